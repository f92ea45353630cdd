/* Digests, from libsodium. */
#ifndef TEMA_BASE_HASH_H
#define TEMA_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_LEN = 32, DIGEST_LEN = 32, MARK_LEN = 8 };

void hash_sha256(const void *p, size_t n, uint8_t out[SHA256_LEN]); /* FIPS 180-4; of imported bytes */
void hash_hex(const uint8_t *p, size_t n, char *out);               /* 2n lower-case digits and a NUL */

/* BLAKE2b (RFC 7693) of several parts; each part's length is hashed too, so that parts cannot run together. */
struct hash;
struct hash *hash_new(size_t out_len); /* 16 to 64 bytes */
void hash_part(struct hash *h, const void *p, size_t n);
void hash_finish(struct hash *h, uint8_t *out); /* writes out_len bytes and frees h */

/* First MARK_LEN bytes of the BLAKE2b-256 of the bytes: small fingerprint of a segment's words. */
void hash_mark(const void *p, size_t n, uint8_t out[MARK_LEN]);

#endif
