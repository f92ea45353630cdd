/* Checking the project and writing reports. */
#include "tema/report/report.h"

#include <string.h>

#include "app_priv.h"

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

static bool codebook(struct app *app, struct report *r, struct err *err)
{
    struct project project;
    struct code *codes;
    size_t n;

    if (!store_project(app->store, &r->arena, &project, err) ||
        !store_codes(app->store, SCOPE_COUNTED, &r->arena, &codes, &n, err))
        return false;
    report_codebook(r, &project, codes, n, _("working version"));
    r->language = language_of_words(&r->arena);
    return true;
}

static const struct {
    const char *name;
    bool (*build)(struct app *app, struct report *r, struct err *err);
} reports[] = {
    {"codebook", codebook},
};
enum { NREPORTS = sizeof reports / sizeof reports[0] };

char *app_report_formats(struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; report_writers[i]; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", report_writers[i]->name);
    return list;
}

static char *report_names(struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; i < NREPORTS; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", reports[i].name);
    return list;
}

bool app_report(struct app *app, const char *name, const char *format, struct buf *out, struct err *err)
{
    const struct report_writer *w = report_writer_find(format);
    struct arena a = ARENA_INIT;
    struct report r;
    size_t i = 0;
    bool ok = false;

    while (i < NREPORTS && strcmp(reports[i].name, name) != 0)
        i++;
    report_init(&r);
    if (i == NREPORTS) {
        err_set(err, ERR_USAGE, _("there is no report '%s': use %s"), name, report_names(&a));
    } else if (!w) {
        err_set(err, ERR_USAGE, _("there is no report format '%s': use one of %s"), format,
                app_report_formats(&a));
    } else if (store_read_begin(app->store, err)) {
        ok = reports[i].build(app, &r, err);
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
