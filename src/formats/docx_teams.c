/* Transcripts as Teams gives them in .docx: "Name   0:04", a line break, what was said. */
#include <string.h>

#include "office_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"

enum { MOST_NAME = 200, MOST_ASIDE = 300 }; /* bytes */

struct head {
    size_t start, end; /* the name, in bytes of the row */
    int64_t ms;
};

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Bytes of the white space that ends s[0 … n), no-break spaces included. */
static size_t blanks_before(const char *s, size_t n)
{
    size_t at = n;
    while (at > 0) {
        if (blank(s[at - 1]))
            at--;
        else if (at >= 2 && memcmp(s + at - 2, "\xc2\xa0", 2) == 0)
            at -= 2;
        else
            break;
    }
    return n - at;
}

/* "0:04", "12:04" or "1:02:04" at the end of s[0 … n): the bytes it takes, 0 when there is none. */
static size_t time_before(const char *s, size_t n, int64_t *ret_ms)
{
    int64_t value[3] = {0, 0, 0};
    size_t parts = 0, at = n;
    while (parts < 3) {
        int64_t scale = 1;
        size_t digits = 0;
        for (; at > 0 && s[at - 1] >= '0' && s[at - 1] <= '9' && digits < 3; digits++, scale *= 10)
            value[parts] += (s[--at] - '0') * scale;
        if (digits == 0 || digits > 3 || (parts < 2 && value[parts] > (parts == 0 ? 59 : 999)))
            return 0;
        if (parts == 0 && digits != 2)
            return 0;
        parts++;
        if (at == 0 || s[at - 1] != ':' || parts == 3)
            break;
        at--;
    }
    *ret_ms = ((value[2] * 60 + value[1]) * 60 + value[0]) * 1000;
    return parts < 2 ? 0 : n - at;
}

static bool head_parse(const char *s, size_t n, struct head *ret)
{
    struct head h = {0, 0, 0};
    n -= blanks_before(s, n);
    size_t time = time_before(s, n, &h.ms), gap;
    if (time == 0)
        return false;
    n -= time;
    gap = blanks_before(s, n);
    if (gap < 2 && !(gap == 1 && s[n - 1] == '\t'))
        return false;
    h.end = n - gap;
    while (h.start < h.end && blank(s[h.start]))
        h.start++;
    *ret = h;
    return h.end > h.start && h.end - h.start <= MOST_NAME && !memchr(s + h.start, '\n', h.end - h.start);
}

struct teams {
    struct paragraphs *p;
    const size_t *firsts;
    size_t n;
    size_t last;  /* paragraph with the last head */
    int speaker;  /* who speaks, -1 before the first head */
    bool waiting; /* the last head stood alone: the speech is in the paragraphs behind it */
    size_t asides;
};

static bool head_of(const struct teams *t, size_t i, struct head *h)
{
    const struct para *row = &t->p->list.v[t->firsts[i]];
    return head_parse(t->p->text.s + row->at, row->n, h);
}

static bool looks_so(struct teams *t)
{
    size_t heads = 0;
    struct head h;
    for (size_t i = 0; i < t->n; i++) {
        if (head_of(t, i, &h)) {
            heads++;
            t->last = i;
        }
    }
    return heads >= 1 && heads * 3 >= t->n && (heads > 1 || t->n <= 3);
}

static void add_row(struct teams *t, size_t i, bool opens, int64_t ms)
{
    struct transcript *tr = t->p->t;
    const struct para *row = &t->p->list.v[i];
    struct tr_turn turn = {
        .bytes = row->n, .opens = opens, .speaker = t->speaker, .start_ms = ms, .end_ms = -1};
    turn.text = arena_strndup(&tr->arena, t->p->text.s + row->at, row->n);
    vec_push(&tr->turns, turn);
}

/* A paragraph without a time, rows from … to: a line of Teams' own, or something that was written in. */
static void add_other(struct teams *t, size_t i, size_t from, size_t to)
{
    const struct para *row = &t->p->list.v[from];
    const char *s = t->p->text.s + row->at;
    size_t n = row->n - blanks_before(s, row->n), lead = 0;
    while (lead < n && blank(s[lead]))
        lead++;
    if (!t->waiting && to == from + 1 && n <= MOST_ASIDE) {
        add_note(t->p->t, _("left out, since it has no time and so is not speech: '%.*s'"), (int)(n - lead),
                 s + lead);
        t->asides++;
        return;
    }
    if (!t->waiting && i > t->last)
        t->speaker = -1;
    for (size_t r = from; r < to; r++)
        add_row(t, r, t->speaker < 0, -1);
}

bool teams_turns(struct paragraphs *p, const size_t *firsts, size_t n)
{
    struct teams t = {.p = p, .firsts = firsts, .n = n, .speaker = -1};
    if (n == 0 || firsts[0] != 0 || !looks_so(&t))
        return false;
    int64_t ms = -1;
    bool opens = true;
    for (size_t i = 0; i < n; i++) {
        struct head h;
        size_t from = firsts[i], to = i + 1 < n ? firsts[i + 1] : p->list.n;
        if (head_of(&t, i, &h)) {
            const char *s = p->text.s + p->list.v[from].at;
            t.speaker = transcript_speaker(p->t, s + h.start, h.end - h.start);
            t.waiting = to == from + 1;
            ms = h.ms;
            opens = true;
            for (size_t r = from + 1; r < to; r++, opens = false)
                add_row(&t, r, opens, opens ? ms : -1);
        } else if (t.waiting && opens) {
            for (size_t r = from; r < to; r++, opens = false)
                add_row(&t, r, opens, opens ? ms : -1);
        } else {
            add_other(&t, i, from, to);
        }
    }
    p->t->timed = true;
    add_note(p->t,
             ngettext("%zu speaker and the times were found in the heads of paragraphs (\"Name   0:04\"), "
                      "which are not part of the text",
                      "%zu speakers and the times were found in the heads of paragraphs (\"Name   0:04\"), "
                      "which are not part of the text",
                      p->t->speakers.n),
             p->t->speakers.n);
    return true;
}
