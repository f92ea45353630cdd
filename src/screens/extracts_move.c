/* Moving among extracts of unlike height: only those in sight, and those passed on the way there, are read. */
#include "extracts_priv.h"
#include "tema/ui/layout.h"

static int height(const struct extracts *e)
{
    return e->area.rows > 0 ? e->area.rows : 1;
}

int extracts_rows(struct workbench *wb, struct extracts *e, int i)
{
    struct laid *l = extracts_read(wb, e, i);
    if (l->width != e->area.cols) {
        l->width = e->area.cols;
        l->rows = 1 + paras_rows(l->v, l->n, e->area.cols) + 1;
    }
    return l->rows + (extracts_opens_source(e, i) ? 1 : 0);
}

static bool is_tall(struct workbench *wb, struct extracts *e, int i)
{
    return extracts_rows(wb, e, i) - 1 > height(e);
}

/* Puts the view so that extract i ends at its lower edge. */
static void end_with(struct workbench *wb, struct extracts *e, int i)
{
    int used = extracts_rows(wb, e, i) - 1;
    e->top = i;
    e->line = 0;
    while (e->top > 0 && used < height(e)) {
        int rows = extracts_rows(wb, e, --e->top);
        e->line = used + rows > height(e) ? used + rows - height(e) : 0;
        used += rows;
    }
}

void extracts_show(struct workbench *wb, struct extracts *e)
{
    if (e->n == 0)
        return;
    bool tall = is_tall(wb, e, e->sel);
    if (e->sel < e->top || (e->sel == e->top && e->line > 0 && !tall)) {
        e->top = e->sel;
        e->line = 0;
        return;
    }
    if (e->sel == e->top)
        return;
    int used = -e->line, i = e->top;
    for (; i <= e->sel && used <= height(e); i++)
        used += extracts_rows(wb, e, i);
    if (i > e->sel && used - 1 <= height(e))
        return;
    if (tall) {
        e->top = e->sel;
        e->line = 0;
    } else {
        end_with(wb, e, e->sel);
    }
}

/* The view never ends below the last extract. */
static void clamp_end(struct workbench *wb, struct extracts *e)
{
    int used = -e->line, i = e->top;
    for (; i < (int)e->n && used <= height(e); i++)
        used += extracts_rows(wb, e, i);
    if (i == (int)e->n && used - 1 < height(e))
        end_with(wb, e, (int)e->n - 1);
    if (e->top == (int)e->n - 1 && is_tall(wb, e, e->top)) {
        int last = extracts_rows(wb, e, e->top) - 1 - height(e);
        e->line = e->line > last ? last : e->line;
    }
}

/* Selects the nearest one whose first line is in sight. */
static void keep_in_sight(struct workbench *wb, struct extracts *e)
{
    int first = -1, last = -1, row = -e->line;
    for (int i = e->top; i < (int)e->n && row < height(e); i++) {
        int head = row + (extracts_opens_source(e, i) ? 1 : 0);
        if (head >= 0 && head < height(e)) {
            first = first < 0 ? i : first;
            last = i;
        }
        row += extracts_rows(wb, e, i);
    }
    if (first < 0)
        first = last = e->top;
    e->sel = e->sel < first ? first : e->sel > last ? last : e->sel;
}

void extracts_scroll(struct workbench *wb, struct extracts *e, int lines)
{
    if (e->n == 0)
        return;
    e->line += lines;
    while (e->line < 0 && e->top > 0)
        e->line += extracts_rows(wb, e, --e->top);
    if (e->line < 0)
        e->line = 0;
    while (e->line > 0 && e->top + 1 < (int)e->n && e->line >= extracts_rows(wb, e, e->top))
        e->line -= extracts_rows(wb, e, e->top++);
    clamp_end(wb, e);
    keep_in_sight(wb, e);
}

static void page(struct workbench *wb, struct extracts *e, int lines)
{
    int top = e->top, line = e->line;
    extracts_scroll(wb, e, lines);
    if (e->top == top && e->line == line)
        e->sel = lines > 0 ? (int)e->n - 1 : 0;
}

/* To the next or the one before; of one that is taller than the view first the rest is shown. */
static void step(struct workbench *wb, struct extracts *e, int by)
{
    if ((by == 1 || by == -1) && e->sel == e->top && is_tall(wb, e, e->sel)) {
        int hidden = by < 0 ? e->line : extracts_rows(wb, e, e->sel) - 1 - e->line - height(e);
        int half = (height(e) + 1) / 2;
        if (hidden > 0) {
            e->line += by * (hidden < half ? hidden : half);
            return;
        }
    }
    long long to = (long long)e->sel + by;
    e->sel = to < 0 ? 0 : to >= (long long)e->n ? (int)e->n - 1 : (int)to;
    e->follow = true;
}

bool extracts_move(struct workbench *wb, struct extracts *e, enum action_id id, int count)
{
    int n = count > 0 ? count : 1;
    int rows = height(e) > 1 ? height(e) - 1 : 1, half = height(e) / 2 > 0 ? height(e) / 2 : 1;
    if (n > (int)e->n)
        n = e->n > 0 ? (int)e->n : 1;
    if (e->n == 0)
        return false;
    switch ((int)id) {
    case ACTION_UP: step(wb, e, -n); return true;
    case ACTION_DOWN: step(wb, e, n); return true;
    case ACTION_TOP: e->sel = 0; break;
    case ACTION_BOTTOM: e->sel = count > 0 ? n - 1 : (int)e->n - 1; break;
    case ACTION_PAGE_DOWN:
    case ACTION_PAGE_UP:
        for (int i = 0; i < n; i++)
            page(wb, e, id == ACTION_PAGE_DOWN ? rows : -rows);
        return true;
    case ACTION_HALF_DOWN:
    case ACTION_HALF_UP:
        for (int i = 0; i < n; i++)
            page(wb, e, id == ACTION_HALF_DOWN ? half : -half);
        return true;
    default: return false;
    }
    e->follow = true;
    return true;
}

int extracts_hit(struct workbench *wb, struct extracts *e, int row)
{
    int at = e->area.row - e->line;
    for (int i = e->top; i < (int)e->n && at <= row; i++) {
        at += extracts_rows(wb, e, i);
        if (row < at)
            return i;
    }
    return -1;
}
