/* Wrapping one paragraph to a width. */
#ifndef TEMA_TEXT_WRAP_H
#define TEMA_TEXT_WRAP_H

#include "tema/base/vec.h"
#include "tema/text/pos.h"

struct wrap_line {
    byte_off start, end; /* end excludes the blanks and the newline at which the line was broken */
    byte_off next;       /* where the next line starts; n for the last */
    int cols;            /* columns from start to end */
};
typedef VEC(struct wrap_line) wrap_lines;

/* Breaks n bytes into lines of at most `width` columns (at least 2) at UAX #14 opportunities, at clusters where a word
 * alone is too long. A newline always ends a line, but one at the very end of the text opens no other. Blanks at
 * the end of a paragraph belong to its last line where they fit. A cluster wider than `width` has a line of its own.
 * Appends; text of 0 bytes gives one empty line. */
void wrap_text(const char *s, size_t n, int width, wrap_lines *out);

#endif
