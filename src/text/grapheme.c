#include <unicode/uchar.h>

#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

/* Below this nothing joins what stands before it, but LF after CR. */
enum { FIRST_COMBINING = 0x300 };

enum { ZWJ = 0x200D, VS16 = 0xFE0F };

/* What the rules of UAX #29 need to know of the text before a place. */
struct state {
    int last;        /* Grapheme_Cluster_Break of the code point before */
    int regional;    /* regional indicators in a row before the place, in this cluster */
    bool pictograph; /* Extended_Pictographic Extend* stands before */
    bool joined;     /* … and a ZWJ after that */
};

static int class_of(uint32_t cp)
{
    return u_getIntPropertyValue((UChar32)cp, UCHAR_GRAPHEME_CLUSTER_BREAK);
}

static void state_add(struct state *st, uint32_t cp, int class)
{
    bool pictograph = cp >= 0xA9 && u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC);

    st->joined = st->pictograph && class == U_GCB_ZWJ;
    st->pictograph = pictograph || (st->pictograph && class == U_GCB_EXTEND);
    st->regional = class == U_GCB_REGIONAL_INDICATOR ? st->regional + 1 : 0;
    st->last = class;
}

static bool is_control(int class)
{
    return class == U_GCB_CONTROL || class == U_GCB_CR || class == U_GCB_LF;
}

/* Rules GB3 to GB999 of UAX #29: whether a cluster ends between the text in `st` and `cp`. */
static bool is_border(const struct state *st, uint32_t cp, int class)
{
    int last = st->last;

    if (last == U_GCB_CR && class == U_GCB_LF)
        return false;
    if (is_control(last) || is_control(class))
        return true;
    if (last == U_GCB_L && (class == U_GCB_L || class == U_GCB_V || class == U_GCB_LV || class == U_GCB_LVT))
        return false;
    if ((last == U_GCB_LV || last == U_GCB_V) && (class == U_GCB_V || class == U_GCB_T))
        return false;
    if ((last == U_GCB_LVT || last == U_GCB_T) && class == U_GCB_T)
        return false;
    if (class == U_GCB_EXTEND || class == U_GCB_ZWJ || class == U_GCB_SPACING_MARK || last == U_GCB_PREPEND)
        return false;
    if (st->joined && u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC))
        return false;
    return !(class == U_GCB_REGIONAL_INDICATOR && st->regional % 2 == 1);
}

byte_off grapheme_next(const char *s, size_t n, byte_off at)
{
    struct state st = {0};
    uint32_t first;
    uint32_t cp;
    size_t i = at.b;

    if (i >= n)
        return (byte_off){n};
    i += utf8_decode(s + i, n - i, &first);
    if (i >= n || ((unsigned char)s[i] < 0x80 && first < FIRST_COMBINING && first != '\r'))
        return (byte_off){i};
    utf8_decode(s + i, n - i, &cp);
    if (first < FIRST_COMBINING && cp < FIRST_COMBINING)
        return (byte_off){i + (first == '\r' && cp == '\n')};
    state_add(&st, first, class_of(first));
    while (i < n) {
        size_t len = utf8_decode(s + i, n - i, &cp);
        int class = class_of(cp);

        if (is_border(&st, cp, class))
            break;
        state_add(&st, cp, class);
        i += len;
    }
    return (byte_off){i};
}

/* The start of the code point that ends at `at`, which is over 0. */
static size_t previous(const char *s, size_t at)
{
    uint32_t cp;

    for (size_t len = 2; len <= 4 && len <= at; len++)
        if (((unsigned char)s[at - len] & 0xC0) != 0x80 && utf8_decode(s + at - len, len, &cp) == len)
            return at - len;
    return at - 1;
}

/* Whether a cluster begins at `cp` whatever stands further back than `before`. */
static bool is_certain_border(uint32_t before, uint32_t cp)
{
    struct state st = {0};
    int class;

    if (before < FIRST_COMBINING && cp < FIRST_COMBINING)
        return !(before == '\r' && cp == '\n');
    class = class_of(cp);
    if (class == U_GCB_REGIONAL_INDICATOR && class_of(before) == U_GCB_REGIONAL_INDICATOR)
        return false;
    state_add(&st, before, class_of(before));
    st.joined = before == ZWJ;
    return is_border(&st, cp, class);
}

byte_off grapheme_prev(const char *s, size_t n, byte_off at)
{
    size_t end = at.b < n ? at.b : n;
    size_t start;
    uint32_t cp;

    if (end == 0)
        return (byte_off){0};
    start = previous(s, end);
    while (start > 0) {
        size_t earlier = previous(s, start);
        uint32_t before;

        utf8_decode(s + earlier, n - earlier, &before);
        utf8_decode(s + start, n - start, &cp);
        if (is_certain_border(before, cp))
            break;
        start = earlier;
    }
    for (byte_off next; (next = grapheme_next(s, n, (byte_off){start})).b < end;)
        start = next.b;
    return (byte_off){start};
}

/* --- width --- */

/* The columns glibc, xterm and the newer terminals give a code point by itself. */
static int code_point_width(uint32_t cp)
{
    UChar32 c = (UChar32)cp;
    int wide;

    if (cp < FIRST_COMBINING)
        return cp >= 0x20;
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK: return 0;
    case U_FORMAT_CHAR:
        /* Signs that enclose the number after them are seen; the others are not. */
        return class_of(cp) == U_GCB_PREPEND;
    }
    /* Vowels and finals of Hangul stand inside the syllable that their initial began. */
    if ((cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FF))
        return 0;
    /* Circled numbers on black squares and hexagrams: wide for the C library, ambiguous or narrow in
     * Unicode's table. */
    if ((cp >= 0x3248 && cp <= 0x324F) || (cp >= 0x4DC0 && cp <= 0x4DFF))
        return 2;
    wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/* Columns of the visible mark of an unsafe code point: one for a control picture, else one for each of
 * "⟨U+202E⟩". */
static int mark_width(uint32_t cp)
{
    char mark[16];

    return (int)utf8_count(mark, visible_mark(cp, false, mark));
}

int grapheme_width(const char *s, size_t n)
{
    int marks = 0;
    int width = 0;
    int regional = 0;
    uint32_t first = 0;
    uint32_t cp;

    for (size_t i = 0, len; i < n; i += len) {
        len = utf8_decode(s + i, n - i, &cp);
        if (i == 0)
            first = cp;
        if (cp == '\n')
            continue;
        if (cp == '\t')
            width++;
        else if (visible_is_unsafe(cp))
            marks += mark_width(cp);
        else if (cp == VS16 && u_hasBinaryProperty((UChar32)first, UCHAR_EMOJI))
            width = 2;
        else
            width += code_point_width(cp);
        regional += cp >= 0x1F1E6 && cp <= 0x1F1FF;
    }
    if (regional >= 2)
        width = 2;
    return marks + (width < 2 ? width : 2);
}

int text_width(const char *s, size_t n)
{
    int width = 0;

    for (size_t i = 0; i < n;) {
        size_t next;

        if (s[i] >= ' ' && s[i] <= '~' && (i + 1 == n || (unsigned char)s[i + 1] < 0x80)) {
            width++;
            i++;
            continue;
        }
        next = grapheme_next(s, n, (byte_off){i}).b;
        width += grapheme_width(s + i, next - i);
        i = next;
    }
    return width;
}
