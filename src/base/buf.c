#include "tema/base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"

enum { FIRST_ROOM = 64 };

void buf_release(struct buf *b)
{
    mem_free(b->s);
    *b = (struct buf)BUF_INIT;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->s)
        b->s[0] = '\0';
}

void buf_reserve(struct buf *b, size_t more)
{
    size_t need;
    size_t cap;

    if (b->s && more < b->cap - b->len)
        return;
    /* An impossible size goes to mem_array, which leaves the program. */
    if (more >= SIZE_MAX / 2 - b->len)
        b->s = mem_array(b->s, SIZE_MAX, 2);
    need = b->len + more + 1;
    cap = b->cap > 0 ? b->cap : FIRST_ROOM;
    while (cap < need)
        cap += cap / 2 + 1;
    b->s = mem_realloc(b->s, cap);
    b->cap = cap;
    b->s[b->len] = '\0';
}

void buf_add(struct buf *b, const void *p, size_t n)
{
    buf_reserve(b, n);
    if (n > 0)
        memcpy(b->s + b->len, p, n);
    b->len += n;
    b->s[b->len] = '\0';
}

void buf_addstr(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_addch(struct buf *b, char c)
{
    buf_reserve(b, 1);
    b->s[b->len++] = c;
    b->s[b->len] = '\0';
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    int len;

    va_copy(again, ap);
    len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        len = 0;
    buf_reserve(b, (size_t)len);
    if (len > 0)
        vsnprintf(b->s + b->len, (size_t)len + 1, fmt, ap);
    b->len += (size_t)len;
}

void buf_splice(struct buf *b, size_t at, size_t del, const void *ins, size_t n)
{
    if (n > del)
        buf_reserve(b, n - del);
    else
        buf_reserve(b, 0);
    memmove(b->s + at + n, b->s + at + del, b->len - at - del + 1);
    if (n > 0)
        memcpy(b->s + at, ins, n);
    b->len = b->len - del + n;
}

const char *buf_str(const struct buf *b)
{
    return b->s ? b->s : "";
}

char *buf_detach(struct buf *b)
{
    char *s;

    buf_reserve(b, 0);
    s = b->s;
    *b = (struct buf)BUF_INIT;
    return s;
}
