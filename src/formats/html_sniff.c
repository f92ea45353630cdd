/* What tells HTML from other texts, and the charset it says it is in. */
#include <string.h>

#include "pages_priv.h"

enum { SNIFFED = 4096, PRESCAN = 1024 /* HTML Living Standard, 13.2.3.2 */ };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool begins(const char *s, size_t n, const char *word)
{
    size_t i = 0;
    while (i < n && word[i] && lower(s[i]) == word[i])
        i++;
    return word[i] == '\0';
}

/* Where `word` (in small letters) first stands in s, whatever its case; n when it does not. */
static size_t find(const char *s, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++) {
        if (begins(s + i, n - i, word))
            return i;
    }
    return n;
}

/* "<p>" and the like: the name ends behind the word. */
static bool begins_tag(const char *s, size_t n, const char *name)
{
    size_t len = strlen(name);
    return begins(s, n, name) && (n == len || is_blank(s[len]) || s[len] == '>' || s[len] == '/');
}

int html_sniff(const char *text, size_t n)
{
    static const char *const usual[] = {"<head", "<body",  "<meta",   "<title", "<p",
                                        "<div",  "<h1",    "<h2",     "<table", "<ul",
                                        "<ol",   "<style", "<script", "<br",    "<article"};
    size_t at = 0;
    while (at < n && is_blank(text[at]))
        at++;
    const char *s = text + at;
    n = n - at < SNIFFED ? n - at : SNIFFED;
    if (begins(s, n, "<!doctype html") || begins_tag(s, n, "<html"))
        return 95;
    if (begins(s, n, "<?xml") || begins(s, n, "<!"))
        return find(s, n, "<html") < n ? 90 : 0;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (begins_tag(s, n, usual[i]))
            return 60;
    }
    /* Any other element: as good a guess as plain text, so that the file's name decides. */
    return n > 1 && s[0] == '<' && lower(s[1]) >= 'a' && lower(s[1]) <= 'z' && find(s, n, "</") < n ? 10 : 0;
}

/* Labels of the Encoding Standard (encoding.spec.whatwg.org, 4.2) and iconv's name for the set. */
static const struct {
    const char *label, *name;
} labels[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"utf-16", "UTF-8"}, /* ASCII was read so far, so it cannot be */
    {"utf-16le", "UTF-8"},
    {"utf-16be", "UTF-8"},
    {"unicode", "UTF-8"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"iso-8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"macintosh", "macintosh"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"iso-8859-11", "CP874"},
    {"windows-1250", "windows-1250"},
    {"cp1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"x-gbk", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"windows-949", "CP949"},
};

/* The value behind "charset", its blanks and its "="; in quotes or not. */
static const char *value_of(const char *s, size_t n)
{
    size_t i = 0, end;
    while (i < n && is_blank(s[i]))
        i++;
    if (i >= n || s[i] != '=')
        return NULL;
    for (i++; i < n && (is_blank(s[i]) || s[i] == '"' || s[i] == '\''); i++)
        ;
    for (end = i; end < n && !is_blank(s[end]) && !strchr("\"';>/", s[end]); end++)
        ;
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        if (strlen(labels[k].label) == end - i && begins(s + i, end - i, labels[k].label))
            return labels[k].name;
    }
    return NULL;
}

const char *html_charset(const char *bytes, size_t n)
{
    n = n < PRESCAN ? n : PRESCAN;
    for (size_t at = 0, end; at < n; at = end) {
        at += find(bytes + at, n - at, "<");
        end = at + 1;
        if (begins(bytes + at, n - at, "<!--")) {
            end = at + 2 + find(bytes + at + 2, n - at - 2, "-->");
            continue;
        }
        if (!begins_tag(bytes + at, n - at, "<meta"))
            continue;
        end = at + find(bytes + at, n - at, ">");
        size_t word = at + find(bytes + at, end - at, "charset");
        if (word >= end) /* of another kind */
            continue;
        const char *name = value_of(bytes + word + strlen("charset"), end - word - strlen("charset"));
        if (name)
            return name;
    }
    return NULL;
}
