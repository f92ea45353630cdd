/* Themes and the codes that stand under them. */
#include <string.h>

#include "report_priv.h"
#include "tema/base/i18n.h"

enum { CODE, PATH, FILES, REFERENCES, FILES_BELOW, REFERENCES_BELOW, DATA_COLUMNS };

static char *cell_of_codes(struct report *r, const struct report_place *p, struct span span)
{
    struct buf b = BUF_INIT;
    for (size_t i = span.first; i < span.end; i++)
        buf_addf(&b, "%s%s", i > span.first ? "\n" : "", p[i].name);
    char *cell = arena_strdup(&r->arena, buf_str(&b));
    buf_release(&b);
    return cell;
}

/* Themes [first, end) in the columns of level `from` and below. */
static void table_for_readers(struct report *r, const struct standing *s, const struct report_place *p,
                              const struct span *spans, size_t from, size_t first, size_t end)
{
    size_t width = s->levels - from, row = 0, before = SIZE_MAX;
    struct report_column *cols = arena_array(&r->arena, width + 1, sizeof *cols);
    standing_columns(r, s, from, cols);
    cols[width] = (struct report_column){"codes", _("codes"), REPORT_FOR_ALL};
    struct report_block *t = report_table(r, cols, width + 1, standing_rows(s, spans, first, end, true));
    t->audience = REPORT_FOR_READERS;
    for (size_t i = first; i < end; i++) {
        if (!standing_has_row(s, spans, i))
            continue;
        struct report_cell *cell = report_cell(t, row++, 0);
        standing_name(r, s, from, cell, i, before);
        cell[width].text = cell_of_codes(r, p, spans[i]);
        before = i;
    }
}

static void table_for_each_top(struct report *r, const struct standing *s, const struct report_place *p,
                               const struct span *spans)
{
    for (size_t i = 0, end; i < s->n; i = end) {
        end = i + 1;
        while (end < s->n && s->v[end]->depth > 0)
            end++;
        report_heading(r, 1, s->v[i]->name)->audience = REPORT_FOR_READERS;
        table_for_readers(r, s, p, spans, 1, i, end);
    }
}

static void fill_data(struct report *r, struct report_cell *cell, const struct report_place *p)
{
    set_text(r, &cell[CODE], p->name);
    set_text(r, &cell[PATH], p->path);
    set_number(r, &cell[FILES], p->files);
    set_number(r, &cell[REFERENCES], p->references);
    set_number(r, &cell[FILES_BELOW], p->files_below);
    set_number(r, &cell[REFERENCES_BELOW], p->references_below);
}

static void table_of_data(struct report *r, const struct standing *s, const struct report_place *p,
                          const struct span *spans)
{
    const struct report_column own[DATA_COLUMNS] = {
        [CODE] = {"code", _("Code"), REPORT_FOR_ALL},
        [PATH] = {"path", _("Path"), REPORT_FOR_ALL},
        [FILES] = {"files", _("Files"), REPORT_FOR_ALL},
        [REFERENCES] = {"references", _("References"), REPORT_FOR_ALL},
        [FILES_BELOW] = {"files_below", _("Files, with those below"), REPORT_FOR_ALL},
        [REFERENCES_BELOW] = {"references_below", _("References, with those below"), REPORT_FOR_ALL}};
    struct report_column *cols = arena_array(&r->arena, s->levels + DATA_COLUMNS, sizeof *cols);
    size_t row = 0;
    standing_columns(r, s, 0, cols);
    memcpy(cols + s->levels, own, sizeof own);
    struct report_block *t =
        report_table(r, cols, s->levels + DATA_COLUMNS, standing_rows(s, spans, 0, s->n, false));
    t->audience = REPORT_FOR_DATA;
    for (size_t i = 0; i < s->n; i++) {
        size_t k = spans[i].first;
        while (k < spans[i].end || (k == spans[i].first && standing_has_row(s, spans, i))) {
            struct report_cell *cell = report_cell(t, row++, 0);
            standing_name(r, s, 0, cell, i, SIZE_MAX);
            if (k < spans[i].end)
                fill_data(r, cell + s->levels, &p[k]);
            k++;
        }
    }
}

void report_themes(struct report *r, const struct project *p, const struct report_themes *t,
                   const struct report_place *places, size_t nplaces, const char *version)
{
    struct standing s = standing_themes(r, t);
    const struct span *spans =
        standing_spans(r, &s, nplaces > 0 ? &places->theme : NULL, sizeof *places, nplaces);
    r->title = arena_printf(&r->arena, _("Themes and codes: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Thematic structure: %s. Codebook version: %s. Date: %s."),
                               t->structure->name, version, report_date(r, p->last_act));
    if (s.levels >= 3)
        table_for_each_top(r, &s, places, spans);
    else
        table_for_readers(r, &s, places, spans, 0, 0, s.n);
    table_of_data(r, &s, places, spans);
}
