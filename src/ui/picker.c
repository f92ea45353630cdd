#include "tema/ui/picker.h"

#include <stdint.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/ui/field.h"
#include "tema/ui/layout.h"
#include "tema/ui/list.h"

enum { MAX_COLS = 90, MIN_ROWS = 9, SMALL_ROWS = 14, SMALL_COLS = 50, MARKER = 2 };

struct picker {
    char *title;
    const struct picker_ops *ops;
    void *ctx;
    struct field *field;
    struct list list;  /* the items */
    char *make;        /* text of the line of its own, or NULL */
    bool on_make;      /* that line is the chosen one */
    int make_row;      /* where it was drawn; -1: not */
    struct rect panel; /* of the last drawing */
};

/* Asks for the items of the present filter. */
static void ask(struct picker *p)
{
    const char *filter = field_text(p->field);
    size_t n = p->ops->filter(p->ctx, filter);
    bool first = false;
    const char *make = p->ops->make ? p->ops->make(p->ctx, filter, &first) : NULL;

    mem_free(p->make);
    p->make = mem_strdup(make);
    list_set_count(&p->list, n < INT32_MAX ? (int)n : INT32_MAX);
    p->on_make = p->make && (first || n == 0);
}

struct picker *picker_new(const char *title, const struct picker_ops *ops, void *ctx)
{
    struct picker *p = mem_alloc(sizeof *p);

    p->title = mem_strdup(title);
    p->ops = ops;
    p->ctx = ctx;
    p->field = field_new(false);
    p->make_row = -1;
    ask(p);
    return p;
}

void picker_free(struct picker *p)
{
    if (!p)
        return;
    field_free(p->field);
    mem_free(p->title);
    mem_free(p->make);
    mem_free(p);
}

static void filter_changed(struct picker *p)
{
    p->list.sel = p->list.top = 0;
    ask(p);
}

void picker_set_filter(struct picker *p, const char *text)
{
    field_set(p->field, text);
    filter_changed(p);
}

void picker_refresh(struct picker *p)
{
    bool on_make = p->on_make;

    ask(p);
    p->on_make = p->on_make || (on_make && p->make);
}

const char *picker_filter(const struct picker *p)
{
    return field_text(p->field);
}

size_t picker_index(const struct picker *p)
{
    return p->on_make || p->list.n == 0 ? SIZE_MAX : (size_t)p->list.sel;
}

size_t picker_count(const struct picker *p)
{
    return (size_t)p->list.n;
}

/* --- events --- */

static enum picker_answer take(const struct picker *p)
{
    if (p->on_make)
        return PICKER_MAKE;
    return p->list.n > 0 ? PICKER_CHOSEN : PICKER_OPEN;
}

static void step(struct picker *p, int by)
{
    if (by < 0 && p->on_make) {
        if (p->list.n == 0)
            return;
        p->on_make = false;
        list_select(&p->list, p->list.n - 1);
    } else if (by > 0 && !p->on_make && p->list.sel >= p->list.n - 1) {
        p->on_make = p->make != NULL;
    } else if (!p->on_make) {
        list_move(&p->list, by);
    }
}

static void leave_make(struct picker *p)
{
    if (p->list.n > 0)
        p->on_make = false;
}

static bool choosing_key(struct picker *p, struct key k)
{
    if (key_is(k, K_UP, 0) || key_is(k, 'p', KEY_MOD_CTRL)) {
        step(p, -1);
    } else if (key_is(k, K_DOWN, 0) || key_is(k, 'n', KEY_MOD_CTRL)) {
        step(p, 1);
    } else if (key_is(k, K_PGUP, 0)) {
        leave_make(p);
        list_page(&p->list, -1);
    } else if (key_is(k, K_PGDN, 0)) {
        list_page(&p->list, 1);
    } else if (key_is(k, K_HOME, KEY_MOD_CTRL)) {
        leave_make(p);
        list_select(&p->list, 0);
    } else if (key_is(k, K_END, KEY_MOD_CTRL)) {
        leave_make(p);
        list_select(&p->list, p->list.n - 1);
    } else {
        return false;
    }
    return true;
}

static enum picker_answer mouse(struct picker *p, const struct event *e)
{
    bool used;
    enum list_click click;

    if (!rect_has(p->panel, e->row, e->col))
        return PICKER_IGNORED;
    if (e->act == MOUSE_PRESS && e->row == p->make_row && p->make) {
        bool again = p->on_make && e->clicks >= 2;

        p->on_make = true;
        return again ? PICKER_MAKE : PICKER_OPEN;
    }
    click = list_mouse(&p->list, e, &used);
    if (click != LIST_CLICK_NONE)
        p->on_make = false;
    return click == LIST_CLICK_OPEN ? PICKER_CHOSEN : PICKER_OPEN;
}

enum picker_answer picker_event(struct picker *p, const struct event *e)
{
    if (e->kind == EVENT_MOUSE)
        return mouse(p, e);
    if (e->kind == EVENT_KEY) {
        struct key k = e->key;

        if (key_is(k, K_ENTER, 0))
            return take(p);
        if (key_is(k, K_ESC, 0) || key_is(k, 'g', KEY_MOD_CTRL) || key_is(k, 'c', KEY_MOD_CTRL))
            return PICKER_CANCELLED;
        if (choosing_key(p, k))
            return PICKER_OPEN;
    }
    switch (field_event(p->field, e)) {
    case FIELD_NOT_MINE: return PICKER_IGNORED;
    case FIELD_MOVED: return PICKER_OPEN;
    case FIELD_CHANGED: break;
    }
    filter_changed(p);
    return PICKER_OPEN;
}

/* --- drawing --- */

/* A row of the panel with its marker; the chosen one differs without colour too. Returns what is left for the
 * text. */
static struct rect draw_marker(struct canvas *c, struct rect where, bool chosen, struct style *st)
{
    *st = chosen ? S(FOCUS) : S(PANEL);
    canvas_fill(c, where, *st);
    canvas_text(c, where.row, where.col, *st, chosen ? ">" : " ");
    layout_left(&where, MARKER);
    return where;
}

static void draw_item(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct picker *p = ctx;
    struct rect former;

    where = draw_marker(c, where, i == p->list.sel && !p->on_make, &st);
    former = canvas_clip(c, where);
    p->ops->draw(p->ctx, c, where, (size_t)i, st);
    canvas_unclip(c, former);
}

static struct rect panel_of(const struct canvas *c)
{
    struct rect all = canvas_all(c);
    int rows = all.rows * 2 / 3;

    if (all.rows < SMALL_ROWS || all.cols < SMALL_COLS)
        return all;
    return layout_middle(all, rows < MIN_ROWS ? MIN_ROWS : rows,
                         all.cols - 4 < MAX_COLS ? all.cols - 4 : MAX_COLS);
}

void picker_draw(struct picker *p, struct canvas *c)
{
    struct rect in, line, former;
    const char *hint = p->ops->hint && (p->list.n || p->make) ? p->ops->hint(p->ctx, picker_index(p)) : NULL;
    struct style st;

    p->panel = panel_of(c);
    p->make_row = -1;
    in = canvas_panel(c, p->panel, p->title);
    line = layout_top(&in, 1);
    if (in.rows > 6)
        canvas_hline(c, layout_top(&in, 1).row, in.col, in.cols, S(BORDER));
    if (p->ops->hint && in.rows > 3) {
        struct rect last = layout_bottom(&in, 1);

        if (hint)
            canvas_fit(c, last.row, last.col, last.cols, S(DIM), hint, false);
    }
    if (p->make && in.rows > 0) {
        struct rect own = layout_bottom(&in, 1);

        /* Right below the items when they do not fill the panel. */
        if (p->list.n < in.rows)
            own.row = in.row + p->list.n;
        p->make_row = own.row;
        own = draw_marker(c, own, p->on_make, &st);
        canvas_fit(c, own.row, own.col, own.cols, st, p->make, false);
    }
    former = canvas_clip(c, in);
    list_draw(&p->list, c, in, false, draw_item, p);
    canvas_unclip(c, former);
    canvas_text(c, line.row, line.col, S(PANEL_TITLE), ">");
    layout_left(&line, MARKER);
    field_draw(p->field, c, line, true);
}
