/* What the readers of other programs' databases share: people, positions, codes in their categories,
 * attributes, the report. */
#include <stdlib.h>
#include <string.h>

#include "programs_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

enum { MARK_EACH = 256 };

/* ---- positions ---- */

/* Line ends become newlines; the carriage returns that go are remembered. */
void program_text_init(struct program_text *t, struct arena *a, const char *s, size_t n)
{
    memset(t, 0, sizeof *t);
    t->s = arena_alloc(a, n + 1);
    size_t cp = 0;
    for (size_t i = 0; i < n; i++) {
        bool starts = ((unsigned char)s[i] & 0xc0) != 0x80;
        if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n')
            vec_push(&t->dropped, cp);
        else
            t->s[t->bytes++] = s[i] == '\r' ? '\n' : s[i];
        cp += starts;
    }
    t->chars = utf8_count(t->s, t->bytes);
    t->marks = arena_array(a, t->chars / MARK_EACH + 1, sizeof *t->marks);
    for (size_t i = 0, at = 0; i < t->bytes; i++) {
        if (((unsigned char)t->s[i] & 0xc0) == 0x80)
            continue;
        if (at % MARK_EACH == 0)
            t->marks[at / MARK_EACH] = i;
        at++;
    }
}

size_t text_byte(const struct program_text *t, size_t cp)
{
    if (cp >= t->chars)
        return t->bytes;
    size_t at = t->marks[cp / MARK_EACH];
    return at + utf8_byte(t->s + at, t->bytes - at, (cp_off){cp % MARK_EACH}).b;
}

size_t text_cp(const struct program_text *t, size_t byte)
{
    size_t lo = 0, hi = t->chars / MARK_EACH + 1;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (mid * MARK_EACH < t->chars && t->marks[mid] <= byte)
            lo = mid;
        else
            hi = mid;
    }
    byte = byte < t->bytes ? byte : t->bytes;
    return lo * MARK_EACH + utf8_count(t->s + t->marks[lo], byte - t->marks[lo]);
}

/* A position that counts carriage returns, without them. */
static int64_t without_returns(const struct program_text *t, int64_t at)
{
    size_t lo = 0, hi = t->dropped.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if ((int64_t)t->dropped.v[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return at - (int64_t)lo;
}

static bool inside(const struct program_text *t, int64_t first, int64_t end)
{
    return first >= 0 && end >= first && (uint64_t)end <= t->chars;
}

static bool fits(const struct program_text *t, int64_t first, int64_t end, const char *words, size_t n)
{
    if (!inside(t, first, end))
        return false;
    size_t a = text_byte(t, (size_t)first), b = text_byte(t, (size_t)end);
    return b - a == n && memcmp(t->s + a, words, n) == 0;
}

/* The occurrence of the words that begins nearest to byte `at`, looking from `from` up to `to`. What is
 * looked through is paid for. */
static bool nearest(struct program *p, const struct program_text *t, size_t from, size_t to, size_t at,
                    const char *words, size_t n, size_t *ret)
{
    bool found = false;
    if (n > t->bytes)
        return false;
    to = to < t->bytes - n + 1 ? to : t->bytes - n + 1;
    for (size_t i = from; i < to;) {
        const char *hit = memchr(t->s + i, words[0], to - i);
        size_t k = hit ? (size_t)(hit - t->s) : to;
        size_t cost = k - i + 1, same = 0;
        while (k < to && same < n && t->s[k + same] == words[same])
            same++;
        cost += same;
        if (p->search < cost) {
            p->search = 0;
            return found;
        }
        p->search -= cost;
        if (same == n && k < to) {
            if (found && (*ret > at ? *ret - at : at - *ret) <= (k > at ? k - at : at - k))
                return true;
            *ret = k;
            found = true;
        }
        i = k + 1;
    }
    return found;
}

/* A few thousand bytes around the place first, then the whole. */
static bool search_words(struct program *p, const struct program_text *t, int64_t first, const char *words,
                         size_t n, size_t *ret)
{
    enum { NEAR = 4096 };
    size_t at = first < 0 ? 0 : text_byte(t, (uint64_t)first < t->chars ? (size_t)first : t->chars);
    return nearest(p, t, at > NEAR ? at - NEAR : 0, at + NEAR, at, words, n, ret) ||
           nearest(p, t, 0, t->bytes, at, words, n, ret);
}

/* The stored words with newlines as line ends; Qt's text widgets hand over paragraphs that end in
 * U+2029. */
static void normalise(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (s[0] == '\r' && s[1] == '\n')
            continue;
        if (strncmp(s, "\xe2\x80\xa9", 3) == 0 || *s == '\r') {
            buf_addch(b, '\n');
            s += *s == '\r' ? 0 : 2;
        } else {
            buf_addch(b, *s);
        }
    }
}

bool program_place(struct program *p, size_t source, int64_t first, int64_t end, const char *words,
                   bool search, size_t *ret_start, size_t *ret_end)
{
    const struct program_text *t = &p->texts.v[source];
    struct buf b = BUF_INIT;
    size_t at;
    bool ok = true;
    normalise(&b, words);
    int64_t lf_first = without_returns(t, first), lf_end = without_returns(t, end);
    if (b.len > 0 && fits(t, first, end, b.s, b.len)) {
        /* as it says */
    } else if (b.len > 0 && t->dropped.n > 0 && fits(t, lf_first, lf_end, b.s, b.len)) {
        p->with_cr++;
        first = lf_first;
        end = lf_end;
    } else if (b.len > 0 && (search || !inside(t, first, end)) &&
               search_words(p, t, first, b.s, b.len, &at)) {
        p->repaired++;
        first = (int64_t)text_cp(t, at);
        end = (int64_t)text_cp(t, at + b.len);
    } else if (inside(t, first, end)) {
        p->unproven += b.len > 0;
    } else {
        p->outside++;
        ok = false;
    }
    buf_release(&b);
    *ret_start = ok ? (size_t)first : 0;
    *ret_end = ok ? (size_t)end : 0;
    return ok;
}

/* ---- the project ---- */

bool program_open(struct program *p, const char *s, size_t n, const char *name, struct exchange *x,
                  struct err *err)
{
    memset(p, 0, sizeof *p);
    p->x = x;
    p->search = 4 * n + (64 << 20);
    x->program = arena_strdup(&x->arena, name);
    p->db = rodb_open(s, n, err);
    if (p->db && rodb_wal(p->db))
        exchange_note(
            x,
            _("the file was left open by %s: what it wrote last may be missing; close the project there "
              "and import it again if so"),
            name);
    return p->db != NULL;
}

static void values_release(struct program_values *v)
{
    name_table_release(&v->names);
    vec_release(&v->items);
    vec_release(&v->numeric);
}

void program_release(struct program *p)
{
    rodb_free(p->db);
    vec_release(&p->sources.pairs);
    vec_release(&p->codes.pairs);
    vec_release(&p->cats.pairs);
    vec_release(&p->cases.pairs);
    for (size_t i = 0; i < p->texts.n; i++)
        vec_release(&p->texts.v[i].dropped);
    vec_release(&p->texts);
    name_table_release(&p->coders);
    values_release(&p->of_cases);
    values_release(&p->of_sources);
}

char *program_copy(struct program *p, struct rodb_rows *r, int column)
{
    size_t n, k = 0;
    const char *s = rodb_text(r, column, &n);
    char *copy = arena_strndup(&p->x->arena, s, n);
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '\r' || s[i + 1] != '\n')
            copy[k++] = s[i] == '\r' ? '\n' : s[i];
    }
    copy[k] = '\0';
    return copy;
}

tema_id program_coder(struct program *p, struct rodb_rows *r, int column)
{
    const char *name = rodb_text(r, column, NULL);
    if (name[0] == '\0')
        return 0;
    size_t i = name_table_add(&p->coders, &p->x->arena, name);
    return i < p->x->coders.n ? p->x->coders.v[i].id : exchange_coder(p->x, "", name)->id;
}

int64_t program_time(struct program *p, struct rodb_rows *r, int column)
{
    const char *s = rodb_text(r, column, NULL);
    bool zone = false;
    int64_t at = s[0] ? parse_time(s, &zone) : -1;
    p->bad_times += s[0] && at < 0;
    p->zoneless = p->zoneless || (at >= 0 && !zone);
    return at;
}

bool program_source(struct program *p, struct rodb_rows *r, int name, int text, struct err *err)
{
    struct x_source *s = exchange_source(p->x, "", program_copy(p, r, name));
    struct program_text t;
    size_t n;
    const char *words = rodb_text(r, text, &n);
    program_text_init(&t, &p->x->arena, words, n);
    vec_push(&p->texts, t);
    if (!format_txt.read(t.s, t.bytes, s->text, err))
        return err_wrap(err, _("source '%s'"), s->s.name);
    s->s.kind = s->text->speakers.n > 0 ? SOURCE_INTERVIEW : SOURCE_DOCUMENT;
    return true;
}

void program_memo(struct program *p, enum memo_about about, tema_id target, const char *text, tema_id coder,
                  int64_t created)
{
    if (text[0] == '\0')
        return;
    struct memo *m = exchange_memo(p->x, about, target, "", text);
    m->coder = coder;
    m->created = m->changed = created;
}

void program_journal(struct program *p, const char *name, const char *entry, tema_id coder, int64_t created)
{
    const char *gap = name[0] && entry[0] ? "\n\n" : "";
    program_memo(p, MEMO_PROJECT, 0, arena_printf(&p->x->arena, "%s%s%s", name, gap, entry), coder, created);
    p->journal++;
}

void program_case_text(struct program *p, const struct program_case_text *c)
{
    size_t source, who, start, end;
    if (!id_map_find(&p->cases, c->who, &who) || !id_map_find(&p->sources, c->source, &source)) {
        p->homeless++;
        return;
    }
    struct x_ref ref = {p->x->participants.v[who].id, X_SOURCE, p->x->sources.v[source].s.id};
    /* The whole of it, whose end some versions count one too short; or nothing, of a medium's. */
    if (c->first > 0 || (c->end > 0 && c->end < (int64_t)p->texts.v[source].chars - 1)) {
        if (!program_place(p, source, c->first, c->end, "", false, &start, &end))
            return;
        struct x_segment *g = exchange_segment(p->x, ref.target, "", start, end, c->coder);
        g->s.created = c->created;
        ref.kind = X_SEGMENT;
        ref.target = g->s.id;
        p->case_parts++;
        program_memo(p, MEMO_SEGMENT, g->s.id, c->memo, c->coder, c->created);
    } else {
        program_memo(p, MEMO_SOURCE, ref.target, c->memo, c->coder, c->created);
    }
    vec_push(&p->x->refs, ref);
}

void program_left_out(struct program *p, const char *table, const char *what)
{
    size_t n = rodb_count(p->db, table);
    if (n > 0)
        exchange_note(p->x, _("left out: %s (%zu)"), what, n);
}

/* ---- codes ---- */

enum { DEEPEST = 64 };

struct hang { /* a branch in the tree; indexes, -1 for none */
    int64_t parent, first, last, next;
    bool done;
};

static void emit(struct program *p, struct branch *b, tema_id parent, tema_id *ret)
{
    p->unnamed += b->name[0] == '\0';
    struct x_code *c = exchange_code(p->x, parent, "", b->name[0] ? b->name : _("unnamed"));
    c->c.definition = b->memo;
    c->c.colour = b->colour;
    c->coder = b->coder;
    c->created = b->created;
    *ret = c->c.id;
    id_map_add(b->category ? &p->cats : &p->codes, b->id, (size_t)c->c.id);
}

/* One and all below it, without recursion. */
static void emit_below(struct program *p, struct branches *b, struct hang *h, tema_id *ids, size_t root)
{
    int depth = 0;
    int64_t at = (int64_t)root;
    tema_id above[DEEPEST + 1] = {0};
    while (at >= 0) {
        int level = depth < DEEPEST ? depth : DEEPEST;
        p->too_deep += depth > DEEPEST;
        h[at].done = true;
        emit(p, &b->v.v[at], level > 0 ? above[level - 1] : 0, &ids[at]);
        above[level] = ids[at];
        int64_t next = h[at].first;
        while (next >= 0 && h[next].done)
            next = h[next].next;
        depth += next >= 0;
        while (next < 0 && depth > 0) {
            for (next = h[at].next; next >= 0 && h[next].done;)
                next = h[next].next;
            if (next < 0) {
                at = h[at].parent;
                depth--;
            }
        }
        at = next;
    }
}

void program_codes(struct program *p, struct branches *b)
{
    size_t n = b->v.n, parent;
    struct hang *h = mem_array(NULL, n + 1, sizeof *h);
    tema_id *ids = mem_array(NULL, n + 1, sizeof *ids);
    struct id_map cats = {.sorted = false};
    for (size_t i = 0; i < n; i++) {
        h[i] = (struct hang){-1, -1, -1, -1, false};
        if (b->v.v[i].category)
            id_map_add(&cats, b->v.v[i].id, i);
    }
    for (size_t i = 0; i < n; i++) {
        if (b->v.v[i].parent == 0 || !id_map_find(&cats, b->v.v[i].parent, &parent) || parent == i)
            continue;
        h[i].parent = (int64_t)parent;
        if (h[parent].last >= 0)
            h[h[parent].last].next = (int64_t)i;
        else
            h[parent].first = (int64_t)i;
        h[parent].last = (int64_t)i;
    }
    for (size_t i = 0; i < n; i++) {
        if (h[i].parent < 0)
            emit_below(p, b, h, ids, i);
    }
    /* What is left hangs in circles: each is cut before its first. */
    for (size_t i = 0; i < n; i++) {
        if (h[i].done)
            continue;
        h[i].parent = -1;
        exchange_note(p->x, _("category '%s' hangs under itself; it was put at the top"), b->v.v[i].name);
        emit_below(p, b, h, ids, i);
    }
    vec_release(&cats.pairs);
    mem_free(ids);
    mem_free(h);
}

/* ---- attributes ---- */

void program_value(struct program *p, struct program_values *v, size_t of, const char *attribute,
                   bool numeric, const char *value)
{
    if (attribute[0] == '\0')
        attribute = _("unnamed");
    struct program_value item = {of, name_table_add(&v->names, &p->x->arena, attribute), v->items.n, NULL};
    if (item.attribute == v->numeric.n)
        vec_push(&v->numeric, numeric);
    item.value = arena_strdup(&p->x->arena, value);
    if (of != SIZE_MAX)
        vec_push(&v->items, item);
}

static int by_owner(const void *a, const void *b)
{
    const struct program_value *x = a, *y = b;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    if (x->attribute != y->attribute)
        return x->attribute < y->attribute ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The first of two values of one attribute counts. */
static size_t unite(struct program_values *v)
{
    size_t n = 0, lost = 0;
    if (v->items.n > 0)
        qsort(v->items.v, v->items.n, sizeof *v->items.v, by_owner);
    for (size_t i = 0; i < v->items.n; i++) {
        if (n > 0 && v->items.v[n - 1].of == v->items.v[i].of &&
            v->items.v[n - 1].attribute == v->items.v[i].attribute)
            lost++;
        else
            v->items.v[n++] = v->items.v[i];
    }
    v->items.n = n;
    return lost;
}

static void declare(struct program *p, const struct program_values *v, bool of_sources)
{
    for (size_t i = 0; i < v->names.names.n; i++) {
        struct x_attribute a = {.guid = arena_strdup(&p->x->arena, ""),
                                .name = v->names.names.v[i],
                                .description = arena_strdup(&p->x->arena, ""),
                                .type = v->numeric.v[i] ? ATTR_NUMBER : ATTR_TEXT,
                                .of_sources = of_sources};
        vec_push(&p->x->attributes, a);
    }
}

void program_values_finish(struct program *p)
{
    struct program_values *v = &p->of_cases;
    size_t lost = unite(v) + unite(&p->of_sources);
    declare(p, v, false);
    declare(p, &p->of_sources, true);
    for (size_t i = 0, end; i < v->items.n; i = end) {
        struct participant *who = &p->x->participants.v[v->items.v[i].of];
        for (end = i; end < v->items.n && v->items.v[end].of == v->items.v[i].of; end++)
            ;
        who->attrs = arena_array(&p->x->arena, end - i, sizeof *who->attrs);
        for (size_t k = i; k < end; k++, who->nattrs++) {
            who->attrs[who->nattrs].name = v->names.names.v[v->items.v[k].attribute];
            who->attrs[who->nattrs].value = v->items.v[k].value;
            who->attrs[who->nattrs].type = v->numeric.v[v->items.v[k].attribute] ? ATTR_NUMBER : ATTR_TEXT;
        }
    }
    v = &p->of_sources;
    for (size_t i = 0; i < v->items.n; i++) {
        struct x_value value = {p->x->sources.v[v->items.v[i].of].s.id,
                                v->names.names.v[v->items.v[i].attribute], v->items.v[i].value};
        vec_push(&p->x->values, value);
    }
    if (lost > 0)
        exchange_note(p->x,
                      ngettext("%zu further value of an attribute that has one was left out",
                               "%zu further values of attributes that have one were left out", lost),
                      lost);
}

/* ---- the report ---- */

static void tell_positions(struct program *p)
{
    if (p->with_cr > 0)
        exchange_note(p->x,
                      ngettext("%zu position counted a line end as two characters and was converted",
                               "%zu positions counted a line end as two characters and were converted",
                               p->with_cr),
                      p->with_cr);
    if (p->repaired > 0)
        exchange_note(
            p->x,
            ngettext("%zu position had drifted from its words and was put where the words stand",
                     "%zu positions had drifted from their words and were put where the words stand",
                     p->repaired),
            p->repaired);
    if (p->unproven > 0)
        exchange_note(
            p->x,
            ngettext("%zu position is kept as it was although other words were stored with it",
                     "%zu positions are kept as they were although other words were stored with them",
                     p->unproven),
            p->unproven);
    if (p->outside > 0)
        exchange_note(
            p->x,
            ngettext("%zu selection lies outside of its text, and its words are not in it: left out",
                     "%zu selections lie outside of their texts, and their words are not in them: left out",
                     p->outside),
            p->outside);
    if (p->homeless > 0)
        exchange_note(
            p->x,
            ngettext("%zu entry belongs to a source, code or case that is not there, and was left out",
                     "%zu entries belong to sources, codes or cases that are not there, and were left out",
                     p->homeless),
            p->homeless);
}

bool program_finish(struct program *p, struct err *err)
{
    tell_positions(p);
    if (p->case_parts > 0)
        exchange_note(p->x,
                      ngettext("%zu part of a text that belongs to a case is a meaning unit without a code",
                               "%zu parts of texts that belong to a case are meaning units without a code",
                               p->case_parts),
                      p->case_parts);
    if (p->journal > 0)
        exchange_note(p->x,
                      ngettext("%zu journal entry became a memo on the project",
                               "%zu journal entries became memos on the project", p->journal),
                      p->journal);
    if (p->unnamed > 0)
        exchange_note(p->x,
                      ngettext("%zu code had no name and is now “%s”",
                               "%zu codes had no name and are now “%s”", p->unnamed),
                      p->unnamed, _("unnamed"));
    if (p->too_deep > 0)
        exchange_note(p->x,
                      ngettext("%zu code lay deeper than %d levels and was moved up",
                               "%zu codes lay deeper than %d levels and were moved up", p->too_deep),
                      p->too_deep, DEEPEST + 1);
    if (p->bad_times > 0)
        exchange_note(p->x,
                      ngettext("%zu time could not be read", "%zu times could not be read", p->bad_times),
                      p->bad_times);
    if (p->zoneless)
        exchange_note(p->x, _("the file's times name no time zone and were taken as UTC"));
    if (rodb_mended(p->db) > 0)
        exchange_note(p->x,
                      ngettext("%zu text had bytes that are no UTF-8; they are marked with “\xef\xbf\xbd”",
                               "%zu texts had bytes that are no UTF-8; they are marked with “\xef\xbf\xbd”",
                               rodb_mended(p->db)),
                      rodb_mended(p->db));
    if (p->x->sources.n == 0 && p->x->codes.n == 0)
        return err_set(err, ERR_INPUT, _("there is neither a text nor a code in it"));
    return true;
}
