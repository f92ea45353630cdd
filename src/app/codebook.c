/* The codebook: making, changing, moving, merging and deleting codes. */
#include <stdlib.h>
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"
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

static bool rewrites(const char *old, const char *now)
{
    size_t n, blank;

    if (!now || !*old)
        return false;
    blank = strspn(now, " \t\r\n");
    now += blank;
    n = strlen(now);
    while (n > 0 && strchr(" \t\r\n", now[n - 1]))
        n--;
    return n != strlen(old) || strncmp(old, now, n) != 0;
}

/* The meaning changes only where there was one: a first definition takes nothing from the codings that are there. */
static bool changes_meaning(const struct code *old, const struct code_change *c)
{
    return c->meaning && (rewrites(old->definition, c->definition) || rewrites(old->include, c->include) ||
                          rewrites(old->exclude, c->exclude));
}

static char *tell_change(const struct study *st, const struct code *old, const struct code_change *c,
                         struct arena *a)
{
    const char *path = name_of_code(st, old->id, a);
    char *what;
    size_t n = name_changes(c, a, &what);

    if (n == 1 && c->name)
        return arena_printf(a, _("renamed the code %s to “%s”"), path, c->name);
    if (changes_meaning(old, c))
        return arena_printf(a, _("changed what %s means (%s)"), path, what);
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
        ok = set_text(app, code, CODE_NAME, c->name, err) && set_details(app, code, old, c, err) &&
             (!changes_meaning(old, c) || store_change_meaning(app->store, code, err));
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

/* ---- merging and splitting ---- */

static bool is_known(const struct study *st, tema_id code, struct err *err)
{
    return study_code(st, code) || err_set(err, ERR_NOT_FOUND, _("there is no code %lld"), (long long)code);
}

static bool is_among(const tema_id *ids, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* What the store would refuse, before a copy is made for it. */
static bool check_merge(const struct study *st, const tema_id *from, size_t n, tema_id into, struct err *err)
{
    const struct code *target = study_code(st, into);

    if (!is_known(st, into, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct code *c = study_code(st, from[i]);

        if (!is_known(st, from[i], err))
            return false;
        if (from[i] == into)
            return err_set(err, ERR_INPUT, _("'%s' cannot be merged into itself"), c->name);
        if (codetree_is_within(st->codes, st->ncodes, into, from[i]))
            return err_set(err, ERR_INPUT,
                           _("'%s' cannot be merged into '%s', which lies below it: move that one out first"),
                           c->name, target->name);
        if (is_among(from, i, from[i]))
            return err_set(err, ERR_INPUT, _("'%s' is named twice"), c->name);
        if (c->status == CODE_MERGED)
            return err_set(err, ERR_INPUT, _("'%s' was merged into another code already"), c->name);
    }
    if (target->status != CODE_ACTIVE)
        return err_set(err, ERR_INPUT, _("'%s' is merged or dropped: nothing can be merged into it"),
                       target->name);
    return n > 0 || err_set(err, ERR_USAGE, _("there is nothing to merge"));
}

/* Two codings of one meaning unit by one coder are a double. */
struct pair {
    tema_id segment, coder;
};

static int pair_order(const void *va, const void *vb)
{
    const struct pair *a = va, *b = vb;

    if (a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    return (a->coder > b->coder) - (a->coder < b->coder);
}

/* How many codings the codes have, everybody's, and how many of them are there already or come twice. */
static bool count_merge(struct app *app, const tema_id *from, size_t n, tema_id into, int64_t *ret_codings,
                        int64_t *ret_doubles, struct err *err)
{
    struct arena a = ARENA_INIT;
    VEC(struct pair) pairs = VEC_INIT;
    bool ok = true;

    *ret_codings = *ret_doubles = 0;
    for (size_t i = 0; ok && i <= n; i++) {
        struct coding *codings;
        size_t ncodings = 0;

        ok = store_codings(app->store, SCOPE_ALL, 0, i < n ? from[i] : into, &a, &codings, &ncodings, err);
        for (size_t k = 0; ok && k < ncodings; k++)
            vec_push(&pairs, ((struct pair){codings[k].segment, codings[k].coder}));
        *ret_codings += i < n ? (int64_t)ncodings : 0;
    }
    if (pairs.n > 0)
        qsort(pairs.v, pairs.n, sizeof *pairs.v, pair_order);
    for (size_t i = 1; i < pairs.n; i++)
        *ret_doubles += pair_order(&pairs.v[i - 1], &pairs.v[i]) == 0;
    vec_release(&pairs);
    arena_release(&a);
    return ok;
}

static char *quoted_names(const struct study *st, const tema_id *ids, size_t n, struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; i < n; i++)
        list = arena_printf(a, "%s%s“%s”", list, i > 0 ? ", " : "", name_of_code(st, ids[i], a));
    return list;
}

bool app_merge_codes_preview(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *words,
                             struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    int64_t codings, doubles, children = 0, places = 0;

    if (!st || !check_merge(st, from, n, into, err) ||
        !count_merge(app, from, n, into, &codings, &doubles, err))
        return false;
    for (size_t i = 0; i < st->ncodes; i++)
        children += is_among(from, n, st->codes[i].parent) && !is_among(from, n, st->codes[i].id);
    for (size_t i = 0; i < st->nplaces; i++)
        places += is_among(from, n, st->places[i].code);
    buf_clear(words);
    buf_addf(words, _("%s to “%s”"), tell_number(codings, "%d coding goes", "%d codings go", &a),
             name_of_code(st, into, &a));
    if (doubles > 0)
        buf_addf(words, ", %s", tell_number(doubles, "%d of them a double", "%d of them doubles", &a));
    if (children > 0)
        buf_addf(words, "; %s",
                 tell_number(children, "%d code moves under it", "%d codes move under it", &a));
    if (places > 0)
        buf_addf(
            words, "; %s",
            tell_number(places, "%d place under a theme goes along", "%d places under themes go along", &a));
    buf_addf(words, ngettext("; %s stays in the lists as merged", "; %s stay in the lists as merged", n),
             quoted_names(st, from, n, &a));
    arena_release(&a);
    return true;
}

bool app_merge_codes(struct app *app, const tema_id *from, size_t n, tema_id into, struct buf *said,
                     struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    struct buf names = BUF_INIT;
    char *words;
    bool ok =
        st && check_merge(st, from, n, into, err) && (st = act_begin_kept(app, "merge-codes", err)) != NULL;

    if (!ok)
        return false;
    for (size_t i = 0; i < n; i++)
        buf_addf(&names, "%s%s", i > 0 ? ", " : "", name_of_code(st, from[i], &a));
    words = arena_printf(&a, _("merged %s into %s"), buf_str(&names), name_of_code(st, into, &a));
    ok = store_take_version(app->store, VERSION_MERGE, "", "", NULL, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = store_merge_code(app->store, from[i], into, err);
    ok = act_end(app, ok, words, said, err);
    buf_release(&names);
    arena_release(&a);
    return ok;
}

bool app_split_code(struct app *app, tema_id code, const char *name, const tema_id *codings, size_t n,
                    tema_id *ret, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = app_study_inside(app, err);
    tema_id id = 0;
    bool ok = st && check_text(name, err) && is_known(st, code, err) &&
              (st = act_begin_kept(app, "split-code", err)) != NULL;

    if (ok) {
        char *words =
            arena_printf(&a, _("split %s off %s, with %s"), quote_text(name, strlen(name), &a),
                         name_of_code(st, code, &a), tell_number((int64_t)n, "%d coding", "%d codings", &a));

        ok = store_take_version(app->store, VERSION_SPLIT, "", "", NULL, err) &&
             store_split_code(app->store, code, name, codings, n, &id, err);
        ok = act_end(app, ok, words, said, err);
    }
    if (ok && ret)
        *ret = id;
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
    struct code_loss loss;
    const struct study *st = NULL;
    char *words = NULL;
    bool ok = store_delete_code_preview(app->store, code, &loss, err);

    if (ok)
        st = loss.codings > 0 ? act_begin_kept(app, "delete-code", err) : act_begin(app, "delete-code", err);
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
