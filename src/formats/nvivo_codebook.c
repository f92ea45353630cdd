/* NVivo's codebook as a Word document: tables with the columns Name, Description, Files, References, in any
 * language; codes hang under what is less indented before them. */
#include <stdlib.h>
#include <string.h>

#include "container_priv.h"
#include "office_priv.h"
#include "tema/base/i18n.h"

enum { COLUMNS = 4, MOST_LEVELS = 64, MOST_CODES = 100000, SNIFFED = 4 << 20, INDENT_OF_BLANK = 100 };

struct book_row {
    struct buf cell[COLUMNS];
    size_t cells;
    long indent; /* of the name: twentieths of a point, or its leading blanks */
};

struct codebook {
    struct xml *x;
    struct book_row row;
    size_t column; /* of the open cell */
    bool in_cell, in_table;
    size_t tables, rows; /* seen; of the open table */
    size_t loose;        /* paragraphs with words outside of tables */
};

static bool is_blank(const char *s)
{
    return s[strspn(s, " \t\n")] == '\0';
}

static void trim(struct buf *b)
{
    size_t lead = b->len > 0 ? strspn(b->s, " \t\n") : 0;
    buf_splice(b, 0, lead, NULL, 0);
    while (b->len > 0 && strchr(" \t\n", b->s[b->len - 1]))
        b->s[--b->len] = '\0';
}

static void clear_row(struct book_row *r)
{
    for (size_t i = 0; i < COLUMNS; i++)
        buf_clear(&r->cell[i]);
    r->cells = 0;
    r->indent = 0;
}

/* A row's end: its names' leading blanks count as an indent where the paragraph has none. */
static void finish_row(struct book_row *r)
{
    if (r->indent == 0)
        r->indent = (long)strspn(buf_str(&r->cell[0]), " ") * INDENT_OF_BLANK;
    for (size_t i = 0; i < COLUMNS; i++)
        trim(&r->cell[i]);
}

static void start_indent(struct codebook *b)
{
    const char *v = xml_attr(b->x, "left");
    if (!v)
        v = xml_attr(b->x, "start");
    if (b->in_cell && b->column == 0 && v) {
        long n = strtol(v, NULL, 10);
        b->row.indent = n > 0 && n < 1000000 ? n : 0;
    }
}

static bool start(struct codebook *b, struct err *err)
{
    struct buf *cell = b->in_cell && b->column < COLUMNS ? &b->row.cell[b->column] : NULL;
    if (docx_is(b->x, "tbl")) {
        b->in_table = true;
        b->tables++;
        b->rows = 0;
    } else if (docx_is(b->x, "tr")) {
        clear_row(&b->row);
    } else if (docx_is(b->x, "tc")) {
        b->in_cell = true;
        b->column = b->row.cells++;
    } else if (docx_is(b->x, "p") && cell && cell->len > 0) {
        buf_addch(cell, '\n');
    } else if (docx_is(b->x, "ind")) {
        start_indent(b);
    } else if (docx_is(b->x, "tab") && cell && b->column > 0) {
        buf_addch(cell, '\t');
    } else if (docx_is(b->x, "br") && cell) {
        buf_addch(cell, '\n');
    } else if (docx_is(b->x, "t") && cell) {
        return xml_text_of(b->x, cell, err);
    } else if (docx_is(b->x, "t") && !b->in_table) {
        struct buf words = BUF_INIT;
        bool ok = xml_text_of(b->x, &words, err);
        b->loose += ok && !is_blank(buf_str(&words));
        buf_release(&words);
        return ok;
    } else if (docx_is(b->x, "del") || docx_is(b->x, "sectPr") || docx_is(b->x, "tabs")) {
        return xml_skip(b->x, err);
    }
    return true;
}

/* To the end of the next row of a table; *ret_more false at the document's end. */
static bool next_row(struct codebook *b, bool *ret_more, struct err *err)
{
    enum xml_event e;
    for (;;) {
        if (!xml_next(b->x, &e, err))
            return false;
        *ret_more = e != XML_EOF;
        if (e == XML_EOF)
            return true;
        if (e == XML_START && !start(b, err))
            return false;
        if (e != XML_END)
            continue;
        if (docx_is(b->x, "tc")) {
            b->in_cell = false;
        } else if (docx_is(b->x, "tbl")) {
            b->in_table = false;
        } else if (docx_is(b->x, "tr")) {
            finish_row(&b->row);
            b->rows++;
            return true;
        }
    }
}

static void release(struct codebook *b)
{
    for (size_t i = 0; i < COLUMNS; i++)
        buf_release(&b->row.cell[i]);
    xml_close(b->x);
}

/* ---- reading ---- */

struct level {
    long indent;
    tema_id code;
};

static const char *cell_of(const struct codebook *b, size_t i)
{
    return i < b->row.cells ? buf_str(&b->row.cell[i]) : "";
}

struct found {
    struct level levels[MOST_LEVELS];
    size_t depth, unnamed, wide, counted;
};

static void add_code(const struct codebook *b, struct found *f, struct exchange *out)
{
    const char *name = cell_of(b, 0);
    f->wide += b->row.cells > COLUMNS;
    if (*name == '\0') {
        f->unnamed += !is_blank(cell_of(b, 1));
        return;
    }
    while (f->depth > 0 && f->levels[f->depth - 1].indent >= b->row.indent)
        f->depth--;
    tema_id parent = f->depth > 0 ? f->levels[f->depth - 1].code : 0;
    struct buf line = BUF_INIT; /* a name is one line */
    buf_addstr(&line, name);
    for (size_t i = 0; i < line.len; i++)
        line.s[i] = line.s[i] == '\n' || line.s[i] == '\t' || line.s[i] == '\r' ? ' ' : line.s[i];
    struct x_code *c = exchange_code(out, parent, "", line.s);
    buf_release(&line);
    c->c.definition = arena_strdup(&out->arena, cell_of(b, 1));
    f->counted += b->row.cells > 2;
    if (f->depth < MOST_LEVELS)
        f->levels[f->depth++] = (struct level){b->row.indent, c->c.id};
}

static void add_notes(const struct codebook *b, const struct found *f, struct exchange *out)
{
    exchange_note(out,
                  ngettext("%zu code was read from NVivo's codebook",
                           "%zu codes were read from NVivo's codebook", out->codes.n),
                  out->codes.n);
    if (f->counted > 0)
        exchange_note(
            out, _("the columns behind the descriptions (numbers of files and references) were left out"));
    if (f->unnamed > 0)
        exchange_note(out,
                      ngettext("%zu row without a name was left out", "%zu rows without names were left out",
                               f->unnamed),
                      f->unnamed);
    if (f->wide > 0)
        exchange_note(out,
                      ngettext("%zu row has more than %d columns; the further ones were left out",
                               "%zu rows have more than %d columns; the further ones were left out", f->wide),
                      f->wide, COLUMNS);
    if (b->loose > 0)
        exchange_note(out,
                      ngettext("%zu piece of text outside of the tables was left out",
                               "%zu pieces of text outside of the tables were left out", b->loose),
                      b->loose);
}

static bool read_rows(struct codebook *b, struct exchange *out, struct err *err)
{
    struct found f = {.depth = 0};
    bool more;
    for (;;) {
        if (!next_row(b, &more, err))
            return false;
        if (!more)
            break;
        if (b->rows == 1) { /* the table's head */
            f.depth = 0;
            if (b->row.cells < 2)
                return err_set(err, ERR_INPUT, _("it is no codebook: a table has fewer than two columns"));
            continue;
        }
        if (out->codes.n >= MOST_CODES)
            return err_set(err, ERR_INPUT, _("it has more than %d codes"), MOST_CODES);
        add_code(b, &f, out);
    }
    if (out->codes.n == 0)
        return err_set(err, ERR_INPUT, _("it is no codebook: there is no table of codes in it"));
    out->program = arena_strdup(&out->arena, "NVivo");
    add_notes(b, &f, out);
    return true;
}

static bool take_codebook(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                          struct err *err)
{
    struct codebook b = {.x = NULL};
    struct buf document = BUF_INIT;
    (void)opt;
    bool ok = docx_document(s, n, &document, err) && xml_open(buf_str(&document), document.len, &b.x, err) &&
              read_rows(&b, out, err);
    release(&b);
    buf_release(&document);
    return ok;
}

/* ---- sniffing ---- */

static bool is_head(const struct codebook *b)
{
    static const char *const words[COLUMNS] = {"Name", "Description", "Files", "References"};
    if (b->row.cells < 2 || b->row.cells > COLUMNS)
        return false;
    for (size_t i = 0; i < b->row.cells; i++) {
        const char *s = buf_str(&b->row.cell[i]);
        if (strcmp(s, words[i]) != 0 && !(i == 2 && strcmp(s, "Sources") == 0)) /* before NVivo 12 */
            return false;
    }
    return true;
}

static int sniff_codebook(const char *s, size_t n)
{
    struct codebook b = {.x = NULL};
    struct container *c;
    struct buf document = BUF_INIT;
    size_t i;
    bool more = false, ok;
    if (!container_is(s, n) || !container_open(s, n, &c, NULL))
        return 0;
    ok = container_find(c, "word/document.xml", &i) && container_peek(c, i, SNIFFED, &document, NULL);
    container_close(c);
    ok = ok && xml_open(buf_str(&document), document.len, &b.x, NULL) && next_row(&b, &more, NULL) && more &&
         is_head(&b);
    while (ok && (ok = next_row(&b, &more, NULL)) && more)
        ok = b.rows > 1 || is_head(&b);
    ok = ok && b.loose <= 2 * b.tables + 4; /* a title, and a heading for each table */
    release(&b);
    buf_release(&document);
    return ok ? 95 : 0;
}

const struct format format_nvivo_codebook = {.name = "nvivo-codebook",
                                             .label = N_("codebook of NVivo (.docx)"),
                                             .extensions = "docx",
                                             .sniff = sniff_codebook,
                                             .take = take_codebook,
                                             .bytes = true};
