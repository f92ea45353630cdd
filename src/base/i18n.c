#include "tema/base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool i18n_start(void)
{
    const char *ctype;

    setlocale(LC_ALL, "");
    ctype = setlocale(LC_CTYPE, NULL);
    /* Also the answer to a LANG that this system does not have: setlocale has then left everything at "C". */
    if (!is_utf8() && ctype && (strcmp(ctype, "C") == 0 || strcmp(ctype, "POSIX") == 0))
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    bindtextdomain("tema", TEMA_LOCALEDIR);
    bind_textdomain_codeset("tema", "UTF-8");
    textdomain("tema");
    return is_utf8();
}
