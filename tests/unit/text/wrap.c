#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/text/breaks.h"
#include "tema/text/wrap.h"

/* Lines joined by "|", each with its columns checked. */
static void expect(const char *s, int width, const char *lines)
{
    wrap_lines out = VEC_INIT;
    struct buf got = BUF_INIT;
    size_t n = strlen(s);

    wrap_text(s, n, width, &out);
    for (size_t i = 0; i < out.n; i++) {
        struct wrap_line *l = &out.v[i];

        if (i > 0)
            buf_addch(&got, '|');
        buf_add(&got, s + l->start.b, l->end.b - l->start.b);
        cr_expect_leq(l->cols, width);
        cr_expect_eq(l->cols, text_width(s + l->start.b, l->end.b - l->start.b));
        cr_expect_eq(l->start.b, i == 0 ? 0 : out.v[i - 1].next.b);
    }
    cr_expect_eq(out.v[out.n - 1].next.b, n);
    cr_expect_str_eq(buf_str(&got), lines, "at %d: %s", width, buf_str(&got));
    vec_release(&out);
    buf_release(&got);
}

Test(wrap_text, breaks_at_words)
{
    expect("", 10, "");
    expect("kort", 10, "kort");
    expect("ett to tre fire", 7, "ett to|tre|fire");
    expect("ett to tre fire", 6, "ett to|tre|fire");
    expect("ett to tre fire", 10, "ett to tre|fire");
    expect("blåbær på øya", 6, "blåbær|på øya");
    expect("IKT-ansvarlig", 6, "IKT-|ansvar|lig");
    expect("日本語の文", 4, "日本|語の|文");
    expect("日本語", 3, "日|本|語");
}

Test(wrap_text, cuts_long_words_between_clusters)
{
    expect("Donaudampfschiff", 6, "Donaud|ampfsc|hiff");
    expect("ja Donaudampfschiff", 6, "ja|Donaud|ampfsc|hiff");
    expect("a\u030Aa\u030Aa\u030A", 2, "a\u030Aa\u030A|a\u030A");
    expect("😀😀", 2, "😀|😀");
}

Test(wrap_text, blanks_and_newlines)
{
    expect("ett   to", 4, "ett|to");
    expect("ett \nto", 4, "ett |to");
    expect("ett   \nto", 4, "ett|to");
    expect("a\n\nb", 4, "a||b");
    expect("a\n", 4, "a");
    expect("\n", 4, "");
    expect("ett to  ", 6, "ett to");
    expect("   to", 2, "|to");
}

Test(wrap_text, narrow_is_two)
{
    wrap_lines out = VEC_INIT;

    wrap_text("abcd", 4, 0, &out);
    cr_expect_eq(out.n, 2);
    vec_release(&out);
}
