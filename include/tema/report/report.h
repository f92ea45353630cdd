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
    const char *text;  /* UTF-8, any bytes a user typed: writers escape. Its line ends are kept, so that a cell can hold several quotes, an empty line between them */
    const char *note;  /* further lines shown below the text to a reader; NULL if none */
    int indent;        /* levels of indentation (a tree in a column) */
    bool is_number;    /* aligned right */
    bool repeats;      /* says what the cell above says: left empty for a reader, written in data formats */
    uint32_t swatch;   /* colour shown before the text: 0xRRGGBB, or REPORT_NO_SWATCH */
};
#define REPORT_NO_SWATCH UINT32_C(0xFFFFFFFF)

/* Whom a column or a table is for: readers (md, html), or programs (data formats: CSV). Where what is shown and the data differ in their rows, a report has a table for each. */
enum report_audience { REPORT_FOR_ALL, REPORT_FOR_DATA, REPORT_FOR_READERS };

struct report_block {
    struct report_block *next;
    enum report_block_kind kind;
    int level;               /* of a heading: 1 to 4 */
    const char *text;        /* heading, paragraph, quote */
    const char *attribution; /* of a quote: who said it; may be NULL */
    enum report_audience audience;
    /* a table: ncols headings, nrows × ncols cells; `name` is the stable column word for CSV and JSON */
    size_t ncols, nrows;
    const struct report_column {
        const char *name, *heading;
        enum report_audience audience;
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

/* ---- the reports. Pure: everything they show is handed in, everything they keep is copied. Each sets the title, the subtitle and the blocks of an initialised report, whose
 * language is the caller's. The date is that of the project's last act: for an earlier version hand in a project whose last act was then. ---- */

/* The codebook: name, description, files, references, in the tree's order; active codes only. `codes` with depth and counts (store_codes), `version`: what
 * the codebook is called in the title line ("working version", "3, before the second round"). To a reader the tree shows as indentation, and include,
 * exclude and example stand below the definition; as data, `name` is the bare name and path, include, exclude, example are columns of their own. */
void report_codebook(struct report *r, const struct project *p, const struct code *codes, size_t ncodes, const char *version);

/* A thematic structure. `themes` are in themetree_order and may be of other structures too; what does not stand is left out here. */
struct report_themes {
    const struct structure *structure;
    const struct theme *themes;
    size_t n;
};
bool report_has_themes(const struct report_themes *t); /* whether any stands */

/* A meaning unit under a theme. No string is NULL. */
struct report_extract {
    tema_id theme;
    const char *code;  /* what the report calls the code that stands under the theme; "" for a unit that stands there itself */
    const char *path;  /* in the codebook, of the code it carries */
    const char *text;  /* the raw words; for report_structure those that are printed */
    const char *who, *source, *place /* "turn 12" */, *time /* "00:07:13" */;
};

/* The coding structure: the study's own level words | illustrative quotes, with who said each. A row for each deepest theme, and for one above that has quotes of its own. To a reader
 * all quotes of a theme stand in one cell; as data each has a row, with quote, who, source, where and the theme's definition in columns. `quotes` by theme in the themes' order. */
void report_structure(struct report *r, const struct project *p, const struct report_themes *t, const struct report_extract *quotes, size_t nquotes);

/* The trace from finding to data: levels | code | raw text | who and where. A row for each of the extracts, which come by theme in the themes' order, then by code. */
void report_trace(struct report *r, const struct project *p, const struct report_themes *t, const struct report_extract *extracts, size_t n);

/* A code that stands under a theme. */
struct report_place {
    tema_id theme;
    const char *name, *path;                                  /* what the report calls it, and its path in the codebook */
    int64_t files, references, files_below, references_below; /* as in struct code */
};
/* Themes and codes, `places` by theme in the themes' order. With three levels or more a reader gets a table for each theme at the top. Version as report_codebook. */
void report_themes(struct report *r, const struct project *p, const struct report_themes *t, const struct report_place *places, size_t nplaces, const char *version);

/* Participants, numbered as they come, with their attributes (the same ones in the same order for all) and in how many sources each is (`sources`, one number for each). */
void report_participants(struct report *r, const struct project *p, const struct participant *participants, const int64_t *sources, size_t n);

/* The data set: a table of kinds with how many there are, then one of the sources. `pages` is a number for each, -1 where a source has none. */
void report_sources(struct report *r, const struct project *p, const struct source *sources, const int64_t *pages, size_t n);

/* How the study went; every list as the store gives it, acts newest first. What is empty is left out. */
struct report_course {
    const struct coder *coders;
    const struct question *questions;
    const struct phase_stay *stays;
    const struct round *rounds;
    const struct version *versions;
    const struct act_row *acts;
    size_t ncoders, nquestions, nstays, nrounds, nversions, nacts;
};
void report_log(struct report *r, const struct project *p, const struct report_course *c);

#endif
