/* A study coming in: rounds, codes, codings, memos, quotes, phases, questions, reviews. */
#include <string.h>

#include "take_priv.h"
#include "tema/base/mem.h"
#include "tema/model/codetree.h"
#include "tema/model/orderkey.h"

/* ---- rounds ---- */

bool take_rounds(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    bool ok = t->x->rounds.n == 0 || there_read(t, STATEMENT_TAKE_ROUNDS, false, false, &all, err);
    for (size_t i = 0; ok && i < t->x->rounds.n; i++) {
        const struct round *r = &t->x->rounds.v[i];
        const struct there *h = there_find(&all, r->guid);
        if (h != NULL) {
            take_unite(t, TAKE_ROUND, r->id, h->id);
            continue;
        }
        const struct taken *k = take_draw(t, TAKE_ROUND, r->id, r->guid, err);
        const char *name = take_name(t, r->name);
        ok = k != NULL && TAKE_TEXTS(_("round"), err, name, r->guid, r->note) &&
             db_run(t->s, STATEMENT_TAKE_ROUND, err, "ittttiim", k->to, take_guid(t, r->guid, false), name,
                    enum_word(&round_stances, (int)r->stance), r->note, take_coder(t, r->coder),
                    take_time(t, r->started), r->ended);
    }
    vec_release(&all);
    return ok;
}

/* ---- codes ---- */

enum {
    FRESH_MOST = 64
}; /* so many top-level codes get colours unlike all others; those of further ones recur */

struct codes {
    char **ord;           /* of the last one put under each code of the exchange; the last item: at the top */
    uint32_t *colour;     /* of each */
    VEC(struct code) top; /* codes at the top, for fresh colours; read when needed */
    bool read;
    size_t fresh;
    uint32_t given[FRESH_MOST];
};

static bool read_top(struct take *t, struct codes *c, struct err *err)
{
    struct query q;
    if (c->read)
        return true;
    if (!db_query(t->s, &q, STATEMENT_CODES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct code k = {.id = col_int(&q, "id"), .parent = col_int(&q, "parent")};
        k.colour = (uint32_t)col_int(&q, "colour") & 0xffffff;
        if (k.parent == 0)
            vec_push(&c->top, k);
    }
    c->read = true;
    return db_end(&q, err);
}

/* A code that came without a colour takes its parent's, at the top one unlike the others. */
static bool find_colour(struct take *t, struct codes *c, const struct code *k, const struct taken *parent,
                        uint32_t *ret, struct err *err)
{
    *ret = k->colour & 0xffffff;
    if (*ret != 0 || t->x->ours)
        return true;
    if (parent != NULL) {
        *ret = c->colour[parent->at];
        return true;
    }
    if (c->fresh >= FRESH_MOST) {
        *ret = c->given[c->fresh++ % FRESH_MOST];
        return true;
    }
    if (!read_top(t, c, err))
        return false;
    struct code made = {.colour = codetree_fresh_colour(c->top.v, c->top.n)};
    vec_push(&c->top, made);
    c->given[c->fresh++] = *ret = made.colour;
    return true;
}

static bool next_ord(struct take *t, struct codes *c, const struct taken *parent, const char **ret,
                     struct err *err)
{
    char **at = &c->ord[parent == NULL ? t->x->codes.n : parent->at];
    tema_id up = parent == NULL ? 0 : parent->to;
    char *next =
        *at != NULL ? orderkey_between(*at, NULL) : data_last_ord(t->s, STATEMENT_CODE_LAST_ORD, &up, err);
    mem_free(*at);
    *ret = *at = next;
    return next != NULL;
}

static bool add_code(struct take *t, struct codes *c, size_t i, struct err *err)
{
    const struct x_code *x = &t->x->codes.v[i];
    const struct code *k = &x->c;
    const struct taken *parent = take_find(t, TAKE_CODE, k->parent);
    tema_id id = take_to(t, TAKE_CODE, k->id), into = take_to(t, TAKE_CODE, k->merged_into);
    enum code_status status = k->status;
    const char *ord = NULL, *name = take_name(t, k->name);
    if (status == CODE_MERGED && (into == 0 || into == id)) {
        exchange_note(t->x, _("'%s' is said to be merged, but not into what: it was dropped"), name);
        status = CODE_DROPPED;
    }
    if (!TAKE_TEXTS(_("code"), err, name, k->guid, k->definition, k->include, k->exclude, k->example) ||
        !find_colour(t, c, k, parent, &c->colour[i], err) || !next_ord(t, c, parent, &ord, err))
        return false;
    t->ret->codes++;
    return db_run(t->s, STATEMENT_RESTORE_CODE_ADD, err,
                  "itotttttti"
                  "ttt"
                  "ooioii",
                  id, take_guid(t, k->guid, false), parent == NULL ? 0 : parent->to, ord, name, k->definition,
                  k->include, k->exclude, k->example, (int64_t)c->colour[i],
                  enum_word(&code_statuses, (int)status), enum_word(&code_origins, (int)k->origin),
                  enum_word(&code_levels, (int)k->level), status == CODE_MERGED ? into : 0,
                  take_to(t, TAKE_CODE, k->split_from), k->meaning < 0 ? 0 : k->meaning,
                  take_to(t, TAKE_ROUND, k->round), take_coder(t, x->coder), take_time(t, x->created));
}

/* All get their ids first, since merged and split ones name codes behind them. */
static bool draw_codes(struct take *t, struct codes *c, size_t *ret_united, struct err *err)
{
    there_list all = VEC_INIT;
    bool ok = there_read(t, STATEMENT_TAKE_CODES, false, true, &all, err);
    for (size_t i = 0; ok && i < t->x->codes.n; i++) {
        const struct code *k = &t->x->codes.v[i].c;
        const struct there *h = there_find(&all, k->guid);
        struct taken *n =
            h != NULL ? take_unite(t, TAKE_CODE, k->id, h->id) : take_draw(t, TAKE_CODE, k->id, k->guid, err);
        ok = n != NULL;
        if (ok)
            n->at = i;
        if (ok && h != NULL) {
            struct code was;
            ++*ret_united;
            n->meaning = h->meaning;
            ok = data_code(t->s, h->id, &t->arena, &was, err);
            c->colour[i] = ok ? was.colour : 0;
        }
    }
    vec_release(&all);
    return ok;
}

bool take_codes(struct take *t, struct err *err)
{
    size_t n = t->x->codes.n, united = 0;
    struct codes c = {.ord = mem_alloc((n + 1) * sizeof *c.ord),
                      .colour = mem_alloc((n + 1) * sizeof *c.colour)};
    bool ok = n == 0 || draw_codes(t, &c, &united, err);
    for (size_t i = 0; ok && i < n; i++)
        if (!take_find(t, TAKE_CODE, t->x->codes.v[i].c.id)->there)
            ok = add_code(t, &c, i, err);
    if (ok && united > 0)
        exchange_note(t->x,
                      ngettext("%zu code was there already and stayed as it is",
                               "%zu codes were there already and stayed as they are", united),
                      united);
    for (size_t i = 0; i <= n; i++)
        mem_free(c.ord[i]);
    mem_free(c.ord);
    mem_free(c.colour);
    vec_release(&c.top);
    return ok;
}

/* ---- codings ---- */

/* Where the code was there already, its meanings are counted by the project: what was given on the exchange's present meaning is given on the project's. */
static int64_t meaning_of(struct take *t, const struct x_coding *x, const struct taken *code)
{
    if (!code->there)
        return x->meaning;
    return x->meaning == t->x->codes.v[code->at].c.meaning ? code->meaning : -1;
}

bool take_codings(struct take *t, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < t->x->codings.n; i++) {
        const struct x_coding *x = &t->x->codings.v[i];
        const struct taken *segment = take_find(t, TAKE_SEGMENT, x->c.segment),
                           *code = take_find(t, TAKE_CODE, x->c.code);
        struct taken *k = take_draw(t, TAKE_CODING, x->c.id, x->guid, err);
        ok = k != NULL && TAKE_TEXTS(_("coding"), err, x->guid);
        if (!ok)
            break;
        k->fresh = segment->fresh;
        ok = db_run(t->s, STATEMENT_TAKE_CODING, err, "iiiiioit", k->to, segment->to, code->to,
                    take_coder(t, x->c.coder), take_time(t, x->c.created), take_to(t, TAKE_ROUND, x->c.round),
                    meaning_of(t, x, code), x->guid[0] == '\0' ? "" : take_guid(t, x->guid, segment->fresh));
        t->ret->codings++;
    }
    return ok;
}

/* ---- memos, quotes ---- */

static const struct taken *memo_target(struct take *t, const struct memo *m)
{
    switch (m->about) {
    case MEMO_PROJECT: return NULL;
    case MEMO_SOURCE: return take_find(t, TAKE_SOURCE, m->target);
    case MEMO_SEGMENT: return take_find(t, TAKE_SEGMENT, m->target);
    case MEMO_CODE: return take_find(t, TAKE_CODE, m->target);
    case MEMO_THEME: return take_find(t, TAKE_THEME, m->target);
    case MEMO_STRUCTURE: return take_find(t, TAKE_STRUCTURE, m->target);
    }
    return NULL;
}

bool take_memos(struct take *t, struct err *err)
{
    there_list all = VEC_INIT;
    size_t united = 0;
    bool ok = t->x->memos.n == 0 || there_read(t, STATEMENT_TAKE_MEMOS, false, false, &all, err);
    for (size_t i = 0; ok && i < t->x->memos.n; i++) {
        const struct memo *m = &t->x->memos.v[i];
        const struct taken *on = memo_target(t, m);
        bool fresh = on != NULL && on->fresh;
        const struct there *h = fresh ? NULL : there_find(&all, m->guid);
        if (h != NULL) {
            take_unite(t, TAKE_MEMO, m->id, h->id);
            united++;
            continue;
        }
        tema_id target = on == NULL ? 0 : on->to;
        const struct taken *k = take_draw(t, TAKE_MEMO, m->id, m->guid, err);
        int64_t created = take_time(t, m->created);
        ok = k != NULL && TAKE_TEXTS(_("memo"), err, m->guid, m->text) &&
             db_run(t->s, STATEMENT_TAKE_MEMO, err, "ittiitii", k->to, take_guid(t, m->guid, fresh),
                    enum_word(&memo_abouts, (int)m->about), target, take_coder(t, m->coder), m->text, created,
                    m->changed < 0 ? created : m->changed);
        t->ret->memos++;
    }
    if (ok && united > 0)
        exchange_note(t->x,
                      ngettext("%zu memo was there already and stayed as it is",
                               "%zu memos were there already and stayed as they are", united),
                      united);
    vec_release(&all);
    return ok;
}

bool take_quotes(struct take *t, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < t->x->quotes.n; i++) {
        const struct quote *u = &t->x->quotes.v[i];
        const struct taken *segment = take_find(t, TAKE_SEGMENT, u->segment),
                           *k = take_draw(t, TAKE_QUOTE, u->id, u->guid, err);
        ok = k != NULL && TAKE_TEXTS(_("quote"), err, u->guid, u->text) &&
             db_run(t->s, STATEMENT_TAKE_QUOTE, err, "ititii", k->to, take_guid(t, u->guid, segment->fresh),
                    segment->to, u->text, take_coder(t, u->coder), take_time(t, u->created));
    }
    return ok;
}

/* ---- phases, questions ---- */

bool take_process(struct take *t, struct err *err)
{
    bool ok = true, same = false;
    int64_t id = 0;
    for (size_t i = 0; ok && i < t->x->phases.n; i++) {
        const struct phase_stay *p = &t->x->phases.v[i];
        int64_t entered = take_time(t, p->entered);
        tema_id coder = take_coder(t, p->coder);
        ok = db_number(t->s, STATEMENT_TAKE_SAME_PHASE, &id, &same, err, "iii", (int64_t)p->phase, entered,
                       coder);
        if (!ok || same)
            continue;
        const struct taken *k = take_draw(t, TAKE_PHASE, p->id, "", err);
        ok = k != NULL && TAKE_TEXTS(_("phase"), err, p->why, p->left_why) &&
             db_run(t->s, STATEMENT_TAKE_PHASE, err, "iiiitmt", k->to, (int64_t)p->phase, coder, entered,
                    p->why, p->left, p->left_why);
    }
    for (size_t i = 0; ok && i < t->x->questions.n; i++) {
        const struct question *u = &t->x->questions.v[i];
        int64_t created = take_time(t, u->created);
        tema_id coder = take_coder(t, u->coder);
        ok = TAKE_TEXTS(_("research question"), err, u->text, u->reason) &&
             db_number(t->s, STATEMENT_TAKE_SAME_QUESTION, &id, &same, err, "iit", created, coder, u->text);
        if (!ok || same)
            continue;
        const struct taken *k = take_draw(t, TAKE_QUESTION, u->id, "", err);
        ok = k != NULL &&
             db_run(t->s, STATEMENT_TAKE_QUESTION, err, "ittii", k->to, u->text, u->reason, coder, created);
    }
    return ok;
}

/* ---- reviews ---- */

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Without a fingerprint that of the words themselves. */
static void words_of(const struct x_review *x, uint8_t out[MARK_LEN])
{
    const char *w = x->words;
    bool whole = w != NULL && strlen(w) == 2 * (size_t)MARK_LEN;
    for (size_t i = 0; whole && i < MARK_LEN; i++) {
        int high = digit(w[2 * i]), low = digit(w[2 * i + 1]);
        whole = high >= 0 && low >= 0;
        out[i] = whole ? (uint8_t)(high << 4 | low) : 0;
    }
    if (!whole)
        hash_mark(x->r.said, strlen(x->r.said), out);
}

bool take_reviews(struct take *t, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < t->x->reviews.n; i++) {
        const struct x_review *x = &t->x->reviews.v[i];
        const struct review_entry *r = &x->r;
        uint8_t words[MARK_LEN];
        const struct taken *c = take_find(t, TAKE_CODING, r->coding), *code;
        bool fresh = c != NULL && c->fresh;
        tema_id coding = take_lost(t, TAKE_CODING, r->coding), on = take_lost(t, TAKE_CODE, r->code);
        int64_t meaning = x->meaning;
        code = take_find(t, TAKE_CODE, r->code);
        if (code != NULL && code->there)
            meaning = meaning == t->x->codes.v[code->at].c.meaning ? code->meaning : -1;
        const struct taken *k = take_draw(t, TAKE_REVIEW, r->id, r->guid, err);
        words_of(x, words);
        ok = k != NULL && TAKE_TEXTS(_("review"), err, r->guid, r->text, r->said) &&
             db_run(t->s, STATEMENT_REVIEW_ADD, err, "itittiibtii", k->to, take_guid(t, r->guid, fresh),
                    coding, enum_word(&review_kinds, (int)r->kind), r->text, on, meaning, (const void *)words,
                    (size_t)MARK_LEN, r->said, take_coder(t, r->coder), take_time(t, r->created));
    }
    return ok;
}
