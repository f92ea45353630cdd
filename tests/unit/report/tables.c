/* The tables of a study: what those who read a method section look for in them. CSV is read back by a parser of its own (RFC 4180). */
#include <criterion/criterion.h>
#include <string.h>

#include "tema/report/report.h"

static struct arena arena;
static struct buf out = BUF_INIT;

/* ---- reading CSV ---- */

enum { MOST_CELLS = 400 };
static char *cells[MOST_CELLS];         /* of all rows, one after the other */
static size_t ncells, ends[100], nrows; /* ends: cells up to the end of each row */

static void end_cell(struct buf *cell)
{
    cr_assert_lt(ncells, (size_t)MOST_CELLS);
    cells[ncells++] = arena_strdup(&arena, buf_str(cell));
    buf_clear(cell);
}

static void parse_csv(const char *s)
{
    struct buf cell = BUF_INIT;
    bool quoted = false;
    ncells = nrows = 0;
    for (; *s; s++) {
        if (quoted && *s == '"' && s[1] == '"') {
            buf_addch(&cell, *s++);
        } else if (*s == '"') {
            quoted = !quoted;
        } else if (!quoted && *s == ',') {
            end_cell(&cell);
        } else if (!quoted && *s == '\r') {
            cr_assert_eq(*++s, '\n', "a lone carriage return");
            end_cell(&cell);
            ends[nrows++] = ncells;
        } else {
            buf_addch(&cell, *s);
        }
    }
    cr_assert_not(quoted, "a quote is never closed");
    cr_assert_eq(cell.len, 0u, "the last line has no end");
    buf_release(&cell);
}

/* The cells of a row, "a|b|c". */
static const char *row(size_t i)
{
    char *s = arena_strdup(&arena, "");
    cr_assert_lt(i, nrows);
    for (size_t k = i > 0 ? ends[i - 1] : 0; k < ends[i]; k++)
        s = arena_printf(&arena, "%s%s%s", s, *s || k > (i > 0 ? ends[i - 1] : 0) ? "|" : "", cells[k]);
    return s;
}

static const char *written(const struct report *r, const char *format)
{
    buf_clear(&out);
    report_writer_find(format)->write(r, &out);
    if (strcmp(format, "csv") == 0)
        parse_csv(buf_str(&out));
    return buf_str(&out);
}

#define HAS(text, part)   cr_expect_not_null(strstr(text, part), "'%s' is not in:\n%s", part, text)
#define LACKS(text, part) cr_expect_null(strstr(text, part), "'%s' is in:\n%s", part, text)

/* ---- a study ---- */

static char *str(const char *s)
{
    return arena_strdup(&arena, s);
}

static struct project project(void)
{
    return (struct project){.guid = str(""), .title = str("Pleie"), .last_act = 1772359200000};
}

static struct theme theme(tema_id id, tema_id parent, int depth, const char *name, enum theme_status status)
{
    struct theme t = {.id = id, .parent = parent, .structure = 1, .depth = depth, .status = status};
    t.name = str(name);
    t.definition = str(id == 2 ? "Systemer som ikke snakker sammen" : "");
    return t;
}

static struct structure structure(const char *const *words, size_t n)
{
    struct structure s = {.id = 1, .nlevels = n, .current = true};
    s.name = str("Endelig");
    s.levels = arena_array(&arena, n, sizeof *s.levels);
    for (size_t i = 0; i < n; i++)
        s.levels[i] = str(words[i]);
    return s;
}

static struct report_extract extract(tema_id of, const char *code, const char *text, const char *who)
{
    return (struct report_extract){of, code, "Teknologi/Data", text, who, "int.vtt", "turn 12", "00:07:13"};
}

static struct report r;

static void start(void)
{
    report_init(&r);
}

static void stop(void)
{
    report_release(&r);
    buf_release(&out);
    arena_release(&arena);
}

TestSuite(tables, .init = start, .fini = stop);

static const char *const words_of_a[] = {"komponent", "barriere"};

/* Teknologi (Data, Systemer), Mennesker (no sub-theme), and what was tried and given up. */
static struct report_themes study_a(struct structure *s)
{
    struct theme *t = arena_array(&arena, 7, sizeof *t);
    *s = structure(words_of_a, 2);
    t[0] = theme(1, 0, 0, "Teknologi", THEME_KEPT);
    t[1] = theme(2, 1, 1, "Systemer", THEME_KEPT);
    t[2] = theme(3, 1, 1, "Data", THEME_CANDIDATE);
    t[3] = theme(4, 1, 1, "Gitt opp", THEME_MERGED);
    t[4] = theme(5, 0, 0, "Droppet", THEME_DROPPED);
    t[5] = theme(6, 5, 1, "Under droppet", THEME_KEPT);
    t[6] = theme(7, 0, 0, "Mennesker", THEME_KEPT);
    return (struct report_themes){s, t, 7};
}

Test(tables, structure__shows_each_sub_theme_once_with_all_its_quotes)
{
    struct structure s;
    struct report_themes t = study_a(&s);
    struct project p = project();
    const struct report_extract quotes[] = {
        extract(2, "", "De snakker [ikke] sammen", "Informant 2, IT-sjef"),
        extract(2, "", "Vi kopierer", "Informant 4"), extract(3, "", "Feil data", "Informant 1")};
    report_structure(&r, &p, &t, quotes, 3);
    const char *md = written(&r, "md");
    HAS(md, "| komponent | barriere | illustrative quotes |\n");
    HAS(md,
        "| Teknologi | Systemer | “De snakker \\[ikke\\] sammen” (Informant 2, IT-sjef)<br><br>“Vi kopierer” "
        "(Informant 4) |\n");
    HAS(md, "|  | Data | “Feil data” (Informant 1) |\n");
    HAS(md, "| Mennesker |  |  |\n");
    LACKS(md, "Gitt opp");
    LACKS(md, "Droppet");
    LACKS(md, "Under droppet");
    HAS(md, "2026-03-01");
}

Test(tables, structure__has_a_row_for_each_quote_in_csv)
{
    struct structure s;
    struct report_themes t = study_a(&s);
    struct project p = project();
    const struct report_extract quotes[] = {extract(1, "", "=SUM(A1)", "A, \"B\""),
                                            extract(2, "", "To\nlinjer", "Informant 2"),
                                            extract(2, "", "Vi kopierer", "@leder")};
    report_structure(&r, &p, &t, quotes, 3);
    written(&r, "csv");
    cr_assert_eq(nrows, 6u, "%zu", nrows);
    cr_expect_str_eq(row(0), "komponent|barriere|quote|who|source|where|definition");
    cr_expect_str_eq(row(1), "Teknologi||'=SUM(A1)|A, \"B\"|int.vtt|turn 12, 00:07:13|");
    cr_expect_str_eq(row(2),
                     "Teknologi|Systemer|To\nlinjer|Informant 2|int.vtt|turn 12, 00:07:13|Systemer som ikke "
                     "snakker sammen");
    cr_expect_str_eq(row(3),
                     "Teknologi|Systemer|Vi kopierer|'@leder|int.vtt|turn 12, 00:07:13|Systemer som ikke "
                     "snakker sammen");
    cr_expect_str_eq(row(4), "Teknologi|Data|||||");
    cr_expect_str_eq(row(5), "Mennesker||||||");
}

static const char *const words_of_b[] = {"dimensjon", "tema", "undertema"};

static struct report_themes study_b(struct structure *s)
{
    struct theme *t = arena_array(&arena, 5, sizeof *t);
    *s = structure(words_of_b, 3);
    t[0] = theme(1, 0, 0, "Organisasjon", THEME_KEPT);
    t[1] = theme(2, 1, 1, "Ledelse", THEME_KEPT);
    t[2] = theme(3, 1, 1, "Kultur", THEME_KEPT);
    t[3] = theme(4, 3, 2, "Åpenhet", THEME_KEPT);
    t[4] = theme(5, 0, 0, "Omgivelser", THEME_KEPT);
    return (struct report_themes){s, t, 5};
}

Test(tables, trace__goes_from_dimension_to_raw_text_with_who_said_it)
{
    struct structure s;
    struct report_themes t = study_b(&s);
    struct project p = project();
    const struct report_extract x[] = {extract(2, "Forankring", "Rådmannen vil", "Informant 3, rådgiver"),
                                       extract(2, "Forankring", "Uten ledelsen går det ikke", "Informant 1"),
                                       extract(4, "Spør om alt", "Vi sier det\n| til alle", "Informant 8")};
    report_trace(&r, &p, &t, x, 3);
    const char *md = written(&r, "md");
    HAS(md, "| dimensjon | tema | undertema | code | raw text | who and where |\n");
    HAS(md, "| Organisasjon | Ledelse |  | Forankring | Rådmannen vil | Informant 3, rådgiver<br>int.vtt, "
            "turn 12, "
            "00:07:13 |\n");
    HAS(md, "|  |  |  |  | Uten ledelsen går det ikke | Informant 1<br>");
    HAS(md, "|  | Kultur | Åpenhet | Spør om alt | Vi sier det<br>\\| til alle | Informant 8<br>");
    written(&r, "csv");
    cr_assert_eq(nrows, 4u);
    cr_expect_str_eq(row(0), "dimensjon|tema|undertema|code|text|who|source|place|time|path");
    cr_expect_str_eq(row(2), "Organisasjon|Ledelse||Forankring|Uten ledelsen går det ikke|Informant "
                             "1|int.vtt|turn 12|00:07:13|Teknologi/Data");
}

Test(tables, themes__give_each_dimension_a_table)
{
    struct structure s;
    struct report_themes t = study_b(&s);
    struct project p = project();
    const struct report_place places[] = {{2, "Forankring", "Org/Ledelse", 1, 2, 3, 4},
                                          {2, "<b>Vilje", "Vilje", 5, 6, 7, 8}};
    report_themes(&r, &p, &t, places, 2, "3, etter runde to");
    const char *md = written(&r, "md");
    HAS(md, "Codebook version: 3, etter runde to.");
    HAS(md, "## Organisasjon\n\n| tema | undertema | codes |\n");
    HAS(md, "| Ledelse |  | Forankring<br>\\<b\\>Vilje |\n");
    HAS(md, "| Kultur | Åpenhet |  |\n");
    HAS(md, "## Omgivelser\n");
    LACKS(written(&r, "html"), "<b>");
    written(&r, "csv");
    cr_assert_eq(nrows, 5u);
    cr_expect_str_eq(row(0),
                     "dimensjon|tema|undertema|code|path|files|references|files_below|references_below");
    cr_expect_str_eq(row(1), "Organisasjon|Ledelse||Forankring|Org/Ledelse|1|2|3|4");
    cr_expect_str_eq(row(4), "Omgivelser||||||||");
}

Test(tables, themes__are_one_table_with_two_levels)
{
    struct structure s;
    struct report_themes t = study_a(&s);
    struct project p = project();
    report_themes(&r, &p, &t, NULL, 0, "working version");
    HAS(written(&r, "md"), "| komponent | barriere | codes |\n");
    cr_expect(report_has_themes(&t));
    t.n = 0;
    cr_expect_not(report_has_themes(&t));
}

Test(tables, levels__below_the_last_word_have_names_of_their_own)
{
    struct structure s;
    struct report_themes t = study_b(&s);
    struct project p = project();
    s.nlevels = 1;
    report_themes(&r, &p, &t, NULL, 0, "1");
    written(&r, "csv");
    cr_expect_str_eq(
        row(0), "dimensjon|dimensjon 2|dimensjon 3|code|path|files|references|files_below|references_below");
}

Test(tables, participants__are_numbered_with_their_attributes)
{
    struct project p = project();
    struct participant v[2] = {{.id = 1, .nattrs = 2}, {.id = 2, .nattrs = 2}};
    const int64_t sources[] = {2, 0};
    for (size_t i = 0; i < 2; i++) {
        v[i].name = str(i == 0 ? "Informant 1" : "-Informant 2");
        v[i].attrs = arena_array(&arena, 2, sizeof *v[i].attrs);
        v[i].attrs[0].name = str("role");
        v[i].attrs[0].value = str(i == 0 ? "IT-sjef" : "");
        v[i].attrs[1].name = str("inhabitants");
        v[i].attrs[1].value = str(i == 0 ? "-12" : "");
        v[i].attrs[1].type = ATTR_NUMBER;
    }
    report_participants(&r, &p, v, sources, 2);
    written(&r, "csv");
    cr_expect_str_eq(row(0), "number|name|role|inhabitants|sources");
    cr_expect_str_eq(row(1), "1|Informant 1|IT-sjef|-12|2");
    cr_expect_str_eq(row(2), "2|'-Informant 2|||0");
}

static struct source source(const char *name, enum source_kind kind, int64_t minutes, int64_t words)
{
    struct source s = {.kind = kind, .minutes = minutes, .year = -1, .words = words};
    s.name = str(name);
    s.date = s.author = str("");
    s.method = str(kind == SOURCE_DOCUMENT ? "" : "Teams");
    return s;
}

Test(tables, sources__are_summed_by_kind)
{
    struct project p = project();
    const struct source v[] = {source("1.vtt", SOURCE_INTERVIEW, 50, 1000),
                               source("2.vtt", SOURCE_INTERVIEW, -1, 500),
                               source("plan.txt", SOURCE_DOCUMENT, -1, 300)};
    const int64_t pages[] = {-1, -1, 12};
    report_sources(&r, &p, v, pages, 3);
    HAS(written(&r, "md"), "| interview | 2 | 50 | 1500 |  | Teams |\n");
    written(&r, "csv");
    cr_expect_str_eq(row(0), "kind|amount|minutes|words|pages|method");
    cr_expect_str_eq(row(1), "interview|2|50|1500||Teams");
    cr_expect_str_eq(row(2), "document|1||300|12|");
    cr_expect_str_eq(row(4), "kind|name|date|author|year|minutes|words|pages|method");
    cr_expect_str_eq(row(7), "document|plan.txt|||||300|12|", "%s", row(7));
}

Test(tables, log__shows_what_was_taken_back_and_done_again)
{
    struct project p = project();
    struct coder coder = {.id = 9};
    coder.name = str("Anna");
    struct act_row acts[] = {
        {.seq = 5, .id = 15, .kind = str("redo"), .words = str("did again: B"), .target = 12},
        {.seq = 4, .id = 14, .kind = str("undo"), .words = str("took back: B"), .target = 12},
        {.seq = 3, .id = 13, .kind = str("undo"), .words = str("took back: A"), .target = 11},
        {.seq = 2, .id = 12, .kind = str("code"), .words = str("B")},
        {.seq = 1, .id = 11, .kind = str("code"), .words = str("A")}};
    struct phase_stay stay = {.coder = 9, .phase = 2, .entered = 1772359200000, .left = -1};
    stay.why = str("klar");
    stay.left_why = str("");
    for (size_t i = 0; i < 5; i++)
        acts[i].coder = 9;
    const struct report_course c = {
        .coders = &coder, .ncoders = 1, .stays = &stay, .nstays = 1, .acts = acts, .nacts = 5};
    report_log(&r, &p, &c);
    const char *md = written(&r, "md");
    HAS(md, "## Phases\n");
    LACKS(md, "## Rounds");
    HAS(md, "| Anna | A | taken back |\n");
    HAS(md, "| Anna | B |  |\n");
    written(&r, "csv");
    cr_expect_str_eq(row(1), "2|Generating initial codes|2026-03-01T10:00:00Z|klar|||Anna");
    cr_expect_str_eq(row(3), "number|time|coder|act|what|undone");
    cr_expect_str_eq(row(4), "1|1970-01-01T00:00:00Z|Anna|code|A|yes");
    cr_expect_str_eq(row(8), "5|1970-01-01T00:00:00Z|Anna|redo|did again: B|");
}
