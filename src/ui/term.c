#define NCURSES_NOMACROS
#include "term_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"

enum { ESC_DELAY = 25, REPLAY = 65536 };

/* For leaving by exit() in the middle of things. */
static struct term *the_term;

/* --- standard error --- */

/* What libraries say would stand in the middle of the screen: it goes to a file without a name and is printed
 * when the terminal is given back. Standard error that is no terminal is left alone. */
static void hold_stderr(struct term *t)
{
    FILE *file;

    t->err_fd = t->err_file = -1;
    if (!isatty(STDERR_FILENO) || !(file = tmpfile()))
        return;
    t->err_file = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    fclose(file);
    t->err_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    fflush(stderr);
    if (t->err_file >= 0 && t->err_fd >= 0)
        dup2(t->err_file, STDERR_FILENO);
}

static void release_stderr(struct term *t)
{
    char block[4096];
    ssize_t n;
    size_t total = 0;

    fflush(stderr);
    if (t->err_fd >= 0 && t->err_file >= 0) {
        dup2(t->err_fd, STDERR_FILENO);
        lseek(t->err_file, 0, SEEK_SET);
        while (total < REPLAY && !t->gone && (n = read(t->err_file, block, sizeof block)) > 0) {
            if (write(STDERR_FILENO, block, (size_t)n) != n)
                break;
            total += (size_t)n;
        }
    }
    if (t->err_fd >= 0)
        close(t->err_fd);
    if (t->err_file >= 0)
        close(t->err_file);
    t->err_fd = t->err_file = -1;
}

/* --- opening --- */

void term_modes(const struct term *t, bool on)
{
    if (!t->xterm || t->gone)
        return;
    if (t->mouse)
        fputs(on ? "\033[?1002h\033[?1006h" : "\033[?1006l\033[?1002l", stdout);
    fputs(on ? "\033[?2004h" : "\033[?2004l", stdout);
    fflush(stdout);
}

static void define(const char *sequence, int code)
{
    define_key(sequence, code);
}

static void define_keys(const struct term *t)
{
    if (!t->xterm)
        return;
    define("\033[200~", CODE_PASTE_START);
    define("\033[201~", CODE_PASTE_END);
    define("\033[<", CODE_MOUSE_SGR);
    define("\033[M", CODE_MOUSE_X10);
    define("\033[I", CODE_FOCUS);
    define("\033[O", CODE_FOCUS);
    /* Keys some terminals send though their terminfo entry says otherwise. */
    define("\033[H", KEY_HOME);
    define("\033[F", KEY_END);
    define("\033[1~", KEY_HOME);
    define("\033[4~", KEY_END);
    define("\033[A", KEY_UP);
    define("\033[B", KEY_DOWN);
    define("\033[C", KEY_RIGHT);
    define("\033[D", KEY_LEFT);
    define("\033[Z", KEY_BTAB);
}

static void start_colours(struct term *t)
{
    t->colours = 0;
    if (!has_colors() || start_color() != OK)
        return;
    t->default_ok = use_default_colors() == OK;
    t->colours = COLORS;
    if (t->colours < 8 || COLOR_PAIRS < 8)
        t->colours = 0;
}

static void at_exit(void)
{
    term_close(&the_term);
}

static bool check_fds(struct err *err)
{
    if (!isatty(STDIN_FILENO))
        return err_set(err, ERR_USAGE,
                       _("standard input is not a terminal, and the screen needs one; "
                         "commands work without ('--help' lists them)"));
    if (!isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE,
                       _("standard output is not a terminal, and the screen needs one; "
                         "commands work without ('--help' lists them)"));
    return term_info_check(getenv("TERM"), STDOUT_FILENO, err);
}

bool term_open(struct term **ret, bool utf8, bool mouse, struct err *err)
{
    static bool registered;
    struct termios modes;
    struct buf reset = BUF_INIT;
    struct term *t;
    bool ok;

    if (!check_fds(err))
        return false;
    tcgetattr(STDIN_FILENO, &modes);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    t = mem_alloc(sizeof *t);
    t->err_fd = t->err_file = -1;
    t->utf8 = utf8;
    t->watch = -1;
    t->cursor_shown = 1;
    t->dirty = true;
    t->palette = (struct palette)PALETTE_INIT;
    if (!getenv("ESCDELAY"))
        set_escdelay(ESC_DELAY);
    t->screen = newterm(NULL, stdout, stdin);
    if (!t->screen) {
        mem_free(t);
        return err_set(err, ERR_USAGE, _("the terminal '%s' (TERM) cannot be used; try TERM=xterm"),
                       getenv("TERM"));
    }
    t->xterm = term_info_xterm();
    t->mouse = mouse && t->xterm;
    raw();
    noecho();
    nonl();
    typeahead(-1);
    leaveok(stdscr, FALSE);
    t->rows = getmaxy(stdscr);
    t->cols = getmaxx(stdscr);
    t->input = newpad(1, 1);
    keypad(t->input, TRUE);
    keypad(stdscr, TRUE);
    start_colours(t);
    define_keys(t);
    term_info_reset(t->xterm, &reset);
    ok = term_signal_start(buf_str(&reset), reset.len, &modes, err);
    buf_release(&reset);
    hold_stderr(t);
    term_modes(t, true);
    the_term = t;
    if (!registered)
        registered = atexit(at_exit) == 0;
    if (!ok)
        term_close(&t);
    *ret = t;
    return ok;
}

void term_close(struct term **tp)
{
    struct term *t = *tp;
    struct termios modes;

    if (!t)
        return;
    *tp = NULL;
    the_term = NULL;
    /* A hang-up may have been a signal only: a terminal that still answers is given back in order. */
    if (t->gone)
        t->gone = tcgetattr(STDIN_FILENO, &modes) != 0;
    if (!t->gone && !t->away) {
        term_modes(t, false);
        endwin();
    }
    term_signal_stop();
    release_stderr(t);
    if (t->input)
        delwin(t->input);
    delscreen(t->screen);
    palette_release(&t->palette);
    vec_release(&t->pairs);
    canvas_free(t->shown);
    buf_release(&t->text[0]);
    buf_release(&t->text[1]);
    mem_free(t);
}

int term_rows(const struct term *t)
{
    (void)t;
    return getmaxy(stdscr);
}

int term_cols(const struct term *t)
{
    (void)t;
    return getmaxx(stdscr);
}

long term_colours(const struct term *t)
{
    return t->colours;
}

bool term_is_ascii(const struct term *t)
{
    return !t->utf8;
}

void term_watch(struct term *t, int fd)
{
    t->watch = fd;
}

void term_bell(struct term *t)
{
    if (!t->gone && !t->away)
        beep();
}

/* --- away and back --- */

void term_leave(struct term *t)
{
    if (t->gone || t->away)
        return;
    term_modes(t, false);
    curs_set(1);
    endwin();
    t->away = true;
}

void term_return(struct term *t)
{
    if (t->gone || !t->away)
        return;
    t->away = false;
    reset_prog_mode();
    t->cursor_shown = -1;
    term_modes(t, true);
    term_redraw(t);
    /* The window may have been resized meanwhile: curses looks when it has had the signal. */
    raise(SIGWINCH);
}

void term_stop(struct term *t)
{
    struct sigaction sa, before, before_cont;
    sigset_t only, mask;

    if (t->gone)
        return;
    term_leave(t);
    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &sa, &before);
    sigaction(SIGCONT, &sa, &before_cont);
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &only, &mask);
    /* The whole group, as the terminal would have done: a script that started the program stops with it. */
    kill(0, SIGTSTP);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
    sigaction(SIGCONT, &before_cont, NULL);
    term_return(t);
}

static int wait_for(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool term_run(struct term *t, char *const argv[], int *ret_status, struct err *err)
{
    int tell[2];
    int failed = 0;
    pid_t pid;

    if (pipe(tell) != 0)
        return err_set(err, ERR_IO, _("'%s' could not be started: %s"), argv[0], strerror(errno));
    fcntl(tell[1], F_SETFD, FD_CLOEXEC);
    term_leave(t);
    term_signal_child(true);
    pid = fork();
    if (pid == 0) {
        signal(SIGINT, SIG_DFL);
        signal(SIGQUIT, SIG_DFL);
        if (t->err_fd >= 0)
            dup2(t->err_fd, STDERR_FILENO);
        close(tell[0]);
        execvp(argv[0], argv);
        failed = errno;
        _exit(write(tell[1], &failed, sizeof failed) == (ssize_t)sizeof failed ? 127 : 126);
    }
    if (pid < 0)
        failed = errno;
    close(tell[1]);
    if (pid > 0 && read(tell[0], &failed, sizeof failed) != (ssize_t)sizeof failed)
        failed = 0;
    close(tell[0]);
    if (pid > 0)
        *ret_status = wait_for(pid);
    term_signal_child(false);
    term_return(t);
    return failed == 0 || err_set(err, ERR_IO, _("'%s' could not be started: %s"), argv[0], strerror(failed));
}
