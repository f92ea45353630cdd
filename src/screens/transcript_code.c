/* Coding: giving codes to what is marked, taking them off, memos on it. */
#include <stdlib.h>
#include <string.h>

#include "tema/app/quotes.h"
#include "tema/app/themes.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "transcript_priv.h"

/* ---- what is there ---- */

static int by_start(const void *a, const void *b)
{
    const struct stripe *x = a, *y = b;
    if (x->start.cp != y->start.cp)
        return x->start.cp < y->start.cp ? -1 : 1;
    if (x->end.cp != y->end.cp)
        return x->end.cp > y->end.cp ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->coding < y->coding ? -1 : x->coding > y->coding;
}

/* Each stripe gets the first lane that is free where it begins. */
static void assign_lanes(struct transcript *t)
{
    size_t ends[LANES] = {0};
    for (size_t i = 0; i < t->stripes.n; i++) {
        struct stripe *s = &t->stripes.v[i];
        int lane = 0;
        while (lane < LANES && ends[lane] > s->start.cp)
            lane++;
        s->lane = lane;
        if (lane < LANES)
            ends[lane] = s->end.cp > s->start.cp ? s->end.cp : s->start.cp + 1;
    }
}

static bool is_coded(const struct transcript *t, tema_id segment, size_t ncodings)
{
    for (size_t i = 0; i < ncodings; i++)
        if (t->stripes.v[i].segment == segment)
            return true;
    return false;
}

/* Themes of the current structure that a meaning unit without a code stands under, and what is set aside. */
static void add_other_stripes(struct workbench *wb, struct transcript *t)
{
    const struct study *st = wb->st;
    const struct structure *now = study_current_structure(st);
    size_t ncodings = t->stripes.n;
    for (size_t i = 0; i < t->nsegs; i++) {
        const struct segment *s = &t->segs[i];
        struct stripe x = {STRIPE_ASIDE, 0, s->id, s->coder, 0, s->start, s->end, 0};
        if (s->aside)
            vec_push(&t->stripes, x);
    }
    for (size_t k = 0; now && k < st->nplaces; k++) {
        const struct place *p = &st->places[k];
        const struct theme *theme = p->segment ? study_theme(st, p->theme) : NULL;
        if (!theme || theme->structure != now->id || !themetree_stands(st->themes, st->nthemes, theme->id) ||
            is_coded(t, p->segment, ncodings))
            continue;
        for (size_t i = 0; i < t->nsegs; i++)
            if (t->segs[i].id == p->segment)
                vec_push(&t->stripes, ((struct stripe){STRIPE_THEME, 0, p->segment, p->coder, p->theme,
                                                       t->segs[i].start, t->segs[i].end, 0}));
    }
}

void transcript_load_codings(struct workbench *wb, struct transcript *t)
{
    if (t->coding_stamp == wb->coding_stamp)
        return;
    t->coding_stamp = wb->coding_stamp;
    t->waiting_stale = true;
    arena_release(&t->coding_arena);
    t->nsegs = t->nmemos = t->nquotes = 0;
    vec_clear(&t->stripes);
    struct coding *codings = NULL;
    size_t n = 0;
    struct err err = ERR_INIT;
    tema_scope scope = wb_scope(wb);
    if (!app_segments(wb->app, scope, t->source, &t->coding_arena, &t->segs, &t->nsegs, &err) ||
        !app_codings(wb->app, scope, t->source, 0, &t->coding_arena, &codings, &n, &err) ||
        !app_memos(wb->app, &t->coding_arena, &t->memos, &t->nmemos, &err) ||
        !app_quotes(wb->app, &t->coding_arena, &t->quotes, &t->nquotes, &err)) {
        wb_fail(wb, &err);
        return;
    }
    for (size_t i = 0; i < n; i++)
        vec_push(&t->stripes,
                 ((struct stripe){STRIPE_CODE, codings[i].id, codings[i].segment, codings[i].coder,
                                  codings[i].code, codings[i].start, codings[i].end, 0}));
    add_other_stripes(wb, t);
    if (t->stripes.n > 0)
        qsort(t->stripes.v, t->stripes.n, sizeof t->stripes.v[0], by_start);
    assign_lanes(t);
}

/* ---- giving ---- */

bool ensure_mark(struct workbench *wb, struct transcript *t)
{
    if (t->mark != MARK_NONE)
        return true;
    if (mark_unit(t, DOC_SENTENCE, 1)) {
        t->mark_auto = true;
        return true;
    }
    wb_say(wb, ROLE_DIM, _("there are no words here"));
    return false;
}

void drop_auto(struct transcript *t)
{
    if (t->mark_auto)
        t->mark = MARK_NONE;
    t->mark_auto = false;
}

void transcript_give(struct workbench *wb, struct transcript *t, tema_id code, const char *path)
{
    if (!ensure_mark(wb, t))
        return;
    cp_off start, end;
    mark_range(t, &start, &end);
    struct code_wish wish = {code, path, ORIGIN_INDUCTIVE};
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_mark(wb->app, t->source, start, end, &wish, 1, NULL, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err)) {
        drop_auto(t);
        return;
    }
    t->mark = MARK_USED;
    t->mark_auto = false;
    t->last_code = code; /* 0: a new one, which the project knows to be the latest */
}

static void picked(struct workbench *wb, void *ctx, tema_id code, const char *path)
{
    transcript_give(wb, ctx, code, path);
}

/* A theme given straight to the stretch: a place under it, without a code. */
static void theme_picked_here(struct workbench *wb, void *ctx, tema_id theme)
{
    struct transcript *t = ctx;
    if (!ensure_mark(wb, t))
        return;
    cp_off start, end;
    mark_range(t, &start, &end);
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_place_stretch(wb->app, t->source, start, end, theme, NULL, &said, &err);
    if (!wb_did(wb, ok, false, &said, &err)) {
        drop_auto(t);
        return;
    }
    t->mark = MARK_USED;
    t->mark_auto = false;
}

static void not_picked(void *ctx)
{
    drop_auto(ctx);
}

static void ask_code(struct workbench *wb, struct transcript *t)
{
    if (!ensure_mark(wb, t))
        return;
    cp_off start, end;
    mark_range(t, &start, &end);
    struct buf words = BUF_INIT;
    struct arena a = ARENA_INIT;
    doc_text(&t->doc, start, end, &words);
    struct code_pick how = {
        .title = arena_printf(&a, _("code “%s”"), buf_str(&words)), .make = true, .theme = theme_picked_here};
    wb_pick_code(wb, &how, picked, not_picked, t, NULL);
    buf_release(&words);
    arena_release(&a);
}

static void repeat(struct workbench *wb, struct transcript *t)
{
    struct arena a = ARENA_INIT;
    tema_id *recent;
    size_t n = 0;
    if ((!t->last_code || !study_code(wb->st, t->last_code)) &&
        app_recent_codes(wb->app, 1, &a, &recent, &n, NULL) && n > 0)
        t->last_code = recent[0];
    arena_release(&a);
    if (t->last_code && study_code(wb->st, t->last_code))
        transcript_give(wb, t, t->last_code, NULL);
    else
        wb_say(wb, ROLE_DIM, _("no code was given yet; c gives one"));
}

/* ---- taking off ---- */

static void take_off(struct workbench *wb, tema_id coding)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = app_uncode(wb->app, coding, &said, &err);
    wb_did(wb, ok, false, &said, &err);
}

static bool others_chosen(struct workbench *wb, void *ctx, size_t i)
{
    const tema_id *coding = ctx;
    buf_clear(&wb->message);
    if (i == 0)
        take_off(wb, *coding);
    return true;
}

/* What somebody else has put there is taken off only when asked: she could not take that back herself. */
static void ask_take_off(struct workbench *wb, const char *code, const char *coder, tema_id coding)
{
    static const struct modal_ops ops = {.choice = others_chosen, .free = mem_free};
    struct arena a = ARENA_INIT;
    tema_id *ctx = mem_alloc(sizeof *ctx);
    *ctx = coding;
    wb_open_prompt(wb, prompt_yes_no(arena_printf(&a, _("%s gave “%s” here; take it off?"), coder, code)),
                   &ops, ctx);
    arena_release(&a);
}

static bool uncode_made(struct workbench *wb, void *ctx, size_t i, const struct choice *chosen,
                        const char *text)
{
    (void)i;
    (void)text;
    const struct transcript *t = ctx;
    const struct coder *me = wb_me(wb);
    for (size_t k = 0; k < t->stripes.n; k++) {
        const struct stripe *s = &t->stripes.v[k];
        if (s->coding != chosen->id)
            continue;
        const struct coder *who = study_coder(wb->st, s->coder);
        if (who && (!me || who->id != me->id))
            ask_take_off(wb, chosen->name, who->name, s->coding);
        else
            take_off(wb, s->coding);
        break;
    }
    return true;
}

bool stripe_covers(const struct stripe *s, cp_off at)
{
    return s->start.cp <= at.cp && (at.cp < s->end.cp || (s->start.cp == s->end.cp && s->start.cp == at.cp));
}

static void uncode(struct workbench *wb, struct transcript *t)
{
    choices items = VEC_INIT;
    struct arena a = ARENA_INIT;
    const struct coder *me = wb_me(wb);
    for (size_t i = 0; i < t->stripes.n; i++) {
        const struct stripe *s = &t->stripes.v[i];
        const struct code *k = s->kind == STRIPE_CODE ? study_code(wb->st, s->code) : NULL;
        if (!stripe_covers(s, t->caret) || !k)
            continue;
        const struct coder *who = study_coder(wb->st, s->coder);
        struct buf words = BUF_INIT;
        doc_text(&t->doc, s->start, s->end, &words);
        bool other = who && (!me || me->id != who->id);
        const char *note = other ? arena_printf(&a, "%s: “%s”", who->name, buf_str(&words))
                                 : arena_printf(&a, "“%s”", buf_str(&words));
        struct choice it = {k->name, note, TINT(k->colour), s->coding};
        vec_push(&items, it);
        buf_release(&words);
    }
    if (items.n == 0)
        wb_say(wb, ROLE_DIM, _("no code at the caret"));
    else if (items.n == 1)
        uncode_made(wb, t, 0, &items.v[0], NULL);
    else
        wb_pick_choice(wb, _("take which code off?"), items.v, items.n, NULL, uncode_made, t, NULL);
    vec_release(&items);
    arena_release(&a);
}

/* ---- memos ---- */

const struct segment *unit_at_caret(struct workbench *wb, const struct transcript *t, bool aside)
{
    const struct segment *best = NULL;
    const struct coder *me = wb_me(wb);
    cp_off start = {0}, end = {0};
    if (t->mark != MARK_NONE)
        mark_range(t, &start, &end);
    for (size_t i = 0; i < t->nsegs; i++) {
        const struct segment *s = &t->segs[i];
        if (s->aside != aside)
            continue;
        if (t->mark != MARK_NONE) {
            if (me && s->coder == me->id && s->start.cp == start.cp && s->end.cp == end.cp)
                return s;
            continue;
        }
        bool in = s->start.cp <= t->caret.cp && t->caret.cp < s->end.cp;
        if (in && (!best || s->end.cp - s->start.cp < best->end.cp - best->start.cp))
            best = s;
    }
    return best;
}

static void memo(struct workbench *wb, struct transcript *t)
{
    struct arena a = ARENA_INIT;
    struct buf words = BUF_INIT;
    const struct segment *s = unit_at_caret(wb, t, false);
    if (!s)
        s = unit_at_caret(wb, t, true);
    const struct source *source = study_source(wb->st, t->source);
    cp_off start = {0}, end = {0};
    if (s || t->mark != MARK_NONE) {
        if (s) {
            start = s->start;
            end = s->end;
        } else {
            mark_range(t, &start, &end);
        }
        doc_text(&t->doc, start, end, &words);
        wb_write_memo(wb, MEMO_SEGMENT, s ? s->id : 0, t->source, start, end,
                      arena_printf(&a, "“%s”", buf_str(&words)));
    } else {
        wb_write_memo(wb, MEMO_SOURCE, t->source, t->source, start, end,
                      arena_printf(&a, _("source “%s”"), source ? source->name : ""));
    }
    buf_release(&words);
    arena_release(&a);
}

/* ---- turns ---- */

/* Those that are marked, else the one at the caret. */
static void turns_meant(const struct transcript *t, cp_off *ret_start, cp_off *ret_end)
{
    *ret_start = *ret_end = t->caret;
    if (t->mark != MARK_NONE)
        mark_range(t, ret_start, ret_end);
}

/* Remembers the name, and goes on to the next turn: a transcript without speakers is gone through with one key a turn. */
static void was_given(void *ctx, const char *name)
{
    struct transcript *t = ctx;
    if (!t->last_speaker || strcmp(t->last_speaker, name) != 0) {
        mem_free(t->other_speaker);
        t->other_speaker = t->last_speaker;
        t->last_speaker = mem_strdup(name);
    }
    if (t->mark != MARK_NONE)
        return;
    size_t row = doc_row_at(&t->doc, t->caret), next = row;
    while (next < t->doc.n && t->doc.rows[next].turn == t->doc.rows[row].turn)
        next++;
    if (next < t->doc.n)
        set_caret(t, t->doc.rows[next].start, true);
}

static void give_turns(struct workbench *wb, struct transcript *t)
{
    cp_off start, end;
    turns_meant(t, &start, &end);
    wb_give_turns(wb, t->source, start, end, was_given, t);
}

static void give_again(struct workbench *wb, struct transcript *t, const char *name)
{
    if (!name) {
        wb_say(wb, ROLE_DIM,
               t->last_speaker ? _("only one speaker was given turns yet; a gives one to another")
                               : _("no turn was given to a speaker yet; a gives one"));
        return;
    }
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    cp_off start, end;
    turns_meant(t, &start, &end);
    bool ok = app_give_turns(wb->app, t->source, start, end, name, &said, &err);
    if (wb_did(wb, ok, true, &said, &err)) {
        char *given = mem_strdup(name);
        was_given(t, given);
        mem_free(given);
    }
}

static void split_join(struct workbench *wb, struct transcript *t, bool join)
{
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT;
    bool ok = join ? app_join_turn(wb->app, t->source, t->caret, &said, &err)
                   : app_split_turn(wb->app, t->source, t->caret, &said, &err);
    if (wb_did(wb, ok, true, &said, &err))
        t->mark = MARK_NONE;
}

static void link_here(struct workbench *wb, struct transcript *t)
{
    const struct doc_row *r = &t->doc.rows[doc_row_at(&t->doc, t->caret)];
    wb_link_speaker(wb, t->source, r->row.speaker);
}

bool transcript_code(struct workbench *wb, struct transcript *t, enum action_id id, int count)
{
    switch ((int)id) {
    case ACTION_MARK_SENTENCE:
    case ACTION_MARK_TURN:
        if (t->mark == MARK_USED)
            t->mark = MARK_NONE;
        mark_unit(t, id == ACTION_MARK_TURN ? DOC_TURN : DOC_SENTENCE, count);
        return true;
    case ACTION_MARK_FREE:
        t->mark = t->mark == MARK_ON ? MARK_NONE : MARK_ON;
        t->mark_auto = false;
        t->anchor = t->caret;
        return true;
    case ACTION_OTHER_EDGE:
        if (t->mark == MARK_NONE) {
            wb_say(wb, ROLE_DIM, _("nothing is marked; s, t or v marks"));
        } else {
            cp_off old = t->caret;
            t->mark = MARK_ON;
            set_caret(t, t->anchor, true);
            t->anchor = old;
        }
        return true;
    case ACTION_CODE: ask_code(wb, t); return true;
    case ACTION_REPEAT: repeat(wb, t); return true;
    case ACTION_UNCODE: uncode(wb, t); return true;
    case ACTION_MEMO: memo(wb, t); return true;
    case ACTION_SPEAKER: give_turns(wb, t); return true;
    case ACTION_SPEAKER_SAME: give_again(wb, t, t->last_speaker); return true;
    case ACTION_SPEAKER_OTHER: give_again(wb, t, t->other_speaker); return true;
    case ACTION_SPLIT:
    case ACTION_JOIN: split_join(wb, t, id == ACTION_JOIN); return true;
    case ACTION_LINK: link_here(wb, t); return true;
    default: return transcript_unit(wb, t, id);
    }
}
