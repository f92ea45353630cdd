/* Sentences as an analyst would mark them. "|" in a sample stands where a new one begins. */
#include <criterion/criterion.h>
#include <string.h>

#include "../../../src/text/abbrev_priv.h"
#include "tema/base/buf.h"
#include "tema/text/breaks.h"

static void expect(const char *marked)
{
    struct buf text = BUF_INIT;
    struct buf found = BUF_INIT;
    byte_offs starts = VEC_INIT;
    size_t at = 0;

    for (const char *s = marked; *s; s++)
        if (*s != '|')
            buf_addch(&text, *s);
    sentence_starts(text.s, text.len, NULL, 0, &starts);
    cr_assert_gt(starts.n, 0);
    cr_assert_eq(starts.v[0].b, 0);
    for (size_t i = 1; i < starts.n; i++) {
        buf_add(&found, text.s + at, starts.v[i].b - at);
        buf_addch(&found, '|');
        at = starts.v[i].b;
    }
    buf_add(&found, text.s + at, text.len - at);
    cr_expect_str_eq(found.s, marked, "\n got %s\nnot %s", found.s, marked);
    vec_release(&starts);
    buf_release(&text);
    buf_release(&found);
}

Test(sentence_starts, plain_sentences)
{
    expect("Ja.");
    expect("Det er fint. |Vi går. |Kommer du?");
    expect("Hva? |Det vet jeg ikke! |Nei.");
    expect("Han sa det.  |Hun gikk.\n|Og så kom de.");
    expect("Jeg bor i Å. |Så kjører jeg.");
    expect("Den er jeg med i. |Så da så.");
    expect("Det veit æ. |Så da så.");
}

Test(sentence_starts, abbreviations_go_on)
{
    expect("Vi bruker f.eks. Teams til det. |Så går det bra.");
    expect("Vi bruker f. eks. Teams til det.");
    expect("Vi har bl.a. NAV og Skatteetaten med oss.");
    expect("Vi har bl. a. NAV med oss.");
    expect("Det var ca. 3.000 kroner. |Mye penger.");
    expect("Det var ca. 3.000 Euro.");
    expect("Dr. Hansen kom. |Prof. Dr. Lie også.");
    expect("Jeg spurte dr. Hansen om det.");
    expect("Møtet er kl. 14.30. |Husk det.");
    expect("Møtet er kl. 14.30 Oslo-tid.");
    expect("Det står i nr. 5 Av boka.");
    expect("Jf. Hansen var det dvs. Oslo.");
    expect("Det gjelder m.a.o. Oslo.");
    expect("Vi venter mht. NAV og pga. Korona.");
    expect("(f.eks. Oslo) er stort.");
    expect("Se s. 5 I boka.");
    expect("Det kostar t.ex. Volvo mycket. |Men bl.a. Saab också.");
    expect("Det er f.eks. Danmark og ca. Sverige, iflg. Jensen.");
    expect("Mr. Smith met Mrs. Jones, e.g. Monday. |They left.");
    expect("St. Olavs hospital.");
}

Test(sentence_starts, abbreviations_that_may_end)
{
    expect("Sånn, slik osv. |Men så kom de.");
    expect("Sånn, slik osv. og så videre.");
    expect("Biler, båter m.m. |Men ikke fly.");
    expect("Biler, båter o.l. |Men ikke fly.");
    expect("Det koster 500 kr. |Det er mye.");
    expect("Det koster kr. 500 Nå.");
    expect("Hun har MS. |Det er tungt.");
    expect("Det veit eg. |Så da så.");
}

Test(sentence_starts, initials_and_ordinals)
{
    expect("A. Hansen var der. |Han gikk.");
    expect("Jeg snakket med A. B. Hansen. |Han gikk.");
    expect("H.C. Andersen skrev.");
    expect("J.-P. Sartre skrev.");
    expect("So do I. |He left.");
    expect("Karl I. Hansen kom.");
    expect("Vi har en plan B. |Så det går.");
    expect("Det var den 2. mai. |Da regnet det.");
    expect("Det var den 2. Mai.");
    expect("Det var 17. Mai. |Da regnet det.");
    expect("1. Innledning");
    expect("Vi var 12. |Så gikk vi.");
    expect("Det var i 2019. |Etterpå flyttet vi.");
    expect("Det kostet 3.000. |Ikke mer.");
}

Test(sentence_starts, ellipsis_and_quotes)
{
    expect("Jeg vet ikke… |Men det går.");
    expect("Jeg vet ikke … |Men det går.");
    expect("Jeg vet ikke... |Men det går.");
    expect("Jeg vet ikke … men det går.");
    expect("Jeg vet ikke... men det går.");
    expect("«Det er fint.» |Han gikk.");
    expect("\"Det er fint.\" |Han gikk.");
    expect("”Det är bra.” |Hon gick.");
    expect("«Hva?» sa hun. |Ingen svarte.");
    expect("«Hva?» |Ingen svarte.");
    expect("Han (!) sa det. |Ja.");
    expect("«Jeg tror … |Nei.» |Han gikk.");
    expect("Hva …? |Nei.");
}

Test(sentence_starts, notes_of_the_transcriber)
{
    expect("Jeg savner kaffen. |(ler) Men altså, det går.");
    expect("Jeg savner kaffen. |[pause] Men altså.");
    expect("Jeg savner kaffen (ler) men altså.");
    expect("Vi bruker f.eks. (ler) Teams.");
    expect("Jeg savner kaffen. (ler) men altså.");
}

Test(sentence_starts, cues_where_punctuation_is_missing)
{
    static const char *const parts[] = {"ja vi begynte jo med det i fjor ", "og så kom det nye systemet",
                                        " og da ", "ble det"};
    struct buf text = BUF_INIT;
    byte_offs cues = VEC_INIT;
    byte_offs starts = VEC_INIT;

    for (size_t i = 0; i < 4; i++) {
        vec_push(&cues, (byte_off){text.len});
        buf_addstr(&text, parts[i]);
    }
    sentence_starts(text.s, text.len, cues.v, cues.n, &starts);
    cr_assert_eq(starts.n, 4);
    /* The blank before the third cue belongs to the second. */
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(starts.v[i].b, cues.v[i].b + (i == 2), "%zu: %zu", i, starts.v[i].b);
    /* One cue is no reason to cut; nor are cues in punctuated text. */
    vec_clear(&starts);
    sentence_starts(text.s, text.len, cues.v, 1, &starts);
    cr_expect_eq(starts.n, 1);
    vec_clear(&starts);
    sentence_starts("Ja. Vi begynte. Da kom det.", 27, (const byte_off[]){{0}, {7}}, 2, &starts);
    cr_expect_eq(starts.n, 3);
    vec_release(&cues);
    buf_release(&text);
    vec_release(&starts);
}

Test(sentence_starts, hostile_cues)
{
    static const byte_off cues[] = {{5}, {3}, {3}, {99}, {1}, {4}, {(size_t)-1}};
    byte_offs starts = VEC_INIT;

    sentence_starts("bl\u00E5 \u00E5 k", 8, cues, 7, &starts);
    for (size_t i = 0; i < starts.n; i++) {
        cr_expect_lt(starts.v[i].b, 8);
        cr_expect(i == 0 || starts.v[i].b > starts.v[i - 1].b);
    }
    vec_clear(&starts);
    sentence_starts("", 0, cues, 7, &starts);
    cr_expect_eq(starts.n, 0);
    vec_release(&starts);
}

Test(abbreviations, rise_and_are_found)
{
    cr_assert_not_null(abbrev_at(0));
    for (size_t i = 0; abbrev_at(i); i++) {
        const char *word = abbrev_at(i);

        cr_expect(i == 0 || strcmp(abbrev_at(i - 1), word) < 0, "%s", word);
        cr_expect_neq(abbrev_find(word, strlen(word)), ABBREV_NONE, "%s", word);
        cr_expect_neq(word[strlen(word) - 1], '.');
    }
    cr_expect_eq(abbrev_find("tom", 3), ABBREV_NONE);
    cr_expect_eq(abbrev_find("f.ek", 4), ABBREV_NONE);
    cr_expect_eq(abbrev_find("", 0), ABBREV_NONE);
}
