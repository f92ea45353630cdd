/* Checking the project and writing reports. */
#include "tema/report/report.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "extracts_priv.h"
#include "tema/app/versions.h"
#include "tema/base/clock.h"
#include "tema/model/attribution.h"
#include "tema/model/themetree.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"

bool app_check(struct app *app, struct arena *a, struct app_finding **ret, size_t *n, struct err *err)
{
    struct finding *found;

    if (!store_check(app->store, a, &found, n, err))
        return false;
    *ret = arena_array(a, *n + 1, sizeof **ret);
    for (size_t i = 0; i < *n; i++)
        (*ret)[i] = (struct app_finding){found[i].decision, found[i].text, found[i].id};
    return true;
}

/* The language that gettext answers in, from the header of the catalogue in use; English when there is none.
 */
static char *language_of_words(struct arena *a)
{
    const char *header = gettext("");
    const char *line = strstr(header, "Language: ");
    char *tag;

    if (!line || line[10] == '\n' || line[10] == '\0')
        return arena_strdup(a, "en");
    line += 10;
    tag = arena_strndup(a, line, strcspn(line, " .@\r\n"));
    for (char *p = tag; *p; p++)
        if (*p == '_')
            *p = '-';
    return tag;
}

/* What a report is built from. */
struct work {
    struct app *app;
    struct report *r;
    const struct study *st;
    struct project project;        /* its last act is when what is shown was so */
    const struct version *version; /* NULL: now */
};

/* ---- codebook, themes: now or of a version ---- */

static bool find_version(struct work *w, int64_t version, struct err *err)
{
    struct version *v;
    size_t n;

    if (!store_versions(w->app->store, &w->r->arena, &v, &n, err))
        return false;
    for (size_t i = 0; i < n && !w->version; i++)
        if (v[i].id == version)
            w->version = &v[i];
    for (size_t i = 0; i < n && !w->version; i++)
        if (v[i].number == version)
            w->version = &v[i];
    if (!w->version)
        return err_set(err, ERR_NOT_FOUND,
                       _("there is no codebook version %lld: 'tema codebook log' lists those there are"),
                       (long long)version);
    w->project.last_act = w->version->created;
    return true;
}

static char *version_words(const struct work *w)
{
    struct arena *a = &w->r->arena;

    if (!w->version)
        return arena_strdup(a, _("working version"));
    if (w->version->number < 0)
        return app_version_name(w->version, a);
    return *w->version->label ? arena_printf(a, "%lld, %s", (long long)w->version->number, w->version->label)
                              : arena_printf(a, "%lld", (long long)w->version->number);
}

static bool read_snapshot(struct work *w, struct snapshot *ret, struct err *err)
{
    const struct study *st = w->st;

    if (w->version)
        return store_read_version(w->app->store, w->version->id, &w->r->arena, ret, err);
    *ret = (struct snapshot){.codes = st->codes,
                             .ncodes = st->ncodes,
                             .structures = st->structures,
                             .nstructures = st->nstructures,
                             .themes = st->themes,
                             .nthemes = st->nthemes,
                             .places = st->places,
                             .nplaces = st->nplaces};
    return true;
}

static bool codebook(struct work *w, struct err *err)
{
    struct snapshot s;

    if (!read_snapshot(w, &s, err))
        return false;
    report_codebook(w->r, &w->project, s.codes, s.ncodes, version_words(w));
    return true;
}

/* The current structure and its themes; there must be some. */
static bool current_themes(const struct snapshot *s, struct report_themes *ret, struct err *err)
{
    *ret = (struct report_themes){.themes = s->themes, .n = s->nthemes};
    for (size_t i = 0; i < s->nstructures && !ret->structure; i++)
        if (s->structures[i].current)
            ret->structure = &s->structures[i];
    if (!ret->structure)
        return err_set(err, ERR_INPUT, _("there is no thematic structure yet; 'tema theme add' makes one"));
    if (!report_has_themes(ret))
        return err_set(err, ERR_INPUT,
                       _("there is no theme in the thematic structure '%s' yet; 'tema theme add' makes one"),
                       ret->structure->name);
    return true;
}

static const char *name_of_place(const struct place *p, const struct code *c)
{
    return *p->name ? p->name : c->name;
}

static bool themes(struct work *w, struct err *err)
{
    struct report_themes t;
    struct report_place *places;
    struct snapshot s;
    size_t n = 0;

    if (!read_snapshot(w, &s, err) || !current_themes(&s, &t, err))
        return false;
    places = arena_array(&w->r->arena, s.nplaces + 1, sizeof *places);
    for (size_t i = 0; i < s.nthemes; i++) {
        for (size_t k = 0; k < s.nplaces && s.themes[i].structure == t.structure->id; k++) {
            const struct place *p = &s.places[k];
            const struct code *c =
                p->theme == s.themes[i].id && p->code ? codetree_find(s.codes, s.ncodes, p->code) : NULL;

            if (c && themetree_stands(s.themes, s.nthemes, p->theme))
                places[n++] =
                    (struct report_place){.theme = p->theme,
                                          .name = name_of_place(p, c),
                                          .path = codetree_path(s.codes, s.ncodes, c->id, &w->r->arena),
                                          .files = c->files,
                                          .references = c->references,
                                          .files_below = c->files_below,
                                          .references_below = c->references_below};
        }
    }
    report_themes(w->r, &w->project, &t, places, n, version_words(w));
    return true;
}

/* ---- structure, trace: extracts in words ---- */

/* The extracts under the themes of the current structure, and what each is called there. */
struct collected {
    struct report_themes themes;
    found_list found;
    VEC(struct report_extract) rows; /* as many, words still missing */
};

static void collected_release(struct collected *c)
{
    vec_release(&c->found);
    vec_release(&c->rows);
}

static void add_place(const struct study *st, const struct pool *pool, const struct place *p,
                      found_list *list)
{
    size_t from = p->code ? code_index(st, p->code) : st->ncodes;

    if (p->segment)
        pool_add_place(pool, p, list);
    else if (from < st->ncodes)
        pool_add_codes(pool, from, code_end(st, from), list);
}

/* Takes in what has been found since `from`, only starred ones if asked. */
static void take_found(struct work *w, struct collected *c, size_t from, tema_id theme, const char *code,
                       bool starred)
{
    const struct study *st = w->st;
    size_t n = from;

    pool_settle(&c->found, from);
    for (size_t i = from; i < c->found.n; i++) {
        const struct found *f = &c->found.v[i];
        struct report_extract row = {.theme = theme, .code = code, .path = "", .who = "", .source = ""};

        if (starred && f->x.quote == 0)
            continue;
        if (f->code < st->ncodes)
            row.path = codetree_path(st->codes, st->ncodes, st->codes[f->code].id, &w->r->arena);
        vec_push(&c->rows, row);
        c->found.v[n++] = *f;
    }
    c->found.n = n;
}

/* For the coding structure each quote stands once under a theme, by whatever codes; the trace goes code by code. */
static void collect_theme(struct work *w, const struct pool *pool, struct collected *c, tema_id theme,
                          bool starred)
{
    const struct study *st = w->st;
    size_t from = c->found.n;

    for (size_t i = 0; i < st->nplaces; i++) {
        const struct place *p = &st->places[i];
        const struct code *code = p->code ? study_code(st, p->code) : NULL;

        if (p->theme != theme)
            continue;
        add_place(st, pool, p, &c->found);
        if (starred)
            continue;
        take_found(w, c, from, theme, code ? name_of_place(p, code) : "", false);
        from = c->found.n;
    }
    if (starred)
        take_found(w, c, from, theme, "", true);
}

static bool collect(struct work *w, bool starred, struct collected *c, struct err *err)
{
    const struct study *st = w->st;
    struct snapshot now;
    struct pool pool;

    if (!read_snapshot(w, &now, err) || !current_themes(&now, &c->themes, err) ||
        !pool_read(w->app, st, SCOPE_COUNTED, NULL, true, &w->r->arena, &pool, err))
        return false;
    for (size_t i = 0; i < st->nthemes; i++)
        if (st->themes[i].structure == c->themes.structure->id &&
            themetree_stands(st->themes, st->nthemes, st->themes[i].id))
            collect_theme(w, &pool, c, st->themes[i].id, starred);
    return true;
}

/* Whether what a pattern gives depends on the place in the source, not only on who speaks. */
static bool names_place(const char *pattern)
{
    static const char *const places[] = {"turn", "page", "time"};

    for (const char *p = strchr(pattern, '{'); p; p = strchr(p + 1, '{'))
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            if (strncasecmp(p + 1 + strspn(p + 1, " \t"), places[i], 4) == 0)
                return true;
    return false;
}

/* Who says something in one source: found once for each speaker where that is enough. */
struct voices {
    const struct work *w;
    const struct doc *d;
    const struct source *source;
    char **who; /* by index of the speaker, the last one for nobody; NULL: not asked yet */
    bool keep;
};

static char *who_at(struct voices *v, cp_off at)
{
    const struct study *st = v->w->st;
    const struct speaker *s =
        v->d->n > 0 ? doc_speaker(v->d, v->d->rows[doc_row_at(v->d, at)].row.speaker) : NULL;
    char **slot = &v->who[s ? (size_t)(s - v->d->speakers) : v->d->nspeakers];

    if (!*slot || !v->keep)
        *slot = attribution_at(v->d, at, v->source, st->participants, st->nparticipants,
                               st->project.attribution, st->project.citation, &v->w->r->arena);
    return *slot;
}

static void put_in_words(struct voices *v, const struct extract *x, bool printed, struct report_extract *row)
{
    struct arena *a = &v->w->r->arena;
    cp_off end = {x->end.cp < v->d->chars ? x->end.cp : v->d->chars};
    cp_off start = {x->start.cp < end.cp ? x->start.cp : end.cp};
    int64_t ms = doc_time(v->d, start);
    char *words = words_between(v->d, start, end, a), *place = doc_cite(v->d, start, a), span[16] = "";

    if (ms >= 0) { /* which then ends the citation */
        clock_span(ms, span);
        place[strlen(place) - strlen(span) - strlen(", ")] = '\0';
    }
    row->text = printed ? quote_print(words, x->edited, a) : words;
    row->who = who_at(v, start);
    row->source = v->source->name;
    row->place = place;
    row->time = arena_strdup(a, span);
}

struct in_source {
    size_t rank, index;
};

static int by_source(const void *va, const void *vb)
{
    const struct in_source *a = va, *b = vb;

    if (a->rank != b->rank)
        return (a->rank > b->rank) - (a->rank < b->rank);
    return (a->index > b->index) - (a->index < b->index);
}

/* Finds the words, source by source, so that each text is read once. */
static bool read_words(struct work *w, struct collected *c, bool printed, struct err *err)
{
    const struct study *st = w->st;
    struct in_source *order = arena_array(&w->r->arena, c->rows.n + 1, sizeof *order);
    struct voices v = {.w = w};
    struct doc d;
    bool ok = true;

    for (size_t i = 0; i < c->rows.n; i++)
        order[i] = (struct in_source){c->found.v[i].rank, i};
    qsort(order, c->rows.n, sizeof *order, by_source);
    v.keep = !names_place(st->project.attribution) && !names_place(st->project.citation);
    doc_init(&d);
    v.d = &d;
    for (size_t i = 0; i < c->rows.n && ok; i++) {
        size_t rank = order[i].rank, at = order[i].index;

        if (rank >= st->nsources) {
            ok = err_set(err, ERR_CORRUPT, _("a meaning unit has no source; run 'tema check'"));
        } else if (i == 0 || rank != order[i - 1].rank) {
            v.source = &st->sources[rank];
            ok = store_doc(w->app->store, v.source->id, &d, err);
            v.who = arena_array(&w->r->arena, d.nspeakers + 1, sizeof *v.who);
        }
        if (ok)
            put_in_words(&v, &c->found.v[at].x, printed, &c->rows.v[at]);
    }
    doc_release(&d);
    return ok;
}

static bool structure(struct work *w, struct err *err)
{
    struct collected c = {.found = VEC_INIT, .rows = VEC_INIT};
    bool ok = collect(w, true, &c, err) && read_words(w, &c, true, err);

    if (ok)
        report_structure(w->r, &w->project, &c.themes, c.rows.v, c.rows.n);
    collected_release(&c);
    return ok;
}

static bool trace(struct work *w, struct err *err)
{
    struct collected c = {.found = VEC_INIT, .rows = VEC_INIT};
    bool ok = collect(w, false, &c, err);

    if (ok && c.rows.n == 0)
        ok = err_set(err, ERR_INPUT,
                     _("no extract stands under the themes of '%s' yet; 'tema theme place' puts codes there"),
                     c.themes.structure->name);
    ok = ok && read_words(w, &c, false, err);
    if (ok)
        report_trace(w->r, &w->project, &c.themes, c.rows.v, c.rows.n);
    collected_release(&c);
    return ok;
}

/* ---- participants, sources, log ---- */

/* That a participant speaks in a source. */
struct presence {
    tema_id participant, source;
};

static int by_participant(const void *va, const void *vb)
{
    const struct presence *a = va, *b = vb;

    if (a->participant != b->participant)
        return (a->participant > b->participant) - (a->participant < b->participant);
    return (a->source > b->source) - (a->source < b->source);
}

/* In how many sources each of the study's participants speaks. */
static int64_t *count_sources(struct work *w)
{
    const struct study *st = w->st;
    struct presence *v = arena_array(&w->r->arena, st->nspeakers + 1, sizeof *v);
    int64_t *sources = arena_array(&w->r->arena, st->nparticipants + 1, sizeof *sources);

    for (size_t i = 0; i < st->nspeakers; i++)
        v[i] = (struct presence){st->speakers[i].participant, st->speakers[i].source};
    qsort(v, st->nspeakers, sizeof *v, by_participant);
    for (size_t i = 0; i < st->nparticipants; i++) {
        size_t lo = 0, hi = st->nspeakers;

        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;

            if (v[mid].participant < st->participants[i].id)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < st->nspeakers && v[lo].participant == st->participants[i].id; lo++)
            sources[i] += lo == 0 || by_participant(&v[lo], &v[lo - 1]) != 0;
    }
    return sources;
}

static bool participants(struct work *w, struct err *err)
{
    const struct study *st = w->st;

    if (st->nparticipants == 0)
        return err_set(err, ERR_INPUT, _("there are no participants yet; 'tema participant add' makes one"));
    report_participants(w->r, &w->project, st->participants, count_sources(w), st->nparticipants);
    return true;
}

static bool sources(struct work *w, struct err *err)
{
    const struct study *st = w->st;
    int64_t *pages = arena_array(&w->r->arena, st->nsources + 1, sizeof *pages);
    struct doc d;
    bool ok = true;

    if (st->nsources == 0)
        return err_set(err, ERR_INPUT, _("there are no sources yet; 'tema import' brings them in"));
    doc_init(&d);
    for (size_t i = 0; i < st->nsources && ok; i++) {
        ok = store_doc(w->app->store, st->sources[i].id, &d, err);
        pages[i] = ok && d.pages > 1 ? d.pages : -1;
    }
    doc_release(&d);
    if (ok)
        report_sources(w->r, &w->project, st->sources, pages, st->nsources);
    return ok;
}

static bool log_of_study(struct work *w, struct err *err)
{
    struct store *s = w->app->store;
    struct arena *a = &w->r->arena;
    struct question *questions;
    struct phase_stay *stays;
    struct round *rounds;
    struct version *versions;
    struct act_row *acts;
    struct report_course c = {.coders = w->st->coders, .ncoders = w->st->ncoders};

    if (!store_questions(s, a, &questions, &c.nquestions, err) ||
        !store_phases(s, a, &stays, &c.nstays, err) || !store_rounds(s, a, &rounds, &c.nrounds, err) ||
        !store_versions(s, a, &versions, &c.nversions, err) || !store_log(s, 0, 0, a, &acts, &c.nacts, err))
        return false;
    c.questions = questions;
    c.stays = stays;
    c.rounds = rounds;
    c.versions = versions;
    c.acts = acts;
    if (c.nacts == 0)
        return err_set(err, ERR_INPUT, _("nothing has been done in this project yet: its log is empty"));
    report_log(w->r, &w->project, &c);
    return true;
}

/* ---- the list of reports ---- */

/* Name, what builds it, whether it can show an earlier codebook version, what it shows. */
#define REPORTS(X)                                                                                           \
    X("codebook", codebook, true, N_("the codebook: name, description, files, references"))                  \
    X("structure", structure, false, N_("themes, sub-themes and the quotes that illustrate them"))           \
    X("themes", themes, true, N_("themes and the codes under them"))                                         \
    X("trace", trace, false, N_("from themes and codes to the raw text, with who said it"))                  \
    X("participants", participants, false, N_("participants with their attributes"))                         \
    X("sources", sources, false, N_("the data set: kinds, amounts, minutes, words, pages, method"))          \
    X("log", log_of_study, false, N_("the question, phases, rounds, versions, and every act with its date"))

#define KIND_ROW(name, build, versions, help) {name, help},
const struct app_report_kind app_reports[] = {REPORTS(KIND_ROW){NULL, NULL}};

#define BUILDER_ROW(name, build, versions, help) {build, versions},
static const struct {
    bool (*build)(struct work *w, struct err *err);
    bool versions;
} builders[] = {REPORTS(BUILDER_ROW)};

char *app_report_formats(struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; report_writers[i]; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", report_writers[i]->name);
    return list;
}

static char *report_names(bool versions, struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; app_reports[i].name; i++)
        if (!versions || builders[i].versions)
            list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", app_reports[i].name);
    return list;
}

static bool build(struct app *app, size_t which, int64_t version, struct report *r, struct err *err)
{
    struct work w = {.app = app, .r = r};

    w.st = app_study_inside(app, err);
    if (!w.st)
        return false;
    w.project = w.st->project;
    r->language = language_of_words(&r->arena);
    return (version == 0 || find_version(&w, version, err)) && builders[which].build(&w, err);
}

bool app_report(struct app *app, const char *name, int64_t version, const char *format, struct buf *out,
                struct err *err)
{
    const struct report_writer *w = report_writer_find(format);
    struct arena a = ARENA_INIT;
    struct report r;
    size_t i = 0;
    bool ok = false;

    while (app_reports[i].name && strcmp(app_reports[i].name, name) != 0)
        i++;
    report_init(&r);
    if (!app_reports[i].name) {
        err_set(err, ERR_USAGE, _("there is no report '%s': use one of %s"), name, report_names(false, &a));
    } else if (version != 0 && !builders[i].versions) {
        err_set(err, ERR_USAGE,
                _("the report '%s' shows the study as it is now; of an earlier version there are: %s"), name,
                report_names(true, &a));
    } else if (!w) {
        err_set(err, ERR_USAGE, _("there is no report format '%s': use one of %s"), format,
                app_report_formats(&a));
    } else if (store_read_begin(app->store, err)) {
        ok = build(app, i, version, &r, err);
        store_read_end(app->store);
        if (ok)
            w->write(&r, out);
    }
    report_release(&r);
    arena_release(&a);
    return ok;
}

const char *app_report_format_for(const char *path)
{
    const struct report_writer *w = report_writer_for_file(path);

    return w ? w->name : NULL;
}
