#include "tema/ui/loop.h"

#include "tema/ui/layout.h"

static void term_io_read(void *ctx, int timeout_ms, struct event *ret)
{
    term_read(ctx, timeout_ms, ret);
}

static bool term_io_pending(void *ctx)
{
    return term_pending(ctx);
}

static void term_io_show(void *ctx, const struct canvas *c)
{
    term_draw(ctx, c);
}

struct loop_io loop_term_io(struct term *t)
{
    return (struct loop_io){t, term_io_read, term_io_pending, term_io_show};
}

static void draw(const struct loop_io *io, const struct loop_client *client, struct canvas *c)
{
    canvas_clear(c);
    if (!layout_too_small(c))
        client->draw(client->ctx, c);
    io->show(io->ctx, c);
}

bool loop_step(const struct loop_io *io, const struct loop_client *client, struct canvas *c)
{
    int timeout = client->timeout ? client->timeout(client->ctx) : -1;
    unsigned reaction = REACT_NONE;

    for (int i = 0; i < LOOP_BATCH; i++) {
        struct event e = {.kind = EVENT_NONE};

        if (i > 0 && !io->pending(io->ctx))
            break;
        io->read(io->ctx, i > 0 ? 0 : timeout, &e);
        if (e.kind == EVENT_NONE)
            continue;
        if (e.kind == EVENT_RESIZE)
            canvas_resize(c, e.rows, e.cols);
        if (e.kind == EVENT_RESIZE || e.kind == EVENT_RESUME)
            reaction |= REACT_DRAW;
        reaction |= client->handle(client->ctx, &e);
        if (e.kind == EVENT_HANGUP || e.kind == EVENT_QUIT || (reaction & REACT_STOP))
            return false;
        /* A resize is drawn before the next key, which may depend on what is in sight. */
        if (e.kind == EVENT_RESIZE)
            break;
    }
    if (reaction & REACT_DRAW)
        draw(io, client, c);
    return true;
}

void loop_run(const struct loop_io *io, const struct loop_client *client, struct canvas *c)
{
    draw(io, client, c);
    while (loop_step(io, client, c))
        ;
}
