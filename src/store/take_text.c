/* A study coming in: sources with their speakers and texts, and the meaning units on them. What hangs on a source goes in uncaptured while it is hidden;
 * only what names something that the act's undo takes away (a participant, a round) is captured. */
#include <stdlib.h>
#include <string.h>

#include "import_priv.h"
#include "take_priv.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

/* ---- sources that are there ---- */

static int by_sha(const void *a, const void *b)
{
    return strcmp(((const struct guid_pair *)a)->from, ((const struct guid_pair *)b)->from);
}

struct present {
    there_list by_guid;
    VEC(struct guid_pair) by_sha; /* digest, name */
};

static bool read_present(struct take *t, struct present *p, struct err *err)
{
    struct query q;
    if (!there_read(t, STATEMENT_TAKE_SOURCES, true, false, &p->by_guid, err) ||
        !db_query(t->s, &q, STATEMENT_TAKE_SOURCES, err, ""))
        return false;
    while (db_step(&q)) {
        struct guid_pair k = {.to = col_dup(&q, "name", &t->arena)};
        k.from = col_dup(&q, "sha256", &t->arena);
        if (k.from[0] != '\0')
            vec_push(&p->by_sha, k);
    }
    if (p->by_sha.n > 0)
        qsort(p->by_sha.v, p->by_sha.n, sizeof *p->by_sha.v, by_sha);
    return db_end(&q, err);
}

/* *ret_fresh: it is a second copy of one that is there. */
static bool refuse_same(struct take *t, const struct present *p, const struct source *o, bool *ret_fresh,
                        struct err *err)
{
    const struct there *h = there_find(&p->by_guid, o->guid);
    struct guid_pair key = {.from = o->sha256};
    const struct guid_pair *k = p->by_sha.n == 0 || o->sha256[0] == '\0'
                                    ? NULL
                                    : bsearch(&key, p->by_sha.v, p->by_sha.n, sizeof *p->by_sha.v, by_sha);
    *ret_fresh = h != NULL;
    if (t->m->again || (h == NULL && k == NULL))
        return true;
    if (h != NULL)
        return err_set(err, ERR_INPUT, _("'%s' is in the project already (--again takes it once more)"),
                       h->name);
    return err_set(err, ERR_INPUT,
                   _("the same bytes are in the project already, as '%s' (--again takes them once more)"),
                   k->to);
}

/* ---- one source ---- */

static bool add_source(struct take *t, const struct x_source *x, const struct taken *k, struct err *err)
{
    const struct source *o = &x->s;
    struct buf report = BUF_INIT;
    const char *name = take_name(t, o->name), *date = o->date;
    if (date[0] != '\0' && !data_is_date(date)) {
        exchange_note(t->x, _("'%s' has “%s” as its date, which is no day: it was left out"), name, date);
        date = "";
    }
    for (size_t i = 0; i < x->text->notes.n; i++)
        buf_addf(&report, "%s%s", i == 0 ? "" : "\n", x->text->notes.v[i]);
    bool ok = TAKE_TEXTS(_("source"), err, name, o->guid, o->method, o->author, o->encoding, o->file,
                         o->sha256, o->format, buf_str(&report)) &&
              db_run(t->s, STATEMENT_TAKE_SOURCE, err,
                     "ittte"
                     "me"
                     "em"
                     "tttttimo",
                     k->to, take_guid(t, o->guid, k->fresh), name, enum_word(&source_kinds, (int)o->kind),
                     date, o->minutes, o->method, o->author, o->year, o->encoding, o->file, o->sha256,
                     o->format, buf_str(&report), take_time(t, o->imported), o->checked,
                     x->coder == 0 && t->x->ours ? 0 : take_coder(t, x->coder));
    buf_release(&report);
    return ok;
}

static bool add_readings(struct take *t, const struct x_source *x, tema_id source, size_t chars,
                         struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < x->nreadings; i++) {
        int64_t at = x->readings[i].at, far = x->readings[i].far, most = (int64_t)chars;
        at = at < 0 ? 0 : at > most ? most : at;
        far = far < 0 ? 0 : far > most ? most : far;
        ok = db_run(t->s, STATEMENT_TAKE_READING, err, "iiii", take_coder(t, x->readings[i].coder), source,
                    at, far);
    }
    return ok;
}

/* Those with a role, by source and then as they come. */
struct part {
    size_t source, at; /* indexes into the exchange's sources, and into its speakers or segments */
};
typedef VEC(struct part) parts;

static int by_part(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return x->source != y->source ? (x->source > y->source) - (x->source < y->source)
                                  : (x->at > y->at) - (x->at < y->at);
}

static void add_part(struct take *t, parts *p, tema_id source, size_t at)
{
    const struct taken *k = take_find(t, TAKE_SOURCE, source);
    struct part part = {.source = k->at, .at = at};
    vec_push(p, part);
}

/* Ids of all speakers of the source; those that the exchange gives a role have its ids. */
static bool add_speakers(struct take *t, const struct x_source *x, tema_id source, const parts *roles,
                         size_t from, size_t to, tema_id *ids, struct err *err)
{
    bool ok = true;
    memset(ids, 0, (x->text->speakers.n + 1) * sizeof *ids);
    for (size_t i = from; ok && i < to; i++) {
        const struct x_speaker *p = &t->x->speakers.v[roles->v[i].at];
        const struct taken *k = ids[p->index] != 0 ? NULL : take_draw(t, TAKE_SPEAKER, p->id, "", err);
        if (k != NULL)
            ids[p->index] = k->to;
        ok = ids[p->index] != 0;
    }
    for (size_t i = 0; ok && i < x->text->speakers.n; i++) {
        if (ids[i] == 0)
            ids[i] = db_new_id(t->s);
        const char *name = take_name(t, x->text->speakers.v[i]);
        ok = TAKE_TEXTS(_("speaker"), err, name) &&
             db_run(t->s, STATEMENT_IMPORT_SPEAKER, err, "iit", ids[i], source, name);
    }
    return ok;
}

static bool link_speakers(struct take *t, const parts *roles, size_t from, size_t to, const tema_id *ids,
                          struct err *err)
{
    bool ok = true;
    for (size_t i = from; ok && i < to; i++) {
        const struct x_speaker *p = &t->x->speakers.v[roles->v[i].at];
        tema_id who = p->role == SPEAKER_PARTICIPANT ? take_to(t, TAKE_PARTICIPANT, p->participant) : 0;
        enum speaker_role role = p->role == SPEAKER_PARTICIPANT && who == 0 ? SPEAKER_NOBODY : p->role;
        ok = role == SPEAKER_NOBODY || db_run(t->s, STATEMENT_SPEAKER_LINK, err, "ito", ids[p->index],
                                              enum_word(&speaker_roles, (int)role), who);
    }
    return ok;
}

/* ---- meaning units ---- */

static size_t byte_at(const struct put_text *put, size_t row, size_t at)
{
    size_t begin = put->bytes.v[row], end = row + 1 < put->bytes.n ? put->bytes.v[row + 1] : put->text.len;
    return begin + utf8_byte(buf_str(&put->text) + begin, end - begin, (cp_off){at}).b;
}

/* What text_fingerprint does from the file. */
static void fingerprint(const struct put_text *put, const struct row_map *m, size_t start, size_t end,
                        uint8_t words[MARK_LEN], uint8_t context[MARK_LEN])
{
    size_t i = row_map_at(m, start), j = end > start ? row_map_at(m, end - 1) : i, at = start - m->v[i].start,
           upto = end - m->v[j].start;
    const char *text = buf_str(&put->text);
    size_t from = byte_at(put, i, at), to = byte_at(put, j, upto),
           before = byte_at(put, i, at > CONTEXT ? at - CONTEXT : 0), after = byte_at(put, j, upto + CONTEXT);
    text_marks(text + from, to - from, text + before, from - before, text + to, after - to, words, context);
}

struct putting { /* the source whose meaning units go in */
    struct put_text put;
    tema_id source;
    bool fresh, any;
    size_t start, end; /* of the last fingerprint: many stand for the whole source */
    uint8_t words[MARK_LEN], context[MARK_LEN];
};

static bool add_segment(struct take *t, struct putting *p, const struct x_segment *x, struct err *err)
{
    const struct row_map m = {.v = p->put.rows.v, .n = p->put.rows.n, .chars = p->put.chars};
    size_t start = x->whole ? 0 : x->s.start.cp, end = x->whole ? p->put.chars : x->s.end.cp;
    if (start > end || end > p->put.chars)
        return err_set(err, ERR_INPUT, _("%zu to %zu is no stretch of the text, which has %zu characters"),
                       start, end, p->put.chars);
    struct taken *k = take_draw(t, TAKE_SEGMENT, x->s.id, x->s.guid, err);
    if (k == NULL)
        return false;
    k->fresh = p->fresh;
    tema_id id = k->to;
    if (!p->any || p->start != start || p->end != end)
        fingerprint(&p->put, &m, start, end, p->words, p->context);
    p->any = true;
    p->start = start;
    p->end = end;
    struct spot at = row_map_place(&m, start, end);
    act_capture(t->s, false);
    bool ok = TAKE_TEXTS(_("meaning unit"), err, x->s.guid, x->s.condensed) &&
              db_run(t->s, STATEMENT_TAKE_SEGMENT, err, "itiitiii", id, take_guid(t, x->s.guid, p->fresh),
                     p->source, take_coder(t, x->s.coder), x->s.condensed, take_time(t, x->s.created),
                     (int64_t)x->s.aside, (int64_t)x->whole) &&
              db_run(t->s, STATEMENT_TAKE_ANCHOR, err, "iiiiiibb", id, p->source, at.start_row,
                     (int64_t)at.start_at, at.end_row, (int64_t)at.end_at, (const void *)p->words,
                     (size_t)MARK_LEN, (const void *)p->context, (size_t)MARK_LEN);
    act_capture(t->s, true);
    return ok && (x->s.round == 0 || db_run(t->s, STATEMENT_TAKE_SEGMENT_ROUND, err, "ii", id,
                                            take_to(t, TAKE_ROUND, x->s.round)));
}

/* ---- all of them ---- */

static bool put_source(struct take *t, size_t i, const parts *roles, size_t *role, const parts *segments,
                       size_t *segment, struct err *err)
{
    const struct x_source *x = &t->x->sources.v[i];
    const struct taken *k = take_find(t, TAKE_SOURCE, x->s.id);
    struct putting p = {.source = k->to, .fresh = k->fresh};
    tema_id *ids = mem_array(NULL, x->text->speakers.n + 1, sizeof *ids);
    size_t from = *role;
    while (*role < roles->n && roles->v[*role].source == i)
        ++*role;
    act_capture(t->s, false);
    bool ok = add_source(t, x, k, err) && add_speakers(t, x, p.source, roles, from, *role, ids, err) &&
              import_text(t->s, p.source, x->text, ids, &p.put, err) &&
              add_readings(t, x, p.source, p.put.chars, err);
    act_capture(t->s, true);
    ok = ok && db_run(t->s, STATEMENT_IMPORT_SHOW, err, "i", p.source) &&
         link_speakers(t, roles, from, *role, ids, err);
    for (; ok && *segment < segments->n && segments->v[*segment].source == i; ++*segment)
        ok = add_segment(t, &p, &t->x->segments.v[segments->v[*segment].at], err);
    if (t->ret->first == 0)
        t->ret->first = p.source;
    t->ret->sources++;
    t->ret->words += p.put.words;
    mem_free(ids);
    put_text_release(&p.put);
    return ok;
}

bool take_sources(struct take *t, struct err *err)
{
    struct exchange *x = t->x;
    struct present there = {.by_guid = VEC_INIT, .by_sha = VEC_INIT};
    parts roles = VEC_INIT, segments = VEC_INIT;
    size_t role = 0, segment = 0;
    bool ok = x->sources.n == 0 || read_present(t, &there, err);
    for (size_t i = 0; ok && i < x->sources.n; i++) {
        bool fresh = false;
        ok = refuse_same(t, &there, &x->sources.v[i].s, &fresh, err);
        struct taken *k =
            ok ? take_draw(t, TAKE_SOURCE, x->sources.v[i].s.id, x->sources.v[i].s.guid, err) : NULL;
        ok = k != NULL;
        if (ok) {
            k->fresh = fresh;
            k->at = i;
        }
    }
    for (size_t i = 0; ok && i < x->speakers.n; i++)
        add_part(t, &roles, x->speakers.v[i].source, i);
    for (size_t i = 0; ok && i < x->segments.n; i++)
        add_part(t, &segments, x->segments.v[i].s.source, i);
    if (roles.n > 0)
        qsort(roles.v, roles.n, sizeof *roles.v, by_part);
    if (segments.n > 0)
        qsort(segments.v, segments.n, sizeof *segments.v, by_part);
    for (size_t i = 0; ok && i < x->sources.n; i++)
        ok = put_source(t, i, &roles, &role, &segments, &segment, err);
    vec_release(&there.by_guid);
    vec_release(&there.by_sha);
    vec_release(&roles);
    vec_release(&segments);
    return ok;
}
