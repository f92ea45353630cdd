/* Codebook versions by keyboard. */
#include <criterion/criterion.h>
#include <string.h>

#include "screen/harness.h"
#include "tema/app/versions.h"

static struct bench b;

static void must(bool ok, struct err *err)
{
    cr_assert(ok, "%s", err_text(err));
}

static const struct code *code(const char *path)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    const struct code *k = NULL;
    cr_assert(st);
    study_find_code(st, path, &k, &err);
    err_release(&err);
    return k;
}

static void rename_code(const char *path, const char *name)
{
    struct err err = ERR_INIT;
    struct code_change change = CODE_CHANGE_NONE;
    change.name = name;
    cr_assert(code(path));
    must(app_set_code(b.app, code(path)->id, &change, NULL, &err), &err);
}

/* Two versions, and a change after the second one. */
static void prepare(void)
{
    struct err err = ERR_INIT;
    bench_new(&b);
    bench_study(&b);
    must(app_commit_version(b.app, "første", "før den induktive runden", NULL, NULL, &err), &err);
    rename_code("varsling", "fallvarsling");
    must(app_commit_version(b.app, "", "etter samtalen med veileder", NULL, NULL, &err), &err);
    rename_code("nytte", "nytteverdi");
}

static void open_versions(void)
{
    prepare();
    bench_start(&b, 24, 80);
    bench_keys(&b, "V");
}

static void close_all(void)
{
    bench_free(&b);
}

TestSuite(versions, .init = open_versions, .fini = close_all);

Test(versions, now__says_what_has_changed_since_the_last)
{
    const char *s = bench_screen(&b);
    cr_expect_str_eq(workbench_screen(b.wb), "versions");
    cr_expect(strstr(s, "2 versions"), "%s", s);
    cr_expect(strstr(s, "nytteverdi"), "%s", s);
    cr_expect_not(strstr(s, "fallvarsling"), "%s", s);
    const char *now = strstr(s, "now"), *label = strstr(s, "første");
    cr_expect(now && label && now < label, "newest first: %s", s);
}

Test(versions, version__is_compared_with_the_one_before)
{
    bench_keys(&b, "j");
    cr_expect(bench_shows(&b, "fallvarsling"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "etter samtalen med veileder"));
    cr_expect_not(bench_shows(&b, "nytteverdi"));
    bench_keys(&b, "j");
    cr_expect(bench_shows(&b, "the first version"), "%s", bench_screen(&b));
}

Test(versions, marked__version_is_compared_from)
{
    bench_keys(&b, "j j Space");
    cr_expect(bench_shows(&b, "compared from version 1"), "%s", bench_screen(&b));
    bench_keys(&b, "g");
    cr_expect(bench_shows(&b, "nytteverdi"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "fallvarsling"), "%s", bench_screen(&b));
    bench_keys(&b, "G Space g");
    cr_expect_not(bench_shows(&b, "fallvarsling"), "again: from the one before: %s", bench_screen(&b));
}

Test(versions, commit__asks_for_note_and_label)
{
    bench_keys(&b, "v");
    bench_type(&b, "klar for temaer");
    bench_keys(&b, "Enter");
    bench_type(&b, "tredje");
    bench_keys(&b, "Enter");
    cr_expect(bench_shows(&b, "3 versions"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "tredje"));
    cr_expect(bench_shows(&b, "nothing has changed since version 3"), "%s", bench_screen(&b));
}

Test(versions, restore__says_first_what_it_does_and_is_undone)
{
    bench_keys(&b, "j j r");
    cr_expect(bench_shows(&b, "restore version 1"), "%s", bench_screen(&b));
    bench_keys(&b, "n");
    cr_expect(code("fallvarsling"));
    bench_keys(&b, "Enter y");
    cr_expect(code("varsling"), "%s", workbench_message(b.wb));
    cr_expect_null(code("fallvarsling"));
    cr_expect(bench_shows(&b, "before restoring"), "%s", bench_screen(&b));
    bench_keys(&b, "u");
    cr_expect(code("fallvarsling"), "%s", workbench_message(b.wb));
}

Test(versions, restore__left_with_esc_shows_the_changes_again)
{
    bench_keys(&b, "j r");
    const char *asked = bench_screen(&b);
    cr_expect_not(strstr(asked, "fallvarsling"), "%s", asked);
    bench_keys(&b, "Esc");
    cr_expect(bench_shows(&b, "fallvarsling"), "%s", bench_screen(&b));
}

Test(versions, now__cannot_be_restored)
{
    bench_keys(&b, "r");
    cr_expect(bench_says(&b, "this is how it stands"), "%s", workbench_message(b.wb));
}

Test(versions, none__says_how_to_keep_one)
{
    bench_free(&b);
    bench_new(&b);
    bench_start(&b, 24, 80);
    bench_keys(&b, "V");
    cr_expect(bench_shows(&b, "no version was kept yet; v keeps"), "%s", bench_screen(&b));
    bench_keys(&b, "j k G Tab j r Space");
}

Test(versions, others__version_shows)
{
    struct err err = ERR_INIT;
    struct app *per;
    must(app_open(b.project, "per", false, &per, &err), &err);
    must(app_commit_version(per, "pers", "fra per", NULL, NULL, &err), &err);
    app_free(per);
    bench_event(&b, (struct event){.kind = EVENT_TICK});
    cr_expect(bench_shows(&b, "3 versions"), "%s", bench_screen(&b));
    cr_expect(bench_shows(&b, "pers"));
}

Test(versions, mouse__selects_and_asks)
{
    struct event e = {.kind = EVENT_MOUSE, .act = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 3, .col = 20};
    bench_event(&b, e);
    cr_expect(bench_shows(&b, "etter samtalen"), "%s", bench_screen(&b));
    e.clicks = 2;
    bench_event(&b, e);
    cr_expect(bench_shows(&b, "restore version 2"), "%s", bench_screen(&b));
}

static void golden(const char *name, int rows, int cols, const char *keys)
{
    bench_free(&b);
    prepare();
    bench_start(&b, rows, cols);
    bench_keys(&b, keys);
    bench_golden(&b, name);
}

Test(versions, screen__at_both_sizes_and_asking_to_restore)
{
    golden("versions-80x24", 24, 80, "V j");
    golden("versions-140x45", 45, 140, "V j");
    golden("versions-restore-80x24", 24, 80, "V j j r");
}
