/* Marking and coding. */
#include <string.h>

#include "app_priv.h"
#include "tema/app/themes.h"

/* ---- the codes that are wished for ---- */

char *join_path(char *const *names, size_t n, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addch(&b, '/');
        for (const char *p = names[i]; *p; p++) {
            if (*p == '/' || *p == '\\')
                buf_addch(&b, '\\');
            buf_addch(&b, *p);
        }
    }
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return ret;
}

/* The longest beginning of the path that names a code, and how many names it has (0: none does). An ambiguous
 * one is an error. */
static bool resolve_beginning(const struct code *codes, size_t ncodes, char **names, size_t n,
                              struct arena *a, tema_id *ret, size_t *ret_known, struct err *err)
{
    *ret_known = 0;
    *ret = 0;
    for (size_t known = n; known > 0; known--) {
        struct err e = ERR_INIT;
        bool ambiguous = false;
        bool ok = codetree_resolve(codes, ncodes, join_path(names, known, a), ret, &ambiguous, &e);

        if (ambiguous) {
            err_set(err, e.kind, "%s", err_text(&e));
            err_release(&e);
            return false;
        }
        err_release(&e);
        if (ok) {
            *ret_known = known;
            return true;
        }
    }
    return true;
}

bool code_for_wish(struct app *app, const struct code_wish *wish, struct arena *a, tema_id *ret, size_t *made,
                   struct err *err)
{
    struct code *codes;
    size_t ncodes, n, known;
    char **names;
    tema_id id;

    if (wish->code) {
        *ret = wish->code;
        return true;
    }
    /* Read here, not from the study: an earlier wish of this act may have made codes. */
    if (!codetree_split(wish->path, a, &names, &n, err) ||
        !store_codes(app->store, SCOPE_COUNTED, a, &codes, &ncodes, err) ||
        !resolve_beginning(codes, ncodes, names, n, a, &id, &known, err))
        return false;
    for (size_t i = known; i < n; i++) {
        if (!store_add_code(app->store, id, names[i], wish->origin, 0, &id, err))
            return false;
        if (made)
            ++*made;
    }
    *ret = id;
    return true;
}

/* The paths of codes after the act's changes, "A/B, C". */
static bool name_codes(struct app *app, const tema_id *ids, size_t n, struct arena *a, char **ret,
                       struct err *err)
{
    struct buf b = BUF_INIT;
    struct code *codes;
    size_t ncodes;

    if (!store_codes(app->store, SCOPE_COUNTED, a, &codes, &ncodes, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addstr(&b, ", ");
        buf_addstr(&b, codetree_find(codes, ncodes, ids[i]) ? codetree_path(codes, ncodes, ids[i], a) : "?");
    }
    *ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return true;
}

/* ---- acts ---- */

static bool give_codes(struct app *app, const struct study *st, tema_id segment,
                       const struct code_wish *codes, size_t n, struct arena *a, char **ret_names,
                       struct err *err)
{
    tema_id *ids = arena_array(a, n, sizeof *ids);
    struct buf b = BUF_INIT;
    size_t made = 0;

    for (size_t i = 0; i < n; i++) {
        if (!code_for_wish(app, &codes[i], a, &ids[i], &made, err) ||
            !store_code(app->store, segment, ids[i], NULL, err))
            return false;
    }
    if (made > 0)
        return name_codes(app, ids, n, a, ret_names, err);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addstr(&b, ", ");
        buf_addstr(&b, name_of_code(st, ids[i], a));
    }
    *ret_names = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return true;
}

bool app_mark(struct app *app, tema_id source, cp_off start, cp_off end, const struct code_wish *codes,
              size_t ncodes, tema_id *ret_segment, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, ncodes > 0 ? "code" : "mark", err);
    char *words = NULL, *names = NULL, *quote;
    tema_id segment = 0;
    bool ok = false;

    if (!st)
        return false;
    if (!store_mark(app->store, source, start, end, &segment, err) ||
        !(quote = quote_range(app, source, start, end, &a, err)))
        goto out;
    if (ncodes > 0 && !give_codes(app, st, segment, codes, ncodes, &a, &names, err))
        goto out;
    words = ncodes > 0
                ? arena_printf(&a, _("coded %s in %s with %s"), quote, name_of_source(st, source), names)
                : arena_printf(&a, _("marked %s in %s"), quote, name_of_source(st, source));
    ok = true;
out:
    ok = act_end(app, ok, words, said, err);
    if (ok && ret_segment)
        *ret_segment = segment;
    arena_release(&a);
    return ok;
}

/* What an act on one coding or meaning unit speaks of. */
struct subject {
    tema_id code;      /* of a coding */
    char *quote;       /* its words */
    const char *where; /* its source */
};

static bool name_subject(struct app *app, const struct study *st, tema_id source, cp_off start, cp_off end,
                         struct arena *a, struct subject *ret, struct err *err)
{
    ret->where = name_of_source(st, source);
    ret->quote = quote_range(app, source, start, end, a, err);
    return ret->quote != NULL;
}

/* As act_begin, and finds what it is about. */
static const struct study *begin_on_coding(struct app *app, const char *kind, tema_id coding, struct arena *a,
                                           struct subject *ret, struct err *err)
{
    const struct study *st = act_begin(app, kind, err);
    struct coding *c;

    if (st && store_coding_get(app->store, coding, a, &c, err) &&
        name_subject(app, st, c->source, c->start, c->end, a, ret, err)) {
        ret->code = c->code;
        return st;
    }
    store_rollback(app->store);
    return NULL;
}

static const struct study *begin_on_segment(struct app *app, const char *kind, tema_id segment,
                                            struct arena *a, struct subject *ret, struct err *err)
{
    const struct study *st = act_begin(app, kind, err);
    struct segment *s;

    if (st && store_segment_get(app->store, segment, a, &s, err) &&
        name_subject(app, st, s->source, s->start, s->end, a, ret, err))
        return st;
    store_rollback(app->store);
    return NULL;
}

bool app_uncode(struct app *app, tema_id coding, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct subject on;
    const struct study *st = begin_on_coding(app, "uncode", coding, &a, &on, err);
    bool ok = st && act_end(app, store_uncode(app->store, coding, err),
                            arena_printf(&a, _("took %s off %s in %s"), name_of_code(st, on.code, &a),
                                         on.quote, on.where),
                            said, err);

    arena_release(&a);
    return ok;
}

bool app_unmark(struct app *app, tema_id segment, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct subject on;
    bool ok = begin_on_segment(app, "unmark", segment, &a, &on, err) &&
              act_end(app, store_unmark(app->store, segment, err),
                      arena_printf(&a, _("unmarked %s in %s"), on.quote, on.where), said, err);

    arena_release(&a);
    return ok;
}

bool app_recode(struct app *app, tema_id coding, tema_id code, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct subject on;
    const struct study *st = begin_on_coding(app, "recode", coding, &a, &on, err);
    bool ok = st && act_end(app, store_recode(app->store, coding, code, err),
                            arena_printf(&a, _("recoded %s in %s from %s to %s"), on.quote, on.where,
                                         name_of_code(st, on.code, &a), name_of_code(st, code, &a)),
                            said, err);

    arena_release(&a);
    return ok;
}

bool app_recode_new(struct app *app, tema_id coding, const char *path, struct buf *said, struct err *err)
{
    const struct code_wish wish = {0, path, ORIGIN_INDUCTIVE};
    struct arena a = ARENA_INIT;
    struct subject on;
    const struct study *st = begin_on_coding(app, "recode", coding, &a, &on, err);
    char *words = NULL;
    tema_id code;
    bool ok =
        st && code_for_wish(app, &wish, &a, &code, NULL, err) && store_recode(app->store, coding, code, err);

    if (ok)
        words = arena_printf(&a, _("recoded %s in %s from %s to the new code %s"), on.quote, on.where,
                             name_of_code(st, on.code, &a), path);
    if (st)
        ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_set_condensed(struct app *app, tema_id segment, const char *text, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct subject on;
    bool ok = false;

    if (begin_on_segment(app, "condense", segment, &a, &on, err)) {
        const char *words =
            *text ? arena_printf(&a, _("condensed %s in %s to %s"), on.quote, on.where,
                                 quote_text(text, strlen(text), &a))
                  : arena_printf(&a, _("removed the condensed wording of %s in %s"), on.quote, on.where);

        ok = act_end(app, store_set_condensed(app->store, segment, text, err), words, said, err);
    }
    arena_release(&a);
    return ok;
}

/* ---- memos ---- */

/* What a memo is about, for a sentence; NULL (and err) when there is no such thing. */
static char *name_target(struct app *app, const struct study *st, enum memo_about about, tema_id target,
                         struct arena *a, struct err *err)
{
    const struct structure *built;
    struct segment *s;
    struct subject on;

    switch (about) {
    case MEMO_PROJECT: return arena_strdup(a, _("the project"));
    case MEMO_SOURCE:
        if (study_source(st, target))
            return arena_strdup(a, name_of_source(st, target));
        break;
    case MEMO_CODE:
        if (study_code(st, target))
            return arena_strdup(a, name_of_code(st, target, a));
        break;
    case MEMO_THEME:
        if (study_theme(st, target))
            return arena_printf(a, _("the theme %s"), name_of_theme(st, target, a));
        break;
    case MEMO_STRUCTURE:
        built = study_structure(st, target);
        if (built)
            return arena_printf(a, _("the thematic structure %s"),
                                quote_text(built->name, strlen(built->name), a));
        break;
    case MEMO_SEGMENT:
        if (!store_segment_get(app->store, target, a, &s, err) ||
            !name_subject(app, st, s->source, s->start, s->end, a, &on, err))
            return NULL;
        return arena_printf(a, _("%s in %s"), on.quote, on.where);
    }
    err_set(err, ERR_NOT_FOUND, _("there is no %s %lld"), enum_word(&memo_abouts, (int)about),
            (long long)target);
    return NULL;
}

static bool check_memo(const char *text, struct err *err)
{
    if (text[strspn(text, " \t\r\n")] == '\0')
        return err_set(err, ERR_INPUT, _("the memo is empty"));
    return true;
}

bool app_add_memo(struct app *app, enum memo_about about, tema_id target, const char *text, struct buf *said,
                  struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st;
    char *words = NULL, *name;
    bool ok = false;

    if (!check_memo(text, err) || !(st = act_begin(app, "memo", err)))
        return false;
    name = name_target(app, st, about, target, &a, err);
    if (name) {
        words = arena_printf(&a, _("wrote a memo on %s: %s"), name, quote_text(text, strlen(text), &a));
        ok = store_add_memo(app->store, about, target, text, NULL, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_set_memo(struct app *app, tema_id memo, const char *text, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct memo *old = NULL;
    struct memo *memos;
    char *words = NULL;
    size_t n;
    bool ok = false;

    if (!act_begin(app, "memo", err))
        return false;
    if (!store_memos(app->store, &a, &memos, &n, err))
        goto out;
    for (size_t i = 0; i < n && !old; i++)
        old = memos[i].id == memo ? &memos[i] : NULL;
    if (!old) {
        err_set(err, ERR_NOT_FOUND, _("there is no memo %lld"), (long long)memo);
        goto out;
    }
    words = *text ? arena_printf(&a, _("rewrote a memo: %s"), quote_text(text, strlen(text), &a))
                  : arena_printf(&a, _("removed the memo %s"), quote_text(old->text, strlen(old->text), &a));
    ok = store_set_memo(app->store, memo, text, err);
out:
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}

bool app_memo_on_range(struct app *app, tema_id source, cp_off start, cp_off end, const char *text,
                       struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st;
    char *words = NULL, *quote;
    tema_id segment;
    bool ok = false;

    if (!check_memo(text, err) || !(st = act_begin(app, "memo", err)))
        return false;
    if (store_mark(app->store, source, start, end, &segment, err) &&
        (quote = quote_range(app, source, start, end, &a, err)) != NULL) {
        words = arena_printf(&a, _("wrote a memo on %s in %s: %s"), quote, name_of_source(st, source),
                             quote_text(text, strlen(text), &a));
        ok = store_add_memo(app->store, MEMO_SEGMENT, segment, text, NULL, err);
    }
    ok = act_end(app, ok, words, said, err);
    arena_release(&a);
    return ok;
}
