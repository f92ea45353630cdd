#include "tema/ui/field.h"

#include <criterion/criterion.h>

#include "events.h"

static struct field *line, *multi;
static struct canvas *canvas;

static void setup(void)
{
    line = field_new(false);
    multi = field_new(true);
    canvas = canvas_new(6, 12, false);
}

static void teardown(void)
{
    field_free(line);
    field_free(multi);
    canvas_free(canvas);
}

TestSuite(field, .init = setup, .fini = teardown);

static enum field_answer key(struct field *f, const char *name)
{
    struct event e = press(name);

    return field_event(f, &e);
}

static void expect_cursor(int row, int col)
{
    int r = -1, c = -1;

    cr_expect(canvas_cursor_get(canvas, &r, &c));
    cr_expect(r == row && c == col, "cursor at %d,%d", r, c);
}

Test(field, typing__letters__are_inserted_at_the_caret)
{
    cr_expect_eq(key(line, "b"), FIELD_CHANGED);
    key(line, "å");
    key(line, "Left");
    key(line, "l");
    cr_expect_str_eq(field_text(line), "blå");
    cr_expect_eq(field_caret(line), 2);
    cr_expect_eq(key(line, "Home"), FIELD_MOVED);
    cr_expect_eq(field_caret(line), 0);
}

Test(field, caret__clusters__are_crossed_and_deleted_whole)
{
    field_set(line, "a👩\u200d👩\u200d👧e\u0301");
    key(line, "Left");
    cr_expect_eq(field_caret(line), strlen("a👩\u200d👩\u200d👧"));
    key(line, "BS");
    cr_expect_str_eq(field_text(line), "ae\u0301");
    key(line, "Del");
    cr_expect_str_eq(field_text(line), "a");
    cr_expect_eq(key(line, "Del"), FIELD_MOVED);
}

Test(field, typing__combining_mark__leaves_the_caret_behind_the_cluster)
{
    struct event e = paste("\u0301");

    field_set(line, "ex");
    key(line, "Left");
    field_event(line, &e);
    cr_expect_str_eq(field_text(line), "e\u0301x");
    cr_expect_eq(field_caret(line), 3);
    field_set_caret(line, 2);
    cr_expect_neq(field_caret(line), 2, "the caret stands inside a cluster");
}

Test(field, words__moved_over_and_cut)
{
    field_set(line, "én to, tre");
    key(line, "C-Left");
    cr_expect_eq(field_caret(line), strlen("én to, "));
    key(line, "M-b");
    cr_expect_eq(field_caret(line), strlen("én "));
    key(line, "M-f");
    cr_expect_eq(field_caret(line), strlen("én to"));
    key(line, "C-w");
    cr_expect_str_eq(field_text(line), "én , tre");
    key(line, "C-k");
    cr_expect_str_eq(field_text(line), "én ");
    key(line, "C-u");
    cr_expect_str_eq(field_text(line), "");
    cr_expect_eq(key(line, "C-w"), FIELD_MOVED);
}

Test(field, paste__newlines_and_bad_bytes__are_made_to_fit)
{
    struct event e = paste("a\r\nb\rc\xff");

    field_event(line, &e);
    cr_expect_str_eq(field_text(line), "a b c\uFFFD");
    field_event(multi, &e);
    cr_expect_str_eq(field_text(multi), "a\nb\nc\uFFFD");
}

Test(field, keys__not_for_a_field__are_left)
{
    cr_expect_eq(key(line, "Enter"), FIELD_NOT_MINE);
    cr_expect_eq(key(line, "Up"), FIELD_NOT_MINE);
    cr_expect_eq(key(line, "Tab"), FIELD_NOT_MINE);
    cr_expect_eq(key(line, "Esc"), FIELD_NOT_MINE);
    cr_expect_eq(key(line, "C-s"), FIELD_NOT_MINE);
    cr_expect_eq(key(line, "F1"), FIELD_NOT_MINE);
    cr_expect_eq(key(multi, "Up"), FIELD_NOT_MINE);
}

Test(field, draw__long_line__scrolls_to_the_caret)
{
    field_set(line, "abcdefghijklmnop");
    field_draw(line, canvas, (struct rect){1, 1, 1, 6}, true);
    cr_expect(shows(canvas, " lmnop"));
    cr_expect(!shows(canvas, "klmnop"));
    expect_cursor(1, 6);
    key(line, "Home");
    field_draw(line, canvas, (struct rect){1, 1, 1, 6}, true);
    cr_expect(shows(canvas, " abcdef"));
    expect_cursor(1, 1);
    cr_expect_eq(canvas_cell(canvas, 1, 1).style.role, ROLE_INPUT_FOCUS);
    cr_expect_eq(canvas_cell(canvas, 1, 7).style.role, ROLE_NORMAL);
}

Test(field, draw__hidden__shows_dots)
{
    field_set(line, "hemmelig");
    field_hide_text(line, true);
    field_draw(line, canvas, (struct rect){0, 0, 1, 12}, true);
    cr_expect(shows(canvas, "••••••••"));
    cr_expect(!shows(canvas, "h"));
    expect_cursor(0, 8);
}

Test(field, multi__up_and_down__keep_the_column)
{
    field_set(multi, "en lang linje\nto\ntredje");
    field_draw(multi, canvas, (struct rect){0, 0, 6, 10}, true);
    cr_expect_eq(field_rows(multi, 10), 4);
    key(multi, "Up");
    cr_expect_eq(field_caret(multi), strlen("en lang linje\nto"));
    cr_expect_eq(key(multi, "Up"), FIELD_MOVED);
    field_draw(multi, canvas, (struct rect){0, 0, 6, 10}, true);
    expect_cursor(1, 5);
    key(multi, "Down");
    key(multi, "Down");
    cr_expect_eq(field_caret(multi), strlen("en lang linje\nto\ntredje"));
    cr_expect_eq(key(multi, "Down"), FIELD_NOT_MINE);
}

Test(field, multi__newline_at_the_end__has_a_line_for_the_caret)
{
    field_set(multi, "a");
    cr_expect_eq(key(multi, "Enter"), FIELD_CHANGED);
    field_draw(multi, canvas, (struct rect){0, 0, 3, 10}, true);
    expect_cursor(1, 0);
    cr_expect_eq(field_rows(multi, 10), 2);
    key(multi, "b");
    cr_expect_str_eq(field_text(multi), "a\nb");
    key(multi, "M-Enter");
    key(multi, "BS");
    key(multi, "Home");
    cr_expect_eq(field_caret(multi), 2);
}

Test(field, multi__taller_than_its_room__scrolls)
{
    field_set(multi, "1\n2\n3\n4\n5");
    field_draw(multi, canvas, (struct rect){0, 0, 2, 10}, true);
    cr_expect(shows(canvas, "5") && shows(canvas, "4") && !shows(canvas, "3"));
    key(multi, "C-Home");
    canvas_clear(canvas);
    field_draw(multi, canvas, (struct rect){0, 0, 2, 10}, true);
    cr_expect(shows(canvas, "1") && !shows(canvas, "3"));
    field_click(multi, 1, 9);
    cr_expect_eq(field_caret(multi), 3);
}

Test(field, draw__no_room__is_harmless)
{
    field_set(multi, "noe\nmer");
    for (int rows = 0; rows < 3; rows++)
        for (int cols = 0; cols < 3; cols++) {
            field_draw(multi, canvas, (struct rect){5, 11, rows, cols}, true);
            field_draw(line, canvas, (struct rect){5, 11, rows, cols}, true);
        }
}
