/* Invented interviews: text that looks like talk (turns, sentences, a few words very often and many seldom) and means nothing. The same seed gives the same bytes. */
#ifndef BENCH_INVENT_H
#define BENCH_INVENT_H

#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"

/* SplitMix64 (Steele, Lea and Flood 2014): any number is a good seed. */
struct dice {
    uint64_t state;
};
uint64_t dice_throw(struct dice *d);
size_t dice_below(struct dice *d, size_t n); /* 0 to n - 1; n > 0 */

/* A word in lower case, borrowed for ever; the frequent ones come often. */
const char *invent_word(struct dice *d);
/* Appends a sentence of 3 to 24 words with its full stop. Returns how many words. */
size_t invent_sentence(struct dice *d, struct buf *out);

enum invent_shape { INVENT_VTT, INVENT_TXT };

/* Appends the bytes of the interview with that number: an interviewer and one informant in turns, `words` words or a few more. As WebVTT a turn is
 * split over cues with voices and times; as text a turn is a paragraph that begins "Name: ". */
void invent_interview(uint64_t seed, size_t number, size_t words, enum invent_shape shape, struct buf *out);
/* The informant's name in it: "Person 12". */
void invent_informant(size_t number, struct buf *out);

#endif
