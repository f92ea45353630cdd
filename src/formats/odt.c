/* OpenDocument texts (OASIS OpenDocument 1.3, part 3), as LibreOffice writes them. */
#include <stdlib.h>
#include <string.h>

#include "container_priv.h"
#include "office_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"

#define ODF      "urn:oasis:names:tc:opendocument:xmlns:"
#define ODT_TYPE "application/vnd.oasis.opendocument.text"

enum gap { GAP_NONE, GAP_CELL, GAP_LINE };

struct odt {
    struct xml *x;
    struct paragraphs p;
    struct buf boxed;
    size_t boxes; /* text boxes open: their words go to `boxed`, and behind the paragraph */
    size_t paras; /* paragraphs open */
    bool blank;   /* the last character is white space that further white space is part of */
    enum gap gap;
    size_t tables, cells[XML_DEPTH + 1]; /* cells: so far in the row, by how many tables are open */
    size_t comments, footnotes, pictures, changes, boxes_seen;
};

static bool is_odf(const char *ns, const char *part)
{
    size_t n = strlen(ODF);
    return strncmp(ns, ODF, n) == 0 && strcmp(ns + n, part) == 0;
}

/* ---- words ---- */

static void add_words(struct odt *d, const char *s, size_t n)
{
    buf_add(d->boxes > 0 ? &d->boxed : &d->p.text, s, n);
}

/* White space in the XML is one blank, none at the beginning of a paragraph (part 3, 6.1.2). */
static void add_text(struct odt *d, const char *s, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t len = 0;
        while (at + len < n && !strchr(" \t\n\r", s[at + len]))
            len++;
        if (len > 0) {
            add_words(d, s + at, len);
            d->blank = false;
            at += len;
        } else {
            if (!d->blank)
                add_words(d, " ", 1);
            d->blank = true;
            at++;
        }
    }
}

static void add_spaces(struct odt *d)
{
    enum { MOST = 1000 };
    const char *c = xml_attr(d->x, "c");
    long n = c ? strtol(c, NULL, 10) : 1;
    for (long i = 0; i < n && i < MOST; i++)
        add_words(d, " ", 1);
    d->blank = false;
}

/* Blank rows before the first words are not kept: a document can begin with any number of them. */
static void end_row(struct odt *d, enum para_kind kind)
{
    d->blank = true;
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

static void flush_boxes(struct odt *d)
{
    for (size_t at = 0, end; at < d->boxed.len; at = end + 1) {
        end = line_end(d->boxed.s, d->boxed.len, at);
        if (end > at)
            paragraphs_add(&d->p, d->boxed.s + at, end - at, PARA_TEXT);
    }
    buf_clear(&d->boxed);
}

/* ---- elements ---- */

static void begin_paragraph(struct odt *d)
{
    if (d->boxes > 0)
        return;
    d->paras++;
    if (d->gap == GAP_CELL)
        add_words(d, "\t", 1);
    else if (d->gap == GAP_LINE)
        end_row(d, PARA_TEXT);
    d->gap = GAP_NONE;
    d->blank = true;
}

static void end_paragraph(struct odt *d, enum para_kind kind)
{
    if (d->boxes > 0) {
        end_row(d, PARA_TEXT);
        return;
    }
    d->paras -= d->paras > 0;
    if (d->tables > 0) {
        d->gap = GAP_LINE;
        return;
    }
    end_row(d, kind);
    if (d->paras == 0)
        flush_boxes(d);
}

static bool start_text(struct odt *d, const char *name, struct err *err)
{
    static const char *const skipped[] = {"sequence-decls", "variable-decls", "user-field-decls", "ruby-text",
                                          "table-of-content-source"};
    if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0) {
        begin_paragraph(d);
    } else if (strcmp(name, "s") == 0) {
        add_spaces(d);
    } else if (strcmp(name, "tab") == 0) {
        add_words(d, "\t", 1);
        d->blank = false;
    } else if (strcmp(name, "line-break") == 0) {
        end_row(d, PARA_TEXT);
    } else if (strcmp(name, "note") == 0) {
        d->footnotes++;
        return xml_skip(d->x, err);
    } else if (strcmp(name, "tracked-changes") == 0) {
        size_t depth = xml_depth(d->x);
        enum xml_event e = XML_START;
        while (e != XML_END || xml_depth(d->x) >= depth) {
            if (!xml_next(d->x, &e, err))
                return false;
            d->changes += e == XML_START && xml_is(d->x, NULL, "changed-region");
        }
    } else {
        for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
            if (strcmp(name, skipped[i]) == 0)
                return xml_skip(d->x, err);
        }
    }
    return true;
}

static bool start_table(struct odt *d, const char *name, struct err *err)
{
    if (strcmp(name, "covered-table-cell") == 0)
        return xml_skip(d->x, err);
    if (d->boxes > 0)
        return true;
    if (strcmp(name, "table") == 0) {
        if (d->gap == GAP_LINE)
            end_row(d, PARA_TEXT);
        d->gap = GAP_NONE;
        d->cells[++d->tables] = 0;
    } else if (strcmp(name, "table-cell") == 0) {
        if (d->gap == GAP_CELL) /* the cell before had no paragraph */
            add_words(d, "\t", 1);
        d->gap = d->cells[d->tables]++ > 0 ? GAP_CELL : GAP_NONE;
    }
    return true;
}

static void end_table(struct odt *d, const char *name)
{
    if (d->boxes > 0)
        return;
    if (strcmp(name, "table-row") == 0) {
        if (paragraphs_open(&d->p) > 0 || d->gap == GAP_LINE)
            end_row(d, PARA_TEXT);
        d->gap = GAP_NONE;
        d->cells[d->tables] = 0;
    } else if (strcmp(name, "table") == 0) {
        d->tables -= d->tables > 0;
        d->gap = GAP_NONE;
        if (d->tables == 0 && d->paras == 0)
            flush_boxes(d);
    }
}

static bool start_element(struct odt *d, struct err *err)
{
    const char *ns = xml_ns(d->x), *name = xml_name(d->x);
    if (is_odf(ns, "text:1.0"))
        return start_text(d, name, err);
    if (is_odf(ns, "table:1.0"))
        return start_table(d, name, err);
    if (is_odf(ns, "office:1.0")) {
        if (strcmp(name, "annotation") == 0)
            d->comments++;
        else if (strcmp(name, "forms") != 0 && strcmp(name, "event-listeners") != 0)
            return true;
        return xml_skip(d->x, err);
    }
    if (is_odf(ns, "drawing:1.0")) {
        d->pictures += strcmp(name, "image") == 0;
        if (strcmp(name, "text-box") == 0)
            d->boxes_seen += d->boxes++ == 0;
    } else if (is_odf(ns, "svg-compatible:1.0") &&
               (strcmp(name, "title") == 0 || strcmp(name, "desc") == 0)) {
        return xml_skip(d->x, err);
    }
    return true;
}

static void end_element(struct odt *d)
{
    const char *ns = xml_ns(d->x), *name = xml_name(d->x);
    if (is_odf(ns, "text:1.0") && strcmp(name, "p") == 0)
        end_paragraph(d, PARA_TEXT);
    else if (is_odf(ns, "text:1.0") && strcmp(name, "h") == 0)
        end_paragraph(d, PARA_HEADING);
    else if (is_odf(ns, "table:1.0"))
        end_table(d, name);
    else if (is_odf(ns, "drawing:1.0") && strcmp(name, "text-box") == 0)
        d->boxes -= d->boxes > 0;
}

/* To the text's beginning: office:text, with styles and fonts before it passed over. */
static bool find_text(struct odt *d, struct err *err)
{
    enum xml_event e;
    for (;;) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e == XML_EOF)
            return err_set(err, ERR_INPUT, _("its 'content.xml' has no text in it"));
        if (e == XML_START && xml_is(d->x, ODF "office:1.0", "text"))
            return true;
    }
}

static bool read_text(struct odt *d, struct err *err)
{
    enum xml_event e;
    if (!find_text(d, err))
        return false;
    for (;;) {
        if (!xml_next(d->x, &e, err))
            return false;
        if (e == XML_EOF)
            break;
        size_t n;
        const char *s = xml_text(d->x, &n);
        if (e == XML_START) {
            if (!start_element(d, err))
                return false;
        } else if (e == XML_END) {
            end_element(d);
        } else if (d->paras > 0) {
            add_text(d, s, n);
        }
    }
    d->boxes = 0;
    flush_boxes(d);
    return true;
}

/* ---- the file ---- */

static void add_notes(struct transcript *t, const struct odt *d)
{
    if (d->comments > 0)
        add_note(t, ngettext("%zu comment was left out", "%zu comments were left out", d->comments),
                 d->comments);
    if (d->footnotes > 0)
        add_note(t,
                 ngettext("%zu footnote or endnote was left out", "%zu footnotes and endnotes were left out",
                          d->footnotes),
                 d->footnotes);
    if (d->pictures > 0)
        add_note(t, ngettext("%zu picture was left out", "%zu pictures were left out", d->pictures),
                 d->pictures);
    if (d->changes > 0)
        add_note(t,
                 ngettext("%zu tracked change was taken as accepted: what was deleted is left out",
                          "%zu tracked changes were taken as accepted: what was deleted is left out",
                          d->changes),
                 d->changes);
    if (d->boxes_seen > 0)
        add_note(t,
                 ngettext("the words of %zu text box stand behind the paragraph it hangs on",
                          "the words of %zu text boxes stand behind the paragraphs they hang on",
                          d->boxes_seen),
                 d->boxes_seen);
}

static bool refuse_locked(struct container *c, struct err *err)
{
    struct buf b = BUF_INIT;
    size_t i;
    bool locked = container_find(c, "META-INF/manifest.xml", &i) && container_read(c, i, &b, NULL) &&
                  strstr(buf_str(&b), "encryption-data");
    buf_release(&b);
    return !locked || err_set(err, ERR_INPUT, _("it is locked with a password; save it without one"));
}

static bool read_odt(const char *s, size_t n, struct transcript *out, struct err *err)
{
    struct odt d = {.blank = true};
    struct container *c;
    struct buf content = BUF_INIT;
    if (!container_open(s, n, &c, err))
        return false;
    paragraphs_init(&d.p, out);
    buf_reserve(&d.p.text, 1);
    bool ok = refuse_locked(c, err) && container_read_name(c, "content.xml", &content, err);
    container_close(c);
    ok = ok && xml_open(buf_str(&content), content.len, &d.x, err) && read_text(&d, err) &&
         paragraphs_finish(&d.p, err);
    xml_close(d.x);
    buf_release(&content);
    if (ok)
        add_notes(out, &d);
    paragraphs_release(&d.p);
    buf_release(&d.boxed);
    return ok;
}

static int sniff_odt(const char *s, size_t n)
{
    struct container *c;
    struct buf type = BUF_INIT;
    size_t i;
    if (!container_is(s, n) || !container_open(s, n, &c, NULL))
        return 0;
    bool found = container_find(c, "content.xml", &i);
    if (found && container_find(c, "mimetype", &i) && container_peek(c, i, 100, &type, NULL))
        found = strncmp(buf_str(&type), ODT_TYPE, strlen(ODT_TYPE)) == 0;
    else
        found = false;
    buf_release(&type);
    container_close(c);
    return found ? 90 : 0;
}

const struct format format_odt = {.name = "odt",
                                  .label = N_("OpenDocument text (.odt)"),
                                  .extensions = "odt ott",
                                  .sniff = sniff_odt,
                                  .read = read_odt,
                                  .bytes = true};
