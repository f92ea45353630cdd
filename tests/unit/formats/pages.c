#include "helper.h"

/* The words of all turns, one after the other; the caller frees. */
static char *words_of(const char *path, const char *s, struct read_result *r)
{
    struct read_options opt = {0};
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    cr_assert(formats_read(path, s, strlen(s), &opt, r, &e), "%s: %s", path, err_text(&e));
    for (size_t i = 0; i < r->transcript->turns.n; i++)
        buf_add(&b, r->transcript->turns.v[i].text, r->transcript->turns.v[i].bytes);
    return b.s;
}

static void gives(const char *path, const char *s, const char *format, const char *want)
{
    struct read_result r;
    char *got = words_of(path, s, &r);
    cr_expect_str_eq(r.format->name, format);
    cr_expect_str_eq(got, want, "%s gave %s", s, got);
    mem_free(got);
    read_result_release(&r);
}

Test(rtf, paragraphs__code_pages_and_unicode)
{
    gives("a.rtf", "{\\rtf1\\ansi\\ansicpg1252 Bl\\'e5b\\'e6r\\par Kari\\par}", "rtf", "Blåbær\nKari\n");
    gives("a.rtf", "{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8}", "rtf", "При\n");
    gives("a.rtf", "{\\rtf1\\ansi\\uc1 \\u8364?5 og \\u-10179?\\u-8704?}", "rtf", "€5 og 😀\n");
}

Test(rtf, what_is_no_text__is_left_out)
{
    gives("a.rtf", "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\info{\\title Hemmelig}}{\\*\\generator x;}Synlig}",
          "rtf", "Synlig\n");
    gives("a.rtf", "{\\rtf1 Det {\\deleted som var }{\\v skjult }er slik}", "rtf", "Det er slik\n");
}

Test(html, elements__are_paragraphs)
{
    gives("a.html", "<!doctype html><title>x</title><h1>Om</h1><p>En   <b>to</b>\ntre<script>bad()</script>",
          "html", "Om\nEn to tre\n");
    gives("a.html", "<p>&lt;5 &#128; &aring;&copy;</p><ul><li>a<li>b</ul>", "html", "<5 € å©\na\nb\n");
}

Test(html, charset__is_the_declared_one)
{
    gives("a.html", "<!doctype html><meta charset=windows-1251><p>\xcf\xf0\xe8</p>", "html", "При\n");
}

static void refuses(const char *path, const char *s, size_t n)
{
    struct read_options opt = {0};
    struct read_result r;
    struct err e = ERR_INIT;
    cr_assert_not(formats_read(path, s, n, &opt, &r, &e));
    cr_expect_eq(e.kind, ERR_INPUT);
    cr_expect_gt(strlen(err_text(&e)), 10);
    err_release(&e);
}

Test(rtf, groups_without_end__are_refused)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "{\\rtf1 hei ");
    for (int i = 0; i < 200000; i++)
        buf_add(&b, "{", 1);
    refuses("a.rtf", b.s, b.len);
    buf_release(&b);
}

Test(pdf, damaged_one__is_refused)
{
    refuses("a.pdf", "%PDF-1.7\n1 0 obj hei\n", 21);
}
