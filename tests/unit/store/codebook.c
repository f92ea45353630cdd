/* The codebook as an analyst expects it: the tree, its counts, moving, merging, deleting. */
#include <time.h>

#include "study_kit.h"

static const char talk[] = "Vi har ikke tid nok.\nÆldre borgere vil have ro.\nJa.\n";

static struct code *codes;
static size_t ncodes;

static void read_codes(struct store *s, tema_scope scope)
{
    READ(store_codes(s, scope, &kit_arena, &codes, &ncodes, &kit_err));
}

static const struct code *get(struct store *s, tema_id id)
{
    read_codes(s, SCOPE_ALL);
    for (size_t i = 0; i < ncodes; i++) {
        if (codes[i].id == id)
            return &codes[i];
    }
    cr_assert_fail("no such code");
    return NULL;
}

/* The tree as "a(b c(d)) e". */
static const char *shape(struct store *s)
{
    struct buf b = BUF_INIT;
    int depth = 0;
    read_codes(s, SCOPE_ALL);
    for (size_t i = 0; i < ncodes; i++) {
        if (codes[i].depth > depth)
            buf_addch(&b, '(');
        else if (i > 0) {
            for (; depth > codes[i].depth; depth--)
                buf_addch(&b, ')');
            buf_addch(&b, ' ');
        }
        depth = codes[i].depth;
        buf_addstr(&b, codes[i].name);
    }
    for (; depth > 0; depth--)
        buf_addch(&b, ')');
    const char *text = arena_strdup(&kit_arena, buf_str(&b));
    buf_release(&b);
    return text;
}

#define COUNTS(s, scope, code, f, r, fb, rb)                                                                 \
    do {                                                                                                     \
        read_codes(s, scope);                                                                                \
        for (size_t i_ = 0; i_ < ncodes; i_++) {                                                             \
            if (codes[i_].id != (code))                                                                      \
                continue;                                                                                    \
            cr_expect_eq(codes[i_].files, f, "files %d", (int)codes[i_].files);                              \
            cr_expect_eq(codes[i_].references, r, "references %d", (int)codes[i_].references);               \
            cr_expect_eq(codes[i_].files_below, fb, "files below %d", (int)codes[i_].files_below);           \
            cr_expect_eq(codes[i_].references_below, rb, "references below %d",                              \
                         (int)codes[i_].references_below);                                                   \
        }                                                                                                    \
    } while (0)

Test(add_code, new_code__stands_last_with_its_parents_colour)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "  a "), b = 0;
    kit_code(s, a, "c");
    kit_code(s, a, "d");
    ACT(s, store_add_code(s, 0, "b", ORIGIN_IN_VIVO, 0x123456, &b, &kit_err));
    kit_code(s, b, "e");
    cr_expect_str_eq(shape(s), "a(c d) b(e)");
    const struct code *cb = get(s, b), *ca = get(s, a);
    cr_expect_eq(cb->colour, 0x123456);
    cr_expect_eq(cb->origin, ORIGIN_IN_VIVO);
    cr_expect_eq(cb->status, CODE_ACTIVE);
    cr_expect_eq(cb->level, LEVEL_SEMANTIC);
    cr_expect_str_eq(cb->definition, "");
    cr_expect_eq(strlen(cb->guid), 36);
    cr_expect_neq(ca->colour, 0, "a fresh one");
    for (size_t i = 0; i < ncodes; i++) {
        if (codes[i].parent != 0)
            cr_expect_eq(codes[i].colour, codes[i].parent == a ? ca->colour : cb->colour);
    }
    tema_id same = kit_code(s, 0, "a");
    cr_expect_neq(same, a, "names need not be unique");
    kit_close(s);
}

Test(add_code, what_is_no_name__is_refused)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b");
    static const char *const bad[] = {"",     " ",    "\t \n", "\xc2\xa0\xe2\x80\x8b",
                                      "a\nb", "a\rb", "a\xff", "\xed\xa0\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        REFUSED(s, store_add_code(s, 0, bad[i], ORIGIN_INDUCTIVE, 0, NULL, &kit_err), ERR_INPUT);
        REFUSED(s, store_set_code_text(s, a, CODE_NAME, bad[i], &kit_err), ERR_INPUT);
    }
    REFUSED(s, store_add_code(s, 7, "x", ORIGIN_INDUCTIVE, 0, NULL, &kit_err), ERR_NOT_FOUND);
    ACT(s, store_merge_code(s, b, a, &kit_err));
    REFUSED(s, store_add_code(s, b, "x", ORIGIN_INDUCTIVE, 0, NULL, &kit_err), ERR_INPUT);
    cr_expect_str_eq(shape(s), "a b");
    kit_close(s);
}

Test(set_code, each_field__is_kept)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a");
    ACT(s, store_set_code_text(s, a, CODE_NAME, "  Tid og ro / \xc3\xa6\xc3\xb8\xc3\xa5 ", &kit_err));
    ACT(s, store_set_code_text(s, a, CODE_DEFINITION, "Om tid.\nFlere linjer.", &kit_err));
    ACT(s, store_set_code_text(s, a, CODE_INCLUDE, "med", &kit_err));
    ACT(s, store_set_code_text(s, a, CODE_EXCLUDE, "uden", &kit_err));
    ACT(s, store_set_code_text(s, a, CODE_EXAMPLE, "«ro»", &kit_err));
    ACT(s, store_set_code_colour(s, a, 0xff8000, &kit_err));
    ACT(s, store_set_code_kind(s, a, CODE_DROPPED, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &kit_err));
    const struct code *c = get(s, a);
    cr_expect_str_eq(c->name, "Tid og ro / \xc3\xa6\xc3\xb8\xc3\xa5");
    cr_expect_str_eq(c->definition, "Om tid.\nFlere linjer.");
    cr_expect_str_eq(c->include, "med");
    cr_expect_str_eq(c->exclude, "uden");
    cr_expect_str_eq(c->example, "«ro»");
    cr_expect_eq(c->colour, 0xff8000);
    cr_expect_eq(c->status, CODE_DROPPED);
    cr_expect_eq(c->origin, ORIGIN_DEDUCTIVE);
    cr_expect_eq(c->level, LEVEL_LATENT);
    ACT(s, store_set_code_text(s, a, CODE_DEFINITION, "", &kit_err));
    cr_expect_str_eq(get(s, a)->definition, "");
    kit_close(s);
}

Test(set_code, what_cannot_be__is_refused)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a");
    REFUSED(s, store_set_code_text(s, 7, CODE_NAME, "x", &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_set_code_text(s, a, CODE_DEFINITION, "\x80", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_code_colour(s, a, 0x1000000, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_code_colour(s, 7, 0, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_set_code_kind(s, a, CODE_MERGED, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &kit_err), ERR_INPUT);
    REFUSED(s, store_set_code_kind(s, 7, CODE_ACTIVE, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &kit_err),
            ERR_NOT_FOUND);
    kit_close(s);
}

Test(set_code, merged_code_made_active__points_nowhere)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b");
    ACT(s, store_merge_code(s, a, b, &kit_err));
    ACT(s, store_set_code_kind(s, a, CODE_MERGED, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &kit_err));
    cr_expect_eq(get(s, a)->merged_into, b);
    ACT(s, store_set_code_kind(s, a, CODE_ACTIVE, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &kit_err));
    cr_expect_eq(get(s, a)->merged_into, 0);
    kit_close(s);
}

Test(move_code, order__is_what_was_asked_for)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b"), c = kit_code(s, 0, "c"),
            d = kit_code(s, a, "d");
    ACT(s, store_move_code(s, c, 0, a, &kit_err));
    cr_expect_str_eq(shape(s), "c a(d) b");
    ACT(s, store_move_code(s, c, 0, b, &kit_err));
    cr_expect_str_eq(shape(s), "a(d) c b");
    ACT(s, store_move_code(s, a, 0, 0, &kit_err));
    cr_expect_str_eq(shape(s), "c b a(d)");
    ACT(s, store_move_code(s, b, a, d, &kit_err));
    cr_expect_str_eq(shape(s), "c a(b d)");
    ACT(s, store_move_code(s, c, a, 0, &kit_err));
    cr_expect_str_eq(shape(s), "a(b d c)");
    ACT(s, store_move_code(s, d, 0, a, &kit_err));
    cr_expect_str_eq(shape(s), "d a(b c)");
    kit_close(s);
}

Test(move_code, to_where_it_is__changes_nothing)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, 0, "b");
    const char *before = kit_dump();
    ACT(s, store_move_code(s, a, 0, b, &kit_err));
    ACT(s, store_move_code(s, a, 0, a, &kit_err));
    ACT(s, store_move_code(s, b, 0, 0, &kit_err));
    cr_expect_str_eq(kit_dump(), before);
    kit_close(s);
}

Test(move_code, under_itself_or_nowhere__is_refused)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, a, "b"), c = kit_code(s, b, "c"),
            x = kit_code(s, 0, "x");
    REFUSED(s, store_move_code(s, a, a, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_code(s, a, c, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_code(s, x, 0, b, &kit_err), ERR_INPUT);
    REFUSED(s, store_move_code(s, x, 7, 0, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_move_code(s, 7, 0, 0, &kit_err), ERR_NOT_FOUND);
    cr_expect_str_eq(shape(s), "a(b(c)) x");
    kit_close(s);
}

Test(move_code, between_equal_keys__orders_all_anew)
{
    struct store *s = kit_open();
    kit_code(s, 0, "a");
    tema_id b = kit_code(s, 0, "b"), x = kit_code(s, 0, "x");
    kit_code(s, 0, "c");
    kit_sql("UPDATE code SET ord = (SELECT ord FROM code WHERE name = 'a') WHERE name IN ('a', 'b', 'c')");
    ACT(s, store_move_code(s, x, 0, b, &kit_err));
    cr_expect_str_eq(shape(s), "a x b c");
    kit_close(s);
}

Test(move_code, hundreds_to_one_place__keep_their_order)
{
    struct store *s = kit_open();
    tema_id last = kit_code(s, 0, "z"), id;
    cr_assert(store_begin(s, "test", &kit_err));
    for (int i = 0; i < 300; i++) {
        cr_assert(
            store_add_code(s, 0, arena_printf(&kit_arena, "%03d", i), ORIGIN_INDUCTIVE, 1, &id, &kit_err));
        cr_assert(store_move_code(s, id, 0, last, &kit_err));
    }
    cr_assert(store_commit(s, NULL, &kit_err, "x"));
    read_codes(s, SCOPE_ALL);
    for (int i = 0; i < 300; i++)
        cr_expect_eq(atoi(codes[i].name), i);
    kit_close(s);
}

Test(counts, files_and_references__are_those_of_method)
{
    struct store *s = kit_open();
    tema_id one = kit_source(s, "a.txt", talk, false), two = kit_source(s, "b.txt", talk, false);
    tema_id top = kit_code(s, 0, "top"), a = kit_code(s, top, "a"), b = kit_code(s, top, "b"),
            deep = kit_code(s, a, "deep"), none = kit_code(s, 0, "none");
    tema_id s1 = kit_mark(s, one, 0, 5), s2 = kit_mark(s, one, 6, 9), s3 = kit_mark(s, two, 0, 5);
    kit_coding(s, s1, a);
    kit_coding(s, s1, b); /* one unit, two codes below top */
    kit_coding(s, s2, a);
    kit_coding(s, s3, deep);
    kit_coding(s, s1, deep);
    COUNTS(s, SCOPE_COUNTED, top, 0, 0, 2, 3);
    COUNTS(s, SCOPE_COUNTED, a, 1, 2, 2, 3);
    COUNTS(s, SCOPE_COUNTED, b, 1, 1, 1, 1);
    COUNTS(s, SCOPE_COUNTED, deep, 2, 2, 2, 2);
    COUNTS(s, SCOPE_COUNTED, none, 0, 0, 0, 0);
    as(s, "Bo");
    kit_coding(s, s1, a); /* another coder's coding of the same unit is a coding more, not a unit more */
    tema_id bo = store_coder(s);
    kit_coding(s, kit_mark(s, two, 6, 9), b);
    COUNTS(s, SCOPE_ALL, a, 1, 3, 2, 3);
    COUNTS(s, SCOPE_ALL, b, 2, 2, 2, 2);
    COUNTS(s, SCOPE_ALL, top, 0, 0, 2, 4);
    kit_sql("UPDATE coder SET role = 'second' WHERE name = 'Bo'");
    COUNTS(s, SCOPE_COUNTED, a, 1, 2, 2, 3);
    COUNTS(s, SCOPE_COUNTED, top, 0, 0, 2, 3);
    COUNTS(s, bo, a, 1, 1, 1, 1);
    COUNTS(s, bo, top, 0, 0, 2, 2);
    kit_sql("UPDATE source SET hidden = 1 WHERE name = 'b.txt'");
    COUNTS(s, SCOPE_ALL, deep, 1, 1, 1, 1);
    COUNTS(s, SCOPE_ALL, top, 0, 0, 1, 2);
    kit_close(s);
}

Test(merge, codings_and_children__go_over)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), from = kit_code(s, 0, "from"),
            into = kit_code(s, 0, "into");
    tema_id s1 = kit_mark(s, src, 0, 5), s2 = kit_mark(s, src, 6, 9), g;
    struct coding *v;
    size_t n;
    kit_code(s, into, "i");
    kit_code(s, from, "x");
    kit_code(s, from, "y");
    kit_coding(s, s1, from);
    tema_id kept = kit_coding(s, s1, into);
    tema_id moved = kit_coding(s, s2, from);
    as(s, "Bo");
    g = kit_coding(s, s1, from); /* no double: Bo has not given it `into` */
    ACT(s, store_merge_code(s, from, into, &kit_err));
    cr_expect_str_eq(shape(s), "from into(i x y)");
    cr_expect_eq(get(s, from)->status, CODE_MERGED);
    cr_expect_eq(get(s, from)->merged_into, into);
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 3);
    for (size_t i = 0; i < n; i++) {
        cr_expect_eq(v[i].code, into);
        cr_expect(v[i].id == kept || v[i].id == moved || v[i].id == g);
    }
    kit_close(s);
}

Test(merge, what_makes_no_sense__is_refused)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a"), b = kit_code(s, a, "b"), c = kit_code(s, 0, "c");
    REFUSED(s, store_merge_code(s, a, a, &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_code(s, a, b, &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_code(s, a, 7, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_merge_code(s, 7, a, &kit_err), ERR_NOT_FOUND);
    ACT(s, store_merge_code(s, b, a, &kit_err)); /* a child into its parent */
    REFUSED(s, store_merge_code(s, b, c, &kit_err), ERR_INPUT);
    REFUSED(s, store_merge_code(s, c, b, &kit_err), ERR_INPUT);
    kit_close(s);
}

Test(delete_code, preview__says_what_goes)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), top = kit_code(s, 0, "top"), a = kit_code(s, top, "a"),
            other = kit_code(s, 0, "other");
    tema_id was = kit_code(s, 0, "was"), seg[4], g;
    struct code_loss loss;
    struct segment *v;
    struct memo *m;
    size_t n;
    for (size_t i = 0; i < 4; i++) {
        seg[i] = kit_mark(s, src, i, 10);
        kit_coding(s, seg[i], i % 2 ? a : top);
    }
    kit_coding(s, seg[0], a);
    g = kit_coding(s, seg[1], other);
    ACT(s, store_set_condensed(s, seg[2], "kort", &kit_err));
    ACT(s, store_add_memo(s, MEMO_CODE, a, "om a", NULL, &kit_err));
    ACT(s, store_merge_code(s, was, a, &kit_err));
    READ(store_delete_code_preview(s, top, &loss, &kit_err));
    cr_expect_eq(loss.codes, 2);
    cr_expect_eq(loss.codings, 5);
    cr_expect_eq(loss.segments, 2, "1 carries another code, 2 a condensed wording");
    READ(store_delete_code_preview(s, a, &loss, &kit_err));
    cr_expect_eq(loss.codes, 1);
    cr_expect_eq(loss.codings, 3);
    cr_expect_eq(loss.segments, 1);
    THERE_AND_BACK(s, store_delete_code(s, top, &kit_err));
    cr_expect_str_eq(shape(s), "other was");
    cr_expect_eq(get(s, was)->status, CODE_DROPPED);
    cr_expect_eq(get(s, was)->merged_into, 0);
    READ(store_segments(s, SCOPE_ALL, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect(v[0].id == seg[1] && v[1].id == seg[2]);
    struct coding *c;
    READ(store_codings(s, SCOPE_ALL, 0, 0, &kit_arena, &c, &n, &kit_err));
    cr_assert_eq(n, 1);
    cr_expect_eq(c[0].id, g);
    READ(store_memos(s, &kit_arena, &m, &n, &kit_err));
    cr_expect_eq(n, 0);
    cr_expect_not(store_delete_code_preview(s, top, &loss, &kit_err));
    cr_expect_eq(kit_err.kind, ERR_NOT_FOUND);
    REFUSED(s, store_delete_code(s, top, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(codebook_acts, undo_and_redo__bring_every_row)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), a = 0, b, c, d;
    THERE_AND_BACK(s, store_add_code(s, 0, "a", ORIGIN_INDUCTIVE, 0, &a, &kit_err));
    b = kit_code(s, 0, "b");
    c = kit_code(s, a, "c");
    d = kit_code(s, a, "d");
    kit_coding(s, kit_mark(s, src, 0, 4), a);
    kit_coding(s, kit_mark(s, src, 0, 4), b);
    kit_coding(s, kit_mark(s, src, 2, 4), a);
    THERE_AND_BACK(s, store_set_code_text(s, a, CODE_NAME, "å", &kit_err));
    THERE_AND_BACK(s, store_set_code_text(s, a, CODE_DEFINITION, "x", &kit_err));
    THERE_AND_BACK(s, store_set_code_text(s, a, CODE_INCLUDE, "x", &kit_err));
    THERE_AND_BACK(s, store_set_code_text(s, a, CODE_EXCLUDE, "x", &kit_err));
    THERE_AND_BACK(s, store_set_code_text(s, a, CODE_EXAMPLE, "x", &kit_err));
    THERE_AND_BACK(s, store_set_code_colour(s, a, 0x010203, &kit_err));
    THERE_AND_BACK(s, store_set_code_kind(s, a, CODE_ACTIVE, ORIGIN_IN_VIVO, LEVEL_LATENT, &kit_err));
    THERE_AND_BACK(s, store_move_code(s, d, a, c, &kit_err));
    THERE_AND_BACK(s, store_move_code(s, c, b, 0, &kit_err));
    THERE_AND_BACK(s, store_merge_code(s, a, b, &kit_err));
    THERE_AND_BACK(s, store_delete_code(s, b, &kit_err));
    kit_close(s);
}

Test(codebook_acts, undo_after_anothers_change__is_a_conflict)
{
    struct store *s = kit_open();
    tema_id a = kit_code(s, 0, "a");
    ACT(s, store_set_code_text(s, a, CODE_NAME, "b", &kit_err));
    as(s, "Bo");
    ACT(s, store_set_code_text(s, a, CODE_NAME, "c", &kit_err));
    as(s, "Ana");
    cr_assert_not(store_undo(s, NULL, &kit_err));
    cr_expect_eq(kit_err.kind, ERR_CONFLICT);
    cr_expect_not_null(strstr(err_text(&kit_err), "Bo"));
    cr_expect_str_eq(get(s, a)->name, "c");
    kit_close(s);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 500 codes, 100,000 codings, put in by SQL: the time of a large study. */
Test(size, large_study__is_counted_at_once)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false);
    kit_code(s, 0, "first");
    kit_sql(
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500)"
        "INSERT INTO code SELECT n, 'g', CASE WHEN n > 10 THEN n / 10 END, printf('%04d1', n), 'code', '', "
        "'', '', '', 1, 'active', 'inductive',"
        " 'semantic', NULL, (SELECT id FROM coder), 1, NULL, 0, NULL FROM i;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500)"
        "INSERT INTO source SELECT n, 'g', 's', 'interview', NULL, NULL, NULL, NULL, NULL, '', '', '', '', "
        "'', 1, 0, NULL, NULL FROM i;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 50000)"
        "INSERT INTO segment SELECT n, 'g', n % 500 + 1, (SELECT id FROM coder), '', 1, 0, NULL, 0 FROM i;"
        "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100000)"
        "INSERT INTO coding SELECT n, n % 50000 + 1, n * 7919 % 500 + 1, (SELECT id FROM coder), 1, NULL, 0, "
        "'' FROM i;");
    double best = 9;
    for (int i = 0; i < 3; i++) {
        double t = seconds();
        read_codes(s, SCOPE_COUNTED);
        t = seconds() - t;
        best = t < best ? t : best;
    }
    int64_t all = 0;
    for (size_t i = 0; i < ncodes; i++)
        all += codes[i].references;
    cr_expect_eq(ncodes, 501);
    cr_expect_eq(all, 100000);
    cr_expect_lt(best, 1.5, "%.3f s",
                 best); /* far from it: slow machines and sanitizers; some 0.05 s is usual */
    if (getenv("TEMA_TIMES") != NULL)
        fprintf(stderr, "counting 100,000 codings: %.3f s\n", best);
    cr_expect_neq(src, 0);
    kit_close(s);
}

Test(size, code_with_thousands_of_codings__goes_and_comes_back)
{
    struct store *s = kit_open();
    struct buf text = BUF_INIT;
    for (int i = 0; i < 1000; i++)
        buf_addf(&text, "Linje nummer %04d i et langt interview.\n", i);
    tema_id src = kit_source(s, "a.txt", buf_str(&text), false), code = kit_code(s, 0, "a"), seg;
    buf_release(&text);
    cr_assert(store_begin(s, "test", &kit_err));
    for (size_t i = 0; i < 3000; i++) {
        READ(store_mark(s, src, (cp_off){i * 12}, (cp_off){i * 12 + 30}, &seg, &kit_err));
        READ(store_code(s, seg, code, NULL, &kit_err));
    }
    cr_assert(store_commit(s, NULL, &kit_err, "x"), "%s", err_text(&kit_err));
    double t = seconds();
    THERE_AND_BACK(s, store_delete_code(s, code, &kit_err));
    t = seconds() - t;
    cr_expect_lt(t, 10);
    if (getenv("TEMA_TIMES") != NULL)
        fprintf(stderr, "deleting 3,000 codings, undo, redo: %.3f s\n", t);
    READ(store_undo(s, NULL, &kit_err));
    COUNTS(s, SCOPE_ALL, code, 1, 3000, 1, 3000);
    kit_close(s);
}
