/* help, keys. */
#include <string.h>

#include "cli_priv.h"
#include "tema/app/action.h"

static bool help_on(struct ctx *c, struct err *err)
{
    const char *first = c->words.v[0];
    char *name = c->words.n > 1 ? arena_printf(&c->arena, "%s %s", first, c->words.v[1])
                                : arena_strdup(&c->arena, first);
    const struct command *cmd = command_find(name);
    size_t n = strlen(name);
    bool any = cmd != NULL;

    if (cmd)
        options_help(&c->out, cmd);
    for (size_t i = 0; command_families[i] && !cmd; i++) {
        for (const struct command *k = command_families[i]; k->name; k++) {
            if (strncmp(k->name, name, n) != 0 || k->name[n] != ' ')
                continue;
            if (any)
                buf_addch(&c->out, '\n');
            options_help(&c->out, k);
            any = true;
        }
    }
    return any || err_set(err, ERR_USAGE, _("help: there is no command '%s': 'tema help' lists them"), name);
}

static bool run_help(struct ctx *c, struct err *err)
{
    if (c->words.n > 0)
        return help_on(c, err);
    buf_addstr(&c->out, _("tema is a workbench for thematic analysis of interviews.\n\n"
                          "tema [FILE]             opens the project in the workbench\n"
                          "tema COMMAND [options]  does one thing and leaves\n\n"));
    {
        TABLE(t, 0, N_("command"), "");
        t.whole = true;
        for (size_t i = 0; command_families[i]; i++) {
            for (const struct command *k = command_families[i]; k->name; k++) {
                table_add(&t, "%s", k->name);
                table_add(&t, "%s", _(k->help));
            }
        }
        table_print(&t, &c->out);
    }
    buf_addstr(&c->out, _("\n'tema COMMAND --help' says more. The project is -p FILE, "
                          "else $TEMA_PROJECT, else the only *.tema in this folder.\n"));
    return true;
}

/* ---- keys ---- */

static const struct {
    unsigned bit;
    const char *word;
} places[] = {{IN_HOME, N_("home")},         {IN_TRANSCRIPT, N_("transcript")},
              {IN_TREE, N_("tree")},         {IN_THEMES, N_("themes")},
              {IN_EXTRACTS, N_("extracts")}, {IN_REVIEW, N_("review")},
              {IN_VERSIONS, N_("versions")}, {IN_HELP, N_("help")}};
enum { NPLACES = sizeof places / sizeof places[0] };

static char *where_words(unsigned where, struct arena *a)
{
    char *list = arena_strdup(a, "");

    if ((where & EVERYWHERE) == EVERYWHERE)
        return arena_strdup(a, _("everywhere"));
    for (size_t i = 0; i < NPLACES; i++)
        if (where & places[i].bit)
            list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", _(places[i].word));
    return list;
}

static json_t *action_json(const struct action *k)
{
    json_t *o = json_object(), *keys = json_array(), *where = json_array();

    for (const char *p = k->keys; *p;) {
        size_t n = strcspn(p, " ");

        if (n > 0)
            json_array_append_new(keys, json_stringn(p, n));
        p += n + (p[n] == ' ');
    }
    for (size_t i = 0; i < NPLACES; i++)
        if (k->where & places[i].bit)
            json_array_append_new(where, json_string(places[i].word));
    json_object_set_new(o, "name", js_text(k->name));
    json_object_set_new(o, "keys", keys);
    json_object_set_new(o, "where", where);
    json_object_set_new(o, "help", js_text(_(k->help)));
    return o;
}

static bool run_keys(struct ctx *c, struct err *err)
{
    (void)err;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < ACTION_COUNT; i++)
            if (actions[i].name && actions[i].name[0])
                json_array_append_new(list, action_json(&actions[i]));
        out_json(c, list);
    } else {
        TABLE(t, 0, N_("keys"), N_("action"), N_("where"), N_("what it does"));
        t.whole = true;
        for (size_t i = 0; i < ACTION_COUNT; i++) {
            if (!actions[i].name || !actions[i].name[0])
                continue;
            table_add(&t, "%s", actions[i].keys);
            table_add(&t, "%s", actions[i].name);
            table_add(&t, "%s", where_words(actions[i].where, &c->arena));
            table_add(&t, "%s", _(actions[i].help));
        }
        table_print(&t, &c->out);
    }
    return true;
}

static const struct option keys_options[] = {
    {"json", 0, NULL, N_("print one JSON array")},
    {NULL, 0, NULL, NULL},
};

const struct command help_commands[] = {
    {"keys", "", N_("Lists the keys of the workbench."), "tema keys", keys_options, 0, 0, true, run_keys},
    {"help", N_("[COMMAND]"), N_("Lists the commands, or says how one is used."), "tema help code add", NULL,
     0, 2, true, run_help},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
