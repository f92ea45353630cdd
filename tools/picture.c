/* picture PROJECT CODER COLSxROWS PALETTE TITLE KEYS: draws the workbench as an SVG on standard output, after these keys
 * and without a terminal. KEYS are names as in `tema keys`, parted by blanks; a word that is no name is typed letter by
 * letter. What the keys do is done to the project: give it a copy. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tema/app/app.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/base/i18n.h"
#include "tema/screens/screens.h"
#include "tema/text/utf8.h"
#include "tema/ui/canvas.h"
#include "tema/ui/dump.h"
#include "tema/ui/palette.h"

/* One key, with the screen drawn as the loop would: what a key does may depend on what is in sight. */
static void press(struct workbench *wb, struct canvas *c, struct key key, const char *text, size_t len)
{
    struct event e;

    memset(&e, 0, sizeof e);
    e.kind = EVENT_KEY;
    e.key = key;
    e.text = text;
    e.len = len;
    workbench_event(wb, &e);
    canvas_clear(c);
    workbench_draw(wb, c);
}

static void press_letters(struct workbench *wb, struct canvas *c, const char *s, size_t n)
{
    for (size_t i = 0, len; i < n; i += len) {
        char text[8] = "";
        uint32_t cp = 0;

        len = utf8_decode(s + i, n - i, &cp);
        memcpy(text, s + i, len);
        press(wb, c, (struct key){cp, 0}, text, len);
    }
}

static void press_all(struct workbench *wb, struct canvas *c, const char *keys)
{
    for (const char *s = keys + strspn(keys, " "); *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        struct err err = ERR_INIT;
        struct key key;

        if (!key_parse(s, n, &key, &err))
            press_letters(wb, c, s, n);
        else if (key.code == ' ' && key.mods == 0)
            press_letters(wb, c, " ", 1);
        else if (key_is_text(key))
            press_letters(wb, c, s, n);
        else
            press(wb, c, key, NULL, 0);
        err_release(&err);
        s += n;
    }
}

static bool draw(struct app *app, const struct palette *p, int rows, int cols, const char *title,
                 const char *keys, struct err *err)
{
    struct canvas *c = canvas_new(rows, cols, false);
    struct workbench *wb = workbench_new(app, NULL, err);
    struct buf svg = BUF_INIT;
    bool ok = wb != NULL;

    if (ok) {
        workbench_draw(wb, c);
        press_all(wb, c, keys);
        canvas_svg(c, p, title, &svg);
        ok = fwrite(buf_str(&svg), 1, svg.len, stdout) == svg.len && fflush(stdout) == 0;
        if (!ok)
            err_set(err, ERR_IO, "the picture could not be written");
    }
    buf_release(&svg);
    workbench_free(wb);
    canvas_free(c);
    return ok;
}

/* "120x33" */
static bool parse_size(const char *s, int *ret_cols, int *ret_rows)
{
    char *end;
    long cols = strtol(s, &end, 10), rows;

    if (*end != 'x')
        return false;
    rows = strtol(end + 1, &end, 10);
    if (*end != '\0' || cols < 20 || cols > 1000 || rows < 5 || rows > 1000)
        return false;
    *ret_cols = (int)cols;
    *ret_rows = (int)rows;
    return true;
}

int main(int argc, char **argv)
{
    struct palette p = PALETTE_INIT;
    struct err err = ERR_INIT;
    struct app *app = NULL;
    int cols = 0, rows = 0;
    bool ok;

    if (argc != 7 || !parse_size(argv[3], &cols, &rows)) {
        fputs("usage: picture PROJECT CODER COLSxROWS PALETTE TITLE KEYS\n", stderr);
        return 2;
    }
    i18n_start();
    ok = palette_load(&p, argv[4], &err) && app_open(argv[1], argv[2], false, &app, &err) &&
         draw(app, &p, rows, cols, argv[5], argv[6], &err);
    if (!ok)
        fprintf(stderr, "picture: %s\n", err_text(&err));
    app_free(app);
    palette_release(&p);
    err_release(&err);
    return ok ? 0 : 2;
}
