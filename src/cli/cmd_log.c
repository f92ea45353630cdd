/* log, list actions. */
#include <limits.h>

#include "cli_priv.h"
#include "tema/base/clock.h"

static json_t *act_json(const struct study *st, const struct act_row *r)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(r->id));
    json_object_set_new(o, "seq", json_integer(r->seq));
    json_object_set_new(o, "kind", js_text(r->kind));
    json_object_set_new(o, "words", js_text(r->words));
    json_object_set_new(o, "coder", js_text(coder_name(st, r->coder)));
    json_object_set_new(o, "at", js_time(r->at));
    json_object_set_new(o, "target", js_id(r->target));
    return o;
}

static bool print_acts(struct ctx *c, int most, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct act_row *r;
    size_t n;

    if (!st || !app_log(c->app, 0, most, &c->arena, &r, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, act_json(st, &r[i]));
        out_json(c, list);
    } else {
        TABLE(t, 1, N_("no."), N_("time"), N_("coder"), N_("act"));
        t.whole = true; /* a sentence is read to its end */
        for (size_t i = 0; i < n; i++) {
            char minute[17];

            clock_minute(r[i].at, minute);
            table_add(&t, "%lld", (long long)r[i].seq);
            table_add(&t, "%s", minute);
            table_add(&t, "%s", coder_name(st, r[i].coder));
            table_add(&t, "%s", r[i].words);
        }
        table_print(&t, &c->out);
    }
    return true;
}

bool list_actions(struct ctx *c, struct err *err)
{
    return print_acts(c, 0, err);
}

static bool run_log(struct ctx *c, struct err *err)
{
    long long most;

    if (!option_number(c, "number", 1, 0, &most, err))
        return err_wrap(err, "log");
    return print_acts(c, most > INT_MAX ? INT_MAX : (int)most, err);
}

static const struct option log_options[] = {
    {"number", 'n', N_("N"), N_("the newest N acts only")},
    {"json", 0, NULL, N_("print one JSON array")},
    {NULL, 0, NULL, NULL},
};

const struct command log_commands[] = {
    {"log", "", N_("Lists what was done, newest first."), "tema log -n 10", log_options, 0, 0, false,
     run_log},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
