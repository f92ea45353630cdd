#include "tema/ui/field.h"

#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/wrap.h"

enum { FIRST_COLS = 60, PAGE = 5 };

struct field {
    bool multi, hidden;
    struct buf text;
    size_t caret;
    int left, top;    /* what is scrolled out: columns, or drawn lines */
    int want;         /* the column that Up and Down keep to; -1: where the caret is */
    struct rect area; /* of the last drawing; cols > 0 always */
};

struct field *field_new(bool multi_line)
{
    struct field *f = mem_alloc(sizeof *f);

    f->multi = multi_line;
    f->want = -1;
    f->area = (struct rect){0, 0, 1, FIRST_COLS};
    return f;
}

void field_free(struct field *f)
{
    if (!f)
        return;
    buf_release(&f->text);
    mem_free(f);
}

const char *field_text(const struct field *f)
{
    return buf_str(&f->text);
}

bool field_is_multi(const struct field *f)
{
    return f->multi;
}

size_t field_caret(const struct field *f)
{
    return f->caret;
}

void field_hide_text(struct field *f, bool hide)
{
    f->hidden = hide;
}

static size_t next_of(const struct field *f, size_t at)
{
    return grapheme_next(field_text(f), f->text.len, (byte_off){at}).b;
}

static size_t prev_of(const struct field *f, size_t at)
{
    return at ? grapheme_prev(field_text(f), f->text.len, (byte_off){at}).b : 0;
}

void field_set_caret(struct field *f, size_t byte)
{
    f->want = -1;
    if (byte > f->text.len)
        byte = f->text.len;
    f->caret = byte ? next_of(f, prev_of(f, byte)) : 0;
}

/* --- changing --- */

static void cut(struct field *f, size_t from, size_t to)
{
    buf_splice(&f->text, from, to - from, "", 0);
    field_set_caret(f, from);
}

void field_insert(struct field *f, const char *s, size_t n)
{
    struct buf clean = BUF_INIT;
    size_t at = f->caret;

    for (size_t i = 0, len; i < n; i += len) {
        uint32_t cp;
        char bytes[4];

        len = utf8_decode(s + i, n - i, &cp);
        if (cp == '\r') {
            cp = '\n';
            if (i + 1 < n && s[i + 1] == '\n')
                len = 2;
        }
        if (cp == '\n' && !f->multi)
            cp = ' ';
        if (cp != 0)
            buf_add(&clean, bytes, utf8_encode(cp, bytes));
    }
    if (clean.len) {
        buf_splice(&f->text, at, 0, clean.s, clean.len);
        field_set_caret(f, at + clean.len);
    }
    buf_release(&clean);
}

void field_set(struct field *f, const char *text)
{
    buf_clear(&f->text);
    f->caret = 0;
    f->left = f->top = 0;
    f->want = -1;
    field_insert(f, text, strlen(text));
}

/* --- words and lines --- */

static size_t word_before(const struct field *f)
{
    byte_offs starts = VEC_INIT;
    size_t to = 0;

    word_starts(field_text(f), f->text.len, &starts);
    for (size_t i = 0; i < starts.n && starts.v[i].b < f->caret; i++)
        to = starts.v[i].b;
    vec_release(&starts);
    return to;
}

static size_t word_after(const struct field *f)
{
    byte_offs ends = VEC_INIT;
    size_t to = f->text.len;

    word_ends(field_text(f), f->text.len, &ends);
    for (size_t i = ends.n; i-- > 0 && ends.v[i].b > f->caret;)
        to = ends.v[i].b;
    vec_release(&ends);
    return to;
}

/* The line of the text (between newlines) that the caret is in. */
static size_t line_start(const struct field *f)
{
    size_t at = f->caret;

    while (at > 0 && f->text.s[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct field *f)
{
    size_t at = f->caret;

    while (at < f->text.len && f->text.s[at] != '\n')
        at++;
    return at;
}

/* Drawn lines; one column is left for the caret behind the last character. Always at least one, and one more
 * after a newline at the end. */
static void wrap(const struct field *f, int cols, wrap_lines *out)
{
    size_t n = f->text.len;

    wrap_text(field_text(f), n, cols > 3 ? cols - 1 : 2, out);
    if (n > 0 && f->text.s[n - 1] == '\n' && out->v[out->n - 1].start.b < n) {
        struct wrap_line last = {{n}, {n}, {n}, 0};

        vec_push(out, last);
    }
}

static size_t line_of(const wrap_lines *lines, size_t at)
{
    size_t line = 0;

    while (line + 1 < lines->n && lines->v[line + 1].start.b <= at)
        line++;
    return line;
}

static int col_in(const struct field *f, const struct wrap_line *line, size_t at)
{
    return canvas_width(field_text(f) + line->start.b, at - line->start.b);
}

/* The caret position in a drawn line nearest to the column. */
static size_t at_col(const struct field *f, const wrap_lines *lines, size_t line, int col)
{
    size_t at = lines->v[line].start.b;
    size_t end = lines->v[line].end.b;

    while (at < end) {
        size_t next = next_of(f, at);

        if (next > end || col_in(f, &lines->v[line], next) > col)
            break;
        at = next;
    }
    return at;
}

int field_rows(const struct field *f, int cols)
{
    wrap_lines lines = VEC_INIT;
    int rows;

    if (!f->multi)
        return 1;
    wrap(f, cols, &lines);
    rows = (int)lines.n;
    vec_release(&lines);
    return rows;
}

/* Up and down by drawn lines. False at the edge. */
static bool move_lines(struct field *f, int by)
{
    wrap_lines lines = VEC_INIT;
    bool moved;
    size_t line;
    long to;

    wrap(f, f->area.cols, &lines);
    line = line_of(&lines, f->caret);
    if (f->want < 0)
        f->want = col_in(f, &lines.v[line], f->caret);
    to = (long)line + by;
    if (to < 0)
        to = 0;
    if (to >= (long)lines.n)
        to = (long)lines.n - 1;
    moved = to != (long)line;
    if (moved)
        f->caret = at_col(f, &lines, (size_t)to, f->want);
    vec_release(&lines);
    return moved;
}

/* --- keys --- */

static enum field_answer move_to(struct field *f, size_t at)
{
    field_set_caret(f, at);
    return FIELD_MOVED;
}

static enum field_answer cut_to(struct field *f, size_t at)
{
    if (at == f->caret)
        return FIELD_MOVED;
    if (at < f->caret)
        cut(f, at, f->caret);
    else
        cut(f, f->caret, at);
    return FIELD_CHANGED;
}

static enum field_answer insert(struct field *f, const char *s, size_t n)
{
    size_t before = f->text.len;

    field_insert(f, s, n);
    return f->text.len != before ? FIELD_CHANGED : FIELD_MOVED;
}

static enum field_answer control_key(struct field *f, uint32_t code)
{
    switch (code) {
    case 'a': return move_to(f, line_start(f));
    case 'e': return move_to(f, line_end(f));
    case 'b': return move_to(f, prev_of(f, f->caret));
    case 'f': return move_to(f, next_of(f, f->caret));
    case 'h': return cut_to(f, prev_of(f, f->caret));
    case 'd': return cut_to(f, next_of(f, f->caret));
    case 'w': return cut_to(f, word_before(f));
    case 'u': return cut_to(f, line_start(f));
    case 'k': return cut_to(f, f->multi && line_end(f) == f->caret ? next_of(f, f->caret) : line_end(f));
    case K_LEFT: return move_to(f, word_before(f));
    case K_RIGHT: return move_to(f, word_after(f));
    case K_HOME: return f->multi ? move_to(f, 0) : FIELD_NOT_MINE;
    case K_END: return f->multi ? move_to(f, f->text.len) : FIELD_NOT_MINE;
    case K_BACKSPACE: return cut_to(f, word_before(f));
    case K_DELETE: return cut_to(f, word_after(f));
    }
    return FIELD_NOT_MINE;
}

static enum field_answer alt_key(struct field *f, uint32_t code)
{
    switch (code) {
    case 'b':
    case K_LEFT: return move_to(f, word_before(f));
    case 'f':
    case K_RIGHT: return move_to(f, word_after(f));
    case 'd': return cut_to(f, word_after(f));
    case K_BACKSPACE: return cut_to(f, word_before(f));
    case K_ENTER: return f->multi ? insert(f, "\n", 1) : FIELD_NOT_MINE;
    }
    return FIELD_NOT_MINE;
}

static enum field_answer vertical_key(struct field *f, uint32_t code)
{
    int page = f->area.rows > 1 ? f->area.rows - 1 : PAGE;

    if (!f->multi)
        return FIELD_NOT_MINE;
    switch (code) {
    case K_UP: return move_lines(f, -1) ? FIELD_MOVED : FIELD_NOT_MINE;
    case K_DOWN: return move_lines(f, 1) ? FIELD_MOVED : FIELD_NOT_MINE;
    case K_PGUP: move_lines(f, -page); return FIELD_MOVED;
    case K_PGDN: move_lines(f, page); return FIELD_MOVED;
    case K_ENTER: return insert(f, "\n", 1);
    }
    return FIELD_NOT_MINE;
}

static enum field_answer plain_key(struct field *f, const struct event *e)
{
    char bytes[4];

    switch (e->key.code) {
    case K_LEFT: return move_to(f, prev_of(f, f->caret));
    case K_RIGHT: return move_to(f, next_of(f, f->caret));
    case K_HOME: return move_to(f, line_start(f));
    case K_END: return move_to(f, line_end(f));
    case K_BACKSPACE: return cut_to(f, prev_of(f, f->caret));
    case K_DELETE: return cut_to(f, next_of(f, f->caret));
    }
    if (e->text && e->len)
        return insert(f, e->text, e->len);
    if (key_is_text(e->key))
        return insert(f, bytes, utf8_encode(e->key.code, bytes));
    return vertical_key(f, e->key.code);
}

enum field_answer field_event(struct field *f, const struct event *e)
{
    if (e->kind == EVENT_PASTE && e->text)
        return insert(f, e->text, e->len);
    if (e->kind != EVENT_KEY)
        return FIELD_NOT_MINE;
    switch (e->key.mods) {
    case 0: return plain_key(f, e);
    case KEY_MOD_CTRL: return control_key(f, e->key.code);
    case KEY_MOD_ALT: return alt_key(f, e->key.code);
    }
    return FIELD_NOT_MINE;
}

/* --- drawing --- */

static void draw_line(struct field *f, struct canvas *c, struct rect r, struct style st, bool focus)
{
    struct buf dots = BUF_INIT;
    const char *text = field_text(f);
    size_t n = f->text.len;
    size_t caret = f->caret;
    int col, all;

    if (f->hidden) {
        size_t before = 0;

        for (size_t at = 0; at < n; at = next_of(f, at)) {
            before += at < caret ? strlen("•") : 0;
            buf_addstr(&dots, "•");
        }
        text = buf_str(&dots);
        n = dots.len;
        caret = before;
    }
    col = canvas_width(text, caret);
    all = canvas_width(text, n);
    if (col - f->left >= r.cols)
        f->left = col - r.cols + 1;
    if (col < f->left)
        f->left = col;
    if (f->left > all - r.cols + 1)
        f->left = all - r.cols + 1 > 0 ? all - r.cols + 1 : 0;
    canvas_textn(c, r.row, r.col - f->left, st, text, n);
    if (focus)
        canvas_cursor(c, r.row, r.col + col - f->left);
    buf_release(&dots);
}

static void draw_lines(struct field *f, struct canvas *c, struct rect r, struct style st, bool focus)
{
    wrap_lines lines = VEC_INIT;
    int line;

    wrap(f, r.cols, &lines);
    line = (int)line_of(&lines, f->caret);
    if (f->top > (int)lines.n - r.rows)
        f->top = (int)lines.n > r.rows ? (int)lines.n - r.rows : 0;
    if (line >= f->top + r.rows)
        f->top = line - r.rows + 1;
    if (line < f->top)
        f->top = line;
    for (int i = 0; i < r.rows && f->top + i < (int)lines.n; i++) {
        const struct wrap_line *l = &lines.v[f->top + i];

        canvas_textn(c, r.row + i, r.col, st, field_text(f) + l->start.b, l->end.b - l->start.b);
    }
    if (focus) {
        int col = col_in(f, &lines.v[line], f->caret);

        canvas_cursor(c, r.row + line - f->top, r.col + (col < r.cols ? col : r.cols - 1));
    }
    vec_release(&lines);
}

void field_draw(struct field *f, struct canvas *c, struct rect r, bool focus)
{
    struct style st = focus ? S(INPUT_FOCUS) : S(INPUT);
    struct rect former;

    if (!f->multi && r.rows > 1)
        r.rows = 1;
    if (r.rows <= 0 || r.cols <= 0)
        return;
    f->area = r;
    former = canvas_clip(c, r);
    canvas_fill(c, r, st);
    if (f->multi)
        draw_lines(f, c, r, st, focus);
    else
        draw_line(f, c, r, st, focus);
    canvas_unclip(c, former);
}

void field_click(struct field *f, int row, int col)
{
    wrap_lines lines = VEC_INIT;
    long line = f->top + (row - f->area.row);

    if (f->multi) {
        wrap(f, f->area.cols, &lines);
        line = line < 0 ? 0 : line >= (long)lines.n ? (long)lines.n - 1 : line;
        field_set_caret(f, at_col(f, &lines, (size_t)line, col - f->area.col));
    } else {
        struct wrap_line whole = {{0}, {f->text.len}, {f->text.len}, 0};

        vec_push(&lines, whole);
        field_set_caret(f, at_col(f, &lines, 0, col - f->area.col + f->left));
    }
    vec_release(&lines);
}
