#include "tema/ui/list.h"

#include <criterion/criterion.h>

#include "tema/base/buf.h"
#include "tema/ui/dump.h"

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    (void)ctx;
    canvas_printf(c, where.row, where.col, st, "row %d with a long tail that is cut", i);
}

static struct canvas *canvas;
static struct list list;

static void setup(void)
{
    canvas = canvas_new(12, 20, false);
    list = (struct list){0};
    list_set_count(&list, 100);
}

static void teardown(void)
{
    canvas_free(canvas);
}

TestSuite(list, .init = setup, .fini = teardown);

static void draw(bool focus)
{
    canvas_clear(canvas);
    list_draw(&list, canvas, (struct rect){1, 2, 10, 8}, focus, draw_row, NULL);
}

Test(list, draw__focus__selected_row_differs_and_has_the_cursor)
{
    struct buf out = BUF_INIT;
    int row, col;

    list_select(&list, 2);
    draw(true);
    cr_expect_eq(canvas_cell(canvas, 3, 2).style.role, ROLE_FOCUS);
    cr_expect_eq(canvas_cell(canvas, 3, 9).style.role, ROLE_FOCUS);
    cr_expect_eq(canvas_cell(canvas, 3, 10).style.role, ROLE_NORMAL);
    canvas_dump_row(canvas, 3, &out);
    cr_expect_str_eq(buf_str(&out), "  row 2 wi");
    cr_expect(canvas_cursor_get(canvas, &row, &col) && row == 3 && col == 2);
    draw(false);
    cr_expect_eq(canvas_cell(canvas, 3, 2).style.role, ROLE_SELECTED);
    cr_expect(!canvas_cursor_get(canvas, &row, &col));
    buf_release(&out);
}

Test(list, move__beyond_the_edge__scrolls_with_two_lines_ahead)
{
    draw(true);
    list_move(&list, 8);
    cr_expect_eq(list.sel, 8);
    cr_expect_eq(list.top, 1);
    list_move(&list, 1000000);
    cr_expect(list.sel == 99 && list.top == 90);
    list_move(&list, -2000000000);
    cr_expect(list.sel == 0 && list.top == 0);
}

Test(list, keys__page_home_end__move_the_selection)
{
    draw(true);
    cr_expect(list_key(&list, (struct key){K_PGDN, 0}));
    cr_expect_eq(list.sel, 9);
    cr_expect(list_key(&list, (struct key){K_END, 0}) && list.sel == 99);
    cr_expect(list_key(&list, (struct key){K_HOME, 0}) && list.sel == 0);
    cr_expect(list_key(&list, (struct key){K_UP, 0}) && list.sel == 0);
    cr_expect(!list_key(&list, (struct key){'j', 0}));
    cr_expect(!list_key(&list, (struct key){K_UP, KEY_MOD_CTRL}));
}

Test(list, mouse__click_wheel_double__select_scroll_open)
{
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 4, .col = 5};
    bool used;

    draw(true);
    cr_expect_eq(list_mouse(&list, &e, &used), LIST_CLICK_SELECT);
    cr_expect(used && list.sel == 3);
    e.clicks = 2;
    cr_expect_eq(list_mouse(&list, &e, &used), LIST_CLICK_OPEN);
    e.act = MOUSE_WHEEL_DOWN;
    list_mouse(&list, &e, &used);
    list_mouse(&list, &e, &used);
    cr_expect(list.top == 6 && list.sel == 6);
    draw(true);
    cr_expect_eq(list.top, 6);
    e.col = 15;
    cr_expect_eq(list_mouse(&list, &e, &used), LIST_CLICK_NONE);
    cr_expect(!used);
}

Test(list, count__shrinks_to_nothing__selection_stays_inside)
{
    draw(true);
    list_select(&list, 99);
    list_set_count(&list, 5);
    cr_expect(list.sel == 4 && list.top == 0);
    list_set_count(&list, 0);
    cr_expect_eq(list.sel, 0);
    draw(true);
    cr_expect_eq(list_hit(&list, 1, 2), -1);
    list_move(&list, 1);
    list_page(&list, -3);
    list_scroll(&list, 4);
    cr_expect(list.sel == 0 && list.top == 0);
}

Test(list, draw__no_room__does_nothing)
{
    list_draw(&list, canvas, (struct rect){0, 0, 0, 10}, true, draw_row, NULL);
    list_move(&list, 5);
    list_draw(&list, canvas, (struct rect){0, 0, 1, 10}, true, draw_row, NULL);
    cr_expect(list.sel == 5 && list.top == 5);
}

static bool is_multiple(void *ctx, int i)
{
    return i % *(int *)ctx == 0;
}

Test(list, find__wraps_round)
{
    int seven = 7, thousand = 1000;

    cr_expect_eq(list_find(&list, 8, is_multiple, &seven), 14);
    cr_expect_eq(list_find(&list, 99, is_multiple, &seven), 0);
    cr_expect_eq(list_find(&list, 1, is_multiple, &thousand), 0);
    list_set_count(&list, 0);
    cr_expect_eq(list_find(&list, 0, is_multiple, &seven), -1);
}
