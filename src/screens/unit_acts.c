/* What is done to a meaning unit, in the transcript and among the extracts. */
#include <string.h>

#include "tema/app/quotes.h"
#include "tema/app/review.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "unit_priv.h"

struct unit_act {
    tema_id segment, quote; /* quote: 0 when it is not starred */
    char *words, *printed;  /* printed: the words on one line, as they are offered for editing */
};

static void act_free(void *ctx)
{
    struct unit_act *u = ctx;
    mem_free(u->words);
    mem_free(u->printed);
    mem_free(u);
}

/* ---- finding ---- */

static bool find_in(struct workbench *wb, tema_id segment, tema_id source, struct arena *a,
                    struct segment *ret, struct err *err)
{
    struct segment *segs;
    size_t n;
    if (!app_segments(wb->app, SCOPE_ALL, source, a, &segs, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (segs[i].id == segment) {
            *ret = segs[i];
            return true;
        }
    return false;
}

/* Looks into `source` first, which may be 0. */
static bool find_unit(struct workbench *wb, tema_id segment, tema_id source, struct arena *a,
                      struct segment *ret, struct err *err)
{
    if (source && find_in(wb, segment, source, a, ret, err))
        return true;
    for (size_t i = 0; i < wb->st->nsources && err->kind == ERR_NONE; i++)
        if (wb->st->sources[i].id != source && find_in(wb, segment, wb->st->sources[i].id, a, ret, err))
            return true;
    return err->kind != ERR_NONE
               ? false
               : err_set(err, ERR_NOT_FOUND, "%s", _("the meaning unit is no longer there"));
}

/* The own star of a meaning unit, or else another's; NULL: none. */
static bool find_quote(struct workbench *wb, tema_id segment, struct arena *a, const struct quote **ret,
                       struct err *err)
{
    struct quote *quotes;
    size_t n;
    const struct coder *me = wb_me(wb);
    *ret = NULL;
    if (!app_quotes(wb->app, a, &quotes, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (quotes[i].segment == segment && (!*ret || (me && quotes[i].coder == me->id)))
            *ret = &quotes[i];
    return true;
}

bool unit_refuses(struct workbench *wb)
{
    const struct coder *me = wb_me(wb);
    if (app_is_read_only(wb->app))
        wb_say(wb, ROLE_ERROR, "%s", _("the project is open for reading only: nothing can be changed"));
    else if (me && me->role == CODER_SUPERVISOR)
        wb_say(wb, ROLE_ERROR, "%s", _("a supervisor reviews and changes nothing else"));
    else
        return false;
    return true;
}

/* ---- condensing ---- */

static bool condense_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct unit_act *u = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    if (strcmp(text, u->words) == 0) {
        buf_clear(&wb->message);
        return true;
    }
    bool ok = app_set_condensed(wb->app, u->segment, text, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

void unit_condense(struct workbench *wb, tema_id segment, tema_id source)
{
    static const struct modal_ops ops = {.text = condense_done, .free = act_free};
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct segment s;
    if (unit_refuses(wb))
        return;
    if (find_unit(wb, segment, source, &a, &s, &err)) {
        struct unit_act *u = mem_alloc(sizeof *u);
        *u = (struct unit_act){segment, 0, mem_strdup(s.condensed), NULL};
        wb_open_prompt(wb, prompt_line(_("condensed wording: "), s.condensed), &ops, u);
    } else {
        wb_fail(wb, &err);
    }
    arena_release(&a);
}

void wb_condense(struct workbench *wb, tema_id segment)
{
    unit_condense(wb, segment, wb->source);
}

/* ---- quotes ---- */

void wb_star(struct workbench *wb, tema_id segment)
{
    struct arena a = ARENA_INIT;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    const struct quote *q;
    bool ok = find_quote(wb, segment, &a, &q, &err) &&
              (q ? app_unstar(wb->app, q->id, &said, &err) : app_star(wb->app, segment, &said, &err));
    wb_did(wb, ok, false, &said, &err);
    arena_release(&a);
}

/* Its id; stars the unit when it is not. */
static bool ensure_quote(struct workbench *wb, struct unit_act *u, struct buf *said, struct err *err)
{
    if (u->quote)
        return true;
    if (!app_star(wb->app, u->segment, said, err))
        return false;
    struct arena a = ARENA_INIT;
    const struct quote *q = NULL;
    if (find_quote(wb, u->segment, &a, &q, err) && q)
        u->quote = q->id;
    arena_release(&a);
    return u->quote != 0;
}

static bool quote_done(struct workbench *wb, void *ctx, const char *text)
{
    struct unit_act *u = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    const char *edited = strcmp(text, u->printed) == 0 ? "" : text;
    bool ok = (edited[0] == '\0' || quote_verify(u->words, edited, &err)) &&
              ensure_quote(wb, u, &said, &err) && app_set_quote(wb->app, u->quote, edited, &said, &err);
    return wb_did(wb, ok, false, &said, &err);
}

static void open_quote(struct workbench *wb, tema_id segment, const struct quote *q, const char *words)
{
    static const struct modal_ops ops = {.text = quote_done, .free = act_free};
    struct arena a = ARENA_INIT;
    const char *plain = quote_print(words, "", &a);
    struct unit_act *u = mem_alloc(sizeof *u);
    *u = (struct unit_act){segment, q ? q->id : 0, mem_strdup(words), mem_strdup(plain)};
    wb_say(wb, ROLE_DIM, "%s", _("[…] stands for what is left out, [ ] around what is put in"));
    wb_open_prompt(wb, prompt_line(_("quote: "), q && q->text[0] ? q->text : plain), &ops, u);
    arena_release(&a);
}

void unit_edit_quote(struct workbench *wb, tema_id segment, tema_id source)
{
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct segment s;
    const struct quote *q;
    struct extract_text t;
    if (unit_refuses(wb))
        return;
    bool ok = find_unit(wb, segment, source, &a, &s, &err) && find_quote(wb, segment, &a, &q, &err);
    if (ok) {
        struct extract x = {.segment = segment, .source = s.source, .start = s.start, .end = s.end};
        x.edited = x.condensed = "";
        ok = app_extract_text(wb->app, &x, 0, &a, &t, &err);
    }
    if (ok)
        open_quote(wb, segment, q, t.words);
    else
        wb_fail(wb, &err);
    arena_release(&a);
}

void wb_edit_quote(struct workbench *wb, tema_id segment)
{
    unit_edit_quote(wb, segment, wb->source);
}

/* ---- another code, no code ---- */

static void recode_to(struct workbench *wb, tema_id coding, tema_id code, const char *path)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = code ? app_recode(wb->app, coding, code, &said, &err)
                   : app_recode_new(wb->app, coding, path, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static void recode_picked(struct workbench *wb, void *ctx, tema_id code, const char *path)
{
    const tema_id *coding = ctx;
    recode_to(wb, *coding, code, path);
}

void wb_recode(struct workbench *wb, tema_id coding)
{
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct review_item it;
    if (unit_refuses(wb))
        return;
    if (!app_review_get(wb->app, coding, &a, &it, &err)) {
        wb_fail(wb, &err);
        arena_release(&a);
        return;
    }
    const struct code *k = study_code(wb->st, it.coding.code);
    struct code_pick how = {.make = true};
    how.title = k ? arena_printf(&a, _("in place of “%s”"), k->name) : _("another code");
    tema_id *ctx = mem_alloc(sizeof *ctx);
    *ctx = coding;
    wb_pick_code(wb, &how, recode_picked, NULL, ctx, mem_free);
    arena_release(&a);
}

static void take_off(struct workbench *wb, tema_id coding)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_uncode(wb->app, coding, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static bool off_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const tema_id *coding = ctx;
    buf_clear(&wb->message);
    if (i == 0)
        take_off(wb, *coding);
    return true;
}

void unit_take_off(struct workbench *wb, tema_id coding, tema_id coder, tema_id code)
{
    static const struct modal_ops ops = {.choice = off_chosen, .free = mem_free};
    const struct coder *who = study_coder(wb->st, coder), *me = wb_me(wb);
    const struct code *k = study_code(wb->st, code);
    if (!who || (me && me->id == who->id)) {
        take_off(wb, coding);
        return;
    }
    struct arena a = ARENA_INIT;
    tema_id *ctx = mem_alloc(sizeof *ctx);
    *ctx = coding;
    const char *question =
        arena_printf(&a, _("%s gave “%s” here; take it off?"), who->name, k ? k->name : "");
    wb_open_prompt(wb, prompt_yes_no(question), &ops, ctx);
    arena_release(&a);
}
