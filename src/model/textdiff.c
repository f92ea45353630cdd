#include "tema/model/textdiff.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

/* ---- tokens ---- */

struct token {
    size_t at, n; /* bytes */
    size_t kind;  /* equal for equal words */
};
typedef VEC(struct token) tokens;
typedef size_t cutter(const char *s, size_t n, size_t at); /* end of the token that starts at `at` */

static size_t cut_line(const char *s, size_t n, size_t at)
{
    const char *nl = memchr(s + at, '\n', n - at);
    return nl ? (size_t)(nl - s) + 1 : n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

/* A word with the blanks behind it. A blank that carries a combining mark does not end one. */
static size_t cut_word(const char *s, size_t n, size_t at)
{
    for (;;) {
        while (at < n && !is_blank(s[at]))
            at++;
        size_t blank = at;
        while (at < n && is_blank(s[at]))
            blank = at++;
        if (at >= n || (unsigned char)s[at] < 0x80 || grapheme_next(s, n, (byte_off){blank}).b <= at)
            return at;
    }
}

static void cut(const char *s, size_t from, size_t to, cutter *c, tokens *out)
{
    for (size_t at = from; at < to;) {
        size_t end = c(s, to, at);
        vec_push(out, ((struct token){at, end - at, 0}));
        at = end;
    }
}

/* Numbers the tokens of both texts so that equal ones have equal numbers. */
static void number_tokens(const char *sa, tokens *a, const char *sb, tokens *b)
{
    size_t size = 64;
    while (size < 2 * (a->n + b->n))
        size *= 2;
    struct slot {
        const char *s;
        size_t n, kind;
    } *slots = mem_alloc(size * sizeof *slots);
    size_t kinds = 0;
    for (size_t i = 0; i < a->n + b->n; i++) {
        struct token *t = i < a->n ? &a->v[i] : &b->v[i - a->n];
        const char *s = (i < a->n ? sa : sb) + t->at;
        uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
        for (size_t k = 0; k < t->n; k++)
            h = (h ^ (unsigned char)s[k]) * 0x100000001b3u;
        size_t at = (size_t)(h ^ h >> 31) & (size - 1);
        while (slots[at].s && (slots[at].n != t->n || memcmp(slots[at].s, s, t->n) != 0))
            at = (at + 1) & (size - 1);
        if (!slots[at].s)
            slots[at] = (struct slot){s, t->n, ++kinds};
        t->kind = slots[at].kind;
    }
    mem_free(slots);
}

/* ---- Myers ---- */

enum { MOST_COST = 400 }; /* edits after which a search takes the farthest place it has come to */
#define NOWHERE_F LONG_MIN
#define NOWHERE_B LONG_MAX

struct myers {
    const struct token *a, *b;
    bool *gone, *come;  /* of the tokens of a and b: not in the other */
    long *forth, *back; /* by diagonal x − y: farthest x; NOWHERE when no path ends there */
};
struct box {
    long a0, a1, b0, b1;
};

static bool step_forth(struct myers *m, const struct box *x, long d)
{
    long right = m->forth[d - 1], down = m->forth[d + 1], best = NOWHERE_F;
    if (right != NOWHERE_F && right + 1 <= x->a1)
        best = right + 1;
    if (down != NOWHERE_F && down - d <= x->b1 && down > best)
        best = down;
    if (best != NOWHERE_F) {
        while (best < x->a1 && best - d < x->b1 && m->a[best].kind == m->b[best - d].kind)
            best++;
    }
    m->forth[d] = best;
    return best != NOWHERE_F;
}

static bool step_back(struct myers *m, const struct box *x, long d)
{
    long left = m->back[d + 1], up = m->back[d - 1], best = NOWHERE_B;
    if (left != NOWHERE_B && left - 1 >= x->a0)
        best = left - 1;
    if (up != NOWHERE_B && up - d >= x->b0 && up < best)
        best = up;
    if (best != NOWHERE_B) {
        while (best > x->a0 && best - d > x->b0 && m->a[best - 1].kind == m->b[best - d - 1].kind)
            best--;
    }
    m->back[d] = best;
    return best != NOWHERE_B;
}

static long clamp(long v, long lo, long hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

/* The first diagonal at or above `lo` of the parity of `like`. */
static long same_parity(long lo, long like)
{
    return (lo - like) % 2 == 0 ? lo : lo + 1;
}

/* A point on a shortest path through the box, or on a good one. */
static void middle(struct myers *m, const struct box *x, long *ret_a, long *ret_b)
{
    long low = x->a0 - x->b1, high = x->a1 - x->b0, f = x->a0 - x->b0, b = x->a1 - x->b1;
    bool odd = (f - b) % 2 != 0;
    m->forth[f] = x->a0;
    m->forth[f - 1] = m->forth[f + 1] = NOWHERE_F;
    m->back[b] = x->a1;
    m->back[b - 1] = m->back[b + 1] = NOWHERE_B;
    for (long cost = 1;; cost++) {
        long flo = clamp(f - cost, low, high), fhi = clamp(f + cost, low, high);
        long blo = clamp(b - cost, low, high), bhi = clamp(b + cost, low, high);
        long far = LONG_MIN, far_d = f, near = LONG_MAX, near_d = b;
        m->forth[flo - 1] = m->forth[fhi + 1] = NOWHERE_F;
        for (long d = same_parity(flo, f + cost); d <= fhi; d += 2) {
            if (!step_forth(m, x, d))
                continue;
            bool met = odd && d >= blo && d <= bhi && labs(d - b) < cost && m->back[d] != NOWHERE_B;
            if (met && m->back[d] <= m->forth[d]) {
                *ret_a = m->forth[d];
                *ret_b = m->forth[d] - d;
                return;
            }
            if (2 * m->forth[d] - d > far)
                far = 2 * m->forth[d] - d, far_d = d;
        }
        m->back[blo - 1] = m->back[bhi + 1] = NOWHERE_B;
        for (long d = same_parity(blo, b + cost); d <= bhi; d += 2) {
            if (!step_back(m, x, d))
                continue;
            bool met = !odd && d >= flo && d <= fhi && m->forth[d] != NOWHERE_F;
            if (met && m->back[d] <= m->forth[d]) {
                *ret_a = m->back[d];
                *ret_b = m->back[d] - d;
                return;
            }
            if (2 * m->back[d] - d < near)
                near = 2 * m->back[d] - d, near_d = d;
        }
        if (cost >= MOST_COST) {
            bool forward = far - (x->a0 + x->b0) >= x->a1 + x->b1 - near;
            *ret_a = forward ? m->forth[far_d] : m->back[near_d];
            *ret_b = *ret_a - (forward ? far_d : near_d);
            return;
        }
    }
}

static void compare(struct myers *m, struct box x)
{
    for (;;) {
        while (x.a0 < x.a1 && x.b0 < x.b1 && m->a[x.a0].kind == m->b[x.b0].kind)
            x.a0++, x.b0++;
        while (x.a0 < x.a1 && x.b0 < x.b1 && m->a[x.a1 - 1].kind == m->b[x.b1 - 1].kind)
            x.a1--, x.b1--;
        long pa = x.a0, pb = x.b0;
        if (x.a0 < x.a1 && x.b0 < x.b1)
            middle(m, &x, &pa, &pb);
        if ((pa == x.a0 && pb == x.b0) || (pa == x.a1 && pb == x.b1)) {
            for (long i = x.a0; i < x.a1; i++)
                m->gone[i] = true;
            for (long i = x.b0; i < x.b1; i++)
                m->come[i] = true;
            return;
        }
        struct box first = {x.a0, pa, x.b0, pb}, second = {pa, x.a1, pb, x.b1};
        bool first_smaller = pa - x.a0 + pb - x.b0 < x.a1 - pa + x.b1 - pb;
        compare(m, first_smaller ? first : second);
        x = first_smaller ? second : first;
    }
}

/* ---- splices ---- */

struct differ {
    const char *from, *to;
    size_t from_n, to_n;
    text_splices *out;
    size_t done_b,
        done_cp; /* up to here the old text has been gone over: bytes of it, code points of the new one */
};

/* Says that bytes [a0, a1) of the old text become [b0, b1) of the new one, without what they have in common
 * at both ends. */
static void emit(struct differ *d, size_t a0, size_t a1, size_t b0, size_t b1)
{
    const char *a = d->from, *b = d->to;
    size_t head = 0, tail = 0, na = a1 - a0, nb = b1 - b0, least = na < nb ? na : nb, cut_a = 0, cut_b = 0;
    while (head < least && a[a0 + head] == b[b0 + head])
        head++;
    /* Whole clusters only; a cluster may go on behind the block, so that its end is looked for in the whole
     * text. */
    for (size_t next;
         cut_a < head && (next = grapheme_next(a, d->from_n, (byte_off){a0 + cut_a}).b - a0) <= head;)
        cut_a = next;
    for (size_t next;
         cut_b < head && (next = grapheme_next(b, d->to_n, (byte_off){b0 + cut_b}).b - b0) <= head;)
        cut_b = next;
    head = cut_a < cut_b ? cut_a : cut_b;
    a0 += head;
    b0 += head;
    least -= head;
    while (tail < least && a[a1 - 1 - tail] == b[b1 - 1 - tail])
        tail++;
    cut_a = cut_b = 0;
    for (size_t prev;
         cut_a < tail && (prev = a1 - grapheme_prev(a, d->from_n, (byte_off){a1 - cut_a}).b) <= tail;)
        cut_a = prev;
    for (size_t prev;
         cut_b < tail && (prev = b1 - grapheme_prev(b, d->to_n, (byte_off){b1 - cut_b}).b) <= tail;)
        cut_b = prev;
    tail = cut_a < cut_b ? cut_a : cut_b;
    a1 -= tail;
    b1 -= tail;
    if (a0 == a1 && b0 == b1)
        return;
    struct text_splice s = {.ins_b = b0, .ins_n = b1 - b0};
    s.at = d->done_cp + utf8_count(a + d->done_b, a0 - d->done_b);
    s.del = utf8_count(a + a0, a1 - a0);
    s.ins_chars = utf8_count(b + b0, b1 - b0);
    d->done_b = a1;
    d->done_cp = s.at + s.ins_chars;
    vec_push(d->out, s);
}

/* The differences of bytes [a0, a1) and [b0, b1), by line and, within what differs, by word. */
static void differ_run(struct differ *d, struct box bytes, cutter *c)
{
    tokens a = VEC_INIT, b = VEC_INIT;
    cut(d->from, (size_t)bytes.a0, (size_t)bytes.a1, c, &a);
    cut(d->to, (size_t)bytes.b0, (size_t)bytes.b1, c, &b);
    number_tokens(d->from, &a, d->to, &b);
    size_t diagonals = a.n + b.n + 5;
    long *room = mem_array(NULL, 2 * diagonals, sizeof *room);
    bool *flags = mem_alloc(a.n + b.n + 2);
    struct myers m = {a.v, b.v, flags, flags + a.n + 1, room + b.n + 2, room + diagonals + b.n + 2};
    compare(&m, (struct box){0, (long)a.n, 0, (long)b.n});
    for (size_t i = 0, k = 0; i < a.n || k < b.n;) {
        if (!m.gone[i] && !m.come[k]) {
            i++, k++;
            continue;
        }
        size_t a0 = i < a.n ? a.v[i].at : (size_t)bytes.a1, b0 = k < b.n ? b.v[k].at : (size_t)bytes.b1;
        while (i < a.n && m.gone[i])
            i++;
        while (k < b.n && m.come[k])
            k++;
        size_t a1 = i < a.n ? a.v[i].at : (size_t)bytes.a1, b1 = k < b.n ? b.v[k].at : (size_t)bytes.b1;
        if (c == cut_line && a0 < a1 && b0 < b1)
            differ_run(d, (struct box){(long)a0, (long)a1, (long)b0, (long)b1}, cut_word);
        else
            emit(d, a0, a1, b0, b1);
    }
    mem_free(flags);
    mem_free(room);
    vec_release(&a);
    vec_release(&b);
}

void textdiff(const char *from, size_t from_n, const char *to, size_t to_n, text_splices *out)
{
    struct differ d = {from, to, from_n, to_n, out, 0, 0};
    differ_run(&d, (struct box){0, (long)from_n, 0, (long)to_n}, cut_line);
}
