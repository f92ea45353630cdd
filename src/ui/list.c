#include "tema/ui/list.h"

enum { MARGIN = 2, WHEEL = 3 };

static int clamp(int x, int low, int high)
{
    return x > high ? (high < low ? low : high) : x < low ? low : x;
}

static int height(const struct list *l)
{
    return l->area.rows > 0 ? l->area.rows : 1;
}

/* The highest top at which the last row stands at the bottom. */
static int last_top(const struct list *l)
{
    return l->n > height(l) ? l->n - height(l) : 0;
}

/* Scrolls so that the selection is in sight with `margin` lines around it. */
static void follow(struct list *l, int margin)
{
    int low = l->sel - height(l) + 1 + margin;
    int high = l->sel - margin;

    if (l->top < low)
        l->top = low;
    if (l->top > high)
        l->top = high;
    l->top = clamp(l->top, 0, last_top(l));
}

static int margin_of(const struct list *l)
{
    return height(l) > 2 * MARGIN ? MARGIN : (height(l) - 1) / 2;
}

void list_set_count(struct list *l, int n)
{
    l->n = n > 0 ? n : 0;
    l->sel = clamp(l->sel, 0, l->n - 1);
    l->top = clamp(l->top, 0, last_top(l));
}

void list_select(struct list *l, int i)
{
    l->sel = clamp(i, 0, l->n - 1);
    follow(l, margin_of(l));
}

void list_move(struct list *l, int by)
{
    long long to = (long long)l->sel + by;

    list_select(l, to < 0 ? 0 : to > l->n ? l->n : (int)to);
}

void list_page(struct list *l, int pages)
{
    int step = height(l) > 1 ? height(l) - 1 : 1;
    long long by = (long long)pages * step;

    list_move(l, by > l->n ? l->n : by < -l->n ? -l->n : (int)by);
}

void list_scroll(struct list *l, int by)
{
    long long top = (long long)l->top + by;

    l->top = top < 0 ? 0 : clamp(top > l->n ? l->n : (int)top, 0, last_top(l));
    l->sel = clamp(clamp(l->sel, l->top, l->top + height(l) - 1), 0, l->n - 1);
}

void list_draw(struct list *l, struct canvas *c, struct rect r, bool focus, list_draw_row *draw, void *ctx)
{
    bool resized = r.rows != l->area.rows;

    l->area = r;
    if (r.rows <= 0 || r.cols <= 0)
        return;
    l->top = clamp(l->top, 0, last_top(l));
    /* A list that was scrolled by the wheel stays as it is: the selection is in sight then. */
    follow(l, resized ? margin_of(l) : 0);
    for (int i = l->top; i < l->n && i - l->top < r.rows; i++) {
        struct rect where = {r.row + i - l->top, r.col, 1, r.cols};
        struct style st = S(NORMAL);
        struct rect former;

        if (i == l->sel)
            st = focus ? S(FOCUS) : S(SELECTED);
        former = canvas_clip(c, where);
        canvas_fill(c, where, st);
        draw(ctx, c, where, i, st);
        canvas_unclip(c, former);
    }
    if (focus)
        canvas_cursor(c, r.row + (l->n ? l->sel - l->top : 0), r.col);
}

int list_hit(const struct list *l, int row, int col)
{
    int i = l->top + row - l->area.row;

    return rect_has(l->area, row, col) && i < l->n ? i : -1;
}

bool list_key(struct list *l, struct key k)
{
    if (k.mods)
        return false;
    switch (k.code) {
    case K_UP: list_move(l, -1); return true;
    case K_DOWN: list_move(l, 1); return true;
    case K_HOME: list_select(l, 0); return true;
    case K_END: list_select(l, l->n - 1); return true;
    case K_PGUP: list_page(l, -1); return true;
    case K_PGDN: list_page(l, 1); return true;
    }
    return false;
}

enum list_click list_mouse(struct list *l, const struct event *e, bool *ret_used)
{
    int i;

    *ret_used = e->kind == EVENT_MOUSE && rect_has(l->area, e->row, e->col);
    if (!*ret_used)
        return LIST_CLICK_NONE;
    switch (e->act) {
    case MOUSE_WHEEL_UP: list_scroll(l, -WHEEL); return LIST_CLICK_NONE;
    case MOUSE_WHEEL_DOWN: list_scroll(l, WHEEL); return LIST_CLICK_NONE;
    case MOUSE_DRAG:
    case MOUSE_RELEASE: return LIST_CLICK_NONE;
    case MOUSE_PRESS: break;
    }
    i = list_hit(l, e->row, e->col);
    if (i < 0 || e->button != 1)
        return LIST_CLICK_NONE;
    l->sel = i;
    return e->clicks >= 2 ? LIST_CLICK_OPEN : LIST_CLICK_SELECT;
}

int list_find(const struct list *l, int from, bool (*match)(void *ctx, int i), void *ctx)
{
    for (int k = 0; k < l->n; k++) {
        int i = (int)(((long long)(from < 0 ? 0 : from) + k) % l->n);

        if (match(ctx, i))
            return i;
    }
    return -1;
}
