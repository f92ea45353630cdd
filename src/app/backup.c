/* Copies of the project: the rotating ones beside it, made before acts that take something along, those that are asked
 * for, and putting one back. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app_priv.h"
#include "tema/app/process.h"
#include "tema/base/file.h"
#include "tema/store/reviews.h"

enum { COPIES = 5 };

/* "NAME.tema.backup-1", the newest, to -5. The name must not end in .tema: it would be taken for a project of the folder. */
static char *copy_name(const struct app *app, int number, struct arena *a)
{
    return arena_printf(a, "%s.backup-%d", store_path(app->store), number);
}

/* Of the copy while it is none of the five yet; another process has another name for its own. */
static char *fresh_name(const struct app *app, struct arena *a)
{
    return arena_printf(a, "%s.backup-new-%ld", store_path(app->store), (long)getpid());
}

static bool newest_seq(struct app *app, int64_t *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct act_row *rows;
    size_t n;
    bool ok = store_log(app->store, 0, 1, &a, &rows, &n, err);

    if (ok)
        *ret = n > 0 ? rows[0].seq : 0;
    arena_release(&a);
    return ok;
}

/* Makes the fresh copy the newest: the older ones move up to the first gap, the last one goes when there is none. */
static bool rotate(struct app *app, const char *fresh, struct arena *a, char **ret_path, struct err *err)
{
    char *newest = copy_name(app, 1, a);
    int gap = 1;

    while (gap < COPIES && access(copy_name(app, gap, a), F_OK) == 0)
        gap++;
    for (int i = gap; i > 1; i--) {
        const char *from = copy_name(app, i - 1, a), *to = copy_name(app, i, a);

        if (rename(from, to) != 0 && errno != ENOENT) /* not there: another process has moved it on */
            return err_set(err, ERR_IO, _("'%s' cannot be renamed to '%s': %s"), from, file_basename(to),
                           strerror(errno));
    }
    if (rename(fresh, newest) != 0)
        return err_set(err, ERR_IO, _("'%s' cannot be renamed to '%s': %s"), fresh, file_basename(newest),
                       strerror(errno));
    *ret_path = newest;
    return true;
}

/* Makes a copy and the newest of the rotating ones of it. */
static bool add_copy(struct app *app, struct arena *a, char **ret_path, struct err *err)
{
    char *fresh = fresh_name(app, a);
    int64_t seq = -1; /* before the copy: what comes meanwhile may not be in it */

    if (!newest_seq(app, &seq, err))
        return false;
    if (!store_backup(app->store, fresh, true, err) || !rotate(app, fresh, a, ret_path, err)) {
        unlink(fresh);
        return false;
    }
    app->kept = seq;
    return true;
}

bool backup_keep(struct app *app, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *path;
    int64_t seq;
    bool ok = newest_seq(app, &seq, err);

    if (ok && (seq != app->kept || access(copy_name(app, 1, &a), F_OK) != 0) &&
        !add_copy(app, &a, &path, err))
        ok = err_wrap(err, _("nothing was changed, since no copy could be made first"));
    arena_release(&a);
    return ok;
}

bool app_backup(struct app *app, const char *to, bool replace, struct arena *a, char **ret_path,
                struct err *err)
{
    char *path = arena_strdup(a, to);

    if (!(to ? store_backup(app->store, to, replace, err) : add_copy(app, a, &path, err)))
        return false;
    if (ret_path)
        *ret_path = path;
    return true;
}

/* What is there now is kept under a name of its own until the copy has been put back: the rotation may push `from` itself
 * out of the folder. */
bool app_restore(struct app *app, const char *from, struct arena *a, char **ret_kept, struct err *err)
{
    char *fresh = fresh_name(app, a), *kept = fresh;

    if (!store_is_read_only(app->store)) {
        if (!act_allowed(app, "restore", err))
            return false;
        if (!store_backup(app->store, fresh, true, err))
            return err_wrap(err, _("nothing was changed, since no copy could be made first"));
    }
    if (!store_restore_file(app->store, from, err)) {
        unlink(fresh);
        return false;
    }
    app->kept = -1;
    app->noted.screen = NULL;
    /* The coder may be another one, or none, in what was put back. */
    if (!store_set_coder(app->store, app->coder, err))
        return false;
    if (!rotate(app, fresh, a, &kept, NULL))
        kept = fresh;
    if (ret_kept)
        *ret_kept = kept;
    return true;
}
