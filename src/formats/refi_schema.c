/* Validity by the schema in data/refi, before anything is put in place. */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#include "refi_write_priv.h"
#include "tema/base/embed.h"
#include "tema/base/i18n.h"

#define PROJECT  "urn:QDA-XML:project:1.0"
#define CODEBOOK "urn:QDA-XML:codebook:1.0"

/* The same schema for either namespace. */
static void schema_for(bool project, struct buf *out)
{
    const struct embedded *e = embedded_find("project.xsd");
    const char *s = (const char *)e->bytes, *end = s + e->n;
    for (const char *at; (at = strstr(s, PROJECT)); s = at + strlen(PROJECT)) {
        buf_add(out, s, (size_t)(at - s));
        buf_addstr(out, project ? PROJECT : CODEBOOK);
    }
    buf_add(out, s, (size_t)(end - s));
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_arg;
#else
typedef xmlError *error_arg;
#endif

static void keep_first(void *ctx, error_arg e)
{
    struct buf *said = ctx;
    if (said->len == 0 && e && e->message)
        buf_addf(said, "%.*s (%d)", (int)strcspn(e->message, "\n"), e->message, e->line);
}

bool refi_is_valid(const char *xml, size_t n, bool project, struct err *err)
{
    struct buf text = BUF_INIT, said = BUF_INIT;
    schema_for(project, &text);
    xmlSchemaParserCtxtPtr p = xmlSchemaNewMemParserCtxt(buf_str(&text), (int)text.len);
    xmlSchemaPtr schema = p ? xmlSchemaParse(p) : NULL;
    xmlSchemaValidCtxtPtr v = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
    xmlParserInputBufferPtr in =
        v ? xmlParserInputBufferCreateMem(xml, (int)n, XML_CHAR_ENCODING_UTF8) : NULL;
    int bad = -1;
    if (in) {
        xmlSchemaSetValidStructuredErrors(v, keep_first, &said);
        bad = xmlSchemaValidateStream(v, in, XML_CHAR_ENCODING_UTF8, NULL, NULL); /* frees `in` */
    }
    xmlSchemaFreeValidCtxt(v);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(p);
    if (bad != 0)
        err_set(err, ERR_CORRUPT, _("what was written is not valid REFI-QDA: %s; no file was made"),
                buf_str(&said));
    buf_release(&text);
    buf_release(&said);
    return bad == 0;
}
