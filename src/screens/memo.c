/* Writing memos: a field of several lines; what is in it when the program ends is saved, when it is left with
 * Esc kept. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

enum { MEMO_ROWS = 12 };

struct memo_edit {
    enum memo_about about;
    tema_id target, source, memo; /* memo: the one being changed, 0 for a new one */
    cp_off start, end;            /* when a stretch is to be marked for it */
};

/* True when there was something to save. */
static bool save(struct workbench *wb, const struct memo_edit *m, const char *text, struct buf *said,
                 bool *ret_ok, struct err *err)
{
    if (text[strspn(text, " \t\n")] == '\0' && !m->memo)
        return false;
    if (m->memo)
        *ret_ok = app_set_memo(wb->app, m->memo, text, said, err);
    else if (m->about == MEMO_SEGMENT && !m->target)
        *ret_ok = app_memo_on_range(wb->app, m->source, m->start, m->end, text, said, err);
    else
        *ret_ok = app_add_memo(wb->app, m->about, m->target, text, said, err);
    return true;
}

static bool memo_done(struct workbench *wb, void *ctx, struct form *f)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = true;
    if (form_changed(f, 0) || wb->draft.len > 0) {
        if (!save(wb, ctx, form_text(f, 0), &said, &ok, &err)) {
            wb_say(wb, ROLE_DIM, _("nothing written, no memo made"));
            buf_clear(&wb->draft);
            return true;
        }
        if (!ok)
            form_set_error(f, err_text(&err));
        wb_did(wb, ok, false, &said, &err);
    }
    if (ok)
        buf_clear(&wb->draft);
    return ok;
}

static void memo_cancel(struct workbench *wb, void *ctx, struct form *f)
{
    const struct memo_edit *m = ctx;
    buf_clear(&wb->draft);
    if (!form_changed(f, 0))
        return;
    buf_addstr(&wb->draft, form_text(f, 0));
    wb->draft_about = m->about;
    wb->draft_target = m->target;
    wb->draft_start = m->start;
    wb->draft_end = m->end;
    wb_say(wb, ROLE_WARNING, _("the memo is not saved; m on the same place brings back what you wrote"));
}

static void memo_rescue(struct workbench *wb, void *ctx, struct form *f)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok;
    if (form_changed(f, 0))
        save(wb, ctx, form_text(f, 0), &said, &ok, &err);
    buf_release(&said);
    err_release(&err);
}

static const struct memo *own_memo(struct workbench *wb, enum memo_about about, tema_id target,
                                   struct arena *a)
{
    const struct coder *me = wb_me(wb);
    struct memo *memos;
    size_t n;
    if (!me || (target == 0 && about != MEMO_PROJECT) || !app_memos(wb->app, a, &memos, &n, NULL))
        return NULL;
    for (size_t i = n; i-- > 0;)
        if (memos[i].about == about && memos[i].target == target && memos[i].coder == me->id)
            return &memos[i];
    return NULL;
}

static bool is_draft_of(const struct workbench *wb, const struct memo_edit *m)
{
    return wb->draft.len > 0 && wb->draft_about == m->about && wb->draft_target == m->target &&
           wb->draft_start.cp == m->start.cp && wb->draft_end.cp == m->end.cp;
}

void wb_write_memo(struct workbench *wb, enum memo_about about, tema_id target, tema_id source, cp_off start,
                   cp_off end, const char *on)
{
    static const struct modal_ops ops = {
        .form = memo_done, .cancel = memo_cancel, .rescue = memo_rescue, .free = mem_free};
    if (app_is_read_only(wb->app)) {
        wb_say(wb, ROLE_ERROR, _("the project is open for reading only: no memo can be written"));
        return;
    }
    struct arena a = ARENA_INIT;
    struct memo_edit *m = mem_alloc(sizeof *m);
    *m = (struct memo_edit){about, target, source, 0, start, end};
    const struct memo *old = own_memo(wb, about, target, &a);
    struct form *f = form_new(arena_printf(&a, _("memo on %s"), on));
    if (old)
        m->memo = old->id;
    bool draft = is_draft_of(wb, m);
    form_add_multi(f, _("memo"), draft ? wb->draft.s : old ? old->text : NULL, MEMO_ROWS);
    if (!draft)
        buf_clear(&wb->draft);
    wb_open_form(wb, f, &ops, m);
    arena_release(&a);
}
