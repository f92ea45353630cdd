/* Making text harmless: controls, escape sequences, C1 codes and bidi controls become visible marks. */
#ifndef TEMA_TEXT_VISIBLE_H
#define TEMA_TEXT_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"

/* True for code points that must not reach a terminal or a page as they are: C0 but LF and TAB, DEL, C1, bidi
 * controls (U+061C U+200E U+200F U+202A–202E U+2066–2069), U+2028/2029, interlinear anchors, tags U+E0000–E007F,
 * U+FEFF inside text, noncharacters. */
bool visible_is_unsafe(uint32_t cp);

/* What is shown instead: U+2400 pictures for C0 (ESC gives ␛), ␡ for DEL, "⟨U+202E⟩" for the others. With `ascii`:
 * "^[" and "<U+202E>". NUL-terminated UTF-8 into out; returns bytes. */
size_t visible_mark(uint32_t cp, bool ascii, char out[16]);

/* Appends the n bytes with unsafe code points replaced; LF and TAB stay. Invalid UTF-8 bytes become U+FFFD. */
void visible_add(struct buf *out, const char *s, size_t n, bool ascii);

#endif
