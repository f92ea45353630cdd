/* SubRip subtitles. There is no standard; a cue is what stands between two lines of times. */
#include <string.h>

#include "formats_priv.h"
#include "tema/base/i18n.h"

/* "00:00:01,000 --> 00:00:04,000", with what may follow; false if the line has no such form. Times that
 * cannot be are -1 and counted. */
static bool read_times(struct cues *c, const char *s, size_t n, size_t line, int64_t *start, int64_t *end)
{
    const char *arrow = NULL;
    size_t at = 0;
    while (at < n && (s[at] == ' ' || s[at] == '\t'))
        at++;
    if (at >= n || !((s[at] >= '0' && s[at] <= '9') || s[at] == '-'))
        return false;
    for (; at + 3 <= n && !arrow; at++) {
        if (memcmp(s + at, "-->", 3) == 0)
            arrow = s + at;
        else if (!((s[at] >= '0' && s[at] <= '9') || strchr(":,.- \t", s[at])))
            return false;
    }
    if (!arrow || !memchr(s, ':', (size_t)(arrow - s)))
        return false;
    const char *second = arrow + 3, *stop = s + n;
    while (second < stop && (*second == ' ' || *second == '\t'))
        second++;
    const char *more = second;
    while (more < stop && *more != ' ' && *more != '\t')
        more++;
    cue_times(c, s, (size_t)(arrow - s), second, (size_t)(more - second), line, start, end);
    return true;
}

static int sniff_srt(const char *text, size_t n)
{
    int64_t start, end;
    size_t at = 0;
    for (int line = 0; line < 12 && at < n; line++) {
        size_t e = line_end(text, n, at);
        if (e - at < 200 && read_times(NULL, text + at, e - at, 0, &start, &end))
            return 90;
        at = e + 1;
    }
    return 0;
}

static bool is_number(const char *s, size_t n)
{
    size_t digits = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            digits++;
        else if (s[i] != ' ' && s[i] != '\t')
            return false;
    }
    return digits > 0;
}

static bool is_empty(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ' && s[i] != '\t')
            return false;
    }
    return true;
}

static bool read_srt(const char *text, size_t n, struct transcript *out, struct err *err)
{
    struct cues cues;
    int64_t start = -1, end = -1, next_start, next_end;
    size_t from = 0, line = 1, number = 0; /* number: where the cue number of the next cue may stand */
    bool after_empty = true, numbered = false, timed = false;
    (void)err;
    cues_init(&cues, out);
    for (size_t at = 0; at < n; line++) {
        size_t e = line_end(text, n, at), next = e < n ? e + 1 : e;
        if (read_times(&cues, text + at, e - at, line, &next_start, &next_end)) {
            size_t stop = numbered ? number : at;
            if (timed || !is_empty(text + from, stop - from))
                cues_add(&cues, text + from, stop - from, "", 0, start, end, false);
            start = next_start;
            end = next_end;
            from = next;
            numbered = after_empty = false;
            timed = true;
        } else {
            numbered = after_empty && is_number(text + at, e - at);
            number = at;
            after_empty = is_empty(text + at, e - at);
        }
        at = next;
    }
    if (from < n)
        cues_add(&cues, text + from, n - from, "", 0, start, end, false);
    cues_finish(&cues);
    cues_release(&cues);
    return true;
}

const struct format format_srt = {.name = "srt",
                                  .label = N_("SubRip subtitles (Whisper)"),
                                  .extensions = "srt",
                                  .sniff = sniff_srt,
                                  .read = read_srt};
