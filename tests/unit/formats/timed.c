/* Texts with times that are no subtitles. */
#include <stdlib.h>

#include "helper.h"
#include "tema/base/file.h"

static void taken_for(const char *path, const char *s, const char *format)
{
    cr_expect_str_eq(format_guess(path, s, strlen(s))->name, format, "%s", s);
}

Test(whisper, json__segments_with_times__become_turns)
{
    static const char s[] =
        "{\"text\": \" Hei alle. Og takk.\", \"segments\": [{\"id\": 0, \"start\": 0.0, \"end\": 7.68, "
        "\"text\": \" Hei alle.\"}, "
        "{\"id\": 1, \"start\": 7.68, \"end\": 9.5, \"text\": \" Og takk.\"}], \"language\": \"no\"}";
    struct transcript t;
    taken_for("a.json", s, "whisper-json");
    read_as("whisper-json", s, strlen(s), &t);
    char *got = shown(&t);
    cr_expect_str_eq(got, "|Hei alle. Og takk.\n");
    cr_expect(t.turns.v[0].ncues == 2 && t.turns.v[0].cues[1].start_ms == 7680 &&
              t.turns.v[0].end_ms == 9500);
    mem_free(got);
    transcript_release(&t);
}

Test(whisper, json__of_its_kin__is_read)
{
    expect("whisper-json",
           "{\"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"Hei?\", \"speaker\": \"SPEAKER_00\"}, "
           "{\"start\": 2, \"end\": 3, \"text\": \"Hei.\", \"speaker\": \"SPEAKER_01\"}]}",
           "SPEAKER_00|Hei?\nSPEAKER_01|Hei.\n");
    expect("whisper-json",
           "{\"transcription\": [{\"timestamps\": {}, \"offsets\": {\"from\": 0, \"to\": 1000}, \"text\": \" "
           "Hei.\"}]}",
           "|Hei.\n");
}

static void refuses(const char *format, const char *s)
{
    struct read_options opt = {.format = format};
    struct read_result r;
    struct err e = ERR_INIT;
    cr_expect_not(formats_read("a.json", s, strlen(s), &opt, &r, &e), "%s", s);
    cr_expect_eq(e.kind, ERR_INPUT);
    err_release(&e);
}

Test(whisper, json__of_words_alone__keeps_what_was_said)
{
    expect(
        "whisper-json",
        "{\"segments\": [{\"start\": 0, \"end\": 1, \"words\": [{\"word\": \"Hei\"}, {\"word\": \" du.\"}]}, "
        "{\"start\": 1, \"end\": 2, \"text\": \"Ja.\"}]}",
        "|Hei du. Ja.\n");
}

Test(whisper, console__without_any_times__is_refused)
{
    refuses("whisper-txt", "Hei.\nHei du.\n");
}

Test(stamps, f4__a_line_between_two_times)
{
    struct transcript t;
    const char *s = "#00:00:01-0# A: Hei. #00:00:04-5#\nB: Ja. #00:00:06-0#\nA: Nei. #00:00:07-0#\n";
    read_as("stamps", s, strlen(s), &t);
    char *got = shown(&t);
    cr_expect_str_eq(got, "A|Hei.\nB|Ja.\nA|Nei.\n");
    cr_expect(t.turns.v[0].start_ms == 1000 && t.turns.v[0].end_ms == 4500);
    mem_free(got);
    transcript_release(&t);
}

Test(whisper, json__of_something_else__is_refused)
{
    refuses("whisper-json", "{\"tekst\": \"hei\"}");
    refuses("whisper-json", "{\"segments\": 3}");
    refuses("whisper-json", "{\"segments\": [");
    refuses("whisper-json", "[]");
}

Test(whisper, console__lines_with_times__become_turns)
{
    static const char s[] = "Detecting language\n[00:00.000 --> 00:04.000]  Hei alle.\n[00:00:04.000 --> "
                            "00:00:06.000]  Og takk.\n";
    taken_for("a.txt", s, "whisper-txt");
    expect("whisper-txt", s, "|Hei alle. Og takk.\n");
}

Test(stamps, otter__name_and_time_on_a_line)
{
    static const char s[] =
        "Kari Moe  0:03\nHei, jeg heter Kari.\n\nOla  1:15\nJa.\nNei.\n\nKari Moe  1:02:10\nTakk.\n";
    taken_for("a.txt", s, "stamps");
    expect("stamps", s, "Kari Moe|Hei, jeg heter Kari.\nOla|Ja. Nei.\nKari Moe|Takk.\n");
}

Test(stamps, f4__time_behind_the_paragraph)
{
    static const char s[] = "I: Hei? #00:00:05-1#\nB: Ja, hei. #00:00:09-4#\nI: Hvordan da? #00:00:12-0#\nB: "
                            "Slik. #00:00:20-9#\n";
    struct transcript t;
    taken_for("a.txt", s, "stamps");
    expect("stamps", s, "I|Hei?\nB|Ja, hei.\nI|Hvordan da?\nB|Slik.\n");
    read_as("stamps", s, strlen(s), &t);
    cr_expect(t.turns.v[1].start_ms == 5100 && t.turns.v[1].end_ms == 9400);
    transcript_release(&t);
}

Test(stamps, lines_without_a_time__keep_their_speaker)
{
    expect(
        "stamps",
        "I: Hei? #00:00:05-1#\nB: Ja.\nI: Hvordan da?\nB: Slik. #00:00:20-9#\nI: Nei? #00:00:22-9#\nB: Jo.\n",
        "I|Hei?\nB|Ja.\nI|Hvordan da?\nB|Slik.\nI|Nei?\nB|Jo.\n");
}

Test(stamps, brackets__before_or_behind_the_name)
{
    expect("stamps",
           "[00:01:23] Kari: Hei.\n[00:01:25] Ola: Hei.\n[00:01:30] Kari: Ja.\n[00:01:35] Ola: Nei.\n",
           "Kari|Hei.\nOla|Hei.\nKari|Ja.\nOla|Nei.\n");
    expect("stamps",
           "Kari (00:01:23): Hei.\nOla (00:01:25): Hei.\nKari (00:01:30): Ja.\nOla (00:01:33): Nei.\n",
           "Kari|Hei.\nOla|Hei.\nKari|Ja.\nOla|Nei.\n");
}

Test(stamps, prose__with_a_time_in_it__stays_text)
{
    taken_for("a.txt", "Vi startet 08:30.\nDet var fint.\nOg så kl. 12:15 var det slutt.\nJa.\n", "txt");
    taken_for("a.txt", "Vi startet 08:30\nDet tok slutt 09:30\nOg vi gikk 10:15\n", "txt");
    taken_for("a.txt", "[fase 1 --> fase 2] Se figuren.\n", "txt");
    taken_for("a.txt", "Kari: Hei.\nOla: Klokka er 9:30 nå.\nKari: Ja.\n", "txt");
}

/* The same interview in five forms has the same words. */
Test(whisper, one_interview__in_all_its_forms)
{
    static const char *const names[] = {"keitai.vtt", "keitai.srt", "keitai.json", "keitai.tsv"};
    const char *folder = getenv("TEMA_REAL_FILES");
    char *first = NULL;
    if (!folder)
        cr_skip_test("TEMA_REAL_FILES is not set");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = mem_printf("%s/whisper/%s", folder, names[i]);
        struct buf b = BUF_INIT, text = BUF_INIT;
        struct read_options opt = {.name = names[i]};
        struct read_result r;
        struct err e = ERR_INIT;
        cr_assert(file_read(path, FORMATS_MAX_FILE, &b, &e), "%s", err_text(&e));
        cr_assert(formats_read(names[i], b.s, b.len, &opt, &r, &e), "%s: %s", names[i], err_text(&e));
        const struct transcript *t = r.study.sources.v[0].text;
        for (size_t k = 0; k < t->turns.n; k++)
            buf_add(&text, t->turns.v[k].text, t->turns.v[k].bytes);
        if (first)
            cr_expect_str_eq(first, buf_str(&text), "%s", names[i]);
        else
            first = mem_strdup(buf_str(&text));
        buf_release(&b);
        buf_release(&text);
        read_result_release(&r);
        mem_free(path);
    }
    mem_free(first);
}
