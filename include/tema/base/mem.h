/* Memory that is always there: when the system has none left the program says so on standard error and leaves with
 * status 2. The project file is safe then, since every act is a transaction. */
#ifndef TEMA_BASE_MEM_H
#define TEMA_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_alloc(size_t size);                      /* zeroed; never NULL; size 0 gives a block of one byte */
void mem_free(void *p);                            /* NULL is fine */
void *mem_realloc(void *p, size_t size);           /* new bytes are not zeroed */
void *mem_array(void *p, size_t n, size_t size);   /* realloc to n × size, checked for overflow */
char *mem_strdup(const char *s);                   /* s may be NULL: then NULL */
char *mem_strndup(const char *s, size_t n);        /* copies n bytes and ends them with NUL */
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *mem_vprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

#endif
