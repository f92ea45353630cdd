#include "helper.h"

Test(txt, labels__of_one_speaker__are_counted_as_one)
{
    struct transcript t;
    const char *s = "Kari: En.\nKari: To.\nKari: Tre.\n";
    read_as("txt", s, strlen(s), &t);
    cr_assert_eq(t.notes.n, 1);
    cr_assert(strncmp(t.notes.v[0], "1 speaker was found", 19) == 0, "%s", t.notes.v[0]);
    transcript_release(&t);
}

static void expect_whole(const char *format, const char *s, size_t n)
{
    struct transcript t;
    struct buf b = BUF_INIT;
    read_as(format, s, n, &t);
    for (size_t i = 0; i < t.turns.n; i++)
        buf_add(&b, t.turns.v[i].text, t.turns.v[i].bytes);
    cr_assert(b.len == n && memcmp(buf_str(&b), s, n) == 0);
    transcript_release(&t);
    buf_release(&b);
}

Test(txt, paragraphs__keep_every_byte)
{
    static const char alphabet[] = "ab:\n\n \t\f*#K\n";
    unsigned seed = 3;
    for (int i = 0; i < 20000; i++) {
        char s[40];
        size_t n = 1 + (unsigned)i % 39;
        for (size_t k = 0; k < n; k++) {
            seed = seed * 1103515245 + 12345;
            s[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        expect_whole("txt", s, n);
        expect_whole("md", s, n);
    }
}

Test(txt, blank_lines__belong_to_the_row_before)
{
    expect("txt", "\n\nEn\n\n  \nTo\nTre", "|\n\nEn\n\n  \n|To\n|Tre");
}

Test(txt, form_feed__begins_a_row)
{
    expect("txt", "Side en\n\n\fSide to\n\f\n\nSide tre\fog fire\n\f",
           "|Side en\n\n|\fSide to\n|\f\n\nSide tre|\fog fire\n\f");
}

Test(txt, labels__of_an_interview__make_turns_and_stay_in_the_text)
{
    expect("txt",
           "Intervju 3\nDato: 3. mars\n\nIntervjuer: Hvordan går det?\n\nKari: Jo da.\nVi hadde f.eks. "
           "dette.\n\nIntervjuer: Ja. Husk: dette.\nKari: Ja.\nOla: Jo.\n",
           "|Intervju 3\n|Dato: 3. mars\n\nIntervjuer|Intervjuer: Hvordan går det?\n\nKari|Kari: Jo da.\n"
           "+Kari|Vi hadde f.eks. dette.\n\nIntervjuer|Intervjuer: Ja. Husk: dette.\nKari|Kari: "
           "Ja.\nOla|Ola: Jo.\n");
}

Test(txt, colons__in_a_report__are_no_speakers)
{
    expect("txt",
           "Rapport\nMerk: dette gjelder alle.\nTekst.\nTekst.\nMerk: også dette.\nTekst.\nMer.\nMerk: og "
           "dette.\nSlutt.\nKl. 10:30 sluttet det.\n",
           "|Rapport\n|Merk: dette gjelder alle.\n|Tekst.\n|Tekst.\n|Merk: også "
           "dette.\n|Tekst.\n|Mer.\n|Merk: og dette.\n|Slutt.\n|Kl. 10:30 sluttet det.\n");
    expect("txt", "Dato: 3. mars\nSted: Oslo\nTil stede: alle\nSak: mange\n",
           "|Dato: 3. mars\n|Sted: Oslo\n|Til stede: alle\n|Sak: mange\n");
}

Test(txt, og_saa_sa_hun__inside_a_turn__is_no_speaker)
{
    expect("txt", "I: Ja?\nK: Jeg gikk dit.\nOg så sa hun: kom inn.\nI: Og?\nK: Ja.\n",
           "I|I: Ja?\nK|K: Jeg gikk dit.\n+K|Og så sa hun: kom inn.\nI|I: Og?\nK|K: Ja.\n");
}

Test(md, only_bold_labels__are_speakers)
{
    expect("md",
           "# Intervju\n\nMerk: a\n\n**Ola:** Hei\n\n**Kari**: Hei\n\n**Ola:** Ja\n\nMerk: b\n\n## Del "
           "2\n\nTekst\n",
           "|# Intervju\n\n|Merk: a\n\nOla|**Ola:** Hei\n\nKari|**Kari**: Hei\n\nOla|**Ola:** "
           "Ja\n\n+Ola|Merk: b\n\n|## Del 2\n\n|Tekst\n");
}
