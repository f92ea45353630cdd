/* A program behind a pseudo-terminal, with libvterm as the screen: start it, type, look, resize, hang up.
 * Every wait has a limit, so that a test can fail but never hang. */
#ifndef TTY_HARNESS_H
#define TTY_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tty;

/* What runs: a program (argv, searched in PATH) or, when argv is NULL, a function in a child process, whose
 * result is the exit status. `env` are NAME=VALUE settings that change the environment, "NAME" alone takes
 * one away; NULL-terminated, may be NULL. TERM is xterm-256color unless env says otherwise. */
struct tty_program {
    const char *const *argv;
    int (*run)(void *ctx);
    void *ctx;
    const char *const *env;
    const char *folder; /* where it runs; NULL: here */
    int rows, cols;
};

struct tty *tty_start(const struct tty_program *p); /* NULL when the system refused */
void tty_free(struct tty *t);                       /* kills the child if it still runs */

void tty_send(struct tty *t, const char *bytes); /* keys as a terminal sends them: "\033[A" is Up */
void tty_send_slowly(struct tty *t,
                     const char *bytes); /* 40 ms after each byte: for Esc followed by something */

/* Reads output until the screen holds the text (within a row), or `ms` passed: false. */
bool tty_wait(struct tty *t, const char *text, int ms);
bool tty_wait_gone(struct tty *t, const char *text, int ms); /* until it holds it no longer */
/* Reads until nothing came for `quiet` ms, but at most `ms`. True when it became quiet. */
bool tty_settle(struct tty *t, int quiet, int ms);

/* The screen: rows ended by LF, trailing blanks cut; for the caller to free. One row alone likewise. */
char *tty_screen(struct tty *t);
char *tty_row(struct tty *t, int row);
void tty_cursor(struct tty *t, int *ret_row, int *ret_col);
bool tty_cursor_visible(const struct tty *t);
bool tty_alternate(const struct tty *t); /* the alternate screen is shown */
bool tty_reverse(struct tty *t, int row, int col);

/* Bytes the program has written since the last tty_count_reset; and all of them from the beginning (the last
 * MiB). */
size_t tty_bytes(const struct tty *t);
void tty_count_reset(struct tty *t);
const char *tty_output(const struct tty *t, size_t *ret_len);

void tty_resize(struct tty *t, int rows, int cols);
void tty_hangup(struct tty *t); /* closes the terminal's other end, as a dropped line does */
void tty_signal(struct tty *t, int sig);
pid_t tty_pid(const struct tty *t);
/* Waits until the child has ended; *ret_status is its exit status, 128 + signal when killed. False after
 * `ms`. */
bool tty_exited(struct tty *t, int ms, int *ret_status);

#endif
