#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucsdet.h>

#include "charset_priv.h"
#include "tema/text/charset.h"
#include "tema/text/utf8.h"

enum { ICU_SAMPLE = 64 * 1024 };

static bool answer(struct charset_guess *ret, const char *name, enum charset_how how, int confidence,
                   size_t bom)
{
    ret->how = how;
    ret->confidence = confidence < 0 ? 0 : confidence > 100 ? 100 : confidence;
    ret->bom = bom;
    snprintf(ret->name, sizeof ret->name, "%s", name);
    return true;
}

static bool starts_with(const char *s, size_t n, const char *mark, size_t len)
{
    return n >= len && memcmp(s, mark, len) == 0;
}

static bool by_bom(const char *s, size_t n, struct charset_guess *ret)
{
    if (starts_with(s, n, "\xEF\xBB\xBF", 3))
        return answer(ret, "UTF-8", CHARSET_BOM, 100, 3);
    /* Before UTF-16's, which it begins with; UTF-16 with U+0000 as its first character is no text. */
    if (starts_with(s, n, "\xFF\xFE\0\0", 4))
        return answer(ret, "UTF-32LE", CHARSET_BOM, 100, 4);
    if (starts_with(s, n, "\0\0\xFE\xFF", 4))
        return answer(ret, "UTF-32BE", CHARSET_BOM, 100, 4);
    if (starts_with(s, n, "\xFF\xFE", 2))
        return answer(ret, "UTF-16LE", CHARSET_BOM, 100, 2);
    if (starts_with(s, n, "\xFE\xFF", 2))
        return answer(ret, "UTF-16BE", CHARSET_BOM, 100, 2);
    if (starts_with(s, n, "\x84\x31\x95\x33", 4))
        return answer(ret, "GB18030", CHARSET_BOM, 100, 4);
    return false;
}

/* --- UTF-16 and UTF-32 --- */

struct wide {
    const char *name;
    size_t unit; /* bytes: 2 or 4 */
    bool big_endian;
};

static const struct wide wides[] = {
    {"UTF-32LE", 4, false}, {"UTF-32BE", 4, true}, {"UTF-16LE", 2, false}, {"UTF-16BE", 2, true}};

static uint32_t unit_at(const struct wide *w, const unsigned char *s)
{
    uint32_t x = 0;

    for (size_t i = 0; i < w->unit; i++)
        x = x << 8 | s[w->big_endian ? i : w->unit - 1 - i];
    return x;
}

static bool is_odd(uint32_t cp)
{
    int8_t type;

    if (cp < 0x20)
        return cp != '\n' && cp != '\r' && cp != '\t' && cp != '\f';
    if (cp < 0x7F || cp > 0x10FFFF)
        return cp > 0x10FFFF;
    type = u_charType((UChar32)cp);
    return type == U_UNASSIGNED || type == U_CONTROL_CHAR || type == U_SURROGATE;
}

/* Counts the characters, those under 128, and those no text has (controls, unassigned, halves of pairs). A
 * unit that is cut at the end is passed over. */
static void count_wide(const struct wide *w, const char *bytes, size_t n, size_t *all, size_t *ascii,
                       size_t *odd)
{
    const unsigned char *s = (const unsigned char *)bytes;

    *all = *ascii = *odd = 0;
    for (size_t i = 0; i + w->unit <= n; i += w->unit) {
        uint32_t cp = unit_at(w, s + i);

        if (w->unit == 2 && cp >= 0xD800 && cp <= 0xDBFF) {
            if (i + 4 > n)
                break;
            if (unit_at(w, s + i + 2) >= 0xDC00 && unit_at(w, s + i + 2) <= 0xDFFF) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (unit_at(w, s + i + 2) - 0xDC00);
                i += 2;
            }
        }
        ++*all;
        *ascii += cp > 0 && cp < 128;
        *odd += is_odd(cp);
    }
}

/* A stray zero byte or a few do not make ASCII wide: ASCII in these sets is half zeros and more, other text has bytes
 * that are no printable ASCII as well. */
static bool is_ascii_with_zeros(const char *s, size_t n)
{
    size_t zeros = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c > 126 || (c < 32 && c != 0 && !strchr("\t\n\f\r", c)))
            return false;
        zeros += c == 0;
    }
    return zeros * 4 < n;
}

/* Text in these sets has zero bytes at least in its blanks and line ends: two in a hundred characters, and
 * none but one in twenty odd. */
static bool by_zeros(const char *s, size_t n, struct charset_guess *ret)
{
    const struct wide *best = NULL;
    size_t best_odd = 0;
    size_t best_ascii = 0;
    size_t best_all = 1;

    if (n < 2 || !memchr(s, '\0', n) || is_ascii_with_zeros(s, n))
        return false;
    for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
        size_t all;
        size_t ascii;
        size_t odd;

        count_wide(&wides[i], s, n, &all, &ascii, &odd);
        if (all == 0 || odd * 20 > all || ascii * 50 < all)
            continue;
        /* Fewest odd ones; among equals the one with more ASCII. */
        if (!best || odd * best_all < best_odd * all ||
            (odd * best_all == best_odd * all && ascii * best_all > best_ascii * all)) {
            best = &wides[i];
            best_odd = odd;
            best_ascii = ascii;
            best_all = all;
        }
    }
    if (!best)
        return false;
    return answer(ret, best->name, CHARSET_DETECTED, best_ascii * 2 > best_all ? 95 : 70, 0);
}

/* --- UTF-8 with faults --- */

/* Whether text that is not valid UTF-8 was meant as such: cut in its last character, or far more whole
 * characters of several bytes than wrong bytes. Then the place of the fault can be told, where another set
 * would give wrong words. */
static bool is_nearly_utf8(const char *s, size_t n)
{
    size_t whole = 0;
    size_t wrong = 0;
    size_t first_bad = n;
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (len > 1) {
            whole++;
        } else if (cp == 0xFFFD) {
            wrong++;
            first_bad = first_bad < i ? first_bad : i;
        }
    }
    if (whole >= 2 * wrong)
        return whole > 0;
    if (n - first_bad >= 4)
        return false;
    /* Nothing to go by but a cut character at the end. Bytes C2, C3 and E2 begin UTF-8's letters and quotes
     * of the West; in other sets they hardly end a text. */
    return memchr("\xC2\xC3\xE2", s[first_bad], 3) &&
           (n - first_bad == 1 || (s[first_bad + 1] & 0xC0) == 0x80);
}

/* --- ICU --- */

/* iconv's name for ICU's. */
static const char *iconv_name(const char *icu)
{
    if (strcmp(icu, "ISO-8859-1") == 0)
        return "windows-1252"; /* the same text where it holds no C1 controls */
    if (strcmp(icu, "ISO-8859-8-I") == 0)
        return "ISO-8859-8";
    if (strcmp(icu, "Shift_JIS") == 0)
        return "CP932"; /* as Windows writes it: with a backslash where the standard has a yen sign */
    if (strncmp(icu, "IBM420", 6) == 0)
        return "IBM420";
    if (strncmp(icu, "IBM424", 6) == 0)
        return "IBM424";
    return icu;
}

/* Copies lines with bytes that are not plain ASCII: ICU weighs all it gets, and the others tell nothing of
 * the set. */
static void take_sample(const char *s, size_t n, struct buf *out)
{
    size_t end;

    for (size_t i = 0; i < n && out->len < ICU_SAMPLE; i = end) {
        const char *newline = memchr(s + i, '\n', n - i);
        bool telling = false;

        end = newline ? (size_t)(newline - s) + 1 : n;
        for (size_t j = i; j < end && !telling; j++)
            telling = (unsigned char)s[j] >= 128 || s[j] == 0x1B;
        if (telling)
            buf_add(out, s + i, end - i < ICU_SAMPLE ? end - i : ICU_SAMPLE);
    }
}

/* ICU's best match that can decode all bytes. */
static bool by_icu(const char *s, size_t n, struct charset_guess *ret)
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    const UCharsetMatch **matches;
    struct buf sample = BUF_INIT;
    bool found = false;
    int32_t count = 0;

    take_sample(s, n, &sample);
    ucsdet_setText(detector, buf_str(&sample), (int32_t)sample.len, &status);
    matches = ucsdet_detectAll(detector, &count, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < count && !found; i++) {
        const char *name = ucsdet_getName(matches[i], &status);
        int32_t confidence = ucsdet_getConfidence(matches[i], &status);

        if (U_FAILURE(status) || strncmp(name, "UTF-", 4) == 0 || !charset_decodes(iconv_name(name), s, n))
            continue;
        found = answer(ret, iconv_name(name), CHARSET_DETECTED, confidence, 0);
    }
    ucsdet_close(detector);
    buf_release(&sample);
    return found;
}

/* ASCII with the escapes that switch to two-byte sets: "ESC $". */
static bool has_iso_2022(const char *s, size_t n)
{
    for (const char *at = s; (at = memchr(at, 0x1B, n - (size_t)(at - s))) != NULL; at++)
        if ((size_t)(at - s) + 1 < n && at[1] == '$')
            return true;
    return false;
}

static bool by_letters(const char *s, size_t n, struct charset_guess *ret)
{
    struct charset_score score;
    struct charset_guess icu;
    bool has_icu;

    charset_score(s, n, &score);
    if (score.name && score.sparse && score.nordic && score.points >= 300)
        return answer(ret, score.name, CHARSET_DETECTED, 50 + score.points / 20, 0);
    has_icu = by_icu(s, n, &icu);
    /* Many high bytes, or letters from elsewhere: ICU knows those languages. */
    if (has_icu &&
        (!score.sparse || !score.name || (icu.confidence >= 30 && !score.nordic) || score.points < 200)) {
        *ret = icu;
        return true;
    }
    if (score.name && score.points > -500)
        return answer(ret, score.name, CHARSET_DETECTED, 30 + score.points / 33, 0);
    if (has_icu)
        *ret = icu;
    return has_icu;
}

void charset_detect(const char *bytes, size_t n, struct charset_guess *ret)
{
    if (by_bom(bytes, n, ret) || by_zeros(bytes, n, ret))
        return;
    if (utf8_valid(bytes, n, NULL)) {
        if (!has_iso_2022(bytes, n) || !by_icu(bytes, n, ret) || strncmp(ret->name, "ISO-2022", 8) != 0)
            answer(ret, "UTF-8", CHARSET_UTF8, 100, 0);
        return;
    }
    if (is_nearly_utf8(bytes, n)) {
        answer(ret, "UTF-8", CHARSET_DETECTED, 80, 0);
        return;
    }
    if (by_letters(bytes, n, ret))
        return;
    /* In ISO-8859-1 every byte is something. */
    answer(ret, charset_decodes("windows-1252", bytes, n) ? "windows-1252" : "ISO-8859-1", CHARSET_DETECTED,
           5, 0);
}

bool charset_is_binary(const char *bytes, size_t n, const struct charset_guess *g)
{
    size_t odd = 0;

    for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
        size_t all;
        size_t ascii;

        if (strcmp(g->name, wides[i].name) != 0)
            continue;
        count_wide(&wides[i], bytes + (g->bom < n ? g->bom : n), n - (g->bom < n ? g->bom : n), &all, &ascii,
                   &odd);
        return odd * 10 > all;
    }
    if (n > 0 && memchr(bytes, '\0', n))
        return true;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        odd += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
    }
    return odd * 20 > n;
}
