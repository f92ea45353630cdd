/* Another program's SQLite database, read from a block of memory and trusted in nothing: it is never written, no view, trigger, virtual table or function of
 * it is run, and the steps, rows and bytes it can make us read follow from its size. Tables are read whole, one after the other; there is no SQL to give. */
#ifndef TEMA_BASE_RODB_H
#define TEMA_BASE_RODB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

struct rodb;

/* `bytes` must stay as they are until rodb_free. NULL (ERR_INPUT) when they are no SQLite database, or one whose schema cannot be read. */
struct rodb *rodb_open(const void *bytes, size_t n, struct err *err);
void rodb_free(struct rodb *d); /* NULL is fine */

/* Whether it is in write-ahead mode: its newest changes may be in a second file, which was not handed in. */
bool rodb_wal(const struct rodb *d);

/* Ordinary tables only; names without regard to the case of ASCII letters. A view or a virtual table is none, nor is a column that is generated. */
bool rodb_has_table(const struct rodb *d, const char *table);
bool rodb_has_column(const struct rodb *d, const char *table, const char *column);

/* How many pieces of text so far were not valid UTF-8 or held a U+0000. */
size_t rodb_mended(const struct rodb *d);

/* The rows of one table, in the order of their row ids. At most one is open at a time for each rodb_rows; the struct is the caller's. */
enum { RODB_MOST_COLUMNS = 16 };
struct rodb_rows {
    struct rodb *db;
    void *statement; /* NULL: no rows */
    int status;
    struct buf text[RODB_MOST_COLUMNS]; /* of columns that had to be mended */
};

/* `columns`: names separated by single spaces, at most RODB_MOST_COLUMNS; by their place, from 0, they are asked for below. One that the table has not is
 * NULL in every row; a table that is not there has no rows. Both are older or newer versions of a program, no faults. ERR_INPUT when the table cannot be read. */
bool rodb_read(struct rodb *d, const char *table, const char *columns, struct rodb_rows *rows, struct err *err);
bool rodb_next(struct rodb_rows *rows); /* to the first or next row; false when there is none, or reading failed */
bool rodb_end(struct rodb_rows *rows, struct err *err); /* releases; ERR_INPUT when reading failed before the last row */

/* Values of the row one stands on. Text is valid UTF-8 without U+0000 (what is not is U+FFFD), good until the next row; of NULL it is "". `n` may be NULL. */
bool rodb_null(struct rodb_rows *rows, int column);
const char *rodb_text(struct rodb_rows *rows, int column, size_t *n);
int64_t rodb_int(struct rodb_rows *rows, int column, int64_t if_null); /* a real number is cut; text that is no number gives 0 */
size_t rodb_count(struct rodb *d, const char *table);                  /* rows; 0 when the table cannot be read */

#endif
