/* Hundreds of random acts of two coders, interleaved in one file through two open projects; the project is sound after each. Then all that stands is taken back,
 * newest first, and everything is as at the start; then all is done again, and everything is as before. TEMA_TEST_ROUNDS makes it longer, TEMA_TEST_SEED gives one seed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "tema/base/buf.h"
#include "tema/base/mem.h"
#include "tema/store/process.h"
#include "tema/store/reviews.h"
#include "tema/store/themes.h"
#include "tema/store/versions.h"
#include "travel_kit.h"

struct coder_side {
    struct store *s;
    VEC(int64_t) undo, redo; /* seqs of what stands, and of what was taken back */
};

/* What a random act does something with: a list's length is 0 where it was not read. */
struct things {
    struct structure *structures;
    struct theme *themes;
    struct place *places;
    struct code *codes;
    struct segment *segments;
    struct coding *codings;
    struct quote *quotes;
    struct coder *coders;
    struct version *versions;
    size_t nstructures, nthemes, nplaces, ncodes, nsegments, ncodings, nquotes, ncoders, nversions;
};

struct game {
    char *path;
    struct coder_side side[2];
    uint64_t random;
    tema_id sources[4];
    size_t nsources;
    int done, refused;
    bool records; /* no act changes words: few codes and much that hangs together */
    bool study;   /* themes, phases, reviews, versions more than all else */
};

static unsigned pick(struct game *g, unsigned below)
{
    g->random ^= g->random << 13;
    g->random ^= g->random >> 7;
    g->random ^= g->random << 17;
    return below == 0 ? 0 : (unsigned)(g->random >> 20) % below;
}

static int64_t newest(struct store *s)
{
    struct arena a = ARENA_INIT;
    struct act_row *rows = NULL;
    size_t n = 0;
    MUST(store_log(s, 0, 1, &a, &rows, &n, &err));
    int64_t seq = n > 0 ? rows[0].seq : 0;
    arena_release(&a);
    return seq;
}

static void random_words(struct game *g, struct buf *b)
{
    static const char *const words[] = {"ja", "æ",    "kode", " ",  "\n",   "systemet ",
                                        "😀",  ". Så", "\n\n", "ta", " vi ", "é"};
    for (unsigned n = pick(g, 5); n > 0; n--)
        buf_addstr(b, words[pick(g, sizeof words / sizeof *words)]);
    if (pick(g, 25) == 0)
        for (int i = 0; i < 900; i++)
            buf_addf(b, "lang%d ", i);
}

static size_t chars_of(struct game *g, struct store *s, tema_id source)
{
    struct doc d;
    doc_init(&d);
    (void)g;
    MUST(store_doc(s, source, &d, &err));
    size_t n = d.chars;
    doc_release(&d);
    return n;
}

static bool do_splice(struct game *g, struct store *s, struct err *err)
{
    tema_id source = g->sources[pick(g, (unsigned)g->nsources)];
    size_t n = chars_of(g, s, source), at = pick(g, (unsigned)n + 1),
           del = pick(g, 3) == 0 ? 0 : pick(g, pick(g, 8) == 0 ? 400 : 12);
    struct buf b = BUF_INIT;
    random_words(g, &b);
    bool ok = store_splice(s, source, (cp_off){at}, del < n - at ? del : n - at, buf_str(&b), b.len, err);
    buf_release(&b);
    return ok;
}

static bool do_edit(struct game *g, struct store *s, struct err *err)
{
    tema_id source = g->sources[pick(g, (unsigned)g->nsources)];
    char *text = test_text(s, source);
    struct buf b = BUF_INIT;
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        if (text[i] == ' ' && pick(g, 60) == 0)
            random_words(g, &b);
        if (text[i] != ' ' || pick(g, 40) != 0)
            buf_addch(&b, text[i]);
    }
    bool ok = store_edit(s, source, buf_str(&b), b.len, NULL, err);
    mem_free(text);
    buf_release(&b);
    return ok;
}

static bool do_mark(struct game *g, struct store *s, struct arena *a, struct err *err)
{
    tema_id source = g->sources[pick(g, (unsigned)g->nsources)], segment = 0;
    size_t n = chars_of(g, s, source), nc = 0;
    struct code *codes = NULL;
    if (n < 2)
        return err_set(err, ERR_INPUT, "too short");
    size_t at = pick(g, (unsigned)n - 1), len = 1 + pick(g, 30);
    if (!store_codes(s, SCOPE_ALL, a, &codes, &nc, err) ||
        !store_mark(s, source, (cp_off){at}, (cp_off){at + len < n ? at + len : n}, &segment, err))
        return false;
    if (nc == 0 || pick(g, 5) == 0)
        return true;
    return store_code(s, segment, codes[pick(g, (unsigned)nc)].id, NULL, err);
}

static bool do_coding(struct game *g, struct store *s, struct arena *a, unsigned what, struct err *err)
{
    struct coding *v = NULL;
    struct segment *w = NULL;
    struct code *codes = NULL;
    size_t n = 0, m = 0, nc = 0;
    if (!store_codings(s, SCOPE_ALL, 0, 0, a, &v, &n, err) ||
        !store_segments(s, SCOPE_ALL, 0, a, &w, &m, err) || !store_codes(s, SCOPE_ALL, a, &codes, &nc, err))
        return false;
    if (n == 0 || m == 0 || nc == 0)
        return err_set(err, ERR_INPUT, "nothing coded");
    switch (what) {
    case 0: return store_uncode(s, v[pick(g, (unsigned)n)].id, err);
    case 1: return store_unmark(s, w[pick(g, (unsigned)m)].id, err);
    case 2: return store_recode(s, v[pick(g, (unsigned)n)].id, codes[pick(g, (unsigned)nc)].id, err);
    case 3: return store_set_condensed(s, w[pick(g, (unsigned)m)].id, "kortere", err);
    default: return store_code(s, w[pick(g, (unsigned)m)].id, codes[pick(g, (unsigned)nc)].id, NULL, err);
    }
}

static bool do_tree(struct game *g, struct store *s, struct arena *a, unsigned what, struct err *err)
{
    struct code *codes = NULL;
    size_t n = 0;
    if (!store_codes(s, SCOPE_ALL, a, &codes, &n, err))
        return false;
    tema_id one = n == 0 ? 0 : codes[pick(g, (unsigned)n)].id,
            two = n == 0 ? 0 : codes[pick(g, (unsigned)n)].id;
    char *name = arena_printf(a, "kode %u", pick(g, 1000));
    if (n < 4 || what < (n > 12 && g->records ? 1 : 2))
        return store_add_code(s, pick(g, 3) == 0 ? 0 : one, name, ORIGIN_INDUCTIVE, 0, NULL, err);
    switch (what) {
    case 2: return store_move_code(s, one, pick(g, 3) == 0 ? 0 : two, 0, err);
    case 3: return store_merge_code(s, one, two, err);
    case 4: return store_delete_code(s, one, err);
    case 5: return store_set_code_text(s, one, CODE_DEFINITION, name, err);
    case 6: return store_set_code_colour(s, one, pick(g, 0xffffff), err);
    default: return store_set_code_text(s, one, CODE_NAME, name, err);
    }
}

static bool do_memo(struct game *g, struct store *s, struct arena *a, tema_id source, struct err *err)
{
    struct segment *w = NULL;
    struct code *codes = NULL;
    size_t m = 0, nc = 0;
    if (!store_segments(s, SCOPE_ALL, 0, a, &w, &m, err) || !store_codes(s, SCOPE_ALL, a, &codes, &nc, err))
        return false;
    switch (pick(g, 3)) {
    case 0:
        if (m > 0)
            return store_add_memo(s, MEMO_SEGMENT, w[pick(g, (unsigned)m)].id, "notat", NULL, err);
        break;
    case 1:
        if (nc > 0)
            return store_add_memo(s, MEMO_CODE, codes[pick(g, (unsigned)nc)].id, "notat", NULL, err);
        break;
    }
    return store_add_memo(s, MEMO_SOURCE, source, "notat", NULL, err);
}

static bool do_study(struct game *g, struct store *s, struct arena *a, unsigned what, struct err *err)
{
    tema_id source = g->sources[pick(g, (unsigned)g->nsources)], speaker = 0;
    size_t n = chars_of(g, s, source), np = 0, nk = 0;
    struct participant *p = NULL;
    struct speaker *k = NULL;
    struct memo *memos = NULL;
    size_t nm = 0;
    cp_off at = {pick(g, (unsigned)n + 1)};
    if (!store_participants(s, a, &p, &np, err) || !store_speakers(s, source, a, &k, &nk, err) ||
        !store_memos(s, a, &memos, &nm, err))
        return false;
    if (nk > 0)
        speaker = k[pick(g, (unsigned)nk)].id;
    switch (what) {
    case 0:
    case 1: return store_split_turn(s, source, at, err);
    case 2:
    case 3: return store_join_turn(s, source, at, err);
    case 4:
    case 5: return store_set_turn_speaker(s, source, at, pick(g, 4) == 0 ? 0 : speaker, err);
    case 6: return store_add_participant(s, arena_printf(a, "P%u", pick(g, 1000)), NULL, err);
    case 7:
        return np == 0 || speaker == 0
                   ? true
                   : store_link_speaker(s, speaker, SPEAKER_PARTICIPANT, p[pick(g, (unsigned)np)].id, err);
    case 8:
        return np == 0 ? true
                       : store_set_attribute(s, p[pick(g, (unsigned)np)].id, pick(g, 2) ? "rolle" : "sted",
                                             ATTR_TEXT, pick(g, 4) == 0 ? "" : "verdi", err);
    case 9: return do_memo(g, s, a, source, err);
    case 10:
        return nm == 0 ? true
                       : store_set_memo(s, memos[pick(g, (unsigned)nm)].id,
                                        pick(g, 3) == 0 ? "" : "annet notat", err);
    default: return store_add_speaker(s, source, arena_printf(a, "S%u", pick(g, 1000)), NULL, err);
    }
}

/* ---- themes, the process, reviews, versions ---- */

/* A random one of a list; an id that nothing has when it is empty. */
#define ANY(g, list, n) ((n) == 0 ? (tema_id)7 : (list)[pick((g), (unsigned)(n))].id)

static bool read_things(struct store *s, struct arena *a, struct things *t, struct err *err)
{
    return store_structures(s, a, &t->structures, &t->nstructures, err) &&
           store_themes(s, a, &t->themes, &t->nthemes, err) &&
           store_places(s, a, &t->places, &t->nplaces, err) &&
           store_codes(s, SCOPE_ALL, a, &t->codes, &t->ncodes, err) &&
           store_segments(s, SCOPE_ALL, 0, a, &t->segments, &t->nsegments, err) &&
           store_codings(s, SCOPE_ALL, 0, 0, a, &t->codings, &t->ncodings, err) &&
           store_quotes(s, a, &t->quotes, &t->nquotes, err) &&
           store_coders(s, a, &t->coders, &t->ncoders, err) &&
           store_versions(s, a, &t->versions, &t->nversions, err);
}

static const char *random_word(struct game *g)
{
    static const char *const words[] = {"", "fordi", "æ 😀", "{name}", "ord", "Round 2", " tillit "};
    return words[pick(g, sizeof words / sizeof *words)];
}

static bool do_structure(struct game *g, struct store *s, struct arena *a, const struct things *t,
                         struct err *err)
{
    static const char *const levels[] = {"komponent", "barriere", "del"};
    char *name = arena_printf(a, "struktur %u", pick(g, 8));
    tema_id one = ANY(g, t->structures, t->nstructures);
    switch (t->nstructures == 0 ? 0 : pick(g, 9)) {
    case 0: return store_add_structure(s, name, pick(g, 2) ? levels : NULL, 1 + pick(g, 3), NULL, err);
    case 1: return store_copy_structure(s, one, name, NULL, err);
    case 2:
    case 3: return store_rename_structure(s, one, name, err);
    case 4: return store_set_levels(s, one, levels, pick(g, 4), err);
    case 5: return store_delete_structure(s, one, err);
    case 6: return store_add_memo(s, MEMO_STRUCTURE, one, "notat", NULL, err);
    default: return store_use_structure(s, one, err);
    }
}

static bool split_theme(struct game *g, struct store *s, struct arena *a, const struct things *t, tema_id one,
                        struct err *err)
{
    tema_id *some = arena_array(a, t->nplaces + 1, sizeof *some);
    size_t n = 0;
    for (size_t i = 0; i < t->nplaces; i++)
        if (t->places[i].theme == one ? pick(g, 2) == 0 : pick(g, 40) == 0)
            some[n++] = t->places[i].id;
    return store_split_theme(s, one, "delt tema", some, n, NULL, err);
}

static bool do_theme(struct game *g, struct store *s, struct arena *a, const struct things *t,
                     struct err *err)
{
    tema_id one = ANY(g, t->themes, t->nthemes), two = ANY(g, t->themes, t->nthemes);
    char *name = arena_printf(a, "tema %u", pick(g, 100));
    switch (t->nthemes < 3 ? 0 : pick(g, t->nthemes > 12 ? 13 : 15)) {
    case 0:
    case 13:
    case 14:
        if (t->nthemes == 0 || pick(g, 3) == 0)
            return store_add_theme(s, ANY(g, t->structures, t->nstructures), 0, name, NULL, err);
        for (size_t i = 0; i < t->nthemes; i++)
            if (t->themes[i].id == one)
                return store_add_theme(s, t->themes[i].structure, one, name, NULL, err);
        return true;
    case 1: return store_set_theme_text(s, one, (enum theme_field)pick(g, 5), random_word(g), err);
    case 2:
    case 3: return store_set_theme_status(s, one, (enum theme_status)pick(g, 4), random_word(g), err);
    case 4:
    case 5: return store_move_theme(s, one, pick(g, 3) == 0 ? 0 : two, 0, err);
    case 6: return store_move_theme(s, one, 0, pick(g, 2) ? two : 0, err);
    case 7:
    case 8: return store_merge_theme(s, one, two, random_word(g), err);
    case 9: return split_theme(g, s, a, t, one, err);
    case 10: return store_delete_theme(s, one, err);
    default: return store_add_memo(s, MEMO_THEME, one, "notat", NULL, err);
    }
}

static bool do_place(struct game *g, struct store *s, const struct things *t, struct err *err)
{
    tema_id theme = ANY(g, t->themes, t->nthemes), one = ANY(g, t->places, t->nplaces);
    switch (t->nplaces < 2 ? 0 : pick(g, 8)) {
    case 0:
    case 1: return store_add_place(s, theme, ANY(g, t->codes, t->ncodes), 0, NULL, err);
    case 2: return store_add_place(s, theme, 0, ANY(g, t->segments, t->nsegments), NULL, err);
    case 3: return store_name_place(s, one, random_word(g), err);
    case 4: return store_remove_place(s, one, err);
    case 5: return store_move_place(s, one, theme, ANY(g, t->places, t->nplaces), err);
    default: return store_move_place(s, one, theme, 0, err);
    }
}

static bool do_split_code(struct game *g, struct store *s, struct arena *a, const struct things *t,
                          struct err *err)
{
    tema_id one = ANY(g, t->codes, t->ncodes), *some = arena_array(a, t->ncodings + 1, sizeof *some);
    size_t n = 0;
    switch (pick(g, 6)) {
    case 0:
    case 1: return store_change_meaning(s, one, err);
    case 2:
        return store_set_code_kind(s, one, (enum code_status)pick(g, 3), (enum code_origin)pick(g, 3),
                                   (enum code_level)pick(g, 2), err);
    }
    for (size_t i = 0; i < t->ncodings; i++)
        if (t->codings[i].code == one ? pick(g, 2) == 0 : pick(g, 60) == 0)
            some[n++] = t->codings[i].id;
    return store_split_code(s, one, "delt kode", some, n, NULL, err);
}

static bool do_process(struct game *g, struct store *s, struct err *err)
{
    const char *word = random_word(g), *why = random_word(g);
    switch (pick(g, 7)) {
    case 0:
        return store_start_round(s, pick(g, 2) ? NULL : word, (enum round_stance)pick(g, 2), why, NULL, err);
    case 1: return store_end_round(s, err);
    case 2: return store_enter_phase(s, (int)pick(g, 7), why, err);
    case 3: return store_leave_phase(s, why, err);
    case 4: return store_set_question(s, word, why, err);
    case 5: return store_set_pattern(s, (enum project_pattern)pick(g, 2), word, err);
    default: return store_set_checked(s, g->sources[pick(g, (unsigned)g->nsources)], pick(g, 2), err);
    }
}

static bool do_aside(struct game *g, struct store *s, const struct things *t, struct err *err)
{
    tema_id source = g->sources[pick(g, (unsigned)g->nsources)], one = ANY(g, t->segments, t->nsegments);
    size_t at = pick(g, 6) * 4;
    switch (pick(g, 7)) {
    case 0:
    case 1: return store_set_aside(s, source, (cp_off){at}, (cp_off){at + 1 + pick(g, 9)}, NULL, err);
    case 2: return store_unset_aside(s, one, err);
    case 3:
    case 4: return store_star(s, one, NULL, err);
    case 5: return store_unstar(s, ANY(g, t->quotes, t->nquotes), err);
    default:
        return store_set_quote(s, ANY(g, t->quotes, t->nquotes), pick(g, 2) ? random_word(g) : "[…]", err);
    }
}

/* On what is there, or on a thread whose coding may have gone. */
static bool do_review(struct game *g, struct store *s, struct arena *a, const struct things *t,
                      struct err *err)
{
    struct review_entry *e;
    size_t n;
    if (!store_reviews(s, 0, a, &e, &n, err))
        return false;
    tema_id coding = n > 0 && pick(g, 2) ? e[pick(g, (unsigned)n)].coding : ANY(g, t->codings, t->ncodings);
    return store_add_review(s, coding, (enum review_kind)pick(g, 6), random_word(g), NULL, err);
}

static bool do_version(struct game *g, struct store *s, const struct things *t, struct err *err)
{
    switch (pick(g, 4)) {
    case 0: return store_take_version(s, VERSION_COMMIT, random_word(g), random_word(g), NULL, err);
    case 1: /* as before a merge or a restore: version and act in one */
        return store_take_version(s, VERSION_MERGE, "", "", NULL, err) &&
               store_merge_code(s, ANY(g, t->codes, t->ncodes), ANY(g, t->codes, t->ncodes), err);
    default:
        return store_take_version(s, VERSION_RESTORE, "", "", NULL, err) &&
               store_restore_version(s, ANY(g, t->versions, t->nversions), NULL, err);
    }
}

static bool do_new(struct game *g, struct store *s, struct arena *a, struct err *err)
{
    struct things t = {0};
    if (!read_things(s, a, &t, err))
        return false;
    unsigned what = pick(g, 20);
    if (what == 19 && pick(g, 3) == 0)
        return store_set_role(s, ANY(g, t.coders, t.ncoders), (enum coder_role)pick(g, 3), err);
    return what < 2    ? do_structure(g, s, a, &t, err)
           : what < 6  ? do_theme(g, s, a, &t, err)
           : what < 10 ? do_place(g, s, &t, err)
           : what < 12 ? do_split_code(g, s, a, &t, err)
           : what < 14 ? do_process(g, s, err)
           : what < 16 ? do_aside(g, s, &t, err)
           : what < 18 ? do_review(g, s, a, &t, err)
                       : do_version(g, s, &t, err);
}

static bool do_one(struct game *g, struct store *s, struct arena *a, struct err *err)
{
    if (pick(g, 20) < (g->study ? 13 : 7))
        return do_new(g, s, a, err);
    unsigned kind = g->records ? 9 + pick(g, 11) : pick(g, 20);
    return kind < 6    ? do_splice(g, s, err)
           : kind < 7  ? do_edit(g, s, err)
           : kind < 11 ? do_mark(g, s, a, err)
           : kind < 13 ? do_coding(g, s, a, pick(g, 6), err)
           : kind < 16 ? do_tree(g, s, a, pick(g, 8), err)
                       : do_study(g, s, a, pick(g, 12), err);
}

/* Does the newest act lie on its coder's stack? One that only took a version does not. */
static bool is_on_stack(const char *path)
{
    return test_count(path, "SELECT undo_top = id FROM act ORDER BY seq DESC LIMIT 1") == 1;
}

static void plain_act(struct game *g, struct coder_side *c)
{
    struct arena a = ARENA_INIT;
    struct err err = ERR_INIT;
    struct act_row row = {0};
    int64_t versions = test_count(g->path, "SELECT count(*) FROM version");
    cr_assert(store_begin(c->s, "test", &err), "%s", err_text(&err));
    bool ok = do_one(g, c->s, &a, &err);
    if (ok && pick(g, 6) == 0) /* one that leaves the words alone: they come first in an act */
        ok = do_new(g, c->s, &a, &err);
    if (ok) {
        cr_assert(store_commit(c->s, &row, &err, "an act"), "commit: %s", err_text(&err));
        if (row.id != 0 && is_on_stack(g->path)) {
            vec_push(&c->undo, row.seq);
            vec_clear(&c->redo);
            g->done++;
        } else if (row.id != 0) {
            cr_assert_gt(test_count(g->path, "SELECT count(*) FROM version"), versions, "nothing was noted");
        }
    } else {
        cr_assert(err.kind == ERR_INPUT || err.kind == ERR_NOT_FOUND || err.kind == ERR_CONFLICT, "%d: %s",
                  (int)err.kind, err_text(&err));
        store_rollback(c->s);
        g->refused++;
    }
    err_release(&err);
    arena_release(&a);
}

/* False: refused because someone has changed it since. */
static bool take_back(struct coder_side *c, bool redo, bool must)
{
    struct err err = ERR_INIT;
    bool ok = redo ? store_redo(c->s, NULL, &err) : store_undo(c->s, NULL, &err);
    cr_assert(ok || (!must && err.kind == ERR_CONFLICT), "%s: %s", redo ? "redo" : "undo", err_text(&err));
    if (ok && redo) {
        c->redo.n--;
        vec_push(&c->undo, newest(c->s));
    } else if (ok) {
        c->undo.n--;
        vec_push(&c->redo, newest(c->s));
    }
    err_release(&err);
    return ok;
}

static void one_step(struct game *g)
{
    struct coder_side *c = &g->side[pick(g, 2)];
    unsigned what = pick(g, 10);
    if (what == 0 && c->redo.n > 0)
        g->refused += !take_back(c, true, false);
    else if (what < 4 && c->undo.n > 0)
        g->refused += !take_back(c, false, false);
    else
        plain_act(g, c);
}

/* Newest first over both coders: no conflict, and the very start; then all again. */
static void all_back_and_forth(struct game *g, const char *start)
{
    VEC(int) order = VEC_INIT;
    VEC(char *) states = VEC_INIT;
    while (g->side[0].undo.n + g->side[1].undo.n > 0) {
        int64_t a = g->side[0].undo.n > 0 ? g->side[0].undo.v[g->side[0].undo.n - 1] : 0;
        int64_t b = g->side[1].undo.n > 0 ? g->side[1].undo.v[g->side[1].undo.n - 1] : 0;
        int who = b > a;
        vec_push(&states, test_dump(g->path));
        take_back(&g->side[who], false, true);
        vec_push(&order, who);
        test_sound(g->side[who].s, "while taking all back");
    }
    char *now = test_dump(g->path);
    test_same(start, now, "after all was taken back");
    mem_free(now);
    while (order.n > 0) {
        take_back(&g->side[order.v[--order.n]], true, true);
        now = test_dump(g->path);
        char *when = mem_printf("after act %zu from the end was done again", order.n + 1);
        test_same(states.v[order.n], now, when);
        mem_free(when);
        mem_free(now);
        mem_free(states.v[order.n]);
    }
    test_sound(g->side[0].s, "after all was done again");
    vec_release(&order);
    vec_release(&states);
}

/* Something of everything to begin with, and a version of it. */
static void furnish(struct store *s, tema_id source)
{
    tema_id structure = 0, code = 0, theme = 0, segment = 0;
    MUST(store_begin(s, "test", &err));
    MUST(store_add_structure(s, "første", NULL, 0, &structure, &err));
    for (size_t i = 0; i < 4; i++) {
        cp_off from = {7 * i}, to = {7 * i + 5};
        MUST(store_add_code(s, i == 1 ? code : 0, "kode", ORIGIN_DEDUCTIVE, 0, &code, &err));
        MUST(store_add_theme(s, structure, i == 2 ? theme : 0, "tema", &theme, &err));
        MUST(store_add_place(s, theme, code, 0, NULL, &err));
        MUST(store_mark(s, source, from, to, &segment, &err));
        MUST(store_code(s, segment, code, NULL, &err));
        MUST(store_star(s, segment, NULL, &err));
        MUST(store_add_place(s, theme, 0, segment, NULL, &err));
    }
    MUST(store_take_version(s, VERSION_COMMIT, "", "", NULL, &err));
    MUST(store_commit(s, NULL, &err, "a beginning"));
}

static void play(uint64_t seed, int steps, bool records, bool study)
{
    struct game g = {.path = test_path("p.tema"),
                     .random = seed * 0x9e3779b97f4a7c15u + 1,
                     .records = records,
                     .study = study};
    struct buf longer = BUF_INIT;
    for (int i = 0; i < 1200; i++)
        buf_addf(&longer, i % 50 == 49 ? "ord%d. " : "ord%d ", i);
    buf_addstr(&longer, "\nSlutt.\n");
    g.side[0].s = test_create(g.path, "anna");
    g.sources[g.nsources++] = test_import(
        g.side[0].s, "en.vtt",
        "Int: Hva er dette? Si det.\nKari: Det er æ. Ja. Det er å.\n+Mer ja.\nInt: Og så?\nPer: Nei.\n");
    g.sources[g.nsources++] =
        test_import(g.side[0].s, "to.txt", "Uten navn. Bare ord.\nEn linje til.\nSiste linje.\n");
    if (!records)
        g.sources[g.nsources++] = test_import(g.side[0].s, "lang.txt", buf_str(&longer));
    if (study)
        furnish(g.side[0].s, g.sources[1]);
    g.side[1].s = test_open(g.path, "berit");
    char *start = test_dump(g.path);
    for (int i = 0; i < steps; i++) {
        one_step(&g);
        test_sound(g.side[0].s, "after a step");
    }
    all_back_and_forth(&g, start);
    travel_there_and_back(g.side[0].s, "anna");
    printf("seed %llu: %d acts, %d refused\n", (unsigned long long)seed, g.done, g.refused);
    mem_free(start);
    for (int i = 0; i < 2; i++) {
        store_free(g.side[i].s);
        vec_release(&g.side[i].undo);
        vec_release(&g.side[i].redo);
    }
    buf_release(&longer);
    test_remove(g.path);
}

static void games(bool records, bool study)
{
    const char *rounds = getenv("TEMA_TEST_ROUNDS"), *seed = getenv("TEMA_TEST_SEED"),
               *steps = getenv("TEMA_TEST_STEPS");
    uint64_t first = seed == NULL ? 1 : strtoull(seed, NULL, 10),
             n = rounds == NULL ? 4 : strtoull(rounds, NULL, 10);
    for (uint64_t i = 0; i < n; i++) {
        fprintf(stderr, "seed %llu\n", (unsigned long long)(first + i));
        play(first + i, steps == NULL ? 110 : atoi(steps), records, study);
    }
}

Test(store_property, random_acts__undone_and_redone__come_back_exactly)
{
    games(false, false);
}

Test(store_property, random_acts_on_records__undone_and_redone__come_back_exactly)
{
    games(true, false);
}

Test(store_property, random_acts_on_themes_reviews_versions__undone_and_redone__come_back_exactly)
{
    games(true, true);
}
