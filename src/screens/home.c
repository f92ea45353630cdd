/* Home: how the study goes, and its sources. */
#include <string.h>

#include "home_priv.h"
#include "tema/app/process.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

static void *home_open(struct workbench *wb)
{
    struct home *h = mem_alloc(sizeof *h);
    h->sel = wb->source;
    return h;
}

static void home_close(void *s)
{
    mem_free(s);
}

static void select_source(struct workbench *wb, struct home *h, tema_id source)
{
    list_set_count(&h->list, (int)wb->st->nsources);
    for (size_t i = 0; i < wb->st->nsources; i++)
        if (wb->st->sources[i].id == source)
            list_select(&h->list, (int)i);
    h->sel = h->list.n > 0 ? wb->st->sources[h->list.sel].id : 0;
    h->stamp = wb->coding_stamp;
}

static void sync_home(struct workbench *wb, struct home *h)
{
    if (h->stamp == wb->coding_stamp)
        return;
    select_source(wb, h, h->sel);
    home_sync_figures(wb, &h->figures);
}

static void home_enter(struct workbench *wb, void *s)
{
    struct home *h = s;
    wb_refresh(wb); /* how far one has read changes outside acts */
    select_source(wb, h, wb->source ? wb->source : h->sel);
    home_sync_figures(wb, &h->figures);
}

static unsigned home_where(const void *s)
{
    (void)s;
    return IN_HOME;
}

static void home_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    sync_home(wb, s);
    int64_t words = 0, codings = 0;
    for (size_t i = 0; i < wb->st->nsources; i++) {
        words += wb->st->sources[i].words;
        codings += wb->st->sources[i].codings;
    }
    buf_addstr(left, wb->st->project.title ? wb->st->project.title : "");
    buf_addf(right, ngettext("%zu source", "%zu sources", wb->st->nsources), wb->st->nsources);
    buf_addf(right, ngettext(" · %lld word", " · %lld words", (unsigned long)words), (long long)words);
    buf_addf(right, ngettext(" · %lld coding", " · %lld codings", (unsigned long)codings),
             (long long)codings);
}

/* ---- attributes ---- */

enum { F_NAME, F_KIND, F_DATE, F_MINUTES, F_METHOD, F_AUTHOR, F_YEAR, F_COUNT };

static bool source_done(struct workbench *wb, void *ctx, struct form *f)
{
    static const char *const words[F_COUNT] = {"name", "kind", "date", "minutes", "method", "author", "year"};
    const tema_id *source = ctx;
    const char *fields[F_COUNT], *values[F_COUNT];
    size_t n = 0;
    for (int i = 0; i < F_COUNT; i++)
        if (form_changed(f, i)) {
            fields[n] = words[i];
            values[n++] = i == F_KIND ? enum_word(&source_kinds, (int)form_choice(f, i)) : form_text(f, i);
        }
    if (n == 0)
        return true;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_source(wb->app, *source, fields, values, n, &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

static void edit_source(struct workbench *wb, const struct source *s)
{
    static const struct modal_ops ops = {.form = source_done, .free = mem_free};
    struct arena a = ARENA_INIT;
    const char *kinds[] = {home_kind_name(SOURCE_INTERVIEW), home_kind_name(SOURCE_GROUP),
                           home_kind_name(SOURCE_DOCUMENT), home_kind_name(SOURCE_OTHER)};
    struct form *f = form_new(arena_printf(&a, _("source “%s”"), s->name));
    form_add_text(f, _("name"), s->name);
    form_add_choice(f, _("kind"), kinds, 4, (size_t)s->kind);
    form_add_text(f, _("date"), s->date);
    form_set_hint(f, F_DATE, _("year-month-day: 2026-03-01"));
    form_add_text(f, _("minutes"), s->minutes < 0 ? NULL : arena_printf(&a, "%lld", (long long)s->minutes));
    form_add_text(f, _("method"), s->method);
    form_set_hint(f, F_METHOD, _("how it was made: Teams, by telephone, transcribed with Whisper"));
    form_add_text(f, _("author"), s->author);
    form_add_text(f, _("year"), s->year < 0 ? NULL : arena_printf(&a, "%lld", (long long)s->year));
    tema_id *id = mem_alloc(sizeof *id);
    *id = s->id;
    wb_open_form(wb, f, &ops, id);
    arena_release(&a);
}

static bool title_done(struct workbench *wb, void *ctx, const char *text)
{
    (void)ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_title(wb->app, text, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

static void imported(struct workbench *wb, void *ctx, tema_id source)
{
    struct home *h = ctx;
    select_source(wb, h, source);
    home_sync_figures(wb, &h->figures);
}

/* ---- actions ---- */

static void move_list(struct home *h, enum action_id id, int count)
{
    int n = count > 0 ? count : 1;
    int half = h->list.area.rows / 2 > 0 ? h->list.area.rows / 2 : 1;
    switch ((int)id) {
    case ACTION_UP: list_move(&h->list, -n); break;
    case ACTION_DOWN: list_move(&h->list, n); break;
    case ACTION_PAGE_UP: list_page(&h->list, -n); break;
    case ACTION_PAGE_DOWN: list_page(&h->list, n); break;
    case ACTION_HALF_UP: list_move(&h->list, -n * half); break;
    case ACTION_HALF_DOWN: list_move(&h->list, n * half); break;
    case ACTION_TOP: list_select(&h->list, 0); break;
    case ACTION_BOTTOM: list_select(&h->list, count > 0 ? count - 1 : h->list.n - 1); break;
    default: break;
    }
}

static void set_checked(struct workbench *wb, const struct source *s)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_set_checked(wb->app, s->id, s->checked < 0, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static void source_act(struct workbench *wb, enum action_id id, const struct source *s)
{
    struct arena a = ARENA_INIT;
    switch ((int)id) {
    case ACTION_OPEN: wb_open_source(wb, s->id); break;
    case ACTION_SOURCE: edit_source(wb, s); break;
    case ACTION_CHECKED: set_checked(wb, s); break;
    case ACTION_LINK: wb_link_speaker(wb, s->id, 0); break;
    case ACTION_MEMO:
        wb_write_memo(wb, MEMO_SOURCE, s->id, 0, (cp_off){0}, (cp_off){0},
                      arena_printf(&a, _("source “%s”"), s->name));
        break;
    default: break;
    }
    arena_release(&a);
}

static void home_act(struct workbench *wb, void *s, enum action_id id, int count)
{
    static const struct modal_ops title_ops = {.text = title_done};
    struct home *h = s;
    sync_home(wb, h);
    home_touch_figures(&h->figures);
    switch ((int)id) {
    case ACTION_BACK: wb_back(wb); return;
    case ACTION_IMPORT: wb_import_file(wb, imported, h); return;
    case ACTION_TITLE:
        wb_open_prompt(wb, prompt_line(_("title: "), wb->st->project.title), &title_ops, NULL);
        return;
    case ACTION_OPEN:
    case ACTION_SOURCE:
    case ACTION_CHECKED:
    case ACTION_LINK:
    case ACTION_MEMO: {
        const struct source *source = study_source(wb->st, h->sel);
        if (source)
            source_act(wb, id, source);
        else
            wb_say(wb, ROLE_DIM, _("there is no source yet; i gets one in from a file"));
        return;
    }
    default:
        move_list(h, id, count);
        h->sel = h->list.n > 0 ? wb->st->sources[h->list.sel].id : 0;
        wb->source = h->sel;
        wb->desk_dirty = true;
    }
}

static void home_mouse(struct workbench *wb, void *s, const struct event *e)
{
    struct home *h = s;
    sync_home(wb, h);
    bool used;
    enum list_click click = list_mouse(&h->list, e, &used);
    h->sel = h->list.n > 0 ? wb->st->sources[h->list.sel].id : 0;
    if (click == LIST_CLICK_OPEN && h->sel)
        wb_open_source(wb, h->sel);
}

static void home_idle(struct workbench *wb, void *s)
{
    struct home *h = s;
    home_rest_figures(wb, &h->figures);
}

const struct screen home_screen = {
    .name = "home",
    .open = home_open,
    .close = home_close,
    .enter = home_enter,
    .where = home_where,
    .status = home_status,
    .draw = home_draw,
    .act = home_act,
    .mouse = home_mouse,
    .idle = home_idle,
};
