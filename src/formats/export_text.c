/* What people and spreadsheets read: the codings as a table, the transcripts as text. */
#include <stdlib.h>
#include <string.h>

#include "exchange_priv.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/text/csv.h"
#include "tema/text/utf8.h"

/* ---- finding by id ---- */

struct at_id {
    tema_id id;
    size_t at;
};
struct ids {
    struct at_id *v;
    size_t n;
};

static int by_id(const void *a, const void *b)
{
    tema_id x = ((const struct at_id *)a)->id, y = ((const struct at_id *)b)->id;
    return (x > y) - (x < y);
}

/* Ids lie `at` bytes into items of `size`; freed with mem_free. */
static struct ids index_of(const void *items, size_t n, size_t size, size_t at)
{
    struct ids x = {mem_array(NULL, n + 1, sizeof *x.v), n};
    for (size_t i = 0; i < n; i++) {
        memcpy(&x.v[i].id, (const char *)items + i * size + at, sizeof(tema_id));
        x.v[i].at = i;
    }
    if (n > 0)
        qsort(x.v, n, sizeof *x.v, by_id);
    return x;
}
#define INDEX(x, kind, type, field) index_of((x)->kind.v, (x)->kind.n, sizeof(type), offsetof(type, field))

/* The item's place in its vector, or SIZE_MAX. */
static size_t find(const struct ids *ids, tema_id id)
{
    struct at_id key = {.id = id};
    const struct at_id *found = ids->n > 0 ? bsearch(&key, ids->v, ids->n, sizeof key, by_id) : NULL;
    return found ? found->at : SIZE_MAX;
}

/* ---- a source's text ---- */

struct flat {
    struct buf text;
    size_t *turn_at;   /* where each turn begins, in code points, and the whole's length behind the last */
    VEC(size_t) steps; /* bytes of every 1024th code point */
    size_t chars;
};

enum { STEP = 1024 };

static struct flat flatten(const struct transcript *t)
{
    struct flat f = {.text = BUF_INIT};
    f.turn_at = mem_array(NULL, t->turns.n + 1, sizeof *f.turn_at);
    for (size_t i = 0; i < t->turns.n; i++) {
        f.turn_at[i] = f.chars;
        buf_add(&f.text, t->turns.v[i].text, t->turns.v[i].bytes);
        f.chars += utf8_count(t->turns.v[i].text, t->turns.v[i].bytes);
    }
    f.turn_at[t->turns.n] = f.chars;
    size_t cp = 0;
    for (size_t i = 0; i < f.text.len; i++) {
        if (((unsigned char)f.text.s[i] & 0xc0) == 0x80)
            continue;
        if (cp++ % STEP == 0)
            vec_push(&f.steps, i);
    }
    return f;
}

static void unflatten(struct flat *f)
{
    buf_release(&f->text);
    mem_free(f->turn_at);
    vec_release(&f->steps);
}

static size_t byte_at(const struct flat *f, size_t cp)
{
    if (cp >= f->chars)
        return f->text.len;
    size_t from = f->steps.v[cp / STEP];
    return from + utf8_byte(f->text.s + from, f->text.len - from, (cp_off){cp % STEP}).b;
}

/* The turn in which that code point stands. */
static const struct tr_turn *turn_of(const struct transcript *t, const struct flat *f, size_t cp)
{
    size_t lo = 0, hi = t->turns.n;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (f->turn_at[mid] <= cp)
            lo = mid;
        else
            hi = mid;
    }
    return t->turns.n > 0 ? &t->turns.v[lo] : NULL;
}

/* ---- csv: a row a coding ---- */

struct table {
    struct exchange *x;
    struct ids codes, coders, sources, segments, rounds;
    struct flat *flat; /* by source */
    struct arena arena;
};

static const char *code_path(const struct table *t, tema_id id)
{
    const char *path = NULL;
    for (size_t i = find(&t->codes, id); i != SIZE_MAX; i = find(&t->codes, t->x->codes.v[i].c.parent)) {
        struct arena *a = &((struct table *)(uintptr_t)t)->arena;
        path = path ? arena_printf(a, "%s/%s", t->x->codes.v[i].c.name, path) : t->x->codes.v[i].c.name;
    }
    return path ? path : "";
}

static void add_number(struct buf *out, int64_t n)
{
    buf_addf(out, "%lld,", (long long)n);
}

static void add_text(struct buf *out, const char *s)
{
    csv_cell(out, s, false);
    buf_addch(out, ',');
}

static void add_time(struct buf *out, int64_t ms)
{
    char s[RFC3339_LEN + 1] = "";
    if (ms >= 0)
        clock_rfc3339(ms, s);
    buf_addstr(out, s);
}

static const char *name_of_coder(const struct table *t, tema_id id)
{
    size_t i = find(&t->coders, id);
    return i == SIZE_MAX ? "" : t->x->coders.v[i].name;
}

static void add_coding(struct table *t, const struct x_coding *c, struct buf *out)
{
    const struct segment *g = &t->x->segments.v[find(&t->segments, c->c.segment)].s;
    size_t at = find(&t->sources, g->source), round = find(&t->rounds, c->c.round);
    const struct x_source *s = &t->x->sources.v[at];
    const struct flat *f = &t->flat[at];
    const struct tr_turn *turn = turn_of(s->text, f, g->start.cp);
    size_t from = byte_at(f, g->start.cp), to = byte_at(f, g->end.cp);
    char span[16] = "";
    add_text(out, s->s.name);
    add_text(out, turn && turn->speaker >= 0 ? s->text->speakers.v[turn->speaker] : "");
    if (turn && turn->start_ms >= 0)
        clock_span(turn->start_ms, span);
    add_text(out, span);
    add_number(out, (int64_t)g->start.cp);
    add_number(out, (int64_t)g->end.cp);
    add_text(out, arena_strndup(&t->arena, buf_str(&f->text) + from, to - from));
    add_text(out, g->condensed);
    add_text(out, code_path(t, c->c.code));
    add_text(out, name_of_coder(t, c->c.coder));
    add_text(out, round == SIZE_MAX ? "" : t->x->rounds.v[round].name);
    add_time(out, c->c.created);
    buf_addstr(out, "\r\n");
}

struct in_order {
    size_t source, start, end, at;
};

static int by_place(const void *a, const void *b)
{
    const struct in_order *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void add_codings(struct table *t, struct buf *out)
{
    const struct exchange *x = t->x;
    struct in_order *order = mem_array(NULL, x->codings.n + 1, sizeof *order);
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct segment *g = &x->segments.v[find(&t->segments, x->codings.v[i].c.segment)].s;
        order[i] = (struct in_order){find(&t->sources, g->source), g->start.cp, g->end.cp, i};
    }
    if (x->codings.n > 0)
        qsort(order, x->codings.n, sizeof *order, by_place);
    for (size_t i = 0; i < x->codings.n; i++) {
        add_coding(t, &x->codings.v[order[i].at], out);
        arena_release(&t->arena);
    }
    mem_free(order);
}

static bool write_csv(struct exchange *x, struct buf *out, struct err *err)
{
    struct table t = {.x = x,
                      .codes = INDEX(x, codes, struct x_code, c.id),
                      .coders = INDEX(x, coders, struct coder, id),
                      .sources = INDEX(x, sources, struct x_source, s.id),
                      .segments = INDEX(x, segments, struct x_segment, s.id),
                      .rounds = INDEX(x, rounds, struct round, id)};
    (void)err;
    t.flat = mem_array(NULL, x->sources.n + 1, sizeof *t.flat);
    for (size_t i = 0; i < x->sources.n; i++)
        t.flat[i] = flatten(x->sources.v[i].text);
    buf_addstr(out, "source,speaker,time,start,end,text,condensed,code,coder,round,created\r\n");
    add_codings(&t, out);
    for (size_t i = 0; i < x->sources.n; i++)
        unflatten(&t.flat[i]);
    mem_free(t.flat);
    mem_free(t.codes.v);
    mem_free(t.coders.v);
    mem_free(t.sources.v);
    mem_free(t.segments.v);
    mem_free(t.rounds.v);
    arena_release(&t.arena);
    exchange_note(x, _("a table of codings holds no definitions, themes, memos, reviews or versions, and no "
                       "meaning units without a code; 'tema export json' holds everything"));
    return true;
}

const struct project_format project_csv = {"csv", N_("the codings as a table, a row each"), write_csv};

/* ---- txt: the transcripts ---- */

static void write_source(const struct x_source *s, struct buf *out)
{
    const struct transcript *t = s->text;
    buf_addf(out, "%s\n", s->s.name);
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        char span[16];
        if (u->opens || i == 0)
            buf_addch(out, '\n');
        if (u->opens && u->start_ms >= 0) {
            clock_span(u->start_ms, span);
            buf_addf(out, "[%s] ", span);
        }
        if (u->opens && u->speaker >= 0)
            buf_addf(out, "%s: ", t->speakers.v[u->speaker]);
        buf_add(out, u->text, u->bytes);
    }
    if (out->len > 0 && out->s[out->len - 1] != '\n')
        buf_addch(out, '\n');
}

static bool write_txt(struct exchange *x, struct buf *out, struct err *err)
{
    (void)err;
    for (size_t i = 0; i < x->sources.n; i++) {
        if (i > 0)
            buf_addstr(out, "\f\n"); /* a new page */
        write_source(&x->sources.v[i], out);
    }
    exchange_note(x, _("the transcripts alone are in it, with speakers and times; 'tema export json' holds "
                       "everything"));
    return true;
}

const struct project_format project_txt = {"txt", N_("the transcripts, one after the other"), write_txt};
