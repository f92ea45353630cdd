/* Writing a report to a file; the list of all memos. */
#include <string.h>
#include <sys/stat.h>

#include "screens_priv.h"
#include "tema/app/themes.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/wrap.h"

/* ---- reports ---- */

struct report_ask {
    const char *name; /* of the report, from app_reports */
    char *path;       /* to be written over, when that is asked */
};

static struct report_ask *ask_new(const char *name, const char *path)
{
    struct report_ask *r = mem_alloc(sizeof *r);
    *r = (struct report_ask){name, path ? mem_strdup(path) : NULL};
    return r;
}

static void ask_free(void *ctx)
{
    struct report_ask *r = ctx;
    mem_free(r->path);
    mem_free(r);
}

static bool write_to(struct workbench *wb, const char *name, const char *path)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_write_report(wb->app, name, 0, NULL, path, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

static bool over_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const struct report_ask *r = ctx;
    if (i == 0)
        write_to(wb, r->name, r->path);
    else
        buf_clear(&wb->message);
    return true;
}

static bool path_done(struct workbench *wb, void *ctx, const char *text)
{
    static const struct modal_ops ops = {.choice = over_chosen, .free = ask_free};
    const struct report_ask *r = ctx;
    struct stat st;
    if (text[0] == '\0') {
        wb_say(wb, ROLE_DIM, _("the name of a file is wanted: it ends in .md, .html or .csv"));
        return false;
    }
    if (stat(text, &st) != 0)
        return write_to(wb, r->name, text);
    struct arena a = ARENA_INIT;
    wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("write over “%s”, which is there already?"), text)),
                   &ops, ask_new(r->name, text));
    arena_release(&a);
    return true;
}

static bool report_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                        const char *text)
{
    static const struct modal_ops ops = {.text = path_done, .free = ask_free};
    struct arena a = ARENA_INIT;
    (void)ctx;
    (void)i;
    (void)text;
    const char *name = app_reports[chosen->id].name;
    wb_open_prompt(wb, prompt_line(_("write to: "), arena_printf(&a, "%s.html", name)), &ops,
                   ask_new(name, NULL));
    arena_release(&a);
    return true;
}

void wb_pick_report(struct workbench *wb)
{
    choices items = VEC_INIT;
    for (int i = 0; app_reports[i].name; i++)
        vec_push(&items, ((struct choice){app_reports[i].name, _(app_reports[i].help), 0, i}));
    wb_pick_choice(wb, _("write a report"), items.v, items.n, NULL, report_made, NULL, NULL);
    vec_release(&items);
}

/* ---- memos ---- */

struct memo_list {
    struct arena arena;
    struct memo *memos;
    size_t n;
};

static void memos_free(void *ctx)
{
    struct memo_list *l = ctx;
    arena_release(&l->arena);
    mem_free(l);
}

/* What a memo is about, in words; a meaning unit by its id only when it is gone. */
static char *memo_on(struct workbench *wb, const struct memo *m, struct arena *a)
{
    const struct study *st = wb->st;
    switch (m->about) {
    case MEMO_PROJECT: return arena_strdup(a, _("the project"));
    case MEMO_SOURCE:
        return arena_printf(a, _("source “%s”"),
                            study_source(st, m->target) ? study_source(st, m->target)->name : "?");
    case MEMO_CODE:
        return arena_printf(a, _("code “%s”"), codetree_path(st->codes, st->ncodes, m->target, a));
    case MEMO_THEME:
        return arena_printf(a, _("theme “%s”"), themetree_path(st->themes, st->nthemes, m->target, a));
    case MEMO_STRUCTURE:
        return arena_printf(a, _("structure “%s”"),
                            study_structure(st, m->target) ? study_structure(st, m->target)->name : "?");
    case MEMO_SEGMENT: break;
    }
    return arena_strdup(a, _("a meaning unit"));
}

static bool own_memo(const struct workbench *wb, const struct memo *m)
{
    const struct coder *me = wb_me(wb);
    return me && me->id == m->coder;
}

static bool line_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                      const char *text)
{
    (void)wb;
    (void)ctx;
    (void)i;
    (void)chosen;
    (void)text;
    return true;
}

/* Another coder's memo, to be read. */
static void show_memo(struct workbench *wb, const struct memo *m)
{
    enum { COLS = 70 };
    struct arena a = ARENA_INIT;
    wrap_lines lines = VEC_INIT;
    choices items = VEC_INIT;
    const struct coder *by = study_coder(wb->st, m->coder);
    wrap_text(m->text, strlen(m->text), COLS, &lines);
    for (size_t i = 0; i < lines.n; i++)
        vec_push(&items, ((struct choice){arena_strndup(&a, m->text + lines.v[i].start.b,
                                                        lines.v[i].end.b - lines.v[i].start.b),
                                          NULL, 0, 0}));
    wb_pick_choice(wb, arena_printf(&a, _("memo of %s on %s"), by ? by->name : "?", memo_on(wb, m, &a)),
                   items.v, items.n, NULL, line_made, NULL, NULL);
    vec_release(&items);
    vec_release(&lines);
    arena_release(&a);
}

static bool memo_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                      const char *text)
{
    const struct memo_list *l = ctx;
    const struct memo *m = &l->memos[chosen->id];
    struct arena a = ARENA_INIT;
    struct segment *all;
    size_t n;
    bool shown = false;
    (void)i;
    (void)text;
    if (m->about == MEMO_SEGMENT && app_segments(wb->app, SCOPE_ALL, 0, &a, &all, &n, NULL))
        for (size_t k = 0; k < n && !shown; k++)
            if (all[k].id == m->target) {
                wb_open_stretch(wb, all[k].source, all[k].start, all[k].end);
                shown = true;
            }
    if (!shown && !own_memo(wb, m))
        show_memo(wb, m);
    else if (!shown)
        wb_write_memo(wb, m->about, m->target, 0, (cp_off){0}, (cp_off){0}, memo_on(wb, m, &a));
    arena_release(&a);
    return true;
}

void wb_show_memos(struct workbench *wb)
{
    struct memo_list *l = mem_alloc(sizeof *l);
    struct err err = ERR_INIT;
    choices items = VEC_INIT;
    static const enum memo_about order[] = {MEMO_PROJECT, MEMO_SOURCE, MEMO_STRUCTURE,
                                            MEMO_THEME,   MEMO_CODE,   MEMO_SEGMENT};
    if (!app_memos(wb->app, &l->arena, &l->memos, &l->n, &err)) {
        wb_fail(wb, &err);
        memos_free(l);
        return;
    }
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t i = 0; i < l->n; i++) {
            const struct memo *m = &l->memos[i];
            char minute[17];
            if (m->about != order[k])
                continue;
            clock_minute(m->changed, minute);
            vec_push(&items,
                     ((struct choice){memo_on(wb, m, &l->arena),
                                      arena_printf(&l->arena, "%s · %s", minute, m->text), 0, (tema_id)i}));
        }
    if (items.n == 0) {
        wb_say(wb, ROLE_DIM, _("there are no memos yet; m writes one"));
        memos_free(l);
    } else {
        wb_pick_choice(wb, _("memos"), items.v, items.n, NULL, memo_made, l, memos_free);
    }
    vec_release(&items);
}
