/* The themes screen's own parts: what is shown, drawing, acts. */
#ifndef TEMA_SCREENS_THEMES_PRIV_H
#define TEMA_SCREENS_THEMES_PRIV_H

#include "screens_priv.h"
#include "tema/app/quotes.h"
#include "tema/app/themes.h"

enum themes_pane { PANE_TREE, PANE_CODES, PANE_EXTRACTS };

/* The extracts of what is at hand in the tree. Read after the keys have paused: a long list takes its time. */
struct theme_extracts {
    struct list list;
    tema_id code, theme; /* what they are of; both 0: nothing is read */
    struct arena arena;
    struct extract *v;
    struct extract_text *texts; /* of the same index; words NULL until they were drawn */
    size_t n;
};

struct themes {
    enum themes_pane focus;
    enum themes_pane beside; /* which of the two others is shown where there is room for one */
    bool gone;               /* dropped and merged ones are shown */
    bool every;              /* codes that have a place are shown too */
    unsigned stamp;          /* of the study that what follows was made from */
    bool built;

    struct tree tree; /* ids of themes and, below each, of its places */
    struct list list;
    tema_id sel; /* at hand in the tree, 0 in an empty one */

    struct list codes_list;
    VEC(tema_id) codes;  /* not yet placed, or every one, in the codebook's order */
    VEC(tema_id) ticked; /* codes, places and meaning units */

    struct arena arena;    /* holds what follows */
    struct theme *counted; /* NULL: could not be counted */
    size_t ncounted;
    struct segment *units; /* every meaning unit, when one has a place of its own */
    size_t nunits;
    char **unit_words; /* of the same index, NULL until drawn */

    struct theme_extracts extracts;
};

/* ---- themes.c ---- */

void themes_sync(struct workbench *wb, struct themes *s);                 /* follows the study */
void themes_select(struct workbench *wb, struct themes *s, tema_id id);   /* a theme or a place in the tree */
const struct place *themes_place(const struct workbench *wb, tema_id id); /* NULL when it is none */
/* What is at hand in the tree: the theme, or that of the place; NULL in an empty tree. */
const struct theme *themes_at_hand(const struct workbench *wb, const struct themes *s);
tema_id themes_code_at_hand(const struct themes *s); /* in the list of codes, 0 for none */
const struct extract *themes_extract_at_hand(const struct themes *s);
bool themes_is_ticked(const struct themes *s, tema_id id);
/* What the extracts are to be of. */
void themes_wanted(const struct workbench *wb, const struct themes *s, tema_id *ret_code, tema_id *ret_theme);
const struct theme *themes_counts(const struct themes *s, tema_id theme); /* NULL: not counted */
/* The meaning unit of a place and its words, borrowed; NULL when it cannot be read. */
const struct segment *themes_unit(struct workbench *wb, struct themes *s, tema_id segment,
                                  const char **ret_words);

/* ---- themes_draw.c ---- */

bool themes_are_wide(int cols); /* all three panes have room */

void themes_draw(struct workbench *wb, void *p, struct canvas *c, struct rect r);

/* ---- themes_acts.c ---- */

/* What changes the study, or asks before it does; nothing for other actions. */
void themes_edit(struct workbench *wb, struct themes *s, enum action_id id);

/* ---- themes_structures.c ---- */

void themes_structures(struct workbench *wb, struct themes *s);

#endif
