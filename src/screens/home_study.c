/* How the study goes, above the sources: the research question, the round, the six phases, what waits. */
#include <string.h>
#include <time.h>

#include "home_priv.h"
#include "tema/app/process.h"
#include "tema/app/review.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/text/breaks.h"
#include "tema/ui/layout.h"

/* ---- figures ---- */

/* Up to this size reading the figures takes no time that anybody feels. */
enum { CHEAP_CODINGS = 5000, CHEAP_SOURCES = 200, REST_MS = 900 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t read_so_far(const struct study *st)
{
    int64_t sum = 0;
    for (size_t i = 0; i < st->nsources; i++)
        sum += st->sources[i].read_permille;
    return sum;
}

static bool is_cheap(const struct study *st)
{
    int64_t codings = 0;
    for (size_t i = 0; i < st->nsources; i++)
        codings += st->sources[i].codings;
    return st->nsources < CHEAP_SOURCES && codings < CHEAP_CODINGS;
}

static void read_figures(struct workbench *wb, struct home_figures *f)
{
    struct err err = ERR_INIT;
    struct phase_figures phases;
    size_t waiting = 0;
    f->stale = f->armed = false;
    f->version = wb->st->version;
    f->read = read_so_far(wb->st);
    /* Nobody but another can have written the last word. */
    bool ok = app_phase_figures(wb->app, &phases, &err) &&
              (wb->st->ncoders < 2 || app_review_inbox(wb->app, &waiting, &err));
    if (!ok) {
        wb_fail(wb, &err);
        return;
    }
    f->phases = phases;
    f->waiting = waiting;
    f->known = true;
}

void home_sync_figures(struct workbench *wb, struct home_figures *f)
{
    if (f->known && f->version == wb->st->version && f->read == read_so_far(wb->st))
        return;
    f->stale = true;
    if (is_cheap(wb->st))
        read_figures(wb, f);
}

/* The tick that finds the keys at rest asks for one more, after which the screen is drawn. */
void home_rest_figures(struct workbench *wb, struct home_figures *f)
{
    if (!f->stale)
        return;
    if (f->armed) {
        read_figures(wb, f);
    } else if (now_ms() - f->key_ms >= REST_MS) {
        f->armed = true;
        wb->soon = true;
    }
}

void home_touch_figures(struct home_figures *f)
{
    f->key_ms = now_ms();
    f->armed = false;
}

/* ---- drawing ---- */

enum { LOW_ROWS = 20, SOME_ROWS = 24, HIGH_ROWS = 32, WIDE_COLS = 100, QUESTION_ROWS = 3 };

static const char *short_name(int phase)
{
    static const char *const names[PHASES] = {N_("Familiarising"), N_("Coding"),   N_("Searching"),
                                              N_("Reviewing"),     N_("Defining"), N_("Reporting")};
    return _(names[phase - 1]);
}

static void key_of(const struct workbench *wb, enum action_id id, struct buf *out)
{
    buf_clear(out);
    wb_keys(wb, IN_HOME, id, false, out);
}

static void draw_question(struct workbench *wb, struct canvas *c, struct rect *r, int rows)
{
    const char *question = wb->st->project.question;
    struct buf b = BUF_INIT;
    if (!question[0]) {
        key_of(wb, ACTION_QUESTION, &b);
        buf_addf(&b, " %s", _("writes the research question"));
        struct rect line = layout_top(r, 1);
        canvas_fit(c, line.row, line.col, line.cols, S(DIM), buf_str(&b), false);
    } else {
        struct rect most = *r;
        most.rows = most.rows < rows ? most.rows : rows;
        int used = rows > 1 ? draw_wrapped(c, most, S(TITLE), question) : 1;
        if (used > most.rows || rows == 1) { /* what does not fit is seen to go on */
            struct rect former = canvas_clip(c, most);
            canvas_fill(c, most, S(NORMAL));
            canvas_fit(c, most.row, most.col, most.cols, S(TITLE), question, false);
            canvas_unclip(c, former);
            used = 1;
        }
        layout_top(r, used);
    }
    buf_release(&b);
}

static const char *stance_name(enum round_stance stance)
{
    switch (stance) {
    case ROUND_DEDUCTIVE: return _("deductive");
    case ROUND_INDUCTIVE: break;
    }
    return _("inductive");
}

static void round_words(struct workbench *wb, struct buf *out)
{
    const struct round *now = study_round(wb->st);
    if (now) {
        buf_addf(out, _("round “%s”, %s"), now->name, stance_name(now->stance));
        return;
    }
    key_of(wb, ACTION_ROUND, out);
    buf_addf(out, " %s", _("starts a round of coding"));
}

/* "3 comments wait for your answer: !"; "" when none does. */
static void waiting_words(struct workbench *wb, const struct home_figures *f, struct buf *out)
{
    buf_clear(out);
    if (!f->known || f->waiting == 0)
        return;
    struct buf key = BUF_INIT;
    key_of(wb, ACTION_NEXT_WAITING, &key);
    buf_addf(out,
             ngettext("%zu comment waits for your answer: %s", "%zu comments wait for your answer: %s",
                      f->waiting),
             f->waiting, buf_str(&key));
    buf_release(&key);
}

/* For who comes to review: where that is, and what waits, before everything else. */
static void draw_reviewer(struct workbench *wb, const struct home_figures *f, struct canvas *c,
                          struct rect *r)
{
    struct buf b = BUF_INIT, key = BUF_INIT;
    struct rect line = layout_top(r, 1);
    key_of(wb, ACTION_REVIEW, &key);
    waiting_words(wb, f, &b);
    buf_addf(&b, "%s%s %s", b.len ? " · " : "", buf_str(&key), _("goes to the review"));
    canvas_fit(c, line.row, line.col, line.cols, S(TITLE), buf_str(&b), false);
    buf_release(&b);
    buf_release(&key);
}

static void draw_round(struct workbench *wb, const struct home_figures *f, struct canvas *c, struct rect *r,
                       bool reviewer)
{
    struct buf left = BUF_INIT, right = BUF_INIT;
    struct rect line = layout_top(r, 1);
    round_words(wb, &left);
    if (!reviewer)
        waiting_words(wb, f, &right);
    int cols = text_width(buf_str(&right), right.len);
    if (cols > 0)
        canvas_fit_right(c, line.row, line.col, line.cols, S(LINK), buf_str(&right));
    canvas_fit(c, line.row, line.col, line.cols - (cols ? cols + 2 : 0),
               study_round(wb->st) ? S(NORMAL) : S(DIM), buf_str(&left), false);
    buf_release(&left);
    buf_release(&right);
}

static int names_width(bool wide)
{
    int most = 0;
    for (int p = 1; p <= PHASES; p++) {
        const char *name = wide ? phase_name(p) : short_name(p);
        int w = text_width(name, strlen(name));
        most = w > most ? w : most;
    }
    return most;
}

static void draw_phase(struct workbench *wb, const struct home_figures *f, struct canvas *c, struct rect line,
                       int phase, bool wide)
{
    struct arena a = ARENA_INIT;
    const struct phase_stay *now = study_phase(wb->st);
    bool here = now && now->phase == phase;
    int name_cols = names_width(wide), end = line.col + line.cols;
    struct style name = S(LABEL);
    name.attrs = here ? ATTR_BOLD : 0;
    if (here)
        canvas_text(c, line.row, line.col, name, glyph(c, "▸", ">"));
    int col = line.col + 2;
    canvas_printf(c, line.row, col, S(NUMBER), "%d", phase);
    col += 2;
    canvas_fit(c, line.row, col, end - col, name, wide ? phase_name(phase) : short_name(phase), false);
    col += name_cols + 2;
    const char *says = f->known ? phase_says(phase, &f->phases, &a) : glyph(c, "…", "...");
    if (col < end)
        canvas_fit(c, line.row, col, end - col, here ? S(NORMAL) : S(DIM), says, false);
    arena_release(&a);
}

static void draw_phases(struct workbench *wb, const struct home_figures *f, struct canvas *c, struct rect *r,
                        bool low, bool wide)
{
    const struct phase_stay *now = study_phase(wb->st);
    if (!low) {
        for (int p = 1; p <= PHASES; p++)
            draw_phase(wb, f, c, layout_top(r, 1), p, wide);
    } else if (now) {
        draw_phase(wb, f, c, layout_top(r, 1), now->phase, wide);
    }
}

void home_draw_study(struct workbench *wb, const struct home_figures *f, struct canvas *c, struct rect *r)
{
    const struct study *st = wb->st;
    bool low = wb->rows < LOW_ROWS, high = wb->rows >= HIGH_ROWS, wide = r->cols >= WIDE_COLS;
    const struct coder *me = wb_me(wb);
    bool reviewer = me && me->role == CODER_SUPERVISOR;
    if (high)
        layout_top(r, 1);
    if (reviewer)
        draw_reviewer(wb, f, c, r);
    draw_question(wb, c, r, high ? QUESTION_ROWS : wb->rows >= SOME_ROWS ? 2 : 1);
    draw_round(wb, f, c, r, reviewer);
    if (st->nsources > 0 || st->nstays > 0) {
        if (high)
            layout_top(r, 1);
        draw_phases(wb, f, c, r, low, wide);
    }
    if (high)
        layout_top(r, 1);
    if (!low) {
        struct rect rule = layout_top(r, 1);
        canvas_hline(c, rule.row, rule.col, rule.cols, S(BORDER));
    }
    if (high)
        layout_top(r, 1);
}
