/* What is given out: everything that is kept, each table with its place; the same each time. */
#include <sqlite3.h>
#include <string.h>

#define SQL_TABLES
#include "schema.h"
#include "tema/base/mem.h"
#include "travel_kit.h"

/* Every table has a place in an exchange, or a reason to have none. */
static const struct {
    const char *table, *place;
} tables[] = {
    {"project", "project"},
    {"coder", "coders"},
    {"source", "sources; the report is the text's notes"},
    {"participant", "participants"},
    {"attribute", "attributes"},
    {"participant_value", "participants"},
    {"speaker", "text->speakers; speakers"},
    {"row", "text->turns"},
    {"cue", "text->turns"},
    {"code", "codes"},
    {"segment", "segments"},
    {"anchor", "segments"},
    {"coding", "codings"},
    {"memo", "memos"},
    {"act", "none: the log of this file"},
    {"splice", "none: the log of this file"},
    {"reading", "sources"},
    {"desk", "none: what was open on a screen"},
    {"words", "none: the index follows from the rows"},
    {"words_data", "none: the index"},
    {"words_idx", "none: the index"},
    {"words_docsize", "none: the index"},
    {"words_config", "none: the index"},
    {"round", "rounds"},
    {"phase", "phases"},
    {"question", "questions"},
    {"structure", "structures"},
    {"theme", "themes"},
    {"place", "places"},
    {"quote", "quotes"},
    {"review", "reviews"},
    {"version", "versions"},
    {"told", "none: the log of what this file took in and gave out"},
    {"source_attribute", "attributes"},
    {"source_value", "values"},
    {"grouping", "sets"},
    {"grouping_member", "members"},
    {"participant_ref", "refs"},
    {"link", "links"},
};

Test(store_give, every_table__has_a_place_or_a_reason)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    size_t seen = 0;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (size_t i = 0; i < SCHEMA_COUNT; i++)
        cr_assert_eq(sqlite3_exec(db, schema_table[i].sql, NULL, NULL, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(
                     db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
                     -1, &st, NULL),
                 SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(st, 0);
        bool found = false;
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
            found = found || strcmp(tables[i].table, name) == 0;
        cr_expect(found, "'%s' is given out nowhere, and nobody says why", name);
        seen += found;
    }
    cr_expect_eq(seen, sizeof tables / sizeof *tables, "a table that is listed is gone");
    sqlite3_finalize(st);
    sqlite3_close(db);
}

Test(store_give, twice__is_the_same)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id source = test_import(s, "a.txt", "Kari: Ja, det er 😀 sånn. Eller?\nPer: Nei.\n"), segment = 0,
            code = 0;
    MUST(store_begin(s, "x", &err));
    MUST(store_add_code(s, 0, "a/b", ORIGIN_INDUCTIVE, 0, &code, &err));
    MUST(store_mark(s, source, (cp_off){0}, (cp_off){4}, &segment, &err));
    MUST(store_code(s, segment, code, NULL, &err));
    MUST(store_commit(s, NULL, &err, "x"));
    char *first = travel_given(s);
    store_free(s);
    s = test_open(path, "berit");
    char *second = travel_given(s);
    test_same(first, second, "given a second time");
    mem_free(first);
    mem_free(second);
    store_free(s);
    test_remove(path);
}

Test(store_give, hidden_source__is_not_given)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    test_import(s, "a.txt", "Kari: Ja.\n");
    MUST(store_undo(s, NULL, &err));
    exchange_init(&x);
    MUST(store_give(s, &x, &err));
    cr_expect_eq(x.sources.n, 0);
    exchange_release(&x);
    store_free(s);
    test_remove(path);
}
