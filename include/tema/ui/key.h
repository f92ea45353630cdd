/* Keys as values, and their names: "s", "G", "C-r", "M-1", "Up", "PgDn", "S-Tab", "Enter", "Esc", "F1",
 * "Space". */
#ifndef TEMA_UI_KEY_H
#define TEMA_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"

enum { KEY_MOD_CTRL = 1, KEY_MOD_ALT = 2, KEY_MOD_SHIFT = 4 };

/* Keys that are no character, above all code points. */
enum key_code {
    K_FIRST = 0x110000,
    K_UP = K_FIRST,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PGUP,
    K_PGDN,
    K_INSERT,
    K_DELETE,
    K_BACKSPACE,
    K_TAB,
    K_ENTER,
    K_ESC,
    K_F1, /* F1 to F24 follow each other */
    K_F24 = K_F1 + 23,
    K_LAST = K_F24
};

/* `code` is a Unicode code point (a letter as typed: 'G' is Shift and g, and has no SHIFT) or a K_…. With
 * CTRL, letters are lower case. SHIFT occurs with K_… only. Compare with key_equal. Space is ' '; C-Space is
 * {' ', CTRL}. */
struct key {
    uint32_t code;
    unsigned mods; /* KEY_MOD_… */
};

bool key_equal(struct key a, struct key b);
bool key_is(struct key k, uint32_t code, unsigned mods);
bool key_is_text(struct key k); /* a printable character without CTRL and ALT: something to insert */

/* One key from its name (n bytes); modifiers in any order. Case matters for letters only: "esc" is Esc. On
 * failure ERR_INPUT. */
bool key_parse(const char *s, size_t n, struct key *ret, struct err *err);

/* Appends the name; key_parse reads it back. */
void key_print(struct key k, struct buf *out);

/* A sequence of keys: names separated by blanks, "g g". A word that is no name but several printable
 * characters is that many keys: "gg". Writes at most `max` keys; returns how many, 0 on failure (empty,
 * unknown, too many). */
size_t key_parse_seq(const char *s, struct key *out, size_t max, struct err *err);
void key_seq_print(const struct key *keys, size_t n, struct buf *out); /* "g g", "C-x s" */

#endif
