/* The codebook as a table. */
#include "report_priv.h"
#include "tema/base/i18n.h"
#include "tema/model/codetree.h"

/* The rules that stand below a definition, one a line; NULL when there are none. */
static char *rules(const struct code *c, struct arena *a)
{
    struct buf b = BUF_INIT;
    const struct {
        const char *label, *text;
    } parts[] = {{_("Include"), c->include}, {_("Exclude"), c->exclude}, {_("Example"), c->example}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*parts[i].text)
            buf_addf(&b, "%s%s: %s", b.len ? "\n" : "", parts[i].label, parts[i].text);
    char *s = b.len ? arena_strdup(a, b.s) : NULL;
    buf_release(&b);
    return s;
}

static const struct code **active_codes(struct report *r, const struct code *codes, size_t ncodes,
                                        size_t *ret_n)
{
    const struct code **active = arena_array(&r->arena, ncodes + 1, sizeof *active);
    size_t n = 0;
    for (size_t i = 0; i < ncodes; i++)
        if (codes[i].status == CODE_ACTIVE)
            active[n++] = &codes[i];
    *ret_n = n;
    return active;
}

static void title(struct report *r, const struct project *p, const char *version)
{
    r->title = arena_printf(&r->arena, _("Codebook: %s"), p->title);
    r->subtitle =
        arena_printf(&r->arena, _("Codebook version: %s. Date: %s."), version, report_date(r, p->last_act));
}

void report_codebook(struct report *r, const struct project *p, const struct code *codes, size_t ncodes,
                     const char *version)
{
    title(r, p, version);
    enum { NAME, DESCRIPTION, FILES, REFERENCES, PATH, INCLUDE, EXCLUDE, EXAMPLE, COLUMNS };
    const struct report_column cols[COLUMNS] = {
        [NAME] = {"name", _("Name"), REPORT_FOR_ALL},
        [DESCRIPTION] = {"description", _("Description"), REPORT_FOR_ALL},
        [FILES] = {"files", _("Files"), REPORT_FOR_ALL},
        [REFERENCES] = {"references", _("References"), REPORT_FOR_ALL},
        [PATH] = {"path", _("Path"), REPORT_FOR_DATA},
        [INCLUDE] = {"include", _("Include"), REPORT_FOR_DATA},
        [EXCLUDE] = {"exclude", _("Exclude"), REPORT_FOR_DATA},
        [EXAMPLE] = {"example", _("Example"), REPORT_FOR_DATA},
    };
    size_t n;
    const struct code **active = active_codes(r, codes, ncodes, &n);
    struct report_block *t = report_table(r, cols, COLUMNS, n);
    for (size_t i = 0; i < n; i++) {
        const struct code *c = active[i];
        struct report_cell *cell = report_cell(t, i, 0);
        cell[NAME].text = arena_strdup(&r->arena, c->name);
        cell[NAME].indent = c->depth;
        cell[NAME].swatch = c->colour;
        cell[DESCRIPTION].text = arena_strdup(&r->arena, c->definition);
        cell[DESCRIPTION].note = rules(c, &r->arena);
        set_number(r, &cell[FILES], c->files);
        set_number(r, &cell[REFERENCES], c->references);
        cell[PATH].text = codetree_path(codes, ncodes, c->id, &r->arena);
        cell[INCLUDE].text = arena_strdup(&r->arena, c->include);
        cell[EXCLUDE].text = arena_strdup(&r->arena, c->exclude);
        cell[EXAMPLE].text = arena_strdup(&r->arena, c->example);
    }
}
