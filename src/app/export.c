/* A project into a file for others. */
#include <sys/stat.h>

#include "app_priv.h"
#include "tema/base/file.h"
#include "tema/base/hash.h"
#include "tema/formats/project.h"
#include "tema/store/exchange.h"

bool app_is_project(const struct app *app, const char *file)
{
    struct stat a, b;

    return stat(file, &a) == 0 && stat(app_path(app), &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static const struct project_format *find_format(const char *name, struct arena *a, struct err *err)
{
    const struct project_format *f = project_format_find(name);

    if (!f)
        err_set(err, ERR_USAGE, _("export: there is no format '%s', but %s"), name, app_export_formats(a));
    return f;
}

/* Keeps with the project what was told; no act of the study's: undo passes over it. */
static bool keep_report(struct app *app, const char *format, const char *path,
                        const struct export_outcome *out, struct err *err)
{
    struct told t = {.out = true, .file = file_basename(path), .format = format, .sha256 = out->sha256};
    struct buf b = BUF_INIT;
    bool ok;

    for (size_t i = 0; i < out->nnotes; i++)
        buf_addf(&b, "%s%s", i > 0 ? "\n" : "", out->notes[i]);
    t.text = buf_str(&b);
    ok = store_tell(app->store, &t, err);
    buf_release(&b);
    return ok;
}

static void describe(const struct exchange *x, const struct buf *b, struct arena *a,
                     struct export_outcome *ret)
{
    uint8_t digest[SHA256_LEN];

    ret->bytes = b->len;
    hash_sha256(buf_str(b), b->len, digest);
    hash_hex(digest, sizeof digest, ret->sha256);
    ret->notes = arena_array(a, x->notes.n + 1, sizeof *ret->notes);
    ret->nnotes = x->notes.n;
    for (size_t i = 0; i < x->notes.n; i++)
        ret->notes[i] = arena_strdup(a, x->notes.v[i]);
}

static bool write_out(struct app *app, const struct project_format *f, const char *path, struct arena *a,
                      struct buf *bytes, struct export_outcome *ret, struct err *err)
{
    struct exchange x;
    bool ok;

    exchange_init(&x);
    ok = store_give(app->store, &x, err) && f->write(&x, bytes, err);
    if (ok)
        describe(&x, bytes, a, ret);
    exchange_release(&x);
    /* people were promised anonymity: a new file is its writer's alone */
    return ok && (!path || file_write(path, buf_str(bytes), bytes->len, 0600, err));
}

bool app_export(struct app *app, const char *format, const char *path, struct arena *a, struct buf *bytes,
                struct export_outcome *ret, struct err *err)
{
    const struct project_format *f = find_format(format, a, err);
    char *words;
    bool ok;

    if (!f)
        return false;
    if (path && app_is_project(app, path))
        return err_set(err, ERR_USAGE, _("export: '%s' is the project itself: choose another file"), path);
    if (!path || app_is_read_only(app))
        return write_out(app, f, path, a, bytes, ret, err);
    /* The act comes first: who exports is then in the file, the first time as later. */
    if (!act_begin_blind(app, "export", err))
        return false;
    words = arena_printf(a, _("exported %s"), file_basename(path));
    ok = write_out(app, f, path, a, bytes, ret, err) && keep_report(app, format, path, ret, err);
    return act_end(app, ok, ok ? words : NULL, NULL, err);
}

char *app_export_formats(struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; project_formats[i]; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", project_formats[i]->name);
    return list;
}
