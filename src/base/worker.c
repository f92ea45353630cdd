#include "tema/base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tema/base/i18n.h"

#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0 /* a sanitizer takes terabytes of addresses, and has its say on standard error */
#endif

#if defined __x86_64__
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define THIS_ARCH AUDIT_ARCH_AARCH64
#elif defined __i386__
#define THIS_ARCH AUDIT_ARCH_I386
#elif defined __riscv && __riscv_xlen == 64
#define THIS_ARCH AUDIT_ARCH_RISCV64
#endif

enum {
    OUT_OF_MEMORY = 2, /* the exit status of mem.h */
    LOWEST = 3,        /* below are the standard streams */
    TICK_MS = 50,
    PART = 1 << 16,
};

/* What the child sends: this, then `n` bytes of answer or of the error's sentence. */
struct head {
    uint64_t n;
    int32_t kind; /* enum err_kind */
};

/* ---- in the child ---- */

static void limit(int what, rlim_t most)
{
    struct rlimit r = {most, most};
    setrlimit(what, &r);
}

/* Bytes of addresses this process has; 0 when the system does not say. */
static size_t address_space(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (f && fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void close_all_but(int keep)
{
    for (int fd = 0; fd < keep; fd++) {
        if (!SANITIZED || fd != STDERR_FILENO)
            close(fd);
    }
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)keep + 1, ~0U, 0) == 0)
        return;
#endif
    struct rlimit r;
    int most = getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_cur < 65536 ? (int)r.rlim_cur : 65536;
    for (int fd = keep + 1; fd < most; fd++)
        close(fd);
}

/* No file can be opened, made, removed or renamed. */
static void no_files(void)
{
#ifdef SYS_landlock_create_ruleset
    struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    long set = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (set < 0)
        return;
    syscall(SYS_landlock_restrict_self, (int)set, 0);
    close((int)set);
#endif
}

/* Every system call but those that compute, take memory and write to what is open fails with EPERM. */
static void no_calls(void)
{
#ifdef THIS_ARCH
    static const int allowed[] = {
        SYS_write,        SYS_writev,       SYS_close,          SYS_exit,         SYS_exit_group,
        SYS_brk,          SYS_mmap,         SYS_munmap,         SYS_mremap,       SYS_mprotect,
        SYS_madvise,      SYS_futex,        SYS_clock_gettime,  SYS_gettimeofday, SYS_getrandom,
        SYS_rt_sigreturn, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_sigaltstack,  SYS_getpid,
        SYS_gettid,       SYS_tgkill,       SYS_sched_yield,    SYS_sysinfo,      SYS_restart_syscall,
    };
    enum { N = sizeof allowed / sizeof *allowed };
    struct sock_filter code[N + 6] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    for (int i = 0; i < N; i++)
        code[4 + i] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)allowed[i],
                                                   (uint8_t)(N - i), 0);
    code[4 + N] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    code[5 + N] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {N + 6, code};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}

static void confine(int fd, pid_t parent, const struct worker_limits *l)
{
    static const int fatal[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    size_t have = address_space();
    setsid(); /* the terminal's signals go to the group that was ours */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
        if (!SANITIZED)
            signal(fatal[i], SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    close_all_but(fd);
    limit(RLIMIT_CPU, (rlim_t)l->seconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
    if (!SANITIZED) {
        limit(RLIMIT_AS, (rlim_t)(have + l->memory));
        prctl(PR_SET_DUMPABLE, 0);
    }
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    no_files();
    limit(RLIMIT_NOFILE, 0);
    no_calls();
}

static bool send_all(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, s, n);
        if (k < 0 && errno != EINTR)
            return false;
        s += k > 0 ? k : 0;
        n -= k > 0 ? (size_t)k : 0;
    }
    return true;
}

static _Noreturn void be_the_child(int fd, bool (*work)(void *, struct buf *, struct err *), void *ctx)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    struct head head = {0};
    bool ok = work(ctx, &out, &err);
    const char *s = ok ? buf_str(&out) : err_text(&err);
    head.n = ok ? out.len : strlen(s);
    head.kind = ok ? ERR_NONE : (int32_t)err.kind;
    ok = send_all(fd, (const char *)&head, sizeof head) && send_all(fd, s, head.n);
    _exit(ok ? 0 : 1);
}

/* ---- in the parent ---- */

static bool make_pipe(int fds[2])
{
    if (pipe(fds) != 0)
        return false;
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    int high = fcntl(fds[1], F_DUPFD_CLOEXEC, LOWEST);
    close(fds[1]);
    fds[1] = high;
    if (high < 0)
        close(fds[0]);
    return high >= 0;
}

/* Reads until the child has closed its end. */
static bool listen_to(int fd, const struct worker_limits *l, struct buf *in, struct err *err)
{
    for (;;) {
        struct pollfd p = {fd, POLLIN, 0};
        int some = poll(&p, 1, TICK_MS);
        if (l->cancelled && l->cancelled(l->data))
            return err_set(err, ERR_CANCELLED, _("called off"));
        if (some <= 0)
            continue;
        buf_reserve(in, PART);
        ssize_t k = read(fd, in->s + in->len, PART);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            break;
        in->len += (size_t)k;
        if (in->len > l->answer + sizeof(struct head))
            return err_set(err, ERR_INPUT, _("there is more in it than the %zu MiB that can be taken"),
                           l->answer >> 20);
    }
    return true;
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return 0; /* someone else has waited for it */
    }
    return status;
}

static bool say_how_it_ended(int status, const struct worker_limits *l, struct err *err)
{
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return err_set(err, ERR_INPUT,
                       ngettext("it takes more than %d second to be read",
                                "it takes more than %d seconds to be read", (unsigned long)l->seconds),
                       l->seconds);
    if (WIFEXITED(status) && WEXITSTATUS(status) == OUT_OF_MEMORY)
        return err_set(err, ERR_INPUT, _("it needs more than %zu MiB of memory to be read"), l->memory >> 20);
    return err_set(err, ERR_INPUT,
                   _("reading it failed in the process of its own that reads strangers' files; the file is "
                     "damaged, or made to do harm"));
}

/* Moves the answer to `out`, or the sentence to `err`. */
static bool unpack(const struct buf *in, int status, const struct worker_limits *l, struct buf *out,
                   struct err *err)
{
    struct head head = {0};
    if (in->len >= sizeof head)
        memcpy(&head, in->s, sizeof head);
    if (in->len < sizeof head || in->len - sizeof head != head.n)
        return say_how_it_ended(status, l, err);
    const char *s = in->s + sizeof head;
    if (head.kind == ERR_NONE) {
        buf_add(out, s, head.n);
        return true;
    }
    bool known = head.kind > ERR_NONE && head.kind <= ERR_CANCELLED;
    return err_set(err, known ? (enum err_kind)head.kind : ERR_INPUT, "%.*s", (int)(head.n & 0xffff), s);
}

bool worker_run(bool (*work)(void *ctx, struct buf *out, struct err *err), void *ctx,
                const struct worker_limits *limits, struct buf *out, struct err *err)
{
    struct buf in = BUF_INIT;
    int fds[2];
    pid_t parent = getpid();
    (void)gettext("called off"); /* the catalogue is there before no file can be opened */
    if (!make_pipe(fds))
        return err_set(err, ERR_IO, _("a pipe cannot be made: %s"), strerror(errno));
    pid_t child = fork();
    if (child == 0) {
        confine(fds[1], parent, limits);
        be_the_child(fds[1], work, ctx);
    }
    int fault = errno;
    close(fds[1]);
    if (child < 0) {
        close(fds[0]);
        return err_set(err, ERR_IO, _("a process cannot be started: %s"), strerror(fault));
    }
    bool ok = listen_to(fds[0], limits, &in, err);
    close(fds[0]);
    if (!ok)
        kill(child, SIGKILL);
    int status = wait_for(child);
    ok = ok && unpack(&in, status, limits, out, err);
    buf_release(&in);
    return ok;
}
