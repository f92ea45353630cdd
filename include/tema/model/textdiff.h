/* The smallest set of splices that turns one text into another. */
#ifndef TEMA_MODEL_TEXTDIFF_H
#define TEMA_MODEL_TEXTDIFF_H

#include "tema/base/vec.h"

/* To be applied in order: positions count in the text as the earlier ones have left it. */
struct text_splice {
    size_t at, del;       /* code points */
    size_t ins_b, ins_n;  /* the inserted words: bytes of the new text from ins_b, ins_n of them */
    size_t ins_chars;     /* the same in code points */
};
typedef VEC(struct text_splice) text_splices;

/* Myers (1986, "An O(ND) difference algorithm"), first by line, then by word, then within a changed word by its common head and tail, never
 * inside a grapheme cluster. Appends. Valid UTF-8 in; lengths in bytes. Linear memory; on wildly different texts it stops searching for the
 * least and replaces the differing middle. */
void textdiff(const char *from, size_t from_n, const char *to, size_t to_n, text_splices *out);

#endif
