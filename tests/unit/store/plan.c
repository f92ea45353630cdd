/* Every statement is prepared, and its plan judged: a table that grows with the study is read whole only by the statements named here, each with its reason. */
#include <sqlite3.h>
#include <string.h>

#define SQL_TABLES
#include "schema.h"
#include "statements.h"
#include "support.h"
#include "tema/base/mem.h"

/* Small whatever the study: one row, or as many as there are people, attributes, files, rounds, structures or versions. */
static const char *const small[] = {"project",
                                    "coder",
                                    "attribute",
                                    "participant",
                                    "participant_value",
                                    "source",
                                    "o",
                                    "src",
                                    "sqlite_schema",
                                    "c",
                                    "k",
                                    "round",
                                    "phase",
                                    "question",
                                    "version",
                                    "structure",
                                    "grouping",
                                    "source_attribute",
                                    "told"};

static const struct {
    const char *statement, *why;
} whole[] = {
    {"act_chain", "proves the whole log"},
    {"act_newest", "one row from the end"},
    {"codes_list", "the codebook, listed whole"},
    {"use_codings", "counts of all codes, over all codings, from the covering index"},
    {"project_get", "the log's newest row, by the primary key"},
    {"memos_list", "lists all memos"},
    {"check_unanchored", "proves every segment"},
    {"check_strayed", "proves every segment"},
    {"check_merged_codes", "proves every code"},
    {"check_merged_themes", "proves every theme"},
    {"check_memos", "proves every memo"},
    {"check_quotes", "proves every quote"},
    {"check_foreign_keys", "proves every row"},
    {"themes_list", "all themes, listed whole"},
    {"places_list", "all places, listed whole"},
    {"place_segments", "all places, for counting"},
    {"quotes_list", "all quotes, listed whole"},
    {"round_codings", "counts of all rounds, over all codings"},
    {"round_codes", "likewise"},
    {"round_themes", "likewise"},
    {"figures_rows", "figures of the phases, over everything"},
    {"figures_segments", "likewise"},
    {"figures_codes", "likewise"},
    {"figures_memos", "likewise"},
    {"review_list", "all threads, listed whole"},
    {"foreign_key_fault", "only when an undo was refused"},
    {"take_codes", "known by GUID: read once for a study that comes in"},
    {"take_themes", "likewise"},
    {"take_memos", "likewise"},
    {"take_links", "likewise"},
    {"take_empty", "one row of each, if any"},
    {"give_makers", "all codes, given out whole"},
    {"give_reviews", "all threads, given out whole"},
    {"give_members", "all members of sets, given out whole"},
    {"give_refs", "likewise"},
    {"give_links", "likewise"},
};

static bool is_small(const char *table)
{
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strcmp(small[i], table) == 0)
            return true;
    return false;
}

static bool needed[sizeof whole / sizeof *whole];

static bool is_listed(const char *statement)
{
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(whole[i].statement, statement) == 0)
            return needed[i] = true;
    return false;
}

/* "SCAN name", "SCAN name USING …"; subqueries and what the statement itself has made are no tables. */
static void judge(sqlite3 *db, const char *name, const char *sql)
{
    char *explain = mem_printf("EXPLAIN QUERY PLAN %s", sql);
    sqlite3_stmt *st = NULL;
    cr_assert_eq(sqlite3_prepare_v2(db, explain, -1, &st, NULL), SQLITE_OK, "%s: %s", name,
                 sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(st, 3);
        if (strncmp(line, "SCAN ", 5) != 0 || strncmp(line, "SCAN CONSTANT", 13) == 0 || line[5] == '(')
            continue;
        char *table = mem_strndup(line + 5, strcspn(line + 5, " "));
        if (!is_small(table) && strstr(sql, "RECURSIVE") == NULL && !is_listed(name))
            cr_expect(false, "%s reads a whole table: %s", name, line);
        mem_free(table);
    }
    sqlite3_finalize(st);
    mem_free(explain);
}

Test(store_plan, every_statement__finds_its_rows_by_an_index)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (size_t i = 0; i < SCHEMA_COUNT; i++)
        cr_assert_eq(sqlite3_exec(db, schema_table[i].sql, NULL, NULL, NULL), SQLITE_OK, "%s",
                     sqlite3_errmsg(db));
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_stmt *st = NULL;
        cr_assert_eq(sqlite3_prepare_v2(db, statement_table[i].sql, -1, &st, NULL), SQLITE_OK, "%s: %s",
                     statement_table[i].name, sqlite3_errmsg(db));
        sqlite3_finalize(st);
        judge(db, statement_table[i].name, statement_table[i].sql);
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        cr_expect(needed[i], "%s reads no whole table any more: it need not be listed", whole[i].statement);
    sqlite3_close(db);
}

Test(store_plan, names_of_statements__are_unique)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        for (size_t j = i + 1; j < STATEMENT_COUNT; j++)
            cr_expect_str_neq(statement_table[i].name, statement_table[j].name);
}
