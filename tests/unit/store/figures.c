/* What the data say of the phases, counted by hand on small studies. */
#include <stdarg.h>

#include "study_kit.h"
#include "tema/store/process.h"

/* The second line begins at 21, the third at 48; 52 code points in all. */
static const char talk[] = "Vi har ikke tid nok.\nÆldre borgere vil have ro.\nJa.\n";

static tema_id aside(struct store *s, tema_id source, size_t from, size_t to)
{
    tema_id id = 0;
    ACT(s, store_set_aside(s, source, (cp_off){from}, (cp_off){to}, &id, &kit_err));
    return id;
}

static tema_id star(struct store *s, tema_id segment)
{
    tema_id id = 0;
    ACT(s, store_star(s, segment, &id, &kit_err));
    return id;
}

/* A thematic structure of the study's, by SQL: these tests are of what is counted, not of how themes are
 * made. Ids are small. */
__attribute__((format(printf, 1, 2))) static void sql(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *statement = mem_vprintf(format, ap);
    va_end(ap);
    kit_sql(statement);
    mem_free(statement);
}

static void add_structure(struct store *s, int id, bool current)
{
    sql("INSERT INTO structure VALUES (%d, 'g', 's%d', 'theme', %lld, 0)", id, id, (long long)store_coder(s));
    if (current)
        sql("UPDATE project SET structure = %d", id);
}

static void add_theme(struct store *s, int structure, int id, int parent, const char *status,
                      const char *definition)
{
    sql("INSERT INTO theme VALUES (%d, 'g', nullif(%d, 0), 'a', %d, 't%d', '', '%s', '', '', '%s', '', NULL, "
        "NULL, "
        "%lld, NULL, 0)",
        id, parent, structure, id, definition, status, (long long)store_coder(s));
}

static void add_place(struct store *s, int theme, tema_id code, tema_id segment)
{
    static int id = 100;
    sql("INSERT INTO place VALUES (%d, %d, 'a', nullif(%lld, 0), nullif(%lld, 0), '', %lld, 0)", id++, theme,
        (long long)code, (long long)segment, (long long)store_coder(s));
}

static struct phase_figures figures(struct store *s)
{
    struct phase_figures f;
    READ(store_phase_figures(s, &f, &kit_err));
    return f;
}

Test(figures, empty_project__is_all_zeros)
{
    struct store *s = kit_open();
    struct phase_figures f = figures(s), none = {0};
    cr_expect(memcmp(&f, &none, sizeof f) == 0);
    kit_close(s);
}

Test(figures, read_and_checked__are_counted_per_source)
{
    struct store *s = kit_open();
    tema_id a = kit_source(s, "a.txt", talk, false), b = kit_source(s, "b.txt", "Kort.\n", false);
    ACT(s, store_set_checked(s, b, true, &kit_err));
    READ(store_set_reading(s, a, (struct reading){{3}, {51}}, &kit_err));
    READ(store_set_reading(s, b, (struct reading){{0}, {6}}, &kit_err));
    struct phase_figures f = figures(s);
    cr_expect_eq(f.sources, 2);
    cr_expect_eq(f.sources_read, 1, "one sign is left in the other");
    cr_expect_eq(f.sources_checked, 1);
    cr_expect_eq(f.chars, 52 + 6);
    as(s, "Bo");
    cr_expect_eq(figures(s).sources_read, 0, "what Bo has read is Bo's");
    kit_close(s);
}

/* Ana codes and sets aside, Bo too; the rest of the texts nobody has looked at. */
Test(figures, text_looked_at__is_counted_once)
{
    struct store *s = kit_open();
    tema_id a = kit_source(s, "a.txt", talk, false), b = kit_source(s, "b.txt", talk, false),
            c = kit_code(s, 0, "c");
    kit_mark(s, a, 0, 2); /* marked only: nobody has said what it is */
    kit_coding(s, kit_mark(s, a, 10, 20), c);
    kit_coding(s, kit_mark(s, a, 12, 16), c); /* within the first */
    kit_coding(s, kit_mark(s, a, 15, 30), c); /* over its end, into the second row */
    aside(s, a, 30, 34);                      /* touches it */
    aside(s, a, 40, 52);                      /* to the end, over two rows */
    as(s, "Bo");
    kit_coding(s, kit_mark(s, a, 0, 5), c);
    aside(s, b, 48, 51);
    kit_coding(s, kit_mark(s, b, 0, 52), c);
    struct phase_figures f = figures(s);
    cr_expect_eq(f.chars, 2 * 52);
    cr_expect_eq(f.chars_looked_at, 5 + (34 - 10) + 12 + 52, "%lld", (long long)f.chars_looked_at);
    cr_expect_eq(f.segments, 6, "what is only set aside says nothing");
    cr_expect_eq(f.codings, 5);
    cr_expect_eq(f.codes, 1);
    tema_id bo = store_coder(s);
    ACT(s, store_set_role(s, bo, CODER_SECOND, &kit_err));
    f = figures(s);
    cr_expect_eq(f.chars, 2 * 52);
    cr_expect_eq(f.chars_looked_at, (34 - 10) + 12);
    cr_expect_eq(f.segments, 4);
    cr_expect_eq(f.codings, 3);
    ACT(s, store_splice(s, a, (cp_off){0}, 0, "Nå.\n", 5,
                        &kit_err)); /* rows that come in between move all behind */
    ACT(s, store_splice(s, a, (cp_off){14 + 4}, 2, "", 0, &kit_err));
    f = figures(s);
    cr_expect_eq(f.chars, 2 * 52 + 4 - 2);
    cr_expect_eq(f.chars_looked_at, (34 - 10) + 12 - 2);
    ACT(s, store_splice(s, a, (cp_off){4 + 19}, 0, "Hm.\nNej.\n", 9, &kit_err));
    ACT(s, store_splice(s, a, (cp_off){4 + 19 + 9 + 27}, 0, "Tja.\n", 5, &kit_err));
    f = figures(s);
    cr_expect_eq(f.chars, 2 * 52 + 4 - 2 + 9 + 5);
    cr_expect_eq(f.chars_looked_at, (34 - 10) + 12 - 2 + 9 + 5, "within what was coded and set aside");
    kit_sql("UPDATE source SET hidden = 1 WHERE name = 'a.txt'");
    f = figures(s);
    cr_expect_eq(f.sources, 1);
    cr_expect_eq(f.chars, 52);
    cr_expect(f.chars_looked_at == 0 && f.segments == 0 && f.codings == 0);
    kit_close(s);
}

/* Codes: top (placed) > below (coded); lone (coded); holder (not coded) > kid (coded, placed under a
 * dropped theme); idle (not coded). */
Test(figures, codes_without_a_place__stand_nowhere_in_the_current_structure)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 5);
    tema_id top = kit_code(s, 0, "top"), below = kit_code(s, top, "below"), lone = kit_code(s, 0, "lone"),
            holder = kit_code(s, 0, "holder"), kid = kit_code(s, holder, "kid"),
            gone = kit_code(s, 0, "gone");
    kit_code(s, 0, "idle");
    kit_coding(s, seg, below);
    kit_coding(s, seg, lone);
    kit_coding(s, seg, kid);
    kit_coding(s, seg, gone);
    ACT(s, store_set_code_kind(s, gone, CODE_DROPPED, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &kit_err));
    cr_expect_eq(figures(s).codes, 6);
    cr_expect_eq(figures(s).codes_unplaced, 3, "without any structure");
    add_structure(s, 1, false);
    add_structure(s, 2, true);
    add_theme(s, 1, 1, 0, "kept", "");
    add_place(s, 1, lone, 0); /* elsewhere */
    add_theme(s, 2, 2, 0, "kept", "");
    add_theme(s, 2, 3, 0, "dropped", "");
    add_theme(s, 2, 4, 3, "candidate", ""); /* below what was dropped */
    add_place(s, 2, top, 0);
    add_place(s, 4, kid, 0);
    cr_expect_eq(figures(s).codes_unplaced, 2, "lone and kid");
    kit_sql("UPDATE theme SET status = 'candidate' WHERE id = 3");
    cr_expect_eq(figures(s).codes_unplaced, 1, "lone");
    add_place(s, 2, lone, 0);
    cr_expect_eq(figures(s).codes_unplaced, 0);
    kit_close(s);
}

/* Themes 1 > 2, 3 > 4, 5, and 6 that was merged; a code's extract, one below a placed code, and a meaning
 * unit's own place. */
Test(figures, themes_without_definition_or_quote__are_counted)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), top = kit_code(s, 0, "top"),
            below = kit_code(s, top, "below"), plain = kit_code(s, 0, "plain");
    tema_id one = kit_mark(s, src, 0, 5), two = kit_mark(s, src, 6, 9), three = kit_mark(s, src, 10, 12);
    kit_coding(s, one, below);
    kit_coding(s, two, plain);
    add_structure(s, 1, true);
    add_theme(s, 1, 1, 0, "kept", "tid");
    add_theme(s, 1, 2, 1, "candidate", "");
    add_theme(s, 1, 3, 0, "candidate", " \n");
    add_theme(s, 1, 4, 3, "dropped", "");
    add_theme(s, 1, 5, 0, "kept", "ro");
    add_theme(s, 1, 6, 0, "merged", "");
    add_structure(s, 9, false);
    add_theme(s, 9, 90, 0, "kept", ""); /* of another structure */
    add_place(s, 2, top, 0);
    add_place(s, 4, plain, 0);
    add_place(s, 5, 0, three);
    struct phase_figures f = figures(s);
    cr_expect_eq(f.themes, 4);
    cr_expect_eq(f.themes_undefined, 2);
    cr_expect_eq(f.themes_unquoted, 4);
    star(s, one);
    f = figures(s);
    cr_expect_eq(f.themes_unquoted, 2, "2, and 1 with what is below it");
    cr_expect_eq(f.quotes, 1);
    star(s, two);
    cr_expect_eq(figures(s).themes_unquoted, 2, "3 has it only by what was dropped");
    star(s, three);
    f = figures(s);
    cr_expect_eq(f.themes_unquoted, 1);
    cr_expect_eq(f.quotes, 3);
    as(s, "Bo");
    kit_coding(s, two, below);
    kit_sql("UPDATE place SET theme = 3 WHERE theme = 2");
    cr_expect_eq(figures(s).themes_unquoted, 2, "1 and 2");
    kit_close(s);
}

Test(figures, memos_and_versions__are_those_that_are_seen)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false);
    ACT(s, store_add_memo(s, MEMO_PROJECT, 0, "a", NULL, &kit_err));
    ACT(s, store_add_memo(s, MEMO_SOURCE, src, "b", NULL, &kit_err));
    sql("INSERT INTO version VALUES (1, 'g', 1, 'commit', '', '', %lld, NULL, 0, 0, 0, 0, 0, '{}', x'00'), "
        "(2, 'h', NULL, 'merge', '', '', %lld, NULL, 0, 0, 0, 0, 0, '{}', x'00')",
        (long long)store_coder(s), (long long)store_coder(s));
    cr_expect_eq(figures(s).memos, 2);
    cr_expect_eq(figures(s).versions, 1, "those the program took by itself are not the analyst's");
    kit_sql("UPDATE source SET hidden = 1");
    cr_expect_eq(figures(s).memos, 1);
    kit_close(s);
}
