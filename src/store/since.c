/* Which acts of others stand in the way of an undo.
 *
 * Everybody's undo goes back without limit, which needs a rule stronger than "what I changed is still as I left it": A codes with B's code and takes the coding
 * off again; nothing hangs on the code now, but were B's code to go, A could no longer take back that she took the coding off. So an act may leave the middle of
 * what stands only when it commutes with every later act that stands. Then what is there always equals the start with all acts that stand done in their order,
 * each from the very state that it was first done in as far as it looks at it; and taking all back, newest first, meets no conflict, whatever was taken
 * back out of turn before. Words are no part of this: splices commute by carrying (marks.h), and refuse by themselves where they do not. Doing again needs only
 * that the changes fit: what is done again stands behind all others.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "undo_priv.h"

/* Columns, as schema.sql has them; PARENT of codes and of themes. */
enum { PARENT = 2, SOURCE_HIDDEN = 15, ATTRIBUTE_NAME = 1 }; /* the latter of source_attribute too */

/* ---- acts of the log ---- */

bool past_act_read(struct store *s, tema_id id, struct arena *a, struct past_act *ret, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_GET, err, "i", id))
        return false;
    bool found = db_step(&q);
    if (found) {
        *ret = (struct past_act){
            .seq = col_int(&q, "seq"), .id = col_int(&q, "id"), .coder = col_int(&q, "coder")};
        ret->kind = col_dup(&q, "kind", a);
        ret->at = col_int(&q, "at");
        ret->words = col_dup(&q, "words", a);
        ret->target = col_int(&q, "target");
        ret->under = col_int(&q, "under");
        const void *p = col_blob(&q, "changes");
        ret->nchanges = (int)col_bytes(&q, "changes");
        ret->changes = arena_alloc(a, (size_t)ret->nchanges + 1);
        if (ret->nchanges > 0)
            memcpy(ret->changes, p, (size_t)ret->nchanges);
        ret->anchors = col_dup(&q, "anchors", a);
        ret->is_undo = strcmp(ret->kind, "undo") == 0;
    }
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_CORRUPT, _("the log lacks an act that it names; run 'tema check'"));
}

bool past_first(struct store *s, struct past_act *x, struct arena *a, struct past_act *ret, struct err *err)
{
    *ret = *x;
    while (ret->target != 0) {
        int64_t seq = ret->seq;
        if (!past_act_read(s, ret->target, a, ret, err))
            return false;
        if (ret->seq >= seq) /* a log that was written by hand could lead round and round */
            return err_set(err, ERR_CORRUPT,
                           _("the log names a later act where an earlier one is meant; run 'tema check'"));
    }
    x->first_id = ret->id;
    x->first_seq = ret->seq;
    x->first_words = ret->words;
    return true;
}

static int newest_first(const void *a, const void *b)
{
    int64_t x = ((const struct past_act *)a)->seq, y = ((const struct past_act *)b)->seq;
    return x > y ? -1 : x < y;
}

bool since_read(struct store *s, const struct past_act *x, struct arena *a, past_acts *out, struct err *err)
{
    VEC(tema_id) tops = VEC_INIT;
    struct query q;
    bool ok = db_query(s, &q, STATEMENT_ACT_TOPS_SINCE, err, "ii", x->seq, s->coder);
    if (ok) {
        while (db_step(&q))
            vec_push(&tops, col_int(&q, "undo_top"));
        ok = db_end(&q, err);
    }
    for (size_t i = 0; ok && i < tops.n; i++) {
        int64_t above = INT64_MAX; /* what lies under an act is older */
        for (tema_id id = tops.v[i]; ok && id != 0;) {
            struct past_act y, first;
            ok = past_act_read(s, id, a, &y, err);
            id = ok && y.seq > x->seq ? y.under : 0;
            if (!ok || y.seq <= x->seq)
                break;
            if (y.seq >= above) {
                ok = err_set(err, ERR_CORRUPT,
                             _("the log names a later act where an earlier one is meant; run 'tema check'"));
                break;
            }
            above = y.seq;
            ok = past_first(s, &y, a, &first, err);
            if (!ok || (x->is_undo && first.seq < x->seq))
                continue;
            vec_push(out, y);
        }
    }
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, newest_first);
    vec_release(&tops);
    return ok;
}

/* ---- changesets ---- */

bool changes_start(sqlite3_changeset_iter **it, const void *changes, int n)
{
    union {
        const void *in;
        void *out;
    } p = {changes}; /* SQLite's prototype lacks a const */
    return n > 0 && sqlite3changeset_start(it, n, p.out) == SQLITE_OK;
}

static int64_t key_part(sqlite3_changeset_iter *it, int op, int column)
{
    sqlite3_value *v = NULL;
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(it, column, &v);
    else
        sqlite3changeset_old(it, column, &v);
    return v == NULL ? 0 : sqlite3_value_int64(v);
}

void touched_read(sqlite3_changeset_iter *it, struct touched *t, const char **ret_table)
{
    unsigned char *in_key = NULL;
    int n = 0, op = 0, indirect = 0;
    sqlite3changeset_op(it, ret_table, &n, &op, &indirect);
    sqlite3changeset_pk(it, &in_key, &n);
    t->nkey = 0;
    for (int i = 0; i < n && t->nkey < 2; i++)
        if (in_key[i])
            t->key[t->nkey++] = key_part(it, op, i);
}

bool changes_touch(const void *changes, int n, const struct touched *t)
{
    sqlite3_changeset_iter *it = NULL;
    bool found = false;
    if (!changes_start(&it, changes, n))
        return false;
    while (!found && sqlite3changeset_next(it) == SQLITE_ROW) {
        struct touched o = {0};
        const char *table = NULL;
        touched_read(it, &o, &table);
        found = strcmp(table, t->table) == 0 && o.key[0] == t->key[0] &&
                (t->nkey < 2 || o.nkey < 2 || o.key[1] == t->key[1]);
    }
    sqlite3changeset_finalize(it);
    return found;
}

const struct past_act *since_touching(const past_acts *list, const struct touched *t)
{
    for (size_t i = 0; i < list->n; i++)
        if (changes_touch(list->v[i].changes, list->v[i].nchanges, t))
            return &list->v[i];
    return NULL;
}

/* ---- what an act has to do with ---- */

struct record {
    uint64_t table; /* a hash of its name; of an attribute's name: of both */
    int64_t key[2];
    uint32_t columns; /* a bit for each that was changed; all when the record was put in or removed */
};
struct edge { /* a code or theme under another */
    tema_id child, parent;
    bool seen;
};
typedef VEC(struct edge) edges;
typedef VEC(tema_id) ids;

struct extent {
    VEC(struct record) records;
    ids made, named, anchored; /* put in; among the old values; whose anchors were set or removed */
    tema_id low, high;         /* ids between these were made by the act's splices; 0, 0: none */
    ids moved;                 /* codes and themes that were put elsewhere */
    edges places;              /* of those: what they were under before */
    bool brings;               /* a source */
};

static int by_record(const void *pa, const void *pb)
{
    const struct record *a = pa, *b = pb;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    for (int i = 0; i < 2; i++)
        if (a->key[i] != b->key[i])
            return a->key[i] < b->key[i] ? -1 : 1;
    return 0;
}

static int by_id(const void *a, const void *b)
{
    tema_id x = *(const tema_id *)a, y = *(const tema_id *)b;
    return x < y ? -1 : x > y;
}

static bool has_id(const ids *list, tema_id id)
{
    return list->n > 0 && bsearch(&id, list->v, list->n, sizeof *list->v, by_id) != NULL;
}

static uint64_t hash_bytes(uint64_t h, const void *p, size_t n)
{
    for (const unsigned char *c = p; n > 0; n--)
        h = (h ^ *c++) * 1099511628211u; /* FNV-1a */
    return h;
}

/* One change, as a changeset's iterator shows it. */
struct change {
    sqlite3_changeset_iter *it;
    const char *table;
    int op, columns;
    struct touched key;
    struct record record;
};

static sqlite3_value *old_value(const struct change *c, int column)
{
    sqlite3_value *v = NULL;
    if (c->op != SQLITE_INSERT && column < c->columns)
        sqlite3changeset_old(c->it, column, &v);
    return v;
}

static sqlite3_value *new_value(const struct change *c, int column)
{
    sqlite3_value *v = NULL;
    if (c->op != SQLITE_DELETE && column < c->columns)
        sqlite3changeset_new(c->it, column, &v);
    return v;
}

static bool next_change(sqlite3_changeset_iter *it, struct change *c)
{
    int indirect = 0;
    if (sqlite3changeset_next(it) != SQLITE_ROW)
        return false;
    *c = (struct change){.it = it};
    touched_read(it, &c->key, &c->table);
    sqlite3changeset_op(it, &c->table, &c->columns, &c->op, &indirect);
    c->record.table = hash_bytes(14695981039346656037u, c->table, strlen(c->table));
    memcpy(c->record.key, c->key.key, sizeof c->record.key);
    c->record.columns = UINT32_MAX;
    if (c->op == SQLITE_UPDATE) {
        c->record.columns = 0;
        for (int i = 0; i < c->columns; i++)
            if (new_value(c, i) != NULL)
                c->record.columns |= (uint32_t)1 << i % 32;
    }
    return true;
}

/* The record that stands for an attribute's name; false when the change puts in or removes none. */
static bool name_record(const struct change *c, struct record *ret)
{
    if ((strcmp(c->table, "attribute") != 0 && strcmp(c->table, "source_attribute") != 0) ||
        c->op == SQLITE_UPDATE)
        return false;
    sqlite3_value *v = c->op == SQLITE_INSERT ? new_value(c, ATTRIBUTE_NAME) : old_value(c, ATTRIBUTE_NAME);
    if (v == NULL)
        return false;
    const unsigned char *name = sqlite3_value_text(v);
    *ret = (struct record){.table = hash_bytes(c->record.table, name, (size_t)sqlite3_value_bytes(v)),
                           .columns = UINT32_MAX};
    return true;
}

/* Did the change put a code or theme elsewhere? *ret: what it was under before, 0 for the top. */
static bool moved_node(const struct change *c, tema_id *ret)
{
    if ((strcmp(c->table, "code") != 0 && strcmp(c->table, "theme") != 0) || c->op != SQLITE_UPDATE ||
        (c->record.columns & 1u << PARENT) == 0)
        return false;
    sqlite3_value *v = old_value(c, PARENT);
    *ret = v == NULL ? 0 : sqlite3_value_int64(v); /* NULL gives 0 */
    return true;
}

static void add_edge(edges *list, tema_id child, tema_id parent)
{
    struct edge e = {.child = child, .parent = parent};
    if (parent != 0)
        vec_push(list, e);
}

/* What came with a source: nothing of that is in a changeset. */
static bool add_source(struct store *s, tema_id source, struct extent *x, struct err *err)
{
    const struct row_map *m;
    struct query q;
    x->brings = true;
    vec_push(&x->made, source);
    if (!act_map(s, source, &m, err))
        return false;
    for (size_t i = 0; i < m->n; i++)
        vec_push(&x->made, m->v[i].row);
    if (!db_query(s, &q, STATEMENT_DOC_SPEAKERS, err, "i", source))
        return false;
    while (db_step(&q))
        vec_push(&x->made, col_int(&q, "id"));
    if (!db_end(&q, err) || !db_query(s, &q, STATEMENT_SINCE_SEGMENTS, err, "i", source))
        return false;
    while (db_step(&q))
        vec_push(&x->made, col_int(&q, "id"));
    return db_end(&q, err);
}

static bool add_change(struct store *s, const struct change *c, struct extent *x, struct err *err)
{
    struct record name;
    tema_id parent = 0;
    vec_push(&x->records, c->record);
    if (name_record(c, &name))
        vec_push(&x->records, name);
    if (c->op == SQLITE_INSERT && c->key.nkey == 1)
        vec_push(&x->made, c->key.key[0]);
    for (int i = 0; i < c->columns; i++) {
        sqlite3_value *v = old_value(c, i);
        if (v != NULL && sqlite3_value_type(v) == SQLITE_INTEGER)
            vec_push(&x->named, sqlite3_value_int64(v));
    }
    if (moved_node(c, &parent)) {
        vec_push(&x->moved, c->key.key[0]);
        add_edge(&x->places, c->key.key[0], parent);
    }
    return strcmp(c->table, "source") != 0 || c->op != SQLITE_UPDATE || new_value(c, SOURCE_HIDDEN) == NULL ||
           add_source(s, c->key.key[0], x, err);
}

static bool read_extent(struct store *s, const struct past_act *act, struct extent *x, struct err *err)
{
    sqlite3_changeset_iter *it = NULL;
    struct change c;
    bool ok = true;
    if (changes_start(&it, act->changes, act->nchanges)) {
        while (ok && next_change(it, &c))
            ok = add_change(s, &c, x, err);
        sqlite3changeset_finalize(it);
    }
    json_t *anchors = act->anchors[0] == '\0' ? NULL : json_loads(act->anchors, 0, NULL), *j;
    size_t i;
    json_array_foreach(anchors, i, j) vec_push(&x->anchored, json_integer_value(json_array_get(j, 0)));
    json_decref(anchors);
    if (x->records.n > 0)
        qsort(x->records.v, x->records.n, sizeof *x->records.v, by_record);
    ids *const lists[] = {&x->made, &x->named, &x->anchored, &x->moved};
    for (i = 0; i < sizeof lists / sizeof *lists; i++)
        if (lists[i]->n > 0)
            qsort(lists[i]->v, lists[i]->n, sizeof *lists[i]->v, by_id);
    return ok;
}

static void extent_release(struct extent *x)
{
    vec_release(&x->records);
    vec_release(&x->made);
    vec_release(&x->named);
    vec_release(&x->anchored);
    vec_release(&x->moved);
    vec_release(&x->places);
}

/* ---- comparing ---- */

/* A record occurs once in a changeset. */
static bool has_record(const struct extent *x, const struct record *r)
{
    const struct record *f =
        x->records.n == 0 ? NULL : bsearch(r, x->records.v, x->records.n, sizeof *x->records.v, by_record);
    return f != NULL && (f->columns & r->columns) != 0;
}

/* Rows that splices make are in no changeset. But an act's own id is drawn first, and a splice's after those of its rows: what lies between is the act's. */
static bool read_low_high(struct store *s, const struct past_act *act, struct extent *x, struct err *err)
{
    int64_t last = 0;
    if (!db_number(s, STATEMENT_ACT_LAST_SPLICE, &last, NULL, err, "i", act->first_id))
        return false;
    if (!act->is_undo && db_ids_together(act->first_id, last)) {
        x->low = act->first_id;
        x->high = last;
    }
    return true;
}

static bool is_made(const struct extent *x, tema_id id)
{
    return (id > x->low && id < x->high) || has_id(&x->made, id);
}

static bool names_made(const struct extent *x, sqlite3_value *v)
{
    return v != NULL && sqlite3_value_type(v) == SQLITE_INTEGER && is_made(x, sqlite3_value_int64(v));
}

static bool change_meets(const struct extent *x, const struct change *c)
{
    struct record name;
    if (has_record(x, &c->record) || (name_record(c, &name) && has_record(x, &name)))
        return true;
    for (int i = 0; i < c->columns; i++)
        if (names_made(x, old_value(c, i)) || names_made(x, new_value(c, i)))
            return true;
    return c->op == SQLITE_DELETE && c->key.nkey == 1 && has_id(&x->named, c->key.key[0]);
}

static bool anchors_meet(const struct extent *x, const char *anchors)
{
    json_t *list = anchors[0] == '\0' ? NULL : json_loads(anchors, 0, NULL), *j;
    bool met = false;
    size_t i;
    json_array_foreach(list, i, j)
    {
        tema_id segment = json_integer_value(json_array_get(j, 0)),
                source = json_integer_value(json_array_get(j, 1));
        met = met || has_id(&x->anchored, segment) || is_made(x, segment) || is_made(x, source);
    }
    json_decref(list);
    return met;
}

static bool splices_meet(struct store *s, const struct extent *x, tema_id act, bool *ret, struct err *err)
{
    struct query q;
    if (!x->brings || *ret)
        return true;
    if (!db_query(s, &q, STATEMENT_ACT_SPLICES, err, "i", act))
        return false;
    while (!*ret && db_step(&q))
        *ret = has_id(&x->made, col_int(&q, "source"));
    return db_end(&q, err);
}

/* ---- the trees of codes and themes: ids tell them apart ---- */

static int by_child(const void *pa, const void *pb)
{
    const struct edge *a = pa, *b = pb;
    return a->child < b->child ? -1 : a->child > b->child;
}

static bool leads_to(edges *list, tema_id from, tema_id to)
{
    ids open = VEC_INIT;
    bool found = false;
    for (size_t i = 0; i < list->n; i++)
        list->v[i].seen = false;
    vec_push(&open, from);
    while (open.n > 0 && !found) {
        tema_id at = open.v[--open.n];
        size_t lo = 0, hi = list->n;
        found = at == to;
        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;
            if (list->v[mid].child < at)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < list->n && list->v[lo].child == at; lo++)
            if (!list->v[lo].seen) {
                list->v[lo].seen = true;
                vec_push(&open, list->v[lo].parent);
            }
    }
    vec_release(&open);
    return found;
}

static bool add_tree(struct store *s, const struct extent *x, enum statement_id list, edges *out,
                     struct err *err)
{
    struct query q;
    if (!db_query(s, &q, list, err, ""))
        return false;
    while (db_step(&q)) {
        tema_id id = col_int(&q, "id");
        if (!has_id(&x->moved, id))
            add_edge(out, id, col_int(&q, "parent"));
    }
    return db_end(&q, err);
}

/* Codes and themes as they stand now but for those that x moved, which are where they were before; and where later acts found those that
 * they moved. */
static bool tree_without(struct store *s, const struct extent *x, const past_acts *also, edges *out,
                         struct err *err)
{
    if (!add_tree(s, x, STATEMENT_CODE_EDGES, out, err) || !add_tree(s, x, STATEMENT_THEME_EDGES, out, err))
        return false;
    for (size_t i = 0; i < x->places.n; i++)
        add_edge(out, x->places.v[i].child, x->places.v[i].parent);
    for (size_t i = 0; i < also->n; i++) {
        sqlite3_changeset_iter *it = NULL;
        struct change c;
        tema_id parent = 0;
        if (!changes_start(&it, also->v[i].changes, also->v[i].nchanges))
            continue;
        while (next_change(it, &c))
            if (moved_node(&c, &parent))
                add_edge(out, c.key.key[0], parent);
        sqlite3changeset_finalize(it);
    }
    if (out->n > 0)
        qsort(out->v, out->n, sizeof *out->v, by_child);
    return true;
}

/* The newest act that moved a code or theme: with x's back in their places, the places that they have had since could close to a ring. */
static bool find_ring(struct store *s, const struct extent *x, const past_acts *list,
                      const struct past_act **ret, struct err *err)
{
    const struct past_act *mover = NULL;
    edges tree = VEC_INIT;
    for (size_t i = 0; x->places.n > 0 && i < list->n && mover == NULL; i++) {
        sqlite3_changeset_iter *it = NULL;
        struct change c;
        tema_id parent = 0;
        if (!changes_start(&it, list->v[i].changes, list->v[i].nchanges))
            continue;
        while (mover == NULL && next_change(it, &c))
            if (moved_node(&c, &parent))
                mover = &list->v[i];
        sqlite3changeset_finalize(it);
    }
    bool ok = mover == NULL || tree_without(s, x, list, &tree, err);
    for (size_t i = 0; ok && mover != NULL && i < x->places.n && *ret == NULL; i++)
        if (leads_to(&tree, x->places.v[i].parent, x->places.v[i].child))
            *ret = mover;
    vec_release(&tree);
    return ok;
}

bool since_find(struct store *s, const struct past_act *x, const past_acts *list, const struct past_act **ret,
                struct err *err)
{
    struct extent e = {0};
    *ret = NULL;
    if (list->n == 0)
        return true;
    bool ok = read_extent(s, x, &e, err) && read_low_high(s, x, &e, err);
    for (size_t i = 0; ok && i < list->n && *ret == NULL; i++) {
        const struct past_act *y = &list->v[i];
        sqlite3_changeset_iter *it = NULL;
        struct change c;
        bool met = anchors_meet(&e, y->anchors);
        if (!met && changes_start(&it, y->changes, y->nchanges)) {
            while (!met && next_change(it, &c))
                met = change_meets(&e, &c);
            sqlite3changeset_finalize(it);
        }
        ok = splices_meet(s, &e, y->id, &met, err);
        if (ok && met)
            *ret = y;
    }
    ok = ok && (*ret != NULL || find_ring(s, &e, list, ret, err));
    extent_release(&e);
    return ok;
}
