/* Errors: what went wrong, as one sentence for the user and a kind for the program.
 *
 * A function that can fail returns bool and takes `struct err *` last. The function that finds the fault sets the
 * sentence; callers put where it happened in front of it ("importing 'x.vtt': line 14: …").
 */
#ifndef TEMA_BASE_ERR_H
#define TEMA_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>

enum err_kind {
    ERR_NONE,
    ERR_USAGE,     /* the call itself is wrong: unknown option, missing argument */
    ERR_INPUT,     /* what was handed in cannot be taken: malformed, too large, refused */
    ERR_NOT_FOUND, /* a name or id that stands for nothing, or for several things */
    ERR_CONFLICT,  /* someone has changed it since */
    ERR_BUSY,      /* another process holds the project */
    ERR_READ_ONLY, /* the project cannot be written */
    ERR_FULL,      /* no room on the disk */
    ERR_IO,        /* any other failure of the system */
    ERR_CORRUPT,   /* the project contradicts itself */
    ERR_CANCELLED, /* the user called it off */
};

/* Zero-initialise with ERR_INIT; release with err_release. */
struct err {
    enum err_kind kind;
    char *text; /* owned; NULL while kind is ERR_NONE */
};

#define ERR_INIT {ERR_NONE, NULL}

/* Sets kind and sentence, replacing what was there. `e` may be NULL. Always returns false, so that a caller can
 * write `return err_set(…)`. The sentence starts in lower case and has no full stop. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Puts "fmt: " in front of the sentence, keeping the kind. Returns false. `e` may be NULL. */
bool err_wrap(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The sentence, or "" when nothing is set. Owned by `e`. */
const char *err_text(const struct err *e);

/* Frees the sentence and sets the kind back to ERR_NONE. `e` may be NULL. */
void err_release(struct err *e);

/* The analyser cannot see across files that these two always answer false. */
#ifdef __clang_analyzer__
#define err_set(...) ((void)err_set(__VA_ARGS__), false)
#define err_wrap(...) ((void)err_wrap(__VA_ARGS__), false)
#endif

#endif
