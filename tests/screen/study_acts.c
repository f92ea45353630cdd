/* How the study goes, asked for by keys. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/harness.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"
#include "tema/base/mem.h"

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

TestSuite(study_acts, .init = open_study, .fini = close_all);

static const struct study *study(void)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(b.app, &err);
    cr_assert(st, "%s", err_text(&err));
    return st;
}

static void run(const char *action)
{
    bench_keys(&b, ":");
    bench_type(&b, action);
    bench_keys(&b, "Enter");
}

Test(study_acts, phase__is_entered_with_a_reason_and_left)
{
    bench_keys(&b, "p 3 Enter");
    bench_type(&b, "alt er kodet");
    bench_keys(&b, "Enter");
    cr_assert(study_phase(study()), "%s", workbench_message(b.wb));
    cr_expect_eq(study_phase(study())->phase, 3);
    cr_expect_str_eq(study_phase(study())->why, "alt er kodet");
    bench_keys(&b, "p");
    cr_expect(bench_shows(&b, "you are here"), "%s", bench_screen(&b));
    bench_type(&b, "leave");
    bench_keys(&b, "Enter Enter");
    cr_expect_null(study_phase(study()), "%s", workbench_message(b.wb));
}

Test(study_acts, phase__left_with_esc_changes_nothing)
{
    bench_keys(&b, "p Esc");
    bench_keys(&b, "p 2 Enter Esc");
    cr_expect_eq(study()->nstays, 0, "%s", workbench_message(b.wb));
}

Test(study_acts, round__is_ended_when_asked)
{
    bench_keys(&b, "r C-s");
    cr_assert(study_round(study()), "%s", workbench_message(b.wb));
    bench_keys(&b, "r n");
    cr_expect(study_round(study()));
    bench_keys(&b, "r e");
    cr_expect_null(study_round(study()), "%s", workbench_message(b.wb));
}

Test(study_acts, question__wants_no_act_when_the_wording_stays)
{
    bench_keys(&b, "w");
    bench_type(&b, "Hvorfor?");
    bench_keys(&b, "C-s w C-s");
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct question *q;
    size_t n;
    cr_assert(app_questions(b.app, &a, &q, &n, &err), "%s", err_text(&err));
    cr_expect_eq(n, 1);
    arena_release(&a);
    cr_expect(bench_says(&b, "nothing changed"), "%s", workbench_message(b.wb));
}

Test(study_acts, who_said__is_set_by_a_form)
{
    run("who-said");
    cr_expect(bench_shows(&b, "who said it, in reports"), "%s", bench_screen(&b));
    bench_keys(&b, "C-u");
    bench_type(&b, "{name}, {role}");
    bench_keys(&b, "C-s");
    cr_expect(strstr(study()->project.attribution, "{name}, {role}"), "%s", study()->project.attribution);
}

Test(study_acts, role__of_the_coder_makes_a_supervisor)
{
    run("role");
    bench_keys(&b, "Enter");
    bench_type(&b, "supervisor");
    bench_keys(&b, "Enter");
    cr_expect_eq(study()->coders[0].role, CODER_SUPERVISOR, "%s", workbench_message(b.wb));
    cr_expect(bench_shows(&b, "R goes to the review"), "%s", bench_screen(&b));
}

Test(study_acts, backup__says_where_the_copy_is)
{
    run("backup");
    cr_expect(bench_says(&b, "wrote and verified the copy"), "%s", workbench_message(b.wb));
}

Test(study_acts, waiting__says_so_when_nothing_waits)
{
    bench_keys(&b, "!");
    cr_expect(bench_says(&b, "no comment waits"), "%s", workbench_message(b.wb));
    cr_expect_str_eq(workbench_screen(b.wb), "home");
}

Test(study_acts, report__is_written_and_written_over_only_when_asked)
{
    char *path = mem_printf("%s/kodebok.md", b.dir);
    struct stat st;
    for (int i = 0; i < 2; i++) {
        bench_keys(&b, "W");
        bench_type(&b, "codebook");
        bench_keys(&b, "Enter C-u");
        bench_type(&b, path);
        bench_keys(&b, "Enter");
        cr_expect_eq(stat(path, &st), 0, "%s", workbench_message(b.wb));
    }
    cr_expect(bench_shows(&b, "write over “"), "%s", bench_screen(&b));
    mem_free(path);
}
