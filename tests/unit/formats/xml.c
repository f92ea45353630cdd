#include "../../../src/formats/xml_priv.h"

#include <criterion/criterion.h>
#include <string.h>

/* The events of a document: "(name|ns a=…) text )", or the error. */
static void expect_bytes(const char *s, size_t n, const char *want)
{
    struct xml *x = NULL;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    enum xml_event ev = XML_EOF;
    bool ok = xml_open(s, n, &x, &e);
    while (ok && (ok = xml_next(x, &ev, &e)) && ev != XML_EOF) {
        const char *a = xml_attr(x, "a");
        if (ev == XML_START)
            buf_addf(&b, "(%s%s%s%s%s", xml_name(x), *xml_ns(x) ? "|" : "", xml_ns(x), a ? " a=" : "",
                     a ? a : "");
        else if (ev == XML_END)
            buf_addf(&b, ")%s", xml_name(x));
        else
            buf_addf(&b, "'%s", xml_text(x, NULL));
    }
    buf_addstr(&b, err_text(&e));
    cr_expect(strstr(buf_str(&b), want), "%s: %s", s, buf_str(&b));
    xml_close(x);
    err_release(&e);
    buf_release(&b);
}

static void expect(const char *s, const char *want)
{
    expect_bytes(s, strlen(s), want);
}

Test(xml, elements_attributes_and_text__come_in_order)
{
    expect("<r xmlns:p='u'><p:x a='1&amp;2'/>t&lt;&#229;<y> </y></r>", "(r(x|u a=1&2)x't<å(y' )y)r");
    expect("<r><![CDATA[<a>&]]></r>", "(r'<a>&)r");
    expect("<r>a\r\nb</r>", "(r'a\nb)r");
}

Test(xml, charsets__are_converted)
{
    expect("\xef\xbb\xbf<r>å</r>", "(r'å)r");
    expect("<?xml version='1.0' encoding='ISO-8859-1'?><r>\xe5</r>", "(r'å)r");
    expect("<?xml version='1.0' encoding='utf-16'?><r>å</r>", "(r'å)r");
    expect("<?xml version='1.0' encoding='KOI8-R'?><r/>", "charset 'KOI8-R'");
    expect_bytes("\xff\xfe<\0r\0>\0\x3d\xd8\x00\xde<\0/\0r\0>\0", 20, "(r'\xf0\x9f\x98\x80)r");
    expect_bytes("\0<\0r\0/\0>", 8, "(r)r");
    expect_bytes("\xff\xfe<\0r\0>\0\x3d\xd8<\0", 12, "UTF-16");
    expect("<r>\n\xff</r>", "line 2: the XML is no valid UTF-8");
}

Test(xml, attacks__are_refused_in_a_sentence)
{
    expect("<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "document type");
    expect("<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>", "document type");
    expect("<r>&a;</r>", "malformed");
    expect_bytes("<r>\0</r>", 8, "byte of value 0");
    expect("", "no XML");
    expect("hei", "no XML");
}

Test(xml, malformed__names_its_line)
{
    expect("<r>\n<a></b></r>", "line 2: the XML is malformed");
    expect("<r><a></r>", "malformed");
    expect("<r>", "malformed");
    expect("<r a='", "malformed");
    expect("<r><!-- ", "malformed");
    expect("<r/><r/>", "malformed");
    expect("<r a='1' a='2'/>", "malformed");
}

static void repeat(struct buf *b, const char *head, const char *part, size_t n, const char *tail)
{
    buf_clear(b);
    buf_addstr(b, head);
    for (size_t i = 0; i < n; i++)
        buf_addstr(b, part);
    buf_addstr(b, tail);
}

Test(xml, too_deep_or_too_wide__is_refused)
{
    struct buf b = BUF_INIT;
    repeat(&b, "", "<a>", 10000, "");
    expect_bytes(b.s, b.len, "deeper than 256");
    repeat(&b, "<a", " b=''", 1000, "/>");
    expect_bytes(b.s, b.len, "more than 256 attributes");
    repeat(&b, "<a b='", "0123456789", 100000, "'/>");
    expect_bytes(b.s, b.len, "256 KiB");
    buf_release(&b);
}

Test(xml, long_constructs__are_read_whole)
{
    static const char *const around[][2] = {
        {"<a>", "</a>"}, {"<a><![CDATA[", "]]></a>"}, {"<a><!--", "--></a>"}, {"<a><?x ", "?></a>"}};
    struct buf b = BUF_INIT, out = BUF_INIT;
    for (size_t i = 0; i < 4; i++) {
        struct xml *x;
        struct err e = ERR_INIT;
        enum xml_event ev;
        repeat(&b, around[i][0], "Hei, alle. ", 3000000, around[i][1]);
        cr_assert(xml_open(b.s, b.len, &x, &e) && xml_next(x, &ev, &e), "%s", err_text(&e));
        buf_clear(&out);
        cr_expect(xml_text_of(x, &out, &e), "%s", err_text(&e));
        cr_expect_eq(out.len, i < 2 ? 33000000 : 0);
        cr_expect(xml_is(x, "", "a"));
        cr_expect(xml_next(x, &ev, &e) && ev == XML_EOF);
        xml_close(x);
    }
    buf_release(&b);
    buf_release(&out);
}

Test(xml, skip__ends_at_the_elements_own_end)
{
    static const char s[] = "<r><a><a>x</a><b/></a><c/><d/></r>";
    struct xml *x;
    enum xml_event e;
    cr_assert(xml_open(s, strlen(s), &x, NULL));
    cr_assert(xml_next(x, &e, NULL) && xml_next(x, &e, NULL) && xml_depth(x) == 2);
    cr_expect(xml_skip(x, NULL) && xml_is(x, NULL, "a") && xml_depth(x) == 1);
    cr_expect(xml_next(x, &e, NULL) && e == XML_START && xml_is(x, NULL, "c"));
    cr_expect(xml_skip(x, NULL) && xml_is(x, NULL, "c"));
    cr_expect(xml_next(x, &e, NULL) && xml_is(x, NULL, "d"));
    xml_close(x);
}

Test(xml, attribute_of_a_namespace__is_told_from_one_without)
{
    static const char s[] = "<r xmlns:p='u' p:id='1' id='2'/>";
    struct xml *x;
    enum xml_event e;
    cr_assert(xml_open(s, strlen(s), &x, NULL) && xml_next(x, &e, NULL));
    cr_expect_str_eq(xml_attr(x, "id"), "1");
    cr_expect_str_eq(xml_attr_ns(x, "u", "id"), "1");
    cr_expect_str_eq(xml_attr_ns(x, "", "id"), "2");
    cr_expect_null(xml_attr(x, "none"));
    xml_close(x);
}
