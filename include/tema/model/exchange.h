/* A study as it travels between programs and files: what a reader of another program's project hands over, what a writer is given. Plain structs in one
 * arena; no SQL, no file.
 *
 * Ids are local: any positive numbers, unique within their kind, by which the parts refer to each other; 0 is none. What comes out of a project carries the
 * project's own ids; the store gives free ids to what comes in, and keeps those of a tema export where they are free (`keep_ids`). GUIDs are the identity:
 * upper case, 8-4-4-4-12, without braces; "" where the file has none (the store draws one). Nothing is made unique or united here: equal names, equal ranges
 * and double codings stand as they came. Times are milliseconds since 1970 UTC, -1 when the file does not say. Strings are valid UTF-8 without U+0000, never NULL. */
#ifndef TEMA_MODEL_EXCHANGE_H
#define TEMA_MODEL_EXCHANGE_H

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/base/vec.h"
#include "tema/model/transcript.h"
#include "tema/model/types.h"

/* An attribute of participants or of sources ("variable" in REFI-QDA); names are unique within each. */
struct x_attribute {
    char *guid, *name, *description;
    enum attr_type type;
    bool of_sources; /* false: of participants */
};

struct x_value { /* of an attribute of a source */
    tema_id source;
    char *attribute, *value;
};

struct x_source {
    struct source s;         /* id, guid, name, kind, date …; counts are not looked at */
    struct transcript *text; /* in the exchange's arena, released with it; its turns one after the other, each as it stands, are the text that positions index; its notes are about this source alone */
    tema_id coder;           /* who brought it in, 0: whoever imports */
    bool hidden;             /* never set by readers */
    struct { int64_t at, far; tema_id coder; } *readings; /* where coders read */
    size_t nreadings;
};

struct x_speaker { /* of a source's transcript: by its place in text->speakers */
    tema_id id, source;
    int index;
    enum speaker_role role;
    tema_id participant;
};

struct x_code {
    struct code c; /* siblings stand in their order; a parent before what hangs under it; depth, counts and ord are not looked at; colour 0: none given; meaning as stored */
    tema_id coder; /* who made it, 0: whoever imports */
    int64_t created;
};

struct x_segment {
    struct segment s; /* start and end in code points of its source's text, start <= end <= its length */
    bool whole;       /* stands for its source as a whole (a coding without a selection); start 0, end the text's length */
};

struct x_coding {
    struct coding c;  /* segment, code, coder, round, created; source, start, end are not looked at */
    char *guid;
    int64_t meaning;  /* the code's meaning when it was given, -1: given under another code; of what other programs write: 0 */
};

struct x_review {
    struct review_entry r; /* coding may be an id that is not there: a thread outlives its coding */
    int64_t meaning;
    char *words; /* fingerprint of all the words it was given on, 16 hexadecimal digits (`said` may be cut); NULL or "": follows from said */
};

struct x_version {
    struct version v;
    char *content; /* JSON, as the store keeps it: ids in it are those of this exchange */
};

/* What a participant stands for besides the speakers (a "case" of other programs): a source, a meaning unit, a code. Also the members of sets. */
enum x_kind { X_SOURCE, X_SEGMENT, X_CODE, X_MEMO };
extern const struct enum_words x_kinds; /* source segment code memo */
struct x_ref {
    tema_id of; /* the participant or set */
    enum x_kind kind;
    tema_id target;
};

struct x_set { /* of codes, sources or memos, as other programs group them */
    tema_id id;
    char *guid, *name, *description;
};

enum x_direction { X_ASSOCIATIVE, X_ONE_WAY, X_BIDIRECTIONAL };
extern const struct enum_words x_directions; /* associative one-way bidirectional */
struct x_link { /* between any two things, by their GUIDs */
    tema_id id;
    char *guid, *name, *origin, *target;
    enum x_direction direction;
    uint32_t colour; /* 0xRRGGBB, 0 when none */
};

struct exchange {
    struct arena arena;
    char *program;    /* what wrote it: "NVivo", "ATLAS.ti 8.4.0", "tema"; "" when unknown */
    bool ours;        /* a tema export: ids, versions and the program's own words in descriptions are taken as such */
    bool keep_ids;    /* ids are a project's own */
    struct project project; /* title "" when there is none; guid "" likewise */
    VEC(struct coder) coders;
    VEC(struct x_attribute) attributes;
    VEC(struct participant) participants; /* attrs: those with a value */
    VEC(struct x_source) sources;
    VEC(struct x_value) values;
    VEC(struct x_speaker) speakers; /* only those with a role */
    VEC(struct x_code) codes;
    VEC(struct round) rounds;
    VEC(struct x_segment) segments;
    VEC(struct x_coding) codings;
    VEC(struct memo) memos;
    VEC(struct phase_stay) phases;
    VEC(struct question) questions;
    VEC(struct structure) structures;
    VEC(struct theme) themes;   /* parents first, siblings in their order */
    VEC(struct place) places;   /* by theme, in their order */
    VEC(struct quote) quotes;
    VEC(struct x_review) reviews;
    VEC(struct x_version) versions;
    VEC(struct x_set) sets;
    VEC(struct x_ref) members;  /* of sets */
    VEC(struct x_ref) refs;     /* of participants */
    VEC(struct x_link) links;
    VEC(char *) notes; /* what was guessed, converted, joined, skipped or has no place here: one sentence each, for the report */
};

void exchange_init(struct exchange *x);
void exchange_release(struct exchange *x);

/* Fresh, zeroed items at the end of their vectors, strings "", numbers that can be absent -1, ids drawn from 1 on within their kind (the caller may set another). The pointer holds until the next one is added. */
struct coder *exchange_coder(struct exchange *x, const char *guid, const char *name);
struct x_source *exchange_source(struct exchange *x, const char *guid, const char *name); /* with an empty transcript */
struct x_code *exchange_code(struct exchange *x, tema_id parent, const char *guid, const char *name);
struct participant *exchange_participant(struct exchange *x, const char *guid, const char *name);
struct x_segment *exchange_segment(struct exchange *x, tema_id source, const char *guid, size_t start, size_t end, tema_id coder);
struct x_coding *exchange_coding(struct exchange *x, tema_id segment, tema_id code, tema_id coder, const char *guid);
struct memo *exchange_memo(struct exchange *x, enum memo_about about, tema_id target, const char *guid, const char *text);
/* A value of a participant; the attribute is made when new. */
void exchange_value(struct exchange *x, size_t participant, const char *attribute, enum attr_type type, const char *value);
void exchange_note(struct exchange *x, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

size_t exchange_chars(const struct x_source *s); /* code points of its text */

/* Whether ids are unique within their kind, every reference leads to something (but a review's, whose coding may have gone), parents stand before what hangs under them, ranges lie inside their texts,
 * texts are UTF-8, every turn but the last ends with a newline or before a form feed, and enums are within their words: what comes from a parser that may have been misled is proved before anything leans on it. ERR_INPUT saying what is wrong. */
bool exchange_check(const struct exchange *x, struct err *err);

#endif
