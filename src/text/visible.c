#include "tema/text/visible.h"

#include <stdio.h>
#include <string.h>

#include "tema/text/utf8.h"

bool visible_is_unsafe(uint32_t cp)
{
    if (cp < 0x20)
        return cp != '\n' && cp != '\t';
    if (cp < 0x7F)
        return false;
    if (cp <= 0x9F)
        return true;
    if (cp < 0x61C)
        return false;
    return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
           (cp >= 0xE0000 && cp <= 0xE007F) || (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE ||
           (cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF;
}

size_t visible_mark(uint32_t cp, bool ascii, char out[16])
{
    size_t len;

    if (cp < 0x20 || cp == 0x7F) {
        if (ascii) {
            out[0] = '^';
            out[1] = (char)(cp ^ 0x40);
            len = 2;
        } else {
            len = utf8_encode(cp == 0x7F ? 0x2421 : 0x2400 + cp, out);
        }
        out[len] = '\0';
        return len;
    }
    /* No code point needs more than eight digits, so that the mark always fits. */
    if (cp > 0xFFFFFF)
        cp = 0xFFFFFF;
    return (size_t)snprintf(out, 16, ascii ? "<U+%04X>" : "\u27E8U+%04X\u27E9", (unsigned)cp);
}

void visible_add(struct buf *out, const char *s, size_t n, bool ascii)
{
    size_t done = 0;
    size_t len;

    buf_reserve(out, n);
    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;
        char mark[16];

        len = utf8_decode(s + i, n - i, &cp);
        if (cp != 0xFFFD && !visible_is_unsafe(cp))
            continue;
        buf_add(out, s + done, i - done);
        done = i + len;
        if (cp == 0xFFFD)
            buf_addstr(out, "\uFFFD");
        else
            buf_add(out, mark, visible_mark(cp, ascii, mark));
    }
    buf_add(out, s + done, n - done);
}
