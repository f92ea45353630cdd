#define NCURSES_NOMACROS
#include "term_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tema/base/i18n.h"

/* Handlers know nothing but this. */
static struct {
    int pipe[2];
    char reset[512];
    size_t reset_len;
    struct termios modes;
    volatile sig_atomic_t leaving;
} state = {.pipe = {-1, -1}};

static const int watched[] = {SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
enum { WATCHED = sizeof watched / sizeof watched[0], CRASHES = sizeof crashes / sizeof crashes[0] };

static struct sigaction watched_before[WATCHED], crashes_before[CRASHES];
static void (*curses_winch)(int);

static void tell(char what)
{
    int saved = errno;
    ssize_t n = write(state.pipe[1], &what, 1);

    (void)n; /* a full pipe has been told already */
    errno = saved;
}

static void on_signal(int sig)
{
    switch (sig) {
    case SIGTERM:
    case SIGINT:
        state.leaving = 1;
        tell('T');
        break;
    case SIGHUP:
        state.leaving = 1;
        tell('H');
        break;
    case SIGTSTP: tell('Z'); break;
    case SIGCONT: tell('C'); break;
    case SIGWINCH:
        if (curses_winch)
            curses_winch(sig);
        tell('W');
        break;
    }
}

static void on_crash(int sig)
{
    ssize_t n = write(STDOUT_FILENO, state.reset, state.reset_len);

    (void)n;
    tcsetattr(STDIN_FILENO, TCSANOW, &state.modes);
    signal(sig, SIG_DFL);
    raise(sig);
}

static bool make_pipe(void)
{
    if (pipe(state.pipe) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(state.pipe[i], F_SETFL, fcntl(state.pipe[i], F_GETFL) | O_NONBLOCK);
        fcntl(state.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

bool term_signal_start(const char *reset, size_t n, const struct termios *modes, struct err *err)
{
    struct sigaction sa;

    if (!make_pipe())
        return err_set(err, ERR_IO, _("no pipe could be made: %s"), strerror(errno));
    state.leaving = 0;
    state.reset_len = n < sizeof state.reset ? n : sizeof state.reset;
    memcpy(state.reset, reset, state.reset_len);
    state.modes = *modes;
    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_signal;
    for (int i = 0; i < WATCHED; i++) {
        sigaction(watched[i], NULL, &watched_before[i]);
        /* curses' own handler notes the resize; ours only wakes the loop. */
        if (watched[i] == SIGWINCH)
            curses_winch = watched_before[i].sa_handler == SIG_DFL || watched_before[i].sa_handler == SIG_IGN
                               ? NULL
                               : watched_before[i].sa_handler;
        /* Who is started with HUP ignored (nohup) wants to outlive the terminal's end, but not to draw on
         * it. */
        if (watched[i] == SIGHUP && watched_before[i].sa_handler == SIG_IGN)
            continue;
        sigaction(watched[i], &sa, NULL);
    }
    sa.sa_handler = on_crash;
    for (int i = 0; i < CRASHES; i++) {
        sigaction(crashes[i], NULL, &crashes_before[i]);
        /* A sanitizer's handler is left in place: its report is worth more. */
        if (crashes_before[i].sa_handler == SIG_DFL && !(crashes_before[i].sa_flags & SA_SIGINFO))
            sigaction(crashes[i], &sa, NULL);
    }
    return true;
}

void term_signal_stop(void)
{
    for (int i = 0; i < WATCHED; i++)
        sigaction(watched[i], &watched_before[i], NULL);
    for (int i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &crashes_before[i], NULL);
    curses_winch = NULL;
    for (int i = 0; i < 2; i++) {
        if (state.pipe[i] >= 0)
            close(state.pipe[i]);
        state.pipe[i] = -1;
    }
}

int term_signal_fd(void)
{
    return state.pipe[0];
}

bool term_signal_leaving(void)
{
    return state.leaving != 0;
}

bool term_signal_next(char *ret)
{
    return read(state.pipe[0], ret, 1) == 1;
}

void term_signal_child(bool on)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on ? SIG_IGN : on_signal;
    sigaction(SIGINT, &sa, NULL);
    sa.sa_handler = on ? SIG_IGN : SIG_DFL;
    sigaction(SIGQUIT, &sa, NULL);
    sa.sa_handler = on ? SIG_DFL : on_signal;
    sigaction(SIGTSTP, &sa, NULL);
}
