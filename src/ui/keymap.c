#include "tema/ui/keymap.h"

#include <string.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"

struct binding {
    struct key keys[KEYMAP_DEPTH];
    size_t n;
    uint64_t contexts;
    int action;
};

struct keymap {
    VEC(struct binding) bindings; /* in the order they were bound */
};

struct keymap *keymap_new(void)
{
    return mem_alloc(sizeof(struct keymap));
}

void keymap_free(struct keymap *m)
{
    if (!m)
        return;
    vec_release(&m->bindings);
    mem_free(m);
}

static bool starts_with(const struct key *keys, const struct key *start, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!key_equal(keys[i], start[i]))
            return false;
    return true;
}

/* Makes room for a binding: one of the same keys that holds in none but its contexts goes. With action 0 the
 * contexts are taken away from those that hold in others too. */
static void unbind(struct keymap *m, const struct binding *b)
{
    size_t kept = 0;

    for (size_t i = 0; i < m->bindings.n; i++) {
        struct binding old = m->bindings.v[i];

        if (old.n == b->n && starts_with(old.keys, b->keys, b->n)) {
            if ((old.contexts & ~b->contexts) == 0)
                continue;
            if (b->action == 0)
                old.contexts &= ~b->contexts;
        }
        m->bindings.v[kept++] = old;
    }
    m->bindings.n = kept;
}

bool keymap_bind(struct keymap *m, uint64_t contexts, const char *seq, int action, struct err *err)
{
    struct binding b = {.contexts = contexts, .action = action};

    b.n = key_parse_seq(seq, b.keys, KEYMAP_DEPTH, err);
    if (b.n == 0)
        return false;
    for (size_t i = 0; action && i < m->bindings.n; i++) {
        const struct binding *old = &m->bindings.v[i];
        size_t shorter = old->n < b.n ? old->n : b.n;

        if ((old->contexts & contexts) && old->n != b.n && starts_with(old->keys, b.keys, shorter)) {
            struct buf name = BUF_INIT;

            key_seq_print(old->keys, old->n, &name);
            err_set(err, ERR_CONFLICT,
                    _("'%s' cannot be bound: '%s' is bound already, and one begins with the other"), seq,
                    buf_str(&name));
            buf_release(&name);
            return false;
        }
    }
    unbind(m, &b);
    if (action)
        vec_push(&m->bindings, b);
    return true;
}

void keymap_reset(struct keymap_state *st)
{
    *st = (struct keymap_state){.n = 0, .count = 0};
}

static int bits(uint64_t x)
{
    int n = 0;

    for (; x; x &= x - 1)
        n++;
    return n;
}

/* The binding of exactly these keys that wins, or NULL; *ret_more: a longer one begins with them. */
static const struct binding *find(const struct keymap *m, uint64_t contexts, const struct key *keys, size_t n,
                                  bool *ret_more)
{
    const struct binding *best = NULL;

    *ret_more = false;
    for (size_t i = 0; i < m->bindings.n; i++) {
        const struct binding *b = &m->bindings.v[i];

        if (!(b->contexts & contexts) || b->n < n || !starts_with(b->keys, keys, n))
            continue;
        if (b->n > n)
            *ret_more = true;
        else if (!best || bits(b->contexts) <= bits(best->contexts))
            best = b;
    }
    return best;
}

static bool take_digit(struct keymap_state *st, struct key k)
{
    int digit;

    if (st->n > 0 || k.mods || k.code < '0' || k.code > '9' || (k.code == '0' && st->count == 0))
        return false;
    digit = (int)(k.code - '0');
    st->count = st->count > KEYMAP_COUNT_MAX / 10 ? KEYMAP_COUNT_MAX : st->count * 10 + digit;
    return true;
}

enum keymap_answer keymap_feed(const struct keymap *m, struct keymap_state *st, uint64_t contexts,
                               bool counts, struct key k, int *ret_action, int *ret_count)
{
    bool typed = st->n > 0 || st->count > 0;
    const struct binding *b;
    bool more;

    if (typed && (key_is(k, K_ESC, 0) || key_is(k, 'c', KEY_MOD_CTRL))) {
        keymap_reset(st);
        return KEYMAP_NONE;
    }
    if (counts && st->count > 0 && take_digit(st, k))
        return KEYMAP_MORE;
    st->keys[st->n++] = k;
    b = find(m, contexts, st->keys, st->n, &more);
    if (b) {
        *ret_action = b->action;
        *ret_count = st->count;
        keymap_reset(st);
        return KEYMAP_FOUND;
    }
    if (more && st->n < KEYMAP_DEPTH)
        return KEYMAP_MORE;
    st->n--;
    if (counts && take_digit(st, k))
        return KEYMAP_MORE;
    keymap_reset(st);
    return KEYMAP_NONE;
}

bool keymap_keys(const struct keymap *m, uint64_t contexts, int action, bool all, struct buf *out)
{
    bool any = false;

    for (size_t i = 0; i < m->bindings.n; i++) {
        const struct binding *b = &m->bindings.v[i];

        if (b->action != action || !(b->contexts & contexts))
            continue;
        if (any)
            buf_addstr(out, ", ");
        key_seq_print(b->keys, b->n, out);
        any = true;
        if (!all)
            break;
    }
    return any;
}

void keymap_pending(const struct keymap_state *st, struct buf *out)
{
    if (st->count)
        buf_addf(out, "%d", st->count);
    for (size_t i = 0; i < st->n; i++)
        key_print(st->keys[i], out);
}
