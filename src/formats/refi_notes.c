/* Notes that tell people what REFI-QDA has no place for. In English, like the keys in descriptions: a file does not depend on who writes it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "refi_rest_priv.h"
#include "tema/base/clock.h"
#include "tema/base/guid.h"
#include "tema/base/hash.h"

struct notes {
    const struct exchange *x;
    struct arena *a;
    VEC(struct refi_note) v;
};

char *refi_guid_of(const struct exchange *x, const char *what, struct arena *a)
{
    uint8_t b[16];
    char guid[GUID_LEN + 1];
    struct hash *h = hash_new(sizeof b);
    hash_part(h, what, strlen(what));
    hash_part(h, x->project.guid, strlen(x->project.guid));
    hash_finish(h, b);
    guid_of_hash(b, guid);
    return arena_strdup(a, guid);
}

/* Takes the text over. */
static struct refi_note *add(struct notes *n, const char *guid, const char *name, struct buf *text)
{
    struct refi_note note = {
        .guid = guid, .name = name, .text = arena_strndup(n->a, buf_str(text), text->len), .created = -1};
    buf_release(text);
    vec_push(&n->v, note);
    return &n->v.v[n->v.n - 1];
}

static const char *coder_name(const struct exchange *x, tema_id id)
{
    for (size_t i = 0; i < x->coders.n; i++) {
        if (x->coders.v[i].id == id)
            return x->coders.v[i].name;
    }
    return "somebody";
}

/* "2026-03-12", and what goes before it where it is known. */
static void add_day(struct buf *b, const char *before, int64_t ms)
{
    char stamp[RFC3339_LEN + 1];
    if (ms < 0)
        return;
    clock_rfc3339(ms, stamp);
    buf_addf(b, "%s%.10s", before, stamp);
}

static void add_said(struct buf *b, const char *before, const char *text)
{
    if (text[0])
        buf_addf(b, "%s%s", before, text);
}

/* ---- the codebook's versions ---- */

static const char *json_text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

/* As deep as the codebook is; MOST_DEPTH is for a version that leads in a circle. */
enum { MOST_DEPTH = 64 };
static void codes_under(struct buf *b, const json_t *codes, json_int_t parent, int depth)
{
    size_t i;
    json_t *c;
    json_array_foreach((json_t *)(uintptr_t)codes, i, c)
    {
        if (json_integer_value(json_object_get(c, "parent")) != parent ||
            strcmp(json_text(c, "status"), "active") != 0)
            continue;
        buf_addf(b, "%*s- %s", 2 * depth, "", json_text(c, "name"));
        add_said(b, ": ", json_text(c, "definition"));
        buf_addch(b, '\n');
        if (depth < MOST_DEPTH)
            codes_under(b, codes, json_integer_value(json_object_get(c, "id")), depth + 1);
    }
}

static void add_version(struct notes *n, const struct x_version *x)
{
    const struct version *v = &x->v;
    struct buf name = BUF_INIT, text = BUF_INIT;
    json_t *content = json_loads(x->content, JSON_REJECT_DUPLICATES, NULL);
    if (v->number > 0)
        buf_addf(&name, "Codebook version %lld", (long long)v->number);
    else
        buf_addf(&name, "Codebook before a %s", enum_word(&version_whys, (int)v->why));
    add_said(&name, ": ", v->label);
    buf_addf(&text, "%s", coder_name(n->x, v->coder));
    add_day(&text, ", ", v->created);
    add_said(&text, "\n", v->note);
    buf_addstr(&text, "\n\n");
    codes_under(&text, json_object_get(content, "codes"), 0, 0);
    json_decref(content);
    struct refi_note *note = add(n, v->guid, arena_strdup(n->a, buf_str(&name)), &text);
    note->coder = v->coder;
    note->created = v->created;
    buf_release(&name);
}

/* ---- reviews: a note for each coding's thread ---- */

static int by_coding(const void *a, const void *b)
{
    const struct review_entry *x = &(*(const struct x_review *const *)a)->r,
                              *y = &(*(const struct x_review *const *)b)->r;
    if (x->coding != y->coding)
        return x->coding < y->coding ? -1 : 1;
    if (x->created != y->created)
        return x->created < y->created ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void add_reviews(struct notes *n)
{
    size_t count = n->x->reviews.n;
    const struct x_review **v = arena_array(n->a, count + 1, sizeof(struct x_review *));
    for (size_t i = 0; i < count; i++)
        v[i] = &n->x->reviews.v[i];
    if (count > 0)
        qsort(v, count, sizeof(struct x_review *), by_coding);
    for (size_t i = 0, k; i < count; i = k) {
        struct buf text = BUF_INIT;
        for (k = i; k < count && v[k]->r.coding == v[i]->r.coding; k++) {
            const struct review_entry *r = &v[k]->r;
            buf_addf(&text, "%s%s", k > i ? "\n" : "", coder_name(n->x, r->coder));
            add_day(&text, ", ", r->created);
            buf_addf(&text, ": %s", enum_word(&review_kinds, (int)r->kind));
            add_said(&text, ". ", r->text);
        }
        struct refi_note *note = add(n, v[i]->r.guid, "Review", &text);
        note->coding = v[i]->r.coding;
        note->coder = v[i]->r.coder;
        note->created = v[i]->r.created;
    }
}

/* ---- the process ---- */

static void add_round(struct notes *n, const struct round *r)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s, %s", enum_word(&round_stances, (int)r->stance), coder_name(n->x, r->coder));
    add_day(&text, ", from ", r->started);
    add_day(&text, " to ", r->ended);
    add_said(&text, "\n", r->note);
    struct refi_note *note = add(n, r->guid, arena_printf(n->a, "Round: %s", r->name), &text);
    note->coder = r->coder;
    note->created = r->started;
}

static void add_phases(struct notes *n)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < n->x->phases.n; i++) {
        const struct phase_stay *p = &n->x->phases.v[i];
        buf_addf(&text, "%sPhase %d, %s", i > 0 ? "\n" : "", p->phase, coder_name(n->x, p->coder));
        add_day(&text, ", from ", p->entered);
        add_day(&text, " to ", p->left);
        add_said(&text, ". ", p->why);
        add_said(&text, ". ", p->left_why);
    }
    if (n->x->phases.n > 0)
        add(n, refi_guid_of(n->x, "phases", n->a), "The six phases", &text);
    buf_release(&text);
}

static void add_questions(struct notes *n)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < n->x->questions.n; i++) {
        const struct question *q = &n->x->questions.v[i];
        buf_addf(&text, "%s%s", i > 0 ? "\n\n" : "", coder_name(n->x, q->coder));
        add_day(&text, ", ", q->created);
        add_said(&text, ": ", q->text);
        add_said(&text, "\nWhy: ", q->reason);
    }
    if (n->x->questions.n > 0)
        add(n, refi_guid_of(n->x, "questions", n->a), "Wordings of the research question", &text);
    buf_release(&text);
}

static void add_quote(struct notes *n, const struct quote *q)
{
    struct buf text = BUF_INIT;
    buf_addstr(&text, q->text[0] ? q->text : "To be quoted as it was said.");
    struct refi_note *note = add(n, q->guid, "Quote", &text);
    note->segment = q->segment;
    note->coder = q->coder;
    note->created = q->created;
}

size_t refi_notes(const struct exchange *x, struct arena *a, struct refi_note **ret)
{
    struct notes n = {.x = x, .a = a};
    add_questions(&n);
    add_phases(&n);
    for (size_t i = 0; i < x->rounds.n; i++)
        add_round(&n, &x->rounds.v[i]);
    for (size_t i = 0; i < x->versions.n; i++)
        add_version(&n, &x->versions.v[i]);
    add_reviews(&n);
    for (size_t i = 0; i < x->quotes.n; i++)
        add_quote(&n, &x->quotes.v[i]);
    *ret = arena_copy(a, n.v.v, n.v.n, sizeof **ret);
    size_t count = n.v.n;
    vec_release(&n.v);
    return count;
}
