/* Undo and redo: the inverse of an act's changes, anchors and splices, as an act of its own; redo is the undo of that act by the same code.
 *
 * An act changes words first and records after; an undo takes records back first and words after. So an undo notes its anchors as they stand before its
 * own splices, every other act after them, and what is reversed begins with what came last.
 */
#include <jansson.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"
#include "text_priv.h"
#include "undo_priv.h"

/* ---- saying who ---- */

/* `y`: what stands in the way, NULL when that is not known. */
static bool refuse(struct store *s, const struct past_act *x, const struct past_act *y, struct err *err)
{
    if (y == NULL)
        return err_set(
            err, ERR_CONFLICT,
            x->is_undo ? _("“%s” cannot be done again: what it hangs together with has been changed since")
                       : _("“%s” cannot be taken back: what it hangs together with has been changed since"),
            x->first_words);
    char date[17];
    clock_minute(y->at, date);
    struct query q;
    char *name = mem_strdup(_("someone"));
    if (db_query(s, &q, STATEMENT_CODER_NAME, NULL, "i", y->coder)) {
        if (db_step(&q)) {
            mem_free(name);
            name = mem_strdup(col_text(&q, "name"));
        }
        db_end(&q, NULL);
    }
    err_set(err, ERR_CONFLICT,
            x->is_undo ? _("“%s” cannot be done again: %s has since done “%s” (%s)")
                       : _("“%s” cannot be taken back: %s has since done “%s” (%s)"),
            x->first_words, name, y->first_words, date);
    mem_free(name);
    return false;
}

/* The latest act since `x` that touched the record, taken back or not: it is only named. */
static bool refuse_for(struct store *s, const struct past_act *x, const struct touched *t, struct err *err)
{
    struct query q;
    struct arena a = ARENA_INIT;
    struct past_act y = {0};
    bool found = false;
    if (!db_query(s, &q, STATEMENT_ACT_SINCE, err, "i", x->seq))
        return false;
    while (!found && t->table != NULL && db_step(&q)) {
        const void *p = col_blob(&q, "changes");
        found = changes_touch(p, (int)col_bytes(&q, "changes"), t);
        if (found) {
            y.coder = col_int(&q, "coder");
            y.at = col_int(&q, "at");
            y.first_words = col_dup(&q, "words", &a);
        }
    }
    if (db_end(&q, err))
        refuse(s, x, found ? &y : NULL, err);
    arena_release(&a);
    return false;
}

/* ---- records ---- */

struct applying {
    struct store *s;
    struct touched hit;
    bool conflict;
};

static int on_conflict(void *data, int why, sqlite3_changeset_iter *it)
{
    struct applying *p = data;
    const char *table = NULL;
    p->conflict = true;
    if (why == SQLITE_CHANGESET_FOREIGN_KEY) {
        struct query q;
        if (db_query(p->s, &q, STATEMENT_FOREIGN_KEY_FAULT, NULL, "")) {
            if (db_step(&q)) {
                p->hit.table = mem_strdup(col_text(&q, "child"));
                p->hit.key[0] = col_int(&q, "row");
                p->hit.nkey = 1;
            }
            db_end(&q, NULL);
        }
        return SQLITE_CHANGESET_ABORT;
    }
    touched_read(it, &p->hit, &table);
    p->hit.table = mem_strdup(table);
    return SQLITE_CHANGESET_ABORT;
}

/* Long paragraphs' continuations follow their heads, which the changeset alone knows of. */
static bool sync_rows(struct store *s, void *changes, int n, struct err *err)
{
    sqlite3_changeset_iter *it = NULL;
    bool ok = true;
    if (sqlite3changeset_start(&it, n, changes) != SQLITE_OK)
        return true;
    while (ok && sqlite3changeset_next(it) == SQLITE_ROW) {
        struct touched t = {0};
        const char *table = NULL;
        touched_read(it, &t, &table);
        if (strcmp(table, "row") == 0)
            ok = text_sync_parts(s, t.key[0], err);
    }
    sqlite3changeset_finalize(it);
    return ok;
}

static bool reverse_changes(struct store *s, const struct past_act *x, struct err *err)
{
    void *inverse = NULL;
    int n = 0;
    struct applying p = {.s = s};
    if (x->nchanges == 0)
        return true;
    int rc = sqlite3changeset_invert(x->nchanges, x->changes, &n, &inverse);
    if (rc == SQLITE_OK)
        rc = sqlite3changeset_apply(s->db, n, inverse, NULL, on_conflict, &p);
    int deferred = db_exec(s, "PRAGMA defer_foreign_keys = ON");
    bool ok = rc == SQLITE_OK && deferred == SQLITE_OK;
    if (!ok && p.conflict)
        refuse_for(s, x, &p.hit, err);
    else if (!ok)
        db_fail(s, rc != SQLITE_OK ? rc : deferred, err);
    ok = ok && sync_rows(s, inverse, n, err);
    mem_free(p.hit.table);
    sqlite3_free(inverse);
    return ok;
}

/* ---- the history of a source's words ---- */

struct history {
    VEC(struct past_splice) past;
    VEC(tema_id) acts; /* of each */
};

static void history_release(struct history *h)
{
    for (size_t i = 0; i < h->past.n; i++)
        vec_release(&h->past.v[i].stored);
    vec_release(&h->past);
    vec_release(&h->acts);
}

static bool read_history(struct store *s, tema_id source, int64_t since, struct history *h,
                         int64_t *ret_oldest, struct err *err)
{
    struct query q;
    bool sound = true;
    if (!db_query(s, &q, STATEMENT_SPLICE_HISTORY, err, "ii", source, since))
        return false;
    *ret_oldest = 0;
    while (sound && db_step(&q)) {
        struct past_splice p = {.id = col_int(&q, "id")};
        vec_push(&h->acts, col_int(&q, "act"));
        p.span.at = (size_t)col_int(&q, "at");
        const char *del = col_text(&q, "del");
        p.span.del = utf8_count(del, col_bytes(&q, "del"));
        const char *ins = col_text(&q, "ins");
        p.span.ins = utf8_count(ins, col_bytes(&q, "ins"));
        p.undoes = col_int(&q, "undoes");
        if (p.undoes != 0 && (*ret_oldest == 0 || p.undoes < *ret_oldest))
            *ret_oldest = p.undoes;
        sound = text_read_hurts(col_text(&q, "hurts"), &p.stored);
        vec_push(&h->past, p);
    }
    if (!db_end(&q, err))
        return false;
    return sound ||
           err_set(err, ERR_CORRUPT, _("the log holds a splice that cannot be read; run 'tema check'"));
}

static bool knows(const struct history *h, int64_t id)
{
    for (size_t i = 0; i < h->past.n; i++)
        if (h->past.v[i].id == id)
            return true;
    return false;
}

/* All splices from `since` on, and further back as long as one of them takes back an older one (marks.h). */
static bool deep_history(struct store *s, tema_id source, int64_t since, struct history *h, struct err *err)
{
    for (;;) {
        int64_t oldest = 0, from = since;
        if (!read_history(s, source, since, h, &oldest, err))
            return false;
        for (size_t i = 0; i < h->past.n; i++) {
            int64_t seq = 0;
            if (h->past.v[i].undoes == 0 || knows(h, h->past.v[i].undoes))
                continue;
            if (!db_number(s, STATEMENT_SPLICE_SEQ, &seq, NULL, err, "i", h->past.v[i].undoes))
                return false;
            from = seq < from ? seq : from;
        }
        if (from == since)
            return true;
        since = from;
        history_release(h);
    }
}

/* ---- anchors ---- */

static bool carry(struct store *s, const struct past_act *x, tema_id source, size_t *start, size_t *end,
                  struct err *err)
{
    struct history h = {0};
    int64_t oldest = 0;
    struct mark m = {.id = 1, .kind = MARK_RANGE, .start = *start, .end = *end};
    bool ok = read_history(s, source, x->is_undo ? x->seq : x->seq + 1, &h, &oldest, err);
    if (ok) {
        marks_carry(&m, 1, h.past.v, h.past.n, NULL);
        *start = m.start;
        *end = m.end;
    }
    history_release(&h);
    return ok;
}

static bool refuse_anchor(struct store *s, const struct past_act *x, tema_id segment, struct err *err)
{
    struct touched t = {.table = mem_strdup("segment"), .key = {segment}, .nkey = 1};
    refuse_for(s, x, &t, err);
    mem_free(t.table);
    return false;
}

/* One anchor of the act: in the first pass those it put there go, in the second those that it removed or moved come back. */
static bool reverse_anchor(struct store *s, const struct past_act *x, json_t *j, bool first, struct err *err)
{
    json_int_t segment = 0, source = 0;
    json_t *before = NULL, *after = NULL;
    if (json_unpack(j, "[I,I,o,o]", &segment, &source, &before, &after) != 0)
        return err_set(err, ERR_CORRUPT, _("the log holds an act that cannot be read; run 'tema check'"));
    tema_id now = 0;
    size_t at = 0, upto = 0;
    bool had = json_is_array(before), has = json_is_array(after), there = false;
    if (first && !act_anchor_get(s, segment, &now, &at, &upto, &there, err))
        return false;
    if (first && there != has)
        return refuse_anchor(s, x, segment, err);
    if (first && had && has) { /* moved by hand: it must stand where the act put it */
        size_t start = (size_t)json_integer_value(json_array_get(after, 0)),
               end = (size_t)json_integer_value(json_array_get(after, 1));
        if (!carry(s, x, source, &start, &end, err))
            return false;
        return (start == at && end == upto) || refuse_anchor(s, x, segment, err);
    }
    if (first)
        return !has || act_anchor_remove(s, segment, err);
    if (!had)
        return true;
    size_t start = (size_t)json_integer_value(json_array_get(before, 0)),
           end = (size_t)json_integer_value(json_array_get(before, 1));
    return carry(s, x, source, &start, &end, err) &&
           act_anchor_set(s, segment, source, (cp_off){start}, (cp_off){end}, err);
}

static bool reverse_anchors(struct store *s, const struct past_act *x, bool first, struct err *err)
{
    if (x->anchors[0] == '\0')
        return true;
    json_t *j = json_loads(x->anchors, 0, NULL);
    bool ok = j != NULL ||
              err_set(err, ERR_CORRUPT, _("the log holds an act that cannot be read; run 'tema check'"));
    for (size_t i = json_array_size(j); ok && i-- > 0;)
        ok = reverse_anchor(s, x, json_array_get(j, i), first, err);
    json_decref(j);
    return ok;
}

/* ---- words ---- */

struct old_splice {
    int64_t id;
    tema_id source;
    char *del, *ins, *hurts;
    size_t at, ndel, nins;
};

/* Who changed these words: the newest act since whose splices nobody has taken back. */
static bool refuse_splice(struct store *s, const struct past_act *x, const struct history *h, size_t which,
                          struct err *err)
{
    struct arena a = ARENA_INIT;
    struct past_act y = {0}, first;
    bool found = false;
    for (size_t i = h->past.n; i-- > which + 1 && !found;) {
        bool undone = false;
        for (size_t k = i + 1; k < h->past.n; k++)
            undone = undone || h->past.v[k].undoes == h->past.v[i].id;
        if (!undone && h->past.v[i].undoes == 0 && h->acts.v[i] != s->act->id && h->acts.v[i] != x->id)
            found = past_act_read(s, h->acts.v[i], &a, &y, NULL) && past_first(s, &y, &a, &first, NULL);
    }
    refuse(s, x, found ? &y : NULL, err);
    arena_release(&a);
    return false;
}

/* A row that came with the words now taken back goes with them, unless a later act that stands has changed it: its undo would find nothing. Doing a deletion
 * again is like deleting: it may take them. */
static bool check_gone(struct store *s, const struct past_act *x, const past_acts *since, struct err *err)
{
    bool ok = true;
    char table[] = "row";
    for (size_t i = 0; ok && !x->is_undo && i < s->act->gone.n; i++) {
        struct touched t = {.table = table, .key = {s->act->gone.v[i]}, .nkey = 1};
        const struct past_act *y = since_touching(since, &t);
        ok = y == NULL || refuse(s, x, y, err);
    }
    vec_clear(&s->act->gone);
    return ok;
}

/* Where nobody has changed the source since, splices taken back from the last one on find the very text that they left: no history is needed. */
static bool reverse_directly(struct store *s, const struct old_splice *p, struct err *err)
{
    hurts back = VEC_INIT;
    bool ok = text_read_hurts(p->hurts, &back) ||
              err_set(err, ERR_CORRUPT, _("the log holds a splice that cannot be read; run 'tema check'"));
    ok = ok &&
         text_splice(s, p->source, p->at, utf8_count(p->ins, p->nins), p->del, p->ndel, p->id, &back, err);
    vec_release(&back);
    return ok;
}

static bool reverse_splice(struct store *s, const struct past_act *x, const past_acts *since,
                           const struct old_splice *p, struct err *err)
{
    struct history h = {0};
    struct splice_span span = {0};
    hurts back = VEC_INIT;
    int64_t others = 0;
    if (!db_number(s, STATEMENT_SPLICE_SINCE, &others, NULL, err, "iii", p->source, x->seq, s->act->id))
        return false;
    if (others == 0)
        return reverse_directly(s, p, err) && check_gone(s, x, since, err);
    bool hit = false, ok = deep_history(s, p->source, x->seq, &h, err);
    size_t which = 0;
    while (ok && which < h.past.n && h.past.v[which].id != p->id)
        which++;
    if (ok && (which == h.past.n || !marks_take_back(h.past.v, h.past.n, which, &span, &back, &hit)))
        ok = err_set(err, ERR_CORRUPT,
                     _("the log says of a splice that it was taken back twice; run 'tema check'"));
    if (ok && hit)
        ok = refuse_splice(s, x, &h, which, err);
    if (ok) {
        const struct row_map *m;
        struct buf now = BUF_INIT;
        ok = act_map(s, p->source, &m, err) && text_words(s, m, span.at, span.at + span.del, &now, err);
        if (ok && (now.len != p->nins || memcmp(buf_str(&now), p->ins, p->nins) != 0))
            ok = refuse_splice(s, x, &h, which, err);
        buf_release(&now);
    }
    ok = ok && text_splice(s, p->source, span.at, span.del, p->del, p->ndel, p->id, &back, err);
    ok = ok && check_gone(s, x, since, err);
    vec_release(&back);
    history_release(&h);
    return ok;
}

static bool reverse_splices(struct store *s, const struct past_act *x, const past_acts *since,
                            struct err *err)
{
    struct arena a = ARENA_INIT;
    VEC(struct old_splice) list = VEC_INIT;
    struct query q;
    bool ok = db_query(s, &q, STATEMENT_ACT_SPLICES, err, "i", x->id);
    if (ok) {
        while (db_step(&q)) {
            struct old_splice p = {.id = col_int(&q, "id"), .source = col_int(&q, "source")};
            p.del = col_dup(&q, "del", &a);
            p.ndel = col_bytes(&q, "del");
            p.ins = col_dup(&q, "ins", &a);
            p.nins = col_bytes(&q, "ins");
            p.at = (size_t)col_int(&q, "at");
            p.hurts = col_dup(&q, "hurts", &a);
            vec_push(&list, p);
        }
        ok = db_end(&q, err);
    }
    for (size_t i = list.n; ok && i-- > 0;)
        ok = reverse_splice(s, x, since, &list.v[i], err);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

static bool may_have_memos(const char *table)
{
    return strcmp(table, "segment") == 0 || strcmp(table, "code") == 0 || strcmp(table, "theme") == 0 ||
           strcmp(table, "structure") == 0;
}

/* What a changeset cannot know of: a memo has what it is about, and codes and themes form trees. */
static bool check_sense(struct store *s, const struct past_act *x, struct err *err)
{
    sqlite3_changeset_iter *it = NULL;
    bool ok = true, codes = false, themes = false;
    if (!changes_start(&it, x->changes, x->nchanges))
        return true;
    while (ok && sqlite3changeset_next(it) ==
                     SQLITE_ROW) { /* as x did it: what it put in has gone now, what it removed is back */
        struct touched t = {0};
        const char *table = NULL;
        int columns = 0, op = 0, indirect = 0;
        int64_t memo = 0;
        touched_read(it, &t, &table);
        sqlite3changeset_op(it, &table, &columns, &op, &indirect);
        codes = codes || strcmp(table, "code") == 0;
        themes = themes || strcmp(table, "theme") == 0;
        if (op == SQLITE_INSERT && may_have_memos(table))
            ok = db_number(s, STATEMENT_MEMO_ASTRAY_OF, &memo, NULL, err, "i", t.key[0]);
        else if (op == SQLITE_DELETE && strcmp(table, "memo") == 0)
            ok = db_number(s, STATEMENT_MEMO_ASTRAY, &memo, NULL, err, "i", t.key[0]);
        if (ok && memo != 0)
            ok = refuse_for(s, x, &t, err);
    }
    sqlite3changeset_finalize(it);
    int64_t lost = 0, astray = 0;
    ok = ok && (!codes || db_number(s, STATEMENT_CODE_LOST, &lost, NULL, err, "")) &&
         (!themes || db_number(s, STATEMENT_THEME_LOST, &astray, NULL, err, ""));
    return ok && ((lost == 0 && astray == 0) || refuse(s, x, NULL, err));
}

static bool reverse(struct store *s, const struct past_act *x, const past_acts *since, struct err *err)
{
    if (x->is_undo)
        return reverse_splices(s, x, since, err) && reverse_anchors(s, x, true, err) &&
               reverse_changes(s, x, err) && reverse_anchors(s, x, false, err) && check_sense(s, x, err);
    return reverse_anchors(s, x, true, err) && reverse_changes(s, x, err) &&
           reverse_anchors(s, x, false, err) && check_sense(s, x, err) && act_take_changes(s, err) &&
           reverse_splices(s, x, since, err);
}

/* ---- undo, redo ---- */

/* The coder's top act, and that nothing is in its way. */
static bool reverse_top(struct store *s, tema_id top, struct arena *a, struct past_act *x,
                        struct past_act *first, struct err *err)
{
    past_acts since = VEC_INIT;
    const struct past_act *met = NULL;
    if (!past_act_read(s, top, a, x, err) || !past_first(s, x, a, first, err))
        return false;
    bool ok = since_read(s, x, a, &since, err) && since_find(s, x, &since, &met, err);
    ok = ok && (met == NULL || refuse(s, x, met, err)) && reverse(s, x, &since, err);
    vec_release(&since);
    return ok;
}

static bool again(struct store *s, bool redo, struct act_row *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct past_act x, first;
    struct act *act = s->act;
    if (!store_begin(s, redo ? "redo" : "undo", err))
        return false;
    tema_id undo_top = act->undo_top, redo_top = act->redo_top, top = redo ? redo_top : undo_top;
    bool ok =
        top != 0 || err_set(err, ERR_NOT_FOUND,
                            redo ? _("there is nothing to do again") : _("there is nothing to take back"));
    ok = ok && reverse_top(s, top, &a, &x, &first, err);
    if (ok) {
        act->stacks_set = true;
        act->target = redo ? first.id : x.id;
        act->under = redo ? undo_top : redo_top;
        act->undo_top = redo ? act->id : x.under;
        act->redo_top = redo ? x.under : act->id;
        ok = redo ? store_commit(s, NULL, err, _("did again: %s"), first.words)
                  : store_commit(s, NULL, err, _("took back: %s"), first.words);
    } else {
        store_rollback(s);
    }
    if (ok && ret != NULL) {
        mem_free(act->last_kind);
        mem_free(act->last_words);
        act->last_kind = mem_strdup(first.kind);
        act->last_words = mem_strdup(first.words);
        *ret = (struct act_row){.seq = first.seq,
                                .id = first.id,
                                .coder = first.coder,
                                .kind = act->last_kind,
                                .words = act->last_words,
                                .at = first.at,
                                .target = 0};
    }
    arena_release(&a);
    return ok;
}

bool store_undo(struct store *s, struct act_row *ret, struct err *err)
{
    return again(s, false, ret, err);
}

bool store_redo(struct store *s, struct act_row *ret, struct err *err)
{
    return again(s, true, ret, err);
}
