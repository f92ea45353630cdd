#include "tema/text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "charset_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Names are taken as iconv's, but not its "//IGNORE" and "//TRANSLIT", which would lose text in silence, and
 * not "", which would mean the locale's. */
static iconv_t open_converter(const char *name)
{
    if (name[0] == '\0' || strchr(name, '/'))
        return (iconv_t)-1;
    return iconv_open("UTF-8", name);
}

/* Bytes to step over where nothing can be decoded, so that the next unit is read in step. */
static size_t unit_size(const char *name)
{
    if (strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UCS-2", 5) == 0)
        return 2;
    if (strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UCS-4", 5) == 0)
        return 4;
    return 1;
}

static bool is_utf8(const char *name)
{
    return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

/* Appends decoded text; a project's texts have no U+0000. */
static void add_decoded(struct buf *out, const char *s, size_t n)
{
    while (n > 0) {
        const char *zero = memchr(s, '\0', n);
        size_t len = zero ? (size_t)(zero - s) : n;

        buf_add(out, s, len);
        if (zero)
            buf_add(out, replacement, sizeof replacement - 1);
        len += zero != NULL;
        s += len;
        n -= len;
    }
}

struct conversion {
    const char *name;
    const char *bytes;
    size_t n;
    size_t base;
    bool lossy;
    size_t lost;
    struct buf *out;
};

/* Nothing can be decoded at `at`: the bytes there, `len` of them, are marked, or this is the end. */
static bool undecodable(struct conversion *c, size_t at, size_t len, bool cut, struct err *err)
{
    if (!c->lossy && cut)
        return err_set(err, ERR_INPUT, _("byte %zu: the text ends in the middle of a character (%s)"),
                       c->base + at, c->name);
    if (!c->lossy)
        return err_set(err, ERR_INPUT, _("byte %zu: 0x%02X cannot be read as %s"), c->base + at,
                       (unsigned)(unsigned char)c->bytes[at], c->name);
    c->lost += len;
    buf_add(c->out, replacement, sizeof replacement - 1);
    return true;
}

/* Whether the n bytes, which do not make a character, could begin one if more followed. */
static bool is_cut_utf8(const char *s, size_t n)
{
    static const char *const ends[] = {"\x80", "\x80\x80", "\x80\x80\x80", "\xA0\x80", "\x90\x80\x80"};
    char whole[8];

    for (size_t i = 0; n > 0 && n < 4 && i < sizeof ends / sizeof *ends; i++) {
        size_t more = strlen(ends[i]);

        memcpy(whole, s, n);
        memcpy(whole + n, ends[i], more);
        if (n + more <= 4 && utf8_valid(whole, n + more, NULL))
            return true;
    }
    return false;
}

static bool from_utf8(struct conversion *c, struct err *err)
{
    size_t i = 0;

    buf_reserve(c->out, c->n);
    while (i < c->n) {
        byte_off bad = {c->n - i};

        utf8_valid(c->bytes + i, c->n - i, &bad);
        add_decoded(c->out, c->bytes + i, bad.b);
        i += bad.b;
        if (i == c->n)
            break;
        if (!undecodable(c, i, 1, is_cut_utf8(c->bytes + i, c->n - i), err))
            return false;
        i++;
    }
    return true;
}

static bool from_other(struct conversion *c, iconv_t cd, struct err *err)
{
    char room[8192];
    size_t unit = unit_size(c->name);
    size_t at = 0;
    bool flushed = false;

    while (!flushed) {
        /* iconv does not change what it reads, but its type does not say so. */
        char *in = (char *)(uintptr_t)(c->bytes + at);
        size_t in_left = c->n - at;
        char *to = room;
        size_t to_left = sizeof room;
        bool last = in_left == 0;
        size_t result = last ? iconv(cd, NULL, NULL, &to, &to_left) : iconv(cd, &in, &in_left, &to, &to_left);
        int why = result == (size_t)-1 ? errno : 0;

        add_decoded(c->out, room, sizeof room - to_left);
        at = c->n - in_left;
        flushed = last && why == 0;
        /* No room left: goes on with the next piece; but a converter that neither reads nor writes would go
         * on for ever. */
        if (why == 0 || (why == E2BIG && (to_left < sizeof room || !last)))
            continue;
        if (last)
            break;
        if (!undecodable(c, at, unit < in_left ? unit : in_left, why == EINVAL, err))
            return false;
        at += unit < in_left ? unit : in_left;
    }
    return true;
}

bool charset_to_utf8(const char *name, const char *bytes, size_t n, size_t base, bool lossy, struct buf *out,
                     size_t *ret_lost, struct err *err)
{
    struct conversion c = {name, bytes, n, base, lossy, 0, out};
    size_t before = out->len;
    iconv_t cd;
    bool ok;

    if (is_utf8(name)) {
        ok = from_utf8(&c, err);
    } else {
        cd = open_converter(name);
        if (cd == (iconv_t)-1)
            return err_set(err, ERR_USAGE,
                           _("unknown character set '%s'; 'iconv -l' lists those that are known"), name);
        ok = from_other(&c, cd, err);
        iconv_close(cd);
    }
    buf_reserve(out, 0);
    if (!ok) {
        out->len = before;
        out->s[before] = '\0';
    } else if (ret_lost) {
        *ret_lost = c.lost;
    }
    return ok;
}

bool charset_decodes(const char *name, const char *bytes, size_t n)
{
    iconv_t cd = open_converter(name);
    char *in = (char *)(uintptr_t)bytes;
    bool ok = true;

    if (cd == (iconv_t)-1)
        return false;
    while (n > 0 && ok) {
        char room[8192];
        char *to = room;
        size_t to_left = sizeof room;

        if (iconv(cd, &in, &n, &to, &to_left) != (size_t)-1)
            break;
        ok = errno == E2BIG && to_left < sizeof room;
        if (errno == EINVAL) {
            ok = true;
            break;
        }
    }
    iconv_close(cd);
    return ok;
}

size_t charset_unix_lines(char *s, size_t n)
{
    size_t to = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] != '\r') {
            s[to++] = s[i];
        } else {
            s[to++] = '\n';
            i += i + 1 < n && s[i + 1] == '\n';
        }
    }
    return to;
}
