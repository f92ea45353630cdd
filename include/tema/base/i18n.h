/* Every sentence a user reads goes through _(); N_() marks one that is translated where it is shown. */
#ifndef TEMA_BASE_I18N_H
#define TEMA_BASE_I18N_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s

/* setlocale (LC_NUMERIC stays C; under the C locale C.UTF-8 is tried) and the message catalogue. Returns true when
 * the terminal's character set is UTF-8. Called once by main. */
#include <stdbool.h>
bool i18n_start(void);

#endif
