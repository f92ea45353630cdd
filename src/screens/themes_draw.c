/* The themes screen as it is drawn. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/text/breaks.h"
#include "tema/text/wrap.h"
#include "tema/ui/layout.h"
#include "themes_priv.h"

enum {
    COUNT_COLS = 6,
    STATUS_COLS = 10,
    WIDE = 110,
    WIDE_TREE = 52,
    DETAIL_ROWS = 6,
    IDEA_ROWS = 2,
    COUNTS_ROWS = 2
};

bool themes_are_wide(int cols)
{
    return cols >= WIDE;
}

struct draw_ctx {
    struct workbench *wb;
    struct themes *s;
};

/* Less important text in a row: like the row where that is selected. */
static struct style dim_in(struct style st)
{
    if (st.role == ROLE_NORMAL)
        st.role = ROLE_DIM;
    return st;
}

static void draw_count(struct canvas *c, int row, int right, struct style st, int64_t n)
{
    struct buf b = BUF_INIT;
    if (n >= 0)
        buf_addf(&b, "%lld", (long long)n);
    if (st.role == ROLE_NORMAL)
        st.role = n > 0 ? ROLE_NUMBER : ROLE_DIM;
    canvas_fit_right(c, row, right - COUNT_COLS, COUNT_COLS, st, buf_str(&b));
    buf_release(&b);
}

/* A word after what was drawn up to `col`, if it fits whole. Returns the column after it. */
static int draw_after(struct canvas *c, int row, int col, int right, struct style st, const char *word)
{
    int cols = text_width(word, strlen(word));
    if (word[0] == '\0' || col + 2 + cols > right)
        return col;
    return col + 2 + canvas_text(c, row, col + 2, st, word);
}

static const char *status_word(const struct theme *t)
{
    switch (t->status) {
    case THEME_CANDIDATE: return _("candidate");
    case THEME_KEPT: return _("kept");
    case THEME_MERGED: return _("merged");
    case THEME_DROPPED: return _("dropped");
    }
    return "";
}

static bool is_gone(const struct theme *t)
{
    return t->status == THEME_MERGED || t->status == THEME_DROPPED;
}

/* ---- the tree ---- */

static void draw_theme(struct draw_ctx *x, struct canvas *c, struct rect where, int i, struct style st,
                       const struct theme *t)
{
    struct themes *s = x->s;
    const struct study *st_ = x->wb->st;
    const struct structure *now = study_structure(st_, t->structure);
    const struct theme *n = themes_counts(s, t->id);
    bool stands = themetree_stands(st_->themes, st_->nthemes, t->id);
    int right = where.col + where.cols;
    draw_count(c, where.row, right, st, n ? n->extracts : -1);
    draw_count(c, where.row, right - COUNT_COLS, st, n ? n->codes : -1);
    right -= 2 * COUNT_COLS;
    if (where.cols >= WIDE_TREE) {
        right -= STATUS_COLS;
        canvas_fit(c, where.row, right, STATUS_COLS, dim_in(st), status_word(t), false);
    }
    int col = where.col + 2 * s->tree.nodes.v[s->tree.shown.v[i]].level;
    if (tree_has_children(&s->tree, i))
        canvas_text(c, where.row, col, st,
                    tree_is_closed(&s->tree, i) ? glyph(c, "▸", "+") : glyph(c, "▾", "-"));
    const char *sign = is_gone(t)                ? glyph(c, "×", "x")
                       : t->status == THEME_KEPT ? glyph(c, "◆", "#")
                                                 : glyph(c, "◇", "o");
    struct style name = stands ? st : dim_in(st);
    canvas_text(c, where.row, col + 2, name, sign);
    col += 4;
    col += canvas_fit(c, where.row, col, right - col - 1, name, t->name, false);
    if (is_gone(t) && where.cols < WIDE_TREE)
        col = draw_after(c, where.row, col, right, dim_in(st), status_word(t));
    if (now)
        draw_after(c, where.row, col, right - 1, dim_in(st), themetree_level(now, t->depth));
}

static void draw_place(struct draw_ctx *x, struct canvas *c, struct rect where, int i, struct style st,
                       const struct place *p)
{
    struct themes *s = x->s;
    const struct code *k = study_code(x->wb->st, p->code);
    const char *words = NULL;
    int right = where.col + where.cols - 2 * COUNT_COLS;
    int col = where.col + 2 * s->tree.nodes.v[s->tree.shown.v[i]].level;
    if (themes_is_ticked(s, p->id))
        canvas_text(c, where.row, col, st, glyph(c, "✓", "x"));
    if (!k) {
        if (themes_unit(x->wb, s, p->segment, &words)) {
            struct buf b = BUF_INIT;
            buf_addf(&b, "“%s”", words);
            canvas_fit(c, where.row, col + 2, where.col + where.cols - col - 3, st, buf_str(&b), false);
            buf_release(&b);
        }
        return;
    }
    draw_count(c, where.row, where.col + where.cols, st, k->references_below);
    struct style swatch = st;
    swatch.fg = TINT(k->colour);
    canvas_text(c, where.row, col + 2, swatch, glyph(c, "●", "*"));
    col += 4;
    col += canvas_fit(c, where.row, col, right - col - 1, st, p->name[0] ? p->name : k->name, false);
    if (k->status != CODE_ACTIVE)
        col = draw_after(c, where.row, col, right, dim_in(st),
                         k->status == CODE_MERGED ? _("merged") : _("dropped"));
    if (p->name[0] && strcmp(p->name, k->name) != 0)
        draw_after(c, where.row, col, right, dim_in(st), k->name);
}

static void draw_node(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct draw_ctx *x = ctx;
    tema_id id = tree_id(&x->s->tree, i);
    const struct theme *t = study_theme(x->wb->st, id);
    const struct place *p = t ? NULL : themes_place(x->wb, id);
    if (t)
        draw_theme(x, c, where, i, st, t);
    else if (p)
        draw_place(x, c, where, i, st, p);
}

static void draw_heads(struct canvas *c, struct rect head, const char *title, const char *first,
                       const char *second)
{
    int right = head.col + head.cols;
    canvas_fit(c, head.row, head.col, head.cols - 2 * COUNT_COLS - 1, S(TITLE), title, false);
    canvas_fit_right(c, head.row, right - 2 * COUNT_COLS, COUNT_COLS, S(DIM), first);
    canvas_fit_right(c, head.row, right - COUNT_COLS, COUNT_COLS, S(DIM), second);
}

static void draw_tree(struct draw_ctx *x, struct canvas *c, struct rect r, bool focus)
{
    const struct structure *now = study_current_structure(x->wb->st);
    struct arena a = ARENA_INIT;
    struct rect head = layout_top(&r, 1);
    draw_heads(c, head, now ? now->name : _("themes"), _("codes"), _("units"));
    if (x->s->list.n > 0) {
        list_draw(&x->s->list, c, r, focus, draw_node, x);
    } else {
        x->s->list.area = r;
        draw_wrapped(
            c, r, S(DIM),
            now ? arena_printf(&a, _("“%s” has no theme yet: n makes one."), now->name)
                : _("No themes yet: n makes the first one. Codes are put under it with p, from the list "
                    "that Tab goes to."));
        if (focus)
            canvas_cursor(c, r.row, r.col);
    }
    arena_release(&a);
}

/* ---- codes without a place ---- */

static void draw_code(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct draw_ctx *x = ctx;
    const struct study *study = x->wb->st;
    const struct code *k = study_code(study, x->s->codes.v[i]);
    int right = where.col + where.cols;
    if (!k)
        return;
    draw_count(c, where.row, right, st, k->references);
    draw_count(c, where.row, right - COUNT_COLS, st, k->files);
    right -= 2 * COUNT_COLS;
    if (themes_is_ticked(x->s, k->id))
        canvas_text(c, where.row, where.col, st, glyph(c, "✓", "x"));
    struct style swatch = st;
    swatch.fg = TINT(k->colour);
    canvas_text(c, where.row, where.col + 2, swatch, glyph(c, "●", "*"));
    int col = where.col + 4;
    col += canvas_fit(c, where.row, col, right - col - 1, st, k->name, false);
    if (k->parent) {
        struct arena a = ARENA_INIT;
        draw_after(c, where.row, col, right, dim_in(st),
                   codetree_path(study->codes, study->ncodes, k->parent, &a));
        arena_release(&a);
    }
}

static void draw_codes(struct draw_ctx *x, struct canvas *c, struct rect r, bool focus)
{
    struct rect head = layout_top(&r, 1);
    draw_heads(c, head, _("codes with no place"), _("files"), _("refs"));
    if (x->s->codes_list.n > 0) {
        list_draw(&x->s->codes_list, c, r, focus, draw_code, x);
        return;
    }
    x->s->codes_list.area = r;
    draw_wrapped(c, r, S(DIM),
                 x->wb->st->ncodes ? _("Every code stands under a theme.") : _("There are no codes yet."));
    if (focus)
        canvas_cursor(c, r.row, r.col);
}

/* ---- extracts ---- */

/* Its words, read when they are drawn first. */
static const struct extract_text *text_of(struct draw_ctx *x, size_t i)
{
    struct theme_extracts *e = &x->s->extracts;
    if (!e->texts[i].words) {
        struct err err = ERR_INIT;
        if (!app_extract_text(x->wb->app, &e->v[i], 0, &e->arena, &e->texts[i], &err)) {
            e->texts[i] = (struct extract_text){.words = arena_strdup(&e->arena, err_text(&err))};
            e->texts[i].who = e->texts[i].where = arena_strdup(&e->arena, "");
        }
        err_release(&err);
    }
    return &e->texts[i];
}

static void draw_extract(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct draw_ctx *x = ctx;
    const struct extract *e = &x->s->extracts.v[i];
    const struct extract_text *t = text_of(x, (size_t)i);
    int right = where.col + where.cols;
    if (themes_is_ticked(x->s, e->segment))
        canvas_text(c, where.row, where.col, st, glyph(c, "✓", "x"));
    else if (e->quote)
        canvas_text(c, where.row, where.col, dim_in(st), glyph(c, "★", "*"));
    int who = text_width(t->who, strlen(t->who));
    if (where.cols >= 50 && who > 0) {
        if (who > where.cols / 3)
            who = where.cols / 3;
        canvas_fit_right(c, where.row, right - who, who, dim_in(st), t->who);
        right -= who + 2;
    }
    canvas_fit(c, where.row, where.col + 2, right - where.col - 2, st, t->words, false);
}

/* "12 meaning units · 4 sources · 3 participants" */
static void count_words(struct draw_ctx *x, tema_id code, tema_id theme, struct buf *b)
{
    const struct theme *t = themes_counts(x->s, theme);
    const struct code *k = study_code(x->wb->st, code);
    int64_t units = k ? k->references_below : t ? t->extracts : 0;
    int64_t sources = k ? k->files_below : t ? t->sources : 0;
    buf_addf(b, ngettext("%lld meaning unit", "%lld meaning units", (unsigned long)units), (long long)units);
    buf_addf(b, ngettext(" · %lld source", " · %lld sources", (unsigned long)sources), (long long)sources);
    if (t)
        buf_addf(b, ngettext(" · %lld participant", " · %lld participants", (unsigned long)t->participants),
                 (long long)t->participants);
}

/* What the extracts are of: name, what it is about, counts. */
static void draw_about(struct draw_ctx *x, struct canvas *c, struct rect *r, tema_id code, tema_id theme)
{
    const struct study *st = x->wb->st;
    const struct theme *t = study_theme(st, theme);
    const struct code *k = study_code(st, code);
    const struct structure *now = t ? study_structure(st, t->structure) : NULL;
    struct buf b = BUF_INIT;
    struct rect head = layout_top(r, 1);
    int col = head.col + canvas_fit(c, head.row, head.col, head.cols, S(TITLE), t ? t->name : k->name, false);
    if (t && now) {
        buf_addf(&b, "%s, %s", themetree_level(now, t->depth), status_word(t));
        if (t->reason[0])
            buf_addf(&b, ": %s", t->reason);
    }
    draw_after(c, head.row, col, head.col + head.cols, S(DIM), k ? _("code") : buf_str(&b));
    buf_clear(&b);
    const char *about = k ? k->definition : t->idea[0] ? t->idea : t->definition;
    if (about[0]) {
        struct rect where = *r;
        where.rows = where.rows < IDEA_ROWS ? where.rows : IDEA_ROWS;
        int lines = draw_wrapped(c, where, S(NORMAL), about);
        layout_top(r, lines < IDEA_ROWS ? lines : IDEA_ROWS);
    }
    count_words(x, code, theme, &b);
    struct rect counts = *r;
    counts.rows = counts.rows < COUNTS_ROWS ? counts.rows : COUNTS_ROWS;
    int n = draw_wrapped(c, counts, S(DIM), buf_str(&b));
    layout_top(r, n < COUNTS_ROWS ? n : COUNTS_ROWS);
    buf_release(&b);
}

/* The extract at hand in full, with who said it and where. */
static void draw_detail(struct draw_ctx *x, struct canvas *c, struct rect r)
{
    const struct extract_text *t = text_of(x, (size_t)x->s->extracts.list.sel);
    struct buf b = BUF_INIT;
    canvas_hline(c, r.row, r.col, r.cols, S(BORDER));
    layout_top(&r, 1);
    struct rect last = layout_bottom(&r, 1);
    draw_wrapped(c, r, S(NORMAL), t->words);
    buf_addf(&b, "%s%s%s", t->who, t->who[0] && t->where[0] ? " · " : "", t->where);
    canvas_fit(c, last.row, last.col, last.cols, S(DIM), buf_str(&b), false);
    buf_release(&b);
}

static void draw_extracts(struct draw_ctx *x, struct canvas *c, struct rect r, bool focus)
{
    struct theme_extracts *e = &x->s->extracts;
    tema_id code, theme;
    themes_wanted(x->wb, x->s, &code, &theme);
    e->list.area = r;
    if (focus)
        canvas_cursor(c, r.row, r.col);
    if (!study_theme(x->wb->st, theme) && !study_code(x->wb->st, code)) {
        canvas_fit(c, r.row, r.col, r.cols, S(TITLE), _("extracts"), false);
        return;
    }
    draw_about(x, c, &r, code, theme);
    if (e->code != code || e->theme != theme) {
        e->list.area.rows = 0;
        x->wb->soon = true;
        return;
    }
    if (e->n == 0) {
        draw_wrapped(c, r, S(DIM), _("No meaning unit is read under it yet."));
        return;
    }
    struct rect detail = layout_bottom(&r, r.rows >= 10 ? DETAIL_ROWS : 0);
    list_draw(&e->list, c, r, focus, draw_extract, x);
    if (detail.rows > 2)
        draw_detail(x, c, detail);
}

void themes_draw(struct workbench *wb, void *p, struct canvas *c, struct rect r)
{
    struct themes *s = p;
    struct draw_ctx x = {wb, s};
    bool wide = themes_are_wide(r.cols), free_ = wb->modal.ops == NULL;
    themes_sync(wb, s);
    r.col++;
    r.cols -= 2;
    struct rect tree = layout_left(&r, wide ? r.cols / 2 : r.cols * 11 / 20);
    struct rect gap = layout_left(&r, 3);
    canvas_vline(c, gap.row, gap.col + 1, gap.rows, S(BORDER));
    draw_tree(&x, c, tree, free_ && s->focus == PANE_TREE);
    if (wide) {
        struct rect top = layout_top(&r, r.rows / 2);
        struct rect line = layout_bottom(&top, 1);
        canvas_hline(c, line.row, line.col, line.cols, S(BORDER));
        draw_codes(&x, c, top, free_ && s->focus == PANE_CODES);
        draw_extracts(&x, c, r, free_ && s->focus == PANE_EXTRACTS);
    } else if (s->beside == PANE_CODES) {
        draw_codes(&x, c, r, free_ && s->focus == PANE_CODES);
    } else {
        draw_extracts(&x, c, r, free_ && s->focus == PANE_EXTRACTS);
    }
}
