#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"
#include "tema/base/mem.h"
#include "tema/store/reviews.h"

Test(store_act, full_disk__is_said__and_nothing_is_lost)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\n");
    char *before = test_dump(path), *much = mem_alloc(400001);
    memset(much, 'a', 400000);
    struct rlimit old, tiny;
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    tiny = old;
    tiny.rlim_cur = 300000;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &tiny), 0);
    struct err e = ERR_INIT;
    bool ok = store_begin(s, "edit", &e) && store_splice(s, id, (cp_off){0}, 0, much, 400000, &e) &&
              store_commit(s, NULL, &e, "too much");
    store_rollback(s);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
    cr_assert_not(ok);
    cr_assert_eq(e.kind, ERR_FULL, "%d: %s", (int)e.kind, err_text(&e));
    err_release(&e);
    char *after = test_dump(path);
    test_same(before, after, "after a full disk");
    MUST(store_begin(s, "edit", &err));
    MUST(store_splice(s, id, (cp_off){0}, 0, "Ja. ", 4, &err));
    MUST(store_commit(s, NULL, &err, "there is room again"));
    test_sound(s, "after a full disk");
    mem_free(before);
    mem_free(after);
    mem_free(much);
    store_free(s);
    test_remove(path);
}

/* Wherever the write fails, in the journal or in the file, in the middle or only when the act ends. */
Test(store_act, no_room_at_any_point__is_said__and_the_store_stays_usable)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "a.txt", "Kari: En to tre.\n");
    char *before = test_dump(path), much[20001];
    struct rlimit old, tiny;
    struct stat st;
    int failed = 0;
    memset(much, 'a', sizeof much - 1);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    cr_assert_eq(stat(path, &st), 0);
    for (rlim_t limit = 0; limit < (rlim_t)st.st_size + 8192; limit += limit < 30000 ? 1500 : 40000) {
        struct err e = ERR_INIT;
        tiny = old;
        tiny.rlim_cur = limit;
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &tiny), 0);
        bool ok = store_begin(s, "edit", &e) &&
                  store_splice(s, id, (cp_off){0}, 0, much, sizeof much - 1, &e) &&
                  store_commit(s, NULL, &e, "too much");
        store_rollback(s);
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
        if (ok) {
            MUST(store_undo(s, NULL, &err));
        } else {
            failed++;
            cr_assert_eq(e.kind, ERR_FULL, "at %llu: %d: %s", (unsigned long long)limit, (int)e.kind,
                         err_text(&e));
            cr_assert_str_eq(err_text(&e),
                             "no room on the disk for 'a.tema' (or a quota); nothing of this act was kept");
        }
        err_release(&e);
        test_sound(s, "after there was no room");
        char *after = test_dump(path);
        test_same(before, after, "after there was no room");
        mem_free(after);
    }
    cr_assert_gt(failed, 5);
    mem_free(before);
    store_free(s);
    test_remove(path);
}

Test(store_act, rollback__leaves_nothing__not_even_a_new_coder)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    cr_assert_eq(store_coder(s), 0);
    MUST(store_begin(s, "code-add", &err));
    cr_assert_neq(store_coder(s), 0);
    MUST(store_add_code(s, 0, "tillit", ORIGIN_INDUCTIVE, 0, NULL, &err));
    store_rollback(s);
    cr_assert_eq(store_coder(s), 0);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM coder"), 0);
    cr_assert_eq(test_count(path, "SELECT count(*) FROM code"), 0);
    store_free(s);
    test_remove(path);
}

Test(store_act, log__gives_the_newest_first__in_pages)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    for (int i = 0; i < 5; i++) {
        MUST(store_begin(s, "title", &err));
        MUST(store_set_title(s, (const char *[]){"a", "b", "c", "d", "e"}[i], &err));
        MUST(store_commit(s, NULL, &err, "title %d", i));
    }
    struct arena a = ARENA_INIT;
    struct act_row *v = NULL;
    size_t n = 0;
    MUST(store_log(s, 0, 2, &a, &v, &n, &err));
    cr_assert_eq(n, 2);
    cr_assert_str_eq(v[0].words, "title 4");
    MUST(store_log(s, v[1].seq, 0, &a, &v, &n, &err));
    cr_assert_eq(n, 3);
    cr_assert_str_eq(v[0].words, "title 2");
    arena_release(&a);
    store_free(s);
    test_remove(path);
}

/* ---- several processes in one project ---- */

enum { PROCESSES = 8, EACH = 20, FAR_APART = 5 };

/* `n` meaning units coded one by one, from `first` on, each an act of its own. */
static bool code_some(struct store *s, tema_id source, tema_id code, size_t first, size_t n, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        tema_id segment = 0;
        cp_off from = {first + FAR_APART * i}, to = {from.cp + 4};
        if (!store_begin(s, "code", err) || !store_mark(s, source, from, to, &segment, err) ||
            !store_code(s, segment, code, NULL, err) || !store_commit(s, NULL, err, "coded"))
            return false;
    }
    return true;
}

static tema_id long_source(struct store *s)
{
    char lines[PROCESSES * EACH * FAR_APART + 2];
    for (size_t i = 0; i < sizeof lines - 2; i++)
        lines[i] = i % FAR_APART == FAR_APART - 1 ? ' ' : 'a';
    lines[sizeof lines - 2] = '\n';
    lines[sizeof lines - 1] = '\0';
    return test_import(s, "a.txt", lines);
}

static void all_went_well(const pid_t *children, int n)
{
    for (int i = 0; i < n; i++) {
        int status = -1;
        cr_assert_eq(waitpid(children[i], &status, 0), children[i]);
        cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "process %d: status %d", i, status);
    }
}

Test(store_act, eight_processes_coding_at_once__lose_and_refuse_nothing)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id source = long_source(s), code = 0;
    pid_t children[PROCESSES];
    MUST(store_begin(s, "code-add", &err));
    MUST(store_add_code(s, 0, "tid", ORIGIN_INDUCTIVE, 0, &code, &err));
    MUST(store_commit(s, NULL, &err, "added a code"));
    store_free(s);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        cr_assert_geq(children[i], 0);
        if (children[i] == 0) {
            char name[] = "coder 0";
            struct err err = ERR_INIT;
            struct store *own = NULL;
            name[sizeof name - 2] = (char)('0' + i);
            bool ok = store_open(path, STORE_WRITE, &own, &err) && store_set_coder(own, name, &err) &&
                      code_some(own, source, code, (size_t)i * EACH * FAR_APART, EACH, &err);
            if (!ok)
                fprintf(stderr, "%s: %s\n", name, err_text(&err));
            store_free(own);
            _exit(ok ? 0 : 1);
        }
    }
    all_went_well(children, PROCESSES);
    s = test_open(path, "anna");
    test_sound(s, "after eight coded at once");
    cr_expect_eq(test_count(path, "SELECT count(*) FROM coding"), PROCESSES * EACH);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM act WHERE kind = 'code'"), PROCESSES * EACH);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM (SELECT coder, count(*) AS n FROM coding GROUP BY "
                                  "coder) WHERE n = 20"),
                 PROCESSES);
    store_free(s);
    test_remove(path);
}

/* Entries on the first five codings, one after the other, each an act of its own; more may be coded meanwhile. */
static bool review_some(struct store *s, size_t rounds, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct coding *v = NULL;
    size_t n = 0;
    bool ok = store_codings(s, SCOPE_ALL, 0, 0, &a, &v, &n, err) && n >= 5;
    for (size_t i = 0; ok && i < rounds; i++)
        ok = store_begin(s, "review", err) &&
             store_add_review(s, v[i % 5].id, i % 2 == 0 ? REVIEW_QUESTIONED : REVIEW_COMMENT, "hvorfor?",
                              NULL, err) &&
             store_commit(s, NULL, err, "reviewed");
    arena_release(&a);
    return ok;
}

Test(store_act, analyst_and_supervisor_at_once__see_each_other_and_hinder_nothing)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id source = long_source(s), code = 0;
    pid_t child;
    MUST(store_begin(s, "code-add", &err));
    MUST(store_add_code(s, 0, "tid", ORIGIN_INDUCTIVE, 0, &code, &err));
    MUST(store_commit(s, NULL, &err, "added a code"));
    MUST(code_some(s, source, code, 0, 5, &err));
    store_free(s);
    child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        struct store *own = NULL;
        bool ok = store_open(path, STORE_WRITE, &own, NULL) && store_set_coder(own, "kari", NULL) &&
                  review_some(own, 2 * EACH, NULL);
        store_free(own);
        _exit(ok ? 0 : 1);
    }
    s = test_open(path, "anna");
    int64_t seen = store_version(s);
    MUST(code_some(s, source, code, 5 * FAR_APART, EACH, &err));
    all_went_well(&child, 1);
    cr_expect_neq(store_version(s), seen);
    test_sound(s, "after both have worked");
    struct arena a = ARENA_INIT;
    struct review_entry *e = NULL;
    size_t n = 0;
    MUST(store_reviews(s, 0, &a, &e, &n, &err));
    cr_expect_eq(n, 2 * EACH);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM coding"), 5 + EACH);
    for (int i = 0; i < EACH; i++) /* nobody has said anything of these */
        MUST(store_undo(s, NULL, &err));
    MUST_FAIL(ERR_CONFLICT, store_undo(s, NULL, &err));
    struct store *hers = test_open(path, "kari");
    for (int i = 0; i < 2 * EACH; i++)
        MUST(store_undo(hers, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    test_sound(s, "after all of it was taken back");
    arena_release(&a);
    store_free(hers);
    store_free(s);
    test_remove(path);
}
