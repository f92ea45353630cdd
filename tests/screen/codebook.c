/* The codebook's tree by keyboard. */
#include <criterion/criterion.h>
#include <string.h>

#include "screen/harness.h"

static struct bench b;

static void open_codebook(void)
{
    bench_new(&b);
    bench_study(&b);
    bench_start(&b, 24, 80);
    bench_keys(&b, "B");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(codebook, .init = open_codebook, .fini = close_all);

static const struct code *code(const char *path)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    const struct code *k = NULL;
    cr_assert(st);
    study_find_code(st, path, &k, &err);
    err_release(&err);
    return k;
}

Test(codebook, code__is_made_beside_and_below)
{
    bench_keys(&b, "n");
    bench_type(&b, "Økonomi");
    bench_keys(&b, "Enter N");
    bench_type(&b, "anskaffelse");
    bench_keys(&b, "Enter");
    cr_expect(code("Økonomi/anskaffelse"), "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "anskaffelse"));
}

Test(codebook, code__is_renamed)
{
    bench_keys(&b, "j r C-u");
    bench_type(&b, "fallvarsling");
    bench_keys(&b, "Enter");
    cr_expect(code("Teknologi/fallvarsling"), "%s", workbench_message(b.wb));
}

Test(codebook, name__one_letter_from_another_is_said)
{
    bench_keys(&b, "n");
    bench_type(&b, "tillid");
    cr_expect(bench_shows(&b, "one letter from “tillit”"));
}

Test(codebook, definition__is_written_and_shown)
{
    bench_keys(&b, "j d");
    bench_type(&b, "Systemer som sier fra.");
    bench_keys(&b, "C-s");
    const struct code *k = code("varsling");
    cr_assert(k);
    cr_expect_str_eq(k->definition, "Systemer som sier fra.");
    cr_expect(bench_shows(&b, "Systemer som sier fra."));
}

Test(codebook, colour__is_chosen_by_name)
{
    uint32_t before = code("varsling")->colour;
    bench_keys(&b, "j C");
    bench_type(&b, before == 0xaa3377 ? "grey" : "purple");
    bench_keys(&b, "Enter");
    cr_expect_neq(code("varsling")->colour, before, "%s", workbench_message(b.wb));
}

Test(codebook, code__is_moved_with_what_lies_below)
{
    bench_keys(&b, "M");
    bench_type(&b, "regler");
    bench_keys(&b, "Enter");
    cr_expect(code("Regler/Teknologi/varsling"), "%s", workbench_message(b.wb));
}

Test(codebook, code__is_not_offered_itself_to_move_under)
{
    bench_keys(&b, "M");
    bench_type(&b, "varsling");
    cr_expect_not(bench_shows(&b, "● varsling"));
}

Test(codebook, siblings__change_places)
{
    bench_keys(&b, "j J");
    const char *screen = bench_screen(&b);
    cr_expect(strstr(screen, "nytte") < strstr(screen, "varsling"), "%s", workbench_message(b.wb));
    bench_keys(&b, "K");
    screen = bench_screen(&b);
    cr_expect(strstr(screen, "varsling") < strstr(screen, "nytte"));
}

Test(codebook, deleting__says_how_much_goes_and_can_be_taken_back)
{
    bench_keys(&b, "D");
    cr_expect(bench_shows(&b, "3 codes"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "3 codings"));
    bench_keys(&b, "n");
    cr_expect(code("Teknologi"));
    bench_keys(&b, "D y");
    cr_expect_null(code("Teknologi"));
    bench_keys(&b, "u");
    cr_expect(code("Teknologi/varsling"));
    cr_expect_eq(code("Teknologi/varsling")->references, 1);
}

Test(codebook, merging__moves_the_codings)
{
    bench_keys(&b, "j &");
    bench_type(&b, "nytte");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "merge “varsling” into “nytte”?"), "%s", bench_screen(&b));
    cr_expect_eq(code("nytte")->references, 1, "asked first");
    bench_keys(&b, "y");
    cr_expect_eq(code("nytte")->references, 2, "%s", workbench_message(b.wb));
}

Test(codebook, definition__changed_in_meaning_makes_codings_stale)
{
    bench_keys(&b, "j d");
    bench_type(&b, "Systemer som sier fra.");
    bench_keys(&b, "C-s");
    cr_expect_eq(code("varsling")->meaning, 0, "a first definition changes no meaning");
    bench_keys(&b, "d");
    bench_type(&b, " Også kamera.");
    cr_expect(bench_shows(&b, "wording only"), "%s", bench_screen(&b));
    bench_keys(&b, "C-s");
    cr_expect_eq(code("varsling")->meaning, 0, "wording only unless asked otherwise");
    bench_keys(&b, "d");
    bench_type(&b, " Ikke alarmknapper.");
    bench_keys(&b, "Tab Tab Tab Tab Tab Right C-s");
    cr_expect_eq(code("varsling")->meaning, 1, "%s", workbench_message(b.wb));
}

Test(codebook, extracts__of_the_code_and_splitting_open_their_screen)
{
    bench_keys(&b, "j E");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts");
    bench_keys(&b, "q");
    bench_keys(&b, "%");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts");
}

Test(codebook, tree__folds_and_unfolds)
{
    bench_keys(&b, "Space");
    cr_expect_not(bench_shows(&b, "varsling"));
    bench_keys(&b, "l");
    cr_expect(bench_shows(&b, "varsling"));
    bench_keys(&b, "Z");
    cr_expect_not(bench_shows(&b, "tillit"));
}

Test(codebook, find__selects_a_code_by_its_name)
{
    bench_keys(&b, "/");
    bench_type(&b, "avta");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "Regler/avtaler"));
}

Test(codebook, leaving__goes_back_where_one_came_from)
{
    bench_keys(&b, "q");
    cr_expect_str_eq(workbench_screen(b.wb), "home");
    bench_keys(&b, "Enter B q");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
}
