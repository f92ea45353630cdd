/* From the command line's words to a command, its project, and an exit status. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli_priv.h"
#include "tema/text/fold.h"

const struct command *const command_families[] = {
    project_commands,
    process_commands,
    import_commands,
    list_commands,
    text_commands,
    mark_commands,
    quote_commands,
    code_commands,
    structure_commands,
    theme_commands,
    version_commands,
    review_commands,
    people_commands,
    memo_commands,
    log_commands,
    report_commands,
    export_commands,
    help_commands,
    NULL,
};

static const struct option workbench_options[] = {
    {"palette", 0, N_("NAME|FILE"), N_("the colour theme: dark, light, mono, or a file")},
    {"version", 'V', NULL, N_("print the version")},
    {NULL, 0, NULL, NULL},
};
static const struct command workbench = {
    "",
    N_("[FILE]"),
    N_("Opens the project in the workbench. 'tema help' lists the commands that do one thing and leave."),
    "tema studie.tema",
    workbench_options,
    0,
    1,
    true,
    workbench_run,
};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; command_families[i]; i++)
        for (const struct command *c = command_families[i]; c->name; c++)
            if (strcmp(c->name, name) == 0)
                return c;
    return NULL;
}

/* True when `word` is the first of two words of some command; their second words, "add, set", in the arena.
 */
static bool second_words(const char *word, struct arena *a, char **ret)
{
    size_t n = strlen(word);
    char *list = NULL;

    for (size_t i = 0; command_families[i]; i++)
        for (const struct command *c = command_families[i]; c->name; c++)
            if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ')
                list = list ? arena_printf(a, "%s, %s", list, c->name + n + 1)
                            : arena_strdup(a, c->name + n + 1);
    *ret = list;
    return list != NULL;
}

/* The command whose name is like the word, or NULL. */
static const char *nearest(const char *word)
{
    const char *best = NULL;
    int least = strlen(word) > 4 ? 3 : 2;

    for (size_t i = 0; command_families[i]; i++) {
        for (const struct command *c = command_families[i]; c->name; c++) {
            int d = fold_distance(word, c->name, least);

            if (d < least) {
                least = d;
                best = c->name;
            }
        }
    }
    return best;
}

static bool unknown_word(const char *word, struct err *err)
{
    const char *like = nearest(word);

    if (like)
        return err_set(err, ERR_USAGE, _("'%s' is neither a command nor a file: did you mean 'tema %s'?"),
                       word, like);
    return err_set(err, ERR_USAGE,
                   _("'%s' is neither a command nor a file: 'tema help' lists the commands, "
                     "'tema new %s' makes a project"),
                   word, word);
}

/* Which command the words name; `skip` gets flags for the words that were its name. */
static bool find_command(int argc, char *const *argv, bool *skip, struct arena *a, const struct command **ret,
                         struct err *err)
{
    int first = options_first_word(argc, argv, 1), second;
    char *list;

    *ret = &workbench;
    if (first == argc)
        return true;
    if (second_words(argv[first], a, &list)) {
        second = options_first_word(argc, argv, first + 1);
        skip[first] = true;
        if (second < argc) {
            *ret = command_find(arena_printf(a, "%s %s", argv[first], argv[second]));
            skip[second] = *ret != NULL;
            if (*ret)
                return true;
            return err_set(err, ERR_USAGE, _("there is no command '%s %s': after '%s' comes one of %s"),
                           argv[first], argv[second], argv[first], list);
        }
        return err_set(err, ERR_USAGE, _("'%s' needs a second word: %s"), argv[first], list);
    }
    if (command_find(argv[first])) {
        *ret = command_find(argv[first]);
        skip[first] = true;
    } else if (access(argv[first], F_OK) != 0) {
        return unknown_word(argv[first], err);
    }
    return true;
}

static bool open_project(struct ctx *c, struct err *err)
{
    char *path;

    return app_find_project(option_value(c, "project"), &c->arena, &path, err) &&
           app_open(path, option_value(c, "as"), option_given(c, "read-only"), &c->app, err);
}

static bool run(struct ctx *c, struct err *err)
{
    if (option_given(c, "help")) {
        options_help(&c->out, c->cmd);
        return true;
    }
    if (c->cmd == &workbench && option_given(c, "version")) {
        buf_addf(&c->out, "tema %s\n", TEMA_VERSION);
        return true;
    }
    return (c->cmd->alone || open_project(c, err)) && c->cmd->run(c, err);
}

/* `tema code --help` is about all commands of that name. */
static bool family_help(struct ctx *c, int argc, char *const *argv)
{
    int first = options_first_word(argc, argv, 1);
    size_t n;
    char *list;
    bool asked = false;

    for (int i = 1; i < argc; i++)
        asked = asked || strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0;
    if (!asked || first == argc || !second_words(argv[first], &c->arena, &list))
        return false;
    n = strlen(argv[first]);
    for (size_t i = 0; command_families[i]; i++) {
        for (const struct command *cmd = command_families[i]; cmd->name; cmd++) {
            if (strncmp(cmd->name, argv[first], n) == 0 && cmd->name[n] == ' ') {
                if (c->out.len > 0)
                    buf_addch(&c->out, '\n');
                options_help(&c->out, cmd);
            }
        }
    }
    return true;
}

int cli_run(int argc, char *const *argv)
{
    struct ctx c;
    struct err err = ERR_INIT, late = ERR_INIT;
    bool *skip = mem_array(NULL, (size_t)argc + 1, sizeof *skip);
    bool ok, told;

    memset(&c, 0, sizeof c);
    memset(skip, 0, ((size_t)argc + 1) * sizeof *skip);
    ok = find_command(argc, argv, skip, &c.arena, &c.cmd, &err);
    if (ok)
        ok = options_parse(&c, argc, argv, skip, &err) && run(&c, &err);
    else if (family_help(&c, argc, argv))
        ok = true;
    told = out_flush(&c, &late);
    if (!ok)
        out_error(err_text(&err));
    else if (!told && late.kind != ERR_CANCELLED)
        out_error(err_text(&late));
    app_free(c.app);
    vec_release(&c.words);
    vec_release(&c.given);
    buf_release(&c.said);
    buf_release(&c.out);
    arena_release(&c.arena);
    err_release(&err);
    err_release(&late);
    mem_free(skip);
    return ok && told ? c.status : 2;
}
