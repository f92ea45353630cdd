/* XML that lies in memory, event after event. A layer over libxml2's reader that opens nothing, prints nothing and refuses what attacks are made of: a document type (entities, external
 * references), nesting deeper than XML_DEPTH, an element of more than XML_ATTRIBUTES attributes. Texts of any length pass: linear in time, memory about twice the longest text.
 *
 *     struct xml *x;
 *     enum xml_event e;
 *     if (!xml_open(bytes, n, &x, err)) return false;
 *     while ((ok = xml_next(x, &e, err)) && e != XML_EOF)
 *         if (e == XML_START && xml_is(x, NULL, "Source")) …xml_attr(x, "guid")… xml_skip(x, err)…
 *     xml_close(x);
 */
#ifndef TEMA_XML_PRIV_H
#define TEMA_XML_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

enum {
    XML_DEPTH = 256,             /* elements inside each other */
    XML_ATTRIBUTES = 256,        /* of one element, namespaces included */
    XML_TAG_BYTES = 256 << 10,   /* of one tag: long texts stand in elements, and the parser is slow at long tags */
    XML_MOST_BYTES = 256 << 20,  /* of one document */
};

enum xml_event {
    XML_EOF,   /* the document has ended well */
    XML_START, /* an element begins; an empty one ("<a/>") gives XML_START and XML_END */
    XML_END,   /* an element ends: name and namespace are its own, attributes are gone */
    XML_TEXT,  /* text, white space or CDATA; neighbouring pieces can come as several events, never cut inside a character. Comments and processing instructions are passed over. */
};

struct xml;

/* n bytes of UTF-8, UTF-16 (by mark or first character) or ISO-8859-1 (as declared), with or without a byte order mark; another charset is refused. They stay the caller's and must live as
 * long as the reader. *ret is written only on success; xml_close frees it. All errors are ERR_INPUT, "line N: …" where there is a line. */
bool xml_open(const char *bytes, size_t n, struct xml **ret, struct err *err);
void xml_close(struct xml *x); /* NULL is fine */

/* The next event. After an error or XML_EOF it gives the same again. Newlines in text are LF. */
bool xml_next(struct xml *x, enum xml_event *ret, struct err *err);

/* Of the element of the last XML_START or XML_END; "" when there is none (no namespace). Hold until the next xml_next. */
const char *xml_name(const struct xml *x); /* without a prefix */
const char *xml_ns(const struct xml *x);   /* the namespace's URI, not its prefix */
/* Whether the last event was a START or END of that name; ns NULL: in any namespace, "": in none. */
bool xml_is(const struct xml *x, const char *ns, const char *name);

/* After XML_START: the value of the attribute of that local name, the first where several prefixes have one; NULL when there is none. Entities are decoded, UTF-8. Holds until the next xml_next. */
const char *xml_attr(struct xml *x, const char *name);
/* The same in a namespace; ns "": one without a prefix. */
const char *xml_attr_ns(struct xml *x, const char *ns, const char *name);

/* After XML_TEXT: its characters, UTF-8, may be long. *ret_n, if given, their bytes. Holds until the next xml_next. */
const char *xml_text(const struct xml *x, size_t *ret_n);

/* After XML_START: to this element's end, with all in it; the last event is then its XML_END. */
bool xml_skip(struct xml *x, struct err *err);
/* The same, appending all text in it, also that of elements inside. */
bool xml_text_of(struct xml *x, struct buf *out, struct err *err);

size_t xml_depth(const struct xml *x); /* elements open, the one of the last XML_START counted, that of the last XML_END not */
size_t xml_line(const struct xml *x);  /* line of the last event, from 1; texts over several lines: any of them */

/* Sets "line N: …" for what the caller finds wrong at the last event; returns false. */
bool xml_fault(const struct xml *x, struct err *err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
