/* Codebook versions: the list, newest first, and what has changed up to the selected one. */
#include <string.h>

#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/ui/layout.h"
#include "unit_priv.h"
#include "versions_priv.h"

static void *versions_open(struct workbench *wb)
{
    (void)wb;
    return mem_alloc(sizeof(struct versions));
}

static void versions_close(void *state)
{
    struct versions *s = state;
    arena_release(&s->arena);
    arena_release(&s->pane);
    vec_release(&s->about);
    buf_release(&s->asks);
    mem_free(s);
}

/* ---- the list ---- */

const struct version *versions_row(const struct versions *s, int i)
{
    return i >= 1 && (size_t)i <= s->n ? &s->v[s->n - (size_t)i] : NULL;
}

const struct version *versions_find(const struct versions *s, tema_id id)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].id == id)
            return &s->v[i];
    return NULL;
}

static void selected(struct versions *s)
{
    s->pane_built = false;
    s->top = 0;
}

static void versions_sync(struct workbench *wb, struct versions *s)
{
    if (s->built && s->stamp == wb->coding_stamp)
        return;
    struct err err = ERR_INIT;
    const struct version *v = versions_row(s, s->list.sel);
    tema_id at = v ? v->id : 0;
    arena_release(&s->arena);
    s->built = true;
    s->stamp = wb->coding_stamp;
    s->v = NULL;
    s->n = 0;
    if (!app_versions(wb->app, &s->arena, &s->v, &s->n, &err)) {
        s->n = 0;
        wb_fail(wb, &err);
    }
    list_set_count(&s->list, (int)s->n + 1);
    for (int i = 1; i < s->list.n && at; i++)
        if (versions_row(s, i)->id == at) {
            list_select(&s->list, i);
            break;
        }
    s->pane_built = false;
}

/* ---- coming and going ---- */

static void versions_enter(struct workbench *wb, void *state)
{
    struct versions *s = state;
    versions_sync(wb, s);
    s->in_pane = false;
}

static unsigned versions_where(const void *state)
{
    (void)state;
    return IN_VERSIONS;
}

static void versions_status(struct workbench *wb, void *state, struct buf *left, struct buf *right)
{
    struct versions *s = state;
    versions_sync(wb, s);
    const struct version *from = versions_find(s, s->from);
    buf_addstr(left, _("codebook versions"));
    if (from) {
        struct arena a = ARENA_INIT;
        buf_addf(left, _(" · compared from %s"), app_version_name(from, &a));
        arena_release(&a);
    }
    buf_addf(right, ngettext("%zu version", "%zu versions", s->n), s->n);
}

/* ---- drawing ---- */

enum { NAME_COLS = 19, BY_COLS = 9, PHASE_COLS = 6, COUNT_COLS = 8, WIDE = 110 };

static int put(struct canvas *c, int row, int col, int cols, struct style st, const char *text)
{
    if (cols > 1)
        canvas_fit(c, row, col, cols - 1, st, text, false);
    return col + cols;
}

static int date_cols(int cols)
{
    return cols >= WIDE ? 18 : 12;
}

/* Counts that are shown: of codes only where there is little room; the label gets what is left. */
static int counts_shown(int cols)
{
    return cols >= WIDE ? 3 : 1;
}

static int label_cols(int cols)
{
    return cols - NAME_COLS - date_cols(cols) - BY_COLS - PHASE_COLS - counts_shown(cols) * COUNT_COLS;
}

static int put_count(struct canvas *c, int row, int col, struct style st, int64_t n)
{
    struct buf b = BUF_INIT;
    if (n >= 0)
        buf_addf(&b, "%lld", (long long)n);
    canvas_fit_right(c, row, col, COUNT_COLS, st, buf_str(&b));
    buf_release(&b);
    return col + COUNT_COLS;
}

struct row_ctx {
    struct workbench *wb;
    struct versions *s;
};

static void draw_version(const struct row_ctx *x, struct canvas *c, struct rect where,
                         const struct version *v, struct style st)
{
    struct style dim = st, num = st;
    if (st.role == ROLE_NORMAL) {
        dim.role = ROLE_DIM;
        num.role = ROLE_NUMBER;
    }
    struct buf b = BUF_INIT;
    const struct coder *who = study_coder(x->wb->st, v->coder);
    char when[17];
    if (where.cols >= WIDE)
        clock_minute(v->created, when);
    else
        clock_date(v->created, when);
    if (v->number > 0)
        buf_addf(&b, "%lld", (long long)v->number);
    else
        buf_addstr(&b, versions_why(v));
    canvas_text(c, where.row, where.col, st, v->id == x->s->from ? ">" : " ");
    put(c, where.row, where.col + 2, NAME_COLS - 2, v->number > 0 ? st : dim, buf_str(&b));
    int label = label_cols(where.cols), col = where.col + NAME_COLS;
    col = label > 1 ? put(c, where.row, col, label, st, v->label[0] ? v->label : v->note) : col;
    col = put(c, where.row, col, date_cols(where.cols), dim, when);
    col = put(c, where.row, col, BY_COLS, dim, who ? who->name : "");
    buf_clear(&b);
    if (v->phase)
        buf_addf(&b, "%d", v->phase);
    col = put(c, where.row, col, PHASE_COLS, num, buf_str(&b));
    const int64_t counts[] = {v->codes, v->themes, v->codings};
    for (int i = 0; i < counts_shown(where.cols); i++)
        col = put_count(c, where.row, col, num, counts[i]);
    buf_release(&b);
}

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    const struct row_ctx *x = ctx;
    const struct version *v = versions_row(x->s, i);
    if (v)
        draw_version(x, c, where, v, st);
    else
        canvas_fit(c, where.row, where.col + 2, where.cols - 2, st, _("now"), false);
}

static void draw_heading(struct canvas *c, struct rect r)
{
    int label = label_cols(r.cols), col = put(c, r.row, r.col + 2, NAME_COLS - 2, S(DIM), _("version"));
    col = label > 1 ? put(c, r.row, col, label, S(DIM), _("label")) : col;
    col = put(c, r.row, col, date_cols(r.cols), S(DIM), _("date"));
    col = put(c, r.row, col, BY_COLS, S(DIM), _("by"));
    col = put(c, r.row, col, PHASE_COLS, S(DIM), _("phase"));
    const char *const counts[] = {_("codes"), _("themes"), _("codings")};
    for (int i = 0; i < counts_shown(r.cols); i++)
        canvas_fit_right(c, r.row, col + i * COUNT_COLS, COUNT_COLS, S(DIM), counts[i]);
}

static void versions_draw(struct workbench *wb, void *state, struct canvas *c, struct rect r)
{
    struct versions *s = state;
    bool focus = wb->modal.ops == NULL;
    versions_sync(wb, s);
    struct rect pane = layout_bottom(&r, r.rows >= 12 ? r.rows * 3 / 5 : 0);
    struct rect line = layout_top(&pane, 1);
    canvas_hline(c, line.row, line.col, line.cols, S(BORDER));
    r.col++;
    r.cols -= 2;
    pane.col++;
    pane.cols -= 2;
    draw_heading(c, layout_top(&r, 1));
    struct row_ctx ctx = {wb, s};
    list_draw(&s->list, c, r, focus && !s->in_pane, draw_row, &ctx);
    versions_pane_draw(wb, s, c, pane, focus && s->in_pane);
}

/* ---- restoring ---- */

struct restoring {
    struct versions *s;
    tema_id version;
};

static void stop_asking(struct versions *s)
{
    buf_clear(&s->asks);
    selected(s);
}

static bool restore_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct restoring *x = ctx;
    stop_asking(x->s);
    buf_clear(&wb->message);
    if (i != 0)
        return true;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_restore_version(wb->app, x->version, &said, &err);
    wb_did(wb, ok, false, &said, &err);
    return true;
}

static void restore_left(struct workbench *wb, void *ctx, struct form *f)
{
    (void)wb;
    (void)f;
    const struct restoring *x = ctx;
    stop_asking(x->s);
}

static void ask_restore(struct workbench *wb, struct versions *s)
{
    static const struct modal_ops ops = {.choice = restore_chosen, .cancel = restore_left, .free = mem_free};
    const struct version *v = versions_row(s, s->list.sel);
    struct err err = ERR_INIT;
    if (!v) {
        wb_say(wb, ROLE_DIM, "%s", _("this is how it stands; go to a version to restore it"));
        return;
    }
    if (unit_refuses(wb))
        return;
    buf_clear(&s->asks);
    if (!app_restore_preview(wb->app, v->id, &s->asks, &err)) {
        wb_fail(wb, &err);
        buf_clear(&s->asks);
        return;
    }
    struct arena a = ARENA_INIT;
    struct restoring *x = mem_alloc(sizeof *x);
    *x = (struct restoring){s, v->id};
    selected(s);
    wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("restore %s?"), app_version_name(v, &a))), &ops, x);
    arena_release(&a);
}

static void compare(struct workbench *wb, struct versions *s)
{
    const struct version *v = versions_row(s, s->list.sel);
    if (!v)
        wb_say(wb, ROLE_DIM, "%s", _("what has changed is always told up to now; compare from a version"));
    else
        s->from = s->from == v->id ? 0 : v->id;
    selected(s);
}

/* ---- keys and mouse ---- */

static void scroll_pane(struct versions *s, long long by)
{
    long long last = s->lines - s->below.rows, to = s->top + by;
    to = to > last ? last : to;
    s->top = to < 0 ? 0 : (int)to;
}

static bool move_pane(struct versions *s, enum action_id id, int n)
{
    int rows = s->below.rows > 2 ? s->below.rows - 1 : 1;
    switch ((int)id) {
    case ACTION_UP: scroll_pane(s, -n); return true;
    case ACTION_DOWN: scroll_pane(s, n); return true;
    case ACTION_TOP: s->top = 0; return true;
    case ACTION_BOTTOM: scroll_pane(s, s->lines); return true;
    case ACTION_PAGE_DOWN: scroll_pane(s, rows); return true;
    case ACTION_PAGE_UP: scroll_pane(s, -rows); return true;
    case ACTION_HALF_DOWN: scroll_pane(s, (rows + 1) / 2); return true;
    case ACTION_HALF_UP: scroll_pane(s, -(rows + 1) / 2); return true;
    default: return false;
    }
}

static bool move_list(struct versions *s, enum action_id id, int count)
{
    int n = count > 0 ? count : 1, half = s->list.area.rows / 2 > 0 ? s->list.area.rows / 2 : 1;
    switch ((int)id) {
    case ACTION_UP: list_move(&s->list, -n); return true;
    case ACTION_DOWN: list_move(&s->list, n); return true;
    case ACTION_TOP: list_select(&s->list, 0); return true;
    case ACTION_BOTTOM: list_select(&s->list, s->list.n - 1); return true;
    case ACTION_PAGE_DOWN: list_page(&s->list, n); return true;
    case ACTION_PAGE_UP: list_page(&s->list, -n); return true;
    case ACTION_HALF_DOWN: list_move(&s->list, half); return true;
    case ACTION_HALF_UP: list_move(&s->list, -half); return true;
    default: return false;
    }
}

static void versions_act(struct workbench *wb, void *state, enum action_id id, int count)
{
    struct versions *s = state;
    versions_sync(wb, s);
    int sel = s->list.sel;
    if (s->in_pane && (id == ACTION_PANE || id == ACTION_DROP))
        s->in_pane = false;
    else if (id == ACTION_PANE)
        s->in_pane = s->below.rows > 0;
    else if (id == ACTION_BACK || id == ACTION_DROP)
        wb_back(wb);
    else if (id == ACTION_RESTORE)
        ask_restore(wb, s);
    else if (id == ACTION_COMPARE)
        compare(wb, s);
    else if ((s->in_pane ? move_pane(s, id, count > 0 ? count : 1) : move_list(s, id, count)) &&
             s->list.sel != sel)
        selected(s);
}

static void versions_mouse(struct workbench *wb, void *state, const struct event *e)
{
    struct versions *s = state;
    bool used = false;
    versions_sync(wb, s);
    int sel = s->list.sel;
    enum list_click click = list_mouse(&s->list, e, &used);
    if (s->list.sel != sel)
        selected(s);
    if (used && e->act == MOUSE_PRESS)
        s->in_pane = false;
    if (click == LIST_CLICK_OPEN)
        ask_restore(wb, s);
    if (used || e->kind != EVENT_MOUSE || !rect_has(s->below, e->row, e->col))
        return;
    if (e->act == MOUSE_WHEEL_UP || e->act == MOUSE_WHEEL_DOWN)
        scroll_pane(s, e->act == MOUSE_WHEEL_UP ? -3 : 3);
    else if (e->act == MOUSE_PRESS)
        s->in_pane = true;
}

const struct screen versions_screen = {
    .name = "versions",
    .open = versions_open,
    .close = versions_close,
    .enter = versions_enter,
    .where = versions_where,
    .status = versions_status,
    .draw = versions_draw,
    .act = versions_act,
    .mouse = versions_mouse,
};
