/* The study at hand: read when it has changed, and finding things in it by what people call them. */
#include <stdlib.h>
#include <string.h>

#include "app_priv.h"
#include "tema/base/mem.h"
#include "tema/store/process.h"
#include "tema/store/themes.h"
#include "tema/text/collate.h"
#include "tema/text/fold.h"

static void free_copies(struct study_copy *c)
{
    while (c) {
        struct study_copy *older = c->older;

        arena_release(&c->study.arena);
        if (c->base && --c->base->uses == 0) {
            arena_release(&c->base->arena);
            mem_free(c->base);
        }
        mem_free(c);
        c = older;
    }
}

void app_forget_studies(struct app *app)
{
    free_copies(app->now);
    app->now = NULL;
}

static int sources_by_name(const void *va, const void *vb)
{
    const struct source *a = va, *b = vb;
    int order = collate(a->name, b->name);

    return order ? order : (a->id > b->id) - (a->id < b->id);
}

/* Reads what coding does not change, and orders it. */
static bool read_base(struct app *app, struct study_base *b, struct study *st, struct err *err)
{
    struct store *s = app->store;
    struct arena *a = &b->arena;

    b->version = store_version_beside(s);
    if (!store_coders(s, a, &st->coders, &st->ncoders, err) ||
        !store_sources(s, SCOPE_COUNTED, a, &st->sources, &st->nsources, err) ||
        !store_participants(s, a, &st->participants, &st->nparticipants, err) ||
        !store_speakers(s, 0, a, &st->speakers, &st->nspeakers, err) ||
        !store_structures(s, a, &st->structures, &st->nstructures, err) ||
        !store_rounds(s, a, &st->rounds, &st->nrounds, err) ||
        !store_phases(s, a, &st->stays, &st->nstays, err))
        return false;
    if (st->nsources > 0)
        qsort(st->sources, st->nsources, sizeof *st->sources, sources_by_name);
    /* Coding does not read this part again, and would leave their counts behind. */
    for (size_t i = 0; i < st->nrounds; i++)
        st->rounds[i].codings = st->rounds[i].codes = st->rounds[i].themes = -1;
    return true;
}

/* Takes it over from the copy before; the sources are counted anew, so their rows are this copy's own. */
static bool share_base(struct app *app, const struct study *before, struct study *st, struct err *err)
{
    st->coders = before->coders;
    st->ncoders = before->ncoders;
    st->participants = before->participants;
    st->nparticipants = before->nparticipants;
    st->speakers = before->speakers;
    st->nspeakers = before->nspeakers;
    st->structures = before->structures;
    st->nstructures = before->nstructures;
    st->rounds = before->rounds;
    st->nrounds = before->nrounds;
    st->stays = before->stays;
    st->nstays = before->nstays;
    st->nsources = before->nsources;
    st->sources = arena_array(&st->arena, st->nsources, sizeof *st->sources);
    if (st->nsources > 0)
        memcpy(st->sources, before->sources, st->nsources * sizeof *st->sources);
    return store_recount_sources(app->store, SCOPE_COUNTED, st->sources, st->nsources, err);
}

static void make_index(struct study *st)
{
    struct study_index *index = arena_alloc(&st->arena, sizeof *index);

    index->codes = index_codes(st, &st->arena);
    index->themes = index_themes(st, &st->arena);
    index->placed = index_placed(st, &st->arena, &index->nplaced);
    st->index = index;
}

/* The versions are asked for first: a change that comes between shows at the next call. */
static bool read_study(struct app *app, struct study_copy *c, struct err *err)
{
    struct store *s = app->store;
    struct study *st = &c->study;
    bool ok;

    st->version = store_version(s);
    if (app->now && app->now->base->version == store_version_beside(s)) {
        c->base = app->now->base;
        c->base->uses++;
        ok = share_base(app, &app->now->study, st, err);
    } else {
        c->base = mem_alloc(sizeof *c->base);
        c->base->uses = 1;
        ok = read_base(app, c->base, st, err);
    }
    ok = ok && store_project(s, &st->arena, &st->project, err) &&
         store_codes(s, SCOPE_COUNTED, &st->arena, &st->codes, &st->ncodes, err) &&
         store_themes(s, &st->arena, &st->themes, &st->nthemes, err) &&
         store_places(s, &st->arena, &st->places, &st->nplaces, err);
    if (ok)
        make_index(st);
    return ok;
}

const struct study *app_study_inside(struct app *app, struct err *err)
{
    struct study_copy *c;
    bool ok;

    if (app->now && !app_changed(app, &app->now->study))
        return &app->now->study;
    if (!store_read_begin(app->store, err))
        return NULL;
    c = mem_alloc(sizeof *c);
    ok = read_study(app, c, err);
    store_read_end(app->store);
    if (!ok) {
        free_copies(c);
        return NULL;
    }
    c->older = app->now;
    app->now = c;
    return &c->study;
}

const struct study *app_study(struct app *app, struct err *err)
{
    const struct study *st = app_study_inside(app, err);

    if (st) {
        free_copies(app->now->older);
        app->now->older = NULL;
    }
    return st;
}

/* How far one reads is no act: nothing of the study is read again for it. */
void app_study_read(struct app *app, tema_id source, cp_off far)
{
    struct study *st = app->now ? &app->now->study : NULL;

    for (size_t i = 0; st && i < st->nsources; i++) {
        int64_t now = store_permille((int64_t)far.cp, st->sources[i].chars);

        if (st->sources[i].id == source && now > st->sources[i].read_permille)
            st->sources[i].read_permille = now;
    }
}

bool app_changed(struct app *app, const struct study *st)
{
    return st->version != store_version(app->store);
}

const struct source *study_source(const struct study *st, tema_id id)
{
    for (size_t i = 0; i < st->nsources; i++)
        if (st->sources[i].id == id)
            return &st->sources[i];
    return NULL;
}

const struct coder *study_coder(const struct study *st, tema_id id)
{
    for (size_t i = 0; i < st->ncoders; i++)
        if (st->coders[i].id == id)
            return &st->coders[i];
    return NULL;
}

const struct participant *study_participant(const struct study *st, tema_id id)
{
    for (size_t i = 0; i < st->nparticipants; i++)
        if (st->participants[i].id == id)
            return &st->participants[i];
    return NULL;
}

const char *name_of_source(const struct study *st, tema_id id)
{
    const struct source *o = study_source(st, id);

    return o ? o->name : "?";
}

const char *name_of_code(const struct study *st, tema_id id, struct arena *a)
{
    return study_code(st, id) ? codetree_path(st->codes, st->ncodes, id, a) : "?";
}

/* ---- finding by name ---- */

/* How well a name fits what was asked for, best first. */
enum fit { FIT_NAME, FIT_FOLDED, FIT_STEM, FIT_ID, FIT_BEGINNING, FIT_NONE };

static char *folded(const char *s, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    fold_add(&b, s, strlen(s));
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return ret;
}

static enum fit fit(const char *name, tema_id id, const char *asked, const char *asked_folded,
                    struct arena *a)
{
    const char *f = folded(name, a);
    const char *dot = strrchr(f, '.');
    size_t n = strlen(asked_folded);

    if (strcmp(name, asked) == 0)
        return FIT_NAME;
    if (strcmp(f, asked_folded) == 0)
        return FIT_FOLDED;
    if (dot && dot != f && (size_t)(dot - f) == n && strncmp(f, asked_folded, n) == 0)
        return FIT_STEM;
    if (strcmp(arena_printf(a, "%lld", (long long)id), asked) == 0)
        return FIT_ID;
    return n > 0 && strncmp(f, asked_folded, n) == 0 ? FIT_BEGINNING : FIT_NONE;
}

/* The one that fits best, alone among its like. */
bool find_named(const struct named *things, size_t n, const char *asked, const char *what, size_t *ret,
                struct err *err)
{
    struct arena a = ARENA_INIT;
    struct buf list = BUF_INIT;
    enum fit best = FIT_NONE;
    size_t many = 0;
    enum fit *fits = arena_array(&a, n ? n : 1, sizeof *fits);
    const char *asked_folded = folded(asked, &a);

    for (size_t i = 0; i < n; i++) {
        fits[i] = fit(things[i].name, things[i].id, asked, asked_folded, &a);
        if (fits[i] < best) {
            best = fits[i];
            *ret = i;
            many = 0;
        }
        many += fits[i] == best && best != FIT_NONE;
    }
    for (size_t i = 0, told = 0; i < n && many > 1 && told < 5; i++) {
        if (fits[i] == best)
            buf_addf(&list, "%s%s (%lld)", told++ > 0 ? ", " : "", things[i].name, (long long)things[i].id);
    }
    if (many == 0)
        err_set(err, ERR_NOT_FOUND, _("there is no %s '%s'"), what, asked);
    else if (many > 1)
        err_set(err, ERR_NOT_FOUND, _("'%s' fits several: %s%s; give more of the name, or the id"), asked,
                buf_str(&list), many > 5 ? ", …" : "");
    buf_release(&list);
    arena_release(&a);
    return many == 1;
}

bool study_find_source(const struct study *st, const char *name, const struct source **ret, struct err *err)
{
    struct named *things = mem_array(NULL, st->nsources + 1, sizeof *things);
    size_t i = 0;
    bool ok;

    for (size_t k = 0; k < st->nsources; k++)
        things[k] = (struct named){st->sources[k].name, st->sources[k].id};
    ok = find_named(things, st->nsources, name, _("source"), &i, err);
    if (ok)
        *ret = &st->sources[i];
    mem_free(things);
    return ok;
}

bool study_find_participant(const struct study *st, const char *name, const struct participant **ret,
                            struct err *err)
{
    struct named *things = mem_array(NULL, st->nparticipants + 1, sizeof *things);
    size_t i = 0;
    bool ok;

    for (size_t k = 0; k < st->nparticipants; k++)
        things[k] = (struct named){st->participants[k].name, st->participants[k].id};
    ok = find_named(things, st->nparticipants, name, _("participant"), &i, err);
    if (ok)
        *ret = &st->participants[i];
    mem_free(things);
    return ok;
}

bool study_find_speaker(const struct study *st, tema_id source, const char *name, const struct speaker **ret,
                        struct err *err)
{
    struct named *things = mem_array(NULL, st->nspeakers + 1, sizeof *things);
    size_t *where = mem_array(NULL, st->nspeakers + 1, sizeof *where);
    size_t n = 0, i = 0;
    bool ok;

    for (size_t k = 0; k < st->nspeakers; k++) {
        if (st->speakers[k].source != source)
            continue;
        where[n] = k;
        things[n++] = (struct named){st->speakers[k].name, st->speakers[k].id};
    }
    ok = find_named(things, n, name, _("speaker"), &i, err);
    if (ok)
        *ret = &st->speakers[where[i]];
    mem_free(where);
    mem_free(things);
    return ok;
}

bool study_find_coder(const struct study *st, const char *name, const struct coder **ret, struct err *err)
{
    struct named *things = mem_array(NULL, st->ncoders + 1, sizeof *things);
    size_t i = 0;
    bool ok;

    for (size_t k = 0; k < st->ncoders; k++)
        things[k] = (struct named){st->coders[k].name, st->coders[k].id};
    ok = find_named(things, st->ncoders, name, _("coder"), &i, err);
    if (ok)
        *ret = &st->coders[i];
    mem_free(things);
    return ok;
}

/* ---- what is asked for by source or code ---- */

bool app_doc(struct app *app, tema_id source, struct doc *d, struct err *err)
{
    return store_doc(app->store, source, d, err);
}

bool app_segments(struct app *app, tema_scope scope, tema_id source, struct arena *a, struct segment **ret,
                  size_t *n, struct err *err)
{
    return store_segments(app->store, scope, source, a, ret, n, err);
}

bool app_codings(struct app *app, tema_scope scope, tema_id source, tema_id code, struct arena *a,
                 struct coding **ret, size_t *n, struct err *err)
{
    return store_codings(app->store, scope, source, code, a, ret, n, err);
}

bool app_sources(struct app *app, tema_scope scope, struct arena *a, struct source **ret, size_t *n,
                 struct err *err)
{
    if (!store_sources(app->store, scope, a, ret, n, err))
        return false;
    if (*n > 0)
        qsort(*ret, *n, sizeof **ret, sources_by_name);
    return true;
}

bool app_codes(struct app *app, tema_scope scope, struct arena *a, struct code **ret, size_t *n,
               struct err *err)
{
    return store_codes(app->store, scope, a, ret, n, err);
}

bool app_count_turns(struct app *app, struct speaker *speakers, size_t n, struct err *err)
{
    return store_count_turns(app->store, speakers, n, err);
}

bool app_memos(struct app *app, struct arena *a, struct memo **ret, size_t *n, struct err *err)
{
    return store_memos(app->store, a, ret, n, err);
}

bool app_recent_codes(struct app *app, int most, struct arena *a, tema_id **ret, size_t *n, struct err *err)
{
    return store_recent_codes(app->store, most, a, ret, n, err);
}

bool app_log(struct app *app, int64_t before, int most, struct arena *a, struct act_row **ret, size_t *n,
             struct err *err)
{
    return store_log(app->store, before, most, a, ret, n, err);
}
