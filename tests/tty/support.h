/* What the tests of the whole program share: a folder of its own for each test, which is HOME too, the
 * commands, and the workbench on a terminal. The program under test is named by TEMA, build/tema without
 * it. Failures fail the test. */
#ifndef TTY_SUPPORT_H
#define TTY_SUPPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "harness.h"

enum { SOON = 10000 }; /* ms: a machine may be busy; what works is waited for no longer than it takes */

/* Before and after each test; for a suite's .init and .fini. Tests use the project "x.tema" in the folder. */
void room_open(void);
void room_close(void);
const char *room_folder(void);
void room_write(const char *name, const void *bytes, size_t n); /* a file in the folder */

/* Runs the program with the arguments (NULL-terminated) in the folder. Output and errors together come to
 * *ret_out, for free(); ret_out may be NULL. Returns the exit status, 128 + signal when killed. */
int room_run(char **ret_out, const char *const *args);
#define RUN(...)          room_run(NULL, (const char *const[]){__VA_ARGS__, NULL})
#define RUN_OUT(out, ...) room_run(out, (const char *const[]){__VA_ARGS__, NULL})
void room_do(const char *const *args); /* must exit with 0 */
#define DO(...) room_do((const char *const[]){__VA_ARGS__, NULL})

/* The project with one interview "samtale.txt" of 60 turns. Odd turns of the interviewer read "Spørsmål
 * nummer N er kort. Hva mener du?", even ones of the informant "Svar nummer N begynner her. Tida går i
 * møter om vakta. Ingen spør hvorfor N." Its codes are "tid", "Struktur/møter" and "Struktur/ansvar". */
void room_study(void);
json_t *room_list(const char *kind); /* `list KIND --json`, for json_decref() */
/* How many items of the list have this text in their field. */
size_t room_count(const char *kind, const char *field, const char *text);
void room_check(void); /* `check` finds no fault */

/* The workbench on x.tema, or with the arguments (may be NULL) after the program's name. `env` as in
 * harness.h, on top of HOME and LC_ALL=C.UTF-8; may be NULL. */
struct tty *room_start(int rows, int cols, const char *const *env, const char *const *args);
/* The same at 24 × 80 with the transcript open, its first turn in sight. */
struct tty *room_read(void);
/* Runs the program with the controlling terminal as a job-control shell would; for a tty_program's `run`.
 * A stop is answered with "stopped" and, a moment later, a continue. At the end it prints "left with
 * STATUS" and what stty says. */
int room_shell(void *args);

/* The text is within SOON on the screen, or no longer on it; else the test fails and shows the screen. */
void expect(struct tty *t, const char *text);
void expect_gone(struct tty *t, const char *text);
void expect_exit(struct tty *t, int ms, int status);
void keys(struct tty *t, const char *bytes, const char *answer); /* sends, then expects */
bool on_screen(struct tty *t, const char *text);                 /* now */
void kill_now(struct tty *t);                                    /* SIGKILL, and waits for the end */

#endif
