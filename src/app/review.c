/* The supervisor's review: codings with where their threads stand, what waits for whom, and the one act. */
#include "tema/app/review.h"

#include <stdlib.h>
#include <string.h>

#include "app_priv.h"
#include "tema/store/reviews.h"

static const char *const filter_words[] = {"all",       "pending", "waiting", "questioned",
                                           "disagreed", "agreed",  NULL};
const struct enum_words review_filters = {filter_words};

/* ---- threads: the entries of one coding follow one another ---- */

struct thread {
    const struct review_entry *first;
    size_t n;
};

static struct thread *split_threads(const struct review_entry *entries, size_t n, struct arena *a,
                                    size_t *ret_n)
{
    struct thread *threads = arena_array(a, n + 1, sizeof *threads);
    size_t nthreads = 0;

    for (size_t i = 0; i < n; i++) {
        if (i == 0 || entries[i].coding != entries[i - 1].coding)
            threads[nthreads++] = (struct thread){&entries[i], 0};
        threads[nthreads - 1].n++;
    }
    *ret_n = nthreads;
    return threads;
}

static int by_coding(const void *va, const void *vb)
{
    tema_id a = ((const struct thread *)va)->first->coding, b = ((const struct thread *)vb)->first->coding;

    return (a > b) - (a < b);
}

static int find_coding(const void *key, const void *vb)
{
    tema_id a = *(const tema_id *)key, b = ((const struct thread *)vb)->first->coding;

    return (a > b) - (a < b);
}

static struct review_state fold(const struct thread *t, tema_id coding)
{
    struct review_state s = review_fold(t ? t->first : NULL, t ? t->n : 0);

    s.coding = coding;
    return s;
}

/* A thread whose coding has gone knows the code that its last entry was given on. */
static struct review_item gone_item(const struct thread *t)
{
    struct review_item item = {.state = fold(t, t->first->coding)};

    item.coding.id = t->first->coding;
    item.coding.code = t->first[t->n - 1].code;
    return item;
}

/* ---- lists ---- */

static bool passes(const struct review_state *s, enum review_filter filter, tema_id me)
{
    switch (filter) {
    case REVIEW_ALL: break;
    case REVIEW_PENDING: return s->verdict < 0 && !s->gone;
    case REVIEW_WAITING: return review_waits_for(s, me);
    case REVIEW_QUESTIONS: return s->verdict == REVIEW_QUESTIONED;
    case REVIEW_DISPUTES: return s->verdict == REVIEW_DISAGREED;
    case REVIEW_SETTLED: return s->verdict == REVIEW_AGREED;
    }
    return true;
}

static bool is_asked_for(const struct study *st, const struct review_query *q, const struct coding *c)
{
    return (!q->source || c->source == q->source) && (!q->coder || c->coder == q->coder) &&
           (!q->code || codetree_is_within(st->codes, st->ncodes, c->code, q->code));
}

/* An item with the number of its source in the study, by which it is sorted; gone ones last. */
struct ranked {
    struct review_item item;
    size_t source;
};

static int by_place(const void *va, const void *vb)
{
    const struct ranked *a = va, *b = vb;
    const struct coding *x = &a->item.coding, *y = &b->item.coding;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (x->start.cp != y->start.cp)
        return x->start.cp < y->start.cp ? -1 : 1;
    if (x->end.cp != y->end.cp)
        return x->end.cp < y->end.cp ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static size_t rank_of(const struct study *st, tema_id source)
{
    const struct source *s = study_source(st, source);

    return s ? (size_t)(s - st->sources) : st->nsources;
}

struct lists {
    struct coding *codings;
    size_t ncodings;
    struct thread *threads;
    size_t nthreads;
};

static bool read_lists(struct app *app, const struct review_query *q, struct arena *a, struct lists *l,
                       struct err *err)
{
    struct review_entry *entries;
    size_t n;
    bool ok;

    if (!store_read_begin(app->store, err)) /* both of one moment */
        return false;
    ok = store_reviews(app->store, 0, a, &entries, &n, err) &&
         store_codings(app->store, SCOPE_ALL, q->source, 0, a, &l->codings, &l->ncodings, err);
    store_read_end(app->store);
    if (ok) {
        l->threads = split_threads(entries, n, a, &l->nthreads);
        qsort(l->threads, l->nthreads, sizeof *l->threads, by_coding);
    }
    return ok;
}

bool app_reviews(struct app *app, const struct review_query *q, struct arena *a, struct review_item **ret,
                 size_t *n, struct err *err)
{
    const struct study *st = app_study_inside(app, err);
    tema_id me = store_coder(app->store), last = 0;
    struct ranked *items;
    struct lists l;
    size_t count = 0, rank = 0;

    if (!st || !read_lists(app, q, a, &l, err))
        return false;
    items = arena_array(a, l.ncodings + l.nthreads + 1, sizeof *items);
    for (size_t i = 0; i < l.ncodings; i++) {
        const struct coding *c = &l.codings[i];
        struct review_state s;

        if (!is_asked_for(st, q, c))
            continue;
        s = fold(l.nthreads ? bsearch(&c->id, l.threads, l.nthreads, sizeof *l.threads, find_coding) : NULL,
                 c->id);
        if (!passes(&s, q->filter, me))
            continue;
        if (c->source != last)
            rank = rank_of(st, last = c->source);
        items[count++] = (struct ranked){{*c, s}, rank};
    }
    for (size_t i = 0; i < l.nthreads; i++) {
        struct review_item item = gone_item(&l.threads[i]);

        if (item.state.gone && is_asked_for(st, q, &item.coding) && passes(&item.state, q->filter, me))
            items[count++] = (struct ranked){item, SIZE_MAX};
    }
    qsort(items, count, sizeof *items, by_place);
    *ret = arena_array(a, count + 1, sizeof **ret);
    for (size_t i = 0; i < count; i++)
        (*ret)[i] = items[i].item;
    *n = count;
    return true;
}

static bool get_item(struct app *app, tema_id coding, struct arena *a, struct review_item *ret,
                     struct err *err)
{
    struct review_entry *entries;
    struct coding *c;
    struct thread t;

    if (!store_reviews(app->store, coding, a, &entries, &t.n, err))
        return false;
    t.first = entries;
    if (t.n > 0 && entries[t.n - 1].gone) {
        *ret = gone_item(&t);
        return true;
    }
    if (!store_coding_get(app->store, coding, a, &c, err))
        return false;
    *ret = (struct review_item){*c, fold(t.n > 0 ? &t : NULL, coding)};
    return true;
}

bool app_review_get(struct app *app, tema_id coding, struct arena *a, struct review_item *ret,
                    struct err *err)
{
    bool ok;

    if (!store_read_begin(app->store, err))
        return false;
    ok = get_item(app, coding, a, ret, err);
    store_read_end(app->store);
    return ok;
}

bool app_review_inbox(struct app *app, size_t *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct review_entry *entries;
    struct thread *threads;
    size_t n, nthreads;
    bool ok = store_reviews(app->store, 0, &a, &entries, &n, err);

    if (ok) {
        *ret = 0;
        threads = split_threads(entries, n, &a, &nthreads);
        for (size_t i = 0; i < nthreads; i++) {
            struct review_state s = review_fold(threads[i].first, threads[i].n);

            *ret += review_waits_for(&s, store_coder(app->store));
        }
    }
    arena_release(&a);
    return ok;
}

/* ---- the act ---- */

/* "A/B on “words” in en.txt" */
static char *name_subject(struct app *app, const struct study *st, const struct review_item *item,
                          struct arena *a, struct err *err)
{
    const char *code = name_of_code(st, item->coding.code, a);
    char *quote;

    if (item->state.gone) {
        const struct review_entry *last = &item->state.first[item->state.entries - 1];

        return arena_printf(a, _("%s on %s, a coding that has gone"), code,
                            quote_text(last->said, strlen(last->said), a));
    }
    quote = quote_range(app, item->coding.source, item->coding.start, item->coding.end, a, err);
    return quote ? arena_printf(a, _("%s on %s in %s"), code, quote, name_of_source(st, item->coding.source))
                 : NULL;
}

static char *tell_review(enum review_kind kind, const char *subject, const char *text, struct arena *a)
{
    const char *why = *text ? arena_printf(a, ": %s", quote_text(text, strlen(text), a)) : "";

    switch (kind) {
    case REVIEW_AGREED: return arena_printf(a, _("agreed with %s%s"), subject, why);
    case REVIEW_QUESTIONED: return arena_printf(a, _("questioned %s%s"), subject, why);
    case REVIEW_DISAGREED: return arena_printf(a, _("disagreed with %s%s"), subject, why);
    case REVIEW_WITHDRAWN: return arena_printf(a, _("withdrew the verdict on %s%s"), subject, why);
    case REVIEW_COMMENT: return arena_printf(a, _("commented on %s%s"), subject, why);
    case REVIEW_RESOLVED: break;
    }
    return arena_printf(a, _("closed the thread on %s%s"), subject, why);
}

bool app_review(struct app *app, tema_id coding, enum review_kind kind, const char *text, struct buf *said,
                struct err *err)
{
    struct arena a = ARENA_INIT;
    const char *with = text ? text : "";
    const struct study *st = check_text(with, err) ? act_begin(app, "review", err) : NULL;
    struct review_item item;
    char *words = NULL, *subject;
    tema_id id;
    bool ok = false;

    if (!st)
        return false;
    if (get_item(app, coding, &a, &item, err) && (subject = name_subject(app, st, &item, &a, err)) != NULL) {
        bool verdict = kind == REVIEW_AGREED || kind == REVIEW_QUESTIONED || kind == REVIEW_DISAGREED;

        words = tell_review(kind, subject, with, &a);
        if (verdict && !item.state.gone && item.coding.coder == store_coder(app->store))
            err_set(err, ERR_INPUT,
                    _("this is your own coding: a comment answers, another's verdict settles it"));
        else
            ok = store_add_review(app->store, coding, kind, with, &id, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
