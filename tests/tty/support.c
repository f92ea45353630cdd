#include "support.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tema/base/buf.h"
#include "tema/base/vec.h"

enum { TURNS = 60, MAX_ARGS = 32 };

static char folder[PATH_MAX];
static char program[PATH_MAX];

/* --- the folder --- */

void room_open(void)
{
    const char *tmp = getenv("TMPDIR");
    const char *tema = getenv("TEMA");

    cr_assert(realpath(tema && *tema ? tema : "build/tema", program), "there is no program '%s' (TEMA)",
              tema ? tema : "build/tema");
    snprintf(folder, sizeof folder, "%s/tema-tty-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    cr_assert(mkdtemp(folder));
    setenv("HOME", folder, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "xterm-256color", 1);
    unsetenv("TEMA_PROJECT");
    unsetenv("NO_COLOR");
    unsetenv("COLORFGBG");
    unsetenv("LANGUAGE");
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

void room_close(void)
{
    if (folder[0])
        nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    folder[0] = '\0';
}

const char *room_folder(void)
{
    return folder;
}

void room_write(const char *name, const void *bytes, size_t n)
{
    struct buf path = BUF_INIT;
    FILE *f;

    buf_addf(&path, "%s/%s", folder, name);
    f = fopen(path.s, "wb");
    cr_assert(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0, "'%s' could not be written", path.s);
    buf_release(&path);
}

/* --- commands --- */

static void exec_program(const char *const *args)
{
    VEC(char *) argv = VEC_INIT;

    vec_push(&argv, program);
    for (size_t i = 0; args && args[i]; i++)
        vec_push(&argv, strdup(args[i]));
    vec_push(&argv, NULL);
    execv(program, argv.v);
    _exit(127);
}

static int wait_status(pid_t pid)
{
    int status = 0;

    if (waitpid(pid, &status, 0) != pid)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int room_run(char **ret_out, const char *const *args)
{
    struct buf out = BUF_INIT;
    char block[4096];
    int ends[2];
    ssize_t n;
    pid_t pid;

    cr_assert(pipe(ends) == 0);
    pid = fork();
    cr_assert(pid >= 0);
    if (pid == 0) {
        int nothing = open("/dev/null", O_RDONLY);

        dup2(nothing, STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (chdir(folder) != 0)
            _exit(126);
        exec_program(args);
    }
    close(ends[1]);
    while ((n = read(ends[0], block, sizeof block)) > 0)
        buf_add(&out, block, (size_t)n);
    close(ends[0]);
    if (ret_out)
        *ret_out = strdup(buf_str(&out));
    buf_release(&out);
    return wait_status(pid);
}

void room_do(const char *const *args)
{
    char *out;
    int status = room_run(&out, args);

    cr_assert_eq(status, 0, "'tema %s …' exits with %d: %s", args[0], status, out);
    free(out);
}

void room_study(void)
{
    struct buf text = BUF_INIT;

    for (int i = 1; i <= TURNS; i += 2) {
        buf_addf(&text, "Intervjuer: Spørsmål nummer %d er kort. Hva mener du?\n\n", i);
        buf_addf(&text, "Informant: Svar nummer %d begynner her. Tida går i møter om vakta. ", i + 1);
        buf_addf(&text, "Ingen spør hvorfor %d.\n\n", i + 1);
    }
    room_write("samtale.txt", text.s, text.len);
    buf_release(&text);
    DO("new", "x.tema", "--title", "Studien");
    DO("import", "samtale.txt");
    DO("code", "add", "tid");
    DO("code", "add", "Struktur/møter");
    DO("code", "add", "Struktur/ansvar");
}

json_t *room_list(const char *kind)
{
    json_error_t e;
    json_t *list;
    char *out;
    int status = RUN_OUT(&out, "-p", "x.tema", "list", kind, "--json");

    cr_assert_eq(status, 0, "list %s exits with %d: %s", kind, status, out);
    list = json_loads(out, 0, &e);
    cr_assert(json_is_array(list), "list %s --json is no array: %s", kind, e.text);
    free(out);
    return list;
}

size_t room_count(const char *kind, const char *field, const char *text)
{
    json_t *list = room_list(kind);
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *s = json_string_value(json_object_get(json_array_get(list, i), field));

        count += s && strcmp(s, text) == 0;
    }
    json_decref(list);
    return count;
}

void room_check(void)
{
    char *out;
    int status = RUN_OUT(&out, "-p", "x.tema", "check");

    cr_expect_eq(status, 0, "check exits with %d: %s", status, out);
    free(out);
}

/* --- the workbench --- */

struct tty *room_start(int rows, int cols, const char *const *env, const char *const *args)
{
    static const char *const plain[] = {"x.tema", NULL};
    const char *argv[MAX_ARGS] = {program};
    struct tty_program p = {.argv = argv, .env = env, .folder = folder, .rows = rows, .cols = cols};
    struct tty *t;

    for (size_t i = 0; i + 2 < MAX_ARGS && (args ? args : plain)[i]; i++)
        argv[i + 1] = (args ? args : plain)[i];
    t = tty_start(&p);
    cr_assert_not_null(t, "no pseudo-terminal could be had");
    return t;
}

struct tty *room_read(void)
{
    struct tty *t = room_start(24, 80, NULL, NULL);

    expect(t, "Enter open");
    keys(t, "\r", "Svar nummer 2 begynner");
    return t;
}

static int run_job(char *const *args)
{
    pid_t pid = fork();
    int status;

    signal(SIGTTOU, SIG_IGN);
    if (pid == 0) {
        setpgid(0, 0);
        tcsetpgrp(0, getpid());
        signal(SIGTTOU, SIG_DFL);
        exec_program((const char *const *)args);
    }
    setpgid(pid, pid);
    for (;;) {
        if (waitpid(pid, &status, WUNTRACED) < 0)
            return 99;
        tcsetpgrp(0, getpgrp());
        if (!WIFSTOPPED(status))
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        printf("stopped\n");
        fflush(stdout);
        usleep(100000);
        tcsetpgrp(0, pid);
        kill(-pid, SIGCONT);
    }
}

int room_shell(void *args)
{
    static char project[] = "x.tema";
    char *plain[] = {project, NULL};
    int status;

    if (chdir(folder) != 0)
        return 126;
    status = run_job(args ? args : plain);
    printf("left with %d\n", status);
    fflush(stdout);
    return system("stty -a") == 0 ? status : 97;
}

/* --- looking --- */

static void show_failure(struct tty *t, const char *what, const char *text)
{
    char *screen = tty_screen(t);

    cr_assert_fail("%s: '%s'. The screen:\n%s", what, text, screen);
    free(screen);
}

void expect(struct tty *t, const char *text)
{
    if (!tty_wait(t, text, SOON))
        show_failure(t, "it did not come", text);
}

void expect_gone(struct tty *t, const char *text)
{
    if (!tty_wait_gone(t, text, SOON))
        show_failure(t, "it is still there", text);
}

void expect_exit(struct tty *t, int ms, int status)
{
    int got = -1;

    cr_expect(tty_exited(t, ms, &got), "it still runs after %d ms", ms);
    cr_expect_eq(got, status, "it left with %d instead of %d", got, status);
}

void keys(struct tty *t, const char *bytes, const char *answer)
{
    tty_send(t, bytes);
    expect(t, answer);
}

bool on_screen(struct tty *t, const char *text)
{
    return tty_wait(t, text, 0);
}

void kill_now(struct tty *t)
{
    int status;

    tty_signal(t, SIGKILL);
    cr_expect(tty_exited(t, SOON, &status));
    cr_expect_eq(status, 128 + SIGKILL);
}
