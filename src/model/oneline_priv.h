/* Text on one line: what a quote is compared by, and what a name or value is printed as. */
#ifndef TEMA_MODEL_ONELINE_PRIV_H
#define TEMA_MODEL_ONELINE_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"

bool oneline_blank(uint32_t cp); /* a blank or control code, a line end, any of Unicode's spaces */
/* Appends the n bytes with each run of blanks as one space, and none at the ends. */
void oneline_add(struct buf *out, const char *s, size_t n);

#endif
