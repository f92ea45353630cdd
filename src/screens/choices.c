/* Pickers over a short list: speakers, colours, codings to take off, actions. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/fold.h"

struct choice_picker {
    struct arena arena;
    choices all;
    VEC(size_t) shown; /* indices into all that match the filter */
    char *make;        /* NULL: nothing new can be made */
    struct buf line;
    choice_made *made;
    void *ctx;
    void (*free_ctx)(void *);
};

bool words_match(const char *filter, const char *a, const char *b)
{
    const char *s = filter;
    for (;;) {
        s += strspn(s, " \t/");
        size_t n = strcspn(s, " \t/");
        if (n == 0)
            return true;
        char *word = mem_strndup(s, n);
        bool in = fold_contains(a, word) || (b && fold_contains(b, word));
        mem_free(word);
        if (!in)
            return false;
        s += n;
    }
}

static size_t choice_filter(void *ctx, const char *filter)
{
    struct choice_picker *p = ctx;
    vec_clear(&p->shown);
    /* What matches by its name comes before what matches only by its note. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->all.n; i++) {
            const struct choice *it = &p->all.v[i];
            bool by_name = words_match(filter, it->name, NULL);
            if (pass == 0 ? by_name : !by_name && words_match(filter, it->name, it->note))
                vec_push(&p->shown, i);
        }
    return p->shown.n;
}

static void choice_draw(void *ctx, struct canvas *c, struct rect where, size_t i, struct style st)
{
    struct choice_picker *p = ctx;
    const struct choice *it = &p->all.v[p->shown.v[i]];
    int col = where.col;
    if (it->tint) {
        struct style swatch = st;
        swatch.fg = it->tint;
        canvas_text(c, where.row, col, swatch, glyph(c, "●", "*"));
        col += 2;
    }
    int end = where.col + where.cols;
    int used = canvas_fit(c, where.row, col, end - col, st, it->name, false);
    if (it->note && end - col - used > 4) {
        struct style dim = st;
        if (st.role == ROLE_NORMAL || st.role == ROLE_PANEL)
            dim.role = ROLE_DIM;
        canvas_fit(c, where.row, col + used + 2, end - col - used - 2, dim, it->note, false);
    }
}

static const char *choice_make(void *ctx, const char *filter, bool *ret_first)
{
    struct choice_picker *p = ctx;
    *ret_first = false;
    bool blank = filter[strspn(filter, " ")] == '\0';
    if (!p->make || (blank && p->all.n > 0))
        return NULL;
    buf_clear(&p->line);
    if (blank)
        buf_addf(&p->line, _("%s: type its name"), p->make);
    else
        buf_addf(&p->line, "%s “%s”", p->make, filter);
    return buf_str(&p->line);
}

static bool choice_pick(struct workbench *wb, void *ctx, size_t i, const char *filter)
{
    struct choice_picker *p = ctx;
    if (i == SIZE_MAX)
        return filter[strspn(filter, " ")] != '\0' && p->made(wb, p->ctx, SIZE_MAX, NULL, filter);
    size_t at = p->shown.v[i];
    return p->made(wb, p->ctx, at, &p->all.v[at], filter);
}

static void choice_free(void *ctx)
{
    struct choice_picker *p = ctx;
    if (p->free_ctx)
        p->free_ctx(p->ctx);
    arena_release(&p->arena);
    vec_release(&p->all);
    vec_release(&p->shown);
    buf_release(&p->line);
    mem_free(p);
}

void wb_pick_choice(struct workbench *wb, const char *title, const struct choice *items, size_t n,
                    const char *make, choice_made *made, void *ctx, void (*free_ctx)(void *))
{
    static const struct picker_ops ops = {choice_filter, choice_draw, choice_make, NULL};
    static const struct modal_ops modal = {.pick = choice_pick, .free = choice_free};
    struct choice_picker *p = mem_alloc(sizeof *p);
    for (size_t i = 0; i < n; i++) {
        struct choice it = items[i];
        it.name = arena_strdup(&p->arena, it.name);
        it.note = arena_strdup(&p->arena, it.note);
        vec_push(&p->all, it);
    }
    p->make = arena_strdup(&p->arena, make);
    p->made = made;
    p->ctx = ctx;
    p->free_ctx = free_ctx;
    wb_open_picker(wb, picker_new(title, &ops, p), &modal, p);
}

/* ---- the palette of actions ---- */

static bool run_chosen(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                       const char *text)
{
    (void)ctx;
    (void)i;
    (void)text;
    wb_run(wb, (enum action_id)chosen->id, 0);
    return true;
}

void wb_pick_action(struct workbench *wb)
{
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    unsigned where = wb_where(wb);
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        if (!(actions[i].where & where) || i == ACTION_PALETTE)
            continue;
        struct buf keys = BUF_INIT;
        wb_keys(wb, where, (enum action_id)i, true, &keys);
        struct choice it = {actions[i].name, NULL, 0, i};
        it.note = arena_printf(&a, "%s%s%s", buf_str(&keys), keys.len ? "  " : "", _(actions[i].help));
        vec_push(&items, it);
        buf_release(&keys);
    }
    wb_pick_choice(wb, _("actions"), items.v, items.n, NULL, run_chosen, NULL, NULL);
    vec_release(&items);
    arena_release(&a);
}
