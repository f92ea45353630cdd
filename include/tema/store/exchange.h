/* A whole study in and out of the project. */
#ifndef TEMA_STORE_EXCHANGE_H
#define TEMA_STORE_EXCHANGE_H

#include "tema/model/exchange.h"
#include "tema/store/store.h"

/* Where it came from, for the import report. */
struct take_meta {
    const char *file, *format, *encoding, *sha256; /* "" when there is none */
    bool again; /* take it even if the same bytes, or sources with these GUIDs, are there already; they get new GUIDs then */
};
struct take_result {
    tema_id first; /* the first source that came in, 0 for none */
    int64_t sources, words, codes, codings, participants, memos; /* that were not there before */
};
/* [act] Puts an exchange in (exchange_check must have passed), and keeps x->notes as the import's report (store_told): the caller need not tell it.
 * What is there already under the same GUID, a code, coder, participant, attribute, round, structure, theme, memo, version, set or link, is the same thing and stays as it is in the project; a coder and an
 * attribute are also known by the name, a participant by the name when its GUID is not there, each at most once. Values of participants are set; one that was another is noted with both. Everything else is new, and stands as
 * it came: equal names, equal ranges, double codings. A source whose bytes or GUID are there already, or sources from a file whose bytes came in before, are ERR_INPUT, naming it, unless `again`: then a source that is there
 * comes in as a second copy, it and what hangs on it with GUIDs of its own. Adds to x->notes what was united or had to be mended. Undoing the act hides the sources and takes everything else back but coders' names.
 * With x->keep_ids ids stay as they are; ERR_INPUT when one of them is taken by something of another GUID (with `again` that one gets a fresh id). Where x->ours and the project holds nothing yet, it becomes that project: guid, title, created and
 * patterns too; who imports, if new to the project, is then that coder of the exchange. Linear in its size. */
bool store_take(struct store *s, struct exchange *x, const struct take_meta *m, struct take_result *ret, struct err *err);

/* Everything that is not hidden, by everybody, of one moment: what store_take puts into an empty project to make it equal. `x` must be initialised. Codings and attributes that came without a GUID have one that follows from
 * their id, the same each time. Not given: the log, what store_told tells, and what was open on a screen, which are this file's own. */
bool store_give(struct store *s, struct exchange *x, struct err *err);

/* What imports and exports told. */
struct told {
    tema_id id, coder;
    bool out; /* an export */
    const char *file, *format, *encoding, *sha256; /* "" when there is none */
    const char *text; /* one sentence a line */
    int64_t at;
};
/* [act] Keeps it; strings may be NULL, coder 0 is who acts, `at` 0 is now. An export's is never taken back, an import's goes with its act. */
bool store_tell(struct store *s, const struct told *t, struct err *err);
/* Oldest first, without those of imports that were taken back. */
bool store_told(struct store *s, struct arena *a, struct told **ret, size_t *ret_n, struct err *err);

#endif
