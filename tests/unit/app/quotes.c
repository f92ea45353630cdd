/* Extracts of a code or theme, in words; stars and edited quotes; the reports that show them. */
#include "tema/app/quotes.h"

#include "app_kit.h"
#include "tema/app/process.h"
#include "tema/app/themes.h"

TestSuite(quotes, .init = kit_start, .fini = kit_stop);

static tema_id theme(const char *path)
{
    tema_id id;

    DOES(app_add_theme(kit, 0, path, THEME_CANDIDATE, &id, &said, &err));
    return id;
}

static void place(tema_id under, const char *code)
{
    tema_id id = kit_code(code);

    DOES(app_place(kit, under, &id, 1, NULL, 0, NULL, &err));
}

static struct extract *of(tema_id code, bool below, tema_id under, size_t n)
{
    struct extract *x;
    size_t got;

    DOES(app_extracts(kit, code, below, under, SCOPE_COUNTED, &kit_arena, &x, &got, &err));
    cr_assert_eq(got, n, "%zu extracts", got);
    return x;
}

static const char *words(const struct extract *x)
{
    struct extract_text t;

    DOES(app_extract_text(kit, x, 0, &kit_arena, &t, &err));
    return t.words;
}

Test(quotes, extracts__of_a_code_come_as_they_stand_in_the_sources)
{
    struct extract *x;

    kit_mark("bestemmer", "Teknologi/Tillit");
    kit_mark("nyttig", "Teknologi");
    kit_mark("nyttig", "Teknologi/Tillit");
    of(kit_code("Teknologi"), false, 0, 1);
    x = of(kit_code("Teknologi"), true, 0, 2);
    cr_expect_str_eq(words(&x[0]), "nyttig");
    cr_expect_eq(x[0].code, kit_code("Teknologi"), "through the first code in the tree's order");
    cr_expect_str_eq(words(&x[1]), "bestemmer");
    of(kit_code("Teknologi/Tillit"), false, 0, 2);
}

Test(quotes, extracts__of_a_theme_are_of_what_stands_below_it)
{
    tema_id top, frykt, segment = kit_mark("skummelt", NULL);
    const struct theme_change drop = {NULL, NULL, NULL, NULL, NULL, THEME_DROPPED, "for tynt"};

    kit_mark("nyttig", "Teknologi/Tillit");
    kit_mark("bestemmer", "Makt");
    top = theme("Barrierer");
    frykt = theme("Barrierer/Frykt");
    place(frykt, "Teknologi");
    place(top, "Makt");
    DOES(app_place(kit, top, NULL, 0, &segment, 1, NULL, &err));
    of(0, false, frykt, 1);
    of(0, false, top, 3);
    DOES(app_set_theme(kit, frykt, &drop, NULL, &err));
    struct extract *x = of(0, false, top, 2);
    cr_expect_str_eq(words(&x[0]), "skummelt");
    cr_expect_neq(x[0].place, 0);
    cr_expect_eq(x[0].coding, 0);
    of(0, false, frykt, 1);
    REFUSES(app_extracts(kit, 0, false, 12345, SCOPE_COUNTED, &kit_arena, &x, &(size_t){0}, &err),
            ERR_NOT_FOUND, "theme");
    REFUSES(app_extracts(kit, 12345, true, 0, SCOPE_COUNTED, &kit_arena, &x, &(size_t){0}, &err),
            ERR_NOT_FOUND, "code");
}

Test(quotes, text__has_context_of_the_same_turn_and_the_place)
{
    struct extract_text t;

    kit_mark("litt skummelt", "A");
    DOES(app_extract_text(kit, of(kit_code("A"), false, 0, 1), 1000, &kit_arena, &t, &err));
    cr_expect_str_eq(t.words, "litt skummelt");
    cr_expect_str_eq(t.after, ", men også nyttig.");
    cr_expect_null(strstr(t.before, "KI?"));
    cr_expect_not_null(strstr(t.before, "Det er "));
    cr_expect_eq(strncmp(t.where, "en.txt, ", 8), 0, "%s", t.where);
    cr_expect(t.verbatim);
    DOES(app_extract_text(kit, of(kit_code("A"), false, 0, 1), 4, &kit_arena, &t, &err));
    cr_expect_str_eq(t.before, " er ");
    cr_expect_str_eq(t.after, ", me");
}

Test(quotes, text__follows_what_is_corrected)
{
    char *corrected = arena_strdup(&kit_arena, kit_text);

    memcpy(strstr(corrected, "skummelt"), "SKUMMELT", 8);
    kit_mark("litt skummelt, men", "A");
    cr_expect_str_eq(words(of(kit_code("A"), false, 0, 1)), "litt skummelt, men");
    DOES(app_edit(kit, kit_source("en"), corrected, strlen(corrected), NULL, &err));
    cr_expect_str_eq(words(of(kit_code("A"), false, 0, 1)), "litt SKUMMELT, men");
}

Test(quotes, star__is_an_act_and_the_edited_text_must_have_been_said)
{
    tema_id segment = kit_mark("Det er litt skummelt, men også nyttig.", "A");
    struct extract_text t;
    struct extract *x;

    DOES(app_star(kit, segment, &said, &err));
    SAID("starred “Det er litt skummelt, men også nyttig.” in en.txt");
    DOES(app_star(kit, segment, &said, &err));
    SAID("nothing changed");
    x = of(kit_code("A"), false, 0, 1);
    cr_assert_neq(x->quote, 0);
    DOES(app_set_quote(kit, x->quote, "Det er […] nyttig.", &said, &err));
    REFUSES(app_set_quote(kit, x->quote, "Det er farlig.", &said, &err), ERR_INPUT, "farlig");
    x = of(kit_code("A"), false, 0, 1);
    DOES(app_extract_text(kit, x, 0, &kit_arena, &t, &err));
    cr_expect_str_eq(t.print, "Det er […] nyttig.");
    cr_expect(t.verbatim);
    DOES(app_undo(kit, &said, &err));
    cr_expect_str_eq(of(kit_code("A"), false, 0, 1)->edited, "");
    DOES(app_unstar(kit, x->quote, &said, &err));
    cr_expect_eq(of(kit_code("A"), false, 0, 1)->quote, 0);
    REFUSES(app_unstar(kit, 77, &said, &err), ERR_NOT_FOUND, "no quote 77");
}

/* ---- the reports that show them ---- */

static const char *report(const char *name, const char *format)
{
    struct buf b = BUF_INIT;
    char *s;

    DOES(app_report(kit, name, 0, format, &b, &err));
    s = arena_strdup(&kit_arena, buf_str(&b));
    buf_release(&b);
    return s;
}

#define HAS(text, part) cr_expect_not_null(strstr(text, part), "'%s' is not in:\n%s", part, text)

Test(quotes, structure__shows_a_quote_once_under_each_theme_that_has_it)
{
    tema_id frykt = 0, segment = kit_mark("Det er litt skummelt, men også nyttig.", "A");
    const char *csv;

    kit_mark("Det er litt skummelt, men også nyttig.", "B");
    kit_mark("bestemmer", "B");
    DOES(app_star(kit, segment, NULL, &err));
    frykt = theme("Barrierer/Frykt");
    place(frykt, "A");
    place(frykt, "B");
    place(theme("Barrierer/Tid"), "B");
    csv = report("structure", "csv");
    HAS(csv, "theme,sub-theme,quote,who,source,where,definition\r\n"
             "Barrierer,Frykt,\"Det er litt skummelt, men også nyttig.\",");
    HAS(csv, "\r\nBarrierer,Tid,\"Det er litt skummelt");
    cr_expect_null(strstr(csv, "bestemmer"), "not starred");
    cr_expect_str_eq(csv, report("structure", "csv"), "the same bytes");
    csv = report("trace", "csv");
    HAS(csv, "Barrierer,Frykt,A,\"Det er litt skummelt, men også nyttig.\"");
    HAS(csv, "Barrierer,Frykt,B,bestemmer,");
    HAS(report("themes", "csv"), "Barrierer,Tid,B,B,1,2,1,2\r\n");
    HAS(report("log", "md"), "starred “Det er litt skummelt");
}

Test(quotes, reports__on_nothing_are_one_sentence)
{
    struct buf b = BUF_INIT;

    REFUSES(app_report(kit, "structure", 0, "md", &b, &err), ERR_INPUT, "no thematic structure yet");
    REFUSES(app_report(kit, "themes", 0, "csv", &b, &err), ERR_INPUT, "no thematic structure yet");
    theme("Barrierer");
    REFUSES(app_report(kit, "trace", 0, "md", &b, &err), ERR_INPUT, "no extract");
    REFUSES(app_report(kit, "participants", 0, "md", &b, &err), ERR_INPUT, "no participants");
    REFUSES(app_report(kit, "log", 1, "md", &b, &err), ERR_USAGE, "codebook, themes");
    REFUSES(app_report(kit, "codebook", 4, "md", &b, &err), ERR_NOT_FOUND, "version 4");
    cr_expect_eq(b.len, 0);
    buf_release(&b);
}
