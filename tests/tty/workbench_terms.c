/* The workbench on terminals of all kinds: what it needs, what it sends, and what it must never send. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/buf.h"

TestSuite(terminals, .init = room_open, .fini = room_close, .timeout = 60);

/* --- terminals that will not do --- */

Test(terminals, unusable__one_sentence_and_status_2)
{
    static const char *const settings[] = {"TERM", "TERM=", "TERM=dumb", "TERM=no-such-terminal"};

    room_study();
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const char *const env[] = {settings[i], NULL};
        struct tty *t = room_start(24, 80, env, NULL);
        const char *out, *end;

        expect_exit(t, SOON, 2);
        out = tty_output(t, NULL);
        end = strchr(out, '\n');
        cr_expect_eq(strncmp(out, "tema: ", 6), 0, "%s: '%s'", settings[i], out);
        cr_expect(end && end[1] == '\0', "%s: more than a sentence: '%s'", settings[i], out);
        cr_expect_null(strchr(out, '\033'), "%s: an escape sequence was sent", settings[i]);
        tty_free(t);
    }
}

Test(terminals, none_at_all__one_sentence_and_status_2)
{
    char *out;

    room_study();
    cr_expect_eq(RUN_OUT(&out, "x.tema"), 2);
    cr_expect_eq(strncmp(out, "tema: ", 6), 0, "'%s'", out);
    cr_expect(strchr(out, '\n') && strchr(out, '\n')[1] == '\0', "more than a sentence: '%s'", out);
    free(out);
}

/* --- terminals that will --- */

Test(terminals, known_ones__open_and_code)
{
    static const char *const settings[] = {"TERM=xterm",  "TERM=xterm-256color", "TERM=linux",
                                           "TERM=screen", "TERM=tmux",           "TERM=vt100"};

    room_study();
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const char *const env[] = {settings[i], NULL};
        struct tty *t = room_start(24, 80, env, NULL);
        int status;

        if (tty_exited(t, 0, &status))
            cr_assert_fail("%s: '%s'", settings[i], tty_output(t, NULL));
        if (i == 0) {
            expect(t, "Enter open");
            tty_send(t, "\r");
        }
        expect(t, "s sentence");
        keys(t, "gsctid\r", i == 0 ? "coded “Spørsmål nummer 1 er kort.”" : "nothing changed");
        tty_send(t, "Q");
        expect_exit(t, SOON, 0);
        tty_free(t);
    }
}

/* The parameters of every "select graphic rendition" that set a colour; 39 and 49 take the terminal's own. */
static size_t count_colours(const char *out)
{
    size_t n = 0;

    for (const char *s = strstr(out, "\033["); s; s = strstr(s + 2, "\033[")) {
        const char *end = s + 2 + strspn(s + 2, "0123456789;:");

        if (*end != 'm')
            continue;
        for (const char *p = s + 2; p < end; p += strcspn(p, ";m") + 1) {
            int value = atoi(p);

            n +=
                (value >= 30 && value <= 38) || (value >= 40 && value <= 48) || (value >= 90 && value <= 107);
        }
    }
    return n;
}

static size_t colours_with(const char *const *env)
{
    struct tty *t = room_start(24, 100, env, NULL);
    size_t n;

    expect(t, "Enter open");
    keys(t, "\r", "Svar nummer 2");
    keys(t, "sctid\r", "tid");
    keys(t, "\t", "n new");
    keys(t, "\t:", "actions");
    n = count_colours(tty_output(t, NULL));
    kill_now(t);
    tty_free(t);
    DO("-p", "x.tema", "undo");
    return n;
}

Test(terminals, no_color__is_heeded)
{
    static const char *const mono[] = {"NO_COLOR=1", NULL};

    room_study();
    cr_expect_eq(colours_with(mono), 0, "colours were set in spite of NO_COLOR");
}

Test(terminals, colours__are_used_where_there_are_any)
{
    room_study();
    cr_expect_gt(colours_with(NULL), 0);
}

/* --- locales --- */

Test(terminals, c_locale__is_taken_as_utf8)
{
    static const char *const env[] = {"LC_ALL=C", NULL};
    struct tty *t;

    room_study();
    t = room_start(24, 80, env, NULL);
    expect(t, "Enter open");
    keys(t, "\r", "Spørsmål nummer 1");
    keys(t, "scmøt\r", "coded “Spørsmål");
    tty_free(t);
}

/* A locale without UTF-8: the system's, or one made for the test. NULL when neither can be had. */
static const char *const *latin1(void)
{
    static const char *const installed[] = {"LC_ALL=en_US.iso88591", NULL};
    static char where[512];
    static const char *const made[] = {"LC_ALL=en_US.iso88591", where, NULL};
    struct buf command = BUF_INIT;
    int status;

    if (system("locale -a 2>/dev/null | grep -qix 'en_US.iso88591'") == 0)
        return installed;
    buf_addf(&command, "localedef -i en_US -f ISO-8859-1 '%s/en_US.iso88591' >/dev/null 2>&1", room_folder());
    status = system(command.s);
    buf_release(&command);
    snprintf(where, sizeof where, "LOCPATH=%s", room_folder());
    return status == 0 ? made : NULL;
}

Test(terminals, locale_without_utf8__draws_ascii_only)
{
    const char *const *env = latin1();
    struct tty *t;
    const char *out;

    if (!env)
        cr_skip_test("there is no locale en_US.ISO-8859-1 here (package locales-all)");
    room_study();
    t = room_start(24, 80, env, NULL);
    expect(t, "Enter open");
    keys(t, "\r", "nummer 2 begynner her.");
    keys(t, "sctid\r", "coded ");
    keys(t, "\t", "n new");
    keys(t, "\t:", "actions");
    out = tty_output(t, NULL);
    for (const char *s = out; *s; s++)
        cr_assert((unsigned char)*s < 0x80, "byte 0x%02x was sent", (unsigned char)*s);
    tty_free(t);
    cr_expect_eq(room_count("codings", "text", "Spørsmål nummer 1 er kort."), 1);
}

/* --- how much is sent --- */

static struct tty *read_at(int rows, int cols)
{
    struct tty *t = room_start(rows, cols, NULL, NULL);

    expect(t, "Enter open");
    keys(t, "\r", "Svar nummer 2");
    tty_settle(t, 100, 2000);
    return t;
}

Test(terminals, idle__sends_nothing)
{
    struct tty *t;

    room_study();
    t = read_at(30, 100);
    tty_send(t, "jj");
    tty_settle(t, 150, 2000);
    tty_count_reset(t);
    tty_settle(t, 3000, 3200);
    cr_expect_eq(tty_bytes(t), 0, "%zu bytes were sent in three idle seconds", tty_bytes(t));
    tty_free(t);
}

static size_t bytes_of(struct tty *t, const char *key)
{
    tty_count_reset(t);
    tty_send(t, key);
    tty_settle(t, 40, 1000);
    return tty_bytes(t);
}

/* Design: at 100 × 30 a cursor step costs 64 bytes, a scrolled line 160 at full width, and beside a side
 * pane, where lines cannot be scrolled, one repaint per jump of a third of the page. */
Test(terminals, cursor_step__stays_in_its_budget)
{
    static const char *const steps[] = {"l", "j", "h", "k", "w", "b", ")", "("};
    struct tty *t;

    room_study();
    t = read_at(30, 100);
    bytes_of(t, "jj");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        for (int n = 0; n < 3; n++) {
            size_t bytes = bytes_of(t, steps[i]);

            cr_expect_leq(bytes, 64, "'%s' sends %zu bytes", steps[i], bytes);
            if (getenv("TEMA_SHOW_BYTES"))
                fprintf(stderr, "step %s: %zu bytes\n", steps[i], bytes);
        }
    tty_free(t);
}

/* One turn of many lines: a step scrolls by one. */
static void long_turn(void)
{
    struct buf text = BUF_INIT;

    buf_addstr(&text, "Ola:");
    for (int i = 1; i <= 400; i++)
        buf_addf(&text, " Ord nummer %d i en svært lang tale om vakta.", i);
    buf_addch(&text, '\n');
    room_write("lang.txt", text.s, text.len);
    buf_release(&text);
    DO("new", "x.tema");
    DO("import", "lang.txt");
}

Test(terminals, scrolled_line__stays_in_its_budget)
{
    enum { STEPS = 24 };
    struct tty *t;
    size_t most = 0;
    int within = 0;

    long_turn();
    t = room_start(30, 100, NULL, NULL);
    expect(t, "Enter open");
    keys(t, "\r", "Ord nummer 1 ");
    tty_settle(t, 100, 2000);
    if (on_screen(t, "refs"))
        bytes_of(t, "T");
    bytes_of(t, "24j");
    for (int n = 0; n < STEPS; n++) {
        size_t bytes = bytes_of(t, "j");

        within += bytes <= 160;
        most = bytes > most ? bytes : most;
    }
    /* The line alone keeps to it; now and then the title's percentage changes too: a cursor step more. */
    cr_expect_geq(within, STEPS / 2 - 1, "only %d of %d scrolled lines send 160 bytes or less", within,
                  STEPS);
    cr_expect_leq(most, 160 + 64, "a scrolled line sends %zu bytes", most);
    if (getenv("TEMA_SHOW_BYTES"))
        fprintf(stderr, "scrolled line, full width: %zu bytes at most, %d of %d within 160\n", most, within,
                STEPS);
    tty_free(t);
}

Test(terminals, scrolling_beside_the_tree__repaints_once_per_third_of_the_page)
{
    struct tty *t;
    int jumps = 0;

    room_study();
    t = read_at(30, 100);
    if (!on_screen(t, "refs"))
        keys(t, "T", "refs");
    tty_settle(t, 40, 1000);
    bytes_of(t, "9j");
    bytes_of(t, "9j");
    for (int n = 0; n < 24; n++) {
        size_t now = bytes_of(t, "j");

        jumps += now > 64;
        if (getenv("TEMA_SHOW_BYTES") && now > 64)
            fprintf(stderr, "a jump beside the tree: %zu bytes\n", now);
        cr_expect_leq(now, 4000, "a jump sends %zu bytes", now);
    }
    cr_expect_leq(jumps, 8, "%d of 24 steps down repaint", jumps);
    tty_free(t);
}

/* --- hostile texts --- */

static void add_hostile_text(struct buf *text)
{
    buf_addstr(text, "Ola: Først \033]0;STJAALET\007 en tittel, ");
    buf_addstr(text, "\033[31;45;7mfarget\033[0m og \033[2J tømt.\n\n");
    buf_addstr(text, "Kari: C1 \xc2\x9b"
                     "31m og \xc2\x9d"
                     "0;STJAALET\xc2\x9c og \xc2\x90q slutt.\n\n");
    buf_addstr(text, "Ola: Snudd \xe2\x80\xae"
                     "txet\xe2\x80\xac og ");
    buf_addstr(text, "\xe2\x81\xa6isolert\xe2\x81\xa9 slutt.\n\n");
    buf_addstr(text, "Kari: Klynge e");
    for (int i = 0; i < 20000; i++)
        buf_addstr(text, "\xcc\x81");
    buf_addstr(text, " slutt.\n\nOla: Lang ");
    for (int i = 0; i < 100000; i++)
        buf_addstr(text, "ordkjede--\x1b");
    buf_addstr(text, " slutt.\n\nKari: Siste \x7f\x08\x08 ord \xf3\xa0\x80\xa1 her.\n");
}

static bool occurs(const char *out, size_t len, const char *what)
{
    size_t n = strlen(what);

    for (size_t i = 0; i + n <= len; i++)
        if (memcmp(out + i, what, n) == 0)
            return true;
    return false;
}

static void expect_harmless(struct tty *t)
{
    static const char *const never[] = {"\033]",    "\033[31;45;7m", "\033P",        "\xc2\x9b", "\xc2\x9d",
                                        "\xc2\x90", "\xe2\x80\xae",  "\xe2\x81\xa6", "\033_",    "\033^"};
    size_t len;
    const char *out = tty_output(t, &len);

    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        cr_expect_not(occurs(out, len, never[i]), "sequence %zu reached the terminal", i);
    cr_expect_not(occurs(out, len, "\033ordkjede"));
}

Test(terminals, hostile_text__reaches_the_terminal_as_visible_marks_only)
{
    struct buf text = BUF_INIT;
    struct tty *t;

    add_hostile_text(&text);
    room_write("fiendtlig.txt", text.s, text.len);
    buf_release(&text);
    DO("new", "x.tema", "--title", "Tittel \033]0;STJAALET\007 her");
    DO("import", "fiendtlig.txt");
    DO("code", "add",
       "kode \033]0;STJAALET\007 \xe2\x80\xae"
       "snudd",
       "--definition", "fordi \033[31;45;7m derfor");
    t = room_start(24, 80, NULL, NULL);
    expect(t, "Enter open");
    expect(t, "STJAALET");
    keys(t, "\r", "Først");
    keys(t, "sc", "new code…");
    keys(t, "kode\r", "coded “Først");
    keys(t, "B", "codebook");
    keys(t, "q", "Først");
    for (int i = 0; i < 6; i++) {
        tty_send(t, "}");
        tty_settle(t, 20, 500);
    }
    for (int i = 0; i < 10; i++) {
        tty_send(t, "\x06");
        tty_settle(t, 20, 500);
    }
    keys(t, "G", "her.");
    keys(t, "/slutt\r", "slutt");
    tty_send(t, "n");
    keys(t, "g", "Først");
    expect_harmless(t);
    tty_send(t, "Q");
    expect_exit(t, SOON, 0);
    tty_free(t);
    room_check();
}

/* A name of a file is text of others too. */
Test(terminals, hostile_file_name__reaches_the_terminal_as_visible_marks_only)
{
    static const char text[] = "En linje.\n";
    struct tty *t;

    room_write("a\033]0;STJAALET\007\xe2\x80\xae.txt", text, sizeof text - 1);
    DO("new", "x.tema");
    DO("import", "a\033]0;STJAALET\007\xe2\x80\xae.txt");
    t = room_start(24, 80, NULL, NULL);
    expect(t, "STJAALET");
    keys(t, "\r", "En linje.");
    keys(t, "s", "words marked");
    keys(t, "cx\r", "coded “En linje.”");
    expect_harmless(t);
    tty_free(t);
}
