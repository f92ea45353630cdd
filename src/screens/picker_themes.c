/* Asking for a theme of the current structure. */
#include "screens_priv.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

struct theme_picker {
    theme_picked *picked;
    void *ctx;
    void (*free_ctx)(void *);
};

static bool chosen_theme(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                         const char *text)
{
    const struct theme_picker *p = ctx;
    if (i == SIZE_MAX)
        p->picked(wb, p->ctx, 0, text);
    else
        p->picked(wb, p->ctx, chosen->id, NULL);
    return true;
}

static void theme_picker_free(void *ctx)
{
    struct theme_picker *p = ctx;
    if (p->free_ctx)
        p->free_ctx(p->ctx);
    mem_free(p);
}

void wb_pick_theme(struct workbench *wb, const struct theme_pick *how, theme_picked *picked, void *ctx,
                   void (*free_ctx)(void *))
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    for (size_t i = 0; now && i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];
        if (t->structure != now->id || !themetree_stands(st->themes, st->nthemes, t->id) ||
            (how->without && themetree_is_within(st->themes, st->nthemes, t->id, how->without)))
            continue;
        const char *note = themetree_level(now, t->depth);
        if (t->parent)
            note =
                arena_printf(&a, _("%s in %s"), note, themetree_path(st->themes, st->nthemes, t->parent, &a));
        vec_push(&items, ((struct choice){t->name, note, 0, t->id}));
    }
    if (how->top)
        vec_push(&items, ((struct choice){_("the top level"), NULL, 0, 0}));
    struct theme_picker *p = mem_alloc(sizeof *p);
    *p = (struct theme_picker){picked, ctx, free_ctx};
    wb_pick_choice(wb, how->title, items.v, items.n, how->make ? _("new theme") : NULL, chosen_theme, p,
                   theme_picker_free);
    vec_release(&items);
    arena_release(&a);
}
