#include "../../../src/formats/office_priv.h"
#include "helper.h"
#include "zips.h"

#define URN "urn:oasis:names:tc:opendocument:xmlns:"
#define HEAD                                                                                                 \
    "<office:document-content xmlns:office='" URN "office:1.0' xmlns:text='" URN                             \
    "text:1.0' xmlns:table='" URN "table:1.0' xmlns:draw='" URN                                              \
    "drawing:1.0' xmlns:dc='d'><office:body><office:text>"
#define TAIL "</office:text></office:body></office:document-content>"
#define P(s) "<text:p>" s "</text:p>"

static const char type[] = "application/vnd.oasis.opendocument.text";

static bool read_parts(const struct file *files, struct transcript *t, struct err *e)
{
    struct buf zip;
    zip_of(files, &zip);
    cr_expect_gt(format_odt.sniff(zip.s, zip.len), 0);
    transcript_init(t);
    bool ok = format_odt.read(zip.s, zip.len, t, e);
    buf_release(&zip);
    return ok;
}

static void expect_body(const char *body, const char *want, const char *note)
{
    struct transcript t;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    bool found = !note;
    buf_addf(&b, "%s%s%s", HEAD, body, TAIL);
    struct file files[] = {{"mimetype", type, 0}, {"content.xml", b.s, 0}, {NULL, NULL, 0}};
    cr_assert(read_parts(files, &t, &e), "%s", err_text(&e));
    char *got = shown(&t);
    cr_expect_str_eq(got, want, "got:\n%s\nwant:\n%s", got, want);
    for (size_t i = 0; i < t.notes.n; i++)
        found = found || strstr(t.notes.v[i], note);
    cr_expect(found, "no note '%s'", note);
    mem_free(got);
    transcript_release(&t);
    buf_release(&b);
}

Test(odt, white_space__is_as_in_the_standard)
{
    expect_body(P(" a \n b<text:s text:c='3'/>c<text:tab/>d<text:span> e</text:span>"), "|a b   c\td e\n",
                NULL);
}

Test(odt, paragraphs_headings_lists_and_breaks__come_in_order)
{
    expect_body("<text:h>En</text:h>\n <text:list><text:list-item>" P("to") "</text:list-item></text:list>" P(
                    "tre<text:line-break/>fire"),
                "|En\n|to\n|tre\n|fire\n", NULL);
}

Test(odt, speakers__are_found_by_labels)
{
    expect_body(P("Kari: a") P("Ola: b") P("Kari: c") P("Ola: d"),
                "Kari|Kari: a\nOla|Ola: b\nKari|Kari: c\nOla|Ola: d\n", "2 speakers");
}

Test(odt, table__is_read_row_by_row)
{
    expect_body(
        "<table:table><table:table-row><table:table-cell>" P(
            "a") "</table:table-cell><table:table-cell/>"
                 "<table:table-cell>" P("b")
                     P("c") "</table:table-cell></table:table-row><table:table-row>"
                            "<table:table-cell>" P("d") "</table:table-cell></table:table-row></table:table>",
        "|a\t\tb\n|c\n|d\n", NULL);
}

Test(odt, what_is_left_out__is_told)
{
    expect_body(P("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" P(
                    "fot") "</text:note-body></text:note>b"),
                "|ab\n", "1 footnote");
    expect_body(P("a<office:annotation><dc:creator>K</dc:creator>" P("se her") "</office:annotation>"),
                "|a\n", "1 comment");
    expect_body(P("a<draw:frame><draw:image/></draw:frame>"), "|a\n", "1 picture");
    expect_body(
        "<text:tracked-changes><text:changed-region><text:deletion>" P(
            "gone") "</text:deletion></text:changed-region></text:tracked-changes>" P("a<text:change/>"),
        "|a\n", "1 tracked change");
}

Test(odt, text_box__comes_behind_its_paragraph)
{
    expect_body(P("a<draw:frame><draw:text-box>" P("boks") "</draw:text-box></draw:frame>b"), "|ab\n|boks\n",
                "text box");
}

Test(odt, locked_or_malformed__is_refused)
{
    struct transcript t;
    struct err e = ERR_INIT;
    struct file locked[] = {{"mimetype", type, 0},
                            {"content.xml", "x", 0},
                            {"META-INF/manifest.xml", "<m:encryption-data/>", 0},
                            {NULL, NULL, 0}};
    cr_expect_not(read_parts(locked, &t, &e));
    cr_expect(strstr(err_text(&e), "password"), "%s", err_text(&e));
    err_release(&e);
    transcript_release(&t);
    struct file cut[] = {{"mimetype", type, 0}, {"content.xml", HEAD P("a"), 0}, {NULL, NULL, 0}};
    cr_expect_not(read_parts(cut, &t, &e));
    cr_expect(strstr(err_text(&e), "malformed"), "%s", err_text(&e));
    err_release(&e);
    transcript_release(&t);
}
