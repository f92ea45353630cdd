/* Themes, structures and places: found by path, told in sentences, previews that say what happens. */
#include "tema/app/themes.h"

#include "app_kit.h"
#include "tema/app/process.h"
#include "tema/text/utf8.h"

TestSuite(themes, .init = kit_start, .fini = kit_stop);

static tema_id add(const char *path)
{
    tema_id id;

    DOES(app_add_theme(kit, 0, path, THEME_CANDIDATE, &id, &said, &err));
    return id;
}

static tema_id theme(const char *path)
{
    const struct theme *t;

    DOES(study_find_theme(app_study(kit, &err), 0, path, &t, &err));
    return t->id;
}

static tema_id code(const char *path)
{
    tema_id id;

    DOES(app_add_code(kit, path, ORIGIN_INDUCTIVE, &id, NULL, &err));
    return id;
}

static void place(tema_id under, tema_id c)
{
    DOES(app_place(kit, under, &c, 1, NULL, 0, &said, &err));
}

static const char *tree(void)
{
    const struct study *st = app_study(kit, &err);
    char *list = arena_strdup(&kit_arena, "");

    cr_assert_not_null(st, "%s", err_text(&err));
    for (size_t i = 0; i < st->nthemes; i++)
        if (themetree_stands(st->themes, st->nthemes, st->themes[i].id))
            list = arena_printf(&kit_arena, "%s%s%s", list, *list ? " " : "",
                                themetree_path(st->themes, st->nthemes, st->themes[i].id, &kit_arena));
    return list;
}

Test(themes, first_theme__makes_structure_and_parents_in_one_act)
{
    size_t acts = kit_acts();
    const struct study *st;

    add("Barrierer/Opplæring");
    SAID("added the theme “Barrierer/Opplæring”");
    cr_expect_eq(kit_acts(), acts + 1);
    cr_expect_str_eq(tree(), "Barrierer Barrierer/Opplæring");
    st = app_study(kit, &err);
    cr_assert_not_null(study_current_structure(st));
    cr_expect_str_eq(study_current_structure(st)->name, "Themes");
    REFUSES(app_add_theme(kit, 0, "Barrierer/Opplæring", THEME_CANDIDATE, NULL, NULL, &err), ERR_INPUT,
            "already");
    REFUSES(app_add_theme(kit, 0, "A//B", THEME_CANDIDATE, NULL, NULL, &err), ERR_USAGE, "empty");
    REFUSES(app_add_theme(kit, 0, "\xff", THEME_CANDIDATE, NULL, NULL, &err), ERR_INPUT, "UTF-8");
    DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(app_study(kit, &err)->nstructures, 0, "one act");
}

Test(themes, path__is_found_by_its_end_unless_ambiguous)
{
    const struct theme *t;
    tema_id a, slash;

    a = add("A/tid");
    add("B/tid");
    slash = add("og\\/eller");
    cr_expect_eq(theme("A/tid"), a);
    cr_expect_eq(theme("og\\/eller"), slash);
    cr_expect_eq(theme(arena_printf(&kit_arena, "%lld", (long long)a)), a);
    REFUSES(study_find_theme(app_study(kit, &err), 0, "tid", &t, &err), ERR_NOT_FOUND, "B/tid");
    REFUSES(study_find_theme(app_study(kit, &err), 0, "finnes ikke", &t, &err), ERR_NOT_FOUND, "finnes ikke");
    REFUSES(study_find_theme(app_study(kit, &err), 0, "0123", &t, &err), ERR_NOT_FOUND, "0123");
}

Test(themes, others_changes__are_seen)
{
    struct app *other;

    add("A");
    const struct study *st = app_study(kit, &err);
    cr_expect_eq(st->nthemes, 1);
    DOES(app_open(app_path(kit), "Bodil", false, &other, &err));
    DOES(app_add_theme(other, 0, "B", THEME_KEPT, NULL, NULL, &err));
    DOES(app_enter_phase(other, 3, "", NULL, &err));
    app_free(other);
    cr_expect(app_changed(kit, st));
    cr_expect_str_eq(tree(), "A B");
    cr_assert_not_null(study_phase(app_study(kit, &err)));
    cr_expect_eq(study_phase(app_study(kit, &err))->phase, 3);
}

Test(themes, coding__keeps_themes_at_hand)
{
    tema_id a = add("A"), c = code("K");

    place(a, c);
    SAID("placed K under “A”");
    cr_expect(study_code_is_placed(app_study(kit, &err), app_study(kit, &err)->project.structure, c));
    kit_mark("nyttig", "K/L"); /* shares what coding does not change */
    cr_expect_not_null(study_theme(app_study(kit, &err), a));
    cr_expect(
        study_code_is_placed(app_study(kit, &err), app_study(kit, &err)->project.structure, kit_code("L")),
        "what lies below a placed code is placed");
    cr_expect_not(study_code_is_placed(app_study(kit, &err), 77, c));
}

Test(themes, set__tells_what_changed)
{
    struct theme_change c = THEME_CHANGE_NONE;
    tema_id a = add("A");

    c.status = THEME_DROPPED;
    c.reason = "for lite\ni dataene";
    DOES(app_set_theme(kit, a, &c, &said, &err));
    SAID("dropped the theme “A”: for lite i dataene");
    cr_expect_str_eq(tree(), "");
    cr_expect_eq(app_study(kit, &err)->nthemes, 1, "it is kept, with why");
    c = (struct theme_change)THEME_CHANGE_NONE;
    c.status = THEME_KEPT;
    DOES(app_set_theme(kit, a, &c, &said, &err));
    SAID("kept the theme “A”");
    c = (struct theme_change)THEME_CHANGE_NONE;
    c.name = "B";
    DOES(app_set_theme(kit, a, &c, &said, &err));
    SAID("renamed the theme “A” to “B”");
    c.idea = "idé";
    c.definition = "hva";
    DOES(app_set_theme(kit, a, &c, &said, &err));
    SAID("changed the theme “B” (name, central idea, definition)");
    c.definition = "\xff";
    REFUSES(app_set_theme(kit, a, &c, NULL, &err), ERR_INPUT, "UTF-8");
    REFUSES(app_set_theme(kit, 77, &c, NULL, &err), ERR_NOT_FOUND, "77");
}

Test(themes, move__refuses_a_circle)
{
    tema_id a = add("A"), b = add("A/B"), c = add("C");

    DOES(app_move_theme(kit, c, a, b, &said, &err));
    SAID("moved the theme “C” before “A/B”");
    cr_expect_str_eq(tree(), "A A/C A/B");
    DOES(app_move_theme(kit, c, 0, 0, &said, &err));
    SAID("moved the theme “A/C” to the top level");
    REFUSES(app_move_theme(kit, a, b, 0, NULL, &err), ERR_INPUT, "");
    REFUSES(app_move_theme(kit, a, a, 0, NULL, &err), ERR_INPUT, "");
}

Test(themes, drop_preview__counts_what_it_sets_free)
{
    tema_id a = add("A"), b = add("A/B"), c = add("C"), k = code("K"), l = code("L");

    DOES(app_drop_theme_preview(kit, a, &said, &err));
    SAID("1 sub-theme");
    DOES(app_drop_theme_preview(kit, c, &said, &err));
    SAID("");
    place(a, k);
    place(b, l);
    place(c, l);
    DOES(app_drop_theme_preview(kit, a, &said, &err));
    SAID("2 codes and 1 sub-theme; 1 code is then under no theme");
    REFUSES(app_drop_theme_preview(kit, 77, &said, &err), ERR_NOT_FOUND, "77");
}

Test(themes, merge__does_what_its_preview_says)
{
    tema_id from[2] = {add("A"), add("B")}, into = add("C"), k = code("K"), l = code("L");
    const struct study *st;

    add("A/underA");
    place(from[0], k);
    place(from[1], k);
    place(from[1], l);
    place(into, l);
    DOES(app_merge_themes_preview(kit, from, 2, into, &said, &err));
    SAID("3 places go to “C”, 2 of them doubles; 1 sub-theme moves under it; “A”, “B” stay in the lists as "
         "merged");
    DOES(app_merge_themes(kit, from, 2, into, "samme idé", &said, &err));
    SAID("merged the theme “A”, “B” into “C”: samme idé");
    cr_expect_str_eq(tree(), "C C/underA");
    st = app_study(kit, &err);
    cr_expect_eq(st->nplaces, 2);
    DOES(app_undo(kit, NULL, &err));
    cr_expect_str_eq(tree(), "A A/underA B C");
    REFUSES(app_merge_themes(kit, &into, 1, into, NULL, NULL, &err), ERR_INPUT, "itself");
    from[1] = from[0];
    REFUSES(app_merge_themes(kit, from, 2, into, NULL, NULL, &err), ERR_INPUT, "twice");
    into = theme("A/underA");
    REFUSES(app_merge_themes(kit, from, 1, into, NULL, NULL, &err), ERR_INPUT, "below");
}

Test(themes, split__gets_the_places)
{
    tema_id a = add("A"), k = code("K"), id;

    place(a, k);
    DOES(app_split_theme(kit, a, "B", &app_study(kit, &err)->places[0].id, 1, &id, &said, &err));
    SAID("split the theme “B” off “A”, with 1 place");
    cr_expect_str_eq(tree(), "A B");
    cr_expect_eq(app_study(kit, &err)->places[0].theme, id);
    cr_expect_eq(study_theme(app_study(kit, &err), id)->split_from, a);
}

Test(themes, delete__says_what_goes)
{
    tema_id a = add("A"), b = add("A/B");

    place(b, code("K"));
    DOES(app_delete_theme_preview(kit, a, &said, &err));
    SAID("“A” and 1 theme below it, 1 place");
    DOES(app_delete_theme(kit, a, &said, &err));
    SAID("deleted the theme “A” and 1 theme below it, 1 place");
    cr_expect_eq(app_study(kit, &err)->nplaces, 0);
    DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(app_study(kit, &err)->nplaces, 1);
}

Test(themes, stretch__is_marked_and_placed_in_one_act)
{
    tema_id a = add("A"), segment, again;
    size_t at = kit_place("nyttig"), acts = kit_acts();
    tema_id source = kit_source("en");

    DOES(app_place_stretch(kit, source, (cp_off){at}, (cp_off){at + 6}, a, &segment, &said, &err));
    SAID("placed “nyttig” in en.txt under “A”");
    cr_expect_eq(kit_acts(), acts + 1);
    DOES(app_place_stretch(kit, source, (cp_off){at}, (cp_off){at + 6}, a, &again, &said, &err));
    SAID("nothing changed");
    cr_expect_eq(again, segment, "the unit of just these words");
    REFUSES(app_place_stretch(kit, source, (cp_off){at}, (cp_off){at}, a, NULL, NULL, &err), ERR_INPUT, "");
    REFUSES(app_place_stretch(kit, source, (cp_off){at}, (cp_off){at + 3}, 77, NULL, NULL, &err),
            ERR_NOT_FOUND, "77");
}

Test(themes, places__are_named_moved_and_taken_away)
{
    tema_id a = add("A"), b = add("B"), codes[2] = {code("K"), code("L")}, p;

    DOES(app_place(kit, a, codes, 2, NULL, 0, &said, &err));
    SAID("placed 2 codes under “A”");
    p = app_study(kit, &err)->places[0].id;
    DOES(app_name_place(kit, p, "Knapphet", &said, &err));
    SAID("named K under “A” in reports: “Knapphet”");
    DOES(app_move_place(kit, p, b, 0, &said, &err));
    SAID("moved K from “A” to “B”");
    DOES(app_remove_place(kit, p, &said, &err));
    SAID("took K from under “B”");
    REFUSES(app_remove_place(kit, p, NULL, &err), ERR_NOT_FOUND, "");
    codes[0] = 77;
    REFUSES(app_place(kit, b, codes, 2, NULL, 0, NULL, &err), ERR_NOT_FOUND, "");
    cr_expect_eq(app_study(kit, &err)->nplaces, 1, "all or nothing");
}

Test(themes, structures__are_made_copied_used_and_deleted)
{
    const char *levels[] = {"komponent", "barriere"};
    const struct structure *s;
    tema_id first, copy;

    DOES(app_add_structure(kit, "Utkast", levels, 2, &first, &said, &err));
    SAID("added the thematic structure “Utkast”");
    cr_expect_eq(study_current_structure(app_study(kit, &err))->id, first);
    place(add("A"), code("K"));
    DOES(app_copy_structure(kit, first, "Endelig", &copy, &said, &err));
    SAID("copied the thematic structure “Utkast” to “Endelig”");
    cr_expect_eq(app_study(kit, &err)->nthemes, 2);
    DOES(app_use_structure(kit, copy, &said, &err));
    SAID("made “Endelig” the current thematic structure");
    DOES(study_find_structure(app_study(kit, &err), "utkast", &s, &err));
    cr_expect_eq(s->id, first);
    DOES(app_set_structure(kit, first, "Første", NULL, 0, &said, &err));
    SAID("renamed the thematic structure “Utkast” to “Første”");
    DOES(app_delete_structure(kit, first, &said, &err));
    SAID("deleted the thematic structure “Første”: 1 theme, 1 place");
    REFUSES(app_use_structure(kit, first, NULL, &err), ERR_NOT_FOUND, "");
    DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(app_study(kit, &err)->nplaces, 2);
    REFUSES(app_add_structure(kit, "Endelig", NULL, 0, NULL, NULL, &err), ERR_INPUT, "Endelig");
}

Test(themes, counts__come_on_demand)
{
    struct theme *t;
    size_t n;

    kit_mark("nyttig", "K");
    place(add("A"), kit_code("K"));
    cr_expect_eq(app_study(kit, &err)->themes[0].extracts, -1);
    DOES(app_count_themes(kit, SCOPE_COUNTED, &kit_arena, &t, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect_eq(t[0].codes, 1);
    cr_expect_eq(t[0].extracts, 1);
    cr_expect_eq(t[0].sources, 1);
}

Test(themes, memos__are_about_themes_and_structures)
{
    tema_id a = add("A");

    DOES(app_add_memo(kit, MEMO_THEME, a, "tenk", &said, &err));
    SAID("wrote a memo on the theme “A”: “tenk”");
    DOES(app_add_memo(kit, MEMO_STRUCTURE, app_study(kit, &err)->project.structure, "tenk", &said, &err));
    SAID("wrote a memo on the thematic structure “Themes”: “tenk”");
    REFUSES(app_add_memo(kit, MEMO_THEME, 77, "tenk", NULL, &err), ERR_NOT_FOUND, "77");
}
