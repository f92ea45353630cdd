/* Analytic frameworks to start a codebook from: JSON, {"tema-framework":1, "name", "title", "source", "codes":[{"name", "definition", "include",
 * "exclude", "colour":"#rrggbb", "codes":[…]}]}. */
#ifndef TEMA_FORMATS_FRAMEWORK_H
#define TEMA_FORMATS_FRAMEWORK_H

#include "tema/base/arena.h"
#include "tema/base/err.h"
#include "tema/base/vec.h"
#include "tema/model/types.h"

struct framework {
    struct arena arena;
    char *name, *title, *source;
    VEC(struct code) codes; /* parents before children; id is the index + 1, parent likewise; origin deductive; colour 0 when not given */
};

void framework_init(struct framework *f);
void framework_release(struct framework *f);
bool framework_parse(const char *json, size_t n, struct framework *out, struct err *err);
/* A built-in one by name ("leavitt", "toe"), else a file. ERR_NOT_FOUND lists the built-in ones. */
bool framework_load(const char *name_or_path, struct framework *out, struct err *err);

#endif
