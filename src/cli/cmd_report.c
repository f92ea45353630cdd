/* report. */
#include <string.h>
#include <sys/stat.h>

#include "cli_priv.h"
#include "tema/base/file.h"

/* Whether the report would be written over the project itself, by whatever name or link. */
static bool is_project(const struct ctx *c, const char *file)
{
    struct stat a, b;

    return stat(file, &a) == 0 && stat(app_path(c->app), &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static bool run_report(struct ctx *c, struct err *err)
{
    const char *file = option_value(c, "output");
    const char *format = option_value(c, "format");
    struct buf out = BUF_INIT;
    bool ok;

    if (file && strcmp(file, "-") == 0)
        file = NULL;
    if (file && is_project(c, file))
        return err_set(err, ERR_USAGE, _("report: '%s' is the project itself: choose another file"), file);
    if (!format && file)
        format = app_report_format_for(file);
    if (!format && file)
        return err_set(err, ERR_USAGE, _("report: '%s' does not tell the format: say --format %s"), file,
                       app_report_formats(&c->arena));
    ok = app_report(c->app, c->words.v[0], format ? format : "md", &out, err);
    if (ok && file) {
        ok = file_write(file, buf_str(&out), out.len, 0666, err);
        buf_addf(&c->said, _("wrote %s"), file);
        if (ok)
            out_said(c);
    } else if (ok) {
        buf_add(&c->out, buf_str(&out), out.len);
    }
    buf_release(&out);
    return ok;
}

static const struct option report_options[] = {
    {"format", 0, N_("FORMAT"), N_("md, html or csv; else by the output file's name, else md")},
    {"output", 'o', N_("FILE"), N_("where to; - or nothing is standard output")},
    {NULL, 0, NULL, NULL},
};

const struct command report_commands[] = {
    {"report", N_("NAME"), N_("Writes a report: codebook."), "tema report codebook -o codebook.html",
     report_options, 1, 1, false, run_report},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
