#include "tema/ui/layout.h"

#include "tema/base/i18n.h"

static int at_least_0(int x)
{
    return x > 0 ? x : 0;
}

/* Sizes of n parts in `room` cells; 0 for a part that got nothing. */
static void divide(const struct part *parts, size_t n, int gap, int room, int *sizes)
{
    size_t kept = 0;
    int used = 0;
    long weights = 0;
    int left;

    for (; kept < n; kept++) {
        int before = kept ? gap : 0;
        int min = parts[kept].min > 0 ? parts[kept].min : 0;

        if (kept > 0 && used + before + (min ? min : 1) > room)
            break;
        sizes[kept] = min < room ? min : room;
        used += before + sizes[kept];
        weights += at_least_0(parts[kept].weight);
    }
    for (size_t i = kept; i < n; i++)
        sizes[i] = 0;
    left = at_least_0(room - used);
    while (left > 0 && weights > 0) {
        int given = 0;
        long open = 0;

        for (size_t i = 0; i < kept; i++) {
            int weight = at_least_0(parts[i].weight);
            int share = (int)((long long)left * weight / weights);

            if (weight == 0 || (parts[i].max > 0 && sizes[i] >= parts[i].max))
                continue;
            if (parts[i].max > 0 && sizes[i] + share > parts[i].max)
                share = parts[i].max - sizes[i];
            sizes[i] += share;
            given += share;
            if (!(parts[i].max > 0 && sizes[i] >= parts[i].max))
                open += weight;
        }
        left -= given;
        weights = open;
        if (given > 0)
            continue;
        /* What rounding left over goes to the first ones, a cell each. */
        for (size_t i = 0; i < kept && left > 0; i++)
            if (parts[i].weight > 0 && !(parts[i].max > 0 && sizes[i] >= parts[i].max)) {
                sizes[i]++;
                left--;
                given++;
            }
        if (given == 0)
            break;
    }
}

static void split(struct rect r, const struct part *parts, size_t n, int gap, struct rect *out, bool down)
{
    int sizes[LAYOUT_MAX_PARTS];
    size_t m = n < LAYOUT_MAX_PARTS ? n : LAYOUT_MAX_PARTS;
    int room = at_least_0(down ? r.rows : r.cols);
    int at = 0;

    divide(parts, m, gap, room, sizes);
    for (size_t i = 0; i < n; i++) {
        int size = i < m ? sizes[i] : 0;
        int from = at < room ? at : room;

        if (down)
            out[i] = (struct rect){r.row + from, r.col, size, r.cols};
        else
            out[i] = (struct rect){r.row, r.col + from, r.rows, size};
        at += size > 0 ? size + gap : 0;
    }
}

void layout_rows(struct rect r, const struct part *parts, size_t n, int gap, struct rect *out)
{
    split(r, parts, n, gap, out, true);
}

void layout_cols(struct rect r, const struct part *parts, size_t n, int gap, struct rect *out)
{
    split(r, parts, n, gap, out, false);
}

struct rect layout_middle(struct rect r, int rows, int cols)
{
    rows = rows < r.rows ? at_least_0(rows) : at_least_0(r.rows);
    cols = cols < r.cols ? at_least_0(cols) : at_least_0(r.cols);
    return (struct rect){r.row + at_least_0(r.rows - rows) / 3, r.col + at_least_0(r.cols - cols) / 2, rows,
                         cols};
}

static int take(int n, int room)
{
    return n < 0 ? 0 : n < room ? n : at_least_0(room);
}

struct rect layout_top(struct rect *r, int n)
{
    n = take(n, r->rows);
    r->row += n;
    r->rows -= n;
    return (struct rect){r->row - n, r->col, n, r->cols};
}

struct rect layout_bottom(struct rect *r, int n)
{
    n = take(n, r->rows);
    r->rows -= n;
    return (struct rect){r->row + at_least_0(r->rows), r->col, n, r->cols};
}

struct rect layout_left(struct rect *r, int n)
{
    n = take(n, r->cols);
    r->col += n;
    r->cols -= n;
    return (struct rect){r->row, r->col - n, r->rows, n};
}

struct rect layout_right(struct rect *r, int n)
{
    n = take(n, r->cols);
    r->cols -= n;
    return (struct rect){r->row, r->col + at_least_0(r->cols), r->rows, n};
}

bool layout_too_small(struct canvas *c)
{
    if (canvas_rows(c) >= LAYOUT_MIN_ROWS && canvas_cols(c) >= LAYOUT_MIN_COLS)
        return false;
    canvas_clear(c);
    canvas_text(c, 0, 0, S(WARNING), _("window too small"));
    canvas_cursor(c, 0, 0);
    return true;
}
