/* The workbench: the screens an analyst works on, as one client of ui's event loop. */
#ifndef TEMA_SCREENS_SCREENS_H
#define TEMA_SCREENS_SCREENS_H

#include <stdbool.h>

#include "tema/app/app.h"
#include "tema/base/err.h"
#include "tema/ui/canvas.h"
#include "tema/ui/term.h"

/* Opens the terminal and works on the project until the user leaves. `palette`: name or file of a colour
 * theme; NULL or "auto": chosen by what the terminal can do. Fails before anything is drawn (no terminal,
 * unknown colour theme, a project that cannot be read). */
bool screens_run(struct app *app, const char *palette, struct err *err);

/* What the workbench asks of the place it is shown in; all may be NULL. */
struct workbench_host {
    void *ctx;
    void (*suspend)(void *ctx); /* stop the process until it is continued */
    void (*redraw)(void *ctx);  /* send everything at the next drawing */
};

struct workbench;

/* The workbench without a terminal, where it was left last. `app` is borrowed and outlives it. `host` may be
 * NULL. NULL when the project cannot be read. */
struct workbench *workbench_new(struct app *app, const struct workbench_host *host, struct err *err);
void workbench_free(struct workbench *wb); /* keeps the place and a half-written memo; NULL is fine */

unsigned workbench_event(struct workbench *wb, const struct event *e); /* REACT_… bits of ui/loop.h */
void workbench_draw(struct workbench *wb, struct canvas *c);           /* onto a clear canvas */
int workbench_timeout(const struct workbench *wb); /* ms until the next EVENT_TICK is wanted */

/* What the message line says, "" when nothing; borrowed until the next event. And the screen shown: "home",
 * "transcript", "codebook", "help". */
const char *workbench_message(const struct workbench *wb);
const char *workbench_screen(const struct workbench *wb);

#endif
