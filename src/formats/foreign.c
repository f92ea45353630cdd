/* What other programs write and no reader here understands. Taken for plain text it would come in as one
 * paragraph of brackets, and the analyst would find out after an hour. */
#include <jansson.h>
#include <string.h>

#include "formats_priv.h"
#include "tema/base/i18n.h"

enum { MOST_PARSED = 1 << 20 }; /* bytes of JSON that is read as a whole to be sure */

static bool begins(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);
    return n >= len && memcmp(s, word, len) == 0;
}

static size_t skip_blank(const char *s, size_t n, size_t at)
{
    while (at < n && (s[at] == ' ' || s[at] == '\t' || s[at] == '\n'))
        at++;
    return at;
}

bool foreign_bytes(const char *path, const char *bytes, size_t n, struct err *err)
{
    (void)path;
    if (begins(bytes, n, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
        return err_set(
            err, ERR_INPUT,
            _("this is an old Word or Office document, which tema does not read: save it as .docx, "
              ".odt or .rtf and import that"));
    if (begins(bytes, n, "PK\3\4"))
        return err_set(err, ERR_INPUT, _("this is a zip archive: unpack it and import what is in it"));
    return true;
}

/* An object's opening brace with its end, or with a name in quotes and a colon. */
static bool is_object(const char *s, size_t n, size_t at)
{
    if (at >= n || s[at] != '{')
        return false;
    at = skip_blank(s, n, at + 1);
    if (at < n && s[at] == '}')
        return skip_blank(s, n, at + 1) == n;
    if (at >= n || s[at] != '"')
        return false;
    for (at++; at < n && s[at] != '"' && s[at] != '\n'; at++)
        at += s[at] == '\\';
    at = at < n && s[at] == '"' ? skip_blank(s, n, at + 1) : n;
    return at < n && s[at] == ':';
}

/* An opening bracket alone proves nothing: transcripts begin with "[00:01:02]" and "[laughs]". */
static bool is_json(const char *path, const char *s, size_t n, size_t at)
{
    json_t *j;
    if (is_object(s, n, at))
        return true;
    if (at >= n || s[at] != '[')
        return false;
    if (name_ends(path, "json") || is_object(s, n, skip_blank(s, n, at + 1)))
        return true;
    j = n <= MOST_PARSED ? json_loadb(s, n, 0, NULL) : NULL;
    json_decref(j);
    return j != NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The first line with something on it has a separator of cells. */
static bool is_table(const char *path, const char *s, size_t n, size_t at)
{
    bool csv = name_ends(path, "csv");
    size_t end = line_end(s, n, at);
    if (!name_ends(path, "csv tsv tab"))
        return false;
    while (at < end && s[at] != '\t' && !(csv && (s[at] == ',' || s[at] == ';')))
        at++;
    return at < end;
}

bool foreign_text(const char *path, const char *text, size_t n, struct err *err)
{
    size_t at = skip_blank(text, n, 0);
    const char *s = text + at, *what = NULL;
    bool markup = at + 1 < n && *s == '<' && (is_letter(s[1]) || s[1] == '!' || s[1] == '?');
    if (begins(s, n - at, "<?xml") || (markup && name_ends(path, "xml")))
        what = _("XML");
    if (what)
        return err_set(err, ERR_INPUT,
                       _("this is %s, which tema does not read yet: save it as plain text (.txt), or give "
                         "--format txt to take it as it is"),
                       what);
    if (is_table(path, text, n, at))
        return err_set(err, ERR_INPUT,
                       _("this is a table, and it is not clear of what: give --format turns, answers or "
                         "participants, and with --columns which column is what"));
    if (is_json(path, text, n, at))
        return err_set(err, ERR_INPUT,
                       _("this is JSON, but neither Whisper's nor an export of tema's: give --format txt to "
                         "take it as it is"));
    return true;
}
