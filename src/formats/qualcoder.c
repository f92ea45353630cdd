/* QualCoder's projects: data.qda, the database in a project's folder, of all its versions. Positions are
 * code points of a text's fulltext; categories hold codes and each other. */
#include <string.h>

#include "programs_priv.h"
#include "tema/base/i18n.h"

static int sniff_qualcoder(const char *s, size_t n)
{
    static const char *const tables[] = {"source", "code_name", "code_text", "code_cat", NULL};
    return program_sniff(s, n, tables);
}

static bool read_project(struct program *p, struct err *err)
{
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "project", "date memo about", &r, err);
    if (ok && rodb_next(&r)) {
        int64_t created = program_time(p, &r, 0);
        p->x->project.created = created;
        program_memo(p, MEMO_PROJECT, 0, program_copy(p, &r, 1), 0, created);
        char *about = program_copy(p, &r, 2);
        if (strncmp(about, "QualCoder", 9) == 0 && strlen(about) < 60)
            p->x->program = about;
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_branches(struct program *p, bool category, struct branches *b, struct err *err)
{
    struct rodb_rows r;
    size_t odd = 0;
    bool ok = rodb_read(
        p->db, category ? "code_cat" : "code_name",
        category ? "catid supercatid name memo owner date" : "cid catid name memo owner date color", &r, err);
    while (ok && rodb_next(&r)) {
        struct branch k = {.id = rodb_int(&r, 0, 0), .parent = rodb_int(&r, 1, 0), .category = category};
        k.name = program_copy(p, &r, 2);
        k.memo = program_copy(p, &r, 3);
        k.coder = program_coder(p, &r, 4);
        k.created = program_time(p, &r, 5);
        if (!category && !rodb_null(&r, 6))
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

static bool read_codes(struct program *p, struct err *err)
{
    struct branches b = {.v = VEC_INIT};
    bool ok = read_branches(p, true, &b, err);
    size_t cats = b.v.n;
    ok = ok && read_branches(p, false, &b, err);
    if (ok && cats > 0)
        exchange_note(p->x,
                      ngettext("%zu category became a code that holds its codes",
                               "%zu categories became codes that hold their codes", cats),
                      cats);
    if (ok)
        program_codes(p, &b);
    vec_release(&b.v);
    return ok;
}

/* A picture, a recording, a film: nothing of it is in the database. */
static bool is_medium(const char *path)
{
    path += *path == '/';
    static const char *const kinds[] = {"images", "audio", "video"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]);
        if (strncmp(path, kinds[i], n) == 0 && (path[n] == '/' || path[n] == ':'))
            return true;
    }
    return false;
}

static bool read_sources(struct program *p, struct err *err)
{
    struct rodb_rows r;
    struct name_list media = {.n = 0};
    size_t nmedia = 0;
    bool ok = rodb_read(p->db, "source", "id name fulltext mediapath memo owner date", &r, err);
    while (ok && rodb_next(&r)) {
        if (rodb_text(&r, 2, NULL)[0] == '\0' && is_medium(rodb_text(&r, 3, NULL))) {
            name_list_add(&media, program_copy(p, &r, 1));
            nmedia++;
            continue;
        }
        ok = program_source(p, &r, 1, 2, err);
        struct x_source *s = &p->x->sources.v[p->x->sources.n - 1];
        id_map_add(&p->sources, rodb_int(&r, 0, 0), p->x->sources.n - 1);
        s->coder = program_coder(p, &r, 5);
        program_memo(p, MEMO_SOURCE, s->s.id, program_copy(p, &r, 4), s->coder, program_time(p, &r, 6));
    }
    const char *names = name_list_end(&media);
    if (nmedia > 0)
        exchange_note(p->x,
                      ngettext("%zu picture or recording was left out: %s",
                               "%zu pictures or recordings were left out: %s", nmedia),
                      nmedia, names);
    buf_release(&media.text);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_codings(struct program *p, struct err *err)
{
    struct rodb_rows r;
    size_t source, code, start, end, starred = 0;
    bool ok = rodb_read(p->db, "code_text", "cid fid seltext pos0 pos1 owner date memo important", &r, err);
    while (ok && rodb_next(&r)) {
        if (!id_map_find(&p->sources, rodb_int(&r, 1, 0), &source) ||
            !id_map_find(&p->codes, rodb_int(&r, 0, 0), &code)) {
            p->homeless++;
            continue;
        }
        if (!program_place(p, source, rodb_int(&r, 3, -1), rodb_int(&r, 4, -1), rodb_text(&r, 2, NULL), false,
                           &start, &end))
            continue;
        tema_id coder = program_coder(p, &r, 5), source_id = p->x->sources.v[source].s.id;
        int64_t created = program_time(p, &r, 6);
        struct x_segment *g = exchange_segment(p->x, source_id, "", start, end, coder);
        g->s.created = created;
        exchange_coding(p->x, g->s.id, (tema_id)code, coder, "")->c.created = created;
        program_memo(p, MEMO_SEGMENT, g->s.id, program_copy(p, &r, 7), coder, created);
        if (rodb_int(&r, 8, 0) == 1) {
            struct quote q = {
                .id = (tema_id)p->x->quotes.n + 1, .segment = g->s.id, .coder = coder, .created = created};
            q.guid = q.text = arena_strdup(&p->x->arena, "");
            vec_push(&p->x->quotes, q);
            starred++;
        }
    }
    if (starred > 0)
        exchange_note(p->x,
                      ngettext("%zu coding marked as important is starred for quoting",
                               "%zu codings marked as important are starred for quoting", starred),
                      starred);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_annotations(struct program *p, struct err *err)
{
    struct rodb_rows r;
    size_t source, start, end, n = 0;
    bool ok = rodb_read(p->db, "annotation", "fid pos0 pos1 memo owner date", &r, err);
    while (ok && rodb_next(&r)) {
        if (!id_map_find(&p->sources, rodb_int(&r, 0, 0), &source)) {
            p->homeless++;
            continue;
        }
        if (!program_place(p, source, rodb_int(&r, 1, -1), rodb_int(&r, 2, -1), "", false, &start, &end))
            continue;
        tema_id coder = program_coder(p, &r, 4);
        struct x_segment *g = exchange_segment(p->x, p->x->sources.v[source].s.id, "", start, end, coder);
        g->s.created = program_time(p, &r, 5);
        program_memo(p, MEMO_SEGMENT, g->s.id, program_copy(p, &r, 3), coder, g->s.created);
        n++;
    }
    if (n > 0)
        exchange_note(p->x,
                      ngettext("%zu annotation became a memo on a meaning unit without a code",
                               "%zu annotations became memos on meaning units without a code", n),
                      n);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* ---- cases and attributes ---- */

static bool read_cases(struct program *p, struct err *err)
{
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "cases", "caseid name memo", &r, err);
    while (ok && rodb_next(&r)) {
        exchange_participant(p->x, "", program_copy(p, &r, 1));
        id_map_add(&p->cases, rodb_int(&r, 0, 0), p->x->participants.n - 1);
        char *memo = program_copy(p, &r, 2);
        if (memo[0])
            program_value(p, &p->of_cases, p->x->participants.n - 1, _("memo"), false, memo);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_case_texts(struct program *p, struct err *err)
{
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "case_text", "caseid fid pos0 pos1 owner date memo", &r, err);
    while (ok && rodb_next(&r)) {
        struct program_case_text c = {.who = rodb_int(&r, 0, 0),
                                      .source = rodb_int(&r, 1, 0),
                                      .first = rodb_int(&r, 2, 0),
                                      .end = rodb_int(&r, 3, 0),
                                      .coder = program_coder(p, &r, 4),
                                      .created = program_time(p, &r, 5),
                                      .memo = program_copy(p, &r, 6)};
        program_case_text(p, &c);
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static bool read_attributes(struct program *p, struct err *err)
{
    struct rodb_rows r;
    size_t memos = 0, of;
    bool ok = rodb_read(p->db, "attribute_type", "name caseOrFile valuetype memo", &r, err);
    while (ok && rodb_next(&r)) {
        bool file = strcmp(rodb_text(&r, 1, NULL), "file") == 0;
        bool numeric = strcmp(rodb_text(&r, 2, NULL), "numeric") == 0;
        memos += rodb_text(&r, 3, NULL)[0] != '\0';
        program_value(p, file ? &p->of_sources : &p->of_cases, SIZE_MAX, program_copy(p, &r, 0), numeric, "");
    }
    ok = rodb_end(&r, ok ? err : NULL) && ok;
    if (!ok)
        return false;
    ok = rodb_read(p->db, "attribute", "name attr_type value id", &r, err);
    while (ok && rodb_next(&r)) {
        bool file = strcmp(rodb_text(&r, 1, NULL), "file") == 0;
        char *value = program_copy(p, &r, 2);
        if (value[0] == '\0')
            continue;
        if (!id_map_find(file ? &p->sources : &p->cases, rodb_int(&r, 3, 0), &of)) {
            p->homeless++;
            continue;
        }
        program_value(p, file ? &p->of_sources : &p->of_cases, of, program_copy(p, &r, 0), false, value);
    }
    if (memos > 0)
        exchange_note(
            p->x,
            ngettext("%zu memo on an attribute was left out", "%zu memos on attributes were left out", memos),
            memos);
    return rodb_end(&r, ok ? err : NULL) && ok;
}

/* ---- the rest ---- */

static bool read_journal(struct program *p, struct err *err)
{
    struct rodb_rows r;
    bool ok = rodb_read(p->db, "journal", "name jentry date owner", &r, err);
    while (ok && rodb_next(&r)) {
        const char *name = program_copy(p, &r, 0);
        program_journal(p, name, program_copy(p, &r, 1), program_coder(p, &r, 3), program_time(p, &r, 2));
    }
    return rodb_end(&r, ok ? err : NULL) && ok;
}

static void tell_left_out(struct program *p)
{
    static const char *const kinds[][2] = {{"code_image", N_("codings of pictures and pages")},
                                           {"code_av", N_("codings of recordings")},
                                           {"stored_sql", N_("stored queries")},
                                           {"graph", N_("graphs")},
                                           {"ris", N_("entries of bibliographic data")},
                                           {"manage_files_display", N_("saved views of the list of files")}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        program_left_out(p, kinds[i][0], _(kinds[i][1]));
}

static bool take_qualcoder(const char *s, size_t n, const struct read_options *opt, struct exchange *x,
                           struct err *err)
{
    struct program p;
    (void)opt;
    bool ok = program_open(&p, s, n, "QualCoder", x, err) && read_project(&p, err) && read_codes(&p, err) &&
              read_sources(&p, err) && read_codings(&p, err) && read_annotations(&p, err) &&
              read_cases(&p, err) && read_case_texts(&p, err) && read_attributes(&p, err) &&
              read_journal(&p, err);
    if (ok) {
        program_values_finish(&p);
        tell_left_out(&p);
        ok = program_finish(&p, err);
    }
    program_release(&p);
    return ok;
}

const struct format format_qualcoder = {.name = "qualcoder",
                                        .label = N_("QualCoder project (data.qda in its folder)"),
                                        .extensions = "qda",
                                        .sniff = sniff_qualcoder,
                                        .take = take_qualcoder,
                                        .bytes = true};
