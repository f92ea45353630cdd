/* Character sets: finding out which one bytes are in, and turning them into UTF-8. The only user of iconv. */
#ifndef TEMA_TEXT_CHARSET_H
#define TEMA_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"

enum charset_how { CHARSET_BOM, CHARSET_UTF8, CHARSET_DETECTED, CHARSET_GIVEN };

struct charset_guess {
    char name[32];         /* an iconv name: "UTF-8", "UTF-16LE", "windows-1252", "macintosh", "IBM850", … */
    enum charset_how how;
    int confidence;        /* 0 to 100; 100 for a BOM, for ASCII and for valid UTF-8 */
    size_t bom;            /* bytes of BOM at the start, to be skipped */
};

/* BOM, else valid UTF-8 (ASCII too), else UTF-16/32 without BOM by the pattern of zero bytes, else ICU's detector
 * weighed with what Nordic texts look like: among the single-byte sets that are likely in the North (windows-1252,
 * ISO-8859-1/15, macintosh, IBM850, IBM865, windows-1250 …) the one wins in which æ ø å ä ö é stand where letters
 * stand and no control or symbol sits inside a word. Of sets that read the bytes as the same text the commonest is
 * named: windows-1252 for ISO-8859-1, IBM850 for IBM865. UTF-8 with a few wrong bytes, or cut in its last character,
 * is UTF-8, though it will not convert without `lossy`. Always answers something; refuses nothing. */
void charset_detect(const char *bytes, size_t n, struct charset_guess *ret);

/* How bytes of a guessed single-byte set would read in it and in the likely others: a few words around the first byte beyond
 * ASCII. Those that cannot be, or read the same as one before, are left out; the guess is first. In the arena; without
 * control characters. 0 when there is nothing to choose from. */
struct charset_reading {
    const char *name;
    char *words;
};
size_t charset_readings(const char *bytes, size_t n, const struct charset_guess *g, struct arena *a,
                        struct charset_reading **ret);

/* What it looks like when it is no text at all: NULs (outside UTF-16/32) or many control bytes. */
bool charset_is_binary(const char *bytes, size_t n, const struct charset_guess *g);

/* Converts to UTF-8, appending to `out`. Bytes that cannot be decoded: without `lossy`, fails with ERR_INPUT and a
 * sentence with the charset and the byte offset (from 0, in the file, BOM counted by the caller through `base`); with
 * `lossy`, each becomes U+FFFD and *ret_lost counts them. U+0000 becomes U+FFFD (not counted as lost). Unknown
 * charset: ERR_USAGE. On failure `out` is as before. `ret_lost` may be NULL. */
bool charset_to_utf8(const char *name, const char *bytes, size_t n, size_t base, bool lossy, struct buf *out,
                     size_t *ret_lost, struct err *err);

/* CRLF and CR become LF, in place; returns the new length. */
size_t charset_unix_lines(char *s, size_t n);

#endif
