/* Inside of the command line: one const row per command, from which come parsing, usage and --help. */
#ifndef TEMA_CLI_CLI_PRIV_H
#define TEMA_CLI_CLI_PRIV_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "tema/app/app.h"
#include "tema/base/arena.h"
#include "tema/base/buf.h"
#include "tema/base/err.h"
#include "tema/base/i18n.h"
#include "tema/base/vec.h"

/* ---- options (options.c) ---- */

struct option {
    const char *name; /* "encoding" is --encoding; a list of options ends with NULL */
    char letter;      /* -e, or 0 */
    const char *arg;  /* what stands for the value in the usage: "NAME"; NULL for a flag */
    const char *help; /* N_() */
};

struct given {
    const struct option *opt;
    const char *value; /* "" for a flag */
};

struct ctx;
struct command {
    const char *name;             /* "code add" */
    const char *args;             /* "PATH" */
    const char *help;             /* one sentence, N_() */
    const char *example;          /* a line that works */
    const struct option *options; /* own ones; may be NULL. The common ones hold everywhere */
    int least, most;              /* words besides the name; most -1: any number */
    bool alone;                   /* needs no project */
    bool (*run)(struct ctx *c, struct err *err);
};

struct ctx {
    const struct command *cmd;
    struct arena arena;
    struct app *app; /* NULL where the command needs no project */
    const struct study
        *study; /* read once by study_of: what was found in it stays, also when others change the project */
    VEC(const char *) words; /* arguments besides options and the command's name */
    VEC(struct given) given;
    struct buf said; /* for the acts of app.h */
    struct buf out;  /* goes to standard output at the end, made harmless where that is a terminal */
    int status;      /* exit status when the command succeeds */
};

extern const struct option common_options[];

/* Parses everything behind the command's name: `skip` flags the arguments that were the name itself.
 * ERR_USAGE. */
bool options_parse(struct ctx *c, int argc, char *const *argv, const bool *skip, struct err *err);
/* Index of the first word that is no option (common and workbench options and their values are passed over)
 * at or after `from`; argc if none. */
int options_first_word(int argc, char *const *argv, int from);
const char *option_value(const struct ctx *c,
                         const char *name); /* the last one given; NULL when not; "" for a flag */
bool option_given(const struct ctx *c, const char *name);
/* A whole number, at least `least`; `otherwise` when not given. */
bool option_number(const struct ctx *c, const char *name, long long least, long long otherwise,
                   long long *ret, struct err *err);
void options_help(struct buf *out, const struct command *cmd);  /* usage, options, an example */
void options_usage(struct buf *out, const struct command *cmd); /* "tema mark SOURCE START END [options]" */

bool parse_number(const char *s, const char *what, long long least, long long *ret, struct err *err);
bool parse_id(const char *s, const char *kind, tema_id *ret,
              struct err *err); /* kind: of `tema list KIND`, where ids are found */

/* ---- output (out.c) ---- */

bool out_flush(
    struct ctx *c,
    struct err *err); /* writes c->out; a closed pipe sets status 2 and no sentence (ERR_CANCELLED) */
void out_error(
    const char *text); /* "tema: …" and a newline on standard error, one line whatever the text holds */
void out_said(struct ctx *c);            /* the act's sentence, unless --quiet */
void out_json(struct ctx *c, json_t *j); /* takes the reference */
char *one_line(const char *s, size_t n, int most,
               struct arena *a); /* line ends and tabs as blanks, at most `most` code points (0: all) */
void out_harmless(struct buf *out, const char *s,
                  size_t n); /* visible_add as the terminal's character set asks for */

struct table {
    struct arena arena;
    size_t ncols;
    const char *const *headings;
    unsigned right; /* bit i: column i is aligned right */
    bool whole;     /* nothing is cut to the terminal's width */
    VEC(char *) cells;
};
void table_init(struct table *t, const char *const *headings, size_t ncols, unsigned right);
void table_add(struct table *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Releases it. On a terminal, cells are cut so that a line fits; elsewhere nothing is. */
void table_print(struct table *t, struct buf *out);
void table_release(struct table *t);
/* Declares table `t` with the headings (N_) and the bits of columns that are aligned right. */
#define TABLE(t, right, ...)                                                                                 \
    static const char *const headings[] = {__VA_ARGS__};                                                     \
    struct table t;                                                                                          \
    table_init(&t, headings, sizeof headings / sizeof headings[0], right)

json_t *js_text(const char *s); /* null for NULL */
json_t *js_id(tema_id id);      /* a string; null for 0 */
json_t *js_time(int64_t ms);    /* RFC 3339 */
json_t *js_number(int64_t n);   /* null below 0 */

enum { SHOWN_CHARS = 60 }; /* code points of a meaning unit or memo in a plain list */

/* ---- shared by commands (common.c) ---- */

bool as_json(const struct ctx *c);
const struct study *study_of(struct ctx *c, struct err *err);
bool source_arg(struct ctx *c, size_t word, const struct source **ret, struct err *err);
bool code_arg(struct ctx *c, const char *path, const struct code **ret, struct err *err);
/* Cuts "field=value" at the first '='; both in the arena. */
bool split_pair(struct ctx *c, const char *word, char **ret_field, char **ret_value, struct err *err);
bool word_value(const struct enum_words *w, const char *word, const char *what, int *ret,
                struct err *err); /* a word of an enum; the error lists them */
bool text_arg(struct ctx *c, const char *word, char **ret,
              struct err *err); /* the word itself, or standard input for "-" */
bool scope_option(struct ctx *c, tema_scope otherwise, tema_scope *ret, struct err *err);
const char *coder_name(const struct study *st, tema_id id);

/* ---- meaning units and codings (units.c) ---- */

extern const struct option unit_options[], coding_options[]; /* what segment_arg and coding_arg look at */
/* START END behind SOURCE, or --text WORDS [--nth N]; *ret_used: words of the command line it took, SOURCE included. */
bool stretch_arg(struct ctx *c, tema_id source, cp_off *start, cp_off *end, size_t *ret_used,
                 struct err *err);
/* The first word: an id; or with --text a source in which a unit, or a coding, has exactly these words. One's own unit
 * goes before another coder's. */
bool segment_arg(struct ctx *c, tema_id *ret, struct err *err);
bool coding_arg(struct ctx *c, tema_id *ret, struct err *err);

/* ---- the commands, one table a family; each ends with a NULL name ---- */

extern const struct command project_commands[], import_commands[], list_commands[], text_commands[],
    mark_commands[], code_commands[], people_commands[], memo_commands[], log_commands[], report_commands[], export_commands[],
    help_commands[], structure_commands[], theme_commands[], process_commands[], version_commands[],
    review_commands[], quote_commands[];
extern const struct command *const command_families[];
const struct command *command_find(const char *name); /* NULL if unknown */

/* Kinds of `list` that live in other files. */
bool list_actions(struct ctx *c, struct err *err);
bool list_memos(struct ctx *c, struct err *err);
bool list_segments(struct ctx *c, struct err *err);
bool list_codings(struct ctx *c, struct err *err);
/* What other commands show likewise. */
json_t *code_json(const struct code *codes, size_t n, const struct code *k, struct arena *a);
void print_codes(struct ctx *c, const struct code *codes, size_t n);
json_t *theme_json(const struct structure *structures, size_t nstructures, const struct theme *themes,
                   size_t n, const struct theme *k, struct arena *a);
void print_themes(struct ctx *c, const struct structure *s, const struct theme *themes, size_t n);
bool list_structures(struct ctx *c, struct err *err);
bool list_themes(struct ctx *c, struct err *err);
bool list_quotes(struct ctx *c, struct err *err);
bool list_versions(struct ctx *c, struct err *err);
bool list_rounds(struct ctx *c, struct err *err);
bool list_phases(struct ctx *c, struct err *err);
bool list_reviews(struct ctx *c, struct err *err);

/* ---- the whole (dispatch.c, workbench.c) ---- */

int cli_run(int argc, char *const *argv); /* the exit status */
bool workbench_run(struct ctx *c, struct err *err);

#endif
