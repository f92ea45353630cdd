/* The web platform's tests of WebVTT: what a browser shows must be here too, and at its times. */
#include <ctype.h>
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "helper.h"
#include "tema/base/file.h"

static const char *folder(void)
{
    const char *f = getenv("TEMA_REAL_FILES");
    if (!f)
        cr_skip_test("TEMA_REAL_FILES is not set");
    return f;
}

/* Letters only count, not how they are spaced. */
static char *squeezed(const char *s)
{
    struct buf b = BUF_INIT;
    for (; *s; s++) {
        if (!isspace((unsigned char)*s))
            buf_addch(&b, *s);
    }
    return buf_detach(&b);
}

static char *text_of(const struct transcript *t)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < t->turns.n; i++)
        buf_add(&b, t->turns.v[i].text, t->turns.v[i].bytes);
    char *s = squeezed(buf_str(&b));
    buf_release(&b);
    return s;
}

/* Whether all of `shown` is in `got`, in its order: what a browser leaves out (a broken tag, what stands after a blank line) may be there
 * besides, since it may have been said. */
static bool has_all(const char *got, const char *shown)
{
    for (; *shown; shown++, got++) {
        got = strchr(got, *shown);
        if (!got)
            return false;
    }
    return true;
}

/* What is left otherwise, and why. */
static const char *const other[][2] = {
    {"&ClockwiseContourIntegral;", "names of HTML 5 that nobody says stay as they are written"},
    {"&nsubE;", "likewise"},
    {"nulls.js", "a file with NULs is taken for a binary one"},
};

static bool is_other(const char *what)
{
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        if (strncmp(other[i][0], what, strlen(other[i][0])) == 0)
            return true;
    }
    return false;
}

/* The words of a tree as the suite draws it: what stands in quotation marks behind "| ". */
static char *words_of(const char *tree)
{
    struct buf b = BUF_INIT;
    for (const char *p = tree; (p = strchr(p, '|'));) {
        const char *q = p + 1 + strspn(p + 1, " "), *end = strstr(q, "\"\n|");
        p++;
        if (*q != '"')
            continue;
        if (!end)
            end = strrchr(q, '"');
        buf_add(&b, q + 1, (size_t)(end - q - 1));
        p = end;
    }
    char *s = squeezed(buf_str(&b));
    buf_release(&b);
    return s;
}

static void cue(const char *file, const json_t *one)
{
    const char *text = json_string_value(json_object_get(one, "text"));
    const char *tree = json_string_value(json_object_get(one, "expectedTree"));
    struct transcript t;
    if (strlen(text) != json_string_length(json_object_get(one, "text"))) /* no text here holds a NUL */
        return;
    char *s = mem_printf("WEBVTT\n\n00:00.000 --> 00:01.000\n%s\n", text);
    read_as("vtt", s, strlen(s), &t);
    char *got = text_of(&t), *expected = words_of(tree);
    cr_expect(has_all(got, expected) || is_other(text), "%s: '%s' gives '%s'", file, text, got);
    mem_free(got);
    mem_free(expected);
    mem_free(s);
    transcript_release(&t);
}

Test(webvtt, web_platform_tests__of_a_cues_words)
{
    static const char *const files[] = {"text", "tags", "entities", "timestamps", "tree-building"};
    const char *at = folder();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = mem_printf("%s/webvtt/wpt-cue-parsing/%s.json", at, files[i]);
        json_t *all = json_load_file(path, JSON_ALLOW_NUL, NULL);
        cr_assert(json_array_size(all) > 0, "%s", path);
        for (size_t k = 0; k < json_array_size(all); k++)
            cue(files[i], json_array_get(all, k));
        json_decref(all);
        mem_free(path);
    }
}

static bool has_time(const struct transcript *t, double seconds)
{
    int64_t ms = (int64_t)llround(seconds * 1000);
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        if (u->start_ms == ms)
            return true;
        for (size_t k = 0; k < u->ncues; k++) {
            if (u->cues[k].start_ms == ms)
                return true;
        }
    }
    return false;
}

/* Each expectation of the suite's script about a cue's text or the time at which it begins. */
static void expectations(const char *name, const char *script, const struct transcript *t)
{
    char *got = text_of(t);
    for (const char *p = script; (p = strstr(p, "assert_equals(cue")); p++) {
        const char *comma = strchr(p, ','), *member = strchr(p, '.');
        if (!comma || !member || member > comma)
            continue;
        const char *value = comma + 1 + strspn(comma + 1, " ");
        if (strncmp(member, ".text", 5) == 0) {
            const char *end = value + 1 + strcspn(value + 1, (char[]){*value, '\0'});
            char *words = mem_strndup(value + 1, (size_t)(end - value - 1)), *one = squeezed(words);
            cr_expect(strstr(got, one), "%s: %s", name, words);
            mem_free(words);
            mem_free(one);
        } else if (strncmp(member, ".startTime", 10) == 0) {
            cr_expect(has_time(t, strtod(value, NULL)), "%s: %.12s", name, value);
        }
    }
    mem_free(got);
}

Test(webvtt, web_platform_tests__of_files)
{
    size_t n = 0;
    char *at = mem_printf("%s/webvtt/wpt-file-parsing", folder());
    DIR *d = opendir(at);
    cr_assert(d, "%s", at);
    for (struct dirent *e; (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        struct buf script = BUF_INIT, vtt = BUF_INIT;
        struct err err = ERR_INIT;
        struct read_options opt = {.format = "vtt", .encoding = "UTF-8"};
        struct read_result r;
        if (len < 4 || strcmp(e->d_name + len - 3, ".js") != 0)
            continue;
        char *js = mem_printf("%s/%s", at, e->d_name),
             *path = mem_printf("%s/%.*s.vtt", at, (int)len - 3, e->d_name);
        cr_assert(file_read(js, 1 << 20, &script, &err) && file_read(path, 1 << 20, &vtt, &err));
        if (formats_read(path, vtt.s, vtt.len, &opt, &r, &err)) {
            expectations(e->d_name, buf_str(&script), r.transcript);
            n++;
        } else { /* nothing to show either */
            cr_expect(strstr(buf_str(&script), "cues.length, 0") || is_other(e->d_name), "%s: %s", e->d_name,
                      err_text(&err));
        }
        if (err.kind == ERR_NONE)
            read_result_release(&r);
        err_release(&err);
        buf_release(&script);
        buf_release(&vtt);
        mem_free(js);
        mem_free(path);
    }
    closedir(d);
    mem_free(at);
    cr_expect_gt(n, 25);
}
