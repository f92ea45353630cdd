/* What is done to extracts: the one at hand, or those that are ticked. */
#include <string.h>

#include "extracts_priv.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "unit_priv.h"

typedef VEC(tema_id) ids;

/* ---- ticking ---- */

static void tick(struct extracts *e)
{
    tema_id segment = e->x[e->sel].segment;
    for (size_t i = 0; i < e->ticked.n; i++)
        if (e->ticked.v[i] == segment) {
            e->ticked.v[i] = e->ticked.v[--e->ticked.n];
            return;
        }
    vec_push(&e->ticked, segment);
}

/* ---- placing ---- */

struct placing {
    struct extracts *e;
    ids segments;
};

static void placing_free(void *ctx)
{
    struct placing *p = ctx;
    vec_release(&p->segments);
    mem_free(p);
}

static void place_picked(struct workbench *wb, void *ctx, tema_id theme, const char *path)
{
    struct placing *p = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = theme ? app_place(wb->app, theme, NULL, 0, p->segments.v, p->segments.n, &said, &err)
                    : app_place_new(wb->app, path, NULL, 0, p->segments.v, p->segments.n, &said, &err);
    if (wb_did(wb, ok, false, &said, &err))
        vec_clear(&p->e->ticked);
}

static void place(struct workbench *wb, struct extracts *e)
{
    if (unit_refuses(wb))
        return;
    struct placing *p = mem_alloc(sizeof *p);
    p->e = e;
    for (size_t i = 0; i < e->ticked.n; i++)
        vec_push(&p->segments, e->ticked.v[i]);
    if (e->ticked.n == 0)
        vec_push(&p->segments, e->x[e->sel].segment);
    struct arena a = ARENA_INIT;
    size_t n = p->segments.n;
    struct theme_pick how = {.make = true};
    how.title = arena_printf(&a, ngettext("place %zu extract under", "place %zu extracts under", n), n);
    wb_pick_theme(wb, &how, place_picked, p, placing_free);
    arena_release(&a);
}

/* ---- splitting ---- */

struct splitting {
    struct extracts *e;
    tema_id code;
    ids codings;
};

static void splitting_free(void *ctx)
{
    struct splitting *p = ctx;
    vec_release(&p->codings);
    mem_free(p);
}

static bool split_done(struct workbench *wb, void *ctx, const char *text)
{
    struct splitting *p = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (text[strspn(text, " ")] == '\0') {
        wb_say(wb, ROLE_DIM, "%s", _("a code needs a name; Esc leaves"));
        return false;
    }
    bool ok = app_split_code(wb->app, p->code, text, p->codings.v, p->codings.n, NULL, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err))
        return false;
    vec_clear(&p->e->ticked);
    p->e->splitting = wb->extracts.splitting = false;
    return true;
}

/* The codings of the code through which the ticked extracts are read; *ret_others: ticked ones that are read through
 * another code. */
static void codings_ticked(const struct extracts *e, ids *out, size_t *ret_others, size_t *ret_own)
{
    *ret_others = *ret_own = 0;
    for (size_t i = 0; i < e->n; i++) {
        bool own = e->x[i].code == e->code && e->x[i].coding != 0;
        bool ticked = extracts_is_ticked(e, e->x[i].segment);
        *ret_own += own;
        if (ticked && own)
            vec_push(out, e->x[i].coding);
        else if (ticked)
            ++*ret_others;
    }
}

static void split(struct workbench *wb, struct extracts *e)
{
    static const struct modal_ops ops = {.text = split_done, .free = splitting_free};
    const struct code *k = study_code(wb->st, e->code);
    if (!k) {
        wb_say(wb, ROLE_DIM, "%s",
               _("only a code is split here; a theme is split among the themes, by its codes"));
        return;
    }
    if (e->ticked.n == 0) {
        wb_say(wb, ROLE_NOTICE, "%s", _("tick the extracts for the new code with Space, then %"));
        return;
    }
    if (unit_refuses(wb))
        return;
    struct splitting *p = mem_alloc(sizeof *p);
    *p = (struct splitting){e, e->code, VEC_INIT};
    size_t others, own;
    codings_ticked(e, &p->codings, &others, &own);
    if (others > 0) {
        wb_say(wb, ROLE_WARNING,
               ngettext("%zu ticked extract belongs to a code below; b leaves those out",
                        "%zu ticked extracts belong to codes below; b leaves those out", others),
               others);
        splitting_free(p);
        return;
    }
    struct arena a = ARENA_INIT;
    size_t n = p->codings.n;
    const char *name = arena_strdup(&a, k->name);
    wb_open_prompt(wb, prompt_line(_("name of the new code: "), NULL), &ops, p);
    wb_say(wb, ROLE_NOTICE,
           ngettext("%zu extract goes to a new code beside “%s”, %zu stay; a version is taken first",
                    "%zu extracts go to a new code beside “%s”, %zu stay; a version is taken first", n),
           n, name, own - n);
    arena_release(&a);
}

/* ---- the example of a code ---- */

struct exemplify {
    tema_id code;
    char *text;
};

static void exemplify_free(void *ctx)
{
    struct exemplify *x = ctx;
    mem_free(x->text);
    mem_free(x);
}

static void set_example(struct workbench *wb, tema_id code, const char *text)
{
    struct code_change change = CODE_CHANGE_NONE;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    change.example = text;
    bool ok = app_set_code(wb->app, code, &change, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static bool example_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct exemplify *x = ctx;
    buf_clear(&wb->message);
    if (i == 0)
        set_example(wb, x->code, x->text);
    return true;
}

static void example(struct workbench *wb, struct extracts *e)
{
    static const struct modal_ops ops = {.choice = example_chosen, .free = exemplify_free};
    const struct code *k = study_code(wb->st, e->x[e->sel].code);
    const char *text = extracts_read(wb, e, e->sel)->print;
    if (!k) {
        wb_say(wb, ROLE_DIM, "%s",
               _("it stands under the theme itself: there is no code to be the example of"));
        return;
    }
    if (unit_refuses(wb))
        return;
    if (k->example[0] == '\0' || strcmp(k->example, text) == 0) {
        set_example(wb, k->id, text);
        return;
    }
    struct arena a = ARENA_INIT;
    struct exemplify *x = mem_alloc(sizeof *x);
    *x = (struct exemplify){k->id, mem_strdup(text)};
    wb_say(wb, ROLE_DIM, _("now: %s"), k->example);
    const char *question = arena_printf(&a, _("“%s” has an example; put this one in its place?"), k->name);
    wb_open_prompt(wb, prompt_yes_no(question), &ops, x);
    arena_release(&a);
}

/* ---- the one at hand ---- */

static void take_off(struct workbench *wb, const struct extract *x)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (unit_refuses(wb))
        return;
    if (x->coding) {
        unit_take_off(wb, x->coding, x->coder, x->code);
        return;
    }
    bool ok = app_remove_place(wb->app, x->place, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static void memo(struct workbench *wb, struct extracts *e, const struct extract *x)
{
    struct arena a = ARENA_INIT;
    wb_write_memo(wb, MEMO_SEGMENT, x->segment, x->source, x->start, x->end,
                  arena_printf(&a, "“%s”", extracts_read(wb, e, e->sel)->print));
    arena_release(&a);
}

static void recode(struct workbench *wb, const struct extract *x)
{
    if (x->coding)
        wb_recode(wb, x->coding);
    else
        wb_say(wb, ROLE_DIM, "%s",
               _("it stands under the theme itself, without a code; x takes it away from there"));
}

static void toggle_below(struct workbench *wb, struct extracts *e)
{
    if (!e->code) {
        wb_say(wb, ROLE_DIM, "%s", _("a theme is always read with what stands below it"));
        return;
    }
    e->below = !e->below;
    e->built = false;
    extracts_sync(wb, e);
    wb_say(wb, ROLE_DIM, "%s",
           e->below ? _("with the extracts of the codes below") : _("only the code's own extracts"));
}

void extracts_act(struct workbench *wb, struct extracts *e, enum action_id id)
{
    const struct extract *x = extracts_at(e);
    if (id == ACTION_BELOW || !x) {
        if (id == ACTION_BELOW)
            toggle_below(wb, e);
        return;
    }
    switch ((int)id) {
    case ACTION_GO_TO: wb_open_stretch(wb, x->source, x->start, x->end); break;
    case ACTION_TICK: tick(e); break;
    case ACTION_TAKE_OFF: take_off(wb, x); break;
    case ACTION_RECODE: recode(wb, x); break;
    case ACTION_CONDENSE: unit_condense(wb, x->segment, x->source); break;
    case ACTION_STAR: wb_star(wb, x->segment); break;
    case ACTION_EDIT_QUOTE: unit_edit_quote(wb, x->segment, x->source); break;
    case ACTION_EXAMPLE: example(wb, e); break;
    case ACTION_MEMO: memo(wb, e, x); break;
    case ACTION_PLACE: place(wb, e); break;
    case ACTION_SPLIT_CODE: split(wb, e); break;
    default: break;
    }
}
