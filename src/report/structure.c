/* The coding structure: themes and sub-themes, each with the quotes that illustrate it. */
#include <string.h>

#include "report_priv.h"
#include "tema/base/i18n.h"

enum { QUOTE, WHO, SOURCE, WHERE, DEFINITION, DATA_COLUMNS };

static char *cite(struct report *r, const struct report_extract *x)
{
    return *x->time ? arena_printf(&r->arena, "%s, %s", x->place, x->time)
                    : arena_strdup(&r->arena, x->place);
}

static char *cell_of_quotes(struct report *r, const struct report_extract *quotes, struct span span)
{
    struct buf b = BUF_INIT;
    for (size_t i = span.first; i < span.end; i++)
        buf_addf(&b, _("%s“%s” (%s)"), i > span.first ? "\n\n" : "", quotes[i].text, quotes[i].who);
    char *cell = arena_strdup(&r->arena, buf_str(&b));
    buf_release(&b);
    return cell;
}

static void table_for_readers(struct report *r, const struct standing *s, const struct report_extract *quotes,
                              const struct span *spans)
{
    struct report_column *cols = arena_array(&r->arena, s->levels + 1, sizeof *cols);
    size_t row = 0, before = SIZE_MAX;
    standing_columns(r, s, 0, cols);
    cols[s->levels] = (struct report_column){"quotes", _("illustrative quotes"), REPORT_FOR_ALL};
    struct report_block *t = report_table(r, cols, s->levels + 1, standing_rows(s, spans, 0, s->n, true));
    t->audience = REPORT_FOR_READERS;
    for (size_t i = 0; i < s->n; i++) {
        if (!standing_has_row(s, spans, i))
            continue;
        struct report_cell *cell = report_cell(t, row++, 0);
        standing_name(r, s, 0, cell, i, before);
        cell[s->levels].text = cell_of_quotes(r, quotes, spans[i]);
        before = i;
    }
}

static void fill_data(struct report *r, struct report_cell *cell, const struct report_extract *q)
{
    set_text(r, &cell[QUOTE], q->text);
    set_text(r, &cell[WHO], q->who);
    set_text(r, &cell[SOURCE], q->source);
    cell[WHERE].text = cite(r, q);
}

static void table_of_data(struct report *r, const struct standing *s, const struct report_extract *quotes,
                          const struct span *spans)
{
    const struct report_column own[DATA_COLUMNS] = {
        [QUOTE] = {"quote", _("Quote"), REPORT_FOR_ALL},
        [WHO] = {"who", _("Who"), REPORT_FOR_ALL},
        [SOURCE] = {"source", _("Source"), REPORT_FOR_ALL},
        [WHERE] = {"where", _("Where"), REPORT_FOR_ALL},
        [DEFINITION] = {"definition", _("Definition"), REPORT_FOR_ALL}};
    struct report_column *cols = arena_array(&r->arena, s->levels + DATA_COLUMNS, sizeof *cols);
    size_t row = 0;
    standing_columns(r, s, 0, cols);
    memcpy(cols + s->levels, own, sizeof own);
    struct report_block *t =
        report_table(r, cols, s->levels + DATA_COLUMNS, standing_rows(s, spans, 0, s->n, false));
    t->audience = REPORT_FOR_DATA;
    for (size_t i = 0; i < s->n; i++) {
        size_t q = spans[i].first;
        while (q < spans[i].end || (q == spans[i].first && standing_has_row(s, spans, i))) {
            struct report_cell *cell = report_cell(t, row++, 0);
            standing_name(r, s, 0, cell, i, SIZE_MAX);
            set_text(r, &cell[s->levels + DEFINITION], s->v[i]->definition);
            if (q < spans[i].end)
                fill_data(r, cell + s->levels, &quotes[q]);
            q++;
        }
    }
}

void report_structure(struct report *r, const struct project *p, const struct report_themes *t,
                      const struct report_extract *quotes, size_t nquotes)
{
    struct standing s = standing_themes(r, t);
    const struct span *spans =
        standing_spans(r, &s, nquotes > 0 ? &quotes->theme : NULL, sizeof *quotes, nquotes);
    r->title = arena_printf(&r->arena, _("Coding structure: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Thematic structure: %s. Date: %s."), t->structure->name,
                               report_date(r, p->last_act));
    table_for_readers(r, &s, quotes, spans);
    table_of_data(r, &s, quotes, spans);
}
