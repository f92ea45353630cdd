/* Invented interviews as other programs write them: one kind per parser. */
#ifndef BENCH_INVENT_FORMATS_H
#define BENCH_INVENT_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

/* How a format writes what is said: something before it all, something for each turn, something behind. */
struct invent_kind {
    const char *format; /* as in the registry of formats: "docx" */
    const char *file;   /* the name of its file: "docx.docx" */
    const char *before, *behind;
    /* A turn that begins at *ms, which it moves on by the time the turn takes; `first` of all of them. */
    void (*turn)(struct buf *out, const char *who, const char *said, size_t *ms, bool first);
    const char *inside; /* the file in the zip that holds all that; NULL: there is no zip */
    const char *const *beside; /* further files of the zip: name, text, name, text, NULL */
};
extern const struct invent_kind invent_kinds[]; /* ends with one without a format */

/* Appends the bytes of one long interview: at least `bytes` of the kind's own text, in a zip before it is packed. */
bool invent_kind_bytes(const struct invent_kind *kind, uint64_t seed, size_t bytes, struct buf *out,
                       struct err *err);

#endif
