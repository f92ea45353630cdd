/* What terminfo says of the terminal. Apart from the other parts, since <term.h> has a `struct term` of its
 * own. */
#ifndef TERM_INFO_PRIV_H
#define TERM_INFO_PRIV_H

#include <stdbool.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

/* Whether `name` (of TERM, may be NULL) is a terminal that can place its cursor. ERR_USAGE. */
bool term_info_check(const char *name, int fd, struct err *err);
/* After newterm: whether it speaks xterm's mouse protocol; and what undoes the modes of the screen,
 * appended. */
bool term_info_xterm(void);
void term_info_reset(bool xterm, struct buf *out);

#endif
