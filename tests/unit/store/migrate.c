/* A project of the first schema is brought up to date, once, by whoever may write, and keeps its undo. */
#define SQLITE_ENABLE_SESSION        1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#define SQL_TABLES
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "schema.h"
#include "support.h"
#include "tema/base/file.h"
#include "tema/base/hash.h"
#include "tema/base/mem.h"

static void sql(sqlite3 *db, const char *what)
{
    cr_assert_eq(sqlite3_exec(db, what, NULL, NULL, NULL), SQLITE_OK, "%s: %s", what, sqlite3_errmsg(db));
}

static void alter(const char *path, const char *what)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    sql(db, what);
    sqlite3_close(db);
}

/* The log's digest as act.c writes it, of an act without words moved: the parent's digest, kind, time, coder's GUID, and the hash of salt,
 * words, changes and anchors. */
static void digest(const uint8_t *parent, int64_t at, const char *words, const void *changes, size_t n,
                   uint8_t out[DIGEST_LEN])
{
    uint8_t payload[DIGEST_LEN], time[8];
    struct hash *h = hash_new(DIGEST_LEN);
    hash_part(h, "salt", 4);
    hash_part(h, words, strlen(words));
    hash_part(h, changes, n);
    hash_part(h, "", 0);
    hash_finish(h, payload);
    for (int i = 0; i < 8; i++)
        time[i] = (uint8_t)((uint64_t)at >> (8 * i));
    h = hash_new(DIGEST_LEN);
    hash_part(h, parent, parent == NULL ? 0 : DIGEST_LEN);
    hash_part(h, "test", 4);
    hash_part(h, time, 8);
    hash_part(h, "guid-anna", 9);
    hash_part(h, payload, sizeof payload);
    hash_finish(h, out);
}

/* One act of the only coder: what the SQL does to the records, captured as the first schema had them. */
static void act(sqlite3 *db, int64_t seq, const char *what, uint8_t chain[DIGEST_LEN])
{
    static const char *const tables[] = {
        "project", "source",  "speaker", "participant", "attribute", "participant_value",
        "code",    "segment", "coding",  "memo",        "row"};
    sqlite3_session *session = NULL;
    void *changes = NULL;
    int n = 0;
    uint8_t before[DIGEST_LEN];
    memcpy(before, chain, DIGEST_LEN);
    cr_assert_eq(sqlite3session_create(db, "main", &session), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        cr_assert_eq(sqlite3session_attach(session, tables[i]), SQLITE_OK);
    sql(db, what);
    cr_assert_eq(sqlite3session_changeset(session, &n, &changes), SQLITE_OK);
    sqlite3session_delete(session);
    digest(seq == 1 ? NULL : before, seq, what, changes, (size_t)n, chain);
    sqlite3_stmt *st = NULL;
    cr_assert_eq(
        sqlite3_prepare_v2(
            db,
            "INSERT INTO act (seq, id, parent, coder, kind, at, words, under, undo_top, changes, salt, "
            "digest) VALUES (?1, 1000 + ?1, nullif(999 + ?1, 1000), 7, 'test', ?1, ?2,"
            " nullif(999 + ?1, 1000), 1000 + ?1, ?3, CAST('salt' AS BLOB), ?4)",
            -1, &st, NULL),
        SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_bind_int64(st, 1, seq);
    sqlite3_bind_text(st, 2, what, -1, SQLITE_STATIC);
    sqlite3_bind_blob(st, 3, changes, n, SQLITE_STATIC);
    sqlite3_bind_blob(st, 4, chain, DIGEST_LEN, SQLITE_STATIC);
    cr_assert_eq(sqlite3_step(st), SQLITE_DONE, "%s", sqlite3_errmsg(db));
    sqlite3_finalize(st);
    sqlite3_free(changes);
}

static const char *const deeds[] = {
    "INSERT INTO code VALUES (20, 'g1', NULL, 'V', 'tillit', '', '', '', '', 255, 'active', 'inductive', "
    "'semantic', NULL, 7, 1)",
    "INSERT INTO code VALUES (21, 'g2', 20, 'V', 'tid', '', '', '', '', 255, 'active', 'inductive', "
    "'semantic', NULL, 7, 1); UPDATE code SET definition = 'å stole på' WHERE id = 20;"
    "INSERT INTO memo VALUES (30, 'g3', 'code', 21, 7, 'se på dette', 1, 1)",
    "DELETE FROM memo WHERE id = 30; DELETE FROM code WHERE id = 21; UPDATE project SET title = 'Ny'"};

static char *old_project(void)
{
    char *path = test_path("a.tema");
    sqlite3 *db = NULL;
    uint8_t chain[DIGEST_LEN] = {0};
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    sql(db, schema_table[0].sql);
    sql(db, "PRAGMA application_id = 1952804193; PRAGMA user_version = 1;"
            "INSERT INTO project VALUES (1, 'g', 'A study', 1);"
            "INSERT INTO coder VALUES (7, 'guid-anna', 'anna', 'analyst', 1);"
            "INSERT INTO source VALUES (8, 'g', 'a.txt', 'interview', NULL, NULL, NULL, NULL, NULL, 'UTF-8', "
            "'a.txt', '', 'txt', '', 1, 0);"
            "INSERT INTO row VALUES (9, 8, 'V', 0, 0, 1, NULL, NULL, NULL, 11, 3, 'En to tre.' || char(10));"
            "INSERT INTO words (rowid, text) SELECT id, text FROM row;");
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        act(db, (int64_t)i + 1, deeds[i], chain);
    sqlite3_close(db);
    cr_assert_eq(chmod(path, 0640), 0);
    return path;
}

/* The same of the second schema: what the third adds columns to is put in, changed and removed. */
static const char *const second_deeds[] = {
    "INSERT INTO code (id, guid, ord, name, definition, include, exclude, example, colour, status, origin, "
    "level, "
    "coder, created) VALUES (20, 'g1', 'V', 'tillit', '', '', '', '', 255, 'active', 'inductive', "
    "'semantic', 7, 1);"
    "INSERT INTO attribute VALUES (40, 'rolle', 'text', 'V'); INSERT INTO participant VALUES (41, 'g', 'P1', "
    "'V');"
    "INSERT INTO participant_value VALUES (41, 40, 'leder');"
    "INSERT INTO coding (id, segment, code, coder, created) VALUES (51, 50, 20, 7, 1)",
    "UPDATE coding SET meaning = -1 WHERE id = 51; UPDATE attribute SET type = 'number' WHERE id = 40;"
    "UPDATE segment SET condensed = 'kort', aside = 1 WHERE id = 50; UPDATE source SET year = 2024 WHERE id "
    "= 8",
    "DELETE FROM participant_value; DELETE FROM attribute WHERE id = 40; DELETE FROM coding WHERE id = 51"};

static char *second_project(void)
{
    char *path = test_path("a.tema");
    sqlite3 *db = NULL;
    uint8_t chain[DIGEST_LEN] = {0}, words[DIGEST_LEN], context[DIGEST_LEN];
    sqlite3_stmt *st = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    sql(db, schema_table[0].sql);
    sql(db, schema_table[1].sql);
    sql(db,
        "PRAGMA application_id = 1952804193; PRAGMA user_version = 2;"
        "INSERT INTO project (id, guid, title, created) VALUES (1, 'g', 'A study', 1);"
        "INSERT INTO coder VALUES (7, 'guid-anna', 'anna', 'analyst', 1);"
        "INSERT INTO source VALUES (8, 'g', 'a.txt', 'interview', NULL, NULL, NULL, NULL, NULL, 'UTF-8', "
        "'a.txt', '', 'txt', '', 1, 0, NULL);"
        "INSERT INTO row VALUES (9, 8, 'V', 0, 0, 1, NULL, NULL, NULL, 11, 3, 'En to tre.' || char(10));"
        "INSERT INTO words (rowid, text) SELECT id, text FROM row;"
        "INSERT INTO segment (id, guid, source, coder, condensed, created) VALUES (50, 'g', 8, 7, '', 1)");
    hash_mark("En", 2, words);
    hash_mark("\0 to tre.\n", 10, context);
    cr_assert_eq(
        sqlite3_prepare_v2(db, "INSERT INTO anchor VALUES (50, 8, 9, 0, 9, 2, ?1, ?2)", -1, &st, NULL),
        SQLITE_OK);
    sqlite3_bind_blob(st, 1, words, MARK_LEN, SQLITE_STATIC);
    sqlite3_bind_blob(st, 2, context, MARK_LEN, SQLITE_STATIC);
    cr_assert_eq(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
    for (size_t i = 0; i < sizeof second_deeds / sizeof *second_deeds; i++)
        act(db, (int64_t)i + 1, second_deeds[i], chain);
    sqlite3_close(db);
    return path;
}

Test(store_migrate, acts_of_the_second_schema__are_taken_back_and_done_again)
{
    char *path = second_project();
    struct store *s = test_open(path, "anna");
    test_sound(s, "after migration");
    cr_assert_eq(test_count(path, "PRAGMA user_version"), SCHEMA_COUNT);
    char *end = test_dump(path);
    MUST(store_undo(s, NULL, &err));
    cr_assert_eq(test_count(path, "SELECT count(*) FROM coding WHERE meaning = -1 AND guid = ''"), 1);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM attribute WHERE type = 'number' AND guid = ''"), 1);
    MUST(store_undo(s, NULL, &err));
    cr_assert_eq(
        test_count(path, "SELECT count(*) FROM segment WHERE condensed = '' AND aside = 0 AND whole = 0"), 1);
    MUST(store_undo(s, NULL, &err));
    cr_assert_eq(test_count(path, "SELECT (SELECT count(*) FROM code) + (SELECT count(*) FROM attribute)"),
                 0);
    test_sound(s, "all taken back");
    for (size_t i = 0; i < sizeof second_deeds / sizeof *second_deeds; i++)
        MUST(store_redo(s, NULL, &err));
    char *again = test_dump(path);
    test_same(end, again, "done again");
    mem_free(end);
    mem_free(again);
    store_free(s);
    test_remove(path);
}

static int64_t version_of(const char *path)
{
    return test_count(path, "PRAGMA user_version");
}

static char *beside(const char *path, const char *ending)
{
    return mem_printf("%s%s", path, ending);
}

Test(store_migrate, older_project__is_brought_up_to_date__a_copy_stays)
{
    char *path = old_project(), *copy = beside(path, ".schema-1"), *second = beside(path, ".schema-1-2");
    struct stat st;
    struct store *s = test_open(path, "anna");
    test_sound(s, "after migration");
    store_free(s);
    cr_assert_eq(version_of(path), SCHEMA_COUNT);
    cr_assert_eq(version_of(copy), 1);
    cr_assert_eq(stat(copy, &st), 0);
    cr_assert_eq(st.st_mode & 07777, 0640);
    cr_assert_eq(test_count(copy, "SELECT count(*) FROM act"), 3);
    cr_assert_eq(test_count(copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'theme'"), 0);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM theme"), 0);
    store_free(test_open(path, "anna")); /* a second opening has nothing to do */
    cr_assert_neq(access(second, F_OK), 0);
    struct store *read = NULL;
    MUST(store_open(path, STORE_READ_ONLY, &read, &err));
    store_free(read);
    mem_free(copy);
    mem_free(second);
    test_remove(path);
}

Test(store_migrate, acts_of_before__are_taken_back_and_done_again)
{
    char *path = old_project();
    struct store *s = test_open(path, "anna");
    char *end = test_dump(path);
    MUST(store_undo(s, NULL, &err));
    cr_assert_eq(test_count(path, "SELECT count(*) FROM code WHERE id = 21 AND parent = 20 AND meaning = 0"),
                 1);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM memo WHERE text = 'se på dette'"), 1);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM project WHERE title = 'A study'"), 1);
    test_sound(s, "one taken back");
    MUST(store_undo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    MUST_FAIL(ERR_NOT_FOUND, store_undo(s, NULL, &err));
    cr_assert_eq(test_count(path, "SELECT count(*) FROM code"), 0);
    test_sound(s, "all taken back");
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        MUST(store_redo(s, NULL, &err));
    char *again = test_dump(path);
    test_same(end, again, "done again");
    mem_free(end);
    mem_free(again);
    store_free(s);
    test_remove(path);
}

Test(store_migrate, reading_only__says_what_to_do__and_writes_nothing)
{
    char *path = old_project(), *copy = beside(path, ".schema-1");
    struct store *s = NULL;
    struct err why = ERR_INIT;
    cr_assert(!store_open(path, STORE_READ_ONLY, &s, &why));
    cr_assert_eq(why.kind, ERR_READ_ONLY);
    cr_assert_not_null(strstr(err_text(&why), "open it once for writing"), "%s", err_text(&why));
    err_release(&why);
    cr_assert_eq(version_of(path), 1);
    cr_assert_neq(access(copy, F_OK), 0);
    mem_free(copy);
    test_remove(path);
}

Test(store_migrate, copys_name_is_taken__nothing_is_overwritten)
{
    char *path = old_project(), *copy = beside(path, ".schema-1"), *second = beside(path, ".schema-1-2");
    struct buf b = BUF_INIT;
    MUST(file_write(copy, "mine", 4, 0600, &err));
    store_free(test_open(path, "anna"));
    MUST(file_read(copy, 100, &b, &err));
    cr_assert_str_eq(buf_str(&b), "mine");
    cr_assert_eq(version_of(second), 1);
    buf_release(&b);
    mem_free(copy);
    mem_free(second);
    test_remove(path);
}

Test(store_migrate, killed_in_the_middle__is_still_the_old_one)
{
    char *path = old_project();
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(path, &db);
        sqlite3_exec(db, "PRAGMA cache_size = 1; BEGIN IMMEDIATE", NULL, NULL, NULL);
        sqlite3_exec(db, schema_table[1].sql, NULL, NULL, NULL);
        sqlite3_exec(db, "PRAGMA user_version = 2; UPDATE project SET title = hex(zeroblob(100000))", NULL,
                     NULL, NULL);
        _exit(0);
    }
    cr_assert_eq(waitpid(child, NULL, 0), child);
    struct store *s = test_open(path, "anna");
    test_sound(s, "after a kill");
    MUST(store_undo(s, NULL, &err));
    store_free(s);
    cr_assert_eq(version_of(path), SCHEMA_COUNT);
    test_remove(path);
}

Test(store_migrate, two_at_once__do_it_once)
{
    char *path = old_project(), *second = beside(path, ".schema-1-2");
    pid_t child[2];
    for (int i = 0; i < 2; i++)
        if ((child[i] = fork()) == 0) {
            struct store *s = NULL;
            struct err e = ERR_INIT;
            bool ok = store_open(path, STORE_WRITE, &s, &e);
            if (!ok)
                fprintf(stderr, "one of two: %s\n", err_text(&e));
            err_release(&e);
            store_free(s);
            _exit(ok ? 0 : 1);
        }
    for (int i = 0; i < 2; i++) {
        int status = 0;
        cr_assert_eq(waitpid(child[i], &status, 0), child[i]);
        cr_assert_eq(status, 0);
    }
    cr_assert_eq(version_of(path), SCHEMA_COUNT);
    cr_assert_neq(access(second, F_OK), 0);
    mem_free(second);
    test_remove(path);
}

/* What is no sound old project is left as it is. */
static void not_migrated(const char *what, enum err_kind kind)
{
    char *path = old_project(), *copy = beside(path, ".schema-1");
    struct store *s = NULL;
    struct err why = ERR_INIT;
    alter(path, what);
    cr_expect(!store_open(path, STORE_WRITE, &s, &why), "%s", what);
    cr_expect_eq(why.kind, kind, "%s: %s", what, err_text(&why));
    cr_expect_str_neq(err_text(&why), "");
    cr_expect_eq(version_of(path), 1, "%s", what);
    cr_expect_neq(access(copy, F_OK), 0, "%s", what);
    err_release(&why);
    mem_free(copy);
    test_remove(path);
}

Test(store_migrate, strange_old_project__is_not_touched)
{
    not_migrated("ALTER TABLE code ADD COLUMN more TEXT", ERR_CORRUPT);
    not_migrated("DROP TABLE memo", ERR_CORRUPT);
    not_migrated("CREATE TRIGGER t AFTER INSERT ON code BEGIN DELETE FROM coding; END", ERR_INPUT);
    not_migrated("CREATE TABLE theme (x)", ERR_IO);
    not_migrated("PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')"
                 " WHERE name = 'memo'",
                 ERR_CORRUPT);
}
