/* Inside of the app layer: the open project, and what every act has in common. */
#ifndef TEMA_APP_APP_PRIV_H
#define TEMA_APP_APP_PRIV_H

#include "tema/app/app.h"
#include "tema/base/i18n.h"
#include "tema/store/store.h"

/* Where a thing with that id stands in the study's array; sorted by id. */
struct study_slot {
    tema_id id;
    size_t at;
};

/* A code that has a place under a standing theme; sorted by structure, then code. */
struct study_placed {
    tema_id structure, code;
};

/* For finding things by id, and what is placed. */
struct study_index {
    const struct study_slot *codes, *themes;
    const struct study_placed *placed;
    size_t nplaced;
};

/* What coding does not change, shared by the studies that follow one another: sources, speakers, participants, coders,
 * structures, rounds, phases. */
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
    struct doc text;        /* the text read last, for extracts that follow one another */
    int64_t text_version;   /* store_version when it was read; -1: none was */
    struct study_copy *now; /* newest first; NULL before the first reading */
    struct {
        const char *screen; /* NULL: nothing is noted */
        tema_id source;
        struct app_place place;
    } noted;      /* app_place_note */
    int64_t kept; /* seq of the newest act that the newest of the rotating copies holds, -1: not known */
};

/* As app_study, but leaves what was given out before valid. */
const struct study *app_study_inside(struct app *app, struct err *err);
void app_forget_studies(struct app *app);
void app_study_read(struct app *app, tema_id source,
                    cp_off far); /* takes over into the study how far the source has been read */

/* Begins an act and answers the study as it is now that nobody else can write. NULL on error; then no act is
 * open. */
const struct study *act_begin(struct app *app, const char *kind, struct err *err);
/* As act_begin without reading the study: for acts in a row that need none of it. */
bool act_begin_blind(struct app *app, const char *kind, struct err *err);
/* As act_begin, after a copy of the project has been put beside it. When that fails nothing is begun. */
const struct study *act_begin_kept(struct app *app, const char *kind, struct err *err);
/* Whether the acting coder's role allows an act of that kind; the sentence says who may. */
bool act_allowed(struct app *app, const char *kind, struct err *err);
/* Ends it: commits when `ok`, with the words, else rolls back. `said` as in app.h. Returns whether all went
 * well. */
bool act_end(struct app *app, bool ok, const char *words, struct buf *said, struct err *err);

/* Inside an act: makes the theme at the end of the path in the structure (0: the current one, which is made when there
 * is none); parents that are missing too. *ret_name: its path in quotes, in the arena. */
bool make_theme(struct app *app, const struct study *st, tema_id structure, const char *path, struct arena *a,
                tema_id *ret, char **ret_name, struct err *err);

/* Words of the source between two places, shortened for a sentence, in typographic quotes: “det er litt
 * skummelt …”. In the arena. */
char *quote_range(struct app *app, tema_id source, cp_off start, cp_off end, struct arena *a,
                  struct err *err);
char *quote_text(const char *s, size_t n, struct arena *a);
char *text_line(const char *s, struct arena *a); /* the whole of it, blanks and line ends as one space each */
char *tell_reason(const char *reason,
                  struct arena *a); /* ": reason" for the end of a sentence; "" for none or NULL */
bool check_text(const char *s, struct err *err); /* ERR_INPUT for what is not UTF-8; NULL is fine */

/* Names for sentences; never NULL. In the arena, or borrowed from the study. */
const char *name_of_source(const struct study *st, tema_id id);
const char *name_of_code(const struct study *st, tema_id id, struct arena *a);  /* its path */
const char *name_of_theme(const struct study *st, tema_id id, struct arena *a); /* likewise, in quotes */

/* "3 codes": the words of ngettext's two forms with the number put in. In the arena. */
char *tell_number(int64_t n, const char *one, const char *many, struct arena *a);
/* The parts that are not empty, with commas between and `and` before the last. In the arena. */
char *tell_list(char *const *parts, size_t n, struct arena *a);

/* Index of the one among n names (with ids) that is asked for, as study_find_source finds; `what` names the kind. */
struct named {
    const char *name;
    tema_id id;
};
bool find_named(const struct named *things, size_t n, const char *asked, const char *what, size_t *ret,
                struct err *err);

/* The parts of struct study_index, in the arena. */
const struct study_slot *index_codes(const struct study *st, struct arena *a);
const struct study_slot *index_themes(const struct study *st, struct arena *a);
/* Needs the themes' index. */
const struct study_placed *index_placed(const struct study *st, struct arena *a, size_t *ret_n);

/* Puts a copy of the project beside it as the newest of the rotating ones, unless nothing has been done since the last one
 * that this process made. */
bool backup_keep(struct app *app, struct err *err);

char *join_path(char *const *names, size_t n, struct arena *a); /* a code's path from unescaped names */

/* Finds or makes the code of a wish inside an act. `made` (may be NULL) is raised by the number of codes
 * made. */
bool code_for_wish(struct app *app, const struct code_wish *wish, struct arena *a, tema_id *ret, size_t *made,
                   struct err *err);

/* One line of valid UTF-8 from what may be any bytes, in the arena. */
char *clean_name(const char *s, struct arena *a);

/* ---- export.c ---- */

/* Whether that file is the project itself, by whatever name or link. */
bool app_is_project(const struct app *app, const char *file);

#endif
