/* Word documents (ECMA-376, WordprocessingML), read as they would be printed with all changes accepted. */
#include <stdlib.h>
#include <string.h>

#include "container_priv.h"
#include "office_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum { MOST_STYLES = 1000, MOST_TABLES = XML_DEPTH };

#define WORD          "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_STRICT   "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define COMPATIBILITY "http://schemas.openxmlformats.org/markup-compatibility/2006"

/* What stands between the words so far and the next ones, inside a table. */
enum gap { GAP_NONE, GAP_CELL, GAP_LINE };

struct docx {
    struct xml *x;
    struct paragraphs p;
    struct arena arena;
    VEC(char *) headings; /* ids of the styles of headings */
    VEC(size_t) firsts;   /* rows that begin a paragraph */
    struct buf words, boxed;
    size_t boxes;         /* text boxes open: their words go to `boxed`, and behind the paragraph */
    size_t paras;         /* paragraphs open */
    size_t begun;         /* rows before the outermost open paragraph */
    bool heading, joined; /* of the paragraph: a heading; its mark was deleted */
    bool hidden;          /* of the run */
    enum gap gap;
    size_t tables, cells[MOST_TABLES + 1]; /* cells: so far in the row, by how many tables are open */
    bool taken[XML_DEPTH + 2];             /* of mc:AlternateContent: one of them is enough */
    size_t comments, footnotes, pictures, deleted, inserted, symbols, embedded, hidden_runs, boxes_seen;
};

bool docx_is(const struct xml *x, const char *name)
{
    return strcmp(xml_name(x), name) == 0 &&
           (strcmp(xml_ns(x), WORD) == 0 || strcmp(xml_ns(x), WORD_STRICT) == 0);
}

bool docx_on(struct xml *x)
{
    const char *v = xml_attr(x, "val");
    return !v || strcmp(v, "1") == 0 || strcmp(v, "true") == 0 || strcmp(v, "on") == 0;
}

static bool find_document(const struct container *c, size_t *ret)
{
    if (container_find(c, "word/document.xml", ret))
        return true;
    for (size_t i = 0; i < container_count(c);
         i++) { /* "word/document2.xml", as some of Microsoft's servers name it */
        const char *name = container_name(c, i);
        size_t n = strlen(name);
        if (n == 18 && strncmp(name, "word/document", 13) == 0 && strcmp(name + 14, ".xml") == 0) {
            *ret = i;
            return true;
        }
    }
    return false;
}

static bool open_document(const char *bytes, size_t n, struct container **ret, size_t *ret_i, struct err *err)
{
    if (!container_open(bytes, n, ret, err))
        return false;
    if (find_document(*ret, ret_i))
        return true;
    container_close(*ret);
    return err_set(err, ERR_INPUT, _("it is no Word document: there is no 'word/document.xml' in it"));
}

bool docx_document(const char *bytes, size_t n, struct buf *out, struct err *err)
{
    struct container *c;
    size_t i;
    if (!open_document(bytes, n, &c, &i, err))
        return false;
    bool ok = container_read(c, i, out, err);
    container_close(c);
    return ok;
}

/* ---- words ---- */

static struct buf *target(struct docx *d)
{
    return d->boxes > 0 ? &d->boxed : &d->p.text;
}

/* Newlines in the XML are white space. */
static void add_words(struct docx *d, const char *s, size_t n)
{
    struct buf *b = target(d);
    if (d->hidden) {
        d->hidden_runs += n > 0;
        return;
    }
    size_t from = b->len;
    buf_add(b, s, n);
    for (char *p = b->s + from; n > 0 && (p = memchr(p, '\n', (size_t)(b->s + b->len - p)));)
        *p = ' ';
    for (char *p = b->s + from; n > 0 && (p = memchr(p, '\r', (size_t)(b->s + b->len - p)));)
        *p = ' ';
}

/* Blank rows before the first words are not kept: a document can begin with any number of them. */
static void end_row(struct docx *d, enum para_kind kind)
{
    if (d->boxes > 0) {
        buf_addch(&d->boxed, '\n');
        return;
    }
    size_t open = paragraphs_open(&d->p);
    if (d->p.list.n == 0 && strspn(d->p.text.s + d->p.begun, " \t") == open)
        buf_splice(&d->p.text, d->p.begun, open, NULL, 0);
    else
        paragraphs_end(&d->p, kind);
}

static void flush_boxes(struct docx *d)
{
    for (size_t at = 0, end; at < d->boxed.len; at = end + 1) {
        end = line_end(d->boxed.s, d->boxed.len, at);
        if (end > at)
            paragraphs_add(&d->p, d->boxed.s + at, end - at, PARA_TEXT);
    }
    buf_clear(&d->boxed);
}

static bool add_text(struct docx *d, struct err *err)
{
    const char *space = xml_attr(d->x, "space");
    bool keep = space && strcmp(space, "preserve") == 0;
    buf_clear(&d->words);
    if (!xml_text_of(d->x, &d->words, err))
        return false;
    const char *s = buf_str(&d->words);
    size_t n = d->words.len, at = 0;
    while (!keep && n > 0 && strchr(" \t\n\r", s[n - 1]))
        n--;
    while (!keep && at < n && strchr(" \t\n\r", s[at]))
        at++;
    add_words(d, s + at, n - at);
    return true;
}

/* A character by its number in a font; those of symbol fonts have no meaning of their own. */
static void add_symbol(struct docx *d)
{
    const char *v = xml_attr(d->x, "char");
    unsigned long cp = v ? strtoul(v, NULL, 16) : 0;
    char utf8[4];
    if (cp < 0x20 || (cp >= 0xe000 && cp < 0xf900) || cp > 0x10ffff) {
        cp = 0xfffd;
        d->symbols++;
    }
    add_words(d, utf8, utf8_encode((uint32_t)cp, utf8));
}

/* ---- properties ---- */

static bool is_heading_style(const struct docx *d, const char *id)
{
    for (size_t i = 0; i < d->headings.n; i++) {
        if (strcmp(d->headings.v[i], id) == 0)
            return true;
    }
    return false;
}

static bool paragraph_properties(struct docx *d, struct err *err)
{
    size_t depth = xml_depth(d->x);
    enum xml_event e = XML_START;
    while (e != XML_END || xml_depth(d->x) >= depth) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e != XML_START)
            continue;
        if (docx_is(d->x, "pStyle")) {
            const char *id = xml_attr(d->x, "val");
            d->heading = d->heading || (id && is_heading_style(d, id));
        } else if (docx_is(d->x, "outlineLvl")) {
            const char *v = xml_attr(d->x, "val");
            d->heading = d->heading || (v && v[0] >= '0' && v[0] <= '8' && v[1] == '\0');
        } else if (docx_is(d->x, "del") || docx_is(d->x, "moveFrom")) { /* of the paragraph's mark */
            d->joined = true;
        } else if ((docx_is(d->x, "sectPr") || docx_is(d->x, "pPrChange") || docx_is(d->x, "rPrChange")) &&
                   !xml_skip(d->x, err)) {
            return false;
        }
    }
    return true;
}

static bool run_properties(struct docx *d, struct err *err)
{
    size_t depth = xml_depth(d->x);
    enum xml_event e = XML_START;
    while (e != XML_END || xml_depth(d->x) >= depth) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e == XML_START && docx_is(d->x, "vanish"))
            d->hidden = docx_on(d->x);
        else if (e == XML_START && docx_is(d->x, "rPrChange") && !xml_skip(d->x, err))
            return false;
    }
    return true;
}

/* Of a table's row; one that was deleted is passed over to its end. */
static bool row_properties(struct docx *d, struct err *err)
{
    size_t depth = xml_depth(d->x);
    enum xml_event e = XML_START;
    bool gone = false;
    while (e != XML_END || xml_depth(d->x) >= depth - (gone ? 1 : 0)) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e == XML_EOF)
            return true;
        gone = gone || (e == XML_START && xml_depth(d->x) == depth + 1 && docx_is(d->x, "del"));
    }
    if (gone) {
        d->deleted++;
        d->gap = GAP_NONE;
    }
    return true;
}

/* ---- elements ---- */

static void begin_paragraph(struct docx *d)
{
    if (d->boxes == 0 && d->paras++ == 0)
        d->begun = d->p.list.n;
    if (d->boxes > 0)
        return;
    d->heading = d->joined = d->hidden = false;
    if (d->gap == GAP_CELL)
        add_words(d, "\t", 1);
    else if (d->gap == GAP_LINE)
        end_row(d, PARA_TEXT);
    d->gap = GAP_NONE;
}

static void end_paragraph(struct docx *d)
{
    if (d->boxes > 0) {
        end_row(d, PARA_TEXT);
        return;
    }
    d->hidden = false;
    if (d->tables > 0)
        d->gap = GAP_LINE;
    else if (!d->joined)
        end_row(d, d->heading ? PARA_HEADING : PARA_TEXT);
    if (d->paras > 0 && --d->paras == 0) {
        if (d->p.list.n > d->begun)
            vec_push(&d->firsts, d->begun);
        if (d->tables == 0)
            flush_boxes(d);
    }
}

static void begin_table(struct docx *d)
{
    if (d->gap == GAP_LINE && d->boxes == 0)
        end_row(d, PARA_TEXT);
    d->gap = GAP_NONE;
    if (d->tables < MOST_TABLES)
        d->tables++;
    d->cells[d->tables] = 0;
}

static void end_table_row(struct docx *d)
{
    if (d->boxes > 0)
        return;
    size_t begun = d->p.list.n;
    if (paragraphs_open(&d->p) > 0 || d->gap == GAP_LINE)
        end_row(d, PARA_TEXT);
    if (d->p.list.n > begun)
        vec_push(&d->firsts, begun);
    d->gap = GAP_NONE;
    d->cells[d->tables] = 0;
}

/* One of several forms of the same: the first. */
static bool alternative(struct docx *d, struct err *err)
{
    size_t depth = xml_depth(d->x);
    if (strcmp(xml_name(d->x), "AlternateContent") == 0) {
        d->taken[depth] = false;
        return true;
    }
    if (depth == 0 || (strcmp(xml_name(d->x), "Choice") != 0 && strcmp(xml_name(d->x), "Fallback") != 0))
        return true;
    if (d->taken[depth - 1])
        return xml_skip(d->x, err);
    d->taken[depth - 1] = true;
    return true;
}

static const struct {
    const char *name;
    size_t count; /* offset of a counter in struct docx, 0: none */
    bool skip;    /* with all in it */
} others[] = {
    {"del", offsetof(struct docx, deleted), true},
    {"moveFrom", 0, true},
    {"ins", offsetof(struct docx, inserted), false},
    {"commentReference", offsetof(struct docx, comments), false},
    {"footnoteReference", offsetof(struct docx, footnotes), false},
    {"endnoteReference", offsetof(struct docx, footnotes), false},
    {"altChunk", offsetof(struct docx, embedded), true},
    {"subDoc", offsetof(struct docx, embedded), true},
    {"sectPr", 0, true},
    {"sdtPr", 0, true},
    {"sdtEndPr", 0, true},
    {"tblPr", 0, true},
    {"tblPrEx", 0, true},
    {"tblGrid", 0, true},
    {"tcPr", 0, true},
    {"rt", 0, true},
};

static bool other(struct docx *d, struct err *err)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strcmp(xml_name(d->x), others[i].name) != 0)
            continue;
        if (others[i].count > 0)
            ++*(size_t *)(void *)((char *)d + others[i].count);
        return !others[i].skip || xml_skip(d->x, err);
    }
    return true;
}

static void line_break(struct docx *d)
{
    const char *type = xml_attr(d->x, "type");
    bool page = type && strcmp(type, "textWrapping") != 0;
    if (d->hidden || (page && (d->boxes > 0 || paragraphs_open(&d->p) == 0)))
        return;
    end_row(d, d->heading && d->boxes == 0 ? PARA_HEADING : PARA_TEXT);
}

static bool start_word(struct docx *d, struct err *err)
{
    const char *name = xml_name(d->x);
    if (strcmp(name, "t") == 0)
        return add_text(d, err);
    if (strcmp(name, "p") == 0)
        begin_paragraph(d);
    else if (strcmp(name, "r") == 0)
        d->hidden = false;
    else if (strcmp(name, "pPr") == 0)
        return d->boxes > 0 ? xml_skip(d->x, err) : paragraph_properties(d, err);
    else if (strcmp(name, "rPr") == 0)
        return run_properties(d, err);
    else if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0)
        add_words(d, "\t", 1);
    else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
        line_break(d);
    else if (strcmp(name, "noBreakHyphen") == 0)
        add_words(d, "\xe2\x80\x91", 3);
    else if (strcmp(name, "sym") == 0)
        add_symbol(d);
    else if (strcmp(name, "tbl") == 0)
        begin_table(d);
    else if (strcmp(name, "trPr") == 0)
        return row_properties(d, err);
    else if (strcmp(name, "tc") == 0 && d->boxes == 0)
        d->gap = d->cells[d->tables]++ > 0 ? GAP_CELL : GAP_NONE;
    else if (strcmp(name, "txbxContent") == 0)
        d->boxes_seen += d->boxes++ == 0;
    else
        return other(d, err);
    return true;
}

static void end_word(struct docx *d)
{
    const char *name = xml_name(d->x);
    if (strcmp(name, "p") == 0) {
        end_paragraph(d);
    } else if (strcmp(name, "r") == 0) {
        d->hidden = false;
    } else if (strcmp(name, "tr") == 0) {
        end_table_row(d);
    } else if (strcmp(name, "tbl") == 0) {
        d->tables -= d->tables > 0;
        d->gap = GAP_NONE;
        if (d->tables == 0 && d->paras == 0)
            flush_boxes(d);
    } else if (strcmp(name, "txbxContent") == 0) {
        d->boxes -= d->boxes > 0;
    }
}

static bool read_body(struct docx *d, struct err *err)
{
    enum xml_event e;
    bool root = false;
    for (;;) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e == XML_EOF)
            break;
        const char *ns = xml_ns(d->x);
        bool word = e != XML_TEXT && (strcmp(ns, WORD) == 0 || strcmp(ns, WORD_STRICT) == 0);
        if (e == XML_START && !root) {
            root = true;
            if (!docx_is(d->x, "document"))
                return err_set(err, ERR_INPUT, _("its main part is no Word document"));
        }
        if (e == XML_START && word) {
            if (!start_word(d, err))
                return false;
        } else if (e == XML_END && word) {
            end_word(d);
        } else if (e == XML_START && strcmp(ns, COMPATIBILITY) == 0) {
            if (!alternative(d, err))
                return false;
        } else if (e == XML_START && strcmp(xml_name(d->x), "t") == 0 && strstr(ns, "/math")) {
            if (!add_text(d, err))
                return false;
        } else if (e == XML_START) {
            d->pictures += strcmp(xml_name(d->x), "blip") == 0 || strcmp(xml_name(d->x), "imagedata") == 0;
        }
    }
    d->boxes = 0;
    flush_boxes(d);
    return true;
}

/* ---- the other parts ---- */

/* Which styles are headings: by their level or their name, which is English in every language's Word. */
static bool read_style(struct docx *d, struct xml *x, struct err *err)
{
    size_t depth = xml_depth(x);
    const char *id = xml_attr(x, "styleId");
    char *kept = arena_strdup(&d->arena, id ? id : "");
    bool heading = false;
    enum xml_event e = XML_START;
    while (e != XML_END || xml_depth(x) >= depth) {
        if (!xml_next(x, &e, err))
            return false;
        const char *v = e == XML_START ? xml_attr(x, "val") : NULL;
        if (!v)
            continue;
        if (docx_is(x, "name"))
            heading = heading || strncmp(v, "heading ", 8) == 0 || strcmp(v, "Title") == 0;
        else if (docx_is(x, "outlineLvl"))
            heading = heading || (v[0] >= '0' && v[0] <= '8' && v[1] == '\0');
        else if (docx_is(x, "basedOn"))
            heading = heading || is_heading_style(d, v);
    }
    if (heading && d->headings.n < MOST_STYLES)
        vec_push(&d->headings, kept);
    return true;
}

static bool read_styles(struct docx *d, struct container *c, struct err *err)
{
    struct buf b = BUF_INIT;
    struct xml *x = NULL;
    enum xml_event e = XML_EOF;
    size_t i;
    if (!container_find(c, "word/styles.xml", &i))
        return true;
    bool ok = container_read(c, i, &b, err) && xml_open(b.s, b.len, &x, err);
    while (ok && (ok = xml_next(x, &e, err)) && e != XML_EOF) {
        if (e == XML_START && docx_is(x, "style"))
            ok = read_style(d, x, err);
    }
    xml_close(x);
    buf_release(&b);
    return ok || err_wrap(err, "'word/styles.xml'");
}

/* Headers and footers with words in them. */
static bool count_margins(struct container *c, size_t *ret, struct err *err)
{
    for (size_t i = 0; i < container_count(c); i++) {
        const char *name = container_name(c, i);
        if (strncmp(name, "word/header", 11) != 0 && strncmp(name, "word/footer", 11) != 0)
            continue;
        struct buf b = BUF_INIT;
        struct xml *x = NULL;
        enum xml_event e = XML_EOF;
        bool words = false, ok = container_read(c, i, &b, err) && xml_open(b.s, b.len, &x, err);
        while (ok && !words && (ok = xml_next(x, &e, err)) && e != XML_EOF) {
            size_t n;
            const char *s = xml_text(x, &n);
            for (size_t k = 0; k < n && !words; k++)
                words = !strchr(" \t\n", s[k]);
        }
        xml_close(x);
        buf_release(&b);
        if (!ok)
            return err_wrap(err, "'%s'", name);
        *ret += words;
    }
    return true;
}

static void note_left_out(struct transcript *t, const struct docx *d, size_t margins)
{
    if (d->comments > 0)
        add_note(t, ngettext("%zu comment was left out", "%zu comments were left out", d->comments),
                 d->comments);
    if (d->footnotes > 0)
        add_note(t,
                 ngettext("%zu footnote or endnote was left out", "%zu footnotes and endnotes were left out",
                          d->footnotes),
                 d->footnotes);
    if (margins > 0)
        add_note(
            t,
            ngettext("%zu header or footer was left out", "%zu headers and footers were left out", margins),
            margins);
    if (d->pictures > 0)
        add_note(t, ngettext("%zu picture was left out", "%zu pictures were left out", d->pictures),
                 d->pictures);
    if (d->embedded > 0)
        add_note(t,
                 ngettext("%zu document inside of it was left out",
                          "%zu documents inside of it were left out", d->embedded),
                 d->embedded);
    if (d->hidden_runs > 0)
        add_note(t,
                 ngettext("%zu piece of hidden text was left out", "%zu pieces of hidden text were left out",
                          d->hidden_runs),
                 d->hidden_runs);
}

static void note_changed(struct transcript *t, const struct docx *d)
{
    if (d->deleted + d->inserted > 0)
        add_note(t,
                 ngettext("%zu tracked change was taken as accepted: what was deleted is left out",
                          "%zu tracked changes were taken as accepted: what was deleted is left out",
                          d->deleted + d->inserted),
                 d->deleted + d->inserted);
    if (d->symbols > 0)
        add_note(
            t,
            ngettext("%zu character of a symbol font has no meaning in another and stands as \xef\xbf\xbd",
                     "%zu characters of symbol fonts have no meaning in another and stand as \xef\xbf\xbd",
                     d->symbols),
            d->symbols);
    if (d->boxes_seen > 0)
        add_note(t,
                 ngettext("the words of %zu text box stand behind the paragraph it hangs on",
                          "the words of %zu text boxes stand behind the paragraphs they hang on",
                          d->boxes_seen),
                 d->boxes_seen);
}

static bool read_docx(const char *s, size_t n, struct transcript *out, struct err *err)
{
    struct docx d = {.x = NULL};
    struct container *c;
    struct buf document = BUF_INIT;
    size_t i, margins = 0;
    if (!open_document(s, n, &c, &i, err))
        return false;
    paragraphs_init(&d.p, out);
    buf_reserve(&d.p.text, 1);
    bool ok =
        container_read(c, i, &document, err) && read_styles(&d, c, err) && count_margins(c, &margins, err);
    container_close(c);
    ok = ok && xml_open(buf_str(&document), document.len, &d.x, err) && read_body(&d, err);
    xml_close(d.x);
    buf_release(&document);
    if (ok && paragraphs_open(&d.p) > 0)
        paragraphs_end(&d.p, PARA_TEXT);
    if (ok && (d.p.full || !teams_turns(&d.p, d.firsts.v, d.firsts.n)))
        ok = paragraphs_finish(&d.p, err);
    if (ok) {
        note_left_out(out, &d, margins);
        note_changed(out, &d);
    }
    paragraphs_release(&d.p);
    arena_release(&d.arena);
    vec_release(&d.headings);
    vec_release(&d.firsts);
    buf_release(&d.words);
    buf_release(&d.boxed);
    return ok;
}

static int sniff_docx(const char *s, size_t n)
{
    struct container *c;
    size_t i;
    if (!container_is(s, n) || !container_open(s, n, &c, NULL))
        return 0;
    bool found = find_document(c, &i);
    container_close(c);
    return found ? 90 : 0;
}

const struct format format_docx = {.name = "docx",
                                   .label = N_("Word document (.docx; transcripts of Teams)"),
                                   .extensions = "docx docm dotx",
                                   .sniff = sniff_docx,
                                   .read = read_docx,
                                   .bytes = true};
