#include "tema/ui/picker.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>

#include "events.h"

static const char *const words[] = {"tillit", "tid", "opplæring", "ansvar", "tilgang"};
static size_t found[5];
static size_t nfound;
static bool make_first;

static size_t filter(void *ctx, const char *text)
{
    (void)ctx;
    nfound = 0;
    for (size_t i = 0; i < 5; i++)
        if (strstr(words[i], text))
            found[nfound++] = i;
    return nfound;
}

static void draw(void *ctx, struct canvas *c, struct rect where, size_t i, struct style st)
{
    (void)ctx;
    canvas_fit(c, where.row, where.col, where.cols, st, words[found[i]], false);
}

static const char *make(void *ctx, const char *text, bool *ret_first)
{
    static char line[64];

    (void)ctx;
    if (!*text)
        return NULL;
    snprintf(line, sizeof line, "new: %s", text);
    *ret_first = make_first;
    return line;
}

static const struct picker_ops ops = {filter, draw, make, NULL};
static struct picker *picker;
static struct canvas *canvas;

static void setup(void)
{
    make_first = false;
    picker = picker_new("Codes", &ops, NULL);
    canvas = canvas_new(24, 80, false);
}

static void teardown(void)
{
    picker_free(picker);
    canvas_free(canvas);
}

TestSuite(picker, .init = setup, .fini = teardown);

static enum picker_answer key(const char *name)
{
    struct event e = press(name);

    return picker_event(picker, &e);
}

Test(picker, typing__filters__first_is_chosen)
{
    cr_expect_eq(picker_count(picker), 5);
    key("t");
    key("i");
    cr_expect_eq(picker_count(picker), 3);
    cr_expect_eq(picker_index(picker), 0);
    cr_expect_eq(key("Down"), PICKER_OPEN);
    cr_expect_eq(picker_index(picker), 1);
    key("l");
    cr_expect_eq(picker_index(picker), 0);
    cr_expect_eq(key("Enter"), PICKER_CHOSEN);
}

Test(picker, own_line__always_there__chosen_when_nothing_matches)
{
    key("t");
    picker_draw(picker, canvas);
    cr_expect(shows(canvas, "> tillit"));
    cr_expect(shows(canvas, "  new: t"));
    for (int i = 0; i < 9; i++)
        key("C-n");
    cr_expect_eq(picker_index(picker), SIZE_MAX);
    cr_expect_eq(key("Enter"), PICKER_MAKE);
    key("Up");
    cr_expect_eq(picker_index(picker), picker_count(picker) - 1);
    key("x");
    cr_expect_eq(picker_count(picker), 0);
    cr_expect_eq(key("Enter"), PICKER_MAKE);
    cr_expect_str_eq(picker_filter(picker), "tx");
    picker_draw(picker, canvas);
    cr_expect(shows(canvas, "> new: tx"));
}

Test(picker, own_line__asked_to_be_first__is_chosen_at_once)
{
    make_first = true;
    key("t");
    cr_expect_eq(key("Enter"), PICKER_MAKE);
    key("Up");
    cr_expect_eq(key("Enter"), PICKER_CHOSEN);
}

Test(picker, nothing_and_no_own_line__enter_goes_on)
{
    static const struct picker_ops bare = {filter, draw, NULL, NULL};
    struct picker *p = picker_new("x", &bare, NULL);
    struct event e = press("Enter");

    picker_set_filter(p, "zzz");
    cr_expect_eq(picker_index(p), SIZE_MAX);
    cr_expect_eq(picker_event(p, &e), PICKER_OPEN);
    picker_free(p);
}

Test(picker, escape__cancels)
{
    cr_expect_eq(key("Esc"), PICKER_CANCELLED);
    cr_expect_eq(key("C-g"), PICKER_CANCELLED);
    cr_expect_eq(key("C-c"), PICKER_CANCELLED);
    cr_expect_eq(key("Tab"), PICKER_IGNORED);
}

Test(picker, paste__goes_into_the_filter)
{
    struct event e = paste("an\nsvar");

    picker_event(picker, &e);
    cr_expect_str_eq(picker_filter(picker), "an svar");
}

Test(picker, mouse__click_and_double__choose)
{
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 0, .col = 40};

    picker_draw(picker, canvas);
    cr_expect_eq(picker_event(picker, &e), PICKER_IGNORED);
    for (int row = 0; row < 24; row++) {
        struct buf out = BUF_INIT;

        canvas_dump_row(canvas, row, &out);
        if (strstr(buf_str(&out), "ansvar"))
            e.row = row;
        buf_release(&out);
    }
    cr_expect_eq(picker_event(picker, &e), PICKER_OPEN);
    cr_expect_eq(picker_index(picker), 3);
    e.clicks = 2;
    cr_expect_eq(picker_event(picker, &e), PICKER_CHOSEN);
}

Test(picker, draw__every_size__cursor_in_the_filter)
{
    key("t");
    for (int rows = 1; rows < 30; rows++)
        for (int cols = 1; cols < 100; cols += 7) {
            canvas_resize(canvas, rows, cols);
            picker_draw(picker, canvas);
        }
    canvas_resize(canvas, 8, 30);
    picker_draw(picker, canvas);
    cr_expect(shows(canvas, "> t"));
    cr_expect(shows(canvas, "new: t"));
}
