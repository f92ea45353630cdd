/* The terminal backend behind a pseudo-terminal: a small program that shows what it reads. */
#include <criterion/criterion.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "tema/base/buf.h"
#include "tema/ui/list.h"
#include "tema/ui/loop.h"
#include "tema/ui/palette.h"
#include "tema/ui/term.h"

/* --- the program --- */

struct demo {
    struct term *term;
    struct list list;
    struct buf last; /* what happened last, as a sentence */
    int events;
    int caret; /* a column in the first row of the list; -1: the list has the focus */
};

static void say(struct demo *d, const char *what)
{
    buf_clear(&d->last);
    buf_addstr(&d->last, what);
}

static unsigned demo_key(struct demo *d, const struct event *e)
{
    if (list_key(&d->list, e->key))
        return REACT_DRAW;
    if (key_is(e->key, 'q', 0))
        return REACT_STOP;
    if (key_is(e->key, K_RIGHT, 0)) {
        d->caret++;
        return REACT_DRAW;
    }
    if (key_is(e->key, 'K', 0))
        raise(SIGSEGV);
    if (key_is(e->key, 'i', 0))
        return REACT_NONE;
    if (key_is(e->key, 'b', 0))
        fprintf(stderr, "noise from a library\n");
    if (key_is(e->key, 'r', 0)) {
        char *const argv[] = {(char[]){"sh"}, (char[]){"-c"}, (char[]){"echo child here; exit 7"}, NULL};
        int status = -1;
        struct err err = ERR_INIT;

        term_run(d->term, argv, &status, &err);
        buf_clear(&d->last);
        buf_addf(&d->last, "child gave %d", status);
        err_release(&err);
        return REACT_DRAW;
    }
    buf_clear(&d->last);
    buf_addstr(&d->last, "key ");
    key_print(e->key, &d->last);
    return REACT_DRAW;
}

static unsigned demo_handle(void *ctx, const struct event *e)
{
    static const char *const acts[] = {"press", "drag", "release", "wheel-up", "wheel-down"};
    struct demo *d = ctx;

    d->events++;
    switch (e->kind) {
    case EVENT_KEY: return demo_key(d, e);
    case EVENT_PASTE:
        say(d, "paste ");
        buf_add(&d->last, e->text, e->len);
        return REACT_DRAW;
    case EVENT_MOUSE:
        buf_clear(&d->last);
        buf_addf(&d->last, "mouse %s %d at %d,%d x%d", acts[e->act], e->button, e->row, e->col, e->clicks);
        return REACT_DRAW;
    case EVENT_RESIZE:
        buf_clear(&d->last);
        buf_addf(&d->last, "size %dx%d", e->rows, e->cols);
        return REACT_DRAW;
    case EVENT_RESUME: say(d, "resumed"); return REACT_DRAW;
    case EVENT_NONE:
    case EVENT_TICK:
    case EVENT_WAKE:
    case EVENT_QUIT:
    case EVENT_HANGUP: break;
    }
    return REACT_NONE;
}

static void demo_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    char text[64];

    (void)ctx;
    snprintf(text, sizeof text, "row %d og noen ord til på linjen", i);
    canvas_fit(c, where.row, where.col, where.cols, st, text, false);
}

static void demo_draw(void *ctx, struct canvas *c)
{
    struct demo *d = ctx;
    struct rect all = canvas_all(c);

    canvas_fit(c, 0, 0, all.cols, S(STATUS), "ready æøå 👩‍👩‍👧| ❤️| 🇳🇴| 日本|",
               true);
    list_draw(&d->list, c, (struct rect){1, 0, all.rows - 2, all.cols}, d->caret < 0, demo_row, d);
    if (d->caret >= 0) {
        canvas_restyle_role(c, (struct rect){2, d->caret, 1, 1}, ROLE_CARET);
        canvas_cursor(c, 2, d->caret);
    }
    canvas_text(c, all.rows - 1, 0, S(NOTICE), buf_str(&d->last));
}

static int demo_run(void *ctx)
{
    struct demo d = {.events = 0, .caret = -1};
    struct err err = ERR_INIT;
    struct palette palette = PALETTE_INIT;
    struct palette_wish wish = {0};
    struct canvas *canvas;
    struct loop_io io;
    struct loop_client client = {&d, demo_handle, demo_draw, NULL};

    (void)ctx;
    setlocale(LC_ALL, "C.UTF-8");
    if (!term_open(&d.term, true, true, &err)) {
        fprintf(stderr, "demo: %s\n", err_text(&err));
        return 2;
    }
    wish.colours = (int)(term_colours(d.term) > 1000 ? 1000 : term_colours(d.term));
    wish.no_color = getenv("NO_COLOR");
    palette_load(&palette, palette_choose(&wish), &err);
    term_palette(d.term, &palette);
    list_set_count(&d.list, 200);
    canvas = canvas_new(term_rows(d.term), term_cols(d.term), term_is_ascii(d.term));
    io = loop_term_io(d.term);
    loop_run(&io, &client, canvas);
    canvas_free(canvas);
    term_close(&d.term);
    palette_release(&palette);
    buf_release(&d.last);
    printf("bye\n");
    fflush(stdout);
    return 0;
}

static struct tty *start(const char *term_setting, int rows, int cols)
{
    const char *const env[] = {term_setting, NULL};
    struct tty_program p = {.run = demo_run, .env = term_setting ? env : NULL, .rows = rows, .cols = cols};
    struct tty *t = tty_start(&p);

    cr_assert_not_null(t);
    return t;
}

static struct tty *start_ready(int rows, int cols)
{
    struct tty *t = start(NULL, rows, cols);

    cr_assert(tty_wait(t, "ready", 3000), "the program never drew; it wrote '%s'", tty_output(t, NULL));
    tty_settle(t, 60, 1000);
    return t;
}

static void expect(struct tty *t, const char *text)
{
    if (!tty_wait(t, text, 2000)) {
        char *screen = tty_screen(t);

        cr_expect_fail("'%s' is not on the screen:\n%s", text, screen);
        free(screen);
    }
}

static void expect_exit(struct tty *t, int ms, int status)
{
    int got = -1;

    cr_expect(tty_exited(t, ms, &got), "still running");
    cr_expect_eq(got, status, "left with %d instead of %d; wrote '%s'", got, status, tty_output(t, NULL));
}

/* --- tests --- */

Test(term, keys__typed__come_with_their_names)
{
    static const char *const keys[][2] = {
        {"s", "key s"},
        {"G", "key G"},
        {"\x12", "key C-r"},
        {"\033"
         "1",
         "key M-1"},
        {"\t", "key Tab"},
        {"\033[Z", "key S-Tab"},
        {"\r", "key Enter"},
        {"\033OP", "key F1"},
        {" ", "key Space"},
        {"å", "key å"},
        {"\x7f", "key BS"},
        {"\033[1;5C", "key C-Right"},
        {"\x03", "key C-c"},
        {"\x13", "key C-s"},
        {"\x11", "key C-q"},
        {"\033[3~", "key Del"},
    };
    struct tty *t = start_ready(24, 80);

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        tty_send(t, keys[i][0]);
        expect(t, keys[i][1]);
    }
    tty_send_slowly(t, "\033");
    expect(t, "key Esc");
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    cr_expect(!tty_alternate(t));
    cr_expect(tty_cursor_visible(t));
    tty_free(t);
}

Test(term, cursor__stands_on_the_selected_row__and_moves_in_few_bytes)
{
    struct tty *t = start_ready(30, 100);
    int row, col;

    tty_send(t, "\033OB\033OB");
    tty_settle(t, 100, 1000);
    tty_cursor(t, &row, &col);
    cr_expect_eq(row, 3);
    cr_expect_eq(col, 0);
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, idle__writes_nothing)
{
    struct tty *t = start_ready(30, 100);

    tty_count_reset(t);
    tty_settle(t, 400, 600);
    cr_expect_eq(tty_bytes(t), 0);
    tty_send(t, "i");
    tty_settle(t, 200, 600);
    cr_expect_eq(tty_bytes(t), 0, "a key that changes nothing wrote %zu bytes", tty_bytes(t));
    tty_free(t);
}

Test(term, wide_clusters__what_follows__stands_in_its_column)
{
    struct tty *t = start_ready(24, 80);
    char *row = tty_row(t, 0);

    /* Behind each cluster, which takes two columns in the model, stands a bar. libvterm shows what was sent. */
    cr_expect(strstr(row, "ready æøå 👩| ") == row, "row is '%s'", row);
    cr_expect(strstr(row, "日本|") != NULL, "row is '%s'", row);
    free(row);
    tty_free(t);
}

Test(term, resize__bigger_and_smaller__is_told_and_drawn)
{
    struct tty *t = start_ready(24, 80);

    tty_resize(t, 40, 120);
    expect(t, "size 40x120");
    tty_resize(t, 10, 30);
    expect(t, "size 10x30");
    tty_resize(t, 3, 10);
    expect(t, "window too");
    tty_resize(t, 1, 1);
    tty_settle(t, 100, 1000);
    tty_resize(t, 24, 80);
    expect(t, "size 24x80");
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, paste__with_control_bytes__arrives_as_text)
{
    struct tty *t = start_ready(24, 80);

    tty_send(t, "\033[200~en linje, q og K\033[201~");
    expect(t, "paste en linje, q og K");
    tty_send(t, "\033[200~q\x1b[31mrød\033[201~");
    tty_settle(t, 100, 1000);
    tty_send(t, "s");
    expect(t, "key s");
    tty_free(t);
}

Test(term, sequence__unknown__is_eaten_whole)
{
    struct tty *t = start_ready(24, 80);

    tty_send(t, "s");
    expect(t, "key s");
    /* q would leave, K would crash. */
    tty_send(t, "\033[97;5;1K\033[?1;2q\033Oq\033[1;9Z");
    tty_settle(t, 150, 1000);
    expect(t, "key s");
    tty_send(t, "\033x");
    expect(t, "key M-x");
    tty_send_slowly(t, "\033[");
    expect(t, "key [");
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, mouse__press_drag_wheel__come_with_their_cell)
{
    struct tty *t = start_ready(24, 80);

    tty_send(t, "\033[<0;12;7M");
    expect(t, "mouse press 1 at 6,11 x1");
    tty_send(t, "\033[<32;20;8M");
    expect(t, "mouse drag 1 at 7,19");
    tty_send(t, "\033[<0;20;8m");
    expect(t, "mouse release 1 at 7,19");
    tty_send(t, "\033[<65;3;3M");
    expect(t, "mouse wheel-down 0 at 2,2");
    tty_send(t, "\033[<0;2;2M\033[<0;2;2m\033[<0;2;2M");
    expect(t, "mouse press 1 at 1,1 x2");
    tty_send(t, "\033[<0;9999999999;2M");
    tty_send(t, "s");
    expect(t, "key s");
    tty_free(t);
}

Test(term, hang_up__leaves_within_a_second)
{
    struct tty *t = start_ready(24, 80);

    tty_hangup(t);
    expect_exit(t, 1000, 0);
    tty_free(t);
}

static int demo_nohup(void *ctx)
{
    signal(SIGHUP, SIG_IGN);
    return demo_run(ctx);
}

Test(term, hang_up__with_sighup_ignored__leaves_within_a_second)
{
    struct tty_program p = {.run = demo_nohup, .rows = 24, .cols = 80};
    struct tty *t = tty_start(&p);

    cr_assert(tty_wait(t, "ready", 3000));
    tty_hangup(t);
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, sigterm__leaves_with_the_terminal_restored)
{
    struct tty *t = start_ready(24, 80);

    tty_signal(t, SIGTERM);
    expect_exit(t, 1000, 0);
    cr_expect(!tty_alternate(t));
    tty_free(t);
}

Test(term, sighup_alone__leaves_with_the_terminal_restored)
{
    struct tty *t = start_ready(24, 80);

    tty_signal(t, SIGHUP);
    expect_exit(t, 1000, 0);
    cr_expect(!tty_alternate(t));
    tty_free(t);
}

Test(term, stopped_from_outside__draws_anew_when_continued)
{
    struct tty *t = start_ready(24, 80);

    tty_signal(t, SIGSTOP);
    tty_settle(t, 100, 500);
    tty_count_reset(t);
    tty_signal(t, SIGCONT);
    expect(t, "resumed");
    tty_settle(t, 100, 500);
    cr_expect_gt(tty_bytes(t), 500);
    expect(t, "ready");
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, crash__terminal_is_reset_before_dying)
{
    struct tty *t = start_ready(24, 80);
    int status;

    tty_send(t, "K");
    cr_expect(tty_exited(t, 2000, &status));
    cr_expect_neq(status, 0);
#ifndef __SANITIZE_ADDRESS__
    cr_expect_eq(status, 128 + SIGSEGV);
    cr_expect(!tty_alternate(t));
    cr_expect(tty_cursor_visible(t));
    cr_expect_not_null(strstr(tty_output(t, NULL), "\033[?2004l"));
#endif
    tty_free(t);
}

Test(term, stderr__while_open__is_shown_after_closing)
{
    struct tty *t = start_ready(24, 80);

    tty_send(t, "b");
    expect(t, "key b");
    cr_expect_null(strstr(tty_output(t, NULL), "noise"));
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    cr_expect_not_null(strstr(tty_output(t, NULL), "noise from a library"));
    tty_free(t);
}

Test(term, child__runs_on_the_terminal__and_the_screen_comes_back)
{
    struct tty *t = start_ready(24, 80);

    tty_send(t, "r");
    expect(t, "child gave 7");
    expect(t, "ready");
    cr_expect_not_null(strstr(tty_output(t, NULL), "child here"));
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

/* A job-control shell's part: the program is a child in a group of its own, stopped and continued. */
static int demo_under_shell(void *ctx)
{
    pid_t pid = fork();
    int status;

    signal(SIGTTOU, SIG_IGN);
    if (pid == 0) {
        setpgid(0, 0);
        tcsetpgrp(0, getpid());
        signal(SIGTTOU, SIG_DFL);
        _exit(demo_run(ctx));
    }
    setpgid(pid, pid);
    for (;;) {
        if (waitpid(pid, &status, WUNTRACED) < 0)
            return 99;
        if (!WIFSTOPPED(status))
            return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
        tcsetpgrp(0, getpgrp());
        printf("stopped\n");
        fflush(stdout);
        usleep(200000);
        tcsetpgrp(0, pid);
        kill(-pid, SIGCONT);
    }
}

Test(term, ctrl_z__stops_with_the_terminal_given_back__and_resumes)
{
    struct tty_program p = {.run = demo_under_shell, .rows = 24, .cols = 80};
    struct tty *t = tty_start(&p);

    cr_assert(tty_wait(t, "ready", 3000));
    tty_send(t, "\x1a");
    expect(t, "stopped");
    cr_expect(!tty_alternate(t));
    expect(t, "resumed");
    expect(t, "ready");
    cr_expect(tty_alternate(t));
    tty_send(t, "q");
    expect_exit(t, 1000, 0);
    tty_free(t);
}

Test(term, terminals_of_all_kinds__draw_and_leave)
{
    static const char *const terms[] = {"TERM=xterm", "TERM=xterm-256color", "TERM=linux", "TERM=screen",
                                        "TERM=tmux",  "TERM=vt100",          "TERM=vt220", "TERM=xterm-mono"};

    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct tty *t = start(terms[i], 24, 80);
        int status = -1;

        if (tty_exited(t, 150, &status)) {
            /* Entries of ncurses-term are not everywhere. */
            cr_expect_eq(status, 2);
            cr_expect_not_null(strstr(tty_output(t, NULL), "is not known here"), "%s", terms[i]);
        } else {
            cr_expect(tty_wait(t, "ready", 2000), "%s: '%s'", terms[i], tty_output(t, NULL));
            tty_send(t, "s");
            expect(t, "key s");
            tty_send(t, "q");
            expect_exit(t, 1000, 0);
        }
        tty_free(t);
    }
}

Test(term, unusable_terminals__one_sentence_and_status_2)
{
    static const char *const cases[][2] = {
        {"TERM=dumb", "cannot place its cursor"},
        {"TERM", "TERM is not set"},
        {"TERM=", "TERM is not set"},
        {"TERM=no-such-terminal", "'no-such-terminal' (TERM) is not known"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tty *t = start(cases[i][0], 24, 80);

        expect_exit(t, 2000, 2);
        cr_expect_not_null(strstr(tty_output(t, NULL), cases[i][1]), "%s: '%s'", cases[i][0],
                           tty_output(t, NULL));
        cr_expect_null(strchr(tty_output(t, NULL), '\033'));
        tty_free(t);
    }
}

Test(term, no_color__draws_without_colours)
{
    struct tty *t = start("NO_COLOR=1", 24, 80);

    cr_assert(tty_wait(t, "ready", 3000));
    tty_settle(t, 60, 1000);
    cr_expect_null(strstr(tty_output(t, NULL), "\033[38;5"));
    cr_expect_null(strstr(tty_output(t, NULL), "\033[48;5"));
    cr_expect(tty_reverse(t, 0, 0));
    tty_free(t);
}

static size_t worst_step(struct tty *t, const char *key)
{
    size_t worst = 0;

    for (int i = 0; i < 20; i++) {
        tty_count_reset(t);
        tty_send(t, key);
        tty_settle(t, 60, 1000);
        if (i > 0 && tty_bytes(t) > worst)
            worst = tty_bytes(t);
    }
    return worst;
}

Test(term, step_of_the_caret__costs_at_most_64_bytes)
{
    struct tty *t = start_ready(30, 100);
    size_t worst = worst_step(t, "\033OC");

    cr_expect_leq(worst, 64, "a step of the caret wrote %zu bytes", worst);
    cr_expect_gt(worst, 0);
    tty_free(t);
}

/* Two rows change their look, so both are sent. */
Test(term, step_in_a_list__costs_at_most_its_two_rows)
{
    struct tty *t = start_ready(30, 100);
    size_t worst = worst_step(t, "\033OB");

    cr_expect_leq(worst, 2 * 80, "a step in the list wrote %zu bytes", worst);
    cr_expect_gt(worst, 0);
    tty_free(t);
}
