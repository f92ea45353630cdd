#include "tema/app/action.h"

#include <string.h>

#include "tema/base/i18n.h"

const struct action actions[ACTION_COUNT] = {
#define ACTION(id, name, where, keys, label, help)                                                           \
    [ACTION_##id] = {ACTION_##id, name, where, keys, label, help},
#include "tema/app/actions.def"
#undef ACTION
};

const struct action *action_find(const char *name)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    return NULL;
}
