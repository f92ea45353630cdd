/* A source's text in memory: rows, turns, pages, and the places one can go to in it. Positions are code
 * points in the source, which is what `show --raw` prints. */
#ifndef TEMA_MODEL_DOC_H
#define TEMA_MODEL_DOC_H

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/model/types.h"

struct doc_row {
    struct row row;
    cp_off start;     /* position of its first code point in the source */
    int turn;         /* number of its turn or paragraph, from 1 */
    int page;         /* page on which it starts, from 1: form feeds before it plus one */
    size_t label; /* code points of a typed label ("Informant: ") at its start, 0 if none: text that names its
                     speaker */
};

struct doc {
    struct arena arena;
    tema_id source;
    struct doc_row *rows;
    size_t n;
    size_t chars;     /* of the whole text */
    int turns, pages;
    bool timed;       /* some row or cue has a time */
    struct speaker *speakers;
    size_t nspeakers;
    int64_t version;  /* changes whenever the stored text or turns change; set by the store */
};

void doc_init(struct doc *d);
void doc_release(struct doc *d);

/* Computes start, turn, page, label and the totals from rows and speakers. Called by the store after filling
 * rows. */
void doc_number(struct doc *d);

size_t doc_row_at(const struct doc *d,
                  cp_off pos); /* index of the row that holds it; the last row for the end */
const struct speaker *doc_speaker(const struct doc *d, tema_id speaker); /* NULL for 0 or unknown */
void doc_text(const struct doc *d, cp_off start, cp_off end, struct buf *out); /* appends the words between */
int64_t doc_time(const struct doc *d,
                 cp_off pos); /* ms of the last cue or turn that starts at or before it; -1 unknown */

/* Motions: the place one comes to from `pos`, going `n` steps forward (negative: back): the starts of units,
 * of sentences, turns and paragraphs behind a typed label; stops at 0 and at `chars`. */
enum doc_unit { DOC_GRAPHEME, DOC_WORD, DOC_SENTENCE, DOC_TURN, DOC_PARAGRAPH };
cp_off doc_move(const struct doc *d, cp_off pos, enum doc_unit unit, int n);

/* The unit that `pos` stands in: from its first to behind its last visible character (no trailing blanks or
 * newline). For a turn: all its rows, without the typed label. False when there is none (an empty text). */
bool doc_unit_at(const struct doc *d, cp_off pos, enum doc_unit unit, cp_off *ret_start, cp_off *ret_end);

/* Finds words without case from `pos` on (back: before it), going round at the end. */
bool doc_find(const struct doc *d, const char *needle, cp_off pos, bool back, cp_off *ret_start,
              cp_off *ret_end);

/* The page that `pos` stands on, from 1; 0 where the text has no form feeds, so no pages. */
int doc_page(const struct doc *d, cp_off pos);

/* "turn 12" where speakers are named, else "paragraph 12"; "p. 3, paragraph 12" where there are pages; and
 * the time where known: "turn 12, 00:07:13". In the arena. */
char *doc_cite(const struct doc *d, cp_off pos, struct arena *a);

#endif
