#include "tema/ui/tree.h"

#include <criterion/criterion.h>

/* 10 > (11 > 12), 13;  20 */
static const struct tree_node nodes[] = {{10, 0}, {11, 1}, {12, 2}, {13, 1}, {20, 0}};
static struct tree tree;

static void setup(void)
{
    tree = (struct tree)TREE_INIT;
    tree_set(&tree, nodes, 5);
}

static void teardown(void)
{
    tree_release(&tree);
}

TestSuite(tree, .init = setup, .fini = teardown);

Test(tree, close__hides_what_lies_below)
{
    cr_expect_eq(tree.shown.n, 5);
    cr_expect_eq(tree_close(&tree, 0), 0);
    cr_expect_eq(tree.shown.n, 2);
    cr_expect_eq(tree_id(&tree, 1), 20);
    cr_expect(tree_is_closed(&tree, 0));
    cr_expect_eq(tree_row(&tree, 12), 0);
    cr_expect_eq(tree_open(&tree, 0), 0);
    cr_expect_eq(tree.shown.n, 5);
    cr_expect_eq(tree_open(&tree, 0), 1);
}

Test(tree, close__leaf__goes_to_the_parent)
{
    cr_expect_eq(tree_close(&tree, 3), 0);
    cr_expect_eq(tree_close(&tree, 2), 1);
    cr_expect_eq(tree_close(&tree, 4), 4);
    cr_expect_eq(tree.shown.n, 5);
}

Test(tree, set__again__keeps_what_was_closed)
{
    tree_toggle(&tree, 1);
    cr_expect_eq(tree.shown.n, 4);
    tree_set(&tree, nodes, 5);
    cr_expect_eq(tree.shown.n, 4);
    tree_reveal(&tree, 12);
    cr_expect_eq(tree.shown.n, 5);
}

Test(tree, close_all_and_reveal__opens_only_the_way)
{
    tree_close_all(&tree);
    cr_expect_eq(tree.shown.n, 2);
    tree_reveal(&tree, 11);
    cr_expect_eq(tree.shown.n, 4);
    cr_expect_eq(tree_row(&tree, 12), 1);
    tree_open_all(&tree);
    cr_expect_eq(tree.shown.n, 5);
}

Test(tree, rows__outside_or_unknown__are_harmless)
{
    tree_toggle(&tree, 99);
    tree_toggle(&tree, -1);
    cr_expect_eq(tree_id(&tree, 99), -1);
    cr_expect_eq(tree_parent(&tree, -1), -1);
    cr_expect_eq(tree_row(&tree, 4711), -1);
    cr_expect_eq(tree_close(&tree, -1), -1);
    tree_set(&tree, NULL, 0);
    cr_expect_eq(tree_row(&tree, 10), -1);
    tree_reveal(&tree, 10);
}
