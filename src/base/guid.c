#include "tema/base/guid.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static void random_bytes(void *p, size_t n)
{
    unsigned char *at = p;

    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            /* Ids that are not random would clash when copies are merged: better to stop. */
            perror("tema: getrandom");
            exit(2);
        }
        at += got;
        n -= (size_t)got;
    }
}

static void write_guid(unsigned char b[16], unsigned version, char *at)
{
    static const char digits[] = "0123456789ABCDEF";
    b[6] = (unsigned char)((b[6] & 0x0F) | version << 4);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80); /* variant of RFC 4122 */
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *at++ = '-';
        *at++ = digits[b[i] >> 4];
        *at++ = digits[b[i] & 15];
    }
    *at = '\0';
}

void guid_new(char out[GUID_LEN + 1])
{
    unsigned char b[16];

    random_bytes(b, sizeof b);
    write_guid(b, 4, out);
}

void guid_of_hash(const uint8_t hash[16], char out[GUID_LEN + 1])
{
    unsigned char b[16];

    memcpy(b, hash, sizeof b);
    write_guid(b, 8, out); /* bits of our own */
}

uint64_t random_u64(void)
{
    uint64_t x;

    random_bytes(&x, sizeof x);
    return x;
}
