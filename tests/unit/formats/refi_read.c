/* REFI-QDA 1.5 as the schema has it and as programs write it. */
#include "../../../src/formats/refi_priv.h"
#include "helper.h"
#include "tema/base/file.h"
#include "tema/text/utf8.h"
#include "zips.h"

#define G(n) "0000000" #n "-0000-4000-8000-00000000000A"
#define HEAD                                                                                                 \
    "<?xml version='1.0' encoding='utf-8'?><Project xmlns='urn:QDA-XML:project:1.0' name='Trial' "           \
    "origin='Prog 1'>"
#define CODES                                                                                                \
    "<CodeBook><Codes><Code guid='" G(1) "' name='one' isCodable='true' color='#F00082'/><Code guid='" G(    \
        2) "' name='two' isCodable='true'/></Codes></CodeBook>"
#define CODING(n, code) "<Coding guid='" G(n) "'><CodeRef targetGUID='" code "'/></Coding>"
#define SELECT(g, from, to, name)                                                                            \
    "<PlainTextSelection guid='" G(g) "' name='" name "' startPosition='" #from "' endPosition='" #to "'>"

static void take(const struct format *f, const char *s, size_t n, struct exchange *x)
{
    struct err e = ERR_INIT;
    cr_assert_gt(f->sniff(s, n), 0);
    exchange_init(x);
    cr_assert(f->take(s, n, &(struct read_options){.name = "x"}, x, &e), "%s", err_text(&e));
    cr_assert(exchange_check(x, &e), "%s", err_text(&e));
}

static void take_project(const char *parts, struct exchange *x)
{
    char *s = mem_printf(HEAD "%s</Project>", parts);
    take(&format_qde, s, strlen(s), x);
    mem_free(s);
}

static void take_with(const char *parts, const char *name, const char *text, struct exchange *x)
{
    char *s = mem_printf(HEAD "%s</Project>", parts);
    struct buf zip;
    struct file files[] = {{"Project.qde", s, 0}, {name, text, 0}, {NULL, NULL, 0}};
    zip_of(files, &zip);
    take(&format_qdpx, zip.s, zip.len, x);
    buf_release(&zip);
    mem_free(s);
}

static bool noted(const struct exchange *x, const char *want)
{
    for (size_t i = 0; i < x->notes.n; i++) {
        if (strstr(x->notes.v[i], want))
            return true;
    }
    return false;
}

/* The words of a meaning unit. */
static char *words(const struct exchange *x, const struct x_segment *g)
{
    struct buf b = BUF_INIT;
    const struct transcript *t = x->sources.v[g->s.source - 1].text;
    for (size_t i = 0; i < t->turns.n; i++)
        buf_add(&b, t->turns.v[i].text, t->turns.v[i].bytes);
    size_t from = utf8_byte(b.s, b.len, g->s.start).b, to = utf8_byte(b.s, b.len, g->s.end).b;
    char *s = mem_strndup(b.s + from, to - from);
    buf_release(&b);
    return s;
}

static void expect_words(const struct exchange *x, size_t segment, const char *want)
{
    cr_assert_lt(segment, x->segments.n);
    char *got = words(x, &x->segments.v[segment]);
    cr_expect_str_eq(got, want, "segment %zu: got '%s', want '%s'", segment, got, want);
    mem_free(got);
}

static const struct memo *memo_about(const struct exchange *x, enum memo_about about, const char *text)
{
    for (size_t i = 0; i < x->memos.n; i++) {
        if (x->memos.v[i].about == about && strcmp(x->memos.v[i].text, text) == 0)
            return &x->memos.v[i];
    }
    return NULL;
}

Test(refi_read, codes__keep_colour_description_and_depth)
{
    struct exchange x;
    take_project(
        "<Users><User guid='{0000000a-0000-4000-8000-00000000000a}' name='Kari'/></Users><CodeBook><Codes>"
        "<Code guid='" G(1) "' name='a' isCodable='false' color='#fa0'><Description>what it is</Description>"
                            "<Code guid='" G(2) "' name='b' isCodable='true' color='#102030'><Code guid='" G(
                                3) "' name='b' isCodable='true'/></Code></Code></Codes></CodeBook>",
        &x);
    cr_assert_eq(x.codes.n, 3);
    cr_expect_str_eq(x.program, "Prog 1");
    cr_expect(!x.ours);
    cr_expect_str_eq(x.project.title, "Trial");
    cr_expect_eq(x.codes.v[0].c.colour, 0xffaa00);
    cr_expect_eq(x.codes.v[1].c.colour, 0x102030);
    cr_expect_str_eq(x.codes.v[0].c.definition, "what it is");
    cr_expect_eq(x.codes.v[2].c.parent, x.codes.v[1].c.id);
    cr_expect_str_eq(x.codes.v[2].c.guid, G(3));
    cr_expect_str_eq(x.coders.v[0].guid, "0000000A-0000-4000-8000-00000000000A");
    cr_expect(noted(&x, "not to code with"));
    exchange_release(&x);
}

Test(refi_read, selections__stand_on_their_words_each_by_itself)
{
    struct exchange x;
    take_project(
        "<Users><User guid='" G(9) "' name='Kari'/></Users>" CODES "<Sources><TextSource guid='" G(
            3) "' name='A'><PlainTextContent>Så gøy 🎉 er det.</PlainTextContent>"
               "<PlainTextSelection guid='" G(4) "' startPosition='3' endPosition='8' creatingUser='" G(
                   9) "'>"
                      "<Coding guid='" G(5) "' creatingUser='" G(
                          9) "' creationDateTime='2018-03-27T19:29:27+02:00'>"
                             "<CodeRef targetGUID='{0000000"
                             "1-0000-4000-8000-00000000000a}'/></Coding></PlainTextSelection>" SELECT(6, 3, 8,
                                                                                                      "")
                                 CODING(7, G(2)) "</PlainTextSelection>" CODING(
                                     8, G(1)) "</TextSource></Sources>",
        &x);
    cr_assert_eq(x.segments.n, 3);
    cr_assert_eq(x.codings.n, 3);
    expect_words(&x, 0, "gøy 🎉");
    expect_words(&x, 1, "gøy 🎉");
    cr_expect_eq(x.codings.v[0].c.coder, 1);
    cr_expect_eq(x.codings.v[0].c.code, 1);
    cr_expect_eq(x.codings.v[0].c.created, INT64_C(1522171767000));
    cr_expect(x.segments.v[2].whole);
    expect_words(&x, 2, "Så gøy 🎉 er det.");
    cr_expect_eq(x.memos.n, 0);
    exchange_release(&x);
}

#define LINES "En linje her.\r\nTo linjer her.\r\nTre linjer her.\r\n"
#define FILE_SOURCE(inside)                                                                                  \
    CODES "<Sources><TextSource guid='" G(3) "' name='A' plainTextPath='internal://a.txt'>" inside           \
                                             "</TextSource></Sources>"

Test(refi_read, line_ends__count_two_when_selections_say_so)
{
    struct exchange x;
    take_with(FILE_SOURCE(SELECT(4, 15, 24, "") "</PlainTextSelection>" SELECT(5, 35, 45,
                                                                               "") "</PlainTextSelection>"),
              "Sources/A.TXT", "\xef\xbb\xbf" LINES, &x);
    expect_words(&x, 0, "To linjer");
    cr_expect(noted(&x, "as two"));
    exchange_release(&x);
}

Test(refi_read, line_ends__count_one_when_selections_say_so)
{
    struct exchange x;
    take_with(FILE_SOURCE(SELECT(4, 14, 23, "") "</PlainTextSelection>" SELECT(5, 29, 39,
                                                                               "") "</PlainTextSelection>"),
              "sources/a.txt", LINES, &x);
    expect_words(&x, 0, "To linjer");
    expect_words(&x, 1, "Tre linjer");
    cr_expect(noted(&x, "as one"));
    exchange_release(&x);
}

Test(refi_read, ends__are_last_characters_when_words_come_out_whole_so)
{
    struct exchange x;
    take_project(
        CODES
        "<Sources><TextSource guid='" G(3) "' name='A'><PlainTextContent>En to tre fire "
                                           "fem</PlainTextContent>" SELECT(
                                               4, 0, 1,
                                               "En") "</PlainTextSelection>" SELECT(5, 6, 8,
                                                                                    "") "</"
                                                                                        "PlainTextSelection"
                                                                                        ">" SELECT(6, 10, 13,
                                                                                                   "fire") "<"
                                                                                                           "/"
                                                                                                           "P"
                                                                                                           "l"
                                                                                                           "a"
                                                                                                           "i"
                                                                                                           "n"
                                                                                                           "T"
                                                                                                           "e"
                                                                                                           "x"
                                                                                                           "t"
                                                                                                           "S"
                                                                                                           "e"
                                                                                                           "l"
                                                                                                           "e"
                                                                                                           "c"
                                                                                                           "t"
                                                                                                           "i"
                                                                                                           "o"
                                                                                                           "n"
                                                                                                           ">"
                                                                                                           "<"
                                                                                                           "/"
                                                                                                           "T"
                                                                                                           "e"
                                                                                                           "x"
                                                                                                           "t"
                                                                                                           "S"
                                                                                                           "o"
                                                                                                           "u"
                                                                                                           "r"
                                                                                                           "c"
                                                                                                           "e"
                                                                                                           ">"
                                                                                                           "<"
                                                                                                           "/"
                                                                                                           "S"
                                                                                                           "o"
                                                                                                           "u"
                                                                                                           "r"
                                                                                                           "c"
                                                                                                           "e"
                                                                                                           "s"
                                                                                                           ">",
        &x);
    expect_words(&x, 0, "En");
    expect_words(&x, 1, "tre");
    cr_expect(noted(&x, "last characters"));
    exchange_release(&x);
}

Test(refi_read, names_and_descriptions__become_memos_unless_they_are_the_words)
{
    struct exchange x;
    take_project(
        "<Sources><TextSource guid='" G(
            3) "' name='A'><Description>of the source</Description>"
               "<PlainTextContent>En to\ntre fire fem</PlainTextContent>" SELECT(
                   4, 0, 9, "En to t…") "</PlainTextSelection>" SELECT(5, 6, 9,
                                                                       "my name") "<Description>and "
                                                                                  "more</Description></"
                                                                                  "PlainTextSelection"
                                                                                  ">" SELECT(6, 10, 14,
                                                                                             "") "<Descriptio"
                                                                                                 "n>fire</"
                                                                                                 "Description"
                                                                                                 "></"
                                                                                                 "PlainTextSe"
                                                                                                 "lection></"
                                                                                                 "TextSource>"
                                                                                                 "</Sources>"
                                                                                                 "<Descriptio"
                                                                                                 "n>of it "
                                                                                                 "all</"
                                                                                                 "Description"
                                                                                                 ">",
        &x);
    cr_assert_eq(x.memos.n, 3);
    cr_expect(memo_about(&x, MEMO_SEGMENT, "my name\n\nand more"));
    cr_expect(memo_about(&x, MEMO_SOURCE, "of the source"));
    cr_expect(memo_about(&x, MEMO_PROJECT, "of it all"));
    exchange_release(&x);
}

Test(refi_read, cases__become_participants_with_values_and_references)
{
    struct exchange x;
    take_project("<CodeBook><Codes><Code guid='" G(
                     1) "' name='one' isCodable='true'/></Codes></CodeBook><Variables>"
                        "<Variable guid='" G(2) "' name='Age' typeOfVariable='Integer'/><Variable guid='" G(3) "' name='Born' typeOfVariable='DateTime'/><Variable guid='" G(
                            4) "' name='Place' typeOfVariable='Text'>"
                               "<Description>where</Description></Variable></Variables>"
                               "<Cases><Case guid='" G(1) "' name='Kari'><CodeRef targetGUID='" G(
                                   1) "'/>"
                                      "<VariableValue><VariableRef targetGUID='" G(
                                          2) "'/><IntegerValue>41</IntegerValue></VariableValue>"
                                             "<VariableValue><VariableRef targetGUID='" G(
                                                 3) "'/><DateTimeValue>1980-02-03T04:05:06Z</DateTimeValue></"
                                                    "VariableValue>"
                                                    "<SourceRef targetGUID='" G(
                                                        5) "'/><SelectionRef targetGUID='" G(6) "'/"
                                                                                                "><SourceRef "
                                                                                                "targetGUID="
                                                                                                "'" G(8) "'/"
                                                                                                         "></"
                                                                                                         "Cas"
                                                                                                         "e><"
                                                                                                         "/Ca"
                                                                                                         "ses"
                                                                                                         ">"
                                                                                                         "<So"
                                                                                                         "urc"
                                                                                                         "es>"
                                                                                                         "<Te"
                                                                                                         "xtS"
                                                                                                         "our"
                                                                                                         "ce "
                                                                                                         "gui"
                                                                                                         "d="
                                                                                                         "'" G(5) "' name='A'><PlainTextContent>En to</PlainTextContent>" SELECT(
                                                                                                             6,
                                                                                                             0,
                                                                                                             2,
                                                                                                             "") "</PlainTextSelection>"
                                                                                                                 "<VariableValue><VariableRef targetGUID='" G(
                                                                                                                     4) "'/><TextValue>Voss</TextValue></VariableValue></TextSource></Sources>",
                 &x);
    cr_assert_eq(x.participants.n, 1);
    cr_expect_str_eq(x.participants.v[0].guid, G(1));
    cr_assert_eq(x.participants.v[0].nattrs, 2);
    cr_expect_str_eq(x.participants.v[0].attrs[0].value, "41");
    cr_expect_eq(x.participants.v[0].attrs[0].type, ATTR_NUMBER);
    cr_expect_str_eq(x.participants.v[0].attrs[1].value, "1980-02-03");
    cr_expect(noted(&x, "time of day"));
    cr_assert_eq(x.values.n, 1);
    cr_expect_str_eq(x.values.v[0].value, "Voss");
    cr_assert_eq(x.attributes.n, 3);
    cr_expect(x.attributes.v[2].of_sources);
    cr_expect_str_eq(x.attributes.v[2].description, "where");
    cr_assert_eq(x.refs.n, 3);
    cr_expect_eq(x.refs.v[0].kind, X_CODE);
    cr_expect_eq(x.refs.v[2].kind, X_SEGMENT);
    cr_expect(noted(&x, "1 reference of a case"));
    exchange_release(&x);
}

Test(refi_read, notes__become_memos_and_links_or_sources)
{
    struct exchange x;
    take_project("<CodeBook><Codes><Code guid='" G(1) "' name='one' isCodable='true'><NoteRef targetGUID='" G(4) "'/></Code><Code guid='" G(2) "' name='two' isCodable='true'><NoteRef targetGUID='" G(
                     4) "'/></Code>"
                        "</Codes></CodeBook><Notes><Note guid='" G(
                            4) "' name='On one'><PlainTextContent>Thought</PlainTextContent></Note>"
                               "<Note guid='" G(
                                   5) "' name='Coded'><PlainTextContent>En to</PlainTextContent>" SELECT(6, 0,
                                                                                                         2,
                                                                                                         "")
                                   CODING(7, G(1)) "</PlainTextSelection></Note><Note guid='" G(
                                       8) "'><PlainTextContent>Loose</PlainTextContent></Note></Notes>"
                                          "<Links><Link guid='" G(9) "' name='goes' direction='OneWay' "
                                                                     "originGUID='" G(1) "' targetGUID='" G(
                                                                         2) "'/></Links>"
                                                                            "<Sets><Set guid='" G(3) "' "
                                                                                                     "name='"
                                                                                                     "S'><"
                                                                                                     "Descrip"
                                                                                                     "tion>"
                                                                                                     "why</"
                                                                                                     "Descrip"
                                                                                                     "tion><"
                                                                                                     "MemberC"
                                                                                                     "ode "
                                                                                                     "targetG"
                                                                                                     "UID="
                                                                                                     "'" G(1) "'/><MemberSource targetGUID='" G(5) "'/><MemberNote targetGUID='" G(
                                                                                                         4) "'/></Set></Sets>"
                                                                                                            "<Graphs><Graph guid='" G(
                                                                                                                3) "'/></Graphs>",
                 &x);
    const struct memo *m = memo_about(&x, MEMO_CODE, "On one\n\nThought");
    cr_assert(m);
    cr_expect_eq(m->target, 1);
    cr_expect_str_eq(m->guid, G(4));
    cr_expect(memo_about(&x, MEMO_PROJECT, "Loose"));
    cr_assert_eq(x.sources.n, 1);
    cr_expect_str_eq(x.sources.v[0].s.name, "Coded");
    cr_expect_eq(x.codings.n, 1);
    cr_expect(noted(&x, "became a source"));
    cr_assert_eq(x.links.n, 2);
    cr_expect_str_eq(x.links.v[0].origin, G(2));
    cr_expect_str_eq(x.links.v[0].target, G(4));
    cr_expect_eq(x.links.v[1].direction, X_ONE_WAY);
    cr_assert_eq(x.sets.n, 1);
    cr_expect_str_eq(x.sets.v[0].description, "why");
    cr_assert_eq(x.members.n, 3);
    cr_expect_eq(x.members.v[2].kind, X_MEMO);
    cr_expect(noted(&x, "1 graph"));
    exchange_release(&x);
}

Test(refi_read, transcripts__have_times_and_selections_between_sync_points)
{
    struct exchange x;
    take_project(CODES "<Sources><VideoSource guid='" G(
                     3) "' name='film.mp4' path='relative:///film.mp4'>"
                        "<Transcript guid='" G(
                            4) "' name='T'><PlainTextContent>Ja visst.\nNei da.</PlainTextContent>"
                               "<SyncPoint guid='" G(5) "' position='0' timeStamp='0'/><SyncPoint guid='" G(6) "' position='3' timeStamp='700'/><SyncPoint guid='" G(
                                   7) "' position='10' timeStamp='1500'/>"
                                      "<TranscriptSelection guid='" G(8) "' fromSyncPoint='" G(
                                          6) "' toSyncPoint='" G(7) "'>" CODING(9,
                                                                                G(1)) "</"
                                                                                      "TranscriptSelection></"
                                                                                      "Transcript>"
                                                                                      "<VideoSelection "
                                                                                      "guid='0000000A-0000-"
                                                                                      "4000-8000-"
                                                                                      "00000000000A' "
                                                                                      "begin='1' "
                                                                                      "end='2'>" CODING(
                                                                                          9,
                                                                                          G(2)) "</"
                                                                                                "VideoSelecti"
                                                                                                "on></"
                                                                                                "VideoSource>"
                                                                                                "</Sources>",
                 &x);
    cr_assert_eq(x.sources.n, 1);
    const struct transcript *t = x.sources.v[0].text;
    cr_assert_eq(t->turns.n, 2);
    cr_expect(t->timed);
    cr_expect_eq(t->turns.v[0].start_ms, 0);
    cr_expect_eq(t->turns.v[0].ncues, 2);
    cr_expect_eq(t->turns.v[0].cues[1].at, 3);
    cr_expect_eq(t->turns.v[1].start_ms, 1500);
    expect_words(&x, 0, "visst.\n");
    cr_expect_eq(x.codings.n, 1);
    cr_expect(noted(&x, "'film.mp4'") && noted(&x, "1 coding was lost"));
    exchange_release(&x);
}

Test(refi_read, pdfs__come_in_as_their_plain_text)
{
    struct exchange x;
    take_project(
        CODES "<Sources><PDFSource guid='" G(
            3) "' name='p.pdf'>"
               "<PDFSelection guid='" G(4) "' page='0'>" CODING(5, G(1)) CODING(
                   6,
                   G(2)) "</PDFSelection>"
                         "<PDFSelection guid='" G(5) "' page='0'><Representation guid='" G(
                             9) "'><PlainTextContent>tre</PlainTextContent>"
                                "</Representation>" CODING(7, G(1)) "</PDFSelection><PDFSelection guid='" G(
                                    6) "' page='0'>" CODING(9,
                                                            G(1)) "</PDFSelection>"
                                                                  "<Representation guid='" G(
                                                                      8) "'><PlainTextContent>En to "
                                                                         "tre</PlainTextContent>" SELECT(4, 3,
                                                                                                         5,
                                                                                                         "")
                                                                             CODING(
                                                                                 8,
                                                                                 G(1)) "</"
                                                                                       "PlainTextSelection></"
                                                                                       "Representation></"
                                                                                       "PDFSource>"
                                                                                       "<PictureSource "
                                                                                       "guid='" G(
                                                                                           7) "' "
                                                                                              "name='q.png'/"
                                                                                              "></Sources>",
        &x);
    cr_assert_eq(x.sources.n, 1);
    cr_expect_str_eq(x.sources.v[0].s.guid, G(3));
    cr_assert_eq(x.segments.n, 2);
    expect_words(&x, 0, "to");
    expect_words(&x, 1, "tre");
    cr_expect_eq(x.codings.n, 3);
    cr_expect(noted(&x, "'p.pdf'") && noted(&x, "'q.png'") && noted(&x, "1 selection on a page"));
    exchange_release(&x);
}

Test(refi_read, missing_and_odd_things__are_said)
{
    struct exchange x;
    take_with(CODES "<Sources><TextSource guid='" G(
                  3) "' name='gone' plainTextPath='internal://no.txt'>" SELECT(4, 0, 2, "")
                  CODING(5, G(1)) "</PlainTextSelection></TextSource><TextSource guid='" G(
                      6) "' name='B' plainTextPath='b.txt'>" SELECT(7, 1, 99, "") "</"
                                                                                  "PlainTextSelection"
                                                                                  ">" SELECT(7, 98, 99,
                                                                                             "") "</"
                                                                                                 "PlainTextSe"
                                                                                                 "lection"
                                                                                                 ">" SELECT(7,
                                                                                                            0,
                                                                                                            1,
                                                                                                            "")
                                                                                                     CODING(
                                                                                                         8,
                                                                                                         G(9)) "</PlainTextSelection></TextSource></Sources>",
              "sources/b.txt", "bl\xe5", &x);
    cr_assert_eq(x.sources.n, 1);
    cr_expect(noted(&x, "the text of 'gone' is missing; it was left out; 1 coding was lost with it"));
    cr_expect(noted(&x, "windows-1252"));
    cr_expect(noted(&x, "1 selection reached beyond"));
    cr_expect(noted(&x, "1 selection lies outside"));
    cr_expect(noted(&x, "code that is not there"));
    cr_expect(noted(&x, "has the GUID of another"));
    cr_assert_eq(x.segments.n, 2);
    cr_expect_str_eq(x.segments.v[1].s.guid, "");
    expect_words(&x, 0, "lå");
    exchange_release(&x);
}

Test(refi_read, rich_text__is_read_where_there_is_no_plain_one)
{
    struct exchange x;
    take_with("<Sources><TextSource guid='" G(3) "' name='A' richTextPath='internal://a.rtf'>" SELECT(
                  4, 0, 2, "") "</PlainTextSelection></TextSource></Sources>",
              "sources/a.rtf", "{\\rtf1\\ansi En to\\par}", &x);
    cr_assert_eq(x.sources.n, 1);
    expect_words(&x, 0, "En");
    cr_expect(noted(&x, "only a rich text of 'A'"));
    exchange_release(&x);
}

Test(refi_read, ours__keeps_descriptions_where_they_stand)
{
    struct exchange x;
    const char
        *s = "<Project xmlns='urn:QDA-XML:project:1.0' name='T' origin='tema 0.1.0'><Sources><TextSource "
             "guid='" G(3) "' name='A'><PlainTextContent>En to</PlainTextContent>" SELECT(
                 4, 0, 2, "En") "<Description>short</Description></PlainTextSelection></TextSource></"
                                "Sources></Project>";
    take(&format_qde, s, strlen(s), &x);
    cr_expect(x.ours);
    cr_expect_str_eq(x.segments.v[0].s.condensed, "short");
    cr_expect_eq(x.memos.n, 0);
    exchange_release(&x);
}

Test(refi_read, codebook__is_read_in_every_namespace)
{
    static const char *const names[] = {"urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0",
                                        "urn:QDA-XML:codebook:0:4"};
    for (size_t i = 0; i < 3; i++) {
        struct exchange x;
        char *s = mem_printf(
            "\xef\xbb\xbf<?xml version='1.0'?><CodeBook xmlns='%s' origin='P'><Codes><Code guid='" G(
                1) "' name='one' isCodable='true'/></Codes><Sets>%s</Sets></CodeBook>",
            names[i], i == 0 ? "<Set guid='" G(2) "' name='S'><MemberCode guid='" G(1) "'/></Set>" : "");
        take(&format_qdc, s, strlen(s), &x);
        cr_expect_eq(x.codes.n, 1);
        cr_expect_eq(x.members.n, i == 0 ? 1 : 0);
        exchange_release(&x);
        mem_free(s);
    }
}

Test(refi_read, broken__is_refused)
{
    static const char *const bad[] = {
        "<Project xmlns='urn:QDA-XML:project:1.0'><Sources>", "<Other xmlns='urn:QDA-XML:project:1.0'/>",
        "<!DOCTYPE Project [<!ENTITY a 'b'>]><Project xmlns='urn:QDA-XML:project:1.0' name='&a;'/>", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct exchange x;
        struct err e = ERR_INIT;
        exchange_init(&x);
        cr_expect(!format_qde.take(bad[i], strlen(bad[i]), &(struct read_options){.name = "x"}, &x, &e),
                  "%zu", i);
        cr_expect_eq(e.kind, ERR_INPUT);
        err_release(&e);
        exchange_release(&x);
    }
}

Test(refi_read, many_codings__take_no_time)
{
    enum { N = 50000 };
    struct buf b = BUF_INIT;
    struct exchange x;
    buf_addstr(&b, CODES "<Sources><TextSource guid='" G(3) "' name='A'><PlainTextContent>");
    for (size_t i = 0; i < N; i++)
        buf_addstr(&b, "ord ");
    buf_addstr(&b, "</PlainTextContent>");
    for (size_t i = 0; i < N; i++)
        buf_addf(&b,
                 "<PlainTextSelection guid='%08zX-0000-4000-8000-000000000001' startPosition='%zu' "
                 "endPosition='%zu'>"
                 "<Coding guid='%08zX-0000-4000-8000-000000000002'><CodeRef targetGUID='" G(
                     1) "'/></Coding>"
                        "</PlainTextSelection>",
                 i, 4 * i, 4 * i + 3, i);
    buf_addstr(&b, "</TextSource></Sources>");
    take_project(b.s, &x);
    cr_expect_eq(x.codings.n, N);
    expect_words(&x, N - 1, "ord");
    buf_release(&b);
    exchange_release(&x);
}

/* ---- the consortium's standard project ---- */

static bool load_standard(struct buf *out)
{
    const char *root = getenv("TEMA_REAL_FILES");
    struct err e = ERR_INIT;
    if (!root)
        return false;
    char *path = mem_printf("%s/qdpx/atlasti84-mac-standard-project.qdpx", root);
    bool ok = file_read(path, 64 << 20, out, &e);
    cr_assert(ok, "%s", err_text(&e));
    mem_free(path);
    return true;
}

Test(refi_read, standard_project__without_its_files_is_taken_as_far_as_it_goes)
{
    struct buf b = BUF_INIT;
    struct exchange x;
    if (!load_standard(&b))
        cr_skip_test("TEMA_REAL_FILES is not set");
    take(&format_qdpx, b.s, b.len, &x);
    cr_expect_eq(x.codes.n, 14);
    cr_expect_eq(x.coders.n, 3);
    cr_expect_eq(x.sources.n, 0);
    cr_expect_eq(x.memos.n, 2);
    cr_expect(noted(&x, "'Simon.docx'") && noted(&x, "'cornflakes-n-milk.jpg'"));
    exchange_release(&x);
    buf_release(&b);
}

/* Its texts do not come with it: these are made so that the names of the selections, which begin with the words, stand
 * where the selections begin. */
static void put(struct buf *b, size_t at, const char *words)
{
    size_t n = utf8_count(b->s, b->len);
    for (; n < at; n++)
        buf_addch(b, n % 6 == 5 ? ' ' : 'x');
    b->len = utf8_byte(b->s, b->len, (cp_off){at}).b;
    if (at > 0)
        b->s[b->len - 1] = ' ';
    buf_addstr(b, words);
}

Test(refi_read, standard_project__stands_on_its_words)
{
    struct buf b = BUF_INIT, xml = BUF_INIT, zip, diet = BUF_INIT, simon = BUF_INIT, pie = BUF_INIT;
    struct container *c;
    struct exchange x;
    if (!load_standard(&b))
        cr_skip_test("TEMA_REAL_FILES is not set");
    cr_assert(container_open(b.s, b.len, &c, NULL) && container_read_name(c, "project.qde", &xml, NULL));
    put(&diet, 139, "Oh, that was great. See you tomorrow? Eleven thirty. Mm. No.");
    put(&simon, 215, "I did try the gluten free bread, but it was always so soggy, ");
    put(&simon, 513,
        "But to be honest, I used to have a much bigger breakfast, and these days I find myself snacking "
        "about ");
    put(&simon, 1000, "end");
    put(&pie, 62, "granola ");
    put(&pie, 297,
        "favoritos.\nDificultad: Media\nTiempo: 2 horas 30 minutos\nPorciones: 8\nIngredientes\nPara la "
        "base ");
    put(&pie, 600, "end");
    struct file files[] = {{"Project.qde", xml.s, xml.len},
                           {"Sources/230B768E-5A3D-42B7-BE92-2A3721177944.txt", diet.s, diet.len},
                           {"Sources/C1C745F7-8E4D-48B2-9710-655AFE7E54FA.txt", simon.s, simon.len},
                           {"Sources/142EB46D-612E-4593-A385-D0E5D04D1288.txt", pie.s, pie.len},
                           {NULL, NULL, 0}};
    zip_of(files, &zip);
    take(&format_qdpx, zip.s, zip.len, &x);
    cr_assert_eq(x.sources.n, 4);
    expect_words(&x, 0, "Oh, that was great. See you tomorrow? Eleven thirty. Mm.");
    expect_words(&x, 2, "I did try the gluten free bread, but it was always so soggy,");
    bool granola = false;
    for (size_t i = 0; i < x.segments.n; i++) {
        char *w = words(&x, &x.segments.v[i]);
        granola = granola || strcmp(w, "granola") == 0;
        mem_free(w);
    }
    cr_expect(granola);
    const struct transcript *t = x.sources.v[3].text;
    cr_expect(t->timed, "the transcript inside the video has times");
    cr_expect(
        noted(&x, "of the recording '1994 Diet Coke-Diet Coke Break.mp4' the transcripts were taken in"));
    cr_expect(memo_about(&x, MEMO_SEGMENT,
                         "damage done by fatty foods\n\nwhy does Simon feel the need to do this?"));
    container_close(c);
    exchange_release(&x);
    buf_release(&b);
    buf_release(&xml);
    buf_release(&zip);
    buf_release(&diet);
    buf_release(&simon);
    buf_release(&pie);
}
