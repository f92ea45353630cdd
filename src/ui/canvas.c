#include "tema/ui/canvas.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

enum { MAX_SIDE = 1000, SHORT_TEXT = 8 };

/* Short clusters, which nearly all are, lie in the slot; long ones in the canvas' pool. */
struct slot {
    union {
        char text[SHORT_TEXT];
        size_t at; /* in the pool */
    } u;
    size_t len;
    struct style style;
    int width;
};

struct canvas {
    int rows, cols;
    bool ascii;
    struct rect clip;
    bool cursor;
    int cursor_row, cursor_col;
    struct slot *slots;
    struct buf pool;
};

static int clamp(int x, int low, int high)
{
    return x < low ? low : x > high ? high : x;
}

/* --- rectangles --- */

struct rect rect_cut(struct rect a, struct rect b)
{
    long long top = a.row > b.row ? a.row : b.row;
    long long left = a.col > b.col ? a.col : b.col;
    long long a_bottom = (long long)a.row + a.rows, b_bottom = (long long)b.row + b.rows;
    long long a_right = (long long)a.col + a.cols, b_right = (long long)b.col + b.cols;
    long long bottom = a_bottom < b_bottom ? a_bottom : b_bottom;
    long long right = a_right < b_right ? a_right : b_right;

    if (a.rows <= 0 || a.cols <= 0 || b.rows <= 0 || b.cols <= 0 || bottom <= top || right <= left)
        return (struct rect){0, 0, 0, 0};
    return (struct rect){(int)top, (int)left, (int)(bottom - top), (int)(right - left)};
}

bool rect_has(struct rect r, int row, int col)
{
    return row >= r.row && col >= r.col && (long long)row < (long long)r.row + r.rows &&
           (long long)col < (long long)r.col + r.cols;
}

/* --- life --- */

static void slot_blank(struct slot *s, struct style st)
{
    s->u.text[0] = ' ';
    s->len = 1;
    s->width = 1;
    s->style = st;
}

void canvas_clear(struct canvas *c)
{
    buf_clear(&c->pool);
    c->clip = canvas_all(c);
    c->cursor = false;
    for (int i = 0; i < c->rows * c->cols; i++)
        slot_blank(&c->slots[i], S(NORMAL));
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
    c->rows = clamp(rows, 1, MAX_SIDE);
    c->cols = clamp(cols, 1, MAX_SIDE);
    c->slots = mem_array(c->slots, (size_t)c->rows * (size_t)c->cols, sizeof *c->slots);
    canvas_clear(c);
}

struct canvas *canvas_new(int rows, int cols, bool ascii)
{
    struct canvas *c = mem_alloc(sizeof *c);

    c->ascii = ascii;
    canvas_resize(c, rows, cols);
    return c;
}

void canvas_free(struct canvas *c)
{
    if (!c)
        return;
    mem_free(c->slots);
    buf_release(&c->pool);
    mem_free(c);
}

int canvas_rows(const struct canvas *c)
{
    return c->rows;
}

int canvas_cols(const struct canvas *c)
{
    return c->cols;
}

bool canvas_is_ascii(const struct canvas *c)
{
    return c->ascii;
}

struct rect canvas_all(const struct canvas *c)
{
    return (struct rect){0, 0, c->rows, c->cols};
}

struct rect canvas_clip(struct canvas *c, struct rect r)
{
    struct rect former = c->clip;

    c->clip = rect_cut(former, r);
    return former;
}

void canvas_unclip(struct canvas *c, struct rect former)
{
    c->clip = rect_cut(former, canvas_all(c));
}

/* --- cells --- */

static struct slot *slot_at(const struct canvas *c, int row, int col)
{
    return &c->slots[row * c->cols + col];
}

static const char *slot_text(const struct canvas *c, const struct slot *s)
{
    return s->len <= SHORT_TEXT ? s->u.text : buf_str(&c->pool) + s->u.at;
}

static void slot_set(struct canvas *c, struct slot *s, const char *text, size_t len)
{
    if (len <= SHORT_TEXT) {
        memcpy(s->u.text, text, len);
    } else {
        size_t at = c->pool.len;

        buf_add(&c->pool, text, len);
        s->u.at = at;
    }
    s->len = len;
}

/* Before a cell is written over: the other half of a wide character that loses one becomes a space. */
static void unhalve(struct canvas *c, int row, int col)
{
    struct slot *s = slot_at(c, row, col);

    if (s->width == 0 && col > 0)
        slot_blank(s - 1, s[-1].style);
    if (s->width == 2 && col + 1 < c->cols)
        slot_blank(s + 1, s->style);
}

/* One cluster, safe already, of 1 or 2 columns. */
static void put(struct canvas *c, int row, int col, struct style st, const char *text, size_t len, int width)
{
    bool first = rect_has(c->clip, row, col);
    bool second = width == 2 && col < INT_MAX && rect_has(c->clip, row, col + 1);

    if (first)
        unhalve(c, row, col);
    if (second)
        unhalve(c, row, col + 1);
    if (width == 2 && first != second) {
        slot_blank(slot_at(c, row, first ? col : col + 1), st);
    } else if (first) {
        struct slot *s = slot_at(c, row, col);

        slot_set(c, s, text, len);
        s->width = width;
        s->style = st;
        if (second)
            s[1] = (struct slot){.len = 0, .width = 0, .style = st};
    }
}

/* Adds marks to the cluster that ends before (row, col). */
static void put_mark(struct canvas *c, int row, int col, const char *text, size_t len)
{
    struct buf joined = BUF_INIT;
    struct slot *s;

    if (col < 1 || !rect_has(c->clip, row, col - 1))
        return;
    s = slot_at(c, row, col - 1);
    if (s->width == 0 && col >= 2 && rect_has(c->clip, row, col - 2))
        s--;
    if (s->width == 0)
        return;
    buf_add(&joined, slot_text(c, s), s->len);
    buf_add(&joined, text, len);
    slot_set(c, s, joined.s, joined.len);
    buf_release(&joined);
}

/* --- text --- */

/* What stands for a character where only ASCII can be drawn; '?' for the rest. */
static char ascii_for(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        char ascii;
    } table[] = {
        {0xA0, ' '},    {0xAB, '<'},   {0xAD, '-'},   {0xB7, '.'},   {0xBB, '>'},   {0xD7, 'x'},
        {0x2010, '-'},  {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''},
        {0x2019, '\''}, {0x201C, '"'}, {0x201D, '"'}, {0x2022, '*'}, {0x2026, '~'}, {0x202F, ' '},
        {0x2039, '<'},  {0x203A, '>'}, {0x2190, '<'}, {0x2191, '^'}, {0x2192, '>'}, {0x2193, 'v'},
        {0x2212, '-'},  {0x2500, '-'}, {0x2501, '-'}, {0x2502, '|'}, {0x2503, '|'}, {0x2588, '#'},
        {0x258C, '|'},  {0x2590, '|'}, {0x25A0, '#'}, {0x25AA, '*'}, {0x25B8, '>'}, {0x25B6, '>'},
        {0x25BE, 'v'},  {0x25BC, 'v'}, {0x25CF, '*'}, {0x25CB, 'o'}, {0x2713, 'x'}, {0x27E8, '<'},
        {0x27E9, '>'},  {0x2595, '|'}, {0x258F, '|'}, {0x258E, '|'}, {0x258D, '|'},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].cp == cp)
            return table[i].ascii;
    if (cp >= 0x2500 && cp <= 0x257F)
        return '+';
    return '?';
}

static void put_cluster(struct canvas *c, int row, int col, struct style st, const char *s, size_t n,
                        int width)
{
    uint32_t cp;

    if (!c->ascii || n == 0 || (n == 1 && (unsigned char)s[0] < 0x80)) {
        put(c, row, col, st, s, n, width);
        return;
    }
    utf8_decode(s, n, &cp);
    if (cp >= 0x80)
        put(c, row, col, st, (char[]){ascii_for(cp)}, 1, 1);
    else
        put(c, row, col, st, s, 1, 1);
    if (width == 2)
        put(c, row, col + 1, st, " ", 1, 1);
}

/* The mark of an unsafe code point, in as many columns as text_width counts for it. A control character's
 * picture takes one: in ASCII its letter, underlined. Returns the columns. */
static int put_unsafe(struct canvas *c, int row, int col, struct style st, uint32_t cp)
{
    char mark[16];
    size_t n = visible_mark(cp, false, mark);
    int width = text_width(mark, n);

    st.role = ROLE_SPECIAL;
    if (c->ascii && width == 1) {
        st.attrs |= ATTR_UNDERLINE;
        put(c, row, col, st, (char[]){cp < 0x40 ? (char)(cp ^ 0x40) : '?'}, 1, 1);
        return 1;
    }
    for (size_t i = 0, x = 0; i < n; x++) {
        uint32_t m;
        size_t len = utf8_decode(mark + i, n - i, &m);

        put_cluster(c, row, col + (int)x, st, mark + i, len, 1);
        i += len;
    }
    return width;
}

/* One cluster of user text: unsafe code points apart from the rest. Returns the columns. */
static int put_user(struct canvas *c, int row, int col, struct style st, const char *s, size_t n)
{
    struct buf safe = BUF_INIT;
    int total = grapheme_width(s, n);
    int taken = 0;
    int width;

    for (size_t i = 0, len; i < n; i += len) {
        uint32_t cp;
        char bytes[4];

        len = utf8_decode(s + i, n - i, &cp);
        if (visible_is_unsafe(cp)) {
            char mark[16];

            taken += text_width(mark, visible_mark(cp, false, mark));
        } else if (cp != '\n' && cp != '\t') {
            buf_add(&safe, bytes, utf8_encode(cp, bytes));
        } else {
            buf_addch(&safe, ' ');
            total += cp == '\n';
        }
    }
    width = total - taken;
    if (safe.len && width > 0)
        put_cluster(c, row, col, st, safe.s, safe.len, width);
    else if (safe.len && !c->ascii)
        put_mark(c, row, col, safe.s, safe.len);
    buf_release(&safe);
    col += width;
    for (size_t i = 0, len; taken && i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (visible_is_unsafe(cp))
            col += put_unsafe(c, row, col, st, cp);
    }
    return total;
}

static bool is_plain(const char *s, size_t n, size_t i)
{
    return s[i] >= ' ' && s[i] <= '~' && (i + 1 == n || (unsigned char)s[i + 1] < 0x80);
}

int canvas_width(const char *s, size_t n)
{
    int width = text_width(s, n);

    for (const char *p = s; n && (p = memchr(p, '\n', (size_t)(s + n - p))); p++)
        width++;
    return width;
}

int canvas_textn(struct canvas *c, int row, int col, struct style st, const char *s, size_t n)
{
    int taken = 0;

    for (size_t i = 0; i < n;) {
        size_t next;

        if (taken > INT_MAX / 2)
            break;
        if (is_plain(s, n, i)) {
            put(c, row, col + taken, st, s + i, 1, 1);
            taken++;
            i++;
            continue;
        }
        next = grapheme_next(s, n, (byte_off){i}).b;
        taken += put_user(c, row, col + taken, st, s + i, next - i);
        i = next;
    }
    return taken;
}

int canvas_text(struct canvas *c, int row, int col, struct style st, const char *s)
{
    return canvas_textn(c, row, col, st, s, strlen(s));
}

int canvas_printf(struct canvas *c, int row, int col, struct style st, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list ap;
    int taken;

    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    taken = canvas_textn(c, row, col, st, buf_str(&text), text.len);
    buf_release(&text);
    return taken;
}

/* Bytes of the longest beginning that takes at most `width` columns; *ret_cols is what it takes. */
static size_t fitting(const char *s, size_t n, int width, int *ret_cols)
{
    size_t i = 0;
    int cols = 0;

    while (i < n) {
        size_t next = is_plain(s, n, i) ? i + 1 : grapheme_next(s, n, (byte_off){i}).b;
        int more = next == i + 1 && s[i] >= ' ' && s[i] <= '~' ? 1 : canvas_width(s + i, next - i);

        if (cols + more > width)
            break;
        cols += more;
        i = next;
    }
    *ret_cols = cols;
    return i;
}

int canvas_fit(struct canvas *c, int row, int col, int width, struct style st, const char *s, bool pad)
{
    size_t n = strlen(s);
    int cols;
    size_t fits;

    if (width <= 0)
        return 0;
    fits = fitting(s, n, width, &cols);
    if (fits < n)
        fits = fitting(s, fits, width - 1, &cols);
    canvas_textn(c, row, col, st, s, fits);
    if (fits < n)
        cols += canvas_text(c, row, col + cols, st, "…");
    if (pad && cols < width) {
        canvas_fill(c, (struct rect){row, col + cols, 1, width - cols}, st);
        cols = width;
    }
    return cols;
}

int canvas_fit_right(struct canvas *c, int row, int col, int width, struct style st, const char *s)
{
    int cols = canvas_width(s, strlen(s));

    return canvas_fit(c, row, cols < width ? col + width - cols : col, width, st, s, false);
}

/* --- areas --- */

void canvas_fill(struct canvas *c, struct rect r, struct style st)
{
    r = rect_cut(r, c->clip);
    for (int row = r.row; row < r.row + r.rows; row++)
        for (int col = r.col; col < r.col + r.cols; col++)
            put(c, row, col, st, " ", 1, 1);
}

void canvas_restyle(struct canvas *c, struct rect r, struct style st)
{
    r = rect_cut(r, c->clip);
    for (int row = r.row; row < r.row + r.rows; row++)
        for (int col = r.col; col < r.col + r.cols; col++)
            slot_at(c, row, col)->style = st;
}

void canvas_restyle_role(struct canvas *c, struct rect r, enum role role)
{
    r = rect_cut(r, c->clip);
    for (int row = r.row; row < r.row + r.rows; row++)
        for (int col = r.col; col < r.col + r.cols; col++)
            slot_at(c, row, col)->style.role = role;
}

static void put_line_part(struct canvas *c, int row, int col, struct style st, const char *s)
{
    put_cluster(c, row, col, st, s, strlen(s), 1);
}

void canvas_hline(struct canvas *c, int row, int col, int n, struct style st)
{
    struct rect r = rect_cut((struct rect){row, col, 1, n}, c->clip);

    for (int i = 0; i < r.cols; i++)
        put_line_part(c, row, r.col + i, st, "─");
}

void canvas_vline(struct canvas *c, int row, int col, int n, struct style st)
{
    struct rect r = rect_cut((struct rect){row, col, n, 1}, c->clip);

    for (int i = 0; i < r.rows; i++)
        put_line_part(c, r.row + i, col, st, "│");
}

struct rect canvas_panel(struct canvas *c, struct rect r, const char *title)
{
    int bottom = r.row + r.rows - 1;
    int right = r.col + r.cols - 1;

    if (r.rows < 3 || r.cols < 5)
        return (struct rect){r.row, r.col, 0, 0};
    canvas_fill(c, r, S(PANEL));
    canvas_hline(c, r.row, r.col, r.cols, S(BORDER));
    canvas_hline(c, bottom, r.col, r.cols, S(BORDER));
    canvas_vline(c, r.row, r.col, r.rows, S(BORDER));
    canvas_vline(c, r.row, right, r.rows, S(BORDER));
    put_line_part(c, r.row, r.col, S(BORDER), "┌");
    put_line_part(c, r.row, right, S(BORDER), "┐");
    put_line_part(c, bottom, r.col, S(BORDER), "└");
    put_line_part(c, bottom, right, S(BORDER), "┘");
    if (title && *title && r.cols > 6) {
        int cols = canvas_fit(c, r.row, r.col + 3, r.cols - 6, S(PANEL_TITLE), title, false);

        canvas_text(c, r.row, r.col + 2, S(PANEL_TITLE), " ");
        canvas_text(c, r.row, r.col + 3 + cols, S(PANEL_TITLE), " ");
    }
    return (struct rect){r.row + 1, r.col + 2, r.rows - 2, r.cols - 4};
}

/* --- cursor and reading --- */

void canvas_cursor(struct canvas *c, int row, int col)
{
    c->cursor = true;
    c->cursor_row = clamp(row, 0, c->rows - 1);
    c->cursor_col = clamp(col, 0, c->cols - 1);
}

void canvas_cursor_off(struct canvas *c)
{
    c->cursor = false;
}

bool canvas_cursor_get(const struct canvas *c, int *ret_row, int *ret_col)
{
    if (c->cursor) {
        *ret_row = c->cursor_row;
        *ret_col = c->cursor_col;
    }
    return c->cursor;
}

struct cell canvas_cell(const struct canvas *c, int row, int col)
{
    const struct slot *s = slot_at(c, row, col);

    return (struct cell){slot_text(c, s), s->len, s->width, s->style};
}

void canvas_copy(struct canvas *to, const struct canvas *from)
{
    if (to->rows != from->rows || to->cols != from->cols)
        canvas_resize(to, from->rows, from->cols);
    memcpy(to->slots, from->slots, (size_t)from->rows * (size_t)from->cols * sizeof *to->slots);
    buf_clear(&to->pool);
    buf_add(&to->pool, buf_str(&from->pool), from->pool.len);
    to->cursor = from->cursor;
    to->cursor_row = from->cursor_row;
    to->cursor_col = from->cursor_col;
}

bool canvas_row_equal(const struct canvas *a, const struct canvas *b, int row)
{
    for (int col = 0; col < a->cols; col++) {
        const struct slot *x = slot_at(a, row, col);
        const struct slot *y = slot_at(b, row, col);

        if (x->len != y->len || x->width != y->width || x->style.role != y->style.role ||
            x->style.attrs != y->style.attrs || x->style.fg != y->style.fg || x->style.bg != y->style.bg ||
            memcmp(slot_text(a, x), slot_text(b, y), x->len) != 0)
            return false;
    }
    return true;
}
