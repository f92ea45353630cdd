/* Putting the codebook and the structures of a version back, or saying what that would do. */
#include <string.h>

#include "act_priv.h"
#include "data_priv.h"
#include "tema/base/i18n.h"
#include "tema/model/codetree.h"
#include "tema/model/themetree.h"
#include "version_priv.h"

struct restoring {
    struct store *s;
    bool write; /* false: only counts */
    struct arena a;
    struct content was;
    struct snapshot now; /* everybody's codings counted */
    struct restore_effect e;
};

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* An id that a row refers to, or `otherwise` when that row is not there any more. */
static bool still_there(struct store *s, enum statement_id which, tema_id id, tema_id otherwise, tema_id *ret,
                        struct err *err)
{
    int64_t n;
    bool found = false;
    if (id != 0 && !db_number(s, which, &n, &found, err, "i", id))
        return false;
    *ret = found ? id : otherwise;
    return true;
}

/* Who made it and in which round: an undo can have taken the round back, a copy may come without the coder. */
static bool find_makers(struct store *s, tema_id coder, tema_id round, tema_id *ret_coder, tema_id *ret_round,
                        struct err *err)
{
    return still_there(s, STATEMENT_RESTORE_CODER, coder, act_coder(s), ret_coder, err) &&
           still_there(s, STATEMENT_RESTORE_ROUND, round, 0, ret_round, err);
}

/* ---- codes ---- */

static bool add_code(struct store *s, const struct kept_code *k, struct err *err)
{
    const struct code *c = &k->code;
    tema_id coder, round;
    return find_makers(s, k->coder, c->round, &coder, &round, err) &&
           db_run(s, STATEMENT_RESTORE_CODE_ADD, err,
                  "itotttttti"
                  "tttooioii",
                  c->id, c->guid, c->parent, c->ord, c->name, c->definition, c->include, c->exclude,
                  c->example, (int64_t)c->colour, enum_word(&code_statuses, (int)c->status),
                  enum_word(&code_origins, (int)c->origin), enum_word(&code_levels, (int)c->level),
                  c->merged_into, c->split_from, c->meaning, round, coder, k->created);
}

static bool same_code(const struct code *a, const struct code *b)
{
    return a->parent == b->parent && same(a->ord, b->ord) && same(a->name, b->name) &&
           same(a->definition, b->definition) && same(a->include, b->include) &&
           same(a->exclude, b->exclude) && same(a->example, b->example) && a->colour == b->colour &&
           a->status == b->status && a->origin == b->origin && a->level == b->level &&
           a->merged_into == b->merged_into && a->split_from == b->split_from;
}

/* `meaning` counts how often it has changed, and never goes back: what a number once stood for it stands for for ever. */
static bool set_code(struct store *s, const struct code *c, const struct code *now, struct err *err)
{
    int64_t meaning = now->meaning + (now->meaning != c->meaning);
    return db_run(s, STATEMENT_RESTORE_CODE_SET, err,
                  "iotttttti"
                  "tttooi",
                  c->id, c->parent, c->ord, c->name, c->definition, c->include, c->exclude, c->example,
                  (int64_t)c->colour, enum_word(&code_statuses, (int)c->status),
                  enum_word(&code_origins, (int)c->origin), enum_word(&code_levels, (int)c->level),
                  c->merged_into, c->split_from, meaning);
}

static bool restore_codes(struct restoring *r, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < r->was.all.ncodes; i++) {
        const struct code *c = &r->was.all.codes[i], *now = codetree_find(r->now.codes, r->now.ncodes, c->id);
        if (now == NULL) {
            r->e.back++;
            ok = !r->write || add_code(r->s, &r->was.codes[i], err);
        } else if (!same_code(c, now)) {
            r->e.changed++;
            ok = !r->write || set_code(r->s, c, now, err);
        }
    }
    for (size_t i = 0; ok && i < r->now.ncodes; i++) {
        const struct code *c = &r->now.codes[i];
        if (c->status != CODE_ACTIVE || codetree_find(r->was.all.codes, r->was.all.ncodes, c->id) != NULL)
            continue;
        r->e.later++;
        r->e.later_codings += c->references;
        ok = !r->write || db_run(r->s, STATEMENT_RESTORE_CODE_DROP, err, "i", c->id);
    }
    return ok;
}

/* Where the codings of a code went that was merged since: along the chain of merges. 0 when it was not. */
static tema_id merged_since(const struct restoring *r, const struct code *c)
{
    const struct code *now = codetree_find(r->now.codes, r->now.ncodes, c->id);
    if (c->status == CODE_MERGED || now == NULL || now->status != CODE_MERGED)
        return 0;
    for (size_t i = 0; i < r->now.ncodes && now != NULL && now->status == CODE_MERGED; i++)
        now = codetree_find(r->now.codes, r->now.ncodes, now->merged_into);
    return now == NULL ? 0 : now->id;
}

static bool count_moved(struct restoring *r, struct err *err)
{
    VEC(tema_id) targets = VEC_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < r->was.all.ncodes; i++) {
        tema_id t = merged_since(r, &r->was.all.codes[i]);
        int64_t n = 0;
        size_t k = 0;
        while (k < targets.n && targets.v[k] != t)
            k++;
        if (t == 0 || k < targets.n)
            continue;
        vec_push(&targets, t);
        ok = db_number(r->s, STATEMENT_RESTORE_MOVED, &n, NULL, err, "i", t);
        r->e.stay += n;
    }
    vec_release(&targets);
    return ok;
}

/* ---- structures ---- */

static const struct structure *find_structure(const struct snapshot *all, tema_id id)
{
    for (size_t i = 0; i < all->nstructures; i++)
        if (all->structures[i].id == id)
            return &all->structures[i];
    return NULL;
}

static bool same_levels(const struct structure *a, const struct structure *b)
{
    bool ok = a->nlevels == b->nlevels;
    for (size_t i = 0; ok && i < a->nlevels; i++)
        ok = same(a->levels[i], b->levels[i]);
    return ok;
}

/* A structure made since has the name. */
static bool taken(const struct restoring *r, const char *name)
{
    for (size_t i = 0; i < r->now.nstructures; i++)
        if (find_structure(&r->was.all, r->now.structures[i].id) == NULL &&
            same(r->now.structures[i].name, name))
            return true;
    return false;
}

/* The name that the structure gets back, with a number behind it where one made since has that name. */
static const char *free_name(struct restoring *r, const char *name)
{
    const char *free = name;
    for (int i = 2; taken(r, free); i++)
        free = arena_printf(&r->a, "%s %d", name, i);
    return free;
}

static bool restore_structure(struct restoring *r, const struct structure *t, struct err *err)
{
    const struct structure *now = find_structure(&r->now, t->id);
    const char *name = free_name(r, t->name);
    struct buf levels = BUF_INIT;
    bool ok = true, fresh = now == NULL, named = fresh || !same(now->name, name) || !same_levels(now, t),
         used = t->current && (fresh || !now->current);
    for (size_t i = 0; i < t->nlevels; i++)
        buf_addf(&levels, "%s%s", i > 0 ? "\n" : "", t->levels[i]);
    r->e.structures += named || used;
    if (r->write && fresh) {
        tema_id coder, none;
        ok = find_makers(r->s, t->coder, 0, &coder, &none, err) &&
             db_run(r->s, STATEMENT_RESTORE_STRUCTURE_ADD, err, "itttii", t->id, t->guid, name,
                    buf_str(&levels), coder, t->created);
    } else if (r->write && named) {
        ok = db_run(r->s, STATEMENT_RESTORE_STRUCTURE_SET, err, "itt", t->id, name, buf_str(&levels));
    }
    if (ok && r->write && used)
        ok = db_run(r->s, STATEMENT_RESTORE_STRUCTURE_USE, err, "i", t->id);
    buf_release(&levels);
    return ok;
}

/* ---- themes ---- */

static bool same_theme(const struct theme *a, const struct theme *b)
{
    return a->parent == b->parent && same(a->ord, b->ord) && a->structure == b->structure &&
           same(a->name, b->name) && same(a->idea, b->idea) && same(a->definition, b->definition) &&
           same(a->scope, b->scope) && same(a->narrative, b->narrative) && a->status == b->status &&
           same(a->reason, b->reason) && a->merged_into == b->merged_into && a->split_from == b->split_from;
}

static bool add_theme(struct store *s, const struct theme *t, struct err *err)
{
    tema_id coder, round;
    return find_makers(s, t->coder, t->round, &coder, &round, err) &&
           db_run(s, STATEMENT_RESTORE_THEME_ADD, err,
                  "itotittttt"
                  "ttooioi",
                  t->id, t->guid, t->parent, t->ord, t->structure, t->name, t->idea, t->definition, t->scope,
                  t->narrative, enum_word(&theme_statuses, (int)t->status), t->reason, t->merged_into,
                  t->split_from, coder, round, t->created);
}

static bool set_theme(struct store *s, const struct theme *t, struct err *err)
{
    return db_run(s, STATEMENT_RESTORE_THEME_SET, err,
                  "iotittttt"
                  "ttoo",
                  t->id, t->parent, t->ord, t->structure, t->name, t->idea, t->definition, t->scope,
                  t->narrative, enum_word(&theme_statuses, (int)t->status), t->reason, t->merged_into,
                  t->split_from);
}

static bool restore_themes(struct restoring *r, struct err *err)
{
    const struct snapshot *was = &r->was.all;
    bool ok = true;
    for (size_t i = 0; ok && i < was->nthemes; i++) {
        const struct theme *t = &was->themes[i], *now = themetree_find(r->now.themes, r->now.nthemes, t->id);
        if (now == NULL) {
            r->e.themes_back++;
            ok = !r->write || add_theme(r->s, t, err);
        } else if (!same_theme(t, now)) {
            r->e.changed++;
            ok = !r->write || set_theme(r->s, t, err);
        }
    }
    for (size_t i = 0; ok && i < r->now.nthemes; i++) {
        const struct theme *t = &r->now.themes[i];
        bool stands = t->status == THEME_CANDIDATE || t->status == THEME_KEPT;
        if (!stands || find_structure(was, t->structure) == NULL ||
            themetree_find(was->themes, was->nthemes, t->id) != NULL)
            continue;
        r->e.themes_later++;
        ok = !r->write || db_run(r->s, STATEMENT_RESTORE_THEME_DROP, err, "it", t->id,
                                 _("not in the version that was put back"));
    }
    return ok;
}

/* ---- places ---- */

static const struct place *find_place(const struct snapshot *all, tema_id id)
{
    for (size_t i = 0; i < all->nplaces; i++)
        if (all->places[i].id == id)
            return &all->places[i];
    return NULL;
}

/* Is what it stands for still there to be placed? Of a source whose import was taken back nothing is; a place there is left as it is. */
static bool can_place(struct restoring *r, const struct place *p, bool *ret, struct err *err)
{
    int64_t n;
    bool hidden = false, found = true;
    if (!db_number(r->s, STATEMENT_RESTORE_PLACE, &n, &hidden, err, "i", p->id))
        return false;
    if (p->segment != 0 && !db_number(r->s, STATEMENT_SEGMENT_GET, &n, &found, err, "i", p->segment))
        return false;
    *ret = found && !hidden;
    return true;
}

static bool restore_place(struct restoring *r, const struct place *p, struct err *err)
{
    const struct place *now = find_place(&r->now, p->id);
    if (now != NULL) {
        if (now->theme == p->theme && same(now->ord, p->ord) && now->code == p->code &&
            now->segment == p->segment && same(now->name, p->name))
            return true;
        r->e.places++;
        return !r->write || db_run(r->s, STATEMENT_RESTORE_PLACE_SET, err, "iitoot", p->id, p->theme, p->ord,
                                   p->code, p->segment, p->name);
    }
    bool can = false;
    if (!can_place(r, p, &can, err))
        return false;
    if (!can) {
        r->e.places_gone++;
        return true;
    }
    tema_id coder, none;
    r->e.places++;
    return !r->write || (find_makers(r->s, p->coder, 0, &coder, &none, err) &&
                         db_run(r->s, STATEMENT_RESTORE_PLACE_ADD, err, "iitootii", p->id, p->theme, p->ord,
                                p->code, p->segment, p->name, coder, p->created));
}

static bool restore_places(struct restoring *r, struct err *err)
{
    const struct snapshot *was = &r->was.all;
    bool ok = true;
    for (size_t i = 0; ok && i < r->now.nplaces; i++) {
        const struct place *p = &r->now.places[i];
        if (themetree_find(was->themes, was->nthemes, p->theme) == NULL || find_place(was, p->id) != NULL)
            continue;
        r->e.places++;
        ok = !r->write || db_run(r->s, STATEMENT_RESTORE_PLACE_REMOVE, err, "i", p->id);
    }
    for (size_t i = 0; ok && i < was->nplaces; i++)
        ok = restore_place(r, &was->places[i], err);
    return ok;
}

/* ---- all of it ---- */

/* A version of a project that had a fault holds the fault too; it is not brought back. */
static void mend(struct content *c)
{
    for (size_t i = 0; i < c->all.ncodes; i++) {
        struct code *k = &c->all.codes[i];
        if (k->status == CODE_MERGED && (k->merged_into == 0 || k->merged_into == k->id))
            k->status = CODE_DROPPED;
        if (k->status != CODE_MERGED)
            k->merged_into = 0;
        c->codes[i].code = *k;
    }
    for (size_t i = 0; i < c->all.nthemes; i++) {
        struct theme *t = &c->all.themes[i];
        const struct theme *into = themetree_find(c->all.themes, c->all.nthemes, t->merged_into);
        if (t->status == THEME_MERGED && (into == NULL || into == t || into->structure != t->structure))
            t->status = THEME_DROPPED;
        if (t->status != THEME_MERGED)
            t->merged_into = 0;
    }
}

static bool restore(struct store *s, tema_id version, bool write, struct restore_effect *ret, struct err *err)
{
    struct restoring r = {.s = s, .write = write, .a = ARENA_INIT};
    bool ok = version_content(s, version, &r.a, &r.was, err);
    if (ok)
        mend(&r.was);
    ok = ok && store_snapshot(s, SCOPE_ALL, &r.a, &r.now, err) && count_moved(&r, err) &&
         restore_codes(&r, err);
    for (size_t i = 0; ok && i < r.was.all.nstructures; i++)
        ok = restore_structure(&r, &r.was.all.structures[i], err);
    ok = ok && restore_themes(&r, err) && restore_places(&r, err);
    arena_release(&r.a);
    if (ok && ret != NULL)
        *ret = r.e;
    return ok;
}

bool store_restore_preview(struct store *s, tema_id version, struct restore_effect *ret, struct err *err)
{
    if (!store_read_begin(s, err))
        return false;
    bool ok = restore(s, version, false, ret, err);
    store_read_end(s);
    return ok;
}

bool store_restore_version(struct store *s, tema_id version, struct restore_effect *ret, struct err *err)
{
    ACT_OPEN(s);
    return restore(s, version, true, ret, err);
}
