/* The terminal backend's parts: term.c (taking over and giving back), term_draw.c, term_read.c,
 * term_signal.c. */
#ifndef TERM_PRIV_H
#define TERM_PRIV_H

#include <curses.h>
#include <stdint.h>
#include <termios.h>

#include "tema/base/buf.h"
#include "tema/base/vec.h"
#include "tema/ui/term.h"
#include "term_info_priv.h"

/* Codes for sequences that terminfo has no name for; above KEY_MAX. */
enum { CODE_PASTE_START = 2000, CODE_PASTE_END, CODE_MOUSE_SGR, CODE_MOUSE_X10, CODE_FOCUS };

struct pair {
    long fg, bg; /* -1: the terminal's own */
};

struct term {
    SCREEN *screen;
    WINDOW *input; /* a pad, so that reading never draws */
    bool utf8, mouse, xterm;
    bool gone;       /* hung up: nothing is written any more */
    bool away;       /* given to a child, or stopped */
    long colours;    /* what the palette is degraded to */
    bool default_ok; /* the terminal has colours of its own beside the table */
    struct palette palette;
    VEC(struct pair) pairs; /* pair i + 1 */
    struct canvas *shown;   /* what was drawn last */
    bool dirty;             /* draw every cell */
    bool repaint;           /* the screen was written on: send everything */
    int cursor_shown;
    int rows, cols; /* as the program knows them */
    int watch;
    /* reading */
    struct event queued;
    bool has_queued;
    struct buf text[2]; /* of the event told last, and of the queued one */
    int which;
    int64_t press_time;
    int press_row, press_col, press_button, clicks;
    /* standard error while the screen is ours */
    int err_fd, err_file;
};

/* term_signal.c */
bool term_signal_start(const char *reset, size_t n, const struct termios *modes, struct err *err);
void term_signal_stop(void);
int term_signal_fd(void);         /* readable when a signal came */
bool term_signal_leaving(void);   /* 'T' or 'H' has come, read or not */
bool term_signal_next(char *ret); /* 'T' leave, 'H' hung up, 'Z' stop, 'C' continued, 'W' resized */
/* A child has the terminal: Ctrl-C and Ctrl-Z are between it and the shell. */
void term_signal_child(bool on);

/* term.c */
void term_modes(const struct term *t, bool on); /* mouse and bracketed paste */

#endif
