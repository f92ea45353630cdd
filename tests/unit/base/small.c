/* guid, clock, hash, embed, i18n */
#include <criterion/criterion.h>
#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tema/base/clock.h"
#include "tema/base/embed.h"
#include "tema/base/guid.h"
#include "tema/base/hash.h"
#include "tema/base/i18n.h"

Test(guid, version_4)
{
    char a[GUID_LEN + 1];
    char b[GUID_LEN + 1];

    for (int i = 0; i < 100; i++) {
        guid_new(a);
        cr_assert_eq(strlen(a), GUID_LEN);
        for (size_t j = 0; j < GUID_LEN; j++)
            if (j == 8 || j == 13 || j == 18 || j == 23)
                cr_assert_eq(a[j], '-');
            else
                cr_assert(isdigit((unsigned char)a[j]) || (a[j] >= 'A' && a[j] <= 'F'));
        cr_assert_eq(a[14], '4');
        cr_assert_not_null(strchr("89AB", a[19]));
    }
    guid_new(b);
    cr_expect_str_neq(a, b);
    cr_expect_neq(random_u64(), random_u64());
}

Test(clock, rfc3339)
{
    char s[RFC3339_LEN + 1];

    clock_rfc3339(0, s);
    cr_expect_str_eq(s, "1970-01-01T00:00:00Z");
    clock_rfc3339(INT64_C(1772357400999), s);
    cr_expect_str_eq(s, "2026-03-01T09:30:00Z");
    clock_rfc3339(-1, s);
    cr_expect_str_eq(s, "1969-12-31T23:59:59Z");
    clock_rfc3339(INT64_MAX, s);
    cr_expect_eq(strlen(s), RFC3339_LEN);
    clock_rfc3339(INT64_MIN, s);
    cr_expect_eq(strlen(s), RFC3339_LEN);
}

Test(clock, local_time)
{
    char date[11];
    char minute[17];

    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    clock_date(INT64_C(1772357400000), date);
    cr_expect_str_eq(date, "2026-03-01");
    clock_minute(INT64_C(1772357400000), minute);
    cr_expect_str_eq(minute, "2026-03-01 10:30");
    clock_minute(INT64_MAX, minute);
    clock_date(INT64_MIN, date);
    cr_expect_eq(strlen(date), 10);
}

Test(clock, span)
{
    char s[16];

    clock_span(433999, s);
    cr_expect_str_eq(s, "00:07:13");
    clock_span(INT64_C(360000000), s);
    cr_expect_str_eq(s, "100:00:00");
    clock_span(-5, s);
    cr_expect_str_eq(s, "00:00:00");
    clock_span(INT64_MAX, s);
    cr_expect_leq(strlen(s), 15);
}

Test(clock, fixed)
{
    int64_t real = clock_now();

    cr_expect_leq(llabs((long long)real / 1000 - (long long)time(NULL)), 2);
    clock_set_fixed(0);
    cr_expect_eq(clock_now(), 0);
    clock_set_fixed(-1);
    cr_expect_geq(clock_now(), real);
}

static void expect_hex(const uint8_t *p, size_t n, const char *hex)
{
    char out[2 * 64 + 1];

    hash_hex(p, n, out);
    cr_expect_str_eq(out, hex);
}

/* FIPS 180-4's examples; BLAKE2b of RFC 7693 over the length-prefixed parts computed with Python's hashlib.
 */
Test(hash, known_digests)
{
    uint8_t out[64];
    uint8_t again[64];
    struct hash *h;

    hash_sha256("abc", 3, out);
    expect_hex(out, 32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_sha256(NULL, 0, out);
    expect_hex(out, 32, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash_mark("abc", 3, out);
    expect_hex(out, MARK_LEN, "bddd813c63423972");
    h = hash_new(DIGEST_LEN);
    hash_part(h, "ab", 2);
    hash_part(h, NULL, 0);
    hash_part(h, "c", 1);
    hash_finish(h, out);
    expect_hex(out, DIGEST_LEN, "f697973ca9331152aaad733e7fee6b6770d8f8500546ed32a0a191f4ea291626");
    h = hash_new(DIGEST_LEN);
    hash_part(h, "a", 1);
    hash_part(h, "bc", 2);
    hash_finish(h, again);
    cr_expect(memcmp(out, again, DIGEST_LEN) != 0, "parts do not run together");
}

Test(embed, finds_by_name)
{
    cr_expect_null(embedded_find("no such file"));
    for (const struct embedded *e = embedded_files; e->name; e++) {
        cr_expect_eq(embedded_find(e->name), e);
        cr_expect_eq(e->bytes[e->n], 0);
    }
}

Test(i18n, c_locale_becomes_utf8)
{
    char number[16];

    setenv("LC_ALL", "C", 1);
    cr_expect(i18n_start());
    cr_expect_str_eq(_("no such sentence"), "no such sentence");
    setenv("LC_ALL", "xx_XX.no-such", 1);
    cr_expect(i18n_start());
    snprintf(number, sizeof number, "%.1f", 1.5);
    cr_expect_str_eq(number, "1.5");
}
