/* WebVTT, by the file parser of the W3C's WebVTT: The Web Video Text Tracks Format, section 6.1, but kinder:
 * a cue whose times cannot be read keeps its words, and so does a paragraph without any times. */
#include <string.h>

#include "formats_priv.h"
#include "tema/base/i18n.h"

static const char *find_arrow(const char *s, size_t n)
{
    for (const char *p = s; (p = memchr(p, '-', n - (size_t)(p - s))); p++) {
        if ((size_t)(p - s) + 3 <= n && memcmp(p, "-->", 3) == 0)
            return p;
    }
    return NULL;
}

static bool has_signature(const char *s, size_t n)
{
    return n >= 6 && memcmp(s, "WEBVTT", 6) == 0 && (n == 6 || s[6] == ' ' || s[6] == '\t' || s[6] == '\n');
}

static int sniff_vtt(const char *text, size_t n)
{
    return has_signature(text, n) ? 100 : 0;
}

struct vtt {
    const char *s;
    size_t n, at, line;           /* line: number of the one that starts at `at` */
    size_t skipped, untimed, ids; /* blocks */
    struct cues cues;
};

static bool starts_with(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);
    return n >= len && memcmp(s, word, len) == 0 &&
           (n == len || s[len] == ' ' || s[len] == '\t' || s[len] == '\n' || s[len] == ':');
}

/* Reads "start --> end settings"; both -1 when one of them is impossible. */
static void read_times(struct vtt *v, const char *s, size_t n, const char *arrow, size_t line, int64_t *start,
                       int64_t *end)
{
    const char *second = arrow + 3, *stop = s + n;
    while (second < stop && (*second == ' ' || *second == '\t' || *second == '\f'))
        second++;
    const char *settings = second;
    while (settings < stop &&
           ((*settings >= '0' && *settings <= '9') || (*settings != '\0' && strchr(":.,-", *settings))))
        settings++;
    cue_times(&v->cues, s, (size_t)(arrow - s), second, (size_t)(settings - second), line, start, end);
}

/* A line of its own that only counts or names a cue: "12", "a1b2c3d4-0/119-0". Anything else may have been said. */
static bool is_id(const char *s, size_t n)
{
    bool digit = false;
    for (size_t i = 0; i < n; i++) {
        digit = digit || (s[i] >= '0' && s[i] <= '9');
        if (s[i] == '\0' || !strchr("0123456789abcdefABCDEF-_/.", s[i]))
            return false;
    }
    return digit;
}

/* Reads a block: lines up to an empty one, or up to a line of times that is not its own. */
static void read_block(struct vtt *v, bool in_header)
{
    size_t first = v->at, count = 0, text = v->at, text_end = v->at, id_n = 0;
    bool cue = false;
    int64_t start = -1, end = -1;
    while (v->at < v->n) {
        size_t e = line_end(v->s, v->n, v->at), len = e - v->at;
        const char *line = v->s + v->at, *arrow = find_arrow(line, len);
        if (arrow && (in_header || cue || count > 1))
            break;
        if (arrow) {
            cue = true;
            id_n = count == 1 ? text_end - first : 0;
            read_times(v, line, len, arrow, v->line, &start, &end);
            text = text_end = e < v->n ? e + 1 : e;
        }
        v->at = e < v->n ? e + 1 : e;
        v->line++;
        count++;
        if (len == 0)
            break;
        if (!arrow)
            text_end = e;
    }
    if (in_header)
        return;
    if (cue) {
        cues_add(&v->cues, v->s + text, text_end - text, v->s + first, id_n, start, end, true);
    } else if (starts_with(v->s + first, text_end - first, "NOTE") ||
               starts_with(v->s + first, text_end - first, "STYLE") ||
               starts_with(v->s + first, text_end - first, "REGION")) {
        v->skipped++;
    } else if (is_id(v->s + first, text_end - first)) {
        v->ids++;
    } else {
        v->untimed++;
        cues_add(&v->cues, v->s + first, text_end - first, "", 0, -1, -1, true);
    }
}

static bool read_vtt(const char *text, size_t n, struct transcript *out, struct err *err)
{
    if (!has_signature(text, n))
        return err_set(err, ERR_INPUT, _("line 1: a WebVTT file begins with the word WEBVTT"));
    struct vtt v = {.s = text, .n = n, .line = 2};
    v.at = line_end(text, n, 0);
    v.at += v.at < n;
    cues_init(&v.cues, out);
    if (v.at < n && text[v.at] != '\n')
        read_block(&v, true);
    while (v.at < n) {
        if (text[v.at] == '\n') {
            v.at++;
            v.line++;
        } else {
            read_block(&v, false);
        }
    }
    cues_finish(&v.cues);
    if (v.skipped > 0)
        add_note(out,
                 ngettext("%zu block of notes or styles was skipped",
                          "%zu blocks of notes or styles were skipped", v.skipped),
                 v.skipped);
    if (v.untimed > 0)
        add_note(out,
                 ngettext("%zu block has no times; its words are kept",
                          "%zu blocks have no times; their words are kept", v.untimed),
                 v.untimed);
    if (v.ids > 0)
        add_note(out,
                 ngettext("%zu number of a cue has neither times nor words and was left out",
                          "%zu numbers of cues have neither times nor words and were left out", v.ids),
                 v.ids);
    cues_release(&v.cues);
    return true;
}

const struct format format_vtt = {.name = "vtt",
                                  .label = N_("WebVTT subtitles (Teams, Zoom, Whisper)"),
                                  .extensions = "vtt webvtt",
                                  .sniff = sniff_vtt,
                                  .read = read_vtt};
