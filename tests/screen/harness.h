/* The workbench without a terminal: keys in, a canvas out. */
#ifndef TEMA_TESTS_SCREEN_HARNESS_H
#define TEMA_TESTS_SCREEN_HARNESS_H

#include "tema/app/app.h"
#include "tema/base/buf.h"
#include "tema/screens/screens.h"
#include "tema/ui/canvas.h"

struct bench {
    struct app *app;
    struct workbench *wb;
    struct canvas *c;
    char *dir, *project;
    struct buf dump;
    unsigned react; /* of the last event */
    int keys;       /* pressed so far */
    bool ascii;     /* set before bench_start: a terminal without UTF-8 */
};

/* An empty project in a folder of its own, the clock standing still. bench_start opens the workbench on it.
 */
void bench_new(struct bench *b);
void bench_start(struct bench *b, int rows, int cols);
void bench_again(struct bench *b, int rows, int cols); /* closes workbench and project and opens both */
void bench_free(struct bench *b);

tema_id bench_import(struct bench *b, const char *name, const char *text);
void bench_code(struct bench *b, tema_id source, const char *words,
                const char *path); /* codes the first place of the words */
/* A study of two interviews, a document, and a codebook of eight codes. Returns the first interview. */
tema_id bench_study(struct bench *b);
/* The same with a thematic structure of six themes, one of them dropped, and one code left without a place. */
tema_id bench_themes(struct bench *b);
cp_off bench_find(struct bench *b, tema_id source, const char *words); /* where they stand first */

void bench_keys(struct bench *b, const char *names); /* "s c Enter", as ui/key.h names them */
void bench_type(struct bench *b, const char *text);  /* one key for each letter */
void bench_event(struct bench *b, struct event e);
void bench_resize(struct bench *b, int rows, int cols);

const char *bench_screen(struct bench *b);           /* draws; the rows of text */
bool bench_shows(struct bench *b, const char *text); /* after drawing */
bool bench_says(struct bench *b, const char *text);  /* in the message line */
void bench_golden(struct bench *b, const char *name);

#endif
