/* What the readers of other programs' databases share: knowing one, ids, names, times. */
#include <stdlib.h>
#include <string.h>

#include "programs_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"

enum { SQLITE_HEADER = 100, APPLICATION_ID_AT = 68, MOST_LISTED = 10 };

/* ---- knowing one ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

/* SQLite keeps "CREATE TABLE " and then what was written, from the name on. */
static bool names_table(const char *s, size_t n, const char *name)
{
    size_t len = strlen(name), i = 0;
    bool quoted = n > 0 && (*s == '"' || *s == '`' || *s == '[' || *s == '\'');
    s += quoted;
    n -= quoted;
    if (n <= len)
        return false;
    while (i < len && lower(s[i]) == lower(name[i]))
        i++;
    return i == len && (quoted ? strchr("\"`]'", s[len]) != NULL : s[len] <= ' ' || s[len] == '(');
}

int program_sniff(const char *s, size_t n, const char *const *tables)
{
    static const char create[] = "CREATE TABLE ";
    unsigned found = 0, all = 0;
    if (n < SQLITE_HEADER || memcmp(s, "SQLite format 3", 16) != 0 ||
        memcmp(s + APPLICATION_ID_AT, "tema", 4) == 0)
        return 0;
    for (size_t i = 0; tables[i]; i++)
        all |= 1u << i;
    for (const char *p = s, *end = s + n; found != all; p++) {
        p = memchr(p, 'C', (size_t)(end - p));
        if (p == NULL || (size_t)(end - p) < sizeof create)
            break;
        if (memcmp(p, create, sizeof create - 1) != 0)
            continue;
        const char *name = p + sizeof create - 1;
        for (size_t i = 0; tables[i]; i++) {
            if (names_table(name, (size_t)(end - name), tables[i]))
                found |= 1u << i;
        }
    }
    return found == all ? 95 : 0;
}

/* ---- ids and names ---- */

void id_map_add(struct id_map *m, int64_t theirs, size_t ours)
{
    struct id_pair pair = {theirs, ours, m->pairs.n};
    vec_push(&m->pairs, pair);
    m->sorted = false;
}

static int by_theirs(const void *a, const void *b)
{
    const struct id_pair *x = a, *y = b;
    if (x->theirs != y->theirs)
        return x->theirs < y->theirs ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

bool id_map_find(struct id_map *m, int64_t theirs, size_t *ret)
{
    if (!m->sorted && m->pairs.n > 0)
        qsort(m->pairs.v, m->pairs.n, sizeof *m->pairs.v, by_theirs);
    m->sorted = true;
    size_t lo = 0, hi = m->pairs.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->pairs.v[mid].theirs < theirs)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == m->pairs.n || m->pairs.v[lo].theirs != theirs)
        return false;
    *ret = m->pairs.v[lo].ours;
    return true;
}

static size_t hash_of(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return (size_t)(h ^ (h >> 29));
}

static size_t slot_of(const struct name_table *t, const char *name)
{
    size_t i = hash_of(name) & (t->nslots - 1);
    while (t->slot[i] >= 0 && strcmp(t->names.v[t->slot[i]], name) != 0)
        i = (i + 1) & (t->nslots - 1);
    return i;
}

size_t name_table_add(struct name_table *t, struct arena *a, const char *name)
{
    if (t->names.n * 2 >= t->nslots) {
        t->nslots = t->nslots ? t->nslots * 2 : 64;
        t->slot = mem_array(t->slot, t->nslots, sizeof *t->slot);
        memset(t->slot, 0xff, t->nslots * sizeof *t->slot);
        for (size_t i = 0; i < t->names.n; i++)
            t->slot[slot_of(t, t->names.v[i])] = (int)i;
    }
    size_t at = slot_of(t, name);
    if (t->slot[at] < 0) {
        t->slot[at] = (int)t->names.n;
        vec_push(&t->names, arena_strdup(a, name));
    }
    return (size_t)t->slot[at];
}

bool name_table_find(const struct name_table *t, const char *name, size_t *ret)
{
    int at = t->nslots > 0 ? t->slot[slot_of(t, name)] : -1;
    if (at >= 0)
        *ret = (size_t)at;
    return at >= 0;
}

void name_table_release(struct name_table *t)
{
    vec_release(&t->names);
    mem_free(t->slot);
}

void name_list_add(struct name_list *l, const char *name)
{
    if (l->n++ < MOST_LISTED)
        buf_addf(&l->text, "%s'%s'", l->n > 1 ? ", " : "", name);
}

const char *name_list_end(struct name_list *l)
{
    if (l->n > MOST_LISTED)
        buf_addf(&l->text, ngettext(" and %zu more", " and %zu more", l->n - MOST_LISTED),
                 l->n - MOST_LISTED);
    l->n = 0;
    return buf_str(&l->text);
}

/* ---- values ---- */

static bool two_digits(const char *s, int *ret)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return false;
    *ret = (s[0] - '0') * 10 + s[1] - '0';
    return true;
}

static bool year_of(const char *s, int *ret)
{
    int high, low;
    if (!two_digits(s, &high) || !two_digits(s + 2, &low))
        return false;
    *ret = high * 100 + low;
    return true;
}

/* Days from 1970-01-01 of a day in the Gregorian calendar; years are counted from March, so that leap
 * days come last. */
static int64_t day_number(int year, int month, int day)
{
    int64_t y = year - (month <= 2), m = (month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static int64_t time_of(int year, int month, int day, const char *clock, const char **ret_rest)
{
    int h, m, s;
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || !two_digits(clock, &h) ||
        clock[2] != ':' || !two_digits(clock + 3, &m) || h > 23 || m > 59)
        return -1;
    clock += 5;
    if (clock[0] == ':' && two_digits(clock + 1, &s) && s < 61)
        clock += 3;
    else
        s = 0;
    *ret_rest = clock;
    return (((day_number(year, month, day) * 24 + h) * 60 + m) * 60 + s) * 1000;
}

/* "Mon Mar 07 13:22:43 2016", as C's ctime writes it. */
static int64_t c_time(const char *s)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day, year, month = 0;
    char digits[2];
    const char *rest;
    if (strlen(s) < 24 || s[3] != ' ' || s[7] != ' ' || s[10] != ' ')
        return -1;
    while (month < 12 && strncmp(s + 4, months + 3 * (size_t)month, 3) != 0)
        month++;
    digits[0] = s[8] == ' ' ? '0' : s[8];
    digits[1] = s[9];
    if (month == 12 || !two_digits(digits, &day) || !year_of(s + 20, &year))
        return -1;
    return time_of(year, month + 1, day, s + 11, &rest);
}

int64_t parse_time(const char *s, bool *ret_zone)
{
    int year, month, day, h, m;
    *ret_zone = false;
    while (*s == ' ')
        s++;
    if (strlen(s) < 10 || !year_of(s, &year) || s[4] != '-')
        return c_time(s);
    if (!two_digits(s + 5, &month) || s[7] != '-' || !two_digits(s + 8, &day))
        return -1;
    if (s[10] == '\0')
        return time_of(year, month, day, "00:00", &s);
    if (strlen(s) < 16)
        return -1;
    int64_t at = time_of(year, month, day, s + 11, &s);
    if (at < 0)
        return -1;
    if (*s == '.' && s[1] >= '0' && s[1] <= '9') {
        int64_t unit = 100;
        for (s++; *s >= '0' && *s <= '9'; s++, unit /= 10)
            at += unit * (*s - '0');
    }
    while (*s == ' ')
        s++;
    *ret_zone = *s == 'Z';
    if ((*s == '+' || *s == '-') && strlen(s) >= 5 && two_digits(s + 1, &h) &&
        two_digits(s + 3 + (s[3] == ':'), &m)) {
        *ret_zone = true;
        at -= (*s == '-' ? -1 : 1) * (int64_t)(h * 60 + m) * 60000;
    }
    return at < 0 ? -1 : at;
}

bool parse_colour(const char *s, uint32_t *ret)
{
    uint32_t c = 0;
    if (*s != '#' || strlen(s) != 7 || strspn(s + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    for (s++; *s; s++)
        c = c * 16 + (uint32_t)(*s <= '9' ? *s - '0' : lower(*s) - 'a' + 10);
    *ret = c;
    return true;
}
