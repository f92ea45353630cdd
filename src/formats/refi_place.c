/* Where selections of REFI-QDA stand. The standard counts code points and says no more: programs differ in whether a
 * line end of two characters counts one or two, and some name the last character instead of the one behind it. All
 * readings are tried; the one under which most selections fit is taken for the whole project. */
#include <stdlib.h>
#include <string.h>

#include "refi_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum {
    MARK_EVERY = 256,
    MOST_SEARCH = 256 << 20, /* bytes looked through for the words of selections on pages */
    SAME_WORDS = 8,          /* how much more the stored words tell than the edge of a word */
    SAME_BEGINNING = 4,
};

struct reading {
    bool joined;    /* CR LF counts one */
    bool inclusive; /* the end is the last character */
};

struct counts {
    size_t clamped, lost, searched, pages, unheard;
};

/* ---- who ---- */

static int by_word(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Who is named but not in the list of users becomes a coder too. */
static void add_strangers(struct qde *q)
{
    size_t n = q->users.n, listed, strangers = 0;
    if (n > 0)
        qsort(q->users.v, n, sizeof *q->users.v, by_word);
    for (size_t i = 0; i < n; i++) {
        const char *key = q->users.v[i];
        bool again = i > 0 && strcmp(key, q->users.v[i - 1]) == 0;
        q->users.v[strangers] = key;
        strangers += !again && !qde_map_find(&q->coders, key, &listed);
    }
    for (size_t i = 0; i < strangers; i++) {
        qde_map_add(&q->coders, q->users.v[i], q->x->coders.n);
        exchange_coder(q->x, qde_guid(q->users.v[i]), q->users.v[i]);
    }
    if (strangers > 0)
        exchange_note(q->x,
                      ngettext("%zu coder is not in the list of users; its GUID stands for the name",
                               "%zu coders are not in the list of users; their GUIDs stand for the names",
                               strangers),
                      strangers);
}

tema_id qde_coder(struct qde *q, const char *key)
{
    size_t at;
    return qde_map_find(&q->coders, key, &at) ? q->x->coders.v[at].id : 0;
}

/* ---- texts ---- */

/* Line ends become newlines; the carriage returns that go are remembered. */
static void unix_lines(struct qde *q, struct qde_source *s)
{
    size_t crs = 0, cp = 0;
    for (size_t i = 0; i + 1 < s->bytes; i++)
        crs += s->text[i] == '\r' && s->text[i + 1] == '\n';
    s->lf = arena_alloc(&q->arena, s->bytes + 1);
    s->dropped = arena_array(&q->arena, crs + 1, sizeof *s->dropped);
    for (size_t i = 0; i < s->bytes; i++) {
        if (s->text[i] == '\r' && i + 1 < s->bytes && s->text[i + 1] == '\n')
            s->dropped[s->ndropped++] = cp;
        else
            s->lf[s->lf_bytes++] = s->text[i] == '\r' ? '\n' : s->text[i];
        cp += ((unsigned char)s->text[i] & 0xc0) != 0x80;
    }
    s->chars = cp - s->ndropped;
    s->marks = arena_array(&q->arena, s->chars / MARK_EVERY + 1, sizeof *s->marks);
    cp = 0;
    for (size_t i = 0; i < s->lf_bytes; i++) {
        if (((unsigned char)s->lf[i] & 0xc0) == 0x80)
            continue;
        if (cp % MARK_EVERY == 0)
            s->marks[cp / MARK_EVERY] = i;
        cp++;
    }
}

static size_t byte_of(const struct qde_source *s, size_t cp)
{
    if (cp >= s->chars)
        return s->lf_bytes;
    size_t at = s->marks[cp / MARK_EVERY];
    return at + utf8_byte(s->lf + at, s->lf_bytes - at, (cp_off){cp % MARK_EVERY}).b;
}

/* Code points before position `cp`, which counts the carriage returns, without them. */
static size_t without_returns(const struct qde_source *s, size_t cp)
{
    size_t lo = 0, hi = s->ndropped;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->dropped[mid] < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return cp - lo;
}

static bool take_text(struct qde *q, struct qde_source *s, struct err *err)
{
    unix_lines(q, s);
    struct x_source *to = exchange_source(q->x, qde_guid(s->key), s->name);
    s->at = q->x->sources.n - 1;
    s->taken = true;
    to->coder = qde_coder(q, s->user);
    if (s->rich) {
        *to->text = *s->rich;
        mem_free(s->rich);
        s->rich = NULL;
    } else if (!format_txt.read(s->lf, s->lf_bytes, to->text, err)) {
        return err_wrap(err, _("source '%s'"), s->name);
    }
    to->s.kind = to->text->speakers.n > 0 || s->kind == QDE_TRANSCRIPT ? SOURCE_INTERVIEW : SOURCE_DOCUMENT;
    return true;
}

static void find_stands(struct qde *q)
{
    for (size_t i = 0; i < q->sources.n; i++) {
        struct qde_source *s = &q->sources.v[i];
        s->stand = s->taken ? i + 1 : 0;
        for (size_t k = i + 1; s->stand == 0 && k <= i + s->ntranscripts && k < q->sources.n; k++)
            s->stand = q->sources.v[k].taken ? k + 1 : 0;
    }
}

/* ---- sync points ---- */

static int by_position(const void *a, const void *b)
{
    const struct qde_sync *x = a, *y = b;
    return x->position != y->position ? (x->position > y->position) - (x->position < y->position)
                                      : (x->ms > y->ms) - (x->ms < y->ms);
}

static size_t place_of(const struct qde_source *s, int64_t position, struct reading r)
{
    size_t cp = (size_t)position;
    cp = r.joined ? cp : without_returns(s, cp);
    return cp < s->chars ? cp : s->chars;
}

/* Times of the turns: where a sync point stands at a turn's beginning it is the turn's, inside a cue's. */
static void add_times(struct qde *q, const struct qde_source *s, struct reading r)
{
    struct transcript *t = q->x->sources.v[s->at].text;
    struct qde_sync *p = arena_copy(&q->arena, q->syncs.v + s->first_sync, s->nsyncs, sizeof *p);
    size_t n = 0, i = 0, from = 0;
    for (size_t k = 0; k < s->nsyncs; k++) {
        if (p[k].position >= 0 && p[k].ms >= 0)
            p[n++] = p[k];
    }
    if (n > 0)
        qsort(p, n, sizeof *p, by_position);
    for (size_t k = 0; k < t->turns.n && i < n; k++) {
        struct tr_turn *u = &t->turns.v[k];
        size_t chars = utf8_count(u->text, u->bytes), first = i, last = SIZE_MAX;
        while (i < n && place_of(s, p[i].position, r) < from + chars)
            i++;
        u->cues = arena_array(&t->arena, i - first + 1, sizeof *u->cues);
        for (; first < i; first++) {
            size_t at = place_of(s, p[first].position, r) - from;
            struct tr_cue cue = {at, p[first].ms, first + 1 < n ? p[first + 1].ms : -1};
            if (cue.end_ms < cue.start_ms)
                cue.end_ms = -1;
            if (at != last)
                u->cues[u->ncues++] = cue;
            last = at;
        }
        if (u->ncues > 0) {
            u->start_ms = u->cues[0].at == 0 ? u->cues[0].start_ms : -1;
            u->end_ms = u->start_ms >= 0 ? u->cues[u->ncues - 1].end_ms : -1;
            t->timed = true;
        }
        from += chars;
    }
}

/* ---- reading positions ---- */

/* False when it does not lie in the text as it stands. */
static bool span_of(const struct qde_source *s, const struct qde_selection *g, struct reading r,
                    size_t *ret_start, size_t *ret_end)
{
    if (g->first < 0 || g->end < 0)
        return false;
    size_t start = (size_t)g->first, end = (size_t)g->end + r.inclusive;
    *ret_start = r.joined ? start : without_returns(s, start);
    *ret_end = r.joined ? end : without_returns(s, end);
    return *ret_start <= *ret_end && *ret_end <= s->chars;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int qde_begins(const char *words, size_t n, const char *stored)
{
    size_t len = strlen(stored), i = 0, k = 0;
    while (len > 0 && is_blank(stored[len - 1]))
        len--;
    bool cut = len >= 3 && (memcmp(stored + len - 3, "…", 3) == 0 || memcmp(stored + len - 3, "...", 3) == 0);
    size_t whole = len;
    for (int tries = cut ? 2 : 1; tries > 0; tries--, len = whole - 3) {
        for (i = k = 0; i < n && is_blank(words[i]);)
            i++;
        while (k < len && is_blank(stored[k]))
            k++;
        while (k < len && i < n) {
            bool a = is_blank(words[i]), b = is_blank(stored[k]);
            if (a != b || (!a && words[i] != stored[k]))
                break;
            i++, k++;
            while (a && i < n && is_blank(words[i]))
                i++;
            while (b && k < len && is_blank(stored[k]))
                k++;
        }
        if (k == len && len > 0) {
            while (i < n && is_blank(words[i]))
                i++;
            return i == n ? 2 : 1;
        }
    }
    return 0;
}

/* Letters and digits, well enough to see whether a word is cut. */
static bool in_word(const struct qde_source *s, size_t byte)
{
    uint32_t cp = 0;
    utf8_decode(s->lf + byte, s->lf_bytes - byte, &cp);
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
    return cp >= 0xc0 && !(cp >= 0x2000 && cp < 0x2070) && !(cp >= 0x3000 && cp < 0x3040);
}

static size_t before(const struct qde_source *s, size_t byte)
{
    do
        byte--;
    while (byte > 0 && ((unsigned char)s->lf[byte] & 0xc0) == 0x80);
    return byte;
}

static long fits(const struct qde_source *s, const struct qde_selection *g, struct reading r)
{
    size_t start, end;
    if (!span_of(s, g, r, &start, &end))
        return -SAME_WORDS;
    size_t b = byte_of(s, start), e = byte_of(s, end);
    if (b == e)
        return 0;
    long score = !is_blank(s->lf[b]) && (b == 0 || !in_word(s, b) || !in_word(s, before(s, b)));
    size_t last = before(s, e);
    score += !is_blank(s->lf[last]) && (e == s->lf_bytes || !in_word(s, last) || !in_word(s, e));
    int name = qde_begins(s->lf + b, e - b, g->name),
        description = qde_begins(s->lf + b, e - b, g->description),
        most = name > description ? name : description;
    return score + (most == 2 ? SAME_WORDS : most == 1 ? SAME_BEGINNING : 0);
}

static struct reading find_reading(struct qde *q)
{
    static const struct reading all[4] = {{false, false}, {true, false}, {false, true}, {true, true}};
    long score[4] = {0}, n = 0;
    bool returns = false;
    for (size_t i = 0; i < q->selections.n; i++) {
        const struct qde_selection *g = &q->selections.v[i];
        const struct qde_source *s = &q->sources.v[g->source];
        if (g->place != QDE_PLAIN || !s->taken)
            continue;
        n++;
        returns = returns || s->ndropped > 0;
        for (size_t k = 0; k < 4; k++)
            score[k] += fits(s, g, all[k]);
    }
    size_t exclusive = score[1] > score[0] ? 1 : 0, inclusive = score[3] > score[2] ? 3 : 2;
    /* Some selections cut words, and a cut word's missing letter speaks for the other reading. */
    struct reading r = all[score[inclusive] > score[exclusive] + n / 4 ? inclusive : exclusive];
    if (r.inclusive)
        exchange_note(q->x, _("the ends of selections were read as their last characters, since their words "
                              "come out whole that way"));
    if (returns && r.joined)
        exchange_note(q->x, _("positions were read as counting a line end of two characters (CR LF) as one, "
                              "since the selections fit better that way"));
    else if (returns && score[0] == score[1] && !r.inclusive)
        exchange_note(q->x, _("positions were read as counting a line end of two characters (CR LF) as two; "
                              "nothing shows whether that is so"));
    else if (returns)
        exchange_note(q->x, _("positions were read as counting a line end of two characters (CR LF) as two, "
                              "since the selections fit better that way"));
    return r;
}

/* ---- meaning units ---- */

static void add_words(struct qde *q, const struct qde_selection *g, const char *words, size_t n)
{
    struct buf b = BUF_INIT;
    if (q->x->ours) {
        q->x->segments.v[q->x->segments.n - 1].s.condensed = arena_strdup(&q->x->arena, g->description);
        return;
    }
    if (g->name[0] && qde_begins(words, n, g->name) == 0)
        buf_addstr(&b, g->name);
    if (g->description[0] && qde_begins(words, n, g->description) != 2)
        buf_addf(&b, "%s%s", b.len > 0 ? "\n\n" : "", g->description);
    if (b.len > 0) {
        struct memo *m = exchange_memo(q->x, MEMO_SEGMENT, g->segment, "", buf_str(&b));
        m->coder = qde_coder(q, g->user);
        m->created = m->changed = g->created;
    }
    buf_release(&b);
}

static void add_segment(struct qde *q, struct qde_selection *g, size_t start, size_t end)
{
    const struct qde_source *s = &q->sources.v[g->source];
    struct x_segment *to = exchange_segment(q->x, q->x->sources.v[s->at].s.id, qde_guid(g->key), start, end,
                                            qde_coder(q, g->user));
    to->s.created = g->created;
    to->whole = g->place == QDE_WHOLE;
    g->segment = to->s.id;
    if (!to->whole) {
        size_t b = byte_of(s, start);
        add_words(q, g, s->lf + b, byte_of(s, end) - b);
    }
}

/* That of a recording joins the one of its transcript, if that has one. */
static void place_whole(struct qde *q, struct qde_selection *g)
{
    const struct qde_source *s = &q->sources.v[g->source];
    struct qde_source *stand = &q->sources.v[s->stand - 1];
    if (s->taken || stand->whole == 0) {
        g->source = s->stand - 1;
        add_segment(q, g, 0, stand->chars);
        stand->whole = (size_t)(g - q->selections.v) + 1;
        return;
    }
    struct qde_selection *own = &q->selections.v[stand->whole - 1];
    if (own->segment == 0)
        add_segment(q, own, 0, stand->chars);
    g->segment = own->segment;
}

static void place_plain(struct qde *q, struct qde_selection *g, struct reading r, struct counts *c)
{
    const struct qde_source *s = &q->sources.v[g->source];
    size_t start = 0, end = 0;
    bool fit = span_of(s, g, r, &start, &end);
    if (!fit && (g->first < 0 || g->end < 0)) {
        c->lost++;
        return;
    }
    if (start > end) {
        size_t swap = start;
        start = end;
        end = swap;
    }
    if (start >= s->chars && !fit) {
        c->lost++;
        return;
    }
    c->clamped += !fit;
    add_segment(q, g, start, end < s->chars ? end : s->chars);
}

static bool find_sync(struct qde *q, struct qde_map *syncs, const struct qde_source *s, const char *key,
                      struct reading r, size_t *ret)
{
    const struct qde_entry *e = qde_map_from(syncs, key, s->first_sync);
    if (!e || e->at >= s->first_sync + s->nsyncs || q->syncs.v[e->at].position < 0)
        return false;
    *ret = place_of(s, q->syncs.v[e->at].position, r);
    return true;
}

static void place_synced(struct qde *q, struct qde_selection *g, struct qde_map *syncs, struct reading r,
                         struct counts *c)
{
    const struct qde_source *s = &q->sources.v[g->source];
    size_t start, end = s->chars;
    if (!find_sync(q, syncs, s, g->from, r, &start) ||
        (g->to[0] && !find_sync(q, syncs, s, g->to, r, &end)) || start > end)
        c->unheard++;
    else
        add_segment(q, g, start, end);
}

/* A selection of a page is one of the text where that has it by the same GUID, else it goes where its words stand. */
static void place_page(struct qde *q, struct qde_selection *g, struct qde_map *plain, struct counts *c)
{
    const struct qde_source *s = &q->sources.v[g->source];
    size_t same, len = strlen(g->words);
    if (g->key[0] && qde_map_find(plain, g->key, &same) && q->selections.v[same].source == g->source) {
        g->segment = q->selections.v[same].segment;
        return;
    }
    const char *at = NULL;
    if (s->taken && len > 0 && c->searched < MOST_SEARCH && (at = strstr(s->lf, g->words)) &&
        strstr(at + 1, g->words))
        at = NULL;
    c->searched += s->lf_bytes;
    if (!at) {
        c->pages++;
        return;
    }
    size_t start = utf8_count(s->lf, (size_t)(at - s->lf));
    add_segment(q, g, start, start + utf8_count(at, len));
}

static void note_counts(struct qde *q, const struct counts *c)
{
    if (c->clamped > 0)
        exchange_note(
            q->x,
            ngettext(
                "%zu selection reached beyond its text or ran backwards; it was cut to what is there",
                "%zu selections reached beyond their texts or ran backwards; they were cut to what is there",
                c->clamped),
            c->clamped);
    if (c->lost > 0)
        exchange_note(q->x,
                      ngettext("%zu selection lies outside of its text and was left out",
                               "%zu selections lie outside of their texts and were left out", c->lost),
                      c->lost);
    if (c->unheard > 0)
        exchange_note(
            q->x,
            ngettext("%zu selection of a transcript names sync points that are not there and was left out",
                     "%zu selections of transcripts name sync points that are not there and were left out",
                     c->unheard),
            c->unheard);
    if (c->pages > 0)
        exchange_note(q->x,
                      ngettext("%zu selection on a page has no place in the text and was left out",
                               "%zu selections on pages have no place in the text and were left out",
                               c->pages),
                      c->pages);
}

static void place_all(struct qde *q, struct reading r)
{
    struct qde_map syncs = {.sorted = false}, plain = {.sorted = false};
    struct counts c = {0};
    for (size_t i = 0; i < q->syncs.n; i++)
        qde_map_add(&syncs, q->syncs.v[i].key, i);
    for (size_t i = 0; i < q->selections.n; i++) {
        struct qde_selection *g = &q->selections.v[i];
        const struct qde_source *s = &q->sources.v[g->source];
        if (g->place == QDE_PLAIN)
            qde_map_add(&plain, g->key, i);
        if (g->place == QDE_WHOLE && s->stand > 0 && g->segment == 0)
            place_whole(q, g);
        if (!s->taken)
            continue;
        if (g->place == QDE_PLAIN)
            place_plain(q, g, r, &c);
        else if (g->place == QDE_SYNCED)
            place_synced(q, g, &syncs, r, &c);
    }
    for (size_t i = 0; i < q->selections.n; i++) {
        struct qde_selection *g = &q->selections.v[i];
        if (g->place == QDE_PAGE && q->sources.v[g->source].taken)
            place_page(q, g, &plain, &c);
    }
    note_counts(q, &c);
    vec_release(&syncs.v);
    vec_release(&plain.v);
}

bool qde_place(struct qde *q, struct err *err)
{
    add_strangers(q);
    for (size_t i = 0; i < q->sources.n; i++) {
        struct qde_source *s = &q->sources.v[i];
        if (s->has_text && (s->kind != QDE_NOTE || s->marked) && !take_text(q, s, err))
            return false;
    }
    find_stands(q);
    struct reading r = find_reading(q);
    for (size_t i = 0; i < q->sources.n; i++) {
        if (q->sources.v[i].taken && q->sources.v[i].nsyncs > 0)
            add_times(q, &q->sources.v[i], r);
    }
    place_all(q, r);
    return true;
}
