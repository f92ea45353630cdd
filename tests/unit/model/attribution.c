#include "tema/model/attribution.h"

#include <criterion/criterion.h>
#include <string.h>

#include "tema/text/utf8.h"

static struct arena words;

static char *keep(const char *s)
{
    return arena_strdup(&words, s);
}

/* "Informant 2", whose attributes are given as name and value by turns, to a NULL. */
static struct participant person(const char *const *attrs)
{
    struct participant p = {.id = 2, .name = keep("Informant 2")};
    while (attrs[2 * p.nattrs])
        p.nattrs++;
    p.attrs = arena_array(&words, p.nattrs + 1, sizeof *p.attrs);
    for (size_t i = 0; i < p.nattrs; i++) {
        p.attrs[i].name = keep(attrs[2 * i]);
        p.attrs[i].value = keep(attrs[2 * i + 1]);
    }
    return p;
}

static struct source report(void)
{
    return (struct source){.name = keep("plan.txt"),
                           .kind = SOURCE_DOCUMENT,
                           .author = keep("Eidlia kommune"),
                           .date = keep(""),
                           .year = 2024};
}

static void fills(const char *pattern, const struct attribution *x, const char *want)
{
    struct arena a = ARENA_INIT;
    cr_assert_str_eq(attribution_fill(pattern, x, &a), want, "'%s' gives '%s', not '%s'", pattern,
                     attribution_fill(pattern, x, &a), want);
    arena_release(&a);
}

Test(attribution, fill__person__with_and_without_a_role)
{
    struct participant p = person((const char *[]){"Rolle", "IT-sjef", "STØRRELSE", " stor\nkommune ", NULL});
    struct attribution x = {.participant = &p, .speaker = "Kari", .ms = -1};
    fills("{name}, {rolle}", &x, "Informant 2, IT-sjef");
    fills("{NAME}, { Rolle }", &x, "Informant 2, IT-sjef");
    fills("{name}, {rolle}, {størrelse}", &x, "Informant 2, IT-sjef, stor kommune");
    fills("{name}, {alder}, {Størrelse}", &x, "Informant 2, stor kommune");
    fills("{speaker}", &x, "Kari");
    x.participant = NULL;
    fills("{name}, {rolle}", &x, "Kari");
    x.speaker = NULL;
    fills("{name}, {rolle}", &x, "");
    fills("Sitat: {name}", &x, "");
    fills("En informant", &x, "En informant");
}

Test(attribution, fill__document__leaves_out_what_is_not_known)
{
    struct source s = report();
    struct attribution x = {.source = &s, .page = 3, .turn = 7, .ms = 433000};
    fills("{author}, {year}, p. {page}", &x, "Eidlia kommune, 2024, p. 3");
    fills("{source} ({kind}) {turn} {time}", &x, "plan.txt (document) 7 00:07:13");
    x.page = 0;
    x.ms = -1;
    fills("{author}, {year}, p. {page}", &x, "Eidlia kommune, 2024");
    fills("{author}, {date}, {year}", &x, "Eidlia kommune, 2024");
    s.author = keep("");
    fills("{author}, {year}, p. {page}", &x, "2024");
    s.author = NULL;
    s.year = -1;
    fills("{author}, {year}, p. {page}", &x, "");
    x.source = NULL;
    fills("{source}{kind}{date}", &x, "");
}

Test(attribution, fill__brackets__never_lose_their_other)
{
    struct participant p = person((const char *[]){"a", "A", "b", "B", NULL});
    struct attribution x = {.participant = &p, .ms = -1};
    fills("{name} ({a}, {b})", &x, "Informant 2 (A, B)");
    fills("{name} ({no}, {b})", &x, "Informant 2 (B)");
    fills("{name} ({a}, {no})", &x, "Informant 2 (A)");
    fills("{name} ({no}, {no})", &x, "Informant 2");
    fills("{name} ({no})", &x, "Informant 2");
    fills("{name} ({no}), {a}", &x, "Informant 2, A");
    fills("{name} [{a} ({no})], {b}", &x, "Informant 2 [A], B");
    fills("{name} ({a}), {no}", &x, "Informant 2 (A)");
    fills("({no}, {a})", &x, "(A)");
    fills("({no}), {a}", &x, "A");
    fills("{no} ({a})", &x, "(A)");
    fills("({no})", &x, "");
    fills("{name}: {no} ({a})", &x, "Informant 2 (A)");
    fills("{name} ({no} {no}) x", &x, "Informant 2 x");
}

Test(attribution, fill__braces__doubled_and_from_values)
{
    struct participant p = person((const char *[]){"a", "{name}", "", "nobody", NULL});
    struct attribution x = {.participant = &p, .ms = -1};
    fills("{{{name}}}", &x, "{Informant 2}");
    fills("{{name}}", &x, "{name}");
    fills("{a}", &x, "{name}");
    fills("{}{name}", &x, "Informant 2");
    fills("%s{name}%n", &x, "%sInformant 2%n");
}

Test(attribution, fill__hostile__comes_back)
{
    const char *bad[] = {
        "", "{", "}", "{{{", "}}}", "{a{b}", "{name", "))(([[{no}]]((", "{no}]{no}[{no}", "\xff{\xc3}"};
    struct attribution x = {.ms = -1};
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not_null(attribution_fill(bad[i], &x, &a));
    arena_release(&a);
}

Test(attribution, check__braces)
{
    const char *good[] = {"", "x", "{name}", "{{", "}}", "{{{name}}}", "{ anything at all }", "{æøå}"};
    const char *bad[] = {"{", "}", "{name", "name}", "{}", "{ }", "{na{me}", "{{{", "{name}}", "{{name}"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_assert(attribution_check(good[i], NULL), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        cr_assert(!attribution_check(bad[i], &e) && e.kind == ERR_INPUT, "%s", bad[i]);
        err_release(&e);
    }
}

/* A document of these paragraphs: said by speaker 1, 2, 3 and nobody. */
static void make(struct doc *d, const char *const *lines, size_t n, struct speaker *speakers)
{
    doc_init(d);
    d->speakers = speakers;
    d->nspeakers = 3;
    d->n = n;
    d->rows = arena_array(&d->arena, n, sizeof *d->rows);
    for (size_t i = 0; i < n; i++) {
        struct row *r = &d->rows[i].row;
        *r = (struct row){.id = (tema_id)i + 1, .opens = true, .start_ms = -1, .end_ms = -1};
        r->text = arena_strdup(&d->arena, lines[i]);
        r->bytes = strlen(r->text);
        r->chars = utf8_count(r->text, r->bytes);
        r->speaker = i < 3 ? (tema_id)i + 1 : 0;
    }
    doc_number(d);
}

Test(attribution, at__who_speaks_there__takes_the_pattern_that_fits)
{
    const char *lines[] = {"Hva?\n", "Æ, ja.\n", "Nei.\n", "\f\fSide tre.\fSide fire.\n"};
    struct speaker who[] = {{.id = 1, .name = keep("Eva"), .role = SPEAKER_INTERVIEWER},
                            {.id = 2, .name = keep("Kari"), .role = SPEAKER_PARTICIPANT, .participant = 2},
                            {.id = 3, .name = keep("Ola"), .role = SPEAKER_NOBODY}};
    struct participant p = person((const char *[]){"rolle", "IT-sjef", NULL});
    struct source s = report();
    struct arena a = ARENA_INIT;
    struct doc d;
    const char *people = "{name}, {rolle}", *documents = "{author}, p. {page}";
    make(&d, lines, 4, who);
    cr_assert_str_eq(attribution_at(&d, (cp_off){0}, &s, &p, 1, people, documents, &a), "Interviewer");
    cr_assert_str_eq(attribution_at(&d, d.rows[1].start, &s, &p, 1, people, documents, &a),
                     "Informant 2, IT-sjef");
    cr_assert_str_eq(attribution_at(&d, d.rows[1].start, &s, NULL, 0, people, documents, &a), "Kari");
    cr_assert_str_eq(attribution_at(&d, d.rows[2].start, &s, &p, 1, people, documents, &a), "Ola");
    cr_assert_str_eq(attribution_at(&d, d.rows[3].start, &s, &p, 1, people, documents, &a),
                     "Eidlia kommune, p. 3");
    cp_off last = {d.chars - 2}, past = {d.chars + 100};
    cr_assert_str_eq(attribution_at(&d, last, &s, &p, 1, people, documents, &a), "Eidlia kommune, p. 4");
    cr_assert_str_eq(attribution_at(&d, past, &s, &p, 1, people, documents, &a), "Eidlia kommune, p. 4");
    cr_assert_str_eq(attribution_at(&d, last, &s, &p, 1, people, "{method}", &a), "plan.txt");
    doc_release(&d);
    make(&d, lines, 0, who);
    cr_assert_str_eq(attribution_at(&d, past, &s, &p, 1, people, documents, &a), "Eidlia kommune");
    doc_release(&d);
    make(&d, lines + 1, 1, who); /* pages are not told where there is one */
    d.rows[0].row.speaker = 0;
    cr_assert_str_eq(attribution_at(&d, (cp_off){0}, &s, &p, 1, people, documents, &a), "Eidlia kommune");
    doc_release(&d);
    arena_release(&a);
}
