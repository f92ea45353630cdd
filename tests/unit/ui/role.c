#include "tema/ui/role.h"

#include <criterion/criterion.h>
#include <string.h>

Test(role, names_and_letters__are_distinct_and_found)
{
    for (int r = 0; r < ROLE_COUNT; r++) {
        const char *name = role_name((enum role)r);

        cr_expect_eq(role_find(name, strlen(name)), (enum role)r);
        for (int other = 0; other < r; other++)
            cr_expect_neq(role_letter((enum role)r), role_letter((enum role)other), "%s", name);
    }
    cr_expect_eq(role_find("statu", 5), ROLE_COUNT);
    cr_expect_eq(role_find("", 0), ROLE_COUNT);
}
