#include "tema/model/marks.h"

#include <stdlib.h>
#include <string.h>

#include "tema/base/arena.h"

/* ---- one splice ---- */

/* A place with no length: a POINT, or both edges of an empty segment. */
static size_t move_point(size_t p, struct splice_span s)
{
    if (p <= s.at)
        return p;
    return p < s.at + s.del ? s.at : p - s.del + s.ins;
}

static size_t move_start(size_t p, struct splice_span s)
{
    if (p < s.at || (p == s.at && s.del > 0))
        return p;
    return p <= s.at + s.del ? s.at + s.ins : p - s.del + s.ins;
}

static size_t move_end(size_t p, struct splice_span s)
{
    return move_point(p, s);
}

static void move_mark(struct mark *m, struct splice_span s)
{
    size_t stop = s.at + s.del;
    if (m->kind == MARK_CUE) {
        m->start = m->end = move_start(m->start, s);
    } else if (m->kind == MARK_POINT || m->start >= m->end) {
        m->start = m->end = move_point(m->start, s);
    } else if (s.del > 0 && m->start >= s.at && m->end <= stop) {
        bool exact = m->start == s.at && m->end == stop;
        m->start = s.at;
        m->end = exact ? s.at + s.ins : s.at;
    } else {
        m->start = move_start(m->start, s);
        m->end = move_end(m->end, s);
    }
}

static int hurt_cmp(const void *pa, const void *pb)
{
    const struct hurt *a = pa, *b = pb;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

struct numbered_hurt {
    struct hurt hurt;
    size_t no; /* orders those of one mark */
};

static int numbered_hurt_cmp(const void *pa, const void *pb)
{
    const struct numbered_hurt *a = pa, *b = pb;
    int c = hurt_cmp(&a->hurt, &b->hurt);
    return c ? c : (a->no > b->no) - (a->no < b->no);
}

/* Puts the edges of `m` (moved by now) that stood in `was` where the hurt says back to their old places. */
static void restore_mark(struct mark *m, const struct mark *was, const struct hurt *h)
{
    if (was->start == h->left_start)
        m->start = h->start;
    if (was->end == h->left_end)
        m->end = h->end;
    if (m->end < m->start) {
        if (was->end == h->left_end)
            m->start = m->end;
        else
            m->end = m->start;
    }
    if (m->kind != MARK_RANGE)
        m->end = m->start;
}

/* What brings the mark back: of its hurts the first that says of both edges where they stand, else its first. NULL when it has none. */
static const struct hurt *find_hurt(const struct numbered_hurt *sorted, size_t n, const struct mark *was)
{
    struct numbered_hurt key = {{.id = was->id, .kind = was->kind}, 0};
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (numbered_hurt_cmp(&sorted[mid], &key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (size_t i = lo; i < n && hurt_cmp(&sorted[i].hurt, &key.hurt) == 0; i++) {
        if (sorted[i].hurt.left_start == was->start && sorted[i].hurt.left_end == was->end)
            return &sorted[i].hurt;
    }
    return lo < n && hurt_cmp(&sorted[lo].hurt, &key.hurt) == 0 ? &sorted[lo].hurt : NULL;
}

void marks_splice(struct mark *m, size_t n, struct splice_span s, const hurts *back, hurts *out)
{
    struct numbered_hurt *sorted = NULL;
    size_t nback = back ? back->n : 0;
    if (nback) {
        sorted = mem_array(NULL, nback, sizeof *sorted);
        for (size_t i = 0; i < nback; i++)
            sorted[i] = (struct numbered_hurt){back->v[i], i};
        qsort(sorted, nback, sizeof *sorted, numbered_hurt_cmp);
    }
    struct splice_span inverse = {s.at, s.ins, s.del};
    for (size_t i = 0; i < n; i++) {
        struct mark was = m[i];
        move_mark(&m[i], s);
        if (nback) {
            const struct hurt *h = find_hurt(sorted, nback, &was);
            if (h)
                restore_mark(&m[i], &was, h);
        }
        if (out) {
            struct mark again = m[i];
            move_mark(&again, inverse);
            if (again.start != was.start || again.end != was.end) {
                struct hurt h = {was.id, was.kind, was.start, was.end, m[i].start, m[i].end};
                vec_push(out, h);
            }
        }
    }
    mem_free(sorted);
}

/* ---- a stretch of history ----
 *
 * The text is a list of pieces, which are never thrown away: a deletion switches a piece off, taking it back
 * switches it on again. Each piece keeps the chain of its switches. What was put in at a place where deleted
 * pieces lie goes behind them, as a POINT in front of an insertion says. A splice that takes back another and
 * does exactly that is linked to it. A view of the history leaves out linked pairs; what is left is said as
 * plain splices of the text in which the pairs never happened, and these move the marks by the one rule. */

enum { NO_OP = -1 };
#define ENDLESS (SIZE_MAX / 4)

struct toggle {
    int op;
    bool on;
    const struct toggle *prev; /* of a smaller op */
};
struct piece {
    size_t len;
    bool original; /* was in the text before the first splice */
    bool alive;
    const struct toggle *last;
};
struct history {
    struct arena arena;
    VEC(struct piece) pieces;
    const struct past_splice *past;
    size_t n;
    bool *dropped; /* splices that cancel out with their neighbour and never came into the list */
    int *link;     /* the splice that this one takes back exactly, or NO_OP */
};

struct id_index {
    int64_t id;
    int op;
};

static int id_index_cmp(const void *pa, const void *pb)
{
    const struct id_index *a = pa, *b = pb;
    return (a->id > b->id) - (a->id < b->id);
}

static bool is_inverse(struct splice_span a, struct splice_span b)
{
    return a.at == b.at && a.del == b.ins && a.ins == b.del;
}

static const struct toggle *piece_toggle(const struct piece *p, int op)
{
    for (const struct toggle *t = p->last; t && t->op >= op; t = t->prev) {
        if (t->op == op)
            return t;
    }
    return NULL;
}

static void piece_switch(struct history *h, struct piece *p, int op, bool on)
{
    struct toggle *t = arena_alloc(&h->arena, sizeof *t);
    *t = (struct toggle){op, on, p->last};
    p->last = t;
    p->alive = on;
}

static void piece_insert(struct history *h, size_t at, struct piece p)
{
    vec_push(&h->pieces, p);
    memmove(&h->pieces.v[at + 1], &h->pieces.v[at], (h->pieces.n - 1 - at) * sizeof p);
    h->pieces.v[at] = p;
}

/* Cuts piece i so that its first part has `len`. */
static void piece_cut(struct history *h, size_t i, size_t len)
{
    struct piece rest = h->pieces.v[i];
    rest.len -= len;
    h->pieces.v[i].len = len;
    piece_insert(h, i + 1, rest);
}

static void history_splice(struct history *h, int op, struct splice_span s)
{
    size_t i = 0, left = s.at;
    while (i < h->pieces.n && (!h->pieces.v[i].alive || left >= h->pieces.v[i].len)) {
        if (h->pieces.v[i].alive)
            left -= h->pieces.v[i].len;
        i++;
    }
    if (left > 0 && i < h->pieces.n)
        piece_cut(h, i++, left);
    if (s.ins > 0 || s.del == 0) {
        piece_insert(h, i, (struct piece){.len = s.ins});
        piece_switch(h, &h->pieces.v[i++], op, true);
    }
    for (left = s.del; left > 0 && i < h->pieces.n; i++) {
        if (!h->pieces.v[i].alive)
            continue;
        if (h->pieces.v[i].len > left)
            piece_cut(h, i, left);
        left -= h->pieces.v[i].len;
        piece_switch(h, &h->pieces.v[i], op, false);
    }
}

/* The splice that would take back `op` now; true when that is exact: what it put in stands, together, what it
 * took out is gone, with nothing put between, and no later splice that stands deleted from before its place
 * to behind it. */
static bool history_place(const struct history *h, int op, struct splice_span *ret)
{
    struct splice_span s = h->past[op].span, r = {0, 0, s.del};
    bool exact = true, found = false, live = false;
    size_t off = 0, between = 0, on = 0, gone = 0;
    bool *before = mem_alloc(h->n * sizeof *before); /* splices that deleted something before the place */
    for (size_t i = 0; i < h->pieces.n; i++) {
        const struct piece *p = &h->pieces.v[i];
        const struct toggle *t = piece_toggle(p, op);
        bool done = found && on >= s.ins && gone >= s.del;
        if (t) {
            if (!found)
                r.at = off;
            found = true;
            exact = exact && between == 0 && p->alive == t->on;
            *(t->on ? &on : &gone) += p->len;
            if (t->on && p->alive) {
                if (!live)
                    r.at = off;
                live = true;
                r.del = off + p->len - r.at;
            }
        } else if (p->alive) {
            between += found && !done ? p->len : 0;
        } else if (p->last && p->last->op > op) {
            if (!found)
                before[p->last->op] = true;
            else if (before[p->last->op])
                exact = false;
        }
        if (p->alive)
            off += p->len;
    }
    mem_free(before);
    *ret = r;
    return exact && found;
}

/* Does what splice u says; as a taking back when it is one. */
static void history_run(struct history *h, int u, int undone)
{
    struct splice_span place;
    if (undone == NO_OP || !history_place(h, undone, &place) || place.at != h->past[u].span.at ||
        place.del != h->past[u].span.del || place.ins != h->past[u].span.ins) {
        history_splice(h, u, h->past[u].span);
        return;
    }
    h->link[u] = undone;
    for (size_t i = 0; i < h->pieces.n; i++) {
        const struct toggle *t = piece_toggle(&h->pieces.v[i], undone);
        if (t)
            piece_switch(h, &h->pieces.v[i], u, !t->on);
    }
}

/* By their numbers: in undone[] the splice that each takes back, in effective[] the same where that stands:
 * of X, its taking back U and its doing again V, U and V cancel and X stands. */
static void pair_up(struct history *h, int *undone, int *effective)
{
    struct id_index *ids = arena_array(&h->arena, h->n + 1, sizeof *ids);
    bool *gone = arena_array(&h->arena, h->n + 1, sizeof *gone);
    for (size_t i = 0; i < h->n; i++)
        ids[i] = (struct id_index){h->past[i].id, (int)i};
    qsort(ids, h->n, sizeof *ids, id_index_cmp);
    for (size_t u = h->n; u-- > 0;) {
        undone[u] = effective[u] = NO_OP;
        if (h->past[u].undoes == 0)
            continue;
        struct id_index key = {h->past[u].undoes, 0};
        const struct id_index *f = bsearch(&key, ids, h->n, sizeof *ids, id_index_cmp);
        if (!f || f->op >= (int)u)
            continue;
        undone[u] = f->op;
        if (!gone[u]) {
            effective[u] = f->op;
            gone[f->op] = true;
        }
    }
}

/* In open[]: the splices that have to come into the list; the others go off with a neighbour that takes them
 * back. A splice goes off only when no other left speaks of it, and `asked` (n for none) and what it takes
 * back stay. Returns their number. */
static size_t drop_pairs(struct history *h, size_t asked, const int *undone, const int *effective,
                         size_t *open)
{
    bool *needed = arena_array(&h->arena, h->n + 1, sizeof *needed);
    size_t *spoken = arena_array(&h->arena, h->n + 1, sizeof *spoken), nopen = 0;
    for (int i = asked < h->n ? (int)asked : NO_OP; i != NO_OP; i = undone[i])
        needed[i] = true;
    for (size_t i = 0; i < h->n; i++) {
        if (undone[i] != NO_OP)
            spoken[undone[i]]++;
    }
    for (size_t i = 0; i < h->n; i++) {
        open[nopen++] = i;
        while (nopen > 1) {
            size_t u = open[nopen - 1], x = open[nopen - 2];
            if (effective[u] != (int)x || needed[u] || spoken[u] > 0 || spoken[x] > 1 ||
                !is_inverse(h->past[u].span, h->past[x].span))
                break;
            h->dropped[u] = h->dropped[x] = true;
            if (undone[x] != NO_OP)
                spoken[undone[x]]--;
            nopen -= 2;
        }
    }
    return nopen;
}

static void history_init(struct history *h, const struct past_splice *past, size_t n, size_t asked)
{
    *h = (struct history){.arena = ARENA_INIT, .past = past, .n = n};
    h->dropped = arena_array(&h->arena, n + 1, sizeof *h->dropped);
    h->link = arena_array(&h->arena, n + 1, sizeof *h->link);
    int *undone = arena_array(&h->arena, n + 1, sizeof *undone);
    int *effective = arena_array(&h->arena, n + 1, sizeof *effective);
    size_t *open = arena_array(&h->arena, n + 1, sizeof *open);
    for (size_t i = 0; i < n; i++)
        h->link[i] = NO_OP;
    pair_up(h, undone, effective);
    size_t nopen = drop_pairs(h, asked, undone, effective, open);
    vec_push(&h->pieces, ((struct piece){.len = ENDLESS, .original = true, .alive = true}));
    for (size_t k = 0; k < nopen; k++)
        history_run(h, (int)open[k], undone[open[k]]);
}

static void history_release(struct history *h)
{
    vec_release(&h->pieces);
    arena_release(&h->arena);
}

/* In `out` (n flags): what never happened, when `without` (NO_OP for none) did not. */
static void view_cancelled(const struct history *h, int without, bool *out)
{
    memcpy(out, h->dropped, h->n * sizeof *out);
    if (without != NO_OP)
        out[without] = true;
    for (size_t u = h->n; u-- > 0;) {
        if (!out[u] && h->link[u] != NO_OP && !out[h->link[u]])
            out[u] = out[h->link[u]] = true;
    }
}

static void apply_span(struct mark *m, size_t n, struct splice_span s, bool *hit)
{
    for (size_t i = 0; i < n; i++) {
        if (hit && ((m[i].start > s.at && m[i].start < s.at + s.del) ||
                    (m[i].end > s.at && m[i].end < s.at + s.del)))
            hit[i] = true;
        move_mark(&m[i], s);
    }
}

/* Moves the marks by what splice `op` does in a view; `live` says which pieces are there before, and is kept
 * up. */
static void view_step(const struct history *h, int op, bool *live, struct mark *m, size_t n, bool *hit)
{
    size_t off = 0;
    struct splice_span s = {0, 0, 0};
    bool open = false;
    for (size_t i = 0; i < h->pieces.n; i++) {
        const struct piece *p = &h->pieces.v[i];
        const struct toggle *t = piece_toggle(p, op);
        if (t && t->on != live[i]) {
            if (!open)
                s = (struct splice_span){off, 0, 0};
            open = true;
            *(t->on ? &s.ins : &s.del) += p->len;
            live[i] = t->on;
        } else if (live[i]) {
            if (open) {
                apply_span(m, n, s, hit);
                off += s.ins;
            }
            open = false;
            off += p->len;
        }
    }
    if (open)
        apply_span(m, n, s, hit);
}

/* Carries marks from the beginning to the end. `without`: a splice that does not happen, or NO_OP. */
static void history_carry(const struct history *h, int without, struct mark *m, size_t n, bool *hit)
{
    bool *cancelled = mem_alloc((h->n + 1) * sizeof *cancelled);
    bool *live = mem_alloc((h->pieces.n + 1) * sizeof *live);
    view_cancelled(h, without, cancelled);
    for (size_t i = 0; i < h->pieces.n; i++)
        live[i] = h->pieces.v[i].original;
    for (size_t op = 0; op < h->n; op++) {
        if (!cancelled[op])
            view_step(h, (int)op, live, m, n, hit);
    }
    mem_free(live);
    mem_free(cancelled);
}

void marks_carry(struct mark *m, size_t n, const struct past_splice *past, size_t npast, bool *ret_hit)
{
    if (ret_hit)
        memset(ret_hit, 0, n * sizeof *ret_hit);
    struct history h;
    history_init(&h, past, npast, npast);
    history_carry(&h, NO_OP, m, n, ret_hit);
    history_release(&h);
}

/* Where the marks that any of the splices has hurt stood before the first: from before the first splice that
 * hurt a mark, inverses alone lead back. */
static size_t marks_before(const struct past_splice *past, size_t npast, struct mark **ret)
{
    VEC(struct numbered_hurt) all = VEC_INIT;
    for (size_t op = 0; op < npast; op++) {
        for (size_t i = 0; i < past[op].stored.n; i++)
            vec_push(&all, ((struct numbered_hurt){past[op].stored.v[i], op}));
    }
    if (all.n)
        qsort(all.v, all.n, sizeof *all.v, numbered_hurt_cmp);
    struct mark *m = mem_array(NULL, all.n, sizeof *m);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct hurt *f = &all.v[i].hurt;
        if (i > 0 && hurt_cmp(f, &all.v[i - 1].hurt) == 0)
            continue;
        m[n] = (struct mark){f->id, f->kind, f->start, f->end};
        for (size_t op = all.v[i].no; op-- > 0;) {
            struct splice_span s = past[op].span;
            move_mark(&m[n], (struct splice_span){s.at, s.ins, s.del});
        }
        struct mark again = m[n]; /* a mark younger than the first splice may not be led back and forth */
        for (size_t op = 0; op < all.v[i].no; op++)
            move_mark(&again, past[op].span);
        n += again.start == f->start && again.end == f->end;
    }
    vec_release(&all);
    *ret = m;
    return n;
}

/* The hurts of `which` itself, good where nothing since has moved what it left. They speak for marks that are not known otherwise, and for those that went
 * and came again meanwhile, which the history of the words alone leads elsewhere. */
static void carry_own(const struct past_splice *past, size_t npast, size_t which, hurts *out)
{
    for (size_t i = 0; i < past[which].stored.n; i++) {
        const struct hurt *f = &past[which].stored.v[i];
        struct mark left = {f->id, f->kind, f->left_start, f->left_end};
        marks_carry(&left, 1, past + which + 1, npast - which - 1, NULL);
        if (left.start == f->left_start && left.end == f->left_end)
            vec_push(out, *f);
    }
}

/* Where these marks stand now, having gone through everything, and where they will stand when `which` has
 * never happened. */
static void carry_hurts(const struct history *h, size_t which, struct splice_span u, bool exact, hurts *out)
{
    struct mark *to, *now;
    size_t n = marks_before(h->past, h->n, &to);
    now = mem_array(NULL, n, sizeof *now);
    if (n)
        memcpy(now, to, n * sizeof *now);
    history_carry(h, NO_OP, now, n, NULL);
    if (exact) {
        history_carry(h, (int)which, to, n, NULL);
    } else if (n) {
        memcpy(to, now, n * sizeof *to);
        apply_span(to, n, u, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        struct hurt r = {to[i].id, to[i].kind, to[i].start, to[i].end, now[i].start, now[i].end};
        vec_push(out, r);
    }
    carry_own(h->past, h->n, which, out);
    mem_free(to);
    mem_free(now);
}

bool marks_take_back(const struct past_splice *past, size_t npast, size_t which, struct splice_span *ret,
                     hurts *back, bool *ret_hit)
{
    for (size_t u = which + 1; u < npast; u++) {
        if (past[u].undoes != 0 && past[u].undoes == past[which].id)
            return false;
    }
    struct history h;
    history_init(&h, past, npast, which);
    bool exact = history_place(&h, (int)which, ret);
    *ret_hit = !exact;
    if (back)
        carry_hurts(&h, which, *ret, exact, back);
    history_release(&h);
    return true;
}
