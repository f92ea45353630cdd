/* What the tests of a whole study by keys share: the sample's sources in the test's folder, the state of a project to
 * be compared, and taking back. */
#ifndef TTY_STUDY_H
#define TTY_STUDY_H

#include <stddef.h>

#include "support.h"

/* The sample's sources, in the order in which Home lists them. */
#define GROUP  "gruppeintervju.vtt"
#define LEADER "intervju-1-it-leder.vtt"
#define HEAD   "intervju-2-avdelingsleder.srt"
#define NURSE  "intervju-3-hjelpepleier.txt"
#define DOCTOR "intervju-4-kommuneoverlege.txt"
#define PLAN   "strategi-kommune.txt"

/* The project "x.tema" of Analytiker, from the framework and with its participants, no sources yet; the files lie
 * beside it. They are read from data/sample in the folder the tests are started in, or under TEMA_TREE. */
void study_begin(void);

/* Everything that taking back and doing again must bring back, as text; for free(). */
char *study_state(void);
size_t study_length(const char *kind); /* of `list KIND` */

/* Presses the key in both workbenches, which show no panel, as long as one of them does something with it; whoever's
 * act is next goes first. `done` begins what is said then. Returns how many acts went. */
size_t study_press(struct tty *a, struct tty *b, const char *key, const char *done);

/* The text is on the screen within `ms` without a key. */
void expect_within(struct tty *t, const char *text, int ms);

#endif
