#include "fields_priv.h"

#include <stdbool.h>
#include <string.h>

/* A line that is a key, or one that was given backslashes because it looked like one. */
static bool looks_like_key(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] == '\\')
        i++;
    return i + 2 < n && s[i] == '[' && s[n - 1] == ']';
}

static size_t line_length(const char *s)
{
    return strcspn(s, "\n");
}

static void add_text(struct buf *out, const char *s)
{
    for (;;) {
        size_t n = line_length(s);
        if (looks_like_key(s, n))
            buf_addch(out, '\\');
        buf_add(out, s, n);
        if (s[n] == '\0')
            return;
        buf_addch(out, '\n');
        s += n + 1;
    }
}

void fields_write(struct buf *out, const char *text, const struct field *fields, size_t n)
{
    bool any = text[0] != '\0';
    add_text(out, text);
    for (size_t i = 0; i < n; i++) {
        if (fields[i].value[0] == '\0')
            continue;
        buf_addf(out, "%s[%s]\n", any ? "\n\n" : "", fields[i].key);
        add_text(out, fields[i].value);
        any = true;
    }
}

static struct field *find_key(struct field *fields, size_t n, const char *s, size_t len)
{
    for (size_t i = 0; i < n; i++) {
        if (len == strlen(fields[i].key) + 2 && s[0] == '[' && s[len - 1] == ']' &&
            memcmp(s + 1, fields[i].key, len - 2) == 0)
            return &fields[i];
    }
    return NULL;
}

/* The text up to `end`, without the blank line before the next key, and without the backslashes. */
static char *take_text(const char *s, const char *end, bool parted, struct arena *a)
{
    struct buf b = BUF_INIT;
    size_t n = (size_t)(end - s);
    if (parted && n >= 2)
        n -= 2;
    for (const char *p = s; p < s + n;) {
        size_t left = (size_t)(s + n - p), len = line_length(p);
        bool whole = len < left;
        len = whole ? len : left;
        bool slash = p[0] == '\\' && looks_like_key(p, len);
        buf_add(&b, p + slash, len - slash + whole);
        p += len + whole;
    }
    char *text = arena_strndup(a, buf_str(&b), b.len);
    buf_release(&b);
    return text;
}

char *fields_read(const char *s, struct field *fields, size_t n, struct arena *a)
{
    const char *from = s, *p = s;
    struct field *open = NULL;
    char *text = NULL;
    for (size_t i = 0; i < n; i++)
        fields[i].value = arena_strdup(a, "");
    for (;; p++) {
        size_t len = line_length(p);
        bool begins = p == s || (p - s >= 2 && p[-1] == '\n' && p[-2] == '\n');
        struct field *f = begins && len > 2 && p[len] == '\n' ? find_key(fields, n, p, len) : NULL;
        if (f || p[len] == '\0') {
            const char *end = f ? p : p + len;
            char *part = take_text(from, end, f && p > s, a);
            if (open)
                open->value = part;
            else
                text = part;
            open = f;
            from = f ? p + len + 1 : from;
        }
        if (p[len] == '\0')
            return text;
        p += len;
    }
}
