/* Copies of the whole project: whole or not there, made while others work; and putting one back. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "version_kit.h"

static char *path, *copy;
static struct store *s;
static tema_id source, code;

static void setup(void)
{
    path = test_path("p.tema");
    copy = mem_printf("%.*scopy.tema", (int)(strrchr(path, '/') + 1 - path), path);
    s = test_create(path, "Ana");
    source = test_import(s, "one.txt", "Kari: The login never works at night.\nPer: We call someone.\n");
    code = vk_code(s, 0, "innlogging");
    vk_coding(s, vk_mark(s, source, 4, 15), code);
}

static void teardown(void)
{
    store_free(s);
    mem_free(copy);
    test_remove(path);
}

TestSuite(store_backup, .init = setup, .fini = teardown);

static char *beside(const char *name)
{
    return mem_printf("%.*s%s", (int)(strrchr(path, '/') + 1 - path), path, name);
}

/* How many names there are in the project's folder. */
static int64_t names(void)
{
    char *command = mem_printf("exit $(ls -A '%.*s' | wc -l)", (int)(strrchr(path, '/') - path), path);
    int rc = system(command);
    mem_free(command);
    return WEXITSTATUS(rc);
}

static void write_bytes(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    cr_assert_not_null(f);
    fputs(text, f);
    fclose(f);
}

static void same_as_now(const char *other, const char *when)
{
    char *a = vk_dump(path), *b = vk_dump(other);
    test_same(a, b, when);
    mem_free(a);
    mem_free(b);
}

Test(store_backup, copy__is_the_project)
{
    struct stat st;
    umask(0);
    vk_version(s, VERSION_COMMIT, "", NULL);
    MUST(store_backup(s, copy, false, &err));
    same_as_now(copy, "the copy");
    cr_assert_eq(stat(copy, &st), 0);
    cr_expect_eq(st.st_mode & 07777, 0600);
    cr_expect_eq(names(), 2, "nothing else is left there");
    struct store *c = test_open(copy, "Ana");
    test_sound(c, "the copy");
    MUST(store_undo(c, NULL, &err)); /* its log came with it */
    store_free(c);
    cr_expect_eq(test_count(copy, "SELECT count(*) FROM version"), 1);
}

Test(store_backup, copy__has_its_mode_whatever_the_umask)
{
    struct stat st;
    umask(0777);
    MUST(store_backup(s, copy, false, &err));
    umask(022);
    cr_assert_eq(stat(copy, &st), 0);
    cr_expect_eq(st.st_mode & 07777, 0600);
}

Test(store_backup, copy__of_a_project_open_for_reading)
{
    struct store *r = NULL;
    MUST(store_open(path, STORE_READ_ONLY, &r, &err));
    MUST(store_backup(r, copy, false, &err));
    store_free(r);
    same_as_now(copy, "the copy");
}

Test(store_backup, what_is_there__is_replaced_only_when_asked)
{
    char *notes = beside("notes.txt"), *empty = beside("empty");
    MUST(store_backup(s, copy, false, &err));
    vk_code(s, 0, "more");
    MUST_FAIL(ERR_INPUT, store_backup(s, copy, false, &err));
    MUST(store_backup(s, copy, true, &err));
    same_as_now(copy, "the new copy");
    write_bytes(notes, "Dear diary");
    MUST_FAIL(ERR_INPUT, store_backup(s, notes, true, &err));
    write_bytes(empty, "");
    MUST_FAIL(ERR_INPUT, store_backup(s, empty, false, &err));
    MUST(store_backup(s, empty, true, &err));
    same_as_now(empty, "over an empty file");
    vk_sql(empty, "PRAGMA application_id = 7");
    MUST_FAIL(ERR_INPUT, store_backup(s, empty, true, &err));
    mem_free(notes);
    mem_free(empty);
}

Test(store_backup, odd_targets__have_their_sentences)
{
    char *link_ = beside("link"), *hard = beside("hard"), *folder = beside("folder"), *fifo = beside("fifo"),
         *nowhere = beside("no/such/folder"), *slash = beside("folder/"), *journal = beside("j-journal"),
         *j = beside("j");
    cr_assert(symlink(path, link_) == 0 && link(path, hard) == 0 && mkdir(folder, 0700) == 0 &&
              mkfifo(fifo, 0600) == 0);
    write_bytes(journal, "x");
    const char *const to[] = {path, hard, link_, folder, slash, fifo, j, ""};
    int64_t before = names();
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        MUST_FAIL(ERR_INPUT, store_backup(s, to[i], true, &err));
        MUST_FAIL(ERR_INPUT, store_backup(s, to[i], false, &err));
    }
    MUST_FAIL(ERR_IO, store_backup(s, nowhere, false, &err));
    if (geteuid() != 0) {
        cr_assert_eq(chmod(folder, 0500), 0);
        char *inside = beside("folder/copy");
        MUST_FAIL(ERR_IO, store_backup(s, inside, false, &err));
        mem_free(inside);
    }
    cr_expect_eq(names(), before);
    test_sound(s, "after all of this");
    char *all[] = {link_, hard, folder, fifo, nowhere, slash, journal, j};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mem_free(all[i]);
}

Test(store_backup, in_an_act__there_is_none)
{
    MUST(store_begin(s, "test", &err));
    MUST_FAIL(ERR_USAGE, store_backup(s, copy, false, &err));
    MUST_FAIL(ERR_USAGE, store_restore_file(s, copy, &err));
    store_rollback(s);
}

Test(store_backup, full_disk__leaves_nothing)
{
    struct rlimit old, small;
    signal(SIGXFSZ, SIG_IGN);
    MUST(store_backup(s, copy, false, &err));
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){.rlim_cur = 64 * 1024, .rlim_max = old.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    char *before = vk_dump(copy), *other = beside("other.tema");
    MUST_FAIL(ERR_FULL, store_backup(s, copy, true, &err));
    MUST_FAIL(ERR_FULL, store_backup(s, other, false, &err));
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
    cr_expect_eq(names(), 2);
    char *after = vk_dump(copy);
    test_same(before, after, "the old copy is whole");
    MUST(store_backup(s, other, false, &err));
    mem_free(before);
    mem_free(after);
    mem_free(other);
}

Test(store_backup, damaged_log__is_not_copied)
{
    vk_sql(path, "UPDATE act SET words = 'something else' WHERE seq = 2");
    MUST_FAIL(ERR_CORRUPT, store_backup(s, copy, false, &err));
    cr_expect_eq(names(), 1);
}

/* Called between the slices: another handle changes the project. */
struct busy_bee {
    struct store *other;
    int left, codes;
    bool stop;
};

static bool meanwhile(void *data)
{
    struct busy_bee *b = data;
    if (b->left > 0 && !store_in_act(b->other)) {
        b->left--;
        char *name = mem_printf("meanwhile %d", b->codes++);
        vk_code(b->other, 0, name);
        mem_free(name);
    }
    return b->stop;
}

static void make_large(void)
{
    struct buf b = BUF_INIT;
    for (int i = 0; i < 60000; i++)
        buf_addf(&b, "Kari: turn %d says that the login never works at night, not even for number %d.\n", i,
                 i * 7919);
    test_import(s, "large.txt", buf_str(&b));
    buf_release(&b);
}

Test(store_backup, others_that_write__are_not_kept_waiting)
{
    make_large();
    struct busy_bee b = {.other = test_open(path, "Bo"), .left = 4};
    store_set_patience(s, 30000, meanwhile, &b);
    MUST(store_backup(s, copy, false, &err));
    cr_expect_eq(b.left, 0, "there were slices to write between");
    store_set_patience(s, 30000, NULL, NULL);
    cr_expect_eq(test_count(copy, "SELECT count(*) FROM code WHERE name LIKE 'meanwhile%'"), 4);
    same_as_now(copy, "with what came meanwhile");
    b = (struct busy_bee){.other = b.other, .left = 1000, .codes = 10};
    store_set_patience(s, 30000, meanwhile, &b);
    MUST(store_backup(s, copy, true, &err)); /* comes to an end however busy they are */
    cr_expect_gt(b.left, 900);
    b.stop = true;
    MUST_FAIL(ERR_CANCELLED, store_backup(s, copy, true, &err));
    store_set_patience(s, 30000, NULL, NULL);
    cr_expect_eq(names(), 2);
    store_free(b.other);
    struct store *c = test_open(copy, "Ana");
    test_sound(c, "the copy");
    store_free(c);
}

/* ---- putting back ---- */

Test(store_backup, copy__is_put_back)
{
    char *then = vk_dump(path);
    MUST(store_backup(s, copy, false, &err));
    struct store *bo = test_open(path, "Bo");
    tema_id gone = vk_code(bo, 0, "gone"); /* Bo is not known to the copy */
    DO(s, store_delete_code(s, code, &err));
    int64_t mine = store_version(s), beside_mine = store_version_beside(s), theirs = store_version(bo);
    struct arena a = ARENA_INIT;
    struct code *codes;
    size_t n;
    MUST(store_codes(bo, SCOPE_ALL, &a, &codes, &n, &err));
    cr_expect_eq(n, 1);
    MUST(store_restore_file(s, copy, &err));
    char *now = vk_dump(path);
    test_same(then, now, "put back");
    cr_expect_neq(store_version(s), mine);
    cr_expect_neq(store_version_beside(s), beside_mine);
    cr_expect_neq(store_version(bo), theirs);
    MUST(store_codes(bo, SCOPE_ALL, &a, &codes, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect(codes[0].id == code && codes[0].references == 1 && codes[0].id != gone);
    MUST(store_codes(s, SCOPE_ALL, &a, &codes, &n, &err));
    cr_expect_eq(codes[0].references, 1);
    MUST(store_set_coder(bo, "Bo", &err));
    vk_code(bo, 0, "again");
    vk_code(s, 0, "on");
    test_sound(s, "after work went on");
    MUST(store_undo(bo, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err)); /* the coding of before the copy */
    cr_expect_eq(test_count(path, "SELECT count(*) FROM coding"), 0);
    test_sound(s, "after the undos");
    arena_release(&a);
    mem_free(then);
    mem_free(now);
    store_free(bo);
}

Test(store_backup, putting_back__knows_the_coder_anew)
{
    MUST(store_backup(s, copy, false, &err));
    struct store *bo = test_open(path, "Bo");
    vk_code(bo, 0, "Bo's");
    cr_expect_neq(store_coder(bo), 0);
    MUST(store_restore_file(bo, copy, &err));
    cr_expect_eq(store_coder(bo), 0);
    vk_code(bo, 0, "again");
    cr_expect_neq(store_coder(bo), 0);
    test_sound(bo, "after Bo came back");
    store_free(bo);
}

Test(store_backup, putting_back_by_another__knows_the_coder_anew)
{
    MUST(store_backup(s, copy, false, &err));
    struct store *bo = test_open(path, "Bo");
    vk_code(bo, 0, "Bo's");
    tema_id was = store_coder(bo);
    cr_expect_neq(was, 0);
    MUST(store_restore_file(s, copy, &err));
    MUST(store_begin(bo, "test", &err));
    store_rollback(bo);
    cr_expect_eq(store_coder(bo), 0, "what was called off leaves no coder");
    vk_code(bo, 0, "again");
    cr_expect(store_coder(bo) != 0 && store_coder(bo) != was);
    test_sound(bo, "after Bo came back");
    store_free(bo);
}

Test(store_backup, putting_back_another_past_of_the_same_length__is_seen)
{
    MUST(store_backup(s, copy, false, &err));
    struct store *bo = test_open(path, "Bo"), *other = test_open(copy, "Cy");
    vk_code(s, 0, "here");
    vk_code(other, 0, "there");
    store_free(other);
    int64_t seen = store_version(bo), beside_seen = store_version_beside(bo);
    MUST(store_restore_file(s, copy, &err));
    cr_expect_neq(store_version(bo), seen);
    cr_expect_neq(store_version_beside(bo), beside_seen);
    seen = store_version(bo);
    cr_expect_eq(store_version(bo), seen);
    store_free(bo);
}

Test(store_backup, what_is_not_sound__is_not_put_back)
{
    char *before = vk_dump(path), *notes = beside("notes.txt"), *folder = beside("folder"),
         *none = beside("none"), *hard = beside("hard");
    cr_assert(mkdir(folder, 0700) == 0 && link(path, hard) == 0);
    write_bytes(notes, "Dear diary, this is no database at all, whatever its name may be");
    MUST_FAIL(ERR_INPUT, store_restore_file(s, notes, &err));
    MUST_FAIL(ERR_INPUT, store_restore_file(s, folder, &err));
    MUST_FAIL(ERR_NOT_FOUND, store_restore_file(s, none, &err));
    MUST_FAIL(ERR_INPUT, store_restore_file(s, path, &err));
    MUST_FAIL(ERR_INPUT, store_restore_file(s, hard, &err));
    MUST(store_backup(s, copy, false, &err));
    vk_sql(copy, "UPDATE act SET words = 'something else' WHERE seq = 2");
    MUST_FAIL(ERR_CORRUPT, store_restore_file(s, copy, &err));
    struct store *r = NULL;
    MUST(store_backup(s, copy, true, &err));
    MUST(store_open(path, STORE_READ_ONLY, &r, &err));
    MUST_FAIL(ERR_READ_ONLY, store_restore_file(r, copy, &err));
    store_free(r);
    char *after = vk_dump(path);
    test_same(before, after, "nothing was changed");
    char *all[] = {before, after, notes, folder, none, hard};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mem_free(all[i]);
}

Test(store_backup, putting_back__waits_for_others)
{
    MUST(store_backup(s, copy, false, &err));
    struct store *bo = test_open(path, "Bo");
    vk_code(bo, 0, "Bo's");
    char *before = vk_dump(path);
    MUST(store_read_begin(bo, &err));
    struct arena a = ARENA_INIT;
    struct project p;
    MUST(store_project(bo, &a, &p, &err));
    store_set_patience(s, 50, NULL, NULL);
    MUST_FAIL(ERR_BUSY, store_restore_file(s, copy, &err));
    store_read_end(bo);
    char *after = vk_dump(path);
    test_same(before, after, "nothing was changed");
    MUST(store_restore_file(s, copy, &err));
    same_as_now(copy, "put back");
    arena_release(&a);
    mem_free(before);
    mem_free(after);
    store_free(bo);
}

Test(store_backup, full_disk__changes_nothing)
{
    struct rlimit old, small;
    make_large();
    MUST(store_backup(s, copy, false, &err));
    char *name = beside("small.tema");
    struct store *t = test_create(name, "Ana");
    vk_code(t, 0, "keep me");
    char *before = vk_dump(name);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){.rlim_cur = 2 * 1024 * 1024, .rlim_max = old.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    MUST_FAIL(ERR_FULL, store_restore_file(t, copy, &err));
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
    char *after = vk_dump(name);
    test_same(before, after, "nothing was changed");
    test_sound(t, "after a full disk");
    vk_code(t, 0, "more");
    MUST(store_restore_file(t, copy, &err));
    test_sound(t, "put back");
    store_free(t);
    mem_free(before);
    mem_free(after);
    mem_free(name);
}
