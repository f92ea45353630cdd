/* Taguette's projects (.sqlite3): documents are HTML, highlights count on the UTF-8 bytes of their text,
 * tags are flat, whatever dots are in their names. */
#include <string.h>

#include "pages_priv.h"
#include "programs_priv.h"
#include "tema/base/i18n.h"

struct taguette {
    struct program p;
    VEC(struct html_map) maps; /* by source */
    struct id_map highlights;  /* to segments */
    struct name_list titles;
    size_t nprojects, mismatched, untagged;
};

static int sniff_taguette(const char *s, size_t n)
{
    static const char *const tables[] = {"documents", "highlights", "highlight_tags", "tags", NULL};
    return program_sniff(s, n, tables);
}

/* Of several projects each becomes a code above its tags, so that equal tags can be told apart. */
static bool read_projects(struct taguette *t, struct branches *b, struct err *err)
{
    struct program *p = &t->p;
    struct rodb_rows r;
    t->nprojects = rodb_count(p->db, "projects");
    bool ok = rodb_read(p->db, "projects", "id name description created", &r, err);
    while (ok && rodb_next(&r)) {
        char *name = program_copy(p, &r, 1);
        name_list_add(&t->titles, name);
        int64_t created = program_time(p, &r, 3);
        if (t->nprojects > 1) {
            struct branch project = {.id = rodb_int(&r, 0, 0),
                                     .category = true,
                                     .name = name,
                                     .memo = program_copy(p, &r, 2),
                                     .created = created};
            vec_push(&b->v, project);
        } else {
            p->x->project.title = name;
            p->x->project.created = created;
            program_memo(p, MEMO_PROJECT, 0, program_copy(p, &r, 2), 0, created);
        }
    }
    ok = rodb_end(&r, ok ? err : NULL) && ok;
    const char *titles = name_list_end(&t->titles);
    if (ok && t->nprojects > 1)
        exchange_note(p->x,
                      _("the file holds %zu projects, %s: the documents of all were taken, and each stands "
                        "as a code above its tags"),
                      t->nprojects, titles);
    return ok;
}

static bool read_tags(struct taguette *t, struct err *err)
{
    struct program *p = &t->p;
    struct branches b = {.v = VEC_INIT};
    struct rodb_rows r;
    bool ok = read_projects(t, &b, err);
    if (ok) {
        ok = rodb_read(p->db, "tags", "id project_id path description", &r, err);
        while (ok && rodb_next(&r)) {
            struct branch tag = {.id = rodb_int(&r, 0, 0),
                                 .parent = t->nprojects > 1 ? rodb_int(&r, 1, 0) : 0,
                                 .name = program_copy(p, &r, 2),
                                 .memo = program_copy(p, &r, 3),
                                 .created = -1};
            vec_push(&b.v, tag);
        }
        ok = rodb_end(&r, ok ? err : NULL) && ok;
    }
    if (ok)
        program_codes(p, &b);
    vec_release(&b.v);
    return ok;
}

static bool read_document(struct taguette *t, struct rodb_rows *r, struct err *err)
{
    struct program *p = &t->p;
    struct html_map map;
    size_t n;
    struct x_source *s = exchange_source(p->x, "", program_copy(p, r, 1));
    char *original = program_copy(p, r, 3);
    s->s.file = original;
    if (s->s.name[0] == '\0')
        s->s.name = original;
    id_map_add(&p->sources, rodb_int(r, 0, 0), p->x->sources.n - 1);
    program_memo(p, MEMO_SOURCE, s->s.id, program_copy(p, r, 2), 0, program_time(p, r, 4));
    html_map_init(&map);
    const char *html = rodb_text(r, 5, &n);
    bool ok = html_read(html, n, s->text, &map, err);
    vec_push(&t->maps, map);
    struct program_text text;
    program_text_init(&text, &p->x->arena, buf_str(&map.text), map.text.len);
    vec_push(&p->texts, text);
    if (s->text->speakers.n > 0)
        s->s.kind = SOURCE_INTERVIEW;
    return ok || err_wrap(err, _("document '%s'"), s->s.name);
}

static bool read_documents(struct taguette *t, struct err *err)
{
    struct rodb_rows r;
    bool ok = rodb_read(t->p.db, "documents", "id name description filename created contents", &r, err);
    while (ok && rodb_next(&r))
        ok = read_document(t, &r, err);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether the words are the same, whatever blanks lie between them. */
static bool same_words(const char *a, size_t na, const char *b, size_t nb)
{
    size_t i = 0, k = 0;
    if (na / 2 > nb + 128) /* nothing is to be gained from miles of blanks */
        return false;
    for (;;) {
        while (i < na && is_blank(a[i]))
            i++;
        while (k < nb && is_blank(b[k]))
            k++;
        if (i == na || k == nb)
            return i == na && k == nb;
        if (a[i++] != b[k++])
            return false;
    }
}

/* The highlight's words were stored with it, as HTML. */
static bool snippet_fits(const struct program_text *text, const char *snippet, size_t n, size_t start,
                         size_t end)
{
    struct transcript t;
    struct html_map words;
    transcript_init(&t);
    html_map_init(&words);
    size_t from = text_byte(text, start), to = text_byte(text, end);
    bool ok = n == 0 || (html_read(snippet, n, &t, &words, NULL) &&
                         same_words(text->s + from, to - from, buf_str(&words.text), words.text.len));
    html_map_release(&words);
    transcript_release(&t);
    return ok;
}

static bool read_highlights(struct taguette *t, struct err *err)
{
    struct program *p = &t->p;
    struct rodb_rows r;
    size_t source, n;
    bool ok = rodb_read(p->db, "highlights", "id document_id start_offset end_offset snippet", &r, err);
    while (ok && rodb_next(&r)) {
        int64_t first = rodb_int(&r, 2, -1), end = rodb_int(&r, 3, -1);
        if (!id_map_find(&p->sources, rodb_int(&r, 1, 0), &source)) {
            p->homeless++;
            continue;
        }
        const struct html_map *m = &t->maps.v[source];
        if (first < 0 || end < first || (uint64_t)end > m->bytes) {
            p->outside++;
            continue;
        }
        size_t a = html_map_cp(m, (size_t)first, false), b = html_map_cp(m, (size_t)end, true);
        b = b < a ? a : b;
        const char *snippet = rodb_text(&r, 4, &n);
        t->mismatched += !snippet_fits(&p->texts.v[source], snippet, n, a, b);
        struct x_segment *g = exchange_segment(p->x, p->x->sources.v[source].s.id, "", a, b, 0);
        id_map_add(&t->highlights, rodb_int(&r, 0, 0), (size_t)g->s.id);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_taggings(struct taguette *t, struct err *err)
{
    struct program *p = &t->p;
    struct rodb_rows r;
    size_t segment, code;
    bool *tagged = mem_alloc(p->x->segments.n + 1);
    bool ok = rodb_read(p->db, "highlight_tags", "highlight_id tag_id", &r, err);
    while (ok && rodb_next(&r)) {
        if (!id_map_find(&t->highlights, rodb_int(&r, 0, 0), &segment) ||
            !id_map_find(&p->codes, rodb_int(&r, 1, 0), &code)) {
            p->homeless++;
            continue;
        }
        exchange_coding(p->x, (tema_id)segment, (tema_id)code, 0, "");
        tagged[segment - 1] = true;
    }
    for (size_t i = 0; i < p->x->segments.n; i++)
        t->untagged += !tagged[i];
    mem_free(tagged);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static void tell(struct taguette *t)
{
    struct program *p = &t->p;
    if (t->mismatched > 0)
        exchange_note(p->x,
                      ngettext("%zu highlight covers other words than those stored with it",
                               "%zu highlights cover other words than those stored with them", t->mismatched),
                      t->mismatched);
    if (t->untagged > 0)
        exchange_note(p->x,
                      ngettext("%zu highlight has no tag: it came in as a meaning unit without a code",
                               "%zu highlights have no tag: they came in as meaning units without a code",
                               t->untagged),
                      t->untagged);
    if (p->x->segments.n > 0)
        exchange_note(p->x, _("Taguette does not say who made a highlight, or when: they are yours"));
    size_t commands = rodb_count(p->db, "commands");
    if (commands > 0)
        exchange_note(p->x,
                      ngettext("%zu entry of the log of changes was left out",
                               "%zu entries of the log of changes were left out", commands),
                      commands);
    size_t members = rodb_count(p->db, "project_members");
    if (members > t->nprojects)
        exchange_note(p->x, _("who may do what in the project (%zu entries) was left out"), members);
}

static bool take_taguette(const char *s, size_t n, const struct read_options *opt, struct exchange *x,
                          struct err *err)
{
    struct taguette t = {.nprojects = 0};
    (void)opt;
    bool ok = program_open(&t.p, s, n, "Taguette", x, err) && read_tags(&t, err) && read_documents(&t, err) &&
              read_highlights(&t, err) && read_taggings(&t, err);
    if (ok) {
        tell(&t);
        ok = program_finish(&t.p, err);
    }
    for (size_t i = 0; i < t.maps.n; i++)
        html_map_release(&t.maps.v[i]);
    vec_release(&t.maps);
    vec_release(&t.highlights.pairs);
    buf_release(&t.titles.text);
    program_release(&t.p);
    return ok;
}

const struct format format_taguette = {.name = "taguette",
                                       .label = N_("Taguette project"),
                                       .extensions = "sqlite3 sqlite db",
                                       .sniff = sniff_taguette,
                                       .take = take_taguette,
                                       .bytes = true};
