/* show, edit, turns, what is known of a source. */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "cli_priv.h"
#include "tema/base/clock.h"
#include "tema/base/file.h"

enum { MOST_BYTES = 64 << 20 }; /* of a corrected text */

/* ---- show ---- */

/* "12  00:07:13  Kari: " before the first row of a turn. */
static void add_turn_head(struct ctx *c, const struct doc *d, const struct doc_row *r)
{
    const struct speaker *s = doc_speaker(d, r->row.speaker);
    int digits = (int)strlen(arena_printf(&c->arena, "%d", d->turns));
    char span[16];

    buf_addf(&c->out, "%*d  ", digits, r->turn);
    if (r->row.start_ms >= 0) {
        clock_span(r->row.start_ms, span);
        buf_addf(&c->out, "%s  ", span);
    }
    if (s && r->label == 0) /* a typed label is part of the text */
        buf_addf(&c->out, "%s: ", one_line(s->name, strlen(s->name), 0, &c->arena));
}

static void show_plain(struct ctx *c, const struct doc *d)
{
    struct buf all = BUF_INIT;
    int turn = 0, page = 1;

    for (size_t i = 0; i < d->n; i++) {
        const struct doc_row *r = &d->rows[i];
        const char *text = r->row.text;
        size_t n = r->row.bytes;

        for (; n > 0 && *text == '\f'; text++)
            n--;
        if (r->turn != turn) {
            if (c->out.len > 0 && c->out.s[c->out.len - 1] != '\n')
                buf_addch(&c->out, '\n');
            if (d->pages > 1 && (i == 0 || r->page != page))
                buf_addf(&c->out, _("--- page %d ---\n"), r->page);
            add_turn_head(c, d, r);
        }
        turn = r->turn;
        page = r->page;
        buf_add(&c->out, text, n);
    }
    if (c->out.len > 0 && c->out.s[c->out.len - 1] != '\n')
        buf_addch(&c->out, '\n');
    out_harmless(&all, buf_str(&c->out), c->out.len);
    buf_release(&c->out);
    c->out = all;
}

static bool run_show(struct ctx *c, struct err *err)
{
    const struct source *s;
    struct doc d;
    bool ok;

    doc_init(&d);
    ok = source_arg(c, 0, &s, err) && app_doc(c->app, s->id, &d, err);
    if (ok && option_given(c, "raw"))
        doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &c->out);
    else if (ok)
        show_plain(c, &d);
    doc_release(&d);
    return ok;
}

/* ---- edit ---- */

static bool run_edit(struct ctx *c, struct err *err)
{
    const struct source *s;
    struct buf text = BUF_INIT;
    bool ok = source_arg(c, 0, &s, err) && file_read(c->words.v[1], MOST_BYTES, &text, err) &&
              app_edit(c->app, s->id, buf_str(&text), text.len, &c->said, err);

    if (ok)
        out_said(c);
    buf_release(&text);
    return ok;
}

/* ---- turns ---- */

/* Where the turn of that number begins. */
static bool turn_arg(struct ctx *c, tema_id source, const char *word, cp_off *ret, struct err *err)
{
    struct doc d;
    long long turn;
    bool ok;

    doc_init(&d);
    ok = parse_number(word, _("number of a turn"), 1, &turn, err) && app_doc(c->app, source, &d, err);
    if (ok) {
        size_t i = 0;

        while (i < d.n && d.rows[i].turn != turn)
            i++;
        if (i < d.n)
            *ret = d.rows[i].start;
        else
            ok = err_set(err, ERR_NOT_FOUND,
                         ngettext("there is no turn %lld: the text has %d turn",
                                  "there is no turn %lld: the text has %d turns", (unsigned)d.turns),
                         turn, d.turns);
    }
    doc_release(&d);
    return ok;
}

static bool run_turn_speaker(struct ctx *c, struct err *err)
{
    const struct source *s;
    cp_off at;

    if (!source_arg(c, 0, &s, err) || !turn_arg(c, s->id, c->words.v[1], &at, err) ||
        !app_set_turn_speaker(c->app, s->id, at, c->words.v[2], &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_turn_split(struct ctx *c, struct err *err)
{
    const struct source *s;
    long long at = 0, nth;
    cp_off start, end;

    if (!source_arg(c, 0, &s, err) || !option_number(c, "nth", 1, 0, &nth, err))
        return false;
    if (option_given(c, "text") == (c->words.n > 1))
        return err_set(err, ERR_USAGE, _("turn split: give either a position or --text WORDS"));
    if (option_given(c, "text")) {
        if (!app_find_words(c->app, s->id, option_value(c, "text"), nth > INT_MAX ? INT_MAX : (int)nth,
                            &start, &end, err))
            return false;
    } else {
        if (!parse_number(c->words.v[1], _("position"), 0, &at, err))
            return false;
        start = (cp_off){(size_t)at};
    }
    if (!app_split_turn(c->app, s->id, start, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static bool run_turn_join(struct ctx *c, struct err *err)
{
    const struct source *s;
    cp_off at;

    if (!source_arg(c, 0, &s, err) || !turn_arg(c, s->id, c->words.v[1], &at, err) ||
        !app_join_turn(c->app, s->id, at, &c->said, err))
        return false;
    out_said(c);
    return true;
}

/* ---- source ---- */

static bool run_source_set(struct ctx *c, struct err *err)
{
    size_t n = c->words.n - 1;
    const char **fields = arena_array(&c->arena, n, sizeof *fields),
               **values = arena_array(&c->arena, n, sizeof *values);
    const struct source *s;

    for (size_t i = 0; i < n; i++) {
        char *field, *value;

        if (!split_pair(c, c->words.v[i + 1], &field, &value, err))
            return false;
        fields[i] = field;
        values[i] = value;
    }
    if (!source_arg(c, 0, &s, err) || !app_set_source(c->app, s->id, fields, values, n, &c->said, err))
        return false;
    out_said(c);
    return true;
}

static const struct option show_options[] = {
    {"raw", 0, NULL, N_("the bare text, exactly what 'edit' takes back")},
    {NULL, 0, NULL, NULL},
};
static const struct option split_options[] = {
    {"text", 0, N_("WORDS"), N_("the words with which the new turn begins")},
    {"nth", 0, N_("N"), N_("which of the places where the words stand, from 1")},
    {NULL, 0, NULL, NULL},
};

const struct command text_commands[] = {
    {"show", N_("SOURCE"), N_("Prints the text of a source, turns with number, time and speaker."),
     "tema show intervju-1.vtt", show_options, 1, 1, false, run_show},
    {"edit", N_("SOURCE FILE"),
     N_("Makes the source's text equal to the file's by the smallest changes; codings move along. "
        "FILE - is standard input."),
     "tema edit intervju-1.vtt corrected.txt", NULL, 2, 2, false, run_edit},
    {"source set", N_("SOURCE field=value…"),
     N_("Sets name, kind, date, minutes, method, author or year of a source; an empty value removes it."),
     "tema source set intervju-1.vtt kind=interview date=2026-03-01 minutes=55", NULL, 2, -1, false,
     run_source_set},
    {"turn speaker", N_("SOURCE TURN NAME"),
     N_("Gives a turn to the speaker of that name, who is made where new; '' for nobody."),
     "tema turn speaker intervju-1.vtt 12 Kari", NULL, 3, 3, false, run_turn_speaker},
    {"turn split", N_("SOURCE [POSITION]"),
     N_("Begins a new turn at a position of the text (counted in characters from 0) or "
        "where the words of --text begin."),
     "tema turn split intervju-1.vtt --text 'Nei, det'", split_options, 1, 2, false, run_turn_split},
    {"turn join", N_("SOURCE TURN"), N_("Joins a turn to the one before it."),
     "tema turn join intervju-1.vtt 13", NULL, 2, 2, false, run_turn_join},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL},
};
