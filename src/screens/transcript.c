/* The transcript: reading and coding one source, with the codebook's tree beside it. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "transcript_priv.h"

static void *transcript_open(struct workbench *wb)
{
    (void)wb;
    struct transcript *t = mem_alloc(sizeof *t);
    doc_init(&t->doc);
    t->goal = -1;
    return t;
}

static void transcript_close(void *s)
{
    struct transcript *t = s;
    doc_release(&t->doc);
    arena_release(&t->coding_arena);
    arena_release(&t->line_arena);
    arena_release(&t->waiting_arena);
    vec_release(&t->stripes);
    codeview_release(&t->view);
    mem_free(t->needle);
    mem_free(t->last_speaker);
    mem_free(t->other_speaker);
    mem_free(t);
}

static void put_place(struct workbench *wb, struct transcript *t)
{
    if (t->place_dirty && t->loaded)
        app_place_put(wb->app, t->source, (struct app_place){t->caret, t->far});
    t->place_dirty = false;
}

/* What is done next is found again here. */
static void note_place(struct workbench *wb, struct transcript *t)
{
    if (t->place_dirty && t->loaded)
        app_place_note(wb->app, transcript_screen.name, t->source, (struct app_place){t->caret, t->far});
}

/* The text, read again when it may have changed; the caret and the mark stay where they are as positions. */
static void load_text(struct workbench *wb, struct transcript *t)
{
    if (t->text_stamp == wb->text_stamp && t->source == wb->source)
        return;
    struct err err = ERR_INIT;
    t->text_stamp = wb->text_stamp;
    doc_release(&t->doc);
    doc_init(&t->doc);
    layout_drop(t);
    t->loaded = study_source(wb->st, wb->source) && app_doc(wb->app, wb->source, &t->doc, &err);
    if (!t->loaded) {
        doc_release(&t->doc);
        doc_init(&t->doc);
        if (err.kind != ERR_NONE)
            wb_fail(wb, &err);
    }
    if (t->source == wb->source) {
        t->caret = text_snap(t, t->caret, false);
        t->anchor = text_snap(t, t->anchor, false);
        if ((size_t)t->top_row >= t->doc.n)
            t->top_row = t->top_line = 0;
        t->follow = true;
    }
}

static void sync(struct workbench *wb, struct transcript *t)
{
    load_text(wb, t);
    if (t->loaded)
        transcript_load_codings(wb, t);
}

/* What another screen sent here: the stretch is marked, with the caret at its beginning. */
static void take_stretch(struct workbench *wb, struct transcript *t)
{
    if (!wb->stretch.source || wb->stretch.source != t->source)
        return;
    wb->stretch.source = 0;
    if (!t->loaded || t->doc.n == 0)
        return;
    t->tree_focus = false;
    t->mark = MARK_NONE;
    t->found_start = t->found_end;
    set_caret(t, wb->stretch.start, true);
    if (wb->stretch.end.cp > wb->stretch.start.cp) {
        t->anchor = text_snap(t, cluster_before(&t->doc, wb->stretch.end), false);
        t->mark = MARK_USED;
        t->mark_auto = false;
    }
}

static void transcript_enter(struct workbench *wb, void *s)
{
    struct transcript *t = s;
    bool other = t->source != wb->source;
    load_text(wb, t);
    t->source = wb->source;
    if (other) {
        struct app_place p = {{0}, {0}};
        t->coding_stamp = 0;
        if (t->loaded)
            app_place_get(wb->app, t->source, &p);
        t->top_row = t->top_line = 0;
        t->mark = MARK_NONE;
        t->found_start = t->found_end = (cp_off){0};
        t->tree_focus = false;
        t->far = p.far;
        set_caret(t, p.at, true);
        t->place_dirty = false;
    }
    take_stretch(wb, t);
    t->review_was = wb->review;
    t->going_back = false;
    sync(wb, t);
}

/* The review then begins at the coding at the caret, unless it was sent elsewhere or is gone back to. */
static void transcript_leave(struct workbench *wb, void *s)
{
    struct transcript *t = s;
    tema_id coding = t->loaded ? transcript_coding_here(t) : 0;
    if (coding && !t->going_back && wb->review == t->review_was)
        wb->review = coding;
    put_place(wb, t);
}

static unsigned transcript_where(const void *s)
{
    return ((const struct transcript *)s)->tree_focus ? IN_TREE : IN_TRANSCRIPT;
}

static void transcript_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    struct transcript *t = s;
    sync(wb, t);
    const struct source *source = study_source(wb->st, t->source);
    buf_addf(left, "%s · %s", source ? source->name : "", wb->st->project.title ? wb->st->project.title : "");
    if (!t->loaded || t->doc.n == 0)
        return;
    struct arena a = ARENA_INIT;
    if (t->mark == MARK_ON) {
        struct buf words = BUF_INIT;
        cp_off start, end;
        mark_range(t, &start, &end);
        doc_text(&t->doc, start, end, &words);
        size_t n = word_count(buf_str(&words), words.len);
        buf_addf(right, ngettext("%zu word marked", "%zu words marked", n), n);
        buf_addstr(right, " · ");
        buf_release(&words);
    }
    buf_addf(right, _("%s · %d %% read"), doc_cite(&t->doc, t->caret, &a),
             (int)(t->far.cp * 100 / (t->doc.chars ? t->doc.chars : 1)));
    arena_release(&a);
}

/* Up to where everything was read or stands on the screen, on from what was read. */
static cp_off seen_so_far(struct transcript *t)
{
    if (!t->loaded || t->doc.n == 0 || t->text.rows < 1)
        return t->far;
    cp_off read = text_snap(t, t->far, true);
    if (layout_top_pos(t).cp > read.cp)
        return read;
    int row = t->top_row, line = t->top_line;
    for (int i = 1; i < t->text.rows; i++)
        if (!layout_next(t, &row, &line))
            return (cp_off){t->doc.chars};
    cp_off shown = layout_pos(t, row, line, t->width);
    return shown.cp > read.cp ? shown : read;
}

/* How far one has read follows the caret as long as nothing was jumped over that has not been seen. */
static void note_reading(struct transcript *t, cp_off seen)
{
    if (!t->loaded || t->doc.n == 0 || t->text.rows < 1)
        return;
    if (t->follow)
        layout_reveal(t, t->pane_area.cols > 0);
    t->follow = false;
    cp_off here = cluster_end(&t->doc, t->caret);
    if (here.cp <= t->far.cp || layout_top_pos(t).cp > cluster_end(&t->doc, seen).cp + 1)
        return;
    const struct row_box *last = layout_box(t, t->doc.n - 1);
    t->far.cp = here.cp >= last->c1.cp ? t->doc.chars : here.cp;
    t->place_dirty = true;
}

static void leave_tree(struct transcript *t)
{
    t->tree_focus = false;
    t->follow = true;
}

static void tree_act(struct workbench *wb, struct transcript *t, enum action_id id, int count)
{
    switch ((int)id) {
    case ACTION_PANE:
    case ACTION_DROP:
    case ACTION_BACK: leave_tree(t); break;
    case ACTION_PANE_TOGGLE:
        t->pane = PANE_OFF;
        leave_tree(t);
        break;
    case ACTION_CHOOSE:
        codeview_sync(wb, &t->view);
        if (t->view.sel)
            transcript_give(wb, t, t->view.sel, NULL);
        leave_tree(t); /* what comes next is the next stretch of text */
        break;
    default: codeview_act(wb, &t->view, id, count);
    }
}

static void transcript_act(struct workbench *wb, void *s, enum action_id id, int count)
{
    struct transcript *t = s;
    sync(wb, t);
    if (id == ACTION_BACK && !t->tree_focus) {
        t->going_back = true;
        wb_back(wb);
        return;
    }
    if (!t->loaded || t->doc.n == 0)
        return;
    if (t->tree_focus) {
        tree_act(wb, t, id, count);
        return;
    }
    cp_off seen = seen_so_far(t);
    switch ((int)id) {
    case ACTION_DROP:
        t->mark = MARK_NONE;
        t->found_start = t->found_end;
        break;
    case ACTION_PANE:
        t->tree_focus = true;
        t->follow = true;
        break;
    case ACTION_PANE_TOGGLE:
        t->pane = t->pane_area.cols > 0 ? PANE_OFF : PANE_ON;
        t->follow = true;
        break;
    case ACTION_FIND: transcript_find_start(wb, t); break;
    default:
        if (!transcript_move(wb, t, id, count))
            transcript_code(wb, t, id, count);
    }
    note_reading(t, seen);
    note_place(wb, t);
}

/* ---- mouse ---- */

static void wheel(struct transcript *t, int lines)
{
    layout_scroll(t, lines);
    int row, line, col;
    layout_place(t, t->caret, &row, &line, &col);
    int r = t->top_row, l = t->top_line;
    bool above = row < r || (row == r && line < l);
    cp_off first = layout_pos(t, r, l, col);
    for (int i = 0; i < t->text.rows; i++) {
        if (r == row && l == line)
            return;
        if (i + 1 < t->text.rows && !layout_next(t, &r, &l))
            break;
    }
    set_caret(t, above ? first : layout_pos(t, r, l, col), above);
    t->follow = false;
}

static void transcript_mouse(struct workbench *wb, void *s, const struct event *e)
{
    struct transcript *t = s;
    sync(wb, t);
    if (!t->loaded || t->doc.n == 0)
        return;
    if (t->pane_area.cols > 0 && rect_has(t->pane_area, e->row, e->col)) {
        bool open;
        if (e->act == MOUSE_PRESS)
            t->tree_focus = true;
        if (codeview_mouse(wb, &t->view, e, &open) && open && t->view.sel)
            transcript_give(wb, t, t->view.sel, NULL);
        return;
    }
    cp_off at, seen = seen_so_far(t);
    if (e->act == MOUSE_WHEEL_UP || e->act == MOUSE_WHEEL_DOWN) {
        wheel(t, e->act == MOUSE_WHEEL_UP ? -3 : 3);
    } else if (layout_hit(t, e->row, e->col, &at) && e->button <= 1) {
        if (e->act == MOUSE_PRESS) {
            t->tree_focus = false;
            t->mark = MARK_NONE;
            set_caret(t, at, true);
            if (e->clicks == 2)
                mark_unit(t, DOC_WORD, 1);
            else if (e->clicks == 3)
                mark_unit(t, DOC_SENTENCE, 1);
        } else if (e->act == MOUSE_DRAG) {
            if (t->mark != MARK_ON) {
                t->mark = MARK_ON;
                t->mark_auto = false;
                t->anchor = t->caret;
            }
            set_caret(t, at, true);
        }
    }
    note_reading(t, seen);
    note_place(wb, t);
}

static void transcript_idle(struct workbench *wb, void *s)
{
    struct transcript *t = s;
    if (t->waiting_stale && t->loaded)
        transcript_load_waiting(wb, t);
    put_place(wb, t);
}

const struct screen transcript_screen = {
    .name = "transcript",
    .open = transcript_open,
    .close = transcript_close,
    .enter = transcript_enter,
    .leave = transcript_leave,
    .where = transcript_where,
    .status = transcript_status,
    .draw = transcript_draw,
    .act = transcript_act,
    .mouse = transcript_mouse,
    .idle = transcript_idle,
};
