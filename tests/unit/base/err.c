#include <criterion/criterion.h>

#include "tema/base/err.h"

Test(err, set_and_wrap)
{
    struct err e = ERR_INIT;

    cr_expect_str_eq(err_text(&e), "");
    cr_expect_not(err_set(&e, ERR_INPUT, "line %d: %s", 14, "no arrow"));
    cr_expect_not(err_wrap(&e, "importing '%s'", "x.vtt"));
    cr_expect_str_eq(err_text(&e), "importing 'x.vtt': line 14: no arrow");
    cr_expect_eq(e.kind, ERR_INPUT);
    /* The old sentence may be an argument. */
    err_set(&e, ERR_IO, "again: %s", err_text(&e));
    cr_expect_str_eq(err_text(&e), "again: importing 'x.vtt': line 14: no arrow");
    cr_expect_eq(e.kind, ERR_IO);
    err_release(&e);
    cr_expect_eq(e.kind, ERR_NONE);
    cr_expect_str_eq(err_text(&e), "");
    err_release(&e);
}

Test(err, null_is_taken)
{
    cr_expect_not(err_set(NULL, ERR_IO, "%s", "x"));
    cr_expect_not(err_wrap(NULL, "%s", "x"));
    err_release(NULL);
}
