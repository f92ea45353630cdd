/* Ids, GUIDs and names of a study that comes in: what is there already, and what the rest is called here. */
#include <stdlib.h>
#include <string.h>

#include "take_priv.h"
#include "tema/base/guid.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

static const struct {
    enum statement_id at; /* the GUID of what has an id in the project */
    const char *what;
} kinds[TAKE_KINDS] = {
    [TAKE_CODER] = {STATEMENT_TAKE_AT_CODER, N_("coder")},
    [TAKE_SOURCE] = {STATEMENT_TAKE_AT_SOURCE, N_("source")},
    [TAKE_SPEAKER] = {STATEMENT_TAKE_AT_SPEAKER, N_("speaker")},
    [TAKE_PARTICIPANT] = {STATEMENT_TAKE_AT_PARTICIPANT, N_("participant")},
    [TAKE_CODE] = {STATEMENT_TAKE_AT_CODE, N_("code")},
    [TAKE_ROUND] = {STATEMENT_TAKE_AT_ROUND, N_("round")},
    [TAKE_SEGMENT] = {STATEMENT_TAKE_AT_SEGMENT, N_("meaning unit")},
    [TAKE_CODING] = {STATEMENT_TAKE_AT_CODING, N_("coding")},
    [TAKE_MEMO] = {STATEMENT_TAKE_AT_MEMO, N_("memo")},
    [TAKE_PHASE] = {STATEMENT_TAKE_AT_PHASE, N_("phase")},
    [TAKE_QUESTION] = {STATEMENT_TAKE_AT_QUESTION, N_("research question")},
    [TAKE_STRUCTURE] = {STATEMENT_TAKE_AT_STRUCTURE, N_("thematic structure")},
    [TAKE_THEME] = {STATEMENT_TAKE_AT_THEME, N_("theme")},
    [TAKE_PLACE] = {STATEMENT_TAKE_AT_PLACE, N_("place under a theme")},
    [TAKE_QUOTE] = {STATEMENT_TAKE_AT_QUOTE, N_("quote")},
    [TAKE_REVIEW] = {STATEMENT_TAKE_AT_REVIEW, N_("review")},
    [TAKE_VERSION] = {STATEMENT_TAKE_AT_VERSION, N_("version")},
    [TAKE_GROUPING] = {STATEMENT_TAKE_AT_GROUPING, N_("set")},
    [TAKE_LINK] = {STATEMENT_TAKE_AT_LINK, N_("link")},
};

/* ---- the map ---- */

static struct taken *slot_of(const struct take_map *m, tema_id from)
{
    uint64_t h = (uint64_t)from * 0x9e3779b97f4a7c15u;
    size_t mask = m->n - 1, i = (size_t)(h ^ h >> 32) & mask;
    while (m->slot[i].from != 0 && m->slot[i].from != from)
        i = (i + 1) & mask;
    return &m->slot[i];
}

static void grow(struct take_map *m)
{
    struct take_map was = *m;
    m->n = was.n == 0 ? 64 : 2 * was.n;
    m->slot = mem_array(NULL, m->n, sizeof *m->slot);
    memset(m->slot, 0, m->n * sizeof *m->slot);
    for (size_t i = 0; i < was.n; i++)
        if (was.slot[i].from != 0)
            *slot_of(m, was.slot[i].from) = was.slot[i];
    mem_free(was.slot);
}

static struct taken *put(struct take *t, enum take_kind kind, tema_id from, tema_id to)
{
    struct take_map *m = &t->ids[kind];
    if (2 * (m->used + 1) > m->n)
        grow(m);
    struct taken *k = slot_of(m, from);
    if (k->from == 0)
        m->used++;
    *k = (struct taken){.from = from, .to = to};
    return k;
}

struct taken *take_find(struct take *t, enum take_kind kind, tema_id from)
{
    struct take_map *m = &t->ids[kind];
    struct taken *k = m->n == 0 || from == 0 ? NULL : slot_of(m, from);
    return k == NULL || k->from == 0 ? NULL : k;
}

tema_id take_to(struct take *t, enum take_kind kind, tema_id from)
{
    const struct taken *k = take_find(t, kind, from);
    return k == NULL ? 0 : k->to;
}

tema_id take_coder(struct take *t, tema_id from)
{
    tema_id to = take_to(t, TAKE_CODER, from);
    return to == 0 ? act_coder(t->s) : to;
}

void take_ids_release(struct take *t)
{
    for (size_t i = 0; i < TAKE_KINDS; i++)
        mem_free(t->ids[i].slot);
    vec_release(&t->renamed);
    arena_release(&t->arena);
}

/* ---- drawing ---- */

struct taken *take_unite(struct take *t, enum take_kind kind, tema_id from, tema_id to)
{
    struct taken *k = put(t, kind, from, to);
    k->there = true;
    return k;
}

/* *ret_guid: of what has the id, in the arena; NULL when nothing has it. */
static bool who_has(struct take *t, enum take_kind kind, tema_id id, const char **ret_guid, struct err *err)
{
    struct query q;
    *ret_guid = NULL;
    if (!db_query(t->s, &q, kinds[kind].at, err, "i", id))
        return false;
    if (db_step(&q))
        *ret_guid = col_dup(&q, "guid", &t->arena);
    return db_end(&q, err);
}

struct taken *take_draw(struct take *t, enum take_kind kind, tema_id from, const char *guid, struct err *err)
{
    const char *other = NULL;
    tema_id id = from;
    if (!t->x->keep_ids || take_find(t, kind, from) != NULL)
        return put(t, kind, from, db_new_id(t->s));
    if (!who_has(t, kind, from, &other, err))
        return NULL;
    /* What has it can be a copy of itself: in a source that was taken back, or that comes in once more. */
    if (other != NULL && other[0] != '\0' && guid[0] != '\0' && strcmp(other, guid) != 0 && !t->m->again) {
        err_set(
            err, ERR_INPUT,
            _("the id %lld of a %s is taken by another one in the project; --again gives what comes in ids "
              "of its own"),
            (long long)from, _(kinds[kind].what));
        return NULL;
    }
    if (other != NULL)
        id = db_new_id(t->s);
    return put(t, kind, from, id);
}

tema_id take_lost(struct take *t, enum take_kind kind, tema_id from)
{
    const struct taken *k = take_find(t, kind, from);
    if (from <= 0)
        return 0;
    return k != NULL ? k->to : put(t, kind, from, t->x->keep_ids ? from : db_new_id(t->s))->to;
}

const char *take_guid(struct take *t, const char *guid, bool fresh)
{
    char made[GUID_LEN + 1];
    if (guid[0] != '\0' && !fresh)
        return guid;
    guid_new(made);
    struct guid_pair p = {.from = guid, .to = arena_strdup(&t->arena, made)};
    if (guid[0] != '\0')
        vec_push(&t->renamed, p);
    return p.to;
}

/* ---- what is there ---- */

static int by_guid(const void *a, const void *b)
{
    const struct there *x = a, *y = b;
    int c = strcmp(x->guid, y->guid);
    return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

bool there_read(struct take *t, enum statement_id id, bool names, bool meanings, there_list *ret,
                struct err *err)
{
    struct query q;
    if (!db_query(t->s, &q, id, err, ""))
        return false;
    while (db_step(&q)) {
        struct there h = {.id = col_int(&q, "id")};
        h.guid = col_dup(&q, "guid", &t->arena);
        h.name = names ? col_dup(&q, "name", &t->arena) : "";
        h.meaning = meanings ? col_int(&q, "meaning") : 0;
        vec_push(ret, h);
    }
    if (ret->n > 0)
        qsort(ret->v, ret->n, sizeof *ret->v, by_guid);
    return db_end(&q, err);
}

struct there *there_find(const there_list *l, const char *guid)
{
    size_t lo = 0, hi = l->n;
    if (guid[0] == '\0')
        return NULL;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(l->v[mid].guid, guid) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < l->n && strcmp(l->v[lo].guid, guid) == 0 ? &l->v[lo] : NULL;
}

/* ---- words ---- */

const char *take_name(struct take *t, const char *name)
{
    size_t n = strlen(name);
    char *clean = arena_strndup(&t->arena, name, n);
    for (size_t i = 0; i < n; i++)
        if (clean[i] == '\n' || clean[i] == '\r')
            clean[i] = ' ';
    while (n > 0 && clean[n - 1] == ' ')
        clean[--n] = '\0';
    while (clean[0] == ' ')
        clean++;
    if (clean[0] == '\0')
        clean = arena_strdup(&t->arena, _("unnamed"));
    t->renamed_names += strcmp(clean, name) != 0;
    return clean;
}

bool take_texts(const char *const *texts, size_t n, const char *what, struct err *err)
{
    for (size_t i = 0; i < n; i++)
        if (!utf8_valid(texts[i], strlen(texts[i]), NULL))
            return err_set(err, ERR_INPUT, _("a %s holds bytes that are no text"), what);
    return true;
}
