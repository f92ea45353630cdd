/* Braun & Clarke's six phases: their names, and what a project's own data say of each. */
#ifndef TEMA_MODEL_PHASES_H
#define TEMA_MODEL_PHASES_H

#include "tema/base/arena.h"
#include "tema/model/types.h"

enum { PHASES = 6 };
/* Index 0 to 5 for phases 1 to 6: one word, as on the command line: familiarising coding searching reviewing defining
 * reporting. */
extern const struct enum_words phase_words;
/* "Familiarising yourself with your data" and so on (2006, p. 87, table 1), shortened for one line; phase 1 to 6. Translated. */
const char *phase_name(int phase);
/* The name of 2021/22: "Familiarisation", "Coding" … */
const char *phase_later_name(int phase); /* both: "" for another number */

struct phase_figures {
    int64_t sources, sources_read, sources_checked; /* read: to the end, by the asking coder */
    int64_t chars, chars_looked_at;                 /* of all sources; coded or set aside by anybody who counts */
    int64_t segments, codings, codes;               /* codes: active */
    int64_t codes_unplaced;                         /* with codings, but no place under a standing theme, nor any above them */
    int64_t themes, themes_undefined;               /* standing (candidate or kept) ones of the current structure */
    int64_t themes_unquoted;                        /* without a starred extract */
    int64_t quotes, memos, versions;
};
/* What the figures say of the phase, in a line ("5 of 6 sources read to the end, 2 checked"). In the arena. Never a warning. */
char *phase_says(int phase, const struct phase_figures *f, struct arena *a);

#endif
