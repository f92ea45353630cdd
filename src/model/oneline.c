#include "oneline_priv.h"

#include "tema/text/utf8.h"

bool oneline_blank(uint32_t cp)
{
    return cp <= 0x20 || cp == 0x7f || cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
           cp == 0x3000;
}

void oneline_add(struct buf *out, const char *s, size_t n)
{
    bool gap = false, any = false;
    uint32_t cp;
    buf_reserve(out, n);
    for (size_t i = 0, len; i < n; i += len) {
        len = utf8_decode(s + i, n - i, &cp);
        if (oneline_blank(cp)) {
            gap = any;
            continue;
        }
        if (gap)
            buf_addch(out, ' ');
        buf_add(out, s + i, len);
        gap = false;
        any = true;
    }
}
