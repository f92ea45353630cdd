/* Readers of other programs' projects that are SQLite databases. */
#ifndef TEMA_FORMATS_PROGRAMS_PRIV_H
#define TEMA_FORMATS_PROGRAMS_PRIV_H

#include "formats_priv.h"
#include "tema/base/rodb.h"

extern const struct format format_taguette, format_qualcoder, format_rqda;

/* How sure bytes are of a SQLite database that makes all of these tables (ends with NULL): 95 or 0. Not opened; only words that make tables are looked for. A project of tema is none. */
int program_sniff(const char *s, size_t n, const char *const *tables);

/* ---- ids and names ---- */

/* From another program's ids to ours. The first of two equal ones counts. */
struct id_pair {
    int64_t theirs;
    size_t ours, order;
};
struct id_map {
    VEC(struct id_pair) pairs;
    bool sorted;
};
void id_map_add(struct id_map *m, int64_t theirs, size_t ours);
bool id_map_find(struct id_map *m, int64_t theirs, size_t *ret); /* logarithmic */

/* Names in a hash table, numbered from 0 as they come. */
struct name_table {
    VEC(char *) names; /* in the arena given */
    int *slot;         /* -1 when free; NULL at first */
    size_t nslots;
};
size_t name_table_add(struct name_table *t, struct arena *a,
                      const char *name); /* its number, as it was or new */
bool name_table_find(const struct name_table *t, const char *name, size_t *ret);
void name_table_release(struct name_table *t);

/* ---- one project being read ---- */

/* A text whose positions are asked for. */
struct program_text {
    char *s; /* with newlines as line ends; in the exchange's arena */
    size_t bytes, chars;
    size_t *marks; /* the byte of each 256th code point */
    VEC(size_t)
    dropped; /* code points, counted with them, of the carriage returns that stood before a newline */
};

struct program_value { /* of an attribute */
    size_t of, attribute, order;
    char *value;
};
struct program_values {
    struct name_table names;
    VEC(struct program_value) items;
    VEC(bool) numeric; /* by attribute */
};

struct program {
    struct exchange *x;
    struct rodb *db;
    struct id_map sources, codes, cats,
        cases; /* sources: place in x->sources; codes, cats: ids; cases: place in x->participants */
    VEC(struct program_text) texts; /* by place in x->sources */
    struct name_table coders;
    struct program_values of_cases, of_sources;
    size_t search; /* bytes that may yet be looked through for stored words */
    size_t repaired, unproven, outside, homeless, unnamed, with_cr, bad_times, too_deep, case_parts, journal;
    bool zoneless; /* a time was read that does not say its zone */
};
/* False (ERR_INPUT) when it cannot be read. `p` is to be released either way. */
bool program_open(struct program *p, const char *s, size_t n, const char *name, struct exchange *x,
                  struct err *err);
/* Notes what was counted, checks that something was there. */
bool program_finish(struct program *p, struct err *err);
void program_release(struct program *p);

char *program_copy(struct program *p, struct rodb_rows *r,
                   int column); /* text in the exchange's arena, with newlines as line ends */
tema_id program_coder(struct program *p, struct rodb_rows *r,
                      int column); /* by name; 0 when nobody is named */
/* "2021-03-04 10:20:30", with T, parts of seconds and a zone if any, or "Mon Mar 07 13:22:43 2016". -1 when there is none. */
int64_t program_time(struct program *p, struct rodb_rows *r, int column);
int64_t parse_time(const char *s, bool *ret_zone); /* -1 when it is no time */
bool parse_colour(const char *s, uint32_t *ret);   /* "#rrggbb" */

/* A source whose words are column `text`; kept for positions. */
bool program_source(struct program *p, struct rodb_rows *r, int name, int text, struct err *err);
/* Where a selection stands; false when that is nowhere in the text, which is counted. `search`: a position that does not fit its words goes where the words stand. */
bool program_place(struct program *p, size_t source, int64_t first, int64_t end, const char *words,
                   bool search, size_t *ret_start, size_t *ret_end);
size_t text_byte(const struct program_text *t, size_t cp);
size_t text_cp(const struct program_text *t, size_t byte);
void program_text_init(struct program_text *t, struct arena *a, const char *s, size_t n);

void program_memo(struct program *p, enum memo_about about, tema_id target, const char *text, tema_id coder,
                  int64_t created); /* none of "" */

void program_journal(struct program *p, const char *name, const char *entry, tema_id coder,
                     int64_t created); /* becomes a memo on the project */

struct program_case_text { /* a case stands in a source, or in a part of its text; ids are theirs */
    int64_t who, source, first, end;
    tema_id coder;
    int64_t created;
    char *memo;
};
void program_case_text(struct program *p, const struct program_case_text *c);

/* Notes the rows of a table that nothing is made of, if it has any; `what` in the plural. */
void program_left_out(struct program *p, const char *table, const char *what);

/* ---- codes in their categories ---- */

struct branch {         /* a category or a code */
    int64_t id, parent; /* parent: a category's id, 0 for none */
    bool category;
    char *name, *memo;
    uint32_t colour;
    tema_id coder;
    int64_t created;
};
struct branches {
    VEC(struct branch) v;
};
/* Makes codes of them, categories first, parents before what hangs under them; circles are cut. Fills p->codes and p->cats. */
void program_codes(struct program *p, struct branches *b);

void program_value(struct program *p, struct program_values *v, size_t of, const char *attribute,
                   bool numeric, const char *value);
void program_values_finish(struct program *p);

/* Names, for a note: "a", "b" and 3 more. */
struct name_list {
    struct buf text;
    size_t n;
};
void name_list_add(struct name_list *l, const char *name);
const char *name_list_end(struct name_list *l); /* the whole; to be released with buf_release(&l->text) */

#endif
