/* The study's things as plain structs. Strings are UTF-8, owned by the arena they were read into, and never NULL unless
 * said so; an absent number is -1; id 0 stands for none. Times are milliseconds since 1970 UTC (clock.h). */
#ifndef TEMA_MODEL_TYPES_H
#define TEMA_MODEL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/text/pos.h"

typedef int64_t tema_id; /* 63 bits, unique across copies of a project */

/* Words for enums: as they stand in the database, in JSON and on the command line. enum_word never returns NULL for a
 * valid value; enum_value returns -1 for an unknown word. */
struct enum_words {
    const char *const *word; /* NULL-terminated, indexed by the enum's value */
};
const char *enum_word(const struct enum_words *w, int value);
int enum_value(const struct enum_words *w, const char *word);

enum source_kind { SOURCE_INTERVIEW, SOURCE_GROUP, SOURCE_DOCUMENT, SOURCE_OTHER };
extern const struct enum_words source_kinds; /* interview group document other */
enum speaker_role { SPEAKER_NOBODY, SPEAKER_INTERVIEWER, SPEAKER_PARTICIPANT };
extern const struct enum_words speaker_roles; /* nobody interviewer participant */
enum coder_role { CODER_ANALYST, CODER_SECOND, CODER_SUPERVISOR };
extern const struct enum_words coder_roles; /* analyst second supervisor */
enum code_status { CODE_ACTIVE, CODE_MERGED, CODE_DROPPED };
extern const struct enum_words code_statuses; /* active merged dropped */
enum code_origin { ORIGIN_INDUCTIVE, ORIGIN_DEDUCTIVE, ORIGIN_IN_VIVO };
extern const struct enum_words code_origins; /* inductive deductive in-vivo */
enum code_level { LEVEL_SEMANTIC, LEVEL_LATENT };
extern const struct enum_words code_levels; /* semantic latent */
enum attr_type { ATTR_TEXT, ATTR_NUMBER, ATTR_DATE, ATTR_BOOLEAN };
extern const struct enum_words attr_types; /* text number date boolean */

struct project {
    char *guid, *title;
    char *question;               /* the research question as it stands now, "" when none is written */
    char *attribution, *citation; /* patterns for who said it: of people, of documents (attribution.h) */
    tema_id structure;            /* the current thematic structure, 0 for none */
    int64_t created;
    int64_t last_act; /* time of the last act: the date of a report */
};

struct coder {
    tema_id id;
    char *guid, *name;
    enum coder_role role; /* a second coder's codings do not count until a consensus */
};

struct source {
    tema_id id;
    char *guid, *name;
    enum source_kind kind;
    char *date, *method, *author;   /* "" when not set; date is YYYY-MM-DD */
    int64_t minutes, year;          /* -1 when not set */
    char *encoding, *file, *sha256; /* of the bytes imported; "" when unknown */
    char *format;                   /* registry name of what was read: "txt", "vtt" … */
    int64_t imported;
    int64_t checked;                /* when it was marked as checked against the recording, -1: not */
    int64_t words, chars, codings;  /* of the current text; codings within the scope asked for */
    int64_t read_permille;          /* how far the asking coder has read, 0 to 1000 */
};

struct participant {
    tema_id id;
    char *guid, *name;
    size_t nattrs;
    struct { char *name, *value; enum attr_type type; } *attrs; /* in the project's order of attributes */
};

struct speaker {
    tema_id id, source;
    char *name;
    enum speaker_role role;
    tema_id participant; /* 0 unless role is SPEAKER_PARTICIPANT */
    int64_t turns;       /* turns of this speaker in the source; -1: not counted */
};

/* One stored piece of text: a turn or paragraph, or one of several of a longer turn. */
struct cue {
    tema_id id;
    cp_off at;                 /* code points from the start of its row */
    int64_t start_ms, end_ms;  /* -1 when unknown */
};
struct row {
    tema_id id;
    char *ord;                /* order key (orderkey.h) within the source */
    char *text;               /* valid UTF-8, with its newline(s); rows in order, one after the other, are the source's text */
    size_t bytes, chars;      /* of text */
    bool opens;               /* begins a new turn or paragraph; otherwise goes on with the one before */
    tema_id speaker;          /* 0: nobody named */
    int64_t start_ms, end_ms; /* -1 when unknown */
    size_t ncues;
    struct cue *cues;         /* ascending `at` */
};

struct segment {
    tema_id id, source;
    char *guid, *condensed; /* condensed: the condensed meaning unit, "" when none */
    cp_off start, end;      /* in the source, half-open; equal when its words have all gone (needs a decision) */
    bool aside;             /* set aside: considered, nothing here */
    tema_id coder;
    tema_id round;          /* in which it was marked, 0 for none */
    int64_t created;
};

struct coding {
    tema_id id, segment, source, code, coder;
    cp_off start, end; /* its segment's */
    tema_id round;     /* in which it was given, 0 for none */
    bool stale;        /* its code was merged into this one, or has changed in meaning, since it was given */
    int64_t created;
};

struct code {
    tema_id id, parent; /* parent 0: top level */
    char *guid, *name, *ord;
    char *definition, *include, *exclude, *example;
    uint32_t colour; /* 0xRRGGBB */
    enum code_status status;
    enum code_origin origin;
    enum code_level level;
    tema_id merged_into;                                       /* 0 unless status is CODE_MERGED */
    tema_id split_from;                                        /* the code it was split off, 0 for none */
    int64_t meaning;                                           /* how often its meaning has been changed */
    tema_id round;                                             /* in which it was made, 0 for none */
    int64_t files, references, files_below, references_below;  /* design: over the scope asked for; below includes itself */
    int depth;                                                 /* 0 for top level; filled by codetree_order */
};

enum memo_about { MEMO_PROJECT, MEMO_SOURCE, MEMO_SEGMENT, MEMO_CODE, MEMO_THEME, MEMO_STRUCTURE };
extern const struct enum_words memo_abouts; /* project source segment code theme structure */
struct memo {
    tema_id id;
    char *guid, *text;
    enum memo_about about;
    tema_id target; /* 0 for MEMO_PROJECT */
    tema_id coder;
    int64_t created, changed;
};

/* One pass of coding with a stance. */
enum round_stance { ROUND_DEDUCTIVE, ROUND_INDUCTIVE };
extern const struct enum_words round_stances; /* deductive inductive */
struct round {
    tema_id id, coder;
    char *guid, *name, *note;
    enum round_stance stance;
    int64_t started, ended;  /* ended: -1 while it goes on */
    int64_t codings, codes, themes; /* made in it that are still there; -1: not counted */
};

/* A stay in one of the six phases (phases.h), from entering to leaving. */
struct phase_stay {
    tema_id id, coder;
    int phase; /* 1 to 6 */
    int64_t entered, left; /* left: -1 while one is in it */
    char *why, *left_why;
};

/* A wording of the research question. */
struct question {
    tema_id id, coder;
    char *text, *reason;
    int64_t created;
};

/* A thematic structure: a named set of themes. */
struct structure {
    tema_id id, coder;
    char *guid, *name;
    size_t nlevels;
    char **levels; /* the study's words for its levels, from the top; the last one holds for all below; at least one */
    bool current;
    int64_t created;
};

enum theme_status { THEME_CANDIDATE, THEME_KEPT, THEME_MERGED, THEME_DROPPED };
extern const struct enum_words theme_statuses; /* candidate kept merged dropped */
struct theme {
    tema_id id, parent, structure, coder, round;
    char *guid, *name, *ord;
    char *idea, *definition, *scope, *narrative;
    enum theme_status status;
    char *reason; /* for the status, "" when none was given */
    tema_id merged_into, split_from;
    int64_t created;
    int depth; /* 0 at the top; filled by themetree_order */
    /* Of the theme and all below it that is neither dropped nor merged; -1 until counted (store_count_themes). A code's
     * place stands for the code and what lies below it in the codebook. */
    int64_t codes;        /* distinct codes that have a place */
    int64_t segments;     /* distinct meaning units that have a place themselves */
    int64_t extracts;     /* distinct meaning units read under it, by codes or by themselves */
    int64_t sources, participants; /* distinct, of the extracts; a participant: who speaks where the extract begins */
};

/* What stands under a theme: a code or a single meaning unit, the other id 0. */
struct place {
    tema_id id, theme, code, segment, coder;
    char *ord;
    char *name; /* what a code is called in the report, "" for its own name */
    int64_t created;
};

/* A meaning unit starred for quoting. */
struct quote {
    tema_id id, segment, coder;
    char *guid;
    char *text; /* as edited for print; "" while it stands as it was said */
    int64_t created;
};

/* One entry of the thread on a coding. */
enum review_kind {
    REVIEW_AGREED, REVIEW_QUESTIONED, REVIEW_DISAGREED, REVIEW_WITHDRAWN, REVIEW_COMMENT, REVIEW_RESOLVED
};
extern const struct enum_words review_kinds; /* agreed questioned disagreed withdrawn comment resolved */
struct review_entry {
    tema_id id, coding, coder;
    tema_id code;  /* that it was given on */
    enum review_kind kind;
    char *guid;
    char *text;    /* what was written with it, may be "" */
    char *said;    /* the words it was given on */
    bool holds;    /* words, code and its meaning are still those it was given on */
    bool gone;     /* the coding is no longer there */
    int64_t created;
};

/* A codebook version, without its content. */
enum version_why { VERSION_COMMIT, VERSION_MERGE, VERSION_SPLIT, VERSION_RESTORE };
extern const struct enum_words version_whys; /* commit merge split restore */
struct version {
    tema_id id, coder;
    int64_t number; /* from 1; -1 when the program took it by itself, before what `why` says */
    enum version_why why;
    char *guid, *label, *note;
    int phase; /* 0 when in none */
    int64_t created, sources, codings, codes, themes;
};

/* One row of the action log. */
struct act_row {
    int64_t seq;
    tema_id id, coder;
    char *kind;    /* "mark", "code", "undo" … */
    char *words;   /* one sentence saying what was done, in the words of the day it was done */
    int64_t at;
    tema_id target; /* of an undo or redo: the act taken back or done again; else 0 */
};

/* Whose codings are looked at. */
enum { SCOPE_COUNTED = 0, SCOPE_ALL = -1 }; /* any positive number: that coder's id */
typedef int64_t tema_scope;

#endif
