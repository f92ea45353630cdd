#include <string.h>

#include "support.h"
#include "tema/base/mem.h"

static void splice(struct store *s, tema_id source, size_t at, size_t del, const char *ins)
{
    MUST(store_begin(s, "edit", &err));
    MUST(store_splice(s, source, (cp_off){at}, del, ins, strlen(ins), &err));
    MUST(store_commit(s, NULL, &err, "edited"));
    test_sound(s, "after a splice");
}

static void is(struct store *s, tema_id source, const char *want, size_t rows, int turns)
{
    struct doc d;
    char *text = test_text(s, source);
    doc_init(&d);
    MUST(store_doc(s, source, &d, &err));
    cr_assert_str_eq(text, want);
    cr_assert_eq(d.n, rows, "%zu rows", d.n);
    cr_assert_eq(d.turns, turns, "%d turns", d.turns);
    doc_release(&d);
    mem_free(text);
}

Test(store_text, splice__grows_and_shrinks_a_meaning_unit)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: Vi ser på det nye systemet.\nInt: Ja.\n"), unit = 0;
    MUST(store_begin(s, "mark", &err));
    MUST(store_mark(s, id, (cp_off){3}, (cp_off){14}, &unit, &err));
    MUST(store_commit(s, NULL, &err, "marked"));
    splice(s, id, 7, 0, "litt ");
    struct arena a = ARENA_INIT;
    struct segment *v = NULL;
    size_t n = 0;
    MUST(store_segments(s, SCOPE_ALL, id, &a, &v, &n, &err));
    cr_assert_eq(n, 1);
    cr_assert_eq(v[0].start.cp, 3);
    cr_assert_eq(v[0].end.cp, 19);
    splice(s, id, 0, 25, "");
    MUST(store_segments(s, SCOPE_ALL, id, &a, &v, &n, &err));
    cr_assert_eq(v[0].start.cp, v[0].end.cp, "a unit whose words have all gone stays, empty");
    arena_release(&a);
    store_free(s);
    test_remove(path);
}

Test(store_text, newline__makes_a_paragraph_of_the_same_turn__and_taking_it_out_joins)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En. To.\nInt: Ja.\n");
    char *before = test_dump(path);
    splice(s, id, 3, 1, "\n");
    is(s, id, "En.\nTo.\nJa.\n", 3, 2);
    splice(s, id, 3, 1, " ");
    is(s, id, "En. To.\nJa.\n", 2, 2);
    char *after = test_dump(path);
    test_same(before, after, "joined again");
    mem_free(before);
    mem_free(after);
    store_free(s);
    test_remove(path);
}

Test(store_text, everything_deleted__leaves_one_empty_row)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En.\nInt: Ja.\n");
    char *before = test_dump(path);
    splice(s, id, 0, 8, "");
    is(s, id, "", 1, 1);
    MUST(store_undo(s, NULL, &err));
    char *after = test_dump(path);
    test_same(before, after, "text back");
    mem_free(before);
    mem_free(after);
    store_free(s);
    test_remove(path);
}

Test(store_text, edit__touches_only_what_differs)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: Det er bra.\nInt: Ja da.\n");
    const char *want = "Det er veldig bra.\nJa da.\nEnda en.\n";
    size_t n = 0;
    MUST(store_begin(s, "edit", &err));
    MUST(store_edit(s, id, want, strlen(want), &n, &err));
    MUST(store_commit(s, NULL, &err, "edited"));
    is(s, id, want, 3, 2);
    cr_assert_leq(n, 3);
    test_sound(s, "after an edit");
    struct act_row row = {.id = 7};
    MUST(store_begin(s, "edit", &err));
    MUST(store_edit(s, id, want, strlen(want), &n, &err));
    MUST(store_commit(s, &row, &err, "edited"));
    cr_assert_eq(row.id, 0, "an act that changes nothing leaves no row");
    store_free(s);
    test_remove(path);
}

Test(store_text, turn__is_split_joined_and_given_away)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En. To.\nInt: Ja.\n");
    char *before = test_dump(path);
    MUST(store_begin(s, "split", &err));
    MUST(store_split_turn(s, id, (cp_off){4}, &err));
    MUST(store_commit(s, NULL, &err, "split"));
    is(s, id, "En.\nTo.\nJa.\n", 3, 3);
    MUST(store_begin(s, "split", &err));
    MUST_FAIL(ERR_INPUT, store_split_turn(s, id, (cp_off){4}, &err));
    MUST_FAIL(ERR_INPUT, store_join_turn(s, id, (cp_off){0}, &err));
    MUST_FAIL(ERR_INPUT, store_set_turn_speaker(s, id, (cp_off){0}, 4711, &err));
    MUST(store_join_turn(s, id, (cp_off){8}, &err));
    MUST(store_commit(s, NULL, &err, "joined"));
    is(s, id, "En.\nTo.\nJa.\n", 3, 2);
    test_sound(s, "after turns");
    MUST(store_undo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    char *after = test_dump(path);
    test_same(before, after, "turns back");
    mem_free(before);
    mem_free(after);
    store_free(s);
    test_remove(path);
}

Test(store_text, hostile_splices__are_refused)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En.\n");
    MUST(store_begin(s, "edit", &err));
    MUST_FAIL(ERR_INPUT, store_splice(s, id, (cp_off){5}, 0, "x", 1, &err));
    MUST_FAIL(ERR_INPUT, store_splice(s, id, (cp_off){0}, SIZE_MAX, "x", 1, &err));
    MUST_FAIL(ERR_INPUT, store_splice(s, id, (cp_off){0}, 0, "\xc3", 1, &err));
    MUST_FAIL(ERR_INPUT, store_splice(s, id, (cp_off){0}, 0, "a\0b", 3, &err));
    MUST_FAIL(ERR_NOT_FOUND, store_splice(s, 12, (cp_off){0}, 0, "x", 1, &err));
    store_rollback(s);
    store_free(s);
    test_remove(path);
}
