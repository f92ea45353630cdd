#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tema/base/file.h"

static char folder[] = "/tmp/tema-file-XXXXXX";

static void setup(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    umask(022);
}

static void teardown(void)
{
    DIR *dir = opendir(".");
    struct dirent *entry;

    while (dir && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove(entry->d_name);
    closedir(dir);
    rmdir(folder);
}

TestSuite(file, .init = setup, .fini = teardown);

static void expect_content(const char *path, const char *content)
{
    struct buf b = BUF_INIT;
    struct err err = ERR_INIT;

    cr_expect(file_read(path, 1 << 20, &b, &err), "%s", err_text(&err));
    cr_expect_str_eq(buf_str(&b), content);
    buf_release(&b);
    err_release(&err);
}

static size_t count_files(void)
{
    DIR *dir = opendir(".");
    size_t n = 0;

    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void write_ok(const char *path, const char *content, mode_t mode)
{
    struct err err = ERR_INIT;

    cr_assert(file_write(path, content, strlen(content), mode, &err), "%s", err_text(&err));
}

Test(file, written_is_read)
{
    struct buf b = BUF_INIT;

    write_ok("a.txt", "første", 0644);
    expect_content("a.txt", "første");
    write_ok("a.txt", "annen", 0644);
    expect_content("a.txt", "annen");
    write_ok("tom.txt", "", 0644);
    expect_content("tom.txt", "");
    cr_expect_eq(count_files(), 2, "nothing is left beside");
    buf_addstr(&b, "før:");
    cr_expect(file_read("a.txt", 5, &b, NULL));
    cr_expect_str_eq(b.s, "før:annen");
    buf_release(&b);
}

Test(file, mode_of_new_and_old)
{
    struct stat st;

    write_ok("new", "x", 0600);
    stat("new", &st);
    cr_expect_eq(st.st_mode & 07777, 0600);
    write_ok("open", "x", 0666);
    stat("open", &st);
    cr_expect_eq(st.st_mode & 07777, 0644, "the umask counts");
    chmod("new", 0640);
    write_ok("new", "y", 0666);
    stat("new", &st);
    cr_expect_eq(st.st_mode & 07777, 0640);
}

Test(file, links_stay_links)
{
    struct stat st;

    write_ok("real", "x", 0644);
    cr_assert_eq(symlink("real", "link"), 0);
    write_ok("link", "y", 0644);
    lstat("link", &st);
    cr_expect(S_ISLNK(st.st_mode));
    expect_content("real", "y");
}

static void expect_refused(const char *path, size_t max, enum err_kind kind, const char *part)
{
    struct buf b = BUF_INIT;
    struct err err = ERR_INIT;

    buf_addstr(&b, "before");
    cr_expect_not(file_read(path, max, &b, &err), "%s", path);
    cr_expect_eq(err.kind, kind, "%s: %s", path, err_text(&err));
    cr_expect_not_null(strstr(err_text(&err), part), "%s", err_text(&err));
    cr_expect_str_eq(b.s, "before");
    buf_release(&b);
    err_release(&err);
}

Test(file, refused_to_read)
{
    write_ok("ten", "0123456789", 0644);
    expect_refused("ten", 9, ERR_INPUT, "'ten' is larger");
    expect_refused(".", 9, ERR_INPUT, "folder");
    expect_refused("/dev/zero", 9, ERR_INPUT, "device");
    expect_refused("missing", 9, ERR_IO, "'missing'");
    /* A file that says it is empty and is not. */
    expect_refused("/proc/self/status", 9, ERR_INPUT, "larger");
}

Test(file, pipes_are_read_to_their_limit)
{
    struct buf b = BUF_INIT;
    int ends[2];
    int stdin_before = dup(STDIN_FILENO);

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "fra et rør", 11), 11);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    cr_expect(file_read("-", 100, &b, NULL));
    cr_expect_str_eq(buf_str(&b), "fra et rør");
    dup2(stdin_before, STDIN_FILENO);
    close(stdin_before);
    buf_release(&b);
}

Test(file, refused_to_write)
{
    struct err err = ERR_INIT;

    cr_expect_not(file_write(".", "x", 1, 0644, &err));
    cr_expect_eq(err.kind, ERR_IO);
    cr_expect_not(file_write("no/such/x", "x", 1, 0644, &err));
    cr_expect_eq(err.kind, ERR_IO);
    cr_expect_not(file_write("/dev/full", "x", 1, 0644, &err));
    cr_expect_eq(err.kind, ERR_FULL, "%s", err_text(&err));
    cr_expect(file_write("/dev/null", "x", 1, 0644, NULL));
    cr_expect_eq(count_files(), 0);
    err_release(&err);
}

Test(file, basename)
{
    cr_expect_str_eq(file_basename("a/b.vtt"), "b.vtt");
    cr_expect_str_eq(file_basename("b.vtt"), "b.vtt");
    cr_expect_str_eq(file_basename("a/"), "");
    cr_expect_str_eq(file_basename(""), "");
}
