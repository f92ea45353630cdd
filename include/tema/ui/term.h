/* The terminal: the only user of curses. One terminal per process at a time. */
#ifndef TEMA_UI_TERM_H
#define TEMA_UI_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/err.h"
#include "tema/ui/canvas.h"
#include "tema/ui/key.h"
#include "tema/ui/palette.h"

enum event_kind {
    EVENT_NONE,   /* nothing of interest; handle as if it had not come */
    EVENT_KEY,    /* key, and text when it is something to insert */
    EVENT_PASTE,  /* text: what was pasted, line ends as LF; only text fields take it */
    EVENT_MOUSE,
    EVENT_RESIZE, /* rows and cols hold the new size */
    EVENT_TICK,   /* the timeout passed */
    EVENT_WAKE,   /* the descriptor given to term_watch can be read */
    EVENT_RESUME, /* back from a stop; everything is drawn anew by the next term_draw */
    EVENT_QUIT,   /* SIGTERM or SIGINT: leave now, without questions */
    EVENT_HANGUP, /* the terminal is gone: leave now; nothing is drawn any more */
};

enum mouse_act { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
    enum event_kind kind;
    struct key key;
    const char *text; /* UTF-8 of len bytes and a NUL, or NULL; valid until the next term_read */
    size_t len;
    enum mouse_act act;
    int button;    /* 1 left, 2 middle, 3 right */
    int clicks;    /* of a press: 1, 2 or 3 within 400 ms on one cell */
    unsigned mods; /* KEY_MOD_… held with the mouse */
    int row, col;  /* of the mouse */
    int rows, cols;
};

struct term;

/* Takes over the terminal at standard input and output. `utf8`: the terminal's character set is UTF-8
 * (i18n_start). `mouse`: false leaves the mouse to the terminal. Fails with ERR_USAGE when either is no
 * terminal, TERM is missing, unknown, or cannot place the cursor; nothing was written then. */
bool term_open(struct term **ret, bool utf8, bool mouse, struct err *err);
void term_close(struct term **t); /* gives the terminal back and prints what was held off standard error; NULL is fine */

int term_rows(const struct term *t);
int term_cols(const struct term *t);
long term_colours(const struct term *t); /* 0 (none), 8, 16, 88, 256, or 2^24 with direct colour */
bool term_is_ascii(const struct term *t);

void term_palette(struct term *t, const struct palette *p); /* copied; the next term_draw shows it */

/* Shows the canvas: only what changed since the last time is sent, nothing if nothing did. A canvas of
 * another size is clipped. Does nothing after a hang-up. */
void term_draw(struct term *t, const struct canvas *c);
void term_redraw(struct term *t); /* the next term_draw sends everything: after another program wrote on the screen */
void term_bell(struct term *t);

/* Waits up to `timeout_ms` for something (-1: for ever) and tells it; EVENT_TICK when the time passed. 0:
 * only what is there already, else EVENT_NONE. Ctrl-Z stops the process in here; that is EVENT_RESUME
 * afterwards. */
void term_read(struct term *t, int timeout_ms, struct event *ret);
bool term_pending(struct term *t);     /* term_read would not wait */
/* EVENT_QUIT or EVENT_HANGUP is to come: for work that waits, and must not keep the program from leaving. */
bool term_leaving(const struct term *t);
void term_watch(struct term *t, int fd); /* EVENT_WAKE when it can be read; -1: none. The caller reads it empty. */

/* Gives the terminal to a child program and takes it back: term_leave, run it, term_return. term_stop stops
 * the whole process as Ctrl-Z does, and comes back when it is continued. */
void term_leave(struct term *t);
void term_return(struct term *t);
void term_stop(struct term *t);

/* Runs argv[0] (searched in PATH) on the terminal and waits. *ret_status is its exit status, 128 + signal
 * when killed. False when it could not be started. */
bool term_run(struct term *t, char *const argv[], int *ret_status, struct err *err);

#endif
