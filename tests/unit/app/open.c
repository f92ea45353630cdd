/* Finding, making and opening a project. */
#include "app_kit.h"

#include <stdlib.h>
#include <unistd.h>

TestSuite(open, .init = kit_start, .fini = kit_stop);

static char *beside(const char *name)
{
    const char *path = app_path(kit);

    return arena_printf(&kit_arena, "%.*s/%s", (int)(strrchr(path, '/') - path), path, name);
}

Test(open, find__given_then_environment_then_the_only_one)
{
    char *path;

    cr_assert_eq(chdir(beside("")), 0);
    unsetenv("TEMA_PROJECT");
    DOES(app_find_project(NULL, &kit_arena, &path, &err));
    cr_expect_str_eq(path, "s.tema");
    setenv("TEMA_PROJECT", "x.tema", 1);
    DOES(app_find_project(NULL, &kit_arena, &path, &err));
    cr_expect_str_eq(path, "x.tema");
    DOES(app_find_project("y.tema", &kit_arena, &path, &err));
    cr_expect_str_eq(path, "y.tema");
    unsetenv("TEMA_PROJECT");
    kit_file("b.tema", "", 0);
    kit_file(".skjult.tema", "", 0);
    REFUSES(app_find_project(NULL, &kit_arena, &path, &err), ERR_USAGE, "b.tema, s.tema");
    cr_assert_eq(chdir("/"), 0);
    REFUSES(app_find_project(NULL, &kit_arena, &path, &err), ERR_USAGE, "tema new");
}

Test(open, missing__says_how_to_make_one)
{
    struct app *other = NULL;

    REFUSES(app_open("/tmp/finnes-ikke.tema", NULL, false, &other, &err), ERR_IO, "tema new");
    REFUSES(app_open("", NULL, false, &other, &err), ERR_USAGE, "empty");
    REFUSES(app_open(app_path(kit), " ", false, &other, &err), ERR_USAGE, "empty");
    REFUSES(app_open(app_path(kit), "\xff", false, &other, &err), ERR_USAGE, "UTF-8");
    cr_expect_null(other);
}

Test(open, coder__is_the_login_unless_given)
{
    struct app *other;

    cr_expect_str_eq(app_coder_name(kit), "Anna");
    DOES(app_open(app_path(kit), NULL, true, &other, &err));
    cr_expect_gt(strlen(app_coder_name(other)), 0);
    cr_expect(app_is_read_only(other));
    cr_expect_not(app_add_code(other, "A", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    cr_expect_eq(err.kind, ERR_READ_ONLY);
    app_free(other);
}

Test(open, create__from_a_framework)
{
    struct app *other;
    const struct study *st;

    DOES(app_create(beside("f.tema"), NULL, "leavitt", 0600, "Anna", &other, &err));
    st = app_study(other, &err);
    cr_expect_str_eq(st->project.title, "f");
    cr_assert_geq(st->ncodes, 5);
    for (size_t i = 0; i < st->ncodes; i++)
        cr_expect_eq(st->codes[i].origin, ORIGIN_DEDUCTIVE);
    DOES(app_undo(other, NULL, &err));
    cr_expect_eq(app_study(other, &err)->ncodes, 0, "one act");
    app_free(other);
}

Test(open, create_fails__leaves_no_file)
{
    struct app *other = NULL;

    REFUSES(app_create(beside("g.tema"), NULL, "finnesikke", 0600, "Anna", &other, &err), ERR_NOT_FOUND,
            "leavitt");
    cr_expect_neq(access(beside("g.tema"), F_OK), 0);
    REFUSES(app_create(beside("g.tema"), NULL, NULL, 0600, "\xff", &other, &err), ERR_USAGE, "UTF-8");
    cr_expect_neq(access(beside("g.tema"), F_OK), 0);
    REFUSES(app_create(app_path(kit), NULL, NULL, 0600, "Anna", &other, &err), ERR_INPUT, "s.tema");
    cr_expect_eq(access(app_path(kit), F_OK), 0, "what was there stays");
}
