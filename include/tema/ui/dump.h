/* A canvas without a terminal: as text for tests, as a picture for documents. */
#ifndef TEMA_UI_DUMP_H
#define TEMA_UI_DUMP_H

#include "tema/base/buf.h"
#include "tema/ui/canvas.h"
#include "tema/ui/palette.h"

/* Appends: the rows of text (trailing blanks cut), a line "--- roles", the rows of role letters (role.h;
 * trailing '.' cut), a line "--- tints" with one line for every run of tinted or attributed cells ("row col+n
 * fg=#… bg=#… bold") if there are any, "--- legend" with the letters that occur, and "--- cursor ROW COL" or
 * "--- cursor hidden". */
void canvas_dump(const struct canvas *c, struct buf *out);

/* Appends one row's text, trailing blanks cut. */
void canvas_dump_row(const struct canvas *c, int row, struct buf *out);

/* Appends an SVG 1.1 document: one fixed cell size, runs of text with textLength so that columns line up in
 * every font, wide cells placed on their own; no script, no style sheet, no outside reference. `title` may be
 * NULL. */
void canvas_svg(const struct canvas *c, const struct palette *p, const char *title, struct buf *out);

#endif
