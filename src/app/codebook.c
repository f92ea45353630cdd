/* The codebook: making, changing, moving, merging and deleting codes. */
#include <string.h>

#include "app_priv.h"
#include "tema/text/utf8.h"

/* ---- adding ---- */

/* The active child of that name, to keep `code add` from making a twin of what the whole path names. */
static bool is_there(const struct study *st, const char *const *names, size_t n)
{
    tema_id at = 0;

    for (size_t i = 0; i < n; i++) {
        tema_id next = 0;

        for (size_t k = 0; k < st->ncodes && !next; k++)
            if (st->codes[k].parent == at && st->codes[k].status == CODE_ACTIVE &&
                strcmp(st->codes[k].name, names[i]) == 0)
                next = st->codes[k].id;
        if (!next)
            return false;
        at = next;
    }
    return true;
}

static bool set_text(struct app *app, tema_id code, enum code_field field, const char *value, struct err *err)
{
    if (!value)
        return true;
    if (!utf8_valid(value, strlen(value), NULL))
        return err_set(err, ERR_INPUT, _("the text is not valid UTF-8"));
    return store_set_code_text(app->store, code, field, value, err);
}

static bool set_details(struct app *app, tema_id code, const struct code *old, const struct code_change *c,
                        struct err *err)
{
    bool kind = c->status >= 0 || c->origin >= 0 || c->level >= 0;
    enum code_status st = c->status >= 0 ? (enum code_status)c->status : old->status;
    enum code_origin origin = c->origin >= 0 ? (enum code_origin)c->origin : old->origin;
    enum code_level level = c->level >= 0 ? (enum code_level)c->level : old->level;

    return set_text(app, code, CODE_DEFINITION, c->definition, err) &&
           set_text(app, code, CODE_INCLUDE, c->include, err) &&
           set_text(app, code, CODE_EXCLUDE, c->exclude, err) &&
           set_text(app, code, CODE_EXAMPLE, c->example, err) &&
           (c->colour < 0 || store_set_code_colour(app->store, code, (uint32_t)c->colour, err)) &&
           (!kind || store_set_code_kind(app->store, code, st, origin, level, err));
}

/* Makes the code at the end of the path, and parents that are missing: the parent is named as codes are, the
 * code itself is always new. */
static bool make(struct app *app, const struct study *st, char **names, size_t n, enum code_origin origin,
                 struct arena *a, tema_id *ret, struct err *err)
{
    tema_id parent = 0;

    if (is_there(st, (const char *const *)names, n))
        return err_set(err, ERR_INPUT, _("the code is there already"));
    if (n > 1) {
        struct code_wish wish = {0, join_path(names, n - 1, a), origin};

        if (!code_for_wish(app, &wish, a, &parent, NULL, err))
            return false;
    }
    for (size_t i = 0; i < st->ncodes; i++)
        if (parent && st->codes[i].parent == parent && st->codes[i].status == CODE_ACTIVE &&
            strcmp(st->codes[i].name, names[n - 1]) == 0)
            return err_set(err, ERR_INPUT, _("the code is there already"));
    return store_add_code(app->store, parent, names[n - 1], origin, 0, ret, err);
}

static bool path_now(struct app *app, tema_id code, struct arena *a, char **ret, struct err *err)
{
    struct code *codes;
    size_t n;

    if (!store_codes(app->store, SCOPE_COUNTED, a, &codes, &n, err))
        return false;
    *ret = codetree_path(codes, n, code, a);
    return true;
}

bool app_add_code_with(struct app *app, const char *path, enum code_origin origin,
                       const struct code_change *c, tema_id *ret, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code fresh = {.status = CODE_ACTIVE, .origin = origin, .level = LEVEL_SEMANTIC};
    const struct study *st;
    char **names, *words = NULL, *name;
    size_t n;
    tema_id id = 0;
    bool ok = false;

    if (!utf8_valid(path, strlen(path), NULL))
        return err_set(err, ERR_INPUT, _("the code's name is not valid UTF-8"));
    if (!codetree_split(path, &a, &names, &n, err) || !(st = act_begin(app, "add-code", err)))
        goto out;
    ok = make(app, st, names, n, origin, &a, &id, err) && set_details(app, id, &fresh, c, err) &&
         path_now(app, id, &a, &name, err);
    if (ok)
        words = arena_printf(&a, _("added the code %s"), name);
    else
        err_wrap(err, _("adding '%s'"), path);
    ok = act_end(app, ok, words, said, err);
    if (ok && ret)
        *ret = id;
out:
    arena_release(&a);
    return ok;
}

bool app_add_code(struct app *app, const char *path, enum code_origin origin, tema_id *ret, struct buf *said,
                  struct err *err)
{
    struct code_change none = CODE_CHANGE_NONE;

    return app_add_code_with(app, path, origin, &none, ret, said, err);
}

bool app_add_code_under(struct app *app, tema_id parent, const char *name, tema_id *ret, struct buf *said,
                        struct err *err)
{
    struct arena a = ARENA_INIT;
    char *path, *words = NULL;
    tema_id id = 0;
    bool ok;

    if (!act_begin(app, "add-code", err))
        return false;
    ok = store_add_code(app->store, parent, name, ORIGIN_INDUCTIVE, 0, &id, err) &&
         path_now(app, id, &a, &path, err);
    if (ok)
        words = arena_printf(&a, _("added the code %s"), path);
    ok = act_end(app, ok, words, said, err);
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

/* ---- changing ---- */

/* What is changed, "definition, colour", and how much. */
static size_t name_changes(const struct code_change *c, struct arena *a, char **ret)
{
    const struct {
        bool set;
        const char *word;
    } parts[] = {
        {c->name, _("name")},
        {c->definition, _("definition")},
        {c->include, _("what to include")},
        {c->exclude, _("what to exclude")},
        {c->example, _("example")},
        {c->colour >= 0, _("colour")},
        {c->status >= 0, _("status")},
        {c->origin >= 0, _("origin")},
        {c->level >= 0, _("level")},
    };
    struct buf b = BUF_INIT;
    size_t n = 0;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].set)
            buf_addf(&b, "%s%s", n++ > 0 ? ", " : "", parts[i].word);
    *ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return n;
}

static char *tell_change(const struct study *st, const struct code *old, const struct code_change *c,
                         struct arena *a)
{
    const char *path = name_of_code(st, old->id, a);
    char *what;
    size_t n = name_changes(c, a, &what);

    if (n == 1 && c->name)
        return arena_printf(a, _("renamed the code %s to “%s”"), path, c->name);
    if (n == 1 && c->definition && *c->definition)
        return arena_printf(a, _("defined %s: %s"), path,
                            quote_text(c->definition, strlen(c->definition), a));
    if (n == 1 && c->colour >= 0)
        return arena_printf(a, _("recoloured %s"), path);
    return arena_printf(a, _("changed %s (%s)"), path, what);
}

bool app_set_code(struct app *app, tema_id code, const struct code_change *c, struct buf *said,
                  struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "set-code", err);
    const struct code *old;
    char *words = NULL;
    bool ok;

    if (!st)
        return false;
    old = study_code(st, code);
    if (!old) {
        ok = err_set(err, ERR_NOT_FOUND, _("there is no code %lld"), (long long)code);
    } else {
        words = tell_change(st, old, c, &a);
        ok = set_text(app, code, CODE_NAME, c->name, err) && set_details(app, code, old, c, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_move_code(struct app *app, tema_id code, tema_id parent, tema_id before, struct buf *said,
                   struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "move-code", err);
    const struct code *c;
    char *words = NULL;
    bool ok;

    if (!st)
        return false;
    c = study_code(st, code);
    if (!c)
        ok = err_set(err, ERR_NOT_FOUND, _("there is no code %lld"), (long long)code);
    else
        ok = store_move_code(app->store, code, parent, before, err);
    if (ok && before)
        words = arena_printf(&a, _("moved %s before %s"), name_of_code(st, code, &a),
                             name_of_code(st, before, &a));
    else if (ok && parent == c->parent)
        words = arena_printf(&a, _("moved %s to the end of its siblings"), name_of_code(st, code, &a));
    else if (ok && parent)
        words = arena_printf(&a, _("moved %s under %s"), name_of_code(st, code, &a),
                             name_of_code(st, parent, &a));
    else if (ok)
        words = arena_printf(&a, _("moved %s to the top level"), name_of_code(st, code, &a));
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_merge_codes(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *said,
                     struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "merge-codes", err);
    struct buf names = BUF_INIT;
    char *words;
    bool ok = true;

    if (!st)
        return false;
    for (size_t i = 0; i < n; i++)
        buf_addf(&names, "%s%s", i > 0 ? ", " : "", name_of_code(st, from[i], &a));
    words = arena_printf(&a, _("merged %s into %s"), buf_str(&names), name_of_code(st, into, &a));
    for (size_t i = 0; ok && i < n; i++)
        ok = store_merge_code(app->store, from[i], into, err);
    ok = act_end(app, ok, words, said, err);
    buf_release(&names);
    arena_release(&a);
    return ok;
}

/* ---- deleting ---- */

static char *tell_loss(const char *name, const struct code_loss *loss, struct arena *a)
{
    long long below = (long long)loss->codes - 1;
    char *codings = arena_printf(a, ngettext("%lld coding", "%lld codings", (unsigned long)loss->codings),
                                 (long long)loss->codings);
    char *codes;

    if (below <= 0)
        return arena_printf(a, _("%s, %s"), name, codings);
    codes =
        arena_printf(a, ngettext("%lld code below it", "%lld codes below it", (unsigned long)below), below);
    return arena_printf(a, _("%s and %s, %s"), name, codes, codings);
}

bool app_delete_code_preview(struct app *app, tema_id code, struct buf *words, int64_t *ret_codings,
                             int64_t *ret_codes, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    struct code_loss loss;
    bool ok = st && store_delete_code_preview(app->store, code, &loss, err);

    if (ok && words) {
        const struct code *c = study_code(st, code);

        buf_clear(words);
        buf_addstr(words, tell_loss(arena_printf(&a, "“%s”", c ? c->name : "?"), &loss, &a));
    }
    if (ok && ret_codings)
        *ret_codings = loss.codings;
    if (ok && ret_codes)
        *ret_codes = loss.codes;
    arena_release(&a);
    return ok;
}

bool app_delete_code(struct app *app, tema_id code, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "delete-code", err);
    struct code_loss loss;
    char *words = NULL;
    bool ok;

    if (!st)
        return false;
    ok = store_delete_code_preview(app->store, code, &loss, err);
    if (ok) {
        words = arena_printf(&a, _("deleted %s"), tell_loss(name_of_code(st, code, &a), &loss, &a));
        ok = store_delete_code(app->store, code, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
