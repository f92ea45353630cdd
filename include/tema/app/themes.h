/* Thematic structures, themes, and what stands under them. As app.h: each act is one act, `said` gets its sentence. */
#ifndef TEMA_APP_THEMES_H
#define TEMA_APP_THEMES_H

#include "tema/app/app.h"
#include "tema/model/themetree.h"

const struct structure *study_structure(const struct study *st, tema_id id); /* NULL when not there */
const struct structure *study_current_structure(const struct study *st);     /* NULL when there is none */
const struct theme *study_theme(const struct study *st, tema_id id);
const struct round *study_round(const struct study *st);                     /* that goes on, or NULL */
const struct phase_stay *study_phase(const struct study *st);                /* that one is in, or NULL */
/* By name (without case where none is exactly so), or id. */
bool study_find_structure(const struct study *st, const char *name, const struct structure **ret, struct err *err);
/* In the structure (0: the current one) by path or an unambiguous end of it; or an id. */
bool study_find_theme(const struct study *st, tema_id structure, const char *path, const struct theme **ret, struct err *err);
/* Has the code, or one above it in the codebook, a place under a standing theme of the structure? */
bool study_code_is_placed(const struct study *st, tema_id structure, tema_id code);

/* The study's themes (all structures, same order) counted over the scope, in the arena. */
bool app_count_themes(struct app *app, tema_scope scope, struct arena *a, struct theme **ret, size_t *n, struct err *err);

bool app_add_structure(struct app *app, const char *name, const char *const *levels, size_t n, tema_id *ret, struct buf *said, struct err *err);
bool app_copy_structure(struct app *app, tema_id from, const char *name, tema_id *ret, struct buf *said, struct err *err);
bool app_use_structure(struct app *app, tema_id structure, struct buf *said, struct err *err);
/* name NULL, levels NULL: left as they are. */
bool app_set_structure(struct app *app, tema_id structure, const char *name, const char *const *levels, size_t n, struct buf *said, struct err *err);
bool app_delete_structure(struct app *app, tema_id structure, struct buf *said, struct err *err);

/* A path in the structure (0: the current one; where there is none yet, one called "Themes" is made): missing parents are made. `status`: candidate or kept. */
bool app_add_theme(struct app *app, tema_id structure, const char *path, enum theme_status status, tema_id *ret, struct buf *said, struct err *err);
bool app_add_theme_under(struct app *app, tema_id structure, tema_id parent, const char *name, tema_id *ret, struct buf *said, struct err *err);
struct theme_change { /* NULL / -1: leave as it is */
    const char *name, *idea, *definition, *scope, *narrative;
    int status;         /* candidate, kept or dropped */
    const char *reason; /* for the status */
};
#define THEME_CHANGE_NONE \
    { \
        NULL, NULL, NULL, NULL, NULL, -1, NULL \
    }
bool app_set_theme(struct app *app, tema_id theme, const struct theme_change *c, struct buf *said, struct err *err);
bool app_move_theme(struct app *app, tema_id theme, tema_id parent, tema_id before, struct buf *said, struct err *err);
/* What dropping would set free ("3 codes and 2 sub-themes; 2 codes are then under no theme"), or "" when nothing. */
bool app_drop_theme_preview(struct app *app, tema_id theme, struct buf *words, struct err *err);
bool app_merge_themes_preview(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *words, struct err *err);
bool app_merge_themes(struct app *app, const tema_id *from, size_t n, tema_id into, const char *reason, struct buf *said, struct err *err);
bool app_split_theme(struct app *app, tema_id theme, const char *name, const tema_id *places, size_t n, tema_id *ret, struct buf *said, struct err *err);
bool app_delete_theme_preview(struct app *app, tema_id theme, struct buf *words, struct err *err);
bool app_delete_theme(struct app *app, tema_id theme, struct buf *said, struct err *err);

/* Any number of codes and meaning units under a theme, in one act. */
bool app_place(struct app *app, tema_id theme, const tema_id *codes, size_t ncodes, const tema_id *segments, size_t nsegments, struct buf *said,
               struct err *err);
/* The same under a theme that is made for it, by its path as in app_add_theme. */
bool app_place_new(struct app *app, const char *path, const tema_id *codes, size_t ncodes, const tema_id *segments, size_t nsegments,
                   struct buf *said, struct err *err);
/* A sub-theme given straight to a stretch: marks the meaning unit where there is none of just these words and makes a place for it, in one act. */
bool app_place_stretch(struct app *app, tema_id source, cp_off start, cp_off end, tema_id theme, tema_id *ret_segment, struct buf *said,
                       struct err *err);
bool app_move_place(struct app *app, tema_id place, tema_id theme, tema_id before, struct buf *said, struct err *err);
bool app_name_place(struct app *app, tema_id place, const char *name, struct buf *said, struct err *err);
bool app_remove_place(struct app *app, tema_id place, struct buf *said, struct err *err);

#endif
