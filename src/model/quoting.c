#include "tema/model/quoting.h"

#include <stdint.h>
#include <string.h>

#include "oneline_priv.h"
#include "tema/base/buf.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

/* ---- what was said: on one line, and where in it a piece may begin and end ---- */

struct said {
    struct buf text;
    bool *inside; /* by byte, text.len + 1 of them: it lies within a word */
};

static void said_init(struct said *t, const char *said)
{
    *t = (struct said){BUF_INIT, NULL};
    oneline_add(&t->text, said, strlen(said));
    t->inside = mem_alloc(t->text.len + 1);
    byte_offs from = VEC_INIT, to = VEC_INIT;
    word_starts(buf_str(&t->text), t->text.len, &from);
    word_ends(buf_str(&t->text), t->text.len, &to);
    for (size_t i = 0; i < from.n && i < to.n; i++) {
        for (size_t b = from.v[i].b + 1; b < to.v[i].b; b++)
            t->inside[b] = true;
    }
    vec_release(&from);
    vec_release(&to);
}

static void said_release(struct said *t)
{
    buf_release(&t->text);
    mem_free(t->inside);
}

/* ---- the edited text in pieces ---- */

struct piece {
    const char *s; /* in the edited text, without blanks at its ends */
    size_t n;
    bool cut_before,
        cut_after; /* a bracket stands right before, behind it: it may begin, end within a word */
};

/* For each byte of the edited text the one where its bracket has its other, itself when it is no bracket or
 * has none. */
static size_t *pair_brackets(const char *s, size_t n)
{
    size_t *other = mem_array(NULL, n + 1, sizeof *other);
    VEC(size_t) open = VEC_INIT;
    for (size_t i = 0; i < n; i++) {
        other[i] = i;
        if (s[i] == '[') {
            vec_push(&open, i);
        } else if (s[i] == ']' && open.n > 0) {
            size_t from = open.v[--open.n];
            other[from] = i;
            other[i] = from;
        }
    }
    vec_release(&open);
    return other;
}

/* The next piece from *at on; false when there is none. */
static bool next_piece(const char *s, size_t n, const size_t *other, size_t *at, struct piece *ret)
{
    for (size_t i = *at; i < n;) {
        if (other[i] != i) {
            i = other[i] + 1;
            continue;
        }
        size_t from = i, last = i;
        bool any = false;
        uint32_t cp;
        for (size_t len; i < n && other[i] == i; i += len) {
            len = utf8_decode(s + i, n - i, &cp);
            if (oneline_blank(cp))
                continue;
            if (!any)
                from = i;
            any = true;
            last = i + len;
        }
        if (any) {
            *ret = (struct piece){s + from, last - from, from > 0 && other[from - 1] != from - 1,
                                  last < n && other[last] != last};
            *at = i;
            return true;
        }
    }
    return false;
}

/* ---- finding a piece ---- */

/* Looks for `piece` in what was said from *at on, and goes behind it. By Knuth, Morris and Pratt (1977):
 * each byte is looked at once, however often the piece begins and does not fit. */
static bool find_piece(const struct said *t, const struct piece *piece, size_t *at)
{
    struct buf want = BUF_INIT;
    oneline_add(&want, piece->s, piece->n);
    size_t *border = mem_array(NULL, want.len + 1, sizeof *border);
    border[0] = 0;
    for (size_t i = 1, k = 0; i < want.len; i++) {
        while (k > 0 && want.s[i] != want.s[k])
            k = border[k - 1];
        k += want.s[i] == want.s[k];
        border[i] = k;
    }
    bool found = false;
    for (size_t i = *at, k = 0; i < t->text.len && !found; i++) {
        while (k > 0 && (k == want.len || t->text.s[i] != want.s[k]))
            k = border[k - 1];
        k += t->text.s[i] == want.s[k];
        if (k < want.len)
            continue;
        found = (piece->cut_before || !t->inside[i + 1 - k]) && (piece->cut_after || !t->inside[i + 1]);
        if (found)
            *at = i + 1;
    }
    mem_free(border);
    buf_release(&want);
    return found;
}

enum { SHOWN_CHARS = 60 };

static bool say_unsaid(const struct piece *piece, const size_t *other, const char *edited, struct err *err)
{
    struct buf b = BUF_INIT;
    oneline_add(&b, piece->s, piece->n);
    size_t shown = utf8_byte(buf_str(&b), b.len, (cp_off){SHOWN_CHARS}).b;
    const char *more = shown < b.len ? "…" : "";
    bool lone = false;
    for (size_t i = (size_t)(piece->s - edited), end = i + piece->n; i < end; i++)
        lone = lone || ((edited[i] == '[' || edited[i] == ']') && other[i] == i);
    if (lone)
        err_set(err, ERR_INPUT,
                _("a bracket in '%.*s%s' has no other: what is put in or left out stands "
                  "between [ and ]"),
                (int)shown, buf_str(&b), more);
    else
        err_set(err, ERR_INPUT, _("'%.*s%s' was not said so: mark what is put in or left out with [ ]"),
                (int)shown, buf_str(&b), more);
    buf_release(&b);
    return false;
}

bool quote_verify(const char *said, const char *edited, struct err *err)
{
    struct said t;
    struct piece piece;
    size_t n = strlen(edited), at = 0, in_said = 0, *other = pair_brackets(edited, n);
    bool ok = true;
    said_init(&t, said);
    /* Whether a piece fits at a place depends on that place alone, and its occurrences are all as long as it
     * is. So the earliest one leaves most room for the pieces that follow: where any choice of places fits,
     * the earliest do. */
    while (ok && next_piece(edited, n, other, &at, &piece)) {
        ok = find_piece(&t, &piece, &in_said);
        if (!ok)
            say_unsaid(&piece, other, edited, err);
    }
    said_release(&t);
    mem_free(other);
    return ok;
}

char *quote_print(const char *said, const char *edited, struct arena *a)
{
    struct buf b = BUF_INIT;
    oneline_add(&b, edited, strlen(edited));
    if (b.len > 0) {
        buf_release(&b);
        return arena_strdup(a, edited);
    }
    oneline_add(&b, said, strlen(said));
    char *line = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return line;
}
