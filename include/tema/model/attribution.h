/* Who said it: filling the study's own pattern, "{name}, {role}" giving "Informant 2, IT-sjef". */
#ifndef TEMA_MODEL_ATTRIBUTION_H
#define TEMA_MODEL_ATTRIBUTION_H

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/model/doc.h"
#include "tema/model/types.h"

/* What the names in braces stand for; NULL and "" are both "not known". */
struct attribution {
    const struct participant *participant; /* may be NULL; its attributes by their names, without regard to case */
    const struct source *source;
    const char *speaker;                   /* the name in the transcript */
    int turn, page;                        /* 0: none */
    int64_t ms;                            /* -1: none */
};
/* Names: name (the participant's, else the speaker's), speaker, source, author, year, date, kind, turn, page, time, and any attribute. A brace is written
 * by doubling it. What is not known goes, with the words between it and what stands before (at the beginning of the pattern or of a round or
 * square bracket: after it); a bracket never loses its other, and one with nothing left in it goes. With names, none of them known, the result is "". A pattern that attribution_check
 * refuses is filled as far as it goes. One line, each run of blanks one space. In the arena. */
char *attribution_fill(const char *pattern, const struct attribution *x, struct arena *a);
/* ERR_INPUT for a brace without its other, or an empty name; no braces at all are allowed. */
bool attribution_check(const char *pattern, struct err *err);
/* Who speaks at `pos`, with the pattern that fits: `people` where somebody speaks, `documents` where nobody is named. An interviewer is "Interviewer".
 * What comes out empty is the source's name. In the arena. */
char *attribution_at(const struct doc *d, cp_off pos, const struct source *source, const struct participant *participants,
                     size_t nparticipants, const char *people, const char *documents, struct arena *a);

#endif
