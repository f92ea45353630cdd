#include <sqlite3.h>
#include <string.h>

#include "support.h"
#include "tema/base/mem.h"

/* Damages a project behind the store's back and expects a finding with these words. */
static void damaged(const char *sql, const char *words)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\nInt: Ja.\n"), unit = 0;
    MUST(store_begin(s, "mark", &err));
    MUST(store_mark(s, id, (cp_off){3}, (cp_off){5}, &unit, &err));
    MUST(store_commit(s, NULL, &err, "marked"));
    store_free(s);
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    s = test_open(path, "anna");
    struct arena a = ARENA_INIT;
    struct finding *f = NULL;
    size_t n = 0;
    bool found = false;
    MUST(store_check(s, &a, &f, &n, &err));
    for (size_t i = 0; i < n; i++)
        found = found || (!f[i].decision && strstr(f[i].text, words) != NULL);
    cr_expect(found, "%s: no finding with '%s' (%zu findings, first: %s)", sql, words, n,
              n > 0 ? f[0].text : "");
    arena_release(&a);
    store_free(s);
    test_remove(path);
}

Test(store_check, every_kind_of_damage__is_found)
{
    damaged("UPDATE row SET text = 'En TO tre.' || char(10) WHERE part = 0 AND text LIKE 'En%'",
            "other words");
    damaged("UPDATE row SET text = 'Ne to tre.' || char(10) WHERE text LIKE 'En%'", "index of words");
    damaged("UPDATE row SET chars = chars + 1 WHERE text LIKE 'Ja%'", "counted wrongly");
    damaged("UPDATE row SET ord = (SELECT min(ord) FROM row)", "order of the rows");
    damaged("UPDATE row SET text = 'En to tre.', chars = 10 WHERE text LIKE 'En%'", "no paragraph");
    damaged("UPDATE anchor SET end_at = 900", "outside the text");
    damaged("DELETE FROM anchor", "stands nowhere");
    damaged("DELETE FROM speaker", "points to a 'speaker'");
    damaged("UPDATE act SET words = 'something else' WHERE kind = 'mark'", "log does not hold");
    damaged("UPDATE act SET at = at + 1 WHERE seq = 1", "log does not hold");
    damaged("INSERT INTO code SELECT 7, 'g', 7, 'a', 'n', '', '', '', '', 0, 'active', 'inductive', "
            "'semantic', NULL, id, 0, NULL, 0, NULL FROM coder",
            "no tree");
}

Test(store_check, unit_without_words__is_a_decision_and_no_fault)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\n"), unit = 0;
    MUST(store_begin(s, "mark", &err));
    MUST(store_mark(s, id, (cp_off){3}, (cp_off){5}, &unit, &err));
    MUST(store_commit(s, NULL, &err, "marked"));
    MUST(store_begin(s, "edit", &err));
    MUST(store_splice(s, id, (cp_off){3}, 3, "", 0, &err));
    MUST(store_commit(s, NULL, &err, "edited"));
    struct arena a = ARENA_INIT;
    struct finding *f = NULL;
    size_t n = 0;
    MUST(store_check(s, &a, &f, &n, &err));
    cr_assert_eq(n, 1);
    cr_assert(f[0].decision);
    cr_assert_eq(f[0].id, unit);
    arena_release(&a);
    store_free(s);
    test_remove(path);
}
