/* The whole program as an analyst uses it: a terminal, keys, what is read on the screen, and what the
 * commands then say. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

TestSuite(workbench, .init = room_open, .fini = room_close, .timeout = 60);

static size_t count_codings(void)
{
    json_t *list = room_list("codings");
    size_t n = json_array_size(list);

    json_decref(list);
    return n;
}

/* The one coding there is: its text and its code's path. */
static void expect_coding(const char *text, const char *code)
{
    cr_expect_eq(room_count("codings", "text", text), 1, "no coding has the text '%s'", text);
    cr_expect_eq(room_count("codings", "code_path", code), 1, "no coding has the code '%s'", code);
}

/* --- the first quarter of an hour --- */

Test(workbench, first_start__asks_nothing__and_leads_from_a_file_to_a_coding)
{
    static const char text[] = "Kari: Vi rekker ikke alt. Da blir det rot.\n\nOla: Nettopp.\n";
    struct tty *t;

    room_write("første.txt", text, sizeof text - 1);
    DO("new", "x.tema");
    t = room_start(24, 80, NULL, NULL);
    expect(t, "No sources yet.");
    expect(t, "i import");
    tty_send(t, "i");
    expect(t, "import file:");
    keys(t, "første.txt\r", "“første.txt” is in: txt, ");
    expect(t, "0 of 1 source read to the end");
    keys(t, "\r", "Vi rekker ikke alt.");
    keys(t, "s", "words marked");
    keys(t, "c", "new code…");
    keys(t, "travelhet", "new code “travelhet”");
    keys(t, "\r", "coded “Vi rekker ikke alt.” in første.txt with travelhet");
    keys(t, "q", "Enter open");
    tty_send(t, "q");
    expect_exit(t, SOON, 0);
    tty_free(t);
    cr_expect_eq(count_codings(), 1);
    expect_coding("Vi rekker ikke alt.", "travelhet");
    room_check();
}

Test(workbench, import__through_the_palette_and_with_a_wrong_name__says_so_and_asks_again)
{
    static const char text[] = "En linje.\n";
    struct tty *t;

    DO("new", "x.tema");
    room_write("a.txt", text, sizeof text - 1);
    t = room_start(24, 80, NULL, NULL);
    expect(t, "No sources yet.");
    keys(t, ":", "actions");
    keys(t, "import", "> import  i  Get a transcript");
    keys(t, "\r", "import file:");
    keys(t, "ab.txt\r", "'ab.txt'");
    expect(t, "import file: ab.txt");
    keys(t, "\033[D\033[D\033[D\033[D\x7f\r", "“a.txt” is in");
    tty_send(t, "q");
    expect_exit(t, SOON, 0);
    tty_free(t);
}

Test(workbench, leaving__gives_the_terminal_back_as_it_was)
{
    static const char *const after[] = {"\033[?1049l", "\033[?2004l", "\033[?1006l", "\033[?1002l"};
    static const char *const before[] = {"\033[?1049h", "\033[?2004h", "\033[?1006h", "\033[?1002h"};
    struct tty_program p = {.run = room_shell, .rows = 24, .cols = 80};
    struct tty *t;
    const char *out;

    room_study();
    t = tty_start(&p);
    cr_assert_not_null(t);
    expect(t, "Enter open");
    cr_expect(tty_alternate(t));
    keys(t, "\r", "Svar nummer 2");
    keys(t, "q", "Enter open");
    tty_send(t, "q");
    expect(t, "left with 0");
    expect_exit(t, SOON, 0);
    cr_expect_not(tty_alternate(t));
    cr_expect(tty_cursor_visible(t));
    out = tty_output(t, NULL);
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        const char *on = strstr(out, before[i]);

        cr_assert_not_null(on, "%s was never sent", before[i] + 1);
        cr_expect_not_null(strstr(on, after[i]), "%s does not follow", after[i] + 1);
    }
    cr_expect(on_screen(t, " icanon"), "canonical mode is off");
    cr_expect(on_screen(t, " echo "), "echo is off");
    tty_free(t);
}

/* --- coding --- */

Test(workbench, sentence__gets_an_existing_code__with_four_keys_and_its_letters)
{
    struct tty *t;

    room_study();
    t = room_read();
    tty_send(t, "scmøt\r");
    expect(t, "coded “Spørsmål nummer 1 er kort.” in samtale.txt with");
    expect(t, "● Struktur/møter");
    tty_free(t);
    expect_coding("Spørsmål nummer 1 er kort.", "Struktur/møter");
}

Test(workbench, code_again__gives_the_last_code__and_uncode_takes_it_off)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    keys(t, "}.", "coded “Svar nummer 2 begynner her.” in samtale.txt with tid");
    keys(t, ").", "coded “Tida går i møter om vakta.” in samtale.txt with tid");
    cr_expect_eq(room_count("codings", "code_path", "tid"), 3);
    keys(t, "x", "took tid off “Tida går i møter om vakta.” in samtale.txt");
    cr_expect_eq(room_count("codings", "code_path", "tid"), 2);
    keys(t, "x", "no code at the caret");
    tty_free(t);
    room_check();
}

Test(workbench, undo_and_redo__say_what__and_go_on_after_a_restart)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    keys(t, "u", "took back: coded “Spørsmål nummer 1 er kort.” in samtale.txt with tid");
    cr_expect_eq(count_codings(), 0);
    keys(t, "\x12", "did again: coded “Spørsmål nummer 1 er kort.”");
    cr_expect_eq(count_codings(), 1);
    tty_send(t, "Q");
    expect_exit(t, SOON, 0);
    tty_free(t);
    t = room_start(24, 80, NULL, NULL);
    expect(t, "Spørsmål nummer 1 er kort.");
    keys(t, "u", "took back: coded “Spørsmål nummer 1");
    cr_expect_eq(count_codings(), 0);
    keys(t, "u", "took back: ");
    tty_free(t);
    room_check();
}

Test(workbench, count_and_free_mark__mark_the_words_meant)
{
    struct tty *t;

    room_study();
    t = room_read();
    /* Three words from the second one on; `o` changes the edge, which then takes the word before in too. */
    tty_send(t, "}wv3w");
    expect(t, "3 words marked");
    keys(t, "ctid\r", "coded “nummer 2 begynner” in");
    tty_send(t, "}}wv2wo");
    expect(t, "2 words marked");
    keys(t, "b", "3 words marked");
    keys(t, "ctid\r", "coded “Svar nummer 4” in");
    tty_free(t);
}

Test(workbench, count_before_a_turn__goes_to_it)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "20G", "turn 20 ");
    keys(t, "3}", "turn 23 ");
    keys(t, "2{", "turn 21 ");
    keys(t, "G", "turn 60 ");
    keys(t, "g", "turn 1 ");
    tty_free(t);
}

Test(workbench, find__goes_to_the_words_next_and_back)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "/nummer 4", "/nummer 4");
    keys(t, "\r", "turn 4 ");
    keys(t, "n", "turn 40 ");
    keys(t, "n", "turn 41 ");
    keys(t, "N", "turn 40 ");
    keys(t, "/TIDA GÅR\r", "turn 40 ");
    keys(t, "n", "turn 42 ");
    keys(t, "/finnes ikke\r", "finnes ikke");
    cr_expect(on_screen(t, "turn 42 "));
    tty_free(t);
}

Test(workbench, memo__is_written_and_kept)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "sctid\r", "coded “Spørsmål");
    keys(t, "m", "memo on “Spørsmål nummer 1 er kort.”");
    keys(t, "Hvorfor så kort?\rEn linje til.", "En linje til.");
    keys(t, "\x13", "wrote a memo");
    tty_free(t);
    cr_expect_eq(room_count("memos", "text", "Hvorfor så kort?\nEn linje til."), 1);
}

Test(workbench, several_codes__uncode_asks_which)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "sctid\r", "with tid");
    keys(t, "cansvar\r", "ansvar");
    expect(t, "● Struktur/ansvar");
    keys(t, "x", "take which code off?");
    keys(t, "ans\r", "took ");
    tty_free(t);
    cr_expect_eq(count_codings(), 1);
    expect_coding("Spørsmål nummer 1 er kort.", "tid");
}

/* --- the tree, the palette, help --- */

Test(workbench, tree__delete__says_how_many_codings_go_first)
{
    struct tty *t;

    room_study();
    DO("mark", "samtale.txt", "--text", "Svar nummer 2 begynner her.", "--code", "Struktur/møter");
    DO("mark", "samtale.txt", "--text", "Svar nummer 4 begynner her.", "--code", "Struktur/møter");
    DO("mark", "samtale.txt", "--text", "Svar nummer 4 begynner her.", "--code", "Struktur/ansvar");
    t = room_read();
    keys(t, "\t", "Struktur");
    keys(t, "/strukt\r", "n new");
    keys(t, "D", "[y] yes");
    cr_expect(on_screen(t, "3 codings"), "the question does not say how many codings go");
    keys(t, "n", "n new");
    cr_expect_eq(count_codings(), 3);
    keys(t, "Dy", "deleted ");
    cr_expect_eq(count_codings(), 0);
    keys(t, "u", "took back: deleted");
    cr_expect_eq(count_codings(), 3);
    tty_free(t);
    room_check();
}

Test(workbench, tree__new_rename_define__are_kept)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "\t", "n new");
    keys(t, "g", "tid");
    keys(t, "ntrygghet\r", "trygghet");
    expect(t, "added ");
    keys(t, "r", "name: trygghet");
    keys(t,
         "\x15"
         "uro\r",
         "renamed ");
    keys(t, "d", "C-s save");
    keys(t, "Når noen er urolig.", "Når noen er urolig.");
    tty_send(t, "\x13");
    expect_gone(t, "C-s save");
    tty_send(t, "\tQ");
    expect_exit(t, SOON, 0);
    tty_free(t);
    cr_expect_eq(room_count("codes", "name", "uro"), 1);
    cr_expect_eq(room_count("codes", "definition", "Når noen er urolig."), 1);
}

Test(workbench, palette_and_help__are_there_in_every_screen)
{
    static const char *const there[] = {"\r", "B", "q"};
    struct tty *t;

    room_study();
    t = room_start(24, 80, NULL, NULL);
    expect(t, "Enter open");
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++) {
        keys(t, ":", "actions");
        tty_send_slowly(t, "\033");
        expect_gone(t, "─ actions");
        keys(t, "?", "help");
        expect(t, "q ");
        tty_send(t, "q");
        tty_settle(t, 30, 500);
        tty_send(t, there[i]);
        tty_settle(t, 30, 500);
    }
    tty_send(t, ":quit\r");
    expect_exit(t, SOON, 0);
    tty_free(t);
}

Test(workbench, unknown_key__is_said__and_does_nothing)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "%", "% does nothing here");
    tty_free(t);
}

/* --- pasted text, the mouse --- */

Test(workbench, paste__in_the_transcript__runs_no_commands)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "\033[200~sctid\rQ\033[201~", "nothing here takes pasted text");
    keys(t, "\033[200~ikke lukket sctid\rQ", "samtale.txt");
    keys(t, "\033[201~s", "words marked");
    tty_free(t);
    cr_expect_eq(count_codings(), 0);
}

Test(workbench, paste__in_a_memo__is_text)
{
    struct tty *t;

    room_study();
    t = room_read();
    keys(t, "m", "memo on source");
    keys(t, "\033[200~Q\r\x13:quit\rx\033[201~", ":quit");
    keys(t, "!", "x!");
    keys(t, "\x13", "wrote a memo");
    tty_free(t);
    {
        json_t *list = room_list("memos");
        const char *s = json_string_value(json_object_get(json_array_get(list, 0), "text"));

        cr_assert_not_null(s);
        cr_expect(strncmp(s, "Q\n", 2) == 0 && strstr(s, ":quit\nx!") != NULL, "the memo is '%s'", s);
        json_decref(list);
    }
}

Test(workbench, mouse__drags_a_mark__and_clicks_the_footer)
{
    struct tty *t;

    room_study();
    t = room_read();
    /* The text of turn 1 stands in the third row of the screen, from column 11. */
    tty_send(t, "\033[<0;11;3M\033[<32;24;3M\033[<0;24;3m");
    expect(t, "words marked");
    keys(t, "ctid\r", "coded “Spørsmål numme”");
    tty_send(t, "\033[<65;20;10M\033[<65;20;10M\033[<65;20;10M");
    expect_gone(t, "Spørsmål nummer 1 ");
    tty_free(t);
}

/* --- the window's size --- */

static void resize_through(struct tty *t, const char *here)
{
    static const int sizes[][2] = {{45, 140}, {10, 40}, {3, 10}, {1, 1}, {24, 80}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        tty_resize(t, sizes[i][0], sizes[i][1]);
        if (sizes[i][0] >= 10)
            expect(t, here);
        else
            tty_settle(t, 40, 1000);
    }
}

Test(workbench, resize__in_each_screen__text_is_there_again)
{
    struct tty *t;

    room_study();
    t = room_start(24, 80, NULL, NULL);
    expect(t, "Enter open");
    resize_through(t, "samtale.txt");
    keys(t, "?", "Open the source.");
    resize_through(t, "Enter");
    keys(t, "q", "Enter open");
    keys(t, "\r", "Svar nummer 2");
    resize_through(t, "samtale.txt");
    keys(t, "20G", "turn 20 ");
    resize_through(t, "Svar nummer 20 ");
    keys(t, "sc", "code “Svar nummer 20");
    resize_through(t, "møter");
    tty_send_slowly(t, "\033");
    expect_gone(t, "new code…");
    keys(t, "m", "memo on");
    keys(t, "halv", "halv");
    resize_through(t, "halv");
    keys(t, "\x13", "wrote a memo");
    keys(t, "\t", "n new");
    resize_through(t, "møter");
    keys(t, "\t", "s sentence");
    keys(t, "B", "codebook");
    resize_through(t, "møter");
    keys(t, "d", "C-s save");
    resize_through(t, "definition");
    tty_send_slowly(t, "\033");
    expect_gone(t, "C-s save");
    tty_send(t, "Q");
    expect_exit(t, SOON, 0);
    tty_free(t);
}
