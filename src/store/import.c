/* A transcript becomes a source: rows, speakers, cues, index. */
#include <string.h>

#include "act_priv.h"
#include "import_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/model/orderkey.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "text_priv.h"

enum { MOST_CHARS = 1 << 29 }; /* positions and their differences stay far below marks.h's bias */

struct start { /* where a paragraph begins, and what its row will carry */
    size_t byte, cp;
    bool opens;
    int speaker;
    int64_t start_ms, end_ms;
};
struct timed {
    size_t cp;
    int64_t start_ms, end_ms;
};
struct layout {
    struct buf text;
    size_t chars;
    VEC(struct start) starts;
    VEC(struct timed) cues;
};

/* ---- laying the turns out as one text of paragraphs ---- */

static void layout_add(struct layout *l, const char *t, size_t n)
{
    buf_add(&l->text, t, n);
    l->chars += utf8_count(t, n);
}

static bool begins_paragraph(const struct layout *l)
{
    return l->text.len == 0 || l->text.s[l->text.len - 1] == '\n';
}

/* A paragraph ends after its run of newlines; those that begin a turn's text belong to the paragraph before. */
static void layout_turn(struct layout *l, const struct tr_turn *t)
{
    if (!begins_paragraph(l))
        layout_add(l, "\n", 1);
    size_t base = l->chars, i = 0;
    bool first = true;
    while (i < t->bytes) {
        size_t j = i;
        while (j < t->bytes && t->text[j] != '\n')
            j++;
        if (j > i || l->text.len == 0) {
            struct start st = {
                .byte = l->text.len, .cp = l->chars, .opens = first && t->opens, .speaker = t->speaker};
            st.start_ms = first ? t->start_ms : -1;
            st.end_ms = first ? t->end_ms : -1;
            first = first && j == i;
            vec_push(&l->starts, st);
        }
        while (j < t->bytes && t->text[j] == '\n')
            j++;
        layout_add(l, t->text + i, j - i);
        i = j;
    }
    for (size_t k = 0; k < t->ncues; k++) {
        struct timed c = {
            .cp = base + t->cues[k].at, .start_ms = t->cues[k].start_ms, .end_ms = t->cues[k].end_ms};
        vec_push(&l->cues, c);
    }
}

static bool layout_all(struct layout *l, const struct transcript *t, struct err *err)
{
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *turn = &t->turns.v[i];
        byte_off bad = {0};
        if (turn->bytes > 0 &&
            (!utf8_valid(turn->text, turn->bytes, &bad) || memchr(turn->text, '\0', turn->bytes) != NULL))
            return err_set(err, ERR_INPUT,
                           _("turn %zu holds bytes that are no text, at byte %zu of the turn"), i + 1, bad.b);
        layout_turn(l, turn);
        if (l->chars > MOST_CHARS)
            return err_set(err, ERR_INPUT,
                           _("the text is longer than %d characters, which is more than a source can hold"),
                           MOST_CHARS);
    }
    if (l->starts.n == 0) {
        struct start st = {.opens = true, .speaker = -1, .start_ms = -1, .end_ms = -1};
        vec_push(&l->starts, st);
    }
    l->starts.v[0].opens = true;
    return true;
}

/* ---- writing ---- */

struct writer {
    struct store *s;
    tema_id source;
    const tema_id *speakers;
    size_t cue; /* the next cue to be placed */
    struct put_text *put;
};

static bool write_cues(struct writer *w, const struct layout *l, tema_id row, size_t start, size_t end,
                       bool last, struct err *err)
{
    for (; w->cue < l->cues.n && (l->cues.v[w->cue].cp < end || last); w->cue++) {
        const struct timed *c = &l->cues.v[w->cue];
        size_t pos = c->cp > l->chars ? l->chars : c->cp;
        size_t at = pos > start ? pos - start : 0;
        if (!db_run(w->s, STATEMENT_CUE_INSERT, err, "iiimm", db_new_id(w->s), row, (int64_t)at, c->start_ms,
                    c->end_ms))
            return false;
    }
    return true;
}

static bool write_paragraph(struct writer *w, const struct layout *l, size_t i, struct err *err)
{
    const struct start *st = &l->starts.v[i];
    bool last_one = i + 1 == l->starts.n;
    size_t end = last_one ? l->text.len : l->starts.v[i + 1].byte, at = st->byte, cp = st->cp;
    char *key = orderkey_nth(i, l->starts.n);
    tema_id id = db_new_id(w->s), speaker = st->speaker >= 0 ? w->speakers[st->speaker] : 0;
    struct buf ord = BUF_INIT;
    bool ok = true;
    int part = 0;
    do {
        const char *t = buf_str(&l->text) + at;
        size_t n = text_row_bytes(t, end - at), chars = utf8_count(t, n);
        struct row_start r = {.row = part == 0 ? id : text_part_id(id, part), .start = cp, .chars = chars};
        int64_t words = (int64_t)word_count(t, n);
        r.part = part;
        vec_push(&w->put->rows, r);
        vec_push(&w->put->bytes, at);
        w->put->words += words;
        buf_clear(&ord);
        if (part == 0)
            buf_addstr(&ord, key);
        else
            text_part_ord(&ord, key, part);
        ok =
            db_run(w->s, STATEMENT_ROW_INSERT, err, "iitiiiommiis", r.row, w->source, buf_str(&ord),
                   (int64_t)part, (int64_t)0, (int64_t)(part == 0 && st->opens), speaker,
                   part == 0 ? st->start_ms : -1, part == 0 ? st->end_ms : -1, (int64_t)chars, words, t, n) &&
            write_cues(w, l, r.row, cp, cp + chars, last_one && at + n == end, err);
        at += n;
        cp += chars;
        part++;
    } while (ok && at < end);
    buf_release(&ord);
    mem_free(key);
    return ok;
}

void put_text_release(struct put_text *p)
{
    buf_release(&p->text);
    vec_release(&p->rows);
    vec_release(&p->bytes);
    *p = (struct put_text){.chars = 0};
}

bool import_text(struct store *s, tema_id source, const struct transcript *t, const tema_id *speakers,
                 struct put_text *ret, struct err *err)
{
    struct layout l = {.text = BUF_INIT};
    put_text_release(ret);
    struct writer w = {.s = s, .source = source, .speakers = speakers, .put = ret};
    act_capture(s, false);
    bool ok = layout_all(&l, t, err);
    for (size_t i = 0; ok && i < l.starts.n; i++)
        ok = write_paragraph(&w, &l, i, err);
    ok = ok && db_run(s, STATEMENT_INDEX_SOURCE, err, "i", source);
    act_capture(s, true);
    ret->text = l.text;
    ret->chars = l.chars;
    vec_release(&l.starts);
    vec_release(&l.cues);
    return ok;
}

static bool write_source(struct store *s, const struct import_meta *m, const struct transcript *t,
                         tema_id source, tema_id *speakers, struct err *err)
{
    struct buf report = BUF_INIT;
    char guid[GUID_LEN + 1];
    guid_new(guid);
    for (size_t i = 0; i < t->notes.n; i++)
        buf_addf(&report, "%s%s", i == 0 ? "" : "\n", t->notes.v[i]);
    bool ok = db_run(s, STATEMENT_IMPORT_SOURCE, err, "itttttttiti", source, guid, m->name,
                     enum_word(&source_kinds, (int)m->kind), m->encoding == NULL ? "" : m->encoding,
                     m->file == NULL ? "" : m->file, m->sha256 == NULL ? "" : m->sha256,
                     m->format == NULL ? "" : m->format, act_time(s), buf_str(&report), act_coder(s));
    buf_release(&report);
    for (size_t i = 0; ok && i < t->speakers.n; i++) {
        speakers[i] = db_new_id(s);
        ok = db_run(s, STATEMENT_IMPORT_SPEAKER, err, "iit", speakers[i], source, t->speakers.v[i]);
    }
    return ok;
}

static bool refuse_same(struct store *s, const struct import_meta *m, struct err *err)
{
    struct query q;
    if (m->again || m->sha256 == NULL || m->sha256[0] == '\0')
        return true;
    if (!db_query(s, &q, STATEMENT_IMPORT_SAME, err, "t", m->sha256))
        return false;
    bool same = db_step(&q);
    char *name = mem_strdup(same ? col_text(&q, "name") : "");
    bool ok = db_end(&q, err);
    if (ok && same)
        ok = err_set(err, ERR_INPUT,
                     _("the same bytes are in the project already, as '%s' (--again takes them once more)"),
                     name);
    mem_free(name);
    return ok;
}

/* What hangs on the source is put in uncaptured while it is hidden; only showing it is part of the act, so that undo hides it again. */
bool store_import(struct store *s, const struct import_meta *m, const struct transcript *t, tema_id *ret,
                  struct err *err)
{
    ACT_OPEN(s);
    struct put_text put = {.chars = 0};
    if (!refuse_same(s, m, err))
        return false;
    tema_id source = db_new_id(s), *speakers = mem_array(NULL, t->speakers.n + 1, sizeof *speakers);
    act_capture(s, false);
    bool ok = write_source(s, m, t, source, speakers, err) && import_text(s, source, t, speakers, &put, err);
    act_capture(s, true);
    ok = ok && db_run(s, STATEMENT_IMPORT_SHOW, err, "i", source);
    if (ok && ret != NULL)
        *ret = source;
    mem_free(speakers);
    put_text_release(&put);
    return ok;
}
