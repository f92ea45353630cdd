/* Palettes: how roles look on a terminal. Read from colour theme files, which are INI:
 *
 *     # comment
 *     [palette]             what holds for the whole file, all optional
 *     name = dark           shown in lists
 *     background = dark     dark or light: what `default` as bg is taken to be when contrast is judged
 *     tints = yes           no: colours that the data brings are left out
 *     [default]             what a role has that says nothing itself; each of fg, bg, attr on its own
 *     fg = default
 *     [status-key]          a role (role.h)
 *     fg = #ffd787          #rrggbb, 0–255, a name, or default
 *     attr = bold           bold underline reverse dim italic, any of them separated by blanks, or none
 *
 * Names of colours: black red green yellow blue magenta cyan white, each also with "bright-" before it. */
#ifndef TEMA_UI_PALETTE_H
#define TEMA_UI_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/ui/canvas.h"

enum colour_kind {
    COLOUR_DEFAULT, /* the terminal's own */
    COLOUR_INDEX,   /* value 0–255: xterm's table */
    COLOUR_RGB,     /* value 0xRRGGBB */
};

struct colour {
    enum colour_kind kind;
    uint32_t value;
};

struct look {
    struct colour fg, bg;
    unsigned attrs; /* ATTR_… */
};

struct palette {
    char *name;   /* owned */
    bool light;   /* the terminal's background is taken to be light */
    bool tints;   /* false: tints are ignored */
    struct look look[ROLE_COUNT];
};

#define PALETTE_INIT {NULL, false, true, {{{COLOUR_DEFAULT, 0}, {COLOUR_DEFAULT, 0}, 0}}}

/* Parses n bytes; `name` stands in errors ("'x.theme', line 3: …") and is the palette's name unless the file
 * gives one. On failure `p` is as before; otherwise what it held is released. */
bool palette_parse(struct palette *p, const char *name, const char *s, size_t n, struct err *err);

/* Loads a colour theme by the name of a built-in one ("dark") or a path (with a slash or ending in
 * ".theme"). */
bool palette_load(struct palette *p, const char *name_or_path, struct err *err);
void palette_release(struct palette *p);

/* What the choice depends on; strings may be NULL. */
struct palette_wish {
    int colours;           /* of the terminal (term_colours); below 8: monochrome whatever the rest says */
    const char *no_color;  /* $NO_COLOR; set and not empty: monochrome (no-color.org) unless `asked` */
    const char *colorfgbg; /* $COLORFGBG, "15;0": a background of 7 or 9–15 is light */
    const char *asked;     /* what the user asked for: "dark", a path; "auto" and NULL leave it open */
};
const char *palette_choose(const struct palette_wish *w); /* what to hand to palette_load; borrowed */

/* How a style looks: the role's look with attributes and tints. A tinted foreground is moved towards white or
 * black until it can be read on its background (contrast 4.5:1); on a tinted background the text is black or
 * white. */
struct look palette_look(const struct palette *p, struct style st);

/* The nearest colour a terminal of n colours (8, 16, 88, 256 or 2^24) has: an index below n, 0xRRGGBB for
 * 2^24; -1 is the terminal's default colour, also for n < 8. Nearest by the weighted distance of "redmean"
 * (T. Riemersma, "Colour metric", compuphase.com/cmetric.htm); the first 16 are taken as xterm's. */
long colour_degrade(struct colour c, long n);

uint32_t colour_rgb(struct colour c, uint32_t fallback); /* 0xRRGGBB; `fallback` for the default colour */
bool colour_parse(const char *s, size_t n, struct colour *ret); /* as in a file */

/* Contrast ratio of two colours 0xRRGGBB, 1 to 21 (WCAG 2.1, "contrast ratio"). */
double colour_contrast(uint32_t a, uint32_t b);

/* What `default` is taken to be: 0xRRGGBB. */
uint32_t palette_background(const struct palette *p);
uint32_t palette_foreground(const struct palette *p);

#endif
