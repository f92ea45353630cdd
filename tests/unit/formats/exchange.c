/* A study written and read back is the same study, member by member, and no member of it is forgotten. */
#include <string.h>

#include "../../../src/formats/exchange_priv.h"
#include "../../../src/formats/shape_priv.h"
#include "helper.h"

/* ---- every member, with something in it ---- */

static const char ODD[] = "na\"vn\\ \xf0\x9f\x98\x80 e\xcc\x81 \x1b[31m\n\x7f \xd7\xa9";
static int64_t next;

static void fill(const struct shape *s, char *item, struct arena *a);

static void put_text(char *p, const char *s, struct arena *a)
{
    char *own = arena_strdup(a, s);
    memcpy(p, &own, sizeof own);
}

static void fill_list(const struct member *m, char *item, struct arena *a)
{
    size_t one = 1;
    char *list = arena_array(a, 2, m->type == M_LIST ? m->of->size : sizeof(char *));
    if (m->type == M_LIST)
        fill(m->of, list, a);
    else
        put_text(list, ODD, a);
    memcpy(item + m->at, &list, sizeof list);
    memcpy(item + m->n_at, &one, sizeof one);
}

/* Ids are all 1, so that each reference leads to the one thing there is; a place is a code's, and nothing hangs under itself. */
static void fill_number(const struct shape *s, const struct member *m, char *p)
{
    bool parent = strcmp(m->name, "parent") == 0;
    bool other = strcmp(m->name, "segment") == 0 && s->n > 3 && strcmp(s->members[2].name, "code") == 0;
    tema_id id = !(parent || other);
    int small = strcmp(m->name, "phase") == 0, word = 0;
    size_t size = 1;
    bool yes = true;
    uint32_t colour = 0x00a1ff;
    next++;
    while (m->type == M_WORD && enum_word(m->words, word + 1))
        word++;
    if (m->type == M_ID)
        memcpy(p, &id, sizeof id);
    else if (m->type == M_INT64)
        memcpy(p, &next, sizeof next);
    else if (m->type == M_INT)
        memcpy(p, &small, sizeof small);
    else if (m->type == M_WORD && strcmp(m->name, "kind") == 0)
        memset(p, 0, sizeof word);
    else if (m->type == M_WORD)
        memcpy(p, &word, sizeof word);
    else if (m->type == M_SIZE)
        memcpy(p, &size, sizeof size);
    else if (m->type == M_BOOL)
        memcpy(p, &yes, sizeof yes);
    else if (m->type == M_COLOUR)
        memcpy(p, &colour, sizeof colour);
}

static void fill(const struct shape *s, char *item, struct arena *a)
{
    static const char turn[] = "Ja \xf0\x9f\x98\x80, sa\r hun.\n";
    size_t n = sizeof turn - 1;
    shape_clear(s, item, a);
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        char *p = item + m->at;
        struct transcript *t;
        switch (m->type) {
        case M_TEXT:
            put_text(p, strcmp(m->name, "guid") == 0 ? "0123ABCD-0000-4000-8000-0000000000EF" : ODD, a);
            break;
        case M_BYTES:
            put_text(p, turn, a);
            memcpy(item + m->n_at, &n, sizeof n);
            break;
        case M_STRUCT: fill(m->of, p, a); break;
        case M_TRANSCRIPT:
            memcpy(&t, p, sizeof t);
            fill(m->of, (char *)t, &t->arena);
            break;
        case M_LIST:
        case M_TEXTS: fill_list(m, item, a); break;
        case M_VEC: fill(m->of, shape_push(m->of, p, a), a); break;
        case M_VEC_TEXT: shape_push_text(p, arena_strdup(a, ODD)); break;
        case M_ID:
        case M_INT64:
        case M_INT:
        case M_WORD:
        case M_SIZE:
        case M_BOOL:
        case M_COLOUR: fill_number(s, m, p); break;
        }
    }
}

static void full(struct exchange *x)
{
    exchange_init(x);
    next = (int64_t)1 << 40;
    fill(&exchange_shape, (char *)x, &x->arena);
}

static void same(const struct exchange *a, const struct exchange *b)
{
    struct buf x = BUF_INIT, y = BUF_INIT;
    exchange_pack(a, &x);
    exchange_pack(b, &y);
    cr_assert_eq(x.len, y.len);
    cr_assert_eq(memcmp(x.s, y.s, x.len), 0);
    buf_release(&x);
    buf_release(&y);
}

Test(exchange, between_processes__everything_is_the_same)
{
    struct exchange x, y;
    struct buf b = BUF_INIT;
    struct err e = ERR_INIT;
    full(&x);
    exchange_pack(&x, &b);
    exchange_init(&y);
    cr_assert(exchange_unpack(b.s, b.len, &y, &e), "%s", err_text(&e));
    same(&x, &y);
    exchange_release(&y);
    for (size_t n = 0; n < b.len; n++) { /* cut anywhere it is refused */
        exchange_init(&y);
        cr_expect_not(exchange_unpack(b.s, n, &y, &e));
        exchange_release(&y);
    }
    err_release(&e);
    buf_release(&b);
    exchange_release(&x);
}

Test(exchange, between_processes__what_is_misled_is_never_more_than_refused)
{
    struct exchange x, y;
    struct buf b = BUF_INIT;
    struct err e = ERR_INIT;
    full(&x);
    exchange_pack(&x, &b);
    for (size_t i = 0; i < b.len; i++) {
        char was = b.s[i];
        for (int k = 0; k < 256; k += 15) {
            b.s[i] = (char)k;
            exchange_init(&y);
            if (!exchange_unpack(b.s, b.len, &y, &e))
                cr_expect_eq(e.kind, ERR_INPUT);
            exchange_release(&y);
        }
        b.s[i] = was;
    }
    err_release(&e);
    buf_release(&b);
    exchange_release(&x);
}

/* ---- JSON ---- */

static void forget_notes(struct exchange *x)
{
    vec_clear(&x->notes);
    x->project.last_act = -1;
    for (size_t i = 0; i < x->sources.n; i++)
        vec_clear(&x->sources.v[i].text->notes);
}

Test(exchange, json__everything_but_notes_is_the_same)
{
    struct exchange x, y;
    struct buf b = BUF_INIT, again = BUF_INIT;
    struct err e = ERR_INIT;
    full(&x);
    forget_notes(&x);
    exchange_to_json(&x, &b);
    for (size_t i = 0; i < b.len; i++)
        cr_assert(b.s[i] == '\n' || ((unsigned char)b.s[i] >= 0x20 && b.s[i] != 0x7f));
    exchange_init(&y);
    cr_assert(exchange_from_json(b.s, b.len, &y, &e), "%s", err_text(&e));
    same(&x, &y);
    exchange_to_json(&y, &again);
    cr_expect_str_eq(b.s, again.s);
    exchange_release(&y);
    for (size_t n = 0; n + 2 < b.len; n++) {
        exchange_init(&y);
        cr_expect_not(exchange_from_json(b.s, n, &y, &e));
        exchange_release(&y);
    }
    err_release(&e);
    buf_release(&b);
    buf_release(&again);
    exchange_release(&x);
}

static void refuses(const char *json, const char *says)
{
    struct exchange x;
    struct err e = ERR_INIT;
    exchange_init(&x);
    cr_expect_not(exchange_from_json(json, strlen(json), &x, &e), "%s", json);
    cr_expect_eq(e.kind, ERR_INPUT);
    cr_expect(strstr(err_text(&e), says), "%s: %s", json, err_text(&e));
    err_release(&e);
    exchange_release(&x);
}

Test(exchange, json__anything_unknown_is_refused_with_its_place)
{
    refuses("{}", "no export");
    refuses("[]", "no export");
    refuses("{\"tema\": 99}", "newer");
    refuses("{\"tema\": 1, \"kodar\": []}", "'kodar'");
    refuses("{\"tema\": 1, \"ours\": true}", "'ours'");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"1\", \"farge\": 1}]}",
            "codes: 1: there is no place for 'farge'");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": 1}]}", "codes: 1: id: ");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"-1\"}]}", "an id");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"99999999999999999999\"}]}", "an id");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"1\", \"name\": \"a\", \"status\": \"borte\"}]}", "borte");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"1\", \"name\": \"a\", \"colour\": \"rød\"}]}", "a colour");
    refuses("{\"tema\": 1, \"codes\": [{\"id\": \"1\", \"name\": \"a\\u0000b\"}]}", "JSON");
    refuses("{\"tema\": 1, \"coders\": {}}", "a list");
    refuses("{\"tema\": 1, \"segments\": [{\"id\": \"1\", \"source\": \"7\"}]}", "no source");
    refuses("{\"tema\": 1, \"tema\": 1}", "JSON");
    refuses("{\"tema\": 1, \"phases\": [{\"phase\": 99999999999}]}", "out of range");
}

Test(exchange, json__deep_nesting_is_refused)
{
    struct buf b = BUF_INIT;
    buf_addstr(&b, "{\"tema\": ");
    for (int i = 0; i < 100000; i++)
        buf_addstr(&b, "[");
    refuses(b.s, "JSON");
    buf_release(&b);
}

/* ---- nothing is forgotten ---- */

struct part {
    size_t at, n;
};
#define PART(type, field)                                                                                    \
    {                                                                                                        \
        offsetof(type, field), sizeof(((type *)0)->field)                                                    \
    }

/* What does not travel: it is counted, follows from the order, or belongs to a place in memory. */
static const struct part of_source[] = {PART(struct x_source, s.words),
                                        PART(struct x_source, s.chars),
                                        PART(struct x_source, s.codings),
                                        PART(struct x_source, s.read_permille),
                                        {0, 0}};
static const struct part of_code[] = {PART(struct x_code, c.ord),
                                      PART(struct x_code, c.files),
                                      PART(struct x_code, c.references),
                                      PART(struct x_code, c.files_below),
                                      PART(struct x_code, c.references_below),
                                      PART(struct x_code, c.depth),
                                      {0, 0}};
static const struct part of_round[] = {
    PART(struct round, codings), PART(struct round, codes), PART(struct round, themes), {0, 0}};
static const struct part of_coding[] = {PART(struct x_coding, c.source),
                                        PART(struct x_coding, c.start),
                                        PART(struct x_coding, c.end),
                                        PART(struct x_coding, c.stale),
                                        {0, 0}};
static const struct part of_theme[] = {PART(struct theme, ord),          PART(struct theme, depth),
                                       PART(struct theme, codes),        PART(struct theme, segments),
                                       PART(struct theme, extracts),     PART(struct theme, sources),
                                       PART(struct theme, participants), {0, 0}};
static const struct part of_place[] = {PART(struct place, ord), {0, 0}};
static const struct part of_review[] = {
    PART(struct x_review, r.holds), PART(struct x_review, r.gone), {0, 0}};
static const struct part of_transcript[] = {
    PART(struct transcript, arena), PART(struct transcript, speaker_index), {0, 0}};
static const struct part of_exchange[] = {PART(struct exchange, arena), {0, 0}};

static const struct part *stays(const char *name)
{
    static const struct {
        const char *name;
        const struct part *parts;
    } rows[] = {{"sources", of_source}, {"codes", of_code},      {"rounds", of_round},
                {"codings", of_coding}, {"themes", of_theme},    {"places", of_place},
                {"reviews", of_review}, {"text", of_transcript}, {"", of_exchange}};
    static const struct part none[] = {{0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].parts;
    }
    return none;
}

static size_t width(const struct member *m)
{
    switch (m->type) {
    case M_INT:
    case M_WORD:
    case M_COLOUR: return 4;
    case M_BOOL: return sizeof(bool);
    case M_STRUCT: return m->of->size;
    case M_VEC:
    case M_VEC_TEXT: return sizeof(struct any_vec);
    case M_TEXT:
    case M_BYTES:
    case M_ID:
    case M_INT64:
    case M_SIZE:
    case M_TRANSCRIPT:
    case M_LIST:
    case M_TEXTS: break;
    }
    return 8;
}

static void covers(const struct shape *s, const char *name)
{
    char seen[1024] = {0};
    cr_assert_leq(s->size, sizeof seen);
    for (const struct part *p = stays(name); p->n > 0; p++)
        memset(seen + p->at, 1, p->n);
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        memset(seen + m->at, 1, width(m));
        if (m->n_at > 0)
            memset(seen + m->n_at, 1, sizeof(size_t));
        if (m->of)
            covers(m->of, m->name);
    }
    for (size_t i = 0, hole = 0; i < s->size; i++) {
        hole = seen[i] ? 0 : hole + 1;
        cr_assert(hole < 8 && (hole == 0 || i / 8 == (i + 1 - hole) / 8),
                  "of '%s' byte %zu is in no member that travels", name, i);
    }
}

Test(exchange, shape__every_member_has_its_place)
{
    covers(&exchange_shape, "");
}

Test(exchange, json__a_guid_is_one)
{
    static const char *const bad[] = {"x", "0123abcd-0000-4000-8000-0000000000ef",
                                      "0123ABCD-0000-4000-8000-0000000000E",
                                      "0123ABCD-0000-4000-8000-0000000000EF0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct exchange x;
        struct err e = ERR_INIT;
        char *s = mem_printf("{\"tema\": 1, \"coders\": [{\"id\": \"1\", \"guid\": \"%s\", \"name\": \"A\", "
                             "\"role\": \"analyst\"}]}",
                             bad[i]);
        exchange_init(&x);
        cr_expect_not(exchange_from_json(s, strlen(s), &x, &e), "%s", bad[i]);
        cr_expect(strstr(err_text(&e), "GUID"), "%s", err_text(&e));
        err_release(&e);
        exchange_release(&x);
        mem_free(s);
    }
}
