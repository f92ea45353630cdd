/* The keys that hold where one came from, drawn from the action table. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/wrap.h"
#include "tema/ui/layout.h"

enum { KEY_COLS = 16 };

struct help_line {
    const char *keys; /* NULL: a heading or a line that goes on */
    const char *text; /* in the arena */
    bool heading;
};

struct help {
    unsigned from; /* the context whose keys are shown */
    struct arena arena;
    VEC(struct help_line) lines;
    int width, top, height;
};

static void *help_open(struct workbench *wb)
{
    (void)wb;
    return mem_alloc(sizeof(struct help));
}

static void help_clear(struct help *h)
{
    arena_release(&h->arena);
    vec_release(&h->lines);
    h->width = 0;
}

static void help_close(void *s)
{
    help_clear(s);
    mem_free(s);
}

static void help_enter(struct workbench *wb, void *s)
{
    struct help *h = s;
    help_clear(h);
    h->top = 0;
    h->from = wb_where_below(wb);
}

static unsigned help_where(const void *s)
{
    (void)s;
    return IN_HELP;
}

static const char *context_name(unsigned where)
{
    return where == IN_TRANSCRIPT ? _("in the text")
           : where == IN_TREE     ? _("in the codebook")
           : where == IN_THEMES   ? _("among the themes")
           : where == IN_EXTRACTS ? _("among the extracts")
           : where == IN_REVIEW   ? _("in the review")
           : where == IN_VERSIONS ? _("among the versions")
                                  : _("on the home screen");
}

static void help_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    const struct help *h = s;
    buf_addf(left, "%s · %s", wb->st->project.title ? wb->st->project.title : "", _("help"));
    buf_addf(right, _("keys %s"), context_name(h->from));
}

static void add_text(struct help *h, const char *keys, const char *text)
{
    wrap_lines lines = VEC_INIT;
    int width = h->width - KEY_COLS;
    wrap_text(text, strlen(text), width < 10 ? 10 : width, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        const struct wrap_line *l = &lines.v[i];
        struct help_line line = {i == 0 ? keys : NULL,
                                 arena_strndup(&h->arena, text + l->start.b, l->end.b - l->start.b), false};
        vec_push(&h->lines, line);
    }
    vec_release(&lines);
}

static void add_heading(struct help *h, const char *text)
{
    if (h->lines.n > 0)
        vec_push(&h->lines, ((struct help_line){NULL, "", false}));
    vec_push(&h->lines, ((struct help_line){NULL, arena_strdup(&h->arena, text), true}));
}

static void add_context(struct workbench *wb, struct help *h, unsigned where, unsigned without)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        if (!(actions[i].where & where) || (actions[i].where & without))
            continue;
        struct buf keys = BUF_INIT;
        wb_keys(wb, where, (enum action_id)i, true, &keys);
        add_text(h, arena_strdup(&h->arena, buf_str(&keys)), _(actions[i].help));
        buf_release(&keys);
    }
}

static void build(struct workbench *wb, struct help *h, int width)
{
    help_clear(h);
    h->width = width;
    add_heading(h, context_name(h->from));
    add_context(wb, h, h->from, 0);
    if (h->from == IN_TRANSCRIPT) {
        add_heading(h, _("in the codebook beside the text"));
        add_context(wb, h, IN_TREE, IN_TRANSCRIPT);
    }
    add_heading(h, _("everywhere"));
    add_text(h, "1 … 9", _("A number before a motion repeats it: 3j, 2), 12G."));
    add_text(h, "C-s", _("Saves a memo or a form; Esc or C-g leaves any panel."));
    add_text(h, _("mouse"),
             _("A click places the caret or selects, dragging marks, the wheel scrolls; labels below can be "
               "clicked."));
}

static void help_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct help *h = s;
    r.col++;
    r.cols -= 2;
    int width = r.cols > 100 ? 100 : r.cols;
    if (h->width != width)
        build(wb, h, width);
    h->height = r.rows;
    int most = (int)h->lines.n - r.rows;
    h->top = h->top > most ? most : h->top;
    h->top = h->top < 0 ? 0 : h->top;
    for (int i = 0; i < r.rows && h->top + i < (int)h->lines.n; i++) {
        const struct help_line *l = &h->lines.v[h->top + i];
        int row = r.row + i;
        if (l->heading) {
            canvas_fit(c, row, r.col, width, S(TITLE), l->text, false);
            continue;
        }
        if (l->keys)
            canvas_fit(c, row, r.col, KEY_COLS - 1, S(FOOTER_KEY), l->keys, false);
        canvas_fit(c, row, r.col + KEY_COLS, width - KEY_COLS, S(NORMAL), l->text, false);
    }
    if (!wb->modal.ops)
        canvas_cursor(c, r.row, r.col);
}

static void help_act(struct workbench *wb, void *s, enum action_id id, int count)
{
    struct help *h = s;
    int n = count > 0 ? count : 1;
    int page = h->height > 2 ? h->height - 1 : 1;
    switch ((int)id) {
    case ACTION_UP: h->top -= n; break;
    case ACTION_DOWN: h->top += n; break;
    case ACTION_PAGE_UP: h->top -= n * page; break;
    case ACTION_PAGE_DOWN: h->top += n * page; break;
    case ACTION_HALF_UP: h->top -= n * (page / 2 + 1); break;
    case ACTION_HALF_DOWN: h->top += n * (page / 2 + 1); break;
    case ACTION_TOP: h->top = 0; break;
    case ACTION_BOTTOM: h->top = (int)h->lines.n; break;
    case ACTION_BACK:
    case ACTION_DROP: wb_back(wb); break;
    default: break;
    }
}

static void help_mouse(struct workbench *wb, void *s, const struct event *e)
{
    (void)wb;
    struct help *h = s;
    if (e->act == MOUSE_WHEEL_UP)
        h->top -= 3;
    else if (e->act == MOUSE_WHEEL_DOWN)
        h->top += 3;
}

const struct screen help_screen = {
    .name = "help",
    .open = help_open,
    .close = help_close,
    .enter = help_enter,
    .where = help_where,
    .status = help_status,
    .draw = help_draw,
    .act = help_act,
    .mouse = help_mouse,
};
