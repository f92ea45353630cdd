/* Use cases: what a screen or a command asks the study for or does to it. Prints nothing; every sentence for
 * the user comes back through `struct err` or as the words of the act. Screens and commands include this,
 * never the store. */
#ifndef TEMA_APP_APP_H
#define TEMA_APP_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/base/vec.h"
#include "tema/model/codetree.h"
#include "tema/model/doc.h"
#include "tema/model/types.h"

/* ---- an open project ---- */

struct app;

/* -p FILE, else $TEMA_PROJECT, else the only *.tema in this folder: the path in the arena. ERR_USAGE says
 * what to give. `given` may be NULL. */
bool app_find_project(const char *given, struct arena *a, char **ret, struct err *err);
/* `coder` NULL: the login's name. */
bool app_open(const char *path, const char *coder, bool read_only, struct app **ret, struct err *err);
/* `title` NULL: the file's name. `framework` (name or file) may be NULL: its codes are the first act. */
bool app_create(const char *path, const char *title, const char *framework, mode_t mode, const char *coder,
                struct app **ret, struct err *err);
void app_free(struct app *app);
bool app_is_read_only(const struct app *app);
const char *app_path(const struct app *app);
const char *app_coder_name(const struct app *app);
/* How long to wait for another process that holds the project, in ms, 30 s by default; `cancelled` (may be NULL)
 * is asked all the while, true gives up. */
void app_set_patience(struct app *app, int ms, bool (*cancelled)(void *), void *data);

/* ---- the study at hand ---- */

/* Everything small enough to be kept in memory; texts and codings are asked for by source or code. Arrays as
 * the store orders them, sources sorted by name (collate) and codes in the tree's order. */
struct study {
    struct arena arena;
    int64_t version;
    struct project project;
    struct coder *coders;
    size_t ncoders;
    struct source *sources;
    size_t nsources;
    struct participant *participants;
    size_t nparticipants;
    struct speaker *speakers;
    size_t nspeakers;
    struct code *codes;
    size_t ncodes;
    struct structure *structures; /* oldest first */
    size_t nstructures;
    struct theme *themes; /* of all structures, in themetree_order; not counted (-1): app_count_themes */
    size_t nthemes;
    struct place *places; /* by theme and order key */
    size_t nplaces;
    struct round *rounds; /* oldest first; not counted (-1): app_rounds */
    size_t nrounds;
    struct phase_stay *stays; /* oldest first */
    size_t nstays;
    const struct study_index *index; /* of the app layer: for the functions below */
};
/* The current one, read again when the project has changed since (also by another process). Stays valid until
 * the next call, also through acts. NULL on error. */
const struct study *app_study(struct app *app, struct err *err);
/* Something has changed since that study was read, by whomever; also when another call has read a newer one meanwhile.
 * Cheap, for the idle tick. */
bool app_changed(struct app *app, const struct study *st);

const struct source *study_source(const struct study *st, tema_id id); /* these: NULL when not there */
const struct code *study_code(const struct study *st, tema_id id);
const struct coder *study_coder(const struct study *st, tema_id id);
const struct participant *study_participant(const struct study *st, tema_id id);
/* By name, by name without extension, by id, or by an unambiguous beginning of the name. ERR_NOT_FOUND names
 * the candidates. */
bool study_find_source(const struct study *st, const char *name, const struct source **ret, struct err *err);
bool study_find_code(const struct study *st, const char *path, const struct code **ret,
                     struct err *err); /* codetree_resolve, or an id */
bool study_find_participant(const struct study *st, const char *name, const struct participant **ret,
                            struct err *err);

/* Likewise a speaker of one source, and a coder. */
bool study_find_speaker(const struct study *st, tema_id source, const char *name, const struct speaker **ret,
                        struct err *err);
bool study_find_coder(const struct study *st, const char *name, const struct coder **ret, struct err *err);

bool app_doc(struct app *app, tema_id source, struct doc *d, struct err *err);
/* The nth place (from 1) where the words stand in the source: exactly as given or, where they stand nowhere
 * so, without case; a line end in the text counts as a blank. nth 0: the only one. ERR_NOT_FOUND when there
 * is none, or too few, or (nth 0) several, saying how many. */
bool app_find_words(struct app *app, tema_id source, const char *words, int nth, cp_off *ret_start,
                    cp_off *ret_end, struct err *err);
bool app_segments(struct app *app, tema_scope scope, tema_id source, struct arena *a, struct segment **ret,
                  size_t *n, struct err *err);
bool app_codings(struct app *app, tema_scope scope, tema_id source, tema_id code, struct arena *a,
                 struct coding **ret, size_t *n, struct err *err);
/* Sources sorted by name and codes in the tree's order, counted over another scope than the study's (which is
 * SCOPE_COUNTED). */
bool app_sources(struct app *app, tema_scope scope, struct arena *a, struct source **ret, size_t *n,
                 struct err *err);
bool app_codes(struct app *app, tema_scope scope, struct arena *a, struct code **ret, size_t *n,
               struct err *err);
/* Sets `turns` of speakers, which those of the study have not (-1). */
bool app_count_turns(struct app *app, struct speaker *speakers, size_t n, struct err *err);
bool app_memos(struct app *app, struct arena *a, struct memo **ret, size_t *n, struct err *err);
bool app_recent_codes(struct app *app, int most, struct arena *a, tema_id **ret, size_t *n, struct err *err);
bool app_log(struct app *app, int64_t before, int most, struct arena *a, struct act_row **ret, size_t *n,
             struct err *err);

/* ---- acts. Each is one act, undone by one undo. `said` (may be NULL; else an initialised buf, replaced)
 * gets what was done, as one sentence ---- */

bool app_undo(struct app *app, struct buf *said, struct err *err);
bool app_redo(struct app *app, struct buf *said, struct err *err);

/* Codes to give: existing ones by id, or paths of which missing parts are made. In one act the unit is
 * marked, codes are made, codings put. *ret_segment may be NULL. */
struct code_wish {
    tema_id code; /* 0: use path */
    const char *path;
    enum code_origin origin; /* of what is made */
};
bool app_mark(struct app *app, tema_id source, cp_off start, cp_off end, const struct code_wish *codes,
              size_t ncodes, tema_id *ret_segment, struct buf *said, struct err *err);
bool app_uncode(struct app *app, tema_id coding, struct buf *said, struct err *err);
bool app_unmark(struct app *app, tema_id segment, struct buf *said, struct err *err);
bool app_recode(struct app *app, tema_id coding, tema_id code, struct buf *said, struct err *err);
/* The same with a code that is made for it, by its path as in app_add_code. */
bool app_recode_new(struct app *app, tema_id coding, const char *path, struct buf *said, struct err *err);
bool app_set_condensed(struct app *app, tema_id segment, const char *text, struct buf *said, struct err *err);

bool app_add_code(struct app *app, const char *path, enum code_origin origin, tema_id *ret, struct buf *said,
                  struct err *err); /* missing parents are made */
bool app_add_code_under(struct app *app, tema_id parent, const char *name, tema_id *ret, struct buf *said,
                        struct err *err);
struct code_change { /* NULL / -1: leave as it is */
    const char *name, *definition, *include, *exclude, *example;
    int64_t colour; /* 0xRRGGBB */
    int status, origin, level;
    bool meaning; /* the meaning has changed with the texts, not their wording only: codings become stale, verdicts
                     void. A first definition never does that. */
};
#define CODE_CHANGE_NONE \
    { \
        NULL, NULL, NULL, NULL, NULL, -1, -1, -1, -1, false \
    }
/* As app_add_code, with the rest of what is said of it (`c`; its name is not looked at) in the same act. */
bool app_add_code_with(struct app *app, const char *path, enum code_origin origin,
                       const struct code_change *c, tema_id *ret, struct buf *said, struct err *err);
bool app_set_code(struct app *app, tema_id code, const struct code_change *c, struct buf *said,
                  struct err *err);
bool app_move_code(struct app *app, tema_id code, tema_id parent, tema_id before, struct buf *said,
                   struct err *err);
bool app_merge_codes(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *said,
                     struct err *err);
/* What merging would do ("34 codings go to “X”, 3 of them doubles; 2 codes move under it; “Y” stays in the lists as merged"), one sentence. */
bool app_merge_codes_preview(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *words,
                             struct err *err);
/* A new code beside it that gets these codings of it, in one act; a version is taken before. *ret may be NULL. */
bool app_split_code(struct app *app, tema_id code, const char *name, const tema_id *codings, size_t n,
                    tema_id *ret, struct buf *said, struct err *err);
/* What deleting would take along, as a sentence ("“X” and 2 codes below it, 34 codings"); counts may be NULL.
 */
bool app_delete_code_preview(struct app *app, tema_id code, struct buf *words, int64_t *ret_codings,
                             int64_t *ret_codes, struct err *err);
bool app_delete_code(struct app *app, tema_id code, struct buf *said, struct err *err);

bool app_add_memo(struct app *app, enum memo_about about, tema_id target, const char *text, struct buf *said,
                  struct err *err);
bool app_set_memo(struct app *app, tema_id memo, const char *text, struct buf *said, struct err *err);
/* A memo on a stretch: marks the meaning unit if it is none yet, in the same act. */
bool app_memo_on_range(struct app *app, tema_id source, cp_off start, cp_off end, const char *text,
                       struct buf *said, struct err *err);

bool app_set_title(struct app *app, const char *title, struct buf *said, struct err *err);
/* n pairs of field word and value in one act: kind date minutes method author year name. */
bool app_set_source(struct app *app, tema_id source, const char *const *fields, const char *const *values,
                    size_t n, struct buf *said, struct err *err);
bool app_add_participant(struct app *app, const char *name, const char *const *attrs,
                         const char *const *values, size_t n, tema_id *ret, struct buf *said,
                         struct err *err);
/* As app_add_participant, with types as in app_set_participant. */
bool app_add_participant_typed(struct app *app, const char *name, const char *const *attrs,
                               const char *const *values, const char *const *types, size_t n, tema_id *ret,
                               struct buf *said, struct err *err);
/* Attributes of a known participant; "name" renames. A new attribute's type: `types` may be NULL (text);
 * entries are words of attr_types or NULL. */
bool app_set_participant(struct app *app, tema_id participant, const char *const *attrs,
                         const char *const *values, const char *const *types, size_t n, struct buf *said,
                         struct err *err);
bool app_link_speaker(struct app *app, tema_id speaker, enum speaker_role role, tema_id participant,
                      struct buf *said, struct err *err);
bool app_rename_speaker(struct app *app, tema_id speaker, const char *name, struct buf *said,
                        struct err *err);

/* The same with a new participant of that name, in one act. */
bool app_link_speaker_to_new(struct app *app, tema_id speaker, const char *name, struct buf *said,
                             struct err *err);

/* Gives the turn at pos to the speaker of that name, who is made if the source has none of it, and linked to the
 * participant of that name if there is one; name "" for nobody. */
bool app_set_turn_speaker(struct app *app, tema_id source, cp_off pos, const char *name, struct buf *said,
                          struct err *err);
/* The same for every turn that has words in [start, end). */
bool app_give_turns(struct app *app, tema_id source, cp_off start, cp_off end, const char *name,
                    struct buf *said, struct err *err);
bool app_split_turn(struct app *app, tema_id source, cp_off pos, struct buf *said, struct err *err);
bool app_join_turn(struct app *app, tema_id source, cp_off pos, struct buf *said, struct err *err);
bool app_edit(struct app *app, tema_id source, const char *text, size_t n, struct buf *said, struct err *err);

/* ---- import: one file, one act ---- */

struct import_options {
    const char *encoding, *format, *name; /* NULL: found out; name: the file's */
    bool lossy, again;
    int kind; /* enum source_kind, -1: found out: group from four speakers on, interview with turns, document
                 without */
    bool dry_run; /* reads and reports, changes nothing */
    const char *columns; /* of tables: which column is what; NULL: by their names */
};
struct import_outcome {
    tema_id source;                       /* the first that came in; 0 for a dry run or none */
    bool project; /* a whole project or a table, not one transcript: the counts from `sources` on are of interest */
    char *name, *format, *encoding, *how; /* in the arena: how the charset was known: "byte order mark",
                                             "valid UTF-8", "detected", "given" */
    int64_t words, turns, speakers, lost;
    int64_t sources, codes, codings, participants, memos; /* that were not there before */
    char **notes;
    size_t nnotes;
};
bool app_import(struct app *app, const char *path, const struct import_options *opt, struct arena *a,
                struct import_outcome *ret, struct err *err);

/* ---- export: the project for others ---- */

struct export_outcome {
    size_t bytes;
    char sha256[65];
    char **notes; /* what others will not find in it */
    size_t nnotes;
};
/* Writes everything of everybody in that format: into a file, whole or not at all, for its owner alone when it is new, and keeps in the project what was told;
 * with `path` NULL only into `bytes`. The same project gives the same bytes. Unknown formats: ERR_USAGE listing those there are. Never over the project itself. */
bool app_export(struct app *app, const char *format, const char *path, struct arena *a, struct buf *bytes, struct export_outcome *ret, struct err *err);
char *app_export_formats(struct arena *a); /* "json, csv, txt" */

/* ---- checking, reports ---- */

struct app_finding {
    bool decision;
    char *text;
    tema_id id;
};
bool app_check(struct app *app, struct arena *a, struct app_finding **ret, size_t *n, struct err *err);

/* Builds the named report and writes it by the named writer ("md", "html", "csv") into out. `version`: of the
 * codebook, for the reports that can show an earlier one (codebook, themes); 0 for now, else ERR_USAGE. Unknown
 * names: ERR_USAGE listing what there is. */
bool app_report(struct app *app, const char *name, int64_t version, const char *format, struct buf *out,
                struct err *err);
/* The same into a file, whole or not at all, for its owner alone when it is new; `format` NULL: by the file's name.
 * Never over the project itself. */
bool app_write_report(struct app *app, const char *name, int64_t version, const char *format, const char *path,
                      struct buf *said, struct err *err);
/* The reports there are, for choosing: name and what it shows, N_()'d; ends with a NULL name. */
struct app_report_kind {
    const char *name, *help;
};
extern const struct app_report_kind app_reports[];
/* The writer a file's name asks for, or NULL; the list for help texts. */
const char *app_report_format_for(const char *path);
/* Names of formats that import reads, of writers and of reports, "md, html, csv", in the arena. */
char *app_import_formats(struct arena *a);
char *app_report_formats(struct arena *a);

/* ---- where one reads: outside acts; errors are of no interest ---- */

struct app_place {
    cp_off at, far;
};
void app_place_get(struct app *app, tema_id source, struct app_place *ret);
void app_place_put(struct app *app, tema_id source, struct app_place p);
/* The place, and the screen it is on (which must stay valid), to be kept in the transaction of the next act, so
 * that an act that was answered is found again where it was done. Costs nothing now; app_place_put forgets it. */
void app_place_note(struct app *app, const char *screen, tema_id source, struct app_place p);
void app_desk_get(struct app *app, struct arena *a, char **ret_screen, tema_id *ret_source);
void app_desk_put(struct app *app, const char *screen, tema_id source);

#endif
