/* What goes out: collected, made harmless for a terminal, written at the end with every fault seen. */
#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli_priv.h"
#include "tema/base/clock.h"
#include "tema/text/breaks.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

static bool terminal_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void out_harmless(struct buf *out, const char *s, size_t n)
{
    struct buf b = BUF_INIT;

    if (terminal_is_utf8()) {
        visible_add(out, s, n, false);
        return;
    }
    /* A terminal of another character set would take the bytes of a letter for controls. */
    visible_add(&b, s, n, true);
    for (size_t i = 0; i < b.len; i++) {
        unsigned char byte = (unsigned char)b.s[i];

        if (byte < 0x80)
            buf_addch(out, b.s[i]);
        else if (byte >= 0xC0)
            buf_addch(out, '?');
    }
    buf_release(&b);
}

static bool write_all(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, s, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        s += put;
        n -= (size_t)put;
    }
    return true;
}

bool out_flush(struct ctx *c, struct err *err)
{
    struct buf shown = BUF_INIT;
    const struct buf *b = &c->out;
    bool ok;

    if (b->len == 0)
        return true;
    if (isatty(STDOUT_FILENO)) {
        out_harmless(&shown, b->s, b->len);
        b = &shown;
    }
    ok = write_all(STDOUT_FILENO, buf_str(b), b->len);
    if (!ok && errno == EPIPE) /* whoever read it has had enough: nothing to tell anybody */
        err_set(err, ERR_CANCELLED, "%s", "");
    else if (!ok)
        err_set(err, errno == ENOSPC ? ERR_FULL : ERR_IO, _("cannot write to standard output: %s"),
                strerror(errno));
    buf_release(&shown);
    buf_clear(&c->out);
    return ok;
}

void out_error(const char *text)
{
    struct buf b = BUF_INIT, line = BUF_INIT;

    buf_addf(&line, "tema: %s", text);
    for (size_t i = 0; i < line.len; i++)
        if (line.s[i] == '\n' || line.s[i] == '\t')
            line.s[i] = ' ';
    if (isatty(STDERR_FILENO))
        out_harmless(&b, line.s, line.len);
    else
        visible_add(&b, line.s, line.len, false);
    buf_addch(&b, '\n');
    write_all(STDERR_FILENO, b.s, b.len); /* where this fails too, there is nobody to tell */
    buf_release(&line);
    buf_release(&b);
}

void out_said(struct ctx *c)
{
    if (option_given(c, "quiet"))
        return;
    buf_addstr(&c->out, one_line(buf_str(&c->said), c->said.len, 0, &c->arena));
    buf_addch(&c->out, '\n');
}

/* jansson leaves C1 and bidi controls as they are; \u escapes mean the same to every reader of JSON. */
static void add_escaped(struct buf *out, const char *s, size_t n)
{
    size_t plain = 0, len;

    for (size_t i = 0; i < n; i += len) {
        uint32_t cp;

        len = 1;
        if ((unsigned char)s[i] < 0x80)
            continue;
        len = utf8_decode(s + i, n - i, &cp);
        if (!visible_is_unsafe(cp))
            continue;
        buf_add(out, s + plain, i - plain);
        plain = i + len;
        if (cp < 0x10000)
            buf_addf(out, "\\u%04X", (unsigned)cp);
        else
            buf_addf(out, "\\u%04X\\u%04X", 0xD800 + (unsigned)((cp - 0x10000) >> 10),
                     0xDC00 + (unsigned)((cp - 0x10000) & 0x3FF));
    }
    buf_add(out, s + plain, n - plain);
}

void out_json(struct ctx *c, json_t *j)
{
    char *s = json_dumps(j, JSON_INDENT(2));

    if (s)
        add_escaped(&c->out, s, strlen(s));
    buf_addch(&c->out, '\n');
    free(s);
    json_decref(j);
}

char *one_line(const char *s, size_t n, int most, struct arena *a)
{
    byte_off end = {n};
    char *ret, *p;

    if (most > 0) {
        end = utf8_byte(s, n, (cp_off){(size_t)most});
        if (end.b < n)
            end = grapheme_prev(s, n, (byte_off){grapheme_next(s, n, end).b});
    }
    ret = end.b < n ? arena_printf(a, "%.*s…", (int)end.b, s) : arena_strndup(a, s, n);
    for (p = ret; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\r' || *p == '\f')
            *p = ' ';
    for (size_t len = strlen(ret); len > 0 && ret[len - 1] == ' '; len--)
        ret[len - 1] = '\0';
    return ret;
}

/* ---- tables ---- */

enum {
    MOST_CELL = 200, /* code points: more of a name than anybody reads in a list */
    LEAST_CELL = 10, /* columns: no cell is cut to less */
};

void table_init(struct table *t, const char *const *headings, size_t ncols, unsigned right)
{
    memset(t, 0, sizeof *t);
    t->headings = headings;
    t->ncols = ncols;
    t->right = right;
    for (size_t i = 0; i < ncols; i++)
        table_add(t, "%s", *headings[i] ? _(headings[i]) : "");
}

void table_add(struct table *t, const char *fmt, ...)
{
    struct buf b = BUF_INIT, shown = BUF_INIT;
    va_list ap;

    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    visible_add(&shown, buf_str(&b), b.len, false);
    vec_push(&t->cells, one_line(buf_str(&shown), shown.len, MOST_CELL, &t->arena));
    buf_release(&b);
    buf_release(&shown);
}

/* Columns of the terminal the list goes to, 0 where it goes elsewhere or does not say. */
static int terminal_cols(void)
{
    struct winsize w;

    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 ? w.ws_col : 0;
}

/* Ids are there to be copied, numbers and times to be read: none of them is cut. */
static bool may_be_cut(const struct table *t, size_t col)
{
    const char *first = t->cells.n > t->ncols ? t->cells.v[t->ncols + col] : "";

    return first[strspn(first, "0123456789-: ")] != '\0';
}

/* Takes columns off the widest that may be cut until a line fits, or no more can be taken. */
static void fit_widths(const struct table *t, int *width, int cols)
{
    int total = 2 * ((int)t->ncols - 1);

    for (size_t i = 0; i < t->ncols; i++)
        total += width[i];
    while (total > cols) {
        size_t widest = t->ncols;

        for (size_t i = 0; i < t->ncols; i++)
            if (may_be_cut(t, i) && width[i] > LEAST_CELL && (widest == t->ncols || width[i] > width[widest]))
                widest = i;
        if (widest == t->ncols)
            return;
        width[widest]--;
        total--;
    }
}

/* The cell with an ellipsis in place of what is more than its columns. */
static const char *cut_cell(struct table *t, const char *s, int cols)
{
    size_t n = strlen(s);
    byte_off at = {0};

    if (text_width(s, n) <= cols)
        return s;
    for (int used = 0; at.b < n;) {
        byte_off next = grapheme_next(s, n, at);

        used += grapheme_width(s + at.b, next.b - at.b);
        if (used > cols - 1)
            break;
        at = next;
    }
    return arena_printf(&t->arena, "%.*s…", (int)at.b, s);
}

void table_print(struct table *t, struct buf *out)
{
    int *width = arena_array(&t->arena, t->ncols, sizeof *width), cols = terminal_cols();

    for (size_t i = 0; i < t->cells.n; i++) {
        int w = text_width(t->cells.v[i], strlen(t->cells.v[i]));

        if (w > width[i % t->ncols])
            width[i % t->ncols] = w;
    }
    if (cols > 0 && !t->whole)
        fit_widths(t, width, cols);
    for (size_t i = 0; i < t->cells.n; i++) {
        size_t col = i % t->ncols;
        const char *s = cut_cell(t, t->cells.v[i], width[col]);
        int pad = width[col] - text_width(s, strlen(s));
        bool right = t->right >> col & 1;

        buf_addf(out, "%*s%s", right ? pad : 0, "", s);
        if (col + 1 == t->ncols) {
            while (out->len > 0 && out->s[out->len - 1] == ' ')
                out->s[--out->len] = '\0';
            buf_addch(out, '\n');
        } else {
            buf_addf(out, "%*s", (right ? 0 : pad) + 2, "");
        }
    }
    table_release(t);
}

void table_release(struct table *t)
{
    vec_release(&t->cells);
    arena_release(&t->arena);
}

/* ---- JSON values ---- */

json_t *js_text(const char *s)
{
    struct buf b = BUF_INIT;
    json_t *j;

    if (!s)
        return json_null();
    j = json_string(s);
    if (j)
        return j;
    visible_add(&b, s, strlen(s),
                false); /* not UTF-8: cannot come from the store, may come from a file's name */
    j = json_string(buf_str(&b));
    buf_release(&b);
    return j ? j : json_null();
}

json_t *js_id(tema_id id)
{
    char s[24];

    if (id == 0)
        return json_null();
    snprintf(s, sizeof s, "%lld", (long long)id);
    return json_string(s);
}

json_t *js_time(int64_t ms)
{
    char s[RFC3339_LEN + 1];

    clock_rfc3339(ms, s);
    return json_string(s);
}

json_t *js_number(int64_t n)
{
    return n < 0 ? json_null() : json_integer(n);
}
