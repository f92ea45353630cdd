/* Paragraphs in roles: wrapping and drawing. */
#include "paras_priv.h"

#include <stdbool.h>
#include <string.h>

#include "tema/text/utf8.h"
#include "tema/text/wrap.h"

void para_add(paras *p, struct style st, int indent, const char *text)
{
    vec_push(p, ((struct para){.text = text, .st = st, .indent = indent}));
}

void para_label(paras *p, int indent, const char *label, const char *text, struct arena *a)
{
    struct para x = {.text = arena_printf(a, "%s  %s", label, text), .st = S(NORMAL), .indent = indent};
    x.to = strlen(label);
    x.inside = S(LABEL);
    vec_push(p, x);
}

/* Reading stops at the edge of a character, a few code points before the limit at most. */
static bool is_cut(const char *s, int context)
{
    enum { CLUSTER = 8 };
    return utf8_count(s, strlen(s)) + CLUSTER > (size_t)context;
}

static const char *cut_before(const char *s, int context, struct arena *a)
{
    const char *blank = is_cut(s, context) ? strpbrk(s, " \n") : NULL;
    return blank ? arena_printf(a, "…%s", blank) : s;
}

static const char *cut_after(const char *s, int context, struct arena *a)
{
    size_t n = strlen(s);
    bool cut = is_cut(s, context);
    for (size_t i = n; cut && i > 0; i--)
        if (s[i - 1] == ' ' || s[i - 1] == '\n')
            return arena_printf(a, "%.*s…", (int)i, s);
    while (n > 0 && strchr(" \n\t\f", s[n - 1]))
        n--;
    return arena_strndup(a, s, n);
}

void para_unit(paras *p, int indent, const char *before, const char *words, const char *after, int context,
               struct arena *a)
{
    before = cut_before(before, context, a);
    struct para x = {.st = S(DIM), .indent = indent};
    x.text = arena_printf(a, "%s%s%s", before, words, cut_after(after, context, a));
    x.from = strlen(before);
    x.to = x.from + strlen(words);
    x.inside = S(NORMAL);
    vec_push(p, x);
}

static int inner_width(const struct para *x, int width)
{
    return width - x->indent < 2 ? 2 : width - x->indent;
}

int paras_rows(const struct para *v, size_t n, int width)
{
    wrap_lines lines = VEC_INIT;
    for (size_t i = 0; i < n; i++)
        wrap_text(v[i].text, strlen(v[i].text), inner_width(&v[i], width), &lines);
    int rows = (int)lines.n;
    vec_release(&lines);
    return rows;
}

static void draw_line(const struct para *x, const struct wrap_line *l, struct canvas *c, int row, int col)
{
    const char *s = x->text + l->start.b;
    canvas_textn(c, row, col, x->st, s, l->end.b - l->start.b);
    if (x->to <= l->start.b || x->from >= l->end.b)
        return;
    size_t a = x->from > l->start.b ? x->from - l->start.b : 0;
    size_t z = (x->to < l->end.b ? x->to : l->end.b) - l->start.b;
    canvas_restyle(c, (struct rect){row, col + canvas_width(s, a), 1, canvas_width(s + a, z - a)}, x->inside);
}

void paras_draw(const struct para *v, size_t n, struct canvas *c, struct rect r, int skip)
{
    int at = 0;
    struct rect former = canvas_clip(c, r);
    for (size_t i = 0; i < n && at - skip < r.rows; i++) {
        wrap_lines lines = VEC_INIT;
        wrap_text(v[i].text, strlen(v[i].text), inner_width(&v[i], r.cols), &lines);
        for (size_t k = 0; k < lines.n; k++, at++)
            if (at >= skip && at - skip < r.rows)
                draw_line(&v[i], &lines.v[k], c, r.row + at - skip, r.col + v[i].indent);
        vec_release(&lines);
    }
    canvas_unclip(c, former);
}
