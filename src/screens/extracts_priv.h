/* The extracts screen: what its parts share. */
#ifndef TEMA_EXTRACTS_PRIV_H
#define TEMA_EXTRACTS_PRIV_H

#include "paras_priv.h"
#include "screens_priv.h"
#include "tema/app/quotes.h"

/* An extract in words; read when it comes into sight. */
struct laid {
    bool read;
    int width, rows; /* rows it takes at that width; width 0: not known */
    char *head;      /* who, where, and through what */
    char *print;     /* as it would be printed */
    struct para *v;
    size_t n;
};

struct extracts {
    tema_id code, theme; /* what is shown */
    bool below, splitting;
    bool built;
    unsigned stamp;
    struct arena arena, texts; /* the list; what was read of it */
    struct extract *x;
    struct laid *laid;
    size_t n, nread, sources;

    int sel;       /* the one at hand */
    int top, line; /* the first that is in sight, and how many of its lines are above */
    bool follow;   /* the selection is to be brought into sight */
    struct rect area;
    VEC(tema_id) ticked; /* meaning units */
};

void extracts_sync(struct workbench *wb, struct extracts *e); /* follows the study */
const struct extract *extracts_at(const struct extracts *e);  /* the one at hand; NULL when there is none */
struct laid *extracts_read(struct workbench *wb, struct extracts *e, int i);
bool extracts_opens_source(const struct extracts *e,
                           int i); /* the first of its source: a heading stands above */
bool extracts_is_ticked(const struct extracts *e, tema_id segment);

/* ---- extracts_move.c ---- */

int extracts_rows(struct workbench *wb, struct extracts *e,
                  int i);                                     /* lines, with heading and the blank one */
void extracts_show(struct workbench *wb, struct extracts *e); /* scrolls to the selection */
void extracts_scroll(struct workbench *wb, struct extracts *e, int lines); /* the selection stays in sight */
bool extracts_move(struct workbench *wb, struct extracts *e, enum action_id id, int count);
int extracts_hit(struct workbench *wb, struct extracts *e, int row); /* -1: none there */

/* ---- extracts_acts.c ---- */

void extracts_act(struct workbench *wb, struct extracts *e, enum action_id id);

#endif
