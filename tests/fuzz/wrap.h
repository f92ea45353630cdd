/* Files that fuzzed bytes would never become by themselves: zips with right checksums, databases with sound pages. */
#ifndef TESTS_FUZZ_WRAP_H
#define TESTS_FUZZ_WRAP_H

#include <stdbool.h>

#include "tema/base/buf.h"

/* A zip without compression. Its first entry, named `first`, holds the bytes up to a line "%%%% NAME"; each such line begins
 * a further entry of that name. At most 16. */
void wrap_zip(const char *first, const char *s, size_t n, struct buf *out);

/* A database with the tables of `schema`. Each line of s is a row: the table's name and its cells, between tabs, "\n" being a
 * newline in a cell and "\N" NULL. Cells that are missing are NULL, lines for no table do nothing. False: SQLite takes no more. */
bool wrap_rows(const char *schema, const char *s, size_t n, struct buf *out);

extern const char taguette_schema[], qualcoder_schema[], rqda_schema[];

#endif
