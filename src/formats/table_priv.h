/* Separated values: RFC 4180, and what Excel and others really write. */
#ifndef TEMA_FORMATS_TABLE_PRIV_H
#define TEMA_FORMATS_TABLE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/base/vec.h"

enum {
    TABLE_COLUMNS = 4096,      /* cells in a row */
    TABLE_ROWS = 1000000,      /* with something in them */
    TABLE_CELLS = 8000000,     /* in all */
    TABLE_CELL_BYTES = 4 << 20 /* a larger one is a quote that somebody forgot to close */
};

struct table_row {
    size_t line;    /* in which it begins, from 1 */
    uint32_t at, n; /* its cells in `cells` */
};
struct table {
    char separator;
    bool told;                  /* a first line "sep=;" named the separator */
    bool literal;               /* cells between tabs, in which quotes are letters like others */
    struct buf text;            /* of all cells, each with a NUL behind it */
    VEC(uint32_t) cells;        /* where each begins in `text` */
    VEC(struct table_row) rows; /* those that are not blank; the first one is the head */
    size_t blank;               /* rows that were left out because nothing stands in them */
    size_t odd,
        first_odd; /* cells with a quote where none belongs, and the line of the first: kept as they are written */
};

/* Parses n bytes of UTF-8 with LF line ends. The separator (comma, semicolon, tab, bar) is the one that a first line "sep=X" names, else the one by which the
 * rows agree best on their number of cells; a comma when there is only one column. A cell in double quotes may hold separators, newlines and, doubled, quotes; a quote inside
 * a cell that does not begin with one is a letter; what does not end where its quote ends is kept as it is written, quotes and all. Tab-separated lines that agree only when quotes are
 * letters are read so (IANA's text/tab-separated-values knows no quotes). `part`: the text is a beginning, whose last row may be cut and is left out. ERR_INPUT with "line N: …":
 * a quote that is never closed, and more than the numbers above. Linear; at most n bytes and 8 for a cell are held. On failure nothing needs releasing. */
bool table_read(const char *s, size_t n, bool part, struct table *out, struct err *err);
void table_discard(struct table *t);

/* The cell, NUL-terminated, owned by the table; "" where the row has none. Rows and columns from 0. */
const char *table_cell(const struct table *t, size_t row, size_t column);
size_t table_width(const struct table *t, size_t row); /* cells of the row; 0 when there is no such row */

#endif
