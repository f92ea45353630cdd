#include "tema/model/transcript.h"

#include <string.h>

void transcript_init(struct transcript *t)
{
    memset(t, 0, sizeof *t);
}

void transcript_release(struct transcript *t)
{
    arena_release(&t->arena);
    vec_release(&t->speakers);
    vec_release(&t->turns);
    vec_release(&t->notes);
    mem_free(t->speaker_index.slot);
    memset(t, 0, sizeof *t);
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static uint64_t name_hash(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

/* The slot where the name is, or would be put. */
static size_t name_slot(const struct transcript *t, const char *s, size_t n)
{
    size_t mask = t->speaker_index.n - 1, i = (size_t)name_hash(s, n) & mask;
    for (; t->speaker_index.slot[i] >= 0; i = (i + 1) & mask) {
        const char *there = t->speakers.v[t->speaker_index.slot[i]];
        if (strncmp(there, s, n) == 0 && there[n] == '\0')
            break;
    }
    return i;
}

static void index_grow(struct transcript *t)
{
    size_t n = t->speaker_index.n ? t->speaker_index.n * 2 : 64;
    t->speaker_index.slot = mem_array(t->speaker_index.slot, n, sizeof *t->speaker_index.slot);
    t->speaker_index.n = n;
    for (size_t i = 0; i < n; i++)
        t->speaker_index.slot[i] = -1;
    for (size_t k = 0; k < t->speakers.n; k++)
        t->speaker_index.slot[name_slot(t, t->speakers.v[k], strlen(t->speakers.v[k]))] = (int)k;
}

int transcript_speaker(struct transcript *t, const char *name, size_t n)
{
    if (t->speaker_index.n < 2 * (t->speakers.n + 1))
        index_grow(t);
    const char *nul = memchr(name, '\0', n);
    if (nul)
        n = (size_t)(nul - name);
    size_t i = name_slot(t, name, n);
    if (t->speaker_index.slot[i] < 0) {
        vec_push(&t->speakers, arena_strndup(&t->arena, name, n));
        t->speaker_index.slot[i] = (int)t->speakers.n - 1;
    }
    return t->speaker_index.slot[i];
}
