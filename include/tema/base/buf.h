/* A growing string of bytes. Always ends in a NUL that `len` does not count; may hold NULs inside. */
#ifndef TEMA_BASE_BUF_H
#define TEMA_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *s; /* never NULL after the first append; use buf_str to read an empty one */
    size_t len, cap;
};

#define BUF_INIT {NULL, 0, 0}

void buf_release(struct buf *b);                     /* frees, back to BUF_INIT */
void buf_clear(struct buf *b);                       /* length 0, keeps the room */
void buf_reserve(struct buf *b, size_t more);        /* room for `more` bytes beyond len */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_addstr(struct buf *b, const char *s);
void buf_addch(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void buf_splice(struct buf *b, size_t at, size_t del, const void *ins, size_t n); /* bytes; at + del <= len */
const char *buf_str(const struct buf *b);            /* "" when nothing was added */
char *buf_detach(struct buf *b);                     /* the string, owned by the caller; b is empty after */

#endif
