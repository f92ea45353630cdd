/* The versions screen: what its parts share. */
#ifndef TEMA_VERSIONS_PRIV_H
#define TEMA_VERSIONS_PRIV_H

#include "paras_priv.h"
#include "screens_priv.h"
#include "tema/app/versions.h"

struct versions {
    bool built;
    unsigned stamp;
    struct arena arena, pane; /* the list; what the pane shows */
    struct version *v;        /* oldest first; the list shows "now", then these from the newest on */
    size_t n;
    struct list list;
    tema_id from;    /* compared from this one, 0: from the one before */
    struct buf asks; /* while restoring is asked for: what it would do, shown in place of what has changed */
    paras about;
    struct rect below;
    int top, lines, width; /* of the pane: the first line in sight, how many there are at which width */
    bool in_pane, pane_built;
};

/* The version in row i of the list; NULL for "now". */
const struct version *versions_row(const struct versions *s, int i);
const struct version *versions_find(const struct versions *s, tema_id id); /* NULL when not there */

/* ---- versions_pane.c ---- */

/* What the selected one is, and what has changed up to it. */
void versions_pane_draw(struct workbench *wb, struct versions *s, struct canvas *c, struct rect r,
                        bool focus);
const char *versions_why(const struct version *v); /* "before merging", or "" */

#endif
