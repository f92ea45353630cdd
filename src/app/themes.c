/* Themes and sub-themes: making, defining, moving, merging, splitting, dropping and deleting them. */
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/base/mem.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"
#include "tema/text/utf8.h"

static bool is_there(const struct study *st, tema_id theme, struct err *err)
{
    return study_theme(st, theme) ||
           err_set(err, ERR_NOT_FOUND, _("there is no theme %lld"), (long long)theme);
}

static bool is_standing(const struct theme *t)
{
    return t->status == THEME_CANDIDATE || t->status == THEME_KEPT;
}

/* ---- adding ---- */

/* Inside an act: the structure asked for, the current one, or a new one when there is none yet. */
static bool structure_for(struct app *app, const struct study *st, tema_id structure, tema_id *ret,
                          struct err *err)
{
    *ret = structure ? structure : st->project.structure;
    if (!*ret)
        return store_add_structure(app->store, _("Themes"), NULL, 0, ret, err);
    return study_structure(st, *ret) ||
           err_set(err, ERR_NOT_FOUND, _("there is no thematic structure %lld"), (long long)*ret);
}

/* A sibling of that name that stands. */
static bool twin(const struct study *st, tema_id structure, tema_id parent, const char *name)
{
    for (size_t i = 0; i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];

        if (t->structure == structure && t->parent == parent && is_standing(t) && strcmp(t->name, name) == 0)
            return true;
    }
    return false;
}

/* The longest beginning of the path that names a standing theme, and how many names it has (0: none does). */
static bool resolve_beginning(const struct study *st, tema_id structure, char **names, size_t n,
                              struct arena *a, tema_id *ret, size_t *ret_known, struct err *err)
{
    *ret = 0;
    for (*ret_known = n; *ret_known > 0; --*ret_known) {
        struct err e = ERR_INIT;
        bool ambiguous = false, ok;
        tema_id id = 0;

        ok = themetree_resolve(st->themes, st->nthemes, structure, join_path(names, *ret_known, a), &id,
                               &ambiguous, &e);
        if (ambiguous)
            err_set(err, e.kind, "%s", err_text(&e));
        err_release(&e);
        if (ambiguous)
            return false;
        if (ok && is_standing(study_theme(st, id))) {
            *ret = id;
            return true;
        }
    }
    return true;
}

/* Makes the theme at the end of the path, which is always new, and parents that are missing. */
static bool make(struct app *app, const struct study *st, tema_id structure, char **names, size_t n,
                 struct arena *a, tema_id *ret, struct err *err)
{
    tema_id parent = 0;
    size_t known;

    if (!resolve_beginning(st, structure, names, n - 1, a, &parent, &known, err))
        return false;
    if (known == n - 1 && twin(st, structure, parent, names[n - 1]))
        return err_set(err, ERR_INPUT, _("the theme is there already"));
    for (size_t i = known; i < n; i++)
        if (!store_add_theme(app->store, structure, parent, names[i], &parent, err))
            return false;
    *ret = parent;
    return true;
}

/* Its path after the act's changes, in quotes. */
static bool path_now(struct app *app, tema_id theme, struct arena *a, char **ret, struct err *err)
{
    struct theme *themes;
    size_t n;

    if (!store_themes(app->store, a, &themes, &n, err))
        return false;
    *ret = arena_printf(a, "“%s”", themetree_path(themes, n, theme, a));
    return true;
}

bool make_theme(struct app *app, const struct study *st, tema_id structure, const char *path, struct arena *a,
                tema_id *ret, char **ret_name, struct err *err)
{
    char **names;
    size_t n;
    tema_id in;

    return themetree_split(path, a, &names, &n, err) &&
           ((structure_for(app, st, structure, &in, err) && make(app, st, in, names, n, a, ret, err) &&
             path_now(app, *ret, a, ret_name, err)) ||
            err_wrap(err, _("adding '%s'"), path));
}

bool app_add_theme(struct app *app, tema_id structure, const char *path, enum theme_status status,
                   tema_id *ret, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(path, err) ? act_begin(app, "add-theme", err) : NULL;
    char *words = NULL, *name;
    tema_id id = 0;
    bool ok = st != NULL;

    if (!ok)
        return false;
    ok = make_theme(app, st, structure, path, &a, &id, &name, err) &&
         (status == THEME_CANDIDATE || store_set_theme_status(app->store, id, status, "", err));
    if (ok)
        words = arena_printf(&a, _("added the theme %s"), name);
    ok = act_end(app, ok, words, said, err);
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

bool app_add_theme_under(struct app *app, tema_id structure, tema_id parent, const char *name, tema_id *ret,
                         struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(name, err) ? act_begin(app, "add-theme", err) : NULL;
    const struct theme *above;
    char *words = NULL, *path;
    tema_id in, id = 0;
    bool ok = st != NULL;

    if (!ok)
        return false;
    above = parent ? study_theme(st, parent) : NULL;
    ok = (!parent || is_there(st, parent, err)) &&
         structure_for(app, st, structure || !above ? structure : above->structure, &in, err) &&
         store_add_theme(app->store, in, parent, name, &id, err) && path_now(app, id, &a, &path, err);
    if (ok)
        words = arena_printf(&a, _("added the theme %s"), path);
    ok = act_end(app, ok, words, said, err);
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

/* ---- changing ---- */

/* What is changed, "definition, scope", and how much. */
static size_t name_changes(const struct theme_change *c, struct arena *a, char **ret)
{
    const struct {
        bool set;
        const char *word;
    } parts[] = {
        {c->name, _("name")},   {c->idea, _("central idea")},   {c->definition, _("definition")},
        {c->scope, _("scope")}, {c->narrative, _("narrative")}, {c->status >= 0, _("status")},
    };
    size_t n = 0;

    *ret = arena_strdup(a, "");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].set)
            *ret = arena_printf(a, "%s%s%s", *ret, n++ > 0 ? ", " : "", parts[i].word);
    return n;
}

static char *tell_status(const char *path, int status, const char *reason, struct arena *a)
{
    const char *why = tell_reason(reason, a);

    if (status == THEME_DROPPED)
        return arena_printf(a, _("dropped the theme %s%s"), path, why);
    if (status == THEME_KEPT)
        return arena_printf(a, _("kept the theme %s%s"), path, why);
    return arena_printf(a, _("made the theme %s a candidate%s"), path, why);
}

static char *tell_change(const struct study *st, tema_id theme, const struct theme_change *c, struct arena *a)
{
    const char *path = name_of_theme(st, theme, a);
    char *what;
    size_t n = name_changes(c, a, &what);

    if (n == 1 && c->name)
        return arena_printf(a, _("renamed the theme %s to %s"), path,
                            quote_text(c->name, strlen(c->name), a));
    if (n == 1 && c->definition && *c->definition)
        return arena_printf(a, _("defined the theme %s: %s"), path,
                            quote_text(c->definition, strlen(c->definition), a));
    if (n == 1 && c->status >= 0)
        return tell_status(path, c->status, c->reason, a);
    return arena_printf(a, _("changed the theme %s (%s)%s"), path, what,
                        c->status >= 0 ? tell_reason(c->reason, a) : "");
}

static bool set_all(struct app *app, tema_id theme, const struct theme_change *c, struct err *err)
{
    const struct {
        enum theme_field field;
        const char *value;
    } texts[] = {
        {THEME_NAME, c->name},   {THEME_IDEA, c->idea},           {THEME_DEFINITION, c->definition},
        {THEME_SCOPE, c->scope}, {THEME_NARRATIVE, c->narrative},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i].value && (!check_text(texts[i].value, err) ||
                               !store_set_theme_text(app->store, theme, texts[i].field, texts[i].value, err)))
            return false;
    return c->status < 0 || store_set_theme_status(app->store, theme, (enum theme_status)c->status,
                                                   c->reason ? c->reason : "", err);
}

bool app_set_theme(struct app *app, tema_id theme, const struct theme_change *c, struct buf *said,
                   struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(c->reason, err) ? act_begin(app, "set-theme", err) : NULL;
    bool ok = st != NULL;

    if (ok) {
        char *words = tell_change(st, theme, c, &a);

        ok = act_end(app, is_there(st, theme, err) && set_all(app, theme, c, err), words, said, err);
    }
    arena_release(&a);
    return ok;
}

bool app_move_theme(struct app *app, tema_id theme, tema_id parent, tema_id before, struct buf *said,
                    struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "move-theme", err);
    const struct theme *t;
    const char *name;
    char *words;
    bool ok;

    if (!st)
        return false;
    t = study_theme(st, theme);
    name = name_of_theme(st, theme, &a);
    ok = is_there(st, theme, err) && store_move_theme(app->store, theme, parent, before, err);
    if (before)
        words = arena_printf(&a, _("moved the theme %s before %s"), name, name_of_theme(st, before, &a));
    else if (t && parent == t->parent)
        words = arena_printf(&a, _("moved the theme %s to the end of its siblings"), name);
    else if (parent)
        words = arena_printf(&a, _("moved the theme %s under %s"), name, name_of_theme(st, parent, &a));
    else
        words = arena_printf(&a, _("moved the theme %s to the top level"), name);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

/* ---- what dropping, merging and deleting would do ---- */

/* Has the code, or one above it in the codebook, a place under a standing theme of the structure that is not `theme` or below? */
static bool placed_elsewhere(const struct study *st, const struct theme *theme, tema_id code)
{
    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        const struct theme *t = p->code ? study_theme(st, p->theme) : NULL;

        if (t && t->structure == theme->structure &&
            codetree_is_within(st->codes, st->ncodes, code, p->code) &&
            themetree_stands(st->themes, st->nthemes, t->id) &&
            !themetree_is_within(st->themes, st->nthemes, t->id, theme->id))
            return true;
    }
    return false;
}

/* What hangs below a theme: distinct codes and meaning units with a place, themes, and codes that would be under no theme
 * without it. `standing`: only what stands. */
struct load {
    int64_t codes, segments, themes, places, free;
};

static bool seen(const tema_id *ids, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static void weigh(const struct study *st, const struct theme *theme, bool standing, struct load *ret)
{
    struct arena a = ARENA_INIT;
    tema_id *ids = arena_array(&a, st->nplaces + 1, sizeof *ids);
    size_t n = 0;

    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];

        ret->themes += t->id != theme->id && themetree_is_within(st->themes, st->nthemes, t->id, theme->id) &&
                       (!standing || themetree_stands(st->themes, st->nthemes, t->id));
    }
    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        tema_id id = p->code ? p->code : p->segment;

        if (!themetree_is_within(st->themes, st->nthemes, p->theme, theme->id) ||
            (standing && !themetree_stands(st->themes, st->nthemes, p->theme)))
            continue;
        ret->places++;
        if (seen(ids, n, id))
            continue;
        ids[n++] = id;
        ret->codes += p->code != 0;
        ret->segments += p->code == 0;
        ret->free += p->code && !placed_elsewhere(st, theme, p->code);
    }
    arena_release(&a);
}

static char *tell_load(const struct load *l, struct arena *a)
{
    char *parts[3] = {NULL, NULL, NULL};

    if (l->codes)
        parts[0] = tell_number(l->codes, "%d code", "%d codes", a);
    if (l->segments)
        parts[1] = tell_number(l->segments, "%d meaning unit", "%d meaning units", a);
    if (l->themes)
        parts[2] = tell_number(l->themes, "%d sub-theme", "%d sub-themes", a);
    return tell_list(parts, 3, a);
}

bool app_drop_theme_preview(struct app *app, tema_id theme, struct buf *words, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    struct load l;
    bool ok = st && is_there(st, theme, err);

    if (ok) {
        buf_clear(words);
        weigh(st, study_theme(st, theme), true, &l);
        buf_addstr(words, tell_load(&l, &a));
        if (l.free > 0)
            buf_addf(words, "; %s",
                     tell_number(l.free, "%d code is then under no theme", "%d codes are then under no theme",
                                 &a));
    }
    arena_release(&a);
    return ok;
}

static char *tell_deletion(const struct study *st, tema_id theme, struct arena *a)
{
    const struct theme *t = study_theme(st, theme);
    struct load l;
    char *below, *places;

    weigh(st, t, false, &l);
    places = tell_number(l.places, "%d place", "%d places", a);
    if (l.themes == 0)
        return arena_printf(a, _("%s, %s"), name_of_theme(st, theme, a), places);
    below = tell_number(l.themes, "%d theme below it", "%d themes below it", a);
    return arena_printf(a, _("%s and %s, %s"), name_of_theme(st, theme, a), below, places);
}

bool app_delete_theme_preview(struct app *app, tema_id theme, struct buf *words, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    bool ok = st && is_there(st, theme, err);

    if (ok) {
        buf_clear(words);
        buf_addstr(words, tell_deletion(st, theme, &a));
    }
    arena_release(&a);
    return ok;
}

bool app_delete_theme(struct app *app, tema_id theme, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    struct load l;
    bool ok = st && is_there(st, theme, err);

    if (ok) {
        weigh(st, study_theme(st, theme), false, &l);
        st = l.places > 0 ? act_begin_kept(app, "delete-theme", err) : act_begin(app, "delete-theme", err);
        ok = st != NULL;
    }
    if (ok && !is_there(st, theme, err)) { /* another process was quicker */
        store_rollback(app->store);
        ok = false;
    }
    if (ok) {
        char *words = arena_printf(&a, _("deleted the theme %s"), tell_deletion(st, theme, &a));

        ok = act_end(app, store_delete_theme(app->store, theme, err), words, said, err);
    }
    arena_release(&a);
    return ok;
}

/* ---- merging and splitting ---- */

static bool check_merge(const struct study *st, const tema_id *from, size_t n, tema_id into, struct err *err)
{
    const struct theme *target = study_theme(st, into);

    if (!is_there(st, into, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct theme *t = study_theme(st, from[i]);

        if (!is_there(st, from[i], err))
            return false;
        if (from[i] == into)
            return err_set(err, ERR_INPUT, _("'%s' cannot be merged into itself"), t->name);
        if (t->structure != target->structure)
            return err_set(err, ERR_INPUT, _("'%s' and '%s' are of different thematic structures"), t->name,
                           target->name);
        if (themetree_is_within(st->themes, st->nthemes, into, from[i]))
            return err_set(err, ERR_INPUT,
                           _("'%s' cannot be merged into '%s', which lies below it: move that one out first"),
                           t->name, target->name);
        if (seen(from, i, from[i]))
            return err_set(err, ERR_INPUT, _("'%s' is named twice"), t->name);
    }
    return n > 0 || err_set(err, ERR_USAGE, _("there is nothing to merge"));
}

static char *quoted_themes(const struct study *st, const tema_id *ids, size_t n, struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; i < n; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", name_of_theme(st, ids[i], a));
    return list;
}

bool app_merge_themes_preview(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *words,
                              struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    int64_t places = 0, doubles = 0, children = 0;
    tema_id *there;
    size_t nthere = 0;

    if (!st || !check_merge(st, from, n, into, err))
        return false;
    there = arena_array(&a, st->nplaces + 1, sizeof *there);
    for (size_t i = 0; i < st->nplaces; i++)
        if (st->places[i].theme == into)
            there[nthere++] = st->places[i].code ? st->places[i].code : st->places[i].segment;
    for (size_t i = 0; i < st->nplaces; i++) {
        tema_id id = st->places[i].code ? st->places[i].code : st->places[i].segment;

        if (!seen(from, n, st->places[i].theme))
            continue;
        places++;
        if (seen(there, nthere, id))
            doubles++;
        else
            there[nthere++] = id;
    }
    for (size_t i = 0; i < st->nthemes; i++)
        children += seen(from, n, st->themes[i].parent) && !seen(from, n, st->themes[i].id);
    buf_clear(words);
    buf_addf(words, _("%s to %s"), tell_number(places, "%d place goes", "%d places go", &a),
             name_of_theme(st, into, &a));
    if (doubles > 0)
        buf_addf(words, ", %s", tell_number(doubles, "%d of them a double", "%d of them doubles", &a));
    if (children > 0)
        buf_addf(words, "; %s",
                 tell_number(children, "%d sub-theme moves under it", "%d sub-themes move under it", &a));
    buf_addf(words, ngettext("; %s stays in the lists as merged", "; %s stay in the lists as merged", n),
             quoted_themes(st, from, n, &a));
    arena_release(&a);
    return true;
}

bool app_merge_themes(struct app *app, const tema_id *from, size_t n, tema_id into, const char *reason,
                      struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    const char *why = reason ? reason : "";
    char *words = NULL;
    bool ok = st && check_text(why, err) && check_merge(st, from, n, into, err) &&
              (st = act_begin_kept(app, "merge-themes", err)) != NULL;

    if (!ok)
        return false;
    ok = store_take_version(app->store, VERSION_MERGE, "", "", NULL, err);
    if (ok)
        words = arena_printf(&a, _("merged the theme %s into %s%s"), quoted_themes(st, from, n, &a),
                             name_of_theme(st, into, &a), tell_reason(why, &a));
    for (size_t i = 0; ok && i < n; i++)
        ok = store_merge_theme(app->store, from[i], into, why, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_split_theme(struct app *app, tema_id theme, const char *name, const tema_id *places, size_t n,
                     tema_id *ret, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    tema_id id = 0;
    bool ok = st && check_text(name, err) && is_there(st, theme, err) &&
              (st = act_begin_kept(app, "split-theme", err)) != NULL;

    if (ok) {
        char *words =
            arena_printf(&a, _("split the theme %s off %s, with %s"), quote_text(name, strlen(name), &a),
                         name_of_theme(st, theme, &a), tell_number((int64_t)n, "%d place", "%d places", &a));

        ok = store_take_version(app->store, VERSION_SPLIT, "", "", NULL, err) &&
             store_split_theme(app->store, theme, name, places, n, &id, err);
        ok = act_end(app, ok, words, said, err);
    }
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}
