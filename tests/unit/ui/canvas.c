#include "tema/ui/canvas.h"

#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"
#include "tema/ui/dump.h"

static void expect_row(const struct canvas *c, int row, const char *text)
{
    struct buf out = BUF_INIT;

    canvas_dump_row(c, row, &out);
    cr_expect_str_eq(buf_str(&out), text);
    buf_release(&out);
}

/* Whatever was drawn: cells hold no byte a terminal would act on, and wide cells have both halves. */
static void expect_sane(const struct canvas *c)
{
    for (int row = 0; row < canvas_rows(c); row++)
        for (int col = 0; col < canvas_cols(c); col++) {
            struct cell cell = canvas_cell(c, row, col);
            uint32_t cp;

            cr_assert_eq(cell.width == 0, cell.len == 0);
            if (cell.width == 2)
                cr_assert(col + 1 < canvas_cols(c) && canvas_cell(c, row, col + 1).width == 0);
            if (cell.width == 0)
                cr_assert(col > 0 && canvas_cell(c, row, col - 1).width == 2);
            cr_assert(utf8_valid(cell.text, cell.len, NULL));
            for (size_t i = 0; i < cell.len; i += utf8_decode(cell.text + i, cell.len - i, &cp)) {
                utf8_decode(cell.text + i, cell.len - i, &cp);
                cr_assert(cp != '\n' && cp != '\t' && !visible_is_unsafe(cp), "U+%04X in a cell", cp);
                if (canvas_is_ascii(c))
                    cr_assert_lt(cp, 0x7f);
            }
        }
}

Test(canvas, text__latin_and_wide__stands_in_columns)
{
    struct canvas *c = canvas_new(3, 20, false);

    cr_expect_eq(canvas_text(c, 0, 0, S(NORMAL), "blåbær 日本|"), 12);
    expect_row(c, 0, "blåbær 日本|");
    cr_expect_eq(canvas_cell(c, 0, 7).width, 2);
    cr_expect_eq(canvas_cell(c, 0, 8).width, 0);
    cr_expect_eq(canvas_cell(c, 0, 11).text[0], '|');
    canvas_free(c);
}

Test(canvas, text__combining_marks_and_joined_emoji__stay_whole_in_one_cell)
{
    struct canvas *c = canvas_new(1, 20, false);
    struct cell cell;

    canvas_text(c, 0, 0, S(NORMAL), "a\u030a\u0323b👩\u200d👩\u200d👧|");
    cell = canvas_cell(c, 0, 0);
    cr_expect_eq(cell.len, 5);
    cell = canvas_cell(c, 0, 2);
    cr_expect_eq(cell.width, 2);
    cr_expect_eq(cell.len, strlen("👩\u200d👩\u200d👧"));
    cr_expect_eq(canvas_cell(c, 0, 4).text[0], '|');
    canvas_free(c);
}

Test(canvas, text__mark_without_base__joins_the_cell_before)
{
    struct canvas *c = canvas_new(1, 10, false);

    canvas_text(c, 0, 0, S(NORMAL), "e");
    cr_expect_eq(canvas_text(c, 0, 1, S(NORMAL), "\u0301x"), 1);
    expect_row(c, 0, "e\u0301x");
    canvas_text(c, 0, 0, S(NORMAL), "\u0301");
    expect_sane(c);
    canvas_free(c);
}

Test(canvas, text__escape_sequence__becomes_marks)
{
    struct canvas *c = canvas_new(1, 40, false);

    cr_expect_eq(canvas_text(c, 0, 0, S(NORMAL),
                             "a\x1b[31mb\u202ec\xc2\x9b"
                             "d\te\nf"),
                 29);
    expect_row(c, 0, "a␛[31mb⟨U+202E⟩c⟨U+009B⟩d e f");
    cr_expect_eq(canvas_cell(c, 0, 1).style.role, ROLE_SPECIAL);
    cr_expect_eq(canvas_cell(c, 0, 2).style.role, ROLE_NORMAL);
    expect_sane(c);
    canvas_free(c);
}

Test(canvas, text__bad_bytes__become_replacement_characters)
{
    struct canvas *c = canvas_new(1, 10, false);

    canvas_textn(c, 0, 0, S(NORMAL), "a\xff\xc3", 3);
    expect_row(c, 0, "a\uFFFD\uFFFD");
    canvas_free(c);
}

Test(canvas, text__wide_at_the_clip_edge__leaves_a_space)
{
    struct canvas *c = canvas_new(1, 10, false);
    struct rect former = canvas_clip(c, (struct rect){0, 2, 1, 4});

    canvas_text(c, 0, 1, S(TITLE), "日本語");
    canvas_unclip(c, former);
    expect_row(c, 0, "   本");
    cr_expect_eq(canvas_cell(c, 0, 2).style.role, ROLE_TITLE);
    cr_expect_eq(canvas_cell(c, 0, 5).style.role, ROLE_TITLE);
    cr_expect_eq(canvas_cell(c, 0, 1).style.role, ROLE_NORMAL);
    cr_expect_eq(canvas_cell(c, 0, 6).style.role, ROLE_NORMAL);
    expect_sane(c);
    canvas_free(c);
}

Test(canvas, text__over_half_a_wide_character__blanks_the_other_half)
{
    struct canvas *c = canvas_new(1, 10, false);

    canvas_text(c, 0, 0, S(NORMAL), "日本");
    canvas_text(c, 0, 1, S(NORMAL), "x");
    expect_row(c, 0, " x本");
    canvas_text(c, 0, 2, S(NORMAL), "y");
    expect_row(c, 0, " xy");
    canvas_text(c, 0, 1, S(NORMAL), "語");
    expect_row(c, 0, " 語");
    expect_sane(c);
    canvas_free(c);
}

Test(canvas, text__outside__is_lost)
{
    struct canvas *c = canvas_new(2, 4, false);

    canvas_text(c, -1, 0, S(NORMAL), "aaaa");
    canvas_text(c, 2, 0, S(NORMAL), "bbbb");
    canvas_text(c, 0, -2, S(NORMAL), "cdefghijkl");
    canvas_text(c, 1, 100, S(NORMAL), "x");
    canvas_fill(c, (struct rect){-5, -5, 1, 1}, S(ERROR));
    canvas_hline(c, 9, 0, 100, S(BORDER));
    canvas_vline(c, 0, 9, 100, S(BORDER));
    expect_row(c, 0, "efgh");
    expect_row(c, 1, "");
    canvas_free(c);
}

Test(canvas, text__ascii__keeps_columns)
{
    struct canvas *c = canvas_new(2, 30, true);

    cr_expect_eq(canvas_text(c, 0, 0, S(NORMAL), "blå – 日本 │…\x1b|"), 15);
    expect_row(c, 0, "bl? - ? ?  |~[|");
    cr_expect(canvas_cell(c, 0, 13).style.attrs & ATTR_UNDERLINE);
    canvas_text(c, 1, 0, S(NORMAL), "\u202e");
    expect_row(c, 1, "<U+202E>");
    expect_sane(c);
    canvas_free(c);
}

Test(canvas, fit__longer_text__ends_in_an_ellipsis)
{
    struct canvas *c = canvas_new(4, 20, false);

    cr_expect_eq(canvas_fit(c, 0, 0, 6, S(NORMAL), "kommune", false), 6);
    expect_row(c, 0, "kommu…");
    cr_expect_eq(canvas_fit(c, 1, 0, 6, S(NORMAL), "日本語学", false), 5);
    expect_row(c, 1, "日本…");
    cr_expect_eq(canvas_fit(c, 2, 0, 7, S(TITLE), "kommune", true), 7);
    expect_row(c, 2, "kommune");
    cr_expect_eq(canvas_fit(c, 3, 0, 8, S(TITLE), "by", true), 8);
    cr_expect_eq(canvas_cell(c, 3, 7).style.role, ROLE_TITLE);
    cr_expect_eq(canvas_fit(c, 3, 0, 0, S(TITLE), "by", true), 0);
    canvas_fit_right(c, 3, 10, 5, S(NUMBER), "42");
    expect_row(c, 3, "by           42");
    canvas_free(c);
}

Test(canvas, restyle__keeps_text)
{
    struct canvas *c = canvas_new(1, 6, false);

    canvas_text(c, 0, 0, (struct style){.role = ROLE_NORMAL, .fg = TINT(0xff0000)}, "abc");
    canvas_restyle_role(c, (struct rect){0, 1, 1, 1}, ROLE_MARK);
    expect_row(c, 0, "abc");
    cr_expect_eq(canvas_cell(c, 0, 1).style.role, ROLE_MARK);
    cr_expect_eq(canvas_cell(c, 0, 1).style.fg, TINT(0xff0000));
    canvas_restyle(c, (struct rect){0, 0, 9, 99}, S(FOCUS));
    cr_expect_eq(canvas_cell(c, 0, 1).style.fg, 0);
    canvas_free(c);
}

Test(canvas, clip__nested__only_narrows)
{
    struct canvas *c = canvas_new(3, 9, false);
    struct rect all = canvas_clip(c, (struct rect){1, 1, 1, 4});
    struct rect outer = canvas_clip(c, (struct rect){0, 3, 3, 9});

    canvas_fill(c, canvas_all(c), S(MARK));
    canvas_unclip(c, outer);
    canvas_unclip(c, all);
    for (int row = 0; row < 3; row++)
        for (int col = 0; col < 9; col++)
            cr_expect_eq(canvas_cell(c, row, col).style.role == ROLE_MARK,
                         row == 1 && (col == 3 || col == 4));
    canvas_free(c);
}

Test(canvas, panel__too_small__has_an_empty_inside)
{
    struct canvas *c = canvas_new(10, 30, false);
    struct rect in = canvas_panel(c, (struct rect){1, 2, 5, 20}, "Tittel");

    cr_expect(in.row == 2 && in.col == 4 && in.rows == 3 && in.cols == 16);
    expect_row(c, 1, "  ┌─ Tittel ─────────┐");
    in = canvas_panel(c, (struct rect){0, 0, 2, 3}, "x");
    cr_expect_eq(in.rows, 0);
    canvas_free(c);
}

Test(canvas, cursor__outside__is_moved_inside)
{
    struct canvas *c = canvas_new(3, 9, false);
    int row = -1, col = -1;

    cr_expect(!canvas_cursor_get(c, &row, &col));
    canvas_cursor(c, 99, -4);
    cr_expect(canvas_cursor_get(c, &row, &col));
    cr_expect(row == 2 && col == 0);
    canvas_free(c);
}

Test(canvas, copy__then_change__tells_the_row)
{
    struct canvas *a = canvas_new(2, 9, false);
    struct canvas *b = canvas_new(5, 5, false);

    canvas_text(a, 0, 0, S(NORMAL), "👩\u200d👩\u200d👧 x");
    canvas_copy(b, a);
    cr_expect(canvas_row_equal(a, b, 0) && canvas_row_equal(a, b, 1));
    canvas_restyle_role(b, (struct rect){1, 0, 1, 1}, ROLE_MARK);
    cr_expect(canvas_row_equal(a, b, 0) && !canvas_row_equal(a, b, 1));
    canvas_text(b, 0, 0, S(NORMAL), "👩\u200d👩\u200d👦");
    cr_expect(!canvas_row_equal(a, b, 0));
    canvas_free(a);
    canvas_free(b);
}

/* Any bytes, anywhere, in any clip. */
Test(canvas, text__random_bytes__cells_stay_sane)
{
    static const char *const pieces[] = {"a",
                                         "å",
                                         "日",
                                         "\x1b[2J",
                                         "\u202e",
                                         "\u0301",
                                         "👩\u200d👧",
                                         "❤\ufe0f",
                                         "🇳🇴",
                                         "\xff",
                                         "\xe2\x82",
                                         "\t",
                                         "\n",
                                         "\r\n",
                                         "\u200b",
                                         "\u1100\u1161\u11a8",
                                         "\x9b",
                                         "\U000e0041",
                                         "1\ufe0f\u20e3",
                                         "\u0600"};
    uint32_t x = 12345;

    for (int round = 0; round < 400; round++) {
        struct canvas *c = canvas_new(3, 12, round % 2);
        struct buf text = BUF_INIT;
        struct rect former;
        int cols;

        for (int i = 0; i < 12; i++) {
            x = x * 1664525u + 1013904223u;
            buf_addstr(&text, pieces[(x >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        former =
            canvas_clip(c, (struct rect){(int)(x >> 8) % 3, (int)(x >> 12) % 9 - 2, 2, (int)(x >> 4) % 14});
        for (int row = 0; row < 3; row++) {
            cols = canvas_textn(c, row, (int)(x >> (row + 3)) % 20 - 8, S(NORMAL), buf_str(&text), text.len);
            cr_assert_eq(cols, canvas_width(buf_str(&text), text.len), "drawn %d, measured %d", cols,
                         canvas_width(buf_str(&text), text.len));
            cr_assert_leq(canvas_fit(c, row, 0, 7, S(NORMAL), buf_str(&text), round % 3), 7);
        }
        canvas_unclip(c, former);
        expect_sane(c);
        buf_release(&text);
        canvas_free(c);
    }
}
