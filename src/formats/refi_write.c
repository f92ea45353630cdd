/* REFI-QDA out (REFI-QDA 1.5, Project.xsd and Codebook.xsd). The order of elements is the schemas'; what is empty is left out. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "exchange_priv.h"
#include "refi_write_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

/* ---- finding ---- */

static int by_id(const void *a, const void *b)
{
    const struct by_id *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Ids lie `at` bytes into items of `size`. */
static struct id_index index_of(struct refi *r, const void *items, size_t n, size_t size, size_t at)
{
    struct id_index ix = {arena_array(&r->arena, n + 1, sizeof *ix.v), n};
    for (size_t i = 0; i < n; i++) {
        memcpy(&ix.v[i].id, (const char *)items + i * size + at, sizeof(tema_id));
        ix.v[i].at = i;
    }
    if (n > 0)
        qsort(ix.v, n, sizeof *ix.v, by_id);
    return ix;
}
#define INDEX(r, kind, type, field)                                                                          \
    index_of(r, (r)->x->kind.v, (r)->x->kind.n, sizeof(type), offsetof(type, field))

static void index_memos(struct refi *r)
{
    for (int about = 0; about <= MEMO_STRUCTURE; about++) {
        struct id_index *ix = &r->memos_of[about];
        ix->v = arena_array(&r->arena, r->x->memos.n + 1, sizeof *ix->v);
        for (size_t i = 0; i < r->x->memos.n; i++) {
            if ((int)r->x->memos.v[i].about == about)
                ix->v[ix->n++] = (struct by_id){r->x->memos.v[i].target, i};
        }
        if (ix->n > 0)
            qsort(ix->v, ix->n, sizeof *ix->v, by_id);
    }
}

static void refi_init(struct refi *r, struct exchange *x)
{
    memset(r, 0, sizeof *r);
    r->x = x;
    r->codes = INDEX(r, codes, struct x_code, c.id);
    r->children = INDEX(r, codes, struct x_code, c.parent);
    r->coders = INDEX(r, coders, struct coder, id);
    r->sources = INDEX(r, sources, struct x_source, s.id);
    r->segments = INDEX(r, segments, struct x_segment, s.id);
    r->segments_of = INDEX(r, segments, struct x_segment, s.source);
    r->codings_of = INDEX(r, codings, struct x_coding, c.segment);
    r->rounds = INDEX(r, rounds, struct round, id);
    r->memos = INDEX(r, memos, struct memo, id);
    index_memos(r);
}

static void index_told(struct refi *r)
{
    r->ntold = refi_notes(r->x, &r->arena, &r->told);
    r->told_of_segment = index_of(r, r->told, r->ntold, sizeof *r->told, offsetof(struct refi_note, segment));
    r->told_of_coding = index_of(r, r->told, r->ntold, sizeof *r->told, offsetof(struct refi_note, coding));
}

static const char *guid_of_code(const struct refi *r, tema_id id)
{
    const struct by_id *c = index_find(&r->codes, id, NULL);
    return c ? r->x->codes.v[c->at].c.guid : "";
}

static void note_refs(struct refi *r, const char *element, enum memo_about about, tema_id target)
{
    size_t n;
    const struct by_id *m = index_find(&r->memos_of[about], target, &n);
    for (size_t i = 0; i < n; i++)
        refi_ref(r, element, r->x->memos.v[m[i].at].guid);
}

static void told_refs(struct refi *r, const struct id_index *ix, tema_id id)
{
    size_t n;
    const struct by_id *t = index_find(ix, id, &n);
    for (size_t i = 0; i < n; i++)
        refi_ref(r, "NoteRef", r->told[t[i].at].guid);
}

/* ---- users, codes ---- */

static void users(struct refi *r)
{
    if (r->x->coders.n == 0)
        return;
    refi_open(r, "Users");
    for (size_t i = 0; i < r->x->coders.n; i++) {
        refi_open(r, "User");
        refi_guid(r, "guid", r->x->coders.v[i].guid);
        refi_attr(r, "name", r->x->coders.v[i].name);
        refi_close(r);
    }
    refi_close(r);
}

static char *word(const struct enum_words *w, int value, int usual)
{
    return value == usual ? (char *)(uintptr_t) "" : (char *)(uintptr_t)enum_word(w, value);
}

static void describe_code(struct refi *r, const struct code *c)
{
    const struct field fields[] = {
        {"Include", c->include},
        {"Exclude", c->exclude},
        {"Example", c->example},
        {"Status", word(&code_statuses, (int)c->status, CODE_ACTIVE)},
        {"Origin", word(&code_origins, (int)c->origin, ORIGIN_INDUCTIVE)},
        {"Level", word(&code_levels, (int)c->level, LEVEL_SEMANTIC)},
    };
    struct buf b = BUF_INIT;
    fields_write(&b, c->definition, fields, sizeof fields / sizeof *fields);
    refi_text(r, "Description", buf_str(&b));
    buf_release(&b);
}

/* The children of one parent, and what hangs under them; as deep as the codebook is. */
static void codes_under(struct refi *r, tema_id parent, bool notes)
{
    size_t n;
    const struct by_id *child = index_find(&r->children, parent, &n);
    for (size_t i = 0; i < n; i++) {
        const struct code *c = &r->x->codes.v[child[i].at].c;
        char colour[8];
        refi_open(r, "Code");
        refi_guid(r, "guid", c->guid);
        refi_name(r, c->name);
        refi_attr(r, "isCodable", c->status == CODE_ACTIVE ? "true" : "false");
        if (c->colour) {
            snprintf(colour, sizeof colour, "#%06x", (unsigned)c->colour & 0xffffff);
            refi_attr(r, "color", colour);
        }
        describe_code(r, c);
        if (notes)
            note_refs(r, "NoteRef", MEMO_CODE, c->id);
        codes_under(r, c->id, notes);
        refi_close(r);
    }
}

/* ---- variables, cases ---- */

static const char *variable_type(enum attr_type type)
{
    switch (type) {
    case ATTR_TEXT: break;
    case ATTR_NUMBER: return "Float";
    case ATTR_DATE: return "Date";
    case ATTR_BOOLEAN: return "Boolean";
    }
    return "Text";
}

static void variables(struct refi *r)
{
    if (r->x->attributes.n == 0)
        return;
    refi_open(r, "Variables");
    for (size_t i = 0; i < r->x->attributes.n; i++) {
        const struct x_attribute *a = &r->x->attributes.v[i];
        refi_open(r, "Variable");
        refi_guid(r, "guid", a->guid);
        refi_name(r, a->name);
        refi_attr(r, "typeOfVariable", variable_type(a->type));
        refi_text(r, "Description", a->description);
        refi_close(r);
    }
    refi_close(r);
}

/* XML Schema part 2: decimal, date, boolean. */
static const char *value_element(enum attr_type type, const char *s)
{
    size_t n = strlen(s), sign = s[0] == '-' || s[0] == '+', whole, part = 0;
    switch (type) {
    case ATTR_TEXT: break;
    case ATTR_NUMBER:
        whole = strspn(s + sign, "0123456789");
        if (whole > 0 && s[sign + whole] == '.')
            part = 1 + strspn(s + sign + whole + 1, "0123456789");
        if (whole > 0 && part != 1 && sign + whole + part == n)
            return "FloatValue";
        break;
    case ATTR_DATE:
        if (n == 10 && s[4] == '-' && s[7] == '-')
            return "DateValue";
        break;
    case ATTR_BOOLEAN:
        if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0)
            return "BooleanValue";
        break;
    }
    return "TextValue";
}

static void value(struct refi *r, const char *name, bool of_sources, const char *text)
{
    for (size_t i = 0; i < r->x->attributes.n; i++) {
        const struct x_attribute *a = &r->x->attributes.v[i];
        if (a->of_sources != of_sources || strcmp(a->name, name) != 0)
            continue;
        refi_open(r, "VariableValue");
        refi_ref(r, "VariableRef", a->guid);
        refi_text(r, value_element(a->type, text), text);
        refi_close(r);
        return;
    }
}

/* What a participant stands for: said when it came in, and where it speaks. */
static void case_refs(struct refi *r, tema_id participant, enum x_kind kind, const char *element)
{
    const struct exchange *x = r->x;
    for (size_t i = 0; i < x->refs.n; i++) {
        const struct x_ref *f = &x->refs.v[i];
        const struct by_id *at;
        if (f->of != participant || f->kind != kind)
            continue;
        at = index_find(kind == X_SOURCE ? &r->sources
                        : kind == X_CODE ? &r->codes
                                         : &r->segments,
                        f->target, NULL);
        if (!at)
            continue;
        refi_ref(r, element,
                 kind == X_SOURCE ? x->sources.v[at->at].s.guid
                 : kind == X_CODE ? x->codes.v[at->at].c.guid
                                  : x->segments.v[at->at].s.guid);
    }
}

static bool is_case_of(const struct exchange *x, tema_id participant, tema_id source)
{
    for (size_t i = 0; i < x->refs.n; i++) {
        if (x->refs.v[i].of == participant && x->refs.v[i].kind == X_SOURCE && x->refs.v[i].target == source)
            return true;
    }
    return false;
}

static void spoken_in(struct refi *r, tema_id participant)
{
    const struct exchange *x = r->x;
    tema_id last = 0;
    for (size_t i = 0; i < x->speakers.n; i++) {
        const struct x_speaker *s = &x->speakers.v[i];
        const struct by_id *at = index_find(&r->sources, s->source, NULL);
        if (s->participant != participant || s->source == last || !at ||
            is_case_of(x, participant, s->source))
            continue;
        last = s->source;
        refi_ref(r, "SourceRef", x->sources.v[at->at].s.guid);
    }
}

static void cases(struct refi *r)
{
    if (r->x->participants.n == 0)
        return;
    refi_open(r, "Cases");
    for (size_t i = 0; i < r->x->participants.n; i++) {
        const struct participant *p = &r->x->participants.v[i];
        refi_open(r, "Case");
        refi_guid(r, "guid", p->guid);
        refi_attr(r, "name", p->name);
        case_refs(r, p->id, X_CODE, "CodeRef");
        for (size_t k = 0; k < p->nattrs; k++)
            value(r, p->attrs[k].name, false, p->attrs[k].value);
        case_refs(r, p->id, X_SOURCE, "SourceRef");
        spoken_in(r, p->id);
        case_refs(r, p->id, X_SEGMENT, "SelectionRef");
        refi_close(r);
    }
    refi_close(r);
}

/* ---- sources: their text with who speaks, so that others can read it ---- */

struct shift { /* of a turn: where it begins here, and by how much it stands later there */
    size_t at, by;
};

static struct shift *text_of(struct refi *r, const struct x_source *s, struct buf *out)
{
    const struct transcript *t = s->text;
    struct shift *v = arena_array(&r->arena, t->turns.n + 1, sizeof *v);
    size_t at = 0, by = 0;
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        char *label = refi_label(t, i, &r->arena);
        by += utf8_count(label, strlen(label));
        buf_addstr(out, label);
        v[i] = (struct shift){at, by};
        buf_add(out, u->text, u->bytes);
        at += utf8_count(u->text, u->bytes);
    }
    v[t->turns.n] = (struct shift){at, by};
    return v;
}

/* Where the code point stands that is at `at` here. */
static size_t shifted(const struct shift *v, size_t turns, size_t at)
{
    size_t lo = 0, hi = turns;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (v[mid].at <= at)
            lo = mid;
        else
            hi = mid;
    }
    return at + (turns > 0 ? v[lo].by : 0);
}

static void codings(struct refi *r, tema_id segment)
{
    size_t n;
    const struct by_id *k = index_find(&r->codings_of, segment, &n);
    for (size_t i = 0; i < n; i++) {
        const struct x_coding *c = &r->x->codings.v[k[i].at];
        refi_open(r, "Coding");
        refi_guid(r, "guid", c->guid);
        refi_coder(r, "creatingUser", c->c.coder);
        refi_time(r, "creationDateTime", c->c.created);
        refi_ref(r, "CodeRef", guid_of_code(r, c->c.code));
        told_refs(r, &r->told_of_coding, c->c.id);
        refi_close(r);
    }
}

static void selection(struct refi *r, const struct x_source *s, const struct shift *v,
                      const struct segment *g)
{
    char number[24];
    size_t turns = s->text->turns.n, start = shifted(v, turns, g->start.cp);
    size_t end = g->end.cp > g->start.cp ? shifted(v, turns, g->end.cp - 1) + 1 : start;
    refi_open(r, "PlainTextSelection");
    refi_guid(r, "guid", g->guid);
    snprintf(number, sizeof number, "%zu", start);
    refi_attr(r, "startPosition", number);
    snprintf(number, sizeof number, "%zu", end);
    refi_attr(r, "endPosition", number);
    refi_coder(r, "creatingUser", g->coder);
    refi_time(r, "creationDateTime", g->created);
    refi_text(r, "Description", g->condensed);
    codings(r, g->id);
    note_refs(r, "NoteRef", MEMO_SEGMENT, g->id);
    told_refs(r, &r->told_of_segment, g->id);
    refi_close(r);
}

static void describe_source(struct refi *r, const struct source *s)
{
    const struct field fields[] = {{"Kind", (char *)(uintptr_t)enum_word(&source_kinds, (int)s->kind)},
                                   {"Date", s->date},
                                   {"Method", s->method},
                                   {"Author", s->author}};
    struct buf b = BUF_INIT;
    fields_write(&b, "", fields, sizeof fields / sizeof *fields);
    refi_text(r, "Description", buf_str(&b));
    buf_release(&b);
}

static bool add_file(zip_t *z, const char *name, struct buf *b, struct err *err)
{
    size_t n = b->len;
    char *bytes = malloc(n + 1); /* the archive frees it */
    if (!bytes)
        return err_set(err, ERR_IO, _("there is not enough memory for the archive"));
    memcpy(bytes, buf_str(b), n);
    zip_source_t *s = zip_source_buffer(z, bytes, n, 1);
    zip_int64_t at = s ? zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        if (s)
            zip_source_free(s);
        else
            free(bytes);
        return err_set(err, ERR_IO, _("writing the archive: %s"), zip_strerror(z));
    }
    /* 1980-01-01, the first day a zip knows: the same study gives the same bytes */
    zip_file_set_dostime(z, (zip_uint64_t)at, 0, 1 << 5 | 1, 0);
    zip_file_set_external_attributes(z, (zip_uint64_t)at, 0, ZIP_OPSYS_DOS, 0);
    return true;
}

static bool source(struct refi *r, zip_t *z, const struct x_source *s, struct err *err)
{
    struct buf text = BUF_INIT;
    const struct shift *v = text_of(r, s, &text);
    char *name = arena_printf(&r->arena, "sources/%s.txt", s->s.guid);
    bool ok = add_file(z, name, &text, err);
    size_t n;
    const struct by_id *g = index_find(&r->segments_of, s->s.id, &n);
    buf_release(&text);
    refi_open(r, "TextSource");
    refi_guid(r, "guid", s->s.guid);
    refi_attr(r, "name", s->s.name);
    refi_attr(r, "plainTextPath", arena_printf(&r->arena, "internal://%s.txt", s->s.guid));
    refi_coder(r, "creatingUser", s->coder);
    refi_time(r, "creationDateTime", s->s.imported);
    describe_source(r, &s->s);
    for (size_t i = 0; i < n; i++) {
        if (!r->x->segments.v[g[i].at].whole)
            selection(r, s, v, &r->x->segments.v[g[i].at].s);
    }
    for (size_t i = 0; i < n; i++) {
        if (r->x->segments.v[g[i].at].whole)
            codings(r, r->x->segments.v[g[i].at].s.id);
    }
    note_refs(r, "NoteRef", MEMO_SOURCE, s->s.id);
    for (size_t i = 0; i < r->x->values.n; i++) {
        if (r->x->values.v[i].source == s->s.id)
            value(r, r->x->values.v[i].attribute, true, r->x->values.v[i].value);
    }
    refi_close(r);
    return ok;
}

static bool sources(struct refi *r, zip_t *z, struct err *err)
{
    bool ok = true;
    if (r->x->sources.n == 0)
        return true;
    refi_open(r, "Sources");
    for (size_t i = 0; i < r->x->sources.n && ok; i++)
        ok = source(r, z, &r->x->sources.v[i], err);
    refi_close(r);
    return ok;
}

/* ---- notes, links, sets ---- */

static char *first_line(struct refi *r, const char *s)
{
    enum { MOST = 60 };
    size_t n = strcspn(s, "\n");
    size_t cut = utf8_byte(s, n, (cp_off){MOST}).b;
    return cut < n ? arena_printf(&r->arena, "%.*s…", (int)cut, s) : arena_strndup(&r->arena, s, n);
}

static void note(struct refi *r, const char *guid, const char *name, tema_id coder, int64_t created,
                 int64_t changed, const char *text)
{
    refi_open(r, "Note");
    refi_guid(r, "guid", guid);
    refi_attr(r, "name", name);
    refi_coder(r, "creatingUser", coder);
    refi_time(r, "creationDateTime", created);
    refi_time(r, "modifiedDateTime", changed);
    refi_text(r, "PlainTextContent", text);
    refi_close(r);
}

/* What tema itself takes back: a note in a file of its own, so that it is in nobody's way. */
static bool rest(struct refi *r, zip_t *z, struct err *err)
{
    struct buf b = BUF_INIT;
    char *guid = refi_guid_of(r->x, "rest", &r->arena);
    refi_rest(r->x, &b);
    refi_open(r, "Note");
    refi_guid(r, "guid", guid);
    refi_attr(r, "name", REFI_REST_NAME);
    refi_attr(r, "plainTextPath", arena_printf(&r->arena, "internal://%s.txt", guid));
    refi_close(r);
    bool ok = add_file(z, arena_printf(&r->arena, "sources/%s.txt", guid), &b, err);
    buf_release(&b);
    return ok;
}

static bool notes(struct refi *r, zip_t *z, struct err *err)
{
    refi_open(r, "Notes");
    for (size_t i = 0; i < r->x->memos.n; i++) {
        const struct memo *m = &r->x->memos.v[i];
        note(r, m->guid, first_line(r, m->text), m->coder, m->created, m->changed, m->text);
    }
    for (size_t i = 0; i < r->ntold; i++) {
        const struct refi_note *t = &r->told[i];
        note(r, t->guid, t->name, t->coder, t->created, -1, t->text);
    }
    bool ok = rest(r, z, err);
    refi_close(r);
    return ok;
}

static const char *link_direction(enum x_direction d)
{
    switch (d) {
    case X_ASSOCIATIVE: break;
    case X_ONE_WAY: return "OneWay";
    case X_BIDIRECTIONAL: return "Bidirectional";
    }
    return "Associative";
}

static void links(struct refi *r)
{
    if (r->x->links.n == 0)
        return;
    refi_open(r, "Links");
    for (size_t i = 0; i < r->x->links.n; i++) {
        const struct x_link *l = &r->x->links.v[i];
        char colour[8];
        refi_open(r, "Link");
        refi_guid(r, "guid", l->guid);
        refi_attr(r, "name", l->name);
        refi_attr(r, "direction", link_direction(l->direction));
        if (l->colour) {
            snprintf(colour, sizeof colour, "#%06x", (unsigned)l->colour & 0xffffff);
            refi_attr(r, "color", colour);
        }
        refi_guid(r, "originGUID", l->origin);
        refi_guid(r, "targetGUID", l->target);
        refi_close(r);
    }
    refi_close(r);
}

static void set_of_members(struct refi *r, const struct x_set *s)
{
    static const struct {
        enum x_kind kind;
        const char *element;
    } kinds[] = {{X_CODE, "MemberCode"}, {X_SOURCE, "MemberSource"}, {X_MEMO, "MemberNote"}};
    const struct exchange *x = r->x;
    refi_open(r, "Set");
    refi_guid(r, "guid", s->guid);
    refi_name(r, s->name);
    refi_text(r, "Description", s->description);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = 0; i < x->members.n; i++) {
            const struct x_ref *m = &x->members.v[i];
            const struct id_index *ix = m->kind == X_CODE     ? &r->codes
                                        : m->kind == X_SOURCE ? &r->sources
                                                              : &r->memos;
            const struct by_id *at =
                m->of == s->id && m->kind == kinds[k].kind ? index_find(ix, m->target, NULL) : NULL;
            if (at)
                refi_ref(r, kinds[k].element,
                         m->kind == X_CODE     ? x->codes.v[at->at].c.guid
                         : m->kind == X_SOURCE ? x->sources.v[at->at].s.guid
                                               : x->memos.v[at->at].guid);
        }
    }
    refi_close(r);
}

/* A theme is a set of the codes that have a place under it. */
static void theme(struct refi *r, const struct theme *t)
{
    const struct exchange *x = r->x;
    char *under = (char *)(uintptr_t) "", *structure = under;
    for (size_t i = 0; i < x->themes.n; i++) {
        if (x->themes.v[i].id == t->parent)
            under = x->themes.v[i].name;
    }
    for (size_t i = 0; i < x->structures.n; i++) {
        if (x->structures.v[i].id == t->structure)
            structure = x->structures.v[i].name;
    }
    const struct field fields[] = {
        {"Definition", t->definition},
        {"Scope", t->scope},
        {"Narrative", t->narrative},
        {"Under", under},
        {"Structure", structure},
        {"Status", (char *)(uintptr_t)enum_word(&theme_statuses, (int)t->status)},
        {"Reason", t->reason},
    };
    struct buf b = BUF_INIT;
    refi_open(r, "Set");
    refi_guid(r, "guid", t->guid);
    refi_name(r, t->name);
    fields_write(&b, t->idea, fields, sizeof fields / sizeof *fields);
    refi_text(r, "Description", buf_str(&b));
    for (size_t i = 0; i < x->places.n; i++) {
        if (x->places.v[i].theme == t->id && x->places.v[i].code)
            refi_ref(r, "MemberCode", guid_of_code(r, x->places.v[i].code));
    }
    note_refs(r, "MemberNote", MEMO_THEME, t->id);
    refi_close(r);
    buf_release(&b);
}

static void sets(struct refi *r)
{
    if (r->x->sets.n + r->x->themes.n == 0)
        return;
    refi_open(r, "Sets");
    for (size_t i = 0; i < r->x->themes.n; i++)
        theme(r, &r->x->themes.v[i]);
    for (size_t i = 0; i < r->x->sets.n; i++)
        set_of_members(r, &r->x->sets.v[i]);
    refi_close(r);
}

/* ---- the files ---- */

static void tell_lost(struct refi *r, bool project)
{
    struct exchange *x = r->x;
    if (project && x->themes.n > 0)
        exchange_note(
            x, _("for other programs themes are sets of their codes, with what was written of them in the "
                 "description; single meaning units under a theme are not seen there"));
    if (project && x->sources.n > 0)
        exchange_note(
            x, _("for other programs who speaks stands in the text in front of each turn; times of turns "
                 "are not seen there"));
    exchange_note(x,
                  _("for other programs what to include and exclude, the example, origin and level of a code "
                    "stand in its description"));
    if (project && r->ntold > 0)
        exchange_note(
            x, _("for other programs codebook versions, reviews, quotes, rounds, phases and the research "
                 "question's wordings are notes"));
    if (project)
        exchange_note(x, _("for tema all of it comes back whole: it stands in the note '%s'"),
                      REFI_REST_NAME);
    if (r->replaced > 0)
        exchange_note(x,
                      ngettext("%zu character that XML has no place for is replaced with U+FFFD",
                               "%zu characters that XML has no place for are replaced with U+FFFD",
                               r->replaced),
                      r->replaced);
}

static bool begin(struct refi *r, xmlBufferPtr *xml, struct err *err)
{
    *xml = xmlBufferCreate();
    r->w = *xml ? xmlNewTextWriterMemory(*xml, 0) : NULL;
    if (!r->w)
        return err_set(err, ERR_IO, _("there is not enough memory to write XML"));
    xmlTextWriterSetIndent(r->w, 1);
    xmlTextWriterSetIndentString(r->w, (const xmlChar *)" ");
    xmlTextWriterStartDocument(r->w, "1.0", "UTF-8", NULL);
    return true;
}

static void project(struct refi *r, zip_t *z, bool *ok, struct err *err)
{
    const struct exchange *x = r->x;
    refi_open(r, "Project");
    refi_attr(r, "xmlns", "urn:QDA-XML:project:1.0");
    refi_name(r, x->project.title);
    refi_attr(r, "origin", "tema " TEMA_VERSION);
    refi_time(r, "creationDateTime", x->project.created);
    users(r);
    if (x->codes.n > 0) {
        refi_open(r, "CodeBook");
        refi_open(r, "Codes");
        codes_under(r, 0, true);
        refi_close(r);
        refi_close(r);
    }
    variables(r);
    cases(r);
    *ok = sources(r, z, err) && notes(r, z, err);
    links(r);
    sets(r);
    refi_text(r, "Description", x->project.question);
    note_refs(r, "NoteRef", MEMO_PROJECT, 0);
    refi_close(r);
}

static bool close_archive(zip_t *z, zip_source_t *s, struct buf *out, struct err *err)
{
    zip_stat_t st;
    if (zip_close(z) != 0) {
        err_set(err, ERR_IO, _("writing the archive: %s"), zip_strerror(z));
        zip_discard(z);
        return false;
    }
    if (zip_source_stat(s, &st) != 0 || zip_source_open(s) != 0)
        return err_set(err, ERR_IO, _("the archive cannot be read back"));
    buf_reserve(out, st.size);
    zip_int64_t n = zip_source_read(s, out->s + out->len, st.size);
    zip_source_close(s);
    if (n != (zip_int64_t)st.size)
        return err_set(err, ERR_IO, _("the archive cannot be read back"));
    out->len += st.size;
    out->s[out->len] = '\0';
    return true;
}

static bool write_qdpx(struct exchange *x, struct buf *out, struct err *err)
{
    struct refi r;
    xmlBufferPtr xml = NULL;
    struct buf qde = BUF_INIT;
    zip_error_t ze;
    zip_error_init(&ze);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &ze);
    zip_t *z = s ? zip_open_from_source(s, ZIP_CREATE | ZIP_TRUNCATE, &ze) : NULL;
    if (!z) {
        zip_source_free(s);
        return err_set(err, ERR_IO, _("writing the archive: %s"), zip_error_strerror(&ze));
    }
    zip_source_keep(s); /* to read what was written */
    refi_init(&r, x);
    index_told(&r);
    bool ok = begin(&r, &xml, err);
    if (ok)
        project(&r, z, &ok, err);
    if (r.w) {
        xmlTextWriterEndDocument(r.w);
        xmlFreeTextWriter(r.w);
    }
    if (ok) {
        buf_add(&qde, xmlBufferContent(xml), (size_t)xmlBufferLength(xml));
        ok = refi_is_valid(buf_str(&qde), qde.len, true, err) && add_file(z, "project.qde", &qde, err);
        tell_lost(&r, true);
    }
    if (ok)
        ok = close_archive(z, s, out, err);
    else
        zip_discard(z);
    zip_source_free(s);
    xmlBufferFree(xml);
    buf_release(&qde);
    arena_release(&r.arena);
    return ok;
}

static bool write_qdc(struct exchange *x, struct buf *out, struct err *err)
{
    struct refi r;
    xmlBufferPtr xml = NULL;
    if (x->codes.n == 0)
        return err_set(err, ERR_INPUT, _("there are no codes to write"));
    refi_init(&r, x);
    bool ok = begin(&r, &xml, err);
    if (ok) {
        refi_open(&r, "CodeBook");
        refi_attr(&r, "xmlns", "urn:QDA-XML:codebook:1.0");
        refi_attr(&r, "origin", "tema " TEMA_VERSION);
        refi_open(&r, "Codes");
        codes_under(&r, 0, false);
        refi_close(&r);
        refi_close(&r);
        xmlTextWriterEndDocument(r.w);
        xmlFreeTextWriter(r.w);
        buf_add(out, xmlBufferContent(xml), (size_t)xmlBufferLength(xml));
        ok = refi_is_valid(buf_str(out), out->len, false, err);
        tell_lost(&r, false);
    }
    xmlBufferFree(xml);
    arena_release(&r.arena);
    return ok;
}

const struct project_format project_qdpx = {
    "qdpx", N_("for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA)"), write_qdpx};
const struct project_format project_qdc = {"qdc", N_("the codebook for other programs (REFI-QDA)"),
                                           write_qdc};
