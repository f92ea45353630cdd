#include "tema/ui/prompt.h"

#include <criterion/criterion.h>

#include "events.h"

static enum prompt_answer key(struct prompt *p, const char *name)
{
    struct event e = press(name);

    return prompt_event(p, &e);
}

Test(prompt, yes_no__letters_of_both_cases__enter_chooses_nothing)
{
    struct prompt *p = prompt_yes_no("delete 'x' and its 12 codings?");

    cr_expect_eq(key(p, "Enter"), PROMPT_OPEN);
    cr_expect_eq(key(p, "x"), PROMPT_OPEN);
    cr_expect_eq(key(p, "M-y"), PROMPT_OPEN);
    cr_expect_eq(key(p, "Y"), PROMPT_CHOSEN);
    cr_expect_eq(prompt_choice_index(p), 0);
    cr_expect_eq(key(p, "n"), PROMPT_CHOSEN);
    cr_expect_eq(prompt_choice_index(p), 1);
    cr_expect_eq(key(p, "Esc"), PROMPT_CANCELLED);
    prompt_free(p);
}

Test(prompt, ask__same_letter_in_two_cases__the_very_one_wins)
{
    const struct prompt_choice choices[] = {{'a', "one"}, {'A', "all"}};
    struct prompt *p = prompt_ask("which?", choices, 2);

    cr_expect_eq(key(p, "A"), PROMPT_CHOSEN);
    cr_expect_eq(prompt_choice_index(p), 1);
    prompt_free(p);
}

Test(prompt, draw__question_too_long__choices_stay)
{
    struct prompt *p = prompt_yes_no("a question that is far too long for the line that it has to stand in");
    struct canvas *c = canvas_new(1, 40, false);
    int row, col;

    prompt_draw(p, c, canvas_all(c));
    cr_expect(shows(c, "…  [y] yes  [n] no"));
    cr_expect(canvas_cursor_get(c, &row, &col) && canvas_cell(c, row, col).text[0] == 'y');
    canvas_free(c);
    prompt_free(p);
}

Test(prompt, line__text__is_edited_and_given)
{
    struct prompt *p = prompt_line("/", "ab");
    struct canvas *c = canvas_new(1, 40, false);

    cr_expect_eq(key(p, "c"), PROMPT_CHANGED);
    cr_expect_str_eq(prompt_text(p), "abc");
    prompt_draw(p, c, canvas_all(c));
    cr_expect(shows(c, "/abc"));
    cr_expect_eq(key(p, "Enter"), PROMPT_TEXT);
    cr_expect_eq(key(p, "C-u"), PROMPT_CHANGED);
    cr_expect_eq(key(p, "BS"), PROMPT_CANCELLED);
    canvas_free(c);
    prompt_free(p);
}

Test(prompt, message__error__differs_without_colour)
{
    struct canvas *c = canvas_new(1, 20, false);

    message_draw(c, canvas_all(c), ROLE_ERROR, "a\x1bsentence that is too long");
    cr_expect(shows(c, "! a␛sentence that i…"));
    message_draw(c, canvas_all(c), ROLE_NOTICE, "done");
    cr_expect(shows(c, "done"));
    cr_expect(!shows(c, "!"));
    canvas_free(c);
}
