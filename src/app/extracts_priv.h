/* What is read under codes and themes, gathered once for as many questions as there are codes and themes. */
#ifndef TEMA_APP_EXTRACTS_PRIV_H
#define TEMA_APP_EXTRACTS_PRIV_H

#include "app_priv.h"
#include "tema/app/quotes.h"
#include "tema/store/process.h"

/* A source's place in the study's order. */
struct source_rank {
    tema_id source;
    size_t rank;
};

struct pool {
    const struct study *st;
    struct source_rank *ranks; /* by source id */
    struct coding *codings;    /* by their codes in the tree's order, then as they stand in the sources */
    size_t *first;             /* of each code's codings; ncodes + 1 of them */
    struct quote *quotes;      /* by segment, the oldest of a segment first */
    size_t nquotes;
    struct segment *placed; /* the segments that have a place themselves, by id */
    size_t nplaced;
};

/* An extract and what it is ordered by. */
struct found {
    struct extract x;
    size_t rank, code; /* of its source; index of its code, SIZE_MAX for none */
};
typedef VEC(struct found) found_list;

/* Reads the codings on the codes whose flag in `wanted` is set (NULL: on all), the quotes, and the segments with a place
 * (`places`). Everything lies in the arena. */
bool pool_read(struct app *app, const struct study *st, tema_scope scope, const bool *wanted, bool places,
               struct arena *a, struct pool *ret, struct err *err);

size_t code_index(const struct study *st, tema_id code); /* ncodes when it is not there */
/* Behind the last code below the one at `index`. */
size_t code_end(const struct study *st, size_t index);

/* Appends what is read under the codes [from, to), and what has the place; nothing when the segment is not there. */
void pool_add_codes(const struct pool *p, size_t from, size_t to, found_list *list);
void pool_add_place(const struct pool *p, const struct place *place, found_list *list);
/* From `from` on: by source, then place; each segment once, through the first code in the tree's order; a place of its
 * own is kept beside it. */
void pool_settle(found_list *list, size_t from);

/* A source's text that is kept from one question to the next. Lent until the next call; NULL on error. */
const struct doc *kept_doc(struct app *app, const struct source *source, struct err *err);
/* "" when the end does not lie behind the start. In the arena. */
char *words_between(const struct doc *d, cp_off start, cp_off end, struct arena *a);

#endif
