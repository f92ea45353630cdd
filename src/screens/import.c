/* Getting a file in from the workbench: a path, completed with Tab, and what was found in it. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/collate.h"
#include "tema/text/utf8.h"

struct import_ask {
    void (*imported)(struct workbench *wb, void *ctx, tema_id source);
    void *ctx;
};

static void ask(struct workbench *wb, struct import_ask how, const char *text);

/* A leading ~/ is the home folder; quotes and blanks that came with a path dropped on the terminal go. */
static char *clean_path(const char *text, struct arena *a)
{
    text += strspn(text, " \t");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\n", text[n - 1]))
        n--;
    if (n >= 2 && (text[0] == '\'' || text[0] == '"') && text[n - 1] == text[0]) {
        text++;
        n -= 2;
    }
    const char *home = getenv("HOME");
    if (n >= 2 && text[0] == '~' && text[1] == '/' && home)
        return arena_printf(a, "%s%s", home, arena_strndup(a, text + 1, n - 1));
    return arena_strndup(a, text, n);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void say_imported(struct workbench *wb, const struct import_outcome *o)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, _("“%s” is in: %s"), o->name, o->format);
    if (o->how[0])
        buf_addf(&b, ", %s (%s)", o->encoding, o->how);
    buf_addf(&b, ngettext(", %lld word", ", %lld words", (unsigned long)o->words), (long long)o->words);
    if (o->project)
        buf_addf(&b, _(", sources %lld, codes %lld, codings %lld, participants %lld, memos %lld"),
                 (long long)o->sources, (long long)o->codes, (long long)o->codings,
                 (long long)o->participants, (long long)o->memos);
    if (!o->project && o->turns > 0)
        buf_addf(&b, ngettext(", %lld turn", ", %lld turns", (unsigned long)o->turns), (long long)o->turns);
    if (!o->project && o->speakers > 0)
        buf_addf(&b, ngettext(", %lld speaker", ", %lld speakers", (unsigned long)o->speakers),
                 (long long)o->speakers);
    if (o->lost > 0)
        buf_addf(&b, _("; %lld bytes could not be read"), (long long)o->lost);
    for (size_t i = 0; i < o->nnotes; i++)
        buf_addf(&b, "; %s", o->notes[i]);
    wb_say(wb, ROLE_NOTICE, "%s", buf_str(&b));
    buf_release(&b);
}

static bool import_done(struct workbench *wb, void *ctx, const char *text)
{
    const struct import_ask *how = ctx;
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct import_options opt = {.kind = -1};
    struct import_outcome out = {0};
    char *path = clean_path(text, &a);
    bool ok = false;
    if (path[0] == '\0') {
        wb_say(wb, ROLE_DIM, _("the name of a file is wanted, with its folder; Esc leaves"));
    } else if (is_folder(path)) {
        wb_say(wb, ROLE_ERROR, _("“%s” is a folder: name a file in it, Tab shows them"), path);
    } else if (app_import(wb->app, path, &opt, &a, &out, &err)) {
        ok = true;
        wb->text_stamp++;
        wb_refresh(wb);
        how->imported(wb, how->ctx, out.source);
        say_imported(wb, &out);
    } else {
        wb_fail(wb, &err);
    }
    arena_release(&a);
    return ok;
}

/* ---- completing ---- */

typedef VEC(char *) names;

static int by_name(const void *a, const void *b)
{
    return collate(*(char *const *)a, *(char *const *)b);
}

/* The names in the folder that begin so; folders end in a slash. Hidden ones only when asked for. */
static void list_names(const char *folder, const char *beginning, struct arena *a, names *out)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        bool hidden = name[0] == '.' && beginning[0] != '.';
        if (!hidden && strncmp(name, beginning, strlen(beginning)) == 0 &&
            utf8_valid(name, strlen(name), NULL)) {
            bool sub = is_folder(arena_printf(a, "%s/%s", folder, name));
            vec_push(out, arena_printf(a, "%s%s", name, sub ? "/" : ""));
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    if (out->n > 0)
        qsort(out->v, out->n, sizeof out->v[0], by_name);
}

/* Bytes that all names begin with, on a border of a character. */
static size_t common(const names *all)
{
    size_t n = strlen(all->v[0]);
    for (size_t i = 1; i < all->n; i++)
        while (strncmp(all->v[0], all->v[i], n) != 0)
            n--;
    while (n > 0 && ((unsigned char)all->v[0][n] & 0xc0) == 0x80)
        n--;
    return n;
}

static void complete(struct workbench *wb, void *ctx, const char *text)
{
    struct arena a = ARENA_INIT;
    names all = VEC_INIT;
    const char *slash = strrchr(text, '/');
    const char *beginning = slash ? slash + 1 : text;
    char *typed_folder = arena_strndup(&a, text, (size_t)(beginning - text));
    char *folder = clean_path(typed_folder, &a);
    list_names(folder[0] ? folder : ".", beginning, &a, &all);
    buf_clear(&wb->message);
    if (all.n == 0) {
        wb_say(wb, ROLE_WARNING, _("no file here begins with “%s”"), beginning);
    } else {
        size_t n = common(&all);
        for (size_t i = 0; all.n > 1 && i < all.n; i++)
            buf_addf(&wb->message, "%s%s", i ? "  " : "", all.v[i]);
        wb->message_role = ROLE_DIM;
        ask(wb, *(const struct import_ask *)ctx,
            arena_printf(&a, "%s%s", typed_folder, arena_strndup(&a, all.v[0], n)));
    }
    vec_release(&all);
    arena_release(&a);
}

static void ask(struct workbench *wb, struct import_ask how, const char *text)
{
    static const struct modal_ops ops = {.text = import_done, .tab = complete, .free = mem_free};
    struct import_ask *own = mem_alloc(sizeof *own);
    *own = how;
    wb_open_prompt(wb, prompt_line(_("import file: "), text), &ops, own);
}

void wb_import_file(struct workbench *wb, void (*imported)(struct workbench *wb, void *ctx, tema_id source),
                    void *ctx)
{
    ask(wb, (struct import_ask){imported, ctx}, NULL);
}
