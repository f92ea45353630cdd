#include "tema/ui/dump.h"

#include <criterion/criterion.h>
#include <string.h>

Test(dump, canvas__text_roles_tints_cursor)
{
    struct canvas *c = canvas_new(2, 12, false);
    struct buf out = BUF_INIT;

    canvas_text(c, 0, 0, S(TITLE), "Tema");
    canvas_text(c, 1, 2, (struct style){.role = ROLE_STRIPE, .attrs = ATTR_BOLD, .fg = TINT(0xff8800)}, "日");
    canvas_cursor(c, 1, 2);
    canvas_dump(c, &out);
    cr_expect_str_eq(buf_str(&out), "Tema\n"
                                    "  日\n"
                                    "--- roles\n"
                                    "TTTT\n"
                                    "..||\n"
                                    "--- tints\n"
                                    "1 2+2 fg=#ff8800 bold\n"
                                    "--- legend\n"
                                    ". normal\n"
                                    "T title\n"
                                    "| stripe\n"
                                    "--- cursor 1 2\n");
    buf_release(&out);
    canvas_free(c);
}

Test(dump, canvas__blank__is_short)
{
    struct canvas *c = canvas_new(1, 5, false);
    struct buf out = BUF_INIT;

    canvas_dump(c, &out);
    cr_expect_str_eq(buf_str(&out), "\n--- roles\n\n--- legend\n. normal\n--- cursor hidden\n");
    buf_release(&out);
    canvas_free(c);
}
