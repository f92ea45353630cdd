/* Verdicts, comments, and which codings are shown. */
#include <string.h>

#include "review_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

/* ---- entries ---- */

struct entry_act {
    struct review *v;
    tema_id coding;
    enum review_kind kind;
};

static bool is_verdict(enum review_kind kind)
{
    return kind == REVIEW_AGREED || kind == REVIEW_QUESTIONED || kind == REVIEW_DISAGREED;
}

/* After a verdict the next coding is at hand; what was selected is kept by the list otherwise. */
static bool enter(struct workbench *wb, struct review *v, tema_id coding, enum review_kind kind,
                  const char *text)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    int at = v->list.sel;
    tema_id next = at + 1 < (int)v->n ? v->items[at + 1].coding.id : 0;
    bool ok = app_review(wb->app, coding, kind, text, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err))
        return false;
    review_sync(wb, v);
    if (is_verdict(kind) && next)
        review_select_coding(v, next);
    return true;
}

static bool text_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct entry_act *x = ctx;
    if (x->kind != REVIEW_DISAGREED && text[strspn(text, " ")] == '\0') {
        wb_say(wb, ROLE_DIM, "%s",
               x->kind == REVIEW_COMMENT ? _("a comment needs words; Esc leaves")
                                         : _("a question needs words; Esc leaves"));
        return false;
    }
    return enter(wb, x->v, x->coding, x->kind, text);
}

static void ask_text(struct workbench *wb, struct review *v, const struct review_item *it,
                     enum review_kind kind, const char *question)
{
    static const struct modal_ops ops = {.text = text_done, .free = mem_free};
    struct entry_act *x = mem_alloc(sizeof *x);
    *x = (struct entry_act){v, it->coding.id, kind};
    wb_open_prompt(wb, prompt_line(question, NULL), &ops, x);
}

/* ---- filters ---- */

enum { BY_CODE = REVIEW_SETTLED + 1, BY_SOURCE, BY_CODER, BY_NOTHING };

static void filtered(struct workbench *wb, struct review *v)
{
    v->built = false;
    review_sync(wb, v);
    review_select(v, v->list.sel);
}

static void code_chosen(struct workbench *wb, void *ctx, tema_id code, const char *path)
{
    (void)path;
    struct review *v = ctx;
    v->query.code = code;
    filtered(wb, v);
}

static bool source_chosen(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                          const char *text)
{
    (void)i;
    (void)text;
    struct review *v = ctx;
    v->query.source = chosen->id;
    filtered(wb, v);
    return true;
}

static bool coder_chosen(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                         const char *text)
{
    (void)i;
    (void)text;
    struct review *v = ctx;
    v->query.coder = chosen->id;
    filtered(wb, v);
    return true;
}

static void choose_source(struct workbench *wb, struct review *v)
{
    choices items = VEC_INIT;
    vec_push(&items, ((struct choice){.name = _("any source")}));
    for (size_t i = 0; i < wb->st->nsources; i++)
        vec_push(&items, ((struct choice){.name = wb->st->sources[i].name, .id = wb->st->sources[i].id}));
    wb_pick_choice(wb, _("codings in which source?"), items.v, items.n, NULL, source_chosen, v, NULL);
    vec_release(&items);
}

static void choose_coder(struct workbench *wb, struct review *v)
{
    choices items = VEC_INIT;
    vec_push(&items, ((struct choice){.name = _("any coder")}));
    for (size_t i = 0; i < wb->st->ncoders; i++)
        vec_push(&items, ((struct choice){.name = wb->st->coders[i].name, .id = wb->st->coders[i].id}));
    wb_pick_choice(wb, _("whose codings?"), items.v, items.n, NULL, coder_chosen, v, NULL);
    vec_release(&items);
}

static void choose_code(struct workbench *wb, struct review *v)
{
    struct code_pick how = {.title = _("codings of which code, with those below it?")};
    wb_pick_code(wb, &how, code_chosen, NULL, v, NULL);
}

static bool filter_chosen(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                          const char *text)
{
    (void)i;
    (void)text;
    struct review *v = ctx;
    switch ((int)chosen->id) {
    case BY_CODE: choose_code(wb, v); return true;
    case BY_SOURCE: choose_source(wb, v); return true;
    case BY_CODER: choose_coder(wb, v); return true;
    case BY_NOTHING: v->query = (struct review_query){.filter = REVIEW_ALL}; break;
    default: v->query.filter = (enum review_filter)chosen->id; break;
    }
    filtered(wb, v);
    return true;
}

static void choose_filter(struct workbench *wb, struct review *v)
{
    static const struct {
        const char *name;
        int id;
    } rows[] = {
        {N_("every verdict"), REVIEW_ALL},
        {N_("pending: no verdict that holds"), REVIEW_PENDING},
        {N_("waiting for your answer"), REVIEW_WAITING},
        {N_("questions"), REVIEW_QUESTIONS},
        {N_("disagreed"), REVIEW_DISPUTES},
        {N_("agreed"), REVIEW_SETTLED},
        {N_("of one code …"), BY_CODE},
        {N_("in one source …"), BY_SOURCE},
        {N_("by one coder …"), BY_CODER},
        {N_("clear: all codings"), BY_NOTHING},
    };
    const struct source *source = study_source(wb->st, v->query.source);
    const struct code *code = study_code(wb->st, v->query.code);
    const struct coder *coder = study_coder(wb->st, v->query.coder);
    choices items = VEC_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *now = rows[i].id == (int)v->query.filter ? _("now") : NULL;
        if (rows[i].id == BY_CODE && code)
            now = code->name;
        else if (rows[i].id == BY_SOURCE && source)
            now = source->name;
        else if (rows[i].id == BY_CODER && coder)
            now = coder->name;
        vec_push(&items, ((struct choice){.name = _(rows[i].name), .note = now, .id = rows[i].id}));
    }
    wb_pick_choice(wb, _("which codings?"), items.v, items.n, NULL, filter_chosen, v, NULL);
    vec_release(&items);
}

/* ---- keys ---- */

/* Said before somebody writes in vain. */
static bool refuses(struct workbench *wb, const struct review_item *it, enum action_id id)
{
    if (app_is_read_only(wb->app))
        wb_say(wb, ROLE_ERROR, "%s", _("the project is open for reading only: nothing can be changed"));
    else if (it->state.gone && (id == ACTION_AGREE || id == ACTION_ASK || id == ACTION_DISAGREE))
        wb_say(wb, ROLE_ERROR, "%s",
               _("the coding has gone: there is nothing to give a verdict on; c comments, s settles"));
    else
        return false;
    return true;
}

static void go_to(struct workbench *wb, const struct review_item *it)
{
    if (it->coding.source && !it->state.gone)
        wb_open_stretch(wb, it->coding.source, it->coding.start, it->coding.end);
    else
        wb_say(wb, ROLE_DIM, "%s", _("the coding is no longer in the text"));
}

void review_act(struct workbench *wb, struct review *v, enum action_id id)
{
    const struct review_item *it = review_at(v);
    if (id == ACTION_FILTER)
        choose_filter(wb, v);
    if (id == ACTION_FILTER || !it)
        return;
    if (id == ACTION_GO_TO) {
        go_to(wb, it);
        return;
    }
    if (refuses(wb, it, id))
        return;
    switch ((int)id) {
    case ACTION_AGREE: enter(wb, v, it->coding.id, REVIEW_AGREED, ""); break;
    case ACTION_ASK: ask_text(wb, v, it, REVIEW_QUESTIONED, _("question: ")); break;
    case ACTION_DISAGREE: ask_text(wb, v, it, REVIEW_DISAGREED, _("disagree, because: ")); break;
    case ACTION_COMMENT: ask_text(wb, v, it, REVIEW_COMMENT, _("comment: ")); break;
    case ACTION_RESOLVE: enter(wb, v, it->coding.id, REVIEW_RESOLVED, ""); break;
    case ACTION_RECODE: wb_recode(wb, it->coding.id); break;
    case ACTION_WITHDRAW: enter(wb, v, it->coding.id, REVIEW_WITHDRAWN, ""); break;
    default: break;
    }
}
