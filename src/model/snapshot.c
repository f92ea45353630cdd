#include "tema/model/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/vec.h"
#include "tema/model/codetree.h"
#include "tema/model/themetree.h"

static const char *const kind_list[] = {"added",     "removed",    "renamed", "moved",  "merged", "split",
                                        "redefined", "recoloured", "status",  "placed", NULL};
const struct enum_words change_kinds = {kind_list};
static const char *const of_list[] = {"code", "theme", "structure", NULL};
const struct enum_words change_ofs = {of_list};

/* ---- things by their ids ---- */

struct entry {
    tema_id id;
    const void *thing;
};
struct index {
    struct entry *v;
    size_t n;
};

static int entry_cmp(const void *pa, const void *pb)
{
    const struct entry *a = pa, *b = pb;
    return (a->id > b->id) - (a->id < b->id);
}

static const void *look_up(const struct index *x, tema_id id)
{
    const struct entry key = {id, NULL};
    const struct entry *e = x->n ? bsearch(&key, x->v, x->n, sizeof *x->v, entry_cmp) : NULL;
    return e ? e->thing : NULL;
}

static int place_cmp(const void *pa, const void *pb)
{
    const struct place *a = *(const struct place *const *)pa, *b = *(const struct place *const *)pb;
    if (a->theme != b->theme)
        return a->theme < b->theme ? -1 : 1;
    int c = strcmp(a->ord, b->ord);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* A snapshot with what is needed to find one's way in it. */
struct side {
    const struct snapshot *snap;
    struct index codes, themes, structures;
    const struct place **places; /* codes' ones, by theme, then as they are ordered */
    size_t nplaces;
};

static void index_sort(struct index *x)
{
    qsort(x->v, x->n, sizeof *x->v, entry_cmp);
}

static void side_init(struct side *s, const struct snapshot *snap, struct arena *a)
{
    *s = (struct side){.snap = snap};
    s->codes = (struct index){arena_array(a, snap->ncodes + 1, sizeof *s->codes.v), snap->ncodes};
    for (size_t i = 0; i < snap->ncodes; i++)
        s->codes.v[i] = (struct entry){snap->codes[i].id, &snap->codes[i]};
    s->themes = (struct index){arena_array(a, snap->nthemes + 1, sizeof *s->themes.v), snap->nthemes};
    for (size_t i = 0; i < snap->nthemes; i++)
        s->themes.v[i] = (struct entry){snap->themes[i].id, &snap->themes[i]};
    s->structures =
        (struct index){arena_array(a, snap->nstructures + 1, sizeof *s->structures.v), snap->nstructures};
    for (size_t i = 0; i < snap->nstructures; i++)
        s->structures.v[i] = (struct entry){snap->structures[i].id, &snap->structures[i]};
    index_sort(&s->codes);
    index_sort(&s->themes);
    index_sort(&s->structures);
    s->places = arena_array(a, snap->nplaces + 1, sizeof *s->places);
    for (size_t i = 0; i < snap->nplaces; i++) {
        if (snap->places[i].code != 0)
            s->places[s->nplaces++] = &snap->places[i];
    }
    qsort(s->places, s->nplaces, sizeof *s->places, place_cmp);
}

/* ---- what is noted ---- */

struct diff {
    struct side a, b;
    struct arena *arena;  /* the caller's */
    struct arena scratch; /* freed at the end */
    VEC(struct change) changes;
};

static char *copy(struct diff *d, const char *s)
{
    return arena_strdup(d->arena, s);
}

static char *code_path(struct diff *d, const struct side *s, tema_id id)
{
    return codetree_path(s->snap->codes, s->snap->ncodes, id, d->arena);
}

static char *theme_path(struct diff *d, const struct side *s, tema_id id)
{
    return themetree_path(s->snap->themes, s->snap->nthemes, id, d->arena);
}

static char *thing_path(struct diff *d, enum change_of of, const struct side *s, tema_id id)
{
    switch (of) {
    case OF_CODE: return code_path(d, s, id);
    case OF_THEME: return theme_path(d, s, id);
    case OF_STRUCTURE: break;
    }
    const struct structure *x = look_up(&s->structures, id);
    return copy(d, x ? x->name : "");
}

/* A change of the thing `like` describes, whose path in the later snapshot is looked for at its first
 * change; `before` and `after` lie in the arena. */
static void note(struct diff *d, struct change *like, enum change_kind kind, const char *field, char *before,
                 char *after)
{
    if (!like->path)
        like->path = thing_path(d, like->of, &d->b, like->id);
    struct change c = *like;
    c.kind = kind;
    c.field = arena_strdup(d->arena, field);
    c.before = before;
    c.after = after;
    vec_push(&d->changes, c);
}

static char *parent_path(struct diff *d, enum change_of of, const struct side *s, tema_id parent)
{
    return parent ? thing_path(d, of, s, parent) : copy(d, "/");
}

static void note_text(struct diff *d, struct change *like, enum change_kind kind, const char *field,
                      const char *before, const char *after)
{
    if (strcmp(before, after) != 0)
        note(d, like, kind, field, copy(d, before), copy(d, after));
}

/* What a code and a theme have alike. */
struct standing {
    tema_id parent, split_from, merged_into;
    const char *name, *status;
    bool merged, stands;
};

/* The origin's path as it is now, or was while it was there; "" when neither side knows it. */
static char *origin_path(struct diff *d, enum change_of of, tema_id origin)
{
    const struct index *now = of == OF_CODE ? &d->b.codes : &d->b.themes;
    return thing_path(d, of, look_up(now, origin) ? &d->b : &d->a, origin);
}

/* `was` NULL: it is new. */
static void note_tree(struct diff *d, struct change *like, const struct standing *was,
                      const struct standing *is)
{
    bool split = !was && is->split_from != 0;
    if (!was && !split)
        note(d, like, CHANGE_ADDED, "", copy(d, ""), copy(d, ""));
    if (was)
        note_text(d, like, CHANGE_RENAMED, "", was->name, is->name);
    if (was && was->parent != is->parent)
        note(d, like, CHANGE_MOVED, "", parent_path(d, like->of, &d->a, was->parent),
             parent_path(d, like->of, &d->b, is->parent));
    if (is->merged && (!was || !was->merged || was->merged_into != is->merged_into))
        note(d, like, CHANGE_MERGED, "", copy(d, ""), thing_path(d, like->of, &d->b, is->merged_into));
    if (split)
        note(d, like, CHANGE_SPLIT, "", origin_path(d, like->of, is->split_from), copy(d, ""));
}

/* Of something new only what is out of the tree from the start is worth a word. */
static void note_status(struct diff *d, struct change *like, const struct standing *was,
                        const struct standing *is)
{
    if (is->merged || (!was && is->stands))
        return;
    note_text(d, like, CHANGE_STATUS, "", was ? was->status : "", is->status);
}

/* ---- codes ---- */

static struct standing code_standing(const struct code *c)
{
    return (struct standing){.parent = c->parent,
                             .split_from = c->split_from,
                             .merged_into = c->merged_into,
                             .name = c->name,
                             .status = enum_word(&code_statuses, (int)c->status),
                             .merged = c->status == CODE_MERGED,
                             .stands = c->status == CODE_ACTIVE};
}

static char *colour_word(struct diff *d, uint32_t colour)
{
    return arena_printf(d->arena, "#%06x", (unsigned)(colour & 0xffffff));
}

static void diff_code(struct diff *d, const struct code *was, const struct code *is)
{
    struct change like = {.of = OF_CODE, .id = is->id};
    struct standing before, now = code_standing(is);
    if (was)
        before = code_standing(was);
    note_tree(d, &like, was ? &before : NULL, &now);
    if (was) {
        note_text(d, &like, CHANGE_REDEFINED, "definition", was->definition, is->definition);
        note_text(d, &like, CHANGE_REDEFINED, "include", was->include, is->include);
        note_text(d, &like, CHANGE_REDEFINED, "exclude", was->exclude, is->exclude);
        note_text(d, &like, CHANGE_REDEFINED, "example", was->example, is->example);
        if ((was->colour & 0xffffff) != (is->colour & 0xffffff))
            note(d, &like, CHANGE_RECOLOURED, "", colour_word(d, was->colour), colour_word(d, is->colour));
    }
    note_status(d, &like, was ? &before : NULL, &now);
}

/* ---- themes ---- */

static struct standing theme_standing(const struct theme *t)
{
    return (struct standing){.parent = t->parent,
                             .split_from = t->split_from,
                             .merged_into = t->merged_into,
                             .name = t->name,
                             .status = enum_word(&theme_statuses, (int)t->status),
                             .merged = t->status == THEME_MERGED,
                             .stands = t->status == THEME_CANDIDATE || t->status == THEME_KEPT};
}

/* The codes' places under the theme, in their order. */
static const struct place **theme_places(const struct side *s, tema_id theme, size_t *ret_n)
{
    size_t lo = 0, hi = s->nplaces, end;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->places[mid]->theme < theme)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (end = lo; end < s->nplaces && s->places[end]->theme == theme; end++)
        ;
    *ret_n = end - lo;
    return s->places + lo;
}

static int code_name_cmp(const void *pa, const void *pb)
{
    const struct place *a = *(const struct place *const *)pa, *b = *(const struct place *const *)pb;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return strcmp(a->name, b->name);
}

static const struct place **sorted_by_code(struct diff *d, const struct place **places, size_t n)
{
    const struct place **copied = arena_copy(&d->scratch, places, n, sizeof *places);
    qsort(copied, n, sizeof *copied, code_name_cmp);
    return copied;
}

/* The same codes under the same names, in whatever order. */
static bool same_places(struct diff *d, const struct place **was, size_t nwas, const struct place **is,
                        size_t nis)
{
    if (nwas != nis)
        return false;
    const struct place **a = sorted_by_code(d, was, nwas), **b = sorted_by_code(d, is, nis);
    for (size_t i = 0; i < nwas; i++) {
        if (code_name_cmp(&a[i], &b[i]) != 0)
            return false;
    }
    return true;
}

static char *place_list(struct diff *d, const struct side *s, const struct place **places, size_t n)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addch(&b, '\n');
        buf_addstr(&b, places[i]->name[0] ? places[i]->name : code_path(d, s, places[i]->code));
    }
    char *list = copy(d, buf_str(&b));
    buf_release(&b);
    return list;
}

static void diff_theme(struct diff *d, const struct theme *was, const struct theme *is)
{
    struct change like = {.of = OF_THEME, .id = is->id};
    struct standing before, now = theme_standing(is);
    size_t nbefore = 0, nnow;
    const struct place **places = theme_places(&d->b, is->id, &nnow), **had = NULL;
    if (was) {
        before = theme_standing(was);
        had = theme_places(&d->a, is->id, &nbefore);
    }
    note_tree(d, &like, was ? &before : NULL, &now);
    if (was) {
        note_text(d, &like, CHANGE_REDEFINED, "definition", was->definition, is->definition);
        note_text(d, &like, CHANGE_REDEFINED, "idea", was->idea, is->idea);
        note_text(d, &like, CHANGE_REDEFINED, "scope", was->scope, is->scope);
        note_text(d, &like, CHANGE_REDEFINED, "narrative", was->narrative, is->narrative);
    }
    note_status(d, &like, was ? &before : NULL, &now);
    if (!same_places(d, had, nbefore, places, nnow))
        note(d, &like, CHANGE_PLACED, "", place_list(d, &d->a, had, nbefore),
             place_list(d, &d->b, places, nnow));
}

/* ---- structures ---- */

static char *level_list(struct diff *d, const struct structure *s)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < s->nlevels; i++)
        buf_addf(&b, "%s%s", i ? "\n" : "", s->levels[i]);
    char *list = copy(d, buf_str(&b));
    buf_release(&b);
    return list;
}

static void diff_structure(struct diff *d, const struct structure *was, const struct structure *is)
{
    struct change like = {.of = OF_STRUCTURE, .id = is->id};
    if (was) {
        note_text(d, &like, CHANGE_RENAMED, "", was->name, is->name);
        note_text(d, &like, CHANGE_REDEFINED, "levels", level_list(d, was), level_list(d, is));
    } else {
        note(d, &like, CHANGE_ADDED, "", copy(d, ""), copy(d, ""));
    }
    note_text(d, &like, CHANGE_STATUS, "", was && was->current ? "current" : "",
              is->current ? "current" : "");
}

/* ---- all of it ---- */

static void note_removed(struct diff *d, enum change_of of, tema_id id)
{
    struct change like = {.of = of, .id = id, .path = thing_path(d, of, &d->a, id)};
    note(d, &like, CHANGE_REMOVED, "", copy(d, ""), copy(d, ""));
}

static void diff_removed(struct diff *d)
{
    const struct snapshot *a = d->a.snap;
    for (size_t i = 0; i < a->ncodes; i++) {
        if (!look_up(&d->b.codes, a->codes[i].id))
            note_removed(d, OF_CODE, a->codes[i].id);
    }
    for (size_t i = 0; i < a->nthemes; i++) {
        if (!look_up(&d->b.themes, a->themes[i].id))
            note_removed(d, OF_THEME, a->themes[i].id);
    }
    for (size_t i = 0; i < a->nstructures; i++) {
        if (!look_up(&d->b.structures, a->structures[i].id))
            note_removed(d, OF_STRUCTURE, a->structures[i].id);
    }
}

void snapshot_diff(const struct snapshot *a, const struct snapshot *b, struct arena *arena,
                   struct change **ret, size_t *ret_n)
{
    struct diff d = {.arena = arena, .scratch = ARENA_INIT, .changes = VEC_INIT};
    side_init(&d.a, a, &d.scratch);
    side_init(&d.b, b, &d.scratch);
    for (size_t i = 0; i < b->ncodes; i++)
        diff_code(&d, look_up(&d.a.codes, b->codes[i].id), &b->codes[i]);
    for (size_t i = 0; i < b->nthemes; i++)
        diff_theme(&d, look_up(&d.a.themes, b->themes[i].id), &b->themes[i]);
    for (size_t i = 0; i < b->nstructures; i++)
        diff_structure(&d, look_up(&d.a.structures, b->structures[i].id), &b->structures[i]);
    diff_removed(&d);
    *ret = arena_copy(arena, d.changes.v, d.changes.n, sizeof *d.changes.v);
    *ret_n = d.changes.n;
    vec_release(&d.changes);
    arena_release(&d.scratch);
}
