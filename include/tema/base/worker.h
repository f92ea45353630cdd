/* Work on what strangers wrote, in a process of its own that can do nothing but compute and answer. */
#ifndef TEMA_BASE_WORKER_H
#define TEMA_BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

struct worker_limits {
    size_t memory;  /* bytes it may take beyond what it begins with */
    int seconds;    /* of processor time */
    size_t answer;  /* bytes it may answer */
    bool (*cancelled)(void *); /* asked every 50 ms; may be NULL */
    void *data;
};
/* Runs work(ctx, out, err) in a forked child and hands over what it appended to `out`, or its error. The child has no files but the pipe (all descriptors closed, Landlock where the kernel has it), no network,
 * no new processes (seccomp where the kernel has it; resource limits everywhere). One that dies, hangs or wants more than it may have is ERR_INPUT in a sentence ("it needs more than 512 MiB of memory to be read; …"). ERR_CANCELLED when called off. Signals of the terminal do not reach the child; it dies with its parent. */
bool worker_run(bool (*work)(void *ctx, struct buf *out, struct err *err), void *ctx, const struct worker_limits *limits, struct buf *out, struct err *err);

#endif
