/* The checks on names and values that the store's data files share. */
#include <string.h>

#include "data_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"
#include "tema/model/orderkey.h"
#include "tema/text/utf8.h"

/* Blanks as Unicode's White_Space has them, and the invisible U+200B and U+FEFF. */
static bool is_blank(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000 || c == 0xfeff;
}

/* The part of `s` without blanks before and after it. */
static void trim(const char *s, size_t *ret_from, size_t *ret_to)
{
    size_t n = strlen(s), from = n, to = 0, step;
    for (size_t i = 0; i < n; i += step) {
        uint32_t c;
        step = utf8_decode(s + i, n - i, &c);
        if (is_blank(c))
            continue;
        if (from == n)
            from = i;
        to = i + step;
    }
    *ret_from = from;
    *ret_to = to > from ? to : from;
}

bool data_text(const char *value, struct err *err)
{
    byte_off bad;
    if (value == NULL)
        return err_set(err, ERR_INPUT, _("there is no text"));
    return utf8_valid(value, strlen(value), &bad) ||
           err_set(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"), bad.b);
}

bool data_is_blank(const char *value)
{
    size_t from, to;
    trim(value, &from, &to);
    return from == to;
}

char *data_trimmed(const char *value, struct err *err)
{
    size_t from, to;
    if (!data_text(value, err))
        return NULL;
    trim(value, &from, &to);
    return mem_strndup(value + from, to - from);
}

char *data_name(const char *value, struct err *err)
{
    char *name = data_trimmed(value, err);
    bool ok = name != NULL;
    if (ok && name[0] == '\0')
        ok = err_set(err, ERR_INPUT, _("a name is missing: it cannot be empty"));
    else if (ok && strpbrk(name, "\r\n") != NULL)
        ok = err_set(err, ERR_INPUT, _("a name is one line: '%.*s' goes on after a line break"),
                     (int)strcspn(name, "\r\n"), name);
    if (ok)
        return name;
    mem_free(name);
    return NULL;
}

int data_enum(struct query *q, const char *column, const struct enum_words *w)
{
    int v = enum_value(w, col_text(q, column));
    return v < 0 ? 0 : v;
}

char *data_last_ord(struct store *s, enum statement_id last, const tema_id *parent, struct err *err)
{
    struct query q;
    char *ord = NULL, *next = NULL;
    if (!(parent != NULL ? db_query(s, &q, last, err, "o", *parent) : db_query(s, &q, last, err, "")))
        return NULL;
    if (db_step(&q) && col_bytes(&q, "ord") > 0)
        ord = mem_strdup(col_text(&q, "ord"));
    if (db_end(&q, err))
        next = orderkey_between(ord, NULL);
    mem_free(ord);
    return next;
}

int64_t data_whole_number(const char *s)
{
    size_t n = strspn(s, "0123456789");
    int64_t v = 0;
    if (n == 0 || n > 9 || s[n] != '\0')
        return -1;
    for (size_t i = 0; i < n; i++)
        v = v * 10 + (s[i] - '0');
    return v;
}

bool data_is_date(const char *s)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char form[] = "0000-00-00";
    int y = 0, m = 0, d = 0;
    if (strlen(s) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++) {
        if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9')
            return false;
        if (form[i] == '-')
            continue;
        int *part = i < 4 ? &y : i < 7 ? &m : &d;
        *part = *part * 10 + (s[i] - '0');
    }
    if (y < 1 || m < 1 || m > 12 || d < 1)
        return false;
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d <= days[m - 1] + (m == 2 && leap);
}

/* An optional sign, digits, and after a point or comma more digits. */
static bool is_number(const char *s)
{
    size_t n;
    s += *s == '-' || *s == '+';
    n = strspn(s, "0123456789");
    if (n == 0)
        return false;
    s += n;
    if (*s == '.' || *s == ',') {
        n = strspn(++s, "0123456789");
        if (n == 0)
            return false;
        s += n;
    }
    return *s == '\0';
}

/* Makes the letters A to Z small. */
static void lower_ascii(char *s)
{
    for (; *s != '\0'; s++) {
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    }
}

static bool is_boolean(const char *s)
{
    static const char *const words[] = {"ja", "nei", "yes", "no", "true", "false"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(s, words[i]) == 0)
            return true;
    }
    return false;
}

bool data_fit_value(const char *attribute, enum attr_type type, char *value, struct err *err)
{
    switch (type) {
    case ATTR_TEXT: break;
    case ATTR_NUMBER:
        if (!is_number(value))
            return err_set(
                err, ERR_INPUT,
                _("'%s' of '%s' is not a number: digits are expected, with a decimal point if needed"), value,
                attribute);
        if (strchr(value, ',') != NULL)
            *strchr(value, ',') = '.';
        break;
    case ATTR_DATE:
        if (!data_is_date(value))
            return err_set(err, ERR_INPUT, _("'%s' of '%s' is not a date: a day as YYYY-MM-DD is expected"),
                           value, attribute);
        break;
    case ATTR_BOOLEAN:
        lower_ascii(value);
        if (!is_boolean(value))
            return err_set(
                err, ERR_INPUT,
                _("'%s' of '%s' is neither yes nor no: ja, nei, yes, no, true or false is expected"), value,
                attribute);
        break;
    }
    return true;
}

bool data_drop_segment(struct store *s, tema_id segment, struct err *err)
{
    return db_run(s, STATEMENT_SEGMENT_DELETE_QUOTES, err, "i", segment) &&
           db_run(s, STATEMENT_SEGMENT_DELETE_PLACES, err, "i", segment) &&
           db_run(s, STATEMENT_SEGMENT_DELETE_MEMBERS, err, "i", segment) &&
           db_run(s, STATEMENT_SEGMENT_DELETE_REFS, err, "i", segment) &&
           act_anchor_remove(s, segment, err) && db_run(s, STATEMENT_SEGMENT_DELETE, err, "i", segment);
}
