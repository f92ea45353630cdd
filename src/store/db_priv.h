/* The open project as the store's own files see it: the connection, prepared statements, new ids. Not for other layers. */
#ifndef TEMA_STORE_DB_PRIV_H
#define TEMA_STORE_DB_PRIV_H

#define SQLITE_ENABLE_SESSION        1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "statements.h"
#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/model/types.h"
#include "tema/store/store.h"

struct act; /* act_priv.h */

struct store {
    sqlite3 *db;
    char *path;
    bool read_only;
    sqlite3_stmt *stmts[STATEMENT_COUNT]; /* prepared at first use */
    int reading;                          /* depth of store_read_begin */
    int64_t commits;                      /* own commits, part of store_version */
    int64_t data_version;                 /* SQLite's, as last seen */
    int64_t newest_seq;
    tema_id newest_act;     /* the newest act as last seen: after a restore another can have its number */
    int64_t others;         /* how often it was found to be another: the other part of store_version */
    int64_t commits_beside; /* those of them that did something else than coding: store_version_beside */
    struct uses *uses;      /* never NULL while the store is open; uses_priv.h */
    uint64_t id_base;       /* 40 random bits above a 23-bit counter */
    uint32_t id_count;
    char *coder_name;      /* "" until store_set_coder */
    tema_id coder;         /* 0 while the name is not known to the project */
    int patience;          /* ms to wait for others */
    int64_t waiting_since; /* monotonic ms at which the present wait began */
    bool was_cancelled;
    bool (*cancelled)(void *);
    void *cancelled_data;
    struct act *act; /* never NULL while the store is open; act_priv.h */
};

/* ---- statements ---- */

/* One run of a prepared statement. On the stack:
 *     struct query q;
 *     if (!db_query(s, &q, STATEMENT_CODE_ALL, err, "i", parent)) return false;
 *     while (db_step(&q)) … col_int(&q, "id") …
 *     return db_end(&q, err);
 * db_end must follow every db_query that succeeded, also when the loop is left early. A statement cannot be run again inside its own loop. */
struct query {
    struct store *s;
    sqlite3_stmt *st;
    int rc;   /* of the last step */
    int hint; /* column found last: columns are usually read in their order */
};

/* Prepares if needed and binds by the letters of `fmt`, one for each ? in turn:
 *   i int64_t (cast ints!)    o tema_id, 0 gives NULL    m int64_t, negative gives NULL    n NULL, takes no argument
 *   t const char *, never NULL    e const char *, NULL and "" give NULL    s const char *, size_t: n bytes of text    b const void *, size_t: a blob
 * Strings must live until db_end. */
bool db_query(struct store *s, struct query *q, enum statement_id id, struct err *err, const char *fmt, ...);
bool db_step(struct query *q);                 /* true: a row stands ready */
bool db_end(struct query *q, struct err *err); /* resets; false when a step failed */

/* Runs a statement that gives no rows. */
bool db_run(struct store *s, enum statement_id id, struct err *err, const char *fmt, ...);
/* Runs one that gives at most one row of one number (NULL counts as 0); no row: *ret_found false and *ret 0 (ret_found may be NULL). */
bool db_number(struct store *s, enum statement_id id, int64_t *ret, bool *ret_found, struct err *err,
               const char *fmt, ...);
int db_changes(struct store *s); /* rows that the last db_run changed */

/* Columns by name (an unknown name is an error of the program). Text is borrowed until the next step. */
int64_t col_int(struct query *q, const char *name);      /* NULL gives 0: ids */
int64_t col_num(struct query *q, const char *name);      /* NULL gives -1: absent numbers */
const char *col_text(struct query *q, const char *name); /* NULL gives "" */
size_t col_bytes(struct query *q, const char *name);     /* of a text or blob */
const void *col_blob(struct query *q, const char *name);
char *col_dup(struct query *q, const char *name, struct arena *a);

/* SQLite's result as one of our sentences; always false. */
bool db_fail(struct store *s, int rc, struct err *err);
/* Runs PRAGMA, BEGIN, COMMIT, ROLLBACK; returns SQLite's result. */
int db_exec(struct store *s, const char *sql);

/* The newest act's number in the log and id; 0 and 0 when the log is empty. */
bool db_newest_act(struct store *s, int64_t *ret_seq, tema_id *ret_id, struct err *err);

/* ---- who acts ---- */

/* Gives the name set by store_set_coder its row when it has none (yet, or any more: another may have put a file back that has none); s->coder is
 * its id then. *ret_new, unless NULL: the row was put in. */
bool db_know_coder(struct store *s, bool *ret_new, struct err *err);

/* ---- ids ---- */

/* Rising within one opening of the file. */
tema_id db_new_id(struct store *s);
/* Were both drawn in one opening, `b` after `a`? Then so were all ids between them. */
bool db_ids_together(tema_id a, tema_id b);

/* ---- opening's helpers (db.c) ---- */

/* Puts our busy handler on the connection. */
void db_set_waiting(struct store *s);
void db_finalize_all(struct store *s);

#endif
