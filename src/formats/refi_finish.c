/* What was gathered from REFI-QDA is put together: codings, memos, links; and what could not be carried over is said. */
#include <stdlib.h>
#include <string.h>

#include "refi_priv.h"
#include "tema/base/i18n.h"

/* ---- codings ---- */

struct lost {
    size_t *codings; /* of each gathered source */
    size_t codeless;
};

/* A page's codings are also the text's, in programs that write both. */
static void find_doubles(struct qde *q)
{
    struct qde_map given = {.sorted = false};
    bool pages = false;
    for (size_t i = 0; i < q->selections.n && !pages; i++)
        pages = q->selections.v[i].place == QDE_PAGE;
    for (size_t i = 0; i < q->codings.n && pages; i++) {
        const struct qde_coding *c = &q->codings.v[i];
        const struct qde_selection *g = &q->selections.v[c->selection];
        if (g->segment && g->place == QDE_PLAIN)
            qde_map_add(&given, arena_printf(&q->arena, "%lld %s", (long long)g->segment, c->code), i);
    }
    for (size_t i = 0; i < q->codings.n && pages; i++) {
        struct qde_coding *c = &q->codings.v[i];
        const struct qde_selection *g = &q->selections.v[c->selection];
        size_t same;
        if (g->segment && g->place == QDE_PAGE &&
            qde_map_find(&given, arena_printf(&q->arena, "%lld %s", (long long)g->segment, c->code), &same))
            c->lost = true;
    }
    vec_release(&given.v);
}

static void add_codings(struct qde *q, struct lost *l)
{
    find_doubles(q);
    for (size_t i = 0; i < q->codings.n; i++) {
        struct qde_coding *c = &q->codings.v[i];
        const struct qde_selection *g = &q->selections.v[c->selection];
        size_t code;
        if (c->lost)
            continue;
        if (!g->segment) {
            l->codings[g->source]++;
        } else if (!qde_map_find(&q->codes, c->code, &code)) {
            l->codeless++;
        } else {
            struct x_coding *to = exchange_coding(q->x, g->segment, q->x->codes.v[code].c.id,
                                                  qde_coder(q, c->user), qde_guid(c->key));
            to->c.created = c->created;
        }
    }
    if (l->codeless > 0)
        exchange_note(q->x,
                      ngettext("%zu coding names a code that is not there and was left out",
                               "%zu codings name codes that are not there and were left out", l->codeless),
                      l->codeless);
}

/* ---- memos ---- */

static void add_memo(struct qde *q, enum memo_about about, tema_id target, const char *text,
                     const struct qde_source *from)
{
    if (text[0] == '\0')
        return;
    struct memo *m = exchange_memo(q->x, about, target, from ? qde_guid(from->key) : "", text);
    m->coder = from ? qde_coder(q, from->user) : 0;
    m->created = m->changed = from ? from->created : -1;
    if (from && from->changed > m->created)
        m->changed = from->changed;
}

/* A note's name and description stand above its words, unless the words begin so. */
static char *note_text(struct qde *q, const struct qde_source *s)
{
    const char *text = s->has_text ? s->text : "";
    struct buf b = BUF_INIT;
    if (s->name[0] && !qde_begins(text, s->bytes, s->name))
        buf_addstr(&b, s->name);
    if (s->description[0] && !qde_begins(text, s->bytes, s->description))
        buf_addf(&b, "%s%s", b.len > 0 ? "\n\n" : "", s->description);
    if (b.len > 0 && text[0])
        buf_addstr(&b, "\n\n");
    for (size_t i = 0; i < s->bytes; i++) {
        if (text[i] != '\r' || text[i + 1] != '\n')
            buf_addch(&b, text[i] == '\r' ? '\n' : text[i]);
    }
    char *whole = arena_strndup(&q->arena, buf_str(&b), b.len);
    buf_release(&b);
    return whole;
}

/* What a reference to a note hangs on; false when that was not taken in. */
static bool owner_of(struct qde *q, const struct qde_note_ref *r, enum memo_about *about, tema_id *ret,
                     const char **guid)
{
    const struct qde_source *s;
    switch (r->owner) {
    case QDE_OF_PROJECT:
        *about = MEMO_PROJECT;
        *ret = 0;
        *guid = "";
        return true;
    case QDE_OF_SOURCE:
        s = &q->sources.v[r->at];
        if (s->stand == 0)
            return false;
        *about = MEMO_SOURCE;
        *ret = q->x->sources.v[q->sources.v[s->stand - 1].at].s.id;
        *guid = q->x->sources.v[q->sources.v[s->stand - 1].at].s.guid;
        return true;
    case QDE_OF_SELECTION:
        *about = MEMO_SEGMENT;
        *ret = q->selections.v[r->at].segment;
        *guid = qde_guid(q->selections.v[r->at].key);
        return *ret != 0;
    case QDE_OF_CODE:
        *about = MEMO_CODE;
        *ret = q->x->codes.v[r->at].c.id;
        *guid = q->x->codes.v[r->at].c.guid;
        return true;
    case QDE_OF_LINK:
        *about = MEMO_PROJECT;
        *ret = 0;
        *guid = qde_guid(q->links.v[r->at].key);
        return true;
    }
    return false;
}

static void link_memo(struct qde *q, const char *from, const char *note, size_t *lost)
{
    struct x_link l = {.id = (tema_id)q->x->links.n + 1, .direction = X_ASSOCIATIVE};
    if (from[0] == '\0' || qde_guid(note)[0] == '\0') {
        ++*lost;
        return;
    }
    l.guid = l.name = arena_strdup(&q->x->arena, "");
    l.origin = arena_strdup(&q->x->arena, from);
    l.target = arena_strdup(&q->x->arena, note);
    vec_push(&q->x->links, l);
}

/* Each note is a memo about the first thing that refers to it; of the others, links to it. */
static void add_notes(struct qde *q, struct qde_map *memos)
{
    struct qde_map notes = {.sorted = false};
    size_t lost = 0, unknown = 0, sources = 0, empty = 0;
    bool *done = arena_array(&q->arena, q->sources.n + 1, sizeof *done);
    for (size_t i = 0; i < q->sources.n; i++) {
        const struct qde_source *s = &q->sources.v[i];
        if (s->kind == QDE_NOTE)
            qde_map_add(&notes, s->key, i);
        sources += s->kind == QDE_NOTE && s->taken;
    }
    for (size_t i = 0; i < q->note_refs.n; i++) {
        const struct qde_note_ref *r = &q->note_refs.v[i];
        enum memo_about about;
        tema_id target;
        const char *guid;
        size_t at;
        if (!qde_map_find(&notes, r->note, &at) || !owner_of(q, r, &about, &target, &guid)) {
            unknown++;
        } else if (done[at] || q->sources.v[at].taken) {
            link_memo(q, guid, r->note, &lost);
        } else {
            size_t before = q->x->memos.n;
            add_memo(q, about, target, note_text(q, &q->sources.v[at]), &q->sources.v[at]);
            if (q->x->memos.n > before)
                qde_map_add(memos, q->sources.v[at].key, before);
            empty += q->x->memos.n == before;
            done[at] = true;
        }
    }
    for (size_t i = 0; i < q->sources.n; i++) {
        const struct qde_source *s = &q->sources.v[i];
        if (s->kind != QDE_NOTE || s->taken || done[i])
            continue;
        size_t before = q->x->memos.n;
        add_memo(q, MEMO_PROJECT, 0, note_text(q, s), s);
        if (q->x->memos.n > before)
            qde_map_add(memos, s->key, before);
        empty += q->x->memos.n == before;
    }
    if (sources > 0)
        exchange_note(q->x,
                      ngettext("%zu note that is coded itself became a source",
                               "%zu notes that are coded themselves became sources", sources),
                      sources);
    if (empty > 0)
        exchange_note(q->x,
                      ngettext("%zu note has no words and was left out",
                               "%zu notes have no words and were left out", empty),
                      empty);
    if (unknown + lost > 0)
        exchange_note(q->x,
                      ngettext("%zu reference to a note could not be kept",
                               "%zu references to notes could not be kept", unknown + lost),
                      unknown + lost);
    vec_release(&notes.v);
}

/* Descriptions of the project and of sources have no place of their own. */
static void add_descriptions(struct qde *q)
{
    if (q->x->ours)
        q->x->project.question = arena_strdup(&q->x->arena, q->description);
    else
        add_memo(q, MEMO_PROJECT, 0, q->description, NULL);
    for (size_t i = 0; i < q->sources.n; i++) {
        const struct qde_source *s = &q->sources.v[i];
        if (s->description[0] == '\0' || s->stand == 0)
            continue;
        struct source *to = &q->x->sources.v[q->sources.v[s->stand - 1].at].s;
        if (q->x->ours) {
            to->method = arena_strdup(&q->x->arena, s->description);
        } else {
            struct memo *m = exchange_memo(q->x, MEMO_SOURCE, to->id, "", s->description);
            m->coder = qde_coder(q, s->user);
            m->created = m->changed = s->created;
        }
    }
}

/* ---- GUIDs ---- */

struct same {
    char **guid;
    const char *was;
    size_t order;
};

static int by_guid(const void *a, const void *b)
{
    const struct same *x = a, *y = b;
    int c = strcmp(x->was, y->was);
    return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

/* Of two items with one GUID the first keeps it. The GUIDs lie `at` bytes into items of `size`. */
static size_t once(struct qde *q, void *items, size_t n, size_t size, size_t at)
{
    struct same *v = arena_array(&q->arena, n + 1, sizeof *v);
    size_t twice = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        char **guid = (char **)(void *)((char *)items + i * size + at);
        if ((*guid)[0])
            v[k++] = (struct same){guid, *guid, i};
    }
    if (k > 0)
        qsort(v, k, sizeof *v, by_guid);
    for (size_t i = 1; i < k; i++) {
        if (strcmp(v[i].was, v[i - 1].was) != 0)
            continue;
        *v[i].guid = arena_strdup(&q->x->arena, "");
        twice++;
    }
    return twice;
}

#define ONCE(q, kind, type, field)                                                                           \
    once(q, (q)->x->kind.v, (q)->x->kind.n, sizeof(type), offsetof(type, field))

static void keep_guids_apart(struct qde *q)
{
    size_t n = ONCE(q, coders, struct coder, guid) + ONCE(q, attributes, struct x_attribute, guid) +
               ONCE(q, participants, struct participant, guid) + ONCE(q, sources, struct x_source, s.guid) +
               ONCE(q, codes, struct x_code, c.guid) + ONCE(q, segments, struct x_segment, s.guid) +
               ONCE(q, codings, struct x_coding, guid) + ONCE(q, memos, struct memo, guid) +
               ONCE(q, sets, struct x_set, guid) + ONCE(q, links, struct x_link, guid);
    if (n > 0)
        exchange_note(q->x,
                      ngettext("%zu thing has the GUID of another one of its kind; it gets a new one",
                               "%zu things have the GUIDs of others of their kind; they get new ones", n),
                      n);
}

/* ---- links ---- */

static void know(struct qde_map *m, const char *guid)
{
    qde_map_add(m, guid, 0);
}

static void add_links(struct qde *q)
{
    struct qde_map m = {.sorted = false};
    struct exchange *x = q->x;
    size_t lost = 0, at;
    for (size_t i = 0; i < x->codes.n; i++)
        know(&m, x->codes.v[i].c.guid);
    for (size_t i = 0; i < x->sources.n; i++)
        know(&m, x->sources.v[i].s.guid);
    for (size_t i = 0; i < x->segments.n; i++)
        know(&m, x->segments.v[i].s.guid);
    for (size_t i = 0; i < x->codings.n; i++)
        know(&m, x->codings.v[i].guid);
    for (size_t i = 0; i < x->memos.n; i++)
        know(&m, x->memos.v[i].guid);
    for (size_t i = 0; i < x->participants.n; i++)
        know(&m, x->participants.v[i].guid);
    for (size_t i = 0; i < x->sets.n; i++)
        know(&m, x->sets.v[i].guid);
    for (size_t i = 0; i < q->links.n; i++) {
        const struct qde_link *l = &q->links.v[i];
        struct x_link to = {.id = (tema_id)x->links.n + 1, .direction = l->direction, .colour = l->colour};
        if (!qde_map_find(&m, l->origin, &at) || !qde_map_find(&m, l->target, &at)) {
            lost++;
            continue;
        }
        to.guid = arena_strdup(&x->arena, qde_guid(l->key));
        to.name = arena_strdup(&x->arena, l->name);
        to.origin = arena_strdup(&x->arena, l->origin);
        to.target = arena_strdup(&x->arena, l->target);
        vec_push(&x->links, to);
    }
    if (lost > 0)
        exchange_note(x,
                      ngettext("%zu link leads to something that was not taken in and was left out",
                               "%zu links lead to something that was not taken in and were left out", lost),
                      lost);
    vec_release(&m.v);
}

/* ---- what is lost ---- */

static void note_source(struct qde *q, const struct qde_source *s, size_t lost)
{
    struct buf b = BUF_INIT;
    switch (s->kind) {
    case QDE_TEXT:
    case QDE_TRANSCRIPT:
        if (!s->taken)
            buf_addf(&b, _("the text of '%s' is missing; it was left out"), s->name);
        else if (s->rich_left)
            buf_addf(&b, _("of '%s' the plain text was taken; its layout was left out"), s->name);
        break;
    case QDE_PDF:
        buf_addf(&b,
                 s->taken ? _("of the PDF '%s' the plain text was taken in; its pages were left out")
                          : _("the PDF '%s' was left out: it came without a plain text"),
                 s->name);
        break;
    case QDE_PICTURE:
        buf_addf(&b,
                 s->taken ? _("of the picture '%s' the description was taken in; the picture was left out")
                          : _("the picture '%s' was left out"),
                 s->name);
        break;
    case QDE_RECORDING:
        buf_addf(&b,
                 s->stand
                     ? _("of the recording '%s' the transcripts were taken in; the recording was left out")
                     : _("the recording '%s' was left out"),
                 s->name);
        break;
    case QDE_NOTE:
        if (s->marked && !s->taken)
            buf_addf(&b, _("the note '%s' has selections, but its text is missing"), s->name);
        break;
    }
    if (lost > 0 && b.len == 0)
        buf_addf(&b, _("not all of '%s' could be kept"), s->name);
    if (lost > 0)
        buf_addf(&b, ngettext("; %zu coding was lost with it", "; %zu codings were lost with it", lost),
                 lost);
    if (b.len > 0)
        exchange_note(q->x, "%s", buf_str(&b));
    buf_release(&b);
}

#define NOTE_COUNT(q, n, one, many)                                                                          \
    do {                                                                                                     \
        if ((n) > 0)                                                                                         \
            exchange_note((q)->x, ngettext(one, many, n), n);                                                \
    } while (0)

static void note_oddities(struct qde *q)
{
    if (!q->x->ours) /* there the description says why */
        NOTE_COUNT(q, q->uncodable,
                   "%zu code is marked as one not to code with; here it can be used like any other",
                   "%zu codes are marked as ones not to code with; here they can be used like any other");
    NOTE_COUNT(q, q->unnamed, "%zu code has no name", "%zu codes have no names");
    NOTE_COUNT(q, q->odd_guids, "%zu GUID is none; a new one takes its place",
               "%zu GUIDs are none; new ones take their places");
    NOTE_COUNT(q, q->bad_colours, "%zu colour could not be read", "%zu colours could not be read");
    NOTE_COUNT(q, q->bad_times, "%zu time could not be read", "%zu times could not be read");
    NOTE_COUNT(q, q->zoneless, "%zu time does not say its zone and was taken for UTC",
               "%zu times do not say their zones and were taken for UTC");
    NOTE_COUNT(q, q->graphs, "%zu graph was left out", "%zu graphs were left out");
    NOTE_COUNT(q, q->skipped, "%zu element that is not known was left out",
               "%zu elements that are not known were left out");
}

bool qde_finish(struct qde *q, struct err *err)
{
    struct qde_map memos = {.sorted = false};
    struct lost l = {.codings = arena_array(&q->arena, q->sources.n + 1, sizeof(size_t))};
    qde_finish_values(q);
    add_codings(q, &l);
    add_descriptions(q);
    add_notes(q, &memos);
    qde_finish_refs(q, &memos);
    keep_guids_apart(q);
    add_links(q);
    for (size_t i = 0; i < q->sources.n; i++)
        note_source(q, &q->sources.v[i], l.codings[i]);
    note_oddities(q);
    vec_release(&memos.v);
    return exchange_check(q->x, err);
}
