/* A list of rows that scrolls: which is selected, which is at the top. The caller draws the rows. */
#ifndef TEMA_UI_LIST_H
#define TEMA_UI_LIST_H

#include <stdbool.h>

#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

/* Plain data; zero-initialise. Change n, sel and top by the functions only. */
struct list {
    int n;            /* rows there are */
    int sel;          /* the selected one; 0 in an empty list */
    int top;          /* the first one shown */
    struct rect area; /* where it was drawn last */
};

/* Draws row `i` into `where` (one line; clipped to it). `st` is the row's style: ROLE_NORMAL, ROLE_SELECTED
 * or ROLE_FOCUS; the line is filled with it already. */
typedef void list_draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st);

void list_set_count(struct list *l, int n); /* keeps the selection where it can */
void list_select(struct list *l, int i);    /* clamped */
void list_move(struct list *l, int by);
void list_page(struct list *l, int pages); /* by the height drawn last, less one line */
void list_scroll(struct list *l, int by);  /* moves what is shown; the selection stays in sight */

/* Draws into `r` and scrolls so that the selection is in sight with up to two lines around it. With `focus`
 * the selected row is ROLE_FOCUS and the hardware cursor stands at its beginning. Rows beyond the last are
 * left as they are. */
void list_draw(struct list *l, struct canvas *c, struct rect r, bool focus, list_draw_row *draw, void *ctx);

/* The row at a place on the screen, or -1. */
int list_hit(const struct list *l, int row, int col);

/* Arrows, Home, End, PgUp, PgDn. True when the key was one of them. */
bool list_key(struct list *l, struct key k);

enum list_click { LIST_CLICK_NONE, LIST_CLICK_SELECT, LIST_CLICK_OPEN /* the second click on a row */ };
/* Wheel and clicks inside the area. *ret_used tells whether the event was for the list. */
enum list_click list_mouse(struct list *l, const struct event *e, bool *ret_used);

/* For typing ahead: the first row from `from` on (wrapping round) for which match(ctx, i) holds, or -1. */
int list_find(const struct list *l, int from, bool (*match)(void *ctx, int i), void *ctx);

#endif
