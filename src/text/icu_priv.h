/* ICU's break iterators over UTF-8, opened once for each thread. */
#ifndef TEMA_TEXT_ICU_PRIV_H
#define TEMA_TEXT_ICU_PRIV_H

#include <stddef.h>
#include <unicode/ubrk.h>

/* An iterator of the root locale at the start of the n bytes (at most INT32_MAX), which must stay while it is
 * used; its positions are byte offsets. Lent until the next call with the same kind in this thread. NULL when
 * ICU has no data: then there are no inner boundaries. `kind`: UBRK_WORD, UBRK_LINE or UBRK_SENTENCE. */
UBreakIterator *icu_breaks(UBreakIteratorType kind, const char *s, size_t n);

#endif
