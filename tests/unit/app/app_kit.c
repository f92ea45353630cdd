#include "app_kit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tema/base/file.h"
#include "tema/text/utf8.h"

struct app *kit;
struct arena kit_arena;
struct buf said;
struct err err;

const char kit_text[] = "Intervjuer: Hva tenker du om KI?\n"
                        "Kari: Det er litt skummelt, men også nyttig.\n"
                        "Intervjuer: Hvorfor?\n"
                        "Kari: Jeg vet ikke hvem som bestemmer.\n";

static char folder[] = "/tmp/tema-app-XXXXXX";
static char *project;

const char *kit_file(const char *name, const char *bytes, size_t n)
{
    char *path = arena_printf(&kit_arena, "%s/%s", folder, name);

    DOES(file_write(path, bytes, n, 0600, &err));
    return path;
}

void kit_start(void)
{
    cr_assert_not_null(mkdtemp(folder));
    project = arena_printf(&kit_arena, "%s/s.tema", folder);
    DOES(app_create(project, "Prøve", NULL, 0600, "Anna", &kit, &err));
    kit_import("en.txt", kit_text);
}

void kit_stop(void)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;

    app_free(kit);
    while (dir && (e = readdir(dir)) != NULL)
        unlink(arena_printf(&kit_arena, "%s/%s", folder, e->d_name));
    if (dir)
        closedir(dir);
    rmdir(folder);
    buf_release(&said);
    err_release(&err);
    arena_release(&kit_arena);
}

void kit_as(const char *coder)
{
    app_free(kit);
    kit = NULL;
    DOES(app_open(project, coder, false, &kit, &err));
}

tema_id kit_import(const char *name, const char *text)
{
    struct import_options opt = {.kind = -1};
    struct import_outcome out;

    DOES(app_import(kit, kit_file(name, text, strlen(text)), &opt, &kit_arena, &out, &err));
    return out.source;
}

tema_id kit_source(const char *name)
{
    const struct study *st = app_study(kit, &err);
    const struct source *s;

    DOES(st && study_find_source(st, name, &s, &err));
    return s->id;
}

tema_id kit_code(const char *path)
{
    const struct study *st = app_study(kit, &err);
    const struct code *c;

    DOES(st && study_find_code(st, path, &c, &err));
    return c->id;
}

size_t kit_place(const char *words)
{
    const char *at = strstr(kit_text, words);

    cr_assert_not_null(at);
    return utf8_count(kit_text, (size_t)(at - kit_text));
}

tema_id kit_mark(const char *words, const char *path)
{
    size_t at = kit_place(words);
    struct code_wish wish = {0, path, ORIGIN_INDUCTIVE};
    tema_id segment;

    DOES(app_mark(kit, kit_source("en.txt"), (cp_off){at}, (cp_off){at + utf8_count(words, strlen(words))},
                  &wish, path ? 1 : 0, &segment, &said, &err));
    return segment;
}

static struct coding *codings(size_t *n)
{
    struct coding *c;

    DOES(app_codings(kit, SCOPE_ALL, 0, 0, &kit_arena, &c, n, &err));
    return c;
}

size_t kit_codings(void)
{
    size_t n;

    codings(&n);
    return n;
}

tema_id kit_coding(size_t i)
{
    size_t n;
    struct coding *c = codings(&n);

    cr_assert_lt(i, n);
    return c[i].id;
}

const char *kit_paths(void)
{
    const struct study *st = app_study(kit, &err);
    char *list = arena_strdup(&kit_arena, "");

    cr_assert_not_null(st);
    for (size_t i = 0; i < st->ncodes; i++)
        if (st->codes[i].status == CODE_ACTIVE)
            list = arena_printf(&kit_arena, "%s%s%s", list, *list ? " " : "",
                                codetree_path(st->codes, st->ncodes, st->codes[i].id, &kit_arena));
    return list;
}

const char *kit_words(tema_id source)
{
    struct buf b = BUF_INIT;
    struct doc d;
    char *ret;

    doc_init(&d);
    DOES(app_doc(kit, source, &d, &err));
    doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &b);
    ret = arena_strdup(&kit_arena, buf_str(&b));
    buf_release(&b);
    doc_release(&d);
    return ret;
}

size_t kit_acts(void)
{
    struct act_row *rows;
    size_t n;

    DOES(app_log(kit, 0, 0, &kit_arena, &rows, &n, &err));
    return n;
}
