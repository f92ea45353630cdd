#include "../../../src/formats/office_priv.h"
#include "helper.h"
#include "zips.h"

#define HEAD                                                                                                 \
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:document "                                    \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "                                \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "                                \
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><w:body>"
#define TAIL "<w:sectPr/></w:body></w:document>"
#define P(s) "<w:p><w:r><w:t xml:space='preserve'>" s "</w:t></w:r></w:p>"

static const char styles[] =
    "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:style w:type='paragraph' w:styleId='Overskrift1'><w:name w:val='heading 1'/></w:style></w:styles>";

static void read_parts(const struct file *files, struct transcript *t)
{
    struct buf zip;
    struct err e = ERR_INIT;
    zip_of(files, &zip);
    cr_assert_gt(format_docx.sniff(zip.s, zip.len), 0);
    transcript_init(t);
    cr_assert(format_docx.read(zip.s, zip.len, t, &e), "%s", err_text(&e));
    buf_release(&zip);
}

static void read_body(const char *body, struct transcript *t)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s%s%s", HEAD, body, TAIL);
    struct file files[] = {{"word/document.xml", b.s, 0}, {"word/styles.xml", styles, 0}, {NULL, NULL, 0}};
    read_parts(files, t);
    buf_release(&b);
}

static void expect_body(const char *body, const char *want)
{
    struct transcript t;
    read_body(body, &t);
    char *got = shown(&t);
    cr_expect_str_eq(got, want, "got:\n%s\nwant:\n%s", got, want);
    mem_free(got);
    transcript_release(&t);
}

static void expect_note(const char *body, const char *want)
{
    struct transcript t;
    bool found = false;
    read_body(body, &t);
    for (size_t i = 0; i < t.notes.n; i++)
        found = found || strstr(t.notes.v[i], want);
    cr_expect(found, "no note '%s'", want);
    transcript_release(&t);
}

static void expect_refused(const char *document, const char *want)
{
    struct file files[] = {{"word/document.xml", document, 0}, {NULL, NULL, 0}};
    struct buf zip;
    struct transcript t;
    struct err e = ERR_INIT;
    zip_of(files, &zip);
    transcript_init(&t);
    cr_expect_not(format_docx.read(zip.s, zip.len, &t, &e));
    cr_expect(strstr(err_text(&e), want), "%s", err_text(&e));
    err_release(&e);
    transcript_release(&t);
    buf_release(&zip);
}

Test(docx, paragraph__is_a_turn)
{
    expect_body(P("Hei &amp; hopp") P("") P("Neste"), "|Hei & hopp\n\n|Neste\n");
}

Test(docx, breaks_tabs_and_hyphens__are_text)
{
    expect_body("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
                "<w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym w:font='Arial' w:char='00E5'/></w:r></w:p>",
                "|a\tb\n|c\xe2\x80\x91"
                "deå\n");
}

Test(docx, text_without_preserve__is_trimmed)
{
    expect_body("<w:p><w:r><w:t> a </w:t><w:t xml:space='preserve'> b\nc</w:t></w:r></w:p>", "|a b c\n");
}

Test(docx, heading__ends_what_a_speaker_says)
{
    expect_body(P("Kari: hei") P("Ola: hei")
                    P("Kari: ja") "<w:p><w:pPr><w:pStyle w:val='Overskrift1'/></w:pPr>"
                                  "<w:r><w:t>Del to</w:t></w:r></w:p>" P("Ola: nei") P("mer"),
                "Kari|Kari: hei\nOla|Ola: hei\nKari|Kari: ja\n|Del to\nOla|Ola: nei\n+Ola|mer\n");
}

Test(docx, table__is_read_row_by_row)
{
    expect_body("<w:tbl><w:tblPr/><w:tr><w:tc>" P("a") "</w:tc><w:tc>" P("") "</w:tc><w:tc>" P("b")
                    P("c") "</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>" P(
                        "gone") "</w:tc></w:tr>"
                                "<w:tr><w:tc>" P("d") "</w:tc></w:tr></w:tbl>" P("e"),
                "|a\t\tb\n|c\n|d\n|e\n");
}

Test(docx, nested_table__keeps_the_order)
{
    expect_body("<w:tbl><w:tr><w:tc>" P("a") "<w:tbl><w:tr><w:tc>" P("b") "</w:tc><w:tc>" P(
                    "c") "</w:tc></w:tr></w:tbl>" P("") "</w:tc><w:tc>" P("d") "</w:tc></w:tr></w:tbl>",
                "|a\n|b\tc\n|\td\n");
}

Test(docx, tracked_changes__give_the_final_text)
{
    const char *body =
        "<w:p><w:ins><w:r><w:t>ny</w:t></w:r></w:ins><w:del><w:r><w:delText>gammel</w:delText></w:r>"
        "</w:del><w:moveFrom><w:r><w:t>bort</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> hit</w:t>"
        "</w:r></w:moveTo></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>en</w:t></w:r>"
        "</w:p><w:p><w:r><w:t>to</w:t></w:r></w:p>";
    expect_body(body, "|nyhit\n|ento\n");
    expect_note(body, "2 tracked changes");
}

Test(docx, alternate_content_and_text_box__come_once_behind_the_paragraph)
{
    expect_body(
        "<w:p><w:r><w:t>før </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" P(
            "boks") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P("boks") "</w:txbxContent></"
                                                                                         "mc:Fallback></"
                                                                                         "mc:"
                                                                                         "AlternateContent></"
                                                                                         "w:r><w:r><w:t>"
                                                                                         "etter</w:t></w:r></"
                                                                                         "w:p>",
        "|føretter\n|boks\n");
}

Test(docx, links_and_controls__are_seen_through)
{
    expect_body(
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>lenke</w:t>"
        "</w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>",
        "|lenke\n");
}

Test(docx, what_is_left_out__is_told)
{
    expect_note("<w:p><w:r><w:commentReference w:id='1'/><w:t>a</w:t></w:r></w:p>", "1 comment was left out");
    expect_note("<w:p><w:r><w:footnoteReference w:id='1'/><w:t>a</w:t></w:r></w:p>", "1 footnote");
    expect_note("<w:p><w:r><w:t>a</w:t><w:drawing><a:blip/></w:drawing></w:r></w:p>", "1 picture");
    expect_note("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>",
                "hidden");
    expect_body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>",
                "|a\n");
}

Test(docx, strict_namespace__is_read)
{
    struct transcript t;
    struct file files[] = {
        {"word/document.xml",
         "<d:document xmlns:d='http://purl.oclc.org/ooxml/wordprocessingml/main'><d:body><d:p>"
         "<d:r><d:t>hei</d:t></d:r></d:p></d:body></d:document>",
         0},
        {NULL, NULL, 0}};
    read_parts(files, &t);
    char *got = shown(&t);
    cr_expect_str_eq(got, "|hei\n");
    mem_free(got);
    transcript_release(&t);
}

#define TURN(head, text) "<w:p><w:r><w:t>" head "</w:t><w:br/><w:t>" text "</w:t></w:r></w:p>"

Test(docx, teams__gives_speakers_and_times)
{
    const char *body =
        P("Intervju 3") P("Kari Nordmann startet transkripsjon") TURN("Kari Nordmann   0:04", "Hei.")
            TURN("Ola (gjest)   1:02:10", "Ja: nei.") P("Kari Nordmann stoppet transkripsjon");
    struct transcript t;
    expect_body(body, "Kari Nordmann|Hei.\nOla (gjest)|Ja: nei.\n");
    expect_note(body, "'Kari Nordmann startet transkripsjon'");
    read_body(body, &t);
    cr_expect(t.timed);
    cr_expect_eq(t.turns.v[0].start_ms, 4000);
    cr_expect_eq(t.turns.v[1].start_ms, 3730000);
    transcript_release(&t);
}

Test(docx, teams_head_alone__is_followed_by_its_speech)
{
    expect_body(P("Kari   0:04") P("Hei.") P("Ola   0:10") P("Ja."), "Kari|Hei.\nOla|Ja.\n");
}

Test(docx, times_at_line_ends__are_not_teams)
{
    expect_body(P("Vi kom 10:30") P("og gikk 11:00"), "|Vi kom 10:30\n|og gikk 11:00\n");
}

Test(docx, hostile_xml__is_refused)
{
    struct buf deep = BUF_INIT;
    buf_addstr(&deep, HEAD);
    for (int i = 0; i < 10000; i++)
        buf_addstr(&deep, "<w:p>");
    expect_refused(deep.s, "deeper");
    buf_release(&deep);
    expect_refused("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "document type");
    expect_refused(HEAD "<w:p>", "malformed");
    expect_refused("<a/>", "no Word document");
}

Test(docx, truncated_file__is_refused_or_read)
{
    struct buf zip;
    struct file files[] = {
        {"word/document.xml", HEAD P("Hei") TAIL, 0}, {"word/styles.xml", styles, 0}, {NULL, NULL, 0}};
    zip_of(files, &zip);
    for (size_t n = 0; n < zip.len; n += 10) {
        struct transcript t;
        struct err e = ERR_INIT;
        char *cut = mem_alloc(n + 1);
        memcpy(cut, zip.s, n);
        transcript_init(&t);
        format_docx.sniff(cut, n);
        cr_expect_not(format_docx.read(cut, n, &t, &e));
        cr_expect(err_text(&e)[0]);
        err_release(&e);
        transcript_release(&t);
        mem_free(cut);
    }
    buf_release(&zip);
}
