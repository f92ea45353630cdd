/* Tables of turns, of survey answers and of participants: what an analyst expects of them. */
#include "../../../src/formats/tables_priv.h"
#include "helper.h"
#include "tema/base/file.h"

static bool take_as(const struct format *f, const char *text, const char *columns, struct exchange *x,
                    struct err *e)
{
    struct read_options opt = {.columns = columns, .name = "table.csv"};
    exchange_init(x);
    return f->take(text, strlen(text), &opt, x, e) && exchange_check(x, e);
}

static void show_turns(const struct x_source *s, struct buf *b)
{
    buf_addf(b, "# %s\n", s->s.name);
    for (size_t i = 0; i < s->text->turns.n; i++) {
        const struct tr_turn *u = &s->text->turns.v[i];
        if (u->start_ms >= 0)
            buf_addf(b, "%lld-%lld ", (long long)u->start_ms, (long long)u->end_ms);
        buf_addf(b, "%s%s|%s", u->opens ? "" : "+", u->speaker < 0 ? "" : s->text->speakers.v[u->speaker],
                 u->text);
    }
}

static void show_people(const struct exchange *x, struct buf *b)
{
    for (size_t i = 0; i < x->participants.n; i++) {
        const struct participant *p = &x->participants.v[i];
        buf_addf(b, "@ %s", p->name);
        for (size_t k = 0; k < p->nattrs; k++)
            buf_addf(b, "; %s %s=%s", enum_word(&attr_types, (int)p->attrs[k].type), p->attrs[k].name,
                     p->attrs[k].value);
        buf_addch(b, '\n');
    }
}

/* Participants, then the turns of each source. */
static void expect_taken(const struct format *f, const char *text, const char *columns, const char *want)
{
    struct exchange x;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    cr_assert(take_as(f, text, columns, &x, &e), "%s", err_text(&e));
    show_people(&x, &b);
    for (size_t i = 0; i < x.sources.n; i++)
        show_turns(&x.sources.v[i], &b);
    cr_expect_str_eq(buf_str(&b), want, "got:\n%s\nwant:\n%s", buf_str(&b), want);
    buf_release(&b);
    exchange_release(&x);
}

/* One of the notes, on the whole or on a source, has this in it. */
static void expect_note(const struct format *f, const char *text, const char *columns, const char *part)
{
    struct exchange x;
    struct err e = ERR_INIT;
    struct buf b = BUF_INIT;
    cr_assert(take_as(f, text, columns, &x, &e), "%s", err_text(&e));
    for (size_t i = 0; i < x.notes.n; i++)
        buf_addf(&b, "%s\n", x.notes.v[i]);
    for (size_t i = 0; i < x.sources.n; i++)
        for (size_t k = 0; k < x.sources.v[i].text->notes.n; k++)
            buf_addf(&b, "%s\n", x.sources.v[i].text->notes.v[k]);
    cr_expect(strstr(buf_str(&b), part), "no \"%s\" in:\n%s", part, buf_str(&b));
    buf_release(&b);
    exchange_release(&x);
}

static void expect_refused(const struct format *f, const char *text, const char *columns, enum err_kind kind,
                           const char *part)
{
    struct exchange x;
    struct err e = ERR_INIT;
    cr_assert(!take_as(f, text, columns, &x, &e));
    cr_expect(e.kind == kind && strstr(err_text(&e), part), "%d: %s", (int)e.kind, err_text(&e));
    err_release(&e);
    exchange_release(&x);
}

static int sure(const struct format *f, const char *text)
{
    return f->sniff(text, strlen(text));
}

/* ---- turns ---- */

Test(tables, turns__a_row_is_a_turn_with_its_times)
{
    expect_taken(&format_turns,
                 "Speaker;Start;End;Text\n"
                 "Kari;0:00:01.500;0:00:04;Hei, du.\n"
                 "Per;00:04;01:05,25;\"Ja.\nOg så?\"\n"
                 "Kari;[1:02:03];;Slutt\n",
                 NULL,
                 "# table.csv\n"
                 "1500-4000 Kari|Hei, du.\n"
                 "4000-65250 Per|Ja.\n+Per|Og så?\n"
                 "3723000--1 Kari|Slutt\n");
}

Test(tables, turns__times_without_colons_are_seconds_or_milliseconds)
{
    expect_taken(&format_turns, "who,start,end,text\nA,0,7680,en to\nA,7680,15920,tre\n", NULL,
                 "# table.csv\n0-7680 A|en to\n7680-15920 A|tre\n");
    expect_taken(&format_turns, "who,start,end,text\nA,0,7.5,en to\nA,7.5,15,tre\n", NULL,
                 "# table.csv\n0-7500 A|en to\n7500-15000 A|tre\n");
    expect_taken(&format_turns, "who,start,end,text\nA,0,9,en to\nA,9,15,tre\n", NULL,
                 "# table.csv\n0-9000 A|en to\n9000-15000 A|tre\n");
    expect_taken(&format_turns, "who,start,text\nA,0.5,en\nA,900,to\n", NULL,
                 "# table.csv\n500--1 A|en\n900000--1 A|to\n");
    expect_taken(&format_turns, "start (ms),text\n20,en to\n90,tre\n", NULL,
                 "# table.csv\n20--1 |en to\n90--1 |tre\n");
    expect_note(&format_turns, "start,text\n0,a\n9000,b\n", NULL, "taken as milliseconds");
    expect_note(&format_turns, "start,text\n0,a\n9,b\n", NULL, "taken as seconds");
}

/* Sentences are not broken where a recogniser ended a cue. */
Test(tables, turns__rows_with_times_and_nobody_are_joined_as_cues)
{
    const char *text = "start\tend\ttext\n0\t7680\thello everyone\n7680\t15920\tand <b>R&amp;D {\\x}\n"
                       "30000\t31000\tnext\n";
    expect_taken(&format_turns, text, NULL,
                 "# table.csv\n0-15920 |hello everyone and <b>R&amp;D {\\x}\n30000-31000 |next\n");
    expect_note(&format_turns, text, NULL, "3 cues were joined to 2 turns or paragraphs");
}

Test(tables, turns__times_that_are_none_are_told)
{
    const char *text = "who,start,end,text\nA,0:01,0:02,a\nA,snart,0:03,b\nA,0:09,0:05,c\n";
    expect_taken(&format_turns, text, NULL, "# table.csv\n1000-2000 A|a\nA|b\n9000--1 A|c\n");
    expect_note(&format_turns, text, NULL, "1 time could not be read (line 3)");
    expect_note(&format_turns, text, NULL, "1 turn ends before it begins (line 4)");
}

Test(tables, turns__a_column_of_sources_makes_several)
{
    const char *text = "Intervju,Taler,Utsagn\nA,Kari,en\nB,Per,to\nA,Per,tre\n,Kari,fire\n";
    expect_taken(&format_turns, text, NULL, "# A\nKari|en\nPer|tre\n# B\nPer|to\n# table.csv\nKari|fire\n");
    expect_note(&format_turns, text, NULL, "1 turn names no source and came into 'table.csv'");
}

Test(tables, turns__heads_are_known_in_five_languages)
{
    static const char *const heads[] = {"Speaker,Text",       "taler,utsagn",   "Sprecher/in,Äußerung",
                                        "LOCUTEUR,Énoncé",    "Hablante,Texto", "speaker_name,Transcript:",
                                        "Speaker-Name, Text "};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct buf b = BUF_INIT;
        buf_addf(&b, "%s\nKari,Hei.\nPer,Hei hei.\n", heads[i]);
        cr_expect_gt(sure(&format_turns, b.s), 80, "%s", heads[i]);
        expect_taken(&format_turns, b.s, NULL, "# table.csv\nKari|Hei.\nPer|Hei hei.\n");
        buf_release(&b);
    }
}

Test(tables, turns__columns_are_named_without_case)
{
    const char *text = "Hvem er det;Notat;Hva, og hvorfor?;text\nKari;x;Hei.;y\n";
    expect_taken(&format_turns, text, "speaker=hvem ER det,text=hva, og HVORFOR?",
                 "# table.csv\nKari|Hei.\n");
    expect_note(&format_turns, text, "speaker=Hvem er det, text=Hva, og hvorfor?",
                "2 columns were left out: 'Notat', 'text'");
    expect_note(&format_turns, text, "speaker=Hvem er det,text=Notat", "speaker 'Hvem er det'; text 'Notat'");
}

Test(tables, turns__what_is_missing_is_told)
{
    const char *text = "speaker,text\nKari,\n,Hei.\nPer,Ja.\n";
    expect_taken(&format_turns, text, NULL, "# table.csv\n|Hei.\nPer|Ja.\n");
    expect_note(&format_turns, text, NULL, "1 turn without words was left out");
    expect_note(&format_turns, text, NULL, "1 turn names no speaker");
    expect_note(&format_turns, "speaker,text\nKari,a,b\nPer\n\nPer,c\n", NULL,
                "1 row has more cells than the head has names (line 2)");
    expect_note(&format_turns, "speaker,text\nKari,a,b\nPer\n\nPer,c\n", NULL,
                "1 row has fewer cells than the head (line 3)");
    expect_note(&format_turns, "speaker,text\nKari,a,b\nPer\n\nPer,c\n", NULL, "1 empty row was left out");
}

Test(tables, columns__that_are_not_there_are_refused_with_those_that_are)
{
    const char *text = "speaker,text\nKari,Hei.\n";
    expect_refused(&format_turns, text, "speaker=Who", ERR_USAGE,
                   "there is no column 'Who'; the columns are 'speaker', 'text'");
    expect_refused(&format_turns, text, "voice=speaker", ERR_USAGE,
                   "'voice' is not what a column can be here");
    expect_refused(&format_turns, text, "attribute=speaker", ERR_USAGE,
                   "speaker, text, start, end, source, skip");
    expect_refused(&format_turns, text, "text=text,text=speaker", ERR_USAGE,
                   "only one column can be the text");
    expect_refused(&format_turns, text, "text=text,speaker=text", ERR_USAGE,
                   "the column 'text' is named twice");
}

/* Whisper wrote the same interview as a table and as subtitles. */
Test(tables, real__whisper_tsv__is_what_its_vtt_is)
{
    static const char *const kinds[] = {"tsv", "vtt"};
    struct buf shown_as[2] = {BUF_INIT, BUF_INIT};
    const char *root = getenv("TEMA_REAL_FILES");
    if (!root)
        cr_skip_test("TEMA_REAL_FILES is not set");
    for (int i = 0; i < 2; i++) {
        struct buf path = BUF_INIT, b = BUF_INIT;
        struct exchange x;
        struct err e = ERR_INIT;
        exchange_init(&x);
        buf_addf(&path, "%s/whisper/keitai.%s", root, kinds[i]);
        cr_assert(file_read(path.s, 1 << 20, &b, NULL), "%s", path.s);
        b.len = charset_unix_lines(b.s, b.len);
        if (i == 0) {
            cr_expect_gt(format_turns.sniff(b.s, b.len), 0);
            cr_assert(format_turns.take(b.s, b.len, &(struct read_options){.name = ""}, &x, &e), "%s",
                      err_text(&e));
        } else {
            cr_assert(format_vtt.read(b.s, b.len, exchange_source(&x, "", "")->text, &e), "%s", err_text(&e));
        }
        show_turns(&x.sources.v[0], &shown_as[i]);
        exchange_release(&x);
        buf_release(&b);
        buf_release(&path);
    }
    cr_expect_gt(shown_as[0].len, 10000);
    cr_expect_str_eq(shown_as[0].s, shown_as[1].s);
    buf_release(&shown_as[0]);
    buf_release(&shown_as[1]);
}

/* ---- answers ---- */

#define SURVEY                                                                                                \
    "Respondent,Alder,Ansatt,Hva liker du ved jobben?,Hva ville du endret?\n"                                 \
    "R1,34,ja,\"At vi hjelper hverandre, også når det er travelt og ingen rekker pausen.\",\"Mer tid.\nOg " \
    "ro.\"\n"                                                                                                 \
    "R2,41,nei,\"Det er kollegaene, brukerne og at ingen dager er like, slik jeg ser det.\",\n"               \
    "R3,29,ja,,\n"

Test(tables, answers__a_respondent_is_a_participant_with_a_source)
{
    expect_taken(&format_answers, SURVEY, NULL,
                 "@ R1; number Alder=34; boolean Ansatt=ja\n"
                 "@ R2; number Alder=41; boolean Ansatt=nei\n"
                 "@ R3; number Alder=29; boolean Ansatt=ja\n"
                 "# R1\n"
                 "Question|Hva liker du ved jobben?\n"
                 "R1|At vi hjelper hverandre, også når det er travelt og ingen rekker pausen.\n"
                 "Question|Hva ville du endret?\n"
                 "R1|Mer tid.\n+R1|Og ro.\n"
                 "# R2\n"
                 "Question|Hva liker du ved jobben?\n"
                 "R2|Det er kollegaene, brukerne og at ingen dager er like, slik jeg ser det.\n");
    expect_note(&format_answers, SURVEY, NULL, "3 answers were left empty");
    expect_note(&format_answers, SURVEY, NULL, "1 respondent answered nothing and has no source");
}

Test(tables, answers__speakers_have_their_roles)
{
    struct exchange x;
    cr_assert(take_as(&format_answers, SURVEY, NULL, &x, NULL));
    cr_assert_eq(x.speakers.n, 4);
    cr_expect(x.speakers.v[2].source == 2 && x.speakers.v[2].role == SPEAKER_INTERVIEWER);
    cr_expect(x.speakers.v[3].source == 2 && x.speakers.v[3].role == SPEAKER_PARTICIPANT &&
              x.speakers.v[3].participant == 2 && x.speakers.v[3].index == 1);
    exchange_release(&x);
}

Test(tables, answers__columns_can_be_chosen)
{
    const char *text = "Kode,Alder,Kjønn,Q1,Q2\nA,34,k,kort,nei\nB,41,m,også kort,ja\n";
    expect_taken(&format_answers, text, "id=Kode,text=Q1,text=Q2,attribute=Alder",
                 "@ A; number Alder=34\n@ B; number Alder=41\n"
                 "# A\nQuestion|Q1\nA|kort\nQuestion|Q2\nA|nei\n"
                 "# B\nQuestion|Q1\nB|også kort\nQuestion|Q2\nB|ja\n");
    expect_note(&format_answers, text, "id=Kode,text=Q1", "3 columns were left out: 'Alder', 'Kjønn', 'Q2'");
    expect_refused(
        &format_answers, "Navn,By\nA,Oslo\nB,Bergen\n", NULL, ERR_INPUT,
        "no column is known as the text: say which with --columns text=NAME; the columns are 'Navn', 'By'");
}

Test(tables, answers__those_without_a_name_are_numbered)
{
    const char *text = "Timestamp,Q\n2025-01-01 10:00,noe\n2025-01-01 10:00,annet\n";
    expect_taken(&format_answers, text, "text=Q",
                 "@ Respondent 1\n@ Respondent 2\n# Respondent 1\nQuestion|Q\nRespondent 1|noe\n"
                 "# Respondent 2\nQuestion|Q\nRespondent 2|annet\n");
    expect_note(&format_answers, text, "text=Q", "2 respondents have no name (the first in line 2)");
}

Test(tables, answers__equal_names_stay_apart)
{
    const char *text = "Name,Q\nKari,en\nKari,to\nQuestion,tre\n";
    expect_taken(&format_answers, text, "text=Q",
                 "@ Kari\n@ Kari\n@ Question\n# Kari\nQuestion|Q\nKari|en\n# Kari\nQuestion|Q\nKari|to\n"
                 "# Question\nQuestion|Q\nQuestion|tre\n");
    expect_note(&format_answers, text, "text=Q", "1 row has a name that stands further up already");
}

/* ---- participants ---- */

Test(tables, participants__have_typed_attributes)
{
    const char *text = "Nr\tNavn\tRolle\tAlder\tLeder\tAnsatt siden\tPostnr\tBeløp\n"
                       "1\tKari\tRådgiver\t34\tJa\t2019-08-01\t0123\t1,5\n"
                       "2\tPer\t\t41.5\tNEI\t2020-02-29\t5003\t-2\n";
    expect_taken(&format_participants, text, NULL,
                 "@ Kari; number Nr=1; text Rolle=Rådgiver; number Alder=34; boolean Leder=Ja; "
                 "date Ansatt siden=2019-08-01; text Postnr=0123; number Beløp=1,5\n"
                 "@ Per; number Nr=2; number Alder=41.5; boolean Leder=NEI; date Ansatt siden=2020-02-29; "
                 "text Postnr=5003; number Beløp=-2\n");
    expect_note(&format_participants, text, NULL, "'Alder' number, 'Leder' boolean, 'Ansatt siden' date");
}

Test(tables, participants__values_that_a_type_would_spoil_are_text)
{
    expect_taken(
        &format_participants,
        "name;phone;id no;pop;when;day\nA;+4722334455;12345678901234567;1,234;2021-02-29;24.12.2025\n"
        "B;+4711223344;12345678901234568;2,5;2021-03-01;1.2.2024\n",
        NULL,
        "@ A; text phone=+4722334455; text id no=12345678901234567; text pop=1,234; text when=2021-02-29; "
        "date day=2025-12-24\n"
        "@ B; text phone=+4711223344; text id no=12345678901234568; text pop=2,5; text when=2021-03-01; "
        "date day=2024-02-01\n");
    expect_note(&format_participants, "name,day,x\nA,24.12.2025,1\n", NULL,
                "the days of 1 column were turned from day.month.year into year-month-day");
}

Test(tables, participants__first_or_named_column_is_the_name)
{
    const char *text = "Kode,By,Kommentar\nK1,Oslo,=1+1\nK2,\"Bergen,\nvest\",@x\n,Moss,\n";
    expect_taken(&format_participants, text, NULL,
                 "@ K1; text By=Oslo; text Kommentar==1+1\n@ K2; text By=Bergen,\nvest; text Kommentar=@x\n");
    expect_taken(&format_participants, "Name,ID\nKari,K1\n", NULL, "@ Kari; text ID=K1\n");
    expect_taken(&format_participants, text, "name=By,attribute=kode",
                 "@ Oslo; text Kode=K1\n@ Bergen, vest; text Kode=K2\n@ Moss\n");
    expect_note(&format_participants, text, NULL, "1 row without a name was left out (line 5)");
}

Test(tables, participants__heads_that_are_equal_or_missing_get_numbers)
{
    const char *text = "name,x,x,,tom\nA,1,2,3,\nB,4,5,6,\n";
    expect_taken(&format_participants, text, NULL,
                 "@ A; number x=1; number x (3)=2; number Column 4=3\n@ B; number x=4; number x (3)=5; "
                 "number Column 4=6\n");
    expect_note(&format_participants, text, NULL, "1 column without anything in it was left out");
}

/* ---- what is taken for what ---- */

Test(tables, sniff__knows_the_three_apart)
{
    static const char *const people = "Navn,Alder,Rolle\nKari,34,Leder\nPer,41,Rådgiver\n";
    static const char *const turns = "speaker,text\nKari,Hei.\nPer,Ja.\n";
    cr_expect(sure(&format_participants, people) > 0 && sure(&format_turns, people) == 0 &&
              sure(&format_answers, people) == 0);
    cr_expect(sure(&format_answers, SURVEY) > 0 && sure(&format_participants, SURVEY) == 0 &&
              sure(&format_turns, SURVEY) == 0);
    const char *address = "Navn;Adresse\nKari;\"Storgata 1\n0123 Oslo\"\nPer;\"Torget 2\n5003 Bergen\"\n";
    cr_expect(sure(&format_participants, address) > 0 && sure(&format_answers, address) == 0);
    cr_expect_gt(sure(&format_turns, turns), sure(&format_participants, turns));
    cr_expect_gt(sure(&format_turns, "start\tend\ttext\n0\t100\thei\n"), 0);
    cr_expect_eq(sure(&format_turns, "Timestamp,Name,Text\n2025-01-01,A,x\n2025-01-02,B,y\n"), 0);
}

Test(tables, sniff__prose_is_no_table)
{
    static const char *const prose[] = {
        "Hei, du.\nJa, hva?\nNei, ingenting.\n",
        "Navn, takk.\nKari, sa hun.\nGreit, sa han.\n",
        "Navn, alder\nKari, 34\nPer, 41\n",
        "Navn,det var det.\nKari,ja\nPer,nei\n",
        "Speaker, text\nand nothing more, really\n",
        "Først kom Kari, så gikk de\nDet blåste, og det var høst\nIngen sa noe, så var det slutt\n",
        "Kari: Hei, hvordan går det?\nPer: Bra, takk.\nKari: Fint, da.\n",
        "# Overskrift\n\n- en, to\n- tre, fire\n",
        "| Navn | Alder |\n| --- | --- |\n| Kari | 34 |\n| Per | 41 |\n",
        "{\"name\": 1, \"id\": 2}\n{\"name\": 3, \"id\": 4}\n",
        "name",
        "name,age\n",
        "\"name, age\nKari\n",
        "",
    };
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++)
        cr_expect(sure(&format_turns, prose[i]) + sure(&format_answers, prose[i]) +
                          sure(&format_participants, prose[i]) ==
                      0,
                  "%s: %d %d %d", prose[i], sure(&format_turns, prose[i]), sure(&format_answers, prose[i]),
                  sure(&format_participants, prose[i]));
}

Test(tables, columns__say_which_of_the_three_is_meant)
{
    cr_expect(tables_of("speaker=Who,text=Said") == &format_turns);
    cr_expect(tables_of("id=Kode,text=Q1,attribute=Alder") == &format_answers);
    cr_expect(tables_of("name=Kode, attribute=Alder") == &format_participants);
    cr_expect(tables_of("text=Q1") == NULL && tables_of(NULL) == NULL && tables_of("") == NULL);
}

/* ---- hostile ---- */

Test(tables, tables_without_rows_or_words__are_refused)
{
    expect_refused(&format_turns, "speaker,text\n", NULL, ERR_INPUT, "no rows below its head");
    expect_refused(&format_turns, "speaker,text\nKari,\n", NULL, ERR_INPUT,
                   "not one word in the column 'text'");
    expect_refused(&format_answers, "name,q\nKari,\n", "text=q", ERR_INPUT, "not one answer");
    expect_refused(&format_participants, "name,q\n,x\n", NULL, ERR_INPUT,
                   "not one name in the column 'name'");
    expect_refused(&format_participants, "a\n", NULL, ERR_INPUT, "no rows");
    expect_refused(&format_turns, "", NULL, ERR_INPUT, "no rows");
    expect_refused(&format_turns, "speaker,text\nKari,\"Hei\n", NULL, ERR_INPUT, "line 2: a quote");
}

Test(tables, crowds__are_refused)
{
    struct buf b = BUF_INIT;
    buf_addstr(&b, "speaker;text\n");
    for (int i = 0; i < 1001; i++)
        buf_addf(&b, "P%d;Hei\n", i);
    expect_refused(&format_turns, b.s, NULL, ERR_INPUT,
                   "more than 1000 speakers: is 'speaker' the column of speakers?");
    buf_clear(&b);
    buf_addstr(&b, "source;text\n");
    for (int i = 0; i < 50001; i++)
        buf_addf(&b, "S%d;Hei\n", i);
    expect_refused(&format_turns, b.s, NULL, ERR_INPUT, "more than 50000 sources");
    expect_refused(&format_answers, b.s, "text=text", ERR_INPUT, "more than 50000 participants");
    expect_refused(&format_participants, b.s, NULL, ERR_INPUT, "more than 50000 participants");
    buf_clear(&b);
    buf_addstr(&b, "speaker;text\nKari;\"a");
    for (int i = 0; i < 1000000; i++)
        buf_addstr(&b, "\na");
    buf_addstr(&b, "\"\n");
    expect_refused(&format_turns, b.s, NULL, ERR_INPUT, "more than 1000000 paragraphs");
    buf_release(&b);
}

Test(tables, wide_tables__are_read_at_once)
{
    struct buf b = BUF_INIT;
    struct exchange x;
    for (int r = 0; r < 200; r++) {
        buf_addstr(&b, r == 0 ? "name" : "K");
        for (int i = 0; i < 4000; i++)
            buf_addstr(&b, ";x");
        buf_addch(&b, '\n');
    }
    cr_assert(take_as(&format_participants, b.s, NULL, &x, NULL));
    cr_expect_eq(x.participants.v[0].nattrs, 4000);
    cr_expect_eq(x.attributes.n, 4000);
    exchange_release(&x);
    buf_release(&b);
}

static unsigned next(unsigned *seed)
{
    return *seed = *seed * 1664525u + 1013904223u;
}

Test(tables, any_bytes__never_mislead)
{
    static const char *const pieces[] = {
        "name", "text", "speaker", "start",    ",",      ";", "\t", "\n", "\n",
        "\"",   "\"\"", "0:01",    "12",       "1,5",    " ", "|",  "a",  "?",
        "æ",    "=",    "sep=",    "\xc2\xa0", "source", "[", "]",  ":",  "yes"};
    unsigned seed = 7;
    for (int i = 0; i < 4000; i++) {
        const struct format *const three[] = {&format_turns, &format_answers, &format_participants};
        struct buf b = BUF_INIT;
        buf_addstr(&b, i % 2 ? "name,text,start,source\n" : "");
        for (unsigned k = next(&seed) >> 26; k > 0; k--)
            buf_addstr(&b, pieces[(next(&seed) >> 16) % (sizeof pieces / sizeof *pieces)]);
        for (int f = 0; f < 3; f++) {
            struct exchange x;
            struct err e = ERR_INIT;
            three[f]->sniff(buf_str(&b), b.len);
            exchange_init(&x);
            struct read_options opt = {.name = "x"};
            if (three[f]->take(buf_str(&b), b.len, &opt, &x, &e))
                cr_assert(exchange_check(&x, &e), "%s: %s", b.s, err_text(&e));
            else
                cr_assert(e.kind == ERR_INPUT, "%s", err_text(&e));
            err_release(&e);
            exchange_release(&x);
        }
        buf_release(&b);
    }
}
