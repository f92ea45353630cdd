/* mem, vec, buf, arena */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/vec.h"

Test(mem, never_null)
{
    unsigned char *p = mem_alloc(0);

    cr_expect_eq(p[0], 0);
    p = mem_realloc(p, 0);
    cr_assert_not_null(p);
    mem_free(p);
    mem_free(NULL);
    cr_expect_null(mem_strdup(NULL));
}

Test(mem, strings)
{
    char *s = mem_strndup("abc\0def", 7);

    cr_expect(memcmp(s, "abc\0def", 8) == 0);
    mem_free(s);
    s = mem_strndup("x", 0);
    cr_expect_str_eq(s, "");
    mem_free(s);
    s = mem_printf("%d-%s", 7, "å");
    cr_expect_str_eq(s, "7-å");
    mem_free(s);
}

Test(mem, overflow_leaves_with_2, .exit_code = 2)
{
    mem_array(NULL, SIZE_MAX / 2, 3);
}

Test(arena, overflow_leaves_with_2, .exit_code = 2)
{
    struct arena a = ARENA_INIT;

    arena_array(&a, SIZE_MAX / 2, 3);
}

Test(buf, overflow_leaves_with_2, .exit_code = 2)
{
    struct buf b = BUF_INIT;

    buf_addch(&b, 'a');
    buf_reserve(&b, SIZE_MAX - 1);
}

Test(vec, grows)
{
    VEC(int) v = VEC_INIT;

    for (int i = 0; i < 1000; i++)
        vec_push(&v, i);
    cr_assert_eq(v.n, 1000);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(v.v[i], i);
    vec_clear(&v);
    cr_expect_eq(v.n, 0);
    vec_release(&v);
    cr_expect_null(v.v);
}

Test(buf, always_ends_in_nul)
{
    struct buf b = BUF_INIT;

    cr_expect_str_eq(buf_str(&b), "");
    buf_clear(&b);
    buf_add(&b, NULL, 0);
    cr_expect_str_eq(b.s, "");
    buf_add(&b, "a\0b", 3);
    cr_expect_eq(b.len, 3);
    cr_expect_eq(b.s[3], '\0');
    buf_clear(&b);
    cr_expect_str_eq(b.s, "");
    for (int i = 0; i < 1000; i++) {
        buf_addch(&b, 'x');
        buf_addf(&b, "%d", 7);
        buf_addstr(&b, "yy");
        cr_assert_eq(b.len, (size_t)(i + 1) * 4);
        cr_assert_eq(strlen(b.s), b.len);
        cr_assert_lt(b.len, b.cap);
    }
    buf_release(&b);
    cr_expect_null(b.s);
    buf_release(&b);
}

Test(buf, splice)
{
    struct buf b = BUF_INIT;

    buf_splice(&b, 0, 0, "mange ord", 9);
    buf_splice(&b, 0, 5, "få", 3);
    cr_expect_str_eq(b.s, "få ord");
    buf_splice(&b, 7, 0, " til", 4);
    cr_expect_str_eq(b.s, "få ord til");
    buf_splice(&b, 0, 4, NULL, 0);
    cr_expect_str_eq(b.s, "ord til");
    buf_splice(&b, 3, 4, NULL, 0);
    cr_expect_str_eq(b.s, "ord");
    cr_expect_eq(b.len, 3);
    buf_release(&b);
}

Test(buf, detach)
{
    struct buf b = BUF_INIT;
    char *s = buf_detach(&b);

    cr_expect_str_eq(s, "");
    mem_free(s);
    buf_addstr(&b, "mitt");
    s = buf_detach(&b);
    cr_expect_str_eq(s, "mitt");
    cr_expect_str_eq(buf_str(&b), "");
    mem_free(s);
}

Test(arena, zeroed_aligned_apart)
{
    struct arena a = ARENA_INIT;
    unsigned char *seen[500];

    for (size_t i = 0; i < 500; i++) {
        size_t size = i % 50 == 0 ? 20000 : i;

        seen[i] = arena_alloc(&a, size);
        cr_assert_eq((uintptr_t)seen[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            cr_assert_eq(seen[i][j], 0);
        memset(seen[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 1; i < 500; i++)
        for (size_t j = 0; j < (i % 50 == 0 ? 20000 : i); j++)
            cr_assert_eq(seen[i][j], i % 255 + 1);
    arena_release(&a);
    cr_expect_null(a.head);
    arena_release(&a);
}

Test(arena, strings)
{
    struct arena a = ARENA_INIT;

    cr_expect_null(arena_strdup(&a, NULL));
    cr_expect_str_eq(arena_strdup(&a, "blå"), "blå");
    cr_expect_str_eq(arena_strndup(&a, "blåbær", 4), "blå");
    cr_expect_str_eq(arena_strndup(&a, NULL, 0), "");
    cr_expect_str_eq(arena_printf(&a, "%s %05d", "nr.", 42), "nr. 00042");
    cr_expect_str_eq(arena_printf(&a, "%s", ""), "");
    arena_release(&a);
}
