/* A study going out: sources with their texts as transcripts, speakers, meaning units and codings. */
#include <stdlib.h>
#include <string.h>

#include "data_priv.h"
#include "give_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

/* ---- one text ---- */

struct giving {
    struct store *s;
    struct exchange *x;
    struct x_source *to;
    struct err *err;
    VEC(size_t) starts;    /* of turns, in code points of the text */
    VEC(tema_id) speakers; /* whose turn each is */
    struct row_map map;
};

/* The rows of a paragraph, one after the other. */
static bool read_turns(struct giving *g)
{
    struct query q;
    struct transcript *t = g->to->text;
    size_t chars = 0;
    if (!db_query(g->s, &q, STATEMENT_GIVE_ROWS, g->err, "i", g->to->s.id))
        return false;
    struct buf text = BUF_INIT;
    struct tr_turn turn = {.bytes = 0};
    bool any = false;
    while (db_step(&q)) {
        if (any && col_int(&q, "part") == 0) {
            turn.text = arena_strndup(&t->arena, buf_str(&text), text.len);
            turn.bytes = text.len;
            vec_push(&t->turns, turn);
            buf_clear(&text);
        }
        if (!any || text.len == 0) {
            turn = (struct tr_turn){.opens = col_int(&q, "opens") != 0, .speaker = -1};
            vec_push(&g->starts, chars);
            vec_push(&g->speakers, col_int(&q, "speaker"));
            turn.start_ms = col_num(&q, "start_ms");
            turn.end_ms = col_num(&q, "end_ms");
            t->timed = t->timed || turn.start_ms >= 0;
        }
        any = true;
        chars += (size_t)col_int(&q, "chars");
        const char *words = col_text(&q, "text");
        buf_add(&text, words, col_bytes(&q, "text"));
    }
    if (text.len > 0) {
        turn.text = arena_strndup(&t->arena, buf_str(&text), text.len);
        turn.bytes = text.len;
        vec_push(&t->turns, turn);
    }
    buf_release(&text);
    return db_end(&q, g->err);
}

struct timed {
    size_t at, order;
    int64_t start_ms, end_ms;
};

static int by_time(const void *a, const void *b)
{
    const struct timed *x = a, *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->order > y->order) - (x->order < y->order);
}

/* A time at the end of a turn is given at the beginning of the next: it is the same place. */
static bool read_cues(struct giving *g)
{
    struct query q;
    struct transcript *t = g->to->text;
    VEC(struct timed) cues = VEC_INIT;
    if (!db_query(g->s, &q, STATEMENT_GIVE_CUES, g->err, "i", g->to->s.id))
        return false;
    while (db_step(&q)) {
        struct timed c = {.order = cues.n};
        tema_id row = col_int(&q, "row");
        if (!row_map_position(&g->map, row, (size_t)col_int(&q, "at"), &c.at))
            continue;
        c.start_ms = col_num(&q, "start_ms");
        c.end_ms = col_num(&q, "end_ms");
        vec_push(&cues, c);
    }
    bool ok = db_end(&q, g->err);
    if (ok && cues.n > 0)
        qsort(cues.v, cues.n, sizeof *cues.v, by_time);
    struct tr_cue *all = arena_array(&t->arena, cues.n, sizeof *all);
    for (size_t i = 0, k = 0; ok && i < t->turns.n; i++) {
        struct tr_turn *turn = &t->turns.v[i];
        turn->cues = all + k;
        for (; k < cues.n && (i + 1 == t->turns.n || cues.v[k].at < g->starts.v[i + 1]); k++) {
            all[k] = (struct tr_cue){.at = cues.v[k].at - g->starts.v[i],
                                     .start_ms = cues.v[k].start_ms,
                                     .end_ms = cues.v[k].end_ms};
            turn->ncues++;
        }
        t->timed = t->timed || turn->ncues > 0;
    }
    vec_release(&cues);
    return ok;
}

struct voice { /* a speaker, and the first turn of theirs */
    tema_id id, participant;
    char *name;
    enum speaker_role role;
    size_t first;
};

static int by_voice_id(const void *a, const void *b)
{
    tema_id x = ((const struct voice *)a)->id, y = ((const struct voice *)b)->id;
    return (x > y) - (x < y);
}

static int by_first(const void *a, const void *b)
{
    const struct voice *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    int c = strcmp(x->name, y->name);
    return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

struct place_of { /* a speaker's place in the transcript's list */
    tema_id id;
    int index;
};

static int by_place_id(const void *a, const void *b)
{
    tema_id x = ((const struct place_of *)a)->id, y = ((const struct place_of *)b)->id;
    return (x > y) - (x < y);
}

/* In the order in which they first speak; those without a turn behind, by name. */
static bool read_speakers(struct giving *g)
{
    struct query q;
    struct transcript *t = g->to->text;
    VEC(struct voice) v = VEC_INIT;
    if (!db_query(g->s, &q, STATEMENT_GIVE_SPEAKERS, g->err, "i", g->to->s.id))
        return false;
    while (db_step(&q)) {
        struct voice k = {.id = col_int(&q, "id"), .first = SIZE_MAX};
        k.name = col_dup(&q, "name", &t->arena);
        k.role = (enum speaker_role)data_enum(&q, "role", &speaker_roles);
        k.participant = col_int(&q, "participant");
        vec_push(&v, k);
    }
    bool ok = db_end(&q, g->err);
    if (v.n > 0)
        qsort(v.v, v.n, sizeof *v.v, by_voice_id);
    for (size_t i = 0; i < g->speakers.n && v.n > 0; i++) {
        struct voice key = {.id = g->speakers.v[i]}, *k = bsearch(&key, v.v, v.n, sizeof *v.v, by_voice_id);
        if (k != NULL && k->first == SIZE_MAX)
            k->first = i;
    }
    if (v.n > 0)
        qsort(v.v, v.n, sizeof *v.v, by_first);
    struct place_of *places = mem_array(NULL, v.n + 1, sizeof *places);
    for (size_t i = 0; i < v.n; i++) {
        vec_push(&t->speakers, v.v[i].name);
        places[i] = (struct place_of){.id = v.v[i].id, .index = (int)i};
        if (v.v[i].role == SPEAKER_NOBODY)
            continue;
        struct x_speaker p = {.id = v.v[i].id,
                              .source = g->to->s.id,
                              .index = (int)i,
                              .role = v.v[i].role,
                              .participant = v.v[i].participant};
        vec_push(&g->x->speakers, p);
    }
    if (v.n > 0)
        qsort(places, v.n, sizeof *places, by_place_id);
    for (size_t i = 0; i < t->turns.n && v.n > 0; i++) {
        struct place_of key = {.id = g->speakers.v[i]},
                        *k = bsearch(&key, places, v.n, sizeof *places, by_place_id);
        t->turns.v[i].speaker = k == NULL ? -1 : k->index;
    }
    mem_free(places);
    vec_release(&v);
    return ok;
}

/* ---- meaning units and codings ---- */

static bool read_segments(struct giving *g)
{
    struct query q;
    struct arena *a = &g->x->arena;
    bool sound = true;
    if (!db_query(g->s, &q, STATEMENT_GIVE_SEGMENTS, g->err, "i", g->to->s.id))
        return false;
    while (sound && db_step(&q)) {
        struct x_segment x = {.s = {.id = col_int(&q, "id"), .source = g->to->s.id}};
        x.s.guid = col_dup(&q, "guid", a);
        x.s.coder = col_int(&q, "coder");
        x.s.condensed = col_dup(&q, "condensed", a);
        x.s.created = col_int(&q, "created");
        x.s.aside = col_int(&q, "aside") != 0;
        x.s.round = col_int(&q, "round");
        x.whole = col_int(&q, "whole") != 0;
        tema_id row = col_int(&q, "start_row");
        sound = row_map_position(&g->map, row, (size_t)col_int(&q, "start_at"), &x.s.start.cp);
        row = col_int(&q, "end_row");
        sound = sound && row_map_position(&g->map, row, (size_t)col_int(&q, "end_at"), &x.s.end.cp) &&
                x.s.start.cp <= x.s.end.cp;
        if (x.whole)
            x.s.start.cp = 0;
        if (x.whole)
            x.s.end.cp = g->map.chars;
        vec_push(&g->x->segments, x);
    }
    return db_end(&q, g->err) &&
           (sound ||
            err_set(g->err, ERR_CORRUPT, _("a meaning unit stands outside its text; run 'tema check'")));
}

static bool read_codings(struct giving *g)
{
    struct query q;
    struct arena *a = &g->x->arena;
    if (!db_query(g->s, &q, STATEMENT_GIVE_CODINGS, g->err, "i", g->to->s.id))
        return false;
    while (db_step(&q)) {
        struct x_coding x = {.c = {.id = col_int(&q, "id")}};
        x.c.segment = col_int(&q, "segment");
        x.c.code = col_int(&q, "code");
        x.c.coder = col_int(&q, "coder");
        x.c.created = col_int(&q, "created");
        x.c.round = col_int(&q, "round");
        x.meaning = col_int(&q, "meaning");
        x.guid = give_guid(a, col_text(&q, "guid"), "coding", x.c.id);
        vec_push(&g->x->codings, x);
    }
    return db_end(&q, g->err);
}

/* ---- sources ---- */

static void read_notes(struct giving *g, const char *report)
{
    while (*report != '\0') {
        size_t n = strcspn(report, "\n");
        vec_push(&g->to->text->notes, arena_strndup(&g->to->text->arena, report, n));
        report += n + (report[n] == '\n');
    }
}

static bool read_readings(struct giving *g)
{
    struct query q;
    VEC(__typeof__(*g->to->readings)) list = VEC_INIT;
    if (!db_query(g->s, &q, STATEMENT_GIVE_READINGS, g->err, "i", g->to->s.id))
        return false;
    while (db_step(&q)) {
        __typeof__(*g->to->readings) r = {.coder = col_int(&q, "coder")};
        r.at = col_int(&q, "at");
        r.far = col_int(&q, "far");
        vec_push(&list, r);
    }
    g->to->readings = arena_copy(&g->x->arena, list.v, list.n, sizeof *list.v);
    g->to->nreadings = list.n;
    vec_release(&list);
    return db_end(&q, g->err);
}

static bool read_values(struct giving *g)
{
    struct query q;
    if (!db_query(g->s, &q, STATEMENT_GIVE_SOURCE_VALUES, g->err, "i", g->to->s.id))
        return false;
    while (db_step(&q)) {
        struct x_value v = {.source = g->to->s.id};
        v.attribute = col_dup(&q, "name", &g->x->arena);
        v.value = col_dup(&q, "value", &g->x->arena);
        vec_push(&g->x->values, v);
    }
    return db_end(&q, g->err);
}

static bool read_list(struct store *s, struct exchange *x, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_GIVE_SOURCES, err, ""))
        return false;
    while (db_step(&q)) {
        struct arena *a = &x->arena;
        tema_id id = col_int(&q, "id");
        const char *guid = col_dup(&q, "guid", a);
        struct x_source *o = exchange_source(x, guid, col_text(&q, "name"));
        struct giving g = {.x = x, .to = o};
        o->s.id = id;
        o->s.kind = (enum source_kind)data_enum(&q, "kind", &source_kinds);
        o->s.date = col_dup(&q, "date", a);
        o->s.minutes = col_num(&q, "minutes");
        o->s.method = col_dup(&q, "method", a);
        o->s.author = col_dup(&q, "author", a);
        o->s.year = col_num(&q, "year");
        o->s.encoding = col_dup(&q, "encoding", a);
        o->s.file = col_dup(&q, "file", a);
        o->s.sha256 = col_dup(&q, "sha256", a);
        o->s.format = col_dup(&q, "format", a);
        o->s.imported = col_int(&q, "imported");
        o->s.checked = col_num(&q, "checked");
        read_notes(&g, col_text(&q, "report"));
        o->coder = col_int(&q, "coder");
    }
    return db_end(&q, err);
}

static int by_segment(const void *a, const void *b)
{
    tema_id x = ((const struct x_segment *)a)->s.id, y = ((const struct x_segment *)b)->s.id;
    return (x > y) - (x < y);
}

static int by_coding(const void *a, const void *b)
{
    tema_id x = ((const struct x_coding *)a)->c.id, y = ((const struct x_coding *)b)->c.id;
    return (x > y) - (x < y);
}

bool give_sources(struct store *s, struct exchange *x, struct err *err)
{
    bool ok = read_list(s, x, err);
    for (size_t i = 0; ok && i < x->sources.n; i++) {
        struct giving g = {.s = s, .x = x, .to = &x->sources.v[i], .err = err};
        ok = row_map_load(s, g.to->s.id, &g.map, err) && read_turns(&g) && read_cues(&g) &&
             read_speakers(&g) && read_readings(&g) && read_values(&g) && read_segments(&g) &&
             read_codings(&g);
        row_map_release(&g.map);
        vec_release(&g.starts);
        vec_release(&g.speakers);
    }
    if (x->segments.n > 0)
        qsort(x->segments.v, x->segments.n, sizeof *x->segments.v, by_segment);
    if (x->codings.n > 0)
        qsort(x->codings.v, x->codings.n, sizeof *x->codings.v, by_coding);
    return ok;
}
