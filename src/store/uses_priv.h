/* Every coding with its source, read once and kept in memory while only this process changes codings: counts over all codings are asked for after
 * every act. */
#ifndef TEMA_STORE_USES_PRIV_H
#define TEMA_STORE_USES_PRIV_H

#include "db_priv.h"

struct use {
    tema_id source, segment, code, coder, coding;
};

struct uses *uses_new(void);
void uses_free(struct uses *u); /* NULL is fine */

/* Calls `each` for every coding within the scope, by source and segment, so that distinct sources and segments are runs. Codings of hidden sources are left out. */
bool uses_each(struct store *s, tema_scope scope, void (*each)(void *ctx, const struct use *u), void *ctx,
               struct err *err);

/* Sets `codings` of the sources. */
bool uses_count_sources(struct store *s, tema_scope scope, struct source *sources, size_t n, struct err *err);

/* The act was committed: takes over what it did to codings, and notes whether it did anything else than coding (store_version_beside). */
void uses_committed(struct store *s);

#endif
