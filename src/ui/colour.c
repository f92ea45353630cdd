#include <string.h>
#include <strings.h>

#include "tema/ui/palette.h"

/* xterm's first 16 colours. */
static const uint32_t first_16[16] = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static const char *const names[8] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

/* xterm's table of 256: 16, a cube of 6³, 24 greys. */
static uint32_t index_rgb(uint32_t i)
{
    static const uint32_t steps[6] = {0, 95, 135, 175, 215, 255};

    if (i < 16)
        return first_16[i];
    if (i < 232) {
        i -= 16;
        return steps[i / 36] << 16 | steps[i / 6 % 6] << 8 | steps[i % 6];
    }
    i = 8 + (i - 232) * 10;
    return i << 16 | i << 8 | i;
}

uint32_t colour_rgb(struct colour c, uint32_t fallback)
{
    switch (c.kind) {
    case COLOUR_DEFAULT: break;
    case COLOUR_INDEX: return index_rgb(c.value & 0xff);
    case COLOUR_RGB: return c.value & 0xffffff;
    }
    return fallback;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool parse_rgb(const char *s, size_t n, uint32_t *ret)
{
    uint32_t value = 0;

    if (n != 7 || s[0] != '#')
        return false;
    for (size_t i = 1; i < 7; i++) {
        int digit = hex_digit(s[i]);

        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *ret = value;
    return true;
}

static bool parse_index(const char *s, size_t n, uint32_t *ret)
{
    uint32_t value = 0;

    if (n == 0 || n > 3)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(s[i] - '0');
    }
    *ret = value;
    return value < 256;
}

bool colour_parse(const char *s, size_t n, struct colour *ret)
{
    static const char bright[] = "bright-";
    uint32_t add = 0;
    uint32_t value;

    if (n == 7 && strncasecmp(s, "default", n) == 0) {
        *ret = (struct colour){COLOUR_DEFAULT, 0};
        return true;
    }
    if (parse_rgb(s, n, &value)) {
        *ret = (struct colour){COLOUR_RGB, value};
        return true;
    }
    if (parse_index(s, n, &value)) {
        *ret = (struct colour){COLOUR_INDEX, value};
        return true;
    }
    if (n > sizeof bright - 1 && strncasecmp(s, bright, sizeof bright - 1) == 0) {
        s += sizeof bright - 1;
        n -= sizeof bright - 1;
        add = 8;
    }
    for (uint32_t i = 0; i < 8; i++)
        if (strlen(names[i]) == n && strncasecmp(names[i], s, n) == 0) {
            *ret = (struct colour){COLOUR_INDEX, i + add};
            return true;
        }
    return false;
}

static long distance(uint32_t a, uint32_t b)
{
    long ra = a >> 16, ga = a >> 8 & 0xff, ba = a & 0xff;
    long rb = b >> 16, gb = b >> 8 & 0xff, bb = b & 0xff;
    long mean = (ra + rb) / 2;

    return (((512 + mean) * (ra - rb) * (ra - rb)) >> 8) + 4 * (ga - gb) * (ga - gb) +
           (((767 - mean) * (ba - bb) * (ba - bb)) >> 8);
}

static long nearest(uint32_t rgb, uint32_t from, uint32_t to)
{
    long best = -1;
    long best_distance = 0;

    for (uint32_t i = from; i < to; i++) {
        long d = distance(rgb, index_rgb(i));

        if (best < 0 || d < best_distance) {
            best = (long)i;
            best_distance = d;
        }
    }
    return best;
}

long colour_degrade(struct colour c, long n)
{
    if (c.kind == COLOUR_DEFAULT || n < 8)
        return -1;
    if (n >= 1L << 24)
        return (long)colour_rgb(c, 0);
    if (c.kind == COLOUR_INDEX && c.value < (uint32_t)n)
        return (long)c.value;
    if (n >= 256)
        return nearest(colour_rgb(c, 0), 16, 256);
    return nearest(colour_rgb(c, 0), 0, n >= 16 ? 16 : 8);
}

/* Brightness of one channel as WCAG 2.1 takes it: (v + 0.055) / 1.055 to the power of 2.4, where x^2.4 = x^2
 * · x^0.4, and x^0.4 comes by Newton's method from y^5 = x^2. */
static double channel_brightness(uint32_t v)
{
    double x = (double)v / 255;
    double y = 1;

    if (x <= 0.03928)
        return x / 12.92;
    x = (x + 0.055) / 1.055;
    for (int i = 0; i < 40; i++)
        y -= (y * y * y * y * y - x * x) / (5 * y * y * y * y);
    return x * x * y;
}

/* Asked for every tinted cell, so worked out once. */
static double channel(uint8_t v)
{
    static double table[256];
    static bool made;

    for (unsigned i = 0; !made && i < 256; i++)
        table[i] = channel_brightness(i);
    made = true;
    return table[v];
}

static double luminance(uint32_t rgb)
{
    return 0.2126 * channel((uint8_t)(rgb >> 16)) + 0.7152 * channel((uint8_t)(rgb >> 8)) +
           0.0722 * channel((uint8_t)rgb);
}

double colour_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);

    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}
