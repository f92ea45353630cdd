/* Paragraphs that come one by one, as documents have them, made into the turns of a transcript. */
#ifndef TEMA_FORMATS_PARAGRAPHS_PRIV_H
#define TEMA_FORMATS_PARAGRAPHS_PRIV_H

#include "formats_priv.h"

enum para_kind {
    PARA_TEXT,
    PARA_HEADING, /* nobody says it, and nobody's turn goes on behind it */
    PARA_MARK,    /* ours, like "[p. 3]": never a label, and the turn around it goes on */
};
struct para {
    size_t at, n; /* in `text`, with the newlines at its end */
    enum para_kind kind;
};
struct paragraphs {
    struct transcript *t;
    struct buf text; /* of all of them; the turns' texts one after the other are exactly this */
    VEC(struct para) list;
    size_t begun; /* bytes of `text` that belong to ended paragraphs */
    bool full;    /* more came than a source can hold; paragraphs_finish refuses it */
};
/* Words are put at the end of `text` by the caller (no NULs, no newlines, UTF-8), then the paragraph is ended: */
void paragraphs_init(struct paragraphs *p, struct transcript *t);
void paragraphs_release(struct paragraphs *p);
/* Ends the paragraph: adds its newline. One of nothing but blanks is no row of its own: it belongs to the row
 * before, or, at the beginning, to the first one. */
void paragraphs_end(struct paragraphs *p, enum para_kind kind);
/* The whole of one: its words, then its end. */
void paragraphs_add(struct paragraphs *p, const char *s, size_t n, enum para_kind kind);
/* Bytes in the paragraph that has not ended. */
size_t paragraphs_open(const struct paragraphs *p);

/* Ends what is open, finds the speakers by their labels ("Kari: …", which stay in the text) and fills the
 * transcript's turns, with a note about the speakers. ERR_INPUT when there are more than a source can hold. */
bool paragraphs_finish(struct paragraphs *p, struct err *err);

#endif
