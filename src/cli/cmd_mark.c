/* Marking and coding. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/themes.h"

/* Codes of every --code, and of the words left over, as in `--code A B`. */
static bool wishes(struct ctx *c, size_t used, struct code_wish **ret, size_t *n, struct err *err)
{
    struct code_wish *w = arena_array(&c->arena, c->given.n + c->words.n, sizeof *w);
    enum code_origin origin = option_given(c, "in-vivo")     ? ORIGIN_IN_VIVO
                              : option_given(c, "deductive") ? ORIGIN_DEDUCTIVE
                                                             : ORIGIN_INDUCTIVE;

    *n = 0;
    for (size_t i = 0; i < c->given.n; i++)
        if (strcmp(c->given.v[i].opt->name, "code") == 0)
            w[(*n)++] = (struct code_wish){0, c->given.v[i].value, origin};
    if (*n == 0 && c->words.n > used)
        return err_set(err, ERR_USAGE, _("'%s' is one argument too many: codes go after --code"),
                       c->words.v[used]);
    for (size_t i = used; i < c->words.n; i++)
        w[(*n)++] = (struct code_wish){0, c->words.v[i], origin};
    *ret = w;
    return true;
}

/* The stretch under a sub-theme, as `mark --theme` has it. */
static bool place_stretch(struct ctx *c, const struct source *s, cp_off start, cp_off end, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct theme *theme;

    return st && study_find_theme(st, 0, option_value(c, "theme"), &theme, err) &&
           app_place_stretch(c->app, s->id, start, end, theme->id, NULL, &c->said, err);
}

static bool run_mark(struct ctx *c, struct err *err)
{
    const struct source *s;
    struct code_wish *codes = NULL;
    const struct study *st;
    cp_off start, end;
    size_t used, n = 0;

    if (!source_arg(c, 0, &s, err) || !stretch_arg(c, s->id, &start, &end, &used, err) ||
        !wishes(c, used, &codes, &n, err))
        goto failed;
    if (option_given(c, "theme")) {
        if (n > 0) {
            err_set(err, ERR_USAGE, _("--code and --theme exclude each other"));
            goto failed;
        }
        if (!place_stretch(c, s, start, end, err))
            goto failed;
        out_said(c);
        return true;
    }
    st = study_of(c, err);
    if (!st)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct code *code;
        struct err unknown = ERR_INIT;

        if (study_find_code(st, codes[i].path, &code, &unknown))
            codes[i].code = code->id;
        err_release(&unknown); /* one that is not there is made, one that is ambiguous told of by the act */
    }
    if (!app_mark(c->app, s->id, start, end, codes, n, NULL, &c->said, err))
        goto failed;
    out_said(c);
    return true;
failed:
    return err_wrap(err, "mark");
}

static bool run_unmark(struct ctx *c, struct err *err)
{
    tema_id id;

    if (!segment_arg(c, &id, err) || !app_unmark(c->app, id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_recode(struct ctx *c, struct err *err)
{
    const struct code *code;
    tema_id id;

    if (!coding_arg(c, &id, err) || !code_arg(c, c->words.v[1], &code, err) ||
        !app_recode(c->app, id, code->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_uncode(struct ctx *c, struct err *err)
{
    tema_id id;

    if (!coding_arg(c, &id, err) || !app_uncode(c->app, id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_condense(struct ctx *c, struct err *err)
{
    tema_id id;
    char *text;

    if (!segment_arg(c, &id, err) || !text_arg(c, c->words.v[1], &text, err) ||
        !app_set_condensed(c->app, id, text, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static const struct option mark_options[] = {
    {"code", 0, N_("PATH"), N_("a code to give, made where new; may be given several times")},
    {"theme", 0, N_("THEME"), N_("put the unit under a theme of the current structure instead")},
    {"text", 0, N_("WORDS"), N_("mark these words instead of positions")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {"in-vivo", 0, NULL, N_("codes that are made are the participants' own words")},
    {"deductive", 0, NULL, N_("codes that are made come from theory")},
    {NULL, 0, NULL, NULL},
};

const struct command mark_commands[] = {
    {"mark", N_("SOURCE START END --code PATH…"),
     N_("Marks a meaning unit, from START to before END in characters from 0 of 'show --raw', and codes it."),
     "tema mark intervju-1.vtt --text 'litt skummelt' --code Teknologi/Tillit", mark_options, 1, -1, false,
     run_mark},
    {"unmark", N_("SEGMENT"), N_("Removes a meaning unit with its codings and memos."),
     "tema unmark 8411935873", unit_options, 1, 1, false, run_unmark},
    {"recode", N_("CODING CODE"), N_("Puts another code in a coding's place."),
     "tema recode 8411935874 Teknologi/Tillit", coding_options, 2, 2, false, run_recode},
    {"uncode", N_("CODING"), N_("Takes a coding off its meaning unit."), "tema uncode 8411935874",
     coding_options, 1, 1, false, run_uncode},
    {"condense", N_("SEGMENT TEXT"),
     N_("Writes the condensed wording of a meaning unit; '' removes it, - is standard input."),
     "tema condense 8411935873 'systemet skremmer litt'", unit_options, 2, 2, false, run_condense},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
