#include "tema/model/review.h"

#include <criterion/criterion.h>

enum { ANALYST = 1, SUPERVISOR = 2, OTHER = 3 };

static struct review_entry say(tema_id coder, enum review_kind kind)
{
    return (struct review_entry){.coding = 40, .coder = coder, .kind = kind, .holds = true};
}

Test(review, fold__nothing__is_pending)
{
    struct review_state s = review_fold(NULL, 0);
    cr_assert(s.verdict == -1 && s.last == -1 && !s.open && !s.holds && !s.gone && s.entries == 0);
    cr_assert(!review_waits_for(&s, ANALYST));
}

Test(review, fold__question_and_answer__waits_for_the_other)
{
    struct review_entry e[] = {say(SUPERVISOR, REVIEW_QUESTIONED), say(ANALYST, REVIEW_COMMENT),
                               say(SUPERVISOR, REVIEW_AGREED)};
    struct review_state s = review_fold(e, 1);
    cr_assert(s.coding == 40 && s.verdict == REVIEW_QUESTIONED && s.by == SUPERVISOR && s.open);
    cr_assert(review_waits_for(&s, ANALYST) && !review_waits_for(&s, SUPERVISOR));
    s = review_fold(e, 2);
    cr_assert(s.verdict == REVIEW_QUESTIONED && s.last_by == ANALYST);
    cr_assert(review_waits_for(&s, SUPERVISOR) && !review_waits_for(&s, ANALYST));
    s = review_fold(e, 3);
    cr_assert(s.verdict == REVIEW_AGREED && !s.open && !review_waits_for(&s, ANALYST));
    cr_assert(s.first == e && s.entries == 3);
}

Test(review, fold__resolved__closes_the_thread_and_keeps_the_verdict)
{
    struct review_entry e[] = {say(SUPERVISOR, REVIEW_DISAGREED), say(ANALYST, REVIEW_RESOLVED),
                               say(OTHER, REVIEW_COMMENT)};
    struct review_state s = review_fold(e, 2);
    cr_assert(s.verdict == REVIEW_DISAGREED && !s.open);
    s = review_fold(e, 3);
    cr_assert(s.open && review_waits_for(&s, ANALYST) && review_waits_for(&s, SUPERVISOR));
}

Test(review, fold__words_changed_since__is_pending_but_remembers)
{
    struct review_entry e[] = {say(SUPERVISOR, REVIEW_AGREED), say(ANALYST, REVIEW_COMMENT)};
    e[0].holds = false;
    e[1].gone = true;
    struct review_state s = review_fold(e, 2);
    cr_assert(s.verdict == -1 && s.last == REVIEW_AGREED && s.by == SUPERVISOR && !s.holds && s.gone);
}

Test(review, fold__withdrawn__takes_back_ones_own_alone)
{
    struct review_entry e[] = {say(SUPERVISOR, REVIEW_AGREED), say(OTHER, REVIEW_DISAGREED),
                               say(OTHER, REVIEW_WITHDRAWN), say(SUPERVISOR, REVIEW_WITHDRAWN)};
    struct review_state s = review_fold(e, 3);
    cr_assert(s.verdict == REVIEW_AGREED && s.by == SUPERVISOR && !s.open);
    s = review_fold(e, 4);
    cr_assert(s.verdict == -1 && s.last == -1 && s.by == 0 && !s.open);
    struct review_entry again[] = {e[3], e[0]};
    again[0].kind = REVIEW_WITHDRAWN;
    s = review_fold(again, 2);
    cr_assert(s.verdict == REVIEW_AGREED);
}
