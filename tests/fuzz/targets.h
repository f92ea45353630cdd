/* What is fuzzed: every reader by its name, and what parses foreign bytes below and beside them. */
#ifndef TESTS_FUZZ_TARGETS_H
#define TESTS_FUZZ_TARGETS_H

#include "tema/formats/formats.h"

struct target {
    const char *name;
    /* What the bytes are put into first, NULL for targets whose bytes are the file. Also how the files are made that the reader of whole files begins with. */
    bool (*wrap)(const char *s, size_t n, struct buf *out);
    const struct format *format;               /* what reads them then; NULL: `parse` does */
    void (*parse)(const char *s, size_t n);
};
extern const struct target targets[]; /* ends with one without a name */
const struct target *target_find(const char *name); /* NULL if unknown */

/* One input, and all that must hold of what came of it; does not return when it does not. */
void target_run(const struct target *t, const char *s, size_t n);

#endif
