/* What the screens share: the workbench around them, its panels, and the codebook's tree. A screen knows the
 * workbench and no other screen. */
#ifndef TEMA_SCREENS_PRIV_H
#define TEMA_SCREENS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/app/action.h"
#include "tema/app/app.h"
#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/screens/screens.h"
#include "tema/ui/canvas.h"
#include "tema/ui/form.h"
#include "tema/ui/keymap.h"
#include "tema/ui/list.h"
#include "tema/ui/loop.h"
#include "tema/ui/picker.h"
#include "tema/ui/prompt.h"
#include "tema/ui/tree.h"

enum screen_id {
    SCREEN_HOME,
    SCREEN_TRANSCRIPT,
    SCREEN_CODEBOOK,
    SCREEN_THEMES,
    SCREEN_EXTRACTS,
    SCREEN_REVIEW,
    SCREEN_VERSIONS,
    SCREEN_HELP,
    SCREEN_COUNT
};

/* A screen's operations. `s` is what open made. */
struct screen {
    const char *name; /* as the desk keeps it */
    void *(*open)(struct workbench *wb);
    void (*close)(void *s);
    void (*enter)(struct workbench *wb, void *s); /* it comes to the front */
    void (*leave)(struct workbench *wb,
                  void *s);           /* another comes to the front, or the program ends; may be NULL */
    unsigned (*where)(const void *s); /* the context of actions that holds now, one bit */
    void (*status)(struct workbench *wb, void *s, struct buf *left, struct buf *right); /* the title line */
    void (*draw)(struct workbench *wb, void *s, struct canvas *c, struct rect r);
    void (*act)(struct workbench *wb, void *s, enum action_id id, int count); /* count 0: none was typed */
    void (*mouse)(struct workbench *wb, void *s, const struct event *e);
    void (*idle)(struct workbench *wb, void *s); /* a second without a key; may be NULL */
};
extern const struct screen home_screen, transcript_screen, codebook_screen, themes_screen, extracts_screen,
    review_screen, versions_screen, help_screen;

/* What becomes of a panel's answers; those that a panel does not give may be NULL. The panel is closed before
 * the call and opened again when false comes back, so that a callback may open the next one. */
struct modal_ops {
    bool (*choice)(struct workbench *wb, void *ctx, size_t i);
    bool (*text)(struct workbench *wb, void *ctx, const char *text);
    void (*typing)(struct workbench *wb, void *ctx, const char *text);
    void (*tab)(struct workbench *wb, void *ctx,
                const char *text); /* may open another prompt in place of this one */
    bool (*form)(struct workbench *wb, void *ctx, struct form *f);
    bool (*pick)(struct workbench *wb, void *ctx, size_t i,
                 const char *filter);                                /* SIZE_MAX: the line of its own */
    void (*cancel)(struct workbench *wb, void *ctx, struct form *f); /* f: NULL unless a form */
    void (*rescue)(struct workbench *wb, void *ctx,
                   struct form *f); /* the program ends: save what was typed */
    void (*free)(void *ctx);
};
struct modal {
    const struct modal_ops *ops; /* NULL: no panel is open */
    struct prompt *prompt;
    struct form *form;
    struct picker *picker;
    void *ctx;
};

struct footer_span {
    int col, cols;
    enum action_id action;
};
enum { FOOTER_SPANS = 32, WB_STACK = SCREEN_COUNT };

struct workbench {
    struct app *app;
    struct workbench_host host;
    const struct study *st; /* read again after every act and every change by others; never NULL */
    unsigned text_stamp;    /* rises when texts or turns may have changed */
    unsigned coding_stamp;  /* rises when anything else may have */

    void *state[SCREEN_COUNT];
    enum screen_id stack[WB_STACK]; /* the one in front is the last */
    int depth;
    tema_id source; /* the one to be read in the transcript screen, 0 for none */
    struct {        /* what the extracts screen shows: of a code or a theme, the other 0 */
        tema_id code, theme;
        bool splitting; /* the code is to be split: extracts are ticked */
    } extracts;
    tema_id
        review; /* the coding that the review screen goes to when it comes to the front, 0: stays where it was */
    struct {    /* a stretch that the transcript screen goes to when it comes to the front; source 0: none */
        tema_id source;
        cp_off start, end;
    } stretch;

    struct keymap *keys;
    struct keymap_state typed;
    struct modal modal;

    struct buf message;
    enum role message_role;
    struct buf draft; /* a memo that was left half-written, and what it was on */
    enum memo_about draft_about;
    tema_id draft_target;
    cp_off draft_start, draft_end;

    int rows, cols;
    struct rect footer;
    struct footer_span spans[FOOTER_SPANS];
    size_t nspans;
    int64_t ticked; /* when others' changes were looked for last, in ms of a clock that never jumps */
    bool
        soon; /* set by a screen that has something to do when the keys pause for a moment: its idle comes then */
    bool stop, desk_dirty;
};

/* ---- workbench.c ---- */

void wb_go(struct workbench *wb, enum screen_id id); /* to the front; one that is below already comes up */
void wb_back(struct workbench *wb); /* to the one below; from the last one out of the program */
void wb_open_source(struct workbench *wb, tema_id source);
void wb_open_stretch(struct workbench *wb, tema_id source, cp_off start, cp_off end); /* in the transcript */
void wb_open_extracts(struct workbench *wb, tema_id code, tema_id theme,
                      bool splitting);                     /* one of the ids is 0 */
void wb_open_review(struct workbench *wb, tema_id coding); /* 0: where it was */
unsigned wb_where(const struct workbench *wb);
unsigned wb_where_below(const struct workbench *wb); /* of the screen below the one in front */
void wb_run(struct workbench *wb, enum action_id id, int count);

void wb_say(struct workbench *wb, enum role role, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void wb_fail(struct workbench *wb, struct err *err); /* shows and releases it */

/* After an act: says what was done or what went wrong, releases both, reads the study again. `text`: turns or
 * words may have changed, not only codings. Returns `ok`. */
bool wb_did(struct workbench *wb, bool ok, bool text, struct buf *said, struct err *err);
void wb_refresh(struct workbench *wb);
tema_scope wb_scope(const struct workbench *wb);       /* whose codings are shown */
const struct coder *wb_me(const struct workbench *wb); /* NULL before the first act of a new coder */

/* Footer and help: the keys of an action in the contexts. */
void wb_keys(const struct workbench *wb, unsigned where, enum action_id id, bool all, struct buf *out);

/* A glyph, or what stands for it where there is only ASCII. */
const char *glyph(const struct canvas *c, const char *unicode, const char *ascii);
/* Wraps to the width and draws at most r.rows lines; returns how many the text has. */
int draw_wrapped(struct canvas *c, struct rect r, struct style st, const char *text);

/* ---- modal.c: all take ownership of the panel and of ctx ---- */

void wb_open_prompt(struct workbench *wb, struct prompt *p, const struct modal_ops *ops, void *ctx);
void wb_open_form(struct workbench *wb, struct form *f, const struct modal_ops *ops, void *ctx);
void wb_open_picker(struct workbench *wb, struct picker *p, const struct modal_ops *ops, void *ctx);
void modal_close(struct modal *m);
void modal_event(struct workbench *wb, const struct event *e);
void modal_rescue(struct workbench *wb);

/* ---- choices.c: one of a short list ---- */

struct choice {
    const char *name, *note; /* copied; note may be NULL */
    uint32_t tint;           /* TINT(…) for a swatch, or 0 */
    tema_id id;
};
typedef VEC(struct choice) choices;
/* `i` is the index of the choice, SIZE_MAX for a new one of the name `text`. */
typedef bool choice_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                         const char *text);
/* `make`: what the line for a new one is called ("new speaker"), NULL for none. `ctx` is freed with free_ctx
 * (may be NULL). */
void wb_pick_choice(struct workbench *wb, const char *title, const struct choice *items, size_t n,
                    const char *make, choice_made *made, void *ctx, void (*free_ctx)(void *));
void wb_pick_action(struct workbench *wb); /* the palette behind ':' */

/* True when every word of `filter` (parted by blanks and slashes) occurs in one of the texts; b may be NULL.
 */
bool words_match(const char *filter, const char *a, const char *b);

/* ---- picker_codes.c ---- */

struct code_pick {
    const char *title;
    tema_id without; /* this code and what lies below it are left out; 0: none */
    bool top;        /* "the top level" (code 0, path NULL) can be chosen */
    bool make;       /* new codes can be made */
    /* Themes of the current structure are offered too, after the codes; NULL: none. Gets the same ctx. */
    void (*theme)(struct workbench *wb, void *ctx, tema_id theme);
};
/* code 0: `path` is to be made, or the top level when it is NULL. */
typedef void code_picked(struct workbench *wb, void *ctx, tema_id code, const char *path);
void wb_pick_code(struct workbench *wb, const struct code_pick *how, code_picked *picked,
                  void (*cancelled)(void *ctx), void *ctx, void (*free_ctx)(void *));
/* What is to be said about a name for a new code: one near it, or of the same name; NULL: nothing. Borrowed
 * from the arena. */
const char *code_name_remark(const struct study *st, const char *path, struct arena *a);

/* ---- picker_themes.c ---- */

/* Asks for a theme of the current structure; merged and dropped ones are not offered. `without`: this one and what lies
 * below it are left out. theme 0: `path` is to be made (when `make`), or the top level when it is NULL (when `top`). */
struct theme_pick {
    const char *title;
    tema_id without;
    bool top, make;
};
typedef void theme_picked(struct workbench *wb, void *ctx, tema_id theme, const char *path);
void wb_pick_theme(struct workbench *wb, const struct theme_pick *how, theme_picked *picked, void *ctx,
                   void (*free_ctx)(void *));

/* ---- study_acts.c: how the study goes, asked for from any screen ---- */

void wb_pick_phase(struct workbench *wb);
void wb_pick_round(struct workbench *wb);
void wb_write_question(struct workbench *wb);
void wb_write_patterns(struct workbench *wb);
void wb_pick_role(struct workbench *wb);
void wb_pick_report(struct workbench *wb);
void wb_show_memos(struct workbench *wb);
void wb_backup(struct workbench *wb);
void wb_next_waiting(struct workbench *wb); /* opens the review at the next thread that waits for the coder */
void wb_commit_version(struct workbench *wb);

/* ---- unit_acts.c: what is done to a meaning unit, in the transcript and among the extracts ---- */

void wb_condense(struct workbench *wb, tema_id segment);
void wb_star(struct workbench *wb, tema_id segment);       /* or no longer */
void wb_edit_quote(struct workbench *wb, tema_id segment); /* stars it when it is not */
void wb_recode(struct workbench *wb, tema_id coding);

/* ---- import.c ---- */

/* Asks for a file and gets it in; `imported` hears of the new source. */
void wb_import_file(struct workbench *wb, void (*imported)(struct workbench *wb, void *ctx, tema_id source),
                    void *ctx);

/* ---- memo.c ---- */

/* A memo on a thing, or for MEMO_SEGMENT with target 0 on a stretch of a source. An own memo that is there is
 * edited. */
void wb_write_memo(struct workbench *wb, enum memo_about about, tema_id target, tema_id source, cp_off start,
                   cp_off end, const char *on);

/* ---- people.c ---- */

void wb_link_speaker(struct workbench *wb, tema_id source, tema_id speaker); /* speaker 0: asks which */
/* Asks for a name and gives the turns from `start` to `end` to it; then tells given(ctx, name), "" for nobody. */
void wb_give_turns(struct workbench *wb, tema_id source, cp_off start, cp_off end,
                   void (*given)(void *ctx, const char *name), void *ctx);

/* ---- codeview.c, codeview_acts.c: the codebook's tree, as a screen and beside the text ---- */

struct codeview {
    struct tree tree;
    struct list list;
    unsigned stamp;
    bool built;
    tema_id sel; /* the selected code, 0 in an empty tree */
};
void codeview_release(struct codeview *v);
void codeview_sync(struct workbench *wb, struct codeview *v); /* follows the study */
void codeview_select(struct workbench *wb, struct codeview *v, tema_id code);
void codeview_draw(struct workbench *wb, struct codeview *v, struct canvas *c, struct rect r, bool focus);
/* True when the action was for the tree. */
bool codeview_act(struct workbench *wb, struct codeview *v, enum action_id id, int count);
/* True when the event was for it; *ret_open: a row was clicked twice. */
bool codeview_mouse(struct workbench *wb, struct codeview *v, const struct event *e, bool *ret_open);
bool codeview_edit(struct workbench *wb, struct codeview *v, enum action_id id);

#endif
