#include "tema/model/orderkey.h"

#include <stdint.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/mem.h"

/* A key is a fraction: its characters are the digits behind the point, in base 62. */
static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
enum { BASE = 62 };

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'z' ? c - 'a' + 36 : 0;
}

/* The next key when appending: k leading z's say that k + 1 digits count up behind them, so that the room
 * grows 62-fold for every two more characters. */
static char *key_after(const char *a)
{
    size_t zs = strspn(a, "z"), len = 2 * zs + 1, have = strlen(a);
    char *key = mem_alloc(len + 3);
    for (size_t i = 0; i < len; i++)
        key[i] = i < have ? a[i] : '0';
    do {
        size_t i = len;
        while (i > zs && key[i - 1] == 'z')
            key[--i] = '0';
        if (i > zs)
            key[i - 1] = digits[digit_value(key[i - 1]) + 1];
        if (key[zs] == 'z') { /* this length is used up */
            len += 2;
            zs++;
            memset(key + zs, '0', len - zs);
        }
    } while (key[len - 1] == '0');
    return key;
}

char *orderkey_between(const char *a, const char *b)
{
    if (!b && a)
        return key_after(a);
    struct buf key = BUF_INIT;
    size_t na = a ? strlen(a) : 0, nb = b ? strlen(b) : 0;
    for (size_t i = 0, open = !b;; i++) {
        int lo = i < na ? digit_value(a[i]) : 0;
        int hi = open || i >= nb ? BASE : digit_value(b[i]);
        if (hi - lo > 1) {
            buf_addch(&key, digits[(lo + hi) / 2]);
            return buf_detach(&key);
        }
        buf_addch(&key, digits[lo]);
        open = open || hi > lo || i >= nb;
    }
}

char *orderkey_nth(size_t i, size_t n)
{
    /* The last digit is one of 61, never '0'; half of the room is left free. */
    uint64_t room = BASE - 1;
    size_t len = 1;
    while (room / 2 < n + 1 && len < 9) {
        room *= BASE;
        len++;
    }
    uint64_t step = room / ((uint64_t)n + 1), at = step * ((uint64_t)i + 1);
    char *key = mem_alloc(len + 1);
    key[len - 1] = digits[1 + at % (BASE - 1)];
    at /= BASE - 1;
    for (size_t k = len - 1; k-- > 0; at /= BASE)
        key[k] = digits[at % BASE];
    return key;
}
