/* What the parts of charset detection share. */
#ifndef TEMA_TEXT_CHARSET_PRIV_H
#define TEMA_TEXT_CHARSET_PRIV_H

#include <stdbool.h>
#include <stddef.h>

/* How well the bytes read in the best of the single-byte sets that are likely in the North. */
struct charset_score {
    const char *name; /* its iconv name; NULL when iconv knows none of the sets */
    int points;       /* hundredths of the mean of the bytes over 127, each −20 … 10 */
    bool nordic;      /* most letters beyond ASCII are those of the Nordic languages */
    bool sparse;      /* bytes over 127 mostly stand alone or in pairs, as in languages with Latin letters */
};

void charset_score(const char *bytes, size_t n, struct charset_score *ret);

/* Whether all bytes can be decoded; a character that is cut at the end does not count against it. */
bool charset_decodes(const char *name, const char *bytes, size_t n);

#endif
