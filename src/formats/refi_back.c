/* What tema wrote beside a project for itself is laid over what the project says. */
#include <stdlib.h>
#include <string.h>

#include "exchange_priv.h"
#include "refi_priv.h"
#include "refi_rest_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

/* Of what both have, each by its GUID. Ids of the part are the project's own: they are given back to what was read. */
enum kind { CODERS, PARTICIPANTS, SOURCES, CODES, SEGMENTS, CODINGS, MEMOS, SETS, KINDS };

struct items {
    char *v;
    size_t n, size, id, guid; /* bytes from the item's beginning */
};

struct pairs {
    tema_id *to;   /* from ids as read, 1 to n, to those given back */
    void **other;  /* of each item as read: the one of the part, NULL when it came from elsewhere */
    tema_id *have; /* the ids given back, ascending */
    size_t n;
};

struct back {
    struct exchange *x, part;
    struct arena a;
    struct pairs pairs[KINDS];
    size_t added, gone; /* made in other programs; what no longer leads anywhere */
};

#define ITEMS(x, kind, type, id_field, guid_field)                                                           \
    (struct items)                                                                                           \
    {                                                                                                        \
        (char *)(x)->kind.v, (x)->kind.n, sizeof(type), offsetof(type, id_field), offsetof(type, guid_field) \
    }

static struct items items_of(struct exchange *x, enum kind k)
{
    switch (k) {
    case CODERS: return ITEMS(x, coders, struct coder, id, guid);
    case PARTICIPANTS: return ITEMS(x, participants, struct participant, id, guid);
    case SOURCES: return ITEMS(x, sources, struct x_source, s.id, s.guid);
    case CODES: return ITEMS(x, codes, struct x_code, c.id, c.guid);
    case SEGMENTS: return ITEMS(x, segments, struct x_segment, s.id, s.guid);
    case CODINGS: return ITEMS(x, codings, struct x_coding, c.id, guid);
    case MEMOS: return ITEMS(x, memos, struct memo, id, guid);
    case SETS: return ITEMS(x, sets, struct x_set, id, guid);
    case KINDS: break;
    }
    return (struct items){NULL, 0, 0, 0, 0};
}

static tema_id id_of(const struct items *v, size_t i)
{
    tema_id id;
    memcpy(&id, v->v + i * v->size + v->id, sizeof id);
    return id;
}

static const char *guid_of(const struct items *v, size_t i)
{
    const char *guid;
    memcpy(&guid, v->v + i * v->size + v->guid, sizeof guid);
    return guid;
}

static int by_number(const void *a, const void *b)
{
    tema_id x = *(const tema_id *)a, y = *(const tema_id *)b;
    return (x > y) - (x < y);
}

/* ---- pairing ---- */

static bool pair(struct back *b, enum kind k, struct err *err)
{
    struct items mine = items_of(b->x, k), theirs = items_of(&b->part, k);
    struct pairs *p = &b->pairs[k];
    struct qde_map known = {.sorted = false};
    tema_id most = 0;
    for (size_t i = 0; i < theirs.n; i++) {
        qde_map_add(&known, guid_of(&theirs, i), i);
        most = id_of(&theirs, i) > most ? id_of(&theirs, i) : most;
    }
    p->n = mine.n;
    p->to = arena_array(&b->a, mine.n + 1, sizeof *p->to);
    p->other = arena_array(&b->a, mine.n + 1, sizeof *p->other);
    p->have = arena_array(&b->a, mine.n + theirs.n + 1, sizeof *p->have);
    bool ok = most <= INT64_MAX - (tema_id)mine.n;
    for (size_t i = 0; i < mine.n && ok; i++) {
        tema_id was = id_of(&mine, i);
        size_t at;
        if (was != (tema_id)i + 1) /* as the reader draws them */
            ok = false;
        else if (qde_map_find(&known, guid_of(&mine, i), &at))
            p->other[i] = theirs.v + at * theirs.size;
        p->to[i] = ok && p->other[i] ? id_of(&theirs, at) : ++most;
        b->added += ok && !p->other[i] && k != SEGMENTS && k != MEMOS && k != SETS;
        memcpy(mine.v + i * mine.size + mine.id, &p->to[i], sizeof(tema_id));
        p->have[i] = p->to[i];
    }
    vec_release(&known.v);
    return ok || err_set(err, ERR_INPUT, _("the ids that tema wrote beside the project cannot be read"));
}

static void lead(const struct back *b, enum kind k, tema_id *id)
{
    const struct pairs *p = &b->pairs[k];
    if (*id > 0 && (size_t)*id <= p->n)
        *id = p->to[*id - 1];
}

static void lead_ref(const struct back *b, struct x_ref *r, enum kind of)
{
    lead(b, of, &r->of);
    switch (r->kind) {
    case X_SOURCE: lead(b, SOURCES, &r->target); break;
    case X_SEGMENT: lead(b, SEGMENTS, &r->target); break;
    case X_CODE: lead(b, CODES, &r->target); break;
    case X_MEMO: lead(b, MEMOS, &r->target); break;
    }
}

/* What refers to the things whose ids were given back. */
static void lead_all(struct back *b)
{
    struct exchange *x = b->x;
    for (size_t i = 0; i < x->sources.n; i++)
        lead(b, CODERS, &x->sources.v[i].coder);
    for (size_t i = 0; i < x->values.n; i++)
        lead(b, SOURCES, &x->values.v[i].source);
    for (size_t i = 0; i < x->codes.n; i++) {
        lead(b, CODES, &x->codes.v[i].c.parent);
        lead(b, CODERS, &x->codes.v[i].coder);
    }
    for (size_t i = 0; i < x->segments.n; i++) {
        lead(b, SOURCES, &x->segments.v[i].s.source);
        lead(b, CODERS, &x->segments.v[i].s.coder);
    }
    for (size_t i = 0; i < x->codings.n; i++) {
        lead(b, SEGMENTS, &x->codings.v[i].c.segment);
        lead(b, CODES, &x->codings.v[i].c.code);
        lead(b, CODERS, &x->codings.v[i].c.coder);
    }
    for (size_t i = 0; i < x->memos.n; i++) {
        struct memo *m = &x->memos.v[i];
        lead(b, CODERS, &m->coder);
        if (m->about == MEMO_SOURCE || m->about == MEMO_SEGMENT || m->about == MEMO_CODE)
            lead(b,
                 m->about == MEMO_SOURCE    ? SOURCES
                 : m->about == MEMO_SEGMENT ? SEGMENTS
                                            : CODES,
                 &m->target);
    }
    for (size_t i = 0; i < x->members.n; i++)
        lead_ref(b, &x->members.v[i], SETS);
    for (size_t i = 0; i < x->refs.n; i++)
        lead_ref(b, &x->refs.v[i], PARTICIPANTS);
}

static bool have(const struct back *b, enum kind k, tema_id id)
{
    const struct pairs *p = &b->pairs[k];
    return p->n > 0 && bsearch(&id, p->have, p->n, sizeof id, by_number);
}

/* ---- texts: the labels in front of turns go, who speaks and when comes back ---- */

struct cut {            /* of a turn, in code points of the text as read */
    size_t from, words; /* where it begins; where its words do */
    size_t before;      /* labels that went, with its own */
};

/* The n bytes at s are a turn as tema wrote it: its label, a paragraph, its line ends. Bytes taken, 0 when they are not. */
static size_t turn_length(const struct tr_turn *u, const char *s, size_t n, size_t *ret_label)
{
    size_t label = strcspn(u->text, "\n"), ends = u->bytes - label, at;
    if (n < u->bytes || memcmp(s, u->text, label) != 0)
        return 0;
    /* One without a line end goes on to the next page's form feed, or is the last. */
    const char *end = ends > 0        ? memchr(s + label, '\n', n - label)
                      : n > label + 1 ? memchr(s + label + 1, '\f', n - label - 1)
                                      : NULL;
    at = end ? (size_t)(end - s) : n;
    if (n - at < ends || strspn(s + at, "\n") < ends)
        return 0;
    *ret_label = label;
    return at + ends;
}

static void keep_cues(const struct tr_turn *from, struct tr_turn *to, struct arena *a)
{
    size_t chars = utf8_count(to->text, to->bytes);
    for (size_t i = 0; i < from->ncues; i++) {
        if (from->cues[i].at > chars)
            return; /* its words were changed */
    }
    to->cues = arena_copy(a, from->cues, from->ncues, sizeof *to->cues);
    to->ncues = from->ncues;
}

/* The transcript as it was, or NULL when the text is another one now. */
static struct transcript *turns_back(struct back *b, const struct transcript *part, const char *s, size_t n,
                                     struct cut *cuts)
{
    struct transcript *t = arena_alloc(&b->x->arena, sizeof *t);
    size_t at = 0, cp = 0, gone = 0;
    bool ok = true;
    transcript_init(t);
    t->timed = part->timed;
    for (size_t i = 0; i < part->speakers.n && ok; i++)
        ok = transcript_speaker(t, part->speakers.v[i], strlen(part->speakers.v[i])) == (int)i;
    for (size_t i = 0; i < part->turns.n && ok; i++) {
        const struct tr_turn *u = &part->turns.v[i];
        size_t label = 0, len = turn_length(u, s + at, n - at, &label);
        struct tr_turn to = *u;
        ok = len > 0 || u->bytes == 0;
        if (!ok)
            break;
        to.text = arena_strndup(&t->arena, s + at + label, len - label);
        to.bytes = len - label;
        to.cues = NULL;
        to.ncues = 0;
        keep_cues(u, &to, &t->arena);
        vec_push(&t->turns, to);
        gone += utf8_count(s + at, label);
        cuts[i] = (struct cut){cp, cp + utf8_count(s + at, label), gone};
        cp += utf8_count(s + at, len);
        at += len;
    }
    if (ok && at == n)
        return t;
    transcript_release(t);
    return NULL;
}

static size_t moved(const struct cut *cuts, size_t n, size_t at)
{
    size_t lo = 0, hi = n;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (cuts[mid].from <= at)
            lo = mid;
        else
            hi = mid;
    }
    if (n == 0)
        return at;
    return (at < cuts[lo].words ? cuts[lo].words : at) - cuts[lo].before;
}

static void text_back(struct back *b, struct x_source *s, const struct x_source *part, struct cut **ret)
{
    struct buf text = BUF_INIT;
    size_t n = part->text->turns.n;
    for (size_t i = 0; i < s->text->turns.n; i++)
        buf_add(&text, s->text->turns.v[i].text, s->text->turns.v[i].bytes);
    struct cut *cuts = arena_array(&b->a, n + 1, sizeof *cuts);
    struct transcript *t = turns_back(b, part->text, buf_str(&text), text.len, cuts);
    buf_release(&text);
    if (!t) {
        exchange_note(b->x,
                      _("the text of '%s' is not the one that tema wrote: it was taken as it stands, without "
                        "who speaks and when"),
                      s->s.name);
        return;
    }
    transcript_release(s->text);
    s->text = t;
    s->s.format = part->s.format;
    s->nreadings = part->nreadings;
    s->readings = part->readings;
    *ret = cuts;
}

static void sources_back(struct back *b)
{
    struct exchange *x = b->x;
    struct cut **cuts = arena_array(&b->a, x->sources.n + 1, sizeof *cuts);
    size_t *turns = arena_array(&b->a, x->sources.n + 1, sizeof *turns);
    for (size_t i = 0; i < x->sources.n; i++) {
        struct x_source *s = &x->sources.v[i];
        const struct x_source *part = b->pairs[SOURCES].other[i];
        if (!part)
            continue;
        s->s.minutes = part->s.minutes;
        s->s.year = part->s.year;
        s->s.encoding = part->s.encoding;
        s->s.file = part->s.file;
        s->s.sha256 = part->s.sha256;
        s->s.checked = part->s.checked;
        s->s.imported = part->s.imported;
        s->hidden = part->hidden;
        text_back(b, s, part, &cuts[i]);
        turns[i] = s->text->turns.n;
    }
    for (size_t i = 0; i < x->segments.n; i++) { /* their sources' ids are still as read */
        struct x_segment *g = &x->segments.v[i];
        size_t at = (size_t)g->s.source - 1;
        if (g->whole) {
            g->s.end.cp = exchange_chars(&x->sources.v[at]);
        } else if (cuts[at]) {
            size_t start = moved(cuts[at], turns[at], g->s.start.cp), end = start;
            if (g->s.end.cp > g->s.start.cp)
                end = moved(cuts[at], turns[at], g->s.end.cp - 1) + 1;
            g->s.start.cp = start;
            g->s.end.cp = end < start ? start : end;
        }
    }
}

/* ---- members that only the part has ---- */

/* REFI-QDA's times are whole seconds here: the same time is taken with its milliseconds. */
static void time_back(int64_t *ms, int64_t part)
{
    if (part >= 0 && *ms >= 0 && *ms / 1000 == part / 1000)
        *ms = part;
}

static void people_back(struct back *b)
{
    struct exchange *x = b->x;
    for (size_t i = 0; i < x->coders.n; i++) {
        const struct coder *part = b->pairs[CODERS].other[i];
        if (part)
            x->coders.v[i].role = part->role;
    }
    for (size_t i = 0; i < x->attributes.n; i++) {
        for (size_t k = 0; k < b->part.attributes.n; k++) {
            const struct x_attribute *part = &b->part.attributes.v[k];
            if (strcmp(x->attributes.v[i].guid, part->guid) == 0)
                x->attributes.v[i].of_sources = part->of_sources;
        }
    }
}

static void codes_back(struct back *b)
{
    for (size_t i = 0; i < b->x->codes.n; i++) {
        struct x_code *c = &b->x->codes.v[i];
        const struct x_code *part = b->pairs[CODES].other[i];
        if (!part)
            continue;
        c->c.merged_into = have(b, CODES, part->c.merged_into) ? part->c.merged_into : 0;
        c->c.split_from = have(b, CODES, part->c.split_from) ? part->c.split_from : 0;
        c->c.status = part->c.status == CODE_MERGED && c->c.merged_into == 0 ? CODE_DROPPED : part->c.status;
        c->c.meaning = part->c.meaning;
        c->c.round = part->c.round;
        c->coder = part->coder;
        c->created = part->created;
    }
}

/* Meaning units for whole sources are as the part says; what was read for their codings goes. */
static void wholes_back(struct back *b)
{
    struct exchange *x = b->x;
    struct pairs *p = &b->pairs[SEGMENTS];
    size_t kept = 0, n = x->segments.n;
    bool *used = arena_array(&b->a, n + 1, sizeof *used);
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct x_coding *part = b->pairs[CODINGS].other[i];
        tema_id was = x->codings.v[i].c.segment;
        bool whole = was > 0 && (size_t)was <= n && x->segments.v[was - 1].whole;
        if (whole && part && part->c.segment) /* led there below */
            x->codings.v[i].c.segment = -part->c.segment;
        else if (was > 0 && (size_t)was <= n)
            used[was - 1] = true;
    }
    for (size_t i = 0; i < n; i++) {
        if (x->segments.v[i].whole && !used[i])
            continue;
        x->segments.v[kept] = x->segments.v[i];
        p->other[kept] = p->other[i];
        kept++;
    }
    x->segments.n = kept;
}

static void units_back(struct back *b)
{
    struct exchange *x = b->x;
    struct pairs *p = &b->pairs[SEGMENTS];
    for (size_t i = 0; i < x->segments.n; i++) {
        const struct x_segment *part = p->other[i];
        b->added += part == NULL;
        if (part) {
            x->segments.v[i].s.aside = part->s.aside;
            x->segments.v[i].s.round = part->s.round;
            time_back(&x->segments.v[i].s.created, part->s.created);
        }
    }
    for (size_t i = 0; i < b->part.segments.n; i++) {
        struct x_segment g = b->part.segments.v[i];
        if (!g.whole || !have(b, SOURCES, g.s.source))
            continue;
        for (size_t k = 0; k < x->sources.n; k++) {
            if (x->sources.v[k].s.id == g.s.source)
                g.s.end.cp = exchange_chars(&x->sources.v[k]);
        }
        g.s.start.cp = 0;
        vec_push(&x->segments, g);
    }
    p->n = x->segments.n;
    for (size_t i = 0; i < p->n; i++)
        p->have[i] = x->segments.v[i].s.id;
    if (p->n > 0)
        qsort(p->have, p->n, sizeof *p->have, by_number);
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct x_coding *part = b->pairs[CODINGS].other[i];
        struct x_coding *c = &x->codings.v[i];
        if (c->c.segment < 0)
            c->c.segment = -c->c.segment;
        if (part) {
            c->c.round = part->c.round;
            c->meaning = part->meaning;
            time_back(&c->c.created, part->c.created);
        }
    }
}

static bool has_theme(const struct back *b, tema_id id)
{
    for (size_t i = 0; i < b->part.themes.n; i++) {
        if (b->part.themes.v[i].id == id)
            return true;
    }
    return false;
}

/* Whether what a memo is about is there. */
static bool is_there(const struct back *b, enum memo_about about, tema_id target)
{
    switch (about) {
    case MEMO_PROJECT: return true;
    case MEMO_SOURCE: return have(b, SOURCES, target);
    case MEMO_SEGMENT: return have(b, SEGMENTS, target);
    case MEMO_CODE: return have(b, CODES, target);
    case MEMO_THEME: return has_theme(b, target);
    case MEMO_STRUCTURE:
        for (size_t i = 0; i < b->part.structures.n; i++) {
            if (b->part.structures.v[i].id == target)
                return true;
        }
    }
    return false;
}

static void memos_back(struct back *b)
{
    for (size_t i = 0; i < b->x->memos.n; i++) {
        struct memo *m = &b->x->memos.v[i];
        const struct memo *part = b->pairs[MEMOS].other[i];
        if (part) {
            time_back(&m->created, part->created);
            time_back(&m->changed, part->changed);
        }
        if (part && is_there(b, part->about, part->target)) {
            m->about = part->about;
            m->target = part->target;
        } else if (!is_there(b, m->about, m->target)) {
            m->about = MEMO_PROJECT;
            m->target = 0;
        }
    }
}

/* ---- what only the part has ---- */

#define TAKE_ALL(b, kind)                                                                                    \
    do {                                                                                                     \
        for (size_t take_i = 0; take_i < (b)->part.kind.n; take_i++)                                         \
            vec_push(&(b)->x->kind, (b)->part.kind.v[take_i]);                                               \
    } while (0)

#define TAKE_IF(b, kind, type, condition)                                                                    \
    do {                                                                                                     \
        for (size_t take_i = 0; take_i < (b)->part.kind.n; take_i++) {                                       \
            const type *it = &(b)->part.kind.v[take_i];                                                      \
            if (condition)                                                                                   \
                vec_push(&(b)->x->kind, *it);                                                                \
            else                                                                                             \
                (b)->gone++;                                                                                 \
        }                                                                                                    \
    } while (0)

/* By name: where the text was changed, its speakers were found anew. */
static int speaker_named(const struct transcript *t, const char *name)
{
    for (size_t i = 0; i < t->speakers.n; i++) {
        if (strcmp(t->speakers.v[i], name) == 0)
            return (int)i;
    }
    return -1;
}

static bool speaks(const struct back *b, struct x_speaker *s)
{
    const struct exchange *x = b->x;
    for (size_t i = 0; i < x->sources.n; i++) {
        const struct x_source *part = b->pairs[SOURCES].other[i];
        if (x->sources.v[i].s.id != s->source || !part || s->index < 0 ||
            (size_t)s->index >= part->text->speakers.n)
            continue;
        s->index = speaker_named(x->sources.v[i].text, part->text->speakers.v[s->index]);
        if (!have(b, PARTICIPANTS, s->participant))
            s->participant = 0;
        return s->index >= 0;
    }
    return false;
}

static void rest_back(struct back *b)
{
    for (size_t i = 0; i < b->part.coders.n; i++) { /* nobody's work, but named in what follows */
        if (!have(b, CODERS, b->part.coders.v[i].id))
            vec_push(&b->x->coders, b->part.coders.v[i]);
    }
    for (size_t i = 0; i < b->part.speakers.n; i++) {
        if (speaks(b, &b->part.speakers.v[i]))
            vec_push(&b->x->speakers, b->part.speakers.v[i]);
        else
            b->gone++;
    }
    TAKE_ALL(b, rounds);
    TAKE_ALL(b, phases);
    TAKE_ALL(b, questions);
    TAKE_ALL(b, structures);
    TAKE_ALL(b, themes);
    TAKE_IF(b, places, struct place, it->code ? have(b, CODES, it->code) : have(b, SEGMENTS, it->segment));
    TAKE_IF(b, quotes, struct quote, have(b, SEGMENTS, it->segment));
    TAKE_ALL(b, reviews);
    TAKE_ALL(b, versions);
    const struct project *part = &b->part.project;
    struct project *p = &b->x->project;
    p->guid = part->guid;
    p->attribution = part->attribution;
    p->citation = part->citation;
    p->structure = part->structure;
    p->created = part->created;
}

/* ---- what was written for people goes ---- */

/* A participant is a case of the sources it speaks in. */
static void drop_spoken(struct back *b)
{
    struct exchange *x = b->x;
    size_t kept = 0;
    for (size_t i = 0; i < x->refs.n; i++) {
        const struct x_ref *r = &x->refs.v[i];
        bool spoken = false, own = false;
        for (size_t k = 0; k < x->speakers.n && r->kind == X_SOURCE && !spoken; k++)
            spoken = x->speakers.v[k].participant == r->of && x->speakers.v[k].source == r->target;
        for (size_t k = 0; k < b->part.refs.n && spoken && !own; k++)
            own = b->part.refs.v[k].of == r->of && b->part.refs.v[k].kind == r->kind &&
                  b->part.refs.v[k].target == r->target;
        if (!spoken || own)
            x->refs.v[kept++] = *r;
    }
    x->refs.n = kept;
}

static bool has_place(const struct exchange *x, tema_id theme, tema_id code)
{
    for (size_t i = 0; i < x->places.n; i++) {
        if (x->places.v[i].theme == theme && x->places.v[i].code == code)
            return true;
    }
    return false;
}

/* Whether the set still has just the codes that stand under its theme. */
static bool as_theme(const struct exchange *x, const struct x_set *s, tema_id theme)
{
    size_t places = 0, members = 0;
    for (size_t i = 0; i < x->places.n; i++)
        places += x->places.v[i].theme == theme && x->places.v[i].code;
    for (size_t i = 0; i < x->members.n; i++) {
        const struct x_ref *m = &x->members.v[i];
        if (m->of != s->id || m->kind != X_CODE)
            continue;
        if (!has_place(x, theme, m->target))
            return false;
        members++;
    }
    return places == members;
}

/* The set that stands for the theme was changed elsewhere: it stays, beside the theme. */
static bool goes(struct back *b, struct x_set *s)
{
    for (size_t i = 0; i < b->part.themes.n; i++) {
        const struct theme *t = &b->part.themes.v[i];
        if (strcmp(t->guid, s->guid) != 0)
            continue;
        if (as_theme(b->x, s, t->id))
            return true;
        s->guid = arena_strdup(&b->x->arena, "");
        exchange_note(
            b->x,
            _("the set of the theme '%s' was changed in another program: the theme stands as it was, "
              "the set beside it"),
            t->name);
        return false;
    }
    return false;
}

static void drop_sets(struct back *b)
{
    struct exchange *x = b->x;
    size_t sets = 0, members = 0;
    bool *gone = arena_array(&b->a, x->sets.n + 1, sizeof *gone);
    struct qde_map at = {.sorted = false};
    for (size_t i = 0; i < x->sets.n; i++) {
        qde_map_add(&at, arena_printf(&b->a, "%lld", (long long)x->sets.v[i].id), i);
        gone[i] = goes(b, &x->sets.v[i]);
    }
    for (size_t i = 0; i < x->members.n; i++) {
        size_t set = 0;
        qde_map_find(&at, arena_printf(&b->a, "%lld", (long long)x->members.v[i].of), &set);
        if (!gone[set])
            x->members.v[members++] = x->members.v[i];
    }
    for (size_t i = 0; i < x->sets.n; i++) {
        if (gone[i])
            continue;
        b->added += b->pairs[SETS].other[i] == NULL;
        x->sets.v[sets++] = x->sets.v[i];
    }
    x->members.n = members;
    x->sets.n = sets;
    vec_release(&at.v);
}

/* Other programs may put a note's name above its words. */
static bool as_written(const struct refi_note *n, const char *text)
{
    size_t name = strlen(n->name);
    if (strncmp(text, n->name, name) == 0 && strncmp(text + name, "\n\n", 2) == 0 &&
        strcmp(text + name + 2, n->text) == 0)
        return true;
    return strcmp(text, n->text) == 0;
}

/* Sets that other programs made may name a memo that goes. */
static void drop_member(struct exchange *x, tema_id memo)
{
    size_t kept = 0;
    for (size_t i = 0; i < x->members.n; i++) {
        if (x->members.v[i].kind != X_MEMO || x->members.v[i].target != memo)
            x->members.v[kept++] = x->members.v[i];
    }
    x->members.n = kept;
}

static void drop_notes(struct back *b)
{
    struct exchange *x = b->x;
    struct refi_note *notes;
    struct qde_map written = {.sorted = false};
    size_t n = refi_notes(x, &b->a, &notes), kept = 0, changed = 0, at;
    for (size_t i = 0; i < n; i++)
        qde_map_add(&written, notes[i].guid, i);
    for (size_t i = 0; i < x->memos.n; i++) {
        struct memo *m = &x->memos.v[i];
        if (m->guid[0] && qde_map_find(&written, m->guid, &at)) {
            if (as_written(&notes[at], m->text)) {
                drop_member(x, m->id);
                continue;
            }
            m->guid = arena_strdup(&x->arena, "");
            changed++;
        }
        b->added += b->pairs[MEMOS].other[i] == NULL;
        x->memos.v[kept++] = *m;
    }
    x->memos.n = kept;
    if (changed > 0)
        exchange_note(x,
                      ngettext("%zu note that tema had written was changed since; it stands as a memo",
                               "%zu notes that tema had written were changed since; they stand as memos",
                               changed),
                      changed);
    vec_release(&written.v);
}

/* ---- all of it ---- */

static bool lay_over(struct back *b, struct err *err)
{
    size_t whole = 0;
    for (enum kind k = CODERS; k < KINDS; k++) {
        if (!pair(b, k, err))
            return false;
    }
    sources_back(b);
    wholes_back(b);
    lead_all(b);
    for (enum kind k = CODERS; k < KINDS; k++) {
        if (b->pairs[k].n > 0)
            qsort(b->pairs[k].have, b->pairs[k].n, sizeof(tema_id), by_number);
    }
    people_back(b);
    codes_back(b);
    units_back(b);
    rest_back(b);
    memos_back(b);
    drop_spoken(b);
    drop_sets(b);
    drop_notes(b);
    for (size_t i = 0; i < b->x->sources.n; i++)
        whole += b->pairs[SOURCES].other[i] != NULL;
    b->x->keep_ids = b->part.keep_ids && b->added == 0 && whole == b->x->sources.n;
    if (b->gone > 0)
        exchange_note(
            b->x,
            ngettext("%zu speaker, place under a theme or quote led to something that is no longer "
                     "there and was left out",
                     "%zu speakers, places under themes and quotes led to things that are no longer "
                     "there and were left out",
                     b->gone),
            b->gone);
    return true;
}

bool refi_back(struct exchange *x, const char *rest, size_t n, struct err *err)
{
    struct back b = {.x = x};
    struct err e = ERR_INIT;
    const char *json = memchr(rest, '{', n);
    size_t skipped = json ? (size_t)(json - rest) : n;
    bool ok = true;
    exchange_init(&b.part);
    if (exchange_json_part(rest + skipped, n - skipped, &b.part, &e))
        ok = lay_over(&b, err);
    else
        exchange_note(x, _("what tema wrote beside the project for itself cannot be read: %s"), err_text(&e));
    arena_take(&x->arena, &b.part.arena); /* its texts stay */
    exchange_release(&b.part);
    arena_release(&b.a);
    err_release(&e);
    return ok;
}
