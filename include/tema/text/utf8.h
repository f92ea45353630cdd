/* UTF-8 (RFC 3629). Functions other than utf8_valid expect valid text; they never read past `n` bytes even if it is not. */
#ifndef TEMA_TEXT_UTF8_H
#define TEMA_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/text/pos.h"

/* True when the n bytes are valid UTF-8 (no overlong forms, no surrogates, at most U+10FFFF). Otherwise *ret_bad, if
 * given, is the offset of the first byte that is not. */
bool utf8_valid(const char *s, size_t n, byte_off *ret_bad);

/* Decodes one code point; returns the bytes it takes (1 to 4; 1 with U+FFFD on a bad byte), 0 when n is 0. */
size_t utf8_decode(const char *s, size_t n, uint32_t *ret_cp);
size_t utf8_encode(uint32_t cp, char out[4]); /* returns the bytes written; surrogates and > U+10FFFF give U+FFFD */

/* In text that is not valid, the bytes that may begin a code point are counted. */
size_t utf8_count(const char *s, size_t n);                  /* code points in n bytes */
byte_off utf8_byte(const char *s, size_t n, cp_off at);      /* where code point `at` starts; n when past the end */
cp_off utf8_cp(const char *s, size_t n, byte_off at);        /* code points before byte `at` */

#endif
