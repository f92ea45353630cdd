#include "tema/ui/palette.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool parse(struct palette *p, const char *text, struct err *err)
{
    return palette_parse(p, "x.theme", text, strlen(text), err);
}

Test(palette, parse__default_and_roles__fg_bg_attr_inherited_apart)
{
    struct palette p = PALETTE_INIT;

    cr_assert(
        parse(&p,
              "# comment\r\n[default]\nfg = #102030   # after a value\nattr = bold dim\n\n[status]\nbg=200\n"
              "[error]\nfg = bright-red\nattr = none\n",
              NULL));
    cr_expect_eq(p.look[ROLE_STATUS].fg.kind, COLOUR_RGB);
    cr_expect_eq(p.look[ROLE_STATUS].fg.value, 0x102030);
    cr_expect_eq(p.look[ROLE_STATUS].bg.kind, COLOUR_INDEX);
    cr_expect_eq(p.look[ROLE_STATUS].bg.value, 200);
    cr_expect_eq(p.look[ROLE_STATUS].attrs, ATTR_BOLD | ATTR_DIM);
    cr_expect_eq(p.look[ROLE_ERROR].fg.value, 9);
    cr_expect_eq(p.look[ROLE_ERROR].attrs, 0);
    cr_expect_eq(p.look[ROLE_ERROR].bg.kind, COLOUR_DEFAULT);
    cr_expect_str_eq(p.name, "x.theme");
    palette_release(&p);
}

Test(palette, parse__default_after_a_role__holds_all_the_same)
{
    struct palette p = PALETTE_INIT;

    cr_assert(parse(&p, "[title]\nattr = bold\n[default]\nfg = green\nbg = blue", NULL));
    cr_expect_eq(p.look[ROLE_TITLE].fg.value, 2);
    cr_expect_eq(p.look[ROLE_TITLE].bg.value, 4);
    palette_release(&p);
}

Test(palette, parse__faults__name_file_and_line)
{
    static const char *const cases[][2] = {
        {"[default]\nfg = rosa", "'x.theme', line 2: 'rosa' is no colour"},
        {"[default]\nfg = #12345", "line 2"},
        {"[default]\nfg = 256", "line 2"},
        {"\n\n[statu]", "line 3: 'statu' is not the name of a role"},
        {"fg = red", "line 1: 'fg' stands before"},
        {"[title]\nattr = bold blinking", "'blinking' is no attribute"},
        {"[title]\nnonsense", "neither a [section] nor"},
        {"[title", "is no [section]"},
        {"[palette]\nbackground = grey", "'grey' is no background"},
        {"[palette]\nfg = red", "unknown here"},
        {"[title]\nsize = 2", "unknown here"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct palette p = PALETTE_INIT;
        struct err err = ERR_INIT;

        cr_expect(!parse(&p, cases[i][0], &err), "%s", cases[i][0]);
        cr_expect_eq(err.kind, ERR_INPUT);
        cr_expect(strstr(err_text(&err), cases[i][1]) != NULL, "%s", err_text(&err));
        cr_expect_null(p.name);
        err_release(&err);
    }
}

Test(palette, parse__any_cut_of_a_file__is_harmless)
{
    static const char text[] =
        "\xEF\xBB\xBF[palette]\nname=a\nname=b\ntints = no\n[default]\nfg=#ffffff\n[\x1b]\n=\n";

    for (size_t n = 0; n < sizeof text; n++) {
        struct palette p = PALETTE_INIT;
        struct err err = ERR_INIT;

        palette_parse(&p, "cut", text, n, &err);
        palette_release(&p);
        err_release(&err);
    }
}

/* What a role looks like on a terminal of n colours, as 0xRRGGBB. */
static uint32_t seen(struct colour c, long n, uint32_t fallback)
{
    long i = colour_degrade(c, n);

    return i < 0 ? fallback : colour_rgb((struct colour){COLOUR_INDEX, (uint32_t)i}, fallback);
}

Test(palette, built_in__text_can_be_read__on_true_256_and_16_colours)
{
    static const char *const names[] = {"dark", "light", "mono"};

    for (size_t i = 0; i < 3; i++) {
        struct palette p = PALETTE_INIT;
        struct err err = ERR_INIT;

        cr_assert(palette_load(&p, names[i], &err), "%s", err_text(&err));
        for (int r = 0; r < ROLE_COUNT; r++) {
            struct look look = p.look[r];
            uint32_t fg = colour_rgb(look.fg, palette_foreground(&p)),
                     bg = colour_rgb(look.bg, palette_background(&p));
            double least = r == ROLE_BORDER ? 2.5 : 4.5;

            cr_expect_geq(colour_contrast(fg, bg), least, "%s %s: %.2f", names[i], role_name((enum role)r),
                          colour_contrast(fg, bg));
            fg = seen(look.fg, 256, palette_foreground(&p));
            bg = seen(look.bg, 256, palette_background(&p));
            cr_expect_geq(colour_contrast(fg, bg), least, "%s %s at 256: %.2f", names[i],
                          role_name((enum role)r), colour_contrast(fg, bg));
            fg = seen(look.fg, 16, palette_foreground(&p));
            bg = seen(look.bg, 16, palette_background(&p));
            cr_expect_geq(colour_contrast(fg, bg), r == ROLE_BORDER ? 2 : 2.8, "%s %s at 16: %.2f", names[i],
                          role_name((enum role)r), colour_contrast(fg, bg));
        }
        palette_release(&p);
    }
}

/* Roles that must be told apart where there are no colours. */
Test(palette, mono__focus_selection_mark_and_error__differ_from_text)
{
    static const enum role roles[] = {ROLE_FOCUS, ROLE_SELECTED, ROLE_MARK,  ROLE_FOUND,
                                      ROLE_ERROR, ROLE_CARET,    ROLE_STATUS};
    struct palette p = PALETTE_INIT;

    cr_assert(palette_load(&p, "mono", NULL));
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        cr_expect_neq(p.look[roles[i]].attrs, p.look[ROLE_NORMAL].attrs, "%s", role_name(roles[i]));
    for (int r = 0; r < ROLE_COUNT; r++)
        cr_expect(p.look[r].fg.kind == COLOUR_DEFAULT && p.look[r].bg.kind == COLOUR_DEFAULT);
    palette_release(&p);
}

Test(palette, choose__by_what_the_terminal_and_the_user_say)
{
    struct palette_wish w = {.colours = 256};

    cr_expect_str_eq(palette_choose(&w), "dark");
    w.colorfgbg = "0;15";
    cr_expect_str_eq(palette_choose(&w), "light");
    w.colorfgbg = "0;default;7";
    cr_expect_str_eq(palette_choose(&w), "light");
    w.colorfgbg = "15;8";
    cr_expect_str_eq(palette_choose(&w), "dark");
    w.colorfgbg = "15;x;;";
    cr_expect_str_eq(palette_choose(&w), "dark");
    w.no_color = "";
    cr_expect_str_eq(palette_choose(&w), "dark");
    w.no_color = "1";
    cr_expect_str_eq(palette_choose(&w), "mono");
    w.asked = "auto";
    cr_expect_str_eq(palette_choose(&w), "mono");
    w.asked = "light";
    cr_expect_str_eq(palette_choose(&w), "light");
    w.colours = 2;
    cr_expect_str_eq(palette_choose(&w), "mono");
}

Test(palette, load__unknown_name_or_file__says_so)
{
    struct palette p = PALETTE_INIT;
    struct err err = ERR_INIT;

    cr_expect(!palette_load(&p, "pink", &err));
    cr_expect_eq(err.kind, ERR_NOT_FOUND);
    err_release(&err);
    cr_expect(!palette_load(&p, "/no/such/file.theme", &err));
    err_release(&err);
}

Test(palette, look__tints__are_made_readable)
{
    struct palette p = PALETTE_INIT;
    struct look look;

    cr_assert(palette_load(&p, "dark", NULL));
    look = palette_look(&p, (struct style){.role = ROLE_STRIPE, .fg = TINT(0x000080)});
    cr_expect_geq(colour_contrast(colour_rgb(look.fg, 0), palette_background(&p)), 4.5);
    look = palette_look(&p, (struct style){.role = ROLE_STRIPE, .fg = TINT(0xffff00)});
    cr_expect_eq(colour_rgb(look.fg, 0), 0xffff00);
    look = palette_look(&p, (struct style){.role = ROLE_NORMAL, .bg = TINT(0xffff00)});
    cr_expect_geq(colour_contrast(colour_rgb(look.fg, 0xffffff), 0xffff00), 4.5);
    p.tints = false;
    look = palette_look(&p, (struct style){.role = ROLE_STRIPE, .fg = TINT(0xffff00)});
    cr_expect_eq(look.fg.kind, p.look[ROLE_STRIPE].fg.kind);
    look = palette_look(&p, (struct style){.role = ROLE_NORMAL, .attrs = ATTR_REVERSE});
    cr_expect_eq(look.attrs, ATTR_REVERSE);
    palette_release(&p);
}
