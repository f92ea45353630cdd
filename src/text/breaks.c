#include "tema/text/breaks.h"

#include <unicode/uchar.h>

#include "icu_priv.h"
#include "tema/text/utf8.h"

/* Whether there is a letter or number in the n bytes. ICU's own status tells only what a word ended with. */
static bool is_word(const char *s, size_t n)
{
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (u_isalnum((UChar32)cp))
            return true;
    }
    return false;
}

/* Calls for each word with a letter or number in it: its start goes to `starts`, its end to `ends`; either
 * may be NULL. Returns how many there are. */
static size_t words(const char *s, size_t n, byte_offs *starts, byte_offs *ends)
{
    UBreakIterator *it = icu_breaks(UBRK_WORD, s, n);
    size_t count = 0;
    int32_t start = 0;

    if (!it)
        return 0;
    for (int32_t end = ubrk_next(it); end != UBRK_DONE; start = end, end = ubrk_next(it)) {
        if (!is_word(s + start, (size_t)(end - start)))
            continue;
        count++;
        if (starts)
            vec_push(starts, (byte_off){(size_t)start});
        if (ends)
            vec_push(ends, (byte_off){(size_t)end});
    }
    return count;
}

void word_starts(const char *s, size_t n, byte_offs *out)
{
    words(s, n, out, NULL);
}

void word_ends(const char *s, size_t n, byte_offs *out)
{
    words(s, n, NULL, out);
}

size_t word_count(const char *s, size_t n)
{
    return words(s, n, NULL, NULL);
}

void line_breaks(const char *s, size_t n, byte_offs *out)
{
    UBreakIterator *it = icu_breaks(UBRK_LINE, s, n);
    size_t last = 0;

    if (it)
        for (int32_t end = ubrk_next(it); end != UBRK_DONE; end = ubrk_next(it)) {
            last = (size_t)end;
            vec_push(out, (byte_off){last});
        }
    if (last < n)
        vec_push(out, (byte_off){n});
}
