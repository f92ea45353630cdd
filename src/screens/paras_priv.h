/* Paragraphs in roles, wrapped to a width: a meaning unit in its context, a thread, what a version says. */
#ifndef TEMA_PARAS_PRIV_H
#define TEMA_PARAS_PRIV_H

#include <stddef.h>

#include "tema/base/arena.h"
#include "tema/base/vec.h"
#include "tema/ui/canvas.h"

struct para {
    const char *text; /* borrowed */
    struct style st;
    int indent;          /* columns left free */
    size_t from, to;     /* these bytes of the text … */
    struct style inside; /* … have a style of their own */
};
typedef VEC(struct para) paras;

void para_add(paras *p, struct style st, int indent, const char *text);
/* With a label in front: "definition  …". */
void para_label(paras *p, int indent, const char *label, const char *text, struct arena *a);
/* A meaning unit between the words around it, which were asked for up to `context` code points; where they were
 * cut "…" stands in place of the word that may have been halved. */
void para_unit(paras *p, int indent, const char *before, const char *words, const char *after, int context,
               struct arena *a);

int paras_rows(const struct para *v, size_t n, int width);
/* Draws them one below the other, the first `skip` lines left out. */
void paras_draw(const struct para *v, size_t n, struct canvas *c, struct rect r, int skip);

#endif
