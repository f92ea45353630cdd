/* What every act has in common: beginning, ending, undo, and the words that tell of it. */
#include <string.h>

#include "app_priv.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

enum {
    QUOTE_CHARS = 40,  /* code points of a quotation in a sentence, about */
    QUOTE_READ = 4000, /* code points looked at for it */
};

const struct study *act_begin(struct app *app, const char *kind, struct err *err)
{
    const struct study *st;

    /* Read before the file is held: what is counted inside an act is not kept. */
    if (!app_study_inside(app, err) || !store_begin(app->store, kind, err))
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

bool app_undo(struct app *app, struct buf *said, struct err *err)
{
    struct act_row row;

    memset(&row, 0, sizeof row);
    if (!store_undo(app->store, &row, err))
        return false;
    say(said, _("took back: "), &row);
    return true;
}

bool app_redo(struct app *app, struct buf *said, struct err *err)
{
    struct act_row row;

    memset(&row, 0, sizeof row);
    if (!store_redo(app->store, &row, err))
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
