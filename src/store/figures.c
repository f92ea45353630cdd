/* What the data say of the six phases. Every row and anchor is looked at once: a large project has half a
 * million of the one and a hundred thousand of the other, so columns are read by their order, and
 * positions come from one pass over the rows, source by source. */
#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/store/process.h"
#include "uses_priv.h"

typedef VEC(tema_id) id_list;

struct figure_source {
    tema_id id;
    int64_t far, chars;
};

/* A stretch that was looked at: as stored, then in positions. */
struct stretch {
    tema_id source;
    struct spot at;
    size_t start, end;
};

struct figure_code {
    tema_id id, parent;
    bool active, used, starred; /* has codings; a meaning unit with it, or with one below it, is starred */
    bool placed;                /* has a place under a standing theme */
};

struct figure_theme {
    tema_id id, parent;
    bool alive, undefined, quoted;
};

struct figuring {
    struct phase_figures f;
    id_list second;                    /* coders who are kept apart */
    id_list starred, coded;            /* segments, by id */
    VEC(struct figure_source) sources; /* by id */
    VEC(struct stretch) stretches;     /* by source */
    VEC(struct figure_code) codes;     /* by id, as the themes */
    VEC(struct figure_theme) themes;
};

static int id_order(const void *a, const void *b)
{
    tema_id x = *(const tema_id *)a, y = *(const tema_id *)b;
    return (x > y) - (x < y);
}

static bool id_in(const id_list *l, tema_id id)
{
    return l->n > 0 && bsearch(&id, l->v, l->n, sizeof *l->v, id_order) != NULL;
}

static void sort_ids(id_list *l)
{
    if (l->n > 1)
        qsort(l->v, l->n, sizeof *l->v, id_order);
}

/* Ids of a statement's first column. */
static bool read_ids(struct store *s, enum statement_id list, const char *column, id_list *ret,
                     struct err *err)
{
    struct query q;
    if (!db_query(s, &q, list, err, ""))
        return false;
    while (db_step(&q))
        vec_push(ret, col_int(&q, column));
    sort_ids(ret);
    return db_end(&q, err);
}

/* Both kinds of row begin with their id. */
static struct figure_code *find_code(struct figuring *g, tema_id id)
{
    return g->codes.n == 0 ? NULL : bsearch(&id, g->codes.v, g->codes.n, sizeof *g->codes.v, id_order);
}

static struct figure_theme *find_theme(struct figuring *g, tema_id id)
{
    return g->themes.n == 0 ? NULL : bsearch(&id, g->themes.v, g->themes.n, sizeof *g->themes.v, id_order);
}

static struct figure_source *find_source(struct figuring *g, tema_id id)
{
    return g->sources.n == 0 ? NULL
                             : bsearch(&id, g->sources.v, g->sources.n, sizeof *g->sources.v, id_order);
}

/* ---- the text that was looked at ---- */

static bool read_sources(struct store *s, struct figuring *g, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_FIGURES_SOURCES, err, "i", store_coder(s)))
        return false;
    while (db_step(&q)) {
        g->f.sources_checked += col_num(&q, "checked") >= 0;
        struct figure_source o = {.id = col_int(&q, "id"), .far = col_int(&q, "far")};
        vec_push(&g->sources, o);
    }
    g->f.sources = (int64_t)g->sources.n;
    return db_end(&q, err);
}

static void note_use(void *ctx, const struct use *u)
{
    struct figuring *g = ctx;
    struct figure_code *c = find_code(g, u->code);
    g->f.codings++;
    if (g->coded.n == 0 || g->coded.v[g->coded.n - 1] != u->segment)
        vec_push(&g->coded, u->segment);
    if (c == NULL)
        return;
    c->used = true;
    c->starred = c->starred || id_in(&g->starred, u->segment);
}

/* Segments come by id, as `coded` is sorted. */
static bool read_segments(struct store *s, struct figuring *g, struct err *err)
{
    struct query q;
    size_t next = 0;
    sort_ids(&g->coded);
    if (!db_query(s, &q, STATEMENT_FIGURES_SEGMENTS, err, ""))
        return false;
    while (db_step(&q)) {
        tema_id id = sqlite3_column_int64(q.st, 0), coder = sqlite3_column_int64(q.st, 2);
        bool aside = sqlite3_column_int64(q.st, 3) != 0, counts = !id_in(&g->second, coder);
        struct stretch x = {.source = sqlite3_column_int64(q.st, 1)};
        while (next < g->coded.n && g->coded.v[next] < id)
            next++;
        bool coded = next < g->coded.n && g->coded.v[next] == id;
        if (find_source(g, x.source) == NULL)
            continue;
        g->f.segments += coded || (counts && !aside);
        if (!coded && !(aside && counts))
            continue;
        x.at.start_row = sqlite3_column_int64(q.st, 4);
        x.at.start_at = (size_t)sqlite3_column_int64(q.st, 5);
        x.at.end_row = sqlite3_column_int64(q.st, 6);
        x.at.end_at = (size_t)sqlite3_column_int64(q.st, 7);
        vec_push(&g->stretches, x);
    }
    return db_end(&q, err);
}

static int by_source(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    return (x->source > y->source) - (x->source < y->source);
}

static int by_start(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* A row of the source that is passed. */
struct passed {
    tema_id id;
    size_t start, chars;
};
typedef VEC(struct passed) passed_rows;

static bool passed_position(const passed_rows *rows, tema_id row, size_t at, size_t *ret)
{
    const struct passed *r = rows->n == 0 ? NULL : bsearch(&row, rows->v, rows->n, sizeof *rows->v, id_order);
    if (r == NULL || at > r->chars)
        return false;
    *ret = r->start + at;
    return true;
}

/* The code points that the n stretches of one source cover, each once. */
static bool cover(passed_rows *rows, struct stretch *v, size_t n, int64_t *ret, struct err *err)
{
    size_t covered = 0, to = 0;
    for (size_t i = 1; n > 0 && i < rows->n; i++)
        if (rows->v[i].id < rows->v[i - 1].id) { /* rows mostly rise, but for those that edits have made */
            qsort(rows->v, rows->n, sizeof *rows->v, id_order);
            break;
        }
    for (size_t i = 0; i < n; i++)
        if (!passed_position(rows, v[i].at.start_row, v[i].at.start_at, &v[i].start) ||
            !passed_position(rows, v[i].at.end_row, v[i].at.end_at, &v[i].end))
            return err_set(
                err, ERR_CORRUPT,
                _("a meaning unit stands on words that are not in its source; 'check' says which"));
    if (n > 1)
        qsort(v, n, sizeof *v, by_start);
    for (size_t i = 0; i < n; i++) {
        size_t from = v[i].start > to ? v[i].start : to;
        if (v[i].end > from) {
            covered += v[i].end - from;
            to = v[i].end;
        }
    }
    *ret = (int64_t)covered;
    return true;
}

/* The rows of one source have been passed. */
static bool close_source(struct figuring *g, tema_id source, passed_rows *rows, size_t chars, size_t *next,
                         struct err *err)
{
    struct figure_source *o = find_source(g, source);
    size_t from = *next;
    int64_t covered = 0;
    while (*next < g->stretches.n && g->stretches.v[*next].source == source)
        ++*next;
    bool ok = o == NULL || cover(rows, g->stretches.v + from, *next - from, &covered, err);
    if (o != NULL)
        o->chars = (int64_t)chars;
    g->f.chars_looked_at += covered;
    vec_clear(rows);
    return ok;
}

static bool read_text(struct store *s, struct figuring *g, struct err *err)
{
    passed_rows rows = VEC_INIT;
    struct query q;
    tema_id source = 0;
    size_t chars = 0, next = 0;
    bool ok = true;
    if (g->stretches.n > 1)
        qsort(g->stretches.v, g->stretches.n, sizeof *g->stretches.v, by_source);
    if (!db_query(s, &q, STATEMENT_FIGURES_ROWS, err, ""))
        return false;
    while (ok && db_step(&q)) {
        tema_id of = sqlite3_column_int64(q.st, 0);
        if (of != source && source != 0)
            ok = close_source(g, source, &rows, chars, &next, err);
        if (of != source)
            chars = 0;
        source = of;
        struct passed r = {sqlite3_column_int64(q.st, 1), chars, (size_t)sqlite3_column_int64(q.st, 2)};
        chars += r.chars;
        vec_push(&rows, r);
    }
    if (ok && source != 0)
        ok = close_source(g, source, &rows, chars, &next, err);
    ok = db_end(&q, ok ? err : NULL) && ok;
    vec_release(&rows);
    for (size_t i = 0; i < g->sources.n; i++) {
        g->f.chars += g->sources.v[i].chars;
        g->f.sources_read += store_permille(g->sources.v[i].far, g->sources.v[i].chars) == 1000;
    }
    return ok;
}

/* ---- codes and themes ---- */

static bool read_codes(struct store *s, struct figuring *g, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_FIGURES_CODES, err, ""))
        return false;
    while (db_step(&q)) {
        struct figure_code c = {.id = col_int(&q, "id"), .parent = col_int(&q, "parent")};
        c.active = data_enum(&q, "status", &code_statuses) == CODE_ACTIVE;
        g->f.codes += c.active;
        vec_push(&g->codes, c);
    }
    return db_end(&q, err);
}

static bool read_themes(struct store *s, struct figuring *g, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_FIGURES_THEMES, err, ""))
        return false;
    while (db_step(&q)) {
        struct figure_theme t = {.id = col_int(&q, "id"), .parent = col_int(&q, "parent")};
        int status = data_enum(&q, "status", &theme_statuses);
        t.alive = status == THEME_CANDIDATE || status == THEME_KEPT;
        t.undefined = data_is_blank(col_text(&q, "definition"));
        vec_push(&g->themes, t);
    }
    return db_end(&q, err);
}

/* Itself and all above it alive. The count of steps, here and below, ends the way in a damaged tree that
 * is a ring. */
static bool stands(struct figuring *g, struct figure_theme *t)
{
    size_t steps = 0;
    while (t != NULL && t->alive && t->parent != 0 && steps++ < g->themes.n)
        t = find_theme(g, t->parent);
    return t != NULL && t->alive;
}

/* A code is starred when one below it is. */
static void star_upward(struct figuring *g)
{
    for (size_t i = 0; i < g->codes.n; i++) {
        struct figure_code *c = &g->codes.v[i];
        size_t steps = 0;
        while (c != NULL && g->codes.v[i].starred && steps++ < g->codes.n) {
            c->starred = true;
            c = find_code(g, c->parent);
        }
    }
}

static void quote_upward(struct figuring *g, struct figure_theme *t)
{
    size_t steps = 0;
    for (; t != NULL && steps++ < g->themes.n; t = find_theme(g, t->parent))
        t->quoted = true;
}

static bool read_places(struct store *s, struct figuring *g, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_FIGURES_PLACES, err, ""))
        return false;
    while (db_step(&q)) {
        struct figure_theme *t = find_theme(g, col_int(&q, "theme"));
        struct figure_code *c = find_code(g, col_int(&q, "code"));
        if (t == NULL || !stands(g, t))
            continue;
        if (c != NULL)
            c->placed = true;
        if (c != NULL ? c->starred : id_in(&g->starred, col_int(&q, "segment")))
            quote_upward(g, t);
    }
    return db_end(&q, err);
}

static bool is_placed(struct figuring *g, struct figure_code *c)
{
    size_t steps = 0;
    while (c != NULL && !c->placed && steps++ < g->codes.n)
        c = find_code(g, c->parent);
    return c != NULL && c->placed;
}

static void count_tree(struct figuring *g)
{
    for (size_t i = 0; i < g->codes.n; i++) {
        struct figure_code *c = &g->codes.v[i];
        g->f.codes_unplaced += c->active && c->used && !is_placed(g, c);
    }
    for (size_t i = 0; i < g->themes.n; i++) {
        struct figure_theme *t = &g->themes.v[i];
        if (!stands(g, t))
            continue;
        g->f.themes++;
        g->f.themes_undefined += t->undefined;
        g->f.themes_unquoted += !t->quoted;
    }
}

bool store_phase_figures(struct store *s, struct phase_figures *ret, struct err *err)
{
    struct figuring g = {.f = {0}};
    bool ok;
    if (!store_read_begin(s, err))
        return false;
    ok = read_sources(s, &g, err) && read_ids(s, STATEMENT_CODERS_SECOND, "id", &g.second, err) &&
         read_ids(s, STATEMENT_QUOTES_LIST, "segment", &g.starred, err) && read_codes(s, &g, err) &&
         uses_each(s, SCOPE_COUNTED, note_use, &g, err) && read_segments(s, &g, err) &&
         read_text(s, &g, err) && read_themes(s, &g, err);
    if (ok) {
        star_upward(&g);
        g.f.quotes = (int64_t)g.starred.n;
        ok = read_places(s, &g, err) && db_number(s, STATEMENT_FIGURES_MEMOS, &g.f.memos, NULL, err, "") &&
             db_number(s, STATEMENT_FIGURES_VERSIONS, &g.f.versions, NULL, err, "");
    }
    store_read_end(s);
    if (ok) {
        count_tree(&g);
        *ret = g.f;
    }
    vec_release(&g.second);
    vec_release(&g.starred);
    vec_release(&g.coded);
    vec_release(&g.sources);
    vec_release(&g.stretches);
    vec_release(&g.codes);
    vec_release(&g.themes);
    return ok;
}
