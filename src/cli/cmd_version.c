/* codebook: its versions. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/versions.h"
#include "tema/base/clock.h"

static bool version_arg(struct ctx *c, size_t word, struct version **ret, struct err *err)
{
    return app_find_version(c->app, c->words.v[word], &c->arena, ret, err);
}

static bool run_commit(struct ctx *c, struct err *err)
{
    const char *label = option_value(c, "label"), *note = option_value(c, "message");

    if (!note)
        return err_set(err, ERR_USAGE, _("codebook commit: say what this version is, with -m NOTE"));
    if (!app_commit_version(c->app, label ? label : "", note, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static json_t *version_json(struct ctx *c, const struct study *st, const struct version *v)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(v->id));
    json_object_set_new(o, "guid", js_text(v->guid));
    json_object_set_new(o, "number", js_number(v->number));
    json_object_set_new(o, "why", js_text(enum_word(&version_whys, (int)v->why)));
    json_object_set_new(o, "name", js_text(app_version_name(v, &c->arena)));
    json_object_set_new(o, "label", js_text(v->label));
    json_object_set_new(o, "note", js_text(v->note));
    json_object_set_new(o, "coder", js_text(coder_name(st, v->coder)));
    json_object_set_new(o, "phase", v->phase > 0 ? json_integer(v->phase) : json_null());
    json_object_set_new(o, "created", js_time(v->created));
    json_object_set_new(o, "sources", json_integer(v->sources));
    json_object_set_new(o, "codings", json_integer(v->codings));
    json_object_set_new(o, "codes", json_integer(v->codes));
    json_object_set_new(o, "themes", json_integer(v->themes));
    return o;
}

bool list_versions(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct version *v;
    size_t n;

    if (!st || !app_versions(c->app, &c->arena, &v, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, version_json(c, st, &v[i]));
        out_json(c, list);
        return true;
    }
    TABLE(t, 1 | 16 | 32 | 64, N_("no."), N_("time"), N_("coder"), N_("label"), N_("codes"), N_("codings"),
          N_("themes"), N_("note"), N_("id"));
    for (size_t i = 0; i < n; i++) {
        char minute[17];

        clock_minute(v[i].created, minute);
        table_add(&t, "%s", v[i].number > 0 ? arena_printf(&c->arena, "%lld", (long long)v[i].number) : "");
        table_add(&t, "%s", minute);
        table_add(&t, "%s", coder_name(st, v[i].coder));
        table_add(&t, "%s", v[i].number > 0 ? v[i].label : app_version_name(&v[i], &c->arena));
        table_add(&t, "%lld", (long long)v[i].codes);
        table_add(&t, "%lld", (long long)v[i].codings);
        table_add(&t, "%lld", (long long)v[i].themes);
        table_add(&t, "%s", one_line(v[i].note, strlen(v[i].note), SHOWN_CHARS, &c->arena));
        table_add(&t, "%lld", (long long)v[i].id);
    }
    table_print(&t, &c->out);
    return true;
}

static json_t *snapshot_json(struct ctx *c, const struct snapshot *s)
{
    json_t *o = json_object(), *codes = json_array(), *themes = json_array();

    for (size_t i = 0; i < s->ncodes; i++)
        json_array_append_new(codes, code_json(s->codes, s->ncodes, &s->codes[i], &c->arena));
    for (size_t i = 0; i < s->nthemes; i++)
        json_array_append_new(themes, theme_json(s->structures, s->nstructures, s->themes, s->nthemes,
                                                 &s->themes[i], &c->arena));
    json_object_set_new(o, "codes", codes);
    json_object_set_new(o, "themes", themes);
    return o;
}

static bool run_show(struct ctx *c, struct err *err)
{
    struct version *v;
    struct snapshot s;

    if (!version_arg(c, 0, &v, err) || !app_snapshot(c->app, v->id, &c->arena, &s, err))
        return false;
    if (as_json(c)) {
        out_json(c, snapshot_json(c, &s));
        return true;
    }
    buf_addf(&c->out, "%s\n", app_version_name(v, &c->arena));
    if (*v->note)
        buf_addf(&c->out, "%s\n", v->note);
    buf_addch(&c->out, '\n');
    print_codes(c, s.codes, s.ncodes);
    for (size_t i = 0; i < s.nstructures; i++) {
        buf_addf(&c->out, "\n%s\n", s.structures[i].name);
        print_themes(c, &s.structures[i], s.themes, s.nthemes);
    }
    return true;
}

static bool run_diff(struct ctx *c, struct err *err)
{
    const char *format = option_value(c, "format");
    struct version *a, *b = NULL;
    struct change *ch;
    size_t n;

    if (format && strcmp(format, "text") != 0 && strcmp(format, "md") != 0)
        return err_set(err, ERR_USAGE, _("codebook diff: there is no format '%s': use text or md"), format);
    if (!version_arg(c, 0, &a, err) || (c->words.n > 1 && !version_arg(c, 1, &b, err)) ||
        !app_diff_versions(c->app, a->id, b ? b->id : 0, &c->arena, &ch, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++) {
            json_t *o = json_object();

            json_object_set_new(o, "change", js_text(enum_word(&change_kinds, (int)ch[i].kind)));
            json_object_set_new(o, "of", js_text(enum_word(&change_ofs, (int)ch[i].of)));
            json_object_set_new(o, "id", js_id(ch[i].id));
            json_object_set_new(o, "path", js_text(ch[i].path));
            json_object_set_new(o, "field", js_text(*ch[i].field ? ch[i].field : NULL));
            json_object_set_new(o, "before", js_text(ch[i].before));
            json_object_set_new(o, "after", js_text(ch[i].after));
            json_array_append_new(list, o);
        }
        out_json(c, list);
    } else {
        app_diff_write(ch, n, app_version_name(a, &c->arena),
                       b ? app_version_name(b, &c->arena) : _("the working version"),
                       format ? format : "text", &c->out);
    }
    c->status = n > 0 ? 1 : 0;
    return true;
}

static bool run_restore(struct ctx *c, struct err *err)
{
    struct version *v;

    if (!version_arg(c, 0, &v, err))
        return false;
    if (option_given(c, "dry-run")) {
        if (!app_restore_preview(c->app, v->id, &c->said, err))
            return false;
        buf_addf(&c->out, "%s\n", buf_str(&c->said));
        return true;
    }
    if (!app_restore_version(c->app, v->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static const struct option commit_options[] = {
    {"message", 'm', N_("NOTE"), N_("what this version is")},
    {"label", 0, N_("NAME"), N_("a short name for it")},
    {NULL, 0, NULL, NULL},
};
static const struct option json_options[] = {
    {"json", 0, NULL, N_("print as JSON")},
    {NULL, 0, NULL, NULL},
};
static const struct option diff_options[] = {
    {"json", 0, NULL, N_("print one JSON array")},
    {"format", 0, N_("text|md"), N_("plain text, or Markdown")},
    {NULL, 0, NULL, NULL},
};
static const struct option restore_options[] = {
    {"dry-run", 0, NULL, N_("say what would happen, above all to codings, and change nothing")},
    {NULL, 0, NULL, NULL},
};

const struct command version_commands[] = {
    {"codebook commit", N_("-m NOTE"),
     N_("Keeps the codebook and the themes as they stand as a numbered version."),
     "tema codebook commit -m 'etter den deduktive runden'", commit_options, 0, 0, false, run_commit},
    {"codebook log", "", N_("Lists the versions, oldest first."), "tema codebook log", json_options, 0, 0,
     false, list_versions},
    {"codebook show", N_("VERSION"), N_("Shows a version, by its number or label."), "tema codebook show 1",
     json_options, 1, 1, false, run_show},
    {"codebook diff", N_("VERSION [VERSION]"),
     N_("Shows what has changed from one version to another, or to now; exit status 1 when something has."),
     "tema codebook diff 1", diff_options, 1, 2, false, run_diff},
    {"codebook restore", N_("VERSION"),
     N_("Gives codes and themes the fields and places of a version; no coding is lost."),
     "tema codebook restore 1 --dry-run", restore_options, 1, 1, false, run_restore},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
