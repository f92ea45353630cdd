/* What several commands need. */
#include <string.h>

#include "cli_priv.h"
#include "tema/base/file.h"
#include "tema/text/utf8.h"

enum { MOST_TEXT = 1 << 20 }; /* bytes of a memo from standard input */

bool as_json(const struct ctx *c)
{
    return option_given(c, "json");
}

const struct study *study_of(struct ctx *c, struct err *err)
{
    if (!c->study)
        c->study = app_study(c->app, err);
    return c->study;
}

bool source_arg(struct ctx *c, size_t word, const struct source **ret, struct err *err)
{
    const struct study *st = study_of(c, err);

    return st && study_find_source(st, c->words.v[word], ret, err);
}

bool code_arg(struct ctx *c, const char *path, const struct code **ret, struct err *err)
{
    const struct study *st = study_of(c, err);

    return st && study_find_code(st, path, ret, err);
}

bool split_pair(struct ctx *c, const char *word, char **ret_field, char **ret_value, struct err *err)
{
    const char *sign = strchr(word, '=');

    if (!sign || sign == word)
        return err_set(err, ERR_USAGE, _("'%s' is not of the form name=value"), word);
    *ret_field = arena_strndup(&c->arena, word, (size_t)(sign - word));
    *ret_value = arena_strdup(&c->arena, sign + 1);
    return true;
}

bool word_value(const struct enum_words *w, const char *word, const char *what, int *ret, struct err *err)
{
    struct buf list = BUF_INIT;

    *ret = enum_value(w, word);
    if (*ret >= 0)
        return true;
    for (int i = 0; w->word[i]; i++)
        buf_addf(&list, "%s%s", i > 0 ? ", " : "", w->word[i]);
    err_set(err, ERR_USAGE, _("'%s' is not a known %s: use one of %s"), word, what, buf_str(&list));
    buf_release(&list);
    return false;
}

bool text_arg(struct ctx *c, const char *word, char **ret, struct err *err)
{
    struct buf b = BUF_INIT;
    bool ok = true;

    if (strcmp(word, "-") != 0)
        buf_addstr(&b, word);
    else
        ok = file_read("-", MOST_TEXT, &b, err);
    while (ok && b.len > 0 && b.s[b.len - 1] == '\n')
        buf_splice(&b, b.len - 1, 1, "", 0);
    if (ok && (!utf8_valid(buf_str(&b), b.len, NULL) || strlen(buf_str(&b)) != b.len))
        ok = err_set(err, ERR_INPUT, _("the text is not valid UTF-8"));
    if (ok)
        *ret = arena_strdup(&c->arena, buf_str(&b));
    buf_release(&b);
    return ok;
}

bool scope_option(struct ctx *c, tema_scope otherwise, tema_scope *ret, struct err *err)
{
    const char *word = option_value(c, "scope");
    const struct coder *coder;
    const struct study *st;

    *ret = otherwise;
    if (!word)
        return true;
    if (strcmp(word, "all") == 0) {
        *ret = SCOPE_ALL;
    } else if (strcmp(word, "counted") == 0) {
        *ret = SCOPE_COUNTED;
    } else {
        st = study_of(c, err);
        if (!st || !study_find_coder(st, word, &coder, err))
            return false;
        *ret = coder->id;
    }
    return true;
}

const char *coder_name(const struct study *st, tema_id id)
{
    const struct coder *coder = study_coder(st, id);

    return coder ? coder->name : "?";
}
