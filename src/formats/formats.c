#include "tema/formats/formats.h"

#include <string.h>

#include "formats_priv.h"
#include "tema/base/file.h"
#include "tema/base/hash.h"
#include "tema/base/i18n.h"
#include "tema/text/breaks.h"

const struct format *const formats[] = {&format_txt, &format_md, &format_vtt, &format_srt, NULL};

size_t line_end(const char *s, size_t n, size_t at)
{
    const char *nl = at < n ? memchr(s + at, '\n', n - at) : NULL;
    return nl ? (size_t)(nl - s) : n;
}

void add_note(struct transcript *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *note = mem_vprintf(fmt, ap);
    va_end(ap);
    vec_push(&t->notes, arena_strdup(&t->arena, note));
    mem_free(note);
}

const struct format *format_find(const char *name)
{
    for (size_t i = 0; formats[i]; i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    }
    return NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool name_ends(const char *path, const char *extensions)
{
    const char *name = file_basename(path), *dot = strrchr(name, '.');
    size_t len = dot ? strlen(dot + 1) : 0;
    for (const char *w = extensions; len > 0 && *w;) {
        size_t n = strcspn(w, " "), i = 0;
        while (i < n && i < len && lower(dot[1 + i]) == w[i])
            i++;
        if (n == len && i == n)
            return true;
        w += n + strspn(w + n, " ");
    }
    return false;
}

const struct format *format_guess(const char *path, const char *text, size_t n)
{
    const struct format *best = &format_txt;
    int most = 0;
    for (size_t i = 0; formats[i]; i++) {
        int sure = 2 * formats[i]->sniff(text, n);
        sure += sure > 0 && name_ends(path, formats[i]->extensions);
        if (sure > most) {
            most = sure;
            best = formats[i];
        }
    }
    return best;
}

static bool has_words(const struct transcript *t)
{
    enum { PART = 4096 }; /* a cut character at the end of a part is no word, and costs none */
    for (size_t i = 0; i < t->turns.n; i++) {
        const struct tr_turn *u = &t->turns.v[i];
        for (size_t at = 0; at < u->bytes; at += PART) {
            size_t n = u->bytes - at < PART ? u->bytes - at : PART;
            for (size_t k = 0; k < n; k++) {
                char c = lower(u->text[at + k]);
                if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
                    return true;
            }
            while (at + n < u->bytes && ((unsigned char)u->text[at + n] & 0xc0) == 0x80)
                n++;
            size_t from = at;
            while (from < at + n && ((unsigned char)u->text[from] & 0xc0) == 0x80)
                from++;
            if (word_count(u->text + from, at + n - from) > 0)
                return true;
        }
    }
    return false;
}

static bool read_text(const char *path, struct buf *text, const struct read_options *opt,
                      struct read_result *out, struct err *err)
{
    text->len = charset_unix_lines(text->s, text->len);
    out->format = opt->format ? format_find(opt->format) : format_guess(path, buf_str(text), text->len);
    if (!out->format)
        return err_set(err, ERR_USAGE, _("there is no format '%s'"), opt->format);
    /* Formats that are sure of themselves have found what they look for. */
    if (!opt->format && (out->format == &format_txt || out->format == &format_md) &&
        !foreign_text(path, buf_str(text), text->len, err))
        return false;
    transcript_init(&out->transcript);
    if (!out->format->read(buf_str(text), text->len, &out->transcript, err)) {
        transcript_release(&out->transcript);
        return false;
    }
    if (!has_words(&out->transcript))
        err_set(err, ERR_INPUT, _("there is not one word in it"));
    else if (out->transcript.speakers.n > MOST_SPEAKERS)
        err_set(err, ERR_INPUT, _("it names %zu speakers; more than %d cannot be taken"),
                out->transcript.speakers.n, MOST_SPEAKERS);
    else
        return true;
    transcript_release(&out->transcript);
    return false;
}

/* What the bytes are in: as found, or as the caller says. */
static void choose_charset(const char *bytes, size_t n, const struct read_options *opt,
                           struct charset_guess *g)
{
    charset_detect(bytes, n, g);
    if (!opt->encoding)
        return;
    /* A mark of the given encoding's own kind at the beginning is no text. */
    size_t bom = g->how == CHARSET_BOM && strncmp(g->name, "UTF", 3) == 0 && (opt->encoding[0] | 32) == 'u'
                     ? g->bom
                     : 0;
    memset(g, 0, sizeof *g);
    strncpy(g->name, opt->encoding, sizeof g->name - 1);
    g->how = CHARSET_GIVEN;
    g->confidence = 100;
    g->bom = bom;
}

bool formats_read(const char *path, const char *bytes, size_t n, const struct read_options *opt,
                  struct read_result *out, struct err *err)
{
    struct buf text = BUF_INIT;
    uint8_t digest[SHA256_LEN];
    bool ok = false;
    memset(out, 0, sizeof *out);
    if (n == 0)
        return err_set(err, ERR_INPUT, _("the file is empty"));
    if (n > FORMATS_MAX_FILE)
        return err_set(err, ERR_INPUT, _("the file is larger than %d MiB"), FORMATS_MAX_FILE >> 20);
    if (!foreign_bytes(path, bytes, n, err))
        return false;
    choose_charset(bytes, n, opt, &out->charset);
    if (charset_is_binary(bytes, n, &out->charset)) {
        err_set(err, ERR_INPUT, _("this is a binary file, not a text"));
        goto out;
    }
    size_t bom = out->charset.bom;
    if (!charset_to_utf8(out->charset.name, bytes + bom, n - bom, bom, opt->lossy, &text, &out->lost, err))
        goto out;
    hash_sha256(bytes, n, digest);
    hash_hex(digest, sizeof digest, out->sha256);
    if (text.len == 0) {
        err_set(err, ERR_INPUT, _("there is not one word in it"));
        goto out;
    }
    ok = read_text(path, &text, opt, out, err);
out:
    buf_release(&text);
    return ok;
}

void read_result_release(struct read_result *r)
{
    transcript_release(&r->transcript);
}
