/* Events for tests of widgets. */
#ifndef UNIT_UI_EVENTS_H
#define UNIT_UI_EVENTS_H

#include <string.h>

#include "tema/base/buf.h"
#include "tema/ui/dump.h"
#include "tema/ui/key.h"
#include "tema/ui/term.h"

/* The event of a key by its name. Keys of letters carry no text: fields insert the key's character then. */
static inline struct event press(const char *name)
{
    struct event e = {.kind = EVENT_KEY};

    if (!key_parse(name, strlen(name), &e.key, NULL))
        e.kind = EVENT_NONE;
    return e;
}

static inline struct event paste(const char *text)
{
    return (struct event){.kind = EVENT_PASTE, .text = text, .len = strlen(text)};
}

/* True when the canvas shows the text within a row. */
static inline bool shows(const struct canvas *c, const char *text)
{
    bool found = false;

    for (int row = 0; row < canvas_rows(c) && !found; row++) {
        struct buf out = BUF_INIT;

        canvas_dump_row(c, row, &out);
        found = strstr(buf_str(&out), text) != NULL;
        buf_release(&out);
    }
    return found;
}

#endif
