/* A report into a file. */
#include "app_priv.h"
#include "tema/base/file.h"

bool app_write_report(struct app *app, const char *name, int64_t version, const char *format,
                      const char *path, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct buf out = BUF_INIT;
    bool ok = false;

    if (!format)
        format = app_report_format_for(path);
    if (app_is_project(app, path))
        err_set(err, ERR_USAGE, _("report: '%s' is the project itself: choose another file"), path);
    else if (!format)
        err_set(err, ERR_USAGE, _("report: '%s' does not tell the format: say --format %s"), path,
                app_report_formats(&a));
    else /* What may be said holds personal data: a new file is its writer's alone. */
        ok = app_report(app, name, version, format, &out, err) &&
             file_write(path, buf_str(&out), out.len, 0600, err);
    if (ok && said) {
        buf_clear(said);
        buf_addf(said, _("wrote %s"), path);
    }
    buf_release(&out);
    arena_release(&a);
    return ok;
}
