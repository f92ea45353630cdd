/* Files inside a zip that lies in memory: .docx, .odt, .qdpx. What the directory says of sizes is not believed; names are never used as paths. */
#ifndef TEMA_CONTAINER_PRIV_H
#define TEMA_CONTAINER_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

enum {
    CONTAINER_MOST = 10000,            /* entries; with more the zip is refused */
    CONTAINER_MOST_BYTES = 256 << 20,  /* unpacked, over all reads of one container */
    CONTAINER_RATIO = 200,             /* unpacked over packed, of an entry of more than … */
    CONTAINER_RATIO_FROM = 1 << 20,    /* … bytes; beyond it is a bomb */
};

struct container;

/* Opens n bytes, which stay the caller's and must live as long as the container. Cheap: reads the central directory only. ERR_INPUT: no zip, damaged, too many entries.
 * *ret is written only on success; container_close frees it. */
bool container_open(const char *bytes, size_t n, struct container **ret, struct err *err);
void container_close(struct container *c); /* NULL is fine */

/* Whether the bytes begin as a zip does; for sniffing, before container_open. */
bool container_is(const char *bytes, size_t n);

/* Entries in the directory's order, folders ("name/") and all, by index 0 … count-1. Names are valid UTF-8, their backslashes turned to slashes; owned by the container. */
size_t container_count(const struct container *c);
const char *container_name(const struct container *c, size_t i);

/* The index of the entry of exactly this name, else of the first whose name differs only in the case of A to Z; folders are not found. False when there is none. log(count). */
bool container_find(const struct container *c, const char *name, size_t *ret);

/* Appends the whole entry, unpacked, to `out`. ERR_INPUT naming the entry: packed with a password or in a way that cannot be read, damaged (checksum, length), a bomb, a folder,
 * a name with "..", a drive or a slash in front, over CONTAINER_MOST_BYTES in all. On failure `out` holds some part of it. */
bool container_read(struct container *c, size_t i, struct buf *out, struct err *err);
/* The same up to `most` bytes from its beginning, for a look at it: the checksum of the rest is not looked at. */
bool container_peek(struct container *c, size_t i, size_t most, struct buf *out, struct err *err);
/* Finds and reads; ERR_INPUT also when there is no such entry. */
bool container_read_name(struct container *c, const char *name, struct buf *out, struct err *err);

#endif
