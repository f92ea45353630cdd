/* How places in a text move when the text is changed.
 *
 * A mark is an edge of something anchored in a text: the start or end of a meaning unit, or a point at which
 * a cue begins. A splice deletes `del` code points at `at` and puts `ins` there. One rule moves every mark,
 * in the stored text and in simulation (marks_carry), so that the two can never disagree.
 *
 * Rules (p the mark, [at, at+del) what goes):
 *  - before `at` it stays; after at+del it shifts by ins − del;
 *  - pure insertion exactly at p: outside the segment: a START or CUE moves to at+ins, an END stays; both
 *    edges of an empty segment stay; a POINT stays;
 *  - START: at p == at it stays (a replaced first word stays inside), inside or at the end it goes to at+ins;
 *  - END: at p == at it stays, at p == at+del it goes to at+ins, inside to at;
 *  - a segment that lay wholly in what went becomes empty, at `at`, unless it was exactly [at, at+del) and
 *    something was put there: then it holds what was put there; an empty segment strictly inside goes to `at`;
 *  - CUE as START; POINT strictly inside goes to `at`, at at+del to at+ins.
 * Start never passes end.
 *
 * Taking back, as the store does it. Every splice is kept with its number, the number of the splice it takes
 * back (0: none), its span, the words it deleted, and the hurts that marks_splice gave for it. To take back
 * splice X, U is made thus:
 *  1. `past`: the source's splices from X to the newest, in order, with their hurts. If one of those takes
 *     back a splice older than X, begin at the oldest such splice instead, and so on back (giving all
 *     splices of the source is always right).
 *  2. marks_take_back(past, …) gives U's span, and in `back` where the hurt marks return to. A hit means
 *     that a later splice that still stands changed just these words: refuse the act and say who.
 *  3. Put X's deleted words in at U's span; move all marks of the source with
 *     marks_splice(…, span, &back, &own).
 *  4. Keep U with undoes = X's number, its span, the words it deleted, and `own` as its hurts.
 * Doing it again is taking back U by the same four steps; taking that back again names the newest of the chain.
 */
#ifndef TEMA_MODEL_MARKS_H
#define TEMA_MODEL_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/vec.h"
#include "tema/model/types.h"

/* A splice without its words; code points in the source's text as it is when the splice comes. */
struct splice_span {
    size_t at, del, ins;
};

enum mark_kind { MARK_RANGE, MARK_CUE, MARK_POINT };
struct mark {
    tema_id id;           /* of the segment or cue; any number for the caller's own */
    enum mark_kind kind;
    size_t start, end;    /* end == start but for MARK_RANGE */
};

/* A mark that the inverse splice alone would not bring back to its place. All four are code points in the
 * source. To be stored as five numbers and a kind: [id, kind, start, end, left_start, left_end]; kind as 0,
 * 1, 2. */
struct hurt {
    tema_id id;
    enum mark_kind kind;
    size_t start, end;           /* where it stood, in the text before the splice */
    size_t left_start, left_end; /* where the splice left it, in the text after it */
};
typedef VEC(struct hurt) hurts;

/* Moves n marks. Appends to `out` (may be NULL) every mark that the inverse splice alone would not bring
 * back. `back` (may be NULL): the hurts that marks_take_back gave for the splice that this one takes back,
 * or, when nothing came in between, that splice's own: each edge that still stands where it was left
 * (left_start, left_end, in the text before this splice) returns to its place (start, end, in the text after
 * it). Marks are told apart by id and kind. */
void marks_splice(struct mark *m, size_t n, struct splice_span s, const hurts *back, hurts *out);

/* One splice of the later history of a source, as the store keeps it. */
struct past_splice {
    int64_t id;
    int64_t undoes; /* id of the splice that this one takes back, 0 otherwise */
    struct splice_span span;
    hurts stored;   /* what marks_splice gave for it; read by marks_take_back only, else it may be left empty */
};

/* Carries marks from the text as it was before past[0] to the text after past[npast-1], in which splices that
 * were taken back inside this stretch cancel out exactly. *ret_hit (n flags, may be NULL): true where the
 * surroundings of a POINT or an edge of a RANGE were deleted by a splice (at < p < at+del) that has not been
 * taken back. */
void marks_carry(struct mark *m, size_t n, const struct past_splice *past, size_t npast, bool *ret_hit);

/* The splice that takes back past[which] in the text after past[npast-1]: *ret its span, to `back` (appended;
 * may be NULL) the hurts of that splice and the later ones as marks_splice wants them, *ret_hit true when
 * splices that still stand have deleted some of the words it put there, or put others between them, or
 * deleted across its place: then the span is the best that can be said and taking back is not exact. False
 * when past[which] has been taken back already (nothing is written then). */
bool marks_take_back(const struct past_splice *past, size_t npast, size_t which, struct splice_span *ret,
                     hurts *back, bool *ret_hit);

#endif
