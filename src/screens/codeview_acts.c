/* Acts on the codebook's tree: the same beside the text and in the codebook screen. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

struct tree_act {
    struct codeview *v;
    tema_id code;
    int id;       /* an action, or REDEFINE */
    tema_id into; /* what it is to be merged into */
};

static struct tree_act *act_new(struct codeview *v, tema_id code, int id)
{
    struct tree_act *t = mem_alloc(sizeof *t);
    *t = (struct tree_act){v, code, id, 0};
    return t;
}

/* ---- new, rename ---- */

static bool make_code(struct workbench *wb, const struct tree_act *t, const char *name)
{
    struct arena a = ARENA_INIT;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    const struct code *k = study_code(wb->st, t->code);
    tema_id above = !k ? 0 : t->id == ACTION_NEW_CHILD ? k->id : k->parent;
    const char *path =
        above ? arena_printf(&a, "%s/%s", codetree_path(wb->st->codes, wb->st->ncodes, above, &a), name)
              : name;
    tema_id made = 0;
    bool ok = app_add_code(wb->app, path, ORIGIN_INDUCTIVE, &made, &said, &err);
    ok = wb_did(wb, ok, false, &said, &err);
    if (ok)
        codeview_select(wb, t->v, made);
    arena_release(&a);
    return ok;
}

static bool rename_code(struct workbench *wb, const struct tree_act *t, const char *name)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    struct code_change change = CODE_CHANGE_NONE;
    change.name = name;
    bool ok = app_set_code(wb->app, t->code, &change, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

static bool name_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct tree_act *t = ctx;
    if (text[strspn(text, " /")] == '\0') {
        wb_say(wb, ROLE_DIM, _("a code needs a name; Esc leaves"));
        return false;
    }
    return t->id == ACTION_RENAME ? rename_code(wb, t, text) : make_code(wb, t, text);
}

static void name_typing(struct workbench *wb, void *ctx, const char *text)
{
    const struct tree_act *t = ctx;
    const struct code *k = study_code(wb->st, t->code);
    if (t->id == ACTION_RENAME && k && strcmp(k->name, text) == 0)
        return;
    struct arena a = ARENA_INIT;
    const char *remark = code_name_remark(wb->st, text, &a);
    if (remark)
        wb_say(wb, ROLE_WARNING, "%s", remark);
    arena_release(&a);
}

static void ask_name(struct workbench *wb, struct codeview *v, const struct code *k, enum action_id id)
{
    static const struct modal_ops ops = {.text = name_done, .typing = name_typing, .free = mem_free};
    struct arena a = ARENA_INIT;
    const struct code *parent = k ? study_code(wb->st, k->parent) : NULL;
    const char *question = _("new code: ");
    if (id == ACTION_RENAME)
        question = _("name: ");
    else if (id == ACTION_NEW_CHILD && k)
        question = arena_printf(&a, _("new code in “%s”: "), k->name);
    else if (parent)
        question = arena_printf(&a, _("new code in “%s”: "), parent->name);
    wb_open_prompt(wb, prompt_line(question, id == ACTION_RENAME && k ? k->name : NULL), &ops,
                   act_new(v, k ? k->id : 0, id));
    arena_release(&a);
}

/* ---- definition ---- */

enum { F_NAME, F_DEFINITION, F_INCLUDE, F_EXCLUDE, F_EXAMPLE, F_LEVEL, F_MEANING };

/* A definition that was there is written anew: the form also asks whether the meaning changes with it. */
enum { REDEFINE = ACTION_COUNT };

static bool is_defined(const struct code *k)
{
    return k->definition[0] || k->include[0] || k->exclude[0] || k->example[0];
}

static bool define_done(struct workbench *wb, void *ctx, struct form *f)
{
    const struct tree_act *t = ctx;
    struct code_change change = CODE_CHANGE_NONE;
    const char **texts[] = {&change.name, &change.definition, &change.include, &change.exclude,
                            &change.example};
    bool any = false;
    for (int i = F_NAME; i <= F_EXAMPLE; i++)
        if (form_changed(f, i)) {
            *texts[i] = form_text(f, i);
            any = true;
        }
    if (form_changed(f, F_LEVEL)) {
        change.level = (int)form_choice(f, F_LEVEL);
        any = true;
    }
    if (!any)
        return true;
    change.meaning = t->id == REDEFINE && form_choice(f, F_MEANING) == 1;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_code(wb->app, t->code, &change, &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

static void define_rescue(struct workbench *wb, void *ctx, struct form *f)
{
    define_done(wb, ctx, f);
}

static void define(struct workbench *wb, struct codeview *v, const struct code *k)
{
    static const struct modal_ops ops = {.form = define_done, .rescue = define_rescue, .free = mem_free};
    struct arena a = ARENA_INIT;
    const char *levels[] = {_("semantic"), _("latent")};
    struct form *f = form_new(arena_printf(&a, _("code “%s”"), k->name));
    form_add_text(f, _("name"), k->name);
    form_add_multi(f, _("definition"), k->definition, 4);
    form_add_multi(f, _("include"), k->include, 2);
    form_add_multi(f, _("exclude"), k->exclude, 2);
    form_add_multi(f, _("example"), k->example, 2);
    form_add_choice(f, _("level"), levels, 2, (size_t)k->level);
    if (is_defined(k)) {
        const char *meanings[] = {_("wording only"), _("meaning")};
        form_add_choice(f, _("changes"), meanings, 2, 0);
        form_set_hint(f, F_MEANING, _("where the meaning changes, its codings are to be looked at again"));
    }
    form_set_focus(f, F_DEFINITION);
    wb_open_form(wb, f, &ops, act_new(v, k->id, is_defined(k) ? REDEFINE : (int)ACTION_DEFINE));
    arena_release(&a);
}

/* ---- colour ---- */

static bool colour_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                        const char *text)
{
    (void)i;
    (void)text;
    const struct tree_act *t = ctx;
    struct code_change change = CODE_CHANGE_NONE;
    change.colour = (int64_t)(chosen->tint & 0xffffff);
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_code(wb->app, t->code, &change, &said, &err);
    wb_did(wb, ok, false, &said, &err);
    return true;
}

static void recolour(struct workbench *wb, struct codeview *v, const struct code *k)
{
    /* Hues that stay apart for most colour-blind readers, after P. Tol, "Colour schemes" (2021), with a few
     * more between. */
    static const struct {
        const char *name;
        uint32_t rgb;
    } colours[] = {
        {N_("red"), 0xee6677},    {N_("orange"), 0xee8866}, {N_("amber"), 0xddaa33},
        {N_("yellow"), 0xccbb44}, {N_("olive"), 0x999933},  {N_("green"), 0x228833},
        {N_("mint"), 0x44bb99},   {N_("teal"), 0x009988},   {N_("cyan"), 0x66ccee},
        {N_("blue"), 0x4477aa},   {N_("indigo"), 0x5566cc}, {N_("violet"), 0x9966cc},
        {N_("purple"), 0xaa3377}, {N_("pink"), 0xffaabb},   {N_("brown"), 0x997744},
        {N_("grey"), 0xbbbbbb},
    };
    choices items = VEC_INIT;
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        vec_push(&items, ((struct choice){_(colours[i].name), k->colour == colours[i].rgb ? _("now") : NULL,
                                          TINT(colours[i].rgb), 0}));
    struct arena a = ARENA_INIT;
    wb_pick_choice(wb, arena_printf(&a, _("colour of “%s”"), k->name), items.v, items.n, NULL, colour_made,
                   act_new(v, k->id, ACTION_RECOLOUR), mem_free);
    vec_release(&items);
    arena_release(&a);
}

/* ---- moving, merging ---- */

static bool merge_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct tree_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    buf_clear(&wb->message);
    if (i == 0 && wb_did(wb, app_merge_codes(wb->app, &t->code, 1, t->into, &said, &err), false, &said, &err))
        codeview_select(wb, t->v, t->into);
    return true;
}

/* Says what merging would do, and asks. */
static void ask_merge(struct workbench *wb, const struct tree_act *t, tema_id into)
{
    static const struct modal_ops ops = {.choice = merge_chosen, .free = mem_free};
    struct arena a = ARENA_INIT;
    struct buf words = BUF_INIT;
    struct err err = ERR_INIT;
    const struct code *from = study_code(wb->st, t->code), *to = study_code(wb->st, into);
    if (from && to && app_merge_codes_preview(wb->app, &t->code, 1, into, &words, &err)) {
        struct tree_act *act = act_new(t->v, t->code, ACTION_MERGE);
        act->into = into;
        wb_say(wb, ROLE_WARNING, "%s", buf_str(&words));
        wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("merge “%s” into “%s”?"), from->name, to->name)),
                       &ops, act);
    } else if (from && to) {
        wb_fail(wb, &err);
    }
    buf_release(&words);
    arena_release(&a);
}

static void target_picked(struct workbench *wb, void *ctx, tema_id code, const char *path)
{
    (void)path;
    const struct tree_act *t = ctx;
    if (t->id == ACTION_MERGE) {
        ask_merge(wb, t, code);
        return;
    }
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (wb_did(wb, app_move_code(wb->app, t->code, code, 0, &said, &err), false, &said, &err))
        codeview_select(wb, t->v, t->code);
}

static void pick_target(struct workbench *wb, struct codeview *v, const struct code *k, enum action_id id)
{
    struct arena a = ARENA_INIT;
    bool merge = id == ACTION_MERGE;
    struct code_pick how = {.without = k->id, .top = !merge};
    how.title = merge ? arena_printf(&a, _("merge “%s” into"), k->name)
                      : arena_printf(&a, _("move “%s” under"), k->name);
    wb_pick_code(wb, &how, target_picked, NULL, act_new(v, k->id, id), mem_free);
    arena_release(&a);
}

/* Swaps the code with the sibling before it or after it. */
static void reorder(struct workbench *wb, struct codeview *v, const struct code *k, bool later)
{
    VEC(tema_id) siblings = VEC_INIT;
    size_t at = 0;
    for (size_t i = 0; i < wb->st->ncodes; i++) {
        const struct code *o = &wb->st->codes[i];
        if (o->parent != k->parent || o->status != CODE_ACTIVE)
            continue;
        if (o->id == k->id)
            at = siblings.n;
        vec_push(&siblings, o->id);
    }
    if (later ? at + 1 >= siblings.n : at == 0) {
        wb_say(wb, ROLE_DIM,
               later ? _("it is the last one here already") : _("it is the first one here already"));
    } else {
        tema_id before = !later ? siblings.v[at - 1] : at + 2 < siblings.n ? siblings.v[at + 2] : 0;
        struct buf said = BUF_INIT;
        struct err err = ERR_INIT;
        tema_id id = k->id;
        bool ok = app_move_code(wb->app, id, k->parent, before, &said, &err);
        if (wb_did(wb, ok, false, &said, &err))
            codeview_select(wb, v, id);
    }
    vec_release(&siblings);
}

/* ---- deleting ---- */

static bool delete_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct tree_act *t = ctx;
    if (i != 0) {
        buf_clear(&wb->message);
        return true;
    }
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    int row = t->v->list.sel;
    bool ok = app_delete_code(wb->app, t->code, &said, &err);
    if (wb_did(wb, ok, false, &said, &err)) {
        codeview_sync(wb, t->v);
        list_select(&t->v->list, row);
        t->v->sel = t->v->list.n > 0 ? tree_id(&t->v->tree, t->v->list.sel) : 0;
    }
    return true;
}

static void ask_delete(struct workbench *wb, struct codeview *v, const struct code *k)
{
    static const struct modal_ops ops = {.choice = delete_chosen, .free = mem_free};
    struct buf words = BUF_INIT;
    struct err err = ERR_INIT;
    tema_id id = k->id;
    if (app_delete_code_preview(wb->app, id, &words, NULL, NULL, &err)) {
        struct arena a = ARENA_INIT;
        wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("delete %s?"), buf_str(&words))), &ops,
                       act_new(v, id, ACTION_DELETE));
        arena_release(&a);
    } else {
        wb_fail(wb, &err);
    }
    buf_release(&words);
}

static void find_typing(struct workbench *wb, void *ctx, const char *text)
{
    const struct tree_act *t = ctx;
    if (text[0] == '\0')
        return;
    size_t start = 0;
    while (start < wb->st->ncodes && wb->st->codes[start].id != t->code)
        start++;
    for (size_t i = 0; i < wb->st->ncodes; i++) {
        const struct code *k = &wb->st->codes[(start + i) % wb->st->ncodes];
        if (k->status == CODE_ACTIVE && words_match(text, k->name, NULL)) {
            codeview_select(wb, t->v, k->id);
            return;
        }
    }
    wb_say(wb, ROLE_WARNING, _("no code has “%s” in its name"), text);
}

static bool find_done(struct workbench *wb, void *ctx, const char *text)
{
    (void)wb;
    (void)ctx;
    (void)text;
    return true;
}

static void find_cancel(struct workbench *wb, void *ctx, struct form *f)
{
    (void)f;
    const struct tree_act *t = ctx;
    codeview_select(wb, t->v, t->code);
}

/* What is done to the selected code. */
static bool edit_selected(struct workbench *wb, struct codeview *v, const struct code *k, enum action_id id)
{
    switch ((int)id) {
    case ACTION_RENAME: ask_name(wb, v, k, id); break;
    case ACTION_DEFINE: define(wb, v, k); break;
    case ACTION_RECOLOUR: recolour(wb, v, k); break;
    case ACTION_EARLIER:
    case ACTION_LATER: reorder(wb, v, k, id == ACTION_LATER); break;
    case ACTION_DELETE: ask_delete(wb, v, k); break;
    case ACTION_MOVE:
    case ACTION_MERGE: pick_target(wb, v, k, id); break;
    case ACTION_EXTRACTS:
    case ACTION_SPLIT_CODE: wb_open_extracts(wb, k->id, 0, id == ACTION_SPLIT_CODE); break;
    case ACTION_MEMO: {
        struct arena a = ARENA_INIT;
        wb_write_memo(wb, MEMO_CODE, k->id, 0, (cp_off){0}, (cp_off){0},
                      arena_printf(&a, _("code “%s”"), k->name));
        arena_release(&a);
        break;
    }
    default: return false;
    }
    return true;
}

bool codeview_edit(struct workbench *wb, struct codeview *v, enum action_id id)
{
    static const struct modal_ops find_ops = {
        .text = find_done, .typing = find_typing, .cancel = find_cancel, .free = mem_free};
    const struct code *k = study_code(wb->st, v->sel);
    if (id == ACTION_NEW_CODE || id == ACTION_NEW_CHILD) {
        ask_name(wb, v, k, id);
        return true;
    }
    if (!k) {
        wb_say(wb, ROLE_DIM, _("there is no code yet; n makes one"));
        return false;
    }
    if (id == ACTION_FIND) {
        wb_open_prompt(wb, prompt_line("/", NULL), &find_ops, act_new(v, v->sel, id));
        return true;
    }
    return edit_selected(wb, v, k, id);
}
