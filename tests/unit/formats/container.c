#include "../../../src/formats/container_priv.h"

#include "tema/base/mem.h"
#include "zips.h"

static struct container *opened(const struct buf *zip)
{
    struct container *c = NULL;
    struct err e = ERR_INIT;
    cr_assert(container_open(zip->s, zip->len, &c, &e), "%s", err_text(&e));
    return c;
}

static void expect_refused(struct container *c, const char *name, const char *want)
{
    struct buf out = BUF_INIT;
    struct err e = ERR_INIT;
    cr_expect_not(container_read_name(c, name, &out, &e), "%s: %s", name, want);
    cr_expect(strstr(err_text(&e), want), "%s: %s", name, err_text(&e));
    cr_expect_eq(e.kind, ERR_INPUT);
    err_release(&e);
    buf_release(&out);
}

Test(container, entry__is_found_exactly_and_without_case)
{
    struct buf zip, out = BUF_INIT;
    struct file files[] = {
        {"Sources/A.txt", "one", 0}, {"sources/a.TXT", "two", 0}, {"b\\c.txt", "three", 0}, {NULL, NULL, 0}};
    size_t i;
    zip_of(files, &zip);
    struct container *c = opened(&zip);
    cr_expect_eq(container_count(c), 3);
    cr_expect(container_find(c, "sources/a.TXT", &i) && i == 1);
    cr_expect(container_find(c, "SOURCES/A.TXT", &i) && i == 0);
    cr_expect(container_find(c, "B/c.txt", &i) && i == 2);
    cr_expect_not(container_find(c, "c.txt", &i));
    cr_expect_not(container_find(c, "", &i));
    cr_expect(container_read(c, 1, &out, NULL));
    cr_expect_str_eq(buf_str(&out), "two");
    expect_refused(c, "missing", "no 'missing'");
    container_close(c);
    buf_release(&out);
    buf_release(&zip);
}

Test(container, names_that_lead_out__are_refused_where_looked_at)
{
    struct buf zip, out = BUF_INIT;
    struct file files[] = {{"../../etc/passwd", "a", 0}, {"/etc/passwd", "b", 0}, {"C:\\x", "c", 0},
                           {"a/..\\b", "d", 0},          {"a..b", "good", 0},     {NULL, NULL, 0}};
    zip_of(files, &zip);
    struct container *c = opened(&zip);
    for (size_t i = 0; i < 4; i++)
        expect_refused(c, container_name(c, i), "leads out");
    cr_expect(container_read_name(c, "a..b", &out, NULL));
    container_close(c);
    buf_release(&out);
    buf_release(&zip);
}

Test(container, bomb__is_refused)
{
    enum { N = 64 << 20 };
    char *zeros = mem_alloc(N);
    struct buf zip;
    struct file files[] = {{"bomb", zeros, N}, {"small", zeros, 1000000}, {NULL, NULL, 0}};
    zip_of(files, &zip);
    mem_free(zeros);
    struct container *c = opened(&zip);
    struct buf out = BUF_INIT;
    expect_refused(c, "bomb", "more than 200 times");
    cr_expect(container_read_name(c, "small", &out, NULL)); /* below what is looked at */
    cr_expect_eq(out.len, 1000000);
    container_close(c);
    buf_release(&out);
    buf_release(&zip);
}

/* The offset of the one place where the zip's central directory begins. */
static size_t directory(const struct buf *zip)
{
    for (size_t i = zip->len - 4; i > 0; i--) {
        if (memcmp(zip->s + i, "PK\1\2", 4) == 0)
            return i;
    }
    cr_assert_fail("no central directory");
    return 0;
}

Test(container, lies_of_the_directory__are_found_out)
{
    static const char text[] =
        "en to tre fire fem seks sju en to tre fire fem seks sju en to tre fire fem seks sju";
    struct file files[] = {{"a", text, 0}, {NULL, NULL, 0}};
    struct buf zip;
    for (int lie = 0; lie < 3; lie++) {
        zip_of(files, &zip);
        size_t at = directory(&zip) + (lie == 0   ? 24
                                       : lie == 1 ? 16
                                                  : 8); /* unpacked size, checksum, flags (APPNOTE 4.3.12) */
        zip.s[at] = (char)(lie == 2 ? 1 : zip.s[at] + 1);
        struct container *c;
        struct err e = ERR_INIT;
        if (container_open(zip.s, zip.len, &c, &e)) {
            expect_refused(c, "a", lie == 2 ? "password" : "damaged");
            container_close(c);
        } else {
            cr_expect(err_text(&e)[0]);
            err_release(&e);
        }
        buf_release(&zip);
    }
}

Test(container, too_many_entries__are_refused)
{
    enum { N = CONTAINER_MOST + 1 };
    struct file *files = mem_alloc((N + 1) * sizeof *files);
    char(*names)[16] = mem_alloc(N * sizeof *names);
    struct buf zip;
    struct container *c;
    struct err e = ERR_INIT;
    for (size_t i = 0; i < N; i++) {
        snprintf(names[i], sizeof names[i], "f%zu", i);
        files[i] = (struct file){names[i], "x", 0};
    }
    zip_of(files, &zip);
    cr_expect_not(container_open(zip.s, zip.len, &c, &e));
    cr_expect(strstr(err_text(&e), "10000 entries"), "%s", err_text(&e));
    err_release(&e);
    mem_free(names);
    mem_free(files);
    buf_release(&zip);
}

Test(container, truncated_zip__is_refused)
{
    struct file files[] = {{"a", "one", 0}, {"b", "two", 0}, {NULL, NULL, 0}};
    struct buf zip;
    zip_of(files, &zip);
    for (size_t n = 0; n < zip.len; n++) {
        struct container *c;
        struct err e = ERR_INIT;
        char *cut = mem_alloc(n + 1);
        memcpy(cut, zip.s, n);
        cr_expect_not(container_open(cut, n, &c, &e), "%zu", n);
        cr_expect_eq(e.kind, ERR_INPUT);
        err_release(&e);
        mem_free(cut);
    }
    buf_release(&zip);
}
