/* What a reader of a transcript format hands over: text in turns, with speakers and times as structure. The store makes rows of it. */
#ifndef TEMA_MODEL_TRANSCRIPT_H
#define TEMA_MODEL_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/vec.h"
#include "tema/model/types.h"

struct tr_cue {
    size_t at;                 /* code points from the start of its turn's text */
    int64_t start_ms, end_ms;
};
struct tr_turn {
    char *text;                /* in the arena; one paragraph with its newline(s) at the end */
    size_t bytes;
    bool opens;                /* false: a further paragraph of the turn before */
    int speaker;               /* index into speakers, -1: nobody named */
    int64_t start_ms, end_ms;  /* -1 when unknown */
    struct tr_cue *cues;       /* in the arena; ascending `at` */
    size_t ncues;
};

struct transcript {
    struct arena arena;        /* everything below lies in it */
    VEC(char *) speakers;      /* names in order of appearance */
    struct { int *slot; size_t n; } speaker_index; /* of transcript_speaker: hash table over speakers, -1 in free slots */
    VEC(struct tr_turn) turns;
    bool timed;                /* times come from the file */
    VEC(char *) notes;         /* what was converted, joined, skipped or repaired: one sentence each, for the import report */
};

void transcript_init(struct transcript *t);
void transcript_release(struct transcript *t);
int transcript_speaker(struct transcript *t, const char *name, size_t n); /* index of that name, added when new */

#endif
