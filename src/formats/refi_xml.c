/* Elements of REFI-QDA's XML (REFI-QDA 1.5, Project.xsd). */
#include <stdlib.h>
#include <string.h>

#include "refi_write_priv.h"
#include "tema/base/clock.h"
#include "tema/text/utf8.h"

const struct by_id *index_find(const struct id_index *ix, tema_id id, size_t *ret_n)
{
    size_t lo = 0, hi = ix->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (ix->v[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    size_t n = 0;
    while (lo + n < ix->n && ix->v[lo + n].id == id)
        n++;
    if (ret_n)
        *ret_n = n;
    return n > 0 ? ix->v + lo : NULL;
}

/* XML 1.0, production 2: Char. */
static bool is_char(uint32_t cp)
{
    return cp == 0x9 || cp == 0xa || cp == 0xd || (cp >= 0x20 && cp <= 0xfffd) || cp >= 0x10000;
}

static const char *clean(struct refi *r, const char *s)
{
    struct buf b = BUF_INIT;
    size_t n = strlen(s), kept = 0;
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t cp;
        len = utf8_decode(s + i, n - i, &cp);
        if (is_char(cp))
            continue;
        buf_add(&b, s + kept, i - kept);
        buf_addstr(&b, "\xef\xbf\xbd");
        kept = i + len;
        r->replaced++;
    }
    if (kept == 0)
        return s;
    buf_add(&b, s + kept, n - kept);
    const char *t = arena_strndup(&r->arena, buf_str(&b), b.len);
    buf_release(&b);
    return t;
}

void refi_open(struct refi *r, const char *element)
{
    xmlTextWriterStartElement(r->w, (const xmlChar *)element);
}

void refi_close(struct refi *r)
{
    xmlTextWriterEndElement(r->w);
}

void refi_attr(struct refi *r, const char *name, const char *value)
{
    if (value[0])
        xmlTextWriterWriteAttribute(r->w, (const xmlChar *)name, (const xmlChar *)clean(r, value));
}

void refi_name(struct refi *r, const char *name)
{
    xmlTextWriterWriteAttribute(r->w, (const xmlChar *)"name", (const xmlChar *)clean(r, name));
}

void refi_guid(struct refi *r, const char *name, const char *guid)
{
    refi_attr(r, name, guid);
}

void refi_time(struct refi *r, const char *name, int64_t ms)
{
    char stamp[RFC3339_LEN + 1];
    if (ms < 0)
        return;
    clock_rfc3339(ms, stamp);
    refi_attr(r, name, stamp);
}

void refi_coder(struct refi *r, const char *name, tema_id coder)
{
    const struct by_id *c = index_find(&r->coders, coder, NULL);
    if (c)
        refi_guid(r, name, r->x->coders.v[c->at].guid);
}

void refi_text(struct refi *r, const char *element, const char *text)
{
    if (text[0])
        xmlTextWriterWriteElement(r->w, (const xmlChar *)element, (const xmlChar *)clean(r, text));
}

void refi_ref(struct refi *r, const char *element, const char *guid)
{
    refi_open(r, element);
    refi_guid(r, "targetGUID", guid);
    refi_close(r);
}
