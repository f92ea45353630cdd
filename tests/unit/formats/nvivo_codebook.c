#include "../../../src/formats/office_priv.h"
#include "helper.h"
#include "zips.h"

#define HEAD     "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define TAIL     "</w:body></w:document>"
#define CELL(s)  "<w:tc><w:p><w:r><w:t xml:space='preserve'>" s "</w:t></w:r></w:p></w:tc>"
#define IN(i, s) "<w:tc><w:p><w:pPr><w:ind w:left='" i "'/></w:pPr><w:r><w:t>" s "</w:t></w:r></w:p></w:tc>"
#define ROW(s)   "<w:tr>" s "</w:tr>"
#define NAMES    ROW(CELL("Name") CELL("Description") CELL("Files") CELL("References"))

static void zip_document(const char *body, struct buf *zip)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s%s%s", HEAD, body, TAIL);
    struct file files[] = {{"word/document.xml", b.s, 0}, {NULL, NULL, 0}};
    zip_of(files, zip);
    buf_release(&b);
}

static void expect_codes(const char *body, const char *want)
{
    struct buf zip, got = BUF_INIT;
    struct exchange x;
    struct err e = ERR_INIT;
    zip_document(body, &zip);
    exchange_init(&x);
    cr_assert(format_nvivo_codebook.take(zip.s, zip.len, &(struct read_options){NULL}, &x, &e), "%s",
              err_text(&e));
    cr_expect(exchange_check(&x, &e), "%s", err_text(&e));
    for (size_t i = 0; i < x.codes.n; i++)
        buf_addf(&got, "%d<%d %s: %s\n", (int)x.codes.v[i].c.id, (int)x.codes.v[i].c.parent,
                 x.codes.v[i].c.name, x.codes.v[i].c.definition);
    cr_expect_str_eq(buf_str(&got), want, "got:\n%s", buf_str(&got));
    buf_release(&got);
    buf_release(&zip);
    exchange_release(&x);
}

Test(nvivo_codebook, indented_rows__hang_under_the_row_before)
{
    expect_codes("<w:tbl>" NAMES ROW(CELL("Arbeid") CELL("Om jobb") CELL("3") CELL("9"))
                     ROW(IN("200", "Vakt") CELL("") CELL("1") CELL("2")) ROW(IN("400", "Natt") CELL("Sent"))
                         ROW(IN("200", "Ferie") CELL("")) ROW(CELL("Familie") CELL("")) "</w:tbl>",
                 "1<0 Arbeid: Om jobb\n2<1 Vakt: \n3<2 Natt: Sent\n4<1 Ferie: \n5<0 Familie: \n");
}

Test(nvivo_codebook, leading_blanks__are_an_indent)
{
    expect_codes("<w:tbl>" NAMES ROW(CELL("A") CELL("")) ROW(CELL("  B") CELL("")) "</w:tbl>",
                 "1<0 A: \n2<1 B: \n");
}

Test(nvivo_codebook, heads_in_other_languages__are_read_when_asked)
{
    expect_codes("<w:tbl>" ROW(CELL("Navn") CELL("Beskrivelse")) ROW(CELL("A") CELL("b")) "</w:tbl>",
                 "1<0 A: b\n");
}

static int sniffed(const char *body)
{
    struct buf zip;
    zip_document(body, &zip);
    int sure = format_nvivo_codebook.sniff(zip.s, zip.len);
    buf_release(&zip);
    return sure;
}

Test(nvivo_codebook, only_a_codebook__is_taken_for_one)
{
    cr_expect_gt(sniffed("<w:tbl>" NAMES ROW(CELL("A") CELL("b")) "</w:tbl>"), 90);
    cr_expect_eq(sniffed("<w:tbl>" ROW(CELL("Navn") CELL("Alder")) ROW(CELL("A") CELL("b")) "</w:tbl>"), 0);
    cr_expect_eq(sniffed("<w:p><w:r><w:t>Name</w:t></w:r></w:p>"), 0);
    cr_expect_eq(sniffed("<w:tbl>" NAMES "</w:tbl><w:tbl>" ROW(CELL("x") CELL("y")) "</w:tbl>"), 0);
}

Test(nvivo_codebook, document_without_a_table__is_refused)
{
    struct buf zip;
    struct exchange x;
    struct err e = ERR_INIT;
    zip_document("<w:p/>", &zip);
    exchange_init(&x);
    cr_expect_not(format_nvivo_codebook.take(zip.s, zip.len, &(struct read_options){NULL}, &x, &e));
    cr_expect(strstr(err_text(&e), "no codebook"), "%s", err_text(&e));
    err_release(&e);
    exchange_release(&x);
    buf_release(&zip);
}
