/* quote, extracts, list quotes. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/quotes.h"
#include "tema/app/themes.h"

static bool quote_of(struct ctx *c, tema_id segment, const struct quote **ret, struct err *err)
{
    struct quote *q;
    size_t n;

    *ret = NULL;
    if (!app_quotes(c->app, &c->arena, &q, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (q[i].segment == segment)
            *ret = &q[i];
    return true;
}

static bool run_quote(struct ctx *c, struct err *err)
{
    const char *print = option_value(c, "print");
    const struct quote *q;
    tema_id segment;
    bool ok;

    if (print && option_given(c, "off"))
        return err_set(err, ERR_USAGE, _("quote: --print and --off exclude each other"));
    if (!segment_arg(c, &segment, err) || !quote_of(c, segment, &q, err))
        return false;
    if (option_given(c, "off"))
        ok = q ? app_unstar(c->app, q->id, &c->said, err)
               : err_set(err, ERR_NOT_FOUND, _("the meaning unit is not starred"));
    else if (print)
        ok = app_edit_quote(c->app, segment, print, &c->said, err);
    else
        ok = app_star(c->app, segment, &c->said, err);
    if (ok)
        out_said(c);
    return ok;
}

/* ---- extracts ---- */

static json_t *extract_json(const struct study *st, const struct extract *x, const struct extract_text *t)
{
    json_t *o = json_object();

    json_object_set_new(o, "segment", js_id(x->segment));
    json_object_set_new(o, "source", js_id(x->source));
    json_object_set_new(o, "start", json_integer((json_int_t)x->start.cp));
    json_object_set_new(o, "end", json_integer((json_int_t)x->end.cp));
    json_object_set_new(o, "text", js_text(t->words));
    json_object_set_new(o, "who", js_text(t->who));
    json_object_set_new(o, "where", js_text(t->where));
    json_object_set_new(o, "code", js_id(x->code));
    json_object_set_new(o, "coding", js_id(x->coding));
    json_object_set_new(o, "coder", js_text(coder_name(st, x->coder)));
    json_object_set_new(o, "condensed", js_text(*x->condensed ? x->condensed : NULL));
    json_object_set_new(o, "quote", js_text(x->quote ? t->print : NULL));
    json_object_set_new(o, "verbatim", json_boolean(t->verbatim));
    return o;
}

static bool run_extracts(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct theme *theme = NULL;
    const struct code *code = NULL;
    struct extract *x;
    tema_scope scope;
    json_t *list;
    size_t n;
    bool ok = true;

    if (option_given(c, "theme") == (c->words.n == 1))
        return err_set(err, ERR_USAGE, _("extracts: say a code, or --theme THEME"));
    if (!st || !scope_option(c, SCOPE_COUNTED, &scope, err) ||
        (c->words.n == 1 ? !study_find_code(st, c->words.v[0], &code, err)
                         : !study_find_theme(st, 0, option_value(c, "theme"), &theme, err)) ||
        !app_extracts(c->app, code ? code->id : 0, option_given(c, "below"), theme ? theme->id : 0, scope,
                      &c->arena, &x, &n, err))
        return false;
    list = as_json(c) ? json_array() : NULL;
    for (size_t i = 0; ok && i < n; i++) {
        struct extract_text t;

        ok = app_extract_text(c->app, &x[i], 0, &c->arena, &t, err);
        if (ok && list) {
            json_array_append_new(list, extract_json(st, &x[i], &t));
        } else if (ok) {
            buf_addf(&c->out, "%s%s\n    ", x[i].quote ? "* " : "", t.where);
            out_harmless(&c->out, t.words, strlen(t.words));
            buf_addf(&c->out, "\n    (%s)\n", t.who);
        }
    }
    if (list && ok)
        out_json(c, list);
    else
        json_decref(list);
    return ok;
}

/* ---- list quotes ---- */

static bool find_segment(struct segment *all, size_t n, tema_id id, const struct segment **ret)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].id == id) {
            *ret = &all[i];
            return true;
        }
    return false;
}

bool list_quotes(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    json_t *list = as_json(c) ? json_array() : NULL;
    struct segment *all;
    struct quote *q;
    size_t n = 0, nall = 0;
    bool ok = st && app_quotes(c->app, &c->arena, &q, &n, err) &&
              app_segments(c->app, SCOPE_ALL, 0, &c->arena, &all, &nall, err);

    TABLE(t, 0, N_("who"), N_("where"), N_("quote"), N_("segment"));
    for (size_t i = 0; ok && i < n; i++) {
        struct extract x = {.segment = q[i].segment, .quote = q[i].id, .edited = q[i].text, .condensed = ""};
        const struct segment *g;
        struct extract_text words;

        if (!find_segment(all, nall, q[i].segment, &g))
            continue;
        x.source = g->source;
        x.start = g->start;
        x.end = g->end;
        x.coder = q[i].coder;
        ok = app_extract_text(c->app, &x, 0, &c->arena, &words, err);
        if (ok && list) {
            json_t *o = extract_json(st, &x, &words);

            json_object_set_new(o, "id", js_id(q[i].id));
            json_object_set_new(o, "guid", js_text(q[i].guid));
            json_object_set_new(o, "edited", js_text(*q[i].text ? q[i].text : NULL));
            json_object_set_new(o, "created", js_time(q[i].created));
            json_array_append_new(list, o);
        } else if (ok) {
            table_add(&t, "%s", words.who);
            table_add(&t, "%s", words.where);
            table_add(&t, "%s", one_line(words.print, strlen(words.print), SHOWN_CHARS, &c->arena));
            table_add(&t, "%lld", (long long)q[i].segment);
        }
    }
    if (ok && list) {
        out_json(c, list);
    } else if (ok) {
        table_print(&t, &c->out);
        return true;
    } else {
        json_decref(list);
    }
    table_release(&t);
    return ok;
}

static const struct option quote_options[] = {
    {"print", 0, N_("TEXT"),
     N_("how it is printed: […] for what is left out, [ ] around what is put in; '' as said")},
    {"off", 0, NULL, N_("no longer starred")},
    {"text", 0, N_("WORDS"),
     N_("the unit of exactly these words, in place of its id: then SOURCE is named first")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {NULL, 0, NULL, NULL},
};
static const struct option extracts_options[] = {
    {"theme", 0, N_("THEME"), N_("of a theme of the current structure and those below it")},
    {"below", 0, NULL, N_("with those of the codes below")},
    {"scope", 0, N_("all|counted|CODER"),
     N_("whose codings: everybody's, of those who count, or one coder's")},
    {"json", 0, NULL, N_("print one JSON array")},
    {NULL, 0, NULL, NULL},
};

const struct command quote_commands[] = {
    {"quote", N_("SEGMENT"),
     N_("Stars a meaning unit for quoting, and edits it for print; all else must be verbatim."),
     "tema quote 8411935873 --print '[…] litt skummelt'", quote_options, 1, 1, false, run_quote},
    {"extracts", N_("CODE"), N_("Prints everything that is coded with a code, or stands under a theme."),
     "tema extracts Tillit --json", extracts_options, 0, 1, false, run_extracts},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
