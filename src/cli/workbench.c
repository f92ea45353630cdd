/* `tema [FILE]`: the workbench. */
#include <unistd.h>

#include "cli_priv.h"
#include "tema/screens/screens.h"

bool workbench_run(struct ctx *c, struct err *err)
{
    const char *given = c->words.n > 0 ? c->words.v[0] : option_value(c, "project");
    char *path;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE,
                       _("the workbench needs a terminal: 'tema help' lists the commands that need none"));
    if (!app_find_project(given, &c->arena, &path, err) ||
        !app_open(path, option_value(c, "as"), option_given(c, "read-only"), &c->app, err))
        return false;
    return screens_run(c->app, option_value(c, "palette"), err);
}
