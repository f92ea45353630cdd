/* Each parser by itself. */
#include <string.h>
#include <sys/resource.h>

#include "../../src/formats/container_priv.h"
#include "bench/measure.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"
#include "tema/formats/formats.h"

static const struct format *format_of(const char *path, struct err *err)
{
    const char *name = file_basename(path);
    char *word = mem_strndup(name, strcspn(name, "."));
    const struct format *f = format_find(word);
    if (f == NULL)
        err_set(err, ERR_USAGE, "there is no format '%s'", word);
    mem_free(word);
    return f;
}

/* The largest part of a zip, where the text is; of another file all. */
static bool weigh(const struct buf *b, double *ret_mb, struct err *err)
{
    static const char *const parts[] = {"word/document.xml", "content.xml"};
    struct container *c = NULL;
    struct buf part = BUF_INIT;
    bool ok = true;
    *ret_mb = (double)b->len / 1e6;
    if (!container_is(b->s, b->len))
        return true;
    if (!container_open(b->s, b->len, &c, err))
        return false;
    for (size_t i = 0; ok && i < sizeof parts / sizeof *parts; i++) {
        size_t at = 0;
        if (container_find(c, parts[i], &at)) {
            ok = container_read(c, at, &part, err);
            *ret_mb = (double)part.len / 1e6;
        }
    }
    buf_release(&part);
    container_close(c);
    return ok;
}

static bool bare(const struct format *f, const struct buf *b, const struct read_options *opt, double *ret_ms,
                 struct err *err)
{
    struct exchange x;
    exchange_init(&x);
    double from = processor_ms();
    bool ok = f->take != NULL ? f->take(b->s, b->len, opt, &x, err)
                              : f->read(b->s, b->len, exchange_source(&x, "", "")->text, err);
    *ret_ms = processor_ms() - from;
    exchange_release(&x);
    return ok;
}

static void row(const char *format, const char *what, double value, const char *unit, double budget)
{
    char *label = mem_printf("%s: %s", format, what);
    table_row(label, value, unit, budget, false);
    mem_free(label);
}

/* As the app reads it comes first: a child begins with the memory of its parent. */
bool measure_format(const char *path, struct err *err)
{
    struct buf b = BUF_INIT;
    struct read_result r;
    const struct format *f = format_of(path, err);
    double mb = 0, ms = 0;
    bool ok = f != NULL && file_read(path, FORMATS_MAX_FILE, &b, err);
    struct read_options opt = {.format = ok ? f->name : NULL, .name = file_basename(path)};
    double from = wall_ms();
    ok = ok && formats_read(path, b.s, b.len, &opt, &r, err);
    double took = wall_ms() - from, here = peak_mib(RUSAGE_SELF), child = peak_mib(RUSAGE_CHILDREN);
    if (ok)
        read_result_release(&r);
    ok = ok && weigh(&b, &mb, err) && bare(f, &b, &opt, &ms, err);
    if (ok) {
        char *what = mem_printf("as it is read; memory %.0f MiB, the reader's %.0f", here, child);
        row(f->name, "the parser alone", mb / (ms / 1e3), "MB/s", 20);
        row(f->name, what, mb / (took / 1e3), "MB/s", 20);
        mem_free(what);
    }
    buf_release(&b);
    return ok || err_wrap(err, "'%s'", path);
}
