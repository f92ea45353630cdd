/* What is done to themes and to what stands under them. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "themes_priv.h"

/* What an open panel is about: things by id, since the study may be read again meanwhile. */
struct theme_act {
    struct themes *s;
    enum action_id id;
    tema_id theme, place, into;
    tema_id *codes, *units, *places; /* owned */
    size_t ncodes, nunits, nplaces;
    char *preview; /* owned; what is said above a prompt, NULL: nothing */
};

static struct theme_act *act_new(struct themes *s, enum action_id id, tema_id theme, tema_id place)
{
    struct theme_act *t = mem_alloc(sizeof *t);
    t->s = s;
    t->id = id;
    t->theme = theme;
    t->place = place;
    return t;
}

static void act_free(void *ctx)
{
    struct theme_act *t = ctx;
    if (!t)
        return;
    mem_free(t->codes);
    mem_free(t->units);
    mem_free(t->places);
    mem_free(t->preview);
    mem_free(t);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

static void show_preview(struct workbench *wb, const struct theme_act *t)
{
    if (t->preview && t->preview[0])
        wb_say(wb, ROLE_WARNING, "%s", t->preview);
}

static void preview_typing(struct workbench *wb, void *ctx, const char *text)
{
    (void)text;
    show_preview(wb, ctx);
}

/* ---- names: new, rename, split ---- */

static bool make_theme(struct workbench *wb, const struct theme_act *t, const char *name)
{
    const struct structure *now = study_current_structure(wb->st);
    const struct theme *at = study_theme(wb->st, t->theme);
    tema_id above = !at ? 0 : t->id == ACTION_NEW_SUBTHEME ? at->id : at->parent;
    tema_id made = 0;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = now ? app_add_theme_under(wb->app, now->id, above, name, &made, &said, &err)
                  : app_add_theme(wb->app, 0, name, THEME_CANDIDATE, &made, &said, &err);
    ok = wb_did(wb, ok, false, &said, &err);
    if (ok) {
        t->s->focus = PANE_TREE;
        themes_select(wb, t->s, made);
    }
    return ok;
}

static bool split_theme(struct workbench *wb, const struct theme_act *t, const char *name)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    tema_id made = 0;
    bool ok = app_split_theme(wb->app, t->theme, name, t->places, t->nplaces, &made, &said, &err);
    ok = wb_did(wb, ok, false, &said, &err);
    if (ok) {
        vec_clear(&t->s->ticked);
        themes_select(wb, t->s, made);
    }
    return ok;
}

static bool name_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct theme_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (t->place)
        return wb_did(wb, app_name_place(wb->app, t->place, text, &said, &err), false, &said, &err);
    if (is_blank(text)) {
        wb_say(wb, ROLE_DIM, _("a theme needs a name; Esc leaves"));
        return false;
    }
    if (t->id == ACTION_NEW_THEME || t->id == ACTION_NEW_SUBTHEME)
        return make_theme(wb, t, text);
    if (t->id == ACTION_SPLIT_THEME)
        return split_theme(wb, t, text);
    struct theme_change change = THEME_CHANGE_NONE;
    change.name = text;
    return wb_did(wb, app_set_theme(wb->app, t->theme, &change, &said, &err), false, &said, &err);
}

static const struct modal_ops name_ops = {.text = name_done, .free = act_free};

static void ask_new(struct workbench *wb, struct themes *s, const struct theme *at, enum action_id id)
{
    struct arena a = ARENA_INIT;
    const struct structure *now = study_current_structure(wb->st);
    const struct theme *above = !at ? NULL : id == ACTION_NEW_SUBTHEME ? at : study_theme(wb->st, at->parent);
    const char *word = now ? themetree_level(now, above ? above->depth + 1 : 0) : _("theme");
    const char *question = above ? arena_printf(&a, _("new %s in “%s”: "), word, above->name)
                                 : arena_printf(&a, _("new %s: "), word);
    wb_open_prompt(wb, prompt_line(question, NULL), &name_ops, act_new(s, id, at ? at->id : 0, 0));
    arena_release(&a);
}

static void ask_rename(struct workbench *wb, struct themes *s, const struct theme *t)
{
    wb_open_prompt(wb, prompt_line(_("name: "), t->name), &name_ops,
                   act_new(s, ACTION_RENAME_THEME, t->id, 0));
}

static void ask_place_name(struct workbench *wb, struct themes *s, const struct place *p)
{
    const struct code *k = study_code(wb->st, p->code);
    if (!k) {
        wb_say(wb, ROLE_DIM, _("a meaning unit has no name of its own"));
        return;
    }
    struct arena a = ARENA_INIT;
    wb_open_prompt(wb,
                   prompt_line(arena_printf(&a, _("what the report calls “%s”: "), k->name),
                               p->name[0] ? p->name : k->name),
                   &name_ops, act_new(s, ACTION_RENAME_THEME, p->theme, p->id));
    arena_release(&a);
}

static void ask_split(struct workbench *wb, struct themes *s, const struct theme *t)
{
    struct arena a = ARENA_INIT;
    struct theme_act *act = act_new(s, ACTION_SPLIT_THEME, t->id, 0);
    act->places = mem_alloc((s->ticked.n + 1) * sizeof *act->places);
    for (size_t i = 0; i < s->ticked.n; i++) {
        const struct place *p = themes_place(wb, s->ticked.v[i]);
        if (p && p->theme == t->id)
            act->places[act->nplaces++] = p->id;
    }
    if (act->nplaces == 0) {
        wb_say(wb, ROLE_DIM,
               _("tick with Space what stands under “%s” and goes to a new theme, then %% again"), t->name);
        act_free(act);
        return;
    }
    const char *question =
        arena_printf(&a, ngettext("split “%s”, %zu goes to: ", "split “%s”, %zu go to: ", act->nplaces),
                     t->name, act->nplaces);
    wb_open_prompt(wb, prompt_line(question, NULL), &name_ops, act);
    arena_release(&a);
}

/* ---- definition ---- */

enum { F_NAME, F_IDEA, F_DEFINITION, F_SCOPE, F_NARRATIVE, F_COUNT };

static bool define_done(struct workbench *wb, void *ctx, struct form *f)
{
    const struct theme_act *t = ctx;
    struct theme_change change = THEME_CHANGE_NONE;
    const char **texts[F_COUNT] = {&change.name, &change.idea, &change.definition, &change.scope,
                                   &change.narrative};
    bool any = false;
    for (int i = F_NAME; i < F_COUNT; i++)
        if (form_changed(f, i)) {
            *texts[i] = form_text(f, i);
            any = true;
        }
    if (!any)
        return true;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_theme(wb->app, t->theme, &change, &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

static void define_rescue(struct workbench *wb, void *ctx, struct form *f)
{
    define_done(wb, ctx, f);
}

static void define(struct workbench *wb, struct themes *s, const struct theme *t)
{
    static const struct modal_ops ops = {.form = define_done, .rescue = define_rescue, .free = act_free};
    struct arena a = ARENA_INIT;
    const struct structure *now = study_structure(wb->st, t->structure);
    struct form *f =
        form_new(arena_printf(&a, "%s “%s”", now ? themetree_level(now, t->depth) : _("theme"), t->name));
    form_add_text(f, _("name"), t->name);
    form_add_multi(f, _("central idea"), t->idea, 2);
    form_set_hint(f, F_IDEA, _("what holds it together, in a sentence"));
    form_add_multi(f, _("definition"), t->definition, 3);
    form_add_multi(f, _("scope"), t->scope, 2);
    form_set_hint(f, F_SCOPE, _("what belongs to it and what does not"));
    form_add_multi(f, _("first telling"), t->narrative, 5);
    form_set_hint(f, F_NARRATIVE, _("the story as the report could tell it"));
    form_set_focus(f, F_IDEA);
    wb_open_form(wb, f, &ops, act_new(s, ACTION_DEFINE_THEME, t->id, 0));
    arena_release(&a);
}

/* ---- placing and moving ---- */

static void place_picked(struct workbench *wb, void *ctx, tema_id theme, const char *path)
{
    const struct theme_act *t = ctx;
    struct themes *s = t->s;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = theme ? app_place(wb->app, theme, t->codes, t->ncodes, t->units, t->nunits, &said, &err)
                    : app_place_new(wb->app, path, t->codes, t->ncodes, t->units, t->nunits, &said, &err);
    if (wb_did(wb, ok, false, &said, &err)) {
        vec_clear(&s->ticked);
        themes_sync(wb, s);
        if (theme)
            tree_reveal(&s->tree, theme);
        themes_select(wb, s, s->sel);
    }
}

static void move_picked(struct workbench *wb, void *ctx, tema_id theme, const char *path)
{
    const struct theme_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    (void)path;
    bool ok = t->place ? app_move_place(wb->app, t->place, theme, 0, &said, &err)
                       : app_move_theme(wb->app, t->theme, theme, 0, &said, &err);
    if (wb_did(wb, ok, false, &said, &err))
        themes_select(wb, t->s, t->place ? t->place : t->theme);
}

static void ask_move(struct workbench *wb, struct themes *s, const struct theme *t, const struct place *p)
{
    struct arena a = ARENA_INIT;
    const struct code *k = p ? study_code(wb->st, p->code) : NULL;
    struct theme_pick how = {.without = p ? 0 : t->id, .top = !p};
    how.title = k   ? arena_printf(&a, _("move “%s” under"), k->name)
                : p ? _("move the meaning unit under")
                    : arena_printf(&a, _("move “%s” under"), t->name);
    wb_pick_theme(wb, &how, move_picked, act_new(s, ACTION_MOVE_THEME, t->id, p ? p->id : 0), act_free);
    arena_release(&a);
}

/* The codes or meaning units to be placed from the pane in front: those that are ticked, else the one at hand. */
static struct theme_act *to_place(struct workbench *wb, struct themes *s)
{
    struct theme_act *t = act_new(s, ACTION_PLACE, 0, 0);
    const struct extract *x = themes_extract_at_hand(s);
    t->codes = mem_alloc((s->ticked.n + 1) * sizeof *t->codes);
    t->units = mem_alloc((s->ticked.n + 1) * sizeof *t->units);
    if (s->focus == PANE_CODES) {
        for (size_t i = 0; i < s->ticked.n; i++)
            if (study_code(wb->st, s->ticked.v[i]))
                t->codes[t->ncodes++] = s->ticked.v[i];
        if (t->ncodes == 0 && themes_code_at_hand(s))
            t->codes[t->ncodes++] = themes_code_at_hand(s);
    } else {
        for (size_t i = 0; i < s->extracts.n; i++)
            if (themes_is_ticked(s, s->extracts.v[i].segment))
                t->units[t->nunits++] = s->extracts.v[i].segment;
        if (t->nunits == 0 && x)
            t->units[t->nunits++] = x->segment;
    }
    return t;
}

static void ask_place(struct workbench *wb, struct themes *s)
{
    struct theme_act *t = to_place(wb, s);
    struct arena a = ARENA_INIT;
    const struct code *k = t->ncodes == 1 ? study_code(wb->st, t->codes[0]) : NULL;
    struct theme_pick how = {.make = true};
    if (k)
        how.title = arena_printf(&a, _("place “%s” under"), k->name);
    else if (t->ncodes > 0)
        how.title =
            arena_printf(&a, ngettext("place %zu code under", "place %zu codes under", t->ncodes), t->ncodes);
    else
        how.title = arena_printf(
            &a, ngettext("place %zu meaning unit under", "place %zu meaning units under", t->nunits),
            t->nunits);
    if (t->ncodes + t->nunits > 0) {
        wb_pick_theme(wb, &how, place_picked, t, act_free);
    } else {
        wb_say(wb, ROLE_DIM, _("there is nothing here to be placed"));
        act_free(t);
    }
    arena_release(&a);
}

static void unplace(struct workbench *wb, struct themes *s, const struct place *p)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (!p) {
        wb_say(wb, ROLE_DIM, _("x takes a code or a meaning unit away; a theme is dropped with D"));
        return;
    }
    int row = s->list.sel;
    if (wb_did(wb, app_remove_place(wb->app, p->id, &said, &err), false, &said, &err)) {
        themes_sync(wb, s);
        list_select(&s->list, row);
        s->sel = s->list.n > 0 ? tree_id(&s->tree, s->list.sel) : 0;
    }
}

/* ---- order ---- */

typedef VEC(tema_id) id_list;

/* The siblings of what is at hand, as the tree shows them. */
static void siblings_of(struct workbench *wb, struct themes *s, const struct theme *t, const struct place *p,
                        id_list *out)
{
    for (size_t i = 0; i < s->tree.nodes.n; i++) {
        tema_id id = s->tree.nodes.v[i].id;
        const struct theme *o = study_theme(wb->st, id);
        const struct place *op = o ? NULL : themes_place(wb, id);
        if (p ? op && op->theme == p->theme : o && o->parent == t->parent)
            vec_push(out, id);
    }
}

static void reorder(struct workbench *wb, struct themes *s, const struct theme *t, const struct place *p,
                    bool later)
{
    id_list siblings = VEC_INIT;
    tema_id id = p ? p->id : t->id;
    size_t at = 0;
    siblings_of(wb, s, t, p, &siblings);
    while (at < siblings.n && siblings.v[at] != id)
        at++;
    if (later ? at + 1 >= siblings.n : at == 0) {
        wb_say(wb, ROLE_DIM,
               later ? _("it is the last one here already") : _("it is the first one here already"));
    } else {
        tema_id before = !later ? siblings.v[at - 1] : at + 2 < siblings.n ? siblings.v[at + 2] : 0;
        struct buf said = BUF_INIT;
        struct err err = ERR_INIT;
        bool ok = p ? app_move_place(wb->app, id, p->theme, before, &said, &err)
                    : app_move_theme(wb->app, id, t->parent, before, &said, &err);
        if (wb_did(wb, ok, false, &said, &err))
            themes_select(wb, s, id);
    }
    vec_release(&siblings);
}

/* ---- status, merging, deleting ---- */

static void keep(struct workbench *wb, const struct theme *t)
{
    struct theme_change change = THEME_CHANGE_NONE;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    change.status = t->status == THEME_KEPT ? THEME_CANDIDATE : THEME_KEPT;
    change.reason = "";
    wb_did(wb, app_set_theme(wb->app, t->id, &change, &said, &err), false, &said, &err);
}

static bool reason_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct theme_act *t = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok, merge = t->id == ACTION_MERGE_THEME;
    if (merge) {
        ok = app_merge_themes(wb->app, &t->theme, 1, t->into, text, &said, &err);
    } else {
        struct theme_change change = THEME_CHANGE_NONE;
        change.status = THEME_DROPPED;
        change.reason = text;
        ok = app_set_theme(wb->app, t->theme, &change, &said, &err);
    }
    if (wb_did(wb, ok, false, &said, &err)) {
        int row = t->s->list.sel;
        themes_sync(wb, t->s);
        if (merge)
            themes_select(wb, t->s, t->into);
        else
            list_select(&t->s->list, row);
        t->s->sel = t->s->list.n > 0 ? tree_id(&t->s->tree, t->s->list.sel) : 0;
    }
    return true;
}

static const struct modal_ops reason_ops = {.text = reason_done, .typing = preview_typing, .free = act_free};

static void ask_drop(struct workbench *wb, struct themes *s, const struct theme *t)
{
    struct buf words = BUF_INIT;
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    const char *question = arena_printf(&a, _("drop “%s”, why: "), t->name);
    struct theme_act *act = act_new(s, ACTION_DROP_THEME, t->id, 0);
    if (app_drop_theme_preview(wb->app, t->id, &words, &err)) {
        if (words.len > 0)
            act->preview = mem_printf(_("under it: %s"), buf_str(&words));
        show_preview(wb, act);
        wb_open_prompt(wb, prompt_line(question, NULL), &reason_ops, act);
    } else {
        wb_fail(wb, &err);
        act_free(act);
    }
    buf_release(&words);
    arena_release(&a);
}

static void merge_picked(struct workbench *wb, void *ctx, tema_id theme, const char *path)
{
    (void)path;
    const struct theme_act *t = ctx;
    const struct theme *from = study_theme(wb->st, t->theme), *into = study_theme(wb->st, theme);
    struct buf words = BUF_INIT;
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    if (!from || !into)
        return;
    if (app_merge_themes_preview(wb->app, &t->theme, 1, theme, &words, &err)) {
        struct theme_act *act = act_new(t->s, ACTION_MERGE_THEME, t->theme, 0);
        act->into = theme;
        act->preview = mem_strdup(buf_str(&words));
        show_preview(wb, act);
        wb_open_prompt(
            wb, prompt_line(arena_printf(&a, _("merge “%s” into “%s”, why: "), from->name, into->name), NULL),
            &reason_ops, act);
    } else {
        wb_fail(wb, &err);
    }
    buf_release(&words);
    arena_release(&a);
}

static void ask_merge(struct workbench *wb, struct themes *s, const struct theme *t)
{
    struct arena a = ARENA_INIT;
    struct theme_pick how = {.without = t->id};
    how.title = arena_printf(&a, _("merge “%s” into"), t->name);
    wb_pick_theme(wb, &how, merge_picked, act_new(s, ACTION_MERGE_THEME, t->id, 0), act_free);
    arena_release(&a);
}

static bool delete_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct theme_act *t = ctx;
    buf_clear(&wb->message);
    if (i != 0)
        return true;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    int row = t->s->list.sel;
    if (wb_did(wb, app_delete_theme(wb->app, t->theme, &said, &err), false, &said, &err)) {
        themes_sync(wb, t->s);
        list_select(&t->s->list, row);
        t->s->sel = t->s->list.n > 0 ? tree_id(&t->s->tree, t->s->list.sel) : 0;
    }
    return true;
}

static void ask_delete(struct workbench *wb, struct themes *s, const struct theme *t)
{
    static const struct modal_ops ops = {.choice = delete_chosen, .free = act_free};
    struct buf words = BUF_INIT;
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    if (app_delete_theme_preview(wb->app, t->id, &words, &err))
        wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("delete %s?"), buf_str(&words))), &ops,
                       act_new(s, ACTION_DELETE_THEME, t->id, 0));
    else
        wb_fail(wb, &err);
    buf_release(&words);
    arena_release(&a);
}

/* ---- which of them ---- */

static void memo(struct workbench *wb, struct themes *s, const struct theme *t, const struct place *p)
{
    const struct extract *x = s->focus == PANE_EXTRACTS ? themes_extract_at_hand(s) : NULL;
    const struct code *k = study_code(wb->st, s->focus == PANE_CODES ? themes_code_at_hand(s)
                                              : p                    ? p->code
                                                                     : 0);
    const char *words = NULL;
    const struct segment *u = p && !x ? themes_unit(wb, s, p->segment, &words) : NULL;
    struct arena a = ARENA_INIT;
    cp_off none = {0};
    if (x || (u && s->focus == PANE_TREE))
        wb_write_memo(wb, MEMO_SEGMENT, x ? x->segment : u->id, x ? x->source : u->source,
                      x ? x->start : u->start, x ? x->end : u->end, _("the meaning unit"));
    else if (k)
        wb_write_memo(wb, MEMO_CODE, k->id, 0, none, none, arena_printf(&a, _("code “%s”"), k->name));
    else if (t)
        wb_write_memo(wb, MEMO_THEME, t->id, 0, none, none, arena_printf(&a, _("theme “%s”"), t->name));
    arena_release(&a);
}

/* Enter on what is at hand. */
static void open_at_hand(struct workbench *wb, struct themes *s, const struct theme *t, const struct place *p)
{
    const struct extract *x = themes_extract_at_hand(s);
    const char *words;
    const struct segment *u = p ? themes_unit(wb, s, p->segment, &words) : NULL;
    if (s->focus == PANE_CODES)
        ask_place(wb, s);
    else if (s->focus == PANE_EXTRACTS && x)
        wb_open_stretch(wb, x->source, x->start, x->end);
    else if (s->focus == PANE_EXTRACTS)
        return;
    else if (u)
        wb_open_stretch(wb, u->source, u->start, u->end);
    else if (p)
        ask_place_name(wb, s, p);
    else if (t)
        define(wb, s, t);
}

/* On the theme at hand, or on what stands under it. */
static void edit_selected(struct workbench *wb, struct themes *s, const struct theme *t,
                          const struct place *p, enum action_id id)
{
    switch ((int)id) {
    case ACTION_DEFINE_THEME: open_at_hand(wb, s, t, p); break;
    case ACTION_RENAME_THEME:
        if (p)
            ask_place_name(wb, s, p);
        else
            ask_rename(wb, s, t);
        break;
    case ACTION_PLACE:
        if (s->focus == PANE_TREE)
            ask_move(wb, s, t, p);
        else
            ask_place(wb, s);
        break;
    case ACTION_UNPLACE: unplace(wb, s, p); break;
    case ACTION_MOVE_THEME: ask_move(wb, s, t, p); break;
    case ACTION_EARLIER:
    case ACTION_LATER: reorder(wb, s, t, p, id == ACTION_LATER); break;
    case ACTION_KEEP_THEME: keep(wb, t); break;
    case ACTION_DROP_THEME: ask_drop(wb, s, t); break;
    case ACTION_MERGE_THEME: ask_merge(wb, s, t); break;
    case ACTION_SPLIT_THEME: ask_split(wb, s, t); break;
    case ACTION_DELETE_THEME: ask_delete(wb, s, t); break;
    case ACTION_MEMO: memo(wb, s, t, p); break;
    default: break;
    }
}

void themes_edit(struct workbench *wb, struct themes *s, enum action_id id)
{
    const struct theme *t = themes_at_hand(wb, s);
    const struct place *p = themes_place(wb, s->sel);
    bool elsewhere = s->focus != PANE_TREE && id != ACTION_PLACE && id != ACTION_DEFINE_THEME &&
                     id != ACTION_MEMO && id != ACTION_NEW_THEME && id != ACTION_NEW_SUBTHEME;
    if (elsewhere)
        wb_say(wb, ROLE_DIM, _("that is done to a theme: Esc goes back to their tree"));
    else if (id == ACTION_NEW_THEME || id == ACTION_NEW_SUBTHEME)
        ask_new(wb, s, t, id);
    else if (id == ACTION_PLACE && s->focus != PANE_TREE)
        ask_place(wb, s);
    else if (s->focus == PANE_CODES && id == ACTION_DEFINE_THEME)
        ask_place(wb, s);
    else if (t || (id == ACTION_MEMO && s->focus == PANE_CODES))
        edit_selected(wb, s, t, p, id);
    else
        wb_say(wb, ROLE_DIM, _("there is no theme yet; n makes one"));
}
