/* A study as JSON (RFC 8259; man 5 tema-formats). Written piece by piece, read with jansson; both from its shape. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange_priv.h"
#include "refi_priv.h"
#include "shape_priv.h"
#include "tema/base/i18n.h"
#include "tema/formats/project.h"

enum { JSON_VERSION = 1 };

/* ---- writing ---- */

static void put_text(struct buf *b, const char *s, size_t n)
{
    size_t kept = 0;
    buf_addch(b, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        buf_add(b, s + kept, i - kept);
        kept = i + 1;
        if (c == '\n')
            buf_addstr(b, "\\n");
        else if (c == '"' || c == '\\')
            buf_addf(b, "\\%c", c);
        else
            buf_addf(b, "\\u%04x", c); /* escape sequences of terminals among them */
    }
    buf_add(b, s + kept, n - kept);
    buf_addch(b, '"');
}

static void put_number(struct buf *b, int64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRId64, n);
    buf_add(b, digits, (size_t)len);
}

static char *text_at(const char *p)
{
    char *s;
    memcpy(&s, p, sizeof s);
    return s;
}

static size_t size_at(const char *p)
{
    size_t n;
    memcpy(&n, p, sizeof n);
    return n;
}

static int64_t number_at(const struct member *m, const char *p)
{
    int64_t n = 0;
    int small = 0;
    bool yes;
    uint32_t colour;
    switch (m->type) {
    case M_ID:
    case M_INT64: memcpy(&n, p, sizeof n); return n;
    case M_INT:
    case M_WORD: memcpy(&small, p, sizeof small); return small;
    case M_SIZE: return (int64_t)size_at(p);
    case M_BOOL: memcpy(&yes, p, sizeof yes); return yes;
    case M_COLOUR: memcpy(&colour, p, sizeof colour); return colour;
    case M_TEXT:
    case M_BYTES:
    case M_STRUCT:
    case M_TRANSCRIPT:
    case M_LIST:
    case M_TEXTS:
    case M_VEC:
    case M_VEC_TEXT: break;
    }
    return 0;
}

/* Nothing that need be written. */
static bool is_absent(const struct member *m, const char *item)
{
    const char *p = item + m->at;
    switch (m->type) {
    case M_TEXT: return text_at(p) == NULL || text_at(p)[0] == '\0';
    case M_BYTES:
    case M_LIST:
    case M_TEXTS: return size_at(item + m->n_at) == 0;
    case M_ID:
    case M_INT64:
    case M_INT:
    case M_SIZE:
    case M_BOOL:
    case M_COLOUR: return number_at(m, p) == m->absent;
    case M_VEC:
    case M_VEC_TEXT: return shape_vec(p).n == 0;
    case M_WORD:
    case M_STRUCT:
    case M_TRANSCRIPT: break;
    }
    return false;
}

static void put_item(struct buf *b, const struct shape *s, const char *item, int depth);

/* Items of the two outermost levels have a line each, so that lines can be compared. */
static void put_list(struct buf *b, const struct shape *s, const char *v, size_t n, int depth)
{
    bool lines = depth < 2;
    buf_addch(b, '[');
    for (size_t i = 0; i < n; i++) {
        buf_addstr(b, i == 0 ? (lines ? "\n " : "") : (lines ? ",\n " : ", "));
        put_item(b, s, v + i * s->size, depth + 1);
    }
    buf_addstr(b, lines ? "\n]" : "]");
}

static void put_texts(struct buf *b, char *const *v, size_t n)
{
    buf_addch(b, '[');
    for (size_t i = 0; i < n; i++) {
        buf_addstr(b, i > 0 ? ", " : "");
        put_text(b, v[i], strlen(v[i]));
    }
    buf_addch(b, ']');
}

static void put_member(struct buf *b, const struct member *m, const char *item, int depth)
{
    const char *p = item + m->at;
    struct any_vec v;
    switch (m->type) {
    case M_TEXT: put_text(b, text_at(p), strlen(text_at(p))); break;
    case M_BYTES: put_text(b, text_at(p), size_at(item + m->n_at)); break;
    case M_ID: /* a string: readers of JSON keep 53 bits of a number */
        buf_addch(b, '"');
        put_number(b, number_at(m, p));
        buf_addch(b, '"');
        break;
    case M_INT64:
    case M_INT:
    case M_SIZE: put_number(b, number_at(m, p)); break;
    case M_BOOL: buf_addstr(b, number_at(m, p) ? "true" : "false"); break;
    case M_WORD:
        buf_addch(b, '"');
        buf_addstr(b, enum_word(m->words, (int)number_at(m, p)));
        buf_addch(b, '"');
        break;
    case M_COLOUR: buf_addf(b, "\"#%06x\"", (unsigned)number_at(m, p)); break;
    case M_STRUCT: put_item(b, m->of, p, depth + 1); break;
    case M_TRANSCRIPT: put_item(b, m->of, text_at(p), depth); break;
    case M_LIST: put_list(b, m->of, text_at(p), size_at(item + m->n_at), 2); break;
    case M_TEXTS: put_texts(b, (char *const *)(const void *)text_at(p), size_at(item + m->n_at)); break;
    case M_VEC:
        v = shape_vec(p);
        put_list(b, m->of, v.v, v.n, depth);
        break;
    case M_VEC_TEXT:
        v = shape_vec(p);
        put_texts(b, v.v, v.n);
        break;
    }
}

static void put_members(struct buf *b, const struct shape *s, const char *item, int depth, bool first)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        if (m->inner || is_absent(m, item))
            continue;
        buf_addstr(b, first ? "" : depth == 0 ? ",\n" : ", ");
        first = false;
        buf_addf(b, "\"%s\": ", m->name);
        put_member(b, m, item, depth);
    }
}

static void put_item(struct buf *b, const struct shape *s, const char *item, int depth)
{
    buf_addch(b, '{');
    put_members(b, s, item, depth, true);
    buf_addch(b, '}');
}

void exchange_to_json(const struct exchange *x, struct buf *out)
{
    buf_addf(out, "{\"tema\": %d,\n", JSON_VERSION);
    put_members(out, &exchange_shape, (const char *)x, 0, true);
    buf_addstr(out, "}\n");
}

/* ---- reading ---- */

static bool get_item(const struct shape *s, const json_t *j, size_t known, void *item, struct arena *a,
                     struct err *err);

static bool is_not(struct err *err, const char *what)
{
    return err_set(err, ERR_INPUT, _("this is not %s"), what);
}

static bool get_text(const json_t *j, char *p, struct arena *a, struct err *err)
{
    if (!json_is_string(j))
        return is_not(err, _("a text"));
    char *s = arena_strndup(a, json_string_value(j), json_string_length(j));
    memcpy(p, &s, sizeof s);
    return true;
}

/* As exchange.h says: other programs are told of them. */
static bool get_guid(const json_t *j, char *p, struct arena *a, struct err *err)
{
    const char *s = json_string_value(j);
    return get_text(j, p, a, err) &&
           (!*s || *qde_guid(s) || is_not(err, _("a GUID, like 0F8FAD5B-D9CB-469F-A165-70867728950E")));
}

static bool get_id(const json_t *j, char *p, struct err *err)
{
    const char *s = json_string_value(j);
    int64_t id = 0;
    size_t n = s ? strlen(s) : 0;
    bool ok = n > 0 && n < 20 && s[0] != '0';
    for (size_t i = 0; i < n && ok; i++) {
        ok = s[i] >= '0' && s[i] <= '9' && id <= (INT64_MAX - (s[i] - '0')) / 10;
        id = ok ? id * 10 + (s[i] - '0') : 0;
    }
    memcpy(p, &id, sizeof id);
    return ok || is_not(err, _("an id: a whole number above 0, written as a string"));
}

static bool get_number(const struct member *m, const json_t *j, char *p, struct err *err)
{
    if (!json_is_integer(j))
        return is_not(err, _("a whole number"));
    int64_t n = json_integer_value(j);
    int small = (int)n;
    size_t size = (size_t)n;
    if (m->type == M_INT64)
        memcpy(p, &n, sizeof n);
    else if (m->type == M_INT && n >= -1 && n <= INT32_MAX)
        memcpy(p, &small, sizeof small);
    else if (m->type == M_SIZE && n >= 0)
        memcpy(p, &size, sizeof size);
    else
        return err_set(err, ERR_INPUT, _("%lld is out of range"), (long long)n);
    return true;
}

static bool get_word(const struct member *m, const json_t *j, char *p, struct err *err)
{
    const char *s = json_string_value(j);
    int value = s ? enum_value(m->words, s) : -1;
    if (value < 0)
        return err_set(err, ERR_INPUT, _("'%s' is none of its words"), s ? s : "");
    memcpy(p, &value, sizeof value);
    return true;
}

static bool get_colour(const json_t *j, char *p, struct err *err)
{
    const char *s = json_string_value(j);
    uint32_t colour;
    if (!s || s[0] != '#' || strlen(s) != 7 || strspn(s + 1, "0123456789abcdefABCDEF") != 6)
        return is_not(err, _("a colour like '#3b6ea5'"));
    colour = (uint32_t)strtoul(s + 1, NULL, 16);
    memcpy(p, &colour, sizeof colour);
    return true;
}

static bool get_texts(const json_t *j, char *item, const struct member *m, struct arena *a, struct err *err)
{
    size_t n = json_array_size(j);
    char **v = arena_array(a, n + 1, sizeof *v);
    if (!json_is_array(j))
        return is_not(err, _("a list"));
    for (size_t i = 0; i < n; i++) {
        char *s;
        if (!get_text(json_array_get(j, i), (char *)&s, a, err))
            return err_wrap(err, "%zu", i + 1);
        v[i] = s;
        if (m->type == M_VEC_TEXT)
            shape_push_text(item + m->at, s);
    }
    if (m->type == M_TEXTS) {
        memcpy(item + m->at, &v, sizeof v);
        memcpy(item + m->n_at, &n, sizeof n);
    }
    return true;
}

static bool get_items(const json_t *j, char *item, const struct member *m, struct arena *a, struct err *err)
{
    size_t n = json_array_size(j);
    char *v = m->type == M_LIST ? arena_array(a, n + 1, m->of->size) : NULL;
    if (!json_is_array(j))
        return is_not(err, _("a list"));
    for (size_t i = 0; i < n; i++) {
        void *one = v ? v + i * m->of->size : shape_push(m->of, item + m->at, a);
        if (v)
            shape_clear(m->of, one, a);
        if (!get_item(m->of, json_array_get(j, i), 0, one, a, err))
            return err_wrap(err, "%zu", i + 1);
    }
    if (v) {
        memcpy(item + m->at, &v, sizeof v);
        memcpy(item + m->n_at, &n, sizeof n);
    }
    return true;
}

static bool get_member(const struct member *m, const json_t *j, char *item, struct arena *a, struct err *err)
{
    char *p = item + m->at;
    struct transcript *t;
    bool yes = json_is_true(j);
    size_t n = json_string_length(j);
    switch (m->type) {
    case M_BYTES: memcpy(item + m->n_at, &n, sizeof n); return get_text(j, p, a, err);
    case M_TEXT: return strcmp(m->name, "guid") == 0 ? get_guid(j, p, a, err) : get_text(j, p, a, err);
    case M_ID: return get_id(j, p, err);
    case M_INT64:
    case M_INT:
    case M_SIZE: return get_number(m, j, p, err);
    case M_BOOL: memcpy(p, &yes, sizeof yes); return json_is_boolean(j) || is_not(err, _("true or false"));
    case M_WORD: return get_word(m, j, p, err);
    case M_COLOUR: return get_colour(j, p, err);
    case M_STRUCT: return get_item(m->of, j, 0, p, a, err);
    case M_TRANSCRIPT: memcpy(&t, p, sizeof t); return get_item(m->of, j, 0, t, &t->arena, err);
    case M_TEXTS:
    case M_VEC_TEXT: return get_texts(j, item, m, a, err);
    case M_LIST:
    case M_VEC: return get_items(j, item, m, a, err);
    }
    return false;
}

/* The name of a member that the shape does not have. */
static const char *unknown(const struct shape *s, const json_t *j)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)j, key, value)
    {
        size_t i = 0;
        while (i < s->n && (s->members[i].inner || strcmp(s->members[i].name, key) != 0))
            i++;
        if (i == s->n)
            return key;
    }
    return "";
}

/* `known`: members that the caller has seen to. */
static bool get_item(const struct shape *s, const json_t *j, size_t known, void *item, struct arena *a,
                     struct err *err)
{
    if (!json_is_object(j))
        return is_not(err, _("an object"));
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        const json_t *value = m->inner ? NULL : json_object_get(j, m->name);
        if (!value)
            continue;
        known++;
        if (!get_member(m, value, item, a, err))
            return err_wrap(err, "%s", m->name);
    }
    return known == json_object_size(j) ||
           err_set(err, ERR_INPUT, _("there is no place for '%s'"), unknown(s, j));
}

static bool get_study(json_t *j, struct exchange *x, struct err *err)
{
    const json_t *version = json_object_get(j, "tema");
    if (!json_is_integer(version) || json_integer_value(version) < 1)
        return err_set(err, ERR_INPUT, _("this is no export of tema's"));
    if (json_integer_value(version) > JSON_VERSION)
        return err_set(err, ERR_INPUT, _("it was written by a newer tema, which this one cannot read"));
    json_object_del(j, "tema");
    x->ours = true;
    return get_item(&exchange_shape, j, 0, x, &x->arena, err);
}

bool exchange_json_part(const char *s, size_t n, struct exchange *out, struct err *err)
{
    json_error_t e;
    json_t *j = json_loadb(s, n, JSON_REJECT_DUPLICATES, &e);
    if (!j)
        return err_set(err, ERR_INPUT, _("line %d: this is no JSON: %s"), e.line, e.text);
    bool ok = get_study(j, out, err);
    json_decref(j);
    return ok;
}

bool exchange_from_json(const char *s, size_t n, struct exchange *out, struct err *err)
{
    return exchange_json_part(s, n, out, err) && exchange_check(out, err);
}

/* ---- the formats ---- */

static int sniff(const char *s, size_t n)
{
    static const char head[] = "{\"tema\":";
    return n > sizeof head && memcmp(s, head, sizeof head - 1) == 0 ? 100 : 0;
}

static bool take(const char *s, size_t n, const struct read_options *opt, struct exchange *out,
                 struct err *err)
{
    (void)opt;
    return exchange_from_json(s, n, out, err);
}

static bool write_json(struct exchange *x, struct buf *out, struct err *err)
{
    (void)err;
    exchange_to_json(x, out);
    return true;
}

const struct format format_json = {
    .name = "json",
    .label = N_("a project of tema's, everything in it"),
    .extensions = "json",
    .sniff = sniff,
    .take = take,
};
const struct project_format project_json = {"json", N_("everything in the project"), write_json};
