/* Finding out character sets, and converting. Real files lie in the folder that TEMA_REAL_FILES names. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/file.h"
#include "tema/text/charset.h"
#include "tema/text/utf8.h"

enum { MOST = 64 * 1024 * 1024 };

static const char norwegian[] =
    "Intervjuer: Hva gjør dere når pårørende ringer på kvelden?\n"
    "Åse: Først så må vi jo høre hva de ønsker. Noen spør om beboeren har spist frokost, andre om "
    "medisinene.\n"
    "Det er ikke så lett å få svart på alt. Vi prøver så godt vi kan, men bemanningen er for lav.\n"
    "Øystein: Æ veit ikkje, det e bare sånn det e blitt etter at det nye systemet kom på plass i fjor.\n";
static const char short_norwegian[] = "Ja, det gjør vi på onsdag.\n";
static const char swedish[] =
    "Vi började använda systemet förra året. Åsa är nöjd, men det är inte alla som är det.\n";
static const char danish[] =
    "Jeg tænker, at det må være sådan, når vi får det nye anlæg. Øjeblikket er ikke så dårligt.\n";

/* `text` in another set; it must fit. */
static void encode(const char *name, const char *text, struct buf *out)
{
    struct buf bytes = BUF_INIT;

    for (size_t i = 0, len; text[i]; i += len) {
        uint32_t cp;
        int found = -1;

        len = utf8_decode(text + i, strlen(text + i), &cp);
        for (int b = 0; b < 256 && found < 0; b++) {
            struct buf one = BUF_INIT;
            char byte = (char)b;

            if (charset_to_utf8(name, &byte, 1, 0, false, &one, NULL, NULL) && one.len == len &&
                memcmp(one.s, text + i, len) == 0)
                found = b;
            buf_release(&one);
        }
        cr_assert_geq(found, 0, "U+%04X is not in %s", (unsigned)cp, name);
        buf_addch(&bytes, (char)found);
    }
    buf_add(out, bytes.s, bytes.len);
    buf_release(&bytes);
}

/* Whether the bytes, read as the detector says, are `text`. */
static void expect_read(const char *what, const char *bytes, size_t n, const char *text, const char *name)
{
    struct charset_guess g;
    struct buf got = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok;

    charset_detect(bytes, n, &g);
    ok = charset_to_utf8(g.name, bytes + g.bom, n - g.bom, g.bom, false, &got, NULL, &err);
    cr_expect(ok, "%s: %s: %s", what, g.name, err_text(&err));
    cr_expect_str_eq(buf_str(&got), text, "%s: %s: %s", what, g.name, buf_str(&got));
    if (name)
        cr_expect_str_eq(g.name, name, "%s: found %s", what, g.name);
    cr_expect_not(charset_is_binary(bytes, n, &g), "%s", what);
    buf_release(&got);
    err_release(&err);
}

static void expect_single_byte(const char *set, const char *text, const char *answer)
{
    struct buf bytes = BUF_INIT;

    encode(set, text, &bytes);
    expect_read(set, bytes.s, bytes.len, text, answer);
    buf_release(&bytes);
}

Test(charset_detect, nordic_single_byte_sets)
{
    static const char *const texts[] = {norwegian, short_norwegian, swedish, danish};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_single_byte("windows-1252", texts[i], "windows-1252");
        /* The same bytes as in windows-1252, which is the answer. */
        expect_single_byte("ISO-8859-1", texts[i], "windows-1252");
        expect_single_byte("macintosh", texts[i], "macintosh");
        expect_single_byte("IBM850", texts[i], "IBM850");
        /* IBM850 and IBM865 have the letters of the North in the same places. */
        expect_single_byte("IBM865", texts[i], NULL);
    }
}

Test(charset_detect, quotes_and_dashes_of_windows)
{
    expect_single_byte("windows-1252", "Hun sa “nei” – og så … ‘ja’. Det koster 5 €, ikke mer’n det.\n",
                       "windows-1252");
    expect_single_byte("macintosh", "Hun sa “nei” – og så … ‘ja’. Det koster ikke mer’n det på Ås.\n",
                       "macintosh");
    expect_single_byte("windows-1252", "«Hva?» sa hun. «Én til.» Å ja.\n", "windows-1252");
    expect_single_byte("windows-1252", "BLÅBÆRSYLTETØY PÅ ØYA. ÅSE OG BJØRN.\n", "windows-1252");
    expect_single_byte("macintosh", "BLÅBÆRSYLTETØY PÅ ØYA. ÅSE OG BJØRN.\n", "macintosh");
    expect_single_byte("IBM850", "BLÅBÆRSYLTETØY PÅ ØYA. ÅSE OG BJØRN.\n", "IBM850");
}

Test(charset_detect, other_languages)
{
    expect_single_byte(
        "ISO-8859-2",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Dnes je velmi hezky, že ano, a my jsme šli domů.\n", NULL);
    expect_single_byte("windows-1251",
                       "Мы начали пользоваться новой системой в прошлом году, и это было не просто.\n", NULL);
    expect_single_byte("KOI8-R",
                       "Мы начали пользоваться новой системой в прошлом году, и это было не просто.\n", NULL);
    expect_single_byte(
        "windows-1252",
        "L’année dernière, nous avons commencé à utiliser le système; c’était très différent.\n",
        "windows-1252");
    expect_single_byte("windows-1252", "Früher mußten wir das größtenteils über Änderungen lösen.\n",
                       "windows-1252");
}

Test(charset_detect, byte_order_marks)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *name;
        size_t bom;
    } rows[] = {
        {"\xEF\xBB\xBFhei", 6, "UTF-8", 3},        {"\xFF\xFEh\0e\0i\0", 8, "UTF-16LE", 2},
        {"\xFE\xFF\0h\0e\0i", 8, "UTF-16BE", 2},   {"\xFF\xFE\0\0h\0\0\0", 8, "UTF-32LE", 4},
        {"\0\0\xFE\xFF\0\0\0h", 8, "UTF-32BE", 4}, {"\xFF\xFE", 2, "UTF-16LE", 2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct charset_guess g;

        charset_detect(rows[i].bytes, rows[i].n, &g);
        cr_expect_str_eq(g.name, rows[i].name);
        cr_expect_eq(g.how, CHARSET_BOM);
        cr_expect_eq(g.confidence, 100);
        cr_expect_eq(g.bom, rows[i].bom);
    }
}

/* `text` as UTF-16 or UTF-32 without BOM. */
static void widen(const char *text, size_t unit, bool big_endian, struct buf *out)
{
    for (size_t i = 0, len; text[i]; i += len) {
        uint32_t cp;

        len = utf8_decode(text + i, strlen(text + i), &cp);
        for (size_t b = 0; b < unit; b++)
            buf_addch(out, (char)(cp >> 8 * (big_endian ? unit - 1 - b : b)));
    }
}

Test(charset_detect, utf16_and_utf32_without_bom)
{
    static const char *const texts[] = {norwegian,
                                        short_norwegian,
                                        "a",
                                        "Ja.",
                                        "Мы начали, и это было.\n",
                                        "我们从去年开始使用这个系统。\n很好,是的。\n"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int kind = 0; kind < 4; kind++) {
            struct buf bytes = BUF_INIT;
            static const char *const names[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};

            widen(texts[i], kind < 2 ? 2 : 4, kind % 2 == 1, &bytes);
            expect_read(names[kind], bytes.s, bytes.len, texts[i], names[kind]);
            buf_release(&bytes);
        }
}

static void expect_name(const char *bytes, size_t n, const char *name)
{
    struct charset_guess g;

    charset_detect(bytes, n, &g);
    cr_expect_str_eq(g.name, name, "found %s", g.name);
}

Test(charset_detect, utf8_and_ascii)
{
    struct charset_guess g;

    charset_detect(norwegian, strlen(norwegian), &g);
    cr_expect_str_eq(g.name, "UTF-8");
    cr_expect_eq(g.how, CHARSET_UTF8);
    cr_expect_eq(g.confidence, 100);
    charset_detect("plain\n", 6, &g);
    cr_expect_str_eq(g.name, "UTF-8");
    cr_expect_eq(g.confidence, 100);
    charset_detect("", 0, &g);
    cr_expect_str_eq(g.name, "UTF-8");
}

Test(charset_detect, utf8_with_a_fault_is_still_utf8)
{
    struct buf b = BUF_INIT;

    for (size_t cut = strlen(norwegian); cut > 60; cut--)
        expect_name(norwegian, cut, "UTF-8");
    expect_name("bare dette \xC3", 12, "UTF-8");
    expect_name("bare dette \xE2\x80", 13, "UTF-8");
    buf_addstr(&b, norwegian);
    buf_splice(&b, 100, 0, "\xE5", 1);
    expect_name(b.s, b.len, "UTF-8");
    buf_release(&b);
    /* One letter of another set at the end, and nothing else, is no cut character. */
    expect_name("det er p\xE5", 9, "windows-1252");
}

Test(charset_is_binary, tells_text_from_the_rest)
{
    struct charset_guess g;
    static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0";
    static const char nul[] =
        "en setning med\0en null i seg som ellers er helt vanlig og lang nok til ikke å være noe annet";
    char noise[512];

    charset_detect(png, sizeof png - 1, &g);
    cr_expect(charset_is_binary(png, sizeof png - 1, &g));
    charset_detect(nul, sizeof nul - 1, &g);
    cr_expect(charset_is_binary(nul, sizeof nul - 1, &g));
    srand(3);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(1 + rand() % 255);
    charset_detect(noise, sizeof noise, &g);
    cr_expect(charset_is_binary(noise, sizeof noise, &g));
    charset_detect("", 0, &g);
    cr_expect_not(charset_is_binary("", 0, &g));
}

static void expect_error(const char *name, const char *bytes, size_t n, size_t base, enum err_kind kind,
                         const char *part)
{
    struct buf out = BUF_INIT;
    struct err err = ERR_INIT;

    buf_addstr(&out, "before");
    cr_expect_not(charset_to_utf8(name, bytes, n, base, false, &out, NULL, &err));
    cr_expect_eq(err.kind, kind);
    cr_expect_not_null(strstr(err_text(&err), part), "%s", err_text(&err));
    cr_expect_str_eq(out.s, "before");
    buf_release(&out);
    err_release(&err);
}

Test(charset_to_utf8, names_the_byte)
{
    struct buf b = BUF_INIT;

    expect_error("UTF-8", "ab\xE5zz", 5, 0, ERR_INPUT, "byte 2:");
    expect_error("utf-8", "ab\xC3", 3, 3, ERR_INPUT, "byte 5:");
    expect_error("utf-8", "ab\xC3", 3, 3, ERR_INPUT, "in the middle of a character");
    expect_error("windows-1252", "abc\x81", 4, 0, ERR_INPUT, "byte 3: 0x81");
    expect_error("UTF-16LE", "a\0\0\xDC", 4, 2, ERR_INPUT, "byte 4:");
    expect_error("UTF-16LE", "a\0b", 3, 0, ERR_INPUT, "byte 2:");
    for (size_t i = 0; i < 100000; i++)
        buf_addstr(&b, "\xE5 ");
    buf_addch(&b, '\x81');
    expect_error("windows-1252", b.s, b.len, 0, ERR_INPUT, "byte 200000:");
    buf_release(&b);
}

Test(charset_to_utf8, unknown_sets)
{
    expect_error("no-such-set", "a", 1, 0, ERR_USAGE, "no-such-set");
    expect_error("", "a", 1, 0, ERR_USAGE, "unknown");
    expect_error("UTF-16//IGNORE", "a", 1, 0, ERR_USAGE, "unknown");
}

static void expect_lossy(const char *name, const char *bytes, size_t n, const char *text, size_t lost)
{
    struct buf out = BUF_INIT;
    size_t count = 99;

    cr_expect(charset_to_utf8(name, bytes, n, 0, true, &out, &count, NULL));
    cr_expect_str_eq(buf_str(&out), text, "%s: %s", name, buf_str(&out));
    cr_expect_eq(count, lost, "%zu", count);
    buf_release(&out);
}

Test(charset_to_utf8, lossy_marks_and_counts)
{
    expect_lossy("UTF-8",
                 "a\xE5"
                 "b\xC3",
                 4, "a\uFFFDb\uFFFD", 2);
    expect_lossy("UTF-8", "\xE2\x80", 2, "\uFFFD\uFFFD", 2);
    expect_lossy("windows-1252", "a\x81\xE5", 3, "a\uFFFDå", 1);
    expect_lossy("UTF-16LE",
                 "a\0\0\xDC"
                 "b\0c",
                 7, "a\uFFFDb\uFFFD", 3);
    expect_lossy("UTF-8", "a\0b", 3, "a\uFFFDb", 0);
    expect_lossy("UTF-16BE", "\0a\0\0", 4, "a\uFFFD", 0);
    expect_lossy("UTF-8", "", 0, "", 0);
    expect_lossy("UTF-16LE", "", 0, "", 0);
}

Test(charset_unix_lines, makes_lf)
{
    char s[] = "a\r\nb\rc\n\r\r\n\r";
    size_t n = charset_unix_lines(s, strlen(s));

    cr_assert_eq(n, 9);
    cr_assert(memcmp(s, "a\nb\nc\n\n\n\n", 9) == 0);
    cr_assert_eq(charset_unix_lines(s, 0), 0);
}

/* --- real files --- */

static bool read_real(const char *folder, const char *name, struct buf *out)
{
    const char *root = getenv("TEMA_REAL_FILES");
    struct buf path = BUF_INIT;
    bool ok;

    buf_addf(&path, "%s/encodings/%s/%s", root, folder, name);
    ok = file_read(path.s, MOST, out, NULL);
    buf_release(&path);
    return ok;
}

/* The set a sample's name stands for, by iconv's name: NULL where iconv has none. */
static const char *true_set(const char *file)
{
    static const struct {
        const char *file;
        const char *set;
    } rows[] = {
        {"ascii", "UTF-8"},
        {"empty", "UTF-8"},
        {"README", "UTF-8"},
        {"utf8-", "UTF-8"},
        {"utf7", "UTF-7"},
        {"utf16be", "UTF-16BE"},
        {"utf16le", "UTF-16LE"},
        {"utf32be", "UTF-32BE"},
        {"utf32le", "UTF-32LE"},
        {"cp125", NULL},
        {"cp1051", "HP-ROMAN8"},
        {"cp932", "CP932"},
        {"cp936", "GBK"},
        {"cp437", "IBM437"},
        {"cp775", "CP775"},
        {"cp850", "IBM850"},
        {"cp852", "IBM852"},
        {"cp857", "IBM857"},
        {"cp858", "IBM858"},
        {"cp860", "IBM860"},
        {"cp863", "IBM863"},
        {"cp866", "IBM866"},
        {"cp869", "IBM869"},
        {"big5", "BIG5"},
        {"ebcdic-cp037", "IBM037"},
        {"ebcdic-cp1140", "IBM1140"},
        {"ebcdic-cp500", "IBM500"},
        {"ebcdic-cp875", "CP875"},
        {"euc-cn", "EUC-CN"},
        {"euc-jp", "EUC-JP"},
        {"euc-kr", "EUC-KR"},
        {"euc-tw", "EUC-TW"},
        {"gb18030", "GB18030"},
        {"hz-", NULL},
        {"iso-2022-jp", "ISO-2022-JP"},
        {"iso-2022-kr", "ISO-2022-KR"},
        {"iso-8859-8-i", "ISO-8859-8"},
        {"johab", "JOHAB"},
        {"koi8-r", "KOI8-R"},
        {"koi8-u", "KOI8-U"},
        {"mac-roman.", "MACINTOSH"},
        {"mac-cyrillic", "MAC-CYRILLIC"},
        {"mac-icelandic", "MAC-IS"},
        {"mac-ce", "MAC-CENTRALEUROPE"},
        {"mac-", NULL},
        {"tis-620", "TIS-620"},
        {"windows-874", "CP874"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].set && strncmp(file, rows[i].file, strlen(rows[i].file)) == 0)
            return rows[i].set;
    return NULL;
}

static bool reads_right(const char *file, const char *bytes, size_t n, struct charset_guess *g)
{
    struct buf right = BUF_INIT;
    struct buf got = BUF_INIT;
    struct buf set = BUF_INIT;
    bool ok;

    charset_detect(bytes, n, g);
    if (true_set(file))
        buf_addstr(&set, true_set(file));
    else
        buf_add(&set, file, strcspn(file, "."));
    ok = charset_to_utf8(set.s, bytes + g->bom, n - g->bom, 0, false, &right, NULL, NULL) &&
         charset_to_utf8(g->name, bytes + g->bom, n - g->bom, 0, false, &got, NULL, NULL) &&
         right.len == got.len && memcmp(buf_str(&right), buf_str(&got), got.len) == 0;
    buf_release(&right);
    buf_release(&got);
    buf_release(&set);
    return ok;
}

Test(charset_detect, real_code_pages)
{
    static const char *const must[] = {"ascii.txt",          "cp1252.txt",         "iso-8859-1.txt",
                                       "mac-roman.txt",      "cp850.txt",          "utf16be-bom.txt",
                                       "utf16be-no-bom.txt", "utf16le-bom.txt",    "utf16le-no-bom.txt",
                                       "utf32be-bom.txt",    "utf32be-no-bom.txt", "utf32le-bom.txt",
                                       "utf32le-no-bom.txt", "utf8-bom.txt",       "utf8-no-bom.txt"};
    const char *root = getenv("TEMA_REAL_FILES");
    struct buf path = BUF_INIT;
    size_t all = 0;
    size_t right = 0;
    struct dirent *entry;
    DIR *dir;

    if (!root)
        cr_skip_test("TEMA_REAL_FILES is not set");
    buf_addf(&path, "%s/encodings/redsalamander", root);
    dir = opendir(path.s);
    buf_release(&path);
    if (!dir)
        cr_skip_test("no encodings/redsalamander");
    while ((entry = readdir(dir))) {
        struct buf bytes = BUF_INIT;
        struct charset_guess g;

        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "README.txt") != 0 &&
            read_real("redsalamander", entry->d_name, &bytes)) {
            bool ok = reads_right(entry->d_name, buf_str(&bytes), bytes.len, &g);

            all++;
            right += ok;
            if (!ok)
                fprintf(stderr, "%s: read as %s (%d)\n", entry->d_name, g.name, g.confidence);
            for (size_t i = 0; i < sizeof must / sizeof *must; i++)
                if (strcmp(entry->d_name, must[i]) == 0)
                    cr_expect(ok, "%s: %s", must[i], g.name);
        }
        buf_release(&bytes);
    }
    closedir(dir);
    fprintf(stderr, "%zu of %zu code pages read right\n", right, all);
}

Test(charset_detect, real_utf16)
{
    static const struct {
        const char *file;
        const char *set;
    } rows[] = {{"bom-utf-16-be.srt", "UTF-16BE"}, {"bom-utf-16-le.srt", "UTF-16LE"},
                {"bom-utf-32-le.srt", "UTF-32LE"}, {"nobom-utf16be.txt", "UTF-16BE"},
                {"nobom-utf16le.txt", "UTF-16LE"}, {"plane1-utf-16le.html", "UTF-16LE"}};

    if (!getenv("TEMA_REAL_FILES"))
        cr_skip_test("TEMA_REAL_FILES is not set");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf bytes = BUF_INIT;
        struct charset_guess g;

        cr_assert(read_real("utf16", rows[i].file, &bytes));
        charset_detect(bytes.s, bytes.len, &g);
        cr_expect_str_eq(g.name, rows[i].set, "%s: %s", rows[i].file, g.name);
        cr_expect_not(charset_is_binary(bytes.s, bytes.len, &g), "%s", rows[i].file);
        buf_release(&bytes);
    }
}

Test(charset_to_utf8, real_malformed_utf8)
{
    struct buf bytes = BUF_INIT;
    struct buf out = BUF_INIT;
    struct charset_guess g;
    size_t lost = 0;

    if (!getenv("TEMA_REAL_FILES"))
        cr_skip_test("TEMA_REAL_FILES is not set");
    cr_assert(read_real("malformed", "utf8tests.bin", &bytes) ||
              read_real("malformed", "utf8tests.txt", &bytes));
    charset_detect(bytes.s, bytes.len, &g);
    cr_expect(charset_to_utf8("UTF-8", bytes.s, bytes.len, 0, true, &out, &lost, NULL));
    cr_expect(utf8_valid(out.s, out.len, NULL));
    cr_expect_gt(lost, 0);
    fprintf(stderr, "malformed UTF-8: read as %s, %zu bytes lost of %zu as UTF-8\n", g.name, lost, bytes.len);
    buf_release(&bytes);
    buf_release(&out);
}

Test(charset_detect, ascii_with_a_stray_nul__is_not_wide)
{
    struct charset_guess g;
    const char text[] = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi"; /* with its NUL: an even number of bytes */

    charset_detect(text, sizeof text, &g);
    cr_assert_str_eq(g.name, "UTF-8");
}
