/* A whole study going out: what the files give*.c share. */
#ifndef TEMA_STORE_GIVE_PRIV_H
#define TEMA_STORE_GIVE_PRIV_H

#include "db_priv.h"
#include "tema/store/exchange.h"

/* GUIDs of what has none of its own follow from its id and kind, so that they are the same from export to export. In the arena. */
char *give_guid(struct arena *a, const char *guid, const char *kind, tema_id id);

/* Sources with their texts, speakers, readings, values, meaning units and codings (give_text.c). */
bool give_sources(struct store *s, struct exchange *x, struct err *err);

#endif
