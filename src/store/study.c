/* The study's things: project, coders, sources, speakers, participants. */
#include <string.h>

#include "data_priv.h"
#include "tema/base/guid.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/store/process.h"
#include "uses_priv.h"

static const char *const source_field_words[] = {"name",   "kind", "date",    "minutes", "method",
                                                 "author", "year", "checked", NULL};
const struct enum_words source_fields = {source_field_words};

/* ---- project and coders ---- */

bool store_project(struct store *s, struct arena *a, struct project *ret, struct err *err)
{
    struct project p = {0};
    struct query q;
    bool found;
    if (!db_query(s, &q, STATEMENT_PROJECT_GET, err, ""))
        return false;
    found = db_step(&q);
    if (found) {
        p.guid = col_dup(&q, "guid", a);
        p.title = col_dup(&q, "title", a);
        p.question = col_dup(&q, "question", a);
        p.attribution = col_dup(&q, "attribution", a);
        p.citation = col_dup(&q, "citation", a);
        p.structure = col_int(&q, "structure");
        p.created = col_int(&q, "created");
        p.last_act = col_int(&q, "last_act");
    }
    if (!db_end(&q, err))
        return false;
    if (!found)
        return err_set(err, ERR_CORRUPT, _("the file has no project in it"));
    *ret = p;
    return true;
}

bool store_set_title(struct store *s, const char *title, struct err *err)
{
    char *name;
    bool ok;
    ACT_OPEN(s);
    name = data_name(title, err);
    ok = name != NULL && db_run(s, STATEMENT_PROJECT_SET_TITLE, err, "t", name);
    mem_free(name);
    return ok;
}

bool store_coders(struct store *s, struct arena *a, struct coder **ret, size_t *ret_n, struct err *err)
{
    VEC(struct coder) list = VEC_INIT;
    struct query q;
    bool ok;
    if (!db_query(s, &q, STATEMENT_CODERS_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct coder c = {.id = col_int(&q, "id")};
        c.guid = col_dup(&q, "guid", a);
        c.name = col_dup(&q, "name", a);
        c.role = (enum coder_role)data_enum(&q, "role", &coder_roles);
        vec_push(&list, c);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* ---- sources ---- */

bool data_source(struct store *s, tema_id source, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_SOURCE_GET, &id, &found, err, "i", source))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this source is no longer in the project"));
}

bool data_segment(struct store *s, tema_id segment, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_SEGMENT_GET, &id, &found, err, "i", segment))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this meaning unit is no longer there"));
}

/* Without its codings. */
static bool read_source(struct store *s, struct query *q, struct arena *a, struct source *ret,
                        struct err *err)
{
    struct source o = {.id = col_int(q, "id")};
    struct query size;
    int64_t far;
    o.guid = col_dup(q, "guid", a);
    o.name = col_dup(q, "name", a);
    o.kind = (enum source_kind)data_enum(q, "kind", &source_kinds);
    o.date = col_dup(q, "date", a);
    o.minutes = col_num(q, "minutes");
    o.method = col_dup(q, "method", a);
    o.author = col_dup(q, "author", a);
    o.year = col_num(q, "year");
    o.encoding = col_dup(q, "encoding", a);
    o.file = col_dup(q, "file", a);
    o.sha256 = col_dup(q, "sha256", a);
    o.format = col_dup(q, "format", a);
    o.imported = col_int(q, "imported");
    o.checked = col_num(q, "checked");
    far = col_int(q, "far");
    if (!db_query(s, &size, STATEMENT_SOURCE_SIZE, err, "i", o.id))
        return false;
    if (db_step(&size)) {
        o.chars = col_int(&size, "chars");
        o.words = col_int(&size, "words");
    }
    if (!db_end(&size, err))
        return false;
    o.read_permille = store_permille(far, o.chars);
    *ret = o;
    return true;
}

bool store_sources(struct store *s, tema_scope scope, struct arena *a, struct source **ret, size_t *ret_n,
                   struct err *err)
{
    VEC(struct source) list = VEC_INIT;
    struct query q;
    struct source o;
    bool ok = true;

    if (!store_read_begin(s, err))
        return false;
    if (!db_query(s, &q, STATEMENT_SOURCES_LIST, err, "i", store_coder(s))) {
        store_read_end(s);
        return false;
    }
    while (ok && db_step(&q)) {
        ok = read_source(s, &q, a, &o, err);
        if (ok)
            vec_push(&list, o);
    }
    ok = db_end(&q, ok ? err : NULL) && ok;
    ok = ok && uses_count_sources(s, scope, list.v, list.n, err);
    store_read_end(s);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

/* A whole number up to `most`, or -1 for ""; false when the value is neither. */
static bool read_count(const char *value, int64_t most, int64_t *ret)
{
    *ret = value[0] == '\0' ? -1 : data_whole_number(value);
    return value[0] == '\0' || (*ret >= 0 && *ret <= most);
}

static bool set_field(struct store *s, tema_id source, enum source_field field, const char *value,
                      struct err *err)
{
    int64_t v;
    switch (field) {
    case SOURCE_NAME: return db_run(s, STATEMENT_SOURCE_SET_NAME, err, "it", source, value);
    case SOURCE_KIND:
        if (enum_value(&source_kinds, value) < 0)
            return err_set(err, ERR_INPUT,
                           _("'%s' is not a kind of source: interview, group, document or other is expected"),
                           value);
        return db_run(s, STATEMENT_SOURCE_SET_KIND, err, "it", source, value);
    case SOURCE_DATE:
        if (value[0] != '\0' && !data_is_date(value))
            return err_set(err, ERR_INPUT,
                           _("'%s' is not a date: a day as YYYY-MM-DD is expected, or nothing"), value);
        return db_run(s, STATEMENT_SOURCE_SET_DATE, err, "ie", source, value);
    case SOURCE_MINUTES:
        if (!read_count(value, 999999999, &v))
            return err_set(err, ERR_INPUT,
                           _("'%s' is not a number of minutes: a whole number is expected, or nothing"),
                           value);
        return db_run(s, STATEMENT_SOURCE_SET_MINUTES, err, "im", source, v);
    case SOURCE_METHOD: return db_run(s, STATEMENT_SOURCE_SET_METHOD, err, "ie", source, value);
    case SOURCE_AUTHOR: return db_run(s, STATEMENT_SOURCE_SET_AUTHOR, err, "ie", source, value);
    case SOURCE_YEAR:
        if (!read_count(value, 9999, &v))
            return err_set(err, ERR_INPUT,
                           _("'%s' is not a year: a whole number from 0 to 9999 is expected, or nothing"),
                           value);
        return db_run(s, STATEMENT_SOURCE_SET_YEAR, err, "im", source, v);
    case SOURCE_CHECKED:
        if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0 && value[0] != '\0')
            return err_set(
                err, ERR_INPUT,
                _("'%s' does not say whether the source is checked: yes or no is expected, or nothing"),
                value);
        return store_set_checked(s, source, strcmp(value, "yes") == 0, err);
    }
    return true;
}

bool store_set_source(struct store *s, tema_id source, enum source_field field, const char *value,
                      struct err *err)
{
    char *clean;
    bool ok;
    ACT_OPEN(s);
    clean = field == SOURCE_NAME ? data_name(value, err) : data_trimmed(value, err);
    ok = clean != NULL && data_source(s, source, err) && set_field(s, source, field, clean, err);
    mem_free(clean);
    return ok;
}

bool store_import_report(struct store *s, tema_id source, struct arena *a, char **ret, struct err *err)
{
    struct query q;
    char *report = NULL;
    if (!db_query(s, &q, STATEMENT_SOURCE_REPORT, err, "i", source))
        return false;
    if (db_step(&q))
        report = col_dup(&q, "report", a);
    if (!db_end(&q, err))
        return false;
    if (report == NULL)
        return err_set(err, ERR_NOT_FOUND, _("this source is no longer in the project"));
    *ret = report;
    return true;
}

/* ---- speakers ---- */

bool store_speakers(struct store *s, tema_id source, struct arena *a, struct speaker **ret, size_t *ret_n,
                    struct err *err)
{
    VEC(struct speaker) list = VEC_INIT;
    struct query q;
    bool ok = source != 0 ? db_query(s, &q, STATEMENT_SPEAKERS_OF_SOURCE, err, "i", source)
                          : db_query(s, &q, STATEMENT_SPEAKERS_LIST, err, "");
    if (!ok)
        return false;
    while (db_step(&q)) {
        struct speaker p = {.id = col_int(&q, "id"), .source = col_int(&q, "source")};
        p.name = col_dup(&q, "name", a);
        p.role = (enum speaker_role)data_enum(&q, "role", &speaker_roles);
        p.participant = col_int(&q, "participant");
        p.turns = col_int(&q, "turns");
        vec_push(&list, p);
    }
    ok = db_end(&q, err);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    return ok;
}

bool store_count_turns(struct store *s, struct speaker *speakers, size_t n, struct err *err)
{
    bool ok;
    if (!store_read_begin(s, err))
        return false;
    ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = db_number(s, STATEMENT_SPEAKER_TURNS, &speakers[i].turns, NULL, err, "i", speakers[i].id);
    store_read_end(s);
    return ok;
}

/* False (ERR_INPUT) when the source has a speaker of that name other than `self`. */
static bool speaker_is_new(struct store *s, tema_id source, const char *name, tema_id self, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_SPEAKER_NAMED, &id, &found, err, "iti", source, name, self))
        return false;
    return !found || err_set(err, ERR_INPUT, _("'%s' is a speaker of this source already"), name);
}

bool store_add_speaker(struct store *s, tema_id source, const char *name, tema_id *ret, struct err *err)
{
    char *clean;
    tema_id id;
    bool ok;
    ACT_OPEN(s);
    clean = data_name(name, err);
    ok = clean != NULL && data_source(s, source, err) && speaker_is_new(s, source, clean, 0, err);
    if (ok) {
        id = db_new_id(s);
        ok = db_run(s, STATEMENT_SPEAKER_ADD, err, "iit", id, source, clean);
        if (ok && ret != NULL)
            *ret = id;
    }
    mem_free(clean);
    return ok;
}

/* The source of a speaker; ERR_NOT_FOUND when there is no such speaker. */
static bool speaker_source(struct store *s, tema_id speaker, tema_id *ret, struct err *err)
{
    bool found;
    if (!db_number(s, STATEMENT_SPEAKER_GET, ret, &found, err, "i", speaker))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this speaker is no longer in the project"));
}

bool store_rename_speaker(struct store *s, tema_id speaker, const char *name, struct err *err)
{
    char *clean;
    tema_id source;
    bool ok;
    ACT_OPEN(s);
    clean = data_name(name, err);
    ok = clean != NULL && speaker_source(s, speaker, &source, err) &&
         speaker_is_new(s, source, clean, speaker, err) &&
         db_run(s, STATEMENT_SPEAKER_RENAME, err, "it", speaker, clean);
    mem_free(clean);
    return ok;
}

static bool participant_exists(struct store *s, tema_id participant, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_PARTICIPANT_GET, &id, &found, err, "i", participant))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("this participant is no longer in the project"));
}

bool store_link_speaker(struct store *s, tema_id speaker, enum speaker_role role, tema_id participant,
                        struct err *err)
{
    tema_id source;
    ACT_OPEN(s);
    if (!speaker_source(s, speaker, &source, err))
        return false;
    if (role != SPEAKER_PARTICIPANT)
        participant = 0;
    else if (participant == 0)
        return err_set(err, ERR_INPUT, _("a speaker who is a participant is linked to one: say which"));
    else if (!participant_exists(s, participant, err))
        return false;
    return db_run(s, STATEMENT_SPEAKER_LINK, err, "ito", speaker, enum_word(&speaker_roles, (int)role),
                  participant);
}

/* ---- participants ---- */

/* An attribute while the table of participants is filled. */
struct column {
    tema_id id;
    char *name;
    enum attr_type type;
};
typedef VEC(struct column) column_list;
typedef VEC(struct participant) participant_list;

static bool read_columns(struct store *s, struct arena *a, column_list *list, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_ATTRIBUTES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct column c = {.id = col_int(&q, "id"), .name = col_dup(&q, "name", a)};
        c.type = (enum attr_type)data_enum(&q, "type", &attr_types);
        vec_push(list, c);
    }
    return db_end(&q, err);
}

static bool read_participants(struct store *s, struct arena *a, const column_list *columns,
                              participant_list *list, struct err *err)
{
    struct query q;
    if (!db_query(s, &q, STATEMENT_PARTICIPANTS_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        struct participant p = {.id = col_int(&q, "id"), .nattrs = columns->n};
        p.guid = col_dup(&q, "guid", a);
        p.name = col_dup(&q, "name", a);
        p.attrs = arena_array(a, columns->n, sizeof *p.attrs);
        for (size_t i = 0; i < columns->n; i++) {
            p.attrs[i].name = columns->v[i].name;
            p.attrs[i].type = columns->v[i].type;
            p.attrs[i].value = arena_strdup(a, "");
        }
        vec_push(list, p);
    }
    return db_end(&q, err);
}

/* Values come participant by participant. */
static bool read_values(struct store *s, struct arena *a, const column_list *columns, participant_list *list,
                        struct err *err)
{
    struct query q;
    struct participant *p = NULL;
    if (!db_query(s, &q, STATEMENT_VALUES_LIST, err, ""))
        return false;
    while (db_step(&q)) {
        tema_id participant = col_int(&q, "participant"), attribute = col_int(&q, "attribute");
        for (size_t i = 0; (p == NULL || p->id != participant) && i < list->n; i++)
            p = &list->v[i];
        for (size_t i = 0; p != NULL && p->id == participant && i < columns->n; i++) {
            if (columns->v[i].id == attribute)
                p->attrs[i].value = col_dup(&q, "value", a);
        }
    }
    return db_end(&q, err);
}

bool store_participants(struct store *s, struct arena *a, struct participant **ret, size_t *ret_n,
                        struct err *err)
{
    column_list columns = VEC_INIT;
    participant_list list = VEC_INIT;
    bool ok;
    if (!store_read_begin(s, err))
        return false;
    ok = read_columns(s, a, &columns, err) && read_participants(s, a, &columns, &list, err) &&
         read_values(s, a, &columns, &list, err);
    store_read_end(s);
    if (ok) {
        *ret = arena_copy(a, list.v, list.n, sizeof *list.v);
        *ret_n = list.n;
    }
    vec_release(&list);
    vec_release(&columns);
    return ok;
}

/* False (ERR_INPUT) when a participant other than `self` has that name. */
static bool participant_is_new(struct store *s, const char *name, tema_id self, struct err *err)
{
    tema_id id;
    bool found;
    if (!db_number(s, STATEMENT_PARTICIPANT_NAMED, &id, &found, err, "ti", name, self))
        return false;
    return !found || err_set(err, ERR_INPUT, _("there is a participant '%s' already"), name);
}

bool store_add_participant(struct store *s, const char *name, tema_id *ret, struct err *err)
{
    char *clean, *ord = NULL, guid[GUID_LEN + 1];
    tema_id id;
    bool ok;
    ACT_OPEN(s);
    clean = data_name(name, err);
    ok = clean != NULL && participant_is_new(s, clean, 0, err) &&
         (ord = data_last_ord(s, STATEMENT_PARTICIPANT_LAST_ORD, NULL, err)) != NULL;
    if (ok) {
        id = db_new_id(s);
        guid_new(guid);
        ok = db_run(s, STATEMENT_PARTICIPANT_ADD, err, "ittt", id, guid, clean, ord);
        if (ok && ret != NULL)
            *ret = id;
    }
    mem_free(ord);
    mem_free(clean);
    return ok;
}

bool store_rename_participant(struct store *s, tema_id participant, const char *name, struct err *err)
{
    char *clean;
    bool ok;
    ACT_OPEN(s);
    clean = data_name(name, err);
    ok = clean != NULL && participant_exists(s, participant, err) &&
         participant_is_new(s, clean, participant, err) &&
         db_run(s, STATEMENT_PARTICIPANT_RENAME, err, "it", participant, clean);
    mem_free(clean);
    return ok;
}

/* The attribute of that name; *ret_id 0 when there is none, *type is then left. */
static bool find_attribute(struct store *s, const char *name, tema_id *ret_id, enum attr_type *type,
                           struct err *err)
{
    struct query q;
    *ret_id = 0;
    if (!db_query(s, &q, STATEMENT_ATTRIBUTE_NAMED, err, "t", name))
        return false;
    if (db_step(&q)) {
        *ret_id = col_int(&q, "id");
        *type = (enum attr_type)data_enum(&q, "type", &attr_types);
    }
    return db_end(&q, err);
}

static bool add_attribute(struct store *s, const char *name, enum attr_type type, tema_id *ret_id,
                          struct err *err)
{
    char *ord = data_last_ord(s, STATEMENT_ATTRIBUTE_LAST_ORD, NULL, err);
    bool ok;
    *ret_id = db_new_id(s);
    ok = ord != NULL && db_run(s, STATEMENT_ATTRIBUTE_ADD, err, "ittt", *ret_id, name,
                               enum_word(&attr_types, (int)type), ord);
    mem_free(ord);
    return ok;
}

bool store_set_attribute(struct store *s, tema_id participant, const char *attribute, enum attr_type type,
                         const char *value, struct err *err)
{
    char *name, *kept = NULL;
    tema_id id;
    bool ok = false;
    ACT_OPEN(s);
    name = data_name(attribute, err);
    if (name == NULL || (kept = data_trimmed(value, err)) == NULL ||
        !participant_exists(s, participant, err) || !find_attribute(s, name, &id, &type, err))
        goto out;
    if (kept[0] == '\0') { /* an attribute goes with its last value: nothing else would ever remove it */
        ok = id == 0 || (db_run(s, STATEMENT_VALUE_DELETE, err, "ii", participant, id) &&
                         db_run(s, STATEMENT_ATTRIBUTE_DELETE, err, "i", id));
        goto out;
    }
    ok = data_fit_value(name, type, kept, err) && (id != 0 || add_attribute(s, name, type, &id, err)) &&
         db_run(s, STATEMENT_VALUE_SET, err, "iit", participant, id, kept);
out:
    mem_free(kept);
    mem_free(name);
    return ok;
}
