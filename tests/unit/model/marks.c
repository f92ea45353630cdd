#include "tema/model/marks.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A text of code points that are all different, its marks, and the history that the store would keep of it.
 */
enum { MOST = 4096, NMARKS = 24 };
struct chain {     /* a splice, its taking back, its doing again … */
    size_t newest; /* index into past */
    bool stands;
};
struct study {
    uint64_t seed;
    int text[MOST], fresh;
    size_t n;
    int first[MOST]; /* the text at the beginning */
    size_t nfirst;
    struct mark marks[NMARKS], start[NMARKS];
    VEC(struct past_splice) past;
    VEC(int *) words; /* what each splice deleted; del of its span long */
    VEC(struct chain) chains;
};

static unsigned pick(struct study *s, unsigned below)
{
    s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(s->seed >> 33) % below;
}

static void study_init(struct study *s, uint64_t seed)
{
    memset(s, 0, sizeof *s);
    s->seed = seed * 2654435761u + 12345;
    s->n = s->nfirst = 5 + pick(s, 60);
    for (size_t i = 0; i < s->n; i++)
        s->first[i] = s->text[i] = s->fresh++;
    for (int i = 0; i < NMARKS; i++) {
        struct mark m = {i, (enum mark_kind)pick(s, 3), pick(s, (unsigned)s->n + 1), 0};
        m.end = m.kind == MARK_RANGE ? m.start + pick(s, (unsigned)(s->n - m.start) + 1) : m.start;
        s->start[i] = s->marks[i] = m;
    }
}

static void study_release(struct study *s)
{
    for (size_t i = 0; i < s->past.n; i++) {
        vec_release(&s->past.v[i].stored);
        free(s->words.v[i]);
    }
    vec_release(&s->past);
    vec_release(&s->words);
    vec_release(&s->chains);
}

/* Puts `ins` (span.ins of them) there and keeps everything that the store keeps. */
static void study_splice(struct study *s, struct splice_span p, const int *ins, int64_t undoes,
                         const hurts *back)
{
    struct past_splice done = {.id = (int64_t)s->past.n + 1, .undoes = undoes, .span = p};
    int *gone = malloc((p.del + 1) * sizeof *gone);
    memcpy(gone, s->text + p.at, p.del * sizeof *gone);
    cr_assert(s->n + p.ins < MOST);
    memmove(s->text + p.at + p.ins, s->text + p.at + p.del, (s->n - p.at - p.del) * sizeof *s->text);
    memcpy(s->text + p.at, ins, p.ins * sizeof *ins);
    s->n = s->n + p.ins - p.del;
    marks_splice(s->marks, NMARKS, p, back, &done.stored);
    vec_push(&s->past, done);
    vec_push(&s->words, gone);
}

static void study_edit(struct study *s)
{
    int ins[16];
    struct splice_span p = {0, 0, pick(s, 3) ? pick(s, 7) : 0};
    switch (pick(s, 5)) {
    case 0: p.at = 0; break;
    case 1: p.at = s->n; break;
    case 2: p.at = s->marks[pick(s, NMARKS)].start; break;
    default: p.at = pick(s, (unsigned)s->n + 1); break;
    }
    p.del = pick(s, 3) && p.at < s->n ? pick(s, (unsigned)(s->n - p.at < 12 ? s->n - p.at + 1 : 12)) : 0;
    if (p.del == 0 && p.ins == 0)
        p.ins = 1;
    for (size_t i = 0; i < p.ins; i++)
        ins[i] = s->fresh++;
    study_splice(s, p, ins, 0, NULL);
    vec_push(&s->chains, ((struct chain){s->past.n - 1, true}));
}

/* Takes back the newest of a chain; false when later splices stand in the way. */
static bool study_toggle(struct study *s, size_t chain)
{
    size_t which = s->chains.v[chain].newest;
    struct splice_span u;
    hurts back = VEC_INIT;
    bool hit = false;
    cr_assert(marks_take_back(s->past.v, s->past.n, which, &u, &back, &hit));
    if (!hit) {
        cr_assert_eq(u.ins, s->past.v[which].span.del);
        cr_assert_eq(u.del, s->past.v[which].span.ins);
        study_splice(s, u, s->words.v[which], s->past.v[which].id, &back);
        s->chains.v[chain].newest = s->past.n - 1;
        s->chains.v[chain].stands = !s->chains.v[chain].stands;
    }
    vec_release(&back);
    return !hit;
}

static void check_same(const struct mark *got, const struct mark *want, const char *when, uint64_t seed)
{
    for (int i = 0; i < NMARKS; i++)
        cr_assert(got[i].start == want[i].start && got[i].end == want[i].end,
                  "seed %lu, %s: mark %d kind %d is [%zu,%zu), not [%zu,%zu)", (unsigned long)seed, when, i,
                  (int)got[i].kind, got[i].start, got[i].end, want[i].start, want[i].end);
}

static void check_first_text(const struct study *s, uint64_t seed)
{
    cr_assert(s->n == s->nfirst && memcmp(s->text, s->first, s->n * sizeof *s->text) == 0,
              "seed %lu: other text", (unsigned long)seed);
}

Test(marks, taking_back__in_reverse_order__brings_every_mark_home)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct study s;
        study_init(&s, seed);
        size_t n = 1 + pick(&s, 12);
        struct mark snap[16][NMARKS];
        for (size_t i = 0; i < n; i++) {
            memcpy(snap[i], s.marks, sizeof s.marks);
            study_edit(&s);
        }
        for (size_t i = n; i-- > 0;) {
            cr_assert(study_toggle(&s, i), "seed %lu", (unsigned long)seed);
            check_same(s.marks, snap[i], "going back", seed);
        }
        check_first_text(&s, seed);
        for (size_t i = 0; i < n; i++) {
            check_same(s.marks, snap[i], "going forth", seed);
            cr_assert(study_toggle(&s, i));
        }
        study_release(&s);
    }
}

Test(marks, own_hurts__handed_to_the_inverse__bring_every_mark_home)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct study s;
        study_init(&s, seed);
        for (int i = 0; i < 10; i++)
            study_edit(&s);
        for (size_t i = s.past.n; i-- > 0;) {
            struct splice_span p = s.past.v[i].span;
            marks_splice(s.marks, NMARKS, (struct splice_span){p.at, p.ins, p.del}, &s.past.v[i].stored,
                         NULL);
        }
        check_same(s.marks, s.start, "at the end", seed);
        study_release(&s);
    }
}

Test(marks, taking_back__in_any_order__brings_text_and_marks_home)
{
    size_t refused = 0, done = 0;
    for (uint64_t seed = 1; seed <= 4000; seed++) {
        struct study s;
        study_init(&s, seed);
        size_t steps = 2 + pick(&s, 25);
        for (size_t i = 0; i < steps; i++) {
            if (s.chains.n == 0 || pick(&s, 3) == 0)
                study_edit(&s);
            else if (study_toggle(&s, pick(&s, (unsigned)s.chains.n)))
                done++;
            else
                refused++;
            struct mark carried[NMARKS];
            memcpy(carried, s.start, sizeof carried);
            marks_carry(carried, NMARKS, s.past.v, s.past.n, NULL);
            check_same(carried, s.marks, "carried", seed);
        }
        for (size_t left = 1, was = 0; left > 0 && left != was;) {
            was = left == 1 && was == 0 ? 0 : left;
            left = 0;
            for (size_t i = s.chains.n; i-- > 0;)
                left += s.chains.v[i].stands && !study_toggle(&s, i);
        }
        bool all = true;
        for (size_t i = 0; i < s.chains.n; i++)
            all = all && !s.chains.v[i].stands;
        cr_assert(all, "seed %lu: something cannot be taken back", (unsigned long)seed);
        check_first_text(&s, seed);
        check_same(s.marks, s.start, "home", seed);
        study_release(&s);
    }
    cr_assert(done > 10000 && refused > 100, "%zu taken back, %zu refused", done, refused);
}
