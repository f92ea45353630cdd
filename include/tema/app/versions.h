/* Codebook versions. As app.h. */
#ifndef TEMA_APP_VERSIONS_H
#define TEMA_APP_VERSIONS_H

#include "tema/app/app.h"
#include "tema/model/snapshot.h"

bool app_versions(struct app *app, struct arena *a, struct version **ret, size_t *n, struct err *err); /* oldest first */
/* By number ("3"), by label, or by id. ERR_NOT_FOUND says which there are. */
bool app_find_version(struct app *app, const char *name, struct arena *a, struct version **ret, struct err *err);
/* version 0: as it stands now, counted over the codings that count. */
bool app_snapshot(struct app *app, tema_id version, struct arena *a, struct snapshot *ret, struct err *err);
/* b 0: now. */
bool app_diff_versions(struct app *app, tema_id version, tema_id b, struct arena *arena, struct change **ret, size_t *n, struct err *err);
/* One change in a sentence: "renamed “Frykt” to “Uro”". In the arena. */
char *app_change_words(const struct change *c, struct arena *a);
/* The changes as a document with a heading for each kind: "md", or "text" for the screen and the terminal. `from` and `to`: what the two are called. */
void app_diff_write(const struct change *changes, size_t n, const char *from, const char *to, const char *format, struct buf *out);
/* "version 3, “before the inductive round”", or "before merging, 12.03.2026 14:05" … In the arena. */
char *app_version_name(const struct version *v, struct arena *a);

bool app_commit_version(struct app *app, const char *label, const char *note, int64_t *ret_number, struct buf *said, struct err *err);
/* What restoring would do, above all to codings, in sentences, one a line. */
bool app_restore_preview(struct app *app, tema_id version, struct buf *words, struct err *err);
/* Takes a version (and a copy of the file) first. */
bool app_restore_version(struct app *app, tema_id version, struct buf *said, struct err *err);

#endif
