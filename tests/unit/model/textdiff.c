#include "tema/model/textdiff.h"

#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

#include "tema/base/buf.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

static size_t byte_at(const struct buf *b, size_t cp)
{
    return utf8_byte(buf_str(b), b->len, (cp_off){cp}).b;
}

/* Applies the splices to `from` and compares with `to`. Returns how many there were; their sizes in *changed.
 */
static size_t check(const char *from, const char *to, size_t *changed)
{
    text_splices s = VEC_INIT;
    struct buf b = BUF_INIT;
    size_t nto = strlen(to), n;
    buf_addstr(&b, from);
    textdiff(from, strlen(from), to, nto, &s);
    if (changed)
        *changed = 0;
    for (size_t i = 0; i < s.n; i++) {
        const struct text_splice *p = &s.v[i];
        size_t at = byte_at(&b, p->at), end = byte_at(&b, p->at + p->del);
        cr_assert_eq(utf8_count(to + p->ins_b, p->ins_n), p->ins_chars);
        cr_assert(p->del > 0 || p->ins_n > 0);
        buf_splice(&b, at, end - at, to + p->ins_b, p->ins_n);
        if (changed)
            *changed += p->del + p->ins_chars;
    }
    cr_assert(b.len == nto && memcmp(buf_str(&b), to, nto) == 0, "'%s' to '%s' gave '%s'", from, to,
              buf_str(&b));
    n = s.n;
    buf_release(&b);
    vec_release(&s);
    return n;
}

Test(textdiff, same_text__gives_nothing)
{
    cr_assert_eq(check("", "", NULL), 0);
    cr_assert_eq(check("a b\nc\n", "a b\nc\n", NULL), 0);
}

Test(textdiff, small_corrections__touch_only_their_letters)
{
    size_t n;
    cr_assert(check("vi brukte systemt i fjor\n", "vi brukte systemet i fjor\n", &n) == 1 && n == 1);
    cr_assert(check("en\nto\ntre\n", "en\ntre\n", &n) == 1 && n == 3);
    cr_assert(check("en\ntre\n", "en\nto\ntre\n", &n) == 1 && n == 3);
    cr_assert(check("a b c d e f", "a X c d Y f", &n) == 2 && n == 4);
    cr_assert(check("en to tre fire", "tre fire", &n) == 1 && n == 6);
    cr_assert(check("", "hele teksten", &n) == 1 && n == 12);
    cr_assert(check("hele teksten", "", &n) == 1 && n == 12);
}

Test(textdiff, clusters__are_never_cut)
{
    size_t n;
    /* e with a combining acute: the whole cluster goes. */
    cr_assert(check("cafe\n", "cafe\xcc\x81\n", &n) == 1 && n == 3);
    cr_assert(check("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
                    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80", &n) == 1 &&
              n == 6);
    cr_assert(check("\xf0\x9f\x87\xb3\xf0\x9f\x87\xb4", "\xf0\x9f\x87\xb8\xf0\x9f\x87\xb4", &n) == 1 &&
              n == 4);
    /* å and ä share their first byte. */
    cr_assert(check("p\xc3\xa5", "p\xc3\xa4", &n) == 1 && n == 2);
    /* a blank that carries a mark */
    check("a \xcc\x81z b", "a \xcc\x81y b", NULL);
}

static unsigned seed = 1;
static unsigned pick(unsigned below)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % below;
}

static void random_text(struct buf *b, unsigned words, unsigned kinds)
{
    static const char *const w[] = {"a",   "og",  "\xc3\xa5", "e\xcc\x81", "\xf0\x9f\x91\xa9\xe2\x80\x8d",
                                    "det", "er.", "jo",       "nei,",      "x"};
    for (unsigned i = 0; i < words; i++) {
        buf_addstr(b, w[pick(kinds)]);
        buf_addstr(b, (const char *[]){" ", " ", "\n", "", "  ", "\xcc\x81"}[pick(6)]);
    }
}

Test(textdiff, random_texts__splices_give_exactly_the_new_one)
{
    for (int i = 0; i < 4000; i++) {
        struct buf a = BUF_INIT, b = BUF_INIT;
        random_text(&a, pick(40), 1 + pick(10));
        if (pick(2)) {
            buf_addstr(&b, buf_str(&a));
            for (unsigned k = pick(5); k > 0; k--) {
                size_t at = byte_at(&b, pick((unsigned)b.len + 1)),
                       end = byte_at(&b, utf8_count(buf_str(&b), at) + pick(4));
                buf_splice(&b, at, end - at, "ny ", pick(4));
            }
        } else {
            random_text(&b, pick(40), 1 + pick(10));
        }
        check(buf_str(&a), buf_str(&b), NULL);
        buf_release(&a);
        buf_release(&b);
    }
}

/* Words that are like no others, so that the least is known. */
static void long_text(struct buf *b, unsigned words, unsigned every, const char *instead)
{
    for (unsigned i = 0; i < words; i++) {
        if (every && i % every == every / 2)
            buf_addf(b, "%s ", instead);
        else
            buf_addf(b, "ord%u ", i * 7919 % 60000);
        if (i % 80 == 79)
            buf_addch(b, '\n');
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t timed(const struct buf *a, const struct buf *b, size_t *ret_n)
{
    text_splices s = VEC_INIT;
    double t = seconds();
    textdiff(buf_str(a), a->len, buf_str(b), b->len, &s);
    cr_assert(seconds() - t < 5.0, "took %f s", seconds() - t);
    size_t changed = 0;
    for (size_t i = 0; i < s.n; i++)
        changed += s.v[i].del + s.v[i].ins_chars;
    *ret_n = s.n;
    vec_release(&s);
    return changed;
}

Test(textdiff, megabyte__fifty_corrections__are_fifty_splices)
{
    struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;
    size_t n;
    long_text(&a, 120000, 0, "");
    long_text(&b, 120000, 2400, "RETTET");
    cr_assert(a.len > 1000000);
    cr_assert(timed(&a, &b, &n) < 50 * 15 && n == 50, "%zu", n);
    /* Every tenth word: too much for one search, yet the nine between stay. */
    long_text(&c, 120000, 10, "RETTET");
    cr_assert(timed(&a, &c, &n) < 12000 * 18, "%zu", n);
    cr_assert(n > 11000 && n < 14000, "%zu", n);
    buf_release(&a);
    buf_release(&b);
    buf_release(&c);
}

Test(textdiff, megabyte__nothing_in_common__ends_soon)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    size_t n;
    for (unsigned i = 0; i < 150000; i++) {
        buf_addf(&a, "%c%u%c", 'a' + (int)pick(3), pick(4), " \n"[pick(2)]);
        buf_addf(&b, "%c%u%c", 'b' + (int)pick(3), pick(4), " \n"[pick(2)]);
    }
    timed(&a, &b, &n);
    buf_release(&a);
    buf_release(&b);
}
