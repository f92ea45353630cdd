#include "tema/model/codetree.h"

#include <criterion/criterion.h>
#include <string.h>

static char empty[] = "";

static struct code make(tema_id id, tema_id parent, const char *name, const char *ord)
{
    static struct arena a;
    return (struct code){.id = id,
                         .parent = parent,
                         .name = arena_strdup(&a, name),
                         .ord = arena_strdup(&a, ord),
                         .guid = empty};
}

static size_t sample(struct code *c)
{
    size_t n = 0;
    c[n++] = make(5, 2, "access control", "V");
    c[n++] = make(1, 0, "Technology", "B");
    c[n++] = make(2, 1, "Prerequisites", "A");
    c[n++] = make(3, 0, "People", "A");
    c[n++] = make(4, 3, "Training/courses", "A");
    c[n++] = make(6, 3, "Prerequisites", "B");
    c[n++] = make(7, 0, "Gamle ting", "C");
    c[n - 1].status = CODE_DROPPED;
    return n;
}

Test(codetree, order__shuffled_codes__puts_parents_first_and_siblings_by_key)
{
    struct code c[8];
    size_t n = sample(c);
    tema_id want[] = {3, 4, 6, 1, 2, 5, 7};
    int depth[] = {0, 1, 1, 0, 1, 2, 0};
    cr_assert(codetree_order(c, n, NULL));
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(c[i].id, want[i]);
        cr_assert_eq(c[i].depth, depth[i]);
    }
}

Test(codetree, order__circle_or_orphan__is_refused)
{
    struct code circle[] = {make(1, 2, "a", "V"), make(2, 1, "b", "V"), make(3, 0, "c", "V")};
    struct code self[] = {make(1, 1, "a", "V")}, orphan[] = {make(1, 0, "a", "V"), make(2, 9, "b", "V")};
    struct err e = ERR_INIT;
    cr_assert(!codetree_order(circle, 3, &e) && e.kind == ERR_CORRUPT);
    cr_assert(!codetree_order(self, 1, NULL));
    cr_assert(!codetree_order(orphan, 2, NULL));
    cr_assert_eq(circle[0].id + circle[1].id + circle[2].id, 6);
    err_release(&e);
}

Test(codetree, path__slash_in_a_name__is_escaped_and_split_again)
{
    struct code c[8];
    size_t n = sample(c), parts;
    struct arena a = ARENA_INIT;
    char **names;
    char *path = codetree_path(c, n, 4, &a);
    cr_assert_str_eq(path, "People/Training\\/courses");
    cr_assert(codetree_split(path, &a, &names, &parts, NULL) && parts == 2);
    cr_assert_str_eq(names[1], "Training/courses");
    cr_assert(codetree_split(" a \\\\b / c", &a, &names, &parts, NULL) && parts == 2);
    cr_assert_str_eq(names[0], "a \\b");
    struct err e = ERR_INIT;
    const char *bad[] = {"", "/", "a//b", "a/ /b", "/a", "a/"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert(!codetree_split(bad[i], &a, &names, &parts, &e) && e.kind == ERR_USAGE, "'%s'", bad[i]);
    err_release(&e);
    arena_release(&a);
}

static tema_id resolve(const char *path, bool *ambiguous)
{
    struct code c[8];
    size_t n = sample(c);
    tema_id id = 0;
    struct err e = ERR_INIT;
    if (!codetree_resolve(c, n, path, &id, ambiguous, &e))
        cr_assert_eq(e.kind, ERR_NOT_FOUND);
    err_release(&e);
    return id;
}

Test(codetree, resolve__ends_of_paths__finds_the_one_meant)
{
    bool amb;
    cr_assert_eq(resolve("access control", &amb), 5);
    cr_assert_eq(resolve("Technology/Prerequisites", &amb), 2);
    cr_assert_eq(resolve("technology/prerequisites", &amb), 2);
    cr_assert_eq(resolve("Training\\/courses", &amb), 4);
    cr_assert_eq(resolve("gamle ting", &amb), 7);
    cr_assert_eq(resolve("Prerequisites", &amb), 0);
    cr_assert(amb);
    cr_assert_eq(resolve("nobody", &amb), 0);
    cr_assert(!amb);
}

Test(codetree, resolve__full_path__wins_over_ends)
{
    struct code c[] = {make(1, 0, "a", "A"), make(2, 0, "b", "B"), make(3, 2, "a", "A")};
    tema_id id = 0;
    cr_assert(codetree_resolve(c, 3, "a", &id, NULL, NULL) && id == 1);
}

Test(codetree, resolve__active_and_dropped_of_one_name__takes_the_active)
{
    struct code c[] = {make(1, 0, "a", "A"), make(2, 0, "A", "B")};
    tema_id id = 0;
    c[0].status = CODE_MERGED;
    cr_assert(codetree_resolve(c, 2, "a", &id, NULL, NULL) && id == 2);
}

Test(codetree, is_within__child_and_stranger)
{
    struct code c[8];
    size_t n = sample(c);
    cr_assert(codetree_is_within(c, n, 5, 1) && codetree_is_within(c, n, 5, 5) &&
              codetree_is_within(c, n, 2, 1));
    cr_assert(!codetree_is_within(c, n, 1, 5) && !codetree_is_within(c, n, 5, 3));
    struct code circle[] = {make(1, 2, "a", "V"), make(2, 1, "b", "V")};
    cr_assert(!codetree_is_within(circle, 2, 1, 9));
}

Test(codetree, near__one_letter_off_or_other_case)
{
    struct code c[] = {make(1, 0, "Opplæring", "A"), make(2, 0, "IT", "B"), make(3, 0, "Tilliten", "C")};
    cr_assert_eq(codetree_near(c, 3, "Oplæring"), &c[0]);
    cr_assert_eq(codetree_near(c, 3, "opplæring"), &c[0]);
    cr_assert_null(codetree_near(c, 3, "Opplæring"));
    cr_assert_null(codetree_near(c, 3, "is"));
    cr_assert_null(codetree_near(c, 3, "Tillit"));
    c[2].status = CODE_DROPPED;
    cr_assert_null(codetree_near(c, 3, "tilliten"));
}

Test(codetree, fresh_colour__two_hundred_times__never_repeats)
{
    static struct code c[200];
    for (size_t n = 0; n < 200; n++) {
        c[n] = make((tema_id)n + 1, 0, "x", "V");
        c[n].colour = codetree_fresh_colour(c, n);
        for (size_t i = 0; i < n; i++)
            cr_assert_neq(c[i].colour, c[n].colour);
    }
}
