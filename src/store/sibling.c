/* Order among siblings. */
#include "sibling_priv.h"

#include <string.h>

#include "tema/base/mem.h"
#include "tema/model/orderkey.h"

bool sibling_read(struct query *q, struct arena *a, sibling_list *list, struct err *err)
{
    while (db_step(q)) {
        struct sibling c = {col_int(q, "id"), col_dup(q, "ord", a)};
        vec_push(list, c);
    }
    return db_end(q, err);
}

bool sibling_find(sibling_list *list, tema_id id, tema_id before, size_t *ret_at, bool *ret_same)
{
    size_t was = SIZE_MAX, at = SIZE_MAX, n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].id == before)
            at = n;
        if (list->v[i].id == id)
            was = n;
        else
            list->v[n++] = list->v[i];
    }
    list->n = n;
    *ret_at = before == 0 ? n : at;
    *ret_same = *ret_at == was;
    return *ret_at != SIZE_MAX;
}

/* Gives every sibling a fresh key, leaving one free before index `gap`; returns that one. */
static char *rekey(struct store *s, enum statement_id put, tema_id parent, const sibling_list *list,
                   size_t gap, struct err *err)
{
    for (size_t i = 0; i < list->n; i++) {
        char *ord = orderkey_nth(i < gap ? i : i + 1, list->n + 1);
        bool ok = db_run(s, put, err, "iot", list->v[i].id, parent, ord);
        mem_free(ord);
        if (!ok)
            return NULL;
    }
    return orderkey_nth(gap, list->n + 1);
}

char *sibling_key(struct store *s, enum statement_id put, tema_id parent, const sibling_list *list, size_t at,
                  struct err *err)
{
    const char *below = at > 0 ? list->v[at - 1].ord : NULL;
    const char *above = at < list->n ? list->v[at].ord : NULL;
    if (below != NULL && above != NULL && strcmp(below, above) >= 0)
        return rekey(s, put, parent, list, at, err);
    return orderkey_between(below, above);
}

bool sibling_put(struct store *s, enum statement_id put, tema_id id, tema_id parent, const sibling_list *list,
                 size_t at, struct err *err)
{
    char *ord = sibling_key(s, put, parent, list, at, err);
    bool ok = ord != NULL && db_run(s, put, err, "iot", id, parent, ord);
    mem_free(ord);
    return ok;
}
