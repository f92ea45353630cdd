#include "tema/ui/palette.h"

#include <string.h>

#include "tema/base/embed.h"
#include "tema/base/file.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/base/vec.h"

enum { MAX_FILE = 256 * 1024, SHOWN = 60 };

/* A role's section as read: what it says itself. */
struct section {
    struct look look;
    bool fg, bg, attr;
};

struct parser {
    const char *name;
    int line;
    struct section all; /* [default] */
    struct section roles[ROLE_COUNT];
    struct section *now; /* NULL in [palette] and before the first section */
    bool in_palette;
    struct palette *out;
    struct err *err;
};

/* A piece of the file, not ended by a NUL. */
struct piece {
    const char *s;
    size_t n;
};

static struct piece trim(struct piece p)
{
    while (p.n > 0 && (p.s[0] == ' ' || p.s[0] == '\t')) {
        p.s++;
        p.n--;
    }
    while (p.n > 0 && (p.s[p.n - 1] == ' ' || p.s[p.n - 1] == '\t' || p.s[p.n - 1] == '\r'))
        p.n--;
    return p;
}

static bool is_word(struct piece p, const char *word)
{
    return p.n == strlen(word) && memcmp(p.s, word, p.n) == 0;
}

static int shown(struct piece p)
{
    return (int)(p.n < SHOWN ? p.n : SHOWN);
}

static bool fail(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct parser *p, const char *fmt, ...)
{
    va_list ap;
    char *text;

    va_start(ap, fmt);
    text = mem_vprintf(fmt, ap);
    va_end(ap);
    err_set(p->err, ERR_INPUT, "%s", text);
    mem_free(text);
    return err_wrap(p->err, _("'%s', line %d"), p->name, p->line);
}

static bool parse_attrs(struct parser *p, struct piece value, unsigned *ret)
{
    static const struct {
        const char *name;
        unsigned bit;
    } table[] = {{"bold", ATTR_BOLD}, {"underline", ATTR_UNDERLINE}, {"reverse", ATTR_REVERSE},
                 {"dim", ATTR_DIM},   {"italic", ATTR_ITALIC},       {"none", 0}};
    unsigned attrs = 0;

    while (value.n > 0) {
        struct piece word = value;
        size_t i = 0;

        while (i < word.n && word.s[i] != ' ' && word.s[i] != '\t')
            i++;
        word.n = i;
        value = trim((struct piece){value.s + i, value.n - i});
        for (i = 0; i < sizeof table / sizeof table[0]; i++)
            if (is_word(word, table[i].name))
                break;
        if (i == sizeof table / sizeof table[0])
            return fail(p,
                        _("'%.*s' is no attribute; there are bold, underline, reverse, dim, italic and none"),
                        shown(word), word.s);
        attrs |= table[i].bit;
    }
    *ret = attrs;
    return true;
}

static bool parse_section(struct parser *p, struct piece name)
{
    enum role role;

    p->in_palette = is_word(name, "palette");
    p->now = NULL;
    if (p->in_palette)
        return true;
    if (is_word(name, "default")) {
        p->now = &p->all;
        return true;
    }
    role = role_find(name.s, name.n);
    if (role == ROLE_COUNT)
        return fail(p, _("'%.*s' is not the name of a role"), shown(name), name.s);
    p->now = &p->roles[role];
    return true;
}

static bool parse_general(struct parser *p, struct piece key, struct piece value)
{
    if (is_word(key, "name")) {
        mem_free(p->out->name);
        p->out->name = mem_strndup(value.s, value.n);
        return true;
    }
    if (is_word(key, "background")) {
        if (!is_word(value, "dark") && !is_word(value, "light"))
            return fail(p, _("'%.*s' is no background; there are dark and light"), shown(value), value.s);
        p->out->light = is_word(value, "light");
        return true;
    }
    if (is_word(key, "tints")) {
        if (!is_word(value, "yes") && !is_word(value, "no"))
            return fail(p, _("'%.*s' is neither yes nor no"), shown(value), value.s);
        p->out->tints = is_word(value, "yes");
        return true;
    }
    return fail(p, _("'%.*s' is unknown here; there are name, background and tints"), shown(key), key.s);
}

static bool parse_pair(struct parser *p, struct piece key, struct piece value)
{
    struct colour colour;

    if (p->in_palette)
        return parse_general(p, key, value);
    if (!p->now)
        return fail(p, _("'%.*s' stands before the first [section]"), shown(key), key.s);
    if (is_word(key, "attr")) {
        p->now->attr = true;
        return parse_attrs(p, value, &p->now->look.attrs);
    }
    if (!is_word(key, "fg") && !is_word(key, "bg"))
        return fail(p, _("'%.*s' is unknown here; there are fg, bg and attr"), shown(key), key.s);
    if (!colour_parse(value.s, value.n, &colour))
        return fail(p, _("'%.*s' is no colour; write #rrggbb, 0 to 255, a name or default"), shown(value),
                    value.s);
    if (is_word(key, "fg")) {
        p->now->fg = true;
        p->now->look.fg = colour;
    } else {
        p->now->bg = true;
        p->now->look.bg = colour;
    }
    return true;
}

static bool parse_line(struct parser *p, struct piece line)
{
    const char *equals;

    line = trim(line);
    if (line.n == 0 || line.s[0] == '#' || line.s[0] == ';')
        return true;
    if (line.s[0] == '[') {
        const char *end = memchr(line.s, ']', line.n);
        struct piece rest = {NULL, 0};

        if (end)
            rest = trim((struct piece){end + 1, line.n - (size_t)(end + 1 - line.s)});
        if (!end || (rest.n > 0 && rest.s[0] != '#'))
            return fail(p, _("'%.*s' is no [section]"), shown(line), line.s);
        return parse_section(p, trim((struct piece){line.s + 1, (size_t)(end - line.s - 1)}));
    }
    equals = memchr(line.s, '=', line.n);
    if (!equals)
        return fail(p, _("'%.*s' is neither a [section] nor name = value"), shown(line), line.s);
    struct piece value = {equals + 1, line.n - (size_t)(equals + 1 - line.s)};

    /* A comment after a value needs a blank before it, since colours begin with # too. */
    value = trim(value);
    for (size_t i = 1; i < value.n; i++)
        if (value.s[i] == '#' && (value.s[i - 1] == ' ' || value.s[i - 1] == '\t'))
            value.n = i;
    return parse_pair(p, trim((struct piece){line.s, (size_t)(equals - line.s)}), trim(value));
}

static void put_together(const struct parser *p, struct palette *out)
{
    for (int r = 0; r < ROLE_COUNT; r++) {
        const struct section *s = &p->roles[r];

        out->look[r].fg = s->fg ? s->look.fg : p->all.look.fg;
        out->look[r].bg = s->bg ? s->look.bg : p->all.look.bg;
        out->look[r].attrs = s->attr ? s->look.attrs : p->all.look.attrs;
    }
}

bool palette_parse(struct palette *p, const char *name, const char *s, size_t n, struct err *err)
{
    struct palette read = PALETTE_INIT;
    struct parser *parser = mem_alloc(sizeof *parser);
    bool ok = true;

    parser->name = name;
    parser->out = &read;
    parser->err = err;
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
        s += 3;
        n -= 3;
    }
    for (size_t i = 0; ok && i < n;) {
        const char *end = memchr(s + i, '\n', n - i);
        size_t len = end ? (size_t)(end - s) - i : n - i;

        parser->line++;
        ok = parse_line(parser, (struct piece){s + i, len});
        i += len + 1;
    }
    if (ok) {
        put_together(parser, &read);
        if (!read.name)
            read.name = mem_strdup(name);
        palette_release(p);
        *p = read;
    } else {
        palette_release(&read);
    }
    mem_free(parser);
    return ok;
}

void palette_release(struct palette *p)
{
    mem_free(p->name);
    p->name = NULL;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

bool palette_load(struct palette *p, const char *name_or_path, struct err *err)
{
    struct buf text = BUF_INIT;
    const struct embedded *file;
    bool ok;

    if (strchr(name_or_path, '/') || ends_with(name_or_path, ".theme")) {
        ok = file_read(name_or_path, MAX_FILE, &text, err) &&
             palette_parse(p, name_or_path, buf_str(&text), text.len, err);
        buf_release(&text);
        return ok;
    }
    buf_addf(&text, "%s.theme", name_or_path);
    file = embedded_find(buf_str(&text));
    buf_release(&text);
    if (!file)
        return err_set(
            err, ERR_NOT_FOUND,
            _("there is no colour theme '%s'; there are dark, light and mono, and files ending in .theme"),
            name_or_path);
    return palette_parse(p, file->name, (const char *)file->bytes, file->n, err);
}

/* The last number of "15;0" or "15;default;0", or -1. */
static int background_of(const char *colorfgbg)
{
    const char *last = strrchr(colorfgbg, ';');
    int value = 0;

    if (!last || !last[1] || strlen(last + 1) > 3)
        return -1;
    for (const char *p = last + 1; *p; p++) {
        if (*p < '0' || *p > '9')
            return -1;
        value = value * 10 + (*p - '0');
    }
    return value;
}

const char *palette_choose(const struct palette_wish *w)
{
    int background;

    if (w->colours < 8)
        return "mono";
    if (w->asked && *w->asked && strcmp(w->asked, "auto") != 0)
        return w->asked;
    if (w->no_color && *w->no_color)
        return "mono";
    background = w->colorfgbg ? background_of(w->colorfgbg) : -1;
    return background == 7 || (background >= 9 && background <= 15) ? "light" : "dark";
}

uint32_t palette_background(const struct palette *p)
{
    return colour_rgb(p->look[ROLE_NORMAL].bg, p->light ? 0xffffff : 0x16181d);
}

uint32_t palette_foreground(const struct palette *p)
{
    return colour_rgb(p->look[ROLE_NORMAL].fg, p->light ? 0x1c1c1c : 0xd8d8d8);
}

/* `part` of 16 parts of b, the rest of a. */
static uint32_t mix(uint32_t a, uint32_t b, uint32_t part)
{
    uint32_t out = 0;

    for (int shift = 0; shift <= 16; shift += 8) {
        uint32_t x = a >> shift & 0xff, y = b >> shift & 0xff;

        out |= ((x * (16 - part) + y * part) / 16) << shift;
    }
    return out;
}

static uint32_t readable(uint32_t fg, uint32_t bg)
{
    uint32_t to = colour_contrast(0xffffff, bg) > colour_contrast(0, bg) ? 0xffffff : 0;

    for (uint32_t part = 0; part < 16; part++)
        if (colour_contrast(mix(fg, to, part), bg) >= 4.5)
            return mix(fg, to, part);
    return to;
}

struct look palette_look(const struct palette *p, struct style st)
{
    struct look look = p->look[st.role];
    uint32_t bg;

    look.attrs = (look.attrs | st.attrs) & ~(unsigned)ATTR_REVERSE;
    look.attrs |= (p->look[st.role].attrs ^ st.attrs) & ATTR_REVERSE;
    if (!p->tints)
        return look;
    if (st.bg) {
        look.bg = (struct colour){COLOUR_RGB, st.bg & 0xffffff};
        look.fg = (struct colour){COLOUR_RGB, readable(p->light ? 0 : 0xffffff, st.bg & 0xffffff)};
    }
    if (st.fg) {
        bg = colour_rgb(look.bg, p->light ? 0xffffff : 0x16181d);
        look.fg = (struct colour){COLOUR_RGB, readable(st.fg & 0xffffff, bg)};
    }
    return look;
}
