#include "travel_kit.h"

#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"

static void put_texts(struct buf *b, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_addstr(b, "|");
        for (const char *p = texts[i]; *p != '\0'; p++)
            buf_addstr(b, *p == '\n' ? "\\n" : (char[]){*p, '\0'});
    }
}
#define TEXTS(b, ...)                                                                                        \
    put_texts(b, (const char *const[]){__VA_ARGS__},                                                         \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void put_numbers(struct buf *b, const int64_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addf(b, "|%lld", (long long)v[i]);
}
#define NUMBERS(b, ...)                                                                                      \
    put_numbers(b, (const int64_t[]){__VA_ARGS__}, sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))

static void source_text(const struct x_source *x, struct buf *b)
{
    const struct source *o = &x->s;
    buf_addstr(b, "source");
    NUMBERS(b, o->id, o->kind, o->minutes, o->year, o->imported, o->checked, x->coder, x->text->timed);
    TEXTS(b, o->guid, o->name, o->date, o->method, o->author, o->encoding, o->file, o->sha256, o->format);
    for (size_t i = 0; i < x->text->notes.n; i++)
        TEXTS(b, x->text->notes.v[i]);
    for (size_t i = 0; i < x->text->speakers.n; i++) {
        buf_addstr(b, "\nspeaker");
        TEXTS(b, x->text->speakers.v[i]);
    }
    for (size_t i = 0; i < x->text->turns.n; i++) {
        const struct tr_turn *t = &x->text->turns.v[i];
        char *text = mem_strndup(t->text, t->bytes);
        buf_addstr(b, "\nturn");
        NUMBERS(b, (int64_t)t->bytes, t->opens, t->speaker, t->start_ms, t->end_ms);
        TEXTS(b, text);
        mem_free(text);
        for (size_t k = 0; k < t->ncues; k++)
            NUMBERS(b, (int64_t)t->cues[k].at, t->cues[k].start_ms, t->cues[k].end_ms);
    }
    for (size_t i = 0; i < x->nreadings; i++) {
        buf_addstr(b, "\nreading");
        NUMBERS(b, x->readings[i].at, x->readings[i].far, x->readings[i].coder);
    }
    buf_addch(b, '\n');
}

static void people_text(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->coders.n; i++) {
        buf_addstr(b, "coder");
        NUMBERS(b, x->coders.v[i].id, x->coders.v[i].role);
        TEXTS(b, x->coders.v[i].guid, x->coders.v[i].name, "\n");
    }
    for (size_t i = 0; i < x->attributes.n; i++) {
        const struct x_attribute *a = &x->attributes.v[i];
        buf_addstr(b, "\nattribute");
        NUMBERS(b, a->type, a->of_sources);
        TEXTS(b, a->guid, a->name, a->description);
    }
    for (size_t i = 0; i < x->participants.n; i++) {
        const struct participant *p = &x->participants.v[i];
        buf_addstr(b, "\nparticipant");
        NUMBERS(b, p->id);
        TEXTS(b, p->guid, p->name);
        for (size_t k = 0; k < p->nattrs; k++) {
            NUMBERS(b, p->attrs[k].type);
            TEXTS(b, p->attrs[k].name, p->attrs[k].value);
        }
    }
    for (size_t i = 0; i < x->values.n; i++) {
        buf_addstr(b, "\nvalue");
        NUMBERS(b, x->values.v[i].source);
        TEXTS(b, x->values.v[i].attribute, x->values.v[i].value);
    }
    for (size_t i = 0; i < x->speakers.n; i++) {
        const struct x_speaker *p = &x->speakers.v[i];
        buf_addstr(b, "\nrole");
        NUMBERS(b, p->id, p->source, p->index, p->role, p->participant);
    }
    buf_addch(b, '\n');
}

static void codes_text(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->codes.n; i++) {
        const struct code *c = &x->codes.v[i].c;
        buf_addstr(b, "code");
        NUMBERS(b, c->id, c->parent, c->colour, c->status, c->origin, c->level, c->merged_into, c->split_from,
                c->meaning, c->round, x->codes.v[i].coder, x->codes.v[i].created);
        TEXTS(b, c->guid, c->name, c->definition, c->include, c->exclude, c->example, "\n");
    }
    for (size_t i = 0; i < x->rounds.n; i++) {
        const struct round *r = &x->rounds.v[i];
        buf_addstr(b, "\nround");
        NUMBERS(b, r->id, r->coder, r->stance, r->started, r->ended);
        TEXTS(b, r->guid, r->name, r->note);
    }
    for (size_t i = 0; i < x->segments.n; i++) {
        const struct segment *g = &x->segments.v[i].s;
        buf_addstr(b, "\nsegment");
        NUMBERS(b, g->id, g->source, (int64_t)g->start.cp, (int64_t)g->end.cp, g->aside, g->coder, g->round,
                g->created, x->segments.v[i].whole);
        TEXTS(b, g->guid, g->condensed);
    }
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct x_coding *c = &x->codings.v[i];
        buf_addstr(b, "\ncoding");
        NUMBERS(b, c->c.id, c->c.segment, c->c.code, c->c.coder, c->c.round, c->c.created, c->meaning);
        TEXTS(b, c->guid);
    }
    buf_addch(b, '\n');
}

static void notes_text(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->memos.n; i++) {
        const struct memo *m = &x->memos.v[i];
        buf_addstr(b, "memo");
        NUMBERS(b, m->id, m->about, m->target, m->coder, m->created, m->changed);
        TEXTS(b, m->guid, m->text, "\n");
    }
    for (size_t i = 0; i < x->quotes.n; i++) {
        const struct quote *q = &x->quotes.v[i];
        buf_addstr(b, "\nquote");
        NUMBERS(b, q->id, q->segment, q->coder, q->created);
        TEXTS(b, q->guid, q->text);
    }
    for (size_t i = 0; i < x->phases.n; i++) {
        const struct phase_stay *p = &x->phases.v[i];
        buf_addstr(b, "\nphase");
        NUMBERS(b, p->id, p->coder, p->phase, p->entered, p->left);
        TEXTS(b, p->why, p->left_why);
    }
    for (size_t i = 0; i < x->questions.n; i++) {
        const struct question *q = &x->questions.v[i];
        buf_addstr(b, "\nquestion");
        NUMBERS(b, q->id, q->coder, q->created);
        TEXTS(b, q->text, q->reason);
    }
    for (size_t i = 0; i < x->reviews.n; i++) {
        const struct review_entry *r = &x->reviews.v[i].r;
        buf_addstr(b, "\nreview");
        NUMBERS(b, r->id, r->coding, r->coder, r->code, r->kind, r->created, x->reviews.v[i].meaning);
        TEXTS(b, r->guid, r->text, r->said, x->reviews.v[i].words);
    }
    buf_addch(b, '\n');
}

static void themes_text(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->structures.n; i++) {
        const struct structure *r = &x->structures.v[i];
        buf_addstr(b, "structure");
        NUMBERS(b, r->id, r->coder, r->current, r->created);
        TEXTS(b, r->guid, r->name);
        for (size_t k = 0; k < r->nlevels; k++)
            TEXTS(b, r->levels[k]);
        buf_addch(b, '\n');
    }
    for (size_t i = 0; i < x->themes.n; i++) {
        const struct theme *h = &x->themes.v[i];
        buf_addstr(b, "theme");
        NUMBERS(b, h->id, h->parent, h->structure, h->coder, h->round, h->status, h->merged_into,
                h->split_from, h->created, h->depth);
        TEXTS(b, h->guid, h->name, h->idea, h->definition, h->scope, h->narrative, h->reason, "\n");
    }
    for (size_t i = 0; i < x->places.n; i++) {
        const struct place *p = &x->places.v[i];
        buf_addstr(b, "\nplace");
        NUMBERS(b, p->id, p->theme, p->code, p->segment, p->coder, p->created);
        TEXTS(b, p->name);
    }
    for (size_t i = 0; i < x->versions.n; i++) {
        const struct version *v = &x->versions.v[i].v;
        buf_addstr(b, "\nversion");
        NUMBERS(b, v->id, v->coder, v->number, v->why, v->phase, v->created, v->sources, v->codings, v->codes,
                v->themes);
        TEXTS(b, v->guid, v->label, v->note, x->versions.v[i].content);
    }
    buf_addch(b, '\n');
}

static void sets_text(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->sets.n; i++) {
        buf_addstr(b, "\nset");
        NUMBERS(b, x->sets.v[i].id);
        TEXTS(b, x->sets.v[i].guid, x->sets.v[i].name, x->sets.v[i].description);
    }
    for (size_t i = 0; i < x->members.n; i++) {
        buf_addstr(b, "\nmember");
        NUMBERS(b, x->members.v[i].of, x->members.v[i].kind, x->members.v[i].target);
    }
    for (size_t i = 0; i < x->refs.n; i++) {
        buf_addstr(b, "\nref");
        NUMBERS(b, x->refs.v[i].of, x->refs.v[i].kind, x->refs.v[i].target);
    }
    for (size_t i = 0; i < x->links.n; i++) {
        const struct x_link *l = &x->links.v[i];
        buf_addstr(b, "\nlink");
        NUMBERS(b, l->id, l->direction, l->colour);
        TEXTS(b, l->guid, l->name, l->origin, l->target);
    }
    buf_addch(b, '\n');
}

char *travel_text(const struct exchange *x)
{
    struct buf b = BUF_INIT;
    const struct project *p = &x->project;
    buf_addstr(&b, "project");
    NUMBERS(&b, p->structure, p->created, x->ours, x->keep_ids);
    TEXTS(&b, x->program, p->guid, p->title, p->question, p->attribution, p->citation, "\n");
    people_text(x, &b);
    for (size_t i = 0; i < x->sources.n; i++)
        source_text(&x->sources.v[i], &b);
    codes_text(x, &b);
    notes_text(x, &b);
    themes_text(x, &b);
    sets_text(x, &b);
    return buf_detach(&b);
}

char *travel_given(struct store *s)
{
    struct exchange x;
    exchange_init(&x);
    MUST(store_give(s, &x, &err));
    MUST(exchange_check(&x, &err));
    char *text = travel_text(&x);
    exchange_release(&x);
    return text;
}

struct take_result travel_take(struct store *s, struct exchange *x, bool again)
{
    struct take_meta m = {.file = "f", .format = "json", .encoding = "UTF-8", .sha256 = "", .again = again};
    struct take_result r;
    MUST(exchange_check(x, &err));
    MUST(store_begin(s, "import", &err));
    MUST(store_take(s, x, &m, &r, &err));
    MUST(store_commit(s, NULL, &err, "took it in"));
    return r;
}

void travel_there_and_back(struct store *s, const char *coder)
{
    char *path = test_path("other.tema"), *given = travel_given(s), *start, *back;
    struct exchange x;
    exchange_init(&x);
    MUST(store_give(s, &x, &err));
    struct store *other = test_create(path, coder);
    start = test_dump(path);
    travel_take(other, &x, false);
    back = travel_given(other);
    test_same(given, back, "the study after its travel");
    test_sound(other, "after the travel");
    mem_free(back);
    MUST(store_undo(other, NULL, &err));
    back = test_dump(path);
    test_same(start, back, "the project after the import was taken back");
    test_sound(other, "after the import was taken back");
    mem_free(back);
    MUST(store_redo(other, NULL, &err));
    back = travel_given(other);
    test_same(given, back, "the study after the import was done again");
    test_sound(other, "after the import was done again");
    store_free(other);
    mem_free(back);
    mem_free(given);
    mem_free(start);
    exchange_release(&x);
    test_remove(path);
}
