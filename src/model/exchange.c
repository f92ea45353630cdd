#include "tema/model/exchange.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

static const char *const kind_words[] = {"source", "segment", "code", "memo", NULL};
const struct enum_words x_kinds = {kind_words};
static const char *const direction_words[] = {"associative", "one-way", "bidirectional", NULL};
const struct enum_words x_directions = {direction_words};

void exchange_init(struct exchange *x)
{
    memset(x, 0, sizeof *x);
    x->program = arena_strdup(&x->arena, "");
    x->project.guid = x->project.title = x->project.question = x->project.attribution = x->project.citation =
        x->program;
    x->project.created = x->project.last_act = -1;
}

void exchange_release(struct exchange *x)
{
    for (size_t i = 0; i < x->sources.n; i++)
        transcript_release(x->sources.v[i].text);
    vec_release(&x->coders);
    vec_release(&x->attributes);
    vec_release(&x->participants);
    vec_release(&x->sources);
    vec_release(&x->values);
    vec_release(&x->speakers);
    vec_release(&x->codes);
    vec_release(&x->rounds);
    vec_release(&x->segments);
    vec_release(&x->codings);
    vec_release(&x->memos);
    vec_release(&x->phases);
    vec_release(&x->questions);
    vec_release(&x->structures);
    vec_release(&x->themes);
    vec_release(&x->places);
    vec_release(&x->quotes);
    vec_release(&x->reviews);
    vec_release(&x->versions);
    vec_release(&x->sets);
    vec_release(&x->members);
    vec_release(&x->refs);
    vec_release(&x->links);
    vec_release(&x->notes);
    arena_release(&x->arena);
    memset(x, 0, sizeof *x);
}

/* ---- adding ---- */

static char *own(struct exchange *x, const char *s)
{
    return arena_strdup(&x->arena, s ? s : "");
}

struct coder *exchange_coder(struct exchange *x, const char *guid, const char *name)
{
    struct coder c = {.id = (tema_id)x->coders.n + 1, .guid = own(x, guid), .name = own(x, name)};
    vec_push(&x->coders, c);
    return &x->coders.v[x->coders.n - 1];
}

struct x_source *exchange_source(struct exchange *x, const char *guid, const char *name)
{
    struct x_source s = {.s = {.id = (tema_id)x->sources.n + 1,
                               .guid = own(x, guid),
                               .name = own(x, name),
                               .kind = SOURCE_DOCUMENT,
                               .minutes = -1,
                               .year = -1,
                               .imported = -1,
                               .checked = -1}};
    s.s.date = s.s.method = s.s.author = s.s.encoding = s.s.file = s.s.sha256 = s.s.format = own(x, "");
    s.text = arena_alloc(&x->arena, sizeof *s.text);
    transcript_init(s.text);
    vec_push(&x->sources, s);
    return &x->sources.v[x->sources.n - 1];
}

struct x_code *exchange_code(struct exchange *x, tema_id parent, const char *guid, const char *name)
{
    struct x_code c = {
        .c = {.id = (tema_id)x->codes.n + 1, .parent = parent, .guid = own(x, guid), .name = own(x, name)},
        .created = -1};
    c.c.ord = c.c.definition = c.c.include = c.c.exclude = c.c.example = own(x, "");
    vec_push(&x->codes, c);
    return &x->codes.v[x->codes.n - 1];
}

struct participant *exchange_participant(struct exchange *x, const char *guid, const char *name)
{
    struct participant p = {.id = (tema_id)x->participants.n + 1, .guid = own(x, guid), .name = own(x, name)};
    vec_push(&x->participants, p);
    return &x->participants.v[x->participants.n - 1];
}

struct x_segment *exchange_segment(struct exchange *x, tema_id source, const char *guid, size_t start,
                                   size_t end, tema_id coder)
{
    struct x_segment g = {.s = {.id = (tema_id)x->segments.n + 1,
                                .source = source,
                                .guid = own(x, guid),
                                .condensed = own(x, ""),
                                .start = {start},
                                .end = {end},
                                .coder = coder,
                                .created = -1}};
    vec_push(&x->segments, g);
    return &x->segments.v[x->segments.n - 1];
}

struct x_coding *exchange_coding(struct exchange *x, tema_id segment, tema_id code, tema_id coder,
                                 const char *guid)
{
    struct x_coding c = {.c = {.id = (tema_id)x->codings.n + 1,
                               .segment = segment,
                               .code = code,
                               .coder = coder,
                               .created = -1},
                         .guid = own(x, guid)};
    vec_push(&x->codings, c);
    return &x->codings.v[x->codings.n - 1];
}

struct memo *exchange_memo(struct exchange *x, enum memo_about about, tema_id target, const char *guid,
                           const char *text)
{
    struct memo m = {.id = (tema_id)x->memos.n + 1,
                     .guid = own(x, guid),
                     .text = own(x, text),
                     .about = about,
                     .target = target,
                     .created = -1,
                     .changed = -1};
    vec_push(&x->memos, m);
    return &x->memos.v[x->memos.n - 1];
}

void exchange_value(struct exchange *x, size_t participant, const char *attribute, enum attr_type type,
                    const char *value)
{
    struct participant *p = &x->participants.v[participant];
    bool known = false;
    for (size_t i = 0; i < x->attributes.n && !known; i++)
        known = !x->attributes.v[i].of_sources && strcmp(x->attributes.v[i].name, attribute) == 0;
    if (!known) {
        struct x_attribute a = {
            .guid = own(x, ""), .name = own(x, attribute), .description = own(x, ""), .type = type};
        vec_push(&x->attributes, a);
    }
    void *more = arena_array(&x->arena, p->nattrs + 1, sizeof *p->attrs);
    if (p->nattrs > 0)
        memcpy(more, p->attrs, p->nattrs * sizeof *p->attrs);
    p->attrs = more;
    p->attrs[p->nattrs].name = own(x, attribute);
    p->attrs[p->nattrs].value = own(x, value);
    p->attrs[p->nattrs++].type = type;
}

void exchange_note(struct exchange *x, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *note = mem_vprintf(fmt, ap);
    va_end(ap);
    vec_push(&x->notes, arena_strdup(&x->arena, note));
    mem_free(note);
}

size_t exchange_chars(const struct x_source *s)
{
    size_t chars = 0;
    for (size_t i = 0; i < s->text->turns.n; i++)
        chars += utf8_count(s->text->turns.v[i].text, s->text->turns.v[i].bytes);
    return chars;
}
