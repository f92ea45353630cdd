/* Acts: one transaction, one row of the log. Records are captured by a session over the named tables; anchors and splices are noted by hand. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "act_priv.h"
#include "tema/base/clock.h"
#include "tema/base/file.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "uses_priv.h"

enum { SALT_LEN = 16 };

struct act *act_new(void)
{
    return mem_alloc(sizeof(struct act));
}

static void forget_maps(struct act *a)
{
    for (size_t i = 0; i < a->maps.n; i++)
        row_map_release(&a->maps.v[i]);
    vec_clear(&a->maps);
}

void act_clear(struct store *s)
{
    struct act *a = s->act;
    if (a->session != NULL)
        sqlite3session_delete(a->session);
    sqlite3_free(a->changes);
    mem_free(a->kind);
    forget_maps(a);
    vec_clear(&a->anchors);
    mem_free(a->anchor_index.slot);
    a->anchor_index.slot = NULL;
    a->anchor_index.n = 0;
    vec_clear(&a->touched);
    vec_clear(&a->sources);
    vec_clear(&a->gone);
    a->open = a->turns_changed = a->stacks_set = a->changes_taken = a->noted = false;
    a->session = NULL;
    a->capture_off = 0;
    a->changes = NULL;
    a->nchanges = 0;
    a->kind = NULL;
    a->nsplices = 0;
    a->seq = a->at = a->id = a->parent = a->target = a->under = a->undo_top = a->redo_top = 0;
}

void act_free(struct act *a)
{
    if (a == NULL)
        return;
    forget_maps(a);
    vec_release(&a->maps);
    vec_release(&a->anchors);
    vec_release(&a->touched);
    vec_release(&a->sources);
    vec_release(&a->gone);
    mem_free(a->last_kind);
    mem_free(a->last_words);
    mem_free(a);
}

void act_note(struct store *s)
{
    ACT_OPEN(s);
    s->act->noted = true;
}

bool store_in_act(const struct store *s)
{
    return s->act->open;
}

void act_capture(struct store *s, bool on)
{
    struct act *a = s->act;
    a->capture_off += on ? -1 : 1;
    if (a->session != NULL)
        sqlite3session_enable(a->session, a->capture_off == 0);
}

bool act_map(struct store *s, tema_id source, const struct row_map **ret, struct err *err)
{
    struct act *a = s->act;
    for (size_t i = 0; i < a->maps.n; i++)
        if (a->maps.v[i].source == source) {
            *ret = &a->maps.v[i];
            return true;
        }
    struct row_map m;
    if (!row_map_load_any(s, source, &m, err))
        return false;
    vec_push(&a->maps, m);
    *ret = &a->maps.v[a->maps.n - 1];
    return true;
}

/* ---- beginning ---- */

static bool start_capture(struct store *s, struct err *err)
{
    static const char *const tables[] = {"project",
                                         "source",
                                         "speaker",
                                         "participant",
                                         "attribute",
                                         "participant_value",
                                         "code",
                                         "segment",
                                         "coding",
                                         "memo",
                                         "row",
                                         "coder",
                                         "quote",
                                         "structure",
                                         "theme",
                                         "place",
                                         "question",
                                         "round",
                                         "phase",
                                         "review",
                                         "told",
                                         "source_attribute",
                                         "link",
                                         "source_value",
                                         "grouping",
                                         "grouping_member",
                                         "participant_ref",
                                         "version"};
    int rc = sqlite3session_create(s->db, "main", &s->act->session);
    for (size_t i = 0; rc == SQLITE_OK && i < sizeof tables / sizeof *tables; i++)
        rc = sqlite3session_attach(s->act->session, tables[i]);
    return rc == SQLITE_OK || db_fail(s, rc, err);
}

static bool read_log_head(struct store *s, struct err *err)
{
    struct act *a = s->act;
    struct query q;
    if (!db_newest_act(s, &a->seq, &a->parent, err) ||
        !db_query(s, &q, STATEMENT_ACT_TOPS, err, "i", s->coder))
        return false;
    if (db_step(&q)) {
        a->undo_top = col_int(&q, "undo_top");
        a->redo_top = col_int(&q, "redo_top");
    }
    a->seq++;
    return db_end(&q, err);
}

bool store_begin(struct store *s, const char *kind, struct err *err)
{
    struct act *a = s->act;
    assert(!a->open && "an act is open already");
    if (s->read_only)
        return err_set(err, ERR_READ_ONLY, _("'%s' was opened for reading only; nothing can be changed"),
                       file_basename(s->path));
    if (s->coder_name[0] == '\0')
        return err_set(err, ERR_USAGE, _("it is not said who acts; a coder's name is needed"));
    int rc = db_exec(s, "BEGIN IMMEDIATE");
    if (rc != SQLITE_OK)
        return db_fail(s, rc, err);
    a->open = true;
    a->kind = mem_strdup(kind);
    a->at = clock_now();
    a->id = db_new_id(s);
    if ((rc = db_exec(s, "PRAGMA defer_foreign_keys = ON")) != SQLITE_OK)
        db_fail(s, rc, err);
    else if (db_know_coder(s, &a->new_coder, err) && read_log_head(s, err) && start_capture(s, err))
        return true;
    store_rollback(s);
    return false;
}

void store_rollback(struct store *s)
{
    if (!s->act->open)
        return;
    bool forget = s->act->new_coder;
    act_clear(s);
    if (!sqlite3_get_autocommit(s->db))
        db_exec(s, "ROLLBACK");
    s->act->new_coder = false;
    if (forget)
        s->coder = 0;
}

/* ---- anchors ---- */

/* Where the segment's anchor is noted, or the free slot where it would be. Ids rise by a counter: a multiplication spreads them. */
static size_t *anchor_slot(const struct act *a, tema_id segment)
{
    size_t mask = a->anchor_index.n - 1, i = (size_t)(((uint64_t)segment * 0x9e3779b97f4a7c15u) >> 32) & mask;
    while (a->anchor_index.slot[i] != 0 && a->anchors.v[a->anchor_index.slot[i] - 1].segment != segment)
        i = (i + 1) & mask;
    return &a->anchor_index.slot[i];
}

static void index_anchors(struct act *a)
{
    mem_free(a->anchor_index.slot);
    a->anchor_index.n = a->anchor_index.n == 0 ? 16 : 2 * a->anchor_index.n;
    a->anchor_index.slot = mem_alloc(a->anchor_index.n * sizeof *a->anchor_index.slot);
    for (size_t i = 0; i < a->anchors.n; i++)
        *anchor_slot(a, a->anchors.v[i].segment) = i + 1;
}

/* The note on the segment's anchor; a new one says what was there before. */
static struct act_anchor *note_anchor(struct store *s, tema_id segment, tema_id source, bool had,
                                      size_t start, size_t end)
{
    struct act *a = s->act;
    if (2 * (a->anchors.n + 1) > a->anchor_index.n)
        index_anchors(a);
    size_t *slot = anchor_slot(a, segment);
    if (*slot != 0)
        return &a->anchors.v[*slot - 1];
    struct act_anchor n = {
        .segment = segment, .source = source, .had = had, .old_start = start, .old_end = end};
    vec_push(&a->anchors, n);
    *slot = a->anchors.n;
    return &a->anchors.v[a->anchors.n - 1];
}

/* Where the segment stands now. *ret_has false when it has no anchor. */
bool act_anchor_get(struct store *s, tema_id segment, tema_id *ret_source, size_t *ret_start, size_t *ret_end,
                    bool *ret_has, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ANCHOR_GET, err, "i", segment))
        return false;
    struct spot p = {0};
    tema_id source = 0;
    if (db_step(&q)) {
        source = col_int(&q, "source");
        p.start_row = col_int(&q, "start_row");
        p.start_at = (size_t)col_int(&q, "start_at");
        p.end_row = col_int(&q, "end_row");
        p.end_at = (size_t)col_int(&q, "end_at");
    }
    if (!db_end(&q, err))
        return false;
    *ret_has = source != 0;
    if (source == 0)
        return true;
    const struct row_map *m;
    if (!act_map(s, source, &m, err))
        return false;
    *ret_source = source;
    if (!row_map_position(m, p.start_row, p.start_at, ret_start) ||
        !row_map_position(m, p.end_row, p.end_at, ret_end) || *ret_start > *ret_end)
        return err_set(err, ERR_CORRUPT, _("a meaning unit stands outside its text; run 'tema check'"));
    return true;
}

bool act_anchor_set(struct store *s, tema_id segment, tema_id source, cp_off start, cp_off end,
                    struct err *err)
{
    ACT_OPEN(s);
    const struct row_map *m;
    tema_id was = 0;
    size_t old_start = 0, old_end = 0;
    bool had = false;
    uint8_t words[MARK_LEN], context[MARK_LEN];
    if (!act_anchor_get(s, segment, &was, &old_start, &old_end, &had, err) || !act_map(s, source, &m, err))
        return false;
    if (start.cp > end.cp || end.cp > m->chars)
        return err_set(err, ERR_INPUT, _("%zu to %zu is no stretch of the text, which has %zu characters"),
                       start.cp, end.cp, m->chars);
    if (!text_fingerprint(s, m, start.cp, end.cp, words, context, err))
        return false;
    struct spot p = row_map_place(m, start.cp, end.cp);
    if (!db_run(s, STATEMENT_ANCHOR_PUT, err, "iiiiiibb", segment, source, p.start_row, (int64_t)p.start_at,
                p.end_row, (int64_t)p.end_at, (const void *)words, (size_t)MARK_LEN, (const void *)context,
                (size_t)MARK_LEN))
        return false;
    struct act_anchor *n = note_anchor(s, segment, source, had, old_start, old_end);
    n->has = true;
    n->source = source;
    n->new_start = start.cp;
    n->new_end = end.cp;
    vec_push(&s->act->touched, segment);
    return true;
}

bool act_anchor_remove(struct store *s, tema_id segment, struct err *err)
{
    ACT_OPEN(s);
    tema_id source = 0;
    size_t start = 0, end = 0;
    bool had = false;
    if (!act_anchor_get(s, segment, &source, &start, &end, &had, err))
        return false;
    if (!had)
        return true;
    if (!db_run(s, STATEMENT_ANCHOR_DELETE, err, "i", segment))
        return false;
    note_anchor(s, segment, source, true, start, end)->has = false;
    return true;
}

static void put_range(struct buf *b, bool there, size_t start, size_t end)
{
    if (there)
        buf_addf(b, ",[%zu,%zu]", start, end);
    else
        buf_addstr(b, ",null");
}

/* [[segment, source, [start, end] or null before, the same after], …]; empty when nothing moved. */
static void anchors_json(const struct act *a, struct buf *b)
{
    for (size_t i = 0; i < a->anchors.n; i++) {
        const struct act_anchor *n = &a->anchors.v[i];
        if (!n->had && !n->has)
            continue;
        if (n->had && n->has && n->old_start == n->new_start && n->old_end == n->new_end)
            continue;
        buf_addf(b, "%s[%lld,%lld", b->len == 0 ? "[" : ",", (long long)n->segment, (long long)n->source);
        put_range(b, n->had, n->old_start, n->old_end);
        put_range(b, n->has, n->new_start, n->new_end);
        buf_addch(b, ']');
    }
    if (b->len > 0)
        buf_addch(b, ']');
}

/* ---- committing ---- */

bool act_take_changes(struct store *s, struct err *err)
{
    struct act *a = s->act;
    if (a->changes_taken)
        return true;
    int rc = sqlite3session_changeset(a->session, &a->nchanges, &a->changes);
    if (rc != SQLITE_OK)
        return db_fail(s, rc, err);
    sqlite3session_delete(a->session);
    a->session = NULL;
    a->changes_taken = true;
    return true;
}

static void hash_number(struct hash *h, int64_t v)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)v >> (8 * i));
    hash_part(h, b, sizeof b);
}

static void hash_text(struct hash *h, const char *t)
{
    hash_part(h, t, strlen(t));
}

static bool hash_splices(struct store *s, tema_id act, struct hash *h, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_SPLICES, err, "i", act))
        return false;
    while (db_step(&q)) {
        hash_number(h, col_int(&q, "source"));
        hash_number(h, col_int(&q, "at"));
        hash_text(h, col_text(&q, "del"));
        hash_text(h, col_text(&q, "ins"));
        hash_number(h, col_int(&q, "undoes"));
        hash_text(h, col_text(&q, "hurts"));
        hash_text(h, col_text(&q, "rows"));
    }
    return db_end(&q, err);
}

bool act_digest(struct store *s, const struct act_payload *p, uint8_t out[DIGEST_LEN], struct err *err)
{
    uint8_t payload[DIGEST_LEN];
    struct hash *h = hash_new(DIGEST_LEN);
    hash_part(h, p->salt, p->nsalt);
    hash_text(h, p->words);
    hash_part(h, p->changes, p->nchanges);
    hash_text(h, p->anchors);
    bool ok = hash_splices(s, p->act, h, err);
    hash_finish(h, payload);
    h = hash_new(DIGEST_LEN);
    hash_part(h, p->parent, p->parent == NULL ? 0 : DIGEST_LEN);
    hash_text(h, p->kind);
    hash_number(h, p->at);
    hash_text(h, p->guid);
    hash_part(h, payload, sizeof payload);
    hash_finish(h, out);
    return ok;
}

static bool changes_name(struct act *a, const char *table)
{
    sqlite3_changeset_iter *it = NULL;
    bool found = false;
    if (a->nchanges == 0 || sqlite3changeset_start(&it, a->nchanges, a->changes) != SQLITE_OK)
        return false;
    while (!found && sqlite3changeset_next(it) == SQLITE_ROW) {
        const char *name = NULL;
        int columns = 0, op = 0, indirect = 0;
        sqlite3changeset_op(it, &name, &columns, &op, &indirect);
        found = strcmp(name, table) == 0;
    }
    sqlite3changeset_finalize(it);
    return found;
}

static int by_id(const void *a, const void *b)
{
    tema_id x = *(const tema_id *)a, y = *(const tema_id *)b;
    return x < y ? -1 : x > y;
}

/* The digests of the segments this act has moved, and the trees' shapes if codes or themes were changed. */
static bool verify(struct store *s, struct err *err)
{
    struct act *a = s->act;
    if (a->touched.n > 0)
        qsort(a->touched.v, a->touched.n, sizeof *a->touched.v, by_id);
    for (size_t i = 0; i < a->touched.n; i++) {
        bool whole = true;
        if (i > 0 && a->touched.v[i] == a->touched.v[i - 1])
            continue;
        if (!text_anchor_whole(s, a->touched.v[i], &whole, err))
            return false;
        if (!whole)
            return err_set(err, ERR_CORRUPT,
                           _("a meaning unit would lose its words; nothing was changed. Run 'tema check'"));
    }
    int64_t codes = 0, themes = 0;
    if ((changes_name(a, "code") && !db_number(s, STATEMENT_CODE_LOST, &codes, NULL, err, "")) ||
        (changes_name(a, "theme") && !db_number(s, STATEMENT_THEME_LOST, &themes, NULL, err, "")))
        return false;
    if (codes != 0)
        return err_set(err, ERR_CORRUPT, _("the codebook would no longer be a tree; nothing was changed"));
    return themes == 0 ||
           err_set(err, ERR_CORRUPT, _("the themes would no longer be a tree; nothing was changed"));
}

static bool parent_digest(struct store *s, uint8_t out[DIGEST_LEN], bool *ret_has, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_DIGEST_OF, err, "i", s->act->parent))
        return false;
    *ret_has = db_step(&q) && col_bytes(&q, "digest") == DIGEST_LEN;
    if (*ret_has)
        memcpy(out, col_blob(&q, "digest"), DIGEST_LEN);
    return db_end(&q, err);
}

static bool coder_guid(struct store *s, char out[GUID_LEN + 1], struct err *err)
{
    struct query q;
    out[0] = '\0';
    if (!db_query(s, &q, STATEMENT_CODER_GUID, err, "i", s->coder))
        return false;
    if (db_step(&q)) {
        size_t n = col_bytes(&q, "guid");
        n = n > GUID_LEN ? GUID_LEN : n;
        memcpy(out, col_text(&q, "guid"), n);
        out[n] = '\0';
    }
    return db_end(&q, err);
}

/* Splices point to the log's row, which is finished only at the end; sqlite3changeset_apply wants no foreign key left open meanwhile. */
bool act_reserve(struct store *s, struct err *err)
{
    struct act *a = s->act;
    return db_run(s, STATEMENT_ACT_RESERVE, err, "iiti", a->seq, a->id, a->kind, s->coder);
}

/* `only_noted`: there is nothing to take back; the coder's stacks stay as they are. */
static bool write_row(struct store *s, const char *words, const char *anchors, bool only_noted,
                      struct err *err)
{
    struct act *a = s->act;
    uint8_t parent[DIGEST_LEN], digest[DIGEST_LEN];
    uint64_t salt[SALT_LEN / 8] = {random_u64(), random_u64()};
    char guid[GUID_LEN + 1];
    bool has_parent = false;
    if (!parent_digest(s, parent, &has_parent, err) || !coder_guid(s, guid, err))
        return false;
    struct act_payload p = {.parent = has_parent ? parent : NULL,
                            .kind = a->kind,
                            .guid = guid,
                            .words = words,
                            .anchors = anchors,
                            .at = a->at,
                            .changes = a->changes,
                            .salt = salt,
                            .nchanges = (size_t)a->nchanges,
                            .nsalt = SALT_LEN,
                            .act = a->id};
    if (!act_digest(s, &p, digest, err))
        return false;
    if (!a->stacks_set && !only_noted) {
        a->under = a->undo_top;
        a->undo_top = a->id;
        a->redo_top = 0;
    }
    return db_run(s, STATEMENT_ACT_INSERT, err, "iioititoooobebb", a->seq, a->id, a->parent, s->coder,
                  a->kind, a->at, words, a->target, a->under, a->undo_top, a->redo_top,
                  (const void *)a->changes, (size_t)a->nchanges, anchors, (const void *)salt,
                  (size_t)SALT_LEN, (const void *)digest, (size_t)DIGEST_LEN);
}

/* The busy handler has waited once already inside each try; COMMIT can be tried again because a busy one changes nothing. */
static int commit(struct store *s)
{
    int rc = db_exec(s, "COMMIT");
    for (int i = 0; (rc & 0xff) == SQLITE_BUSY && i < 3 && s->patience > 0 && !s->was_cancelled; i++) {
        struct timespec t = {0, 2000000};
        nanosleep(&t, NULL);
        rc = db_exec(s, "COMMIT");
    }
    return rc;
}

static void hand_out(struct store *s, struct act_row *ret, char *words)
{
    struct act *a = s->act;
    mem_free(a->last_kind);
    mem_free(a->last_words);
    a->last_kind = mem_strdup(a->kind);
    a->last_words = words;
    if (ret != NULL)
        *ret = (struct act_row){.seq = a->seq,
                                .id = a->id,
                                .coder = s->coder,
                                .kind = a->last_kind,
                                .words = a->last_words,
                                .at = a->at,
                                .target = a->target};
}

bool store_commit(struct store *s, struct act_row *ret, struct err *err, const char *words, ...)
{
    struct act *a = s->act;
    assert(a->open && "no act to commit");
    struct buf anchors = BUF_INIT;
    va_list ap;
    va_start(ap, words);
    char *sentence = mem_vprintf(words, ap);
    va_end(ap);
    bool ok = act_take_changes(s, err);
    if (!ok)
        goto out;
    anchors_json(a, &anchors);
    bool empty = a->nchanges == 0 && a->nsplices == 0 && anchors.len == 0 && !a->stacks_set;
    if (empty && !a->noted) {
        store_rollback(s);
        if (ret != NULL)
            *ret = (struct act_row){.id = 0};
        goto out;
    }
    ok = verify(s, err) && write_row(s, sentence, buf_str(&anchors), empty, err);
    if (ok) {
        int rc = commit(s);
        ok = rc == SQLITE_OK || db_fail(s, rc, err);
    }
    if (ok) {
        s->commits++;
        uses_committed(s);
        hand_out(s, ret, sentence);
        sentence = NULL;
        act_clear(s);
        a->new_coder = false;
    }
out:
    if (!ok)
        store_rollback(s);
    mem_free(sentence);
    buf_release(&anchors);
    return ok;
}

/* ---- the log ---- */

bool act_find_break(struct store *s, struct arena *a, struct act_row *ret, struct err *err)
{
    struct query q;
    struct act_row broken = {.id = 0};
    uint8_t before[DIGEST_LEN], now[DIGEST_LEN];
    tema_id parent = 0;
    int64_t seq = 0;
    bool any = false, ok = true;
    if (!db_query(s, &q, STATEMENT_ACT_CHAIN, err, ""))
        return false;
    while (ok && broken.id == 0 && db_step(&q)) {
        struct act_payload p = {.parent = any ? before : NULL,
                                .kind = col_text(&q, "kind"),
                                .guid = col_text(&q, "guid"),
                                .words = col_text(&q, "words"),
                                .anchors = col_text(&q, "anchors"),
                                .at = col_int(&q, "at"),
                                .changes = col_blob(&q, "changes"),
                                .nchanges = col_bytes(&q, "changes"),
                                .salt = col_blob(&q, "salt"),
                                .nsalt = col_bytes(&q, "salt"),
                                .act = col_int(&q, "id")};
        ok = act_digest(s, &p, now, err);
        if (ok &&
            (col_int(&q, "parent") != parent || col_int(&q, "seq") <= seq ||
             col_bytes(&q, "digest") != DIGEST_LEN || memcmp(col_blob(&q, "digest"), now, DIGEST_LEN) != 0))
            broken =
                (struct act_row){.seq = col_int(&q, "seq"), .id = p.act, .words = col_dup(&q, "words", a)};
        memcpy(before, now, DIGEST_LEN);
        parent = p.act;
        seq = col_int(&q, "seq");
        any = true;
    }
    if (!db_end(&q, err) || !ok)
        return false;
    *ret = broken;
    return true;
}

bool store_log(struct store *s, int64_t before, int most, struct arena *a, struct act_row **ret,
               size_t *ret_n, struct err *err)
{
    struct query q;
    VEC(struct act_row) rows = VEC_INIT;
    if (!db_query(s, &q, STATEMENT_ACT_LOG, err, "ii", before > 0 ? before : INT64_MAX,
                  (int64_t)(most > 0 ? most : -1)))
        return false;
    while (db_step(&q)) {
        struct act_row r = {
            .seq = col_int(&q, "seq"), .id = col_int(&q, "id"), .coder = col_int(&q, "coder")};
        r.kind = col_dup(&q, "kind", a);
        r.at = col_int(&q, "at");
        r.words = col_dup(&q, "words", a);
        r.target = col_int(&q, "target");
        vec_push(&rows, r);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret_n = rows.n;
        *ret = arena_array(a, rows.n, sizeof **ret);
        if (rows.n > 0)
            memcpy(*ret, rows.v, rows.n * sizeof **ret);
    }
    vec_release(&rows);
    return ok;
}
