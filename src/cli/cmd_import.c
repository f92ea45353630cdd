/* import: files in, each one act. */
#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli_priv.h"
#include "tema/base/file.h"

struct paths {
    char **v;
    size_t n, cap;
};

static bool read_options(struct ctx *c, size_t files, struct import_options *o, struct err *err)
{
    const char *kind = option_value(c, "kind");

    *o = (struct import_options){option_value(c, "encoding"), option_value(c, "format"),
                                 option_value(c, "name"),     option_given(c, "lossy"),
                                 option_given(c, "again"),    -1,
                                 option_given(c, "dry-run"),  option_value(c, "columns")};
    if (o->name && files > 1)
        return err_set(err, ERR_USAGE, _("import: --name goes with one file only"));
    if (o->name && o->name[strspn(o->name, " \t\n")] == '\0')
        return err_set(err, ERR_USAGE, _("import: the name is empty"));
    return !kind || word_value(&source_kinds, kind, _("kind of source"), &o->kind, err);
}

static json_t *outcome_json(const struct import_outcome *r, const char *file)
{
    json_t *o = json_object(), *notes = json_array();

    for (size_t i = 0; i < r->nnotes; i++)
        json_array_append_new(notes, js_text(r->notes[i]));
    json_object_set_new(o, "id", js_id(r->source));
    json_object_set_new(o, "name", js_text(r->name));
    json_object_set_new(o, "file", js_text(file));
    json_object_set_new(o, "format", js_text(r->format));
    json_object_set_new(o, "encoding", js_text(r->encoding));
    json_object_set_new(o, "encoding_known_by", js_text(r->how));
    json_object_set_new(o, "words", json_integer(r->words));
    json_object_set_new(o, "turns", json_integer(r->turns));
    json_object_set_new(o, "speakers", json_integer(r->speakers));
    json_object_set_new(o, "lost", json_integer(r->lost));
    if (r->project) {
        json_object_set_new(o, "sources", json_integer(r->sources));
        json_object_set_new(o, "codes", json_integer(r->codes));
        json_object_set_new(o, "codings", json_integer(r->codings));
        json_object_set_new(o, "participants", json_integer(r->participants));
        json_object_set_new(o, "memos", json_integer(r->memos));
    }
    json_object_set_new(o, "notes", notes);
    return o;
}

static void tell_project(struct buf *out, const struct import_outcome *r)
{
    buf_addf(out, ngettext("%lld source, ", "%lld sources, ", (unsigned long)r->sources),
             (long long)r->sources);
    buf_addf(out, ngettext("%lld code, ", "%lld codes, ", (unsigned long)r->codes), (long long)r->codes);
    buf_addf(out, ngettext("%lld coding, ", "%lld codings, ", (unsigned long)r->codings),
             (long long)r->codings);
    buf_addf(out, ngettext("%lld participant, ", "%lld participants, ", (unsigned long)r->participants),
             (long long)r->participants);
    buf_addf(out, ngettext("%lld memo, ", "%lld memos, ", (unsigned long)r->memos), (long long)r->memos);
}

static void tell(struct ctx *c, const struct import_outcome *r)
{
    struct buf *out = &c->out;

    buf_addf(out, "%s: %s, ", r->name, r->format);
    if (r->how[0])
        buf_addf(out, "%s (%s), ", r->encoding, r->how);
    if (r->project)
        tell_project(out, r);
    else
        buf_addf(out, ngettext("%lld turn, ", "%lld turns, ", (unsigned long)r->turns), (long long)r->turns);
    if (!r->project)
        buf_addf(out, ngettext("%lld speaker, ", "%lld speakers, ", (unsigned long)r->speakers),
                 (long long)r->speakers);
    buf_addf(out, ngettext("%lld word\n", "%lld words\n", (unsigned long)r->words), (long long)r->words);
    for (size_t i = 0; i < r->nnotes; i++)
        buf_addf(out, "  %s\n", r->notes[i]);
}

/* Whether the fault lies with this file alone, so that the next one may do. */
static bool files_own_fault(const char *path, const struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool readable;

    switch (err->kind) {
    case ERR_INPUT:
    case ERR_NOT_FOUND: return true;
    case ERR_IO: /* the file's or the project's */
        readable = strcmp(path, "-") == 0 || file_read(path, SIZE_MAX, &bytes, NULL);
        buf_release(&bytes);
        return !readable;
    case ERR_NONE:
    case ERR_USAGE:
    case ERR_CONFLICT:
    case ERR_BUSY:
    case ERR_READ_ONLY:
    case ERR_FULL:
    case ERR_CORRUPT:
    case ERR_CANCELLED: break;
    }
    return false;
}

static void count_taken(size_t files, size_t taken, bool dry_run, struct buf *out)
{
    if (dry_run)
        buf_addf(out, ngettext("%zu of %zu file can be taken in", "%zu of %zu files can be taken in", files),
                 taken, files);
    else
        buf_addf(out, ngettext("%zu of %zu file was taken in", "%zu of %zu files were taken in", files),
                 taken, files);
}

/* What is said last when not all went in: of one file its own sentence, of many how many did. `stopped`: err
 * holds what made the rest impossible. */
static bool not_all(size_t files, size_t taken, bool stopped, bool dry_run, struct err *err)
{
    struct buf b = BUF_INIT;

    if (files == 1)
        return false;
    count_taken(files, taken, dry_run, &b);
    if (stopped)
        err_set(err, err->kind, _("%s; %s"), err_text(err), buf_str(&b));
    else
        err_set(err, ERR_INPUT, "%s", buf_str(&b));
    buf_release(&b);
    return false;
}

/* ---- folders ---- */

static bool is_folder(const char *path)
{
    struct stat st;
    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder by their names, without hidden ones and folders; of a QualCoder project its database. */
static bool add_folder(struct ctx *c, const char *path, struct paths *to, struct err *err)
{
    char *project = arena_printf(&c->arena, "%s/data.qda", path);
    size_t before = to->n;
    struct dirent *e;
    DIR *d;

    if (is_file(project)) {
        vec_push(to, project);
        return true;
    }
    d = opendir(path);
    if (!d)
        return err_set(err, ERR_IO, _("import: the folder '%s' cannot be read"), path);
    while ((e = readdir(d))) {
        char *file = arena_printf(&c->arena, "%s/%s", path, e->d_name);
        if (e->d_name[0] != '.' && is_file(file))
            vec_push(to, file);
    }
    closedir(d);
    if (to->n == before)
        return err_set(err, ERR_NOT_FOUND, _("import: there are no files in the folder '%s'"), path);
    qsort(to->v + before, to->n - before, sizeof *to->v, by_name);
    return true;
}

static bool find_files(struct ctx *c, struct paths *to, struct err *err)
{
    for (size_t i = 0; i < c->words.n; i++) {
        if (!is_folder(c->words.v[i]))
            vec_push(to, arena_strdup(&c->arena, c->words.v[i]));
        else if (!add_folder(c, c->words.v[i], to, err))
            return false;
    }
    return true;
}

/* Of many files, which one it is at; for a person alone. Each is an act: called off, those before are in, whole. */
static void show_progress(const struct paths *p, size_t at)
{
    if (p->n < 2 || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r\033[K%zu/%zu", at, p->n);
    if (at == p->n)
        fputs("\r\033[K", stderr);
    fflush(stderr);
}

static bool take_all(struct ctx *c, const struct paths *p, const struct import_options *o, json_t *list,
                     struct err *err)
{
    size_t taken = 0;
    bool stopped = false;

    for (size_t i = 0; i < p->n && !stopped; i++) {
        struct import_outcome r;

        show_progress(p, i + 1);
        if (!app_import(c->app, p->v[i], o, &c->arena, &r, err)) {
            stopped = !files_own_fault(p->v[i], err);
            if (!stopped && p->n > 1)
                out_error(err_text(err));
            continue;
        }
        taken++;
        if (option_given(c, "json"))
            json_array_append_new(list, outcome_json(&r, p->v[i]));
        else if (!option_given(c, "quiet"))
            tell(c, &r);
    }
    return taken == p->n || not_all(p->n, taken, stopped, o->dry_run, err);
}

static bool run_import(struct ctx *c, struct err *err)
{
    struct paths files = VEC_INIT;
    struct import_options o;
    json_t *list = json_array();
    bool ok = find_files(c, &files, err) && read_options(c, files.n, &o, err);

    if (ok) {
        ok = take_all(c, &files, &o, list, err);
        if (option_given(c, "json"))
            out_json(c, json_incref(list));
    }
    json_decref(list);
    vec_release(&files);
    return ok;
}

static const struct option import_options[] = {
    {"encoding", 0, N_("CHARSET"), N_("the files' character set, as iconv names it; else found out")},
    {"format", 0, N_("FORMAT"), N_("one of those that 'tema help import' names; else found out")},
    {"columns", 0, N_("WHAT=NAME,…"),
     N_("of a table: which column is what; else found by the columns' names")},
    {"name", 0, N_("NAME"), N_("the source's name; else the file's")},
    {"kind", 0, N_("KIND"), N_("interview, group, document or other; else found out")},
    {"lossy", 0, NULL, N_("mark bytes that cannot be decoded instead of refusing the file")},
    {"again", 0, NULL, N_("take a file whose bytes are there already")},
    {"dry-run", 0, NULL, N_("say what would be imported, and change nothing")},
    {"json", 0, NULL, N_("print as JSON")},
    {NULL, 0, NULL, NULL},
};

const struct command import_commands[] = {
    {"import", N_("FILE…"),
     N_("Takes transcripts and documents in, each as one act; goes on past a file that cannot be taken."),
     "tema import intervju-1.vtt notat.txt", import_options, 1, -1, false, run_import},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
