/* Measures the program against its budgets and prints one row of a table for each: what, measured, budget.
 *
 *     measure start TEMA PROJECT          behind a pseudo-terminal: time to the first screen, memory, bytes for a key, bytes when idle
 *     measure study | keys | coding | undo PROJECT
 *     measure keys-counted PROJECT KEYS   keys alone, for an instruction counter that is switched on in pressed_key()
 *     measure parsers FILE…               parsers alone
 *     measure format FILE                 one format, whose name the file's begins with, as the app reads it and alone
 *     measure import PROJECT FILE…        into the store, with the index
 *     measure command WHAT BUDGET_MS ARGUMENTS…   a whole command: wall time and memory; its output is thrown away */
#include "bench/measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tty/harness.h"

/* ---- clocks and syncs ---- */

static double clock_ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

double wall_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

double processor_ms(void)
{
    return clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static struct syncs syncs;

static int timed_sync(long call, int fd)
{
    double from = wall_ms();
    int rc = (int)syscall(call, fd);
    syncs.n++;
    syncs.ms += wall_ms() - from;
    return rc;
}

/* These stand before libc's, so that SQLite's calls come here. */
int fsync(int fd)
{
    return timed_sync(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return timed_sync(SYS_fdatasync, fd);
}

struct syncs syncs_so_far(void)
{
    return syncs;
}

/* ---- the table ---- */

void table_row(const char *what, double value, const char *unit, double budget, bool most)
{
    printf("%-58s %10.2f %-6s", what, value, unit);
    if (budget > 0)
        printf(" %s %-8g %s", most ? "≤" : "≥", budget,
               (most ? value <= budget : value >= budget) ? "ok" : "MISSED");
    printf("\n");
    fflush(stdout);
}

double peak_mib(int who)
{
    struct rusage used = {0};
    getrusage(who, &used);
    return (double)used.ru_maxrss / 1024;
}

/* ---- whole processes ---- */

static double process_mib(pid_t pid)
{
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtod(line + 6, NULL);
    if (f != NULL)
        fclose(f);
    return kib / 1024;
}

static void bytes_for(struct tty *t, const char *key, const char *what, double budget)
{
    tty_count_reset(t);
    tty_send(t, key);
    tty_settle(t, 150, 3000);
    table_row(what, (double)tty_bytes(t), "bytes", budget, true);
}

/* Home shows the first source; Enter opens it. The processor time of a start is that of the child, once it has ended. */
bool measure_start(const char *tema, const char *project, struct err *err)
{
    const char *argv[] = {tema, "--as", "coder-1", project, NULL};
    const char *env[] = {"LC_ALL=C.UTF-8", "TEMA_PROJECT", NULL};
    double best = 1e9, mib = 0;
    int status = 0;
    for (int i = 0; i < 5; i++) {
        struct tty_program p = {.argv = argv, .env = env, .rows = 30, .cols = 100};
        double from = wall_ms();
        struct tty *t = tty_start(&p);
        if (t == NULL || !tty_wait(t, i == 0 ? "interview-0001" : "interview-", 20000)) {
            char *screen = t == NULL ? NULL : tty_screen(t);
            err_set(err, ERR_IO, "the first screen did not come; it shows:\n%s",
                    screen == NULL ? "" : screen);
            free(screen);
            tty_free(t);
            return false;
        }
        double ms = wall_ms() - from;
        best = ms < best ? ms : best;
        mib = process_mib(tty_pid(t));
        if (i == 4) {
            tty_send(t, "\r");
            tty_settle(t, 300, 5000);
            mib = process_mib(tty_pid(t)) > mib ? process_mib(tty_pid(t)) : mib;
            bytes_for(t, "j", "bytes for a cursor step down, 100×30 (first)", 0);
            bytes_for(t, "j", "bytes for a cursor step down, 100×30", 64);
            bytes_for(t, "l", "bytes for a cursor step right, 100×30", 64);
            tty_count_reset(t);
            tty_settle(t, 2500, 3000);
            table_row("bytes when idle for 2.5 s", (double)tty_bytes(t), "bytes", 0, true);
        }
        tty_send(t, "qq");
        tty_exited(t, 5000, &status);
        tty_free(t);
    }
    table_row("start to first screen (best of 5)", best, "ms", 100, true);
    table_row("memory at most, first screen and one transcript", mib, "MiB", 64, true);
    return true;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static bool measure_command(const char *what, double budget, char **argv, struct err *err)
{
    double from = wall_ms();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status = 0;
    struct rusage used = {0};
    if (pid < 0 || wait4(pid, &status, 0, &used) != pid || status != 0)
        return err_set(err, ERR_IO, "'%s' failed", what);
    table_row(what, wall_ms() - from, "ms", budget, true);
    char *label = mem_printf("  its processor time; memory %.0f MiB", (double)used.ru_maxrss / 1024);
    table_row(label, seconds(used.ru_utime) * 1e3 + seconds(used.ru_stime) * 1e3, "ms", 0, true);
    mem_free(label);
    return true;
}

static bool run(int argc, char **argv, struct err *err)
{
    const char *const *rest = (const char *const *)argv + 2;
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "start") == 0 && argc == 4)
        return measure_start(argv[2], argv[3], err);
    if (strcmp(what, "study") == 0)
        return measure_study(argv[2], err);
    if (strcmp(what, "keys") == 0)
        return measure_keys(argv[2], 400, false, err);
    if (strcmp(what, "keys-counted") == 0 && argc == 4)
        return measure_keys(argv[2], atoi(argv[3]), true, err);
    if (strcmp(what, "coding") == 0)
        return measure_coding(argv[2], err);
    if (strcmp(what, "undo") == 0)
        return measure_undo(argv[2], err);
    if (strcmp(what, "parsers") == 0)
        return measure_parsers(rest, (size_t)argc - 2, err);
    if (strcmp(what, "format") == 0)
        return measure_format(argv[2], err);
    if (strcmp(what, "import") == 0 && argc > 3)
        return measure_import(argv[2], rest + 1, (size_t)argc - 3, err);
    if (strcmp(what, "command") == 0 && argc > 4)
        return measure_command(argv[2], atof(argv[3]), argv + 4, err);
    return err_set(err, ERR_USAGE,
                   "start, study, keys, keys-counted, coding, undo, parsers, format, import or command is "
                   "expected, and what it measures");
}

int main(int argc, char **argv)
{
    struct err err = ERR_INIT;
    i18n_start();
    bool ok = run(argc, argv, &err);
    if (!ok)
        fprintf(stderr, "measure: %s\n", err_text(&err));
    err_release(&err);
    return ok ? 0 : 2;
}
