/* Codebook versions: the codebook and all structures of a moment as one JSON text with its digest. Never taken back, never written again. */
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "act_priv.h"
#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/model/codetree.h"
#include "tema/model/themetree.h"
#include "tema/store/themes.h"
#include "version_priv.h"

enum { FORMAT = 1 }; /* of the JSON text */

/* ---- what a thing has, for writing and for reading ---- */

enum field_kind { FIELD_ID, FIELD_NUMBER, FIELD_TEXT, FIELD_WORD, FIELD_COLOUR, FIELD_FLAG };
struct field {
    const char *key;
    enum field_kind kind;
    size_t at;
    const struct enum_words *words; /* of FIELD_WORD */
};

static const struct field code_fields[] = {
    {"id", FIELD_ID, offsetof(struct kept_code, code.id), NULL},
    {"parent", FIELD_ID, offsetof(struct kept_code, code.parent), NULL},
    {"guid", FIELD_TEXT, offsetof(struct kept_code, code.guid), NULL},
    {"name", FIELD_TEXT, offsetof(struct kept_code, code.name), NULL},
    {"ord", FIELD_TEXT, offsetof(struct kept_code, code.ord), NULL},
    {"definition", FIELD_TEXT, offsetof(struct kept_code, code.definition), NULL},
    {"include", FIELD_TEXT, offsetof(struct kept_code, code.include), NULL},
    {"exclude", FIELD_TEXT, offsetof(struct kept_code, code.exclude), NULL},
    {"example", FIELD_TEXT, offsetof(struct kept_code, code.example), NULL},
    {"colour", FIELD_COLOUR, offsetof(struct kept_code, code.colour), NULL},
    {"status", FIELD_WORD, offsetof(struct kept_code, code.status), &code_statuses},
    {"origin", FIELD_WORD, offsetof(struct kept_code, code.origin), &code_origins},
    {"level", FIELD_WORD, offsetof(struct kept_code, code.level), &code_levels},
    {"merged_into", FIELD_ID, offsetof(struct kept_code, code.merged_into), NULL},
    {"split_from", FIELD_ID, offsetof(struct kept_code, code.split_from), NULL},
    {"meaning", FIELD_NUMBER, offsetof(struct kept_code, code.meaning), NULL},
    {"round", FIELD_ID, offsetof(struct kept_code, code.round), NULL},
    {"files", FIELD_NUMBER, offsetof(struct kept_code, code.files), NULL},
    {"references", FIELD_NUMBER, offsetof(struct kept_code, code.references), NULL},
    {"files_below", FIELD_NUMBER, offsetof(struct kept_code, code.files_below), NULL},
    {"references_below", FIELD_NUMBER, offsetof(struct kept_code, code.references_below), NULL},
    {"coder", FIELD_ID, offsetof(struct kept_code, coder), NULL},
    {"created", FIELD_NUMBER, offsetof(struct kept_code, created), NULL},
};
static const struct field structure_fields[] = {
    {"id", FIELD_ID, offsetof(struct structure, id), NULL},
    {"guid", FIELD_TEXT, offsetof(struct structure, guid), NULL},
    {"name", FIELD_TEXT, offsetof(struct structure, name), NULL},
    {"current", FIELD_FLAG, offsetof(struct structure, current), NULL},
    {"coder", FIELD_ID, offsetof(struct structure, coder), NULL},
    {"created", FIELD_NUMBER, offsetof(struct structure, created), NULL},
};
static const struct field theme_fields[] = {
    {"id", FIELD_ID, offsetof(struct theme, id), NULL},
    {"parent", FIELD_ID, offsetof(struct theme, parent), NULL},
    {"structure", FIELD_ID, offsetof(struct theme, structure), NULL},
    {"guid", FIELD_TEXT, offsetof(struct theme, guid), NULL},
    {"name", FIELD_TEXT, offsetof(struct theme, name), NULL},
    {"ord", FIELD_TEXT, offsetof(struct theme, ord), NULL},
    {"idea", FIELD_TEXT, offsetof(struct theme, idea), NULL},
    {"definition", FIELD_TEXT, offsetof(struct theme, definition), NULL},
    {"scope", FIELD_TEXT, offsetof(struct theme, scope), NULL},
    {"narrative", FIELD_TEXT, offsetof(struct theme, narrative), NULL},
    {"status", FIELD_WORD, offsetof(struct theme, status), &theme_statuses},
    {"reason", FIELD_TEXT, offsetof(struct theme, reason), NULL},
    {"merged_into", FIELD_ID, offsetof(struct theme, merged_into), NULL},
    {"split_from", FIELD_ID, offsetof(struct theme, split_from), NULL},
    {"round", FIELD_ID, offsetof(struct theme, round), NULL},
    {"coder", FIELD_ID, offsetof(struct theme, coder), NULL},
    {"created", FIELD_NUMBER, offsetof(struct theme, created), NULL},
};
static const struct field place_fields[] = {
    {"id", FIELD_ID, offsetof(struct place, id), NULL},
    {"theme", FIELD_ID, offsetof(struct place, theme), NULL},
    {"ord", FIELD_TEXT, offsetof(struct place, ord), NULL},
    {"code", FIELD_ID, offsetof(struct place, code), NULL},
    {"segment", FIELD_ID, offsetof(struct place, segment), NULL},
    {"name", FIELD_TEXT, offsetof(struct place, name), NULL},
    {"coder", FIELD_ID, offsetof(struct place, coder), NULL},
    {"created", FIELD_NUMBER, offsetof(struct place, created), NULL},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static json_t *put_field(const char *thing, const struct field *f)
{
    const void *p = thing + f->at;
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_NUMBER: return json_integer(*(const int64_t *)p);
    case FIELD_TEXT: return json_string(*(char *const *)p);
    case FIELD_WORD: {
        int v;
        memcpy(&v, p, sizeof v); /* an enum: of int's size, signed or not as the compiler likes */
        return json_string(enum_word(f->words, v));
    }
    case FIELD_COLOUR: return json_integer(*(const uint32_t *)p);
    case FIELD_FLAG: return json_boolean(*(const bool *)p);
    }
    return NULL;
}

static bool get_field(const json_t *j, char *thing, const struct field *f, struct arena *a)
{
    void *p = thing + f->at;
    json_int_t n = json_integer_value(j);
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_NUMBER: *(int64_t *)p = n; return json_is_integer(j) && (f->kind == FIELD_NUMBER || n >= 0);
    case FIELD_TEXT:
        *(char **)p = arena_strdup(a, json_is_string(j) ? json_string_value(j) : "");
        return json_is_string(j);
    case FIELD_WORD: {
        int v = json_is_string(j) ? enum_value(f->words, json_string_value(j)) : -1;
        if (v >= 0)
            memcpy(p, &v, sizeof v);
        return v >= 0;
    }
    case FIELD_COLOUR:
        *(uint32_t *)p = (uint32_t)(n & 0xffffff);
        return json_is_integer(j) && n == (n & 0xffffff);
    case FIELD_FLAG: *(bool *)p = json_is_true(j); return json_is_boolean(j);
    }
    return false;
}

/* NULL when a text in it is not UTF-8. */
static json_t *put_thing(const void *thing, const struct field *fields, size_t n)
{
    json_t *o = json_object();
    for (size_t i = 0; i < n; i++)
        if (json_object_set_new(o, fields[i].key, put_field(thing, &fields[i])) != 0) {
            json_decref(o);
            return NULL;
        }
    return o;
}

static json_t *put_things(const void *things, size_t n, size_t size, const struct field *fields,
                          size_t nfields)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        if (json_array_append_new(list, put_thing((const char *)things + i * size, fields, nfields)) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

/* The array `key` of the root as structs of `size` bytes, each with an id of its own above 0; false when it is not that. */
static bool get_things(const json_t *root, const char *key, size_t size, const struct field *fields,
                       size_t nfields, struct arena *a, void *ret, size_t *ret_n)
{
    const json_t *list = json_object_get(root, key), *o;
    size_t n = json_array_size(list), i;
    char *things = arena_array(a, n, size);
    bool ok = json_is_array(list);
    json_array_foreach(list, i, o)
    {
        for (size_t f = 0; ok && f < nfields; f++)
            ok = get_field(json_object_get(o, fields[f].key), things + i * size, &fields[f], a);
        /* the id is the first field of all */
        ok = ok && *(tema_id *)(void *)(things + i * size + fields[0].at) > 0;
    }
    if (ok) {
        memcpy(ret, &things, sizeof things);
        *ret_n = n;
    }
    return ok;
}

/* ---- writing ---- */

static json_t *put_structures(const struct snapshot *all)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->nstructures; i++) {
        const struct structure *s = &all->structures[i];
        json_t *o = put_thing(s, structure_fields, COUNT(structure_fields)), *levels = json_array();
        int rc = o == NULL ? -1 : 0;
        for (size_t k = 0; k < s->nlevels; k++)
            rc |= json_array_append_new(levels, json_string(s->levels[k]));
        if (rc == 0)
            rc = json_object_set(o, "levels", levels);
        json_decref(levels);
        if (rc == 0)
            rc = json_array_append(list, o);
        json_decref(o);
        if (rc != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

/* The content as text, from malloc; NULL when something in it cannot be kept. */
static char *print_content(const struct content *c)
{
    json_t *root = json_object();
    char *text = NULL;
    if (json_object_set_new(root, "format", json_integer(FORMAT)) == 0 &&
        json_object_set_new(
            root, "codes",
            put_things(c->codes, c->all.ncodes, sizeof *c->codes, code_fields, COUNT(code_fields))) == 0 &&
        json_object_set_new(root, "structures", put_structures(&c->all)) == 0 &&
        json_object_set_new(root, "themes",
                            put_things(c->all.themes, c->all.nthemes, sizeof *c->all.themes, theme_fields,
                                       COUNT(theme_fields))) == 0 &&
        json_object_set_new(root, "places",
                            put_things(c->all.places, c->all.nplaces, sizeof *c->all.places, place_fields,
                                       COUNT(place_fields))) == 0)
        text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    return text;
}

void version_digest(const char *text, size_t n, uint8_t out[DIGEST_LEN])
{
    struct hash *h = hash_new(DIGEST_LEN);
    hash_part(h, text, n);
    hash_finish(h, out);
}

bool store_snapshot(struct store *s, tema_scope scope, struct arena *a, struct snapshot *ret, struct err *err)
{
    struct snapshot all = {0};
    if (!store_read_begin(s, err))
        return false;
    bool ok = store_codes(s, scope, a, &all.codes, &all.ncodes, err) &&
              store_structures(s, a, &all.structures, &all.nstructures, err) &&
              store_themes(s, a, &all.themes, &all.nthemes, err) &&
              store_places(s, a, &all.places, &all.nplaces, err);
    store_read_end(s);
    if (ok)
        *ret = all;
    return ok;
}

static bool read_makers(struct store *s, struct content *c, struct arena *a, struct err *err)
{
    bool ok = true;
    c->codes = arena_array(a, c->all.ncodes, sizeof *c->codes);
    for (size_t i = 0; ok && i < c->all.ncodes; i++) {
        struct query q;
        c->codes[i].code = c->all.codes[i];
        ok = db_query(s, &q, STATEMENT_VERSION_CODE_MAKER, err, "i", c->all.codes[i].id);
        if (ok && db_step(&q)) {
            c->codes[i].coder = col_int(&q, "coder");
            c->codes[i].created = col_int(&q, "created");
        }
        ok = ok && db_end(&q, err);
    }
    return ok;
}

/* What the version's list shows of it. */
struct totals {
    int64_t phase, sources, codings, codes, themes;
};

static bool read_totals(struct store *s, const struct snapshot *all, struct totals *t, struct err *err)
{
    tema_id current = 0;
    *t = (struct totals){0};
    for (size_t i = 0; i < all->ncodes; i++) {
        t->codings += all->codes[i].references;
        t->codes += all->codes[i].status == CODE_ACTIVE;
    }
    for (size_t i = 0; i < all->nstructures; i++)
        if (all->structures[i].current)
            current = all->structures[i].id;
    for (size_t i = 0; i < all->nthemes; i++)
        t->themes += all->themes[i].structure == current &&
                     themetree_stands(all->themes, all->nthemes, all->themes[i].id);
    return db_number(s, STATEMENT_VERSION_SOURCES, &t->sources, NULL, err, "") &&
           db_number(s, STATEMENT_VERSION_PHASE, &t->phase, NULL, err, "");
}

bool store_take_version(struct store *s, enum version_why why, const char *label, const char *note,
                        int64_t *ret_number, struct err *err)
{
    struct arena a = ARENA_INIT;
    struct content c = {.codes = NULL};
    struct totals t;
    char *text = NULL, guid[GUID_LEN + 1];
    int64_t number = -1, newest = 0;
    uint8_t digest[DIGEST_LEN];
    bool ok = false;

    ACT_OPEN(s);
    if (!data_text(label, err) || !data_text(note, err) ||
        !store_snapshot(s, SCOPE_COUNTED, &a, &c.all, err) || !read_makers(s, &c, &a, err) ||
        !read_totals(s, &c.all, &t, err) || !db_number(s, STATEMENT_VERSION_NEWEST, &newest, NULL, err, "") ||
        (why == VERSION_COMMIT && !db_number(s, STATEMENT_VERSION_NEXT, &number, NULL, err, "")))
        goto out;
    text = print_content(&c);
    if (text == NULL) {
        err_set(err, ERR_CORRUPT, _("the codebook holds a text that is not UTF-8; run 'tema check'"));
        goto out;
    }
    version_digest(text, strlen(text), digest);
    guid_new(guid);
    act_capture(s, false);
    ok = db_run(s, STATEMENT_VERSION_ADD, err, "itmtttioiiiiitb", db_new_id(s), guid, number,
                enum_word(&version_whys, (int)why), label, note, act_coder(s), t.phase,
                act_time_after(s, newest), t.sources, t.codings, t.codes, t.themes, text,
                (const void *)digest, (size_t)DIGEST_LEN);
    act_capture(s, true);
    if (ok)
        act_note(s);
    if (ok && ret_number != NULL)
        *ret_number = number;
out:
    free(text);
    arena_release(&a);
    return ok;
}

/* ---- reading ---- */

bool store_versions(struct store *s, struct arena *a, struct version **ret, size_t *ret_n, struct err *err)
{
    VEC(struct version) list = VEC_INIT;
    struct query q;
    if (!db_query(s, &q, STATEMENT_VERSION_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct version v = {.id = col_int(&q, "id"), .guid = col_dup(&q, "guid", a)};
        v.number = col_num(&q, "number");
        v.why = (enum version_why)data_enum(&q, "why", &version_whys);
        v.label = col_dup(&q, "label", a);
        v.note = col_dup(&q, "note", a);
        v.coder = col_int(&q, "coder");
        v.phase = (int)col_int(&q, "phase");
        v.created = col_int(&q, "created");
        v.sources = col_int(&q, "sources");
        v.codings = col_int(&q, "codings");
        v.codes = col_int(&q, "codes");
        v.themes = col_int(&q, "themes");
        vec_push(&list, v);
    }
    bool ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof **ret);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

static bool get_structures(const json_t *root, struct arena *a, struct snapshot *all)
{
    if (!get_things(root, "structures", sizeof *all->structures, structure_fields, COUNT(structure_fields), a,
                    &all->structures, &all->nstructures))
        return false;
    for (size_t i = 0; i < all->nstructures; i++) {
        struct structure *s = &all->structures[i];
        const json_t *o = json_array_get(json_object_get(root, "structures"), i),
                     *levels = json_object_get(o, "levels"), *word;
        size_t k;
        s->nlevels = json_array_size(levels);
        s->levels = arena_array(a, s->nlevels, sizeof *s->levels);
        json_array_foreach(levels, k, word)
        {
            if (!json_is_string(word))
                return false;
            s->levels[k] = arena_strdup(a, json_string_value(word));
        }
        if (s->nlevels == 0)
            return false;
    }
    return true;
}

/* Ids in rising order, to look into. */
struct ids {
    tema_id *v;
    size_t n;
};

static int by_id(const void *a, const void *b)
{
    tema_id x = *(const tema_id *)a, y = *(const tema_id *)b;
    return (x > y) - (x < y);
}

/* False when one is there twice. Every struct of a snapshot begins with its id. */
static bool ids_of(const void *things, size_t n, size_t size, struct arena *a, struct ids *ret)
{
    ret->v = arena_array(a, n, sizeof *ret->v);
    ret->n = n;
    for (size_t i = 0; i < n; i++)
        memcpy(&ret->v[i], (const char *)things + i * size, sizeof *ret->v);
    if (n > 0)
        qsort(ret->v, n, sizeof *ret->v, by_id);
    for (size_t i = 1; i < n; i++)
        if (ret->v[i] == ret->v[i - 1])
            return false;
    return true;
}

/* 0, nothing, is always there. */
static bool ids_have(const struct ids *l, tema_id id)
{
    return id == 0 || (l->n > 0 && bsearch(&id, l->v, l->n, sizeof *l->v, by_id) != NULL);
}

/* What things name of each other is there. */
static bool holds_together(const struct snapshot *all, struct arena *a)
{
    struct ids codes, structures, themes, places;
    bool ok = ids_of(all->codes, all->ncodes, sizeof *all->codes, a, &codes) &&
              ids_of(all->structures, all->nstructures, sizeof *all->structures, a, &structures) &&
              ids_of(all->themes, all->nthemes, sizeof *all->themes, a, &themes) &&
              ids_of(all->places, all->nplaces, sizeof *all->places, a, &places);
    for (size_t i = 0; ok && i < all->ncodes; i++)
        ok = ids_have(&codes, all->codes[i].merged_into) && ids_have(&codes, all->codes[i].split_from);
    for (size_t i = 0; ok && i < all->nthemes; i++) {
        const struct theme *t = &all->themes[i];
        ok = t->structure != 0 && ids_have(&structures, t->structure) && ids_have(&themes, t->merged_into) &&
             ids_have(&themes, t->split_from);
    }
    for (size_t i = 0; ok && i < all->nplaces; i++) {
        const struct place *p = &all->places[i];
        ok = p->theme != 0 && ids_have(&themes, p->theme) && ids_have(&codes, p->code) &&
             (p->code == 0) != (p->segment == 0);
    }
    return ok;
}

static int by_code(const void *a, const void *b)
{
    tema_id x = ((const struct kept_code *)a)->code.id, y = ((const struct kept_code *)b)->code.id;
    return (x > y) - (x < y);
}

/* Codes in their tree's order, each with its maker. */
static bool order_codes(struct content *c, struct arena *a)
{
    struct kept_code *was = c->codes;
    size_t n = c->all.ncodes;
    c->all.codes = arena_array(a, n, sizeof *c->all.codes);
    for (size_t i = 0; i < n; i++)
        c->all.codes[i] = was[i].code;
    if (!codetree_order(c->all.codes, n, NULL))
        return false;
    c->codes = arena_array(a, n, sizeof *c->codes);
    if (n > 0)
        qsort(was, n, sizeof *was, by_code);
    for (size_t i = 0; i < n; i++) {
        struct kept_code key = {.code = c->all.codes[i]};
        c->codes[i] = *(struct kept_code *)bsearch(&key, was, n, sizeof *was, by_code);
        c->codes[i].code = c->all.codes[i];
    }
    return true;
}

static bool parse_content(const char *text, size_t n, struct arena *a, struct content *ret)
{
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    struct content c = {.codes = NULL};
    bool ok = json_integer_value(json_object_get(root, "format")) == FORMAT &&
              get_things(root, "codes", sizeof *c.codes, code_fields, COUNT(code_fields), a, &c.codes,
                         &c.all.ncodes) &&
              get_structures(root, a, &c.all) &&
              get_things(root, "themes", sizeof *c.all.themes, theme_fields, COUNT(theme_fields), a,
                         &c.all.themes, &c.all.nthemes) &&
              get_things(root, "places", sizeof *c.all.places, place_fields, COUNT(place_fields), a,
                         &c.all.places, &c.all.nplaces);
    json_decref(root);
    for (size_t i = 0; ok && i < c.all.nthemes; i++) {
        struct theme *t = &c.all.themes[i];
        t->codes = t->segments = t->extracts = t->sources = t->participants = -1;
    }
    ok = ok && order_codes(&c, a) && holds_together(&c.all, a) &&
         themetree_order(c.all.themes, c.all.nthemes, NULL);
    if (ok)
        *ret = c;
    return ok;
}

bool version_is_whole(const char *text, size_t n)
{
    struct arena a = ARENA_INIT;
    struct content c;
    bool ok = parse_content(text, n, &a, &c);
    arena_release(&a);
    return ok;
}

bool version_content(struct store *s, tema_id id, struct arena *a, struct content *ret, struct err *err)
{
    struct query q;
    uint8_t digest[DIGEST_LEN];
    bool whole = false;
    if (!db_query(s, &q, STATEMENT_VERSION_GET, err, "i", id))
        return false;
    bool found = db_step(&q);
    if (found) {
        const char *text = col_text(&q, "content");
        size_t n = col_bytes(&q, "content");
        version_digest(text, n, digest);
        whole = col_bytes(&q, "digest") == DIGEST_LEN &&
                memcmp(col_blob(&q, "digest"), digest, DIGEST_LEN) == 0 && parse_content(text, n, a, ret);
    }
    if (!db_end(&q, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("there is no such version of the codebook"));
    return whole ||
           err_set(err, ERR_CORRUPT,
                   _("this version of the codebook is damaged: it is not what was taken; a backup may "
                     "have it whole"));
}

bool store_read_version(struct store *s, tema_id id, struct arena *a, struct snapshot *ret, struct err *err)
{
    struct content c;
    if (!version_content(s, id, a, &c, err))
        return false;
    *ret = c.all;
    return true;
}
