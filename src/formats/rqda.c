/* RQDA's projects (.rqda), of all its versions. Rows with status 0 were deleted there. Positions are
 * code points, kept as real numbers; they drift from the words stored with them, which decide. */
#include <string.h>

#include "programs_priv.h"
#include "tema/base/i18n.h"

struct rqda {
    struct program p;
    struct name_table declared, numeric; /* attributes: all, and those of numbers */
    size_t deleted, annotations;
};

static int sniff_rqda(const char *s, size_t n)
{
    static const char *const tables[] = {"source", "freecode", "treecode", "coding", NULL};
    return program_sniff(s, n, tables);
}

/* The next row that was not deleted; its status is in `column`. */
static bool next_live(struct rqda *q, struct rodb_rows *r, int column)
{
    while (rodb_next(r)) {
        if (rodb_int(r, column, 1) != 0)
            return true;
        q->deleted++;
    }
    return false;
}

static bool read_project(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "project", "date memo", &r, err);
    if (ok && rodb_next(&r)) {
        p->x->project.created = program_time(p, &r, 0);
        program_memo(p, MEMO_PROJECT, 0, program_copy(p, &r, 1), 0, p->x->project.created);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* ---- codes ---- */

struct membership {
    int64_t code, cat;
};
struct memberships {
    VEC(struct membership) v; /* beyond a code's first */
};

static tema_id add_set(struct program *p, char *name, char *description)
{
    struct x_set set = {.id = (tema_id)p->x->sets.n + 1};
    set.name = name;
    set.description = description;
    set.guid = arena_strdup(&p->x->arena, "");
    vec_push(&p->x->sets, set);
    return set.id;
}

/* A code's first category is above it; it is a member of the others. */
static bool read_memberships(struct rqda *q, struct branches *b, struct memberships *more, struct err *err)
{
    struct rodb_rows r;
    struct id_map codes = {.sorted = false};
    size_t at;
    for (size_t i = 0; i < b->v.n; i++) {
        if (!b->v.v[i].category)
            id_map_add(&codes, b->v.v[i].id, i);
    }
    bool ok = rodb_read(q->p.db, "treecode", "cid catid status", &r, err);
    while (ok && next_live(q, &r, 2)) {
        struct membership m = {rodb_int(&r, 0, 0), rodb_int(&r, 1, 0)};
        if (!id_map_find(&codes, m.code, &at) || at >= b->v.n)
            q->p.homeless++;
        else if (b->v.v[at].parent == 0)
            b->v.v[at].parent = m.cat;
        else if (b->v.v[at].parent != m.cat)
            vec_push(&more->v, m);
    }
    vec_release(&codes.pairs);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static void add_memberships(struct program *p, const struct memberships *more)
{
    size_t code, cat;
    tema_id *set = mem_array(NULL, p->x->codes.n + 1, sizeof *set); /* of a category, by its code */
    memset(set, 0, (p->x->codes.n + 1) * sizeof *set);
    for (size_t i = 0; i < more->v.n; i++) {
        if (!id_map_find(&p->codes, more->v.v[i].code, &code) ||
            !id_map_find(&p->cats, more->v.v[i].cat, &cat)) {
            p->homeless++;
            continue;
        }
        if (set[cat] == 0)
            set[cat] = add_set(p, p->x->codes.v[cat - 1].c.name, p->x->codes.v[cat - 1].c.definition);
        struct x_ref ref = {set[cat], X_CODE, (tema_id)code};
        vec_push(&p->x->members, ref);
    }
    if (more->v.n > 0)
        exchange_note(p->x,
                      ngettext("%zu further category of a code became a set that the code is in",
                               "%zu further categories of codes became sets that the codes are in",
                               more->v.n),
                      more->v.n);
    mem_free(set);
}

static bool read_branches(struct rqda *q, bool category, struct branches *b, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    size_t odd = 0;
    bool ok = rodb_read(
        p->db, category ? "codecat" : "freecode",
        category ? "catid name memo owner date status" : "id name memo owner date status color", &r, err);
    while (ok && next_live(q, &r, 5)) {
        struct branch k = {.id = rodb_int(&r, 0, 0), .category = category};
        k.name = program_copy(p, &r, 1);
        k.memo = program_copy(p, &r, 2);
        k.coder = program_coder(p, &r, 3);
        k.created = program_time(p, &r, 4);
        if (!category && rodb_text(&r, 6, NULL)[0])
            odd += !parse_colour(rodb_text(&r, 6, NULL), &k.colour);
        vec_push(&b->v, k);
    }
    if (odd > 0)
        exchange_note(
            p->x,
            ngettext("%zu code's colour is not known here", "%zu codes' colours are not known here", odd),
            odd);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_codes(struct rqda *q, struct err *err)
{
    struct branches b = {.v = VEC_INIT};
    struct memberships more = {.v = VEC_INIT};
    bool ok = read_branches(q, true, &b, err);
    size_t cats = b.v.n;
    ok = ok && read_branches(q, false, &b, err) && read_memberships(q, &b, &more, err);
    if (ok) {
        if (cats > 0)
            exchange_note(q->p.x,
                          ngettext("%zu category became a code that holds its codes",
                                   "%zu categories became codes that hold their codes", cats),
                          cats);
        program_codes(&q->p, &b);
        add_memberships(&q->p, &more);
    }
    vec_release(&b.v);
    vec_release(&more.v);
    return ok;
}

/* ---- texts ---- */

static bool read_sources(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "source", "id name file memo owner date status", &r, err);
    while (ok && next_live(q, &r, 6)) {
        ok = program_source(p, &r, 1, 2, err);
        struct x_source *s = &p->x->sources.v[p->x->sources.n - 1];
        id_map_add(&p->sources, rodb_int(&r, 0, 0), p->x->sources.n - 1);
        s->coder = program_coder(p, &r, 4);
        program_memo(p, MEMO_SOURCE, s->s.id, program_copy(p, &r, 3), s->coder, program_time(p, &r, 5));
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_file_categories(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    struct id_map sets = {.sorted = false};
    size_t set, source;
    bool ok = rodb_read(p->db, "filecat", "catid name memo status", &r, err);
    while (ok && next_live(q, &r, 3)) {
        char *name = program_copy(p, &r, 1);
        id_map_add(&sets, rodb_int(&r, 0, 0), (size_t)add_set(p, name, program_copy(p, &r, 2)));
    }
    ok = rodb_end(&r, ok ? err : NULL) && ok;
    if (ok) {
        ok = rodb_read(p->db, "treefile", "fid catid status", &r, err);
        while (ok && next_live(q, &r, 2)) {
            if (!id_map_find(&p->sources, rodb_int(&r, 0, 0), &source) ||
                !id_map_find(&sets, rodb_int(&r, 1, 0), &set)) {
                p->homeless++;
                continue;
            }
            struct x_ref ref = {(tema_id)set, X_SOURCE, p->x->sources.v[source].s.id};
            vec_push(&p->x->members, ref);
        }
        ok = rodb_end(&r, ok ? err : NULL) && ok;
    }
    if (sets.pairs.n > 0)
        exchange_note(p->x,
                      ngettext("%zu category of files became a set of sources",
                               "%zu categories of files became sets of sources", sets.pairs.n),
                      sets.pairs.n);
    vec_release(&sets.pairs);
    return ok;
}

static bool read_codings(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    size_t source, code, start, end;
    bool ok = rodb_read(p->db, "coding", "cid fid seltext selfirst selend status owner date memo", &r, err);
    while (ok && next_live(q, &r, 5)) {
        if (!id_map_find(&p->sources, rodb_int(&r, 1, 0), &source) ||
            !id_map_find(&p->codes, rodb_int(&r, 0, 0), &code)) {
            p->homeless++;
            continue;
        }
        if (!program_place(p, source, rodb_int(&r, 3, -1), rodb_int(&r, 4, -1), rodb_text(&r, 2, NULL), true,
                           &start, &end))
            continue;
        tema_id coder = program_coder(p, &r, 6);
        struct x_segment *g = exchange_segment(p->x, p->x->sources.v[source].s.id, "", start, end, coder);
        g->s.created = program_time(p, &r, 7);
        exchange_coding(p->x, g->s.id, (tema_id)code, coder, "")->c.created = g->s.created;
        program_memo(p, MEMO_SEGMENT, g->s.id, program_copy(p, &r, 8), coder, g->s.created);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* The line on which the position lies. */
static void line_around(const struct program_text *t, int64_t at, size_t *ret_start, size_t *ret_end)
{
    enum { MOST_LINE = 4096 };
    size_t byte = text_byte(t, at < 0 ? 0 : (size_t)at), start = byte, end = byte;
    while (start > 0 && t->s[start - 1] != '\n' && byte - start < MOST_LINE)
        start--;
    while (end < t->bytes && t->s[end] != '\n' && end - byte < MOST_LINE)
        end++;
    *ret_start = text_cp(t, start);
    *ret_end = text_cp(t, end);
}

static bool read_annotations(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    size_t source, start, end;
    bool ok = rodb_read(p->db, "annotation", "fid position annotation owner date status", &r, err);
    while (ok && next_live(q, &r, 5)) {
        if (rodb_text(&r, 2, NULL)[0] == '\0')
            continue;
        if (!id_map_find(&p->sources, rodb_int(&r, 0, 0), &source)) {
            p->homeless++;
            continue;
        }
        line_around(&p->texts.v[source], rodb_int(&r, 1, 0), &start, &end);
        tema_id coder = program_coder(p, &r, 3);
        struct x_segment *g = exchange_segment(p->x, p->x->sources.v[source].s.id, "", start, end, coder);
        g->s.created = program_time(p, &r, 4);
        program_memo(p, MEMO_SEGMENT, g->s.id, program_copy(p, &r, 2), coder, g->s.created);
        q->annotations++;
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* ---- cases, attributes, journal ---- */

static bool read_cases(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "cases", "id name memo status", &r, err);
    while (ok && next_live(q, &r, 3)) {
        exchange_participant(p->x, "", program_copy(p, &r, 1));
        id_map_add(&p->cases, rodb_int(&r, 0, 0), p->x->participants.n - 1);
        char *memo = program_copy(p, &r, 2);
        if (memo[0])
            program_value(p, &p->of_cases, p->x->participants.n - 1, _("memo"), false, memo);
    }
    ok = rodb_end(&r, ok ? err : NULL) && ok;
    if (!ok)
        return false;
    ok = rodb_read(p->db, "caselinkage", "caseid fid selfirst selend status owner date memo", &r, err);
    while (ok && next_live(q, &r, 4)) {
        struct program_case_text c = {.who = rodb_int(&r, 0, 0),
                                      .source = rodb_int(&r, 1, 0),
                                      .first = rodb_int(&r, 2, 0),
                                      .end = rodb_int(&r, 3, 0),
                                      .coder = program_coder(p, &r, 5),
                                      .created = program_time(p, &r, 6),
                                      .memo = program_copy(p, &r, 7)};
        program_case_text(p, &c);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* Attributes are declared for cases and files alike; whose they are shows in the values. */
static bool read_values(struct rqda *q, bool of_files, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    size_t of, at;
    bool ok = rodb_read(p->db, of_files ? "fileAttr" : "caseAttr",
                        of_files ? "variable value fileID status" : "variable value caseID status", &r, err);
    while (ok && next_live(q, &r, 3)) {
        char *name = program_copy(p, &r, 0), *value = program_copy(p, &r, 1);
        if (value[0] == '\0' || strcmp(value, "NA") == 0) /* R's word for none */
            continue;
        if (!id_map_find(of_files ? &p->sources : &p->cases, rodb_int(&r, 2, 0), &of)) {
            p->homeless++;
            continue;
        }
        program_value(p, of_files ? &p->of_sources : &p->of_cases, of, name,
                      name_table_find(&q->numeric, name, &at), value);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_attributes(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    size_t at, unused = 0;
    bool ok = rodb_read(p->db, "attributes", "name class status", &r, err);
    while (ok && next_live(q, &r, 2)) {
        const char *name = program_copy(p, &r, 0);
        if (strcmp(rodb_text(&r, 1, NULL), "numeric") == 0)
            name_table_add(&q->numeric, &p->x->arena, name);
        name_table_add(&q->declared, &p->x->arena, name);
    }
    ok = rodb_end(&r, ok ? err : NULL) && ok;
    ok = ok && read_values(q, false, err) && read_values(q, true, err);
    for (size_t i = 0; ok && i < q->declared.names.n; i++)
        unused += !name_table_find(&p->of_cases.names, q->declared.names.v[i], &at) &&
                  !name_table_find(&p->of_sources.names, q->declared.names.v[i], &at);
    if (unused > 0)
        exchange_note(p->x,
                      ngettext("%zu attribute that nothing has a value of was left out",
                               "%zu attributes that nothing has a value of were left out", unused),
                      unused);
    return ok;
}

static bool read_journal(struct rqda *q, struct err *err)
{
    struct program *p = &q->p;
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "journal", "name journal date owner status", &r, err);
    while (ok && next_live(q, &r, 4)) {
        const char *name = program_copy(p, &r, 0);
        program_journal(p, name, program_copy(p, &r, 1), program_coder(p, &r, 3), program_time(p, &r, 2));
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static void tell(struct rqda *q)
{
    struct program *p = &q->p;
    if (q->deleted > 0)
        exchange_note(p->x,
                      ngettext("%zu entry that was deleted in RQDA was left out",
                               "%zu entries that were deleted in RQDA were left out", q->deleted),
                      q->deleted);
    if (q->annotations > 0)
        exchange_note(p->x,
                      ngettext("%zu annotation became a memo on the line it stands at",
                               "%zu annotations became memos on the lines they stand at", q->annotations),
                      q->annotations);
    program_left_out(p, "coding2", _("codings of a second pass kept apart"));
    program_left_out(p, "image", _("pictures"));
    program_left_out(p, "imageCoding", _("codings of pictures"));
}

static bool take_rqda(const char *s, size_t n, const struct read_options *opt, struct exchange *x,
                      struct err *err)
{
    struct rqda q = {.deleted = 0};
    (void)opt;
    bool ok = program_open(&q.p, s, n, "RQDA", x, err) && read_project(&q, err) && read_codes(&q, err) &&
              read_sources(&q, err) && read_file_categories(&q, err) && read_codings(&q, err) &&
              read_annotations(&q, err) && read_cases(&q, err) && read_attributes(&q, err) &&
              read_journal(&q, err);
    if (ok) {
        program_values_finish(&q.p);
        tell(&q);
        ok = program_finish(&q.p, err);
    }
    name_table_release(&q.declared);
    name_table_release(&q.numeric);
    program_release(&q.p);
    return ok;
}

const struct format format_rqda = {.name = "rqda",
                                   .label = N_("RQDA project"),
                                   .extensions = "rqda",
                                   .sniff = sniff_rqda,
                                   .take = take_rqda,
                                   .bytes = true};
