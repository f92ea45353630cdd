/* Options: read, explained and listed from the same rows. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "tema/text/breaks.h"

const struct option common_options[] = {
    {"project", 'p', N_("FILE"), N_("the project; else $TEMA_PROJECT, else the only *.tema in this folder")},
    {"as", 0, N_("NAME"), N_("the coder who acts; else who the login says")},
    {"read-only", 0, NULL, N_("open the project for reading only")},
    {"quiet", 'q', NULL, N_("do not say what was done")},
    {"help", 'h', NULL, N_("say how the command is used")},
    {NULL, 0, NULL, NULL},
};

static const struct option *find_in(const struct option *list, const char *name, size_t n, char letter)
{
    for (; list && list->name; list++)
        if (name ? strlen(list->name) == n && strncmp(list->name, name, n) == 0 : letter == list->letter)
            return list;
    return NULL;
}

static const struct option *find(const struct command *cmd, const char *name, size_t n, char letter)
{
    const struct option *o = cmd ? find_in(cmd->options, name, n, letter) : NULL;

    return o ? o : find_in(common_options, name, n, letter);
}

/* Puts the command's name, where there is one, before the sentence. */
static bool in_command(const struct ctx *c, struct err *err)
{
    return *c->cmd->name ? err_wrap(err, "%s", c->cmd->name) : false;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* The row an argument stands for, and the value that is in the same argument (NULL if none). */
static const struct option *look_up(const struct command *cmd, const char *word, const char **ret_value)
{
    const struct option *o;

    *ret_value = NULL;
    if (word[1] == '-') {
        size_t n = strcspn(word + 2, "=");

        o = find(cmd, word + 2, n, 0);
        if (word[2 + n] == '=')
            *ret_value = word + 2 + n + 1;
    } else {
        o = find(cmd, NULL, 0, word[1]);
        if (word[2] != '\0')
            *ret_value = word + 2;
    }
    return o;
}

static bool take_option(struct ctx *c, int argc, char *const *argv, int *i, struct err *err)
{
    const char *value;
    const struct option *o = look_up(c->cmd, argv[*i], &value);
    bool fine = false;

    if (!o && *c->cmd->name)
        err_set(err, ERR_USAGE, _("there is no option '%s' here; 'tema %s --help' lists the options"),
                argv[*i], c->cmd->name);
    else if (!o)
        err_set(err, ERR_USAGE, _("there is no option '%s' here; 'tema --help' lists the options"), argv[*i]);
    else if (!o->arg && value)
        err_set(err, ERR_USAGE, _("the option '%s' takes no value"), argv[*i]);
    else if (o->arg && !value && *i + 1 >= argc)
        err_set(err, ERR_USAGE, _("the option '%s' needs a value"), argv[*i]);
    else
        fine = true;
    if (!fine)
        return in_command(c, err);
    if (o->arg && !value)
        value = argv[++*i];
    vec_push(&c->given, ((struct given){o, value ? value : ""}));
    return true;
}

bool options_parse(struct ctx *c, int argc, char *const *argv, const bool *skip, struct err *err)
{
    bool only_words = false;

    for (int i = 1; i < argc; i++) {
        if (skip[i])
            continue;
        if (only_words || !is_option(argv[i]))
            vec_push(&c->words, argv[i]);
        else if (strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!take_option(c, argc, argv, &i, err))
            return false;
    }
    if (option_given(c, "help"))
        return true;
    if ((int)c->words.n < c->cmd->least || (c->cmd->most >= 0 && (int)c->words.n > c->cmd->most)) {
        struct buf usage = BUF_INIT;

        options_usage(&usage, c->cmd);
        if ((int)c->words.n < c->cmd->least)
            err_set(err, ERR_USAGE, _("an argument is missing; usage: %s"), buf_str(&usage));
        else
            err_set(err, ERR_USAGE, _("too many arguments; usage: %s"), buf_str(&usage));
        buf_release(&usage);
        return in_command(c, err);
    }
    return true;
}

int options_first_word(int argc, char *const *argv, int from)
{
    int i = from;

    for (; i < argc && is_option(argv[i]); i++) {
        const char *value;
        const struct option *o = look_up(NULL, argv[i], &value);

        if (strcmp(argv[i], "--") == 0)
            return argc;
        if (strcmp(argv[i], "--palette") == 0 || (o && o->arg && !value))
            i++;
    }
    return i < argc ? i : argc;
}

const char *option_value(const struct ctx *c, const char *name)
{
    for (size_t i = c->given.n; i > 0; i--)
        if (strcmp(c->given.v[i - 1].opt->name, name) == 0)
            return c->given.v[i - 1].value;
    return NULL;
}

bool option_given(const struct ctx *c, const char *name)
{
    return option_value(c, name) != NULL;
}

bool parse_number(const char *s, const char *what, long long least, long long *ret, struct err *err)
{
    char *end;
    long long n;

    errno = 0;
    n = strtoll(s, &end, 10);
    if (*s < '0' || *s > '9' || *end != '\0' || errno != 0 || n < least)
        return err_set(err, ERR_USAGE, _("'%s' is not a %s: a whole number, at least %lld, is expected"), s,
                       what, least);
    *ret = n;
    return true;
}

bool parse_id(const char *s, const char *kind, tema_id *ret, struct err *err)
{
    char *end;
    long long n;

    errno = 0;
    n = strtoll(s, &end, 10);
    if (*s < '1' || *s > '9' || *end != '\0' || errno != 0)
        return err_set(err, ERR_USAGE, _("'%s' is not an id: 'tema list %s' shows the ids"), s, kind);
    *ret = n;
    return true;
}

bool option_number(const struct ctx *c, const char *name, long long least, long long otherwise,
                   long long *ret, struct err *err)
{
    const char *value = option_value(c, name);

    *ret = otherwise;
    return !value || parse_number(value, name, least, ret, err);
}

/* ---- help ---- */

void options_usage(struct buf *out, const struct command *cmd)
{
    buf_addstr(out, "tema");
    if (*cmd->name)
        buf_addf(out, " %s", cmd->name);
    if (*cmd->args)
        buf_addf(out, " %s", _(cmd->args));
}

static char *option_label(const struct option *o, struct arena *a)
{
    char *label =
        o->letter ? arena_printf(a, "-%c, --%s", o->letter, o->name) : arena_printf(a, "    --%s", o->name);

    return o->arg ? arena_printf(a, "%s %s", label, _(o->arg)) : label;
}

static int widest(const struct option *list, int width, struct arena *a)
{
    for (; list && list->name; list++) {
        const char *label = option_label(list, a);
        int w = text_width(label, strlen(label));

        if (w > width)
            width = w;
    }
    return width;
}

static void add_options(struct buf *out, const struct option *list, int width, struct arena *a)
{
    for (; list && list->name; list++) {
        const char *label = option_label(list, a);

        buf_addf(out, "  %s%*s  %s\n", label, width - text_width(label, strlen(label)), "", _(list->help));
    }
}

void options_help(struct buf *out, const struct command *cmd)
{
    struct arena a = ARENA_INIT;
    int width = widest(common_options, widest(cmd->options, 0, &a), &a);

    buf_addstr(out, _("Usage: "));
    options_usage(out, cmd);
    buf_addf(out, _(" [options]\n\n%s\n\nOptions:\n"), _(cmd->help));
    add_options(out, cmd->options, width, &a);
    add_options(out, common_options, width, &a);
    buf_addf(out, _("\nExample:\n  %s\n"), cmd->example);
    arena_release(&a);
}
