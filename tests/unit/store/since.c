/* What others have done since and what still stands of it keeps an act from being taken back, also when it comes out even. */
#include <string.h>

#include "support.h"
#include "tema/base/mem.h"

/* One act: BEGIN, the calls, COMMIT with its words. */
#define ACT(s, words, ...)                                                                                   \
    do {                                                                                                     \
        MUST(store_begin(s, "test", &err));                                                                  \
        MUST(__VA_ARGS__);                                                                                   \
        MUST(store_commit(s, NULL, &err, words));                                                            \
    } while (0)

struct pair {
    char *path;
    struct store *anna, *berit;
    tema_id source;
};

static struct pair two_coders(void)
{
    struct pair p = {.path = test_path("a.tema")};
    p.anna = test_create(p.path, "anna");
    p.berit = test_open(p.path, "berit");
    p.source = test_import(p.anna, "a.txt", "Kari: en to tre fire fem\nInt: seks sju\n");
    return p;
}

static void pair_release(struct pair *p)
{
    test_sound(p->anna, "at the end");
    store_free(p->anna);
    store_free(p->berit);
    test_remove(p->path);
}

static void refused(struct store *s, const char *who, const char *what)
{
    struct err e = ERR_INIT;
    cr_assert_not(store_undo(s, NULL, &e), "should be refused");
    cr_assert_eq(e.kind, ERR_CONFLICT);
    cr_assert_not_null(strstr(err_text(&e), who), "%s", err_text(&e));
    cr_assert_not_null(strstr(err_text(&e), what), "%s", err_text(&e));
    err_release(&e);
}

Test(store_since, code_used_and_taken_off_again__stays_until_that_is_taken_back)
{
    struct pair p = two_coders();
    tema_id code = 0, segment = 0, coding = 0;
    ACT(p.berit, "added “tillit”", store_add_code(p.berit, 0, "tillit", ORIGIN_INDUCTIVE, 0, &code, &err));
    ACT(p.anna, "coded",
        store_mark(p.anna, p.source, (cp_off){0}, (cp_off){5}, &segment, &err) &&
            store_code(p.anna, segment, code, &coding, &err));
    ACT(p.anna, "took “tillit” off", store_uncode(p.anna, coding, &err));
    refused(p.berit, "anna", "took “tillit” off");
    MUST(store_undo(p.anna, NULL, &err));
    refused(p.berit, "anna", "coded");
    MUST(store_undo(p.anna, NULL, &err));
    MUST(store_undo(p.berit, NULL, &err));
    cr_assert_eq(test_count(p.path, "SELECT count(*) FROM code"), 0);
    pair_release(&p);
}

Test(store_since, other_columns_of_the_same_code__are_nobodys_business)
{
    struct pair p = two_coders();
    tema_id code = 0;
    ACT(p.anna, "added", store_add_code(p.anna, 0, "tillit", ORIGIN_INDUCTIVE, 0, &code, &err));
    ACT(p.anna, "defined", store_set_code_text(p.anna, code, CODE_DEFINITION, "å stole på", &err));
    ACT(p.berit, "renamed", store_set_code_text(p.berit, code, CODE_NAME, "Tillit", &err));
    MUST(store_undo(p.anna, NULL, &err));
    refused(p.anna, "berit", "renamed");
    ACT(p.berit, "renamed back", store_set_code_text(p.berit, code, CODE_NAME, "tillit", &err));
    refused(p.anna, "berit", "renamed back");
    pair_release(&p);
}

Test(store_since, attribute_of_the_same_name__made_and_removed_meanwhile__is_in_the_way)
{
    struct pair p = two_coders();
    tema_id who = 0;
    ACT(p.anna, "added Kari", store_add_participant(p.anna, "Kari", &who, &err));
    ACT(p.anna, "gave", store_set_attribute(p.anna, who, "rolle", ATTR_TEXT, "leder", &err));
    ACT(p.anna, "removed", store_set_attribute(p.anna, who, "rolle", ATTR_TEXT, "", &err));
    cr_assert_eq(test_count(p.path, "SELECT count(*) FROM attribute"), 0);
    ACT(p.berit, "gave again", store_set_attribute(p.berit, who, "rolle", ATTR_TEXT, "vikar", &err));
    ACT(p.berit, "removed again", store_set_attribute(p.berit, who, "rolle", ATTR_TEXT, "", &err));
    refused(p.anna, "berit", "removed again");
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_undo(p.anna, NULL, &err));
    pair_release(&p);
}

Test(store_since, move_that_would_close_the_tree_to_a_ring_on_the_way_back__is_in_the_way)
{
    struct pair p = two_coders();
    tema_id top = 0, below = 0, far = 0;
    ACT(p.anna, "added",
        store_add_code(p.anna, 0, "over", ORIGIN_INDUCTIVE, 0, &top, &err) &&
            store_add_code(p.anna, top, "under", ORIGIN_INDUCTIVE, 0, &below, &err) &&
            store_add_code(p.anna, 0, "langt unna", ORIGIN_INDUCTIVE, 0, &far, &err));
    ACT(p.anna, "moved up", store_move_code(p.anna, below, 0, 0, &err));
    ACT(p.berit, "moved away", store_move_code(p.berit, far, below, 0, &err));
    MUST(store_undo(p.anna, NULL, &err));
    MUST(store_redo(p.anna, NULL, &err));
    ACT(p.berit, "moved under", store_move_code(p.berit, top, below, 0, &err));
    ACT(p.berit, "moved out", store_move_code(p.berit, top, 0, 0, &err));
    refused(p.anna, "berit", "moved out");
    MUST(store_undo(p.berit, NULL, &err));
    refused(p.anna, "berit", "moved under");
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_undo(p.anna, NULL, &err));
    pair_release(&p);
}

Test(store_since, import_that_another_has_worked_in__is_not_taken_back)
{
    struct pair p = two_coders();
    tema_id segment = 0;
    ACT(p.berit, "marked", store_mark(p.berit, p.source, (cp_off){0}, (cp_off){2}, &segment, &err));
    refused(p.anna, "berit", "marked");
    MUST(store_undo(p.berit, NULL, &err));
    ACT(p.berit, "edited", store_splice(p.berit, p.source, (cp_off){3}, 2, "2", 1, &err));
    refused(p.anna, "berit", "edited");
    MUST(store_undo(p.berit, NULL, &err));
    ACT(p.berit, "gave the turn away", store_set_turn_speaker(p.berit, p.source, (cp_off){0}, 0, &err));
    refused(p.anna, "berit", "gave the turn away");
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_undo(p.anna, NULL, &err));
    pair_release(&p);
}

Test(store_since, turn_that_an_insertion_made__given_to_a_speaker_by_another__stays)
{
    struct pair p = two_coders();
    ACT(p.anna, "broke the line", store_splice(p.anna, p.source, (cp_off){9}, 1, "\n", 1, &err));
    ACT(p.berit, "gave the turn away", store_set_turn_speaker(p.berit, p.source, (cp_off){11}, 0, &err));
    refused(p.anna, "berit", "gave the turn away");
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_undo(p.anna, NULL, &err));
    pair_release(&p);
}

Test(store_since, memo_on_what_a_redo_would_remove__is_in_its_way)
{
    struct pair p = two_coders();
    tema_id segment = 0;
    ACT(p.anna, "marked", store_mark(p.anna, p.source, (cp_off){0}, (cp_off){2}, &segment, &err));
    ACT(p.anna, "unmarked", store_unmark(p.anna, segment, &err));
    MUST(store_undo(p.anna, NULL, &err));
    ACT(p.berit, "wrote a memo", store_add_memo(p.berit, MEMO_SEGMENT, segment, "notat", NULL, &err));
    MUST_FAIL(ERR_CONFLICT, store_redo(p.anna, NULL, &err));
    MUST(store_undo(p.berit, NULL, &err));
    MUST(store_redo(p.anna, NULL, &err));
    pair_release(&p);
}
