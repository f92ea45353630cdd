#include "tema/ui/prompt.h"

#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/text/utf8.h"

enum { MIN_FIELD = 10 };

struct prompt {
    char *question;
    VEC(struct prompt_choice) choices;
    size_t chosen;
    struct field *field; /* NULL for a question with choices */
};

static struct prompt *prompt_new(const char *question)
{
    struct prompt *p = mem_alloc(sizeof *p);

    p->question = mem_strdup(question);
    return p;
}

struct prompt *prompt_ask(const char *question, const struct prompt_choice *choices, size_t n)
{
    struct prompt *p = prompt_new(question);

    for (size_t i = 0; i < n; i++)
        vec_push(&p->choices, choices[i]);
    return p;
}

struct prompt *prompt_yes_no(const char *question)
{
    const struct prompt_choice choices[] = {{'y', _("yes")}, {'n', _("no")}};

    return prompt_ask(question, choices, 2);
}

struct prompt *prompt_line(const char *question, const char *text)
{
    struct prompt *p = prompt_new(question);

    p->field = field_new(false);
    field_set(p->field, text ? text : "");
    return p;
}

void prompt_free(struct prompt *p)
{
    if (!p)
        return;
    field_free(p->field);
    vec_release(&p->choices);
    mem_free(p->question);
    mem_free(p);
}

size_t prompt_choice_index(const struct prompt *p)
{
    return p->chosen;
}

const char *prompt_text(const struct prompt *p)
{
    return p->field ? field_text(p->field) : "";
}

static uint32_t lower(uint32_t cp)
{
    return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
}

/* The choice a key stands for: the very letter first, then the same in the other case. */
static bool choose(struct prompt *p, struct key k)
{
    for (int loose = 0; loose < 2; loose++)
        for (size_t i = 0; i < p->choices.n; i++) {
            uint32_t want = p->choices.v[i].key;

            if (k.code == want || (loose && lower(k.code) == lower(want))) {
                p->chosen = i;
                return true;
            }
        }
    return false;
}

enum prompt_answer prompt_event(struct prompt *p, const struct event *e)
{
    struct key k = e->key;

    if (e->kind == EVENT_KEY &&
        (key_is(k, K_ESC, 0) || key_is(k, 'g', KEY_MOD_CTRL) || key_is(k, 'c', KEY_MOD_CTRL)))
        return PROMPT_CANCELLED;
    if (!p->field)
        return e->kind == EVENT_KEY && k.mods == 0 && choose(p, k) ? PROMPT_CHOSEN : PROMPT_OPEN;
    if (e->kind == EVENT_KEY && key_is(k, K_ENTER, 0))
        return PROMPT_TEXT;
    if (e->kind == EVENT_KEY && key_is(k, K_BACKSPACE, 0) && *field_text(p->field) == '\0')
        return PROMPT_CANCELLED;
    return field_event(p->field, e) == FIELD_CHANGED ? PROMPT_CHANGED : PROMPT_OPEN;
}

/* Columns of "  [y] yes  [n] no". */
static int choices_width(const struct prompt *p)
{
    int cols = 0;

    for (size_t i = 0; i < p->choices.n; i++) {
        char key[4];

        cols += 5 + canvas_width(key, utf8_encode(p->choices.v[i].key, key)) +
                canvas_width(p->choices.v[i].label, strlen(p->choices.v[i].label));
    }
    return cols;
}

void prompt_draw(struct prompt *p, struct canvas *c, struct rect r)
{
    struct rect former = canvas_clip(c, (struct rect){r.row, r.col, 1, r.cols});
    int room = p->field ? r.cols - MIN_FIELD : r.cols - choices_width(p);
    int col = r.col;

    canvas_fill(c, r, S(STATUS));
    if (room < r.cols / 3)
        room = r.cols / 3;
    col += canvas_fit(c, r.row, col, room, S(STATUS), p->question, false);
    if (p->field) {
        field_draw(p->field, c, (struct rect){r.row, col, 1, r.col + r.cols - col}, true);
    } else {
        int stands = col;

        for (size_t i = 0; i < p->choices.n; i++) {
            char key[5] = "";

            utf8_encode(p->choices.v[i].key, key);
            col += canvas_text(c, r.row, col, S(STATUS), "  [");
            if (i == 0)
                stands = col;
            col += canvas_text(c, r.row, col, S(STATUS_KEY), key);
            col += canvas_text(c, r.row, col, S(STATUS), "] ");
            col += canvas_text(c, r.row, col, S(STATUS), p->choices.v[i].label);
        }
        canvas_cursor(c, r.row, stands);
    }
    canvas_unclip(c, former);
}

void message_draw(struct canvas *c, struct rect r, enum role role, const char *text)
{
    struct style st = {.role = role, .attrs = 0, .fg = 0, .bg = 0};
    int col = r.col;

    if (r.rows <= 0 || r.cols <= 0)
        return;
    if (role == ROLE_ERROR && r.cols > 4)
        col += canvas_text(c, r.row, col, st, "! ");
    canvas_fit(c, r.row, col, r.col + r.cols - col, st, text, true);
}
