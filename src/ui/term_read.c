#define NCURSES_NOMACROS
#include "term_priv.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "tema/text/utf8.h"
#include "tema/text/visible.h"

enum { DOUBLE_CLICK_MS = 400, PASTE_WAIT_MS = 1000, SEQUENCE_WAIT_MS = 50, PASTE_MAX = 16 << 20 };

static int64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void set_text(struct term *t, struct event *e, const char *s, size_t n)
{
    struct buf *b = &t->text[t->which ^= 1];

    buf_clear(b);
    buf_add(b, s, n);
    e->text = buf_str(b);
    e->len = n;
}

static int read_code(struct term *t, int wait_ms, wint_t *ret)
{
    wtimeout(t->input, wait_ms);
    return wget_wch(t->input, ret);
}

/* --- keys --- */

static uint32_t function_key(wint_t code, unsigned *mods)
{
    static const struct {
        wint_t curses;
        uint32_t code;
        unsigned mods;
    } table[] = {
        {KEY_UP, K_UP, 0},
        {KEY_DOWN, K_DOWN, 0},
        {KEY_LEFT, K_LEFT, 0},
        {KEY_RIGHT, K_RIGHT, 0},
        {KEY_HOME, K_HOME, 0},
        {KEY_END, K_END, 0},
        {KEY_A1, K_HOME, 0},
        {KEY_C1, K_END, 0},
        {KEY_A3, K_PGUP, 0},
        {KEY_C3, K_PGDN, 0},
        {KEY_PPAGE, K_PGUP, 0},
        {KEY_NPAGE, K_PGDN, 0},
        {KEY_IC, K_INSERT, 0},
        {KEY_DC, K_DELETE, 0},
        {KEY_BACKSPACE, K_BACKSPACE, 0},
        {KEY_ENTER, K_ENTER, 0},
        {KEY_BTAB, K_TAB, KEY_MOD_SHIFT},
        {KEY_SF, K_DOWN, KEY_MOD_SHIFT},
        {KEY_SR, K_UP, KEY_MOD_SHIFT},
        {KEY_SLEFT, K_LEFT, KEY_MOD_SHIFT},
        {KEY_SRIGHT, K_RIGHT, KEY_MOD_SHIFT},
        {KEY_SHOME, K_HOME, KEY_MOD_SHIFT},
        {KEY_SEND, K_END, KEY_MOD_SHIFT},
        {KEY_SPREVIOUS, K_PGUP, KEY_MOD_SHIFT},
        {KEY_SNEXT, K_PGDN, KEY_MOD_SHIFT},
        {KEY_SDC, K_DELETE, KEY_MOD_SHIFT},
        {KEY_SIC, K_INSERT, KEY_MOD_SHIFT},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].curses == code) {
            *mods = table[i].mods;
            return table[i].code;
        }
    if (code > KEY_F0 && code <= KEY_F0 + 63) {
        static const unsigned rows[] = {0, KEY_MOD_SHIFT, KEY_MOD_CTRL, KEY_MOD_CTRL | KEY_MOD_SHIFT,
                                        KEY_MOD_ALT};
        wint_t number = code - KEY_F0 - 1;

        /* xterm numbers the shifted ones on: F13 is Shift-F1. */
        if (number / 12 >= sizeof rows / sizeof rows[0])
            return 0;
        *mods = rows[number / 12];
        return K_F1 + number % 12;
    }
    return 0;
}

/* Keys with modifiers have extended names in terminfo: "kLFT5" is Left with Ctrl. */
static uint32_t extended_key(wint_t code, unsigned *mods)
{
    static const struct {
        const char *name;
        uint32_t code;
    } table[] = {{"kUP", K_UP},   {"kDN", K_DOWN},  {"kLFT", K_LEFT}, {"kRIT", K_RIGHT}, {"kHOM", K_HOME},
                 {"kEND", K_END}, {"kPRV", K_PGUP}, {"kNXT", K_PGDN}, {"kDC", K_DELETE}, {"kIC", K_INSERT}};
    static const unsigned digits[] = {KEY_MOD_SHIFT,
                                      KEY_MOD_ALT,
                                      KEY_MOD_SHIFT | KEY_MOD_ALT,
                                      KEY_MOD_CTRL,
                                      KEY_MOD_CTRL | KEY_MOD_SHIFT,
                                      KEY_MOD_CTRL | KEY_MOD_ALT,
                                      KEY_MOD_CTRL | KEY_MOD_ALT | KEY_MOD_SHIFT};
    const char *name = keyname((int)code);

    for (size_t i = 0; name && i < sizeof table / sizeof table[0]; i++) {
        size_t n = strlen(table[i].name);

        if (strncmp(name, table[i].name, n) != 0 || strlen(name) > n + 1)
            continue;
        if (name[n] == '\0') {
            *mods = KEY_MOD_SHIFT;
            return table[i].code;
        }
        if (name[n] >= '2' && name[n] <= '8') {
            *mods = digits[name[n] - '2'];
            return table[i].code;
        }
    }
    return 0;
}

static struct key key_of_char(wint_t c)
{
    switch (c) {
    case 0: return (struct key){' ', KEY_MOD_CTRL};
    case '\t': return (struct key){K_TAB, 0};
    case '\r':
    case '\n': return (struct key){K_ENTER, 0};
    case 27: return (struct key){K_ESC, 0};
    case 127: return (struct key){K_BACKSPACE, 0};
    }
    if (c < 27)
        return (struct key){(uint32_t)c + 'a' - 1, KEY_MOD_CTRL};
    if (c < 32)
        return (struct key){(uint32_t)c + '@', KEY_MOD_CTRL};
    return (struct key){(uint32_t)c, 0};
}

static bool key_of(int kind, wint_t code, struct key *ret)
{
    *ret = (struct key){0, 0};
    if (kind == OK)
        *ret = key_of_char(code);
    else if (code <= KEY_MAX)
        ret->code = function_key(code, &ret->mods);
    else
        ret->code = extended_key(code, &ret->mods);
    return ret->code != 0 && !(ret->code < K_FIRST && visible_is_unsafe(ret->code));
}

/* --- paste --- */

static void read_paste(struct term *t, struct event *e)
{
    struct buf pasted = BUF_INIT;
    wint_t code, last = 0;

    for (;;) {
        int kind = read_code(t, PASTE_WAIT_MS, &code);
        char bytes[4];

        if (kind == ERR || (kind == KEY_CODE_YES && code == CODE_PASTE_END))
            break;
        if (kind != OK || pasted.len >= PASTE_MAX)
            continue;
        if (!(code == '\n' && last == '\r'))
            buf_add(&pasted, bytes, utf8_encode(code == '\r' ? '\n' : (uint32_t)code, bytes));
        last = code;
    }
    e->kind = EVENT_PASTE;
    set_text(t, e, buf_str(&pasted), pasted.len);
    buf_release(&pasted);
}

/* --- mouse --- */

static void count_clicks(struct term *t, struct event *e)
{
    int64_t now = now_ms();
    bool again = now - t->press_time <= DOUBLE_CLICK_MS && t->press_row == e->row && t->press_col == e->col &&
                 t->press_button == e->button;

    t->clicks = again && t->clicks < 3 ? t->clicks + 1 : 1;
    t->press_time = now;
    t->press_row = e->row;
    t->press_col = e->col;
    t->press_button = e->button;
    e->clicks = t->clicks;
}

/* Bits of xterm's mouse reports: button, Shift 4, Alt 8, Ctrl 16, motion 32, wheel 64 (XTerm Control
 * Sequences, "Mouse Tracking"). */
static bool mouse_event(struct term *t, int bits, int col, int row, bool release, struct event *e)
{
    int button = bits & 3;

    if (row < 1 || col < 1 || row > getmaxy(stdscr) || col > getmaxx(stdscr))
        return false;
    e->kind = EVENT_MOUSE;
    e->row = row - 1;
    e->col = col - 1;
    e->button = button + 1;
    e->mods =
        (bits & 4 ? KEY_MOD_SHIFT : 0u) | (bits & 8 ? KEY_MOD_ALT : 0u) | (bits & 16 ? KEY_MOD_CTRL : 0u);
    if (bits & 64) {
        if (button > 1)
            return false;
        e->button = 0;
        e->act = button == 0 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
        return !release;
    }
    if (bits & 32) {
        e->act = MOUSE_DRAG;
        return button != 3;
    }
    e->act = release ? MOUSE_RELEASE : MOUSE_PRESS;
    if (e->act == MOUSE_PRESS)
        count_clicks(t, e);
    return true;
}

/* "0;12;7M" or "0;12;7m" after "ESC [ <". */
static bool read_sgr_mouse(struct term *t, struct event *e)
{
    int numbers[3] = {0, 0, 0};
    int i = 0;
    wint_t code;

    while (read_code(t, SEQUENCE_WAIT_MS, &code) == OK) {
        if (code >= '0' && code <= '9') {
            if (numbers[i] < 10000)
                numbers[i] = numbers[i] * 10 + (int)(code - '0');
        } else if (code == ';' && i < 2) {
            i++;
        } else {
            return (code == 'M' || code == 'm') && i == 2 &&
                   mouse_event(t, numbers[0], numbers[1], numbers[2], code == 'm', e);
        }
    }
    return false;
}

/* Three bytes after "ESC [ M", each with 32 added. */
static bool read_x10_mouse(struct term *t, struct event *e)
{
    wint_t code[3];
    int bits;

    for (int i = 0; i < 3; i++)
        if (read_code(t, SEQUENCE_WAIT_MS, &code[i]) != OK || code[i] < 32)
            return false;
    bits = (int)code[0] - 32;
    if ((bits & 3) == 3 && !(bits & (32 | 64)))
        return mouse_event(t, t->press_button > 0 ? t->press_button - 1 : 0, (int)code[1] - 32,
                           (int)code[2] - 32, true, e);
    return mouse_event(t, bits, (int)code[1] - 32, (int)code[2] - 32, false, e);
}

/* --- events --- */

static void take_key(struct term *t, struct key key, struct event *e)
{
    char bytes[4];

    e->kind = EVENT_KEY;
    e->key = key;
    if (key_is_text(key))
        set_text(t, e, bytes, utf8_encode(key.code, bytes));
    if (key_is(key, 'z', KEY_MOD_CTRL)) {
        term_stop(t);
        *e = (struct event){.kind = EVENT_RESUME};
    }
}

/* Esc with something right behind it is Alt and that; a sequence nobody knows is eaten, since its letters
 * would run as commands (ECMA-48: "ESC [", parameters, a final byte from @ to ~; "ESC O" and one). False:
 * nothing is left. */
static bool after_escape(struct term *t, struct key *key)
{
    struct key with;
    wint_t code, more;
    int kind = read_code(t, 0, &code);

    if (kind == ERR || !key_of(kind, code, &with) || key_is(with, K_ESC, 0))
        return true;
    *key = with;
    key->mods |= KEY_MOD_ALT;
    if (kind != OK || (code != '[' && code != 'O') || read_code(t, 0, &more) != OK)
        return true;
    while (code == '[' && more >= 0x20 && more < 0x40)
        if (read_code(t, SEQUENCE_WAIT_MS, &more) != OK)
            break;
    return false;
}

/* Something from the keyboard, without waiting. False: there is nothing. An event of EVENT_NONE was eaten. */
static bool next_input(struct term *t, struct event *e)
{
    wint_t code;
    int kind = read_code(t, 0, &code);
    struct key key;

    *e = (struct event){.kind = EVENT_NONE};
    if (kind == ERR)
        return false;
    if (kind == KEY_CODE_YES) {
        switch (code) {
        case KEY_RESIZE:
            t->dirty = true;
            if (getmaxy(stdscr) == t->rows && getmaxx(stdscr) == t->cols)
                return true;
            e->kind = EVENT_RESIZE;
            e->rows = t->rows = getmaxy(stdscr);
            e->cols = t->cols = getmaxx(stdscr);
            return true;
        case CODE_PASTE_START: read_paste(t, e); return true;
        case CODE_MOUSE_SGR:
        case CODE_MOUSE_X10:
            if (!(code == CODE_MOUSE_SGR ? read_sgr_mouse(t, e) : read_x10_mouse(t, e)))
                *e = (struct event){.kind = EVENT_NONE};
            return true;
        case CODE_PASTE_END:
        case CODE_FOCUS: return true;
        }
    }
    if (!key_of(kind, code, &key))
        return true;
    if (key_is(key, K_ESC, 0) && !after_escape(t, &key))
        return true;
    take_key(t, key, e);
    return true;
}

/* A signal that came. */
static bool next_signal(struct term *t, struct event *e)
{
    char what;

    while (term_signal_next(&what)) {
        switch (what) {
        case 'T': *e = (struct event){.kind = EVENT_QUIT}; return true;
        case 'H':
            t->gone = true;
            *e = (struct event){.kind = EVENT_HANGUP};
            return true;
        case 'Z':
            term_stop(t);
            *e = (struct event){.kind = EVENT_RESUME};
            return true;
        case 'C':
            /* Stopped from outside, with the terminal left as it was: whoever had it meanwhile may have
             * changed it. */
            term_leave(t);
            term_return(t);
            *e = (struct event){.kind = EVENT_RESUME};
            return true;
        }
    }
    return false;
}

static bool hang_up(struct term *t, struct event *e)
{
    t->gone = true;
    *e = (struct event){.kind = EVENT_HANGUP};
    return true;
}

/* Waits for something on a descriptor. True when *e is set. */
static bool wait_for(struct term *t, int wait_ms, struct event *e)
{
    struct pollfd fds[3] = {{STDIN_FILENO, POLLIN, 0}, {term_signal_fd(), POLLIN, 0}, {t->watch, POLLIN, 0}};
    struct termios modes;
    int n = poll(fds, t->watch >= 0 ? 3 : 2, wait_ms);

    if (n <= 0)
        return false;
    if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        return hang_up(t, e);
    /* A terminal that has ended can be read for ever, and gives nothing. */
    if ((fds[0].revents & POLLIN) && tcgetattr(STDIN_FILENO, &modes) != 0)
        return hang_up(t, e);
    if (t->watch >= 0 && fds[2].revents && !fds[0].revents && !fds[1].revents) {
        *e = (struct event){.kind = EVENT_WAKE};
        return true;
    }
    return false;
}

void term_read(struct term *t, int timeout_ms, struct event *ret)
{
    int64_t end = timeout_ms > 0 ? now_ms() + timeout_ms : 0;
    bool looked = false;

    *ret = (struct event){.kind = EVENT_NONE};
    if (t->has_queued) {
        *ret = t->queued;
        t->has_queued = false;
        return;
    }
    for (;;) {
        int wait_ms = timeout_ms;

        if (t->gone) {
            *ret = (struct event){.kind = EVENT_HANGUP};
            return;
        }
        if (next_signal(t, ret))
            return;
        if (next_input(t, ret)) {
            if (ret->kind != EVENT_NONE)
                return;
            continue;
        }
        if (timeout_ms > 0) {
            int64_t left = end - now_ms();

            wait_ms = left > 0 ? (int)left : 0;
        }
        if (looked && timeout_ms >= 0 && wait_ms == 0) {
            ret->kind = timeout_ms > 0 ? EVENT_TICK : EVENT_NONE;
            return;
        }
        if (wait_for(t, wait_ms, ret))
            return;
        looked = true;
    }
}

bool term_leaving(const struct term *t)
{
    struct pollfd in = {STDIN_FILENO, 0, 0};

    return t->gone || term_signal_leaving() || (poll(&in, 1, 0) > 0 && (in.revents & (POLLHUP | POLLERR)));
}

bool term_pending(struct term *t)
{
    if (t->has_queued)
        return true;
    if (t->gone)
        return false;
    term_read(t, 0, &t->queued);
    t->has_queued = t->queued.kind != EVENT_NONE;
    return t->has_queued;
}
