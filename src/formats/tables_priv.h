/* Tables as formats: of turns, of survey answers, of participants; and what their readers share: which column is what. */
#ifndef TEMA_FORMATS_TABLES_PRIV_H
#define TEMA_FORMATS_TABLES_PRIV_H

#include "formats_priv.h"
#include "table_priv.h"

extern const struct format format_turns; /* "turns": a row a turn, into one source or several */
extern const struct format
    format_answers; /* "answers": a row a respondent, into a participant and a source each */
extern const struct format
    format_participants; /* "participants": a row a participant, with attributes; no sources */

/* Which of them `columns` of struct read_options speaks of: speakers, times and sources are of turns; names and attributes of answers where there is a text too, else of
 * participants. NULL: nothing of that is in it. */
const struct format *tables_of(const char *columns);

/* ---- table_columns.c ---- */

/* What a column holds. The words of `columns` in struct read_options are: speaker text start end source name (or id) attribute skip. */
enum column_is {
    COLUMN_UNKNOWN,
    COLUMN_SKIPPED,
    COLUMN_SPEAKER,
    COLUMN_TEXT,
    COLUMN_START,
    COLUMN_END,
    COLUMN_SOURCE,
    COLUMN_NAME, /* of a participant, a respondent */
    COLUMN_ATTRIBUTE,
};
struct column {
    char *
        name; /* of the head, on one line; with its number behind it where it occurs twice, "Column 3" where there is none */
    char *plain; /* folded, for comparing: without a unit in brackets, "_" and "-" as blanks */
    enum column_is is;
    bool empty;    /* nothing stands below */
    bool nameless; /* the head has no name for it */
    /* of the first rows: */
    size_t filled, chars, most,
        distinct; /* cells with something in them, their code points in all and at most; cells that differ */
    bool lines;   /* a cell has several lines */
};
struct columns {
    const struct table *t;
    struct arena arena;
    struct column *v;
    size_t n;
};

/* The columns of the table's head, not yet taken as anything. Released with columns_release. */
void columns_init(struct columns *c, const struct table *t);
void columns_release(struct columns *c);

/* Gives the columns that `wanted` names ("text=Q1,text=Q2,name=Who", NULL: none) what they are; names are compared without case and may hold commas.
 * ERR_USAGE, listing what there is: a word that is not among the n `may`, a name that is no column's. */
bool columns_name(struct columns *c, const char *wanted, const enum column_is *may, size_t n,
                  struct err *err);

/* Whether a word for this is in `wanted`. */
bool columns_mention(const char *wanted, enum column_is is);

/* The first column that is this; c->n when none is. */
size_t columns_find(const struct columns *c, enum column_is is);
size_t columns_count(const struct columns *c, enum column_is is);
/* The same, after taking for it the one of the columns not yet taken whose name is the best known for it (English, Norwegian, German, French, Spanish). */
size_t columns_guess(struct columns *c, enum column_is is);
/* How well a column's name is known for this: 0 not, 1 best. */
size_t column_known(const struct column *col, enum column_is is);
/* ERR_INPUT: there is no column of this kind; the sentence says how to name one and lists the columns. */
bool columns_lacking(const struct columns *c, enum column_is is, struct err *err);
/* Free text, by its cells: long ones, of several lines, or answers to what ends with a question mark. */
bool column_is_long(const struct column *col);

/* What all values of a column are: numbers, days, yes or no; else text. *ret_days: days as "24.12.2025", which column_value turns into 2025-12-24. Numbers that
 * would lose something as such (leading zeros, "+47…", more than 15 digits, "1,234") make it text. */
enum attr_type column_type(const struct table *t, size_t column, bool *ret_days);
/* The value without blanks around it, in the arena. */
char *column_value(const struct table *t, size_t row, size_t column, bool days, struct arena *a);

/* The cell without blanks around it: *ret_n bytes of it, 0 when nothing stands there. */
const char *cell_trimmed(const struct table *t, size_t row, size_t column, size_t *ret_n);
/* Appends n bytes with each run of blanks and line ends as one blank. */
void cell_line(struct buf *out, const char *s, size_t n);

/* Notes on the separator, on what the columns were taken as, which were left out, and on rows that do not fit the head. */
void columns_tell(const struct columns *c, struct exchange *out);

/* The beginning of a text as a table whose rows agree: for the sniffs. False when it is none; true: both are to be released. */
bool columns_sniff(const char *s, size_t n, struct table *t, struct columns *c);

#endif
