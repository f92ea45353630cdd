/* Character references of HTML (HTML Living Standard, 13.2.5.72 and 13.5). */
#include <stdlib.h>
#include <string.h>

#include "pages_priv.h"
#include "tema/text/utf8.h"

struct entity {
    char name[15];
    uint16_t cp;
    bool bare; /* read without its semicolon too */
};

/* By name in the order of bytes. */
static const struct entity entities[] = {
    {"AElig", 0x00c6, true},    {"AMP", 0x0026, true},
    {"Aacute", 0x00c1, true},   {"Abreve", 0x0102, false},
    {"Acirc", 0x00c2, true},    {"Agrave", 0x00c0, true},
    {"Alpha", 0x0391, false},   {"Amacr", 0x0100, false},
    {"Aogon", 0x0104, false},   {"Aring", 0x00c5, true},
    {"Atilde", 0x00c3, true},   {"Auml", 0x00c4, true},
    {"Beta", 0x0392, false},    {"COPY", 0x00a9, true},
    {"Cacute", 0x0106, false},  {"Ccaron", 0x010c, false},
    {"Ccedil", 0x00c7, true},   {"Chi", 0x03a7, false},
    {"Dagger", 0x2021, false},  {"Dcaron", 0x010e, false},
    {"Delta", 0x0394, false},   {"Dstrok", 0x0110, false},
    {"ENG", 0x014a, false},     {"ETH", 0x00d0, true},
    {"Eacute", 0x00c9, true},   {"Ecaron", 0x011a, false},
    {"Ecirc", 0x00ca, true},    {"Edot", 0x0116, false},
    {"Egrave", 0x00c8, true},   {"Emacr", 0x0112, false},
    {"Eogon", 0x0118, false},   {"Epsilon", 0x0395, false},
    {"Eta", 0x0397, false},     {"Euml", 0x00cb, true},
    {"GT", 0x003e, true},       {"Gamma", 0x0393, false},
    {"Gbreve", 0x011e, false},  {"Hat", 0x005e, false},
    {"Iacute", 0x00cd, true},   {"Icirc", 0x00ce, true},
    {"Idot", 0x0130, false},    {"Igrave", 0x00cc, true},
    {"Imacr", 0x012a, false},   {"Iota", 0x0399, false},
    {"Iuml", 0x00cf, true},     {"Kappa", 0x039a, false},
    {"LT", 0x003c, true},       {"Lambda", 0x039b, false},
    {"Lstrok", 0x0141, false},  {"Mu", 0x039c, false},
    {"Nacute", 0x0143, false},  {"Ncaron", 0x0147, false},
    {"NewLine", 0x000a, false}, {"NoBreak", 0x2060, false},
    {"Ntilde", 0x00d1, true},   {"Nu", 0x039d, false},
    {"OElig", 0x0152, false},   {"Oacute", 0x00d3, true},
    {"Ocirc", 0x00d4, true},    {"Odblac", 0x0150, false},
    {"Ograve", 0x00d2, true},   {"Omacr", 0x014c, false},
    {"Omega", 0x03a9, false},   {"Omicron", 0x039f, false},
    {"Oslash", 0x00d8, true},   {"Otilde", 0x00d5, true},
    {"Ouml", 0x00d6, true},     {"Phi", 0x03a6, false},
    {"Pi", 0x03a0, false},      {"Prime", 0x2033, false},
    {"Psi", 0x03a8, false},     {"QUOT", 0x0022, true},
    {"REG", 0x00ae, true},      {"Rcaron", 0x0158, false},
    {"Rho", 0x03a1, false},     {"Sacute", 0x015a, false},
    {"Scaron", 0x0160, false},  {"Scedil", 0x015e, false},
    {"Sigma", 0x03a3, false},   {"THORN", 0x00de, true},
    {"Tab", 0x0009, false},     {"Tau", 0x03a4, false},
    {"Tcaron", 0x0164, false},  {"Tcedil", 0x0162, false},
    {"Theta", 0x0398, false},   {"Uacute", 0x00da, true},
    {"Ucirc", 0x00db, true},    {"Udblac", 0x0170, false},
    {"Ugrave", 0x00d9, true},   {"Umacr", 0x016a, false},
    {"Upsilon", 0x03a5, false}, {"Uring", 0x016e, false},
    {"Uuml", 0x00dc, true},     {"Xi", 0x039e, false},
    {"Yacute", 0x00dd, true},   {"Yuml", 0x0178, false},
    {"Zacute", 0x0179, false},  {"Zcaron", 0x017d, false},
    {"Zdot", 0x017b, false},    {"ZeroWidthSpace", 0x200b, false},
    {"Zeta", 0x0396, false},    {"aacute", 0x00e1, true},
    {"abreve", 0x0103, false},  {"acirc", 0x00e2, true},
    {"acute", 0x00b4, true},    {"aelig", 0x00e6, true},
    {"agrave", 0x00e0, true},   {"alefsym", 0x2135, false},
    {"alpha", 0x03b1, false},   {"amacr", 0x0101, false},
    {"amp", 0x0026, true},      {"and", 0x2227, false},
    {"ang", 0x2220, false},     {"aogon", 0x0105, false},
    {"apos", 0x0027, false},    {"aring", 0x00e5, true},
    {"ast", 0x002a, false},     {"asymp", 0x2248, false},
    {"atilde", 0x00e3, true},   {"auml", 0x00e4, true},
    {"bdquo", 0x201e, false},   {"beta", 0x03b2, false},
    {"breve", 0x02d8, false},   {"brvbar", 0x00a6, true},
    {"bsol", 0x005c, false},    {"bull", 0x2022, false},
    {"cacute", 0x0107, false},  {"cap", 0x2229, false},
    {"caron", 0x02c7, false},   {"ccaron", 0x010d, false},
    {"ccedil", 0x00e7, true},   {"cedil", 0x00b8, true},
    {"cent", 0x00a2, true},     {"check", 0x2713, false},
    {"chi", 0x03c7, false},     {"circ", 0x02c6, false},
    {"clubs", 0x2663, false},   {"colon", 0x003a, false},
    {"comma", 0x002c, false},   {"commat", 0x0040, false},
    {"cong", 0x2245, false},    {"copy", 0x00a9, true},
    {"crarr", 0x21b5, false},   {"cross", 0x2717, false},
    {"cup", 0x222a, false},     {"curren", 0x00a4, true},
    {"dArr", 0x21d3, false},    {"dagger", 0x2020, false},
    {"darr", 0x2193, false},    {"dash", 0x2010, false},
    {"dblac", 0x02dd, false},   {"dcaron", 0x010f, false},
    {"deg", 0x00b0, true},      {"delta", 0x03b4, false},
    {"diams", 0x2666, false},   {"divide", 0x00f7, true},
    {"dollar", 0x0024, false},  {"dot", 0x02d9, false},
    {"dstrok", 0x0111, false},  {"eacute", 0x00e9, true},
    {"ecaron", 0x011b, false},  {"ecirc", 0x00ea, true},
    {"edot", 0x0117, false},    {"egrave", 0x00e8, true},
    {"emacr", 0x0113, false},   {"empty", 0x2205, false},
    {"emsp", 0x2003, false},    {"emsp13", 0x2004, false},
    {"emsp14", 0x2005, false},  {"eng", 0x014b, false},
    {"ensp", 0x2002, false},    {"eogon", 0x0119, false},
    {"epsilon", 0x03b5, false}, {"equals", 0x003d, false},
    {"equiv", 0x2261, false},   {"eta", 0x03b7, false},
    {"eth", 0x00f0, true},      {"euml", 0x00eb, true},
    {"euro", 0x20ac, false},    {"excl", 0x0021, false},
    {"exist", 0x2203, false},   {"female", 0x2640, false},
    {"fnof", 0x0192, false},    {"forall", 0x2200, false},
    {"frac12", 0x00bd, true},   {"frac14", 0x00bc, true},
    {"frac34", 0x00be, true},   {"frasl", 0x2044, false},
    {"gamma", 0x03b3, false},   {"gbreve", 0x011f, false},
    {"ge", 0x2265, false},      {"grave", 0x0060, false},
    {"gt", 0x003e, true},       {"hArr", 0x21d4, false},
    {"hairsp", 0x200a, false},  {"harr", 0x2194, false},
    {"hearts", 0x2665, false},  {"hellip", 0x2026, false},
    {"horbar", 0x2015, false},  {"hyphen", 0x2010, false},
    {"iacute", 0x00ed, true},   {"icirc", 0x00ee, true},
    {"iexcl", 0x00a1, true},    {"igrave", 0x00ec, true},
    {"imacr", 0x012b, false},   {"image", 0x2111, false},
    {"imath", 0x0131, false},   {"infin", 0x221e, false},
    {"inodot", 0x0131, false},  {"int", 0x222b, false},
    {"iota", 0x03b9, false},    {"iquest", 0x00bf, true},
    {"isin", 0x2208, false},    {"iuml", 0x00ef, true},
    {"kappa", 0x03ba, false},   {"kgreen", 0x0138, false},
    {"lArr", 0x21d0, false},    {"lambda", 0x03bb, false},
    {"lang", 0x2329, false},    {"laquo", 0x00ab, true},
    {"larr", 0x2190, false},    {"lbrace", 0x007b, false},
    {"lbrack", 0x005b, false},  {"lceil", 0x2308, false},
    {"lcub", 0x007b, false},    {"ldquo", 0x201c, false},
    {"le", 0x2264, false},      {"lfloor", 0x230a, false},
    {"lowast", 0x2217, false},  {"lowbar", 0x005f, false},
    {"loz", 0x25ca, false},     {"lpar", 0x0028, false},
    {"lrm", 0x200e, false},     {"lsaquo", 0x2039, false},
    {"lsqb", 0x005b, false},    {"lsquo", 0x2018, false},
    {"lstrok", 0x0142, false},  {"lt", 0x003c, true},
    {"macr", 0x00af, true},     {"male", 0x2642, false},
    {"mdash", 0x2014, false},   {"micro", 0x00b5, true},
    {"middot", 0x00b7, true},   {"minus", 0x2212, false},
    {"mu", 0x03bc, false},      {"nabla", 0x2207, false},
    {"nacute", 0x0144, false},  {"nbsp", 0x00a0, true},
    {"ncaron", 0x0148, false},  {"ndash", 0x2013, false},
    {"ne", 0x2260, false},      {"ni", 0x220b, false},
    {"not", 0x00ac, true},      {"notin", 0x2209, false},
    {"nsub", 0x2284, false},    {"ntilde", 0x00f1, true},
    {"nu", 0x03bd, false},      {"num", 0x0023, false},
    {"numsp", 0x2007, false},   {"oacute", 0x00f3, true},
    {"ocirc", 0x00f4, true},    {"odblac", 0x0151, false},
    {"oelig", 0x0153, false},   {"ogon", 0x02db, false},
    {"ograve", 0x00f2, true},   {"oline", 0x203e, false},
    {"omacr", 0x014d, false},   {"omega", 0x03c9, false},
    {"omicron", 0x03bf, false}, {"oplus", 0x2295, false},
    {"or", 0x2228, false},      {"ordf", 0x00aa, true},
    {"ordm", 0x00ba, true},     {"oslash", 0x00f8, true},
    {"otilde", 0x00f5, true},   {"otimes", 0x2297, false},
    {"ouml", 0x00f6, true},     {"para", 0x00b6, true},
    {"part", 0x2202, false},    {"percnt", 0x0025, false},
    {"period", 0x002e, false},  {"permil", 0x2030, false},
    {"perp", 0x22a5, false},    {"phi", 0x03c6, false},
    {"phone", 0x260e, false},   {"pi", 0x03c0, false},
    {"piv", 0x03d6, false},     {"plus", 0x002b, false},
    {"plusmn", 0x00b1, true},   {"pound", 0x00a3, true},
    {"prime", 0x2032, false},   {"prod", 0x220f, false},
    {"prop", 0x221d, false},    {"psi", 0x03c8, false},
    {"puncsp", 0x2008, false},  {"quest", 0x003f, false},
    {"quot", 0x0022, true},     {"rArr", 0x21d2, false},
    {"radic", 0x221a, false},   {"rang", 0x232a, false},
    {"raquo", 0x00bb, true},    {"rarr", 0x2192, false},
    {"rbrace", 0x007d, false},  {"rbrack", 0x005d, false},
    {"rcaron", 0x0159, false},  {"rceil", 0x2309, false},
    {"rcub", 0x007d, false},    {"rdquo", 0x201d, false},
    {"real", 0x211c, false},    {"reg", 0x00ae, true},
    {"rfloor", 0x230b, false},  {"rho", 0x03c1, false},
    {"ring", 0x02da, false},    {"rlm", 0x200f, false},
    {"rpar", 0x0029, false},    {"rsaquo", 0x203a, false},
    {"rsqb", 0x005d, false},    {"rsquo", 0x2019, false},
    {"sacute", 0x015b, false},  {"sbquo", 0x201a, false},
    {"scaron", 0x0161, false},  {"scedil", 0x015f, false},
    {"sdot", 0x22c5, false},    {"sect", 0x00a7, true},
    {"semi", 0x003b, false},    {"shy", 0x00ad, true},
    {"sigma", 0x03c3, false},   {"sigmaf", 0x03c2, false},
    {"sim", 0x223c, false},     {"sol", 0x002f, false},
    {"spades", 0x2660, false},  {"star", 0x2606, false},
    {"starf", 0x2605, false},   {"sub", 0x2282, false},
    {"sube", 0x2286, false},    {"sum", 0x2211, false},
    {"sup", 0x2283, false},     {"sup1", 0x00b9, true},
    {"sup2", 0x00b2, true},     {"sup3", 0x00b3, true},
    {"supe", 0x2287, false},    {"szlig", 0x00df, true},
    {"tau", 0x03c4, false},     {"tcaron", 0x0165, false},
    {"tcedil", 0x0163, false},  {"there4", 0x2234, false},
    {"theta", 0x03b8, false},   {"thetasym", 0x03d1, false},
    {"thinsp", 0x2009, false},  {"thorn", 0x00fe, true},
    {"tilde", 0x02dc, false},   {"times", 0x00d7, true},
    {"trade", 0x2122, false},   {"uArr", 0x21d1, false},
    {"uacute", 0x00fa, true},   {"uarr", 0x2191, false},
    {"ucirc", 0x00fb, true},    {"udblac", 0x0171, false},
    {"ugrave", 0x00f9, true},   {"umacr", 0x016b, false},
    {"uml", 0x00a8, true},      {"upsih", 0x03d2, false},
    {"upsilon", 0x03c5, false}, {"uring", 0x016f, false},
    {"uuml", 0x00fc, true},     {"verbar", 0x007c, false},
    {"vert", 0x007c, false},    {"weierp", 0x2118, false},
    {"xi", 0x03be, false},      {"yacute", 0x00fd, true},
    {"yen", 0x00a5, true},      {"yuml", 0x00ff, true},
    {"zacute", 0x017a, false},  {"zcaron", 0x017e, false},
    {"zdot", 0x017c, false},    {"zeta", 0x03b6, false},
    {"zwj", 0x200d, false},     {"zwnj", 0x200c, false},
};

enum { MOST_NAME = 14, MOST_BARE = 6, MOST_DIGITS = 32 };

static int by_name(const void *key, const void *entity)
{
    return strcmp(key, ((const struct entity *)entity)->name);
}

static const struct entity *find(const char *s, size_t n)
{
    char name[MOST_NAME + 1];
    memcpy(name, s, n);
    name[n] = '\0';
    return bsearch(name, entities, sizeof entities / sizeof *entities, sizeof *entities, by_name);
}

static int digit(char c, bool hex)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

static void add(struct buf *out, uint32_t cp)
{
    char u[4];
    buf_add(out, u, utf8_encode(cp, u));
}

/* "&#…": a NUL and what is no code point give U+FFFD, the control characters of Latin-1 what windows-1252 has
 * there. */
static size_t read_number(const char *s, size_t n, struct buf *out)
{
    bool hex = n > 2 && (s[2] == 'x' || s[2] == 'X');
    size_t i = hex ? 3 : 2, first = i;
    uint32_t cp = 0;
    for (int v; i < n && i - first < MOST_DIGITS && (v = digit(s[i], hex)) >= 0; i++)
        cp = cp > 0x10ffff ? cp : cp * (hex ? 16 : 10) + (uint32_t)v;
    if (i == first)
        return 0;
    if (cp >= 0x80 && cp < 0xa0) {
        uint16_t there = code_page(1252)[cp - 0x80];
        cp = there == 0xfffd ? cp : there;
    }
    if (cp == '\r')
        cp = '\n';
    add(out, cp ? cp : 0xfffd);
    return i < n && s[i] == ';' ? i + 1 : i;
}

size_t html_reference(const char *s, size_t n, struct buf *out)
{
    size_t len = 0;
    if (n > 1 && s[1] == '#')
        return read_number(s, n, out);
    while (
        1 + len < n && len <= MOST_NAME &&
        ((s[1 + len] >= '0' && s[1 + len] <= '9') || ((s[1 + len] | 32) >= 'a' && (s[1 + len] | 32) <= 'z')))
        len++;
    if (len == 0)
        return 0;
    if (len <= MOST_NAME && 1 + len < n && s[1 + len] == ';') {
        const struct entity *e = find(s + 1, len);
        if (e) {
            add(out, e->cp);
            return len + 2;
        }
    }
    for (size_t k = len < MOST_BARE ? len : MOST_BARE; k >= 2; k--) {
        const struct entity *e = find(s + 1, k);
        if (e && e->bare) {
            add(out, e->cp);
            return k + 1;
        }
    }
    return 0;
}
