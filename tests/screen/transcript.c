/* Coding by keyboard, as an analyst does it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/process.h"
#include "tema/app/quotes.h"
#include "tema/app/review.h"
#include "tema/app/themes.h"

static struct bench b;
static tema_id source;

static void open_first(void)
{
    bench_new(&b);
    source = bench_study(&b);
    bench_start(&b, 24, 80);
    bench_keys(&b, "Enter");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(transcript, .init = open_first, .fini = close_all);

static size_t codings_of(const char *path)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    const struct code *k;
    cr_assert(st && study_find_code(st, path, &k, &err), "%s", err_text(&err));
    return (size_t)k->references;
}

/* The words of the newest coding of a code. */
static bool coded(const char *path, const char *words)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    const struct study *st = app_study(b.app, &err);
    const struct code *k;
    struct coding *codings;
    size_t n;
    struct doc d;
    doc_init(&d);
    cr_assert(st && study_find_code(st, path, &k, &err), "%s", err_text(&err));
    cr_assert(app_codings(b.app, SCOPE_COUNTED, source, k->id, &a, &codings, &n, &err), "%s", err_text(&err));
    cr_assert(app_doc(b.app, source, &d, &err), "%s", err_text(&err));
    bool found = false;
    struct buf have = BUF_INIT;
    for (size_t i = 0; i < n && !found; i++) {
        buf_clear(&have);
        doc_text(&d, codings[i].start, codings[i].end, &have);
        found = strcmp(buf_str(&have), words) == 0;
    }
    if (!found)
        cr_log_error("“%s” is on “%s”", path, buf_str(&have));
    buf_release(&have);
    doc_release(&d);
    arena_release(&a);
    return found;
}

Test(transcript, sentence__gets_a_code_in_four_keys_and_the_letters)
{
    bench_keys(&b, "} ) )");
    b.keys = 0;
    bench_keys(&b, "s c");
    bench_type(&b, "tillit");
    bench_keys(&b, "Enter");
    cr_expect(b.keys <= 4 + 6, "%d keys", b.keys);
    cr_expect(coded("tillit", "De går runden sin uansett, f.eks. når alarmen har vært stille lenge."));
    cr_expect_str_neq(workbench_message(b.wb), "");
}

Test(transcript, sentence__is_taken_when_nothing_is_marked)
{
    bench_keys(&b, "} ) ) c t i l l i t Enter");
    cr_expect(coded("tillit", "De går runden sin uansett, f.eks. når alarmen har vært stille lenge."));
}

Test(transcript, sentence__marked_again_takes_the_next_too)
{
    bench_keys(&b, "4 G s s c r e g l e r Enter");
    cr_expect(coded("Regler", "Opplæringen var på en halv time. Ingen av oss visste hva systemet kunne, og "
                              "leverandøren svarte ikke på "
                              "e-post."));
}

Test(transcript, repeat__gives_the_same_code_to_the_next_sentence)
{
    bench_keys(&b, "} ) ) s c t i l l i t Enter 4 G .");
    cr_expect(coded("tillit", "Opplæringen var på en halv time."));
    cr_expect_eq(codings_of("tillit"), 3);
}

Test(transcript, repeat__after_a_restart_gives_the_code_given_last)
{
    bench_again(&b, 24, 80);
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    bench_keys(&b, "4 G ) .");
    cr_expect_eq(codings_of("avtaler"), 2);
}

Test(transcript, count__repeats_a_motion)
{
    bench_keys(&b, "2 } s c r e g l e r Enter");
    cr_expect(coded("Regler", "Hva skyldes det?"));
}

Test(transcript, mark__stretches_by_whole_words_and_changes_its_edge)
{
    bench_keys(&b, "4 G v w w w c r e g l e r Enter");
    cr_expect(coded("Regler", "Opplæringen var på"));
    bench_keys(&b, "Esc w w v w o b c m e n n e s k e r Enter");
    const char *words = workbench_message(b.wb);
    cr_expect(strlen(words) > 0);
    cr_expect_eq(codings_of("Mennesker"), 1);
}

Test(transcript, turn__is_marked_without_its_label)
{
    bench_keys(&b, "3 G t c r e g l e r Enter");
    cr_expect(coded("Regler", "Hva skyldes det?"));
}

Test(transcript, picker__makes_a_new_code_when_nothing_matches)
{
    bench_keys(&b, "} s c");
    bench_type(&b, "Regler/ansvar");
    cr_expect(bench_shows(&b, "new code “Regler/ansvar”"));
    bench_keys(&b, "Enter");
    cr_expect(coded("Regler/ansvar", "Vi har prøvd et system som varsler når noen faller."));
}

Test(transcript, picker__says_so_when_a_name_is_one_letter_from_another)
{
    bench_keys(&b, "} s c");
    bench_type(&b, "tillid");
    cr_expect(bench_shows(&b, "one letter from “tillit”"));
}

Test(transcript, picker__shows_recent_codes_first)
{
    bench_keys(&b, "} s c");
    const char *screen = bench_screen(&b);
    const char *recent = strstr(screen, "avtaler"), *other = strstr(screen, "varsling");
    cr_expect(recent && other && recent < other);
}

Test(transcript, picker__left_with_esc_changes_nothing)
{
    bench_keys(&b, "} c Esc");
    cr_expect_eq(codings_of("avtaler"), 1);
    cr_expect_not(bench_shows(&b, "marked"));
}

Test(transcript, uncode__takes_the_only_code_off)
{
    bench_keys(&b, "} x");
    cr_expect_eq(codings_of("varsling"), 0);
    cr_expect_str_neq(workbench_message(b.wb), "");
}

Test(transcript, uncode__asks_when_there_are_several)
{
    bench_keys(&b, "/");
    bench_type(&b, "nattevaktene");
    bench_keys(&b, "Enter x");
    cr_expect(bench_shows(&b, "take which code off?"));
    bench_type(&b, "tillit");
    bench_keys(&b, "Enter");
    cr_expect_eq(codings_of("tillit"), 0);
    cr_expect_eq(codings_of("nytte"), 1);
}

Test(transcript, undo__takes_back_and_says_what)
{
    bench_keys(&b, "} ) ) s c t i l l i t Enter u");
    cr_expect_eq(codings_of("tillit"), 1);
    cr_expect(bench_says(&b, "tillit"), "%s", workbench_message(b.wb));
    bench_keys(&b, "C-r");
    cr_expect_eq(codings_of("tillit"), 2);
    cr_expect_str_neq(workbench_message(b.wb), "");
}

Test(transcript, find__goes_there_while_typing_and_back_with_esc)
{
    bench_keys(&b, "/");
    bench_type(&b, "AVTALEN");
    bench_keys(&b, "Enter s c r e g l e r Enter");
    cr_expect(coded("Regler", "Men avtalen er skrevet av leverandøren."));
    bench_keys(&b, "g / s k r e v e t Esc");
    cr_expect(bench_shows(&b, "turn 1"));
    bench_keys(&b, "/");
    bench_type(&b, "finnes ikke her");
    cr_expect(bench_says(&b, "is not in this source"));
}

Test(transcript, turn__is_split_and_joined_again)
{
    bench_keys(&b, "4 G ) S");
    struct doc d;
    struct err err = ERR_INIT;
    doc_init(&d);
    cr_assert(app_doc(b.app, source, &d, &err));
    cr_expect_eq(d.turns, 7, "%d turns: %s", d.turns, workbench_message(b.wb));
    doc_release(&d);
    doc_init(&d);
    bench_keys(&b, "J");
    cr_assert(app_doc(b.app, source, &d, &err));
    cr_expect_eq(d.turns, 6, "%d turns: %s", d.turns, workbench_message(b.wb));
    doc_release(&d);
}

Test(transcript, turn__is_given_to_a_speaker_and_the_next_by_one_key)
{
    bench_keys(&b, "3 G a");
    bench_type(&b, "Kari");
    bench_keys(&b, "Enter 5 G A");
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    struct speaker kari = {.turns = 0};
    for (size_t i = 0; i < st->nspeakers; i++)
        if (strcmp(st->speakers[i].name, "Kari") == 0)
            kari = st->speakers[i];
    cr_assert(app_count_turns(b.app, &kari, 1, &err), "%s", err_text(&err));
    cr_expect_eq(kari.turns, 2, "%s", workbench_message(b.wb));
}

Test(transcript, turns__of_two_who_take_turns__are_given_with_a_key_each)
{
    bench_keys(&b, "1 G ;");
    cr_expect(strstr(workbench_message(b.wb), "no turn was given"));
    bench_keys(&b, "a");
    bench_type(&b, "Mari");
    bench_keys(&b, "Enter ;");
    cr_expect(strstr(workbench_message(b.wb), "only one speaker"));
    bench_keys(&b, "a");
    bench_type(&b, "Ola");
    bench_keys(&b, "Enter ; ; A");
    struct err err = ERR_INIT;
    struct doc d;
    const char *const who[] = {"Mari", "Ola", "Mari", "Ola", "Ola"};
    doc_init(&d);
    cr_assert(app_doc(b.app, source, &d, &err));
    size_t turn = 0;
    for (size_t i = 0; i < d.n && turn < 5; i++) {
        if (i > 0 && d.rows[i].turn == d.rows[i - 1].turn)
            continue;
        const struct speaker *s = doc_speaker(&d, d.rows[i].row.speaker);
        cr_expect(s && strcmp(s->name, who[turn]) == 0, "turn %zu: %s", turn + 1, s ? s->name : "nobody");
        turn++;
    }
    cr_expect_eq(turn, 5);
    doc_release(&d);
}

Test(transcript, speaker__is_linked_to_a_new_participant)
{
    bench_keys(&b, "2 G L");
    bench_type(&b, "P1");
    bench_keys(&b, "Enter");
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    cr_assert_eq(st->nparticipants, 1, "%s", workbench_message(b.wb));
    cr_expect_str_eq(st->participants[0].name, "P1");
}

static size_t memos(const char *text)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct memo *m;
    size_t n, found = 0;
    cr_assert(app_memos(b.app, &a, &m, &n, &err));
    for (size_t i = 0; i < n; i++)
        found += strcmp(m[i].text, text) == 0;
    arena_release(&a);
    return found;
}

Test(transcript, memo__is_written_shown_and_changed)
{
    bench_keys(&b, "} m");
    bench_type(&b, "jf. intervju 2");
    bench_keys(&b, "C-s");
    cr_expect_eq(memos("jf. intervju 2"), 1, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "memo: jf. intervju 2"));
    bench_keys(&b, "m ! C-s");
    cr_expect_eq(memos("jf. intervju 2!"), 1, "%s", workbench_message(b.wb));
}

Test(transcript, memo__half_written_is_kept_when_the_terminal_goes)
{
    bench_keys(&b, "} m");
    bench_type(&b, "halv");
    bench_event(&b, (struct event){.kind = EVENT_HANGUP});
    cr_expect(b.react & 2);
    cr_expect_eq(memos("halv"), 1);
}

Test(transcript, memo__left_with_esc_comes_back)
{
    bench_keys(&b, "} m");
    bench_type(&b, "tanke");
    bench_keys(&b, "Esc m");
    cr_expect(bench_shows(&b, "tanke"));
    bench_keys(&b, "C-s");
    cr_expect_eq(memos("tanke"), 1);
}

Test(transcript, place__is_where_it_was_left)
{
    bench_keys(&b, "4 G )");
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_again(&b, 24, 80);
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    cr_expect(bench_shows(&b, "turn 4"));
    bench_keys(&b, "s c r e g l e r Enter");
    cr_expect(
        coded("Regler", "Ingen av oss visste hva systemet kunne, og leverandøren svarte ikke på e-post."));
}

Test(transcript, tree__gives_a_code_to_the_mark)
{
    bench_keys(&b, "} ) ) s Tab j Enter");
    cr_expect_eq(codings_of("varsling"), 2, "%s", workbench_message(b.wb));
    bench_keys(&b, "Esc");
    cr_expect_not(bench_shows(&b, "rename"));
}

Test(transcript, idle__draws_nothing)
{
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect_eq(b.react, 0);
}

Test(transcript, mouse__marks_by_dragging_and_places_the_caret)
{
    /* Row 5 of the screen is the first line of turn 2; the text begins in column 10. */
    bench_screen(&b);
    bench_event(&b,
                (struct event){
                    .kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 4, .col = 10});
    bench_event(&b, (struct event){.kind = EVENT_MOUSE, .act = MOUSE_DRAG, .button = 1, .row = 4, .col = 15});
    bench_keys(&b, "c r e g l e r Enter");
    cr_expect(coded("Regler", "Vi har"));
}

static int read_percent(void)
{
    const char *screen = bench_screen(&b), *at = strstr(screen, " % read");
    cr_assert(at);
    while (at > screen && at[-1] != ' ')
        at--;
    return atoi(at);
}

Test(transcript, read__follows_the_caret_and_pages_but_no_jump)
{
    bench_resize(&b, 12, 60);
    cr_expect_eq(read_percent(), 0);
    bench_keys(&b, "G");
    cr_expect_eq(read_percent(), 0);
    bench_keys(&b, "g 2 }");
    int by_caret = read_percent();
    cr_expect_gt(by_caret, 30);
    bench_keys(&b, "PgDn PgDn PgDn PgDn PgDn");
    cr_expect_gt(read_percent(), 95);
    bench_keys(&b, "G $");
    cr_expect_eq(read_percent(), 100);
}

/* What another has put there she could not take back herself once it is gone. */
Test(transcript, code_of_another__is_taken_off_only_when_asked)
{
    struct err err = ERR_INIT;
    struct app *other = NULL;
    struct code_wish wish = {0, "Ventetid", ORIGIN_INDUCTIVE};
    struct doc d;
    cp_off start, end;
    cr_assert(app_open(app_path(b.app), "Berit", false, &other, &err), "%s", err_text(&err));
    bench_keys(&b, "g");
    doc_init(&d);
    cr_assert(app_doc(other, source, &d, &err));
    cr_assert(doc_unit_at(&d, (cp_off){0}, DOC_SENTENCE, &start, &end));
    cr_assert(app_mark(other, source, start, end, &wish, 1, NULL, NULL, &err), "%s", err_text(&err));
    doc_release(&d);
    app_free(other);
    bench_keys(&b, "q");
    bench_again(&b, 24, 80);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    bench_keys(&b, "g Enter g x");
    cr_expect(bench_shows(&b, "Berit gave “Ventetid” here"), "%s", bench_screen(&b));
    bench_keys(&b, "n x y");
    cr_expect(bench_says(&b, "took Ventetid off"), "%s", bench_screen(&b));
}

/* ---- what is done to a meaning unit ---- */

static size_t units(bool aside)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct segment *s;
    size_t n, found = 0;
    cr_assert(app_segments(b.app, SCOPE_ALL, source, &a, &s, &n, &err), "%s", err_text(&err));
    for (size_t i = 0; i < n; i++)
        found += s[i].aside == aside;
    arena_release(&a);
    return found;
}

static size_t stars(void)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct quote *q;
    size_t n;
    cr_assert(app_quotes(b.app, &a, &q, &n, &err), "%s", err_text(&err));
    arena_release(&a);
    return n;
}

static bool line_shows(const char *words, const char *sign)
{
    const char *screen = bench_screen(&b), *at = strstr(screen, words);
    if (!at)
        return false;
    while (at > screen && at[-1] != '\n')
        at--;
    const char *hit = strstr(at, sign), *end = strchr(at, '\n');
    return hit && hit < end;
}

Test(transcript, aside__takes_the_sentence_and_gives_it_back)
{
    bench_keys(&b, "3 G -");
    cr_expect_eq(units(true), 1, "%s", workbench_message(b.wb));
    cr_expect(line_shows("Hva skyldes det?", "╌"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "set aside"));
    bench_keys(&b, "-");
    cr_expect_eq(units(true), 0, "%s", workbench_message(b.wb));
    cr_expect_not(line_shows("Hva skyldes det?", "╌"), "%s", bench_screen(&b));
    bench_keys(&b, "- j 3 G -");
    cr_expect_eq(units(true), 0, "%s", workbench_message(b.wb));
}

Test(transcript, aside__takes_the_mark_and_is_passed_over_by_motions)
{
    bench_keys(&b, "3 G t - g ] ] ]");
    cr_expect_eq(units(true), 1);
    cr_expect(bench_shows(&b, "Mennesker/tillit"), "%s", bench_screen(&b));
    bench_keys(&b, "]");
    cr_expect(bench_shows(&b, "Mennesker/opplæring"), "%s", bench_screen(&b));
}

Test(transcript, aside__of_a_coded_sentence_is_refused_with_a_reason)
{
    bench_keys(&b, "2 G -");
    cr_expect_eq(units(true), 0);
    cr_expect_str_neq(workbench_message(b.wb), "");
}

Test(transcript, star__marks_the_unit_and_takes_the_mark_off)
{
    bench_keys(&b, "2 G *");
    cr_expect_eq(stars(), 1, "%s", workbench_message(b.wb));
    cr_expect(line_shows("Vi har prøvd", "★"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "starred"));
    bench_keys(&b, "*");
    cr_expect_eq(stars(), 0, "%s", workbench_message(b.wb));
    cr_expect_not(bench_shows(&b, "★"));
}

Test(transcript, star__of_a_mark_makes_it_a_meaning_unit)
{
    size_t before = units(false);
    bench_keys(&b, "3 G *");
    cr_expect(bench_says(&b, "no meaning unit"), "%s", workbench_message(b.wb));
    bench_keys(&b, "s *");
    cr_expect_eq(stars(), 1, "%s", workbench_message(b.wb));
    cr_expect_eq(units(false), before + 1);
}

Test(transcript, condense__writes_the_shorter_wording)
{
    bench_keys(&b, "2 G =");
    bench_type(&b, "varsler fall");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "condensed: varsler fall"), "%s", bench_screen(&b));
}

Test(transcript, recode__puts_another_code_in_place)
{
    bench_keys(&b, "2 G r");
    cr_expect(bench_shows(&b, "in place of “varsling”"), "%s", bench_screen(&b));
    bench_type(&b, "nytte");
    bench_keys(&b, "Enter");
    cr_expect_eq(codings_of("varsling"), 0, "%s", workbench_message(b.wb));
    cr_expect_eq(codings_of("nytte"), 2);
}

Test(transcript, recode__asks_which_of_several)
{
    bench_keys(&b, "/");
    bench_type(&b, "nattevaktene");
    bench_keys(&b, "Enter r");
    cr_expect(bench_shows(&b, "another code in place of which?"), "%s", bench_screen(&b));
    bench_type(&b, "tillit");
    bench_keys(&b, "Enter");
    bench_type(&b, "opplæring");
    bench_keys(&b, "Enter");
    cr_expect_eq(codings_of("tillit"), 0, "%s", workbench_message(b.wb));
    cr_expect_eq(codings_of("opplæring"), 2);
}

Test(transcript, extracts__of_the_code_at_the_caret_and_back_to_the_stretch)
{
    bench_keys(&b, "4 G E");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts", "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "opplæring"));
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    bench_keys(&b, "c r e g l e r Enter");
    cr_expect(coded("Regler", "Opplæringen var på en halv time."));
}

Test(transcript, extracts__where_no_code_is_ask_for_one)
{
    bench_keys(&b, "3 G E");
    bench_type(&b, "avtaler");
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts", "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "avtaler"));
}

static void place_third_turn(void)
{
    struct err err = ERR_INIT;
    tema_id theme;
    cp_off at = bench_find(&b, source, "Hva skyldes det?");
    cr_assert(app_add_theme(b.app, 0, "Uvisshet", THEME_CANDIDATE, &theme, NULL, &err), "%s", err_text(&err));
    cr_assert(app_place_stretch(b.app, source, at, (cp_off){at.cp + 16}, theme, NULL, NULL, &err), "%s",
              err_text(&err));
    bench_again(&b, 24, 80);
}

Test(transcript, theme__given_without_a_code_is_shown_like_a_code)
{
    place_third_turn();
    bench_keys(&b, "g ] ] ] ]");
    cr_expect(bench_shows(&b, " Uvisshet"), "%s", bench_screen(&b));
    cr_expect(line_shows("Hva skyldes det?", "U "), "%s", bench_screen(&b));
    bench_keys(&b, "E");
    cr_expect_str_eq(workbench_screen(b.wb), "extracts", "%s", bench_screen(&b));
}

static void question_of_another(void)
{
    struct err err = ERR_INIT;
    struct app *other = NULL;
    struct arena a = ARENA_INIT;
    struct review_query all = {source, 0, 0, REVIEW_ALL};
    struct review_item *items;
    size_t n;
    cr_assert(app_open(app_path(b.app), "Veileder", false, &other, &err), "%s", err_text(&err));
    cr_assert(app_set_role(other, 0, CODER_SUPERVISOR, NULL, &err), "%s", err_text(&err));
    cr_assert(app_reviews(other, &all, &a, &items, &n, &err) && n > 3, "%s", err_text(&err));
    cr_assert(app_review(other, items[3].coding.id, REVIEW_COMMENT, "se også intervju 2", NULL, &err), "%s",
              err_text(&err));
    arena_release(&a);
    app_free(other);
    bench_again(&b, 24, 80);
}

Test(transcript, comment__that_waits_is_named_at_the_caret)
{
    question_of_another();
    bench_keys(&b, "2 G");
    cr_expect_not(bench_shows(&b, "comment of Veileder"), "%s", bench_screen(&b));
    bench_keys(&b, "4 G");
    cr_expect(bench_shows(&b, "? comment of Veileder: se også intervju 2"), "%s", bench_screen(&b));
}

Test(transcript, review__begins_at_the_coding_at_the_caret)
{
    bench_keys(&b, "4 G R");
    cr_expect_str_eq(workbench_screen(b.wb), "review");
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    cr_expect(bench_shows(&b, "Mennesker/opplæring"), "%s", bench_screen(&b));
}

Test(transcript, supervisor__changes_nothing)
{
    static const char *const keys[] = {"-", "*", "=", "r", "c", ".", "x"};
    struct err err = ERR_INIT;
    size_t before = units(false);
    cr_assert(app_set_role(b.app, 0, CODER_SUPERVISOR, NULL, &err), "%s", err_text(&err));
    bench_again(&b, 24, 80);
    bench_keys(&b, "2 G");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bench_keys(&b, keys[i]);
        cr_expect(bench_says(&b, "supervisor"), "%s: %s", keys[i], workbench_message(b.wb));
        bench_keys(&b, "Esc");
    }
    cr_expect_eq(units(false), before);
    cr_expect_eq(units(true) + stars(), 0);
}

static void golden_of_units(int rows, int cols, const char *name)
{
    bench_free(&b);
    bench_new(&b);
    source = bench_study(&b);
    b.ascii = strstr(name, "ascii") != NULL;
    bench_start(&b, rows, cols);
    bench_keys(&b, "Enter 3 G - 1 G t - 2 G * j * 4 G");
    bench_golden(&b, name);
}

Test(transcript, golden__with_what_is_set_aside_and_starred)
{
    golden_of_units(24, 80, "transcript-units-80x24");
    golden_of_units(45, 140, "transcript-units-140x45");
    golden_of_units(24, 80, "transcript-units-ascii-80x24");
}
