/* A panel with labelled fields, edited one after another. */
#ifndef TEMA_UI_FORM_H
#define TEMA_UI_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

enum form_answer {
    FORM_OPEN,      /* goes on */
    FORM_IGNORED,   /* goes on, and the event was not for the form */
    FORM_DONE,      /* C-s anywhere, or Enter in the last field if that has one line or is a choice */
    FORM_CANCELLED, /* Esc, C-g or C-c */
};

struct form;
struct form *form_new(const char *title); /* copied */
void form_free(struct form *f);

/* Fields, in order; return the index from 0. Labels, texts and choices are copied; `text` may be NULL. A
 * choice is gone through with Left, Right and Space, and by typing the first letter of one. */
int form_add_text(struct form *f, const char *label, const char *text);
int form_add_multi(struct form *f, const char *label, const char *text, int rows); /* rows at most, if there is room */
int form_add_choice(struct form *f, const char *label, const char *const *choices, size_t n, size_t chosen);
void form_set_hint(struct form *f, int i, const char *hint); /* a line shown while the field has the focus; copied */
void form_set_error(struct form *f, const char *text);       /* shown until the next change; NULL: none */

const char *form_text(const struct form *f, int i);    /* of a text field, or the chosen word; borrowed */
size_t form_choice(const struct form *f, int i);       /* index; 0 for text fields */
bool form_changed(const struct form *f, int i);        /* differs from what it was added with */
int form_focus(const struct form *f);
void form_set_focus(struct form *f, int i);

/* Tab and Down go to the next field, S-Tab and Up to the one before; Enter goes on too. In a field of several
 * lines Enter is a newline and Up and Down leave it at its edges only. */
enum form_answer form_event(struct form *f, const struct event *e);
void form_draw(struct form *f, struct canvas *c); /* a panel over what was drawn */

#endif
