/* A whole study goes out, as it is at one moment. */
#include "give_priv.h"

#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/model/themetree.h"
#include "tema/store/process.h"
#include "tema/store/themes.h"

char *give_guid(struct arena *a, const char *guid, const char *kind, tema_id id)
{
    uint8_t b[16], key[8];
    char s[GUID_LEN + 1];
    if (guid[0] != '\0')
        return arena_strdup(a, guid);
    for (int i = 0; i < 8; i++)
        key[i] = (uint8_t)((uint64_t)id >> (8 * i));
    struct hash *h = hash_new(sizeof b);
    hash_part(h, kind, strlen(kind));
    hash_part(h, key, sizeof key);
    hash_finish(h, b);
    guid_of_hash(b, s);
    return arena_strdup(a, s);
}

/* Appends n items to a vector of the exchange. */
#define GIVE(to, items, count)                                                                               \
    do {                                                                                                     \
        for (size_t give_i = 0; give_i < (count); give_i++)                                                  \
            vec_push(to, (items)[give_i]);                                                                   \
    } while (0)

/* ---- people ---- */

static bool give_coders(struct store *s, struct exchange *x, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_GIVE_CODERS, err, ""))
        return false;
    while (db_step(&q)) {
        struct coder c = {.id = col_int(&q, "id")};
        c.guid = col_dup(&q, "guid", &x->arena);
        c.name = col_dup(&q, "name", &x->arena);
        c.role = (enum coder_role)data_enum(&q, "role", &coder_roles);
        vec_push(&x->coders, c);
    }
    return db_end(&q, err);
}

static bool give_attributes(struct store *s, struct exchange *x, bool of_sources, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, of_sources ? STATEMENT_GIVE_SOURCE_ATTRIBUTES : STATEMENT_GIVE_ATTRIBUTES, err, ""))
        return false;
    while (db_step(&q)) {
        struct x_attribute k = {.of_sources = of_sources};
        tema_id id = col_int(&q, "id");
        k.guid =
            give_guid(&x->arena, col_text(&q, "guid"), of_sources ? "source_attribute" : "attribute", id);
        k.name = col_dup(&q, "name", &x->arena);
        k.type = (enum attr_type)data_enum(&q, "type", &attr_types);
        k.description = col_dup(&q, "description", &x->arena);
        vec_push(&x->attributes, k);
    }
    return db_end(&q, err);
}

static bool give_people(struct store *s, struct exchange *x, struct err *err)
{
    struct participant *p = NULL;
    size_t n = 0;
    if (!give_coders(s, x, err) || !give_attributes(s, x, false, err) || !give_attributes(s, x, true, err) ||
        !store_participants(s, &x->arena, &p, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < p[i].nattrs; k++)
            if (p[i].attrs[k].value != NULL && p[i].attrs[k].value[0] != '\0')
                p[i].attrs[kept++] = p[i].attrs[k];
        p[i].nattrs = kept;
    }
    GIVE(&x->participants, p, n);
    return true;
}

/* ---- codes and rounds ---- */

struct maker {
    tema_id code, coder;
    int64_t created;
};

static int by_code(const void *a, const void *b)
{
    tema_id x = ((const struct maker *)a)->code, y = ((const struct maker *)b)->code;
    return (x > y) - (x < y);
}

static bool give_codes(struct store *s, struct exchange *x, struct err *err)
{
    struct code *codes = NULL;
    struct round *rounds = NULL;
    size_t n = 0, nrounds = 0;
    struct query q;
    VEC(struct maker) makers = VEC_INIT;
    if (!store_codes(s, SCOPE_ALL, &x->arena, &codes, &n, err) ||
        !store_rounds(s, &x->arena, &rounds, &nrounds, err) ||
        !db_query(s, &q, STATEMENT_GIVE_MAKERS, err, ""))
        return false;
    while (db_step(&q)) {
        struct maker m = {.code = col_int(&q, "id")};
        m.coder = col_int(&q, "coder");
        m.created = col_int(&q, "created");
        vec_push(&makers, m);
    }
    for (size_t i = 0; i < n; i++) {
        struct x_code c = {.c = codes[i]};
        struct maker key = {.code = codes[i].id};
        const struct maker *m =
            makers.n == 0 ? NULL : bsearch(&key, makers.v, makers.n, sizeof *makers.v, by_code);
        c.coder = m == NULL ? 0 : m->coder;
        c.created = m == NULL ? -1 : m->created;
        vec_push(&x->codes, c);
    }
    GIVE(&x->rounds, rounds, nrounds);
    vec_release(&makers);
    return db_end(&q, err);
}

/* ---- process, themes ---- */

static bool give_process(struct store *s, struct exchange *x, struct err *err)
{
    struct phase_stay *phases = NULL;
    struct question *questions = NULL;
    struct memo *memos = NULL;
    struct quote *quotes = NULL;
    size_t nphases = 0, nquestions = 0, nmemos = 0, nquotes = 0;
    if (!store_phases(s, &x->arena, &phases, &nphases, err) ||
        !store_questions(s, &x->arena, &questions, &nquestions, err) ||
        !store_memos(s, &x->arena, &memos, &nmemos, err) ||
        !store_quotes(s, &x->arena, &quotes, &nquotes, err))
        return false;
    GIVE(&x->phases, phases, nphases);
    GIVE(&x->questions, questions, nquestions);
    GIVE(&x->memos, memos, nmemos);
    GIVE(&x->quotes, quotes, nquotes);
    return true;
}

static bool give_themes(struct store *s, struct exchange *x, struct err *err)
{
    struct structure *structures = NULL;
    struct theme *themes = NULL;
    struct place *places = NULL;
    size_t nstructures = 0, nthemes = 0, nplaces = 0;
    if (!store_structures(s, &x->arena, &structures, &nstructures, err) ||
        !store_themes(s, &x->arena, &themes, &nthemes, err) ||
        !store_places(s, &x->arena, &places, &nplaces, err))
        return false;
    GIVE(&x->structures, structures, nstructures);
    GIVE(&x->themes, themes, nthemes);
    GIVE(&x->places, places, nplaces);
    return true;
}

/* ---- reviews, versions ---- */

static bool give_reviews(struct store *s, struct exchange *x, struct err *err)
{
    struct query q;
    struct arena *a = &x->arena;
    if (!db_query(s, &q, STATEMENT_GIVE_REVIEWS, err, ""))
        return false;
    while (db_step(&q)) {
        struct x_review r = {.r = {.id = col_int(&q, "id")}};
        r.r.guid = col_dup(&q, "guid", a);
        r.r.coding = col_int(&q, "coding");
        r.r.kind = (enum review_kind)data_enum(&q, "kind", &review_kinds);
        r.r.text = col_dup(&q, "text", a);
        r.r.code = col_int(&q, "code");
        r.meaning = col_int(&q, "meaning");
        size_t n = col_bytes(&q, "words");
        r.words = arena_alloc(a, 2 * n + 1);
        if (n > 0)
            hash_hex(col_blob(&q, "words"), n, r.words);
        r.r.said = col_dup(&q, "said", a);
        r.r.coder = col_int(&q, "coder");
        r.r.created = col_int(&q, "created");
        vec_push(&x->reviews, r);
    }
    return db_end(&q, err);
}

static bool give_versions(struct store *s, struct exchange *x, struct err *err)
{
    struct query q;
    struct arena *a = &x->arena;
    if (!db_query(s, &q, STATEMENT_GIVE_VERSIONS, err, ""))
        return false;
    while (db_step(&q)) {
        struct x_version v = {.v = {.id = col_int(&q, "id")}};
        v.v.guid = col_dup(&q, "guid", a);
        v.v.number = col_num(&q, "number");
        v.v.why = (enum version_why)data_enum(&q, "why", &version_whys);
        v.v.label = col_dup(&q, "label", a);
        v.v.note = col_dup(&q, "note", a);
        v.v.coder = col_int(&q, "coder");
        v.v.phase = (int)col_int(&q, "phase");
        v.v.created = col_int(&q, "created");
        v.v.sources = col_int(&q, "sources");
        v.v.codings = col_int(&q, "codings");
        v.v.codes = col_int(&q, "codes");
        v.v.themes = col_int(&q, "themes");
        v.content = col_dup(&q, "content", a);
        vec_push(&x->versions, v);
    }
    return db_end(&q, err);
}

/* ---- sets, cases, links ---- */

static int by_ref(const void *a, const void *b)
{
    const struct x_ref *x = a, *y = b;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->target > y->target) - (x->target < y->target);
}

static int by_memo(const void *a, const void *b)
{
    return (*(const tema_id *)a > *(const tema_id *)b) - (*(const tema_id *)a < *(const tema_id *)b);
}

/* A memo that has gone is no member any more. */
static bool read_refs(struct store *s, struct exchange *x, enum statement_id id, bool members,
                      struct err *err)
{
    struct query q;
    VEC(tema_id) memos = VEC_INIT;
    VEC(struct x_ref) list = VEC_INIT;
    for (size_t i = 0; i < x->memos.n; i++)
        vec_push(&memos, x->memos.v[i].id);
    if (memos.n > 0)
        qsort(memos.v, memos.n, sizeof *memos.v, by_memo);
    bool ok = db_query(s, &q, id, err, "");
    while (ok && db_step(&q)) {
        static const char *const columns[] = {"source", "segment", "code", "memo"};
        struct x_ref r = {.of = col_int(&q, "of")};
        for (int k = 0; k < 4 && r.target == 0; k++) {
            r.kind = (enum x_kind)k;
            r.target = col_int(&q, columns[k]);
        }
        if (r.kind != X_MEMO ||
            (memos.n > 0 && bsearch(&r.target, memos.v, memos.n, sizeof *memos.v, by_memo) != NULL))
            vec_push(&list, r);
    }
    ok = ok && db_end(&q, err);
    if (list.n > 0)
        qsort(list.v, list.n, sizeof *list.v, by_ref);
    if (members)
        GIVE(&x->members, list.v, list.n);
    else
        GIVE(&x->refs, list.v, list.n);
    vec_release(&memos);
    vec_release(&list);
    return ok;
}

static bool give_sets(struct store *s, struct exchange *x, struct err *err)
{
    struct query q;
    struct arena *a = &x->arena;
    if (!db_query(s, &q, STATEMENT_GIVE_GROUPINGS, err, ""))
        return false;
    while (db_step(&q)) {
        struct x_set g = {.id = col_int(&q, "id")};
        g.guid = col_dup(&q, "guid", a);
        g.name = col_dup(&q, "name", a);
        g.description = col_dup(&q, "description", a);
        vec_push(&x->sets, g);
    }
    if (!db_end(&q, err) || !db_query(s, &q, STATEMENT_GIVE_LINKS, err, ""))
        return false;
    while (db_step(&q)) {
        struct x_link l = {.id = col_int(&q, "id")};
        l.guid = col_dup(&q, "guid", a);
        l.name = col_dup(&q, "name", a);
        l.origin = col_dup(&q, "origin", a);
        l.target = col_dup(&q, "target", a);
        l.direction = (enum x_direction)data_enum(&q, "direction", &x_directions);
        l.colour = (uint32_t)col_int(&q, "colour") & 0xffffff;
        vec_push(&x->links, l);
    }
    return db_end(&q, err) && read_refs(s, x, STATEMENT_GIVE_MEMBERS, true, err) &&
           read_refs(s, x, STATEMENT_GIVE_REFS, false, err);
}

bool store_give(struct store *s, struct exchange *x, struct err *err)
{
    if (!store_read_begin(s, err))
        return false;
    x->program = arena_strdup(&x->arena, "tema");
    x->ours = x->keep_ids = true;
    bool ok = store_project(s, &x->arena, &x->project, err) && give_people(s, x, err) &&
              give_codes(s, x, err) && give_sources(s, x, err) && give_process(s, x, err) &&
              give_themes(s, x, err) && give_reviews(s, x, err) && give_versions(s, x, err) &&
              give_sets(s, x, err);
    store_read_end(s);
    return ok;
}
