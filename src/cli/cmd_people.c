/* participant, speaker. */
#include <string.h>

#include "cli_priv.h"

struct attributes {
    const char **names, **values, **types;
    size_t n;
};

/* "role=nurse", "size:number=12": the words from the second on. */
static bool attributes(struct ctx *c, struct attributes *ret, struct err *err)
{
    size_t n = c->words.n - 1;

    *ret = (struct attributes){arena_array(&c->arena, n + 1, sizeof(char *)),
                               arena_array(&c->arena, n + 1, sizeof(char *)),
                               arena_array(&c->arena, n + 1, sizeof(char *)), n};
    for (size_t i = 0; i < n; i++) {
        char *name, *value, *colon;

        if (!split_pair(c, c->words.v[i + 1], &name, &value, err))
            return false;
        colon = strrchr(name, ':');
        if (colon)
            *colon = '\0';
        if (!*name)
            return err_set(err, ERR_USAGE, _("'%s' names no attribute"), c->words.v[i + 1]);
        ret->names[i] = name;
        ret->values[i] = value;
        ret->types[i] = colon ? colon + 1 : NULL;
    }
    return true;
}

static bool run_add(struct ctx *c, struct err *err)
{
    struct attributes a;

    if (!attributes(c, &a, err) || !app_add_participant_typed(c->app, c->words.v[0], a.names, a.values,
                                                              a.types, a.n, NULL, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_set(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct participant *p;
    struct attributes a;

    if (!st || !attributes(c, &a, err) || !study_find_participant(st, c->words.v[0], &p, err) ||
        !app_set_participant(c->app, p->id, a.names, a.values, a.types, a.n, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool speaker_arg(struct ctx *c, const struct study **st, const struct speaker **ret, struct err *err)
{
    const struct source *s;

    if (!source_arg(c, 0, &s, err))
        return false;
    *st = study_of(c, err);
    return *st && study_find_speaker(*st, s->id, c->words.v[1], ret, err);
}

static bool run_link(struct ctx *c, struct err *err)
{
    const char *who = c->words.v[2];
    const struct participant *p = NULL;
    enum speaker_role role = SPEAKER_PARTICIPANT;
    const struct speaker *s;
    const struct study *st;

    if (!speaker_arg(c, &st, &s, err))
        return false;
    if (strcmp(who, enum_word(&speaker_roles, SPEAKER_INTERVIEWER)) == 0)
        role = SPEAKER_INTERVIEWER;
    else if (strcmp(who, enum_word(&speaker_roles, SPEAKER_NOBODY)) == 0)
        role = SPEAKER_NOBODY;
    else if (!study_find_participant(st, who, &p, err))
        return false;
    if (!app_link_speaker(c->app, s->id, role, p ? p->id : 0, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_rename(struct ctx *c, struct err *err)
{
    const struct speaker *s;
    const struct study *st;

    if (!speaker_arg(c, &st, &s, err) || !app_rename_speaker(c->app, s->id, c->words.v[2], &c->said, err))
        return false;
    out_said(c);
    return true;
}

const struct command people_commands[] = {
    {"participant add", N_("NAME [attribute=value…]"),
     N_("Adds a participant; a new attribute's type stands after a colon: text, number, date or "
        "boolean, else text."),
     "tema participant add P1 role=avdelingsleder years:number=12", NULL, 1, -1, false, run_add},
    {"participant set", N_("NAME attribute=value…"),
     N_("Sets attributes of a participant; name=… renames, an empty value removes one."),
     "tema participant set P1 role=enhetsleder", NULL, 2, -1, false, run_set},
    {"speaker link", N_("SOURCE SPEAKER interviewer|nobody|PARTICIPANT"),
     N_("Says who a speaker of a source is."), "tema speaker link intervju-1.vtt Informant P1", NULL, 3, 3,
     false, run_link},
    {"speaker rename", N_("SOURCE SPEAKER NAME"),
     N_("Gives a speaker another name; labels typed in the text stay as they are."),
     "tema speaker rename intervju-1.vtt 'Speaker 1' Kari", NULL, 3, 3, false, run_rename},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
