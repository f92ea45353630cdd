/* Positions in a source and the mover, for the store's own files. */
#ifndef TEMA_STORE_TEXT_PRIV_H
#define TEMA_STORE_TEXT_PRIV_H

#include "db_priv.h"
#include "tema/base/buf.h"
#include "tema/base/hash.h"
#include "tema/model/marks.h"

/* Where each row of a source begins, without its text. */
struct row_start {
    tema_id row;
    size_t start, chars; /* code points in the source */
    int part;            /* 0: begins a paragraph, k: its k-th continuation */
};
struct row_map {
    tema_id source;
    struct row_start *v; /* in the text's order */
    size_t *by_id;       /* indexes into v, by rising row id */
    size_t n, chars;
};

/* Reads the map of a source; an unknown or hidden source is ERR_NOT_FOUND. Release with row_map_release. */
bool row_map_load(struct store *s, tema_id source, struct row_map *m, struct err *err);
bool row_map_load_any(struct store *s, tema_id source, struct row_map *m,
                      struct err *err); /* hidden ones too */
void row_map_release(struct row_map *m);
/* The rows first to last, inclusive, are now these n ones (their starts follow from their lengths); what lies behind moves along. */
void row_map_replace(struct row_map *m, size_t first, size_t last, const struct row_start *with, size_t n);
/* The position in the source of code point `at` of a row; false when the row is not of this source. */
bool row_map_position(const struct row_map *m, tema_id row, size_t at, size_t *ret);
size_t row_map_at(const struct row_map *m,
                  size_t pos); /* index of the row that holds `pos`; the last one for the end */

/* A segment's place as stored: a start edge belongs to the row that holds it, the end edge of a segment with words to the row that holds its last word. */
struct spot {
    tema_id start_row, end_row;
    size_t start_at, end_at;
};
struct spot row_map_place(const struct row_map *m, size_t start, size_t end);

/* The words between two places and their fingerprints as the anchor keeps them. */
bool text_fingerprint(struct store *s, const struct row_map *m, size_t start, size_t end,
                      uint8_t words[MARK_LEN], uint8_t context[MARK_LEN], struct err *err);
/* The same from words at hand: those between, and at most CONTEXT code points before and after them within their rows. */
enum { CONTEXT = 16 };
void text_marks(const char *words, size_t n, const char *before, size_t nbefore, const char *after,
                size_t nafter, uint8_t out_words[MARK_LEN], uint8_t out_context[MARK_LEN]);
/* Appends the words in [start, end). */
bool text_words(struct store *s, const struct row_map *m, size_t start, size_t end, struct buf *out,
                struct err *err);

/* Does the segment's anchor stand within its text, its fingerprint fitting the words? True when it has none. */
bool text_anchor_whole(struct store *s, tema_id segment, bool *ret, struct err *err);

/* One splice by the mover, recorded in the open act. `undoes`: the splice that this one takes back, whose rows come back (0: none), and `back` what
 * marks_take_back gave (NULL: none). */
bool text_splice(struct store *s, tema_id source, size_t at, size_t del, const char *ins, size_t n,
                 int64_t undoes, const hurts *back, struct err *err);

/* Paragraphs longer than a row holds are kept in several rows. Bytes of the first row of the n bytes of a paragraph: n when it fits. */
enum { ROW_MAX = 4096 };
size_t text_row_bytes(const char *s, size_t n);
/* The id and order key of a paragraph's k-th continuation row follow from its first row, so that they come out the same whenever it is cut. */
tema_id text_part_id(tema_id row, int part);
void text_part_ord(struct buf *out, const char *ord, int part);
/* A paragraph's order key, its continuations following. */
bool text_set_ord(struct store *s, tema_id row, const char *ord, struct err *err);
/* Hurts as the log keeps them: [[id, kind, start, end, left_start, left_end], …] (marks.h), "" when there are none. */
void text_hurts_json(const hurts *h, struct buf *out);
bool text_read_hurts(const char *json, hurts *out); /* appends; false when it cannot be read */

/* Continuation rows take their paragraph's speaker again. */
bool text_sync_parts(struct store *s, tema_id row, struct err *err);

#endif
