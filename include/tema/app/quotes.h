/* Extracts of a code or theme, and quotes. As app.h. */
#ifndef TEMA_APP_QUOTES_H
#define TEMA_APP_QUOTES_H

#include "tema/app/app.h"
#include "tema/model/quoting.h"

/* A meaning unit read under a code or a theme. */
struct extract {
    tema_id segment, source;
    cp_off start, end;
    tema_id coding, code; /* through which it is read here; 0: it has a place under the theme itself */
    tema_id place;        /* that place, else 0 */
    tema_id coder;
    tema_id quote;        /* 0: not starred */
    const char *edited;   /* of the quote, "" when it stands as it was said */
    const char *condensed;
};
/* What stands under a theme (with those below it that stand) or under a code (with the codes below, if `below`), by the sources' names, then place. One of `theme` and `code` is 0. Each segment once; through the first
 * code in the tree's order. */
bool app_extracts(struct app *app, tema_id code, bool below, tema_id theme, tema_scope scope, struct arena *a, struct extract **ret, size_t *n,
                  struct err *err);

/* An extract in words. */
struct extract_text {
    char *words;           /* as they stand in the text */
    char *before, *after;  /* of the same turns and up to `context` code points, "" at the edges */
    char *who;             /* by the project's patterns */
    char *where;           /* "intervju-1.vtt, turn 12, 00:07:13" */
    char *print;           /* quote_print */
    bool verbatim;         /* what is edited still agrees with the words */
};
/* In the arena. The text read last is kept, so that extracts of one source in a row cost little. */
bool app_extract_text(struct app *app, const struct extract *x, int context, struct arena *a, struct extract_text *ret, struct err *err);

bool app_quotes(struct app *app, struct arena *a, struct quote **ret, size_t *n, struct err *err);
bool app_star(struct app *app, tema_id segment, struct buf *said, struct err *err);
bool app_unstar(struct app *app, tema_id quote, struct buf *said, struct err *err);
bool app_set_quote(struct app *app, tema_id quote, const char *text, struct buf *said, struct err *err);
/* The same of a meaning unit, starred in the same act when it is not yet. */
bool app_edit_quote(struct app *app, tema_id segment, const char *text, struct buf *said, struct err *err);

#endif
