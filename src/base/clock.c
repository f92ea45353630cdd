#include "tema/base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t fixed = -1;

/* The first and last second whose year has four digits: 0000-01-01 and 9999-12-31T23:59:59. A day is kept
 * free at either end for time zones. */
static const int64_t first_second = -62167219200 + 86400;
static const int64_t last_second = 253402300799 - 86400;

int64_t clock_now(void)
{
    struct timespec t;

    if (fixed != -1)
        return fixed;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_set_fixed(int64_t ms)
{
    fixed = ms;
}

/* Whole seconds, rounded down, within the years that four digits can write. */
static time_t seconds(int64_t ms)
{
    int64_t s = ms / 1000 - (ms % 1000 < 0);

    s = s < first_second ? first_second : s;
    return (time_t)(s > last_second ? last_second : s);
}

/* Writes n digits of x. */
static char *digits(char *out, int x, int n)
{
    for (int i = n - 1; i >= 0; i--, x /= 10)
        out[i] = (char)('0' + x % 10);
    return out + n;
}

static char *put_date(char *out, const struct tm *t)
{
    out = digits(out, t->tm_year + 1900, 4);
    *out++ = '-';
    out = digits(out, t->tm_mon + 1, 2);
    *out++ = '-';
    return digits(out, t->tm_mday, 2);
}

static char *put_minute(char *out, const struct tm *t)
{
    out = digits(out, t->tm_hour, 2);
    *out++ = ':';
    return digits(out, t->tm_min, 2);
}

static void local(int64_t ms, struct tm *t)
{
    time_t s = seconds(ms);

    tzset(); /* localtime_r alone need not read TZ */
    localtime_r(&s, t);
}

void clock_rfc3339(int64_t ms, char out[RFC3339_LEN + 1])
{
    time_t s = seconds(ms);
    struct tm t;

    gmtime_r(&s, &t);
    out = put_date(out, &t);
    *out++ = 'T';
    out = put_minute(out, &t);
    *out++ = ':';
    out = digits(out, t.tm_sec, 2);
    *out++ = 'Z';
    *out = '\0';
}

void clock_date(int64_t ms, char out[11])
{
    struct tm t;

    local(ms, &t);
    *put_date(out, &t) = '\0';
}

void clock_minute(int64_t ms, char out[17])
{
    struct tm t;

    local(ms, &t);
    out = put_date(out, &t);
    *out++ = ' ';
    *put_minute(out, &t) = '\0';
}

void clock_span(int64_t ms, char out[16])
{
    int64_t s = ms > 0 ? ms / 1000 : 0;
    int64_t hours = s / 3600;
    int width = 2;

    if (hours > 99999999) {
        hours = 99999999;
        s = 3599;
    }
    for (int64_t limit = 100; hours >= limit; limit *= 10)
        width++;
    out = digits(out, (int)hours, width);
    *out++ = ':';
    out = digits(out, (int)(s / 60 % 60), 2);
    *out++ = ':';
    *digits(out, (int)(s % 60), 2) = '\0';
}
