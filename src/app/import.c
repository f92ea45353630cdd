/* Taking a file in: one file, one act. */
#include <string.h>

#include "app_priv.h"
#include "tema/base/file.h"
#include "tema/formats/formats.h"
#include "tema/store/exchange.h"
#include "tema/text/breaks.h"
#include "tema/text/charset.h"

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

static void note_lost(struct read_result *r)
{
    struct exchange *x = &r->study;

    exchange_note(x,
                  ngettext("%zu byte could not be decoded and is marked with U+FFFD",
                           "%zu bytes could not be decoded and are marked with U+FFFD", r->lost),
                  r->lost);
    if (r->transcript) { /* it is said of the source then */
        vec_push(&r->transcript->notes, x->notes.v[x->notes.n - 1]);
        x->notes.n--;
    }
}

/* A guess is shown with what the text would be in the other likely sets, so that a person sees whether it is right. */
static void note_guess(struct read_result *r, const struct buf *bytes, struct arena *a)
{
    struct charset_reading *v;
    struct buf b = BUF_INIT;
    size_t n = r->format->bytes ? 0 : charset_readings(buf_str(bytes), bytes->len, &r->charset, a, &v);

    if (n == 0)
        return;
    buf_addf(&b, _("the character set is a guess: in %s it reads “%s”"), v[0].name, v[0].words);
    for (size_t i = 1; i < n; i++)
        buf_addf(&b, _(", in %s “%s”"), v[i].name, v[i].words);
    buf_addstr(&b, _("; --encoding takes another one"));
    if (r->transcript)
        vec_push(&r->transcript->notes, arena_strdup(&r->study.arena, buf_str(&b)));
    else
        exchange_note(&r->study, "%s", buf_str(&b));
    buf_release(&b);
}

/* What is known before the store has seen it. */
static void describe(struct read_result *r, const char *name, struct arena *a, struct import_outcome *ret)
{
    struct exchange *x = &r->study;

    memset(ret, 0, sizeof *ret);
    if (r->lost > 0)
        note_lost(r);
    ret->name = arena_strdup(a, name);
    ret->format = arena_strdup(a, r->format->name);
    ret->encoding = arena_strdup(a, r->charset.name);
    ret->how = arena_strdup(a, r->format->bytes ? "" : how_word(r->charset.how));
    ret->lost = (int64_t)r->lost;
    ret->project = r->transcript == NULL;
    ret->sources = (int64_t)x->sources.n;
    ret->codes = (int64_t)x->codes.n;
    ret->codings = (int64_t)x->codings.n;
    ret->participants = (int64_t)x->participants.n;
    ret->memos = (int64_t)x->memos.n;
    for (size_t k = 0; k < x->sources.n; k++) {
        const struct transcript *t = x->sources.v[k].text;
        ret->speakers += (int64_t)t->speakers.n;
        for (size_t i = 0; i < t->turns.n; i++) {
            ret->turns += t->turns.v[i].opens;
            ret->words += (int64_t)word_count(t->turns.v[i].text, t->turns.v[i].bytes);
        }
    }
}

/* The report: what the reader said of each source and of the whole, and what the store added. */
static void collect_notes(const struct exchange *x, struct arena *a, struct import_outcome *ret)
{
    size_t n = x->notes.n, k = 0;

    for (size_t i = 0; i < x->sources.n; i++)
        n += x->sources.v[i].text->notes.n;
    ret->notes = arena_array(a, n + 1, sizeof *ret->notes);
    for (size_t i = 0; i < x->sources.n; i++) {
        const struct x_source *s = &x->sources.v[i];
        for (size_t j = 0; j < s->text->notes.n; j++)
            ret->notes[k++] = ret->project ? arena_printf(a, "%s: %s", s->s.name, s->text->notes.v[j])
                                           : arena_strdup(a, s->text->notes.v[j]);
    }
    for (size_t i = 0; i < x->notes.n; i++)
        ret->notes[k++] = arena_strdup(a, x->notes.v[i]);
    ret->nnotes = k;
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

static bool tell(struct app *app, const struct import_meta *m, const struct import_outcome *out,
                 struct err *err)
{
    struct told t = {.file = m->file, .format = m->format, .encoding = m->encoding, .sha256 = m->sha256};
    struct buf b = BUF_INIT;
    bool ok;

    for (size_t i = 0; i < out->nnotes; i++)
        buf_addf(&b, "%s%s", i > 0 ? "\n" : "", out->notes[i]);
    t.text = buf_str(&b);
    ok = store_tell(app->store, &t, err);
    buf_release(&b);
    return ok;
}

static bool put_in(struct app *app, const struct import_meta *m, struct read_result *r,
                   struct import_outcome *out, struct err *err)
{
    struct take_meta meta = {m->file, m->format, m->encoding, m->sha256, m->again};
    struct take_result took;

    if (!out->project)
        return store_import(app->store, m, r->transcript, &out->source, err);
    if (!store_take(app->store, &r->study, &meta, &took, err))
        return false;
    out->source = took.first;
    out->sources = took.sources;
    out->words = took.words;
    out->codes = took.codes;
    out->codings = took.codings;
    out->participants = took.participants;
    out->memos = took.memos;
    return true;
}

static char *act_words(const struct import_meta *m, const struct import_outcome *out, struct arena *a)
{
    if (!out->project)
        return arena_printf(
            a, ngettext("imported %s, %lld word", "imported %s, %lld words", (unsigned long)out->words),
            m->name, (long long)out->words);
    return arena_printf(
        a, _("imported %s: sources %lld, codes %lld, codings %lld, participants %lld, memos %lld"), m->name,
        (long long)out->sources, (long long)out->codes, (long long)out->codings, (long long)out->participants,
        (long long)out->memos);
}

static bool take_in(struct app *app, const struct import_meta *m, struct read_result *r, struct arena *a,
                    struct import_outcome *out, struct err *err)
{
    bool ok;

    if (!act_begin_blind(app, "import", err)) /* no need to read the study for each of many files */
        return false;
    ok = put_in(app, m, r, out, err);
    collect_notes(&r->study, a, out);
    ok = ok && (out->project || tell(app, m, out, err));
    return act_end(app, ok, ok ? act_words(m, out, a) : NULL, NULL, err);
}

bool app_import(struct app *app, const char *path, const struct import_options *opt, struct arena *a,
                struct import_outcome *ret, struct err *err)
{
    bool pipe = strcmp(path, "-") == 0;
    const char *label = pipe ? _("standard input") : path;
    char *file = clean_name(pipe ? "" : file_basename(path), a);
    char *name = opt->name ? clean_name(opt->name, a) : file;
    struct read_options how = {opt->encoding, opt->format, opt->lossy, opt->columns, name};
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
    note_guess(&r, &bytes, a);
    describe(&r, name, a, &out);
    meta =
        (struct import_meta){name, file, r.charset.name, r.format->name, r.sha256, SOURCE_OTHER, opt->again};
    if (opt->kind >= 0)
        meta.kind = (enum source_kind)opt->kind;
    else if (r.transcript)
        meta.kind = guess_kind(r.transcript);
    if (opt->dry_run)
        collect_notes(&r.study, a, &out);
    ok = opt->dry_run ? check_new(app, &meta, err) : take_in(app, &meta, &r, a, &out, err);
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
