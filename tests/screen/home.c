/* Home: how the study goes, above its sources. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/process.h"
#include "tema/app/review.h"
#include "tema/ui/term.h"

static struct bench b;

static void open_study(void)
{
    bench_new(&b);
    bench_study(&b);
    bench_start(&b, 24, 80);
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(home, .init = open_study, .fini = close_all);

static void must(bool ok, struct err *err)
{
    cr_assert(ok, "%s", err_text(err));
}

/* A supervisor writes a word on the first coding; the workbench is opened anew. */
static void comment_of_another(enum review_kind kind, const char *text, int rows, int cols)
{
    struct err err = ERR_INIT;
    struct app *other = NULL;
    struct arena a = ARENA_INIT;
    struct review_query all = {0, 0, 0, REVIEW_ALL};
    struct review_item *items;
    size_t n;
    must(app_open(app_path(b.app), "Veileder", false, &other, &err), &err);
    must(app_set_role(other, 0, CODER_SUPERVISOR, NULL, &err), &err);
    must(app_reviews(other, &all, &a, &items, &n, &err) && n > 0, &err);
    must(app_review(other, items[0].coding.id, kind, text, NULL, &err), &err);
    arena_release(&a);
    app_free(other);
    bench_again(&b, rows, cols);
}

Test(home, phases__each_have_a_line_that_says_what_the_data_say)
{
    cr_expect(bench_shows(&b, "1 Familiarising"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "0 of 3 sources read to the end"));
    cr_expect(bench_shows(&b, "6 Reporting"));
    bench_resize(&b, 45, 140);
    cr_expect(bench_shows(&b, "Familiarising yourself with your data"), "%s", bench_screen(&b));
}

Test(home, phases__entered_is_marked)
{
    cr_expect_not(bench_shows(&b, "▸"));
    bench_keys(&b, "p 2 Enter Enter");
    cr_expect(bench_shows(&b, "▸ 2 Coding"), "%s", bench_screen(&b));
}

Test(home, phases__in_few_rows_only_the_one_that_one_is_in)
{
    struct err err = ERR_INIT;
    must(app_enter_phase(b.app, 3, "", NULL, &err), &err);
    bench_again(&b, 18, 80);
    cr_expect(bench_shows(&b, "▸ 3 Searching"), "%s", bench_screen(&b));
    cr_expect_not(bench_shows(&b, "2 Coding"));
    cr_expect(bench_shows(&b, "strategi.txt"));
}

Test(home, six_sources__and_all_phases_fit_in_24_rows)
{
    bench_import(&b, "a.txt", "Per: Ja.\n");
    bench_import(&b, "b.txt", "Per: Nei.\n");
    bench_import(&b, "c.txt", "Per: Kanskje.\n");
    bench_again(&b, 24, 80);
    static const char *const all[] = {"a.txt",          "b.txt",          "c.txt",
                                      "intervju-1.txt", "intervju-2.txt", "strategi.txt",
                                      "1 Famil",        "6 Report",       "from txt"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        cr_expect(bench_shows(&b, all[i]), "%s:\n%s", all[i], bench_screen(&b));
}

Test(home, question__is_written_and_shown)
{
    cr_expect(bench_shows(&b, "w writes the research question"), "%s", bench_screen(&b));
    bench_keys(&b, "w");
    bench_type(&b, "Hva hindrer KI i omsorg?");
    bench_keys(&b, "C-s");
    cr_expect(bench_shows(&b, "Hva hindrer KI i omsorg?"), "%s", bench_screen(&b));
    cr_expect_not(bench_shows(&b, "w writes the research question"));
}

Test(home, round__is_started_and_shown_with_its_stance)
{
    cr_expect(bench_shows(&b, "r starts a round of coding"), "%s", bench_screen(&b));
    bench_keys(&b, "r Tab");
    bench_type(&b, "Teori");
    bench_keys(&b, "C-s");
    cr_expect(bench_shows(&b, "round “Teori”, deductive"), "%s", bench_screen(&b));
}

Test(home, checked__marks_the_source_and_takes_the_mark_off)
{
    bench_keys(&b, "c");
    cr_expect(bench_shows(&b, "✓ intervju-1.txt"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "0 of 3 sources read to the end, 1 checked"));
    cr_expect(bench_shows(&b, "checked 2026-02-28"));
    bench_keys(&b, "c");
    cr_expect_not(bench_shows(&b, "✓ intervju-1.txt"), "%s", bench_screen(&b));
}

Test(home, figures__follow_what_was_read)
{
    bench_keys(&b, "j j Enter");
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "j j j j j j G $ q");
    cr_expect(bench_shows(&b, "1 of 3 sources read to the end"), "%s", bench_screen(&b));
}

Test(home, comment__of_another_is_in_sight_until_it_is_answered)
{
    cr_expect_not(bench_shows(&b, "waits for your answer"));
    comment_of_another(REVIEW_QUESTIONED, "er det så?", 24, 80);
    cr_expect(bench_shows(&b, "1 comment waits for your answer: !"), "%s", bench_screen(&b));
    bench_keys(&b, "!");
    cr_expect_str_eq(workbench_screen(b.wb), "review");
    cr_expect(bench_shows(&b, "er det så?"), "%s", bench_screen(&b));
    bench_keys(&b, "c");
    bench_type(&b, "Ja, se tur 2.");
    bench_keys(&b, "Enter q");
    cr_expect_str_eq(workbench_screen(b.wb), "home");
    cr_expect_not(bench_shows(&b, "waits for your answer"), "%s", bench_screen(&b));
}

Test(home, supervisor__is_shown_the_way_to_the_review_and_changes_nothing)
{
    struct err err = ERR_INIT;
    must(app_set_role(b.app, 0, CODER_SUPERVISOR, NULL, &err), &err);
    bench_again(&b, 24, 80);
    const char *screen = bench_screen(&b), *review = strstr(screen, "R goes to the review");
    cr_expect(review && review < strstr(screen, "1 Familiarising"), "%s", screen);
    bench_keys(&b, "c");
    cr_expect(bench_says(&b, "supervisor"), "%s", workbench_message(b.wb));
    bench_keys(&b, "R");
    cr_expect_str_eq(workbench_screen(b.wb), "review");
}

Test(home, memos__are_listed_and_reports_named)
{
    bench_keys(&b, "m");
    bench_type(&b, "spør om vaktene");
    bench_keys(&b, "C-s M");
    cr_expect(bench_shows(&b, "spør om vaktene"), "%s", bench_screen(&b));
    bench_keys(&b, "Esc W");
    cr_expect(bench_shows(&b, "write a report"), "%s", bench_screen(&b));
}

Test(home, golden__of_a_study_that_goes_on)
{
    static const int sizes[][2] = {{24, 80}, {45, 140}};
    struct err err = ERR_INIT;
    must(app_set_question(b.app, "Hvilke barrierer møter kommunene når de tar i bruk kunstig intelligens?",
                          "", NULL, &err),
         &err);
    must(app_start_round(b.app, "Åpen koding", ROUND_INDUCTIVE, "", NULL, &err), &err);
    must(app_enter_phase(b.app, 2, "", NULL, &err), &err);
    bench_keys(&b, "c");
    for (size_t i = 0; i < 2; i++) {
        char name[64];
        if (i == 0)
            comment_of_another(REVIEW_QUESTIONED, "er det så?", sizes[i][0], sizes[i][1]);
        else
            bench_again(&b, sizes[i][0], sizes[i][1]);
        snprintf(name, sizeof name, "home-study-%dx%d", sizes[i][1], sizes[i][0]);
        bench_golden(&b, name);
    }
}
