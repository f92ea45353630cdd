/* Home: the project and its sources. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/ui/layout.h"

struct home {
    struct list list;
    tema_id sel; /* the selected source, 0 without any */
    unsigned stamp;
};

static const char *kind_name(enum source_kind k)
{
    switch (k) {
    case SOURCE_INTERVIEW: return _("interview");
    case SOURCE_GROUP: return _("group");
    case SOURCE_DOCUMENT: return _("document");
    case SOURCE_OTHER: break;
    }
    return _("other");
}

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
    if (h->stamp != wb->coding_stamp)
        select_source(wb, h, h->sel);
}

static void home_enter(struct workbench *wb, void *s)
{
    struct home *h = s;
    wb_refresh(wb); /* how far one has read changes outside acts */
    select_source(wb, h, wb->source ? wb->source : h->sel);
}

static unsigned home_where(const void *s)
{
    (void)s;
    return IN_HOME;
}

static void home_status(struct workbench *wb, void *s, struct buf *left, struct buf *right)
{
    (void)s;
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

/* ---- drawing ---- */

/* Columns from the right; those further left go first where there is no room. */
enum {
    COL_CODINGS = 9,
    COL_READ = 7,
    COL_WORDS = 8,
    COL_KIND = 11,
    COL_DATE = 12,
    COL_SPEAKERS = 24,
    NAME_MIN = 32
};

struct columns {
    int name, speakers, date, kind, words, read, codings; /* where each begins; -1: left out */
    int name_cols;
};

static struct columns lay_columns(struct rect r)
{
    struct columns at = {r.col, -1, -1, -1, -1, -1, -1, 0};
    int end = r.col + r.cols;
    at.codings = end -= COL_CODINGS;
    at.read = end -= COL_READ;
    at.words = end -= COL_WORDS;
    if (end - COL_KIND - r.col >= NAME_MIN)
        at.kind = end -= COL_KIND;
    if (end - COL_SPEAKERS - r.col >= NAME_MIN)
        at.speakers = end -= COL_SPEAKERS;
    if (end - COL_DATE - r.col >= NAME_MIN)
        at.date = end -= COL_DATE;
    at.name_cols = end - r.col - 2;
    return at;
}

struct row_ctx {
    struct workbench *wb;
    struct columns at;
};

static void speakers_of(const struct study *st, tema_id source, struct buf *out)
{
    int n = 0, unlinked = 0;
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].source == source) {
            n++;
            unlinked += st->speakers[i].role == SPEAKER_NOBODY;
        }
    if (n > 0)
        buf_addf(out, ngettext("%d speaker", "%d speakers", (unsigned long)n), n);
    if (unlinked > 0)
        buf_addf(out, _(", %d unlinked"), unlinked);
}

static void draw_number(struct canvas *c, int row, int col, int cols, struct style st, const char *suffix,
                        int64_t n)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%lld%s", (long long)n, suffix);
    if (st.role == ROLE_NORMAL)
        st.role = n ? ROLE_NUMBER : ROLE_DIM;
    canvas_fit_right(c, row, col, cols, st, buf_str(&b));
    buf_release(&b);
}

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct row_ctx *x = ctx;
    const struct source *s = &x->wb->st->sources[i];
    struct style dim = st;
    if (st.role == ROLE_NORMAL)
        dim.role = ROLE_DIM;
    int row = where.row;
    canvas_fit(c, row, x->at.name, x->at.name_cols, st, s->name, false);
    if (x->at.date >= 0)
        canvas_fit(c, row, x->at.date, COL_DATE - 1, dim, s->date, false);
    if (x->at.speakers >= 0) {
        struct buf b = BUF_INIT;
        speakers_of(x->wb->st, s->id, &b);
        canvas_fit(c, row, x->at.speakers, COL_SPEAKERS - 1, dim, buf_str(&b), false);
        buf_release(&b);
    }
    if (x->at.kind >= 0)
        canvas_fit(c, row, x->at.kind, COL_KIND - 1, st, kind_name(s->kind), false);
    draw_number(c, row, x->at.words, COL_WORDS, st, "", s->words);
    draw_number(c, row, x->at.read, COL_READ, st, " %", s->read_permille / 10);
    draw_number(c, row, x->at.codings, COL_CODINGS, st, "", s->codings);
}

static void draw_head(struct canvas *c, struct rect r, const struct columns *at)
{
    canvas_fit(c, r.row, at->name, at->name_cols, S(TITLE), _("source"), false);
    if (at->date >= 0)
        canvas_text(c, r.row, at->date, S(DIM), _("date"));
    if (at->speakers >= 0)
        canvas_text(c, r.row, at->speakers, S(DIM), _("speakers"));
    if (at->kind >= 0)
        canvas_text(c, r.row, at->kind, S(DIM), _("kind"));
    canvas_fit_right(c, r.row, at->words, COL_WORDS, S(DIM), _("words"));
    canvas_fit_right(c, r.row, at->read, COL_READ, S(DIM), _("read"));
    canvas_fit_right(c, r.row, at->codings, COL_CODINGS, S(DIM), _("codings"));
}

static void draw_empty(struct workbench *wb, struct canvas *c, struct rect r)
{
    r.row += 1;
    r.rows -= 1;
    canvas_text(c, r.row, r.col, S(TITLE), _("No sources yet."));
    layout_top(&r, 2);
    layout_top(&r, draw_wrapped(c, r, S(NORMAL),
                                _("Press i and name a transcript or document: .txt, .md, .vtt or .srt.")));
    draw_wrapped(c, r, S(NORMAL), _("Or in the shell: tema import FILE…"));
    if (!wb->modal.ops)
        canvas_cursor(c, r.row, r.col);
}

/* A line about the selected source: what does not stand in the columns. */
static void draw_details(struct workbench *wb, struct canvas *c, struct rect r, const struct source *s,
                         bool speakers)
{
    struct buf b = BUF_INIT;
    if (speakers)
        speakers_of(wb->st, s->id, &b);
    const char *parts[] = {s->date, s->author, s->method};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i][0])
            buf_addf(&b, "%s%s", b.len ? " · " : "", parts[i]);
    if (s->year >= 0)
        buf_addf(&b, "%s%lld", b.len ? " · " : "", (long long)s->year);
    if (s->minutes >= 0)
        buf_addf(&b, _("%s%lld minutes"), b.len ? " · " : "", (long long)s->minutes);
    if (s->format[0])
        buf_addf(&b, _("%sfrom %s, %s"), b.len ? " · " : "", s->format, s->encoding);
    canvas_fit(c, r.row, r.col, r.cols, S(DIM), buf_str(&b), false);
    buf_release(&b);
}

static void home_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct home *h = s;
    sync_home(wb, h);
    r.col++;
    r.cols -= 2;
    if (wb->st->nsources == 0) {
        draw_empty(wb, c, r);
        return;
    }
    struct row_ctx ctx = {wb, lay_columns(r)};
    struct rect head = layout_top(&r, 1);
    struct rect details = layout_bottom(&r, r.rows > 6 ? 1 : 0);
    draw_head(c, head, &ctx.at);
    list_draw(&h->list, c, r, !wb->modal.ops, draw_row, &ctx);
    if (details.rows)
        draw_details(wb, c, details, &wb->st->sources[h->list.sel], ctx.at.speakers < 0);
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
    const char *kinds[] = {kind_name(SOURCE_INTERVIEW), kind_name(SOURCE_GROUP), kind_name(SOURCE_DOCUMENT),
                           kind_name(SOURCE_OTHER)};
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
    select_source(wb, ctx, source);
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

static void source_act(struct workbench *wb, enum action_id id, const struct source *s)
{
    struct arena a = ARENA_INIT;
    switch ((int)id) {
    case ACTION_OPEN: wb_open_source(wb, s->id); break;
    case ACTION_SOURCE: edit_source(wb, s); break;
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
    switch ((int)id) {
    case ACTION_BACK: wb_back(wb); return;
    case ACTION_IMPORT: wb_import_file(wb, imported, h); return;
    case ACTION_TITLE:
        wb_open_prompt(wb, prompt_line(_("title: "), wb->st->project.title), &title_ops, NULL);
        return;
    case ACTION_OPEN:
    case ACTION_SOURCE:
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
};
