/* Bindings from key sequences to actions, each valid in some contexts. Actions and contexts are the caller's
 * numbers. */
#ifndef TEMA_UI_KEYMAP_H
#define TEMA_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/ui/key.h"

enum { KEYMAP_DEPTH = 6, KEYMAP_COUNT_MAX = 99999 };

struct keymap;
struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);

/* Binds a sequence (key_parse_seq) to `action` (> 0; 0 takes the binding away) in every context of the bit
 * mask. A binding of the same sequence in the same contexts is replaced. A sequence that begins with another
 * one of the same context is refused (ERR_CONFLICT): it could never be typed. */
bool keymap_bind(struct keymap *m, uint64_t contexts, const char *seq, int action, struct err *err);

/* What was typed so far. Zero-initialise; keymap_reset forgets it. */
struct keymap_state {
    struct key keys[KEYMAP_DEPTH];
    size_t n;
    int count; /* 0: none was typed */
};
void keymap_reset(struct keymap_state *st);

enum keymap_answer {
    KEYMAP_NONE, /* the keys mean nothing here; the state is empty again */
    KEYMAP_MORE, /* a count, or the beginning of a sequence */
    KEYMAP_FOUND /* *ret_action and *ret_count are set; the state is empty again */
};

/* One more key. `contexts` are those that hold now. Where several bindings match, the one valid in the fewest
 * contexts wins, then the latest bound. With `counts`, digits before a sequence are a count (0 only after
 * another digit; capped); a digit that is bound itself there is not. Esc and C-c with something typed only
 * forget it (KEYMAP_NONE). *ret_count is 0 when no count was typed. */
enum keymap_answer keymap_feed(const struct keymap *m, struct keymap_state *st, uint64_t contexts, bool counts, struct key k,
                               int *ret_action, int *ret_count);

/* Appends the name of the first sequence bound to the action in one of the contexts; with `all`, all of them,
 * separated by ", ". False when there is none. */
bool keymap_keys(const struct keymap *m, uint64_t contexts, int action, bool all, struct buf *out);

/* Appends what was typed so far ("12g"), for the status line. */
void keymap_pending(const struct keymap_state *st, struct buf *out);

#endif
