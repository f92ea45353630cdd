/* Putting the text of a source in: what import.c does for one transcript, and take.c for a whole study. */
#ifndef TEMA_STORE_IMPORT_PRIV_H
#define TEMA_STORE_IMPORT_PRIV_H

#include "act_priv.h"
#include "tema/base/buf.h"
#include "tema/base/vec.h"
#include "tema/model/transcript.h"

/* The text as it was put in, and where its rows stand in it. */
struct put_text {
    struct buf text;
    size_t chars;
    int64_t words;
    VEC(struct row_start) rows; /* in the text's order */
    VEC(size_t) bytes;          /* where each begins in `text` */
};
void put_text_release(struct put_text *p);

/* Rows, cues and index of a source whose row is there and hidden, nothing captured; `speakers` are the ids of the transcript's. What *ret held is released before. */
bool import_text(struct store *s, tema_id source, const struct transcript *t, const tema_id *speakers,
                 struct put_text *ret, struct err *err);

#endif
