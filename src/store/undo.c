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

struct past_act {
    int64_t seq, at;
    tema_id id, coder, target, under;
    char *kind, *words, *anchors; /* in the arena */
    void *changes;
    int nchanges;
    bool is_undo;
};

static bool read_act(struct store *s, tema_id id, struct arena *a, struct past_act *ret, struct err *err) {
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_GET, err, "i", id))
        return false;
    bool found = db_step(&q);
    if (found) {
        *ret = (struct past_act){.seq = col_int(&q, "seq"), .id = col_int(&q, "id"), .coder = col_int(&q, "coder")};
        ret->kind = col_dup(&q, "kind", a);
        ret->at = col_int(&q, "at");
        ret->words = col_dup(&q, "words", a);
        ret->target = col_int(&q, "target");
        ret->under = col_int(&q, "under");
        const void *p = col_blob(&q, "changes");
        ret->nchanges = (int)col_bytes(&q, "changes");
        ret->changes = arena_alloc(a, (size_t)ret->nchanges + 1);
        if (ret->nchanges > 0)
            memcpy(ret->changes, p, (size_t)ret->nchanges);
        ret->anchors = col_dup(&q, "anchors", a);
        ret->is_undo = strcmp(ret->kind, "undo") == 0;
    }
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_CORRUPT, _("the log lacks an act that it names; run 'tema check'"));
}

/* ---- saying who ---- */

struct touched { /* a record: table and primary key */
    char *table;
    int64_t key[2];
    int nkey;
};

static int64_t key_part(sqlite3_changeset_iter *it, int op, int column) {
    sqlite3_value *v = NULL;
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(it, column, &v);
    else
        sqlite3changeset_old(it, column, &v);
    return v == NULL ? 0 : sqlite3_value_int64(v);
}

static void read_key(sqlite3_changeset_iter *it, struct touched *t, const char **ret_table) {
    unsigned char *in_key = NULL;
    int n = 0, op = 0, indirect = 0;
    sqlite3changeset_op(it, ret_table, &n, &op, &indirect);
    sqlite3changeset_pk(it, &in_key, &n);
    t->nkey = 0;
    for (int i = 0; i < n && t->nkey < 2; i++)
        if (in_key[i])
            t->key[t->nkey++] = key_part(it, op, i);
}

static bool touches(const void *changes, int n, const struct touched *t) {
    sqlite3_changeset_iter *it = NULL;
    bool found = false;
    union { const void *in; void *out; } p = {changes}; /* SQLite's prototype lacks a const */
    if (n == 0 || sqlite3changeset_start(&it, n, p.out) != SQLITE_OK)
        return false;
    while (!found && sqlite3changeset_next(it) == SQLITE_ROW) {
        struct touched o = {0};
        const char *table = NULL;
        read_key(it, &o, &table);
        found = strcmp(table, t->table) == 0 && o.key[0] == t->key[0] && (t->nkey < 2 || o.nkey < 2 || o.key[1] == t->key[1]);
    }
    sqlite3changeset_finalize(it);
    return found;
}

static bool refuse(struct store *s, const char *what, tema_id who, const char *did, int64_t at, struct err *err) {
    char date[17];
    clock_minute(at, date);
    struct query q;
    char *name = mem_strdup(_("someone"));
    if (db_query(s, &q, STATEMENT_CODER_NAME, NULL, "i", who)) {
        if (db_step(&q)) {
            mem_free(name);
            name = mem_strdup(col_text(&q, "name"));
        }
        db_end(&q, NULL);
    }
    if (did == NULL)
        err_set(err, ERR_CONFLICT, _("“%s” cannot be taken back: what it hangs together with has been changed since"), what);
    else
        err_set(err, ERR_CONFLICT, _("“%s” cannot be taken back: %s has since done “%s” (%s)"), what, name, did, date);
    mem_free(name);
    return false;
}

/* The latest act since `x` that touched the record. */
static bool refuse_for(struct store *s, const struct past_act *x, const char *what, const struct touched *t, struct err *err) {
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_SINCE, err, "i", x->seq))
        return false;
    char *did = NULL;
    tema_id who = 0;
    int64_t at = 0;
    while (did == NULL && db_step(&q)) {
        tema_id coder = col_int(&q, "coder");
        int64_t when = col_int(&q, "at");
        const void *p = col_blob(&q, "changes");
        if (t->table != NULL && touches(p, (int)col_bytes(&q, "changes"), t)) {
            did = mem_strdup(col_text(&q, "words"));
            who = coder;
            at = when;
        }
    }
    if (!db_end(&q, err)) {
        mem_free(did);
        return false;
    }
    refuse(s, what, who, did, at, err);
    mem_free(did);
    return false;
}

/* ---- records ---- */

struct applying {
    struct store *s;
    struct touched hit;
    bool conflict;
};

static int on_conflict(void *data, int why, sqlite3_changeset_iter *it) {
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
    read_key(it, &p->hit, &table);
    p->hit.table = mem_strdup(table);
    return SQLITE_CHANGESET_ABORT;
}

/* Long paragraphs' continuations follow their heads, which the changeset alone knows of. */
static bool sync_rows(struct store *s, void *changes, int n, struct err *err) {
    sqlite3_changeset_iter *it = NULL;
    bool ok = true;
    if (sqlite3changeset_start(&it, n, changes) != SQLITE_OK)
        return true;
    while (ok && sqlite3changeset_next(it) == SQLITE_ROW) {
        struct touched t = {0};
        const char *table = NULL;
        read_key(it, &t, &table);
        if (strcmp(table, "row") == 0)
            ok = text_sync_parts(s, t.key[0], err);
    }
    sqlite3changeset_finalize(it);
    return ok;
}

static bool reverse_changes(struct store *s, const struct past_act *x, const char *what, struct err *err) {
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
        refuse_for(s, x, what, &p.hit, err);
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

static void history_release(struct history *h) {
    for (size_t i = 0; i < h->past.n; i++)
        vec_release(&h->past.v[i].stored);
    vec_release(&h->past);
    vec_release(&h->acts);
}

static bool read_history(struct store *s, tema_id source, int64_t since, struct history *h, int64_t *ret_oldest, struct err *err) {
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
    return sound || err_set(err, ERR_CORRUPT, _("the log holds a splice that cannot be read; run 'tema check'"));
}

static bool knows(const struct history *h, int64_t id) {
    for (size_t i = 0; i < h->past.n; i++)
        if (h->past.v[i].id == id)
            return true;
    return false;
}

/* All splices from `since` on, and further back as long as one of them takes back an older one (marks.h). */
static bool deep_history(struct store *s, tema_id source, int64_t since, struct history *h, struct err *err) {
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

static bool carry(struct store *s, const struct past_act *x, tema_id source, size_t *start, size_t *end, struct err *err) {
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

static bool refuse_anchor(struct store *s, const struct past_act *x, const char *what, tema_id segment, struct err *err) {
    struct touched t = {.table = mem_strdup("segment"), .key = {segment}, .nkey = 1};
    refuse_for(s, x, what, &t, err);
    mem_free(t.table);
    return false;
}

/* One anchor of the act: in the first pass those it put there go, in the second those that it removed or moved come back. */
static bool reverse_anchor(struct store *s, const struct past_act *x, const char *what, json_t *j, bool first, struct err *err) {
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
        return refuse_anchor(s, x, what, segment, err);
    if (first && had && has) { /* moved by hand: it must stand where the act put it */
        size_t start = (size_t)json_integer_value(json_array_get(after, 0)), end = (size_t)json_integer_value(json_array_get(after, 1));
        if (!carry(s, x, source, &start, &end, err))
            return false;
        return (start == at && end == upto) || refuse_anchor(s, x, what, segment, err);
    }
    if (first)
        return !has || act_anchor_remove(s, segment, err);
    if (!had)
        return true;
    size_t start = (size_t)json_integer_value(json_array_get(before, 0)), end = (size_t)json_integer_value(json_array_get(before, 1));
    return carry(s, x, source, &start, &end, err) && act_anchor_set(s, segment, source, (cp_off){start}, (cp_off){end}, err);
}

static bool reverse_anchors(struct store *s, const struct past_act *x, const char *what, bool first, struct err *err) {
    if (x->anchors[0] == '\0')
        return true;
    json_t *j = json_loads(x->anchors, 0, NULL);
    bool ok = j != NULL || err_set(err, ERR_CORRUPT, _("the log holds an act that cannot be read; run 'tema check'"));
    for (size_t i = json_array_size(j); ok && i-- > 0;)
        ok = reverse_anchor(s, x, what, json_array_get(j, i), first, err);
    json_decref(j);
    return ok;
}

/* ---- words ---- */

struct old_splice {
    int64_t id;
    tema_id source;
    char *del, *ins;
    size_t ndel, nins;
};

/* Who changed these words: the newest act since whose splices nobody has taken back. */
static bool refuse_splice(struct store *s, const struct past_act *x, const char *what, const struct history *h, size_t which,
                          struct err *err) {
    struct arena a = ARENA_INIT;
    struct past_act y = {0};
    bool found = false;
    for (size_t i = h->past.n; i-- > which + 1 && !found;) {
        bool undone = false;
        for (size_t k = i + 1; k < h->past.n; k++)
            undone = undone || h->past.v[k].undoes == h->past.v[i].id;
        if (!undone && h->past.v[i].undoes == 0 && h->acts.v[i] != s->act->id && h->acts.v[i] != x->id)
            found = read_act(s, h->acts.v[i], &a, &y, NULL);
    }
    refuse(s, what, y.coder, found ? y.words : NULL, y.at, err);
    arena_release(&a);
    return false;
}

/* A row that came with the words now taken back goes with them, unless a later act that stands has changed it: its undo would find nothing. */
static bool refuse_gone_row(struct store *s, const struct past_act *x, const char *what, tema_id row, struct err *err) {
    struct touched t = {.table = mem_strdup("row"), .key = {row}, .nkey = 1};
    VEC(tema_id) undone = VEC_INIT;
    struct query q;
    bool stands = false, ok = db_query(s, &q, STATEMENT_ACT_SINCE, err, "i", x->seq);
    if (ok) {
        while (!stands && db_step(&q)) { /* newest first: an undo comes before what it takes back */
            tema_id id = col_int(&q, "id");
            bool is_undo = strcmp(col_text(&q, "kind"), "undo") == 0, known = false;
            const void *p = col_blob(&q, "changes");
            if (id == s->act->id || !touches(p, (int)col_bytes(&q, "changes"), &t))
                continue;
            for (size_t i = 0; i < undone.n && !known; i++)
                known = undone.v[i] == id;
            if (is_undo)
                vec_push(&undone, col_int(&q, "target"));
            else
                stands = !known;
        }
        ok = db_end(&q, err);
    }
    if (ok && stands)
        ok = refuse_for(s, x, what, &t, err);
    vec_release(&undone);
    mem_free(t.table);
    return ok;
}

static bool reverse_splice(struct store *s, const struct past_act *x, const char *what, const struct old_splice *p, struct err *err) {
    struct history h = {0};
    struct splice_span span = {0};
    hurts back = VEC_INIT;
    bool hit = false, ok = deep_history(s, p->source, x->seq, &h, err);
    size_t which = 0;
    while (ok && which < h.past.n && h.past.v[which].id != p->id)
        which++;
    if (ok && (which == h.past.n || !marks_take_back(h.past.v, h.past.n, which, &span, &back, &hit)))
        ok = err_set(err, ERR_CORRUPT, _("the log says of a splice that it was taken back twice; run 'tema check'"));
    if (ok && hit)
        ok = refuse_splice(s, x, what, &h, which, err);
    if (ok) {
        const struct row_map *m;
        struct buf now = BUF_INIT;
        ok = act_map(s, p->source, &m, err) && text_words(s, m, span.at, span.at + span.del, &now, err);
        if (ok && (now.len != p->nins || memcmp(buf_str(&now), p->ins, p->nins) != 0))
            ok = refuse_splice(s, x, what, &h, which, err);
        buf_release(&now);
    }
    ok = ok && text_splice(s, p->source, span.at, span.del, p->del, p->ndel, p->id, &back, err);
    for (size_t i = 0; ok && !x->is_undo && i < s->act->gone.n; i++) /* doing a deletion again is like deleting: it may take them */
        ok = refuse_gone_row(s, x, what, s->act->gone.v[i], err);
    vec_clear(&s->act->gone);
    vec_release(&back);
    history_release(&h);
    return ok;
}

static bool reverse_splices(struct store *s, const struct past_act *x, const char *what, struct err *err) {
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
            vec_push(&list, p);
        }
        ok = db_end(&q, err);
    }
    for (size_t i = list.n; ok && i-- > 0;)
        ok = reverse_splice(s, x, what, &list.v[i], err);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

/* ---- undo, redo ---- */

static bool reverse(struct store *s, const struct past_act *x, const char *what, struct err *err) {
    if (x->is_undo)
        return reverse_splices(s, x, what, err) && reverse_anchors(s, x, what, true, err) && reverse_changes(s, x, what, err) &&
               reverse_anchors(s, x, what, false, err);
    return reverse_anchors(s, x, what, true, err) && reverse_changes(s, x, what, err) && reverse_anchors(s, x, what, false, err) &&
           act_take_changes(s, err) && reverse_splices(s, x, what, err);
}

/* The act of the user behind a chain of undos and redos. */
static bool original(struct store *s, const struct past_act *x, struct arena *a, struct past_act *ret, struct err *err) {
    *ret = *x;
    while (ret->target != 0)
        if (!read_act(s, ret->target, a, ret, err))
            return false;
    return true;
}

static bool again(struct store *s, bool redo, struct act_row *ret, struct err *err) {
    struct arena a = ARENA_INIT;
    struct past_act x, first;
    struct act *act = s->act;
    if (!store_begin(s, redo ? "redo" : "undo", err))
        return false;
    tema_id undo_top = act->undo_top, redo_top = act->redo_top, top = redo ? redo_top : undo_top;
    bool ok = top != 0 || err_set(err, ERR_NOT_FOUND, redo ? _("there is nothing to do again") : _("there is nothing to take back"));
    ok = ok && read_act(s, top, &a, &x, err) && original(s, &x, &a, &first, err) && reverse(s, &x, first.words, err);
    if (ok) {
        act->stacks_set = true;
        act->target = redo ? first.id : x.id;
        act->under = redo ? undo_top : redo_top;
        act->undo_top = redo ? act->id : x.under;
        act->redo_top = redo ? x.under : act->id;
        ok = redo ? store_commit(s, NULL, err, _("did again: %s"), first.words) : store_commit(s, NULL, err, _("took back: %s"), first.words);
    } else {
        store_rollback(s);
    }
    if (ok && ret != NULL) {
        mem_free(act->last_kind);
        mem_free(act->last_words);
        act->last_kind = mem_strdup(first.kind);
        act->last_words = mem_strdup(first.words);
        *ret = (struct act_row){.seq = first.seq, .id = first.id, .coder = first.coder, .kind = act->last_kind, .words = act->last_words,
                                .at = first.at, .target = 0};
    }
    arena_release(&a);
    return ok;
}

bool store_undo(struct store *s, struct act_row *ret, struct err *err) {
    return again(s, false, ret, err);
}

bool store_redo(struct store *s, struct act_row *ret, struct err *err) {
    return again(s, true, ret, err);
}
