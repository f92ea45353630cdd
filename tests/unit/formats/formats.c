#include "helper.h"

#include <stdio.h>

#include "tema/base/file.h"

static bool read_bytes(const char *path, const char *s, size_t n, struct read_options opt,
                       struct read_result *r, struct err *e)
{
    return formats_read(path, s, n, &opt, r, e);
}

static void refuse(const char *s, size_t n, enum err_kind kind, const char *word)
{
    struct read_result r;
    struct err e = ERR_INIT;
    cr_assert(!read_bytes("x.txt", s, n, (struct read_options){0}, &r, &e), "%.20s", s);
    cr_assert_eq(e.kind, kind);
    cr_assert(strstr(err_text(&e), word), "%s", err_text(&e));
    err_release(&e);
}

Test(formats, read__empty_wordless_and_binary__are_refused)
{
    refuse("", 0, ERR_INPUT, "empty");
    refuse(" \n\f\n", 4, ERR_INPUT, "word");
    refuse("\xef\xbb\xbf", 3, ERR_INPUT, "word");
    refuse("... --- !?\n", 11, ERR_INPUT, "word");
    refuse("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 33, ERR_INPUT, "word");
    refuse("\x7f"
           "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\0\0\0\0\0\0\0\0",
           32, ERR_INPUT, "binary");
}

Test(formats, read__lone_letters_beyond_ascii__are_words)
{
    struct read_result r;
    cr_assert(read_bytes("x", "\xc3\xa5\n", 3, (struct read_options){0}, &r, NULL));
    read_result_release(&r);
}

Test(formats, read__cut_inside_a_character__names_the_byte)
{
    struct read_result r;
    struct err e = ERR_INIT;
    const char *s = "WEBVTT\n\n00:01.000 --> 00:02.000\np\xc3";
    size_t n = strlen(s);
    cr_assert(!read_bytes("x.vtt", s, n, (struct read_options){.encoding = "UTF-8"}, &r, &e));
    cr_assert(e.kind == ERR_INPUT && strstr(err_text(&e), "33"), "%s", err_text(&e));
    err_release(&e);
    cr_assert(read_bytes("x.vtt", s, n, (struct read_options){.encoding = "UTF-8", .lossy = true}, &r, &e));
    cr_assert_eq(r.lost, 1);
    cr_assert_str_eq(r.transcript->turns.v[0].text, "p\xef\xbf\xbd\n");
    read_result_release(&r);
}

Test(formats, read__bom_crlf_and_digest)
{
    struct read_result r;
    const char *s = "\xef\xbb\xbfHei p\xc3\xa5 deg\r\nog\rdu\r\n";
    cr_assert(read_bytes("x.txt", s, strlen(s), (struct read_options){0}, &r, NULL));
    cr_assert_str_eq(r.format->name, "txt");
    cr_assert_eq(r.charset.how, CHARSET_BOM);
    cr_assert_eq(r.transcript->turns.n, 3);
    cr_assert_str_eq(r.transcript->turns.v[0].text, "Hei p\xc3\xa5 deg\n");
    cr_assert_eq(strlen(r.sha256), 64);
    read_result_release(&r);
    cr_assert(read_bytes("x.txt", "abc", 3, (struct read_options){0}, &r, NULL));
    cr_assert_str_eq(r.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    read_result_release(&r);
}

Test(formats, read__given_format_and_encoding)
{
    struct read_result r;
    struct err e = ERR_INIT;
    cr_assert(read_bytes("x.vtt", "p\xe5 l\xf8", 5,
                         (struct read_options){.encoding = "ISO-8859-1", .format = "txt"}, &r, &e));
    cr_assert_str_eq(r.transcript->turns.v[0].text, "p\xc3\xa5 l\xc3\xb8");
    read_result_release(&r);
    cr_assert(!read_bytes("x.vtt", "hei", 3, (struct read_options){.format = "wordstar"}, &r, &e) &&
              e.kind == ERR_USAGE);
    cr_assert(!read_bytes("x.vtt", "hei", 3, (struct read_options){.encoding = "klingon"}, &r, &e) &&
              e.kind == ERR_USAGE);
    cr_assert(!read_bytes("x.vtt", "hei", 3, (struct read_options){.format = "vtt"}, &r, &e) &&
              e.kind == ERR_INPUT);
    err_release(&e);
}

/* ---- files that others wrote ---- */

static bool real_file(const char *name, struct buf *b)
{
    const char *folder = getenv("TEMA_REAL_FILES");
    if (!folder)
        return false;
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s/%s", folder, name);
    bool ok = file_read(path.s, 64 << 20, b, NULL);
    cr_assert(ok, "%s", path.s);
    buf_release(&path);
    return true;
}

static bool read_real(const char *name, struct read_result *r)
{
    struct buf b = BUF_INIT;
    struct err e = ERR_INIT;
    if (!real_file(name, &b)) {
        cr_skip_test("TEMA_REAL_FILES is not set");
        return false;
    }
    cr_assert(read_bytes(name, b.s, b.len, (struct read_options){0}, r, &e), "%s: %s", name, err_text(&e));
    buf_release(&b);
    return true;
}

static void squeeze(char *s)
{
    char *to = s;
    for (; *s; s++) {
        if (*s != ' ' && *s != '\n' && *s != '\r' && *s != '-' && *s != '"')
            *to++ = *s;
    }
    *to = '\0';
}

Test(formats, real__teams_2021__gives_the_expected_turns)
{
    struct read_result r;
    struct buf want = BUF_INIT;
    if (!read_real("teams/teams-2021.vtt", &r))
        return;
    real_file("teams/teams-2021.expected-turns.tsv", &want);
    size_t turn = 0;
    for (char *line = strchr(want.s, '\n') + 1; line && *line; turn++) {
        char *next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        char *speaker = strchr(line, '\t') + 1, *text = strchr(speaker, '\t');
        *text++ = '\0';
        cr_assert(turn < r.transcript->turns.n);
        const struct tr_turn *t = &r.transcript->turns.v[turn];
        char *got = mem_strdup(t->text);
        squeeze(got);
        squeeze(text);
        cr_assert_str_eq(r.transcript->speakers.v[t->speaker], speaker);
        cr_assert_str_eq(got, text);
        mem_free(got);
        line = next;
    }
    cr_assert_eq(turn, r.transcript->turns.n);
    buf_release(&want);
    read_result_release(&r);
}

Test(formats, real__teams_others__keep_speakers)
{
    struct read_result r;
    if (!read_real("teams/teams-2022-11-malformed-times.vtt", &r))
        return;
    cr_assert_str_eq(r.transcript->speakers.v[0], "Hurst, Peter");
    for (size_t i = 0; i < r.transcript->turns.n; i++)
        cr_assert(r.transcript->turns.v[i].speaker >= 0 && r.transcript->turns.v[i].start_ms >= 0);
    bool told = false;
    for (size_t i = 0; i < r.transcript->notes.n; i++)
        told = told || strncmp(r.transcript->notes.v[i], "1 cue has a time before", 23) == 0;
    cr_assert(told);
    read_result_release(&r);
    read_real("teams/TeamsPremium.vtt", &r);
    cr_assert_str_eq(r.transcript->speakers.v[0], "Charles");
    for (size_t i = 0; i < r.transcript->turns.n; i++)
        cr_assert(r.transcript->turns.v[i].speaker >= 0, "%s", r.transcript->turns.v[i].text);
    read_result_release(&r);
}

Test(formats, real__whisper__srt_and_vtt_say_the_same)
{
    struct read_result a, b;
    if (!read_real("whisper/keitai.srt", &a) || !read_real("whisper/keitai.vtt", &b))
        return;
    cr_assert_eq(a.transcript->turns.n, b.transcript->turns.n);
    for (size_t i = 0; i < a.transcript->turns.n; i++) {
        cr_assert_str_eq(a.transcript->turns.v[i].text, b.transcript->turns.v[i].text);
        cr_assert_eq(a.transcript->turns.v[i].start_ms, b.transcript->turns.v[i].start_ms);
        cr_assert_eq(a.transcript->turns.v[i].speaker, -1);
        cr_assert(a.transcript->turns.v[i].bytes < 2000);
    }
    read_result_release(&a);
    read_result_release(&b);
}

Test(formats, real__dialect_interviews__have_their_speakers)
{
    struct read_result r;
    if (!read_real("text/lia-nn.txt", &r))
        return;
    cr_assert(r.transcript->speakers.n >= 2);
    cr_assert(r.transcript->turns.v[0].speaker == 0 &&
              strcmp(r.transcript->speakers.v[0], "eidsberg_uio_03") == 0);
    read_result_release(&r);
}

Test(formats, real__wide_encodings__read_alike)
{
    static const char *const names[] = {"encodings/utf16/bom-utf-16-le.srt",
                                        "encodings/utf16/bom-utf-16-be.srt",
                                        "encodings/utf16/bom-utf-32-le.srt"};
    for (size_t i = 0; i < 3; i++) {
        struct read_result r;
        if (!read_real(names[i], &r))
            return;
        cr_assert_str_eq(r.format->name, "srt");
        cr_assert_eq(r.charset.how, CHARSET_BOM);
        cr_assert(r.transcript->timed);
        read_result_release(&r);
    }
}

/* What the web platform's tests expect of file parsing: the number of cues, where all of them have possible
 * times and stand in blocks of their own. */
Test(formats, real__web_platform_tests__have_their_cues)
{
    static const char *const files[] = {
        "arrows",
        "timings-negative",
        "timings-60",
        "newlines",
        "ids",
        "signature-bom",
        "header-timings",
        "settings-multiple",
        "whitespace-chars",
        "regions-id",
        "timings-omitted-hours",
        "nulls",
        "header-garbage",
        "settings-line",
        "signature-tab",
        "signature-space",
        "signature-timings",
        "timings-eof",
        "settings-region",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[100];
        struct buf b = BUF_INIT, js = BUF_INIT;
        snprintf(name, sizeof name, "webvtt/wpt-file-parsing/%s.vtt", files[i]);
        if (!real_file(name, &b))
            cr_skip_test("TEMA_REAL_FILES is not set");
        snprintf(name, sizeof name, "webvtt/wpt-file-parsing/%s.js", files[i]);
        real_file(name, &js);
        const char *count = strstr(js.s, "cues.length,");
        size_t want = count ? strtoul(count + 12, NULL, 10) : 0, timed = 0;
        size_t bom = b.len >= 3 && memcmp(b.s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        struct transcript t;
        struct buf text = BUF_INIT;
        cr_assert(charset_to_utf8("UTF-8", b.s + bom, b.len - bom, bom, true, &text, &(size_t){0}, NULL));
        size_t n = charset_unix_lines(text.s, text.len);
        transcript_init(&t);
        bool ok = format_find("vtt")->read(text.s, n, &t, NULL);
        buf_release(&text);
        for (size_t k = 0; k < t.turns.n; k++) {
            for (size_t c = 0; c < t.turns.v[k].ncues; c++)
                timed += t.turns.v[k].cues[c].start_ms >= 0;
        }
        /* A time that ends before a strange character is read here. */
        cr_expect((strcmp(files[i], "nulls") == 0 ? timed >= want : timed == want) && (ok || want == 0),
                  "%s: %zu cues, not %zu", files[i], timed, want);
        transcript_release(&t);
        buf_release(&b);
        buf_release(&js);
    }
}

Test(formats, read__a_crowd_of_voices__is_refused_at_once)
{
    struct buf b = BUF_INIT;
    buf_addstr(&b, "WEBVTT\n");
    for (int i = 0; i < 1001; i++)
        buf_addf(&b, "\n00:01.000 --> 00:02.000\n<v Person %d>Hei.\n", i);
    refuse(buf_str(&b), b.len, ERR_INPUT, "1001 speakers");
    buf_release(&b);
}

Test(formats, read__a_table_of_distinct_labels__is_plain_text)
{
    struct read_result r;
    struct buf b = BUF_INIT;
    for (int i = 0; i < 300000; i++)
        buf_addf(&b, "a%d: x\n", i);
    cr_assert(read_bytes("x.txt", buf_str(&b), b.len, (struct read_options){0}, &r, NULL));
    cr_assert_eq(r.transcript->speakers.n, 0);
    cr_assert_eq(r.transcript->turns.n, 300000);
    read_result_release(&r);
    buf_release(&b);
}

Test(formats, read__millions_of_paragraphs__are_refused_before_memory_runs_out)
{
    struct buf b = BUF_INIT;
    for (int i = 0; i < 1000001; i++)
        buf_addstr(&b, "a\n");
    refuse(buf_str(&b), b.len, ERR_INPUT, "1000000 paragraphs");
    buf_release(&b);
}

Test(formats, read__page_breaks_inside_lines__stay)
{
    struct read_result r;
    struct err e = ERR_INIT;
    const char *s = "Side en\fside to, og\n\fside tre.\n";
    cr_assert(read_bytes("x.txt", s, strlen(s), (struct read_options){0}, &r, &e), "%s", err_text(&e));
    cr_expect_eq(r.transcript->turns.n, 3);
    read_result_release(&r);
}

Test(formats, read__what_a_refusal_quotes__is_harmless)
{
    struct read_result r;
    struct err e = ERR_INIT;
    const char *s = "{\"segments\": [\"\033[2J";
    cr_assert_not(
        read_bytes("x.json", s, strlen(s), (struct read_options){.format = "whisper-json"}, &r, &e));
    cr_expect(e.kind == ERR_INPUT && !strchr(err_text(&e), '\033'), "%s", err_text(&e));
    err_release(&e);
}
