/* new, title, check, undo, redo. */
#include <string.h>

#include "cli_priv.h"

static bool run_new(struct ctx *c, struct err *err)
{
    const char *path = c->words.v[0];
    mode_t mode = option_given(c, "shared") ? 0660 : 0600;

    if (!app_create(path, option_value(c, "title"), option_value(c, "framework"), mode, option_value(c, "as"),
                    &c->app, err))
        return false;
    buf_addf(&c->said, _("made the project %s"), path);
    out_said(c);
    return true;
}

static bool run_title(struct ctx *c, struct err *err)
{
    if (!app_set_title(c->app, c->words.v[0], &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_undo(struct ctx *c, struct err *err)
{
    if (!app_undo(c->app, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_redo(struct ctx *c, struct err *err)
{
    if (!app_redo(c->app, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static void print_findings(struct ctx *c, const struct app_finding *found, size_t n, size_t faults)
{
    if (option_given(c, "json")) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++) {
            json_t *o = json_object();

            json_object_set_new(o, "kind", json_string(found[i].decision ? "decision" : "fault"));
            json_object_set_new(o, "text", js_text(found[i].text));
            json_object_set_new(o, "id", js_id(found[i].id));
            json_array_append_new(list, o);
        }
        out_json(c, list);
        return;
    }
    for (size_t i = 0; i < n; i++)
        buf_addf(&c->out, "%s: %s\n", found[i].decision ? _("needs a decision") : _("fault"), found[i].text);
    if (option_given(c, "quiet"))
        return;
    if (faults > 0)
        buf_addf(&c->out, ngettext("%zu fault\n", "%zu faults\n", faults), faults);
    else
        buf_addstr(&c->out, _("no faults\n"));
}

static bool run_check(struct ctx *c, struct err *err)
{
    struct app_finding *found;
    size_t n, faults = 0;

    if (!app_check(c->app, &c->arena, &found, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        faults += !found[i].decision;
    print_findings(c, found, n, faults);
    c->status = faults > 0 ? 1 : 0;
    return true;
}

static const struct option new_options[] = {
    {"title", 0, N_("TITLE"), N_("the project's title; else the file's name")},
    {"framework", 0, N_("NAME|FILE"),
     N_("an analytic framework to start the codebook from: leavitt, toe, or a file")},
    {"shared", 0, NULL, N_("let the group read and write the file too")},
    {NULL, 0, NULL, NULL},
};
static const struct option check_options[] = {
    {"json", 0, NULL, N_("print as JSON")},
    {NULL, 0, NULL, NULL},
};

const struct command project_commands[] = {
    {"new", N_("FILE"), N_("Makes a new project."),
     "tema new studie.tema --title 'KI i kommunen' --framework leavitt", new_options, 1, 1, true, run_new},
    {"title", N_("TITLE"), N_("Gives the project another title."), "tema title 'KI i kommunen'", NULL, 1, 1,
     false, run_title},
    {"check", "",
     N_("Proves the project sound; exit status 1 when there are faults, 0 while only decisions are pending."),
     "tema check", check_options, 0, 0, false, run_check},
    {"undo", "", N_("Takes back the coder's own latest act."), "tema undo", NULL, 0, 0, false, run_undo},
    {"redo", "", N_("Does again what was last taken back."), "tema redo", NULL, 0, 0, false, run_redo},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
