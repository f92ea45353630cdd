/* What Whisper and its kin write besides subtitles. */
#include <jansson.h>
#include <string.h>

#include "tema/base/i18n.h"
#include "timed_priv.h"

/* ---- JSON: {"segments": [{"start": 0.0, "end": 7.68, "text": " hello", "speaker": "SPEAKER_00"}]}, or whisper.cpp's
 * {"transcription": [{"offsets": {"from": 0, "to": 7680}, "text": " hello"}]} ---- */

static bool holds(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);
    for (const char *p = s; n >= len && (p = memchr(p, word[0], n - (size_t)(p - s))); p++) {
        if (n - (size_t)(p - s) < len)
            return false;
        if (memcmp(p, word, len) == 0)
            return true;
    }
    return false;
}

static int sniff_json(const char *s, size_t n)
{
    size_t at = 0;
    while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '\t'))
        at++;
    if (at >= n || s[at] != '{' || holds(s, n < 64 ? n : 64, "\"tema"))
        return 0;
    bool open_ai = holds(s, n, "\"segments\"") && holds(s, n, "\"start\"");
    bool cpp = holds(s, n, "\"transcription\"") && holds(s, n, "\"offsets\"");
    return open_ai || cpp ? 85 : 0;
}

/* Milliseconds; -1 when there is no such time. */
static int64_t time_of(const json_t *item, const char *key, double scale)
{
    const json_t *v = json_object_get(item, key);
    double ms = json_is_number(v) ? json_number_value(v) * scale + 0.5 : -1;
    return ms >= 0 && ms < 1e12 ? (int64_t)ms : -1;
}

/* The words of a segment that has no text of its own: {"word": " Hei"}, with or without its blank. */
static const char *add_up(const json_t *list, struct buf *out)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *word = json_string_value(json_object_get(item, "word"));
        if (!word)
            word = json_string_value(json_object_get(item, "text"));
        if (word)
            buf_addf(out, "%s%s", out->len > 0 && word[0] != ' ' ? " " : "", word);
    }
    return buf_str(out);
}

static void add_segment(struct cues *c, const json_t *item, bool cpp)
{
    const json_t *times = cpp ? json_object_get(item, "offsets") : item;
    const char *text = json_string_value(json_object_get(item, "text"));
    const char *who = json_string_value(json_object_get(item, "speaker"));
    int64_t start = time_of(times, cpp ? "from" : "start", cpp ? 1 : 1000);
    int64_t end = time_of(times, cpp ? "to" : "end", cpp ? 1 : 1000);
    size_t before = c->said.n;
    struct buf words = BUF_INIT;
    if (!text || !text[0]) /* WhisperX and others: the words alone */
        text = add_up(json_object_get(item, "words"), &words);
    cues_add(c, text, strlen(text), "", 0, start, end < start ? -1 : end, false);
    buf_release(&words);
    for (size_t i = before; who && who[0] && i < c->said.n; i++) {
        c->said.v[i].speaker = transcript_speaker(c->t, who, strlen(who));
        c->voiced = true;
    }
}

static bool read_json(const char *s, size_t n, struct transcript *out, struct err *err)
{
    json_error_t e;
    struct cues cues;
    json_t *j = json_loadb(s, n, 0, &e);
    if (!j)
        return err_set(err, ERR_INPUT, _("line %d: this is no JSON: %s"), e.line, e.text);
    const json_t *list = json_object_get(j, "segments");
    bool cpp = !json_is_array(list);
    if (cpp)
        list = json_object_get(j, "transcription");
    bool ok = json_is_array(list) ||
              err_set(err, ERR_INPUT,
                      _("this JSON has neither 'segments' nor a 'transcription', as Whisper writes"));
    cues_init(&cues, out);
    for (size_t i = 0; i < json_array_size(list); i++)
        add_segment(&cues, json_array_get(list, i), cpp);
    if (ok)
        cues_finish(&cues);
    cues_release(&cues);
    json_decref(j);
    return ok;
}

/* ---- the console ---- */

/* "[00:00.000 --> 00:04.000]" at the line's beginning; *text: behind it. */
static bool console_times(struct cues *c, const char *s, size_t n, size_t line, int64_t *start, int64_t *end,
                          size_t *text)
{
    const char *close = n > 0 && s[0] == '[' ? memchr(s, ']', n) : NULL;
    const char *arrow = close ? memchr(s, '-', (size_t)(close - s)) : NULL;
    if (!arrow || close - arrow < 4 || memcmp(arrow, "-->", 3) != 0 || close - s > 60)
        return false;
    cue_times(c, s + 1, (size_t)(arrow - s) - 1, arrow + 3, (size_t)(close - arrow) - 3, line, start, end);
    *text = (size_t)(close - s) + 1;
    return c || *start >= 0;
}

static int sniff_txt(const char *s, size_t n)
{
    int64_t start, end;
    size_t text, at = 0;
    for (int line = 0; line < 12 && at < n; line++) {
        size_t e = line_end(s, n, at);
        if (console_times(NULL, s + at, e - at, 0, &start, &end, &text))
            return 92;
        at = e + 1;
    }
    return 0;
}

static bool read_txt(const char *s, size_t n, struct transcript *out, struct err *err)
{
    struct cues cues;
    int64_t start = -1, end = -1, from_ms, to_ms;
    size_t from = 0, line = 1, before = 0, text;
    bool timed = false;
    cues_init(&cues, out);
    for (size_t at = 0; at < n; line++) {
        size_t e = line_end(s, n, at), next = e < n ? e + 1 : e;
        if (console_times(&cues, s + at, e - at, line, &from_ms, &to_ms, &text)) {
            if (timed)
                cues_add(&cues, s + from, at - from, "", 0, start, end, false);
            start = from_ms;
            end = to_ms;
            from = at + text;
            timed = true;
        } else if (!timed) {
            before += e > at;
            from = next;
        }
        at = next;
    }
    if (timed) {
        cues_add(&cues, s + from, n - from, "", 0, start, end, false);
        cues_finish(&cues);
    }
    cues_release(&cues);
    if (!timed)
        return err_set(err, ERR_INPUT,
                       _("no line begins with times in brackets, as Whisper shows them: '--format txt' takes "
                         "it as text"));
    if (before > 0)
        add_note(out,
                 ngettext("%zu line of the program before the first time was left out",
                          "%zu lines of the program before the first time were left out", before),
                 before);
    return true;
}

const struct format format_whisper_json = {.name = "whisper-json",
                                           .label = N_("Whisper's JSON"),
                                           .extensions = "json",
                                           .sniff = sniff_json,
                                           .read = read_json};
const struct format format_whisper_txt = {.name = "whisper-txt",
                                          .label = N_("what Whisper shows while it works"),
                                          .extensions = "txt log",
                                          .sniff = sniff_txt,
                                          .read = read_txt};
