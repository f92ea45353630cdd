/* Turns, corrections, and finding words. */
#include "app_kit.h"

TestSuite(text, .init = kit_start, .fini = kit_stop);

static bool find(const char *words, int nth, size_t *start, size_t *end)
{
    cp_off s = {0}, e = {0};
    bool ok;

    err_release(&err);
    ok = app_find_words(kit, kit_source("en"), words, nth, &s, &e, &err);
    *start = s.cp;
    *end = e.cp;
    return ok;
}

Test(text, find__gives_code_points)
{
    size_t s, e;

    DOES(find("nyttig", 0, &s, &e));
    cr_expect_eq(s, kit_place("nyttig"));
    cr_expect_eq(e, s + 6);
    DOES(find("SKUMMELT, MEN OGSÅ", 0, &s, &e));
    cr_expect_eq(s, kit_place("skummelt"));
    DOES(find("nyttig. Intervjuer", 0, &s, &e));
    cr_expect_eq(e - s, strlen("nyttig. Intervjuer"), "a line end counts as a blank");
    DOES(find("Kari", 2, &s, &e));
    cr_expect_eq(s, kit_place("Kari: Jeg"));
    cr_expect_not(find("Kari", 0, &s, &e));
    cr_expect_not_null(strstr(err_text(&err), "2 places"));
    cr_expect_not(find("Kari", 3, &s, &e));
    cr_expect_not(find("finnes ikke", 0, &s, &e));
    cr_expect_not(find("", 0, &s, &e));
    cr_expect_not(find("\xff", 0, &s, &e));
}

Test(text, edit__takes_what_files_bring)
{
    tema_id en = kit_source("en");
    const char windows[] = "\xEF\xBB\xBFIntervjuer: Hva?\r\nKari: Null \0 her.\r\n";

    DOES(app_edit(kit, en, windows, sizeof windows - 1, &said, &err));
    cr_expect_str_eq(kit_words(en), "Intervjuer: Hva?\nKari: Null \uFFFD her.\n");
    DOES(app_undo(kit, NULL, &err));
    cr_expect_str_eq(kit_words(en), kit_text);
    DOES(app_edit(kit, en, kit_text, strlen(kit_text), &said, &err));
    SAID("nothing changed");
    REFUSES(app_edit(kit, en, "", 0, NULL, &err), ERR_INPUT, "empty");
    REFUSES(app_edit(kit, en, " \n", 2, NULL, &err), ERR_INPUT, "empty");
    REFUSES(app_edit(kit, en, "bl\xE5", 3, NULL, &err), ERR_INPUT, "byte 2");
    REFUSES(app_edit(kit, 77, "x", 1, NULL, &err), ERR_NOT_FOUND, "");
}

Test(text, edit__carries_codings)
{
    struct coding *c;
    size_t n;

    kit_mark("nyttig", "A");
    DOES(app_edit(kit, kit_source("en"), "Før.\n", 5, NULL, &err));
    DOES(app_undo(kit, NULL, &err));
    DOES(app_codings(kit, SCOPE_ALL, 0, 0, &kit_arena, &c, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect_eq(c[0].start.cp, kit_place("nyttig"));
    cr_expect_eq(c[0].end.cp, kit_place("nyttig") + 6);
}

Test(text, turns__are_given_split_and_joined)
{
    tema_id en = kit_source("en");
    struct doc d;

    DOES(app_set_turn_speaker(kit, en, (cp_off){0}, "Per", &said, &err));
    SAID("gave turn 1 of en.txt to Per");
    DOES(app_split_turn(kit, en, (cp_off){kit_place("men også")}, &said, &err));
    SAID("split turn 2 of en.txt");
    doc_init(&d);
    DOES(app_doc(kit, en, &d, &err));
    cr_expect_eq(d.turns, 5);
    doc_release(&d);
    DOES(app_join_turn(kit, en, (cp_off){kit_place("men også")}, &said, &err));
    REFUSES(app_join_turn(kit, en, (cp_off){0}, NULL, &err), ERR_INPUT, "");
    REFUSES(app_split_turn(kit, en, (cp_off){9999}, NULL, &err), ERR_INPUT, "9999");
    REFUSES(app_set_turn_speaker(kit, en, (cp_off){0}, "\xff", NULL, &err), ERR_INPUT, "UTF-8");
    DOES(app_set_turn_speaker(kit, en, (cp_off){0}, "", &said, &err));
    SAID("gave turn 1 of en.txt to nobody");
}

Test(text, turns__in_a_stretch__are_given_in_one_act)
{
    tema_id en = kit_source("en");
    struct speaker per = {.turns = 0};
    const struct study *st;

    DOES(app_give_turns(kit, en, (cp_off){0}, (cp_off){kit_place("men også")}, "Per", &said, &err));
    SAID("gave turns 1 to 2 of en.txt to Per");
    st = app_study(kit, &err);
    for (size_t i = 0; i < st->nspeakers; i++)
        if (strcmp(st->speakers[i].name, "Per") == 0)
            per = st->speakers[i];
    DOES(app_count_turns(kit, &per, 1, &err));
    cr_expect_eq(per.turns, 2);
}

Test(text, join__after_a_split__gives_the_text_back)
{
    tema_id en = kit_source("en");
    struct buf before = BUF_INIT, after = BUF_INIT;
    struct doc d;

    doc_init(&d);
    DOES(app_doc(kit, en, &d, &err));
    doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &before);
    DOES(app_split_turn(kit, en, (cp_off){kit_place("men også")}, NULL, &err));
    DOES(app_join_turn(kit, en, (cp_off){kit_place("men også")}, NULL, &err));
    DOES(app_doc(kit, en, &d, &err));
    doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &after);
    cr_expect_str_eq(buf_str(&after), buf_str(&before));
    doc_release(&d);
    buf_release(&before);
    buf_release(&after);
}
