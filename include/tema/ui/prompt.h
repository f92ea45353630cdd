/* One line at the bottom: a question answered by one key, a question answered by a text, or a message. */
#ifndef TEMA_UI_PROMPT_H
#define TEMA_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/ui/canvas.h"
#include "tema/ui/field.h"
#include "tema/ui/term.h"

/* What can be answered: the key and what it does, "y" "delete". */
struct prompt_choice {
    uint32_t key;      /* a code point; letters of both cases are taken */
    const char *label; /* borrowed while the prompt lives */
};

enum prompt_answer {
    PROMPT_OPEN,      /* goes on; also for events that are not for it */
    PROMPT_CHOSEN,    /* prompt_choice_index */
    PROMPT_TEXT,      /* Enter: prompt_text */
    PROMPT_CHANGED,   /* the text changed: for searching while typing */
    PROMPT_CANCELLED, /* Esc, C-g or C-c; Backspace in an empty text */
};

struct prompt;
/* A question with n choices; nothing is chosen by Enter. */
struct prompt *prompt_ask(const char *question, const struct prompt_choice *choices, size_t n);
/* "y" and "n" with the words for them; index 0 is yes. */
struct prompt *prompt_yes_no(const char *question);
/* A text after the question ("/", "name: "), starting from `text` (may be NULL). */
struct prompt *prompt_line(const char *question, const char *text);
void prompt_free(struct prompt *p);

enum prompt_answer prompt_event(struct prompt *p, const struct event *e);
size_t prompt_choice_index(const struct prompt *p);
const char *prompt_text(const struct prompt *p);
/* Draws in the first line of `r`; the hardware cursor stands in it. A question too long for it is cut, its
 * choices not. */
void prompt_draw(struct prompt *p, struct canvas *c, struct rect r);

/* A message in the first line of `r`, cut with "…"; errors carry "! " in front, so that they differ without
 * colour. */
void message_draw(struct canvas *c, struct rect r, enum role role, const char *text);

#endif
