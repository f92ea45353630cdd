/* CSV (RFC 4180): UTF-8 without BOM, CRLF, the tables of the report one after the other, an empty line between them. */
#include <string.h>

#include "report_priv.h"

static void add_field(struct buf *out, const char *s, bool is_number)
{
    /* A spreadsheet would run a cell that begins like a formula: an apostrophe keeps it text (OWASP, "CSV Injection"). */
    bool formula = !is_number && *s && strchr("=+-@\t\r", *s);
    bool quoted = formula || strpbrk(s, ",\"\r\n;") || *s == ' ' || (*s && s[strlen(s) - 1] == ' ');
    if (quoted)
        buf_addch(out, '"');
    if (formula)
        buf_addch(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            buf_addch(out, '"');
        buf_addch(out, *s);
    }
    if (quoted)
        buf_addch(out, '"');
}

static void write_csv(const struct report *r, struct buf *out)
{
    bool first = true;
    for (const struct report_block *b = r->first; b; b = b->next) {
        if (b->kind != REPORT_TABLE)
            continue;
        if (!first)
            buf_addstr(out, "\r\n");
        first = false;
        for (size_t c = 0; c < b->ncols; c++) {
            if (c)
                buf_addch(out, ',');
            add_field(out, b->cols[c].name, false);
        }
        buf_addstr(out, "\r\n");
        for (size_t i = 0; i < b->ncols * b->nrows; i++) {
            add_field(out, b->cells[i].text, b->cells[i].is_number);
            buf_addstr(out, (i + 1) % b->ncols == 0 ? "\r\n" : ",");
        }
    }
}

const struct report_writer report_csv = {"csv", "csv", write_csv};
