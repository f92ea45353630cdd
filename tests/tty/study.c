/* A whole study by keys, from the first transcript to its tables, with a supervisor at the same file; then every act
 * taken back, one by one, to the beginning, and done again. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "study.h"
#include "tema/base/buf.h"

TestSuite(study, .init = room_open, .fini = room_close, .timeout = 170);

/* Keys and what they bring on the screen. C-g leaves, C-s saves, C-u empties a line. */
struct step {
    const char *keys, *answer;
};

static void go(struct tty *t, const struct step *steps, size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys(t, steps[i].keys, steps[i].answer);
}
#define GO(t, ...)                                                                                           \
    go(t, (const struct step[]){__VA_ARGS__},                                                                \
       sizeof((const struct step[]){__VA_ARGS__}) / sizeof(struct step))

/* ---- getting it in ---- */

static void import_all(struct tty *t)
{
    GO(t, {"i" GROUP "\r", "“" GROUP "” is in"}, {"i" LEADER "\r", "“" LEADER "” is in"},
       {"i" HEAD "\r", "“" HEAD "” is in"}, {"i" NURSE "\r", "“" NURSE "” is in"},
       {"i" DOCTOR "\r", "“" DOCTOR "” is in"}, {"i" PLAN "\r", "“" PLAN "” is in"});
    GO(t, {"1GLmari\rinterviewer\r", "linked the speaker Mari Hegdal in " GROUP},
       {"Lbjørg\rInformant 3\r", "linked the speaker Bjørg Sundet"},
       {"Lkine\rInformant 5\r", "linked the speaker Kine Myhre"},
       {"Lreza\rInformant 6\r", "linked the speaker Reza Karimi"},
       {"Lanne-lise\rInformant 7\r", "linked the speaker Anne-Lise Foss"},
       {"2GLmari\rinterviewer\r", "linked the speaker Mari Hegdal in " LEADER},
       {"Ltorstein\rInformant 1\r", "linked the speaker Torstein Lia"},
       {"4GLintervjuer\rinterviewer\r", "linked the speaker Intervjuer"},
       {"Linformant\rInformant 3\r", "linked the speaker Informant"});
    GO(t, {"1Ge\t\t2026-04-09\t71\tTeams\023", "2026-04-09"},
       {"2Ge\t\t2026-03-12\t52\tTeams\023", "2026-03-12"},
       {"4Ge\t\t2026-03-19\t55\tAnsikt til ansikt\023", "2026-03-19"},
       {"6Ge\t\t\t\tNettsider\tEidlia kommune\t2024\023", "Eidlia kommune · Nettsider"},
       {"1Gc", "marked " GROUP " as checked"}, {"2Gc", "marked " LEADER " as checked"},
       {"4Gc", "marked " NURSE " as checked"});
}

static void begin(struct tty *t)
{
    GO(t, {"wHvordan tas KI i bruk?\tFra skissen.\023", "wrote the research question"},
       {"pfamiliarising\rLeser alt først.\r", "entered phase 1"});
    import_all(t);
    GO(t,
       {":who-said\r\025{name}, {role}\t\025{author}, {year}, s. {page}\023", "set how to say who said it"},
       {"3GmMå høres gjennom mot opptaket.\023", "wrote a memo"});
}

/* ---- coding ---- */

struct given {
    const char *words, *code;
};

/* Finds the words, marks the sentence they begin, gives it the code. */
static void give(struct tty *t, const char *words, const char *code)
{
    struct buf line = BUF_INIT;
    struct buf answer = BUF_INIT;

    buf_addf(&line, "g/%s\rsc%s\r", words, code);
    buf_addf(&answer, "coded “%s", words);
    keys(t, line.s, answer.s);
    buf_release(&line);
    buf_release(&answer);
}

static void give_all(struct tty *t, const struct given *g, size_t n)
{
    for (size_t i = 0; i < n; i++)
        give(t, g[i].words, g[i].code);
}
#define GIVE(t, ...)                                                                                         \
    give_all(t, (const struct given[]){__VA_ARGS__},                                                         \
             sizeof((const struct given[]){__VA_ARGS__}) / sizeof(struct given))

static void home(struct tty *t)
{
    keys(t, "q", "e attributes");
}

static void code_deductively(struct tty *t)
{
    GO(t, {"pinitial codes\rHva rommer de fem delene?\r", "entered phase 2"},
       {"r\t\tDe fem delene.\023", "started the round"}, {"2G\r", "s sentence"});
    GIVE(t, {"Hvis du spør rådmannen", "Kommunikasjon"}, {"Det lå i hodet til Gunvor", "Kompetanse"},
         {"Vi er liksom gift", "Verktøy"});
    home(t);
    keys(t, "4G\r", "s sentence");
    GIVE(t, {"Nå er det Rutevis", "Arbeidsflyt"}, {"Da tenkte jeg", "Holdninger"},
         {"At maskinen snakker", "Oppgaver"});
    home(t);
    keys(t, "1G\r", "s sentence");
    GIVE(t, {"Jeg eier jo det", "Roller"}, {"Den er trent på folk", "Etiske"},
         {"I loven, ja", "Lov og krav"});
    home(t);
    keys(t, "6G\r", "s sentence");
    GIVE(t, {"Åtti prosent", "Kommunikasjon"});
    home(t);
}

/* A structure whose themes are the five parts of the framework. */
static void make_parts(struct tty *t, const char *structure)
{
    struct buf line = BUF_INIT;

    buf_addf(&line, "s%s\r", structure);
    keys(t, line.s, "has no theme yet");
    buf_release(&line);
    GO(t, {"nTeknologi\r", "added the theme “Teknologi”"}, {"nOppgaver\r", "added the theme “Oppgaver”"},
       {"nMennesker\r", "added the theme “Mennesker”"}, {"nStruktur\r", "added the theme “Struktur”"},
       {"nRegulering og etikk\r", "added the theme “Regulering og etikk”"},
       {"sname the levels\r\025komponent, barriere\r", "Regulering og etikk  komponent"});
}

static void make_themes(struct tty *t)
{
    keys(t, "H", "codes with no place");
    make_parts(t, "Rammeverket");
    GO(t, {"\t/Verktøy\rpTeknologi\r", "placed Teknologi/Verktøy og systemer under"},
       {"/Oppgaver\rpOppgaver\r", "placed Oppgaver under"},
       {"/Kompetanse\r /Holdninger\r pMennesker\r", "placed 2 codes under “Mennesker”"},
       {"/Roller\r /Kommunikasjon\r /Arbeidsflyt\r pStruktur\r", "placed 3 codes under “Struktur”"},
       {"/Lov\r /Etiske\r pRegulering\r", "placed 2 codes under “Regulering og etikk”"},
       {"\007", "komponent"});
    GO(t, {"V", "codebook versions"}, {"vDe fem delene.\tdeduktiv\023", "committed version 1"},
       {"qq", "e attributes"}, {"re", "ended the round"});
}

static void code_inductively(struct tty *t)
{
    GO(t,
       {"w\025Hvilke barrierer møter KI?\tDe snakker om det som står i veien.\023",
        "wrote the research question"},
       {"r\t\tFra materialet.\023", "started the round"}, {"2G\r", "s sentence"});
    GIVE(t, {"Dataene var ikke der, og", "Teknologi/Data/Data til å stole på"},
         {"Problemet er at den ikke", "Teknologi/Verktøy og systemer/Systemer som ikke snakker sammen"},
         {"Så det de gjør, er at", "Oppgaver/Dobbeltarbeid"},
         {"Da lå den i ni måneder", "Regulering og etikk/Lov og krav/«bremsekloss»"},
         {"Det er ingen som har sagt nei", "Struktur/Roller og myndighet/Ingen eier den"},
         {"Når det går bra, er det", "Regulering og etikk/Lov og krav/Ansvar når det går galt"},
         {"Vi sparte et årsverk", "Oppgaver/Tid spart eller flyttet"},
         {"Trukket i januar", "Struktur/Gevinst på forskudd"},
         {"De vikarene som kommer", "Mennesker/Kompetanse/Opplæring mellom slagene"},
         {"Det er pilot på pilot", "Struktur/«pilot på pilot»"}, {"Jussen er blitt en", "bremsekloss"});
    keys(t, "g/Da går vi videre\rs-", "set “Da går vi videre");
    home(t);
    keys(t, "4G\r", "s sentence");
    GIVE(t, {"Jeg leste min egen rapport", "Mennesker/Holdninger/Begeistring"},
         {"Det var lukta i gangen", "Oppgaver/Det du ser når du er der"},
         {"Jeg var livredd", "Mennesker/Holdninger/Redd for å gjøre feil"},
         {"Det er jeg som har signert", "Ansvar når"});
    home(t);
    keys(t, "1G\r", "s sentence");
    GIVE(t, {"Norsk er tredjespråket", "Teknologi/Verktøy og systemer/Laget for noen andre"},
         {"Jeg opplever den som", "Begeistring"}, {"Så alt blir gjort to", "Dobbeltarbeid"},
         {"Altså, vi fikk ikke nei", "Ingen eier den"});
    keys(t, "g/Nei, for du hadde\rs-", "set “Nei, for du hadde");
    home(t);
    GO(t, {"mBremsekloss er informantens eget ord.\023", "wrote a memo"}, {"re", "ended the round"},
       {"B", "n new"}, {"/bremsekloss\rdLov som forklaring på at noe stanser.\023", "defined"},
       {"vEtter den induktive runden.\tinduktiv\023", "committed version 2"}, {"q", "e attributes"});
}

/* ---- sub-themes ---- */

static void sub_theme(struct tty *t, const char *above, const char *name, const char *codes)
{
    struct buf line = BUF_INIT;
    struct buf answer = BUF_INIT;

    buf_addf(&line, "/%s\rN%s\r", above, name);
    buf_addf(&answer, "added the theme “%s/%s”", above, name);
    keys(t, line.s, answer.s);
    buf_clear(&line);
    buf_clear(&answer);
    buf_addf(&line, "\t%sp%s\r", codes, name);
    buf_addf(&answer, "under “%s/%s”", above, name);
    keys(t, line.s, answer.s);
    keys(t, "\007Y", "Y does nothing here");
    buf_release(&line);
    buf_release(&answer);
}

static void make_barriers(struct tty *t)
{
    GO(t, {"psearching\rKodene samles.\r", "entered phase 3"}, {"H", "komponent"});
    make_parts(t, "Barrierer");
    sub_theme(t, "Teknologi", "Systemene hver for seg", "/Systemer som\r");
    sub_theme(t, "Teknologi", "Laget for en by", "/Laget\r");
    sub_theme(t, "Teknologi", "Maskinen tror på søppelet", "/stole\r");
    sub_theme(t, "Oppgaver", "Arbeid i tillegg", "/Dobbelt\r");
    sub_theme(t, "Oppgaver", "Tid som flyttes", "/Tid spart\r");
    sub_theme(t, "Oppgaver", "Det som bare merkes", "/Det du ser\r");
    sub_theme(t, "Mennesker", "Overlatt til seg selv", "/Opplæring\r /Redd\r ");
    sub_theme(t, "Mennesker", "Motstand", "/Begeistring\r");
    sub_theme(t, "Struktur", "Ikke noen eier den", "/Ingen eier\r");
    sub_theme(t, "Struktur", "Evig pilot", "/Gevinst\r /pilot\r ");
    sub_theme(t, "Regulering og etikk", "Jussen stanser oss", "/bremsekloss\r");
    sub_theme(t, "Regulering og etikk", "Den som signerer", "/Ansvar når\r");
    GO(t, {"q", "e attributes"}, {"previewing\rLeses mot utdragene.\r", "entered phase 4"});
}

static void settle_barriers(struct tty *t)
{
    GO(t, {"H", "komponent"}, {"/Jussen\rdDet er loven.\023", "Det er loven."},
       {"/Jussen\rMStruktur\r", "moved the theme"},
       {"/Jussen\rr\025Jussen som gjemmested\r", "renamed the theme"},
       {"/Jussen\rd\025Loven er et sted å gjemme seg.\023", "Loven er et sted å gjemme seg"},
       {"/Jussen\r&Ikke noen\rDe gjemmer seg for å slippe å bestemme.\r", "merged the theme"},
       {"/Tid som\r&Arbeid i\rFordi alt gjøres to ganger.\r", "Fordi alt gjøres to ganger"},
       {"/Motstand\rDUtdragene taler imot.\r", "dropped the theme"});
}

static const char *const kept[] = {"Systemene hver",   "Laget for en by",     "Maskinen tror",
                                   "Arbeid i tillegg", "Det som bare merkes", "Overlatt til seg",
                                   "Ikke noen eier",   "Evig pilot",          "Den som signerer"};
enum { KEPT = sizeof kept / sizeof kept[0] };

static void define_barriers(struct tty *t)
{
    for (size_t i = 0; i < KEPT; i++) {
        struct buf line = BUF_INIT;
        struct buf answer = BUF_INIT;

        buf_addf(&line, "/%s\rd\tBarriere %zu.\023", kept[i], i + 1);
        buf_addf(&answer, "Barriere %zu.", i + 1);
        keys(t, line.s, answer.s);
        buf_clear(&answer);
        keys(t, "+", "kept the theme");
        buf_release(&line);
        buf_release(&answer);
    }
    GO(t, {"V", "codebook versions"}, {"vNi barrierer.\tferdig\023", "committed version 3"},
       {"q", "komponent"});
}

/* ---- the supervisor ---- */

static void filter_code(struct tty *v, const char *code)
{
    struct buf line = BUF_INIT;
    struct buf answer = BUF_INIT;

    buf_addf(&line, "fof one code\r%s\r", code);
    buf_addf(&answer, "code “%s", code);
    keys(v, line.s, answer.s);
    buf_release(&line);
    buf_release(&answer);
}

/* The supervisor asks, the analyst sees it, answers and recodes; the supervisor agrees. */
static void review(struct tty *t, struct tty *v)
{
    GO(v, {":role\rVeileder\rsupervisor\r", "gave Veileder the role"}, {"R", "review:"});
    filter_code(v, "Systemer som");
    keys(v, "a", "agreed with");
    filter_code(v, "Redd for");
    keys(v, "wEr det redsel?\r", "questioned");
    expect_within(t, "1 comment waits", 2000);
    filter_code(v, "«pilot");
    keys(v, "dDette er pengene.\r", "disagreed with");
    expect_within(t, "2 comments wait", 2000);
    keys(v, "n", "does nothing here");

    GO(t, {"!", "Dette er pengene."}, {"cEnig, flyttes.\r", "commented on"}, {"\r", "s sentence"},
       {"rGevinst\r", "recoded"}, {"q!", "Er det redsel?"}, {"cHun sier livredd.\r", "Hun sier livredd."},
       {"q", "e attributes"});
    expect_gone(t, "wait for your answer");
    filter_code(v, "Redd for");
    GO(v, {"a", "agreed with"});
    filter_code(v, "Gevinst");
    GO(v, {"a", "agreed with"}, {"s", "closed the thread"}, {"q", "Veileder"});
}

/* ---- quotes and reports ---- */

static void star_quotes(struct tty *t)
{
    GO(t, {"pdefining\rNavn og setninger.\r", "entered phase 5"}, {"H", "komponent"},
       {"/Ikke noen eier\rE", "extracts of theme “Ikke noen eier den”"}, {"*", "starred “Altså"},
       {"e\025Altså, vi fikk ikke nei […]\r", "edited the quote"}, {"q", "komponent"},
       {"/Systemene hver\rE", "extracts of theme “Systemene"}, {"*", "starred “Problemet"},
       {"q", "komponent"}, {"/Det som bare\rE", "extracts of theme “Det som"},
       {"*", "starred “Det var lukta"}, {"q", "komponent"}, {"q", "e attributes"});
}

static void write_reports(struct tty *t)
{
    static const char *const reports[] = {"codebook",     "structure", "themes", "trace",
                                          "participants", "sources",   "log"};

    keys(t, "pproducing\rTabellene.\r", "entered phase 6");
    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
        struct buf line = BUF_INIT;
        struct buf answer = BUF_INIT;
        struct stat st;

        buf_addf(&line, "W%s\r\025%s.csv\r", reports[i], reports[i]);
        buf_addf(&answer, "%s.csv", reports[i]);
        keys(t, "Y", "Y does nothing");
        tty_send(t, line.s);
        expect(t, "wrote");
        expect(t, answer.s);
        buf_clear(&line);
        buf_addf(&line, "%s/%s.csv", room_folder(), reports[i]);
        cr_expect(stat(line.s, &st) == 0 && st.st_size > 0, "'%s' is not written", line.s);
        buf_release(&line);
        buf_release(&answer);
    }
    GO(t, {"V", "codebook versions"}, {"vTil oppgaven.\tlevert\023", "committed version 4"},
       {"q", "e attributes"});
}

/* ---- what came of it ---- */

static void judge(void)
{
    char *out;

    cr_expect_eq(room_count("themes", "status", "kept"), KEPT);
    cr_expect_eq(room_count("themes", "status", "dropped"), 1);
    cr_expect_eq(room_count("themes", "status", "merged"), 2);
    cr_expect_eq(room_count("rounds", "stance", "deductive"), 1);
    cr_expect_eq(room_count("rounds", "stance", "inductive"), 1);
    cr_expect_eq(study_length("phases"), 6);
    cr_expect_eq(study_length("sources"), 6);
    cr_expect_eq(study_length("quotes"), 3);
    cr_expect_eq(study_length("memos"), 2);
    cr_expect_eq(study_length("codings"), 29);
    cr_expect_eq(RUN_OUT(&out, "-p", "x.tema", "codebook", "log"), 0);
    cr_expect(strstr(out, "deduktiv") && strstr(out, "induktiv") && strstr(out, "ferdig") &&
                  strstr(out, "levert"),
              "%s", out);
    free(out);
    cr_expect_eq(RUN_OUT(&out, "-p", "x.tema", "report", "structure", "--format", "csv"), 0);
    cr_expect(strstr(out, "Altså, vi fikk ikke nei […]"), "%s", out);
    cr_expect(strstr(out, "Informant 5, Koordinator"), "%s", out);
    cr_expect_not(strstr(out, "Motstand"), "%s", out);
    free(out);
}

static void expect_nothing(void)
{
    static const char *const kinds[] = {"sources", "participants", "speakers", "codes", "structures",
                                        "themes",  "segments",     "codings",  "memos", "quotes",
                                        "rounds",  "phases",       "reviews"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        cr_expect_eq(study_length(kinds[i]), 0, "%zu %s are left", study_length(kinds[i]), kinds[i]);
}

Test(study, whole__by_keys__then_taken_back_and_done_again)
{
    static const char *const as_analyst[] = {"x.tema", "--as", "Analytiker", NULL};
    static const char *const as_supervisor[] = {"x.tema", "--as", "Veileder", NULL};
    char *after, *again;
    struct tty *t, *v;
    size_t undone;

    study_begin();
    t = room_start(45, 140, NULL, as_analyst);
    expect(t, "i import");
    begin(t);
    code_deductively(t);
    make_themes(t);
    code_inductively(t);
    make_barriers(t);
    v = room_start(24, 80, NULL, as_supervisor);
    expect(v, "Enter open");
    review(t, v);
    settle_barriers(t);
    define_barriers(t);
    keys(t, "q", "e attributes");
    star_quotes(t);
    write_reports(t);
    judge();
    room_check();
    after = study_state();
    undone = study_press(t, v, "u", "took back: ");
    cr_expect_gt(undone, 130);
    expect_nothing();
    room_check();
    cr_expect_eq(study_press(t, v, "\022", "did again: "), undone);
    again = study_state();
    cr_expect_str_eq(again, after);
    room_check();
    free(after);
    free(again);
    tty_free(t);
    tty_free(v);
}
