/* code: the codebook. */
#include <string.h>

#include "cli_priv.h"

/* "#4f7cac" or "4f7cac" */
static bool parse_colour(const char *s, int64_t *ret, struct err *err)
{
    const char *digits = *s == '#' ? s + 1 : s;
    int64_t rgb = 0;

    if (strlen(digits) != 6 || strspn(digits, "0123456789abcdefABCDEF") != 6)
        return err_set(err, ERR_USAGE, _("'%s' is not a colour: #rrggbb is expected"), s);
    for (; *digits; digits++) {
        int d = *digits >= 'a' ? *digits - 'a' + 10 : *digits >= 'A' ? *digits - 'A' + 10 : *digits - '0';

        rgb = rgb << 4 | d;
    }
    *ret = rgb;
    return true;
}

/* One of `field=value` and of the options. */
static bool set_field(struct code_change *ch, const char *field, const char *value, struct err *err)
{
    const struct {
        const char *field, **place;
    } texts[] = {
        {"name", &ch->name},       {"definition", &ch->definition}, {"include", &ch->include},
        {"exclude", &ch->exclude}, {"example", &ch->example},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i].field, field) == 0) {
            *texts[i].place = value;
            return true;
        }
    }
    if (strcmp(field, "colour") == 0)
        return parse_colour(value, &ch->colour, err);
    if (strcmp(field, "level") == 0)
        return word_value(&code_levels, value, _("level"), &ch->level, err);
    if (strcmp(field, "origin") == 0)
        return word_value(&code_origins, value, _("origin"), &ch->origin, err);
    if (strcmp(field, "status") == 0) {
        if (strcmp(value, "merged") == 0)
            return err_set(err, ERR_USAGE, _("a code becomes merged by 'tema code merge' only"));
        return word_value(&code_statuses, value, _("status"), &ch->status, err);
    }
    return err_set(err, ERR_USAGE,
                   _("a code has no '%s': it has name, definition, include, exclude, example, "
                     "colour, level, origin, status"),
                   field);
}

static bool run_add(struct ctx *c, struct err *err)
{
    struct code_change ch = CODE_CHANGE_NONE;
    enum code_origin origin = option_given(c, "in-vivo")     ? ORIGIN_IN_VIVO
                              : option_given(c, "deductive") ? ORIGIN_DEDUCTIVE
                                                             : ORIGIN_INDUCTIVE;
    static const char *const fields[] = {"definition", "include", "exclude", "example", "colour", "level"};

    if (option_given(c, "in-vivo") && option_given(c, "deductive"))
        return err_set(err, ERR_USAGE, _("code add: --in-vivo and --deductive exclude each other"));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (option_given(c, fields[i]) && !set_field(&ch, fields[i], option_value(c, fields[i]), err))
            return false;
    if (!app_add_code_with(c->app, c->words.v[0], origin, &ch, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_set(struct ctx *c, struct err *err)
{
    struct code_change ch = CODE_CHANGE_NONE;
    const struct code *code;

    for (size_t i = 1; i < c->words.n; i++) {
        char *field, *value;

        if (!split_pair(c, c->words.v[i], &field, &value, err) || !set_field(&ch, field, value, err))
            return false;
    }
    ch.meaning = option_given(c, "meaning");
    if (!code_arg(c, c->words.v[0], &code, err) || !app_set_code(c->app, code->id, &ch, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_rename(struct ctx *c, struct err *err)
{
    struct code_change ch = CODE_CHANGE_NONE;
    const struct code *code;

    ch.name = c->words.v[1];
    if (!code_arg(c, c->words.v[0], &code, err) || !app_set_code(c->app, code->id, &ch, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_move(struct ctx *c, struct err *err)
{
    const char *before = option_value(c, "before");
    const struct code *code, *parent = NULL, *sibling = NULL;
    tema_id under;

    if (!code_arg(c, c->words.v[0], &code, err) ||
        (strcmp(c->words.v[1], "/") != 0 && !code_arg(c, c->words.v[1], &parent, err)) ||
        (before && !code_arg(c, before, &sibling, err)))
        return false;
    under = parent ? parent->id : 0;
    if (sibling && sibling->parent != under)
        return err_set(err, ERR_USAGE, _("code move: '%s' does not stand under '%s'"), before, c->words.v[1]);
    if (!app_move_code(c->app, code->id, under, sibling ? sibling->id : 0, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_merge(struct ctx *c, struct err *err)
{
    size_t n = c->words.n - 1;
    tema_id *from = arena_array(&c->arena, n, sizeof *from);
    const struct code *code;

    for (size_t i = 0; i < n; i++) {
        if (!code_arg(c, c->words.v[i], &code, err))
            return false;
        from[i] = code->id;
    }
    if (!code_arg(c, c->words.v[n], &code, err))
        return false;
    if (option_given(c, "dry-run")) {
        if (!app_merge_codes_preview(c->app, from, n, code->id, &c->said, err))
            return false;
        buf_addf(&c->out, "%s\n", buf_str(&c->said));
        return true;
    }
    if (!app_merge_codes(c->app, from, n, code->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* Codings by their ids, and all of the sources of --from. */
static bool run_split(struct ctx *c, struct err *err)
{
    VEC(tema_id) codings = VEC_INIT;
    const struct code *code;
    bool ok = code_arg(c, c->words.v[0], &code, err);

    for (size_t i = 2; ok && i < c->words.n; i++) {
        tema_id id;

        ok = parse_id(c->words.v[i], "codings", &id, err);
        if (ok)
            vec_push(&codings, id);
    }
    for (size_t i = 0; ok && i < c->given.n; i++) {
        struct coding *g;
        size_t n, found = 0;

        if (strcmp(c->given.v[i].opt->name, "from") != 0)
            continue;
        const struct study *st = study_of(c, err);
        const struct source *s;
        ok = st && study_find_source(st, c->given.v[i].value, &s, err) &&
             app_codings(c->app, SCOPE_ALL, s->id, code->id, &c->arena, &g, &n, err);
        for (size_t k = 0; ok && k < n; k++, found++)
            vec_push(&codings, g[k].id);
        if (ok && found == 0)
            ok = err_set(err, ERR_NOT_FOUND, _("code split: '%s' has no coding with '%s'"), s->name,
                         code->name);
    }
    if (ok && codings.n == 0)
        ok = err_set(err, ERR_USAGE, _("code split: say which codings go to the new code, or --from SOURCE"));
    ok = ok && app_split_code(c->app, code->id, c->words.v[1], codings.v, codings.n, NULL, &c->said, err);
    vec_release(&codings);
    if (ok)
        out_said(c);
    return ok;
}

static bool run_delete(struct ctx *c, struct err *err)
{
    const struct code *code;

    if (!code_arg(c, c->words.v[0], &code, err))
        return false;
    if (option_given(c, "dry-run")) {
        if (!app_delete_code_preview(c->app, code->id, &c->said, NULL, NULL, err))
            return false;
        buf_addf(&c->out, _("would delete %s\n"), buf_str(&c->said));
        return true;
    }
    if (!app_delete_code(c->app, code->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static const struct option add_options[] = {
    {"definition", 0, N_("TEXT"), N_("what the code means")},
    {"include", 0, N_("TEXT"), N_("what to include")},
    {"exclude", 0, N_("TEXT"), N_("what to exclude")},
    {"example", 0, N_("TEXT"), N_("an example")},
    {"colour", 0, N_("#rrggbb"), N_("its colour; else its parent's, or a fresh one")},
    {"level", 0, N_("LEVEL"), N_("semantic or latent")},
    {"in-vivo", 0, NULL, N_("the name is the participants' own words")},
    {"deductive", 0, NULL, N_("the code comes from theory")},
    {NULL, 0, NULL, NULL},
};
static const struct option move_options[] = {
    {"before", 0, N_("CODE"), N_("the sibling it is to stand before; else it stands last")},
    {NULL, 0, NULL, NULL},
};
static const struct option set_options[] = {
    {"meaning", 0, NULL,
     N_("the meaning has changed with the texts, not the wording only: codings are stale, verdicts void")},
    {NULL, 0, NULL, NULL},
};
static const struct option merge_options[] = {
    {"dry-run", 0, NULL, N_("say what would happen, and change nothing")},
    {NULL, 0, NULL, NULL},
};
static const struct option split_options[] = {
    {"from", 0, N_("SOURCE"), N_("all its codings of the code; may be given several times")},
    {NULL, 0, NULL, NULL},
};
static const struct option delete_options[] = {
    {"dry-run", 0, NULL, N_("say what would go, and change nothing")},
    {NULL, 0, NULL, NULL},
};

const struct command code_commands[] = {
    {"code add", N_("PATH"), N_("Adds a code; parents that are missing are made."),
     "tema code add Teknologi/Tillit --definition 'tro på at systemet virker'", add_options, 1, 1, false,
     run_add},
    {"code set", N_("CODE field=value…"),
     N_("Sets name, definition, include, exclude, example, colour, level, origin or "
        "status (active, dropped) of a code."),
     "tema code set Tillit colour=#4f7cac level=latent", set_options, 2, -1, false, run_set},
    {"code rename", N_("CODE NAME"), N_("Gives a code another name; its codings stay."),
     "tema code rename Tillit 'Tillit til systemet'", NULL, 2, 2, false, run_rename},
    {"code move", N_("CODE PARENT"), N_("Moves a code with all below it under another; / is the top level."),
     "tema code move Tillit / --before Teknologi", move_options, 2, 2, false, run_move},
    {"code merge", N_("CODE… INTO"),
     N_("Moves the codings of codes to the last one named; doubles become one."),
     "tema code merge Frykt Uro Skepsis", merge_options, 2, -1, false, run_merge},
    {"code split", N_("CODE NAME CODING…"), N_("Makes a code beside one, to which these of its codings go."),
     "tema code split Tillit 'Tillit til kollegaer' --from intervju-1.vtt", split_options, 2, -1, false,
     run_split},
    {"code delete", N_("CODE"), N_("Deletes a code, all below it, and their codings."),
     "tema code delete Skepsis --dry-run", delete_options, 1, 1, false, run_delete},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
