/* What happens to programs: dropped lines, signals, stops, kills at any moment. What was answered is on
 * disk. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/vec.h"

TestSuite(life, .init = room_open, .fini = room_close, .timeout = 60);

/* --- leaving without being asked --- */

static struct tty *half_written_memo(void)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "m", "memo on source");
    keys(t, "Tanken var halvferdig da", "halvferdig da");
    return t;
}

Test(life, hang_up__in_a_memo__leaves_and_keeps_its_words)
{
    struct tty *t = half_written_memo();
    int status;

    tty_hangup(t);
    cr_expect(tty_exited(t, 2000, &status), "it still runs two seconds after the line was dropped");
    tty_free(t);
    cr_expect_eq(room_count("memos", "text", "Tanken var halvferdig da"), 1, "the memo is lost");
    room_check();
}

Test(life, sigterm__in_a_memo__leaves_and_keeps_its_words)
{
    struct tty *t = half_written_memo();

    tty_signal(t, SIGTERM);
    expect_exit(t, 2000, 0);
    cr_expect_not(tty_alternate(t));
    tty_free(t);
    cr_expect_eq(room_count("memos", "text", "Tanken var halvferdig da"), 1, "the memo is lost");
}

Test(life, sigterm__in_a_definition__keeps_its_words)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "B", "codebook");
    keys(t, "gd", "C-s save");
    keys(t, "Det som går", "Det som går");
    tty_signal(t, SIGTERM);
    expect_exit(t, 2000, 0);
    tty_free(t);
    cr_expect_eq(room_count("codes", "definition", "Det som går"), 1);
}

Test(life, kill__right_after_an_answer__coding_is_there_and_the_place_too)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "40G", "turn 40 ");
    keys(t, "sctid\r", "coded “Svar nummer 40 begynner her.”");
    kill_now(t);
    tty_free(t);
    cr_expect_eq(room_count("codings", "text", "Svar nummer 40 begynner her."), 1);
    room_check();
    t = room_start(24, 80, NULL, NULL);
    expect(t, "samtale.txt · Studien");
    expect(t, "turn 40 ");
    tty_free(t);
}

Test(life, quit__anywhere__next_start_is_there)
{
    struct tty *t;
    int row, col, row2, col2;

    room_study();
    t = room_read();
    keys(t, "30G", "turn 30 ");
    tty_send(t, ")w");
    tty_settle(t, 50, 1000);
    tty_cursor(t, &row, &col);
    tty_send(t, "Q");
    expect_exit(t, SOON, 0);
    tty_free(t);
    t = room_start(24, 80, NULL, NULL);
    expect(t, "turn 30 ");
    tty_settle(t, 50, 1000);
    tty_cursor(t, &row2, &col2);
    cr_expect_eq(col2, col);
    keys(t, "B", "codebook");
    tty_signal(t, SIGTERM);
    expect_exit(t, 2000, 0);
    tty_free(t);
    t = room_start(24, 80, NULL, NULL);
    expect(t, "codebook");
    expect(t, "n new");
    tty_free(t);
}

/* --- stop and continue --- */

Test(life, ctrl_z__and_fg__bring_the_screen_back)
{
    struct tty_program p = {.run = room_shell, .rows = 24, .cols = 80};
    struct tty *t;

    room_study();
    t = tty_start(&p);
    cr_assert_not_null(t);
    expect(t, "Enter open");
    keys(t, "\r", "Svar nummer 2");
    keys(t, "sc", "code “Spørsmål");
    tty_send_slowly(t, "\033");
    expect_gone(t, "new code…");
    tty_send(t, "\x1a");
    expect(t, "stopped");
    expect(t, "Svar nummer 2");
    cr_expect(tty_alternate(t));
    keys(t, "sctid\r", "coded “Spørsmål");
    tty_resize(t, 30, 100);
    keys(t, "\x1a", "stopped");
    expect(t, "Svar nummer 4");
    tty_send(t, "Q");
    expect(t, "left with 0");
    expect_exit(t, SOON, 0);
    tty_free(t);
}

/* --- kills at any moment --- */

/* xorshift64*, so that a failing round can be run again. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 2685821657736338717u;
}

typedef VEC(char *) lines;

/* The message line, where it tells of an act. */
static void note_answer(struct tty *t, lines *seen)
{
    static const char *const beginnings[] = {"coded ", "took ",    "did again: ", "wrote a memo ",
                                             "added ", "deleted ", "renamed "};
    char *row = tty_row(t, 38);
    const char *s = row + strspn(row, " ");

    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (strncmp(s, beginnings[i], strlen(beginnings[i])) == 0)
            if (seen->n == 0 || strcmp(seen->v[seen->n - 1], s) != 0)
                vec_push(seen, strdup(s));
    free(row);
}

static bool in_log(const json_t *log, const char *words)
{
    for (size_t i = 0; i < json_array_size(log); i++) {
        const char *s = json_string_value(json_object_get(json_array_get(log, i), "words"));

        if (s && (strstr(s, words) || strstr(words, s)))
            return true;
    }
    return false;
}

static void storm(struct tty *t, uint64_t *seed, lines *seen)
{
    static const char *const strokes[] = {
        "sctid\r",  "scmøt\r", "}",         ")",    "3}",   "G",        "20G",        "s.", "}.",
        ").",       "x\r",     "u",         "\x12", "v2w.", "t.",       "mnotat\x13", "B",  "q\r",
        "\t",       "\033[B",  "nny\r",     "rb\r", "Dy",   "/vakta\r", "n",          "g",  "(",
        "scfunn\r", "?q",      "\033[201~", "J",    "K",    "S",        "{",          "w.", "\x0c",
    };
    int n = 10 + (int)(draw(seed) % 30);

    for (int i = 0; i < n; i++) {
        /* A panel that an earlier stroke has opened would swallow all the rest. */
        static const char *const ways_out[] = {"", "\x07", "\x07", "\x13"};

        tty_send(t, ways_out[draw(seed) % 4]);
        tty_send(t, strokes[draw(seed) % (sizeof strokes / sizeof strokes[0])]);
        if (draw(seed) % 3 == 0)
            tty_settle(t, 25, 60);
        note_answer(t, seen);
    }
    tty_settle(t, 12, (int)(draw(seed) % 12));
    note_answer(t, seen);
}

Test(life, kill__at_random_moments_in_a_storm_of_keys__nothing_answered_is_lost)
{
    enum { ROUNDS = 20 };
    size_t answers = 0;
    uint64_t seed = 20261123;

    room_study();
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t started = seed;
        lines seen = VEC_INIT;
        struct tty *t = room_start(40, 140, NULL, NULL);
        json_t *log;

        cr_assert(tty_wait(t, "q leave", SOON), "round %d (seed %llu): nothing drawn", round,
                  (unsigned long long)started);
        tty_send(t, "\r");
        storm(t, &seed, &seen);
        kill_now(t);
        note_answer(t, &seen);
        tty_free(t);
        room_check();
        log = room_list("actions");
        for (size_t i = 0; i < seen.n; i++)
            cr_expect(in_log(log, seen.v[i]), "round %d (seed %llu): answered but lost: %s", round,
                      (unsigned long long)started, seen.v[i]);
        answers += seen.n;
        json_decref(log);
        for (size_t i = 0; i < seen.n; i++)
            free(seen.v[i]);
        vec_release(&seen);
    }
    cr_expect_gt(answers, ROUNDS / 4, "the storm makes too few acts to prove anything: %zu", answers);
}
