/* Reading REFI-QDA 1.5. One pass over project.qde gathers what it says, references as they are written, since they lead forwards as well as back; qde_finish then resolves them.
 *
 * A project that tema wrote (exchange.ours) is given as it stands, for whoever takes its descriptions apart (fields_priv.h): that of a code in c.definition, of a set in x_set.description, of an attribute in
 * x_attribute.description, of a selection in s.condensed, of a source in s.method, of the project in project.question. A participant's is its attribute "Description". A note's is not kept: its text is the memo. */
#ifndef TEMA_FORMATS_REFI_PRIV_H
#define TEMA_FORMATS_REFI_PRIV_H

#include "container_priv.h"
#include "formats_priv.h"
#include "xml_priv.h"

extern const struct format format_qdpx, format_qde, format_qdc;

/* ---- refi_keys.c: GUIDs and values ---- */

/* From what a reference says to a place in a list. Sorted when first asked after an addition: ask when all is in. */
struct qde_entry {
    const char *key;
    size_t at;
};
struct qde_map {
    VEC(struct qde_entry) v;
    bool sorted;
};
void qde_map_add(struct qde_map *m, const char *key, size_t at); /* "" is left out */
/* The first of that key whose place is `at` or later, and the next one of the same key; NULL when there is none. */
const struct qde_entry *qde_map_from(struct qde_map *m, const char *key, size_t at);
const struct qde_entry *qde_map_next(const struct qde_map *m, const struct qde_entry *e);
bool qde_map_find(struct qde_map *m, const char *key, size_t *ret); /* the first */

/* Upper case, without braces and blanks around; "" for NULL. In the arena. */
const char *qde_key(struct arena *a, const char *s);
/* The key if it is a GUID, else "". */
const char *qde_guid(const char *key);
bool qde_colour(const char *s, uint32_t *ret); /* "#RGB" or "#RRGGBB" */

/* ---- what was gathered ---- */

enum { QDE_NONE = -1 }; /* as a position: not said */

enum qde_kind { QDE_TEXT, QDE_PDF, QDE_PICTURE, QDE_RECORDING, QDE_TRANSCRIPT, QDE_NOTE };

struct qde_sync {
    const char *key;
    int64_t position, ms;
};

struct qde_source {
    enum qde_kind kind;
    const char *key, *name, *user, *description;
    int64_t created, changed; /* changed: -1 when not said */
    bool has_text; /* `text` is there */
    char *text;    /* as it was counted: with its carriage returns, without a mark; UTF-8 */
    size_t bytes;
    struct transcript *rich; /* of a rich text, read already; NULL: plain */
    bool rich_left;          /* its rich text was not looked at, since there is a plain one */
    size_t first_sync, nsyncs;
    size_t whole;            /* selection + 1 that stands for it as a whole; 0: none */
    size_t ntranscripts;     /* of a recording: they follow it */
    bool marked;             /* of a note: it has selections or codings */
    size_t at;               /* in exchange.sources, when `taken` */
    bool taken;
    size_t stand;            /* gathered source + 1 that stands for it: itself, of a recording its first transcript; 0: nothing was taken in */
    /* Of the text, when `taken`: */
    size_t chars;            /* code points, carriage returns that go not counted */
    size_t *marks;           /* byte in `lf` of each 256th code point */
    char *lf;                /* with newlines as line ends */
    size_t lf_bytes;
    size_t *dropped, ndropped; /* carriage returns that go: code points before them in `text`, ascending */
};

enum qde_place { QDE_PLAIN, QDE_SYNCED, QDE_WHOLE, QDE_PAGE, QDE_MEDIA };

struct qde_selection {
    enum qde_place place;
    size_t source;
    const char *key, *name, *user, *description;
    const char *words;   /* of QDE_PAGE: "" when it has none */
    int64_t first, end;  /* as written */
    const char *from, *to; /* of QDE_SYNCED: its sync points */
    int64_t created;
    tema_id segment;     /* 0: lost */
};

struct qde_coding {
    size_t selection;
    const char *key, *code, *user;
    int64_t created;
    bool lost;
};

enum qde_owner { QDE_OF_PROJECT, QDE_OF_SOURCE, QDE_OF_SELECTION, QDE_OF_CODE, QDE_OF_LINK };
struct qde_note_ref {
    const char *note;
    enum qde_owner owner;
    size_t at;
};

struct qde_variable {
    const char *key, *name, *description;
    enum attr_type type;
    bool of_cases, of_sources;
};
struct qde_value {
    const char *variable, *value;
    bool of_source;
    size_t of; /* gathered source, or participant */
};
struct qde_ref { /* of a case or set */
    size_t of;
    bool of_set;
    enum x_kind kind;
    const char *target;
};
struct qde_link {
    const char *key, *name, *origin, *target;
    enum x_direction direction;
    uint32_t colour;
};

struct qde {
    struct exchange *x;
    struct xml *xml;
    struct container *zip; /* NULL: the project's XML alone */
    const char *folder;    /* of the XML in the zip, with its slash; "" */
    struct arena arena;    /* what lives as long as the reading */
    const char *description;
    VEC(struct qde_source) sources;
    VEC(struct qde_sync) syncs;
    VEC(struct qde_selection) selections;
    VEC(struct qde_coding) codings;
    VEC(struct qde_note_ref) note_refs;
    VEC(struct qde_variable) variables;
    VEC(struct qde_value) values;
    VEC(struct qde_ref) refs;
    VEC(struct qde_link) links;
    VEC(const char *) users; /* named as the one who did something */
    struct qde_map coders, codes, participants, sets; /* places in the exchange's lists */
    char *rest;              /* what tema wrote for itself (refi_rest_priv.h), NULL when it is not there */
    size_t rest_bytes;
    size_t rich_read;        /* bytes */
    size_t uncodable, graphs, bad_times, zoneless, odd_guids, unnamed, bad_colours, cut_times, skipped;
};

/* ---- refi_read.c ---- */

/* The next element inside the one that is open, each of which the caller must have read to its end; *ret_more false when the open one has ended. */
bool qde_child(struct qde *q, bool *ret_more, struct err *err);
bool qde_text_of(struct qde *q, const char **ret, struct err *err); /* all text in the element, in the arena */
bool qde_note_ref(struct qde *q, enum qde_owner owner, size_t at, struct err *err); /* at a NoteRef */
bool qde_value(struct qde *q, bool of_source, size_t of, struct err *err);          /* at a VariableValue */
const char *qde_attr(struct qde *q, const char *name); /* in the arena; "" when there is none */
const char *qde_user(struct qde *q, const char *name); /* the attribute's key, noted as used */
int64_t qde_time(struct qde *q, const char *name);
int64_t qde_number(struct qde *q, const char *name);   /* QDE_NONE when it is no number of 0 or more */

/* ---- refi_source.c ---- */

/* At the start of a source or note, to its end. Notes what is missing. */
bool qde_read_source(struct qde *q, enum qde_kind kind, struct err *err);

/* ---- refi_place.c ---- */

/* Makes sources of the texts, and meaning units of the selections: finds out how positions are counted. */
bool qde_place(struct qde *q, struct err *err);
tema_id qde_coder(struct qde *q, const char *key); /* 0 for "" */
/* Whether `stored`, of which the end may be cut ("…"), begins the n bytes of words, white space aside: 2 when it is all of them. */
int qde_begins(const char *words, size_t n, const char *stored);

/* ---- refi_values.c ---- */

/* Attributes and their values; what cases and sets name. `memos`: of notes, by key, places in exchange.memos. */
void qde_finish_values(struct qde *q);
void qde_finish_refs(struct qde *q, struct qde_map *memos);

/* ---- refi_finish.c ---- */

bool qde_finish(struct qde *q, struct err *err);

/* ---- refi_extra.c ---- */

/* Of a project that tema wrote: a code's rules, example, status, origin and level, and a source's kind, date, method and author come out of the descriptions they went into. */
void refi_ours(struct exchange *x);

#endif
