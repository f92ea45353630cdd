/* What every act has in common: beginning, ending, undo, and the words that tell of it. */
#include <string.h>

#include "app_priv.h"
#include "tema/app/process.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

enum {
    QUOTE_CHARS = 40,  /* code points of a quotation in a sentence, about */
    QUOTE_READ = 4000, /* code points looked at for it */
    LOG_SLICE = 200,   /* rows of the log looked at in one go */
};

/* ---- who may do what ---- */

/* What a supervisor may do: review, and change roles, so that nobody is locked out. */
static bool is_for_all(const char *kind)
{
    return strcmp(kind, "review") == 0 || strcmp(kind, "role") == 0;
}

/* *ret_name (may be NULL) is in the arena. An unknown coder will be an analyst. */
static bool acting_role(struct app *app, struct arena *a, enum coder_role *ret, char **ret_name,
                        struct err *err)
{
    tema_id me = store_coder(app->store);
    struct coder *coders;
    size_t n;

    *ret = CODER_ANALYST;
    if (!me)
        return true;
    if (!store_coders(app->store, a, &coders, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (coders[i].id != me)
            continue;
        *ret = coders[i].role;
        if (ret_name)
            *ret_name = coders[i].name;
    }
    return true;
}

static bool say_not_allowed(const char *name, struct err *err)
{
    return err_set(err, ERR_READ_ONLY,
                   _("'%s' takes part as supervisor, who changes nothing but reviews: act as somebody else "
                     "with --as NAME, or give '%s' another role"),
                   name, name);
}

bool act_allowed(struct app *app, const char *kind, struct err *err)
{
    struct arena a = ARENA_INIT;
    enum coder_role role = CODER_ANALYST;
    char *name = app->coder;
    bool ok = is_for_all(kind) || acting_role(app, &a, &role, &name, err);

    if (ok && !is_for_all(kind) && role == CODER_SUPERVISOR)
        ok = say_not_allowed(name, err);
    arena_release(&a);
    return ok;
}

bool app_reviews_only(struct app *app)
{
    const struct study *st;
    const struct coder *me;

    if (store_is_read_only(app->store))
        return true;
    st = app_study_inside(app, NULL);
    me = st ? study_coder(st, store_coder(app->store)) : NULL;
    return me && me->role == CODER_SUPERVISOR;
}

/* ---- beginning and ending ---- */

bool act_begin_blind(struct app *app, const char *kind, struct err *err)
{
    if (!store_begin(app->store, kind, err))
        return false;
    if (act_allowed(app, kind, err)) /* asked inside: nobody changes the role meanwhile */
        return true;
    store_rollback(app->store);
    return false;
}

const struct study *act_begin_kept(struct app *app, const char *kind, struct err *err)
{
    if (!store_is_read_only(app->store) && (!act_allowed(app, kind, err) || !backup_keep(app, err)))
        return NULL;
    return act_begin(app, kind, err);
}

const struct study *act_begin(struct app *app, const char *kind, struct err *err)
{
    const struct study *st;

    /* Read before the file is held: what is counted inside an act is not kept. */
    if (!app_study_inside(app, err) || !act_begin_blind(app, kind, err))
        return NULL;
    st = app_study_inside(app, err);
    if (!st)
        store_rollback(app->store);
    return st;
}

bool act_end(struct app *app, bool ok, const char *words, struct buf *said, struct err *err)
{
    struct act_row row;

    if (!ok) {
        store_rollback(app->store);
        return false;
    }
    if (app->noted.screen) {
        struct reading r = {app->noted.place.at, app->noted.place.far};

        store_set_reading(app->store, app->noted.source, r, NULL);
        store_set_desk(app->store, app->noted.screen, app->noted.source, NULL);
        app->noted.screen = NULL;
    }
    memset(&row, 0, sizeof row);
    if (!store_commit(app->store, &row, err, "%s", words))
        return false;
    if (said) {
        buf_clear(said);
        buf_addstr(said, row.id == 0 ? _("nothing changed") : words);
    }
    return true;
}

static void say(struct buf *said, const char *fmt, const struct act_row *row)
{
    if (!said)
        return;
    buf_clear(said);
    buf_addstr(said, fmt);
    buf_addstr(said, row->words ? row->words : "");
}

/* ---- undo and redo ---- */

/* The kind of an act, looked for among the rows before `before`. */
static bool kind_of(struct app *app, tema_id act, int64_t before, struct arena *a, const char **ret,
                    struct err *err)
{
    struct act_row *rows;
    size_t n;

    for (;;) {
        if (!store_log(app->store, before, LOG_SLICE, a, &rows, &n, err))
            return false;
        for (size_t i = 0; i < n; i++) {
            if (rows[i].id == act) {
                *ret = rows[i].kind;
                return true;
            }
        }
        if (n < LOG_SLICE)
            return true;
        before = rows[n - 1].seq;
    }
}

static bool is_among(const tema_id *ids, size_t n, tema_id id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

enum looked { LOOK_ON, LOOK_FOUND, LOOK_NOTHING };
typedef VEC(tema_id) id_list;

/* One row of the coder's on the way back: is it, or what it names, the act that undo (or redo) would take? An undo or redo
 * of what is in `settled` has itself been turned over since. */
static enum looked look_at(const struct act_row *row, bool redo, id_list *settled, tema_id *ret)
{
    bool undo_row = strcmp(row->kind, "undo") == 0, redo_row = strcmp(row->kind, "redo") == 0;
    tema_id act = undo_row || redo_row ? row->target : row->id;

    if (strcmp(row->kind, "version") == 0 || is_among(settled->v, settled->n, act))
        return LOOK_ON;
    vec_push(settled, act);
    if (undo_row !=
        redo) /* undo_row without redo: taken back already; an act or redo with redo: nothing above it */
        return redo && !redo_row ? LOOK_NOTHING : LOOK_ON;
    *ret = act;
    return LOOK_FOUND;
}

/* A supervisor takes back and does again only what a supervisor may do. Nothing there is for the store to say. */
static bool check_turn(struct app *app, bool redo, struct err *err)
{
    struct arena a = ARENA_INIT;
    id_list settled = VEC_INIT;
    enum looked look = LOOK_ON;
    enum coder_role role;
    struct act_row *rows;
    const char *kind = "review";
    char *name = app->coder;
    int64_t before = 0;
    tema_id act = 0;
    size_t n = LOG_SLICE;
    bool ok = acting_role(app, &a, &role, &name, err);

    while (ok && role == CODER_SUPERVISOR && look == LOOK_ON && n == LOG_SLICE) {
        ok = store_log(app->store, before, LOG_SLICE, &a, &rows, &n, err);
        for (size_t i = 0; ok && i < n && look == LOOK_ON; i++)
            if (rows[i].coder == store_coder(app->store))
                look = look_at(&rows[i], redo, &settled, &act);
        if (ok && n > 0)
            before = rows[n - 1].seq;
    }
    if (ok && look == LOOK_FOUND)
        ok = kind_of(app, act, 0, &a, &kind, err) && (is_for_all(kind) || say_not_allowed(name, err));
    vec_release(&settled);
    arena_release(&a);
    return ok;
}

bool app_undo(struct app *app, struct buf *said, struct err *err)
{
    struct act_row row;

    memset(&row, 0, sizeof row);
    if (!check_turn(app, false, err) || !store_undo(app->store, &row, err))
        return false;
    say(said, _("took back: "), &row);
    return true;
}

bool app_redo(struct app *app, struct buf *said, struct err *err)
{
    struct act_row row;

    memset(&row, 0, sizeof row);
    if (!check_turn(app, true, err) || !store_redo(app->store, &row, err))
        return false;
    say(said, _("did again: "), &row);
    return true;
}

/* Appends n bytes with every run of blanks and line ends as one space, none at the ends. */
static void add_one_line(struct buf *out, const char *s, size_t n)
{
    size_t from = out->len;

    for (size_t i = 0; i < n; i++) {
        bool blank =
            s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '\f' || s[i] == '\v';

        if (!blank)
            buf_addch(out, s[i]);
        else if (out->len > from && out->s[out->len - 1] != ' ')
            buf_addch(out, ' ');
    }
    if (out->len > from && out->s[out->len - 1] == ' ')
        buf_splice(out, out->len - 1, 1, "", 0);
}

char *text_line(const char *s, struct arena *a)
{
    struct buf b = BUF_INIT;
    char *ret;

    add_one_line(&b, s, strlen(s));
    ret = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return ret;
}

char *tell_reason(const char *reason, struct arena *a)
{
    char *line = text_line(reason ? reason : "", a);

    return *line ? arena_printf(a, ": %s", line) : line;
}

bool check_text(const char *s, struct err *err)
{
    if (s && !utf8_valid(s, strlen(s), NULL))
        return err_set(err, ERR_INPUT, _("the text is not valid UTF-8"));
    return true;
}

char *tell_number(int64_t n, const char *one, const char *many, struct arena *a)
{
    const char *form = ngettext(one, many, (unsigned long)n);
    const char *at = strstr(form, "%d");

    if (!at)
        return arena_strdup(a, form);
    return arena_printf(a, "%.*s%lld%s", (int)(at - form), form, (long long)n, at + 2);
}

char *tell_list(char *const *parts, size_t n, struct arena *a)
{
    const char *list = "", *last = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!parts[i] || !*parts[i])
            continue;
        if (last)
            list = *list ? arena_printf(a, _("%s, %s"), list, last) : last;
        last = parts[i];
    }
    if (!last)
        return arena_strdup(a, "");
    return *list ? arena_printf(a, _("%s and %s"), list, last) : arena_strdup(a, last);
}

char *quote_text(const char *s, size_t n, struct arena *a)
{
    struct buf b = BUF_INIT;
    byte_off end;
    char *ret;

    add_one_line(&b, s, n);
    end = utf8_byte(buf_str(&b), b.len, (cp_off){QUOTE_CHARS});
    if (end.b < b.len) {
        /* Back to the border of the cluster that the limit falls into, and of its word if one began not far
         * before. */
        byte_off border = {0};
        size_t cut;

        for (byte_off next = grapheme_next(b.s, b.len, border); next.b <= end.b;
             next = grapheme_next(b.s, b.len, border))
            border = next;
        cut = border.b;
        while (cut > 0 && border.b - cut < 12 && b.s[cut] != ' ')
            cut--;
        cut = cut > 0 && b.s[cut] == ' ' ? cut : border.b;
        ret = arena_printf(a, "“%.*s …”", (int)cut, b.s);
    } else {
        ret = arena_printf(a, "“%s”", buf_str(&b));
    }
    buf_release(&b);
    return ret;
}

char *quote_range(struct app *app, tema_id source, cp_off start, cp_off end, struct arena *a, struct err *err)
{
    struct buf b = BUF_INIT;
    struct doc d;
    char *ret = NULL;

    doc_init(&d);
    if (store_doc(app->store, source, &d, err)) {
        if (end.cp > d.chars)
            end.cp = d.chars;
        if (end.cp > start.cp + QUOTE_READ)
            end.cp = start.cp + QUOTE_READ;
        if (start.cp < end.cp)
            doc_text(&d, start, end, &b);
        ret = quote_text(buf_str(&b), b.len, a);
    }
    buf_release(&b);
    doc_release(&d);
    return ret;
}
