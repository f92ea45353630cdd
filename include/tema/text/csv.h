/* Cells of CSV (RFC 4180) as they are written for spreadsheets and scripts alike. */
#ifndef TEMA_TEXT_CSV_H
#define TEMA_TEXT_CSV_H

#include <stdbool.h>

#include "tema/base/buf.h"

/* Appends the cell, in quotes where it needs them. A spreadsheet would run a text that begins like a formula: an apostrophe keeps it text (OWASP, "CSV Injection");
 * what the program knows to be a number stays one. */
void csv_cell(struct buf *out, const char *s, bool is_number);

#endif
