/* PDF, through pdftotext (poppler-utils), which gets the file through its standard input and finds nothing
 * else of ours: no other descriptors, a bare environment, little memory and time. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pages_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum {
    MOST_TEXT = 64 << 20,
    MOST_COMPLAINT = 4096,
    MOST_CPU = 60,           /* seconds */
    MOST_WAIT = 120,         /* seconds */
    NOT_FOUND = 127,         /* the shells' exit status for a program that is not there */
    MOST_DESCRIPTORS = 4096, /* of those that are closed one by one */
    PART = 65536,
};
static const rlim_t most_memory = (rlim_t)1 << 30;

struct run {
    pid_t child;
    int in, out, complaint; /* our ends; -1 when closed */
    const char *s;
    size_t n, at;
    struct buf text, said; /* what it wrote; what it complained of */
    int status;
};

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void limit(int what, rlim_t most)
{
    struct rlimit r = {most, most};
    setrlimit(what, &r);
}

/* In the child, with only what is safe behind a fork. Does not return. */
static void become_pdftotext(int in, int out, int complaint, char *const *environment)
{
    char name[] = "pdftotext", enc[] = "-enc", utf8[] = "UTF-8", eol[] = "-eol", lf[] = "unix", dash[] = "-",
         dash2[] = "-";
    char *args[] = {name, enc, utf8, eol, lf, dash, dash2, NULL};
    extern char **environ;
    sigset_t none;
    setsid();
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    if (dup2(in, 0) != 0 || dup2(out, 1) != 1 || dup2(complaint, 2) != 2)
        _exit(126);
    for (int fd = 3; fd < MOST_DESCRIPTORS; fd++)
        close(fd);
    limit(RLIMIT_CPU, MOST_CPU);
    limit(RLIMIT_AS, most_memory);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    /* execvp looks in the PATH that was ours, which is all the new environment has besides the language. */
    environ = (char **)(uintptr_t)environment;
    execvp(name, args);
    _exit(errno == ENOENT || errno == EACCES || errno == ENOTDIR ? NOT_FOUND : 126);
}

/* A descriptor in 0 to 2 would be closed or overwritten on the way. */
static bool lift(int fds[2])
{
    for (int i = 0; i < 2; i++) {
        int high = fcntl(fds[i], F_DUPFD_CLOEXEC, 3);
        if (high < 0)
            return false;
        close(fds[i]);
        fds[i] = high;
    }
    return true;
}

static bool start(struct run *r, struct err *err)
{
    int ends[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
    const char *path = getenv("PATH");
    struct buf search = BUF_INIT;
    char language[] = "LC_ALL=C";
    buf_addf(&search, "PATH=%s", path ? path : "/usr/local/bin:/usr/bin:/bin");
    char *environment[] = {search.s, language, NULL};
    bool ok = true;
    for (int i = 0; i < 3 && ok; i++)
        ok = socketpair(AF_UNIX, SOCK_STREAM, 0, ends[i]) == 0 && lift(ends[i]);
    if (ok && (r->child = fork()) == 0)
        become_pdftotext(ends[0][1], ends[1][1], ends[2][1], environment);
    int fault = errno;
    ok = ok && r->child > 0;
    for (int i = 0; i < 3; i++) {
        shut(&ends[i][1]);
        if (!ok)
            shut(&ends[i][0]);
    }
    buf_release(&search);
    if (!ok)
        return err_set(err, ERR_IO, _("pdftotext cannot be started: %s"), strerror(fault));
    r->in = ends[0][0];
    r->out = ends[1][0];
    r->complaint = ends[2][0];
    for (int i = 0; i < 3; i++)
        fcntl(ends[i][0], F_SETFL, O_NONBLOCK);
    return true;
}

static bool again(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

static void feed(struct run *r)
{
    ssize_t k = send(r->in, r->s + r->at, r->n - r->at, MSG_NOSIGNAL);
    if (k > 0)
        r->at += (size_t)k;
    if (r->at == r->n || (k < 0 && !again())) /* or it wants no more */
        shut(&r->in);
}

static void drain(int *fd, struct buf *b, size_t most)
{
    size_t before = b->len;
    buf_reserve(b, PART);
    ssize_t k = read(*fd, b->s + b->len, PART);
    if (k > 0)
        b->len += (size_t)k;
    b->len = b->len > most ? most : b->len;
    b->s[b->len > before ? b->len : before] = '\0';
    if (k == 0 || (k < 0 && !again()))
        shut(fd);
}

static time_t seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Feeds it and listens until it has closed both its ends. */
static bool converse(struct run *r, struct err *err)
{
    time_t end = seconds() + MOST_WAIT;
    while (r->out >= 0 || r->complaint >= 0) {
        struct pollfd fds[] = {{r->in, POLLOUT, 0}, {r->out, POLLIN, 0}, {r->complaint, POLLIN, 0}};
        if (seconds() >= end)
            return err_set(err, ERR_INPUT, _("pdftotext did not come to an end with it within %d seconds"),
                           MOST_WAIT);
        if (poll(fds, 3, 1000) <= 0)
            continue;
        if (fds[0].revents)
            feed(r);
        if (fds[1].revents)
            drain(&r->out, &r->text, (size_t)MOST_TEXT + 1);
        if (fds[2].revents)
            drain(&r->complaint, &r->said, MOST_COMPLAINT);
        if (r->text.len > MOST_TEXT)
            return err_set(err, ERR_INPUT, _("it holds more than %d MiB of text"), MOST_TEXT >> 20);
    }
    return true;
}

/* Ends it, if it has not ended. */
static void finish(struct run *r, bool ok)
{
    shut(&r->in);
    shut(&r->out);
    shut(&r->complaint);
    if (!ok)
        kill(r->child, SIGKILL);
    while (waitpid(r->child, &r->status, 0) < 0) {
        if (errno != EINTR) { /* someone else has waited for it */
            r->status = 0;
            break;
        }
    }
}

/* Its last complaint in one line of visible characters. */
static const char *complaint(struct run *r)
{
    size_t n = r->said.len;
    while (n > 0 && (r->said.s[n - 1] == '\n' || r->said.s[n - 1] == ' '))
        n--;
    size_t at = n;
    while (at > 0 && r->said.s[at - 1] != '\n')
        at--;
    for (size_t i = at; i < n; i++) {
        if (r->said.s[i] < ' ' || r->said.s[i] > '~')
            r->said.s[i] = '?';
    }
    if (r->said.s)
        r->said.s[n] = '\0';
    return buf_str(&r->said) + at;
}

static bool judge(struct run *r, struct err *err)
{
    if (WIFEXITED(r->status) && WEXITSTATUS(r->status) == NOT_FOUND)
        return err_set(err, ERR_INPUT,
                       _("a PDF needs the program pdftotext to be read (Debian: poppler-utils), which is not "
                         "installed"));
    if (WIFSIGNALED(r->status))
        return err_set(err, ERR_INPUT, _("pdftotext broke off with it (signal %d)"), WTERMSIG(r->status));
    if (WEXITSTATUS(r->status) == 0)
        return true;
    const char *said = complaint(r);
    if (*said)
        return err_set(err, ERR_INPUT, _("pdftotext cannot read it: \"%s\""), said);
    return err_set(err, ERR_INPUT, _("pdftotext cannot read it (exit status %d)"), WEXITSTATUS(r->status));
}

/* It writes no NULs and valid UTF-8; should it not, what is wrong becomes U+FFFD. */
static void repair(struct buf *b)
{
    struct buf fixed = BUF_INIT;
    size_t at = 0;
    if (utf8_valid(b->s, b->len, NULL) && !memchr(b->s, '\0', b->len))
        return;
    while (at < b->len) {
        uint32_t cp;
        char u[4];
        size_t k = utf8_decode(b->s + at, b->len - at, &cp);
        buf_add(&fixed, u, utf8_encode(cp ? cp : 0xfffd, u));
        at += k;
    }
    buf_release(b);
    *b = fixed;
}

static int sniff_pdf(const char *bytes, size_t n)
{
    return n >= 5 && memcmp(bytes, "%PDF-", 5) == 0 ? 95 : 0;
}

static bool read_pdf(const char *bytes, size_t n, struct transcript *out, struct err *err)
{
    struct run r = {.child = -1, .in = -1, .out = -1, .complaint = -1, .s = bytes, .n = n};
    bool ok = start(&r, err);
    if (ok) {
        ok = converse(&r, err);
        finish(&r, ok);
        ok = ok && judge(&r, err);
    }
    if (ok && r.text.len > 0)
        repair(&r.text);
    ok = ok && pdf_text(buf_str(&r.text), r.text.len, out, err);
    buf_release(&r.text);
    buf_release(&r.said);
    return ok;
}

const struct format format_pdf = {.name = "pdf",
                                  .label = N_("PDF (through pdftotext)"),
                                  .extensions = "pdf",
                                  .sniff = sniff_pdf,
                                  .read = read_pdf,
                                  .bytes = true,
                                  .spawns = true};
