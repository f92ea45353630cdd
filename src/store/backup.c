/* Copies of the whole project, made while others work on it, and putting one back. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act_priv.h"
#include "migrate_priv.h"
#include "tema/base/file.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/store/reviews.h"
#include "uses_priv.h"

enum {
    SLICE = 1024, /* pages copied before others may write again */
    RESTARTS = 8  /* changes by others begin the copy anew; after so many they wait until it is whole */
};

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* ---- where the copy goes ---- */

static int64_t application_id(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    int64_t id = -1;
    if (sqlite3_prepare_v2(db, "PRAGMA application_id", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        id = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return id;
}

/* Asked through SQLite, as is all of a file that some program may have open. A project of an older schema is one too. */
static bool is_project(struct store *s, const char *path)
{
    sqlite3 *db = NULL;
    bool ok = schema_connect(path, SQLITE_OPEN_READONLY, &db) == SQLITE_OK;
    if (ok) {
        sqlite3_busy_timeout(db, s->patience);
        ok = application_id(db) == application_id(s->db);
    }
    sqlite3_close(db);
    return ok;
}

static bool check_target(struct store *s, const char *to, bool replace, struct err *err)
{
    static const char *const beside[] = {"-journal", "-wal"};
    struct stat st, own;
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char *name = mem_printf("%s%s", to, beside[i]);
        bool there = lstat(name, &st) == 0;
        mem_free(name);
        /* SQLite would take it for the new file's and roll that back */
        if (there)
            return err_set(
                err, ERR_INPUT,
                _("beside '%s' lies the journal of a change that was cut off; choose another name"), to);
    }
    if (lstat(to, &st) != 0)
        return errno == ENOENT || err_set(err, ERR_IO, _("'%s' cannot be written: %s"), to, strerror(errno));
    if (stat(s->path, &own) == 0 && same_file(&st, &own))
        return err_set(err, ERR_INPUT, _("'%s' is the project itself; choose another name for the copy"), to);
    if (S_ISDIR(st.st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is a folder; a name for the copy is needed"), to);
    if (S_ISLNK(st.st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is a link; name the file itself"), to);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is no ordinary file"), to);
    if (!replace)
        return err_set(err, ERR_INPUT, _("'%s' is there already; choose another name"), to);
    if (st.st_size > 0 && !is_project(s, to))
        return err_set(err, ERR_INPUT,
                       _("'%s' is no tema project and is not written over; choose another name"), to);
    return true;
}

static bool cannot_make(const char *to, int number, struct err *err)
{
    if (number == ENOSPC || number == EDQUOT || number == EFBIG)
        return err_set(err, ERR_FULL, _("no room on the disk for '%s'"), to);
    return err_set(err, ERR_IO, _("'%s' cannot be made: %s"), to, strerror(number));
}

/* A fresh file of mode 0600 whatever the umask, in the same folder. Its name is freed with mem_free; NULL on failure. */
static char *make_beside(const char *to, struct err *err)
{
    char *folder = mem_strndup(to, (size_t)(file_basename(to) - to));
    char *name = mem_printf("%s.tema-%016" PRIx64 ".tmp", folder, random_u64());
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool ok = fd >= 0 && fchmod(fd, S_IRUSR | S_IWUSR) == 0;
    if (!ok)
        cannot_make(to, errno, err);
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !ok)
        unlink(name);
    mem_free(folder);
    if (ok)
        return name;
    mem_free(name);
    return NULL;
}

/* ---- copying ---- */

static bool cannot_copy(struct store *s, const char *to, int rc, struct err *err)
{
    switch (rc & 0xff) {
    case SQLITE_FULL: return cannot_make(to, ENOSPC, err);
    case SQLITE_IOERR:
        if (rc == SQLITE_IOERR_WRITE) /* a quota, or a limit on the size of files */
            return cannot_make(to, ENOSPC, err);
        return err_set(err, ERR_IO, _("copying to '%s': %s"), to, sqlite3_errstr(rc));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return err_set(err, ERR_IO, _("'%s' cannot be written"), to);
    default: return db_fail(s, rc, err);
    }
}

/* The file is nobody's until it is whole, so it needs no journal. */
static bool open_plain(const char *path, sqlite3 **ret)
{
    return schema_connect(path, SQLITE_OPEN_READWRITE, ret) == SQLITE_OK &&
           sqlite3_exec(*ret, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL) ==
               SQLITE_OK;
}

/* Slice by slice; SQLite begins anew by itself when another has changed the project between two. */
static bool copy_pages(struct store *s, const char *beside, const char *to, struct err *err)
{
    sqlite3 *db = NULL;
    sqlite3_backup *b = NULL;
    int rc = SQLITE_OK, left = 0, restarts = 0;
    bool called_off = false;
    if (!open_plain(beside, &db) || (b = sqlite3_backup_init(db, "main", s->db, "main")) == NULL)
        rc = db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(db);
    while (rc == SQLITE_OK && !called_off) {
        rc = sqlite3_backup_step(b, restarts < RESTARTS ? SLICE : -1);
        restarts += left > 0 && sqlite3_backup_remaining(b) >= left;
        left = sqlite3_backup_remaining(b);
        called_off = s->cancelled != NULL && s->cancelled(s->cancelled_data);
    }
    sqlite3_backup_finish(b);
    sqlite3_close(db);
    if (rc == SQLITE_DONE)
        return true;
    return called_off && rc == SQLITE_OK
               ? err_set(err, ERR_CANCELLED, _("the copy to '%s' was called off"), to)
               : cannot_copy(s, to, rc, err);
}

/* ---- checking it ---- */

static bool check_copy(const char *beside, const char *to, struct err *err)
{
    struct store *copy = NULL;
    struct arena a = ARENA_INIT;
    struct act_row broken = {.id = 0};
    struct query q;
    bool whole = false;
    bool ok = store_open(beside, STORE_READ_ONLY, &copy, err) &&
              db_query(copy, &q, STATEMENT_BACKUP_CHECK, err, "");
    if (ok) {
        whole = db_step(&q) && strcmp(col_text(&q, "quick_check"), "ok") == 0;
        ok = db_end(&q, err) && act_find_break(copy, &a, &broken, err);
    }
    store_free(copy);
    arena_release(&a);
    if (!ok)
        return err_wrap(err, _("checking the copy '%s'"), to);
    return (whole && broken.id == 0) ||
           err_set(
               err, ERR_CORRUPT,
               whole ? _("the copy '%s' is not kept: the log in it does not hold together; run 'tema check'")
                     : _("the copy '%s' is not kept: it is damaged; run 'tema check'"),
               to);
}

/* ---- putting it in place ---- */

static bool sync_file(const char *path, const char *to, struct err *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP);
    if (!ok)
        cannot_make(to, errno, err);
    if (fd >= 0)
        close(fd);
    return ok;
}

static void sync_folder(const char *to)
{
    const char *base = file_basename(to);
    char *folder = base == to ? mem_strdup(".") : mem_strndup(to, (size_t)(base - to));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    mem_free(folder);
    if (fd < 0)
        return;
    fsync(fd); /* some file systems cannot: the name is safe a little later then */
    close(fd);
}

/* Where nothing may be replaced, a link fails if somebody has made the name meanwhile; some file systems have no links. */
static bool put_in_place(const char *beside, const char *to, bool replace, struct err *err)
{
    struct stat st;
    bool linked = !replace && link(beside, to) == 0;
    if (linked) {
        unlink(beside);
    } else if (!replace && (errno == EEXIST || lstat(to, &st) == 0)) {
        return err_set(err, ERR_INPUT, _("'%s' is there already; choose another name"), to);
    } else if (rename(beside, to) != 0) {
        return cannot_make(to, errno, err);
    }
    sync_folder(to);
    return true;
}

bool store_backup(struct store *s, const char *to, bool replace, struct err *err)
{
    if (store_in_act(s))
        return err_set(err, ERR_USAGE, _("a copy cannot be made in the middle of an act"));
    if (file_basename(to)[0] == '\0')
        return err_set(err, ERR_INPUT, _("'%s' is a folder; a name for the copy is needed"), to);
    if (!check_target(s, to, replace, err))
        return false;
    char *beside = make_beside(to, err);
    if (beside == NULL)
        return false;
    bool ok = copy_pages(s, beside, to, err) && check_copy(beside, to, err) && sync_file(beside, to, err) &&
              put_in_place(beside, to, replace, err);
    if (!ok)
        unlink(beside);
    mem_free(beside);
    return ok;
}

/* ---- putting one back ---- */

static bool sound(struct store *from, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct finding *f;
    size_t n = 0;
    bool ok = store_check(from, &a, &f, &n, err);
    for (size_t i = 0; ok && i < n; i++)
        if (!f[i].decision)
            ok = err_set(err, ERR_CORRUPT, _("'%s' is not put back, it is not sound: %s"),
                         file_basename(from->path), f[i].text);
    arena_release(&a);
    return ok;
}

/* One transaction of SQLite's own; others wait for it, or it for them. */
static bool copy_over(struct store *s, struct store *from, struct err *err)
{
    db_finalize_all(s);
    sqlite3_backup *b = sqlite3_backup_init(s->db, "main", from->db, "main");
    if (b == NULL)
        return db_fail(s, sqlite3_extended_errcode(s->db), err);
    int rc = sqlite3_backup_step(b, -1), end = sqlite3_backup_finish(b);
    if (rc == SQLITE_DONE && end == SQLITE_OK)
        return true;
    db_fail(s, rc == SQLITE_DONE || rc == SQLITE_OK ? end : rc, err);
    /* A write that failed leaves its journal to the next who looks; that is done here, so that others who may only read find the file whole. */
    int64_t version;
    schema_version_of(s, &version, NULL);
    return false;
}

/* Nothing that was read before holds. */
static void forget_all(struct store *s)
{
    int64_t id = 0;
    uses_free(s->uses);
    s->uses = uses_new();
    s->commits++;
    s->commits_beside++;
    s->data_version = 0;
    db_number(s, STATEMENT_CODER_BY_NAME, &id, NULL, NULL, "t", s->coder_name);
    s->coder = id; /* 0: not known there; the first act makes the coder known */
}

bool store_restore_file(struct store *s, const char *from, struct err *err)
{
    struct store *src = NULL;
    struct stat own, other;
    if (s->read_only)
        return err_set(err, ERR_READ_ONLY, _("'%s' was opened for reading only; nothing can be changed"),
                       file_basename(s->path));
    if (store_in_act(s) || s->reading > 0)
        return err_set(err, ERR_USAGE, _("a copy cannot be put back in the middle of an act"));
    if (stat(s->path, &own) == 0 && stat(from, &other) == 0 && same_file(&own, &other))
        return err_set(err, ERR_INPUT, _("'%s' is the project itself; name the copy to put back"), from);
    if (!store_open(from, STORE_READ_ONLY, &src, err))
        return false;
    store_set_patience(src, s->patience, s->cancelled, s->cancelled_data);
    bool ok = store_read_begin(src, err); /* what is checked is what is put back */
    if (ok) {
        ok = sound(src, err) && copy_over(s, src, err);
        store_read_end(src);
    }
    store_free(src);
    if (ok)
        forget_all(s);
    return ok;
}
