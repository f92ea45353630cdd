/* Memory that is freed all at once: row lists, strings of one frame, results of one query. */
#ifndef TEMA_BASE_ARENA_H
#define TEMA_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head;
};

#define ARENA_INIT {NULL}

void arena_release(struct arena *a);                             /* frees everything, back to ARENA_INIT */
void arena_take(struct arena *to, struct arena *from);           /* what `from` holds is `to`'s now; `from` is ARENA_INIT then */
void *arena_alloc(struct arena *a, size_t size);                 /* zeroed, aligned for any type */
void *arena_array(struct arena *a, size_t n, size_t size);       /* n × size, checked for overflow */
void *arena_copy(struct arena *a, const void *v, size_t n, size_t size); /* n × size bytes of v; v may be NULL if n is 0 */
char *arena_strdup(struct arena *a, const char *s);              /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);   /* n bytes and a NUL */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
