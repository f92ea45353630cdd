/* report. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/versions.h"

static void list_reports(struct ctx *c)
{
    TABLE(t, 0, N_("report"), N_("what it shows"));

    t.whole = true;
    for (const struct app_report_kind *k = app_reports; k->name; k++) {
        table_add(&t, "%s", k->name);
        table_add(&t, "%s", _(k->help));
    }
    table_print(&t, &c->out);
}

static bool run_report(struct ctx *c, struct err *err)
{
    const char *file = option_value(c, "output");
    const char *format = option_value(c, "format");
    struct version *version = NULL;
    struct buf out = BUF_INIT;
    bool ok;

    if (c->words.n == 0) {
        list_reports(c);
        return true;
    }
    if (file && strcmp(file, "-") == 0)
        file = NULL;
    if (option_given(c, "version") &&
        !app_find_version(c->app, option_value(c, "version"), &c->arena, &version, err))
        return err_wrap(err, "report");
    if (file) {
        ok = app_write_report(c->app, c->words.v[0], version ? version->id : 0, format, file, &c->said, err);
        if (ok)
            out_said(c);
        return ok;
    }
    ok = app_report(c->app, c->words.v[0], version ? version->id : 0, format ? format : "md", &out, err);
    if (ok)
        buf_add(&c->out, buf_str(&out), out.len);
    buf_release(&out);
    return ok;
}

static const struct option report_options[] = {
    {"format", 0, N_("FORMAT"), N_("md, html or csv; else by the output file's name, else md")},
    {"version", 0, N_("N|LABEL"), N_("of an earlier codebook version")},
    {"output", 'o', N_("FILE"), N_("where to; - or nothing is standard output")},
    {NULL, 0, NULL, NULL},
};

const struct command report_commands[] = {
    {"report", N_("[NAME]"), N_("Writes a report; without a name, lists the reports there are."),
     "tema report codebook -o codebook.html", report_options, 0, 1, false, run_report},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
