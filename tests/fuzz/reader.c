/* libFuzzer's way in. One program for all targets: -reader=NAME, or that in TEMA_READER, says which it is. -reader=list names them all. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "targets.h"

static const struct target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char option[] = "-reader=";
    const char *name = getenv("TEMA_READER");
    for (int i = 1; i < *argc; i++) {
        if (strncmp((*argv)[i], option, sizeof option - 1) == 0)
            name = (*argv)[i] + sizeof option - 1;
    }
    for (const struct target *t = targets; name && strcmp(name, "list") == 0 && t->name; t++)
        puts(t->name);
    if (name && strcmp(name, "list") == 0)
        exit(0);
    target = name ? target_find(name) : NULL;
    if (!target) {
        fprintf(stderr, "there is no reader '%s'; -reader=list names them\n", name ? name : "");
        exit(2);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    target_run(target, (const char *)data, size);
    return 0;
}
