/* Dividing a rectangle among panes. */
#ifndef TEMA_UI_LAYOUT_H
#define TEMA_UI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/ui/canvas.h"

enum { LAYOUT_MIN_ROWS = 5, LAYOUT_MIN_COLS = 20, LAYOUT_MAX_PARTS = 32 };

/* One part: at least `min` cells, at most `max` (0: no limit); what is left goes to the parts by `weight` (0:
 * none). */
struct part {
    int min, max, weight;
};

/* Splits `r` from top to bottom (layout_rows) or left to right (layout_cols) into n parts (beyond
 * LAYOUT_MAX_PARTS they are empty) with `gap` cells between two.
 * Where there is too little room the last parts give way first and may be empty, their gap with them. The
 * rectangles never overlap and never leave `r`. */
void layout_rows(struct rect r, const struct part *parts, size_t n, int gap, struct rect *out);
void layout_cols(struct rect r, const struct part *parts, size_t n, int gap, struct rect *out);

/* A rectangle of at most rows × cols in the middle of `r`, a little above it. */
struct rect layout_middle(struct rect r, int rows, int cols);

/* `n` cells taken off a side of *r; returned. Never more than there are. */
struct rect layout_top(struct rect *r, int n);
struct rect layout_bottom(struct rect *r, int n);
struct rect layout_left(struct rect *r, int n);
struct rect layout_right(struct rect *r, int n);

/* Under 20 × 5 cells nothing can be shown: clears the canvas, says so, and returns true. */
bool layout_too_small(struct canvas *c);

#endif
