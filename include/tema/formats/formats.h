/* Reading foreign files: one row per format. */
#ifndef TEMA_FORMATS_FORMATS_H
#define TEMA_FORMATS_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/err.h"
#include "tema/model/exchange.h"
#include "tema/model/transcript.h"
#include "tema/text/charset.h"

enum { FORMATS_MAX_FILE = 512 << 20, FORMATS_MAX_TRANSCRIPT = 64 << 20 }; /* bytes; what is larger is refused */

struct read_options {
    const char *encoding; /* NULL: find out */
    const char *format;   /* NULL: find out */
    bool lossy;
    const char *columns;  /* of tables: which column is what, "speaker=Who,text=Said"; NULL: by their names (table.c) */
    const char *name;     /* of the file, for what needs one */
};

/* A format has `read` (one transcript) or `take` (a whole project, or a table that makes more than one transcript), never both. */
struct format {
    const char *name;       /* "vtt": as on the command line, in lists and in the store */
    const char *label;      /* "WebVTT subtitles (Teams, Zoom, Whisper)", through N_() */
    const char *extensions; /* space-separated, without dots: "vtt webvtt" */
    /* How sure the text (UTF-8, LF, no BOM) is of this format, 0 to 100, from its beginning; of a format of bytes: the file's bytes. */
    int (*sniff)(const char *s, size_t n);
    /* Parses the whole. Errors carry "line N: …" where there are lines. */
    bool (*read)(const char *s, size_t n, struct transcript *out, struct err *err);
    bool (*take)(const char *s, size_t n, const struct read_options *opt, struct exchange *out, struct err *err);
    bool bytes;             /* what is parsed is the file's bytes (docx, qdpx …), not its text */
    bool spawns;            /* runs another program, so it cannot be read in a process that may do nothing (worker.h) */
};

extern const struct format *const formats[]; /* ends with NULL */
const struct format *format_find(const char *name); /* NULL if unknown */
/* The one of formats of text a file is taken for: the best sniff; its name's extension decides between equals; plain text when none fits. */
const struct format *format_guess(const char *path, const char *text, size_t n);
/* The one of formats of bytes, NULL when none fits. */
const struct format *format_guess_bytes(const char *path, const char *bytes, size_t n);

struct read_result {
    const struct format *format;
    struct charset_guess charset; /* name "" of a format of bytes */
    size_t lost;          /* bytes that could not be decoded and were marked (lossy) */
    char sha256[65];      /* of the bytes as they came */
    struct exchange study;         /* what was read */
    struct transcript *transcript; /* of a format with `read`: its only source's text, in `study`; else NULL */
};

/* Bytes to a study: format, charset, conversion, line ends, parse (in a process of its own where the kernel lets it). Refuses (ERR_INPUT) an empty file, a transcript without any words, a binary one, and, unless the
 * format is given, what is clearly another program's and not read here. On failure nothing needs releasing. `path` is used for its name and in no sentence: the caller says which file. */
bool formats_read(const char *path, const char *bytes, size_t n, const struct read_options *opt, struct read_result *out, struct err *err);
void read_result_release(struct read_result *r);

#endif
