/* The project file: making, opening, closing it, and who acts. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act_priv.h"
#include "db_priv.h"
#include "migrate_priv.h"
#include "tema/base/clock.h"
#include "tema/base/file.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "uses_priv.h"

static const char set_application_id[] = "PRAGMA application_id = 1952804193"; /* 0x74656d61, "tema" */
enum { APPLICATION_ID = 0x74656d61 };

static struct store *store_new(const char *path)
{
    struct store *s = mem_alloc(sizeof *s);
    s->path = mem_strdup(path);
    s->coder_name = mem_strdup("");
    s->patience = 30000;
    s->act = act_new();
    s->uses = uses_new();
    return s;
}

void store_free(struct store *s)
{
    if (s == NULL)
        return;
    store_rollback(s);
    act_free(s->act);
    uses_free(s->uses);
    if (s->db != NULL) {
        db_finalize_all(s);
        sqlite3_close(s->db);
    }
    mem_free(s->path);
    mem_free(s->coder_name);
    mem_free(s);
}

bool store_is_read_only(const struct store *s)
{
    return s->read_only;
}

const char *store_path(const struct store *s)
{
    return s->path;
}

void store_set_patience(struct store *s, int ms, bool (*cancelled)(void *), void *data)
{
    s->patience = ms;
    s->cancelled = cancelled;
    s->cancelled_data = data;
}

/* Asked all the time, so it never waits: while another holds the file, nothing is known to have changed. Where others read is no
 * change: only an act is. */
static uint64_t others_version(struct store *s)
{
    int64_t data = 0, seq = 0;
    tema_id act = 0;
    int patience = s->patience;
    s->patience = 0;
    if (db_number(s, STATEMENT_DATA_VERSION, &data, NULL, NULL, "") && data != s->data_version &&
        db_newest_act(s, &seq, &act, NULL)) {
        s->data_version = data;
        s->others += seq != s->newest_seq || act != s->newest_act;
        s->newest_seq = seq;
        s->newest_act = act;
    }
    s->patience = patience;
    return (uint64_t)s->others;
}

int64_t store_version(struct store *s)
{
    return (int64_t)(others_version(s) << 32 | ((uint64_t)s->commits & 0xffffffff));
}

int64_t store_version_beside(struct store *s)
{
    return (int64_t)(others_version(s) << 32 | ((uint64_t)s->commits_beside & 0xffffffff));
}

/* ---- the connection ---- */

static bool pragma_number(struct store *s, const char *sql, int64_t *ret, struct err *err)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        *ret = sqlite3_column_int64(st, 0);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(st);
    return rc == SQLITE_OK || db_fail(s, rc, err);
}

/* Another program has set the file to write-ahead logging (SQLite file format, 1.3.2: read version 2). Read through SQLite's own
 * descriptor, before it looks itself. */
static bool has_wal(struct store *s)
{
    sqlite3_file *f = NULL;
    unsigned char version = 0;
    return sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &f) == SQLITE_OK && f != NULL &&
           f->pMethods != NULL && f->pMethods->xRead(f, &version, 1, 19) == SQLITE_OK && version == 2;
}

static bool connect(struct store *s, struct err *err)
{
    int flags = s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int rc = schema_connect(s->path, flags, &s->db);
    if (s->db == NULL)
        return err_set(err, ERR_IO, _("no memory to open '%s'"), s->path);
    if (rc != SQLITE_OK)
        return db_fail(s, rc, err);
    if (s->read_only && has_wal(s))
        return err_set(
            err, ERR_INPUT,
            _("'%s' keeps a log beside it, so that even reading would write; open it once for writing"),
            s->path);
    db_set_waiting(s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    rc = db_exec(s, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                    "PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA; PRAGMA cache_size = -16384");
    return rc == SQLITE_OK || db_fail(s, rc, err);
}

/* Is it one of ours, of a schema we know, and nothing more than that? */
static bool examine_now(struct store *s, int64_t *ret_version, struct err *err)
{
    const char *name = file_basename(s->path);
    int64_t app = 0, version = 0, n = 0;
    if (!pragma_number(s, "PRAGMA application_id", &app, err))
        return false;
    if (app != APPLICATION_ID)
        return err_set(err, ERR_INPUT, _("'%s' is a database of another program, not a tema project"), name);
    if (!schema_version_of(s, &version, err))
        return false;
    if (version > schema_version())
        return err_set(
            err, ERR_INPUT,
            _("'%s' was made by a newer tema (its schema is %lld, this one knows %d); use that one"), name,
            (long long)version, schema_version());
    if (version < 1)
        return err_set(err, ERR_CORRUPT, _("'%s' says it is a tema project, but has no schema"), name);
    if (!db_number(s, STATEMENT_FOREIGN_OBJECTS, &n, NULL, err, ""))
        return false;
    if (n > 0)
        return err_set(err, ERR_INPUT,
                       _("'%s' has triggers or views in it, which tema never makes; it is not opened"), name);
    struct arena a = ARENA_INIT;
    char *strange;
    bool ok = schema_strange(s, version, &a, &strange, err);
    if (ok && strange != NULL)
        ok = err_set(err, ERR_CORRUPT,
                     _("'%s' is no whole tema project: its table '%s' is missing or not as tema makes it"),
                     name, strange);
    arena_release(&a);
    *ret_version = version;
    return ok;
}

static bool can_write(const char *path)
{
    if (access(path, W_OK) != 0)
        return false;
    const char *base = file_basename(path);
    char *folder = base == path ? mem_strdup(".") : mem_strndup(path, (size_t)(base - path));
    bool ok = access(folder, W_OK) == 0;
    mem_free(folder);
    return ok;
}

/* stat, never open: closing a second descriptor on the file would drop SQLite's locks on it. */
static bool look_at(const char *path, struct err *err)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        if (errno == ENOENT)
            return err_set(err, ERR_NOT_FOUND, _("'%s' does not exist; 'tema new' makes a project"), path);
        return err_set(err, ERR_IO, _("'%s' cannot be read: %s"), path, strerror(errno));
    }
    if (S_ISDIR(st.st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is a folder, not a tema project"), path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is no ordinary file"), path);
    if (st.st_size == 0)
        return err_set(err, ERR_INPUT, _("'%s' is empty, not a tema project"), path);
    if (access(path, R_OK) != 0)
        return err_set(err, ERR_IO, _("'%s' cannot be read: %s"), path, strerror(errno));
    return true;
}

static bool upgrade(struct store *s, int64_t version, struct err *err)
{
    if (!s->read_only)
        return schema_migrate(s, err);
    return err_set(
        err, ERR_READ_ONLY,
        _("'%s' was made by an older tema (its schema is %lld, this one reads %d); open it once for "
          "writing, which brings it up to date"),
        file_basename(s->path), (long long)version, schema_version());
}

/* At one moment: another process may be bringing it to the present form between two looks. */
static bool examine(struct store *s, int64_t *ret_version, struct err *err)
{
    int rc = db_exec(s, "BEGIN");
    bool ok = rc == SQLITE_OK ? examine_now(s, ret_version, err) : db_fail(s, rc, err);
    if (!sqlite3_get_autocommit(s->db))
        db_exec(s, "ROLLBACK");
    return ok;
}

bool store_open(const char *path, enum store_mode mode, struct store **ret, struct err *err)
{
    if (!look_at(path, err))
        return false;
    struct store *s = store_new(path);
    s->read_only = mode == STORE_READ_ONLY || !can_write(path);
    int64_t version = 0;
    if (!connect(s, err) || !examine(s, &version, err))
        goto fail;
    if (sqlite3_db_readonly(s->db, "main") == 1)
        s->read_only = true;
    if (!s->read_only && db_exec(s, "PRAGMA journal_mode = DELETE") != SQLITE_OK) {
        db_fail(s, sqlite3_extended_errcode(s->db), err);
        goto fail;
    }
    if (version < schema_version() && !upgrade(s, version, err))
        goto fail;
    *ret = s;
    return true;
fail:
    store_free(s);
    return false;
}

/* ---- a new one ---- */

static bool fill(struct store *s, const char *title, struct err *err)
{
    char guid[GUID_LEN + 1];
    guid_new(guid);
    int rc = db_exec(s, set_application_id);
    if (rc == SQLITE_OK)
        rc = db_exec(s, "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE");
    if (rc == SQLITE_OK)
        rc = schema_run(s, 0);
    if (rc != SQLITE_OK) {
        db_fail(s, rc, err);
        db_exec(s, "ROLLBACK");
        return false;
    }
    if (!db_run(s, STATEMENT_PROJECT_INSERT, err, "tti", guid, title, clock_now()))
        return false;
    rc = db_exec(s, "COMMIT");
    return rc == SQLITE_OK || db_fail(s, rc, err);
}

bool store_create(const char *path, const char *title, mode_t mode, struct store **ret, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) {
        if (errno == EEXIST)
            return err_set(err, ERR_INPUT, _("'%s' is there already; choose another name"), path);
        if (errno == ENOSPC || errno == EDQUOT)
            return err_set(err, ERR_FULL, _("no room on the disk for '%s'"), path);
        return err_set(err, ERR_IO, _("'%s' cannot be made: %s"), path, strerror(errno));
    }
    bool ok = fchmod(fd, mode) == 0;
    if (!ok)
        err_set(err, ERR_IO, _("'%s' cannot be made: %s"), path, strerror(errno));
    close(fd);
    struct store *s = store_new(path);
    if (ok && connect(s, err) && fill(s, title, err)) {
        *ret = s;
        return true;
    }
    store_free(s);
    char *journal = mem_printf("%s-journal", path);
    unlink(journal);
    unlink(path);
    mem_free(journal);
    return false;
}

/* ---- who acts ---- */

bool store_set_coder(struct store *s, const char *name, struct err *err)
{
    size_t n = strlen(name);
    while (n > 0 && strchr(" \t\r\n", name[n - 1]) != NULL)
        n--;
    while (n > 0 && strchr(" \t\r\n", *name) != NULL)
        name++, n--;
    if (n == 0)
        return err_set(err, ERR_USAGE, _("a coder needs a name"));
    char *trimmed = mem_strndup(name, n);
    int64_t id = 0;
    if (!db_number(s, STATEMENT_CODER_BY_NAME, &id, NULL, err, "t", trimmed)) {
        mem_free(trimmed);
        return false;
    }
    mem_free(s->coder_name);
    s->coder_name = trimmed;
    s->coder = id;
    return true;
}

bool db_know_coder(struct store *s, bool *ret_new, struct err *err)
{
    int64_t id = 0;
    if (!db_number(s, STATEMENT_CODER_BY_NAME, &id, NULL, err, "t", s->coder_name))
        return false;
    bool fresh = id == 0;
    if (fresh) {
        char guid[GUID_LEN + 1];
        guid_new(guid);
        id = db_new_id(s);
        if (!db_run(s, STATEMENT_CODER_INSERT, err, "itti", id, guid, s->coder_name, clock_now()))
            return false;
    }
    s->coder = id;
    if (ret_new != NULL)
        *ret_new = fresh;
    return true;
}

tema_id store_coder(const struct store *s)
{
    return s->coder;
}
