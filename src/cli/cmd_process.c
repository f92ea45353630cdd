/* phase, round, question, coder, project, aside, backup, restore. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"
#include "tema/base/clock.h"

static const char *why_of(const struct ctx *c)
{
    const char *why = option_value(c, "why");

    return why ? why : "";
}

/* ---- phases ---- */

static bool phase_arg(const char *word, int *ret, struct err *err)
{
    if (word[0] >= '1' && word[0] <= '0' + PHASES && word[1] == '\0') {
        *ret = word[0] - '0';
        return true;
    }
    if (!word_value(&phase_words, word, _("phase"), ret, err))
        return false;
    ++*ret;
    return true;
}

static bool run_phase_enter(struct ctx *c, struct err *err)
{
    int phase;

    if (!phase_arg(c->words.v[0], &phase, err) || !app_enter_phase(c->app, phase, why_of(c), &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_phase_leave(struct ctx *c, struct err *err)
{
    if (!app_leave_phase(c->app, why_of(c), &c->said, err))
        return false;
    out_said(c);
    return true;
}

static json_t *figures_json(const struct phase_figures *f)
{
    const struct {
        const char *name;
        int64_t n;
    } all[] = {{"sources", f->sources},
               {"sources_read", f->sources_read},
               {"sources_checked", f->sources_checked},
               {"chars", f->chars},
               {"chars_looked_at", f->chars_looked_at},
               {"segments", f->segments},
               {"codings", f->codings},
               {"codes", f->codes},
               {"codes_unplaced", f->codes_unplaced},
               {"themes", f->themes},
               {"themes_undefined", f->themes_undefined},
               {"themes_unquoted", f->themes_unquoted},
               {"quotes", f->quotes},
               {"memos", f->memos},
               {"versions", f->versions}};
    json_t *o = json_object();

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        json_object_set_new(o, all[i].name, json_integer(all[i].n));
    return o;
}

static bool run_phase_show(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct phase_figures f;
    const struct phase_stay *now;

    if (!st || !app_phase_figures(c->app, &f, err))
        return false;
    now = study_phase(st);
    if (as_json(c)) {
        json_t *o = figures_json(&f);

        json_object_set_new(o, "phase", now ? json_integer(now->phase) : json_null());
        json_object_set_new(o, "entered", now ? js_time(now->entered) : json_null());
        out_json(c, o);
        return true;
    }
    TABLE(t, 0, "", N_("phase"), N_("what the data say"));
    t.whole = true;
    for (int i = 1; i <= PHASES; i++) {
        table_add(&t, "%s", now && now->phase == i ? ">" : "");
        table_add(&t, "%d. %s", i, phase_name(i));
        table_add(&t, "%s", phase_says(i, &f, &c->arena));
    }
    table_print(&t, &c->out);
    return true;
}

/* ---- rounds ---- */

static bool run_round_start(struct ctx *c, struct err *err)
{
    const char *note = option_value(c, "note");
    int stance;

    if (!word_value(&round_stances, c->words.v[0], _("stance"), &stance, err) ||
        !app_start_round(c->app, option_value(c, "name"), (enum round_stance)stance, note ? note : "",
                         &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_round_end(struct ctx *c, struct err *err)
{
    if (!app_end_round(c->app, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* ---- the research question ---- */

static bool run_question_set(struct ctx *c, struct err *err)
{
    char *text;

    if (!text_arg(c, c->words.v[0], &text, err) || !app_set_question(c->app, text, why_of(c), &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_question_log(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct question *q;
    size_t n;

    if (!st || !app_questions(c->app, &c->arena, &q, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++) {
            json_t *o = json_object();

            json_object_set_new(o, "id", js_id(q[i].id));
            json_object_set_new(o, "text", js_text(q[i].text));
            json_object_set_new(o, "reason", js_text(q[i].reason));
            json_object_set_new(o, "coder", js_text(coder_name(st, q[i].coder)));
            json_object_set_new(o, "created", js_time(q[i].created));
            json_array_append_new(list, o);
        }
        out_json(c, list);
        return true;
    }
    TABLE(t, 0, N_("time"), N_("coder"), N_("question"), N_("reason"));
    t.whole = true;
    for (size_t i = 0; i < n; i++) {
        char minute[17];

        clock_minute(q[i].created, minute);
        table_add(&t, "%s", minute);
        table_add(&t, "%s", coder_name(st, q[i].coder));
        table_add(&t, "%s", one_line(q[i].text, strlen(q[i].text), 0, &c->arena));
        table_add(&t, "%s", one_line(q[i].reason, strlen(q[i].reason), 0, &c->arena));
    }
    table_print(&t, &c->out);
    return true;
}

/* ---- coders, the project ---- */

static bool run_coder_set(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct coder *coder;
    char *field, *value;
    tema_id id = 0;
    int role;

    if (!st || !split_pair(c, c->words.v[1], &field, &value, err))
        return false;
    if (strcmp(field, "role") != 0)
        return err_set(err, ERR_USAGE, _("a coder has no '%s' to set: use role"), field);
    if (!word_value(&coder_roles, value, _("role"), &role, err))
        return false;
    /* Who acts for the first time is not yet among the coders: 0 stands for the one who acts. */
    if (strcmp(c->words.v[0], app_coder_name(c->app)) != 0 ||
        study_find_coder(st, c->words.v[0], &coder, NULL)) {
        if (!study_find_coder(st, c->words.v[0], &coder, err))
            return false;
        id = coder->id;
    }
    if (!app_set_role(c->app, id, (enum coder_role)role, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_project_set(struct ctx *c, struct err *err)
{
    const char *attribution = NULL, *citation = NULL;

    for (size_t i = 0; i < c->words.n; i++) {
        char *field, *value;

        if (!split_pair(c, c->words.v[i], &field, &value, err))
            return false;
        if (strcmp(field, "attribution") == 0)
            attribution = value;
        else if (strcmp(field, "citation") == 0)
            citation = value;
        else
            return err_set(err, ERR_USAGE, _("a project has no '%s' to set: use attribution or citation"),
                           field);
    }
    if (!app_set_patterns(c->app, attribution, citation, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* ---- set aside ---- */

static bool run_aside(struct ctx *c, struct err *err)
{
    const struct source *s;
    cp_off start, end;
    size_t used, n;
    struct segment *g;

    if (!source_arg(c, 0, &s, err) || !stretch_arg(c, s->id, &start, &end, &used, err))
        return false;
    if (!option_given(c, "off")) {
        if (!app_set_aside(c->app, s->id, start, end, &c->said, err))
            return false;
        out_said(c);
        return true;
    }
    if (!app_segments(c->app, SCOPE_ALL, s->id, &c->arena, &g, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (g[i].aside && g[i].start.cp == start.cp && g[i].end.cp == end.cp) {
            if (!app_unset_aside(c->app, g[i].id, &c->said, err))
                return false;
            out_said(c);
            return true;
        }
    return err_set(err, ERR_NOT_FOUND, _("nothing of '%s' is set aside just there"), s->name);
}

/* ---- copies ---- */

static bool run_backup(struct ctx *c, struct err *err)
{
    const char *to = c->words.n > 0 ? c->words.v[0] : NULL;
    char *path = NULL;

    if (!app_backup(c->app, to, option_given(c, "replace"), &c->arena, &path, err))
        return false;
    buf_addf(&c->said, _("wrote and verified the copy %s"), to ? to : path);
    out_said(c);
    return true;
}

static bool run_restore(struct ctx *c, struct err *err)
{
    char *kept = NULL;

    if (!app_restore(c->app, c->words.v[0], &c->arena, &kept, err))
        return false;
    buf_addf(&c->said, _("restored the project from %s; what was there is kept in %s"), c->words.v[0], kept);
    out_said(c);
    return true;
}

/* ---- the commands ---- */

#define END                                                                                                  \
    {                                                                                                        \
        NULL, 0, NULL, NULL                                                                                  \
    }

static const struct option why_options[] = {{"why", 0, N_("TEXT"), N_("the reason, which is kept")}, END};
static const struct option json_options[] = {{"json", 0, NULL, N_("print as JSON")}, END};
static const struct option start_options[] = {
    {"name", 0, N_("NAME"), N_("its name; else its number")},
    {"note", 0, N_("TEXT"), N_("what is to be looked for")},
    END,
};
static const struct option aside_options[] = {
    {"text", 0, N_("WORDS"), N_("these words instead of positions")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {"off", 0, NULL, N_("no longer set aside")},
    END,
};
static const struct option backup_options[] = {
    {"replace", 0, NULL, N_("in place of a file that is there")},
    END,
};

const struct command process_commands[] = {
    {"phase show", "", N_("Shows the six phases, what the data say of each, and which one you are in."),
     "tema phase show", json_options, 0, 0, false, run_phase_show},
    {"phase enter", N_("PHASE"),
     N_("Enters a phase, by its number or word, from familiarising to reporting; leaves the one before."),
     "tema phase enter searching --why 'alt er kodet en gang'", why_options, 1, 1, false, run_phase_enter},
    {"phase leave", "", N_("Leaves the phase you are in."), "tema phase leave", why_options, 0, 0, false,
     run_phase_leave},
    {"round start", N_("deductive|inductive"),
     N_("Starts a round of coding with a stance; ends the one that goes on."),
     "tema round start inductive --note 'finere, fra materialet'", start_options, 1, 1, false,
     run_round_start},
    {"round end", "", N_("Ends the round that goes on."), "tema round end", NULL, 0, 0, false, run_round_end},
    {"question set", N_("TEXT"), N_("Writes the research question anew; earlier wordings are kept."),
     "tema question set 'Hva står i veien?' --why 'snevrere etter pilotintervjuet'", why_options, 1, 1, false,
     run_question_set},
    {"question log", "", N_("Lists the wordings of the research question, with dates and reasons."),
     "tema question log", json_options, 0, 0, false, run_question_log},
    {"coder set", N_("CODER role=ROLE"),
     N_("Says what role a coder has: analyst, second (not counted until a consensus) or supervisor (who "
        "reviews)."),
     "tema coder set Veileder role=supervisor --as Veileder", NULL, 2, 2, false, run_coder_set},
    {"project set", N_("field=value…"),
     N_("Sets the patterns by which reports say who said it: attribution of people, citation of documents."),
     "tema project set attribution='{name}, {role}'", NULL, 1, -1, false, run_project_set},
    {"aside", N_("SOURCE START END"), N_("Sets a stretch aside as considered, with nothing to code."),
     "tema aside intervju-1.vtt --text 'litt skummelt'", aside_options, 1, 3, false, run_aside},
    {"backup", N_("[FILE]"), N_("Writes a verified copy of the project; without FILE beside it."),
     "tema backup kopi.tema", backup_options, 0, 1, false, run_backup},
    {"restore", N_("FILE"), N_("Puts a copy's content into the project; what was there is kept beside it."),
     "tema restore kopi.tema", NULL, 1, 1, false, run_restore},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
