/* The writers' rows, and what several reports share. */
#ifndef TEMA_REPORT_PRIV_H
#define TEMA_REPORT_PRIV_H

#include "tema/report/report.h"

extern const struct report_writer report_md, report_html, report_csv;

/* ---- cells (report.c) ---- */

void set_text(struct report *r, struct report_cell *cell, const char *text);
void set_number(struct report *r, struct report_cell *cell, int64_t n); /* nothing below 0 */
char *report_date(struct report *r, int64_t ms);                        /* "2026-03-01"; "" below 0 */
char *report_minute(struct report *r, int64_t ms);                      /* "2026-03-01 10:30"; "" below 0 */

/* ---- the themes that stand (levels.c) ---- */

struct standing {
    const struct report_themes *t;
    const struct theme **v; /* in the tree's order */
    size_t n;
    size_t levels; /* of the structure's own words, and at least as deep as the tree; from 1 on */
};
struct standing standing_themes(struct report *r, const struct report_themes *t);
bool standing_is_leaf(const struct standing *s, size_t i);
/* Which of n things in the themes' order each theme has: `theme` is the field of the first that says whose it is, the
 * others follow `size` bytes apart. One span for each theme. */
struct span {
    size_t first, end;
};
struct span *standing_spans(struct report *r, const struct standing *s, const tema_id *theme, size_t size, size_t n);
/* A theme has rows when nothing lies below it, and above others when it has things of its own; how many there are of
 * `spans`, one for each thing or, `joined`, one for a theme. */
bool standing_has_row(const struct standing *s, const struct span *spans, size_t i);
size_t standing_rows(const struct standing *s, const struct span *spans, size_t first, size_t end, bool joined);
/* The theme at level `level` above or at the i-th; NULL when it lies below. */
const struct theme *standing_at(const struct standing *s, size_t i, size_t level);
/* The columns of level `from` and those below, headed with the study's words. */
void standing_columns(struct report *r, const struct standing *s, size_t from, struct report_column *cols);
/* Names the i-th theme and those above it in these columns of a row. What the row before, of theme `before` (SIZE_MAX:
 * there is none), says likewise is marked as repeated. */
void standing_name(struct report *r, const struct standing *s, size_t from, struct report_cell *row, size_t i,
                   size_t before);

#endif
