/* What the measurements share: the clocks, the count of syncs, the table's rows. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/app/app.h"
#include "tema/base/err.h"

double wall_ms(void);      /* monotonic */
double processor_ms(void); /* of this process */

/* Syncs that SQLite has asked for in this process since the start, and the time they took. */
struct syncs {
    long n;
    double ms;
};
struct syncs syncs_so_far(void);

double peak_mib(int who); /* the most memory of RUSAGE_SELF, or of the largest one of RUSAGE_CHILDREN that have ended; MiB */

/* One row of the table. `most` true: the value is to stay at or under the budget, false: at or over it. budget 0: there is none. */
void table_row(const char *what, double value, const char *unit, double budget, bool most);

/* Each opens the project, measures, and leaves it as it was (but for the log). */
bool measure_start(const char *tema, const char *project, struct err *err);
bool measure_keys(const char *project, int keys, bool counted, struct err *err);
bool measure_coding(const char *project, struct err *err);
bool measure_undo(const char *project, struct err *err);
bool measure_import(const char *project, const char *const *paths, size_t n, struct err *err);
bool measure_parsers(const char *const *paths, size_t n, struct err *err);
/* One file whose name begins with its format and a dot, which is read by that format: as the app reads it, with the memory of the process that
 * reads it, and by its parser alone. In a zip what counts is what is unpacked. To be called once in a process: the memory is that of all children so far. */
bool measure_format(const char *path, struct err *err);
bool measure_study(const char *project, struct err *err);

#endif
