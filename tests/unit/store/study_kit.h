/* A small study for the tests of marking, codebook and study: a project in a folder of its own, sources of a
 * few lines, acts in one call. */
#ifndef TESTS_UNIT_STORE_STUDY_KIT_H
#define TESTS_UNIT_STORE_STUDY_KIT_H

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tema/base/clock.h"
#include "tema/store/store.h"

#define UNUSED __attribute__((unused))

static struct err kit_err;
static struct arena kit_arena;
static char kit_dir[64], kit_path[80];

UNUSED static struct store *kit_open(void)
{
    struct store *s = NULL;
    strcpy(kit_dir, "/tmp/tema-kit-XXXXXX");
    cr_assert_not_null(mkdtemp(kit_dir));
    snprintf(kit_path, sizeof kit_path, "%s/p.tema", kit_dir);
    clock_set_fixed(1000);
    cr_assert(store_create(kit_path, "Studie", 0600, &s, &kit_err), "%s", err_text(&kit_err));
    cr_assert(store_set_coder(s, "Ana", &kit_err), "%s", err_text(&kit_err));
    return s;
}

UNUSED static void kit_close(struct store *s)
{
    store_free(s);
    unlink(kit_path);
    rmdir(kit_dir);
    err_release(&kit_err);
    arena_release(&kit_arena);
}

/* One act around one call that must succeed; each act a second after the one before. */
#define ACT(s, call)                                                                                         \
    do {                                                                                                     \
        clock_set_fixed(clock_now() + 1000);                                                                 \
        cr_assert(store_begin(s, "test", &kit_err), "%s", err_text(&kit_err));                               \
        cr_assert(call, "%s", err_text(&kit_err));                                                           \
        cr_assert(store_commit(s, NULL, &kit_err, "did it"), "%s", err_text(&kit_err));                      \
    } while (0)

/* One act around one call that must be refused with a sentence of this kind. */
#define REFUSED(s, call, want)                                                                               \
    do {                                                                                                     \
        cr_assert(store_begin(s, "test", &kit_err), "%s", err_text(&kit_err));                               \
        cr_assert_not(call, "taken: " #call);                                                                \
        cr_expect_eq(kit_err.kind, want, "kind %d: %s", (int)kit_err.kind, err_text(&kit_err));              \
        cr_expect(strlen(err_text(&kit_err)) > 10);                                                          \
        store_rollback(s);                                                                                   \
        err_release(&kit_err);                                                                               \
    } while (0)

#define READ(call) cr_assert(call, "%s", err_text(&kit_err))

UNUSED static void as(struct store *s, const char *coder)
{
    cr_assert(store_set_coder(s, coder, &kit_err), "%s", err_text(&kit_err));
}

/* A source with one paragraph a line. Two speakers, Kari and Per, take turns where `spoken`. */
UNUSED static tema_id kit_source(struct store *s, const char *name, const char *text, bool spoken)
{
    static int count;
    struct transcript t;
    char sha[65];
    tema_id id = 0;
    int turn = 0;
    transcript_init(&t);
    for (const char *p = text; *p != '\0'; turn++) {
        size_t n = strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n');
        struct tr_turn tt = {.text = arena_strndup(&t.arena, p, n),
                             .bytes = n,
                             .opens = true,
                             .speaker = -1,
                             .start_ms = -1,
                             .end_ms = -1};
        if (spoken)
            tt.speaker = turn % 2 == 0 ? transcript_speaker(&t, "Kari", 4) : transcript_speaker(&t, "Per", 3);
        vec_push(&t.turns, tt);
        p += n;
    }
    snprintf(sha, sizeof sha, "%064d", ++count);
    struct import_meta m = {.name = name,
                            .file = name,
                            .encoding = "UTF-8",
                            .format = "txt",
                            .sha256 = sha,
                            .kind = SOURCE_INTERVIEW};
    ACT(s, store_import(s, &m, &t, &id, &kit_err));
    transcript_release(&t);
    return id;
}

UNUSED static tema_id kit_code(struct store *s, tema_id parent, const char *name)
{
    tema_id id = 0;
    ACT(s, store_add_code(s, parent, name, ORIGIN_INDUCTIVE, 0, &id, &kit_err));
    return id;
}

UNUSED static tema_id kit_mark(struct store *s, tema_id source, size_t start, size_t end)
{
    tema_id id = 0;
    ACT(s, store_mark(s, source, (cp_off){start}, (cp_off){end}, &id, &kit_err));
    return id;
}

UNUSED static tema_id kit_coding(struct store *s, tema_id segment, tema_id code)
{
    tema_id id = 0;
    ACT(s, store_code(s, segment, code, &id, &kit_err));
    return id;
}

/* Runs SQL on the file beside the store: for what no act does, such as taking a source out of sight.
 */
UNUSED static void kit_sql(const char *sql)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(kit_path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* Every row of the tables that undo brings back, one a line, in the arena. */
UNUSED static char *kit_dump(void)
{
    static const char *const tables[] = {"project",
                                         "source",
                                         "participant",
                                         "attribute",
                                         "participant_value",
                                         "speaker",
                                         "row",
                                         "cue",
                                         "code",
                                         "segment",
                                         "anchor",
                                         "coding",
                                         "memo",
                                         "coder",
                                         "round",
                                         "phase",
                                         "question",
                                         "structure",
                                         "theme",
                                         "place",
                                         "quote",
                                         "review",
                                         "source_attribute",
                                         "source_value",
                                         "grouping",
                                         "grouping_member",
                                         "participant_ref",
                                         "link"};
    struct buf b = BUF_INIT;
    sqlite3 *db = NULL;
    char *text;
    cr_assert_eq(sqlite3_open(kit_path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char *sql = arena_printf(&kit_arena, "SELECT * FROM %s ORDER BY 1, 2", tables[i]);
        sqlite3_stmt *st = NULL;
        cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
        buf_addf(&b, "[%s]\n", tables[i]);
        while (sqlite3_step(st) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(st); c++) {
                const unsigned char *p = sqlite3_column_blob(st, c);
                bool blob = sqlite3_column_type(st, c) == SQLITE_BLOB;
                for (int k = 0; blob && k < sqlite3_column_bytes(st, c); k++)
                    buf_addf(&b, "%02x", p[k]);
                if (!blob)
                    buf_addf(&b, "%s|",
                             sqlite3_column_text(st, c) ? (const char *)sqlite3_column_text(st, c) : "NULL");
            }
            buf_addch(&b, '\n');
        }
        sqlite3_finalize(st);
    }
    sqlite3_close(db);
    text = arena_strdup(&kit_arena, buf_str(&b));
    buf_release(&b);
    return text;
}

/* The act changes something; taken back everything is as before, done again as after it. */
#define THERE_AND_BACK(s, call)                                                                              \
    do {                                                                                                     \
        const char *before_ = kit_dump(), *after_;                                                           \
        ACT(s, call);                                                                                        \
        after_ = kit_dump();                                                                                 \
        cr_expect_str_neq(after_, before_, "nothing changed: " #call);                                       \
        cr_assert(store_undo(s, NULL, &kit_err), "undo of " #call ": %s", err_text(&kit_err));               \
        cr_expect_str_eq(kit_dump(), before_, "not taken back: " #call);                                     \
        cr_assert(store_redo(s, NULL, &kit_err), "redo of " #call ": %s", err_text(&kit_err));               \
        cr_expect_str_eq(kit_dump(), after_, "not done again: " #call);                                      \
    } while (0)

#endif
