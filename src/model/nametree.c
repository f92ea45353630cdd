#include "tema/model/nametree.h"

#include <stdlib.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/text/fold.h"

/* ---- an item's fields ---- */

static const char *item_at(const struct name_shape *shape, const void *items, size_t i)
{
    return (const char *)items + i * shape->size;
}

static tema_id id_of(const struct name_shape *shape, const void *item)
{
    return *(const tema_id *)(const void *)((const char *)item + shape->id);
}

static tema_id parent_of(const struct name_shape *shape, const void *item)
{
    return *(const tema_id *)(const void *)((const char *)item + shape->parent);
}

static tema_id group_of(const struct name_shape *shape, const void *item)
{
    if (shape->group == NAMETREE_UNGROUPED)
        return 0;
    return *(const tema_id *)(const void *)((const char *)item + shape->group);
}

static const char *name_of(const struct name_shape *shape, const void *item)
{
    return *(const char *const *)(const void *)((const char *)item + shape->name);
}

static const char *ord_of(const struct name_shape *shape, const void *item)
{
    return *(const char *const *)(const void *)((const char *)item + shape->ord);
}

/* ---- order ---- */

struct node {
    tema_id id, parent, group;
    const char *ord;
    size_t index; /* in the caller's array */
    bool done;
};

static int sibling_cmp(const void *pa, const void *pb)
{
    const struct node *a = pa, *b = pb;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    int c = strcmp(a->ord, b->ord);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* The first of the sorted nodes that lies under `parent`; n if none. */
static size_t first_child(const struct node *sorted, size_t n, tema_id parent)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (sorted[mid].parent < parent)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && sorted[lo].parent == parent ? lo : n;
}

struct step {
    size_t index; /* in the caller's array */
    int depth;
};

/* Walks the sorted nodes from the top; `next` has room for n. Returns how many steps it could take: fewer
 * than n when the nodes are no tree. */
static size_t walk(struct node *sorted, size_t n, size_t *next, struct step *steps)
{
    size_t depth = 0, done = 0;
    next[0] = first_child(sorted, n, 0);
    while (next[depth] < n) {
        size_t i = next[depth];
        struct node *x = &sorted[i];
        if (x->done || x->id == 0)
            return 0;
        x->done = true;
        steps[done++] = (struct step){x->index, (int)depth};
        next[depth] = i + 1 < n && sorted[i + 1].parent == x->parent ? i + 1 : n;
        size_t child = first_child(sorted, n, x->id);
        if (child < n && (depth + 1 == n || sorted[child].group != x->group))
            return 0;
        if (child < n)
            next[++depth] = child;
        while (depth > 0 && next[depth] == n)
            depth--;
    }
    return done;
}

bool nametree_order(const struct name_shape *shape, void *items, size_t n, struct err *err)
{
    if (n == 0)
        return true;
    struct node *sorted = mem_array(NULL, n, sizeof *sorted);
    struct step *steps = mem_array(NULL, n, sizeof *steps);
    size_t *next = mem_array(NULL, n, sizeof *next);
    for (size_t i = 0; i < n; i++) {
        const void *item = item_at(shape, items, i);
        sorted[i] = (struct node){.id = id_of(shape, item),
                                  .parent = parent_of(shape, item),
                                  .group = group_of(shape, item),
                                  .ord = ord_of(shape, item),
                                  .index = i};
    }
    qsort(sorted, n, sizeof *sorted, sibling_cmp);
    bool whole = walk(sorted, n, next, steps) == n;
    if (whole) {
        char *copy = mem_array(NULL, n, shape->size);
        for (size_t i = 0; i < n; i++) {
            char *item = copy + i * shape->size;
            memcpy(item, item_at(shape, items, steps[i].index), shape->size);
            memcpy(item + shape->depth, &steps[i].depth, sizeof steps[i].depth);
        }
        memcpy(items, copy, n * shape->size);
        mem_free(copy);
    }
    mem_free(sorted);
    mem_free(steps);
    mem_free(next);
    if (whole)
        return true;
    switch (shape->kind) {
    case NAMES_OF_CODES:
        return err_set(err, ERR_CORRUPT,
                       _("the codebook's tree has a circle or a code whose parent is missing"));
    case NAMES_OF_THEMES:
        return err_set(err, ERR_CORRUPT,
                       _("a structure's tree has a circle or a theme whose parent is missing"));
    }
    return false;
}

/* ---- paths ---- */

const void *nametree_find(const struct name_shape *shape, const void *items, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++) {
        const void *item = item_at(shape, items, i);
        if (id_of(shape, item) == id)
            return item;
    }
    return NULL;
}

/* NULL at the top, and where the parent is missing. */
static const void *above(const struct name_shape *shape, const void *items, size_t n, const void *item)
{
    tema_id parent = parent_of(shape, item);
    return parent ? nametree_find(shape, items, n, parent) : NULL;
}

char *nametree_path(const struct name_shape *shape, const void *items, size_t n, tema_id id, struct arena *a)
{
    const void *item = nametree_find(shape, items, n, id);
    VEC(const char *) names = VEC_INIT;
    struct buf b = BUF_INIT;
    /* At most n names, also where the tree has a circle. */
    for (; item && names.n < n; item = above(shape, items, n, item))
        vec_push(&names, name_of(shape, item));
    for (size_t i = names.n; i-- > 0;) {
        for (const char *s = names.v[i]; *s; s++) {
            if (*s == '/' || *s == '\\')
                buf_addch(&b, '\\');
            buf_addch(&b, *s);
        }
        if (i > 0)
            buf_addch(&b, '/');
    }
    char *path = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    vec_release(&names);
    return path;
}

/* The name in `b` without blanks at its ends. */
static char *trimmed(const struct buf *b, struct arena *a)
{
    const char *s = buf_str(b), *end = s + b->len;
    while (*s == ' ' || *s == '\t' || *s == '\n')
        s++;
    while (end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n'))
        end--;
    return arena_strndup(a, s, (size_t)(end - s));
}

static bool say_empty(enum name_kind kind, const char *path, struct err *err)
{
    switch (kind) {
    case NAMES_OF_CODES:
        return err_set(err, ERR_USAGE, _("the code's path '%s' has an empty name in it"), path);
    case NAMES_OF_THEMES:
        return err_set(err, ERR_USAGE, _("the theme's path '%s' has an empty name in it"), path);
    }
    return false;
}

bool nametree_split(enum name_kind kind, const char *path, struct arena *a, char ***ret_names, size_t *ret_n,
                    struct err *err)
{
    VEC(char *) names = VEC_INIT;
    struct buf b = BUF_INIT;
    bool ok = true;
    for (const char *s = path; ok; s++) {
        if (*s == '\\' && s[1]) {
            buf_addch(&b, *++s);
        } else if (*s == '/' || *s == '\0') {
            char *name = trimmed(&b, a);
            ok = *name != '\0';
            vec_push(&names, name);
            buf_clear(&b);
        } else {
            buf_addch(&b, *s);
        }
        if (*s == '\0')
            break;
    }
    if (ok) {
        *ret_names = arena_copy(a, names.v, names.n, sizeof *names.v);
        *ret_n = names.n;
    } else {
        say_empty(kind, path, err);
    }
    buf_release(&b);
    vec_release(&names);
    return ok;
}

/* ---- finding ---- */

struct wanted {
    tema_id group;
    char **names;
    size_t n;
    bool fold, stands;
    int answer; /* 2: whole paths only */
};

static bool same_name(const char *a, const char *b, bool fold)
{
    return fold ? fold_distance(a, b, 0) == 0 : strcmp(a, b) == 0;
}

/* How the item answers to the names: whole path (2), its end (1), not (0). */
static int answers(const struct name_shape *shape, const void *items, size_t n, const void *item,
                   const struct wanted *w)
{
    for (size_t i = w->n; i-- > 0 && item; item = above(shape, items, n, item)) {
        if (!same_name(name_of(shape, item), w->names[i], w->fold))
            return 0;
        if (i == 0)
            return parent_of(shape, item) == 0 ? 2 : 1;
    }
    return 0;
}

static size_t candidates(const struct name_shape *shape, const void *items, size_t n, const struct wanted *w,
                         const void **out)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const void *item = item_at(shape, items, i);
        if ((w->group == 0 || group_of(shape, item) == w->group) && shape->stands(item) == w->stands &&
            answers(shape, items, n, item, w) >= w->answer)
            out[found++] = item;
    }
    return found;
}

static bool say_none(enum name_kind kind, const char *path, struct err *err)
{
    switch (kind) {
    case NAMES_OF_CODES: return err_set(err, ERR_NOT_FOUND, _("there is no code '%s'"), path);
    case NAMES_OF_THEMES: return err_set(err, ERR_NOT_FOUND, _("there is no theme '%s'"), path);
    }
    return false;
}

static bool say_ambiguous(enum name_kind kind, const char *path, const char *paths, struct err *err)
{
    switch (kind) {
    case NAMES_OF_CODES:
        return err_set(err, ERR_NOT_FOUND, _("'%s' can be several codes: %s; write more of the path"), path,
                       paths);
    case NAMES_OF_THEMES:
        return err_set(err, ERR_NOT_FOUND, _("'%s' can be several themes: %s; write more of the path"), path,
                       paths);
    }
    return false;
}

/* The paths of the first few of them, in quotes. In the arena. */
static char *some_paths(const struct name_shape *shape, const void *items, size_t n, const void *const *found,
                        size_t nfound, struct arena *a)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < nfound && i < 5; i++)
        buf_addf(&b, "%s'%s'", i ? ", " : "", nametree_path(shape, items, n, id_of(shape, found[i]), a));
    if (nfound > 5)
        buf_addstr(&b, ", …");
    char *paths = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return paths;
}

bool nametree_resolve(const struct name_shape *shape, const void *items, size_t n, tema_id group,
                      const char *path, tema_id *ret, bool *ret_ambiguous, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct wanted w = {.group = group};
    bool ok = false;
    if (ret_ambiguous)
        *ret_ambiguous = false;
    if (!nametree_split(shape->kind, path, &a, &w.names, &w.n, err))
        goto out;
    const void **found = arena_array(&a, n + 1, sizeof *found);
    size_t nfound = 0;
    for (int round = 0; round < 8 && nfound == 0; round++) {
        w.stands = !(round & 4);
        w.fold = round & 2;
        w.answer = round & 1 ? 1 : 2;
        nfound = candidates(shape, items, n, &w, found);
    }
    ok = nfound == 1;
    if (ok)
        *ret = id_of(shape, found[0]);
    else if (nfound == 0)
        say_none(shape->kind, path, err);
    else
        say_ambiguous(shape->kind, path, some_paths(shape, items, n, found, nfound, &a), err);
    if (ret_ambiguous)
        *ret_ambiguous = nfound > 1;
out:
    arena_release(&a);
    return ok;
}

bool nametree_is_within(const struct name_shape *shape, const void *items, size_t n, tema_id id,
                        tema_id below)
{
    for (size_t i = 0; i <= n && id != 0; i++) {
        if (id == below)
            return true;
        const void *item = nametree_find(shape, items, n, id);
        id = item ? parent_of(shape, item) : 0;
    }
    return false;
}
