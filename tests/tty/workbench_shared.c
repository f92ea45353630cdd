/* Others at the same project: what they change is seen, what they hold is waited for. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/buf.h"

TestSuite(shared, .init = room_open, .fini = room_close, .timeout = 40);

static long elapsed_ms(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

Test(shared, change_by_another__is_shown_within_two_seconds)
{
    struct timespec start;
    struct tty *t;
    long took;

    room_study();
    t = room_read();
    DO("mark", "samtale.txt", "--text", "Spørsmål nummer 1 er kort.", "--code", "tid", "--as", "Berit");
    clock_gettime(CLOCK_MONOTONIC, &start);
    expect(t, "● tid (Berit)");
    took = elapsed_ms(&start);
    cr_expect_leq(took, 2000, "it was shown after %ld ms", took);
    tty_free(t);
}

Test(shared, source_imported_by_another__is_shown_on_home)
{
    static const char text[] = "En annen samtale.\n";
    struct tty *t;

    room_study();
    t = room_start(24, 80, NULL, NULL);
    expect(t, "1 source");
    room_write("annen.txt", text, sizeof text - 1);
    DO("import", "annen.txt");
    expect(t, "annen.txt");
    expect(t, "2 sources");
    tty_free(t);
}

Test(shared, two_workbenches__each_sees_what_the_other_codes)
{
    static const char *const berit[] = {"x.tema", "--as", "Berit", NULL};
    struct tty *a, *b;

    room_study();
    a = room_read();
    b = room_start(24, 80, NULL, berit);
    expect(b, "Enter open");
    keys(b, "\r", "Svar nummer 2");
    keys(b, "sctid\r", "coded “Spørsmål nummer 1");
    expect(a, "● tid (Berit)");
    keys(a, "scansvar\r", "coded “Spørsmål nummer 1");
    expect(b, "ansvar (");
    keys(b, "u", "took back: coded");
    keys(a, "u", "took back: coded");
    tty_free(a);
    tty_free(b);
    room_check();
}

/* --- a project that is held --- */

struct holder {
    pid_t pid;
    int order, answer;
};

static void hold_file(const char *path, int order, int answer)
{
    sqlite3 *db = NULL;
    char byte;

    if (read(order, &byte, 1) != 1 || sqlite3_open(path, &db) != SQLITE_OK)
        _exit(1);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK || write(answer, "x", 1) != 1 ||
        read(order, &byte, 1) < 0)
        _exit(2);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    _exit(0);
}

/* Another process that can take the whole file. Made before the terminal, whose end it would keep open. */
static struct holder holder_new(void)
{
    struct buf path = BUF_INIT;
    struct holder h;
    int orders[2], answers[2];

    buf_addf(&path, "%s/x.tema", room_folder());
    cr_assert(pipe(orders) == 0 && pipe(answers) == 0);
    h.pid = fork();
    cr_assert(h.pid >= 0);
    if (h.pid == 0) {
        close(orders[1]);
        close(answers[0]);
        hold_file(path.s, orders[0], answers[1]);
    }
    close(orders[0]);
    close(answers[1]);
    h.order = orders[1];
    h.answer = answers[0];
    fcntl(h.order, F_SETFD, FD_CLOEXEC);
    fcntl(h.answer, F_SETFD, FD_CLOEXEC);
    buf_release(&path);
    return h;
}

static void hold(struct holder h)
{
    char byte;

    cr_assert(write(h.order, "h", 1) == 1 && read(h.answer, &byte, 1) == 1,
              "the project could not be locked");
}

static void let_go(struct holder h)
{
    int status = -1;

    cr_expect_eq(write(h.order, "g", 1), 1);
    close(h.order);
    close(h.answer);
    waitpid(h.pid, &status, 0);
    cr_expect_eq(status, 0);
}

Test(shared, held_for_a_while__the_key_is_answered_when_it_is_free)
{
    struct holder h;
    struct tty *t;

    room_study();
    h = holder_new();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    keys(t, "}", "turn 2 ");
    hold(h);
    tty_send(t, ".");
    cr_expect_not(tty_wait(t, "coded “Svar nummer 2", 1200), "it answered while the project was held");
    let_go(h);
    expect(t, "coded “Svar nummer 2 begynner her.”");
    tty_free(t);
    cr_expect_eq(room_count("codings", "code_path", "tid"), 2);
    room_check();
}

Test(shared, held_while_reading__motions_and_the_clock_go_on)
{
    struct holder h;
    struct tty *t;

    room_study();
    h = holder_new();
    t = room_read();
    hold(h);
    keys(t, "3}", "turn 4 ");
    /* The look at others' changes, and the keeping of the place, come once a second. */
    tty_settle(t, 1500, 1600);
    keys(t, "}", "turn 5 ");
    cr_expect_not(on_screen(t, "in use by another"));
    let_go(h);
    keys(t, "sctid\r", "coded “Spørsmål nummer 5");
    tty_send(t, "Q");
    expect_exit(t, SOON, 0);
    tty_free(t);
    room_check();
}

Test(shared, held_for_long__a_sentence_says_so_and_nothing_is_lost)
{
    struct holder h;
    struct tty *t;

    room_study();
    h = holder_new();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    keys(t, "}", "turn 2 ");
    hold(h);
    keys(t, ".", "'x.tema' is in use by another program");
    cr_expect(on_screen(t, "Spørsmål nummer 1 er kort."));
    let_go(h);
    keys(t, ".", "coded “Svar nummer 2");
    tty_free(t);
    cr_expect_eq(room_count("codings", "code_path", "tid"), 2);
    room_check();
}

Test(shared, held_for_good__the_line_is_dropped__leaves_nonetheless)
{
    struct holder h;
    struct tty *t;
    int status;

    room_study();
    h = holder_new();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    hold(h);
    tty_send(t, "}.");
    tty_settle(t, 200, 300);
    tty_hangup(t);
    cr_expect(tty_exited(t, 5000, &status), "it waits for the project though nobody is there any more");
    let_go(h);
    tty_free(t);
    room_check();
}

/* --- reading only --- */

Test(shared, read_only__acts_answer_a_sentence_and_change_nothing)
{
    static const char *const args[] = {"x.tema", "--read-only", NULL};
    static const char *const acts[] = {"sc", "m", "u", "S", "\x12"};
    struct tty *t;

    room_study();
    t = room_start(24, 80, NULL, args);
    expect(t, "the project is open for reading only");
    keys(t, "\r", "Svar nummer 2");
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        tty_send(t, "}");
        expect_gone(t, "reading only");
        keys(t, acts[i], "reading only");
    }
    tty_send(t, "\t");
    expect(t, "n new");
    keys(t, "n", "reading only");
    tty_send(t, "\tQ");
    expect_exit(t, SOON, 0);
    tty_free(t);
    cr_expect_eq(room_count("codings", "code_path", "tid"), 0);
    cr_expect_eq(room_count("codes", "name", "ny"), 0);
}

Test(shared, project_that_is_gone_or_none__one_sentence_before_the_screen)
{
    static const char nonsense[] =
        "dette er ingen prosjektfil, bare tekst som er lang nok til å ligne på en fil";
    static const char *const names[] = {"borte.tema", "tull.tema", "tom.tema"};

    room_write("tull.tema", nonsense, sizeof nonsense - 1);
    room_write("tom.tema", "", 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *const args[] = {names[i], NULL};
        struct tty *t = room_start(24, 80, NULL, args);
        const char *out;

        expect_exit(t, SOON, 2);
        out = tty_output(t, NULL);
        cr_expect_eq(strncmp(out, "tema: ", 6), 0, "'%s'", out);
        cr_expect_not_null(strstr(out, names[i]), "'%s'", out);
        cr_expect_null(strchr(out, '\033'), "'%s'", out);
        tty_free(t);
    }
}
