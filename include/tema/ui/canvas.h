/* A grid of cells that screens draw on. It knows no terminal: a backend copies it there (term.h), or prints
 * it as text (dump.h). Rows and columns count from 0 at the top left; everything drawn outside the clip
 * rectangle is lost, never an error. User text can be drawn as it is: nothing that could reach a terminal as
 * a command ever lies in a cell. */
#ifndef TEMA_UI_CANVAS_H
#define TEMA_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/ui/role.h"

/* A part of the grid. Zero or negative rows or cols: empty. */
struct rect {
    int row, col, rows, cols;
};

struct rect rect_cut(struct rect a, struct rect b);        /* what lies in both; {0,0,0,0} when nothing does */
bool rect_has(struct rect r, int row, int col);

/* Attribute bits, added to those of the role. REVERSE twice (role and cell) cancels out. */
enum { ATTR_BOLD = 1, ATTR_UNDERLINE = 2, ATTR_REVERSE = 4, ATTR_DIM = 8, ATTR_ITALIC = 16 };

/* A colour that the data brings, over the role's: TINT(0xRRGGBB); 0 is none. Palettes may ignore it
 * (monochrome), so a tint is never the only sign of something. */
#define TINT(rgb) (0x01000000u | ((uint32_t)(rgb) & 0xffffffu))

/* How a piece is drawn. {.role = ROLE_DIM} is a whole style. */
struct style {
    enum role role;
    unsigned attrs;  /* ATTR_… */
    uint32_t fg, bg; /* TINT(…) or 0 */
};

/* Short for a style that is only a role: canvas_text(c, 0, 0, S(TITLE), "…"). */
#define S(id) ((struct style){.role = ROLE_##id, .attrs = 0, .fg = 0, .bg = 0})

/* One cell, as canvas_cell gives it. */
struct cell {
    const char *text; /* one grapheme cluster, `len` bytes of UTF-8 without controls; borrowed until the next drawing */
    size_t len;
    int width; /* 1 or 2 columns; 0: the second column of the wide cell to the left, with len 0 */
    struct style style;
};

struct canvas;

/* A canvas of rows × cols cells (each clamped to 1 … 1000), all spaces of ROLE_NORMAL. With `ascii`, what is
 * not ASCII is drawn as ASCII: lines as - | +, letters as '?', each in the columns it would have taken. */
struct canvas *canvas_new(int rows, int cols, bool ascii);
void canvas_free(struct canvas *c);
void canvas_resize(struct canvas *c, int rows, int cols); /* clears too */
void canvas_clear(struct canvas *c);                      /* spaces, no clip, no cursor */

int canvas_rows(const struct canvas *c);
int canvas_cols(const struct canvas *c);
bool canvas_is_ascii(const struct canvas *c);
struct rect canvas_all(const struct canvas *c);

/* Narrows the clip rectangle to what lies in `r` too. Returns the former one, to be put back by
 * canvas_unclip. */
struct rect canvas_clip(struct canvas *c, struct rect r);
void canvas_unclip(struct canvas *c, struct rect former);

/* Draws n bytes of UTF-8 from (row, col) to the right; col may be negative. TAB and LF are drawn as one
 * space, unsafe code points as their marks (text/visible.h) in ROLE_SPECIAL. A wide character that the clip
 * edge halves is drawn as a space. A mark without a base is put on the cell before it. Returns the columns
 * the text takes, clipped or not (canvas_width). */
int canvas_textn(struct canvas *c, int row, int col, struct style st, const char *s, size_t n);
int canvas_text(struct canvas *c, int row, int col, struct style st, const char *s);
int canvas_printf(struct canvas *c, int row, int col, struct style st, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Columns that n bytes take when they are drawn: text_width of text/breaks.h, and one for each LF. */
int canvas_width(const char *s, size_t n);

/* Draws at most `width` columns; a longer text ends in "…". With `pad` the rest of the width is filled with
 * spaces of the style. Returns the columns written. */
int canvas_fit(struct canvas *c, int row, int col, int width, struct style st, const char *s, bool pad);

/* The same, flush right: the text ends at col + width. */
int canvas_fit_right(struct canvas *c, int row, int col, int width, struct style st, const char *s);

/* Spaces of the style; any wide character that is halved becomes a space. */
void canvas_fill(struct canvas *c, struct rect r, struct style st);

/* Gives cells that are drawn already another style, keeping their text: for a selected row, a mark. Tints and
 * attributes are replaced too; canvas_restyle_role keeps them and sets the role only. */
void canvas_restyle(struct canvas *c, struct rect r, struct style st);
void canvas_restyle_role(struct canvas *c, struct rect r, enum role role);

/* Lines of n cells: "─" and "│", in ASCII "-" and "|". */
void canvas_hline(struct canvas *c, int row, int col, int n, struct style st);
void canvas_vline(struct canvas *c, int row, int col, int n, struct style st);

/* A panel lying over what was drawn: filled with ROLE_PANEL, a line around it in ROLE_BORDER, the title (may
 * be NULL) in its top line. Returns the inside, one column narrower than the frame on each side; may be
 * empty. */
struct rect canvas_panel(struct canvas *c, struct rect r, const char *title);

/* Where the hardware cursor stands: on what has the focus. Outside the canvas: the nearest cell. Without a
 * call (or after canvas_cursor_off) it is hidden. */
void canvas_cursor(struct canvas *c, int row, int col);
void canvas_cursor_off(struct canvas *c);
bool canvas_cursor_get(const struct canvas *c, int *ret_row, int *ret_col); /* false: hidden */

/* The cell there; row and col lie inside the canvas. */
struct cell canvas_cell(const struct canvas *c, int row, int col);

/* Makes `to` the same as `from`: size, cells and cursor. */
void canvas_copy(struct canvas *to, const struct canvas *from);

/* True when two rows of two canvases of one width would look the same under every palette. */
bool canvas_row_equal(const struct canvas *a, const struct canvas *b, int row);

#endif
