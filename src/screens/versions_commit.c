/* Keeping the codebook and the themes as they stand as a numbered version, asked for from any screen. */
#include "tema/app/versions.h"
#include "tema/base/i18n.h"
#include "unit_priv.h"

enum { F_NOTE, F_LABEL };

static bool commit_done(struct workbench *wb, void *ctx, struct form *f)
{
    (void)ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_commit_version(wb->app, form_text(f, F_LABEL), form_text(f, F_NOTE), NULL, &said, &err);
    if (!ok)
        form_set_error(f, err_text(&err));
    return wb_did(wb, ok, false, &said, &err);
}

void wb_commit_version(struct workbench *wb)
{
    static const struct modal_ops ops = {.form = commit_done};
    if (unit_refuses(wb))
        return;
    struct form *f = form_new(_("keep a version of the codebook and the themes"));
    form_add_text(f, _("note"), NULL);
    form_set_hint(f, F_NOTE, _("what has changed and why, or what comes next"));
    form_add_text(f, _("label"), NULL);
    form_set_hint(f, F_LABEL, _("a short name to find it by; may stay empty"));
    wb_open_form(wb, f, &ops, NULL);
}
