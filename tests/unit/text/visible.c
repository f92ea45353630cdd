#include <criterion/criterion.h>
#include <string.h>

#include "tema/text/visible.h"

static void expect(const char *s, size_t n, bool ascii, const char *shown)
{
    struct buf out = BUF_INIT;

    visible_add(&out, s, n, ascii);
    cr_expect_str_eq(buf_str(&out), shown, "%s", buf_str(&out));
    buf_release(&out);
}

#define EXPECT(s, ascii, shown) expect(s, sizeof s - 1, ascii, shown)

Test(visible_add, shows_what_would_act)
{
    EXPECT("", false, "");
    EXPECT("vanlig\ttekst\n", false, "vanlig\ttekst\n");
    EXPECT("a\x1B[31mb", false, "a␛[31mb");
    EXPECT("a\x1B[31mb", true, "a^[[31mb");
    EXPECT("\0\x7F", false, "␀␡");
    EXPECT("\0\x7F\r", true, "^@^?^M");
    EXPECT("\xC2\x9B"
           "31m",
           false, "⟨U+009B⟩31m");
    EXPECT("\u202Eabc", true, "<U+202E>abc");
    EXPECT("\U000E0041", false, "⟨U+E0041⟩");
    EXPECT("\U0010FFFF", false, "⟨U+10FFFF⟩");
    EXPECT("\u00E5\u200D\u00AD", false, "\u00E5\u200D\u00AD");
    EXPECT("a\xE5"
           "b\xF0\x9F",
           false, "a\uFFFDb\uFFFD\uFFFD");
}

Test(visible_is_unsafe, ranges)
{
    static const uint32_t unsafe[] = {0,      1,      8,       0x0B,    0x0D,    0x1B,    0x1F,   0x7F,
                                      0x80,   0x9F,   0x61C,   0x200E,  0x200F,  0x2028,  0x2029, 0x202A,
                                      0x202E, 0x2066, 0x2069,  0xFEFF,  0xFFF9,  0xFFFB,  0xFDD0, 0xFDEF,
                                      0xFFFE, 0xFFFF, 0xE0000, 0xE007F, 0x1FFFE, 0x10FFFF};
    static const uint32_t safe[] = {'\n',   '\t',   ' ',    '~',    0xA0,   0xAD,    0x61B,  0x200B, 0x200D,
                                    0x2010, 0x2065, 0x206A, 0xFFFC, 0xFFFD, 0xE0080, 0xFDCF, 0x1F600};

    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        cr_expect(visible_is_unsafe(unsafe[i]), "U+%04X", (unsigned)unsafe[i]);
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        cr_expect_not(visible_is_unsafe(safe[i]), "U+%04X", (unsigned)safe[i]);
}

Test(visible_mark, always_fits)
{
    char out[16];

    for (uint64_t cp = 0; cp <= UINT32_MAX; cp += cp < 0x120000 ? 1 : 0x1000001)
        cr_assert_eq(visible_mark((uint32_t)cp, cp % 2, out), strlen(out));
}
