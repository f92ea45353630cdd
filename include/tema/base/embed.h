/* Files that travel inside the program: colour themes, analytic frameworks, the schema. */
#ifndef TEMA_BASE_EMBED_H
#define TEMA_BASE_EMBED_H

#include <stddef.h>

struct embedded {
    const char *name;           /* file name without folder: "dark.theme" */
    const unsigned char *bytes; /* followed by a NUL that `n` does not count */
    size_t n;
};

extern const struct embedded embedded_files[]; /* ends with a NULL name */

const struct embedded *embedded_find(const char *name); /* NULL when there is none of that name */

#endif
