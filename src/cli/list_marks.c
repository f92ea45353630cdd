/* list segments, list codings. */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"

/* The order of a list: their sources' names, the text, the codebook. */

struct placed {
    size_t source; /* index in the study */
    size_t start, end, code;
    tema_id id;
    size_t index; /* in the list as read */
};

static int by_place(const void *va, const void *vb)
{
    const struct placed *a = va, *b = vb;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Where each id stands in the study: there can be a hundred thousand things to place. */
struct rank {
    tema_id id;
    size_t index;
};

static int by_id(const void *va, const void *vb)
{
    const struct rank *a = va, *b = vb;

    return (a->id > b->id) - (a->id < b->id);
}

static struct rank *source_ranks(const struct study *st, struct arena *a)
{
    struct rank *r = arena_array(a, st->nsources + 1, sizeof *r);

    for (size_t i = 0; i < st->nsources; i++)
        r[i] = (struct rank){st->sources[i].id, i};
    qsort(r, st->nsources, sizeof *r, by_id);
    return r;
}

static struct rank *code_ranks(const struct study *st, struct arena *a)
{
    struct rank *r = arena_array(a, st->ncodes + 1, sizeof *r);

    for (size_t i = 0; i < st->ncodes; i++)
        r[i] = (struct rank){st->codes[i].id, i};
    qsort(r, st->ncodes, sizeof *r, by_id);
    return r;
}

/* n where the study has no such id. */
static size_t rank_of(const struct rank *r, size_t n, tema_id id)
{
    const struct rank key = {id, 0}, *found = bsearch(&key, r, n, sizeof *r, by_id);

    return found ? found->index : n;
}

/* Paths of the codes, in their order, and of one more that there is not. */
static const char **code_paths(const struct study *st, struct arena *a)
{
    const char **paths = arena_array(a, st->ncodes + 1, sizeof *paths);

    for (size_t i = 0; i < st->ncodes; i++)
        paths[i] = codetree_path(st->codes, st->ncodes, st->codes[i].id, a);
    paths[st->ncodes] = NULL;
    return paths;
}

static const char *source_name(const struct study *st, size_t rank)
{
    return rank < st->nsources ? st->sources[rank].name : NULL;
}

/* The words of one stretch after the other; the text of a source is kept while they are of the same one. */
struct reader {
    struct doc doc;
    struct buf words;
};

static void reader_init(struct reader *r)
{
    doc_init(&r->doc);
    r->words = (struct buf)BUF_INIT;
}

static void reader_release(struct reader *r)
{
    doc_release(&r->doc);
    buf_release(&r->words);
}

/* They hold until the next call. */
static bool words_of(struct ctx *c, struct reader *r, tema_id source, cp_off start, cp_off end,
                     const char **ret, struct err *err)
{
    struct doc *d = &r->doc;

    buf_clear(&r->words);
    if (d->source != source && !app_doc(c->app, source, d, err))
        return false;
    d->source = source;
    if (end.cp > d->chars)
        end.cp = d->chars;
    if (start.cp < end.cp)
        doc_text(d, start, end, &r->words);
    *ret = buf_str(&r->words);
    return true;
}

/* ---- one array, object by object ---- */

enum { OUT_PIECE = 1 << 16 }; /* bytes that are collected before they are written */

/* Ends the array that stream_item has begun; one of nothing when it has not. */
static void stream_end(struct ctx *c, size_t n)
{
    buf_addstr(&c->out, n == 0 ? "[]\n" : "\n]\n");
}

/* Adds object i of the array, as it would stand in the whole of it, and writes what has come together. Takes the
 * reference. */
static bool stream_item(struct ctx *c, size_t i, json_t *o, struct buf *scratch, struct err *err)
{
    struct buf whole = c->out;
    const char *s;

    buf_clear(scratch);
    c->out = *scratch;
    out_json(c, o);
    *scratch = c->out;
    c->out = whole;
    s = buf_str(scratch);
    buf_addstr(&c->out, i == 0 ? "[" : ",");
    while (*s) {
        size_t line = strcspn(s, "\n");

        buf_addstr(&c->out, "\n  ");
        buf_add(&c->out, s, line);
        s += line + (s[line] == '\n');
    }
    return c->out.len < OUT_PIECE || out_flush(c, err);
}

/* Ends the one of the two that was asked for. */
static void finish(struct ctx *c, struct table *t, size_t n, bool ok)
{
    if (ok && as_json(c))
        stream_end(c, n);
    if (ok && !as_json(c))
        table_print(t, &c->out);
    else
        table_release(t);
}

/* ---- segments ---- */

static json_t *segment_json(const struct study *st, const struct segment *s, const char *name,
                            const char *text)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(s->id));
    json_object_set_new(o, "guid", js_text(s->guid));
    json_object_set_new(o, "source", js_id(s->source));
    json_object_set_new(o, "start", json_integer((json_int_t)s->start.cp));
    json_object_set_new(o, "end", json_integer((json_int_t)s->end.cp));
    json_object_set_new(o, "text", js_text(text));
    json_object_set_new(o, "condensed", js_text(*s->condensed ? s->condensed : NULL));
    json_object_set_new(o, "coder", js_text(coder_name(st, s->coder)));
    json_object_set_new(o, "created", js_time(s->created));
    json_object_set_new(o, "source_name", js_text(name));
    json_object_set_new(o, "aside", json_boolean(s->aside));
    return o;
}

static void add_segment_row(struct ctx *c, struct table *t, const struct study *st, const struct segment *g,
                            const char *name, const char *text)
{
    table_add(t, "%s", name ? name : "?");
    table_add(t, "%zu", g->start.cp);
    table_add(t, "%zu", g->end.cp);
    table_add(t, "%s", one_line(text, strlen(text), SHOWN_CHARS, &c->arena));
    table_add(t, "%s", one_line(g->condensed, strlen(g->condensed), SHOWN_CHARS, &c->arena));
    table_add(t, "%s", coder_name(st, g->coder));
    table_add(t, "%lld", (long long)g->id);
}

static bool print_segments(struct ctx *c, const struct study *st, const struct segment *s,
                           const struct placed *order, size_t n, struct err *err)
{
    TABLE(t, 2 | 4, N_("source"), N_("start"), N_("end"), N_("text"), N_("condensed"), N_("coder"), N_("id"));
    struct buf scratch = BUF_INIT;
    struct reader r;
    bool ok = true;

    reader_init(&r);
    for (size_t i = 0; ok && i < n; i++) {
        const struct segment *g = &s[order[i].index];
        const char *name = source_name(st, order[i].source), *text;

        ok = words_of(c, &r, g->source, g->start, g->end, &text, err);
        if (ok && as_json(c))
            ok = stream_item(c, i, segment_json(st, g, name, text), &scratch, err);
        else if (ok)
            add_segment_row(c, &t, st, g, name, text);
    }
    reader_release(&r);
    buf_release(&scratch);
    finish(c, &t, n, ok);
    return ok;
}

bool list_segments(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct placed *order;
    struct rank *sources;
    struct segment *s;
    tema_scope scope;
    size_t n;

    if (!st || !scope_option(c, SCOPE_ALL, &scope, err) ||
        !app_segments(c->app, scope, 0, &c->arena, &s, &n, err))
        return false;
    order = arena_array(&c->arena, n + 1, sizeof *order);
    sources = source_ranks(st, &c->arena);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct placed){
            rank_of(sources, st->nsources, s[i].source), s[i].start.cp, s[i].end.cp, 0, s[i].id, i};
    qsort(order, n, sizeof *order, by_place);
    return print_segments(c, st, s, order, n, err);
}

/* ---- codings ---- */

static json_t *coding_json(const struct study *st, const struct coding *g, const char *name, const char *path,
                           const char *text)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(g->id));
    json_object_set_new(o, "source", js_id(g->source));
    json_object_set_new(o, "start", json_integer((json_int_t)g->start.cp));
    json_object_set_new(o, "end", json_integer((json_int_t)g->end.cp));
    json_object_set_new(o, "text", js_text(text));
    json_object_set_new(o, "code", js_id(g->code));
    json_object_set_new(o, "coder", js_text(coder_name(st, g->coder)));
    json_object_set_new(o, "round", js_id(g->round));
    json_object_set_new(o, "created", js_time(g->created));
    json_object_set_new(o, "segment", js_id(g->segment));
    json_object_set_new(o, "source_name", js_text(name));
    json_object_set_new(o, "code_path", js_text(path));
    json_object_set_new(o, "stale", json_boolean(g->stale));
    return o;
}

static void add_coding_row(struct ctx *c, struct table *t, const struct study *st, const struct coding *g,
                           const char *name, const char *path, const char *text)
{
    table_add(t, "%s", name ? name : "?");
    table_add(t, "%zu", g->start.cp);
    table_add(t, "%zu", g->end.cp);
    table_add(t, "%s", path ? path : "?");
    table_add(t, "%s", one_line(text, strlen(text), SHOWN_CHARS, &c->arena));
    table_add(t, "%s", coder_name(st, g->coder));
    table_add(t, "%lld", (long long)g->id);
}

static bool print_codings(struct ctx *c, const struct study *st, const struct coding *g,
                          const struct placed *order, size_t n, struct err *err)
{
    TABLE(t, 2 | 4, N_("source"), N_("start"), N_("end"), N_("code"), N_("text"), N_("coder"), N_("id"));
    const char **paths = code_paths(st, &c->arena);
    struct buf scratch = BUF_INIT;
    struct reader r;
    bool ok = true;

    reader_init(&r);
    for (size_t i = 0; ok && i < n; i++) {
        const struct coding *k = &g[order[i].index];
        const char *name = source_name(st, order[i].source), *path = paths[order[i].code], *text;

        ok = words_of(c, &r, k->source, k->start, k->end, &text, err);
        if (ok && as_json(c))
            ok = stream_item(c, i, coding_json(st, k, name, path, text), &scratch, err);
        else if (ok)
            add_coding_row(c, &t, st, k, name, path, text);
    }
    reader_release(&r);
    buf_release(&scratch);
    finish(c, &t, n, ok);
    return ok;
}

bool list_codings(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct rank *sources, *codes;
    struct placed *order;
    struct coding *g;
    tema_scope scope;
    size_t n;

    if (!st || !scope_option(c, SCOPE_ALL, &scope, err) ||
        !app_codings(c->app, scope, 0, 0, &c->arena, &g, &n, err))
        return false;
    order = arena_array(&c->arena, n + 1, sizeof *order);
    sources = source_ranks(st, &c->arena);
    codes = code_ranks(st, &c->arena);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct placed){rank_of(sources, st->nsources, g[i].source), g[i].start.cp, g[i].end.cp,
                                   rank_of(codes, st->ncodes, g[i].code),       g[i].id,       i};
    qsort(order, n, sizeof *order, by_place);
    return print_codings(c, st, g, order, n, err);
}
