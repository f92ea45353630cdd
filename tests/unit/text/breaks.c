/* Unicode's own tests of breaks (Debian: unicode-data), and what goes beyond them. */
#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <wchar.h>

#include "tema/base/buf.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

/* One line of a break test: "÷ 0020 × 0308 ÷	# …". */
struct sample {
    struct buf text;
    byte_offs breaks;
};

static bool parse_sample(const char *line, struct sample *ret)
{
    *ret = (struct sample){BUF_INIT, VEC_INIT};
    while (*line && *line != '#' && *line != '\n') {
        char *end;
        unsigned long cp;
        char one[4];

        if (strncmp(line, "\u00F7", 2) == 0) {
            vec_push(&ret->breaks, (byte_off){ret->text.len});
            line += 2;
            continue;
        }
        cp = strtoul(line, &end, 16);
        if (end > line) {
            /* A lone surrogate cannot be written in UTF-8. */
            if (cp >= 0xD800 && cp <= 0xDFFF)
                return false;
            buf_add(&ret->text, one, utf8_encode((uint32_t)cp, one));
            line = end;
        } else {
            line++;
        }
    }
    return ret->text.len > 0;
}

static void grapheme_breaks(const char *s, size_t n, byte_offs *out)
{
    for (size_t at = 0;;) {
        vec_push(out, (byte_off){at});
        if (at >= n)
            break;
        at = grapheme_next(s, n, (byte_off){at}).b;
    }
}

/* The same from the end. */
static void grapheme_breaks_back(const char *s, size_t n, byte_offs *out)
{
    byte_offs back = VEC_INIT;

    for (size_t at = n;;) {
        vec_push(&back, (byte_off){at});
        if (at == 0)
            break;
        at = grapheme_prev(s, n, (byte_off){at}).b;
    }
    while (back.n > 0)
        vec_push(out, back.v[--back.n]);
    vec_release(&back);
}

static bool same(const byte_offs *a, const byte_offs *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0);
}

/* Lines of LineBreakTest.txt where ICU keeps a number's sign or point with the number and parts it from what
 * is before. */
static const char *const tailored_lines[] = {
    "0065 × 0071 × 0075 × 0061 × 006C × 0073 × 0020 × 002E ÷ 0033",
    "0028 × 0030 × 002C × 0031 × 0029 × 002B × 0028 × 0032",
    "007B × 0030 × 002C × 0031 × 007D × 002B × 007B × 0032",
};

static bool is_tailored_line(const char *line)
{
    for (size_t i = 0; i < sizeof tailored_lines / sizeof *tailored_lines; i++)
        if (strstr(line, tailored_lines[i]))
            return true;
    return false;
}

/* Runs all lines of a file through `split`; returns how many differ, -1 when the file is absent. Those that
 * differ are printed. */
static int run_file(const char *name, void (*split)(const char *, size_t, byte_offs *))
{
    struct buf path = BUF_INIT;
    char line[8192];
    int wrong = 0;
    int all = 0;
    FILE *f;

    buf_addf(&path, "/usr/share/unicode/auxiliary/%s", name);
    f = fopen(path.s, "r");
    buf_release(&path);
    if (!f)
        return -1;
    while (fgets(line, sizeof line, f)) {
        struct sample sample = {BUF_INIT, VEC_INIT};
        byte_offs found = VEC_INIT;

        if (line[0] != '#' && !is_tailored_line(line) && parse_sample(line, &sample)) {
            all++;
            split(sample.text.s, sample.text.len, &found);
            if (!same(&found, &sample.breaks)) {
                wrong++;
                fprintf(stderr, "%s: %s", name, line);
            }
        }
        buf_release(&sample.text);
        vec_release(&sample.breaks);
        vec_release(&found);
    }
    fclose(f);
    cr_assert_gt(all, 500);
    return wrong;
}

Test(grapheme_next, unicode_tests)
{
    int wrong = run_file("GraphemeBreakTest.txt", grapheme_breaks);

    if (wrong < 0)
        cr_skip_test("no GraphemeBreakTest.txt (package unicode-data)");
    cr_assert_eq(wrong, 0);
}

Test(grapheme_prev, unicode_tests)
{
    int wrong = run_file("GraphemeBreakTest.txt", grapheme_breaks_back);

    if (wrong < 0)
        cr_skip_test("no GraphemeBreakTest.txt (package unicode-data)");
    cr_assert_eq(wrong, 0);
}

/* ICU tailors rules for texts of today (its line.txt): a hyphen that begins a text stays with the letter
 * after it (a sign or an option, "-v"), and a comma or full stop with the digit after it (",5"). Those places
 * are left out too. */
static bool is_tailored(const char *s, size_t n, size_t at)
{
    size_t i = at;
    uint32_t prev = 0;
    uint32_t next = 0;
    int class = U_LB_COMBINING_MARK;
    int after;

    while (i > 0 && (class == U_LB_COMBINING_MARK || class == U_LB_ZWJ)) {
        i--;
        while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80)
            i--;
        utf8_decode(s + i, n - i, &prev);
        class = u_getIntPropertyValue((UChar32)prev, UCHAR_LINE_BREAK);
    }
    utf8_decode(s + at, n - at, &next);
    after = u_getIntPropertyValue((UChar32)next, UCHAR_LINE_BREAK);
    if (class == U_LB_INFIX_NUMERIC)
        return after == U_LB_NUMERIC;
    return class == U_LB_HYPHEN && i == 0 &&
           (after == U_LB_ALPHABETIC || after == U_LB_AMBIGUOUS || after == U_LB_UNKNOWN ||
            after == U_LB_COMPLEX_CONTEXT);
}

static void tailored_line_breaks(const char *s, size_t n, byte_offs *out)
{
    byte_offs found = VEC_INIT;
    size_t last = 0;

    line_breaks(s, n, &found);
    /* Where ICU joins, the break that the standard has is put back. */
    for (size_t i = 0; i < found.n; last = found.v[i++].b)
        for (size_t at = last + 1; at <= found.v[i].b; at++)
            if (at == found.v[i].b || (((unsigned char)s[at] & 0xC0) != 0x80 && is_tailored(s, n, at)))
                vec_push(out, (byte_off){at});
    vec_release(&found);
}

Test(line_breaks, unicode_tests)
{
    int wrong = run_file("LineBreakTest.txt", tailored_line_breaks);

    if (wrong < 0)
        cr_skip_test("no LineBreakTest.txt (package unicode-data)");
    cr_assert_eq(wrong, 0);
}

Test(line_breaks, last_is_the_end)
{
    byte_offs found = VEC_INIT;

    line_breaks("ett par ord", 11, &found);
    cr_assert_eq(found.n, 3);
    cr_assert_eq(found.v[0].b, 4);
    cr_assert_eq(found.v[1].b, 8);
    cr_assert_eq(found.v[2].b, 11);
    vec_clear(&found);
    line_breaks("", 0, &found);
    cr_assert_eq(found.n, 0);
    vec_release(&found);
}

/* Borders of the words that word_starts and word_ends give, for comparison with those of the standard's
 * borders between which a letter or number stands. */
static void word_borders(const char *s, size_t n, byte_offs *out)
{
    byte_offs ends = VEC_INIT;
    byte_offs starts = VEC_INIT;

    word_starts(s, n, &starts);
    word_ends(s, n, &ends);
    cr_assert_eq(starts.n, ends.n);
    cr_assert_eq(starts.n, word_count(s, n));
    for (size_t i = 0; i < starts.n; i++) {
        vec_push(out, starts.v[i]);
        vec_push(out, ends.v[i]);
    }
    vec_release(&starts);
    vec_release(&ends);
}

static bool has_word_sign(const char *s, size_t n)
{
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t cp;
        int class;

        len = utf8_decode(s + i, n - i, &cp);
        class = u_getIntPropertyValue((UChar32)cp, UCHAR_WORD_BREAK);
        if (class == U_WB_ALETTER || class == U_WB_HEBREW_LETTER || class == U_WB_NUMERIC ||
            class == U_WB_KATAKANA || u_hasBinaryProperty((UChar32)cp, UCHAR_IDEOGRAPHIC) ||
            u_isalpha((UChar32)cp))
            return true;
    }
    return false;
}

Test(word_starts, unicode_tests)
{
    FILE *f = fopen("/usr/share/unicode/auxiliary/WordBreakTest.txt", "r");
    char line[8192];
    int wrong = 0;

    if (!f)
        cr_skip_test("no WordBreakTest.txt (package unicode-data)");
    while (fgets(line, sizeof line, f)) {
        struct sample sample = {BUF_INIT, VEC_INIT};
        byte_offs expected = VEC_INIT;
        byte_offs found = VEC_INIT;

        /* ICU's root rules end a word at a colon; only Finnish and Swedish ones do not. */
        if (line[0] != '#' && !strstr(line, "003A") && parse_sample(line, &sample)) {
            for (size_t i = 0; i + 1 < sample.breaks.n; i++) {
                size_t at = sample.breaks.v[i].b;

                if (!has_word_sign(sample.text.s + at, sample.breaks.v[i + 1].b - at))
                    continue;
                vec_push(&expected, sample.breaks.v[i]);
                vec_push(&expected, sample.breaks.v[i + 1]);
            }
            word_borders(sample.text.s, sample.text.len, &found);
            if (!same(&found, &expected)) {
                wrong++;
                fprintf(stderr, "%s", line);
            }
        }
        buf_release(&sample.text);
        vec_release(&sample.breaks);
        vec_release(&expected);
        vec_release(&found);
    }
    fclose(f);
    cr_assert_eq(wrong, 0);
}

static void expect_words(const char *s, size_t count)
{
    cr_expect_eq(word_count(s, strlen(s)), count, "'%s': %zu words", s, word_count(s, strlen(s)));
}

Test(word_count, counts_as_people_do)
{
    expect_words("", 0);
    expect_words(" … — !", 0);
    expect_words("Æ e i a.", 4);
    expect_words("Det kostet 3.000 kr, sa hun.", 6);
    expect_words("IKT-ansvarlig", 2);
    expect_words("rock'n'roll i '68", 3);
    expect_words("blåbær på Ås", 3);
    expect_words("bla\u030Aba\u0308r", 1);
}

/* Counting takes a shorter way through Latin text: whatever stands beside whatever, it counts what is found. */
Test(word_count, counts_the_words_that_are_found)
{
    static const char *const signs[] = {
        "a",    "e", "Å", "ø",  "ƀ",  "ȿ",      "1",      "7",      ".",        "'",      ",",      ";",
        "_",    " ", " ", "\n", "\t", "\r",     "\f",     "-",      ":",        "@",      "/",      "(",
        "\"",   "÷", "×", "«",  "»",  "\u00A0", "\u00AD", "\u00B7", "\xC2\x85", "ª",      "µ",      "²",
        "½",    "–", "—", "“",  "”",  "…",      "‘",      "’",      "\u200B",   "\u200D", "\u0301", "\u202F",
        "\x01", "б", "א", "日", "ก",  "カ",     "\u2028", "\uFEFF", "😀",        "\x7F",   "٣",      "\u2060",
        "\xC3", "€", "+", "%",  "!",
    };
    enum { SIGNS = sizeof signs / sizeof *signs };
    byte_offs starts = VEC_INIT;
    struct buf b = BUF_INIT;
    int wrong = 0;

    srand(7);
    for (int round = 0; round < 60000; round++) {
        int n = 1 + rand() % 14, reach = round % 3 == 0 ? SIGNS : round % 3 == 1 ? 24 : 15;

        buf_clear(&b);
        vec_clear(&starts);
        for (int i = 0; i < n; i++)
            buf_addstr(&b, signs[rand() % reach]);
        word_starts(buf_str(&b), b.len, &starts);
        if (word_count(buf_str(&b), b.len) != starts.n && wrong++ < 20)
            fprintf(stderr, "'%s': %zu words found, %zu counted\n", buf_str(&b), starts.n,
                    word_count(buf_str(&b), b.len));
    }
    cr_expect_eq(wrong, 0);
    buf_release(&b);
    vec_release(&starts);
}

static void expect_width(const char *s, int width)
{
    cr_expect_eq(text_width(s, strlen(s)), width, "'%s' is %d", s, text_width(s, strlen(s)));
}

Test(text_width, is_columns)
{
    expect_width("", 0);
    expect_width("plain", 5);
    expect_width("blåbærsyltetøy", 14);
    expect_width("a\u030A", 1);
    expect_width("日本", 4);
    expect_width("한국", 4);
    expect_width("\u1112\u1161\u11AB", 2);
    expect_width("😀", 2);
    expect_width("👩\u200D👧\u200D👦", 2);
    expect_width("❤\uFE0F", 2);
    expect_width("❤", 1);
    expect_width("1\uFE0F\u20E3", 2);
    expect_width("🇳🇴", 2);
    expect_width("🇳🇴🇸🇪", 4);
    expect_width("\t", 1);
    expect_width("\n", 0);
    expect_width("ｆ", 2);
    expect_width("\u200B", 0);
}

Test(text_width, of_unsafe_signs_is_that_of_their_marks)
{
    expect_width("\x1B", 1);
    expect_width("\r\n", 1);
    expect_width("\u202E", 8);
    expect_width("\xC2\x85", 8);
    expect_width("a\U000E0041", 10);
}

/* Single code points agree with the C library, which terminals and ncurses ask. */
Test(grapheme_width, agrees_with_wcwidth)
{
    int wrong = 0;

    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        cr_skip_test("no C.UTF-8");
    for (uint32_t cp = 0x20; cp < 0x110000; cp++) {
        char one[4];
        int expected = wcwidth((wchar_t)cp);
        size_t n = utf8_encode(cp, one);

        if (expected < 0 || visible_is_unsafe(cp) || !u_isdefined((UChar32)cp) ||
            u_charType((UChar32)cp) == U_SURROGATE)
            continue;
        if (grapheme_width(one, n) != expected && wrong++ < 30)
            fprintf(stderr, "U+%04X: %d, wcwidth %d\n", (unsigned)cp, grapheme_width(one, n), expected);
    }
    fprintf(stderr, "%d code points differ from wcwidth\n", wrong);
    cr_assert_lt(wrong, 20);
}
