#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tema/base/mem.h"
#include "tema/base/worker.h"

static const struct worker_limits small = {64 << 20, 2, 1 << 20, NULL, NULL};

static bool answer(void *ctx, struct buf *out, struct err *err)
{
    (void)err;
    buf_addf(out, "heard: %s", (const char *)ctx);
    return true;
}

Test(worker, answer__comes_back)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    char words[] = "å høre";
    cr_assert(worker_run(answer, words, &small, &out, &err), "%s", err_text(&err));
    cr_expect_str_eq(buf_str(&out), "heard: å høre");
    buf_release(&out);
}

static bool refuse(void *ctx, struct buf *out, struct err *err)
{
    (void)ctx;
    buf_addf(out, "half");
    return err_set(err, ERR_NOT_FOUND, "line 3: nothing there");
}

Test(worker, refusal__comes_back_as_it_was)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    cr_assert_not(worker_run(refuse, NULL, &small, &out, &err));
    cr_expect_eq(err.kind, ERR_NOT_FOUND);
    cr_expect_str_eq(err_text(&err), "line 3: nothing there");
    cr_expect_eq(out.len, 0);
    err_release(&err);
}

/* Each attempt that works is named in the answer. */
static bool break_out(void *ctx, struct buf *out, struct err *err)
{
    int ends[2];
    (void)err;
    if (open("/etc/passwd", O_RDONLY) >= 0)
        buf_addf(out, "read ");
    if (open((const char *)ctx, O_WRONLY | O_CREAT, 0600) >= 0)
        buf_addf(out, "write ");
    if (unlink((const char *)ctx) == 0)
        buf_addf(out, "unlink ");
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
        buf_addf(out, "socket ");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        buf_addf(out, "pair ");
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (child > 0)
        buf_addf(out, "fork ");
    if (kill(getppid(), 0) == 0)
        buf_addf(out, "kill ");
    if (write(STDOUT_FILENO, "", 0) == 0)
        buf_addf(out, "stdout ");
    buf_addf(out, "done");
    return true;
}

Test(worker, nothing__can_be_reached)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    char path[] = "/tmp/tema-worker-XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    cr_assert(worker_run(break_out, path, &small, &out, &err), "%s", err_text(&err));
    cr_expect_str_eq(buf_str(&out), "done");
    cr_expect_eq(access(path, F_OK), 0);
    close(fd);
    unlink(path);
    buf_release(&out);
}

static bool fall(void *ctx, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)out;
    (void)err;
    _exit(3);
}

Test(worker, dying__is_a_sentence)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    cr_assert_not(worker_run(fall, NULL, &small, &out, &err));
    cr_expect_eq(err.kind, ERR_INPUT);
    cr_expect_not_null(strstr(err_text(&err), "damaged"));
    err_release(&err);
}

static bool spin(void *ctx, struct buf *out, struct err *err)
{
    (void)out;
    (void)err;
    for (volatile int *going = ctx; *going;)
        ;
    return true;
}

Test(worker, no_end__is_ended)
{
    struct worker_limits l = small;
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    int going = 1;
    l.seconds = 1;
    cr_assert_not(worker_run(spin, &going, &l, &out, &err));
    cr_expect_not_null(strstr(err_text(&err), "more than 1 second "), "%s", err_text(&err));
    err_release(&err);
}

static bool stop_at_once(void *data)
{
    (void)data;
    return true;
}

Test(worker, called_off__stops)
{
    struct worker_limits l = small;
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    int going = 1;
    l.cancelled = stop_at_once;
    cr_assert_not(worker_run(spin, &going, &l, &out, &err));
    cr_expect_eq(err.kind, ERR_CANCELLED);
    err_release(&err);
    cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1);
}

static bool say_too_much(void *ctx, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)err;
    for (int i = 0; i < 1 << 17; i++)
        buf_add(out, "sixteen letters!", 16);
    return true;
}

Test(worker, too_long_an_answer__is_refused)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    cr_assert_not(worker_run(say_too_much, NULL, &small, &out, &err));
    cr_expect_not_null(strstr(err_text(&err), "1 MiB"), "%s", err_text(&err));
    cr_expect_eq(out.len, 0);
    err_release(&err);
}

#if !defined __SANITIZE_ADDRESS__
static bool eat(void *ctx, struct buf *out, struct err *err)
{
    (void)ctx;
    (void)out;
    (void)err;
    for (int i = 0; i < 1024; i++)
        memset(mem_alloc(1 << 20), 1, 1 << 20);
    return true;
}

Test(worker, too_much_memory__is_refused)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;
    cr_assert_not(worker_run(eat, NULL, &small, &out, &err));
    cr_expect_not_null(strstr(err_text(&err), "64 MiB of memory"), "%s", err_text(&err));
    err_release(&err);
}
#endif
