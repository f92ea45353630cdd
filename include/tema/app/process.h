/* How the study goes: phases, rounds, the research question, roles, set-aside stretches, copies. As app.h. */
#ifndef TEMA_APP_PROCESS_H
#define TEMA_APP_PROCESS_H

#include "tema/app/app.h"
#include "tema/model/phases.h"

/* ---- phases, rounds ---- */
bool app_enter_phase(struct app *app, int phase, const char *why, struct buf *said, struct err *err); /* 1 to 6 */
bool app_leave_phase(struct app *app, const char *why, struct buf *said, struct err *err);
bool app_phase_figures(struct app *app, struct phase_figures *ret, struct err *err); /* takes long in a large project */
bool app_rounds(struct app *app, struct arena *a, struct round **ret, size_t *n, struct err *err); /* counted */
bool app_start_round(struct app *app, const char *name, enum round_stance stance, const char *note, struct buf *said, struct err *err);
bool app_end_round(struct app *app, struct buf *said, struct err *err);

/* ---- the research question, patterns, roles ---- */
bool app_questions(struct app *app, struct arena *a, struct question **ret, size_t *n, struct err *err);
bool app_set_question(struct app *app, const char *text, const char *reason, struct buf *said, struct err *err);
/* NULL: left as it is. */
bool app_set_patterns(struct app *app, const char *attribution, const char *citation, struct buf *said, struct err *err);
/* coder 0: who acts, who may not be known to the project yet. */
bool app_set_role(struct app *app, tema_id coder, enum coder_role role, struct buf *said, struct err *err);
/* The acting coder may change nothing but reviews: a supervisor, or the project is opened for reading only (then not even those). */
bool app_reviews_only(struct app *app);
bool app_set_checked(struct app *app, tema_id source, bool checked, struct buf *said, struct err *err);

/* ---- set aside ---- */
bool app_set_aside(struct app *app, tema_id source, cp_off start, cp_off end, struct buf *said, struct err *err);
bool app_unset_aside(struct app *app, tema_id segment, struct buf *said, struct err *err);

/* ---- copies ---- */
/* Writes a verified copy of the project to `to` (NULL: beside it, the newest of the rotating ones, whose path is then in *ret_path, in the arena). */
bool app_backup(struct app *app, const char *to, bool replace, struct arena *a, char **ret_path, struct err *err);
/* Puts the copy's content into the project, after a copy of what is there now has been made, as app_backup does, whose path is in *ret_kept. */
bool app_restore(struct app *app, const char *from, struct arena *a, char **ret_kept, struct err *err);

#endif
