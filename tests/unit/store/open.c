#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    cr_assert_not_null(f);
    cr_assert_eq(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void alter(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

Test(store_open, new_project__is_private__and_never_overwrites)
{
    char *path = test_path("a.tema");
    struct stat st;
    umask(0);
    store_free(test_create(path, "anna"));
    cr_assert_eq(stat(path, &st), 0);
    cr_assert_eq(st.st_mode & 07777, 0600);
    struct store *s = NULL;
    MUST_FAIL(ERR_INPUT, store_create(path, "B", 0600, &s, &err));
    store_free(test_open(path, "anna"));
    test_remove(path);
}

Test(store_open, shared_project__keeps_its_mode__whatever_the_umask)
{
    char *path = test_path("a.tema");
    struct stat st;
    struct store *s = NULL;
    umask(077);
    MUST(store_create(path, "Shared", 0660, &s, &err));
    store_free(s);
    cr_assert_eq(stat(path, &st), 0);
    cr_assert_eq(st.st_mode & 07777, 0660);
    test_remove(path);
}

Test(store_open, failed_creation__leaves_no_file)
{
    struct store *s = NULL;
    MUST_FAIL(ERR_IO, store_create("/nowhere/at/all.tema", "X", 0600, &s, &err));
}

Test(store_open, what_is_no_project__is_refused_with_its_sentence)
{
    char *path = test_path("a.tema");
    struct store *s = NULL;
    MUST_FAIL(ERR_NOT_FOUND, store_open(path, STORE_WRITE, &s, &err));
    write_file(path, "", 0);
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    write_file(path, "PK\3\4 this is no database at all, but some other bytes of a file", 60);
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    cr_assert_eq(unlink(path), 0);
    alter(path, "CREATE TABLE x (y)");
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    alter(path, "PRAGMA application_id = 1952804193; PRAGMA user_version = 1");
    MUST_FAIL(ERR_CORRUPT, store_open(path, STORE_WRITE, &s, &err));
    MUST_FAIL(ERR_INPUT, store_open("/tmp", STORE_WRITE, &s, &err));
    test_remove(path);
}

Test(store_open, newer_schema_triggers_and_views__are_refused)
{
    char *path = test_path("a.tema");
    struct store *s = NULL;
    store_free(test_create(path, "anna"));
    alter(path, "PRAGMA user_version = 4");
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    alter(path,
          "PRAGMA user_version = 3; CREATE TRIGGER t AFTER INSERT ON code BEGIN DELETE FROM coding; END");
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    alter(path, "DROP TRIGGER t; CREATE VIEW v AS SELECT 1");
    MUST_FAIL(ERR_INPUT, store_open(path, STORE_WRITE, &s, &err));
    alter(path, "DROP VIEW v");
    MUST(store_open(path, STORE_WRITE, &s, &err));
    store_free(s);
    test_remove(path);
}

Test(store_open, truncated_project__is_damaged)
{
    char *path = test_path("a.tema");
    struct store *s = NULL;
    store_free(test_create(path, "anna"));
    cr_assert_eq(truncate(path, 20000), 0);
    MUST_FAIL(ERR_CORRUPT, store_open(path, STORE_WRITE, &s, &err));
    test_remove(path);
}

Test(store_open, read_only__reads_and_refuses_acts)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: Noe.\n");
    store_free(s);
    MUST(store_open(path, STORE_READ_ONLY, &s, &err));
    cr_assert(store_is_read_only(s));
    MUST(store_set_coder(s, "anna", &err));
    char *text = test_text(s, id);
    cr_assert_str_eq(text, "Noe.\n");
    mem_free(text);
    MUST_FAIL(ERR_READ_ONLY, store_begin(s, "x", &err));
    MUST(store_set_desk(s, "transcript", id, &err));
    test_sound(s, "read only");
    store_free(s);
    test_remove(path);
}

Test(store_open, locked_project__is_busy__and_free_afterwards)
{
    char *path = test_path("a.tema");
    struct store *a = test_create(path, "anna"), *b = test_open(path, "berit");
    tema_id id = test_import(a, "a.txt", "Kari: Noe.\n");
    store_set_patience(b, 20, NULL, NULL);
    MUST(store_begin(a, "x", &err));
    MUST_FAIL(ERR_BUSY, store_begin(b, "x", &err));
    MUST(store_set_reading(b, id, (struct reading){{1}, {1}}, &err));
    store_rollback(a);
    MUST(store_begin(b, "x", &err));
    store_rollback(b);
    store_free(a);
    store_free(b);
    test_remove(path);
}

Test(store_open, process_killed_in_an_act__loses_nothing_that_was_answered)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: Noe som ble sagt.\n");
    store_free(s);
    pid_t child = fork();
    if (child == 0) {
        struct store *c = test_open(path, "anna");
        store_begin(c, "x", NULL);
        store_splice(c, id, (cp_off){0}, 0, "Først. ", 8, NULL);
        store_commit(c, NULL, NULL, "answered");
        store_begin(c, "x", NULL);
        store_splice(c, id, (cp_off){0}, 5, "", 0, NULL);
        _exit(0);
    }
    cr_assert_eq(waitpid(child, NULL, 0), child);
    s = test_open(path, "anna");
    char *text = test_text(s, id);
    cr_assert_str_eq(text, "Først. Noe som ble sagt.\n");
    test_sound(s, "after a kill");
    MUST(store_undo(s, NULL, &err));
    mem_free(text);
    store_free(s);
    test_remove(path);
}

Test(store_open, version__changes_with_own_and_others_acts)
{
    char *path = test_path("a.tema");
    struct store *a = test_create(path, "anna"), *b = test_open(path, "berit");
    int64_t va = store_version(a), vb = store_version(b);
    test_import(a, "a.txt", "Noe.\n");
    cr_assert_neq(store_version(a), va);
    cr_assert_neq(store_version(b), vb);
    vb = store_version(b);
    cr_assert_eq(store_version(b), vb);
    store_free(a);
    store_free(b);
    test_remove(path);
}

static void copy_file(const char *from, const char *to)
{
    struct buf b = BUF_INIT;
    MUST(file_read(from, 64 << 20, &b, &err));
    write_file(to, b.s, b.len);
    buf_release(&b);
}

Test(store_open, change_cut_off_half_way__is_put_right_by_the_first_who_may_write)
{
    char *path = test_path("a.tema"), *journal = mem_printf("%s-journal", path);
    char *cut = mem_printf("%.*sb.tema", (int)(strlen(path) - strlen("a.tema")), path),
         *cut_journal = mem_printf("%s-journal", cut);
    struct store *s = test_create(path, "anna");
    store_free(s);
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(db,
                     "PRAGMA cache_size = 1; BEGIN; UPDATE project SET title = hex(zeroblob(200000));"
                     "UPDATE project SET guid = hex(zeroblob(200000))",
                     NULL, NULL, NULL),
        SQLITE_OK);
    copy_file(path, cut);
    copy_file(journal, cut_journal);
    sqlite3_close(db);
    struct err why = ERR_INIT;
    cr_assert(!store_open(cut, STORE_READ_ONLY, &s, &why));
    cr_assert_eq(why.kind, ERR_READ_ONLY);
    cr_assert_not_null(strstr(err_text(&why), "cut off"), "%s", err_text(&why));
    err_release(&why);
    s = test_open(cut, "anna");
    test_sound(s, "after a change that was cut off");
    store_free(s);
    MUST(store_open(cut, STORE_READ_ONLY, &s, &err));
    store_free(s);
    mem_free(journal);
    mem_free(cut);
    mem_free(cut_journal);
    test_remove(path);
}

Test(store_open, names_that_sqlite_has_other_uses_for__are_plain_files)
{
    static const char *const names[] = {":memory:", "file:x.tema?mode=memory", "-a.tema"};
    char *path = test_path("a.tema"), *folder = mem_strndup(path, strlen(path) - strlen("/a.tema"));
    cr_assert_eq(chdir(folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct store *s = test_create(names[i], "anna");
        test_import(s, "a.txt", "Kari: Noe.\n");
        store_free(s);
        s = test_open(names[i], "anna");
        test_sound(s, names[i]);
        store_free(s);
        cr_assert_eq(access(names[i], F_OK), 0);
    }
    mem_free(folder);
    test_remove(path);
}
