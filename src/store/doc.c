/* Reading a source's text: where rows begin, the words between two positions and their fingerprints, the whole document. */
#include <assert.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"
#include "text_priv.h"

/* ---- the map ---- */

static int by_row_id(tema_id a, tema_id b)
{
    return a < b ? -1 : a > b;
}

/* Rows come in order of their keys; most have rising ids too, so an insertion sort with binary search would do, but a merge of runs is safe. */
static void sort_by_id(struct row_map *m)
{
    size_t *from = m->by_id, *to = mem_array(NULL, m->n == 0 ? 1 : m->n, sizeof *to), *spare = to;
    bool sorted = true;
    for (size_t i = 0; i < m->n; i++) {
        from[i] = i;
        sorted = sorted && (i == 0 || by_row_id(m->v[i - 1].row, m->v[i].row) < 0);
    }
    for (size_t width = 1; !sorted && width < m->n; width *= 2) {
        for (size_t lo = 0; lo < m->n; lo += 2 * width) {
            size_t mid = lo + width < m->n ? lo + width : m->n,
                   hi = lo + 2 * width < m->n ? lo + 2 * width : m->n;
            size_t i = lo, j = mid, k = lo;
            while (i < mid || j < hi) {
                bool left = j >= hi || (i < mid && by_row_id(m->v[from[i]].row, m->v[from[j]].row) < 0);
                to[k++] = left ? from[i++] : from[j++];
            }
        }
        size_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != m->by_id)
        memcpy(m->by_id, from, m->n * sizeof *from);
    mem_free(spare);
}

static bool load(struct store *s, tema_id source, bool hidden_too, struct row_map *m, struct err *err)
{
    *m = (struct row_map){.source = source};
    int64_t there = 0;
    struct query q;
    if (!db_number(s, STATEMENT_SOURCE_IS_THERE, &there, NULL, err, "ii", source, (int64_t)hidden_too))
        return false;
    if (there == 0)
        return err_set(err, ERR_NOT_FOUND, _("there is no such source"));
    if (!db_query(s, &q, STATEMENT_ROW_MAP, err, "i", source))
        return false;
    VEC(struct row_start) v = VEC_INIT;
    while (db_step(&q)) {
        struct row_start r = {.row = col_int(&q, "id"), .start = m->chars};
        r.chars = (size_t)col_int(&q, "chars");
        r.part = (int)col_int(&q, "part");
        m->chars += r.chars;
        vec_push(&v, r);
    }
    m->v = v.v;
    m->n = v.n;
    if (!db_end(&q, err) ||
        (m->n == 0 && !err_set(err, ERR_CORRUPT, _("a source has no text rows; run 'tema check'")))) {
        row_map_release(m);
        return false;
    }
    m->by_id = mem_array(NULL, m->n, sizeof *m->by_id);
    sort_by_id(m);
    return true;
}

bool row_map_load(struct store *s, tema_id source, struct row_map *m, struct err *err)
{
    return load(s, source, false, m, err);
}

bool row_map_load_any(struct store *s, tema_id source, struct row_map *m, struct err *err)
{
    return load(s, source, true, m, err);
}

void row_map_release(struct row_map *m)
{
    mem_free(m->v);
    mem_free(m->by_id);
    *m = (struct row_map){0};
}

void row_map_replace(struct row_map *m, size_t first, size_t last, const struct row_start *with, size_t n)
{
    size_t old = last + 1 - first, behind = m->n - 1 - last;
    bool same = n == old;
    for (size_t i = 0; same && i < n; i++)
        same = m->v[first + i].row == with[i].row;
    if (n > old)
        m->v = mem_array(m->v, m->n + n - old, sizeof *m->v);
    memmove(m->v + first + n, m->v + last + 1, behind * sizeof *m->v);
    memcpy(m->v + first, with, n * sizeof *with);
    m->n = m->n + n - old;
    m->chars = first == 0 ? 0 : m->v[first - 1].start + m->v[first - 1].chars;
    for (size_t i = first; i < m->n; i++) {
        m->v[i].start = m->chars;
        m->chars += m->v[i].chars;
    }
    if (!same) {
        m->by_id = mem_array(m->by_id, m->n, sizeof *m->by_id);
        sort_by_id(m);
    }
}

bool row_map_position(const struct row_map *m, tema_id row, size_t at, size_t *ret)
{
    size_t lo = 0, hi = m->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->v[m->by_id[mid]].row < row)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == m->n || m->v[m->by_id[lo]].row != row)
        return false;
    const struct row_start *r = &m->v[m->by_id[lo]];
    if (at > r->chars)
        return false;
    *ret = r->start + at;
    return true;
}

size_t row_map_at(const struct row_map *m, size_t pos)
{
    size_t lo = 0, hi = m->n;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->v[mid].start <= pos)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

struct spot row_map_place(const struct row_map *m, size_t start, size_t end)
{
    assert(m->n > 0 && "a source has rows");
    size_t i = row_map_at(m, start), j = end > start ? row_map_at(m, end - 1) : i;
    return (struct spot){.start_row = m->v[i].row,
                          .end_row = m->v[j].row,
                          .start_at = start - m->v[i].start,
                          .end_at = end - m->v[j].start};
}

/* ---- words ---- */

static bool row_words(struct store *s, tema_id row, size_t from, size_t to, struct buf *out, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ROW_TEXT, err, "i", row))
        return false;
    if (db_step(&q)) {
        const char *t = col_text(&q, "text");
        size_t n = col_bytes(&q, "text");
        byte_off a = utf8_byte(t, n, (cp_off){from}), b = utf8_byte(t, n, (cp_off){to});
        if (b.b > a.b)
            buf_add(out, t + a.b, b.b - a.b);
    }
    return db_end(&q, err);
}

bool text_words(struct store *s, const struct row_map *m, size_t start, size_t end, struct buf *out,
                struct err *err)
{
    if (end <= start)
        return true;
    for (size_t i = row_map_at(m, start); i < m->n && m->v[i].start < end; i++) {
        const struct row_start *r = &m->v[i];
        size_t from = start > r->start ? start - r->start : 0;
        size_t to = end < r->start + r->chars ? end - r->start : r->chars;
        if (!row_words(s, r->row, from, to, out, err))
            return false;
    }
    return true;
}

void text_marks(const char *words, size_t n, const char *before, size_t nbefore, const char *after,
                size_t nafter, uint8_t out_words[MARK_LEN], uint8_t out_context[MARK_LEN])
{
    struct buf b = BUF_INIT;
    hash_mark(n == 0 ? "" : words, n, out_words);
    buf_add(&b, before, nbefore);
    buf_addch(&b, '\0');
    buf_add(&b, after, nafter);
    hash_mark(buf_str(&b), b.len, out_context);
    buf_release(&b);
}

bool text_fingerprint(struct store *s, const struct row_map *m, size_t start, size_t end,
                      uint8_t words[MARK_LEN], uint8_t context[MARK_LEN], struct err *err)
{
    struct spot p = row_map_place(m, start, end);
    struct buf in = BUF_INIT, before = BUF_INIT, after = BUF_INIT;
    bool ok = text_words(s, m, start, end, &in, err) &&
              row_words(s, p.start_row, p.start_at > CONTEXT ? p.start_at - CONTEXT : 0, p.start_at, &before,
                        err) &&
              row_words(s, p.end_row, p.end_at, p.end_at + CONTEXT, &after, err);
    if (ok)
        text_marks(buf_str(&in), in.len, buf_str(&before), before.len, buf_str(&after), after.len, words,
                   context);
    buf_release(&in);
    buf_release(&before);
    buf_release(&after);
    return ok;
}

bool text_anchor_whole(struct store *s, tema_id segment, bool *ret, struct err *err)
{
    struct query q;
    struct spot p = {0};
    tema_id source = 0;
    uint8_t kept[2 * MARK_LEN] = {0}, now[2 * MARK_LEN];
    if (!db_query(s, &q, STATEMENT_ANCHOR_GET, err, "i", segment))
        return false;
    if (db_step(&q)) {
        source = col_int(&q, "source");
        p.start_row = col_int(&q, "start_row");
        p.start_at = (size_t)col_int(&q, "start_at");
        p.end_row = col_int(&q, "end_row");
        p.end_at = (size_t)col_int(&q, "end_at");
        if (col_bytes(&q, "words") == MARK_LEN)
            memcpy(kept, col_blob(&q, "words"), MARK_LEN);
        if (col_bytes(&q, "context") == MARK_LEN)
            memcpy(kept + MARK_LEN, col_blob(&q, "context"), MARK_LEN);
    }
    if (!db_end(&q, err))
        return false;
    *ret = true;
    if (source == 0)
        return true;
    const struct row_map *m = NULL;
    struct row_map own = {0};
    size_t start = 0, end = 0;
    if (s->act->open ? !act_map(s, source, &m, err) : !row_map_load_any(s, source, &own, err))
        return false;
    if (m == NULL)
        m = &own;
    bool ok = true;
    *ret = row_map_position(m, p.start_row, p.start_at, &start) &&
           row_map_position(m, p.end_row, p.end_at, &end) && start <= end;
    if (*ret) {
        struct spot canonical = row_map_place(m, start, end);
        ok = text_fingerprint(s, m, start, end, now, now + MARK_LEN, err);
        *ret = memcmp(kept, now, sizeof now) == 0 && canonical.start_row == p.start_row &&
               canonical.end_row == p.end_row;
    }
    row_map_release(&own);
    return ok;
}

/* ---- the document ---- */

static bool read_rows(struct store *s, struct doc *d, struct err *err)
{
    struct query q;
    VEC(struct doc_row) rows = VEC_INIT;
    if (!db_query(s, &q, STATEMENT_DOC_ROWS, err, "i", d->source))
        return false;
    while (db_step(&q)) {
        struct doc_row r = {.row = {.id = col_int(&q, "id")}};
        r.row.ord = col_dup(&q, "ord", &d->arena);
        r.row.opens = col_int(&q, "opens") != 0;
        r.row.speaker = col_int(&q, "speaker");
        r.row.start_ms = col_num(&q, "start_ms");
        r.row.end_ms = col_num(&q, "end_ms");
        r.row.chars = (size_t)col_int(&q, "chars");
        r.row.text = col_dup(&q, "text", &d->arena);
        r.row.bytes = col_bytes(&q, "text");
        vec_push(&rows, r);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        d->n = rows.n;
        d->rows = arena_array(&d->arena, rows.n, sizeof *d->rows);
        if (rows.n > 0)
            memcpy(d->rows, rows.v, rows.n * sizeof *d->rows);
    }
    vec_release(&rows);
    return ok;
}

/* Cues come in the rows' order, so one pass gives each row its own. */
static bool read_cues(struct store *s, struct doc *d, struct err *err)
{
    struct query q;
    VEC(struct cue) cues = VEC_INIT;
    VEC(tema_id) owners = VEC_INIT;
    if (!db_query(s, &q, STATEMENT_DOC_CUES, err, "i", d->source))
        return false;
    while (db_step(&q)) {
        struct cue c = {.id = col_int(&q, "id")};
        vec_push(&owners, col_int(&q, "row"));
        c.at = (cp_off){(size_t)col_int(&q, "at")};
        c.start_ms = col_num(&q, "start_ms");
        c.end_ms = col_num(&q, "end_ms");
        vec_push(&cues, c);
    }
    bool ok = db_end(&q, err);
    struct cue *all = arena_array(&d->arena, cues.n, sizeof *all);
    if (cues.n > 0)
        memcpy(all, cues.v, cues.n * sizeof *all);
    size_t k = 0;
    for (size_t i = 0; ok && i < d->n; i++) {
        d->rows[i].row.cues = all + k;
        while (k < cues.n && owners.v[k] == d->rows[i].row.id)
            k++;
        d->rows[i].row.ncues = (size_t)(all + k - d->rows[i].row.cues);
    }
    vec_release(&cues);
    vec_release(&owners);
    return ok;
}

static bool read_speakers(struct store *s, struct doc *d, struct err *err)
{
    struct query q;
    VEC(struct speaker) v = VEC_INIT;
    if (!db_query(s, &q, STATEMENT_DOC_SPEAKERS, err, "i", d->source))
        return false;
    while (db_step(&q)) {
        struct speaker p = {.id = col_int(&q, "id"), .source = d->source};
        p.name = col_dup(&q, "name", &d->arena);
        int role = enum_value(&speaker_roles, col_text(&q, "role"));
        p.role = role < 0 ? SPEAKER_NOBODY : (enum speaker_role)role;
        p.participant = col_int(&q, "participant");
        vec_push(&v, p);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        d->nspeakers = v.n;
        d->speakers = arena_array(&d->arena, v.n, sizeof *d->speakers);
        if (v.n > 0)
            memcpy(d->speakers, v.v, v.n * sizeof *d->speakers);
        for (size_t i = 0; i < d->n; i++)
            for (size_t k = 0; d->rows[i].row.opens && k < v.n; k++)
                d->speakers[k].turns += d->speakers[k].id == d->rows[i].row.speaker;
    }
    vec_release(&v);
    return ok;
}

bool store_doc(struct store *s, tema_id source, struct doc *d, struct err *err)
{
    int64_t there = 0;
    if (!store_read_begin(s, err))
        return false;
    bool ok = db_number(s, STATEMENT_SOURCE_IS_THERE, &there, NULL, err, "ii", source, (int64_t)0);
    if (ok && there == 0)
        ok = err_set(err, ERR_NOT_FOUND, _("there is no such source"));
    if (ok) {
        doc_release(d);
        doc_init(d);
        d->source = source;
        ok = read_rows(s, d, err) && read_cues(s, d, err) && read_speakers(s, d, err);
        if (ok) {
            doc_number(d);
            d->version = store_version(s);
        } else {
            doc_release(d);
            doc_init(d);
        }
    }
    store_read_end(s);
    return ok;
}
