#include "tema/model/themetree.h"

#include "tema/model/nametree.h"

static bool is_standing(const void *item)
{
    const struct theme *t = item;
    return t->status == THEME_CANDIDATE || t->status == THEME_KEPT;
}

static const struct name_shape shape = {.kind = NAMES_OF_THEMES,
                                        .size = sizeof(struct theme),
                                        .id = offsetof(struct theme, id),
                                        .parent = offsetof(struct theme, parent),
                                        .group = offsetof(struct theme, structure),
                                        .name = offsetof(struct theme, name),
                                        .ord = offsetof(struct theme, ord),
                                        .depth = offsetof(struct theme, depth),
                                        .stands = is_standing};

bool themetree_order(struct theme *themes, size_t n, struct err *err)
{
    return nametree_order(&shape, themes, n, err);
}

const struct theme *themetree_find(const struct theme *themes, size_t n, tema_id id)
{
    return nametree_find(&shape, themes, n, id);
}

char *themetree_path(const struct theme *themes, size_t n, tema_id id, struct arena *a)
{
    return nametree_path(&shape, themes, n, id, a);
}

bool themetree_split(const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err)
{
    return nametree_split(NAMES_OF_THEMES, path, a, ret_names, ret_n, err);
}

bool themetree_resolve(const struct theme *themes, size_t n, tema_id structure, const char *path,
                       tema_id *ret, bool *ret_ambiguous, struct err *err)
{
    return nametree_resolve(&shape, themes, n, structure, path, ret, ret_ambiguous, err);
}

bool themetree_is_within(const struct theme *themes, size_t n, tema_id id, tema_id below)
{
    return nametree_is_within(&shape, themes, n, id, below);
}

bool themetree_stands(const struct theme *themes, size_t n, tema_id id)
{
    const struct theme *t = themetree_find(themes, n, id);
    size_t steps = 0;
    for (; t && is_standing(t) && t->parent != 0 && steps < n; steps++)
        t = themetree_find(themes, n, t->parent);
    return t && is_standing(t) && t->parent == 0;
}

const char *themetree_level(const struct structure *s, int depth)
{
    if (s->nlevels == 0)
        return "";
    size_t level = depth > 0 ? (size_t)depth : 0;
    return s->levels[level < s->nlevels ? level : s->nlevels - 1];
}
