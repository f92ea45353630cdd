/* The project's thematic structures: which is the current one, and what they are called. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "themes_priv.h"

/* What stands below the structures in the list. */
enum { TO_COPY = -1, TO_RENAME = -2, TO_LEVELS = -3, TO_DELETE = -4 };

struct structure_act {
    struct themes *s;
    tema_id structure;
    int what;
};

static struct structure_act *act_new(struct themes *s, tema_id structure, int what)
{
    struct structure_act *t = mem_alloc(sizeof *t);
    *t = (struct structure_act){s, structure, what};
    return t;
}

/* A name without the blanks around it. */
static char *trimmed(struct arena *a, const char *text, size_t n)
{
    while (n > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        n--;
    }
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    return arena_strndup(a, text, n);
}

/* "component, barrier": the words between commas; empty ones are left out. */
static bool set_levels(struct workbench *wb, tema_id structure, const char *text, struct buf *said,
                       struct err *err)
{
    struct arena a = ARENA_INIT;
    VEC(const char *) levels = VEC_INIT;
    bool ok;
    for (const char *at = text;; at++) {
        size_t n = strcspn(at, ",");
        const char *word = trimmed(&a, at, n);
        if (word[0])
            vec_push(&levels, word);
        at += n;
        if (*at == '\0')
            break;
    }
    ok = levels.n > 0 ? app_set_structure(wb->app, structure, NULL, levels.v, levels.n, said, err)
                      : err_set(err, ERR_INPUT, _("a structure needs a word for at least one level"));
    vec_release(&levels);
    arena_release(&a);
    return ok;
}

static bool text_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct structure_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = t->what == TO_COPY     ? app_copy_structure(wb->app, t->structure, text, NULL, &said, &err)
              : t->what == TO_RENAME ? app_set_structure(wb->app, t->structure, text, NULL, 0, &said, &err)
                                     : set_levels(wb, t->structure, text, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

static bool delete_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct structure_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    buf_clear(&wb->message);
    if (i == 0)
        wb_did(wb, app_delete_structure(wb->app, t->structure, &said, &err), false, &said, &err);
    return true;
}

static void ask(struct workbench *wb, struct themes *s, const struct structure *now, int what)
{
    static const struct modal_ops ops = {.text = text_done, .free = mem_free};
    static const struct modal_ops delete_ops = {.choice = delete_chosen, .free = mem_free};
    struct structure_act *t = act_new(s, now->id, what);
    struct arena a = ARENA_INIT;
    struct buf words = BUF_INIT;
    for (size_t i = 0; i < now->nlevels; i++)
        buf_addf(&words, "%s%s", i ? ", " : "", now->levels[i]);
    if (what == TO_DELETE)
        wb_open_prompt(
            wb, prompt_yes_no(arena_printf(&a, _("delete the structure “%s” with its themes?"), now->name)),
            &delete_ops, t);
    else if (what == TO_LEVELS)
        wb_open_prompt(wb, prompt_line(_("words for the levels, from the top: "), buf_str(&words)), &ops, t);
    else
        wb_open_prompt(wb, prompt_line(what == TO_COPY ? _("name of the copy: ") : _("name: "), now->name),
                       &ops, t);
    buf_release(&words);
    arena_release(&a);
}

static bool chosen_structure(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                             const char *text)
{
    const struct structure_act *t = ctx;
    const struct structure *now = study_current_structure(wb->st);
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (i == SIZE_MAX) {
        /* A new one is made to be worked on. */
        tema_id made = 0;
        bool ok = app_add_structure(wb->app, text, NULL, 0, &made, &said, &err);
        if (!wb_did(wb, ok, false, &said, &err))
            return false;
        now = study_current_structure(wb->st);
        if (now && now->id == made)
            return true;
        ok = app_use_structure(wb->app, made, &said, &err);
        return wb_did(wb, ok, false, &said, &err);
    }
    if (chosen->id < 0) {
        if (now)
            ask(wb, t->s, now, (int)chosen->id);
        return true;
    }
    if (!now || now->id != chosen->id)
        wb_did(wb, app_use_structure(wb->app, chosen->id, &said, &err), false, &said, &err);
    return true;
}

void themes_structures(struct workbench *wb, struct themes *s)
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    for (size_t i = 0; i < st->nstructures; i++) {
        const struct structure *o = &st->structures[i];
        size_t n = 0;
        for (size_t k = 0; k < st->nthemes; k++)
            n += st->themes[k].structure == o->id &&
                 themetree_stands(st->themes, st->nthemes, st->themes[k].id);
        const char *note = arena_printf(&a, ngettext("%zu theme", "%zu themes", n), n);
        if (o == now)
            note = arena_printf(&a, _("the current one, %s"), note);
        vec_push(&items, ((struct choice){o->name, note, 0, o->id}));
    }
    if (now) {
        const char *words[] = {_("copy"), _("rename"), _("name the levels of"), _("delete")};
        for (int i = 0; i < 4; i++)
            vec_push(&items, ((struct choice){arena_printf(&a, _("%s “%s”…"), words[i], now->name), NULL, 0,
                                              -1 - i}));
    }
    wb_pick_choice(wb, _("thematic structures"), items.v, items.n, _("new structure"), chosen_structure,
                   act_new(s, 0, 0), mem_free);
    vec_release(&items);
    arena_release(&a);
}
