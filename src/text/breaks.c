#include "tema/text/breaks.h"

#include <unicode/uchar.h>

#include "icu_priv.h"
#include "tema/text/utf8.h"

/* Whether there is a letter or number in the n bytes. ICU's own status tells only what a word ended with. */
static bool is_word(const char *s, size_t n)
{
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (u_isalnum((UChar32)cp))
            return true;
    }
    return false;
}

/* Calls for each word with a letter or number in it: its start goes to `starts`, its end to `ends`; either
 * may be NULL. Returns how many there are. */
static size_t words(const char *s, size_t n, byte_offs *starts, byte_offs *ends)
{
    UBreakIterator *it = icu_breaks(UBRK_WORD, s, n);
    size_t count = 0;
    int32_t start = 0;

    if (!it)
        return 0;
    for (int32_t end = ubrk_next(it); end != UBRK_DONE; start = end, end = ubrk_next(it)) {
        if (!is_word(s + start, (size_t)(end - start)))
            continue;
        count++;
        if (starts)
            vec_push(starts, (byte_off){(size_t)start});
        if (ends)
            vec_push(ends, (byte_off){(size_t)end});
    }
    return count;
}

void word_starts(const char *s, size_t n, byte_offs *out)
{
    words(s, n, out, NULL);
}

void word_ends(const char *s, size_t n, byte_offs *out)
{
    words(s, n, NULL, out);
}

/* ---- counting ---- */

/* What UAX #29 tells apart among the characters of which most texts in Latin letters are made. */
enum word_class {
    OTHER,   /* no part of a word */
    BLANK,   /* a word ends before it, and nothing after it but marks belongs to it */
    LETTER,  /* ALetter */
    DIGIT,   /* Numeric */
    JOINER,  /* ExtendNumLet: the low line */
    MID_ANY, /* MidNumLet and Single_Quote: inside of a word between two letters or two digits */
    MID_NUM, /* MidNum: between two digits */
    RARE,    /* left to ICU: all else, and the colon and @, about which ICU's versions differ */
};

static enum word_class ascii_class(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return LETTER;
    if (c >= '0' && c <= '9')
        return DIGIT;
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return BLANK;
    if (c == '.' || c == '\'')
        return MID_ANY;
    if (c == ',' || c == ';')
        return MID_NUM;
    if (c == '_')
        return JOINER;
    return c < ' ' || c == ':' || c == '@' || c == 0x7F ? RARE : OTHER;
}

/* The class of the character at s, of n > 0 bytes; *ret_len its bytes. */
static enum word_class word_class(const char *s, size_t n, size_t *ret_len)
{
    const unsigned char *b = (const unsigned char *)s;

    *ret_len = 1;
    if (b[0] < 0x80)
        return ascii_class(b[0]);
    if (n >= 2 && b[0] >= 0xC2 && b[0] <= 0xC8 && (b[1] & 0xC0) == 0x80) { /* U+0080 to U+023F */
        *ret_len = 2;
        if (b[0] == 0xC2) /* no-break space, guillemets */
            return b[1] == 0xA0 || b[1] == 0xAB || b[1] == 0xBB ? OTHER : RARE;
        return b[0] == 0xC3 && (b[1] == 0x97 || b[1] == 0xB7) ? OTHER : LETTER; /* the signs × and ÷ */
    }
    if (n >= 3 && b[0] == 0xE2 && b[1] == 0x80) {
        *ret_len = 3;
        if (b[2] == 0x98 || b[2] == 0x99) /* single quotation marks */
            return MID_ANY;
        if (b[2] == 0x93 || b[2] == 0x94 || b[2] == 0x9C || b[2] == 0x9D || b[2] == 0xA6) /* – — “ ” … */
            return OTHER;
    }
    return RARE;
}

/* Counts the words of the stretch without blanks that starts at `at`, by the rules WB5 to WB13b; false when there is
 * something rare in it. *ret_end: where it ends. */
static bool count_stretch(const char *s, size_t n, size_t at, size_t *ret_end, size_t *count)
{
    enum word_class before = OTHER, last = OTHER, class;
    bool counted = false, rare = false;
    size_t len, many = 0;

    for (; at < n && (class = word_class(s + at, n - at, &len)) != BLANK; at += len) {
        bool joined = last == LETTER || last == DIGIT || last == JOINER;

        if (class == LETTER)
            joined = joined || (last == MID_ANY && before == LETTER);
        if (class == DIGIT)
            joined = joined || ((last == MID_ANY || last == MID_NUM) && before == DIGIT);
        if (class == LETTER || class == DIGIT) {
            many += !joined || !counted;
            counted = true;
        } else if (class == JOINER && !joined) {
            counted = false;
        }
        rare = rare || class == RARE;
        before = last;
        last = class;
    }
    *ret_end = at;
    *count += rare ? 0 : many;
    return !rare;
}

/* As many as `words` finds, many times faster: no rule reaches over a blank, so only stretches between blanks in
 * which something rare stands are left to ICU, together with the blank before them, which a mark may belong to. */
size_t word_count(const char *s, size_t n)
{
    size_t count = 0, end, rare = SIZE_MAX, len;

    n = n < INT32_MAX ? n : INT32_MAX;
    for (size_t at = 0; at < n; at = end) {
        if (word_class(s + at, n - at, &len) == BLANK) {
            end = at + 1;
            continue;
        }
        if (!count_stretch(s, n, at, &end, &count)) {
            rare = rare == SIZE_MAX ? at - (at > 0) : rare;
        } else if (rare != SIZE_MAX) {
            count += words(s + rare, at - rare, NULL, NULL);
            rare = SIZE_MAX;
        }
    }
    return count + (rare == SIZE_MAX ? 0 : words(s + rare, n - rare, NULL, NULL));
}

void line_breaks(const char *s, size_t n, byte_offs *out)
{
    UBreakIterator *it = icu_breaks(UBRK_LINE, s, n);
    size_t last = 0;

    if (it)
        for (int32_t end = ubrk_next(it); end != UBRK_DONE; end = ubrk_next(it)) {
            last = (size_t)end;
            vec_push(out, (byte_off){last});
        }
    if (last < n)
        vec_push(out, (byte_off){n});
}
