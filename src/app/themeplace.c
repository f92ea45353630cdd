/* What stands under a theme: giving, moving, naming and taking away places. (place.c is about where one reads.) */
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/store/themes.h"

static bool is_there(const struct study *st, tema_id theme, struct err *err)
{
    return study_theme(st, theme) ||
           err_set(err, ERR_NOT_FOUND, _("there is no theme %lld"), (long long)theme);
}

static const struct place *find_place(const struct study *st, tema_id id, struct err *err)
{
    for (size_t i = 0; i < st->nplaces; i++)
        if (st->places[i].id == id)
            return &st->places[i];
    err_set(err, ERR_NOT_FOUND, _("this place under a theme is no longer there"));
    return NULL;
}

/* The words of a meaning unit and where they stand, for a sentence; NULL on error. */
static char *name_of_segment(struct app *app, const struct study *st, tema_id segment, struct arena *a,
                             struct err *err)
{
    struct segment *s;
    char *quote;

    if (!store_segment_get(app->store, segment, a, &s, err) ||
        !(quote = quote_range(app, s->source, s->start, s->end, a, err)))
        return NULL;
    return arena_printf(a, _("%s in %s"), quote, name_of_source(st, s->source));
}

static char *name_of_placed(struct app *app, const struct study *st, const struct place *p, struct arena *a,
                            struct err *err)
{
    if (p->segment)
        return name_of_segment(app, st, p->segment, a, err);
    return arena_strdup(a, name_of_code(st, p->code, a));
}

/* "A/B" of one, "3 codes and 1 meaning unit" of several. */
static char *name_all(struct app *app, const struct study *st, const tema_id *codes, size_t ncodes,
                      const tema_id *segments, size_t nsegments, struct arena *a, struct err *err)
{
    char *parts[2] = {NULL, NULL};

    if (ncodes == 1 && nsegments == 0)
        return arena_strdup(a, name_of_code(st, codes[0], a));
    if (ncodes == 0 && nsegments == 1)
        return name_of_segment(app, st, segments[0], a, err);
    if (ncodes > 0)
        parts[0] = tell_number((int64_t)ncodes, "%d code", "%d codes", a);
    if (nsegments > 0)
        parts[1] = tell_number((int64_t)nsegments, "%d meaning unit", "%d meaning units", a);
    return tell_list(parts, 2, a);
}

static bool place_all(struct app *app, tema_id theme, const tema_id *codes, size_t ncodes,
                      const tema_id *segments, size_t nsegments, struct err *err)
{
    tema_id id;
    bool ok = true;

    for (size_t i = 0; ok && i < ncodes; i++)
        ok = store_add_place(app->store, theme, codes[i], 0, &id, err);
    for (size_t i = 0; ok && i < nsegments; i++)
        ok = store_add_place(app->store, theme, 0, segments[i], &id, err);
    return ok;
}

bool app_place(struct app *app, tema_id theme, const tema_id *codes, size_t ncodes, const tema_id *segments,
               size_t nsegments, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "place", err);
    char *words = NULL, *what;
    bool ok;

    if (!st)
        return false;
    ok = is_there(st, theme, err) &&
         (what = name_all(app, st, codes, ncodes, segments, nsegments, &a, err)) != NULL;
    if (ok)
        words = arena_printf(&a, _("placed %s under %s"), what, name_of_theme(st, theme, &a));
    ok = ok && place_all(app, theme, codes, ncodes, segments, nsegments, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_place_new(struct app *app, const char *path, const tema_id *codes, size_t ncodes,
                   const tema_id *segments, size_t nsegments, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "place", err);
    char *words = NULL, *what, *name;
    tema_id theme;
    bool ok;

    if (!st)
        return false;
    ok = make_theme(app, st, 0, path, &a, &theme, &name, err) &&
         (what = name_all(app, st, codes, ncodes, segments, nsegments, &a, err)) != NULL &&
         place_all(app, theme, codes, ncodes, segments, nsegments, err);
    if (ok)
        words = arena_printf(&a, _("added the theme %s and placed %s under it"), name, what);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_place_stretch(struct app *app, tema_id source, cp_off start, cp_off end, tema_id theme,
                       tema_id *ret_segment, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "place", err);
    char *words = NULL, *quote = NULL;
    tema_id segment = 0, id;
    bool ok;

    if (!st)
        return false;
    ok = is_there(st, theme, err) && store_mark(app->store, source, start, end, &segment, err) &&
         store_add_place(app->store, theme, 0, segment, &id, err) &&
         (quote = quote_range(app, source, start, end, &a, err)) != NULL;
    if (ok)
        words = arena_printf(&a, _("placed %s in %s under %s"), quote, name_of_source(st, source),
                             name_of_theme(st, theme, &a));
    ok = act_end(app, ok, words, said, err);
    if (ok && ret_segment)
        *ret_segment = segment;
    arena_release(&a);
    return ok;
}

bool app_move_place(struct app *app, tema_id place, tema_id theme, tema_id before, struct buf *said,
                    struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "move-place", err);
    const struct place *p;
    char *words = NULL, *what;
    bool ok;

    if (!st)
        return false;
    p = find_place(st, place, err);
    ok = p && is_there(st, theme, err) && (what = name_of_placed(app, st, p, &a, err)) != NULL;
    if (ok && p->theme == theme)
        words =
            arena_printf(&a, _("moved %s among what stands under %s"), what, name_of_theme(st, theme, &a));
    else if (ok)
        words = arena_printf(&a, _("moved %s from %s to %s"), what, name_of_theme(st, p->theme, &a),
                             name_of_theme(st, theme, &a));
    ok = ok && store_move_place(app->store, place, theme, before, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_name_place(struct app *app, tema_id place, const char *name, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(name, err) ? act_begin(app, "name-place", err) : NULL;
    const struct place *p;
    char *words = NULL, *what;
    bool ok;

    if (!st)
        return false;
    p = find_place(st, place, err);
    ok = p && (what = name_of_placed(app, st, p, &a, err)) != NULL;
    if (ok && name[strspn(name, " \t\r\n")] == '\0')
        words =
            arena_printf(&a, _("%s goes by its own name under %s"), what, name_of_theme(st, p->theme, &a));
    else if (ok)
        words = arena_printf(&a, _("named %s under %s in reports: %s"), what, name_of_theme(st, p->theme, &a),
                             quote_text(name, strlen(name), &a));
    ok = ok && store_name_place(app->store, place, name, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_remove_place(struct app *app, tema_id place, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "remove-place", err);
    const struct place *p;
    char *words = NULL, *what;
    bool ok;

    if (!st)
        return false;
    p = find_place(st, place, err);
    ok = p && (what = name_of_placed(app, st, p, &a, err)) != NULL;
    if (ok)
        words = arena_printf(&a, _("took %s from under %s"), what, name_of_theme(st, p->theme, &a));
    ok = ok && store_remove_place(app->store, place, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
