/* A tema project that went out as .qdpx and comes back: whole, or as another program changed it. */
#include <stdlib.h>
#include <string.h>

#include "../../../src/formats/container_priv.h"
#include "helper.h"
#include "tema/formats/project.h"
#include "zips.h"

#define G(n) "00000000-0000-4000-8000-0000000000" n

static void add_turn(struct transcript *t, int who, const char *text, int64_t start, bool opens)
{
    struct tr_turn u = {.text = arena_strdup(&t->arena, text),
                        .bytes = strlen(text),
                        .opens = opens,
                        .speaker = who,
                        .start_ms = start,
                        .end_ms = start < 0 ? -1 : start + 900};
    if (start >= 0) {
        u.cues = arena_alloc(&t->arena, sizeof *u.cues);
        u.cues[0] = (struct tr_cue){1, start + 100, start + 200};
        u.ncues = 1;
    }
    vec_push(&t->turns, u);
}

static char *own(struct exchange *x, const char *s)
{
    return arena_strdup(&x->arena, s);
}

static void add_themes(struct exchange *x)
{
    struct structure s = {
        .id = 71, .coder = 1, .guid = own(x, G("71")), .name = own(x, "Hoved"), .nlevels = 1};
    s.levels = arena_alloc(&x->arena, sizeof *s.levels);
    s.levels[0] = own(x, "tema");
    s.current = true;
    s.created = 5000;
    vec_push(&x->structures, s);
    struct theme t = {.id = 81,
                      .structure = 71,
                      .coder = 1,
                      .guid = own(x, G("81")),
                      .name = own(x, "Alene"),
                      .created = 6001};
    t.idea = own(x, "Ingen å spørre");
    t.definition = t.scope = t.narrative = t.reason = own(x, "");
    vec_push(&x->themes, t);
    struct place p = {.id = 91, .theme = 81, .code = 2, .coder = 1, .name = own(x, "natt"), .created = 6002};
    vec_push(&x->places, p);
    p = (struct place){.id = 92, .theme = 81, .segment = 1, .coder = 1, .name = own(x, ""), .created = 6003};
    vec_push(&x->places, p);
    x->project.structure = 71;
}

static void add_process(struct exchange *x)
{
    struct round r = {.id = 61,
                      .coder = 1,
                      .guid = own(x, G("61")),
                      .name = own(x, "Første"),
                      .note = own(x, "åpent"),
                      .stance = ROUND_INDUCTIVE,
                      .started = 4000,
                      .ended = -1};
    vec_push(&x->rounds, r);
    struct phase_stay p = {.id = 1,
                           .coder = 1,
                           .phase = 2,
                           .entered = 4001,
                           .left = -1,
                           .why = own(x, "i gang"),
                           .left_why = own(x, "")};
    vec_push(&x->phases, p);
    struct question q = {
        .id = 1, .coder = 2, .text = own(x, "Hva nå?"), .reason = own(x, "start"), .created = 4002};
    vec_push(&x->questions, q);
    struct quote k = {.id = 1,
                      .segment = 1,
                      .coder = 1,
                      .guid = own(x, G("A1")),
                      .text = own(x, "[…] alene"),
                      .created = 4003};
    vec_push(&x->quotes, k);
    struct x_review v = {.r = {.id = 1,
                               .coding = 1,
                               .coder = 2,
                               .code = 1,
                               .kind = REVIEW_QUESTIONED,
                               .guid = own(x, G("B1")),
                               .text = own(x, "Sikker?"),
                               .said = own(x, "alene"),
                               .created = 4004},
                         .words = own(x, "")};
    vec_push(&x->reviews, v);
    struct x_version e = {
        .v = {.id = 1,
              .coder = 1,
              .number = 1,
              .guid = own(x, G("C1")),
              .label = own(x, "utkast"),
              .note = own(x, ""),
              .created = 4005,
              .sources = 1,
              .codings = 2,
              .codes = 2},
        .content = own(
            x,
            "{\"codes\":[{\"id\":1,\"parent\":0,\"name\":\"Vakt\",\"definition\":\"å være "
            "på\",\"status\":\"active\"},{\"id\":2,\"parent\":1,\"name\":\"Natt\",\"status\":\"active\"}]}")};
    vec_push(&x->versions, e);
}

/* One of everything that REFI-QDA has no place for. */
static void make(struct exchange *x)
{
    exchange_init(x);
    x->program = own(x, "tema");
    x->keep_ids = true;
    x->project.guid = own(x, G("01"));
    x->project.title = own(x, "Vakt");
    x->project.question = own(x, "Hva nå?");
    x->project.attribution = own(x, "{name}");
    x->project.citation = own(x, "{author}");
    x->project.created = 1001;
    exchange_coder(x, G("11"), "Kari");
    exchange_coder(x, G("12"), "Veileder")->role = CODER_SUPERVISOR;
    exchange_participant(x, G("21"), "P1");
    struct x_source *s = exchange_source(x, G("31"), "intervju.vtt");
    s->s.kind = SOURCE_INTERVIEW;
    s->s.format = own(x, "vtt");
    s->s.minutes = 52;
    s->s.imported = 2002;
    s->s.checked = 2003;
    s->coder = 1;
    struct transcript *t = s->text;
    t->timed = true;
    int kari = transcript_speaker(t, "Kari", 4), ola = transcript_speaker(t, "Ola", 3);
    add_turn(t, kari, "Er du alene om natta?\n", 0, true);
    add_turn(t, ola, "Ja, 😀 helt alene.\n\n", 1000, true);
    add_turn(t, ola, "Kari: sa hun, og gikk.\n", 2000, false);
    add_turn(t, kari, "Kari: ringte du?\n", -1, true);
    add_turn(t, ola, "\n", -1, true);
    add_turn(t, -1, "Slutt", -1, true);
    add_turn(t, -1, "\fpå neste side.\n", -1, false);
    struct x_speaker who = {.id = 1, .source = 1, .index = 1, .role = SPEAKER_PARTICIPANT, .participant = 1};
    vec_push(&x->speakers, who);
    exchange_code(x, 0, G("41"), "Vakt")->c.meaning = 2;
    struct x_code *c = exchange_code(x, 1, G("42"), "Natt");
    c->c.round = 61;
    c->coder = 1;
    c->created = 3003;
    c = exchange_code(x, 0, G("43"), "Kveld");
    c->c.status = CODE_MERGED;
    c->c.merged_into = 2;
    struct x_segment *g =
        exchange_segment(x, 1, G("51"), 26, 39, 1); /* "😀 helt alene." and the blank before */
    g->s.round = 61;
    g->s.created = 3004;
    g = exchange_segment(x, 1, "", 0, exchange_chars(&x->sources.v[0]), 1);
    g->s.guid = own(x, G("52"));
    g->whole = true;
    g->s.condensed = own(x, "om å være på vakt");
    struct x_coding *k = exchange_coding(x, 1, 1, 1, G("53"));
    k->meaning = 1;
    k->c.round = 61;
    k->c.created = 3005;
    exchange_coding(x, 2, 2, 2, G("54"))->c.created = 3006;
    add_process(x);
    add_themes(x);
    exchange_memo(x, MEMO_THEME, 81, G("55"), "Er det ett tema?")->created = 3007;
    exchange_memo(x, MEMO_SEGMENT, 2, G("56"), "Om alt sammen.");
    x->memos.v[0].changed = 3008;
}

static void back(const struct buf *b, struct read_result *r)
{
    struct read_options opt = {0};
    struct err e = ERR_INIT;
    cr_assert(formats_read("a.qdpx", b->s, b->len, &opt, r, &e), "%s", err_text(&e));
}

static void write(struct exchange *x, struct buf *b)
{
    struct err e = ERR_INIT;
    cr_assert(project_format_find("qdpx")->write(x, b, &e), "%s", err_text(&e));
}

Test(refi_back, what_refi_has_no_place_for__comes_back_whole)
{
    struct exchange x;
    struct buf b = BUF_INIT, before = BUF_INIT, after = BUF_INIT;
    struct read_result r;
    make(&x);
    exchange_to_json(&x, &before);
    write(&x, &b);
    back(&b, &r);
    r.study.program = own(&r.study, "tema");
    exchange_to_json(&r.study, &after);
    cr_expect_str_eq(buf_str(&after), buf_str(&before));
    cr_expect_eq(r.study.notes.n, 0, "%s", r.study.notes.n ? r.study.notes.v[0] : "");
    read_result_release(&r);
    exchange_release(&x);
    buf_release(&b);
    buf_release(&before);
    buf_release(&after);
}

/* As another program would give it back: changed words in project.qde or the text, everything else as it was. */
static void changed(struct exchange *x, const char *const *swaps, struct read_result *r)
{
    struct buf b = BUF_INIT, zip = BUF_INIT, parts[4] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    struct file files[5] = {{0}};
    struct container *c;
    struct err e = ERR_INIT;
    write(x, &b);
    cr_assert(container_open(b.s, b.len, &c, &e));
    for (size_t i = 0; i < container_count(c); i++) {
        struct buf one = BUF_INIT;
        cr_assert(i < 4 && container_read(c, i, &one, &e));
        const char *s = buf_str(&one);
        for (const char *const *w = swaps; *w && !strstr(s, "{\"tema\""); w += 2) {
            const char *at = strstr(s, w[0]);
            if (!at)
                continue;
            buf_clear(&parts[i]);
            buf_add(&parts[i], s, (size_t)(at - s));
            buf_addf(&parts[i], "%s%s", w[1], at + strlen(w[0]));
            buf_clear(&one);
            buf_addstr(&one, buf_str(&parts[i]));
            s = buf_str(&one);
        }
        buf_clear(&parts[i]);
        buf_addstr(&parts[i], s);
        files[i] = (struct file){container_name(c, i), buf_str(&parts[i]), parts[i].len};
        buf_release(&one);
    }
    zip_of(files, &zip);
    container_close(c);
    back(&zip, r);
    for (size_t i = 0; i < 4; i++)
        buf_release(&parts[i]);
    buf_release(&zip);
    buf_release(&b);
}

static bool noted(const struct exchange *x, const char *words)
{
    for (size_t i = 0; i < x->notes.n; i++) {
        if (strstr(x->notes.v[i], words))
            return true;
    }
    return false;
}

Test(refi_back, another_program__changes_count_and_the_rest_stays)
{
    struct exchange x;
    struct read_result r;
    const char *const swaps[] = {"origin=\"tema 0.1.0\"",
                                 "origin=\"NVivo\"",
                                 "name=\"Natt\"",
                                 "name=\"Nattevakt\"",
                                 "<PlainTextContent>[…] alene</PlainTextContent>",
                                 "<PlainTextContent>[…] aldri</PlainTextContent>",
                                 NULL};
    make(&x);
    changed(&x, swaps, &r);
    cr_expect_str_eq(r.study.codes.v[1].c.name, "Nattevakt");
    cr_expect_eq(r.study.codes.v[1].created, 3003);
    cr_expect(r.study.ours && r.study.themes.n == 1 && r.study.sets.n == 0 && r.study.places.n == 2);
    cr_expect_eq(r.study.memos.n, 3, "the changed note is a memo");
    cr_expect(noted(&r.study, "1 note that tema had written was changed"));
    cr_expect(!r.study.keep_ids, "what was made elsewhere has no id of ours");
    read_result_release(&r);
    exchange_release(&x);
}

Test(refi_back, another_program__a_text_that_was_changed_stands_as_it_is)
{
    struct exchange x;
    struct read_result r;
    const char *const swaps[] = {"Kari: Er du", "Er du", NULL};
    make(&x);
    changed(&x, swaps, &r);
    cr_expect(noted(&r.study, "is not the one that tema wrote"));
    cr_expect_eq(r.study.themes.n, 1);
    for (size_t i = 0; i < r.study.speakers.n; i++)
        cr_expect_str_eq(r.study.sources.v[0].text->speakers.v[r.study.speakers.v[i].index], "Ola");
    read_result_release(&r);
    exchange_release(&x);
}

Test(refi_back, another_program__what_was_deleted_is_gone_here_too)
{
    struct exchange x;
    struct read_result r;
    char code[] = "<Coding guid=\"" G("53");
    const char *const swaps[] = {"<MemberCode targetGUID=\"" G("42") "\"/>",
                                 "",
                                 code,
                                 "<Left guid=\"" G("53"),
                                 "</Coding>",
                                 "</Left>",
                                 NULL};
    make(&x);
    changed(&x, swaps, &r);
    cr_expect_eq(r.study.codings.n, 1);
    cr_expect_eq(r.study.reviews.n, 1, "a thread outlives its coding");
    cr_expect(noted(&r.study, "the set of the theme 'Alene' was changed"));
    cr_expect_eq(r.study.sets.n, 1);
    read_result_release(&r);
    exchange_release(&x);
}

Test(refi_back, notes__tell_people_what_has_no_place)
{
    struct exchange x;
    struct buf b = BUF_INIT, qde = BUF_INIT;
    struct container *c;
    struct err e = ERR_INIT;
    make(&x);
    write(&x, &b);
    cr_assert(container_open(b.s, b.len, &c, &e) && container_read_name(c, "project.qde", &qde, &e));
    cr_expect(strstr(buf_str(&qde), "Codebook version 1: utkast"));
    cr_expect(strstr(buf_str(&qde), "- Vakt: å være på\n  - Natt"));
    cr_expect(strstr(buf_str(&qde), "Veileder, 1970-01-01: questioned. Sikker?"));
    cr_expect(strstr(buf_str(&qde), "<NoteRef targetGUID=\"" G("B1") "\"/>"));
    cr_expect(strstr(buf_str(&qde), "<NoteRef targetGUID=\"" G("A1") "\"/>"));
    container_close(c);
    exchange_release(&x);
    buf_release(&b);
    buf_release(&qde);
}
