/* Roles: what a cell is for. A colour theme (palette.h) says how each role looks; code never names a
 * colour. */
#ifndef TEMA_UI_ROLE_H
#define TEMA_UI_ROLE_H

#include <stddef.h>

/* The only list of roles: C name, name in colour theme files, letter in role maps (dump.h). */
#define ROLES(X)                                                                                                      \
    X(NORMAL, "normal", '.')               /* running text */                                                        \
    X(DIM, "dim", 'd')                     /* less important text: hints, counts of nothing */                       \
    X(TITLE, "title", 'T')                 /* headings */                                                            \
    X(STATUS, "status", 's')               /* the bar at the top or bottom */                                        \
    X(STATUS_KEY, "status-key", 'S')       /* what stands out in that bar */                                         \
    X(SELECTED, "selected", 'L')           /* the selected row of a list that does not have the focus */             \
    X(FOCUS, "focus", 'F')                 /* the selected row of the list that has the focus */                     \
    X(CURSOR_LINE, "cursor-line", 'c')     /* the line the caret stands on */                                        \
    X(CARET, "caret", 'C')                 /* the caret in a text */                                                 \
    X(MARK, "mark", 'M')                   /* a stretch that is marked at the moment */                              \
    X(EXTENT, "extent", 'e')               /* a stretch that was marked earlier and lies under the caret */          \
    X(FOUND, "found", 'f')                 /* what a search found */                                                 \
    X(LABEL, "label", 'l')                 /* who speaks, what a field is called */                                  \
    X(TIME, "time", 't')                   /* times and dates */                                                     \
    X(NUMBER, "number", 'n')               /* counts, line numbers */                                                \
    X(BORDER, "border", 'b')               /* lines between panes */                                                 \
    X(ERROR, "error", 'E')                 /* something did not work */                                              \
    X(WARNING, "warning", 'W')             /* something to look at */                                                \
    X(NOTICE, "notice", 'N')               /* something was done */                                                  \
    X(INPUT, "input", 'i')                 /* the inside of a field */                                               \
    X(INPUT_FOCUS, "input-focus", 'I')     /* the inside of the field that has the focus */                          \
    X(FOOTER, "footer", 'o')               /* what keys do, in the last line */                                      \
    X(FOOTER_KEY, "footer-key", 'K')       /* the keys there */                                                      \
    X(BUTTON, "button", 'B')               /* a choice that can be taken */                                          \
    X(PANEL, "panel", 'p')                 /* a panel that lies over the screen */                                   \
    X(PANEL_TITLE, "panel-title", 'P')     /* its heading */                                                         \
    X(MATCH, "match", 'm')                 /* the letters of an item that match what was typed */                    \
    X(STRIPE, "stripe", '|')               /* coloured strokes in a margin, usually with a tint */                   \
    X(LINK, "link", 'k')                   /* something that can be opened */                                        \
    X(SPECIAL, "special", '!')             /* marks shown instead of characters that must not be drawn */

enum role {
#define X(id, name, letter) ROLE_##id,
    ROLES(X)
#undef X
    ROLE_COUNT
};

/* The name in colour theme files: "status-key". */
const char *role_name(enum role r);
/* The letter in role maps. Distinct for every role. */
char role_letter(enum role r);
/* The role of that name (n bytes), or ROLE_COUNT. */
enum role role_find(const char *name, size_t n);

#endif
