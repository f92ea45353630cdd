/* Where each coder reads: outside acts and undo, and never worth waiting for. */
#include <string.h>

#include "db_priv.h"

bool store_reading(struct store *s, tema_id source, struct reading *ret, struct err *err)
{
    struct query q;
    struct reading r = {{0}, {0}};
    if (!db_query(s, &q, STATEMENT_READING_GET, err, "ii", s->coder, source))
        return false;
    if (db_step(&q)) {
        r.at.cp = (size_t)col_int(&q, "at");
        r.far.cp = (size_t)col_int(&q, "far");
    }
    if (!db_end(&q, err))
        return false;
    *ret = r;
    return true;
}

/* Someone else holding the file is no failure here: the place is written the next time. */
static bool unless_busy(struct store *s, int patience, bool ok, struct err *why, struct err *err)
{
    s->patience = patience;
    if (!ok && why->kind != ERR_BUSY && why->kind != ERR_CANCELLED)
        err_set(err, why->kind, "%s", err_text(why));
    else
        ok = true;
    err_release(why);
    return ok;
}

bool store_set_reading(struct store *s, tema_id source, struct reading r, struct err *err)
{
    struct err why = ERR_INIT;
    int patience = s->patience;
    if (s->read_only || s->coder_name[0] == '\0')
        return true;
    s->patience = 0;
    bool ok = db_know_coder(s, NULL, &why) && db_run(s, STATEMENT_READING_PUT, &why, "iiii", s->coder, source,
                                               (int64_t)r.at.cp, (int64_t)r.far.cp);
    return unless_busy(s, patience, ok, &why, err);
}

bool store_desk(struct store *s, struct arena *a, char **ret_screen, tema_id *ret_source, struct err *err)
{
    struct query q;
    char *screen = NULL;
    tema_id source = 0;
    if (!db_query(s, &q, STATEMENT_DESK_GET, err, "i", s->coder))
        return false;
    if (db_step(&q)) {
        screen = col_dup(&q, "screen", a);
        source = col_int(&q, "source");
    }
    if (!db_end(&q, err))
        return false;
    *ret_screen = screen == NULL ? arena_strdup(a, "") : screen;
    *ret_source = source;
    return true;
}

bool store_set_desk(struct store *s, const char *screen, tema_id source, struct err *err)
{
    struct err why = ERR_INIT;
    int patience = s->patience;
    if (s->read_only || s->coder_name[0] == '\0')
        return true;
    s->patience = 0;
    bool ok = db_know_coder(s, NULL, &why) && db_run(s, STATEMENT_DESK_PUT, &why, "ito", s->coder, screen, source);
    return unless_busy(s, patience, ok, &why, err);
}
