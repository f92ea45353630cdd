/* Shared by the tests of versions, restoring, reviews and copies: acts in one call, and dumps that hold the later tables too. */
#ifndef TESTS_UNIT_STORE_VERSION_KIT_H
#define TESTS_UNIT_STORE_VERSION_KIT_H

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/buf.h"
#include "tema/base/clock.h"
#include "tema/base/mem.h"
#include "tema/store/process.h"
#include "tema/store/reviews.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"

#define UNUSED __attribute__((unused))

/* One act around one call that must succeed. The call names its error `err`. */
#define DO(s, call)                                                                                          \
    do {                                                                                                     \
        MUST(store_begin(s, "test", &err));                                                                  \
        MUST(call);                                                                                          \
        MUST(store_commit(s, NULL, &err, "did it"));                                                         \
    } while (0)

/* One act around one call that must be refused with this kind. */
#define REFUSE(s, the_kind, call)                                                                            \
    do {                                                                                                     \
        MUST(store_begin(s, "test", &err));                                                                  \
        MUST_FAIL(the_kind, call);                                                                           \
        store_rollback(s);                                                                                   \
    } while (0)

UNUSED static tema_id vk_code(struct store *s, tema_id parent, const char *name)
{
    tema_id id = 0;
    DO(s, store_add_code(s, parent, name, ORIGIN_INDUCTIVE, 0, &id, &err));
    return id;
}

UNUSED static tema_id vk_mark(struct store *s, tema_id source, size_t start, size_t end)
{
    tema_id id = 0;
    DO(s, store_mark(s, source, (cp_off){start}, (cp_off){end}, &id, &err));
    return id;
}

UNUSED static tema_id vk_coding(struct store *s, tema_id segment, tema_id code)
{
    tema_id id = 0;
    DO(s, store_code(s, segment, code, &id, &err));
    return id;
}

UNUSED static tema_id vk_theme(struct store *s, tema_id structure, tema_id parent, const char *name)
{
    tema_id id = 0;
    DO(s, store_add_theme(s, structure, parent, name, &id, &err));
    return id;
}

UNUSED static tema_id vk_place(struct store *s, tema_id theme, tema_id code, tema_id segment)
{
    tema_id id = 0;
    DO(s, store_add_place(s, theme, code, segment, &id, &err));
    return id;
}

/* Takes one, of any kind; its id. */
UNUSED static tema_id vk_version(struct store *s, enum version_why why, const char *label,
                                 int64_t *ret_number)
{
    struct arena a = ARENA_INIT;
    struct version *v;
    size_t n;
    DO(s, store_take_version(s, why, label, "a note", ret_number, &err));
    MUST(store_versions(s, &a, &v, &n, &err));
    tema_id id = v[n - 1].id;
    arena_release(&a);
    return id;
}

UNUSED static void vk_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* What test_dump gives, and the tables of themes, rounds, phases and reviews. Freed with mem_free. */
UNUSED static char *vk_dump(const char *path)
{
    static const char *const tables[] = {"structure", "theme", "place", "quote",
                                         "question",  "round", "phase", "review"};
    struct buf out = BUF_INIT;
    sqlite3 *db = NULL;
    char *first = test_dump(path);
    buf_addstr(&out, first);
    mem_free(first);
    cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char *sql = mem_printf("SELECT * FROM %s ORDER BY 1", tables[i]);
        sqlite3_stmt *st = NULL;
        cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
        mem_free(sql);
        while (sqlite3_step(st) == SQLITE_ROW) {
            buf_addf(&out, "%s:", tables[i]);
            for (int c = 0; c < sqlite3_column_count(st); c++) {
                const unsigned char *p = sqlite3_column_blob(st, c);
                for (int k = 0; k < sqlite3_column_bytes(st, c); k++)
                    buf_addf(&out, p[k] < ' ' || p[k] > '~' ? "%%%02x" : "%c", p[k]);
                buf_addch(&out, '|');
            }
            buf_addch(&out, '\n');
        }
        sqlite3_finalize(st);
    }
    sqlite3_close(db);
    return buf_detach(&out);
}

#endif
