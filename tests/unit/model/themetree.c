#include "tema/model/themetree.h"

#include <criterion/criterion.h>

static struct theme make(tema_id id, tema_id parent, tema_id structure, const char *name)
{
    static struct arena a;
    return (struct theme){.id = id,
                          .parent = parent,
                          .structure = structure,
                          .name = arena_strdup(&a, name),
                          .ord = arena_strdup(&a, "V")};
}

Test(themetree, order__parent_in_another_structure__is_refused)
{
    struct theme t[] = {make(3, 1, 7, "tid"), make(1, 0, 7, "Barrierer"), make(2, 0, 8, "Barrierer")};
    struct err e = ERR_INIT;
    cr_assert(themetree_order(t, 3, NULL));
    cr_assert(t[0].id == 1 && t[1].id == 3 && t[1].depth == 1 && t[2].id == 2);
    t[1].structure = 8;
    cr_assert(!themetree_order(t, 3, &e) && e.kind == ERR_CORRUPT);
    err_release(&e);
}

Test(themetree, resolve__among_the_structures_own__standing_first)
{
    struct theme t[] = {make(1, 0, 7, "Barrierer"), make(2, 1, 7, "Opplæring/kurs"),
                        make(3, 0, 8, "Barrierer"), make(4, 3, 8, "tid"), make(5, 3, 8, "tid")};
    struct arena a = ARENA_INIT;
    tema_id id = 0;
    char **names;
    size_t n;
    cr_assert(themetree_resolve(t, 5, 8, "barrierer", &id, NULL, NULL) && id == 3);
    cr_assert_str_eq(themetree_path(t, 5, 2, &a), "Barrierer/Opplæring\\/kurs");
    cr_assert(themetree_resolve(t, 5, 7, "Barrierer/Opplæring\\/kurs", &id, NULL, NULL) && id == 2);
    cr_assert(!themetree_resolve(t, 5, 8, "tid", &id, NULL, NULL));
    t[3].status = THEME_DROPPED;
    t[4].status = THEME_KEPT;
    cr_assert(themetree_resolve(t, 5, 8, "tid", &id, NULL, NULL) && id == 5);
    t[4].status = THEME_MERGED;
    cr_assert(!themetree_resolve(t, 5, 8, "tid", &id, NULL, NULL));
    cr_assert(themetree_split("a/b\\/c", &a, &names, &n, NULL) && n == 2);
    cr_assert_str_eq(names[1], "b/c");
    cr_assert(themetree_is_within(t, 5, 4, 3) && !themetree_is_within(t, 5, 4, 1));
    arena_release(&a);
}

Test(themetree, stands__below_a_dropped_one__does_not)
{
    struct theme t[] = {make(1, 0, 7, "a"), make(2, 1, 7, "b"), make(3, 2, 7, "c"),
                        make(4, 9, 7, "d"), make(5, 6, 7, "e"), make(6, 5, 7, "f")};
    t[1].status = THEME_KEPT;
    cr_assert(themetree_stands(t, 6, 3) && themetree_stands(t, 6, 1));
    t[1].status = THEME_MERGED;
    cr_assert(!themetree_stands(t, 6, 3) && themetree_stands(t, 6, 1));
    t[1].status = THEME_KEPT;
    t[0].status = THEME_DROPPED;
    cr_assert(!themetree_stands(t, 6, 3) && !themetree_stands(t, 6, 1));
    cr_assert(!themetree_stands(t, 6, 4) && !themetree_stands(t, 6, 5) && !themetree_stands(t, 6, 99));
    cr_assert_null(themetree_find(t, 6, 99));
}

Test(themetree, level__deeper_than_its_words__takes_the_last)
{
    char one[] = "komponent", two[] = "barriere";
    char *words[] = {one, two};
    struct structure s = {.nlevels = 2, .levels = words};
    cr_assert_str_eq(themetree_level(&s, 0), "komponent");
    cr_assert_str_eq(themetree_level(&s, 1), "barriere");
    cr_assert_str_eq(themetree_level(&s, 5), "barriere");
    cr_assert_str_eq(themetree_level(&s, -1), "komponent");
    s.nlevels = 0;
    cr_assert_str_eq(themetree_level(&s, 0), "");
}
