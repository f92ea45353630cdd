#include "wrap.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "tema/base/mem.h"

/* ---- zips (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16) ---- */

enum { MOST_ENTRIES = 16 };
static const char mark[] = "\n%%%% ";

static void number(struct buf *b, uint32_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        buf_add(b, &(char){(char)value}, 1);
}

struct entry {
    const char *name, *s;
    size_t name_n, n, at;
};

/* What the entry itself and the directory say of it alike. */
static void facts(struct buf *b, const struct entry *e)
{
    number(b, 20, 2);      /* version needed */
    number(b, 1 << 11, 2); /* names are UTF-8 */
    number(b, 0, 2);       /* stored */
    number(b, 0x00210000, 4);
    number(b, (uint32_t)crc32(0, (const Bytef *)e->s, (uInt)e->n), 4);
    number(b, (uint32_t)e->n, 4);
    number(b, (uint32_t)e->n, 4);
    number(b, (uint32_t)e->name_n, 2);
    number(b, 0, 2);
}

static void write_zip(struct entry *v, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        v[i].at = out->len;
        number(out, 0x04034b50, 4);
        facts(out, &v[i]);
        buf_add(out, v[i].name, v[i].name_n);
        buf_add(out, v[i].s, v[i].n);
    }
    size_t directory = out->len;
    for (size_t i = 0; i < n; i++) {
        number(out, 0x02014b50, 4);
        number(out, 20, 2);
        facts(out, &v[i]);
        number(out, 0, 4); /* no comment, first disk */
        number(out, 0, 2);
        number(out, 0, 4);
        number(out, (uint32_t)v[i].at, 4);
        buf_add(out, v[i].name, v[i].name_n);
    }
    size_t end = out->len;
    number(out, 0x06054b50, 4);
    number(out, 0, 4);
    number(out, (uint32_t)n, 2);
    number(out, (uint32_t)n, 2);
    number(out, (uint32_t)(end - directory), 4);
    number(out, (uint32_t)directory, 4);
    number(out, 0, 2);
}

static const char *next_mark(const char *s, const char *end)
{
    for (const char *p = s; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
        if ((size_t)(end - p) >= sizeof mark - 1 && memcmp(p, mark, sizeof mark - 1) == 0)
            return p;
    }
    return NULL;
}

void wrap_zip(const char *first, const char *s, size_t n, struct buf *out)
{
    struct entry v[MOST_ENTRIES] = {{.name = first, .s = s, .name_n = strlen(first)}};
    const char *end = s + n;
    size_t count = 1;
    for (const char *p = s;; count++) {
        const char *next = count < MOST_ENTRIES ? next_mark(p, end) : NULL;
        v[count - 1].n = (size_t)((next ? next : end) - v[count - 1].s);
        if (!next)
            break;
        const char *name = next + sizeof mark - 1, *line = memchr(name, '\n', (size_t)(end - name));
        line = line ? line : end;
        p = line < end ? line + 1 : end;
        v[count] = (struct entry){.name = name, .s = p, .name_n = (size_t)(line - name) & 0xff};
    }
    write_zip(v, count, out);
}

/* ---- databases ---- */

/* Of the cell at s: "\n" and "\N" read; NULL for the latter. */
static char *cell(const char *s, size_t n, size_t *ret_n)
{
    char *copy = mem_strndup(s, n);
    size_t at = 0;
    if (n == 2 && memcmp(s, "\\N", 2) == 0) {
        mem_free(copy);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        bool newline = s[i] == '\\' && i + 1 < n && s[i + 1] == 'n';
        copy[at++] = newline ? '\n' : s[i];
        i += newline;
    }
    *ret_n = at;
    return copy;
}

static sqlite3_stmt *insertion(sqlite3 *db, const char *table, size_t n)
{
    sqlite3_stmt *columns = NULL, *insert = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%.*w\"", (int)n, table);
    if (sqlite3_prepare_v2(db, sql, -1, &columns, NULL) == SQLITE_OK) {
        sqlite3_str *b = sqlite3_str_new(db);
        sqlite3_str_appendf(b, "INSERT INTO \"%.*w\" VALUES (?", (int)n, table);
        for (int i = sqlite3_column_count(columns); i > 1; i--)
            sqlite3_str_appendall(b, ",?");
        sqlite3_str_appendall(b, ")");
        char *text = sqlite3_str_finish(b);
        sqlite3_prepare_v2(db, text, -1, &insert, NULL);
        sqlite3_free(text);
    }
    sqlite3_finalize(columns);
    sqlite3_free(sql);
    return insert;
}

static void insert_row(sqlite3 *db, const char *s, size_t n)
{
    const char *tab = memchr(s, '\t', n), *end = s + n;
    size_t name = tab ? (size_t)(tab - s) : n;
    if (name == 0 || name > 40 || memchr(s, '\0', name))
        return;
    sqlite3_stmt *insert = insertion(db, s, name);
    for (int i = 1; tab && insert && i <= sqlite3_bind_parameter_count(insert); i++) {
        const char *from = tab + 1;
        size_t bytes = 0;
        tab = memchr(from, '\t', (size_t)(end - from));
        char *value = cell(from, (size_t)((tab ? tab : end) - from), &bytes);
        if (value)
            sqlite3_bind_text(insert, i, value, (int)bytes, SQLITE_TRANSIENT);
        mem_free(value);
    }
    if (insert)
        sqlite3_step(insert);
    sqlite3_finalize(insert);
}

/* The connection is kept between inputs: making the tables costs more than all else. */
static sqlite3 *with_tables(const char *schema)
{
    static sqlite3 *db;
    if (!db && (sqlite3_open(":memory:", &db) != SQLITE_OK ||
                sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK))
        return NULL;
    return db;
}

bool wrap_rows(const char *schema, const char *s, size_t n, struct buf *out)
{
    sqlite3 *db = with_tables(schema);
    sqlite3_int64 size = 0;
    if (!db || sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return false;
    for (size_t at = 0; at < n;) {
        const char *line = memchr(s + at, '\n', n - at);
        size_t end = line ? (size_t)(line - s) : n;
        insert_row(db, s + at, end - at);
        at = end + 1;
    }
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    if (bytes)
        buf_add(out, (const char *)bytes, (size_t)size);
    sqlite3_free(bytes);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return bytes != NULL;
}

const char taguette_schema[] =
    "CREATE TABLE projects (id INTEGER, name VARCHAR(50), description TEXT, created DATETIME);"
    "CREATE TABLE documents (id INTEGER, name VARCHAR(50), description TEXT, filename VARCHAR(200), created "
    "DATETIME,"
    " project_id INTEGER, text_direction VARCHAR(13), contents TEXT);"
    "CREATE TABLE tags (id INTEGER, project_id INTEGER, path VARCHAR(200), description TEXT);"
    "CREATE TABLE highlights (id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, "
    "snippet TEXT);"
    "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"
    "CREATE TABLE project_members (project_id INTEGER, user_login TEXT);"
    "CREATE TABLE commands (id INTEGER, payload TEXT);";
const char qualcoder_schema[] =
    "CREATE TABLE project (databaseversion text, date text, memo text, about text);"
    "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner "
    "text, date text);"
    "CREATE TABLE code_image (imid integer primary key, id integer, cid integer);"
    "CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, "
    "owner text,"
    " date text);"
    "CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, "
    "valuetype text);"
    "CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, "
    "date text,"
    " owner text);"
    "CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 "
    "integer, owner text,"
    " date text, memo text);"
    "CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);"
    "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, "
    "supercatid integer);"
    "CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, "
    "pos1 integer,"
    " owner text, date text, memo text, avid integer, important integer);"
    "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date "
    "text, color text);"
    "CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);";
const char rqda_schema[] =
    "CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text);"
    "CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, "
    "status integer);"
    "CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status "
    "integer, color text);"
    "CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, "
    "owner text);"
    "CREATE TABLE treefile (fid integer, catid integer, status integer);"
    "CREATE TABLE filecat (name text, fid integer, catid integer, memo text, status integer);"
    "CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo "
    "text, status integer);"
    "CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status "
    "integer, owner text,"
    " date text, memo text);"
    "CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status "
    "integer);"
    "CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, "
    "owner text, date text,"
    " memo text);"
    "CREATE TABLE attributes (name text, status integer, date text, dateM text, owner text, memo text, class "
    "text);"
    "CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text, "
    "status integer);"
    "CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, "
    "status integer);"
    "CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);"
    "CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM "
    "text, status integer);"
    "CREATE TABLE image (name text, id integer);";
