/* A study that comes in: what is there already is the same thing, everything else is new; all of it is one act. */
#include <string.h>

#include "tema/base/mem.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"
#include "travel_kit.h"

#define GUID(n) "00000000-0000-4000-8000-00000000000" #n

static void turn(struct exchange *x, size_t source, const char *text, const char *speaker)
{
    struct transcript *t = x->sources.v[source].text;
    struct tr_turn turn = {.text = arena_strdup(&t->arena, text),
                           .bytes = strlen(text),
                           .opens = true,
                           .speaker = speaker == NULL ? -1 : transcript_speaker(t, speaker, strlen(speaker)),
                           .start_ms = -1,
                           .end_ms = -1};
    vec_push(&t->turns, turn);
}

static void add_ref(struct exchange *x, bool member, tema_id of, enum x_kind kind, tema_id target)
{
    struct x_ref r = {.of = of, .kind = kind, .target = target};
    if (member)
        vec_push(&x->members, r);
    else
        vec_push(&x->refs, r);
}

static char *own(struct exchange *x, const char *s)
{
    return arena_strdup(&x->arena, s);
}

/* What another program's project holds: equal names and ranges, a double coding, codings of a whole source, a case, a set, a link, values of sources. */
static void foreign(struct exchange *x)
{
    exchange_init(x);
    x->program = own(x, "Other");
    exchange_coder(x, GUID(1), "bo");
    exchange_source(x, GUID(2), "intervju/1");
    turn(x, 0, "Ja, 😀 det e\xcc\x81r sånn.\n", "Kari");
    turn(x, 0, "שלום. Nei.\n", "Per");
    exchange_code(x, 0, GUID(3), "samme");
    exchange_code(x, 0, GUID(4), "samme");
    exchange_code(x, 1, GUID(5), "under/skrå");
    exchange_segment(x, 1, GUID(6), 4, 5, 1);
    exchange_segment(x, 1, GUID(7), 4, 5, 1);
    exchange_segment(x, 1, "", 0, exchange_chars(&x->sources.v[0]), 1)->whole = true;
    exchange_coding(x, 1, 1, 1, "");
    exchange_coding(x, 1, 1, 1, "");
    exchange_coding(x, 2, 3, 1, GUID(8));
    exchange_coding(x, 3, 2, 1, "");
    exchange_memo(x, MEMO_SEGMENT, 1, "", "om dette");
    exchange_memo(x, MEMO_CODE, 2, GUID(9), "om koden");
    exchange_participant(x, "00000000-0000-4000-8000-0000000000A1", "P1");
    exchange_participant(x, "00000000-0000-4000-8000-0000000000A2", "P1");
    exchange_value(x, 0, "alder", ATTR_NUMBER, "41,5");
    exchange_value(x, 1, "alder", ATTR_NUMBER, "-3");
    struct x_speaker p = {.id = 1, .source = 1, .index = 0, .role = SPEAKER_PARTICIPANT, .participant = 1};
    vec_push(&x->speakers, p);
    struct x_attribute a = {
        .guid = own(x, ""), .name = own(x, "alder"), .description = own(x, "d"), .of_sources = true};
    vec_push(&x->attributes, a);
    struct x_value v = {.source = 1, .attribute = own(x, "alder"), .value = own(x, "ny")};
    vec_push(&x->values, v);
    struct x_set g = {.id = 1, .guid = own(x, ""), .name = own(x, "sett"), .description = own(x, "")};
    vec_push(&x->sets, g);
    add_ref(x, true, 1, X_CODE, 1);
    add_ref(x, true, 1, X_MEMO, 2);
    add_ref(x, false, 1, X_SEGMENT, 1);
    add_ref(x, false, 2, X_SOURCE, 1);
    struct x_link l = {.id = 1,
                       .guid = own(x, ""),
                       .name = own(x, "fører til"),
                       .origin = own(x, GUID(6)),
                       .target = own(x, GUID(3)),
                       .direction = X_ONE_WAY};
    vec_push(&x->links, l);
}

static struct take_result take_foreign(struct store *s, bool again)
{
    struct exchange x;
    foreign(&x);
    struct take_result r = travel_take(s, &x, again);
    exchange_release(&x);
    return r;
}

Test(store_take, foreign_study__is_kept_as_it_came)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    char *before = test_dump(path);
    struct take_result r = take_foreign(s, false);
    test_sound(s, "after the import");
    cr_expect_eq(r.sources, 1);
    cr_expect_eq(r.codes, 3);
    cr_expect_eq(r.codings, 4);
    cr_expect_eq(r.participants, 2);
    cr_expect_eq(r.memos, 2);
    cr_expect_neq(r.first, 0);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM code WHERE name = 'samme' AND parent IS NULL"), 2);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM code WHERE colour = 0"), 0);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM participant_value WHERE value = '41.5'"), 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM source_value WHERE value = 'ny'"), 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM speaker WHERE role = 'participant'"), 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM words WHERE words MATCH 'sånn'"), 1);
    travel_there_and_back(s, "anna");
    MUST(store_undo(s, NULL, &err));
    char *after = test_dump(path);
    test_same(before, after, "taken back");
    mem_free(before);
    mem_free(after);
    test_sound(s, "taken back");
    take_foreign(s, false); /* what was taken back can come in again */
    test_sound(s, "come again");
    store_free(s);
    test_remove(path);
}

Test(store_take, same_source__is_refused__again_is_a_second_copy)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    struct take_meta m = {.file = "f", .format = "x", .encoding = "", .sha256 = ""};
    take_foreign(s, false);
    foreign(&x);
    MUST(store_begin(s, "import", &err));
    MUST_FAIL(ERR_INPUT, store_take(s, &x, &m, NULL, &err));
    store_rollback(s);
    exchange_release(&x);
    take_foreign(s, true);
    test_sound(s, "after again");
    cr_expect_eq(test_count(path, "SELECT count(*) FROM source"), 2);
    cr_expect_eq(test_count(path, "SELECT count(DISTINCT guid) FROM source"), 2);
    cr_expect_eq(test_count(path, "SELECT count(DISTINCT guid) FROM segment"), 6);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM code"), 3);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM coding"), 8);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM coder"), 2);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM participant"), 2);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM memo WHERE about = 'code'"), 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM link"), 2);
    cr_expect_eq(
        test_count(path, "SELECT count(*) FROM link l WHERE origin NOT IN (SELECT guid FROM segment)"), 0);
    store_free(s);
    test_remove(path);
}

Test(store_take, code_of_the_same_guid__stays_as_it_is)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    exchange_init(&x);
    exchange_code(&x, 0, GUID(3), "mitt navn")->c.colour = 0x123456;
    travel_take(s, &x, false);
    exchange_release(&x);
    MUST(store_begin(s, "x", &err));
    MUST(store_change_meaning(s, test_count(path, "SELECT id FROM code"), &err));
    MUST(store_commit(s, NULL, &err, "x"));
    take_foreign(s, false);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM code WHERE name = 'mitt navn' AND colour = 1193046"),
                 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM code WHERE name = 'samme'"), 1);
    cr_expect_eq(test_count(path, "SELECT colour FROM code WHERE name = 'under/skrå'"), 0x123456);
    cr_expect_eq(test_count(path,
                            "SELECT count(*) FROM coding g JOIN code c ON c.id = g.code WHERE g.meaning <> "
                            "c.meaning"),
                 0);
    test_sound(s, "united");
    store_free(s);
    test_remove(path);
}

Test(store_take, table_of_participants__lands_on_those_that_are_there)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    tema_id id = 0;
    MUST(store_begin(s, "x", &err));
    MUST(store_add_participant(s, "P1", &id, &err));
    MUST(store_set_attribute(s, id, "alder", ATTR_NUMBER, "40", &err));
    MUST(store_commit(s, NULL, &err, "x"));
    exchange_init(&x);
    exchange_participant(&x, "", "P1");
    exchange_participant(&x, "", "P2");
    exchange_value(&x, 0, "alder", ATTR_NUMBER, "41");
    exchange_value(&x, 1, "alder", ATTR_NUMBER, "ukjent");
    travel_take(s, &x, false);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM participant"), 2);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM participant_value WHERE value = '41'"), 1);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM attribute WHERE type = 'text'"),
                 1); /* 'ukjent' stays */
    cr_expect_eq(x.notes.n, 3, "the name, the type, the old value: %zu", x.notes.n);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM told WHERE text LIKE '%alder%40%41%'"), 1);
    exchange_release(&x);
    store_free(s);
    test_remove(path);
}

Test(store_take, id_of_something_else__is_refused_when_ids_stay)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    struct take_meta m = {.file = "f", .format = "json", .encoding = "", .sha256 = ""};
    take_foreign(s, false);
    exchange_init(&x);
    x.keep_ids = x.ours = true;
    exchange_code(&x, 0, "", "ny")->c.id = test_count(path, "SELECT id FROM code LIMIT 1");
    x.codes.v[0].c.guid = own(&x, "00000000-0000-4000-8000-0000000000FF");
    MUST(store_begin(s, "import", &err));
    MUST_FAIL(ERR_INPUT, store_take(s, &x, &m, NULL, &err));
    store_rollback(s);
    exchange_release(&x);
    store_free(s);
    test_remove(path);
}

Test(store_take, others_code_on_what_came__import_is_not_taken_back)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    take_foreign(s, false);
    struct store *other = test_open(path, "berit");
    tema_id segment = test_count(path, "SELECT min(id) FROM segment"), code = 0;
    MUST(store_begin(other, "x", &err));
    MUST(store_add_code(other, 0, "min", ORIGIN_INDUCTIVE, 0, &code, &err));
    MUST(store_code(other, segment, code, NULL, &err));
    MUST(store_commit(other, NULL, &err, "x"));
    MUST_FAIL(ERR_CONFLICT, store_undo(s, NULL, &err));
    MUST(store_undo(other, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    test_sound(s, "both taken back");
    store_free(s);
    store_free(other);
    test_remove(path);
}

Test(store_take, removing_what_stands_in_a_set__takes_it_out)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    take_foreign(s, false);
    MUST(store_begin(s, "x", &err));
    MUST(store_delete_code(s, test_count(path, "SELECT code FROM grouping_member WHERE code IS NOT NULL"),
                           &err));
    MUST(store_unmark(s, test_count(path, "SELECT segment FROM participant_ref WHERE segment IS NOT NULL"),
                      &err));
    MUST(store_set_memo(s, test_count(path, "SELECT memo FROM grouping_member WHERE memo IS NOT NULL"), "",
                        &err));
    MUST(store_commit(s, NULL, &err, "x"));
    test_sound(s, "removed");
    travel_there_and_back(s, "anna");
    MUST(store_undo(s, NULL, &err));
    test_sound(s, "and back");
    cr_expect_eq(test_count(path, "SELECT count(*) FROM grouping_member"), 2);
    store_free(s);
    test_remove(path);
}

Test(store_take, study_of_ours_beside_another__versions_name_what_they_named)
{
    char *path = test_path("a.tema"), *other_path = test_path("b.tema");
    struct store *s = test_create(path, "anna"), *other = test_create(other_path, "anna");
    struct exchange x;
    struct arena a = ARENA_INIT;
    tema_id structure = 0, theme = 0, code = 0, gone = 0;
    MUST(store_begin(s, "x", &err));
    MUST(store_add_structure(s, "første", NULL, 0, &structure, &err));
    MUST(store_add_theme(s, structure, 0, "tema", &theme, &err));
    MUST(store_add_code(s, 0, "blir", ORIGIN_INDUCTIVE, 0, &code, &err));
    MUST(store_add_code(s, code, "går", ORIGIN_INDUCTIVE, 0, &gone, &err));
    MUST(store_add_place(s, theme, code, 0, NULL, &err));
    MUST(store_take_version(s, VERSION_COMMIT, "en", "", NULL, &err));
    MUST(store_delete_code(s, gone, &err));
    MUST(store_commit(s, NULL, &err, "x"));
    MUST(store_begin(other, "x", &err));
    MUST(store_take_version(other, VERSION_COMMIT, "min", "", NULL, &err));
    MUST(store_commit(other, NULL, &err, "x"));
    exchange_init(&x);
    MUST(store_give(s, &x, &err));
    x.keep_ids = false;
    travel_take(other, &x, false);
    struct version *v = NULL;
    struct snapshot was;
    struct code *codes = NULL;
    size_t n = 0, ncodes = 0;
    MUST(store_versions(other, &a, &v, &n, &err));
    cr_assert_eq(n, 2);
    cr_expect_eq(v[0].number + v[1].number, 3, "numbers are the project's own");
    MUST(store_read_version(other, v[strcmp(v[0].label, "en") == 0 ? 0 : 1].id, &a, &was, &err));
    MUST(store_codes(other, SCOPE_ALL, &a, &codes, &ncodes, &err));
    cr_assert_eq(was.ncodes, 2);
    cr_assert_eq(ncodes, 1);
    cr_expect_eq(was.codes[0].id, codes[0].id);
    cr_expect_neq(codes[0].id, code);
    cr_expect_eq(was.codes[1].parent, codes[0].id);
    cr_expect_eq(was.places[0].code, codes[0].id);
    test_sound(other, "beside another");
    MUST(store_undo(other, NULL, &err));
    MUST(store_versions(other, &a, &v, &n, &err));
    cr_expect_eq(n, 1, "the other's versions are taken back with the import");
    exchange_release(&x);
    arena_release(&a);
    store_free(s);
    store_free(other);
    test_remove(path);
    test_remove(other_path);
}

Test(store_take, fifty_thousand_codings__come_in_and_go_out)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct exchange x;
    exchange_init(&x);
    exchange_coder(&x, "", "bo");
    for (int i = 0; i < 200; i++)
        exchange_code(&x, i < 10 ? 0 : i / 10, "", "kode");
    for (int i = 0; i < 50; i++) {
        exchange_source(&x, "", "kilde");
        for (int k = 0; k < 200; k++)
            turn(&x, (size_t)i, "Og så sa de at det var slik, og at det ikke var noe å gjøre med det.\n",
                 "Per");
    }
    for (size_t i = 0; i < 50000; i++) {
        size_t start = i * 37 % 13000;
        exchange_segment(&x, (tema_id)(i % 50) + 1, "", start, start + 40, 1);
        exchange_coding(&x, (tema_id)i + 1, (tema_id)(i % 200) + 1, 1, "");
    }
    travel_take(s, &x, false);
    exchange_release(&x);
    exchange_init(&x);
    MUST(store_give(s, &x, &err));
    cr_expect_eq(x.codings.n, 50000);
    exchange_release(&x);
    store_free(s);
    test_remove(path);
}

/* ---- studies made up by chance ---- */

static unsigned pick(uint64_t *random, unsigned below)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return below == 0 ? 0 : (unsigned)(*random >> 20) % below;
}

static const char *any_words(struct exchange *x, uint64_t *r, bool lines)
{
    static const char *const words[] = {"ja",   "😀",    "e\xcc\x81",
                                        "שלום", " ",    "a/b",
                                        "\\",   "e",    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
                                        "\t",   "\"",   "æøå",
                                        "\n",   "\r\n", "\n\n",
                                        ". "};
    struct buf b = BUF_INIT;
    for (unsigned n = 1 + pick(r, 9); n > 0; n--)
        buf_addstr(&b, words[pick(r, lines ? 16 : 12)]);
    if (pick(r, 30) == 0 && lines)
        for (int i = 0; i < 2000; i++)
            buf_addstr(&b, words[pick(r, 12)]);
    char *s = arena_strndup(&x->arena, buf_str(&b), b.len);
    buf_release(&b);
    return s;
}

static const char *any_name(struct exchange *x, uint64_t *r)
{
    return arena_printf(&x->arena, "n%sn", any_words(x, r, false));
}

static void any_source(struct exchange *x, uint64_t *r)
{
    size_t at = x->sources.n;
    struct x_source *o = exchange_source(x, "", any_name(x, r));
    o->s.kind = (enum source_kind)pick(r, 4);
    o->s.minutes = pick(r, 2) == 0 ? -1 : (int64_t)pick(r, 90);
    o->s.imported = (int64_t)at;
    o->s.checked = pick(r, 2) == 0 ? -1 : 5;
    vec_push(&o->text->notes, arena_strdup(&o->text->arena, "one thing was joined"));
    unsigned n = 1 + pick(r, 8);
    for (unsigned i = 0; i < n; i++) {
        turn(x, at, arena_printf(&x->arena, "%s%s", any_words(x, r, true), i + 1 < n ? "\n" : ""),
             pick(r, 3) == 0   ? NULL
             : pick(r, 2) == 0 ? "Kari"
                               : any_name(x, r));
        struct transcript *t = x->sources.v[at].text;
        struct tr_turn *u = &t->turns.v[i];
        u->opens = i == 0 || pick(r, 4) != 0;
        u->start_ms = pick(r, 2) == 0 ? -1 : (int64_t)(i * 1000);
        u->cues = arena_array(&t->arena, 3, sizeof *u->cues);
        for (; u->ncues < pick(r, 4); u->ncues++)
            u->cues[u->ncues] = (struct tr_cue){.at = u->ncues, .start_ms = (int64_t)u->ncues, .end_ms = -1};
    }
    struct x_speaker p = {.id = (tema_id)x->speakers.n + 1,
                          .source = (tema_id)at + 1,
                          .role = pick(r, 2) == 0 ? SPEAKER_INTERVIEWER : SPEAKER_PARTICIPANT};
    p.participant = p.role == SPEAKER_PARTICIPANT ? 1 : 0;
    if (x->sources.v[at].text->speakers.n > 0)
        vec_push(&x->speakers, p);
    for (unsigned i = 0; i < 12; i++) {
        size_t chars = exchange_chars(&x->sources.v[at]), start = pick(r, (unsigned)chars + 1),
               end = start + pick(r, (unsigned)(chars - start) + 1);
        if (i % 4 == 3) {
            start = x->segments.v[x->segments.n - 1].s.start.cp;
            end = x->segments.v[x->segments.n - 1].s.end.cp;
        }
        struct x_segment *g = exchange_segment(x, (tema_id)at + 1, "", start, end, 1 + pick(r, 2));
        g->whole = false;
        g->s.round = pick(r, 2);
        g->s.aside = pick(r, 5) == 0;
        g->s.condensed = own(x, any_words(x, r, true));
    }
}

static void any_study(struct exchange *x, uint64_t seed)
{
    uint64_t r = seed * 0x9e3779b97f4a7c15u + 1;
    exchange_init(x);
    exchange_coder(x, "", "anna");
    exchange_coder(x, "", "bo")->role = CODER_SECOND;
    exchange_participant(x, "", any_name(x, &r));
    exchange_value(x, 0, any_name(x, &r), ATTR_BOOLEAN, "ja");
    exchange_value(x, 0, any_name(x, &r), ATTR_TEXT, any_words(x, &r, true));
    struct round round = {.id = 1, .coder = 1, .guid = own(x, ""), .name = own(x, "en"), .note = own(x, "")};
    round.started = 3;
    round.ended = -1;
    vec_push(&x->rounds, round);
    for (int i = 0; i < 14; i++) {
        struct x_code *c = exchange_code(x, i > 0 && i < 8 ? i : 0, "", i % 5 == 0 ? "lik" : any_name(x, &r));
        c->c.definition = own(x, any_words(x, &r, true));
        c->c.round = pick(&r, 2);
        c->coder = 1 + pick(&r, 2);
        c->c.meaning = pick(&r, 3);
        if (i == 9) {
            c->c.status = CODE_MERGED;
            c->c.merged_into = 12;
        }
        c->c.split_from = i == 10 ? 2 : 0;
    }
    for (int i = 0; i < 4; i++)
        any_source(x, &r);
    for (int i = 0; i < 60; i++) {
        struct x_coding *c =
            exchange_coding(x, 1 + pick(&r, (unsigned)x->segments.n), 1 + pick(&r, 14), 1 + pick(&r, 2), "");
        c->meaning = (int64_t)pick(&r, 4) - 1;
        c->c.round = pick(&r, 2);
    }
    exchange_memo(x, MEMO_PROJECT, 0, "", any_words(x, &r, true));
    exchange_memo(x, MEMO_SOURCE, 2, "", any_words(x, &r, true));
}

Test(store_take, studies_made_up_by_chance__come_and_go_unchanged)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        char *path = test_path("a.tema");
        struct store *s = test_create(path, "anna");
        struct exchange x, back;
        any_study(&x, seed);
        travel_take(s, &x, false);
        test_sound(s, "made up");
        exchange_init(&back);
        MUST(store_give(s, &back, &err));
        cr_assert_eq(back.sources.n, x.sources.n);
        for (size_t i = 0; i < x.sources.n; i++) { /* the same text, whatever its turns */
            struct buf was = BUF_INIT, is = BUF_INIT;
            for (size_t k = 0; k < x.sources.v[i].text->turns.n; k++)
                buf_addstr(&was, x.sources.v[i].text->turns.v[k].text);
            for (size_t k = 0; k < back.sources.v[i].text->turns.n; k++)
                buf_addstr(&is, back.sources.v[i].text->turns.v[k].text);
            cr_assert_str_eq(buf_str(&is), buf_str(&was));
            buf_release(&was);
            buf_release(&is);
        }
        for (size_t i = 0; i < x.segments.n; i++) { /* ids are drawn as they come, so the order is the same */
            cr_assert_eq(back.segments.v[i].s.start.cp, x.segments.v[i].s.start.cp);
            cr_assert_eq(back.segments.v[i].s.end.cp, x.segments.v[i].s.end.cp);
        }
        exchange_release(&back);
        exchange_release(&x);
        travel_there_and_back(s, "anna");
        store_free(s);
        test_remove(path);
    }
}
