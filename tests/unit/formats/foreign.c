#include "helper.h"

static bool reads(const char *path, const char *s, size_t n, const char *format, struct err *e)
{
    struct read_options opt = {.format = format};
    struct read_result r;
    if (!formats_read(path, s, n, &opt, &r, e))
        return false;
    read_result_release(&r);
    return true;
}

static void refuses(const char *path, const char *s, const char *word)
{
    struct err e = ERR_INIT;
    cr_assert(!reads(path, s, strlen(s), NULL, &e), "%s: %.30s", path, s);
    cr_assert_eq(e.kind, ERR_INPUT);
    cr_assert(strstr(err_text(&e), word) && strstr(err_text(&e), "--format"), "%s", err_text(&e));
    err_release(&e);
    cr_assert(reads(path, s, strlen(s), "txt", &e), "%s as txt: %s", path, err_text(&e));
}

static void takes(const char *path, const char *s)
{
    struct err e = ERR_INIT;
    cr_assert(reads(path, s, strlen(s), NULL, &e), "%s: %.30s: %s", path, s, err_text(&e));
    err_release(&e);
}

Test(foreign, json__whatever_its_name__is_refused)
{
    refuses("tale.json", "{\"tekst\": \" hei alle\", \"deler\": [{\"id\": 0}]}", "JSON");
    refuses("tale.txt", "\n  {\n  \"a \\\" b\" : 1}\n", "JSON");
    refuses("tale.txt", "[\n{\"ord\": \"hei\"}", "JSON");
    refuses("tale.txt", "[[\"Kari\", 1], [\"Ola\", 2]]\n", "JSON");
    refuses("tale.json", "[\"cut off", "JSON");
    refuses("lines.txt", "{\"a\": 1}\n{\"a\": 2}\n", "JSON");
}

Test(foreign, xml__is_refused)
{
    refuses("tale.txt", "<?xml version=\"1.0\"?><tt>Hei</tt>", "XML");
    refuses("tale.xml", "<tt>Hei</tt>", "XML");
}

Test(foreign, tables__of_nothing_known__are_refused)
{
    refuses("svar.CSV", "a;b\n1;2\n", "table");
    refuses("svar.csv", "a,b\n1,2\n", "table");
}

Test(foreign, bytes__of_documents__are_named)
{
    static const struct {
        const char *path, *bytes;
        size_t n;
        const char *word;
    } rows[] = {
        {"a.zip", "PK\3\4\24\0\0\0", 8, "zip"},
        {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", 10, "old Word"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        cr_assert(!reads(rows[i].path, rows[i].bytes, rows[i].n, NULL, &e) && e.kind == ERR_INPUT);
        cr_assert(strstr(err_text(&e), rows[i].word), "%s: %s", rows[i].path, err_text(&e));
        err_release(&e);
    }
}

Test(foreign, texts__with_brackets_and_commas__are_taken)
{
    takes("a.txt", "[00:01:02] Kari: Hei.\n[00:01:05] Ola: Hei.\n");
    takes("a.txt", "[latter] Ja, sa hun.\n");
    takes("a.txt", "[1, 2] viser til kildene\n");
    takes("a.txt", "{utydelig} sa hun\n");
    takes("a.txt", "{\"Ja\", sa hun}\n");
    takes("a.txt", "{ hei");
    takes("a.txt", "<uhørlig> sa hun\n");
    takes("a.md", "<!-- notat -->\n# Intervju\n");
    takes("a.txt", "navn;svar\tja\n");
    takes("a.csv", "bare tekst uten skille\n");
    takes("a.csv", "1\n00:00:01,000 --> 00:00:02,000\nhei\n");
}
