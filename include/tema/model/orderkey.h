/* Keys that order siblings by hand: strings of 0-9A-Za-z compared byte by byte, between any two of which there is another. */
#ifndef TEMA_MODEL_ORDERKEY_H
#define TEMA_MODEL_ORDERKEY_H

#include <stddef.h>

/* A key strictly between a and b (NULL: the beginning, the end); a < b. Never ends in '0'. The caller frees. Keys grow by about one
 * character for every six insertions at one place, and when appending (b NULL) only with the logarithm of the count. */
char *orderkey_between(const char *a, const char *b);

/* The i-th of n keys in rising order, all of one length, short: for bulk inserts. The caller frees. */
char *orderkey_nth(size_t i, size_t n);

#endif
