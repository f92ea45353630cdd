#include "tema/text/csv.h"

#include <string.h>

void csv_cell(struct buf *out, const char *s, bool is_number)
{
    bool formula = !is_number && *s && strchr("=+-@\t\r\n", *s);
    bool quoted = formula || strpbrk(s, ",\"\r\n;") || *s == ' ' || (*s && s[strlen(s) - 1] == ' ');
    if (quoted)
        buf_addch(out, '"');
    if (formula)
        buf_addch(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            buf_addch(out, '"');
        buf_addch(out, *s);
    }
    if (quoted)
        buf_addch(out, '"');
}
