/* How the study goes: rounds, phases, the research question, roles, what is set aside, quotes. */
#include <string.h>

#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/model/attribution.h"
#include "tema/model/quoting.h"
#include "tema/store/process.h"

/* What may be left empty: NULL counts as "". Without blanks around it, owned by the caller; NULL when it
 * is not UTF-8. */
static char *reason_text(const char *value, struct err *err)
{
    return data_trimmed(value == NULL ? "" : value, err);
}

/* ---- rounds ---- */

typedef VEC(struct round) round_list;

static struct round *round_of(round_list *l, tema_id id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            return &l->v[i];
    return NULL;
}

static bool count_made(struct store *s, enum statement_id made, round_list *l, size_t field, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, made, err, ""))
        return false;
    while (db_step(&q)) {
        struct round *r = round_of(l, col_int(&q, "round"));
        if (r != NULL) {
            int64_t *counts[] = {&r->codings, &r->codes, &r->themes};
            *counts[field] = col_int(&q, "n");
        }
    }
    return db_end(&q, err);
}

static bool read_rounds(struct store *s, struct arena *a, round_list *l, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ROUNDS_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct round r = {.id = col_int(&q, "id")};
        r.guid = col_dup(&q, "guid", a);
        r.name = col_dup(&q, "name", a);
        r.stance = (enum round_stance)data_enum(&q, "stance", &round_stances);
        r.note = col_dup(&q, "note", a);
        r.coder = col_int(&q, "coder");
        r.started = col_int(&q, "started");
        r.ended = col_num(&q, "ended");
        vec_push(l, r);
    }
    return db_end(&q, err);
}

bool store_rounds(struct store *s, struct arena *a, struct round **ret, size_t *ret_n, struct err *err)
{
    round_list list = VEC_INIT;
    bool ok;
    if (!store_read_begin(s, err))
        return false;
    ok = read_rounds(s, a, &list, err) &&
         (list.n == 0 || (count_made(s, STATEMENT_ROUND_CODINGS, &list, 0, err) &&
                          count_made(s, STATEMENT_ROUND_CODES, &list, 1, err) &&
                          count_made(s, STATEMENT_ROUND_THEMES, &list, 2, err)));
    store_read_end(s);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

tema_id store_round(struct store *s)
{
    tema_id id = 0;
    return db_number(s, STATEMENT_ROUND_NOW, &id, NULL, NULL, "") ? id : 0;
}

static bool round_is_new(struct store *s, const char *name, bool *ret, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_ROUND_NAMED, &id, &found, err, "t", name))
        return false;
    *ret = !found;
    return true;
}

/* "Round N", N the first number from the count of rounds on that no round has. NULL on failure. */
static char *fresh_round_name(struct store *s, struct err *err)
{
    struct arena a = ARENA_INIT;
    round_list list = VEC_INIT;
    char *name = NULL;
    bool ok = read_rounds(s, &a, &list, err), fresh = false;
    for (size_t n = list.n + 1; ok && !fresh; n++) {
        mem_free(name);
        name = mem_printf(_("Round %zu"), n);
        ok = round_is_new(s, name, &fresh, err);
    }
    vec_release(&list);
    arena_release(&a);
    if (ok)
        return name;
    mem_free(name);
    return NULL;
}

bool store_start_round(struct store *s, const char *name, enum round_stance stance, const char *note,
                       tema_id *ret, struct err *err)
{
    char *clean, *more = NULL, guid[GUID_LEN + 1];
    bool fresh = true, ok = false;
    tema_id id;

    ACT_OPEN(s);
    clean = name == NULL ? fresh_round_name(s, err) : data_name(name, err);
    if (clean == NULL || (more = reason_text(note, err)) == NULL || !round_is_new(s, clean, &fresh, err))
        goto out;
    if (!fresh) {
        err_set(err, ERR_INPUT, _("there is a round '%s' already: give this one another name"), clean);
        goto out;
    }
    id = db_new_id(s);
    guid_new(guid);
    ok = db_run(s, STATEMENT_ROUNDS_END, err, "i", act_time(s)) &&
         db_run(s, STATEMENT_ROUND_ADD, err, "ittttii", id, guid, clean,
                enum_word(&round_stances, (int)stance), more, act_coder(s), act_time(s));
    if (ok && ret != NULL)
        *ret = id;
out:
    mem_free(more);
    mem_free(clean);
    return ok;
}

bool store_end_round(struct store *s, struct err *err)
{
    ACT_OPEN(s);
    if (!db_run(s, STATEMENT_ROUNDS_END, err, "i", act_time(s)))
        return false;
    return db_changes(s) > 0 || err_set(err, ERR_INPUT, _("no round goes on: there is none to end"));
}

/* ---- phases ---- */

bool store_phases(struct store *s, struct arena *a, struct phase_stay **ret, size_t *ret_n, struct err *err)
{
    VEC(struct phase_stay) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_PHASES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct phase_stay p = {.id = col_int(&q, "id"), .phase = (int)col_int(&q, "phase")};
        p.coder = col_int(&q, "coder");
        p.entered = col_int(&q, "entered");
        p.why = col_dup(&q, "why", a);
        p.left = col_num(&q, "left_at");
        p.left_why = col_dup(&q, "left_why", a);
        vec_push(&list, p);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_enter_phase(struct store *s, int phase, const char *why, struct err *err)
{
    char *reason;
    int64_t now;
    bool ok;

    ACT_OPEN(s);
    if (phase < 1 || phase > PHASES)
        return err_set(err, ERR_INPUT, _("there is no phase %d: the phases are 1 to %d"), phase, PHASES);
    if (!db_number(s, STATEMENT_PHASE_NOW, &now, NULL, err, ""))
        return false;
    if (now == phase)
        return err_set(err, ERR_INPUT, _("the study is in phase %d already"), phase);
    reason = reason_text(why, err);
    ok = reason != NULL && db_run(s, STATEMENT_PHASES_LEAVE, err, "it", act_time(s), reason) &&
         db_run(s, STATEMENT_PHASE_ENTER, err, "iiiit", db_new_id(s), (int64_t)phase, act_coder(s),
                act_time(s), reason);
    mem_free(reason);
    return ok;
}

bool store_leave_phase(struct store *s, const char *why, struct err *err)
{
    char *reason;
    bool ok;
    ACT_OPEN(s);
    reason = reason_text(why, err);
    ok = reason != NULL && db_run(s, STATEMENT_PHASES_LEAVE, err, "it", act_time(s), reason);
    mem_free(reason);
    if (ok && db_changes(s) == 0)
        ok = err_set(err, ERR_INPUT, _("the study is in no phase: there is none to leave"));
    return ok;
}

/* ---- the research question, patterns, roles ---- */

bool store_questions(struct store *s, struct arena *a, struct question **ret, size_t *ret_n, struct err *err)
{
    VEC(struct question) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_QUESTIONS_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct question w = {.id = col_int(&q, "id")};
        w.text = col_dup(&q, "text", a);
        w.reason = col_dup(&q, "reason", a);
        w.coder = col_int(&q, "coder");
        w.created = col_int(&q, "created");
        vec_push(&list, w);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* Is this how the question reads now? */
static bool question_stands(struct store *s, const char *text, bool *ret, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_QUESTION_NOW, err, ""))
        return false;
    *ret = db_step(&q) && strcmp(col_text(&q, "text"), text) == 0;
    return db_end(&q, err);
}

bool store_set_question(struct store *s, const char *text, const char *reason, struct err *err)
{
    char *words, *why = NULL;
    bool same = false, ok = false;

    ACT_OPEN(s);
    words = data_trimmed(text, err);
    if (words == NULL || (why = reason_text(reason, err)) == NULL)
        goto out;
    if (words[0] == '\0') {
        err_set(err, ERR_INPUT, _("the research question has no words in it"));
        goto out;
    }
    if (!question_stands(s, words, &same, err))
        goto out;
    if (same) {
        err_set(err, ERR_INPUT, _("this is how the research question reads already"));
        goto out;
    }
    ok = db_run(s, STATEMENT_QUESTION_ADD, err, "ittii", db_new_id(s), words, why, act_coder(s), act_time(s));
out:
    mem_free(why);
    mem_free(words);
    return ok;
}

/* What a new project has, as in schema.sql. */
static const char *first_pattern(enum project_pattern which)
{
    switch (which) {
    case PATTERN_ATTRIBUTION: return "{name}";
    case PATTERN_CITATION: return "{author}, {year}, p. {page}";
    }
    return "";
}

bool store_set_pattern(struct store *s, enum project_pattern which, const char *pattern, struct err *err)
{
    char *clean;
    bool ok;
    ACT_OPEN(s);
    clean = data_trimmed(pattern, err);
    if (clean != NULL && clean[0] == '\0') {
        mem_free(clean);
        clean = mem_strdup(first_pattern(which));
    }
    ok = clean != NULL;
    if (ok && strpbrk(clean, "\r\n") != NULL)
        ok = err_set(err, ERR_INPUT,
                     _("the pattern for who said it is one line: it goes on after a line break"));
    ok = ok && attribution_check(clean, err) &&
         db_run(s,
                which == PATTERN_ATTRIBUTION ? STATEMENT_PROJECT_SET_ATTRIBUTION
                                             : STATEMENT_PROJECT_SET_CITATION,
                err, "t", clean);
    mem_free(clean);
    return ok;
}

bool store_set_role(struct store *s, tema_id coder, enum coder_role role, struct err *err)
{
    tema_id id;
    bool found;
    ACT_OPEN(s);
    if (!db_number(s, STATEMENT_CODER_GET, &id, &found, err, "i", coder))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("this coder is not known to the project"));
    return db_run(s, STATEMENT_CODER_SET_ROLE, err, "it", coder, enum_word(&coder_roles, (int)role));
}

bool store_set_checked(struct store *s, tema_id source, bool checked, struct err *err)
{
    ACT_OPEN(s);
    return data_source(s, source, err) &&
           db_run(s, STATEMENT_SOURCE_SET_CHECKED, err, "im", source, checked ? act_time(s) : (int64_t)-1);
}

/* ---- set aside ---- */

bool store_set_aside(struct store *s, tema_id source, cp_off start, cp_off end, tema_id *ret_segment,
                     struct err *err)
{
    tema_id segment = 0, coding;
    bool coded;
    ACT_OPEN(s);
    if (!store_mark(s, source, start, end, &segment, err) ||
        !db_number(s, STATEMENT_SEGMENT_CODED, &coding, &coded, err, "i", segment))
        return false;
    if (coded)
        return err_set(err, ERR_INPUT,
                       _("these words carry a code, so they cannot be set aside: take the code off first"));
    if (!db_run(s, STATEMENT_SEGMENT_SET_ASIDE, err, "ii", segment, (int64_t)1))
        return false;
    if (ret_segment != NULL)
        *ret_segment = segment;
    return true;
}

bool store_unset_aside(struct store *s, tema_id segment, struct err *err)
{
    ACT_OPEN(s);
    if (!data_segment(s, segment, err) ||
        !db_run(s, STATEMENT_SEGMENT_SET_ASIDE, err, "ii", segment, (int64_t)0))
        return false;
    if (db_changes(s) == 0)
        return err_set(err, ERR_INPUT, _("this meaning unit is not set aside"));
    return data_drop_bare(s, segment, err);
}

/* ---- quotes ---- */

bool store_quotes(struct store *s, struct arena *a, struct quote **ret, size_t *ret_n, struct err *err)
{
    VEC(struct quote) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_QUOTES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct quote u = {.id = col_int(&q, "id"), .segment = col_int(&q, "segment")};
        u.guid = col_dup(&q, "guid", a);
        u.text = col_dup(&q, "text", a);
        u.coder = col_int(&q, "coder");
        u.created = col_int(&q, "created");
        vec_push(&list, u);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_star(struct store *s, tema_id segment, tema_id *ret, struct err *err)
{
    char guid[GUID_LEN + 1];
    tema_id id;
    bool found;
    ACT_OPEN(s);
    if (!data_segment(s, segment, err) || !db_number(s, STATEMENT_QUOTE_OF, &id, &found, err, "i", segment))
        return false;
    if (!found) {
        id = db_new_id(s);
        guid_new(guid);
        if (!db_run(s, STATEMENT_QUOTE_ADD, err, "itiii", id, guid, segment, act_coder(s), act_time(s)))
            return false;
    }
    if (ret != NULL)
        *ret = id;
    return true;
}

/* The segment that is quoted; *ret_same whether the quote is printed as `text` already. */
static bool get_quote(struct store *s, tema_id quote, const char *text, tema_id *ret_segment, bool *ret_same,
                      struct err *err)
{
    struct query q;
    bool found;
    if (!db_query(s, &q, STATEMENT_QUOTE_GET, err, "i", quote))
        return false;
    found = db_step(&q);
    if (found) {
        *ret_segment = col_int(&q, "segment");
        *ret_same = strcmp(col_text(&q, "text"), text) == 0;
    }
    if (!db_end(&q, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this quote is no longer there"));
}

bool store_unstar(struct store *s, tema_id quote, struct err *err)
{
    tema_id segment;
    bool same;
    ACT_OPEN(s);
    return get_quote(s, quote, "", &segment, &same, err) &&
           db_run(s, STATEMENT_QUOTE_DELETE, err, "i", quote);
}

/* Is `edited` what the segment's words say? */
static bool said_so(struct store *s, tema_id segment, const char *edited, struct err *err)
{
    struct buf said = BUF_INIT;
    const struct row_map *m;
    tema_id source;
    size_t start, end;
    bool has, ok = act_anchor_get(s, segment, &source, &start, &end, &has, err);
    if (ok && !has)
        ok = err_set(err, ERR_CORRUPT, _("a meaning unit stands nowhere in its source; 'check' says which"));
    ok = ok && act_map(s, source, &m, err) && text_words(s, m, start, end, &said, err) &&
         quote_verify(buf_str(&said), edited, err);
    buf_release(&said);
    return ok;
}

bool store_set_quote(struct store *s, tema_id quote, const char *text, struct err *err)
{
    char *edited;
    tema_id segment;
    bool same, ok;
    ACT_OPEN(s);
    edited = data_trimmed(text, err);
    ok = edited != NULL && get_quote(s, quote, edited, &segment, &same, err) &&
         (same || ((edited[0] == '\0' || said_so(s, segment, edited, err)) &&
                   db_run(s, STATEMENT_QUOTE_SET, err, "it", quote, edited)));
    mem_free(edited);
    return ok;
}
