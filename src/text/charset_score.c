#include "charset_priv.h"

#include <iconv.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

/* In the order in which they win where two read the bytes as the same text. */
static const char *const names[] = {
    "windows-1252", "ISO-8859-15", "macintosh", "MAC-IS",       "IBM850",     "IBM858",
    "IBM865",       "IBM861",      "IBM437",    "windows-1250", "ISO-8859-2", "windows-1257",
};

enum { SETS = sizeof names / sizeof *names, MOST_HIGH = 20000, DENSE_RUN = 3 };

/* What the bytes 128 to 255 stand for; 0 where a set has nothing. */
static uint16_t table[SETS][128];
static bool known[SETS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill_tables(void)
{
    for (size_t set = 0; set < SETS; set++) {
        iconv_t cd = iconv_open("UTF-16LE", names[set]);

        known[set] = cd != (iconv_t)-1;
        for (int b = 0; known[set] && b < 128; b++) {
            char byte = (char)(b + 128);
            char *in = &byte;
            unsigned char wide[8];
            char *out = (char *)wide;
            size_t in_left = 1;
            size_t out_left = sizeof wide;

            iconv(cd, NULL, NULL, NULL, NULL);
            if (iconv(cd, &in, &in_left, &out, &out_left) != (size_t)-1 && out_left == sizeof wide - 2)
                table[set][b] = (uint16_t)(wide[0] | wide[1] << 8);
        }
        if (known[set])
            iconv_close(cd);
    }
}

/* Æ Ø Å Ä Ö, and Ð Þ of Icelandic and Faroese */
static const uint16_t nordic[] = {0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5, 0xE4, 0xF6,
                                  0xC4, 0xD6, 0xF0, 0xFE, 0xD0, 0xDE, 0};
/* É é Ü ü: at home in the North too, and anywhere else */
static const uint16_t neutral[] = {0xC9, 0xE9, 0xDC, 0xFC, 0};
/* quotes, marks and signs that stand before a word, after one, and by themselves */
static const uint16_t opening[] = {0x201C, 0x201E, 0x201A, 0x2018, 0xAB, 0xBB, 0x201D,
                                   0xBF,   0xA1,   0xA7,   0x20AC, 0xA3, 0};
static const uint16_t closing[] = {0x201D, 0x2019, 0x201C, 0x2018, 0xBB,   0xAB, 0x2026,
                                   0xA9,   0xAE,   0x2122, 0xB0,   0x20AC, 0};
static const uint16_t alone[] = {0x2013, 0x2014, 0x2022, 0x20AC, 0x2026, 0xA3,   0xA7,
                                 0xB0,   0xB1,   0xB7,   0xD7,   0xA0,   0xA9,   0xBD,
                                 0xAB,   0xBB,   0x201C, 0x201D, 0x2018, 0x2019, 0};

static bool is_one_of(uint32_t cp, const uint16_t *list)
{
    while (*list && *list != cp)
        list++;
    return *list != 0;
}

static bool is_letter(uint32_t cp)
{
    return u_isalpha((UChar32)cp);
}

static bool is_lower(uint32_t cp)
{
    return u_islower((UChar32)cp);
}

static bool is_upper(uint32_t cp)
{
    return u_isupper((UChar32)cp);
}

/* The byte as the set reads it. */
static uint32_t read_byte(size_t set, unsigned char byte)
{
    return byte < 128 ? byte : table[set][byte - 128];
}

static int letter_points(uint32_t before, uint32_t cp, uint32_t after)
{
    /* A capital after a small letter, or a small letter between capitals. */
    if ((is_upper(cp) && is_lower(before)) || (is_lower(cp) && is_upper(before) && is_upper(after)))
        return -12;
    if (cp >= 0x250)
        return -6;
    if (is_one_of(cp, nordic))
        return 10;
    if (!is_letter(before) && !is_letter(after))
        return 1;
    if (is_one_of(cp, neutral))
        return 7;
    return cp >= 0xC0 && cp <= 0xFF ? 5 : 4;
}

/* How likely it is to meet `cp` between these two, −20 to 10. */
static int points(uint32_t before, uint32_t cp, uint32_t after)
{
    bool left = is_letter(before);
    bool right = is_letter(after);

    if (cp < 0xA0)
        return -20;
    if (is_letter(cp) && cp != 0xAA && cp != 0xBA)
        return letter_points(before, cp, after);
    if (left && right)
        return cp == 0x2019 ? 3 : cp == 0xA0 || cp == 0x2013 || cp == 0x2014 || cp == 0x2026 ? 0 : -10;
    if (left)
        return is_one_of(cp, closing) ? 3 : is_one_of(cp, alone) ? 1 : -4;
    if (right)
        return is_one_of(cp, opening) ? 3 : is_one_of(cp, alone) ? 1 : -4;
    return is_one_of(cp, alone) ? 3 : 0;
}

/* Hundredths of the mean of the points of the bytes over 127 in one set; *ret_nordic as in struct
 * charset_score. */
static int score_set(size_t set, const unsigned char *s, size_t n, bool *ret_nordic)
{
    long sum = 0;
    size_t high = 0;
    size_t core = 0;
    size_t foreign = 0;

    for (size_t i = 0; i < n && high < MOST_HIGH; i++) {
        uint32_t cp;

        if (s[i] < 128)
            continue;
        high++;
        cp = read_byte(set, s[i]);
        sum += points(i > 0 ? read_byte(set, s[i - 1]) : ' ', cp, i + 1 < n ? read_byte(set, s[i + 1]) : ' ');
        if (is_one_of(cp, nordic))
            core++;
        else if (is_letter(cp) && !is_one_of(cp, neutral))
            foreign++;
    }
    *ret_nordic = core > 0 && core >= foreign;
    /* Among letters from elsewhere, those of the North are letters like any other. */
    if (!*ret_nordic)
        sum -= 5 * (long)core;
    return high > 0 ? (int)(sum * 100 / (long)high) : 0;
}

void charset_score(const char *bytes, size_t n, struct charset_score *ret)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t high = 0;
    size_t dense = 0;
    size_t run = 0;

    pthread_once(&once, fill_tables);
    *ret = (struct charset_score){.points = -10000};
    for (size_t set = 0; set < SETS; set++) {
        bool is_nordic = false;
        int score = known[set] ? score_set(set, s, n, &is_nordic) : -10000;

        if (known[set] && score > ret->points) {
            ret->name = names[set];
            ret->points = score;
            ret->nordic = is_nordic;
        }
    }
    for (size_t i = 0; i < n; i++) {
        run = s[i] >= 128 ? run + 1 : 0;
        high += run > 0;
        dense += run == DENSE_RUN ? DENSE_RUN : run > DENSE_RUN;
    }
    ret->sparse = dense * 5 <= high * 2;
}
