/* Trees of named things ordered by hand, which codes and themes are: order, paths, finding by the end of a path. Works on the caller's own flat
 * array of any struct that has the fields of a node; codetree.h and themetree.h are what others use. */
#ifndef TEMA_MODEL_NAMETREE_H
#define TEMA_MODEL_NAMETREE_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/model/types.h"

/* What the things are, for the sentences. */
enum name_kind { NAMES_OF_CODES, NAMES_OF_THEMES };

#define NAMETREE_UNGROUPED ((size_t)-1)
/* How a struct is a node: its size, and where its fields are, as offsetof says. */
struct name_shape {
    enum name_kind kind;
    size_t size;
    size_t id, parent; /* of a tema_id each; parent 0: at the top */
    size_t group;      /* of a tema_id: several trees in one array, a node's parent is of its group; or NAMETREE_UNGROUPED */
    size_t name, ord;  /* of a char * each; ord is an order key (orderkey.h) */
    size_t depth;      /* of an int */
    bool (*stands)(const void *item); /* found before those that do not: an active code, a theme that is neither merged nor dropped */
};

/* Sorts the n structs by group and into each tree's order (parents before children, siblings by order key, then id) and fills the depths, 0 at the
 * top; O(n log n). False (ERR_CORRUPT) with a cycle, an id that occurs twice, or a parent that is missing or of another group; the array is then
 * as it was. */
bool nametree_order(const struct name_shape *shape, void *items, size_t n, struct err *err);

const void *nametree_find(const struct name_shape *shape, const void *items, size_t n, tema_id id); /* NULL if not there */

/* The names from the top, with slashes between; a slash in a name is written "\/", a backslash "\\". "" for an unknown id. In the arena. */
char *nametree_path(const struct name_shape *shape, const void *items, size_t n, tema_id id, struct arena *a);

/* Splits a path at its unescaped slashes, names unescaped and trimmed. Empty names are ERR_USAGE. In the arena. */
bool nametree_split(enum name_kind kind, const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err);

/* What the path or an unambiguous end of it names in `group` (0: in all). As codetree_resolve says. */
bool nametree_resolve(const struct name_shape *shape, const void *items, size_t n, tema_id group, const char *path, tema_id *ret,
                      bool *ret_ambiguous, struct err *err);

/* True when `id` is `below` or lies below it. */
bool nametree_is_within(const struct name_shape *shape, const void *items, size_t n, tema_id id, tema_id below);

#endif
