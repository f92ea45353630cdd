/* What stands under themes, and how much is read under each. */
#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "sibling_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/store/themes.h"
#include "theme_priv.h"
#include "uses_priv.h"

/* ---- reading ---- */

static struct place read_place(struct query *q, struct arena *a)
{
    struct place p = {.id = col_int(q, "id")};
    p.theme = col_int(q, "theme");
    p.ord = col_dup(q, "ord", a);
    p.code = col_int(q, "code");
    p.segment = col_int(q, "segment");
    p.name = col_dup(q, "name", a);
    return p;
}

bool store_places(struct store *s, struct arena *a, struct place **ret, size_t *ret_n, struct err *err)
{
    VEC(struct place) list = VEC_INIT;
    struct query q;
    if (!db_query(s, &q, STATEMENT_PLACES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct place p = read_place(&q, a);
        p.coder = col_int(&q, "coder");
        p.created = col_int(&q, "created");
        vec_push(&list, p);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

static bool place_read(struct store *s, tema_id place, struct arena *a, struct place *ret, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_PLACE_GET, err, "i", place))
        return false;
    bool found = db_step(&q);
    if (found)
        *ret = read_place(&q, a);
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this place under a theme is no longer there"));
}

static bool read_children(struct store *s, tema_id theme, struct arena *a, sibling_list *list,
                          struct err *err)
{
    struct query q;
    return db_query(s, &q, STATEMENT_PLACE_CHILDREN, err, "i", theme) && sibling_read(&q, a, list, err);
}

/* The place that the code or segment has under the theme, 0 for none. */
static bool find_place(struct store *s, tema_id theme, tema_id code, tema_id segment, tema_id *ret,
                       struct err *err)
{
    return db_number(s, STATEMENT_PLACE_FIND, ret, NULL, err, "ioo", theme, code, segment);
}

/* ---- changing ---- */

bool store_add_place(struct store *s, tema_id theme, tema_id code, tema_id segment, tema_id *ret,
                     struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct theme t;
    tema_id id = 0;
    char *ord = NULL;
    bool ok = false;
    ACT_OPEN(s);
    if ((code == 0) == (segment == 0)) {
        err_set(err, ERR_INPUT, _("either a code or a meaning unit is given a place under a theme"));
        goto out;
    }
    if (!theme_read(s, theme, &a, &t, err) || !theme_must_stand(&t, err) ||
        !(code != 0 ? data_code_active(s, code, err) : data_segment(s, segment, err)) ||
        !find_place(s, theme, code, segment, &id, err))
        goto out;
    ok = id != 0;
    if (ok || !read_children(s, theme, &a, &list, err) ||
        (ord = sibling_key(s, STATEMENT_PLACE_SET_PLACE, theme, &list, list.n, err)) == NULL)
        goto out;
    id = db_new_id(s);
    ok = db_run(s, STATEMENT_PLACE_ADD, err, "iitootii", id, theme, ord, code, segment, "", act_coder(s),
                act_time(s));
out:
    if (ok && ret != NULL)
        *ret = id;
    mem_free(ord);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

bool store_name_place(struct store *s, tema_id place, const char *name, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct place p;
    char *clean = NULL;
    ACT_OPEN(s);
    bool ok = data_text(name, err) && place_read(s, place, &a, &p, err);
    if (ok && p.code == 0)
        ok = err_set(err, ERR_INPUT, _("only a code has another name in the report, not a meaning unit"));
    ok = ok && (clean = data_is_blank(name) ? mem_strdup("") : data_name(name, err)) != NULL &&
         db_run(s, STATEMENT_PLACE_SET_NAME, err, "it", place, clean);
    mem_free(clean);
    arena_release(&a);
    return ok;
}

/* Places go from one theme to another of the same structure. */
static bool fit_theme(struct store *s, tema_id from, tema_id to, struct arena *a, struct err *err)
{
    struct theme old, new;
    if (!theme_read(s, from, a, &old, err) || !theme_read(s, to, a, &new, err))
        return false;
    if (from == to)
        return true;
    if (old.structure != new.structure)
        return err_set(err, ERR_INPUT, _("'%s' belongs to another thematic structure"), new.name);
    return theme_must_stand(&new, err);
}

bool store_move_place(struct store *s, tema_id place, tema_id theme, tema_id before, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct place p;
    tema_id there = 0;
    size_t at = 0;
    bool same = false, ok = false;
    ACT_OPEN(s);
    if (!place_read(s, place, &a, &p, err) || !fit_theme(s, p.theme, theme, &a, err) ||
        !find_place(s, theme, p.code, p.segment, &there, err))
        goto out;
    if (there != 0 && p.theme != theme) { /* one of the two is enough */
        ok = db_run(s, STATEMENT_PLACE_DELETE, err, "i", place);
        goto out;
    }
    if (!read_children(s, theme, &a, &list, err))
        goto out;
    if (!sibling_find(&list, place, before, &at, &same)) {
        err_set(err, ERR_INPUT, _("what this is to be put before is not under that theme"));
        goto out;
    }
    ok = same || sibling_put(s, STATEMENT_PLACE_SET_PLACE, place, theme, &list, at, err);
out:
    vec_release(&list);
    arena_release(&a);
    return ok;
}

bool store_remove_place(struct store *s, tema_id place, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct place p;
    ACT_OPEN(s);
    bool ok = place_read(s, place, &a, &p, err) && db_run(s, STATEMENT_PLACE_DELETE, err, "i", place);
    arena_release(&a);
    return ok && (p.segment == 0 || data_drop_bare(s, p.segment, err));
}

bool theme_pass_places(struct store *s, tema_id from, tema_id into, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list moving = VEC_INIT, there = VEC_INIT;
    bool ok = read_children(s, from, &a, &moving, err) && read_children(s, into, &a, &there, err);
    for (size_t i = 0; ok && i < moving.n; i++) {
        struct place p;
        tema_id other = 0;
        ok =
            place_read(s, moving.v[i].id, &a, &p, err) && find_place(s, into, p.code, p.segment, &other, err);
        if (ok && other != 0) {
            ok = db_run(s, STATEMENT_PLACE_DELETE, err, "i", p.id);
            continue;
        }
        char *ord = ok ? sibling_key(s, STATEMENT_PLACE_SET_PLACE, into, &there, there.n, err) : NULL;
        ok = ord != NULL && db_run(s, STATEMENT_PLACE_SET_PLACE, err, "iot", p.id, into, ord);
        if (ok) {
            struct sibling last = {p.id, arena_strdup(&a, ord)};
            vec_push(&there, last);
        }
        mem_free(ord);
    }
    vec_release(&moving);
    vec_release(&there);
    arena_release(&a);
    return ok;
}

/* ---- counting ---- */

/* Ids with what they stand for: a hash table of as many slots as a power of two, at least twice the entries. */
struct id_map {
    struct {
        tema_id id;
        size_t value;
    } * slot;
    size_t size, n;
};

static size_t map_slot(const struct id_map *m, tema_id id)
{
    size_t i = (size_t)(((uint64_t)id * 0x9e3779b97f4a7c15u) >> 32) & (m->size - 1);
    while (m->slot[i].id != 0 && m->slot[i].id != id)
        i = (i + 1) & (m->size - 1);
    return i;
}

static void map_grow(struct id_map *m)
{
    struct id_map bigger = {.size = m->size == 0 ? 64 : 2 * m->size, .n = m->n};
    bigger.slot = mem_array(NULL, bigger.size, sizeof *bigger.slot);
    memset(bigger.slot, 0, bigger.size * sizeof *bigger.slot);
    for (size_t i = 0; i < m->size; i++)
        if (m->slot[i].id != 0)
            bigger.slot[map_slot(&bigger, m->slot[i].id)] = m->slot[i];
    mem_free(m->slot);
    *m = bigger;
}

/* Where the id's value is kept; SIZE_MAX for a new one. */
static size_t *map_put(struct id_map *m, tema_id id)
{
    if (2 * (m->n + 1) > m->size)
        map_grow(m);
    size_t i = map_slot(m, id);
    if (m->slot[i].id == 0) {
        m->n++;
        m->slot[i].id = id;
        m->slot[i].value = SIZE_MAX;
    }
    return &m->slot[i].value;
}

/* SIZE_MAX for one that is not there. */
static size_t map_get(const struct id_map *m, tema_id id)
{
    size_t i = m->size == 0 ? 0 : map_slot(m, id);
    return m->size == 0 || m->slot[i].id == 0 ? SIZE_MAX : m->slot[i].value;
}

/* An id's number, by order of appearance. */
static size_t map_number(struct id_map *m, tema_id id)
{
    size_t *v = map_put(m, id);
    if (*v == SIZE_MAX)
        *v = m->n - 1;
    return *v;
}

struct bits {
    uint64_t *v;
    size_t n;
};

/* False when the bit was set already. */
static bool bits_add(struct bits *b, size_t i)
{
    if (i / 64 >= b->n) {
        size_t n = 2 * (i / 64 + 1);
        b->v = mem_array(b->v, n, sizeof *b->v);
        memset(b->v + b->n, 0, (n - b->n) * sizeof *b->v);
        b->n = n;
    }
    uint64_t bit = (uint64_t)1 << i % 64;
    bool fresh = (b->v[i / 64] & bit) == 0;
    b->v[i / 64] |= bit;
    return fresh;
}

typedef VEC(size_t) numbers;

/* A theme while it is counted. */
struct tally {
    tema_id segment; /* counted last by a code */
    struct bits own; /* numbers of meaning units with a place of their own */
    struct bits codes, sources, people;
};

struct counting {
    struct theme *themes;
    size_t n;
    struct tally *t;
    struct id_map theme;              /* by id: index */
    struct id_map code;               /* by id: index into under */
    VEC(numbers) under;               /* of a code: the themes that its codings are read under */
    struct id_map placed;             /* meaning units with a place of their own: their numbers */
    struct id_map speaks;             /* by segment: the number of the participant */
    struct id_map person, source_ids; /* numbers */
    /* of the use before */
    tema_id segment, source;
    size_t person_now, source_now, placed_now;
};

static bool stands(const struct theme *t)
{
    return t->status == THEME_CANDIDATE || t->status == THEME_KEPT;
}

/* The theme that this one counts into, besides itself; SIZE_MAX at the top and for one that no longer stands. */
static size_t counts_into(const struct counting *c, size_t i)
{
    return stands(&c->themes[i]) && c->themes[i].parent != 0 ? map_get(&c->theme, c->themes[i].parent)
                                                             : SIZE_MAX;
}

static void count_extract(struct counting *c, size_t theme, size_t source, size_t person)
{
    struct theme *t = &c->themes[theme];
    t->extracts++;
    t->sources += bits_add(&c->t[theme].sources, source);
    if (person != SIZE_MAX)
        t->participants += bits_add(&c->t[theme].people, person);
}

/* Uses come by source and segment. */
static void count_use(void *ctx, const struct use *u)
{
    struct counting *c = ctx;
    size_t code = map_get(&c->code, u->code);
    if (code == SIZE_MAX || c->under.v[code].n == 0)
        return;
    if (u->source != c->source) {
        c->source = u->source;
        c->source_now = map_number(&c->source_ids, u->source);
    }
    if (u->segment != c->segment) {
        c->segment = u->segment;
        c->person_now = map_get(&c->speaks, u->segment);
        c->placed_now = map_get(&c->placed, u->segment);
    }
    const numbers *under = &c->under.v[code];
    for (size_t i = 0; i < under->n; i++) {
        struct tally *t = &c->t[under->v[i]];
        if (t->segment == u->segment)
            continue;
        t->segment = u->segment;
        if (c->placed_now == SIZE_MAX || bits_add(&t->own, c->placed_now))
            count_extract(c, under->v[i], c->source_now, c->person_now);
    }
}

static bool read_people(struct store *s, struct counting *c, struct err *err)
{
    struct query q;
    tema_id last = 0;
    size_t number = 0;
    if (!db_query(s, &q, STATEMENT_SEGMENT_PARTICIPANTS, err, ""))
        return false;
    while (db_step(&q)) { /* a hundred thousand rows: their columns are not looked for by name */
        tema_id segment = sqlite3_column_int64(q.st, 0), person = sqlite3_column_int64(q.st, 1);
        if (person != last)
            number = map_number(&c->person, person);
        last = person;
        *map_put(&c->speaks, segment) = number;
    }
    return db_end(&q, err);
}

/* Meaning units that stand under themes by themselves. */
static bool count_placed(struct store *s, tema_scope scope, struct counting *c, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_PLACE_SEGMENTS, err, "i", scope))
        return false;
    while (db_step(&q)) {
        tema_id segment = col_int(&q, "segment");
        size_t number = map_number(&c->placed, segment), person = map_get(&c->speaks, segment),
               source = map_number(&c->source_ids, col_int(&q, "source"));
        for (size_t i = map_get(&c->theme, col_int(&q, "theme")); i != SIZE_MAX; i = counts_into(c, i)) {
            if (!bits_add(&c->t[i].own, number))
                continue;
            c->themes[i].segments++;
            count_extract(c, i, source, person);
        }
    }
    return db_end(&q, err);
}

static size_t code_number(struct counting *c, tema_id code)
{
    size_t *v = map_put(&c->code, code);
    if (*v == SIZE_MAX) {
        *v = c->under.n;
        vec_push(&c->under, (numbers)VEC_INIT);
    }
    return *v;
}

/* Codes that stand under themes, and the codes below them. */
static bool read_codes(struct store *s, struct counting *c, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct place *places = NULL;
    struct query q;
    size_t n = 0;
    bool ok = store_places(s, &a, &places, &n, err);
    for (size_t k = 0; ok && k < n; k++) {
        size_t code = places[k].code == 0 ? SIZE_MAX : code_number(c, places[k].code);
        for (size_t i = map_get(&c->theme, places[k].theme); code != SIZE_MAX && i != SIZE_MAX;
             i = counts_into(c, i)) {
            if (!bits_add(&c->t[i].codes, code))
                continue;
            c->themes[i].codes++;
            vec_push(&c->under.v[code], i);
        }
    }
    arena_release(&a);
    if (!ok || !db_query(s, &q, STATEMENT_CODE_PLACED_BELOW, err, ""))
        return false;
    while (db_step(&q)) {
        size_t upper = map_get(&c->code, col_int(&q, "upper")), code = code_number(c, col_int(&q, "code"));
        if (upper >= c->under.n || code >= c->under.n)
            continue;
        for (size_t i = 0; i < c->under.v[upper].n; i++)
            vec_push(&c->under.v[code], c->under.v[upper].v[i]);
    }
    return db_end(&q, err);
}

static void counting_release(struct counting *c)
{
    for (size_t i = 0; i < c->n; i++) {
        mem_free(c->t[i].own.v);
        mem_free(c->t[i].codes.v);
        mem_free(c->t[i].sources.v);
        mem_free(c->t[i].people.v);
    }
    for (size_t i = 0; i < c->under.n; i++)
        vec_release(&c->under.v[i]);
    vec_release(&c->under);
    struct id_map *const maps[] = {&c->theme, &c->code, &c->placed, &c->speaks, &c->person, &c->source_ids};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        mem_free(maps[i]->slot);
    mem_free(c->t);
}

bool store_count_themes(struct store *s, tema_scope scope, struct theme *themes, size_t n, struct err *err)
{
    struct counting c = {.themes = themes, .n = n};
    if (!store_read_begin(s, err))
        return false;
    c.t = mem_array(NULL, n + 1, sizeof *c.t);
    memset(c.t, 0, (n + 1) * sizeof *c.t);
    for (size_t i = 0; i < n; i++) {
        *map_put(&c.theme, themes[i].id) = i;
        themes[i].codes = themes[i].segments = themes[i].extracts = 0;
        themes[i].sources = themes[i].participants = 0;
    }
    bool ok = read_codes(s, &c, err);
    if (ok && n > 0)
        ok = read_people(s, &c, err) && count_placed(s, scope, &c, err) &&
             uses_each(s, scope, count_use, &c, err);
    store_read_end(s);
    counting_release(&c);
    return ok;
}
