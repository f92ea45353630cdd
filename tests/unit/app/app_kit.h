/* A project in a temporary folder for the tests of the app layer. */
#ifndef TESTS_APP_KIT_H
#define TESTS_APP_KIT_H

#include <criterion/criterion.h>
#include <string.h>

#include "tema/app/app.h"

extern struct app *kit; /* the project, coder "Anna", with en.txt (an interview with typed names) */
extern struct arena kit_arena;
extern struct buf said;
extern struct err err;

extern const char kit_text[]; /* what en.txt holds */

void kit_start(void);           /* for .init */
void kit_stop(void);            /* for .fini */
void kit_as(const char *coder); /* opens the project again as someone else */
const char *kit_file(const char *name, const char *bytes,
                     size_t n);                         /* writes a file into the folder; its path */
tema_id kit_import(const char *name, const char *text); /* the source */
tema_id kit_source(const char *name);
tema_id kit_code(const char *path);  /* found by path; fails the test when it is not there */
size_t kit_place(const char *words); /* code points before the words in en.txt */
tema_id kit_mark(const char *words, const char *path); /* the meaning unit */
size_t kit_codings(void);                              /* everybody's */
tema_id kit_coding(size_t i);                          /* the i-th in the store's order */
const char *kit_paths(void);                           /* "A A/B C": active codes in the tree's order */
const char *kit_words(tema_id source);                 /* the whole text */

/* The call succeeds. */
#define DOES(call) cr_assert((call), "%s", err_text(&err))
/* The call fails with that kind, its sentence holds the words, and no act is left behind. */
#define REFUSES(call, of_kind, words)                                                                        \
    do {                                                                                                     \
        size_t acts_ = kit_acts();                                                                           \
        err_release(&err);                                                                                   \
        cr_assert_not((call), "should have been refused");                                                   \
        cr_expect_eq(err.kind, of_kind, "kind %d: %s", (int)err.kind, err_text(&err));                       \
        cr_expect_not_null(strstr(err_text(&err), words), "'%s' is not in '%s'", words, err_text(&err));     \
        err_release(&err);                                                                                   \
        cr_expect_eq(kit_acts(), acts_, "an act was left in the log");                                       \
    } while (0)
#define SAID(words) cr_expect_str_eq(buf_str(&said), words)
size_t kit_acts(void); /* rows of the log */

#endif
