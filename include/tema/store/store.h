/* The project file: opening it, acts and undo, and everything that reads or changes the study. The only user of SQLite.
 *
 * Changing: an act is one transaction and one row of the log.
 *     if (!store_begin(s, "code", err)) …
 *     … any number of the functions below marked [act] …
 *     if (!store_commit(s, &row, err, _("coded “%s” with “%s”"), words, name)) …      (or store_rollback(s))
 * A function marked [act] that fails leaves the act open; the caller rolls back. Functions marked [act] outside an act, or a second store_begin,
 * are errors of the program (assert).
 *
 * Reading: rows come in the caller's arena, strings never NULL. A query on codings takes the scope (whose codings). Sources that are hidden (their import was undone), and
 * what hangs on them, are seen by no query.
 */
#ifndef TEMA_STORE_STORE_H
#define TEMA_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/base/vec.h"
#include "tema/model/doc.h"
#include "tema/model/transcript.h"
#include "tema/model/types.h"

struct store;

/* ---- the file (open.c) ---- */

enum store_mode { STORE_WRITE, STORE_READ_ONLY };

/* Makes a new project; refuses (ERR_INPUT) when something is there already. `mode` is 0600, or 0660 for a shared one. A failure leaves no file. */
bool store_create(const char *path, const char *title, mode_t mode, struct store **ret, struct err *err);
/* Opens one. One of an older schema is brought up to date, a copy of it as it was being put beside it ("NAME.tema.schema-1"); where it cannot be written, ERR_READ_ONLY. No project, a project of a newer schema, one with triggers or views, a damaged one: ERR_INPUT / ERR_CORRUPT, each its sentence. A file that cannot be
 * written is opened for reading, and store_is_read_only tells. */
bool store_open(const char *path, enum store_mode mode, struct store **ret, struct err *err);
void store_free(struct store *s);
bool store_is_read_only(const struct store *s);
const char *store_path(const struct store *s);

/* Waiting for another process: up to 30 s by default (0: not at all). `cancelled` may be NULL; asked between tries, true gives up. */
void store_set_patience(struct store *s, int ms, bool (*cancelled)(void *), void *data);

/* A number that has changed when anything in the project has, by this or another process. Cheap (no lock beyond one shared read). */
int64_t store_version(struct store *s);
/* Likewise, but own acts that only change codes, segments, codings, memos, themes, their places, quotes and reviews leave it as it is. */
int64_t store_version_beside(struct store *s);

/* Who acts from now on. An unknown name becomes a coder with the first act (or store_add_coder). */
bool store_set_coder(struct store *s, const char *name, struct err *err);
tema_id store_coder(const struct store *s); /* 0 while the name is not known to the project */

/* What is read between these two is of one moment, whatever others do meanwhile; nested freely, no change inside. A failed begin needs no end. */
bool store_read_begin(struct store *s, struct err *err);
void store_read_end(struct store *s);

/* ---- acts (act.c) ---- */

bool store_begin(struct store *s, const char *kind, struct err *err);
/* Checks the digests of touched segments and the shape of the code tree, writes the log row, commits durably. An act that changed nothing leaves no row; then ret->id is 0.
 * One that only noted something (a codebook version) leaves its row, but there is nothing in it to take back: undo and redo pass over it.
 * `ret` may be NULL; its strings live in the store until the next commit. On failure everything is rolled back. */
bool store_commit(struct store *s, struct act_row *ret, struct err *err, const char *words, ...) __attribute__((format(printf, 4, 5)));
void store_rollback(struct store *s);
bool store_in_act(const struct store *s);

/* Takes back the coder's latest act that stands / does again what was last taken back, as one act. `ret` (may be NULL): the row of the act taken back or done again. Nothing there:
 * ERR_NOT_FOUND. ERR_CONFLICT, saying who and what, and nothing is changed, when a later act of another coder that still stands hangs together with it: it changed the same,
 * names what was put in here, removed what is named here, or moved codes so that the tree would close to a ring; also when its changes come out even. So whatever is taken back
 * when, all that stands can always be taken back, newest first over all coders. */
bool store_undo(struct store *s, struct act_row *ret, struct err *err);
bool store_redo(struct store *s, struct act_row *ret, struct err *err);
/* Newest first; `most` 0 for all; `before` a seq to go on from (0: the newest). */
bool store_log(struct store *s, int64_t before, int most, struct arena *a, struct act_row **ret, size_t *ret_n, struct err *err);

/* ---- proving it sound (check.c) ---- */

struct finding {
    bool decision; /* true: waits for the analyst (a segment without words); false: a fault */
    char *text;    /* one sentence */
    tema_id id;
};
/* SQLite's own check, foreign keys, every segment's digest, rows' counts and order, the tree's shape, the index against the text, the log's chain. */
bool store_check(struct store *s, struct arena *a, struct finding **ret, size_t *ret_n, struct err *err);

/* ---- text (text.c, import.c) ---- */

struct import_meta {
    const char *name, *file, *encoding, *format, *sha256;
    enum source_kind kind;
    bool again; /* take it even if the same bytes are there already */
};
/* [act] Puts a transcript in: rows of at most 4 KiB, speakers, cues, index. The same bytes again: ERR_INPUT, naming the source that has them. Undoing the act hides the source. */
bool store_import(struct store *s, const struct import_meta *m, const struct transcript *t, tema_id *ret, struct err *err);

/* The source's text. Replaces what `d` held (d must be initialised). */
bool store_doc(struct store *s, tema_id source, struct doc *d, struct err *err);

/* [act] One splice: `del` code points at `at` go, the n bytes `ins` (valid UTF-8, LF) come. Rows, cues, segments move along (marks.h). */
bool store_splice(struct store *s, tema_id source, cp_off at, size_t del, const char *ins, size_t n, struct err *err);
/* [act] Makes the source's text equal to the n bytes by the smallest splices. *ret_splices (may be NULL): how many. */
bool store_edit(struct store *s, tema_id source, const char *text, size_t n, size_t *ret_splices, struct err *err);

/* [act] A new turn begins at `pos`: one blank there becomes the line end (else one is put in). ERR_INPUT where a turn begins already. The new turn keeps the speaker; its time is the cue's. */
bool store_split_turn(struct store *s, tema_id source, cp_off pos, struct err *err);
/* [act] The turn at `pos` goes on from the one before it, with that one's speaker. ERR_INPUT at the first. */
bool store_join_turn(struct store *s, tema_id source, cp_off pos, struct err *err);
/* [act] Gives the whole turn at `pos` to a speaker of the source (0: nobody). */
bool store_set_turn_speaker(struct store *s, tema_id source, cp_off pos, tema_id speaker, struct err *err);

/* ---- marking and coding (coding.c) ---- */

/* [act] Marks [start, end) as a meaning unit of the acting coder; exactly the words of one's own segment gives that one. ERR_INPUT when empty or outside the text. */
bool store_mark(struct store *s, tema_id source, cp_off start, cp_off end, tema_id *ret_segment, struct err *err);
/* [act] Gives it a code; the same code again by the same coder changes nothing, but a stale coding is none any more. What was set aside no longer is. A merged or dropped code is ERR_INPUT. ret may be NULL. */
bool store_code(struct store *s, tema_id segment, tema_id code, tema_id *ret_coding, struct err *err);
/* [act] Takes a coding off. A segment left with no coding, condensed wording, memo, quote or place, and not set aside, goes with it. */
bool store_uncode(struct store *s, tema_id coding, struct err *err);
/* [act] Removes a segment with its codings, memos, quotes and places. */
bool store_unmark(struct store *s, tema_id segment, struct err *err);
bool store_set_condensed(struct store *s, tema_id segment, const char *text, struct err *err); /* [act] */
/* [act] Another code in a coding's place. */
bool store_recode(struct store *s, tema_id coding, tema_id code, struct err *err);

/* Ordered by source (name is the caller's to sort), start, end, id. source 0: all. Those set aside are among them. */
bool store_segments(struct store *s, tema_scope scope, tema_id source, struct arena *a, struct segment **ret, size_t *ret_n, struct err *err);
/* source 0 and code 0: all. Ordered by source, start, end, code's order is the caller's. */
bool store_codings(struct store *s, tema_scope scope, tema_id source, tema_id code, struct arena *a, struct coding **ret, size_t *ret_n, struct err *err);
/* One of them by its id, whoever's, in the arena; ERR_NOT_FOUND when it is not there or its source is hidden. */
bool store_segment_get(struct store *s, tema_id id, struct arena *a, struct segment **ret, struct err *err);
bool store_coding_get(struct store *s, tema_id id, struct arena *a, struct coding **ret, struct err *err);
/* Codes the coder has used last, most recent first, active ones only. */
bool store_recent_codes(struct store *s, int most, struct arena *a, tema_id **ret, size_t *ret_n, struct err *err);

/* ---- codebook (codebook.c) ---- */

/* All codes with their counts, in the tree's order with depth (codetree_order). */
bool store_codes(struct store *s, tema_scope scope, struct arena *a, struct code **ret, size_t *ret_n, struct err *err);

/* [act] At the end of its siblings. colour 0: the parent's, or a fresh one at top level. */
bool store_add_code(struct store *s, tema_id parent, const char *name, enum code_origin origin, uint32_t colour, tema_id *ret, struct err *err);
enum code_field { CODE_NAME, CODE_DEFINITION, CODE_INCLUDE, CODE_EXCLUDE, CODE_EXAMPLE };
bool store_set_code_text(struct store *s, tema_id code, enum code_field field, const char *value, struct err *err); /* [act] names are trimmed, not empty */
bool store_set_code_colour(struct store *s, tema_id code, uint32_t rgb, struct err *err);                             /* [act] */
bool store_set_code_kind(struct store *s, tema_id code, enum code_status st, enum code_origin o, enum code_level l, struct err *err); /* [act] */
/* [act] Under `parent` (0: top), before sibling `before` (0: last). Under itself: ERR_INPUT. */
bool store_move_code(struct store *s, tema_id code, tema_id parent, tema_id before, struct err *err);
/* [act] The codings of `from` go to `into`, doubles become one, children move under `into`, `from` gets status merged. */
bool store_merge_code(struct store *s, tema_id from, tema_id into, struct err *err);
struct code_loss { int64_t codes, codings, segments; }; /* what would go, everybody's counted */
bool store_delete_code_preview(struct store *s, tema_id code, struct code_loss *ret, struct err *err);
/* [act] Removes the code and all below it, their codings, memos, and segments left with nothing. */
bool store_delete_code(struct store *s, tema_id code, struct err *err);

/* ---- the study's things (study.c) ---- */

bool store_project(struct store *s, struct arena *a, struct project *ret, struct err *err);
bool store_set_title(struct store *s, const char *title, struct err *err); /* [act] */
bool store_coders(struct store *s, struct arena *a, struct coder **ret, size_t *ret_n, struct err *err);

/* In the order of import; `codings` within the scope; read_permille for the store's coder. */
bool store_sources(struct store *s, tema_scope scope, struct arena *a, struct source **ret, size_t *ret_n, struct err *err);
int store_permille(int64_t far, int64_t chars); /* read_permille: how much of `chars` lies before `far`, 0 to 1000 */
/* Counts `codings` and `read_permille` of sources read before, as store_sources does; the rest of them is as it was while store_version_beside is. */
bool store_recount_sources(struct store *s, tema_scope scope, struct source *sources, size_t n, struct err *err);
enum source_field { SOURCE_NAME, SOURCE_KIND, SOURCE_DATE, SOURCE_MINUTES, SOURCE_METHOD, SOURCE_AUTHOR, SOURCE_YEAR, SOURCE_CHECKED };
extern const struct enum_words source_fields; /* name kind date minutes method author year checked */
/* [act] Typed: kind is a word of source_kinds, date YYYY-MM-DD (a real day) or "", minutes and year whole numbers or "", checked yes, no or "" (store_set_checked); else ERR_INPUT saying what is expected. */
bool store_set_source(struct store *s, tema_id source, enum source_field field, const char *value, struct err *err);
bool store_import_report(struct store *s, tema_id source, struct arena *a, char **ret, struct err *err); /* one sentence a line */

/* source 0: all, with their turns not counted (-1), which takes far longer than all else. */
bool store_speakers(struct store *s, tema_id source, struct arena *a, struct speaker **ret, size_t *ret_n, struct err *err);
bool store_count_turns(struct store *s, struct speaker *speakers, size_t n, struct err *err); /* sets `turns` of each */
bool store_add_speaker(struct store *s, tema_id source, const char *name, tema_id *ret, struct err *err);                    /* [act] */
bool store_rename_speaker(struct store *s, tema_id speaker, const char *name, struct err *err);                             /* [act] structure only */
bool store_link_speaker(struct store *s, tema_id speaker, enum speaker_role role, tema_id participant, struct err *err);     /* [act] */

bool store_participants(struct store *s, struct arena *a, struct participant **ret, size_t *ret_n, struct err *err);
bool store_add_participant(struct store *s, const char *name, tema_id *ret, struct err *err); /* [act] the same name twice is ERR_INPUT */
bool store_rename_participant(struct store *s, tema_id participant, const char *name, struct err *err); /* [act] */
/* [act] Makes the attribute when new: its type is `type`; a value that does not fit the attribute's type is ERR_INPUT; "" removes the value. */
bool store_set_attribute(struct store *s, tema_id participant, const char *attribute, enum attr_type type, const char *value, struct err *err);

bool store_memos(struct store *s, struct arena *a, struct memo **ret, size_t *ret_n, struct err *err); /* oldest first */
bool store_add_memo(struct store *s, enum memo_about about, tema_id target, const char *text, tema_id *ret, struct err *err); /* [act] */
bool store_set_memo(struct store *s, tema_id memo, const char *text, struct err *err);                                        /* [act] "" removes it */

/* ---- where one reads (reading.c): per coder, outside acts; does nothing when read-only. Who reads becomes a coder of the project. ---- */

struct reading { cp_off at, far; };
bool store_reading(struct store *s, tema_id source, struct reading *ret, struct err *err);      /* zeros when never opened */
bool store_set_reading(struct store *s, tema_id source, struct reading r, struct err *err);     /* `far` never goes down */
bool store_desk(struct store *s, struct arena *a, char **ret_screen, tema_id *ret_source, struct err *err); /* "" when none */
bool store_set_desk(struct store *s, const char *screen, tema_id source, struct err *err);

#endif
