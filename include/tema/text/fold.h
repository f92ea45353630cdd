/* Comparing words as people do: without case, with their letters (å is not a). */
#ifndef TEMA_TEXT_FOLD_H
#define TEMA_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/buf.h"
#include "tema/text/pos.h"

/* Appends the NFC of the full Unicode case folding of n bytes. */
void fold_add(struct buf *out, const char *s, size_t n);

/* True when `needle` occurs in `hay`, both folded. An empty needle always does. */
bool fold_contains(const char *hay, const char *needle);

/* Finds the next/previous occurrence of needle in n bytes, without case, starting at or after/before `from`. Offsets
 * are in the unfolded text and on grapheme borders; "before" means that it starts there. False when there is none, and
 * for an empty needle. */
bool fold_find(const char *s, size_t n, const char *needle, byte_off from, byte_off *ret_start, byte_off *ret_end);
bool fold_find_last(const char *s, size_t n, const char *needle, byte_off before, byte_off *ret_start, byte_off *ret_end);

/* Edits (insert, delete, replace, swap of neighbours: Damerau 1964) by code point between the folded strings, but at
 * most `most` + 1. */
int fold_distance(const char *a, const char *b, int most);

#endif
