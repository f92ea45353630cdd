/* Sources of REFI-QDA and what stands in them: texts, inside or beside the XML, selections, codings, sync points. */
#include <string.h>

#include "office_priv.h"
#include "pages_priv.h"
#include "refi_priv.h"
#include "refi_rest_priv.h"
#include "tema/base/file.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

enum { MOST_RICH = 32 << 20 }; /* bytes of rich texts of a project: each may unpack to a multiple */

/* Where a source's text is, gathered while its element is read: its own, or its representation's. */
struct where {
    struct buf words;
    bool inside;
    const char *plain, *rich;
};

static bool is(struct qde *q, const char *name)
{
    return xml_is(q->xml, NULL, name);
}

/* ---- selections and codings ---- */

static bool read_coding(struct qde *q, size_t selection, struct err *err)
{
    struct qde_coding c = {.selection = selection, .code = ""};
    bool more;
    c.key = qde_key(&q->arena, xml_attr(q->xml, "guid"));
    c.user = qde_user(q, "creatingUser");
    c.created = qde_time(q, "creationDateTime");
    while (qde_child(q, &more, err)) {
        if (!more) {
            vec_push(&q->codings, c);
            return true;
        }
        bool ref = is(q, "CodeRef");
        if (ref)
            c.code = qde_key(&q->arena, xml_attr(q->xml, "targetGUID"));
        if (!(!ref && is(q, "NoteRef") ? qde_note_ref(q, QDE_OF_SELECTION, selection, err)
                                       : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

/* The words that a selection of a page stands on. */
static bool read_words(struct qde *q, size_t at, struct err *err)
{
    bool more;
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        if (!(is(q, "PlainTextContent") ? qde_text_of(q, &q->selections.v[at].words, err)
                                        : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

static bool read_selection(struct qde *q, size_t source, enum qde_place place, struct err *err)
{
    struct qde_selection s = {.place = place, .source = source, .description = "", .words = ""};
    size_t at = q->selections.n;
    bool more;
    s.key = qde_key(&q->arena, xml_attr(q->xml, "guid"));
    s.name = qde_attr(q, "name");
    s.user = qde_user(q, "creatingUser");
    s.created = qde_time(q, "creationDateTime");
    s.first = qde_number(q, "startPosition");
    s.end = qde_number(q, "endPosition");
    s.from = qde_key(&q->arena, xml_attr(q->xml, "fromSyncPoint"));
    s.to = qde_key(&q->arena, xml_attr(q->xml, "toSyncPoint"));
    vec_push(&q->selections, s);
    while (qde_child(q, &more, err)) {
        bool ok;
        if (!more)
            return true;
        if (is(q, "Description"))
            ok = qde_text_of(q, &q->selections.v[at].description, err);
        else if (is(q, "Coding"))
            ok = read_coding(q, at, err);
        else if (is(q, "NoteRef"))
            ok = qde_note_ref(q, QDE_OF_SELECTION, at, err);
        else if (is(q, "Representation"))
            ok = read_words(q, at, err);
        else
            ok = xml_skip(q->xml, err);
        if (!ok)
            return false;
    }
    return false;
}

/* All codings of a source as a whole stand on one selection. */
static bool read_whole(struct qde *q, size_t source, struct err *err)
{
    if (q->sources.v[source].whole == 0) {
        struct qde_selection s = {.place = QDE_WHOLE,
                                  .source = source,
                                  .key = "",
                                  .name = "",
                                  .description = "",
                                  .words = "",
                                  .from = "",
                                  .to = "",
                                  .created = qde_time(q, "creationDateTime")};
        s.user = qde_user(q, "creatingUser");
        vec_push(&q->selections, s);
        q->sources.v[source].whole = q->selections.n;
    }
    return read_coding(q, q->sources.v[source].whole - 1, err);
}

static bool read_sync(struct qde *q, size_t source, struct err *err)
{
    struct qde_source *s = &q->sources.v[source];
    struct qde_sync p = {qde_key(&q->arena, xml_attr(q->xml, "guid")), qde_number(q, "position"),
                         qde_number(q, "timeStamp")};
    if (s->nsyncs == 0)
        s->first_sync = q->syncs.n;
    vec_push(&q->syncs, p);
    s->nsyncs++;
    return xml_skip(q->xml, err);
}

/* ---- texts ---- */

/* The entry that a path leads to: in the folder of sources, whatever the path says. */
static bool find_file(struct qde *q, const char *path, size_t *ret)
{
    const char *scheme = strstr(path, "://"), *name = scheme ? scheme + 3 : path;
    bool found = false;
    name += strspn(name, "/");
    while (strncmp(name, "./", 2) == 0)
        name += 2;
    const char *base = file_basename(name);
    const char *const folders[] = {"sources/", "", "sources/", ""}, *const names[] = {name, name, base, base};
    for (size_t i = 0; q->zip && *name && !found && i < sizeof folders / sizeof *folders; i++) {
        char *full = mem_printf("%s%s%s", q->folder, folders[i], names[i]);
        found = container_find(q->zip, full, ret);
        mem_free(full);
    }
    return found;
}

/* Code points that windows-1252 has where ISO-8859-1 has control characters (Unicode's table CP1252.TXT). */
static const uint16_t cp1252[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
                                    0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

static void add_cp(struct buf *out, uint32_t cp)
{
    char s[4];
    buf_add(out, s, utf8_encode(cp, s));
}

static uint32_t unit(const unsigned char *s, bool big)
{
    return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

static void from_utf16(const char *bytes, size_t n, bool big, struct buf *out)
{
    const unsigned char *s = (const unsigned char *)bytes;
    for (size_t i = 2; i + 1 < n; i += 2) {
        uint32_t cp = unit(s + i, big), low = i + 3 < n ? unit(s + i + 2, big) : 0;
        if (cp >= 0xd800 && cp < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        add_cp(out, cp);
    }
}

/* The standard says UTF-8; UTF-16 with its mark is known too, and what else there is is taken for windows-1252. A
 * conversion by iconv is not possible where parsers run. */
static void to_utf8(struct qde *q, const char *name, struct buf *bytes, struct buf *out)
{
    const char *s = buf_str(bytes);
    size_t n = bytes->len;
    byte_off bad;
    if (n >= 2 && ((s[0] == '\xff' && s[1] == '\xfe') || (s[0] == '\xfe' && s[1] == '\xff'))) {
        from_utf16(s, n, s[0] == '\xfe', out);
    } else {
        if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
            s += 3;
            n -= 3;
        }
        bool utf8 = utf8_valid(s, n, &bad);
        if (utf8)
            buf_add(out, s, n);
        for (size_t i = 0; i < n && !utf8; i++) {
            unsigned char c = (unsigned char)s[i];
            add_cp(out, c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c);
        }
        if (!utf8)
            exchange_note(
                q->x, _("the text of '%s' is not UTF-8, as it should be; it was read as windows-1252"), name);
    }
}

/* NULs, which no text can hold, become U+FFFD; each stays one code point. */
static void keep_text(struct qde *q, struct qde_source *s, const char *text, size_t n)
{
    struct buf b = BUF_INIT;
    size_t kept = 0;
    for (const char *nul; (nul = memchr(text + kept, '\0', n - kept)); kept = (size_t)(nul - text) + 1) {
        buf_add(&b, text + kept, (size_t)(nul - text) - kept);
        add_cp(&b, 0xfffd);
    }
    buf_add(&b, text + kept, n - kept);
    s->text = arena_strndup(&q->arena, buf_str(&b), b.len);
    s->bytes = b.len;
    s->has_text = true;
    buf_release(&b);
}

static bool load_plain(struct qde *q, struct qde_source *s, const char *path)
{
    struct buf bytes = BUF_INIT, text = BUF_INIT;
    struct err e = ERR_INIT;
    size_t i;
    bool ok = find_file(q, path, &i);
    if (ok && !(ok = container_read(q->zip, i, &bytes, &e)))
        exchange_note(q->x, _("the text of '%s' cannot be read: %s"), s->name, err_text(&e));
    if (ok) {
        to_utf8(q, s->name, &bytes, &text);
        keep_text(q, s, buf_str(&text), text.len);
    }
    err_release(&e);
    buf_release(&bytes);
    buf_release(&text);
    return ok;
}

static bool parse_rich(struct qde *q, struct qde_source *s, const struct buf *bytes, struct err *err)
{
    static const struct format *const known[] = {&format_docx, &format_rtf, &format_odt};
    const struct format *f = NULL;
    for (size_t k = 0; k < sizeof known / sizeof *known && !f; k++) {
        if (known[k]->sniff(buf_str(bytes), bytes->len) > 0)
            f = known[k];
    }
    q->rich_read += bytes->len;
    if (!f)
        return err_set(err, ERR_INPUT, _("it is in no format of rich text that is read here"));
    if (q->rich_read > MOST_RICH)
        return err_set(err, ERR_INPUT, _("there is too much rich text in the project"));
    s->rich = mem_alloc(sizeof *s->rich);
    transcript_init(s->rich);
    return f->read(buf_str(bytes), bytes->len, s->rich, err);
}

static bool load_rich(struct qde *q, struct qde_source *s, const char *path)
{
    struct buf bytes = BUF_INIT, text = BUF_INIT;
    struct err e = ERR_INIT;
    size_t i;
    bool ok = find_file(q, path, &i);
    if (ok && !(ok = container_read(q->zip, i, &bytes, &e) && parse_rich(q, s, &bytes, &e)))
        exchange_note(q->x, _("the text of '%s' cannot be read: %s"), s->name, err_text(&e));
    if (ok) {
        for (size_t k = 0; k < s->rich->turns.n; k++)
            buf_add(&text, s->rich->turns.v[k].text, s->rich->turns.v[k].bytes);
        keep_text(q, s, buf_str(&text), text.len);
        exchange_note(q->x,
                      _("there is only a rich text of '%s'; its words may stand at other places than the "
                        "program that wrote it counted"),
                      s->name);
    } else if (s->rich) {
        transcript_release(s->rich);
        mem_free(s->rich);
        s->rich = NULL;
    }
    err_release(&e);
    buf_release(&bytes);
    buf_release(&text);
    return ok;
}

static void load_text(struct qde *q, size_t at, struct where *w)
{
    struct qde_source *s = &q->sources.v[at];
    if (w->inside)
        keep_text(q, s, buf_str(&w->words), w->words.len);
    else if (w->plain[0] && load_plain(q, s, w->plain))
        s->rich_left = w->rich[0] != '\0';
    else if (w->rich[0])
        load_rich(q, s, w->rich);
}

/* ---- sources ---- */

static bool read_children(struct qde *q, size_t at, struct where *w, struct err *err);

static void read_paths(struct qde *q, struct where *w)
{
    w->plain = qde_attr(q, "plainTextPath");
    w->rich = qde_attr(q, "richTextPath");
}

static bool read_child(struct qde *q, size_t at, struct where *w, struct err *err)
{
    static const struct {
        const char *element;
        enum qde_place place;
    } selections[] = {{"PlainTextSelection", QDE_PLAIN}, {"TranscriptSelection", QDE_SYNCED},
                      {"PDFSelection", QDE_PAGE},        {"PictureSelection", QDE_MEDIA},
                      {"AudioSelection", QDE_MEDIA},     {"VideoSelection", QDE_MEDIA}};
    for (size_t i = 0; i < sizeof selections / sizeof *selections; i++) {
        if (is(q, selections[i].element)) {
            q->sources.v[at].marked = true;
            return read_selection(q, at, selections[i].place, err);
        }
    }
    if (is(q, "Description"))
        return qde_text_of(q, &q->sources.v[at].description, err);
    if (is(q, "PlainTextContent")) {
        w->inside = true;
        return xml_text_of(q->xml, &w->words, err);
    }
    if (is(q, "Coding")) {
        q->sources.v[at].marked = true;
        return read_whole(q, at, err);
    }
    if (is(q, "NoteRef"))
        return qde_note_ref(q, QDE_OF_SOURCE, at, err);
    if (is(q, "VariableValue"))
        return qde_value(q, true, at, err);
    if (is(q, "SyncPoint"))
        return read_sync(q, at, err);
    if (is(q, "Representation") || is(q, "TextDescription")) {
        read_paths(q, w);
        return read_children(q, at, w, err);
    }
    if (is(q, "Transcript")) {
        q->sources.v[at].ntranscripts++;
        return qde_read_source(q, QDE_TRANSCRIPT, err);
    }
    q->skipped++;
    return xml_skip(q->xml, err);
}

static bool read_children(struct qde *q, size_t at, struct where *w, struct err *err)
{
    bool more;
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        if (!read_child(q, at, w, err))
            return false;
    }
    return false;
}

bool qde_read_source(struct qde *q, enum qde_kind kind, struct err *err)
{
    struct where w = {.words = BUF_INIT};
    struct qde_source s = {.kind = kind, .description = ""};
    size_t at = q->sources.n;
    s.key = qde_key(&q->arena, xml_attr(q->xml, "guid"));
    s.name = qde_attr(q, "name");
    s.user = qde_user(q, "creatingUser");
    s.created = qde_time(q, "creationDateTime");
    s.changed = qde_time(q, "modifiedDateTime");
    read_paths(q, &w);
    if (s.name[0] == '\0' && kind != QDE_NOTE) {
        const char *path = qde_attr(q, "path");
        path = path[0] ? path : w.plain[0] ? w.plain : w.rich;
        s.name = path[0] ? arena_strdup(&q->arena, file_basename(path)) : _("no name");
    }
    vec_push(&q->sources, s);
    bool ok = read_children(q, at, &w, err);
    if (ok)
        load_text(q, at, &w);
    if (ok && kind == QDE_NOTE && strcmp(s.name, REFI_REST_NAME) == 0) {
        q->rest = q->sources.v[at].has_text ? q->sources.v[at].text : NULL;
        q->rest_bytes = q->sources.v[at].bytes;
        q->sources.n = at;
    }
    buf_release(&w.words);
    return ok;
}
