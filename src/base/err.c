#include "tema/base/err.h"

#include <stddef.h>

#include "tema/base/mem.h"
#include "tema/base/vec.h"

bool(err_set)(struct err *e, enum err_kind kind, const char *fmt, ...)
{
    va_list ap;
    char *text;

    if (!e)
        return false;
    /* Formatted before the old sentence goes: it may be one of the arguments. */
    va_start(ap, fmt);
    text = mem_vprintf(fmt, ap);
    va_end(ap);
    mem_free(e->text);
    e->kind = kind;
    e->text = text;
    return false;
}

bool(err_wrap)(struct err *e, const char *fmt, ...)
{
    va_list ap;
    char *where;
    char *text;

    if (!e)
        return false;
    va_start(ap, fmt);
    where = mem_vprintf(fmt, ap);
    va_end(ap);
    text = mem_printf("%s: %s", where, err_text(e));
    mem_free(where);
    mem_free(e->text);
    e->text = text;
    return false;
}

const char *err_text(const struct err *e)
{
    return e && e->text ? e->text : "";
}

void err_release(struct err *e)
{
    if (!e)
        return;
    mem_free(e->text);
    e->text = NULL;
    e->kind = ERR_NONE;
}
