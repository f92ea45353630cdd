/* What imports and exports told. */
#include "act_priv.h"
#include "tema/base/vec.h"
#include "tema/store/exchange.h"

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

/* What an export told stays, whatever is taken back: the file has gone out. */
bool store_tell(struct store *s, const struct told *t, struct err *err)
{
    ACT_OPEN(s);
    if (t->out)
        act_capture(s, false);
    bool ok = db_run(s, STATEMENT_TOLD_ADD, err, "iiittttti", db_new_id(s), (int64_t)t->out,
                     t->coder == 0 ? act_coder(s) : t->coder, or_empty(t->file), or_empty(t->format),
                     or_empty(t->encoding), or_empty(t->sha256), or_empty(t->text),
                     t->at <= 0 ? act_time(s) : t->at);
    if (t->out) {
        act_capture(s, true);
        act_note(s);
    }
    return ok;
}

bool store_told(struct store *s, struct arena *a, struct told **ret, size_t *ret_n, struct err *err)
{
    VEC(struct told) list = VEC_INIT;
    struct query q;
    if (!db_query(s, &q, STATEMENT_TOLD_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct told t = {.id = col_int(&q, "id")};
        t.out = col_int(&q, "out") != 0;
        t.coder = col_int(&q, "coder");
        t.file = col_dup(&q, "file", a);
        t.format = col_dup(&q, "format", a);
        t.encoding = col_dup(&q, "encoding", a);
        t.sha256 = col_dup(&q, "sha256", a);
        t.text = col_dup(&q, "text", a);
        t.at = col_int(&q, "at");
        vec_push(&list, t);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}
