/* Which column of a table is what: named by the analyst, or known by its name or its cells. */
#include <stdlib.h>
#include <string.h>

#include "tables_priv.h"
#include "tema/base/i18n.h"
#include "tema/text/fold.h"
#include "tema/text/utf8.h"

enum {
    LOOKED_AT = 5000,
    LISTED = 30,
    SNIFFED = 64 << 10,
    LONG = 50,
    VERY_LONG = 200,
    ANSWER = 12,
    LINES = 30
};

/* ---- text ---- */

/* Bytes of the blank at s, 0 when it is none; a no-break space is one too. */
static size_t blank_at(const char *s, size_t n)
{
    if (n > 0 && *s != '\0' && strchr(" \t\n\r\f\v", *s))
        return 1;
    return n > 1 && memcmp(s, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

void cell_line(struct buf *out, const char *s, size_t n)
{
    size_t start = out->len, b;
    bool gap = false;
    for (size_t i = 0; i < n;) {
        if ((b = blank_at(s + i, n - i)) > 0) {
            gap = out->len > start;
            i += b;
            continue;
        }
        if (gap)
            buf_addch(out, ' ');
        gap = false;
        buf_addch(out, s[i++]);
    }
}

const char *cell_trimmed(const struct table *t, size_t row, size_t column, size_t *ret_n)
{
    const char *s = table_cell(t, row, column);
    size_t n = strlen(s), b;
    while ((b = blank_at(s, n)) > 0) {
        s += b;
        n -= b;
    }
    while (n > 0 && (b = blank_at(s + n - 1, 1)) + (n > 1 ? blank_at(s + n - 2, 2) / 2 : 0) > 0)
        n -= b > 0 ? 1 : 2;
    *ret_n = n;
    return s;
}

/* ---- the names that columns go by ---- */

static const struct {
    enum column_is is;
    const char *words; /* folded; the best first */
} known[] = {
    {COLUMN_SPEAKER,
     "|speaker|speaker name|speakers|speaker label|voice|spoken by|who|taler|snakker|talende|hvem|hvem "
     "snakker|"
     "sprecher|sprecherin|sprecher/in|sprecher:in|sprecher*in|redner|wer|locuteur|locutrice|intervenant|"
     "intervenante|orateur|qui|hablante|interlocutor|orador|locutor|quién|quien|"},
    {COLUMN_TEXT,
     "|text|utterance|transcript|transcription|transcribed text|speech|words|said|what|turn|content|sentence|"
     "utsagn|ytring|tekst|replikk|transkripsjon|innhold|setning|äußerung|äusserung|aussage|transkript|"
     "transkription|wortlaut|redebeitrag|inhalt|texte|énoncé|enonce|parole|propos|contenu|texto|enunciado|"
     "intervención|transcripción|contenido|"},
    {COLUMN_START, "|start|start time|starttime|start ms|begin|begin "
                   "time|begins|from|time|timestamp|timecode|starttid|starter|"
                   "tid|tidspunkt|tidsmerke|tidskode|fra|beginn|anfang|startzeit|von|zeit|zeitstempel|"
                   "zeitmarke|début|debut|"
                   "temps|horodatage|heure|de|inicio|comienzo|desde|tiempo|hora|marca de tiempo|"},
    {COLUMN_END, "|end|end time|endtime|end "
                 "ms|stop|ends|to|until|slutt|sluttid|slutter|til|stopp|ende|endzeit|bis|fin|final|"
                 "jusqu'à|à|hasta|"},
    {COLUMN_SOURCE,
     "|source|interview|file|file name|filename|document|recording|session|transcript "
     "name|kilde|intervju|fil|"
     "filnavn|dokument|opptak|quelle|datei|dateiname|aufnahme|entretien|entrevue|fichier|enregistrement|"
     "entrevista|fuente|archivo|fichero|documento|grabación|"},
    {COLUMN_NAME,
     "|name|full name|participant|participant name|participants|pseudonym|respondent|respondent "
     "name|interviewee|"
     "informant|case|person|respondent id|participant id|response id|case id|respondentid|participantid|"
     "responseid|id|navn|deltaker|deltager|pseudonym|intervjuperson|svarer|deltaker id|respondent nr|svar id|"
     "løpenummer|nr|teilnehmer|teilnehmerin|teilnehmende|teilnehmer/in|teilnehmer:in|teilnehmer*in|befragte|"
     "befragter|befragte person|kennung|fall|nom|participante|participant e|répondant|répondante|pseudonyme|"
     "identifiant|personne|cas|nombre|encuestado|encuestada|seudónimo|identificador|persona|caso|"},
};

size_t column_known(const struct column *col, enum column_is is)
{
    size_t len = strlen(col->plain);
    for (size_t i = 0; i < sizeof known / sizeof *known && len > 0; i++) {
        if (known[i].is != is)
            continue;
        for (const char *w = known[i].words; (w = strstr(w, col->plain)) != NULL; w += len)
            if (w[-1] == '|' && w[len] == '|')
                return (size_t)(w - known[i].words);
    }
    return 0;
}

/* ---- the head ---- */

/* Folded, without a unit in brackets or a colon at the end, "_" and "-" as blanks. "|" parts words in
 * `known`. */
static char *plain_name(const char *name, struct arena *a)
{
    struct buf b = BUF_INIT, line = BUF_INIT;
    fold_add(&b, name, strlen(name));
    size_t n = b.len;
    if (n > 2 && (b.s[n - 1] == ')' || b.s[n - 1] == ']'))
        while (n > 1 && b.s[--n] != '(' && b.s[n] != '[')
            continue;
    while (n > 0 && (b.s[n - 1] == ' ' || b.s[n - 1] == ':'))
        n--;
    for (size_t i = 0; i < n; i++)
        if (b.s[i] == '_' || b.s[i] == '-' || b.s[i] == '|')
            b.s[i] = ' ';
    cell_line(&line, buf_str(&b), n);
    char *plain = arena_strndup(a, buf_str(&line), line.len);
    buf_release(&b);
    buf_release(&line);
    return plain;
}

static void name_columns(struct columns *c)
{
    struct transcript seen; /* its index finds a name */
    struct buf b = BUF_INIT;
    transcript_init(&seen);
    for (size_t i = 0; i < c->n; i++) {
        const char *cell = table_cell(c->t, 0, i);
        buf_clear(&b);
        cell_line(&b, cell, strlen(cell));
        c->v[i].nameless = b.len == 0;
        if (c->v[i].nameless)
            buf_addf(&b, _("Column %zu"), i + 1);
        for (size_t before = seen.speakers.n;
             transcript_speaker(&seen, b.s, b.len), seen.speakers.n == before;)
            buf_addf(&b, " (%zu)", i + 1);
        c->v[i].name = arena_strndup(&c->arena, b.s, b.len);
        c->v[i].plain = c->v[i].nameless ? arena_strdup(&c->arena, "") : plain_name(c->v[i].name, &c->arena);
    }
    buf_release(&b);
    transcript_release(&seen);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h;
}

static void look_at(struct columns *c, size_t column, uint64_t *hashes)
{
    struct column *col = &c->v[column];
    size_t rows = c->t->rows.n < LOOKED_AT ? c->t->rows.n : LOOKED_AT, n;
    col->empty = true;
    for (size_t r = 1; r < c->t->rows.n && (col->empty || r < rows); r++) {
        const char *s = cell_trimmed(c->t, r, column, &n);
        if (n == 0)
            continue;
        col->empty = false;
        if (r >= rows)
            break;
        size_t chars = utf8_count(s, n);
        hashes[col->filled++] = hash(s, n);
        col->chars += chars;
        col->most = chars > col->most ? chars : col->most;
        col->lines = col->lines || memchr(s, '\n', n);
    }
    if (col->filled > 0)
        qsort(hashes, col->filled, sizeof *hashes, by_hash);
    for (size_t i = 0; i < col->filled; i++)
        col->distinct += i == 0 || hashes[i] != hashes[i - 1];
}

void columns_init(struct columns *c, const struct table *t)
{
    memset(c, 0, sizeof *c);
    c->t = t;
    c->n = table_width(t, 0);
    c->v = arena_array(&c->arena, c->n, sizeof *c->v);
    uint64_t *hashes = mem_array(NULL, LOOKED_AT, sizeof *hashes);
    name_columns(c);
    for (size_t i = 0; i < c->n; i++)
        look_at(c, i, hashes);
    mem_free(hashes);
}

void columns_release(struct columns *c)
{
    arena_release(&c->arena);
    memset(c, 0, sizeof *c);
}

/* ---- what they are ---- */

size_t columns_find(const struct columns *c, enum column_is is)
{
    size_t i = 0;
    while (i < c->n && c->v[i].is != is)
        i++;
    return i;
}

size_t columns_count(const struct columns *c, enum column_is is)
{
    size_t count = 0;
    for (size_t i = 0; i < c->n; i++)
        count += c->v[i].is == is;
    return count;
}

size_t columns_guess(struct columns *c, enum column_is is)
{
    size_t best = columns_find(c, is), rank = 0, k;
    if (best < c->n)
        return best;
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].is != COLUMN_UNKNOWN || (k = column_known(&c->v[i], is)) == 0 || (rank > 0 && k >= rank))
            continue;
        rank = k;
        best = i;
    }
    if (best < c->n)
        c->v[best].is = is;
    return best;
}

bool column_is_long(const struct column *col)
{
    size_t len = strlen(col->name);
    if (col->filled == 0)
        return false;
    bool varied = col->distinct * 2 > col->filled, question = col->name[len - 1] == '?';
    return (col->lines && col->chars >= LINES * col->filled) || col->most >= VERY_LONG ||
           (varied && col->chars >= (question ? ANSWER : LONG) * col->filled);
}

static void list_columns(const struct columns *c, enum column_is is, bool all, struct buf *b)
{
    size_t listed = 0, more = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!all && c->v[i].is != is)
            continue;
        if (listed++ < LISTED)
            buf_addf(b, "%s'%s'", listed > 1 ? ", " : "", c->v[i].name);
        else
            more++;
    }
    if (more > 0)
        buf_addf(b, ngettext(" and %zu more", " and %zu more", more), more);
}

static const struct {
    const char *word;
    enum column_is is;
} words[] = {
    {"speaker", COLUMN_SPEAKER},
    {"text", COLUMN_TEXT},
    {"start", COLUMN_START},
    {"end", COLUMN_END},
    {"source", COLUMN_SOURCE},
    {"name", COLUMN_NAME},
    {"attribute", COLUMN_ATTRIBUTE},
    {"skip", COLUMN_SKIPPED},
    {"id", COLUMN_NAME},
};
enum { WORDS = sizeof words / sizeof *words };

static bool is_among(enum column_is is, const enum column_is *may, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (may[i] == is)
            return true;
    return false;
}

bool columns_lacking(const struct columns *c, enum column_is is, struct err *err)
{
    struct buf b = BUF_INIT;
    const char *word = "";
    for (size_t i = WORDS; i-- > 0;)
        word = words[i].is == is ? words[i].word : word;
    list_columns(c, is, true, &b);
    err_set(err, ERR_INPUT,
            _("no column is known as the %s: say which with --columns %s=NAME; the columns are %s"), word,
            word, buf_str(&b));
    buf_release(&b);
    return false;
}

/* The word and its "=" at s; WORDS when there is none. */
static size_t word_at(const char *s, size_t *ret_len)
{
    size_t lead = strspn(s, " "), i = 0;
    for (; i < WORDS; i++) {
        size_t len = strlen(words[i].word);
        if (strncmp(s + lead, words[i].word, len) == 0 && s[lead + len] == '=') {
            *ret_len = lead + len + 1;
            break;
        }
    }
    return i;
}

static bool unknown_word(const char *s, const enum column_is *may, size_t n, struct err *err)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < WORDS; i++)
        if (is_among(words[i].is, may, n))
            buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", words[i].word);
    err_set(err, ERR_USAGE,
            _("'%.*s' is not what a column can be here: WHAT=NAME is expected, with one of %s"),
            (int)(strcspn(s, "=,") < 60 ? strcspn(s, "=,") : 60), s, buf_str(&b));
    buf_release(&b);
    return false;
}

static bool same_name(const char *name, const char *folded)
{
    struct buf b = BUF_INIT;
    fold_add(&b, name, strlen(name));
    bool same = strcmp(buf_str(&b), folded) == 0;
    buf_release(&b);
    return same;
}

static bool name_one(struct columns *c, const char *s, size_t n, enum column_is is, struct err *err)
{
    struct buf line = BUF_INIT, name = BUF_INIT, all = BUF_INIT;
    size_t found = c->n;
    bool taken = false;
    cell_line(&line, s, n);
    fold_add(&name, buf_str(&line), line.len);
    for (size_t i = 0; i < c->n && found == c->n; i++) {
        if (!same_name(c->v[i].name, buf_str(&name)))
            continue;
        taken = c->v[i].is != COLUMN_UNKNOWN;
        found = taken ? found : i;
    }
    if (found < c->n) {
        c->v[found].is = is;
    } else if (taken) {
        err_set(err, ERR_USAGE, _("the column '%s' is named twice"), buf_str(&line));
    } else {
        list_columns(c, is, true, &all);
        err_set(err, ERR_USAGE, _("there is no column '%s'; the columns are %s"), buf_str(&line),
                buf_str(&all));
    }
    buf_release(&line);
    buf_release(&name);
    buf_release(&all);
    return found < c->n;
}

bool columns_mention(const char *wanted, enum column_is is)
{
    size_t len;
    for (const char *s = wanted; s && *s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL) {
        size_t w = word_at(s, &len);
        if (w < WORDS && words[w].is == is)
            return true;
    }
    return false;
}

bool columns_name(struct columns *c, const char *wanted, const enum column_is *may, size_t n, struct err *err)
{
    size_t len = 0, next_len = 0;
    bool turns = is_among(COLUMN_SPEAKER, may, n); /* which have one text */
    for (const char *s = wanted; s && *s;) {
        size_t w = word_at(s, &len), end = len;
        if (w == WORDS || !is_among(words[w].is, may, n))
            return unknown_word(s, may, n, err);
        while (s[end] && (s[end] != ',' || word_at(s + end + 1, &next_len) == WORDS))
            end++;
        bool one = words[w].is != COLUMN_ATTRIBUTE && words[w].is != COLUMN_SKIPPED &&
                   (turns || words[w].is != COLUMN_TEXT);
        if (one && columns_find(c, words[w].is) < c->n)
            return err_set(err, ERR_USAGE, _("only one column can be the %s"), words[w].word);
        if (!name_one(c, s + len, end - len, words[w].is, err))
            return false;
        s += end + (s[end] == ',');
    }
    return true;
}

/* ---- values ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number that stays the same as one: -12, 3.5, 3,5. */
static bool is_number(const char *s, size_t n)
{
    size_t i = n > 0 && *s == '-', whole, part = 0;
    size_t from = i;
    while (i < n && is_digit(s[i]))
        i++;
    whole = i - from;
    if (whole == 0 || whole > 15 || (whole > 1 && s[from] == '0'))
        return false;
    bool comma = i < n && s[i] == ',';
    if (i < n && (s[i] == '.' || s[i] == ',')) {
        for (i++; i < n && is_digit(s[i]); i++)
            part++;
        if (part == 0 || part > 15 || (comma && part == 3 && s[from] != '0'))
            return false;
    }
    return i == n;
}

static bool is_yes_or_no(const char *s, size_t n)
{
    static const char *const yes_no[] = {"ja", "nei", "yes", "no", "true", "false"};
    for (size_t i = 0; i < sizeof yes_no / sizeof *yes_no; i++) {
        size_t k = 0;
        while (k < n && yes_no[i][k] && (s[k] | 32) == yes_no[i][k])
            k++;
        if (k == n && yes_no[i][k] == '\0')
            return true;
    }
    return false;
}

/* A day of the Gregorian calendar. */
static bool is_day(int y, int m, int d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1] + (m == 2 && leap);
}

/* Three numbers with this between them, the widths' digits at most. */
static bool three(const char *s, size_t n, char between, int out[3])
{
    size_t i = 0;
    for (int k = 0; k < 3; k++) {
        size_t from = i;
        for (out[k] = 0; i < n && i - from < 4 && is_digit(s[i]); i++)
            out[k] = out[k] * 10 + (s[i] - '0');
        if (i == from || (k < 2 && (i >= n || s[i++] != between)))
            return false;
    }
    return i == n;
}

static bool is_iso_day(const char *s, size_t n)
{
    int v[3];
    return n == 10 && s[4] == '-' && s[7] == '-' && three(s, n, '-', v) && is_day(v[0], v[1], v[2]);
}

/* "24.12.2025", "1.2.2025" */
static bool is_dotted_day(const char *s, size_t n, int v[3])
{
    return n >= 8 && n <= 10 && s[n - 5] == '.' && three(s, n, '.', v) && is_day(v[2], v[1], v[0]);
}

enum attr_type column_type(const struct table *t, size_t column, bool *ret_days)
{
    bool number = true, iso = true, dotted = true, yes_no = true, any = false;
    int v[3];
    *ret_days = false;
    for (size_t r = 1; r < t->rows.n && (number || iso || dotted || yes_no); r++) {
        size_t n;
        const char *s = cell_trimmed(t, r, column, &n);
        if (n == 0)
            continue;
        any = true;
        number = number && is_number(s, n);
        iso = iso && is_iso_day(s, n);
        dotted = dotted && is_dotted_day(s, n, v);
        yes_no = yes_no && is_yes_or_no(s, n);
    }
    *ret_days = any && dotted;
    if (!any)
        return ATTR_TEXT;
    return number ? ATTR_NUMBER : iso || dotted ? ATTR_DATE : yes_no ? ATTR_BOOLEAN : ATTR_TEXT;
}

char *column_value(const struct table *t, size_t row, size_t column, bool days, struct arena *a)
{
    size_t n;
    const char *s = cell_trimmed(t, row, column, &n);
    int v[3];
    if (days && is_dotted_day(s, n, v))
        return arena_printf(a, "%04d-%02d-%02d", v[2], v[1], v[0]);
    return arena_strndup(a, s, n);
}

/* ---- telling ---- */

static void tell_separator(const struct table *t, struct exchange *out)
{
    const char *what = t->separator == ';'    ? _("semicolons")
                       : t->separator == ','  ? _("commas")
                       : t->separator == '\t' ? _("tabs")
                       : t->separator == '|'  ? _("bars (|)")
                                              : NULL;
    if (what)
        exchange_note(out,
                      t->told ? _("the cells are separated by %s, as the first line says")
                              : _("the cells are separated by %s"),
                      what);
    else
        exchange_note(out, _("the cells are separated by '%c', as the first line says"), t->separator);
    if (t->literal && t->text.len > 0 && memchr(t->text.s, '"', t->text.len))
        exchange_note(out, _("quotes are taken as letters: the lines agree on their tabs only so"));
    if (t->odd > 0)
        exchange_note(
            out,
            ngettext("%zu cell has a quote where none belongs (line %zu); it is kept as it is written",
                     "%zu cells have a quote where none belongs (the first in line %zu); they are "
                     "kept as they are written",
                     t->odd),
            t->odd, t->first_odd);
    if (t->blank > 0)
        exchange_note(out, ngettext("%zu empty row was left out", "%zu empty rows were left out", t->blank),
                      t->blank);
}

/* Cells beyond the head, and cells that are not there. */
static void tell_widths(const struct columns *c, struct exchange *out)
{
    size_t wide = 0, first_wide = 0, narrow = 0, first_narrow = 0;
    for (size_t r = 1; r < c->t->rows.n; r++) {
        size_t n, beyond = 0, line = c->t->rows.v[r].line;
        for (size_t k = c->n; k < table_width(c->t, r) && beyond == 0; k++)
            cell_trimmed(c->t, r, k, &beyond);
        if (beyond > 0 && wide++ == 0)
            first_wide = line;
        n = table_width(c->t, r);
        if (n < c->n && narrow++ == 0)
            first_narrow = line;
    }
    if (wide > 0)
        exchange_note(
            out,
            ngettext(
                "%zu row has more cells than the head has names (line %zu); what stands there was left out",
                "%zu rows have more cells than the head has names (the first in line %zu); what "
                "stands there was left out",
                wide),
            wide, first_wide);
    if (narrow > 0)
        exchange_note(
            out,
            ngettext("%zu row has fewer cells than the head (line %zu); the others are taken as empty",
                     "%zu rows have fewer cells than the head (the first in line %zu); the others are "
                     "taken as empty",
                     narrow),
            narrow, first_narrow);
}

void columns_tell(const struct columns *c, struct exchange *out)
{
    struct buf b = BUF_INIT, left = BUF_INIT;
    size_t skipped = 0, empty = 0;
    tell_separator(c->t, out);
    for (size_t i = 0; i < WORDS - 1; i++) {
        size_t count = columns_count(c, words[i].is);
        if (count == 0 || words[i].is == COLUMN_SKIPPED)
            continue;
        buf_addf(&b, "%s%s ", b.len > 0 ? "; " : "", words[i].word);
        list_columns(c, words[i].is, false, &b);
    }
    if (b.len > 0)
        exchange_note(out, _("the columns were taken as: %s"), b.s);
    for (size_t i = 0; i < c->n; i++) {
        bool without = c->v[i].is == COLUMN_SKIPPED || c->v[i].is == COLUMN_UNKNOWN;
        if (without && c->v[i].empty) {
            empty += !c->v[i].nameless;
            continue;
        }
        if (without && skipped++ < LISTED)
            buf_addf(&left, "%s'%s'", skipped > 1 ? ", " : "", c->v[i].name);
    }
    if (skipped > LISTED)
        buf_addstr(&left, ", …");
    if (skipped > 0)
        exchange_note(out, ngettext("%zu column was left out: %s", "%zu columns were left out: %s", skipped),
                      skipped, left.s);
    if (empty > 0)
        exchange_note(out,
                      ngettext("%zu column without anything in it was left out",
                               "%zu columns without anything in them were left out", empty),
                      empty);
    tell_widths(c, out);
    buf_release(&b);
    buf_release(&left);
}

/* ---- sniffing ---- */

/* Prose has a blank behind its commas, and heads are no sentences. */
static bool looks_like_prose(const struct table *t)
{
    size_t cells = 0, blanks = 0;
    for (size_t r = 0; r < t->rows.n; r++)
        for (size_t k = 1; k < table_width(t, r); k++) {
            cells++;
            blanks += table_cell(t, r, k)[0] == ' ';
        }
    return cells == 0 || (t->separator == ',' && blanks * 2 > cells);
}

static bool is_head(const struct table *t)
{
    for (size_t k = 0; k < table_width(t, 0); k++) {
        size_t n;
        const char *s = cell_trimmed(t, 0, k, &n);
        if (n == 0 || is_digit(*s) || *s == '{' || *s == '<' || s[n - 1] == '.' || s[n - 1] == '}')
            return false;
    }
    return true;
}

bool columns_sniff(const char *s, size_t n, struct table *t, struct columns *c)
{
    size_t even = 0, len = n < SNIFFED ? n : SNIFFED;
    if (!table_read(s, len, len < n, t, NULL))
        return false;
    for (size_t r = 1; r < t->rows.n; r++)
        even += table_width(t, r) == table_width(t, 0);
    if (t->rows.n >= 2 && table_width(t, 0) >= 2 && even * 20 >= (t->rows.n - 1) * 19 && is_head(t) &&
        !looks_like_prose(t)) {
        columns_init(c, t);
        return true;
    }
    table_discard(t);
    return false;
}
