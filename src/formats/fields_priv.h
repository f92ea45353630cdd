/* Several texts in one, for places where a format has room for a single description: the first stands as it is, each
 * further one under a line with its key in brackets, so that people can read it and it can be taken apart again.
 *
 *     What goes on when nobody is in the office.
 *
 *     [Include]
 *     being on call
 */
#ifndef TEMA_FORMATS_FIELDS_H
#define TEMA_FORMATS_FIELDS_H

#include "tema/base/arena.h"
#include "tema/base/buf.h"

struct field {
    const char *key; /* one line without brackets */
    char *value;     /* "" is left out */
};

/* Appends the text and the fields. Lines of theirs that look like a key get a backslash in front. */
void fields_write(struct buf *out, const char *text, const struct field *fields, size_t n);

/* Takes apart what fields_write made: the text is returned, each field's value set ("" when it is not there), in the
 * arena. What stands under a key that is not asked for is part of what stands before it; of two with the same key
 * the last one counts. */
char *fields_read(const char *s, struct field *fields, size_t n, struct arena *a);

#endif
