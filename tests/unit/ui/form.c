#include "tema/ui/form.h"

#include <criterion/criterion.h>

#include "events.h"

static const char *const levels[] = {"semantisk", "latent", "ingen"};
static struct form *form;
static struct canvas *canvas;

static void setup(void)
{
    form = form_new("Kode");
    form_add_text(form, "Navn", "tillit");
    form_add_multi(form, "Definisjon", NULL, 6);
    form_add_choice(form, "Nivå", levels, 3, 0);
    canvas = canvas_new(24, 80, false);
}

static void teardown(void)
{
    form_free(form);
    canvas_free(canvas);
}

TestSuite(form, .init = setup, .fini = teardown);

static enum form_answer key(const char *name)
{
    struct event e = press(name);

    return form_event(form, &e);
}

Test(form, fields__edited_one_after_another__enter_on_the_last_is_done)
{
    key("x");
    cr_expect_eq(key("Enter"), FORM_OPEN);
    cr_expect_eq(form_focus(form), 1);
    key("a");
    key("Enter");
    key("b");
    cr_expect_eq(form_focus(form), 1);
    key("Tab");
    key("Right");
    cr_expect_eq(key("Enter"), FORM_DONE);
    cr_expect_str_eq(form_text(form, 0), "tillitx");
    cr_expect_str_eq(form_text(form, 1), "a\nb");
    cr_expect_str_eq(form_text(form, 2), "latent");
    cr_expect(form_changed(form, 0) && form_changed(form, 2));
}

Test(form, tab_and_arrows__go_round)
{
    key("S-Tab");
    cr_expect_eq(form_focus(form), 2);
    key("Up");
    cr_expect_eq(form_focus(form), 1);
    key("Up");
    cr_expect_eq(form_focus(form), 0);
    key("Up");
    cr_expect_eq(form_focus(form), 0);
    key("Down");
    key("Down");
    cr_expect_eq(form_focus(form), 2);
    key("Tab");
    cr_expect_eq(form_focus(form), 0);
    cr_expect(!form_changed(form, 0) && !form_changed(form, 1) && !form_changed(form, 2));
}

Test(form, choice__keys__go_through_it)
{
    form_set_focus(form, 2);
    key("Left");
    cr_expect_eq(form_choice(form, 2), 2);
    key("Space");
    cr_expect_eq(form_choice(form, 2), 0);
    {
        struct event e = press("L");

        e.text = "L";
        e.len = 1;
        cr_expect_eq(form_event(form, &e), FORM_OPEN);
    }
    cr_expect_eq(form_choice(form, 2), 1);
}

Test(form, save_and_cancel__from_anywhere)
{
    form_set_focus(form, 1);
    cr_expect_eq(key("C-s"), FORM_DONE);
    cr_expect_eq(key("Esc"), FORM_CANCELLED);
    cr_expect_eq(key("C-g"), FORM_CANCELLED);
    cr_expect_eq(key("F5"), FORM_IGNORED);
}

Test(form, draw__shows_labels_texts_and_error)
{
    form_set_hint(form, 0, "kort og klart");
    form_draw(form, canvas);
    cr_expect(shows(canvas, "Navn"));
    cr_expect(shows(canvas, "tillit"));
    cr_expect(shows(canvas, "< semantisk >"));
    cr_expect(shows(canvas, "kort og klart"));
    form_set_error(form, "a name is missing");
    form_draw(form, canvas);
    cr_expect(shows(canvas, "! a name is missing"));
    key("x");
    form_draw(form, canvas);
    cr_expect(!shows(canvas, "! a name"));
}

Test(form, draw__small_canvas__focused_field_is_in_sight)
{
    for (int i = 0; i < 12; i++)
        form_add_text(form, "Mer", "z");
    form_set_focus(form, 2);
    canvas_resize(canvas, 8, 40);
    form_draw(form, canvas);
    cr_expect(shows(canvas, "semantisk"));
    for (int rows = 1; rows < 26; rows++)
        for (int cols = 1; cols < 90; cols += 9) {
            canvas_resize(canvas, rows, cols);
            form_draw(form, canvas);
        }
}

Test(form, none__without_fields__is_harmless)
{
    struct form *empty = form_new("x");
    struct event e = press("Tab");

    cr_expect_eq(form_event(empty, &e), FORM_OPEN);
    form_draw(empty, canvas);
    form_free(empty);
}
