/* Whole files in and out. */
#ifndef TEMA_BASE_FILE_H
#define TEMA_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

/* Appends the bytes of the file to `out`; "-" is standard input. Directories, devices and files over `max` bytes are
 * refused (ERR_INPUT), pipes are read; a missing or unreadable one is ERR_IO. On failure `out` is as before. */
bool file_read(const char *path, size_t max, struct buf *out, struct err *err);

/* Writes the bytes beside `path`, syncs, and renames over it, so that the old file or the whole new one is there at
 * any moment; "-" is standard output. A new file gets `mode` less the umask; an existing one keeps its own mode, and
 * a link is followed. Devices and pipes are written to as they are. A full disk is ERR_FULL, all else ERR_IO. */
bool file_write(const char *path, const void *bytes, size_t n, mode_t mode, struct err *err);

/* The last part of a path, borrowed from it: "a/b.vtt" gives "b.vtt". */
const char *file_basename(const char *path);

#endif
