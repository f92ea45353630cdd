/* The log's past acts, and which of them stand in the way of an undo. */
#ifndef TEMA_STORE_UNDO_PRIV_H
#define TEMA_STORE_UNDO_PRIV_H

#include "act_priv.h"

struct past_act {
    int64_t seq, at;
    tema_id id, coder, target, under;
    char *kind, *words, *anchors; /* in the arena */
    void *changes;
    int nchanges;
    bool is_undo;
    /* of the user's act behind a chain of undos and redos, filled by past_first and since_read */
    tema_id first_id;
    int64_t first_seq;
    const char *first_words;
};
typedef VEC(struct past_act) past_acts;

/* An act of the log by its id, in the arena; one that is not there is ERR_CORRUPT. */
bool past_act_read(struct store *s, tema_id id, struct arena *a, struct past_act *ret, struct err *err);
/* The act of the user behind a chain of undos and redos, that act itself when there is none; noted in x. */
bool past_first(struct store *s, struct past_act *x, struct arena *a, struct past_act *ret, struct err *err);

struct touched { /* a record: table and primary key */
    char *table;
    int64_t key[2];
    int nkey;
};
/* The table (borrowed from the iterator) and primary key of the change that a changeset's iterator stands on. */
void touched_read(sqlite3_changeset_iter *it, struct touched *t, const char **ret_table);
bool changes_touch(const void *changes, int n, const struct touched *t);
/* sqlite3changeset_start for bytes that are only read; false when there is nothing to go through. */
bool changes_start(sqlite3_changeset_iter **it, const void *changes, int n);

/* What other coders have done since `x` and what still stands of it, newest first. When `x` is an undo, and so about to be done again, only what they first did
 * after it: acts of before that they have themselves taken back and done again meanwhile come in their old order and are in nobody's way. */
bool since_read(struct store *s, const struct past_act *x, struct arena *a, past_acts *out, struct err *err);

/* The newest of these acts that hangs together with `x`, or NULL. Two acts hang together
 *  - when both change a record: overlapping columns of one, or one of them puts it in or removes it; an attribute counts also by its name, which is unique;
 *  - when the later one names what the earlier put in (its splices' rows too; or, showing a source, all that came with it), or removes what the earlier names;
 *  - when both set or remove the anchor of one segment; the later one anchors in, or changes the words of, a source that the earlier one brought;
 *  - when both have moved codes or themes, and with `x` out of the way the tree could close to a ring at some point of the way back.
 * What the later acts did to each other does not matter: they stand each by itself, and each will want to be taken back from the state that it left. */
bool since_find(struct store *s, const struct past_act *x, const past_acts *list, const struct past_act **ret,
                struct err *err);

/* The newest of these acts that has changed the record, or NULL. */
const struct past_act *since_touching(const past_acts *list, const struct touched *t);

#endif
