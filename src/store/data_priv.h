/* What coding.c, codebook.c, study.c and memo.c share: checking what is handed in, and finding the things it speaks
 * of. */
#ifndef TEMA_STORE_DATA_PRIV_H
#define TEMA_STORE_DATA_PRIV_H

#include "act_priv.h"

/* The name without blanks around it, owned by the caller (mem_free). NULL (ERR_INPUT) when nothing is left,
 * when it has a line break or is not UTF-8. */
char *data_name(const char *value, struct err *err);
/* True when `value` is UTF-8 text; else ERR_INPUT. NULL is refused too. */
bool data_text(const char *value, struct err *err);
bool data_is_blank(const char *value); /* nothing but blanks in it */

/* The text without blanks around it, owned by the caller; NULL when it is not UTF-8. */
char *data_trimmed(const char *value, struct err *err);

/* Digits only, at most nine: -1 otherwise. */
int64_t data_whole_number(const char *s);
/* YYYY-MM-DD (ISO 8601), a day that the Gregorian calendar has, years 0001 to 9999. */
bool data_is_date(const char *s);
/* Checks a value of an attribute and brings it into the form that is kept: a decimal point, small letters. */
bool data_fit_value(const char *attribute, enum attr_type type, char *value, struct err *err);

/* False (ERR_NOT_FOUND) when there is no such source, or its import was taken back. */
bool data_source(struct store *s, tema_id source, struct err *err);
/* Likewise for a segment in a source that is seen. */
bool data_segment(struct store *s, tema_id segment, struct err *err);
/* Removes it with data_drop_segment when it has no coding, condensed wording, memo, quote or place, stands for no participant, and is not set aside. */
bool data_drop_bare(struct store *s, tema_id segment, struct err *err);
/* Removes a segment without codings and memos, with its quotes, places and memberships, and its anchor. */
bool data_drop_segment(struct store *s, tema_id segment, struct err *err);

/* One code without counts, strings in `a`; ERR_NOT_FOUND when there is none. */
bool data_code(struct store *s, tema_id code, struct arena *a, struct code *ret, struct err *err);
/* True when the code is there and can be given to meaning units; a merged or dropped one is ERR_INPUT. */
bool data_code_active(struct store *s, tema_id code, struct err *err);

/* An enum's value in a column; the first one for a word that is not known. */
int data_enum(struct query *q, const char *column, const struct enum_words *w);

/* An order key behind the last one, which the statement gives as "ord" (for a `parent`, where not NULL;
 * *parent 0 is the top level). Owned by the caller; NULL on failure. */
char *data_last_ord(struct store *s, enum statement_id last, const tema_id *parent, struct err *err);

#endif
