/* The codebook: the tree of codes with its counts, and everything that changes it. */
#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "sibling_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/model/codetree.h"
#include "tema/store/themes.h"
#include "uses_priv.h"

/* ---- reading ---- */

static struct code read_code(struct query *q, struct arena *a)
{
    struct code c = {.id = col_int(q, "id")};
    c.guid = col_dup(q, "guid", a);
    c.parent = col_int(q, "parent");
    c.ord = col_dup(q, "ord", a);
    c.name = col_dup(q, "name", a);
    c.definition = col_dup(q, "definition", a);
    c.include = col_dup(q, "include", a);
    c.exclude = col_dup(q, "exclude", a);
    c.example = col_dup(q, "example", a);
    c.colour = (uint32_t)col_int(q, "colour") & 0xffffff;
    c.status = (enum code_status)data_enum(q, "status", &code_statuses);
    c.origin = (enum code_origin)data_enum(q, "origin", &code_origins);
    c.level = (enum code_level)data_enum(q, "level", &code_levels);
    c.merged_into = col_int(q, "merged_into");
    c.split_from = col_int(q, "split_from");
    c.meaning = col_int(q, "meaning");
    c.round = col_int(q, "round");
    return c;
}

bool data_code(struct store *s, tema_id code, struct arena *a, struct code *ret, struct err *err)
{
    struct query q;
    bool found;
    if (!db_query(s, &q, STATEMENT_CODE_GET, err, "i", code))
        return false;
    found = db_step(&q);
    if (found)
        *ret = read_code(&q, a);
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this code is no longer in the codebook"));
}

/* What a merged or dropped code is asked to do and cannot. */
static bool refuse_inactive(const struct code *c, struct err *err)
{
    switch (c->status) {
    case CODE_ACTIVE: break;
    case CODE_MERGED:
        return err_set(err, ERR_INPUT, _("'%s' was merged into another code: use that one"), c->name);
    case CODE_DROPPED:
        return err_set(err, ERR_INPUT,
                       _("'%s' was dropped from the codebook: make it active again to use it"), c->name);
    }
    return true;
}

bool data_code_active(struct store *s, tema_id code, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code c;
    bool ok = data_code(s, code, &a, &c, err) && refuse_inactive(&c, err);
    arena_release(&a);
    return ok;
}

/* All codes without counts, in no order. */
static bool read_codes(struct store *s, struct arena *a, struct code **ret, size_t *ret_n, struct err *err)
{
    VEC(struct code) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_CODES_LIST, err, ""))
        return false;
    while (db_step(&q))
        vec_push(&list, read_code(&q, a));
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_array(a, list.n, sizeof **ret);
        if (list.n > 0)
            memcpy(*ret, list.v, list.n * sizeof **ret);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* ---- counting ---- */

/* A code while its uses are counted. Uses come by source and segment, so whatever is distinct has been seen
 * just before: the last ones are enough. */
struct tally {
    tema_id id;
    size_t index;     /* into the codes in tree order */
    struct tally *up; /* its parent's; NULL at top level */
    tema_id own_source, source_below, segment_below;
};

static void count_use(struct code *codes, struct tally *t, tema_id source, tema_id segment)
{
    struct code *own = &codes[t->index];
    own->references++;
    if (t->own_source != source)
        own->files++;
    t->own_source = source;
    /* Where this segment has been counted it has been counted all the way up, and its source with it. */
    for (; t != NULL && t->segment_below != segment; t = t->up) {
        struct code *c = &codes[t->index];
        c->references_below++;
        if (t->source_below != source)
            c->files_below++;
        t->segment_below = segment;
        t->source_below = source;
    }
}

/* Codes by id: a hash table of as many slots as a power of two, at least twice the codes. Looked into once for every coding. */
struct counting {
    struct code *codes;
    struct tally *t;
    size_t slots;
};

static struct tally *tally_slot(const struct counting *c, tema_id id)
{
    size_t i = (size_t)(((uint64_t)id * 0x9e3779b97f4a7c15u) >> 32) & (c->slots - 1);
    while (c->t[i].id != 0 && c->t[i].id != id)
        i = (i + 1) & (c->slots - 1);
    return &c->t[i];
}

static void count_one(void *ctx, const struct use *u)
{
    struct counting *c = ctx;
    struct tally *t = tally_slot(c, u->code);
    if (t->id != 0)
        count_use(c->codes, t, u->source, u->segment);
}

static bool count_uses(struct store *s, tema_scope scope, struct code *codes, size_t n, struct err *err)
{
    struct counting c = {.codes = codes, .slots = 16};
    while (c.slots < 2 * n)
        c.slots *= 2;
    c.t = mem_array(NULL, c.slots, sizeof *c.t);
    memset(c.t, 0, c.slots * sizeof *c.t);
    for (size_t i = 0; i < n; i++)
        *tally_slot(&c, codes[i].id) = (struct tally){.id = codes[i].id, .index = i};
    for (size_t i = 0; i < n; i++) {
        struct tally *up = codes[i].parent == 0 ? NULL : tally_slot(&c, codes[i].parent);
        tally_slot(&c, codes[i].id)->up = up != NULL && up->id != 0 ? up : NULL;
    }
    bool ok = uses_each(s, scope, count_one, &c, err);
    mem_free(c.t);
    return ok;
}

bool store_codes(struct store *s, tema_scope scope, struct arena *a, struct code **ret, size_t *ret_n,
                 struct err *err)
{
    struct code *codes = NULL;
    size_t n = 0;
    bool ok;
    if (!store_read_begin(s, err))
        return false;
    ok = read_codes(s, a, &codes, &n, err) && codetree_order(codes, n, err) &&
         count_uses(s, scope, codes, n, err);
    store_read_end(s);
    if (ok) {
        *ret = codes;
        *ret_n = n;
    }
    return ok;
}

/* ---- changing ---- */

/* The children of `parent` (0: top level) in order. */
static bool read_children(struct store *s, tema_id parent, struct arena *a, sibling_list *list,
                          struct err *err)
{
    struct query q;
    return db_query(s, &q, STATEMENT_CODE_CHILDREN, err, "o", parent) && sibling_read(&q, a, list, err);
}

/* A new active code without texts; parent, ord, name, colour, origin, level, split_from are those of `c`. */
static bool put_code(struct store *s, const struct code *c, tema_id *ret, struct err *err)
{
    char guid[GUID_LEN + 1];
    tema_id id = db_new_id(s);
    guid_new(guid);
    if (!db_run(s, STATEMENT_CODE_ADD, err, "itottittoii", id, guid, c->parent, c->ord, c->name,
                (int64_t)(c->colour & 0xffffff), enum_word(&code_origins, (int)c->origin),
                enum_word(&code_levels, (int)c->level), c->split_from, act_coder(s), act_time(s)))
        return false;
    if (ret != NULL)
        *ret = id;
    return true;
}

bool store_add_code(struct store *s, tema_id parent, const char *name, enum code_origin origin,
                    uint32_t colour, tema_id *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *clean = NULL, *ord = NULL;
    struct code up = {.colour = 0}, *codes, made = {.parent = parent, .origin = origin};
    size_t n;
    bool ok = false;

    ACT_OPEN(s);
    clean = data_name(name, err);
    if (clean == NULL)
        goto out;
    if (parent != 0 && (!data_code(s, parent, &a, &up, err) || !refuse_inactive(&up, err)))
        goto out;
    if (colour == 0 && parent != 0) {
        colour = up.colour;
    } else if (colour == 0) {
        if (!read_codes(s, &a, &codes, &n, err))
            goto out;
        colour = codetree_fresh_colour(codes, n);
    }
    ord = data_last_ord(s, STATEMENT_CODE_LAST_ORD, &parent, err);
    if (ord == NULL)
        goto out;
    made.ord = ord;
    made.name = clean;
    made.colour = colour;
    made.level = LEVEL_SEMANTIC;
    ok = put_code(s, &made, ret, err);
out:
    mem_free(ord);
    mem_free(clean);
    arena_release(&a);
    return ok;
}

/* A code must be there before anything of it is set. */
static bool code_exists(struct store *s, tema_id code, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code c;
    bool ok = data_code(s, code, &a, &c, err);
    arena_release(&a);
    return ok;
}

static bool set_name(struct store *s, tema_id code, const char *value, struct err *err)
{
    char *name = data_name(value, err);
    bool ok = name != NULL && db_run(s, STATEMENT_CODE_SET_NAME, err, "it", code, name);
    mem_free(name);
    return ok;
}

bool store_set_code_text(struct store *s, tema_id code, enum code_field field, const char *value,
                         struct err *err)
{
    ACT_OPEN(s);
    if (!data_text(value, err) || !code_exists(s, code, err))
        return false;
    switch (field) {
    case CODE_NAME: return set_name(s, code, value, err);
    case CODE_DEFINITION: return db_run(s, STATEMENT_CODE_SET_DEFINITION, err, "it", code, value);
    case CODE_INCLUDE: return db_run(s, STATEMENT_CODE_SET_INCLUDE, err, "it", code, value);
    case CODE_EXCLUDE: return db_run(s, STATEMENT_CODE_SET_EXCLUDE, err, "it", code, value);
    case CODE_EXAMPLE: return db_run(s, STATEMENT_CODE_SET_EXAMPLE, err, "it", code, value);
    }
    return true;
}

bool store_set_code_colour(struct store *s, tema_id code, uint32_t rgb, struct err *err)
{
    ACT_OPEN(s);
    if (rgb > 0xffffff)
        return err_set(err, ERR_INPUT,
                       _("a colour is red, green and blue from 00 to ff each: #%06x is not one"),
                       (unsigned)rgb);
    return code_exists(s, code, err) && db_run(s, STATEMENT_CODE_SET_COLOUR, err, "ii", code, (int64_t)rgb);
}

bool store_set_code_kind(struct store *s, tema_id code, enum code_status st, enum code_origin o,
                         enum code_level l, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code c;
    bool ok = false;

    ACT_OPEN(s);
    if (!data_code(s, code, &a, &c, err))
        goto out;
    if (st == CODE_MERGED && c.status != CODE_MERGED) {
        err_set(err, ERR_INPUT, _("'%s' becomes merged only by merging it into another code"), c.name);
        goto out;
    }
    ok = db_run(s, STATEMENT_CODE_SET_KIND, err, "ittto", code, enum_word(&code_statuses, (int)st),
                enum_word(&code_origins, (int)o), enum_word(&code_levels, (int)l),
                st == CODE_MERGED ? c.merged_into : (tema_id)0);
out:
    arena_release(&a);
    return ok;
}

/* Whether `id` is `below` or lies below it. */
static bool lies_within(struct store *s, tema_id id, tema_id below, struct arena *a, bool *ret,
                        struct err *err)
{
    struct code *codes;
    size_t n;
    if (!read_codes(s, a, &codes, &n, err))
        return false;
    *ret = codetree_is_within(codes, n, id, below);
    return true;
}

bool store_move_code(struct store *s, tema_id code, tema_id parent, tema_id before, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct code c, up;
    size_t at;
    bool under = false, same, ok = false;

    ACT_OPEN(s);
    if (!data_code(s, code, &a, &c, err))
        goto out;
    if (parent != 0 && (!data_code(s, parent, &a, &up, err) || !refuse_inactive(&up, err) ||
                        !lies_within(s, parent, code, &a, &under, err)))
        goto out;
    if (under) {
        err_set(err, ERR_INPUT, _("'%s' cannot be moved under itself"), c.name);
        goto out;
    }
    if (!read_children(s, parent, &a, &list, err))
        goto out;
    if (!sibling_find(&list, code, before, &at, &same)) {
        err_set(err, ERR_INPUT, _("'%s' cannot be put before a code that is not at that place in the tree"),
                c.name);
        goto out;
    }
    ok = same || sibling_put(s, STATEMENT_CODE_SET_PLACE, code, parent, &list, at, err);
out:
    vec_release(&list);
    arena_release(&a);
    return ok;
}

/* The children of `from` follow those that `into` has. */
static bool move_children(struct store *s, tema_id from, tema_id into, struct arena *a, struct err *err)
{
    sibling_list moving = VEC_INIT;
    bool ok = read_children(s, from, a, &moving, err);
    for (size_t i = 0; ok && i < moving.n; i++) {
        char *ord = data_last_ord(s, STATEMENT_CODE_LAST_ORD, &into, err);
        ok = ord != NULL && db_run(s, STATEMENT_CODE_SET_PLACE, err, "iot", moving.v[i].id, into, ord);
        mem_free(ord);
    }
    vec_release(&moving);
    return ok;
}

bool store_merge_code(struct store *s, tema_id from, tema_id into, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code c, target;
    bool within, ok = false;

    ACT_OPEN(s);
    if (!data_code(s, from, &a, &c, err) || !data_code(s, into, &a, &target, err) ||
        !lies_within(s, into, from, &a, &within, err))
        goto out;
    if (c.status == CODE_MERGED) {
        err_set(err, ERR_INPUT, _("'%s' was merged into another code already"), c.name);
        goto out;
    }
    if (from == into) {
        err_set(err, ERR_INPUT, _("'%s' cannot be merged into itself"), c.name);
        goto out;
    }
    if (within) {
        err_set(err, ERR_INPUT,
                _("'%s' cannot be merged into '%s', which lies below it: move that one out first"), c.name,
                target.name);
        goto out;
    }
    ok = refuse_inactive(&target, err) && db_run(s, STATEMENT_MERGE_DROP_DOUBLES, err, "ii", from, into) &&
         db_run(s, STATEMENT_MERGE_CODINGS, err, "ii", from, into) &&
         db_run(s, STATEMENT_MERGE_DROP_PLACES, err, "ii", from, into) &&
         db_run(s, STATEMENT_MERGE_PLACES, err, "ii", from, into) && move_children(s, from, into, &a, err) &&
         db_run(s, STATEMENT_MERGE_MARK, err, "ii", from, into);
out:
    arena_release(&a);
    return ok;
}

/* ---- splitting, another meaning ---- */

/* Gives the coding, which must be of `from`, to `into`. */
static bool pass_coding(struct store *s, tema_id coding, const struct code *from, tema_id into,
                        struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_CODING_GET, err, "i", coding))
        return false;
    tema_id code = db_step(&q) ? col_int(&q, "code") : 0;
    if (!db_end(&q, err))
        return false;
    if (code == 0)
        return err_set(err, ERR_NOT_FOUND, _("this coding is no longer there"));
    if (code == into) /* named twice */
        return true;
    if (code != from->id)
        return err_set(err, ERR_INPUT, _("one of these extracts is not coded with '%s'"), from->name);
    return db_run(s, STATEMENT_SPLIT_CODING, err, "ii", coding, into);
}

bool store_split_code(struct store *s, tema_id code, const char *name, const tema_id *codings, size_t n,
                      tema_id *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct code c, made;
    char *clean = NULL, *ord = NULL;
    tema_id id = 0;
    bool ok = false;

    ACT_OPEN(s);
    clean = data_name(name, err);
    if (clean == NULL || !data_code(s, code, &a, &c, err) || !refuse_inactive(&c, err) ||
        !read_children(s, c.parent, &a, &list, err))
        goto out;
    made = (struct code){.parent = c.parent,
                         .name = clean,
                         .colour = c.colour,
                         .origin = c.origin,
                         .level = c.level,
                         .split_from = code};
    for (size_t i = 0; i < list.n && ord == NULL; i++) {
        if (list.v[i].id != code)
            continue;
        ord = sibling_key(s, STATEMENT_CODE_SET_PLACE, c.parent, &list, i + 1, err);
        if (ord == NULL)
            goto out;
    }
    made.ord = ord;
    ok = ord != NULL && put_code(s, &made, &id, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = pass_coding(s, codings[i], &c, id, err);
    if (ok && ret != NULL)
        *ret = id;
out:
    mem_free(ord);
    mem_free(clean);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

bool store_change_meaning(struct store *s, tema_id code, struct err *err)
{
    ACT_OPEN(s);
    return code_exists(s, code, err) && db_run(s, STATEMENT_CODE_CHANGE_MEANING, err, "i", code);
}

/* ---- deleting ---- */

bool store_delete_code_preview(struct store *s, tema_id code, struct code_loss *ret, struct err *err)
{
    struct code_loss loss = {0};
    struct query q;
    bool ok = false;

    if (!store_read_begin(s, err))
        return false;
    if (!code_exists(s, code, err) ||
        !db_number(s, STATEMENT_LOSS_CODES, &loss.codes, NULL, err, "i", code) ||
        !db_number(s, STATEMENT_LOSS_CODINGS, &loss.codings, NULL, err, "i", code) ||
        !db_query(s, &q, STATEMENT_LOSS_SEGMENTS, err, "i", code))
        goto out;
    while (db_step(&q))
        loss.segments += col_int(&q, "hidden") == 0;
    ok = db_end(&q, err);
out:
    store_read_end(s);
    if (ok)
        *ret = loss;
    return ok;
}

bool store_delete_code(struct store *s, tema_id code, struct err *err)
{
    VEC(tema_id) segments = VEC_INIT;
    struct query q;
    bool ok = false;

    ACT_OPEN(s);
    if (!code_exists(s, code, err) || !db_query(s, &q, STATEMENT_LOSS_SEGMENTS, err, "i", code))
        return false;
    while (db_step(&q))
        vec_push(&segments, col_int(&q, "id"));
    if (!db_end(&q, err) || !db_run(s, STATEMENT_DELETE_CODINGS, err, "i", code) ||
        !db_run(s, STATEMENT_DELETE_CODE_MEMOS, err, "i", code))
        goto out;
    for (size_t i = 0; i < segments.n; i++) {
        if (!data_drop_segment(s, segments.v[i], err))
            goto out;
    }
    ok = db_run(s, STATEMENT_DELETE_CODE_PLACES, err, "i", code) &&
         db_run(s, STATEMENT_DELETE_CODE_MEMBERS, err, "i", code) &&
         db_run(s, STATEMENT_DELETE_CODE_REFS, err, "i", code) &&
         db_run(s, STATEMENT_DELETE_MERGED_INTO, err, "i", code) &&
         db_run(s, STATEMENT_DELETE_SPLIT_FROM, err, "i", code) &&
         db_run(s, STATEMENT_DELETE_CODES, err, "i", code);
out:
    vec_release(&segments);
    return ok;
}
