/* What a study that travels is made of, member by member: one description from which it is written and read, as JSON (exchange_json.c)
 * and between processes (exchange_pack.c). A member that is not described does not travel; the tests prove that every byte is. */
#ifndef TEMA_FORMATS_SHAPE_H
#define TEMA_FORMATS_SHAPE_H

#include "tema/model/exchange.h"

enum member_type {
    M_TEXT,       /* char *, never NULL */
    M_BYTES,      /* char * with its length in bytes at `n_at` */
    M_ID,         /* tema_id */
    M_INT64,
    M_INT,        /* int */
    M_SIZE,       /* size_t, or cp_off */
    M_BOOL,
    M_WORD,       /* an enum with its words */
    M_COLOUR,     /* uint32_t 0xRRGGBB */
    M_STRUCT,     /* of the shape `of`, in place */
    M_TRANSCRIPT, /* struct transcript *, of the shape `of`, with its own arena */
    M_LIST,       /* pointer to items of `of`, how many at `n_at` */
    M_TEXTS,      /* char **, how many at `n_at` */
    M_VEC,        /* VEC of items of `of` */
    M_VEC_TEXT,   /* VEC(char *) */
};

struct shape;
struct member {
    const char *name; /* as in the struct, and in JSON */
    enum member_type type;
    size_t at, n_at;  /* bytes from the item's beginning */
    int64_t absent;   /* the number that means nothing is known; not written */
    const struct enum_words *words;
    const struct shape *of;
    bool inner; /* goes between processes, not into files */
};
struct shape {
    size_t size;
    size_t n;
    const struct member *members;
};

extern const struct shape exchange_shape;

/* Sets an item of zeroed memory to nothing: texts "", numbers absent, transcripts empty ones (in `a`). */
void shape_clear(const struct shape *s, void *item, struct arena *a);

/* Vectors of any type, by their place in memory. */
struct any_vec {
    void *v;
    size_t n, cap;
};
struct any_vec shape_vec(const void *member);
/* One more item, cleared; valid until the next. */
void *shape_push(const struct shape *s, void *member, struct arena *a);
void shape_push_text(void *member, char *text);

#endif
