/* HTML: one file, no script, nothing fetched. */
#include <string.h>

#include "report_priv.h"
#include "tema/text/visible.h"

static void add_text(struct buf *out, const char *s)
{
    struct buf safe = BUF_INIT;
    visible_add(&safe, s, strlen(s), false);
    for (const char *p = buf_str(&safe); *p; p++) {
        switch (*p) {
        case '&': buf_addstr(out, "&amp;"); break;
        case '<': buf_addstr(out, "&lt;"); break;
        case '>': buf_addstr(out, "&gt;"); break;
        case '"': buf_addstr(out, "&quot;"); break;
        case '\'': buf_addstr(out, "&#39;"); break;
        case '\n': buf_addstr(out, "<br>\n"); break;
        default: buf_addch(out, *p);
        }
    }
    buf_release(&safe);
}

static void add_element(struct buf *out, const char *tag, const char *text)
{
    buf_addf(out, "<%s>", tag);
    add_text(out, text);
    buf_addf(out, "</%s>\n", tag);
}

static void add_cell(struct buf *out, const struct report_cell *cell)
{
    buf_addstr(out, cell->is_number ? "<td class=\"n\">" : "<td>");
    if (cell->indent > 0)
        buf_addf(out, "<span style=\"padding-left:%dem\"></span>",
                 cell->indent * 3 / 2 > 30 ? 30 : cell->indent * 3 / 2);
    if (cell->swatch != REPORT_NO_SWATCH)
        buf_addf(out, "<span class=\"c\" style=\"background:#%06x\"></span>",
                 (unsigned)cell->swatch & 0xFFFFFFu);
    if (!cell->repeats)
        add_text(out, cell->text);
    if (cell->note) {
        buf_addstr(out, *cell->text ? "<br>\n<small>" : "<small>");
        add_text(out, cell->note);
        buf_addstr(out, "</small>");
    }
    buf_addstr(out, "</td>");
}

static void add_table(struct buf *out, const struct report_block *b)
{
    buf_addstr(out, "<table>\n<thead><tr>");
    for (size_t c = 0; c < b->ncols; c++) {
        if (b->cols[c].audience == REPORT_FOR_DATA)
            continue;
        buf_addstr(out, "<th scope=\"col\">");
        add_text(out, b->cols[c].heading);
        buf_addstr(out, "</th>");
    }
    buf_addstr(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < b->nrows; r++) {
        buf_addstr(out, "<tr>");
        for (size_t c = 0; c < b->ncols; c++)
            if (b->cols[c].audience != REPORT_FOR_DATA)
                add_cell(out, &b->cells[r * b->ncols + c]);
        buf_addstr(out, "</tr>\n");
    }
    buf_addstr(out, "</tbody>\n</table>\n");
}

static void add_block(struct buf *out, const struct report_block *b)
{
    static const char *const headings[] = {"h2", "h2", "h3", "h4", "h5"};
    switch (b->kind) {
    case REPORT_HEADING:
        add_element(out, headings[b->level < 0 || b->level > 4 ? 4 : b->level], b->text);
        break;
    case REPORT_PARAGRAPH: add_element(out, "p", b->text); break;
    case REPORT_QUOTE:
        buf_addstr(out, "<figure><blockquote>");
        add_text(out, b->text);
        buf_addstr(out, "</blockquote>");
        if (b->attribution)
            add_element(out, "figcaption", b->attribution);
        buf_addstr(out, "</figure>\n");
        break;
    case REPORT_TABLE: add_table(out, b); break;
    }
}

static void write_html(const struct report *r, struct buf *out)
{
    buf_addstr(out, "<!DOCTYPE html>\n<html lang=\"");
    add_text(out, r->language ? r->language : "en");
    buf_addstr(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                    "'unsafe-inline'\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n");
    add_element(out, "title", r->title ? r->title : "");
    buf_addstr(
        out,
        "<style>\n"
        "body { font: 16px/1.5 Georgia, serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: "
        "#222; background: #fff; }\n"
        "h1, h2, h3, h4, h5, table { font-family: system-ui, sans-serif; line-height: 1.3; }\n"
        "table { border-collapse: collapse; width: 100%; font-size: .9em; }\n"
        "th, td { text-align: left; vertical-align: top; padding: .35em .7em; border-bottom: 1px solid #ccc; "
        "}\n"
        "th { border-bottom: 2px solid #555; }\n"
        ".n { text-align: right; font-variant-numeric: tabular-nums; }\n"
        ".c { display: inline-block; width: .7em; height: .7em; margin-right: .5em; border-radius: 2px; }\n"
        "@media print { body { max-width: none; margin: 0; } tr { break-inside: avoid; } }\n"
        "</style>\n</head>\n<body>\n");
    add_element(out, "h1", r->title ? r->title : "");
    if (r->subtitle)
        add_element(out, "p", r->subtitle);
    for (const struct report_block *b = r->first; b; b = b->next)
        if (b->audience != REPORT_FOR_DATA)
            add_block(out, b);
    buf_addstr(out, "</body>\n</html>\n");
}

const struct report_writer report_html = {"html", "html htm", write_html};
