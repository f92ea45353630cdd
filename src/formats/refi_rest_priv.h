/* What REFI-QDA has no place for, on its way through a .qdpx and back.
 *
 * It goes twice. For people, where a reader of the other program expects it: themes as sets of their codes, and as notes the codebook's
 * versions, reviews, quotes, rounds, phases and wordings of the question. For tema, as a part of the project's JSON in one further note:
 * every member that REFI-QDA does not hold, of everything by its GUID. Coming back, what REFI-QDA holds counts as the file says, so what
 * others changed stays changed; the part is laid over it, and what was written for people only goes, unless somebody changed it. */
#ifndef TEMA_FORMATS_REFI_REST_H
#define TEMA_FORMATS_REFI_REST_H

#include "tema/base/buf.h"
#include "tema/model/exchange.h"

#define REFI_REST_NAME "What REFI-QDA has no place for (for tema)"

/* The GUID of something that has none of its own, of this project: the same each time. In the arena. */
char *refi_guid_of(const struct exchange *x, const char *what, struct arena *a);

/* What stands in front of a turn so that others can read who speaks ("Kari: "); "" when nobody new speaks, or the name stands there already. */
char *refi_label(const struct transcript *t, size_t turn, struct arena *a);

/* ---- refi_notes.c: notes for people ---- */

struct refi_note {
    const char *guid, *name, *text;
    tema_id segment, coding; /* what refers to it; 0: nothing */
    tema_id coder;
    int64_t created;
};
size_t refi_notes(const struct exchange *x, struct arena *a, struct refi_note **ret);

/* ---- refi_rest.c: the part for tema ---- */

void refi_rest(const struct exchange *x, struct buf *out);

/* ---- refi_back.c ---- */

/* Lays it over what was read of a project that tema wrote. Notes what no longer fits. ERR_INPUT only when ids run out. */
bool refi_back(struct exchange *x, const char *rest, size_t n, struct err *err);

#endif
