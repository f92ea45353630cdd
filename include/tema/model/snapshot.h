/* The codebook and all thematic structures of one moment, and what has become of them by another. */
#ifndef TEMA_MODEL_SNAPSHOT_H
#define TEMA_MODEL_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/model/types.h"

struct snapshot {
    struct code *codes; /* in the tree's order, with depth and counts */
    size_t ncodes;
    struct structure *structures;
    size_t nstructures;
    struct theme *themes; /* in themetree_order; not counted */
    size_t nthemes;
    struct place *places; /* by theme and order key */
    size_t nplaces;
};

enum change_kind {
    CHANGE_ADDED, CHANGE_REMOVED, CHANGE_RENAMED, CHANGE_MOVED, CHANGE_MERGED, CHANGE_SPLIT, CHANGE_REDEFINED, CHANGE_RECOLOURED, CHANGE_STATUS,
    CHANGE_PLACED
};
extern const struct enum_words change_kinds; /* added removed renamed moved merged split redefined recoloured status placed */
enum change_of { OF_CODE, OF_THEME, OF_STRUCTURE };
extern const struct enum_words change_ofs; /* code theme structure */

struct change {
    enum change_kind kind;
    enum change_of of;
    tema_id id;
    char *path;           /* in the later snapshot; of what was removed: in the earlier */
    char *field;          /* of redefined: definition, include, exclude, example, idea, scope, narrative; of a structure: levels; else "" */
    char *before, *after; /* the names, parents' paths ("/": the top), definitions, "#rrggbb", status words; of merged: "" and the target's path; of split: the
                             origin's path and ""; of placed: the codes (report name or path) under a theme, one a line; "" where there is none; the level
                             words of a structure, one a line; of a structure's status: "current" or "" */
};
/* What has changed from a to b, by identity: a thing that was renamed and moved has two entries. Codes in b's tree order, then themes, then structures; of one thing in the order of
 * the enum; removed ones last. A code that became merged is `merged`, not `status`; one that is new and split off is `split`, not `added`. Order among siblings or places, and single meaning units under a theme, are no change. Something new that is merged or
 * dropped from the start, or a theme that has codes, has an entry for that too. O(n log n) and the paths of what has changed. In the arena. */
void snapshot_diff(const struct snapshot *a, const struct snapshot *b, struct arena *arena, struct change **ret, size_t *ret_n);

#endif
