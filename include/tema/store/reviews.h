/* The supervisor's review, and copies of the whole file. As store.h. */
#ifndef TEMA_STORE_REVIEWS_H
#define TEMA_STORE_REVIEWS_H

#include "tema/store/store.h"

/* By coding (in order of source, place, id; those of codings that are gone last), then oldest first. coding 0: all. */
bool store_reviews(struct store *s, tema_id coding, struct arena *a, struct review_entry **ret, size_t *ret_n, struct err *err);
/* [act] Adds to the thread of a coding, which must be there (ERR_NOT_FOUND: "… has gone") unless `kind` is a comment or closes a thread that has entries. A comment needs a text; others may have "". A verdict keeps what it was given on.
 * Withdrawing without a verdict of one's own, or resolving what is not open: ERR_INPUT. */
bool store_add_review(struct store *s, tema_id coding, enum review_kind kind, const char *text, tema_id *ret, struct err *err);

/* ---- copies (backup.c) ---- */

/* Writes a copy while others work, checks it (SQLite's check, the log's chain), and only then puts it in place, mode 0600. An existing `to` is replaced only with `replace`, and only when it is a project or empty. */
bool store_backup(struct store *s, const char *to, bool replace, struct err *err);
/* Puts the content of the project at `from` into this one, in one transaction, after checking it. Others that have the project open read it anew. */
bool store_restore_file(struct store *s, const char *from, struct err *err);

#endif
