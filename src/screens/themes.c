/* The themes screen: the tree of themes with what stands under each, the codes that have no place yet, and the
 * extracts of what is at hand. */
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "themes_priv.h"

static void *themes_open(struct workbench *wb)
{
    (void)wb;
    struct themes *s = mem_alloc(sizeof *s);
    s->beside = PANE_CODES;
    return s;
}

static void drop_extracts(struct theme_extracts *x)
{
    arena_release(&x->arena);
    x->v = NULL;
    x->texts = NULL;
    x->n = 0;
    x->code = x->theme = 0;
    list_set_count(&x->list, 0);
}

static void themes_close(void *p)
{
    struct themes *s = p;
    tree_release(&s->tree);
    vec_release(&s->codes);
    vec_release(&s->ticked);
    arena_release(&s->arena);
    drop_extracts(&s->extracts);
    mem_free(s);
}

/* ---- what is there ---- */

const struct place *themes_place(const struct workbench *wb, tema_id id)
{
    for (size_t i = 0; i < wb->st->nplaces; i++)
        if (wb->st->places[i].id == id)
            return &wb->st->places[i];
    return NULL;
}

const struct theme *themes_at_hand(const struct workbench *wb, const struct themes *s)
{
    const struct place *p = themes_place(wb, s->sel);
    return study_theme(wb->st, p ? p->theme : s->sel);
}

tema_id themes_code_at_hand(const struct themes *s)
{
    return s->codes_list.n > 0 ? s->codes.v[s->codes_list.sel] : 0;
}

const struct extract *themes_extract_at_hand(const struct themes *s)
{
    return s->extracts.list.n > 0 ? &s->extracts.v[s->extracts.list.sel] : NULL;
}

bool themes_is_ticked(const struct themes *s, tema_id id)
{
    for (size_t i = 0; i < s->ticked.n; i++)
        if (s->ticked.v[i] == id)
            return true;
    return false;
}

const struct theme *themes_counts(const struct themes *s, tema_id theme)
{
    return themetree_find(s->counted, s->ncounted, theme);
}

void themes_wanted(const struct workbench *wb, const struct themes *s, tema_id *ret_code, tema_id *ret_theme)
{
    const struct place *p = themes_place(wb, s->sel);
    *ret_code = p ? p->code : 0;
    *ret_theme = *ret_code ? 0 : p ? p->theme : s->sel;
}

typedef VEC(struct tree_node) node_list;

static void add_places(const struct study *st, tema_id theme, int level, node_list *nodes)
{
    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        if (p->theme == theme && (p->segment || study_code(st, p->code)))
            vec_push(nodes, ((struct tree_node){p->id, level}));
    }
}

/* Themes of the current structure in their order, below each its places, then its sub-themes. */
static void build_tree(struct workbench *wb, struct themes *s)
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    node_list nodes = VEC_INIT;
    int level = -1;
    for (size_t i = 0; now && i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];
        if (t->structure != now->id || !(s->gone || themetree_stands(st->themes, st->nthemes, t->id)))
            continue;
        level = t->depth > level + 1 ? level + 1 : t->depth;
        vec_push(&nodes, ((struct tree_node){t->id, level}));
        add_places(st, t->id, level + 1, &nodes);
    }
    tree_set(&s->tree, nodes.v, nodes.n);
    vec_release(&nodes);
}

static bool has_children(const struct study *st, tema_id code)
{
    for (size_t i = 0; i < st->ncodes; i++)
        if (st->codes[i].parent == code && st->codes[i].status == CODE_ACTIVE)
            return true;
    return false;
}

/* Codes that say something by themselves: those that are used, and those that hold no others. */
static void build_codes(struct workbench *wb, struct themes *s)
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    vec_clear(&s->codes);
    for (size_t i = 0; i < st->ncodes; i++) {
        const struct code *k = &st->codes[i];
        if (k->status == CODE_ACTIVE && (k->references > 0 || !has_children(st, k->id)) &&
            (s->every || !now || !study_code_is_placed(st, now->id, k->id)))
            vec_push(&s->codes, k->id);
    }
    list_set_count(&s->codes_list, (int)s->codes.n);
}

/* Numbers over the whole study, and the meaning units that stand under themes by themselves. */
static void count(struct workbench *wb, struct themes *s)
{
    struct err err = ERR_INIT;
    bool units = false;
    for (size_t i = 0; i < wb->st->nplaces && !units; i++)
        units = wb->st->places[i].segment != 0;
    arena_release(&s->arena);
    s->ncounted = s->nunits = 0;
    s->counted = NULL;
    s->unit_words = NULL;
    bool ok = app_count_themes(wb->app, wb_scope(wb), &s->arena, &s->counted, &s->ncounted, &err);
    if (ok && units)
        ok = app_segments(wb->app, SCOPE_ALL, 0, &s->arena, &s->units, &s->nunits, &err);
    if (!ok)
        wb_fail(wb, &err);
    s->unit_words = arena_array(&s->arena, s->nunits + 1, sizeof *s->unit_words);
}

static void place_selection(struct themes *s, tema_id id)
{
    list_set_count(&s->list, (int)s->tree.shown.n);
    int row = tree_row(&s->tree, id);
    if (row >= 0)
        list_select(&s->list, row);
    s->sel = s->list.n > 0 ? tree_id(&s->tree, s->list.sel) : 0;
}

void themes_sync(struct workbench *wb, struct themes *s)
{
    if (s->built && s->stamp == wb->coding_stamp)
        return;
    tema_id code = themes_code_at_hand(s);
    build_tree(wb, s);
    build_codes(wb, s);
    count(wb, s);
    for (size_t i = 0; i < s->codes.n; i++)
        if (s->codes.v[i] == code)
            list_select(&s->codes_list, (int)i);
    drop_extracts(&s->extracts);
    s->built = true;
    s->stamp = wb->coding_stamp;
    place_selection(s, s->sel);
}

void themes_select(struct workbench *wb, struct themes *s, tema_id id)
{
    themes_sync(wb, s);
    tree_reveal(&s->tree, id);
    place_selection(s, id);
}

const struct segment *themes_unit(struct workbench *wb, struct themes *s, tema_id segment,
                                  const char **ret_words)
{
    for (size_t i = 0; i < s->nunits; i++) {
        const struct segment *u = &s->units[i];
        if (u->id != segment)
            continue;
        if (!s->unit_words[i]) {
            struct extract x = {
                .segment = u->id, .source = u->source, .start = u->start, .end = u->end, .coder = u->coder};
            struct extract_text text;
            struct err err = ERR_INIT;
            x.edited = x.condensed = "";
            bool ok = app_extract_text(wb->app, &x, 0, &s->arena, &text, &err);
            s->unit_words[i] = ok ? text.words : arena_strdup(&s->arena, "");
            err_release(&err);
        }
        *ret_words = s->unit_words[i];
        return u;
    }
    return NULL;
}

/* ---- extracts ---- */

static void load_extracts(struct workbench *wb, struct themes *s)
{
    struct theme_extracts *x = &s->extracts;
    tema_id code, theme;
    struct err err = ERR_INIT;
    themes_sync(wb, s);
    themes_wanted(wb, s, &code, &theme);
    if (x->code == code && x->theme == theme)
        return;
    drop_extracts(x);
    if (!app_extracts(wb->app, code, code != 0, theme, wb_scope(wb), &x->arena, &x->v, &x->n, &err)) {
        x->n = 0;
        wb_fail(wb, &err);
    }
    x->texts = arena_array(&x->arena, x->n + 1, sizeof *x->texts);
    x->code = code;
    x->theme = theme;
    list_set_count(&x->list, (int)x->n);
    list_select(&x->list, 0);
}

static void themes_idle(struct workbench *wb, void *p)
{
    struct themes *s = p;
    if (s->beside == PANE_EXTRACTS || themes_are_wide(wb->cols))
        load_extracts(wb, s);
}

/* ---- the screen ---- */

static void themes_enter(struct workbench *wb, void *p)
{
    themes_sync(wb, p);
}

static unsigned themes_where(const void *p)
{
    (void)p;
    return IN_THEMES;
}

static void themes_status(struct workbench *wb, void *p, struct buf *left, struct buf *right)
{
    struct themes *s = p;
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    size_t n = 0;
    themes_sync(wb, s);
    for (size_t i = 0; now && i < st->nthemes; i++)
        n +=
            st->themes[i].structure == now->id && themetree_stands(st->themes, st->nthemes, st->themes[i].id);
    buf_addf(left, "%s · %s", st->project.title ? st->project.title : "", _("themes"));
    buf_addf(right, ngettext("%zu theme", "%zu themes", n), n);
    buf_addf(right, ngettext(" · %zu code with no place", " · %zu codes with no place", s->codes.n),
             s->codes.n);
}

/* ---- motions ---- */

static struct list *list_of(struct themes *s)
{
    return s->focus == PANE_TREE ? &s->list : s->focus == PANE_CODES ? &s->codes_list : &s->extracts.list;
}

static bool move(struct list *l, enum action_id id, int count)
{
    int n = count > 0 ? count : 1;
    int half = l->area.rows / 2 > 0 ? l->area.rows / 2 : 1;
    switch ((int)id) {
    case ACTION_UP: list_move(l, -n); return true;
    case ACTION_DOWN: list_move(l, n); return true;
    case ACTION_TOP: list_select(l, 0); return true;
    case ACTION_BOTTOM: list_select(l, count > 0 ? count - 1 : l->n - 1); return true;
    case ACTION_PAGE_DOWN: list_page(l, n); return true;
    case ACTION_PAGE_UP: list_page(l, -n); return true;
    case ACTION_HALF_DOWN: list_move(l, n * half); return true;
    case ACTION_HALF_UP: list_move(l, -n * half); return true;
    default: return false;
    }
}

static bool fold(struct themes *s, enum action_id id)
{
    int row = s->list.sel;
    switch ((int)id) {
    case ACTION_FOLD: row = tree_close(&s->tree, row); break;
    case ACTION_UNFOLD: row = tree_open(&s->tree, row); break;
    case ACTION_FOLD_ALL:
        if (s->tree.closed.n > 0)
            tree_open_all(&s->tree);
        else
            tree_close_all(&s->tree);
        place_selection(s, s->sel);
        return true;
    default: return false;
    }
    list_set_count(&s->list, (int)s->tree.shown.n);
    list_select(&s->list, row);
    return true;
}

static void focus_on(struct workbench *wb, struct themes *s, enum themes_pane pane)
{
    s->focus = pane;
    if (pane != PANE_TREE)
        s->beside = pane;
    if (pane == PANE_EXTRACTS)
        load_extracts(wb, s);
}

static void tick(struct workbench *wb, struct themes *s)
{
    const struct extract *x = themes_extract_at_hand(s);
    const struct place *p = themes_place(wb, s->sel);
    tema_id id = s->focus == PANE_CODES  ? themes_code_at_hand(s)
                 : s->focus == PANE_TREE ? (p ? p->id : 0)
                 : x                     ? x->segment
                                         : 0;
    if (!id) {
        if (s->focus == PANE_TREE && s->list.n > 0)
            wb_say(wb, ROLE_DIM,
                   _("ticked are codes and meaning units: they can be placed, and go to a new theme"));
        return;
    }
    for (size_t i = 0; i < s->ticked.n; i++)
        if (s->ticked.v[i] == id) {
            s->ticked.v[i] = s->ticked.v[--s->ticked.n];
            return;
        }
    vec_push(&s->ticked, id);
    list_move(list_of(s), 1);
}

static void open_extracts(struct workbench *wb, struct themes *s)
{
    tema_id code, theme;
    themes_wanted(wb, s, &code, &theme);
    if (s->focus == PANE_CODES && themes_code_at_hand(s)) {
        code = themes_code_at_hand(s);
        theme = 0;
    }
    if (code || theme)
        wb_open_extracts(wb, code, theme, false);
    else
        wb_say(wb, ROLE_DIM, _("there is no theme yet; n makes one"));
}

/* ---- finding ---- */

static bool find_in_codes(struct workbench *wb, struct themes *s, const char *text)
{
    for (size_t i = 0; i < s->codes.n; i++) {
        const struct code *k = study_code(wb->st, s->codes.v[i]);
        if (k && words_match(text, k->name, NULL)) {
            list_select(&s->codes_list, (int)i);
            return true;
        }
    }
    return false;
}

static const char *node_name(struct workbench *wb, tema_id id)
{
    const struct theme *t = study_theme(wb->st, id);
    const struct place *p = t ? NULL : themes_place(wb, id);
    const struct code *k = p ? study_code(wb->st, p->code) : NULL;
    return t ? t->name : k ? (p->name[0] ? p->name : k->name) : "";
}

static bool find_in_tree(struct workbench *wb, struct themes *s, const char *text)
{
    for (size_t i = 0; i < s->tree.nodes.n; i++) {
        tema_id id = s->tree.nodes.v[i].id;
        const char *name = node_name(wb, id);
        if (name[0] && words_match(text, name, NULL)) {
            themes_select(wb, s, id);
            return true;
        }
    }
    return false;
}

static void find_typing(struct workbench *wb, void *ctx, const char *text)
{
    struct themes *s = ctx;
    themes_sync(wb, s);
    if (text[0] && !(s->focus == PANE_CODES ? find_in_codes(wb, s, text) : find_in_tree(wb, s, text)))
        wb_say(wb, ROLE_WARNING,
               s->focus == PANE_CODES ? _("none of these codes has “%s” in its name")
                                      : _("no theme and no code under one has “%s” in its name"),
               text);
}

static bool find_done(struct workbench *wb, void *ctx, const char *text)
{
    (void)wb;
    (void)ctx;
    (void)text;
    return true;
}

static void themes_act(struct workbench *wb, void *p, enum action_id id, int count)
{
    static const struct modal_ops find_ops = {.text = find_done, .typing = find_typing};
    struct themes *s = p;
    themes_sync(wb, s);
    if (move(list_of(s), id, count) || (s->focus == PANE_TREE && fold(s, id))) {
        s->sel = s->list.n > 0 ? tree_id(&s->tree, s->list.sel) : 0;
        return;
    }
    switch ((int)id) {
    case ACTION_BACK: wb_back(wb); break;
    case ACTION_DROP:
        if (s->focus != PANE_TREE)
            s->focus = PANE_TREE;
        else if (s->ticked.n > 0)
            vec_clear(&s->ticked);
        else
            wb_back(wb);
        break;
    case ACTION_FOLD: s->focus = PANE_TREE; break;
    case ACTION_PANE: focus_on(wb, s, (enum themes_pane)((s->focus + 1) % (PANE_EXTRACTS + 1))); break;
    case ACTION_TICK: tick(wb, s); break;
    case ACTION_EXTRACTS: open_extracts(wb, s); break;
    case ACTION_FIND: wb_open_prompt(wb, prompt_line("/", NULL), &find_ops, s); break;
    case ACTION_STRUCTURE: themes_structures(wb, s); break;
    case ACTION_SHOW_DROPPED:
        if (s->focus == PANE_CODES) {
            s->every = !s->every;
            s->built = false;
            themes_sync(wb, s);
            wb_say(wb, ROLE_NOTICE, "%s",
                   s->every ? _("all codes are shown; one can have a place under several themes")
                            : _("only codes without a place are shown"));
            break;
        }
        s->gone = !s->gone;
        s->built = false;
        themes_sync(wb, s);
        wb_say(wb, ROLE_NOTICE, "%s",
               s->gone ? _("themes that were dropped or merged are shown")
                       : _("themes that were dropped or merged are hidden"));
        break;
    default: themes_edit(wb, s, id);
    }
}

static void themes_mouse(struct workbench *wb, void *p, const struct event *e)
{
    struct themes *s = p;
    bool used = false;
    themes_sync(wb, s);
    for (int pane = PANE_TREE; pane <= PANE_EXTRACTS && !used; pane++) {
        struct list *l = pane == PANE_TREE    ? &s->list
                         : pane == PANE_CODES ? &s->codes_list
                                              : &s->extracts.list;
        if (pane != PANE_TREE && pane != (int)s->beside && !themes_are_wide(wb->cols))
            continue;
        enum list_click click = list_mouse(l, e, &used);
        s->sel = s->list.n > 0 ? tree_id(&s->tree, s->list.sel) : 0;
        if (click != LIST_CLICK_NONE)
            focus_on(wb, s, (enum themes_pane)pane);
        if (click == LIST_CLICK_OPEN)
            wb_run(wb, ACTION_DEFINE_THEME, 0);
    }
}

const struct screen themes_screen = {
    .name = "themes",
    .open = themes_open,
    .close = themes_close,
    .enter = themes_enter,
    .where = themes_where,
    .status = themes_status,
    .draw = themes_draw,
    .act = themes_act,
    .mouse = themes_mouse,
    .idle = themes_idle,
};
