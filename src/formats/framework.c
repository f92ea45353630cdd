#include "tema/formats/framework.h"

#include <jansson.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/base/embed.h"
#include "tema/base/file.h"
#include "tema/base/i18n.h"

enum { MOST_BYTES = 4 << 20, MOST_DEPTH = 32, MOST_CODES = 20000 };

void framework_init(struct framework *f)
{
    memset(f, 0, sizeof *f);
}

void framework_release(struct framework *f)
{
    arena_release(&f->arena);
    vec_release(&f->codes);
    framework_init(f);
}

/* The string of that name in the arena, "" when it is not given; NULL (err set) when it is no string or holds
 * a NUL. */
static char *text_of(json_t *o, const char *key, struct arena *a, struct err *err)
{
    json_t *v = json_object_get(o, key);
    if (!v || json_is_null(v))
        return arena_strdup(a, "");
    if (!json_is_string(v) || memchr(json_string_value(v), '\0', json_string_length(v))) {
        err_set(err, ERR_INPUT, _("\"%s\" is not a text"), key);
        return NULL;
    }
    return arena_strndup(a, json_string_value(v), json_string_length(v));
}

static bool colour_of(const char *s, uint32_t *ret)
{
    uint32_t c = 0;
    if (*s == '\0') {
        *ret = 0;
        return true;
    }
    if (strlen(s) != 7 || s[0] != '#' || strspn(s + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    for (int i = 1; i < 7; i++)
        c = c * 16 + (uint32_t)(s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
    *ret = c;
    return true;
}

static bool read_codes(json_t *list, tema_id parent, int depth, struct framework *f, struct err *err);

static bool read_code(json_t *o, tema_id parent, int depth, struct framework *f, struct err *err)
{
    struct arena *a = &f->arena;
    struct code c = {.parent = parent, .depth = depth, .origin = ORIGIN_DEDUCTIVE, .status = CODE_ACTIVE};
    const char *colour;
    if (!json_is_object(o))
        return err_set(err, ERR_INPUT, _("a code is not an object"));
    if (!(c.name = text_of(o, "name", a, err)) || !(c.definition = text_of(o, "definition", a, err)) ||
        !(c.include = text_of(o, "include", a, err)) || !(c.exclude = text_of(o, "exclude", a, err)) ||
        !(c.example = text_of(o, "example", a, err)) || !(colour = text_of(o, "colour", a, err)))
        return false;
    if (c.name[strspn(c.name, " \t\n")] == '\0')
        return err_set(err, ERR_INPUT, _("a code has no name"));
    if (!colour_of(colour, &c.colour))
        return err_set(err, ERR_INPUT, _("the colour '%s' of the code '%s' is not of the form #rrggbb"),
                       colour, c.name);
    if (f->codes.n >= MOST_CODES)
        return err_set(err, ERR_INPUT, _("there are more than %d codes"), MOST_CODES);
    c.guid = arena_strdup(a, "");
    c.ord = arena_strdup(a, "");
    c.id = (tema_id)f->codes.n + 1;
    vec_push(&f->codes, c);
    return read_codes(json_object_get(o, "codes"), c.id, depth + 1, f, err);
}

static bool read_codes(json_t *list, tema_id parent, int depth, struct framework *f, struct err *err)
{
    if (!list)
        return true;
    if (!json_is_array(list))
        return err_set(err, ERR_INPUT, _("\"codes\" is not a list"));
    if (depth >= MOST_DEPTH && json_array_size(list) > 0)
        return err_set(err, ERR_INPUT, _("codes lie more than %d deep"), MOST_DEPTH);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read_code(json_array_get(list, i), parent, depth, f, err))
            return false;
    }
    return true;
}

bool framework_parse(const char *json, size_t n, struct framework *out, struct err *err)
{
    json_error_t at;
    bool ok = false;
    if (n >= 3 && memcmp(json, "\xef\xbb\xbf", 3) == 0) {
        json += 3;
        n -= 3;
    }
    json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES, &at);
    framework_init(out);
    if (!root)
        return err_set(err, ERR_INPUT, _("line %d: not JSON: %s"), at.line, at.text);
    json_t *version = json_object_get(root, "tema-framework");
    if (!json_is_object(root) || !json_is_integer(version)) {
        err_set(err, ERR_INPUT, _("this is no framework: \"tema-framework\" is missing"));
    } else if (json_integer_value(version) != 1) {
        err_set(err, ERR_INPUT, _("the framework is written for a newer version of the program"));
    } else if ((out->name = text_of(root, "name", &out->arena, err)) &&
               (out->title = text_of(root, "title", &out->arena, err)) &&
               (out->source = text_of(root, "source", &out->arena, err)) &&
               read_codes(json_object_get(root, "codes"), 0, 0, out, err)) {
        ok = out->codes.n > 0;
        if (!ok)
            err_set(err, ERR_INPUT, _("the framework has no codes"));
    }
    json_decref(root);
    if (!ok)
        framework_release(out);
    return ok;
}

/* "leavitt, toe": every embedded .json. */
static void list_built_in(struct buf *b)
{
    for (const struct embedded *e = embedded_files; e->name; e++) {
        const char *dot = strrchr(e->name, '.');
        if (dot && strcmp(dot, ".json") == 0)
            buf_addf(b, "%s%.*s", b->len ? ", " : "", (int)(dot - e->name), e->name);
    }
}

bool framework_load(const char *name_or_path, struct framework *out, struct err *err)
{
    struct buf b = BUF_INIT;
    bool ok;
    buf_addf(&b, "%s.json", name_or_path);
    const struct embedded *e = embedded_find(buf_str(&b));
    buf_clear(&b);
    framework_init(out);
    if (e) {
        ok = framework_parse((const char *)e->bytes, e->n, out, err);
    } else if (!strchr(name_or_path, '/') && !strchr(name_or_path, '.')) {
        list_built_in(&b);
        ok = err_set(err, ERR_NOT_FOUND, _("there is no framework '%s'; built in are: %s"), name_or_path,
                     buf_str(&b));
    } else {
        ok = file_read(name_or_path, MOST_BYTES, &b, err) && framework_parse(buf_str(&b), b.len, out, err);
    }
    buf_release(&b);
    return ok;
}
