/* GUIDs as REFI-QDA writes them: 8-4-4-4-12 hexadecimal digits, upper case, random (RFC 4122 version 4). */
#ifndef TEMA_BASE_GUID_H
#define TEMA_BASE_GUID_H

#include <stdint.h>

enum { GUID_LEN = 36 };

void guid_new(char out[GUID_LEN + 1]);
void guid_of_hash(const uint8_t hash[16], char out[GUID_LEN + 1]); /* always the same one (RFC 9562 version 8) */
uint64_t random_u64(void); /* from the system's random source */

#endif
