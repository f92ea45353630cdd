/* The supervisor's review: threads on codings, each entry with what it was given on. */
#include <string.h>

#include "act_priv.h"
#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/model/review.h"
#include "tema/store/reviews.h"
#include "version_priv.h"

enum { SAID_MOST = 2000 }; /* code points of the words that are kept with an entry */

bool store_reviews(struct store *s, tema_id coding, struct arena *a, struct review_entry **ret, size_t *ret_n,
                   struct err *err)
{
    VEC(struct review_entry) list = VEC_INIT;
    struct query q;
    if (coding == 0 ? !db_query(s, &q, STATEMENT_REVIEW_LIST, err, "")
                    : !db_query(s, &q, STATEMENT_REVIEW_THREAD, err, "i", coding))
        return false;
    while (db_step(&q)) {
        struct review_entry e = {.id = col_int(&q, "id"), .guid = col_dup(&q, "guid", a)};
        e.coding = col_int(&q, "coding");
        e.kind = (enum review_kind)data_enum(&q, "kind", &review_kinds);
        e.text = col_dup(&q, "text", a);
        e.code = col_int(&q, "code");
        e.said = col_dup(&q, "said", a);
        e.coder = col_int(&q, "coder");
        e.created = col_int(&q, "created");
        e.gone = col_int(&q, "gone") != 0;
        e.holds = col_int(&q, "holds") != 0;
        vec_push(&list, e);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof **ret);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* ---- what an entry is given on ---- */

struct given_on {
    bool gone;
    tema_id segment, code;
    int64_t meaning;
    char *words; /* the fingerprint */
    size_t nwords;
    char *said;
};

static char *keep_words(struct query *q, struct arena *a, size_t *ret_n)
{
    *ret_n = col_bytes(q, "words");
    return arena_copy(a, col_blob(q, "words"), *ret_n, 1);
}

static bool read_said(struct store *s, tema_id segment, struct arena *a, char **ret, struct err *err)
{
    const struct row_map *m;
    struct buf b = BUF_INIT;
    tema_id source = 0;
    size_t start = 0, end = 0;
    bool has = false, ok = act_anchor_get(s, segment, &source, &start, &end, &has, err);
    if (ok && has) {
        bool more = end - start > SAID_MOST;
        ok = act_map(s, source, &m, err) && text_words(s, m, start, more ? start + SAID_MOST : end, &b, err);
        if (more)
            buf_addstr(&b, "…");
    }
    *ret = arena_strndup(a, buf_str(&b), b.len);
    buf_release(&b);
    return ok;
}

static bool read_coding(struct store *s, tema_id coding, struct arena *a, struct given_on *ret,
                        bool *ret_hidden, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_REVIEW_CODING, err, "i", coding))
        return false;
    ret->gone = !db_step(&q);
    *ret_hidden = !ret->gone && col_int(&q, "hidden") != 0;
    if (!ret->gone) {
        ret->segment = col_int(&q, "segment");
        ret->code = col_int(&q, "code");
        ret->meaning = col_int(&q, "meaning");
        ret->words = keep_words(&q, a, &ret->nwords);
    }
    return db_end(&q, err) && (ret->gone || *ret_hidden || read_said(s, ret->segment, a, &ret->said, err));
}

/* Of a coding that has gone: what the last entry was given on. */
static bool read_last(struct store *s, tema_id coding, struct arena *a, struct given_on *ret, bool *ret_found,
                      struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_REVIEW_LAST, err, "i", coding))
        return false;
    *ret_found = db_step(&q);
    if (*ret_found) {
        ret->code = col_int(&q, "code");
        ret->meaning = col_int(&q, "meaning");
        ret->words = keep_words(&q, a, &ret->nwords);
        ret->said = col_dup(&q, "said", a);
    }
    return db_end(&q, err);
}

/* ---- adding ---- */

static bool is_verdict(enum review_kind kind)
{
    return kind == REVIEW_AGREED || kind == REVIEW_QUESTIONED || kind == REVIEW_DISAGREED;
}

/* What was asked of a coding that has gone, or of one that cannot be seen. */
static bool refuse_gone(enum review_kind kind, bool entries, struct err *err)
{
    if (!entries)
        return err_set(err, ERR_NOT_FOUND, _("the coding has gone: there is nothing to review"));
    return err_set(
        err, ERR_NOT_FOUND,
        kind == REVIEW_WITHDRAWN
            ? _("the coding has gone: its verdicts hold no more; a comment can still be written")
            : _("the coding has gone: it cannot be judged any more; a comment can still be written"));
}

/* Is there something to withdraw, or to close? */
static bool check_thread(struct store *s, tema_id coding, enum review_kind kind, struct arena *a,
                         struct err *err)
{
    struct review_entry *e;
    size_t n;
    bool own = false;
    if (kind != REVIEW_WITHDRAWN && kind != REVIEW_RESOLVED)
        return true;
    if (!store_reviews(s, coding, a, &e, &n, err))
        return false;
    if (kind == REVIEW_RESOLVED)
        return review_fold(e, n).open ||
               err_set(err, ERR_INPUT, _("nothing is open on this coding: there is no thread to close"));
    for (size_t i = 0; i < n; i++)
        if (e[i].coder == act_coder(s) && (is_verdict(e[i].kind) || e[i].kind == REVIEW_WITHDRAWN))
            own = is_verdict(e[i].kind);
    return own ||
           err_set(err, ERR_INPUT, _("you have given no verdict on this coding that could be withdrawn"));
}

bool store_add_review(struct store *s, tema_id coding, enum review_kind kind, const char *text, tema_id *ret,
                      struct err *err)
{
    struct arena a = ARENA_INIT;
    struct given_on on = {.gone = false};
    char guid[GUID_LEN + 1];
    bool hidden = false, entries = false, ok = false;
    int64_t newest = 0;
    tema_id id;

    ACT_OPEN(s);
    if (!data_text(text, err) || !db_number(s, STATEMENT_REVIEW_NEWEST, &newest, NULL, err, "i", coding) ||
        !read_coding(s, coding, &a, &on, &hidden, err))
        goto out;
    if (kind == REVIEW_COMMENT && data_is_blank(text)) {
        err_set(err, ERR_INPUT, _("a comment without words says nothing"));
        goto out;
    }
    if (on.gone && !read_last(s, coding, &a, &on, &entries, err))
        goto out;
    if (hidden || (on.gone && (!entries || (kind != REVIEW_COMMENT && kind != REVIEW_RESOLVED)))) {
        refuse_gone(kind, entries, err);
        goto out;
    }
    if (!check_thread(s, coding, kind, &a, err))
        goto out;
    id = db_new_id(s);
    guid_new(guid);
    ok = db_run(s, STATEMENT_REVIEW_ADD, err, "itittiibtii", id, guid, coding,
                enum_word(&review_kinds, (int)kind), data_is_blank(text) ? "" : text, on.code, on.meaning,
                (const void *)on.words, on.nwords, on.said, act_coder(s), act_time_after(s, newest));
    if (ok && ret != NULL)
        *ret = id;
out:
    arena_release(&a);
    return ok;
}
