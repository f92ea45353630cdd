/* Marking and coding: one act each, told in one sentence, nothing left of what fails. */
#include "app_kit.h"

TestSuite(coding, .init = kit_start, .fini = kit_stop);

Test(coding, mark__tells_words_source_and_path)
{
    kit_mark("litt skummelt", "Teknologi/Tillit");
    SAID("coded “litt skummelt” in en.txt with Teknologi/Tillit");
    cr_expect_str_eq(kit_paths(), "Teknologi Teknologi/Tillit");
}

Test(coding, long_words__are_cut_at_a_word)
{
    kit_mark("Det er litt skummelt, men også nyttig.\nIntervjuer: Hvorfor?", "A");
    SAID("coded “Det er litt skummelt, men også nyttig. …” in en.txt with A");
}

Test(coding, long_word__is_cut_between_clusters)
{
    /* Twenty-five family emoji of five code points each: 40 falls between the eighth and the ninth. */
    struct buf text = BUF_INIT, want = BUF_INIT;
    const char *family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    tema_id source;

    for (int i = 0; i < 25; i++)
        buf_addf(&text, "x%s", family);
    buf_addstr(&want, "marked “");
    for (int i = 0; i < 6; i++) /* six code points a pair: the seventh family would end at 42 */
        buf_addf(&want, "x%s", family);
    buf_addstr(&want, "x …” in to.txt");
    source = kit_import("to.txt", buf_str(&text));
    DOES(app_mark(kit, source, (cp_off){0}, (cp_off){150}, NULL, 0, NULL, &said, &err));
    SAID(buf_str(&want));
    buf_release(&text);
    buf_release(&want);
}

Test(coding, same_code_again__changes_nothing)
{
    kit_mark("nyttig", "A");
    size_t acts = kit_acts();
    kit_mark("nyttig", "A");
    SAID("nothing changed");
    cr_expect_eq(kit_acts(), acts);
    cr_expect_eq(kit_codings(), 1);
}

Test(coding, several_codes__are_one_act)
{
    struct code_wish wishes[] = {{0, "A/B", ORIGIN_INDUCTIVE}, {0, "A/C", ORIGIN_IN_VIVO}};

    DOES(app_mark(kit, kit_source("en"), (cp_off){0}, (cp_off){10}, wishes, 2, NULL, &said, &err));
    SAID("coded “Intervjuer” in en.txt with A/B, A/C");
    cr_expect_str_eq(kit_paths(), "A A/B A/C", "the parent is made once");
    DOES(app_undo(kit, &said, &err));
    SAID("took back: coded “Intervjuer” in en.txt with A/B, A/C");
    cr_expect_str_eq(kit_paths(), "");
    cr_expect_eq(kit_codings(), 0);
    DOES(app_redo(kit, &said, &err));
    cr_expect_eq(kit_codings(), 2);
}

Test(coding, second_code_refused__leaves_nothing)
{
    tema_id ret;
    struct code_wish wishes[] = {{0, "Ny", ORIGIN_INDUCTIVE}, {0, "Lik", ORIGIN_INDUCTIVE}};

    DOES(app_add_code(kit, "A/Lik", ORIGIN_INDUCTIVE, &ret, NULL, &err));
    DOES(app_add_code(kit, "B/Lik", ORIGIN_INDUCTIVE, &ret, NULL, &err));
    REFUSES(app_mark(kit, kit_source("en"), (cp_off){0}, (cp_off){9}, wishes, 2, NULL, &said, &err),
            ERR_NOT_FOUND, "A/Lik");
    cr_expect_str_eq(kit_paths(), "A A/Lik B B/Lik", "the first wish was not made either");
    cr_expect_eq(kit_codings(), 0);
}

Test(coding, known_beginning_of_a_path__is_where_the_rest_is_made)
{
    kit_mark("nyttig", "Teknologi/Tillit");
    kit_mark("skummelt", "Tillit/Frykt");
    cr_expect_str_eq(kit_paths(), "Teknologi Teknologi/Tillit Teknologi/Tillit/Frykt");
}

Test(coding, outside_or_empty__is_refused)
{
    tema_id en = kit_source("en");

    REFUSES(app_mark(kit, en, (cp_off){5}, (cp_off){5}, NULL, 0, NULL, NULL, &err), ERR_INPUT, "");
    REFUSES(app_mark(kit, en, (cp_off){5}, (cp_off){5000}, NULL, 0, NULL, NULL, &err), ERR_INPUT, "");
    REFUSES(app_mark(kit, 77, (cp_off){5}, (cp_off){9}, NULL, 0, NULL, NULL, &err), ERR_NOT_FOUND, "");
}

Test(coding, uncode_recode_unmark__tell_and_undo)
{
    tema_id segment = kit_mark("nyttig", "Nytte");

    DOES(app_add_code(kit, "Bruk", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    DOES(app_recode(kit, kit_coding(0), kit_code("Bruk"), &said, &err));
    SAID("recoded “nyttig” in en.txt from Nytte to Bruk");
    DOES(app_set_condensed(kit, segment, "til hjelp", &said, &err));
    SAID("condensed “nyttig” in en.txt to “til hjelp”");
    DOES(app_uncode(kit, kit_coding(0), &said, &err));
    SAID("took Bruk off “nyttig” in en.txt");
    DOES(app_unmark(kit, segment, &said, &err));
    SAID("unmarked “nyttig” in en.txt");
    REFUSES(app_unmark(kit, segment, &said, &err), ERR_NOT_FOUND, "meaning unit");
    REFUSES(app_uncode(kit, 77, &said, &err), ERR_NOT_FOUND, "coding");
    for (int i = 0; i < 4; i++)
        DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(kit_codings(), 1);
}

Test(coding, undo__is_ones_own)
{
    kit_mark("nyttig", "A");
    kit_as("Bodil");
    kit_mark("skummelt", "B");
    kit_as("Anna");
    DOES(app_undo(kit, &said, &err));
    SAID("took back: coded “nyttig” in en.txt with A");
}

Test(memo, on_a_range__marks_and_writes_in_one_act)
{
    size_t acts, at;
    struct memo *m;
    size_t n;

    kit_start();
    acts = kit_acts();
    at = kit_place("nyttig");
    DOES(app_memo_on_range(kit, kit_source("en"), (cp_off){at}, (cp_off){at + 6}, "Hva slags\nnytte?", &said,
                           &err));
    SAID("wrote a memo on “nyttig” in en.txt: “Hva slags nytte?”");
    cr_expect_eq(kit_acts(), acts + 1);
    DOES(app_memos(kit, &kit_arena, &m, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect_eq(m[0].about, MEMO_SEGMENT);
    DOES(app_set_memo(kit, m[0].id, "", &said, &err));
    SAID("removed the memo “Hva slags nytte?”");
    REFUSES(app_add_memo(kit, MEMO_PROJECT, 0, " \n", NULL, &err), ERR_INPUT, "empty");
    REFUSES(app_add_memo(kit, MEMO_CODE, 77, "x", NULL, &err), ERR_NOT_FOUND, "77");
    kit_stop();
}
