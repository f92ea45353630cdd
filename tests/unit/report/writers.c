/* What a reader of a report relies on: nothing typed by a user becomes markup, a formula or a control sequence. */
#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/report/report.h"

static void one_cell(struct report *r, const char *text)
{
    report_init(r);
    r->title = arena_strdup(&r->arena, text);
    r->language = arena_strdup(&r->arena, "nb");
    const struct report_column cols[] = {{"name", "Name", false}, {"path", "Path", true}};
    struct report_block *t = report_table(r, cols, 2, 1);
    report_cell(t, 0, 0)->text = arena_strdup(&r->arena, text);
}

static char *written(const char *format, const char *text)
{
    struct report r;
    one_cell(&r, text);
    struct buf out = BUF_INIT;
    report_writer_find(format)->write(&r, &out);
    report_release(&r);
    return buf_detach(&out);
}

Test(writers, html__escapes_markup)
{
    char *s = written("html", "<script>alert('x')</script>&\"");
    cr_assert_null(strstr(s, "<script"));
    cr_assert_not_null(strstr(s, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
    mem_free(s);
}

Test(writers, html__marks_escape_sequences_and_bidi_controls)
{
    char *s = written("html", "a\x1b[2J\xe2\x80\xae"
                              "b\xc2\x9b"
                              "c");
    cr_assert_null(strchr(s, '\x1b'));
    cr_assert_null(strstr(s, "\xe2\x80\xae"));
    cr_assert_null(strstr(s, "\xc2\x9b"));
    mem_free(s);
}

Test(writers, html__fetches_nothing_and_runs_nothing)
{
    char *s = written("html", "x");
    cr_assert_null(strstr(s, "http://"));
    cr_assert_null(strstr(s, "https://"));
    cr_assert_null(strstr(s, "<link"));
    cr_assert_null(strstr(s, "src="));
    mem_free(s);
}

Test(writers, md__escapes_markup_in_a_table)
{
    char *s = written("md", "*a* | [b](c) `d`\ne");
    cr_assert_not_null(strstr(s, "\\*a\\* \\| \\[b\\](c) \\`d\\`<br>e"), "%s", s);
    cr_assert_null(strstr(s, "Path"), "a column of data is not shown");
    mem_free(s);
}

Test(writers, csv__quotes_as_rfc_4180)
{
    char *s = written("csv", "a, \"b\"\nc");
    cr_assert_str_eq(s, "name,path\r\n\"a, \"\"b\"\"\nc\",\r\n");
    mem_free(s);
}

Test(writers, csv__keeps_a_formula_text)
{
    char *s = written("csv", "=cmd|' /C calc'!A0");
    cr_assert_str_eq(s, "name,path\r\n\"'=cmd|' /C calc'!A0\",\r\n");
    mem_free(s);
}

Test(writers, writer_for_file__goes_by_the_extension)
{
    cr_assert_str_eq(report_writer_for_file("a.b/kodebok.HTML")->name, "html");
    cr_assert_str_eq(report_writer_for_file("x.md")->name, "md");
    cr_assert_null(report_writer_for_file("a.csv/noext"));
    cr_assert_null(report_writer_for_file("x.pdf"));
}
