#include "tema/base/rodb.h"

#include <sqlite3.h>
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"

/* A table is read a few times at most, and a row takes four bytes of its page at least: what goes beyond
 * these has pages that are used more than once. */
enum { MOST_PASSES = 8, LEAST_TEXT = 1 << 20, STEP_SLICE = 1000, STEPS_PER_BYTE = 64, HEADER = 100 };

struct rodb {
    sqlite3 *db;
    unsigned char *copy; /* of bytes that had to be changed, or NULL */
    bool wal;
    size_t mended;
    uint64_t slices; /* of STEP_SLICE steps that are left */
    uint64_t rows;   /* that are left */
    uint64_t text;   /* bytes that are left */
    bool too_much;
};

/* ---- opening ---- */

static int count_steps(void *p)
{
    struct rodb *d = p;
    if (d->slices > 0)
        d->slices--;
    d->too_much = d->too_much || d->slices == 0;
    return d->slices == 0;
}

/* Reading columns of tables and asking which there are, and nothing else; `through` is the view or trigger that
 * asks. */
static int allow(void *p, int what, const char *a, const char *b, const char *base, const char *through)
{
    (void)p;
    (void)b;
    (void)base;
    if (through != NULL)
        return SQLITE_DENY;
    if (what == SQLITE_PRAGMA && a != NULL && strcmp(a, "table_xinfo") == 0)
        return SQLITE_OK;
    return what == SQLITE_SELECT || what == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

static void confine(sqlite3 *db)
{
    static const struct {
        int what, most;
    } limits[] = {{SQLITE_LIMIT_LENGTH, 256 << 20},   {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
                  {SQLITE_LIMIT_COLUMN, 500},         {SQLITE_LIMIT_EXPR_DEPTH, 100},
                  {SQLITE_LIMIT_COMPOUND_SELECT, 50}, {SQLITE_LIMIT_ATTACHED, 0},
                  {SQLITE_LIMIT_TRIGGER_DEPTH, 1},    {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].what, limits[i].most);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

static bool refuse(const struct rodb *d, struct err *err)
{
    if (d->too_much)
        return err_set(err, ERR_INPUT,
                       _("the database goes round in circles: it holds more than its size allows"));
    return err_set(err, ERR_INPUT, _("the database cannot be read: %s"), sqlite3_errmsg(d->db));
}

/* What is in memory can have no second file beside it, so the header's word that there is one is changed
 * in a copy. */
static const unsigned char *without_wal(struct rodb *d, const unsigned char *bytes, size_t n)
{
    d->wal = bytes[18] == 2 || bytes[19] == 2;
    if (!d->wal)
        return bytes;
    d->copy = mem_alloc(n);
    memcpy(d->copy, bytes, n);
    d->copy[18] = d->copy[19] = 1;
    return d->copy;
}

struct rodb *rodb_open(const void *bytes, size_t n, struct err *err)
{
    if (n < HEADER || memcmp(bytes, "SQLite format 3", 16) != 0) {
        err_set(err, ERR_INPUT, _("this is no SQLite database"));
        return NULL;
    }
    struct rodb *d = mem_alloc(sizeof *d);
    d->slices = ((uint64_t)n * STEPS_PER_BYTE + LEAST_TEXT) / STEP_SLICE;
    d->rows = n;
    d->text = (uint64_t)n * MOST_PASSES + LEAST_TEXT;
    unsigned char *block = NULL;
    const unsigned char *from = without_wal(d, bytes, n);
    memcpy(&block, &from, sizeof block); /* read-only, though the interface does not say const */
    bool ok =
        sqlite3_open_v2(":memory:", &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) == SQLITE_OK;
    if (ok) {
        confine(d->db);
        ok = sqlite3_exec(d->db, "PRAGMA cell_size_check=1; PRAGMA mmap_size=0", NULL, NULL, NULL) ==
                 SQLITE_OK &&
             sqlite3_deserialize(d->db, "main", block, (sqlite3_int64)n, (sqlite3_int64)n,
                                 SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
    }
    if (ok) {
        sqlite3_progress_handler(d->db, STEP_SLICE, count_steps, d);
        ok = sqlite3_set_authorizer(d->db, allow, NULL) == SQLITE_OK &&
             sqlite3_exec(d->db, "SELECT rootpage FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
    }
    if (!ok) {
        refuse(d, err);
        rodb_free(d);
        return NULL;
    }
    return d;
}

void rodb_free(struct rodb *d)
{
    if (d == NULL)
        return;
    sqlite3_close(d->db);
    mem_free(d->copy);
    mem_free(d);
}

bool rodb_wal(const struct rodb *d)
{
    return d->wal;
}

size_t rodb_mended(const struct rodb *d)
{
    return d->mended;
}

/* ---- what is there ---- */

static bool starts_with(const unsigned char *s, const char *with)
{
    return s != NULL && sqlite3_strnicmp((const char *)s, with, (int)strlen(with)) == 0;
}

bool rodb_has_table(const struct rodb *d, const char *table)
{
    sqlite3_stmt *st = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(d->db, "SELECT type, name, rootpage, sql FROM sqlite_schema", -1, &st, NULL) !=
        SQLITE_OK)
        return false;
    while (!found && sqlite3_step(st) == SQLITE_ROW) {
        const unsigned char *type = sqlite3_column_text(st, 0), *name = sqlite3_column_text(st, 1);
        found = type && name && strcmp((const char *)type, "table") == 0 &&
                sqlite3_stricmp((const char *)name, table) == 0 && sqlite3_column_int64(st, 2) > 0 &&
                starts_with(sqlite3_column_text(st, 3), "CREATE TABLE");
    }
    sqlite3_finalize(st);
    return found;
}

/* A column of the table that is stored as it stands: what is generated would be a stranger's expression to run. */
static bool plain_column(const struct rodb *d, const char *table, const char *column)
{
    sqlite3_stmt *st = NULL;
    bool found = false;
    char *sql = sqlite3_mprintf("PRAGMA main.table_xinfo(\"%w\")", table);
    if (sql && sqlite3_prepare_v2(d->db, sql, -1, &st, NULL) == SQLITE_OK) {
        while (!found && sqlite3_step(st) == SQLITE_ROW) {
            const unsigned char *name = sqlite3_column_text(st, 1);
            found =
                name && sqlite3_stricmp((const char *)name, column) == 0 && sqlite3_column_int(st, 6) == 0;
        }
    }
    sqlite3_finalize(st);
    sqlite3_free(sql);
    return found;
}

bool rodb_has_column(const struct rodb *d, const char *table, const char *column)
{
    return rodb_has_table(d, table) && plain_column(d, table, column);
}

/* ---- reading ---- */

bool rodb_read(struct rodb *d, const char *table, const char *columns, struct rodb_rows *rows,
               struct err *err)
{
    memset(rows, 0, sizeof *rows);
    rows->db = d;
    rows->status = SQLITE_DONE;
    if (!rodb_has_table(d, table))
        return !d->too_much || refuse(d, err);
    sqlite3_str *sql = sqlite3_str_new(NULL);
    sqlite3_str_appendall(sql, "SELECT ");
    for (const char *c = columns; *c != '\0';) {
        int n = (int)strcspn(c, " ");
        char *name = sqlite3_mprintf("%.*s", n, c);
        bool there = name && plain_column(d, table, name);
        sqlite3_str_appendf(sql, there ? "%s\"%w\"" : "%sNULL", c == columns ? "" : ", ", name);
        sqlite3_free(name);
        c += n + (c[n] == ' ');
    }
    if (*columns == '\0')
        sqlite3_str_appendall(sql, "NULL");
    sqlite3_str_appendf(sql, " FROM main.\"%w\" NOT INDEXED", table);
    char *text = sqlite3_str_finish(sql);
    sqlite3_stmt *st = NULL;
    bool ok = text && sqlite3_prepare_v2(d->db, text, -1, &st, NULL) == SQLITE_OK;
    sqlite3_free(text);
    rows->statement = st;
    rows->status = SQLITE_ROW;
    return ok || refuse(d, err) || err_wrap(err, _("table '%s'"), table);
}

bool rodb_next(struct rodb_rows *rows)
{
    if (rows->statement == NULL || rows->status != SQLITE_ROW || rows->db->too_much)
        return false;
    rows->status = sqlite3_step(rows->statement);
    if (rows->status != SQLITE_ROW)
        return false;
    if (rows->db->rows == 0) {
        rows->db->too_much = true;
        return false;
    }
    rows->db->rows--;
    return true;
}

bool rodb_end(struct rodb_rows *rows, struct err *err)
{
    /* A row that the caller left on is no fault. */
    bool ok = !rows->db->too_much && (rows->status == SQLITE_DONE || rows->status == SQLITE_ROW);
    if (!ok)
        refuse(rows->db, err);
    sqlite3_finalize(rows->statement);
    for (int i = 0; i < RODB_MOST_COLUMNS; i++)
        buf_release(&rows->text[i]);
    rows->statement = NULL;
    return ok;
}

bool rodb_null(struct rodb_rows *rows, int column)
{
    return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}

int64_t rodb_int(struct rodb_rows *rows, int column, int64_t if_null)
{
    return rodb_null(rows, column) ? if_null : sqlite3_column_int64(rows->statement, column);
}

/* Bytes of the character at s, 0 when it is not well-formed (Unicode, table 3-7) or a NUL. *ret_bad:
 * what to leave out then. */
static size_t character(const unsigned char *s, size_t n, size_t *ret_bad)
{
    unsigned char c = s[0], low = 0x80, high = 0xbf;
    size_t want = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0, i = 1;
    *ret_bad = 1;
    if (c == 0xe0)
        low = 0xa0;
    else if (c == 0xed)
        high = 0x9f;
    else if (c == 0xf0)
        low = 0x90;
    else if (c == 0xf4)
        high = 0x8f;
    if (c == '\0')
        return 0;
    for (; i < want && i < n && s[i] >= low && s[i] <= high; i++) {
        low = 0x80;
        high = 0xbf;
    }
    *ret_bad = i;
    return i == want ? want : 0;
}

static size_t good_prefix(const unsigned char *s, size_t n)
{
    size_t i = 0, bad, k;
    while (i < n && (k = character(s + i, n - i, &bad)) > 0)
        i += k;
    return i;
}

const char *rodb_text(struct rodb_rows *rows, int column, size_t *n)
{
    struct rodb *d = rows->db;
    const unsigned char *s = sqlite3_column_text(rows->statement, column);
    size_t len = s ? (size_t)sqlite3_column_bytes(rows->statement, column) : 0;
    if (len > d->text) {
        d->too_much = true;
        len = 0;
    }
    d->text -= len;
    size_t good = good_prefix(s, len);
    if (n)
        *n = len;
    if (len == 0)
        return "";
    if (good == len)
        return (const char *)s;
    struct buf *b = &rows->text[column];
    buf_clear(b);
    for (size_t i = 0, bad = 0; i < len; i += bad) {
        good = good_prefix(s + i, len - i);
        buf_add(b, s + i, good);
        i += good;
        if (i >= len)
            break;
        character(s + i, len - i, &bad);
        buf_add(b, "\xef\xbf\xbd", 3);
    }
    d->mended++;
    if (n)
        *n = b->len;
    return buf_str(b);
}

size_t rodb_count(struct rodb *d, const char *table)
{
    struct rodb_rows rows;
    size_t n = 0;
    if (!rodb_read(d, table, "", &rows, NULL)) {
        rodb_end(&rows, NULL);
        return 0;
    }
    while (rodb_next(&rows))
        n++;
    rodb_end(&rows, NULL);
    return n;
}
