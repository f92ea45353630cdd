#include "bench/invent_formats.h"

#include <string.h>
#include <zip.h>

#include "bench/invent.h"

enum { CUE_WORDS = 12, WORD_MS = 380, SPEAKERS = 6 };

/* ---- times and cues ---- */

static void add_clock(struct buf *out, size_t ms, char point)
{
    buf_addf(out, "%02zu:%02zu:%02zu", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
    if (point != '\0')
        buf_addf(out, "%c%03zu", point, ms % 1000);
}

/* The next CUE_WORDS words of *said, which is moved behind them and their blank; how many bytes they are. */
static size_t next_cue(const char **said, size_t *ms, size_t *ret_from, size_t *ret_to)
{
    const char *s = *said, *end = s;
    size_t words = 1;
    while (*end != '\0' && !(*end == ' ' && words++ == CUE_WORDS))
        end++;
    *ret_from = *ms;
    *ret_to = *ms + words * WORD_MS;
    *ms = *ret_to + 50;
    *said = *end == ' ' ? end + 1 : end;
    return (size_t)(end - s);
}

static size_t reading_ms(const char *said)
{
    return strlen(said) * 65;
}

/* ---- plain texts ---- */

static void add_txt(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)ms;
    (void)first;
    buf_addf(out, "%s: %s\n\n", who, said);
}

static void add_md(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)ms;
    buf_addf(out, first ? "# An interview\n\n**%s:** %s\n\n" : "**%s:** %s\n\n", who, said);
}

static void add_stamped(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)first;
    buf_addstr(out, "[");
    add_clock(out, *ms, '\0');
    buf_addf(out, "] %s: %s\n", who, said);
    *ms += reading_ms(said);
}

/* ---- subtitles, and what Whisper writes ---- */

static void add_vtt(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    size_t from, to;
    (void)first;
    while (*said != '\0') {
        const char *s = said;
        size_t n = next_cue(&said, ms, &from, &to);
        add_clock(out, from, '.');
        buf_addstr(out, " --> ");
        add_clock(out, to, '.');
        buf_addf(out, "\n<v %s>%.*s</v>\n\n", who, (int)n, s);
    }
}

static void add_srt(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    size_t from, to;
    for (bool named = true; *said != '\0'; named = false) {
        const char *s = said;
        size_t n = next_cue(&said, ms, &from, &to);
        buf_addf(out, "%zu\n", first && named ? 1 : from / WORD_MS + 2);
        add_clock(out, from, ',');
        buf_addstr(out, " --> ");
        add_clock(out, to, ',');
        buf_addf(out, named ? "\n%s: %.*s\n\n" : "\n%.0s%.*s\n\n", who, (int)n, s);
    }
}

static void add_whisper_json(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    size_t from, to;
    for (bool begun = !first; *said != '\0'; begun = true) {
        const char *s = said;
        size_t n = next_cue(&said, ms, &from, &to);
        buf_addf(out, "%s{\"id\": %zu, \"start\": %zu.%03zu, \"end\": %zu.%03zu,", begun ? ",\n" : "",
                 from / WORD_MS, from / 1000, from % 1000, to / 1000, to % 1000);
        buf_addf(out, " \"text\": \" %.*s\", \"speaker\": \"%s\", \"avg_logprob\": -0.31}", (int)n, s, who);
    }
}

static void add_whisper_txt(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    size_t from, to;
    (void)who;
    (void)first;
    while (*said != '\0') {
        const char *s = said;
        size_t n = next_cue(&said, ms, &from, &to);
        buf_addstr(out, "[");
        add_clock(out, from, '.');
        buf_addstr(out, " --> ");
        add_clock(out, to, '.');
        buf_addf(out, "]  %.*s\n", (int)n, s);
    }
}

/* ---- documents ---- */

/* A word of the name in bold and the turn in three runs, as Word splits them where it has checked the spelling. */
static void add_docx(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    size_t n = strlen(said), third = n / 3;
    (void)ms;
    (void)first;
    while (third < n && said[third] != ' ')
        third++;
    buf_addf(out,
             "<w:p w:rsidR=\"00A77B3E\"><w:pPr><w:spacing w:after=\"120\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
             "<w:t>%s</w:t></w:r><w:r><w:t xml:space=\"preserve\">: </w:t></w:r>",
             who);
    buf_addf(
        out,
        "<w:proofErr w:type=\"spellStart\"/><w:r w:rsidRPr=\"00B12\"><w:rPr><w:lang w:val=\"nb-NO\"/></w:rPr>"
        "<w:t xml:space=\"preserve\">%.*s</w:t></w:r>"
        "<w:r><w:t xml:space=\"preserve\">%s</w:t></w:r></w:p>",
        (int)third, said, said + third);
}

static void add_odt(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)ms;
    (void)first;
    buf_addf(out,
             "<text:p text:style-name=\"P1\"><text:span "
             "text:style-name=\"T1\">%s:</text:span><text:s/>%s</text:p>",
             who, said);
}

/* Letters beyond ASCII as Word writes them in a document of code page 1252. */
static void add_rtf(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)ms;
    (void)first;
    buf_addf(out, "\\pard\\plain\\ltrpar\\ql\\sa120\\f0\\fs24 {\\b\\insrsid1 %s: }{\\insrsid2 ", who);
    for (const char *s = said; *s != '\0';) {
        size_t n = strcspn(s, "\xc3");
        buf_add(out, s, n);
        s += n;
        if (*s != '\0') { /* æ ø å and their capitals, all below U+0100 */
            buf_addf(out, "\\'%02x", ((unsigned char)s[1] & 0x3f) | 0xc0);
            s += 2;
        }
    }
    buf_addstr(out, "}\\par\n");
}

static void add_html(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)ms;
    (void)first;
    buf_addf(out, "<p class=\"turn\"><b>%s:</b> <span style=\"color: #222\">%s</span></p>\n", who, said);
}

/* ---- tables: a survey's cells are long enough for a file of any size to stay within what a table may hold ---- */

static void add_row(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)first;
    add_clock(out, *ms, '\0');
    buf_addf(out, ",%s,\"%s\"\n", who, said);
    *ms += reading_ms(said);
}

static void add_answer(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)who;
    (void)first;
    size_t row = (*ms)++;
    buf_addf(out, "R%zu,%zu,\"%s\",\"%s\"\n", row, 20 + row % 50, said, said);
}

static void add_participant(struct buf *out, const char *who, const char *said, size_t *ms, bool first)
{
    (void)first;
    size_t row = (*ms)++;
    buf_addf(out, "%s-%zu,%zu,nurse,%s,\"%s\",\"%s\"\n", who, row, 20 + row % 50,
             row % 3 == 0 ? "Bergen" : "Oslo", said, said);
}

#define XML_HEAD  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE    "urn:oasis:names:tc:opendocument:xmlns:"
#define RELATIONS "http://schemas.openxmlformats.org/"

static const char *const beside_docx[] = {
    "[Content_Types].xml",
    XML_HEAD
    "<Types xmlns=\"" RELATIONS "package/2006/content-types\">"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "</Types>",
    "_rels/.rels",
    XML_HEAD "<Relationships xmlns=\"" RELATIONS "package/2006/relationships\">"
             "<Relationship Id=\"rId1\" Type=\"" RELATIONS
             "officeDocument/2006/relationships/officeDocument\" "
             "Target=\"word/document.xml\"/></Relationships>",
    NULL,
};
static const char *const beside_odt[] = {"mimetype", "application/vnd.oasis.opendocument.text", NULL};

const struct invent_kind invent_kinds[] = {
    {"txt", "txt.txt", "", "", add_txt, NULL, NULL},
    {"md", "md.md", "", "", add_md, NULL, NULL},
    {"stamps", "stamps.txt", "", "", add_stamped, NULL, NULL},
    {"vtt", "vtt.vtt", "WEBVTT\n\n", "", add_vtt, NULL, NULL},
    {"srt", "srt.srt", "", "", add_srt, NULL, NULL},
    {"whisper-json", "whisper-json.json", "{\"text\": \"\", \"segments\": [", "], \"language\": \"no\"}\n",
     add_whisper_json, NULL, NULL},
    {"whisper-txt", "whisper-txt.txt", "", "", add_whisper_txt, NULL, NULL},
    {"docx", "docx.docx", XML_HEAD "<w:document xmlns:w=\"" RELATIONS "wordprocessingml/2006/main\"><w:body>",
     "</w:body></w:document>", add_docx, "word/document.xml", beside_docx},
    {"odt", "odt.odt",
     XML_HEAD "<office:document-content xmlns:office=\"" OFFICE "office:1.0\" xmlns:text=\"" OFFICE
              "text:1.0\" office:version=\"1.3\"><office:body><office:text>",
     "</office:text></office:body></office:document-content>", add_odt, "content.xml", beside_odt},
    {"rtf", "rtf.rtf",
     "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Calibri;}}\n"
     "{\\stylesheet{\\s0 Normal;}}\n",
     "}\n", add_rtf, NULL, NULL},
    {"html", "html.html",
     "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>An interview</title></head><body>\n",
     "</body></html>\n", add_html, NULL, NULL},
    {"turns", "turns.csv", "time,speaker,text\n", "", add_row, NULL, NULL},
    {"answers", "answers.csv", "Respondent,Age,What happened then?,What would you change?\n", "", add_answer,
     NULL, NULL},
    {"participants", "participants.csv", "Name,Age,Role,Town,Background,Remarks\n", "", add_participant, NULL,
     NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

/* ---- zips ---- */

static bool add_entry(zip_t *z, const char *name, const char *text, size_t n)
{
    zip_source_t *s = zip_source_buffer(z, text, n, 0);
    if (s != NULL && zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) >= 0)
        return true;
    zip_source_free(s);
    return false;
}

static bool add_zip(zip_source_t *s, struct buf *out)
{
    bool ok = zip_source_open(s) == 0;
    if (ok && zip_source_seek(s, 0, SEEK_END) == 0) {
        size_t n = (size_t)zip_source_tell(s);
        buf_reserve(out, n);
        ok = zip_source_seek(s, 0, SEEK_SET) == 0 &&
             zip_source_read(s, out->s + out->len, n) == (zip_int64_t)n;
        out->len += ok ? n : 0;
    }
    zip_source_close(s);
    return ok;
}

static bool packed(const struct invent_kind *kind, const struct buf *text, struct buf *out, struct err *err)
{
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = s == NULL ? NULL : zip_open_from_source(s, ZIP_TRUNCATE, NULL);
    bool ok = z != NULL;
    if (ok)
        zip_source_keep(s);
    for (const char *const *f = kind->beside; ok && *f != NULL; f += 2)
        ok = add_entry(z, f[0], f[1], strlen(f[1]));
    ok = ok && add_entry(z, kind->inside, text->s, text->len);
    if (z != NULL && (!ok || zip_close(z) != 0)) {
        zip_discard(z);
        ok = false;
    }
    ok = ok && add_zip(s, out);
    zip_source_free(s);
    return ok || err_set(err, ERR_IO, "'%s' could not be packed", kind->file);
}

bool invent_kind_bytes(const struct invent_kind *kind, uint64_t seed, size_t bytes, struct buf *out,
                       struct err *err)
{
    struct dice d = {seed};
    struct buf text = BUF_INIT, said = BUF_INIT, who = BUF_INIT;
    size_t ms = 1500;
    bool ok = true;
    buf_addstr(&text, kind->before);
    for (size_t i = 0; text.len < bytes; i++) {
        buf_clear(&said);
        buf_clear(&who);
        buf_addf(&who, "Person %zu", i % 2 == 0 ? (size_t)1 : 2 + dice_below(&d, SPEAKERS - 1));
        for (size_t n = i % 2 == 0 ? 1 + dice_below(&d, 2) : 2 + dice_below(&d, 8); n > 0; n--) {
            invent_sentence(&d, &said);
            buf_addstr(&said, n > 1 ? " " : "");
        }
        kind->turn(&text, buf_str(&who), buf_str(&said), &ms, i == 0);
    }
    buf_addstr(&text, kind->behind);
    if (kind->inside != NULL)
        ok = packed(kind, &text, out, err);
    else
        buf_add(out, text.s, text.len);
    buf_release(&text);
    buf_release(&said);
    buf_release(&who);
    return ok;
}
