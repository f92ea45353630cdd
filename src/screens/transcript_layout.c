/* Where the text's lines are: wrapped row by row when they are first needed. */
#include <string.h>

#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "transcript_priv.h"

enum { TEXT_MAX = 90, AIRY_ROWS = 30, KEEP_ROWS = 2 };

void layout_drop(struct transcript *t)
{
    arena_release(&t->line_arena);
    t->boxes = NULL;
}

static int digits(int n)
{
    int d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d;
}

void layout_fit(struct transcript *t, struct rect area)
{
    int number = digits(t->doc.turns) < 3 ? 3 : digits(t->doc.turns);
    int margin = (area.cols < 60 ? 2 : LANES) + 1 + number + 1;
    int width = area.cols - margin - 1;
    width = width > TEXT_MAX ? TEXT_MAX : width < 2 ? 2 : width;
    bool airy = area.rows >= AIRY_ROWS;
    if (width != t->width || airy != t->airy || area.rows != t->text.rows) {
        layout_drop(t);
        t->follow = true;
    }
    t->text = area;
    t->margin = margin;
    t->width = width;
    t->airy = airy;
    if (!t->boxes)
        t->boxes = arena_array(&t->line_arena, t->doc.n + 1, sizeof *t->boxes);
}

static bool has_heading(const struct doc *d, size_t row)
{
    const struct doc_row *r = &d->rows[row];
    if (!r->row.opens)
        return false;
    return r->row.speaker || r->row.start_ms >= 0 || (row > 0 && r->page != d->rows[row - 1].page);
}

struct row_box *layout_box(struct transcript *t, size_t row)
{
    if (!t->boxes)
        layout_fit(t, t->text);
    struct row_box *b = &t->boxes[row];
    if (b->done)
        return b;
    const struct doc_row *r = &t->doc.rows[row];
    const char *s = r->row.text;
    size_t n = r->row.bytes;
    while (n > 0 && s[n - 1] == '\n')
        n--;
    b->b0 = utf8_byte(s, n, (cp_off){r->label});
    b->b1.b = n;
    b->c0.cp = r->start.cp + r->label;
    b->c1.cp = b->c0.cp + utf8_count(s + b->b0.b, n - b->b0.b);
    wrap_lines lines = VEC_INIT;
    wrap_text(s + b->b0.b, n - b->b0.b, t->width, &lines);
    b->n = (int)lines.n;
    b->lines = arena_array(&t->line_arena, lines.n, sizeof *b->lines);
    for (size_t i = 0; i < lines.n; i++) {
        b->lines[i] = lines.v[i];
        b->lines[i].start.b += b->b0.b;
        b->lines[i].end.b += b->b0.b;
        b->lines[i].next.b += b->b0.b;
    }
    vec_release(&lines);
    bool heading = has_heading(&t->doc, row);
    bool blank = r->row.opens && row > 0 && (t->airy || !heading);
    b->lead = heading + blank;
    b->done = true;
    return b;
}

static int height(struct transcript *t, int row)
{
    const struct row_box *b = layout_box(t, (size_t)row);
    return b->lead + b->n;
}

void layout_place(struct transcript *t, cp_off pos, int *ret_row, int *ret_line, int *ret_col)
{
    size_t row = doc_row_at(&t->doc, pos);
    const struct row_box *b = layout_box(t, row);
    const struct doc_row *r = &t->doc.rows[row];
    size_t in = pos.cp > r->start.cp ? pos.cp - r->start.cp : 0;
    size_t at = utf8_byte(r->row.text, r->row.bytes, (cp_off){in}).b;
    at = at < b->b0.b ? b->b0.b : at > b->b1.b ? b->b1.b : at;
    int line = 0;
    while (line + 1 < b->n && at >= b->lines[line].next.b)
        line++;
    const struct wrap_line *l = &b->lines[line];
    int col = at > l->start.b ? text_width(r->row.text + l->start.b, at - l->start.b) : 0;
    *ret_row = (int)row;
    *ret_line = b->lead + line;
    *ret_col = col < t->width ? col : t->width - 1;
}

cp_off layout_pos(struct transcript *t, int row, int line, int col)
{
    const struct row_box *b = layout_box(t, (size_t)row);
    const struct doc_row *r = &t->doc.rows[row];
    int i = line < b->lead ? 0 : line - b->lead;
    i = i < b->n ? i : b->n - 1;
    const struct wrap_line *l = &b->lines[i];
    size_t at = l->start.b;
    int x = 0;
    while (at < l->end.b) {
        size_t next = grapheme_next(r->row.text, r->row.bytes, (byte_off){at}).b;
        int w = grapheme_width(r->row.text + at, next - at);
        if (x + w > col || next >= l->end.b)
            break;
        x += w;
        at = next;
    }
    cp_off in = utf8_cp(r->row.text, r->row.bytes, (byte_off){at});
    return (cp_off){r->start.cp + in.cp};
}

bool layout_next(struct transcript *t, int *row, int *line)
{
    if (*line + 1 < height(t, *row)) {
        ++*line;
        return true;
    }
    if ((size_t)*row + 1 >= t->doc.n)
        return false;
    ++*row;
    *line = 0;
    return true;
}

static bool prev_line(struct transcript *t, int *row, int *line)
{
    if (*line > 0) {
        --*line;
        return true;
    }
    if (*row == 0)
        return false;
    --*row;
    *line = height(t, *row) - 1;
    return true;
}

void layout_scroll(struct transcript *t, int lines)
{
    if (t->doc.n == 0)
        return;
    for (; lines < 0 && prev_line(t, &t->top_row, &t->top_line); lines++)
        continue;
    for (; lines > 0 && layout_next(t, &t->top_row, &t->top_line); lines--)
        continue;
}

/* Lines from (row, line) on to (to_row, to_line), at most `most`. */
static int distance(struct transcript *t, int row, int line, int to_row, int to_line, int most)
{
    int n = 0;
    while (n < most && (row != to_row || line != to_line)) {
        if (!layout_next(t, &row, &line))
            return most;
        n++;
    }
    return n;
}

/* Lines there are from the top of what is shown, at most `most`. */
static int lines_on(struct transcript *t, int most)
{
    int row = t->top_row, line = t->top_line, n = 1;
    while (n < most && layout_next(t, &row, &line))
        n++;
    return n;
}

void layout_reveal(struct transcript *t, bool jump)
{
    if (t->doc.n == 0 || t->text.rows < 1)
        return;
    int row, line, col, rows = t->text.rows;
    layout_place(t, t->caret, &row, &line, &col);
    if ((size_t)t->top_row >= t->doc.n)
        t->top_row = t->top_line = 0;
    if (t->top_line >= height(t, t->top_row))
        t->top_line = 0;
    int keep = rows > 3 * KEEP_ROWS ? KEEP_ROWS : 0;
    bool above = row < t->top_row || (row == t->top_row && line < t->top_line);
    int want; /* the caret's line in the area */
    if (above) {
        int away = distance(t, row, line, t->top_row, t->top_line, rows);
        want = jump || away >= rows ? rows / 3 : keep;
    } else {
        int at = distance(t, t->top_row, t->top_line, row, line, 2 * rows);
        if (at >= keep && at < rows - keep)
            return;
        if (at < keep)
            want = jump ? rows / 3 : keep;
        else
            want = at >= 2 * rows ? rows / 3 : jump ? 2 * rows / 3 : rows - 1 - keep;
    }
    t->top_row = row;
    t->top_line = line;
    layout_scroll(t, -want);
    int shown = lines_on(t, rows);
    if (shown < rows)
        layout_scroll(t, shown - rows); /* the page is full at the end of the text too */
}

bool layout_hit(struct transcript *t, int row, int col, cp_off *ret)
{
    if (!t->loaded || t->doc.n == 0 || !rect_has(t->text, row, col))
        return false;
    int r = t->top_row, l = t->top_line;
    for (int i = t->text.row; i < row; i++)
        if (!layout_next(t, &r, &l))
            break;
    int x = col - t->text.col - t->margin;
    *ret = layout_pos(t, r, l, x > 0 ? x : 0);
    return true;
}

cp_off layout_top_pos(struct transcript *t)
{
    if (t->doc.n == 0)
        return (cp_off){0};
    return layout_pos(t, t->top_row, t->top_line, 0);
}

/* ---- clusters ---- */

cp_off cluster_end(const struct doc *d, cp_off pos)
{
    if (d->n == 0 || pos.cp >= d->chars)
        return (cp_off){d->chars};
    const struct doc_row *r = &d->rows[doc_row_at(d, pos)];
    byte_off at = utf8_byte(r->row.text, r->row.bytes, (cp_off){pos.cp - r->start.cp});
    byte_off next = grapheme_next(r->row.text, r->row.bytes, at);
    return (cp_off){r->start.cp + utf8_cp(r->row.text, r->row.bytes, next).cp};
}

cp_off cluster_before(const struct doc *d, cp_off pos)
{
    if (d->n == 0 || pos.cp == 0)
        return (cp_off){0};
    const struct doc_row *r = &d->rows[doc_row_at(d, (cp_off){pos.cp - 1})];
    byte_off at = utf8_byte(r->row.text, r->row.bytes, (cp_off){pos.cp - r->start.cp});
    byte_off prev = grapheme_prev(r->row.text, r->row.bytes, at);
    return (cp_off){r->start.cp + utf8_cp(r->row.text, r->row.bytes, prev).cp};
}

cp_off text_snap(struct transcript *t, cp_off pos, bool forward)
{
    if (t->doc.n == 0)
        return (cp_off){0};
    if (pos.cp > t->doc.chars)
        pos.cp = t->doc.chars;
    size_t row = doc_row_at(&t->doc, pos);
    const struct row_box *b = layout_box(t, row);
    if (pos.cp >= b->c0.cp && pos.cp < b->c1.cp) {
        cp_off next = cluster_end(&t->doc, pos);
        return cluster_before(&t->doc, next); /* never inside a cluster */
    }
    if (pos.cp < b->c0.cp && !forward && row > 0) {
        row--;
        b = layout_box(t, row);
        pos = b->c1;
        forward = false;
    }
    if (pos.cp < b->c0.cp || b->c0.cp == b->c1.cp) {
        if (b->c0.cp == b->c1.cp && forward && pos.cp > b->c1.cp && row + 1 < t->doc.n)
            return layout_box(t, row + 1)->c0;
        return b->c0;
    }
    if (forward && row + 1 < t->doc.n)
        return layout_box(t, row + 1)->c0;
    return cluster_before(&t->doc, b->c1);
}
