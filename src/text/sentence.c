#include <string.h>
#include <unicode/uchar.h>

#include "abbrev_priv.h"
#include "icu_priv.h"
#include "tema/text/breaks.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

enum { ELLIPSIS = 0x2026, LONGEST_ABBREV = 24, LONGEST_NOTE = 40, WORDS_PER_STOP = 60 };

/* The code point that ends at `at` (over 0); its start in *ret_start. */
static uint32_t before(const char *s, size_t at, size_t *ret_start)
{
    size_t start = at - 1;
    uint32_t cp;

    while (start > 0 && at - start < 4 && ((unsigned char)s[start] & 0xC0) == 0x80)
        start--;
    if (utf8_decode(s + start, at - start, &cp) != at - start)
        start = at - 1;
    *ret_start = start;
    return cp;
}

static bool is_blank(uint32_t cp)
{
    return u_isUWhiteSpace((UChar32)cp);
}

/* Quotes, brackets: what may stand between the full stop and the blank. */
static bool is_closer(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == '*' || cp == '_' ||
           u_getIntPropertyValue((UChar32)cp, UCHAR_SENTENCE_BREAK) == U_SB_CLOSE;
}

static bool is_stop(uint32_t cp)
{
    int class = u_getIntPropertyValue((UChar32)cp, UCHAR_SENTENCE_BREAK);

    return class == U_SB_ATERM || class == U_SB_STERM || cp == ELLIPSIS;
}

/* What stands around the place where a sentence may end. */
struct place {
    size_t stop;      /* the last terminator, where there is one; else where the blanks and closers begin */
    size_t stop_end;  /* after it */
    uint32_t stop_cp; /* 0 when there is none */
    bool newline;     /* a line ends in the blanks */
    bool closers;     /* a quote or bracket stands between */
    uint32_t next;    /* the first letter, digit or sign of what follows, past blanks and opening quotes; 0 at
                         the end */
};

static void look_around(const char *s, size_t n, size_t at, struct place *p)
{
    size_t start = at;
    size_t i = at;
    uint32_t cp = 0;

    *p = (struct place){.stop = at, .stop_end = at};
    while (i > 0 && is_blank(cp = before(s, i, &start))) {
        p->newline = p->newline || cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;
        i = start;
    }
    while (i > 0 && is_closer(cp = before(s, i, &start))) {
        p->closers = true;
        i = start;
    }
    if (i > 0 && is_stop(cp = before(s, i, &start))) {
        p->stop = start;
        p->stop_end = i;
        p->stop_cp = cp;
    }
    for (i = at; i < n; i += start) {
        start = utf8_decode(s + i, n - i, &cp);
        if (is_blank(cp) || is_closer(cp))
            continue;
        p->next = cp;
        break;
    }
}

/* Where the word that ends at `end` begins: after a blank, an opening quote or a dash. */
static size_t word_start(const char *s, size_t end)
{
    size_t at = end;
    size_t start;

    while (at > 0) {
        uint32_t cp = before(s, at, &start);

        if (is_blank(cp) || is_closer(cp) || cp == 0x2013 || cp == 0x2014)
            break;
        at = start;
    }
    return at;
}

/* The word that stands before the one that starts at `at`: from *ret_start to the returned end; both 0 if
 * none. */
static size_t word_before(const char *s, size_t at, size_t *ret_start)
{
    size_t start = at;

    while (at > 0 && is_blank(before(s, at, &start)))
        at = start;
    *ret_start = word_start(s, at);
    return at;
}

static bool is_word(const char *s, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(s, word, n) == 0;
}

static bool is_one_of(const char *s, size_t n, const char *const *words)
{
    while (*words && !is_word(s, n, *words))
        words++;
    return *words != NULL;
}

static bool is_upper(uint32_t cp)
{
    return u_isupper((UChar32)cp) || u_istitle((UChar32)cp);
}

/* "A", "H.C", "J.-P": capitals, each alone between full stops and hyphens. */
static bool is_initials(const char *s, size_t n)
{
    bool letter = false;
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (letter ? cp != '.' && cp != '-' : !is_upper(cp) && cp != '-')
            return false;
        letter = cp != '.' && cp != '-';
    }
    return letter;
}

/* "m.a.o", "b.l": single small letters between full stops, at least two. */
static bool is_dotted(const char *s, size_t n)
{
    bool letter = false;
    size_t letters = 0;
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (letter ? cp != '.' : !u_islower((UChar32)cp))
            return false;
        letter = !letter;
        letters += letter;
    }
    return letter && letters >= 2;
}

static bool is_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return n > 0;
}

static bool is_all_capitals(const char *s, size_t n)
{
    size_t letters = 0;
    size_t len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = utf8_decode(s + i, n - i, &cp);
        if (!is_upper(cp))
            return false;
        letters++;
    }
    return letters >= 2;
}

/* What the word before the full stop at `stop` is. "f. eks." and "bl. a." are looked up with the words before
 * them, without the blanks. Words in capitals are no abbreviations: "MS", "PR". */
static enum abbrev_kind abbrev_of(const char *s, size_t sentence, size_t start, size_t stop)
{
    struct buf whole = BUF_INIT;
    enum abbrev_kind kind = ABBREV_NONE;

    if (stop - start > LONGEST_ABBREV || is_all_capitals(s + start, stop - start))
        return ABBREV_NONE;
    fold_add(&whole, s + start, stop - start);
    kind = abbrev_find(buf_str(&whole), whole.len);
    for (int words = 1; words < 3 && start > sentence; words++) {
        size_t earlier;
        size_t end = word_before(s, start, &earlier);
        enum abbrev_kind longer;

        if (end == 0 || earlier < sentence || end - earlier > LONGEST_ABBREV || s[end - 1] != '.')
            break;
        buf_splice(&whole, 0, 0, s + earlier, end - earlier);
        longer = abbrev_find(buf_str(&whole), whole.len);
        kind = longer != ABBREV_NONE ? longer : kind;
        start = earlier;
    }
    buf_release(&whole);
    return kind;
}

/* An initial belongs to a name; but "plan B", "vitamin C" and "i Å" end with their letter, and so does
 * English "I". */
static bool goes_on_after_initials(const char *s, size_t start, size_t stop, uint32_t next)
{
    static const char *const lettered[] = {"plan",   "alternativ", "vitamin", "gruppe",  "klasse",
                                           "type",   "del",        "punkt",   "vedlegg", "kategori",
                                           "option", "group",      "class",   "part",    "grupp",
                                           "klass",  "bilag",      "bilaga",  "i",       NULL};
    size_t earlier;
    size_t earlier_end = word_before(s, start, &earlier);

    if (!is_upper(next) || is_one_of(s + earlier, earlier_end - earlier, lettered))
        return false;
    return !is_word(s + start, stop - start, "I") || earlier_end == earlier ||
           !(s[earlier] >= 'a' && s[earlier] <= 'z');
}

static bool starts_month(const char *s, size_t n)
{
    static const char *const months[] = {"janu", "febr", "mars", "mart", "marc", "apri", "mai",
                                         "maj",  "may",  "juni", "june", "july", "juli", "augu",
                                         "sept", "okto", "octo", "nove", "dese", "dece", NULL};
    struct buf small = BUF_INIT;
    bool found = false;

    fold_add(&small, s, n < 4 ? n : 4);
    for (size_t i = 0; months[i] && !found; i++)
        found = strncmp(buf_str(&small), months[i], strlen(months[i])) == 0;
    buf_release(&small);
    return found;
}

/* "den 2. Mai", "1. Innledning" at the start: an ordinal; "Vi var 12. Så gikk vi": an end. */
static bool goes_on_after_number(const char *s, size_t n, size_t sentence, size_t start, size_t end,
                                 size_t at)
{
    static const char *const ordered[] = {"den", "det", "de", "the", "fra", "til", "Den", "Det", "De", NULL};
    size_t earlier;
    size_t earlier_end = word_before(s, start, &earlier);

    if (end - start > 2)
        return false;
    if (earlier_end <= sentence)
        return true;
    return is_one_of(s + earlier, earlier_end - earlier, ordered) || starts_month(s + at, n - at);
}

/* Whether the sentence that began at `sentence` goes on after `at`, where UAX #29 ends it. */
static bool goes_on(const char *s, size_t n, size_t sentence, size_t at)
{
    struct place p;
    size_t start;
    size_t len;

    look_around(s, n, at, &p);
    if (p.newline || p.stop_cp == 0 || p.next == 0)
        return false;
    /* «Hva?» sa hun. */
    if (p.stop_cp != '.')
        return p.closers && p.stop_cp != ELLIPSIS && u_islower((UChar32)p.next);
    start = word_start(s, p.stop);
    if (start < sentence)
        start = sentence;
    len = p.stop - start;
    if (len == 0 || p.closers || s[p.stop - 1] == '.')
        return false;
    switch (abbrev_of(s, sentence, start, p.stop)) {
    case ABBREV_ALWAYS: return true;
    case ABBREV_NUMBER: return u_isdigit((UChar32)p.next);
    case ABBREV_END: return false;
    case ABBREV_NONE: break;
    }
    if (is_initials(s + start, len))
        return goes_on_after_initials(s, start, p.stop, p.next);
    if (is_digits(s + start, len))
        return goes_on_after_number(s, n, sentence, start, p.stop, at);
    return is_dotted(s + start, len);
}

/* The first place from `at` on, up to `to`, that is no blank. */
static size_t skip_blanks(const char *s, size_t at, size_t to)
{
    uint32_t cp;
    size_t len;

    while (at < to && (len = utf8_decode(s + at, to - at, &cp)) > 0 && is_blank(cp))
        at += len;
    return at;
}

/* Where a sentence begins after the ellipsis that ends at `at`: past closers and blanks, at a capital; 0 if none. */
static size_t after_ellipsis(const char *s, size_t n, size_t at, size_t to)
{
    struct place p;
    uint32_t cp;
    size_t start;
    size_t len;

    while (at < to && (len = utf8_decode(s + at, to - at, &cp)) > 0 && is_closer(cp))
        at += len;
    start = skip_blanks(s, at, to);
    if (start == at || start >= to)
        return 0;
    look_around(s, n, start, &p);
    return is_upper(p.next) ? start : 0;
}

/* The same after the full stop that ends at `at`, where a transcriber's note follows: "kaffen. (ler) Men altså". */
static size_t before_note(const char *s, size_t at, size_t to)
{
    size_t start = skip_blanks(s, at, to);
    size_t end = start + 1;
    uint32_t cp = 0;

    if (start == at || start >= to || (s[start] != '(' && s[start] != '['))
        return 0;
    while (end < to && end - start < LONGEST_NOTE && s[end] != ')' && s[end] != ']')
        end++;
    if (end >= to || (s[end] != ')' && s[end] != ']'))
        return 0;
    end = skip_blanks(s, end + 1, to);
    utf8_decode(s + end, to - end, &cp);
    return is_upper(cp) ? start : 0;
}

/* Adds the starts between `from` and `to` that UAX #29 does not see, since a small letter or no terminator is there. */
static void add_unseen(const char *s, size_t n, size_t from, size_t to, byte_offs *out)
{
    for (size_t i = from; i < to; i++) {
        size_t start = 0;

        if (s[i] == '.')
            start = before_note(s, i + 1, to);
        else if (to - i >= 3 && memcmp(s + i, "\u2026", 3) == 0)
            start = after_ellipsis(s, n, i + 3, to);
        if (start > 0 && start > out->v[out->n - 1].b && !goes_on(s, n, out->v[out->n - 1].b, start))
            vec_push(out, (byte_off){start});
    }
}

static void cue_starts(const char *s, size_t n, const byte_off *cues, size_t ncues, byte_offs *out)
{
    size_t last = 0;

    vec_push(out, (byte_off){0});
    for (size_t i = 0; i < ncues; i++) {
        size_t at = cues[i].b;
        uint32_t cp;
        size_t len;

        while (at < n && ((unsigned char)s[at] & 0xC0) == 0x80)
            at++;
        while (at < n && (len = utf8_decode(s + at, n - at, &cp)) > 0 && is_blank(cp))
            at += len;
        if (at <= last || at >= n)
            continue;
        vec_push(out, (byte_off){at});
        last = at;
    }
}

/* Sentences that end with a terminator, of those that begin at the offsets from `first` on. */
static size_t count_stops(const char *s, size_t n, const byte_offs *starts, size_t first)
{
    size_t stops = 0;

    for (size_t i = first; i < starts->n; i++) {
        struct place p;

        look_around(s, n, i + 1 < starts->n ? starts->v[i + 1].b : n, &p);
        stops += p.stop_cp != 0;
    }
    return stops;
}

void sentence_starts(const char *s, size_t n, const byte_off *cues, size_t ncues, byte_offs *out)
{
    size_t first = out->n;
    size_t last = 0;
    UBreakIterator *it;

    if (n == 0)
        return;
    vec_push(out, (byte_off){0});
    it = icu_breaks(UBRK_SENTENCE, s, n);
    for (int32_t end = it ? ubrk_next(it) : UBRK_DONE; end != UBRK_DONE; end = ubrk_next(it)) {
        size_t at = (size_t)end;

        add_unseen(s, n, last, at, out);
        last = at;
        if (at < n && !goes_on(s, n, out->v[out->n - 1].b, at))
            vec_push(out, (byte_off){at});
    }
    if (cues && ncues >= 2 && count_stops(s, n, out, first) * WORDS_PER_STOP < word_count(s, n)) {
        out->n = first;
        cue_starts(s, n, cues, ncues, out);
    }
}
