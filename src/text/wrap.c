#include "tema/text/wrap.h"

#include <string.h>

#include "tema/text/breaks.h"
#include "tema/text/utf8.h"

/* Bytes of the blank that ends at `end`: a space, a TAB, or one of Unicode's spaces at which a line may
 * break. */
static size_t blank_before(const char *s, size_t end)
{
    uint32_t cp;

    if (end >= 1 && (s[end - 1] == ' ' || s[end - 1] == '\t'))
        return 1;
    if (end < 3 || utf8_decode(s + end - 3, 3, &cp) != 3)
        return 0;
    return (cp >= 0x2000 && cp <= 0x200A && cp != 0x2007) || cp == 0x1680 || cp == 0x205F || cp == 0x3000 ? 3
                                                                                                          : 0;
}

static size_t without_blanks(const char *s, size_t start, size_t end)
{
    size_t blank;

    while (end > start && (blank = blank_before(s, end)) > 0 && end - start >= blank)
        end -= blank;
    return end;
}

static void add_line(wrap_lines *out, const char *s, size_t start, size_t end, size_t next)
{
    int cols = text_width(s + start, end - start);

    vec_push(out, ((struct wrap_line){.start = {start}, .end = {end}, .next = {next}, .cols = cols}));
}

/* The end of as many clusters from `start` as fit, but at least one. */
static size_t fill(const char *s, size_t start, size_t end, int width)
{
    size_t at = start;

    for (int cols = 0; at < end;) {
        size_t next = grapheme_next(s, end, (byte_off){at}).b;

        cols += grapheme_width(s + at, next - at);
        if (cols > width && at > start)
            break;
        at = next;
    }
    return at;
}

/* Lines of the n bytes before a newline or the end of the text. `base` is their place in the whole text,
 * `next` where the text goes on after them. */
static void wrap_one(const char *s, size_t base, size_t n, size_t next, int width, wrap_lines *out)
{
    byte_offs breaks = VEC_INIT;
    const char *all = s + base;
    size_t start = 0;
    size_t fits = 0; /* the last break up to which the line fits; start when there is none */
    int cols = 0;    /* of start to fits */

    /* No text has more columns than bytes, but for unsafe code points, whose marks are longer. */
    if (text_width(all, n) <= width) {
        add_line(out, s, base, base + n, next);
        return;
    }
    line_breaks(all, n, &breaks);
    for (size_t i = 0; i < breaks.n;) {
        size_t at = breaks.v[i].b;
        size_t end = at < n ? without_blanks(all, start, at) : at;
        int more = end > fits ? text_width(all + fits, end - fits) : 0;

        if (at == n && cols + more > width) {
            /* Blanks at the end of a paragraph stay where they fit. */
            end = without_blanks(all, start, at);
            more = end > fits ? text_width(all + fits, end - fits) : 0;
        }
        if (cols + more <= width) {
            if (at == n)
                add_line(out, s, base + start, base + end, next);
            cols += text_width(all + fits, at - fits);
            fits = at;
            i++;
            continue;
        }
        if (fits == start)
            fits = fill(all, start, end, width);
        if (fits == n) {
            add_line(out, s, base + start, base + n, next);
            break;
        }
        add_line(out, s, base + start, base + without_blanks(all, start, fits), base + fits);
        start = fits;
        cols = 0;
    }
    vec_release(&breaks);
}

void wrap_text(const char *s, size_t n, int width, wrap_lines *out)
{
    size_t start = 0;

    if (width < 2)
        width = 2;
    do {
        const char *newline = n > start ? memchr(s + start, '\n', n - start) : NULL;
        size_t end = newline ? (size_t)(newline - s) : n;
        size_t next = newline ? end + 1 : n;

        wrap_one(s, start, end - start, next, width, out);
        start = next;
    } while (start < n);
}
