#include "tema/text/fold.h"

#include <limits.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

/* Longest run handed to ICU at once, in bytes: its lengths are 32 bits wide and a folding grows up to three
 * times. */
enum { ICU_PIECE = 64 * 1024 * 1024 };

/* Code points that fold to one code point and that NFC leaves alone whatever stands beside them: all below
 * U+0300 but four that fold to several. */
static bool is_plain(uint32_t cp)
{
    return cp < 0x300 && cp != 0xDF && cp != 0x130 && cp != 0x149 && cp != 0x1F0;
}

static size_t fold_plain(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 'a' - 'A' : cp);
        return 1;
    }
    return utf8_encode((uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT), out);
}

/* The same by ICU, through UTF-16, for text of any kind. */
static void fold_icu(struct buf *out, const char *s, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t room = (int32_t)n * 3 + 16;
    UChar *wide = mem_array(NULL, (size_t)room, sizeof *wide);
    UChar *folded = mem_array(NULL, (size_t)room, sizeof *folded);
    int32_t len = 0;

    u_strFromUTF8WithSub(wide, room, &len, s, (int32_t)n, 0xFFFD, NULL, &status);
    len = u_strFoldCase(folded, room, wide, len, U_FOLD_CASE_DEFAULT, &status);
    len = unorm2_normalize(nfc, folded, len, wide, room, &status);
    if (U_SUCCESS(status)) {
        int32_t bytes = 0;

        buf_reserve(out, (size_t)len * 3);
        u_strToUTF8(out->s + out->len, len * 3, &bytes, wide, len, &status);
        if (U_SUCCESS(status))
            out->len += (size_t)bytes;
        out->s[out->len] = '\0';
    } else {
        buf_add(out, s, n);
    }
    mem_free(wide);
    mem_free(folded);
}

/* Length of the longest start of the text that is plain, less its last code point when something follows that
 * may combine with it. */
static size_t plain_run(const char *s, size_t n)
{
    size_t i = 0;
    size_t last = 0;
    uint32_t cp;

    for (size_t len; i < n; i += len) {
        len = utf8_decode(s + i, n - i, &cp);
        if (!is_plain(cp))
            return last;
        last = i;
    }
    return n;
}

void fold_add(struct buf *out, const char *s, size_t n)
{
    size_t plain = plain_run(s, n);
    size_t len;

    buf_reserve(out, n);
    for (size_t i = 0; i < plain; i += len) {
        char one[4];
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        buf_add(out, one, fold_plain(cp, one));
    }
    for (size_t i = plain; i < n;) {
        size_t end = n - i > ICU_PIECE ? i + ICU_PIECE : n;

        if (end < n)
            end = grapheme_prev(s, n, (byte_off){end}).b;
        if (end <= i)
            end = n - i > ICU_PIECE ? i + ICU_PIECE : n;
        fold_icu(out, s + i, end - i);
        i = end;
    }
}

bool fold_contains(const char *hay, const char *needle)
{
    struct buf h = BUF_INIT;
    struct buf w = BUF_INIT;
    bool found;

    fold_add(&h, hay, strlen(hay));
    fold_add(&w, needle, strlen(needle));
    found = strstr(buf_str(&h), buf_str(&w)) != NULL;
    buf_release(&h);
    buf_release(&w);
    return found;
}

/* --- finding --- */

/* Whether the clusters from `at` fold to exactly the needle's bytes; then *ret_end is where they end.
 * `scratch` is reused from call to call. */
static bool matches(const char *s, size_t n, size_t at, const struct buf *needle, struct buf *scratch,
                    size_t *ret_end)
{
    size_t done = 0;

    while (done < needle->len) {
        const char *folded;
        char one[4];
        size_t end;
        size_t len;
        uint32_t cp;

        if (at >= n)
            return false;
        end = grapheme_next(s, n, (byte_off){at}).b;
        if (utf8_decode(s + at, end - at, &cp) == end - at && is_plain(cp)) {
            len = fold_plain(cp, one);
            folded = one;
        } else {
            buf_clear(scratch);
            fold_add(scratch, s + at, end - at);
            folded = scratch->s;
            len = scratch->len;
        }
        if (len > needle->len - done || memcmp(needle->s + done, folded, len) != 0)
            return false;
        done += len;
        at = end;
    }
    *ret_end = at;
    return true;
}

bool fold_find(const char *s, size_t n, const char *needle, byte_off from, byte_off *ret_start,
               byte_off *ret_end)
{
    struct buf w = BUF_INIT;
    struct buf scratch = BUF_INIT;
    bool found = false;
    size_t end = 0;
    size_t at;

    fold_add(&w, needle, strlen(needle));
    at = from.b > 0 && from.b < n ? grapheme_prev(s, n, from).b : from.b;
    while (at < from.b && at < n)
        at = grapheme_next(s, n, (byte_off){at}).b;
    while (w.len > 0 && at < n) {
        found = matches(s, n, at, &w, &scratch, &end);
        if (found)
            break;
        at = grapheme_next(s, n, (byte_off){at}).b;
    }
    if (found) {
        ret_start->b = at;
        ret_end->b = end;
    }
    buf_release(&w);
    buf_release(&scratch);
    return found;
}

bool fold_find_last(const char *s, size_t n, const char *needle, byte_off before, byte_off *ret_start,
                    byte_off *ret_end)
{
    struct buf w = BUF_INIT;
    struct buf scratch = BUF_INIT;
    bool found = false;
    size_t at = before.b < n ? before.b : n;
    size_t end = 0;

    fold_add(&w, needle, strlen(needle));
    while (w.len > 0 && at > 0 && !found) {
        at = grapheme_prev(s, n, (byte_off){at}).b;
        found = matches(s, n, at, &w, &scratch, &end);
    }
    if (found) {
        ret_start->b = at;
        ret_end->b = end;
    }
    buf_release(&w);
    buf_release(&scratch);
    return found;
}

/* --- distance --- */

typedef VEC(uint32_t) code_points;

static void folded_code_points(const char *s, code_points *out)
{
    struct buf b = BUF_INIT;
    size_t len;

    fold_add(&b, s, strlen(s));
    for (size_t i = 0; i < b.len; i += len) {
        uint32_t cp;

        len = utf8_decode(b.s + i, b.len - i, &cp);
        vec_push(out, cp);
    }
    buf_release(&b);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Damerau's distance (1964) in three rows of the usual table. Only cells within `most` of the diagonal can
 * count; the others hold most + 1. */
static int distance(const code_points *a, const code_points *b, int most)
{
    size_t band = (size_t)most;
    size_t width = b->n + 1;
    int *rows = mem_array(NULL, width, 3 * sizeof *rows);
    int *two = rows;
    int *one = rows + width;
    int *now = rows + 2 * width;
    int result;

    for (size_t j = 0; j < width; j++) {
        two[j] = now[j] = most + 1;
        one[j] = j <= band ? (int)j : most + 1;
    }
    for (size_t i = 1; i <= a->n; i++) {
        size_t first = i > band ? i - band : 1;
        size_t last = i + band < b->n ? i + band : b->n;
        int *spare;

        for (size_t j = 0; j < width; j++)
            now[j] = most + 1;
        if (i <= band)
            now[0] = (int)i;
        for (size_t j = first; j <= last; j++) {
            int d = least(one[j] + 1, now[j - 1] + 1);

            d = least(d, one[j - 1] + (a->v[i - 1] != b->v[j - 1]));
            if (i > 1 && j > 1 && a->v[i - 1] == b->v[j - 2] && a->v[i - 2] == b->v[j - 1])
                d = least(d, two[j - 2] + 1);
            now[j] = least(d, most + 1);
        }
        spare = two;
        two = one;
        one = now;
        now = spare;
    }
    result = one[b->n];
    mem_free(rows);
    return result;
}

int fold_distance(const char *a, const char *b, int most)
{
    code_points x = VEC_INIT;
    code_points y = VEC_INIT;
    size_t apart;
    int d;

    most = most < 0 ? 0 : most < INT_MAX / 4 ? most : INT_MAX / 4;
    folded_code_points(a, &x);
    folded_code_points(b, &y);
    apart = x.n > y.n ? x.n - y.n : y.n - x.n;
    d = apart > (size_t)most ? most + 1 : distance(&x, &y, most);
    vec_release(&x);
    vec_release(&y);
    return d;
}
