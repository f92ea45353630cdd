#include "tema/ui/dump.h"

/* Takes blanks (or what stands for nothing) off the end, down to `from`. */
static void trim(struct buf *out, size_t from, char what)
{
    size_t n = out->len;

    while (n > from && out->s[n - 1] == what)
        n--;
    buf_splice(out, n, out->len - n, "", 0);
}

void canvas_dump_row(const struct canvas *c, int row, struct buf *out)
{
    size_t from = out->len;

    for (int col = 0; col < canvas_cols(c); col++) {
        struct cell cell = canvas_cell(c, row, col);

        buf_add(out, cell.text, cell.len);
    }
    trim(out, from, ' ');
}

static bool is_extra(struct style st)
{
    return st.attrs || st.fg || st.bg;
}

static bool same_extra(struct style a, struct style b)
{
    return a.attrs == b.attrs && a.fg == b.fg && a.bg == b.bg;
}

static void add_attrs(unsigned attrs, struct buf *out)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{ATTR_BOLD, " bold"},
                 {ATTR_UNDERLINE, " underline"},
                 {ATTR_REVERSE, " reverse"},
                 {ATTR_DIM, " dim"},
                 {ATTR_ITALIC, " italic"}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (attrs & names[i].bit)
            buf_addstr(out, names[i].name);
}

static void dump_extras(const struct canvas *c, struct buf *out)
{
    bool any = false;

    for (int row = 0; row < canvas_rows(c); row++)
        for (int col = 0, next; col < canvas_cols(c); col = next) {
            struct style st = canvas_cell(c, row, col).style;

            for (next = col + 1; next < canvas_cols(c) && same_extra(st, canvas_cell(c, row, next).style);)
                next++;
            if (!is_extra(st))
                continue;
            if (!any)
                buf_addstr(out, "--- tints\n");
            any = true;
            buf_addf(out, "%d %d+%d", row, col, next - col);
            if (st.fg)
                buf_addf(out, " fg=#%06x", st.fg & 0xffffff);
            if (st.bg)
                buf_addf(out, " bg=#%06x", st.bg & 0xffffff);
            add_attrs(st.attrs, out);
            buf_addch(out, '\n');
        }
}

void canvas_dump(const struct canvas *c, struct buf *out)
{
    bool occurs[ROLE_COUNT] = {false};
    int row, col;

    for (row = 0; row < canvas_rows(c); row++) {
        canvas_dump_row(c, row, out);
        buf_addch(out, '\n');
    }
    buf_addstr(out, "--- roles\n");
    for (row = 0; row < canvas_rows(c); row++) {
        size_t from = out->len;

        for (col = 0; col < canvas_cols(c); col++) {
            enum role role = canvas_cell(c, row, col).style.role;

            occurs[role] = true;
            buf_addch(out, role_letter(role));
        }
        trim(out, from, role_letter(ROLE_NORMAL));
        buf_addch(out, '\n');
    }
    dump_extras(c, out);
    buf_addstr(out, "--- legend\n");
    for (int r = 0; r < ROLE_COUNT; r++)
        if (occurs[r])
            buf_addf(out, "%c %s\n", role_letter((enum role)r), role_name((enum role)r));
    if (canvas_cursor_get(c, &row, &col))
        buf_addf(out, "--- cursor %d %d\n", row, col);
    else
        buf_addstr(out, "--- cursor hidden\n");
}
