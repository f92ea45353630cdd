/* Readers of office documents: zips of XML (ECMA-376 Office Open XML, OASIS OpenDocument). */
#ifndef TEMA_OFFICE_PRIV_H
#define TEMA_OFFICE_PRIV_H

#include "formats_priv.h"
#include "xml_priv.h"

extern const struct format format_docx, format_odt, format_nvivo_codebook;

/* ---- docx.c ---- */

/* Unpacks the main document of a .docx, appending it to `out`; what else is in the zip is asked of container_priv.h. ERR_INPUT: no .docx, damaged, locked. */
bool docx_document(const char *bytes, size_t n, struct buf *out, struct err *err);

/* Whether the last event was an element of that name of WordprocessingML, transitional or strict. */
bool docx_is(const struct xml *x, const char *name);

/* Whether such an on-off element is on: its value is absent, "1", "true" or "on". */
bool docx_on(struct xml *x);

/* ---- docx_teams.c ---- */

struct paragraphs;
/* Makes the turns of a document as Teams writes it: one paragraph a turn, "Name   0:04", a line break, what was said. `firsts`: the rows of p->list that begin a paragraph of the document, ascending.
 * False, and nothing done, when the document does not look so. Paragraphs without a time ("… started transcription") become notes. */
bool teams_turns(struct paragraphs *p, const size_t *firsts, size_t n);

#endif
