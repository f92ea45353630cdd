/* Invented material for measurements and long tests.
 *
 *     generate files FOLDER [setting=number …]    interview-0001.vtt, interview-0002.txt, … in turn
 *     generate project FILE [setting=number …]    a project of such interviews, marked and coded
 *     generate formats FOLDER [setting=number …]  one long interview for each parser, in a file called like its format: vtt.vtt
 *
 * Settings: interviews words segments codes coders codings seed megabytes. `words` is of one interview, `segments` of the whole project, `codings` of the code "heavy",
 * `megabytes` of each file of a format (in a zip: before it is packed).
 * The same settings give the same texts, codes and marks; ids and digests differ, as they do in every project. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/invent.h"
#include "bench/invent_formats.h"
#include "tema/base/clock.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"
#include "tema/formats/formats.h"
#include "tema/store/store.h"

struct settings {
    size_t interviews, words, segments, codes, coders, codings, seed, megabytes;
};

static const struct {
    const char *name;
    size_t at;
} setting_names[] = {
    {"interviews", offsetof(struct settings, interviews)},
    {"words", offsetof(struct settings, words)},
    {"segments", offsetof(struct settings, segments)},
    {"codes", offsetof(struct settings, codes)},
    {"coders", offsetof(struct settings, coders)},
    {"codings", offsetof(struct settings, codings)},
    {"seed", offsetof(struct settings, seed)},
    {"megabytes", offsetof(struct settings, megabytes)},
};

static bool set(struct settings *st, const char *word)
{
    const char *equals = strchr(word, '=');
    char *end = NULL;
    for (size_t i = 0; equals != NULL && i < sizeof setting_names / sizeof *setting_names; i++) {
        size_t n = strlen(setting_names[i].name);
        if (n != (size_t)(equals - word) || strncmp(word, setting_names[i].name, n) != 0)
            continue;
        size_t v = (size_t)strtoull(equals + 1, &end, 10);
        memcpy((char *)st + setting_names[i].at, &v, sizeof v);
        return end != equals + 1 && *end == '\0';
    }
    return false;
}

static enum invent_shape shape_of(size_t i)
{
    return i % 2 == 1 ? INVENT_VTT : INVENT_TXT;
}

static char *name_of(size_t i)
{
    return mem_printf("interview-%04zu.%s", i, shape_of(i) == INVENT_VTT ? "vtt" : "txt");
}

/* ---- files ---- */

static bool make_files(const char *folder, const struct settings *st, struct err *err)
{
    struct buf b = BUF_INIT;
    bool ok = true;
    mkdir(folder, 0777);
    for (size_t i = 1; ok && i <= st->interviews; i++) {
        char *name = name_of(i), *path = mem_printf("%s/%s", folder, name);
        buf_clear(&b);
        invent_interview(st->seed, i, st->words, shape_of(i), &b);
        ok = file_write(path, b.s, b.len, 0666, err);
        mem_free(path);
        mem_free(name);
    }
    buf_release(&b);
    return ok;
}

static bool make_formats(const char *folder, const struct settings *st, struct err *err)
{
    struct buf b = BUF_INIT;
    bool ok = true;
    mkdir(folder, 0777);
    for (const struct invent_kind *k = invent_kinds; ok && k->format != NULL; k++) {
        char *path = mem_printf("%s/%s", folder, k->file);
        buf_clear(&b);
        ok = invent_kind_bytes(k, st->seed, st->megabytes * 1000000, &b, err) &&
             file_write(path, b.s, b.len, 0666, err);
        mem_free(path);
    }
    buf_release(&b);
    return ok;
}

/* ---- a project ---- */

struct making {
    struct store *s;
    const struct settings *st;
    struct dice dice;
    tema_id *sources, *participants, *codes;
    size_t ncodes; /* made so far; codes[0] is the heavy one */
    size_t heavy;  /* codings it has */
};

static bool commit(struct making *m, bool ok, const char *words, struct err *err)
{
    if (!ok) {
        store_rollback(m->s);
        return false;
    }
    return store_commit(m->s, NULL, err, "%s", words);
}

static bool add_code(struct making *m, tema_id parent, const char *name, bool defined, struct err *err)
{
    struct buf b = BUF_INIT;
    tema_id id = 0;
    bool ok = store_add_code(m->s, parent, name, ORIGIN_INDUCTIVE, 0, &id, err);
    for (int i = 0; defined && i < 3; i++) {
        invent_sentence(&m->dice, &b);
        buf_addstr(&b, i < 2 ? " " : "");
    }
    ok = ok && (!defined || store_set_code_text(m->s, id, CODE_DEFINITION, buf_str(&b), err));
    m->codes[m->ncodes++] = id;
    buf_release(&b);
    return ok;
}

/* "heavy", then groups of up to 20 with two levels below. */
static bool make_codes(struct making *m, struct err *err)
{
    bool ok = store_begin(m->s, "code", err) && add_code(m, 0, "heavy", true, err);
    tema_id group = 0, half = 0;
    for (size_t i = 1; ok && i < m->st->codes; i++) {
        char *name = mem_printf("%s %s %zu", invent_word(&m->dice), invent_word(&m->dice), i);
        tema_id parent = i % 20 == 1 ? 0 : i % 5 == 2 ? group : half;
        ok = add_code(m, parent, name, dice_below(&m->dice, 3) > 0, err);
        if (parent == 0)
            group = half = m->codes[i];
        else if (parent == group && i % 5 == 2)
            half = m->codes[i];
        mem_free(name);
    }
    return commit(m, ok, "made the codebook", err);
}

static bool make_participants(struct making *m, struct err *err)
{
    static const char *const roles[] = {"nurse", "manager", "developer", "teacher"};
    bool ok = store_begin(m->s, "participant", err);
    for (size_t i = 0; ok && i < m->st->interviews; i++) {
        char *name = mem_printf("P%04zu", i + 1), *age = mem_printf("%zu", 20 + dice_below(&m->dice, 50));
        ok = store_add_participant(m->s, name, &m->participants[i], err) &&
             store_set_attribute(m->s, m->participants[i], "role", ATTR_TEXT, roles[i % 4], err) &&
             store_set_attribute(m->s, m->participants[i], "age", ATTR_NUMBER, age, err);
        mem_free(name);
        mem_free(age);
    }
    return commit(m, ok, "added participants", err);
}

static bool link_speakers(struct making *m, size_t i, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct speaker *sp = NULL;
    size_t n = 0;
    bool ok = store_speakers(m->s, m->sources[i], &a, &sp, &n, err);
    for (size_t k = 0; ok && k < n; k++) {
        bool asks = strcmp(sp[k].name, "Intervjuer") == 0;
        ok = store_link_speaker(m->s, sp[k].id, asks ? SPEAKER_INTERVIEWER : SPEAKER_PARTICIPANT,
                                asks ? 0 : m->participants[i], err);
    }
    arena_release(&a);
    return ok;
}

static bool import_one(struct making *m, size_t i, struct err *err)
{
    struct buf b = BUF_INIT;
    struct read_result r;
    struct read_options opt = {0};
    char *name = name_of(i + 1);
    bool ok;
    invent_interview(m->st->seed, i + 1, m->st->words, shape_of(i + 1), &b);
    ok = formats_read(name, b.s, b.len, &opt, &r, err);
    if (ok) {
        struct import_meta meta = {
            .name = name, .file = name, .encoding = "UTF-8", .format = r.format->name, .sha256 = r.sha256};
        ok = store_begin(m->s, "import", err);
        ok = commit(
            m, ok && store_import(m->s, &meta, r.transcript, &m->sources[i], err) && link_speakers(m, i, err),
            name, err);
        read_result_release(&r);
    }
    buf_release(&b);
    mem_free(name);
    return ok;
}

/* The heavy code takes its share evenly; the others fall to the dice, the first ones oftener. */
static tema_id draw_code(struct making *m, size_t nth)
{
    if (nth * m->st->codings / m->st->segments >= m->heavy && m->heavy < m->st->codings) {
        m->heavy++;
        return m->codes[0];
    }
    if (m->ncodes < 2)
        return m->codes[0];
    size_t a = 1 + dice_below(&m->dice, m->ncodes - 1), b = 1 + dice_below(&m->dice, m->ncodes - 1);
    return m->codes[a < b ? a : b];
}

/* One to three sentences; every fifth unit gets a second code. */
static bool mark_one(struct making *m, tema_id source, const struct doc *d, size_t nth, struct err *err)
{
    cp_off at = {dice_below(&m->dice, d->chars)}, start, end, from, to;
    tema_id segment = 0;
    if (!doc_unit_at(d, at, DOC_SENTENCE, &start, &end))
        return true;
    at = doc_move(d, start, DOC_SENTENCE, (int)dice_below(&m->dice, 3));
    if (at.cp > start.cp && doc_unit_at(d, at, DOC_SENTENCE, &from, &to) && to.cp > end.cp)
        end = to;
    return store_mark(m->s, source, start, end, &segment, err) &&
           store_code(m->s, segment, draw_code(m, nth), NULL, err) &&
           (nth % 5 != 0 || store_code(m->s, segment, draw_code(m, nth), NULL, err));
}

static bool mark_source(struct making *m, size_t i, struct err *err)
{
    size_t first = m->st->segments * i / m->st->interviews,
           end = m->st->segments * (i + 1) / m->st->interviews;
    char *coder = mem_printf("coder-%zu", 1 + i % m->st->coders);
    struct doc d;
    doc_init(&d);
    bool ok = store_doc(m->s, m->sources[i], &d, err) && store_set_coder(m->s, coder, err) &&
              store_begin(m->s, "mark", err);
    if (ok) {
        for (size_t k = first; ok && k < end; k++)
            ok = mark_one(m, m->sources[i], &d, k, err);
        ok = commit(m, ok, "marked and coded", err);
    }
    doc_release(&d);
    mem_free(coder);
    return ok;
}

static bool make_project(const char *path, const struct settings *st, struct err *err)
{
    struct making m = {.st = st, .dice = {st->seed}};
    m.sources = mem_array(NULL, st->interviews, sizeof *m.sources);
    m.participants = mem_array(NULL, st->interviews, sizeof *m.participants);
    m.codes = mem_array(NULL, st->codes, sizeof *m.codes);
    clock_set_fixed(1772280000000); /* 2026-02-28 12:00 UTC */
    bool ok = store_create(path, "Invented study", 0600, &m.s, err) && store_set_coder(m.s, "coder-1", err) &&
              make_codes(&m, err) && make_participants(&m, err);
    for (size_t i = 0; ok && i < st->interviews; i++)
        ok = import_one(&m, i, err) || err_wrap(err, "interview %zu", i + 1);
    for (size_t i = 0; ok && i < st->interviews; i++) {
        clock_set_fixed(1772280000000 + (int64_t)i * 60000);
        ok = mark_source(&m, i, err);
    }
    store_free(m.s);
    mem_free(m.sources);
    mem_free(m.participants);
    mem_free(m.codes);
    return ok;
}

int main(int argc, char **argv)
{
    struct settings st = {.interviews = 1000,
                          .words = 10000,
                          .segments = 100000,
                          .codes = 500,
                          .coders = 5,
                          .codings = 3000,
                          .seed = 1,
                          .megabytes = 20};
    static const struct {
        const char *word;
        bool (*make)(const char *path, const struct settings *st, struct err *err);
    } makers[] = {{"files", make_files}, {"project", make_project}, {"formats", make_formats}};
    struct err err = ERR_INIT;
    size_t which = 0, nmakers = sizeof makers / sizeof *makers;
    while (argc > 2 && which < nmakers && strcmp(argv[1], makers[which].word) != 0)
        which++;
    bool ok = argc > 2 && which < nmakers;
    for (int i = 3; ok && i < argc; i++)
        ok = set(&st, argv[i]);
    if (!ok || st.interviews == 0 || st.codes == 0 || st.coders == 0) {
        fprintf(stderr, "usage: generate files FOLDER | project FILE | formats FOLDER [interviews= words= "
                        "segments= codes= coders= codings= seed= megabytes=]\n");
        return 2;
    }
    ok = makers[which].make(argv[2], &st, &err);
    if (!ok)
        fprintf(stderr, "generate: %s\n", err_text(&err));
    err_release(&err);
    return ok ? 0 : 2;
}
