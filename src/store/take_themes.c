/* A study coming in: thematic structures, themes, places, codebook versions; sets, cases and links of other programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "take_priv.h"
#include "tema/base/mem.h"
#include "tema/model/orderkey.h"
#include "version_priv.h"

/* ---- structures ---- */

static bool add_structure(struct take *t, const struct structure *r, struct err *err)
{
    const struct taken *k = take_draw(t, TAKE_STRUCTURE, r->id, r->guid, err);
    const char *name = take_name(t, r->name);
    struct buf levels = BUF_INIT;
    for (size_t i = 0; i < r->nlevels; i++)
        buf_addf(&levels, "%s%s", i == 0 ? "" : "\n", take_name(t, r->levels[i]));
    bool ok = k != NULL && TAKE_TEXTS(_("thematic structure"), err, name, r->guid, buf_str(&levels)) &&
              db_run(t->s, STATEMENT_STRUCTURE_ADD, err, "itttii", k->to, take_guid(t, r->guid, false), name,
                     buf_str(&levels), take_coder(t, r->coder), take_time(t, r->created));
    buf_release(&levels);
    return ok;
}

static bool take_structures(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    struct exchange *x = t->x;
    bool ok = x->structures.n == 0 || there_read(t, STATEMENT_TAKE_STRUCTURES, false, false, &all, err);
    for (size_t i = 0; ok && i < x->structures.n; i++) {
        const struct there *h = there_find(&all, x->structures.v[i].guid);
        if (h != NULL)
            take_unite(t, TAKE_STRUCTURE, x->structures.v[i].id, h->id);
        else
            ok = add_structure(t, &x->structures.v[i], err);
    }
    tema_id current = x->project.structure;
    for (size_t i = 0; i < x->structures.n && current == 0; i++)
        if (x->structures.v[i].current)
            current = x->structures.v[i].id;
    if (ok && current != 0)
        ok = db_run(t->s, STATEMENT_TAKE_PROJECT_STRUCTURE, err, "i", take_to(t, TAKE_STRUCTURE, current));
    vec_release(&all);
    return ok;
}

/* ---- themes ---- */

/* Order keys of the last one put under each theme; of the top level under its own list. */
struct orders {
    char **ord;
    size_t n;
};

static struct orders orders_new(size_t n)
{
    struct orders o = {.ord = mem_alloc((n + 1) * sizeof *o.ord), .n = n + 1};
    return o;
}

static void orders_release(struct orders *o)
{
    for (size_t i = 0; i < o->n; i++)
        mem_free(o->ord[i]);
    mem_free(o->ord);
}

static const char *next_ord(struct take *t, struct orders *o, size_t at, enum statement_id last,
                            tema_id parent, struct err *err)
{
    char *next =
        o->ord[at] != NULL ? orderkey_between(o->ord[at], NULL) : data_last_ord(t->s, last, &parent, err);
    mem_free(o->ord[at]);
    return o->ord[at] = next;
}

static bool add_theme(struct take *t, const struct theme *h, struct orders *o, struct err *err)
{
    const struct taken *parent = take_find(t, TAKE_THEME, h->parent);
    tema_id id = take_to(t, TAKE_THEME, h->id), up = parent == NULL ? 0 : parent->to,
            into = take_to(t, TAKE_THEME, h->merged_into);
    enum theme_status status = h->status;
    const char *name = take_name(t, h->name), *ord;
    if (status == THEME_MERGED && (into == 0 || into == id)) {
        exchange_note(t->x, _("'%s' is said to be merged, but not into what: it was dropped"), name);
        status = THEME_DROPPED;
    }
    ord =
        next_ord(t, o, parent == NULL ? t->x->themes.n : parent->at, STATEMENT_TAKE_THEME_LAST_ORD, up, err);
    return ord != NULL &&
           TAKE_TEXTS(_("theme"), err, name, h->guid, h->idea, h->definition, h->scope, h->narrative,
                      h->reason) &&
           db_run(t->s, STATEMENT_RESTORE_THEME_ADD, err, "itotitttttttooioi", id,
                  take_guid(t, h->guid, false), up, ord, take_to(t, TAKE_STRUCTURE, h->structure), name,
                  h->idea, h->definition, h->scope, h->narrative, enum_word(&theme_statuses, (int)status),
                  h->reason, status == THEME_MERGED ? into : 0, take_to(t, TAKE_THEME, h->split_from),
                  take_coder(t, h->coder), take_to(t, TAKE_ROUND, h->round), take_time(t, h->created));
}

static bool draw_themes(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    bool ok = there_read(t, STATEMENT_TAKE_THEMES, false, false, &all, err);
    for (size_t i = 0; ok && i < t->x->themes.n; i++) {
        const struct theme *h = &t->x->themes.v[i];
        const struct there *was = there_find(&all, h->guid);
        struct taken *k = was != NULL ? take_unite(t, TAKE_THEME, h->id, was->id)
                                      : take_draw(t, TAKE_THEME, h->id, h->guid, err);
        ok = k != NULL;
        if (ok)
            k->at = i;
    }
    vec_release(&all);
    return ok;
}

static bool add_place(struct take *t, const struct place *p, struct orders *o, struct err *err)
{
    const struct taken *theme = take_find(t, TAKE_THEME, p->theme);
    tema_id code = take_to(t, TAKE_CODE, p->code), segment = take_to(t, TAKE_SEGMENT, p->segment);
    int64_t id = 0;
    bool same = false;
    if (theme->there &&
        !db_number(t->s, STATEMENT_TAKE_SAME_PLACE, &id, &same, err, "ioo", theme->to, code, segment))
        return false;
    if (same)
        return true;
    tema_id to = theme->to;
    const char *ord = next_ord(t, o, theme->at, STATEMENT_TAKE_PLACE_LAST_ORD, to, err);
    const struct taken *k = take_draw(t, TAKE_PLACE, p->id, "", err);
    return ord != NULL && k != NULL && TAKE_TEXTS(_("place"), err, p->name) &&
           db_run(t->s, STATEMENT_RESTORE_PLACE_ADD, err, "iitootii", k->to, to, ord, code, segment, p->name,
                  take_coder(t, p->coder), take_time(t, p->created));
}

bool take_themes(struct take *t, struct err *err)
{
    struct exchange *x = t->x;
    struct orders themes = orders_new(x->themes.n), places = orders_new(x->themes.n);
    bool ok = take_structures(t, err) && (x->themes.n == 0 || draw_themes(t, err));
    for (size_t i = 0; ok && i < x->themes.n; i++)
        if (!take_find(t, TAKE_THEME, x->themes.v[i].id)->there)
            ok = add_theme(t, &x->themes.v[i], &themes, err);
    for (size_t i = 0; ok && i < x->places.n; i++)
        ok = add_place(t, &x->places.v[i], &places, err);
    orders_release(&themes);
    orders_release(&places);
    return ok;
}

/* ---- versions ---- */

static const struct {
    const char *key;
    enum take_kind kind;
} named[] = {{"code", TAKE_CODE},   {"segment", TAKE_SEGMENT}, {"coder", TAKE_CODER},
             {"round", TAKE_ROUND}, {"theme", TAKE_THEME},     {"structure", TAKE_STRUCTURE}};
static const char *const own[] = {"id", "parent", "merged_into", "split_from"};

/* What a version holds names things by their ids; those that have gone since get ids too. */
static bool rename_id(struct take *t, json_t *o, const char *key, enum take_kind kind)
{
    json_t *j = json_object_get(o, key);
    if (!json_is_integer(j))
        return false;
    tema_id from = json_integer_value(j), to = take_lost(t, kind, from);
    if (from <= 0 || to == from)
        return false;
    json_integer_set(j, to);
    return true;
}

static bool rename_ids(struct take *t, json_t *root, const char *list, enum take_kind kind)
{
    bool changed = false;
    json_t *o;
    size_t i;
    json_array_foreach(json_object_get(root, list), i, o)
    {
        for (size_t k = 0; k < sizeof own / sizeof *own; k++)
            changed = rename_id(t, o, own[k], kind) || changed;
        for (size_t k = 0; k < sizeof named / sizeof *named; k++)
            changed = rename_id(t, o, named[k].key, named[k].kind) || changed;
    }
    return changed;
}

/* From malloc; NULL where nothing has another id here. */
static char *renamed_content(struct take *t, const char *content)
{
    json_t *root = json_loads(content, JSON_REJECT_DUPLICATES, NULL);
    bool codes = rename_ids(t, root, "codes", TAKE_CODE),
         structures = rename_ids(t, root, "structures", TAKE_STRUCTURE),
         themes = rename_ids(t, root, "themes", TAKE_THEME),
         places = rename_ids(t, root, "places", TAKE_PLACE);
    char *text = codes || structures || themes || places ? json_dumps(root, JSON_COMPACT) : NULL;
    json_decref(root);
    return text;
}

static bool add_version(struct take *t, const struct x_version *x, int64_t number, struct err *err)
{
    const struct version *v = &x->v;
    if (!version_is_whole(x->content, strlen(x->content)))
        return err_set(err, ERR_INPUT, _("the version '%s' of the codebook cannot be read: it is damaged"),
                       v->label);
    char *renamed = renamed_content(t, x->content);
    const char *content = renamed == NULL ? x->content : renamed;
    uint8_t digest[DIGEST_LEN];
    version_digest(content, strlen(content), digest);
    const struct taken *k = take_draw(t, TAKE_VERSION, v->id, v->guid, err);
    bool ok = k != NULL && TAKE_TEXTS(_("version"), err, v->guid, v->label, v->note) &&
              db_run(t->s, STATEMENT_VERSION_ADD, err, "itmtttioiiiiitb", k->to, take_guid(t, v->guid, false),
                     number, enum_word(&version_whys, (int)v->why), v->label, v->note,
                     take_coder(t, v->coder), (tema_id)v->phase, take_time(t, v->created), v->sources,
                     v->codings, v->codes, v->themes, content, (const void *)digest, (size_t)DIGEST_LEN);
    free(renamed);
    return ok;
}

static int by_number(const void *a, const void *b)
{
    const struct x_version *x = *(const struct x_version *const *)a, *y = *(const struct x_version *const *)b;
    return x->v.number != y->v.number ? (x->v.number > y->v.number) - (x->v.number < y->v.number)
                                      : (x->v.id > y->v.id) - (x->v.id < y->v.id);
}

/* Numbers are the project's own, and rise: where it has versions already, those that come get the next ones. */
bool take_versions(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    struct exchange *x = t->x;
    int64_t next = 0;
    size_t moved = 0;
    bool ok = x->versions.n == 0 || (there_read(t, STATEMENT_TAKE_VERSIONS, false, false, &all, err) &&
                                     db_number(t->s, STATEMENT_VERSION_NEXT, &next, NULL, err, ""));
    const struct x_version **order = arena_array(&t->arena, x->versions.n + 1, sizeof *order);
    bool any = next > 1;
    for (size_t i = 0; i < x->versions.n; i++)
        order[i] = &x->versions.v[i];
    if (x->versions.n > 0)
        qsort(order, x->versions.n, sizeof *order, by_number);
    for (size_t i = 0; ok && i < x->versions.n; i++) {
        int64_t number = order[i]->v.number;
        if (there_find(&all, order[i]->v.guid) != NULL)
            continue;
        if (number > 0 && (any || number < next || number == INT64_MAX)) {
            moved += number != next;
            number = next;
        }
        if (number >= next)
            next = number + 1;
        ok = add_version(t, order[i], number > 0 ? number : -1, err);
    }
    if (ok && moved > 0)
        exchange_note(x,
                      ngettext("%zu version of the codebook got another number",
                               "%zu versions of the codebook got other numbers", moved),
                      moved);
    vec_release(&all);
    return ok;
}

/* ---- sets, cases, links ---- */

static bool add_ref(struct take *t, const struct x_ref *r, enum take_kind of, enum statement_id same,
                    enum statement_id add, struct err *err)
{
    tema_id target[4] = {0}, whose = take_to(t, of, r->of);
    static const enum take_kind kinds[] = {TAKE_SOURCE, TAKE_SEGMENT, TAKE_CODE, TAKE_MEMO};
    int64_t id = 0;
    bool found = false;
    target[r->kind] = take_to(t, kinds[r->kind], r->target);
    return db_number(t->s, same, &id, &found, err, "ioooo", whose, target[0], target[1], target[2],
                     target[3]) &&
           (found || db_run(t->s, add, err, "iioooo", db_new_id(t->s), whose, target[0], target[1], target[2],
                            target[3]));
}

static int by_from(const void *a, const void *b)
{
    return strcmp(((const struct guid_pair *)a)->from, ((const struct guid_pair *)b)->from);
}

static const char *guid_here(const struct take *t, const char *guid)
{
    struct guid_pair key = {.from = guid};
    const struct guid_pair *p =
        t->renamed.n == 0 ? NULL : bsearch(&key, t->renamed.v, t->renamed.n, sizeof *t->renamed.v, by_from);
    return p == NULL ? guid : p->to;
}

static bool take_links(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    bool ok = t->x->links.n == 0 || there_read(t, STATEMENT_TAKE_LINKS, false, false, &all, err);
    if (t->renamed.n > 0)
        qsort(t->renamed.v, t->renamed.n, sizeof *t->renamed.v, by_from);
    for (size_t i = 0; ok && i < t->x->links.n; i++) {
        const struct x_link *l = &t->x->links.v[i];
        const char *origin = guid_here(t, l->origin), *target = guid_here(t, l->target);
        bool fresh = origin != l->origin || target != l->target;
        if (!fresh && there_find(&all, l->guid) != NULL)
            continue;
        const struct taken *k = take_draw(t, TAKE_LINK, l->id, l->guid, err);
        ok = k != NULL && TAKE_TEXTS(_("link"), err, l->guid, l->name, origin, target) &&
             db_run(t->s, STATEMENT_TAKE_LINK, err, "ittttti", k->to,
                    take_guid(t, fresh ? "" : l->guid, false), l->name, origin, target,
                    enum_word(&x_directions, (int)l->direction), (int64_t)(l->colour & 0xffffff));
    }
    vec_release(&all);
    return ok;
}

bool take_sets(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    struct exchange *x = t->x;
    bool ok = x->sets.n == 0 || there_read(t, STATEMENT_TAKE_GROUPINGS, false, false, &all, err);
    for (size_t i = 0; ok && i < x->sets.n; i++) {
        const struct x_set *g = &x->sets.v[i];
        const struct there *h = there_find(&all, g->guid);
        if (h != NULL) {
            take_unite(t, TAKE_GROUPING, g->id, h->id);
            continue;
        }
        const struct taken *k = take_draw(t, TAKE_GROUPING, g->id, g->guid, err);
        const char *name = take_name(t, g->name);
        ok = k != NULL && TAKE_TEXTS(_("set"), err, name, g->guid, g->description) &&
             db_run(t->s, STATEMENT_TAKE_GROUPING, err, "ittt", k->to, take_guid(t, g->guid, false), name,
                    g->description);
    }
    vec_release(&all);
    for (size_t i = 0; ok && i < x->members.n; i++)
        ok = add_ref(t, &x->members.v[i], TAKE_GROUPING, STATEMENT_TAKE_SAME_MEMBER, STATEMENT_TAKE_MEMBER,
                     err);
    for (size_t i = 0; ok && i < x->refs.n; i++)
        ok = add_ref(t, &x->refs.v[i], TAKE_PARTICIPANT, STATEMENT_TAKE_SAME_REF, STATEMENT_TAKE_REF, err);
    return ok && take_links(t, err);
}
