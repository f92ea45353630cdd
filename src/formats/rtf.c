/* RTF, after the Rich Text Format Specification 1.9.1 (Microsoft, 2008). It says itself which charsets it is
 * in, so what comes in is the file's bytes. */
#include "rtf_priv.h"

#include <string.h>

#include "pages_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum {
    MOST_DEPTH = 256,
    MOST_FONT = 32767,
    MOST_FALLBACK = 1000, /* characters that stand behind a \u for programs without Unicode */
    PAGE_SYMBOL = 42,
    PAGE_UTF8 = 65001,
    BODY = 9, /* the outline level of what is no heading */
};

enum dest {
    DEST_TEXT,
    DEST_SKIP,
    DEST_FONTS,
    DEST_OBJECT, /* no text but its \result */
    DEST_SHAPE,  /* no text; its text boxes are counted */
    DEST_UPR,    /* no text but its \ud */
};

struct group {
    enum dest dest;
    bool hidden, deleted;
    int font, uc, outline;
};

struct rtf {
    const char *s;
    size_t n, at;
    struct paragraphs p;
    struct group stack[MOST_DEPTH];
    size_t depth;
    struct group *g; /* the innermost */
    bool star;       /* \* stood before this */
    VEC(int) fonts;  /* code page by number; 0: unknown */
    int ansi, font, default_font;
    const uint16_t *page; /* of `page_number`; NULL when it has no table */
    int page_number;
    size_t fallback; /* characters still to be skipped behind a \u */
    uint32_t high;   /* half of a surrogate pair that waits for the other */
    unsigned char part[4];
    size_t parts; /* bytes of a character of several in `part` */
    size_t tabs;  /* cells that ended and have nothing behind them yet */
    bool in_hidden, in_deleted;
    size_t hidden, deleted, headers, footnotes, annotations, pictures, objects, boxes;
    size_t lost; /* characters that could not be read, the first of them in lost_page */
    int lost_page;
};

/* ---- characters ---- */

static void write_cp(struct rtf *r, uint32_t cp)
{
    char u[4];
    for (; r->tabs > 0; r->tabs--)
        buf_addch(&r->p.text, '\t');
    buf_add(&r->p.text, u, utf8_encode(cp, u));
}

/* Whether what is said here is text of the transcript; counts what is not. */
static bool is_text(struct rtf *r)
{
    if (r->g->dest != DEST_TEXT)
        return false;
    r->deleted += r->g->deleted && !r->in_deleted;
    r->in_deleted = r->g->deleted;
    r->hidden += r->g->hidden && !r->g->deleted && !r->in_hidden;
    r->in_hidden = r->g->hidden && !r->g->deleted;
    return !r->g->deleted && !r->g->hidden;
}

static enum para_kind kind_of(const struct rtf *r)
{
    return r->g->outline < BODY ? PARA_HEADING : PARA_TEXT;
}

static void end_paragraph(struct rtf *r)
{
    if (r->g->dest == DEST_TEXT && !r->g->deleted && r->tabs == 0)
        paragraphs_end(&r->p, kind_of(r));
}

static void add_cp(struct rtf *r, uint32_t cp)
{
    bool low = cp >= 0xdc00 && cp < 0xe000;
    if (!is_text(r))
        return;
    if (r->high != 0 && low)
        cp = 0x10000 + ((r->high - 0xd800) << 10) + (cp - 0xdc00);
    else if (r->high != 0)
        write_cp(r, 0xfffd);
    r->high = 0;
    if (cp >= 0xd800 && cp < 0xdc00)
        r->high = cp;
    else if (cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029)
        end_paragraph(r);
    else if (cp >= ' ' || cp == '\t' || cp == 0)
        write_cp(r, cp ? cp : 0xfffd); /* a lone half becomes U+FFFD there */
}

static void add_lost(struct rtf *r)
{
    if (!is_text(r))
        return;
    if (r->lost++ == 0)
        r->lost_page = r->page_number;
    add_cp(r, 0xfffd);
}

/* What waits for another byte will not get it. */
static void drop_parts(struct rtf *r)
{
    if (r->parts > 0) {
        r->parts = 0;
        add_lost(r);
    }
}

static void choose_page(struct rtf *r)
{
    int page = r->g->font >= 0 && (size_t)r->g->font < r->fonts.n ? r->fonts.v[r->g->font] : 0;
    page = page ? page : r->ansi;
    if (page != r->page_number) {
        r->page_number = page;
        r->page = code_page(page);
    }
}

static bool is_double_byte(int page)
{
    return page == 932 || page == 936 || page == 949 || page == 950 || page == 1361;
}

static void add_utf8(struct rtf *r, unsigned char c)
{
    uint32_t cp;
    if ((c & 0xc0) != 0x80)
        drop_parts(r);
    r->part[r->parts++] = c;
    size_t need = r->part[0] >= 0xf0 ? 4 : r->part[0] >= 0xe0 ? 3 : r->part[0] >= 0xc0 ? 2 : 1;
    if (r->parts < need)
        return;
    char bytes[4];
    memcpy(bytes, r->part, r->parts);
    if (utf8_valid(bytes, r->parts, NULL)) {
        utf8_decode(bytes, r->parts, &cp);
        r->parts = 0;
        add_cp(r, cp);
    } else {
        drop_parts(r);
    }
}

/* A byte of text, in the code page of its font. */
static void add_byte(struct rtf *r, unsigned char c)
{
    choose_page(r);
    if (is_double_byte(r->page_number)) {
        bool kana = r->page_number == 932 && c >= 0xa1 && c <= 0xdf;
        if (r->parts > 0)
            drop_parts(r);
        else if (kana)
            add_cp(r, 0xff61u + c - 0xa1u);
        else if (c > 0x80 && c < 0xff)
            r->part[r->parts++] = c;
        else if (c < 0x80)
            add_cp(r, c);
        else
            add_lost(r);
    } else if (r->page_number == PAGE_UTF8) {
        add_utf8(r, c);
    } else if (c < 0x80) {
        add_cp(r, c);
    } else if (r->page && r->page[c - 0x80] != 0xfffd) {
        add_cp(r, r->page[c - 0x80]);
    } else if (r->page_number == PAGE_SYMBOL && c == 0xb7) {
        add_cp(r, 0x2022);
    } else {
        add_lost(r);
    }
}

/* A character that may be the stand-in for the one before it. */
static void read_byte(struct rtf *r, unsigned char c)
{
    if (r->fallback > 0)
        r->fallback--;
    else
        add_byte(r, c);
}

/* ---- control words ---- */

/* \fcharset as a code page; 0: the document's. */
static int charset_page(int charset)
{
    static const short pages[][2] = {{0, 1252},   {2, PAGE_SYMBOL}, {77, 10000}, {128, 932},  {129, 949},
                                     {130, 1361}, {134, 936},       {136, 950},  {161, 1253}, {162, 1254},
                                     {163, 1258}, {177, 1255},      {178, 1256}, {186, 1257}, {204, 1251},
                                     {222, 874},  {238, 1250},      {254, 437},  {255, 850}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (pages[i][0] == charset)
            return pages[i][1];
    }
    return 0;
}

static void set_font_page(struct rtf *r, int page)
{
    if (r->g->dest != DEST_FONTS || r->font < 0 || r->font > MOST_FONT)
        return;
    while (r->fonts.n <= (size_t)r->font)
        vec_push(&r->fonts, 0);
    r->fonts.v[r->font] = page;
}

static void enter(struct rtf *r, enum dest dest, size_t *count)
{
    if (r->g->dest == DEST_TEXT && count)
        ++*count;
    if (r->g->dest == DEST_TEXT || dest == DEST_SKIP)
        r->g->dest = dest;
}

static void read_destination(struct rtf *r, const struct rtf_word *w)
{
    switch (w->act) {
    case RTF_HEADER: enter(r, DEST_SKIP, &r->headers); break;
    case RTF_FOOTNOTE: enter(r, DEST_SKIP, &r->footnotes); break;
    case RTF_ANNOTATION: enter(r, DEST_SKIP, &r->annotations); break;
    case RTF_PICTURE: enter(r, DEST_SKIP, &r->pictures); break;
    case RTF_OBJECT: enter(r, DEST_OBJECT, &r->objects); break;
    case RTF_SHAPE: enter(r, DEST_SHAPE, NULL); break;
    case RTF_BOX:
        r->boxes += r->g->dest == DEST_SHAPE;
        r->g->dest = DEST_SKIP;
        break;
    case RTF_UPR: enter(r, DEST_UPR, NULL); break;
    case RTF_RESULT: r->g->dest = r->g->dest == DEST_OBJECT ? DEST_TEXT : r->g->dest; break;
    case RTF_UD: r->g->dest = r->g->dest == DEST_UPR ? DEST_TEXT : r->g->dest; break;
    case RTF_FONTS: enter(r, DEST_FONTS, NULL); break;
    case RTF_WITHIN:
    case RTF_KNOWN: break;
    default: enter(r, DEST_SKIP, NULL); break;
    }
}

static void read_break(struct rtf *r, enum rtf_act act)
{
    if (r->g->dest != DEST_TEXT)
        return;
    if (act == RTF_CELL) {
        r->tabs++;
        return;
    }
    if (act == RTF_ROW)
        r->tabs = 0;
    if (act == RTF_PAR || act == RTF_LINE || paragraphs_open(&r->p) > 0)
        end_paragraph(r);
}

static void read_format(struct rtf *r, const struct rtf_word *w, bool given, int arg)
{
    switch (w->act) {
    case RTF_UC: r->g->uc = arg < 0 ? 0 : arg > MOST_FALLBACK ? MOST_FALLBACK : arg; break;
    case RTF_F:
        if (r->g->dest == DEST_FONTS)
            r->font = arg;
        else
            r->g->font = arg;
        break;
    case RTF_DEFF: r->default_font = r->g->font = arg; break;
    case RTF_FCHARSET: set_font_page(r, charset_page(arg)); break;
    case RTF_CPG: set_font_page(r, arg); break;
    case RTF_ANSICPG: r->ansi = arg > 0 ? arg : r->ansi; break;
    case RTF_SET: r->ansi = w->arg; break;
    case RTF_PLAIN:
        r->g->font = r->default_font;
        r->g->hidden = r->g->deleted = false;
        break;
    case RTF_PARD: r->g->outline = BODY; break;
    case RTF_OUTLINE: r->g->outline = arg; break;
    case RTF_HIDDEN: r->g->hidden = !given || arg != 0; break;
    default: r->g->deleted = !given || arg != 0; break;
    }
}

static void read_word(struct rtf *r, const struct rtf_word *w, bool given, int arg)
{
    if (w->act == RTF_CHAR && r->fallback > 0) {
        r->fallback--;
        return;
    }
    if (w->act >= RTF_SKIP) {
        read_destination(r, w);
        return;
    }
    switch (w->act) {
    case RTF_CHAR: add_cp(r, (uint32_t)w->arg); break;
    case RTF_U:
        add_cp(r, (uint32_t)(arg < 0 ? arg + 0x10000 : arg));
        r->fallback = (size_t)r->g->uc;
        break;
    case RTF_BIN:
        r->at += arg < 0 ? 0 : (size_t)arg < r->n - r->at ? (size_t)arg : r->n - r->at;
        r->fallback -= r->fallback > 0;
        break;
    case RTF_PAR:
    case RTF_LINE:
    case RTF_BREAK:
    case RTF_CELL:
    case RTF_ROW:
        r->fallback = 0;
        read_break(r, w->act);
        break;
    default: read_format(r, w, given, arg); break;
    }
}

static bool is_small(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A control word, its number and the blank that ends it; `at` is on its first letter. */
static void read_control_word(struct rtf *r)
{
    size_t name = r->at, n;
    int arg = 0;
    while (r->at < r->n && is_small(r->s[r->at]))
        r->at++;
    n = r->at - name;
    bool minus = r->at + 1 < r->n && r->s[r->at] == '-' && r->s[r->at + 1] >= '0' && r->s[r->at + 1] <= '9';
    size_t digits = r->at += minus;
    for (; r->at < r->n && r->s[r->at] >= '0' && r->s[r->at] <= '9'; r->at++)
        arg = arg > 99999999 ? arg : arg * 10 + (r->s[r->at] - '0');
    bool given = r->at > digits;
    if (r->at < r->n && r->s[r->at] == ' ')
        r->at++;
    drop_parts(r);
    const struct rtf_word *w = rtf_word(r->s + name, n);
    if (r->star && (!w || w->act < RTF_SKIP))
        enter(r, DEST_SKIP, NULL);
    else if (w)
        read_word(r, w, given, minus ? -arg : arg);
    r->star = false;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static void read_symbol_char(struct rtf *r, uint32_t cp)
{
    drop_parts(r);
    if (r->fallback > 0)
        r->fallback--;
    else
        add_cp(r, cp);
}

/* What the backslash at `at` begins. */
static void read_control(struct rtf *r)
{
    char c = ++r->at < r->n ? r->s[r->at] : ' ';
    if (is_small(c)) {
        read_control_word(r);
        return;
    }
    r->at += r->at < r->n;
    switch (c) {
    case '\'': {
        int hi = r->at + 1 < r->n ? hex(r->s[r->at]) : -1, lo = hi >= 0 ? hex(r->s[r->at + 1]) : -1;
        r->at += lo >= 0 ? 2 : 0;
        if (lo >= 0)
            read_byte(r, (unsigned char)(hi * 16 + lo));
        break;
    }
    case '\\':
    case '{':
    case '}': read_byte(r, (unsigned char)c); break;
    case '~': read_symbol_char(r, 0xa0); break;
    case '_': read_symbol_char(r, 0x2011); break;
    case '\t': read_symbol_char(r, '\t'); break;
    case '\n':
    case '\r':
        r->at += c == '\r' && r->at < r->n && r->s[r->at] == '\n';
        r->fallback = 0;
        read_break(r, RTF_PAR);
        break;
    case '*': r->star = true; break;
    default: /* hyphenation points, formulas, index entries */ break;
    }
}

/* ---- groups ---- */

static bool open_group(struct rtf *r, struct err *err)
{
    drop_parts(r);
    r->fallback = 0;
    r->star = false;
    if (r->depth == MOST_DEPTH)
        return err_set(err, ERR_INPUT, _("its groups are nested more than %d deep: it is damaged"),
                       MOST_DEPTH);
    r->stack[r->depth] = r->depth > 0 ? r->stack[r->depth - 1]
                                      : (struct group){.uc = 1, .outline = BODY, .font = r->default_font};
    r->g = &r->stack[r->depth++];
    return true;
}

static void close_group(struct rtf *r)
{
    drop_parts(r);
    r->fallback = 0;
    r->star = false;
    r->depth--;
    r->g = r->depth > 0 ? &r->stack[r->depth - 1] : NULL;
}

static bool is_plain(char c)
{
    return (unsigned char)c >= ' ' && (unsigned char)c < 0x80 && c != '\\' && c != '{' && c != '}';
}

/* Characters up to the next that means something. */
static void read_plain(struct rtf *r)
{
    size_t end = r->at;
    while (end < r->n && is_plain(r->s[end]))
        end++;
    if (r->g->dest != DEST_TEXT) {
        r->at = end;
        return;
    }
    while (r->at < end && (r->fallback > 0 || r->parts > 0 || r->high != 0 || r->tabs > 0))
        read_byte(r, (unsigned char)r->s[r->at++]);
    if (r->at < end && is_text(r))
        buf_add(&r->p.text, r->s + r->at, end - r->at);
    r->at = end;
}

/* The whole, from its first brace to the one that closes it. */
static bool read_groups(struct rtf *r, struct err *err)
{
    do {
        char c = r->s[r->at];
        if (c == '{') {
            r->at++;
            if (!open_group(r, err))
                return false;
        } else if (c == '}') {
            r->at++;
            close_group(r);
        } else if (c == '\\') {
            read_control(r);
        } else if (c == '\n' || c == '\r' || c == '\0') {
            r->at++;
        } else if (is_plain(c)) {
            read_plain(r);
        } else {
            r->at++;
            read_byte(r, (unsigned char)c);
        }
    } while (r->depth > 0 && r->at < r->n && !r->p.full);
    return true;
}

/* ---- the whole ---- */

static void note_changes(struct rtf *r)
{
    struct transcript *t = r->p.t;
    if (r->deleted > 0)
        add_note(t,
                 ngettext("%zu deletion of its tracked changes was carried out; insertions are in the text",
                          "%zu deletions of its tracked changes were carried out; insertions are in the text",
                          r->deleted),
                 r->deleted);
    if (r->hidden > 0)
        add_note(t,
                 ngettext("%zu piece of hidden text was left out", "%zu pieces of hidden text were left out",
                          r->hidden),
                 r->hidden);
    if (r->lost > 0)
        add_note(t,
                 ngettext("%zu character in code page %d could not be read; it stands as U+FFFD",
                          "%zu characters, the first of them in code page %d, could not be read; they stand "
                          "as U+FFFD",
                          r->lost),
                 r->lost, r->lost_page);
}

static void note_left_out(struct rtf *r)
{
    struct transcript *t = r->p.t;
    if (r->footnotes > 0)
        add_note(t, ngettext("%zu footnote was left out", "%zu footnotes were left out", r->footnotes),
                 r->footnotes);
    if (r->annotations > 0)
        add_note(t, ngettext("%zu comment was left out", "%zu comments were left out", r->annotations),
                 r->annotations);
    if (r->headers > 0)
        add_note(t,
                 ngettext("%zu page header or footer was left out",
                          "%zu page headers or footers were left out", r->headers),
                 r->headers);
    if (r->boxes > 0)
        add_note(t,
                 ngettext("the text of %zu text box was left out", "the text of %zu text boxes was left out",
                          r->boxes),
                 r->boxes);
    if (r->pictures > 0)
        add_note(t, ngettext("%zu picture was left out", "%zu pictures were left out", r->pictures),
                 r->pictures);
    if (r->objects > 0)
        add_note(t,
                 ngettext("%zu embedded object was left out, but for the text shown in its place",
                          "%zu embedded objects were left out, but for the text shown in their place",
                          r->objects),
                 r->objects);
}

static void note_end(struct rtf *r)
{
    size_t rest = r->at;
    if (r->depth > 0)
        add_note(r->p.t, _("the file ends before its text does: it may have been cut off"));
    while (rest < r->n && strchr(" \n\r", r->s[rest])) /* NULs too */
        rest++;
    if (r->depth == 0 && rest < r->n)
        add_note(r->p.t,
                 ngettext("%zu byte behind the end of its text was left out",
                          "%zu bytes behind the end of its text were left out", r->n - rest),
                 r->n - rest);
}

static size_t begin(const char *s, size_t n)
{
    size_t at = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '\r'))
        at++;
    return n - at >= 5 && memcmp(s + at, "{\\rtf", 5) == 0 ? at : n;
}

static int sniff_rtf(const char *bytes, size_t n)
{
    return begin(bytes, n) < n ? 95 : 0;
}

static bool read_rtf(const char *bytes, size_t n, struct transcript *out, struct err *err)
{
    struct rtf r = {.s = bytes, .n = n, .at = begin(bytes, n), .ansi = 1252, .font = -1, .page_number = -1};
    if (r.at == n)
        return err_set(err, ERR_INPUT, _("it is not RTF: it does not begin with {\\rtf"));
    paragraphs_init(&r.p, out);
    bool ok = read_groups(&r, err);
    if (ok && r.parts + (r.high != 0) > 0 && r.g) {
        r.parts = 0;
        r.high = 0;
        add_lost(&r);
    }
    ok = ok && paragraphs_finish(&r.p, err);
    if (ok) {
        note_changes(&r);
        note_left_out(&r);
        note_end(&r);
    }
    paragraphs_release(&r.p);
    vec_release(&r.fonts);
    return ok;
}

const struct format format_rtf = {.name = "rtf",
                                  .label = N_("Rich Text Format (Word, NVivo, MAXQDA, ATLAS.ti)"),
                                  .extensions = "rtf",
                                  .sniff = sniff_rtf,
                                  .read = read_rtf,
                                  .bytes = true};
