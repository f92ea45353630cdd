/* list: everything that there are many of. */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "tema/text/collate.h"

/* ---- sources ---- */

static json_t *source_json(const struct source *s)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(s->id));
    json_object_set_new(o, "guid", js_text(s->guid));
    json_object_set_new(o, "name", js_text(s->name));
    json_object_set_new(o, "kind", js_text(enum_word(&source_kinds, (int)s->kind)));
    json_object_set_new(o, "words", js_number(s->words));
    json_object_set_new(o, "chars", js_number(s->chars));
    json_object_set_new(o, "codings", js_number(s->codings));
    json_object_set_new(o, "date", js_text(*s->date ? s->date : NULL));
    json_object_set_new(o, "minutes", js_number(s->minutes));
    json_object_set_new(o, "method", js_text(*s->method ? s->method : NULL));
    json_object_set_new(o, "author", js_text(*s->author ? s->author : NULL));
    json_object_set_new(o, "year", s->year == -1 ? json_null() : json_integer(s->year));
    json_object_set_new(o, "format", js_text(s->format));
    json_object_set_new(o, "encoding", js_text(*s->encoding ? s->encoding : NULL));
    json_object_set_new(o, "file", js_text(*s->file ? s->file : NULL));
    json_object_set_new(o, "sha256", js_text(*s->sha256 ? s->sha256 : NULL));
    json_object_set_new(o, "imported", js_time(s->imported));
    json_object_set_new(o, "checked", s->checked < 0 ? json_null() : js_time(s->checked));
    return o;
}

static bool list_sources(struct ctx *c, struct err *err)
{
    struct source *s;
    tema_scope scope;
    size_t n;

    if (!scope_option(c, SCOPE_COUNTED, &scope, err) || !app_sources(c->app, scope, &c->arena, &s, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, source_json(&s[i]));
        out_json(c, list);
    } else {
        TABLE(t, 4 | 8, N_("name"), N_("kind"), N_("words"), N_("codings"), N_("date"), N_("id"));
        for (size_t i = 0; i < n; i++) {
            table_add(&t, "%s", s[i].name);
            table_add(&t, "%s", enum_word(&source_kinds, (int)s[i].kind));
            table_add(&t, "%lld", (long long)s[i].words);
            table_add(&t, "%lld", (long long)s[i].codings);
            table_add(&t, "%s", s[i].date);
            table_add(&t, "%lld", (long long)s[i].id);
        }
        table_print(&t, &c->out);
    }
    return true;
}

/* ---- codes ---- */

json_t *code_json(const struct code *codes, size_t n, const struct code *k, struct arena *a)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(k->id));
    json_object_set_new(o, "guid", js_text(k->guid));
    json_object_set_new(o, "name", js_text(k->name));
    json_object_set_new(o, "path", js_text(codetree_path(codes, n, k->id, a)));
    json_object_set_new(o, "parent", js_id(k->parent));
    json_object_set_new(o, "definition", js_text(k->definition));
    json_object_set_new(o, "status", js_text(enum_word(&code_statuses, (int)k->status)));
    json_object_set_new(o, "files", json_integer(k->files));
    json_object_set_new(o, "references", json_integer(k->references));
    json_object_set_new(o, "files_below", json_integer(k->files_below));
    json_object_set_new(o, "references_below", json_integer(k->references_below));
    json_object_set_new(o, "include", js_text(k->include));
    json_object_set_new(o, "exclude", js_text(k->exclude));
    json_object_set_new(o, "example", js_text(k->example));
    json_object_set_new(o, "colour", js_text(arena_printf(a, "#%06x", (unsigned)k->colour)));
    json_object_set_new(o, "origin", js_text(enum_word(&code_origins, (int)k->origin)));
    json_object_set_new(o, "level", js_text(enum_word(&code_levels, (int)k->level)));
    json_object_set_new(o, "merged_into", js_id(k->merged_into));
    json_object_set_new(o, "split_from", js_id(k->split_from));
    json_object_set_new(o, "round", js_id(k->round));
    return o;
}

void print_codes(struct ctx *c, const struct code *codes, size_t n)
{
    TABLE(t, 2 | 4, N_("code"), N_("files"), N_("references"), N_("status"), N_("definition"));
    for (size_t i = 0; i < n; i++) {
        table_add(&t, "%*s%s", 2 * codes[i].depth, "", codes[i].name);
        table_add(&t, "%lld", (long long)codes[i].files);
        table_add(&t, "%lld", (long long)codes[i].references);
        table_add(&t, "%s", enum_word(&code_statuses, (int)codes[i].status));
        table_add(&t, "%s",
                  one_line(codes[i].definition, strlen(codes[i].definition), SHOWN_CHARS, &c->arena));
    }
    table_print(&t, &c->out);
}

static bool list_codes(struct ctx *c, struct err *err)
{
    struct code *k;
    tema_scope scope;
    size_t n;

    if (!scope_option(c, SCOPE_COUNTED, &scope, err) || !app_codes(c->app, scope, &c->arena, &k, &n, err))
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, code_json(k, n, &k[i], &c->arena));
        out_json(c, list);
    } else {
        print_codes(c, k, n);
    }
    return true;
}

/* ---- people ---- */

/* A value as JSON has it, by its attribute's type. */
static json_t *typed_json(enum attr_type type, const char *value)
{
    char *end;

    switch (type) {
    case ATTR_NUMBER: {
        long long whole = strtoll(value, &end, 10);
        double real;

        if (*value && *end == '\0' && strlen(value) < 18)
            return json_integer(whole);
        real = strtod(value, &end);
        if (*value && *end == '\0' && real - real == 0)
            return json_real(real);
        break;
    }
    case ATTR_BOOLEAN:
        if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
            return json_boolean(value[0] == 't');
        break;
    case ATTR_TEXT:
    case ATTR_DATE: break;
    }
    return js_text(value);
}

static json_t *participant_json(const struct study *st, const struct participant *p)
{
    json_t *o = json_object(), *attrs = json_object(), *sources = json_array();
    tema_id last = 0;

    for (size_t i = 0; i < p->nattrs; i++)
        json_object_set_new(attrs, p->attrs[i].name, typed_json(p->attrs[i].type, p->attrs[i].value));
    for (size_t i = 0; i < st->nspeakers; i++) {
        if (st->speakers[i].participant == p->id && st->speakers[i].source != last)
            json_array_append_new(sources, js_id(last = st->speakers[i].source));
    }
    json_object_set_new(o, "id", js_id(p->id));
    json_object_set_new(o, "guid", js_text(p->guid));
    json_object_set_new(o, "name", js_text(p->name));
    json_object_set_new(o, "attributes", attrs);
    json_object_set_new(o, "sources", sources);
    return o;
}

/* Pointers to the things, sorted by name for a list. */
static int participants_by_name(const void *a, const void *b)
{
    return collate((*(const struct participant *const *)a)->name,
                   (*(const struct participant *const *)b)->name);
}

static char *attributes_line(const struct participant *p, struct arena *a)
{
    char *line = arena_strdup(a, "");

    for (size_t i = 0; i < p->nattrs; i++)
        line = arena_printf(a, "%s%s%s = %s", line, i > 0 ? ", " : "", p->attrs[i].name, p->attrs[i].value);
    return line;
}

static bool list_participants(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    const struct participant **p;
    size_t n;

    if (!st)
        return false;
    n = st->nparticipants;
    p = arena_array(&c->arena, n + 1, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = &st->participants[i];
    qsort(p, n, sizeof *p, participants_by_name);
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, participant_json(st, p[i]));
        out_json(c, list);
    } else {
        TABLE(t, 0, N_("name"), N_("attributes"), N_("id"));
        for (size_t i = 0; i < n; i++) {
            table_add(&t, "%s", p[i]->name);
            table_add(&t, "%s", attributes_line(p[i], &c->arena));
            table_add(&t, "%lld", (long long)p[i]->id);
        }
        table_print(&t, &c->out);
    }
    return true;
}

struct ranked_speaker {
    size_t source;
    const struct speaker *s;
};

static int speakers_by_name(const void *va, const void *vb)
{
    const struct ranked_speaker *a = va, *b = vb;

    return a->source != b->source ? (a->source > b->source) - (a->source < b->source)
                                  : collate(a->s->name, b->s->name);
}

static json_t *speaker_json(const struct study *st, const struct speaker *s)
{
    const struct participant *p = study_participant(st, s->participant);
    json_t *o = json_object();

    json_object_set_new(o, "id", js_id(s->id));
    json_object_set_new(o, "source", js_id(s->source));
    json_object_set_new(o, "source_name",
                        js_text(study_source(st, s->source) ? study_source(st, s->source)->name : NULL));
    json_object_set_new(o, "name", js_text(s->name));
    json_object_set_new(o, "role", js_text(enum_word(&speaker_roles, (int)s->role)));
    json_object_set_new(o, "participant", js_id(s->participant));
    json_object_set_new(o, "participant_name", js_text(p ? p->name : NULL));
    json_object_set_new(o, "turns", json_integer(s->turns));
    return o;
}

static void print_speakers(struct ctx *c, const struct study *st, const struct ranked_speaker *r, size_t n)
{
    TABLE(t, 4, N_("source"), N_("speaker"), N_("turns"), N_("is"), N_("id"));
    for (size_t i = 0; i < n; i++) {
        const struct participant *p = study_participant(st, r[i].s->participant);

        table_add(&t, "%s", r[i].source < st->nsources ? st->sources[r[i].source].name : "?");
        table_add(&t, "%s", r[i].s->name);
        table_add(&t, "%lld", (long long)r[i].s->turns);
        table_add(&t, "%s", p ? p->name : enum_word(&speaker_roles, (int)r[i].s->role));
        table_add(&t, "%lld", (long long)r[i].s->id);
    }
    table_print(&t, &c->out);
}

static bool list_speakers(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);
    struct ranked_speaker *r;
    struct speaker *v;
    size_t n;

    if (!st)
        return false;
    n = st->nspeakers;
    v = arena_array(&c->arena, n + 1, sizeof *v);
    if (n > 0)
        memcpy(v, st->speakers, n * sizeof *v);
    if (!app_count_turns(c->app, v, n, err))
        return false;
    r = arena_array(&c->arena, n + 1, sizeof *r);
    for (size_t i = 0; i < n; i++) {
        const struct source *s = study_source(st, v[i].source);

        r[i] = (struct ranked_speaker){s ? (size_t)(s - st->sources) : st->nsources, &v[i]};
    }
    qsort(r, n, sizeof *r, speakers_by_name);
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < n; i++)
            json_array_append_new(list, speaker_json(st, r[i].s));
        out_json(c, list);
    } else {
        print_speakers(c, st, r, n);
    }
    return true;
}

static bool list_coders(struct ctx *c, struct err *err)
{
    const struct study *st = study_of(c, err);

    if (!st)
        return false;
    if (as_json(c)) {
        json_t *list = json_array();

        for (size_t i = 0; i < st->ncoders; i++) {
            json_t *o = json_object();

            json_object_set_new(o, "id", js_id(st->coders[i].id));
            json_object_set_new(o, "guid", js_text(st->coders[i].guid));
            json_object_set_new(o, "name", js_text(st->coders[i].name));
            json_object_set_new(o, "role", js_text(enum_word(&coder_roles, (int)st->coders[i].role)));
            json_array_append_new(list, o);
        }
        out_json(c, list);
    } else {
        TABLE(t, 0, N_("name"), N_("role"), N_("id"));
        for (size_t i = 0; i < st->ncoders; i++) {
            table_add(&t, "%s", st->coders[i].name);
            table_add(&t, "%s", enum_word(&coder_roles, (int)st->coders[i].role));
            table_add(&t, "%lld", (long long)st->coders[i].id);
        }
        table_print(&t, &c->out);
    }
    return true;
}

/* ---- the command ---- */

static const struct {
    const char *kind;
    bool (*run)(struct ctx *c, struct err *err);
} kinds[] = {
    {"sources", list_sources},   {"participants", list_participants},
    {"speakers", list_speakers}, {"codes", list_codes},
    {"segments", list_segments}, {"codings", list_codings},
    {"memos", list_memos},       {"coders", list_coders},
    {"actions", list_actions},   {"structures", list_structures},
    {"themes", list_themes},     {"quotes", list_quotes},
    {"versions", list_versions}, {"rounds", list_rounds},
    {"phases", list_phases},     {"reviews", list_reviews},
};

static bool run_list(struct ctx *c, struct err *err)
{
    struct buf list = BUF_INIT;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].kind, c->words.v[0]) == 0)
            return kinds[i].run(c, err);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        buf_addf(&list, "%s%s", i > 0 ? ", " : "", kinds[i].kind);
    err_set(err, ERR_USAGE, _("list: there is no list of '%s': use one of %s"), c->words.v[0],
            buf_str(&list));
    buf_release(&list);
    return false;
}

static const struct option list_options[] = {
    {"json", 0, NULL, N_("print one JSON array")},
    {"scope", 0, N_("all|counted|CODER"),
     N_("whose codings: everybody's, of those who count, or one coder's")},
    {NULL, 0, NULL, NULL},
};

const struct command list_commands[] = {
    {"list", N_("KIND"),
     N_("Lists sources, participants, speakers, codes, segments, codings, memos, coders, actions, "
        "structures, "
        "themes, quotes, versions, rounds, phases or reviews."),
     "tema list codes --json", list_options, 1, 1, false, run_list},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
