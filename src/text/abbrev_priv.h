/* Abbreviations after whose full stop a sentence goes on. */
#ifndef TEMA_TEXT_ABBREV_PRIV_H
#define TEMA_TEXT_ABBREV_PRIV_H

#include <stddef.h>

enum abbrev_kind {
    ABBREV_NONE,   /* no abbreviation that is known */
    ABBREV_ALWAYS, /* the sentence goes on whatever follows: "f.eks.", "Dr." */
    ABBREV_NUMBER, /* it goes on before a number; elsewhere it is a word or ends a sentence: "kr. 500", "s. 5"
                    */
    ABBREV_END,    /* as often as not the last word of a sentence, "m.m.", "o.l.": it ends before a capital */
};

/* What the n bytes, in small letters and without the last full stop, are. */
enum abbrev_kind abbrev_find(const char *word, size_t n);

/* The table, for tests: NULL past the last entry. Entries rise by strcmp. */
const char *abbrev_at(size_t i);

#endif
