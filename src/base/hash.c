#include "tema/base/hash.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/mem.h"

/* The state wants 64-byte alignment, which malloc does not promise. */
struct hash {
    crypto_generichash_state state;
    size_t out_len;
};

static void start(void)
{
    static bool ready;

    /* Sodium chooses the fastest code for this processor; calling it again does no harm. */
    if (ready)
        return;
    if (sodium_init() < 0) {
        fputs("tema: libsodium cannot be used on this system\n", stderr);
        exit(2);
    }
    ready = true;
}

void hash_sha256(const void *p, size_t n, uint8_t out[SHA256_LEN])
{
    start();
    crypto_hash_sha256(out, n > 0 ? p : (const void *)"", n);
}

void hash_hex(const uint8_t *p, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[p[i] >> 4];
        out[2 * i + 1] = digits[p[i] & 15];
    }
    out[2 * n] = '\0';
}

struct hash *hash_new(size_t out_len)
{
    void *p = NULL;
    struct hash *h;

    start();
    if (posix_memalign(&p, 64, sizeof *h) != 0)
        mem_array(NULL, SIZE_MAX, 2);
    h = p;
    h->out_len = out_len;
    crypto_generichash_init(&h->state, NULL, 0, out_len);
    return h;
}

void hash_part(struct hash *h, const void *p, size_t n)
{
    uint8_t len[8];

    for (int i = 0; i < 8; i++)
        len[i] = (uint8_t)((uint64_t)n >> (8 * i));
    crypto_generichash_update(&h->state, len, sizeof len);
    if (n > 0)
        crypto_generichash_update(&h->state, p, n);
}

void hash_finish(struct hash *h, uint8_t *out)
{
    crypto_generichash_final(&h->state, out, h->out_len);
    sodium_memzero(h, sizeof *h);
    free(h);
}

void hash_mark(const void *p, size_t n, uint8_t out[MARK_LEN])
{
    uint8_t whole[DIGEST_LEN];

    start();
    crypto_generichash(whole, sizeof whole, n > 0 ? p : (const void *)"", n, NULL, 0);
    memcpy(out, whole, MARK_LEN);
}
