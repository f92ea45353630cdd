#include <string.h>

#include "formats_priv.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

enum { LABEL_CHARS = 40, LABEL_WORDS = 4 };

static bool is_letter_start(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool label_parse(const char *s, size_t n, bool bold, struct label *ret)
{
    size_t start = 0, chars = 0, words = 0, i;
    bool letter = false, blank = true;
    while (start < n && (s[start] == ' ' || s[start] == '\t' || s[start] == '\f' || s[start] == '\n'))
        start++;
    if (bold) {
        if (start + 2 > n || memcmp(s + start, "**", 2) != 0)
            return false;
        start += 2;
    }
    for (i = start; i < n && s[i] != ':' && s[i] != '\n'; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '?' || c == '!' || c == '\f' || (c & 0xc0) == 0x80)
            continue;
        letter = letter || is_letter_start(c);
        words += blank && c != ' ' && c != '\t';
        blank = c == ' ' || c == '\t';
        if (++chars > LABEL_CHARS || words > LABEL_WORDS)
            return false;
    }
    if (i >= n || s[i] != ':' || !letter || memchr(s + start, '"', i - start) ||
        memchr(s + start, '?', i - start))
        return false;
    size_t end = i++;
    if (bold) {
        if (end >= start + 2 && memcmp(s + end - 2, "**", 2) == 0)
            end -= 2;
        else if (i + 2 <= n && memcmp(s + i, "**", 2) == 0)
            i += 2;
        else
            return false;
    }
    while (end > start && (s[end - 1] == ' ' || s[end - 1] == '\t'))
        end--;
    if (end == start || (i < n && s[i] != ' ' && s[i] != '\t' && s[i] != '\n'))
        return false;
    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    *ret = (struct label){start, end, i};
    return true;
}

/* One word with a digit in it, like "speaker_03". */
static bool looks_like_id(const char *s, size_t n)
{
    bool digit = false;
    for (size_t i = 0; i < n; i++)
        digit = digit || (s[i] >= '0' && s[i] <= '9');
    return digit && !memchr(s, ' ', n);
}

/* That, or each word begins with a capital or a digit; folding changes a capital. */
static bool looks_like_name(const char *s, size_t n)
{
    bool fits = true;
    if (looks_like_id(s, n))
        return true;
    for (size_t i = 0; i < n && fits; i++) {
        if ((i > 0 && s[i - 1] != ' ') || s[i] == ' ' || (s[i] >= '0' && s[i] <= '9') || s[i] == '(' ||
            s[i] == '[')
            continue;
        uint32_t cp;
        size_t len = utf8_decode(s + i, n - i, &cp);
        struct buf b = BUF_INIT;
        fold_add(&b, s + i, len);
        fits = b.len != len || memcmp(buf_str(&b), s + i, len) != 0;
        buf_release(&b);
    }
    return fits;
}

void labels_init(struct labels *l)
{
    memset(l, 0, sizeof *l);
    transcript_init(&l->names);
}

void labels_release(struct labels *l)
{
    transcript_release(&l->names);
    vec_release(&l->seen);
}

void labels_add(struct labels *l, const char *s, size_t n, bool bold)
{
    struct label p;
    if (label_parse(s, n, bold, &p)) {
        size_t i = (size_t)transcript_speaker(&l->names, s + p.start, p.end - p.start);
        if (i == l->seen.n) {
            l->seen.v = vec_grow(l->seen.v, l->seen.n, &l->seen.cap, sizeof *l->seen.v);
            l->seen.v[l->seen.n].count = 0;
            l->seen.v[l->seen.n].first = l->lines;
            l->seen.v[l->seen.n++].name = looks_like_name(s + p.start, p.end - p.start);
        }
        l->seen.v[i].count++;
        l->labelled++;
    }
    l->lines++;
}

bool labels_are_speakers(const struct labels *l)
{
    size_t repeated = 0, most = 0, labelled = 0, distinct = 0, ids = 0;
    for (size_t i = 0; i < l->seen.n; i++) {
        if (!l->seen.v[i].name && l->seen.v[i].count < 3)
            continue;
        distinct++;
        labelled += l->seen.v[i].count;
        ids += looks_like_id(l->names.speakers.v[i], strlen(l->names.speakers.v[i]));
        repeated += l->seen.v[i].count > 1;
        most = l->seen.v[i].count > most ? l->seen.v[i].count : most;
    }
    if (distinct > MOST_SPEAKERS) /* a table or a log */
        return false;
    if (distinct == 1)
        return most >= 3 && labelled * 2 >= l->lines;
    if (repeated == 0)
        return (distinct == 2 && l->lines <= 4) ||
               (distinct >= 2 && ids == distinct && labelled * 5 >= l->lines * 4);
    /* Labels that mostly come once are headings ("Sted: …"), not people. */
    return distinct >= 2 && labelled * 4 >= l->lines && labelled * 2 >= distinct * 3;
}

bool labels_is_speaker(struct labels *l, const char *name, size_t n, size_t line)
{
    size_t i = (size_t)transcript_speaker(&l->names, name, n);
    if (i >= l->seen.n)
        return false;
    if (l->seen.v[i].count >= 3 || (l->seen.v[i].name && l->seen.v[i].count == 2))
        return true;
    if (!l->seen.v[i].name)
        return false;
    /* One that comes once: not in the lines before the talk begins ("Dato: 3. mars"). */
    bool any = false;
    for (size_t k = 0; k < l->seen.n; k++) {
        if (l->seen.v[k].count > 1 && l->seen.v[k].name && l->seen.v[k].first < line)
            return true;
        any = any || l->seen.v[k].count > 1;
    }
    return !any;
}
