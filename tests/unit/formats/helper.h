#ifndef TEST_FORMATS_HELPER_H
#define TEST_FORMATS_HELPER_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tema/formats/formats.h"

static inline void read_as(const char *format, const char *text, size_t n, struct transcript *t)
{
    struct err e = ERR_INIT;
    transcript_init(t);
    cr_assert(format_find(format)->read(text, n, t, &e), "%s", err_text(&e));
}

/* "speaker|text" of every turn, one after the other; "+" in front of a further paragraph. */
static inline char *shown(const struct transcript *t)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        cr_assert(u->speaker < (int)t->speakers.n);
        buf_addf(&b, "%s%s|%s", u->opens ? "" : "+", u->speaker < 0 ? "" : t->speakers.v[u->speaker],
                 u->text);
    }
    return b.s ? buf_detach(&b) : mem_strdup("");
}

static inline void expect(const char *format, const char *text, const char *want)
{
    struct transcript t;
    read_as(format, text, strlen(text), &t);
    char *got = shown(&t);
    cr_assert_str_eq(got, want, "got:\n%s\nwant:\n%s", got, want);
    mem_free(got);
    transcript_release(&t);
}

#endif
