/* What theme.c and place.c share. */
#ifndef TEMA_STORE_THEME_PRIV_H
#define TEMA_STORE_THEME_PRIV_H

#include "db_priv.h"

/* One theme, not counted, strings in `a`; ERR_NOT_FOUND when there is none. */
bool theme_read(struct store *s, tema_id theme, struct arena *a, struct theme *ret, struct err *err);
/* False (ERR_INPUT) for one that was merged or dropped. */
bool theme_must_stand(const struct theme *t, struct err *err);
/* A theme's places in the order of their keys go behind those of another; what has a place there already goes. */
bool theme_pass_places(struct store *s, tema_id from, tema_id into, struct err *err);

#endif
