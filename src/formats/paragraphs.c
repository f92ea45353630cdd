#include "paragraphs_priv.h"

#include <string.h>

#include "tema/base/i18n.h"

enum { MOST_ROWS = 1000000 }; /* each costs some hundred bytes of memory; a transcript has thousands */

void paragraphs_init(struct paragraphs *p, struct transcript *t)
{
    memset(p, 0, sizeof *p);
    p->t = t;
}

void paragraphs_release(struct paragraphs *p)
{
    buf_release(&p->text);
    vec_release(&p->list);
    memset(p, 0, sizeof *p);
}

size_t paragraphs_open(const struct paragraphs *p)
{
    return p->text.len - p->begun;
}

/* Blanks, tabs and no-break spaces (Word's pages have one in each empty paragraph). */
static bool is_blank(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        if (s[i] == ' ' || s[i] == '\t' || s[i] == '\n')
            i++;
        else if (i + 1 < n && s[i] == '\xc2' && s[i + 1] == '\xa0')
            i += 2;
        else
            return false;
    }
    return true;
}

void paragraphs_end(struct paragraphs *p, enum para_kind kind)
{
    bool blank = is_blank(p->text.s + p->begun, paragraphs_open(p));
    buf_addch(&p->text, '\n');
    if (blank && p->list.n == 0)
        return;
    if (blank) {
        p->list.v[p->list.n - 1].n = p->text.len - p->list.v[p->list.n - 1].at;
    } else if (p->list.n >= MOST_ROWS) {
        p->full = true;
    } else {
        struct para row = {p->begun, p->text.len - p->begun, kind};
        if (p->list.n == 0) /* blank ones at the beginning */
            row = (struct para){0, p->text.len, kind};
        vec_push(&p->list, row);
    }
    p->begun = p->text.len;
}

void paragraphs_add(struct paragraphs *p, const char *s, size_t n, enum para_kind kind)
{
    buf_add(&p->text, s, n);
    paragraphs_end(p, kind);
}

static void add_turn(struct transcript *t, const char *s, size_t n, bool opens, int speaker)
{
    struct tr_turn turn = {.bytes = n, .opens = opens, .speaker = speaker, .start_ms = -1, .end_ms = -1};
    turn.text = arena_strndup(&t->arena, s, n);
    vec_push(&t->turns, turn);
}

static void make_turns(struct paragraphs *p, struct labels *l, bool speakers)
{
    int speaker = -1;
    size_t line = 0;
    for (size_t i = 0; i < p->list.n; i++) {
        const struct para *row = &p->list.v[i];
        const char *s = p->text.s + row->at;
        struct label name;
        bool labelled = speakers && row->kind == PARA_TEXT && label_parse(s, row->n, false, &name) &&
                        labels_is_speaker(l, s + name.start, name.end - name.start, line);
        if (labelled)
            speaker = transcript_speaker(p->t, s + name.start, name.end - name.start);
        else if (row->kind == PARA_HEADING)
            speaker = -1;
        line += row->kind != PARA_MARK;
        add_turn(p->t, s, row->n, labelled || speaker < 0, speaker);
    }
}

bool paragraphs_finish(struct paragraphs *p, struct err *err)
{
    struct labels l;
    if (paragraphs_open(p) > 0)
        paragraphs_end(p, PARA_TEXT);
    if (p->full)
        return err_set(err, ERR_INPUT,
                       _("it has more than %d paragraphs, which is more than a source can hold"), MOST_ROWS);
    if (p->list.n == 0)
        return true;
    labels_init(&l);
    for (size_t i = 0; i < p->list.n; i++) {
        const struct para *row = &p->list.v[i];
        if (row->kind == PARA_TEXT)
            labels_add(&l, p->text.s + row->at, row->n, false);
        else if (row->kind == PARA_HEADING)
            labels_add(&l, "", 0, false);
    }
    bool speakers = labels_are_speakers(&l);
    make_turns(p, &l, speakers);
    labels_release(&l);
    if (speakers)
        add_note(
            p->t,
            ngettext("%zu speaker was found by the labels at the start of lines; the labels stay in the text",
                     "%zu speakers were found by the labels at the start of lines; the labels stay in "
                     "the text",
                     p->t->speakers.n),
            p->t->speakers.n);
    return true;
}
