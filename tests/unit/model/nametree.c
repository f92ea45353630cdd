#include "tema/model/nametree.h"

#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/mem.h"

/* A thing of a test's own: the fields lie where the shape says. */
struct thing {
    const char *name;
    int depth;
    tema_id group;
    bool gone;
    tema_id parent, id;
    const char *ord;
};

static bool stands(const void *item)
{
    const struct thing *t = item;
    return !t->gone;
}

static const struct name_shape shape = {.kind = NAMES_OF_THEMES,
                                        .size = sizeof(struct thing),
                                        .id = offsetof(struct thing, id),
                                        .parent = offsetof(struct thing, parent),
                                        .group = offsetof(struct thing, group),
                                        .name = offsetof(struct thing, name),
                                        .ord = offsetof(struct thing, ord),
                                        .depth = offsetof(struct thing, depth),
                                        .stands = stands};

static struct thing make(tema_id id, tema_id parent, tema_id group, const char *name, const char *ord)
{
    return (struct thing){.id = id, .parent = parent, .group = group, .name = name, .ord = ord};
}

Test(nametree, order__two_groups__lie_one_after_the_other)
{
    struct thing t[] = {make(4, 3, 20, "d", "A"), make(1, 0, 20, "a", "B"), make(2, 0, 10, "b", "C"),
                        make(3, 0, 20, "c", "A"), make(5, 2, 10, "e", "A"), make(6, 2, 10, "f", "A")};
    tema_id want[] = {2, 5, 6, 3, 4, 1};
    int depth[] = {0, 1, 1, 0, 1, 0};
    cr_assert(nametree_order(&shape, t, 6, NULL));
    for (size_t i = 0; i < 6; i++)
        cr_assert(t[i].id == want[i] && t[i].depth == depth[i], "%zu", i);
    cr_assert(nametree_order(&shape, NULL, 0, NULL));
}

Test(nametree, order__no_tree__is_refused_and_left_alone)
{
    struct thing bad[][3] = {
        {make(1, 2, 1, "a", "A"), make(2, 1, 1, "b", "A"), make(3, 0, 1, "c", "A")}, /* a circle */
        {make(3, 0, 1, "a", "B"), make(2, 9, 1, "b", "A"), make(1, 0, 1, "c", "A")}, /* an orphan */
        {make(3, 0, 1, "a", "B"), make(2, 3, 2, "b", "A"), make(1, 0, 1, "c", "A")}, /* a parent elsewhere */
        {make(3, 0, 1, "a", "B"), make(3, 0, 1, "b", "A"), make(1, 3, 1, "c", "A")}, /* one id twice */
        {make(3, 0, 1, "a", "B"), make(0, 0, 1, "b", "A"), make(1, 3, 1, "c", "A")}, /* no id */
        {make(3, 3, 1, "a", "B"), make(2, 0, 1, "b", "A"), make(1, 0, 1, "c", "A")}, /* its own parent */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct thing was[3];
        struct err e = ERR_INIT;
        memcpy(was, bad[i], sizeof was);
        cr_assert(!nametree_order(&shape, bad[i], 3, &e) && e.kind == ERR_CORRUPT, "%zu", i);
        cr_assert_eq(memcmp(was, bad[i], sizeof was), 0, "%zu", i);
        err_release(&e);
    }
}

Test(nametree, order__chain_of_many__is_one_line_down)
{
    enum { MANY = 20000 };
    struct thing *t = mem_array(NULL, MANY, sizeof *t);
    for (int i = 0; i < MANY; i++)
        t[i] = make(MANY - i, MANY - i - 1, 1, "x", "A");
    cr_assert(nametree_order(&shape, t, MANY, NULL));
    for (int i = 0; i < MANY; i++)
        cr_assert(t[i].id == i + 1 && t[i].depth == i);
    mem_free(t);
}

Test(nametree, path__circle_or_missing_parent__ends)
{
    struct thing t[] = {make(1, 2, 1, "a/b", "A"), make(2, 1, 1, "c\\", "A"), make(3, 9, 1, "d", "A")};
    struct arena a = ARENA_INIT;
    cr_assert_str_eq(nametree_path(&shape, t, 3, 3, &a), "d");
    cr_assert_str_eq(nametree_path(&shape, t, 2, 1, &a), "c\\\\/a\\/b");
    cr_assert_str_eq(nametree_path(&shape, t, 3, 7, &a), "");
    cr_assert(!nametree_is_within(&shape, t, 3, 1, 3) && nametree_is_within(&shape, t, 3, 1, 2));
    arena_release(&a);
}

Test(nametree, resolve__groups_and_gone_ones)
{
    struct thing t[] = {make(1, 0, 1, "tid", "A"), make(2, 0, 2, "tid", "A"), make(3, 0, 2, "Tid", "B"),
                        make(4, 0, 2, "rom", "C"), make(5, 4, 2, "tid", "C")};
    tema_id id = 0;
    bool ambiguous;
    struct err e = ERR_INIT;
    cr_assert(nametree_resolve(&shape, t, 5, 1, "TID", &id, &ambiguous, NULL) && id == 1 && !ambiguous);
    cr_assert(nametree_resolve(&shape, t, 5, 2, "tid", &id, NULL, NULL) && id == 2);
    t[1].gone = true;
    cr_assert(nametree_resolve(&shape, t, 5, 2, "rom/tid", &id, NULL, NULL) && id == 5);
    cr_assert(!nametree_resolve(&shape, t, 5, 0, "TID", &id, &ambiguous, &e) && ambiguous);
    cr_assert_str_eq(err_text(&e), "'TID' can be several themes: 'tid', 'Tid'; write more of the path");
    cr_assert(!nametree_resolve(&shape, t, 5, 1, "rom", &id, &ambiguous, &e) && !ambiguous);
    cr_assert_str_eq(err_text(&e), "there is no theme 'rom'");
    cr_assert(!nametree_resolve(&shape, t, 5, 1, "a//b", &id, NULL, &e) && e.kind == ERR_USAGE);
    cr_assert_eq(id, 5);
    err_release(&e);
}
