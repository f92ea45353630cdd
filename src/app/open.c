/* Finding, opening and making a project. */
#include <dirent.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app_priv.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"
#include "tema/formats/framework.h"
#include "tema/text/collate.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

static const char extension[] = ".tema";

char *clean_name(const char *s, struct arena *a)
{
    struct buf b = BUF_INIT;
    size_t n = strlen(s);
    char *ret;

    if (utf8_valid(s, n, NULL))
        buf_add(&b, s, n);
    else
        visible_add(&b, s, n, false);
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    for (char *p = ret; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    return ret;
}

static bool is_project_name(const char *name)
{
    size_t n = strlen(name);

    return name[0] != '.' && n > sizeof extension - 1 &&
           strcmp(name + n - (sizeof extension - 1), extension) == 0;
}

static int by_name(const void *a, const void *b)
{
    return collate(*(char *const *)a, *(char *const *)b);
}

static bool several_projects(char **names, size_t n, struct err *err)
{
    struct buf list = BUF_INIT;

    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n && i < 5; i++)
        buf_addf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    if (n > 5)
        buf_addstr(&list, ", …");
    err_set(err, ERR_USAGE, _("there are %zu projects in this folder (%s): say which with -p FILE"), n,
            buf_str(&list));
    buf_release(&list);
    return false;
}

bool app_find_project(const char *given, struct arena *a, char **ret, struct err *err)
{
    VEC(char *) names = VEC_INIT;
    const struct dirent *e;
    const char *set = getenv("TEMA_PROJECT");
    bool ok = false;
    DIR *dir;

    if (given || (set && *set)) {
        *ret = arena_strdup(a, given ? given : set);
        return true;
    }
    dir = opendir(".");
    while (dir && (e = readdir(dir)) != NULL) {
        struct stat st;

        if (is_project_name(e->d_name) && stat(e->d_name, &st) == 0 && S_ISREG(st.st_mode))
            vec_push(&names, arena_strdup(a, e->d_name));
    }
    if (dir)
        closedir(dir);
    if (names.n == 1) {
        *ret = names.v[0];
        ok = true;
    } else if (names.n == 0) {
        err_set(err, ERR_USAGE,
                _("there is no project in this folder: make one with 'tema new NAME.tema', "
                  "or name one with -p FILE"));
    } else {
        several_projects(names.v, names.n, err);
    }
    vec_release(&names);
    return ok;
}

static const char *login_name(void)
{
    const struct passwd *pw = getpwuid(geteuid());
    const char *name = pw ? pw->pw_name : NULL;

    if (!name || !*name)
        name = getenv("LOGNAME");
    if (!name || !*name)
        name = getenv("USER");
    return name && *name ? name : "analyst";
}

/* Takes the store over, also on failure. */
static bool start(struct store *s, const char *coder, struct app **ret, struct err *err)
{
    struct app *app = mem_alloc(sizeof *app);
    struct arena a = ARENA_INIT;
    bool ok;

    app->store = s;
    app->kept = -1;
    app->coder = mem_strdup(coder ? coder : clean_name(login_name(), &a));
    arena_release(&a);
    if (coder && !utf8_valid(coder, strlen(coder), NULL))
        ok = err_set(err, ERR_USAGE, _("the coder's name is not valid UTF-8"));
    else if (coder && coder[strspn(coder, " \t\r\n")] == '\0')
        ok = err_set(err, ERR_USAGE, _("the coder's name is empty"));
    else if (coder && strpbrk(coder, "\r\n"))
        ok = err_set(err, ERR_USAGE, _("the coder's name goes on after a line break"));
    else
        ok = store_set_coder(s, app->coder, err);
    if (ok)
        *ret = app;
    else
        app_free(app);
    return ok;
}

/* A project that is not there gets the sentence that helps most. */
static bool check_there(const char *path, struct err *err)
{
    struct stat st;

    if (path[0] == '\0')
        return err_set(err, ERR_USAGE, _("the project's file name is empty"));
    if (stat(path, &st) != 0 && access(path, F_OK) != 0 && lstat(path, &st) != 0)
        return err_set(err, ERR_IO, _("there is no project '%s': 'tema new %s' makes one"), path, path);
    return true;
}

bool app_open(const char *path, const char *coder, bool read_only, struct app **ret, struct err *err)
{
    struct store *s;

    if (!check_there(path, err) || !store_open(path, read_only ? STORE_READ_ONLY : STORE_WRITE, &s, err))
        return false;
    return start(s, coder, ret, err);
}

static bool add_framework(struct app *app, const struct framework *f, struct err *err)
{
    struct arena a = ARENA_INIT;
    tema_id *ids = arena_array(&a, f->codes.n, sizeof *ids);
    char *words =
        arena_printf(&a, _("started the codebook from “%s”"), f->title && *f->title ? f->title : f->name);
    bool ok = act_begin(app, "framework", err) != NULL;

    if (!ok)
        goto out;
    for (size_t i = 0; ok && i < f->codes.n; i++) {
        const struct code *c = &f->codes.v[i];
        tema_id parent = c->parent > 0 ? ids[c->parent - 1] : 0;

        ok = store_add_code(app->store, parent, c->name, c->origin, c->colour, &ids[i], err);
        if (ok && *c->definition)
            ok = store_set_code_text(app->store, ids[i], CODE_DEFINITION, c->definition, err);
        if (ok && *c->include)
            ok = store_set_code_text(app->store, ids[i], CODE_INCLUDE, c->include, err);
        if (ok && *c->exclude)
            ok = store_set_code_text(app->store, ids[i], CODE_EXCLUDE, c->exclude, err);
        if (ok && *c->example)
            ok = store_set_code_text(app->store, ids[i], CODE_EXAMPLE, c->example, err);
    }
    ok = act_end(app, ok, words, NULL, err);
out:
    arena_release(&a);
    return ok;
}

/* The file's name without its extension. */
static char *title_from(const char *path, struct arena *a)
{
    char *name = clean_name(file_basename(path), a);

    if (is_project_name(name))
        name[strlen(name) - (sizeof extension - 1)] = '\0';
    return name;
}

bool app_create(const char *path, const char *title, const char *framework, mode_t mode, const char *coder,
                struct app **ret, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct framework f;
    struct store *s;
    struct app *app = NULL;
    bool ok = false;

    framework_init(&f);
    if (framework && !framework_load(framework, &f, err))
        goto out;
    if (title && !utf8_valid(title, strlen(title), NULL)) {
        err_set(err, ERR_USAGE, _("the title is not valid UTF-8"));
        goto out;
    }
    if (!store_create(path, title ? title : title_from(path, &a), mode, &s, err))
        goto out;
    ok = start(s, coder, &app, err) && (!framework || add_framework(app, &f, err));
    if (ok) {
        *ret = app;
    } else {
        app_free(app);
        unlink(path); /* it is ours: store_create refuses a file that was there */
    }
out:
    framework_release(&f);
    arena_release(&a);
    return ok;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    app_forget_studies(app);
    doc_release(&app->text);
    store_free(app->store);
    mem_free(app->coder);
    mem_free(app);
}

bool app_is_read_only(const struct app *app)
{
    return store_is_read_only(app->store);
}

const char *app_path(const struct app *app)
{
    return store_path(app->store);
}

const char *app_coder_name(const struct app *app)
{
    return app->coder;
}

void app_set_patience(struct app *app, int ms, bool (*cancelled)(void *), void *data)
{
    store_set_patience(app->store, ms, cancelled, data);
}
