/* Gathering what is read under codes and themes. */
#include <stdlib.h>
#include <string.h>

#include "extracts_priv.h"

enum {
    FEW_CODES = 16,    /* their codings are asked for code by code; of more, all are read */
    FEW_SEGMENTS = 64, /* likewise segments that have a place */
};

/* ---- order ---- */

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_size(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int ranks_by_source(const void *va, const void *vb)
{
    const struct source_rank *a = va, *b = vb;

    return by_number(a->source, b->source);
}

static int segments_by_id(const void *va, const void *vb)
{
    const struct segment *a = va, *b = vb;

    return by_number(a->id, b->id);
}

static int quotes_by_segment(const void *va, const void *vb)
{
    const struct quote *a = va, *b = vb;
    int order = by_number(a->segment, b->segment);

    order = order ? order : by_number(a->created, b->created);
    return order ? order : by_number(a->id, b->id);
}

static int found_in_order(const void *va, const void *vb)
{
    const struct found *a = va, *b = vb;
    int order = by_size(a->rank, b->rank);

    order = order ? order : by_size(a->x.start.cp, b->x.start.cp);
    order = order ? order : by_size(a->x.end.cp, b->x.end.cp);
    order = order ? order : by_number(a->x.segment, b->x.segment);
    order = order ? order : by_size(a->code, b->code);
    return order ? order : by_number(a->x.coding, b->x.coding);
}

/* ---- finding ---- */

size_t code_index(const struct study *st, tema_id code)
{
    const struct code *c = study_code(st, code);

    return c ? (size_t)(c - st->codes) : st->ncodes;
}

size_t code_end(const struct study *st, size_t index)
{
    size_t end = index + 1;

    while (end < st->ncodes && st->codes[end].depth > st->codes[index].depth)
        end++;
    return end;
}

static size_t rank_of(const struct pool *p, tema_id source)
{
    struct source_rank key = {source, 0};
    const struct source_rank *r =
        p->st->nsources == 0 ? NULL : bsearch(&key, p->ranks, p->st->nsources, sizeof key, ranks_by_source);

    return r ? r->rank : SIZE_MAX;
}

static const struct quote *quote_of(const struct pool *p, tema_id segment)
{
    size_t lo = 0, hi = p->nquotes;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (p->quotes[mid].segment < segment)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->nquotes && p->quotes[lo].segment == segment ? &p->quotes[lo] : NULL;
}

/* ---- reading ---- */

static void rank_sources(struct pool *p, struct arena *a)
{
    size_t n = p->st->nsources;

    p->ranks = arena_array(a, n + 1, sizeof *p->ranks);
    for (size_t i = 0; i < n; i++)
        p->ranks[i] = (struct source_rank){p->st->sources[i].id, i};
    qsort(p->ranks, n, sizeof *p->ranks, ranks_by_source);
}

struct code_slot {
    tema_id code;
    size_t index;
};

static int slots_by_code(const void *va, const void *vb)
{
    const struct code_slot *a = va, *b = vb;

    return by_number(a->code, b->code);
}

/* Puts the codings under their codes: counted, then dealt out. Those on codes that are not wanted stay away. */
static void deal(struct pool *p, const struct coding *v, size_t n, const bool *wanted, struct arena *a)
{
    size_t ncodes = p->st->ncodes, *index = arena_array(a, n + 1, sizeof *index), *next;
    struct code_slot *slots = arena_array(a, ncodes + 1, sizeof *slots);

    for (size_t i = 0; i < ncodes; i++)
        slots[i] = (struct code_slot){p->st->codes[i].id, i};
    qsort(slots, ncodes, sizeof *slots, slots_by_code);
    p->first = arena_array(a, ncodes + 2, sizeof *p->first);
    for (size_t i = 0; i < n; i++) {
        struct code_slot key = {v[i].code, 0};
        const struct code_slot *s =
            ncodes == 0 ? NULL : bsearch(&key, slots, ncodes, sizeof key, slots_by_code);

        index[i] = s && (!wanted || wanted[s->index]) ? s->index : ncodes;
        p->first[index[i] + 1]++;
    }
    for (size_t i = 1; i <= ncodes; i++)
        p->first[i] += p->first[i - 1];
    next = arena_copy(a, p->first, ncodes + 1, sizeof *next);
    p->codings = arena_array(a, p->first[ncodes] + 1, sizeof *p->codings);
    for (size_t i = 0; i < n; i++)
        if (index[i] < ncodes)
            p->codings[next[index[i]]++] = v[i];
}

static bool read_codings(struct app *app, struct pool *p, tema_scope scope, const bool *wanted,
                         struct arena *a, struct err *err)
{
    VEC(struct coding) some = VEC_INIT;
    struct coding *v;
    size_t n, many = 0;
    bool ok = true;

    for (size_t i = 0; wanted && i < p->st->ncodes; i++)
        many += wanted[i];
    if (!wanted || many > FEW_CODES) {
        if (!store_codings(app->store, scope, 0, 0, a, &v, &n, err))
            return false;
        deal(p, v, n, wanted, a);
        return true;
    }
    for (size_t i = 0; ok && i < p->st->ncodes; i++) {
        ok = !wanted[i] || store_codings(app->store, scope, 0, p->st->codes[i].id, a, &v, &n, err);
        for (size_t k = 0; ok && wanted[i] && k < n; k++)
            vec_push(&some, v[k]);
    }
    if (ok)
        deal(p, some.v, some.n, wanted, a);
    vec_release(&some);
    return ok;
}

static bool read_quotes(struct app *app, struct pool *p, struct arena *a, struct err *err)
{
    if (!store_quotes(app->store, a, &p->quotes, &p->nquotes, err))
        return false;
    if (p->nquotes > 0)
        qsort(p->quotes, p->nquotes, sizeof *p->quotes, quotes_by_segment);
    return true;
}

/* A segment that is gone, or whose source is hidden, is left out. */
static bool read_placed(struct app *app, struct pool *p, struct arena *a, struct err *err)
{
    size_t many = 0;

    for (size_t i = 0; i < p->st->nplaces; i++)
        many += p->st->places[i].segment != 0;
    if (many > FEW_SEGMENTS) {
        if (!store_segments(app->store, SCOPE_ALL, 0, a, &p->placed, &p->nplaced, err))
            return false;
    } else {
        p->placed = arena_array(a, many + 1, sizeof *p->placed);
        for (size_t i = 0; i < p->st->nplaces; i++) {
            struct err gone = ERR_INIT;
            struct segment *s;

            if (p->st->places[i].segment == 0)
                continue;
            if (store_segment_get(app->store, p->st->places[i].segment, a, &s, &gone)) {
                p->placed[p->nplaced++] = *s;
            } else if (gone.kind != ERR_NOT_FOUND) {
                err_set(err, gone.kind, "%s", err_text(&gone));
                err_release(&gone);
                return false;
            }
            err_release(&gone);
        }
    }
    if (p->nplaced > 0)
        qsort(p->placed, p->nplaced, sizeof *p->placed, segments_by_id);
    return true;
}

bool pool_read(struct app *app, const struct study *st, tema_scope scope, const bool *wanted, bool places,
               struct arena *a, struct pool *ret, struct err *err)
{
    memset(ret, 0, sizeof *ret);
    ret->st = st;
    rank_sources(ret, a);
    return read_codings(app, ret, scope, wanted, a, err) && read_quotes(app, ret, a, err) &&
           (!places || read_placed(app, ret, a, err));
}

/* ---- gathering ---- */

static void add(const struct pool *p, struct found f, found_list *list)
{
    const struct quote *q = quote_of(p, f.x.segment);

    f.rank = rank_of(p, f.x.source);
    f.x.quote = q ? q->id : 0;
    f.x.edited = q ? q->text : "";
    f.x.condensed = "";
    vec_push(list, f);
}

void pool_add_codes(const struct pool *p, size_t from, size_t to, found_list *list)
{
    for (size_t code = from; code < to; code++) {
        for (size_t i = p->first[code]; i < p->first[code + 1]; i++) {
            const struct coding *c = &p->codings[i];

            add(p,
                (struct found){.x = {.segment = c->segment,
                                     .source = c->source,
                                     .start = c->start,
                                     .end = c->end,
                                     .coding = c->id,
                                     .code = c->code,
                                     .coder = c->coder},
                               .code = code},
                list);
        }
    }
}

void pool_add_place(const struct pool *p, const struct place *place, found_list *list)
{
    struct segment key = {.id = place->segment};
    const struct segment *s =
        p->nplaced == 0 ? NULL : bsearch(&key, p->placed, p->nplaced, sizeof key, segments_by_id);

    if (!s)
        return;
    add(p,
        (struct found){.x = {.segment = s->id,
                             .source = s->source,
                             .start = s->start,
                             .end = s->end,
                             .place = place->id,
                             .coder = s->coder},
                       .code = SIZE_MAX},
        list);
}

void pool_settle(found_list *list, size_t from)
{
    size_t n = from;

    if (list->n > from + 1)
        qsort(list->v + from, list->n - from, sizeof *list->v, found_in_order);
    for (size_t i = from; i < list->n; i++) {
        if (n > from && list->v[n - 1].x.segment == list->v[i].x.segment) {
            if (list->v[n - 1].x.place == 0)
                list->v[n - 1].x.place = list->v[i].x.place;
            continue;
        }
        list->v[n++] = list->v[i];
    }
    list->n = n;
}
