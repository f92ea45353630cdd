/* A whole study comes in, in one act. */
#include <string.h>

#include "take_priv.h"
#include "tema/base/mem.h"

/* The file's own bytes came in before, and what they brought stands: its sources have no GUIDs or digests by which to know them. */
static bool refuse_same_file(struct take *t, struct err *err)
{
    struct query q;
    const char *sha = t->m->sha256;
    if (t->m->again || t->x->sources.n == 0 || sha == NULL || sha[0] == '\0')
        return true;
    if (!db_query(t->s, &q, STATEMENT_TAKE_TOLD, err, "t", sha))
        return false;
    bool same = db_step(&q);
    char *file = mem_strdup(same ? col_text(&q, "file") : "");
    bool ok = db_end(&q, err);
    if (ok && same)
        ok = err_set(err, ERR_INPUT,
                     _("the same bytes are in the project already, from '%s' (--again takes them once more)"),
                     file);
    mem_free(file);
    return ok;
}

/* A study of our own into an empty project becomes that project. */
static bool take_project(struct take *t, struct err *err)
{
    const struct project *p = &t->x->project;
    struct project was;
    int64_t empty = 0;
    if (!t->x->ours)
        return true;
    if (!db_number(t->s, STATEMENT_TAKE_EMPTY, &empty, NULL, err, "") ||
        !store_project(t->s, &t->arena, &was, err))
        return false;
    t->whole = empty != 0;
    return !t->whole ||
           (TAKE_TEXTS(_("project"), err, p->guid, p->title, p->attribution, p->citation) &&
            db_run(t->s, STATEMENT_TAKE_PROJECT, err, "ttitt", p->guid[0] == '\0' ? was.guid : p->guid,
                   p->title[0] == '\0' ? was.title : take_name(t, p->title),
                   p->created < 0 ? was.created : p->created,
                   p->attribution[0] == '\0' ? was.attribution : p->attribution,
                   p->citation[0] == '\0' ? was.citation : p->citation));
}

static bool take_all(struct take *t, struct err *err)
{
    return refuse_same_file(t, err) && take_coders(t, err) && take_project(t, err) &&
           take_participants(t, err) && take_rounds(t, err) && take_codes(t, err) && take_sources(t, err) &&
           take_source_values(t, err) && take_codings(t, err) && take_themes(t, err) && take_memos(t, err) &&
           take_quotes(t, err) && take_process(t, err) && take_reviews(t, err) && take_versions(t, err) &&
           take_sets(t, err);
}

static bool tell(struct take *t, struct err *err)
{
    struct buf text = BUF_INIT;
    if (t->renamed_names > 0)
        exchange_note(t->x,
                      ngettext("%zu name was put on one line, or was empty and is now “%s”",
                               "%zu names were put on one line, or were empty and are now “%s”",
                               t->renamed_names),
                      t->renamed_names, _("unnamed"));
    for (size_t i = 0; i < t->x->notes.n; i++)
        buf_addf(&text, "%s%s", i == 0 ? "" : "\n", t->x->notes.v[i]);
    struct told told = {.file = t->m->file,
                        .format = t->m->format,
                        .encoding = t->m->encoding,
                        .sha256 = t->m->sha256,
                        .text = buf_str(&text)};
    bool ok = store_tell(t->s, &told, err);
    buf_release(&text);
    return ok;
}

bool store_take(struct store *s, struct exchange *x, const struct take_meta *m, struct take_result *ret,
                struct err *err)
{
    struct take_result result = {.first = 0};
    struct take t = {.s = s, .x = x, .m = m, .ret = &result};
    ACT_OPEN(s);
    bool ok = take_all(&t, err) && tell(&t, err);
    take_ids_release(&t);
    if (ok && ret != NULL)
        *ret = result;
    return ok;
}
