#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "study.h"
#include "tema/base/buf.h"

static void bring(const char *name)
{
    const char *tree = getenv("TEMA_TREE");
    struct buf path = BUF_INIT, bytes = BUF_INIT;
    char block[4096];
    size_t n;
    FILE *f;

    buf_addf(&path, "%s/data/sample/%s", tree && *tree ? tree : ".", name);
    f = fopen(path.s, "rb");
    cr_assert(f, "'%s' cannot be read: start the tests in the tree, or set TEMA_TREE", path.s);
    while ((n = fread(block, 1, sizeof block, f)) > 0)
        buf_add(&bytes, block, n);
    fclose(f);
    room_write(name, bytes.s, bytes.len);
    buf_release(&path);
    buf_release(&bytes);
}

void study_begin(void)
{
    static const char *const people[][3] = {
        {"Informant 1", "role=IT-leder", "organisation=Eidlia"},
        {"Informant 3", "role=Hjelpepleier", "organisation=Eidlia"},
        {"Informant 5", "role=Koordinator", "organisation=Eidlia"},
        {"Informant 6", "role=Sykepleier", "organisation=Eidlia"},
        {"Informant 7", "role=Tillitsvalgt", "organisation=Eidlia"},
    };
    static const char *const files[] = {GROUP, LEADER, HEAD, NURSE, DOCTOR, PLAN};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        bring(files[i]);
    DO("new", "x.tema", "--title", "KI i hjemmetjenesten", "--framework", "leavitt", "--as", "Analytiker");
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        DO("participant", "add", people[i][0], people[i][1], people[i][2], "--as", "Analytiker");
}

char *study_state(void)
{
    static const char *const kinds[] = {"sources", "participants", "speakers", "codes", "structures",
                                        "themes",  "segments",     "codings",  "memos", "quotes",
                                        "rounds",  "phases",       "reviews"};
    static const char *const files[] = {GROUP, LEADER, HEAD, NURSE, DOCTOR, PLAN};
    struct buf all = BUF_INIT;
    char *out;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        cr_assert_eq(RUN_OUT(&out, "-p", "x.tema", "list", kinds[i], "--json"), 0, "%s", out);
        buf_addf(&all, "%s: %s\n", kinds[i], out);
        free(out);
    }
    cr_assert_eq(RUN_OUT(&out, "-p", "x.tema", "question", "log", "--json"), 0, "%s", out);
    buf_addf(&all, "question: %s\n", out);
    free(out);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        cr_assert_eq(RUN_OUT(&out, "-p", "x.tema", "show", files[i], "--raw"), 0, "%s", out);
        buf_addf(&all, "%s: %s\n", files[i], out);
        free(out);
    }
    return buf_detach(&all);
}

size_t study_length(const char *kind)
{
    json_t *list = room_list(kind);
    size_t n = json_array_size(list);

    json_decref(list);
    return n;
}

/* True when the key did something; it says so, or why not. An answer is told from the one before by a key between them
 * that does nothing. */
static bool press(struct tty *t, const char *key, const char *done)
{
    static const char nothing[] = "Y does nothing here";
    static const char *const refused[] = {"nothing to", "cannot"};

    keys(t, "Y", nothing);
    tty_send(t, key);
    expect_gone(t, nothing);
    for (int ms = 0; ms < SOON; ms += 20) {
        if (tty_wait(t, done, 20))
            return true;
        for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
            if (on_screen(t, refused[i]))
                return false;
    }
    expect(t, done);
    return false;
}

size_t study_press(struct tty *a, struct tty *b, const char *key, const char *done)
{
    struct tty *both[] = {a, b};
    size_t n = 0;

    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < 2; i++)
            while (press(both[i], key, done)) {
                n++;
                more = true;
            }
    }
    return n;
}

void expect_within(struct tty *t, const char *text, int ms)
{
    if (!tty_wait(t, text, ms)) {
        expect(t, text);
        cr_assert_fail("'%s' came later than after %d ms", text, ms);
    }
}
