#include "tema/ui/layout.h"

#include <criterion/criterion.h>

#include "tema/base/buf.h"
#include "tema/ui/dump.h"

Test(layout, cols__fixed_and_weighted__fill_the_rectangle)
{
    struct part parts[] = {{10, 0, 2}, {4, 4, 0}, {10, 0, 1}};
    struct rect out[3];

    layout_cols((struct rect){1, 2, 5, 60}, parts, 3, 1, out);
    cr_expect(out[0].col == 2 && out[0].row == 1 && out[0].rows == 5);
    cr_expect_eq(out[1].cols, 4);
    cr_expect_eq(out[0].cols + out[1].cols + out[2].cols, 58);
    cr_expect_eq(out[2].col + out[2].cols, 62);
    cr_expect_gt(out[0].cols, out[2].cols);
}

Test(layout, cols__maximum__gives_the_rest_to_others)
{
    struct part parts[] = {{1, 10, 1}, {1, 0, 1}};
    struct rect out[2];

    layout_cols((struct rect){0, 0, 1, 100}, parts, 2, 0, out);
    cr_expect_eq(out[0].cols, 10);
    cr_expect_eq(out[1].cols, 90);
}

Test(layout, rows__any_size__never_overlap_and_never_leave)
{
    struct part parts[] = {{1, 1, 0}, {5, 0, 3}, {3, 8, 1}, {1, 1, 0}};

    for (int rows = -1; rows < 60; rows++)
        for (int gap = 0; gap < 3; gap++) {
            struct rect out[4];
            int at = 3;

            layout_rows((struct rect){3, 0, rows, 10}, parts, 4, gap, out);
            for (int i = 0; i < 4; i++) {
                cr_assert_geq(out[i].rows, 0);
                if (out[i].rows == 0)
                    continue;
                cr_assert_geq(out[i].row, at);
                at = out[i].row + out[i].rows;
            }
            cr_assert_leq(at, 3 + (rows > 0 ? rows : 0));
        }
}

Test(layout, sides__more_than_there_is__take_what_there_is)
{
    struct rect r = {0, 0, 3, 10};
    struct rect taken = layout_bottom(&r, 1);

    cr_expect(taken.row == 2 && taken.rows == 1 && r.rows == 2);
    taken = layout_top(&r, 9);
    cr_expect(taken.row == 0 && taken.rows == 2 && r.rows == 0);
    taken = layout_right(&r, 4);
    cr_expect(taken.col == 6 && r.cols == 6);
    taken = layout_left(&r, -1);
    cr_expect(taken.cols == 0 && r.cols == 6);
}

Test(layout, too_small__says_so)
{
    struct canvas *c = canvas_new(4, 30, false);
    struct canvas *ok = canvas_new(5, 20, false);
    struct buf out = BUF_INIT;

    cr_expect(layout_too_small(c));
    canvas_dump_row(c, 0, &out);
    cr_expect_str_eq(buf_str(&out), "window too small");
    cr_expect(!layout_too_small(ok));
    buf_release(&out);
    canvas_free(c);
    canvas_free(ok);
}
