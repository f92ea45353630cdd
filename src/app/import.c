/* Taking a file in: one file, one act. */
#include <string.h>

#include "app_priv.h"
#include "tema/base/file.h"
#include "tema/formats/formats.h"
#include "tema/text/breaks.h"

enum { GROUP_SPEAKERS = 4 };

static const char *how_word(enum charset_how how)
{
    switch (how) {
    case CHARSET_BOM: return _("byte order mark");
    case CHARSET_UTF8: return _("valid UTF-8");
    case CHARSET_DETECTED: return _("detected");
    case CHARSET_GIVEN: break;
    }
    return _("given");
}

static enum source_kind guess_kind(const struct transcript *t)
{
    if (t->speakers.n >= GROUP_SPEAKERS)
        return SOURCE_GROUP;
    if (t->timed)
        return SOURCE_INTERVIEW;
    for (size_t i = 0; i < t->turns.n; i++)
        if (t->turns.v[i].speaker >= 0)
            return SOURCE_INTERVIEW;
    return SOURCE_DOCUMENT;
}

/* What is known before the store has seen it. */
static void describe(struct read_result *r, const char *name, struct arena *a, struct import_outcome *ret)
{
    struct transcript *t = r->transcript;

    memset(ret, 0, sizeof *ret);
    if (r->lost > 0)
        vec_push(&t->notes,
                 arena_printf(&t->arena,
                              ngettext("%zu byte could not be decoded and is marked with U+FFFD",
                                       "%zu bytes could not be decoded and are marked with U+FFFD", r->lost),
                              r->lost));
    ret->name = arena_strdup(a, name);
    ret->format = arena_strdup(a, r->format->name);
    ret->encoding = arena_strdup(a, r->charset.name);
    ret->how = arena_strdup(a, how_word(r->charset.how));
    ret->speakers = (int64_t)t->speakers.n;
    ret->lost = (int64_t)r->lost;
    for (size_t i = 0; i < t->turns.n; i++) {
        ret->turns += t->turns.v[i].opens;
        ret->words += (int64_t)word_count(t->turns.v[i].text, t->turns.v[i].bytes);
    }
    ret->nnotes = t->notes.n;
    ret->notes = arena_array(a, t->notes.n + 1, sizeof *ret->notes);
    for (size_t i = 0; i < t->notes.n; i++)
        ret->notes[i] = arena_strdup(a, t->notes.v[i]);
}

/* A dry run refuses what the store would. */
static bool check_new(struct app *app, const struct import_meta *m, struct err *err)
{
    const struct study *st = app_study_inside(app, err);

    if (!st)
        return false;
    for (size_t i = 0; i < st->nsources && !m->again; i++)
        if (strcmp(st->sources[i].sha256, m->sha256) == 0)
            return err_set(
                err, ERR_INPUT,
                _("the same bytes are in the project already, as '%s' (--again takes them once more)"),
                st->sources[i].name);
    return true;
}

static bool take_in(struct app *app, const struct import_meta *m, const struct transcript *t,
                    struct import_outcome *out, struct err *err)
{
    struct arena a = ARENA_INIT;
    char *words = NULL;
    bool ok;

    if (!act_begin_blind(app, "import", err)) /* no need to read the study for each of many files */
        return false;
    ok = store_import(app->store, m, t, &out->source, err);
    if (ok)
        words = arena_printf(
            &a, ngettext("imported %s, %lld word", "imported %s, %lld words", (unsigned long)out->words),
            m->name, (long long)out->words);
    ok = act_end(app, ok, words, NULL, err);
    arena_release(&a);
    return ok;
}

bool app_import(struct app *app, const char *path, const struct import_options *opt, struct arena *a,
                struct import_outcome *ret, struct err *err)
{
    bool pipe = strcmp(path, "-") == 0;
    const char *label = pipe ? _("standard input") : path;
    char *file = clean_name(pipe ? "" : file_basename(path), a);
    char *name = opt->name ? clean_name(opt->name, a) : file;
    struct read_options how = {
        .encoding = opt->encoding, .format = opt->format, .lossy = opt->lossy, .name = name};
    struct buf bytes = BUF_INIT;
    struct import_outcome out;
    struct import_meta meta;
    struct read_result r;
    bool ok = false;

    if (!*name)
        return err_set(err, ERR_USAGE, _("importing %s needs a name: give --name NAME"), label);
    if (!file_read(path, FORMATS_MAX_FILE, &bytes, err))
        goto out;
    if (!formats_read(pipe ? name : path, buf_str(&bytes), bytes.len, &how, &r, err)) {
        err_wrap(err, _("importing '%s'"), label);
        goto out;
    }
    describe(&r, name, a, &out);
    meta = (struct import_meta){
        name,           file,     r.charset.name,
        r.format->name, r.sha256, opt->kind >= 0 ? (enum source_kind)opt->kind : guess_kind(r.transcript),
        opt->again};
    ok = opt->dry_run ? check_new(app, &meta, err) : take_in(app, &meta, r.transcript, &out, err);
    if (ok)
        *ret = out;
    else
        err_wrap(err, _("importing '%s'"), label);
    read_result_release(&r);
out:
    buf_release(&bytes);
    return ok;
}

char *app_import_formats(struct arena *a)
{
    char *list = arena_strdup(a, "");

    for (size_t i = 0; formats[i]; i++)
        list = arena_printf(a, "%s%s%s", list, i > 0 ? ", " : "", formats[i]->name);
    return list;
}
