/* Reviewing: verdicts, threads, the inbox; and a supervisor who can change nothing else. */
#include "tema/app/review.h"

#include "app_kit.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"
#include "tema/app/versions.h"

TestSuite(review, .init = kit_start, .fini = kit_stop);

static void review_as(const char *who, tema_id coding, enum review_kind kind, const char *text)
{
    kit_as(who);
    DOES(app_review(kit, coding, kind, text, &said, &err));
}

static size_t how_many(enum review_filter filter)
{
    struct review_query q = {.filter = filter};
    struct review_item *items;
    size_t n;

    DOES(app_reviews(kit, &q, &kit_arena, &items, &n, &err));
    return n;
}

static size_t inbox(void)
{
    size_t n;

    DOES(app_review_inbox(kit, &n, &err));
    return n;
}

Test(review, question__is_answered_and_closed)
{
    tema_id coding;
    struct review_item item;

    kit_mark("nyttig", "A/B");
    kit_mark("skummelt", "A");
    coding = kit_coding(1); /* skummelt stands before nyttig */
    review_as("Vera", coding, REVIEW_QUESTIONED, "hvorfor ikke C?");
    SAID("questioned A/B on “nyttig” in en.txt: “hvorfor ikke C?”");
    cr_expect_eq(inbox(), 0, "one's own word does not wait for oneself");
    cr_expect_eq(how_many(REVIEW_QUESTIONS), 1);
    cr_expect_eq(how_many(REVIEW_PENDING), 1);
    cr_expect_eq(how_many(REVIEW_ALL), 2);
    kit_as("Anna");
    cr_expect_eq(inbox(), 1);
    cr_expect_eq(how_many(REVIEW_WAITING), 1);
    DOES(app_review(kit, coding, REVIEW_COMMENT, "fordi", &said, &err));
    SAID("commented on A/B on “nyttig” in en.txt: “fordi”");
    cr_expect_eq(inbox(), 0);
    review_as("Vera", coding, REVIEW_AGREED, "");
    SAID("agreed with A/B on “nyttig” in en.txt");
    cr_expect_eq(how_many(REVIEW_SETTLED), 1);
    DOES(app_review_get(kit, coding, &kit_arena, &item, &err));
    cr_expect_eq(item.state.entries, 3);
    cr_expect_eq(item.state.verdict, REVIEW_AGREED);
    REFUSES(app_review(kit, coding, REVIEW_RESOLVED, "", NULL, &err), ERR_INPUT, "");
    REFUSES(app_review(kit, 77, REVIEW_AGREED, "", NULL, &err), ERR_NOT_FOUND, "");
    REFUSES(app_review(kit, coding, REVIEW_COMMENT, "\xff", NULL, &err), ERR_INPUT, "UTF-8");
}

Test(review, gone_coding__keeps_its_thread)
{
    struct review_query q = {.filter = REVIEW_ALL};
    struct review_item *items, item;
    tema_id coding;
    size_t n;

    kit_mark("nyttig", "A");
    kit_mark("skummelt", "A");
    coding = kit_coding(0);
    review_as("Vera", coding, REVIEW_DISAGREED, "nei");
    kit_as("Anna");
    DOES(app_uncode(kit, coding, NULL, &err));
    DOES(app_reviews(kit, &q, &kit_arena, &items, &n, &err));
    cr_assert_eq(n, 2);
    cr_expect(items[1].state.gone, "gone ones last");
    cr_expect_eq(items[1].coding.source, 0);
    cr_expect_eq(items[1].coding.code, kit_code("A"));
    REFUSES(app_review(kit, coding, REVIEW_AGREED, "", NULL, &err), ERR_NOT_FOUND, "gone");
    DOES(app_review(kit, coding, REVIEW_COMMENT, "tok den bort", &said, &err));
    SAID("commented on A on “skummelt”, a coding that has gone: “tok den bort”");
    DOES(app_review_get(kit, coding, &kit_arena, &item, &err));
    cr_expect_eq(item.state.entries, 2);
}

Test(review, filter_by_code__takes_what_lies_below)
{
    struct review_query q = {.filter = REVIEW_ALL};
    struct review_item *items;
    size_t n;

    kit_mark("nyttig", "A/B");
    kit_mark("skummelt", "C");
    q.code = kit_code("A");
    DOES(app_reviews(kit, &q, &kit_arena, &items, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect_eq(items[0].coding.code, kit_code("A/B"));
    q.code = 0;
    DOES(app_reviews(kit, &q, &kit_arena, &items, &n, &err));
    cr_assert_eq(n, 2);
    cr_expect_lt(items[0].coding.start.cp, items[1].coding.start.cp);
    q.source = 77;
    DOES(app_reviews(kit, &q, &kit_arena, &items, &n, &err));
    cr_expect_eq(n, 0);
}

/* ---- a supervisor ---- */

static tema_id src, seg, coding, code, theme, place, structure, version, speaker, participant, memo;

static void gather(void)
{
    const struct study *st;
    struct version *v;
    struct memo *m;
    size_t n;

    seg = kit_mark("nyttig", "A");
    kit_mark("skummelt", "B");
    coding = kit_coding(0);
    code = kit_code("A");
    src = kit_source("en");
    DOES(app_add_theme(kit, 0, "T", THEME_CANDIDATE, &theme, NULL, &err));
    DOES(app_add_theme(kit, 0, "U", THEME_CANDIDATE, NULL, NULL, &err));
    DOES(app_place(kit, theme, &code, 1, NULL, 0, NULL, &err));
    DOES(app_commit_version(kit, "en", "", NULL, NULL, &err));
    DOES(app_versions(kit, &kit_arena, &v, &n, &err));
    version = v[0].id;
    DOES(app_set_turn_speaker(kit, src, (cp_off){0}, "Intervjuer", NULL, &err));
    DOES(app_add_participant(kit, "Kari", NULL, NULL, 0, &participant, NULL, &err));
    DOES(app_add_memo(kit, MEMO_PROJECT, 0, "tenk", NULL, &err));
    DOES(app_memos(kit, &kit_arena, &m, &n, &err));
    memo = m[0].id;
    st = app_study(kit, &err);
    place = st->places[0].id;
    structure = st->project.structure;
    speaker = st->speakers[0].id;
}

static struct code_change new_name(void)
{
    struct code_change c = CODE_CHANGE_NONE;

    c.name = "ny";
    return c;
}

static struct theme_change theme_name(void)
{
    struct theme_change c = THEME_CHANGE_NONE;

    c.name = "ny";
    return c;
}

static struct code_change a_name;
static struct theme_change a_theme_name;
static const struct code_wish wish = {0, "ny", ORIGIN_INDUCTIVE};
static const char *const fields[] = {"kind"}, *const values[] = {"other"};
static const struct import_options import = {.kind = -1, .name = "ny"};
static struct import_outcome outcome;
#define FROM ((cp_off){0})
#define TO   ((cp_off){5})

/* Every act of the app layer that changes the study and is no review. */
#define ACTS(X)                                                                                              \
    X(app_mark(kit, src, FROM, TO, &wish, 1, NULL, NULL, &err))                                              \
    X(app_uncode(kit, coding, NULL, &err))                                                                   \
    X(app_unmark(kit, seg, NULL, &err))                                                                      \
    X(app_recode(kit, coding, kit_code("B"), NULL, &err))                                                    \
    X(app_set_condensed(kit, seg, "kort", NULL, &err))                                                       \
    X(app_add_code(kit, "ny", ORIGIN_INDUCTIVE, NULL, NULL, &err))                                           \
    X(app_add_code_under(kit, 0, "ny", NULL, NULL, &err))                                                    \
    X(app_set_code(kit, code, &a_name, NULL, &err))                                                          \
    X(app_move_code(kit, code, kit_code("B"), 0, NULL, &err))                                                \
    X(app_merge_codes(kit, &code, 1, kit_code("B"), NULL, &err))                                             \
    X(app_split_code(kit, code, "ny", &coding, 0, NULL, NULL, &err))                                         \
    X(app_delete_code(kit, code, NULL, &err))                                                                \
    X(app_add_memo(kit, MEMO_PROJECT, 0, "ny", NULL, &err))                                                  \
    X(app_set_memo(kit, memo, "ny", NULL, &err))                                                             \
    X(app_memo_on_range(kit, src, FROM, TO, "ny", NULL, &err))                                               \
    X(app_set_title(kit, "ny", NULL, &err))                                                                  \
    X(app_set_source(kit, src, fields, values, 1, NULL, &err))                                               \
    X(app_add_participant(kit, "ny", NULL, NULL, 0, NULL, NULL, &err))                                       \
    X(app_set_participant(kit, participant, fields, values, NULL, 1, NULL, &err))                            \
    X(app_link_speaker(kit, speaker, SPEAKER_INTERVIEWER, 0, NULL, &err))                                    \
    X(app_link_speaker_to_new(kit, speaker, "ny", NULL, &err))                                               \
    X(app_rename_speaker(kit, speaker, "ny", NULL, &err))                                                    \
    X(app_set_turn_speaker(kit, src, FROM, "ny", NULL, &err))                                                \
    X(app_give_turns(kit, src, FROM, TO, "ny", NULL, &err))                                                  \
    X(app_split_turn(kit, src, TO, NULL, &err))                                                              \
    X(app_join_turn(kit, src, (cp_off){kit_place("Hvorfor")}, NULL, &err))                                   \
    X(app_edit(kit, src, "ny\n", 3, NULL, &err))                                                             \
    X(app_import(kit, kit_file("ny.txt", "ny\n", 3), &import, &kit_arena, &outcome, &err))                   \
    X(app_add_structure(kit, "ny", NULL, 0, NULL, NULL, &err))                                               \
    X(app_copy_structure(kit, structure, "ny", NULL, NULL, &err))                                            \
    X(app_use_structure(kit, structure, NULL, &err))                                                         \
    X(app_set_structure(kit, structure, "ny", NULL, 0, NULL, &err))                                          \
    X(app_delete_structure(kit, structure, NULL, &err))                                                      \
    X(app_add_theme(kit, 0, "ny", THEME_CANDIDATE, NULL, NULL, &err))                                        \
    X(app_add_theme_under(kit, 0, theme, "ny", NULL, NULL, &err))                                            \
    X(app_set_theme(kit, theme, &a_theme_name, NULL, &err))                                                  \
    X(app_move_theme(kit, theme, 0, 0, NULL, &err))                                                          \
    X(app_merge_themes(kit, &theme, 1, app_study(kit, &err)->themes[1].id, NULL, NULL, &err))                \
    X(app_split_theme(kit, theme, "ny", NULL, 0, NULL, NULL, &err))                                          \
    X(app_delete_theme(kit, theme, NULL, &err))                                                              \
    X(app_place(kit, theme, &code, 1, NULL, 0, NULL, &err))                                                  \
    X(app_place_stretch(kit, src, FROM, TO, theme, NULL, NULL, &err))                                        \
    X(app_move_place(kit, place, app_study(kit, &err)->themes[1].id, 0, NULL, &err))                         \
    X(app_name_place(kit, place, "ny", NULL, &err))                                                          \
    X(app_remove_place(kit, place, NULL, &err))                                                              \
    X(app_commit_version(kit, "", "", NULL, NULL, &err))                                                     \
    X(app_restore_version(kit, version, NULL, &err))                                                         \
    X(app_enter_phase(kit, 1, "", NULL, &err))                                                               \
    X(app_leave_phase(kit, "", NULL, &err))                                                                  \
    X(app_start_round(kit, NULL, ROUND_INDUCTIVE, "", NULL, &err))                                           \
    X(app_end_round(kit, NULL, &err))                                                                        \
    X(app_set_question(kit, "ny", "", NULL, &err))                                                           \
    X(app_set_patterns(kit, "{name}", NULL, NULL, &err))                                                     \
    X(app_set_checked(kit, src, true, NULL, &err))                                                           \
    X(app_set_aside(kit, src, FROM, TO, NULL, &err))                                                         \
    X(app_unset_aside(kit, seg, NULL, &err))                                                                 \
    X(app_restore(kit, app_path(kit), &kit_arena, NULL, &err))

static void become_supervisor(void)
{
    const struct coder *me;

    kit_as("Vera");
    DOES(app_review(kit, coding, REVIEW_AGREED, "", NULL, &err)); /* makes her a coder */
    DOES(study_find_coder(app_study(kit, &err), "Vera", &me, &err));
    DOES(app_set_role(kit, me->id, CODER_SUPERVISOR, &said, &err));
    SAID("gave Vera the role of supervisor");
}

Test(review, supervisor__is_refused_every_other_act)
{
    a_name = new_name();
    a_theme_name = theme_name();
    gather();
    cr_expect_not(app_reviews_only(kit));
    become_supervisor();
    cr_expect(app_reviews_only(kit));
#define REFUSED(call) REFUSES(call, ERR_READ_ONLY, "supervisor");
    ACTS(REFUSED)
#undef REFUSED
    DOES(app_review(kit, coding, REVIEW_QUESTIONED, "?", NULL, &err));
    DOES(app_undo(kit, NULL, &err));
    DOES(app_redo(kit, NULL, &err));
}

Test(review, supervisor__takes_back_only_what_a_supervisor_may_do)
{
    const struct coder *me;
    tema_id vera;

    kit_mark("skummelt", "B");
    coding = kit_coding(0);
    kit_as("Vera");
    kit_mark("nyttig", "A"); /* while she was an analyst */
    become_supervisor();
    DOES(app_undo(kit, &said, &err)); /* her role: an analyst again */
    cr_expect_not(app_reviews_only(kit));
    DOES(app_redo(kit, NULL, &err));
    cr_expect(app_reviews_only(kit));
    kit_as("Anna");
    DOES(study_find_coder(app_study(kit, &err), "Vera", &me, &err));
    vera = me->id;
    DOES(app_set_role(kit, vera, CODER_ANALYST, NULL, &err));
    kit_as("Vera");
    DOES(app_add_code(kit, "C", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    DOES(app_undo(kit, NULL, &err));
    kit_as("Anna");
    DOES(app_set_role(kit, vera, CODER_SUPERVISOR, NULL, &err));
    kit_as("Vera");
    REFUSES(app_redo(kit, NULL, &err), ERR_READ_ONLY, "supervisor");
    kit_as("Anna");
    DOES(app_set_role(kit, vera, CODER_ANALYST, NULL, &err));
    kit_as("Vera");
    DOES(app_add_code(kit, "C", ORIGIN_INDUCTIVE, NULL, NULL, &err));
    kit_as("Anna");
    DOES(app_set_role(kit, vera, CODER_SUPERVISOR, NULL, &err));
    kit_as("Vera");
    REFUSES(app_undo(kit, NULL, &err), ERR_READ_ONLY, "supervisor");
}

Test(review, supervisor__reading_is_kept)
{
    struct app_place p;

    gather();
    become_supervisor();
    app_place_put(kit, src, (struct app_place){{7}, {9}});
    kit_as("Vera");
    app_place_get(kit, src, &p);
    cr_expect_eq(p.at.cp, 7);
    cr_expect_eq(p.far.cp, 9);
}

Test(review, read_only__is_told_as_before)
{
    struct app *other;

    DOES(app_open(app_path(kit), "Anna", true, &other, &err));
    cr_expect(app_reviews_only(other));
    cr_expect_not(app_review(other, 1, REVIEW_AGREED, "", NULL, &err));
    cr_expect_eq(err.kind, ERR_READ_ONLY);
    app_free(other);
}
