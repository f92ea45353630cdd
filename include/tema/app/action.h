/* The action table: everything a key can do, once. From it come the key bindings, the help screen, the footer, the palette behind ':', `tema keys` and
 * the manual's list of keys. */
#ifndef TEMA_APP_ACTION_H
#define TEMA_APP_ACTION_H

#include <stdbool.h>

/* Where an action holds: bits. */
enum action_where {
    IN_HOME = 1 << 0,
    IN_TRANSCRIPT = 1 << 1, /* the text */
    IN_TREE = 1 << 2,       /* the codebook's tree, as a screen and beside the text */
    IN_HELP = 1 << 3,
    IN_THEMES = 1 << 4,     /* the tree of themes, and the codes and extracts beside it */
    IN_EXTRACTS = 1 << 5,
    IN_REVIEW = 1 << 6,
    IN_VERSIONS = 1 << 7,
    IN_STUDY = IN_HOME | IN_TRANSCRIPT | IN_TREE | IN_THEMES | IN_EXTRACTS | IN_REVIEW | IN_VERSIONS, /* all but help */
    EVERYWHERE = IN_STUDY | IN_HELP,
};

enum action_id {
    ACTION_NONE,
#define ACTION(id, name, where, keys, label, help) ACTION_##id,
#include "tema/app/actions.def"
#undef ACTION
    ACTION_COUNT
};

struct action {
    enum action_id id;
    const char *name;   /* stable word: "mark-sentence" */
    unsigned where;
    const char *keys;   /* default keys, space-separated, in ui/key.h's names; "" if it has none */
    const char *label;  /* one or two words for the footer, N_(); "" if it never stands there */
    const char *help;   /* one sentence, N_() */
};

extern const struct action actions[ACTION_COUNT];
const struct action *action_find(const char *name); /* NULL if unknown */

#endif
