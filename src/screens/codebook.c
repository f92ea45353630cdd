/* The codebook: the tree, and below it what the selected code means. */
#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/ui/layout.h"

struct codebook {
    struct codeview view;
};

static void *codebook_open(struct workbench *wb)
{
    (void)wb;
    return mem_alloc(sizeof(struct codebook));
}

static void codebook_close(void *s)
{
    codeview_release(&((struct codebook *)s)->view);
    mem_free(s);
}

static void codebook_enter(struct workbench *wb, void *s)
{
    struct codebook *b = s;
    codeview_sync(wb, &b->view);
}

static unsigned codebook_where(const void *s)
{
    (void)s;
    return IN_TREE;
}

static void codebook_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    (void)s;
    int64_t codings = 0;
    size_t codes = 0;
    for (size_t i = 0; i < wb->st->ncodes; i++)
        if (wb->st->codes[i].status == CODE_ACTIVE) {
            codes++;
            codings += wb->st->codes[i].references;
        }
    buf_addf(left, "%s · %s", wb->st->project.title ? wb->st->project.title : "", _("codebook"));
    buf_addf(right, ngettext("%zu code", "%zu codes", codes), codes);
    buf_addf(right, ngettext(" · %lld coding", " · %lld codings", (unsigned long)codings),
             (long long)codings);
}

static int draw_part(struct canvas *c, struct rect *r, const char *label, const char *text)
{
    if (text[0] == '\0' || r->rows < 1)
        return 0;
    struct rect where = *r;
    struct rect head = layout_left(&where, 12);
    canvas_fit(c, head.row, head.col, 11, S(LABEL), label, false);
    int n = draw_wrapped(c, where, S(NORMAL), text);
    layout_top(r, n);
    return n;
}

static void draw_definition(struct workbench *wb, struct canvas *c, struct rect r, tema_id code)
{
    const struct code *k = study_code(wb->st, code);
    if (!k)
        return;
    struct arena a = ARENA_INIT;
    struct rect head = layout_top(&r, 1);
    canvas_fit(c, head.row, head.col, head.cols, S(TITLE),
               codetree_path(wb->st->codes, wb->st->ncodes, code, &a), false);
    if (k->references_below != k->references || k->files_below != k->files) {
        struct rect below = layout_top(&r, 1);
        canvas_fit(c, below.row, below.col, below.cols, S(DIM),
                   arena_printf(&a, _("with what lies below: files %lld, meaning units %lld"),
                                (long long)k->files_below, (long long)k->references_below),
                   false);
    }
    int drawn = draw_part(c, &r, _("definition"), k->definition);
    drawn += draw_part(c, &r, _("include"), k->include);
    drawn += draw_part(c, &r, _("exclude"), k->exclude);
    drawn += draw_part(c, &r, _("example"), k->example);
    if (drawn == 0)
        draw_wrapped(c, r, S(DIM), _("no definition yet; d writes one"));
    arena_release(&a);
}

static void codebook_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct codebook *b = s;
    struct rect below = layout_bottom(&r, r.rows >= 36 ? 14 : r.rows >= 16 ? 8 : 0);
    r.col++;
    r.cols -= 2;
    codeview_draw(wb, &b->view, c, r, wb->modal.ops == NULL);
    if (below.rows < 2)
        return;
    struct rect line = layout_top(&below, 1);
    canvas_hline(c, line.row, line.col, line.cols, S(BORDER));
    below.col++;
    below.cols -= 2;
    draw_definition(wb, c, below, b->view.sel);
}

static void codebook_act(struct workbench *wb, void *s, enum action_id id, int count)
{
    struct codebook *b = s;
    if (id == ACTION_BACK || id == ACTION_DROP)
        wb_back(wb);
    else if (id == ACTION_PANE || id == ACTION_PANE_TOGGLE)
        wb_go(wb, wb->source ? SCREEN_TRANSCRIPT : SCREEN_HOME);
    else
        codeview_act(wb, &b->view, id == ACTION_CHOOSE ? ACTION_DEFINE : id, count);
}

static void codebook_mouse(struct workbench *wb, void *s, const struct event *e)
{
    struct codebook *b = s;
    bool open;
    if (codeview_mouse(wb, &b->view, e, &open) && open)
        codeview_act(wb, &b->view, ACTION_DEFINE, 0);
}

const struct screen codebook_screen = {
    .name = "codebook",
    .open = codebook_open,
    .close = codebook_close,
    .enter = codebook_enter,
    .where = codebook_where,
    .status = codebook_status,
    .draw = codebook_draw,
    .act = codebook_act,
    .mouse = codebook_mouse,
};
