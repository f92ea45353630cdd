/* Codebook versions: taking, finding, comparing and restoring them. */
#include "tema/app/versions.h"

#include <string.h>

#include "app_priv.h"
#include "tema/base/clock.h"
#include "tema/report/report.h"
#include "tema/store/versions.h"

/* ---- finding ---- */

bool app_versions(struct app *app, struct arena *a, struct version **ret, size_t *n, struct err *err)
{
    return store_versions(app->store, a, ret, n, err);
}

static bool say_which(const struct version *v, size_t n, const char *name, struct err *err)
{
    struct buf list = BUF_INIT;
    size_t told = 0;

    for (size_t i = n; i-- > 0 && told < 5;)
        if (v[i].number > 0)
            buf_addf(&list, "%s%lld%s%s%s", told++ > 0 ? ", " : "", (long long)v[i].number,
                     *v[i].label ? " (" : "", v[i].label, *v[i].label ? ")" : "");
    if (told == 0)
        err_set(err, ERR_NOT_FOUND,
                _("there is no version '%s': none has been committed yet, 'codebook commit' makes one"),
                name);
    else
        err_set(err, ERR_NOT_FOUND, _("there is no version '%s': there are %s; 'codebook log' lists all"),
                name, buf_str(&list));
    buf_release(&list);
    return false;
}

bool app_find_version(struct app *app, const char *name, struct arena *a, struct version **ret,
                      struct err *err)
{
    struct version *v, *found = NULL;
    size_t n, many = 0;

    if (!store_versions(app->store, a, &v, &n, err))
        return false;
    for (size_t i = 0; i < n && !found; i++)
        if (v[i].number > 0 && strcmp(arena_printf(a, "%lld", (long long)v[i].number), name) == 0)
            found = &v[i];
    for (size_t i = 0; i < n && !found; i++)
        many += *name && strcmp(v[i].label, name) == 0;
    for (size_t i = 0; i < n && !found; i++)
        if ((many == 1 && strcmp(v[i].label, name) == 0) ||
            strcmp(arena_printf(a, "%lld", (long long)v[i].id), name) == 0)
            found = &v[i];
    if (!found && many > 1)
        return err_set(err, ERR_NOT_FOUND, _("several versions have the label '%s': give the number"), name);
    if (!found)
        return say_which(v, n, name, err);
    *ret = found;
    return true;
}

/* By its id; NULL on error. */
static struct version *version_by_id(struct app *app, tema_id id, struct arena *a, struct err *err)
{
    struct version *v;
    size_t n;

    if (!store_versions(app->store, a, &v, &n, err))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (v[i].id == id)
            return &v[i];
    err_set(err, ERR_NOT_FOUND, _("there is no version with the id %lld"), (long long)id);
    return NULL;
}

char *app_version_name(const struct version *v, struct arena *a)
{
    char day[17];

    clock_minute(v->created, day);
    switch (v->why) {
    case VERSION_COMMIT: break;
    case VERSION_MERGE: return arena_printf(a, _("before merging, %s"), day);
    case VERSION_SPLIT: return arena_printf(a, _("before splitting, %s"), day);
    case VERSION_RESTORE: return arena_printf(a, _("before restoring, %s"), day);
    }
    if (*v->label)
        return arena_printf(a, _("version %lld, “%s”"), (long long)v->number, v->label);
    return arena_printf(a, _("version %lld"), (long long)v->number);
}

/* ---- content ---- */

bool app_snapshot(struct app *app, tema_id version, struct arena *a, struct snapshot *ret, struct err *err)
{
    return version ? store_read_version(app->store, version, a, ret, err)
                   : store_snapshot(app->store, SCOPE_COUNTED, a, ret, err);
}

bool app_diff_versions(struct app *app, tema_id version, tema_id b, struct arena *arena, struct change **ret,
                       size_t *n, struct err *err)
{
    struct snapshot from, to;

    if (!app_snapshot(app, version, arena, &from, err) || !app_snapshot(app, b, arena, &to, err))
        return false;
    snapshot_diff(&from, &to, arena, ret, n);
    return true;
}

/* “path”, after "the theme " where it is no code. */
static char *name_changed(const struct change *c, const char *name, struct arena *a)
{
    switch (c->of) {
    case OF_CODE: break;
    case OF_THEME: return arena_printf(a, _("the theme “%s”"), name);
    case OF_STRUCTURE: return arena_printf(a, _("the thematic structure “%s”"), name);
    }
    return arena_printf(a, "“%s”", name);
}

static char *name_parent(const char *path, struct arena *a)
{
    return strcmp(path, "/") == 0 ? arena_strdup(a, _("the top level")) : arena_printf(a, "“%s”", path);
}

static const char *field_word(const char *field)
{
    static const struct {
        const char *field, *word;
    } words[] = {
        {"definition", N_("definition")}, {"include", N_("inclusion")}, {"exclude", N_("exclusion")},
        {"example", N_("example")},       {"idea", N_("central idea")}, {"scope", N_("scope")},
        {"narrative", N_("narrative")},   {"levels", N_("levels")},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].field, field) == 0)
            return _(words[i].word);
    return field;
}

/* “words”, or "nothing". */
static char *quoted(const char *s, struct arena *a)
{
    return *s ? arena_printf(a, "“%s”", text_line(s, a)) : arena_strdup(a, _("nothing"));
}

/* Lines with commas between. */
static char *commas(const char *lines, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    for (const char *p = lines; *p; p++) {
        if (*p != '\n')
            buf_addch(&b, *p);
        else if (p[1])
            buf_addstr(&b, ", ");
    }
    ret = arena_strdup(a, b.len > 0 ? buf_str(&b) : _("nothing"));
    buf_release(&b);
    return ret;
}

char *app_change_words(const struct change *c, struct arena *a)
{
    char *name = name_changed(c, c->path, a);

    switch (c->kind) {
    case CHANGE_ADDED: return arena_printf(a, _("added %s"), name);
    case CHANGE_REMOVED: return arena_printf(a, _("removed %s"), name);
    case CHANGE_RENAMED:
        return arena_printf(a, _("renamed %s to “%s”"), name_changed(c, c->before, a), c->after);
    case CHANGE_MOVED:
        return arena_printf(a, _("moved %s from %s to %s"), name, name_parent(c->before, a),
                            name_parent(c->after, a));
    case CHANGE_MERGED: return arena_printf(a, _("merged %s into “%s”"), name, c->after);
    case CHANGE_SPLIT: return arena_printf(a, _("split %s off “%s”"), name, c->before);
    case CHANGE_REDEFINED:
        return arena_printf(a, _("changed the %s of %s from %s to %s"), field_word(c->field), name,
                            quoted(c->before, a), quoted(c->after, a));
    case CHANGE_RECOLOURED:
        return arena_printf(a, _("recoloured %s from %s to %s"), name, c->before, c->after);
    case CHANGE_STATUS:
        if (!*c->before)
            return arena_printf(a, _("made %s %s"), name, c->after);
        return *c->after ? arena_printf(a, _("made %s %s, which was %s"), name, c->after, c->before)
                         : arena_printf(a, _("%s is no longer %s"), name, c->before);
    case CHANGE_PLACED: break;
    }
    return arena_printf(a, _("placed under %s: %s; before: %s"), name, commas(c->after, a),
                        commas(c->before, a));
}

static const char *kind_heading(enum change_kind kind)
{
    switch (kind) {
    case CHANGE_ADDED: return _("Added");
    case CHANGE_REMOVED: return _("Removed");
    case CHANGE_RENAMED: return _("Renamed");
    case CHANGE_MOVED: return _("Moved");
    case CHANGE_MERGED: return _("Merged");
    case CHANGE_SPLIT: return _("Split off");
    case CHANGE_REDEFINED: return _("Redefined");
    case CHANGE_RECOLOURED: return _("Recoloured");
    case CHANGE_STATUS: return _("Status");
    case CHANGE_PLACED: break;
    }
    return _("Placed");
}

static size_t count_kind(const struct change *changes, size_t n, enum change_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += changes[i].kind == kind;
    return count;
}

static void write_text(const struct change *changes, size_t n, const char *title, struct arena *a,
                       struct buf *out)
{
    buf_addf(out, "%s\n", title);
    for (int kind = 0; kind <= (int)CHANGE_PLACED; kind++) {
        if (count_kind(changes, n, (enum change_kind)kind) == 0)
            continue;
        buf_addf(out, "\n%s\n", kind_heading((enum change_kind)kind));
        for (size_t i = 0; i < n; i++)
            if ((int)changes[i].kind == kind)
                buf_addf(out, "  %s\n", app_change_words(&changes[i], a));
    }
    if (n == 0)
        buf_addf(out, "\n%s\n", _("Nothing has changed."));
}

/* What stands in the column of a kind whose two sides are of no interest by themselves. */
static void add_table(struct report *r, const struct change *changes, size_t n, enum change_kind kind)
{
    const struct report_column cols[] = {
        {"path", _("Code or theme"), false}, {"before", _("Before"), false}, {"after", _("After"), false}};
    struct report_block *table = report_table(r, cols, 3, count_kind(changes, n, kind));
    size_t row = 0;

    for (size_t i = 0; i < n; i++) {
        const struct change *c = &changes[i];
        const char *what = c->path;

        if (c->kind != kind)
            continue;
        if (*c->field)
            what = arena_printf(&r->arena, "%s (%s)", c->path, field_word(c->field));
        report_cell(table, row, 0)->text = arena_strdup(&r->arena, what);
        report_cell(table, row, 1)->text = arena_strdup(&r->arena, c->before);
        report_cell(table, row, 2)->text = arena_strdup(&r->arena, c->after);
        row++;
    }
}

static void write_report(const struct report_writer *writer, const struct change *changes, size_t n,
                         const char *title, struct buf *out)
{
    struct report r;

    report_init(&r);
    r.title = arena_strdup(&r.arena, title);
    r.language = arena_strdup(&r.arena, "en");
    for (int kind = 0; kind <= (int)CHANGE_PLACED; kind++) {
        enum change_kind k = (enum change_kind)kind;

        if (count_kind(changes, n, k) == 0)
            continue;
        report_heading(&r, 1, kind_heading(k));
        if (k != CHANGE_ADDED && k != CHANGE_REMOVED) {
            add_table(&r, changes, n, k);
            continue;
        }
        for (size_t i = 0; i < n; i++)
            if (changes[i].kind == k)
                report_paragraph(&r, name_changed(&changes[i], changes[i].path, &r.arena));
    }
    if (n == 0)
        report_paragraph(&r, _("Nothing has changed."));
    writer->write(&r, out);
    report_release(&r);
}

void app_diff_write(const struct change *changes, size_t n, const char *from, const char *to,
                    const char *format, struct buf *out)
{
    struct arena a = ARENA_INIT;
    const struct report_writer *writer = report_writer_find(format);
    char *title = arena_printf(&a, _("Changes from %s to %s"), from, to);

    if (writer)
        write_report(writer, changes, n, title, out);
    else
        write_text(changes, n, title, &a, out);
    arena_release(&a);
}

/* ---- acts ---- */

bool app_commit_version(struct app *app, const char *label, const char *note, int64_t *ret_number,
                        struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *words = NULL;
    int64_t number = 0;
    bool ok = check_text(label, err) && check_text(note, err) && act_begin(app, "version", err) != NULL;

    if (ok) {
        ok = store_take_version(app->store, VERSION_COMMIT, label ? label : "", note ? note : "", &number,
                                err);
        if (ok && label && *label)
            words = arena_printf(&a, _("committed version %lld of the codebook, %s%s"), (long long)number,
                                 quote_text(label, strlen(label), &a), tell_reason(note, &a));
        else if (ok)
            words = arena_printf(&a, _("committed version %lld of the codebook%s"), (long long)number,
                                 tell_reason(note, &a));
        ok = act_end(app, ok, words, said, err);
    }
    if (ok && ret_number)
        *ret_number = number;
    arena_release(&a);
    return ok;
}

static void add_line(struct buf *out, char *line)
{
    if (out->len > 0)
        buf_addch(out, '\n');
    buf_addstr(out, line);
}

static void tell_effect(const struct restore_effect *e, struct arena *a, struct buf *out)
{
    if (e->changed)
        add_line(out, tell_number(e->changed, "%d code or theme is as it was then",
                                  "%d codes and themes are as they were then", a));
    if (e->back)
        add_line(out, tell_number(e->back, "%d deleted code comes back, without its codings",
                                  "%d deleted codes come back, without their codings", a));
    if (e->later)
        add_line(out, arena_printf(a, _("%s, with %s"),
                                   tell_number(e->later, "%d code made since is dropped",
                                               "%d codes made since are dropped", a),
                                   tell_number(e->later_codings, "%d coding, which stays",
                                               "%d codings, which stay", a)));
    if (e->stay)
        add_line(out, tell_number(e->stay, "%d coding that a merge has moved since stays where it is now",
                                  "%d codings that merges have moved since stay where they are now", a));
    if (e->themes_later)
        add_line(out, tell_number(e->themes_later, "%d theme made since is dropped",
                                  "%d themes made since are dropped", a));
    if (e->places_gone)
        add_line(out,
                 tell_number(e->places_gone, "%d place is left out, since its code or meaning unit is gone",
                             "%d places are left out, since their codes or meaning units are gone", a));
    if (out->len == 0)
        add_line(out, arena_strdup(a, _("the codebook and the structures are as they were then")));
    add_line(out, arena_strdup(a, _("no coding is changed or lost")));
}

/* Which thematic structure is the current one again, when that is another than now. */
static void tell_structure(struct app *app, tema_id version, struct arena *a, struct buf *words)
{
    const struct study *st = app_study_inside(app, NULL);
    struct snapshot s;

    if (!st || !store_read_version(app->store, version, a, &s, NULL))
        return;
    for (size_t i = 0; i < s.nstructures; i++)
        if (s.structures[i].current && s.structures[i].id != st->project.structure)
            buf_addf(words, _("%sthe current thematic structure is “%s” again"), words->len > 0 ? "\n" : "",
                     s.structures[i].name);
}

bool app_restore_preview(struct app *app, tema_id version, struct buf *words, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct restore_effect e;
    bool ok = store_restore_preview(app->store, version, &e, err);

    if (ok) {
        buf_clear(words);
        tell_effect(&e, &a, words);
        tell_structure(app, version, &a, words);
    }
    arena_release(&a);
    return ok;
}

bool app_restore_version(struct app *app, tema_id version, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct version *v = version_by_id(app, version, &a, err);
    struct restore_effect e;
    bool ok = v && act_begin_kept(app, "restore-version", err) != NULL;

    if (ok) {
        char *words = arena_printf(&a, _("restored the codebook to %s"), app_version_name(v, &a));

        ok = store_take_version(app->store, VERSION_RESTORE, "", "", NULL, err) &&
             store_restore_version(app->store, version, &e, err);
        ok = act_end(app, ok, words, said, err);
    }
    arena_release(&a);
    return ok;
}
