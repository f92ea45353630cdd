#include "tables_priv.h"

#include <string.h>

#include "tema/base/i18n.h"

enum {
    MOST_SOURCES = 50000,      /* and participants: each source costs some thousand bytes */
    MOST_PARAGRAPHS = 1000000, /* over all of them */
    GROUP_SPEAKERS = 4,        /* from here on people talk in a group */
    TURN_MS = 300,             /* no one's turns are this short on average: such numbers are milliseconds */
};

/* ---- text ---- */

static bool blank_line(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t')
            return false;
    return true;
}

/* *paragraphs: so far, of all sources. */
static bool add_row(size_t *paragraphs, struct transcript *t, const char *s, size_t n, struct tr_turn row,
                    struct err *err)
{
    bool ended = n > 0 && s[n - 1] == '\n';
    if ((*paragraphs)++ >= MOST_PARAGRAPHS)
        return err_set(err, ERR_INPUT, _("it has more than %d paragraphs"), MOST_PARAGRAPHS);
    row.text = arena_alloc(&t->arena, n + 2);
    memcpy(row.text, s, n);
    row.bytes = n + !ended;
    row.text[n] = ended ? '\0' : '\n';
    vec_push(&t->turns, row);
    return true;
}

/* One turn: its first paragraph opens it; empty lines belong to the paragraph before them. */
static bool add_turn(size_t *paragraphs, struct transcript *t, const char *s, size_t n, int speaker,
                     int64_t start_ms, int64_t end_ms, struct err *err)
{
    struct tr_turn row = {.opens = true, .speaker = speaker, .start_ms = start_ms, .end_ms = end_ms};
    if (start_ms >= 0) {
        row.ncues = 1;
        row.cues = arena_alloc(&t->arena, sizeof *row.cues);
        *row.cues = (struct tr_cue){0, start_ms, end_ms};
        t->timed = true;
    }
    for (size_t at = 0; at < n;) {
        size_t end = line_end(s, n, at), next = end < n ? end + 1 : n;
        while (next < n && blank_line(s + next, line_end(s, n, next) - next))
            next = line_end(s, n, next) < n ? line_end(s, n, next) + 1 : n;
        if (!add_row(paragraphs, t, s + at, next - at, row, err))
            return false;
        row = (struct tr_turn){.speaker = speaker, .start_ms = -1, .end_ms = -1};
        at = next;
    }
    return true;
}

static struct x_source *add_source(struct exchange *x, const char *name, const char *format,
                                   const struct read_options *opt)
{
    struct x_source *s = exchange_source(x, "", name);
    s->s.format = arena_strdup(&x->arena, format);
    s->s.file = arena_strdup(&x->arena, opt->name ? opt->name : "");
    return s;
}

/* ---- times ---- */

/* "0:01:02.500", "01:02", also in brackets: *ret is milliseconds. A plain number, "62.5": *plain, *ret is
 * thousandths. */
static bool read_time(const char *s, size_t n, int64_t *ret, bool *plain, bool *fraction)
{
    int64_t whole = 0, part = 0, end;
    size_t i = 0, digits = 0;
    if (n > 2 && ((*s == '[' && s[n - 1] == ']') || (*s == '(' && s[n - 1] == ')'))) {
        s++;
        n -= 2;
    }
    *plain = !memchr(s, ':', n);
    if (!*plain) {
        cue_times(NULL, s, n, s, n, 0, ret, &end);
        return *ret >= 0;
    }
    for (; i < n && s[i] >= '0' && s[i] <= '9' && i < 12; i++)
        whole = whole * 10 + (s[i] - '0');
    if (i == 0)
        return false;
    if (i < n && (s[i] == '.' || s[i] == ',')) {
        for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++)
            part = digits++ < 3 ? part * 10 + (s[i] - '0') : part;
        for (; digits > 0 && digits < 3; digits++)
            part *= 10;
        *fraction = *fraction || part > 0;
    }
    *ret = whole * 1000 + part;
    return i == n;
}

struct clock {
    size_t start, end;       /* columns; the table's width when there is none */
    bool ms;                 /* plain numbers are milliseconds */
    bool plain;              /* there are plain numbers */
    size_t bad, first_bad;   /* cells that are no time, and the line of the first */
    size_t back, first_back; /* ends before their beginning */
};

static bool says_ms(const struct column *col)
{
    const char *name = col->name;
    return strstr(name, "(ms") || strstr(name, "[ms") || strstr(name, "_ms") || strstr(col->plain, " ms") ||
           strstr(name, "illisec") || strstr(name, "illisek");
}

/* Whether plain numbers are milliseconds: by the column's name, else whole numbers that go on too fast for
 * seconds. */
static void find_unit(struct clock *k, const struct columns *c)
{
    int64_t first = -1, last = -1, t;
    size_t times = 0, n;
    bool plain, fraction = false;
    if (k->start >= c->n)
        return;
    for (size_t r = 1; r < c->t->rows.n; r++) {
        const char *s = cell_trimmed(c->t, r, k->start, &n);
        if (!read_time(s, n, &t, &plain, &fraction) || !plain)
            continue;
        k->plain = true;
        first = first < 0 ? t : first;
        last = t > last ? t : last;
        times++;
    }
    if (!k->plain)
        return;
    k->ms = says_ms(&c->v[k->start]) ||
            (!fraction &&
             (times > 1 ? (last - first) / 1000 / (int64_t)(times - 1) >= TURN_MS : last / 1000 >= 10000));
}

static int64_t time_of(struct clock *k, const struct columns *c, size_t row, size_t column)
{
    int64_t t;
    size_t n;
    bool plain, fraction = false;
    const char *s = cell_trimmed(c->t, row, column, &n);
    if (column >= c->n || n == 0)
        return -1;
    if (!read_time(s, n, &t, &plain, &fraction)) {
        if (k->bad++ == 0)
            k->first_bad = c->t->rows.v[row].line;
        return -1;
    }
    return plain && k->ms ? t / 1000 : t;
}

static void times_of(struct clock *k, const struct columns *c, size_t row, int64_t *start, int64_t *end)
{
    *start = time_of(k, c, row, k->start);
    *end = time_of(k, c, row, k->end);
    if (*start >= 0 && *end >= 0 && *end < *start) {
        *end = -1;
        if (k->back++ == 0)
            k->first_back = c->t->rows.v[row].line;
    }
}

static void tell_times(const struct clock *k, struct exchange *out)
{
    if (k->plain)
        exchange_note(out,
                      k->ms ? _("the times are taken as milliseconds") : _("the times are taken as seconds"));
    if (k->bad > 0)
        exchange_note(out,
                      ngettext("%zu time could not be read (line %zu) and was left out",
                               "%zu times could not be read (the first in line %zu) and were left out",
                               k->bad),
                      k->bad, k->first_bad);
    if (k->back > 0)
        exchange_note(
            out,
            ngettext("%zu turn ends before it begins (line %zu); its end was left out",
                     "%zu turns end before they begin (the first in line %zu); their ends were left out",
                     k->back),
            k->back, k->first_back);
}

/* ---- a row a turn ---- */

struct turns {
    const struct columns *c;
    const struct read_options *opt;
    struct exchange *x;
    size_t paragraphs; /* so far, of all sources */
    struct clock clock;
    size_t speaker, text, source; /* columns */
    struct transcript names;      /* of sources: its index finds one */
    bool cued;             /* nobody is named and rows have times: they are cues, as Whisper writes them */
    VEC(struct cues) cues; /* of each source then */
    size_t empty, nobody,
        astray; /* rows without words, without a speaker, without a source where there are several */
};

/* The source of that name, made when new; NULL (err set) when there are too many. */
static struct x_source *source_named(struct turns *t, const char *s, size_t n, struct err *err)
{
    size_t before = t->names.speakers.n, i = (size_t)transcript_speaker(&t->names, s, n);
    if (i == before) {
        if (i >= MOST_SOURCES) {
            err_set(err, ERR_INPUT, _("it has more than %d sources"), MOST_SOURCES);
            return NULL;
        }
        struct cues cues;
        cues_init(&cues, add_source(t->x, t->names.speakers.v[i], "turns", t->opt)->text);
        vec_push(&t->cues, cues);
    }
    return &t->x->sources.v[i];
}

/* The cell stands for itself: what would be a tag in subtitles is none. */
static void add_cue(struct turns *t, const struct x_source *source, const char *s, size_t n, int64_t start,
                    int64_t end)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '<' || s[i] == '&' || s[i] == '{')
            buf_addf(&b, "&#%d;", s[i]);
        else
            buf_addch(&b, s[i]);
    }
    cues_add(&t->cues.v[source - t->x->sources.v], b.s, b.len, "", 0, start, end, false);
    buf_release(&b);
}

/* Joins the cues to turns. */
static bool finish_cues(struct turns *t, struct err *err)
{
    for (size_t i = 0; t->cued && i < t->cues.n; i++) {
        const struct x_source *s = &t->x->sources.v[i];
        cues_finish(&t->cues.v[i]);
        if (s->text->speakers.n > MOST_SPEAKERS)
            return err_set(err, ERR_INPUT, _("'%s' has more than %d speakers"), s->s.name, MOST_SPEAKERS);
    }
    return true;
}

static bool turn_row(struct turns *t, size_t row, struct buf *line, struct err *err)
{
    const struct table *table = t->c->t;
    size_t n, name_n;
    int64_t start, end;
    const char *s = cell_trimmed(table, row, t->text, &n);
    if (n == 0) {
        t->empty++;
        return true;
    }
    buf_clear(line);
    cell_trimmed(table, row, t->source, &name_n);
    if (t->source < t->c->n && name_n > 0)
        cell_line(line, table_cell(table, row, t->source), strlen(table_cell(table, row, t->source)));
    else
        buf_addstr(line, t->opt->name ? t->opt->name : "");
    t->astray += t->source < t->c->n && name_n == 0;
    struct x_source *source = source_named(t, buf_str(line), line->len, err);
    if (!source)
        return false;
    buf_clear(line);
    cell_line(line, table_cell(table, row, t->speaker), strlen(table_cell(table, row, t->speaker)));
    bool named = t->speaker < t->c->n && line->len > 0;
    t->nobody += t->speaker < t->c->n && line->len == 0;
    int speaker = named ? transcript_speaker(source->text, line->s, line->len) : -1;
    if (source->text->speakers.n > MOST_SPEAKERS)
        return err_set(err, ERR_INPUT, _("'%s' has more than %d speakers: is '%s' the column of speakers?"),
                       source->s.name, MOST_SPEAKERS, t->c->v[t->speaker].name);
    times_of(&t->clock, t->c, row, &start, &end);
    if (t->cued) {
        add_cue(t, source, s, n, start, end);
        return true;
    }
    return add_turn(&t->paragraphs, source->text, s, n, speaker, start, end, err);
}

static void tell_turns(const struct turns *t)
{
    struct exchange *x = t->x;
    columns_tell(t->c, x);
    tell_times(&t->clock, x);
    if (t->empty > 0)
        exchange_note(x,
                      ngettext("%zu turn without words was left out", "%zu turns without words were left out",
                               t->empty),
                      t->empty);
    if (t->nobody > 0)
        exchange_note(x, ngettext("%zu turn names no speaker", "%zu turns name no speaker", t->nobody),
                      t->nobody);
    if (t->astray > 0)
        exchange_note(x,
                      ngettext("%zu turn names no source and came into '%s'",
                               "%zu turns name no source and came into '%s'", t->astray),
                      t->astray, t->opt->name ? t->opt->name : "");
}

static bool turns_columns(struct columns *c, const char *wanted, struct err *err)
{
    static const enum column_is may[] = {COLUMN_SPEAKER, COLUMN_TEXT,   COLUMN_START,
                                         COLUMN_END,     COLUMN_SOURCE, COLUMN_SKIPPED};
    if (!columns_name(c, wanted, may, sizeof may / sizeof *may, err))
        return false;
    if (columns_guess(c, COLUMN_TEXT) == c->n)
        return columns_lacking(c, COLUMN_TEXT, err);
    if (columns_guess(c, COLUMN_SPEAKER) == c->n) { /* a column of names is theirs then */
        size_t name = columns_guess(c, COLUMN_NAME);
        if (name < c->n)
            c->v[name].is = COLUMN_SPEAKER;
    }
    columns_guess(c, COLUMN_START);
    columns_guess(c, COLUMN_END);
    columns_guess(c, COLUMN_SOURCE);
    return true;
}

static bool read_turns(struct columns *c, const struct read_options *opt, struct exchange *out,
                       struct err *err)
{
    struct turns t = {.c = c, .opt = opt, .x = out};
    struct buf line = BUF_INIT;
    t.speaker = columns_find(c, COLUMN_SPEAKER);
    t.text = columns_find(c, COLUMN_TEXT);
    t.source = columns_find(c, COLUMN_SOURCE);
    t.clock.start = columns_find(c, COLUMN_START);
    t.clock.end = columns_find(c, COLUMN_END);
    t.cued = t.speaker == c->n && t.clock.start < c->n && t.clock.end < c->n;
    transcript_init(&t.names);
    find_unit(&t.clock, c);
    bool ok = true;
    for (size_t r = 1; ok && r < c->t->rows.n; r++)
        ok = turn_row(&t, r, &line, err);
    if (ok && out->sources.n == 0)
        ok = err_set(err, ERR_INPUT, _("there is not one word in the column '%s'"), c->v[t.text].name);
    ok = ok && finish_cues(&t, err);
    for (size_t i = 0; ok && i < out->sources.n; i++)
        out->sources.v[i].s.kind =
            out->sources.v[i].text->speakers.n >= GROUP_SPEAKERS ? SOURCE_GROUP : SOURCE_INTERVIEW;
    if (ok)
        tell_turns(&t);
    for (size_t i = 0; i < t.cues.n; i++)
        cues_release(&t.cues.v[i]);
    vec_release(&t.cues);
    buf_release(&line);
    transcript_release(&t.names);
    return ok;
}

/* Parses, and hands the columns to one of the three. */
static bool
take_with(bool (*find)(struct columns *, const char *, struct err *),
          bool (*read)(struct columns *, const struct read_options *, struct exchange *, struct err *),
          const char *s, size_t n, const struct read_options *opt, struct exchange *out, struct err *err)
{
    struct table t;
    struct columns c;
    if (!table_read(s, n, false, &t, err))
        return false;
    columns_init(&c, &t);
    bool ok = t.rows.n > 1 || err_set(err, ERR_INPUT, _("this table has no rows below its head"));
    ok = ok && find(&c, opt->columns, err) && read(&c, opt, out, err);
    columns_release(&c);
    table_discard(&t);
    return ok;
}

static bool take_turns(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                       struct err *err)
{
    return take_with(turns_columns, read_turns, s, n, opt, out, err);
}

/* Half of what stands in the column are times. */
static bool has_times(const struct columns *c, size_t column)
{
    size_t times = 0, n;
    int64_t t;
    bool plain, fraction = false;
    for (size_t r = 1; column < c->n && r < c->t->rows.n; r++) {
        const char *s = cell_trimmed(c->t, r, column, &n);
        times += read_time(s, n, &t, &plain, &fraction);
    }
    return times > 0 && times * 2 >= c->t->rows.n - 1;
}

static int sniff_turns(const char *s, size_t n)
{
    struct table t;
    struct columns c;
    if (!columns_sniff(s, n, &t, &c))
        return 0;
    size_t text = columns_guess(&c, COLUMN_TEXT), speaker = columns_guess(&c, COLUMN_SPEAKER),
           start = columns_guess(&c, COLUMN_START), end = columns_guess(&c, COLUMN_END),
           name = columns_guess(&c, COLUMN_NAME);
    bool timed = has_times(&c, start) && (name < c.n || end < c.n);
    int sure = text < c.n && speaker < c.n ? 85 : text < c.n && timed ? 80 : 0;
    columns_release(&c);
    table_discard(&t);
    return sure;
}

const struct format format_turns = {.name = "turns",
                                    .label = N_("table of turns (.csv, .tsv)"),
                                    .extensions = "csv tsv tab",
                                    .sniff = sniff_turns,
                                    .take = take_turns};

const struct format *tables_of(const char *columns)
{
    static const enum column_is turns[] = {COLUMN_SPEAKER, COLUMN_START, COLUMN_END, COLUMN_SOURCE};
    for (size_t i = 0; columns && i < sizeof turns / sizeof *turns; i++)
        if (columns_mention(columns, turns[i]))
            return &format_turns;
    if (!columns || (!columns_mention(columns, COLUMN_NAME) && !columns_mention(columns, COLUMN_ATTRIBUTE)))
        return NULL;
    return columns_mention(columns, COLUMN_TEXT) ? &format_answers : &format_participants;
}

/* ---- people ---- */

struct people {
    const struct columns *c;
    const struct read_options *opt;
    struct exchange *x;
    size_t paragraphs; /* so far, of all sources */
    struct attribute {
        size_t column;
        enum attr_type type;
        bool days;
    } * attributes; /* those with a value somewhere; in the columns' arena */
    size_t nattributes, days;
    size_t name;             /* column, the table's width when there is none */
    struct transcript names; /* seen: its index finds one */
    size_t doubles, unnamed, first_unnamed;
    size_t unanswered, silent; /* answers left empty, respondents without any */
};

static void people_init(struct people *p, struct columns *c, const struct read_options *opt,
                        struct exchange *out)
{
    memset(p, 0, sizeof *p);
    p->c = c;
    p->opt = opt;
    p->x = out;
    p->name = columns_find(c, COLUMN_NAME);
    transcript_init(&p->names);
    p->attributes = arena_array(&c->arena, c->n, sizeof *p->attributes);
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].is != COLUMN_ATTRIBUTE || c->v[i].empty)
            continue;
        struct attribute *a = &p->attributes[p->nattributes++];
        a->column = i;
        a->type = column_type(c->t, i, &a->days);
        p->days += a->days;
        struct x_attribute made = {.name = arena_strdup(&out->arena, c->v[i].name),
                                   .guid = arena_strdup(&out->arena, ""),
                                   .description = arena_strdup(&out->arena, ""),
                                   .type = a->type};
        vec_push(&out->attributes, made);
    }
}

static void people_release(struct people *p)
{
    transcript_release(&p->names);
}

/* A participant with the row's values. */
static void add_person(struct people *p, size_t row, const char *name)
{
    struct exchange *x = p->x;
    const struct table *t = p->c->t;
    struct participant *who = exchange_participant(x, "", name);
    size_t n, values = 0, before = p->names.speakers.n;
    transcript_speaker(&p->names, name, strlen(name));
    p->doubles += p->names.speakers.n == before;
    for (size_t i = 0; i < p->nattributes; i++) {
        cell_trimmed(t, row, p->attributes[i].column, &n);
        values += n > 0;
    }
    who->attrs = arena_array(&x->arena, values, sizeof *who->attrs);
    for (size_t i = 0; i < p->nattributes; i++) {
        const struct attribute *a = &p->attributes[i];
        cell_trimmed(t, row, a->column, &n);
        if (n == 0)
            continue;
        who->attrs[who->nattrs].name = x->attributes.v[i].name;
        who->attrs[who->nattrs].type = a->type;
        who->attrs[who->nattrs++].value = column_value(t, row, a->column, a->days, &x->arena);
    }
}

/* The row's name on one line; empty when there is none, which is counted. */
static void name_of(struct people *p, size_t row, struct buf *name)
{
    const char *s = table_cell(p->c->t, row, p->name);
    buf_clear(name);
    if (p->name < p->c->n)
        cell_line(name, s, strlen(s));
    if (name->len == 0 && p->unnamed++ == 0)
        p->first_unnamed = p->c->t->rows.v[row].line;
}

static void tell_people(const struct people *p)
{
    struct exchange *x = p->x;
    struct buf b = BUF_INIT;
    columns_tell(p->c, x);
    for (size_t i = 0; i < p->nattributes && i < 30; i++)
        buf_addf(&b, "%s'%s' %s", i > 0 ? ", " : "", x->attributes.v[i].name,
                 enum_word(&attr_types, (int)p->attributes[i].type));
    if (b.len > 0)
        exchange_note(x, _("the types of the attributes, by their values: %s%s"), b.s,
                      p->nattributes > 30 ? ", …" : "");
    if (p->days > 0)
        exchange_note(x,
                      ngettext("the days of %zu column were turned from day.month.year into year-month-day",
                               "the days of %zu columns were turned from day.month.year into year-month-day",
                               p->days),
                      p->days);
    if (p->doubles > 0)
        exchange_note(
            x,
            ngettext("%zu row has a name that stands further up already; both participants are kept",
                     "%zu rows have a name that stands further up already; all participants are kept",
                     p->doubles),
            p->doubles);
    buf_release(&b);
}

/* ---- a row a respondent ---- */

/* Fills what was not named: without a named text everything is guessed, else only the name. */
static bool answers_columns(struct columns *c, const char *wanted, struct err *err)
{
    static const enum column_is may[] = {COLUMN_NAME, COLUMN_TEXT, COLUMN_ATTRIBUTE, COLUMN_SKIPPED};
    if (!columns_name(c, wanted, may, sizeof may / sizeof *may, err))
        return false;
    bool named = columns_count(c, COLUMN_TEXT) > 0;
    if (columns_guess(c, COLUMN_NAME) == c->n && c->n > 0 && c->v[0].is == COLUMN_UNKNOWN) {
        struct column *first = &c->v[0];
        bool unlike = column_known(first, COLUMN_START) == 0 && column_known(first, COLUMN_END) == 0;
        if (unlike && !column_is_long(first) && first->filled > 1 && first->distinct == c->t->rows.n - 1)
            first->is = COLUMN_NAME;
    }
    for (size_t i = 0; i < c->n && !named; i++)
        if (c->v[i].is == COLUMN_UNKNOWN && !c->v[i].empty)
            c->v[i].is = column_is_long(&c->v[i]) ? COLUMN_TEXT : COLUMN_ATTRIBUTE;
    return columns_count(c, COLUMN_TEXT) > 0 || columns_lacking(c, COLUMN_TEXT, err);
}

/* The question, asked by nobody's voice, and what the respondent wrote. */
static bool add_answer(struct people *p, struct x_source *s, size_t row, size_t column, const char *name,
                       struct err *err)
{
    size_t n;
    const char *answer = cell_trimmed(p->c->t, row, column, &n), *question = p->c->v[column].name;
    int asks = transcript_speaker(s->text, _("Question"), strlen(_("Question")));
    if (s->text->speakers.n == 1)
        vec_push(&s->text->speakers,
                 arena_strdup(&s->text->arena, name)); /* it may be named like a question */
    return add_turn(&p->paragraphs, s->text, question, strlen(question), asks, -1, -1, err) &&
           add_turn(&p->paragraphs, s->text, answer, n, 1, -1, -1, err);
}

static bool add_answers(struct people *p, size_t row, const char *name, struct err *err)
{
    struct exchange *x = p->x;
    struct x_source *s = NULL;
    tema_id who = x->participants.v[x->participants.n - 1].id;
    for (size_t i = 0; i < p->c->n; i++) {
        size_t n;
        if (p->c->v[i].is != COLUMN_TEXT)
            continue;
        cell_trimmed(p->c->t, row, i, &n);
        if (n == 0) {
            p->unanswered++;
            continue;
        }
        if (!s) {
            s = add_source(x, name, "answers", p->opt);
            s->s.kind = SOURCE_OTHER;
        }
        if (!add_answer(p, s, row, i, name, err))
            return false;
    }
    if (!s) {
        p->silent++;
        return true;
    }
    struct x_speaker asks = {
        .id = (tema_id)x->speakers.n + 1, .source = s->s.id, .role = SPEAKER_INTERVIEWER};
    vec_push(&x->speakers, asks);
    struct x_speaker says = {.id = (tema_id)x->speakers.n + 1,
                             .source = s->s.id,
                             .index = 1,
                             .role = SPEAKER_PARTICIPANT,
                             .participant = who};
    vec_push(&x->speakers, says);
    return true;
}

static void tell_answers(const struct people *p)
{
    struct exchange *x = p->x;
    tell_people(p);
    exchange_note(x,
                  _("each respondent is a participant with a source of their own, in which a turn of '%s' "
                    "stands before "
                    "each answer"),
                  _("Question"));
    if (p->unnamed > 0)
        exchange_note(
            x,
            ngettext("%zu respondent has no name (line %zu) and is called by the number of the row",
                     "%zu respondents have no name (the first in line %zu) and are called by the number "
                     "of the row",
                     p->unnamed),
            p->unnamed, p->first_unnamed);
    if (p->unanswered > 0)
        exchange_note(x,
                      ngettext("%zu answer was left empty; its question is not in the source",
                               "%zu answers were left empty; their questions are not in the sources",
                               p->unanswered),
                      p->unanswered);
    if (p->silent > 0)
        exchange_note(x,
                      ngettext("%zu respondent answered nothing and has no source",
                               "%zu respondents answered nothing and have no source", p->silent),
                      p->silent);
}

static bool many_people(struct err *err)
{
    return err_set(err, ERR_INPUT, _("it has more than %d participants"), MOST_SOURCES);
}

static bool read_answers(struct columns *c, const struct read_options *opt, struct exchange *out,
                         struct err *err)
{
    struct people p;
    struct buf name = BUF_INIT;
    bool ok = c->t->rows.n - 1 <= MOST_SOURCES || many_people(err);
    people_init(&p, c, opt, out);
    for (size_t r = 1; ok && r < c->t->rows.n; r++) {
        name_of(&p, r, &name);
        if (name.len == 0)
            buf_addf(&name, _("Respondent %zu"), r);
        add_person(&p, r, name.s);
        ok = add_answers(&p, r, name.s, err);
    }
    if (ok && out->sources.n == 0)
        ok = err_set(err, ERR_INPUT, _("there is not one answer in it"));
    if (ok)
        tell_answers(&p);
    people_release(&p);
    buf_release(&name);
    return ok;
}

static bool take_answers(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                         struct err *err)
{
    return take_with(answers_columns, read_answers, s, n, opt, out, err);
}

static int sniff_answers(const char *s, size_t n)
{
    struct table t;
    struct columns c;
    int sure = 0;
    if (!columns_sniff(s, n, &t, &c))
        return 0;
    bool named = columns_guess(&c, COLUMN_NAME) < c.n || column_known(&c.v[0], COLUMN_START) > 0;
    bool sorted = t.separator != ',' || memchr(s, '"', n) != NULL; /* what prose does not have */
    if ((named || (sorted && c.n > 2)) && t.rows.n > 2 && answers_columns(&c, NULL, NULL))
        sure = 70;
    columns_release(&c);
    table_discard(&t);
    return sure;
}

const struct format format_answers = {.name = "answers",
                                      .label = N_("table of survey answers (.csv, .tsv)"),
                                      .extensions = "csv tsv tab",
                                      .sniff = sniff_answers,
                                      .take = take_answers};

/* ---- a row a participant ---- */

static bool participants_columns(struct columns *c, const char *wanted, struct err *err)
{
    static const enum column_is may[] = {COLUMN_NAME, COLUMN_ATTRIBUTE, COLUMN_SKIPPED};
    if (!columns_name(c, wanted, may, sizeof may / sizeof *may, err))
        return false;
    bool named = columns_count(c, COLUMN_ATTRIBUTE) > 0;
    if (columns_guess(c, COLUMN_NAME) == c->n) {
        size_t first = columns_find(c, COLUMN_UNKNOWN);
        if (first == c->n)
            return columns_lacking(c, COLUMN_NAME, err);
        c->v[first].is = COLUMN_NAME;
    }
    for (size_t i = 0; i < c->n && !named; i++)
        if (c->v[i].is == COLUMN_UNKNOWN && !c->v[i].empty)
            c->v[i].is = COLUMN_ATTRIBUTE;
    return true;
}

static bool read_participants(struct columns *c, const struct read_options *opt, struct exchange *out,
                              struct err *err)
{
    struct people p;
    struct buf name = BUF_INIT;
    bool ok = true;
    people_init(&p, c, opt, out);
    for (size_t r = 1; ok && r < c->t->rows.n; r++) {
        name_of(&p, r, &name);
        if (name.len > 0 && out->participants.n >= MOST_SOURCES)
            ok = many_people(err);
        else if (name.len > 0)
            add_person(&p, r, name.s);
    }
    if (ok && out->participants.n == 0)
        ok = err_set(err, ERR_INPUT, _("there is not one name in the column '%s'"), c->v[p.name].name);
    if (ok)
        tell_people(&p);
    if (ok && p.unnamed > 0)
        exchange_note(out,
                      ngettext("%zu row without a name was left out (line %zu)",
                               "%zu rows without a name were left out (the first in line %zu)", p.unnamed),
                      p.unnamed, p.first_unnamed);
    people_release(&p);
    buf_release(&name);
    return ok;
}

static bool take_participants(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                              struct err *err)
{
    return take_with(participants_columns, read_participants, s, n, opt, out, err);
}

static int sniff_participants(const char *s, size_t n)
{
    struct table t;
    struct columns c;
    if (!columns_sniff(s, n, &t, &c))
        return 0;
    size_t name = columns_guess(&c, COLUMN_NAME);
    bool fits = name < c.n && c.v[name].filled > 0 && (t.rows.n > 2 || c.n > 2);
    for (size_t i = 0; i < c.n && fits; i++)
        fits = !column_is_long(&c.v[i]);
    columns_release(&c);
    table_discard(&t);
    return fits ? 60 : 0;
}

const struct format format_participants = {.name = "participants",
                                           .label = N_("table of participants and attributes (.csv, .tsv)"),
                                           .extensions = "csv tsv tab",
                                           .sniff = sniff_participants,
                                           .take = take_participants};
