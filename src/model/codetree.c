#include "tema/model/codetree.h"

#include <string.h>

#include "tema/model/nametree.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

static bool is_active(const void *item)
{
    const struct code *c = item;
    return c->status == CODE_ACTIVE;
}

static const struct name_shape shape = {.kind = NAMES_OF_CODES,
                                        .size = sizeof(struct code),
                                        .id = offsetof(struct code, id),
                                        .parent = offsetof(struct code, parent),
                                        .group = NAMETREE_UNGROUPED,
                                        .name = offsetof(struct code, name),
                                        .ord = offsetof(struct code, ord),
                                        .depth = offsetof(struct code, depth),
                                        .stands = is_active};

bool codetree_order(struct code *codes, size_t n, struct err *err)
{
    return nametree_order(&shape, codes, n, err);
}

const struct code *codetree_find(const struct code *codes, size_t n, tema_id id)
{
    return nametree_find(&shape, codes, n, id);
}

char *codetree_path(const struct code *codes, size_t n, tema_id id, struct arena *a)
{
    return nametree_path(&shape, codes, n, id, a);
}

bool codetree_split(const char *path, struct arena *a, char ***ret_names, size_t *ret_n, struct err *err)
{
    return nametree_split(NAMES_OF_CODES, path, a, ret_names, ret_n, err);
}

bool codetree_resolve(const struct code *codes, size_t n, const char *path, tema_id *ret, bool *ret_ambiguous,
                      struct err *err)
{
    return nametree_resolve(&shape, codes, n, 0, path, ret, ret_ambiguous, err);
}

bool codetree_is_within(const struct code *codes, size_t n, tema_id id, tema_id below)
{
    return nametree_is_within(&shape, codes, n, id, below);
}

const struct code *codetree_near(const struct code *codes, size_t n, const char *name)
{
    if (utf8_count(name, strlen(name)) < 4)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const char *other = codes[i].name;
        if (codes[i].status == CODE_ACTIVE && utf8_count(other, strlen(other)) >= 4 &&
            strcmp(name, other) != 0 && fold_distance(name, other, 1) <= 1)
            return &codes[i];
    }
    return NULL;
}

/* A colour of full turn `hue` (0 to 1535) at a brightness that reads on light and on dark. */
static uint32_t hue_colour(unsigned hue)
{
    unsigned up = hue % 256, down = 255 - up, r = 0, g = 0, b = 0;
    switch (hue / 256 % 6) {
    case 0: r = 255, g = up; break;
    case 1: r = down, g = 255; break;
    case 2: g = 255, b = up; break;
    case 3: g = down, b = 255; break;
    case 4: r = up, b = 255; break;
    case 5: r = 255, b = down; break;
    }
    return (40 + r * 160 / 255) << 16 | (40 + g * 160 / 255) << 8 | (40 + b * 160 / 255);
}

uint32_t codetree_fresh_colour(const struct code *codes, size_t n)
{
    static const uint32_t first[] = {0x3b7dd8, 0xd9822b, 0x2e9e5b, 0xc2425f, 0x8a5cc7, 0x1f9aa8,
                                     0xb08d1e, 0xd1589f, 0x5f8a2f, 0xa3593b, 0x5566cc, 0x4c8c7d};
    size_t nfirst = sizeof first / sizeof *first;
    for (size_t k = 0;; k++) {
        /* 949/1536 of a turn is the golden angle: each new hue falls into the widest gap. */
        uint32_t c = k < nfirst ? first[k] : hue_colour((unsigned)(k * 949 % 1536));
        bool used = false;
        for (size_t i = 0; i < n && !used; i++)
            used = codes[i].colour == c;
        if (!used || k > nfirst + 1536)
            return c;
    }
}
