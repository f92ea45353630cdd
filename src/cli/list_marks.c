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

static size_t source_rank(const struct study *st, tema_id id)
{
    const struct source *s = study_source(st, id);

    return s ? (size_t)(s - st->sources) : st->nsources;
}

static size_t code_rank(const struct study *st, tema_id id)
{
    const struct code *k = study_code(st, id);

    return k ? (size_t)(k - st->codes) : st->ncodes;
}

/* Words of a stretch; the text of its source is kept while the stretches are of the same one. */
static bool words_of(struct ctx *c, struct doc *d, tema_id source, cp_off start, cp_off end, char **ret,
                     struct err *err)
{
    struct buf b = BUF_INIT;

    if (d->source != source && !app_doc(c->app, source, d, err))
        return false;
    d->source = source;
    if (end.cp > d->chars)
        end.cp = d->chars;
    if (start.cp < end.cp)
        doc_text(d, start, end, &b);
    *ret = arena_strdup(&c->arena, buf_str(&b));
    buf_release(&b);
    return true;
}

/* One of the two is printed, the other let go. */
static void finish(struct ctx *c, struct table *t, json_t *list, bool ok)
{
    if (ok && as_json(c))
        out_json(c, list);
    else
        json_decref(list);
    if (ok && !as_json(c))
        table_print(t, &c->out);
    else
        table_release(t);
}

static json_t *segment_json(const struct study *st, const struct segment *s, const char *text)
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
    json_object_set_new(o, "source_name",
                        js_text(study_source(st, s->source) ? study_source(st, s->source)->name : NULL));
    return o;
}

static void add_segment_row(struct ctx *c, struct table *t, const struct study *st, const struct segment *g,
                            const char *text)
{
    table_add(t, "%s", study_source(st, g->source) ? study_source(st, g->source)->name : "?");
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
    json_t *list = json_array();
    struct doc d;
    bool ok = true;

    doc_init(&d);
    for (size_t i = 0; ok && i < n; i++) {
        const struct segment *g = &s[order[i].index];
        char *text;

        ok = words_of(c, &d, g->source, g->start, g->end, &text, err);
        if (ok && as_json(c))
            json_array_append_new(list, segment_json(st, g, text));
        else if (ok)
            add_segment_row(c, &t, st, g, text);
    }
    doc_release(&d);
    finish(c, &t, list, ok);
    return ok;
}

bool list_segments(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct placed *order;
    struct segment *s;
    tema_scope scope;
    size_t n;

    if (!st || !scope_option(c, SCOPE_ALL, &scope, err) ||
        !app_segments(c->app, scope, 0, &c->arena, &s, &n, err))
        return false;
    order = arena_array(&c->arena, n + 1, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct placed){source_rank(st, s[i].source), s[i].start.cp, s[i].end.cp, 0, s[i].id, i};
    qsort(order, n, sizeof *order, by_place);
    return print_segments(c, st, s, order, n, err);
}

static json_t *coding_json(const struct study *st, const struct coding *g, const char *text, struct arena *a)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(g->id));
    json_object_set_new(o, "source", js_id(g->source));
    json_object_set_new(o, "start", json_integer((json_int_t)g->start.cp));
    json_object_set_new(o, "end", json_integer((json_int_t)g->end.cp));
    json_object_set_new(o, "text", js_text(text));
    json_object_set_new(o, "code", js_id(g->code));
    json_object_set_new(o, "coder", js_text(coder_name(st, g->coder)));
    json_object_set_new(o, "round", json_null());
    json_object_set_new(o, "created", js_time(g->created));
    json_object_set_new(o, "segment", js_id(g->segment));
    json_object_set_new(o, "source_name",
                        js_text(study_source(st, g->source) ? study_source(st, g->source)->name : NULL));
    json_object_set_new(
        o, "code_path",
        js_text(study_code(st, g->code) ? codetree_path(st->codes, st->ncodes, g->code, a) : NULL));
    return o;
}

static void add_coding_row(struct ctx *c, struct table *t, const struct study *st, const struct coding *g,
                           const char *text)
{
    table_add(t, "%s", study_source(st, g->source) ? study_source(st, g->source)->name : "?");
    table_add(t, "%zu", g->start.cp);
    table_add(t, "%zu", g->end.cp);
    table_add(t, "%s",
              study_code(st, g->code) ? codetree_path(st->codes, st->ncodes, g->code, &c->arena) : "?");
    table_add(t, "%s", one_line(text, strlen(text), SHOWN_CHARS, &c->arena));
    table_add(t, "%s", coder_name(st, g->coder));
    table_add(t, "%lld", (long long)g->id);
}

static bool print_codings(struct ctx *c, const struct study *st, const struct coding *g,
                          const struct placed *order, size_t n, struct err *err)
{
    TABLE(t, 2 | 4, N_("source"), N_("start"), N_("end"), N_("code"), N_("text"), N_("coder"), N_("id"));
    json_t *list = json_array();
    struct doc d;
    bool ok = true;

    doc_init(&d);
    for (size_t i = 0; ok && i < n; i++) {
        const struct coding *k = &g[order[i].index];
        char *text;

        ok = words_of(c, &d, k->source, k->start, k->end, &text, err);
        if (ok && as_json(c))
            json_array_append_new(list, coding_json(st, k, text, &c->arena));
        else if (ok)
            add_coding_row(c, &t, st, k, text);
    }
    doc_release(&d);
    finish(c, &t, list, ok);
    return ok;
}

bool list_codings(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct placed *order;
    struct coding *g;
    tema_scope scope;
    size_t n;

    if (!st || !scope_option(c, SCOPE_ALL, &scope, err) ||
        !app_codings(c->app, scope, 0, 0, &c->arena, &g, &n, err))
        return false;
    order = arena_array(&c->arena, n + 1, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct placed){source_rank(st, g[i].source), g[i].start.cp, g[i].end.cp,
                                   code_rank(st, g[i].code),     g[i].id,       i};
    qsort(order, n, sizeof *order, by_place);
    return print_codings(c, st, g, order, n, err);
}
