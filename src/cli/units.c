/* Naming a meaning unit or a coding on the command line: by its id, or by its words. */
#include <limits.h>
#include <string.h>

#include "cli_priv.h"

const struct option unit_options[] = {
    {"text", 0, N_("WORDS"),
     N_("the unit of exactly these words, in place of its id: then SOURCE is named first")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {NULL, 0, NULL, NULL},
};
const struct option coding_options[] = {
    {"text", 0, N_("WORDS"),
     N_("the coding of exactly these words, in place of its id: then SOURCE is named first")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {"code", 0, N_("CODE"), N_("with --text: the code, where the words carry several")},
    {NULL, 0, NULL, NULL},
};

bool stretch_arg(struct ctx *c, tema_id source, cp_off *start, cp_off *end, size_t *ret_used, struct err *err)
{
    long long from, to, nth;

    if (!option_number(c, "nth", 1, 0, &nth, err))
        return false;
    if (option_given(c, "text")) {
        *ret_used = 1;
        return app_find_words(c->app, source, option_value(c, "text"), nth > INT_MAX ? INT_MAX : (int)nth,
                              start, end, err);
    }
    if (nth > 0)
        return err_set(err, ERR_USAGE, _("--nth goes with --text"));
    if (c->words.n < 3)
        return err_set(err, ERR_USAGE, _("say which stretch: START END, or --text WORDS"));
    if (!parse_number(c->words.v[1], _("position"), 0, &from, err) ||
        !parse_number(c->words.v[2], _("position"), 0, &to, err))
        return false;
    if (to <= from)
        return err_set(err, ERR_USAGE, _("the end, %lld, must lie behind the start, %lld"), to, from);
    *start = (cp_off){(size_t)from};
    *end = (cp_off){(size_t)to};
    *ret_used = 3;
    return true;
}

/* The stretch of --text in the source that the first word names. */
static bool words_of_source(struct ctx *c, const struct source **s, cp_off *start, cp_off *end,
                            struct err *err)
{
    size_t used;

    return source_arg(c, 0, s, err) && stretch_arg(c, (*s)->id, start, end, &used, err);
}

bool segment_arg(struct ctx *c, tema_id *ret, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct source *s;
    struct segment *g;
    cp_off start, end;
    size_t n, found = 0;

    if (!st)
        return false;
    if (!option_given(c, "text"))
        return parse_id(c->words.v[0], "segments", ret, err);
    if (!words_of_source(c, &s, &start, &end, err) ||
        !app_segments(c->app, SCOPE_ALL, s->id, &c->arena, &g, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (g[i].start.cp != start.cp || g[i].end.cp != end.cp)
            continue;
        *ret = g[i].id;
        found++;
        if (strcmp(coder_name(st, g[i].coder), app_coder_name(c->app)) == 0)
            return true;
    }
    if (found > 1)
        return err_set(err, ERR_NOT_FOUND,
                       _("%zu meaning units of other coders have these words: give the id of one"), found);
    return found == 1 ||
           err_set(err, ERR_NOT_FOUND, _("no meaning unit of '%s' has exactly these words"), s->name);
}

bool coding_arg(struct ctx *c, tema_id *ret, struct err *err)
{
    const struct code *code = NULL;
    const struct source *s;
    struct coding *g;
    cp_off start, end;
    size_t n, found = 0;

    if (!option_given(c, "text"))
        return parse_id(c->words.v[0], "codings", ret, err);
    if (!words_of_source(c, &s, &start, &end, err) ||
        (option_given(c, "code") && !code_arg(c, option_value(c, "code"), &code, err)) ||
        !app_codings(c->app, SCOPE_ALL, s->id, code ? code->id : 0, &c->arena, &g, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (g[i].start.cp == start.cp && g[i].end.cp == end.cp) {
            *ret = g[i].id;
            found++;
        }
    if (found > 1)
        return err_set(err, ERR_NOT_FOUND,
                       _("these words have %zu codings: name one by --code, or give its id"), found);
    return found == 1 || err_set(err, ERR_NOT_FOUND, _("no coding of '%s' has exactly these words"), s->name);
}
