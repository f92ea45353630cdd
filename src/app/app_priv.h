/* Inside of the app layer: the open project, and what every act has in common. */
#ifndef TEMA_APP_APP_PRIV_H
#define TEMA_APP_APP_PRIV_H

#include "tema/app/app.h"
#include "tema/base/i18n.h"
#include "tema/store/store.h"

/* What coding does not change, shared by the studies that follow one another: sources, speakers, participants, coders. */
struct study_base {
    struct arena arena;
    int64_t version; /* store_version_beside */
    int uses;        /* by copies */
};

/* A study as it was read at one version. Those that are out of date are kept until the next app_study, since
 * callers still hold them. */
struct study_copy {
    struct study study; /* first: the caller sees this */
    struct study_base *base;
    struct study_copy *older;
};

struct app {
    struct store *store;
    char *coder;
    struct study_copy *now; /* newest first; NULL before the first reading */
    struct {
        const char *screen; /* NULL: nothing is noted */
        tema_id source;
        struct app_place place;
    } noted; /* app_place_note */
};

/* As app_study, but leaves what was given out before valid. */
const struct study *app_study_inside(struct app *app, struct err *err);
void app_forget_studies(struct app *app);
void app_study_read(struct app *app, tema_id source,
                    cp_off far); /* takes over into the study how far the source has been read */

/* Begins an act and answers the study as it is now that nobody else can write. NULL on error; then no act is
 * open. */
const struct study *act_begin(struct app *app, const char *kind, struct err *err);
/* Ends it: commits when `ok`, with the words, else rolls back. `said` as in app.h. Returns whether all went
 * well. */
bool act_end(struct app *app, bool ok, const char *words, struct buf *said, struct err *err);

/* Words of the source between two places, shortened for a sentence, in typographic quotes: “det er litt
 * skummelt …”. In the arena. */
char *quote_range(struct app *app, tema_id source, cp_off start, cp_off end, struct arena *a,
                  struct err *err);
char *quote_text(const char *s, size_t n, struct arena *a);

/* Names for sentences; never NULL. In the arena, or borrowed from the study. */
const char *name_of_source(const struct study *st, tema_id id);
const char *name_of_code(const struct study *st, tema_id id, struct arena *a); /* its path */

char *join_path(char *const *names, size_t n, struct arena *a); /* a code's path from unescaped names */

/* Finds or makes the code of a wish inside an act. `made` (may be NULL) is raised by the number of codes
 * made. */
bool code_for_wish(struct app *app, const struct code_wish *wish, struct arena *a, tema_id *ret, size_t *made,
                   struct err *err);

/* One line of valid UTF-8 from what may be any bytes, in the arena. */
char *clean_name(const char *s, struct arena *a);

#endif
