/* What tema itself wrote into descriptions (refi_write.c), taken apart again. */
#include <string.h>

#include "fields_priv.h"
#include "refi_priv.h"

/* The enum's value of that word, `usual` when it is none. */
static int word_of(const struct enum_words *w, const char *s, int usual)
{
    int value = *s ? enum_value(w, s) : -1;
    return value < 0 ? usual : value;
}

static void code_of(struct exchange *x, struct code *c)
{
    struct field f[] = {{"Include", NULL}, {"Exclude", NULL}, {"Example", NULL},
                        {"Status", NULL},  {"Origin", NULL},  {"Level", NULL}};
    c->definition = fields_read(c->definition, f, sizeof f / sizeof *f, &x->arena);
    c->include = f[0].value;
    c->exclude = f[1].value;
    c->example = f[2].value;
    /* into what it was merged is not said, so it is dropped */
    if (word_of(&code_statuses, f[3].value, CODE_ACTIVE) != CODE_ACTIVE)
        c->status = CODE_DROPPED;
    c->origin = (enum code_origin)word_of(&code_origins, f[4].value, ORIGIN_INDUCTIVE);
    c->level = (enum code_level)word_of(&code_levels, f[5].value, LEVEL_SEMANTIC);
}

static void source_of(struct exchange *x, struct source *s)
{
    struct field f[] = {{"Kind", NULL}, {"Date", NULL}, {"Method", NULL}, {"Author", NULL}};
    char *more = fields_read(s->method, f, sizeof f / sizeof *f, &x->arena);
    if (more[0]) /* written in another program */
        exchange_memo(x, MEMO_SOURCE, s->id, "", more);
    s->kind = (enum source_kind)word_of(&source_kinds, f[0].value, (int)s->kind);
    s->date = f[1].value;
    s->method = f[2].value;
    s->author = f[3].value;
}

void refi_ours(struct exchange *x)
{
    for (size_t i = 0; i < x->codes.n; i++)
        code_of(x, &x->codes.v[i].c);
    for (size_t i = 0; i < x->sources.n; i++)
        source_of(x, &x->sources.v[i].s);
}
