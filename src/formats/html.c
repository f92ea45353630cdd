/* HTML, read as a browser shows it (HTML Living Standard, 13.2.5), but kinder: what is never closed is text,
 * not the rest of the file. Each byte is looked at a bounded number of times and nothing nests. */
#include <string.h>

#include "pages_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum { MOST_PIECE = 4096, MOST_TAG = 16 };

enum element {
    EL_OTHER,
    EL_BLOCK,
    EL_HEADING,
    EL_BREAK,
    EL_PRE,
    EL_ROW,
    EL_CELL,
    EL_MEDIA,
    EL_DELETED,
    EL_TITLE,
    EL_HIDDEN, /* what is in it is no text */
};

static const struct {
    const char *name;
    enum element element;
} elements[] = {
    {"p", EL_BLOCK},         {"div", EL_BLOCK},      {"br", EL_BREAK},       {"h1", EL_HEADING},
    {"h2", EL_HEADING},      {"h3", EL_HEADING},     {"h4", EL_HEADING},     {"h5", EL_HEADING},
    {"h6", EL_HEADING},      {"li", EL_BLOCK},       {"ul", EL_BLOCK},       {"ol", EL_BLOCK},
    {"dl", EL_BLOCK},        {"dt", EL_BLOCK},       {"dd", EL_BLOCK},       {"td", EL_CELL},
    {"th", EL_CELL},         {"tr", EL_ROW},         {"table", EL_ROW},      {"thead", EL_ROW},
    {"tbody", EL_ROW},       {"tfoot", EL_ROW},      {"caption", EL_BLOCK},  {"blockquote", EL_BLOCK},
    {"pre", EL_PRE},         {"listing", EL_PRE},    {"hr", EL_BLOCK},       {"html", EL_BLOCK},
    {"head", EL_BLOCK},      {"body", EL_BLOCK},     {"article", EL_BLOCK},  {"section", EL_BLOCK},
    {"aside", EL_BLOCK},     {"header", EL_BLOCK},   {"footer", EL_BLOCK},   {"main", EL_BLOCK},
    {"nav", EL_BLOCK},       {"address", EL_BLOCK},  {"figure", EL_BLOCK},   {"figcaption", EL_BLOCK},
    {"form", EL_BLOCK},      {"fieldset", EL_BLOCK}, {"legend", EL_BLOCK},   {"details", EL_BLOCK},
    {"summary", EL_BLOCK},   {"dialog", EL_BLOCK},   {"center", EL_BLOCK},   {"dir", EL_BLOCK},
    {"menu", EL_BLOCK},      {"option", EL_BLOCK},   {"optgroup", EL_BLOCK}, {"search", EL_BLOCK},
    {"hgroup", EL_BLOCK},    {"img", EL_MEDIA},      {"svg", EL_MEDIA},      {"video", EL_MEDIA},
    {"audio", EL_MEDIA},     {"object", EL_MEDIA},   {"embed", EL_MEDIA},    {"canvas", EL_MEDIA},
    {"del", EL_DELETED},     {"title", EL_TITLE},    {"script", EL_HIDDEN},  {"style", EL_HIDDEN},
    {"template", EL_HIDDEN}, {"iframe", EL_HIDDEN},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

/* What must be written before the next words. */
enum gap { GAP_NONE, GAP_BLANK, GAP_CELL, GAP_LINE };

struct html {
    const char *s;
    size_t n, at;
    struct paragraphs p;
    struct html_map *map; /* NULL: nobody asks for offsets */
    struct buf decoded;   /* one character reference */
    size_t bytes;         /* of the document's text so far */
    enum gap gap;
    size_t gap_at;           /* of a blank: its first byte in the document's text */
    size_t gap_cells;        /* of cells: how many */
    enum para_kind gap_kind; /* of a line: what ends there */
    bool heading;
    size_t pre, cells;    /* open <pre>; cells of this row so far */
    size_t last_quote[2]; /* behind the file's last " and ' */
    bool no_quotes;       /* one that opens was not closed: they are not looked at any more */
    bool no_tag_end;      /* no > from here on */
    bool no_comment_end;
    bool never_ends[ELEMENTS];
    size_t media, deleted;
    bool titled;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

/* ---- offsets ---- */

void html_map_init(struct html_map *m)
{
    memset(m, 0, sizeof *m);
}

void html_map_release(struct html_map *m)
{
    vec_release(&m->pieces);
    buf_release(&m->text);
    html_map_init(m);
}

/* The next n bytes of the transcript's text are those at `from` of the document's. */
static void map_add(struct html *h, size_t from, size_t n)
{
    size_t to = h->p.text.len;
    if (!h->map)
        return;
    while (n > 0) {
        struct html_piece *last = h->map->pieces.n > 0 ? &h->map->pieces.v[h->map->pieces.n - 1] : NULL;
        size_t k = n;
        if (last && last->n < MOST_PIECE && last->from + last->n == from && last->to + last->n == to) {
            k = k < MOST_PIECE - last->n ? k : MOST_PIECE - last->n;
            last->n += k;
        } else {
            k = k < MOST_PIECE ? k : MOST_PIECE;
            struct html_piece piece = {.from = from, .n = k, .to = to};
            vec_push(&h->map->pieces, piece);
        }
        from += k;
        to += k;
        n -= k;
    }
}

static void map_finish(struct html *h)
{
    struct html_map *m = h->map;
    size_t cp = 0, done = 0;
    if (!m)
        return;
    m->text = h->p.text;
    h->p.text = (struct buf)BUF_INIT;
    m->bytes = h->bytes;
    for (size_t i = 0; i < m->pieces.n; i++) {
        cp += utf8_count(m->text.s + done, m->pieces.v[i].to - done);
        done = m->pieces.v[i].to;
        m->pieces.v[i].cp = cp;
    }
}

size_t html_map_cp(const struct html_map *m, size_t at, bool end)
{
    size_t lo = 0, hi = m->pieces.n; /* pieces before lo begin at or before `at` (for an end: before it) */
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->pieces.v[mid].from < at || (!end && m->pieces.v[mid].from == at))
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return m->pieces.n > 0 ? m->pieces.v[0].cp : 0;
    const struct html_piece *p = &m->pieces.v[lo - 1];
    size_t k = at - p->from;
    if (!end && k >= p->n && lo < m->pieces.n)
        return p[1].cp;
    k = k < p->n ? k : p->n;
    size_t cp = p->cp + utf8_count(m->text.s + p->to, k);
    /* A start inside of a character is the character's. */
    if (!end && k < p->n && cp > 0 && ((unsigned char)m->text.s[p->to + k] & 0xc0) == 0x80)
        cp--;
    return cp;
}

/* ---- words ---- */

static void write_gap(struct html *h)
{
    switch (h->gap) {
    case GAP_NONE: return;
    case GAP_BLANK:
        map_add(h, h->gap_at, 1);
        buf_addch(&h->p.text, ' ');
        break;
    case GAP_CELL:
        for (; h->gap_cells > 0; h->gap_cells--)
            buf_addch(&h->p.text, '\t');
        break;
    case GAP_LINE: paragraphs_end(&h->p, h->gap_kind); break;
    }
    h->gap = GAP_NONE;
}

static enum para_kind kind_of(const struct html *h)
{
    return h->heading ? PARA_HEADING : PARA_TEXT;
}

/* A block begins or ends here. */
static void break_block(struct html *h)
{
    if (h->gap == GAP_CELL || h->gap == GAP_LINE)
        return;
    h->gap = paragraphs_open(&h->p) > 0 ? GAP_LINE : GAP_NONE;
    h->gap_kind = kind_of(h);
}

static void break_row(struct html *h)
{
    h->cells = h->gap_cells = 0;
    if (h->gap == GAP_CELL)
        h->gap = GAP_NONE;
    break_block(h);
}

/* A cell begins; all but the row's first stand behind a tab. */
static void begin_cell(struct html *h)
{
    if (h->cells++ == 0) {
        break_block(h);
        return;
    }
    h->gap = GAP_CELL;
    h->gap_cells++;
}

/* A line break at the end of a block shows nothing of its own; nor does one that begins a further cell. */
static void break_line(struct html *h)
{
    if (h->gap == GAP_CELL)
        return;
    if (h->gap == GAP_LINE || paragraphs_open(&h->p) == 0) {
        write_gap(h);
        paragraphs_end(&h->p, kind_of(h));
    } else {
        h->gap = GAP_LINE;
        h->gap_kind = kind_of(h);
    }
}

static void add_blank(struct html *h, char c)
{
    if (h->pre > 0) {
        write_gap(h);
        map_add(h, h->bytes, 1);
        if (c == '\n')
            paragraphs_end(&h->p, kind_of(h));
        else
            buf_addch(&h->p.text, c == '\t' ? '\t' : ' ');
    } else if (h->gap == GAP_NONE && paragraphs_open(&h->p) > 0) {
        h->gap = GAP_BLANK;
        h->gap_at = h->bytes;
    }
    h->bytes++;
}

/* Characters without references. A NUL is no text of a transcript. */
static void add_text(struct html *h, const char *s, size_t n)
{
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && !is_blank(s[k]) && s[k] != '\0'; k++)
            ;
        if (k > i) {
            write_gap(h);
            map_add(h, h->bytes, k - i);
            buf_add(&h->p.text, s + i, k - i);
            h->bytes += k - i;
        }
        for (; k < n && (is_blank(s[k]) || s[k] == '\0'); k++) {
            if (s[k] != '\0')
                add_blank(h, s[k]);
        }
    }
}

static void add_words(struct html *h, const char *s, size_t n)
{
    for (size_t i = 0, used; i < n; i += used) {
        const char *amp = memchr(s + i, '&', n - i);
        size_t k = amp ? (size_t)(amp - s) : n;
        add_text(h, s + i, k - i);
        i = k;
        if (i >= n)
            break;
        buf_clear(&h->decoded);
        used = html_reference(s + i, n - i, &h->decoded);
        if (used > 0) {
            add_text(h, h->decoded.s, h->decoded.len);
        } else {
            used = 1;
            add_text(h, s + i, 1);
        }
    }
}

/* ---- tags ---- */

static size_t find_element(const char *s, size_t n)
{
    char name[MOST_TAG];
    if (n >= sizeof name)
        return ELEMENTS;
    for (size_t i = 0; i < n; i++)
        name[i] = lower(s[i]);
    name[n] = '\0';
    for (size_t i = 0; i < ELEMENTS; i++) {
        if (elements[i].name[0] == name[0] && strcmp(elements[i].name, name) == 0)
            return i;
    }
    return ELEMENTS;
}

/* Behind the > of a tag whose name ends at `at`; 0 when there is none. Attributes' values may hold one. */
static size_t tag_end(struct html *h, size_t at)
{
    char before = ' ';
    size_t i = at;
    for (; i < h->n && h->s[i] != '>'; i++) {
        char c = h->s[i];
        if ((c == '"' || c == '\'') && before == '=' && !h->no_quotes && i + 1 < h->last_quote[c == '\'']) {
            const char *q = memchr(h->s + i + 1, c, h->n - i - 1);
            i = q ? (size_t)(q - h->s) : i;
        }
        before = is_blank(c) ? before : c;
    }
    if (i < h->n)
        return i + 1;
    h->no_quotes = true;
    const char *gt = memchr(h->s + at, '>', h->n - at);
    h->no_tag_end = !gt;
    return gt ? (size_t)(gt - h->s) + 1 : 0;
}

/* Where "</name" begins, from `at` on; n when it does not. */
static size_t closing_tag(const struct html *h, size_t at, const char *name)
{
    size_t len = strlen(name);
    for (const char *p = h->s + at; (p = memchr(p, '<', h->n - (size_t)(p - h->s))); p++) {
        size_t left = h->n - (size_t)(p - h->s), k = 0;
        if (left < len + 3 || p[1] != '/')
            continue;
        while (k < len && lower(p[2 + k]) == name[k])
            k++;
        if (k == len && (is_blank(p[2 + len]) || p[2 + len] == '>' || p[2 + len] == '/'))
            return (size_t)(p - h->s);
    }
    return h->n;
}

/* What is no text: up to its closing tag. */
static void skip_element(struct html *h, size_t id)
{
    size_t end = h->never_ends[id] ? h->n : closing_tag(h, h->at, elements[id].name);
    if (end == h->n) {
        h->never_ends[id] = true;
        return;
    }
    if (elements[id].element == EL_TITLE && !h->titled) {
        struct buf title = BUF_INIT;
        for (size_t i = h->at, used; i < end && title.len < 200; i += used) {
            used = h->s[i] == '&' ? html_reference(h->s + i, end - i, &title) : 0;
            if (used > 0)
                continue;
            uint32_t cp;
            used = utf8_decode(h->s + i, end - i, &cp);
            if (!is_blank(h->s[i]) && cp >= ' ')
                buf_add(&title, h->s + i, used);
            else if (title.len > 0 && title.s[title.len - 1] != ' ')
                buf_addch(&title, ' ');
        }
        if (title.len > 0)
            add_note(h->p.t, _("its title, '%s', is not part of the text"), title.s);
        h->titled = title.len > 0;
        buf_release(&title);
    }
    h->at = end;
}

static void begin_pre(struct html *h)
{
    break_block(h);
    h->pre++;
    h->at += h->at < h->n && h->s[h->at] == '\n';
}

static void open_tag(struct html *h, size_t id)
{
    switch (id < ELEMENTS ? elements[id].element : EL_OTHER) {
    case EL_OTHER: break;
    case EL_BLOCK: break_block(h); break;
    case EL_HEADING:
        break_block(h);
        h->heading = true;
        break;
    case EL_BREAK: break_line(h); break;
    case EL_PRE: begin_pre(h); break;
    case EL_ROW: break_row(h); break;
    case EL_CELL: begin_cell(h); break;
    case EL_MEDIA: h->media++; break;
    case EL_DELETED: h->deleted++; break;
    case EL_TITLE:
    case EL_HIDDEN: skip_element(h, id); break;
    }
}

static void close_tag(struct html *h, size_t id)
{
    switch (id < ELEMENTS ? elements[id].element : EL_OTHER) {
    case EL_BLOCK:
    case EL_CELL: break_block(h); break;
    case EL_HEADING:
        break_block(h);
        h->heading = false;
        break;
    case EL_PRE:
        break_block(h);
        h->pre -= h->pre > 0;
        break;
    case EL_ROW: break_row(h); break;
    case EL_OTHER:
    case EL_BREAK:
    case EL_MEDIA:
    case EL_DELETED:
    case EL_TITLE:
    case EL_HIDDEN: break;
    }
}

/* "<!--…-->" and, up to its >, any other "<!…" and "<?…"; 0 when it does not end. */
static size_t comment_end(struct html *h)
{
    bool comment = h->n - h->at >= 4 && memcmp(h->s + h->at, "<!--", 4) == 0 && !h->no_comment_end;
    const char *from = h->s + h->at + 2, *p = from;
    for (; (p = memchr(p, '>', h->n - (size_t)(p - h->s))); p++) {
        if (!comment || (p - from >= 2 && p[-1] == '-' && p[-2] == '-'))
            return (size_t)(p - h->s) + 1;
    }
    if (!comment) {
        h->no_tag_end = true;
        return 0;
    }
    h->no_comment_end = true;
    return comment_end(h);
}

/* Reads what the < at `at` begins; false when it is a character like others. */
static bool read_markup(struct html *h)
{
    size_t name = h->at + 1, end;
    if (h->no_tag_end || name >= h->n)
        return false;
    if (h->s[name] == '!' || h->s[name] == '?') {
        end = comment_end(h);
        h->at = end > 0 ? end : h->at;
        return end > 0;
    }
    bool closes = h->s[name] == '/';
    name += closes;
    if (name >= h->n || !is_letter(h->s[name]))
        return false;
    for (end = name; end < h->n && !is_blank(h->s[end]) && h->s[end] != '>' && h->s[end] != '/'; end++)
        ;
    size_t id = find_element(h->s + name, end - name);
    end = tag_end(h, end);
    if (end == 0)
        return false;
    h->at = end;
    if (closes)
        close_tag(h, id);
    else
        open_tag(h, id);
    return true;
}

static size_t behind_last(const char *s, size_t n, char c)
{
    while (n > 0 && s[n - 1] != c)
        n--;
    return n;
}

static void add_notes(struct html *h)
{
    struct transcript *t = h->p.t;
    if (h->media > 0)
        add_note(t,
                 ngettext("%zu picture, recording or drawing was left out",
                          "%zu pictures, recordings or drawings were left out", h->media),
                 h->media);
    if (h->deleted > 0)
        add_note(t,
                 ngettext("%zu piece marked as deleted is kept in the text",
                          "%zu pieces marked as deleted are kept in the text", h->deleted),
                 h->deleted);
}

bool html_read(const char *s, size_t n, struct transcript *out, struct html_map *map, struct err *err)
{
    struct html h = {.s = s, .n = n, .map = map};
    h.last_quote[0] = behind_last(s, n, '"');
    h.last_quote[1] = behind_last(s, n, '\'');
    paragraphs_init(&h.p, out);
    while (h.at < n && !h.p.full) {
        const char *lt = memchr(s + h.at, '<', n - h.at);
        size_t end = lt ? (size_t)(lt - s) : n;
        if (end > h.at)
            add_words(&h, s + h.at, end - h.at);
        h.at = end;
        if (h.at < n && !read_markup(&h)) {
            add_text(&h, "<", 1);
            h.at++;
        }
    }
    if (paragraphs_open(&h.p) > 0)
        paragraphs_end(&h.p, h.gap == GAP_LINE ? h.gap_kind : kind_of(&h));
    bool ok = paragraphs_finish(&h.p, err);
    if (ok) {
        add_notes(&h);
        map_finish(&h);
    }
    buf_release(&h.decoded);
    paragraphs_release(&h.p);
    return ok;
}

static bool read_html(const char *text, size_t n, struct transcript *out, struct err *err)
{
    return html_read(text, n, out, NULL, err);
}

const struct format format_html = {.name = "html",
                                   .label = N_("HTML page"),
                                   .extensions = "html htm xhtml",
                                   .sniff = html_sniff,
                                   .read = read_html};
