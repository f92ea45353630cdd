/* structure, theme. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/themes.h"

/* ---- structures ---- */

static bool structure_arg(struct ctx *c, const char *name, const struct structure **ret, struct err *err)
{
    const struct study *st = study_of(c, err);

    return st && study_find_structure(st, name, ret, err);
}

/* The words of every --level. */
static const char **levels_of(struct ctx *c, size_t *n)
{
    const char **levels = arena_array(&c->arena, c->given.n + 1, sizeof *levels);

    *n = 0;
    for (size_t i = 0; i < c->given.n; i++)
        if (strcmp(c->given.v[i].opt->name, "level") == 0)
            levels[(*n)++] = c->given.v[i].value;
    return *n > 0 ? levels : NULL;
}

static bool run_structure_add(struct ctx *c, struct err *err)
{
    size_t n;
    const char **levels = levels_of(c, &n);

    if (!app_add_structure(c->app, c->words.v[0], levels, n, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_structure_copy(struct ctx *c, struct err *err)
{
    const struct structure *from;

    if (!structure_arg(c, c->words.v[0], &from, err) ||
        !app_copy_structure(c->app, from->id, c->words.v[1], NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_structure_use(struct ctx *c, struct err *err)
{
    const struct structure *s;

    if (!structure_arg(c, c->words.v[0], &s, err) || !app_use_structure(c->app, s->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_structure_rename(struct ctx *c, struct err *err)
{
    const struct structure *s;

    if (!structure_arg(c, c->words.v[0], &s, err) ||
        !app_set_structure(c->app, s->id, c->words.v[1], NULL, 0, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_structure_levels(struct ctx *c, struct err *err)
{
    const struct structure *s;

    if (!structure_arg(c, c->words.v[0], &s, err) ||
        !app_set_structure(c->app, s->id, NULL, c->words.v + 1, c->words.n - 1, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_structure_delete(struct ctx *c, struct err *err)
{
    const struct structure *s;

    if (!structure_arg(c, c->words.v[0], &s, err) || !app_delete_structure(c->app, s->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* ---- themes ---- */

/* The structure of --structure; 0 for the current one. */
static bool structure_given(struct ctx *c, tema_id *ret, struct err *err)
{
    const struct structure *s;

    *ret = 0;
    if (!option_given(c, "structure"))
        return true;
    if (!structure_arg(c, option_value(c, "structure"), &s, err))
        return false;
    *ret = s->id;
    return true;
}

static bool theme_arg(struct ctx *c, const char *path, const struct theme **ret, struct err *err)
{
    const struct study *st = study_of(c, err);
    tema_id structure;

    return st && structure_given(c, &structure, err) && study_find_theme(st, structure, path, ret, err);
}

static bool set_field(struct theme_change *ch, const char *field, const char *value, struct err *err)
{
    int status;

    if (strcmp(field, "name") == 0)
        ch->name = value;
    else if (strcmp(field, "idea") == 0)
        ch->idea = value;
    else if (strcmp(field, "definition") == 0)
        ch->definition = value;
    else if (strcmp(field, "scope") == 0)
        ch->scope = value;
    else if (strcmp(field, "narrative") == 0)
        ch->narrative = value;
    else if (strcmp(field, "reason") == 0)
        ch->reason = value;
    else if (strcmp(field, "status") != 0)
        return err_set(
            err, ERR_USAGE,
            _("a theme has no '%s': use name, idea, definition, scope, narrative, status or reason"), field);
    else if (!word_value(&theme_statuses, value, _("status"), &status, err))
        return false;
    else
        ch->status = status;
    return true;
}

static bool change_theme(struct ctx *c, const char *path, const struct theme_change *ch, struct err *err)
{
    const struct theme *theme;

    if (!theme_arg(c, path, &theme, err) || !app_set_theme(c->app, theme->id, ch, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_add(struct ctx *c, struct err *err)
{
    tema_id structure;

    if (!structure_given(c, &structure, err) ||
        !app_add_theme(c->app, structure, c->words.v[0], THEME_CANDIDATE, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_set(struct ctx *c, struct err *err)
{
    struct theme_change ch = THEME_CHANGE_NONE;

    for (size_t i = 1; i < c->words.n; i++) {
        char *field, *value;

        if (!split_pair(c, c->words.v[i], &field, &value, err) || !set_field(&ch, field, value, err))
            return false;
    }
    return change_theme(c, c->words.v[0], &ch, err);
}

static bool run_rename(struct ctx *c, struct err *err)
{
    struct theme_change ch = THEME_CHANGE_NONE;

    ch.name = c->words.v[1];
    return change_theme(c, c->words.v[0], &ch, err);
}

static bool run_keep(struct ctx *c, struct err *err)
{
    struct theme_change ch = THEME_CHANGE_NONE;

    ch.status = option_given(c, "candidate") ? THEME_CANDIDATE : THEME_KEPT;
    ch.reason = option_value(c, "why");
    return change_theme(c, c->words.v[0], &ch, err);
}

static bool run_drop(struct ctx *c, struct err *err)
{
    struct theme_change ch = THEME_CHANGE_NONE;
    const struct theme *theme;

    if (option_given(c, "dry-run")) {
        if (!theme_arg(c, c->words.v[0], &theme, err) ||
            !app_drop_theme_preview(c->app, theme->id, &c->said, err))
            return false;
        buf_addf(&c->out, _("would set free: %s\n"), c->said.len > 0 ? buf_str(&c->said) : _("nothing"));
        return true;
    }
    ch.status = THEME_DROPPED;
    ch.reason = option_value(c, "why");
    return change_theme(c, c->words.v[0], &ch, err);
}

static bool run_move(struct ctx *c, struct err *err)
{
    const char *before = option_value(c, "before");
    const struct theme *theme, *parent = NULL, *sibling = NULL;
    tema_id under;

    if (!theme_arg(c, c->words.v[0], &theme, err) ||
        (strcmp(c->words.v[1], "/") != 0 && !theme_arg(c, c->words.v[1], &parent, err)) ||
        (before && !theme_arg(c, before, &sibling, err)))
        return false;
    under = parent ? parent->id : 0;
    if (sibling && sibling->parent != under)
        return err_set(err, ERR_USAGE, _("theme move: '%s' does not stand under '%s'"), before,
                       c->words.v[1]);
    if (!app_move_theme(c->app, theme->id, under, sibling ? sibling->id : 0, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_merge(struct ctx *c, struct err *err)
{
    size_t n = c->words.n - 1;
    tema_id *from = arena_array(&c->arena, n, sizeof *from);
    const struct theme *theme;

    for (size_t i = 0; i < n; i++) {
        if (!theme_arg(c, c->words.v[i], &theme, err))
            return false;
        from[i] = theme->id;
    }
    if (!theme_arg(c, c->words.v[n], &theme, err))
        return false;
    if (option_given(c, "dry-run")) {
        if (!app_merge_themes_preview(c->app, from, n, theme->id, &c->said, err))
            return false;
        buf_addf(&c->out, "%s\n", buf_str(&c->said));
        return true;
    }
    if (!app_merge_themes(c->app, from, n, theme->id, option_value(c, "why"), &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* Codes named from word `first` on. */
static bool code_ids(struct ctx *c, size_t first, tema_id **ret, size_t *n, struct err *err)
{
    const struct code *code;

    *ret = arena_array(&c->arena, c->words.n + 1, sizeof **ret);
    *n = 0;
    for (size_t i = first; i < c->words.n; i++) {
        if (!code_arg(c, c->words.v[i], &code, err))
            return false;
        (*ret)[(*n)++] = code->id;
    }
    return true;
}

/* The place of a code or a meaning unit under the theme. */
static bool place_of(struct ctx *c, const struct theme *theme, tema_id code, tema_id segment,
                     const struct place **ret, struct err *err)
{
    const struct study *st = study_of(c, err);

    for (size_t i = 0; st && i < st->nplaces; i++)
        if (st->places[i].theme == theme->id && st->places[i].code == code &&
            st->places[i].segment == segment) {
            *ret = &st->places[i];
            return true;
        }
    if (!st)
        return false;
    return code != 0
               ? err_set(err, ERR_NOT_FOUND, _("'%s' has no place under '%s'"),
                         codetree_path(st->codes, st->ncodes, code, &c->arena), theme->name)
               : err_set(err, ERR_NOT_FOUND, _("the meaning unit has no place under '%s'"), theme->name);
}

static bool run_split(struct ctx *c, struct err *err)
{
    const struct theme *theme;
    const struct place *p;
    tema_id *codes;
    size_t n;

    if (!theme_arg(c, c->words.v[0], &theme, err) || !code_ids(c, 2, &codes, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!place_of(c, theme, codes[i], 0, &p, err))
            return false;
        codes[i] = p->id;
    }
    if (!app_split_theme(c->app, theme->id, c->words.v[1], codes, n, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* The unit of --unit: an id, or with --text a source in which it has exactly these words. */
static bool unit_given(struct ctx *c, tema_id *ret, struct err *err)
{
    const char *first = c->words.v[0];
    bool ok;

    c->words.v[0] = option_value(c, "unit");
    ok = segment_arg(c, ret, err);
    c->words.v[0] = first;
    return ok;
}

static bool run_place(struct ctx *c, struct err *err)
{
    const char *called = option_value(c, "called");
    const struct theme *theme;
    const struct place *p;
    tema_id *codes, unit;
    bool unit_too = option_given(c, "unit");
    size_t n;

    if (!theme_arg(c, c->words.v[0], &theme, err) || !code_ids(c, 1, &codes, &n, err))
        return false;
    if (n == 0 && !unit_too)
        return err_set(err, ERR_USAGE, _("theme place: say which codes, or --unit SEGMENT"));
    if (called) {
        if (n != 1 || unit_too)
            return err_set(err, ERR_USAGE, _("theme place: --called is for one code"));
        if (!place_of(c, theme, codes[0], 0, &p, err) ||
            !app_name_place(c->app, p->id, called, &c->said, err))
            return false;
    } else if ((unit_too && !unit_given(c, &unit, err)) ||
               !app_place(c->app, theme->id, codes, n, &unit, unit_too ? 1 : 0, &c->said, err)) {
        return false;
    }
    out_said(c);
    return true;
}

static bool run_unplace(struct ctx *c, struct err *err)
{
    const struct code *code = NULL;
    const struct theme *theme;
    const struct place *p;
    tema_id unit = 0;

    if (option_given(c, "unit") == (c->words.n == 2))
        return err_set(err, ERR_USAGE, _("theme unplace: say one code, or --unit SEGMENT"));
    if (!theme_arg(c, c->words.v[0], &theme, err) ||
        (c->words.n == 2 ? !code_arg(c, c->words.v[1], &code, err) : !unit_given(c, &unit, err)) ||
        !place_of(c, theme, code ? code->id : 0, unit, &p, err) ||
        !app_remove_place(c->app, p->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_delete(struct ctx *c, struct err *err)
{
    const struct theme *theme;

    if (!theme_arg(c, c->words.v[0], &theme, err))
        return false;
    if (option_given(c, "dry-run")) {
        if (!app_delete_theme_preview(c->app, theme->id, &c->said, err))
            return false;
        buf_addf(&c->out, _("would delete %s\n"), buf_str(&c->said));
        return true;
    }
    if (!app_delete_theme(c->app, theme->id, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* ---- the commands ---- */

#define IN_STRUCTURE                                                                                         \
    {                                                                                                        \
        "structure", 0, N_("NAME"), N_("in this structure instead of the current one")                       \
    }
#define WHY                                                                                                  \
    {                                                                                                        \
        "why", 0, N_("TEXT"), N_("the reason, which is kept")                                                \
    }
#define DRY_RUN                                                                                              \
    {                                                                                                        \
        "dry-run", 0, NULL, N_("say what would happen, and change nothing")                                  \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, 0, NULL, NULL                                                                                  \
    }

static const struct option level_options[] = {
    {"level", 0, N_("WORD"), N_("the study's word for a level, from the top; may be given several times")},
    END};
static const struct option in_options[] = {IN_STRUCTURE, END};
static const struct option keep_options[] = {
    {"candidate", 0, NULL, N_("back to being a candidate")}, WHY, IN_STRUCTURE, END};
static const struct option drop_options[] = {WHY, DRY_RUN, IN_STRUCTURE, END};
static const struct option delete_options[] = {DRY_RUN, IN_STRUCTURE, END};
static const struct option move_options[] = {
    {"before", 0, N_("THEME"), N_("the sibling it is to stand before; else it stands last")},
    IN_STRUCTURE,
    END};
static const struct option place_options[] = {
    {"called", 0, N_("NAME"),
     N_("what the report calls a code that has its place there; '' for its own name")},
    {"unit", 0, N_("SEGMENT"), N_("a meaning unit by its id, or its source with --text")},
    {"text", 0, N_("WORDS"), N_("with --unit SOURCE: the unit's words")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    IN_STRUCTURE,
    END};

const struct command structure_commands[] = {
    {"structure add", N_("NAME"), N_("Makes a thematic structure; the first one becomes the current one."),
     "tema structure add Barrierer --level komponent --level barriere", level_options, 1, 1, false,
     run_structure_add},
    {"structure copy", N_("STRUCTURE NAME"), N_("Makes a copy of a structure with all its themes."),
     "tema structure copy Barrierer 'Barrierer, forsøk 2'", NULL, 2, 2, false, run_structure_copy},
    {"structure use", N_("STRUCTURE"), N_("Makes a structure the current one."),
     "tema structure use Barrierer", NULL, 1, 1, false, run_structure_use},
    {"structure rename", N_("STRUCTURE NAME"), N_("Gives a structure another name."),
     "tema structure rename Barrierer Hindre", NULL, 2, 2, false, run_structure_rename},
    {"structure levels", N_("STRUCTURE WORD…"),
     N_("Sets the study's words for a structure's levels, from the top."),
     "tema structure levels Barrierer komponent barriere", NULL, 2, -1, false, run_structure_levels},
    {"structure delete", N_("STRUCTURE"),
     N_("Removes a structure with its themes; codes and meaning units stay."), "tema structure delete Hindre",
     NULL, 1, 1, false, run_structure_delete},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};

const struct command theme_commands[] = {
    {"theme add", N_("PATH"), N_("Adds a theme to the current structure; parents that are missing are made."),
     "tema theme add 'Struktur/Ingen eier den'", in_options, 1, 1, false, run_add},
    {"theme set", N_("THEME field=value…"),
     N_("Sets name, idea, definition, scope, narrative, status or reason of a theme."),
     "tema theme set 'Ingen eier den' idea='Ingen har sagt nei, og ingen har sagt ja.'", in_options, 2, -1,
     false, run_set},
    {"theme rename", N_("THEME NAME"), N_("Gives a theme another name."),
     "tema theme rename 'Ingen eier den' 'Uten eier'", in_options, 2, 2, false, run_rename},
    {"theme place", N_("THEME CODE…"), N_("Gives codes, or a meaning unit, a place under a theme."),
     "tema theme place 'Ingen eier den' 'Roller og myndighet'", place_options, 1, -1, false, run_place},
    {"theme unplace", N_("THEME CODE"), N_("Takes a code, or a meaning unit, away from a theme."),
     "tema theme unplace 'Ingen eier den' 'Roller og myndighet'", place_options, 1, 2, false, run_unplace},
    {"theme move", N_("THEME PARENT"),
     N_("Moves a theme with all below it under another; / is the top level."),
     "tema theme move 'Ingen eier den' Struktur", move_options, 2, 2, false, run_move},
    {"theme merge", N_("THEME… INTO"), N_("Moves what stands under themes to the last one named."),
     "tema theme merge 'Evig pilot' 'Ingen eier den' --why 'samme sak'", drop_options, 2, -1, false,
     run_merge},
    {"theme split", N_("THEME NAME CODE…"), N_("Makes a theme beside one, to which these of its codes go."),
     "tema theme split 'Ingen eier den' Myndighet 'Roller og myndighet'", in_options, 2, -1, false,
     run_split},
    {"theme keep", N_("THEME"), N_("Marks a theme as kept."), "tema theme keep 'Ingen eier den'",
     keep_options, 1, 1, false, run_keep},
    {"theme drop", N_("THEME"), N_("Drops a theme; it stays in the lists with what stood under it."),
     "tema theme drop Motstand --why 'utdragene taler imot'", drop_options, 1, 1, false, run_drop},
    {"theme delete", N_("THEME"), N_("Deletes a theme and all below it; codes and meaning units stay."),
     "tema theme delete Motstand --dry-run", delete_options, 1, 1, false, run_delete},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
