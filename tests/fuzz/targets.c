#include "targets.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/formats/container_priv.h"
#include "../../src/formats/exchange_priv.h"
#include "../../src/formats/office_priv.h"
#include "../../src/formats/pages_priv.h"
#include "../../src/formats/programs_priv.h"
#include "../../src/formats/refi_priv.h"
#include "../../src/formats/tables_priv.h"
#include "../../src/formats/timed_priv.h"
#include "tema/base/mem.h"
#include "tema/formats/framework.h"
#include "tema/text/utf8.h"
#include "wrap.h"

#define MUST(holds, ...) ((holds) ? (void)0 : fail(__VA_ARGS__))

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("broken promise: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    abort();
}

/* A refusal is a sentence about the input. */
static void refused(struct err *e)
{
    MUST(e->kind == ERR_INPUT, "refused as of kind %d: %s", (int)e->kind, err_text(e));
    MUST(*err_text(e), "refused without a word");
    err_release(e);
}

/* ---- what must hold of a study that was read ---- */

static void same(const struct exchange *a, const struct exchange *b, const char *how)
{
    struct buf x = BUF_INIT, y = BUF_INIT;
    exchange_to_json(a, &x);
    exchange_to_json(b, &y);
    MUST(x.len == y.len && memcmp(x.s, y.s, x.len) == 0, "%s changes the study:\n%s\n%s", how, x.s, y.s);
    buf_release(&x);
    buf_release(&y);
}

static void survives_pack(const struct exchange *x)
{
    struct buf packed = BUF_INIT;
    struct exchange back;
    struct err e = ERR_INIT;
    exchange_init(&back);
    exchange_pack(x, &packed);
    MUST(exchange_unpack(buf_str(&packed), packed.len, &back, &e), "what was packed: %s", err_text(&e));
    MUST(back.notes.n == x->notes.n, "notes are lost on the way");
    same(x, &back, "packing");
    exchange_release(&back);
    buf_release(&packed);
}

static void survives_json(const struct exchange *x)
{
    struct buf json = BUF_INIT;
    struct exchange back;
    struct err e = ERR_INIT;
    exchange_init(&back);
    exchange_to_json(x, &json);
    MUST(exchange_from_json(buf_str(&json), json.len, &back, &e), "its JSON: %s\n%s", err_text(&e), json.s);
    same(x, &back, "JSON");
    exchange_release(&back);
    buf_release(&json);
}

static void notes_are_sentences(const struct exchange *x)
{
    for (size_t i = 0; i < x->notes.n; i++) {
        const char *s = x->notes.v[i];
        MUST(*s && utf8_valid(s, strlen(s), NULL), "note %zu is no sentence: '%s'", i, s);
    }
}

static void study_holds(const struct exchange *x)
{
    struct err e = ERR_INIT;
    MUST(exchange_check(x, &e), "what was read: %s", err_text(&e));
    notes_are_sentences(x);
    survives_pack(x);
    survives_json(x);
}

/* ---- readers ---- */

/* A first line "? COLUMNS" says which columns are what, as --columns does. */
static char *columns_of(const char **s, size_t *n)
{
    const char *end = *n > 1 && **s == '?' ? memchr(*s, '\n', *n) : NULL;
    if (!end)
        return NULL;
    char *columns = mem_strndup(*s + 1, (size_t)(end - *s - 1));
    *n -= (size_t)(end + 1 - *s);
    *s = end + 1;
    return columns;
}

static void read_with(const struct format *f, const char *s, size_t n)
{
    struct exchange x;
    struct err e = ERR_INIT;
    char *columns = f->take && !f->bytes ? columns_of(&s, &n) : NULL;
    struct read_options opt = {.name = "file.txt", .columns = columns};
    if (n == 0) {
        mem_free(columns);
        return;
    }
    int sure = f->sniff(s, n);
    MUST(sure >= 0 && sure <= 100, "sure to %d per cent", sure);
    exchange_init(&x);
    bool ok = f->take ? f->take(s, n, &opt, &x, &e) : f->read(s, n, exchange_source(&x, "", "")->text, &e);
    if (ok)
        study_holds(&x);
    else if (e.kind != ERR_USAGE || !columns)
        refused(&e);
    err_release(&e);
    exchange_release(&x);
    mem_free(columns);
}

/* Readers of text get what formats_read hands them: UTF-8 without NUL, LF. */
static void to_text(const char *s, size_t n, struct buf *out)
{
    size_t bom = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct err e = ERR_INIT;
    MUST(charset_to_utf8("UTF-8", s + bom, n - bom, bom, true, out, NULL, &e), "%s", err_text(&e));
    MUST(utf8_valid(buf_str(out), out->len, NULL) && !memchr(buf_str(out), 0, out->len),
         "converted to no UTF-8");
    out->len = charset_unix_lines(out->s, out->len);
    if (out->s)
        out->s[out->len] = '\0';
}

/* Readers get bytes that end where they end, so that a step beyond is seen. */
static void read_exactly(const struct format *f, const char *s, size_t n)
{
    char *own = mem_realloc(NULL, n + !n);
    memcpy(own, s, n);
    read_with(f, own, n);
    mem_free(own);
}

/* ---- beside the readers ---- */

static void parse_pdf_text(const char *s, size_t n)
{
    struct exchange x;
    struct err e = ERR_INIT;
    struct buf text = BUF_INIT;
    to_text(s, n, &text);
    exchange_init(&x);
    if (pdf_text(buf_str(&text), text.len, exchange_source(&x, "", "")->text, &e))
        study_holds(&x);
    else
        refused(&e);
    exchange_release(&x);
    buf_release(&text);
}

static void parse_answer(const char *s, size_t n)
{
    struct exchange x;
    struct err e = ERR_INIT;
    exchange_init(&x);
    if (exchange_unpack(s, n, &x, &e))
        study_holds(&x);
    else
        refused(&e);
    exchange_release(&x);
}

static void parse_framework(const char *s, size_t n)
{
    struct framework f;
    struct err e = ERR_INIT;
    framework_init(&f);
    if (!framework_parse(s, n, &f, &e))
        refused(&e);
    for (size_t i = 0; i < f.codes.n && !e.kind; i++)
        MUST(f.codes.v[i].parent < f.codes.v[i].id &&
                 utf8_valid(f.codes.v[i].name, strlen(f.codes.v[i].name), NULL),
             "code %zu stands before its parent or has no name", i);
    framework_release(&f);
}

/* Every entry, also by its name. */
static void parse_container(const char *s, size_t n)
{
    struct container *c;
    struct err e = ERR_INIT;
    if (!container_open(s, n, &c, &e)) {
        refused(&e);
        return;
    }
    for (size_t i = 0; i < container_count(c) && i < 64; i++) {
        struct buf out = BUF_INIT;
        const char *name = container_name(c, i);
        size_t at;
        MUST(utf8_valid(name, strlen(name), NULL), "a name that is no UTF-8");
        if (container_find(c, name, &at))
            MUST(at < container_count(c), "an entry that is not there");
        container_peek(c, i, 100, &out, NULL);
        MUST(out.len <= 100, "more than was asked for");
        buf_clear(&out);
        if (!container_read(c, i, &out, &e))
            refused(&e);
        buf_release(&out);
    }
    container_close(c);
}

static void parse_xml(const char *s, size_t n)
{
    struct xml *x;
    struct err e = ERR_INIT;
    enum xml_event event = XML_TEXT;
    bool ok;
    if (!xml_open(s, n, &x, &e)) {
        refused(&e);
        return;
    }
    while ((ok = xml_next(x, &event, &e)) && event != XML_EOF) {
        size_t len;
        MUST(xml_depth(x) <= XML_DEPTH, "depth %zu", xml_depth(x));
        if (event == XML_TEXT) {
            const char *text = xml_text(x, &len);
            MUST(utf8_valid(text, len, NULL), "a text that is no UTF-8");
        } else if (event == XML_START && strcmp(xml_name(x), "skip") == 0 && !(ok = xml_skip(x, &e))) {
            break;
        } else if (event == XML_START) {
            xml_attr(x, "guid");
            xml_attr_ns(x, "", "name");
        }
    }
    if (!ok)
        refused(&e);
    xml_close(x);
}

/* What formats_read does before a reader is asked. */
static void parse_charset(const char *s, size_t n)
{
    struct charset_guess g;
    struct buf text = BUF_INIT;
    struct err e = ERR_INIT;
    charset_detect(s, n, &g);
    MUST(g.confidence >= 0 && g.confidence <= 100 && g.bom <= n && *g.name, "a guess of no sense");
    charset_is_binary(s, n, &g);
    html_charset(s, n);
    MUST(charset_to_utf8(g.name, s + g.bom, n - g.bom, g.bom, true, &text, NULL, &e), "%s", err_text(&e));
    MUST(utf8_valid(buf_str(&text), text.len, NULL), "converted to no UTF-8");
    buf_release(&text);
}

static void parse_guess(const char *s, size_t n)
{
    struct buf text = BUF_INIT;
    struct err e = ERR_INIT;
    format_guess_bytes("file", s, n);
    to_text(s, n, &text);
    if (text.len > 0)
        MUST(format_guess("file", buf_str(&text), text.len), "taken for nothing");
    if (!foreign_bytes("file.csv", s, n, &e) || !foreign_text("file.csv", buf_str(&text), text.len, &e))
        refused(&e);
    buf_release(&text);
}

/* What was read from JSON goes out in every other format; what is a .qdpx comes back. */
static void parse_writers(const char *s, size_t n)
{
    struct exchange x, back;
    struct err e = ERR_INIT;
    exchange_init(&x);
    if (!exchange_from_json(s, n, &x, &e)) {
        refused(&e);
        exchange_release(&x);
        return;
    }
    for (size_t i = 0; project_formats[i]; i++) {
        const struct format *reader = format_find(project_formats[i]->name);
        struct buf out = BUF_INIT;
        exchange_init(&back);
        if (!project_formats[i]->write(&x, &out, &e))
            refused(&e);
        else if (reader && reader->take && reader->bytes) {
            MUST(reader->take(buf_str(&out), out.len, &(struct read_options){.name = "file.qdpx"}, &back, &e),
                 "its %s: %s", reader->name, err_text(&e));
            MUST(exchange_check(&back, &e), "back from %s: %s", reader->name, err_text(&e));
        }
        exchange_release(&back);
        buf_release(&out);
    }
    exchange_release(&x);
}

/* ---- the table ---- */

static bool wrap_docx(const char *s, size_t n, struct buf *out)
{
    wrap_zip("word/document.xml", s, n, out);
    return true;
}

static bool wrap_odt(const char *s, size_t n, struct buf *out)
{
    wrap_zip("content.xml", s, n, out);
    return true;
}

static bool wrap_qdpx(const char *s, size_t n, struct buf *out)
{
    wrap_zip("project.qde", s, n, out);
    return true;
}

static bool wrap_taguette(const char *s, size_t n, struct buf *out)
{
    return wrap_rows(taguette_schema, s, n, out);
}

static bool wrap_qualcoder(const char *s, size_t n, struct buf *out)
{
    return wrap_rows(qualcoder_schema, s, n, out);
}

static bool wrap_rqda(const char *s, size_t n, struct buf *out)
{
    return wrap_rows(rqda_schema, s, n, out);
}

const struct target targets[] = {
    {"txt", NULL, &format_txt, NULL},
    {"md", NULL, &format_md, NULL},
    {"vtt", NULL, &format_vtt, NULL},
    {"srt", NULL, &format_srt, NULL},
    {"whisper-json", NULL, &format_whisper_json, NULL},
    {"whisper-txt", NULL, &format_whisper_txt, NULL},
    {"stamps", NULL, &format_stamps, NULL},
    {"rtf", NULL, &format_rtf, NULL},
    {"html", NULL, &format_html, NULL},
    {"pdf-text", NULL, NULL, parse_pdf_text},
    {"turns", NULL, &format_turns, NULL},
    {"answers", NULL, &format_answers, NULL},
    {"participants", NULL, &format_participants, NULL},
    {"docx", NULL, &format_docx, NULL},
    {"docx-inside", wrap_docx, &format_docx, NULL},
    {"odt", NULL, &format_odt, NULL},
    {"odt-inside", wrap_odt, &format_odt, NULL},
    {"nvivo-codebook", NULL, &format_nvivo_codebook, NULL},
    {"nvivo-codebook-inside", wrap_docx, &format_nvivo_codebook, NULL},
    {"qdpx", NULL, &format_qdpx, NULL},
    {"qdpx-inside", wrap_qdpx, &format_qdpx, NULL},
    {"qde", NULL, &format_qde, NULL},
    {"qdc", NULL, &format_qdc, NULL},
    {"taguette", NULL, &format_taguette, NULL},
    {"taguette-inside", wrap_taguette, &format_taguette, NULL},
    {"qualcoder", NULL, &format_qualcoder, NULL},
    {"qualcoder-inside", wrap_qualcoder, &format_qualcoder, NULL},
    {"rqda", NULL, &format_rqda, NULL},
    {"rqda-inside", wrap_rqda, &format_rqda, NULL},
    {"json", NULL, &format_json, NULL},
    {"writers", NULL, NULL, parse_writers},
    {"answer", NULL, NULL, parse_answer},
    {"framework", NULL, NULL, parse_framework},
    {"container", NULL, NULL, parse_container},
    {"xml", NULL, NULL, parse_xml},
    {"charset", NULL, NULL, parse_charset},
    {"guess", NULL, NULL, parse_guess},
    {0},
};

const struct target *target_find(const char *name)
{
    for (const struct target *t = targets; t->name; t++) {
        if (strcmp(t->name, name) == 0)
            return t;
    }
    return NULL;
}

void target_run(const struct target *t, const char *s, size_t n)
{
    struct buf b = BUF_INIT;
    if (t->parse) {
        t->parse(s, n);
        return;
    }
    if (t->wrap) {
        MUST(t->wrap(s, n, &b), "it cannot be wrapped");
    } else if (!t->format->bytes) {
        to_text(s, n, &b);
    }
    if (t->wrap || !t->format->bytes)
        read_exactly(t->format, buf_str(&b), b.len);
    else
        read_exactly(t->format, s, n);
    buf_release(&b);
}
