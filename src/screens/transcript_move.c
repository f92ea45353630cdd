/* Motions in the text, the mark they stretch, and finding words. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "transcript_priv.h"

enum { FIND_COUNT = 100 }; /* places gone through at most by one key with a count */

void mark_range(const struct transcript *t, cp_off *ret_start, cp_off *ret_end)
{
    bool back = t->caret.cp < t->anchor.cp;
    *ret_start = back ? t->caret : t->anchor;
    *ret_end = cluster_end(&t->doc, back ? t->anchor : t->caret);
}

void set_caret(struct transcript *t, cp_off pos, bool forward)
{
    t->caret = text_snap(t, pos, forward);
    t->goal = -1;
    t->follow = true;
    t->place_dirty = true;
}

/* ---- by lines ---- */

static void move_lines(struct transcript *t, int n)
{
    int row, line, col;
    layout_place(t, t->caret, &row, &line, &col);
    int goal = t->goal >= 0 ? t->goal : col;
    int at = line - layout_box(t, (size_t)row)->lead;
    for (; n > 0; n--) {
        if (at + 1 < layout_box(t, (size_t)row)->n) {
            at++;
        } else if ((size_t)row + 1 < t->doc.n) {
            row++;
            at = 0;
        } else {
            break;
        }
    }
    for (; n < 0; n++) {
        if (at > 0) {
            at--;
        } else if (row > 0) {
            row--;
            at = layout_box(t, (size_t)row)->n - 1;
        } else {
            break;
        }
    }
    set_caret(t, layout_pos(t, row, layout_box(t, (size_t)row)->lead + at, goal), true);
    t->goal = goal;
}

static void line_edge(struct transcript *t, bool end)
{
    int row, line, col;
    layout_place(t, t->caret, &row, &line, &col);
    set_caret(t, layout_pos(t, row, line, end ? t->width * 2 : 0), true);
    if (end)
        t->goal = t->width;
}

static void page(struct transcript *t, int lines)
{
    layout_scroll(t, lines);
    move_lines(t, lines);
}

/* ---- by units ---- */

/* With a mark whose end moves, forward goes to the end of a unit, so that whole words and sentences are
 * marked. */
static void stretch_on(struct transcript *t, enum doc_unit unit)
{
    cp_off start, end;
    if (doc_unit_at(&t->doc, t->caret, unit, &start, &end) && end.cp > 0 &&
        cluster_before(&t->doc, end).cp > t->caret.cp) {
        set_caret(t, cluster_before(&t->doc, end), false);
        return;
    }
    cp_off next = doc_move(&t->doc, t->caret, unit, 1);
    if (next.cp > t->caret.cp && doc_unit_at(&t->doc, next, unit, &start, &end) && end.cp > t->caret.cp)
        set_caret(t, cluster_before(&t->doc, end), false);
}

static void stretch_back(struct transcript *t, enum doc_unit unit)
{
    cp_off start, end;
    cp_off from =
        doc_unit_at(&t->doc, t->caret, unit, &start, &end) && start.cp <= t->caret.cp ? start : t->caret;
    cp_off before = doc_move(&t->doc, from, unit, -1);
    if (doc_unit_at(&t->doc, before, unit, &start, &end) && end.cp > t->anchor.cp && end.cp <= t->caret.cp)
        set_caret(t, cluster_before(&t->doc, end), false);
    else
        set_caret(t, before, false);
}

static void move_unit(struct transcript *t, enum doc_unit unit, int n)
{
    bool stretch = t->mark == MARK_ON && t->caret.cp >= t->anchor.cp && unit != DOC_GRAPHEME;
    if (!stretch) {
        for (int i = n < 0 ? -n : n; i > 0; i--) {
            cp_off old = t->caret;
            set_caret(t, doc_move(&t->doc, t->caret, unit, n < 0 ? -1 : 1), n > 0);
            if (old.cp == t->caret.cp)
                break;
        }
        return;
    }
    for (int i = n < 0 ? -n : n; i > 0; i--) {
        cp_off old = t->caret;
        if (n > 0)
            stretch_on(t, unit);
        else
            stretch_back(t, unit);
        if (old.cp == t->caret.cp)
            break;
    }
}

bool mark_unit(struct transcript *t, enum doc_unit unit, int count)
{
    cp_off start, end;
    int n = count > 0 ? count : 1;
    if (t->mark != MARK_ON) {
        if (!doc_unit_at(&t->doc, t->caret, unit, &start, &end) || start.cp == end.cp)
            return false;
        t->mark = MARK_ON;
        t->mark_auto = false;
        t->anchor = text_snap(t, start, true);
        set_caret(t, cluster_before(&t->doc, end), false);
        n--;
    }
    for (; n > 0; n--) {
        cp_off old = t->caret;
        if (t->caret.cp >= t->anchor.cp)
            stretch_on(t, unit);
        else
            set_caret(t, doc_move(&t->doc, t->caret, unit, -1), false);
        if (old.cp == t->caret.cp)
            break;
    }
    return true;
}

static void go_turn(struct transcript *t, int turn)
{
    for (size_t i = 0; i < t->doc.n; i++)
        if (t->doc.rows[i].turn >= turn) {
            set_caret(t, t->doc.rows[i].start, true);
            return;
        }
    set_caret(t, (cp_off){t->doc.chars}, false);
}

static bool go_unit(struct workbench *wb, struct transcript *t, bool back)
{
    const struct segment *best = NULL;
    for (size_t i = 0; i < t->nsegs; i++) {
        const struct segment *s = &t->segs[i];
        if (s->aside)
            continue;
        bool ahead = back ? s->start.cp < t->caret.cp : s->start.cp > t->caret.cp;
        if (ahead && (!best || (back ? s->start.cp > best->start.cp : s->start.cp < best->start.cp)))
            best = s;
    }
    if (best) {
        set_caret(t, best->start, true);
        return true;
    }
    wb_say(wb, ROLE_DIM,
           back ? _("no meaning unit before this place") : _("no meaning unit after this place"));
    return false;
}

/* ---- finding ---- */

static bool find_from(struct workbench *wb, struct transcript *t, cp_off from, bool back)
{
    cp_off start, end;
    if (!t->needle || !t->needle[0])
        return false;
    if (!doc_find(&t->doc, t->needle, from, back, &start, &end)) {
        t->found_start = t->found_end;
        wb_say(wb, ROLE_WARNING, _("“%s” is not in this source"), t->needle);
        return false;
    }
    bool round = back ? start.cp >= from.cp : start.cp < from.cp;
    set_caret(t, start, true);
    t->found_start = start;
    t->found_end = end;
    if (round)
        wb_say(wb, ROLE_DIM, back ? _("from the end again") : _("from the beginning again"));
    return true;
}

static void set_needle(struct transcript *t, const char *text)
{
    mem_free(t->needle);
    t->needle = mem_strdup(text);
}

static void find_typing(struct workbench *wb, void *ctx, const char *text)
{
    struct transcript *t = ctx;
    if (text[0] == '\0') {
        set_caret(t, t->find_from, true);
        t->found_start = t->found_end;
        return;
    }
    set_needle(t, text);
    find_from(wb, t, t->find_from, false);
}

static bool find_done(struct workbench *wb, void *ctx, const char *text)
{
    struct transcript *t = ctx;
    buf_clear(&wb->message);
    if (text[0] == '\0' && t->needle)
        find_from(wb, t, (cp_off){t->find_from.cp + 1}, false);
    else if (text[0])
        find_typing(wb, ctx, text);
    return true;
}

static void find_cancel(struct workbench *wb, void *ctx, struct form *f)
{
    (void)wb;
    (void)f;
    struct transcript *t = ctx;
    set_caret(t, t->find_from, true);
    t->found_start = t->found_end;
}

void transcript_find_start(struct workbench *wb, struct transcript *t)
{
    static const struct modal_ops ops = {.text = find_done, .typing = find_typing, .cancel = find_cancel};
    t->find_from = t->caret;
    wb_open_prompt(wb, prompt_line("/", NULL), &ops, t);
}

static void find_again(struct workbench *wb, struct transcript *t, bool back, int n)
{
    if (!t->needle) {
        wb_say(wb, ROLE_DIM, _("nothing was looked for yet; / finds words"));
        return;
    }
    for (n = n > FIND_COUNT ? FIND_COUNT : n; n > 0; n--)
        if (!find_from(wb, t, back ? t->caret : (cp_off){t->caret.cp + 1}, back))
            return;
}

/* ---- all motions ---- */

static const struct {
    enum action_id id;
    enum doc_unit unit;
    int sign;
} unit_motions[] = {
    {ACTION_LEFT, DOC_GRAPHEME, -1},          {ACTION_RIGHT, DOC_GRAPHEME, 1},
    {ACTION_WORD_PREV, DOC_WORD, -1},         {ACTION_WORD_NEXT, DOC_WORD, 1},
    {ACTION_SENTENCE_PREV, DOC_SENTENCE, -1}, {ACTION_SENTENCE_NEXT, DOC_SENTENCE, 1},
    {ACTION_TURN_PREV, DOC_TURN, -1},         {ACTION_TURN_NEXT, DOC_TURN, 1},
};

/* The table lists the motions together, from the first to the last. */
static bool is_motion(enum action_id id)
{
    return id >= ACTION_UP && id <= ACTION_FIND_PREV && id != ACTION_FIND;
}

bool transcript_move(struct workbench *wb, struct transcript *t, enum action_id id, int count)
{
    int n = count > 0 ? count : 1;
    int rows = t->text.rows > 4 ? t->text.rows - 2 : 2;
    if (!is_motion(id))
        return false;
    if (t->mark == MARK_USED)
        t->mark = MARK_NONE;
    t->found_start = t->found_end;
    for (size_t i = 0; i < sizeof unit_motions / sizeof unit_motions[0]; i++)
        if (unit_motions[i].id == id) {
            move_unit(t, unit_motions[i].unit, n * unit_motions[i].sign);
            return true;
        }
    switch ((int)id) {
    case ACTION_UP:
    case ACTION_DOWN: move_lines(t, id == ACTION_UP ? -n : n); break;
    case ACTION_LINE_START:
    case ACTION_LINE_END: line_edge(t, id == ACTION_LINE_END); break;
    case ACTION_TOP: set_caret(t, (cp_off){0}, true); break;
    case ACTION_BOTTOM:
        if (count > 0)
            go_turn(t, count);
        else
            set_caret(t, (cp_off){t->doc.chars}, false);
        break;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN: page(t, id == ACTION_PAGE_UP ? -n * rows : n * rows); break;
    case ACTION_HALF_UP:
    case ACTION_HALF_DOWN: page(t, (id == ACTION_HALF_UP ? -n : n) * (rows / 2)); break;
    case ACTION_UNIT_NEXT:
    case ACTION_UNIT_PREV:
        for (int i = 0; i < n && go_unit(wb, t, id == ACTION_UNIT_PREV); i++)
            continue;
        break;
    default: find_again(wb, t, id == ACTION_FIND_PREV, n);
    }
    return true;
}
