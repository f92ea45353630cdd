#include <string.h>

#include "pages_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum {
    PAUSE_MS = 2000,       /* a silence after which an unnamed voice begins a new paragraph */
    PARAGRAPH = 400,       /* characters after which it does at the next good end … */
    PARAGRAPH_MOST = 1200, /* … and at any end */
};

void cues_init(struct cues *c, struct transcript *t)
{
    memset(c, 0, sizeof *c);
    c->t = t;
}

void cues_release(struct cues *c)
{
    buf_release(&c->text);
    vec_release(&c->said);
}

/* ---- times ---- */

/* A number with at most one minus before it; stops growing where it cannot be a time any more. */
static bool time_number(const char *s, size_t n, size_t *at, int64_t *ret, bool *negative, size_t *ret_digits)
{
    int64_t v = 0;
    size_t from = *at;
    if (*at < n && s[*at] == '-') {
        *negative = true;
        from = ++*at;
    }
    for (; *at < n && s[*at] >= '0' && s[*at] <= '9'; ++*at)
        v = v < 100000000 ? v * 10 + (s[*at] - '0') : v;
    *ret = v;
    *ret_digits = *at - from;
    return *at > from;
}

/* One time; false for what is none. */
static bool read_time(const char *s, size_t n, int64_t *ret_ms, bool *ret_negative)
{
    int64_t part[3] = {0, 0, 0}, ms = 0;
    size_t at = 0, parts = 0, digits;
    bool negative = false, unpadded = false;
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\f'))
        n--;
    while (at < n && (s[at] == ' ' || s[at] == '\t' || s[at] == '\f'))
        at++;
    for (;;) {
        if (parts == 3 || !time_number(s, n, &at, &part[parts++], &negative, &digits))
            return false;
        unpadded = unpadded || digits == 1;
        if (at >= n || s[at] != ':')
            break;
        at++;
    }
    if (at < n && (s[at] == '.' || s[at] == ',')) {
        at++;
        if (!time_number(s, n, &at, &ms, &negative, &digits))
            return false;
        size_t from = at - digits;
        bool counts = unpadded && digits < 3; /* Teams' "0:0:10.20" is 10 s and 20 ms */
        for (size_t i = 0, v = 0; i < 3 && !counts; i++)
            ms = (int64_t)(v = v * 10 + (i < digits ? (size_t)(s[from + i] - '0') : 0));
    }
    if (at != n || parts < 2)
        return false;
    if (parts == 2) {
        part[2] = part[1];
        part[1] = part[0];
        part[0] = 0;
    }
    if (part[1] > 59 || part[2] > 59 || part[0] >= 100000000)
        return false;
    *ret_ms = negative ? 0 : ((part[0] * 60 + part[1]) * 60 + part[2]) * 1000 + ms;
    *ret_negative = *ret_negative || negative;
    return true;
}

void cue_times(struct cues *c, const char *from, size_t from_n, const char *to, size_t to_n, size_t line,
               int64_t *ret_start, int64_t *ret_end)
{
    bool negative = false;
    bool possible = read_time(from, from_n, ret_start, &negative) && read_time(to, to_n, ret_end, &negative);
    if (!possible)
        *ret_start = *ret_end = -1;
    if (c && !possible && c->bad_times++ == 0)
        c->first_bad = line;
    if (c && possible && negative && c->negative_times++ == 0)
        c->first_negative = line;
}

/* ---- the words of a cue ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Appends the characters with references read and every run of blanks, also of those that references stand
 * for, as one space, none at `from`. */
static void add_words(struct buf *out, size_t from, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t before = out->len, used = s[i] == '&' ? html_reference(s + i, n - i, out) : 0;
        if (used == 0)
            buf_addch(out, s[i]);
        if (out->len == before + 1 && is_blank(out->s[before])) {
            out->len = before;
            if (before > from && out->s[before - 1] != ' ')
                buf_addch(out, ' ');
        }
        i += used > 0 ? used : 1;
    }
}

struct tag {
    size_t len; /* with its brackets; 0: no tag, the bracket is a character */
    bool voice, closes;
    size_t name, name_n; /* the annotation of a voice */
};

static bool is_known_tag(const char *s, size_t n)
{
    static const char *const known[] = {"i", "b", "u", "s", "c", "v", "font", "ruby", "rt", "lang", "span"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i]) == n && memcmp(known[i], s, n) == 0)
            return true;
    }
    return false;
}

static struct tag read_tag(const char *s, size_t n, bool any_tag)
{
    struct tag t = {0};
    size_t i = 1, end = 1;
    while (end < n && s[end] != '>' && s[end] != '<')
        end++;
    if (end >= n || s[end] != '>')
        return t;
    t.closes = s[i] == '/';
    i += t.closes;
    size_t word = i;
    while (i < end && !is_blank(s[i]) && s[i] != '.' && s[i] != '=')
        i++;
    char first = word < end ? s[word] : '>';
    bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    bool stamp = first >= '0' && first <= '9' && memchr(s + word, ':', end - word);
    if (any_tag ? !letter && !stamp && first != '>' && first != '.' : !is_known_tag(s + word, i - word))
        return t;
    t.len = end + 1;
    t.voice = i - word == 1 && first == 'v';
    while (i < end && !is_blank(s[i])) /* classes */
        i++;
    t.name = i;
    t.name_n = end - i;
    return t;
}

/* Ends what one voice says, which began at `at` in the text. */
static void end_said(struct cues *c, size_t at, int speaker, const struct said *like)
{
    while (c->text.len > at && c->text.s[c->text.len - 1] == ' ')
        c->text.len--;
    if (c->text.len == at)
        return;
    struct said s = *like;
    s.at = at;
    s.n = c->text.len - at;
    s.speaker = speaker;
    vec_push(&c->said, s);
}

static int voice(struct cues *c, const char *s, size_t n)
{
    struct buf name = BUF_INIT;
    add_words(&name, 0, s, n);
    while (name.len > 0 && name.s[name.len - 1] == ' ')
        name.len--;
    int who = name.len > 0 ? transcript_speaker(c->t, name.s, name.len) : -1;
    buf_release(&name);
    return who;
}

/* "guid/119-0": the part up to the last hyphen is common to the parts of one turn. */
static size_t group_of(const char *id, size_t n)
{
    size_t end = n;
    while (end > 0 && id[end - 1] >= '0' && id[end - 1] <= '9')
        end--;
    return end < n && end > 1 && id[end - 1] == '-' && memchr(id, '/', end) ? end - 1 : 0;
}

void cues_add(struct cues *c, const char *s, size_t n, const char *id, size_t id_n, int64_t start_ms,
              int64_t end_ms, bool any_tag)
{
    struct said like = {
        .start_ms = start_ms, .end_ms = end_ms, .id = c->text.len, .id_n = group_of(id, id_n)};
    int speaker = -1;
    buf_add(&c->text, id, like.id_n);
    size_t at = c->text.len;
    for (size_t i = 0; i < n;) {
        struct tag t = s[i] == '<' ? read_tag(s + i, n - i, any_tag) : (struct tag){0};
        const char *brace =
            s[i] == '{' && i + 1 < n && s[i + 1] == '\\' ? memchr(s + i, '}', n - i < 40 ? n - i : 40) : NULL;
        if (brace) {
            i = (size_t)(brace - s) + 1;
            continue;
        }
        if (t.len == 0) {
            size_t end = i + 1;
            while (end < n && s[end] != '<' && s[end] != '{')
                end++;
            add_words(&c->text, at, s + i, end - i);
            i = end;
            continue;
        }
        if (t.voice) {
            end_said(c, at, speaker, &like);
            at = c->text.len;
            speaker = t.closes ? -1 : voice(c, s + i + t.name, t.name_n);
            c->voiced = c->voiced || speaker >= 0;
        }
        i += t.len;
    }
    end_said(c, at, speaker, &like);
}

/* ---- joining ---- */

struct joiner {
    struct transcript *t;
    struct buf text;
    VEC(struct tr_cue) cues;
    struct said last;
    size_t chars;
    bool punctuated;
};

static void join_end(struct joiner *j)
{
    if (j->cues.n == 0)
        return;
    struct tr_turn turn = {.opens = true, .speaker = j->last.speaker, .start_ms = -1, .end_ms = -1};
    buf_addch(&j->text, '\n');
    turn.text = arena_strndup(&j->t->arena, j->text.s, j->text.len);
    turn.bytes = j->text.len;
    turn.ncues = j->cues.n;
    turn.cues = arena_array(&j->t->arena, j->cues.n, sizeof *turn.cues);
    memcpy(turn.cues, j->cues.v, j->cues.n * sizeof *turn.cues);
    for (size_t i = 0; i < j->cues.n; i++) {
        if (turn.start_ms < 0)
            turn.start_ms = j->cues.v[i].start_ms;
        if (j->cues.v[i].end_ms > turn.end_ms)
            turn.end_ms = j->cues.v[i].end_ms;
    }
    vec_push(&j->t->turns, turn);
    buf_clear(&j->text);
    vec_clear(&j->cues);
    j->chars = 0;
}

static bool ends_sentence(const struct buf *b)
{
    char c = b->len ? b->s[b->len - 1] : 0;
    return c == '.' || c == '?' || c == '!' || (b->len >= 3 && memcmp(b->s + b->len - 3, "…", 3) == 0);
}

static bool goes_on(const struct joiner *j, const struct said *s)
{
    if (j->cues.n == 0 || s->speaker != j->last.speaker)
        return false;
    if (s->speaker >= 0)
        return true;
    if (s->start_ms >= 0 && j->last.end_ms >= 0 && s->start_ms - j->last.end_ms >= PAUSE_MS)
        return false;
    return j->chars < PARAGRAPH || (j->punctuated && !ends_sentence(&j->text) && j->chars < PARAGRAPH_MOST);
}

static void join(struct joiner *j, const char *text, const struct said *s)
{
    if (!goes_on(j, s))
        join_end(j);
    if (j->chars > 0) {
        buf_addch(&j->text, ' ');
        j->chars++;
    }
    vec_push(&j->cues, ((struct tr_cue){j->chars, s->start_ms, s->end_ms}));
    buf_add(&j->text, text + s->at, s->n);
    j->chars += utf8_count(text + s->at, s->n);
    j->last = *s;
    if (s->start_ms >= 0)
        j->t->timed = true;
}

/* A voice that is not said again on the further parts of a cue goes on. */
static void fill_in_voices(struct cues *c)
{
    for (size_t i = 1; i < c->said.n; i++) {
        struct said *s = &c->said.v[i], *p = &c->said.v[i - 1];
        if (s->speaker < 0 && s->id_n > 0 && s->id_n == p->id_n && s->id != p->id &&
            memcmp(c->text.s + s->id, c->text.s + p->id, s->id_n) == 0)
            s->speaker = p->speaker;
    }
}

/* "Name: words" in the cues, if they look like speakers: the name becomes structure. */
static void read_labels(struct cues *c)
{
    struct labels l;
    int speaker = -1;
    labels_init(&l);
    for (size_t i = 0; i < c->said.n; i++)
        labels_add(&l, c->text.s + c->said.v[i].at, c->said.v[i].n, false);
    bool speakers = labels_are_speakers(&l);
    for (size_t i = 0; speakers && i < c->said.n; i++) {
        struct said *s = &c->said.v[i];
        const char *text = c->text.s + s->at;
        struct label p;
        if (label_parse(text, s->n, false, &p) && labels_is_speaker(&l, text + p.start, p.end - p.start, i)) {
            speaker = transcript_speaker(c->t, text + p.start, p.end - p.start);
            s->at += p.text;
            s->n -= p.text;
        }
        s->speaker = speaker;
    }
    labels_release(&l);
}

static bool is_punctuated(const struct cues *c)
{
    size_t ends = 0, blanks = 0;
    for (size_t i = 0; i < c->text.len; i++) {
        char ch = c->text.s[i];
        ends += ch == '.' || ch == '?' || ch == '!';
        blanks += ch == ' ';
    }
    return ends * 60 > blanks;
}

static void note_cues(const struct cues *c)
{
    size_t turns = c->t->turns.n;
    if (turns < c->said.n)
        add_note(c->t,
                 ngettext("%zu cues were joined to %zu turn or paragraph",
                          "%zu cues were joined to %zu turns or paragraphs", turns),
                 c->said.n, turns);
    if (c->negative_times > 0)
        add_note(c->t,
                 ngettext("%zu cue has a time before the recording begins, in line %zu; it counts as 0",
                          "%zu cues have times before the recording begins, the first in line %zu; they "
                          "count as 0",
                          c->negative_times),
                 c->negative_times, c->first_negative);
    if (c->bad_times > 0)
        add_note(c->t,
                 ngettext("%zu cue has times that cannot be, in line %zu; its words are kept without times",
                          "%zu cues have times that cannot be, the first in line %zu; their words are kept "
                          "without times",
                          c->bad_times),
                 c->bad_times, c->first_bad);
}

void cues_finish(struct cues *c)
{
    struct joiner j = {.t = c->t, .punctuated = is_punctuated(c)};
    if (c->voiced)
        fill_in_voices(c);
    else
        read_labels(c);
    for (size_t i = 0; i < c->said.n; i++) {
        if (c->said.v[i].n > 0)
            join(&j, c->text.s, &c->said.v[i]);
    }
    join_end(&j);
    buf_release(&j.text);
    vec_release(&j.cues);
    note_cues(c);
}
