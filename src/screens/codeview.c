/* The codebook's tree as a list: folding, selecting, drawing. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/ui/layout.h"

enum { FILES_COLS = 6, REFS_COLS = 5 };

void codeview_release(struct codeview *v)
{
    tree_release(&v->tree);
}

static void place(struct codeview *v, tema_id code)
{
    list_set_count(&v->list, (int)v->tree.shown.n);
    int row = tree_row(&v->tree, code);
    if (row >= 0)
        list_select(&v->list, row);
    v->sel = v->list.n > 0 ? tree_id(&v->tree, v->list.sel) : 0;
}

void codeview_sync(struct workbench *wb, struct codeview *v)
{
    if (v->built && v->stamp == wb->coding_stamp)
        return;
    VEC(struct tree_node) nodes = VEC_INIT;
    int level = -1;
    for (size_t i = 0; i < wb->st->ncodes; i++) {
        const struct code *k = &wb->st->codes[i];
        if (k->status != CODE_ACTIVE)
            continue;
        level = k->depth > level + 1 ? level + 1 : k->depth;
        vec_push(&nodes, ((struct tree_node){k->id, level}));
    }
    tree_set(&v->tree, nodes.v, nodes.n);
    vec_release(&nodes);
    v->built = true;
    v->stamp = wb->coding_stamp;
    place(v, v->sel);
}

void codeview_select(struct workbench *wb, struct codeview *v, tema_id code)
{
    codeview_sync(wb, v);
    tree_reveal(&v->tree, code);
    place(v, code);
}

struct row_ctx {
    struct workbench *wb;
    struct codeview *v;
};

static void draw_count(struct canvas *c, int row, int right, int cols, struct style st, int64_t n)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%lld", (long long)n);
    struct style num = st;
    if (st.role == ROLE_NORMAL)
        num.role = n ? ROLE_NUMBER : ROLE_DIM;
    canvas_fit_right(c, row, right - cols, cols, num, buf_str(&b));
    buf_release(&b);
}

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct row_ctx *x = ctx;
    struct codeview *v = x->v;
    const struct code *k = study_code(x->wb->st, tree_id(&v->tree, i));
    if (!k)
        return;
    int right = where.col + where.cols;
    if (where.cols >= 28) {
        draw_count(c, where.row, right, REFS_COLS, st, k->references);
        draw_count(c, where.row, right - REFS_COLS, FILES_COLS, st, k->files);
        right -= FILES_COLS + REFS_COLS;
    }
    int col = where.col + 2 * v->tree.nodes.v[v->tree.shown.v[i]].level;
    if (tree_has_children(&v->tree, i))
        canvas_text(c, where.row, col, st,
                    tree_is_closed(&v->tree, i) ? glyph(c, "▸", "+") : glyph(c, "▾", "-"));
    struct style swatch = st;
    swatch.fg = TINT(k->colour);
    canvas_text(c, where.row, col + 2, swatch, glyph(c, "●", "*"));
    canvas_fit(c, where.row, col + 4, right - col - 4, st, k->name, false);
}

void codeview_draw(struct workbench *wb, struct codeview *v, struct canvas *c, struct rect r, bool focus)
{
    codeview_sync(wb, v);
    struct rect head = layout_top(&r, 1);
    canvas_fit(c, head.row, head.col, head.cols, S(TITLE), _("code"), false);
    if (head.cols >= 28) {
        int right = head.col + head.cols;
        canvas_fit_right(c, head.row, right - REFS_COLS, REFS_COLS, S(DIM), _("refs"));
        canvas_fit_right(c, head.row, right - REFS_COLS - FILES_COLS, FILES_COLS, S(DIM), _("files"));
    }
    if (v->list.n == 0) {
        draw_wrapped(c, r, S(DIM), _("no codes yet: n makes one here, c in the text codes a sentence"));
        if (focus)
            canvas_cursor(c, r.row, r.col);
        return;
    }
    struct row_ctx ctx = {wb, v};
    list_draw(&v->list, c, r, focus, draw_row, &ctx);
}

bool codeview_mouse(struct workbench *wb, struct codeview *v, const struct event *e, bool *ret_open)
{
    codeview_sync(wb, v);
    bool used = false;
    *ret_open = list_mouse(&v->list, e, &used) == LIST_CLICK_OPEN;
    v->sel = v->list.n > 0 ? tree_id(&v->tree, v->list.sel) : 0;
    return used;
}

static void move_half(struct codeview *v, int sign, int count)
{
    int rows = v->list.area.rows / 2;
    list_move(&v->list, sign * (rows > 0 ? rows : 1) * count);
}

/* Motions and folding; false when the action is none. */
static bool move(struct codeview *v, enum action_id id, int count)
{
    int n = count > 0 ? count : 1;
    int row = v->list.sel;
    switch ((int)id) {
    case ACTION_UP: list_move(&v->list, -n); return true;
    case ACTION_DOWN: list_move(&v->list, n); return true;
    case ACTION_TOP: list_select(&v->list, 0); return true;
    case ACTION_BOTTOM: list_select(&v->list, count > 0 ? count - 1 : v->list.n - 1); return true;
    case ACTION_PAGE_DOWN: list_page(&v->list, n); return true;
    case ACTION_PAGE_UP: list_page(&v->list, -n); return true;
    case ACTION_HALF_DOWN: move_half(v, 1, n); return true;
    case ACTION_HALF_UP: move_half(v, -1, n); return true;
    case ACTION_FOLD: row = tree_close(&v->tree, row); break;
    case ACTION_UNFOLD: row = tree_open(&v->tree, row); break;
    case ACTION_FOLD_TOGGLE: tree_toggle(&v->tree, row); break;
    case ACTION_FOLD_ALL:
        if (v->tree.closed.n > 0)
            tree_open_all(&v->tree);
        else
            tree_close_all(&v->tree);
        place(v, v->sel);
        return true;
    default: return false;
    }
    list_set_count(&v->list, (int)v->tree.shown.n);
    list_select(&v->list, row);
    return true;
}

bool codeview_act(struct workbench *wb, struct codeview *v, enum action_id id, int count)
{
    codeview_sync(wb, v);
    if (v->list.n > 0 || id == ACTION_FOLD_ALL) {
        if (move(v, id, count)) {
            v->sel = v->list.n > 0 ? tree_id(&v->tree, v->list.sel) : 0;
            return true;
        }
    }
    return codeview_edit(wb, v, id);
}
