/* Codings for counting. An act's changeset says what it did to codings, so the list is carried on instead of being read anew; acts that do much to
 * codings or anything to sources, and other processes, make it be read again. */
#include <stdlib.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/mem.h"
#include "uses_priv.h"

enum { CARRY_MOST = 64 }; /* changed codings in one act that are carried on one by one */
enum { CODING_ID = 0 };   /* column of the table, as a changeset counts them */

typedef VEC(struct use) use_list;

struct uses {
    use_list v;
    bool known;
    int64_t others; /* data_version for which the list is true */
};

struct uses *uses_new(void)
{
    return mem_alloc(sizeof(struct uses));
}

static void forget(struct uses *u)
{
    vec_release(&u->v);
    u->known = false;
}

void uses_free(struct uses *u)
{
    if (u != NULL)
        forget(u);
    mem_free(u);
}

static int by_place(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    return (x->coding > y->coding) - (x->coding < y->coding);
}

/* All codings by segment, without their sources. A hundred thousand rows: their columns are not looked for by name. */
static bool read_codings(struct store *s, use_list *ret, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_USE_CODINGS, err, ""))
        return false;
    while (db_step(&q)) {
        struct use x = {.segment = sqlite3_column_int64(q.st, 0), .code = sqlite3_column_int64(q.st, 1)};
        x.coder = sqlite3_column_int64(q.st, 2);
        x.coding = sqlite3_column_int64(q.st, 3);
        vec_push(ret, x);
    }
    return db_end(&q, err);
}

/* Index of the first coding of the segment. */
static size_t first_of(const use_list *l, tema_id segment)
{
    size_t lo = 0, hi = l->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (l->v[mid].segment < segment)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Segments made one after the other mostly stand so in both lists: the next coding is looked at before any search. */
static bool load(struct store *s, struct uses *u, struct err *err)
{
    use_list all = VEC_INIT;
    struct query q;
    size_t at = 0;
    vec_clear(&u->v);
    if (!read_codings(s, &all, err))
        goto fail;
    if (all.v == NULL) /* nobody has coded anything */
        return true;
    if (!db_query(s, &q, STATEMENT_USE_SEGMENTS, err, ""))
        goto fail;
    while (db_step(&q)) {
        tema_id segment = sqlite3_column_int64(q.st, 0), source = sqlite3_column_int64(q.st, 1);
        if (at == all.n || all.v[at].segment != segment)
            at = first_of(&all, segment);
        for (; at < all.n && all.v[at].segment == segment; at++) {
            all.v[at].source = source;
            vec_push(&u->v, all.v[at]);
        }
    }
    vec_release(&all);
    return db_end(&q, err);
fail:
    vec_release(&all);
    return false;
}

/* ---- the scope ---- */

struct people {
    VEC(tema_id) second; /* coders whose codings are kept apart */
};

static bool read_people(struct store *s, struct people *p, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_CODERS_SECOND, err, ""))
        return false;
    while (db_step(&q))
        vec_push(&p->second, col_int(&q, "id"));
    return db_end(&q, err);
}

static bool within(const struct people *p, tema_scope scope, tema_id coder)
{
    if (scope != SCOPE_COUNTED)
        return scope == SCOPE_ALL || scope == coder;
    for (size_t i = 0; i < p->second.n; i++)
        if (p->second.v[i] == coder)
            return false;
    return true;
}

bool uses_each(struct store *s, tema_scope scope, void (*each)(void *ctx, const struct use *u), void *ctx,
               struct err *err)
{
    struct uses own = {.known = false},
                *u = store_in_act(s) ? &own : s->uses; /* what an act has not committed is not kept */
    struct people p = {VEC_INIT};
    int64_t others = 0;
    if (!store_read_begin(s, err))
        return false;
    bool ok = db_number(s, STATEMENT_DATA_VERSION, &others, NULL, err, "") && read_people(s, &p, err);
    if (ok && (!u->known || u->others != others)) {
        ok = load(s, u, err);
        u->known = ok;
        u->others = others;
    }
    store_read_end(s);
    for (size_t i = 0; ok && i < u->v.n; i++)
        if (within(&p, scope, u->v.v[i].coder))
            each(ctx, &u->v.v[i]);
    vec_release(&p.second);
    forget(&own);
    return ok;
}

/* ---- sources ---- */

int store_permille(int64_t far, int64_t chars)
{
    if (chars <= 0 || far <= 0)
        return 0;
    return far >= chars ? 1000 : (int)(far * 1000 / chars);
}

/* Sources by id, and the one of the use before. */
struct source_index {
    struct source **v, *at;
    size_t n;
};

static int source_order(const void *a, const void *b)
{
    const struct source *x = *(struct source *const *)a, *y = *(struct source *const *)b;
    return (x->id > y->id) - (x->id < y->id);
}

static void index_sources(struct source_index *x, struct source *sources, size_t n)
{
    *x = (struct source_index){.v = mem_array(NULL, n + 1, sizeof *x->v), .n = n};
    for (size_t i = 0; i < n; i++)
        x->v[i] = &sources[i];
    qsort(x->v, n, sizeof *x->v, source_order);
}

static struct source *indexed_source(const struct source_index *x, tema_id id)
{
    struct source key = {.id = id}, *wanted = &key, **found;
    found = bsearch(&wanted, x->v, x->n, sizeof *x->v, source_order);
    return found == NULL ? NULL : *found;
}

static void count_coding(void *ctx, const struct use *u)
{
    struct source_index *x = ctx;
    if (x->at == NULL || x->at->id != u->source)
        x->at = indexed_source(x, u->source);
    if (x->at != NULL)
        x->at->codings++;
}

bool uses_count_sources(struct store *s, tema_scope scope, struct source *sources, size_t n, struct err *err)
{
    struct source_index x;
    bool ok;
    for (size_t i = 0; i < n; i++)
        sources[i].codings = 0;
    index_sources(&x, sources, n);
    ok = uses_each(s, scope, count_coding, &x, err);
    mem_free(x.v);
    return ok;
}

bool store_recount_sources(struct store *s, tema_scope scope, struct source *sources, size_t n,
                           struct err *err)
{
    struct source_index x;
    struct query q;
    bool ok;

    if (!uses_count_sources(s, scope, sources, n, err) ||
        !db_query(s, &q, STATEMENT_SOURCES_READ, err, "i", store_coder(s)))
        return false;
    for (size_t i = 0; i < n; i++)
        sources[i].read_permille = 0;
    index_sources(&x, sources, n);
    while (db_step(&q)) {
        struct source *o = indexed_source(&x, col_int(&q, "source"));
        if (o != NULL)
            o->read_permille = store_permille(col_int(&q, "far"), o->chars);
    }
    ok = db_end(&q, err);
    mem_free(x.v);
    return ok;
}

/* ---- carrying on ---- */

/* Index of the first use that does not come before x. */
static size_t place_of(const struct uses *u, const struct use *x)
{
    size_t lo = 0, hi = u->v.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (by_place(&u->v.v[mid], x) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void drop(struct uses *u, tema_id coding)
{
    for (size_t i = 0; i < u->v.n; i++)
        if (u->v.v[i].coding == coding) {
            memmove(&u->v.v[i], &u->v.v[i + 1], (u->v.n - i - 1) * sizeof *u->v.v);
            u->v.n--;
            return;
        }
}

/* The coding as it is now; nothing when it is gone or its source is hidden. */
static bool add(struct store *s, struct uses *u, tema_id coding)
{
    struct query q;
    struct use x = {.coding = coding};
    if (!db_query(s, &q, STATEMENT_CODE_USE, NULL, "i", coding))
        return false;
    bool found = db_step(&q);
    if (found) {
        x.source = col_int(&q, "source");
        x.segment = col_int(&q, "segment");
        x.code = col_int(&q, "code");
        x.coder = col_int(&q, "coder");
    }
    if (!db_end(&q, NULL))
        return false;
    if (found) {
        size_t at = place_of(u, &x);
        vec_push(&u->v, x);
        memmove(&u->v.v[at + 1], &u->v.v[at], (u->v.n - 1 - at) * sizeof *u->v.v);
        u->v.v[at] = x;
    }
    return true;
}

struct deeds {
    VEC(tema_id) codings; /* put in, changed or removed */
    bool beside;          /* something else than store_version_beside leaves out has changed */
    bool sources;         /* which sources are seen may have changed */
};

static bool note_change(sqlite3_changeset_iter *it, struct deeds *d)
{
    const char *table = NULL;
    int columns = 0, op = 0, indirect = 0;
    sqlite3_value *id = NULL;
    if (sqlite3changeset_op(it, &table, &columns, &op, &indirect) != SQLITE_OK)
        return false;
    if (strcmp(table, "coding") == 0) {
        int rc = op == SQLITE_INSERT ? sqlite3changeset_new(it, CODING_ID, &id)
                                     : sqlite3changeset_old(it, CODING_ID, &id);
        if (rc != SQLITE_OK || id == NULL)
            return false;
        if (d->codings.n <= CARRY_MOST)
            vec_push(&d->codings, sqlite3_value_int64(id));
        return true;
    }
    static const char *const apart[] = {"code", "segment", "memo", "theme", "place", "quote", "review"};
    bool counted = false;
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        counted = counted || strcmp(table, apart[i]) == 0;
    if (!counted)
        d->beside = true;
    if (strcmp(table, "source") == 0)
        d->sources = true;
    return true;
}

static bool read_deeds(struct act *a, struct deeds *d)
{
    sqlite3_changeset_iter *it = NULL;
    bool ok = true;
    d->beside = a->new_coder || a->nsplices > 0 || a->noted;
    if (a->nchanges == 0)
        return true;
    if (sqlite3changeset_start(&it, a->nchanges, a->changes) != SQLITE_OK)
        return false;
    while (ok && sqlite3changeset_next(it) == SQLITE_ROW)
        ok = note_change(it, d);
    return sqlite3changeset_finalize(it) == SQLITE_OK && ok;
}

void uses_committed(struct store *s)
{
    struct deeds d = {.codings = VEC_INIT};
    struct uses *u = s->uses;
    bool ok = read_deeds(s->act, &d);
    if (!ok || d.beside)
        s->commits_beside++;
    if (u->known) {
        ok = ok && !d.sources && d.codings.n <= CARRY_MOST;
        for (size_t i = 0; ok && i < d.codings.n; i++) {
            drop(u, d.codings.v[i]);
            ok = add(s, u, d.codings.v[i]);
        }
        if (!ok)
            forget(u);
    }
    vec_release(&d.codings);
}
