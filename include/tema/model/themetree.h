/* The themes of one structure as a tree: order, paths, names. Works on the flat array of its themes. As codetree.h is for codes; both stand on
 * nametree.h. */
#ifndef TEMA_MODEL_THEMETREE_H
#define TEMA_MODEL_THEMETREE_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/model/types.h"

/* Sorts by structure and into each tree's order, fills `depth`. False (ERR_CORRUPT) if there is a cycle, or a parent is missing or of another structure. */
bool themetree_order(struct theme *themes, size_t n, struct err *err);
const struct theme *themetree_find(const struct theme *themes, size_t n, tema_id id); /* NULL if not there */
/* "Barrierer/Opplæring/tid", written as codetree_path does. In the arena. */
char *themetree_path(const struct theme *themes, size_t n, tema_id id, struct arena *a);
bool themetree_split(const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err); /* as codetree_split */
/* As codetree_resolve, among the themes of the structure; standing ones (candidate, kept) before merged and dropped. */
bool themetree_resolve(const struct theme *themes, size_t n, tema_id structure, const char *path, tema_id *ret, bool *ret_ambiguous,
                       struct err *err);
bool themetree_is_within(const struct theme *themes, size_t n, tema_id id, tema_id below);
/* Standing: candidate or kept, and all above it likewise. */
bool themetree_stands(const struct theme *themes, size_t n, tema_id id);
/* The structure's word for the level, borrowed: levels[depth], or the last one. */
const char *themetree_level(const struct structure *s, int depth);

#endif
