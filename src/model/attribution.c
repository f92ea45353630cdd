#include "tema/model/attribution.h"

#include <string.h>

#include "oneline_priv.h"
#include "tema/base/buf.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/text/fold.h"

/* ---- the pattern in parts ---- */

enum part_kind { PART_WORDS, PART_NAME, PART_STRAY /* a brace without its other */, PART_END };

/* The part at *p, and behind it in *p. What it says is appended to `out`: words with doubled braces made
 * single, or the name between braces. */
static enum part_kind next_part(const char **p, struct buf *out)
{
    const char *s = *p;
    if (*s == '\0')
        return PART_END;
    if (*s == '{' && s[1] != '{') {
        size_t len = strcspn(s + 1, "{}");
        if (s[1 + len] == '}') {
            oneline_add(out, s + 1, len);
            *p = s + len + 2;
            return PART_NAME;
        }
    }
    if (*s == '{' || *s == '}') {
        bool doubled = s[1] == *s;
        buf_addch(out, *s);
        *p = s + (doubled ? 2 : 1);
        return doubled ? PART_WORDS : PART_STRAY;
    }
    size_t len = strcspn(s, "{}");
    buf_add(out, s, len);
    *p = s + len;
    return PART_WORDS;
}

bool attribution_check(const char *pattern, struct err *err)
{
    const char *p = pattern, *from = p;
    struct buf part = BUF_INIT;
    bool ok = true;
    enum part_kind kind;
    while (ok && (kind = next_part(&p, &part)) != PART_END) {
        if (kind == PART_STRAY)
            ok = err_set(err, ERR_INPUT,
                         _("the brace in '%s' has no other: a name stands between { and }, a brace itself is "
                           "written twice"),
                         from);
        else if (kind == PART_NAME && part.len == 0)
            ok = err_set(err, ERR_INPUT, _("there is no name between the braces in '%s'"), from);
        buf_clear(&part);
        from = p;
    }
    buf_release(&part);
    return ok;
}

/* ---- what a name stands for ---- */

enum field {
    FIELD_NAME,
    FIELD_SPEAKER,
    FIELD_SOURCE,
    FIELD_AUTHOR,
    FIELD_YEAR,
    FIELD_DATE,
    FIELD_KIND,
    FIELD_TURN,
    FIELD_PAGE,
    FIELD_TIME
};
static const char *const field_list[] = {"name", "speaker", "source", "author", "year", "date",
                                         "kind", "turn",    "page",   "time",   NULL};
static const struct enum_words fields = {field_list};

static void add_text(struct buf *out, const char *s)
{
    if (s)
        oneline_add(out, s, strlen(s));
}

static void add_number(struct buf *out, int64_t n)
{
    if (n > 0)
        buf_addf(out, "%lld", (long long)n);
}

static void add_field(struct buf *out, enum field field, const struct attribution *x)
{
    const struct source *s = x->source;
    switch (field) {
    case FIELD_NAME:
        if (x->participant)
            add_text(out, x->participant->name);
        if (out->len > 0)
            return;
        add_text(out, x->speaker);
        return;
    case FIELD_SPEAKER: add_text(out, x->speaker); return;
    case FIELD_SOURCE: add_text(out, s ? s->name : NULL); return;
    case FIELD_AUTHOR: add_text(out, s ? s->author : NULL); return;
    case FIELD_YEAR: add_number(out, s ? s->year : -1); return;
    case FIELD_DATE: add_text(out, s ? s->date : NULL); return;
    case FIELD_KIND: add_text(out, s ? enum_word(&source_kinds, (int)s->kind) : NULL); return;
    case FIELD_TURN: add_number(out, x->turn); return;
    case FIELD_PAGE: add_number(out, x->page); return;
    case FIELD_TIME:
        if (x->ms >= 0) {
            char span[16];
            clock_span(x->ms, span);
            buf_addstr(out, span);
        }
        return;
    }
}

/* Puts what `name` stands for into `out`, nothing when it is not known. */
static void look_up(struct buf *out, const char *name, const struct attribution *x)
{
    buf_clear(out);
    for (int i = 0; field_list[i]; i++) {
        if (fold_distance(name, enum_word(&fields, i), 0) == 0) {
            add_field(out, (enum field)i, x);
            return;
        }
    }
    for (size_t i = 0; x->participant && i < x->participant->nattrs && out->len == 0; i++) {
        struct buf own = BUF_INIT;
        add_text(&own, x->participant->attrs[i].name);
        if (own.len > 0 && fold_distance(name, buf_str(&own), 0) == 0)
            add_text(out, x->participant->attrs[i].value);
        buf_release(&own);
    }
}

/* ---- filling ---- */

static char closer_of(char c)
{
    return c == '(' ? ')' : c == '[' ? ']' : '\0';
}

/* Offset of the last bracket in s that is opened and not closed there; n if none. */
static size_t last_opener(const char *s, size_t n)
{
    size_t closed = 0;
    for (size_t i = n; i-- > 0;) {
        if (s[i] == ')' || s[i] == ']')
            closed++;
        else if (closer_of(s[i]) && closed-- == 0)
            return i;
    }
    return n;
}

/* Offset of the first bracket in s that is closed and not opened there; n if none. */
static size_t first_closer(const char *s, size_t n)
{
    size_t opened = 0;
    for (size_t i = 0; i < n; i++) {
        if (closer_of(s[i]))
            opened++;
        else if ((s[i] == ')' || s[i] == ']') && opened-- == 0)
            return i;
    }
    return n;
}

/* Offset behind the last bracket in s that is closed and not opened there; 0 if none. */
static size_t behind_closers(const char *s, size_t n)
{
    size_t behind = 0, at;
    while ((at = first_closer(s + behind, n - behind)) < n - behind)
        behind += at + 1;
    return behind;
}

/* A name is not known: leaves in `before` what stays of the words before and after it. `begun`: something
 * known stands before it. A bracket never loses its other, and goes when nothing is left in it. */
static void close_gap(struct buf *before, const char *after, bool begun)
{
    size_t n = strlen(after), open = last_opener(buf_str(before), before->len), skip = 0;
    bool leads = !begun || open < before->len;
    if (open < before->len && n > 0 && after[0] == closer_of(before->s[open])) {
        while (open > 0 && before->s[open - 1] == ' ')
            open--;
        buf_splice(before, open, before->len - open, NULL, 0);
        skip = 1;
        leads = !begun || last_opener(buf_str(before), before->len) < before->len;
    } else if (!leads) {
        size_t keep = behind_closers(buf_str(before), before->len);
        buf_splice(before, keep, before->len - keep, NULL, 0);
    }
    if (leads) {
        size_t opener = last_opener(after + skip, n - skip), closer = first_closer(after + skip, n - skip);
        skip += opener < closer ? opener : closer;
    }
    buf_addstr(before, after + skip);
}

/* Appends the words up to the next name or the end, and says which of them it is; the name is then in
 * `name`. */
static bool words_to_name(const char **p, struct buf *words, struct buf *name)
{
    enum part_kind kind;
    buf_clear(name);
    while ((kind = next_part(p, name)) != PART_END && kind != PART_NAME) {
        buf_addstr(words, buf_str(name));
        buf_clear(name);
    }
    return kind == PART_NAME;
}

char *attribution_fill(const char *pattern, const struct attribution *x, struct arena *a)
{
    struct buf out = BUF_INIT, words = BUF_INIT, after = BUF_INIT, name = BUF_INIT, value = BUF_INIT;
    bool begun = false, named = words_to_name(&pattern, &words, &name), any = named;
    while (named) {
        look_up(&value, buf_str(&name), x);
        buf_clear(&after);
        named = words_to_name(&pattern, &after, &name);
        if (value.len == 0) {
            close_gap(&words, buf_str(&after), begun);
            continue;
        }
        begun = true;
        buf_addstr(&out, buf_str(&words));
        buf_addstr(&out, buf_str(&value));
        buf_clear(&words);
        buf_addstr(&words, buf_str(&after));
    }
    if (begun || !any)
        buf_addstr(&out, buf_str(&words));
    buf_clear(&value);
    add_text(&value, buf_str(&out));
    char *filled = arena_strdup(a, buf_str(&value));
    buf_release(&out);
    buf_release(&words);
    buf_release(&after);
    buf_release(&name);
    buf_release(&value);
    return filled;
}

/* ---- who speaks ---- */

static const struct participant *find_participant(const struct participant *p, size_t n, tema_id id)
{
    for (size_t i = 0; id != 0 && i < n; i++) {
        if (p[i].id == id)
            return &p[i];
    }
    return NULL;
}

char *attribution_at(const struct doc *d, cp_off pos, const struct source *source,
                     const struct participant *participants, size_t nparticipants, const char *people,
                     const char *documents, struct arena *a)
{
    struct attribution x = {.source = source, .ms = -1};
    const struct speaker *who = NULL;
    if (d->n > 0) {
        if (pos.cp > d->chars)
            pos.cp = d->chars;
        const struct doc_row *r = &d->rows[doc_row_at(d, pos)];
        who = doc_speaker(d, r->row.speaker);
        x.turn = r->turn;
        x.page = doc_page(d, pos);
        x.ms = doc_time(d, pos);
    }
    if (who && who->role == SPEAKER_INTERVIEWER)
        return arena_strdup(a, _("Interviewer"));
    if (who) {
        x.speaker = who->name;
        x.participant = find_participant(participants, nparticipants, who->participant);
    }
    char *said = attribution_fill(who ? people : documents, &x, a);
    return *said ? said : arena_strdup(a, source->name);
}
