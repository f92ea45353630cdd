/* Plain text and Markdown: a paragraph is a line, with the blank lines behind it. The text is kept to the
 * last byte. */
#include <string.h>

#include "formats_priv.h"
#include "tema/base/i18n.h"

enum { MOST_ROWS = 1000000 }; /* each costs some hundred bytes of memory; a transcript has thousands */

static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f';
}

/* End of the row that starts at `at`: what leads to its first words, the line they stand on, blank lines. A
 * form feed begins another row. */
static size_t row_end(const char *s, size_t n, size_t at)
{
    while (at < n && is_gap(s[at]))
        at++;
    while (at < n && s[at] != '\n' && s[at] != '\f')
        at++;
    size_t end = at < n && s[at] == '\n' ? at + 1 : at;
    for (at = end; at < n && is_gap(s[at]) && s[at] != '\f'; at++) {
        if (s[at] == '\n')
            end = at + 1;
    }
    if (at >= n)
        return n;
    while (at < n && is_gap(s[at])) /* only blanks and form feeds to the end of the file: no further row */
        at++;
    return at >= n ? n : end;
}

static void add_row(struct transcript *t, const char *s, size_t n, bool opens, int speaker)
{
    struct tr_turn turn = {.bytes = n, .opens = opens, .speaker = speaker, .start_ms = -1, .end_ms = -1};
    turn.text = arena_strndup(&t->arena, s, n);
    vec_push(&t->turns, turn);
}

static bool is_heading(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && is_gap(s[i]))
        i++;
    return i < n && s[i] == '#';
}

static bool read_lines(const char *s, size_t n, bool markdown, struct transcript *out, struct err *err)
{
    struct labels l;
    int speaker = -1;
    size_t line = 0;
    labels_init(&l);
    for (size_t at = 0, end; at < n && l.lines <= MOST_ROWS; at = end) {
        end = row_end(s, n, at);
        labels_add(&l, s + at, end - at, markdown);
    }
    if (l.lines > MOST_ROWS) {
        labels_release(&l);
        return err_set(err, ERR_INPUT,
                       _("it has more than %d paragraphs, which is more than a source can hold"), MOST_ROWS);
    }
    bool speakers = labels_are_speakers(&l);
    for (size_t at = 0, end; at < n; at = end, line++) {
        struct label p;
        end = row_end(s, n, at);
        bool labelled = speakers && label_parse(s + at, end - at, markdown, &p) &&
                        labels_is_speaker(&l, s + at + p.start, p.end - p.start, line);
        if (labelled)
            speaker = transcript_speaker(out, s + at + p.start, p.end - p.start);
        else if (markdown && is_heading(s + at, end - at))
            speaker = -1;
        add_row(out, s + at, end - at, labelled || speaker < 0, speaker);
    }
    if (speakers)
        add_note(
            out,
            ngettext("%zu speaker was found by the labels at the start of lines; the labels stay in the text",
                     "%zu speakers were found by the labels at the start of lines; the labels stay in "
                     "the text",
                     out->speakers.n),
            out->speakers.n);
    labels_release(&l);
    return true;
}

static int sniff_text(const char *text, size_t n)
{
    (void)text;
    (void)n;
    return 10;
}

static bool read_txt(const char *text, size_t n, struct transcript *out, struct err *err)
{
    return read_lines(text, n, false, out, err);
}

static bool read_md(const char *text, size_t n, struct transcript *out, struct err *err)
{
    return read_lines(text, n, true, out, err);
}

const struct format format_txt = {.name = "txt",
                                  .label = N_("plain text"),
                                  .extensions = "txt text",
                                  .sniff = sniff_text,
                                  .read = read_txt};
const struct format format_md = {
    .name = "md", .label = N_("Markdown"), .extensions = "md markdown", .sniff = sniff_text, .read = read_md};
