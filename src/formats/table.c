#include "table_priv.h"

#include <string.h>

#include "tema/base/i18n.h"

enum { MOST_BYTES = 1 << 30, SAMPLE = 64 << 10, SAMPLE_ROWS = 500 };

struct parser {
    const char *s;
    size_t n, at, line;
    char separator;
    bool literal, part;
    struct table *t; /* NULL: the cells are only counted */
    size_t cells;    /* of the open row */
    bool odd;        /* a cell of the open row has a quote where none belongs */
    bool filled;     /* a cell of it has more than blanks */
    bool cut;        /* the text ended inside of quotes */
};

void table_discard(struct table *t)
{
    buf_release(&t->text);
    vec_release(&t->cells);
    vec_release(&t->rows);
}

const char *table_cell(const struct table *t, size_t row, size_t column)
{
    if (row >= t->rows.n || column >= t->rows.v[row].n)
        return "";
    return t->text.s + t->cells.v[t->rows.v[row].at + column];
}

size_t table_width(const struct table *t, size_t row)
{
    return row < t->rows.n ? t->rows.v[row].n : 0;
}

/* ---- one cell ---- */

static size_t plain_end(const struct parser *p, size_t at)
{
    while (at < p->n && p->s[at] != p->separator && p->s[at] != '\n')
        at++;
    return at;
}

/* Behind the quote that closes the cell whose first one is at `at`; n + 1 when there is none. */
static size_t quoted_end(const struct parser *p, size_t at, size_t *ret_lines)
{
    for (at++; at < p->n; at++) {
        *ret_lines += p->s[at] == '\n';
        if (p->s[at] != '"')
            continue;
        if (at + 1 >= p->n || p->s[at + 1] != '"')
            return at + 1;
        at++;
    }
    return p->n + 1;
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\n')
            return false;
    return true;
}

/* Appends the cell with doubled quotes as one. */
static void keep(struct parser *p, const char *s, size_t n, bool quoted)
{
    const char *quote;
    p->filled = p->filled || !is_blank(s, n);
    if (!p->t)
        return;
    vec_push(&p->t->cells, (uint32_t)p->t->text.len);
    while (quoted && (quote = memchr(s, '"', n)) != NULL) {
        size_t len = (size_t)(quote - s) + 1;
        buf_add(&p->t->text, s, len);
        s += len + 1;
        n -= len + 1;
    }
    buf_add(&p->t->text, s, n);
    buf_addch(&p->t->text, '\0');
}

static bool too_large(size_t line, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("line %zu: a cell has more than %d MiB; a quote that is not closed may be the reason"),
                   line, TABLE_CELL_BYTES >> 20);
}

/* Reads the cell at p->at up to its separator, newline or the end. */
static bool read_cell(struct parser *p, struct err *err)
{
    size_t from = p->at, line = p->line, lines = 0, end;
    if (!p->literal && from < p->n && p->s[from] == '"') {
        end = quoted_end(p, from, &lines);
        if (end > p->n) {
            p->cut = true;
            if (p->part || !p->t)
                return true;
            return err_set(err, ERR_INPUT, _("line %zu: a quote (\") opens a cell here and is never closed"),
                           line);
        }
        p->line += lines;
        p->at = plain_end(p, end);
        if (p->at - from > TABLE_CELL_BYTES)
            return too_large(line, err);
        if (p->at == end) {
            keep(p, p->s + from + 1, end - from - 2, true);
            return true;
        }
        p->odd = true;
        if (p->t && p->t->odd++ == 0)
            p->t->first_odd = line;
    } else {
        p->at = plain_end(p, from);
        if (p->at - from > TABLE_CELL_BYTES)
            return too_large(line, err);
    }
    keep(p, p->s + from, p->at - from, false);
    return true;
}

/* ---- rows ---- */

/* Reads the row at p->at and what ends it. */
static bool read_row(struct parser *p, struct err *err)
{
    size_t line = p->line;
    p->cells = 0;
    p->odd = p->filled = p->cut = false;
    for (;;) {
        if (++p->cells > TABLE_COLUMNS)
            return err_set(err, ERR_INPUT, _("line %zu: there are more than %d cells in a row"), line,
                           TABLE_COLUMNS);
        if (!read_cell(p, err))
            return false;
        if (p->cut) {
            p->at = p->n;
            return true;
        }
        if (p->at >= p->n || p->s[p->at] == '\n')
            break;
        p->at++;
    }
    if (p->at < p->n) {
        p->at++;
        p->line++;
    } else {
        p->cut = p->part;
    }
    return true;
}

/* How well the rows of a beginning agree on their number of cells, 0 to 1000, and on how many. */
static int agreement(const char *s, size_t n, char separator, size_t *ret_width)
{
    struct parser p = {.s = s, .n = n, .line = 1, .separator = separator};
    size_t rows = 0, agreed = 0, width = 0;
    while (p.at < n && rows < SAMPLE_ROWS) {
        if (!read_row(&p, NULL))
            return 0;
        if (p.cut && rows > 0) /* the sample's end may cut a row */
            break;
        if (!p.filled)
            continue;
        if (rows++ == 0)
            width = p.cells;
        agreed += p.cells == width && !p.odd;
    }
    *ret_width = width;
    return rows > 0 && width > 1 ? (int)(agreed * 1000 / rows) : 0;
}

/* In this order when nothing else decides: a comma is the one that prose has. */
static char find_separator(const char *s, size_t n)
{
    static const char candidates[] = "\t;|,";
    char best = ',';
    int most = 0;
    size_t widest = 0, width = 0;
    n = n < SAMPLE ? n : SAMPLE;
    for (const char *c = candidates; *c; c++) {
        int sure = agreement(s, n, *c, &width);
        if (sure > most || (sure == most && sure > 0 && width > widest)) {
            best = *c;
            most = sure;
            widest = width;
        }
    }
    return best;
}

/* "sep=;" with its newline, which Excel reads and writes; 0 when the text does not begin so. */
static size_t told_separator(const char *s, size_t n, char *ret)
{
    size_t at = n > 0 && *s == '"';
    if (n < at + 5 || (s[at] | 32) != 's' || (s[at + 1] | 32) != 'e' || (s[at + 2] | 32) != 'p' ||
        s[at + 3] != '=' || !strchr(",;\t|:~^", s[at + 4]) || s[at + 4] == '\0')
        return 0;
    *ret = s[at + 4];
    at += 5;
    if (at < n && *s == '"' && s[at] == '"')
        at++;
    return at == n ? at : s[at] == '\n' ? at + 1 : 0;
}

static void drop_row(struct parser *p, size_t cells, size_t bytes)
{
    p->t->cells.n = cells;
    p->t->text.len = bytes;
}

static bool read_rows(struct parser *p, struct err *err)
{
    struct table *t = p->t;
    while (p->at < p->n) {
        size_t cells = t->cells.n, bytes = t->text.len, line = p->line;
        if (!read_row(p, err))
            return false;
        if (p->cut || !p->filled) {
            t->blank += !p->cut;
            drop_row(p, cells, bytes);
            continue;
        }
        if (t->rows.n >= TABLE_ROWS)
            return err_set(err, ERR_INPUT, _("line %zu: there are more than %d rows"), line, TABLE_ROWS);
        if (t->cells.n > TABLE_CELLS)
            return err_set(err, ERR_INPUT, _("line %zu: there are more than %d cells"), line, TABLE_CELLS);
        struct table_row row = {line, (uint32_t)cells, (uint32_t)(t->cells.n - cells)};
        vec_push(&t->rows, row);
    }
    return true;
}

/* Whether all lines have the same number of tabs; *ret_rows: lines that are not blank. */
static bool lines_agree(const char *s, size_t n, size_t *ret_rows)
{
    size_t want = 0;
    *ret_rows = 0;
    for (size_t at = 0; at < n;) {
        const char *nl = memchr(s + at, '\n', n - at);
        size_t end = nl ? (size_t)(nl - s) : n, tabs = 0;
        for (size_t i = at; i < end; i++)
            tabs += s[i] == '\t';
        if (!is_blank(s + at, end - at) && (*ret_rows)++ == 0)
            want = tabs;
        else if (!is_blank(s + at, end - at) && tabs != want)
            return false;
        at = end + 1;
    }
    return want > 0;
}

static bool parse(const char *s, size_t n, size_t from, bool part, struct table *t, struct err *err)
{
    struct parser p = {.s = s, .n = n, .at = from, .line = from > 0 ? 2 : 1, .part = part, .t = t};
    p.separator = t->separator;
    p.literal = t->literal;
    return read_rows(&p, err);
}

bool table_read(const char *s, size_t n, bool part, struct table *out, struct err *err)
{
    size_t from, lines = 0;
    memset(out, 0, sizeof *out);
    if (n > MOST_BYTES)
        return err_set(err, ERR_INPUT, _("the table is larger than %d MiB"), MOST_BYTES >> 20);
    from = told_separator(s, n, &out->separator);
    out->told = from > 0;
    if (!out->told)
        out->separator = find_separator(s, n);
    bool agree = out->separator == '\t' && lines_agree(s + from, n - from, &lines);
    bool ok = parse(s, n, from, part, out, err);
    if (agree && (!ok || out->rows.n < lines - (part && s[n - 1] != '\n'))) {
        struct table again = {.separator = '\t', .told = out->told, .literal = true};
        table_discard(out);
        *out = again;
        err_release(err);
        ok = parse(s, n, from, part, out, err);
    }
    if (!ok)
        table_discard(out);
    return ok;
}
