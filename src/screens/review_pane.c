/* The coding at hand: its words where they stand, what its code means, and the whole thread. */
#include <string.h>

#include "review_priv.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"

enum { CONTEXT = 200, INDENT = 2 };

static const char *coder_name(const struct workbench *wb, tema_id id)
{
    const struct coder *who = study_coder(wb->st, id);
    return who ? who->name : "?";
}

static const char *kind_word(enum review_kind kind)
{
    switch (kind) {
    case REVIEW_AGREED: return _("agreed");
    case REVIEW_QUESTIONED: return _("asked");
    case REVIEW_DISAGREED: return _("disagreed");
    case REVIEW_WITHDRAWN: return _("withdrew the verdict");
    case REVIEW_COMMENT: return _("wrote");
    case REVIEW_RESOLVED: return _("settled it");
    }
    return "";
}

/* ---- what stands in the pane ---- */

static void add_head(struct workbench *wb, struct review *v, const struct canvas *c,
                     const struct review_item *it, const struct review_text *t)
{
    struct arena *a = &v->pane;
    const struct coder *me = wb_me(wb);
    const char *path = study_code(wb->st, it->coding.code)
                           ? codetree_path(wb->st->codes, wb->st->ncodes, it->coding.code, a)
                           : _("a code that is gone");
    para_add(&v->about, S(TITLE), 0, path);
    const char *who = coder_name(wb, it->coding.coder);
    para_add(&v->about, S(LABEL), 0,
             it->state.gone
                 ? arena_printf(a, _("coded by %s, and taken off since"), who)
                 : arena_printf(a, _("coded by %s · %s%s%s"), who, t->who, t->who[0] ? " · " : "", t->where));
    const char *sign = review_sign(c, &it->state);
    if (it->state.last < 0)
        para_add(&v->about, S(DIM), 0, arena_printf(a, _("%s no verdict yet"), sign));
    else if (it->state.holds && !it->state.gone)
        para_add(
            &v->about, S(NOTICE), 0,
            arena_printf(a, _("%s %s by %s"), sign, review_word(&it->state), coder_name(wb, it->state.by)));
    else
        para_add(&v->about, S(WARNING), 0,
                 arena_printf(
                     a, _("%s %s %s, but it holds no longer: words, code or definition have changed since"),
                     sign, coder_name(wb, it->state.by), kind_word((enum review_kind)it->state.last)));
    if (it->coding.stale)
        para_add(&v->about, S(WARNING), 0,
                 _("the code was merged or has changed in meaning since it was given here"));
    if (review_waits_for(&it->state, me ? me->id : 0))
        para_add(&v->about, S(WARNING), 0, _("! waits for your answer: c answers, s settles"));
    else if (it->state.open)
        para_add(&v->about, S(DIM), 0, _(": waits for another's answer"));
}

static void add_field(struct review *v, const char *label, const char *text)
{
    if (text[0])
        para_label(&v->about, 0, label, text, &v->pane);
}

static void add_code(struct workbench *wb, struct review *v, tema_id code)
{
    const struct code *k = study_code(wb->st, code);
    if (!k)
        return;
    if (!k->definition[0] && !k->include[0] && !k->exclude[0])
        para_add(&v->about, S(DIM), 0, _("the code has no definition yet"));
    /* Copied: the study may be read anew while the pane stands. */
    add_field(v, _("definition"), k->definition);
    add_field(v, _("include"), k->include);
    add_field(v, _("exclude"), k->exclude);
    add_field(v, _("example"), k->example);
}

static void add_entry(struct workbench *wb, struct review *v, const struct review_item *it,
                      const struct review_entry *e, const struct review_text *t)
{
    struct arena *a = &v->pane;
    char when[17];
    clock_minute(e->created, when);
    struct para head = {.st = S(LABEL), .inside = S(TIME), .to = strlen(when)};
    head.text = arena_printf(a, "%s %s %s", when, coder_name(wb, e->coder), kind_word(e->kind));
    vec_push(&v->about, head);
    const struct code *k = study_code(wb->st, e->code);
    if (k && e->code != it->coding.code)
        para_add(&v->about, S(DIM), INDENT, arena_printf(a, _("given on the code “%s”"), k->name));
    if (e->said[0] && !it->state.gone && strcmp(e->said, t->words) != 0)
        para_add(&v->about, S(DIM), INDENT, arena_printf(a, _("given on the words “%s”"), e->said));
    if (e->text[0])
        para_add(&v->about, S(NORMAL), INDENT, e->text);
}

static void build(struct workbench *wb, struct review *v, const struct canvas *c)
{
    const struct review_item *it = review_at(v);
    arena_release(&v->pane);
    vec_clear(&v->about);
    v->pane_built = true;
    if (!it)
        return;
    const struct review_text *t = review_read(wb, v, v->list.sel);
    add_head(wb, v, c, it, t);
    para_unit(&v->about, 0, t->before, t->words, t->after, CONTEXT, &v->pane);
    /* The thread comes first: it is what one answers, and short; the definition may be long. */
    for (size_t i = 0; i < it->state.entries; i++)
        add_entry(wb, v, it, &it->state.first[i], t);
    para_add(&v->about, S(NORMAL), 0, "");
    add_code(wb, v, it->coding.code);
}

void review_pane_draw(struct workbench *wb, struct review *v, struct canvas *c, struct rect r, bool focus)
{
    v->below = r;
    if (!v->pane_built)
        build(wb, v, c);
    v->lines = paras_rows(v->about.v, v->about.n, r.cols);
    if (v->top > v->lines - r.rows)
        v->top = v->lines > r.rows ? v->lines - r.rows : 0;
    paras_draw(v->about.v, v->about.n, c, r, v->top);
    if (v->lines > v->top + r.rows && r.rows > 0)
        canvas_fit_right(c, r.row + r.rows - 1, r.col, r.cols, S(DIM), _("… Tab"));
    if (focus)
        canvas_cursor(c, r.row, r.col);
}
