#include "tema/ui/form.h"

#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/text/fold.h"
#include "tema/ui/field.h"
#include "tema/ui/layout.h"
#include "tema/ui/prompt.h"

enum { MAX_COLS = 84, LABEL_MAX = 24 };

struct entry {
    char *label, *hint;
    struct field *field; /* NULL for a choice */
    char *first;         /* what it was added with */
    VEC(char *) choices;
    size_t chosen, first_chosen;
    int max_rows;
    int rows;          /* in the present drawing */
    struct rect where; /* of the last drawing; empty when out of sight */
};

struct form {
    char *title, *error;
    VEC(struct entry) entries;
    int focus;
    int top; /* rows of fields that are scrolled out */
    struct rect panel;
};

struct form *form_new(const char *title)
{
    struct form *f = mem_alloc(sizeof *f);

    f->title = mem_strdup(title);
    return f;
}

static void entry_release(struct entry *e)
{
    mem_free(e->label);
    mem_free(e->hint);
    mem_free(e->first);
    field_free(e->field);
    for (size_t i = 0; i < e->choices.n; i++)
        mem_free(e->choices.v[i]);
    vec_release(&e->choices);
}

void form_free(struct form *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->entries.n; i++)
        entry_release(&f->entries.v[i]);
    vec_release(&f->entries);
    mem_free(f->title);
    mem_free(f->error);
    mem_free(f);
}

static int add(struct form *f, struct entry e)
{
    vec_push(&f->entries, e);
    return (int)f->entries.n - 1;
}

static int add_field(struct form *f, const char *label, const char *text, bool multi, int rows)
{
    struct entry e = {.label = mem_strdup(label), .max_rows = rows};

    e.field = field_new(multi);
    field_set(e.field, text ? text : "");
    e.first = mem_strdup(field_text(e.field));
    return add(f, e);
}

int form_add_text(struct form *f, const char *label, const char *text)
{
    return add_field(f, label, text, false, 1);
}

int form_add_multi(struct form *f, const char *label, const char *text, int rows)
{
    return add_field(f, label, text, true, rows > 0 ? rows : 1);
}

int form_add_choice(struct form *f, const char *label, const char *const *choices, size_t n, size_t chosen)
{
    struct entry e = {.label = mem_strdup(label), .max_rows = 1};

    for (size_t i = 0; i < n; i++)
        vec_push(&e.choices, mem_strdup(choices[i]));
    e.chosen = e.first_chosen = chosen < n ? chosen : 0;
    return add(f, e);
}

void form_set_hint(struct form *f, int i, const char *hint)
{
    mem_free(f->entries.v[i].hint);
    f->entries.v[i].hint = mem_strdup(hint);
}

void form_set_error(struct form *f, const char *text)
{
    mem_free(f->error);
    f->error = mem_strdup(text);
}

const char *form_text(const struct form *f, int i)
{
    const struct entry *e = &f->entries.v[i];

    if (e->field)
        return field_text(e->field);
    return e->choices.n ? e->choices.v[e->chosen] : "";
}

size_t form_choice(const struct form *f, int i)
{
    return f->entries.v[i].chosen;
}

bool form_changed(const struct form *f, int i)
{
    const struct entry *e = &f->entries.v[i];

    return e->field ? strcmp(field_text(e->field), e->first) != 0 : e->chosen != e->first_chosen;
}

int form_focus(const struct form *f)
{
    return f->focus;
}

void form_set_focus(struct form *f, int i)
{
    if (i >= 0 && (size_t)i < f->entries.n)
        f->focus = i;
}

/* --- events --- */

static enum form_answer go(struct form *f, int by)
{
    int n = (int)f->entries.n;

    if (n)
        f->focus = (f->focus + by + n) % n;
    return FORM_OPEN;
}

static void changed(struct form *f)
{
    form_set_error(f, NULL);
}

/* The next choice that begins with the letter. */
static bool choose_letter(struct entry *e, const struct event *ev)
{
    struct buf typed = BUF_INIT;
    bool found = false;

    fold_add(&typed, ev->text, ev->len);
    for (size_t k = 1; k <= e->choices.n && !found; k++) {
        size_t i = (e->chosen + k) % e->choices.n;
        struct buf word = BUF_INIT;

        fold_add(&word, e->choices.v[i], strlen(e->choices.v[i]));
        if (typed.len && strncmp(buf_str(&word), typed.s, typed.len) == 0) {
            e->chosen = i;
            found = true;
        }
        buf_release(&word);
    }
    buf_release(&typed);
    return found;
}

static enum form_answer choice_event(struct form *f, struct entry *e, const struct event *ev)
{
    size_t n = e->choices.n;
    struct key k = ev->key;

    if (ev->kind != EVENT_KEY || n == 0)
        return FORM_IGNORED;
    if (key_is(k, K_RIGHT, 0) || key_is(k, ' ', 0))
        e->chosen = (e->chosen + 1) % n;
    else if (key_is(k, K_LEFT, 0))
        e->chosen = (e->chosen + n - 1) % n;
    else if (!(key_is_text(k) && ev->text && choose_letter(e, ev)))
        return FORM_IGNORED;
    changed(f);
    return FORM_OPEN;
}

static enum form_answer mouse(struct form *f, const struct event *ev)
{
    if (!rect_has(f->panel, ev->row, ev->col))
        return FORM_IGNORED;
    for (size_t i = 0; ev->act == MOUSE_PRESS && i < f->entries.n; i++) {
        struct entry *e = &f->entries.v[i];

        if (!rect_has(e->where, ev->row, ev->col))
            continue;
        f->focus = (int)i;
        if (e->field)
            field_click(e->field, ev->row, ev->col);
    }
    return FORM_OPEN;
}

enum form_answer form_event(struct form *f, const struct event *ev)
{
    struct key k = ev->key;
    struct entry *e = f->entries.n ? &f->entries.v[f->focus] : NULL;
    bool last = (size_t)f->focus + 1 >= f->entries.n;
    bool key = ev->kind == EVENT_KEY;

    if (ev->kind == EVENT_MOUSE)
        return mouse(f, ev);
    if (key && (key_is(k, K_ESC, 0) || key_is(k, 'g', KEY_MOD_CTRL) || key_is(k, 'c', KEY_MOD_CTRL)))
        return FORM_CANCELLED;
    if (key && key_is(k, 's', KEY_MOD_CTRL))
        return FORM_DONE;
    if (key && key_is(k, K_TAB, 0))
        return go(f, 1);
    if (key && key_is(k, K_TAB, KEY_MOD_SHIFT))
        return go(f, -1);
    if (e && e->field) {
        switch (field_event(e->field, ev)) {
        case FIELD_CHANGED: changed(f); return FORM_OPEN;
        case FIELD_MOVED: return FORM_OPEN;
        case FIELD_NOT_MINE: break;
        }
    } else if (e && choice_event(f, e, ev) == FORM_OPEN) {
        return FORM_OPEN;
    }
    if (!key)
        return FORM_IGNORED;
    if (key_is(k, K_ENTER, 0))
        return last ? FORM_DONE : go(f, 1);
    if (key_is(k, K_DOWN, 0))
        return last ? FORM_OPEN : go(f, 1);
    if (key_is(k, K_UP, 0))
        return f->focus == 0 ? FORM_OPEN : go(f, -1);
    return FORM_IGNORED;
}

/* --- drawing --- */

static int label_width(const struct form *f, int cols)
{
    int width = 0;

    for (size_t i = 0; i < f->entries.n; i++) {
        int w = canvas_width(f->entries.v[i].label, strlen(f->entries.v[i].label)) + 2;

        width = w > width ? w : width;
    }
    if (width > LABEL_MAX)
        width = LABEL_MAX;
    return width > cols / 2 ? cols / 2 : width;
}

/* Rows each entry gets out of `room`: what it may have, then less for the tallest, but at least one. */
static int share_rows(struct form *f, int room)
{
    int total = 0;

    for (size_t i = 0; i < f->entries.n; i++) {
        f->entries.v[i].rows = f->entries.v[i].max_rows;
        total += f->entries.v[i].rows;
    }
    while (total > room) {
        struct entry *tallest = NULL;

        for (size_t i = 0; i < f->entries.n; i++)
            if (!tallest || f->entries.v[i].rows >= tallest->rows)
                tallest = &f->entries.v[i];
        if (!tallest || tallest->rows <= 1)
            break;
        tallest->rows--;
        total--;
    }
    return total;
}

static void draw_choice(struct entry *e, struct canvas *c, struct rect r, bool focus)
{
    int col = r.col;

    canvas_fill(c, r, focus ? S(INPUT_FOCUS) : S(PANEL));
    if (e->choices.n == 0)
        return;
    if (focus)
        canvas_cursor(c, r.row, col);
    canvas_text(c, r.row, col, focus ? S(INPUT_FOCUS) : S(PANEL), "< ");
    col += 2 + canvas_fit(c, r.row, col + 2, r.cols - 4, focus ? S(INPUT_FOCUS) : S(PANEL),
                          e->choices.v[e->chosen], false);
    canvas_text(c, r.row, col, focus ? S(INPUT_FOCUS) : S(PANEL), " >");
}

static void draw_entries(struct form *f, struct canvas *c, struct rect in)
{
    int labels = label_width(f, in.cols);
    struct rect former;
    int row = 0, focus_row = 0;

    for (int i = 0; i < f->focus; i++)
        focus_row += f->entries.v[i].rows;
    if (f->entries.n && focus_row + f->entries.v[f->focus].rows > f->top + in.rows)
        f->top = focus_row + f->entries.v[f->focus].rows - in.rows;
    if (f->top > focus_row)
        f->top = focus_row;
    former = canvas_clip(c, in);
    for (size_t i = 0; i < f->entries.n; i++) {
        struct entry *e = &f->entries.v[i];
        bool focus = (int)i == f->focus;
        struct rect r = {in.row + row - f->top, in.col + labels, e->rows, in.cols - labels};

        canvas_fit(c, r.row, in.col, labels - 1, S(LABEL), e->label, false);
        canvas_restyle_role(c, (struct rect){r.row, in.col, 1, labels}, ROLE_PANEL);
        if (focus)
            canvas_restyle(c, (struct rect){r.row, in.col, 1, labels - 1},
                           (struct style){.role = ROLE_PANEL_TITLE, .attrs = ATTR_BOLD, .fg = 0, .bg = 0});
        e->where = rect_cut(r, in);
        if (e->field)
            field_draw(e->field, c, r, focus);
        else
            draw_choice(e, c, r, focus);
        row += e->rows;
    }
    canvas_unclip(c, former);
}

void form_draw(struct form *f, struct canvas *c)
{
    struct rect all = canvas_all(c);
    int cols = all.cols - 4 < MAX_COLS ? all.cols - 4 : MAX_COLS;
    int total = share_rows(f, all.rows - 6);
    const char *hint = f->entries.n ? f->entries.v[f->focus].hint : NULL;
    struct rect in, bottom, message;

    f->panel = layout_middle(all, total + 5, cols < 40 ? all.cols : cols);
    in = canvas_panel(c, f->panel, f->title);
    bottom = layout_bottom(&in, 1);
    message = in.rows > total ? layout_bottom(&in, 1) : bottom;
    share_rows(f, in.rows);
    canvas_fit(c, bottom.row, bottom.col, bottom.cols, S(PANEL),
               f->entries.n > 1 ? _("C-s save   Esc cancel   Tab next field") : _("C-s save   Esc cancel"),
               false);
    canvas_restyle(c, bottom, (struct style){.role = ROLE_PANEL, .attrs = ATTR_DIM, .fg = 0, .bg = 0});
    if (f->error)
        message_draw(c, message, ROLE_ERROR, f->error);
    else if (hint && message.row != bottom.row)
        canvas_fit(c, message.row, message.col, message.cols, S(PANEL), hint, false);
    draw_entries(f, c, in);
}
