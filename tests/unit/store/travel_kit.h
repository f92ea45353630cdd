/* A study given out, as text: everything that an exchange holds, so that two can be compared. */
#ifndef TESTS_UNIT_STORE_TRAVEL_KIT_H
#define TESTS_UNIT_STORE_TRAVEL_KIT_H

#include "support.h"
#include "tema/store/exchange.h"

/* Every field of every part, a line each. Freed with mem_free. */
char *travel_text(const struct exchange *x);
/* The study as it is given out, likewise. */
char *travel_given(struct store *s);
/* Takes the exchange in as one act and commits. */
struct take_result travel_take(struct store *s, struct exchange *x, bool again);
/* Given out, put into an empty project and given out again the study is the same. */
void travel_there_and_back(struct store *s, const char *coder);

#endif
