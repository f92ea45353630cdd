/* Random bytes through every function: nothing may be read or written outside, and what comes out keeps its
 * promises. Worth most under the sanitizers. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tema/text/breaks.h"
#include "tema/text/charset.h"
#include "tema/text/collate.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"
#include "tema/text/wrap.h"

enum { ROUNDS = 1500, LONGEST = 120 };

static const char *const bits[] = {
    "\u0301", "\u200D", "👩",       "🇳",        "🇴",     "\uFE0F",     "\r",     "\n",     " ",      ". ",
    "…",      "A.",     "f.eks. ", "\xE2\x80", "\x80",  "\xF0",       "\u1100", "\u1161", "\uAC00", "\u0600",
    "å",      "K",      "\t",      "\u202E",   "\x1B[", "\U000E0041", "\u0E01", "?»",     "12.",    "日"};

/* Random bytes and the bits above, or these only, in a heap block of exactly *ret_n bytes, so that a read
 * past it is seen. */
static char *noise(size_t *ret_n, bool only_bits)
{
    struct buf b = BUF_INIT;
    size_t n = (size_t)rand() % LONGEST;
    char *s;

    while (b.len < n) {
        if (rand() % 3 == 0 && !only_bits)
            buf_addch(&b, (char)rand());
        else
            buf_addstr(&b, bits[(size_t)rand() % (sizeof bits / sizeof *bits)]);
    }
    s = malloc(b.len > 0 ? b.len : 1);
    if (b.len > 0)
        memcpy(s, b.s, b.len);
    *ret_n = b.len;
    buf_release(&b);
    return s;
}

static void check_rising(const byte_offs *v, size_t n)
{
    for (size_t i = 0; i < v->n; i++) {
        cr_assert_leq(v->v[i].b, n);
        cr_assert(i == 0 || v->v[i].b > v->v[i - 1].b);
    }
}

static void through_breaks(const char *s, size_t n)
{
    byte_offs v = VEC_INIT;
    wrap_lines lines = VEC_INIT;
    byte_off cues[3] = {{(size_t)rand() % 130}, {(size_t)rand() % 130}, {(size_t)rand() % 130}};
    int width = 2 + rand() % 20;

    for (size_t at = 0; at < n;) {
        size_t next = grapheme_next(s, n, (byte_off){at}).b;

        cr_assert_gt(next, at);
        cr_assert_leq(next, n);
        cr_assert_geq(grapheme_width(s + at, next - at), 0);
        at = next;
    }
    for (size_t at = 0; at <= n + 1; at++) {
        grapheme_next(s, n, (byte_off){at});
        cr_assert(at == 0 || grapheme_prev(s, n, (byte_off){at}).b < at);
    }
    word_starts(s, n, &v);
    check_rising(&v, n);
    vec_clear(&v);
    word_ends(s, n, &v);
    check_rising(&v, n);
    vec_clear(&v);
    line_breaks(s, n, &v);
    check_rising(&v, n);
    cr_assert(n == 0 || v.v[v.n - 1].b == n);
    vec_clear(&v);
    sentence_starts(s, n, rand() % 2 ? cues : NULL, 3, &v);
    check_rising(&v, n > 0 ? n - 1 : 0);
    vec_release(&v);
    wrap_text(s, n, width, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        cr_assert_leq(lines.v[i].end.b, lines.v[i].next.b);
        cr_assert_leq(lines.v[i].start.b, lines.v[i].end.b);
        cr_assert_eq(lines.v[i].start.b, i > 0 ? lines.v[i - 1].next.b : 0);
    }
    cr_assert_eq(lines.v[lines.n - 1].next.b, n);
    vec_release(&lines);
}

static void through_fold(const char *s, size_t n)
{
    size_t from = (size_t)rand() % (n + 2);
    size_t len;
    char *raw = noise(&len, true);
    char *needle = strndup(raw, len % 7);
    char *hay = strndup(s, n);
    struct buf out = BUF_INIT;
    byte_off a;
    byte_off b;

    fold_add(&out, s, n);
    cr_assert(utf8_valid(buf_str(&out), out.len, NULL));
    if (fold_find(s, n, needle, (byte_off){from}, &a, &b))
        cr_assert(a.b >= from && a.b < b.b && b.b <= n);
    if (fold_find_last(s, n, needle, (byte_off){from}, &a, &b))
        cr_assert(a.b < from && a.b < b.b && b.b <= n);
    fold_contains(hay, needle);
    cr_assert_leq(fold_distance(hay, needle, 3), 4);
    collate(hay, needle);
    buf_release(&out);
    free(raw);
    free(needle);
    free(hay);
}

static void through_charset(char *s, size_t n)
{
    static const char *const sets[] = {"UTF-8",       "UTF-16LE", "UTF-16",   "windows-1252", "GB18030",
                                       "ISO-2022-JP", "UTF-7",    "UTF-32BE", "EUC-TW",       "windows-1258"};
    struct charset_guess g;
    struct buf out = BUF_INIT;
    size_t lost;

    charset_detect(s, n, &g);
    cr_assert(g.bom <= n && g.confidence >= 0 && g.confidence <= 100 && g.name[0] != '\0');
    charset_is_binary(s, n, &g);
    cr_assert(charset_to_utf8(g.name, s + g.bom, n - g.bom, g.bom, true, &out, &lost, NULL), "%s", g.name);
    cr_assert(charset_to_utf8(sets[(size_t)rand() % 10], s, n, 0, true, &out, &lost, NULL));
    cr_assert(utf8_valid(buf_str(&out), out.len, NULL));
    cr_assert_eq(strlen(buf_str(&out)), out.len);
    charset_to_utf8(sets[(size_t)rand() % 10], s, n, 0, false, &out, NULL, NULL);
    buf_release(&out);
    cr_assert_leq(charset_unix_lines(s, n), n);
}

static void through_utf8(const char *s, size_t n)
{
    size_t at = (size_t)rand() % (n + 3);
    struct buf out = BUF_INIT;

    cr_assert_leq(utf8_byte(s, n, (cp_off){at}).b, n);
    cr_assert_leq(utf8_cp(s, n, (byte_off){at}).cp, n);
    visible_add(&out, s, n, rand() % 2);
    cr_assert(utf8_valid(buf_str(&out), out.len, NULL));
    for (size_t i = 0, len; i < out.len; i += len) {
        uint32_t cp;

        len = utf8_decode(out.s + i, out.len - i, &cp);
        cr_assert_not(visible_is_unsafe(cp));
    }
    buf_release(&out);
}

Test(text, random_bytes_through_everything)
{
    srand(20260301);
    for (int i = 0; i < ROUNDS; i++) {
        size_t n;
        char *s = noise(&n, i % 2);

        through_breaks(s, n);
        through_utf8(s, n);
        through_fold(s, n);
        through_charset(s, n);
        free(s);
    }
}

Test(text_width, is_the_sum_over_clusters)
{
    srand(7);
    for (int i = 0; i < ROUNDS; i++) {
        size_t n;
        char *s = noise(&n, true);
        int sum = 0;

        for (size_t at = 0, next; at < n; at = next) {
            next = grapheme_next(s, n, (byte_off){at}).b;
            sum += grapheme_width(s + at, next - at);
        }
        cr_assert_eq(sum, text_width(s, n));
        free(s);
    }
}
