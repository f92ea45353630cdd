/* Markdown: CommonMark with GitHub's tables. */
#include <string.h>

#include "report_priv.h"
#include "tema/text/visible.h"

/* Escapes what would be markup; line ends become blanks, or <br> in a table. */
static void add_text(struct buf *out, const char *s, bool in_table)
{
    struct buf safe = BUF_INIT;
    visible_add(&safe, s, strlen(s), false);
    bool line_start = true;
    for (const char *p = buf_str(&safe); *p; p++) {
        if (*p == '\n') {
            buf_addstr(out, in_table ? "<br>" : "  \n");
            line_start = true;
            continue;
        }
        bool special = strchr("\\`*_[]<>|~", *p) || (line_start && strchr("#+-=!", *p)) ||
                       (*p == '&' && (p[1] == '#' || (p[1] | 32) >= 'a'));
        if (line_start && *p >= '0' && *p <= '9') {
            /* "1." at the start of a line would become a list */
            size_t n = strspn(p, "0123456789");
            if (!in_table && (p[n] == '.' || p[n] == ')')) {
                buf_add(out, p, n);
                buf_addch(out, '\\');
                p += n;
                buf_addch(out, *p);
                line_start = false;
                continue;
            }
        }
        if (special)
            buf_addch(out, '\\');
        buf_addch(out, *p);
        line_start = false;
    }
    buf_release(&safe);
}

static void add_table(struct buf *out, const struct report_block *b)
{
    for (size_t c = 0; c < b->ncols; c++) {
        if (b->cols[c].audience == REPORT_FOR_DATA)
            continue;
        buf_addstr(out, "| ");
        add_text(out, b->cols[c].heading, true);
        buf_addch(out, ' ');
    }
    buf_addstr(out, "|\n");
    for (size_t c = 0; c < b->ncols; c++) {
        bool number = b->nrows > 0 && b->cells[c].is_number;
        if (b->cols[c].audience != REPORT_FOR_DATA)
            buf_addstr(out, number ? "| ---: " : "| --- ");
    }
    buf_addstr(out, "|\n");
    for (size_t r = 0; r < b->nrows; r++) {
        for (size_t c = 0; c < b->ncols; c++) {
            const struct report_cell *cell = &b->cells[r * b->ncols + c];
            if (b->cols[c].audience == REPORT_FOR_DATA)
                continue;
            buf_addstr(out, "| ");
            for (int i = 0; i < cell->indent; i++)
                buf_addstr(out, "&emsp;");
            if (!cell->repeats)
                add_text(out, cell->text, true);
            if (cell->note) {
                buf_addstr(out, *cell->text ? "<br>" : "");
                add_text(out, cell->note, true);
            }
            buf_addch(out, ' ');
        }
        buf_addstr(out, "|\n");
    }
    buf_addch(out, '\n');
}

static void add_block(struct buf *out, const struct report_block *b)
{
    switch (b->kind) {
    case REPORT_HEADING:
        for (int i = 0; i < b->level + 1; i++)
            buf_addch(out, '#');
        buf_addch(out, ' ');
        add_text(out, b->text, true);
        buf_addstr(out, "\n\n");
        break;
    case REPORT_PARAGRAPH:
        add_text(out, b->text, false);
        buf_addstr(out, "\n\n");
        break;
    case REPORT_QUOTE:
        buf_addstr(out, "> ");
        add_text(out, b->text, true);
        if (b->attribution) {
            buf_addstr(out, "\n>\n> — ");
            add_text(out, b->attribution, true);
        }
        buf_addstr(out, "\n\n");
        break;
    case REPORT_TABLE: add_table(out, b); break;
    }
}

static void write_md(const struct report *r, struct buf *out)
{
    buf_addstr(out, "# ");
    add_text(out, r->title ? r->title : "", true);
    buf_addstr(out, "\n\n");
    if (r->subtitle) {
        add_text(out, r->subtitle, false);
        buf_addstr(out, "\n\n");
    }
    for (const struct report_block *b = r->first; b; b = b->next)
        if (b->audience != REPORT_FOR_DATA)
            add_block(out, b);
    while (out->len > 1 && out->s[out->len - 1] == '\n' && out->s[out->len - 2] == '\n')
        buf_splice(out, out->len - 1, 1, "", 0);
}

const struct report_writer report_md = {"md", "md markdown", write_md};
