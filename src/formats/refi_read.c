/* REFI-QDA 1.5 comes in: projects (.qdpx, a zip with project.qde), bare project.qde, codebooks (.qdc). Lenient where
 * programs have strayed: any namespace, any order of elements, GUIDs in either case. */
#include <stdlib.h>
#include <string.h>

#include "programs_priv.h"
#include "refi_priv.h"
#include "refi_rest_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

/* ---- elements ---- */

bool qde_child(struct qde *q, bool *ret_more, struct err *err)
{
    enum xml_event e;
    do {
        if (!xml_next(q->xml, &e, err))
            return false;
    } while (e == XML_TEXT);
    *ret_more = e == XML_START;
    return true;
}

static bool is(struct qde *q, const char *name)
{
    return xml_is(q->xml, NULL, name);
}

bool qde_text_of(struct qde *q, const char **ret, struct err *err)
{
    struct buf b = BUF_INIT;
    bool ok = xml_text_of(q->xml, &b, err);
    if (ok)
        *ret = arena_strndup(&q->arena, buf_str(&b), b.len);
    buf_release(&b);
    return ok;
}

const char *qde_attr(struct qde *q, const char *name)
{
    const char *s = xml_attr(q->xml, name);
    return s && *s ? arena_strdup(&q->arena, s) : "";
}

static const char *key_of(struct qde *q, const char *name)
{
    return qde_key(&q->arena, xml_attr(q->xml, name));
}

const char *qde_user(struct qde *q, const char *name)
{
    const char *key = key_of(q, name);
    if (key[0])
        vec_push(&q->users, key);
    return key;
}

int64_t qde_time(struct qde *q, const char *name)
{
    const char *s = xml_attr(q->xml, name);
    bool zone;
    if (!s || !*s)
        return -1;
    int64_t at = parse_time(s, &zone);
    q->bad_times += at < 0;
    q->zoneless += at >= 0 && !zone;
    return at;
}

int64_t qde_number(struct qde *q, const char *name)
{
    const char *s = xml_attr(q->xml, name);
    int64_t v = 0;
    if (!s)
        return QDE_NONE;
    s += strspn(s, " \t\n");
    s += *s == '+';
    size_t digits = strspn(s, "0123456789");
    if (digits == 0 || digits > 15)
        return QDE_NONE;
    for (; *s >= '0' && *s <= '9'; s++)
        v = v * 10 + (*s - '0');
    return v;
}

bool qde_note_ref(struct qde *q, enum qde_owner owner, size_t at, struct err *err)
{
    struct qde_note_ref r = {key_of(q, "targetGUID"), owner, at};
    vec_push(&q->note_refs, r);
    return xml_skip(q->xml, err);
}

bool qde_value(struct qde *q, bool of_source, size_t of, struct err *err)
{
    struct qde_value v = {.variable = "", .value = "", .of_source = of_source, .of = of};
    bool more;
    while (qde_child(q, &more, err)) {
        if (!more) {
            vec_push(&q->values, v);
            return true;
        }
        if (is(q, "VariableRef")) {
            v.variable = key_of(q, "targetGUID");
            if (!xml_skip(q->xml, err))
                return false;
        } else if (!qde_text_of(q, &v.value, err)) {
            return false;
        }
    }
    return false;
}

/* Reads every child named `element` of the open one. */
static bool each(struct qde *q, const char *element, bool (*read)(struct qde *, struct err *),
                 struct err *err)
{
    bool more;
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        bool known = is(q, element);
        q->skipped += !known;
        if (!(known ? read(q, err) : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

/* ---- users, codes ---- */

static bool read_user(struct qde *q, struct err *err)
{
    const char *key = key_of(q, "guid"), *name = qde_attr(q, "name");
    qde_map_add(&q->coders, key, q->x->coders.n);
    if (name[0] == '\0')
        name = qde_attr(q, "id");
    exchange_coder(q->x, qde_guid(key), name[0] ? name : key[0] ? key : _("somebody"));
    return xml_skip(q->xml, err);
}

static bool read_code(struct qde *q, tema_id parent, struct err *err)
{
    const char *key = key_of(q, "guid"), *name = qde_attr(q, "name"),
               *codable = xml_attr(q->xml, "isCodable"), *colour = xml_attr(q->xml, "color");
    size_t at = q->x->codes.n;
    bool more;
    q->uncodable += codable && (strcmp(codable, "false") == 0 || strcmp(codable, "0") == 0);
    q->unnamed += name[0] == '\0';
    q->odd_guids += qde_guid(key)[0] == '\0';
    uint32_t rgb = 0;
    q->bad_colours += colour && *colour && !qde_colour(colour, &rgb);
    struct x_code *c = exchange_code(q->x, parent, qde_guid(key), name[0] ? name : _("no name"));
    c->c.colour = rgb;
    qde_map_add(&q->codes, key, at);
    while (qde_child(q, &more, err)) {
        const char *description;
        bool ok;
        if (!more)
            return true;
        if (is(q, "Description")) {
            if ((ok = qde_text_of(q, &description, err)))
                q->x->codes.v[at].c.definition = arena_strdup(&q->x->arena, description);
        } else if (is(q, "NoteRef")) {
            ok = qde_note_ref(q, QDE_OF_CODE, at, err);
        } else if (is(q, "Code")) {
            ok = read_code(q, q->x->codes.v[at].c.id, err);
        } else {
            q->skipped++;
            ok = xml_skip(q->xml, err);
        }
        if (!ok)
            return false;
    }
    return false;
}

static bool read_top_code(struct qde *q, struct err *err)
{
    return read_code(q, 0, err);
}

static bool read_codes(struct qde *q, struct err *err)
{
    return each(q, "Code", read_top_code, err);
}

static bool read_codebook(struct qde *q, struct err *err);

/* ---- variables, cases ---- */

static bool read_variable(struct qde *q, struct err *err)
{
    static const struct {
        const char *word;
        enum attr_type type;
    } types[] = {{"Text", ATTR_TEXT},    {"Boolean", ATTR_BOOLEAN}, {"Integer", ATTR_NUMBER},
                 {"Float", ATTR_NUMBER}, {"Date", ATTR_DATE},       {"DateTime", ATTR_DATE}};
    struct qde_variable v = {.key = key_of(q, "guid"), .name = qde_attr(q, "name"), .description = ""};
    const char *type = xml_attr(q->xml, "typeOfVariable");
    bool more;
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].word, type) == 0)
            v.type = types[i].type;
    }
    if (v.name[0] == '\0')
        v.name = _("no name");
    while (qde_child(q, &more, err)) {
        if (!more) {
            vec_push(&q->variables, v);
            return true;
        }
        if (!(is(q, "Description") ? qde_text_of(q, &v.description, err) : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

static bool read_ref(struct qde *q, size_t of, bool of_set, struct err *err)
{
    static const struct {
        const char *element;
        bool of_set;
        enum x_kind kind;
    } kinds[] = {{"CodeRef", false, X_CODE},         {"SourceRef", false, X_SOURCE},
                 {"SelectionRef", false, X_SEGMENT}, {"MemberCode", true, X_CODE},
                 {"MemberSource", true, X_SOURCE},   {"MemberNote", true, X_MEMO}};
    size_t i = 0, n = sizeof kinds / sizeof *kinds;
    while (i < n && !(kinds[i].of_set == of_set && is(q, kinds[i].element)))
        i++;
    if (i < n) {
        /* A codebook says guid=, a project targetGUID=. */
        const char *target = xml_attr(q->xml, "targetGUID") ? key_of(q, "targetGUID") : key_of(q, "guid");
        struct qde_ref r = {of, of_set, kinds[i].kind, target};
        vec_push(&q->refs, r);
    }
    q->skipped += i == n;
    return xml_skip(q->xml, err);
}

static bool read_case(struct qde *q, struct err *err)
{
    const char *key = key_of(q, "guid"), *name = qde_attr(q, "name");
    size_t at = q->x->participants.n;
    bool more;
    q->odd_guids += qde_guid(key)[0] == '\0';
    exchange_participant(q->x, qde_guid(key), name[0] ? name : _("no name"));
    qde_map_add(&q->participants, key, at);
    while (qde_child(q, &more, err)) {
        struct qde_value v = {.variable = NULL, .value = "", .of = at};
        bool ok;
        if (!more)
            return true;
        if (is(q, "Description")) {
            if ((ok = qde_text_of(q, &v.value, err)) && v.value[0])
                vec_push(&q->values, v);
        } else if (is(q, "VariableValue")) {
            ok = qde_value(q, false, at, err);
        } else {
            ok = read_ref(q, at, false, err);
        }
        if (!ok)
            return false;
    }
    return false;
}

/* ---- sets, links, sources ---- */

static bool read_set(struct qde *q, struct err *err)
{
    const char *key = key_of(q, "guid"), *description = "";
    size_t at = q->x->sets.n;
    struct x_set s = {.id = (tema_id)at + 1, .guid = arena_strdup(&q->x->arena, qde_guid(key))};
    bool more;
    s.name = arena_strdup(&q->x->arena, qde_attr(q, "name"));
    s.description = arena_strdup(&q->x->arena, "");
    q->odd_guids += s.guid[0] == '\0';
    vec_push(&q->x->sets, s);
    qde_map_add(&q->sets, key, at);
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        bool described = is(q, "Description");
        if (!(described ? qde_text_of(q, &description, err) : read_ref(q, at, true, err)))
            return false;
        if (described)
            q->x->sets.v[at].description = arena_strdup(&q->x->arena, description);
    }
    return false;
}

static bool read_link(struct qde *q, struct err *err)
{
    struct qde_link l = {key_of(q, "guid"),       qde_attr(q, "name"), key_of(q, "originGUID"),
                         key_of(q, "targetGUID"), X_ASSOCIATIVE,       0};
    const char *direction = xml_attr(q->xml, "direction"), *colour = xml_attr(q->xml, "color");
    size_t at = q->links.n;
    bool more;
    if (direction && strcmp(direction, "OneWay") == 0)
        l.direction = X_ONE_WAY;
    else if (direction && strcmp(direction, "Bidirectional") == 0)
        l.direction = X_BIDIRECTIONAL;
    q->bad_colours += colour && *colour && !qde_colour(colour, &l.colour);
    vec_push(&q->links, l);
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        if (!(is(q, "NoteRef") ? qde_note_ref(q, QDE_OF_LINK, at, err) : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

static bool read_note(struct qde *q, struct err *err)
{
    return qde_read_source(q, QDE_NOTE, err);
}

static bool read_graph(struct qde *q, struct err *err)
{
    q->graphs++;
    return xml_skip(q->xml, err);
}

static bool read_sources(struct qde *q, struct err *err)
{
    static const struct {
        const char *element;
        enum qde_kind kind;
    } kinds[] = {{"TextSource", QDE_TEXT},
                 {"PDFSource", QDE_PDF},
                 {"PictureSource", QDE_PICTURE},
                 {"AudioSource", QDE_RECORDING},
                 {"VideoSource", QDE_RECORDING}};
    bool more;
    while (qde_child(q, &more, err)) {
        size_t i = 0, n = sizeof kinds / sizeof *kinds;
        if (!more)
            return true;
        while (i < n && !is(q, kinds[i].element))
            i++;
        q->skipped += i == n;
        if (!(i < n ? qde_read_source(q, kinds[i].kind, err) : xml_skip(q->xml, err)))
            return false;
    }
    return false;
}

/* ---- the document ---- */

static bool read_part(struct qde *q, struct err *err)
{
    if (is(q, "Users"))
        return each(q, "User", read_user, err);
    if (is(q, "CodeBook"))
        return read_codebook(q, err);
    if (is(q, "Codes"))
        return read_codes(q, err);
    if (is(q, "Variables"))
        return each(q, "Variable", read_variable, err);
    if (is(q, "Cases"))
        return each(q, "Case", read_case, err);
    if (is(q, "Sources"))
        return read_sources(q, err);
    if (is(q, "Notes"))
        return each(q, "Note", read_note, err);
    if (is(q, "Links"))
        return each(q, "Link", read_link, err);
    if (is(q, "Sets"))
        return each(q, "Set", read_set, err);
    if (is(q, "Graphs"))
        return each(q, "Graph", read_graph, err);
    if (is(q, "Description"))
        return qde_text_of(q, &q->description, err);
    if (is(q, "NoteRef"))
        return qde_note_ref(q, QDE_OF_PROJECT, 0, err);
    q->skipped++;
    return xml_skip(q->xml, err);
}

static bool read_parts(struct qde *q, struct err *err)
{
    bool more;
    while (qde_child(q, &more, err)) {
        if (!more)
            return true;
        if (!read_part(q, err))
            return false;
    }
    return false;
}

static bool read_codebook(struct qde *q, struct err *err)
{
    return read_parts(q, err);
}

static bool read_root(struct qde *q, const char *root, struct err *err)
{
    bool more;
    if (!qde_child(q, &more, err))
        return false;
    if (!more || !is(q, root))
        return err_set(err, ERR_INPUT, _("this is no REFI-QDA: it does not begin with <%s>"), root);
    q->x->program = arena_strdup(&q->x->arena, qde_attr(q, "origin"));
    q->x->ours = strncmp(q->x->program, "tema ", 5) == 0;
    q->x->project.title = arena_strdup(&q->x->arena, qde_attr(q, "name"));
    q->x->project.created = qde_time(q, "creationDateTime");
    bool ok = read_parts(q, err) && qde_child(q, &more, err);
    q->x->ours = q->x->ours || q->rest; /* it came by way of another program */
    return ok;
}

static void release(struct qde *q)
{
    xml_close(q->xml);
    for (size_t i = 0; i < q->sources.n; i++) {
        if (q->sources.v[i].rich) {
            transcript_release(q->sources.v[i].rich);
            mem_free(q->sources.v[i].rich);
        }
    }
    vec_release(&q->sources);
    vec_release(&q->syncs);
    vec_release(&q->selections);
    vec_release(&q->codings);
    vec_release(&q->note_refs);
    vec_release(&q->variables);
    vec_release(&q->values);
    vec_release(&q->refs);
    vec_release(&q->links);
    vec_release(&q->users);
    vec_release(&q->coders.v);
    vec_release(&q->codes.v);
    vec_release(&q->participants.v);
    vec_release(&q->sets.v);
    arena_release(&q->arena);
}

static bool take_xml(struct container *zip, const char *folder, const char *root, const char *s, size_t n,
                     struct exchange *x, struct err *err)
{
    struct qde q = {.x = x, .zip = zip, .folder = folder, .description = ""};
    bool ok =
        xml_open(s, n, &q.xml, err) && read_root(&q, root, err) && qde_place(&q, err) && qde_finish(&q, err);
    if (ok && x->ours)
        refi_ours(x);
    if (ok && q.rest)
        ok = refi_back(x, q.rest, q.rest_bytes, err) && exchange_check(x, err);
    release(&q);
    return ok;
}

/* ---- files ---- */

/* The project in a zip: project.qde, else the one whose name ends so that stands nearest to the top. */
static bool find_project(const struct container *c, size_t *ret)
{
    size_t least = SIZE_MAX;
    if (container_find(c, "project.qde", ret))
        return true;
    for (size_t i = 0; i < container_count(c); i++) {
        const char *name = container_name(c, i);
        size_t n = strlen(name), depth = 0;
        for (const char *p = name; *p; p++)
            depth += *p == '/';
        if (n > 0 && name[n - 1] != '/' && name_ends(name, "qde") && depth < least) {
            least = depth;
            *ret = i;
        }
    }
    return least != SIZE_MAX;
}

static bool take_qdpx(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                      struct err *err)
{
    struct container *c;
    struct buf xml = BUF_INIT;
    size_t i;
    bool ok = false;
    (void)opt;
    if (!container_open(s, n, &c, err))
        return false;
    if (!find_project(c, &i)) {
        err_set(err, ERR_INPUT, _("there is no project (project.qde) in it"));
    } else if (container_read(c, i, &xml, err)) {
        const char *name = container_name(c, i), *slash = strrchr(name, '/');
        char *folder = mem_strndup(name, slash ? (size_t)(slash + 1 - name) : 0);
        ok = take_xml(c, folder, "Project", buf_str(&xml), xml.len, out, err) || err_wrap(err, "'%s'", name);
        mem_free(folder);
    }
    buf_release(&xml);
    container_close(c);
    return ok;
}

static bool take_qde(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                     struct err *err)
{
    (void)opt;
    return take_xml(NULL, "", "Project", s, n, out, err);
}

static bool take_qdc(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                     struct err *err)
{
    (void)opt;
    return take_xml(NULL, "", "CodeBook", s, n, out, err);
}

static int sniff_qdpx(const char *s, size_t n)
{
    struct container *c;
    size_t i;
    if (!container_is(s, n) || !container_open(s, n, &c, NULL))
        return 0;
    bool found = find_project(c, &i);
    container_close(c);
    return found ? 95 : 0;
}

/* Whether the beginning names the namespace; NULs are passed over, so that UTF-16 is known too. */
static int sniff_xml(const char *s, size_t n, const char *word)
{
    enum { LOOK = 4096 };
    char head[LOOK + 1];
    size_t k = 0;
    for (size_t i = 0; i < n && i < LOOK; i++) {
        if (s[i] != '\0')
            head[k++] = s[i];
    }
    head[k] = '\0';
    return strchr(head, '<') && strstr(head, word) ? 95 : 0;
}

static int sniff_qde(const char *s, size_t n)
{
    return sniff_xml(s, n, "QDA-XML:project");
}

static int sniff_qdc(const char *s, size_t n)
{
    return sniff_xml(s, n, "QDA-XML:codebook");
}

const struct format format_qdpx = {
    .name = "qdpx",
    .label = N_("project of another program (REFI-QDA: NVivo, ATLAS.ti, MAXQDA, QualCoder …)"),
    .extensions = "qdpx",
    .sniff = sniff_qdpx,
    .take = take_qdpx,
    .bytes = true};
const struct format format_qde = {.name = "qde",
                                  .label = N_("project of another program, without its files (REFI-QDA)"),
                                  .extensions = "qde",
                                  .sniff = sniff_qde,
                                  .take = take_qde,
                                  .bytes = true};
const struct format format_qdc = {.name = "qdc",
                                  .label = N_("codebook of another program (REFI-QDA)"),
                                  .extensions = "qdc",
                                  .sniff = sniff_qdc,
                                  .take = take_qdc,
                                  .bytes = true};
