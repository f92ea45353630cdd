/* The mover: the only writer of rows' text, cues and anchors after an import.
 *
 * A splice works on whole paragraphs: those from the one that holds its beginning (and the one before, if it begins exactly there, since newlines at a
 * paragraph's head belong to the one before) to the one that holds its end. Where paragraphs begin follows from the text alone: at its beginning, and
 * after each run of newlines. Which row begins there is what has to be decided:
 *  - a beginning outside [at, at + del] keeps its row; one inside loses it;
 *  - at `at` + del it keeps its row if a paragraph still begins there;
 *  - at `at` the row stays, but behind an insertion that ends its own paragraph, and it goes when all its words go;
 *  - when a splice is taken back, the rows that stood in its stretch before it stand there again, with their ids, keys and columns.
 * What stood there is noted in splice.rows: {"starts": [[distance from at, id, ord, made, opens, speaker, start_ms, end_ms], …],
 * "ords": [[id, before, after], …]}, the latter for rows that had to give up their order key. Cues never go: they gather where their words went.
 */
#include <jansson.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/model/orderkey.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "text_priv.h"

struct piece { /* a row, as it is or shall be; strings in the mover's arena */
    tema_id id, speaker;
    const char *ord;
    int part;
    bool made, opens;
    int64_t start_ms, end_ms;
    const char *text;
    size_t bytes, chars;
    size_t pos; /* where it begins in the source */
};
typedef VEC(struct piece) pieces;

struct standing { /* a segment near the splice */
    tema_id id;
    uint8_t words[MARK_LEN];
    size_t start, end; /* before */
};

struct mover {
    struct store *s;
    struct arena arena;
    tema_id source;
    size_t at, del, ins; /* code points */
    size_t from, to;     /* the paragraphs' stretch before, in code points */
    size_t first, last;  /* their rows in the map, last inclusive */
    bool to_end;         /* the stretch reaches the end of the text */
    struct buf old_text, new_text;
    size_t cut, cut_end; /* bytes of old_text that go; the new words stand at `cut` */
    size_t ins_bytes;
    pieces old_rows, new_rows; /* new_rows: first the paragraphs, then with their continuations */
    tema_id before, behind;    /* paragraphs just outside, 0: none */
    const char *before_ord, *behind_ord;
    VEC(struct mark) marks;
    VEC(struct standing) standing; /* of the MARK_RANGEs, in the same order, before the cues */
    hurts out;
    const hurts *back; /* where marks return to; NULL unless a splice is taken back */
    bool anchors_stay; /* an undo's anchors are noted as they stood before its splices */
    json_t *back_rows; /* of the splice that is taken back, or NULL */
    struct buf rows_json, ords_json;
};

/* ---- reading what is there ---- */

static bool read_piece(struct mover *v, const struct row_start *at, struct piece *p, bool *ret_found,
                       struct err *err)
{
    struct query q;
    if (!db_query(v->s, &q, STATEMENT_ROW_GET, err, "i", at->row))
        return false;
    *ret_found = db_step(&q);
    if (*ret_found) {
        *p = (struct piece){.id = col_int(&q, "id"), .pos = at->start};
        p->ord = col_dup(&q, "ord", &v->arena);
        p->part = (int)col_int(&q, "part");
        p->made = col_int(&q, "made") != 0;
        p->opens = col_int(&q, "opens") != 0;
        p->speaker = col_int(&q, "speaker");
        p->start_ms = col_num(&q, "start_ms");
        p->end_ms = col_num(&q, "end_ms");
        p->chars = (size_t)col_int(&q, "chars");
        p->text = col_dup(&q, "text", &v->arena);
        p->bytes = col_bytes(&q, "text");
    }
    return db_end(&q, err);
}

static bool neighbour(struct mover *v, const struct row_map *m, size_t i, tema_id *ret, const char **ret_ord,
                      struct err *err)
{
    struct piece p = {0};
    bool found = false;
    if (!read_piece(v, &m->v[i], &p, &found, err))
        return false;
    *ret = p.id;
    *ret_ord = p.ord;
    return found || err_set(err, ERR_CORRUPT, _("a row of the text is gone; run 'tema check'"));
}

static bool read_paragraphs(struct mover *v, const struct row_map *m, struct err *err)
{
    size_t first = row_map_at(m, v->at), last = row_map_at(m, v->at + v->del);
    while (first > 0 && m->v[first].part > 0)
        first--;
    if (m->v[first].start == v->at && first > 0)
        for (first--; first > 0 && m->v[first].part > 0; first--)
            ;
    while (last + 1 < m->n && m->v[last + 1].part > 0)
        last++;
    v->first = first;
    v->last = last;
    v->from = m->v[first].start;
    v->to = m->v[last].start + m->v[last].chars;
    v->to_end = last + 1 == m->n;
    for (size_t i = first; i <= last; i++) {
        struct piece p;
        bool found = false;
        if (!read_piece(v, &m->v[i], &p, &found, err))
            return false;
        if (!found)
            return err_set(err, ERR_CORRUPT, _("a row of the text is gone; run 'tema check'"));
        buf_add(&v->old_text, p.text, p.bytes);
        vec_push(&v->old_rows, p);
    }
    size_t k = first;
    while (k > 0 && m->v[--k].part > 0)
        ;
    return (first == 0 || neighbour(v, m, k, &v->before, &v->before_ord, err)) &&
           (v->to_end || neighbour(v, m, last + 1, &v->behind, &v->behind_ord, err));
}

static bool read_cues(struct mover *v, struct err *err)
{
    for (size_t i = 0; i < v->old_rows.n; i++) {
        struct query q;
        if (!db_query(v->s, &q, STATEMENT_CUE_OF_ROW, err, "i", v->old_rows.v[i].id))
            return false;
        while (db_step(&q)) {
            struct mark c = {.id = col_int(&q, "id"), .kind = MARK_CUE};
            c.start = c.end = v->old_rows.v[i].pos + (size_t)col_int(&q, "at");
            vec_push(&v->marks, c);
        }
        if (!db_end(&q, err))
            return false;
    }
    return true;
}

/* Segments that touch the stretch. Those before and behind it stand in rows that nothing happens to. */
static bool read_anchors(struct mover *v, const struct row_map *m, struct err *err)
{
    struct query q;
    if (!db_query(v->s, &q, STATEMENT_ANCHORS_OF_SOURCE, err, "i", v->source))
        return false;
    bool sound = true;
    while (sound && db_step(&q)) {
        struct standing t = {.id = col_int(&q, "segment")};
        tema_id start_row = col_int(&q, "start_row");
        sound = row_map_position(m, start_row, (size_t)col_int(&q, "start_at"), &t.start);
        tema_id end_row = col_int(&q, "end_row");
        sound =
            sound && row_map_position(m, end_row, (size_t)col_int(&q, "end_at"), &t.end) && t.start <= t.end;
        if (!sound || t.end < v->from || t.start > v->to)
            continue;
        if (col_bytes(&q, "words") == MARK_LEN)
            memcpy(t.words, col_blob(&q, "words"), MARK_LEN);
        struct mark k = {.id = t.id, .kind = MARK_RANGE, .start = t.start, .end = t.end};
        vec_push(&v->standing, t);
        vec_push(&v->marks, k);
    }
    if (!db_end(&q, err))
        return false;
    return sound || err_set(err, ERR_CORRUPT, _("a meaning unit stands outside its text; run 'tema check'"));
}

/* ---- which row begins where ---- */

static void new_text(struct mover *v, const char *ins)
{
    v->cut = utf8_byte(buf_str(&v->old_text), v->old_text.len, (cp_off){v->at - v->from}).b;
    v->cut_end = utf8_byte(buf_str(&v->old_text), v->old_text.len, (cp_off){v->at + v->del - v->from}).b;
    buf_add(&v->new_text, buf_str(&v->old_text), v->cut);
    buf_add(&v->new_text, ins, v->ins_bytes);
    buf_add(&v->new_text, buf_str(&v->old_text) + v->cut_end, v->old_text.len - v->cut_end);
}

static void find_paragraphs(struct mover *v)
{
    const char *t = buf_str(&v->new_text);
    size_t n = v->new_text.len, cp = v->from, begun = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && t[i - 1] == '\n' && t[i] != '\n') {
            struct piece p = {.pos = cp, .text = t + begun, .bytes = i - begun};
            p.pos = cp - utf8_count(t + begun, i - begun);
            vec_push(&v->new_rows, p);
            begun = i;
        }
        cp += ((unsigned char)t[i] & 0xc0) != 0x80;
    }
    struct piece p = {.pos = cp - utf8_count(t + begun, n - begun), .text = t + begun, .bytes = n - begun};
    if (n > begun || v->new_rows.n == 0)
        vec_push(&v->new_rows, p);
}

/* The new paragraph that begins at `pos`, or NULL. */
static struct piece *paragraph_at(struct mover *v, size_t pos)
{
    size_t lo = 0, hi = v->new_rows.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (v->new_rows.v[mid].pos < pos)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < v->new_rows.n && v->new_rows.v[lo].pos == pos ? &v->new_rows.v[lo] : NULL;
}

static void take_row(struct piece *to, const struct piece *from)
{
    to->id = from->id;
    to->ord = from->ord;
    to->made = from->made;
    to->opens = from->opens;
    to->speaker = from->speaker;
    to->start_ms = from->start_ms;
    to->end_ms = from->end_ms;
}

/* The first beginning in [at, at + ins] that has no row yet. */
static struct piece *first_free(struct mover *v)
{
    for (size_t i = 0; i < v->new_rows.n; i++) {
        struct piece *p = &v->new_rows.v[i];
        if (p->pos >= v->at && p->pos <= v->at + v->ins && p->id == 0)
            return p;
    }
    return NULL;
}

static void keep_rows(struct mover *v)
{
    const struct piece *exactly = NULL;
    size_t end = v->at + v->del;
    for (size_t i = 0; i < v->old_rows.n; i++) {
        const struct piece *o = &v->old_rows.v[i];
        struct piece *p = NULL;
        if (o->part > 0 || (o->pos > v->at && o->pos < end))
            continue;
        if (o->pos == v->at) {
            exactly = o;
            continue;
        }
        p = paragraph_at(v, o->pos < v->at ? o->pos : o->pos - v->del + v->ins);
        if (p != NULL)
            take_row(p, o);
    }
    if (exactly == NULL)
        return;
    struct piece *p = NULL;
    if (v->del == 0 && v->ins > 0 && buf_str(&v->new_text)[v->cut + v->ins_bytes - 1] == '\n')
        p = paragraph_at(v, v->at + v->ins);
    if (p == NULL)
        p = paragraph_at(v, v->at);
    if (p == NULL || p->id != 0)
        p = first_free(v);
    if (p != NULL && p->id == 0)
        take_row(p, exactly);
}

static bool speaker_there(struct mover *v, tema_id *speaker, struct err *err)
{
    int64_t there = 0;
    if (*speaker == 0)
        return true;
    if (!db_number(v->s, STATEMENT_SPEAKER_IS_THERE, &there, NULL, err, "ii", *speaker, v->source))
        return false;
    if (there == 0)
        *speaker = 0;
    return true;
}

/* One row that stood in the stretch before the splice that is taken back. */
static bool return_row(struct mover *v, const struct row_map *m, json_t *j, struct err *err)
{
    json_int_t d = 0, id = 0, made = 0, opens = 0, speaker = 0, start_ms = 0, end_ms = 0;
    const char *ord = NULL;
    if (json_unpack(j, "[I,I,s,I,I,I,I,I]", &d, &id, &ord, &made, &opens, &speaker, &start_ms, &end_ms) != 0)
        return err_set(err, ERR_CORRUPT, _("the log holds a splice that cannot be read; run 'tema check'"));
    struct piece *p = paragraph_at(v, v->at + (size_t)d), old = {.id = id};
    if (p == NULL || p->id == id)
        return true;
    size_t pos = 0;
    if (row_map_position(m, id, 0, &pos)) {
        size_t i = 0;
        while (i < v->old_rows.n && v->old_rows.v[i].id != id)
            i++;
        if (i == v->old_rows.n)
            return true; /* it stands elsewhere by now */
        old = v->old_rows.v[i];
        for (size_t k = 0; k < v->new_rows.n; k++)
            if (v->new_rows.v[k].id == id)
                v->new_rows.v[k].id = 0;
    } else {
        old = (struct piece){.id = id,
                             .ord = arena_strdup(&v->arena, ord),
                             .made = made != 0,
                             .opens = opens != 0,
                             .speaker = speaker,
                             .start_ms = start_ms,
                             .end_ms = end_ms};
        if (!speaker_there(v, &old.speaker, err))
            return false;
    }
    take_row(p, &old);
    return true;
}

static bool return_rows(struct mover *v, const struct row_map *m, struct err *err)
{
    json_t *starts = json_object_get(v->back_rows, "starts"), *j;
    size_t i;
    json_array_foreach(starts, i, j) if (!return_row(v, m, j, err)) return false;
    return true;
}

/* A beginning without a row gets a new one: the words go on with the speaker before them; where nobody speaks each paragraph counts for itself. */
static void new_starts(struct mover *v)
{
    for (size_t i = 0; i < v->new_rows.n; i++) {
        struct piece *p = &v->new_rows.v[i];
        if (p->id != 0)
            continue;
        p->id = db_new_id(v->s);
        p->ord = NULL;
        p->made = true;
        p->start_ms = p->end_ms = -1;
        p->speaker = i > 0 ? v->new_rows.v[i - 1].speaker : 0;
        p->opens = p->speaker == 0;
    }
}

/* ---- order keys ---- */

/* Is there room for `key` behind `last`, whose continuations take the keys up to LAST "1"? NULL: no border. */
static bool behind_key(const char *last, const char *key)
{
    if (last == NULL || key == NULL)
        return true;
    size_t n = strlen(last);
    int c = strncmp(key, last, n);
    return c > 0 || (c == 0 && strcmp(key + n, "1") > 0);
}

struct keyed {
    tema_id id;
    const char *ord; /* in the arena; NULL: needs one */
    bool made;
};
typedef VEC(struct keyed) keyed_rows;

/* Rows of the import keep their keys; those begun by edits give theirs up where it no longer fits. False when the fixed ones contradict. */
static bool settle_keys(struct mover *v, keyed_rows *k, const char *low, const char *high)
{
    const char *last = low;
    for (size_t i = 0; i < k->n; i++) {
        const char *next = high;
        for (size_t j = i + 1; j < k->n; j++)
            if (!k->v[j].made) {
                next = k->v[j].ord;
                break;
            }
        struct keyed *r = &k->v[i];
        bool fits = r->ord != NULL && behind_key(last, r->ord) && behind_key(r->ord, next);
        if (!fits && !r->made)
            return false;
        if (!fits) {
            if (!behind_key(last, next))
                return false;
            const char *upto = next;
            if (r->ord == NULL && i + 1 < k->n && k->v[i + 1].ord != NULL &&
                behind_key(last, k->v[i + 1].ord) && behind_key(k->v[i + 1].ord, next))
                upto = k->v[i + 1].ord;
            char *above = last == NULL ? NULL : mem_printf("%s1", last);
            char *key = orderkey_between(above, upto);
            mem_free(above);
            r->ord = arena_strdup(&v->arena, key);
            mem_free(key);
        }
        last = r->ord;
    }
    return behind_key(last, high);
}

static bool in_stretch(const struct mover *v, tema_id id)
{
    for (size_t i = 0; i < v->new_rows.n; i++)
        if (v->new_rows.v[i].id == id)
            return true;
    return false;
}

static bool write_changed_keys(struct mover *v, const keyed_rows *k, const keyed_rows *was, struct err *err)
{
    for (size_t i = 0; i < k->n; i++) {
        if (was->v[i].ord == NULL || strcmp(was->v[i].ord, k->v[i].ord) == 0)
            continue;
        buf_addf(&v->ords_json, "%s[%lld,\"%s\",\"%s\"]", v->ords_json.len == 0 ? "" : ",",
                 (long long)k->v[i].id, was->v[i].ord, k->v[i].ord);
        if (!in_stretch(v, k->v[i].id) && !text_set_ord(v->s, k->v[i].id, k->v[i].ord, err))
            return false;
    }
    return true;
}

static void add_key(keyed_rows *k, tema_id id, const char *ord, bool made)
{
    struct keyed r = {.id = id, .ord = ord, .made = made};
    vec_push(k, r);
}

/* All paragraphs of the source in their new order: needed only where a key outside the stretch is in the way. */
static bool all_keys(struct mover *v, const struct row_map *m, keyed_rows *k, struct err *err)
{
    for (size_t i = 0; i < m->n; i++) {
        if (i == v->first)
            for (size_t j = 0; j < v->new_rows.n; j++)
                add_key(k, v->new_rows.v[j].id, v->new_rows.v[j].ord, v->new_rows.v[j].made);
        if ((i >= v->first && i <= v->last) || m->v[i].part > 0)
            continue;
        struct piece p = {0};
        bool found = false;
        if (!read_piece(v, &m->v[i], &p, &found, err))
            return false;
        if (!found)
            return err_set(err, ERR_CORRUPT, _("a row of the text is gone; run 'tema check'"));
        add_key(k, p.id, p.ord, p.made);
    }
    return true;
}

/* Rows that gave up their key to the splice which is taken back get it again; where it does not fit any more it is settled like others. *ret_all
 * (may be NULL): a row outside the list is among them. */
static bool return_keys(struct mover *v, keyed_rows *k, bool *ret_all, struct err *err)
{
    json_t *ords = json_object_get(v->back_rows, "ords");
    for (size_t i = json_array_size(ords); i-- > 0;) {
        json_int_t id = 0;
        const char *before = NULL, *after = NULL;
        if (json_unpack(json_array_get(ords, i), "[I,s,s]", &id, &before, &after) != 0)
            return err_set(err, ERR_CORRUPT,
                           _("the log holds a splice that cannot be read; run 'tema check'"));
        bool here = false;
        for (size_t j = 0; j < k->n && !here; j++) {
            here = k->v[j].id == id;
            if (here && k->v[j].made && k->v[j].ord != NULL && strcmp(k->v[j].ord, after) == 0)
                k->v[j].ord = arena_strdup(&v->arena, before);
        }
        if (!here && ret_all != NULL)
            *ret_all = true;
    }
    return true;
}

static void copy_keys(keyed_rows *to, const keyed_rows *from)
{
    vec_clear(to);
    for (size_t i = 0; i < from->n; i++)
        vec_push(to, from->v[i]);
}

static bool give_keys(struct mover *v, const struct row_map *m, struct err *err)
{
    keyed_rows k = VEC_INIT, was = VEC_INIT;
    bool all = false;
    for (size_t i = 0; i < v->new_rows.n; i++)
        add_key(&k, v->new_rows.v[i].id, v->new_rows.v[i].ord, v->new_rows.v[i].made);
    copy_keys(&was, &k);
    bool ok = v->back_rows == NULL || return_keys(v, &k, &all, err);
    if (ok && (all || !settle_keys(v, &k, v->before_ord, v->behind_ord))) {
        vec_clear(&k);
        ok = all_keys(v, m, &k, err);
        copy_keys(&was, &k);
        ok = ok && (v->back_rows == NULL || return_keys(v, &k, NULL, err));
        if (ok && !settle_keys(v, &k, NULL, NULL))
            ok = err_set(err, ERR_CORRUPT,
                         _("the order of the text's rows contradicts itself; run 'tema check'"));
    }
    ok = ok && write_changed_keys(v, &k, &was, err);
    for (size_t i = 0, j = 0; ok && j < v->new_rows.n && i < k.n; i++)
        if (k.v[i].id == v->new_rows.v[j].id)
            v->new_rows.v[j++].ord = k.v[i].ord;
    vec_release(&k);
    vec_release(&was);
    return ok;
}

/* ---- writing ---- */

/* Paragraphs become rows: those that are too long get continuations. */
static void cut_long(struct mover *v)
{
    pieces rows = VEC_INIT;
    struct buf ord = BUF_INIT;
    for (size_t i = 0; i < v->new_rows.n; i++) {
        struct piece p = v->new_rows.v[i];
        const char *t = p.text;
        size_t left = p.bytes, pos = p.pos;
        int part = 0;
        do {
            struct piece r = p;
            r.text = t;
            r.bytes = text_row_bytes(t, left);
            r.chars = utf8_count(t, r.bytes);
            r.pos = pos;
            r.part = part;
            if (part > 0) {
                r.id = text_part_id(p.id, part);
                buf_clear(&ord);
                text_part_ord(&ord, p.ord, part);
                r.ord = arena_strdup(&v->arena, buf_str(&ord));
                r.opens = false;
                r.start_ms = r.end_ms = -1;
            }
            t += r.bytes;
            left -= r.bytes;
            pos += r.chars;
            part++;
            vec_push(&rows, r);
        } while (left > 0);
    }
    buf_release(&ord);
    vec_release(&v->new_rows);
    v->new_rows.v = rows.v;
    v->new_rows.n = rows.n;
    v->new_rows.cap = rows.cap;
}

static const struct piece *find_piece(const pieces *p, tema_id id)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].id == id)
            return &p->v[i];
    return NULL;
}

static bool write_row(struct mover *v, const struct piece *p, struct err *err)
{
    const struct piece *old = find_piece(&v->old_rows, p->id);
    bool same_text = old != NULL && old->bytes == p->bytes && memcmp(old->text, p->text, p->bytes) == 0;
    if (same_text && strcmp(old->ord, p->ord) == 0)
        return true;
    if (same_text)
        return db_run(v->s, STATEMENT_ROW_SET_ORD, err, "it", p->id, p->ord);
    int64_t words = (int64_t)word_count(p->text, p->bytes);
    bool ok = old != NULL ? db_run(v->s, STATEMENT_INDEX_DELETE, err, "is", p->id, old->text, old->bytes) &&
                                db_run(v->s, STATEMENT_ROW_SET_TEXT, err, "itiis", p->id, p->ord,
                                       (int64_t)p->chars, words, p->text, p->bytes)
                          : db_run(v->s, STATEMENT_ROW_INSERT, err, "iitiiiommiis", p->id, v->source, p->ord,
                                   (int64_t)p->part, (int64_t)p->made, (int64_t)p->opens, p->speaker,
                                   p->start_ms, p->end_ms, (int64_t)p->chars, words, p->text, p->bytes);
    return ok && db_run(v->s, STATEMENT_INDEX_INSERT, err, "is", p->id, p->text, p->bytes);
}

static bool write_rows(struct mover *v, struct err *err)
{
    for (size_t i = 0; i < v->old_rows.n; i++) {
        const struct piece *o = &v->old_rows.v[i];
        if (find_piece(&v->new_rows, o->id) != NULL)
            continue;
        if (v->back_rows != NULL && o->part == 0)
            vec_push(&v->s->act->gone, o->id);
        if (!db_run(v->s, STATEMENT_INDEX_DELETE, err, "is", o->id, o->text, o->bytes) ||
            !db_run(v->s, STATEMENT_ROW_DELETE, err, "i", o->id))
            return false;
    }
    for (size_t i = 0; i < v->new_rows.n; i++)
        if (!write_row(v, &v->new_rows.v[i], err))
            return false;
    return true;
}

static bool write_cue(struct mover *v, const struct row_map *m, const struct mark *c, struct err *err)
{
    size_t i = row_map_at(m, c->start);
    return db_run(v->s, STATEMENT_CUE_MOVE, err, "iii", c->id, m->v[i].row,
                  (int64_t)(c->start - m->v[i].start));
}

/* The words of a segment that the splice has nothing to do with are still the same words. */
static bool write_anchor(struct mover *v, const struct row_map *m, const struct mark *k,
                         const struct standing *t, struct err *err)
{
    uint8_t words[MARK_LEN], context[MARK_LEN];
    if (!text_fingerprint(v->s, m, k->start, k->end, words, context, err))
        return false;
    bool outside = t->end <= v->at || t->start >= v->at + v->del;
    for (size_t i = 0; v->back != NULL && outside && i < v->back->n; i++)
        outside = v->back->v[i].id != t->id;
    if (outside && k->end - k->start == t->end - t->start && memcmp(words, t->words, MARK_LEN) != 0)
        return err_set(
            err, ERR_CORRUPT,
            _("a meaning unit would come to stand on other words; nothing was changed. Run 'tema check'"));
    struct spot p = row_map_place(m, k->start, k->end);
    vec_push(&v->s->act->touched, t->id);
    return db_run(v->s, STATEMENT_ANCHOR_PUT, err, "iiiiiibb", t->id, v->source, p.start_row,
                  (int64_t)p.start_at, p.end_row, (int64_t)p.end_at, (const void *)words, (size_t)MARK_LEN,
                  (const void *)context, (size_t)MARK_LEN);
}

/* The act's map is brought up to date by hand: an edit of many places would read all rows again for each. */
static void move_map(struct mover *v)
{
    struct act *a = v->s->act;
    VEC(struct row_start) rows = VEC_INIT;
    for (size_t i = 0; i < v->new_rows.n; i++) {
        struct row_start r = {
            .row = v->new_rows.v[i].id, .chars = v->new_rows.v[i].chars, .part = v->new_rows.v[i].part};
        vec_push(&rows, r);
    }
    for (size_t i = 0; i < a->maps.n; i++)
        if (a->maps.v[i].source == v->source)
            row_map_replace(&a->maps.v[i], v->first, v->last, rows.v, rows.n);
    vec_release(&rows);
}

static bool move_marks(struct mover *v, struct err *err)
{
    struct splice_span span = {v->at, v->del, v->ins};
    const struct row_map *m;
    struct act *a = v->s->act;
    marks_splice(v->marks.v, v->marks.n, span, v->back, &v->out);
    for (size_t i = 0; i < a->anchors.n; i++) {
        struct act_anchor *n = &a->anchors.v[i];
        if (n->source != v->source || v->anchors_stay)
            continue;
        struct mark two[2] = {
            {.id = n->segment, .kind = MARK_RANGE, .start = n->old_start, .end = n->old_end},
            {.id = n->segment, .kind = MARK_RANGE, .start = n->new_start, .end = n->new_end}};
        marks_splice(two, 2, span, NULL, NULL);
        n->old_start = two[0].start;
        n->old_end = two[0].end;
        n->new_start = two[1].start;
        n->new_end = two[1].end;
    }
    move_map(v);
    if (!act_map(v->s, v->source, &m, err))
        return false;
    for (size_t i = 0; i < v->marks.n; i++) {
        const struct mark *k = &v->marks.v[i];
        if (k->end > m->chars)
            return err_set(
                err, ERR_CORRUPT,
                _("a mark would come to stand outside the text; nothing was changed. Run 'tema check'"));
        if (!(i < v->standing.n ? write_anchor(v, m, k, &v->standing.v[i], err) : write_cue(v, m, k, err)))
            return false;
    }
    return true;
}

/* ---- the log's side ---- */

static void note_rows(struct mover *v)
{
    struct buf *b = &v->rows_json;
    for (size_t i = 0; i < v->old_rows.n; i++) {
        const struct piece *o = &v->old_rows.v[i];
        if (o->part > 0 || o->pos < v->at || o->pos > v->at + v->del)
            continue;
        buf_addf(b, "%s[%zu,%lld,\"%s\",%d,%d,%lld,%lld,%lld]", b->len == 0 ? "{\"starts\":[" : ",",
                 o->pos - v->at, (long long)o->id, o->ord, o->made, o->opens, (long long)o->speaker,
                 (long long)o->start_ms, (long long)o->end_ms);
    }
    if (b->len == 0 && v->ords_json.len == 0)
        return;
    buf_addf(b, "%s],\"ords\":[%s]}", b->len == 0 ? "{\"starts\":[" : "", buf_str(&v->ords_json));
}

static bool record(struct mover *v, const char *ins, int64_t undoes, struct err *err)
{
    struct buf h = BUF_INIT;
    struct act *a = v->s->act;
    note_rows(v);
    text_hurts_json(&v->out, &h);
    bool ok = act_reserve(v->s, err) &&
              db_run(v->s, STATEMENT_SPLICE_INSERT, err, "iiiiissott", db_new_id(v->s), a->id, a->seq,
                     v->source, (int64_t)v->at, buf_str(&v->old_text) + v->cut, v->cut_end - v->cut, ins,
                     v->ins_bytes, undoes, buf_str(&h), buf_str(&v->rows_json));
    buf_release(&h);
    if (ok) {
        a->nsplices++;
        vec_push(&a->sources, v->source);
    }
    return ok;
}

static bool read_back(struct mover *v, int64_t undoes, struct err *err)
{
    struct query q;
    if (!db_query(v->s, &q, STATEMENT_SPLICE_GET, err, "i", undoes))
        return false;
    bool sound = db_step(&q);
    if (sound) {
        const char *rows = col_text(&q, "rows");
        v->back_rows = rows[0] == '\0' ? json_object() : json_loads(rows, 0, NULL);
        sound = v->back_rows != NULL;
    }
    if (!db_end(&q, err))
        return false;
    return sound ||
           err_set(err, ERR_CORRUPT, _("the log holds a splice that cannot be read; run 'tema check'"));
}

static void mover_release(struct mover *v)
{
    arena_release(&v->arena);
    buf_release(&v->old_text);
    buf_release(&v->new_text);
    buf_release(&v->rows_json);
    buf_release(&v->ords_json);
    vec_release(&v->old_rows);
    vec_release(&v->new_rows);
    vec_release(&v->marks);
    vec_release(&v->standing);
    vec_release(&v->out);
    json_decref(v->back_rows);
}

static bool check_splice(struct store *s, const struct row_map *m, size_t at, size_t del, const char *ins,
                         size_t n, struct err *err)
{
    byte_off bad = {0};
    if (at > m->chars || del > m->chars - at)
        return err_set(err, ERR_INPUT, _("there are no %zu characters at %zu in this text, which has %zu"),
                       del, at, m->chars);
    if (n > 0 && (!utf8_valid(ins, n, &bad) || memchr(ins, '\0', n) != NULL))
        return err_set(err, ERR_INPUT, _("what is put in is no UTF-8 text, at byte %zu"), bad.b);
    if (s->act->turns_changed)
        return err_set(err, ERR_USAGE,
                       _("words and then turns: an act cannot change words after it has changed who speaks"));
    if (m->chars - del + n > (size_t)1 << 29)
        return err_set(err, ERR_INPUT, _("the text would be longer than a source can hold"));
    return true;
}

bool text_splice(struct store *s, tema_id source, size_t at, size_t del, const char *ins, size_t n,
                 int64_t undoes, const hurts *back, struct err *err)
{
    ACT_OPEN(s);
    const struct row_map *m;
    struct mover v = {.s = s,
                      .source = source,
                      .at = at,
                      .del = del,
                      .ins_bytes = n,
                      .back = back,
                      .anchors_stay = s->act->changes_taken};
    if (!act_map(s, source, &m, err) || !check_splice(s, m, at, del, ins, n, err))
        return false;
    if (del == 0 && n == 0)
        return true;
    v.ins = utf8_count(ins, n);
    act_capture(s, false);
    bool ok = (undoes == 0 || read_back(&v, undoes, err)) && read_paragraphs(&v, m, err) &&
              read_anchors(&v, m, err) && read_cues(&v, err);
    if (ok) {
        new_text(&v, ins);
        find_paragraphs(&v);
        keep_rows(&v);
        ok = v.back_rows == NULL || return_rows(&v, m, err);
    }
    if (ok) {
        new_starts(&v);
        ok = give_keys(&v, m, err);
    }
    if (ok) {
        cut_long(&v);
        ok = write_rows(&v, err) && move_marks(&v, err) && record(&v, ins, undoes, err);
    }
    act_capture(s, true);
    mover_release(&v);
    return ok;
}
