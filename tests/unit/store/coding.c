/* Marking and coding as an analyst expects it. */
#include "study_kit.h"

/* The second line begins at 21; 52 code points in all. */
static const char talk[] = "Vi har ikke tid nok.\nÆldre borgere vil have ro.\nJa.\n";

static size_t count_segments(struct store *s, tema_scope scope, tema_id source)
{
    struct segment *v;
    size_t n;
    READ(store_segments(s, scope, source, &kit_arena, &v, &n, &kit_err));
    return n;
}

static size_t count_codings(struct store *s, tema_scope scope, tema_id source, tema_id code)
{
    struct coding *v;
    size_t n;
    READ(store_codings(s, scope, source, code, &kit_arena, &v, &n, &kit_err));
    return n;
}

Test(mark, stands__where_it_was_put)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), id = kit_mark(s, src, 21, 34);
    struct segment *v;
    size_t n;
    READ(store_segments(s, SCOPE_ALL, src, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect_eq(v[0].id, id);
    cr_expect_eq(v[0].source, src);
    cr_expect_eq(v[0].start.cp, 21);
    cr_expect_eq(v[0].end.cp, 34);
    cr_expect_eq(v[0].coder, store_coder(s));
    cr_expect_str_eq(v[0].condensed, "");
    cr_expect_eq(strlen(v[0].guid), 36);
    cr_expect_eq(v[0].created, clock_now());
    kit_close(s);
}

Test(mark, same_words__give_own_segment_only)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_mark(s, src, 0, 20);
    cr_expect_eq(kit_mark(s, src, 0, 20), a);
    cr_expect_neq(kit_mark(s, src, 0, 21), a, "one character more is another unit");
    cr_expect_neq(kit_mark(s, src, 1, 20), a);
    tema_id whole = kit_mark(s, src, 0, strlen(talk) - 1); /* Æ takes two bytes */
    cr_expect_eq(kit_mark(s, src, 0, strlen(talk) - 1), whole, "over several rows");
    as(s, "Bo");
    cr_expect_neq(kit_mark(s, src, 0, 20), a, "another coder's is their own");
    cr_expect_eq(count_segments(s, SCOPE_ALL, src), 5);
    kit_close(s);
}

Test(mark, nothing_or_outside__is_refused)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), id;
    size_t end = strlen(talk) - 1;
    REFUSED(s, store_mark(s, src, (cp_off){3}, (cp_off){3}, &id, &kit_err), ERR_INPUT);
    REFUSED(s, store_mark(s, src, (cp_off){4}, (cp_off){3}, &id, &kit_err), ERR_INPUT);
    REFUSED(s, store_mark(s, src, (cp_off){0}, (cp_off){end + 1}, &id, &kit_err), ERR_INPUT);
    REFUSED(s, store_mark(s, src, (cp_off){0}, (cp_off){SIZE_MAX}, &id, &kit_err), ERR_INPUT);
    REFUSED(s, store_mark(s, src + 1, (cp_off){0}, (cp_off){1}, &id, &kit_err), ERR_NOT_FOUND);
    ACT(s, store_mark(s, src, (cp_off){0}, (cp_off){end}, NULL, &kit_err));
    kit_close(s);
}

Test(code, again_by_same_coder__changes_nothing)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 5),
            c = kit_code(s, 0, "tid");
    tema_id g = kit_coding(s, seg, c);
    struct act_row row;
    cr_assert(store_begin(s, "code", &kit_err));
    tema_id again;
    cr_assert(store_code(s, seg, c, &again, &kit_err));
    cr_assert(store_commit(s, &row, &kit_err, "again"));
    cr_expect_eq(again, g);
    cr_expect_eq(row.id, 0, "an act that changed nothing leaves no row");
    as(s, "Bo");
    cr_expect_neq(kit_coding(s, seg, c), g);
    cr_expect_eq(count_codings(s, SCOPE_ALL, src, c), 2);
    kit_close(s);
}

Test(code, what_cannot_be_given__is_refused)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 5), a = kit_code(s, 0, "a"),
            b = kit_code(s, 0, "b");
    tema_id c = kit_code(s, 0, "c");
    ACT(s, store_merge_code(s, a, b, &kit_err));
    ACT(s, store_set_code_kind(s, c, CODE_DROPPED, ORIGIN_INDUCTIVE, LEVEL_LATENT, &kit_err));
    REFUSED(s, store_code(s, seg, a, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_code(s, seg, c, NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_code(s, seg, 7, NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_code(s, 7, b, NULL, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

static bool is_stale(struct store *s, tema_id coding)
{
    struct coding *one, *of, *v;
    size_t n;
    READ(store_coding_get(s, coding, &kit_arena, &one, &kit_err));
    READ(store_codings(s, SCOPE_ALL, one->source, one->code, &kit_arena, &of, &n, &kit_err));
    for (size_t i = 0; i < n; i++)
        cr_expect(of[i].id != coding || of[i].stale == one->stale);
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    for (size_t i = 0; i < n; i++)
        cr_expect(v[i].id != coding || v[i].stale == one->stale);
    return one->stale;
}

Test(stale, given_again__is_said_of_the_new_meaning)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b");
    tema_id seg = kit_mark(s, src, 0, 5), g = kit_coding(s, seg, a),
            h = kit_coding(s, kit_mark(s, src, 6, 9), a), k = kit_coding(s, kit_mark(s, src, 10, 12), a);
    cr_expect_not(is_stale(s, g));
    kit_sql("UPDATE code SET meaning = CASE name WHEN 'a' THEN 1 ELSE 3 END");
    cr_expect(is_stale(s, g) && is_stale(s, h));
    THERE_AND_BACK(s, store_code(s, seg, a, NULL, &kit_err));
    cr_expect_not(is_stale(s, g), "given again");
    cr_expect(is_stale(s, h));
    ACT(s, store_recode(s, h, a, &kit_err));
    cr_expect_not(is_stale(s, h), "put there again");
    cr_expect_not(is_stale(s, kit_coding(s, seg, b)), "as it is meant now");
    ACT(s, store_recode(s, k, b, &kit_err));
    cr_expect_not(is_stale(s, k), "another code is given on what it means now");
    tema_id fresh = kit_coding(s, kit_mark(s, src, 30, 32), a);
    cr_expect_not(is_stale(s, fresh));
    kit_sql("UPDATE coding SET meaning = -1"); /* as a merge leaves them */
    cr_expect(is_stale(s, fresh) && is_stale(s, k));
    ACT(s, store_code(s, seg, b, NULL, &kit_err));
    cr_expect(is_stale(s, g), "only what was given again");
    kit_close(s);
}

Test(stale, recoded_onto_its_double__is_given_now)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"),
            seg = kit_mark(s, src, 0, 5), g = kit_coding(s, seg, a), h = kit_coding(s, seg, b);
    kit_sql("UPDATE coding SET meaning = -1");
    ACT(s, store_recode(s, g, b, &kit_err));
    cr_expect_not(is_stale(s, h));
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, 0), 1);
    kit_close(s);
}

Test(uncode, last_coding__takes_bare_segment_along)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"), g[4];
    tema_id plain = kit_mark(s, src, 0, 2), worded = kit_mark(s, src, 3, 6), noted = kit_mark(s, src, 7, 9);
    g[0] = kit_coding(s, plain, a);
    g[1] = kit_coding(s, plain, b);
    g[2] = kit_coding(s, worded, a);
    g[3] = kit_coding(s, noted, a);
    ACT(s, store_set_condensed(s, worded, "kort", &kit_err));
    ACT(s, store_add_memo(s, MEMO_SEGMENT, noted, "husk", NULL, &kit_err));
    ACT(s, store_uncode(s, g[0], &kit_err));
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 3, "it still carries b");
    ACT(s, store_uncode(s, g[1], &kit_err));
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 2);
    ACT(s, store_uncode(s, g[2], &kit_err));
    ACT(s, store_uncode(s, g[3], &kit_err));
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 2, "a condensed wording and a memo keep theirs");
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, 0), 0);
    REFUSED(s, store_uncode(s, g[0], &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(unmark, segment__goes_with_codings_and_memos)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), seg = kit_mark(s, src, 0, 2),
            other = kit_mark(s, src, 3, 4);
    struct memo *m;
    size_t n;
    kit_coding(s, seg, a);
    kit_coding(s, other, a);
    ACT(s, store_add_memo(s, MEMO_SEGMENT, seg, "husk", NULL, &kit_err));
    ACT(s, store_unmark(s, seg, &kit_err));
    cr_expect_eq(count_segments(s, SCOPE_ALL, src), 1);
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, 0), 1);
    READ(store_memos(s, &kit_arena, &m, &n, &kit_err));
    cr_expect_eq(n, 0);
    cr_expect_null(strstr(kit_dump(), "husk"), "it is gone, not only out of sight");
    REFUSED(s, store_unmark(s, seg, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(condensed, wording__is_kept_and_blank_removes_it)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 2);
    struct segment *v;
    size_t n;
    ACT(s, store_set_condensed(s, seg, "mangler tid – æøå", &kit_err));
    READ(store_segments(s, SCOPE_ALL, src, &kit_arena, &v, &n, &kit_err));
    cr_expect_str_eq(v[0].condensed, "mangler tid – æøå");
    ACT(s, store_set_condensed(s, seg, " \t", &kit_err));
    READ(store_segments(s, SCOPE_ALL, src, &kit_arena, &v, &n, &kit_err));
    cr_expect_str_eq(v[0].condensed, "");
    REFUSED(s, store_set_condensed(s, seg, "\xff", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_condensed(s, 7, "x", &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(recode, coding__keeps_its_place)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"),
            c = kit_code(s, 0, "c");
    tema_id seg = kit_mark(s, src, 0, 2), ga = kit_coding(s, seg, a), gb = kit_coding(s, seg, b);
    struct coding *v;
    size_t n;
    ACT(s, store_recode(s, ga, c, &kit_err));
    READ(store_codings(s, SCOPE_ALL, 0, c, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect_eq(v[0].id, ga);
    cr_expect_eq(v[0].segment, seg);
    ACT(s, store_recode(s, ga, b, &kit_err)); /* there already: one of the two is enough */
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect_eq(v[0].id, gb);
    ACT(s, store_set_code_kind(s, a, CODE_DROPPED, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &kit_err));
    REFUSED(s, store_recode(s, gb, a, &kit_err), ERR_INPUT);
    REFUSED(s, store_recode(s, gb, 9, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_recode(s, ga, c, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(codings, list__is_ordered_by_place)
{
    struct store *s = kit_open();
    tema_id one = kit_source(s, "a.txt", talk, false), two = kit_source(s, "b.txt", talk, false),
            c = kit_code(s, 0, "c");
    size_t place[][2] = {{30, 40}, {5, 9}, {5, 7}, {0, 30}};
    struct coding *v;
    size_t n;
    for (size_t i = 0; i < 4; i++) {
        kit_coding(s, kit_mark(s, two, place[i][0], place[i][1]), c);
        kit_coding(s, kit_mark(s, one, place[i][0], place[i][1]), c);
    }
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 8);
    static const size_t want[][2] = {{0, 30}, {5, 7}, {5, 9}, {30, 40}};
    for (size_t i = 0; i < n; i++) {
        cr_expect_eq(v[i].start.cp, want[i % 4][0]);
        cr_expect_eq(v[i].end.cp, want[i % 4][1]);
        cr_expect_eq(v[i].source, v[i / 4 * 4].source);
    }
    cr_expect_eq(count_codings(s, SCOPE_ALL, one, c), 4);
    cr_expect_eq(count_codings(s, SCOPE_ALL, two, 0), 4);
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, c), 8);
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, c + 1), 0);
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 8);
    kit_close(s);
}

Test(scope, second_coder__is_kept_apart)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), c = kit_code(s, 0, "c"), ana = store_coder(s), bo;
    tema_id hers = kit_mark(s, src, 0, 5);
    kit_coding(s, hers, c);
    as(s, "Bo");
    kit_coding(s, kit_mark(s, src, 0, 5), c);
    tema_id g = kit_coding(s, hers, c);
    bo = store_coder(s);
    kit_sql("UPDATE coder SET role = 'second' WHERE name = 'Bo'");
    cr_expect_eq(count_codings(s, SCOPE_ALL, src, 0), 3);
    cr_expect_eq(count_codings(s, SCOPE_COUNTED, src, 0), 1);
    cr_expect_eq(count_codings(s, SCOPE_COUNTED, 0, c), 1);
    cr_expect_eq(count_codings(s, SCOPE_COUNTED, 0, 0), 1);
    cr_expect_eq(count_codings(s, ana, 0, c), 1);
    cr_expect_eq(count_codings(s, bo, src, 0), 2);
    cr_expect_eq(count_codings(s, bo + 1, 0, 0), 0);
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 2);
    cr_expect_eq(count_segments(s, SCOPE_COUNTED, src), 1);
    cr_expect_eq(count_segments(s, bo, src), 2, "what one has coded is within one's scope");
    ACT(s, store_uncode(s, g, &kit_err));
    cr_expect_eq(count_segments(s, bo, src), 1);
    kit_close(s);
}

Test(hidden_source, what_hangs_on_it__is_not_seen)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), c = kit_code(s, 0, "c"), seg = kit_mark(s, src, 0, 5),
            g = kit_coding(s, seg, c);
    struct memo *m;
    struct source *o;
    struct speaker *p;
    tema_id *r;
    size_t n;
    ACT(s, store_add_memo(s, MEMO_SEGMENT, seg, "husk", NULL, &kit_err));
    ACT(s, store_add_memo(s, MEMO_SOURCE, src, "husk", NULL, &kit_err));
    kit_sql("UPDATE source SET hidden = 1");
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 0);
    cr_expect_eq(count_segments(s, SCOPE_ALL, src), 0);
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, 0), 0);
    cr_expect_eq(count_codings(s, SCOPE_ALL, src, 0), 0);
    cr_expect_eq(count_codings(s, SCOPE_ALL, 0, c), 0);
    READ(store_memos(s, &kit_arena, &m, &n, &kit_err));
    cr_expect_eq(n, 0);
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &o, &n, &kit_err));
    cr_expect_eq(n, 0);
    READ(store_speakers(s, 0, &kit_arena, &p, &n, &kit_err));
    cr_expect_eq(n, 0);
    READ(store_speakers(s, src, &kit_arena, &p, &n, &kit_err));
    cr_expect_eq(n, 0);
    READ(store_recent_codes(s, 9, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(n, 0);
    REFUSED(s, store_mark(s, src, (cp_off){0}, (cp_off){1}, NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_code(s, seg, c, NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_uncode(s, g, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_unmark(s, seg, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_memo(s, MEMO_SEGMENT, seg, "x", NULL, &kit_err), ERR_NOT_FOUND);
    ACT(s, store_delete_code(s, c, &kit_err)); /* nothing may be left pointing to a code that is gone */
    kit_close(s);
}

Test(recent_codes, last_used__comes_first)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"),
            c = kit_code(s, 0, "c"), *r;
    size_t n;
    READ(store_recent_codes(s, 5, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(n, 0);
    kit_coding(s, kit_mark(s, src, 0, 1), a);
    kit_coding(s, kit_mark(s, src, 0, 2), b);
    kit_coding(s, kit_mark(s, src, 0, 3), c);
    tema_id again = kit_coding(s, kit_mark(s, src, 0, 4), a);
    READ(store_recent_codes(s, 5, &kit_arena, &r, &n, &kit_err));
    cr_assert_eq(n, 3);
    cr_expect(r[0] == a && r[1] == c && r[2] == b);
    READ(store_recent_codes(s, 2, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(n, 2);
    ACT(s, store_recode(s, again, b, &kit_err));
    READ(store_recent_codes(s, 1, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(r[0], b, "a code put in another's place has been used");
    ACT(s, store_set_code_kind(s, b, CODE_DROPPED, ORIGIN_INDUCTIVE, LEVEL_SEMANTIC, &kit_err));
    READ(store_recent_codes(s, 5, &kit_arena, &r, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect(r[0] == c && r[1] == a);
    as(s, "Bo");
    READ(store_recent_codes(s, 5, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(n, 0);
    kit_coding(s, kit_mark(s, src, 0, 1), c);
    READ(store_recent_codes(s, 5, &kit_arena, &r, &n, &kit_err));
    cr_expect_eq(n, 1, "what others have used is not one's own");
    kit_close(s);
}

Test(coding_acts, undo_and_redo__bring_every_row)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"),
            seg = 0, g = 0, h = 0;
    THERE_AND_BACK(s, store_mark(s, src, (cp_off){21}, (cp_off){34}, &seg, &kit_err));
    THERE_AND_BACK(s, store_code(s, seg, a, &g, &kit_err));
    THERE_AND_BACK(s, store_recode(s, g, b, &kit_err));
    THERE_AND_BACK(s, store_uncode(s, g, &kit_err));
    seg = kit_mark(s, src, 0, 3);
    h = kit_coding(s, seg, a);
    kit_coding(s, seg, b);
    THERE_AND_BACK(s, store_recode(s, h, b, &kit_err));
    THERE_AND_BACK(s, store_set_condensed(s, seg, "kort", &kit_err));
    ACT(s, store_add_memo(s, MEMO_SEGMENT, seg, "husk", NULL, &kit_err));
    THERE_AND_BACK(s, store_unmark(s, seg, &kit_err));
    kit_close(s);
}

Test(coding_acts, undo_after_others_change__is_a_conflict)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = kit_code(s, 0, "a"), seg = kit_mark(s, src, 0, 5);
    kit_coding(s, seg, a);
    as(s, "Bo");
    ACT(s, store_unmark(s, seg, &kit_err));
    as(s, "Ana");
    cr_assert_not(store_undo(s, NULL, &kit_err));
    cr_expect_eq(kit_err.kind, ERR_CONFLICT);
    cr_expect_not_null(strstr(err_text(&kit_err), "Bo"));
    cr_expect_eq(count_segments(s, SCOPE_ALL, 0), 0);
    kit_close(s);
}
