#include "tema/model/orderkey.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void check_between(const char *a, const char *k, const char *b)
{
    cr_assert(!a || strcmp(a, k) < 0, "'%s' is not behind '%s'", k, a);
    cr_assert(!b || strcmp(k, b) < 0, "'%s' is not before '%s'", k, b);
    cr_assert(*k && k[strlen(k) - 1] != '0', "'%s' ends in 0", k);
    cr_assert_eq(strspn(k, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), strlen(k));
}

Test(orderkey, appending__a_hundred_thousand_times__grows_with_the_logarithm)
{
    char *last = orderkey_between(NULL, NULL);
    for (int i = 0; i < 100000; i++) {
        char *k = orderkey_between(last, NULL);
        check_between(last, k, NULL);
        free(last);
        last = k;
    }
    cr_assert(strlen(last) <= 9, "'%s'", last);
    free(last);
}

Test(orderkey, insertion__always_at_one_place__grows_by_one_in_six)
{
    for (int side = 0; side < 3; side++) {
        char *lo = orderkey_nth(0, 2), *hi = orderkey_nth(1, 2);
        for (int i = 0; i < 300; i++) {
            char *k = side == 2 ? orderkey_between(NULL, lo) : orderkey_between(lo, hi);
            check_between(side == 2 ? NULL : lo, k, side == 2 ? lo : hi);
            char **gone = side == 1 ? &hi : &lo;
            free(*gone);
            *gone = k;
        }
        cr_assert(strlen(lo) < 65 && strlen(hi) < 65);
        free(lo);
        free(hi);
    }
}

Test(orderkey, between__random_places__keeps_the_order)
{
    enum { N = 2000 };
    static char *keys[N];
    unsigned seed = 7;
    for (int n = 0; n < N; n++) {
        seed = seed * 1103515245 + 12345;
        int at = (int)((seed >> 16) % (unsigned)(n + 1));
        char *k = orderkey_between(at ? keys[at - 1] : NULL, at < n ? keys[at] : NULL);
        check_between(at ? keys[at - 1] : NULL, k, at < n ? keys[at] : NULL);
        memmove(keys + at + 1, keys + at, (size_t)(n - at) * sizeof *keys);
        keys[at] = k;
    }
    for (int i = 0; i < N; i++)
        free(keys[i]);
}

Test(orderkey, nth__any_count__rises_with_equal_lengths)
{
    size_t counts[] = {1, 2, 30, 31, 61, 62, 1000, 4000, 300000};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        char *last = orderkey_nth(0, counts[c]);
        for (size_t i = 1; i < counts[c]; i += 1 + counts[c] / 5000) {
            char *k = orderkey_nth(i, counts[c]);
            check_between(last, k, NULL);
            cr_assert_eq(strlen(k), strlen(last));
            free(last);
            last = k;
        }
        cr_assert(strlen(last) <= 4);
        free(last);
    }
}

Test(orderkey, between__bounds_nobody_should_give__ends)
{
    free(orderkey_between("1", "10"));
    free(orderkey_between("V", "V"));
    free(orderkey_between("\xff!", ""));
    free(orderkey_between("zzzz", NULL));
}
