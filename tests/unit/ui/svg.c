#include <criterion/criterion.h>
#include <string.h>

#include "tema/ui/dump.h"

static size_t occurrences(const char *s, const char *what)
{
    size_t n = 0;

    for (; (s = strstr(s, what)); s += strlen(what))
        n++;
    return n;
}

Test(svg, text__hostile__is_escaped)
{
    struct canvas *c = canvas_new(2, 40, false);
    struct palette p = PALETTE_INIT;
    struct buf out = BUF_INIT;

    cr_assert(palette_load(&p, "dark", NULL));
    canvas_text(c, 0, 0, S(NORMAL), "<script>a && \"b\"</script>\x1b");
    canvas_svg(c, &p, "a <title> & \x01", &out);
    cr_expect_null(strstr(buf_str(&out), "<script"));
    cr_expect_not_null(strstr(buf_str(&out), "&lt;script&gt;a"));
    cr_expect_not_null(strstr(buf_str(&out), "&amp;&amp;"));
    for (size_t i = 0; i < out.len; i++)
        cr_assert((unsigned char)out.s[i] >= 0x20 || out.s[i] == '\n');
    cr_expect_eq(occurrences(buf_str(&out), "<text"), occurrences(buf_str(&out), "</text>"));
    cr_expect_not_null(strstr(buf_str(&out), "<title>a\u00a0&lt;title&gt;"));
    buf_release(&out);
    palette_release(&p);
    canvas_free(c);
}

Test(svg, wide_cells__stand_alone__in_their_columns)
{
    struct canvas *c = canvas_new(1, 10, false);
    struct palette p = PALETTE_INIT;
    struct buf out = BUF_INIT;

    cr_assert(palette_load(&p, "light", NULL));
    canvas_text(c, 0, 0, S(NORMAL), "ab日cd");
    canvas_cursor(c, 0, 4);
    canvas_svg(c, &p, NULL, &out);
    cr_expect_not_null(strstr(buf_str(&out), "x=\"10\" y=\"24\" textLength=\"18\""));
    cr_expect_not_null(strstr(buf_str(&out), "x=\"28\" y=\"24\" textLength=\"18\""));
    cr_expect_not_null(strstr(buf_str(&out), ">日</text>"));
    cr_expect_not_null(strstr(buf_str(&out), "fill-opacity=\"0.45\""));
    buf_release(&out);
    palette_release(&p);
    canvas_free(c);
}

Test(svg, blanks_before_and_after__are_no_part_of_a_run)
{
    struct canvas *c = canvas_new(1, 20, false);
    struct palette p = PALETTE_INIT;
    struct buf out = BUF_INIT;

    cr_assert(palette_load(&p, "dark", NULL));
    canvas_text(c, 0, 3, S(NORMAL), "to ord");
    canvas_svg(c, &p, NULL, &out);
    cr_expect_not_null(strstr(buf_str(&out), "x=\"37\" y=\"24\" textLength=\"54\""), "%s", buf_str(&out));
    cr_expect_not_null(strstr(buf_str(&out), ">to\u00a0ord</text>"));
    buf_release(&out);
    palette_release(&p);
    canvas_free(c);
}

Test(svg, same_canvas__same_bytes)
{
    struct canvas *c = canvas_new(5, 30, false);
    struct palette p = PALETTE_INIT;
    struct buf a = BUF_INIT, b = BUF_INIT;

    cr_assert(palette_load(&p, "mono", NULL));
    canvas_panel(c, canvas_all(c), "Tittel");
    canvas_svg(c, &p, NULL, &a);
    canvas_svg(c, &p, NULL, &b);
    cr_expect_str_eq(buf_str(&a), buf_str(&b));
    buf_release(&a);
    buf_release(&b);
    palette_release(&p);
    canvas_free(c);
}
