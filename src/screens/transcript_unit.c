/* What is done to a meaning unit that is there: setting aside, condensing, starring, another code, its extracts. */
#include <stdlib.h>
#include <string.h>

#include "tema/app/process.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "transcript_priv.h"

/* ---- what waits for an answer ---- */

void transcript_load_waiting(struct workbench *wb, struct transcript *t)
{
    struct review_query q = {t->source, 0, 0, REVIEW_WAITING};
    struct err err = ERR_INIT;
    t->waiting_stale = false;
    arena_release(&t->waiting_arena);
    t->waiting = NULL;
    t->nwaiting = 0;
    if (wb->st->ncoders < 2) /* nobody but another can have the last word */
        return;
    if (!app_reviews(wb->app, &q, &t->waiting_arena, &t->waiting, &t->nwaiting, &err)) {
        t->nwaiting = 0;
        wb_fail(wb, &err);
    }
}

tema_id transcript_coding_here(const struct transcript *t)
{
    const struct stripe *best = NULL;
    for (size_t i = 0; i < t->stripes.n; i++) {
        const struct stripe *s = &t->stripes.v[i];
        if (s->kind == STRIPE_CODE && stripe_covers(s, t->caret) &&
            (!best || s->end.cp - s->start.cp < best->end.cp - best->start.cp))
            best = s;
    }
    return best ? best->coding : 0;
}

/* ---- setting aside ---- */

static void aside(struct workbench *wb, struct transcript *t)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    const struct segment *s = unit_at_caret(wb, t, true);
    if (s) {
        bool ok = app_unset_aside(wb->app, s->id, &said, &err);
        wb_did(wb, ok, false, &said, &err);
        return;
    }
    if (!ensure_mark(wb, t))
        return;
    cp_off start, end;
    mark_range(t, &start, &end);
    bool ok = app_set_aside(wb->app, t->source, start, end, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err)) {
        drop_auto(t);
        return;
    }
    t->mark = MARK_USED;
    t->mark_auto = false;
}

/* ---- the unit ---- */

/* The meaning unit that is meant; a mark that is none yet becomes one. 0: there is none, which is said. */
static tema_id need_unit(struct workbench *wb, struct transcript *t)
{
    const struct segment *s = unit_at_caret(wb, t, false);
    if (s)
        return s->id;
    if (t->mark == MARK_NONE) {
        wb_say(wb, ROLE_DIM, _("no meaning unit at the caret; s, t or v marks one"));
        return 0;
    }
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    tema_id segment = 0;
    cp_off start, end;
    mark_range(t, &start, &end);
    bool ok = app_mark(wb->app, t->source, start, end, NULL, 0, &segment, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err))
        return 0;
    t->mark = MARK_USED;
    t->mark_auto = false;
    return segment;
}

static void condense(struct workbench *wb, struct transcript *t)
{
    tema_id segment = need_unit(wb, t);
    if (segment)
        wb_condense(wb, segment);
}

static void star(struct workbench *wb, struct transcript *t)
{
    tema_id segment = need_unit(wb, t);
    if (segment)
        wb_star(wb, segment);
}

/* ---- codes at the caret ---- */

/* The codings at the caret, and with `themes` the themes given without a code, whose ids are below zero. */
static void list_here(struct workbench *wb, const struct transcript *t, bool themes, choices *items,
                      struct arena *a)
{
    const struct coder *me = wb_me(wb);
    for (size_t i = 0; i < t->stripes.n; i++) {
        const struct stripe *s = &t->stripes.v[i];
        const struct code *k = s->kind == STRIPE_CODE ? study_code(wb->st, s->code) : NULL;
        const struct theme *theme = themes && s->kind == STRIPE_THEME ? study_theme(wb->st, s->code) : NULL;
        if (!stripe_covers(s, t->caret) || (!k && !theme))
            continue;
        const struct coder *who = study_coder(wb->st, s->coder);
        struct buf words = BUF_INIT;
        doc_text(&t->doc, s->start, s->end, &words);
        bool other = who && (!me || me->id != who->id);
        const char *note = other ? arena_printf(a, "%s: “%s”", who->name, buf_str(&words))
                                 : arena_printf(a, "“%s”", buf_str(&words));
        tema_id id = theme ? -theme->id : themes ? k->id : s->coding;
        bool listed = false; /* one code may be there by several codings */
        for (size_t j = 0; themes && j < items->n; j++)
            listed = listed || items->v[j].id == id;
        if (!listed)
            vec_push(items,
                     ((struct choice){theme ? theme->name : k->name, note, k ? TINT(k->colour) : 0, id}));
        buf_release(&words);
    }
}

static bool recode_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                        const char *text)
{
    (void)ctx;
    (void)i;
    (void)text;
    wb_recode(wb, chosen->id);
    return true;
}

static void recode(struct workbench *wb, struct transcript *t)
{
    choices items = VEC_INIT;
    struct arena a = ARENA_INIT;
    list_here(wb, t, false, &items, &a);
    if (items.n == 0)
        wb_say(wb, ROLE_DIM, _("no code at the caret"));
    else if (items.n == 1)
        recode_made(wb, NULL, 0, &items.v[0], NULL);
    else
        wb_pick_choice(wb, _("another code in place of which?"), items.v, items.n, NULL, recode_made, NULL,
                       NULL);
    vec_release(&items);
    arena_release(&a);
}

/* ---- extracts ---- */

static bool extracts_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                          const char *text)
{
    (void)ctx;
    (void)i;
    (void)text;
    wb_open_extracts(wb, chosen->id > 0 ? chosen->id : 0, chosen->id < 0 ? -chosen->id : 0, false);
    return true;
}

static void extracts_of_code(struct workbench *wb, void *ctx, tema_id code, const char *path)
{
    (void)ctx;
    (void)path;
    if (code)
        wb_open_extracts(wb, code, 0, false);
}

static void extracts_of_theme(struct workbench *wb, void *ctx, tema_id theme)
{
    (void)ctx;
    wb_open_extracts(wb, 0, theme, false);
}

static void extracts(struct workbench *wb, struct transcript *t)
{
    choices items = VEC_INIT;
    struct arena a = ARENA_INIT;
    list_here(wb, t, true, &items, &a);
    if (items.n == 0) {
        struct code_pick how = {.title = _("extracts of"), .theme = extracts_of_theme};
        wb_pick_code(wb, &how, extracts_of_code, NULL, NULL, NULL);
    } else if (items.n == 1) {
        extracts_made(wb, NULL, 0, &items.v[0], NULL);
    } else {
        wb_pick_choice(wb, _("extracts of which?"), items.v, items.n, NULL, extracts_made, NULL, NULL);
    }
    vec_release(&items);
    arena_release(&a);
}

bool transcript_unit(struct workbench *wb, struct transcript *t, enum action_id id)
{
    switch ((int)id) {
    case ACTION_ASIDE: aside(wb, t); return true;
    case ACTION_CONDENSE: condense(wb, t); return true;
    case ACTION_STAR: star(wb, t); return true;
    case ACTION_RECODE: recode(wb, t); return true;
    case ACTION_EXTRACTS: extracts(wb, t); return true;
    default: return false;
    }
}
