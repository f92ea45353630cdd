#include <string.h>

#include "tema/text/charset.h"

enum { BEFORE = 20, BEHIND = 24 }; /* bytes around the telling one */

static bool has(const struct charset_reading *v, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(v[i].words, words) == 0)
            return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Words around byte `at` of one line. */
static void around(const char *s, size_t n, size_t at, size_t *ret_from, size_t *ret_n)
{
    size_t from = at, to = at, word = at;
    while (from > 0 && at - from < BEFORE && s[from - 1] != '\n' && s[from - 1] != '\r') {
        from--;
        word = is_blank(s[from]) ? from + 1 : word;
    }
    from = from == 0 || is_blank(s[from - 1]) ? from : word;
    while (to < n && to - at < BEHIND && s[to] != '\n' && s[to] != '\r')
        to++;
    for (size_t end = to; to < n && end > at && !is_blank(s[to]); end--) {
        if (is_blank(s[end - 1])) {
            to = end - 1;
            break;
        }
    }
    *ret_from = from;
    *ret_n = to - from;
}

static bool reads(const char *name, const char *s, size_t n, struct arena *a, char **ret)
{
    struct buf b = BUF_INIT;
    bool ok = charset_to_utf8(name, s, n, 0, false, &b, NULL, NULL);
    for (size_t i = 0; ok && i < b.len; i++) {
        unsigned char c = (unsigned char)b.s[i];
        if (c < 0x20 || c == 0x7f)
            b.s[i] = ' ';
        else if (c == 0xc2 && i + 1 < b.len && (unsigned char)b.s[i + 1] < 0xa0)
            ok = false; /* a control character of the set: nobody writes those */
    }
    if (ok)
        *ret = arena_strndup(a, buf_str(&b), b.len);
    buf_release(&b);
    return ok;
}

size_t charset_readings(const char *bytes, size_t n, const struct charset_guess *g, struct arena *a,
                        struct charset_reading **ret)
{
    static const char *const likely[] = {"windows-1252", "macintosh", "IBM850", "windows-1250"};
    enum { LIKELY = sizeof likely / sizeof *likely };
    struct charset_reading *v = arena_array(a, LIKELY + 1, sizeof *v);
    size_t at = 0, count = 0, from, len;

    *ret = v;
    if (g->how != CHARSET_DETECTED || strncmp(g->name, "UTF-", 4) == 0)
        return 0;
    while (at < n && (unsigned char)bytes[at] < 0x80)
        at++;
    if (at == n)
        return 0;
    around(bytes, n, at, &from, &len);
    for (size_t i = 0; i <= LIKELY; i++) {
        const char *name = i == 0 ? arena_strdup(a, g->name) : likely[i - 1];
        char *words;
        if (reads(name, bytes + from, len, a, &words) && !has(v, count, words))
            v[count++] = (struct charset_reading){name, words};
    }
    return count > 1 ? count : 0;
}
