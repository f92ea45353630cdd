/* Finding things by what people call them, and a study that stays what it was. */
#include "app_kit.h"

TestSuite(study, .init = kit_start, .fini = kit_stop);

static tema_id found(const char *name)
{
    const struct source *s = NULL;

    err_release(&err);
    return study_find_source(app_study(kit, &err), name, &s, &err) ? s->id : 0;
}

Test(study, source__is_found_as_people_name_it)
{
    tema_id en = kit_source("en.txt"), to = kit_import("Intervju 2.vtt.txt", "Noe annet.\n");

    cr_expect_eq(found("EN.TXT"), en);
    cr_expect_eq(found("en"), en);
    cr_expect_eq(found(arena_printf(&kit_arena, "%lld", (long long)en)), en);
    cr_expect_eq(found("inter"), to);
    cr_expect_eq(found("Intervju 2.vtt"), to);
    cr_expect_eq(found("ntervju"), 0);
    cr_expect_eq(err.kind, ERR_NOT_FOUND);
    cr_expect_eq(found(""), 0);
}

Test(study, decomposed_name__is_found_by_the_composed)
{
    tema_id a = kit_import("A\xCC\x8Ase.txt", "Noe annet.\n"); /* A and combining ring, as macOS writes it */

    cr_expect_eq(found("\xC3\x85se.txt"), a);
}

Test(study, several__are_named)
{
    tema_id exact = kit_import("int.txt", "En.\n");

    kit_import("intervju.txt", "To.\n");
    kit_import("intro.txt", "Tre.\n");
    cr_expect_eq(found("int"), exact, "the name itself wins over beginnings");
    cr_expect_eq(found("in"), 0);
    cr_expect_not_null(strstr(err_text(&err), "int.txt"));
    cr_expect_not_null(strstr(err_text(&err), "intro.txt"));
}

Test(study, code__is_found_by_path_end_and_id)
{
    const struct code *c;
    tema_id id;

    DOES(app_add_code(kit, "A/2021", ORIGIN_INDUCTIVE, &id, NULL, &err));
    cr_expect_eq(kit_code("A/2021"), id);
    cr_expect_eq(kit_code("2021"), id);
    cr_expect_eq(kit_code(arena_printf(&kit_arena, "%lld", (long long)id)), id);
    cr_expect_not(study_find_code(app_study(kit, &err), "2022", &c, &err));
    cr_expect_eq(err.kind, ERR_NOT_FOUND);
}

Test(study, stays__until_asked_for_again)
{
    const struct study *st = app_study(kit, &err);
    int64_t version = st->version;

    kit_mark("nyttig", NULL); /* asks for the study itself */
    st = app_study(kit, &err);
    cr_expect_neq(st->version, version);
    version = st->version;
    cr_expect_eq(app_study(kit, &err), st, "nothing has changed: nothing is read");
    DOES(app_set_title(kit, "Annen", &said, &err));
    SAID("named the project “Annen”");
    cr_expect(app_changed(kit, st));
    DOES(app_add_code(kit, "A", ORIGIN_INDUCTIVE, NULL, NULL, &err)); /* reads inside the act */
    cr_expect_eq(st->version, version, "what was given out is still there");
    cr_expect_str_eq(st->project.title, "Prøve");
}

Test(study, others_changes__are_seen)
{
    struct app *other;
    const struct study *st = app_study(kit, &err);

    cr_expect_eq(st->ncodes, 0);
    DOES(app_open(app_path(kit), "Bodil", false, &other, &err));
    DOES(app_add_code(other, "A", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    app_free(other);
    cr_expect(app_changed(kit, st));
    DOES(app_add_code(kit, "B", ORIGIN_INDUCTIVE, NULL, NULL, &err)); /* reads inside the act */
    cr_expect(app_changed(kit, st), "what was given out is still the old one");
    st = app_study(kit, &err);
    cr_expect_eq(st->ncodes, 2);
    cr_expect_eq(st->ncoders, 2);
}

Test(study, sources__sort_as_in_the_north)
{
    const struct study *st;

    kit_import("Ål.txt", "1\n");
    kit_import("Æ.txt", "2\n");
    kit_import("Z 10.txt", "3\n");
    kit_import("Z 9.txt", "4\n");
    st = app_study(kit, &err);
    cr_assert_eq(st->nsources, 5);
    cr_expect_str_eq(st->sources[1].name, "Z 9.txt");
    cr_expect_str_eq(st->sources[2].name, "Z 10.txt");
    cr_expect_str_eq(st->sources[3].name, "Æ.txt");
    cr_expect_str_eq(st->sources[4].name, "Ål.txt");
}

Test(study, how_far_one_has_read__is_shown_at_once)
{
    const struct study *st = app_study(kit, &err);
    tema_id source = kit_source("en");
    size_t half = (size_t)study_source(st, source)->chars / 2 + 1;

    app_place_put(kit, source, (struct app_place){{half}, {half}});
    cr_expect_eq(app_study(kit, &err), st, "nothing is read again");
    cr_expect_geq(study_source(st, source)->read_permille, 500);
    app_place_put(kit, source, (struct app_place){{0}, {0}});
    cr_expect_geq(study_source(st, source)->read_permille, 500, "going back is not unreading");
}
