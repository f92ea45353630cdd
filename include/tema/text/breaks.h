/* Where graphemes, words, sentences and lines may break: Unicode UAX #29 and #14 by ICU, and for sentences what Nordic
 * and English writing adds (abbreviations, numbers, initials). */
#ifndef TEMA_TEXT_BREAKS_H
#define TEMA_TEXT_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/vec.h"
#include "tema/text/pos.h"

typedef VEC(byte_off) byte_offs;

/* End of the grapheme cluster (UAX #29, extended) that starts at `at`; n at the end. And the start of the one before. */
byte_off grapheme_next(const char *s, size_t n, byte_off at);
byte_off grapheme_prev(const char *s, size_t n, byte_off at);

/* Columns the grapheme cluster of n bytes takes on a terminal: 0, 1 or 2. Unsafe code points (visible.h) count as
 * their mark's columns, which is more: "⟨U+202E⟩" takes 8. A TAB counts 1, a newline 0. Depends on Unicode only, never
 * on the locale. */
int grapheme_width(const char *s, size_t n);
int text_width(const char *s, size_t n); /* the sum over all clusters */

/* The starts of words, by UAX #29, that have a letter or number in them; text without any gives none. Texts are looked
 * at up to 2 GiB, here and below. */
void word_starts(const char *s, size_t n, byte_offs *out);
void word_ends(const char *s, size_t n, byte_offs *out); /* the end of each of those words, same order */
size_t word_count(const char *s, size_t n);

/* Sentences of a paragraph: the start of each, ascending, first always 0 (if n > 0). UAX #29 sentences, joined again
 * where the end was no end: after a known abbreviation ("f.eks.", "bl.a.", "ca.", "dvs.", "Dr.", "jf.", "nr.",
 * "kl.", "osv." before a lower-case word, "e.g.", "Mr." …), an initial ("A. Hansen"), an ordinal or a number
 * ("3.000", "2. mai"), and split where an ellipsis or "?" is followed by a capital. Trailing blanks belong to the
 * sentence before. `cues`: byte offsets at which a cue begins (may be NULL): where the paragraph has no sentence
 * punctuation to speak of (less than one terminator for every 60 words and at least two cues), each cue counts as a sentence. */
void sentence_starts(const char *s, size_t n, const byte_off *cues, size_t ncues, byte_offs *out);

/* Line-break opportunities (UAX #14): offsets after which a line may end; mandatory breaks included; last is n. Text
 * of 0 bytes has none. */
void line_breaks(const char *s, size_t n, byte_offs *out);

#endif
