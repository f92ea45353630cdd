#define NCURSES_NOMACROS
#include "term_priv.h"

#include <string.h>
#include <wchar.h>

#include "tema/text/utf8.h"

enum { VS16 = 0xFE0F, ZWJ = 0x200D, REPLACEMENT = 0xFFFD };

void term_palette(struct term *t, const struct palette *p)
{
    char *name = mem_strdup(p->name);

    palette_release(&t->palette);
    t->palette = *p;
    t->palette.name = name;
    t->dirty = true;
}

void term_redraw(struct term *t)
{
    t->dirty = true;
    t->repaint = true;
}

/* --- colours --- */

/* The number of a colour pair; 0 is the terminal's own colours. The table is ours: COLOR_PAIR holds 8 bits
 * only, and alloc_pair is no use without colours. */
static int pair_of(struct term *t, long fg, long bg)
{
    struct pair pair;

    if (!t->default_ok) {
        fg = fg < 0 ? COLOR_WHITE : fg;
        bg = bg < 0 ? COLOR_BLACK : bg;
    } else if (fg < 0 && bg < 0) {
        return 0;
    }
    for (size_t i = 0; i < t->pairs.n; i++)
        if (t->pairs.v[i].fg == fg && t->pairs.v[i].bg == bg)
            return (int)i + 1;
    if ((long)t->pairs.n + 1 < COLOR_PAIRS &&
        init_extended_pair((int)t->pairs.n + 1, (int)fg, (int)bg) == OK) {
        pair = (struct pair){fg, bg};
        vec_push(&t->pairs, pair);
        return (int)t->pairs.n;
    }
    /* No pair is left: one with the same letters is better than none. */
    for (size_t i = 0; i < t->pairs.n; i++)
        if (t->pairs.v[i].fg == fg)
            return (int)i + 1;
    return 0;
}

static attr_t attributes(unsigned attrs)
{
    attr_t out = A_NORMAL;

    if (attrs & ATTR_BOLD)
        out |= A_BOLD;
    if (attrs & ATTR_UNDERLINE)
        out |= A_UNDERLINE;
    if (attrs & ATTR_REVERSE)
        out |= A_REVERSE;
    if (attrs & ATTR_DIM)
        out |= A_DIM;
    if (attrs & ATTR_ITALIC)
        out |= A_ITALIC;
    return out;
}

/* A direct-colour terminal takes 0 to 7 for the first colours of its table, not for shades of black. */
static long degrade(const struct term *t, struct colour c)
{
    long n = colour_degrade(c, t->colours);

    return t->colours >= 1L << 24 && n > 0 && n < 8 ? 8 : n;
}

static attr_t style_of(struct term *t, struct style st, int *ret_pair)
{
    struct look look = palette_look(&t->palette, st);

    *ret_pair = 0;
    if (t->colours > 0) {
        long fg = degrade(t, look.fg);
        long bg = degrade(t, look.bg);

        /* Two colours that have become one would hide the text. */
        if (fg >= 0 && fg == bg)
            fg =
                colour_contrast(colour_rgb(look.bg, 0), 0xffffff) > colour_contrast(colour_rgb(look.bg, 0), 0)
                    ? COLOR_WHITE
                    : COLOR_BLACK;
        *ret_pair = pair_of(t, fg, bg);
    } else if (st.bg || look.bg.kind != COLOUR_DEFAULT) {
        look.attrs ^= ATTR_REVERSE;
    }
    return attributes(look.attrs);
}

/* --- cells --- */

static bool is_regional(uint32_t cp)
{
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* What of a cluster curses and every terminal place alike: its first character that takes columns and the
 * marks on it, as many as a curses cell holds. Joined emoji show their first picture, and what is drawn after
 * them stands where the canvas has it. *ret_second: what goes into the second column if the first takes one
 * only. Returns the first's columns. */
static int spell(const struct cell *cell, wchar_t out[CCHARW_MAX + 1], wchar_t *ret_second)
{
    size_t n = 0;
    int width = 0;

    *ret_second = L' ';
    for (size_t i = 0, len; i < cell->len; i += len) {
        uint32_t cp;
        int w;

        len = utf8_decode(cell->text + i, cell->len - i, &cp);
        w = wcwidth((wchar_t)cp);
        if (width == 0 && w > 0 && w <= cell->width) {
            memmove(out + 1, out, n * sizeof *out);
            out[0] = (wchar_t)cp;
            n++;
            width = w;
        } else if (width > 0 && is_regional(cp) && is_regional((uint32_t)out[0])) {
            *ret_second = (wchar_t)cp;
        } else if (cp == ZWJ || (width > 0 && w > 0)) {
            break;
        } else if (w == 0 && cp != VS16 && cp != 0x200B && n < CCHARW_MAX - 1) {
            out[n++] = (wchar_t)cp;
        }
    }
    if (width == 0) {
        bool mark = n > 0;

        memmove(out + 1, out, n * sizeof *out);
        out[0] = mark ? L' ' : REPLACEMENT;
        n++;
        width = 1;
    }
    out[n] = L'\0';
    return width;
}

static void put(int row, int col, const wchar_t *text, attr_t attrs, int pair)
{
    cchar_t cc;

    if (setcchar(&cc, text, attrs, 0, &pair) == OK)
        mvwadd_wchnstr(stdscr, row, col, &cc, 1);
}

static void put_cell(struct term *t, int row, int col, const struct cell *cell)
{
    wchar_t text[CCHARW_MAX + 1];
    wchar_t second[2] = {L' ', L'\0'};
    int pair;
    attr_t attrs = style_of(t, cell->style, &pair);
    int width = 1;

    if (cell->len == 1) {
        text[0] = (wchar_t)(unsigned char)cell->text[0];
        text[1] = L'\0';
    } else {
        width = spell(cell, text, &second[0]);
    }
    if (cell->width == 2 && col + 1 >= getmaxx(stdscr)) {
        put(row, col, L" ", attrs, pair);
        return;
    }
    put(row, col, text, attrs, pair);
    if (cell->width == 2 && width == 1)
        put(row, col + 1, second, attrs, pair);
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->len == b->len && a->width == b->width && a->style.role == b->style.role &&
           a->style.attrs == b->style.attrs && a->style.fg == b->style.fg && a->style.bg == b->style.bg &&
           memcmp(a->text, b->text, a->len) == 0;
}

static void put_row(struct term *t, const struct canvas *c, int row, int cols, bool all)
{
    for (int col = 0; col < cols; col++) {
        struct cell cell = canvas_cell(c, row, col);

        if (cell.width == 0)
            continue;
        if (!all) {
            struct cell old = canvas_cell(t->shown, row, col);

            if (same_cell(&cell, &old))
                continue;
        }
        put_cell(t, row, col, &cell);
    }
}

static void show_cursor(struct term *t, const struct canvas *c)
{
    int row, col;
    int shown = canvas_cursor_get(c, &row, &col);

    if (shown != t->cursor_shown)
        curs_set(shown);
    t->cursor_shown = shown;
    if (shown)
        wmove(stdscr, row < getmaxy(stdscr) ? row : getmaxy(stdscr) - 1,
              col < getmaxx(stdscr) ? col : getmaxx(stdscr) - 1);
}

void term_draw(struct term *t, const struct canvas *c)
{
    int rows = canvas_rows(c) < getmaxy(stdscr) ? canvas_rows(c) : getmaxy(stdscr);
    int cols = canvas_cols(c) < getmaxx(stdscr) ? canvas_cols(c) : getmaxx(stdscr);
    bool all = t->dirty || !t->shown || canvas_rows(t->shown) != canvas_rows(c) ||
               canvas_cols(t->shown) != canvas_cols(c);

    if (t->gone || t->away)
        return;
    if (all)
        werase(stdscr);
    if (t->repaint)
        clearok(curscr, TRUE);
    for (int row = 0; row < rows; row++)
        if (all || !canvas_row_equal(c, t->shown, row))
            put_row(t, c, row, cols, all);
    show_cursor(t, c);
    wnoutrefresh(stdscr);
    doupdate();
    if (!t->shown)
        t->shown = canvas_new(canvas_rows(c), canvas_cols(c), false);
    canvas_copy(t->shown, c);
    t->dirty = t->repaint = false;
}
