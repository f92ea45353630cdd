#include "support.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

char *test_path(const char *name)
{
    char folder[] = "/dev/shm/tema-test-XXXXXX", other[] = "/tmp/tema-test-XXXXXX";
    char *made = mkdtemp(folder);
    if (made == NULL)
        made = mkdtemp(other);
    cr_assert_not_null(made);
    return mem_printf("%s/%s", made, name);
}

void test_remove(char *path)
{
    char *slash = strrchr(path, '/');
    *slash = '\0';
    char *command = mem_printf("rm -rf '%s'", path);
    int rc = system(command);
    cr_assert_eq(rc, 0);
    mem_free(command);
    mem_free(path);
}

struct store *test_create(const char *path, const char *coder)
{
    struct store *s = NULL;
    MUST(store_create(path, "A study", 0600, &s, &err));
    MUST(store_set_coder(s, coder, &err));
    return s;
}

struct store *test_open(const char *path, const char *coder)
{
    struct store *s = NULL;
    MUST(store_open(path, STORE_WRITE, &s, &err));
    MUST(store_set_coder(s, coder, &err));
    return s;
}

static void add_turn(struct transcript *t, const char *line, size_t n, int64_t *ms)
{
    struct tr_turn turn = {.opens = true, .speaker = -1, .start_ms = *ms, .end_ms = -1};
    const char *colon = memchr(line, ':', n);
    if (n > 0 && line[0] == '+') {
        turn.opens = false;
        turn.speaker = t->turns.n > 0 ? t->turns.v[t->turns.n - 1].speaker : -1;
        line++;
        n--;
    } else if (colon != NULL && colon + 1 < line + n && colon - line < 20) {
        turn.speaker = transcript_speaker(t, line, (size_t)(colon - line));
        n -= (size_t)(colon + 2 - line);
        line = colon + 2;
    }
    turn.text = arena_printf(&t->arena, "%.*s\n", (int)n, line);
    turn.bytes = n + 1;
    turn.cues = arena_array(&t->arena, n + 1, sizeof *turn.cues);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !(line[i - 1] == ' ' && i > 1 && line[i - 2] == '.'))
            continue;
        turn.cues[turn.ncues++] =
            (struct tr_cue){.at = utf8_count(line, i), .start_ms = *ms, .end_ms = *ms + 2000};
        *ms += 2000;
    }
    vec_push(&t->turns, turn);
}

tema_id test_import(struct store *s, const char *name, const char *lines)
{
    struct transcript t;
    int64_t ms = 0;
    transcript_init(&t);
    for (const char *p = lines; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        add_turn(&t, p, n, &ms);
        p += n + (p[n] == '\n');
    }
    struct import_meta m = {.name = name,
                            .file = name,
                            .encoding = "UTF-8",
                            .format = "txt",
                            .sha256 = "",
                            .kind = SOURCE_INTERVIEW};
    tema_id id = 0;
    MUST(store_begin(s, "import", &err));
    MUST(store_import(s, &m, &t, &id, &err));
    MUST(store_commit(s, NULL, &err, "imported '%s'", name));
    transcript_release(&t);
    return id;
}

char *test_text(struct store *s, tema_id source)
{
    struct doc d;
    struct buf b = BUF_INIT;
    doc_init(&d);
    MUST(store_doc(s, source, &d, &err));
    for (size_t i = 0; i < d.n; i++)
        buf_add(&b, d.rows[i].row.text, d.rows[i].row.bytes);
    doc_release(&d);
    buf_addstr(&b, "");
    return buf_detach(&b);
}

static void dump_table(sqlite3 *db, const char *name, const char *sql, struct buf *out)
{
    sqlite3_stmt *st = NULL;
    cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s: %s", name, sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW) {
        buf_addstr(out, name);
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            buf_addch(out, '|');
            if (sqlite3_column_type(st, i) == SQLITE_BLOB)
                for (int k = 0; k < sqlite3_column_bytes(st, i); k++)
                    buf_addf(out, "%02x", ((const unsigned char *)sqlite3_column_blob(st, i))[k]);
            else
                for (const unsigned char *p = sqlite3_column_text(st, i); p != NULL && *p != '\0'; p++)
                    buf_addstr(out, *p == '\n' ? "\\n" : (char[]){(char)*p, '\0'});
        }
        buf_addch(out, '\n');
    }
    sqlite3_finalize(st);
}

char *test_dump(const char *path)
{
    static const char *const tables[][2] = {
        {"project", "SELECT * FROM project ORDER BY 1"},
        {"source", "SELECT * FROM source WHERE hidden = 0 ORDER BY 1"},
        {"speaker",
         "SELECT * FROM speaker WHERE source IN (SELECT id FROM source WHERE hidden = 0) ORDER BY 1"},
        {"participant", "SELECT * FROM participant ORDER BY 1"},
        {"attribute", "SELECT * FROM attribute ORDER BY 1"},
        {"value", "SELECT * FROM participant_value ORDER BY 1, 2"},
        {"row", "SELECT * FROM row WHERE source IN (SELECT id FROM source WHERE hidden = 0) ORDER BY source, "
                "ord, id"},
        {"cue", "SELECT * FROM cue WHERE row IN (SELECT id FROM row WHERE source IN (SELECT id FROM source "
                "WHERE hidden = 0)) ORDER BY 1"},
        {"code", "SELECT * FROM code ORDER BY 1"},
        {"segment",
         "SELECT * FROM segment WHERE source IN (SELECT id FROM source WHERE hidden = 0) ORDER BY 1"},
        {"anchor",
         "SELECT * FROM anchor WHERE source IN (SELECT id FROM source WHERE hidden = 0) ORDER BY 1"},
        {"coding", "SELECT g.* FROM coding g JOIN segment s ON s.id = g.segment WHERE s.source IN (SELECT id "
                   "FROM source WHERE hidden = 0) "
                   "ORDER BY g.id"},
        {"memo", "SELECT * FROM memo ORDER BY 1"},
        {"role", "SELECT id, role FROM coder WHERE role <> 'analyst' ORDER BY 1"},
        {"round", "SELECT * FROM round ORDER BY 1"},
        {"phase", "SELECT * FROM phase ORDER BY 1"},
        {"question", "SELECT * FROM question ORDER BY 1"},
        {"structure", "SELECT * FROM structure ORDER BY 1"},
        {"theme", "SELECT * FROM theme ORDER BY 1"},
        {"place",
         "SELECT p.* FROM place p LEFT JOIN segment s ON s.id = p.segment LEFT JOIN source o ON o.id = "
         "s.source WHERE coalesce(o.hidden, 0) = 0 ORDER BY 1"},
        {"quote",
         "SELECT q.* FROM quote q JOIN segment s ON s.id = q.segment WHERE s.source IN (SELECT id FROM "
         "source WHERE hidden = 0) ORDER BY 1"},
        {"review", "SELECT * FROM review ORDER BY 1"},
        {"source attribute", "SELECT * FROM source_attribute ORDER BY 1"},
        {"source value", "SELECT * FROM source_value ORDER BY 1, 2"},
        {"grouping", "SELECT * FROM grouping ORDER BY 1"},
        {"member", "SELECT * FROM grouping_member ORDER BY 1"},
        {"ref", "SELECT * FROM participant_ref ORDER BY 1"},
        {"link", "SELECT * FROM link ORDER BY 1"},
    };
    sqlite3 *db = NULL;
    struct buf out = BUF_INIT;
    cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        dump_table(db, tables[i][0], tables[i][1], &out);
    sqlite3_close(db);
    buf_addstr(&out, "");
    return buf_detach(&out);
}

void test_same(const char *a, const char *b, const char *when)
{
    while (*a != '\0' || *b != '\0') {
        size_t n = strcspn(a, "\n"), k = strcspn(b, "\n");
        cr_assert(n == k && memcmp(a, b, n) == 0, "%s:\n was %.*s\n  is %.*s", when, (int)n, a, (int)k, b);
        a += n + (a[n] == '\n');
        b += k + (b[k] == '\n');
    }
}

void test_sound(struct store *s, const char *when)
{
    struct arena a = ARENA_INIT;
    struct finding *f = NULL;
    size_t n = 0;
    MUST(store_check(s, &a, &f, &n, &err));
    for (size_t i = 0; i < n; i++)
        cr_assert(f[i].decision, "%s: %s", when, f[i].text);
    arena_release(&a);
}

int64_t test_count(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    int64_t n = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : -1;
    sqlite3_finalize(st);
    sqlite3_close(db);
    return n;
}
