#include "shape_priv.h"

#include <string.h>

#define AT(s, field, called, kind) .name = called, .type = kind, .at = offsetof(s, field)
#define TEXT(s, field, called)                                                                               \
    {                                                                                                        \
        AT(s, field, called, M_TEXT)                                                                         \
    }
#define ID(s, field, called)                                                                                 \
    {                                                                                                        \
        AT(s, field, called, M_ID)                                                                           \
    }
#define INT64(s, field, called, none)                                                                        \
    {                                                                                                        \
        AT(s, field, called, M_INT64), .absent = (none)                                                      \
    }
#define INT(s, field, called, none)                                                                          \
    {                                                                                                        \
        AT(s, field, called, M_INT), .absent = (none)                                                        \
    }
#define SIZE(s, field, called)                                                                               \
    {                                                                                                        \
        AT(s, field, called, M_SIZE), .absent = -1                                                           \
    }
#define BOOL(s, field, called)                                                                               \
    {                                                                                                        \
        AT(s, field, called, M_BOOL)                                                                         \
    }
#define WORD(s, field, called, list)                                                                         \
    {                                                                                                        \
        AT(s, field, called, M_WORD), .words = &(list)                                                       \
    }
#define LIST(s, field, count, called, shape)                                                                 \
    {                                                                                                        \
        AT(s, field, called, M_LIST), .n_at = offsetof(s, count), .of = &(shape)                             \
    }
#define VECTOR(s, field, called, shape)                                                                      \
    {                                                                                                        \
        AT(s, field, called, M_VEC), .of = &(shape)                                                          \
    }
#define SHAPE(s, list)                                                                                       \
    {                                                                                                        \
        sizeof(s), sizeof(list) / sizeof *(list), list                                                       \
    }

/* ---- people ---- */

static const struct member coder_members[] = {
    ID(struct coder, id, "id"),
    TEXT(struct coder, guid, "guid"),
    TEXT(struct coder, name, "name"),
    WORD(struct coder, role, "role", coder_roles),
};
static const struct shape coder_shape = SHAPE(struct coder, coder_members);

static const struct member attribute_members[] = {
    TEXT(struct x_attribute, guid, "guid"),
    TEXT(struct x_attribute, name, "name"),
    TEXT(struct x_attribute, description, "description"),
    WORD(struct x_attribute, type, "type", attr_types),
    BOOL(struct x_attribute, of_sources, "of_sources"),
};
static const struct shape attribute_shape = SHAPE(struct x_attribute, attribute_members);

struct held { /* as in struct participant */
    char *name, *value;
    enum attr_type type;
};
static const struct member held_members[] = {
    TEXT(struct held, name, "name"),
    TEXT(struct held, value, "value"),
    WORD(struct held, type, "type", attr_types),
};
static const struct shape held_shape = SHAPE(struct held, held_members);
_Static_assert(sizeof(struct held) == sizeof *((struct participant *)0)->attrs, "they are the same");

static const struct member participant_members[] = {
    ID(struct participant, id, "id"),
    TEXT(struct participant, guid, "guid"),
    TEXT(struct participant, name, "name"),
    LIST(struct participant, attrs, nattrs, "attrs", held_shape),
};
static const struct shape participant_shape = SHAPE(struct participant, participant_members);

/* ---- sources ---- */

static const struct member cue_members[] = {
    SIZE(struct tr_cue, at, "at"),
    INT64(struct tr_cue, start_ms, "start_ms", -1),
    INT64(struct tr_cue, end_ms, "end_ms", -1),
};
static const struct shape cue_shape = SHAPE(struct tr_cue, cue_members);

static const struct member turn_members[] = {
    {.name = "text",
     .type = M_BYTES,
     .at = offsetof(struct tr_turn, text),
     .n_at = offsetof(struct tr_turn, bytes)},
    BOOL(struct tr_turn, opens, "opens"),
    INT(struct tr_turn, speaker, "speaker", -1),
    INT64(struct tr_turn, start_ms, "start_ms", -1),
    INT64(struct tr_turn, end_ms, "end_ms", -1),
    LIST(struct tr_turn, cues, ncues, "cues", cue_shape),
};
static const struct shape turn_shape = SHAPE(struct tr_turn, turn_members);

static const struct member transcript_members[] = {
    {.name = "speakers", .type = M_VEC_TEXT, .at = offsetof(struct transcript, speakers)},
    BOOL(struct transcript, timed, "timed"),
    VECTOR(struct transcript, turns, "turns", turn_shape),
    {.name = "notes", .type = M_VEC_TEXT, .at = offsetof(struct transcript, notes), .inner = true},
};
static const struct shape transcript_shape = SHAPE(struct transcript, transcript_members);

struct reading { /* as in struct x_source */
    int64_t at, far;
    tema_id coder;
};
static const struct member reading_members[] = {
    INT64(struct reading, at, "at", -1),
    INT64(struct reading, far, "far", -1),
    ID(struct reading, coder, "coder"),
};
static const struct shape reading_shape = SHAPE(struct reading, reading_members);
_Static_assert(sizeof(struct reading) == sizeof *((struct x_source *)0)->readings, "they are the same");

static const struct member source_members[] = {
    ID(struct x_source, s.id, "id"),
    TEXT(struct x_source, s.guid, "guid"),
    TEXT(struct x_source, s.name, "name"),
    WORD(struct x_source, s.kind, "kind", source_kinds),
    TEXT(struct x_source, s.date, "date"),
    TEXT(struct x_source, s.method, "method"),
    TEXT(struct x_source, s.author, "author"),
    INT64(struct x_source, s.minutes, "minutes", -1),
    INT64(struct x_source, s.year, "year", -1),
    TEXT(struct x_source, s.encoding, "encoding"),
    TEXT(struct x_source, s.file, "file"),
    TEXT(struct x_source, s.sha256, "sha256"),
    TEXT(struct x_source, s.format, "format"),
    INT64(struct x_source, s.imported, "imported", -1),
    INT64(struct x_source, s.checked, "checked", -1),
    ID(struct x_source, coder, "coder"),
    BOOL(struct x_source, hidden, "hidden"),
    LIST(struct x_source, readings, nreadings, "readings", reading_shape),
    {.name = "text", .type = M_TRANSCRIPT, .at = offsetof(struct x_source, text), .of = &transcript_shape},
};
static const struct shape source_shape = SHAPE(struct x_source, source_members);

static const struct member value_members[] = {
    ID(struct x_value, source, "source"),
    TEXT(struct x_value, attribute, "attribute"),
    TEXT(struct x_value, value, "value"),
};
static const struct shape value_shape = SHAPE(struct x_value, value_members);

static const struct member speaker_members[] = {
    ID(struct x_speaker, id, "id"),
    ID(struct x_speaker, source, "source"),
    INT(struct x_speaker, index, "index", -1),
    WORD(struct x_speaker, role, "role", speaker_roles),
    ID(struct x_speaker, participant, "participant"),
};
static const struct shape speaker_shape = SHAPE(struct x_speaker, speaker_members);

/* ---- codes and what is coded ---- */

static const struct member code_members[] = {
    ID(struct x_code, c.id, "id"),
    ID(struct x_code, c.parent, "parent"),
    TEXT(struct x_code, c.guid, "guid"),
    TEXT(struct x_code, c.name, "name"),
    TEXT(struct x_code, c.definition, "definition"),
    TEXT(struct x_code, c.include, "include"),
    TEXT(struct x_code, c.exclude, "exclude"),
    TEXT(struct x_code, c.example, "example"),
    {.name = "colour", .type = M_COLOUR, .at = offsetof(struct x_code, c.colour)},
    WORD(struct x_code, c.status, "status", code_statuses),
    WORD(struct x_code, c.origin, "origin", code_origins),
    WORD(struct x_code, c.level, "level", code_levels),
    ID(struct x_code, c.merged_into, "merged_into"),
    ID(struct x_code, c.split_from, "split_from"),
    INT64(struct x_code, c.meaning, "meaning", 0),
    ID(struct x_code, c.round, "round"),
    ID(struct x_code, coder, "coder"),
    INT64(struct x_code, created, "created", -1),
};
static const struct shape code_shape = SHAPE(struct x_code, code_members);

static const struct member round_members[] = {
    ID(struct round, id, "id"),
    TEXT(struct round, guid, "guid"),
    TEXT(struct round, name, "name"),
    WORD(struct round, stance, "stance", round_stances),
    TEXT(struct round, note, "note"),
    ID(struct round, coder, "coder"),
    INT64(struct round, started, "started", -1),
    INT64(struct round, ended, "ended", -1),
};
static const struct shape round_shape = SHAPE(struct round, round_members);

static const struct member segment_members[] = {
    ID(struct x_segment, s.id, "id"),
    ID(struct x_segment, s.source, "source"),
    TEXT(struct x_segment, s.guid, "guid"),
    SIZE(struct x_segment, s.start, "start"),
    SIZE(struct x_segment, s.end, "end"),
    BOOL(struct x_segment, whole, "whole"),
    TEXT(struct x_segment, s.condensed, "condensed"),
    BOOL(struct x_segment, s.aside, "aside"),
    ID(struct x_segment, s.coder, "coder"),
    ID(struct x_segment, s.round, "round"),
    INT64(struct x_segment, s.created, "created", -1),
};
static const struct shape segment_shape = SHAPE(struct x_segment, segment_members);

static const struct member coding_members[] = {
    ID(struct x_coding, c.id, "id"),
    TEXT(struct x_coding, guid, "guid"),
    ID(struct x_coding, c.segment, "segment"),
    ID(struct x_coding, c.code, "code"),
    ID(struct x_coding, c.coder, "coder"),
    ID(struct x_coding, c.round, "round"),
    INT64(struct x_coding, meaning, "meaning", 0),
    INT64(struct x_coding, c.created, "created", -1),
};
static const struct shape coding_shape = SHAPE(struct x_coding, coding_members);

static const struct member memo_members[] = {
    ID(struct memo, id, "id"),
    TEXT(struct memo, guid, "guid"),
    WORD(struct memo, about, "about", memo_abouts),
    ID(struct memo, target, "target"),
    TEXT(struct memo, text, "text"),
    ID(struct memo, coder, "coder"),
    INT64(struct memo, created, "created", -1),
    INT64(struct memo, changed, "changed", -1),
};
static const struct shape memo_shape = SHAPE(struct memo, memo_members);

/* ---- the process ---- */

static const struct member phase_members[] = {
    ID(struct phase_stay, id, "id"),
    INT(struct phase_stay, phase, "phase", 0),
    ID(struct phase_stay, coder, "coder"),
    INT64(struct phase_stay, entered, "entered", -1),
    INT64(struct phase_stay, left, "left", -1),
    TEXT(struct phase_stay, why, "why"),
    TEXT(struct phase_stay, left_why, "left_why"),
};
static const struct shape phase_shape = SHAPE(struct phase_stay, phase_members);

static const struct member question_members[] = {
    ID(struct question, id, "id"),
    TEXT(struct question, text, "text"),
    TEXT(struct question, reason, "reason"),
    ID(struct question, coder, "coder"),
    INT64(struct question, created, "created", -1),
};
static const struct shape question_shape = SHAPE(struct question, question_members);

/* ---- themes ---- */

static const struct member structure_members[] = {
    ID(struct structure, id, "id"),
    TEXT(struct structure, guid, "guid"),
    TEXT(struct structure, name, "name"),
    {.name = "levels",
     .type = M_TEXTS,
     .at = offsetof(struct structure, levels),
     .n_at = offsetof(struct structure, nlevels)},
    BOOL(struct structure, current, "current"),
    ID(struct structure, coder, "coder"),
    INT64(struct structure, created, "created", -1),
};
static const struct shape structure_shape = SHAPE(struct structure, structure_members);

static const struct member theme_members[] = {
    ID(struct theme, id, "id"),
    ID(struct theme, parent, "parent"),
    ID(struct theme, structure, "structure"),
    TEXT(struct theme, guid, "guid"),
    TEXT(struct theme, name, "name"),
    TEXT(struct theme, idea, "idea"),
    TEXT(struct theme, definition, "definition"),
    TEXT(struct theme, scope, "scope"),
    TEXT(struct theme, narrative, "narrative"),
    WORD(struct theme, status, "status", theme_statuses),
    TEXT(struct theme, reason, "reason"),
    ID(struct theme, merged_into, "merged_into"),
    ID(struct theme, split_from, "split_from"),
    ID(struct theme, coder, "coder"),
    ID(struct theme, round, "round"),
    INT64(struct theme, created, "created", -1),
};
static const struct shape theme_shape = SHAPE(struct theme, theme_members);

static const struct member place_members[] = {
    ID(struct place, id, "id"),
    ID(struct place, theme, "theme"),
    ID(struct place, code, "code"),
    ID(struct place, segment, "segment"),
    TEXT(struct place, name, "name"),
    ID(struct place, coder, "coder"),
    INT64(struct place, created, "created", -1),
};
static const struct shape place_shape = SHAPE(struct place, place_members);

static const struct member quote_members[] = {
    ID(struct quote, id, "id"),           TEXT(struct quote, guid, "guid"),
    ID(struct quote, segment, "segment"), TEXT(struct quote, text, "text"),
    ID(struct quote, coder, "coder"),     INT64(struct quote, created, "created", -1),
};
static const struct shape quote_shape = SHAPE(struct quote, quote_members);

/* ---- review and versions ---- */

static const struct member review_members[] = {
    ID(struct x_review, r.id, "id"),
    TEXT(struct x_review, r.guid, "guid"),
    ID(struct x_review, r.coding, "coding"),
    ID(struct x_review, r.code, "code"),
    WORD(struct x_review, r.kind, "kind", review_kinds),
    TEXT(struct x_review, r.text, "text"),
    TEXT(struct x_review, r.said, "said"),
    INT64(struct x_review, meaning, "meaning", 0),
    TEXT(struct x_review, words, "words"),
    ID(struct x_review, r.coder, "coder"),
    INT64(struct x_review, r.created, "created", -1),
};
static const struct shape review_shape = SHAPE(struct x_review, review_members);

static const struct member version_members[] = {
    ID(struct x_version, v.id, "id"),
    TEXT(struct x_version, v.guid, "guid"),
    INT64(struct x_version, v.number, "number", -1),
    WORD(struct x_version, v.why, "why", version_whys),
    TEXT(struct x_version, v.label, "label"),
    TEXT(struct x_version, v.note, "note"),
    INT(struct x_version, v.phase, "phase", 0),
    ID(struct x_version, v.coder, "coder"),
    INT64(struct x_version, v.created, "created", -1),
    INT64(struct x_version, v.sources, "sources", -1),
    INT64(struct x_version, v.codings, "codings", -1),
    INT64(struct x_version, v.codes, "codes", -1),
    INT64(struct x_version, v.themes, "themes", -1),
    TEXT(struct x_version, content, "content"),
};
static const struct shape version_shape = SHAPE(struct x_version, version_members);

/* ---- what other programs group and link ---- */

static const struct member ref_members[] = {
    ID(struct x_ref, of, "of"),
    WORD(struct x_ref, kind, "kind", x_kinds),
    ID(struct x_ref, target, "target"),
};
static const struct shape ref_shape = SHAPE(struct x_ref, ref_members);

static const struct member set_members[] = {
    ID(struct x_set, id, "id"),
    TEXT(struct x_set, guid, "guid"),
    TEXT(struct x_set, name, "name"),
    TEXT(struct x_set, description, "description"),
};
static const struct shape set_shape = SHAPE(struct x_set, set_members);

static const struct member link_members[] = {
    ID(struct x_link, id, "id"),
    TEXT(struct x_link, guid, "guid"),
    TEXT(struct x_link, name, "name"),
    TEXT(struct x_link, origin, "origin"),
    TEXT(struct x_link, target, "target"),
    WORD(struct x_link, direction, "direction", x_directions),
    {.name = "colour", .type = M_COLOUR, .at = offsetof(struct x_link, colour)},
};
static const struct shape link_shape = SHAPE(struct x_link, link_members);

/* ---- the whole ---- */

static const struct member project_members[] = {
    TEXT(struct project, guid, "guid"),
    TEXT(struct project, title, "title"),
    TEXT(struct project, question, "question"),
    TEXT(struct project, attribution, "attribution"),
    TEXT(struct project, citation, "citation"),
    ID(struct project, structure, "structure"),
    INT64(struct project, created, "created", -1),
    /* of the log, which stays behind */
    {AT(struct project, last_act, "last_act", M_INT64), .absent = -1, .inner = true},
};
static const struct shape project_shape = SHAPE(struct project, project_members);

static const struct member members[] = {
    TEXT(struct exchange, program, "program"),
    {.name = "ours", .type = M_BOOL, .at = offsetof(struct exchange, ours), .inner = true},
    BOOL(struct exchange, keep_ids, "keep_ids"),
    {.name = "project", .type = M_STRUCT, .at = offsetof(struct exchange, project), .of = &project_shape},
    VECTOR(struct exchange, coders, "coders", coder_shape),
    VECTOR(struct exchange, attributes, "attributes", attribute_shape),
    VECTOR(struct exchange, participants, "participants", participant_shape),
    VECTOR(struct exchange, sources, "sources", source_shape),
    VECTOR(struct exchange, values, "values", value_shape),
    VECTOR(struct exchange, speakers, "speakers", speaker_shape),
    VECTOR(struct exchange, codes, "codes", code_shape),
    VECTOR(struct exchange, rounds, "rounds", round_shape),
    VECTOR(struct exchange, segments, "segments", segment_shape),
    VECTOR(struct exchange, codings, "codings", coding_shape),
    VECTOR(struct exchange, memos, "memos", memo_shape),
    VECTOR(struct exchange, phases, "phases", phase_shape),
    VECTOR(struct exchange, questions, "questions", question_shape),
    VECTOR(struct exchange, structures, "structures", structure_shape),
    VECTOR(struct exchange, themes, "themes", theme_shape),
    VECTOR(struct exchange, places, "places", place_shape),
    VECTOR(struct exchange, quotes, "quotes", quote_shape),
    VECTOR(struct exchange, reviews, "reviews", review_shape),
    VECTOR(struct exchange, versions, "versions", version_shape),
    VECTOR(struct exchange, sets, "sets", set_shape),
    VECTOR(struct exchange, members, "members", ref_shape),
    VECTOR(struct exchange, refs, "refs", ref_shape),
    VECTOR(struct exchange, links, "links", link_shape),
    {.name = "notes", .type = M_VEC_TEXT, .at = offsetof(struct exchange, notes), .inner = true},
};
const struct shape exchange_shape = SHAPE(struct exchange, members);

/* ---- items ---- */

static void clear_member(const struct member *m, char *p, char *empty, struct arena *a)
{
    struct transcript *t;
    const int none = (int)m->absent;

    switch (m->type) {
    case M_TEXT:
    case M_BYTES: memcpy(p, &empty, sizeof empty); break;
    case M_INT64: memcpy(p, &m->absent, sizeof m->absent); break;
    case M_INT: memcpy(p, &none, sizeof none); break;
    case M_STRUCT: shape_clear(m->of, p, a); break;
    case M_TRANSCRIPT:
        t = arena_alloc(a, sizeof *t);
        transcript_init(t);
        memcpy(p, &t, sizeof t);
        break;
    case M_ID:
    case M_SIZE:
    case M_BOOL:
    case M_WORD:
    case M_COLOUR:
    case M_LIST:
    case M_TEXTS:
    case M_VEC:
    case M_VEC_TEXT: break;
    }
}

void shape_clear(const struct shape *s, void *item, struct arena *a)
{
    char *empty = arena_strdup(a, ""); /* its own, since texts may be written to */
    for (size_t i = 0; i < s->n; i++)
        clear_member(&s->members[i], (char *)item + s->members[i].at, empty, a);
}

struct any_vec shape_vec(const void *member)
{
    struct any_vec v;
    memcpy(&v, member, sizeof v);
    return v;
}

void *shape_push(const struct shape *s, void *member, struct arena *a)
{
    struct any_vec v = shape_vec(member);
    v.v = vec_grow(v.v, v.n, &v.cap, s->size);
    void *item = (char *)v.v + v.n++ * s->size;
    memset(item, 0, s->size);
    shape_clear(s, item, a);
    memcpy(member, &v, sizeof v);
    return item;
}

void shape_push_text(void *member, char *text)
{
    struct any_vec v = shape_vec(member);
    v.v = vec_grow(v.v, v.n, &v.cap, sizeof text);
    memcpy((char *)v.v + v.n++ * sizeof text, &text, sizeof text);
    memcpy(member, &v, sizeof v);
}
