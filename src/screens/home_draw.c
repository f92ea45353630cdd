/* Drawing Home: how the study goes, the sources in columns, more about the selected one. */
#include "home_priv.h"
#include "tema/base/clock.h"
#include "tema/base/i18n.h"
#include "tema/ui/layout.h"

const char *home_kind_name(enum source_kind k)
{
    switch (k) {
    case SOURCE_INTERVIEW: return _("interview");
    case SOURCE_GROUP: return _("group");
    case SOURCE_DOCUMENT: return _("document");
    case SOURCE_OTHER: break;
    }
    return _("other");
}

/* Columns from the right; those further left go first where there is no room. */
enum {
    COL_CODINGS = 9,
    COL_READ = 7,
    COL_WORDS = 8,
    COL_KIND = 11,
    COL_DATE = 12,
    COL_SPEAKERS = 24,
    COL_SIGN = 2,
    NAME_MIN = 32
};

struct columns {
    int name, speakers, date, kind, words, read, codings; /* where each begins; -1: left out */
    int name_cols;
};

static struct columns lay_columns(struct rect r)
{
    struct columns at = {r.col + COL_SIGN, -1, -1, -1, -1, -1, -1, 0};
    int end = r.col + r.cols;
    at.codings = end -= COL_CODINGS;
    at.read = end -= COL_READ;
    at.words = end -= COL_WORDS;
    if (end - COL_KIND - r.col >= NAME_MIN)
        at.kind = end -= COL_KIND;
    if (end - COL_SPEAKERS - r.col >= NAME_MIN)
        at.speakers = end -= COL_SPEAKERS;
    if (end - COL_DATE - r.col >= NAME_MIN)
        at.date = end -= COL_DATE;
    at.name_cols = end - at.name - 1;
    return at;
}

struct row_ctx {
    struct workbench *wb;
    struct columns at;
};

static void speakers_of(const struct study *st, tema_id source, struct buf *out)
{
    int n = 0, unlinked = 0;
    for (size_t i = 0; i < st->nspeakers; i++)
        if (st->speakers[i].source == source) {
            n++;
            unlinked += st->speakers[i].role == SPEAKER_NOBODY;
        }
    if (n > 0)
        buf_addf(out, ngettext("%d speaker", "%d speakers", (unsigned long)n), n);
    if (unlinked > 0)
        buf_addf(out, _(", %d unlinked"), unlinked);
}

static void draw_number(struct canvas *c, int row, int col, int cols, struct style st, const char *suffix,
                        int64_t n)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%lld%s", (long long)n, suffix);
    if (st.role == ROLE_NORMAL)
        st.role = n ? ROLE_NUMBER : ROLE_DIM;
    canvas_fit_right(c, row, col, cols, st, buf_str(&b));
    buf_release(&b);
}

static void draw_row(void *ctx, struct canvas *c, struct rect where, int i, struct style st)
{
    struct row_ctx *x = ctx;
    const struct source *s = &x->wb->st->sources[i];
    struct style dim = st;
    if (st.role == ROLE_NORMAL)
        dim.role = ROLE_DIM;
    int row = where.row;
    if (s->checked >= 0)
        canvas_text(c, row, where.col, st, glyph(c, "✓", "+"));
    canvas_fit(c, row, x->at.name, x->at.name_cols, st, s->name, false);
    if (x->at.date >= 0)
        canvas_fit(c, row, x->at.date, COL_DATE - 1, dim, s->date, false);
    if (x->at.speakers >= 0) {
        struct buf b = BUF_INIT;
        speakers_of(x->wb->st, s->id, &b);
        canvas_fit(c, row, x->at.speakers, COL_SPEAKERS - 1, dim, buf_str(&b), false);
        buf_release(&b);
    }
    if (x->at.kind >= 0)
        canvas_fit(c, row, x->at.kind, COL_KIND - 1, st, home_kind_name(s->kind), false);
    draw_number(c, row, x->at.words, COL_WORDS, st, "", s->words);
    draw_number(c, row, x->at.read, COL_READ, st, " %", s->read_permille / 10);
    draw_number(c, row, x->at.codings, COL_CODINGS, st, "", s->codings);
}

static void draw_head(struct canvas *c, struct rect r, const struct columns *at)
{
    canvas_fit(c, r.row, at->name, at->name_cols, S(TITLE), _("source"), false);
    if (at->date >= 0)
        canvas_text(c, r.row, at->date, S(DIM), _("date"));
    if (at->speakers >= 0)
        canvas_text(c, r.row, at->speakers, S(DIM), _("speakers"));
    if (at->kind >= 0)
        canvas_text(c, r.row, at->kind, S(DIM), _("kind"));
    canvas_fit_right(c, r.row, at->words, COL_WORDS, S(DIM), _("words"));
    canvas_fit_right(c, r.row, at->read, COL_READ, S(DIM), _("read"));
    canvas_fit_right(c, r.row, at->codings, COL_CODINGS, S(DIM), _("codings"));
}

static void draw_empty(struct workbench *wb, struct canvas *c, struct rect r)
{
    r.row += 1;
    r.rows -= 1;
    canvas_text(c, r.row, r.col, S(TITLE), _("No sources yet."));
    layout_top(&r, 2);
    layout_top(&r, draw_wrapped(c, r, S(NORMAL),
                                _("Press i and name a transcript or document: .txt, .md, .vtt or .srt.")));
    draw_wrapped(c, r, S(NORMAL), _("Or in the shell: tema import FILE…"));
    if (!wb->modal.ops)
        canvas_cursor(c, r.row, r.col);
}

/* A line about the selected source: what does not stand in the columns. */
static void draw_details(struct workbench *wb, struct canvas *c, struct rect r, const struct source *s,
                         bool speakers)
{
    struct buf b = BUF_INIT;
    if (speakers)
        speakers_of(wb->st, s->id, &b);
    const char *parts[] = {s->date, s->author, s->method};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i][0])
            buf_addf(&b, "%s%s", b.len ? " · " : "", parts[i]);
    if (s->year >= 0)
        buf_addf(&b, "%s%lld", b.len ? " · " : "", (long long)s->year);
    if (s->minutes >= 0)
        buf_addf(&b, _("%s%lld minutes"), b.len ? " · " : "", (long long)s->minutes);
    if (s->checked >= 0) {
        char date[11];
        clock_date(s->checked, date);
        buf_addf(&b, _("%schecked %s"), b.len ? " · " : "", date);
    }
    if (s->format[0])
        buf_addf(&b, _("%sfrom %s, %s"), b.len ? " · " : "", s->format, s->encoding);
    canvas_fit(c, r.row, r.col, r.cols, S(DIM), buf_str(&b), false);
    buf_release(&b);
}

void home_draw(struct workbench *wb, void *s, struct canvas *c, struct rect r)
{
    struct home *h = s;
    r.col++;
    r.cols -= 2;
    if (wb->st->nsources == 0) {
        struct rect top = r;
        home_draw_study(wb, &h->figures, c, &top);
        draw_empty(wb, c, top);
        return;
    }
    home_draw_study(wb, &h->figures, c, &r);
    struct row_ctx ctx = {wb, lay_columns(r)};
    struct rect head = layout_top(&r, 1);
    struct rect details = layout_bottom(&r, r.rows > 5 ? 1 : 0);
    draw_head(c, head, &ctx.at);
    list_draw(&h->list, c, r, !wb->modal.ops, draw_row, &ctx);
    if (details.rows)
        draw_details(wb, c, details, &wb->st->sources[h->list.sel], ctx.at.speakers < 0);
}
