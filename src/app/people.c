/* What is known of the study's sources, participants and speakers. */
#include <string.h>

#include "app_priv.h"

bool app_set_title(struct app *app, const char *title, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *words;
    bool ok;

    if (!check_text(title, err) || !act_begin(app, "title", err))
        return false;
    words = arena_printf(&a, _("named the project “%s”"), title);
    ok = store_set_title(app->store, title, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

/* "kind = interview, date = 2026-03-01" */
static char *tell_values(const char *const *fields, const char *const *values, size_t n, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s%s = %s", i > 0 ? ", " : "", fields[i], *values[i] ? values[i] : _("nothing"));
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return ret;
}

static bool set_fields(struct app *app, tema_id source, const char *const *fields, const char *const *values,
                       size_t n, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        int field = enum_value(&source_fields, fields[i]);

        if (field < 0)
            return err_set(
                err, ERR_USAGE,
                _("a source has no '%s': it has name, kind, date, minutes, method, author, year, checked"),
                fields[i]);
        if (!check_text(values[i], err) ||
            !store_set_source(app->store, source, (enum source_field)field, values[i], err))
            return false;
    }
    return true;
}

bool app_set_source(struct app *app, tema_id source, const char *const *fields, const char *const *values,
                    size_t n, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "set-source", err);
    char *words;
    bool ok;

    if (!st)
        return false;
    words = arena_printf(&a, _("set attributes of %s: %s"), name_of_source(st, source),
                         tell_values(fields, values, n, &a));
    ok = set_fields(app, source, fields, values, n, err);
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

/* ---- participants ---- */

/* The type an attribute has already, -1 when nobody has it. */
static int known_type(const struct study *st, const char *name)
{
    for (size_t i = 0; i < st->nparticipants; i++)
        for (size_t k = 0; k < st->participants[i].nattrs; k++)
            if (strcmp(st->participants[i].attrs[k].name, name) == 0)
                return (int)st->participants[i].attrs[k].type;
    return -1;
}

static bool set_attribute(struct app *app, const struct study *st, tema_id id, const char *name,
                          const char *value, const char *type, struct err *err)
{
    int known = known_type(st, name), wanted = ATTR_TEXT;

    if (!check_text(name, err) || !check_text(value, err))
        return false;
    if (type) {
        wanted = enum_value(&attr_types, type);
        if (wanted < 0)
            return err_set(err, ERR_USAGE,
                           _("'%s' is not a type of attribute: use text, number, date or boolean"), type);
        if (known >= 0 && known != wanted)
            return err_set(err, ERR_INPUT, _("the attribute '%s' is of type %s already"), name,
                           enum_word(&attr_types, known));
    }
    return store_set_attribute(app->store, id, name,
                               known >= 0 ? (enum attr_type)known : (enum attr_type)wanted, value, err);
}

bool app_add_participant_typed(struct app *app, const char *name, const char *const *attrs,
                               const char *const *values, const char *const *types, size_t n, tema_id *ret,
                               struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st;
    char *words;
    tema_id id = 0;
    bool ok;

    if (!check_text(name, err) || !(st = act_begin(app, "add-participant", err)))
        return false;
    words = n > 0
                ? arena_printf(&a, _("added the participant %s: %s"), name, tell_values(attrs, values, n, &a))
                : arena_printf(&a, _("added the participant %s"), name);
    ok = store_add_participant(app->store, name, &id, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = set_attribute(app, st, id, attrs[i], values[i], types ? types[i] : NULL, err);
    ok = act_end(app, ok, words, said, err);
    if (ok && ret)
        *ret = id;
    arena_release(&a);
    return ok;
}

bool app_add_participant(struct app *app, const char *name, const char *const *attrs,
                         const char *const *values, size_t n, tema_id *ret, struct buf *said, struct err *err)
{
    return app_add_participant_typed(app, name, attrs, values, NULL, n, ret, said, err);
}

bool app_set_participant(struct app *app, tema_id participant, const char *const *attrs,
                         const char *const *values, const char *const *types, size_t n, struct buf *said,
                         struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "set-participant", err);
    const struct participant *p;
    char *words;
    bool ok = true;

    if (!st)
        return false;
    p = study_participant(st, participant);
    words = arena_printf(&a, _("set attributes of the participant %s: %s"), p ? p->name : "?",
                         tell_values(attrs, values, n, &a));
    for (size_t i = 0; ok && i < n; i++) {
        if (strcmp(attrs[i], "name") != 0)
            ok = set_attribute(app, st, participant, attrs[i], values[i], types ? types[i] : NULL, err);
        else
            ok = check_text(values[i], err) &&
                 store_rename_participant(app->store, participant, values[i], err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

/* ---- speakers ---- */

static const struct speaker *find_speaker(const struct study *st, tema_id id, struct err *err)
{
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].id == id)
            return &st->speakers[i];
    err_set(err, ERR_NOT_FOUND, _("there is no speaker %lld"), (long long)id);
    return NULL;
}

static char *tell_link(const struct study *st, const struct speaker *s, enum speaker_role role,
                       tema_id participant, struct arena *a)
{
    const char *where = name_of_source(st, s->source);
    const struct participant *p = study_participant(st, participant);

    switch (role) {
    case SPEAKER_NOBODY: break;
    case SPEAKER_INTERVIEWER:
        return arena_printf(a, _("linked the speaker %s in %s to the interviewer"), s->name, where);
    case SPEAKER_PARTICIPANT:
        return arena_printf(a, _("linked the speaker %s in %s to the participant %s"), s->name, where,
                            p ? p->name : "?");
    }
    return arena_printf(a, _("linked the speaker %s in %s to nobody"), s->name, where);
}

bool app_link_speaker(struct app *app, tema_id speaker, enum speaker_role role, tema_id participant,
                      struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "link-speaker", err);
    const struct speaker *s;
    char *words = NULL;
    bool ok = false;

    if (!st)
        return false;
    s = find_speaker(st, speaker, err);
    if (s) {
        words = tell_link(st, s, role, participant, &a);
        ok = store_link_speaker(app->store, speaker, role, participant, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_link_speaker_to_new(struct app *app, tema_id speaker, const char *name, struct buf *said,
                             struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st;
    const struct speaker *s;
    tema_id participant;
    char *words = NULL;
    bool ok = false;

    if (!check_text(name, err) || !(st = act_begin(app, "link-speaker", err)))
        return false;
    s = find_speaker(st, speaker, err);
    if (s) {
        words = arena_printf(&a, _("linked the speaker %s in %s to the new participant %s"), s->name,
                             name_of_source(st, s->source), name);
        ok = store_add_participant(app->store, name, &participant, err) &&
             store_link_speaker(app->store, speaker, SPEAKER_PARTICIPANT, participant, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_rename_speaker(struct app *app, tema_id speaker, const char *name, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st;
    const struct speaker *s;
    char *words = NULL;
    bool ok = false;

    if (!check_text(name, err) || !(st = act_begin(app, "rename-speaker", err)))
        return false;
    s = find_speaker(st, speaker, err);
    if (s) {
        words = arena_printf(&a, _("renamed the speaker %s in %s to %s"), s->name,
                             name_of_source(st, s->source), name);
        ok = store_rename_speaker(app->store, speaker, name, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
