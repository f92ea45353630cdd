/* The frame: home, help, sizes, hostile text, what others change. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/action.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"
#include "tema/ui/key.h"
#include "tema/ui/loop.h"

static struct bench b;

static void open_study(void)
{
    bench_new(&b);
    bench_study(&b);
    bench_start(&b, 24, 80);
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(frame, .init = open_study, .fini = close_all);

Test(actions, table__binds_no_key_twice_in_one_place)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
        for (int j = i + 1; j < ACTION_COUNT; j++) {
            cr_expect_str_neq(actions[i].name, actions[j].name);
            if (!(actions[i].where & actions[j].where))
                continue;
            char *keys = strdup(actions[i].keys), *rest = keys, *key;
            while ((key = strtok_r(rest, " ", &rest))) {
                char *others = strdup(actions[j].keys), *more = others, *other;
                while ((other = strtok_r(more, " ", &more)))
                    cr_expect_str_neq(key, other, "%s and %s", actions[i].name, actions[j].name);
                free(others);
            }
            free(keys);
        }
}

Test(actions, table__has_only_keys_that_can_be_named)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        char *keys = strdup(actions[i].keys), *rest = keys, *key;
        while ((key = strtok_r(rest, " ", &rest))) {
            struct key k;
            cr_expect(key_parse(key, strlen(key), &k, NULL), "%s", key);
            cr_expect_not(k.mods == 0 && k.code >= '0' && k.code <= '9', "digits are counts");
        }
        free(keys);
        cr_expect_gt(strlen(actions[i].help), 0);
        cr_expect_eq(action_find(actions[i].name), &actions[i]);
    }
}

Test(frame, home__says_how_to_get_a_text_in)
{
    bench_free(&b);
    bench_new(&b);
    bench_start(&b, 24, 80);
    cr_expect(bench_shows(&b, "tema import FILE"));
    cr_expect_str_eq(workbench_screen(b.wb), "home");
}

Test(frame, import__says_what_is_missing_and_keeps_asking)
{
    bench_keys(&b, "i");
    bench_type(&b, "/no/such/file.txt");
    bench_keys(&b, "Enter");
    cr_expect(bench_says(&b, "/no/such/file.txt"), "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "import file: /no/such/file.txt"));
}

Test(frame, import__completes_a_path_and_gets_the_file_in)
{
    bench_free(&b);
    bench_new(&b);
    bench_start(&b, 24, 80);
    char path[256];
    snprintf(path, sizeof path, "%s/samtale-øst.txt", b.dir);
    FILE *f = fopen(path, "w");
    cr_assert(f);
    fputs("Per: Hei på deg.\n", f);
    fclose(f);
    bench_keys(&b, "i");
    bench_type(&b, b.dir);
    bench_keys(&b, "Enter");
    cr_expect(bench_says(&b, "is a folder"), "%s", workbench_message(b.wb));
    bench_type(&b, "/sa");
    bench_keys(&b, "Tab Enter");
    cr_expect(bench_says(&b, "samtale-øst.txt"), "%s", workbench_message(b.wb));
    struct err err = ERR_INIT;
    cr_expect_eq(app_study(b.app, &err)->nsources, 1);
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "Hei på deg."));
}

Test(frame, source__attributes_are_set_by_a_form)
{
    bench_keys(&b, "e Tab Tab");
    bench_type(&b, "2026-02-01");
    bench_keys(&b, "C-s");
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    cr_expect_str_eq(st->sources[0].date, "2026-02-01", "%s", workbench_message(b.wb));
}

Test(frame, source__form_stays_open_on_a_bad_date)
{
    bench_keys(&b, "e Tab Tab");
    bench_type(&b, "i fjor");
    bench_keys(&b, "C-s");
    cr_expect(bench_shows(&b, "i fjor"));
    cr_expect(bench_shows(&b, "source “intervju-1.txt”"));
}

Test(frame, quit__leaves_at_once_and_q_from_home)
{
    bench_keys(&b, "Enter Q");
    cr_expect(b.react & REACT_STOP);
    bench_again(&b, 24, 80);
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
    bench_keys(&b, "q q");
    cr_expect(b.react & REACT_STOP);
}

Test(frame, help__comes_from_the_action_table)
{
    bench_keys(&b, "Enter ?");
    cr_expect(bench_shows(&b, "Mark the sentence; again: the next one too."));
    bench_keys(&b, "Esc");
    cr_expect_str_eq(workbench_screen(b.wb), "transcript");
}

Test(frame, palette__runs_an_action_by_its_name)
{
    bench_keys(&b, ":");
    bench_type(&b, "codebook");
    bench_keys(&b, "Enter");
    cr_expect_str_eq(workbench_screen(b.wb), "codebook");
}

Test(frame, footer__labels_can_be_clicked)
{
    bench_resize(&b, 24, 140);
    char *screen = strdup(bench_screen(&b)), *rest = screen, *line;
    int row = 0, col = -1;
    while ((line = strsep(&rest, "\n"))) {
        char *at = strstr(line, "B codebook");
        if (at) {
            col = (int)(at - line);
            break;
        }
        row++;
    }
    free(screen);
    cr_assert_geq(col, 0);
    bench_event(
        &b,
        (struct event){
            .kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = row, .col = col + 3});
    cr_expect_str_eq(workbench_screen(b.wb), "codebook");
}

Test(frame, size__of_one_cell_and_back_keeps_everything)
{
    bench_keys(&b, "Enter 4 G");
    static const int sizes[][2] = {{1, 1},   {2, 300}, {300, 2},  {10, 40}, {9, 39},
                                   {11, 41}, {24, 69}, {24, 100}, {24, 80}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bench_resize(&b, sizes[i][0], sizes[i][1]);
        bench_keys(&b, "Tab Tab j k s Esc c Esc m Esc ? q");
    }
    cr_expect(bench_shows(&b, "turn 4"));
}

Test(frame, size__too_small_is_said)
{
    bench_resize(&b, 9, 39);
    cr_expect(bench_shows(&b, "at least 40"));
}

Test(frame, change_of_another__is_shown_at_the_next_tick)
{
    bench_keys(&b, "Enter 4 G");
    struct app *other;
    struct err err = ERR_INIT;
    cr_assert(app_open(b.project, "bo", false, &other, &err), "%s", err_text(&err));
    cr_assert(app_add_code(other, "Regler/ansvar", ORIGIN_INDUCTIVE, NULL, NULL, &err), "%s", err_text(&err));
    app_free(other);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(b.react & REACT_DRAW);
    cr_expect(bench_shows(&b, "turn 4"));
    bench_keys(&b, "Tab");
    cr_expect(bench_shows(&b, "ansvar"));
}

Test(frame, read_only__acts_answer_with_a_sentence)
{
    struct err err = ERR_INIT;
    workbench_free(b.wb);
    app_free(b.app);
    canvas_free(b.c);
    cr_assert(app_open(b.project, "anna", true, &b.app, &err), "%s", err_text(&err));
    bench_start(&b, 24, 80);
    bench_keys(&b, "Enter } s .");
    cr_expect(bench_says(&b, "read"), "%s", workbench_message(b.wb));
    bench_keys(&b, "m");
    cr_expect(bench_says(&b, "reading only"));
}

static void expect_clean(void)
{
    for (int row = 0; row < canvas_rows(b.c); row++)
        for (int col = 0; col < canvas_cols(b.c); col++) {
            struct cell cell = canvas_cell(b.c, row, col);
            for (size_t at = 0; at < cell.len;) {
                uint32_t cp;
                at += utf8_decode(cell.text + at, cell.len - at, &cp);
                cr_expect_not(visible_is_unsafe(cp) || cp < 0x20, "U+%04X in %d,%d", cp, row, col);
            }
        }
}

Test(frame, hostile_text__puts_no_control_into_a_cell)
{
    struct buf text = BUF_INIT;
    buf_addstr(&text, "\x1b]0;eid\x07: Hei \x1b[2J\x1b[31m og \xe2\x80\xae snudd \xe2\x81\xa6 \xc2\x9b "
                      "5n.\n\ta\bb\x7f \xef\xbb\xbf.\n\n");
    buf_addstr(&text, "e");
    for (int i = 0; i < 500; i++)
        buf_addstr(&text, "\xcc\x81"); /* one cluster of 501 code points */
    buf_addstr(&text, " slutt. 👩‍👩‍👧‍👦 familie\n");
    tema_id id = bench_import(&b, "a\x1b[31m\xe2\x80\xae.txt", buf_str(&text));
    bench_code(&b, id, "snudd", "kode \x1b[5m/\xe2\x80\xaegal");
    buf_release(&text);
    bench_again(&b, 24, 80);
    bench_screen(&b);
    expect_clean();
    bench_keys(&b, "g");
    for (int i = 0; i < 4; i++) {
        bench_keys(&b, "Enter");
        bench_screen(&b);
        expect_clean();
        for (int k = 0; k < 40; k++)
            bench_keys(&b, "l s");
        bench_keys(&b, "Esc c");
        bench_screen(&b);
        expect_clean();
        bench_keys(&b, "Enter");
        bench_screen(&b);
        expect_clean();
        bench_keys(&b, "Tab x d");
        bench_screen(&b);
        expect_clean();
        bench_keys(&b, "Esc Esc q j");
    }
}

Test(frame, undo__of_the_import_leaves_an_empty_screen_and_a_way_out)
{
    bench_keys(&b, "Enter");
    for (int i = 0; i < 12; i++)
        bench_keys(&b, "u");
    cr_expect(bench_shows(&b, "not here any more"));
    bench_keys(&b, "j s c Esc G x q");
    cr_expect_str_eq(workbench_screen(b.wb), "home");
    bench_keys(&b, "9 C-r");
    cr_expect(bench_shows(&b, "intervju-1.txt"));
}

/* Whatever is pressed, in whatever order and size, nothing breaks and the project stays sound. */
Test(frame, keys__pressed_at_random_do_no_harm, .timeout = 120)
{
    static const char *const more[] = {"Esc", "Enter", "Tab", "Space", "a", "e",
                                       "1",   "5",     "C-s", "Esc",   "y", "/"};
    const char *count = getenv("TEMA_RANDOM_KEYS");
    uint32_t seed = 20260228;
    for (int i = 0, n = count ? atoi(count) : 600; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t r = seed >> 8;
        const char *keys = r % 3 == 0 ? more[(r / 3) % (sizeof more / sizeof more[0])]
                                      : actions[1 + (r / 3) % (ACTION_COUNT - 1)].keys;
        char *key = strndup(keys, strcspn(keys, " "));
        if (key[0]) /* an action without a key is found by its name only */
            bench_keys(&b, key);
        free(key);
        if (r % 97 == 0)
            bench_resize(&b, 8 + (int)(r / 97 % 40), 30 + (int)(r / 971 % 120));
        if (r % 31 == 0)
            bench_event(&b, (struct event){.kind = EVENT_MOUSE,
                                           .act = (enum mouse_act)(r / 31 % 5),
                                           .button = 1,
                                           .clicks = 1 + (int)(r / 155 % 3),
                                           .row = (int)(r / 61 % 45),
                                           .col = (int)(r / 67 % 140)});
    }
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct app_finding *found;
    size_t n;
    cr_assert(app_check(b.app, &a, &found, &n, &err), "%s", err_text(&err));
    for (size_t i = 0; i < n; i++)
        cr_expect(found[i].decision, "%s", found[i].text);
    arena_release(&a);
}
