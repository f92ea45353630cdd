/* Thematic structures as an analyst works on them: nesting, order, places, merging, splitting, counts; every act there and back. */
#include <time.h>

#include "study_kit.h"
#include "support.h"
#include "tema/store/themes.h"

static const char talk[] = "Vi stoler på systemet her.\nDet tar for mye tid.\nOpplæring manglet helt.\n";

static struct theme *themes;
static size_t nthemes;
static struct place *places;
static size_t nplaces;

static void read_all(struct store *s, tema_scope scope)
{
    READ(store_themes(s, &kit_arena, &themes, &nthemes, &kit_err));
    READ(store_count_themes(s, scope, themes, nthemes, &kit_err));
    READ(store_places(s, &kit_arena, &places, &nplaces, &kit_err));
}

static struct theme *get(tema_id id)
{
    for (size_t i = 0; i < nthemes; i++)
        if (themes[i].id == id)
            return &themes[i];
    cr_assert_fail("theme %lld is not there", (long long)id);
    return NULL;
}

/* Names in tree order, each indented by its depth, of one structure. */
static const char *outline(struct store *s, tema_id structure)
{
    char *out = arena_strdup(&kit_arena, "");
    read_all(s, SCOPE_ALL);
    for (size_t i = 0; i < nthemes; i++)
        if (themes[i].structure == structure)
            out = arena_printf(&kit_arena, "%s%.*s%s;", out, themes[i].depth, "......", themes[i].name);
    return out;
}

/* Ids of codes and segments that stand under a theme, in order, as the numbers given here: "ab". */
static const char *standing(struct store *s, tema_id theme, const tema_id *ids, size_t n)
{
    char *out = arena_strdup(&kit_arena, "");
    read_all(s, SCOPE_ALL);
    for (size_t i = 0; i < nplaces; i++)
        for (size_t k = 0; k < n && places[i].theme == theme; k++)
            if (ids[k] == places[i].code || ids[k] == places[i].segment)
                out = arena_printf(&kit_arena, "%s%c", out, 'a' + (int)k);
    return out;
}

static tema_id structure_of(struct store *s, const char *name)
{
    tema_id id = 0;
    ACT(s, store_add_structure(s, name, NULL, 0, &id, &kit_err));
    return id;
}

static tema_id theme_of(struct store *s, tema_id structure, tema_id parent, const char *name)
{
    tema_id id = 0;
    ACT(s, store_add_theme(s, structure, parent, name, &id, &kit_err));
    return id;
}

static tema_id place_of(struct store *s, tema_id theme, tema_id code, tema_id segment)
{
    tema_id id = 0;
    ACT(s, store_add_place(s, theme, code, segment, &id, &kit_err));
    return id;
}

Test(structure, first_one__is_current__names_differ)
{
    struct store *s = kit_open();
    static const char *const words[] = {"dimensjon", "tema", "undertema"};
    struct structure *v;
    size_t n;
    tema_id a = 0, b = 0;
    kit_code(s, 0, "kode"); /* by now Ana is a coder of the project */
    THERE_AND_BACK(s, store_add_structure(s, " Hoved ", NULL, 0, &a, &kit_err));
    READ(store_structures(s, &kit_arena, &v, &n, &kit_err));
    a = v[0].id;
    cr_assert_str_eq(v[0].name, "Hoved");
    cr_assert(v[0].current);
    cr_assert_eq(v[0].nlevels, 2);
    ACT(s, store_add_structure(s, "Annen", words, 3, &b, &kit_err));
    READ(store_structures(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_assert(v[0].current && !v[1].current);
    cr_assert_str_eq(v[1].levels[2], "undertema");
    REFUSED(s, store_add_structure(s, "Hoved", NULL, 0, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_structure(s, "  ", NULL, 0, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_structure(s, "X", words, 0, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_rename_structure(s, b, "Hoved", &kit_err), ERR_INPUT);
    REFUSED(s, store_use_structure(s, 12345, &kit_err), ERR_NOT_FOUND);
    THERE_AND_BACK(s, store_rename_structure(s, a, "Hovedtemaer", &kit_err));
    THERE_AND_BACK(s, store_use_structure(s, b, &kit_err));
    THERE_AND_BACK(s, store_set_levels(s, a, words, 2, &kit_err));
    THERE_AND_BACK(s, store_delete_structure(s, b, &kit_err));
    READ(store_structures(s, &kit_arena, &v, &n, &kit_err));
    cr_assert(n == 1 && v[0].current && v[0].nlevels == 2);
    test_sound(s, "structures");
    kit_close(s);
}

Test(theme, nest_and_order__are_what_was_asked_for)
{
    struct store *s = kit_open();
    tema_id st = structure_of(s, "S"), other = structure_of(s, "T");
    tema_id a = theme_of(s, st, 0, "A"), b = theme_of(s, st, 0, "B"), c = theme_of(s, st, a, "C"),
            d = theme_of(s, st, a, "D"), x = theme_of(s, other, 0, "X");
    cr_assert_str_eq(outline(s, st), "A;.C;.D;B;");
    cr_assert_eq(get(a)->status, THEME_CANDIDATE);
    THERE_AND_BACK(s, store_move_theme(s, b, 0, a, &kit_err));
    cr_assert_str_eq(outline(s, st), "B;A;.C;.D;");
    THERE_AND_BACK(s, store_move_theme(s, d, a, c, &kit_err));
    THERE_AND_BACK(s, store_move_theme(s, c, d, 0, &kit_err));
    cr_assert_str_eq(outline(s, st), "B;A;.D;..C;");
    REFUSED(s, store_move_theme(s, a, c, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_theme(s, a, a, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_theme(s, a, x, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_theme(s, a, 0, x, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_theme(s, st, x, "Y", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_theme(s, 99, 0, "Y", NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_theme(s, st, 0, " \n", NULL, &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_set_theme_text(s, a, THEME_NAME, "Alfa", &kit_err));
    THERE_AND_BACK(s, store_set_theme_text(s, a, THEME_IDEA, "én idé", &kit_err));
    THERE_AND_BACK(s, store_set_theme_text(s, a, THEME_DEFINITION, "det som …", &kit_err));
    THERE_AND_BACK(s, store_set_theme_text(s, a, THEME_SCOPE, "ikke …", &kit_err));
    THERE_AND_BACK(s, store_set_theme_text(s, a, THEME_NARRATIVE, "de forteller", &kit_err));
    read_all(s, SCOPE_ALL);
    cr_assert_str_eq(get(a)->idea, "én idé");
    cr_assert_str_eq(get(a)->narrative, "de forteller");
    test_sound(s, "nested");
    kit_close(s);
}

Test(theme, dropped_one__keeps_its_places__and_comes_back)
{
    struct store *s = kit_open();
    tema_id st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"), b = theme_of(s, st, a, "B"),
            code = kit_code(s, 0, "kode"), more = kit_code(s, 0, "mer");
    place_of(s, a, code, 0);
    THERE_AND_BACK(s, store_set_theme_status(s, a, THEME_DROPPED, "for tynt", &kit_err));
    cr_assert_str_eq(standing(s, a, &code, 1), "a");
    cr_assert_str_eq(get(a)->reason, "for tynt");
    cr_assert_eq(get(b)->parent, a);
    REFUSED(s, store_add_place(s, a, more, 0, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_theme_status(s, a, THEME_MERGED, "", &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_set_theme_status(s, a, THEME_KEPT, "", &kit_err));
    place_of(s, a, more, 0);
    kit_close(s);
}

Test(place, under_several_themes__in_order__named)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"),
            b = theme_of(s, st, 0, "B"),
            ids[] = {kit_code(s, 0, "en"), kit_code(s, 0, "to"), kit_mark(s, src, 0, 5)}, p[3], again = 0;
    for (int i = 0; i < 2; i++)
        p[i] = place_of(s, a, ids[i], 0);
    p[2] = place_of(s, a, 0, ids[2]);
    tema_id q = place_of(s, b, ids[0], 0);
    cr_assert_str_eq(standing(s, a, ids, 3), "abc");
    ACT(s, store_add_place(s, a, ids[1], 0, &again, &kit_err));
    cr_assert_eq(again, p[1]);
    THERE_AND_BACK(s, store_move_place(s, p[2], a, p[0], &kit_err));
    cr_assert_str_eq(standing(s, a, ids, 3), "cab");
    THERE_AND_BACK(s, store_move_place(s, p[1], b, q, &kit_err));
    cr_assert_str_eq(standing(s, b, ids, 3), "ba");
    THERE_AND_BACK(s, store_move_place(s, q, a, 0, &kit_err)); /* is there already: one is enough */
    cr_assert_str_eq(standing(s, a, ids, 3), "ca");
    THERE_AND_BACK(s, store_name_place(s, p[0], "Det ene", &kit_err));
    REFUSED(s, store_name_place(s, p[2], "Utdrag", &kit_err), ERR_INPUT);
    REFUSED(s, store_add_place(s, a, ids[0], ids[2], NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_place(s, a, 0, 0, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_place(s, a, 77, 0, NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_move_place(s, p[0], a, p[1], &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_remove_place(s, p[0], &kit_err));
    THERE_AND_BACK(s, store_unmark(s, ids[2], &kit_err)); /* its place goes with it */
    cr_assert_str_eq(standing(s, a, ids, 3), "");
    test_sound(s, "places");
    kit_close(s);
}

Test(theme, merge__places_and_children_go_over__doubles_become_one)
{
    struct store *s = kit_open();
    tema_id st = structure_of(s, "S"), other = structure_of(s, "T"), a = theme_of(s, st, 0, "A"),
            b = theme_of(s, st, 0, "B"), c = theme_of(s, st, a, "C"), x = theme_of(s, other, 0, "X"),
            ids[] = {kit_code(s, 0, "en"), kit_code(s, 0, "to"), kit_code(s, 0, "tre")};
    theme_of(s, st, b, "D");
    place_of(s, a, ids[0], 0);
    place_of(s, a, ids[1], 0);
    place_of(s, b, ids[2], 0);
    place_of(s, b, ids[1], 0);
    REFUSED(s, store_merge_theme(s, a, a, "", &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_theme(s, a, c, "", &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_theme(s, a, x, "", &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_merge_theme(s, a, b, "det samme", &kit_err));
    cr_assert_str_eq(outline(s, st), "A;B;.D;.C;");
    cr_assert_str_eq(standing(s, b, ids, 3), "cba");
    cr_assert_str_eq(standing(s, a, ids, 3), "");
    cr_assert(get(a)->status == THEME_MERGED && get(a)->merged_into == b);
    REFUSED(s, store_merge_theme(s, a, b, "", &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_theme(s, b, a, "", &kit_err), ERR_INPUT);
    THERE_AND_BACK(s,
                   store_delete_theme(s, b, &kit_err)); /* what was merged into it has nothing to point to */
    read_all(s, SCOPE_ALL);
    cr_assert_eq(nthemes, 2);
    cr_assert(get(a)->status == THEME_DROPPED && get(a)->merged_into == 0);
    test_sound(s, "merged");
    kit_close(s);
}

Test(theme, split__makes_a_sibling_that_gets_the_places)
{
    struct store *s = kit_open();
    tema_id st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"), b = theme_of(s, st, 0, "B"),
            ids[] = {kit_code(s, 0, "en"), kit_code(s, 0, "to")}, p[2], made = 0;
    p[0] = place_of(s, a, ids[0], 0);
    p[1] = place_of(s, a, ids[1], 0);
    ACT(s, store_split_theme(s, a, "A2", &p[1], 1, &made, &kit_err));
    cr_assert_str_eq(outline(s, st), "A;A2;B;");
    cr_assert_eq(get(made)->split_from, a);
    cr_assert_str_eq(standing(s, made, ids, 2), "b");
    cr_assert_str_eq(standing(s, a, ids, 2), "a");
    REFUSED(s, store_split_theme(s, b, "B2", p, 1, NULL, &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_split_theme(s, a, "A3", p, 1, NULL, &kit_err));
    THERE_AND_BACK(s, store_delete_theme(s, a, &kit_err));
    read_all(s, SCOPE_ALL);
    cr_assert_eq(get(made)->split_from, 0);
    test_sound(s, "split");
    kit_close(s);
}

Test(structure, copy__stands_by_itself)
{
    struct store *s = kit_open();
    tema_id st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"), b = theme_of(s, st, a, "B"),
            c = theme_of(s, st, 0, "C"), code = kit_code(s, 0, "kode"), copy = 0;
    place_of(s, b, code, 0);
    ACT(s, store_set_theme_status(s, a, THEME_KEPT, "klart", &kit_err));
    ACT(s, store_merge_theme(s, c, a, "likt", &kit_err));
    THERE_AND_BACK(s, store_copy_structure(s, st, "Kopi", NULL, &kit_err));
    struct structure *v;
    size_t n;
    READ(store_structures(s, &kit_arena, &v, &n, &kit_err));
    copy = v[1].id;
    cr_assert(v[0].current);
    cr_assert_str_eq(outline(s, copy), outline(s, st));
    for (size_t i = 0; i < nthemes; i++) {
        if (themes[i].structure != copy)
            continue;
        cr_assert(themes[i].id != a && themes[i].id != b && themes[i].id != c);
        if (themes[i].merged_into != 0)
            cr_assert_eq(get(themes[i].merged_into)->structure, copy);
    }
    ACT(s, store_delete_theme(s, a, &kit_err));
    cr_assert_str_eq(outline(s, copy), "A;.B;C;");
    cr_assert_eq(nplaces, 1);
    THERE_AND_BACK(s, store_delete_structure(s, copy, &kit_err));
    test_sound(s, "copied");
    kit_close(s);
}

Test(theme, counts__are_distinct__and_of_what_stands)
{
    struct store *s = kit_open();
    tema_id s1 = kit_source(s, "a.txt", talk, true), s2 = kit_source(s, "b.txt", talk, true),
            st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"), b = theme_of(s, st, a, "B"),
            c = theme_of(s, st, a, "C"), top = kit_code(s, 0, "topp"), below = kit_code(s, top, "under"),
            u1 = kit_mark(s, s1, 0, 5), u2 = kit_mark(s, s1, 30, 40), u3 = kit_mark(s, s2, 0, 5),
            bare = kit_mark(s, s2, 50, 55), kari = 0;
    struct speaker *who;
    size_t n;
    ACT(s, store_add_participant(s, "P1", &kari, &kit_err));
    READ(store_speakers(s, s1, &kit_arena, &who, &n, &kit_err));
    ACT(s, store_link_speaker(s, who[0].id, SPEAKER_PARTICIPANT, kari, &kit_err));
    kit_coding(s, u1, top);
    kit_coding(s, u1, below);
    kit_coding(s, u2, below);
    kit_coding(s, u3, below);
    place_of(s, b, top, 0); /* for `under` too */
    place_of(s, c, below, 0);
    place_of(s, c, 0, u2);
    place_of(s, c, 0, bare);
    read_all(s, SCOPE_COUNTED);
    cr_expect(get(b)->codes == 1 && get(b)->extracts == 3 && get(b)->sources == 2 && get(b)->segments == 0);
    cr_expect_eq(get(b)->participants, 1);
    cr_expect(get(c)->codes == 1 && get(c)->extracts == 4 && get(c)->segments == 2);
    cr_expect(get(a)->codes == 2 && get(a)->extracts == 4 && get(a)->sources == 2 && get(a)->segments == 2,
              "%lld codes, %lld extracts, %lld sources, %lld units", (long long)get(a)->codes,
              (long long)get(a)->extracts, (long long)get(a)->sources, (long long)get(a)->segments);
    ACT(s, store_set_theme_status(s, c, THEME_DROPPED, "", &kit_err));
    read_all(s, SCOPE_COUNTED);
    cr_expect(get(a)->codes == 1 && get(a)->extracts == 3 && get(a)->segments == 0);
    cr_expect_eq(get(c)->extracts, 4);
    as(s, "Bo");
    read_all(s, store_coder(s) == 0 ? 1 : store_coder(s));
    cr_expect_eq(get(a)->extracts, 0);
    kit_close(s);
}

Test(code, merged_split_and_deleted__their_places_follow)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), st = structure_of(s, "S"), a = theme_of(s, st, 0, "A"),
            b = theme_of(s, st, 0, "B"), ids[] = {kit_code(s, 0, "en"), kit_code(s, 0, "to")},
            u = kit_mark(s, src, 0, 5), w = kit_mark(s, src, 6, 9), g = kit_coding(s, u, ids[0]),
            h = kit_coding(s, w, ids[0]), made = 0;
    struct coding *v;
    size_t n;
    place_of(s, a, ids[0], 0);
    place_of(s, a, ids[1], 0);
    place_of(s, b, ids[0], 0);
    ACT(s, store_split_code(s, ids[0], "en b", &g, 1, &made, &kit_err));
    READ(store_codings(s, SCOPE_ALL, 0, made, &kit_arena, &v, &n, &kit_err));
    cr_assert(n == 1 && v[0].id == g && !v[0].stale);
    REFUSED(s, store_split_code(s, ids[1], "to b", &h, 1, NULL, &kit_err), ERR_INPUT);
    THERE_AND_BACK(s, store_change_meaning(s, ids[0], &kit_err));
    READ(store_codings(s, SCOPE_ALL, 0, ids[0], &kit_arena, &v, &n, &kit_err));
    cr_assert(n == 1 && v[0].stale);
    THERE_AND_BACK(s, store_merge_code(s, ids[0], ids[1], &kit_err));
    cr_assert_str_eq(standing(s, a, ids, 2), "b");
    cr_assert_str_eq(standing(s, b, ids, 2), "b");
    READ(store_codings(s, SCOPE_ALL, 0, ids[1], &kit_arena, &v, &n, &kit_err));
    cr_assert(n == 1 && v[0].stale);
    place_of(s, b, 0, w);
    THERE_AND_BACK(s, store_delete_code(s, ids[1], &kit_err));
    cr_assert_str_eq(standing(s, a, ids, 2), "");
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 1);
    struct segment *unit;
    READ(store_segment_get(s, w, &kit_arena, &unit, &kit_err)); /* has a place of its own: it stays */
    THERE_AND_BACK(s, store_delete_code(s, ids[0], &kit_err));
    test_sound(s, "codes");
    kit_close(s);
}

Test(theme, moves_of_two_coders__close_to_no_ring)
{
    struct store *ana = kit_open(), *bo = NULL;
    READ(store_open(kit_path, STORE_WRITE, &bo, &kit_err));
    as(bo, "Bo");
    tema_id st = structure_of(ana, "S"), a = theme_of(ana, st, 0, "A"), b = theme_of(ana, st, 0, "B");
    ACT(ana, store_move_theme(ana, a, b, 0, &kit_err));
    ACT(ana, store_move_theme(ana, a, 0, 0, &kit_err));
    ACT(bo, store_move_theme(bo, b, a, 0, &kit_err));
    ACT(bo, store_move_theme(bo, b, 0, 0, &kit_err));
    for (int i = 0; i < 2; i++) { /* A under B again: Bo, going back, would close the ring */
        cr_assert_not(store_undo(ana, NULL, &kit_err));
        cr_assert_eq(kit_err.kind, ERR_CONFLICT, "%s", err_text(&kit_err));
        cr_assert_not_null(strstr(err_text(&kit_err), "Bo has since"), "%s", err_text(&kit_err));
        READ(store_undo(bo, NULL, &kit_err));
    }
    READ(store_undo(ana, NULL, &kit_err));
    cr_assert_str_eq(outline(ana, st), "B;.A;");
    test_sound(ana, "two coders");
    store_free(bo);
    kit_close(ana);
}

Test(theme, place_of_another_coder__keeps_the_theme_from_being_taken_back)
{
    struct store *ana = kit_open(), *bo = NULL;
    READ(store_open(kit_path, STORE_WRITE, &bo, &kit_err));
    as(bo, "Bo");
    tema_id st = structure_of(ana, "S"), code = kit_code(ana, 0, "kode"), a = theme_of(ana, st, 0, "A");
    place_of(bo, a, code, 0);
    cr_assert_not(store_undo(ana, NULL, &kit_err));
    cr_assert_eq(kit_err.kind, ERR_CONFLICT, "%s", err_text(&kit_err));
    READ(store_undo(bo, NULL, &kit_err));
    READ(store_undo(ana, NULL, &kit_err));
    cr_assert_str_eq(outline(ana, st), "");
    store_free(bo);
    kit_close(ana);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 100 themes, 500 codes, 120,000 codings, put in by SQL. */
Test(size, large_study__its_themes_are_counted_at_once)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), st = structure_of(s, "S");
    kit_sql(
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500)"
        "INSERT INTO code SELECT n, 'g', CASE WHEN n > 10 THEN n / 10 END, printf('%04d1', n), 'code', '', "
        "'', '', '', 1, 'active', 'inductive', 'semantic', NULL, (SELECT id FROM coder), 1, NULL, 0, NULL "
        "FROM i;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 60000)"
        "INSERT INTO segment SELECT n, 'g', (SELECT id FROM source), (SELECT id FROM coder), '', 1, 0, NULL, "
        "0 "
        "FROM i;"
        "INSERT INTO anchor SELECT id, source, (SELECT min(id) FROM row), 0, (SELECT min(id) FROM row), 2, "
        "x'', x'' FROM segment;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 120000)"
        "INSERT INTO coding SELECT n, n % 60000 + 1, n * 7919 % 500 + 1, (SELECT id FROM coder), 1, NULL, 0, "
        "'' "
        "FROM i;"
        "INSERT INTO participant VALUES (1, 'g', 'P', 'V');"
        "UPDATE speaker SET role = 'participant', participant = 1;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100)"
        "INSERT INTO theme SELECT n, 'g', CASE WHEN n > 10 THEN n / 10 END, printf('%04d1', n), (SELECT id "
        "FROM structure), 't', '', '', '', '', 'kept', '', NULL, NULL, (SELECT id FROM coder), NULL, 1 FROM "
        "i;"
        "INSERT INTO place SELECT id, id % 100 + 1, 'V', id, NULL, '', coder, 1 FROM code;");
    double best = 9;
    int64_t most = 0;
    for (int i = 0; i < 3; i++) {
        double t = seconds();
        read_all(s, SCOPE_COUNTED);
        t = seconds() - t;
        best = t < best ? t : best;
    }
    for (size_t i = 0; i < nthemes; i++)
        most = themes[i].extracts > most ? themes[i].extracts : most;
    cr_expect_eq(nthemes, 100);
    cr_expect(most > 10000 && most <= 60000, "%lld", (long long)most);
    cr_expect_lt(best, 2, "%.3f s", best); /* far from it: slow machines and sanitizers */
    if (getenv("TEMA_TIMES") != NULL)
        fprintf(stderr, "counting 100 themes over 120,000 codings: %.3f s\n", best);
    cr_expect(src != 0 && st != 0);
    kit_close(s);
}
