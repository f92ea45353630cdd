/* One codebook version: what it is, and what has changed up to it. */
#include <string.h>

#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/model/phases.h"
#include "versions_priv.h"

const char *versions_why(const struct version *v)
{
    switch (v->why) {
    case VERSION_COMMIT: break;
    case VERSION_MERGE: return _("before merging");
    case VERSION_SPLIT: return _("before splitting");
    case VERSION_RESTORE: return _("before restoring");
    }
    return "";
}

/* Lines of a text as paragraphs, each with the indent it has. */
static void add_lines(struct versions *s, struct style st, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        int indent = (int)strspn(text, " ");
        if ((size_t)indent > n)
            indent = (int)n;
        para_add(&s->about, st, indent, arena_strndup(&s->pane, text + indent, n - (size_t)indent));
        text += n + (text[n] == '\n');
    }
}

static void add_head(struct workbench *wb, struct versions *s, const struct version *v)
{
    if (!v) {
        para_add(&s->about, S(TITLE), 0, _("the codebook and the themes as they stand now"));
        return;
    }
    char when[17];
    clock_minute(v->created, when);
    const struct coder *who = study_coder(wb->st, v->coder);
    para_add(&s->about, S(TITLE), 0, app_version_name(v, &s->pane));
    const char *phase =
        v->phase ? arena_printf(&s->pane, _(" · in phase %d, %s"), v->phase, phase_name(v->phase)) : "";
    para_add(&s->about, S(LABEL), 0, arena_printf(&s->pane, "%s · %s%s", when, who ? who->name : "?", phase));
    para_add(&s->about, S(LABEL), 0,
             arena_printf(&s->pane, _("codes %lld · themes %lld · codings %lld · sources %lld"),
                          (long long)v->codes, (long long)v->themes, (long long)v->codings,
                          (long long)v->sources));
    if (v->note[0])
        para_add(&s->about, S(NORMAL), 0, v->note);
}

static void add_changes(struct workbench *wb, struct versions *s, const struct version *from,
                        const struct version *to)
{
    struct err err = ERR_INIT;
    struct change *changes;
    size_t n;
    if (!app_diff_versions(wb->app, from->id, to ? to->id : 0, &s->pane, &changes, &n, &err)) {
        para_add(&s->about, S(ERROR), 0, arena_strdup(&s->pane, err_text(&err)));
        err_release(&err);
        return;
    }
    const char *a = app_version_name(from, &s->pane);
    const char *b = to ? app_version_name(to, &s->pane) : _("now");
    if (n == 0) {
        para_add(&s->about, S(DIM), 0, arena_printf(&s->pane, _("nothing has changed since %s"), a));
        return;
    }
    struct buf out = BUF_INIT;
    app_diff_write(changes, n, a, b, "text", &out);
    add_lines(s, S(NORMAL), buf_str(&out));
    buf_release(&out);
}

static void build(struct workbench *wb, struct versions *s)
{
    arena_release(&s->pane);
    vec_clear(&s->about);
    s->pane_built = true;
    s->width = 0;
    const struct version *to = versions_row(s, s->list.sel);
    add_head(wb, s, to);
    para_add(&s->about, S(NORMAL), 0, "");
    if (s->asks.len > 0) {
        add_lines(s, S(WARNING), buf_str(&s->asks));
        return;
    }
    const struct version *from = versions_find(s, s->from);
    if (!from && s->list.sel + 1 < s->list.n)
        from = versions_row(s, s->list.sel + 1);
    if (s->n == 0)
        para_add(&s->about, S(DIM), 0,
                 _("no version was kept yet; v keeps the codebook and the themes as they stand"));
    else if (!from)
        para_add(&s->about, S(DIM), 0, _("the first version: there is none before it to compare with"));
    else if (from == to)
        para_add(&s->about, S(DIM), 0,
                 _("compared from this one: go to another to see what has changed up to it"));
    else
        add_changes(wb, s, from, to);
}

void versions_pane_draw(struct workbench *wb, struct versions *s, struct canvas *c, struct rect r, bool focus)
{
    s->below = r;
    if (!s->pane_built)
        build(wb, s);
    if (s->width != r.cols) {
        s->width = r.cols;
        s->lines = paras_rows(s->about.v, s->about.n, r.cols);
    }
    if (s->top > s->lines - r.rows)
        s->top = s->lines > r.rows ? s->lines - r.rows : 0;
    paras_draw(s->about.v, s->about.n, c, r, s->top);
    if (s->lines > s->top + r.rows && r.rows > 0)
        canvas_fit_right(c, r.row + r.rows - 1, r.col, r.cols, S(DIM), _("… Tab"));
    if (focus)
        canvas_cursor(c, r.row, r.col);
}
