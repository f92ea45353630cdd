/* The themes that stand, as rows and columns of a table. */
#include <string.h>

#include "report_priv.h"
#include "tema/base/i18n.h"
#include "tema/model/themetree.h"

static bool stands(const struct theme *t)
{
    return t->status == THEME_CANDIDATE || t->status == THEME_KEPT;
}

struct standing standing_themes(struct report *r, const struct report_themes *t)
{
    struct standing s = {.t = t};
    int left_out = -1; /* depth of the theme that takes all below it along, -1 for none */
    s.v = arena_array(&r->arena, t->n + 1, sizeof *s.v);
    s.levels = t->structure->nlevels > 0 ? t->structure->nlevels : 1;
    for (size_t i = 0; i < t->n; i++) {
        const struct theme *x = &t->themes[i];
        if (x->structure != t->structure->id)
            continue;
        if (left_out >= 0 && x->depth > left_out)
            continue;
        left_out = stands(x) ? -1 : x->depth;
        if (left_out >= 0)
            continue;
        s.v[s.n++] = x;
        if ((size_t)x->depth + 1 > s.levels)
            s.levels = (size_t)x->depth + 1;
    }
    return s;
}

bool report_has_themes(const struct report_themes *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->themes[i].structure == t->structure->id && t->themes[i].depth == 0 && stands(&t->themes[i]))
            return true;
    return false;
}

bool standing_is_leaf(const struct standing *s, size_t i)
{
    return i + 1 == s->n || s->v[i + 1]->depth <= s->v[i]->depth;
}

struct span *standing_spans(struct report *r, const struct standing *s, const tema_id *theme, size_t size,
                            size_t n)
{
    struct span *spans = arena_array(&r->arena, s->n + 1, sizeof *spans);
    size_t at = 0;
    for (size_t i = 0; i < s->n; i++) {
        spans[i].first = at;
        while (at < n && *(const tema_id *)(const void *)((const char *)theme + at * size) == s->v[i]->id)
            at++;
        spans[i].end = at;
    }
    return spans;
}

bool standing_has_row(const struct standing *s, const struct span *spans, size_t i)
{
    return standing_is_leaf(s, i) || spans[i].first < spans[i].end;
}

size_t standing_rows(const struct standing *s, const struct span *spans, size_t first, size_t end,
                     bool joined)
{
    size_t rows = 0;
    for (size_t i = first; i < end; i++) {
        size_t n = spans[i].end - spans[i].first;
        rows += n > 0 && !joined ? n : standing_has_row(s, spans, i);
    }
    return rows;
}

const struct theme *standing_at(const struct standing *s, size_t i, size_t level)
{
    if (level > (size_t)s->v[i]->depth)
        return NULL;
    while ((size_t)s->v[i]->depth != level)
        i--; /* what lies above comes before, nothing of its level between */
    return s->v[i];
}

/* A level below the study's last word has that word and a number, so that no two columns have the same name. */
void standing_columns(struct report *r, const struct standing *s, size_t from, struct report_column *cols)
{
    size_t words = s->t->structure->nlevels;
    for (size_t i = from; i < s->levels; i++) {
        const char *word = words == 0 ? _("theme") : themetree_level(s->t->structure, (int)i);
        char *name = i < words || i == 0 ? arena_strdup(&r->arena, word)
                                         : arena_printf(&r->arena, "%s %zu", word, i - words + 2);
        cols[i - from] = (struct report_column){name, name, REPORT_FOR_ALL};
    }
}

void standing_name(struct report *r, const struct standing *s, size_t from, struct report_cell *row, size_t i,
                   size_t before)
{
    for (size_t level = from; level < s->levels; level++) {
        const struct theme *t = standing_at(s, i, level);
        if (!t)
            return;
        set_text(r, &row[level - from], t->name);
        row[level - from].repeats = before != SIZE_MAX && standing_at(s, before, level) == t;
    }
}
