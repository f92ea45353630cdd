#include "tema/model/types.h"

#include <string.h>

#define WORDS(name, ...)                                                                                     \
    static const char *const name##_list[] = {__VA_ARGS__, NULL};                                            \
    const struct enum_words name = {name##_list}

WORDS(source_kinds, "interview", "group", "document", "other");
WORDS(speaker_roles, "nobody", "interviewer", "participant");
WORDS(coder_roles, "analyst", "second", "supervisor");
WORDS(code_statuses, "active", "merged", "dropped");
WORDS(code_origins, "inductive", "deductive", "in-vivo");
WORDS(code_levels, "semantic", "latent");
WORDS(attr_types, "text", "number", "date", "boolean");
WORDS(memo_abouts, "project", "source", "segment", "code", "theme", "structure");
WORDS(round_stances, "deductive", "inductive");
WORDS(theme_statuses, "candidate", "kept", "merged", "dropped");
WORDS(review_kinds, "agreed", "questioned", "disagreed", "withdrawn", "comment", "resolved");
WORDS(version_whys, "commit", "merge", "split", "restore");

const char *enum_word(const struct enum_words *w, int value)
{
    for (int i = 0; w->word[i]; i++) {
        if (i == value)
            return w->word[i];
    }
    return NULL;
}

int enum_value(const struct enum_words *w, const char *word)
{
    for (int i = 0; word && w->word[i]; i++) {
        if (strcmp(w->word[i], word) == 0)
            return i;
    }
    return -1;
}
