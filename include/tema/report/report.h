/* Reports: built once as a tree of blocks, then written by a writer for each format. */
#ifndef TEMA_REPORT_REPORT_H
#define TEMA_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/model/types.h"

enum report_block_kind { REPORT_HEADING, REPORT_PARAGRAPH, REPORT_TABLE, REPORT_QUOTE };

/* A cell of a table. In data formats (CSV) only `text` and `is_number` count. */
struct report_cell {
    const char *text;  /* UTF-8, any bytes a user typed: writers escape */
    const char *note;  /* further lines shown below the text to a reader; NULL if none */
    int indent;        /* levels of indentation (a tree in a column) */
    bool is_number;    /* aligned right */
    uint32_t swatch;   /* colour shown before the text: 0xRRGGBB, or REPORT_NO_SWATCH */
};
#define REPORT_NO_SWATCH UINT32_C(0xFFFFFFFF)

struct report_block {
    struct report_block *next;
    enum report_block_kind kind;
    int level;               /* of a heading: 1 to 4 */
    const char *text;        /* heading, paragraph, quote */
    const char *attribution; /* of a quote: who said it; may be NULL */
    /* a table: ncols headings, nrows × ncols cells; `name` is the stable column word for CSV and JSON */
    size_t ncols, nrows;
    const struct report_column {
        const char *name, *heading;
        bool data_only; /* stands in data formats (CSV), is not shown to a reader */
    } *cols;
    struct report_cell *cells;
};

struct report {
    struct arena arena;   /* everything lies in it */
    char *title;          /* of the document */
    char *subtitle;       /* project, codebook version, date; may be NULL */
    char *language;       /* BCP 47, for HTML: "nb", "en" */
    struct report_block *first, *last;
};

void report_init(struct report *r);
void report_release(struct report *r);
struct report_block *report_heading(struct report *r, int level, const char *text);
struct report_block *report_paragraph(struct report *r, const char *text);
struct report_block *report_quote(struct report *r, const char *text, const char *attribution);
struct report_block *report_table(struct report *r, const struct report_column *cols, size_t ncols, size_t nrows); /* cols are copied; cells empty */
struct report_cell *report_cell(struct report_block *table, size_t row, size_t col);

struct report_writer {
    const char *name;       /* "md", "html", "csv": as after --format */
    const char *extensions; /* space-separated: chosen by the output file's name when --format is not given */
    void (*write)(const struct report *r, struct buf *out);
};
extern const struct report_writer *const report_writers[]; /* ends with NULL */
const struct report_writer *report_writer_find(const char *name);           /* NULL if unknown */
const struct report_writer *report_writer_for_file(const char *path);       /* by extension, NULL if none */

/* The codebook: name, description, files, references, in the tree's order; active codes only. `codes` with depth and counts (store_codes), `version`: what
 * the codebook is called in the title line. To a reader the tree shows as indentation, and include, exclude and example stand below the
 * definition; as data, `name` is the bare name and path, include, exclude, example are columns of their own. */
void report_codebook(struct report *r, const struct project *p, const struct code *codes, size_t ncodes, const char *version);

#endif
