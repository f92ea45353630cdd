/* Transcripts in plain text with times in them. A stamp stands at a line's beginning ("[00:01:23] Kari: …", "00:01:23 Kari: …"), behind the name
 * ("Kari (00:01:23): …"; Otter's "Kari  0:03" has a line of its own), or, as f4 writes, behind the paragraph it closes ("… #00:01:23-4#"). */
#include <string.h>

#include "tema/base/i18n.h"
#include "timed_priv.h"

/* H:MM:SS or M:SS with a fraction behind "." "," or, f4's tenths, "-"; how many bytes it takes, 0 when there is none. */
static size_t clock_at(const char *s, size_t n, int64_t *ret_ms)
{
    int64_t part[3], ms = 0;
    size_t at = 0, parts = 0, scale = 100;
    for (;;) {
        size_t from = at;
        int64_t v = 0;
        while (at < n && at - from < 3 && s[at] >= '0' && s[at] <= '9')
            v = v * 10 + (s[at++] - '0');
        if (at == from || (parts > 0 && (at - from != 2 || v > 59)))
            return 0;
        part[parts++] = v;
        if (parts == 3 || at >= n || s[at] != ':')
            break;
        at++;
    }
    if (parts < 2 || (at < n && s[at] >= '0' && s[at] <= '9'))
        return 0;
    if (at + 1 < n && (s[at] == '.' || s[at] == ',' || s[at] == '-') && s[at + 1] >= '0' &&
        s[at + 1] <= '9') {
        for (at++; at < n && s[at] >= '0' && s[at] <= '9' && scale > 0; at++, scale /= 10)
            ms += (s[at] - '0') * (int64_t)scale;
    }
    *ret_ms = ms + 1000 * (parts == 3 ? part[0] * 3600 + part[1] * 60 + part[2] : part[0] * 60 + part[1]);
    return at;
}

/* A stamp in its brackets, or between "#"; bare ones only where `bare`. */
static size_t stamp_at(const char *s, size_t n, bool bare, int64_t *ret_ms)
{
    static const char open[] = "[(#<", close[] = "])#>";
    const char *o = n > 0 && s[0] ? strchr(open, s[0]) : NULL;
    size_t len = clock_at(o ? s + 1 : s, o ? n - 1 : n, ret_ms);
    if (len == 0 || (!o && !bare))
        return 0;
    if (!o)
        return len;
    return len + 1 < n && s[len + 1] == close[o - open] ? len + 2 : 0;
}

enum where { NOWHERE, AT_FRONT, BEHIND_NAME, OWN_LINE, AT_END };
struct found {
    enum where where;
    size_t at, n; /* the stamp in the line */
    int64_t ms;
};

static size_t trimmed(const char *s, size_t n)
{
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return n;
}

/* "Name (00:01:23): text"; "Name  0:03" with nothing more. */
static bool behind_name(const char *s, size_t n, struct found *f)
{
    enum { MOST_NAME = 60 };
    for (size_t i = 1; i < n && i < MOST_NAME && s[i] != ':'; i++) {
        if (s[i - 1] != ' ' && s[i - 1] != '\t')
            continue;
        f->n = stamp_at(s + i, n - i, true, &f->ms);
        f->at = i;
        if (f->n > 0 && i + f->n == n && i >= 3 && (s[i - 1] == '\t' || s[i - 2] == ' ')) {
            f->where = OWN_LINE;
            return true;
        }
        if (f->n > 0 && i + f->n < n && s[i + f->n] == ':') {
            f->where = BEHIND_NAME;
            return true;
        }
    }
    return false;
}

static bool at_end(const char *s, size_t n, struct found *f)
{
    for (size_t i = n > 24 ? n - 24 : 0; i < n; i++) {
        f->n = stamp_at(s + i, n - i, false, &f->ms);
        f->at = i;
        f->where = AT_END;
        if (f->n > 0 && i + f->n == n)
            return true;
    }
    return false;
}

static struct found find_stamp(const char *s, size_t n)
{
    struct found f = {.ms = -1}, end = {.ms = -1};
    n = trimmed(s, n);
    f.n = stamp_at(s, n, true, &f.ms);
    if (f.n > 0 && (f.n == n || s[f.n] == ' ' || s[f.n] == '\t' || s[f.n] == ':')) {
        f.where = AT_FRONT;
        bool both = f.n < n && stamp_at(s, n, false, &end.ms) > 0 && at_end(s, n, &end);
        return both ? end : f;
    }
    if (behind_name(s, n, &f) || at_end(s, n, &f))
        return f;
    return (struct found){.ms = -1};
}

/* A quarter of the lines that have something on them, and three at least. */
static int sniff_stamps(const char *s, size_t n)
{
    enum { LOOK = 1 << 16 };
    size_t lines = 0, stamps = 0;
    n = n < LOOK ? n : LOOK;
    for (size_t at = 0; at < n;) {
        size_t e = line_end(s, n, at);
        if (trimmed(s + at, e - at) > 0) {
            lines++;
            stamps += find_stamp(s + at, e - at).where != NOWHERE;
        }
        at = e + 1;
    }
    return stamps >= 3 && stamps * 4 >= lines ? 60 : 0;
}

struct reader {
    struct cues cues;
    struct buf said;      /* since the last stamp */
    int64_t since, until; /* of it */
    int speaker;          /* of Otter's lines; -1 */
    size_t stamps;
};

static void flush(struct reader *r)
{
    size_t before = r->cues.said.n;
    if (r->said.len > 0)
        cues_add(&r->cues, r->said.s, r->said.len, "", 0, r->since, r->until, false);
    for (size_t i = before; r->speaker >= 0 && i < r->cues.said.n; i++)
        r->cues.said.v[i].speaker = r->speaker;
    buf_clear(&r->said);
}

static void add_words(struct reader *r, const char *s, size_t n)
{
    if (trimmed(s, n) == 0)
        return;
    if (r->said.len > 0) { /* each line by itself: it may begin with a name */
        int64_t until = r->until;
        r->until = -1;
        flush(r);
        r->since = -1;
        r->until = until;
    }
    buf_add(&r->said, s, n);
}

/* A line that ends with a stamp may begin with one too, as f4 writes pauses: "#00:01:02-0# Ja. #00:01:09-5#". */
static void add_front(struct reader *r, const char *s, size_t n)
{
    int64_t ms;
    size_t len = stamp_at(s, n, false, &ms);
    if (len > 0) {
        r->stamps++;
        r->since = ms;
        len += strspn(s + len, " \t:") < n - len ? strspn(s + len, " \t:") : n - len;
    }
    add_words(r, s + len, n - len);
}

static void add_line(struct reader *r, const char *s, size_t n)
{
    struct found f = find_stamp(s, n);
    size_t behind = f.at + f.n;
    r->stamps += f.where != NOWHERE;
    switch (f.where) {
    case NOWHERE: add_words(r, s, n); return;
    case AT_END: /* closes what has been said */
        add_front(r, s, f.at);
        r->until = f.ms >= r->since ? f.ms : -1;
        flush(r);
        r->since = f.ms;
        r->until = -1;
        return;
    case AT_FRONT:
    case BEHIND_NAME:
    case OWN_LINE: break;
    }
    r->until = f.ms >= r->since ? f.ms : -1;
    flush(r);
    r->since = f.ms;
    r->until = -1;
    if (f.where == OWN_LINE) {
        r->speaker = transcript_speaker(r->cues.t, s, trimmed(s, f.at));
        r->cues.voiced = true;
        return;
    }
    if (f.where == BEHIND_NAME)
        buf_add(&r->said, s, trimmed(s, f.at));
    if (f.where == AT_FRONT && behind < n && s[behind] == ':')
        behind++;
    while (behind < n && (s[behind] == ' ' || s[behind] == '\t'))
        behind++;
    buf_add(&r->said, s + behind, n - behind);
}

static bool read_stamps(const char *s, size_t n, struct transcript *out, struct err *err)
{
    struct reader r = {.said = BUF_INIT, .since = 0, .until = -1, .speaker = -1};
    (void)err;
    cues_init(&r.cues, out);
    for (size_t at = 0; at < n;) {
        size_t e = line_end(s, n, at);
        add_line(&r, s + at, e - at);
        at = e + 1;
    }
    flush(&r);
    cues_finish(&r.cues);
    cues_release(&r.cues);
    buf_release(&r.said);
    if (r.stamps > 0)
        add_note(out,
                 ngettext("%zu time was taken out of the text and kept as time",
                          "%zu times were taken out of the text and kept as times", r.stamps),
                 r.stamps);
    return true;
}

const struct format format_stamps = {.name = "stamps",
                                     .label = N_("text with times in it (Otter, f4, MAXQDA)"),
                                     .extensions = "txt",
                                     .sniff = sniff_stamps,
                                     .read = read_stamps};
