#include "tema/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"

struct arena_block {
    struct arena_block *next;
    size_t used, size; /* of bytes[] */
    alignas(max_align_t) unsigned char bytes[];
};

enum { FIRST_BLOCK = 4 * 1024 - 64, LARGEST_BLOCK = 1024 * 1024 };

void arena_release(struct arena *a)
{
    struct arena_block *next;

    for (struct arena_block *b = a->head; b; b = next) {
        next = b->next;
        mem_free(b);
    }
    a->head = NULL;
}

void arena_take(struct arena *to, struct arena *from)
{
    struct arena_block *last = from->head;

    if (!last)
        return;
    while (last->next)
        last = last->next;
    if (to->head) { /* behind the head, whose free bytes stay in use */
        last->next = to->head->next;
        to->head->next = from->head;
    } else {
        to->head = from->head;
    }
    from->head = NULL;
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *b = mem_alloc(sizeof *b + size);

    b->size = size;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct arena_block *b = a->head;
    size_t room;

    /* mem_array answers for sizes that cannot be. */
    if (size > SIZE_MAX / 2)
        mem_array(NULL, size, 4);
    size = size > 0 ? (size + align - 1) / align * align : align;
    if (!b || b->size - b->used < size) {
        room = b ? b->size : FIRST_BLOCK / 2;
        room = room < LARGEST_BLOCK ? room * 2 : room;
        if (b && size > room / 4) {
            /* A large piece gets a block of its own behind the head, whose free bytes stay in use. */
            struct arena_block *own = block_new(size);

            own->used = size;
            own->next = b->next;
            b->next = own;
            return own->bytes;
        }
        b = block_new(size > room ? size : room);
        b->next = a->head;
        a->head = b;
    }
    b->used += size;
    return b->bytes + b->used - size;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / size)
        mem_array(NULL, n, size);
    return arena_alloc(a, n * size);
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n < SIZE_MAX ? n + 1 : n);

    if (n > 0)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    char *s;
    int len;

    va_start(ap, fmt);
    len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    s = arena_alloc(a, len > 0 ? (size_t)len + 1 : 1);
    if (len > 0) {
        va_start(ap, fmt);
        vsnprintf(s, (size_t)len + 1, fmt, ap);
        va_end(ap);
    }
    return s;
}

void *arena_copy(struct arena *a, const void *v, size_t n, size_t size)
{
    void *p = arena_array(a, n, size);

    if (n > 0)
        memcpy(p, v, n * size);
    return p;
}
