#include <criterion/criterion.h>
#include <string.h>

#include "../../../src/formats/fields_priv.h"

static void round_trip(const char *text, const char *include, const char *exclude)
{
    struct arena a = ARENA_INIT;
    struct buf b = BUF_INIT;
    struct field f[] = {{"Include", arena_strdup(&a, include)}, {"Exclude", arena_strdup(&a, exclude)}};
    fields_write(&b, text, f, 2);
    cr_assert_str_eq(fields_read(buf_str(&b), f, 2, &a), text, "%s", buf_str(&b));
    cr_assert_str_eq(f[0].value, include, "%s", buf_str(&b));
    cr_assert_str_eq(f[1].value, exclude, "%s", buf_str(&b));
    buf_release(&b);
    arena_release(&a);
}

Test(fields, what_was_put_together_comes_apart_again)
{
    static const char *const texts[] = {
        "",
        "a",
        "a\nb\n",
        "\n",
        "\n\n",
        "[Include]",
        "[Include]\nx",
        "\\[a]",
        "a\n\n[b]\nc",
        "[Exclude]\n\n ",
        "\\\\[Exclude]",
        "x\n\n[Include]\n\n",
        "[]",
        "[x",
        "]",
    };
    size_t n = sizeof texts / sizeof *texts;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < n; k++)
                round_trip(texts[i], texts[j], texts[k]);
}

Test(fields, people_can_read_it)
{
    struct buf b = BUF_INIT;
    char include[] = "being on call";
    struct field f[] = {{"Include", include}};
    fields_write(&b, "What goes on.", f, 1);
    cr_assert_str_eq(buf_str(&b), "What goes on.\n\n[Include]\nbeing on call");
    buf_release(&b);
}

Test(fields, what_others_wrote_is_one_text)
{
    struct arena a = ARENA_INIT;
    struct field f[] = {{"Include", NULL}};
    cr_assert_str_eq(fields_read("See [1].\n\n[Remark]\nno", f, 1, &a), "See [1].\n\n[Remark]\nno");
    cr_assert_str_eq(f[0].value, "");
    arena_release(&a);
}
