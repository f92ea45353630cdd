/* Putting a version back: what it says beforehand is what it does, and one undo takes all of it back. */
#include "version_kit.h"

#include "tema/model/codetree.h"
#include "tema/model/themetree.h"

static char *path;
static struct store *s;
static struct arena a;
static tema_id source, seg1, seg2, tech, login, people, night, structure, barriers, doors, lost, on_login,
    on_seg1, version;

/* Teknologi > innlogging; folk; natt. Barrierer > dører; tapt. Then a version of it. */
static void setup(void)
{
    path = test_path("r.tema");
    s = test_create(path, "Ana");
    source = test_import(s, "one.txt", "Kari: The login never works at night.\nPer: We call someone.\n");
    tech = vk_code(s, 0, "Teknologi");
    login = vk_code(s, tech, "innlogging");
    people = vk_code(s, 0, "folk");
    night = vk_code(s, 0, "natt");
    DO(s, store_set_code_text(s, night, CODE_DEFINITION, "after ten", &err));
    seg1 = vk_mark(s, source, 4, 15);
    seg2 = vk_mark(s, source, 33, 40);
    vk_coding(s, seg1, tech);
    vk_coding(s, seg1, login);
    vk_coding(s, seg2, people);
    vk_coding(s, seg2, night);
    DO(s, store_add_structure(s, "første", NULL, 0, &structure, &err));
    barriers = vk_theme(s, structure, 0, "Barrierer");
    doors = vk_theme(s, structure, barriers, "dører");
    lost = vk_theme(s, structure, 0, "tapt");
    on_login = vk_place(s, doors, login, 0);
    on_seg1 = vk_place(s, barriers, 0, seg1);
    vk_place(s, lost, night, 0);
    version = vk_version(s, VERSION_COMMIT, "", NULL);
}

static void teardown(void)
{
    store_free(s);
    arena_release(&a);
    test_remove(path);
}

TestSuite(store_restore, .init = setup, .fini = teardown);

static const struct code *code_of(const struct snapshot *all, tema_id id)
{
    return codetree_find(all->codes, all->ncodes, id);
}

static struct snapshot now(void)
{
    struct snapshot all;
    MUST(store_snapshot(s, SCOPE_ALL, &a, &all, &err));
    return all;
}

static bool same_effect(const struct restore_effect *x, const struct restore_effect *y)
{
    return x->changed == y->changed && x->back == y->back && x->later == y->later &&
           x->later_codings == y->later_codings && x->stay == y->stay && x->themes_later == y->themes_later &&
           x->places_gone == y->places_gone && x->themes_back == y->themes_back &&
           x->structures == y->structures && x->places == y->places;
}

/* Restores, checks that the preview said so, takes back and does again; leaves it done. */
static struct restore_effect there_and_back(void)
{
    struct restore_effect said, done;
    char *before = vk_dump(path);
    MUST(store_restore_preview(s, version, &said, &err));
    char *after = vk_dump(path);
    test_same(before, after, "after a preview");
    mem_free(after);
    DO(s, store_restore_version(s, version, &done, &err));
    cr_expect(same_effect(&said, &done));
    test_sound(s, "after restoring");
    after = vk_dump(path);
    MUST(store_undo(s, NULL, &err));
    char *undone = vk_dump(path);
    test_same(before, undone, "after the undo");
    test_sound(s, "after the undo");
    MUST(store_redo(s, NULL, &err));
    char *redone = vk_dump(path);
    test_same(after, redone, "after the redo");
    test_sound(s, "after the redo");
    mem_free(before);
    mem_free(after);
    mem_free(undone);
    mem_free(redone);
    return done;
}

Test(store_restore, nothing_has_changed__nothing_is_done)
{
    struct restore_effect e, none = {0};
    MUST(store_restore_preview(s, version, &e, &err));
    cr_expect(same_effect(&e, &none));
    struct act_row row;
    MUST(store_begin(s, "restore", &err));
    MUST(store_restore_version(s, version, &e, &err));
    MUST(store_commit(s, &row, &err, "restored"));
    cr_expect_eq(row.id, 0);
}

Test(store_restore, codes__get_back_what_they_had)
{
    DO(s, store_set_code_text(s, tech, CODE_NAME, "Systemer", &err));
    DO(s, store_set_code_text(s, tech, CODE_INCLUDE, "all of it", &err));
    DO(s, store_set_code_colour(s, people, 0x123456, &err));
    DO(s, store_move_code(s, login, people, 0, &err));
    DO(s, store_move_code(s, tech, login, 0, &err)); /* the tree is turned round */
    DO(s, store_set_code_kind(s, people, CODE_DROPPED, ORIGIN_IN_VIVO, LEVEL_LATENT, &err));
    struct restore_effect e = there_and_back();
    cr_expect_eq(e.changed, 3);
    cr_expect(e.back == 0 && e.later == 0 && e.places == 0);
    struct snapshot all = now(), then;
    struct change *c;
    size_t n;
    MUST(store_read_version(s, version, &a, &then, &err));
    snapshot_diff(&then, &all, &a, &c, &n);
    cr_expect_eq(n, 0);
}

Test(store_restore, deleted_codes__come_back_without_codings)
{
    const char *guid = arena_strdup(&a, code_of(&(struct snapshot[]){now()}[0], night)->guid);
    tema_id inner = vk_code(s, night, "inner"); /* made since, goes with it */
    (void)inner;
    DO(s, store_delete_code(s, night, &err));
    struct restore_effect e = there_and_back();
    cr_expect_eq(e.back, 1);
    struct snapshot all = now();
    const struct code *c = code_of(&all, night);
    cr_assert_not_null(c);
    cr_expect_str_eq(c->guid, guid);
    cr_expect_str_eq(c->definition, "after ten");
    cr_expect_eq(c->references, 0);
    cr_expect_eq(all.nplaces, 3, "its place under a theme too");
}

Test(store_restore, deleted_trees__come_back_parents_first)
{
    DO(s, store_delete_code(s, tech, &err));
    struct restore_effect e = there_and_back();
    cr_expect_eq(e.back, 2);
    struct snapshot all = now();
    cr_expect_eq(code_of(&all, login)->parent, tech);
}

Test(store_restore, merged_codes__are_active_again_and_codings_stay)
{
    DO(s, store_merge_code(s, people, tech, &err));
    struct restore_effect e = there_and_back();
    cr_expect_eq(e.stay, 1);
    struct snapshot all = now();
    cr_expect(code_of(&all, people)->status == CODE_ACTIVE && code_of(&all, people)->merged_into == 0);
    cr_expect_eq(code_of(&all, people)->references, 0);
    cr_expect_eq(code_of(&all, tech)->references, 2);
}

Test(store_restore, merged_codes__of_the_version_are_merged_again)
{
    DO(s, store_merge_code(s, people, tech, &err));
    version = vk_version(s, VERSION_COMMIT, "", NULL);
    DO(s, store_set_code_kind(s, people, CODE_ACTIVE, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &err));
    there_and_back();
    struct snapshot all = now();
    cr_expect(code_of(&all, people)->status == CODE_MERGED && code_of(&all, people)->merged_into == tech);
}

Test(store_restore, later_codes__become_dropped_with_their_codings)
{
    tema_id later = vk_code(s, login, "later"), below = vk_code(s, later, "below"),
            other = vk_code(s, 0, "other");
    vk_coding(s, seg2, below);
    DO(s, store_merge_code(s, other, later, &err));
    struct restore_effect e = there_and_back();
    cr_expect(e.later == 2 && e.later_codings == 1);
    struct snapshot all = now();
    cr_expect_eq(code_of(&all, later)->status, CODE_DROPPED);
    cr_expect_eq(code_of(&all, later)->parent, login);
    cr_expect_eq(code_of(&all, below)->references, 1);
    cr_expect_eq(code_of(&all, other)->status, CODE_MERGED);
}

Test(store_restore, a_later_code_between__is_no_ring)
{
    tema_id between = vk_code(s, 0, "between");
    DO(s, store_move_code(s, tech, between, 0, &err));
    tema_id inside = vk_code(s, login, "inside");
    DO(s, store_move_code(s, people, inside, 0, &err));
    there_and_back();
    struct snapshot all = now();
    cr_expect_eq(code_of(&all, tech)->parent, 0);
    cr_expect_eq(code_of(&all, people)->parent, 0);
    cr_expect_eq(code_of(&all, inside)->parent, login);
}

Test(store_restore, a_meaning_that_has_changed__changes_once_more)
{
    DO(s, store_set_code_text(s, night, CODE_DEFINITION, "before ten", &err));
    DO(s, store_change_meaning(s, night, &err));
    int64_t meaning = code_of(&(struct snapshot[]){now()}[0], night)->meaning;
    there_and_back();
    struct snapshot all = now();
    cr_expect_str_eq(code_of(&all, night)->definition, "after ten");
    cr_expect_eq(code_of(&all, night)->meaning, meaning + 1);
}

Test(store_restore, themes_and_places__are_as_they_were)
{
    const char *levels[] = {"dimensjon", "tema"};
    tema_id second;
    DO(s, store_set_theme_text(s, doors, THEME_NAME, "porter", &err));
    DO(s, store_move_theme(s, doors, 0, 0, &err));
    DO(s, store_set_theme_status(s, barriers, THEME_DROPPED, "no", &err));
    DO(s, store_delete_theme(s, lost, &err));
    tema_id later = vk_theme(s, structure, doors, "later");
    tema_id kept = vk_place(s, later, people, 0);
    DO(s, store_move_place(s, on_login, later, 0, &err));
    DO(s, store_name_place(s, on_login, "the login", &err));
    DO(s, store_remove_place(s, on_seg1, &err));
    tema_id extra = vk_place(s, doors, night, 0);
    DO(s, store_rename_structure(s, structure, "gammel", &err));
    DO(s, store_set_levels(s, structure, levels, 2, &err));
    DO(s, store_add_structure(s, "første", NULL, 0, &second, &err));
    tema_id elsewhere = vk_theme(s, second, 0, "elsewhere");
    DO(s, store_use_structure(s, second, &err));
    struct restore_effect e = there_and_back();
    cr_expect(e.changed == 2 && e.themes_back == 1 && e.themes_later == 1 && e.structures == 1 &&
              e.places_gone == 0 && e.back == 0);
    cr_expect_eq(e.places, 4, "one moved back, two put in, one taken off: %lld", (long long)e.places);
    struct snapshot all = now();
    const struct theme *t = themetree_find(all.themes, all.nthemes, doors);
    cr_expect_str_eq(t->name, "dører");
    cr_expect_eq(t->parent, barriers);
    cr_expect_eq(themetree_find(all.themes, all.nthemes, barriers)->status, THEME_CANDIDATE);
    cr_expect_eq(themetree_find(all.themes, all.nthemes, later)->status, THEME_DROPPED);
    cr_expect_eq(themetree_find(all.themes, all.nthemes, elsewhere)->status, THEME_CANDIDATE);
    cr_expect_not_null(themetree_find(all.themes, all.nthemes, lost));
    for (size_t i = 0; i < all.nplaces; i++) {
        cr_expect_neq(all.places[i].id, extra);
        if (all.places[i].id == on_login)
            cr_expect(all.places[i].theme == doors && all.places[i].name[0] == '\0');
        if (all.places[i].id == kept)
            cr_expect_eq(all.places[i].theme, later);
    }
    for (size_t i = 0; i < all.nstructures; i++) {
        cr_expect_eq(all.structures[i].current, all.structures[i].id == structure);
        if (all.structures[i].id == structure)
            cr_expect_str_eq(all.structures[i].name, "første 2", "the later one keeps the name");
    }
}

Test(store_restore, a_deleted_structure__comes_back_whole)
{
    DO(s, store_delete_structure(s, structure, &err));
    struct restore_effect e = there_and_back();
    cr_expect(e.structures == 1 && e.themes_back == 3 && e.places == 3);
    struct snapshot all = now(), then;
    struct change *c;
    size_t n;
    MUST(store_read_version(s, version, &a, &then, &err));
    snapshot_diff(&then, &all, &a, &c, &n);
    cr_expect_eq(n, 0);
    cr_expect(all.structures[0].current);
}

Test(store_restore, places_of_meaning_units_that_are_gone__are_left_out)
{
    DO(s, store_unmark(s, seg1, &err));
    DO(s, store_set_code_text(s, tech, CODE_NAME, "Systemer", &err));
    struct restore_effect e = there_and_back();
    cr_expect_eq(e.places_gone, 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM place"), 2);
}

Test(store_restore, places_in_a_hidden_source__are_left_as_they_are)
{
    vk_sql(path, "UPDATE source SET hidden = 1");
    struct restore_effect e;
    DO(s, store_set_code_text(s, tech, CODE_NAME, "Systemer", &err));
    DO(s, store_restore_version(s, version, &e, &err));
    cr_expect_eq(e.places_gone, 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM place"), 3);
}

Test(store_restore, a_round_that_was_taken_back__is_left_out)
{
    struct store *bo = test_open(path, "Bo");
    tema_id round, made;
    DO(bo, store_start_round(bo, "first", ROUND_INDUCTIVE, "", &round, &err));
    DO(s, store_add_code(s, 0, "in the round", ORIGIN_INDUCTIVE, 0, &made, &err));
    version = vk_version(s, VERSION_COMMIT, "", NULL);
    DO(s, store_delete_code(s, made, &err));
    store_free(bo);
    vk_sql(path, "DELETE FROM round");
    DO(s, store_restore_version(s, version, NULL, &err));
    struct snapshot all = now();
    cr_assert_not_null(code_of(&all, made));
    cr_expect_eq(code_of(&all, made)->round, 0);
}

Test(store_restore, another_coder__works_on_and_everything_comes_back)
{
    struct store *bo = test_open(path, "Bo");
    char *start = vk_dump(path);
    DO(s, store_set_code_text(s, tech, CODE_NAME, "Systemer", &err));
    tema_id later = 0;
    DO(bo, store_add_code(bo, tech, "Bo's", ORIGIN_INDUCTIVE, 0, &later, &err));
    DO(bo, store_code(bo, seg2, later, NULL, &err));
    DO(s, store_delete_code(s, night, &err));
    DO(s, store_restore_version(s, version, NULL, &err));
    DO(bo, store_code(bo, seg2, tech, NULL, &err)); /* beside it */
    MUST(store_undo(s, NULL, &err));
    MUST(store_redo(s, NULL, &err));
    char *before = vk_dump(path);
    DO(bo, store_set_code_text(bo, tech, CODE_NAME, "Bo says", &err)); /* upon it */
    MUST_FAIL(ERR_CONFLICT, store_undo(s, NULL, &err));
    MUST(store_undo(bo, NULL, &err));
    char *after = vk_dump(path);
    test_same(before, after, "after Bo's undo");
    for (int i = 0; i < 3; i++) { /* newest first, over both */
        struct store *who[] = {bo, s, s};
        MUST(store_undo(who[i], NULL, &err));
        test_sound(s, "on the way back");
    }
    MUST(store_undo(bo, NULL, &err));
    MUST(store_undo(bo, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    char *end = vk_dump(path);
    test_same(start, end, "at the start again");
    mem_free(start);
    mem_free(before);
    mem_free(after);
    mem_free(end);
    store_free(bo);
}

Test(store_restore, a_fault_of_the_version__is_not_brought_back)
{
    vk_sql(path, "UPDATE code SET status = 'merged' WHERE name = 'folk'");
    version = vk_version(s, VERSION_COMMIT, "", NULL);
    DO(s, store_set_code_kind(s, people, CODE_ACTIVE, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &err));
    there_and_back();
    struct snapshot all = now();
    cr_expect_eq(code_of(&all, people)->status, CODE_DROPPED);
}

Test(store_restore, a_read_only_project__can_be_previewed)
{
    DO(s, store_set_code_text(s, tech, CODE_NAME, "Systemer", &err));
    struct store *r = NULL;
    struct restore_effect e;
    MUST(store_open(path, STORE_READ_ONLY, &r, &err));
    MUST(store_restore_preview(r, version, &e, &err));
    cr_expect_eq(e.changed, 1);
    store_free(r);
}
