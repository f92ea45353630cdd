#include "support.h"
#include "tema/base/mem.h"

Test(store_reading, place__is_kept_per_coder__and_far_never_goes_down)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\n");
    struct reading r = {{9}, {9}};
    MUST(store_reading(s, id, &r, &err));
    cr_assert_eq(r.far.cp, 0);
    MUST(store_set_reading(s, id, (struct reading){{3}, {7}}, &err));
    MUST(store_set_reading(s, id, (struct reading){{1}, {2}}, &err));
    MUST(store_set_desk(s, "transcript", id, &err));
    store_free(s);
    s = test_open(path, "anna");
    struct arena a = ARENA_INIT;
    char *screen = NULL;
    tema_id source = 0;
    MUST(store_reading(s, id, &r, &err));
    MUST(store_desk(s, &a, &screen, &source, &err));
    cr_assert_eq(r.at.cp, 1);
    cr_assert_eq(r.far.cp, 7);
    cr_assert_str_eq(screen, "transcript");
    cr_assert_eq(source, id);
    MUST(store_set_coder(s, "berit", &err));
    MUST(store_reading(s, id, &r, &err));
    cr_assert_eq(r.far.cp, 0);
    arena_release(&a);
    store_free(s);
    test_remove(path);
}

Test(store_reading, someone_who_only_reads__is_found_again__and_a_jump_is_not_reading)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\n");
    MUST(store_set_coder(s, "cecilie", &err));
    MUST(store_set_reading(s, id, (struct reading){{12}, {2}}, &err));
    store_free(s);
    s = test_open(path, "cecilie");
    struct reading r;
    MUST(store_reading(s, id, &r, &err));
    cr_assert_eq(r.at.cp, 12);
    cr_assert_eq(r.far.cp, 2);
    store_free(s);
    test_remove(path);
}
