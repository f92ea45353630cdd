#include "tema/model/quoting.h"

#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/buf.h"

static const char said[] =
    "Det er jo sånn at vi, altså, har  prøvd\nKommune-GPT. Ja [ler] det\xc2\xa0har vi. "
    "Det var Berit som sa at det ikke gikk.";

static void verified(const char *edited)
{
    struct err e = ERR_INIT;
    cr_assert(quote_verify(said, edited, &e), "'%s': %s", edited, err_text(&e));
    err_release(&e);
}

static void refused(const char *edited, const char *why)
{
    struct err e = ERR_INIT;
    cr_assert(!quote_verify(said, edited, &e), "'%s'", edited);
    cr_assert_eq(e.kind, ERR_INPUT);
    cr_assert(strstr(err_text(&e), why), "'%s': %s", edited, err_text(&e));
    err_release(&e);
}

Test(quoting, verify__print_forms__agree)
{
    verified(said);
    verified("");
    verified("Det er jo sånn at vi […] har prøvd Kommune-GPT.");
    verified("[...] vi [...] har prøvd Kommune-GPT [...]");
    verified("[…]har prøvd Kommune-GPT[…]");
    verified("Det var [name changed] som sa at det [altså] ikke gikk.");
    verified("har\n\tprøvd   Kommune-GPT");
    verified("det har vi.");
    verified("Ja [ler] det har vi.");
    verified("Ja [ler [høyt]] det har vi.");
    verified("Ja [Berit] som");
}

Test(quoting, verify__other_words__are_refused)
{
    refused("Det er ikke sånn",
            "'Det er ikke sånn' was not said so: mark what is put in or left out with [ ]");
    refused("har prøvd […] Det er jo", "'Det er jo'");
    refused("Det har vi.", "'Det har vi.'");
    refused("at vi har prøvd", "was not said so");
    refused("Det er […] Kommune-GPT!", "'Kommune-GPT!'");
    refused("Det […] Det […] Det", "'Det'");
    refused("Ja det har vi.", "was not said so");
}

Test(quoting, verify__part_of_a_word__only_at_a_bracket)
{
    verified("[D]et har vi.");
    verified("Kommun[ene]");
    verified("sa at [d]et [i]kke gikk");
    refused("et har vi.", "'et har vi.'");
    refused("[…] et har vi.", "'et har vi.'");
    refused("Kommun [ene]", "'Kommun'");
    refused("prøv […]", "'prøv'");
}

Test(quoting, verify__lone_bracket__only_where_it_was_said)
{
    refused("Det er [jo sånn", "'Det er [jo sånn' has no other");
    refused("Det er jo] sånn", "has no other");
    refused("Det [er [jo] sånn", "has no other");
    cr_assert(quote_verify("punkt b] og [c", "punkt b] og [c", NULL));
    cr_assert(quote_verify("punkt b] og c", "b] […] c", NULL));
}

Test(quoting, verify__earliest_place__leaves_room_for_the_rest)
{
    cr_assert(quote_verify("a b a c a", "a […] a […] a", NULL));
    cr_assert(!quote_verify("a b a c a", "a […] a […] a […] a", NULL));
    cr_assert(quote_verify("ab a b", "[x]b […] a […] b", NULL));
    cr_assert(quote_verify("aab aab aaab", "aaab", NULL));
    cr_assert(!quote_verify("aab aab aaab", "aabb", NULL));
}

Test(quoting, verify__long_repeats__take_no_time)
{
    enum { LONG = 400000 };
    struct buf s = BUF_INIT, e = BUF_INIT;
    for (size_t i = 0; i < LONG; i++) {
        buf_addch(&s, 'a');
        if (i < LONG / 2)
            buf_addch(&e, 'a');
    }
    buf_addstr(&s, "!");
    cr_assert(!quote_verify(buf_str(&s), buf_str(&e), NULL));
    buf_clear(&e);
    for (size_t i = 0; i < LONG; i++)
        buf_addstr(&e, i % 2 ? "a[" : "a]");
    cr_assert(!quote_verify(buf_str(&s), buf_str(&e), NULL));
    buf_release(&s);
    buf_release(&e);
}

Test(quoting, verify__long_piece__is_named_by_its_beginning)
{
    struct buf edited = BUF_INIT;
    struct err e = ERR_INIT;
    for (size_t i = 0; i < 1000; i++)
        buf_addstr(&edited, "ø ");
    cr_assert(!quote_verify(said, buf_str(&edited), &e));
    cr_assert_lt(strlen(err_text(&e)), 250);
    cr_assert(strstr(err_text(&e), "ø …'"));
    err_release(&e);
    buf_release(&edited);
}

Test(quoting, print__as_said__is_one_line)
{
    struct arena a = ARENA_INIT;
    cr_assert_str_eq(quote_print("  vi har\n\nprøvd \f det ", "", &a), "vi har prøvd det");
    cr_assert_str_eq(quote_print("vi har", " \n", &a), "vi har");
    cr_assert_str_eq(quote_print("vi har prøvd", "vi […] prøvd", &a), "vi […] prøvd");
    cr_assert_str_eq(quote_print("", "", &a), "");
    arena_release(&a);
}
