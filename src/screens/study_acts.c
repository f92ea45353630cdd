/* How the study goes, asked for from any screen: phases, rounds, the research question, who said it, roles, copies. */
#include <string.h>

#include "tema/app/process.h"
#include "tema/app/review.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "unit_priv.h"

/* ---- phases ---- */

enum { LEAVE = 0 }; /* beside the phases 1 to 6 */

static bool why_done(struct workbench *wb, void *ctx, const char *text)
{
    const int *phase = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = *phase == LEAVE ? app_leave_phase(wb->app, text, &said, &err)
                              : app_enter_phase(wb->app, *phase, text, &said, &err);
    wb_did(wb, ok, false, &said, &err);
    return true;
}

static bool phase_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                       const char *text)
{
    static const struct modal_ops ops = {.text = why_done, .free = mem_free};
    (void)ctx;
    (void)i;
    (void)text;
    int *phase = mem_alloc(sizeof *phase);
    *phase = (int)chosen->id;
    wb_open_prompt(wb, prompt_line(_("why (may be empty): "), NULL), &ops, phase);
    return true;
}

void wb_pick_phase(struct workbench *wb)
{
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    struct phase_figures f;
    struct err err = ERR_INIT;
    const struct phase_stay *now = study_phase(wb->st);
    if (unit_refuses(wb))
        return;
    if (!app_phase_figures(wb->app, &f, &err)) {
        wb_fail(wb, &err);
        return;
    }
    for (int p = 1; p <= PHASES; p++) {
        const char *says = phase_says(p, &f, &a);
        struct choice c = {arena_printf(&a, "%d. %s", p, phase_name(p)), says, 0, p};
        if (now && now->phase == p)
            c.note = arena_printf(&a, _("you are here · %s"), says);
        vec_push(&items, c);
    }
    if (now)
        vec_push(&items, ((struct choice){_("leave the phase"), phase_name(now->phase), 0, LEAVE}));
    wb_pick_choice(wb, _("enter a phase"), items.v, items.n, NULL, phase_made, NULL, NULL);
    vec_release(&items);
    arena_release(&a);
}

/* ---- rounds ---- */

enum { ROUND_STANCE, ROUND_NAME, ROUND_NOTE };

static bool round_done(struct workbench *wb, void *ctx, struct form *f)
{
    (void)ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    const char *name = form_text(f, ROUND_NAME);
    bool ok = app_start_round(wb->app, name[0] ? name : NULL, (enum round_stance)form_choice(f, ROUND_STANCE),
                              form_text(f, ROUND_NOTE), &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

static void start_round(struct workbench *wb)
{
    static const struct modal_ops ops = {.form = round_done};
    const char *stances[] = {_("deductive: codes from theory"), _("inductive: codes from the data")};
    struct form *f = form_new(_("start a round of coding"));
    form_add_choice(f, _("stance"), stances, 2, wb->st->nrounds > 0 ? 1 : 0);
    form_add_text(f, _("name"), NULL);
    form_set_hint(f, ROUND_NAME, _("empty: its number"));
    form_add_text(f, _("note"), NULL);
    form_set_hint(f, ROUND_NOTE, _("what is to be looked for"));
    wb_open_form(wb, f, &ops, NULL);
}

static bool round_chosen(struct workbench *wb, void *ctx, size_t i)
{
    (void)ctx;
    if (i == 0) {
        struct buf said = BUF_INIT;
        struct err err = ERR_INIT;
        bool ok = app_end_round(wb->app, &said, &err);
        wb_did(wb, ok, false, &said, &err);
    } else if (i == 1) {
        start_round(wb);
    } else {
        buf_clear(&wb->message);
    }
    return true;
}

void wb_pick_round(struct workbench *wb)
{
    static const struct modal_ops ops = {.choice = round_chosen};
    const struct round *now = study_round(wb->st);
    if (unit_refuses(wb))
        return;
    if (!now) {
        start_round(wb);
        return;
    }
    const struct prompt_choice answers[] = {
        {'e', _("end it")}, {'s', _("start the next")}, {'n', _("leave it")}};
    struct arena a = ARENA_INIT;
    wb_open_prompt(wb,
                   prompt_ask(arena_printf(&a, _("“%s” goes on (%s)"), now->name,
                                           enum_word(&round_stances, (int)now->stance)),
                              answers, 3),
                   &ops, NULL);
    arena_release(&a);
}

/* ---- the research question, who said it ---- */

enum { FIRST, SECOND };

static bool question_done(struct workbench *wb, void *ctx, struct form *f)
{
    (void)ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (!form_changed(f, FIRST)) {
        wb_say(wb, ROLE_DIM, _("the wording is as it was, nothing changed"));
        return true;
    }
    bool ok = app_set_question(wb->app, form_text(f, FIRST), form_text(f, SECOND), &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

void wb_write_question(struct workbench *wb)
{
    static const struct modal_ops ops = {.form = question_done};
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct question *q;
    size_t n;
    if (unit_refuses(wb))
        return;
    if (!app_questions(wb->app, &a, &q, &n, &err)) {
        wb_fail(wb, &err);
    } else {
        struct form *f = form_new(_("the research question"));
        form_add_multi(f, _("question"), wb->st->project.question, 4);
        if (n > 1)
            form_set_hint(f, FIRST, arena_printf(&a, _("before: %s"), q[n - 2].text));
        form_add_text(f, _("why"), NULL);
        form_set_hint(f, SECOND, _("the reason for the new wording; the earlier ones are kept"));
        wb_open_form(wb, f, &ops, NULL);
    }
    arena_release(&a);
}

static bool patterns_done(struct workbench *wb, void *ctx, struct form *f)
{
    (void)ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_patterns(wb->app, form_changed(f, FIRST) ? form_text(f, FIRST) : NULL,
                               form_changed(f, SECOND) ? form_text(f, SECOND) : NULL, &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

void wb_write_patterns(struct workbench *wb)
{
    static const struct modal_ops ops = {.form = patterns_done};
    if (unit_refuses(wb))
        return;
    struct form *f = form_new(_("who said it, in reports"));
    form_add_text(f, _("people"), wb->st->project.attribution);
    form_set_hint(f, FIRST, _("{name}, {speaker}, {source}, {turn}, {time}, or any attribute: {role}"));
    form_add_text(f, _("documents"), wb->st->project.citation);
    form_set_hint(f, SECOND, _("{author}, {year}, {date}, {source}, {page}"));
    wb_open_form(wb, f, &ops, NULL);
}

/* ---- roles ---- */

static const char *coder_role_name(enum coder_role role)
{
    switch (role) {
    case CODER_ANALYST: return _("analyst");
    case CODER_SECOND: return _("second coder: not counted until a consensus");
    case CODER_SUPERVISOR: break;
    }
    return _("supervisor: reviews, and changes nothing else");
}

static bool role_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                      const char *text)
{
    const tema_id *coder = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    (void)i;
    (void)text;
    bool ok = app_set_role(wb->app, *coder, (enum coder_role)chosen->id, &said, &err);
    wb_did(wb, ok, false, &said, &err);
    return true;
}

static bool coder_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                       const char *text)
{
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    tema_id *coder = mem_alloc(sizeof *coder);
    (void)ctx;
    (void)i;
    (void)text;
    *coder = chosen->id;
    for (int r = CODER_ANALYST; r <= CODER_SUPERVISOR; r++)
        vec_push(&items, ((struct choice){coder_role_name((enum coder_role)r), NULL, 0, r}));
    wb_pick_choice(wb, arena_printf(&a, _("role of %s"), chosen->name), items.v, items.n, NULL, role_made,
                   coder, mem_free);
    vec_release(&items);
    arena_release(&a);
    return true;
}

void wb_pick_role(struct workbench *wb)
{
    choices items = VEC_INIT;
    for (size_t i = 0; i < wb->st->ncoders; i++)
        vec_push(&items, ((struct choice){wb->st->coders[i].name, coder_role_name(wb->st->coders[i].role), 0,
                                          wb->st->coders[i].id}));
    if (!wb_me(wb))
        vec_push(&items, ((struct choice){app_coder_name(wb->app), coder_role_name(CODER_ANALYST), 0, 0}));
    wb_pick_choice(wb, _("whose role"), items.v, items.n, NULL, coder_made, NULL, NULL);
    vec_release(&items);
}

/* ---- copies, what waits ---- */

void wb_backup(struct workbench *wb)
{
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    char *path = NULL;
    if (app_backup(wb->app, NULL, false, &a, &path, &err))
        wb_say(wb, ROLE_NORMAL, _("wrote and verified the copy %s"), path);
    else
        wb_fail(wb, &err);
    arena_release(&a);
}

/* The thread after the one shown in the review, or the first. */
void wb_next_waiting(struct workbench *wb)
{
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct review_query q = {0, 0, 0, REVIEW_WAITING};
    struct review_item *items;
    size_t n, next = 0;
    if (!app_reviews(wb->app, &q, &a, &items, &n, &err)) {
        wb_fail(wb, &err);
    } else if (n == 0) {
        wb_say(wb, ROLE_DIM, _("no comment waits for your answer"));
    } else {
        for (size_t i = 0; i < n; i++)
            if (items[i].coding.id == wb->review)
                next = (i + 1) % n;
        wb_open_review(wb, items[next].coding.id);
    }
    arena_release(&a);
}
