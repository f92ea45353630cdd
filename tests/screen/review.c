/* The review, as the supervisor works in it and as the analyst answers. */
#include <criterion/criterion.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/process.h"
#include "tema/app/review.h"

static struct bench b;
static tema_id first;

static void must(bool ok, struct err *err)
{
    cr_assert(ok, "%s", err_text(err));
}

/* Codings as they stand in the text; the nth of all. */
static struct review_item item(struct app *app, size_t i, struct arena *a)
{
    struct err err = ERR_INIT;
    struct review_query q = {.filter = REVIEW_ALL};
    struct review_item *items;
    size_t n;
    must(app_reviews(app, &q, a, &items, &n, &err), &err);
    cr_assert_lt(i, n);
    return items[i];
}

static int verdict_of(size_t i)
{
    struct arena a = ARENA_INIT;
    int v = item(b.app, i, &a).state.verdict;
    arena_release(&a);
    return v;
}

/* The supervisor says something about the nth coding. */
static void per_says(size_t i, enum review_kind kind, const char *text)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct app *per;
    must(app_open(b.project, "per", false, &per, &err), &err);
    tema_id coding = item(per, i, &a).coding.id;
    must(app_review(per, coding, kind, text, NULL, &err), &err);
    app_free(per);
    arena_release(&a);
}

static void open_as(const char *coder)
{
    struct err err = ERR_INIT;
    app_free(b.app);
    must(app_open(b.project, coder, false, &b.app, &err), &err);
}

/* Codings of eva's, which anna looks at. */
static void open_review(void)
{
    bench_new(&b);
    open_as("eva");
    first = bench_study(&b);
    open_as("anna");
    bench_start(&b, 24, 80);
    bench_keys(&b, "R");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(review, .init = open_review, .fini = close_all);

Test(review, codings__are_listed_with_their_verdicts)
{
    const char *s = bench_screen(&b);
    cr_expect_str_eq(workbench_screen(b.wb), "review");
    cr_expect(strstr(s, "6 codings"), "%s", s);
    cr_expect(strstr(s, "· pending"), "%s", s);
    cr_expect(strstr(s, "Vi har prøvd"), "%s", s);
    cr_expect(strstr(s, "Teknologi/varsling"), "%s", s);
    cr_expect(strstr(s, "the code has no definition yet"), "%s", s);
}

Test(review, agree__goes_on_to_the_next)
{
    bench_keys(&b, "a");
    cr_expect_eq(verdict_of(0), REVIEW_AGREED, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "✓ agreed"), "%s", bench_screen(&b));
    bench_keys(&b, "a");
    cr_expect_eq(verdict_of(1), REVIEW_AGREED);
    cr_expect_eq(verdict_of(2), -1);
}

Test(review, question__needs_words)
{
    bench_keys(&b, "w Enter");
    cr_expect(bench_says(&b, "a question needs words"), "%s", workbench_message(b.wb));
    bench_type(&b, "Er dette varsling?");
    bench_keys(&b, "Enter");
    cr_expect_eq(verdict_of(0), REVIEW_QUESTIONED, "%s", workbench_message(b.wb));
    bench_keys(&b, "k");
    cr_expect(bench_shows(&b, "Er dette varsling?"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "anna asked"), "%s", bench_screen(&b));
}

Test(review, disagreement__may_be_without_words)
{
    bench_keys(&b, "d Enter");
    cr_expect_eq(verdict_of(0), REVIEW_DISAGREED, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "✗ disagreed"));
    bench_keys(&b, "k z");
    cr_expect_eq(verdict_of(0), -1, "%s", workbench_message(b.wb));
}

Test(review, verdict__is_undone_and_shows)
{
    bench_keys(&b, "a");
    cr_expect(bench_shows(&b, "✓"));
    bench_keys(&b, "u");
    cr_expect_not(bench_shows(&b, "✓"), "%s", bench_screen(&b));
}

Test(review, question_of_another__waits_and_is_answered)
{
    per_says(3, REVIEW_QUESTIONED, "Hvorfor denne koden?");
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(bench_shows(&b, "1 waits"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "!? question"), "%s", bench_screen(&b));
    bench_keys(&b, "!");
    cr_expect(bench_shows(&b, "Hvorfor denne koden?"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "waits for your answer"));
    bench_keys(&b, "c Enter");
    cr_expect(bench_says(&b, "a comment needs words"));
    bench_type(&b, "Fordi hun sier det selv.");
    bench_keys(&b, "Enter");
    cr_expect_not(bench_shows(&b, "1 waits"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "Fordi hun sier det selv."));
    bench_keys(&b, "s");
    struct arena a = ARENA_INIT;
    cr_expect_not(item(b.app, 3, &a).state.open, "%s", workbench_message(b.wb));
    arena_release(&a);
}

Test(review, filters__show_what_is_asked_for_and_the_title_says_it)
{
    bench_keys(&b, "a f");
    bench_type(&b, "pending");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "review: pending"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "5 codings"));
    bench_keys(&b, "f");
    bench_type(&b, "code");
    bench_keys(&b, "Enter");
    bench_type(&b, "Mennesker");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "code “Mennesker”"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "2 codings"), "%s", bench_screen(&b));
    bench_keys(&b, "f");
    bench_type(&b, "source");
    bench_keys(&b, "Enter");
    bench_type(&b, "intervju-2");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "0 codings"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "f chooses"));
    bench_keys(&b, "f");
    bench_type(&b, "clear");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "6 codings"), "%s", bench_screen(&b));
}

Test(review, pending__after_a_verdict_the_next_pending_one_is_at_hand)
{
    bench_keys(&b, "f");
    bench_type(&b, "pending");
    bench_keys(&b, "Enter j a a a");
    cr_expect_eq(verdict_of(0), -1);
    for (size_t i = 1; i < 4; i++)
        cr_expect_eq(verdict_of(i), REVIEW_AGREED, "%zu", i);
    cr_expect_eq(verdict_of(4), -1);
}

Test(review, verdict__lapses_when_the_words_it_was_given_on_have_changed)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    bench_keys(&b, "a");
    struct review_item it = item(b.app, 0, &a);
    struct code_change change = CODE_CHANGE_NONE;
    change.definition = "Systemer som sier fra.";
    must(app_set_code(b.app, it.coding.code, &change, NULL, &err), &err);
    change.definition = "Alt som piper.";
    change.meaning = true;
    must(app_set_code(b.app, it.coding.code, &change, NULL, &err), &err);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "g");
    cr_expect(bench_shows(&b, "✓ lapsed"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "it holds no longer"), "%s", bench_screen(&b));
    arena_release(&a);
}

Test(review, gone__coding_keeps_its_thread_and_takes_no_verdict)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    per_says(0, REVIEW_QUESTIONED, "Hvorfor?");
    must(app_uncode(b.app, item(b.app, 0, &a).coding.id, NULL, &err), &err);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "G");
    cr_expect(bench_shows(&b, "gone"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "Vi har prøvd"), "the words are those it was given on: %s", bench_screen(&b));
    bench_keys(&b, "a");
    cr_expect(bench_says(&b, "the coding has gone"), "%s", workbench_message(b.wb));
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "review");
    arena_release(&a);
}

Test(review, verdict__on_a_coding_taken_off_meanwhile_is_a_sentence)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    bench_keys(&b, "w");
    bench_type(&b, "Hvorfor?");
    must(app_uncode(b.app, item(b.app, 0, &a).coding.id, NULL, &err), &err);
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "question: Hvorfor?"), "what was typed is not lost: %s", bench_screen(&b));
    cr_expect_neq(strlen(workbench_message(b.wb)), 0);
    arena_release(&a);
}

Test(review, enter__goes_to_the_text_and_back_to_the_same)
{
    bench_keys(&b, "j j Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    bench_keys(&b, "q a");
    cr_expect_eq(verdict_of(2), REVIEW_AGREED, "%s", workbench_message(b.wb));
}

Test(review, thread__is_scrolled_with_tab)
{
    for (int i = 0; i < 12; i++)
        per_says(0, REVIEW_COMMENT, i == 11 ? "den siste" : "en til");
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect_not(bench_shows(&b, "den siste"));
    bench_keys(&b, "Tab G");
    cr_expect(bench_shows(&b, "den siste"), "%s", bench_screen(&b));
    bench_keys(&b, "Tab j");
    cr_expect_not(bench_shows(&b, "den siste"));
}

Test(review, supervisor__gives_verdicts)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    must(st != NULL, &err);
    must(app_set_role(b.app, st->coders[0].id, CODER_SUPERVISOR, NULL, &err), &err);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "a");
    cr_expect_eq(verdict_of(0), REVIEW_AGREED, "%s", workbench_message(b.wb));
}

Test(review, mouse__selects_scrolls_and_opens)
{
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 4, .col = 20};
    bench_event(&b, e);
    bench_keys(&b, "a");
    cr_expect_eq(verdict_of(2), REVIEW_AGREED, "%s", bench_screen(&b));
    e.row = 2;
    e.clicks = 2;
    bench_event(&b, e);
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
}

static void golden(const char *name, int rows, int cols, bool ascii)
{
    bench_free(&b);
    bench_new(&b);
    bench_study(&b);
    per_says(0, REVIEW_AGREED, "");
    per_says(3, REVIEW_QUESTIONED, "Er dette opplæring eller ressurser? Se også det hun sier om e-post.");
    per_says(4, REVIEW_DISAGREED, "");
    b.ascii = ascii;
    bench_start(&b, rows, cols);
    bench_keys(&b, "R j j j");
    bench_golden(&b, name);
}

Test(review, screen__at_both_sizes_and_without_utf8)
{
    golden("review-80x24", 24, 80, false);
    golden("review-140x45", 45, 140, false);
    golden("review-ascii-80x24", 24, 80, true);
}

Test(review, verdict__on_ones_own_coding__is_refused)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct app *eva;
    must(app_open(b.project, "eva", false, &eva, &err), &err);
    cr_expect_not(app_review(eva, item(eva, 0, &a).coding.id, REVIEW_AGREED, "", NULL, &err));
    cr_expect(strstr(err_text(&err), "your own coding"), "%s", err_text(&err));
    err_release(&err);
    app_free(eva);
    arena_release(&a);
}
