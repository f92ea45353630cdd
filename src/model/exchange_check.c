/* What comes from a parser of foreign bytes is proved before the store leans on it. */
#include <stdlib.h>
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/model/exchange.h"
#include "tema/text/utf8.h"

/* Ids of one kind, sorted, with the item each belongs to. */
struct known {
    tema_id id;
    size_t at;
};
struct ids {
    struct known *v;
    size_t n;
};

struct check {
    const struct exchange *x;
    struct ids coders, participants, sources, codes, rounds, segments, codings, memos, structures, themes,
        sets;
    size_t *chars; /* of each source's text */
    struct err *err;
};

static int by_id(const void *a, const void *b)
{
    tema_id x = ((const struct known *)a)->id, y = ((const struct known *)b)->id;
    return (x > y) - (x < y);
}

/* Ids lie `at` bytes into items of `size`. */
static bool index_ids(struct check *c, struct ids *ids, const void *items, size_t n, size_t size, size_t at,
                      const char *what)
{
    ids->v = mem_array(NULL, n + 1, sizeof *ids->v);
    ids->n = n;
    for (size_t i = 0; i < n; i++) {
        memcpy(&ids->v[i].id, (const char *)items + i * size + at, sizeof(tema_id));
        ids->v[i].at = i;
    }
    if (n > 0)
        qsort(ids->v, n, sizeof *ids->v, by_id);
    for (size_t i = 0; i < n; i++) {
        if (ids->v[i].id <= 0)
            return err_set(c->err, ERR_INPUT, _("a %s has no id"), what);
        if (i > 0 && ids->v[i].id == ids->v[i - 1].id)
            return err_set(c->err, ERR_INPUT, _("two of kind %s have the same id %lld"), what,
                           (long long)ids->v[i].id);
    }
    return true;
}

#define INDEX(c, kind, type, field, what)                                                                    \
    index_ids(c, &(c)->kind, (c)->x->kind.v, (c)->x->kind.n, sizeof(type), offsetof(type, field), what)

static const struct known *find(const struct ids *ids, tema_id id)
{
    struct known key = {.id = id};
    return ids->n > 0 ? bsearch(&key, ids->v, ids->n, sizeof *ids->v, by_id) : NULL;
}

static bool refers(struct check *c, const struct ids *ids, tema_id id, const char *from, size_t i,
                   const char *to)
{
    return find(ids, id) ||
           err_set(c->err, ERR_INPUT, _("%s %zu names a %s that is not there"), from, i + 1, to);
}

static bool may_refer(struct check *c, const struct ids *ids, tema_id id, const char *from, size_t i,
                      const char *to)
{
    return id == 0 || refers(c, ids, id, from, i, to);
}

static bool hangs_under(struct check *c, const struct ids *ids, tema_id parent, const char *what, size_t i)
{
    const struct known *p = parent == 0 ? NULL : find(ids, parent);
    return parent == 0 || (p && p->at < i) ||
           err_set(c->err, ERR_INPUT, _("%s %zu stands before what it hangs under"), what, i + 1);
}

static bool in_words(struct check *c, const struct enum_words *w, int value, const char *what, size_t i)
{
    return (value >= 0 && enum_word(w, value)) ||
           err_set(c->err, ERR_INPUT, _("%s %zu is of a kind that there is not"), what, i + 1);
}

/* ---- sources ---- */

/* A page break stands within a line, too. */
static bool begins_page(const struct tr_turn *u)
{
    return u->bytes > 0 && u->text[0] == '\f';
}

static bool check_text(struct check *c, const struct transcript *t, size_t source)
{
    for (size_t k = 0; k < t->turns.n; k++) {
        const struct tr_turn *u = &t->turns.v[k];
        if (u->speaker < -1 || (u->speaker >= 0 && (size_t)u->speaker >= t->speakers.n))
            return err_set(c->err, ERR_INPUT, _("source %zu: turn %zu is of a speaker that is not there"),
                           source + 1, k + 1);
        if (u->bytes == 0)
            continue;
        if (!utf8_valid(u->text, u->bytes, NULL) || memchr(u->text, '\0', u->bytes))
            return err_set(c->err, ERR_INPUT, _("source %zu: turn %zu is no text"), source + 1, k + 1);
        if (k + 1 < t->turns.n && u->text[u->bytes - 1] != '\n' && !begins_page(&u[1]))
            return err_set(c->err, ERR_INPUT, _("source %zu: turn %zu has no line end"), source + 1, k + 1);
        size_t chars = utf8_count(u->text, u->bytes);
        for (size_t i = 0; i < u->ncues; i++) {
            if (u->cues[i].at > chars || (i > 0 && u->cues[i].at < u->cues[i - 1].at))
                return err_set(c->err, ERR_INPUT, _("source %zu: turn %zu has times outside of it"),
                               source + 1, k + 1);
        }
    }
    return true;
}

static bool check_sources(struct check *c)
{
    const struct exchange *x = c->x;
    c->chars = mem_array(NULL, x->sources.n + 1, sizeof *c->chars);
    for (size_t i = 0; i < x->sources.n; i++) {
        const struct x_source *s = &x->sources.v[i];
        if (!in_words(c, &source_kinds, (int)s->s.kind, "source", i) ||
            !may_refer(c, &c->coders, s->coder, "source", i, "coder") || !check_text(c, s->text, i))
            return false;
        for (size_t k = 0; k < s->nreadings; k++) {
            if (!refers(c, &c->coders, s->readings[k].coder, "source", i, "coder"))
                return false;
        }
        c->chars[i] = exchange_chars(s);
    }
    for (size_t i = 0; i < x->speakers.n; i++) {
        const struct x_speaker *p = &x->speakers.v[i];
        const struct known *s = find(&c->sources, p->source);
        if (!s || p->index < 0 || (size_t)p->index >= x->sources.v[s->at].text->speakers.n)
            return err_set(c->err, ERR_INPUT, _("speaker %zu is in no source"), i + 1);
        if (!in_words(c, &speaker_roles, (int)p->role, "speaker", i) ||
            !may_refer(c, &c->participants, p->participant, "speaker", i, "participant"))
            return false;
    }
    for (size_t i = 0; i < x->values.n; i++) {
        if (!refers(c, &c->sources, x->values.v[i].source, "value", i, "source"))
            return false;
    }
    return true;
}

/* ---- codes and codings ---- */

static bool check_codes(struct check *c)
{
    for (size_t i = 0; i < c->x->codes.n; i++) {
        const struct code *k = &c->x->codes.v[i].c;
        if (!hangs_under(c, &c->codes, k->parent, "code", i) ||
            !may_refer(c, &c->codes, k->merged_into, "code", i, "code") ||
            !may_refer(c, &c->codes, k->split_from, "code", i, "code") ||
            !may_refer(c, &c->rounds, k->round, "code", i, "round") ||
            !may_refer(c, &c->coders, c->x->codes.v[i].coder, "code", i, "coder") ||
            !in_words(c, &code_statuses, (int)k->status, "code", i) ||
            !in_words(c, &code_origins, (int)k->origin, "code", i) ||
            !in_words(c, &code_levels, (int)k->level, "code", i))
            return false;
        if (k->name[0] == '\0')
            return err_set(c->err, ERR_INPUT, _("code %zu has no name"), i + 1);
    }
    return true;
}

static bool check_codings(struct check *c)
{
    const struct exchange *x = c->x;
    for (size_t i = 0; i < x->segments.n; i++) {
        const struct segment *s = &x->segments.v[i].s;
        const struct known *source = find(&c->sources, s->source);
        if (!source || s->start.cp > s->end.cp || s->end.cp > c->chars[source->at])
            return err_set(c->err, ERR_INPUT, _("meaning unit %zu lies in no source's text"), i + 1);
        if (!may_refer(c, &c->coders, s->coder, "meaning unit", i, "coder") ||
            !may_refer(c, &c->rounds, s->round, "meaning unit", i, "round"))
            return false;
    }
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct coding *k = &x->codings.v[i].c;
        if (!refers(c, &c->segments, k->segment, "coding", i, "meaning unit") ||
            !refers(c, &c->codes, k->code, "coding", i, "code") ||
            !may_refer(c, &c->coders, k->coder, "coding", i, "coder") ||
            !may_refer(c, &c->rounds, k->round, "coding", i, "round"))
            return false;
    }
    return true;
}

/* ---- themes ---- */

static bool check_themes(struct check *c)
{
    const struct exchange *x = c->x;
    for (size_t i = 0; i < x->structures.n; i++) {
        if (x->structures.v[i].nlevels == 0)
            return err_set(c->err, ERR_INPUT, _("structure %zu has no word for its themes"), i + 1);
        if (!may_refer(c, &c->coders, x->structures.v[i].coder, "structure", i, "coder"))
            return false;
    }
    for (size_t i = 0; i < x->themes.n; i++) {
        const struct theme *t = &x->themes.v[i];
        if (!refers(c, &c->structures, t->structure, "theme", i, "structure") ||
            !hangs_under(c, &c->themes, t->parent, "theme", i) ||
            !may_refer(c, &c->themes, t->merged_into, "theme", i, "theme") ||
            !may_refer(c, &c->themes, t->split_from, "theme", i, "theme") ||
            !may_refer(c, &c->coders, t->coder, "theme", i, "coder") ||
            !may_refer(c, &c->rounds, t->round, "theme", i, "round") ||
            !in_words(c, &theme_statuses, (int)t->status, "theme", i))
            return false;
        const struct known *parent = t->parent ? find(&c->themes, t->parent) : NULL;
        if (parent && x->themes.v[parent->at].structure != t->structure)
            return err_set(c->err, ERR_INPUT, _("theme %zu hangs under one of another structure"), i + 1);
    }
    for (size_t i = 0; i < x->places.n; i++) {
        const struct place *p = &x->places.v[i];
        if ((p->code == 0) == (p->segment == 0))
            return err_set(c->err, ERR_INPUT, _("place %zu is neither of a code nor of a meaning unit"),
                           i + 1);
        if (!refers(c, &c->themes, p->theme, "place", i, "theme") ||
            !may_refer(c, &c->codes, p->code, "place", i, "code") ||
            !may_refer(c, &c->segments, p->segment, "place", i, "meaning unit") ||
            !may_refer(c, &c->coders, p->coder, "place", i, "coder"))
            return false;
    }
    return may_refer(c, &c->structures, x->project.structure, "project", 0, "structure");
}

/* ---- the rest ---- */

static bool check_memos(struct check *c)
{
    for (size_t i = 0; i < c->x->memos.n; i++) {
        const struct memo *m = &c->x->memos.v[i];
        const struct ids *about[] = {NULL, &c->sources, &c->segments, &c->codes, &c->themes, &c->structures};
        if (!in_words(c, &memo_abouts, (int)m->about, "memo", i) ||
            !may_refer(c, &c->coders, m->coder, "memo", i, "coder") ||
            (m->about != MEMO_PROJECT && !refers(c, about[m->about], m->target, "memo", i, "thing")))
            return false;
    }
    return true;
}

static bool check_process(struct check *c)
{
    const struct exchange *x = c->x;
    for (size_t i = 0; i < x->rounds.n; i++) {
        if (!may_refer(c, &c->coders, x->rounds.v[i].coder, "round", i, "coder") ||
            !in_words(c, &round_stances, (int)x->rounds.v[i].stance, "round", i))
            return false;
    }
    for (size_t i = 0; i < x->phases.n; i++) {
        if (!may_refer(c, &c->coders, x->phases.v[i].coder, "phase", i, "coder"))
            return false;
        if (x->phases.v[i].phase < 1 || x->phases.v[i].phase > 6)
            return err_set(c->err, ERR_INPUT, _("there is no phase %d"), x->phases.v[i].phase);
    }
    for (size_t i = 0; i < x->questions.n; i++) {
        if (!may_refer(c, &c->coders, x->questions.v[i].coder, "question", i, "coder"))
            return false;
    }
    for (size_t i = 0; i < x->quotes.n; i++) {
        if (!refers(c, &c->segments, x->quotes.v[i].segment, "quote", i, "meaning unit") ||
            !may_refer(c, &c->coders, x->quotes.v[i].coder, "quote", i, "coder"))
            return false;
    }
    for (size_t i = 0; i < x->reviews.n; i++) {
        if (!may_refer(c, &c->coders, x->reviews.v[i].r.coder, "review", i, "coder") ||
            !in_words(c, &review_kinds, (int)x->reviews.v[i].r.kind, "review", i))
            return false;
    }
    for (size_t i = 0; i < x->versions.n; i++) {
        if (!may_refer(c, &c->coders, x->versions.v[i].v.coder, "version", i, "coder") ||
            !in_words(c, &version_whys, (int)x->versions.v[i].v.why, "version", i))
            return false;
    }
    return true;
}

static bool check_refs(struct check *c, const struct x_ref *refs, size_t n, const struct ids *of,
                       const char *what)
{
    const struct ids *kinds[] = {&c->sources, &c->segments, &c->codes, &c->memos};
    for (size_t i = 0; i < n; i++) {
        if (!in_words(c, &x_kinds, (int)refs[i].kind, what, i) ||
            !refers(c, of, refs[i].of, what, i, "thing") ||
            !refers(c, kinds[refs[i].kind], refs[i].target, what, i, "thing"))
            return false;
    }
    return true;
}

static bool check_attributes(struct check *c)
{
    const struct exchange *x = c->x;
    for (size_t i = 0; i < x->attributes.n; i++) {
        if (!in_words(c, &attr_types, (int)x->attributes.v[i].type, "attribute", i))
            return false;
    }
    for (size_t i = 0; i < x->coders.n; i++) {
        if (!in_words(c, &coder_roles, (int)x->coders.v[i].role, "coder", i))
            return false;
    }
    for (size_t i = 0; i < x->links.n; i++) {
        if (!in_words(c, &x_directions, (int)x->links.v[i].direction, "link", i))
            return false;
    }
    return true;
}

bool exchange_check(const struct exchange *x, struct err *err)
{
    struct check c = {.x = x, .err = err};
    bool ok = INDEX(&c, coders, struct coder, id, "coder") &&
              INDEX(&c, participants, struct participant, id, "participant") &&
              INDEX(&c, sources, struct x_source, s.id, "source") &&
              INDEX(&c, codes, struct x_code, c.id, "code") && INDEX(&c, rounds, struct round, id, "round") &&
              INDEX(&c, segments, struct x_segment, s.id, "meaning unit") &&
              INDEX(&c, codings, struct x_coding, c.id, "coding") &&
              INDEX(&c, memos, struct memo, id, "memo") &&
              INDEX(&c, structures, struct structure, id, "structure") &&
              INDEX(&c, themes, struct theme, id, "theme") && INDEX(&c, sets, struct x_set, id, "set");
    ok = ok && check_sources(&c) && check_codes(&c) && check_codings(&c) && check_themes(&c) &&
         check_memos(&c) && check_process(&c) && check_attributes(&c) &&
         check_refs(&c, x->members.v, x->members.n, &c.sets, "member") &&
         check_refs(&c, x->refs.v, x->refs.n, &c.participants, "case");
    struct ids *all[] = {&c.coders,  &c.participants, &c.sources,    &c.codes,  &c.rounds, &c.segments,
                         &c.codings, &c.memos,        &c.structures, &c.themes, &c.sets};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mem_free(all[i]->v);
    mem_free(c.chars);
    return ok;
}
