/* The schema's versions: making it, knowing it again, and bringing an older file up to it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SQL_TABLES
#include "migrate_priv.h"
#include "schema.h"
#include "tema/base/file.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

enum { COPIES_MOST = 1000 }; /* names tried for the copy */

int schema_version(void)
{
    return SCHEMA_COUNT;
}

bool schema_version_of(struct store *s, int64_t *ret, struct err *err)
{
    return db_number(s, STATEMENT_USER_VERSION, ret, NULL, err, "");
}

int schema_run(struct store *s, int64_t from)
{
    int rc = SQLITE_OK;
    for (size_t i = (size_t)from; rc == SQLITE_OK && i < SCHEMA_COUNT; i++)
        rc = db_exec(s, schema_table[i].sql);
    if (rc == SQLITE_OK) {
        char *sql = mem_printf("PRAGMA user_version = %d", (int)SCHEMA_COUNT);
        rc = db_exec(s, sql);
        mem_free(sql);
    }
    return rc;
}

/* ---- knowing it again ---- */

bool schema_strange(struct store *s, int64_t version, struct arena *a, char **ret, struct err *err)
{
    sqlite3 *ours = NULL;
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_open_v2(":memory:", &ours,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
    for (size_t i = 0; rc == SQLITE_OK && i < SCHEMA_COUNT && (int64_t)i < version; i++)
        rc = sqlite3_exec(ours, schema_table[i].sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(
            ours, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", -1,
            &st, NULL);
    bool ok = rc == SQLITE_OK ||
              err_set(err, ERR_IO, _("the schema cannot be made in memory: %s"), sqlite3_errstr(rc));
    *ret = NULL;
    while (ok && *ret == NULL && sqlite3_step(st) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(st, 0),
                   *sql = (const char *)sqlite3_column_text(st, 1);
        struct query q;
        ok = db_query(s, &q, STATEMENT_TABLE_SQL, err, "t", name);
        if (!ok)
            break;
        if (!db_step(&q) || strcmp(col_text(&q, "sql"), sql) != 0)
            *ret = arena_strdup(a, name);
        ok = db_end(&q, err);
    }
    sqlite3_finalize(st);
    sqlite3_close(ours);
    return ok;
}

/* ---- the copy ---- */

/* A new empty file beside the project, with its mode; its name is the caller's (mem_free). NULL: none could be made. */
static char *new_copy(struct store *s, int64_t version, struct err *err)
{
    struct stat st;
    if (stat(s->path, &st) != 0) {
        err_set(err, ERR_IO, _("'%s' cannot be read: %s"), s->path, strerror(errno));
        return NULL;
    }
    for (int i = 1; i <= COPIES_MOST; i++) {
        char *name = i == 1 ? mem_printf("%s.schema-%lld", s->path, (long long)version)
                            : mem_printf("%s.schema-%lld-%d", s->path, (long long)version, i);
        int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        bool made = fd >= 0 && fchmod(fd, st.st_mode & 07777) == 0;
        int why = errno;
        if (fd >= 0)
            close(fd);
        if (made)
            return name;
        if (fd >= 0)
            unlink(name);
        if (fd >= 0 || why != EEXIST) {
            err_set(err, why == ENOSPC || why == EDQUOT ? ERR_FULL : ERR_IO,
                    _("the copy '%s' that is kept of the older project cannot be made: %s"), name,
                    strerror(why));
            mem_free(name);
            return NULL;
        }
        mem_free(name);
    }
    err_set(err, ERR_IO, _("there are too many copies of '%s' beside it; move some away"), s->path);
    return NULL;
}

int schema_connect(const char *path, int flags, sqlite3 **ret)
{
    char *name = path[0] == '/' ? mem_strdup(path) : mem_printf("./%s", path);
    int rc = sqlite3_open_v2(name, ret, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    mem_free(name);
    return rc;
}

enum { PATIENCE = 5000 }; /* ms */

/* Through a second connection: the one that holds the lock cannot be read from by a backup. */
static bool fill_copy(struct store *s, const char *name, struct err *err)
{
    sqlite3 *from = NULL, *to = NULL;
    int rc = schema_connect(s->path, SQLITE_OPEN_READONLY, &from);
    if (rc == SQLITE_OK)
        rc = schema_connect(name, SQLITE_OPEN_READWRITE, &to);
    if (rc == SQLITE_OK)
        sqlite3_busy_timeout(from, PATIENCE); /* another process may be opening it at this moment */
    sqlite3_backup *b = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (b != NULL) {
        sqlite3_backup_step(b, -1);
        rc = sqlite3_backup_finish(b);
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_extended_errcode(to);
    }
    sqlite3_close(from);
    int closed = sqlite3_close(to);
    if (rc == SQLITE_OK)
        rc = closed;
    return rc == SQLITE_OK ||
           err_set(err, (rc & 0xff) == SQLITE_FULL ? ERR_FULL : ERR_IO,
                   _("the copy '%s' that is kept of the older project cannot be written: %s"), name,
                   sqlite3_errstr(rc));
}

/* ---- migrating ---- */

static bool migrate_open(struct store *s, int64_t version, struct err *err)
{
    char *name = new_copy(s, version, err);
    if (name == NULL)
        return false;
    bool ok = fill_copy(s, name, err);
    if (ok) {
        int rc = schema_run(s, version);
        rc = rc == SQLITE_OK ? db_exec(s, "COMMIT") : rc;
        ok = rc == SQLITE_OK || db_fail(s, rc, err);
    }
    if (!ok)
        unlink(name);
    mem_free(name);
    return ok;
}

bool schema_migrate(struct store *s, struct err *err)
{
    int64_t version = 0;
    int rc = db_exec(s, "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
    bool ok = rc == SQLITE_OK || db_fail(s, rc, err);
    ok = ok && schema_version_of(s, &version, err);
    if (ok && version < schema_version()) /* else another process was first */
        ok = migrate_open(s, version, err);
    if (!sqlite3_get_autocommit(s->db))
        db_exec(s, "ROLLBACK");
    return ok || err_wrap(err, _("bringing '%s' to the present form"), file_basename(s->path));
}
