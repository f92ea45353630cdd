/* The trace from finding to data: every extract under every theme. */
#include <string.h>

#include "report_priv.h"
#include "tema/base/i18n.h"

enum { CODE, TEXT, WHO, SOURCE, PLACE, TIME, PATH, WHO_AND_WHERE, OWN_COLUMNS };

static char *who_and_where(struct report *r, const struct report_extract *x)
{
    return arena_printf(&r->arena, "%s\n%s, %s%s%s", x->who, x->source, x->place, *x->time ? ", " : "",
                        x->time);
}

static void fill(struct report *r, struct report_cell *cell, const struct report_extract *x,
                 const struct report_extract *before)
{
    set_text(r, &cell[CODE], x->code);
    cell[CODE].repeats = before && before->theme == x->theme && strcmp(before->code, x->code) == 0;
    set_text(r, &cell[TEXT], x->text);
    set_text(r, &cell[WHO], x->who);
    set_text(r, &cell[SOURCE], x->source);
    set_text(r, &cell[PLACE], x->place);
    set_text(r, &cell[TIME], x->time);
    set_text(r, &cell[PATH], x->path);
    cell[WHO_AND_WHERE].text = who_and_where(r, x);
}

/* How many of the extracts are of themes that stand. */
static size_t count_rows(const struct standing *s, const struct report_extract *x, size_t n)
{
    size_t rows = 0, theme = 0;
    for (size_t i = 0; i < n; i++) {
        while (theme < s->n && s->v[theme]->id != x[i].theme)
            theme++;
        rows += theme < s->n;
    }
    return rows;
}

void report_trace(struct report *r, const struct project *p, const struct report_themes *t,
                  const struct report_extract *extracts, size_t n)
{
    const struct report_column own[OWN_COLUMNS] = {
        [CODE] = {"code", _("code"), REPORT_FOR_ALL},
        [TEXT] = {"text", _("raw text"), REPORT_FOR_ALL},
        [WHO] = {"who", _("who"), REPORT_FOR_DATA},
        [SOURCE] = {"source", _("source"), REPORT_FOR_DATA},
        [PLACE] = {"place", _("place"), REPORT_FOR_DATA},
        [TIME] = {"time", _("time"), REPORT_FOR_DATA},
        [PATH] = {"path", _("path"), REPORT_FOR_DATA},
        [WHO_AND_WHERE] = {"who_where", _("who and where"), REPORT_FOR_READERS}};
    struct standing s = standing_themes(r, t);
    struct report_column *cols = arena_array(&r->arena, s.levels + OWN_COLUMNS, sizeof *cols);
    size_t theme = 0, row = 0, before = SIZE_MAX;
    r->title = arena_printf(&r->arena, _("From themes to data: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Thematic structure: %s. Date: %s."), t->structure->name,
                               report_date(r, p->last_act));
    standing_columns(r, &s, 0, cols);
    memcpy(cols + s.levels, own, sizeof own);
    struct report_block *table = report_table(r, cols, s.levels + OWN_COLUMNS, count_rows(&s, extracts, n));
    for (size_t i = 0; i < n && row < table->nrows; i++) {
        while (theme < s.n && s.v[theme]->id != extracts[i].theme)
            theme++;
        struct report_cell *cell = report_cell(table, row++, 0);
        standing_name(r, &s, 0, cell, theme, before);
        fill(r, cell + s.levels, &extracts[i], i > 0 ? &extracts[i - 1] : NULL);
        before = theme;
    }
}
