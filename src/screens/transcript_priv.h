/* The transcript screen's own parts: layout, drawing, motions, coding. */
#ifndef TEMA_SCREENS_TRANSCRIPT_PRIV_H
#define TEMA_SCREENS_TRANSCRIPT_PRIV_H

#include "screens_priv.h"
#include "tema/app/review.h"
#include "tema/text/wrap.h"

/* A row of the text as it is shown: without its typed label and the newlines at its end. */
struct row_box {
    bool done;
    struct wrap_line *lines; /* offsets in the row's text */
    int n, lead;             /* lines of text; lines before them: a blank, who speaks */
    byte_off b0, b1;         /* what is shown of the row's text … */
    cp_off c0, c1;           /* … as positions in the source */
};

/* What stands in the margin beside a meaning unit: a coding, a theme that was given to it without a code, or that it
 * is set aside. */
enum stripe_kind { STRIPE_CODE, STRIPE_THEME, STRIPE_ASIDE };
struct stripe {
    enum stripe_kind kind;
    tema_id coding, segment, coder; /* coding: 0 unless it is one */
    tema_id code;                   /* or the theme, 0 for what is set aside */
    cp_off start, end;
    int lane; /* 0 … LANES-1, or LANES when there is no room */
};
enum { LANES = 4 };

enum mark_state {
    MARK_NONE,
    MARK_ON,   /* motions stretch it */
    MARK_USED, /* it was coded: more codes can be given to it, a motion drops it */
};
enum pane_wish { PANE_AUTO, PANE_ON, PANE_OFF };

struct transcript {
    tema_id source;
    struct doc doc;
    bool loaded;
    unsigned text_stamp, coding_stamp; /* of what is loaded */

    struct arena coding_arena; /* holds what follows */
    struct segment *segs;
    size_t nsegs;
    struct memo *memos; /* all of the project */
    size_t nmemos;
    struct quote *quotes; /* all of the project */
    size_t nquotes;
    VEC(struct stripe) stripes; /* by start */
    struct arena waiting_arena; /* holds what follows: read when the keys pause */
    struct review_item *waiting;
    size_t nwaiting;
    bool waiting_stale;
    tema_id review_was; /* what the review was to show when this screen came to the front */
    bool going_back;

    cp_off caret;  /* on a cluster that is shown, or at an empty row */
    cp_off anchor; /* the mark's other edge: both clusters belong to it */
    enum mark_state mark;
    bool mark_auto; /* made by `c`: dropped when no code is picked */
    int goal;       /* column that up and down keep to; -1: the caret's own */
    cp_off far;     /* how far was read */
    bool place_dirty;

    cp_off found_start, found_end; /* equal: nothing */
    char *needle;
    cp_off find_from;

    tema_id last_code; /* given last, 0: ask the project */
    char *last_speaker, *other_speaker; /* names turns were given to last, and before that; NULL: none yet */

    struct arena line_arena;
    struct row_box *boxes; /* one for each row of doc; NULL when the layout is to be made anew */
    int width;             /* columns the boxes are wrapped to */
    bool airy;             /* blank lines between turns that have a heading */
    int top_row, top_line; /* first line shown */
    struct rect text;      /* where the lines were drawn last; text.col is the margin's beginning */
    int margin;            /* columns before the text */
    bool follow;           /* bring the caret into sight at the next drawing */

    struct codeview view;
    struct rect pane_area;
    bool tree_focus;
    enum pane_wish pane;
};

/* ---- transcript_layout.c ---- */

void layout_drop(struct transcript *t);                       /* forgets all boxes */
void layout_fit(struct transcript *t, struct rect area);      /* the lines' area, before drawing */
struct row_box *layout_box(struct transcript *t, size_t row); /* rows must exist */
void layout_place(struct transcript *t, cp_off pos, int *ret_row, int *ret_line,
                  int *ret_col); /* line counts the lead */
cp_off layout_pos(struct transcript *t, int row, int line,
                  int col); /* the cluster shown there, or nearest to it */
void layout_reveal(struct transcript *t,
                   bool jump); /* jump: by thirds of the page, which suits a text beside a pane */
void layout_scroll(struct transcript *t, int lines);
bool layout_hit(struct transcript *t, int row, int col, cp_off *ret); /* of the screen */
cp_off layout_top_pos(struct transcript *t);
bool layout_next(struct transcript *t, int *row, int *line); /* one line on; false at the end */

cp_off text_snap(struct transcript *t, cp_off pos, bool forward); /* the nearest place a caret can stand on */
cp_off cluster_end(const struct doc *d, cp_off pos);
cp_off cluster_before(const struct doc *d, cp_off pos); /* start of the cluster that ends at or before pos */

/* ---- transcript_move.c ---- */

bool transcript_move(struct workbench *wb, struct transcript *t, enum action_id id,
                     int count); /* false: no motion */
void transcript_find_start(struct workbench *wb, struct transcript *t);
void mark_range(const struct transcript *t, cp_off *ret_start, cp_off *ret_end);
bool mark_unit(struct transcript *t, enum doc_unit unit, int count);
void set_caret(struct transcript *t, cp_off pos, bool forward);

/* ---- transcript_code.c ---- */

void transcript_load_codings(struct workbench *wb, struct transcript *t);
bool transcript_code(struct workbench *wb, struct transcript *t, enum action_id id,
                     int count); /* false: not for it */
void transcript_give(struct workbench *wb, struct transcript *t, tema_id code, const char *path);

bool ensure_mark(struct workbench *wb,
                 struct transcript *t); /* the mark, or the sentence at the caret, which becomes the mark */
void drop_auto(struct transcript *t);   /* what ensure_mark marked */
bool stripe_covers(const struct stripe *s, cp_off at);
/* The shortest meaning unit at the caret, or the own one that is exactly the mark. `aside`: what is set aside is
 * meant, else what is not. */
const struct segment *unit_at_caret(struct workbench *wb, const struct transcript *t, bool aside);

/* ---- transcript_unit.c: what is done to a meaning unit that is there ---- */

void transcript_load_waiting(struct workbench *wb, struct transcript *t);
tema_id transcript_coding_here(const struct transcript *t); /* the shortest at the caret, 0 for none */
bool transcript_unit(struct workbench *wb, struct transcript *t, enum action_id id); /* false: not for it */

/* ---- transcript_draw.c ---- */

void transcript_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r);

#endif
