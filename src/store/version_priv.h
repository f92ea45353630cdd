/* What a codebook version holds, as version.c reads it and restore.c puts it back; and times that keep a list in its order. */
#ifndef TEMA_STORE_VERSION_PRIV_H
#define TEMA_STORE_VERSION_PRIV_H

#include "act_priv.h"
#include "tema/store/versions.h"

/* A code with what only its row knows: who made it, and when. */
struct kept_code {
    struct code code;
    tema_id coder;
    int64_t created;
};

struct content {
    struct snapshot all;
    struct kept_code *codes; /* the same codes, in the same order */
};

/* By the version's id, in the arena. What comes back is whole: ids are unique and above 0, codes and themes form trees, what they name is there (but for meaning
 * units, rounds and coders, which a version does not hold). Else as store_read_version. */
bool version_content(struct store *s, tema_id id, struct arena *a, struct content *ret, struct err *err);

/* Can the text be read as a version's content? */
bool version_is_whole(const char *text, size_t n);
/* What is kept beside it. */
void version_digest(const char *text, size_t n, uint8_t out[DIGEST_LEN]);

/* The act's time, but later than `newest`, the time of what is listed before it: so the order of a list by time is that of the acts, whatever two machines' clocks
 * say. */
static inline int64_t act_time_after(const struct store *s, int64_t newest)
{
    return act_time(s) > newest || newest == INT64_MAX ? act_time(s) : newest + 1;
}

#endif
