/* The workbench on a terminal. */
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "tema/screens/screens.h"
#include "tema/ui/loop.h"
#include "tema/ui/palette.h"

/* How long a key waits for another process that holds the project, before a sentence says so. */
enum { PATIENCE_MS = 3000 };

static bool load_palette(struct palette *p, const struct term *t, const char *asked, struct err *err)
{
    long colours = term_colours(t);
    struct palette_wish wish = {colours > (1 << 24) ? 1 << 24 : (int)colours, getenv("NO_COLOR"),
                                getenv("COLORFGBG"), asked};
    return palette_load(p, palette_choose(&wish), err);
}

static void suspend(void *ctx)
{
    term_stop(ctx);
}

static void redraw(void *ctx)
{
    term_redraw(ctx);
}

static unsigned handle(void *ctx, const struct event *e)
{
    return workbench_event(ctx, e);
}

static void draw(void *ctx, struct canvas *c)
{
    workbench_draw(ctx, c);
}

static bool leaving(void *ctx)
{
    return term_leaving(ctx);
}

static int timeout(void *ctx)
{
    return workbench_timeout(ctx);
}

bool screens_run(struct app *app, const char *palette, struct err *err)
{
    struct palette p = PALETTE_INIT;
    struct term *t = NULL;
    struct canvas *c = NULL;
    struct workbench *wb = NULL;
    bool ok = false;
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    /* A colour theme that cannot be read is said before the terminal is touched. */
    if (palette && strcmp(palette, "auto") != 0 && !palette_load(&p, palette, err))
        return false;
    if (!term_open(&t, utf8, true, err))
        goto out;
    if (!load_palette(&p, t, palette, err))
        goto out;
    term_palette(t, &p);
    struct workbench_host host = {t, suspend, redraw};
    wb = workbench_new(app, &host, err);
    if (!wb)
        goto out;
    app_set_patience(app, PATIENCE_MS, leaving, t);
    c = canvas_new(term_rows(t), term_cols(t), term_is_ascii(t));
    struct loop_io io = loop_term_io(t);
    struct loop_client client = {wb, handle, draw, timeout};
    loop_run(&io, &client, c);
    ok = true;
out:
    app_set_patience(app, PATIENCE_MS, NULL, NULL);
    term_close(&t);
    workbench_free(wb);
    canvas_free(c);
    palette_release(&p);
    return ok;
}
