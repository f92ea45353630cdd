#include <string.h>

#include "tema/ui/dump.h"

/* Pixels. The text stands on a base line of its own in each cell. */
enum { CELL_W = 9, CELL_H = 19, BASE = 14, FONT = 15, PAD = 10 };

static void escape(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        switch (s[i]) {
        case '<': buf_addstr(out, "&lt;"); break;
        case '>': buf_addstr(out, "&gt;"); break;
        case '&': buf_addstr(out, "&amp;"); break;
        case '"': buf_addstr(out, "&quot;"); break;
        case ' ':
            buf_addstr(out, "\xC2\xA0"); /* several spaces would become one otherwise */
            break;
        default:
            /* A title may hold controls, which XML 1.0 has no place for. */
            if ((unsigned char)s[i] >= 0x20)
                buf_addch(out, s[i]);
        }
    }
}

struct ink {
    uint32_t fg, bg;
    unsigned attrs;
};

static struct ink ink_of(const struct palette *p, struct style st)
{
    struct look look = palette_look(p, st);
    struct ink ink = {colour_rgb(look.fg, palette_foreground(p)), colour_rgb(look.bg, palette_background(p)),
                      look.attrs & (ATTR_BOLD | ATTR_UNDERLINE | ATTR_ITALIC | ATTR_DIM)};

    if (look.attrs & ATTR_REVERSE) {
        uint32_t fg = ink.fg;

        ink.fg = ink.bg;
        ink.bg = fg;
    }
    return ink;
}

static bool same_ink(struct ink a, struct ink b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static void add_background(int row, int col, int cols, uint32_t bg, struct buf *out)
{
    buf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", PAD + col * CELL_W,
             PAD + row * CELL_H, cols * CELL_W, CELL_H, bg);
}

/* Blanks at both ends are left out: some viewers drop them, and the rest would be stretched over their room. */
static void add_text(int row, int col, int cols, struct ink ink, const struct buf *text, struct buf *out)
{
    const char *s = buf_str(text);
    size_t n = text->len;

    for (; !(ink.attrs & ATTR_UNDERLINE) && n > 0 && s[0] == ' '; s++, n--, cols--)
        col++;
    for (; !(ink.attrs & ATTR_UNDERLINE) && n > 0 && s[n - 1] == ' '; n--)
        cols--;
    if (n == 0)
        return;
    buf_addf(out,
             "<text x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#%06x\"",
             PAD + col * CELL_W, PAD + row * CELL_H + BASE, cols * CELL_W, ink.fg);
    if (ink.attrs & ATTR_BOLD)
        buf_addstr(out, " font-weight=\"bold\"");
    if (ink.attrs & ATTR_ITALIC)
        buf_addstr(out, " font-style=\"italic\"");
    if (ink.attrs & ATTR_UNDERLINE)
        buf_addstr(out, " text-decoration=\"underline\"");
    if (ink.attrs & ATTR_DIM)
        buf_addstr(out, " fill-opacity=\"0.7\"");
    buf_addch(out, '>');
    escape(s, n, out);
    buf_addstr(out, "</text>\n");
}

/* A run of cells that look alike. Wide cells and clusters beyond ASCII and Latin letters are runs of their
 * own, so that another font's width of them moves nothing else. */
static void add_row(const struct canvas *c, const struct palette *p, int row, struct buf *out)
{
    int cols = canvas_cols(c);
    struct buf text = BUF_INIT;

    for (int col = 0, next; col < cols; col = next) {
        struct ink ink = ink_of(p, canvas_cell(c, row, col).style);

        for (next = col + 1; next < cols && ink_of(p, canvas_cell(c, row, next).style).bg == ink.bg;)
            next++;
        if (ink.bg != palette_background(p))
            add_background(row, col, next - col, ink.bg, out);
    }
    for (int col = 0, next; col < cols; col = next) {
        struct cell cell = canvas_cell(c, row, col);
        struct ink ink = ink_of(p, cell.style);

        buf_clear(&text);
        buf_add(&text, cell.text, cell.len);
        next = col + (cell.width > 1 ? 2 : 1);
        while (cell.width == 1 && cell.len <= 2 && next < cols) {
            struct cell more = canvas_cell(c, row, next);

            if (more.width != 1 || more.len > 2 || !same_ink(ink, ink_of(p, more.style)))
                break;
            buf_add(&text, more.text, more.len);
            next++;
        }
        add_text(row, col, next - col, ink, &text, out);
    }
    buf_release(&text);
}

void canvas_svg(const struct canvas *c, const struct palette *p, const char *title, struct buf *out)
{
    int width = canvas_cols(c) * CELL_W + 2 * PAD;
    int height = canvas_rows(c) * CELL_H + 2 * PAD;
    int row, col;

    buf_addf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" height=\"%d\" "
        "viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono, Liberation Mono, Menlo, Consolas, monospace\" "
        "font-size=\"%d\">\n",
        width, height, width, height, FONT);
    if (title) {
        buf_addstr(out, "<title>");
        escape(title, strlen(title), out);
        buf_addstr(out, "</title>\n");
    }
    buf_addf(out, "<rect x=\"0\" y=\"0\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#%06x\"/>\n", width,
             height, palette_background(p));
    for (row = 0; row < canvas_rows(c); row++)
        add_row(c, p, row, out);
    if (canvas_cursor_get(c, &row, &col))
        buf_addf(
            out,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\" fill-opacity=\"0.45\"/>\n",
            PAD + col * CELL_W, PAD + row * CELL_H, CELL_W, CELL_H, palette_foreground(p));
    buf_addstr(out, "</svg>\n");
}
