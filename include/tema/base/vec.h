/* Typed vectors: `VEC(int) xs = VEC_INIT; vec_push(&xs, 3); … vec_release(&xs);`. Elements lie in xs.v[0 … xs.n). */
#ifndef TEMA_BASE_VEC_H
#define TEMA_BASE_VEC_H

#include <stddef.h>

#include "tema/base/mem.h"

#define VEC(type)                                                                                                     \
    struct {                                                                                                          \
        type *v;                                                                                                      \
        size_t n, cap;                                                                                                \
    }
#define VEC_INIT {NULL, 0, 0}

/* Room for one more element; used by vec_push. Returns the (possibly moved) array. */
void *vec_grow(void *v, size_t n, size_t *cap, size_t size);

#define vec_push(x, item)                                                                                             \
    ((x)->v = vec_grow((x)->v, (x)->n, &(x)->cap, sizeof *(x)->v), (x)->v[(x)->n++] = (item), (void)0)
#define vec_clear(x) ((void)((x)->n = 0))
#define vec_release(x) (mem_free((x)->v), (x)->v = NULL, (x)->n = (x)->cap = 0, (void)0)

#endif
