#include <criterion/criterion.h>
#include <string.h>

#include "tema/text/utf8.h"

static void expect_bad(const char *s, size_t n, size_t at)
{
    byte_off bad = {99};

    cr_expect_not(utf8_valid(s, n, &bad), "'%s'", s);
    cr_expect_eq(bad.b, at, "'%s': %zu", s, bad.b);
}

/* Table 3-7 of the Unicode standard. */
Test(utf8_valid, well_formed_and_not)
{
    byte_off bad = {7};

    cr_expect(utf8_valid("", 0, &bad));
    cr_expect(utf8_valid("\0", 1, NULL));
    cr_expect(utf8_valid("blåbær 日本 \xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80", 26, NULL));
    cr_expect_eq(bad.b, 7);
    expect_bad("abcdefghijk\x80", 12, 11);
    expect_bad("\xC0\x80", 2, 0);
    expect_bad("\xC1\xBF", 2, 0);
    expect_bad("a\xE0\x9F\xBF", 4, 1);
    expect_bad("\xED\xA0\x80", 3, 0);
    expect_bad("\xF0\x8F\xBF\xBF", 4, 0);
    expect_bad("\xF4\x90\x80\x80", 4, 0);
    expect_bad("\xF5\x80\x80\x80", 4, 0);
    expect_bad("\xC3", 1, 0);
    expect_bad("ab\xE2\x82", 4, 2);
    expect_bad("\xE2\x28\xA1", 3, 0);
    expect_bad("\xFF", 1, 0);
}

Test(utf8_decode, goes_back_to_what_was_encoded)
{
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char s[4];
        uint32_t back;
        size_t n = utf8_encode(cp, s);

        if (cp >= 0xD800 && cp <= 0xDFFF) {
            cr_assert_eq(utf8_decode(s, n, &back), 3);
            cr_assert_eq(back, 0xFFFD);
            continue;
        }
        cr_assert(utf8_valid(s, n, NULL));
        cr_assert_eq(utf8_decode(s, n, &back), n);
        cr_assert_eq(back, cp);
    }
}

Test(utf8_decode, bad_bytes_one_at_a_time)
{
    uint32_t cp = 0;
    char s[4];

    cr_expect_eq(utf8_decode("", 0, &cp), 0);
    cr_expect_eq(utf8_decode("\xE2\x82", 2, &cp), 1);
    cr_expect_eq(cp, 0xFFFD);
    cr_expect_eq(utf8_decode("\x80", 1, &cp), 1);
    cr_expect_eq(utf8_encode(0x110000, s), 3);
    cr_expect(memcmp(s, "\xEF\xBF\xBD", 3) == 0);
}

Test(utf8_byte, and_back)
{
    static const char s[] = "aå日😀b";
    static const size_t bytes[] = {0, 1, 3, 6, 10, 11};

    cr_expect_eq(utf8_count(s, sizeof s - 1), 5);
    for (size_t i = 0; i <= 5; i++) {
        cr_expect_eq(utf8_byte(s, sizeof s - 1, (cp_off){i}).b, bytes[i]);
        cr_expect_eq(utf8_cp(s, sizeof s - 1, (byte_off){bytes[i]}).cp, i);
    }
    cr_expect_eq(utf8_byte(s, sizeof s - 1, (cp_off){99}).b, 11);
    cr_expect_eq(utf8_cp(s, sizeof s - 1, (byte_off){99}).cp, 5);
    cr_expect_eq(utf8_count("", 0), 0);
}

Test(utf8_byte, in_long_texts)
{
    char s[3000];

    for (size_t i = 0; i < sizeof s; i += 3)
        memcpy(s + i, i % 2 ? "\u65E5" : "a\u00E5", 3);
    for (size_t at = 0, cp = 0; at < sizeof s; cp++) {
        uint32_t c;

        cr_assert_eq(utf8_byte(s, sizeof s, (cp_off){cp}).b, at);
        cr_assert_eq(utf8_cp(s, sizeof s, (byte_off){at}).cp, cp);
        at += utf8_decode(s + at, sizeof s - at, &c);
    }
}
