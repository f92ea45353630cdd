/* Home's own parts: the sources' list, and above it how the study goes. */
#ifndef TEMA_SCREENS_HOME_PRIV_H
#define TEMA_SCREENS_HOME_PRIV_H

#include "screens_priv.h"
#include "tema/model/phases.h"

/* What the data say of the phases and how many comments wait: read when it is cheap, else when the keys rest. */
struct home_figures {
    struct phase_figures phases;
    size_t waiting;
    bool known, stale; /* known: read at least once; stale: the study has changed since */
    int64_t version;   /* of the study they were read from … */
    int64_t read;      /* … and how far its sources were read then, summed */
    bool armed;        /* the next tick reads them */
    int64_t key_ms;    /* of a clock that never jumps: the last key */
};

struct home {
    struct list list;
    tema_id sel; /* the selected source, 0 without any */
    unsigned stamp;
    struct home_figures figures;
};

/* ---- home_study.c ---- */

void home_sync_figures(struct workbench *wb, struct home_figures *f);
void home_rest_figures(struct workbench *wb, struct home_figures *f); /* a tick without a key */
void home_touch_figures(struct home_figures *f);                      /* a key */
/* Draws it at the top of *r and takes off what it used. */
void home_draw_study(struct workbench *wb, const struct home_figures *f, struct canvas *c, struct rect *r);

/* ---- home_draw.c ---- */

const char *home_kind_name(enum source_kind k);
void home_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r);

#endif
