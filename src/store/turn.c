/* Changing words and turns from outside: splices, edits, who speaks where. Small helpers of the mover. */
#include <jansson.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/model/textdiff.h"
#include "tema/text/utf8.h"
#include "text_priv.h"

/* ---- continuations ---- */

bool text_set_ord(struct store *s, tema_id row, const char *ord, struct err *err)
{
    if (!db_run(s, STATEMENT_ROW_SET_ORD, err, "it", row, ord))
        return false;
    struct buf key = BUF_INIT;
    bool ok = true;
    for (int part = 1; ok && db_changes(s) > 0; part++) {
        buf_clear(&key);
        text_part_ord(&key, ord, part);
        ok = db_run(s, STATEMENT_ROW_SET_ORD, err, "it", text_part_id(row, part), buf_str(&key));
    }
    buf_release(&key);
    return ok;
}

bool text_sync_parts(struct store *s, tema_id row, struct err *err)
{
    bool ok = true;
    act_capture(s, false);
    for (int part = 1; ok; part++) {
        ok = db_run(s, STATEMENT_ROW_COPY_SPEAKER, err, "ii", text_part_id(row, part), row);
        if (db_changes(s) == 0)
            break;
    }
    act_capture(s, true);
    return ok;
}

/* ---- hurts ---- */

void text_hurts_json(const hurts *h, struct buf *out)
{
    for (size_t i = 0; i < h->n; i++)
        buf_addf(out, "%s[%lld,%d,%zu,%zu,%zu,%zu]", i == 0 ? "[" : ",", (long long)h->v[i].id,
                 (int)h->v[i].kind, h->v[i].start, h->v[i].end, h->v[i].left_start, h->v[i].left_end);
    if (h->n > 0)
        buf_addch(out, ']');
}

bool text_read_hurts(const char *json, hurts *out)
{
    if (json[0] == '\0')
        return true;
    json_t *j = json_loads(json, 0, NULL), *item;
    bool ok = json_is_array(j);
    size_t i;
    json_array_foreach(j, i, item)
    {
        json_int_t id = 0, n[4];
        int kind = 0;
        if (json_unpack(item, "[I,i,I,I,I,I]", &id, &kind, &n[0], &n[1], &n[2], &n[3]) != 0 || kind < 0 ||
            kind > MARK_POINT) {
            ok = false;
            break;
        }
        struct hurt h = {.id = id,
                         .kind = (enum mark_kind)kind,
                         .start = (size_t)n[0],
                         .end = (size_t)n[1],
                         .left_start = (size_t)n[2],
                         .left_end = (size_t)n[3]};
        vec_push(out, h);
    }
    json_decref(j);
    return ok;
}

/* ---- words ---- */

static bool visible(struct store *s, tema_id source, struct err *err)
{
    int64_t there = 0;
    if (!db_number(s, STATEMENT_SOURCE_IS_THERE, &there, NULL, err, "ii", source, (int64_t)0))
        return false;
    return there != 0 || err_set(err, ERR_NOT_FOUND, _("there is no such source"));
}

bool store_splice(struct store *s, tema_id source, cp_off at, size_t del, const char *ins, size_t n,
                  struct err *err)
{
    ACT_OPEN(s);
    return visible(s, source, err) && text_splice(s, source, at.cp, del, n == 0 ? "" : ins, n, 0, NULL, err);
}

bool store_edit(struct store *s, tema_id source, const char *text, size_t n, size_t *ret_splices,
                struct err *err)
{
    ACT_OPEN(s);
    const struct row_map *m;
    byte_off bad = {0};
    if (!visible(s, source, err) || !act_map(s, source, &m, err))
        return false;
    if (n > 0 && (!utf8_valid(text, n, &bad) || memchr(text, '\0', n) != NULL))
        return err_set(err, ERR_INPUT, _("the new text is no UTF-8 text, at byte %zu"), bad.b);
    struct buf old = BUF_INIT;
    text_splices list = VEC_INIT;
    bool ok = text_words(s, m, 0, m->chars, &old, err);
    if (ok)
        textdiff(buf_str(&old), old.len, n == 0 ? "" : text, n, &list);
    for (size_t i = 0; ok && i < list.n; i++)
        ok = text_splice(s, source, list.v[i].at, list.v[i].del,
                         list.v[i].ins_n == 0 ? "" : text + list.v[i].ins_b, list.v[i].ins_n, 0, NULL, err);
    if (ok && ret_splices != NULL)
        *ret_splices = list.n;
    vec_release(&list);
    buf_release(&old);
    return ok;
}

/* ---- turns ---- */

struct turn_row {
    tema_id id, speaker;
    size_t start;
    bool opens, made; /* made: begun by an edit */
    int part;
    int64_t start_ms;
};
typedef VEC(struct turn_row) turn_rows;

static bool read_turns(struct store *s, tema_id source, turn_rows *out, struct err *err)
{
    struct query q;
    size_t pos = 0;
    if (!visible(s, source, err) || !db_query(s, &q, STATEMENT_TURN_ROWS, err, "i", source))
        return false;
    while (db_step(&q)) {
        struct turn_row r = {.id = col_int(&q, "id"), .start = pos};
        r.part = (int)col_int(&q, "part");
        r.made = col_int(&q, "made") != 0;
        r.opens = col_int(&q, "opens") != 0;
        r.speaker = col_int(&q, "speaker");
        r.start_ms = col_num(&q, "start_ms");
        pos += (size_t)col_int(&q, "chars");
        vec_push(out, r);
    }
    return db_end(&q, err);
}

/* The rows [*ret_first, *ret_end) of the turn that holds `pos`; the text's first row always begins one. */
static bool find_turn(const turn_rows *t, size_t pos, size_t *ret_first, size_t *ret_end, struct err *err)
{
    if (t->n == 0)
        return err_set(err, ERR_CORRUPT, _("a source has no text rows; run 'tema check'"));
    size_t i = 0;
    while (i + 1 < t->n && t->v[i + 1].start <= pos)
        i++;
    size_t end = i + 1;
    while (i > 0 && !t->v[i].opens)
        i--;
    while (end < t->n && !t->v[end].opens)
        end++;
    *ret_first = i;
    *ret_end = end;
    return true;
}

static bool set_turn(struct store *s, const struct turn_row *r, bool opens, tema_id speaker, int64_t start_ms,
                     struct err *err)
{
    s->act->turns_changed = true;
    return db_run(s, STATEMENT_ROW_SET_TURN, err, "iiom", r->id, (int64_t)opens, speaker, start_ms) &&
           text_sync_parts(s, r->id, err);
}

static bool give_turn(struct store *s, turn_rows *t, size_t first, size_t end, tema_id speaker,
                      struct err *err)
{
    for (size_t i = first; i < end; i++)
        if (t->v[i].part == 0 && t->v[i].speaker != speaker &&
            !set_turn(s, &t->v[i], t->v[i].opens, speaker, t->v[i].start_ms, err))
            return false;
    return true;
}

bool store_set_turn_speaker(struct store *s, tema_id source, cp_off pos, tema_id speaker, struct err *err)
{
    ACT_OPEN(s);
    turn_rows t = VEC_INIT;
    size_t first = 0, end = 0;
    int64_t there = 1;
    bool ok = read_turns(s, source, &t, err) && find_turn(&t, pos.cp, &first, &end, err);
    if (ok && speaker != 0) {
        ok = db_number(s, STATEMENT_SPEAKER_IS_THERE, &there, NULL, err, "ii", speaker, source);
        if (ok && there == 0)
            ok = err_set(err, ERR_INPUT, _("this speaker does not belong to this source"));
    }
    ok = ok && give_turn(s, &t, first, end, speaker, err);
    vec_release(&t);
    return ok;
}

static bool char_at(struct store *s, const struct row_map *m, size_t pos, uint32_t *ret, struct err *err)
{
    struct buf b = BUF_INIT;
    *ret = 0;
    bool ok = text_words(s, m, pos, pos + 1 < m->chars ? pos + 1 : m->chars, &b, err);
    if (ok && b.len > 0)
        utf8_decode(b.s, b.len, ret);
    buf_release(&b);
    return ok;
}

/* A line end that splitting put in becomes the blank it was; *ret_gone: the row is one with the row before now. */
static bool mend_line(struct store *s, tema_id source, const struct turn_row *r, bool *ret_gone,
                      struct err *err)
{
    const struct row_map *m;
    uint32_t end = 0, before = 0;
    *ret_gone = false;
    if (!r->made || r->start < 2)
        return true;
    if (!act_map(s, source, &m, err) || !char_at(s, m, r->start - 1, &end, err) ||
        !char_at(s, m, r->start - 2, &before, err))
        return false;
    if (end != '\n' || before == '\n')
        return true;
    *ret_gone = true;
    return text_splice(s, source, r->start - 1, 1, " ", 1, 0, NULL, err);
}

bool store_join_turn(struct store *s, tema_id source, cp_off pos, struct err *err)
{
    ACT_OPEN(s);
    turn_rows t = VEC_INIT;
    size_t first = 0, end = 0;
    bool gone = false;
    bool ok = read_turns(s, source, &t, err) && find_turn(&t, pos.cp, &first, &end, err);
    if (ok && first == 0)
        ok = err_set(err, ERR_INPUT, _("this is the first turn; there is none before it to join"));
    ok = ok && mend_line(s, source, &t.v[first], &gone, err);
    if (ok && gone) {
        vec_clear(&t);
        ok = read_turns(s, source, &t, err) && find_turn(&t, pos.cp, &first, &end, err) &&
             give_turn(s, &t, first + 1, end, t.v[first].speaker, err);
    } else if (ok) {
        tema_id speaker = t.v[first - 1].speaker;
        ok = set_turn(s, &t.v[first], false, speaker, t.v[first].start_ms, err) &&
             give_turn(s, &t, first + 1, end, speaker, err);
    }
    vec_release(&t);
    return ok;
}

/* Puts the line end in; *ret is where the new turn begins. */
static bool break_line(struct store *s, tema_id source, size_t pos, size_t *ret, struct err *err)
{
    const struct row_map *m;
    uint32_t before = 0, here = 0, next = 0;
    if (!act_map(s, source, &m, err))
        return false;
    if (pos == 0 || pos >= m->chars)
        return err_set(err, ERR_INPUT,
                       _("a turn begins between two words; there are none on one side of this place"));
    if (!char_at(s, m, pos - 1, &before, err) || !char_at(s, m, pos, &here, err) ||
        !char_at(s, m, pos + 1, &next, err))
        return false;
    if (here == '\n' || (here == ' ' && before != ' ' && (next == '\n' || next == 0)))
        return err_set(err, ERR_INPUT, _("the turn ends here already"));
    *ret = pos;
    if (before == '\n')
        return true;
    if (before == ' ')
        return text_splice(s, source, pos - 1, 1, "\n", 1, 0, NULL, err);
    *ret = pos + 1;
    return text_splice(s, source, pos, here == ' ', "\n", 1, 0, NULL, err);
}

static bool cue_time(struct store *s, const turn_rows *t, size_t i, int64_t *ret, struct err *err)
{
    bool found = false;
    if (!db_number(s, STATEMENT_CUE_TIME, ret, &found, err, "ii", t->v[i].id, (int64_t)0))
        return false;
    if (!found && i > 0 &&
        !db_number(s, STATEMENT_CUE_TIME, ret, &found, err, "ii", t->v[i - 1].id, INT64_MAX))
        return false;
    if (!found)
        *ret = -1;
    return true;
}

bool store_split_turn(struct store *s, tema_id source, cp_off pos, struct err *err)
{
    ACT_OPEN(s);
    turn_rows t = VEC_INIT;
    size_t begin = 0, i = 0;
    int64_t time = -1;
    if (!visible(s, source, err) || !read_turns(s, source, &t, err))
        return false;
    while (i < t.n && t.v[i].start != pos.cp)
        i++;
    bool ok = i == t.n || !t.v[i].opens || err_set(err, ERR_INPUT, _("a turn begins here already"));
    ok = ok && break_line(s, source, pos.cp, &begin, err);
    vec_clear(&t);
    ok = ok && read_turns(s, source, &t, err);
    for (i = 0; ok && i < t.n && t.v[i].start != begin; i++)
        ;
    if (ok && i == t.n)
        ok = err_set(err, ERR_INPUT, _("no turn can begin here"));
    ok = ok && cue_time(s, &t, i, &time, err) && set_turn(s, &t.v[i], true, t.v[i].speaker, time, err);
    vec_release(&t);
    return ok;
}
