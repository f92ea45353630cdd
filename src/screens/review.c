/* The review: codings with the verdicts on them, by code, source, coder and verdict, and the thread of each. */
#include "review_priv.h"
#include "tema/app/quotes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/ui/layout.h"

/* CONTEXT: code points read before and after; READ_MOST: codings kept in words; BESIDE: from so many columns on the
 * thread stands beside the list. */
enum { CONTEXT = 200, READ_MOST = 2000, BESIDE = 120, VERDICT_COLS = 13 };

static void *review_open(struct workbench *wb)
{
    (void)wb;
    return mem_alloc(sizeof(struct review));
}

static void review_close(void *s)
{
    struct review *v = s;
    arena_release(&v->arena);
    arena_release(&v->texts);
    arena_release(&v->pane);
    vec_release(&v->about);
    mem_free(v);
}

/* ---- the list ---- */

const struct review_item *review_at(const struct review *v)
{
    return v->n > 0 ? &v->items[v->list.sel] : NULL;
}

void review_select(struct review *v, int i)
{
    list_select(&v->list, i);
    v->pane_built = false;
    v->top = 0;
}

bool review_select_coding(struct review *v, tema_id coding)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->items[i].coding.id == coding) {
            review_select(v, (int)i);
            return true;
        }
    return false;
}

static void count_waiting(struct workbench *wb, struct review *v)
{
    const struct coder *me = wb_me(wb);
    v->waiting = 0;
    for (size_t i = 0; i < v->n; i++)
        v->waiting += review_waits_for(&v->items[i].state, me ? me->id : 0);
}

/* A filter on what has gone would show nothing for ever. */
static void drop_lost_filters(struct workbench *wb, struct review *v)
{
    if (!study_source(wb->st, v->query.source))
        v->query.source = 0;
    if (!study_code(wb->st, v->query.code))
        v->query.code = 0;
    if (!study_coder(wb->st, v->query.coder))
        v->query.coder = 0;
}

void review_sync(struct workbench *wb, struct review *v)
{
    if (v->built && v->stamp == wb->coding_stamp)
        return;
    struct err err = ERR_INIT;
    tema_id at = v->n > 0 ? v->items[v->list.sel].coding.id : 0;
    int top = v->top;
    drop_lost_filters(wb, v);
    arena_release(&v->arena);
    arena_release(&v->texts);
    v->items = NULL;
    v->n = v->nread = 0;
    v->built = true;
    v->stamp = wb->coding_stamp;
    if (!app_reviews(wb->app, &v->query, &v->arena, &v->items, &v->n, &err)) {
        v->n = 0;
        wb_fail(wb, &err);
    }
    v->text = arena_array(&v->arena, v->n, sizeof *v->text);
    list_set_count(&v->list, (int)v->n);
    count_waiting(wb, v);
    if (at && review_select_coding(v, at))
        v->top = top;
    v->pane_built = false;
}

static bool read_unit(struct workbench *wb, struct review *v, const struct coding *k, struct review_text *ret,
                      struct err *err)
{
    struct extract x = {.segment = k->segment, .source = k->source, .start = k->start, .end = k->end};
    struct extract_text t;
    x.edited = x.condensed = "";
    if (!app_extract_text(wb->app, &x, CONTEXT, &v->texts, &t, err))
        return false;
    *ret = (struct review_text){true, t.before, t.words, t.after, t.who, t.where};
    return true;
}

const struct review_text *review_read(struct workbench *wb, struct review *v, int i)
{
    struct review_text *t = &v->text[i];
    const struct review_item *it = &v->items[i];
    struct err err = ERR_INIT;
    if (t->read)
        return t;
    v->nread++;
    if (it->coding.source && !it->state.gone && read_unit(wb, v, &it->coding, t, &err))
        return t;
    /* Of a coding that is gone the thread knows the words it was given on. */
    const char *said = it->state.entries > 0 ? it->state.first[it->state.entries - 1].said : "";
    char *none = arena_strdup(&v->texts, "");
    *t = (struct review_text){true, none, none, none, none, none};
    t->words = arena_strdup(&v->texts, err.kind != ERR_NONE ? err_text(&err) : said);
    err_release(&err);
    return t;
}

/* ---- words for a verdict ---- */

const char *review_sign(const struct canvas *c, const struct review_state *s)
{
    switch (s->last < 0 ? REVIEW_WITHDRAWN : (enum review_kind)s->last) {
    case REVIEW_AGREED: return glyph(c, "✓", "v");
    case REVIEW_QUESTIONED: return "?";
    case REVIEW_DISAGREED: return glyph(c, "✗", "x");
    case REVIEW_WITHDRAWN:
    case REVIEW_COMMENT:
    case REVIEW_RESOLVED: break;
    }
    return glyph(c, "·", "-");
}

const char *review_word(const struct review_state *s)
{
    if (s->gone)
        return _("gone");
    if (s->last >= 0 && !s->holds)
        return _("lapsed");
    switch (s->last < 0 ? REVIEW_WITHDRAWN : (enum review_kind)s->last) {
    case REVIEW_AGREED: return _("agreed");
    case REVIEW_QUESTIONED: return _("question");
    case REVIEW_DISAGREED: return _("disagreed");
    case REVIEW_WITHDRAWN:
    case REVIEW_COMMENT:
    case REVIEW_RESOLVED: break;
    }
    return _("pending");
}

/* ---- coming and going ---- */

static void review_enter(struct workbench *wb, void *s)
{
    struct review *v = s;
    review_sync(wb, v);
    v->in_pane = false;
    if (!wb->review || review_select_coding(v, wb->review))
        return;
    v->query = (struct review_query){.filter = REVIEW_ALL};
    v->built = false;
    review_sync(wb, v);
    if (!review_select_coding(v, wb->review))
        wb_say(wb, ROLE_WARNING, "%s", _("that coding is no longer there"));
}

static void review_leave(struct workbench *wb, void *s)
{
    (void)s;
    wb->review = 0; /* what is selected stays so without being asked for again */
}

static unsigned review_where(const void *s)
{
    (void)s;
    return IN_REVIEW;
}

static const char *filter_word(enum review_filter f)
{
    switch (f) {
    case REVIEW_ALL: break;
    case REVIEW_PENDING: return _("pending");
    case REVIEW_WAITING: return _("waiting for you");
    case REVIEW_QUESTIONS: return _("questions");
    case REVIEW_DISPUTES: return _("disagreed");
    case REVIEW_SETTLED: return _("agreed");
    }
    return _("all");
}

static void review_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    struct review *v = s;
    review_sync(wb, v);
    const struct source *source = study_source(wb->st, v->query.source);
    const struct code *code = study_code(wb->st, v->query.code);
    const struct coder *coder = study_coder(wb->st, v->query.coder);
    buf_addf(left, _("review: %s"), filter_word(v->query.filter));
    if (code)
        buf_addf(left, _(" · code “%s”"), code->name);
    if (source)
        buf_addf(left, " · %s", source->name);
    if (coder)
        buf_addf(left, _(" · coded by %s"), coder->name);
    buf_addf(right, ngettext("%zu coding", "%zu codings", v->n), v->n);
    if (v->waiting > 0)
        buf_addf(right, ngettext(" · %zu waits", " · %zu wait", v->waiting), v->waiting);
}

/* ---- drawing the list ---- */

struct columns {
    int words, code, source, coder; /* columns of each, 0: left out */
};

static struct columns columns_for(int cols)
{
    struct columns k = {0, 0, 0, 0};
    int left = cols - VERDICT_COLS;
    k.coder = left >= 60 ? 8 : 0;
    k.source = left >= 46 ? 14 : 0;
    k.code = left >= 30 ? 16 : 0;
    k.words = left - k.coder - k.source - k.code;
    return k;
}

struct row_ctx {
    struct workbench *wb;
    struct review *v;
};

static enum role verdict_role(const struct review_state *s)
{
    if (s->last < 0 || !s->holds || s->gone)
        return ROLE_DIM;
    return s->last == REVIEW_AGREED ? ROLE_NOTICE : ROLE_WARNING;
}

/* One column; a blank is left before the next. */
static int put(struct canvas *c, int row, int col, int cols, struct style st, const char *s)
{
    if (cols > 1)
        canvas_fit(c, row, col, cols - 1, st, s, false);
    return col + cols;
}

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct row_ctx *x = ctx;
    const struct study *study = x->wb->st;
    const struct review_item *it = &x->v->items[i];
    const struct coder *me = wb_me(x->wb), *who = study_coder(study, it->coding.coder);
    const struct code *k = study_code(study, it->coding.code);
    const struct source *source = study_source(study, it->coding.source);
    struct columns cols = columns_for(where.cols);
    struct style verdict = st, dim = st;
    if (st.role == ROLE_NORMAL) {
        verdict.role = verdict_role(&it->state);
        dim.role = ROLE_DIM;
    }
    bool waits = review_waits_for(&it->state, me ? me->id : 0);
    canvas_text(c, where.row, where.col, verdict, waits ? "!" : it->state.open ? ":" : " ");
    canvas_text(c, where.row, where.col + 1, verdict, review_sign(c, &it->state));
    put(c, where.row, where.col + 3, VERDICT_COLS - 3, verdict, review_word(&it->state));
    int col = where.col + VERDICT_COLS;
    col = put(c, where.row, col, cols.words, st, review_read(x->wb, x->v, i)->words);
    col = put(c, where.row, col, cols.code, st, k ? k->name : "?");
    col = put(c, where.row, col, cols.source, dim, source ? source->name : "");
    put(c, where.row, col, cols.coder, dim, who ? who->name : "");
}

static void draw_heading(struct canvas *c, struct rect r)
{
    struct columns cols = columns_for(r.cols);
    int col = put(c, r.row, r.col, VERDICT_COLS, S(DIM), _("   verdict"));
    col = put(c, r.row, col, cols.words, S(DIM), _("meaning unit"));
    col = put(c, r.row, col, cols.code, S(DIM), _("code"));
    col = put(c, r.row, col, cols.source, S(DIM), _("source"));
    put(c, r.row, col, cols.coder, S(DIM), _("coder"));
}

static void draw_list(struct workbench *wb, struct review *v, struct canvas *c, struct rect r, bool focus)
{
    struct rect head = layout_top(&r, 1);
    draw_heading(c, head);
    if (v->n == 0) {
        bool all = v->query.filter == REVIEW_ALL && !v->query.source && !v->query.code && !v->query.coder;
        draw_wrapped(c, r, S(DIM),
                     all ? _("nothing is coded yet, so there is nothing to review")
                         : _("no coding is so; f chooses which are shown"));
        if (focus)
            canvas_cursor(c, r.row, r.col);
        return;
    }
    struct row_ctx ctx = {wb, v};
    list_draw(&v->list, c, r, focus, draw_row, &ctx);
}

static void forget_texts(struct review *v)
{
    arena_release(&v->texts);
    for (size_t i = 0; i < v->n; i++)
        v->text[i] = (struct review_text){.read = false};
    v->nread = 0;
    v->pane_built = false;
}

static void review_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct review *v = s;
    bool focus = wb->modal.ops == NULL;
    review_sync(wb, v);
    if (v->nread > READ_MOST)
        forget_texts(v);
    r.col++;
    r.cols -= 2;
    struct rect pane, line;
    if (r.cols >= BESIDE) {
        pane = layout_right(&r, r.cols * 2 / 5);
        line = layout_right(&r, 3);
        canvas_vline(c, line.row, line.col + 1, line.rows, S(BORDER));
    } else {
        pane = layout_bottom(&r, r.rows >= 12 ? r.rows * 3 / 5 : 0);
        line = layout_top(&pane, 1);
        canvas_hline(c, line.row, line.col - 1, line.cols + 2, S(BORDER));
    }
    draw_list(wb, v, c, r, focus && !v->in_pane);
    review_pane_draw(wb, v, c, pane, focus && v->in_pane);
    const struct review_item *it = review_at(v);
    wb->review = it ? it->coding.id : 0; /* so that looking for the next one that waits begins here */
}

/* ---- keys and mouse ---- */

static void scroll_pane(struct review *v, int by)
{
    int last = v->lines - v->below.rows;
    long long to = (long long)v->top + by;
    v->top = to > last ? last : to < 0 ? 0 : (int)to;
    v->top = v->top < 0 ? 0 : v->top;
}

static bool move_pane(struct review *v, enum action_id id, int n)
{
    int rows = v->below.rows > 2 ? v->below.rows - 1 : 1;
    switch ((int)id) {
    case ACTION_UP: scroll_pane(v, -n); return true;
    case ACTION_DOWN: scroll_pane(v, n); return true;
    case ACTION_TOP: v->top = 0; return true;
    case ACTION_BOTTOM: scroll_pane(v, v->lines); return true;
    case ACTION_PAGE_DOWN: scroll_pane(v, rows); return true;
    case ACTION_PAGE_UP: scroll_pane(v, -rows); return true;
    case ACTION_HALF_DOWN: scroll_pane(v, (rows + 1) / 2); return true;
    case ACTION_HALF_UP: scroll_pane(v, -(rows + 1) / 2); return true;
    default: return false;
    }
}

static bool move_list(struct review *v, enum action_id id, int count)
{
    int n = count > 0 ? count : 1, half = v->list.area.rows / 2 > 0 ? v->list.area.rows / 2 : 1;
    switch ((int)id) {
    case ACTION_UP: list_move(&v->list, -n); return true;
    case ACTION_DOWN: list_move(&v->list, n); return true;
    case ACTION_TOP: list_select(&v->list, 0); return true;
    case ACTION_BOTTOM: list_select(&v->list, count > 0 ? count - 1 : v->list.n - 1); return true;
    case ACTION_PAGE_DOWN: list_page(&v->list, n); return true;
    case ACTION_PAGE_UP: list_page(&v->list, -n); return true;
    case ACTION_HALF_DOWN: list_move(&v->list, half); return true;
    case ACTION_HALF_UP: list_move(&v->list, -half); return true;
    default: return false;
    }
}

static void review_key(struct workbench *wb, void *s, enum action_id id, int count)
{
    struct review *v = s;
    review_sync(wb, v);
    int sel = v->list.sel;
    if (v->in_pane && (id == ACTION_PANE || id == ACTION_DROP))
        v->in_pane = false;
    else if (id == ACTION_PANE)
        v->in_pane = v->n > 0 && v->below.rows > 0;
    else if (id == ACTION_BACK || id == ACTION_DROP)
        wb_back(wb);
    else if (!(v->in_pane ? move_pane(v, id, count > 0 ? count : 1) : move_list(v, id, count)))
        review_act(wb, v, id);
    else if (v->list.sel != sel)
        review_select(v, v->list.sel);
}

static void review_mouse(struct workbench *wb, void *s, const struct event *e)
{
    struct review *v = s;
    bool used = false;
    review_sync(wb, v);
    int sel = v->list.sel;
    enum list_click click = list_mouse(&v->list, e, &used);
    if (v->list.sel != sel)
        review_select(v, v->list.sel);
    if (used && e->act == MOUSE_PRESS)
        v->in_pane = false;
    if (click == LIST_CLICK_OPEN)
        review_act(wb, v, ACTION_GO_TO);
    if (used || e->kind != EVENT_MOUSE || !rect_has(v->below, e->row, e->col))
        return;
    if (e->act == MOUSE_WHEEL_UP || e->act == MOUSE_WHEEL_DOWN)
        scroll_pane(v, e->act == MOUSE_WHEEL_UP ? -3 : 3);
    else if (e->act == MOUSE_PRESS)
        v->in_pane = v->n > 0;
}

const struct screen review_screen = {
    .name = "review",
    .open = review_open,
    .close = review_close,
    .enter = review_enter,
    .leave = review_leave,
    .where = review_where,
    .status = review_status,
    .draw = review_draw,
    .act = review_key,
    .mouse = review_mouse,
};
