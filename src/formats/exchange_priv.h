/* The ways of a whole study within the program. */
#ifndef TEMA_FORMATS_EXCHANGE_PRIV_H
#define TEMA_FORMATS_EXCHANGE_PRIV_H

#include "tema/formats/formats.h"
#include "tema/formats/project.h"

extern const struct format format_json;
extern const struct project_format project_json, project_qdpx, project_qdc, project_csv, project_txt;

/* Between the process that parses and the one that asked: everything, notes too. What comes back is proved: a length
 * that is not there, a word that is none, a text that is no UTF-8 or holds U+0000 is ERR_INPUT; ends in exchange_check. `out` must be initialised. */
void exchange_pack(const struct exchange *x, struct buf *out);
bool exchange_unpack(const char *s, size_t n, struct exchange *out, struct err *err);

/* What exchange_to_json wrote, of a part of a study: references may lead nowhere, nothing is checked. */
bool exchange_json_part(const char *s, size_t n, struct exchange *out, struct err *err);

#endif
