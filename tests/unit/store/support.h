/* Shared by the store's tests: projects in a folder of their own, sources from plain text, dumps of what an undo must bring back. */
#ifndef TEST_STORE_SUPPORT_H
#define TEST_STORE_SUPPORT_H

#include <criterion/criterion.h>

#include "tema/store/store.h"

/* A call that must succeed; its error's sentence is shown if not. The call names its error `err`. */
#define MUST(call)                                                                                           \
    do {                                                                                                     \
        struct err err = ERR_INIT;                                                                           \
        bool must_ok = (call);                                                                               \
        cr_assert(must_ok, "%s: %s", #call, err_text(&err));                                                 \
        err_release(&err);                                                                                   \
    } while (0)
/* One that must fail with this kind, and with a sentence. */
#define MUST_FAIL(the_kind, call)                                                                            \
    do {                                                                                                     \
        struct err err = ERR_INIT;                                                                           \
        bool must_ok = (call);                                                                               \
        cr_assert(!must_ok, "%s should fail", #call);                                                        \
        cr_assert_eq(err.kind, the_kind, "%s: kind %d: %s", #call, (int)err.kind, err_text(&err));           \
        cr_assert(err_text(&err)[0] != '\0');                                                                \
        err_release(&err);                                                                                   \
    } while (0)

/* A path in a fresh folder; remove with test_remove. Freed with mem_free. */
char *test_path(const char *name);
void test_remove(char *path); /* the folder with everything in it; frees the path */

struct store *test_create(const char *path, const char *coder);
struct store *test_open(const char *path, const char *coder);

/* Imports lines as turns: "Name: words" gives the turn to Name (the label is not text), "+words" goes on with the turn before; each turn and each
 * further sentence is a cue, two seconds apart. One act. */
tema_id test_import(struct store *s, const char *name, const char *lines);

/* The text of a source. Freed with mem_free. */
char *test_text(struct store *s, tema_id source);

/* Every table that an undo must bring back, row by row, without hidden sources and what hangs on them. Freed with mem_free. */
char *test_dump(const char *path);
/* Asserts that both are equal, showing the first line that is not. */
void test_same(const char *a, const char *b, const char *when);

void test_sound(struct store *s, const char *when); /* store_check finds no fault */
int64_t test_count(const char *path, const char *sql);

#endif
