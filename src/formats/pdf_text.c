/* What pdftotext writes: lines as they stand on the page, made into paragraphs again. */
#include <string.h>

#include "pages_priv.h"
#include "paragraphs_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/utf8.h"

struct line {
    size_t at, n; /* without blanks at its ends */
    size_t chars;
    bool page; /* it is the first of a page; n may be 0 */
};

struct pdf_text {
    const char *s;
    VEC(struct line) lines;
    struct labels labels; /* of all lines */
    struct paragraphs p;
    struct {
        uint64_t *slot; /* hashes of the words that stand in the text unbroken; 0: free */
        size_t n, used;
    } words;
    size_t pages, page, widest; /* widest: characters of this page's longest line */
    size_t joined;              /* words that were broken at a line's end */
};

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* FNV-1a; never 0. */
static uint64_t hash_add(uint64_t h, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 32 : s[i])) * 0x100000001b3u;
    return h ? h : 1;
}

static const uint64_t hash_start = 0xcbf29ce484222325u;

static uint64_t *word_slot(const struct pdf_text *t, uint64_t h)
{
    size_t i = (size_t)(h ^ h >> 32) & (t->words.n - 1);
    while (t->words.slot[i] != 0 && t->words.slot[i] != h)
        i = (i + 1) & (t->words.n - 1);
    return &t->words.slot[i];
}

static void words_grow(struct pdf_text *t)
{
    uint64_t *old = t->words.slot;
    size_t n = t->words.n;
    t->words.n = n ? 2 * n : 1024;
    t->words.slot = mem_array(NULL, t->words.n, sizeof *old);
    memset(t->words.slot, 0, t->words.n * sizeof *old);
    for (size_t i = 0; i < n; i++) {
        if (old[i] != 0)
            *word_slot(t, old[i]) = old[i];
    }
    mem_free(old);
}

static void add_words(struct pdf_text *t, const char *s, size_t n)
{
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && is_word_byte(s[k]); k++)
            ;
        if (k > i) {
            if (2 * (t->words.used + 1) > t->words.n)
                words_grow(t);
            uint64_t h = hash_add(hash_start, s + i, k - i), *slot = word_slot(t, h);
            t->words.used += *slot == 0;
            *slot = h;
        }
        k += k == i;
    }
}

static void add_line(struct pdf_text *t, size_t at, size_t end, bool page)
{
    while (end > at && (t->s[end - 1] == ' ' || t->s[end - 1] == '\t'))
        end--;
    while (at < end && (t->s[at] == ' ' || t->s[at] == '\t'))
        at++;
    struct line line = {at, end - at, utf8_count(t->s + at, end - at), page};
    vec_push(&t->lines, line);
    labels_add(&t->labels, t->s + at, end - at, false);
    add_words(t, t->s + at, end - at);
}

static void find_lines(struct pdf_text *t, size_t n)
{
    bool page = true;
    for (size_t at = 0, end; at < n; at = end + (end < n && t->s[end] == '\n')) {
        page = page || t->s[at] == '\f';
        t->pages += t->s[at] == '\f';
        at += t->s[at] == '\f';
        for (end = at; end < n && t->s[end] != '\n' && t->s[end] != '\f'; end++)
            ;
        if (at >= n && page) /* behind the last page */
            break;
        add_line(t, at, end, page);
        page = false;
    }
    t->pages += n > 0 && t->s[n - 1] != '\f';
}

/* A hyphen at its end, behind a letter: bytes of the hyphen; 0 when there is none. */
static size_t hyphen(const char *s, size_t n)
{
    if (n > 1 && s[n - 1] == '-' && is_word_byte(s[n - 2]))
        return 1;
    if (n > 3 && memcmp(s + n - 3, "\xe2\x80\x90", 3) == 0)
        return 3;
    return n > 2 && memcmp(s + n - 2, "\xc2\xad", 2) == 0 ? 2 : 0;
}

/* The word that is broken between a and b stands in the text unbroken as well (or was broken by a soft
 * hyphen, which can be nothing else). */
static bool is_broken_word(const struct pdf_text *t, const struct line *a, const struct line *b)
{
    size_t cut = hyphen(t->s + a->at, a->n), end = a->at + a->n - cut, start = end, stop = b->at;
    while (start > a->at && is_word_byte(t->s[start - 1]))
        start--;
    while (stop < b->at + b->n && is_word_byte(t->s[stop]))
        stop++;
    if (cut == 2)
        return true;
    return *word_slot(
               t, hash_add(hash_add(hash_start, t->s + start, end - start), t->s + b->at, stop - b->at)) != 0;
}

static bool ends_sentence(const char *s, size_t n)
{
    static const char *const marks[] = {".", "?", "!", ":", "\xe2\x80\xa6", "\"", "\xe2\x80\x9d", "\xc2\xbb"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i]);
        if (n >= len && memcmp(s + n - len, marks[i], len) == 0)
            return true;
    }
    return false;
}

/* A new paragraph begins with b although no blank line says so: a speaker's label, a bullet, or the line
 * before was short and ended a sentence. */
static bool begins_paragraph(struct pdf_text *t, const struct line *a, const struct line *b, size_t number)
{
    const char *s = t->s + b->at;
    struct label name;
    if (label_parse(s, b->n, false, &name) &&
        labels_is_speaker(&t->labels, s + name.start, name.end - name.start, number))
        return true;
    if ((b->n > 3 && memcmp(s, "\xe2\x80\xa2", 3) == 0) ||
        (b->n > 2 && (s[0] == '-' || s[0] == '*') && s[1] == ' '))
        return true;
    return a->chars * 4 < t->widest * 3 && ends_sentence(t->s + a->at, a->n);
}

static void begin_page(struct pdf_text *t, size_t i)
{
    struct buf mark = BUF_INIT;
    t->page++;
    t->widest = 0;
    for (size_t k = i; k < t->lines.n && (k == i || !t->lines.v[k].page); k++)
        t->widest = t->lines.v[k].chars > t->widest ? t->lines.v[k].chars : t->widest;
    if (t->pages > 1) {
        buf_addf(&mark, "[p. %zu]", t->page);
        paragraphs_add(&t->p, mark.s, mark.len, PARA_MARK);
    }
    buf_release(&mark);
}

static void join_lines(struct pdf_text *t)
{
    const struct line *before = NULL; /* in the same paragraph */
    for (size_t i = 0; i < t->lines.n; i++) {
        const struct line *line = &t->lines.v[i];
        if (before && (line->page || line->n == 0 || begins_paragraph(t, before, line, i))) {
            paragraphs_end(&t->p, PARA_TEXT);
            before = NULL;
        }
        if (line->page)
            begin_page(t, i);
        if (line->n == 0)
            continue;
        size_t cut = before ? hyphen(t->s + before->at, before->n) : 0;
        if (cut > 0 && is_broken_word(t, before, line)) {
            t->p.text.len -= cut;
            t->joined++;
        } else if (before && cut == 0) {
            buf_addch(&t->p.text, ' ');
        }
        buf_add(&t->p.text, t->s + line->at, line->n);
        before = line;
    }
}

static bool has_words(const struct pdf_text *t)
{
    for (size_t i = 0; i < t->lines.n; i++) {
        if (t->lines.v[i].n > 0)
            return true;
    }
    return false;
}

static void add_notes(struct pdf_text *t)
{
    struct transcript *out = t->p.t;
    if (t->pages > 1)
        add_note(
            out,
            ngettext("its %zu page begins with its number: [p. 1]",
                     "each of its %zu pages begins with its number in a line of its own: [p. 1], [p. 2] …",
                     t->pages),
            t->pages);
    add_note(out, _("lines were joined to paragraphs; headers and footers of pages are kept in the text"));
    if (t->joined > 0)
        add_note(out,
                 ngettext("%zu word that was broken at the end of a line was joined",
                          "%zu words that were broken at the end of a line were joined", t->joined),
                 t->joined);
}

bool pdf_text(const char *s, size_t n, struct transcript *out, struct err *err)
{
    struct pdf_text t = {.s = s};
    bool ok;
    labels_init(&t.labels);
    paragraphs_init(&t.p, out);
    words_grow(&t);
    find_lines(&t, n);
    if (has_words(&t)) {
        join_lines(&t);
        ok = paragraphs_finish(&t.p, err);
    } else {
        ok = err_set(err, ERR_INPUT,
                     _("it has no text in it: it is pictures of pages; have a program for text recognition "
                       "(OCR) read them first"));
    }
    if (ok)
        add_notes(&t);
    paragraphs_release(&t.p);
    labels_release(&t.labels);
    vec_release(&t.lines);
    mem_free(t.words.slot);
    return ok;
}
