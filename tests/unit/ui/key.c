#include "tema/ui/key.h"

#include <criterion/criterion.h>
#include <string.h>

Test(key, parse__names__print_as_they_are)
{
    static const char *const names[] = {
        "s",     "G", "C-r", "M-1", "Up",     "PgDn",    "Tab",   "S-Tab", "Enter", "Esc", "F1",      "F12",
        "Space", "å", "?",   "-",   "C-Left", "M-Enter", "C-M-x", "Del",   "C--",   "BS",  "C-Space", "{"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct key k;
        struct buf out = BUF_INIT;

        cr_assert(key_parse(names[i], strlen(names[i]), &k, NULL), "%s", names[i]);
        key_print(k, &out);
        cr_expect_str_eq(buf_str(&out), names[i]);
        buf_release(&out);
    }
}

Test(key, parse__other_words_and_cases__mean_the_same)
{
    struct key k;

    cr_expect(key_parse("esc", 3, &k, NULL) && key_is(k, K_ESC, 0));
    cr_expect(key_parse("PageDown", 8, &k, NULL) && key_is(k, K_PGDN, 0));
    cr_expect(key_parse("C-R", 3, &k, NULL) && key_is(k, 'r', KEY_MOD_CTRL));
    cr_expect(key_parse("G", 1, &k, NULL) && key_is(k, 'G', 0));
}

Test(key, parse__nonsense__is_refused)
{
    static const char *const bad[] = {"",    "C-",  "Frob", "F0",   "F25", "F01",
                                      "X-a", "S-g", "\x1b", "\xff", "ab"};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct key k;
        struct err err = ERR_INIT;

        cr_expect(!key_parse(bad[i], strlen(bad[i]), &k, &err), "'%s'", bad[i]);
        cr_expect_eq(err.kind, ERR_INPUT);
        err_release(&err);
    }
}

Test(key, parse_seq__words_and_letters__are_keys)
{
    struct key keys[4];
    struct err err = ERR_INIT;
    struct buf out = BUF_INIT;

    cr_expect_eq(key_parse_seq("g g", keys, 4, NULL), 2);
    cr_expect_eq(key_parse_seq("gå", keys, 4, &err), 2);
    cr_expect_eq(err.kind, ERR_NONE);
    cr_expect(key_is(keys[1], 0xe5, 0));
    cr_expect_eq(key_parse_seq("C-x s", keys, 4, NULL), 2);
    key_seq_print(keys, 2, &out);
    cr_expect_str_eq(buf_str(&out), "C-x s");
    cr_expect_eq(key_parse_seq("a b c d e", keys, 4, &err), 0);
    err_release(&err);
    cr_expect_eq(key_parse_seq("   ", keys, 4, &err), 0);
    err_release(&err);
    cr_expect_eq(key_parse_seq("C-Frob", keys, 4, &err), 0);
    err_release(&err);
    buf_release(&out);
}

Test(key, is_text__only_what_can_be_inserted)
{
    cr_expect(key_is_text((struct key){'a', 0}));
    cr_expect(key_is_text((struct key){' ', 0}));
    cr_expect(key_is_text((struct key){0x65e5, 0}));
    cr_expect(!key_is_text((struct key){'a', KEY_MOD_CTRL}));
    cr_expect(!key_is_text((struct key){'a', KEY_MOD_ALT}));
    cr_expect(!key_is_text((struct key){K_UP, 0}));
    cr_expect(!key_is_text((struct key){0x9b, 0}));
    cr_expect(!key_is_text((struct key){0x202e, 0}));
}
