/* The event loop: waits, lets the program react, draws when something changed. */
#ifndef TEMA_UI_LOOP_H
#define TEMA_UI_LOOP_H

#include <stdbool.h>

#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

/* What handling an event asks for; bits. */
enum { REACT_NONE = 0, REACT_DRAW = 1, REACT_STOP = 2 };

/* Where events come from and drawings go; loop_term_io gives that of a terminal, tests make their own. */
struct loop_io {
    void *ctx;
    void (*read)(void *ctx, int timeout_ms, struct event *ret);
    bool (*pending)(void *ctx);
    void (*show)(void *ctx, const struct canvas *c);
};
struct loop_io loop_term_io(struct term *t);

struct loop_client {
    void *ctx;
    unsigned (*handle)(void *ctx, const struct event *e); /* REACT_… bits */
    void (*draw)(void *ctx, struct canvas *c);            /* the canvas is clear */
    int (*timeout)(void *ctx);                            /* ms until the next EVENT_TICK is wanted, -1 never; may be NULL */
};

enum { LOOP_BATCH = 64 }; /* events handled at most before one drawing */

/* Runs until a reaction has REACT_STOP, or after EVENT_HANGUP or EVENT_QUIT was handled. Draws once at the
 * start. Events that are waiting are handled first, then one drawing is made. The canvas is resized on
 * EVENT_RESIZE, drawn anew then and on EVENT_RESUME. Under 20 × 5 cells a sentence stands in place of the
 * drawing. */
void loop_run(const struct loop_io *io, const struct loop_client *client, struct canvas *c);

/* One round: waits for one event and handles it and what follows. False when the loop is to end. */
bool loop_step(const struct loop_io *io, const struct loop_client *client, struct canvas *c);

#endif
