/* A panel to pick one of many: a filter field above a list. What is typed filters; the first item is chosen;
 * a line of its own to make something new can stand below the items. */
#ifndef TEMA_UI_PICKER_H
#define TEMA_UI_PICKER_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

struct picker_ops {
    /* Items that match the filter now, in order; called whenever the filter changed. */
    size_t (*filter)(void *ctx, const char *filter);
    /* Draws item i of the last filter call, as in list.h. */
    void (*draw)(void *ctx, struct canvas *c, struct rect where, size_t i, struct style st);
    /* The text of the line that makes something new for this filter, borrowed until the next call; NULL: no
     * such line now. *ret_first: that line is the chosen one at once although items match. The function may
     * be NULL: never a line. */
    const char *(*make)(void *ctx, const char *filter, bool *ret_first);
    /* A line of explanation under the list for what is chosen (i is SIZE_MAX for the line of its own); NULL:
     * none. May be NULL. */
    const char *(*hint)(void *ctx, size_t i);
};

enum picker_answer {
    PICKER_OPEN,      /* goes on */
    PICKER_IGNORED,   /* goes on, and the event was not for the picker */
    PICKER_CHOSEN,    /* Enter or a double click on an item: picker_index */
    PICKER_MAKE,      /* Enter on the line of its own: picker_filter */
    PICKER_CANCELLED, /* Esc, C-g or C-c */
};

struct picker;
struct picker *picker_new(const char *title, const struct picker_ops *ops, void *ctx); /* ops and ctx are borrowed */
void picker_free(struct picker *p);

void picker_set_filter(struct picker *p, const char *text); /* also asks for the items */
void picker_refresh(struct picker *p);                      /* the items changed; keeps the place where it can */
const char *picker_filter(const struct picker *p);
size_t picker_index(const struct picker *p); /* of the chosen item; SIZE_MAX on the line of its own or without items */
size_t picker_count(const struct picker *p); /* items now */

/* Typing filters; Up Down C-p C-n PgUp PgDn C-Home C-End choose; Tab completes nothing and is
 * PICKER_IGNORED. */
enum picker_answer picker_event(struct picker *p, const struct event *e);

/* The panel over what was drawn: at most 90 columns and two thirds of the rows, all of a small canvas. */
void picker_draw(struct picker *p, struct canvas *c);

#endif
