/* The data set: what it is made of, and each source. */
#include <string.h>

#include "report_priv.h"
#include "tema/base/buf.h"
#include "tema/base/i18n.h"

/* What the sources of one kind come to; -1 where none of them says. */
struct amount {
    int64_t sources, minutes, words, pages;
};

static int64_t sum(int64_t a, int64_t b)
{
    return b < 0 ? a : a < 0 ? b : a + b;
}

static struct amount amount_of(enum source_kind kind, const struct source *s, const int64_t *pages, size_t n)
{
    struct amount a = {0, -1, -1, -1};
    for (size_t i = 0; i < n; i++) {
        if (s[i].kind != kind)
            continue;
        a.sources++;
        a.minutes = sum(a.minutes, s[i].minutes);
        a.words = sum(a.words, s[i].words);
        a.pages = sum(a.pages, pages[i]);
    }
    return a;
}

/* The methods of one kind, each once, in the order they come. */
static char *methods_of(struct report *r, enum source_kind kind, const struct source *s, size_t n)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        bool said = s[i].kind != kind || !*s[i].method;
        for (size_t k = 0; k < i && !said; k++)
            said = s[k].kind == kind && strcmp(s[k].method, s[i].method) == 0;
        if (!said)
            buf_addf(&b, "%s%s", b.len > 0 ? "; " : "", s[i].method);
    }
    char *ret = arena_strdup(&r->arena, buf_str(&b));
    buf_release(&b);
    return ret;
}

static const char *kind_name(enum source_kind kind)
{
    switch (kind) {
    case SOURCE_INTERVIEW: return _("interview");
    case SOURCE_GROUP: return _("group interview");
    case SOURCE_DOCUMENT: return _("document");
    case SOURCE_OTHER: return _("other");
    }
    return "";
}

/* As data the kind is its word in the project, which is stable; a reader sees its name. */
enum { KIND, TYPE, FIRST_OWN };

static void set_kind(struct report *r, struct report_cell *cell, enum source_kind kind)
{
    set_text(r, &cell[KIND], enum_word(&source_kinds, (int)kind));
    set_text(r, &cell[TYPE], kind_name(kind));
}

static void table_of_kinds(struct report *r, const struct source *s, const int64_t *pages, size_t n)
{
    enum { AMOUNT = FIRST_OWN, MINUTES, WORDS, PAGES, METHOD, COLUMNS };
    const struct report_column cols[COLUMNS] = {[KIND] = {"kind", _("Type"), REPORT_FOR_DATA},
                                                [TYPE] = {"type", _("Type"), REPORT_FOR_READERS},
                                                [AMOUNT] = {"amount", _("Amount"), REPORT_FOR_ALL},
                                                [MINUTES] = {"minutes", _("Minutes"), REPORT_FOR_ALL},
                                                [WORDS] = {"words", _("Words"), REPORT_FOR_ALL},
                                                [PAGES] = {"pages", _("Pages"), REPORT_FOR_ALL},
                                                [METHOD] = {"method", _("Method"), REPORT_FOR_ALL}};
    size_t nkinds = 0, row = 0;
    for (int k = 0; source_kinds.word[k]; k++)
        nkinds += amount_of((enum source_kind)k, s, pages, n).sources > 0;
    struct report_block *t = report_table(r, cols, COLUMNS, nkinds);
    for (int k = 0; source_kinds.word[k]; k++) {
        struct amount a = amount_of((enum source_kind)k, s, pages, n);
        if (a.sources == 0)
            continue;
        struct report_cell *cell = report_cell(t, row++, 0);
        set_kind(r, cell, (enum source_kind)k);
        set_number(r, &cell[AMOUNT], a.sources);
        set_number(r, &cell[MINUTES], a.minutes);
        set_number(r, &cell[WORDS], a.words);
        set_number(r, &cell[PAGES], a.pages);
        cell[METHOD].text = methods_of(r, (enum source_kind)k, s, n);
    }
}

static void table_of_sources(struct report *r, const struct source *s, const int64_t *pages, size_t n)
{
    enum { NAME = FIRST_OWN, DATE, AUTHOR, YEAR, MINUTES, WORDS, PAGES, METHOD, COLUMNS };
    const struct report_column cols[COLUMNS] = {[KIND] = {"kind", _("Type"), REPORT_FOR_DATA},
                                                [TYPE] = {"type", _("Type"), REPORT_FOR_READERS},
                                                [NAME] = {"name", _("Name"), REPORT_FOR_ALL},
                                                [DATE] = {"date", _("Date"), REPORT_FOR_ALL},
                                                [AUTHOR] = {"author", _("Author"), REPORT_FOR_ALL},
                                                [YEAR] = {"year", _("Year"), REPORT_FOR_ALL},
                                                [MINUTES] = {"minutes", _("Minutes"), REPORT_FOR_ALL},
                                                [WORDS] = {"words", _("Words"), REPORT_FOR_ALL},
                                                [PAGES] = {"pages", _("Pages"), REPORT_FOR_ALL},
                                                [METHOD] = {"method", _("Method"), REPORT_FOR_ALL}};
    struct report_block *t = report_table(r, cols, COLUMNS, n);
    for (size_t i = 0; i < n; i++) {
        struct report_cell *cell = report_cell(t, i, 0);
        set_kind(r, cell, s[i].kind);
        set_text(r, &cell[NAME], s[i].name);
        set_text(r, &cell[DATE], s[i].date);
        set_text(r, &cell[AUTHOR], s[i].author);
        set_number(r, &cell[YEAR], s[i].year);
        set_number(r, &cell[MINUTES], s[i].minutes);
        set_number(r, &cell[WORDS], s[i].words);
        set_number(r, &cell[PAGES], pages[i]);
        set_text(r, &cell[METHOD], s[i].method);
    }
}

void report_sources(struct report *r, const struct project *p, const struct source *sources,
                    const int64_t *pages, size_t n)
{
    r->title = arena_printf(&r->arena, _("Data sources: %s"), p->title);
    r->subtitle = arena_printf(&r->arena, _("Date: %s."), report_date(r, p->last_act));
    table_of_kinds(r, sources, pages, n);
    report_heading(r, 1, _("Sources"));
    table_of_sources(r, sources, pages, n);
}
