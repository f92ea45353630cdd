#include <string.h>

#include "support.h"
#include "tema/base/mem.h"

static tema_id add_code(struct store *s, const char *name)
{
    tema_id id = 0;
    MUST(store_begin(s, "code-add", &err));
    MUST(store_add_code(s, 0, name, ORIGIN_INDUCTIVE, 0, &id, &err));
    MUST(store_commit(s, NULL, &err, "added code “%s”", name));
    return id;
}

static void splice(struct store *s, tema_id source, size_t at, size_t del, const char *ins)
{
    MUST(store_begin(s, "edit", &err));
    MUST(store_splice(s, source, (cp_off){at}, del, ins, strlen(ins), &err));
    MUST(store_commit(s, NULL, &err, "put “%s” in", ins));
}

static void text_is(struct store *s, tema_id source, const char *want)
{
    char *text = test_text(s, source);
    cr_assert_str_eq(text, want);
    mem_free(text);
}

Test(store_undo, nothing_done__nothing_to_take_back)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    MUST_FAIL(ERR_NOT_FOUND, store_undo(s, NULL, &err));
    MUST_FAIL(ERR_NOT_FOUND, store_redo(s, NULL, &err));
    store_free(s);
    test_remove(path);
}

Test(store_undo, works_across_restarts__and_says_what)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    add_code(s, "tillit");
    char *with = test_dump(path);
    store_free(s);
    s = test_open(path, "anna");
    struct act_row row = {0};
    MUST(store_undo(s, &row, &err));
    cr_assert_str_eq(row.words, "added code “tillit”");
    cr_assert_eq(test_count(path, "SELECT count(*) FROM code"), 0);
    store_free(s);
    s = test_open(path, "anna");
    MUST(store_redo(s, &row, &err));
    cr_assert_str_eq(row.words, "added code “tillit”");
    char *now = test_dump(path);
    test_same(with, now, "done again");
    MUST_FAIL(ERR_NOT_FOUND, store_redo(s, NULL, &err));
    MUST(store_undo(s, &row, &err));
    cr_assert_str_eq(row.words, "added code “tillit”", "undoing a redo names the act itself");
    mem_free(with);
    mem_free(now);
    store_free(s);
    test_remove(path);
}

Test(store_undo, new_act__ends_redoing)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    add_code(s, "en");
    MUST(store_undo(s, NULL, &err));
    add_code(s, "to");
    MUST_FAIL(ERR_NOT_FOUND, store_redo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    MUST_FAIL(ERR_NOT_FOUND, store_undo(s, NULL, &err));
    store_free(s);
    test_remove(path);
}

Test(store_undo, row_changed_by_another__is_refused_saying_who_and_what)
{
    char *path = test_path("a.tema");
    struct store *a = test_create(path, "anna"), *b = test_open(path, "berit");
    tema_id code = add_code(a, "tillit");
    MUST(store_begin(b, "define", &err));
    MUST(store_set_code_text(b, code, CODE_DEFINITION, "å stole på", &err));
    MUST(store_commit(b, NULL, &err, "defined “tillit”"));
    struct err e = ERR_INIT;
    cr_assert_not(store_undo(a, NULL, &e));
    cr_assert_eq(e.kind, ERR_CONFLICT);
    cr_assert_not_null(strstr(err_text(&e), "berit"));
    cr_assert_not_null(strstr(err_text(&e), "defined “tillit”"));
    err_release(&e);
    MUST(store_undo(b, NULL, &err));
    MUST(store_undo(a, NULL, &err));
    test_sound(a, "after a refusal");
    store_free(a);
    store_free(b);
    test_remove(path);
}

Test(store_undo, splice__is_carried_through_anothers_later_splice)
{
    char *path = test_path("a.tema");
    struct store *a = test_create(path, "anna"), *b = test_open(path, "berit");
    tema_id id = test_import(a, "a.txt", "Kari: en to tre\n");
    splice(a, id, 3, 2, "2");
    splice(b, id, 0, 0, "null ");
    MUST(store_undo(a, NULL, &err));
    text_is(a, id, "null en to tre\n");
    splice(b, id, 8, 2, "TO");
    MUST_FAIL(ERR_CONFLICT, store_redo(a, NULL, &err));
    text_is(a, id, "null en TO tre\n");
    test_sound(a, "after carried undo");
    store_free(a);
    store_free(b);
    test_remove(path);
}

Test(store_undo, code_with_3000_codings__comes_back_to_the_last_row)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    char *words = mem_alloc(40001);
    for (int i = 0; i < 8000; i++)
        memcpy(words + 5 * i, i % 20 == 19 ? "ord.\n" : "ordet", 5);
    tema_id source = test_import(s, "a.txt", words), code = add_code(s, "alt"), segment = 0;
    MUST(store_begin(s, "code", &err));
    for (size_t i = 0; i < 3000; i++) {
        MUST(store_mark(s, source, (cp_off){i * 10}, (cp_off){i * 10 + 7}, &segment, &err));
        MUST(store_code(s, segment, code, NULL, &err));
    }
    MUST(store_commit(s, NULL, &err, "coded a lot"));
    char *before = test_dump(path);
    MUST(store_begin(s, "code-delete", &err));
    MUST(store_delete_code(s, code, &err));
    MUST(store_commit(s, NULL, &err, "deleted “alt”"));
    cr_assert_eq(test_count(path, "SELECT count(*) FROM coding"), 0);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM anchor"), 0);
    MUST(store_undo(s, NULL, &err));
    char *after = test_dump(path);
    test_same(before, after, "code back");
    test_sound(s, "code back");
    mem_free(before);
    mem_free(after);
    mem_free(words);
    store_free(s);
    test_remove(path);
}
