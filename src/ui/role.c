#include "tema/ui/role.h"

#include <string.h>

static const struct {
    const char *name;
    char letter;
} roles[ROLE_COUNT] = {
#define X(id, name, letter) [ROLE_##id] = {name, letter},
    ROLES(X)
#undef X
};

const char *role_name(enum role r)
{
    return roles[r].name;
}

char role_letter(enum role r)
{
    return roles[r].letter;
}

enum role role_find(const char *name, size_t n)
{
    for (int r = 0; r < ROLE_COUNT; r++)
        if (strlen(roles[r].name) == n && memcmp(roles[r].name, name, n) == 0)
            return (enum role)r;
    return ROLE_COUNT;
}
