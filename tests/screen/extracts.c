/* The extracts of a code or a theme, by keyboard and mouse. */
#include <criterion/criterion.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/quotes.h"
#include "tema/app/themes.h"

static struct bench b;
static tema_id first;

static const struct study *study(void)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    cr_assert(st, "%s", err_text(&err));
    return st;
}

static const struct code *code(const char *path)
{
    struct err err = ERR_INIT;
    const struct code *k = NULL;
    study_find_code(study(), path, &k, &err);
    err_release(&err);
    return k;
}

static tema_id source(const char *name)
{
    struct err err = ERR_INIT;
    const struct source *s = NULL;
    cr_assert(study_find_source(study(), name, &s, &err), "%s", err_text(&err));
    return s->id;
}

static void prepare(void)
{
    bench_new(&b);
    first = bench_study(&b);
    bench_code(&b, first, "Ingen av oss visste hva systemet kunne", "Mennesker/opplæring");
    bench_code(&b, first, "Så hver avdeling fant sin egen måte.", "Mennesker/opplæring");
    bench_code(&b, source("intervju-2.txt"), "Det er aldri nok folk når noe nytt skal inn.",
               "Mennesker/opplæring");
}

static void must(bool ok, struct err *err)
{
    cr_assert(ok, "%s", err_text(err));
}

static void open_extracts(void)
{
    prepare();
    bench_start(&b, 24, 80);
    bench_keys(&b, "B");
    bench_keys(&b, "/");
    bench_type(&b, "opplæring");
    bench_keys(&b, "Enter E");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(extracts, .init = open_extracts, .fini = close_all);

/* The extracts of a code as the project has them now. */
static size_t extracts_of(const char *path, struct arena *a, struct extract **ret)
{
    struct err err = ERR_INIT;
    size_t n = 0;
    const struct code *k = code(path);
    cr_assert(k, "%s is not there", path);
    must(app_extracts(b.app, k->id, false, 0, SCOPE_COUNTED, a, ret, &n, &err), &err);
    return n;
}

static size_t count_of(const char *path)
{
    struct arena a = ARENA_INIT;
    struct extract *x;
    size_t n = extracts_of(path, &a, &x);
    arena_release(&a);
    return n;
}

Test(extracts, code__is_read_source_by_source_in_context)
{
    const char *s = bench_screen(&b);
    cr_expect_str_eq(workbench_screen(b.wb), "extracts");
    cr_expect(strstr(s, "extracts of “opplæring”"), "%s", s);
    cr_expect(strstr(s, "4 extracts · 2 sources"), "%s", s);
    const char *one = strstr(s, "intervju-1.txt"), *two = strstr(s, "intervju-2.txt");
    cr_assert(one && two && one < two, "%s", s);
    cr_expect(strstr(s, "Ingrid"));
    cr_expect(strstr(s, "Så hver avdeling fant sin egen"));
    cr_expect(strstr(s, "leverandøren svarte"), "what stands after is shown: %s", s);
}

Test(extracts, words__are_brighter_than_what_stands_around_them)
{
    bench_screen(&b);
    struct cell dim = {0}, bright = {0};
    for (int row = 0; row < 24; row++) {
        struct buf line = BUF_INIT;
        for (int col = 0; col < 80; col++) {
            struct cell k = canvas_cell(b.c, row, col);
            buf_add(&line, k.text, k.len);
        }
        if (!bright.text && strstr(buf_str(&line), "    Opplæringen var på en halv time."))
            bright = canvas_cell(b.c, row, 6), dim = canvas_cell(b.c, row, 48);
        buf_release(&line);
    }
    cr_expect_eq(bright.style.role, ROLE_NORMAL);
    cr_expect_eq(dim.style.role, ROLE_DIM);
}

Test(extracts, enter__goes_to_it_in_the_text)
{
    bench_keys(&b, "j Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    bench_keys(&b, "q");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts");
    bench_keys(&b, "x");
    cr_expect_eq(count_of("opplæring"), 3, "the same extract is at hand still");
    cr_expect_not(bench_shows(&b, "[ ] Ingen"), "%s", bench_screen(&b));
}

Test(extracts, take_off__stays_at_the_next_and_is_undone)
{
    bench_keys(&b, "x");
    cr_expect_eq(count_of("opplæring"), 3, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "3 extracts"));
    bench_keys(&b, "u");
    cr_expect(bench_shows(&b, "4 extracts"), "undo shows at once: %s", bench_screen(&b));
}

Test(extracts, take_off__asks_when_it_is_anothers)
{
    struct err err = ERR_INIT;
    struct app *other;
    must(app_open(b.project, "per", false, &other, &err), &err);
    struct code_wish wish = {code("opplæring")->id, NULL, ORIGIN_INDUCTIVE};
    must(app_mark(other, first, (cp_off){0}, (cp_off){10}, &wish, 1, NULL, NULL, &err), &err);
    app_free(other);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(bench_shows(&b, "5 extracts"), "what others do shows: %s", bench_screen(&b));
    bench_keys(&b, "g x");
    cr_expect(bench_shows(&b, "per gave “opplæring” here; take it off?"), "%s", bench_screen(&b));
    bench_keys(&b, "n");
    cr_expect_eq(count_of("opplæring"), 5);
    bench_keys(&b, "x y");
    cr_expect_eq(count_of("opplæring"), 4);
}

Test(extracts, star__and_edited_quote_are_shown)
{
    bench_keys(&b, "*");
    cr_expect(bench_shows(&b, "★"), "%s", workbench_message(b.wb));
    bench_keys(&b, "e C-u");
    bench_type(&b, "Opplæringen var på […] time.");
    bench_keys(&b, "Enter");
    struct arena a = ARENA_INIT;
    struct extract *x;
    cr_assert_eq(extracts_of("opplæring", &a, &x), 4);
    cr_expect_str_eq(x[0].edited, "Opplæringen var på […] time.", "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "for print  Opplæringen var på […] time."), "%s", bench_screen(&b));
    bench_keys(&b, "*");
    cr_expect_not(bench_shows(&b, "★"));
    arena_release(&a);
}

Test(extracts, quote__that_was_not_said_is_refused_and_stays_open)
{
    bench_keys(&b, "e C-u");
    bench_type(&b, "Opplæringen var god.");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "quote: Opplæringen var god."), "%s", bench_screen(&b));
    cr_expect_neq(strlen(workbench_message(b.wb)), 0);
    struct arena a = ARENA_INIT;
    struct extract *x;
    extracts_of("opplæring", &a, &x);
    cr_expect_eq(x[0].quote, 0, "nothing was starred on the way");
    arena_release(&a);
    bench_keys(&b, "Esc");
    cr_expect(bench_shows(&b, "4 extracts"));
}

Test(extracts, quote__that_is_left_as_it_was_said_is_only_starred)
{
    bench_keys(&b, "e Enter");
    struct arena a = ARENA_INIT;
    struct extract *x;
    extracts_of("opplæring", &a, &x);
    cr_expect_neq(x[0].quote, 0, "%s", workbench_message(b.wb));
    cr_expect_str_eq(x[0].edited, "");
    arena_release(&a);
}

Test(extracts, condensed__wording_is_written_and_changed)
{
    bench_keys(&b, "=");
    bench_type(&b, "for kort opplæring");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "condensed  for kort opplæring"), "%s", bench_screen(&b));
    bench_keys(&b, "=");
    cr_expect(bench_shows(&b, "condensed wording: for kort opplæring"));
    bench_keys(&b, "C-u Enter");
    cr_expect_not(bench_shows(&b, "condensed  for"), "%s", bench_screen(&b));
}

Test(extracts, recode__gives_another_code)
{
    bench_keys(&b, "j r");
    bench_type(&b, "nytte");
    bench_keys(&b, "Enter");
    cr_expect_eq(count_of("opplæring"), 3, "%s", workbench_message(b.wb));
    cr_expect_eq(count_of("nytte"), 2);
}

Test(extracts, example__is_taken_and_one_that_is_there_asked_for)
{
    bench_keys(&b, "y");
    cr_expect_str_eq(code("opplæring")->example, "Opplæringen var på en halv time.", "%s",
                     workbench_message(b.wb));
    bench_keys(&b, "j y");
    cr_expect(bench_shows(&b, "put this one in its place?"), "%s", bench_screen(&b));
    bench_keys(&b, "y");
    cr_expect_str_eq(code("opplæring")->example, "Ingen av oss visste hva systemet kunne");
}

Test(extracts, split__gives_the_ticked_ones_to_a_new_code)
{
    bench_keys(&b, "%");
    cr_expect(bench_says(&b, "tick the extracts"), "%s", workbench_message(b.wb));
    bench_keys(&b, "Space j Space");
    cr_expect(bench_shows(&b, "2 ticked"), "%s", bench_screen(&b));
    bench_keys(&b, "%");
    cr_expect(bench_says(&b, "2 extracts go to a new code beside “opplæring”, 2 stay"), "%s",
              workbench_message(b.wb));
    bench_type(&b, "kort kurs");
    bench_keys(&b, "Enter");
    cr_expect_eq(count_of("Mennesker/kort kurs"), 2, "%s", workbench_message(b.wb));
    cr_expect_eq(count_of("opplæring"), 2);
    cr_expect(bench_shows(&b, "2 extracts"));
    bench_keys(&b, "u");
    cr_expect_eq(count_of("opplæring"), 4, "%s", workbench_message(b.wb));
}

Test(extracts, split__asked_for_in_the_codebook_says_what_to_do)
{
    bench_keys(&b, "q %");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts");
    cr_expect(bench_says(&b, "tick the extracts for the new code with Space, then %"), "%s",
              workbench_message(b.wb));
    cr_expect(bench_shows(&b, "splitting “opplæring”"));
}

Test(extracts, place__puts_the_ticked_ones_under_a_theme)
{
    bench_keys(&b, "Space p");
    bench_type(&b, "Kunnskap");
    bench_keys(&b, "Enter");
    const struct study *st = study();
    cr_assert_eq(st->nthemes, 1, "%s", workbench_message(b.wb));
    cr_expect_str_eq(st->themes[0].name, "Kunnskap");
    cr_assert_eq(st->nplaces, 1);
    cr_expect_neq(st->places[0].segment, 0);
    cr_expect_not(bench_shows(&b, "ticked"));
}

Test(extracts, below__takes_in_the_codes_below)
{
    bench_keys(&b, "q / C-u");
    bench_type(&b, "Mennesker");
    bench_keys(&b, "Enter E");
    cr_expect(bench_shows(&b, "5 extracts"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "· tillit"), "through which code: %s", bench_screen(&b));
    bench_keys(&b, "b");
    cr_expect(bench_shows(&b, "0 extracts"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "b shows those of the codes below"));
}

Test(extracts, memo__is_on_the_meaning_unit)
{
    bench_keys(&b, "m");
    cr_expect(bench_shows(&b, "memo on “Opplæringen var på en halv time.”"), "%s", bench_screen(&b));
    bench_type(&b, "sterkt");
    bench_keys(&b, "C-s");
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct memo *m;
    size_t n;
    must(app_memos(b.app, &a, &m, &n, &err), &err);
    cr_assert_eq(n, 1, "%s", workbench_message(b.wb));
    cr_expect_eq(m[0].about, MEMO_SEGMENT);
    arena_release(&a);
}

Test(extracts, mouse__selects_ticks_and_opens)
{
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 2, .col = 2};
    bench_event(&b, e);
    cr_expect(bench_shows(&b, "[x]"), "%s", bench_screen(&b));
    e.col = 20;
    e.clicks = 2;
    bench_event(&b, e);
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
}

Test(extracts, many__scroll_from_end_to_end_and_back)
{
    bench_free(&b);
    bench_new(&b);
    struct buf text = BUF_INIT;
    for (int i = 0; i < 3000; i++)
        buf_addf(&text, "Per: Svar nummer %d er ganske kort.\n\n", i);
    tema_id s = bench_import(&b, "lang.txt", buf_str(&text));
    buf_release(&text);
    struct err err = ERR_INIT;
    struct doc d;
    doc_init(&d);
    must(app_doc(b.app, s, &d, &err), &err);
    tema_id k;
    must(app_add_code(b.app, "svar", ORIGIN_INDUCTIVE, &k, NULL, &err), &err);
    struct code_wish wish = {k, NULL, ORIGIN_INDUCTIVE};
    for (size_t i = 0; i < d.n; i += 100)
        must(app_mark(b.app, s, d.rows[i].start, (cp_off){d.rows[i].start.cp + 10}, &wish, 1, NULL, NULL,
                      &err),
             &err);
    doc_release(&d);
    bench_start(&b, 24, 80);
    bench_keys(&b, "B E G");
    cr_expect(bench_shows(&b, "nummer 29"), "%s", bench_screen(&b));
    for (int i = 0; i < 40; i++)
        bench_keys(&b, "PgUp");
    cr_expect(bench_shows(&b, "lang.txt ──"), "%s", bench_screen(&b));
    for (int i = 0; i < 40; i++)
        bench_keys(&b, "C-d");
    cr_expect(bench_shows(&b, "nummer 29"), "%s", bench_screen(&b));
}

Test(extracts, one_taller_than_the_screen__is_scrolled_through)
{
    bench_free(&b);
    bench_new(&b);
    struct buf text = BUF_INIT;
    for (int i = 0; i < 200; i++)
        buf_addf(&text, "Setning nummer %d står her. ", i);
    tema_id s = bench_import(&b, "lang.txt", buf_str(&text));
    struct err err = ERR_INIT;
    struct code_wish wish = {0, "alt", ORIGIN_INDUCTIVE};
    must(app_mark(b.app, s, (cp_off){0}, (cp_off){5000}, &wish, 1, NULL, NULL, &err), &err);
    buf_release(&text);
    bench_start(&b, 24, 80);
    bench_keys(&b, "B E");
    cr_expect(bench_shows(&b, "nummer 0 "));
    for (int i = 0; i < 12; i++)
        bench_keys(&b, "j");
    cr_expect(bench_shows(&b, "nummer 175 "), "%s", bench_screen(&b));
    for (int i = 0; i < 12; i++)
        bench_keys(&b, "k");
    cr_expect(bench_shows(&b, "nummer 0 "), "%s", bench_screen(&b));
}

static void golden(const char *name, int rows, int cols, bool ascii)
{
    bench_free(&b);
    prepare();
    b.ascii = ascii;
    bench_start(&b, rows, cols);
    bench_keys(&b, "B /");
    bench_type(&b, "opplæring");
    bench_keys(&b, "Enter E = ");
    bench_type(&b, "for kort opplæring");
    bench_keys(&b, "Enter j * e C-u");
    bench_type(&b, "Ingen […] visste hva systemet [varslingen] kunne");
    bench_keys(&b, "Enter Space");
    bench_golden(&b, name);
}

Test(extracts, screen__at_both_sizes_and_without_utf8)
{
    golden("extracts-80x24", 24, 80, false);
    golden("extracts-140x45", 45, 140, false);
    golden("extracts-ascii-80x24", 24, 80, true);
}

Test(extracts, theme__is_read_with_what_stands_under_it)
{
    struct err err = ERR_INIT;
    tema_id theme;
    tema_id codes[] = {code("opplæring")->id, code("tillit")->id};
    must(app_add_theme(b.app, 0, "Kunnskap", THEME_KEPT, &theme, NULL, &err), &err);
    must(app_place(b.app, theme, codes, 2, NULL, 0, NULL, &err), &err);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "H");
    bench_keys(&b, "E");
    cr_expect(bench_shows(&b, "extracts of theme “Kunnskap”"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "5 extracts"), "%s", bench_screen(&b));
    bench_keys(&b, "%");
    cr_expect(bench_says(&b, "only a code is split here"), "%s", workbench_message(b.wb));
}
