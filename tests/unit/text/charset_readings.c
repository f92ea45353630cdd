#include <criterion/criterion.h>
#include <string.h>

#include "tema/text/charset.h"

static size_t readings(const char *s, struct arena *a, struct charset_reading **v)
{
    struct charset_guess g;
    charset_detect(s, strlen(s), &g);
    return charset_readings(s, strlen(s), &g, a, v);
}

Test(charset_readings, guess__stands_first_beside_what_else_it_may_be)
{
    struct arena a = ARENA_INIT;
    struct charset_reading *v;
    size_t n = readings(
        "Intervju\r\n\r\nKari: Hvem bestemmer n\345r bl\345b\346rene er spist opp i omsorgen?\r\n", &a, &v);
    cr_assert_geq(n, 3);
    cr_expect_str_eq(v[0].name, "windows-1252");
    cr_expect_str_eq(v[0].words, "Hvem bestemmer når blåbærene er spist");
    cr_expect_str_eq(v[1].name, "macintosh");
    for (size_t i = 1; i < n; i++)
        cr_expect_str_neq(v[i].words, v[0].words);
    arena_release(&a);
}

Test(charset_readings, nothing_to_choose__gives_none)
{
    struct arena a = ARENA_INIT;
    struct charset_reading *v;
    cr_expect_eq(readings("Når blåbærene er spist", &a, &v), 0, "UTF-8 is no guess");
    cr_expect_eq(readings("hello", &a, &v), 0);
    cr_expect_eq(readings("", &a, &v), 0);
    arena_release(&a);
}

Test(charset_readings, control_characters__do_not_come_through)
{
    struct arena a = ARENA_INIT;
    struct charset_reading *v;
    size_t n = readings("bl\345b\346r \033[2J og br\370d\n", &a, &v);
    for (size_t i = 0; i < n; i++)
        cr_expect_not(strchr(v[i].words, '\033'));
    arena_release(&a);
}
