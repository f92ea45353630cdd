#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "support.h"
#include "tema/base/mem.h"

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
