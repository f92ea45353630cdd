/* Who speaks: giving a turn to a speaker, saying who a speaker is. */
#include <string.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

/* ---- linking a speaker ---- */

struct link {
    tema_id speaker;
};
enum { LINK_NOBODY = -1, LINK_INTERVIEWER = -2 }; /* ids beside those of participants */

static bool link_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                      const char *text)
{
    const struct link *l = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok;
    if (i == SIZE_MAX)
        ok = app_link_speaker_to_new(wb->app, l->speaker, text, &said, &err);
    else if (chosen->id == LINK_NOBODY)
        ok = app_link_speaker(wb->app, l->speaker, SPEAKER_NOBODY, 0, &said, &err);
    else if (chosen->id == LINK_INTERVIEWER)
        ok = app_link_speaker(wb->app, l->speaker, SPEAKER_INTERVIEWER, 0, &said, &err);
    else
        ok = app_link_speaker(wb->app, l->speaker, SPEAKER_PARTICIPANT, chosen->id, &said, &err);
    /* A name that is taken already can be mended in the picker. */
    return wb_did(wb, ok, true, &said, &err) || i != SIZE_MAX;
}

static const struct speaker *study_speaker(const struct study *st, tema_id id)
{
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].id == id)
            return &st->speakers[i];
    return NULL;
}

static const char *participant_note(const struct participant *p, struct arena *a)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < p->nattrs; i++)
        if (p->attrs[i].value && p->attrs[i].value[0])
            buf_addf(&b, "%s%s", b.len ? " · " : "", p->attrs[i].value);
    const char *note = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return note;
}

static const char *role_note(const struct study *st, const struct speaker *s, struct arena *a)
{
    switch (s->role) {
    case SPEAKER_INTERVIEWER: return _("the interviewer");
    case SPEAKER_PARTICIPANT: {
        const struct participant *p = study_participant(st, s->participant);
        return p ? arena_printf(a, _("participant %s"), p->name) : _("a participant");
    }
    case SPEAKER_NOBODY: break;
    }
    return _("linked to nobody");
}

static void pick_link(struct workbench *wb, tema_id speaker)
{
    const struct study *st = wb->st;
    const struct speaker *s = study_speaker(st, speaker);
    if (!s)
        return;
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    vec_push(&items, ((struct choice){_("the interviewer"), NULL, 0, LINK_INTERVIEWER}));
    for (size_t i = 0; i < st->nparticipants; i++) {
        const struct participant *p = &st->participants[i];
        vec_push(&items, ((struct choice){p->name, participant_note(p, &a), 0, p->id}));
    }
    vec_push(&items, ((struct choice){_("nobody"), NULL, 0, LINK_NOBODY}));
    struct link *l = mem_alloc(sizeof *l);
    l->speaker = speaker;
    char *title = arena_printf(&a, _("who is “%s”? (now %s)"), s->name, role_note(st, s, &a));
    wb_pick_choice(wb, title, items.v, items.n, _("new participant"), link_made, l, mem_free);
    vec_release(&items);
    arena_release(&a);
}

static bool speaker_chosen(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                           const char *text)
{
    (void)ctx;
    (void)i;
    (void)text;
    pick_link(wb, chosen->id);
    return true;
}

void wb_link_speaker(struct workbench *wb, tema_id source, tema_id speaker)
{
    if (speaker) {
        pick_link(wb, speaker);
        return;
    }
    const struct study *st = wb->st;
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].source == source)
            vec_push(&items, ((struct choice){st->speakers[i].name, role_note(st, &st->speakers[i], &a), 0,
                                              st->speakers[i].id}));
    if (items.n == 0)
        wb_say(wb, ROLE_DIM, _("nobody speaks in this source; a in the text gives a turn to a speaker"));
    else
        wb_pick_choice(wb, _("which speaker?"), items.v, items.n, NULL, speaker_chosen, NULL, NULL);
    vec_release(&items);
    arena_release(&a);
}

/* ---- giving a turn ---- */

struct give {
    tema_id source;
    cp_off start, end;
    void (*given)(void *ctx, const char *name);
    void *ctx;
};
enum { GIVE_NOBODY = -1 };

static tema_id speaker_named(const struct study *st, tema_id source, const char *name)
{
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].source == source && strcmp(st->speakers[i].name, name) == 0)
            return st->speakers[i].id;
    return 0;
}

static bool give_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                      const char *text)
{
    const struct give *g = ctx;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool nobody = i != SIZE_MAX && chosen->id == GIVE_NOBODY;
    char *name = mem_strdup(i == SIZE_MAX ? text : nobody ? "" : chosen->name);
    bool ok = app_give_turns(wb->app, g->source, g->start, g->end, name, &said, &err);
    if (wb_did(wb, ok, true, &said, &err))
        g->given(g->ctx, name);
    mem_free(name);
    return true;
}

void wb_give_turns(struct workbench *wb, tema_id source, cp_off start, cp_off end,
                   void (*given)(void *ctx, const char *name), void *ctx)
{
    const struct study *st = wb->st;
    struct arena a = ARENA_INIT;
    choices items = VEC_INIT;
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].source == source)
            vec_push(&items, ((struct choice){st->speakers[i].name, role_note(st, &st->speakers[i], &a), 0,
                                              st->speakers[i].id}));
    for (size_t i = 0; i < st->nparticipants; i++)
        if (!speaker_named(st, source, st->participants[i].name))
            vec_push(&items, ((struct choice){st->participants[i].name, _("a participant, new here"), 0,
                                              st->participants[i].id}));
    vec_push(&items, ((struct choice){_("nobody"), _("take the speaker off"), 0, GIVE_NOBODY}));
    struct give *g = mem_alloc(sizeof *g);
    *g = (struct give){source, start, end, given, ctx};
    wb_pick_choice(wb, _("who says this?"), items.v, items.n, _("new speaker"), give_made, g, mem_free);
    vec_release(&items);
    arena_release(&a);
}
