/* Variables and cases of REFI-QDA become attributes and participants; what cases and sets name. */
#include <stdlib.h>
#include <string.h>

#include "refi_priv.h"
#include "tema/base/i18n.h"

enum { MOST_TRANSCRIPTS = 32 }; /* of a recording, that a reference to it leads to */

/* ---- attributes ---- */

struct named {
    const char *name;
    size_t at;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = strcmp(x->name, y->name);
    return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static int to_name(const void *key, const void *item)
{
    return strcmp(key, ((const struct named *)item)->name);
}

/* Two variables of one name are told apart by a number, since attributes are known by their names. */
static void name_apart(struct qde *q)
{
    size_t n = q->variables.n, twice = 0, nth = 1;
    struct named *v = arena_array(&q->arena, n + 1, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct named){q->variables.v[i].name, i};
    if (n > 0)
        qsort(v, n, sizeof *v, by_name);
    for (size_t i = 1; i < n; i++) {
        struct qde_variable *again = &q->variables.v[v[i].at];
        nth = strcmp(v[i].name, v[i - 1].name) == 0 ? nth + 1 : 1;
        if (nth == 1)
            continue;
        do
            again->name = arena_printf(&q->arena, "%s (%zu)", v[i].name, nth);
        while (bsearch(again->name, v, n, sizeof *v, to_name) && ++nth < n);
        twice++;
    }
    if (twice > 0)
        exchange_note(q->x,
                      ngettext("%zu variable has the name of another one; a number was put behind it",
                               "%zu variables have the names of others; numbers were put behind them", twice),
                      twice);
}

static void add_attribute(struct qde *q, const struct qde_variable *v, bool of_sources, const char *guid)
{
    struct x_attribute a = {.guid = arena_strdup(&q->x->arena, guid),
                            .name = arena_strdup(&q->x->arena, v->name),
                            .description = arena_strdup(&q->x->arena, v->description),
                            .type = v->type,
                            .of_sources = of_sources};
    vec_push(&q->x->attributes, a);
}

static void add_attributes(struct qde *q)
{
    for (size_t i = 0; i < q->variables.n; i++) {
        const struct qde_variable *v = &q->variables.v[i];
        bool people = v->of_cases || !v->of_sources;
        if (people)
            add_attribute(q, v, false, qde_guid(v->key));
        if (v->of_sources)
            add_attribute(q, v, true, people ? "" : qde_guid(v->key));
    }
}

/* ---- values ---- */

struct given { /* a value, with the variable it is of */
    size_t of, variable, order;
};

static int by_owner(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    if (x->of != y->of)
        return (x->of > y->of) - (x->of < y->of);
    if (x->variable != y->variable)
        return (x->variable > y->variable) - (x->variable < y->variable);
    return (x->order > y->order) - (x->order < y->order);
}

/* White space around goes; a date with a time is a date. */
static char *value_of(struct qde *q, enum attr_type type, const char *value)
{
    size_t n = strlen(value);
    while (n > 0 && strchr(" \t\n", value[n - 1]))
        n--;
    for (; n > 0 && strchr(" \t\n", *value); n--)
        value++;
    if (type == ATTR_DATE && n > 10 && value[10] == 'T') {
        q->cut_times += strncmp(value + 11, "00:00:00", 8) != 0;
        n = 10;
    }
    return arena_strndup(&q->x->arena, value, n);
}

static void add_source_value(struct qde *q, const struct given *g)
{
    const struct qde_variable *v = &q->variables.v[g->variable];
    const struct qde_source *s = &q->sources.v[g->of];
    size_t last = s->taken ? g->of : g->of + s->ntranscripts;
    for (size_t i = g->of; i <= last && i < q->sources.n; i++) {
        if (!q->sources.v[i].taken)
            continue;
        struct x_value to = {q->x->sources.v[q->sources.v[i].at].s.id, arena_strdup(&q->x->arena, v->name),
                             value_of(q, v->type, q->values.v[g->order].value)};
        vec_push(&q->x->values, to);
    }
}

static void add_case_values(struct qde *q, const struct given *g, size_t n)
{
    struct participant *p = &q->x->participants.v[g->of];
    p->attrs = arena_array(&q->x->arena, n, sizeof *p->attrs);
    for (size_t i = 0; i < n; i++) {
        const struct qde_variable *v = &q->variables.v[g[i].variable];
        p->attrs[p->nattrs].name = arena_strdup(&q->x->arena, v->name);
        p->attrs[p->nattrs].type = v->type;
        p->attrs[p->nattrs++].value = value_of(q, v->type, q->values.v[g[i].order].value);
    }
}

/* Values of a kind by their owner and variable; of two of one variable the first counts. */
static size_t gather(struct qde *q, struct qde_map *known, bool of_source, struct given *to)
{
    size_t n = 0, kept = 0, unknown = 0, twice = 0;
    for (size_t i = 0; i < q->values.n; i++) {
        const struct qde_value *v = &q->values.v[i];
        size_t variable = q->variables.n - 1;
        if (v->of_source != of_source || v->value[0] == '\0')
            continue;
        if (v->variable && !qde_map_find(known, v->variable, &variable)) {
            unknown++;
            continue;
        }
        to[n++] = (struct given){v->of, variable, i};
    }
    if (n > 0)
        qsort(to, n, sizeof *to, by_owner);
    for (size_t i = 0; i < n; i++) {
        bool again = kept > 0 && to[kept - 1].of == to[i].of && to[kept - 1].variable == to[i].variable;
        if (!again)
            to[kept++] = to[i];
        twice += again;
    }
    if (unknown > 0)
        exchange_note(q->x,
                      ngettext("%zu value is of a variable that is not there and was left out",
                               "%zu values are of variables that are not there and were left out", unknown),
                      unknown);
    if (twice > 0)
        exchange_note(q->x,
                      ngettext("%zu further value of the same variable was left out",
                               "%zu further values of the same variables were left out", twice),
                      twice);
    return kept;
}

/* A case's description has no place of its own: it becomes a value. */
static void describe_cases(struct qde *q)
{
    struct qde_variable v = {.key = "", .name = _("Description"), .description = "", .type = ATTR_TEXT};
    bool any = false;
    for (size_t i = 0; i < q->values.n && !any; i++)
        any = !q->values.v[i].variable;
    if (any)
        vec_push(&q->variables, v);
}

void qde_finish_values(struct qde *q)
{
    struct qde_map known = {.sorted = false};
    struct given *cases = arena_array(&q->arena, q->values.n + 1, sizeof *cases),
                 *sources = arena_array(&q->arena, q->values.n + 1, sizeof *sources);
    describe_cases(q);
    name_apart(q);
    for (size_t i = 0; i < q->variables.n; i++)
        qde_map_add(&known, q->variables.v[i].key, i);
    size_t ncases = gather(q, &known, false, cases), nsources = gather(q, &known, true, sources);
    for (size_t i = 0; i < ncases; i++)
        q->variables.v[cases[i].variable].of_cases = true;
    for (size_t i = 0; i < nsources; i++)
        q->variables.v[sources[i].variable].of_sources = true;
    add_attributes(q);
    for (size_t i = 0, end; i < ncases; i = end) {
        for (end = i; end < ncases && cases[end].of == cases[i].of;)
            end++;
        add_case_values(q, cases + i, end - i);
    }
    for (size_t i = 0; i < nsources; i++)
        add_source_value(q, &sources[i]);
    if (q->cut_times > 0)
        exchange_note(q->x,
                      ngettext("the time of day of %zu value was left out; the date was kept",
                               "the times of day of %zu values were left out; the dates were kept",
                               q->cut_times),
                      q->cut_times);
    vec_release(&known.v);
}

/* ---- what cases and sets name ---- */

struct targets {
    struct qde_map sources, segments;
    struct qde_map *memos;
    size_t lost;
};

static void add_ref(struct qde *q, const struct qde_ref *r, enum x_kind kind, tema_id target)
{
    struct x_ref to = {(tema_id)r->of + 1, kind, target};
    if (r->of_set) {
        to.of = q->x->sets.v[r->of].id;
        vec_push(&q->x->members, to);
    } else {
        to.of = q->x->participants.v[r->of].id;
        vec_push(&q->x->refs, to);
    }
}

/* To a source, or to the transcripts of a recording. False when nothing of it was taken in. */
static bool refer_source(struct qde *q, struct targets *t, const struct qde_ref *r)
{
    size_t at;
    bool any = false;
    if (!qde_map_find(&t->sources, r->target, &at))
        return false;
    size_t n = q->sources.v[at].taken ? 0 : q->sources.v[at].ntranscripts;
    for (size_t i = at; i <= at + n && i <= at + MOST_TRANSCRIPTS && i < q->sources.n; i++) {
        if (q->sources.v[i].taken) {
            add_ref(q, r, X_SOURCE, q->x->sources.v[q->sources.v[i].at].s.id);
            any = true;
        }
    }
    return any;
}

static bool refer(struct qde *q, struct targets *t, const struct qde_ref *r)
{
    size_t at;
    switch (r->kind) {
    case X_SOURCE: return refer_source(q, t, r);
    case X_CODE:
        if (!qde_map_find(&q->codes, r->target, &at))
            return false;
        add_ref(q, r, X_CODE, q->x->codes.v[at].c.id);
        return true;
    case X_SEGMENT:
        if (!qde_map_find(&t->segments, r->target, &at))
            return false;
        add_ref(q, r, X_SEGMENT, q->selections.v[at].segment);
        return true;
    case X_MEMO:
        if (!qde_map_find(t->memos, r->target, &at))
            return refer_source(q, t, r);
        add_ref(q, r, X_MEMO, q->x->memos.v[at].id);
        return true;
    }
    return false;
}

void qde_finish_refs(struct qde *q, struct qde_map *memos)
{
    struct targets t = {.memos = memos};
    for (size_t i = 0; i < q->sources.n; i++)
        qde_map_add(&t.sources, q->sources.v[i].key, i);
    for (size_t i = 0; i < q->selections.n; i++) {
        if (q->selections.v[i].segment)
            qde_map_add(&t.segments, q->selections.v[i].key, i);
    }
    for (size_t i = 0; i < q->refs.n; i++)
        t.lost += !refer(q, &t, &q->refs.v[i]);
    if (t.lost > 0)
        exchange_note(q->x,
                      ngettext("%zu reference of a case or set leads to something that was not taken in",
                               "%zu references of cases and sets lead to something that was not taken in",
                               t.lost),
                      t.lost);
    vec_release(&t.sources.v);
    vec_release(&t.segments.v);
}
