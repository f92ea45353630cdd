#include "tema/report/report.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "report_priv.h"
#include "tema/base/clock.h"

void report_init(struct report *r)
{
    memset(r, 0, sizeof *r);
}

void report_release(struct report *r)
{
    arena_release(&r->arena);
    memset(r, 0, sizeof *r);
}

static struct report_block *append(struct report *r, enum report_block_kind kind, const char *text)
{
    struct report_block *b = arena_alloc(&r->arena, sizeof *b);
    b->kind = kind;
    b->text = arena_strdup(&r->arena, text ? text : "");
    if (r->last)
        r->last->next = b;
    else
        r->first = b;
    r->last = b;
    return b;
}

struct report_block *report_heading(struct report *r, int level, const char *text)
{
    struct report_block *b = append(r, REPORT_HEADING, text);
    b->level = level;
    return b;
}

struct report_block *report_paragraph(struct report *r, const char *text)
{
    return append(r, REPORT_PARAGRAPH, text);
}

struct report_block *report_quote(struct report *r, const char *text, const char *attribution)
{
    struct report_block *b = append(r, REPORT_QUOTE, text);
    b->attribution = arena_strdup(&r->arena, attribution);
    return b;
}

struct report_block *report_table(struct report *r, const struct report_column *cols, size_t ncols,
                                  size_t nrows)
{
    struct report_block *b = append(r, REPORT_TABLE, "");
    struct report_column *own = arena_array(&r->arena, ncols, sizeof *own);
    for (size_t i = 0; i < ncols; i++) {
        own[i].name = arena_strdup(&r->arena, cols[i].name);
        own[i].heading = arena_strdup(&r->arena, cols[i].heading);
        own[i].audience = cols[i].audience;
    }
    b->cols = own;
    b->ncols = ncols;
    b->nrows = nrows;
    b->cells = arena_array(&r->arena, ncols * nrows, sizeof *b->cells);
    for (size_t i = 0; i < ncols * nrows; i++) {
        b->cells[i].text = "";
        b->cells[i].swatch = REPORT_NO_SWATCH;
    }
    return b;
}

struct report_cell *report_cell(struct report_block *table, size_t row, size_t col)
{
    return &table->cells[row * table->ncols + col];
}

void set_text(struct report *r, struct report_cell *cell, const char *text)
{
    cell->text = arena_strdup(&r->arena, text);
}

void set_number(struct report *r, struct report_cell *cell, int64_t n)
{
    cell->is_number = true;
    if (n >= 0)
        cell->text = arena_printf(&r->arena, "%" PRId64, n);
}

char *report_date(struct report *r, int64_t ms)
{
    char date[11] = "";
    if (ms >= 0)
        clock_date(ms, date);
    return arena_strdup(&r->arena, date);
}

char *report_minute(struct report *r, int64_t ms)
{
    char minute[17] = "";
    if (ms >= 0)
        clock_minute(ms, minute);
    return arena_strdup(&r->arena, minute);
}

const struct report_writer *const report_writers[] = {&report_md, &report_html, &report_csv, NULL};

const struct report_writer *report_writer_find(const char *name)
{
    for (const struct report_writer *const *w = report_writers; *w; w++)
        if (strcmp((*w)->name, name) == 0)
            return *w;
    return NULL;
}

const struct report_writer *report_writer_for_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash + 1 : path, '.');
    if (!dot)
        return NULL;
    size_t len = strlen(dot + 1);
    for (const struct report_writer *const *w = report_writers; *w; w++) {
        for (const char *e = (*w)->extensions; *e;) {
            size_t n = strcspn(e, " ");
            if (n == len && strncasecmp(e, dot + 1, n) == 0)
                return *w;
            e += n + strspn(e + n, " ");
        }
    }
    return NULL;
}
