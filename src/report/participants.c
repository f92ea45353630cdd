/* Participants and what is known of them. Names in transcripts are not among it. */
#include "report_priv.h"
#include "tema/base/i18n.h"

void report_participants(struct report *r, const struct project *p, const struct participant *participants,
                         const int64_t *sources, size_t n)
{
    size_t nattrs = n > 0 ? participants[0].nattrs : 0;
    struct report_column *cols = arena_array(&r->arena, nattrs + 3, sizeof *cols);
    r->title = arena_printf(&r->arena, _("Participants: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Date: %s."), report_date(r, p->last_act));
    cols[0] = (struct report_column){"number", _("No."), REPORT_FOR_ALL};
    cols[1] = (struct report_column){"name", _("Name"), REPORT_FOR_ALL};
    for (size_t i = 0; i < nattrs; i++)
        cols[i + 2] = (struct report_column){participants[0].attrs[i].name, participants[0].attrs[i].name,
                                             REPORT_FOR_ALL};
    cols[nattrs + 2] = (struct report_column){"sources", _("Sources"), REPORT_FOR_ALL};
    struct report_block *t = report_table(r, cols, nattrs + 3, n);
    for (size_t i = 0; i < n; i++) {
        struct report_cell *cell = report_cell(t, i, 0);
        set_number(r, &cell[0], (int64_t)i + 1);
        set_text(r, &cell[1], participants[i].name);
        for (size_t k = 0; k < nattrs && k < participants[i].nattrs; k++) {
            set_text(r, &cell[k + 2], participants[i].attrs[k].value);
            cell[k + 2].is_number = participants[i].attrs[k].type == ATTR_NUMBER;
        }
        set_number(r, &cell[nattrs + 2], sources[i]);
    }
}
