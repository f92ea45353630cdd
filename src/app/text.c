/* The text: turns, corrections, finding words. */
#include <string.h>

#include "app_priv.h"
#include "tema/base/mem.h"
#include "tema/text/charset.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

static const char bom[] = "\xEF\xBB\xBF";

/* The turn's number, as citations give it. */
static bool load(struct app *app, tema_id source, cp_off pos, struct doc *d, int *ret_turn, struct err *err)
{
    if (!store_doc(app->store, source, d, err))
        return false;
    if (d->n == 0 || pos.cp > d->chars)
        return err_set(err, ERR_INPUT, _("position %zu lies outside the text, which has %zu characters"),
                       pos.cp, d->chars);
    *ret_turn = d->rows[doc_row_at(d, pos)].turn;
    return true;
}

static bool speaker_of(struct app *app, const struct study *st, const struct doc *d, const char *name,
                       tema_id *ret, struct err *err)
{
    *ret = 0;
    if (!*name)
        return true;
    if (!utf8_valid(name, strlen(name), NULL))
        return err_set(err, ERR_INPUT, _("the speaker's name is not valid UTF-8"));
    for (size_t i = 0; i < d->nspeakers; i++) {
        if (strcmp(d->speakers[i].name, name) == 0) {
            *ret = d->speakers[i].id;
            return true;
        }
    }
    if (!store_add_speaker(app->store, d->source, name, ret, err))
        return false;
    for (size_t i = 0; i < st->nparticipants; i++)
        if (strcmp(st->participants[i].name, name) == 0)
            return store_link_speaker(app->store, *ret, SPEAKER_PARTICIPANT, st->participants[i].id, err);
    return true;
}

bool app_give_turns(struct app *app, tema_id source, cp_off start, cp_off end, const char *name,
                    struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "turn-speaker", err);
    struct doc d;
    tema_id speaker;
    char *words = NULL;
    int first, last = 0;
    bool ok;

    if (!st)
        return false;
    doc_init(&d);
    ok = load(app, source, start, &d, &first, err) && speaker_of(app, st, &d, name, &speaker, err);
    for (size_t i = ok ? doc_row_at(&d, start) : 0; ok && i < d.n; i++) {
        if (last > 0 && d.rows[i].start.cp >= end.cp)
            break;
        if (d.rows[i].turn == last)
            continue;
        last = d.rows[i].turn;
        ok = store_set_turn_speaker(app->store, source, d.rows[i].start, speaker, err);
    }
    if (ok) {
        const char *who = *name ? name : _("nobody"), *where = name_of_source(st, source);

        words = first == last
                    ? arena_printf(&a, _("gave turn %d of %s to %s"), first, where, who)
                    : arena_printf(&a, _("gave turns %d to %d of %s to %s"), first, last, where, who);
    }
    ok = act_end(app, ok, words, said, err);
    doc_release(&d);
    arena_release(&a);
    return ok;
}

bool app_set_turn_speaker(struct app *app, tema_id source, cp_off pos, const char *name, struct buf *said,
                          struct err *err)
{
    return app_give_turns(app, source, pos, pos, name, said, err);
}

bool app_split_turn(struct app *app, tema_id source, cp_off pos, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "split-turn", err);
    struct doc d;
    char *words = NULL;
    int turn;
    bool ok;

    if (!st)
        return false;
    doc_init(&d);
    ok = load(app, source, pos, &d, &turn, err) && store_split_turn(app->store, source, pos, err);
    if (ok)
        words = arena_printf(&a, _("split turn %d of %s"), turn, name_of_source(st, source));
    ok = act_end(app, ok, words, said, err);
    doc_release(&d);
    arena_release(&a);
    return ok;
}

bool app_join_turn(struct app *app, tema_id source, cp_off pos, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "join-turn", err);
    struct doc d;
    char *words = NULL;
    int turn;
    bool ok;

    if (!st)
        return false;
    doc_init(&d);
    ok = load(app, source, pos, &d, &turn, err) && store_join_turn(app->store, source, pos, err);
    if (ok)
        words = arena_printf(&a, _("joined turn %d of %s to the one before it"), turn,
                             name_of_source(st, source));
    ok = act_end(app, ok, words, said, err);
    doc_release(&d);
    arena_release(&a);
    return ok;
}

/* What import does to any text: no byte order mark (unless the source's own text begins with that character),
 * LF, no NUL. */
static bool normalise(const struct doc *d, const char *text, size_t n, struct buf *out, struct err *err)
{
    bool own = d->n > 0 && strncmp(d->rows[0].row.text, bom, 3) == 0;
    byte_off bad;

    if (!own && n >= 3 && memcmp(text, bom, 3) == 0) {
        text += 3;
        n -= 3;
    }
    if (!utf8_valid(text, n, &bad))
        return err_set(err, ERR_INPUT, _("the text is not valid UTF-8: byte %zu cannot be decoded"), bad.b);
    for (size_t i = 0; i < n; i++) {
        if (text[i])
            buf_addch(out, text[i]);
        else
            buf_addstr(out, "\xEF\xBF\xBD");
    }
    if (out->len > 0) {
        out->len = charset_unix_lines(out->s, out->len);
        out->s[out->len] = '\0';
    }
    if (buf_str(out)[strspn(buf_str(out), " \t\n")] == '\0')
        return err_set(err, ERR_INPUT, _("the text is empty"));
    return true;
}

bool app_edit(struct app *app, tema_id source, const char *text, size_t n, struct buf *said, struct err *err)
{
    struct arena a = ARENA_INIT;
    const struct study *st = act_begin(app, "edit", err);
    struct buf clean = BUF_INIT;
    struct doc d;
    char *words = NULL;
    size_t splices = 0;
    bool ok;

    if (!st)
        return false;
    doc_init(&d);
    ok = store_doc(app->store, source, &d, err) && normalise(&d, text, n, &clean, err) &&
         store_edit(app->store, source, buf_str(&clean), clean.len, &splices, err);
    if (ok)
        words = arena_printf(&a, ngettext("edited %s in %zu place", "edited %s in %zu places", splices),
                             name_of_source(st, source), splices);
    else
        err_wrap(err, _("editing '%s'"), name_of_source(st, source));
    ok = act_end(app, ok, words, said, err);
    doc_release(&d);
    buf_release(&clean);
    arena_release(&a);
    return ok;
}

/* ---- finding words ---- */

static bool find_exact(const char *s, size_t n, const char *words, byte_off from, byte_off *start,
                       byte_off *end)
{
    size_t m = strlen(words);

    for (size_t at = from.b; m > 0 && m <= n && at <= n - m; at++) {
        if (memcmp(s + at, words, m) == 0) {
            *start = (byte_off){at};
            *end = (byte_off){at + m};
            return true;
        }
    }
    return false;
}

typedef bool find_fn(const char *s, size_t n, const char *words, byte_off from, byte_off *start,
                     byte_off *end);

/* How often the words stand there (not overlapping); the nth place in *start and *end. */
static int count_places(find_fn *find, const struct buf *text, const char *words, int nth, byte_off *start,
                        byte_off *end)
{
    byte_off from = {0}, s, e;
    int n = 0;

    while (find(buf_str(text), text->len, words, from, &s, &e) && e.b > from.b) {
        if (++n == nth || (nth == 0 && n == 1)) {
            *start = s;
            *end = e;
        }
        from = e;
    }
    return n;
}

static void blanks_only(char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == '\n' || s[i] == '\t')
            s[i] = ' ';
}

bool app_find_words(struct app *app, tema_id source, const char *words, int nth, cp_off *ret_start,
                    cp_off *ret_end, struct err *err)
{
    struct buf text = BUF_INIT;
    char *want = mem_strdup(words);
    struct doc d;
    byte_off start = {0}, end = {0};
    int n;
    bool ok = false;

    doc_init(&d);
    if (!utf8_valid(words, strlen(words), NULL) || words[strspn(words, " \t\n")] == '\0') {
        err_set(err, ERR_USAGE, _("the words to look for are empty or not valid UTF-8"));
        goto out;
    }
    if (!store_doc(app->store, source, &d, err))
        goto out;
    doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &text);
    if (text.len > 0)
        blanks_only(text.s, text.len);
    blanks_only(want, strlen(want));
    n = count_places(find_exact, &text, want, nth, &start, &end);
    if (n == 0)
        n = count_places(fold_find, &text, want, nth, &start, &end);
    if (n == 0)
        err_set(err, ERR_NOT_FOUND, _("the words '%s' do not occur in the text"), words);
    else if (nth == 0 && n > 1)
        err_set(err, ERR_NOT_FOUND, _("the words '%s' occur in %d places: say which with --nth, 1 to %d"),
                words, n, n);
    else if (nth > n)
        err_set(err, ERR_NOT_FOUND,
                ngettext("the words '%s' occur in only %d place", "the words '%s' occur in only %d places",
                         (unsigned)n),
                words, n);
    else
        ok = true;
    if (ok) {
        *ret_start = utf8_cp(text.s, text.len, start);
        *ret_end = utf8_cp(text.s, text.len, end);
    }
out:
    doc_release(&d);
    buf_release(&text);
    mem_free(want);
    return ok;
}
