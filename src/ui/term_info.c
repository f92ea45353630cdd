#define NCURSES_NOMACROS
#include "term_info_priv.h"

#include <curses.h>
#include <string.h>
#include <term.h>

#include "tema/base/i18n.h"

static const char *capability(const char *name)
{
    char id[16];
    const char *s;

    strncpy(id, name, sizeof id - 1);
    id[sizeof id - 1] = '\0';
    s = tigetstr(id);
    return s == (const char *)-1 ? NULL : s;
}

bool term_info_check(const char *name, int fd, struct err *err)
{
    int found = 0;
    bool can_move;

    if (!name || !*name)
        return err_set(err, ERR_USAGE,
                       _("TERM is not set: the program cannot know what terminal this is; try TERM=xterm"));
    if (setupterm(name, fd, &found) != OK || found != 1)
        return err_set(
            err, ERR_USAGE,
            _("the terminal '%s' (TERM) is not known here; try TERM=xterm, or install ncurses-term"), name);
    can_move = capability("cup") != NULL;
    del_curterm(cur_term);
    if (!can_move)
        return err_set(err, ERR_USAGE, _("the terminal '%s' (TERM) cannot place its cursor; try TERM=xterm"),
                       name);
    return true;
}

bool term_info_xterm(void)
{
    const char *mouse = capability("kmous");

    return mouse && strncmp(mouse, "\033[", 2) == 0;
}

/* Without terminfo's padding, "$<5>". */
static void add_capability(const char *name, struct buf *out)
{
    const char *s = capability(name);

    for (; s && *s; s++) {
        const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;

        if (end)
            s = end;
        else
            buf_addch(out, *s);
    }
}

void term_info_reset(bool xterm, struct buf *out)
{
    if (xterm)
        buf_addstr(out, "\033[?1002l\033[?1006l\033[?2004l");
    add_capability("sgr0", out);
    add_capability("cnorm", out);
    add_capability("rmkx", out);
    add_capability("rmcup", out);
    buf_addstr(out, "\r\n");
}
