/* Sorting for people: ICU collation, in which æ ø å come last as in Norwegian and Danish unless the locale says
 * otherwise, case matters last, and numbers in names sort by value ("Intervju 2" before "Intervju 10"). */
#ifndef TEMA_TEXT_COLLATE_H
#define TEMA_TEXT_COLLATE_H

/* < 0, 0, > 0. Uses one collator for the process, from LC_COLLATE's language where it is Nordic, else "nb".
 * Strings that people would call the same but that differ in bytes are ordered by their bytes: 0 means equal. */
int collate(const char *a, const char *b);

#endif
