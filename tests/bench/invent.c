#include "bench/invent.h"

#include <stdbool.h>
#include <string.h>

enum { WORDS = 6000, WORD_MAX = 24, CUE_WORDS = 12, WORD_MS = 380 };

uint64_t dice_throw(struct dice *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

size_t dice_below(struct dice *d, size_t n)
{
    return (size_t)(dice_throw(d) % n);
}

/* ---- words ---- */

static const char *const onsets[] = {"b",  "d",  "f",  "g", "h",  "j",  "k",  "l",  "m",
                                     "n",  "p",  "r",  "s", "t",  "v",  "st", "sk", "tr",
                                     "kr", "fl", "bl", "",  "sp", "gr", "kj", "pr"};
static const char *const kernels[] = {"a", "e", "i", "o", "u", "y", "æ", "ø", "å", "e", "a", "i", "ei"};
static const char *const codas[] = {"", "", "", "r", "n", "t", "l", "s", "nd", "ng", "st", "kk", "m"};
static const char *const small[] = {"og",  "det", "er",  "som", "på",  "vi", "at",  "ikke", "en",
                                    "til", "for", "med", "så",  "har", "de", "av",  "jeg",  "men",
                                    "der", "å",   "var", "om",  "den", "da", "kan", "også"};
enum { SMALL = sizeof small / sizeof *small };

static char vocabulary[WORDS][WORD_MAX];
static bool have_vocabulary;

/* Its own seed: texts of all seeds share their words. */
static void make_vocabulary(void)
{
    struct dice d = {1};
    for (size_t i = 0; i < WORDS; i++) {
        char *w = vocabulary[i];
        w[0] = '\0';
        for (size_t n = 1 + dice_below(&d, 3); n > 0 && strlen(w) + 7 < WORD_MAX; n--) {
            strcat(w, onsets[dice_below(&d, sizeof onsets / sizeof *onsets)]);
            strcat(w, kernels[dice_below(&d, sizeof kernels / sizeof *kernels)]);
            strcat(w, codas[dice_below(&d, sizeof codas / sizeof *codas)]);
        }
    }
    have_vocabulary = true;
}

/* Two words of five are small ones; of the others the kth comes about as often as the square of its distance from the end. */
const char *invent_word(struct dice *d)
{
    if (!have_vocabulary)
        make_vocabulary();
    if (dice_below(d, 5) < 2)
        return small[dice_below(d, SMALL)];
    size_t a = dice_below(d, WORDS), b = dice_below(d, WORDS), c = dice_below(d, WORDS);
    a = a < b ? a : b;
    return vocabulary[a < c ? a : c];
}

static void add_capital(struct buf *out, const char *w)
{
    unsigned char first = (unsigned char)w[0];
    if (first >= 'a' && first <= 'z')
        buf_addch(out, (char)(first - 'a' + 'A'));
    else if (first == 0xc3) { /* æ ø å */
        buf_addch(out, (char)first);
        buf_addch(out, (char)((unsigned char)*++w - 0x20));
    }
    buf_addstr(out, w + 1);
}

size_t invent_sentence(struct dice *d, struct buf *out)
{
    static const char ends[] = "........?.....!";
    size_t n = 3 + dice_below(d, 11) + dice_below(d, 12);
    add_capital(out, invent_word(d));
    for (size_t i = 1; i < n; i++) {
        buf_addstr(out, i > 2 && dice_below(d, 9) == 0 ? ", " : " ");
        buf_addstr(out, dice_below(d, 120) == 0 ? "f.eks." : invent_word(d));
    }
    buf_addch(out, ends[dice_below(d, sizeof ends - 1)]);
    return n;
}

/* ---- interviews ---- */

void invent_informant(size_t number, struct buf *out)
{
    buf_addf(out, "Person %zu", number);
}

static void add_time(struct buf *out, size_t ms)
{
    buf_addf(out, "%02zu:%02zu:%02zu.%03zu", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

/* A turn as cues of CUE_WORDS words each; *ms is the clock of the recording. */
static void add_cues(struct buf *out, const char *name, const char *turn, size_t *ms)
{
    while (*turn != '\0') {
        size_t words = 1;
        const char *end = turn;
        while (*end != '\0' && !(*end == ' ' && words++ == CUE_WORDS))
            end++;
        add_time(out, *ms);
        buf_addstr(out, " --> ");
        add_time(out, *ms + words * WORD_MS);
        *ms += words * WORD_MS + 50;
        buf_addf(out, "\n<v %s>", name);
        buf_add(out, turn, (size_t)(end - turn));
        buf_addstr(out, "</v>\n\n");
        turn = *end == ' ' ? end + 1 : end;
    }
    *ms += 700;
}

void invent_interview(uint64_t seed, size_t number, size_t words, enum invent_shape shape, struct buf *out)
{
    struct dice d = {seed * 1000003u + number};
    struct buf turn = BUF_INIT, name = BUF_INIT;
    size_t ms = 1500, done = 0;
    bool asks = true;
    invent_informant(number, &name);
    if (shape == INVENT_VTT)
        buf_addstr(out, "WEBVTT\n\n");
    while (done < words) {
        const char *who = asks ? "Intervjuer" : buf_str(&name);
        buf_clear(&turn);
        for (size_t n = asks ? 1 + dice_below(&d, 2) : 2 + dice_below(&d, 8); n > 0; n--) {
            done += invent_sentence(&d, &turn);
            buf_addstr(&turn, n > 1 ? " " : "");
        }
        if (shape == INVENT_VTT)
            add_cues(out, who, buf_str(&turn), &ms);
        else
            buf_addf(out, "%s: %s\n\n", who, buf_str(&turn));
        asks = !asks;
    }
    buf_release(&turn);
    buf_release(&name);
}
