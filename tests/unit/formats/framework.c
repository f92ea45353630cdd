#include "tema/formats/framework.h"

#include <criterion/criterion.h>
#include <string.h>

Test(framework, parse__nested_codes__parents_come_first)
{
    struct framework f;
    const char *s = "{\"tema-framework\":1,\"name\":\"x\",\"title\":\"T\",\"codes\":[{\"name\":\"A\","
                    "\"colour\":\"#3b7DD8\",\"codes\":[{\"name\":\"Å\"}]},{\"name\":\"B\"}]}";
    cr_assert(framework_parse(s, strlen(s), &f, NULL));
    cr_assert_eq(f.codes.n, 3);
    cr_assert(f.codes.v[1].parent == 1 && f.codes.v[1].id == 2 && f.codes.v[2].parent == 0 &&
              f.codes.v[1].depth == 1);
    cr_assert_str_eq(f.codes.v[1].name, "Å");
    cr_assert_str_eq(f.codes.v[2].definition, "");
    cr_assert(f.codes.v[0].colour == 0x3b7dd8 && f.codes.v[2].colour == 0 &&
              f.codes.v[0].origin == ORIGIN_DEDUCTIVE);
    framework_release(&f);
}

Test(framework, parse__what_is_no_framework__is_refused)
{
    const char *bad[] = {"",
                         "{",
                         "[]",
                         "{}",
                         "{\"tema-framework\":2,\"codes\":[{\"name\":\"a\"}]}",
                         "{\"tema-framework\":1,\"codes\":[]}",
                         "{\"tema-framework\":1,\"codes\":[{}]}",
                         "{\"tema-framework\":1,\"codes\":[{\"name\":5}]}",
                         "{\"tema-framework\":1,\"codes\":{}}",
                         "{\"tema-framework\":1,\"codes\":[{\"name\":\" \"}]}",
                         "{\"tema-framework\":1,\"codes\":[{\"name\":\"a\",\"colour\":\"red\"}]}",
                         "{\"tema-framework\":1,\"codes\":[\"a\"]}",
                         "{\"tema-framework\":1,\"codes\":[{\"name\":\"\xff\"}]}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct framework f;
        struct err e = ERR_INIT;
        cr_assert(!framework_parse(bad[i], strlen(bad[i]), &f, &e) && e.kind == ERR_INPUT, "%s", bad[i]);
        err_release(&e);
    }
    char deep[4000] = "{\"tema-framework\":1,\"codes\":[";
    for (int i = 0; i < 100; i++)
        strcat(deep, "{\"name\":\"a\",\"codes\":[");
    for (int i = 0; i < 100; i++)
        strcat(deep, "]}");
    strcat(deep, "]}");
    struct framework f;
    cr_assert(!framework_parse(deep, strlen(deep), &f, NULL));
}

Test(framework, load__unknown_name__lists_the_built_in_ones)
{
    struct framework f;
    struct err e = ERR_INIT;
    cr_assert(!framework_load("nosuch", &f, &e) && e.kind == ERR_NOT_FOUND);
    cr_assert(strstr(err_text(&e), "leavitt") && strstr(err_text(&e), "toe"));
    err_release(&e);
    cr_assert(!framework_load("/nowhere/x.json", &f, &e) && e.kind == ERR_IO);
    err_release(&e);
    cr_assert(framework_load("toe", &f, &e), "%s", err_text(&e));
    cr_assert_str_eq(f.name, "toe");
    cr_assert(f.codes.n >= 3);
    framework_release(&f);
    cr_assert(framework_load("leavitt", &f, &e), "%s", err_text(&e));
    framework_release(&f);
}
