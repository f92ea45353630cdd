#include "tema/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"

enum { READ_PIECE = 64 * 1024 };

static bool is_dash(const char *path)
{
    return strcmp(path, "-") == 0;
}

static bool too_large(const char *path, size_t max, struct err *err)
{
    return err_set(err, ERR_INPUT, _("'%s' is larger than the %zu bytes that can be taken"), path, max);
}

/* What kind of file may be read: regular ones and pipes (a shell's <(…) is one); standard input also from a
 * terminal. */
static bool check_kind(const char *path, const struct stat *st, size_t max, struct err *err)
{
    if (S_ISDIR(st->st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is a folder, not a file"), path);
    if (!is_dash(path) && !S_ISREG(st->st_mode) && !S_ISFIFO(st->st_mode))
        return err_set(err, ERR_INPUT, _("'%s' is a device, not a file"), path);
    if (S_ISREG(st->st_mode) && st->st_size > 0 && (uintmax_t)st->st_size > max)
        return too_large(path, max, err);
    return true;
}

static bool read_all(int fd, const char *path, size_t max, struct buf *out, struct err *err)
{
    size_t before = out->len;

    for (;;) {
        ssize_t got;

        buf_reserve(out, READ_PIECE);
        got = read(fd, out->s + out->len, READ_PIECE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            err_set(err, ERR_IO, _("cannot read '%s': %s"), path, strerror(errno));
            break;
        }
        if (got == 0)
            return true;
        out->len += (size_t)got;
        out->s[out->len] = '\0';
        if (out->len - before > max) {
            too_large(path, max, err);
            break;
        }
    }
    out->len = before;
    out->s[before] = '\0';
    return false;
}

bool file_read(const char *path, size_t max, struct buf *out, struct err *err)
{
    struct stat st;
    bool ok = false;
    int fd = STDIN_FILENO;

    if (!is_dash(path)) {
        /* Opening a device can do something to it, so it is looked at first. */
        if (stat(path, &st) != 0)
            return err_set(err, ERR_IO, _("cannot read '%s': %s"), path, strerror(errno));
        if (!check_kind(path, &st, max, err))
            return false;
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    }
    if (fd < 0 || fstat(fd, &st) != 0) {
        err_set(err, ERR_IO, _("cannot read '%s': %s"), path, strerror(errno));
        goto out;
    }
    if (!check_kind(path, &st, max, err))
        goto out;
    if (S_ISREG(st.st_mode) && st.st_size > 0)
        buf_reserve(out, (size_t)st.st_size + READ_PIECE);
    ok = read_all(fd, path, max, out, err);
out:
    if (fd > STDIN_FILENO)
        close(fd);
    return ok;
}

static bool cannot_write(const char *path, int number, struct err *err)
{
    enum err_kind kind = number == ENOSPC || number == EDQUOT || number == EFBIG ? ERR_FULL : ERR_IO;

    return err_set(err, kind, _("cannot write '%s': %s"), path, strerror(number));
}

static bool write_all(int fd, const char *path, const char *bytes, size_t n, struct err *err)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return cannot_write(path, errno, err);
        bytes += put;
        n -= (size_t)put;
    }
    return true;
}

/* Pipes and some network file systems cannot sync; that is no fault of the file. */
static bool sync_fd(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
}

static bool write_straight(const char *path, const void *bytes, size_t n, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool ok;

    if (fd < 0)
        return cannot_write(path, errno, err);
    ok = write_all(fd, path, bytes, n, err);
    if (close(fd) != 0 && ok)
        ok = cannot_write(path, errno, err);
    return ok;
}

/* Syncs the folder, so that the new name is on the disk too. */
static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    sync_fd(fd);
    close(fd);
}

/* `target` is `path` with its links followed; `old` the file that is there, or NULL. */
static bool replace(const char *path, const char *target, const struct stat *old, const void *bytes, size_t n,
                    mode_t mode, struct err *err)
{
    char *folder = mem_strndup(target, (size_t)(file_basename(target) - target));
    char *beside = mem_printf("%s.tema-%016jx.tmp", folder, (uintmax_t)random_u64());
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old ? S_IRUSR | S_IWUSR : mode);
    bool ok = false;

    if (fd < 0) {
        cannot_write(path, errno, err);
        goto out;
    }
    /* Only the owner or root may give a file away; where that fails it is ours, with the same rights. Before
     * chmod, since chown clears the set-id bits. */
    if (old && (old->st_uid != geteuid() || old->st_gid != getegid()) &&
        fchown(fd, old->st_uid, old->st_gid) != 0 && fchown(fd, (uid_t)-1, old->st_gid) != 0)
        errno = 0;
    if (old && fchmod(fd, old->st_mode & 07777) != 0)
        cannot_write(path, errno, err);
    else if (write_all(fd, path, bytes, n, err))
        ok = sync_fd(fd) || cannot_write(path, errno, err);
    if (close(fd) != 0 && ok)
        ok = cannot_write(path, errno, err);
    if (ok && rename(beside, target) != 0)
        ok = cannot_write(path, errno, err);
    if (ok)
        sync_folder(folder[0] ? folder : ".");
    else
        unlink(beside);
out:
    mem_free(beside);
    mem_free(folder);
    return ok;
}

bool file_write(const char *path, const void *bytes, size_t n, mode_t mode, struct err *err)
{
    struct stat old;
    char *target;
    bool ok;

    if (is_dash(path)) {
        fflush(stdout); /* what was printed before comes before */
        return write_all(STDOUT_FILENO, path, bytes, n, err);
    }
    if (stat(path, &old) != 0) {
        if (errno != ENOENT)
            return cannot_write(path, errno, err);
        return replace(path, path, NULL, bytes, n, mode, err);
    }
    if (S_ISDIR(old.st_mode))
        return err_set(err, ERR_IO, _("cannot write '%s': it is a folder"), path);
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return cannot_write(path, errno, err);
    if (!S_ISREG(old.st_mode))
        return write_straight(path, bytes, n, err);
    /* A link stays a link: what it points at is replaced. */
    target = realpath(path, NULL);
    if (!target)
        return cannot_write(path, errno, err);
    ok = replace(path, target, &old, bytes, n, mode, err);
    free(target);
    return ok;
}

const char *file_basename(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}
