/* A database of strangers: what is plain can be read, nothing in it can run, nothing can go on for ever. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/base/rodb.h"

struct made {
    unsigned char *bytes;
    size_t n;
};

static struct made make(const char *sql)
{
    sqlite3 *db;
    sqlite3_int64 n;
    char *message = NULL;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s", message);
    unsigned char *bytes = sqlite3_serialize(db, "main", &n, 0);
    cr_assert(bytes);
    sqlite3_close(db);
    return (struct made){bytes, (size_t)n};
}

static struct rodb *open_made(const struct made *m)
{
    struct err e = ERR_INIT;
    struct rodb *d = rodb_open(m->bytes, m->n, &e);
    cr_assert(d, "%s", err_text(&e));
    return d;
}

static void drop(struct rodb *d, struct made *m)
{
    rodb_free(d);
    sqlite3_free(m->bytes);
}

Test(rodb, rows__come_in_order_with_their_values)
{
    struct made m =
        make("CREATE TABLE \"Ord\"(a INTEGER, b TEXT, c REAL, d);"
             "CREATE UNIQUE INDEX i ON Ord(b);"
             "INSERT INTO Ord VALUES (3,'zå',2.75,NULL),(1,'',-1,'x'),(NULL,'a\xf0\x9f\x99\x82',0,7)");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    struct err e = ERR_INIT;
    size_t n;
    cr_assert(rodb_read(d, "ord", "a b c d gone", &r, &e), "%s", err_text(&e));
    cr_assert(rodb_next(&r));
    cr_expect_eq(rodb_int(&r, 0, -9), 3);
    cr_expect_str_eq(rodb_text(&r, 1, &n), "zå");
    cr_expect_eq(n, 3);
    cr_expect_eq(rodb_int(&r, 2, -9), 2);
    cr_expect(rodb_null(&r, 3) && rodb_null(&r, 4));
    cr_expect_str_eq(rodb_text(&r, 4, &n), "");
    cr_assert(rodb_next(&r));
    cr_expect_str_eq(rodb_text(&r, 3, NULL), "x");
    cr_assert(rodb_next(&r));
    cr_expect_eq(rodb_int(&r, 0, -9), -9);
    cr_expect_str_eq(rodb_text(&r, 3, NULL), "7");
    cr_expect_not(rodb_next(&r));
    cr_expect_not(rodb_next(&r));
    cr_expect(rodb_end(&r, &e));
    static const char *const in_order[] = {
        "zå", "", "a🙂"}; /* not the index's, though it has all that is asked for */
    cr_assert(rodb_read(d, "ord", "b", &r, &e));
    for (size_t i = 0; i < 3; i++) {
        cr_assert(rodb_next(&r));
        cr_expect_str_eq(rodb_text(&r, 0, NULL), in_order[i]);
    }
    cr_expect(rodb_end(&r, &e));
    cr_expect_eq(rodb_count(d, "Ord"), 3);
    cr_expect_eq(rodb_mended(d), 0);
    drop(d, &m);
}

Test(rodb, tables_and_columns__are_asked_for)
{
    struct made m = make("CREATE TABLE source(id, name); CREATE VIEW seen AS SELECT * FROM source;"
                         "CREATE VIRTUAL TABLE words USING fts5(a)");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    cr_expect(rodb_has_table(d, "SOURCE"));
    cr_expect(rodb_has_column(d, "source", "Name"));
    cr_expect_not(rodb_has_column(d, "source", "memo"));
    cr_expect_not(rodb_has_table(d, "seen"), "a view is no table");
    cr_expect_not(rodb_has_table(d, "words"), "a virtual table is none");
    cr_expect_not(rodb_has_table(d, "sqlite_schema"));
    cr_assert(rodb_read(d, "not there", "a b", &r, NULL));
    cr_expect_not(rodb_next(&r));
    cr_expect(rodb_end(&r, NULL));
    drop(d, &m);
}

Test(rodb, text__is_made_valid)
{
    struct made m = make("CREATE TABLE t(a); INSERT INTO t VALUES (CAST(X'61FF62C3' AS TEXT)),"
                         "(CAST(X'610062' AS TEXT)), (X'EDA080'), (X'F09F99'), ('hel')");
    static const char *const want[] = {"a\uFFFDb\uFFFD", "a\uFFFDb", "\uFFFD\uFFFD\uFFFD", "\uFFFD", "hel"};
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    size_t n;
    cr_assert(rodb_read(d, "t", "a", &r, NULL));
    for (size_t i = 0; i < 5; i++) {
        cr_assert(rodb_next(&r));
        cr_expect_str_eq(rodb_text(&r, 0, &n), want[i], "%zu: %s", i, rodb_text(&r, 0, NULL));
        cr_expect_eq(n, strlen(want[i]));
    }
    cr_expect(rodb_end(&r, NULL));
    cr_expect_gt(rodb_mended(d), 3);
    drop(d, &m);
}

Test(rodb, utf16__is_read)
{
    struct made m = make("PRAGMA encoding='UTF-16le'; CREATE TABLE t(a); INSERT INTO t VALUES ('blåbær')");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    cr_assert(rodb_read(d, "t", "a", &r, NULL));
    cr_assert(rodb_next(&r));
    cr_expect_str_eq(rodb_text(&r, 0, NULL), "blåbær");
    cr_expect(rodb_end(&r, NULL));
    drop(d, &m);
}

Test(rodb, write_ahead_mode__is_read_and_told)
{
    struct made m = make("CREATE TABLE t(a); INSERT INTO t VALUES (1)");
    m.bytes[18] = m.bytes[19] = 2;
    struct rodb *d = open_made(&m);
    cr_expect(rodb_wal(d));
    cr_expect_eq(rodb_count(d, "t"), 1);
    cr_expect_eq(m.bytes[18], 2, "the bytes stay as they are");
    drop(d, &m);
}

Test(rodb, generated_columns__are_not_there)
{
    struct made m =
        make("CREATE TABLE t(a, b AS (hex(zeroblob(100000000))), c AS (a + 1)); INSERT INTO t(a) VALUES (1)");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    struct err e = ERR_INIT;
    cr_expect_not(rodb_has_column(d, "t", "b") || rodb_has_column(d, "t", "c"));
    cr_assert(rodb_read(d, "t", "a b c", &r, &e), "%s", err_text(&e));
    cr_assert(rodb_next(&r));
    cr_expect_eq(rodb_int(&r, 0, 0), 1);
    cr_expect(rodb_null(&r, 1) && rodb_null(&r, 2));
    cr_expect(rodb_end(&r, &e));
    drop(d, &m);
}

static void refused(const void *bytes, size_t n)
{
    struct err e = ERR_INIT;
    struct rodb *d = rodb_open(bytes, n, &e);
    if (d) { /* what can be opened can be looked at without harm */
        struct rodb_rows r;
        if (rodb_read(d, "t", "a b", &r, &e)) {
            while (rodb_next(&r))
                rodb_text(&r, 0, NULL);
        }
        rodb_end(&r, &e);
    } else {
        cr_expect_eq(e.kind, ERR_INPUT);
    }
    rodb_free(d);
    err_release(&e);
}

Test(rodb, no_database__is_refused)
{
    struct err e = ERR_INIT;
    char bytes[200] = "SQLite format 3";
    cr_expect_null(rodb_open("hei", 3, &e));
    cr_expect_eq(e.kind, ERR_INPUT);
    memset(bytes + 16, 0xff, sizeof bytes - 16);
    cr_expect_null(rodb_open(bytes, sizeof bytes, &e));
    cr_expect_eq(e.kind, ERR_INPUT);
    err_release(&e);
}

/* Cut anywhere, and with any byte of the first pages spoilt. */
Test(rodb, damage__never_harms)
{
    struct made m = make(
        "CREATE TABLE t(a, b); CREATE INDEX i ON t(b);"
        "WITH RECURSIVE k(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM k WHERE i<300)"
        "INSERT INTO t SELECT printf('%0100d', i), i FROM k; INSERT INTO t VALUES (hex(zeroblob(9000)), 1)");
    unsigned char *copy = mem_alloc(m.n);
    for (size_t n = 0; n < m.n; n += 97) {
        memcpy(copy, m.bytes, m.n);
        refused(copy, n);
    }
    for (size_t at = 0; at < m.n; at += at < 4400 ? 7 : 211) {
        memcpy(copy, m.bytes, m.n);
        copy[at] ^= 0xff;
        refused(copy, m.n);
        copy[at] = 0;
        refused(copy, m.n);
    }
    mem_free(copy);
    sqlite3_free(m.bytes);
}

/* An inner page all of whose cells lead to one leaf: a few pages, endless rows. */
Test(rodb, pages_used_again_and_again__are_refused)
{
    struct made m = make("PRAGMA page_size=512; CREATE TABLE t(a);"
                         "WITH RECURSIVE k(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM k WHERE i<20000)"
                         "INSERT INTO t SELECT NULL FROM k");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    struct err e = ERR_INIT;
    cr_expect_eq(rodb_count(d, "t"), 20000);
    rodb_free(d);
    /* Page 2 is the table's root; its cells are made to lead to itself, and to its first child. */
    unsigned char *root = m.bytes + 512;
    cr_assert_eq(root[0], 5, "an inner page");
    size_t cells = (size_t)root[3] << 8 | root[4];
    for (size_t i = 0; i < cells; i++) {
        unsigned char *cell = root + ((size_t)root[12 + 2 * i] << 8 | root[13 + 2 * i]);
        memcpy(cell, root + ((size_t)root[12] << 8 | root[13]), 4);
    }
    d = open_made(&m);
    bool ok = rodb_read(d, "t", "a", &r, &e);
    for (int pass = 0; ok && pass < 200; pass++) { /* however often it is read again */
        while (rodb_next(&r))
            ;
        ok = rodb_end(&r, &e);
        if (ok)
            ok = rodb_read(d, "t", "a", &r, &e);
    }
    cr_expect_not(ok);
    cr_expect_eq(e.kind, ERR_INPUT);
    rodb_end(&r, NULL);
    err_release(&e);
    drop(d, &m);
}

Test(rodb, one_text_handed_out_again_and_again__ends)
{
    struct made m = make("CREATE TABLE t(a); INSERT INTO t VALUES (hex(zeroblob(200000)))");
    struct rodb *d = open_made(&m);
    struct rodb_rows r;
    struct err e = ERR_INIT;
    size_t passes = 0;
    cr_assert(rodb_read(d, "t", "a", &r, &e));
    cr_assert(rodb_next(&r));
    while (rodb_text(&r, 0, NULL)[0] != '\0' && passes < 1000)
        passes++;
    cr_expect(passes > 4 && passes < 20, "%zu", passes);
    cr_expect_not(rodb_end(&r, &e));
    cr_expect_eq(e.kind, ERR_INPUT);
    err_release(&e);
    drop(d, &m);
}
