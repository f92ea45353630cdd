#include "helper.h"

Test(vtt, voices__split_over_cues__become_one_turn)
{
    struct transcript t;
    const char *s = "WEBVTT\n\n"
                    "a1/119-0\n00:00:01.000 --> 00:00:02.000\n<v Kari Nordmann>Vi har hatt</v>\n\n"
                    "a1/119-1\n00:00:02.000 --> 00:00:03.500\nsystemet lenge.\n\n"
                    "00:00:04.000 --> 00:00:05.000\n<v Kari Nordmann>I fjor\nkom det nye.\n\n"
                    "00:00:06.000 --> 00:00:07.000\n<v Intervjuer>Ja?</v>\n";
    read_as("vtt", s, strlen(s), &t);
    char *got = shown(&t);
    cr_assert_str_eq(got, "Kari Nordmann|Vi har hatt systemet lenge. I fjor kom det nye.\nIntervjuer|Ja?\n");
    cr_assert_eq(t.turns.v[0].ncues, 3);
    cr_assert_eq(t.turns.v[0].cues[1].at, 12);
    cr_assert_eq(t.turns.v[0].cues[1].start_ms, 2000);
    cr_assert_eq(t.turns.v[0].cues[2].at, 28);
    cr_assert(t.turns.v[0].start_ms == 1000 && t.turns.v[0].end_ms == 5000 && t.timed);
    mem_free(got);
    transcript_release(&t);
}

Test(vtt, voices__all_the_ways_they_are_written)
{
    expect("vtt",
           "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Hansen, Kari (ekstern)>Hei.\n\n"
           "00:02.000 --> 00:03.000\n<v.loud [Gjest] Ola>Hei!</v> <v Per &amp; Co>God dag <i>alle</i></v>\n\n"
           "00:03.000 --> 00:04.000\nUten navn.\n",
           "Hansen, Kari (ekstern)|Hei.\n[Gjest] Ola|Hei!\nPer & Co|God dag alle\n|Uten navn.\n");
}

Test(vtt, words__entities_and_stray_brackets__stay)
{
    expect("vtt",
           "WEBVTT\n\n00:01.000 --> 00:02.000\nA &lt;b&gt; &aring;&#229;&#xE5; &amp;amp; 5 < 6 & 7 > 3 "
           "&ukjent; <3 a<b\n",
           "|A <b> ååå &amp; 5 < 6 & 7 > 3 &ukjent; <3 a<b\n");
}

Test(vtt, blocks__notes_styles_regions__are_skipped_with_a_note)
{
    struct transcript t;
    const char *s = "WEBVTT - tittel\nKind: captions\n\nNOTE dette er\nikke sagt\n\nSTYLE\n::cue { color: "
                    "red }\n\nREGION\nid:fred\n\n"
                    "1\n00:01.000 --> 00:02.000 align:start position:0%\nSagt.\n";
    read_as("vtt", s, strlen(s), &t);
    char *got = shown(&t);
    cr_assert_str_eq(got, "|Sagt.\n");
    cr_assert_eq(t.notes.n, 1);
    mem_free(got);
    transcript_release(&t);
}

Test(vtt, times__of_teams_2022__are_read_and_impossible_ones_kept)
{
    struct transcript t;
    const char *s =
        "WEBVTT\n\n0:0:-6.-820 --> 0:0:8.970\n<v A>En</v>\n\n0:0:10.20 --> 0:0:14.490\n<v B>To</v>\n\n"
        "99:99:99.000 --> 99:99:99.999\n<v A>Tre</v>\n\n123456789012345678901234567890:00:00.000 --> x\n<v "
        "B>Fire</v>\n";
    read_as("vtt", s, strlen(s), &t);
    char *got = shown(&t);
    cr_assert_str_eq(got, "A|En\nB|To\nA|Tre\nB|Fire\n");
    cr_assert(t.turns.v[0].start_ms == 0 && t.turns.v[0].end_ms == 8970);
    cr_assert(t.turns.v[1].start_ms == 10020 && t.turns.v[1].end_ms == 14490);
    cr_assert(t.turns.v[2].start_ms == -1 && t.turns.v[3].start_ms == -1 &&
              t.turns.v[2].cues[0].start_ms == -1);
    cr_assert_eq(t.notes.n, 2);
    cr_assert_str_eq(t.notes.v[0], "1 cue has a time before the recording begins, in line 3; it counts as 0");
    cr_assert_str_eq(t.notes.v[1],
                     "2 cues have times that cannot be, the first in line 9; their words are kept "
                     "without times");
    mem_free(got);
    transcript_release(&t);
}

Test(vtt, zoom__names_in_the_words__become_structure)
{
    expect("vtt",
           "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nKari Nordmann: Hei.\n\n2\n00:00:02.000 --> "
           "00:00:03.000\nKari Nordmann: Er du der?\n\n"
           "3\n00:00:04.000 --> 00:00:05.000\nOla: Ja: her.\n",
           "Kari Nordmann|Hei. Er du der?\nOla|Ja: her.\n");
}

Test(vtt, nobody_named__pause_and_length__make_paragraphs)
{
    struct buf b = BUF_INIT;
    struct transcript t;
    buf_addstr(&b, "WEBVTT\n\n");
    for (int i = 0; i < 30; i++)
        buf_addf(&b, "%02d:%02d.000 --> %02d:%02d.900\nog saa sa jeg at det var femti tegn i hver eneste\n\n",
                 i / 60, i, i / 60, i);
    buf_addstr(&b, "00:33.000 --> 00:34.000\netter en pause\n");
    read_as("vtt", b.s, b.len, &t);
    cr_assert_eq(t.turns.n, 5);
    cr_assert_str_eq(t.turns.v[4].text, "etter en pause\n");
    for (size_t i = 0; i < 3; i++)
        cr_assert(t.turns.v[i].bytes > 400 && t.turns.v[i].bytes < 470 && t.turns.v[i].opens);
    transcript_release(&t);
    buf_release(&b);
}

Test(vtt, nothing_said__is_dropped)
{
    expect("vtt",
           "WEBVTT\n00:01.000 --> 00:02.000\nForan\n00:02.000 --> 00:03.000\nbak\n\nog etter en tom "
           "linje\n\n7\n",
           "|Foran bak og etter en tom linje\n");
}

Test(vtt, signature__missing__is_refused)
{
    struct transcript t;
    const char *bad[] = {"", "WEBVT", "WEBVTTX\n\n", "webvtt\n", "\n\nWEBVTT\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        transcript_init(&t);
        cr_assert(!format_find("vtt")->read(bad[i], strlen(bad[i]), &t, &e) && e.kind == ERR_INPUT);
        transcript_release(&t);
        err_release(&e);
    }
}

Test(vtt, hostile__huge_cues_and_tags__end_soon)
{
    const char *parts[] = {"<",
                           "<v a",
                           "<v a>x",
                           "&",
                           "{\\",
                           "-->",
                           "\n-->",
                           "\n\n",
                           "<v.",
                           "a: b\n",
                           "00:01.000 --> 00:02.000\n",
                           "-",
                           "&#99999999;"};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        struct transcript t;
        struct buf b = BUF_INIT;
        buf_addstr(&b, "WEBVTT\n\n00:01.000 --> 00:02.000\n");
        while (b.len < 3000000)
            buf_addstr(&b, parts[p]);
        buf_add(&b, "\0\r\0x", 4);
        read_as("vtt", b.s, b.len, &t);
        transcript_release(&t);
        read_as("srt", b.s, b.len, &t);
        transcript_release(&t);
        read_as("md", b.s, b.len, &t);
        transcript_release(&t);
        buf_release(&b);
    }
}

Test(vtt, blanks__that_references_stand_for__are_one_space)
{
    expect("vtt",
           "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Kari&#10;N>&#32;Hei&#13;&#10;p\xc3\xa5 &#9; deg.&#13;\n",
           "Kari N|Hei p\xc3\xa5 deg.\n");
}

Test(vtt, blank_line_in_a_cue__what_stands_after_it_was_said)
{
    expect("vtt",
           "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nSa du nei?\n\nJa.\n\n2\n00:03.000 --> 00:04.000\nNei.\n",
           "|Sa du nei? Ja. Nei.\n");
}

Test(vtt, number_alone__is_no_speech)
{
    struct transcript t;
    const char *s = "WEBVTT\n\n1\n\n00:01.000 --> 00:02.000\nHei.\n\n12\n\n00:03.000 --> 00:04.000\nHei.\n";
    read_as("vtt", s, strlen(s), &t);
    char *got = shown(&t);
    cr_expect_str_eq(got, "|Hei. Hei.\n");
    cr_expect(t.notes.n == 2 && strstr(t.notes.v[1], "2 numbers of cues"), "%s", t.notes.v[0]);
    mem_free(got);
    transcript_release(&t);
}
