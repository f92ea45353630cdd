/* Panels over a screen: a prompt, a form or a picker, one at a time. */
#include "screens_priv.h"
#include "tema/base/i18n.h"

void modal_close(struct modal *m)
{
    prompt_free(m->prompt);
    form_free(m->form);
    picker_free(m->picker);
    if (m->ops && m->ops->free)
        m->ops->free(m->ctx);
    *m = (struct modal){NULL, NULL, NULL, NULL, NULL};
}

static void open_modal(struct workbench *wb, struct modal m)
{
    modal_close(&wb->modal);
    keymap_reset(&wb->typed);
    wb->modal = m;
}

void wb_open_prompt(struct workbench *wb, struct prompt *p, const struct modal_ops *ops, void *ctx)
{
    open_modal(wb, (struct modal){ops, p, NULL, NULL, ctx});
}

void wb_open_form(struct workbench *wb, struct form *f, const struct modal_ops *ops, void *ctx)
{
    open_modal(wb, (struct modal){ops, NULL, f, NULL, ctx});
}

void wb_open_picker(struct workbench *wb, struct picker *p, const struct modal_ops *ops, void *ctx)
{
    open_modal(wb, (struct modal){ops, NULL, NULL, p, ctx});
}

enum outcome { STAYS, ANSWERED, REFUSED, CANCELLED };

static enum outcome outcome_of(bool done)
{
    return done ? ANSWERED : REFUSED;
}

static enum outcome prompt_outcome(struct workbench *wb, struct modal *m, const struct event *e)
{
    if (m->ops->tab && e->kind == EVENT_KEY && key_is(e->key, K_TAB, 0)) {
        m->ops->tab(wb, m->ctx, prompt_text(m->prompt));
        return STAYS;
    }
    switch (prompt_event(m->prompt, e)) {
    case PROMPT_OPEN: break;
    case PROMPT_CHOSEN: return outcome_of(m->ops->choice(wb, m->ctx, prompt_choice_index(m->prompt)));
    case PROMPT_TEXT: return outcome_of(m->ops->text(wb, m->ctx, prompt_text(m->prompt)));
    case PROMPT_CHANGED:
        wb_say(wb, ROLE_DIM, "%s", "");
        if (m->ops->typing)
            m->ops->typing(wb, m->ctx, prompt_text(m->prompt));
        break;
    case PROMPT_CANCELLED: return CANCELLED;
    }
    return STAYS;
}

static enum outcome form_outcome(struct workbench *wb, struct modal *m, const struct event *e)
{
    switch (form_event(m->form, e)) {
    case FORM_OPEN:
    case FORM_IGNORED: break;
    case FORM_DONE: return outcome_of(m->ops->form(wb, m->ctx, m->form));
    case FORM_CANCELLED: return CANCELLED;
    }
    return STAYS;
}

static enum outcome picker_outcome(struct workbench *wb, struct modal *m, const struct event *e)
{
    switch (picker_event(m->picker, e)) {
    case PICKER_OPEN:
    case PICKER_IGNORED: break;
    case PICKER_CHOSEN:
        return outcome_of(m->ops->pick(wb, m->ctx, picker_index(m->picker), picker_filter(m->picker)));
    case PICKER_MAKE: return outcome_of(m->ops->pick(wb, m->ctx, SIZE_MAX, picker_filter(m->picker)));
    case PICKER_CANCELLED: return CANCELLED;
    }
    return STAYS;
}

void modal_event(struct workbench *wb, const struct event *e)
{
    /* Detached while its callback runs, which may open the next panel. */
    struct modal m = wb->modal;
    wb->modal = (struct modal){NULL, NULL, NULL, NULL, NULL};
    enum outcome o = m.prompt ? prompt_outcome(wb, &m, e)
                     : m.form ? form_outcome(wb, &m, e)
                              : picker_outcome(wb, &m, e);
    if (o == CANCELLED) {
        buf_clear(&wb->message);
        if (m.ops->cancel)
            m.ops->cancel(wb, m.ctx, m.form);
    }
    if ((o == STAYS || o == REFUSED) && !wb->modal.ops)
        wb->modal = m;
    else
        modal_close(&m);
}

void modal_rescue(struct workbench *wb)
{
    if (wb->modal.ops && wb->modal.ops->rescue)
        wb->modal.ops->rescue(wb, wb->modal.ctx, wb->modal.form);
    modal_close(&wb->modal);
}
