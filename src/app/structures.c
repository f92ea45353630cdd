/* Thematic structures: making, copying, naming, choosing and deleting them; themes counted. */
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/base/mem.h"
#include "tema/store/themes.h"

bool app_count_themes(struct app *app, tema_scope scope, struct arena *a, struct theme **ret, size_t *n,
                      struct err *err)
{
    const struct study *st = app_study_inside(app, err);

    if (!st)
        return false;
    *n = st->nthemes;
    *ret = arena_copy(a, st->themes, st->nthemes, sizeof **ret);
    for (size_t i = 0; i < *n; i++) { /* what was given out does not outlive the study */
        struct theme *t = &(*ret)[i];

        t->guid = arena_strdup(a, t->guid);
        t->name = arena_strdup(a, t->name);
        t->ord = arena_strdup(a, t->ord);
        t->idea = arena_strdup(a, t->idea);
        t->definition = arena_strdup(a, t->definition);
        t->scope = arena_strdup(a, t->scope);
        t->narrative = arena_strdup(a, t->narrative);
        t->reason = arena_strdup(a, t->reason);
    }
    return store_count_themes(app->store, scope, *ret, *n, err);
}

static bool check_levels(const char *const *levels, size_t n, struct err *err)
{
    for (size_t i = 0; levels && i < n; i++)
        if (!check_text(levels[i], err))
            return false;
    return true;
}

/* “A”, for a sentence. */
static char *name_of_structure(const struct study *st, tema_id id, struct arena *a)
{
    const struct structure *s = study_structure(st, id);

    return quote_text(s ? s->name : "?", s ? strlen(s->name) : 1, a);
}

static bool is_there(const struct study *st, tema_id structure, struct err *err)
{
    return study_structure(st, structure) ||
           err_set(err, ERR_NOT_FOUND, _("there is no thematic structure %lld"), (long long)structure);
}

bool app_add_structure(struct app *app, const char *name, const char *const *levels, size_t n, tema_id *ret,
                       struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    tema_id id = 0;
    bool ok = check_text(name, err) && check_levels(levels, n, err) && act_begin(app, "add-structure", err);

    if (ok) {
        ok = act_end(
            app, store_add_structure(app->store, name, levels, n, &id, err),
            arena_printf(&a, _("added the thematic structure %s"), quote_text(name, strlen(name), &a)), said,
            err);
    }
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

bool app_copy_structure(struct app *app, tema_id from, const char *name, tema_id *ret, struct buf *said,
                        struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(name, err) ? act_begin(app, "copy-structure", err) : NULL;
    tema_id id = 0;
    bool ok = st != NULL;

    if (ok) {
        char *words = arena_printf(&a, _("copied the thematic structure %s to %s"),
                                   name_of_structure(st, from, &a), quote_text(name, strlen(name), &a));

        ok = is_there(st, from, err) && store_copy_structure(app->store, from, name, &id, err);
        ok = act_end(app, ok, words, said, err);
    }
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

bool app_use_structure(struct app *app, tema_id structure, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "use-structure", err);
    bool ok = st != NULL;

    if (ok) {
        char *words = arena_printf(&a, _("made %s the current thematic structure"),
                                   name_of_structure(st, structure, &a));

        ok = is_there(st, structure, err) && store_use_structure(app->store, structure, err);
        ok = act_end(app, ok, words, said, err);
    }
    arena_release(&a);
    return ok;
}

static char *tell_levels(const char *const *levels, size_t n, struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; i < n; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", levels[i]);
    return list;
}

bool app_set_structure(struct app *app, tema_id structure, const char *name, const char *const *levels,
                       size_t n, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st =
        check_text(name, err) && check_levels(levels, n, err) ? act_begin(app, "set-structure", err) : NULL;
    bool ok = st != NULL;

    if (ok) {
        const char *old = name_of_structure(st, structure, &a);
        char *to = name ? quote_text(name, strlen(name), &a) : NULL, *words;

        if (levels && name)
            words = arena_printf(&a, _("renamed the thematic structure %s to %s, its levels: %s"), old, to,
                                 tell_levels(levels, n, &a));
        else if (levels)
            words = arena_printf(&a, _("named the levels of the thematic structure %s: %s"), old,
                                 tell_levels(levels, n, &a));
        else
            words = arena_printf(&a, _("renamed the thematic structure %s to %s"), old, to ? to : old);
        ok = is_there(st, structure, err) &&
             (!name || store_rename_structure(app->store, structure, name, err)) &&
             (!levels || store_set_levels(app->store, structure, levels, n, err));
        ok = act_end(app, ok, words, said, err);
    }
    arena_release(&a);
    return ok;
}

/* What goes with it: themes, and their places. */
static void count_within(const struct study *st, tema_id structure, int64_t *ret_themes, int64_t *ret_places)
{
    *ret_themes = *ret_places = 0;
    for (size_t i = 0; i < st->nthemes; i++)
        *ret_themes += st->themes[i].structure == structure;
    for (size_t i = 0; i < st->nplaces; i++) {
        const struct theme *t = study_theme(st, st->places[i].theme);

        *ret_places += t && t->structure == structure;
    }
}

bool app_delete_structure(struct app *app, tema_id structure, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    int64_t themes = 0, places = 0;
    bool ok = st && is_there(st, structure, err);

    if (ok) {
        count_within(st, structure, &themes, &places);
        st = places > 0 ? act_begin_kept(app, "delete-structure", err)
                        : act_begin(app, "delete-structure", err);
        ok = st != NULL;
    }
    if (ok) {
        count_within(st, structure, &themes, &places);
        ok = act_end(app, store_delete_structure(app->store, structure, err),
                     arena_printf(&a, _("deleted the thematic structure %s: %s, %s"),
                                  name_of_structure(st, structure, &a),
                                  tell_number(themes, "%d theme", "%d themes", &a),
                                  tell_number(places, "%d place", "%d places", &a)),
                     said, err);
    }
    arena_release(&a);
    return ok;
}
