/* A whole study coming in: what the files take*.c share. */
#ifndef TEMA_STORE_TAKE_PRIV_H
#define TEMA_STORE_TAKE_PRIV_H

#include "act_priv.h"
#include "data_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/store/exchange.h"

/* Kinds of things that have an id in an exchange. */
enum take_kind {
    TAKE_CODER,
    TAKE_SOURCE,
    TAKE_SPEAKER,
    TAKE_PARTICIPANT,
    TAKE_CODE,
    TAKE_ROUND,
    TAKE_SEGMENT,
    TAKE_CODING,
    TAKE_MEMO,
    TAKE_PHASE,
    TAKE_QUESTION,
    TAKE_STRUCTURE,
    TAKE_THEME,
    TAKE_PLACE,
    TAKE_QUOTE,
    TAKE_REVIEW,
    TAKE_VERSION,
    TAKE_GROUPING,
    TAKE_LINK
};
enum { TAKE_KINDS = TAKE_LINK + 1 };

/* What an id of the exchange is called in the project. */
struct taken {
    tema_id from, to; /* from 0: a free slot */
    bool there;       /* it was there already: nothing is put in for it */
    bool fresh;       /* a second copy: it, and what hangs on it, gets another GUID */
    size_t at;        /* of a source, code or coder: its index in the exchange */
    int64_t meaning;  /* of a code that was there: its count of meanings in the project */
};
struct take_map { /* a hash table; n a power of two or 0 */
    struct taken *slot;
    size_t n, used;
};

struct guid_pair {
    const char *from, *to;
};

struct take {
    struct store *s;
    struct exchange *x;
    const struct take_meta *m;
    struct take_result *ret;
    struct arena arena;
    struct take_map ids[TAKE_KINDS];
    bool whole;                    /* one of our own studies, into a project that has nothing yet */
    VEC(struct guid_pair) renamed; /* GUIDs that second copies got; for links */
    size_t renamed_names;          /* names that had to be mended */
};

/* ---- ids (take_ids.c) ---- */

/* NULL when the exchange has nothing with that id, or it was not looked at yet. */
struct taken *take_find(struct take *t, enum take_kind kind, tema_id from);
tema_id take_to(struct take *t, enum take_kind kind, tema_id from); /* 0 for 0 and for what is not there */
/* Likewise, of coders: who is not named is who imports. */
tema_id take_coder(struct take *t, tema_id from);
/* Notes that it is the same thing as `to`, which was there. */
struct taken *take_unite(struct take *t, enum take_kind kind, tema_id from, tema_id to);
/* Finds an id for what is new: its own if that stays and is free, a fresh one otherwise. NULL (ERR_INPUT) when it should stay, but something of another GUID has it. */
struct taken *take_draw(struct take *t, enum take_kind kind, tema_id from, const char *guid, struct err *err);
/* Of what the exchange names, but does not hold (it was deleted): an id all the same, the same one each time. */
tema_id take_lost(struct take *t, enum take_kind kind, tema_id from);
void take_ids_release(struct take *t);

/* The GUID to put in: its own, or a new one where it has none or is a second copy. */
const char *take_guid(struct take *t, const char *guid, bool fresh);

/* What is there, by GUID. */
struct there {
    const char *guid, *name; /* in the arena */
    tema_id id;
    int64_t meaning;
    bool used;
};
typedef VEC(struct there) there_list;
/* Reads a statement's id and guid, and `name` and `meaning` if asked for, sorted by GUID. */
bool there_read(struct take *t, enum statement_id id, bool names, bool meanings, there_list *ret,
                struct err *err);
/* NULL when it is not there, or has no GUID. */
struct there *there_find(const there_list *l, const char *guid);

/* ---- words ---- */

/* A name on one line with something in it. */
const char *take_name(struct take *t, const char *name);
/* False (ERR_INPUT) when one of the n texts is no UTF-8. */
bool take_texts(const char *const *texts, size_t n, const char *what, struct err *err);
#define TAKE_TEXTS(what, err, ...)                                                                           \
    take_texts((const char *const[]){__VA_ARGS__},                                                           \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), what, err)
static inline int64_t take_time(const struct take *t, int64_t at)
{
    return at < 0 ? act_time(t->s) : at;
}

/* ---- the parts, in the order in which they go in ---- */

bool take_coders(struct take *t, struct err *err);       /* take_people.c */
bool take_participants(struct take *t, struct err *err); /* take_people.c: with attributes and values */
bool take_rounds(struct take *t, struct err *err);       /* take_codes.c */
bool take_codes(struct take *t, struct err *err);        /* take_codes.c */
bool take_sources(struct take *t, struct err *err); /* take_text.c: with speakers, text and meaning units */
bool take_source_values(struct take *t, struct err *err); /* take_people.c */
bool take_codings(struct take *t, struct err *err);       /* take_codes.c */
bool take_themes(struct take *t, struct err *err);        /* take_themes.c: structures, themes, places */
bool take_memos(struct take *t, struct err *err);         /* take_codes.c */
bool take_quotes(struct take *t, struct err *err);        /* take_codes.c */
bool take_process(struct take *t, struct err *err);       /* take_codes.c: phases, questions */
bool take_reviews(struct take *t, struct err *err);       /* take_codes.c */
bool take_versions(struct take *t, struct err *err);      /* take_themes.c */
bool take_sets(struct take *t, struct err *err);          /* take_themes.c: sets, cases, links */

#endif
