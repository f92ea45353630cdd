/* GUIDs, and finding by them (REFI-QDA 1.5: with or without braces, in either case). */
#include <stdlib.h>
#include <string.h>

#include "refi_priv.h"

void qde_map_add(struct qde_map *m, const char *key, size_t at)
{
    if (key[0] == '\0')
        return;
    struct qde_entry e = {key, at};
    vec_push(&m->v, e);
    m->sorted = false;
}

static int by_key(const void *a, const void *b)
{
    const struct qde_entry *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

const struct qde_entry *qde_map_from(struct qde_map *m, const char *key, size_t at)
{
    struct qde_entry want = {key, at};
    if (!m->sorted && m->v.n > 0)
        qsort(m->v.v, m->v.n, sizeof *m->v.v, by_key);
    m->sorted = true;
    size_t lo = 0, hi = m->v.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (by_key(&m->v.v[mid], &want) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->v.n && strcmp(m->v.v[lo].key, key) == 0 ? &m->v.v[lo] : NULL;
}

const struct qde_entry *qde_map_next(const struct qde_map *m, const struct qde_entry *e)
{
    return e + 1 < m->v.v + m->v.n && strcmp(e->key, e[1].key) == 0 ? e + 1 : NULL;
}

bool qde_map_find(struct qde_map *m, const char *key, size_t *ret)
{
    const struct qde_entry *e = qde_map_from(m, key, 0);
    if (e)
        *ret = e->at;
    return e != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '{' || c == '}';
}

const char *qde_key(struct arena *a, const char *s)
{
    s = s ? s : "";
    size_t n = strlen(s);
    while (n > 0 && is_blank(s[n - 1]))
        n--;
    for (; n > 0 && is_blank(*s); n--)
        s++;
    char *key = arena_strndup(a, s, n);
    for (size_t i = 0; i < n; i++) {
        if (key[i] >= 'a' && key[i] <= 'z')
            key[i] = (char)(key[i] - 'a' + 'A');
    }
    return key;
}

const char *qde_guid(const char *key)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (strlen(key) != sizeof form - 1)
        return "";
    for (size_t i = 0; form[i]; i++) {
        bool hex = (key[i] >= '0' && key[i] <= '9') || (key[i] >= 'A' && key[i] <= 'F');
        if (form[i] == '-' ? key[i] != '-' : !hex)
            return "";
    }
    return key;
}

bool qde_colour(const char *s, uint32_t *ret)
{
    uint32_t c = 0;
    size_t n = *s == '#' ? strlen(s + 1) : 0;
    if ((n != 6 && n != 3) || strspn(s + 1, "0123456789abcdefABCDEF") != n)
        return false;
    for (s++; *s; s++) {
        uint32_t digit = *s <= '9' ? (uint32_t)(*s - '0') : (uint32_t)((*s | 32) - 'a') + 10;
        c = n == 6 ? c * 16 + digit : c * 256 + digit * 17;
    }
    *ret = c;
    return true;
}
