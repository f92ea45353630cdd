#include "tema/text/collate.h"

#include <locale.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <unicode/ucol.h>

static UCollator *collator;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_collator(void)
{
    static const char *const nordic[] = {"nb", "nn", "no", "da", "sv", "fi", "is", "fo", "se"};
    const char *locale = setlocale(LC_COLLATE, NULL);
    const char *language = "nb";
    UErrorCode status = U_ZERO_ERROR;

    for (size_t i = 0; locale && i < sizeof nordic / sizeof *nordic; i++)
        if (strncmp(locale, nordic[i], 2) == 0 && (locale[2] == '_' || locale[2] == '.' || locale[2] == '\0'))
            language = nordic[i];
    collator = ucol_open(language, &status);
    if (U_FAILURE(status)) {
        collator = NULL;
        return;
    }
    ucol_setStrength(collator, UCOL_TERTIARY);
    ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
}

int collate(const char *a, const char *b)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollationResult order = UCOL_EQUAL;

    pthread_once(&once, open_collator);
    if (collator)
        order = ucol_strcollUTF8(collator, a, -1, b, -1, &status);
    if (U_SUCCESS(status) && order != UCOL_EQUAL)
        return order == UCOL_LESS ? -1 : 1;
    return strcmp(a, b);
}
