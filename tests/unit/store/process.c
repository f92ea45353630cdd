/* Rounds, phases, the research question, roles, what is set aside, quotes: as an analyst expects them. */
#include "tema/store/process.h"
#include "study_kit.h"

/* The second line begins at 21, the third at 48; 52 code points in all. */
static const char talk[] = "Vi har ikke tid nok.\nÆldre borgere vil have ro.\nJa.\n";

static struct round *rounds(struct store *s, size_t *ret_n)
{
    struct round *v;
    READ(store_rounds(s, &kit_arena, &v, ret_n, &kit_err));
    return v;
}

static struct phase_stay *phases(struct store *s, size_t *ret_n)
{
    struct phase_stay *v;
    READ(store_phases(s, &kit_arena, &v, ret_n, &kit_err));
    return v;
}

static struct quote *quotes(struct store *s, size_t *ret_n)
{
    struct quote *v;
    READ(store_quotes(s, &kit_arena, &v, ret_n, &kit_err));
    return v;
}

static struct segment *segment(struct store *s, tema_id id)
{
    struct segment *v;
    READ(store_segment_get(s, id, &kit_arena, &v, &kit_err));
    return v;
}

static struct coding *coding(struct store *s, tema_id id)
{
    struct coding *v;
    READ(store_coding_get(s, id, &kit_arena, &v, &kit_err));
    return v;
}

static tema_id start_round(struct store *s, const char *name, enum round_stance stance)
{
    tema_id id = 0;
    ACT(s, store_start_round(s, name, stance, "", &id, &kit_err));
    return id;
}

static tema_id aside(struct store *s, tema_id source, size_t from, size_t to)
{
    tema_id id = 0;
    ACT(s, store_set_aside(s, source, (cp_off){from}, (cp_off){to}, &id, &kit_err));
    return id;
}

static tema_id star(struct store *s, tema_id segment)
{
    tema_id id = 0;
    ACT(s, store_star(s, segment, &id, &kit_err));
    return id;
}

static size_t log_rows(struct store *s)
{
    struct act_row *v;
    size_t n;
    READ(store_log(s, 0, 0, &kit_arena, &v, &n, &kit_err));
    return n;
}

/* ---- rounds ---- */

Test(rounds, one_at_most__goes_on)
{
    struct store *s = kit_open();
    size_t n;
    rounds(s, &n);
    cr_expect_eq(n, 0);
    cr_expect_eq(store_round(s), 0);
    REFUSED(s, store_end_round(s, &kit_err), ERR_INPUT);
    tema_id a = 0, b;
    ACT(s, store_start_round(s, " Ramme ", ROUND_DEDUCTIVE, "Leavitt", &a, &kit_err));
    cr_expect_eq(store_round(s), a);
    b = start_round(s, NULL, ROUND_INDUCTIVE);
    cr_expect_eq(store_round(s), b, "beginning one ends the one that went on");
    struct round *v = rounds(s, &n);
    cr_assert_eq(n, 2);
    cr_expect_str_eq(v[0].name, "Ramme");
    cr_expect_str_eq(v[0].note, "Leavitt");
    cr_expect_eq(v[0].stance, ROUND_DEDUCTIVE);
    cr_expect_eq(v[0].coder, store_coder(s));
    cr_expect_eq(strlen(v[0].guid), 36);
    cr_expect_eq(v[0].ended, v[1].started);
    cr_expect_str_eq(v[1].name, "Round 2");
    cr_expect_eq(v[1].stance, ROUND_INDUCTIVE);
    cr_expect_eq(v[1].ended, -1);
    ACT(s, store_end_round(s, &kit_err));
    cr_expect_eq(store_round(s), 0);
    v = rounds(s, &n);
    cr_expect_eq(v[1].ended, clock_now());
    kit_close(s);
}

Test(rounds, equal_or_bad_names__are_refused)
{
    struct store *s = kit_open();
    size_t n;
    start_round(s, "Round 2", ROUND_DEDUCTIVE);
    REFUSED(s, store_start_round(s, " Round 2", ROUND_INDUCTIVE, "", NULL, &kit_err), ERR_INPUT);
    cr_expect_neq(store_round(s), 0, "what is refused ends nothing");
    REFUSED(s, store_start_round(s, "", ROUND_INDUCTIVE, "", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_start_round(s, "a\nb", ROUND_INDUCTIVE, "", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_start_round(s, "\xc3", ROUND_INDUCTIVE, "", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_start_round(s, "x", ROUND_INDUCTIVE, "\xff\xfe", NULL, &kit_err), ERR_INPUT);
    start_round(s, NULL, ROUND_INDUCTIVE);
    cr_expect_str_eq(rounds(s, &n)[1].name, "Round 3", "the number that is taken is passed over");
    kit_close(s);
}

Test(rounds, what_is_made__remembers_its_round)
{
    struct store *s = kit_open();
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false), before = kit_mark(s, src, 0, 2),
            c = kit_code(s, 0, "c"), d = kit_code(s, 0, "d"), early = kit_coding(s, before, c);
    tema_id first = start_round(s, NULL, ROUND_DEDUCTIVE), seg = kit_mark(s, src, 3, 6),
            one = kit_coding(s, seg, c), two = kit_coding(s, before, d);
    tema_id second = start_round(s, NULL, ROUND_INDUCTIVE), three = kit_coding(s, seg, d);
    kit_coding(s, kit_mark(s, src, 3, 6), c);
    cr_expect_eq(segment(s, before)->round, 0);
    cr_expect_eq(segment(s, seg)->round, first, "marking the same words again is no new marking");
    cr_expect_eq(coding(s, early)->round, 0);
    cr_expect_eq(coding(s, one)->round, first, "giving it again is no new giving");
    cr_expect_eq(coding(s, two)->round, first);
    cr_expect_eq(coding(s, three)->round, second);
    struct round *v = rounds(s, &n);
    cr_assert_eq(n, 2);
    cr_expect_eq(v[0].codings, 2);
    cr_expect_eq(v[1].codings, 1);
    ACT(s, store_recode(s, early, d, &kit_err)); /* two stands there already */
    ACT(s, store_uncode(s, three, &kit_err));
    ACT(s, store_recode(s, one, d, &kit_err));
    cr_expect_eq(coding(s, one)->round, second, "another code is given now");
    v = rounds(s, &n);
    cr_expect_eq(v[0].codings, 1);
    cr_expect_eq(v[1].codings, 1);
    ACT(s, store_end_round(s, &kit_err));
    cr_expect_eq(coding(s, kit_coding(s, before, c))->round, 0);
    cr_expect_eq(segment(s, kit_mark(s, src, 30, 33))->round, 0);
    kit_close(s);
}

Test(rounds, counts__are_of_what_counts_and_stands)
{
    struct store *s = kit_open();
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false);
    start_round(s, NULL, ROUND_INDUCTIVE);
    tema_id c = kit_code(s, 0, "c"), d = kit_code(s, 0, "d");
    kit_coding(s, kit_mark(s, src, 0, 2), c);
    as(s, "Bo");
    kit_coding(s, kit_mark(s, src, 0, 2), c);
    tema_id bo = store_coder(s);
    as(s, "Ana");
    kit_sql("UPDATE code SET round = (SELECT id FROM round)");
    struct round *v = rounds(s, &n);
    cr_expect_eq(v[0].codings, 2);
    cr_expect_eq(v[0].codes, 2);
    cr_expect_eq(v[0].themes, 0);
    ACT(s, store_set_role(s, bo, CODER_SECOND, &kit_err));
    ACT(s, store_set_code_kind(s, d, CODE_DROPPED, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &kit_err));
    v = rounds(s, &n);
    cr_expect_eq(v[0].codings, 1, "a second coder's are kept apart");
    cr_expect_eq(v[0].codes, 1, "a dropped one does not stand");
    kit_sql("UPDATE source SET hidden = 1");
    cr_expect_eq(rounds(s, &n)[0].codings, 0);
    kit_close(s);
}

/* Two that go on at once come from a redo; whichever began last holds, and all end together. */
Test(rounds, two_coders__undo_and_redo_what_they_began)
{
    struct store *s = kit_open();
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false), hers = start_round(s, "hers", ROUND_DEDUCTIVE), his;
    READ(store_undo(s, NULL, &kit_err));
    cr_expect_eq(store_round(s), 0);
    as(s, "Bo");
    his = start_round(s, "his", ROUND_INDUCTIVE);
    as(s, "Ana");
    READ(store_redo(s, NULL, &kit_err));
    cr_expect_eq(store_round(s), his);
    cr_expect_eq(segment(s, kit_mark(s, src, 0, 2))->round, his);
    struct round *v = rounds(s, &n);
    cr_expect(v[0].id == hers && v[0].ended == -1 && v[1].ended == -1);
    ACT(s, store_end_round(s, &kit_err));
    v = rounds(s, &n);
    cr_expect(v[0].ended > 0 && v[1].ended > 0);
    READ(store_undo(s, NULL, &kit_err));
    cr_expect_eq(store_round(s), his);
    as(s, "Bo");
    cr_assert_not(store_undo(s, NULL, &kit_err), "Ana has marked in it");
    cr_expect_eq(kit_err.kind, ERR_CONFLICT);
    cr_expect_not_null(strstr(err_text(&kit_err), "Ana"));
    kit_close(s);
}

/* ---- phases ---- */

Test(phases, one_goes__back_and_forth)
{
    struct store *s = kit_open();
    size_t n;
    REFUSED(s, store_leave_phase(s, "", &kit_err), ERR_INPUT);
    ACT(s, store_enter_phase(s, 1, "", &kit_err));
    ACT(s, store_enter_phase(s, 2, " alt er læst ", &kit_err));
    REFUSED(s, store_enter_phase(s, 2, "igen", &kit_err), ERR_INPUT);
    ACT(s, store_enter_phase(s, 1, NULL, &kit_err));
    ACT(s, store_leave_phase(s, "pause", &kit_err));
    struct phase_stay *v = phases(s, &n);
    cr_assert_eq(n, 3);
    cr_expect(v[0].phase == 1 && v[1].phase == 2 && v[2].phase == 1);
    cr_expect_str_eq(v[0].why, "");
    cr_expect_str_eq(v[0].left_why, "alt er læst");
    cr_expect_eq(v[0].left, v[1].entered);
    cr_expect_str_eq(v[1].why, "alt er læst");
    cr_expect_str_eq(v[1].left_why, "");
    cr_expect_str_eq(v[2].left_why, "pause");
    cr_expect_eq(v[2].left, clock_now());
    cr_expect_eq(v[2].coder, store_coder(s));
    REFUSED(s, store_leave_phase(s, "", &kit_err), ERR_INPUT);
    ACT(s, store_enter_phase(s, 1, "", &kit_err)); /* out of it, one can come again */
    cr_expect_eq(phases(s, &n)[3].left, -1);
    kit_close(s);
}

Test(phases, bad_values__are_refused)
{
    struct store *s = kit_open();
    size_t n;
    static const int none[] = {0, -1, 7, 1 << 30};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        REFUSED(s, store_enter_phase(s, none[i], "", &kit_err), ERR_INPUT);
    REFUSED(s, store_enter_phase(s, 3, "\xed\xa0\x80", &kit_err), ERR_INPUT);
    ACT(s, store_enter_phase(s, 6, "", &kit_err));
    REFUSED(s, store_leave_phase(s, "\xff", &kit_err), ERR_INPUT);
    cr_expect_eq(phases(s, &n)[0].left, -1);
    kit_close(s);
}

/* ---- the research question, patterns, roles, checked ---- */

Test(question, wordings__are_kept_and_the_newest_holds)
{
    struct store *s = kit_open();
    struct project p;
    struct question *v;
    size_t n;
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.question, "");
    ACT(s, store_set_question(s, "Hvad står i vejen?", NULL, &kit_err));
    ACT(s, store_set_question(s, " Hvad hæmmer AI i ældreplejen? ", "for bredt", &kit_err));
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.question, "Hvad hæmmer AI i ældreplejen?");
    REFUSED(s, store_set_question(s, "Hvad hæmmer AI i ældreplejen?", "", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_question(s, " \n", "", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_question(s, "\xff", "", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_question(s, "Hvorfor?", "\xff", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_question(s, NULL, "", &kit_err), ERR_INPUT);
    ACT(s,
        store_set_question(s, "Hvad står i vejen?", "tilbage", &kit_err)); /* an earlier one may come again */
    READ(store_questions(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 3);
    cr_expect_str_eq(v[0].text, "Hvad står i vejen?");
    cr_expect_str_eq(v[0].reason, "");
    cr_expect_str_eq(v[1].reason, "for bredt");
    cr_expect_eq(v[2].created, clock_now());
    cr_expect_eq(v[2].coder, store_coder(s));
    READ(store_undo(s, NULL, &kit_err));
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.question, "Hvad hæmmer AI i ældreplejen?");
    kit_close(s);
}

Test(pattern, who_said_it__is_the_studys_own)
{
    struct store *s = kit_open();
    struct project p;
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.attribution, "{name}");
    cr_expect_str_eq(p.citation, "{author}, {year}, p. {page}");
    cr_expect_eq(p.structure, 0);
    ACT(s, store_set_pattern(s, PATTERN_ATTRIBUTION, " {name}, {rolle} ", &kit_err));
    ACT(s, store_set_pattern(s, PATTERN_CITATION, "{author} ({year})", &kit_err));
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.attribution, "{name}, {rolle}");
    cr_expect_str_eq(p.citation, "{author} ({year})");
    static const char *const bad[] = {"{name", "name}", "{}", "{name}\n{rolle}", "\xff", NULL};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        REFUSED(s, store_set_pattern(s, PATTERN_ATTRIBUTION, bad[i], &kit_err), ERR_INPUT);
    ACT(s, store_set_pattern(s, PATTERN_ATTRIBUTION, "", &kit_err));
    ACT(s, store_set_pattern(s, PATTERN_CITATION, " ", &kit_err));
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.attribution, "{name}");
    cr_expect_str_eq(p.citation, "{author}, {year}, p. {page}");
    kit_close(s);
}

Test(role, second_coders_codings__leave_the_counts)
{
    struct store *s = kit_open();
    struct code *v;
    struct source *o;
    struct coder *who;
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false), c = kit_code(s, 0, "c");
    kit_coding(s, kit_mark(s, src, 0, 5), c);
    as(s, "Bo");
    kit_coding(s, kit_mark(s, src, 0, 5), c);
    tema_id bo = store_coder(s);
    as(s, "Ana");
    READ(store_codes(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].references, 2);
    int64_t beside = store_version_beside(s);
    ACT(s, store_set_role(s, bo, CODER_SECOND, &kit_err));
    cr_expect_neq(store_version_beside(s), beside, "what is listed per source has to be read again");
    READ(store_codes(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].references, 1);
    READ(store_codes(s, SCOPE_ALL, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].references, 2);
    READ(store_sources(s, SCOPE_COUNTED, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(o[0].codings, 1);
    READ(store_coders(s, &kit_arena, &who, &n, &kit_err));
    cr_expect(who[1].id == bo && who[1].role == CODER_SECOND);
    READ(store_undo(s, NULL, &kit_err));
    READ(store_codes(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].references, 2, "taken back, they count again");
    READ(store_redo(s, NULL, &kit_err));
    READ(store_codes(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].references, 1);
    REFUSED(s, store_set_role(s, 7, CODER_SECOND, &kit_err), ERR_NOT_FOUND);
    size_t rows = log_rows(s);
    ACT(s, store_set_role(s, bo, CODER_SECOND, &kit_err));
    cr_expect_eq(log_rows(s), rows, "the same role again is no act");
    kit_close(s);
}

Test(checked, against_the_recording__is_dated)
{
    struct store *s = kit_open();
    struct source *o;
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false);
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(o[0].checked, -1);
    ACT(s, store_set_checked(s, src, true, &kit_err));
    int64_t when = clock_now();
    ACT(s, store_set_source(s, src, SOURCE_CHECKED, "yes", &kit_err));
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(o[0].checked, when, "it was checked then");
    ACT(s, store_set_source(s, src, SOURCE_CHECKED, "no", &kit_err));
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(o[0].checked, -1);
    ACT(s, store_set_source(s, src, SOURCE_CHECKED, " yes ", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_CHECKED, "", &kit_err));
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(o[0].checked, -1);
    REFUSED(s, store_set_source(s, src, SOURCE_CHECKED, "2024-01-01", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_checked(s, src + 1, true, &kit_err), ERR_NOT_FOUND);
    kit_sql("UPDATE source SET hidden = 1");
    REFUSED(s, store_set_checked(s, src, true, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

/* ---- set aside ---- */

static size_t count_segments(struct store *s)
{
    struct segment *v;
    size_t n;
    READ(store_segments(s, SCOPE_ALL, 0, &kit_arena, &v, &n, &kit_err));
    return n;
}

Test(aside, considered_stretch__is_a_segment_without_code)
{
    struct store *s = kit_open();
    struct coding *g;
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false), r = start_round(s, NULL, ROUND_INDUCTIVE),
            a = aside(s, src, 0, 20);
    cr_expect(segment(s, a)->aside);
    cr_expect_eq(segment(s, a)->round, r);
    cr_expect(segment(s, a)->start.cp == 0 && segment(s, a)->end.cp == 20);
    cr_expect_eq(aside(s, src, 0, 20), a, "the same words once more are the same");
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &g, &n, &kit_err));
    cr_expect_eq(n, 0);
    cr_expect_eq(count_segments(s), 1, "it is listed among the meaning units");
    ACT(s, store_unset_aside(s, a, &kit_err));
    cr_expect_eq(count_segments(s), 0, "nothing else hung on it");
    REFUSED(s, store_unset_aside(s, a, &kit_err), ERR_NOT_FOUND);
    tema_id plain = kit_mark(s, src, 3, 6);
    cr_expect_not(segment(s, plain)->aside);
    REFUSED(s, store_unset_aside(s, plain, &kit_err), ERR_INPUT);
    cr_expect_eq(aside(s, src, 3, 6), plain, "one's own mark of these words");
    REFUSED(s, store_set_aside(s, src, (cp_off){3}, (cp_off){3}, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_aside(s, src, (cp_off){3}, (cp_off){53}, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_aside(s, src + 1, (cp_off){3}, (cp_off){4}, NULL, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(aside, coded_words__are_not_set_aside)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), c = kit_code(s, 0, "c"), seg = kit_mark(s, src, 0, 5),
            g = kit_coding(s, seg, c);
    REFUSED(s, store_set_aside(s, src, (cp_off){0}, (cp_off){5}, NULL, &kit_err), ERR_INPUT);
    as(s, "Bo");
    tema_id his = aside(s, src, 0, 5); /* Bo finds nothing where Ana has coded: both stand */
    cr_expect_neq(his, seg);
    as(s, "Ana");
    ACT(s, store_code(s, his, c, NULL, &kit_err));
    cr_expect_not(segment(s, his)->aside, "a code says that there is something");
    READ(store_undo(s, NULL, &kit_err));
    cr_expect(segment(s, his)->aside, "in one act");
    READ(store_redo(s, NULL, &kit_err));
    ACT(s, store_uncode(s, g, &kit_err));
    cr_expect_eq(count_segments(s), 1, "%zu", count_segments(s));
    kit_close(s);
}

Test(aside, what_hangs_on_it__keeps_the_segment)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), worded = aside(s, src, 0, 2),
            noted = aside(s, src, 3, 6), quoted = aside(s, src, 7, 9), bare = aside(s, src, 10, 12), memo;
    ACT(s, store_set_condensed(s, worded, "kort", &kit_err));
    ACT(s, store_add_memo(s, MEMO_SEGMENT, noted, "husk", &memo, &kit_err));
    star(s, quoted);
    ACT(s, store_unset_aside(s, worded, &kit_err));
    ACT(s, store_unset_aside(s, noted, &kit_err));
    ACT(s, store_unset_aside(s, quoted, &kit_err));
    cr_expect_eq(count_segments(s), 4);
    ACT(s, store_unset_aside(s, bare, &kit_err));
    cr_expect_eq(count_segments(s), 3);
    tema_id both = kit_mark(s, src, 20, 22), g = kit_coding(s, both, kit_code(s, 0, "c"));
    kit_sql("UPDATE segment SET aside = 1"); /* as another's redo can leave it */
    ACT(s, store_uncode(s, g, &kit_err));
    cr_expect(segment(s, both)->aside, "set aside it still is");
    kit_close(s);
}

Test(uncode, quoted_placed_or_aside__keeps_the_segment)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), c = kit_code(s, 0, "c");
    tema_id quoted = kit_mark(s, src, 0, 2), placed = kit_mark(s, src, 3, 6), bare = kit_mark(s, src, 7, 9);
    tema_id g[] = {kit_coding(s, quoted, c), kit_coding(s, placed, c), kit_coding(s, bare, c)};
    star(s, quoted);
    kit_sql("INSERT INTO structure SELECT 1, 'g', 's', 'theme', id, 0 FROM coder");
    kit_sql("INSERT INTO theme SELECT 2, 'g', NULL, 'a', 1, 't', '', '', '', '', 'kept', '', NULL, NULL, id, "
            "NULL, 0 FROM coder");
    kit_sql("INSERT INTO place SELECT 3, 2, 'a', NULL, s.id, '', s.coder, 0 FROM segment s JOIN anchor a ON "
            "a.segment = s.id WHERE a.start_at = 3");
    for (size_t i = 0; i < 3; i++)
        ACT(s, store_uncode(s, g[i], &kit_err));
    cr_expect_eq(count_segments(s), 2);
    ACT(s, store_unmark(s, quoted, &kit_err)); /* asked for, it goes with all that hangs on it */
    THERE_AND_BACK(s, store_unmark(s, placed, &kit_err));
    cr_expect_eq(count_segments(s), 0);
    kit_close(s);
}

/* ---- quotes ---- */

Test(quotes, starred_once__edited_for_print)
{
    struct store *s = kit_open();
    size_t n;
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 20), q = star(s, seg);
    as(s, "Bo");
    cr_expect_eq(star(s, seg), q, "starred already, by whomever");
    as(s, "Ana");
    struct quote *v = quotes(s, &n);
    cr_assert_eq(n, 1);
    cr_expect_eq(v[0].segment, seg);
    cr_expect_eq(v[0].coder, store_coder(s));
    cr_expect_str_eq(v[0].text, "");
    cr_expect_eq(strlen(v[0].guid), 36);
    ACT(s, store_set_quote(s, q, " Vi har ikke […] nok. ", &kit_err));
    cr_expect_str_eq(quotes(s, &n)[0].text, "Vi har ikke […] nok.");
    REFUSED(s, store_set_quote(s, q, "Vi har aldri tid nok.", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_quote(s, q, "Vi har [ikke", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_quote(s, q, "\xff", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_quote(s, q, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_quote(s, 7, "", &kit_err), ERR_NOT_FOUND);
    size_t rows = log_rows(s);
    ACT(s, store_set_quote(s, q, "Vi har ikke […] nok.", &kit_err));
    cr_expect_eq(log_rows(s), rows, "the same again is no act");
    ACT(s, store_set_quote(s, q, "", &kit_err));
    cr_expect_str_eq(quotes(s, &n)[0].text, "");
    ACT(s, store_unstar(s, q, &kit_err));
    quotes(s, &n);
    cr_expect_eq(n, 0);
    cr_expect_eq(count_segments(s), 1, "the meaning unit stays");
    REFUSED(s, store_unstar(s, q, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_star(s, 7, NULL, &kit_err), ERR_NOT_FOUND);
    star(s, seg);
    kit_sql("UPDATE source SET hidden = 1");
    quotes(s, &n);
    cr_expect_eq(n, 0);
    kit_close(s);
}

Test(quotes, long_words__are_checked_whole)
{
    struct store *s = kit_open();
    size_t n = 200000;
    char *text = arena_alloc(&kit_arena, n + 2);
    for (size_t i = 0; i < n; i++)
        text[i] = i % 5 == 4 ? ' ' : 'a';
    text[n - 1] = 'z';
    text[n] = '\n';
    tema_id src = kit_source(s, "lang.txt", text, false), q = star(s, kit_mark(s, src, 0, n));
    text[n] = '\0';
    ACT(s, store_set_quote(s, q, text, &kit_err));
    text[n - 1] = 'y';
    REFUSED(s, store_set_quote(s, q, text, &kit_err), ERR_INPUT);
    kit_close(s);
}

/* ---- taken back and done again ---- */

Test(process_acts, undo_and_redo__bring_every_row)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), c = kit_code(s, 0, "c"), a = 0, q = 0, r = 0;
    THERE_AND_BACK(s, store_start_round(s, NULL, ROUND_DEDUCTIVE, "note", &r, &kit_err));
    THERE_AND_BACK(s, store_start_round(s, "to", ROUND_INDUCTIVE, "", &r, &kit_err));
    THERE_AND_BACK(s, store_set_aside(s, src, (cp_off){0}, (cp_off){20}, &a, &kit_err));
    THERE_AND_BACK(s, store_code(s, a, c, NULL, &kit_err));
    THERE_AND_BACK(s, store_star(s, a, &q, &kit_err));
    THERE_AND_BACK(s, store_set_quote(s, q, "tid nok", &kit_err));
    THERE_AND_BACK(s, store_unmark(s, a, &kit_err));
    ACT(s, store_set_aside(s, src, (cp_off){0}, (cp_off){20}, &a, &kit_err));
    THERE_AND_BACK(s, store_unset_aside(s, a, &kit_err));
    q = star(s, kit_mark(s, src, 21, 30));
    THERE_AND_BACK(s, store_unstar(s, q, &kit_err));
    THERE_AND_BACK(s, store_end_round(s, &kit_err));
    THERE_AND_BACK(s, store_enter_phase(s, 1, "begynder", &kit_err));
    THERE_AND_BACK(s, store_enter_phase(s, 2, "videre", &kit_err));
    THERE_AND_BACK(s, store_leave_phase(s, "", &kit_err));
    THERE_AND_BACK(s, store_set_question(s, "Hvorfor?", "", &kit_err));
    THERE_AND_BACK(s, store_set_question(s, "Hvordan?", "bedre", &kit_err));
    THERE_AND_BACK(s, store_set_pattern(s, PATTERN_ATTRIBUTION, "{name}, {rolle}", &kit_err));
    THERE_AND_BACK(s, store_set_pattern(s, PATTERN_CITATION, "{author}", &kit_err));
    THERE_AND_BACK(s, store_set_role(s, store_coder(s), CODER_SUPERVISOR, &kit_err));
    THERE_AND_BACK(s, store_set_checked(s, src, true, &kit_err));
    THERE_AND_BACK(s, store_set_source(s, src, SOURCE_CHECKED, "no", &kit_err));
    kit_close(s);
}

/* Two coders at random: each takes back and does again as well as acts; a refusal is a sentence, and
 * nothing has changed then. */

struct side {
    const char *name;
    VEC(int64_t) undo, redo; /* seq of what lies on the stacks */
};

struct game {
    struct store *s;
    struct side side[2];
    uint32_t random;
    tema_id source, codes[3];
};

static unsigned pick(struct game *g, unsigned below)
{
    g->random = g->random * 1664525u + 1013904223u;
    return (g->random >> 8) % below;
}

static tema_id pick_segment(struct game *g)
{
    struct segment *v;
    size_t n;
    READ(store_segments(g->s, SCOPE_ALL, 0, &kit_arena, &v, &n, &kit_err));
    return n == 0 ? 7 : v[pick(g, (unsigned)n)].id;
}

static tema_id pick_coding(struct game *g)
{
    struct coding *v;
    size_t n;
    READ(store_codings(g->s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    return n == 0 ? 7 : v[pick(g, (unsigned)n)].id;
}

static tema_id pick_quote(struct game *g)
{
    size_t n;
    struct quote *v = quotes(g->s, &n);
    return n == 0 ? 7 : v[pick(g, (unsigned)n)].id;
}

static tema_id pick_coder(struct game *g)
{
    struct coder *v;
    size_t n;
    READ(store_coders(g->s, &kit_arena, &v, &n, &kit_err));
    return v[pick(g, (unsigned)n)].id;
}

/* One call within an act; false when it is refused. */
static bool some_call(struct game *g)
{
    static const char *const words[] = {"", "fordi", "æ 😀", "{name}", "tid", "Round 2"};
    struct store *s = g->s;
    const char *word = words[pick(g, 6)];
    cp_off from = {pick(g, 4) * 5}, to = {from.cp + 1 + pick(g, 3) * 4};
    struct err *err = &kit_err;
    tema_id id;
    switch (pick(g, 20)) {
    case 0:
        return store_start_round(s, pick(g, 2) ? NULL : word, (enum round_stance)pick(g, 2), word, NULL, err);
    case 1: return store_end_round(s, err);
    case 2: return store_enter_phase(s, (int)pick(g, 7), word, err);
    case 3: return store_leave_phase(s, word, err);
    case 4: return store_set_question(s, word, word, err);
    case 5: return store_set_pattern(s, (enum project_pattern)pick(g, 2), word, err);
    case 6: return store_set_role(s, pick_coder(g), (enum coder_role)pick(g, 3), err);
    case 7: return store_set_checked(s, g->source, pick(g, 2), err);
    case 8:
    case 9: return store_set_aside(s, g->source, from, to, &id, err);
    case 10: return store_unset_aside(s, pick_segment(g), err);
    case 11:
    case 12: return store_star(s, pick_segment(g), &id, err);
    case 13: return store_unstar(s, pick_quote(g), err);
    case 14: return store_set_quote(s, pick_quote(g), word, err);
    case 15: return store_uncode(s, pick_coding(g), err);
    case 16: return store_recode(s, pick_coding(g), g->codes[pick(g, 3)], err);
    case 17: return store_unmark(s, pick_segment(g), err);
    case 18: return store_code(s, pick_segment(g), g->codes[pick(g, 3)], &id, err);
    }
    return store_mark(s, g->source, from, to, &id, err) && store_code(s, id, g->codes[pick(g, 3)], &id, err);
}

static void some_act(struct game *g, struct side *who)
{
    struct act_row row;
    clock_set_fixed(clock_now() + 1000);
    READ(store_begin(g->s, "test", &kit_err));
    if (!some_call(g)) {
        cr_expect(kit_err.kind == ERR_INPUT || kit_err.kind == ERR_NOT_FOUND, "%s", err_text(&kit_err));
        store_rollback(g->s);
        err_release(&kit_err);
        return;
    }
    READ(store_commit(g->s, &row, &kit_err, "did it"));
    if (row.id != 0) {
        vec_push(&who->undo, row.seq);
        vec_clear(&who->redo);
    }
}

static bool back_or_forth(struct game *g, struct side *who, bool redo)
{
    struct act_row *newest;
    size_t n;
    as(g->s, who->name);
    bool ok = redo ? store_redo(g->s, NULL, &kit_err) : store_undo(g->s, NULL, &kit_err);
    cr_assert(ok || kit_err.kind == ERR_CONFLICT, "%s", err_text(&kit_err));
    err_release(&kit_err);
    if (!ok)
        return false;
    READ(store_log(g->s, 0, 1, &kit_arena, &newest, &n, &kit_err));
    if (redo) {
        who->redo.n--;
        vec_push(&who->undo, newest[0].seq);
    } else {
        who->undo.n--;
        vec_push(&who->redo, newest[0].seq);
    }
    return true;
}

static int64_t top(const struct side *who)
{
    return who->undo.n == 0 ? 0 : who->undo.v[who->undo.n - 1];
}

static void play(uint32_t seed)
{
    struct game g = {.s = kit_open(), .side = {{.name = "Ana"}, {.name = "Bo"}}, .random = seed};
    VEC(int) order = VEC_INIT;
    VEC(char *) states = VEC_INIT;
    struct finding *faults;
    size_t nfaults;
    g.source = kit_source(g.s, "a.txt", talk, true);
    as(g.s, "Bo");
    for (size_t i = 0; i < 3; i++)
        g.codes[i] = kit_code(g.s, 0, i == 0 ? "a" : i == 1 ? "b" : "c");
    const char *start = kit_dump();
    for (int step = 0; step < 150; step++) {
        struct side *who = &g.side[pick(&g, 2)];
        unsigned what = pick(&g, 10);
        as(g.s, who->name);
        if (what == 0 && who->redo.n > 0)
            back_or_forth(&g, who, true);
        else if (what < 4 && who->undo.n > 0)
            back_or_forth(&g, who, false);
        else
            some_act(&g, who);
    }
    READ(store_check(g.s, &kit_arena, &faults, &nfaults, &kit_err));
    for (size_t i = 0; i < nfaults; i++)
        cr_expect(faults[i].decision, "seed %u: %s", seed, faults[i].text);
    while (top(&g.side[0]) + top(&g.side[1]) > 0) {
        int who = top(&g.side[1]) > top(&g.side[0]);
        vec_push(&states, kit_dump());
        vec_push(&order, who);
        cr_assert(back_or_forth(&g, &g.side[who], false), "seed %u: newest first nothing is refused", seed);
    }
    cr_expect_str_eq(kit_dump(), start, "seed %u: all taken back", seed);
    for (size_t i = order.n; i-- > 0;) {
        cr_assert(back_or_forth(&g, &g.side[order.v[i]], true), "seed %u", seed);
        cr_expect_str_eq(kit_dump(), states.v[i], "seed %u: act %zu from the end done again", seed,
                         order.n - i);
    }
    vec_release(&order);
    vec_release(&states);
    for (int i = 0; i < 2; i++) {
        vec_release(&g.side[i].undo);
        vec_release(&g.side[i].redo);
    }
    kit_close(g.s);
}

Test(process_acts, two_coders_at_random__all_taken_back_and_done_again)
{
    for (uint32_t seed = 1; seed <= 4; seed++)
        play(seed);
}
