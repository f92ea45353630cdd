/* review, list reviews. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/review.h"
#include "tema/base/clock.h"
#include "tema/model/doc.h"

static json_t *entry_json(const struct study *st, const struct review_entry *e)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(e->id));
    json_object_set_new(o, "kind", js_text(enum_word(&review_kinds, (int)e->kind)));
    json_object_set_new(o, "text", js_text(e->text));
    json_object_set_new(o, "said", js_text(e->said));
    json_object_set_new(o, "code", js_id(e->code));
    json_object_set_new(o, "holds", json_boolean(e->holds));
    json_object_set_new(o, "coder", js_text(coder_name(st, e->coder)));
    json_object_set_new(o, "created", js_time(e->created));
    return o;
}

static const char *verdict_word(const struct review_state *s)
{
    return s->verdict < 0 ? "pending" : enum_word(&review_kinds, s->verdict);
}

static json_t *item_json(struct ctx *c, const struct study *st, const struct review_item *x, const char *text)
{
    json_t *o = json_object(), *thread = json_array();

    for (size_t i = 0; i < x->state.entries; i++)
        json_array_append_new(thread, entry_json(st, &x->state.first[i]));
    json_object_set_new(o, "coding", js_id(x->coding.id));
    json_object_set_new(o, "source", js_id(x->coding.source));
    json_object_set_new(o, "start", json_integer((json_int_t)x->coding.start.cp));
    json_object_set_new(o, "end", json_integer((json_int_t)x->coding.end.cp));
    json_object_set_new(o, "text", js_text(text));
    json_object_set_new(o, "code", js_id(x->coding.code));
    json_object_set_new(o, "code_path",
                        js_text(codetree_path(st->codes, st->ncodes, x->coding.code, &c->arena)));
    json_object_set_new(o, "coder", js_text(coder_name(st, x->coding.coder)));
    json_object_set_new(o, "verdict", js_text(verdict_word(&x->state)));
    json_object_set_new(o, "last",
                        js_text(x->state.last < 0 ? NULL : enum_word(&review_kinds, x->state.last)));
    json_object_set_new(o, "by", js_text(x->state.by ? coder_name(st, x->state.by) : NULL));
    json_object_set_new(o, "holds", json_boolean(x->state.holds));
    json_object_set_new(o, "open", json_boolean(x->state.open));
    json_object_set_new(o, "gone", json_boolean(x->state.gone));
    json_object_set_new(o, "thread", thread);
    return o;
}

/* The words of a coding; of one that is gone, those that its thread began with. `d` keeps the text read last. */
static bool words_of(struct ctx *c, struct doc *d, tema_id *source, const struct review_item *x, char **ret,
                     struct err *err)
{
    struct buf b = BUF_INIT;

    if (x->state.gone) {
        *ret = arena_strdup(&c->arena, x->state.entries > 0 ? x->state.first->said : "");
        return true;
    }
    if (*source != x->coding.source && !app_doc(c->app, x->coding.source, d, err))
        return false;
    *source = x->coding.source;
    doc_text(d, x->coding.start, x->coding.end, &b);
    *ret = arena_strndup(&c->arena, buf_str(&b), b.len);
    buf_release(&b);
    return true;
}

static bool query_of(struct ctx *c, struct review_query *q, struct err *err)
{
    const struct study *st = study_of(c, err);
    const char *source = option_value(c, "source"), *code = option_value(c, "code"),
               *coder = option_value(c, "coder"), *verdict = option_value(c, "verdict");
    const struct source *s = NULL;
    const struct code *k = NULL;
    const struct coder *who = NULL;
    int filter = REVIEW_ALL;

    if (!st || (source && !study_find_source(st, source, &s, err)) ||
        (code && !study_find_code(st, code, &k, err)) || (coder && !study_find_coder(st, coder, &who, err)) ||
        (verdict && !word_value(&review_filters, verdict, _("verdict"), &filter, err)))
        return false;
    *q = (struct review_query){s ? s->id : 0, k ? k->id : 0, who ? who->id : 0, (enum review_filter)filter};
    return true;
}

static bool print_reviews(struct ctx *c, const struct review_item *x, size_t n, struct err *err)
{
    const struct study *st = study_of(c, err);
    json_t *list = as_json(c) ? json_array() : NULL;
    tema_id source = 0;
    struct doc d;
    bool ok = st != NULL;

    TABLE(t, 0, N_("verdict"), N_("source"), N_("code"), N_("text"), N_("coder"), N_("last word"),
          N_("coding"));
    doc_init(&d);
    for (size_t i = 0; ok && i < n; i++) {
        const struct source *s = study_source(st, x[i].coding.source);
        const struct review_entry *last =
            x[i].state.entries > 0 ? &x[i].state.first[x[i].state.entries - 1] : NULL;
        char *words;

        ok = words_of(c, &d, &source, &x[i], &words, err);
        if (!ok)
            break;
        if (list) {
            json_array_append_new(list, item_json(c, st, &x[i], words));
            continue;
        }
        table_add(&t, "%s%s", verdict_word(&x[i].state), x[i].state.open ? " *" : "");
        table_add(&t, "%s", s ? s->name : _("gone"));
        table_add(&t, "%s", codetree_path(st->codes, st->ncodes, x[i].coding.code, &c->arena));
        table_add(&t, "%s", one_line(words, strlen(words), SHOWN_CHARS, &c->arena));
        table_add(&t, "%s", coder_name(st, x[i].coding.coder));
        table_add(&t, "%s", last ? one_line(last->text, strlen(last->text), SHOWN_CHARS, &c->arena) : "");
        table_add(&t, "%lld", (long long)x[i].coding.id);
    }
    doc_release(&d);
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

static bool run_list(struct ctx *c, struct err *err)
{
    struct review_query q;
    struct review_item *x;
    size_t n;

    return query_of(c, &q, err) && app_reviews(c->app, &q, &c->arena, &x, &n, err) &&
           print_reviews(c, x, n, err);
}

/* Those codings that have a thread. */
bool list_reviews(struct ctx *c, struct err *err)
{
    struct review_query q = {0, 0, 0, REVIEW_ALL};
    struct review_item *x;
    size_t n, kept = 0;

    if (!app_reviews(c->app, &q, &c->arena, &x, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (x[i].state.entries > 0)
            x[kept++] = x[i];
    return print_reviews(c, x, kept, err);
}

static bool add(struct ctx *c, enum review_kind kind, struct err *err)
{
    size_t word = 1;
    char *text = NULL;
    tema_id id;

    if (!coding_arg(c, &id, err) || (c->words.n > word && !text_arg(c, c->words.v[word], &text, err)) ||
        !app_review(c->app, id, kind, text ? text : "", &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_agree(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_AGREED, err);
}

static bool run_question(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_QUESTIONED, err);
}

static bool run_disagree(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_DISAGREED, err);
}

static bool run_withdraw(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_WITHDRAWN, err);
}

static bool run_comment(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_COMMENT, err);
}

static bool run_resolve(struct ctx *c, struct err *err)
{
    return add(c, REVIEW_RESOLVED, err);
}

static const struct option list_options[] = {
    {"source", 0, N_("SOURCE"), N_("of this source")},
    {"code", 0, N_("CODE"), N_("of this code and those below it")},
    {"coder", 0, N_("CODER"), N_("of this coder")},
    {"verdict", 0, N_("WHICH"), N_("all, pending, waiting (for you), questioned, disagreed or agreed")},
    {"json", 0, NULL, N_("print one JSON array")},
    {NULL, 0, NULL, NULL},
};

const struct command review_commands[] = {
    {"review list", "", N_("Lists codings with their verdicts and threads; * marks a thread that is open."),
     "tema review list --verdict waiting", list_options, 0, 0, false, run_list},
    {"review agree", N_("CODING [TEXT]"), N_("Agrees with a coding."),
     "tema review agree 8411935874 --as Veileder", coding_options, 1, 2, false, run_agree},
    {"review question", N_("CODING TEXT"), N_("Questions a coding."),
     "tema review question 8411935874 'Er det ikke heller uro?' --as Veileder", coding_options, 2, 2, false,
     run_question},
    {"review disagree", N_("CODING [TEXT]"), N_("Disagrees with a coding."),
     "tema review disagree 8411935874 'Dette er ironi.' --as Veileder", coding_options, 1, 2, false,
     run_disagree},
    {"review withdraw", N_("CODING [TEXT]"), N_("Withdraws one's own verdict on a coding."),
     "tema review withdraw 8411935874 --as Veileder", coding_options, 1, 2, false, run_withdraw},
    {"review comment", N_("CODING TEXT"), N_("Writes in the thread of a coding; TEXT - is standard input."),
     "tema review comment 8411935874 'Enig, flyttet.'", coding_options, 2, 2, false, run_comment},
    {"review resolve", N_("CODING [TEXT]"), N_("Closes the thread of a coding as settled."),
     "tema review resolve 8411935874", coding_options, 1, 2, false, run_resolve},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
