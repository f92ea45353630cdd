/* Thematic structures and the themes in them. */
#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "sibling_priv.h"
#include "tema/base/buf.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/model/themetree.h"
#include "tema/store/themes.h"
#include "theme_priv.h"

/* ---- structures ---- */

/* The lines of `words` as an array in the arena; at least one. */
static char **read_levels(const char *words, struct arena *a, size_t *ret_n)
{
    size_t n = 1, i = 0;
    for (const char *c = words; *c != '\0'; c++)
        n += *c == '\n';
    char **v = arena_array(a, n, sizeof *v);
    for (const char *c = words; i < n; i++) {
        size_t len = strcspn(c, "\n");
        v[i] = arena_strndup(a, c, len);
        c += len + (c[len] == '\n');
    }
    *ret_n = n;
    return v;
}

bool store_structures(struct store *s, struct arena *a, struct structure **ret, size_t *ret_n,
                      struct err *err)
{
    VEC(struct structure) list = VEC_INIT;
    struct query q;
    if (!db_query(s, &q, STATEMENT_STRUCTURES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct structure t = {.id = col_int(&q, "id")};
        t.guid = col_dup(&q, "guid", a);
        t.name = col_dup(&q, "name", a);
        t.levels = read_levels(col_text(&q, "levels"), a, &t.nlevels);
        t.coder = col_int(&q, "coder");
        t.created = col_int(&q, "created");
        t.current = col_int(&q, "current") != 0;
        vec_push(&list, t);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* *ret_levels (may be NULL): its words as they are kept, in the arena. ERR_NOT_FOUND when there is none. */
static bool structure_read(struct store *s, tema_id structure, struct arena *a, char **ret_levels,
                           struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_STRUCTURE_GET, err, "i", structure))
        return false;
    bool found = db_step(&q);
    if (found && ret_levels != NULL)
        *ret_levels = col_dup(&q, "levels", a);
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this thematic structure is no longer there"));
}

static bool structure_exists(struct store *s, tema_id structure, struct err *err)
{
    return structure_read(s, structure, NULL, NULL, err);
}

/* A name that no other structure has, the caller's (mem_free); NULL on failure. */
static char *structure_name(struct store *s, const char *value, tema_id own, struct err *err)
{
    char *name = data_name(value, err);
    int64_t other = 0;
    bool found = false;
    if (name != NULL && db_number(s, STATEMENT_STRUCTURE_NAMED, &other, &found, err, "ti", name, own) &&
        (!found ||
         err_set(err, ERR_INPUT, _("there is a thematic structure '%s' already: choose another name"), name)))
        return name;
    mem_free(name);
    return NULL;
}

/* The study's words for the levels, one a line. */
static bool join_levels(const char *const *levels, size_t n, struct buf *out, struct err *err)
{
    static const char *const usual[] = {N_("theme"), N_("sub-theme")};
    if (levels == NULL) {
        buf_addf(out, "%s\n%s", _(usual[0]), _(usual[1]));
        return true;
    }
    if (n == 0)
        return err_set(err, ERR_INPUT,
                       _("a thematic structure needs a word for its themes, such as “theme”"));
    for (size_t i = 0; i < n; i++) {
        char *word = data_name(levels[i], err);
        if (word == NULL)
            return false;
        buf_addf(out, "%s%s", i == 0 ? "" : "\n", word);
        mem_free(word);
    }
    return true;
}

static bool put_structure(struct store *s, const char *name, const char *levels, tema_id *ret,
                          struct err *err)
{
    char guid[GUID_LEN + 1];
    tema_id id = db_new_id(s);
    guid_new(guid);
    if (!db_run(s, STATEMENT_STRUCTURE_ADD, err, "itttii", id, guid, name, levels, act_coder(s), act_time(s)))
        return false;
    *ret = id;
    return true;
}

bool store_add_structure(struct store *s, const char *name, const char *const *levels, size_t n, tema_id *ret,
                         struct err *err)
{
    struct buf words = BUF_INIT;
    tema_id id = 0;
    ACT_OPEN(s);
    char *clean = structure_name(s, name, 0, err);
    bool ok = clean != NULL && join_levels(levels, n, &words, err) &&
              put_structure(s, clean, buf_str(&words), &id, err) &&
              db_run(s, STATEMENT_STRUCTURE_USE_FIRST, err, "i", id);
    if (ok && ret != NULL)
        *ret = id;
    buf_release(&words);
    mem_free(clean);
    return ok;
}

bool store_rename_structure(struct store *s, tema_id structure, const char *name, struct err *err)
{
    ACT_OPEN(s);
    if (!structure_exists(s, structure, err))
        return false;
    char *clean = structure_name(s, name, structure, err);
    bool ok = clean != NULL && db_run(s, STATEMENT_STRUCTURE_SET_NAME, err, "it", structure, clean);
    mem_free(clean);
    return ok;
}

bool store_set_levels(struct store *s, tema_id structure, const char *const *levels, size_t n,
                      struct err *err)
{
    struct buf words = BUF_INIT;
    ACT_OPEN(s);
    bool ok = structure_exists(s, structure, err) && join_levels(levels, n, &words, err) &&
              db_run(s, STATEMENT_STRUCTURE_SET_LEVELS, err, "it", structure, buf_str(&words));
    buf_release(&words);
    return ok;
}

bool store_use_structure(struct store *s, tema_id structure, struct err *err)
{
    ACT_OPEN(s);
    return structure_exists(s, structure, err) && db_run(s, STATEMENT_STRUCTURE_USE, err, "i", structure);
}

bool store_delete_structure(struct store *s, tema_id structure, struct err *err)
{
    ACT_OPEN(s);
    return structure_exists(s, structure, err) &&
           db_run(s, STATEMENT_STRUCTURE_DELETE_MEMOS, err, "i", structure) &&
           db_run(s, STATEMENT_STRUCTURE_DELETE_PLACES, err, "i", structure) &&
           db_run(s, STATEMENT_STRUCTURE_DELETE_THEMES, err, "i", structure) &&
           db_run(s, STATEMENT_STRUCTURE_LEAVE, err, "i", structure) &&
           db_run(s, STATEMENT_STRUCTURE_DELETE, err, "i", structure);
}

/* ---- reading themes ---- */

static struct theme read_theme(struct query *q, struct arena *a)
{
    struct theme t = {.id = col_int(q, "id")};
    t.guid = col_dup(q, "guid", a);
    t.parent = col_int(q, "parent");
    t.ord = col_dup(q, "ord", a);
    t.structure = col_int(q, "structure");
    t.name = col_dup(q, "name", a);
    t.idea = col_dup(q, "idea", a);
    t.definition = col_dup(q, "definition", a);
    t.scope = col_dup(q, "scope", a);
    t.narrative = col_dup(q, "narrative", a);
    t.status = (enum theme_status)data_enum(q, "status", &theme_statuses);
    t.reason = col_dup(q, "reason", a);
    t.merged_into = col_int(q, "merged_into");
    t.split_from = col_int(q, "split_from");
    t.coder = col_int(q, "coder");
    t.round = col_int(q, "round");
    t.created = col_int(q, "created");
    t.codes = t.segments = t.extracts = t.sources = t.participants = -1;
    return t;
}

/* Of one structure, or all (0), in no order. */
static bool read_themes(struct store *s, tema_id structure, struct arena *a, struct theme **ret,
                        size_t *ret_n, struct err *err)
{
    VEC(struct theme) list = VEC_INIT;
    struct query q;
    if (!(structure == 0 ? db_query(s, &q, STATEMENT_THEMES_LIST, err, "")
                         : db_query(s, &q, STATEMENT_THEMES_OF, err, "i", structure)))
        return false;
    while (db_step(&q))
        vec_push(&list, read_theme(&q, a));
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_themes(struct store *s, struct arena *a, struct theme **ret, size_t *ret_n, struct err *err)
{
    struct theme *themes = NULL;
    size_t n = 0;
    if (!read_themes(s, 0, a, &themes, &n, err) || !themetree_order(themes, n, err))
        return false;
    *ret = themes;
    *ret_n = n;
    return true;
}

bool theme_read(struct store *s, tema_id theme, struct arena *a, struct theme *ret, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_THEME_GET, err, "i", theme))
        return false;
    bool found = db_step(&q);
    if (found)
        *ret = read_theme(&q, a);
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this theme is no longer there"));
}

bool theme_must_stand(const struct theme *t, struct err *err)
{
    switch (t->status) {
    case THEME_CANDIDATE:
    case THEME_KEPT: break;
    case THEME_MERGED:
        return err_set(err, ERR_INPUT, _("'%s' was merged into another theme: use that one"), t->name);
    case THEME_DROPPED:
        return err_set(err, ERR_INPUT, _("'%s' was dropped: make it a candidate again to use it"), t->name);
    }
    return true;
}

static bool theme_exists(struct store *s, tema_id theme, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct theme t;
    bool ok = theme_read(s, theme, &a, &t, err);
    arena_release(&a);
    return ok;
}

/* The children of `parent` (0: the structure's top) in order. */
static bool read_children(struct store *s, tema_id structure, tema_id parent, struct arena *a,
                          sibling_list *list, struct err *err)
{
    struct query q;
    return db_query(s, &q, STATEMENT_THEME_CHILDREN, err, "oi", parent, structure) &&
           sibling_read(&q, a, list, err);
}

/* ---- making themes ---- */

/* Puts `t` in as it is, under a fresh GUID, made now by the acting coder. */
static bool put_theme(struct store *s, const struct theme *t, struct err *err)
{
    char guid[GUID_LEN + 1];
    guid_new(guid);
    return db_run(s, STATEMENT_THEME_ADD, err, "itotitttttttooii", t->id, guid, t->parent, t->ord,
                  t->structure, t->name, t->idea, t->definition, t->scope, t->narrative,
                  enum_word(&theme_statuses, (int)t->status), t->reason, t->merged_into, t->split_from,
                  act_coder(s), act_time(s));
}

static struct theme new_theme(struct store *s, tema_id structure, tema_id parent)
{
    static char none[] = "";
    return (struct theme){.id = db_new_id(s),
                          .parent = parent,
                          .structure = structure,
                          .idea = none,
                          .definition = none,
                          .scope = none,
                          .narrative = none,
                          .status = THEME_CANDIDATE,
                          .reason = none};
}

/* What a theme is to be put under: of the same structure, and standing. */
static bool fit_parent(struct store *s, tema_id structure, tema_id parent, struct arena *a, struct err *err)
{
    struct theme up;
    if (parent == 0)
        return true;
    if (!theme_read(s, parent, a, &up, err) || !theme_must_stand(&up, err))
        return false;
    return up.structure == structure ||
           err_set(err, ERR_INPUT, _("'%s' belongs to another thematic structure"), up.name);
}

bool store_add_theme(struct store *s, tema_id structure, tema_id parent, const char *name, tema_id *ret,
                     struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    char *ord = NULL, *clean = NULL;
    bool ok = false;
    ACT_OPEN(s);
    clean = data_name(name, err);
    if (clean == NULL || !structure_exists(s, structure, err) || !fit_parent(s, structure, parent, &a, err) ||
        !read_children(s, structure, parent, &a, &list, err))
        goto out;
    ord = sibling_key(s, STATEMENT_THEME_SET_PLACE, parent, &list, list.n, err);
    if (ord == NULL)
        goto out;
    struct theme t = new_theme(s, structure, parent);
    t.ord = ord;
    t.name = clean;
    ok = put_theme(s, &t, err);
    if (ok && ret != NULL)
        *ret = t.id;
out:
    mem_free(ord);
    mem_free(clean);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

/* The copy's id for each of `themes`. */
struct twin {
    tema_id id, copy;
};

static int by_twin(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static tema_id twin_of(const struct twin *v, size_t n, tema_id id)
{
    const struct twin key = {.id = id};
    const struct twin *found = id == 0 || n == 0 ? NULL : bsearch(&key, v, n, sizeof *v, by_twin);
    return found == NULL ? 0 : found->copy;
}

static bool copy_places(struct store *s, tema_id from, const struct twin *twins, size_t n, struct err *err)
{
    struct arena a = ARENA_INIT;
    VEC(struct place) list = VEC_INIT;
    struct query q;
    bool ok = db_query(s, &q, STATEMENT_PLACES_OF_STRUCTURE, err, "i", from);
    if (ok) {
        while (db_step(&q)) {
            struct place p = {.theme = twin_of(twins, n, col_int(&q, "theme"))};
            p.code = col_int(&q, "code");
            p.segment = col_int(&q, "segment");
            p.ord = col_dup(&q, "ord", &a);
            p.name = col_dup(&q, "name", &a);
            vec_push(&list, p);
        }
        ok = db_end(&q, err);
    }
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct place *p = &list.v[i];
        ok = db_run(s, STATEMENT_PLACE_ADD, err, "iitootii", db_new_id(s), p->theme, p->ord, p->code,
                    p->segment, p->name, act_coder(s), act_time(s));
    }
    vec_release(&list);
    arena_release(&a);
    return ok;
}

static bool copy_themes(struct store *s, tema_id from, tema_id into, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct theme *themes = NULL;
    size_t n = 0;
    bool ok = read_themes(s, from, &a, &themes, &n, err);
    if (!ok)
        goto out;
    struct twin *twins = arena_array(&a, n, sizeof *twins);
    for (size_t i = 0; i < n; i++)
        twins[i] = (struct twin){themes[i].id, db_new_id(s)};
    if (n > 0)
        qsort(twins, n, sizeof *twins, by_twin);
    for (size_t i = 0; ok && i < n; i++) {
        struct theme t = themes[i];
        t.id = twin_of(twins, n, t.id);
        t.structure = into;
        t.parent = twin_of(twins, n, t.parent);
        t.merged_into = twin_of(twins, n, t.merged_into);
        t.split_from = twin_of(twins, n, t.split_from);
        ok = put_theme(s, &t, err);
    }
    ok = ok && copy_places(s, from, twins, n, err);
out:
    arena_release(&a);
    return ok;
}

bool store_copy_structure(struct store *s, tema_id from, const char *name, tema_id *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *levels = NULL, *clean = NULL;
    tema_id id = 0;
    ACT_OPEN(s);
    bool ok = structure_read(s, from, &a, &levels, err) &&
              (clean = structure_name(s, name, 0, err)) != NULL &&
              put_structure(s, clean, levels, &id, err) && copy_themes(s, from, id, err);
    if (ok && ret != NULL)
        *ret = id;
    mem_free(clean);
    arena_release(&a);
    return ok;
}

/* ---- changing themes ---- */

bool store_set_theme_text(struct store *s, tema_id theme, enum theme_field field, const char *value,
                          struct err *err)
{
    enum statement_id put = STATEMENT_THEME_SET_NAME;
    ACT_OPEN(s);
    if (!data_text(value, err) || !theme_exists(s, theme, err))
        return false;
    switch (field) {
    case THEME_NAME: break;
    case THEME_IDEA: put = STATEMENT_THEME_SET_IDEA; break;
    case THEME_DEFINITION: put = STATEMENT_THEME_SET_DEFINITION; break;
    case THEME_SCOPE: put = STATEMENT_THEME_SET_SCOPE; break;
    case THEME_NARRATIVE: put = STATEMENT_THEME_SET_NARRATIVE; break;
    }
    if (field != THEME_NAME)
        return db_run(s, put, err, "it", theme, value);
    char *name = data_name(value, err);
    bool ok = name != NULL && db_run(s, put, err, "it", theme, name);
    mem_free(name);
    return ok;
}

static bool set_status(struct store *s, tema_id theme, enum theme_status status, const char *reason,
                       tema_id into, struct err *err)
{
    char *clean = data_trimmed(reason == NULL ? "" : reason, err);
    bool ok = clean != NULL && db_run(s, STATEMENT_THEME_SET_STATUS, err, "itto", theme,
                                      enum_word(&theme_statuses, (int)status), clean, into);
    mem_free(clean);
    return ok;
}

bool store_set_theme_status(struct store *s, tema_id theme, enum theme_status status, const char *reason,
                            struct err *err)
{
    ACT_OPEN(s);
    if (!theme_exists(s, theme, err))
        return false;
    if (status == THEME_MERGED)
        return err_set(err, ERR_INPUT, _("a theme becomes merged only by merging it into another one"));
    return set_status(s, theme, status, reason, 0, err);
}

/* Whether `id` is `below` or lies below it. */
static bool lies_within(struct store *s, tema_id structure, tema_id id, tema_id below, struct arena *a,
                        bool *ret, struct err *err)
{
    struct theme *themes = NULL;
    size_t n = 0;
    if (!read_themes(s, structure, a, &themes, &n, err))
        return false;
    *ret = themetree_is_within(themes, n, id, below);
    return true;
}

bool store_move_theme(struct store *s, tema_id theme, tema_id parent, tema_id before, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct theme t;
    size_t at = 0;
    bool under = false, same = false, ok = false;
    ACT_OPEN(s);
    if (!theme_read(s, theme, &a, &t, err) ||
        (parent != t.parent && !fit_parent(s, t.structure, parent, &a, err)) ||
        (parent != 0 && !lies_within(s, t.structure, parent, theme, &a, &under, err)))
        goto out;
    if (under) {
        err_set(err, ERR_INPUT, _("'%s' cannot be moved under itself"), t.name);
        goto out;
    }
    if (!read_children(s, t.structure, parent, &a, &list, err))
        goto out;
    if (!sibling_find(&list, theme, before, &at, &same)) {
        err_set(err, ERR_INPUT, _("'%s' cannot be put before a theme that is not at that place in the tree"),
                t.name);
        goto out;
    }
    ok = same || sibling_put(s, STATEMENT_THEME_SET_PLACE, theme, parent, &list, at, err);
out:
    vec_release(&list);
    arena_release(&a);
    return ok;
}

/* The sub-themes of `from` follow those that `into` has. */
static bool pass_children(struct store *s, const struct theme *from, tema_id into, struct arena *a,
                          struct err *err)
{
    sibling_list moving = VEC_INIT, there = VEC_INIT;
    bool ok = read_children(s, from->structure, from->id, a, &moving, err) &&
              read_children(s, from->structure, into, a, &there, err);
    for (size_t i = 0; ok && i < moving.n; i++) {
        struct sibling c = {.id = moving.v[i].id};
        char *ord = sibling_key(s, STATEMENT_THEME_SET_PLACE, into, &there, there.n, err);
        ok = ord != NULL && db_run(s, STATEMENT_THEME_SET_PLACE, err, "iot", c.id, into, ord);
        if (ok) {
            c.ord = arena_strdup(a, ord);
            vec_push(&there, c);
        }
        mem_free(ord);
    }
    vec_release(&moving);
    vec_release(&there);
    return ok;
}

bool store_merge_theme(struct store *s, tema_id from, tema_id into, const char *reason, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct theme t, target;
    bool within = false, ok = false;
    ACT_OPEN(s);
    if (!theme_read(s, from, &a, &t, err) || !theme_read(s, into, &a, &target, err) ||
        !lies_within(s, t.structure, into, from, &a, &within, err))
        goto out;
    if (t.status == THEME_MERGED)
        err_set(err, ERR_INPUT, _("'%s' was merged into another theme already"), t.name);
    else if (from == into)
        err_set(err, ERR_INPUT, _("'%s' cannot be merged into itself"), t.name);
    else if (t.structure != target.structure)
        err_set(err, ERR_INPUT, _("'%s' belongs to another thematic structure"), target.name);
    else if (within)
        err_set(err, ERR_INPUT,
                _("'%s' cannot be merged into '%s', which lies below it: move that one out first"), t.name,
                target.name);
    else
        ok = theme_must_stand(&target, err) && theme_pass_places(s, from, into, err) &&
             pass_children(s, &t, into, &a, err) && set_status(s, from, THEME_MERGED, reason, into, err);
out:
    arena_release(&a);
    return ok;
}

/* Gives the place, which must be of `from`, to `into`, where nothing else is. */
static bool pass_place(struct store *s, tema_id place, const struct theme *from, tema_id into,
                       struct err *err)
{
    struct arena a = ARENA_INIT;
    struct query q;
    tema_id theme = 0;
    char *ord = NULL;
    if (!db_query(s, &q, STATEMENT_PLACE_GET, err, "i", place))
        return false;
    if (db_step(&q)) {
        theme = col_int(&q, "theme");
        ord = col_dup(&q, "ord", &a);
    }
    bool ok = db_end(&q, err);
    if (ok && theme != into && theme != from->id)
        ok = err_set(err, ERR_INPUT, _("one of these does not stand under '%s'"), from->name);
    ok = ok && (theme == into || db_run(s, STATEMENT_PLACE_SET_PLACE, err, "iot", place, into, ord));
    arena_release(&a);
    return ok;
}

bool store_split_theme(struct store *s, tema_id theme, const char *name, const tema_id *places, size_t n,
                       tema_id *ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    sibling_list list = VEC_INIT;
    struct theme t;
    char *clean = NULL, *ord = NULL;
    bool ok = false;
    ACT_OPEN(s);
    clean = data_name(name, err);
    if (clean == NULL || !theme_read(s, theme, &a, &t, err) || !theme_must_stand(&t, err) ||
        !read_children(s, t.structure, t.parent, &a, &list, err))
        goto out;
    size_t at = 0;
    while (at < list.n && list.v[at].id != theme)
        at++;
    ord = sibling_key(s, STATEMENT_THEME_SET_PLACE, t.parent, &list, at < list.n ? at + 1 : at, err);
    if (ord == NULL)
        goto out;
    struct theme made = new_theme(s, t.structure, t.parent);
    made.ord = ord;
    made.name = clean;
    made.split_from = theme;
    ok = put_theme(s, &made, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = pass_place(s, places[i], &t, made.id, err);
    if (ok && ret != NULL)
        *ret = made.id;
out:
    mem_free(ord);
    mem_free(clean);
    vec_release(&list);
    arena_release(&a);
    return ok;
}

bool store_delete_theme(struct store *s, tema_id theme, struct err *err)
{
    ACT_OPEN(s);
    return theme_exists(s, theme, err) && db_run(s, STATEMENT_THEME_DELETE_MEMOS, err, "i", theme) &&
           db_run(s, STATEMENT_THEME_DELETE_PLACES, err, "i", theme) &&
           db_run(s, STATEMENT_THEME_DELETE_MERGED_INTO, err, "i", theme) &&
           db_run(s, STATEMENT_THEME_DELETE_SPLIT_FROM, err, "i", theme) &&
           db_run(s, STATEMENT_THEME_DELETE, err, "i", theme);
}
