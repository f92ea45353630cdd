#include <string.h>

#include "refi_rest_priv.h"
#include "tema/formats/project.h"

char *refi_label(const struct transcript *t, size_t turn, struct arena *a)
{
    const struct tr_turn *u = &t->turns.v[turn];
    const char *name = u->opens && u->speaker >= 0 ? t->speakers.v[u->speaker] : "";
    size_t n = strlen(name);
    bool there = u->bytes >= n && memcmp(u->text, name, n) == 0;
    return n == 0 || there ? arena_strdup(a, "") : arena_printf(a, "%s: ", name);
}

/* ---- a copy without what REFI-QDA holds ---- */

#define OWN(a, vec) ((vec).v = arena_copy(a, (vec).v, (vec).n, sizeof *(vec).v))

/* Of a turn: the label in front of it, and its line ends, by which it is found again. */
static struct transcript *turns_of(const struct transcript *t, struct arena *a)
{
    struct transcript *to = arena_alloc(a, sizeof *to);
    *to = *t;
    OWN(a, to->turns);
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        size_t ends = 0;
        while (ends < u->bytes && u->text[u->bytes - 1 - ends] == '\n')
            ends++;
        to->turns.v[i].text =
            arena_printf(a, "%s%.*s", refi_label(t, i, a), (int)ends, u->text + u->bytes - ends);
        to->turns.v[i].bytes = strlen(to->turns.v[i].text);
    }
    return to;
}

static void without_people(struct exchange *y, char *none, struct arena *a)
{
    OWN(a, y->participants);
    for (size_t i = 0; i < y->participants.n; i++) {
        y->participants.v[i].name = none;
        y->participants.v[i].nattrs = 0;
    }
    OWN(a, y->sources);
    for (size_t i = 0; i < y->sources.n; i++) {
        struct x_source *s = &y->sources.v[i];
        s->s.name = s->s.date = s->s.method = s->s.author = none;
        s->coder = 0;
        s->text = turns_of(s->text, a);
    }
    y->values.n = 0;
}

static void without_codes(struct exchange *y, char *none, struct arena *a)
{
    OWN(a, y->codes);
    for (size_t i = 0; i < y->codes.n; i++) {
        struct code *c = &y->codes.v[i].c;
        c->name = c->definition = c->include = c->exclude = c->example = none;
        c->parent = 0;
        c->colour = 0;
    }
}

/* A meaning unit that stands for its source as a whole has no selection there: it goes with all it has. */
static void without_codings(struct exchange *y, char *none, struct arena *a)
{
    bool wholes = false;
    OWN(a, y->segments);
    for (size_t i = 0; i < y->segments.n; i++) {
        struct x_segment *g = &y->segments.v[i];
        g->s.start.cp = g->s.end.cp = (size_t)-1;
        wholes = wholes || g->whole;
        if (g->whole)
            continue;
        g->s.source = 0;
        g->s.condensed = none;
        g->s.coder = 0;
    }
    OWN(a, y->codings);
    for (size_t i = 0; i < y->codings.n; i++) {
        struct coding *c = &y->codings.v[i].c;
        c->segment = wholes ? c->segment : 0;
        c->code = 0;
        c->coder = 0;
    }
    OWN(a, y->memos);
    for (size_t i = 0; i < y->memos.n; i++) {
        y->memos.v[i].text = none;
        y->memos.v[i].coder = 0;
    }
}

void refi_rest(const struct exchange *x, struct buf *out)
{
    struct arena a = ARENA_INIT;
    struct exchange y = *x;
    char *none = arena_strdup(&a, "");
    without_people(&y, none, &a);
    without_codes(&y, none, &a);
    without_codings(&y, none, &a);
    OWN(&a, y.sets);
    for (size_t i = 0; i < y.sets.n; i++)
        y.sets.v[i].name = y.sets.v[i].description = none;
    y.members.n = y.links.n = 0;
    y.project.title = y.project.question = none;
    buf_addstr(
        out,
        "Written by tema for itself: with it themes, reviews, versions, speakers and times come back whole "
        "when this project is\ntaken in again. Other programs can leave it alone.\n\n");
    exchange_to_json(&y, out);
    arena_release(&a);
}
