/* Extracts of a code or theme in order and in words, and quotes. */
#include "tema/app/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "extracts_priv.h"
#include "tema/base/mem.h"
#include "tema/model/attribution.h"
#include "tema/model/themetree.h"
#include "tema/store/process.h"

enum { FEW_SOURCES = 100 }; /* their segments are asked for source by source; of more, all are read */

/* ---- which extracts there are ---- */

/* Whether what stands under `t` is read under `top` too: all between the two stand. */
static bool counts_under(const struct study *st, const struct theme *t, tema_id top)
{
    for (size_t steps = 0; t && t->id != top && steps <= st->nthemes; steps++) {
        if (t->parent == 0 || (t->status != THEME_CANDIDATE && t->status != THEME_KEPT))
            return false;
        t = themetree_find(st->themes, st->nthemes, t->parent);
    }
    return t && t->id == top;
}

/* The places that count for the theme: flags of places, and of the codes that they stand for. */
static bool want_theme(const struct study *st, tema_id theme, bool *places, bool *codes, struct err *err)
{
    if (!themetree_find(st->themes, st->nthemes, theme))
        return err_set(err, ERR_NOT_FOUND, _("this theme is no longer there"));
    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        const struct theme *t = themetree_find(st->themes, st->nthemes, p->theme);
        size_t from = p->code ? code_index(st, p->code) : st->ncodes;

        places[i] = t && counts_under(st, t, theme);
        if (places[i] && from < st->ncodes)
            memset(codes + from, true, (code_end(st, from) - from) * sizeof *codes);
    }
    return true;
}

static bool want_code(const struct study *st, tema_id code, bool below, bool *codes, struct err *err)
{
    size_t from = code_index(st, code);

    if (from == st->ncodes)
        return err_set(err, ERR_NOT_FOUND, _("this code is no longer there"));
    memset(codes + from, true, (below ? code_end(st, from) - from : 1) * sizeof *codes);
    return true;
}

static int segments_by_id(const void *va, const void *vb)
{
    const struct segment *a = va, *b = vb;

    return (a->id > b->id) - (a->id < b->id);
}

static void take_condensed(struct extract *x, size_t n, const struct segment *s, size_t nsegments)
{
    for (size_t i = 0; i < n && nsegments > 0; i++) {
        struct segment key = {.id = x[i].segment};
        const struct segment *own = bsearch(&key, s, nsegments, sizeof key, segments_by_id);

        if (own)
            x[i].condensed = own->condensed;
    }
}

/* The extracts lie by source. */
static bool read_condensed(struct app *app, struct extract *x, size_t n, struct arena *a, struct err *err)
{
    struct segment *s;
    size_t nsegments, sources = 0, to;

    for (size_t i = 0; i < n; i++)
        sources += i == 0 || x[i].source != x[i - 1].source;
    for (size_t from = 0; from < n; from = to) {
        to = from;
        while (to < n && (sources > FEW_SOURCES || x[to].source == x[from].source))
            to++;
        if (!store_segments(app->store, SCOPE_ALL, sources > FEW_SOURCES ? 0 : x[from].source, a, &s,
                            &nsegments, err))
            return false;
        if (nsegments > 0)
            qsort(s, nsegments, sizeof *s, segments_by_id);
        take_condensed(x + from, to - from, s, nsegments);
    }
    return true;
}

static bool gather(struct app *app, tema_id code, bool below, tema_id theme, tema_scope scope,
                   struct arena *a, found_list *list, struct err *err)
{
    const struct study *st = app_study_inside(app, err);
    bool *codes, *places;
    struct pool pool;

    if (!st)
        return false;
    codes = arena_array(a, st->ncodes + 1, sizeof *codes);
    places = arena_array(a, st->nplaces + 1, sizeof *places);
    if (!(theme ? want_theme(st, theme, places, codes, err) : want_code(st, code, below, codes, err)) ||
        !pool_read(app, st, scope, codes, theme != 0, a, &pool, err))
        return false;
    pool_add_codes(&pool, 0, st->ncodes, list);
    for (size_t i = 0; theme && i < st->nplaces; i++)
        if (places[i] && st->places[i].segment)
            pool_add_place(&pool, &st->places[i], list);
    pool_settle(list, 0);
    return true;
}

bool app_extracts(struct app *app, tema_id code, bool below, tema_id theme, tema_scope scope, struct arena *a,
                  struct extract **ret, size_t *n, struct err *err)
{
    found_list list = VEC_INIT;
    struct extract *x = NULL;
    bool ok;

    if (!store_read_begin(app->store, err))
        return false;
    ok = gather(app, code, below, theme, scope, a, &list, err);
    if (ok) {
        x = arena_array(a, list.n + 1, sizeof *x);
        for (size_t i = 0; i < list.n; i++)
            x[i] = list.v[i].x;
        ok = read_condensed(app, x, list.n, a, err);
    }
    store_read_end(app->store);
    if (ok) {
        *ret = x;
        *n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* ---- an extract in words ---- */

const struct doc *kept_doc(struct app *app, const struct source *source, struct err *err)
{
    int64_t version = store_version(app->store);

    if (app->text.source == source->id && app->text_version == version)
        return &app->text;
    app->text_version = -1;
    if (!store_doc(app->store, source->id, &app->text, err))
        return NULL;
    app->text_version = version;
    return &app->text;
}

char *words_between(const struct doc *d, cp_off start, cp_off end, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    if (start.cp < end.cp)
        doc_text(d, start, end, &b);
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return ret;
}

/* What stands before in the same turn, from the border of a character. */
static char *words_before(const struct doc *d, cp_off at, size_t context, struct arena *a)
{
    cp_off from, to, start, end;

    if (!doc_unit_at(d, at, DOC_TURN, &from, &to) || from.cp >= at.cp)
        return arena_strdup(a, "");
    if (at.cp - from.cp > context) {
        from.cp = at.cp - context;
        if (doc_unit_at(d, from, DOC_GRAPHEME, &start, &end) && start.cp < from.cp && from.cp < end.cp)
            from = end;
    }
    return words_between(d, from, at, a);
}

static char *words_after(const struct doc *d, cp_off at, size_t context, struct arena *a)
{
    cp_off last = {at.cp > 0 ? at.cp - 1 : 0}, from, to, start, end;

    if (!doc_unit_at(d, last, DOC_TURN, &from, &to) || to.cp <= at.cp)
        return arena_strdup(a, "");
    if (to.cp - at.cp > context) {
        to.cp = at.cp + context;
        if (doc_unit_at(d, to, DOC_GRAPHEME, &start, &end) && start.cp < to.cp && to.cp < end.cp)
            to = start;
    }
    return words_between(d, at, to, a);
}

bool app_extract_text(struct app *app, const struct extract *x, int context, struct arena *a,
                      struct extract_text *ret, struct err *err)
{
    const struct study *st = app_study_inside(app, err);
    const struct source *source = st ? study_source(st, x->source) : NULL;
    const struct doc *d;
    cp_off start = x->start, end = x->end;
    size_t around = context > 0 ? (size_t)context : 0;

    if (!st)
        return false;
    if (!source)
        return err_set(err, ERR_NOT_FOUND, _("the source of this extract is no longer there"));
    if (!(d = kept_doc(app, source, err)))
        return false;
    if (end.cp > d->chars)
        end.cp = d->chars;
    if (start.cp > end.cp)
        start = end;
    ret->words = words_between(d, start, end, a);
    ret->before = words_before(d, start, around, a);
    ret->after = words_after(d, end, around, a);
    ret->who = attribution_at(d, start, source, st->participants, st->nparticipants, st->project.attribution,
                              st->project.citation, a);
    ret->where = arena_printf(a, "%s, %s", source->name, doc_cite(d, start, a));
    ret->print = quote_print(ret->words, x->edited ? x->edited : "", a);
    ret->verbatim = !x->edited || !*x->edited || quote_verify(ret->words, x->edited, NULL);
    return true;
}

/* ---- quotes ---- */

bool app_quotes(struct app *app, struct arena *a, struct quote **ret, size_t *n, struct err *err)
{
    return store_quotes(app->store, a, ret, n, err);
}

/* Begins an act on a segment and finds what it is called. */
static bool begin_on_segment(struct app *app, const char *kind, tema_id segment, struct arena *a,
                             char **ret_quote, const char **ret_where, struct err *err)
{
    const struct study *st = act_begin(app, kind, err);
    struct segment *s;

    if (!st)
        return false;
    if (store_segment_get(app->store, segment, a, &s, err) &&
        (*ret_quote = quote_range(app, s->source, s->start, s->end, a, err)) != NULL) {
        *ret_where = name_of_source(st, s->source);
        return true;
    }
    store_rollback(app->store);
    return false;
}

static bool find_quote(struct app *app, tema_id quote, struct arena *a, tema_id *ret_segment, struct err *err)
{
    struct quote *q;
    size_t n;

    if (!store_quotes(app->store, a, &q, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (q[i].id == quote) {
            *ret_segment = q[i].segment;
            return true;
        }
    }
    return err_set(err, ERR_NOT_FOUND, _("there is no quote %lld: 'tema list quotes' shows those there are"),
                   (long long)quote);
}

bool app_star(struct app *app, tema_id segment, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const char *where;
    char *words;
    bool ok = begin_on_segment(app, "star", segment, &a, &words, &where, err) &&
              act_end(app, store_star(app->store, segment, NULL, err),
                      arena_printf(&a, _("starred %s in %s"), words, where), said, err);

    arena_release(&a);
    return ok;
}

bool app_unstar(struct app *app, tema_id quote, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const char *where;
    char *words;
    tema_id segment;
    bool ok = find_quote(app, quote, &a, &segment, err) &&
              begin_on_segment(app, "unstar", segment, &a, &words, &where, err) &&
              act_end(app, store_unstar(app->store, quote, err),
                      arena_printf(&a, _("took the star off %s in %s"), words, where), said, err);

    arena_release(&a);
    return ok;
}

bool app_edit_quote(struct app *app, tema_id segment, const char *text, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const char *where;
    char *words;
    bool ok = false;

    if (begin_on_segment(app, "quote", segment, &a, &words, &where, err)) {
        char *done = *text ? arena_printf(&a, _("edited the quote %s in %s to %s"), words, where,
                                          quote_text(text, strlen(text), &a))
                           : arena_printf(&a, _("gave the quote %s in %s its own words back"), words, where);
        tema_id quote;

        ok = store_star(app->store, segment, &quote, err) && store_set_quote(app->store, quote, text, err);
        ok = act_end(app, ok, done, said, err);
    }
    arena_release(&a);
    return ok;
}

bool app_set_quote(struct app *app, tema_id quote, const char *text, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    tema_id segment;
    bool ok = find_quote(app, quote, &a, &segment, err) && app_edit_quote(app, segment, text, said, err);

    arena_release(&a);
    return ok;
}
