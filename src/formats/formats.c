#include "tema/formats/formats.h"

#include <string.h>

#include "exchange_priv.h"
#include "formats_priv.h"
#include "office_priv.h"
#include "pages_priv.h"
#include "programs_priv.h"
#include "refi_priv.h"
#include "tables_priv.h"
#include "tema/base/file.h"
#include "tema/base/hash.h"
#include "tema/base/i18n.h"
#include "tema/base/worker.h"
#include "tema/text/breaks.h"
#include "tema/text/visible.h"
#include "timed_priv.h"

const struct format *const formats[] = {
    &format_txt,          &format_md,          &format_vtt,     &format_srt,
    &format_docx,         &format_odt,         &format_rtf,     &format_pdf,
    &format_html,         &format_turns,       &format_answers, &format_participants,
    &format_taguette,     &format_qualcoder,   &format_rqda,    &format_nvivo_codebook,
    &format_whisper_json, &format_whisper_txt, &format_stamps,  &format_qdpx,
    &format_qde,          &format_qdc,         &format_json,    NULL,
};

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

static const struct format *best_of(bool bytes, const struct format *best, const char *path, const char *s,
                                    size_t n)
{
    int most = 0;
    for (size_t i = 0; formats[i]; i++) {
        int sure = formats[i]->bytes == bytes ? 2 * formats[i]->sniff(s, n) : 0;
        sure += sure > 0 && name_ends(path, formats[i]->extensions);
        if (sure > most) {
            most = sure;
            best = formats[i];
        }
    }
    return best;
}

const struct format *format_guess(const char *path, const char *text, size_t n)
{
    return best_of(false, &format_txt, path, text, n);
}

const struct format *format_guess_bytes(const char *path, const char *bytes, size_t n)
{
    return best_of(true, NULL, path, bytes, n);
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

/* ---- parsing, in a process of its own ---- */

struct parse {
    const struct format *format;
    const char *s;
    size_t n;
    const struct read_options *opt;
};

static bool parse_into(const struct parse *p, struct exchange *x, struct err *err)
{
    if (p->format->take)
        return p->format->take(p->s, p->n, p->opt, x, err);
    return p->format->read(p->s, p->n, exchange_source(x, "", "")->text, err);
}

static bool parse_apart(void *ctx, struct buf *out, struct err *err)
{
    struct exchange x;
    exchange_init(&x);
    bool ok = parse_into(ctx, &x, err);
    if (ok)
        exchange_pack(&x, out);
    exchange_release(&x);
    return ok;
}

/* What a parser may take; a study of as many bytes needs a part of it. */
static struct worker_limits limits(size_t n)
{
    return (struct worker_limits){.memory = ((size_t)512 << 20) + 12 * n,
                                  .seconds = 60 + (int)(n >> 20),
                                  .answer = ((size_t)512 << 20) + 4 * n};
}

/* A parser's sentence may quote what it read. */
static void make_harmless(struct err *err)
{
    struct buf b = BUF_INIT;
    if (!err)
        return;
    visible_add(&b, err_text(err), strlen(err_text(err)), false);
    err_set(err, err->kind, "%s", buf_str(&b));
    buf_release(&b);
}

static bool parse(struct parse *p, struct exchange *x, struct err *err)
{
    const struct worker_limits most = limits(p->n);
    struct buf packed = BUF_INIT;
    bool ok;
    exchange_init(x);
    if (p->format->spawns)
        ok = parse_into(p, x, err) && exchange_check(x, err);
    else
        ok = worker_run(parse_apart, p, &most, &packed, err) &&
             exchange_unpack(buf_str(&packed), packed.len, x, err);
    buf_release(&packed);
    if (!ok) {
        make_harmless(err);
        exchange_release(x);
    }
    return ok;
}

static bool judge(const struct transcript *t, struct err *err)
{
    if (!has_words(t))
        return err_set(err, ERR_INPUT, _("there is not one word in it"));
    if (t->speakers.n > MOST_SPEAKERS)
        return err_set(err, ERR_INPUT, _("it names %zu speakers; more than %d cannot be taken"),
                       t->speakers.n, MOST_SPEAKERS);
    return true;
}

static bool read_with(const struct format *f, const char *s, size_t n, const struct read_options *opt,
                      struct read_result *out, struct err *err)
{
    struct parse p = {f, s, n, opt};
    out->format = f;
    if (f->read && n > FORMATS_MAX_TRANSCRIPT)
        return err_set(err, ERR_INPUT, _("the transcript is larger than %d MiB"),
                       FORMATS_MAX_TRANSCRIPT >> 20);
    if (!parse(&p, &out->study, err))
        return false;
    if (f->take)
        return true;
    out->transcript = out->study.sources.v[0].text;
    if (judge(out->transcript, err))
        return true;
    read_result_release(out);
    return false;
}

static bool read_text(const char *path, struct buf *text, const struct format *f,
                      const struct read_options *opt, struct read_result *out, struct err *err)
{
    text->len = charset_unix_lines(text->s, text->len);
    if (!f && opt->columns)
        f = tables_of(opt->columns);
    if (!f)
        f = format_guess(path, buf_str(text), text->len);
    /* Formats that are sure of themselves have found what they look for. */
    if (!opt->format && (f == &format_txt || f == &format_md) &&
        !foreign_text(path, buf_str(text), text->len, err))
        return false;
    return read_with(f, buf_str(text), text->len, opt, out, err);
}

/* What the bytes are in: as found, or as the caller says. */
static void choose_charset(const char *bytes, size_t n, const struct read_options *opt,
                           struct charset_guess *g)
{
    charset_detect(bytes, n, g);
    const char *declared = g->how == CHARSET_DETECTED ? html_charset(bytes, n) : NULL;
    if (declared && !opt->encoding) {
        memset(g->name, 0, sizeof g->name);
        strncpy(g->name, declared, sizeof g->name - 1);
        g->confidence = 100;
    }
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
    const struct format *f = opt->format ? format_find(opt->format) : format_guess_bytes(path, bytes, n);
    if (opt->format && !f)
        return err_set(err, ERR_USAGE, _("there is no format '%s'"), opt->format);
    if (!f && !foreign_bytes(path, bytes, n, err))
        return false;
    hash_sha256(bytes, n, digest);
    hash_hex(digest, sizeof digest, out->sha256);
    if (f && f->bytes)
        return read_with(f, bytes, n, opt, out, err);
    choose_charset(bytes, n, opt, &out->charset);
    if (charset_is_binary(bytes, n, &out->charset)) {
        err_set(err, ERR_INPUT, _("this is a binary file, not a text"));
        goto out;
    }
    size_t bom = out->charset.bom;
    if (!charset_to_utf8(out->charset.name, bytes + bom, n - bom, bom, opt->lossy, &text, &out->lost, err))
        goto out;
    if (text.len == 0) {
        err_set(err, ERR_INPUT, _("there is not one word in it"));
        goto out;
    }
    ok = read_text(path, &text, f, opt, out, err);
out:
    buf_release(&text);
    return ok;
}

void read_result_release(struct read_result *r)
{
    exchange_release(&r->study);
    r->transcript = NULL;
}
