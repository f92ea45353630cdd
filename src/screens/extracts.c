/* Extracts: every meaning unit of a code or a theme, in its context, source by source. */
#include <string.h>

#include "extracts_priv.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/ui/layout.h"

/* CONTEXT: code points before and after; READ_MOST: extracts kept in words; WIDE: longer lines are hard to read. */
enum { CONTEXT = 120, READ_MOST = 1000, WIDE = 100, INDENT = 4, WHEEL = 3 };

static void *extracts_open(struct workbench *wb)
{
    (void)wb;
    return mem_alloc(sizeof(struct extracts));
}

static void extracts_close(void *s)
{
    struct extracts *e = s;
    arena_release(&e->arena);
    arena_release(&e->texts);
    vec_release(&e->ticked);
    mem_free(e);
}

/* ---- the list ---- */

const struct extract *extracts_at(const struct extracts *e)
{
    return e->n > 0 ? &e->x[e->sel] : NULL;
}

bool extracts_opens_source(const struct extracts *e, int i)
{
    return i == 0 || e->x[i].source != e->x[i - 1].source;
}

bool extracts_is_ticked(const struct extracts *e, tema_id segment)
{
    for (size_t i = 0; i < e->ticked.n; i++)
        if (e->ticked.v[i] == segment)
            return true;
    return false;
}

static int index_of(const struct extracts *e, tema_id segment)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->x[i].segment == segment)
            return (int)i;
    return -1;
}

static void forget_texts(struct extracts *e)
{
    arena_release(&e->texts);
    for (size_t i = 0; i < e->n; i++)
        e->laid[i] = (struct laid){.read = false};
    e->nread = 0;
}

static void drop_old_ticks(struct extracts *e)
{
    size_t kept = 0;
    for (size_t i = 0; i < e->ticked.n; i++)
        if (index_of(e, e->ticked.v[i]) >= 0)
            e->ticked.v[kept++] = e->ticked.v[i];
    e->ticked.n = kept;
}

void extracts_sync(struct workbench *wb, struct extracts *e)
{
    if (e->built && e->stamp == wb->coding_stamp)
        return;
    struct err err = ERR_INIT;
    tema_id at = e->n > 0 ? e->x[e->sel].segment : 0;
    arena_release(&e->arena);
    arena_release(&e->texts);
    e->x = NULL;
    e->n = e->nread = e->sources = 0;
    e->built = true;
    e->stamp = wb->coding_stamp;
    if (!(e->code || e->theme) ||
        !app_extracts(wb->app, e->code, e->below, e->theme, wb_scope(wb), &e->arena, &e->x, &e->n, &err)) {
        e->n = 0;
        if (err.kind != ERR_NONE)
            wb_fail(wb, &err);
    }
    e->laid = arena_array(&e->arena, e->n, sizeof *e->laid);
    for (size_t i = 0; i < e->n; i++)
        e->sources += extracts_opens_source(e, (int)i);
    int i = index_of(e, at);
    int last = e->n > 0 ? (int)e->n - 1 : 0;
    if (i >= 0)
        e->sel = i;
    e->sel = e->sel > last ? last : e->sel;
    e->top = e->top > last ? last : e->top;
    e->follow = true;
    drop_old_ticks(e);
}

/* ---- in words ---- */

/* Who and where; the source stands in the heading already. */
static char *head_of(struct workbench *wb, const struct extracts *e, const struct extract *x,
                     const struct extract_text *t, struct arena *a)
{
    const struct source *s = study_source(wb->st, x->source);
    const struct code *k = study_code(wb->st, x->code);
    const struct coder *who = study_coder(wb->st, x->coder), *me = wb_me(wb);
    const char *where = t->where;
    size_t n = s ? strlen(s->name) : 0;
    if (s && strncmp(where, s->name, n) == 0 && strncmp(where + n, ", ", 2) == 0)
        where += n + 2;
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s%s%s", t->who, t->who[0] && where[0] ? " · " : "", where);
    if (k && k->id != e->code)
        buf_addf(&b, " · %s", k->name);
    else if (!k && x->place)
        buf_addf(&b, " · %s", _("placed here itself"));
    if (who && (!me || me->id != who->id))
        buf_addf(&b, " · %s", who->name);
    char *head = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return head;
}

struct laid *extracts_read(struct workbench *wb, struct extracts *e, int i)
{
    struct laid *l = &e->laid[i];
    if (l->read)
        return l;
    const struct extract *x = &e->x[i];
    struct extract_text t;
    struct err err = ERR_INIT;
    paras v = VEC_INIT;
    l->read = true;
    l->width = 0;
    e->nread++;
    if (app_extract_text(wb->app, x, CONTEXT, &e->texts, &t, &err)) {
        l->head = head_of(wb, e, x, &t, &e->texts);
        l->print = t.print;
        para_unit(&v, INDENT, t.before, t.words, t.after, CONTEXT, &e->texts);
        if (x->condensed[0])
            para_label(&v, INDENT, _("condensed"), x->condensed, &e->texts);
        if (x->edited[0])
            para_label(&v, INDENT, _("for print"), x->edited, &e->texts);
        if (x->quote && !t.verbatim)
            para_add(&v, S(WARNING), INDENT,
                     _("what is edited for print is no longer what was said; e mends it"));
    } else {
        l->head = l->print = arena_strdup(&e->texts, "");
        para_add(&v, S(ERROR), INDENT, arena_strdup(&e->texts, err_text(&err)));
        err_release(&err);
    }
    l->n = v.n;
    l->v = arena_copy(&e->texts, v.v, v.n, sizeof *v.v);
    vec_release(&v);
    return l;
}

/* ---- coming and going ---- */

static void extracts_enter(struct workbench *wb, void *s)
{
    struct extracts *e = s;
    if (e->code != wb->extracts.code || e->theme != wb->extracts.theme ||
        e->splitting != wb->extracts.splitting) {
        e->code = wb->extracts.code;
        e->theme = wb->extracts.theme;
        e->splitting = wb->extracts.splitting;
        e->below = !e->splitting;
        e->built = false;
        e->n = 0;
        e->sel = e->top = e->line = 0;
        vec_clear(&e->ticked);
    }
    extracts_sync(wb, e);
    if (e->splitting)
        wb_say(wb, ROLE_NOTICE, "%s", _("tick the extracts for the new code with Space, then %"));
}

static unsigned extracts_where(const void *s)
{
    (void)s;
    return IN_EXTRACTS;
}

static const char *name_of(const struct workbench *wb, const struct extracts *e)
{
    const struct code *k = study_code(wb->st, e->code);
    const struct theme *t = study_theme(wb->st, e->theme);
    return k ? k->name : t ? t->name : NULL;
}

static void extracts_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    struct extracts *e = s;
    extracts_sync(wb, e);
    const char *name = name_of(wb, e);
    buf_addf(left,
             e->splitting ? _("splitting “%s”")
             : e->theme   ? _("extracts of theme “%s”")
                          : _("extracts of “%s”"),
             name ? name : "?");
    if (e->code && e->below && !e->splitting)
        buf_addf(left, " %s", _("and below"));
    if (e->ticked.n > 0)
        buf_addf(right, ngettext("%zu ticked · ", "%zu ticked · ", e->ticked.n), e->ticked.n);
    buf_addf(right, ngettext("%zu extract", "%zu extracts", e->n), e->n);
    buf_addf(right, ngettext(" · %zu source", " · %zu sources", e->sources), e->sources);
}

/* ---- drawing ---- */

static int draw_source(struct workbench *wb, const struct extracts *e, struct canvas *c, struct rect r,
                       int row, int i)
{
    const struct source *s = study_source(wb->st, e->x[i].source);
    int col = r.col + canvas_fit(c, row, r.col, r.cols, S(TITLE), s ? s->name : "?", false) + 1;
    canvas_hline(c, row, col, r.col + r.cols - col, S(BORDER));
    return row + 1;
}

static void draw_head(const struct extracts *e, struct canvas *c, struct rect r, int row, int i, bool focus)
{
    const struct extract *x = &e->x[i];
    struct style st = i == e->sel ? focus ? S(FOCUS) : S(SELECTED) : S(LABEL);
    struct style star = i == e->sel ? st : S(NOTICE);
    canvas_fill(c, (struct rect){row, r.col, 1, r.cols}, i == e->sel ? st : S(NORMAL));
    canvas_text(c, row, r.col, st, extracts_is_ticked(e, x->segment) ? "[x]" : "[ ]");
    int col = r.col + INDENT;
    if (x->quote)
        col += canvas_text(c, row, col, star, glyph(c, "★", "*")) + 1;
    canvas_fit(c, row, col, r.col + r.cols - col, st, e->laid[i].head, false);
}

static void draw_items(struct workbench *wb, struct extracts *e, struct canvas *c, bool focus)
{
    struct rect r = e->area, former = canvas_clip(c, r);
    int row = r.row - e->line, cursor = r.row;
    for (int i = e->top; i < (int)e->n && row < r.row + r.rows; i++) {
        int next = row + extracts_rows(wb, e, i);
        const struct laid *l = &e->laid[i];
        if (extracts_opens_source(e, i))
            row = draw_source(wb, e, c, r, row, i);
        draw_head(e, c, r, row, i, focus);
        if (i == e->sel)
            cursor = row;
        struct rect text = {row + 1, r.col, next - row - 2, r.cols};
        paras_draw(l->v, l->n, c, text, 0);
        row = next;
    }
    canvas_unclip(c, former);
    if (focus)
        canvas_cursor(c, cursor < r.row ? r.row : cursor, r.col);
}

static const char *why_empty(const struct workbench *wb, const struct extracts *e)
{
    if (!name_of(wb, e))
        return e->theme ? _("the theme is no longer there; q leaves")
                        : _("the code is no longer there; q leaves");
    if (e->theme)
        return _("nothing stands under the theme yet: p in the themes places a code, in other extracts a "
                 "meaning unit");
    if (!e->below)
        return _("the code has no extracts of its own; b shows those of the codes below");
    return _("no extracts yet: c in the text gives the code to a meaning unit");
}

static void extracts_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct extracts *e = s;
    bool focus = wb->modal.ops == NULL;
    extracts_sync(wb, e);
    r.col++;
    r.cols -= 2;
    if (r.cols > WIDE)
        r.cols = WIDE;
    bool resized = r.rows != e->area.rows || r.cols != e->area.cols;
    e->area = r;
    if (e->n == 0) {
        draw_wrapped(c, r, S(DIM), why_empty(wb, e));
        if (focus)
            canvas_cursor(c, r.row, r.col);
        return;
    }
    if (e->nread > READ_MOST)
        forget_texts(e);
    if (resized || e->follow)
        extracts_show(wb, e);
    e->follow = false;
    draw_items(wb, e, c, focus);
}

/* ---- keys and mouse ---- */

static void extracts_key(struct workbench *wb, void *s, enum action_id id, int count)
{
    struct extracts *e = s;
    extracts_sync(wb, e);
    if (id == ACTION_BACK || id == ACTION_DROP)
        wb_back(wb);
    else if (!extracts_move(wb, e, id, count))
        extracts_act(wb, e, id);
}

static void extracts_mouse(struct workbench *wb, void *s, const struct event *ev)
{
    struct extracts *e = s;
    extracts_sync(wb, e);
    if (ev->kind != EVENT_MOUSE || e->n == 0 || !rect_has(e->area, ev->row, ev->col))
        return;
    if (ev->act == MOUSE_WHEEL_UP || ev->act == MOUSE_WHEEL_DOWN) {
        extracts_scroll(wb, e, ev->act == MOUSE_WHEEL_UP ? -WHEEL : WHEEL);
        return;
    }
    int i = ev->act == MOUSE_PRESS && ev->button == 1 ? extracts_hit(wb, e, ev->row) : -1;
    if (i < 0)
        return;
    e->sel = i;
    if (ev->clicks == 2)
        extracts_act(wb, e, ACTION_GO_TO);
    else if (ev->col < e->area.col + INDENT - 1 && ev->clicks == 1)
        extracts_act(wb, e, ACTION_TICK);
}

const struct screen extracts_screen = {
    .name = "extracts",
    .open = extracts_open,
    .close = extracts_close,
    .enter = extracts_enter,
    .where = extracts_where,
    .status = extracts_status,
    .draw = extracts_draw,
    .act = extracts_key,
    .mouse = extracts_mouse,
};
