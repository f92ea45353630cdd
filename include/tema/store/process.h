/* How the study goes: rounds, phases, the research question, coders' roles, what is set aside, quotes. As store.h. */
#ifndef TEMA_STORE_PROCESS_H
#define TEMA_STORE_PROCESS_H

#include "tema/model/phases.h"
#include "tema/store/store.h"

/* ---- rounds: at most one goes on; what is marked, coded and made meanwhile remembers it ---- */

bool store_rounds(struct store *s, struct arena *a, struct round **ret, size_t *ret_n, struct err *err); /* oldest first; counted: codings that count, active codes, candidate and kept themes of any structure */
/* [act] Ends the one that goes on. `name` NULL: "Round N", N the first free number. An equal name is ERR_INPUT. `note` may be "" or NULL. */
bool store_start_round(struct store *s, const char *name, enum round_stance stance, const char *note, tema_id *ret, struct err *err);
bool store_end_round(struct store *s, struct err *err); /* [act] none goes on: ERR_INPUT */
tema_id store_round(struct store *s);                   /* the one that goes on, 0 for none; cheap */

/* ---- phases ---- */

bool store_phases(struct store *s, struct arena *a, struct phase_stay **ret, size_t *ret_n, struct err *err); /* oldest first */
/* [act] Leaves the phase one is in (with the same reason). Where one is already: ERR_INPUT. `why` may be "" or NULL. */
bool store_enter_phase(struct store *s, int phase, const char *why, struct err *err);
bool store_leave_phase(struct store *s, const char *why, struct err *err); /* [act] in none: ERR_INPUT */
/* What the data say of the phases, over the codings that count; read figures of the store's coder; numbered versions. Meaning units that are only set aside are none of
 * `segments`. A code is unplaced when it is active and has codings, and neither it nor one above it has a place under a standing theme of the current structure. Takes long in a large
 * project (0.2 s at 10 million words): every row and anchor is looked at. */
bool store_phase_figures(struct store *s, struct phase_figures *ret, struct err *err);

/* ---- the research question, who said it, roles ---- */

bool store_questions(struct store *s, struct arena *a, struct question **ret, size_t *ret_n, struct err *err); /* oldest first */
bool store_set_question(struct store *s, const char *text, const char *reason, struct err *err); /* [act] the same words again, or none: ERR_INPUT */
enum project_pattern { PATTERN_ATTRIBUTION, PATTERN_CITATION };
bool store_set_pattern(struct store *s, enum project_pattern which, const char *pattern, struct err *err); /* [act] one line, attribution_check'd; "": a new project's own */
bool store_set_role(struct store *s, tema_id coder, enum coder_role role, struct err *err);               /* [act] */
bool store_set_checked(struct store *s, tema_id source, bool checked, struct err *err);                   /* [act] against the recording, now; what is checked already stays so */

/* ---- set aside; quotes ---- */

/* [act] Marks [start, end) as considered with nothing to code: a segment with `aside`. One's own segment of exactly these words that carries codes: ERR_INPUT. */
bool store_set_aside(struct store *s, tema_id source, cp_off start, cp_off end, tema_id *ret_segment, struct err *err);
/* [act] No longer aside (ERR_INPUT when it is not); goes when nothing else hangs on it. Giving a code to a segment that is aside does this by itself (store_code). */
bool store_unset_aside(struct store *s, tema_id segment, struct err *err);

bool store_quotes(struct store *s, struct arena *a, struct quote **ret, size_t *ret_n, struct err *err); /* oldest first */
bool store_star(struct store *s, tema_id segment, tema_id *ret, struct err *err);    /* [act] starred already: *ret is that one */
bool store_unstar(struct store *s, tema_id quote, struct err *err);                  /* [act] its edited text goes with it */
bool store_set_quote(struct store *s, tema_id quote, const char *text, struct err *err); /* [act] without blanks around it, quote_verify'd against the words; "" for as it was said */

#endif
