/* The time of day. Times are milliseconds since 1970-01-01 00:00 UTC. */
#ifndef TEMA_BASE_CLOCK_H
#define TEMA_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_now(void);
void clock_set_fixed(int64_t ms); /* for tests: clock_now answers this from now on; -1: the real clock again */

enum { RFC3339_LEN = 20 };
/* "2026-03-01T09:30:00Z" (RFC 3339, UTC, whole seconds). */
void clock_rfc3339(int64_t ms, char out[RFC3339_LEN + 1]);
void clock_date(int64_t ms, char out[11]);          /* "2026-03-01", in local time: for lists and reports */
void clock_minute(int64_t ms, char out[17]);        /* "2026-03-01 10:30", in local time */
void clock_span(int64_t ms, char out[16]);          /* a place in a recording: "00:07:13" */

#endif
