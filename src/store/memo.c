/* Memos: dated notes on anything. */
#include <string.h>

#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"

bool store_memos(struct store *s, struct arena *a, struct memo **ret, size_t *ret_n, struct err *err)
{
    VEC(struct memo) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_MEMOS_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct memo m = {.id = col_int(&q, "id")};
        m.guid = col_dup(&q, "guid", a);
        m.about = (enum memo_about)data_enum(&q, "about", &memo_abouts);
        m.target = col_int(&q, "target");
        m.coder = col_int(&q, "coder");
        m.text = col_dup(&q, "text", a);
        m.created = col_int(&q, "created");
        m.changed = col_int(&q, "changed");
        vec_push(&list, m);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* False (ERR_NOT_FOUND) when the statement finds none of that id; `gone` says so. */
static bool is_there(struct store *s, enum statement_id find, tema_id id, const char *gone, struct err *err)
{
    tema_id there;
    bool found;
    if (!db_number(s, find, &there, &found, err, "i", id))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, "%s", gone);
}

/* What a memo is to be about must be there; about the project the target is 0. */
static bool memo_target(struct store *s, enum memo_about about, tema_id target, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct code c;
    bool ok = true;
    switch (about) {
    case MEMO_PROJECT:
        ok = target == 0 || err_set(err, ERR_INPUT, _("a memo on the project is about nothing else"));
        break;
    case MEMO_SOURCE: ok = data_source(s, target, err); break;
    case MEMO_SEGMENT: ok = data_segment(s, target, err); break;
    case MEMO_CODE: ok = data_code(s, target, &a, &c, err); break;
    case MEMO_THEME:
        ok = is_there(s, STATEMENT_MEMO_THEME, target, _("this theme is no longer there"), err);
        break;
    case MEMO_STRUCTURE:
        ok = is_there(s, STATEMENT_MEMO_STRUCTURE, target, _("this thematic structure is no longer there"),
                      err);
        break;
    }
    arena_release(&a);
    return ok;
}

bool store_add_memo(struct store *s, enum memo_about about, tema_id target, const char *text, tema_id *ret,
                    struct err *err)
{
    char guid[GUID_LEN + 1];
    tema_id id;
    ACT_OPEN(s);
    if (!data_text(text, err))
        return false;
    if (data_is_blank(text))
        return err_set(err, ERR_INPUT, _("the memo has no words in it"));
    if (!memo_target(s, about, target, err))
        return false;
    id = db_new_id(s);
    guid_new(guid);
    if (!db_run(s, STATEMENT_MEMO_ADD, err, "ittiiti", id, guid, enum_word(&memo_abouts, (int)about), target,
                act_coder(s), text, act_time(s)))
        return false;
    if (ret != NULL)
        *ret = id;
    return true;
}

bool store_set_memo(struct store *s, tema_id memo, const char *text, struct err *err)
{
    struct query q;
    bool found, same;
    ACT_OPEN(s);
    if (!data_text(text, err) || !db_query(s, &q, STATEMENT_MEMO_GET, err, "i", memo))
        return false;
    found = db_step(&q);
    same = found && strcmp(col_text(&q, "text"), text) == 0;
    if (!db_end(&q, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("this memo is no longer there"));
    if (same)
        return true;
    if (data_is_blank(text))
        return db_run(s, STATEMENT_MEMO_DELETE, err, "i", memo);
    return db_run(s, STATEMENT_MEMO_SET, err, "iti", memo, text, act_time(s));
}
