#include "tema/model/doc.h"

#include <criterion/criterion.h>
#include <string.h>

#include "tema/text/utf8.h"

struct line {
    const char *text;
    bool opens;
    tema_id speaker;
    int64_t start_ms;
};

static struct speaker people[2];

static void make(struct doc *d, const struct line *lines, size_t n)
{
    doc_init(d);
    people[0] = (struct speaker){.id = 1, .name = arena_strdup(&d->arena, "Intervjuer")};
    people[1] = (struct speaker){.id = 2, .name = arena_strdup(&d->arena, "Kari Ås")};
    d->speakers = people;
    d->nspeakers = 2;
    d->n = n;
    d->rows = arena_array(&d->arena, n, sizeof *d->rows);
    for (size_t i = 0; i < n; i++) {
        struct row *r = &d->rows[i].row;
        r->id = (tema_id)i + 1;
        r->text = arena_strdup(&d->arena, lines[i].text);
        r->bytes = strlen(r->text);
        r->chars = utf8_count(r->text, r->bytes);
        r->opens = lines[i].opens;
        r->speaker = lines[i].speaker;
        r->start_ms = r->end_ms = lines[i].start_ms;
    }
    doc_number(d);
}

static const struct line interview[] = {
    {"Intervjuer: Hva brukte dere f.eks. i fjor? Og nå?\n\n", true, 1, 1000},
    {"kari ås :  Vi hadde ca. 3.000 brukere. Så kom det nye.\n", true, 2, 5000},
    {"Det var bra.\n", false, 2, -1},
    {"\n", false, 2, -1},
    {"Intervjuer: Ja.", true, 1, 433000},
};

static void expect_text(const struct doc *d, cp_off a, cp_off b, const char *want)
{
    struct buf t = BUF_INIT;
    doc_text(d, a, b, &t);
    cr_assert_str_eq(buf_str(&t), want);
    buf_release(&t);
}

static void expect_unit(const struct doc *d, size_t pos, enum doc_unit u, const char *want)
{
    cp_off a, b;
    cr_assert(doc_unit_at(d, (cp_off){pos}, u, &a, &b));
    expect_text(d, a, b, want);
}

/* Where a word of the text begins. */
static size_t at(const struct doc *d, const char *word)
{
    cp_off a, b;
    cr_assert(doc_find(d, word, (cp_off){0}, false, &a, &b), "%s", word);
    return a.cp;
}

Test(doc, number__turns_labels_totals)
{
    struct doc d;
    make(&d, interview, 5);
    cr_assert(d.turns == 3 && d.pages == 1 && d.timed);
    cr_assert_eq(d.rows[0].label, 12);
    cr_assert_eq(d.rows[1].label, 11);
    cr_assert(d.rows[2].label == 0 && d.rows[2].turn == 2 && d.rows[4].turn == 3);
    cr_assert_eq(d.chars, d.rows[4].start.cp + 15);
    cr_assert_eq(doc_row_at(&d, d.rows[2].start), 2);
    cr_assert_eq(doc_row_at(&d, (cp_off){d.chars}), 4);
    cr_assert_str_eq(doc_speaker(&d, 2)->name, "Kari Ås");
    cr_assert_null(doc_speaker(&d, 0));
    doc_release(&d);
}

Test(doc, unit_at__sentences__know_abbreviations_and_leave_the_label_out)
{
    struct doc d;
    make(&d, interview, 5);
    expect_unit(&d, 0, DOC_SENTENCE, "Hva brukte dere f.eks. i fjor?");
    expect_unit(&d, at(&d, "Og nå"), DOC_SENTENCE, "Og nå?");
    expect_unit(&d, d.rows[1].start.cp - 1, DOC_SENTENCE, "Og nå?");
    expect_unit(&d, d.rows[1].start.cp, DOC_SENTENCE, "Vi hadde ca. 3.000 brukere.");
    expect_unit(&d, at(&d, "bra"), DOC_SENTENCE, "Det var bra.");
    expect_unit(&d, at(&d, "nye"), DOC_TURN, "Vi hadde ca. 3.000 brukere. Så kom det nye.\nDet var bra.");
    expect_unit(&d, at(&d, "bra"), DOC_PARAGRAPH, "Det var bra.");
    expect_unit(&d, d.chars, DOC_TURN, "Ja.");
    expect_unit(&d, at(&d, "hadde") + 2, DOC_WORD, "hadde");
    cp_off a, b;
    cr_assert(!doc_unit_at(&d, d.rows[3].start, DOC_SENTENCE, &a, &b));
    cr_assert(!doc_unit_at(&d, d.rows[3].start, DOC_WORD, &a, &b));
    doc_release(&d);
}

Test(doc, move__forth_and_back__meets_the_same_places)
{
    enum doc_unit units[] = {DOC_GRAPHEME, DOC_WORD, DOC_SENTENCE, DOC_TURN, DOC_PARAGRAPH};
    struct doc d;
    make(&d, interview, 5);
    for (size_t u = 0; u < 5; u++) {
        size_t places[400], n = 0;
        for (cp_off p = {0}; p.cp < d.chars && n < 400; n++)
            places[n] = (p = doc_move(&d, p, units[u], 1)).cp;
        for (size_t i = 1; i < n; i++) {
            cr_assert(places[i] > places[i - 1]);
            cr_assert_eq(doc_move(&d, (cp_off){places[i]}, units[u], -1).cp, places[i - 1]);
            cr_assert_eq(doc_move(&d, (cp_off){0}, units[u], (int)i + 1).cp, places[i]);
        }
    }
    cr_assert_eq(doc_move(&d, (cp_off){0}, DOC_TURN, 2).cp, at(&d, "Vi hadde"));
    cr_assert_eq(doc_move(&d, (cp_off){at(&d, "bra")}, DOC_SENTENCE, -1).cp, at(&d, "Det var"));
    cr_assert_eq(doc_move(&d, (cp_off){0}, DOC_TURN, 99).cp, d.chars);
    cr_assert_eq(doc_move(&d, (cp_off){d.chars}, DOC_TURN, -99).cp, 0);
    doc_release(&d);
}

Test(doc, find__both_ways__goes_round)
{
    struct doc d;
    cp_off a, b;
    make(&d, interview, 5);
    size_t first = at(&d, "det"), second;
    cr_assert(doc_find(&d, "DET", (cp_off){first + 1}, false, &a, &b) && a.cp > first && b.cp == a.cp + 3);
    second = a.cp;
    cr_assert(doc_find(&d, "det", (cp_off){second + 1}, false, &a, &b) && a.cp == first);
    cr_assert(doc_find(&d, "det", (cp_off){second}, true, &a, &b) && a.cp == first);
    cr_assert(doc_find(&d, "det", (cp_off){first}, true, &a, &b) && a.cp == second);
    cr_assert(!doc_find(&d, "finnes ikke", (cp_off){0}, false, &a, &b));
    cr_assert(!doc_find(&d, "", (cp_off){0}, true, &a, &b));
    doc_release(&d);
}

Test(doc, cite__turns_pages_times)
{
    struct doc d;
    make(&d, interview, 5);
    cr_assert_str_eq(doc_cite(&d, (cp_off){d.chars}, &d.arena), "turn 3, 00:07:13");
    cr_assert_eq(doc_time(&d, d.rows[2].start), 5000);
    doc_release(&d);
    struct line pages[] = {{"En.\n", true, 0, -1}, {"\fTo.\n", true, 0, -1}, {"Tre.\n\f", true, 0, -1}};
    make(&d, pages, 3);
    d.nspeakers = 0;
    cr_assert_eq(d.pages, 2);
    cr_assert_str_eq(doc_cite(&d, d.rows[1].start, &d.arena), "p. 2, paragraph 2");
    cr_assert_str_eq(doc_cite(&d, (cp_off){1}, &d.arena), "p. 1, paragraph 1");
    cr_assert_eq(doc_time(&d, (cp_off){4}), -1);
    doc_release(&d);
    make(&d, interview, 0);
    cp_off a, b;
    cr_assert(!doc_unit_at(&d, (cp_off){0}, DOC_TURN, &a, &b));
    cr_assert(doc_move(&d, (cp_off){5}, DOC_WORD, -1).cp == 0 &&
              doc_move(&d, (cp_off){0}, DOC_WORD, 1).cp == 0);
    cr_assert(!doc_find(&d, "x", (cp_off){0}, true, &a, &b));
    cr_assert_str_eq(doc_cite(&d, (cp_off){0}, &d.arena), "");
    doc_release(&d);
}

Test(doc, sentences__without_punctuation__are_the_cues)
{
    struct doc d;
    struct line one[] = {{"vi har å sagt det\n", true, 0, 0}};
    struct cue cues[] = {{1, {0}, 0, 1000}, {2, {9}, 1000, 2000}, {3, {14}, -1, -1}};
    make(&d, one, 1);
    d.rows[0].row.cues = cues;
    d.rows[0].row.ncues = 3;
    expect_unit(&d, 10, DOC_SENTENCE, "sagt");
    cr_assert_eq(doc_move(&d, (cp_off){0}, DOC_SENTENCE, 1).cp, 9);
    cr_assert_eq(doc_time(&d, (cp_off){15}), 1000);
    doc_release(&d);
}
