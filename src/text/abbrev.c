#include "abbrev_priv.h"

#include <stdint.h>
#include <string.h>

enum { ALWAYS = ABBREV_ALWAYS, NUMBER = ABBREV_NUMBER, END = ABBREV_END };

struct abbrev {
    const char *word;
    uint8_t kind;
};

/* Bokmål, Nynorsk, Danish, Swedish and English, in small letters, without the last full stop, rising by byte.
 * Words that are also common words ("tom", "sen", "alt", "gen") are left out or only count before a number.
 */
static const struct abbrev abbrevs[] = {
    {"a.k.a", ALWAYS},     {"a.m", END},         {"adm", ALWAYS},     {"adr", ALWAYS},
    {"adv", ALWAYS},       {"afd", ALWAYS},      {"afsn", NUMBER},    {"ang", ALWAYS},
    {"anm", ALWAYS},       {"anv", ALWAYS},      {"approx", ALWAYS},  {"apr", NUMBER},
    {"art", NUMBER},       {"art.nr", ALWAYS},   {"aug", NUMBER},     {"avd", ALWAYS},
    {"avs", ALWAYS},       {"avsn", NUMBER},     {"bl.a", ALWAYS},    {"ca", ALWAYS},
    {"cand", ALWAYS},      {"capt", ALWAYS},     {"cf", ALWAYS},      {"ch", NUMBER},
    {"chap", NUMBER},      {"civ.ing", ALWAYS},  {"d.s.s", ALWAYS},   {"d.v.s", ALWAYS},
    {"d.y", ALWAYS},       {"d.å", ALWAYS},      {"dagl", ALWAYS},    {"dec", NUMBER},
    {"dept", ALWAYS},      {"des", NUMBER},      {"dipl", ALWAYS},    {"div", ALWAYS},
    {"dr", ALWAYS},        {"dr.art", ALWAYS},   {"dr.ing", ALWAYS},  {"dr.med", ALWAYS},
    {"dr.philos", ALWAYS}, {"dr.polit", ALWAYS}, {"dvs", ALWAYS},     {"e.g", ALWAYS},
    {"e.kr", END},         {"e.l", END},         {"ekskl", ALWAYS},   {"eksp", ALWAYS},
    {"el.l", END},         {"el.lign", END},     {"et.al", END},      {"etc.etc", END},
    {"etg", ALWAYS},       {"ev", ALWAYS},       {"evt", ALWAYS},     {"exkl", ALWAYS},
    {"exv", ALWAYS},       {"f", NUMBER},        {"f.d", ALWAYS},     {"f.eks", ALWAYS},
    {"f.ex", ALWAYS},      {"f.kr", END},        {"f.n", ALWAYS},     {"f.o.m", ALWAYS},
    {"feb", NUMBER},       {"feks", ALWAYS},     {"fex", ALWAYS},     {"ff", NUMBER},
    {"fhv", ALWAYS},       {"fig", NUMBER},      {"figs", NUMBER},    {"fmr", ALWAYS},
    {"forf", ALWAYS},      {"forts", ALWAYS},    {"fr", ALWAYS},      {"fr.o.m", ALWAYS},
    {"frk", ALWAYS},       {"fung", ALWAYS},     {"gj.sn", ALWAYS},   {"gjsn", ALWAYS},
    {"gml", ALWAYS},       {"h.h.v", ALWAYS},    {"henh", ALWAYS},    {"henv", ALWAYS},
    {"hhv", ALWAYS},       {"hr", ALWAYS},       {"i.a", END},        {"i.e", ALWAYS},
    {"i.f.m", ALWAYS},     {"i.f.t", ALWAYS},    {"i.h.t", ALWAYS},   {"i.st.f", ALWAYS},
    {"iflg", ALWAYS},      {"ifm", ALWAYS},      {"ift", ALWAYS},     {"iht", ALWAYS},
    {"inkl", ALWAYS},      {"innb", ALWAYS},     {"j.nr", ALWAYS},    {"jan", NUMBER},
    {"jf", ALWAYS},        {"jfr", ALWAYS},      {"jun", NUMBER},     {"jvf", ALWAYS},
    {"kand", ALWAYS},      {"kap", ALWAYS},      {"kbh", ALWAYS},     {"kgl", ALWAYS},
    {"kl", ALWAYS},        {"kr", NUMBER},       {"kungl", ALWAYS},   {"lb.nr", ALWAYS},
    {"lic", ALWAYS},       {"m.a.a", ALWAYS},    {"m.a.o", ALWAYS},   {"m.fl", END},
    {"m.h.p", ALWAYS},     {"m.h.t", ALWAYS},    {"m.in", END},       {"m.m", END},
    {"m.t.p", ALWAYS},     {"m.v", END},         {"m.v.h", ALWAYS},   {"mag.art", ALWAYS},
    {"maks", NUMBER},      {"mao", ALWAYS},      {"mar", NUMBER},     {"max", NUMBER},
    {"messrs", ALWAYS},    {"mhp", ALWAYS},      {"mht", ALWAYS},     {"min", NUMBER},
    {"mlle", ALWAYS},      {"mme", ALWAYS},      {"mr", ALWAYS},      {"mrs", ALWAYS},
    {"ms", ALWAYS},        {"mtp", ALWAYS},      {"mvh", ALWAYS},     {"n.b", ALWAYS},
    {"n.n", END},          {"no", NUMBER},       {"nos", NUMBER},     {"nov", NUMBER},
    {"nr", NUMBER},        {"o.a", END},         {"o.dyl", END},      {"o.fl", END},
    {"o.l", END},          {"o.lign", END},      {"o.s.v", END},      {"oct", NUMBER},
    {"okt", NUMBER},       {"omkr", ALWAYS},     {"omtr", ALWAYS},    {"org.nr", ALWAYS},
    {"ot.prp", ALWAYS},    {"overl", ALWAYS},    {"overs", ALWAYS},   {"p", NUMBER},
    {"p.a", ALWAYS},       {"p.g.a", ALWAYS},    {"p.m", END},        {"p.r", ALWAYS},
    {"p.t", ALWAYS},       {"pers.nr", ALWAYS},  {"pga", ALWAYS},     {"ph.d", END},
    {"pkt", ALWAYS},       {"post.nr", ALWAYS},  {"pp", NUMBER},      {"pr", ALWAYS},
    {"prof", ALWAYS},      {"red.anm", ALWAYS},  {"ref.nr", ALWAYS},  {"reg.nr", ALWAYS},
    {"resp", ALWAYS},      {"rådg", ALWAYS},     {"s", NUMBER},       {"s.d", END},
    {"s.k", ALWAYS},       {"s.u", ALWAYS},      {"s.å", END},        {"sec", NUMBER},
    {"sekr", ALWAYS},      {"sep", NUMBER},      {"sept", NUMBER},    {"siv.ing", ALWAYS},
    {"siv.øk", ALWAYS},    {"sml", ALWAYS},      {"sp.m", ALWAYS},    {"sr", ALWAYS},
    {"ss", NUMBER},        {"st", ALWAYS},       {"st.meld", ALWAYS}, {"str", NUMBER},
    {"t.d", ALWAYS},       {"t.eks", ALWAYS},    {"t.ex", ALWAYS},    {"t.h", END},
    {"t.o.m", ALWAYS},     {"t.v", END},         {"tab", NUMBER},     {"tel", NUMBER},
    {"tidl", ALWAYS},      {"tilsv", ALWAYS},    {"tlf", NUMBER},     {"tlf.nr", ALWAYS},
    {"u.a", ALWAYS},       {"u.d", ALWAYS},      {"u.s.a", END},      {"u.å", ALWAYS},
    {"utg", ALWAYS},       {"v.h.a", ALWAYS},    {"v.s.a", ALWAYS},   {"vedr", ALWAYS},
    {"vha", ALWAYS},       {"viz", ALWAYS},      {"vol", ALWAYS},     {"vs", ALWAYS},
    {"§", NUMBER},         {"åld", ALWAYS},      {"årg", ALWAYS},     {"årh", ALWAYS},
    {"ørl", ALWAYS},
};

enum { COUNT = sizeof abbrevs / sizeof *abbrevs };

enum abbrev_kind abbrev_find(const char *word, size_t n)
{
    size_t low = 0;
    size_t high = COUNT;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        size_t len = strlen(abbrevs[mid].word);
        int order = memcmp(abbrevs[mid].word, word, len < n ? len : n);

        if (order == 0 && len == n)
            return (enum abbrev_kind)abbrevs[mid].kind;
        if (order < 0 || (order == 0 && len < n))
            low = mid + 1;
        else
            high = mid;
    }
    return ABBREV_NONE;
}

const char *abbrev_at(size_t i)
{
    return i < COUNT ? abbrevs[i].word : NULL;
}
