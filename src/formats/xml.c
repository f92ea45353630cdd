/* XML, event after event, over libxml2's reader. What the parser is slow at or would follow is refused before
 * it sees it. */
#include "xml_priv.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "tema/base/arena.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

struct xml {
    xmlTextReader *reader;
    struct buf converted; /* the document, when it did not come in UTF-8 */
    enum xml_event event;
    xmlNode *node; /* of the last event; NULL before the first and at the end */
    size_t text_n;
    size_t depth, line;
    bool empty; /* an XML_START whose XML_END the reader does not give */
    bool failed, ended;
    struct err fault;
    struct arena values; /* attributes in more than one piece, until the next event */
};

static const char *str(const xmlChar *s)
{
    return s ? (const char *)s : "";
}

static size_t line_at(const char *s, size_t at)
{
    size_t line = 1;
    const char *p = s;
    while ((p = memchr(p, '\n', at - (size_t)(p - s)))) {
        line++;
        p++;
    }
    return line;
}

/* ---- charset ---- */

static bool convert_utf16(const char *s, size_t n, bool big, struct buf *out, struct err *err)
{
    const unsigned char *u = (const unsigned char *)s;
    buf_reserve(out, n + n / 2);
    for (size_t i = 0; i + 1 < n; i += 2) {
        char utf8[4];
        uint32_t cp = big ? (uint32_t)u[i] << 8 | u[i + 1] : (uint32_t)u[i + 1] << 8 | u[i];
        if (cp >= 0xd800 && cp < 0xe000) {
            uint32_t low = 0;
            if (i + 3 < n)
                low = big ? (uint32_t)u[i + 2] << 8 | u[i + 3] : (uint32_t)u[i + 3] << 8 | u[i + 2];
            if (cp >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
                return err_set(err, ERR_INPUT, _("line %zu: the XML is no valid UTF-16"),
                               line_at(buf_str(out), out->len));
            cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        buf_add(out, utf8, utf8_encode(cp, utf8));
    }
    return n % 2 == 0 ||
           err_set(err, ERR_INPUT, _("the XML is no valid UTF-16: it ends in half a character"));
}

static void convert_latin1(const char *s, size_t n, struct buf *out)
{
    buf_reserve(out, n);
    for (size_t i = 0; i < n; i++) {
        char utf8[4];
        buf_add(out, utf8, utf8_encode((unsigned char)s[i], utf8));
    }
}

static bool same_word(const char *s, size_t n, const char *word)
{
    size_t i = 0;
    while (i < n && word[i] && (s[i] | 0x20) == (word[i] | 0x20))
        i++;
    return i == n && word[i] == '\0';
}

/* The value of encoding="…" in the declaration; NULL when there is none. */
static const char *declared(const char *s, size_t n, size_t *ret_n)
{
    const char *end = n >= 6 && memcmp(s, "<?xml", 5) == 0 ? memchr(s, '>', n) : NULL;
    for (const char *p = end ? s + 5 : NULL; p && p + 10 < end; p++) {
        if (memcmp(p, "encoding", 8) != 0)
            continue;
        p += 8;
        while (p < end && (*p == ' ' || *p == '=' || *p == '\t'))
            p++;
        const char *close =
            p < end && (*p == '"' || *p == '\'') ? memchr(p + 1, *p, (size_t)(end - p) - 1) : NULL;
        if (!close)
            return NULL;
        *ret_n = (size_t)(close - p) - 1;
        return p + 1;
    }
    return NULL;
}

/* From *s, *n on is UTF-8 afterwards, without a mark. */
static bool to_utf8(const char **s, size_t *n, struct buf *converted, struct err *err)
{
    static const char *const same[] = {"utf-8",  "utf8",     "us-ascii", "ascii",
                                       "utf-16", "utf-16le", "utf-16be"};
    const char *p = *s;
    bool big = *n >= 2 && (memcmp(p, "\xfe\xff", 2) == 0 || memcmp(p, "\0<", 2) == 0);
    bool little = *n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "<\0", 2) == 0);
    if (big || little) {
        size_t mark = p[0] == '<' || p[1] == '<' ? 0 : 2;
        if (!convert_utf16(p + mark, *n - mark, big, converted, err))
            return false;
        *s = buf_str(converted);
        *n = converted->len;
        return true;
    }
    size_t mark = *n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, len = 0;
    *s += mark;
    *n -= mark;
    const char *name = declared(*s, *n, &len);
    if (!name || mark)
        return true;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (same_word(name, len, same[i]))
            return true;
    }
    if (!same_word(name, len, "iso-8859-1") && !same_word(name, len, "latin1"))
        return err_set(err, ERR_INPUT,
                       _("the XML is in the charset '%.*s'; only UTF-8, UTF-16 and ISO-8859-1 are read"),
                       len < 40 && utf8_valid(name, len, NULL) ? (int)len : 0, name);
    convert_latin1(*s, *n, converted);
    *s = buf_str(converted);
    *n = converted->len;
    return true;
}

/* ---- what is refused before parsing ---- */

/* Past the end of the construct that begins at `at` and ends with `close`, whose last byte is '>'; 0 when it
 * does not end. */
static size_t past(const char *s, size_t n, size_t at, const char *close)
{
    size_t len = strlen(close);
    for (size_t from = at; at < n;) {
        const char *gt = memchr(s + at, '>', n - at);
        if (!gt)
            break;
        at = (size_t)(gt - s) + 1;
        if (at - from >= len && memcmp(s + at - len, close, len) == 0)
            return at;
    }
    return 0;
}

/* Constructs that the parser is slow at when they are long; shorter ones it can have. */
enum { LONG_CONSTRUCT = 1000 };

/* Text as it stands in a CDATA section, as it stands outside of one. */
static void add_escaped(struct buf *out, const char *s, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '&' && s[i] != '<' && s[i] != '>')
            continue;
        buf_add(out, s + kept, i - kept);
        buf_addstr(out, s[i] == '&' ? "&amp;" : s[i] == '<' ? "&lt;" : "&gt;");
        kept = i + 1;
    }
    buf_add(out, s + kept, n - kept);
}

/* Only its newlines, so that the lines keep their numbers. */
static void add_newlines(struct buf *out, const char *s, size_t n)
{
    for (const char *p = s; (p = memchr(p, '\n', n - (size_t)(p - s))); p++)
        buf_addch(out, '\n');
}

struct scan {
    const char *s;
    size_t n, kept;   /* up to there the text has been taken over … */
    struct buf plain; /* … into this, when anything had to be rewritten */
};

/* A comment, CDATA section or processing instruction that begins at `at`; `open` bytes open it. */
static bool pass_over(struct scan *c, size_t *at, size_t open, const char *close, struct err *err)
{
    size_t from = *at, end = past(c->s, c->n, from + open, close);
    bool cdata = open == 9;
    if (end == 0)
        return err_set(err, ERR_INPUT,
                       _("line %zu: the XML is malformed (something begins here that does not end)"),
                       line_at(c->s, from));
    if (end - from > LONG_CONSTRUCT) {
        buf_add(&c->plain, c->s + c->kept, from - c->kept);
        if (cdata)
            add_escaped(&c->plain, c->s + from + open, end - 3 - from - open);
        else
            add_newlines(&c->plain, c->s + from, end - from);
        c->kept = end;
    }
    *at = end;
    return true;
}

/* The tag that begins at *at. */
static bool pass_tag(struct scan *c, size_t *at, struct err *err)
{
    const char *s = c->s;
    size_t i = *at, attributes = 0;
    while (i < c->n && s[i] != '>') {
        if (s[i] == '"' || s[i] == '\'') {
            const char *q = memchr(s + i + 1, s[i], c->n - i - 1);
            i = q ? (size_t)(q - s) : c->n - 1;
        }
        attributes += s[i] == '=';
        i++;
    }
    if (i >= c->n)
        return err_set(err, ERR_INPUT,
                       _("line %zu: the XML is malformed (a tag begins here that does not end)"),
                       line_at(s, *at));
    if (attributes > XML_ATTRIBUTES || i - *at > XML_TAG_BYTES)
        return err_set(err, ERR_INPUT,
                       _("line %zu: an element has more than %d attributes or %d KiB of them"),
                       line_at(s, *at), XML_ATTRIBUTES, XML_TAG_BYTES >> 10);
    *at = i + 1;
    return true;
}

/* Follows the markup as the parser will; they part only where it is malformed, and there the parser stops. */
static bool harmless(struct scan *c, struct err *err)
{
    const char *s = c->s;
    for (size_t at = 0; at < c->n;) {
        const char *lt = memchr(s + at, '<', c->n - at);
        if (!lt)
            break;
        at = (size_t)(lt - s);
        size_t left = c->n - at, open = 0;
        const char *close = "-->";
        if (left >= 4 && memcmp(lt, "<!--", 4) == 0) {
            open = 4;
        } else if (left >= 9 && memcmp(lt, "<![CDATA[", 9) == 0) {
            open = 9;
            close = "]]>";
        } else if (left >= 2 && lt[1] == '?') {
            open = 2;
            close = "?>";
        } else if (left >= 2 && lt[1] == '!') {
            return err_set(err, ERR_INPUT,
                           _("line %zu: the XML has a document type; such files are not read, for what they "
                             "could make the program do"),
                           line_at(s, at));
        } else if (!pass_tag(c, &at, err)) {
            return false;
        }
        if (open > 0 && !pass_over(c, &at, open, close, err))
            return false;
    }
    if (c->kept > 0)
        buf_add(&c->plain, s + c->kept, c->n - c->kept);
    return true;
}

/* The text to parse: *s, *n as it came or, rewritten, in `room`. */
static bool prepare(const char **s, size_t *n, struct buf *room, struct err *err)
{
    byte_off bad;
    const char *nul = *n > 0 ? memchr(*s, '\0', *n) : NULL;
    struct scan c = {*s, *n, 0, BUF_INIT};
    if (*n == 0 || **s != '<')
        return err_set(err, ERR_INPUT, _("it is no XML"));
    if (nul)
        return err_set(err, ERR_INPUT, _("line %zu: the XML has a byte of value 0"),
                       line_at(*s, (size_t)(nul - *s)));
    if (!utf8_valid(*s, *n, &bad))
        return err_set(err, ERR_INPUT, _("line %zu: the XML is no valid UTF-8"), line_at(*s, bad.b));
    if (!harmless(&c, err) || c.plain.len > INT_MAX) {
        buf_release(&c.plain);
        return false;
    }
    if (c.kept > 0) {
        buf_release(room);
        *room = c.plain;
        *s = room->s;
        *n = room->len;
    }
    return true;
}

/* ---- the reader ---- */

/* The signature is libxml2's, whose error is not const in the versions before 2.12. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *error_arg;
#else
typedef xmlError *error_arg;
#endif

static void on_error(void *arg, error_arg e)
{
    struct xml *x = arg;
    if (e->level != XML_ERR_FATAL || x->failed)
        return;
    size_t n = e->message ? strcspn(e->message, "\n") : 0;
    if (n > 200 || (n > 0 && !utf8_valid(e->message, n, NULL)))
        n = 0;
    x->failed = true;
    if (n > 0)
        err_set(&x->fault, ERR_INPUT, _("line %d: the XML is malformed (%.*s)"), e->line, (int)n, e->message);
    else
        err_set(&x->fault, ERR_INPUT, _("line %d: the XML is malformed"), e->line);
}

bool xml_open(const char *bytes, size_t n, struct xml **ret, struct err *err)
{
    struct xml *x;
    if (n > XML_MOST_BYTES)
        return err_set(err, ERR_INPUT, _("the XML is larger than %d MiB"), XML_MOST_BYTES >> 20);
    x = mem_alloc(sizeof *x);
    if (!to_utf8(&bytes, &n, &x->converted, err))
        goto fail;
    while (n > 0 && (*bytes == ' ' || *bytes == '\n' || *bytes == '\r' || *bytes == '\t')) {
        bytes++;
        n--;
    }
    if (!prepare(&bytes, &n, &x->converted, err))
        goto fail;
    x->reader = xmlReaderForMemory(bytes, (int)n, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_HUGE |
                                       XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
    if (!x->reader) {
        err_set(err, ERR_INPUT, _("it is no XML"));
        goto fail;
    }
    xmlTextReaderSetStructuredErrorHandler(x->reader, on_error, x);
    *ret = x;
    return true;
fail:
    xml_close(x);
    return false;
}

void xml_close(struct xml *x)
{
    if (!x)
        return;
    xmlFreeTextReader(x->reader);
    buf_release(&x->converted);
    arena_release(&x->values);
    err_release(&x->fault);
    mem_free(x);
}

static bool fail(struct xml *x, struct err *err)
{
    if (!x->failed)
        err_set(&x->fault, ERR_INPUT, _("line %zu: the XML is malformed"), x->line);
    x->failed = true;
    x->node = NULL;
    return err_set(err, x->fault.kind, "%s", err_text(&x->fault));
}

/* What the reader stands at; false when it is nothing to tell of. */
static bool event_of(struct xml *x, int type)
{
    switch (type) {
    case XML_READER_TYPE_ELEMENT:
        x->event = XML_START;
        x->empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
        x->depth++;
        return true;
    case XML_READER_TYPE_END_ELEMENT:
        x->event = XML_END;
        x->depth -= x->depth > 0;
        return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        x->event = XML_TEXT;
        x->text_n = strlen(str(x->node->content));
        return x->text_n > 0;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE: xml_fault(x, &x->fault, _("the XML refers to an entity")); break;
    }
    return false;
}

bool xml_next(struct xml *x, enum xml_event *ret, struct err *err)
{
    if (x->failed)
        return fail(x, err);
    if (x->values.head)
        arena_release(&x->values);
    if (x->empty) {
        x->empty = false;
        x->depth--;
        *ret = x->event = XML_END;
        return true;
    }
    while (!x->ended) {
        int more = xmlTextReaderRead(x->reader);
        if (more < 0 || x->failed)
            return fail(x, err);
        x->node = more == 1 ? xmlTextReaderCurrentNode(x->reader) : NULL;
        if (!x->node) {
            x->ended = true;
            break;
        }
        x->line = (size_t)xmlTextReaderGetParserLineNumber(x->reader);
        bool tell = event_of(x, xmlTextReaderNodeType(x->reader));
        if (x->depth > XML_DEPTH)
            xml_fault(x, &x->fault, _("the XML is nested deeper than %d elements"), XML_DEPTH);
        x->failed = x->fault.kind != ERR_NONE;
        if (x->failed)
            return fail(x, err);
        if (tell) {
            *ret = x->event;
            return true;
        }
    }
    *ret = x->event = XML_EOF;
    return true;
}

const char *xml_name(const struct xml *x)
{
    return x->node ? str(x->node->name) : "";
}

const char *xml_ns(const struct xml *x)
{
    return x->node && x->node->type == XML_ELEMENT_NODE && x->node->ns ? str(x->node->ns->href) : "";
}

bool xml_is(const struct xml *x, const char *ns, const char *name)
{
    return (x->event == XML_START || x->event == XML_END) && strcmp(xml_name(x), name) == 0 &&
           (!ns || strcmp(xml_ns(x), ns) == 0);
}

static const char *value(struct xml *x, xmlAttr *a)
{
    if (!a->children)
        return "";
    if (a->children->type == XML_TEXT_NODE && !a->children->next)
        return str(a->children->content);
    xmlChar *s = xmlNodeListGetString(a->doc, a->children, 1);
    const char *copy = arena_strdup(&x->values, str(s));
    xmlFree(s);
    return copy;
}

const char *xml_attr_ns(struct xml *x, const char *ns, const char *name)
{
    if (x->event != XML_START || !x->node)
        return NULL;
    for (xmlAttr *a = x->node->properties; a; a = a->next) {
        if (strcmp(str(a->name), name) == 0 && (!ns || strcmp(a->ns ? str(a->ns->href) : "", ns) == 0))
            return value(x, a);
    }
    return NULL;
}

const char *xml_attr(struct xml *x, const char *name)
{
    return xml_attr_ns(x, NULL, name);
}

const char *xml_text(const struct xml *x, size_t *ret_n)
{
    bool text = x->event == XML_TEXT && x->node;
    if (ret_n)
        *ret_n = text ? x->text_n : 0;
    return text ? str(x->node->content) : "";
}

bool xml_text_of(struct xml *x, struct buf *out, struct err *err)
{
    size_t depth = x->depth;
    enum xml_event e = x->event;
    if (e != XML_START)
        return true;
    while (e != XML_END || x->depth >= depth) {
        if (!xml_next(x, &e, err))
            return false;
        if (e == XML_EOF)
            break;
        if (e == XML_TEXT && out)
            buf_add(out, str(x->node->content), x->text_n);
    }
    return true;
}

bool xml_skip(struct xml *x, struct err *err)
{
    return xml_text_of(x, NULL, err);
}

size_t xml_depth(const struct xml *x)
{
    return x->depth;
}

size_t xml_line(const struct xml *x)
{
    return x->line;
}

bool xml_fault(const struct xml *x, struct err *err, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *s = mem_vprintf(fmt, ap);
    va_end(ap);
    err_set(err, ERR_INPUT, _("line %zu: %s"), x->line, s);
    mem_free(s);
    return false;
}
