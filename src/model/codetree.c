#include "tema/model/codetree.h"

#include <stdlib.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

static int sibling_cmp(const void *pa, const void *pb)
{
    const struct code *a = pa, *b = pb;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    int c = strcmp(a->ord, b->ord);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* The first of the codes, sorted by parent, that lies under `parent`; n if none. */
static size_t first_child(const struct code *sorted, size_t n, tema_id parent)
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

bool codetree_order(struct code *codes, size_t n, struct err *err)
{
    if (n == 0)
        return true;
    struct code *sorted = mem_array(NULL, n, sizeof *sorted);
    size_t *next = mem_array(NULL, n + 1, sizeof *next), depth = 0, done = 0;
    memcpy(sorted, codes, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, sibling_cmp);
    next[0] = first_child(sorted, n, 0);
    for (bool more = next[0] < n; more && done < n;) {
        size_t i = next[depth];
        struct code *c = &codes[done++];
        *c = sorted[i];
        c->depth = (int)depth;
        next[depth] = i + 1 < n && sorted[i + 1].parent == c->parent ? i + 1 : n;
        size_t child = c->id != 0 ? first_child(sorted, n, c->id) : n;
        if (child < n && depth + 1 < n)
            next[++depth] = child;
        while (depth > 0 && next[depth] == n)
            depth--;
        more = next[depth] < n;
    }
    bool whole = done == n;
    if (!whole)
        memcpy(codes, sorted, n * sizeof *sorted);
    mem_free(sorted);
    mem_free(next);
    if (!whole)
        return err_set(err, ERR_CORRUPT,
                       _("the codebook's tree has a circle or a code whose parent is missing"));
    return true;
}

const struct code *codetree_find(const struct code *codes, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++) {
        if (codes[i].id == id)
            return &codes[i];
    }
    return NULL;
}

/* The ancestors of `c` from itself up; at most n, also where the tree has a circle. In the arena. */
static size_t lineage(const struct code *codes, size_t n, const struct code *c, struct arena *a,
                      const struct code ***ret)
{
    size_t depth = 0;
    for (const struct code *p = c; p && depth < n; p = p->parent ? codetree_find(codes, n, p->parent) : NULL)
        depth++;
    *ret = arena_array(a, depth + 1, sizeof **ret);
    for (size_t i = 0; i < depth; i++, c = codetree_find(codes, n, c->parent))
        (*ret)[i] = c;
    return depth;
}

char *codetree_path(const struct code *codes, size_t n, tema_id id, struct arena *a)
{
    const struct code *c = codetree_find(codes, n, id), **line;
    if (!c)
        return arena_strdup(a, "");
    struct buf b = BUF_INIT;
    for (size_t i = lineage(codes, n, c, a, &line); i-- > 0;) {
        for (const char *s = line[i]->name; *s; s++) {
            if (*s == '/' || *s == '\\')
                buf_addch(&b, '\\');
            buf_addch(&b, *s);
        }
        if (i > 0)
            buf_addch(&b, '/');
    }
    char *path = arena_strdup(a, buf_str(&b));
    buf_release(&b);
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

bool codetree_split(const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err)
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
        *ret_names = arena_array(a, names.n, sizeof **ret_names);
        memcpy(*ret_names, names.v, names.n * sizeof **ret_names);
        *ret_n = names.n;
    } else {
        err_set(err, ERR_USAGE, _("the code's path '%s' has an empty name in it"), path);
    }
    buf_release(&b);
    vec_release(&names);
    return ok;
}

static bool same_name(const char *a, const char *b, bool fold)
{
    return fold ? fold_distance(a, b, 0) == 0 : strcmp(a, b) == 0;
}

/* How `c` answers to the names: whole path (2), its end (1), not (0). */
static int answers(const struct code *codes, size_t n, const struct code *c, char **names, size_t nnames,
                   bool fold)
{
    for (size_t i = nnames; i-- > 0;) {
        if (!same_name(c->name, names[i], fold))
            return 0;
        if (i == 0)
            return c->parent == 0 ? 2 : 1;
        if (c->parent == 0 || !(c = codetree_find(codes, n, c->parent)))
            return 0;
    }
    return 0;
}

struct wanted {
    char **names;
    size_t n;
    bool fold, active;
    int answer; /* 2: whole paths only */
};

static size_t candidates(const struct code *codes, size_t n, const struct wanted *w, const struct code **out)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if ((codes[i].status == CODE_ACTIVE) == w->active &&
            answers(codes, n, &codes[i], w->names, w->n, w->fold) >= w->answer)
            out[found++] = &codes[i];
    }
    return found;
}

static bool say_ambiguous(const struct code *codes, size_t n, const char *path, const struct code **found,
                          size_t nfound, struct arena *a, struct err *err)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < nfound && i < 5; i++)
        buf_addf(&b, "%s'%s'", i ? ", " : "", codetree_path(codes, n, found[i]->id, a));
    if (nfound > 5)
        buf_addstr(&b, ", …");
    err_set(err, ERR_NOT_FOUND, _("'%s' can be several codes: %s; write more of the path"), path,
            buf_str(&b));
    buf_release(&b);
    return false;
}

bool codetree_resolve(const struct code *codes, size_t n, const char *path, tema_id *ret, bool *ret_ambiguous,
                      struct err *err)
{
    struct arena a = ARENA_INIT;
    struct wanted w = {0};
    bool ok = false;
    if (ret_ambiguous)
        *ret_ambiguous = false;
    if (!codetree_split(path, &a, &w.names, &w.n, err))
        goto out;
    const struct code **found = arena_array(&a, n + 1, sizeof *found);
    for (int round = 0; round < 8; round++) {
        w.active = !(round & 4);
        w.fold = round & 2;
        w.answer = round & 1 ? 1 : 2;
        size_t nfound = candidates(codes, n, &w, found);
        if (nfound == 1) {
            *ret = found[0]->id;
            ok = true;
            goto out;
        }
        if (nfound > 1) {
            if (ret_ambiguous)
                *ret_ambiguous = true;
            say_ambiguous(codes, n, path, found, nfound, &a, err);
            goto out;
        }
    }
    err_set(err, ERR_NOT_FOUND, _("there is no code '%s'"), path);
out:
    arena_release(&a);
    return ok;
}

bool codetree_is_within(const struct code *codes, size_t n, tema_id id, tema_id below)
{
    for (size_t i = 0; i <= n && id != 0; i++) {
        if (id == below)
            return true;
        const struct code *c = codetree_find(codes, n, id);
        id = c ? c->parent : 0;
    }
    return false;
}

const struct code *codetree_near(const struct code *codes, size_t n, const char *name)
{
    if (utf8_count(name, strlen(name)) < 4)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const char *other = codes[i].name;
        if (codes[i].status == CODE_ACTIVE && utf8_count(other, strlen(other)) >= 4 &&
            strcmp(name, other) != 0 && fold_distance(name, other, 1) <= 1)
            return &codes[i];
    }
    return NULL;
}

/* A colour of full turn `hue` (0 to 1535) at a brightness that reads on light and on dark. */
static uint32_t hue_colour(unsigned hue)
{
    unsigned up = hue % 256, down = 255 - up, r = 0, g = 0, b = 0;
    switch (hue / 256 % 6) {
    case 0: r = 255, g = up; break;
    case 1: r = down, g = 255; break;
    case 2: g = 255, b = up; break;
    case 3: g = down, b = 255; break;
    case 4: r = up, b = 255; break;
    case 5: r = 255, b = down; break;
    }
    return (40 + r * 160 / 255) << 16 | (40 + g * 160 / 255) << 8 | (40 + b * 160 / 255);
}

uint32_t codetree_fresh_colour(const struct code *codes, size_t n)
{
    static const uint32_t first[] = {0x3b7dd8, 0xd9822b, 0x2e9e5b, 0xc2425f, 0x8a5cc7, 0x1f9aa8,
                                     0xb08d1e, 0xd1589f, 0x5f8a2f, 0xa3593b, 0x5566cc, 0x4c8c7d};
    size_t nfirst = sizeof first / sizeof *first;
    for (size_t k = 0;; k++) {
        /* 949/1536 of a turn is the golden angle: each new hue falls into the widest gap. */
        uint32_t c = k < nfirst ? first[k] : hue_colour((unsigned)(k * 949 % 1536));
        bool used = false;
        for (size_t i = 0; i < n && !used; i++)
            used = codes[i].colour == c;
        if (!used || k > nfirst + 1536)
            return c;
    }
}
