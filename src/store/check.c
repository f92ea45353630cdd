/* Proving a project sound: what SQLite can tell, and what only we know of it. */
#include <stdarg.h>
#include <string.h>

#include "act_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/model/quoting.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "text_priv.h"

enum { MOST_FINDINGS = 1000 }; /* a file that is wrong all over is told of in as many sentences */

struct checking {
    struct store *s;
    struct arena *a;
    VEC(struct finding) found;
};

static void find(struct checking *c, bool decision, tema_id id, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
static void find(struct checking *c, bool decision, tema_id id, const char *fmt, ...)
{
    if (c->found.n >= MOST_FINDINGS)
        return;
    va_list ap;
    va_start(ap, fmt);
    char *text = mem_vprintf(fmt, ap);
    va_end(ap);
    struct finding f = {.decision = decision, .text = arena_strdup(c->a, text), .id = id};
    vec_push(&c->found, f);
    mem_free(text);
}

static bool check_file(struct checking *c, struct err *err)
{
    struct query q;
    if (!db_query(c->s, &q, STATEMENT_CHECK_SQLITE, err, ""))
        return false;
    while (db_step(&q))
        if (strcmp(col_text(&q, "integrity_check"), "ok") != 0)
            find(c, false, 0, _("the file is damaged: %s"), col_text(&q, "integrity_check"));
    if (!db_end(&q, err) || !db_query(c->s, &q, STATEMENT_CHECK_FOREIGN_KEYS, err, ""))
        return false;
    while (db_step(&q)) {
        tema_id row = col_int(&q, "row");
        char *parent = mem_strdup(col_text(&q, "parent"));
        find(c, false, row, _("'%s' %lld points to a '%s' that is not there"), col_text(&q, "child"),
             (long long)row, parent);
        mem_free(parent);
    }
    return db_end(&q, err);
}

/* ---- one source ---- */

struct row_before {
    char *ord;
    bool any, newline;
    int part;
};

static void check_row(struct checking *c, struct query *q, const char *name, struct row_before *b)
{
    tema_id id = col_int(q, "id");
    char *ord = mem_strdup(col_text(q, "ord"));
    int part = (int)col_int(q, "part");
    bool opens = col_int(q, "opens") != 0;
    size_t chars = (size_t)col_int(q, "chars"), words = (size_t)col_int(q, "words");
    const char *t = col_text(q, "text");
    size_t n = col_bytes(q, "text");
    if (!utf8_valid(t, n, NULL))
        find(c, false, id, _("in '%s' a row is no valid UTF-8"), name);
    else if (utf8_count(t, n) != chars || word_count(t, n) != words)
        find(c, false, id, _("in '%s' a row's characters or words are counted wrongly"), name);
    if (n > ROW_MAX || (n == 0 && b->any))
        find(c, false, id, _("in '%s' a row is empty or longer than %d bytes"), name, ROW_MAX);
    if (b->any && strcmp(b->ord, ord) >= 0)
        find(c, false, id, _("in '%s' the order of the rows is not clear"), name);
    if (!b->any ? part != 0 : part != 0 && part != b->part + 1)
        find(c, false, id, _("in '%s' a long paragraph lacks a piece"), name);
    if (part != 0 && opens)
        find(c, false, id, _("in '%s' a turn begins inside a paragraph"), name);
    if (b->any && part == 0 && (!b->newline || (n > 0 && t[0] == '\n')))
        find(c, false, id, _("in '%s' a row begins where no paragraph does"), name);
    mem_free(b->ord);
    *b = (struct row_before){.ord = ord, .any = true, .newline = n > 0 && t[n - 1] == '\n', .part = part};
}

static bool check_rows(struct checking *c, tema_id source, const char *name, struct err *err)
{
    struct query q;
    struct row_before b = {0};
    if (!db_query(c->s, &q, STATEMENT_CHECK_ROWS, err, "i", source))
        return false;
    while (db_step(&q))
        check_row(c, &q, name, &b);
    mem_free(b.ord);
    if (!b.any)
        find(c, false, source, _("'%s' has no text"), name);
    if (!db_end(&q, err) || !db_query(c->s, &q, STATEMENT_CHECK_CUES, err, "i", source))
        return false;
    while (db_step(&q))
        find(c, false, col_int(&q, "id"), _("in '%s' a time stands outside its row"), name);
    return db_end(&q, err);
}

struct kept_anchor {
    tema_id id;
    struct spot p;
    uint8_t words[MARK_LEN], context[MARK_LEN];
};

static bool check_anchor(struct checking *c, const struct row_map *m, const struct kept_anchor *k,
                         const char *name, bool hidden, struct err *err)
{
    size_t start = 0, end = 0;
    uint8_t words[MARK_LEN], context[MARK_LEN];
    if (!row_map_position(m, k->p.start_row, k->p.start_at, &start) ||
        !row_map_position(m, k->p.end_row, k->p.end_at, &end) || start > end) {
        find(c, false, k->id, _("in '%s' a meaning unit stands outside the text"), name);
        return true;
    }
    if (!text_fingerprint(c->s, m, start, end, words, context, err))
        return false;
    struct spot p = row_map_place(m, start, end);
    if (memcmp(words, k->words, MARK_LEN) != 0)
        find(c, false, k->id,
             _("in '%s' the meaning unit at %zu to %zu stands on other words than it was put on"), name,
             start, end);
    else if (memcmp(context, k->context, MARK_LEN) != 0)
        find(c, false, k->id,
             _("in '%s' the meaning unit at %zu to %zu stands among other words than it was put among"), name,
             start, end);
    if (p.start_row != k->p.start_row || p.end_row != k->p.end_row)
        find(c, false, k->id, _("in '%s' the meaning unit at %zu to %zu hangs on the wrong row"), name, start,
             end);
    if (start == end && !hidden)
        find(c, true, k->id,
             _("in '%s' the words of the meaning unit at %zu have all gone: remove it or mark it anew"), name,
             start);
    return true;
}

static bool check_anchors(struct checking *c, tema_id source, const char *name, bool hidden, struct err *err)
{
    struct row_map m;
    struct query q;
    VEC(struct kept_anchor) v = VEC_INIT;
    if (!row_map_load_any(c->s, source, &m, NULL))
        return true; /* no rows: told of already */
    bool ok = db_query(c->s, &q, STATEMENT_ANCHORS_OF_SOURCE, err, "i", source);
    if (ok) {
        while (db_step(&q)) {
            struct kept_anchor k = {.id = col_int(&q, "segment")};
            k.p.start_row = col_int(&q, "start_row");
            k.p.start_at = (size_t)col_int(&q, "start_at");
            k.p.end_row = col_int(&q, "end_row");
            k.p.end_at = (size_t)col_int(&q, "end_at");
            if (col_bytes(&q, "words") == MARK_LEN)
                memcpy(k.words, col_blob(&q, "words"), MARK_LEN);
            if (col_bytes(&q, "context") == MARK_LEN)
                memcpy(k.context, col_blob(&q, "context"), MARK_LEN);
            vec_push(&v, k);
        }
        ok = db_end(&q, err);
    }
    for (size_t i = 0; ok && i < v.n; i++)
        ok = check_anchor(c, &m, &v.v[i], name, hidden, err);
    vec_release(&v);
    row_map_release(&m);
    return ok;
}

static bool check_sources(struct checking *c, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct query q;
    VEC(struct {
        tema_id id;
        char *name;
        bool hidden;
    })
    v = VEC_INIT;
    bool ok = db_query(c->s, &q, STATEMENT_CHECK_SOURCES, err, "");
    if (ok) {
        while (db_step(&q)) {
            tema_id id = col_int(&q, "id");
            vec_push(&v, ((__typeof__(*v.v)){id, col_dup(&q, "name", &a), col_int(&q, "hidden") != 0}));
        }
        ok = db_end(&q, err);
    }
    for (size_t i = 0; ok && i < v.n; i++)
        ok = check_rows(c, v.v[i].id, v.v[i].name, err) &&
             check_anchors(c, v.v[i].id, v.v[i].name, v.v[i].hidden, err);
    vec_release(&v);
    arena_release(&a);
    return ok;
}

static bool check_segments(struct checking *c, struct err *err)
{
    struct query q;
    if (!db_query(c->s, &q, STATEMENT_CHECK_UNANCHORED, err, ""))
        return false;
    while (db_step(&q))
        find(c, false, col_int(&q, "id"), _("a meaning unit stands nowhere"));
    if (!db_end(&q, err) || !db_query(c->s, &q, STATEMENT_CHECK_STRAYED, err, ""))
        return false;
    while (db_step(&q))
        find(c, false, col_int(&q, "id"), _("a meaning unit stands in another source than its own"));
    return db_end(&q, err);
}

/* ---- codebook and themes ---- */

static bool check_trees(struct checking *c, struct err *err)
{
    int64_t codes = 0, themes = 0;
    if (!db_number(c->s, STATEMENT_CODE_LOST, &codes, NULL, err, "") ||
        !db_number(c->s, STATEMENT_THEME_LOST, &themes, NULL, err, ""))
        return false;
    if (codes != 0)
        find(c, false, 0, _("the codebook is no tree: %lld codes hang on themselves"), (long long)codes);
    if (themes != 0)
        find(c, false, 0, _("the themes are no tree: %lld hang on themselves or on one of another structure"),
             (long long)themes);
    return true;
}

enum misfit { MERGED_CODE, MERGED_THEME, MEMO };

/* Each row that the statement gives, by its id and name, is a fault. */
static bool check_each(struct checking *c, enum statement_id id, enum misfit what, struct err *err)
{
    struct query q;
    if (!db_query(c->s, &q, id, err, ""))
        return false;
    while (db_step(&q)) {
        char *name = mem_strdup(col_text(&q, "name"));
        tema_id row = col_int(&q, "id");
        switch (what) {
        case MERGED_CODE:
            find(c, false, row, _("what the code '%s' was merged into does not fit its status"), name);
            break;
        case MERGED_THEME:
            find(c, false, row, _("what the theme '%s' was merged into does not fit its status"), name);
            break;
        case MEMO: find(c, false, row, _("a memo is about a '%s' that is not there"), name); break;
        }
        mem_free(name);
    }
    return db_end(&q, err);
}

static bool check_misfits(struct checking *c, struct err *err)
{
    return check_each(c, STATEMENT_CHECK_MERGED_CODES, MERGED_CODE, err) &&
           check_each(c, STATEMENT_CHECK_MERGED_THEMES, MERGED_THEME, err) &&
           check_each(c, STATEMENT_CHECK_MEMOS, MEMO, err);
}

/* ---- quotes ---- */

struct kept_quote {
    tema_id id, segment;
    char *text;
};

static bool check_quote(struct checking *c, const struct kept_quote *k, struct row_map *m, struct arena *a,
                        struct err *err)
{
    struct segment *g = NULL;
    struct buf said = BUF_INIT;
    struct err why = ERR_INIT;
    if (!store_segment_get(c->s, k->segment, a, &g, &why)) { /* stands nowhere: told of already */
        bool gone = why.kind == ERR_NOT_FOUND || why.kind == ERR_CORRUPT;
        if (!gone)
            err_set(err, why.kind, "%s", err_text(&why));
        err_release(&why);
        return gone;
    }
    bool ok = true;
    if (m->source != g->source) {
        row_map_release(m);
        *m = (struct row_map){0};
        ok = row_map_load(c->s, g->source, m, err);
    }
    ok = ok && text_words(c->s, m, g->start.cp, g->end.cp, &said, err);
    if (ok && !quote_verify(buf_str(&said), k->text, &why))
        find(c, true, k->id, _("the quote “%s” is no longer what was said: %s"), k->text, err_text(&why));
    err_release(&why);
    buf_release(&said);
    return ok;
}

static bool check_quotes(struct checking *c, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct row_map m = {0};
    struct query q;
    VEC(struct kept_quote) v = VEC_INIT;
    bool ok = db_query(c->s, &q, STATEMENT_CHECK_QUOTES, err, "");
    if (ok) {
        while (db_step(&q)) {
            struct kept_quote k = {col_int(&q, "id"), col_int(&q, "segment"), col_dup(&q, "text", &a)};
            vec_push(&v, k);
        }
        ok = db_end(&q, err);
    }
    for (size_t i = 0; ok && i < v.n; i++)
        ok = check_quote(c, &v.v[i], &m, &a, err);
    vec_release(&v);
    row_map_release(&m);
    arena_release(&a);
    return ok;
}

/* ---- index, log ---- */

/* FTS5 compares itself with the text it stands for; that takes the right to write. */
static bool check_index(struct checking *c, struct err *err)
{
    struct err why = ERR_INIT;
    if (c->s->read_only || db_run(c->s, STATEMENT_CHECK_INDEX, &why, ""))
        return true;
    bool damaged = why.kind == ERR_CORRUPT;
    if (damaged)
        find(c, false, 0, _("the index of words does not fit the text"));
    else
        err_set(err, why.kind, "%s", err_text(&why));
    err_release(&why);
    return damaged;
}

static bool check_log(struct checking *c, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct act_row broken;
    bool ok = act_find_break(c->s, &a, &broken, err);
    if (ok && broken.id != 0)
        find(c, false, broken.id, _("the log does not hold together at entry %lld (“%s”)"),
             (long long)broken.seq, broken.words);
    arena_release(&a);
    return ok;
}

bool store_check(struct store *s, struct arena *a, struct finding **ret, size_t *ret_n, struct err *err)
{
    struct checking c = {.s = s, .a = a};
    bool ok = check_index(&c, err) && store_read_begin(s, err);
    if (ok) {
        ok = check_file(&c, err) && check_sources(&c, err) && check_segments(&c, err) &&
             check_trees(&c, err) && check_misfits(&c, err) && check_quotes(&c, err) && check_log(&c, err);
        store_read_end(s);
    }
    if (ok) {
        *ret_n = c.found.n;
        *ret = arena_array(a, c.found.n, sizeof **ret);
        if (c.found.n > 0)
            memcpy(*ret, c.found.v, c.found.n * sizeof **ret);
    }
    vec_release(&c.found);
    return ok;
}
