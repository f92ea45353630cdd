/* The codebook's tree: order, paths, names. Works on the flat array of all codes that the store gives. */
#ifndef TEMA_MODEL_CODETREE_H
#define TEMA_MODEL_CODETREE_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/model/types.h"

/* Sorts into the tree's order (parents before children, siblings by order key, then id) and fills `depth`. False (ERR_CORRUPT) if there is a cycle or a
 * parent is missing. */
bool codetree_order(struct code *codes, size_t n, struct err *err);

const struct code *codetree_find(const struct code *codes, size_t n, tema_id id); /* NULL if not there */

/* "Technology/Prerequisites/access control"; a slash in a name is written "\/", a backslash "\\". In the arena. */
char *codetree_path(const struct code *codes, size_t n, tema_id id, struct arena *a);

/* Splits a path at its unescaped slashes, names unescaped and trimmed. Empty names are ERR_USAGE. */
bool codetree_split(const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err);

/* The code that the path or an unambiguous end of it names (whole names, compared exactly; if there is none, without case). A full path from the top wins over
 * ends. Merged and dropped codes are found only if no active one fits. ERR_NOT_FOUND says which candidates there are when ambiguous; *ret_ambiguous may be NULL. */
bool codetree_resolve(const struct code *codes, size_t n, const char *path, tema_id *ret, bool *ret_ambiguous, struct err *err);

/* True when `id` is `below` or lies below it. */
bool codetree_is_within(const struct code *codes, size_t n, tema_id id, tema_id below);

/* An active code whose name is one letter from `name` (fold_distance 1, or equal but for case), or NULL. Names of fewer than four letters have no neighbours. */
const struct code *codetree_near(const struct code *codes, size_t n, const char *name);

/* A colour for a new top-level code that differs from those in use; children take their parent's. 0xRRGGBB. */
uint32_t codetree_fresh_colour(const struct code *codes, size_t n);

#endif
