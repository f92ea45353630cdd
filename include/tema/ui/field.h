/* A text field, of one line or several. The caret moves by grapheme clusters. */
#ifndef TEMA_UI_FIELD_H
#define TEMA_UI_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

enum field_answer {
    FIELD_NOT_MINE, /* the key means nothing to a field */
    FIELD_MOVED,    /* the caret moved, or nothing happened */
    FIELD_CHANGED,  /* the text changed */
};

struct field;
struct field *field_new(bool multi_line);
void field_free(struct field *f);

/* The text: UTF-8, never NULL, borrowed until the next change. field_set puts the caret at the end. In a
 * one-line field newlines become spaces; bad bytes become U+FFFD. */
const char *field_text(const struct field *f);
void field_set(struct field *f, const char *text);
bool field_is_multi(const struct field *f);
size_t field_caret(const struct field *f); /* bytes from the start, on a cluster border */
void field_set_caret(struct field *f, size_t byte); /* clamped and moved to a border */

/* Left Right Home End C-a C-e C-b C-f, M-b M-f C-Left C-Right (words), Backspace Delete C-h C-d, C-w
 * M-Backspace (word before), M-d (word after), C-u (to the start of the line), C-k (to its end), typed
 * characters. Several lines also: Up Down by drawn lines, PgUp PgDn, C-Home C-End, Enter and M-Enter for a
 * newline. Up and Down at the edge, Enter in one line, Tab and Esc are not the field's. EVENT_PASTE is taken.
 * Other events are FIELD_NOT_MINE. */
enum field_answer field_event(struct field *f, const struct event *e);
void field_insert(struct field *f, const char *s, size_t n);

/* Draws the text into `r`, scrolled so that the caret is in sight. One line: `r.rows` above 1 are ignored.
 * With `focus` ROLE_INPUT_FOCUS and the hardware cursor, else ROLE_INPUT. */
void field_draw(struct field *f, struct canvas *c, struct rect r, bool focus);
/* Shows dots in place of the text's clusters. */
void field_hide_text(struct field *f, bool hide);
/* Rows a field of several lines would fill at this width; 1 for one line. */
int field_rows(const struct field *f, int cols);
/* Puts the caret at a place of the last drawing. */
void field_click(struct field *f, int row, int col);

#endif
