#include "tema/ui/loop.h"

#include <criterion/criterion.h>

#include "events.h"

/* Events from a script; waiting for one that is not there is a tick, after the last one the loop is told to
 * leave. */
struct script {
    const struct event *events;
    size_t n, at;
    size_t ready; /* how many are waiting at once */
    int shown, drawn, handled;
    unsigned reaction;
    int last_timeout;
};

static void script_read(void *ctx, int timeout_ms, struct event *ret)
{
    struct script *s = ctx;

    s->last_timeout = timeout_ms;
    if (s->at < s->n)
        *ret = s->events[s->at++];
    else
        ret->kind = EVENT_QUIT;
}

static bool script_pending(void *ctx)
{
    struct script *s = ctx;

    return s->at < s->ready;
}

static void script_show(void *ctx, const struct canvas *c)
{
    (void)c;
    ((struct script *)ctx)->shown++;
}

static unsigned handle(void *ctx, const struct event *e)
{
    struct script *s = ctx;

    s->handled++;
    return e->kind == EVENT_KEY ? s->reaction : (unsigned)REACT_NONE;
}

static void draw(void *ctx, struct canvas *c)
{
    ((struct script *)ctx)->drawn++;
    canvas_text(c, 0, 0, S(NORMAL), "drawn");
}

static int timeout(void *ctx)
{
    (void)ctx;
    return 250;
}

static void run(struct script *s, struct canvas *c)
{
    struct loop_io io = {s, script_read, script_pending, script_show};
    struct loop_client client = {s, handle, draw, timeout};

    loop_run(&io, &client, c);
}

Test(loop, keys_waiting__are_handled_before_one_drawing)
{
    const struct event events[] = {press("j"), press("j"), press("j")};
    struct script s = {.events = events, .n = 3, .ready = 3, .reaction = REACT_DRAW};
    struct canvas *c = canvas_new(10, 40, false);

    run(&s, c);
    cr_expect_eq(s.drawn, 2);
    cr_expect_eq(s.shown, 2);
    cr_expect_eq(s.handled, 4);
    canvas_free(c);
}

Test(loop, endless_typing__is_drawn_now_and_then)
{
    static struct event events[LOOP_BATCH * 3];
    struct script s = {
        .events = events, .n = LOOP_BATCH * 3, .ready = LOOP_BATCH * 3, .reaction = REACT_DRAW};
    struct canvas *c = canvas_new(10, 40, false);

    for (int i = 0; i < LOOP_BATCH * 3; i++)
        events[i] = press("j");
    run(&s, c);
    cr_expect_eq(s.drawn, 4);
    canvas_free(c);
}

Test(loop, nothing_changed__nothing_is_shown)
{
    const struct event events[] = {press("j"), {.kind = EVENT_TICK}, {.kind = EVENT_NONE}};
    struct script s = {.events = events, .n = 3, .reaction = REACT_NONE};
    struct canvas *c = canvas_new(10, 40, false);

    run(&s, c);
    cr_expect_eq(s.shown, 1);
    cr_expect_eq(s.last_timeout, 250);
    canvas_free(c);
}

Test(loop, resize__canvas_follows__too_small_is_said)
{
    const struct event events[] = {{.kind = EVENT_RESIZE, .rows = 3, .cols = 30}, {.kind = EVENT_RESUME}};
    struct script s = {.events = events, .n = 2};
    struct canvas *c = canvas_new(10, 40, false);

    run(&s, c);
    cr_expect_eq(canvas_rows(c), 3);
    cr_expect_eq(s.drawn, 1);
    cr_expect_eq(s.shown, 3);
    cr_expect(shows(c, "window too small"));
    canvas_free(c);
}

Test(loop, hang_up_and_stop__end_without_drawing)
{
    const struct event hangup[] = {{.kind = EVENT_HANGUP}, press("j")};
    const struct event stop[] = {press("q"), press("j")};
    struct script s = {.events = hangup, .n = 2, .reaction = REACT_DRAW};
    struct script t = {.events = stop, .n = 2, .reaction = REACT_DRAW | REACT_STOP};
    struct canvas *c = canvas_new(10, 40, false);

    run(&s, c);
    cr_expect(s.handled == 1 && s.shown == 1);
    run(&t, c);
    cr_expect(t.handled == 1 && t.shown == 1);
    canvas_free(c);
}
