/* Other programs' databases, made here by the tables they have. */
#include <sqlite3.h>

#include "../../../src/formats/programs_priv.h"
#include "helper.h"

struct taken {
    unsigned char *bytes;
    size_t n;
    struct exchange x;
    struct err err;
    bool ok;
};

static void make(struct taken *t, const char *const *sql)
{
    sqlite3 *db;
    sqlite3_int64 n;
    char *message = NULL;
    memset(t, 0, sizeof *t);
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (; *sql; sql++)
        cr_assert_eq(sqlite3_exec(db, *sql, NULL, NULL, &message), SQLITE_OK, "%s", message);
    t->bytes = sqlite3_serialize(db, "main", &n, 0);
    t->n = (size_t)n;
    sqlite3_close(db);
}

/* What was taken is always something that can be leaned on. */
static void take(struct taken *t, const struct format *f)
{
    struct read_options opt = {0};
    struct err e = ERR_INIT;
    exchange_init(&t->x);
    t->ok = f->take((const char *)t->bytes, t->n, &opt, &t->x, &t->err);
    cr_assert(t->ok || t->err.kind == ERR_INPUT);
    cr_assert(!t->ok || exchange_check(&t->x, &e), "%s", err_text(&e));
}

static void drop(struct taken *t)
{
    exchange_release(&t->x);
    err_release(&t->err);
    sqlite3_free(t->bytes);
}

static bool noted(const struct exchange *x, const char *words)
{
    for (size_t i = 0; i < x->notes.n; i++) {
        if (strstr(x->notes.v[i], words))
            return true;
    }
    return false;
}

static void all_noted(const struct exchange *x, const char *const *words)
{
    for (; *words; words++)
        cr_expect(noted(x, *words), "nothing says '%s'", *words);
}

/* The words of a meaning unit; the caller frees. */
static char *words_of(const struct exchange *x, size_t segment)
{
    const struct segment *g = &x->segments.v[segment].s;
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < x->sources.n; i++) {
        const struct transcript *t = x->sources.v[i].text;
        for (size_t k = 0; x->sources.v[i].s.id == g->source && k < t->turns.n; k++)
            buf_add(&b, t->turns.v[k].text, t->turns.v[k].bytes);
    }
    struct program_text all;
    struct arena a = ARENA_INIT;
    program_text_init(&all, &a, buf_str(&b), b.len);
    size_t from = text_byte(&all, g->start.cp);
    char *words = mem_strndup(all.s + from, text_byte(&all, g->end.cp) - from);
    arena_release(&a);
    buf_release(&b);
    return words;
}

static void stands_on(const struct exchange *x, size_t segment, const char *want)
{
    char *words = words_of(x, segment);
    cr_expect_str_eq(words, want, "%zu: '%s' for '%s'", segment, words, want);
    mem_free(words);
}

static const char *code_of(const struct exchange *x, size_t coding)
{
    return x->codes.v[x->codings.v[coding].c.code - 1].c.name;
}

static const struct memo *memo_with(const struct exchange *x, const char *text)
{
    for (size_t i = 0; i < x->memos.n; i++) {
        if (strcmp(x->memos.v[i].text, text) == 0)
            return &x->memos.v[i];
    }
    cr_assert(false, "no memo '%s'", text);
    return NULL;
}

/* ---- Taguette ---- */

static const char taguette_tables[] =
    "CREATE TABLE projects (id INTEGER NOT NULL, name VARCHAR(50) NOT NULL, description TEXT NOT NULL, "
    "created DATETIME);"
    "CREATE TABLE documents (id INTEGER NOT NULL, name VARCHAR(50), description TEXT, filename VARCHAR(200), "
    "created "
    "DATETIME, project_id INTEGER, text_direction VARCHAR(13), contents TEXT);"
    "CREATE TABLE tags (id INTEGER NOT NULL, project_id INTEGER, path VARCHAR(200), description TEXT);"
    "CREATE TABLE highlights (id INTEGER NOT NULL, document_id INTEGER, start_offset INTEGER, end_offset "
    "INTEGER, snippet TEXT);"
    "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"
    "CREATE TABLE project_members (project_id INTEGER, user_login TEXT); CREATE TABLE commands (id INTEGER, "
    "payload TEXT);";

Test(taguette, project__is_taken_whole)
{
    static const char *const sql[] = {
        taguette_tables, "INSERT INTO projects VALUES (1,'Omsorg','Om studien','2021-03-04 10:20:30.500000')",
        "INSERT INTO documents VALUES (7,'Intervju 1','Notat','a.docx','2021-03-05 "
        "00:00:00',1,'LEFT_TO_RIGHT',"
        "'<p>Bl\u00e5b\u00e6r &amp; <b>br\u00f8d</b></p>\n<p>Andre avsnitt</p>')",
        "INSERT INTO tags VALUES (1,1,'mat.frukt','Alt som vokser'),(2,1,'to','')",
        /* "Blåbær & brød" newline "Andre avsnitt": å, æ and ø are two bytes each */
        "INSERT INTO highlights VALUES (1,7,0,8,'Bl\u00e5b\u00e6r'),(2,7,9,21,'&amp; "
        "br\u00f8d</p><p>Andr'),(3,7,17,22,'feil')",
        "INSERT INTO highlight_tags VALUES (1,1),(1,2),(2,2),(2,99)",
        "INSERT INTO commands VALUES (1,'{}'),(2,'{}')", NULL};
    static const char *const notes[] = {"1 highlight covers other words",
                                        "1 highlight has no tag",
                                        "2 entries of the log",
                                        "1 entry belongs to",
                                        "does not say who",
                                        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_taguette);
    cr_assert(t.ok, "%s", err_text(&t.err));
    cr_expect_str_eq(t.x.program, "Taguette");
    cr_expect_str_eq(t.x.project.title, "Omsorg");
    cr_expect_eq(t.x.project.created, 1614853230500);
    cr_assert_eq(t.x.sources.n, 1);
    cr_expect_str_eq(t.x.sources.v[0].s.name, "Intervju 1");
    cr_expect_str_eq(t.x.sources.v[0].s.file, "a.docx");
    cr_expect_eq(memo_with(&t.x, "Notat")->about, MEMO_SOURCE);
    cr_expect_eq(memo_with(&t.x, "Om studien")->about, MEMO_PROJECT);
    cr_assert_eq(t.x.codes.n, 2);
    cr_expect_str_eq(t.x.codes.v[0].c.name, "mat.frukt");
    cr_expect_str_eq(t.x.codes.v[0].c.definition, "Alt som vokser");
    cr_assert_eq(t.x.segments.n, 3);
    stands_on(&t.x, 0, "Blåbær");
    stands_on(&t.x, 1, "& brød\nAndr");
    cr_assert_eq(t.x.codings.n, 3);
    cr_expect_eq(t.x.codings.v[0].c.segment, t.x.codings.v[1].c.segment, "one meaning unit, two codes");
    cr_expect_str_eq(code_of(&t.x, 1), "to");
    all_noted(&t.x, notes);
    drop(&t);
}

Test(taguette, several_projects__stand_apart)
{
    static const char *const sql[] = {
        taguette_tables, "INSERT INTO projects VALUES (1,'En','',NULL),(2,'To','',NULL)",
        "INSERT INTO tags VALUES (1,1,'lik',''),(2,2,'lik','')",
        "INSERT INTO documents VALUES (1,'d','','','',1,'','<p>x'),(2,'e','','','',2,'','y')", NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_taguette);
    cr_assert(t.ok, "%s", err_text(&t.err));
    cr_assert_eq(t.x.codes.n, 4);
    cr_expect_str_eq(t.x.codes.v[2].c.name, "To");
    cr_expect_eq(t.x.codes.v[3].c.parent, t.x.codes.v[2].c.id);
    cr_expect_eq(t.x.sources.n, 2);
    cr_expect(noted(&t.x, "2 projects, 'En', 'To'"));
    drop(&t);
}

Test(taguette, offsets_outside__are_left_out)
{
    static const char *const sql[] = {
        taguette_tables, "INSERT INTO documents VALUES (1,'d','','','',1,'','<p>ord')",
        "INSERT INTO tags VALUES (1,1,'',NULL)",
        "INSERT INTO highlights VALUES "
        "(1,1,-1,2,''),(2,1,3,1,''),(3,1,0,4,''),(4,1,0,9223372036854775807,''),"
        "(5,9,0,1,''),(6,1,1,3,''),(7,1,'x',NULL,'')",
        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_taguette);
    cr_assert(t.ok);
    cr_assert_eq(t.x.segments.n, 1);
    stands_on(&t.x, 0, "rd");
    cr_expect(noted(&t.x, "5 selections lie outside"));
    cr_expect(noted(&t.x, "1 entry belongs"));
    cr_expect(noted(&t.x, "1 code had no name"));
    drop(&t);
}

/* ---- QualCoder ---- */

static const char qualcoder_tables[] =
    "CREATE TABLE project (databaseversion text, date text, memo text, about text);"
    "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner "
    "text, date text);"
    "CREATE TABLE code_image (imid integer primary key, id integer, cid integer);"
    "CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, "
    "owner text, date text);"
    "CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, "
    "valuetype text);"
    "CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, "
    "date text, owner text);"
    "CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 "
    "integer, owner text, date text, memo text);"
    "CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);"
    "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, "
    "supercatid integer);"
    "CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, "
    "pos1 integer, "
    "owner text, date text, memo text, avid integer, important integer);"
    "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date "
    "text, color text);"
    "CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);";

Test(qualcoder, project__is_taken_whole)
{
    static const char *const sql[] = {
        qualcoder_tables,
        "INSERT INTO project VALUES ('v6','2022-01-02 03:04:05','Min studie','QualCoder 3.5')",
        "INSERT INTO source VALUES (1,'en.txt','Det er \U0001F642 s\u00e5 fint.\nIkke "
        "sant?\n',NULL,'kildenotat','kari','2022-02-02 02:02:02'),"
        "(2,'bilde.png',NULL,'/images/bilde.png','','ola',''),(3,'film.mp4','','video:/x/film.mp4','','','')",
        "INSERT INTO code_cat VALUES (1,'Under','ola','','',2),(2,'Over','ola','','om over',NULL)",
        "INSERT INTO code_name VALUES (5,'glede','godt',1,'kari','2022-02-02 "
        "02:02:02','#FF0080'),(6,'l\u00f8s','',NULL,'','','rosa')",
        "INSERT INTO code_text VALUES (1,5,1,'s\u00e5 fint',9,16,'kari','2022-03-03 "
        "03:03:03','kodenotat',NULL,1),"
        "(2,6,1,'fint.\u2029Ikke',12,22,'ola','2022-03-03T03:03:03+01:00','',NULL,NULL),(3,6,2,'x',0,1,'','',"
        "'',NULL,NULL),"
        "(4,77,1,'Det',0,3,'','','',NULL,0)",
        "INSERT INTO annotation VALUES (1,1,0,3,'merknad','ola','')",
        "INSERT INTO cases VALUES (1,'Anne','om Anne','',''),(2,'Bo','','','')",
        "INSERT INTO case_text VALUES (1,1,1,0,29,'','',''),(2,2,1,18,22,'','','')",
        "INSERT INTO attribute_type VALUES "
        "('alder','','','','case','numeric'),('sted','','','m','file','character')",
        "INSERT INTO attribute VALUES "
        "(1,'alder','case','44',1,'',''),(2,'sted','file','Bergen',1,'',''),(3,'alder','case','',2,'',''),(4,"
        "'alder','case','45',1,'','')",
        "INSERT INTO journal VALUES (1,'Dag 1','Startet','2022-01-03 00:00:00','kari')",
        "INSERT INTO code_image VALUES (1,2,5)",
        NULL};
    static const char *const notes[] = {"2 categories became",
                                        "2 pictures or recordings were left out: 'bilde.png', 'film.mp4'",
                                        "1 coding marked as important",
                                        "1 annotation became",
                                        "1 journal entry",
                                        "codings of pictures and pages (1)",
                                        "2 entries belong",
                                        "1 part of a text",
                                        "as UTC",
                                        "1 memo on an attribute",
                                        "1 further value",
                                        "1 code's colour",
                                        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_qualcoder);
    cr_assert(t.ok, "%s", err_text(&t.err));
    const struct exchange *x = &t.x;
    cr_expect_str_eq(x->program, "QualCoder 3.5");
    cr_assert_eq(x->sources.n, 1);
    cr_assert_eq(x->codes.n, 4);
    cr_expect_str_eq(x->codes.v[0].c.name, "Over");
    cr_expect_str_eq(x->codes.v[0].c.definition, "om over");
    cr_expect_str_eq(x->codes.v[1].c.name, "Under");
    cr_expect_eq(x->codes.v[1].c.parent, x->codes.v[0].c.id);
    cr_expect_str_eq(x->codes.v[2].c.name, "glede");
    cr_expect_eq(x->codes.v[2].c.parent, x->codes.v[1].c.id);
    cr_expect_eq(x->codes.v[2].c.colour, 0xFF0080);
    cr_expect_eq(x->codes.v[2].created, 1643767322000);
    cr_expect_str_eq(x->codes.v[3].c.name, "løs");
    cr_assert_eq(x->codings.n, 2);
    stands_on(x, 0, "så fint");
    stands_on(x, 1, "fint.\nIkke");
    cr_expect_str_eq(x->coders.v[x->codings.v[0].c.coder - 1].name, "kari");
    cr_expect_str_eq(x->coders.v[x->codings.v[1].c.coder - 1].name, "ola");
    cr_expect_eq(x->codings.v[1].c.created, 1646272983000, "its zone counts");
    cr_expect_not(noted(x, "other words were stored"), "a paragraph's end in the stored words is one");
    cr_assert_eq(x->quotes.n, 1);
    cr_expect_eq(x->quotes.v[0].segment, x->codings.v[0].c.segment);
    cr_expect_eq(memo_with(x, "kodenotat")->target, x->segments.v[0].s.id);
    cr_expect_eq(memo_with(x, "merknad")->about, MEMO_SEGMENT);
    cr_expect_eq(memo_with(x, "kildenotat")->about, MEMO_SOURCE);
    cr_expect_eq(memo_with(x, "Min studie")->about, MEMO_PROJECT);
    cr_expect_eq(memo_with(x, "Dag 1\n\nStartet")->about, MEMO_PROJECT);
    cr_assert_eq(x->participants.n, 2);
    cr_assert_eq(x->participants.v[0].nattrs, 2);
    cr_expect_str_eq(x->participants.v[0].attrs[1].name, "alder");
    cr_expect_str_eq(x->participants.v[0].attrs[1].value, "44");
    cr_expect_eq(x->participants.v[0].attrs[1].type, ATTR_NUMBER);
    cr_expect_eq(x->participants.v[1].nattrs, 0);
    cr_assert_eq(x->values.n, 1);
    cr_expect_str_eq(x->values.v[0].value, "Bergen");
    cr_assert_eq(x->refs.n, 2);
    cr_expect_eq(x->refs.v[0].kind, X_SOURCE);
    cr_expect_eq(x->refs.v[1].kind, X_SEGMENT);
    stands_on(x, (size_t)x->refs.v[1].target - 1, "Ikke");
    all_noted(x, notes);
    drop(&t);
}

Test(qualcoder, first_version__has_fewer_columns)
{
    static const char *const sql[] = {
        "CREATE TABLE source (id integer primary key, name text, fulltext text);"
        "CREATE TABLE code_cat (catid integer primary key, name text);"
        "CREATE TABLE code_name (cid integer primary key, name text);"
        "CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer)",
        "INSERT INTO source VALUES (1,'a','ord'); INSERT INTO code_name VALUES (1,'k'); INSERT INTO "
        "code_text VALUES (1,1,'rd',1,3)",
        NULL};
    struct taken t;
    make(&t, sql);
    cr_expect_gt(format_qualcoder.sniff((const char *)t.bytes, t.n), 90);
    take(&t, &format_qualcoder);
    cr_assert(t.ok, "%s", err_text(&t.err));
    stands_on(&t.x, 0, "rd");
    drop(&t);
}

Test(qualcoder, carriage_returns__are_counted_as_the_words_say)
{
    static const char *const sql[] = {
        qualcoder_tables, "INSERT INTO code_name(cid,name) VALUES (1,'k')",
        "INSERT INTO source(id,name,fulltext) VALUES (1,'a','en'||char(13,10)||'to'||char(13,10)||'tre')",
        /* once with each line end as two characters, once as one */
        "INSERT INTO code_text(cid,fid,seltext,pos0,pos1) VALUES "
        "(1,1,'tre',8,11),(1,1,'tre',6,9),(1,1,'n'||char(13,10)||'t',1,5)",
        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_qualcoder);
    cr_assert(t.ok);
    stands_on(&t.x, 0, "tre");
    stands_on(&t.x, 1, "tre");
    stands_on(&t.x, 2, "n\nt");
    cr_expect(noted(&t.x, "2 positions counted a line end as two"));
    drop(&t);
}

Test(qualcoder, circles_and_deep_trees__end)
{
    static const char *const sql[] = {qualcoder_tables,
                                      "INSERT INTO code_cat(catid,name,supercatid) VALUES "
                                      "(1,'a',3),(2,'b',1),(3,'c',2),(4,'selv',4),(5,'ved a',3)",
                                      "WITH RECURSIVE k(i) AS (VALUES(100) UNION ALL SELECT i+1 FROM k WHERE "
                                      "i<5000) INSERT INTO code_cat(catid,name,supercatid) "
                                      "SELECT i, 'd'||i, i+1 FROM k",
                                      NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_qualcoder);
    cr_assert(t.ok, "%s", err_text(&t.err));
    cr_expect_eq(t.x.codes.n, 5 + 4901);
    cr_expect(noted(&t.x, "'a' hangs under itself"));
    cr_expect_not(noted(&t.x, "'ved a' hangs under itself"));
    cr_expect(noted(&t.x, "deeper than 65 levels"));
    drop(&t);
}

/* ---- RQDA ---- */

static const char rqda_tables[] =
    "CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text);"
    "CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, "
    "status integer);"
    "CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status "
    "integer, color text);"
    "CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, "
    "owner text);"
    "CREATE TABLE treefile (fid integer, catid integer, status integer); CREATE TABLE filecat (name text, "
    "fid integer, catid integer, memo text, status integer);"
    "CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo "
    "text, status integer);"
    "CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status "
    "integer, owner text, date text, memo text);"
    "CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status "
    "integer);"
    "CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, "
    "owner text, date text, memo text);"
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

Test(rqda, project__is_taken_whole)
{
    static const char *const sql[] = {
        rqda_tables, "INSERT INTO project VALUES ('0.2.2','Mon Mar 07 13:22:43 2016','','studie','')",
        "INSERT INTO source VALUES ('en',1,'F\u00f8rst dette.\nS\u00e5 noe annet, s\u00e5 "
        "noe.\n','kilde','kari','Tue Mar  8 09:00:00 2016','',1),('vekk',2,'x','','','','',0)",
        "INSERT INTO freecode VALUES "
        "('k1','def','kari','','',1,1,'#102030'),('k2','','','','',2,1,'red'),('borte','','','','',3,0,NULL)",
        "INSERT INTO codecat VALUES ('A',NULL,10,'','','','om A',1),('B',NULL,11,'','','','',1)",
        "INSERT INTO treecode(cid,catid,status) VALUES (1,10,1),(1,11,1),(2,11,0)",
        "INSERT INTO filecat VALUES ('gruppe',NULL,1,'',1); INSERT INTO treefile VALUES (1,1,1)",
        /* the first is right, the second has drifted, the third's words are nowhere, the fourth lies outside without words */
        "INSERT INTO coding VALUES (1,1,'dette',6.0,11.0,1,'kari','Tue Mar 08 09:00:00 "
        "2016','km'),(2,1,'s\u00e5 noe.',24.0,31.0,1,'ola','',''),"
        "(2,1,'finnes ei',0.0,5.0,1,'','',''),(2,1,'ikke "
        "her',900.0,905.0,1,'','',''),(1,1,'dette',6,11,0,'','','')",
        "INSERT INTO annotation VALUES (1,16,'merk','kari','','',1)",
        "INSERT INTO cases VALUES ('Anne','','','','',1,1)",
        "INSERT INTO caselinkage VALUES (1,1,0,38,1,'','','')",
        "INSERT INTO attributes VALUES ('alder',1,'','','','','numeric'),('tom',1,'','','','','character')",
        "INSERT INTO caseAttr VALUES ('alder','50',1,'','','',1),('kj\u00f8nn','NA',1,'','','',1); INSERT "
        "INTO fileAttr VALUES ('sted','Oslo',1,'','','',1)",
        "INSERT INTO journal VALUES ('j1','dagbok','','','kari',1); INSERT INTO image VALUES ('b',1)", NULL};
    static const char *const notes[] = {"1 position had drifted",
                                        "1 position is kept as it was",
                                        "1 selection lies outside",
                                        "4 entries that were deleted",
                                        "2 categories became",
                                        "1 further category",
                                        "1 category of files",
                                        "1 annotation became",
                                        "1 journal entry",
                                        "pictures (1)",
                                        "1 attribute that nothing",
                                        "1 code's colour",
                                        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_rqda);
    cr_assert(t.ok, "%s", err_text(&t.err));
    const struct exchange *x = &t.x;
    cr_expect_eq(x->project.created, 1457356963000);
    cr_assert_eq(x->sources.n, 1);
    cr_assert_eq(x->codes.n, 4);
    cr_expect_str_eq(x->codes.v[1].c.name, "k1");
    cr_expect_eq(x->codes.v[1].c.parent, x->codes.v[0].c.id);
    cr_expect_eq(x->codes.v[1].c.colour, 0x102030);
    cr_expect_str_eq(x->codes.v[1].c.definition, "def");
    cr_assert_eq(x->codings.n, 3);
    stands_on(x, 0, "dette");
    stands_on(x, 1, "så noe.");
    stands_on(x, 2, "Først");
    cr_expect_eq(x->codings.v[0].c.created, 1457427600000);
    cr_assert_eq(x->sets.n, 2);
    cr_expect_str_eq(x->sets.v[0].name, "B");
    cr_assert_eq(x->members.n, 2);
    cr_expect_eq(x->members.v[0].target, x->codes.v[1].c.id);
    cr_expect_eq(x->members.v[1].kind, X_SOURCE);
    stands_on(x, 3, "Så noe annet, så noe.");
    cr_expect_eq(memo_with(x, "merk")->target, x->segments.v[3].s.id);
    cr_assert_eq(x->refs.n, 1);
    cr_expect_eq(x->refs.v[0].kind, X_SOURCE);
    cr_assert_eq(x->participants.v[0].nattrs, 1);
    cr_expect_eq(x->participants.v[0].attrs[0].type, ATTR_NUMBER);
    cr_assert_eq(x->values.n, 1);
    cr_expect_str_eq(x->values.v[0].value, "Oslo");
    all_noted(x, notes);
    drop(&t);
}

Test(rqda, drifted_words__stand_at_the_nearest_place)
{
    static const char *const sql[] = {
        rqda_tables, "INSERT INTO freecode(name,id) VALUES ('k',1)",
        "INSERT INTO source(name,id,file) VALUES ('s',1,'ja nei ja nei ja nei')",
        "INSERT INTO coding(cid,fid,seltext,selfirst,selend) VALUES "
        "(1,1,'nei',8,11),(1,1,'nei',-5,NULL),(1,1,'nei',99,102)",
        NULL};
    static const size_t want[] = {10, 3, 17};
    struct taken t;
    make(&t, sql);
    take(&t, &format_rqda);
    cr_assert(t.ok);
    cr_assert_eq(t.x.segments.n, 3);
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(t.x.segments.v[i].s.start.cp, want[i], "%zu: %zu", i, t.x.segments.v[i].s.start.cp);
    drop(&t);
}

Test(rqda, raw_latin1__is_marked_and_told)
{
    static const char *const sql[] = {
        rqda_tables, "INSERT INTO freecode(name,id) VALUES ('k',1)",
        "INSERT INTO source(name,id,file) VALUES ('s',1,CAST(X'626CE562E67200FF' AS TEXT))", NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_rqda);
    cr_assert(t.ok);
    cr_expect_str_eq(t.x.sources.v[0].text->turns.v[0].text, "bl\uFFFDb\uFFFDr\uFFFD\uFFFD");
    cr_expect(noted(&t.x, "no UTF-8"));
    drop(&t);
}

/* ---- strangers ---- */

Test(programs, sniffing__knows_each_by_its_tables)
{
    static const struct format *const all[] = {&format_taguette, &format_qualcoder, &format_rqda};
    static const char *const sql[][3] = {{taguette_tables},
                                         {qualcoder_tables},
                                         {rqda_tables},
                                         {"CREATE TABLE source(a)"},
                                         {taguette_tables, "PRAGMA application_id=0x74656d61"}};
    for (size_t i = 0; i < 5; i++) {
        struct taken t;
        make(&t, sql[i]);
        for (size_t k = 0; k < 3; k++) {
            int sure = all[k]->sniff((const char *)t.bytes, t.n);
            cr_expect_eq(sure > 0, i == k, "%zu %s: %d", i, all[k]->name, sure);
            cr_expect_eq(all[k]->sniff((const char *)t.bytes, 60), 0);
        }
        sqlite3_free(t.bytes);
    }
}

Test(programs, views_and_triggers__are_no_tables)
{
    static const char *const sql[] = {
        "CREATE TABLE code_name(cid, name, memo, catid, owner, date, color); INSERT INTO code_name(cid,name) "
        "VALUES (1,'k');"
        "CREATE TABLE code_text(cid, fid, seltext, pos0, pos1);"
        "CREATE TRIGGER source AFTER INSERT ON code_name BEGIN SELECT 1; END;"
        "CREATE VIEW source AS WITH RECURSIVE k(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM k) SELECT i AS "
        "id, 'x' AS name, 'y' AS fulltext FROM k",
        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_qualcoder);
    cr_assert(t.ok, "%s", err_text(&t.err));
    cr_expect_eq(t.x.sources.n, 0);
    cr_expect_eq(t.x.codes.n, 1);
    drop(&t);
}

Test(programs, nothing_in_it__is_refused)
{
    static const char *const sql[] = {qualcoder_tables, NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_qualcoder);
    cr_expect_not(t.ok);
    cr_expect_eq(t.err.kind, ERR_INPUT);
    drop(&t);
}

/* Whatever byte is spoilt and wherever it is cut: a study that holds together, or a sentence. */
Test(programs, damage__never_harms)
{
    static const char *const sql[] = {
        qualcoder_tables, "INSERT INTO source(id,name,fulltext) VALUES (1,'a','en to tre fire')",
        "INSERT INTO code_cat(catid,name,supercatid) VALUES (1,'c',NULL); INSERT INTO "
        "code_name(cid,name,catid) VALUES (1,'k',1)",
        "INSERT INTO code_text(cid,fid,seltext,pos0,pos1) VALUES (1,1,'to',3,5)", NULL};
    struct taken t;
    make(&t, sql);
    struct taken u = {.n = t.n, .bytes = mem_alloc(t.n)};
    for (size_t at = 0; at < t.n; at += 61) {
        memcpy(u.bytes, t.bytes, t.n);
        u.bytes[at] ^= (unsigned char)(at % 2 ? 0x81 : 0xff);
        u.n = at % 3 ? t.n : at;
        take(&u, &format_qualcoder);
        exchange_release(&u.x);
        err_release(&u.err);
    }
    mem_free(u.bytes);
    sqlite3_free(t.bytes);
}

/* Words that are almost everywhere and nowhere, asked for again and again. */
Test(programs, searching__is_bounded)
{
    static const char *const sql[] = {
        rqda_tables, "INSERT INTO freecode(name,id) VALUES ('k',1)",
        "INSERT INTO source(name,id,file) VALUES ('s',1,replace(hex(zeroblob(1000000)),'00','aa'))",
        "WITH RECURSIVE k(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM k WHERE i<2000)"
        "INSERT INTO coding(cid,fid,seltext,selfirst,selend) SELECT "
        "1,1,replace(hex(zeroblob(500)),'00','aa')||'b',5,9 FROM k",
        NULL};
    struct taken t;
    make(&t, sql);
    take(&t, &format_rqda);
    cr_assert(t.ok);
    cr_expect(noted(&t.x, "2000 positions are kept"));
    drop(&t);
}

Test(programs, times__are_read)
{
    bool zone;
    cr_expect_eq(parse_time("1970-01-01 00:00:00", &zone), 0);
    cr_expect_not(zone);
    cr_expect_eq(parse_time("2024-02-29", &zone), 1709164800000);
    cr_expect_eq(parse_time("2024-02-29T12:30:00.25Z", &zone), 1709209800250);
    cr_expect(zone);
    cr_expect_eq(parse_time("2024-02-29 12:30:00-05:30", &zone), 1709229600000);
    cr_expect_eq(parse_time("Thu Feb 29 12:30:00 2024", &zone), 1709209800000);
    static const char *const bad[] = {
        "",          "x", "2024-13-01", "2024-02-01 25:00:00", "Thu Foo 29 12:30:00 2024", "2024-02-29 1",
        "Thu Feb 29"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_eq(parse_time(bad[i], &zone), -1, "%s", bad[i]);
}
