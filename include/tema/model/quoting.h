/* Quotes edited for print: what stands in square brackets was put in or stands for what was left out ("[…]", "[...]"), all else must be what was said. */
#ifndef TEMA_MODEL_QUOTING_H
#define TEMA_MODEL_QUOTING_H

#include <stdbool.h>

#include "tema/base/arena.h"
#include "tema/base/err.h"

/* True when, bracketed parts aside, the pieces of `edited` occur in `said` in their order, each whole, at word edges but for the pieces' own
 * brackets inside a word; blanks and line ends count alike. Brackets that occur in `said` themselves may stand too. False: ERR_INPUT naming the first piece that was not said so, or a bracket without its other. */
bool quote_verify(const char *said, const char *edited, struct err *err);
/* What is printed: `edited`, or when nothing but blanks is in it the words said on one line. In the arena. */
char *quote_print(const char *said, const char *edited, struct arena *a);

#endif
