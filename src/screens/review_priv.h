/* The review screen: what its parts share. */
#ifndef TEMA_REVIEW_PRIV_H
#define TEMA_REVIEW_PRIV_H

#include "paras_priv.h"
#include "screens_priv.h"
#include "tema/app/review.h"

/* A coding in words; read when it comes into sight. */
struct review_text {
    bool read;
    char *before, *words, *after, *who, *where;
};

struct review {
    struct review_query query;
    bool built;
    unsigned stamp;
    struct arena arena, texts, pane; /* the list; what was read of it; what the pane shows */
    struct review_item *items;
    struct review_text *text;
    size_t n, nread, waiting; /* waiting: of the list */
    struct list list;
    paras about; /* the coding at hand, its code, its thread */
    struct rect below;
    int top, lines; /* of the pane: the first line in sight, and how many there are */
    bool in_pane, pane_built;
};

void review_sync(struct workbench *wb, struct review *v);    /* follows the study */
const struct review_item *review_at(const struct review *v); /* the one at hand; NULL when there is none */
const struct review_text *review_read(struct workbench *wb, struct review *v, int i);
void review_select(struct review *v, int i);
bool review_select_coding(struct review *v, tema_id coding); /* false: it is not shown */
const char *review_sign(const struct canvas *c, const struct review_state *s);
const char *review_word(const struct review_state *s);

/* ---- review_pane.c ---- */

/* The coding at hand in its context, what its code means, and the whole thread. */
void review_pane_draw(struct workbench *wb, struct review *v, struct canvas *c, struct rect r, bool focus);

/* ---- review_acts.c ---- */

void review_act(struct workbench *wb, struct review *v, enum action_id id);

#endif
