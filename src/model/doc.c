#include "tema/model/doc.h"

#include <stdio.h>
#include <string.h>

#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/text/breaks.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

void doc_init(struct doc *d)
{
    memset(d, 0, sizeof *d);
    d->pages = 1;
}

void doc_release(struct doc *d)
{
    arena_release(&d->arena);
    doc_init(d);
}

/* ---- numbers ---- */

static bool is_blank(uint32_t cp)
{
    return cp <= 0x20 || cp == 0x85 || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* Bytes of blanks (of spaces and tabs only, where not `all`) from `at` on. */
static size_t blanks(const char *s, size_t n, size_t at, bool all)
{
    size_t from = at, len;
    for (uint32_t cp; at < n && (len = utf8_decode(s + at, n - at, &cp)) > 0; at += len) {
        if (!is_blank(cp) || (!all && cp != ' ' && cp != '\t' && cp != 0xa0))
            break;
    }
    return at - from;
}

/* Bytes from the row's start to behind "Name: ", with the blanks or asterisks (Markdown) about it; 0 if it
 * does not begin with that. */
static size_t label_bytes(const struct row *r, const char *name)
{
    const char *s = r->text;
    size_t start = blanks(s, r->bytes, 0, true), most = start + 4 * strlen(name) + 16, at = 0;
    struct buf want = BUF_INIT, have = BUF_INIT;
    fold_add(&want, name, strlen(name));
    while (start < r->bytes && s[start] == '*')
        start++;
    for (size_t i = start; i < r->bytes && i < most && s[i] != '\n' && at == 0; i++) {
        if (s[i] != ':')
            continue;
        size_t end = i, after = i + 1;
        while (end > start && (s[end - 1] == ' ' || s[end - 1] == '*'))
            end--;
        buf_clear(&have);
        fold_add(&have, s + start, end - start);
        while (after < r->bytes && s[after] == '*')
            after++;
        size_t gap = blanks(s, r->bytes, after, false);
        bool ends = after >= r->bytes || s[after] == '\n' || gap > 0;
        if (ends && have.len == want.len && memcmp(buf_str(&have), buf_str(&want), want.len) == 0)
            at = after + gap;
    }
    buf_release(&want);
    buf_release(&have);
    return at;
}

static int form_feeds(const char *s, size_t n)
{
    int count = 0;
    for (const char *p = s; (p = memchr(p, '\f', n - (size_t)(p - s))); p++)
        count++;
    return count;
}

void doc_number(struct doc *d)
{
    int feeds = 0;
    d->chars = 0;
    d->turns = 0;
    d->pages = 1;
    d->timed = false;
    for (size_t i = 0; i < d->n; i++) {
        struct doc_row *r = &d->rows[i];
        const char *s = r->row.text;
        const struct speaker *who = doc_speaker(d, r->row.speaker);
        size_t lead = blanks(s, r->row.bytes, 0, true), last = r->row.bytes;
        r->start.cp = d->chars;
        d->chars += r->row.chars;
        if (r->row.opens || i == 0)
            d->turns++;
        r->turn = d->turns;
        r->page = 1 + feeds + form_feeds(s, lead);
        r->label = who && (r->row.opens || i == 0) ? utf8_count(s, label_bytes(&r->row, who->name)) : 0;
        d->timed = d->timed || r->row.start_ms >= 0 || r->row.ncues > 0;
        while (last > 0 && (unsigned char)s[last - 1] <= 0x20)
            last--;
        if (last > 0 && 1 + feeds + form_feeds(s, last) > d->pages)
            d->pages = 1 + feeds + form_feeds(s, last);
        feeds += form_feeds(s, r->row.bytes);
    }
}

size_t doc_row_at(const struct doc *d, cp_off pos)
{
    size_t lo = 0, hi = d->n;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (d->rows[mid].start.cp <= pos.cp)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

const struct speaker *doc_speaker(const struct doc *d, tema_id speaker)
{
    for (size_t i = 0; speaker != 0 && i < d->nspeakers; i++) {
        if (d->speakers[i].id == speaker)
            return &d->speakers[i];
    }
    return NULL;
}

static size_t row_byte(const struct doc_row *r, size_t cp)
{
    return utf8_byte(r->row.text, r->row.bytes, (cp_off){cp}).b;
}

void doc_text(const struct doc *d, cp_off start, cp_off end, struct buf *out)
{
    if (end.cp > d->chars)
        end.cp = d->chars;
    for (size_t i = doc_row_at(d, start); i < d->n && d->rows[i].start.cp < end.cp && start.cp < end.cp;
         i++) {
        const struct doc_row *r = &d->rows[i];
        size_t from = start.cp > r->start.cp ? row_byte(r, start.cp - r->start.cp) : 0;
        size_t to = end.cp - r->start.cp < r->row.chars ? row_byte(r, end.cp - r->start.cp) : r->row.bytes;
        if (from < to)
            buf_add(out, r->row.text + from, to - from);
    }
}

int64_t doc_time(const struct doc *d, cp_off pos)
{
    if (d->n == 0 || !d->timed)
        return -1;
    for (size_t i = doc_row_at(d, pos) + 1; i-- > 0;) {
        const struct doc_row *r = &d->rows[i];
        for (size_t k = r->row.ncues; k-- > 0;) {
            if (r->start.cp + r->row.cues[k].at.cp <= pos.cp && r->row.cues[k].start_ms >= 0)
                return r->row.cues[k].start_ms;
        }
        if (r->row.start_ms >= 0)
            return r->row.start_ms;
    }
    return -1;
}

/* ---- units ---- */

typedef VEC(size_t) cps;

/* Turns ascending byte offsets of the row into code points, in one walk. */
static void add_cps(const struct doc_row *r, size_t base, const byte_offs *b, cps *out)
{
    size_t cp = 0, at = 0;
    for (size_t i = 0; i < b->n; i++) {
        cp += utf8_count(r->row.text + at, base + b->v[i].b - at);
        at = base + b->v[i].b;
        vec_push(out, cp);
    }
}

/* Where the words of the row begin, in bytes: behind blanks, form feed and label. The row's end if there is
 * nothing to see. */
static size_t body(const struct doc_row *r)
{
    size_t at = r->label ? row_byte(r, r->label) : 0;
    return at + blanks(r->row.text, r->row.bytes, at, true);
}

/* Behind the last visible character of the row, at least `from`; bytes. */
static size_t body_end(const struct doc_row *r, size_t from)
{
    size_t end = r->row.bytes;
    while (end > from) {
        size_t at = end - 1;
        while (at > from && ((unsigned char)r->row.text[at] & 0xc0) == 0x80)
            at--;
        uint32_t cp;
        utf8_decode(r->row.text + at, end - at, &cp);
        if (!is_blank(cp))
            break;
        end = at;
    }
    return end;
}

static void row_sentences(const struct doc_row *r, cps *out)
{
    size_t from = body(r), n = r->row.bytes - from;
    byte_offs cues = VEC_INIT, starts = VEC_INIT;
    size_t cp = 0, at = 0;
    for (size_t k = 0; k < r->row.ncues; k++) {
        size_t want = r->row.cues[k].at.cp;
        if (want < cp || want > r->row.chars)
            continue;
        at += utf8_byte(r->row.text + at, r->row.bytes - at, (cp_off){want - cp}).b;
        cp = want;
        vec_push(&cues, ((byte_off){at > from ? at - from : 0}));
    }
    if (n > 0)
        sentence_starts(r->row.text + from, n, cues.v, cues.n, &starts);
    for (size_t last; starts.n > 0; starts.n--) { /* blank lines at the end are no sentences */
        last = from + starts.v[starts.n - 1].b;
        if (last + blanks(r->row.text, r->row.bytes, last, true) < r->row.bytes)
            break;
    }
    add_cps(r, from, &starts, out);
    vec_release(&cues);
    vec_release(&starts);
}

static bool begins_turn(const struct doc *d, size_t i)
{
    return i == 0 || d->rows[i].row.opens;
}

static bool begins_paragraph(const struct doc *d, size_t i)
{
    if (begins_turn(d, i))
        return true;
    const struct row *p = &d->rows[i - 1].row;
    return p->bytes > 0 && p->text[p->bytes - 1] == '\n';
}

/* The places in row i to which a motion by `unit` goes, ascending, in code points of the row. */
static void row_places(const struct doc *d, size_t i, enum doc_unit unit, cps *out)
{
    const struct doc_row *r = &d->rows[i];
    byte_offs b = VEC_INIT;
    switch (unit) {
    case DOC_GRAPHEME:
        for (size_t at = 0; at < r->row.bytes;
             at = grapheme_next(r->row.text, r->row.bytes, (byte_off){at}).b)
            vec_push(&b, ((byte_off){at}));
        add_cps(r, 0, &b, out);
        break;
    case DOC_WORD:
        word_starts(r->row.text, r->row.bytes, &b);
        add_cps(r, 0, &b, out);
        break;
    case DOC_SENTENCE: row_sentences(r, out); break;
    case DOC_TURN:
    case DOC_PARAGRAPH:
        if (unit == DOC_TURN ? begins_turn(d, i) : begins_paragraph(d, i)) {
            size_t at = body(r);
            vec_push(&b, ((byte_off){at < r->row.bytes ? at : 0}));
            add_cps(r, 0, &b, out);
        }
        break;
    }
    vec_release(&b);
}

cp_off doc_move(const struct doc *d, cp_off pos, enum doc_unit unit, int n)
{
    cps places = VEC_INIT;
    cp_off to = pos.cp > d->chars ? (cp_off){d->chars} : pos;
    size_t i = d->n ? doc_row_at(d, to) : 0;
    long left = n;
    for (; left > 0 && i < d->n; i++) {
        vec_clear(&places);
        row_places(d, i, unit, &places);
        for (size_t k = 0; k < places.n && left > 0; k++) {
            if (d->rows[i].start.cp + places.v[k] > to.cp) {
                to.cp = d->rows[i].start.cp + places.v[k];
                left--;
            }
        }
    }
    for (i++; left < 0 && i-- > 0 && d->n;) {
        vec_clear(&places);
        row_places(d, i, unit, &places);
        for (size_t k = places.n; k-- > 0 && left < 0;) {
            if (d->rows[i].start.cp + places.v[k] < to.cp) {
                to.cp = d->rows[i].start.cp + places.v[k];
                left++;
            }
        }
    }
    if (left != 0)
        to.cp = left > 0 ? d->chars : 0;
    vec_release(&places);
    return to;
}

/* Rows [from, to]: from the first visible character to behind the last. */
static bool rows_span(const struct doc *d, size_t from, size_t to, cp_off *ret_start, cp_off *ret_end)
{
    size_t start = body(&d->rows[from]);
    while (from < to && start >= d->rows[from].row.bytes)
        start = body(&d->rows[++from]);
    const struct doc_row *a = &d->rows[from];
    if (start >= a->row.bytes)
        return false;
    size_t end = body_end(&d->rows[to], to == from ? start : 0);
    while (to > from && end == 0) {
        to--;
        end = body_end(&d->rows[to], to == from ? start : 0);
    }
    const struct doc_row *z = &d->rows[to];
    ret_start->cp = a->start.cp + utf8_count(a->row.text, start);
    ret_end->cp = z->start.cp + utf8_count(z->row.text, end);
    return true;
}

/* The word that byte `at` of the row is in, else the next, else the last. */
static bool word_at(const struct doc_row *r, size_t at, size_t *ret_start, size_t *ret_end)
{
    byte_offs starts = VEC_INIT, ends = VEC_INIT;
    word_starts(r->row.text, r->row.bytes, &starts);
    word_ends(r->row.text, r->row.bytes, &ends);
    size_t i = 0;
    while (i + 1 < starts.n && ends.v[i].b <= at)
        i++;
    bool found = starts.n > 0;
    if (found) {
        *ret_start = starts.v[i].b;
        *ret_end = ends.v[i].b;
    }
    vec_release(&starts);
    vec_release(&ends);
    return found;
}

static bool sentence_at(const struct doc_row *r, size_t cp, size_t *ret_start, size_t *ret_end)
{
    cps starts = VEC_INIT;
    row_sentences(r, &starts);
    bool found = starts.n > 0;
    if (found) {
        size_t i = 0;
        while (i + 1 < starts.n && starts.v[i + 1] <= cp)
            i++;
        struct doc_row part = *r;
        if (i + 1 < starts.n)
            part.row.bytes = row_byte(r, starts.v[i + 1]);
        *ret_start = row_byte(r, starts.v[i]);
        *ret_end = body_end(&part, *ret_start);
        found = *ret_end > *ret_start;
    }
    vec_release(&starts);
    return found;
}

bool doc_unit_at(const struct doc *d, cp_off pos, enum doc_unit unit, cp_off *ret_start, cp_off *ret_end)
{
    if (d->n == 0 || d->chars == 0)
        return false;
    if (pos.cp >= d->chars)
        pos.cp = d->chars - 1;
    size_t i = doc_row_at(d, pos), last = i, start = 0, end = 0;
    const struct doc_row *r = &d->rows[i];
    size_t cp = pos.cp - r->start.cp, at = row_byte(r, cp);
    switch (unit) {
    case DOC_GRAPHEME:
        end = grapheme_next(r->row.text, r->row.bytes, (byte_off){at}).b;
        start = grapheme_prev(r->row.text, r->row.bytes, (byte_off){end}).b;
        break;
    case DOC_WORD:
        if (!word_at(r, at, &start, &end))
            return false;
        break;
    case DOC_SENTENCE:
        if (!sentence_at(r, cp, &start, &end))
            return false;
        break;
    case DOC_TURN:
    case DOC_PARAGRAPH:
        while (!(unit == DOC_TURN ? begins_turn(d, i) : begins_paragraph(d, i)))
            i--;
        while (last + 1 < d->n &&
               !(unit == DOC_TURN ? begins_turn(d, last + 1) : begins_paragraph(d, last + 1)))
            last++;
        return rows_span(d, i, last, ret_start, ret_end);
    }
    ret_start->cp = r->start.cp + utf8_count(r->row.text, start);
    ret_end->cp = r->start.cp + utf8_count(r->row.text, end);
    return true;
}

/* ---- finding and citing ---- */

static bool row_find(const struct doc_row *r, const char *needle, size_t from, bool back, cp_off *ret_start,
                     cp_off *ret_end)
{
    byte_off s, e;
    bool found = back ? fold_find_last(r->row.text, r->row.bytes, needle, (byte_off){from}, &s, &e)
                      : fold_find(r->row.text, r->row.bytes, needle, (byte_off){from}, &s, &e);
    if (found) {
        ret_start->cp = r->start.cp + utf8_count(r->row.text, s.b);
        ret_end->cp = r->start.cp + utf8_count(r->row.text, e.b);
    }
    return found;
}

bool doc_find(const struct doc *d, const char *needle, cp_off pos, bool back, cp_off *ret_start,
              cp_off *ret_end)
{
    if (d->n == 0 || !*needle)
        return false;
    size_t first = doc_row_at(d, pos), from = row_byte(&d->rows[first], pos.cp - d->rows[first].start.cp);
    for (size_t k = 0; k <= d->n; k++) {
        size_t i = back ? (first + d->n - k % d->n) % d->n : (first + k) % d->n;
        if (k > 0)
            from = back ? d->rows[i].row.bytes : 0;
        if (row_find(&d->rows[i], needle, from, back, ret_start, ret_end))
            return true;
    }
    return false;
}

int doc_page(const struct doc *d, cp_off pos)
{
    if (d->n == 0 || d->pages <= 1)
        return 0;
    const struct doc_row *r = &d->rows[doc_row_at(d, pos)];
    size_t lead = blanks(r->row.text, r->row.bytes, 0, true), at = row_byte(r, pos.cp - r->start.cp);
    return r->page + (at > lead ? form_feeds(r->row.text + lead, at - lead) : 0);
}

char *doc_cite(const struct doc *d, cp_off pos, struct arena *a)
{
    if (d->n == 0)
        return arena_strdup(a, "");
    const struct doc_row *r = &d->rows[doc_row_at(d, pos)];
    char span[16] = "", *where;
    int64_t ms = doc_time(d, pos);
    if (d->pages > 1) {
        where = arena_printf(a, _("p. %d, paragraph %d"), doc_page(d, pos), r->turn);
    } else if (d->nspeakers > 0) {
        where = arena_printf(a, _("turn %d"), r->turn);
    } else {
        where = arena_printf(a, _("paragraph %d"), r->turn);
    }
    if (ms < 0)
        return where;
    clock_span(ms, span);
    return arena_printf(a, "%s, %s", where, span);
}
