/* Picking a code by any part of its name or path: recent ones first, a new one on a line of its own. */
#include <string.h>

#include "screens_priv.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/fold.h"

enum { RECENT = 12 };

/* A code or theme as the picker needs it, copied: the study may be read again while the picker is open. */
struct pick_item {
    tema_id id;
    const char *name, *above, *path, *definition; /* above: the path of what it lies in */
    const char *level; /* of a theme: the study's word for its level; NULL: a code */
    uint32_t colour;
    int64_t references;
    int rank; /* 0: given last; RECENT: not recently */
};

struct code_picker {
    struct workbench *wb;
    struct arena arena;
    VEC(struct pick_item) items;
    VEC(size_t) shown;
    bool top, make;
    struct buf line;
    char *filter; /* of the last call */
    code_picked *picked;
    void (*theme)(struct workbench *wb, void *ctx, tema_id theme);
    void (*cancelled)(void *ctx);
    void *ctx;
    void (*free_ctx)(void *);
};

static bool same_folded(const char *a, const char *b)
{
    return fold_distance(a, b, 0) == 0;
}

/* True when the first word of `filter` begins a word of `name`. */
static bool begins_word(const char *name, const char *filter)
{
    const char *word = filter + strspn(filter, " \t/");
    char *first = mem_strndup(word, strcspn(word, " \t/"));
    byte_offs starts = VEC_INIT;
    byte_off from = {0}, a, z;
    bool found = false;
    word_starts(name, strlen(name), &starts);
    while (!found && fold_find(name, strlen(name), first, from, &a, &z)) {
        for (size_t i = 0; i < starts.n && !found; i++)
            found = starts.v[i].b == a.b;
        from = z;
    }
    vec_release(&starts);
    mem_free(first);
    return found;
}

enum { BY_START = 1, BY_NAME, BY_PATH, A_THEME, FITS = A_THEME + 1 }; /* 0 is the very name or path */

/* How well an item fits, lower is better; -1: not at all. What begins like the filter comes before what has it inside,
 * and that before what only lies under such a code; among equals the recent ones come first. A theme comes after the
 * codes unless it is called just so: coding is what the picker is for. */
static int fit(const struct pick_item *it, const char *filter)
{
    if (!words_match(filter, it->path, NULL))
        return -1;
    int how = BY_PATH;
    if (same_folded(it->name, filter) || same_folded(it->path, filter))
        how = 0;
    else if (it->level)
        how = A_THEME;
    else if (words_match(filter, it->name, NULL))
        how = begins_word(it->name, filter) || filter[strspn(filter, " \t/")] == '\0' ? BY_START : BY_NAME;
    return how * (RECENT + 1) + it->rank;
}

static size_t code_filter(void *ctx, const char *filter)
{
    struct code_picker *p = ctx;
    mem_free(p->filter);
    p->filter = mem_strdup(filter);
    vec_clear(&p->shown);
    VEC(int) fits = VEC_INIT;
    for (size_t i = 0; i < p->items.n; i++)
        vec_push(&fits, fit(&p->items.v[i], filter));
    for (int want = 0; want < FITS * (RECENT + 1); want++)
        for (size_t i = 0; i < p->items.n; i++)
            if (fits.v[i] == want)
                vec_push(&p->shown, i);
    vec_release(&fits);
    return p->shown.n;
}

static void code_draw(void *ctx, struct canvas *c, struct rect where, size_t i, struct style st)
{
    struct code_picker *p = ctx;
    const struct pick_item *it = &p->items.v[p->shown.v[i]];
    int end = where.col + where.cols;
    struct style dim = st;
    if (st.role == ROLE_NORMAL || st.role == ROLE_PANEL)
        dim.role = ROLE_DIM;
    if (it->level) {
        canvas_text(c, where.row, where.col, st, glyph(c, "◆", "#"));
        int room = (end - where.col) / 3;
        end -= canvas_fit_right(c, where.row, end - room, room, dim, it->level) + 1;
    } else if (it->id) {
        struct style swatch = st;
        swatch.fg = TINT(it->colour);
        canvas_text(c, where.row, where.col, swatch, glyph(c, "●", "*"));
        struct buf b = BUF_INIT;
        buf_addf(&b, "%lld", (long long)it->references);
        end -= canvas_fit_right(c, where.row, end - 6, 6, dim, buf_str(&b)) + 1;
        buf_release(&b);
    }
    int col = where.col + 2;
    int used = canvas_fit(c, where.row, col, end - col, st, it->name, false);
    byte_off a, z;
    if (p->filter[0] && fold_find(it->name, strlen(it->name), p->filter, (byte_off){0}, &a, &z)) {
        struct rect hit = {where.row, col + text_width(it->name, a.b), 1,
                           text_width(it->name + a.b, z.b - a.b)};
        if (hit.col + hit.cols <= end && st.role != ROLE_FOCUS)
            canvas_restyle_role(c, hit, ROLE_MATCH);
    }
    if (it->above[0] && end - col - used > 6)
        canvas_fit(c, where.row, col + used + 2, end - col - used - 2, dim, it->above, false);
}

const char *code_name_remark(const struct study *st, const char *path, struct arena *a)
{
    char **names;
    size_t n;
    if (!codetree_split(path, a, &names, &n, NULL) || n == 0)
        return NULL;
    const char *name = names[n - 1];
    for (size_t i = 0; i < st->ncodes; i++)
        if (st->codes[i].status == CODE_ACTIVE && same_folded(st->codes[i].name, name))
            return arena_printf(a, _("there is “%s”"),
                                codetree_path(st->codes, st->ncodes, st->codes[i].id, a));
    const struct code *near = codetree_near(st->codes, st->ncodes, name);
    return near ? arena_printf(a, _("one letter from “%s”"), near->name) : NULL;
}

static const char *code_make(void *ctx, const char *filter, bool *ret_first)
{
    struct code_picker *p = ctx;
    *ret_first = false;
    if (!p->make)
        return NULL;
    buf_clear(&p->line);
    if (filter[strspn(filter, " ")] == '\0') {
        buf_addstr(&p->line, _("new code…"));
        return buf_str(&p->line);
    }
    struct arena a = ARENA_INIT;
    const char *remark = code_name_remark(p->wb->st, filter, &a);
    buf_addf(&p->line, _("new code “%s”"), filter);
    if (remark)
        buf_addf(&p->line, " – %s", remark);
    arena_release(&a);
    return buf_str(&p->line);
}

static const char *code_hint(void *ctx, size_t i)
{
    struct code_picker *p = ctx;
    if (i >= p->shown.n)
        return p->make ? _("a path such as technology/access makes the codes above it too") : NULL;
    const char *d = p->items.v[p->shown.v[i]].definition;
    return d[0] ? d : NULL;
}

static bool name_typed(struct workbench *wb, void *ctx, const char *text)
{
    struct code_picker *p = ctx;
    if (text[strspn(text, " /")] == '\0')
        return false;
    p->picked(wb, p->ctx, 0, text);
    return true;
}

static void name_typing(struct workbench *wb, void *ctx, const char *text)
{
    (void)ctx;
    struct arena a = ARENA_INIT;
    const char *remark = code_name_remark(wb->st, text, &a);
    if (remark)
        wb_say(wb, ROLE_WARNING, "%s", remark);
    arena_release(&a);
}

static void code_cancel(struct workbench *wb, void *ctx, struct form *f)
{
    (void)wb;
    (void)f;
    struct code_picker *p = ctx;
    if (p->cancelled)
        p->cancelled(p->ctx);
}

static void code_free(void *ctx)
{
    struct code_picker *p = ctx;
    if (!p)
        return;
    if (p->free_ctx)
        p->free_ctx(p->ctx);
    arena_release(&p->arena);
    vec_release(&p->items);
    vec_release(&p->shown);
    buf_release(&p->line);
    mem_free(p->filter);
    mem_free(p);
}

/* Hands the picker's context on to a prompt for the name of a new code. */
static bool ask_name(struct workbench *wb, struct code_picker *p)
{
    static const struct modal_ops ops = {
        .text = name_typed, .typing = name_typing, .cancel = code_cancel, .free = code_free};
    struct code_picker *own = mem_alloc(sizeof *own);
    own->wb = wb;
    own->picked = p->picked;
    own->cancelled = p->cancelled;
    own->ctx = p->ctx;
    own->free_ctx = p->free_ctx;
    p->ctx = NULL;
    p->free_ctx = NULL;
    wb_open_prompt(wb, prompt_line(_("new code: "), NULL), &ops, own);
    return true;
}

static bool code_pick_made(struct workbench *wb, void *ctx, size_t i, const char *filter)
{
    struct code_picker *p = ctx;
    if (i == SIZE_MAX) {
        if (!p->make)
            return false;
        if (filter[strspn(filter, " /")] == '\0')
            return ask_name(wb, p);
        p->picked(wb, p->ctx, 0, filter);
        return true;
    }
    const struct pick_item *it = &p->items.v[p->shown.v[i]];
    if (it->level)
        p->theme(wb, p->ctx, it->id);
    else
        p->picked(wb, p->ctx, it->id, NULL);
    return true;
}

static void add_items(struct workbench *wb, struct code_picker *p, const struct code_pick *how)
{
    const struct study *st = wb->st;
    tema_id *recent = NULL;
    size_t nrecent = 0;
    struct err err = ERR_INIT;
    if (!app_recent_codes(wb->app, RECENT, &p->arena, &recent, &nrecent, &err))
        nrecent = 0;
    err_release(&err);
    if (how->top)
        vec_push(&p->items, ((struct pick_item){.name = _("the top level"),
                                                .above = "",
                                                .path = _("the top level"),
                                                .definition = "",
                                                .rank = RECENT}));
    for (size_t i = 0; i < st->ncodes; i++) {
        const struct code *k = &st->codes[i];
        if (k->status != CODE_ACTIVE ||
            (how->without && codetree_is_within(st->codes, st->ncodes, k->id, how->without)))
            continue;
        struct pick_item it = {.id = k->id,
                               .name = arena_strdup(&p->arena, k->name),
                               .above = "",
                               .definition = arena_strdup(&p->arena, k->definition),
                               .colour = k->colour,
                               .references = k->references,
                               .rank = RECENT};
        it.path = codetree_path(st->codes, st->ncodes, k->id, &p->arena);
        if (k->parent)
            it.above = codetree_path(st->codes, st->ncodes, k->parent, &p->arena);
        for (size_t r = 0; r < nrecent && !how->top; r++)
            if (recent[r] == k->id)
                it.rank = (int)r;
        vec_push(&p->items, it);
    }
}

static void add_themes(struct workbench *wb, struct code_picker *p)
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    for (size_t i = 0; now && i < st->nthemes; i++) {
        const struct theme *t = &st->themes[i];
        if (t->structure != now->id || !themetree_stands(st->themes, st->nthemes, t->id))
            continue;
        struct pick_item it = {.id = t->id,
                               .name = arena_strdup(&p->arena, t->name),
                               .above = "",
                               .path = themetree_path(st->themes, st->nthemes, t->id, &p->arena),
                               .definition = arena_strdup(&p->arena, t->idea[0] ? t->idea : t->definition),
                               .level = arena_strdup(&p->arena, themetree_level(now, t->depth)),
                               .rank = RECENT};
        if (t->parent)
            it.above = themetree_path(st->themes, st->nthemes, t->parent, &p->arena);
        vec_push(&p->items, it);
    }
}

void wb_pick_code(struct workbench *wb, const struct code_pick *how, code_picked *picked,
                  void (*cancelled)(void *ctx), void *ctx, void (*free_ctx)(void *))
{
    static const struct picker_ops ops = {code_filter, code_draw, code_make, code_hint};
    static const struct modal_ops modal = {.pick = code_pick_made, .cancel = code_cancel, .free = code_free};
    struct code_picker *p = mem_alloc(sizeof *p);
    p->wb = wb;
    p->top = how->top;
    p->make = how->make;
    p->filter = mem_strdup("");
    p->picked = picked;
    p->cancelled = cancelled;
    p->ctx = ctx;
    p->free_ctx = free_ctx;
    p->theme = how->theme;
    add_items(wb, p, how);
    if (how->theme)
        add_themes(wb, p);
    wb_open_picker(wb, picker_new(how->title, &ops, p), &modal, p);
}
