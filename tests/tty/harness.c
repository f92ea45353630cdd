#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/text/utf8.h"

enum { OUTPUT_MAX = 1 << 20, SLOW_MS = 40 };

struct tty {
    pid_t pid;
    int fd; /* -1 after a hang-up or the child's end */
    VTerm *vt;
    VTermScreen *screen;
    int rows, cols;
    bool visible, alternate, ended;
    int status;
    size_t bytes;
    struct buf output;
};

static int64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int on_property(VTermProp prop, VTermValue *val, void *user)
{
    struct tty *t = user;

    if (prop == VTERM_PROP_CURSORVISIBLE)
        t->visible = val->boolean;
    if (prop == VTERM_PROP_ALTSCREEN)
        t->alternate = val->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

/* --- life --- */

static void set_environment(const char *const *env)
{
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
    unsetenv("COLORFGBG");
    for (; env && *env; env++) {
        const char *equals = strchr(*env, '=');

        if (equals) {
            char *name = mem_strndup(*env, (size_t)(equals - *env));

            setenv(name, equals + 1, 1);
            mem_free(name);
        } else {
            unsetenv(*env);
        }
    }
}

static void run_child(const struct tty_program *p)
{
    int status = 127;

    set_environment(p->env);
    for (int sig = 1; sig < 32; sig++)
        if (sig != SIGKILL && sig != SIGSTOP)
            signal(sig, SIG_DFL);
    if (p->folder && chdir(p->folder) != 0)
        _exit(126);
    if (p->argv) {
        VEC(char *) argv = VEC_INIT;

        for (size_t i = 0; p->argv[i]; i++)
            vec_push(&argv, mem_strdup(p->argv[i]));
        vec_push(&argv, NULL);
        execvp(argv.v[0], argv.v);
    } else {
        status = p->run(p->ctx);
    }
    _exit(status);
}

struct tty *tty_start(const struct tty_program *p)
{
    struct winsize size = {.ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols};
    struct tty *t = mem_alloc(sizeof *t);

    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    if (t->pid < 0) {
        mem_free(t);
        return NULL;
    }
    if (t->pid == 0)
        run_child(p);
    fcntl(t->fd, F_SETFD, FD_CLOEXEC);
    t->rows = p->rows;
    t->cols = p->cols;
    t->visible = true;
    t->vt = vterm_new(p->rows, p->cols);
    vterm_set_utf8(t->vt, 1);
    t->screen = vterm_obtain_screen(t->vt);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_reset(t->screen, 1);
    return t;
}

void tty_free(struct tty *t)
{
    if (!t)
        return;
    if (t->fd >= 0)
        close(t->fd);
    if (!t->ended) {
        kill(t->pid, SIGKILL);
        kill(t->pid, SIGCONT);
        waitpid(t->pid, NULL, 0);
    }
    vterm_free(t->vt);
    buf_release(&t->output);
    mem_free(t);
}

/* --- input and output --- */

/* What the program has written, into the screen. Waits up to `ms` for the first of it. False when nothing
 * came. */
static bool pump(struct tty *t, int ms)
{
    struct pollfd fd = {t->fd, POLLIN, 0};
    char block[8192];
    ssize_t n;

    if (t->fd < 0) {
        poll(NULL, 0, ms < 10 ? ms : 10);
        return false;
    }
    if (poll(&fd, 1, ms) <= 0)
        return false;
    n = read(t->fd, block, sizeof block);
    if (n <= 0) {
        /* Linux says EIO when the last program on the terminal has gone. */
        if (n == 0 || errno != EINTR) {
            close(t->fd);
            t->fd = -1;
        }
        return false;
    }
    t->bytes += (size_t)n;
    if (t->output.len + (size_t)n > OUTPUT_MAX)
        buf_splice(&t->output, 0, t->output.len / 2, "", 0);
    buf_add(&t->output, block, (size_t)n);
    vterm_input_write(t->vt, block, (size_t)n);
    vterm_screen_flush_damage(t->screen);
    return true;
}

static void send_bytes(struct tty *t, const char *bytes, size_t n)
{
    while (n > 0 && t->fd >= 0) {
        ssize_t done = write(t->fd, bytes, n > 512 ? 512 : n);

        if (done < 0 && errno != EINTR)
            return;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
        pump(t, 0);
    }
}

void tty_send(struct tty *t, const char *bytes)
{
    send_bytes(t, bytes, strlen(bytes));
}

void tty_send_slowly(struct tty *t, const char *bytes)
{
    for (; *bytes; bytes++) {
        send_bytes(t, bytes, 1);
        tty_settle(t, SLOW_MS, 10 * SLOW_MS);
    }
}

static bool wait_text(struct tty *t, const char *text, int ms, bool there)
{
    int64_t end = now_ms() + ms;

    for (;;) {
        char *screen = tty_screen(t);
        bool found = strstr(screen, text) != NULL;
        int64_t left = end - now_ms();

        free(screen);
        if (found == there)
            return true;
        if (left <= 0)
            return false;
        pump(t, left < 50 ? (int)left : 50);
    }
}

bool tty_wait(struct tty *t, const char *text, int ms)
{
    return wait_text(t, text, ms, true);
}

bool tty_wait_gone(struct tty *t, const char *text, int ms)
{
    return wait_text(t, text, ms, false);
}

bool tty_settle(struct tty *t, int quiet, int ms)
{
    int64_t end = now_ms() + ms;

    for (int64_t last = now_ms();;) {
        int64_t now;

        if (pump(t, 5))
            last = now_ms();
        now = now_ms();
        if (now - last >= quiet)
            return true;
        if (now >= end)
            return false;
    }
}

/* --- looking --- */

static void add_row(struct tty *t, int row, struct buf *out)
{
    size_t from = out->len;
    size_t n;

    for (int col = 0; col < t->cols; col++) {
        VTermScreenCell cell;

        if (!vterm_screen_get_cell(t->screen, (VTermPos){row, col}, &cell))
            continue;
        if (cell.chars[0] == 0)
            buf_addch(out, ' ');
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != UINT32_MAX; i++) {
            char bytes[4];

            buf_add(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
        if (cell.width == 2)
            col++;
    }
    for (n = out->len; n > from && out->s[n - 1] == ' ';)
        n--;
    buf_splice(out, n, out->len - n, "", 0);
}

char *tty_row(struct tty *t, int row)
{
    struct buf out = BUF_INIT;

    buf_reserve(&out, 1);
    add_row(t, row, &out);
    buf_addstr(&out, "");
    return buf_detach(&out);
}

char *tty_screen(struct tty *t)
{
    struct buf out = BUF_INIT;

    for (int row = 0; row < t->rows; row++) {
        add_row(t, row, &out);
        buf_addch(&out, '\n');
    }
    return buf_detach(&out);
}

void tty_cursor(struct tty *t, int *ret_row, int *ret_col)
{
    VTermPos pos;

    vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &pos);
    *ret_row = pos.row;
    *ret_col = pos.col;
}

bool tty_cursor_visible(const struct tty *t)
{
    return t->visible;
}

bool tty_alternate(const struct tty *t)
{
    return t->alternate;
}

bool tty_reverse(struct tty *t, int row, int col)
{
    VTermScreenCell cell;

    return vterm_screen_get_cell(t->screen, (VTermPos){row, col}, &cell) && cell.attrs.reverse;
}

size_t tty_bytes(const struct tty *t)
{
    return t->bytes;
}

void tty_count_reset(struct tty *t)
{
    t->bytes = 0;
}

const char *tty_output(const struct tty *t, size_t *ret_len)
{
    if (ret_len)
        *ret_len = t->output.len;
    return buf_str(&t->output);
}

/* --- what happens to terminals --- */

void tty_resize(struct tty *t, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

    t->rows = rows;
    t->cols = cols;
    vterm_set_size(t->vt, rows, cols);
    if (t->fd >= 0)
        ioctl(t->fd, TIOCSWINSZ, &size);
}

void tty_hangup(struct tty *t)
{
    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
}

void tty_signal(struct tty *t, int sig)
{
    if (!t->ended)
        kill(t->pid, sig);
}

pid_t tty_pid(const struct tty *t)
{
    return t->pid;
}

bool tty_exited(struct tty *t, int ms, int *ret_status)
{
    int64_t end = now_ms() + ms;

    while (!t->ended) {
        int status;

        if (waitpid(t->pid, &status, WNOHANG) == t->pid) {
            t->ended = true;
            t->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            while (pump(t, 20))
                ;
            break;
        }
        if (now_ms() >= end)
            return false;
        pump(t, 5);
    }
    *ret_status = t->status;
    return true;
}
