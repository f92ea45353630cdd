#include "tema/model/phases.h"

#include "tema/base/i18n.h"

static const char *const words[] = {"familiarising", "coding",    "searching", "reviewing",
                                    "defining",      "reporting", NULL};
const struct enum_words phase_words = {words};

static const struct {
    const char *name, *later;
} names[PHASES] = {
    {N_("Familiarising yourself with your data"), N_("Familiarisation")},
    {N_("Generating initial codes"), N_("Coding")},
    {N_("Searching for themes"), N_("Generating initial themes")},
    {N_("Reviewing themes"), N_("Developing and reviewing themes")},
    {N_("Defining and naming themes"), N_("Refining, defining and naming themes")},
    {N_("Producing the report"), N_("Writing up")},
};

const char *phase_name(int phase)
{
    return phase >= 1 && phase <= PHASES ? _(names[phase - 1].name) : "";
}

const char *phase_later_name(int phase)
{
    return phase >= 1 && phase <= PHASES ? _(names[phase - 1].later) : "";
}

/* "3 memos". A macro, so that ngettext is seen with its words by the compiler and by xgettext. */
#define COUNTED(a, one, many, n) arena_printf(a, ngettext(one, many, (unsigned long)(n)), (long long)(n))

/* How much of the text, in whole per cent: 0 and 100 only when nothing and all of it is meant, else 1 to 99. */
static int percent(int64_t part, int64_t whole)
{
    if (part >= whole)
        return 100;
    if (part <= 0)
        return 0;
    /* Both shrunk alike where a hundred times as much would not fit. */
    int64_t n = whole > INT64_MAX / 100 ? part / (whole / 100) : part * 100 / whole;
    return n < 1 ? 1 : n > 99 ? 99 : (int)n;
}

static char *familiarising(const struct phase_figures *f, struct arena *a)
{
    if (f->sources == 0)
        return arena_printf(a, _("no sources, %s"), COUNTED(a, "%lld memo", "%lld memos", f->memos));
    return arena_printf(a,
                        ngettext("%lld of %lld source read to the end, %lld checked, %s",
                                 "%lld of %lld sources read to the end, %lld checked, %s",
                                 (unsigned long)f->sources),
                        (long long)f->sources_read, (long long)f->sources, (long long)f->sources_checked,
                        COUNTED(a, "%lld memo", "%lld memos", f->memos));
}

static char *coding(const struct phase_figures *f, struct arena *a)
{
    char *counts = arena_printf(a, "%s, %s", COUNTED(a, "%lld coding", "%lld codings", f->codings),
                                COUNTED(a, "%lld code", "%lld codes", f->codes));
    if (f->chars <= 0)
        return counts;
    return arena_printf(a, _("%d %% of the text coded or set aside, %s"),
                        percent(f->chars_looked_at, f->chars), counts);
}

static char *searching(const struct phase_figures *f, struct arena *a)
{
    return arena_printf(
        a, "%s, %s", COUNTED(a, "%lld code without a place", "%lld codes without a place", f->codes_unplaced),
        COUNTED(a, "%lld theme", "%lld themes", f->themes));
}

static char *reviewing(const struct phase_figures *f, struct arena *a)
{
    char *themes = COUNTED(a, "%lld theme", "%lld themes", f->themes);
    if (f->chars <= 0)
        return themes;
    return arena_printf(a, _("%s; %d %% of the text neither coded nor set aside"), themes,
                        100 - percent(f->chars_looked_at, f->chars));
}

static char *defining(const struct phase_figures *f, struct arena *a)
{
    if (f->themes == 0)
        return arena_strdup(a, _("no themes"));
    return arena_printf(a,
                        ngettext("%lld of %lld theme without a definition",
                                 "%lld of %lld themes without a definition", (unsigned long)f->themes),
                        (long long)f->themes_undefined, (long long)f->themes);
}

static char *reporting(const struct phase_figures *f, struct arena *a)
{
    char *counts = arena_printf(a, "%s, %s", COUNTED(a, "%lld quote", "%lld quotes", f->quotes),
                                COUNTED(a, "%lld version", "%lld versions", f->versions));
    if (f->themes == 0)
        return arena_printf(a, _("no themes, %s"), counts);
    return arena_printf(a,
                        ngettext("%lld of %lld theme without a quote, %s",
                                 "%lld of %lld themes without a quote, %s", (unsigned long)f->themes),
                        (long long)f->themes_unquoted, (long long)f->themes, counts);
}

char *phase_says(int phase, const struct phase_figures *f, struct arena *a)
{
    switch (phase) {
    case 1: return familiarising(f, a);
    case 2: return coding(f, a);
    case 3: return searching(f, a);
    case 4: return reviewing(f, a);
    case 5: return defining(f, a);
    case 6: return reporting(f, a);
    }
    return arena_strdup(a, "");
}
