/* Phases, rounds, the question, patterns, roles, what is set aside: each one act, told in one sentence. */
#include "tema/app/process.h"

#include "app_kit.h"
#include "tema/app/themes.h"

TestSuite(process, .init = kit_start, .fini = kit_stop);

Test(process, phases__are_entered_left_and_gone_back_to)
{
    DOES(app_enter_phase(kit, 3, "", &said, &err));
    cr_expect_eq(strncmp(buf_str(&said), "entered phase 3, s", 18), 0, "%s", buf_str(&said));
    DOES(app_enter_phase(kit, 2, "mer\nå kode", &said, &err));
    cr_expect_not_null(strstr(buf_str(&said), ": mer å kode"), "%s", buf_str(&said));
    cr_expect_eq(study_phase(app_study(kit, &err))->phase, 2);
    cr_expect_eq(app_study(kit, &err)->nstays, 2);
    DOES(app_leave_phase(kit, NULL, &said, &err));
    cr_expect_eq(strncmp(buf_str(&said), "left phase 2, g", 15), 0, "%s", buf_str(&said));
    cr_expect_null(study_phase(app_study(kit, &err)));
    REFUSES(app_leave_phase(kit, "", NULL, &err), ERR_INPUT, "no phase");
    REFUSES(app_enter_phase(kit, 7, "", NULL, &err), ERR_USAGE, "7");
    REFUSES(app_enter_phase(kit, 0, "", NULL, &err), ERR_USAGE, "0");
    REFUSES(app_enter_phase(kit, 1, "\xff", NULL, &err), ERR_INPUT, "UTF-8");
}

Test(process, rounds__count_what_was_made_in_them)
{
    struct round *r;
    size_t n;

    DOES(app_start_round(kit, NULL, ROUND_DEDUCTIVE, "Leavitt", &said, &err));
    SAID("started the round “Round 1”, deductive: Leavitt");
    kit_mark("nyttig", "K");
    cr_expect_eq(study_round(app_study(kit, &err))->codings, -1, "counted on demand only");
    DOES(app_rounds(kit, &kit_arena, &r, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect_eq(r[0].codings, 1);
    DOES(app_end_round(kit, &said, &err));
    SAID("ended the round “Round 1”");
    cr_expect_null(study_round(app_study(kit, &err)));
    REFUSES(app_end_round(kit, NULL, &err), ERR_INPUT, "");
}

Test(process, question__keeps_earlier_wordings)
{
    struct question *q;
    size_t n;

    DOES(app_set_question(kit, "Hva hindrer KI?", "", &said, &err));
    SAID("wrote the research question: “Hva hindrer KI?”");
    DOES(app_set_question(kit, "Hva hindrer KI i eldreomsorgen?", "for vid", &said, &err));
    SAID("wrote the research question: “Hva hindrer KI i eldreomsorgen?”: for vid");
    DOES(app_questions(kit, &kit_arena, &q, &n, &err));
    cr_expect_eq(n, 2);
    cr_expect_str_eq(app_study(kit, &err)->project.question, "Hva hindrer KI i eldreomsorgen?");
    REFUSES(app_set_question(kit, " ", NULL, NULL, &err), ERR_INPUT, "");
}

Test(process, patterns__are_checked)
{
    DOES(app_set_patterns(kit, "{name}, {rolle}", NULL, &said, &err));
    SAID("set how to say who said it: of people “{name}, {rolle}”");
    cr_expect_str_eq(app_study(kit, &err)->project.attribution, "{name}, {rolle}");
    REFUSES(app_set_patterns(kit, "{name", NULL, NULL, &err), ERR_INPUT, "");
}

Test(process, aside__and_back)
{
    size_t at = kit_place("Hvorfor?");
    struct segment *s;
    size_t n;

    DOES(app_set_aside(kit, kit_source("en"), (cp_off){at}, (cp_off){at + 8}, &said, &err));
    SAID("set “Hvorfor?” in en.txt aside");
    DOES(app_segments(kit, SCOPE_ALL, 0, &kit_arena, &s, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect(s[0].aside);
    DOES(app_unset_aside(kit, s[0].id, &said, &err));
    SAID("took “Hvorfor?” in en.txt back from what is set aside");
    REFUSES(app_unset_aside(kit, s[0].id, NULL, &err), ERR_NOT_FOUND, "");
}

Test(process, checked__against_the_recording)
{
    DOES(app_set_checked(kit, kit_source("en"), true, &said, &err));
    SAID("marked en.txt as checked against the recording");
    cr_expect_gt(app_study(kit, &err)->sources[0].checked, 0);
    DOES(app_set_checked(kit, kit_source("en"), false, &said, &err));
    SAID("marked en.txt as not checked against the recording");
    cr_expect_eq(app_study(kit, &err)->sources[0].checked, -1);
}
