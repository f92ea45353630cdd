/* The connection: prepared statements, binding, SQLite's results as sentences, waiting for others, ids. */
#include <assert.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

#define SQL_TABLES
#include "db_priv.h"
#include "tema/base/file.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

/* ---- errors ---- */

static bool no_room(const char *name, struct err *err)
{
    return err_set(err, ERR_FULL,
                   _("no room on the disk for '%s' (or a quota); nothing of this act was kept"), name);
}

bool db_fail(struct store *s, int rc, struct err *err)
{
    const char *name = file_basename(s->path);
    if (rc == SQLITE_IOERR) /* some calls tell the reason only here */
        rc = sqlite3_extended_errcode(s->db);
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        if (s->was_cancelled) {
            s->was_cancelled = false; /* the next one may be busy for another reason */
            return err_set(err, ERR_CANCELLED, _("waiting for '%s' was called off"), name);
        }
        return err_set(err, ERR_BUSY, _("'%s' is in use by another program; try again when it has finished"),
                       name);
    case SQLITE_FULL: return no_room(name, err);
    case SQLITE_READONLY:
        if (rc == SQLITE_READONLY_ROLLBACK)
            return err_set(err, ERR_READ_ONLY,
                           _("the last change to '%s' was cut off half-way: open it once for writing, which "
                             "puts it right"),
                           name);
        return err_set(err, ERR_READ_ONLY, _("'%s' cannot be written"), name);
    case SQLITE_PERM: return err_set(err, ERR_READ_ONLY, _("'%s' cannot be written"), name);
    case SQLITE_CANTOPEN:
        return err_set(err, ERR_IO, _("'%s' cannot be opened: %s"), name, sqlite3_errmsg(s->db));
    case SQLITE_NOTADB: return err_set(err, ERR_INPUT, _("'%s' is not a tema project"), name);
    case SQLITE_CORRUPT:
        return err_set(err, ERR_CORRUPT,
                       _("'%s' is damaged (%s); take a backup copy of it and go back to one that is whole"),
                       name, sqlite3_errmsg(s->db));
    case SQLITE_IOERR:
        if (rc ==
            SQLITE_IOERR_WRITE) /* ENOSPC is SQLITE_FULL; a quota or a limit on the file's size comes out here */
            return no_room(name, err);
        return err_set(err, ERR_IO, _("'%s' could not be read or written: %s"), name, sqlite3_errmsg(s->db));
    case SQLITE_CONSTRAINT:
        return err_set(err, ERR_CORRUPT, _("'%s' would contradict itself: %s; nothing was changed"), name,
                       sqlite3_errmsg(s->db));
    default: return err_set(err, ERR_IO, _("'%s': %s"), name, sqlite3_errmsg(s->db));
    }
}

int db_exec(struct store *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

/* ---- waiting ---- */

static int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SQLite asks each time a lock is held by someone else; 1 to 3 ms with jitter, so that two waiting programs do not keep step. */
static int wait_for_others(void *data, int count)
{
    struct store *s = data;
    if (count == 0)
        s->waiting_since = monotonic_ms();
    s->was_cancelled = s->cancelled != NULL && s->cancelled(s->cancelled_data);
    if (s->was_cancelled || monotonic_ms() - s->waiting_since >= s->patience)
        return 0;
    struct timespec t = {0, 1000000 + (long)(random_u64() % 2000000)};
    nanosleep(&t, NULL);
    return 1;
}

void db_set_waiting(struct store *s)
{
    sqlite3_busy_handler(s->db, wait_for_others, s);
}

/* ---- statements ---- */

static bool prepare(struct store *s, enum statement_id id, sqlite3_stmt **ret, struct err *err)
{
    if (s->stmts[id] == NULL) {
        int rc = sqlite3_prepare_v3(s->db, statement_table[id].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                    &s->stmts[id], NULL);
        if (rc != SQLITE_OK)
            return db_fail(s, rc, err);
    }
    *ret = s->stmts[id];
    assert(!sqlite3_stmt_busy(*ret) && "a statement is run inside its own loop");
    return true;
}

void db_finalize_all(struct store *s)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(s->stmts[i]);
        s->stmts[i] = NULL;
    }
}

static int bind_one(sqlite3_stmt *st, int i, char c, va_list *ap)
{
    switch (c) {
    case 'i': return sqlite3_bind_int64(st, i, va_arg(*ap, int64_t));
    case 'o': {
        int64_t v = va_arg(*ap, int64_t);
        return v == 0 ? sqlite3_bind_null(st, i) : sqlite3_bind_int64(st, i, v);
    }
    case 'm': {
        int64_t v = va_arg(*ap, int64_t);
        return v < 0 ? sqlite3_bind_null(st, i) : sqlite3_bind_int64(st, i, v);
    }
    case 'n': return sqlite3_bind_null(st, i);
    case 't': return sqlite3_bind_text(st, i, va_arg(*ap, const char *), -1, SQLITE_STATIC);
    case 'e': {
        const char *t = va_arg(*ap, const char *);
        return t == NULL || t[0] == '\0' ? sqlite3_bind_null(st, i)
                                         : sqlite3_bind_text(st, i, t, -1, SQLITE_STATIC);
    }
    case 's': {
        const char *t = va_arg(*ap, const char *);
        size_t n = va_arg(*ap, size_t);
        return sqlite3_bind_text64(st, i, n == 0 ? "" : t, n, SQLITE_STATIC, SQLITE_UTF8);
    }
    case 'b': {
        const void *p = va_arg(*ap, const void *);
        size_t n = va_arg(*ap, size_t);
        return n == 0 ? sqlite3_bind_zeroblob(st, i, 0) : sqlite3_bind_blob64(st, i, p, n, SQLITE_STATIC);
    }
    }
    assert(!"unknown letter in a binding format");
    return SQLITE_MISUSE;
}

static bool query_va(struct store *s, struct query *q, enum statement_id id, struct err *err, const char *fmt,
                     va_list *ap)
{
    *q = (struct query){.s = s, .rc = SQLITE_OK};
    if (!prepare(s, id, &q->st, err))
        return false;
    assert((size_t)sqlite3_bind_parameter_count(q->st) == strlen(fmt) && "one letter for each parameter");
    for (int i = 0; fmt[i] != '\0'; i++) {
        int rc = bind_one(q->st, i + 1, fmt[i], ap);
        if (rc != SQLITE_OK)
            return db_fail(s, rc, err);
    }
    return true;
}

bool db_query(struct store *s, struct query *q, enum statement_id id, struct err *err, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    bool ok = query_va(s, q, id, err, fmt, &ap);
    va_end(ap);
    return ok;
}

bool db_step(struct query *q)
{
    if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW)
        return false;
    q->rc = sqlite3_step(q->st);
    q->hint = 0;
    return q->rc == SQLITE_ROW;
}

bool db_end(struct query *q, struct err *err)
{
    bool ok = q->rc == SQLITE_OK || q->rc == SQLITE_ROW || q->rc == SQLITE_DONE;
    if (!ok)
        db_fail(q->s, sqlite3_extended_errcode(q->s->db), err);
    sqlite3_reset(q->st);
    sqlite3_clear_bindings(q->st);
    return ok;
}

bool db_run(struct store *s, enum statement_id id, struct err *err, const char *fmt, ...)
{
    struct query q;
    va_list ap;
    va_start(ap, fmt);
    bool ok = query_va(s, &q, id, err, fmt, &ap);
    va_end(ap);
    if (!ok)
        return false;
    while (db_step(&q))
        ;
    return db_end(&q, err);
}

bool db_number(struct store *s, enum statement_id id, int64_t *ret, bool *ret_found, struct err *err,
               const char *fmt, ...)
{
    struct query q;
    va_list ap;
    va_start(ap, fmt);
    bool ok = query_va(s, &q, id, err, fmt, &ap);
    va_end(ap);
    if (!ok)
        return false;
    bool found = db_step(&q);
    int64_t n = found ? sqlite3_column_int64(q.st, 0) : 0;
    if (!db_end(&q, err))
        return false;
    *ret = n;
    if (ret_found != NULL)
        *ret_found = found;
    return true;
}

int db_changes(struct store *s)
{
    return sqlite3_changes(s->db);
}

/* ---- columns ---- */

static int column(struct query *q, const char *name)
{
    int n = sqlite3_column_count(q->st);
    for (int k = 0; k < n; k++) {
        int i = (q->hint + k) % n;
        if (strcmp(sqlite3_column_name(q->st, i), name) == 0) {
            q->hint = i + 1;
            return i;
        }
    }
    assert(!"no column of that name");
    return 0;
}

int64_t col_int(struct query *q, const char *name)
{
    return sqlite3_column_int64(q->st, column(q, name));
}

int64_t col_num(struct query *q, const char *name)
{
    int i = column(q, name);
    return sqlite3_column_type(q->st, i) == SQLITE_NULL ? -1 : sqlite3_column_int64(q->st, i);
}

const char *col_text(struct query *q, const char *name)
{
    const unsigned char *t = sqlite3_column_text(q->st, column(q, name));
    return t == NULL ? "" : (const char *)t;
}

size_t col_bytes(struct query *q, const char *name)
{
    return (size_t)sqlite3_column_bytes(q->st, column(q, name));
}

const void *col_blob(struct query *q, const char *name)
{
    return sqlite3_column_blob(q->st, column(q, name));
}

char *col_dup(struct query *q, const char *name, struct arena *a)
{
    int i = column(q, name);
    const char *t = (const char *)sqlite3_column_text(q->st, i);
    return t == NULL ? arena_strdup(a, "") : arena_strndup(a, t, (size_t)sqlite3_column_bytes(q->st, i));
}

/* ---- reading one state ---- */

bool store_read_begin(struct store *s, struct err *err)
{
    if (s->reading == 0 && sqlite3_get_autocommit(s->db)) {
        int rc = db_exec(s, "BEGIN");
        if (rc != SQLITE_OK)
            return db_fail(s, rc, err);
        s->reading = 1;
    } else if (s->reading > 0) {
        s->reading++;
    }
    return true;
}

void store_read_end(struct store *s)
{
    if (s->reading > 0 && --s->reading == 0)
        db_exec(s, "COMMIT");
}

/* ---- the log's end ---- */

bool db_newest_act(struct store *s, int64_t *ret_seq, tema_id *ret_id, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ACT_NEWEST, err, ""))
        return false;
    bool any = db_step(&q);
    int64_t seq = any ? col_int(&q, "seq") : 0;
    tema_id id = any ? col_int(&q, "id") : 0;
    if (!db_end(&q, err))
        return false;
    *ret_seq = seq;
    *ret_id = id;
    return true;
}

/* ---- ids ---- */

tema_id db_new_id(struct store *s)
{
    if (s->id_base == 0 || s->id_count >= (1u << 23) - 1) {
        do
            s->id_base = random_u64() >> 24 << 23;
        while (s->id_base == 0);
        s->id_count = 0;
    }
    return (tema_id)(s->id_base | ++s->id_count);
}

bool db_ids_together(tema_id a, tema_id b)
{
    return a < b && a >> 23 == b >> 23;
}
