/* Copies beside the project: made before what takes something along, five of them, each a project that opens. */
#include <sys/stat.h>
#include <unistd.h>

#include "app_kit.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"

TestSuite(backup, .init = kit_start, .fini = kit_stop);

static char *copy(int number)
{
    return arena_printf(&kit_arena, "%s.backup-%d", app_path(kit), number);
}

static bool is_there(int number)
{
    return access(copy(number), F_OK) == 0;
}

/* How many active codes the copy has. */
static size_t codes_in(const char *path)
{
    struct app *other;
    const struct study *st;
    size_t n = 0;

    DOES(app_open(path, "Anna", true, &other, &err));
    st = app_study(other, &err);
    for (size_t i = 0; i < st->ncodes; i++)
        n += st->codes[i].status == CODE_ACTIVE;
    app_free(other);
    return n;
}

static void add(const char *path)
{
    DOES(app_add_code(kit, path, ORIGIN_INDUCTIVE, NULL, NULL, &err));
}

static void merge(const char *from, const char *into)
{
    tema_id id = kit_code(from);

    DOES(app_merge_codes(kit, &id, 1, kit_code(into), NULL, &err));
}

Test(backup, six_merges__leave_five_newest_first)
{
    struct stat st;

    for (int i = 0; i < 7; i++)
        add(arena_printf(&kit_arena, "K%d", i));
    for (int i = 1; i < 7; i++)
        merge(arena_printf(&kit_arena, "K%d", i), "K0");
    for (int i = 1; i <= 5; i++) {
        cr_assert(is_there(i), "%d", i);
        cr_expect_eq(codes_in(copy(i)), (size_t)i + 1, "copy %d was made before the merge", i);
        cr_assert_eq(stat(copy(i), &st), 0);
        cr_expect_eq(st.st_mode & 0777, 0600);
    }
    cr_expect_not(is_there(6));
}

Test(backup, nothing_new__needs_no_further_copy)
{
    tema_id a;

    add("A");
    add("B");
    a = kit_code("A");
    DOES(app_backup(kit, NULL, false, &kit_arena, NULL, &err));
    DOES(app_merge_codes(kit, &a, 1, kit_code("B"), NULL, &err));
    cr_expect(is_there(1));
    cr_expect_not(is_there(2), "the copy of a moment ago holds all there is");
    add("C");
    merge("C", "B");
    cr_expect(is_there(2));
    unlink(copy(1));
    add("D");
    merge("D", "B");
    cr_expect(is_there(1));
    cr_expect(is_there(2), "a gap is filled, nothing moves beyond it");
    cr_expect_not(is_there(3));
}

Test(backup, refused_merge__makes_no_copy)
{
    tema_id a;

    add("A");
    a = kit_code("A");
    REFUSES(app_merge_codes(kit, &a, 1, a, NULL, &err), ERR_INPUT, "itself");
    DOES(app_delete_code(kit, a, NULL, &err));
    cr_expect_not(is_there(1), "nor deleting what nobody has used");
    kit_mark("nyttig", "B");
    DOES(app_delete_code(kit, kit_code("B"), NULL, &err));
    cr_expect(is_there(1));
}

Test(backup, copy_fails__nothing_is_changed)
{
    tema_id a;

    add("A");
    add("B");
    a = kit_code("A");
    for (int i = 1; i <= 5; i++) { /* a folder in the way of every name */
        cr_assert_eq(mkdir(copy(i), 0700), 0);
        cr_assert_eq(mkdir(arena_printf(&kit_arena, "%s/x", copy(i)), 0700), 0);
    }
    REFUSES(app_merge_codes(kit, &a, 1, kit_code("B"), NULL, &err), ERR_IO, "nothing was changed");
    cr_expect_str_eq(kit_paths(), "A B");
    for (int i = 1; i <= 5; i++) {
        rmdir(arena_printf(&kit_arena, "%s/x", copy(i)));
        rmdir(copy(i));
    }
}

Test(backup, asked_for__to_a_file)
{
    char *to = arena_printf(&kit_arena, "%s.kopi", app_path(kit)), *path;

    add("A");
    DOES(app_backup(kit, to, false, &kit_arena, &path, &err));
    cr_expect_str_eq(path, to);
    cr_expect_eq(codes_in(to), 1);
    REFUSES(app_backup(kit, to, false, &kit_arena, &path, &err), ERR_INPUT, "there already");
    DOES(app_backup(kit, to, true, &kit_arena, &path, &err));
    DOES(app_backup(kit, NULL, false, &kit_arena, &path, &err));
    cr_expect_str_eq(path, copy(1));
}

Test(backup, restore__keeps_what_was_there)
{
    char *kept;

    add("A");
    DOES(app_backup(kit, NULL, false, &kit_arena, NULL, &err));
    add("B");
    DOES(app_restore(kit, copy(1), &kit_arena, &kept, &err));
    cr_expect_str_eq(kit_paths(), "A");
    cr_expect_str_eq(kept, copy(1));
    cr_expect_eq(codes_in(kept), 2);
    cr_expect_eq(codes_in(copy(2)), 1);
    DOES(app_add_code(kit, "C", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    DOES(app_undo(kit, NULL, &err));
    cr_expect_str_eq(kit_paths(), "A");
}

Test(backup, restore_from_the_oldest__is_not_pushed_out)
{
    char *kept;

    for (int i = 0; i < 5; i++) {
        add(arena_printf(&kit_arena, "K%d", i));
        DOES(app_backup(kit, NULL, false, &kit_arena, NULL, &err));
    }
    DOES(app_restore(kit, copy(5), &kit_arena, &kept, &err));
    cr_expect_str_eq(kit_paths(), "K0");
    cr_expect_eq(codes_in(kept), 5);
}

Test(backup, restore_of_no_project__changes_nothing)
{
    const char *bad = kit_file("bad.tema", "ikke noe", 8);

    add("A");
    REFUSES(app_restore(kit, bad, &kit_arena, NULL, &err), ERR_INPUT, "");
    cr_expect_str_eq(kit_paths(), "A");
    cr_expect_not(is_there(1), "no copy is needed of what has not changed");
}
