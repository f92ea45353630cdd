/* A study coming in: coders, participants, attributes and their values. */
#include <stdlib.h>
#include <string.h>

#include "take_priv.h"
#include "tema/base/mem.h"
#include "tema/model/orderkey.h"

/* ---- coders ---- */

enum { CODERS_MOST = 10000, ATTRIBUTES_MOST = 10000 }; /* more are no study */

static struct there *named(there_list *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (!l->v[i].used && strcmp(l->v[i].name, name) == 0)
            return &l->v[i];
    return NULL;
}

/* Who imports is new to the project and has done nothing in it yet: that coder of the exchange it is, then. */
static bool adopt(struct take *t, const struct coder *c, struct err *err)
{
    struct store *s = t->s;
    const struct taken *k = take_draw(t, TAKE_CODER, c->id, c->guid, err);
    if (k == NULL)
        return false;
    tema_id id = t->x->keep_ids ? k->to : s->coder;
    const char *guid = take_guid(t, c->guid, false);
    act_capture(s, false);
    bool ok = db_run(s, STATEMENT_TAKE_OWN_CODER, err, "iit", s->coder, id, guid);
    act_capture(s, true);
    if (ok) {
        s->coder = id;
        take_find(t, TAKE_CODER, c->id)->to = id;
    }
    return ok;
}

/* Only the role is taken back. */
static bool set_role(struct take *t, tema_id id, const struct coder *c, struct err *err)
{
    return c->role == CODER_ANALYST ||
           db_run(t->s, STATEMENT_CODER_SET_ROLE, err, "it", id, enum_word(&coder_roles, (int)c->role));
}

static bool add_coder(struct take *t, const struct coder *c, const char *name, struct err *err)
{
    const struct taken *k = take_draw(t, TAKE_CODER, c->id, c->guid, err);
    if (k == NULL)
        return false;
    tema_id id = k->to;
    act_capture(t->s, false);
    bool ok = db_run(t->s, STATEMENT_TAKE_CODER, err, "itti", id, take_guid(t, c->guid, false), name,
                     act_time(t->s));
    act_capture(t->s, true);
    return ok && set_role(t, id, c, err);
}

bool take_coders(struct take *t, struct err *err)
{
    there_list all = VEC_INIT, made = VEC_INIT;
    bool ok = there_read(t, STATEMENT_TAKE_CODERS, true, false, &all, err);
    if (ok && t->x->coders.n > CODERS_MOST)
        ok = err_set(err, ERR_INPUT, _("there are more than %d coders in it"), CODERS_MOST);
    bool idle = t->s->act->new_coder && sqlite3session_isempty(t->s->act->session);
    for (size_t i = 0; ok && i < t->x->coders.n; i++) {
        const struct coder *c = &t->x->coders.v[i];
        const char *name = take_name(t, c->name);
        ok = TAKE_TEXTS(_("coder"), err, name, c->guid);
        if (!ok)
            break;
        struct there *h = there_find(&all, c->guid), *same = h != NULL ? h : named(&all, name);
        if (same == NULL)
            same = named(&made, name); /* names of coders are unique: the next of that name is the same one */
        if (same != NULL && h == NULL && idle && same->id == t->s->coder) {
            same->used = true;
            ok = adopt(t, c, err) && set_role(t, t->s->coder, c, err);
        } else if (same != NULL) {
            take_unite(t, TAKE_CODER, c->id, same->id);
        } else {
            struct there one = {.guid = "", .name = name};
            ok = add_coder(t, c, name, err);
            one.id = take_to(t, TAKE_CODER, c->id);
            vec_push(&made, one);
        }
    }
    vec_release(&all);
    vec_release(&made);
    return ok;
}

/* ---- attributes ---- */

struct column { /* an attribute as the exchange calls it */
    const char *name, *guid, *description;
    enum attr_type type;
    tema_id id;   /* 0: to be made */
    bool widened; /* to text: a value does not fit its type */
    bool repeated;
};
struct columns {
    VEC(struct column) v; /* in the exchange's order */
    VEC(struct column *) by_name;
    bool of_sources;
};

static int by_name(const void *a, const void *b)
{
    const struct column *x = *(struct column *const *)a, *y = *(struct column *const *)b;
    int c = strcmp(x->name, y->name);
    return c != 0 ? c : (x > y) - (x < y);
}

static void sort_columns(struct columns *c)
{
    vec_clear(&c->by_name);
    for (size_t i = 0; i < c->v.n; i++)
        vec_push(&c->by_name, &c->v.v[i]);
    if (c->by_name.n > 0)
        qsort(c->by_name.v, c->by_name.n, sizeof *c->by_name.v, by_name);
}

static struct column *find_column(const struct columns *c, const char *name)
{
    size_t lo = 0, hi = c->by_name.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(c->by_name.v[mid]->name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->by_name.n && strcmp(c->by_name.v[lo]->name, name) == 0 ? c->by_name.v[lo] : NULL;
}

/* Names that occur twice are one attribute: the first. */
static void unite_columns(struct columns *c)
{
    size_t n = 0;
    sort_columns(c);
    for (size_t i = 1; i < c->by_name.n; i++)
        c->by_name.v[i]->repeated = strcmp(c->by_name.v[i - 1]->name, c->by_name.v[i]->name) == 0;
    for (size_t i = 0; i < c->v.n; i++)
        if (!c->v.v[i].repeated)
            c->v.v[n++] = c->v.v[i];
    c->v.n = n;
    sort_columns(c);
}

/* Which attributes of the exchange are there already, by GUID or by name. */
static bool match_columns(struct take *t, struct columns *c, struct err *err)
{
    struct query q;
    if (!db_query(t->s, &q, c->of_sources ? STATEMENT_TAKE_SOURCE_ATTRIBUTES : STATEMENT_TAKE_ATTRIBUTES, err,
                  ""))
        return false;
    while (db_step(&q)) {
        tema_id id = col_int(&q, "id");
        const char *guid = col_dup(&q, "guid", &t->arena), *name = col_dup(&q, "name", &t->arena);
        enum attr_type type = (enum attr_type)data_enum(&q, "type", &attr_types);
        struct column *k = NULL;
        for (size_t i = 0; i < c->v.n && guid[0] != '\0' && k == NULL; i++)
            if (strcmp(c->v.v[i].guid, guid) == 0)
                k = &c->v.v[i];
        if (k == NULL)
            k = find_column(c, name);
        if (k == NULL || k->id != 0)
            continue;
        k->id = id;
        k->type = type;
    }
    return db_end(&q, err);
}

/* What stands in a value, as its attribute keeps it; in the arena. */
static char *fitted(struct take *t, const struct column *k, const char *value, bool *ret_fits)
{
    char *kept = arena_strdup(&t->arena, value);
    *ret_fits = data_fit_value(k->name, k->type, kept, NULL);
    return kept;
}

static bool make_columns(struct take *t, struct columns *c, struct err *err)
{
    bool ok = true;
    char *ord = NULL;
    for (size_t i = 0; ok && i < c->v.n; i++) {
        struct column *k = &c->v.v[i];
        const char *type = enum_word(&attr_types, (int)k->type);
        if (k->widened)
            exchange_note(t->x, _("'%s' is kept as text: not all its values are of the type it had"),
                          k->name);
        if (k->id != 0) {
            ok = !k->widened ||
                 db_run(t->s,
                        c->of_sources ? STATEMENT_TAKE_SOURCE_ATTRIBUTE_TYPE : STATEMENT_TAKE_ATTRIBUTE_TYPE,
                        err, "i", k->id);
            continue;
        }
        char *next = ord == NULL ? data_last_ord(t->s,
                                                 c->of_sources ? STATEMENT_TAKE_SOURCE_ATTRIBUTE_LAST_ORD
                                                               : STATEMENT_ATTRIBUTE_LAST_ORD,
                                                 NULL, err)
                                 : orderkey_between(ord, NULL);
        mem_free(ord);
        ord = next;
        k->id = db_new_id(t->s);
        ok = ord != NULL && TAKE_TEXTS(_("attribute"), err, k->name, k->guid, k->description) &&
             db_run(t->s, c->of_sources ? STATEMENT_TAKE_SOURCE_ATTRIBUTE : STATEMENT_TAKE_ATTRIBUTE, err,
                    "itttt"
                    "t",
                    k->id, k->name, type, ord, k->guid, k->description);
    }
    mem_free(ord);
    return ok;
}

static void add_column(struct columns *c, const char *name, const char *guid, const char *description,
                       enum attr_type type)
{
    struct column k = {.name = name, .guid = guid, .description = description, .type = type};
    vec_push(&c->v, k);
}

static void declared_columns(struct take *t, struct columns *c)
{
    for (size_t i = 0; i < t->x->attributes.n; i++) {
        const struct x_attribute *a = &t->x->attributes.v[i];
        if (a->of_sources == c->of_sources)
            add_column(c, a->name, a->guid, a->description, a->type);
    }
    unite_columns(c);
}

/* Those that occur only in values come behind those that were declared. */
static bool all_columns(struct columns *c, const struct columns *more, struct err *err)
{
    for (size_t i = 0; i < more->v.n; i++)
        vec_push(&c->v, more->v.v[i]);
    unite_columns(c);
    return c->v.n <= ATTRIBUTES_MOST ||
           err_set(err, ERR_INPUT, _("there are more than %d attributes in it"), ATTRIBUTES_MOST);
}

static void columns_release(struct columns *c)
{
    vec_release(&c->v);
    vec_release(&c->by_name);
}

static void widen(struct take *t, const struct columns *c, const char *name, const char *value)
{
    struct column *k = find_column(c, name);
    bool fits = true;
    if (k == NULL || k->type == ATTR_TEXT)
        return;
    fitted(t, k, value, &fits);
    if (!fits) {
        k->type = ATTR_TEXT;
        k->widened = true;
    }
}

/* ---- values of sources ---- */

bool take_source_values(struct take *t, struct err *err)
{
    struct columns c = {.of_sources = true}, more = {.of_sources = true};
    struct exchange *x = t->x;
    declared_columns(t, &c);
    for (size_t i = 0; i < x->values.n; i++)
        if (find_column(&c, x->values.v[i].attribute) == NULL)
            add_column(&more, x->values.v[i].attribute, "", "", ATTR_TEXT);
    bool ok = all_columns(&c, &more, err) && match_columns(t, &c, err);
    for (size_t i = 0; ok && i < x->values.n; i++)
        widen(t, &c, x->values.v[i].attribute, x->values.v[i].value);
    ok = ok && make_columns(t, &c, err);
    for (size_t i = 0; ok && i < x->values.n; i++) {
        const struct x_value *v = &x->values.v[i];
        const struct column *k = find_column(&c, v->attribute);
        bool fits = true;
        if (v->value[0] != '\0')
            ok = TAKE_TEXTS(_("value"), err, v->value) &&
                 db_run(t->s, STATEMENT_TAKE_SOURCE_VALUE, err, "iit", take_to(t, TAKE_SOURCE, v->source),
                        k->id, fitted(t, k, v->value, &fits));
    }
    columns_release(&c);
    columns_release(&more);
    return ok;
}

/* ---- participants ---- */

static int by_there_name(const void *a, const void *b)
{
    const struct there *x = *(struct there *const *)a, *y = *(struct there *const *)b;
    int c = strcmp(x->name, y->name);
    return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

/* One that was there and has the name, each only once: equal names in the exchange stay several. */
static struct there *by_that_name(struct there **v, size_t n, const char *name)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(v[mid]->name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo < n && v[lo]->used && strcmp(v[lo]->name, name) == 0)
        lo++;
    return lo < n && strcmp(v[lo]->name, name) == 0 ? v[lo] : NULL;
}

static bool add_participant(struct take *t, const struct participant *p, const char *name, char **ord,
                            struct err *err)
{
    const struct taken *k = take_draw(t, TAKE_PARTICIPANT, p->id, p->guid, err);
    char *next = *ord == NULL ? data_last_ord(t->s, STATEMENT_PARTICIPANT_LAST_ORD, NULL, err)
                              : orderkey_between(*ord, NULL);
    mem_free(*ord);
    *ord = next;
    if (k == NULL || next == NULL)
        return false;
    t->ret->participants++;
    return db_run(t->s, STATEMENT_PARTICIPANT_ADD, err, "ittt", k->to, take_guid(t, p->guid, false), name,
                  next);
}

static bool match_participants(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    struct exchange *x = t->x;
    bool ok = there_read(t, STATEMENT_TAKE_PARTICIPANTS, true, false, &all, err);
    struct there **names = arena_array(&t->arena, all.n + 1, sizeof *names);
    char *ord = NULL;
    for (size_t i = 0; i < all.n; i++)
        names[i] = &all.v[i];
    if (all.n > 0)
        qsort(names, all.n, sizeof *names, by_there_name);
    for (size_t i = 0; ok && i < x->participants.n; i++) {
        struct there *h = there_find(&all, x->participants.v[i].guid);
        if (h != NULL) {
            h->used = true;
            take_unite(t, TAKE_PARTICIPANT, x->participants.v[i].id, h->id);
        }
    }
    for (size_t i = 0; ok && i < x->participants.n; i++) {
        const struct participant *p = &x->participants.v[i];
        if (take_find(t, TAKE_PARTICIPANT, p->id) != NULL)
            continue;
        const char *name = take_name(t, p->name);
        struct there *h = by_that_name(names, all.n, name);
        if (h != NULL) {
            h->used = true;
            take_unite(t, TAKE_PARTICIPANT, p->id, h->id);
            exchange_note(x, _("'%s' was taken for the participant of that name that was there already"),
                          name);
        } else {
            ok = TAKE_TEXTS(_("participant"), err, name, p->guid) && add_participant(t, p, name, &ord, err);
        }
    }
    mem_free(ord);
    vec_release(&all);
    return ok;
}

/* A value that was another one is told of. */
static bool set_value(struct take *t, const struct participant *p, const struct column *k, const char *value,
                      struct err *err)
{
    const struct taken *who = take_find(t, TAKE_PARTICIPANT, p->id);
    tema_id id = who->to;
    struct query q;
    bool fits = true, same = false;
    const char *kept = fitted(t, k, value, &fits);
    if (who->there) {
        if (!db_query(t->s, &q, STATEMENT_TAKE_VALUE, err, "ii", id, k->id))
            return false;
        if (db_step(&q)) {
            same = strcmp(col_text(&q, "value"), kept) == 0;
            if (!same)
                exchange_note(t->x, _("'%s' of '%s' was “%s” and is now “%s”"), k->name, p->name,
                              col_text(&q, "value"), kept);
        }
        if (!db_end(&q, err))
            return false;
    }
    return same || (TAKE_TEXTS(_("value"), err, kept) &&
                    db_run(t->s, STATEMENT_VALUE_SET, err, "iit", id, k->id, kept));
}

bool take_participants(struct take *t, struct err *err)
{
    struct columns c = {.of_sources = false}, more = {.of_sources = false};
    struct exchange *x = t->x;
    bool ok = match_participants(t, err);
    declared_columns(t, &c);
    for (size_t i = 0; i < x->participants.n; i++)
        for (size_t k = 0; k < x->participants.v[i].nattrs; k++) {
            const char *name = x->participants.v[i].attrs[k].name;
            if (find_column(&c, name) == NULL)
                add_column(&more, name, "", "", x->participants.v[i].attrs[k].type);
        }
    ok = ok && all_columns(&c, &more, err) && match_columns(t, &c, err);
    for (size_t i = 0; ok && i < x->participants.n; i++)
        for (size_t k = 0; k < x->participants.v[i].nattrs; k++)
            widen(t, &c, x->participants.v[i].attrs[k].name, x->participants.v[i].attrs[k].value);
    ok = ok && make_columns(t, &c, err);
    for (size_t i = 0; ok && i < x->participants.n; i++) {
        const struct participant *p = &x->participants.v[i];
        for (size_t k = 0; ok && k < p->nattrs; k++)
            ok = p->attrs[k].value[0] == '\0' ||
                 set_value(t, p, find_column(&c, p->attrs[k].name), p->attrs[k].value, err);
    }
    columns_release(&c);
    columns_release(&more);
    return ok;
}
