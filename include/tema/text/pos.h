/* Three kinds of offset that must not be mixed up; each is its own type, so that mixing does not compile. */
#ifndef TEMA_TEXT_POS_H
#define TEMA_TEXT_POS_H

#include <stddef.h>

typedef struct { size_t b; } byte_off; /* bytes of UTF-8 from the start of a string */
typedef struct { size_t cp; } cp_off;  /* Unicode code points from the start of a string, row or source */
typedef struct { int col; } col_off;   /* columns of the terminal */

#endif
