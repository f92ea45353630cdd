#include "helper.h"

Test(srt, cues__plain__join_to_a_paragraph)
{
    struct transcript t;
    const char *s = "1\n00:00:00,000 --> 00:00:07,680\nhello everyone\n\n2\n00:00:07,680 --> "
                    "00:00:15,920\n{\\an8}and <i>welcome</i>\n<b>back</b>\n\n";
    read_as("srt", s, strlen(s), &t);
    char *got = shown(&t);
    cr_assert_str_eq(got, "|hello everyone and welcome back\n");
    cr_assert(t.turns.v[0].ncues == 2 && t.turns.v[0].cues[1].at == 15 &&
              t.turns.v[0].cues[1].start_ms == 7680);
    cr_assert_eq(t.turns.v[0].end_ms, 15920);
    mem_free(got);
    transcript_release(&t);
}

Test(srt, untidy__missing_numbers_blank_lines_dots__lose_nothing)
{
    expect("srt",
           "Forord her\n\n00:00:01.000 --> 00:00:02.000\nen\n\nto "
           "<tre>\n\n42\n\n3\n00:00:02,100-->00:00:03,000 X1:40\n- fire\n00:00:03,000 --> 00:00:04,000\n5",
           "|Forord her en to <tre> 42 - fire 5\n");
}

Test(srt, labels__consistent__become_speakers)
{
    expect(
        "srt",
        "1\n00:00:01,000 --> 00:00:02,000\nIntervjuer: Hei\n\n2\n00:00:02,000 --> 00:00:03,000\nInformant: "
        "Hei\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nog takk\n\n4\n00:00:09,000 --> 00:00:10,000\nIntervjuer: Da så\n",
        "Intervjuer|Hei\nInformant|Hei og takk\nIntervjuer|Da så\n");
}

Test(srt, sniff__knows_its_own)
{
    cr_assert_str_eq(format_guess("x.txt", "1\n00:00:00,000 --> 00:00:07,680\nhei\n", 36)->name, "srt");
    cr_assert_str_eq(format_guess("x.srt", "bare tekst\n", 11)->name, "txt");
    cr_assert_str_eq(format_guess("x.MD", "bare tekst\n", 11)->name, "md");
    cr_assert_str_eq(format_guess("x", "WEBVTT\n", 7)->name, "vtt");
    cr_assert_str_eq(format_guess("uten", "bare tekst\n", 11)->name, "txt");
}
