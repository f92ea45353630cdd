/* Where the review of one coding stands, from the entries of its thread. */
#ifndef TEMA_MODEL_REVIEW_H
#define TEMA_MODEL_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/model/types.h"

struct review_state {
    tema_id coding;
    int verdict;     /* enum review_kind AGREED, QUESTIONED or DISAGREED, or -1: pending (none, withdrawn, or it does not hold any more) */
    int last;        /* the last verdict given and not withdrawn by who gave it, whether it holds or not; -1 for none */
    tema_id by;      /* who gave that verdict, 0 for none */
    bool holds;      /* that verdict */
    bool open;       /* the thread waits: a question, a disagreement or a comment since it was last agreed, withdrawn or resolved */
    tema_id last_by; /* who wrote its last entry */
    bool gone;       /* the coding is no longer there */
    size_t entries;
    const struct review_entry *first; /* of its entries, which follow one another */
};
/* From the n entries of one coding, oldest first. With n 0: pending. */
struct review_state review_fold(const struct review_entry *entries, size_t n);
/* Does the thread wait for this coder: open, and the last word is another's. */
bool review_waits_for(const struct review_state *s, tema_id coder);

#endif
