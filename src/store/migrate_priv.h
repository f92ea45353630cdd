/* The schema's blocks: a new file gets all, an older one those that it lacks. */
#ifndef TEMA_STORE_MIGRATE_PRIV_H
#define TEMA_STORE_MIGRATE_PRIV_H

#include "db_priv.h"

int schema_version(void); /* that this program writes */
/* PRAGMA user_version of the open file. */
bool schema_version_of(struct store *s, int64_t *ret, struct err *err);

/* Runs the blocks behind `from` and notes the version, inside the open transaction. Returns SQLite's result. */
int schema_run(struct store *s, int64_t from);

/* The table that is not as the blocks up to `version` make it: in the arena, NULL when all are. A file may come from anybody, and what
 * holds for our tables (their types, their keys) is relied on everywhere. */
bool schema_strange(struct store *s, int64_t version, struct arena *a, char **ret, struct err *err);

/* Brings a file that is sound and of an older version to ours, in one transaction, after putting a copy beside it ("NAME.schema-1", or the
 * next free name). On failure the file is as it was. */
bool schema_migrate(struct store *s, struct err *err);

/* sqlite3_open_v2. SQLite takes ":memory:" for no file at all, and may take "file:…" for an address: here both are plain names. */
int schema_connect(const char *path, int flags, sqlite3 **ret);

#endif
