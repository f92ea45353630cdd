/* What the readers share: labels ("Kari: …"), cues, and the joining of cues to turns. */
#ifndef TEMA_FORMATS_PRIV_H
#define TEMA_FORMATS_PRIV_H

#include "tema/formats/formats.h"

extern const struct format format_txt, format_md, format_vtt, format_srt;

/* More people do not talk in one transcript; every row is later compared with every speaker. */
enum { MOST_SPEAKERS = 1000 };

/* ---- labels.c ---- */

struct label {
    size_t start, end; /* the name, in bytes of the line */
    size_t text;       /* where the words begin */
};
/* A short label (at most 40 characters and 4 words) with a colon, then a blank or the line's end, at the
 * start of a line of n bytes. `bold`: it must stand between double asterisks. */
bool label_parse(const char *s, size_t n, bool bold, struct label *ret);

struct label_seen {
    size_t count, first; /* first: number of the line */
    bool name;           /* written like a name: each word with a capital */
};
/* The labels of one file, and whether they look like a transcript's speakers. */
struct labels {
    struct transcript names;     /* its speakers are the labels */
    VEC(struct label_seen) seen; /* by their index */
    size_t lines, labelled;
};
void labels_init(struct labels *l);
void labels_release(struct labels *l);
void labels_add(struct labels *l, const char *s, size_t n, bool bold); /* one paragraph or cue */
bool labels_are_speakers(const struct labels *l);
/* Whether this one, in line `line` (from 0), is a speaker's; to be asked when labels_are_speakers. */
bool labels_is_speaker(struct labels *l, const char *name, size_t n, size_t line);

/* ---- cues.c ---- */

/* What one voice says in one cue. */
struct said {
    size_t at, n;             /* its words in `text` */
    int speaker;              /* index into the transcript's speakers, or -1 */
    int64_t start_ms, end_ms; /* -1 when unknown */
    size_t id, id_n;          /* what marks cues as parts of one, in `text`; id_n 0: nothing */
};
struct cues {
    struct transcript *t;
    struct buf text;
    VEC(struct said) said;
    bool voiced;                           /* voices are named in tags */
    size_t bad_times, first_bad;           /* cues with impossible times, and the line of the first */
    size_t negative_times, first_negative; /* likewise of those before the beginning */
};
void cues_init(struct cues *c, struct transcript *t);
void cues_release(struct cues *c);

/* Adds a cue. Tags are dropped, voices and entities read; blanks and newlines become one space. `id`: of the
 * cue, may be empty. `any_tag`: every tag goes, otherwise only those known in subtitles. */
void cues_add(struct cues *c, const char *s, size_t n, const char *id, size_t id_n, int64_t start_ms,
              int64_t end_ms, bool any_tag);

/* Finds labels where no voices were named, joins the cues to turns and notes what was odd. */
void cues_finish(struct cues *c);

/* The times of a cue: "H:MM:SS.mmm", "MM:SS,mmm" and the one-digit and negative forms that Teams has written,
 * with blanks at both ends. Negative ones are 0; both are -1 when one is no possible time. What was odd is
 * counted for line `line`; `c` may be NULL. */
void cue_times(struct cues *c, const char *from, size_t from_n, const char *to, size_t to_n, size_t line,
               int64_t *ret_start, int64_t *ret_end);

/* ---- foreign.c ---- */

/* Refuses (ERR_INPUT, what it is and what to do) the bytes of documents that are no text: PDF, Word, zip. */
bool foreign_bytes(const char *path, const char *bytes, size_t n, struct err *err);
/* Refuses a text (UTF-8) in another program's format: JSON, RTF, HTML, XML; tables by the file's name. */
bool foreign_text(const char *path, const char *text, size_t n, struct err *err);

/* ---- formats.c ---- */
bool name_ends(const char *path, const char *extensions); /* with one of these, separated by spaces */
size_t line_end(const char *s, size_t n, size_t at);      /* of the newline or n */
void add_note(struct transcript *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
