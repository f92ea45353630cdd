#include "icu_priv.h"

#include <pthread.h>
#include <stdint.h>
#include <unicode/utext.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"

enum { KINDS = UBRK_SENTENCE + 1 };

struct iterators {
    UBreakIterator *of[KINDS];
    UText *text;
};

static pthread_key_t key;
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void iterators_free(void *p)
{
    struct iterators *its = p;

    for (int i = 0; i < KINDS; i++)
        if (its->of[i])
            ubrk_close(its->of[i]);
    utext_close(its->text);
    mem_free(its);
}

static void make_key(void)
{
    pthread_key_create(&key, iterators_free);
}

UBreakIterator *icu_breaks(UBreakIteratorType kind, const char *s, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    struct iterators *its;

    pthread_once(&key_once, make_key);
    its = pthread_getspecific(key);
    if (!its) {
        its = mem_alloc(sizeof *its);
        pthread_setspecific(key, its);
    }
    if (!its->of[kind])
        its->of[kind] = ubrk_open(kind, "", NULL, 0, &status);
    its->text = utext_openUTF8(its->text, n > 0 ? s : "", n < INT32_MAX ? (int64_t)n : INT32_MAX, &status);
    if (U_SUCCESS(status))
        ubrk_setUText(its->of[kind], its->text, &status);
    return U_SUCCESS(status) ? its->of[kind] : NULL;
}
