/* The supervisor's review: when a verdict holds, and what a thread allows. */
#include "version_kit.h"

#include "tema/model/review.h"

static char *path;
static struct store *s, *sup;
static struct arena a;
static tema_id source, code, other, segment, coding;

static void setup(void)
{
    path = test_path("w.tema");
    s = test_create(path, "Ana");
    source = test_import(s, "one.txt", "Kari: The login never works at night.\nPer: We call someone.\n");
    code = vk_code(s, 0, "innlogging");
    other = vk_code(s, 0, "folk");
    segment = vk_mark(s, source, 4, 15);
    coding = vk_coding(s, segment, code);
    sup = test_open(path, "Siri");
}

static void teardown(void)
{
    store_free(s);
    store_free(sup);
    arena_release(&a);
    test_remove(path);
}

TestSuite(store_review, .init = setup, .fini = teardown);

static void add(struct store *who, enum review_kind kind, const char *text)
{
    DO(who, store_add_review(who, coding, kind, text, NULL, &err));
}

/* The only entry, or the last one. */
static struct review_entry last(void)
{
    struct review_entry *e;
    size_t n;
    MUST(store_reviews(s, coding, &a, &e, &n, &err));
    cr_assert_gt(n, 0);
    return e[n - 1];
}

Test(store_review, verdict__keeps_what_it_was_given_on)
{
    add(sup, REVIEW_QUESTIONED, "is it the login?");
    struct review_entry e = last();
    cr_expect(e.kind == REVIEW_QUESTIONED && e.coding == coding && e.code == code && e.holds && !e.gone);
    cr_expect_str_eq(e.text, "is it the login?");
    cr_expect_str_eq(e.said, "login never");
    cr_expect_eq(e.coder, store_coder(sup));
}

Test(store_review, verdict__holds_for_its_words)
{
    add(sup, REVIEW_AGREED, "");
    DO(s, store_splice(s, source, (cp_off){0}, 3, "That", 4, &err));
    cr_expect(last().holds, "what stands before it does not matter");
    DO(s, store_splice(s, source, (cp_off){6}, 0, "xx", 2, &err));
    cr_expect_not(last().holds);
    cr_expect_str_eq(last().said, "login never");
    MUST(store_undo(s, NULL, &err));
    cr_expect(last().holds);
    MUST(store_redo(s, NULL, &err));
    cr_expect_not(last().holds);
}

Test(store_review, verdict__holds_for_its_code)
{
    add(sup, REVIEW_DISAGREED, "");
    DO(s, store_recode(s, coding, other, &err));
    cr_expect(!last().holds && !last().gone);
    MUST(store_undo(s, NULL, &err));
    cr_expect(last().holds);
    DO(s, store_merge_code(s, code, other, &err));
    cr_expect_not(last().holds);
    MUST(store_undo(s, NULL, &err));
    cr_expect(last().holds);
}

Test(store_review, verdict__holds_for_the_meaning_not_the_wording)
{
    add(sup, REVIEW_AGREED, "");
    DO(s, store_set_code_text(s, code, CODE_DEFINITION, "in other words", &err));
    DO(s, store_set_code_text(s, code, CODE_NAME, "login", &err));
    cr_expect(last().holds);
    DO(s, store_change_meaning(s, code, &err));
    cr_expect_not(last().holds);
    MUST(store_undo(s, NULL, &err));
    cr_expect(last().holds);
}

Test(store_review, coding_that_has_gone__leaves_its_thread)
{
    add(sup, REVIEW_QUESTIONED, "why?");
    DO(s, store_uncode(s, coding, &err));
    struct review_entry e = last();
    cr_expect(e.gone && !e.holds);
    cr_expect_str_eq(e.said, "login never");
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, coding, REVIEW_AGREED, "", NULL, &err));
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, coding, REVIEW_WITHDRAWN, "", NULL, &err));
    add(s, REVIEW_COMMENT, "it was not");
    cr_expect_str_eq(last().said, "login never");
    add(sup, REVIEW_RESOLVED, "");
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_RESOLVED, "", NULL, &err));
    test_sound(s, "with a thread on nothing");
    MUST(store_undo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    cr_expect(!last().gone && last().holds);
}

Test(store_review, coding_that_never_was__is_not_found)
{
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, 4711, REVIEW_AGREED, "", NULL, &err));
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, 4711, REVIEW_COMMENT, "hello", NULL, &err));
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, 0, REVIEW_RESOLVED, "", NULL, &err));
    struct review_entry *e;
    size_t n = 7;
    MUST(store_reviews(s, 4711, &a, &e, &n, &err));
    cr_expect_eq(n, 0);
}

Test(store_review, thread__refuses_what_makes_no_sense)
{
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_COMMENT, " \n", NULL, &err));
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_COMMENT, "\xff", NULL, &err));
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_WITHDRAWN, "", NULL, &err));
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_RESOLVED, "", NULL, &err));
    add(sup, REVIEW_AGREED, "");
    REFUSE(s, ERR_INPUT, store_add_review(s, coding, REVIEW_WITHDRAWN, "", NULL, &err)); /* another's */
    REFUSE(s, ERR_INPUT, store_add_review(s, coding, REVIEW_RESOLVED, "", NULL, &err));  /* not open */
    add(sup, REVIEW_WITHDRAWN, "");
    REFUSE(sup, ERR_INPUT, store_add_review(sup, coding, REVIEW_WITHDRAWN, "", NULL, &err)); /* twice */
    add(s, REVIEW_COMMENT, "and now?");
    add(s, REVIEW_RESOLVED, "never mind");
}

Test(store_review, entries_of_one_moment__keep_their_order)
{
    clock_set_fixed(1000);
    const enum review_kind kinds[] = {REVIEW_QUESTIONED, REVIEW_COMMENT, REVIEW_AGREED, REVIEW_COMMENT};
    for (size_t i = 0; i < 12; i++)
        add(i % 2 == 0 ? sup : s, kinds[i % 4], (char[]){(char)('a' + i), 0});
    clock_set_fixed(500); /* a machine whose clock is behind */
    add(s, REVIEW_COMMENT, "m");
    clock_set_fixed(-1);
    struct review_entry *e;
    size_t n;
    MUST(store_reviews(s, coding, &a, &e, &n, &err));
    cr_assert_eq(n, 13);
    for (size_t i = 0; i < n; i++)
        cr_expect_eq(e[i].text[0], (char)('a' + i));
}

Test(store_review, threads__come_by_place_and_time)
{
    tema_id first = vk_coding(s, vk_mark(s, source, 0, 3), other), second = coding,
            gone = vk_coding(s, segment, other);
    tema_id order[] = {second, gone, first, second, first};
    for (size_t i = 0; i < 5; i++)
        DO(sup, store_add_review(sup, order[i], REVIEW_COMMENT, (char[]){(char)('a' + i), 0}, NULL, &err));
    DO(s, store_uncode(s, gone, &err));
    struct review_entry *e;
    size_t n;
    MUST(store_reviews(s, 0, &a, &e, &n, &err));
    cr_assert_eq(n, 5);
    const char *texts[] = {"c", "e", "a", "d", "b"};
    for (size_t i = 0; i < n; i++)
        cr_expect_str_eq(e[i].text, texts[i]);
    cr_expect(e[4].gone);
}

Test(store_review, hidden_sources__have_no_threads)
{
    add(sup, REVIEW_QUESTIONED, "why?");
    vk_sql(path, "UPDATE source SET hidden = 1");
    struct review_entry *e;
    size_t n;
    MUST(store_reviews(s, 0, &a, &e, &n, &err));
    cr_expect_eq(n, 0);
    MUST(store_reviews(s, coding, &a, &e, &n, &err));
    cr_expect_eq(n, 0);
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, coding, REVIEW_COMMENT, "more", NULL, &err));
    REFUSE(sup, ERR_NOT_FOUND, store_add_review(sup, coding, REVIEW_AGREED, "", NULL, &err));
}

Test(store_review, long_meaning_units__are_kept_in_part)
{
    struct buf b = BUF_INIT;
    buf_addstr(&b, "Kari: ");
    for (int i = 0; i < 700; i++)
        buf_addstr(&b, "blåøy ");
    tema_id long_source = test_import(s, "long.txt", buf_str(&b));
    coding = vk_coding(s, vk_mark(s, long_source, 0, 4000), code);
    add(sup, REVIEW_AGREED, "");
    const char *said = last().said;
    size_t n = strlen(said);
    cr_expect_eq(memcmp(said, "blåøy blåøy", 13), 0);
    cr_expect_str_eq(said + n - strlen("…"), "…");
    cr_expect_eq(n, 2000 / 6 * 8 + strlen("bl") + strlen("…"));
    cr_expect(last().holds);
    buf_release(&b);
}

Test(store_review, verdicts__are_taken_back)
{
    char *before = vk_dump(path);
    add(sup, REVIEW_QUESTIONED, "why?");
    add(s, REVIEW_COMMENT, "because");
    char *after = vk_dump(path);
    MUST(store_undo(sup, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    char *back = vk_dump(path);
    test_same(before, back, "both taken back");
    MUST(store_redo(sup, NULL, &err));
    MUST(store_redo(s, NULL, &err));
    char *again = vk_dump(path);
    test_same(after, again, "both done again");
    mem_free(before);
    mem_free(after);
    mem_free(back);
    mem_free(again);
}
