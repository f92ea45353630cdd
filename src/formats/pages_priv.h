/* Readers of documents made for pages and screens: RTF, HTML, PDF. */
#ifndef TEMA_FORMATS_PAGES_PRIV_H
#define TEMA_FORMATS_PAGES_PRIV_H

#include <stdint.h>

#include "formats_priv.h"

extern const struct format format_rtf, format_html, format_pdf;

/* ---- html.c ---- */

/* Bytes from which the transcript's text was copied as they are. */
struct html_piece {
    size_t from; /* byte of the document's text: tags removed, references decoded, white space untouched */
    size_t n;    /* bytes; at most 4096 */
    size_t to;   /* byte of the transcript's text: that of all turns, one after the other */
    size_t cp;   /* code points of the transcript's text before it */
};
/* From offsets in the document's text (what Taguette's highlights count on) to the transcript's text, where
 * white space is collapsed and paragraphs end in newlines. */
struct html_map {
    VEC(struct html_piece) pieces; /* ascending `from` and `to` */
    struct buf text;               /* of all the transcript's turns */
    size_t bytes;                  /* of the document's text */
};
void html_map_init(struct html_map *m);
void html_map_release(struct html_map *m);

/* Reads HTML (UTF-8, LF) into a transcript that was initialised: a row per paragraph, heading, list item,
 * table row or line break. `map`, which was initialised, may be NULL; then nothing is kept for offsets. What
 * is in scripts, styles, templates, comments and the title counts neither as the document's text nor in the
 * transcript. Its notes are the transcript's. ERR_INPUT when there are too many paragraphs. */
bool html_read(const char *s, size_t n, struct transcript *out, struct html_map *map, struct err *err);

/* The code point of the transcript's text (counted over all its turns) where byte `at` of the document's text
 * stands. Inside of white space that was dropped: for the start of a piece (`end` false) the next character,
 * for its end (exclusive, `end` true) behind the one before. Beyond the text: its end. Logarithmic. */
size_t html_map_cp(const struct html_map *m, size_t at, bool end);

/* ---- html_sniff.c ---- */

/* How sure a text is HTML, as struct format wants it. Markup that begins with an unusual element counts as much
 * as plain text, so the file's name decides. */
int html_sniff(const char *text, size_t n);

/* The charset an HTML file's <meta> declares in its first 1024 bytes, as an iconv name ("windows-1252" for
 * iso-8859-1, as the Encoding Standard says); NULL when there is none or it is unknown. A BOM goes before it.
 * Static; needs no release. */
const char *html_charset(const char *bytes, size_t n);

/* ---- html_entities.c ---- */

/* Reads the character reference at s ("&…") and appends what it stands for; returns the bytes it took, 0 when
 * it is none. Those of HTML 4, &apos; and a few more; &#128; to &#159; as windows-1252, as browsers do; a
 * missing semicolon is forgiven as browsers forgive it. At most 40 bytes are looked at. */
size_t html_reference(const char *s, size_t n, struct buf *out);

/* ---- rtf_pages.c ---- */

/* The code points of bytes 0x80 to 0xff in a single-byte code page: 437, 850, 874, 1250 to 1258, 10000 (Mac
 * Roman); U+FFFD where it has none. NULL for another page. */
const uint16_t *code_page(int page);

/* ---- pdf_text.c ---- */

/* Makes the transcript of what pdftotext wrote (UTF-8, LF, a form feed behind each page): the lines of a
 * paragraph are joined, a row "[p. N]" begins each page when there are several. ERR_INPUT when there is no
 * text. */
bool pdf_text(const char *s, size_t n, struct transcript *out, struct err *err);

#endif
