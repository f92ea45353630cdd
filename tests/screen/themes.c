/* The themes screen by keyboard. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"

static struct bench b;

static void open_themes(void)
{
    bench_new(&b);
    bench_themes(&b);
    bench_start(&b, 24, 80);
    bench_keys(&b, "H");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(themes, .init = open_themes, .fini = close_all);

static const struct study *study(void)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    cr_assert(st);
    return st;
}

static const struct theme *theme(const char *path)
{
    struct err err = ERR_INIT;
    const struct theme *t = NULL;
    study_find_theme(study(), 0, path, &t, &err);
    err_release(&err);
    return t;
}

/* How many places the theme has that are its own. */
static size_t places(const char *path)
{
    const struct theme *t = theme(path);
    size_t n = 0;
    for (size_t i = 0; t && i < study()->nplaces; i++)
        n += study()->places[i].theme == t->id;
    return n;
}

static void find(const char *text)
{
    bench_keys(&b, "/");
    bench_type(&b, text);
    bench_keys(&b, "Enter");
}

Test(themes, screen__shows_themes_with_what_stands_under_them)
{
    cr_expect_str_eq(workbench_screen(b.wb), "themes");
    cr_expect(bench_shows(&b, "Mistillit til varslene"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "● tillit"));
    cr_expect(bench_shows(&b, "“Så hver avdeling"));
    cr_expect(bench_shows(&b, "codes with no place"));
    cr_expect(bench_shows(&b, "● varsling"));
    cr_expect_not(bench_shows(&b, "Motstand"));
}

Test(themes, dropped__are_shown_by_a_key_and_by_their_word)
{
    bench_keys(&b, ".");
    cr_expect(bench_shows(&b, "Motstand"));
    cr_expect(bench_shows(&b, "dropped"));
    bench_keys(&b, ".");
    cr_expect_not(bench_shows(&b, "Motstand"));
}

Test(themes, theme__is_made_beside_and_below)
{
    bench_keys(&b, "n");
    bench_type(&b, "Regler");
    bench_keys(&b, "Enter N");
    cr_expect(bench_shows(&b, "new barriere in “Regler”"), "%s", bench_screen(&b));
    bench_type(&b, "Ingen leser avtalen");
    bench_keys(&b, "Enter");
    cr_expect(theme("Regler/Ingen leser avtalen"), "%s", workbench_message(b.wb));
    bench_keys(&b, "u");
    cr_expect_null(theme("Regler/Ingen leser avtalen"));
}

Test(themes, first_theme__makes_its_structure)
{
    bench_free(&b);
    bench_new(&b);
    bench_study(&b);
    bench_start(&b, 24, 80);
    bench_keys(&b, "H");
    cr_expect(bench_shows(&b, "n makes the first one"));
    bench_keys(&b, "n");
    bench_type(&b, "Tillit");
    bench_keys(&b, "Enter");
    cr_expect(theme("Tillit"), "%s", workbench_message(b.wb));
    cr_expect_eq(study()->nstructures, 1);
}

Test(themes, codes__are_placed_together_under_a_theme_made_in_place)
{
    bench_keys(&b, "Tab p");
    bench_type(&b, "Varsler for mye");
    bench_keys(&b, "Enter");
    cr_expect_eq(places("Varsler for mye"), 1, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "Every code stands under a theme"), "%s", bench_screen(&b));
}

Test(themes, place__is_moved_named_and_taken_away)
{
    find("tilgang");
    bench_keys(&b, "p");
    bench_type(&b, "mistillit");
    bench_keys(&b, "Enter");
    cr_expect_eq(places("Mistillit til varslene"), 3, "%s", workbench_message(b.wb));
    bench_keys(&b, "r C-u");
    bench_type(&b, "får ikke tak i data");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "● får ikke tak i data"), "%s", workbench_message(b.wb));
    bench_keys(&b, "x");
    cr_expect_eq(places("Mistillit til varslene"), 2, "%s", workbench_message(b.wb));
    cr_expect_str_eq(workbench_screen(b.wb), "themes");
}

Test(themes, form__writes_idea_and_definition_and_shows_them_again)
{
    find("mistillit");
    bench_keys(&b, "d");
    bench_type(&b, "Ingen tror på alarmen.");
    bench_keys(&b, "Tab");
    bench_type(&b, "At varsler ikke endrer det som gjøres.");
    bench_keys(&b, "C-s");
    cr_expect_str_eq(theme("Mistillit til varslene")->idea, "Ingen tror på alarmen.", "%s",
                     workbench_message(b.wb));
    cr_expect_str_eq(theme("Mistillit til varslene")->definition, "At varsler ikke endrer det som gjøres.");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "Ingen tror på alarmen."));
}

Test(themes, keeping__is_a_key_and_is_taken_back_by_it)
{
    find("mistillit");
    bench_keys(&b, "+");
    cr_expect_eq(theme("Mistillit til varslene")->status, THEME_KEPT, "%s", workbench_message(b.wb));
    bench_keys(&b, "+");
    cr_expect_eq(theme("Mistillit til varslene")->status, THEME_CANDIDATE);
}

Test(themes, dropping__says_what_hangs_under_it_and_keeps_the_reason)
{
    find("mistillit");
    bench_keys(&b, "D");
    cr_expect(bench_shows(&b, "2 codes"), "%s", bench_screen(&b));
    bench_type(&b, "for tynt");
    cr_expect(bench_shows(&b, "2 codes"));
    bench_keys(&b, "Enter");
    cr_expect_eq(theme("Mistillit til varslene")->status, THEME_DROPPED, "%s", workbench_message(b.wb));
    cr_expect_str_eq(theme("Mistillit til varslene")->reason, "for tynt");
    cr_expect(bench_shows(&b, "● tillit"), "its codes are without a place again");
    bench_keys(&b, "u");
    cr_expect_eq(theme("Mistillit til varslene")->status, THEME_CANDIDATE);
}

Test(themes, dropping__is_left_with_escape)
{
    find("mistillit");
    bench_keys(&b, "D Esc");
    cr_expect_eq(theme("Mistillit til varslene")->status, THEME_CANDIDATE);
}

Test(themes, merging__asks_and_moves_what_stood_under_it)
{
    find("data som");
    bench_keys(&b, "&");
    bench_type(&b, "mistillit");
    bench_keys(&b, "Enter");
    cr_expect_eq(theme("Data som andre eier")->status, THEME_CANDIDATE, "asked first");
    bench_keys(&b, "Enter");
    cr_expect_eq(theme("Data som andre eier")->status, THEME_MERGED, "%s", workbench_message(b.wb));
    cr_expect_eq(places("Mistillit til varslene"), 4);
}

Test(themes, splitting__takes_what_is_ticked)
{
    find("mistillit");
    bench_keys(&b, "%");
    cr_expect(bench_says(&b, "tick with Space"), "%s", workbench_message(b.wb));
    find("nytte");
    bench_keys(&b, "Space");
    find("mistillit");
    bench_keys(&b, "%");
    bench_type(&b, "Nytten uteblir");
    bench_keys(&b, "Enter");
    cr_expect_eq(places("Nytten uteblir"), 1, "%s", workbench_message(b.wb));
    cr_expect_eq(places("Mistillit til varslene"), 1);
}

Test(themes, theme__is_moved_but_not_offered_itself)
{
    find("mistillit");
    bench_keys(&b, "M");
    bench_type(&b, "teknologi");
    bench_keys(&b, "Enter");
    cr_expect(theme("Teknologi/Mistillit til varslene"), "%s", workbench_message(b.wb));
}

Test(themes, siblings__change_places)
{
    find("mistillit");
    bench_keys(&b, "K");
    const char *screen = bench_screen(&b);
    cr_expect(strstr(screen, "Mistillit") < strstr(screen, "Uten opp"), "%s", workbench_message(b.wb));
    bench_keys(&b, "J");
    screen = bench_screen(&b);
    cr_expect(strstr(screen, "Uten opp") < strstr(screen, "Mistillit"));
}

Test(themes, deleting__asks_first)
{
    bench_keys(&b, "Delete");
    cr_expect(bench_shows(&b, "delete “Mennesker” and"), "%s", bench_screen(&b));
    bench_keys(&b, "n");
    cr_expect(theme("Mennesker"));
    bench_keys(&b, "Delete y");
    cr_expect_null(theme("Mennesker"));
    bench_keys(&b, "u");
    cr_expect_eq(places("Mistillit til varslene"), 2);
}

Test(themes, structure__is_copied_used_and_its_levels_named)
{
    bench_keys(&b, "s");
    bench_type(&b, "copy");
    bench_keys(&b, "Enter C-u");
    bench_type(&b, "Andre utkast");
    bench_keys(&b, "Enter");
    cr_expect_eq(study()->nstructures, 2, "%s", workbench_message(b.wb));
    bench_keys(&b, "s");
    bench_type(&b, "andre");
    bench_keys(&b, "Enter");
    cr_expect_str_eq(study_current_structure(study())->name, "Andre utkast", "%s", workbench_message(b.wb));
    bench_keys(&b, "s");
    bench_type(&b, "levels");
    bench_keys(&b, "Enter C-u");
    bench_type(&b, "dimensjon, tema,undertema");
    bench_keys(&b, "Enter");
    cr_expect_eq(study_current_structure(study())->nlevels, 3, "%s", workbench_message(b.wb));
    cr_expect_str_eq(study_current_structure(study())->levels[1], "tema");
}

Test(themes, extracts__of_the_theme_at_hand_with_counts)
{
    find("mistillit");
    bench_keys(&b, "Tab Tab");
    cr_expect(bench_shows(&b, "2 meaning units · 1 source"), "%s", bench_screen(&b));
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
}

Test(themes, memo__is_written_on_the_theme)
{
    bench_keys(&b, "m");
    bench_type(&b, "Hører dette til arbeidet?");
    bench_keys(&b, "C-s");
    struct arena a = ARENA_INIT;
    struct memo *memos;
    size_t n;
    cr_assert(app_memos(b.app, &a, &memos, &n, NULL));
    cr_assert_eq(n, 1, "%s", workbench_message(b.wb));
    cr_expect_eq(memos[0].about, MEMO_THEME);
    arena_release(&a);
}

Test(themes, sub_theme__is_given_to_a_stretch_from_the_text)
{
    bench_keys(&b, "q Enter } s c");
    bench_type(&b, "data som");
    cr_expect(bench_shows(&b, "barriere"), "%s", bench_screen(&b));
    bench_keys(&b, "Enter");
    cr_expect_eq(places("Data som andre eier"), 3, "%s", workbench_message(b.wb));
}

Test(themes, supervisor__is_refused_before_she_types)
{
    struct err err = ERR_INIT;
    cr_assert(app_set_role(b.app, study()->coders[0].id, CODER_SUPERVISOR, NULL, &err), "%s", err_text(&err));
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(bench_shows(&b, "reviewing"), "%s", bench_screen(&b));
    bench_keys(&b, "d");
    cr_expect(bench_says(&b, "changes nothing but the review"), "%s", workbench_message(b.wb));
    cr_expect_not(bench_shows(&b, "central idea"));
}

Test(themes, change_of_another__is_shown_at_the_next_tick)
{
    struct app *other;
    struct err err = ERR_INIT;
    cr_assert(app_open(b.project, "bo", false, &other, &err), "%s", err_text(&err));
    cr_assert(app_add_theme(other, 0, "Fra Bo", THEME_CANDIDATE, NULL, NULL, &err), "%s", err_text(&err));
    app_free(other);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(bench_shows(&b, "Fra Bo"));
}

Test(themes, click__selects_and_twice_opens)
{
    bench_screen(&b);
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 3, .col = 10};
    bench_event(&b, e);
    e.clicks = 2;
    bench_event(&b, e);
    cr_expect(bench_shows(&b, "central idea"), "%s", bench_screen(&b));
}

static void both_sizes(const char *name, const char *keys)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {45, 140}};
    for (size_t i = 0; i < 2; i++) {
        struct bench g;
        char file[128];
        bench_new(&g);
        bench_themes(&g);
        bench_start(&g, sizes[i].rows, sizes[i].cols);
        bench_keys(&g, keys);
        snprintf(file, sizeof file, "%s-%dx%d", name, sizes[i].cols, sizes[i].rows);
        bench_golden(&g, file);
        bench_free(&g);
    }
}

Test(golden, themes__with_the_tree_in_front)
{
    both_sizes("themes", "H j");
}

Test(golden, themes__with_dropped_ones_and_the_extracts)
{
    both_sizes("themes-extracts", "H . j Tab Tab");
}

Test(golden, themes__asking_why_one_is_dropped)
{
    both_sizes("themes-drop", "H j D");
}
