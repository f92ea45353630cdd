/* Order among siblings: codes under a code, themes under a theme, places under a theme. The statement `put` that these are given sets
 * the parent and the key of a row: ?1 its id, ?2 the parent (NULL: the top), ?3 the key. */
#ifndef TEMA_STORE_SIBLING_PRIV_H
#define TEMA_STORE_SIBLING_PRIV_H

#include "db_priv.h"
#include "tema/base/vec.h"

struct sibling {
    tema_id id;
    char *ord;
};
typedef VEC(struct sibling) sibling_list;

/* Appends the rows of a query that gives id and ord in order, keys in `a`, and ends it. */
bool sibling_read(struct query *q, struct arena *a, sibling_list *list, struct err *err);

/* Takes `id` out of the list. *ret_at: index among the others before which it is to stand so as to precede `before` (0: the last one);
 * *ret_same: it stands there already. False when `before` is not among them. */
bool sibling_find(sibling_list *list, tema_id id, tema_id before, size_t *ret_at, bool *ret_same);

/* A key for a place before number `at` of `list`. Where two keys there are equal, as they can be after an undo, all get fresh ones. The
 * caller's (mem_free); NULL on failure. */
char *sibling_key(struct store *s, enum statement_id put, tema_id parent, const sibling_list *list, size_t at,
                  struct err *err);

/* Puts `id` under `parent` before number `at` of `list`, in which it is not. */
bool sibling_put(struct store *s, enum statement_id put, tema_id id, tema_id parent, const sibling_list *list,
                 size_t at, struct err *err);

#endif
