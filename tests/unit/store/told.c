/* Reports of imports and exports are kept; those of imports go with them. */
#include "study_kit.h"
#include "tema/store/exchange.h"

Test(store_told, export__is_told_of_whatever_is_taken_back)
{
    struct store *s = kit_open();
    struct told t = {.out = true, .file = "a.qdpx", .format = "qdpx", .text = "one\ntwo"}, *list = NULL;
    size_t n = 0;
    kit_code(s, 0, "a");
    ACT(s, store_tell(s, &t, &kit_err));
    cr_assert(store_undo(s, NULL, &kit_err), "%s", err_text(&kit_err)); /* passes over it: the code goes */
    READ(store_told(s, &kit_arena, &list, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect(list[0].out);
    cr_expect_str_eq(list[0].file, "a.qdpx");
    cr_expect_str_eq(list[0].format, "qdpx");
    cr_expect_str_eq(list[0].text, "one\ntwo");
    cr_expect_str_eq(list[0].sha256, "");
    cr_expect_eq(list[0].coder, store_coder(s));
    struct code *codes = NULL;
    READ(store_codes(s, SCOPE_ALL, &kit_arena, &codes, &n, &kit_err));
    cr_expect_eq(n, 0);
    kit_close(s);
}

Test(store_told, import__that_is_taken_back_is_not_told_of)
{
    struct store *s = kit_open();
    struct told t = {.file = "a.csv", .format = "csv", .text = "x"}, *list = NULL;
    size_t n = 0;
    ACT(s, store_tell(s, &t, &kit_err));
    t.file = "b.csv";
    ACT(s, store_tell(s, &t, &kit_err));
    READ(store_told(s, &kit_arena, &list, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect_str_eq(list[0].file, "a.csv"); /* oldest first */
    cr_assert(store_undo(s, NULL, &kit_err));
    READ(store_told(s, &kit_arena, &list, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect_str_eq(list[0].file, "a.csv");
    kit_close(s);
}
