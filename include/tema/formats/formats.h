/* Reading foreign files: one row per format. */
#ifndef TEMA_FORMATS_FORMATS_H
#define TEMA_FORMATS_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/err.h"
#include "tema/model/transcript.h"
#include "tema/text/charset.h"

enum { FORMATS_MAX_FILE = 64 << 20 }; /* bytes; a larger transcript is refused */

struct format {
    const char *name;       /* "vtt": as on the command line, in lists and in the store */
    const char *label;      /* "WebVTT subtitles (Teams, Zoom, Whisper)", through N_() */
    const char *extensions; /* space-separated, without dots: "vtt webvtt" */
    /* How sure the text (UTF-8, LF, no BOM) is of this format, 0 to 100, from its beginning. */
    int (*sniff)(const char *text, size_t n);
    /* Parses the whole text. Errors carry "line N: …". */
    bool (*read)(const char *text, size_t n, struct transcript *out, struct err *err);
};

extern const struct format *const formats[]; /* ends with NULL */
const struct format *format_find(const char *name); /* NULL if unknown */
/* The one a file is taken for: the best sniff; its name's extension decides between equals; plain text when none fits. */
const struct format *format_guess(const char *path, const char *text, size_t n);

struct read_options {
    const char *encoding; /* NULL: find out */
    const char *format;   /* NULL: find out */
    bool lossy;
};
struct read_result {
    const struct format *format;
    struct charset_guess charset;
    size_t lost;          /* bytes that could not be decoded and were marked (lossy) */
    char sha256[65];      /* of the bytes as they came */
    struct transcript transcript;
};

/* Bytes to a transcript: charset, conversion, line ends, format, parse. Refuses (ERR_INPUT) an empty file, one without any words, a binary one, and, unless the
 * format is given, what is clearly another program's: JSON, RTF, HTML, XML, a table that is named .csv or .tsv. On failure nothing needs releasing. `path` is used for its name and in no sentence: the caller says which file. */
bool formats_read(const char *path, const char *bytes, size_t n, const struct read_options *opt, struct read_result *out, struct err *err);
void read_result_release(struct read_result *r);

#endif
