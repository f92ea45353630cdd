/* Writing a whole project: one row per format. */
#ifndef TEMA_FORMATS_PROJECT_H
#define TEMA_FORMATS_PROJECT_H

#include "tema/base/buf.h"
#include "tema/model/exchange.h"

struct project_format {
    const char *name, *label; /* "qdpx"; label through N_() */
    /* The same study gives the same bytes. Adds to x->notes what others will not find there: the export report. */
    bool (*write)(struct exchange *x, struct buf *out, struct err *err);
};
extern const struct project_format *const project_formats[]; /* ends with NULL */
const struct project_format *project_format_find(const char *name);

/* The exchange as JSON (man 5 tema-formats): everything there is in it but notes. Members that are empty are left out; the members' names are those of the structs,
 * ids are strings, times and places numbers. Deterministic. */
void exchange_to_json(const struct exchange *x, struct buf *out);
/* Reads it back, lenient in nothing: unknown members and words, wrong types, a newer version: ERR_INPUT saying where. Ends with exchange_check. `out` must be initialised. */
bool exchange_from_json(const char *s, size_t n, struct exchange *out, struct err *err);

#endif
