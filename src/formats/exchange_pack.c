/* A study between two processes of the program: its shape's members one after the other. Numbers are of seven
 * bits a byte, the lowest first, the eighth bit saying that more come (LEB128; DWARF 5, section 7.6), signs
 * folded in (n << 1 ^ n >> 63); texts and lists begin with their length. */
#include <string.h>

#include "exchange_priv.h"
#include "shape_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

static void put(struct buf *b, uint64_t n)
{
    char bytes[10];
    size_t len = 0;
    for (; n >= 0x80; n >>= 7)
        bytes[len++] = (char)(n | 0x80);
    bytes[len++] = (char)n;
    buf_add(b, bytes, len);
}

static void put_text(struct buf *b, const char *s, size_t n)
{
    put(b, n);
    buf_add(b, s, n);
}

static uint64_t fold(int64_t n)
{
    return ((uint64_t)n << 1) ^ (n < 0 ? UINT64_MAX : 0);
}

static int64_t unfold(uint64_t n)
{
    return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

#define LOAD(type, p) (*(type *)memcpy(&(type){0}, p, sizeof((type){0})))

static void put_item(struct buf *b, const struct shape *s, const char *item);

static void put_list(struct buf *b, const struct shape *s, const char *v, size_t n)
{
    put(b, n);
    for (size_t i = 0; i < n; i++)
        put_item(b, s, v + i * s->size);
}

static void put_texts(struct buf *b, char *const *v, size_t n)
{
    put(b, n);
    for (size_t i = 0; i < n; i++)
        put_text(b, v[i], strlen(v[i]));
}

static void put_member(struct buf *b, const struct member *m, const char *item)
{
    const char *p = item + m->at;
    struct any_vec v;
    const char *text;
    switch (m->type) {
    case M_TEXT:
        text = LOAD(char *, p);
        put_text(b, text ? text : "", text ? strlen(text) : 0);
        break;
    case M_BYTES: put_text(b, LOAD(char *, p), LOAD(size_t, item + m->n_at)); break;
    case M_ID:
    case M_INT64: put(b, fold(LOAD(int64_t, p))); break;
    case M_INT:
    case M_WORD: put(b, fold(LOAD(int, p))); break;
    case M_SIZE: put(b, LOAD(size_t, p)); break;
    case M_BOOL: put(b, LOAD(bool, p)); break;
    case M_COLOUR: put(b, LOAD(uint32_t, p)); break;
    case M_STRUCT: put_item(b, m->of, p); break;
    case M_TRANSCRIPT: put_item(b, m->of, LOAD(char *, p)); break;
    case M_LIST: put_list(b, m->of, LOAD(char *, p), LOAD(size_t, item + m->n_at)); break;
    case M_TEXTS: put_texts(b, LOAD(char **, p), LOAD(size_t, item + m->n_at)); break;
    case M_VEC:
        v = shape_vec(p);
        put_list(b, m->of, v.v, v.n);
        break;
    case M_VEC_TEXT:
        v = shape_vec(p);
        put_texts(b, v.v, v.n);
        break;
    }
}

static void put_item(struct buf *b, const struct shape *s, const char *item)
{
    for (size_t i = 0; i < s->n; i++)
        put_member(b, &s->members[i], item);
}

void exchange_pack(const struct exchange *x, struct buf *out)
{
    put_item(out, &exchange_shape, (const char *)x);
}

/* ---- and back ---- */

struct in {
    const char *s;
    size_t n, at;
};

static bool get(struct in *in, uint64_t most, uint64_t *ret)
{
    *ret = 0;
    for (unsigned shift = 0; in->at < in->n && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)in->s[in->at++];
        *ret |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return *ret <= most;
    }
    return false;
}

static char *get_text(struct in *in, struct arena *a, size_t *ret_n)
{
    uint64_t n;
    if (!get(in, in->n, &n) || n > in->n - in->at)
        return NULL;
    const char *s = in->s + in->at;
    if (!utf8_valid(s, n, NULL) || memchr(s, '\0', n))
        return NULL;
    in->at += n;
    *ret_n = n;
    return arena_strndup(a, s, n);
}

static bool get_item(struct in *in, const struct shape *s, char *item, struct arena *a);

static bool get_number(struct in *in, const struct member *m, char *p)
{
    uint64_t n;
    if (!get(in, UINT64_MAX, &n))
        return false;
    int64_t wide = unfold(n);
    int small = (int)wide;
    bool yes = n != 0;
    size_t size = n;
    uint32_t colour = (uint32_t)n;
    if (m->type == M_ID || m->type == M_INT64)
        memcpy(p, &wide, sizeof wide);
    else if (m->type == M_BOOL && n <= 1)
        memcpy(p, &yes, sizeof yes);
    else if (m->type == M_SIZE && n <= SIZE_MAX / 2)
        memcpy(p, &size, sizeof size);
    else if (m->type == M_COLOUR && n <= 0xffffff)
        memcpy(p, &colour, sizeof colour);
    else if ((m->type == M_INT && wide >= -1 && wide <= INT32_MAX) ||
             (m->type == M_WORD && wide >= 0 && wide < 64 && enum_word(m->words, small)))
        memcpy(p, &small, sizeof small);
    else
        return false;
    return true;
}

/* Every item takes a byte at least, so what is said to come cannot be more than what is there. */
static bool get_items(struct in *in, const struct member *m, char *item, struct arena *a)
{
    uint64_t n;
    if (!get(in, in->n - in->at, &n))
        return false;
    size_t count = n;
    char *list = m->type == M_LIST ? arena_array(a, count + 1, m->of->size) : NULL;
    for (size_t i = 0; i < count; i++) {
        char *one = list ? list + i * m->of->size : shape_push(m->of, item + m->at, a);
        if (list)
            shape_clear(m->of, one, a);
        if (!get_item(in, m->of, one, a))
            return false;
    }
    if (list) {
        memcpy(item + m->at, &list, sizeof list);
        memcpy(item + m->n_at, &count, sizeof count);
    }
    return true;
}

static bool get_texts(struct in *in, const struct member *m, char *item, struct arena *a)
{
    uint64_t n;
    size_t len;
    if (!get(in, in->n - in->at, &n))
        return false;
    size_t count = n;
    char **list = m->type == M_TEXTS ? arena_array(a, count + 1, sizeof *list) : NULL;
    for (size_t i = 0; i < count; i++) {
        char *s = get_text(in, a, &len);
        if (!s)
            return false;
        if (list)
            list[i] = s;
        else
            shape_push_text(item + m->at, s);
    }
    if (list) {
        memcpy(item + m->at, &list, sizeof list);
        memcpy(item + m->n_at, &count, sizeof count);
    }
    return true;
}

static bool get_member(struct in *in, const struct member *m, char *item, struct arena *a)
{
    char *p = item + m->at, *text;
    struct transcript *t;
    size_t n;
    switch (m->type) {
    case M_TEXT:
    case M_BYTES:
        text = get_text(in, a, &n);
        if (!text)
            return false;
        memcpy(p, &text, sizeof text);
        if (m->type == M_BYTES)
            memcpy(item + m->n_at, &n, sizeof n);
        return true;
    case M_ID:
    case M_INT64:
    case M_INT:
    case M_WORD:
    case M_SIZE:
    case M_BOOL:
    case M_COLOUR: return get_number(in, m, p);
    case M_STRUCT: return get_item(in, m->of, p, a);
    case M_TRANSCRIPT: memcpy(&t, p, sizeof t); return get_item(in, m->of, (char *)t, &t->arena);
    case M_TEXTS:
    case M_VEC_TEXT: return get_texts(in, m, item, a);
    case M_LIST:
    case M_VEC: return get_items(in, m, item, a);
    }
    return false;
}

static bool get_item(struct in *in, const struct shape *s, char *item, struct arena *a)
{
    for (size_t i = 0; i < s->n; i++) {
        if (!get_member(in, &s->members[i], item, a))
            return false;
    }
    return true;
}

bool exchange_unpack(const char *s, size_t n, struct exchange *out, struct err *err)
{
    struct in in = {s, n, 0};
    if (!get_item(&in, &exchange_shape, (char *)out, &out->arena) || in.at != n)
        return err_set(err, ERR_INPUT, _("it misled the program that reads it; nothing of it was taken in"));
    return exchange_check(out, err);
}
