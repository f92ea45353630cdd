#include "tema/ui/keymap.h"

#include <criterion/criterion.h>

enum { LIST = 1, TEXT = 2, ANY = 3, DOWN = 10, TOP, QUIT, CLOSE, ONE };

static struct keymap *map;
static struct keymap_state state;
static int action, count;

static void setup(void)
{
    map = keymap_new();
    keymap_reset(&state);
    cr_assert(keymap_bind(map, LIST, "j", DOWN, NULL));
    cr_assert(keymap_bind(map, LIST, "Down", DOWN, NULL));
    cr_assert(keymap_bind(map, LIST, "g g", TOP, NULL));
    cr_assert(keymap_bind(map, ANY, "q", QUIT, NULL));
    cr_assert(keymap_bind(map, TEXT, "q", CLOSE, NULL));
}

static void teardown(void)
{
    keymap_free(map);
}

TestSuite(keymap, .init = setup, .fini = teardown);

static enum keymap_answer feed(uint64_t contexts, uint32_t code)
{
    action = count = -1;
    return keymap_feed(map, &state, contexts, true, (struct key){code, 0}, &action, &count);
}

Test(keymap, feed__bound_key__is_found_in_its_context_only)
{
    cr_expect_eq(feed(LIST, 'j'), KEYMAP_FOUND);
    cr_expect(action == DOWN && count == 0);
    cr_expect_eq(feed(TEXT, 'j'), KEYMAP_NONE);
}

Test(keymap, feed__special_and_general_context__special_wins)
{
    cr_expect_eq(feed(TEXT | LIST, 'q'), KEYMAP_FOUND);
    cr_expect_eq(action, CLOSE);
    feed(LIST, 'q');
    cr_expect_eq(action, QUIT);
}

Test(keymap, feed__sequence_with_count__gives_both)
{
    cr_expect_eq(feed(LIST, '1'), KEYMAP_MORE);
    cr_expect_eq(feed(LIST, '0'), KEYMAP_MORE);
    cr_expect_eq(feed(LIST, 'g'), KEYMAP_MORE);
    cr_expect_eq(feed(LIST, 'g'), KEYMAP_FOUND);
    cr_expect(action == TOP && count == 10);
    cr_expect_eq(state.n, 0);
}

Test(keymap, feed__zero_first__is_no_count)
{
    cr_expect_eq(feed(LIST, '0'), KEYMAP_NONE);
}

Test(keymap, feed__endless_digits__are_capped)
{
    for (int i = 0; i < 40; i++)
        cr_expect_eq(feed(LIST, '9'), KEYMAP_MORE);
    feed(LIST, 'j');
    cr_expect_eq(count, KEYMAP_COUNT_MAX);
}

Test(keymap, feed__sequence_broken_or_escaped__starts_anew)
{
    feed(LIST, 'g');
    cr_expect_eq(feed(LIST, 'j'), KEYMAP_NONE);
    cr_expect_eq(feed(LIST, 'j'), KEYMAP_FOUND);
    feed(LIST, '5');
    cr_expect_eq(feed(LIST, K_ESC), KEYMAP_NONE);
    feed(LIST, 'j');
    cr_expect_eq(count, 0);
}

Test(keymap, feed__bound_digit__is_the_binding)
{
    cr_assert(keymap_bind(map, LIST, "1", ONE, NULL));
    cr_expect_eq(feed(LIST, '1'), KEYMAP_FOUND);
    cr_expect_eq(action, ONE);
    cr_expect_eq(feed(LIST, '2'), KEYMAP_MORE);
    cr_expect_eq(feed(LIST, '1'), KEYMAP_MORE);
}

Test(keymap, bind__again_and_away__replaces)
{
    cr_assert(keymap_bind(map, LIST, "j", TOP, NULL));
    feed(LIST, 'j');
    cr_expect_eq(action, TOP);
    cr_assert(keymap_bind(map, LIST, "q", 0, NULL));
    cr_expect_eq(feed(LIST, 'q'), KEYMAP_NONE);
    cr_assert(keymap_bind(map, TEXT, "q", 0, NULL));
    cr_expect_eq(feed(TEXT, 'q'), KEYMAP_NONE);
}

Test(keymap, bind__beginning_of_another__is_refused)
{
    struct err err = ERR_INIT;

    cr_expect(!keymap_bind(map, ANY, "g", QUIT, &err));
    cr_expect_eq(err.kind, ERR_CONFLICT);
    err_release(&err);
    cr_expect(!keymap_bind(map, LIST, "j k", QUIT, &err));
    err_release(&err);
    cr_expect(keymap_bind(map, TEXT, "g", QUIT, NULL));
}

Test(keymap, keys__of_an_action__are_named)
{
    struct buf out = BUF_INIT;

    cr_expect(keymap_keys(map, LIST, DOWN, true, &out));
    cr_expect_str_eq(buf_str(&out), "j, Down");
    buf_clear(&out);
    cr_expect(keymap_keys(map, LIST, DOWN, false, &out));
    cr_expect_str_eq(buf_str(&out), "j");
    cr_expect(!keymap_keys(map, TEXT, DOWN, true, &out));
    buf_clear(&out);
    feed(LIST, '4');
    feed(LIST, 'g');
    keymap_pending(&state, &out);
    cr_expect_str_eq(buf_str(&out), "4g");
    buf_release(&out);
}
