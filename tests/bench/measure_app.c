/* Measurements inside this process: through the workbench, the use cases, and the parsers. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench/measure.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"
#include "tema/formats/formats.h"
#include "tema/screens/screens.h"
#include "tema/text/utf8.h"
#include "tema/ui/loop.h"

/* ---- keys ---- */

/* A key and the drawing after it, as the loop does them. Never inlined: an instruction counter is switched on by its name. */
__attribute__((noinline)) static void pressed_key(struct workbench *wb, struct canvas *c, struct key k)
{
    char text[8] = "";
    struct event e = {.kind = EVENT_KEY, .key = k};
    if (key_is_text(k)) {
        e.len = utf8_encode(k.code, text);
        e.text = text;
    }
    if (workbench_event(wb, &e) & REACT_DRAW) {
        canvas_clear(c);
        workbench_draw(wb, c);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void measure_key(struct workbench *wb, struct canvas *c, const char *name, const char *where,
                        int times)
{
    struct key k[1];
    double *ms = mem_array(NULL, (size_t)times, sizeof *ms), sum = 0;
    if (key_parse_seq(name, k, 1, NULL) != 1)
        abort();
    for (int i = 0; i < times; i++) {
        double from = processor_ms();
        pressed_key(wb, c, k[0]);
        ms[i] = processor_ms() - from;
        sum += ms[i];
    }
    qsort(ms, (size_t)times, sizeof *ms, by_size);
    char *what = mem_printf("key '%s' in the %s: mean (worst %.2f)", name, where, ms[times - 1]);
    table_row(what, sum / times, "ms", 1, true);
    mem_free(what);
    mem_free(ms);
}

static void press(struct workbench *wb, struct canvas *c, const char *name)
{
    struct key k[1];
    if (key_parse_seq(name, k, 1, NULL) != 1)
        abort();
    pressed_key(wb, c, k[0]);
}

/* Without the instruction counter's name on the way there. */
static void go_to_transcript(struct workbench *wb, struct canvas *c)
{
    struct event e = {.kind = EVENT_KEY, .key = {K_ENTER, 0}};
    workbench_event(wb, &e);
    canvas_clear(c);
    workbench_draw(wb, c);
}

bool measure_keys(const char *project, int keys, bool counted, struct err *err)
{
    struct app *app = NULL;
    if (!app_open(project, "coder-1", false, &app, err))
        return false;
    app_desk_put(app, "home", 0);
    struct workbench *wb = workbench_new(app, NULL, err);
    struct canvas *c = canvas_new(30, 100, false);
    if (wb != NULL) {
        workbench_draw(wb, c);
        if (!counted) {
            measure_key(wb, c, "j", "list of sources", keys);
            press(wb, c, "g");
            press(wb, c, "g");
        }
        go_to_transcript(wb, c);
        if (counted)
            for (int i = 0; i < keys; i++)
                press(wb, c, "j");
        else {
            static const char *const moves[] = {"j", "k", "l", "w", ")", "}", "{", "PgDn", "PgUp", "G"};
            for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
                measure_key(wb, c, moves[i], "transcript", keys / 4);
            press(wb, c, "Tab");
            measure_key(wb, c, "j", "codes beside the transcript", keys / 4);
        }
    }
    bool ok = wb != NULL;
    workbench_free(wb);
    canvas_free(c);
    app_free(app);
    return ok;
}

/* ---- reading the study ---- */

bool measure_study(const char *project, struct err *err)
{
    struct app *app = NULL;
    double from = wall_ms();
    if (!app_open(project, "coder-1", false, &app, err))
        return false;
    table_row("opening the file", wall_ms() - from, "ms", 0, true);
    from = wall_ms();
    bool ok = app_study(app, err) != NULL;
    table_row("reading sources, speakers, codes and counts", wall_ms() - from, "ms", 0, true);
    app_free(app);
    return ok;
}

/* ---- coding ---- */

struct cost {
    double wall, processor;
    struct syncs syncs;
};

static struct cost cost_now(void)
{
    return (struct cost){wall_ms(), processor_ms(), syncs_so_far()};
}

static void cost_rows(const char *what, struct cost from, int times, double budget)
{
    struct cost to = cost_now();
    double sync = to.syncs.ms - from.syncs.ms;
    char *label = mem_printf("%s, processor time", what);
    table_row(label, (to.processor - from.processor) / times, "ms", budget, true);
    table_row("  by the wall clock, beside syncs", (to.wall - from.wall - sync) / times, "ms", 0, true);
    table_row("  its syncs", (double)(to.syncs.n - from.syncs.n) / times, "", budget > 0 ? 5 : 0, true);
    table_row("  time in syncs", sync / times, "ms", 0, true);
    mem_free(label);
}

/* Through the workbench: the keys s c Enter, then undo: what an analyst waits for. And through the use case alone. */
bool measure_coding(const char *project, struct err *err)
{
    enum { TIMES = 20 };
    struct app *app = NULL;
    struct doc d;
    bool ok = app_open(project, "coder-1", false, &app, err);
    if (!ok)
        return false;
    const struct study *st = app_study(app, err);
    doc_init(&d);
    ok = st != NULL && st->nsources > 0 && st->ncodes > 0;
    tema_id source = ok ? st->sources[0].id : 0, code = ok ? st->codes[st->ncodes / 2].id : 0;
    ok = ok && app_doc(app, source, &d, err);
    struct cost from = cost_now();
    for (int i = 0; ok && i < TIMES; i++) {
        struct code_wish wish = {.code = code};
        ok = app_mark(app, source, (cp_off){(size_t)i * 40 + 3}, (cp_off){(size_t)i * 40 + 33}, &wish, 1,
                      NULL, NULL, err);
    }
    if (ok)
        cost_rows("coding a stretch", from, TIMES, 10);
    from = cost_now();
    for (int i = 0; ok && i < TIMES; i++)
        ok = app_undo(app, NULL, err);
    if (ok)
        cost_rows("undoing it", from, TIMES, 10);
    doc_release(&d);
    if (ok)
        app_desk_put(app, "home", 0);
    struct workbench *wb = ok ? workbench_new(app, NULL, err) : NULL;
    struct canvas *c = canvas_new(30, 100, false);
    if (wb != NULL) {
        workbench_draw(wb, c);
        go_to_transcript(wb, c);
        press(wb, c, "g");
        press(wb, c, "}");
        press(wb, c, "s");
        from = cost_now();
        press(wb, c, "c");
        double picker = wall_ms() - from.wall;
        from = cost_now();
        press(wb, c, "Enter");
        cost_rows("Enter in the code picker: coded and drawn anew", from, 1, 10);
        table_row("opening the code picker", picker, "ms", 0, true);
        from = cost_now();
        press(wb, c, "u");
        cost_rows("'u': undone and drawn anew", from, 1, 10);
    }
    ok = ok && wb != NULL;
    workbench_free(wb);
    canvas_free(c);
    app_free(app);
    return ok;
}

/* ---- deleting much and taking it back ---- */

bool measure_undo(const char *project, struct err *err)
{
    struct app *app = NULL;
    const struct code *code = NULL;
    if (!app_open(project, "coder-1", false, &app, err))
        return false;
    const struct study *st = app_study(app, err);
    bool ok = st != NULL && study_find_code(st, "heavy", &code, err);
    if (ok) {
        struct cost from;
        tema_id id = code->id;
        int64_t had = code->references, files = code->files;
        char *what = mem_printf("deleting a code with %lld codings", (long long)had);
        from = cost_now();
        ok = app_delete_code(app, id, NULL, err);
        if (ok)
            cost_rows(what, from, 1, 0);
        from = cost_now();
        ok = ok && app_undo(app, NULL, err);
        if (ok)
            cost_rows("undoing that", from, 1, 0);
        st = ok ? app_study(app, err) : NULL;
        code = st != NULL ? study_code(st, id) : NULL;
        if (ok && (code == NULL || code->references != had || code->files != files))
            ok = err_set(err, ERR_CORRUPT, "undo did not bring every coding back");
        mem_free(what);
    }
    app_free(app);
    return ok;
}

/* ---- getting texts in ---- */

bool measure_parsers(const char *const *paths, size_t n, struct err *err)
{
    double ms = 0, mb = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf b = BUF_INIT;
        struct transcript t;
        struct err e = ERR_INIT;
        if (!file_read(paths[i], FORMATS_MAX_FILE, &b, err)) {
            buf_release(&b);
            return false;
        }
        const struct format *f = format_guess(paths[i], b.s, b.len);
        transcript_init(&t);
        double from = processor_ms();
        bool ok = f->read(b.s, b.len, &t, &e);
        ms += processor_ms() - from;
        mb += (double)b.len / 1e6;
        transcript_release(&t);
        buf_release(&b);
        if (!ok)
            return err_set(err, ERR_INPUT, "'%s': %s", paths[i], err_text(&e));
    }
    table_row("parsers alone", mb / (ms / 1e3), "MB/s", 20, false);
    ms = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf b = BUF_INIT;
        struct read_options opt = {0};
        struct read_result r;
        bool ok = file_read(paths[i], FORMATS_MAX_FILE, &b, err);
        double from = processor_ms();
        ok = ok && formats_read(paths[i], b.s, b.len, &opt, &r, err);
        ms += processor_ms() - from;
        if (ok)
            read_result_release(&r);
        buf_release(&b);
        if (!ok)
            return false;
    }
    table_row("with charset, line ends and SHA-256", mb / (ms / 1e3), "MB/s", 20, false);
    return true;
}

/* Into the project as it stands; every import is undone, which hides it and frees its bytes for the next time. */
bool measure_import(const char *project, const char *const *paths, size_t n, struct err *err)
{
    struct app *app = NULL;
    struct import_options opt = {.kind = -1};
    double mb = 0;
    if (!app_open(project, "coder-1", false, &app, err))
        return false;
    bool ok = true;
    struct cost from = cost_now();
    for (size_t i = 0; ok && i < n; i++) {
        struct arena a = ARENA_INIT;
        struct import_outcome out;
        struct buf b = BUF_INIT;
        ok = app_import(app, paths[i], &opt, &a, &out, err) && file_read(paths[i], FORMATS_MAX_FILE, &b, err);
        mb += (double)b.len / 1e6;
        buf_release(&b);
        arena_release(&a);
    }
    struct cost to = cost_now();
    if (ok) {
        char *what = n > 1 ? mem_printf("import of %zu files into the store with index", n)
                           : mem_printf("import of one file of %.0f MB into the store", mb);
        table_row(what, mb / ((to.wall - from.wall) / 1e3), "MB/s", 5, false);
        mem_free(what);
        table_row("  beside syncs", mb / ((to.wall - from.wall - (to.syncs.ms - from.syncs.ms)) / 1e3),
                  "MB/s", 0, false);
        table_row("  syncs for a file", (double)(to.syncs.n - from.syncs.n) / (double)n, "", 0, true);
        table_row("  memory at most", peak_mib(RUSAGE_SELF), "MiB", 0, true);
        table_row("  memory at most of a process that reads", peak_mib(RUSAGE_CHILDREN), "MiB", 0, true);
    }
    for (size_t i = 0; ok && i < n; i++)
        ok = app_undo(app, NULL, err);
    app_free(app);
    return ok;
}
