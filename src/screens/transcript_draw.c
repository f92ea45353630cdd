/* Drawing the text: turns set apart, codes in the margin, what is under the caret named below. */
#include <string.h>

#include "tema/app/themes.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/ui/layout.h"
#include "transcript_priv.h"

enum { PANE_COLS_MIN = 34, PANE_COLS_MAX = 56, PANE_FROM = 100, BOTH_FROM = 70, NAMED_ROWS = 2 };

/* ---- a line ---- */

struct span { /* a stretch with a role of its own */
    cp_off start, end;
    enum role role;
};
typedef VEC(struct span) spans;

struct line_ctx {
    struct workbench *wb;
    struct transcript *t;
    struct canvas *c;
    spans *over;
    size_t first, last; /* stripes that can touch what is shown */
};

static void draw_span(const struct line_ctx *x, int row, const struct doc_row *r, const struct wrap_line *l,
                      const struct span *s)
{
    cp_off line_start = {r->start.cp + utf8_cp(r->row.text, r->row.bytes, l->start).cp};
    cp_off line_end = {line_start.cp + utf8_count(r->row.text + l->start.b, l->end.b - l->start.b)};
    if (s->end.cp <= line_start.cp || s->start.cp >= line_end.cp)
        return;
    const char *text = r->row.text + l->start.b;
    size_t n = l->end.b - l->start.b;
    size_t from = s->start.cp > line_start.cp ? s->start.cp - line_start.cp : 0;
    size_t a = utf8_byte(text, n, (cp_off){from}).b;
    size_t z = s->end.cp < line_end.cp ? utf8_byte(text, n, (cp_off){s->end.cp - line_start.cp}).b : n;
    int col = x->t->text.col + x->t->margin + text_width(text, a);
    canvas_restyle_role(x->c, (struct rect){row, col, 1, text_width(text + a, z - a)}, s->role);
}

static const struct quote *quote_of(const struct transcript *t, tema_id segment)
{
    for (size_t i = 0; i < t->nquotes; i++)
        if (t->quotes[i].segment == segment)
            return &t->quotes[i];
    return NULL;
}

static const char *lane_glyph(const struct canvas *c, int lane)
{
    static const char *const lines[LANES] = {"┃", "║", "╏", "┋"};
    static const char *const ascii[LANES] = {"|", "!", ":", ";"};
    return canvas_is_ascii(c) ? ascii[lane] : lines[lane];
}

static void draw_initial(struct canvas *c, int row, int col, struct style st, const char *name)
{
    size_t n = strlen(name);
    size_t end = grapheme_next(name, n, (byte_off){0}).b;
    if (n > 0 && grapheme_width(name, end) == 1)
        canvas_textn(c, row, col, st, name, end);
    else
        canvas_text(c, row, col, st, glyph(c, "■", "#"));
}

/* A stretch that is set aside has a dash on every line: neither a stroke nor an initial, as codings have. */
static void draw_stripe(const struct line_ctx *x, int row, int col, const struct stripe *s, cp_off start)
{
    const struct code *k = s->kind == STRIPE_CODE ? study_code(x->wb->st, s->code) : NULL;
    const struct theme *theme = s->kind == STRIPE_THEME ? study_theme(x->wb->st, s->code) : NULL;
    const char *name = k ? k->name : theme ? theme->name : NULL;
    struct style st = S(STRIPE);
    st.fg = k ? TINT(k->colour) : 0;
    if (s->start.cp == s->end.cp)
        canvas_text(x->c, row, col, st, "!");
    else if (s->kind == STRIPE_ASIDE)
        canvas_text(x->c, row, col, S(DIM), glyph(x->c, "╌", "-"));
    else if (s->start.cp >= start.cp && name)
        draw_initial(x->c, row, col, st, name);
    else
        canvas_text(x->c, row, col, st, lane_glyph(x->c, s->lane < LANES ? s->lane : LANES - 1));
}

/* What stands beside a line in the margin: where a coding begins its code's initial, then a line; a code that finds
 * its lane taken on this line goes to a free one, or is counted as "+". */
static void draw_stripes(const struct line_ctx *x, int row, cp_off start, cp_off end)
{
    int lanes = x->t->text.cols < 60 ? 2 : LANES;
    bool taken[LANES] = {false};
    for (size_t i = x->first; i < x->last; i++) {
        const struct stripe *s = &x->t->stripes.v[i];
        bool empty = s->start.cp == s->end.cp;
        if (s->start.cp >= end.cp || (s->end.cp <= start.cp && !(empty && s->start.cp >= start.cp)))
            continue;
        int lane = s->lane;
        if (lane >= lanes || taken[lane])
            for (lane = 0; lane < lanes && taken[lane]; lane++)
                continue;
        if (lane >= lanes) {
            canvas_text(x->c, row, x->t->text.col + lanes - 1, S(STRIPE), "+");
            continue;
        }
        taken[lane] = true;
        struct stripe here = *s;
        here.lane = lane;
        draw_stripe(x, row, x->t->text.col + lane, &here, start);
    }
}

/* The column after the lanes: a star where a meaning unit begins that is to be quoted. */
static void draw_star(const struct line_ctx *x, int row, cp_off start, cp_off end)
{
    const struct transcript *t = x->t;
    int lanes = t->text.cols < 60 ? 2 : LANES;
    for (size_t i = 0; i < t->nsegs; i++) {
        const struct segment *s = &t->segs[i];
        if (s->start.cp >= start.cp && s->start.cp < end.cp && quote_of(t, s->id)) {
            canvas_text(x->c, row, t->text.col + lanes, S(TITLE), glyph(x->c, "★", "*"));
            return;
        }
    }
}

static void draw_text_line(const struct line_ctx *x, int row, size_t i, int line)
{
    struct transcript *t = x->t;
    const struct row_box *b = layout_box(t, i);
    const struct doc_row *r = &t->doc.rows[i];
    const struct wrap_line *l = &b->lines[line];
    canvas_textn(x->c, row, t->text.col + t->margin, S(NORMAL), r->row.text + l->start.b,
                 l->end.b - l->start.b);
    for (size_t k = 0; k < x->over->n; k++)
        draw_span(x, row, r, l, &x->over->v[k]);
    cp_off start = {r->start.cp + utf8_cp(r->row.text, r->row.bytes, l->start).cp};
    cp_off end = {start.cp + utf8_count(r->row.text + l->start.b, l->next.b - l->start.b)};
    if (line + 1 == b->n)
        end.cp = start.cp + utf8_count(r->row.text + l->start.b, b->b1.b - l->start.b) + 1;
    if (line == 0)
        start = r->start; /* a label that is not shown stands on the first line */
    draw_stripes(x, row, start, end);
    draw_star(x, row, start, end);
}

static void draw_turn_number(const struct line_ctx *x, int row, int turn)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%d", turn);
    int lanes = x->t->text.cols < 60 ? 2 : LANES;
    canvas_fit_right(x->c, row, x->t->text.col + lanes, x->t->margin - lanes - 1, S(NUMBER), buf_str(&b));
    buf_release(&b);
}

/* Who speaks, when, and on which page. */
static void draw_heading(const struct line_ctx *x, int row, size_t i)
{
    struct transcript *t = x->t;
    const struct doc_row *r = &t->doc.rows[i];
    int col = t->text.col + t->margin, end = col + t->width;
    const struct speaker *who = doc_speaker(&t->doc, r->row.speaker);
    if (who) {
        struct style st = S(LABEL);
        st.attrs = ATTR_BOLD;
        col += canvas_fit(x->c, row, col, end - col, st, who->name, false) + 2;
    }
    if (r->row.start_ms >= 0) {
        char time[16];
        clock_span(r->row.start_ms, time);
        col += canvas_fit(x->c, row, col, end - col, S(TIME), time, false) + 2;
    }
    if (t->doc.pages > 1 && i > 0 && r->page != t->doc.rows[i - 1].page) {
        struct buf b = BUF_INIT;
        buf_addf(&b, _("page %d"), r->page);
        canvas_fit(x->c, row, col, end - col, S(DIM), buf_str(&b), false);
        buf_release(&b);
    }
}

static void collect_spans(struct transcript *t, spans *over)
{
    for (size_t i = 0; i < t->nsegs; i++)
        if (t->segs[i].aside)
            vec_push(over, ((struct span){t->segs[i].start, t->segs[i].end, ROLE_DIM}));
    if (t->mark != MARK_ON)
        for (size_t i = 0; i < t->nsegs; i++)
            if (t->segs[i].start.cp <= t->caret.cp && t->caret.cp < t->segs[i].end.cp)
                vec_push(over, ((struct span){t->segs[i].start, t->segs[i].end, ROLE_EXTENT}));
    if (t->found_end.cp > t->found_start.cp)
        vec_push(over, ((struct span){t->found_start, t->found_end, ROLE_FOUND}));
    if (t->mark != MARK_NONE) {
        struct span m = {{0}, {0}, t->mark == MARK_ON ? ROLE_MARK : ROLE_EXTENT};
        mark_range(t, &m.start, &m.end);
        vec_push(over, m);
    }
}

static void draw_lines(struct workbench *wb, struct transcript *t, struct canvas *c)
{
    spans over = VEC_INIT;
    collect_spans(t, &over);
    struct line_ctx x = {wb, t, c, &over, 0, t->stripes.n};
    cp_off top = layout_top_pos(t);
    int row = t->top_row, line = t->top_line;
    size_t after = (size_t)row + (size_t)t->text.rows + 1;
    cp_off bottom = {after < t->doc.n ? t->doc.rows[after].start.cp : t->doc.chars + 1};
    while (x.last > 0 && t->stripes.v[x.last - 1].start.cp > bottom.cp)
        x.last--;
    while (x.first < x.last && t->stripes.v[x.first].end.cp < top.cp)
        x.first++;
    for (int i = 0; i < t->text.rows; i++) {
        const struct row_box *b = layout_box(t, (size_t)row);
        const struct doc_row *r = &t->doc.rows[row];
        bool heading = b->lead > 0 && (r->row.speaker || r->row.start_ms >= 0 ||
                                       (row > 0 && r->page != t->doc.rows[row - 1].page));
        int y = t->text.row + i;
        if (heading && line == b->lead - 1)
            draw_heading(&x, y, (size_t)row);
        if (r->row.opens && line == (heading ? b->lead - 1 : b->lead))
            draw_turn_number(&x, y, r->turn);
        if (line >= b->lead)
            draw_text_line(&x, y, (size_t)row, line - b->lead);
        if (!layout_next(t, &row, &line))
            break;
    }
    vec_release(&over);
}

/* Draws the caret where it stands: the hardware cursor, or where the tree has the focus a cell of its own. */
static void draw_caret(struct workbench *wb, struct transcript *t, struct canvas *c)
{
    int row, line, col;
    layout_place(t, t->caret, &row, &line, &col);
    int r = t->top_row, l = t->top_line;
    for (int i = 0; i < t->text.rows; i++) {
        if (r == row && l == line) {
            int y = t->text.row + i, x = t->text.col + t->margin + col;
            if (t->tree_focus)
                canvas_restyle_role(c, (struct rect){y, x, 1, 1}, ROLE_CARET);
            else if (!wb->modal.ops)
                canvas_cursor(c, y, x);
            return;
        }
        if (!layout_next(t, &r, &l))
            return;
    }
}

/* ---- what is under the caret ---- */

struct flow { /* items side by side, on as many lines as there are */
    struct canvas *c;
    struct rect r;
    int row, col;
    int left_out;
};

/* Makes room for an item of so many columns; the columns it may take, 0 for none. */
static int flow_room(struct flow *f, int cols)
{
    int end = f->r.col + f->r.cols;
    if (f->col > f->r.col && f->col + cols > end) {
        f->row++;
        f->col = f->r.col;
    }
    if (f->row >= f->r.row + f->r.rows || f->left_out > 0) {
        f->left_out++;
        return 0;
    }
    return cols < end - f->col ? cols : end - f->col;
}

static void flow_item(struct flow *f, uint32_t tint, struct style st, const char *text)
{
    int cols = flow_room(f, text_width(text, strlen(text)) + 2);
    if (cols <= 2)
        return;
    if (tint) {
        struct style swatch = st;
        swatch.fg = tint;
        canvas_text(f->c, f->row, f->col, swatch, glyph(f->c, "●", "*"));
    }
    int used = canvas_fit(f->c, f->row, f->col + 2, cols - 2, st, text, false);
    f->col += used + 4;
}

/* The word of another that waits for an answer. */
static void name_waiting(struct workbench *wb, struct transcript *t, struct flow *f, struct arena *a)
{
    for (size_t i = 0; i < t->nwaiting; i++) {
        const struct review_item *it = &t->waiting[i];
        const struct review_state *s = &it->state;
        if (it->coding.source != t->source || it->coding.start.cp > t->caret.cp ||
            t->caret.cp >= it->coding.end.cp || s->entries == 0)
            continue;
        const struct review_entry *e = &s->first[s->entries - 1];
        const struct coder *who = study_coder(wb->st, e->coder);
        const char *name = who ? who->name : "?";
        const char *words = e->kind == REVIEW_QUESTIONED  ? arena_printf(a, _("question of %s"), name)
                            : e->kind == REVIEW_DISAGREED ? arena_printf(a, _("disagreement of %s"), name)
                                                          : arena_printf(a, _("comment of %s"), name);
        struct style st = S(TITLE);
        flow_item(f, 0, st, arena_printf(a, "? %s%s%s", words, e->text[0] ? ": " : "", e->text));
    }
}

static void name_codes(struct workbench *wb, struct transcript *t, struct flow *f, struct arena *a)
{
    const struct study *st = wb->st;
    const struct coder *me = wb_me(wb);
    for (size_t i = 0; i < t->stripes.n && t->stripes.v[i].start.cp <= t->caret.cp; i++) {
        const struct stripe *s = &t->stripes.v[i];
        const struct code *k = s->kind == STRIPE_CODE ? study_code(st, s->code) : NULL;
        if (!stripe_covers(s, t->caret) || (s->kind == STRIPE_CODE && !k))
            continue;
        const char *what = k                         ? codetree_path(st->codes, st->ncodes, k->id, a)
                           : s->kind == STRIPE_THEME ? themetree_path(st->themes, st->nthemes, s->code, a)
                                                     : _("set aside");
        const struct coder *who = study_coder(st, s->coder);
        bool other = who && (!me || me->id != who->id);
        flow_item(f, k ? TINT(k->colour) : 0, s->kind == STRIPE_ASIDE ? S(DIM) : S(NORMAL),
                  other ? arena_printf(a, "%s (%s)", what, who->name) : what);
    }
}

static void name_notes(struct transcript *t, struct flow *f, struct arena *a)
{
    for (size_t i = 0; i < t->nsegs; i++) {
        const struct segment *s = &t->segs[i];
        if (s->start.cp > t->caret.cp || t->caret.cp >= s->end.cp)
            continue;
        const struct quote *q = quote_of(t, s->id);
        if (q && q->text[0])
            flow_item(f, 0, S(DIM), arena_printf(a, _("starred: %s"), q->text));
        else if (q)
            flow_item(f, 0, S(DIM), _("starred"));
        if (s->condensed[0])
            flow_item(f, 0, S(DIM), arena_printf(a, _("condensed: %s"), s->condensed));
        for (size_t m = 0; m < t->nmemos; m++)
            if (t->memos[m].about == MEMO_SEGMENT && t->memos[m].target == s->id)
                flow_item(f, 0, S(DIM), arena_printf(a, _("memo: %s"), t->memos[m].text));
    }
}

static void draw_named(struct workbench *wb, struct transcript *t, struct canvas *c, struct rect r)
{
    struct arena a = ARENA_INIT;
    struct flow f = {c, r, r.row, r.col, 0};
    name_waiting(wb, t, &f, &a);
    name_codes(wb, t, &f, &a);
    name_notes(t, &f, &a);
    if (f.left_out > 0)
        canvas_fit_right(c, r.row + r.rows - 1, r.col + r.cols - 5, 5, S(WARNING),
                         arena_printf(&a, " +%d", f.left_out));
    arena_release(&a);
}

/* ---- the screen ---- */

static void split_panes(struct transcript *t, struct rect *text, struct rect *pane)
{
    *pane = (struct rect){0, 0, 0, 0};
    bool shown = t->tree_focus || t->pane == PANE_ON || (t->pane == PANE_AUTO && text->cols >= PANE_FROM);
    if (!shown)
        return;
    if (text->cols < BOTH_FROM) {
        if (t->tree_focus)
            *pane = *text;
        return;
    }
    int cols = text->cols * 36 / 100;
    cols = cols < PANE_COLS_MIN ? PANE_COLS_MIN : cols > PANE_COLS_MAX ? PANE_COLS_MAX : cols;
    *pane = layout_right(text, cols);
}

void transcript_draw(struct workbench *wb, void *state, struct canvas *c, struct rect r)
{
    struct transcript *t = state;
    struct rect pane;
    if (!t->loaded) {
        draw_wrapped(c, r, S(DIM), _("this source is not here any more; q goes back"));
        return;
    }
    split_panes(t, &r, &pane);
    t->pane_area = pane;
    if (pane.cols > 0) {
        if (pane.cols < wb->cols) {
            struct rect line = layout_left(&pane, 1);
            canvas_vline(c, line.row, line.col, line.rows, S(BORDER));
        }
        pane.col++;
        pane.cols -= 2;
        codeview_draw(wb, &t->view, c, pane, t->tree_focus && !wb->modal.ops);
        if (r.cols == wb->cols)
            return;
    }
    struct rect named = layout_bottom(&r, NAMED_ROWS);
    struct rect rule = layout_bottom(&r, 1);
    canvas_hline(c, rule.row, rule.col, rule.cols, S(BORDER));
    r.col++;
    r.cols--;
    layout_fit(t, r);
    if (t->doc.n == 0) {
        canvas_text(c, r.row, r.col, S(DIM), _("there are no words in this source"));
        return;
    }
    if (t->follow)
        layout_reveal(t, t->pane_area.cols > 0);
    t->follow = false;
    if (t->waiting_stale)
        wb->soon = true;
    struct rect former = canvas_clip(c, r);
    draw_lines(wb, t, c);
    canvas_unclip(c, former);
    draw_caret(wb, t, c);
    named.col++;
    named.cols -= 2;
    draw_named(wb, t, c, named);
}
