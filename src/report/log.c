/* How the study went: the question, phases, rounds, versions, and every act. */
#include <stdlib.h>
#include <string.h>

#include "report_priv.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/model/phases.h"

static const char *coder_name(const struct report_course *c, tema_id id)
{
    for (size_t i = 0; i < c->ncoders; i++)
        if (c->coders[i].id == id)
            return c->coders[i].name;
    return "";
}

/* A moment stands in two columns: for a reader the minute where the study is done, as data RFC 3339. */
static void set_time(struct report *r, struct report_cell *cell, int64_t ms)
{
    char utc[RFC3339_LEN + 1] = "";
    if (ms >= 0)
        clock_rfc3339(ms, utc);
    cell[0].text = report_minute(r, ms);
    set_text(r, &cell[1], utc);
}
#define TIME_COLUMNS(name, heading)                                                                          \
    {"", heading, REPORT_FOR_READERS},                                                                       \
    {                                                                                                        \
        name, heading, REPORT_FOR_DATA                                                                       \
    }

static struct report_block *section(struct report *r, const char *heading, const struct report_column *cols,
                                    size_t ncols, size_t nrows)
{
    report_heading(r, 1, heading);
    return report_table(r, cols, ncols, nrows);
}
#define SECTION(r, heading, cols, nrows) section(r, heading, cols, sizeof(cols) / sizeof *(cols), nrows)

static void add_questions(struct report *r, const struct report_course *c)
{
    const struct report_column cols[] = {TIME_COLUMNS("time", _("Date")),
                                         {"coder", _("Coder"), REPORT_FOR_ALL},
                                         {"question", _("Wording"), REPORT_FOR_ALL},
                                         {"reason", _("Reason"), REPORT_FOR_ALL}};
    if (c->nquestions == 0)
        return;
    struct report_block *t = SECTION(r, _("The research question"), cols, c->nquestions);
    for (size_t i = 0; i < c->nquestions; i++) {
        const struct question *q = &c->questions[i];
        struct report_cell *cell = report_cell(t, i, 0);
        set_time(r, cell, q->created);
        set_text(r, &cell[2], coder_name(c, q->coder));
        set_text(r, &cell[3], q->text);
        set_text(r, &cell[4], q->reason);
    }
}

static void add_phases(struct report *r, const struct report_course *c)
{
    const struct report_column cols[] = {
        {"phase", _("No."), REPORT_FOR_ALL},   {"name", _("Phase"), REPORT_FOR_ALL},
        TIME_COLUMNS("entered", _("Entered")), {"why", _("Why"), REPORT_FOR_ALL},
        TIME_COLUMNS("left", _("Left")),       {"why_left", _("Why left"), REPORT_FOR_ALL},
        {"coder", _("Coder"), REPORT_FOR_ALL}};
    if (c->nstays == 0)
        return;
    struct report_block *t = SECTION(r, _("Phases"), cols, c->nstays);
    for (size_t i = 0; i < c->nstays; i++) {
        const struct phase_stay *s = &c->stays[i];
        struct report_cell *cell = report_cell(t, i, 0);
        set_number(r, &cell[0], s->phase);
        set_text(r, &cell[1], phase_name(s->phase));
        set_time(r, &cell[2], s->entered);
        set_text(r, &cell[4], s->why);
        set_time(r, &cell[5], s->left);
        set_text(r, &cell[7], s->left_why);
        set_text(r, &cell[8], coder_name(c, s->coder));
    }
}

static const char *stance_name(enum round_stance stance)
{
    switch (stance) {
    case ROUND_DEDUCTIVE: return _("deductive");
    case ROUND_INDUCTIVE: return _("inductive");
    }
    return "";
}

static void add_rounds(struct report *r, const struct report_course *c)
{
    const struct report_column cols[] = {
        {"name", _("Round"), REPORT_FOR_ALL},      {"", _("Stance"), REPORT_FOR_READERS},
        {"stance", _("Stance"), REPORT_FOR_DATA},  TIME_COLUMNS("started", _("Started")),
        TIME_COLUMNS("ended", _("Ended")),         {"note", _("Note"), REPORT_FOR_ALL},
        {"codings", _("Codings"), REPORT_FOR_ALL}, {"codes", _("Codes"), REPORT_FOR_ALL},
        {"themes", _("Themes"), REPORT_FOR_ALL},   {"coder", _("Coder"), REPORT_FOR_ALL}};
    if (c->nrounds == 0)
        return;
    struct report_block *t = SECTION(r, _("Rounds"), cols, c->nrounds);
    for (size_t i = 0; i < c->nrounds; i++) {
        const struct round *o = &c->rounds[i];
        struct report_cell *cell = report_cell(t, i, 0);
        set_text(r, &cell[0], o->name);
        set_text(r, &cell[1], stance_name(o->stance));
        set_text(r, &cell[2], enum_word(&round_stances, (int)o->stance));
        set_time(r, &cell[3], o->started);
        set_time(r, &cell[5], o->ended);
        set_text(r, &cell[7], o->note);
        set_number(r, &cell[8], o->codings);
        set_number(r, &cell[9], o->codes);
        set_number(r, &cell[10], o->themes);
        set_text(r, &cell[11], coder_name(c, o->coder));
    }
}

/* Those that the program took by itself have no number. */
static const char *why_name(enum version_why why)
{
    switch (why) {
    case VERSION_COMMIT: return "";
    case VERSION_MERGE: return _("before merging");
    case VERSION_SPLIT: return _("before splitting");
    case VERSION_RESTORE: return _("before restoring");
    }
    return "";
}

static void add_versions(struct report *r, const struct report_course *c)
{
    const struct report_column cols[] = {
        {"version", _("Version"), REPORT_FOR_ALL}, TIME_COLUMNS("time", _("Date")),
        {"label", _("Label"), REPORT_FOR_ALL},     {"note", _("Note"), REPORT_FOR_ALL},
        {"phase", _("Phase"), REPORT_FOR_ALL},     {"codes", _("Codes"), REPORT_FOR_ALL},
        {"codings", _("Codings"), REPORT_FOR_ALL}, {"themes", _("Themes"), REPORT_FOR_ALL},
        {"coder", _("Coder"), REPORT_FOR_ALL}};
    if (c->nversions == 0)
        return;
    struct report_block *t = SECTION(r, _("Codebook versions"), cols, c->nversions);
    for (size_t i = 0; i < c->nversions; i++) {
        const struct version *v = &c->versions[i];
        struct report_cell *cell = report_cell(t, i, 0);
        set_number(r, &cell[0], v->number);
        set_time(r, &cell[1], v->created);
        set_text(r, &cell[3], *v->label ? v->label : why_name(v->why));
        set_text(r, &cell[4], v->note);
        set_number(r, &cell[5], v->phase > 0 ? v->phase : -1);
        set_number(r, &cell[6], v->codes);
        set_number(r, &cell[7], v->codings);
        set_number(r, &cell[8], v->themes);
        set_text(r, &cell[9], coder_name(c, v->coder));
    }
}

/* ---- acts ---- */

struct act_by_id {
    tema_id id;
    bool undone;
};

static int acts_by_id(const void *va, const void *vb)
{
    const struct act_by_id *a = va, *b = vb;
    return (a->id > b->id) - (a->id < b->id);
}

static struct act_by_id *find_act(struct act_by_id *v, size_t n, tema_id id)
{
    struct act_by_id key = {id, false};
    return n == 0 ? NULL : bsearch(&key, v, n, sizeof key, acts_by_id);
}

/* Which acts do not stand: their last undo has been followed by no redo. */
static struct act_by_id *undone_acts(struct report *r, const struct report_course *c)
{
    struct act_by_id *v = arena_array(&r->arena, c->nacts + 1, sizeof *v);
    for (size_t i = 0; i < c->nacts; i++)
        v[i].id = c->acts[i].id;
    qsort(v, c->nacts, sizeof *v, acts_by_id);
    for (size_t i = c->nacts; i-- > 0;) {
        struct act_by_id *of = c->acts[i].target ? find_act(v, c->nacts, c->acts[i].target) : NULL;
        if (of)
            of->undone = strcmp(c->acts[i].kind, "undo") == 0;
    }
    return v;
}

static void add_acts(struct report *r, const struct report_course *c)
{
    const struct report_column cols[] = {
        {"number", _("No."), REPORT_FOR_ALL},     TIME_COLUMNS("time", _("Date")),
        {"coder", _("Coder"), REPORT_FOR_ALL},    {"act", _("Act"), REPORT_FOR_DATA},
        {"what", _("What"), REPORT_FOR_ALL},      {"", "", REPORT_FOR_READERS},
        {"undone", _("Undone"), REPORT_FOR_DATA},
    };
    if (c->nacts == 0)
        return;
    struct act_by_id *undone = undone_acts(r, c);
    struct report_block *t = SECTION(r, _("What was done"), cols, c->nacts);
    for (size_t i = 0; i < c->nacts; i++) {
        const struct act_row *act = &c->acts[c->nacts - 1 - i];
        const struct act_by_id *state = find_act(undone, c->nacts, act->id);
        struct report_cell *cell = report_cell(t, i, 0);
        set_number(r, &cell[0], act->seq);
        set_time(r, &cell[1], act->at);
        set_text(r, &cell[3], coder_name(c, act->coder));
        set_text(r, &cell[4], act->kind);
        set_text(r, &cell[5], act->words);
        set_text(r, &cell[6], state && state->undone ? _("taken back") : "");
        set_text(r, &cell[7], state && state->undone ? "yes" : "");
    }
}

void report_log(struct report *r, const struct project *p, const struct report_course *c)
{
    r->title = arena_printf(&r->arena, _("Log of the study: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Date: %s."), report_date(r, p->last_act));
    add_questions(r, c);
    add_phases(r, c);
    add_rounds(r, c);
    add_versions(r, c);
    add_acts(r, c);
}
