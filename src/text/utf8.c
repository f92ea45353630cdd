#include "tema/text/utf8.h"

#include <string.h>

enum { COUNT_PIECE = 64 };

static bool is_tail(unsigned char b)
{
    return (b & 0xC0) == 0x80;
}

/* Bytes of the well-formed sequence at s (table 3-7 of the Unicode standard), 0 when there is none. */
static size_t sequence(const unsigned char *s, size_t n)
{
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t len;

    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (len > n)
        return 0;
    if (s[0] == 0xE0)
        low = 0xA0; /* lower ones are overlong */
    else if (s[0] == 0xED)
        high = 0x9F; /* higher ones are surrogates */
    else if (s[0] == 0xF0)
        low = 0x90;
    else if (s[0] == 0xF4)
        high = 0x8F;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if (!is_tail(s[i]))
            return 0;
    return len;
}

/* Length of the run of ASCII at the start, in steps of eight bytes. */
static size_t ascii_run(const char *s, size_t n)
{
    size_t i = 0;

    for (uint64_t word; n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return i;
}

bool utf8_valid(const char *s, size_t n, byte_off *ret_bad)
{
    size_t i = 0;

    while (i < n) {
        size_t len;

        i += ascii_run(s + i, n - i);
        if (i == n)
            break;
        len = sequence((const unsigned char *)s + i, n - i);
        if (len == 0) {
            if (ret_bad)
                ret_bad->b = i;
            return false;
        }
        i += len;
    }
    return true;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *ret_cp)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t len;

    *ret_cp = 0xFFFD;
    if (n == 0)
        return 0;
    len = sequence(u, n);
    switch (len) {
    case 1: *ret_cp = u[0]; break;
    case 2: *ret_cp = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F); break;
    case 3: *ret_cp = (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F); break;
    case 4:
        *ret_cp = (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
                  (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
        break;
    }
    return len > 0 ? len : 1;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* The three below count bytes that begin a code point: in valid text that is exact, and compilers make it
 * fast. */

size_t utf8_count(const char *s, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += (s[i] & 0xC0) != 0x80;
    return count;
}

byte_off utf8_byte(const char *s, size_t n, cp_off at)
{
    size_t left = at.cp;
    size_t i = 0;

    if (left == 0)
        return (byte_off){0};
    /* Pieces that lie before the place are counted whole. */
    for (; n - i > COUNT_PIECE; i += COUNT_PIECE) {
        size_t here = utf8_count(s + i, COUNT_PIECE);

        if (here > left)
            break;
        left -= here;
    }
    for (; i < n; i++) {
        if (is_tail((unsigned char)s[i]))
            continue;
        if (left == 0)
            break;
        left--;
    }
    return (byte_off){i};
}

cp_off utf8_cp(const char *s, size_t n, byte_off at)
{
    return (cp_off){utf8_count(s, at.b < n ? at.b : n)};
}
