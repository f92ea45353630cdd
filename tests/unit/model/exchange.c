#include <criterion/criterion.h>
#include <string.h>

#include "tema/model/exchange.h"

/* A source with one turn and a meaning unit on "kaffe", coded. */
static void build(struct exchange *x)
{
    exchange_init(x);
    tema_id coder = exchange_coder(x, "", "Kari")->id;
    tema_id parent = exchange_code(x, 0, "", "Hverdag")->c.id;
    tema_id code = exchange_code(x, parent, "", "Kaffe")->c.id;
    struct x_source *s = exchange_source(x, "", "a.txt");
    struct tr_turn turn = {.text = arena_strdup(&x->arena, "Mer kaffe, takk\n"), .bytes = 16, .speaker = -1};
    vec_push(&s->text->turns, turn);
    tema_id segment = exchange_segment(x, s->s.id, "", 4, 9, coder)->s.id;
    exchange_coding(x, segment, code, coder, "");
    exchange_memo(x, MEMO_CODE, code, "", "drikkes hele dagen");
    exchange_participant(x, "", "Informant 1");
    exchange_value(x, 0, "alder", ATTR_NUMBER, "44");
}

static void refused(struct exchange *x, const char *part)
{
    struct err e = ERR_INIT;
    cr_assert(!exchange_check(x, &e));
    cr_assert(strstr(err_text(&e), part), "%s", err_text(&e));
    cr_assert_eq(e.kind, ERR_INPUT);
    err_release(&e);
    exchange_release(x);
}

Test(exchange, a_sound_one_passes)
{
    struct exchange x;
    struct err e = ERR_INIT;
    build(&x);
    cr_assert(exchange_check(&x, &e), "%s", err_text(&e));
    cr_assert_eq(x.attributes.n, 1);
    cr_assert_str_eq(x.participants.v[0].attrs[0].value, "44");
    exchange_release(&x);
}

Test(exchange, equal_names_and_double_codings_are_no_fault)
{
    struct exchange x;
    struct err e = ERR_INIT;
    build(&x);
    exchange_code(&x, 0, "", "Hverdag");
    exchange_coding(&x, 1, 2, 1, "");
    cr_assert(exchange_check(&x, &e), "%s", err_text(&e));
    exchange_release(&x);
}

Test(exchange, a_meaning_unit_behind_the_text_is_refused)
{
    struct exchange x;
    build(&x);
    x.segments.v[0].s.end.cp = 17;
    refused(&x, "meaning unit 1 lies in no source's text");
}

Test(exchange, a_ring_of_codes_is_refused)
{
    struct exchange x;
    build(&x);
    x.codes.v[0].c.parent = 2;
    refused(&x, "code 1 stands before what it hangs under");
}

Test(exchange, a_coding_with_a_code_that_is_not_there_is_refused)
{
    struct exchange x;
    build(&x);
    x.codings.v[0].c.code = 77;
    refused(&x, "coding 1 names a code");
}

Test(exchange, a_turn_without_its_line_end_before_another_is_refused)
{
    struct exchange x;
    build(&x);
    x.sources.v[0].text->turns.v[0].bytes = 15;
    struct tr_turn turn = {.text = arena_strdup(&x.arena, "Ja\n"), .bytes = 3, .speaker = -1};
    vec_push(&x.sources.v[0].text->turns, turn);
    refused(&x, "turn 1 has no line end");
}

Test(exchange, bytes_that_are_no_text_are_refused)
{
    struct exchange x;
    build(&x);
    x.sources.v[0].text->turns.v[0].text[4] = (char)0xff;
    refused(&x, "turn 1 is no text");
}

Test(exchange, the_same_id_twice_is_refused)
{
    struct exchange x;
    build(&x);
    x.codes.v[1].c.id = 1;
    refused(&x, "same id");
}

Test(exchange, a_memo_about_nothing_is_refused)
{
    struct exchange x;
    build(&x);
    x.memos.v[0].target = 9;
    refused(&x, "memo 1 names");
}
