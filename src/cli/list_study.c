/* list structures, themes, rounds, phases. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"
#include "tema/base/clock.h"

bool list_structures(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);

    if (!st)
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < st->nstructures; i++) {
            const struct structure *s = &st->structures[i];
            json_t *o = json_object(), *levels = json_array();

            for (size_t k = 0; k < s->nlevels; k++)
                json_array_append_new(levels, js_text(s->levels[k]));
            json_object_set_new(o, "id", js_id(s->id));
            json_object_set_new(o, "guid", js_text(s->guid));
            json_object_set_new(o, "name", js_text(s->name));
            json_object_set_new(o, "levels", levels);
            json_object_set_new(o, "current", json_boolean(s->current));
            json_object_set_new(o, "coder", js_text(coder_name(st, s->coder)));
            json_object_set_new(o, "created", js_time(s->created));
            json_array_append_new(list, o);
        }
        out_json(c, list);
        return true;
    }
    TABLE(t, 0, "", N_("structure"), N_("levels"), N_("id"));
    for (size_t i = 0; i < st->nstructures; i++) {
        const struct structure *s = &st->structures[i];
        char *levels = arena_strdup(&c->arena, "");

        for (size_t k = 0; k < s->nlevels; k++)
            levels = arena_printf(&c->arena, "%s%s%s", levels, k > 0 ? ", " : "", s->levels[k]);
        table_add(&t, "%s", s->current ? ">" : "");
        table_add(&t, "%s", s->name);
        table_add(&t, "%s", levels);
        table_add(&t, "%lld", (long long)s->id);
    }
    table_print(&t, &c->out);
    return true;
}

/* ---- themes ---- */

static const struct structure *structure_of(const struct structure *s, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++)
        if (s[i].id == id)
            return &s[i];
    return NULL;
}

json_t *theme_json(const struct structure *structures, size_t nstructures, const struct theme *themes,
                   size_t n, const struct theme *k, struct arena *a)
{
    const struct structure *s = structure_of(structures, nstructures, k->structure);
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(k->id));
    json_object_set_new(o, "guid", js_text(k->guid));
    json_object_set_new(o, "name", js_text(k->name));
    json_object_set_new(o, "path", js_text(themetree_path(themes, n, k->id, a)));
    json_object_set_new(o, "parent", js_id(k->parent));
    json_object_set_new(o, "structure", js_text(s ? s->name : NULL));
    json_object_set_new(o, "level", js_text(s ? themetree_level(s, k->depth) : NULL));
    json_object_set_new(o, "status", js_text(enum_word(&theme_statuses, (int)k->status)));
    json_object_set_new(o, "reason", js_text(k->reason));
    json_object_set_new(o, "idea", js_text(k->idea));
    json_object_set_new(o, "definition", js_text(k->definition));
    json_object_set_new(o, "scope", js_text(k->scope));
    json_object_set_new(o, "narrative", js_text(k->narrative));
    json_object_set_new(o, "merged_into", js_id(k->merged_into));
    json_object_set_new(o, "split_from", js_id(k->split_from));
    json_object_set_new(o, "round", js_id(k->round));
    json_object_set_new(o, "codes", js_number(k->codes));
    json_object_set_new(o, "segments", js_number(k->segments));
    json_object_set_new(o, "extracts", js_number(k->extracts));
    json_object_set_new(o, "sources", js_number(k->sources));
    json_object_set_new(o, "participants", js_number(k->participants));
    return o;
}

static void add_count(struct table *t, int64_t n)
{
    if (n < 0)
        table_add(t, "%s", "");
    else
        table_add(t, "%lld", (long long)n);
}

void print_themes(struct ctx *c, const struct structure *s, const struct theme *themes, size_t n)
{
    TABLE(t, 4 | 8 | 16, N_("theme"), N_("status"), N_("codes"), N_("extracts"), N_("sources"),
          N_("definition"));
    for (size_t i = 0; i < n; i++) {
        const char *text = *themes[i].definition ? themes[i].definition : themes[i].idea;

        if (themes[i].structure != s->id)
            continue;
        table_add(&t, "%*s%s", 2 * themes[i].depth, "", themes[i].name);
        table_add(&t, "%s", enum_word(&theme_statuses, (int)themes[i].status));
        add_count(&t, themes[i].codes);
        add_count(&t, themes[i].extracts);
        add_count(&t, themes[i].sources);
        table_add(&t, "%s", one_line(text, strlen(text), SHOWN_CHARS, &c->arena));
    }
    table_print(&t, &c->out);
}

bool list_themes(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct theme *themes;
    tema_scope scope;
    size_t n;

    if (!st || !scope_option(c, SCOPE_COUNTED, &scope, err) ||
        !app_count_themes(c->app, scope, &c->arena, &themes, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(
                list, theme_json(st->structures, st->nstructures, themes, n, &themes[i], &c->arena));
        out_json(c, list);
        return true;
    }
    for (size_t i = 0; i < st->nstructures; i++) {
        buf_addf(&c->out, "%s%s%s\n", i > 0 ? "\n" : "", st->structures[i].name,
                 st->structures[i].current ? _(" (current)") : "");
        print_themes(c, &st->structures[i], themes, n);
    }
    return true;
}

/* ---- rounds and phases ---- */

static void add_day(struct table *t, int64_t ms)
{
    char minute[17] = "";

    if (ms >= 0)
        clock_minute(ms, minute);
    table_add(t, "%s", minute);
}

static json_t *time_or_null(int64_t ms)
{
    return ms < 0 ? json_null() : js_time(ms);
}

bool list_rounds(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct round *r;
    size_t n;

    if (!st || !app_rounds(c->app, &c->arena, &r, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++) {
            json_t *o = json_object();

            json_object_set_new(o, "id", js_id(r[i].id));
            json_object_set_new(o, "guid", js_text(r[i].guid));
            json_object_set_new(o, "name", js_text(r[i].name));
            json_object_set_new(o, "stance", js_text(enum_word(&round_stances, (int)r[i].stance)));
            json_object_set_new(o, "note", js_text(r[i].note));
            json_object_set_new(o, "coder", js_text(coder_name(st, r[i].coder)));
            json_object_set_new(o, "started", js_time(r[i].started));
            json_object_set_new(o, "ended", time_or_null(r[i].ended));
            json_object_set_new(o, "codings", json_integer(r[i].codings));
            json_object_set_new(o, "codes", json_integer(r[i].codes));
            json_object_set_new(o, "themes", json_integer(r[i].themes));
            json_array_append_new(list, o);
        }
        out_json(c, list);
        return true;
    }
    TABLE(t, 16 | 32 | 64, N_("round"), N_("stance"), N_("started"), N_("ended"), N_("codings"), N_("codes"),
          N_("themes"), N_("note"));
    for (size_t i = 0; i < n; i++) {
        table_add(&t, "%s", r[i].name);
        table_add(&t, "%s", enum_word(&round_stances, (int)r[i].stance));
        add_day(&t, r[i].started);
        add_day(&t, r[i].ended);
        table_add(&t, "%lld", (long long)r[i].codings);
        table_add(&t, "%lld", (long long)r[i].codes);
        table_add(&t, "%lld", (long long)r[i].themes);
        table_add(&t, "%s", one_line(r[i].note, strlen(r[i].note), SHOWN_CHARS, &c->arena));
    }
    table_print(&t, &c->out);
    return true;
}

bool list_phases(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);

    if (!st)
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < st->nstays; i++) {
            const struct phase_stay *p = &st->stays[i];
            json_t *o = json_object();

            json_object_set_new(o, "id", js_id(p->id));
            json_object_set_new(o, "phase", json_integer(p->phase));
            json_object_set_new(o, "name", js_text(enum_word(&phase_words, p->phase - 1)));
            json_object_set_new(o, "coder", js_text(coder_name(st, p->coder)));
            json_object_set_new(o, "entered", js_time(p->entered));
            json_object_set_new(o, "why", js_text(p->why));
            json_object_set_new(o, "left", time_or_null(p->left));
            json_object_set_new(o, "left_why", js_text(p->left_why));
            json_array_append_new(list, o);
        }
        out_json(c, list);
        return true;
    }
    TABLE(t, 0, N_("phase"), N_("entered"), N_("why"), N_("left"), N_("why"));
    for (size_t i = 0; i < st->nstays; i++) {
        const struct phase_stay *p = &st->stays[i];

        table_add(&t, "%d. %s", p->phase, phase_name(p->phase));
        add_day(&t, p->entered);
        table_add(&t, "%s", one_line(p->why, strlen(p->why), SHOWN_CHARS, &c->arena));
        add_day(&t, p->left);
        table_add(&t, "%s", one_line(p->left_why, strlen(p->left_why), SHOWN_CHARS, &c->arena));
    }
    table_print(&t, &c->out);
    return true;
}
