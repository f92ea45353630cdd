/* How the study goes: phases, rounds, the research question, patterns, roles, what is checked and set aside. */
#include "tema/app/process.h"

#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"
#include "tema/store/process.h"

/* ---- phases ---- */

/* The phase's name as it stands within a sentence. */
static char *phase_in_words(int phase, struct arena *a)
{
    char *name = arena_strdup(a, phase_name(phase));

    if (name[0] >= 'A' && name[0] <= 'Z')
        name[0] = (char)(name[0] - 'A' + 'a');
    return name;
}

bool app_enter_phase(struct app *app, int phase, const char *why, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    bool ok;

    if (phase < 1 || phase > PHASES)
        return err_set(err, ERR_USAGE, _("there is no phase %d: the phases are 1 to %d"), phase, PHASES);
    ok = check_text(why, err) && act_begin(app, "phase", err) != NULL;
    if (ok)
        ok = act_end(app, store_enter_phase(app->store, phase, why ? why : "", err),
                     arena_printf(&a, _("entered phase %d, %s%s"), phase, phase_in_words(phase, &a),
                                  tell_reason(why, &a)),
                     said, err);
    arena_release(&a);
    return ok;
}

bool app_leave_phase(struct app *app, const char *why, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = check_text(why, err) ? act_begin(app, "phase", err) : NULL;
    bool ok = st != NULL;

    if (ok) {
        const struct phase_stay *now = study_phase(st);
        char *words = now ? arena_printf(&a, _("left phase %d, %s%s"), now->phase,
                                         phase_in_words(now->phase, &a), tell_reason(why, &a))
                          : NULL;

        ok = act_end(app, store_leave_phase(app->store, why ? why : "", err), words ? words : "", said, err);
    }
    arena_release(&a);
    return ok;
}

bool app_phase_figures(struct app *app, struct phase_figures *ret, struct err *err)
{
    return store_phase_figures(app->store, ret, err);
}

/* ---- rounds ---- */

bool app_rounds(struct app *app, struct arena *a, struct round **ret, size_t *n, struct err *err)
{
    return store_rounds(app->store, a, ret, n, err);
}

static const char *stance_word(enum round_stance stance)
{
    switch (stance) {
    case ROUND_DEDUCTIVE: return _("deductive");
    case ROUND_INDUCTIVE: break;
    }
    return _("inductive");
}

/* The name that the store gave it. */
static bool name_of_round(struct app *app, tema_id round, struct arena *a, char **ret, struct err *err)
{
    struct round *rounds;
    size_t n;

    if (!store_rounds(app->store, a, &rounds, &n, err))
        return false;
    *ret = arena_strdup(a, "?");
    for (size_t i = 0; i < n; i++)
        if (rounds[i].id == round)
            *ret = quote_text(rounds[i].name, strlen(rounds[i].name), a);
    return true;
}

bool app_start_round(struct app *app, const char *name, enum round_stance stance, const char *note,
                     struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *words = NULL, *called;
    tema_id id;
    bool ok = check_text(name, err) && check_text(note, err) && act_begin(app, "round", err) != NULL;

    if (ok) {
        ok = store_start_round(app->store, name, stance, note ? note : "", &id, err) &&
             name_of_round(app, id, &a, &called, err);
        if (ok)
            words = arena_printf(&a, _("started the round %s, %s%s"), called, stance_word(stance),
                                 tell_reason(note, &a));
        ok = act_end(app, ok, words, said, err);
    }
    arena_release(&a);
    return ok;
}

bool app_end_round(struct app *app, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "round", err);
    bool ok = st != NULL;

    if (ok) {
        const struct round *now = study_round(st);
        char *words =
            now ? arena_printf(&a, _("ended the round %s"), quote_text(now->name, strlen(now->name), &a))
                : NULL;

        ok = act_end(app, store_end_round(app->store, err), words ? words : "", said, err);
    }
    arena_release(&a);
    return ok;
}

/* ---- the research question, patterns, roles ---- */

bool app_questions(struct app *app, struct arena *a, struct question **ret, size_t *n, struct err *err)
{
    return store_questions(app->store, a, ret, n, err);
}

bool app_set_question(struct app *app, const char *text, const char *reason, struct buf *said,
                      struct err *err)
{
    struct arena a = ARENA_INIT;
    bool ok = check_text(text, err) && check_text(reason, err) && act_begin(app, "question", err) != NULL;

    if (ok)
        ok = act_end(app, store_set_question(app->store, text, reason ? reason : "", err),
                     arena_printf(&a, _("wrote the research question: “%s”%s"), text_line(text, &a),
                                  tell_reason(reason, &a)),
                     said, err);
    arena_release(&a);
    return ok;
}

bool app_set_patterns(struct app *app, const char *attribution, const char *citation, struct buf *said,
                      struct err *err)
{
    struct arena a = ARENA_INIT;
    bool ok =
        check_text(attribution, err) && check_text(citation, err) && act_begin(app, "patterns", err) != NULL;

    if (ok) {
        const char *people =
            attribution ? arena_printf(&a, _(" of people “%s”"), text_line(attribution, &a)) : "";
        const char *documents =
            citation ? arena_printf(&a, _(" of documents “%s”"), text_line(citation, &a)) : "";
        char *words = arena_printf(&a, _("set how to say who said it:%s%s%s"), people,
                                   attribution && citation ? "," : "", documents);

        ok = (!attribution || store_set_pattern(app->store, PATTERN_ATTRIBUTION, attribution, err)) &&
             (!citation || store_set_pattern(app->store, PATTERN_CITATION, citation, err));
        ok = act_end(app, ok, words, said, err);
    }
    arena_release(&a);
    return ok;
}

static const char *role_word(enum coder_role role)
{
    switch (role) {
    case CODER_ANALYST: break;
    case CODER_SECOND: return _("second coder");
    case CODER_SUPERVISOR: return _("supervisor");
    }
    return _("analyst");
}

bool app_set_role(struct app *app, tema_id coder, enum coder_role role, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "role", err);
    bool ok = st != NULL;

    if (ok) {
        const struct coder *c = study_coder(st, coder);
        char *words =
            arena_printf(&a, _("gave %s the role of %s"), c ? c->name : app->coder, role_word(role));

        ok = act_end(app, store_set_role(app->store, coder ? coder : store_coder(app->store), role, err), words,
                     said, err);
    }
    arena_release(&a);
    return ok;
}

bool app_set_checked(struct app *app, tema_id source, bool checked, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "set-source", err);
    bool ok = st != NULL;

    if (ok) {
        const char *name = name_of_source(st, source);
        char *words = checked ? arena_printf(&a, _("marked %s as checked against the recording"), name)
                              : arena_printf(&a, _("marked %s as not checked against the recording"), name);

        ok = act_end(app, store_set_checked(app->store, source, checked, err), words, said, err);
    }
    arena_release(&a);
    return ok;
}

/* ---- set aside ---- */

bool app_set_aside(struct app *app, tema_id source, cp_off start, cp_off end, struct buf *said,
                   struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "aside", err);
    char *words = NULL, *quote = NULL;
    tema_id segment;
    bool ok;

    if (!st)
        return false;
    ok = store_set_aside(app->store, source, start, end, &segment, err) &&
         (quote = quote_range(app, source, start, end, &a, err)) != NULL;
    if (ok)
        words = arena_printf(&a, _("set %s in %s aside"), quote, name_of_source(st, source));
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_unset_aside(struct app *app, tema_id segment, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "aside", err);
    struct segment *s;
    char *words = NULL, *quote;
    bool ok = false;

    if (!st)
        return false;
    if (store_segment_get(app->store, segment, &a, &s, err) &&
        (quote = quote_range(app, s->source, s->start, s->end, &a, err)) != NULL) {
        words = arena_printf(&a, _("took %s in %s back from what is set aside"), quote,
                             name_of_source(st, s->source));
        ok = store_unset_aside(app->store, segment, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
