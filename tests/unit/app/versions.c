/* Versions: taken, found, compared, restored, and those that the program takes by itself. */
#include "tema/app/versions.h"

#include "app_kit.h"
#include "tema/app/themes.h"

TestSuite(versions, .init = kit_start, .fini = kit_stop);

static struct version *all(size_t *n)
{
    struct version *v;

    DOES(app_versions(kit, &kit_arena, &v, n, &err));
    return v;
}

static tema_id commit(const char *label)
{
    struct version *v;
    size_t n;

    DOES(app_commit_version(kit, label, "", NULL, &said, &err));
    v = all(&n);
    return v[n - 1].id;
}

static void rename_code(const char *from, const char *to)
{
    struct code_change c = CODE_CHANGE_NONE;

    c.name = to;
    DOES(app_set_code(kit, kit_code(from), &c, NULL, &err));
}

Test(versions, commit__numbers_and_is_passed_over_by_undo)
{
    int64_t number;
    struct version *v;
    size_t n;

    kit_mark("nyttig", "A");
    DOES(app_commit_version(kit, "før runde 2", "alt kodet", &number, &said, &err));
    SAID("committed version 1 of the codebook, “før runde 2”: alt kodet");
    cr_expect_eq(number, 1);
    DOES(app_commit_version(kit, NULL, NULL, &number, &said, &err));
    SAID("committed version 2 of the codebook");
    DOES(app_undo(kit, &said, &err));
    SAID("took back: coded “nyttig” in en.txt with A");
    cr_expect_str_eq(app_version_name(&all(&n)[0], &kit_arena), "version 1, “før runde 2”");
    DOES(app_find_version(kit, "1", &kit_arena, &v, &err));
    cr_expect_eq(v->number, 1);
    DOES(app_find_version(kit, "før runde 2", &kit_arena, &v, &err));
    cr_expect_eq(v->number, 1);
    REFUSES(app_find_version(kit, "9", &kit_arena, &v, &err), ERR_NOT_FOUND, "2, 1 (før runde 2)");
    REFUSES(app_find_version(kit, "", &kit_arena, &v, &err), ERR_NOT_FOUND, "");
    REFUSES(app_commit_version(kit, "\xff", "", NULL, NULL, &err), ERR_INPUT, "UTF-8");
}

Test(versions, before_a_merge__one_is_taken_without_number)
{
    struct snapshot before;
    struct version *v;
    tema_id a;
    size_t n;

    kit_mark("nyttig", "A");
    kit_mark("skummelt", "B");
    a = kit_code("A");
    DOES(app_merge_codes(kit, &a, 1, kit_code("B"), NULL, &err));
    v = all(&n);
    cr_assert_eq(n, 1);
    cr_expect_eq(v[0].number, -1);
    cr_expect_eq(v[0].why, VERSION_MERGE);
    DOES(app_snapshot(kit, v[0].id, &kit_arena, &before, &err));
    cr_assert_eq(before.ncodes, 2);
    cr_expect_eq(before.codes[0].status, CODE_ACTIVE, "as it was before");
    DOES(app_split_code(kit, kit_code("B"), "C", (tema_id[]){kit_coding(0)}, 1, NULL, &said, &err));
    SAID("split “C” off B, with 1 coding");
    v = all(&n);
    cr_assert_eq(n, 2);
    cr_expect_eq(v[1].why, VERSION_SPLIT);
    DOES(app_undo(kit, NULL, &err));
    cr_expect_str_eq(kit_paths(), "B");
}

Test(versions, diff__tells_by_identity)
{
    struct buf out = BUF_INIT;
    struct change *c;
    size_t n;
    tema_id one;

    kit_mark("nyttig", "A|x");
    kit_mark("skummelt", "B");
    one = commit("");
    DOES(app_diff_versions(kit, one, 0, &kit_arena, &c, &n, &err));
    cr_expect_eq(n, 0);
    app_diff_write(c, n, "version 1", "now", "text", &out);
    cr_expect_str_eq(buf_str(&out), "Changes from version 1 to now\n\nNothing has changed.\n");
    rename_code("A|x", "U|y");
    DOES(app_move_code(kit, kit_code("U|y"), kit_code("B"), 0, NULL, &err));
    DOES(app_diff_versions(kit, one, 0, &kit_arena, &c, &n, &err));
    cr_assert_eq(n, 2);
    cr_expect_str_eq(app_change_words(&c[0], &kit_arena), "renamed “A|x” to “U|y”");
    cr_expect_str_eq(app_change_words(&c[1], &kit_arena), "moved “B/U|y” from the top level to “B”");
    buf_clear(&out);
    app_diff_write(c, n, "version 1", "now", "text", &out);
    cr_expect_str_eq(buf_str(&out), "Changes from version 1 to now\n\nRenamed\n  renamed “A|x” to “U|y”\n\n"
                                    "Moved\n  moved “B/U|y” from the top level to “B”\n");
    buf_clear(&out);
    app_diff_write(c, n, "version 1", "now", "md", &out);
    cr_expect_not_null(strstr(buf_str(&out), "## Renamed\n"), "%s", buf_str(&out));
    cr_expect_not_null(strstr(buf_str(&out), "| A\\|x | U\\|y |"), "%s", buf_str(&out));
    buf_release(&out);
}

Test(versions, restore__says_first_and_loses_no_coding)
{
    tema_id one;
    struct version *v;
    size_t n;

    kit_mark("nyttig", "A");
    one = commit("");
    rename_code("A", "Z");
    kit_mark("skummelt", "B");
    DOES(app_restore_preview(kit, one, &said, &err));
    SAID("1 code or theme is as it was then\n1 code made since is dropped, with 1 coding, which stays\n"
         "no coding is changed or lost");
    DOES(app_restore_version(kit, one, &said, &err));
    SAID("restored the codebook to version 1");
    cr_expect_str_eq(kit_paths(), "A");
    cr_expect_eq(kit_codings(), 2);
    v = all(&n);
    cr_assert_eq(n, 2);
    cr_expect_eq(v[1].why, VERSION_RESTORE);
    DOES(app_undo(kit, NULL, &err));
    cr_expect_str_eq(kit_paths(), "Z B");
    REFUSES(app_restore_version(kit, 77, NULL, &err), ERR_NOT_FOUND, "77");
}

Test(versions, meaning__changes_only_where_there_was_one)
{
    struct code_change c = CODE_CHANGE_NONE;
    struct coding *codings;
    size_t n;

    kit_mark("nyttig", "A");
    c.definition = "først";
    c.meaning = true;
    DOES(app_set_code(kit, kit_code("A"), &c, &said, &err));
    SAID("defined A: “først”");
    cr_expect_eq(study_code(app_study(kit, &err), kit_code("A"))->meaning, 0, "a first definition");
    c.definition = " først\n";
    DOES(app_set_code(kit, kit_code("A"), &c, &said, &err));
    cr_expect_eq(study_code(app_study(kit, &err), kit_code("A"))->meaning, 0, "the same words");
    c.definition = "noe annet";
    DOES(app_set_code(kit, kit_code("A"), &c, &said, &err));
    SAID("changed what A means (definition)");
    DOES(app_codings(kit, SCOPE_ALL, 0, 0, &kit_arena, &codings, &n, &err));
    cr_expect(codings[0].stale);
    c.definition = "bare ordlyd";
    c.meaning = false;
    DOES(app_set_code(kit, kit_code("A"), &c, &said, &err));
    cr_expect_eq(study_code(app_study(kit, &err), kit_code("A"))->meaning, 1);
}
