/* Paragraphs longer than a row holds: where they are cut, and what their further rows are called. */
#include <string.h>

#include "text_priv.h"

size_t text_row_bytes(const char *s, size_t n)
{
    if (n <= ROW_MAX)
        return n;
    size_t best = 0;
    uint64_t best_score = 0;
    for (size_t i = ROW_MAX / 2; i <= ROW_MAX; i++) {
        if (s[i - 1] != ' ' || s[i] == ' ' || s[i] == '\n')
            continue;
        uint64_t score =
            1469598103934665603u; /* FNV-1a over what stands before: an edit further up leaves later cuts where they are */
        for (size_t k = i - 9; k < i; k++)
            score = (score ^ (unsigned char)s[k]) * 1099511628211u;
        score >>= 2;
        if (memchr(".?!", s[i - 2], 3) != NULL)
            score |= (uint64_t)1 << 63;
        if (score >= best_score) {
            best_score = score;
            best = i;
        }
    }
    if (best > 0)
        return best;
    best = ROW_MAX;
    while (best > 1 && ((unsigned char)s[best] & 0xc0) == 0x80)
        best--;
    return best;
}

tema_id text_part_id(tema_id row, int part)
{
    uint8_t out[16];
    int64_t key[2] = {row, part};
    unsigned char bytes[16];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((uint64_t)key[i / 8] >> (8 * (i % 8)));
    struct hash *h = hash_new(sizeof out);
    hash_part(h, bytes, sizeof bytes);
    hash_finish(h, out);
    uint64_t id = 0;
    for (size_t i = 0; i < 8; i++)
        id = id << 8 | out[i];
    id >>= 1;
    return id == 0 ? 1 : (tema_id)id;
}

/* Below every key that orderkey_between gives for a row behind: those are asked for above ORD "1". */
void text_part_ord(struct buf *out, const char *ord, int part)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    buf_addstr(out, ord);
    buf_addch(out, '0');
    for (int d = 62 * 62 * 62; d > 0; d /= 62)
        buf_addch(out, digits[part / d % 62]);
}
