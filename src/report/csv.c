/* CSV (RFC 4180): UTF-8 without BOM, CRLF, the tables of the report one after the other, an empty line between them. */
#include "tema/text/csv.h"
#include "report_priv.h"

/* The columns that are data. A title's names come from the project too. */
static void add_row(struct buf *out, const struct report_block *b, const struct report_cell *row)
{
    bool first = true;
    for (size_t c = 0; c < b->ncols; c++) {
        if (b->cols[c].audience == REPORT_FOR_READERS)
            continue;
        if (!first)
            buf_addch(out, ',');
        first = false;
        if (row)
            csv_cell(out, row[c].text, row[c].is_number);
        else
            csv_cell(out, b->cols[c].name, false);
    }
    buf_addstr(out, "\r\n");
}

static void write_csv(const struct report *r, struct buf *out)
{
    bool first = true;
    for (const struct report_block *b = r->first; b; b = b->next) {
        if (b->kind != REPORT_TABLE || b->audience == REPORT_FOR_READERS)
            continue;
        if (!first)
            buf_addstr(out, "\r\n");
        first = false;
        add_row(out, b, NULL);
        for (size_t i = 0; i < b->nrows; i++)
            add_row(out, b, b->cells + i * b->ncols);
    }
}

const struct report_writer report_csv = {"csv", "csv", write_csv};
