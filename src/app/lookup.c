/* Finding codes, themes and structures of the study: by id, without going through all of them, and by what people call them. */
#include <stdlib.h>
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/base/mem.h"

/* ---- by id ---- */

static int slot_order(const void *va, const void *vb)
{
    const struct study_slot *a = va, *b = vb;

    return (a->id > b->id) - (a->id < b->id);
}

const struct study_slot *index_codes(const struct study *st, struct arena *a)
{
    struct study_slot *slots = arena_array(a, st->ncodes + 1, sizeof *slots);

    for (size_t i = 0; i < st->ncodes; i++)
        slots[i] = (struct study_slot){st->codes[i].id, i};
    qsort(slots, st->ncodes, sizeof *slots, slot_order);
    return slots;
}

const struct study_slot *index_themes(const struct study *st, struct arena *a)
{
    struct study_slot *slots = arena_array(a, st->nthemes + 1, sizeof *slots);

    for (size_t i = 0; i < st->nthemes; i++)
        slots[i] = (struct study_slot){st->themes[i].id, i};
    qsort(slots, st->nthemes, sizeof *slots, slot_order);
    return slots;
}

static const struct study_slot *find_slot(const struct study_slot *slots, size_t n, tema_id id)
{
    struct study_slot key = {id, 0};

    return n > 0 ? bsearch(&key, slots, n, sizeof *slots, slot_order) : NULL;
}

const struct code *study_code(const struct study *st, tema_id id)
{
    const struct study_slot *slot = find_slot(st->index->codes, st->ncodes, id);

    return slot ? &st->codes[slot->at] : NULL;
}

const struct theme *study_theme(const struct study *st, tema_id id)
{
    const struct study_slot *slot = find_slot(st->index->themes, st->nthemes, id);

    return slot ? &st->themes[slot->at] : NULL;
}

const struct structure *study_structure(const struct study *st, tema_id id)
{
    for (size_t i = 0; i < st->nstructures; i++)
        if (st->structures[i].id == id)
            return &st->structures[i];
    return NULL;
}

const struct structure *study_current_structure(const struct study *st)
{
    return study_structure(st, st->project.structure);
}

/* What goes on, the one begun last: two coders' undo and redo can leave two. */
const struct round *study_round(const struct study *st)
{
    for (size_t i = st->nrounds; i-- > 0;)
        if (st->rounds[i].ended < 0)
            return &st->rounds[i];
    return NULL;
}

const struct phase_stay *study_phase(const struct study *st)
{
    for (size_t i = st->nstays; i-- > 0;)
        if (st->stays[i].left < 0)
            return &st->stays[i];
    return NULL;
}

/* ---- what is placed ---- */

static int placed_order(const void *va, const void *vb)
{
    const struct study_placed *a = va, *b = vb;

    if (a->structure != b->structure)
        return a->structure < b->structure ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

/* Which themes stand, in the study's order: parents come before their children there. */
static bool *standing(const struct study *st, const struct study_slot *slots, struct arena *a)
{
    bool *ret = arena_array(a, st->nthemes + 1, sizeof *ret);

    for (size_t i = 0; i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];
        const struct study_slot *above = find_slot(slots, st->nthemes, t->parent);

        ret[i] = (t->status == THEME_CANDIDATE || t->status == THEME_KEPT) &&
                 (!t->parent || (above && ret[above->at]));
    }
    return ret;
}

const struct study_placed *index_placed(const struct study *st, struct arena *a, size_t *ret_n)
{
    struct arena own = ARENA_INIT;
    const struct study_slot *slots = index_themes(st, &own);
    const bool *stands = standing(st, slots, &own);
    struct study_placed *placed = arena_array(a, st->nplaces + 1, sizeof *placed);
    size_t n = 0;

    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        const struct study_slot *slot = find_slot(slots, st->nthemes, p->theme);

        if (p->code && slot && stands[slot->at])
            placed[n++] = (struct study_placed){st->themes[slot->at].structure, p->code};
    }
    qsort(placed, n, sizeof *placed, placed_order);
    arena_release(&own);
    *ret_n = n;
    return placed;
}

bool study_code_is_placed(const struct study *st, tema_id structure, tema_id code)
{
    const struct study_index *index = st->index;
    const struct code *c = study_code(st, code);

    for (size_t steps = 0; c && steps < st->ncodes; steps++, c = study_code(st, c->parent)) {
        struct study_placed key = {structure, c->id};

        if (index->nplaced > 0 &&
            bsearch(&key, index->placed, index->nplaced, sizeof key, placed_order) != NULL)
            return true;
    }
    return false;
}

/* ---- by name ---- */

/* 0 when it is no id. */
static tema_id as_id(const char *digits)
{
    char *end;
    long long id;

    if (digits[0] < '1' || digits[0] > '9')
        return 0;
    id = strtoll(digits, &end, 10);
    return *end == '\0' ? id : 0;
}

bool study_find_code(const struct study *st, const char *path, const struct code **ret, struct err *err)
{
    bool ambiguous = false;
    tema_id id;

    if (codetree_resolve(st->codes, st->ncodes, path, &id, &ambiguous, err)) {
        *ret = study_code(st, id);
        return true;
    }
    if (ambiguous || !study_code(st, as_id(path)))
        return false;
    err_release(err);
    *ret = study_code(st, as_id(path));
    return true;
}

bool study_find_theme(const struct study *st, tema_id structure, const char *path, const struct theme **ret,
                      struct err *err)
{
    tema_id in = structure ? structure : st->project.structure;
    const struct theme *by_id = study_theme(st, as_id(path));
    bool ambiguous = false;
    tema_id id;

    if (!study_structure(st, in)) {
        if (!by_id)
            return err_set(err, ERR_NOT_FOUND,
                           _("there is no theme '%s': the project has no thematic structure yet"), path);
    } else if (themetree_resolve(st->themes, st->nthemes, in, path, &id, &ambiguous, err)) {
        *ret = study_theme(st, id);
        return true;
    }
    if (ambiguous || !by_id)
        return false;
    err_release(err);
    *ret = by_id;
    return true;
}

bool study_find_structure(const struct study *st, const char *name, const struct structure **ret,
                          struct err *err)
{
    struct named *things = mem_array(NULL, st->nstructures + 1, sizeof *things);
    size_t i = 0;
    bool ok;

    for (size_t k = 0; k < st->nstructures; k++)
        things[k] = (struct named){st->structures[k].name, st->structures[k].id};
    ok = find_named(things, st->nstructures, name, _("thematic structure"), &i, err);
    if (ok)
        *ret = &st->structures[i];
    mem_free(things);
    return ok;
}

const char *name_of_theme(const struct study *st, tema_id id, struct arena *a)
{
    if (!study_theme(st, id))
        return "?";
    return arena_printf(a, "“%s”", themetree_path(st->themes, st->nthemes, id, a));
}
