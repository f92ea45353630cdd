#include "tema/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tema/base/vec.h"

static _Noreturn void out_of_memory(void)
{
    /* No allocation and no stdio here: both may need the memory that is missing. */
    static const char words[] = "tema: out of memory; what has been answered is safe in the project\n";
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);

    (void)written;
    exit(2);
}

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size > 0 ? size : 1);

    if (!p)
        out_of_memory();
    return p;
}

void *mem_realloc(void *p, size_t size)
{
    void *q = realloc(p, size > 0 ? size : 1);

    if (!q)
        out_of_memory();
    return q;
}

void *mem_array(void *p, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / size)
        out_of_memory();
    return mem_realloc(p, n * size);
}

char *mem_strdup(const char *s)
{
    return s ? mem_strndup(s, strlen(s)) : NULL;
}

char *mem_strndup(const char *s, size_t n)
{
    char *copy;

    if (n == SIZE_MAX)
        out_of_memory();
    copy = mem_realloc(NULL, n + 1);
    if (n > 0)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *mem_printf(const char *fmt, ...)
{
    va_list ap;
    char *s;

    va_start(ap, fmt);
    s = mem_vprintf(fmt, ap);
    va_end(ap);
    return s;
}

char *mem_vprintf(const char *fmt, va_list ap)
{
    va_list again;
    char *s;
    int len;

    va_copy(again, ap);
    len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        return mem_strdup("");
    s = mem_realloc(NULL, (size_t)len + 1);
    vsnprintf(s, (size_t)len + 1, fmt, ap);
    return s;
}

void mem_free(void *p)
{
    free(p);
}

void *vec_grow(void *v, size_t n, size_t *cap, size_t size)
{
    size_t more;

    if (n < *cap)
        return v;
    if (*cap > SIZE_MAX / 2)
        out_of_memory();
    more = *cap > 0 ? *cap * 2 : 8;
    v = mem_array(v, more, size);
    *cap = more;
    return v;
}
