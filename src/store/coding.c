/* Meaning units and the codes on them. */
#include <stdlib.h>

#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "text_priv.h"

/* ---- acts ---- */

/* The acting coder's segment of exactly that place, or 0. */
static bool find_own(struct store *s, const struct row_map *m, size_t start, size_t end, tema_id *ret,
                     struct err *err)
{
    struct spot p = row_map_place(m, start, end);
    struct query q;
    tema_id found = 0;
    if (!db_query(s, &q, STATEMENT_SEGMENTS_STARTED, err, "ii", p.start_row, act_coder(s)))
        return false;
    while (found == 0 && db_step(&q)) {
        size_t from, to;
        if (row_map_position(m, col_int(&q, "start_row"), (size_t)col_int(&q, "start_at"), &from) &&
            row_map_position(m, col_int(&q, "end_row"), (size_t)col_int(&q, "end_at"), &to) &&
            from == start && to == end)
            found = col_int(&q, "segment");
    }
    if (!db_end(&q, err))
        return false;
    *ret = found;
    return true;
}

bool store_mark(struct store *s, tema_id source, cp_off start, cp_off end, tema_id *ret_segment,
                struct err *err)
{
    const struct row_map *m;
    char guid[GUID_LEN + 1];
    tema_id segment;

    ACT_OPEN(s);
    if (!data_source(s, source, err) || !act_map(s, source, &m, err))
        return false;
    if (start.cp >= end.cp)
        return err_set(err, ERR_INPUT, _("nothing is marked: a meaning unit has at least one character"));
    if (end.cp > m->chars)
        return err_set(err, ERR_INPUT, _("the text ends at position %zu: it cannot be marked up to %zu"),
                       m->chars, end.cp);
    if (!find_own(s, m, start.cp, end.cp, &segment, err))
        return false;
    if (segment == 0) {
        segment = db_new_id(s);
        guid_new(guid);
        if (!db_run(s, STATEMENT_SEGMENT_ADD, err, "itiii", segment, guid, source, act_coder(s),
                    act_time(s)) ||
            !act_anchor_set(s, segment, source, start, end, err))
            return false;
    }
    if (ret_segment != NULL)
        *ret_segment = segment;
    return true;
}

bool store_code(struct store *s, tema_id segment, tema_id code, tema_id *ret_coding, struct err *err)
{
    tema_id coding;
    bool found;

    ACT_OPEN(s);
    if (!data_segment(s, segment, err) || !data_code_active(s, code, err) ||
        !db_number(s, STATEMENT_CODING_FIND, &coding, &found, err, "iii", segment, code, act_coder(s)))
        return false;
    if (!found)
        coding = db_new_id(s);
    if (!(found ? db_run(s, STATEMENT_CODING_REFRESH, err, "i", coding)
                : db_run(s, STATEMENT_CODING_ADD, err, "iiiii", coding, segment, code, act_coder(s),
                         act_time(s))) ||
        !db_run(s, STATEMENT_SEGMENT_SET_ASIDE, err, "ii", segment, (int64_t)0))
        return false;
    if (ret_coding != NULL)
        *ret_coding = coding;
    return true;
}

struct one_coding {
    tema_id segment, code, coder;
};

static bool get_coding(struct store *s, tema_id coding, struct one_coding *ret, struct err *err)
{
    struct query q;
    bool found;
    if (!db_query(s, &q, STATEMENT_CODING_GET, err, "i", coding))
        return false;
    found = db_step(&q);
    if (found)
        *ret = (struct one_coding){col_int(&q, "segment"), col_int(&q, "code"), col_int(&q, "coder")};
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this coding is no longer there"));
}

bool data_drop_bare(struct store *s, tema_id segment, struct err *err)
{
    int64_t n;
    bool bare;
    if (!db_number(s, STATEMENT_SEGMENT_BARE, &n, &bare, err, "i", segment))
        return false;
    return !bare || data_drop_segment(s, segment, err);
}

bool store_uncode(struct store *s, tema_id coding, struct err *err)
{
    struct one_coding g;
    ACT_OPEN(s);
    return get_coding(s, coding, &g, err) && db_run(s, STATEMENT_CODING_DELETE, err, "i", coding) &&
           data_drop_bare(s, g.segment, err);
}

bool store_unmark(struct store *s, tema_id segment, struct err *err)
{
    ACT_OPEN(s);
    return data_segment(s, segment, err) && db_run(s, STATEMENT_SEGMENT_DELETE_CODINGS, err, "i", segment) &&
           db_run(s, STATEMENT_SEGMENT_DELETE_MEMOS, err, "i", segment) && data_drop_segment(s, segment, err);
}

bool store_set_condensed(struct store *s, tema_id segment, const char *text, struct err *err)
{
    ACT_OPEN(s);
    return data_text(text, err) && data_segment(s, segment, err) &&
           db_run(s, STATEMENT_SEGMENT_CONDENSE, err, "it", segment, data_is_blank(text) ? "" : text);
}

bool store_recode(struct store *s, tema_id coding, tema_id code, struct err *err)
{
    struct one_coding g;
    tema_id other;
    bool found;

    ACT_OPEN(s);
    if (!get_coding(s, coding, &g, err) || !data_code_active(s, code, err))
        return false;
    if (g.code == code) /* said again of what was given under an earlier meaning */
        return db_run(s, STATEMENT_CODING_REFRESH, err, "i", coding);
    if (!db_number(s, STATEMENT_CODING_FIND, &other, &found, err, "iii", g.segment, code, g.coder))
        return false;
    if (found) /* the same coder has given it that code already: one of the two is enough */
        return db_run(s, STATEMENT_CODING_DELETE, err, "i", coding) &&
               db_run(s, STATEMENT_CODING_REFRESH, err, "i", other);
    return db_run(s, STATEMENT_CODING_RECODE, err, "iii", coding, code, act_time(s));
}

/* ---- lists ---- */

/* A row of either list on its way from rows and offsets to positions. */
struct found {
    tema_id id, source, segment, code, coder, round;
    int64_t created;
    bool aside, stale;
    char *guid, *condensed; /* of a segment; else NULL */
    struct spot place;
    size_t start, end;
};
typedef VEC(struct found) found_list;

static struct found read_found(struct query *q)
{
    struct found f = {.id = col_int(q, "id"),
                      .source = col_int(q, "source"),
                      .coder = col_int(q, "coder"),
                      .round = col_int(q, "round"),
                      .created = col_int(q, "created")};
    f.place.start_row = col_int(q, "start_row");
    f.place.start_at = (size_t)col_int(q, "start_at");
    f.place.end_row = col_int(q, "end_row");
    f.place.end_at = (size_t)col_int(q, "end_at");
    return f;
}

static struct found read_segment(struct query *q, struct arena *a)
{
    struct found f = read_found(q);
    f.guid = col_dup(q, "guid", a);
    f.condensed = col_dup(q, "condensed", a);
    f.aside = col_int(q, "aside") != 0;
    return f;
}

static struct found read_coding(struct query *q)
{
    struct found f = read_found(q);
    f.segment = col_int(q, "segment");
    f.code = col_int(q, "code");
    f.stale = col_int(q, "stale") != 0;
    return f;
}

static struct segment as_segment(const struct found *f)
{
    return (struct segment){.id = f->id,
                            .source = f->source,
                            .guid = f->guid,
                            .condensed = f->condensed,
                            .start = {f->start},
                            .end = {f->end},
                            .aside = f->aside,
                            .coder = f->coder,
                            .round = f->round,
                            .created = f->created};
}

static struct coding as_coding(const struct found *f)
{
    return (struct coding){.id = f->id,
                           .segment = f->segment,
                           .source = f->source,
                           .code = f->code,
                           .coder = f->coder,
                           .start = {f->start},
                           .end = {f->end},
                           .round = f->round,
                           .stale = f->stale,
                           .created = f->created};
}

static int by_source(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    return (x->source > y->source) - (x->source < y->source);
}

static int by_place(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Turns the places of one source's rows, list[from] on, into positions. */
static bool locate_source(struct store *s, found_list *list, size_t from, size_t *ret_next, struct err *err)
{
    struct row_map m;
    size_t i;
    bool ok = true;
    if (!row_map_load(s, list->v[from].source, &m, err))
        return false;
    for (i = from; ok && i < list->n && list->v[i].source == m.source; i++) {
        struct found *f = &list->v[i];
        ok = row_map_position(&m, f->place.start_row, f->place.start_at, &f->start) &&
             row_map_position(&m, f->place.end_row, f->place.end_at, &f->end);
        if (!ok)
            err_set(err, ERR_CORRUPT,
                    _("a meaning unit stands on words that are not in its source; 'check' says which"));
    }
    row_map_release(&m);
    *ret_next = i;
    return ok;
}

static bool locate(struct store *s, found_list *list, struct err *err)
{
    if (list->n == 0)
        return true;
    qsort(list->v, list->n, sizeof *list->v, by_source);
    for (size_t i = 0; i < list->n;) {
        if (!locate_source(s, list, i, &i, err))
            return false;
    }
    qsort(list->v, list->n, sizeof *list->v, by_place);
    return true;
}

/* A segment or a coding by its id, with its place. */
static bool get_one(struct store *s, tema_id id, bool segment, struct arena *a, struct found *ret,
                    struct err *err)
{
    found_list list = VEC_INIT;
    struct query q;
    bool ok;

    if (!store_read_begin(s, err))
        return false;
    ok = db_query(s, &q, segment ? STATEMENT_SEGMENT_ONE : STATEMENT_CODING_ONE, err, "i", id);
    if (ok) {
        if (db_step(&q)) {
            struct found f = segment ? read_segment(&q, a) : read_coding(&q);
            vec_push(&list, f);
        }
        ok = db_end(&q, err) && locate(s, &list, err);
    }
    store_read_end(s);
    if (ok && list.n == 0)
        ok = err_set(err, ERR_NOT_FOUND,
                     segment ? _("there is no meaning unit %lld") : _("there is no coding %lld"),
                     (long long)id);
    if (ok)
        *ret = list.v[0];
    vec_release(&list);
    return ok;
}

bool store_segment_get(struct store *s, tema_id id, struct arena *a, struct segment **ret, struct err *err)
{
    struct found f;
    if (!get_one(s, id, true, a, &f, err))
        return false;
    *ret = arena_alloc(a, sizeof **ret);
    **ret = as_segment(&f);
    return true;
}

bool store_coding_get(struct store *s, tema_id id, struct arena *a, struct coding **ret, struct err *err)
{
    struct found f;
    if (!get_one(s, id, false, a, &f, err))
        return false;
    *ret = arena_alloc(a, sizeof **ret);
    **ret = as_coding(&f);
    return true;
}

bool store_segments(struct store *s, tema_scope scope, tema_id source, struct arena *a, struct segment **ret,
                    size_t *ret_n, struct err *err)
{
    found_list list = VEC_INIT;
    struct query q;
    bool ok;

    if (!store_read_begin(s, err))
        return false;
    ok = source != 0 ? db_query(s, &q, STATEMENT_SEGMENTS_OF_SOURCE, err, "ii", source, scope)
                     : db_query(s, &q, STATEMENT_SEGMENTS_ALL, err, "i", scope);
    if (ok) {
        while (db_step(&q)) {
            struct found f = read_segment(&q, a);
            vec_push(&list, f);
        }
        ok = db_end(&q, err) && locate(s, &list, err);
    }
    store_read_end(s);
    if (ok) {
        struct segment *v = arena_array(a, list.n, sizeof *v);
        for (size_t i = 0; i < list.n; i++)
            v[i] = as_segment(&list.v[i]);
        *ret = v;
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_codings(struct store *s, tema_scope scope, tema_id source, tema_id code, struct arena *a,
                   struct coding **ret, size_t *ret_n, struct err *err)
{
    found_list list = VEC_INIT;
    struct query q;
    bool ok;

    if (!store_read_begin(s, err))
        return false;
    if (code != 0)
        ok = db_query(s, &q, STATEMENT_CODINGS_OF_CODE, err, "iii", code, scope, source);
    else if (source != 0)
        ok = db_query(s, &q, STATEMENT_CODINGS_OF_SOURCE, err, "ii", source, scope);
    else
        ok = db_query(s, &q, STATEMENT_CODINGS_ALL, err, "i", scope);
    if (ok) {
        while (db_step(&q)) {
            struct found f = read_coding(&q);
            vec_push(&list, f);
        }
        ok = db_end(&q, err) && locate(s, &list, err);
    }
    store_read_end(s);
    if (ok) {
        struct coding *v = arena_array(a, list.n, sizeof *v);
        for (size_t i = 0; i < list.n; i++)
            v[i] = as_coding(&list.v[i]);
        *ret = v;
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_recent_codes(struct store *s, int most, struct arena *a, tema_id **ret, size_t *ret_n,
                        struct err *err)
{
    VEC(tema_id) ids = VEC_INIT;
    struct query q;
    bool ok;

    if (!db_query(s, &q, STATEMENT_CODES_RECENT, err, "ii", store_coder(s), (int64_t)(most > 0 ? most : 0)))
        return false;
    while (db_step(&q))
        vec_push(&ids, col_int(&q, "id"));
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_array(a, ids.n, sizeof **ret);
        for (size_t i = 0; i < ids.n; i++)
            (*ret)[i] = ids.v[i];
        *ret_n = ids.n;
    }
    vec_release(&ids);
    return ok;
}
