/* export: a project for other programs and for later. */
#include <string.h>
#include <unistd.h>

#include "cli_priv.h"

static json_t *outcome_json(const struct export_outcome *r, const char *format, const char *file)
{
    json_t *o = json_object(), *notes = json_array();

    for (size_t i = 0; i < r->nnotes; i++)
        json_array_append_new(notes, js_text(r->notes[i]));
    json_object_set_new(o, "format", js_text(format));
    json_object_set_new(o, "file", js_text(file));
    json_object_set_new(o, "bytes", json_integer((json_int_t)r->bytes));
    json_object_set_new(o, "sha256", js_text(r->sha256));
    json_object_set_new(o, "notes", notes);
    return o;
}

static bool run_export(struct ctx *c, struct err *err)
{
    const char *format = c->words.v[0], *file = option_value(c, "output");
    struct export_outcome r;
    struct buf out = BUF_INIT;
    bool pipe = !file || strcmp(file, "-") == 0, ok;

    if (pipe && option_given(c, "json"))
        return err_set(err, ERR_USAGE, _("export: --json tells of a file: give -o FILE"));
    ok = app_export(c->app, format, pipe ? NULL : file, &c->arena, &out, &r, err);
    if (ok && pipe) {
        buf_add(&c->out, buf_str(&out), out.len);
    } else if (ok && option_given(c, "json")) {
        out_json(c, outcome_json(&r, format, file));
    } else if (ok && !option_given(c, "quiet")) {
        buf_addf(&c->out, _("wrote %s\n"), file);
        for (size_t i = 0; i < r.nnotes; i++)
            buf_addf(&c->out, "  %s\n", r.notes[i]);
    }
    buf_release(&out);
    return ok;
}

static const struct option export_options[] = {
    {"output", 'o', N_("FILE"), N_("where to; - or nothing is standard output")},
    {"json", 0, NULL, N_("print what was written as JSON")},
    {NULL, 0, NULL, NULL},
};

const struct command export_commands[] = {
    {"export", N_("FORMAT"),
     N_("Writes the project: qdpx (for other programs), qdc (its codebook), json (everything; comes back as "
        "an equal project), csv (the codings) or txt (the transcripts)."),
     "tema export qdpx -o study.qdpx", export_options, 1, 1, false, run_export},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
