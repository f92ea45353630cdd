/* The supervisor's review. As app.h. */
#ifndef TEMA_APP_REVIEW_H
#define TEMA_APP_REVIEW_H

#include "tema/app/app.h"
#include "tema/model/review.h"

/* A coding and where its review stands. */
struct review_item {
    struct coding coding;      /* of one that is gone: id, code and coder as the thread knows them, source 0 */
    struct review_state state; /* its entries lie in the arena */
};
enum review_filter { REVIEW_ALL, REVIEW_PENDING, REVIEW_WAITING, REVIEW_QUESTIONS, REVIEW_DISPUTES, REVIEW_SETTLED };
extern const struct enum_words review_filters; /* all pending waiting questioned disagreed agreed; waiting: for the acting coder */
struct review_query {
    tema_id source, code, coder; /* 0: any; a code: with what lies below it */
    enum review_filter filter;
};
/* In the order of sources and places. In the arena. */
bool app_reviews(struct app *app, const struct review_query *q, struct arena *a, struct review_item **ret, size_t *n, struct err *err);
bool app_review_get(struct app *app, tema_id coding, struct arena *a, struct review_item *ret, struct err *err);
/* How many threads wait for the acting coder; cheap enough for Home. */
bool app_review_inbox(struct app *app, size_t *ret, struct err *err);

/* The act. Only a verdict needs the coding to be there; one on one's own coding is ERR_INPUT. */
bool app_review(struct app *app, tema_id coding, enum review_kind kind, const char *text, struct buf *said, struct err *err);

#endif
