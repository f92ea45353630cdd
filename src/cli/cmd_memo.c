/* memo. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/themes.h"
#include "tema/base/clock.h"

/* What the memo is to be about: the options are read in order, one of them at most. */
static bool target(struct ctx *c, enum memo_about *about, tema_id *id, struct err *err)
{
    int given = option_given(c, "source") + option_given(c, "code") + option_given(c, "segment") +
                option_given(c, "theme") + option_given(c, "structure") + option_given(c, "on-project");
    const struct study *st = study_of(c, err);
    const struct source *s;
    const struct code *k;
    const struct theme *theme;
    const struct structure *structure;

    *about = MEMO_PROJECT;
    *id = 0;
    if (!st)
        return false;
    if (given > 1)
        return err_set(
            err, ERR_USAGE,
            _("memo add: a memo is about one thing: --source, --code, --segment, --theme, --structure "
              "or --on-project"));
    if (option_given(c, "source")) {
        *about = MEMO_SOURCE;
        if (!study_find_source(st, option_value(c, "source"), &s, err))
            return false;
        *id = s->id;
    } else if (option_given(c, "code")) {
        *about = MEMO_CODE;
        if (!study_find_code(st, option_value(c, "code"), &k, err))
            return false;
        *id = k->id;
    } else if (option_given(c, "theme")) {
        *about = MEMO_THEME;
        if (!study_find_theme(st, 0, option_value(c, "theme"), &theme, err))
            return false;
        *id = theme->id;
    } else if (option_given(c, "structure")) {
        *about = MEMO_STRUCTURE;
        if (!study_find_structure(st, option_value(c, "structure"), &structure, err))
            return false;
        *id = structure->id;
    } else if (option_given(c, "segment")) {
        *about = MEMO_SEGMENT;
        return parse_id(option_value(c, "segment"), "segments", id, err);
    }
    return true;
}

static bool run_add(struct ctx *c, struct err *err)
{
    enum memo_about about;
    tema_id id;
    char *text;

    if (!target(c, &about, &id, err) || !text_arg(c, c->words.v[0], &text, err) ||
        !app_add_memo(c->app, about, id, text, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_set(struct ctx *c, struct err *err)
{
    tema_id id;
    char *text;

    if (!parse_id(c->words.v[0], "memos", &id, err) || !text_arg(c, c->words.v[1], &text, err) ||
        !app_set_memo(c->app, id, text, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static const char *about_name(const struct study *st, const struct memo *m, struct arena *a)
{
    switch (m->about) {
    case MEMO_PROJECT: return st->project.title;
    case MEMO_SOURCE: return study_source(st, m->target) ? study_source(st, m->target)->name : "?";
    case MEMO_CODE:
        return study_code(st, m->target) ? codetree_path(st->codes, st->ncodes, m->target, a) : "?";
    case MEMO_THEME:
        return study_theme(st, m->target) ? themetree_path(st->themes, st->nthemes, m->target, a) : "?";
    case MEMO_STRUCTURE: return study_structure(st, m->target) ? study_structure(st, m->target)->name : "?";
    case MEMO_SEGMENT: break;
    }
    return arena_printf(a, "%lld", (long long)m->target);
}

static bool run_show(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct memo *m;
    char minute[17];
    tema_id id;
    size_t n;

    if (!st || !parse_id(c->words.v[0], "memos", &id, err) || !app_memos(c->app, &c->arena, &m, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (m[i].id != id)
            continue;
        clock_minute(m[i].changed, minute);
        buf_addf(&c->out, "%s %s, %s, %s\n\n", enum_word(&memo_abouts, (int)m[i].about),
                 about_name(st, &m[i], &c->arena), coder_name(st, m[i].coder), minute);
        out_harmless(&c->out, m[i].text, strlen(m[i].text));
        buf_addch(&c->out, '\n');
        return true;
    }
    return err_set(err, ERR_NOT_FOUND, _("there is no memo %lld: 'tema list memos' shows them"),
                   (long long)id);
}

static json_t *memo_json(const struct study *st, const struct memo *m)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(m->id));
    json_object_set_new(o, "guid", js_text(m->guid));
    json_object_set_new(o, "about", js_text(enum_word(&memo_abouts, (int)m->about)));
    json_object_set_new(o, "target", js_id(m->target));
    json_object_set_new(o, "text", js_text(m->text));
    json_object_set_new(o, "coder", js_text(coder_name(st, m->coder)));
    json_object_set_new(o, "created", js_time(m->created));
    json_object_set_new(o, "changed", js_time(m->changed));
    return o;
}

bool list_memos(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct memo *m;
    size_t n;

    if (!st || !app_memos(c->app, &c->arena, &m, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, memo_json(st, &m[i]));
        out_json(c, list);
    } else {
        TABLE(t, 0, N_("changed"), N_("coder"), N_("about"), N_("text"), N_("id"));
        for (size_t i = 0; i < n; i++) {
            char minute[17];

            clock_minute(m[i].changed, minute);
            table_add(&t, "%s", minute);
            table_add(&t, "%s", coder_name(st, m[i].coder));
            table_add(&t, "%s %s", enum_word(&memo_abouts, (int)m[i].about),
                      about_name(st, &m[i], &c->arena));
            table_add(&t, "%s", one_line(m[i].text, strlen(m[i].text), SHOWN_CHARS, &c->arena));
            table_add(&t, "%lld", (long long)m[i].id);
        }
        table_print(&t, &c->out);
    }
    return true;
}

static const struct option add_options[] = {
    {"source", 0, N_("SOURCE"), N_("about a source")},
    {"code", 0, N_("CODE"), N_("about a code")},
    {"segment", 0, N_("SEGMENT"), N_("about a meaning unit")},
    {"theme", 0, N_("THEME"), N_("about a theme of the current structure")},
    {"structure", 0, N_("NAME"), N_("about a thematic structure")},
    {"on-project", 0, NULL, N_("about the project: so too when nothing else is said")},
    {NULL, 0, NULL, NULL},
};
static const struct option list_options[] = {
    {"json", 0, NULL, N_("print one JSON array")},
    {NULL, 0, NULL, NULL},
};

const struct command memo_commands[] = {
    {"memo add", N_("TEXT"), N_("Writes a memo; TEXT - is standard input."),
     "tema memo add --code Tillit 'Henger sammen med opplæring?'", add_options, 1, 1, false, run_add},
    {"memo list", "", N_("Lists the memos, oldest first."), "tema memo list", list_options, 0, 0, false,
     list_memos},
    {"memo show", N_("MEMO"), N_("Prints a memo."), "tema memo show 8411935880", NULL, 1, 1, false, run_show},
    {"memo set", N_("MEMO TEXT"), N_("Rewrites a memo; '' removes it, - is standard input."),
     "tema memo set 8411935880 'Se også opplæring.'", NULL, 2, 2, false, run_set},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
