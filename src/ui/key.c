#include "tema/ui/key.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "tema/base/i18n.h"
#include "tema/text/utf8.h"
#include "tema/text/visible.h"

static const struct {
    const char *name;
    uint32_t code;
} names[] = {
    {"Up", K_UP},
    {"Down", K_DOWN},
    {"Left", K_LEFT},
    {"Right", K_RIGHT},
    {"Home", K_HOME},
    {"End", K_END},
    {"PgUp", K_PGUP},
    {"PgDn", K_PGDN},
    {"Ins", K_INSERT},
    {"Del", K_DELETE},
    {"BS", K_BACKSPACE},
    {"Tab", K_TAB},
    {"Enter", K_ENTER},
    {"Esc", K_ESC},
    {"Space", ' '},
    /* Other words for the same keys. */
    {"PageUp", K_PGUP},
    {"PageDown", K_PGDN},
    {"Delete", K_DELETE},
    {"Insert", K_INSERT},
    {"Backspace", K_BACKSPACE},
    {"Return", K_ENTER},
    {"Escape", K_ESC},
};

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.mods == b.mods;
}

bool key_is(struct key k, uint32_t code, unsigned mods)
{
    return k.code == code && k.mods == mods;
}

bool key_is_text(struct key k)
{
    return k.code >= ' ' && k.code < K_FIRST && !(k.mods & (KEY_MOD_CTRL | KEY_MOD_ALT)) &&
           !visible_is_unsafe(k.code);
}

/* The code of a name without modifiers; 0 when it is none. */
static uint32_t code_of(const char *s, size_t n)
{
    uint32_t cp;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i].name) == n && strncasecmp(names[i].name, s, n) == 0)
            return names[i].code;
    if (n >= 2 && n <= 3 && (s[0] == 'F' || s[0] == 'f')) {
        uint32_t number = 0;

        for (size_t i = 1; i < n; i++) {
            if (s[i] < '0' || s[i] > '9' || s[1] == '0')
                return 0;
            number = number * 10 + (uint32_t)(s[i] - '0');
        }
        return number >= 1 && number <= 24 ? K_F1 + number - 1 : 0;
    }
    if (n > 0 && utf8_valid(s, n, NULL) && utf8_decode(s, n, &cp) == n && cp > ' ' && !visible_is_unsafe(cp))
        return cp;
    return 0;
}

static unsigned modifier(char c)
{
    switch (c) {
    case 'C': return KEY_MOD_CTRL;
    case 'M':
    case 'A': return KEY_MOD_ALT;
    case 'S': return KEY_MOD_SHIFT;
    }
    return 0;
}

bool key_parse(const char *s, size_t n, struct key *ret, struct err *err)
{
    struct key k = {0, 0};
    const char *name = s;
    size_t left = n;

    while (left > 2 && name[1] == '-' && modifier(name[0])) {
        k.mods |= modifier(name[0]);
        name += 2;
        left -= 2;
    }
    k.code = code_of(name, left);
    if (k.code == 0)
        return err_set(err, ERR_INPUT, _("'%.*s' is not the name of a key"), (int)(n < 100 ? n : 100), s);
    if (k.code < K_FIRST && (k.mods & KEY_MOD_CTRL) && k.code >= 'A' && k.code <= 'Z')
        k.code += 'a' - 'A';
    if (k.code < K_FIRST && (k.mods & KEY_MOD_SHIFT))
        return err_set(err, ERR_INPUT, _("'%.*s' cannot be told from the letter alone: write the capital"),
                       (int)(n < 100 ? n : 100), s);
    *ret = k;
    return true;
}

void key_print(struct key k, struct buf *out)
{
    char bytes[4];

    if (k.mods & KEY_MOD_CTRL)
        buf_addstr(out, "C-");
    if (k.mods & KEY_MOD_ALT)
        buf_addstr(out, "M-");
    if (k.mods & KEY_MOD_SHIFT)
        buf_addstr(out, "S-");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].code == k.code) {
            buf_addstr(out, names[i].name);
            return;
        }
    if (k.code >= K_F1 && k.code <= K_F24)
        buf_addf(out, "F%d", (int)(k.code - K_F1 + 1));
    else
        buf_add(out, bytes, utf8_encode(k.code, bytes));
}

/* A word of several characters, each a key: "gg". Returns how many, 0 when it is not that. */
static size_t parse_letters(const char *s, size_t n, struct key *out, size_t max)
{
    size_t count = 0;

    for (size_t i = 0, len; i < n; i += len) {
        len = 1;
        while (i + len < n && ((unsigned char)s[i + len] & 0xC0) == 0x80)
            len++;
        if (count == max || !key_parse(s + i, len, &out[count], NULL))
            return 0;
        count++;
    }
    return count;
}

size_t key_parse_seq(const char *s, struct key *out, size_t max, struct err *err)
{
    size_t count = 0;

    for (const char *p = s; *(p += strspn(p, " ")); p += strcspn(p, " ")) {
        size_t n = strcspn(p, " ");
        size_t letters;

        if (count == max) {
            err_set(err, ERR_INPUT, _("'%s' has more than %d keys"), s, (int)max);
            return 0;
        }
        if (key_parse(p, n, &out[count], err)) {
            count++;
            continue;
        }
        /* "C-" begins a modifier that was not understood, not three letters. */
        letters = n > 2 && p[1] == '-' ? 0 : parse_letters(p, n, out + count, max - count);
        if (letters == 0)
            return 0;
        err_release(err);
        count += letters;
    }
    if (count == 0)
        err_set(err, ERR_INPUT, _("a key is missing"));
    return count;
}

void key_seq_print(const struct key *keys, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_addch(out, ' ');
        key_print(keys[i], out);
    }
}
