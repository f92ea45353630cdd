/* The frame around the screens: title line, message line, footer; which screen is in front; what every key
 * leads to. */
#include <stdarg.h>
#include <string.h>
#include <time.h>

#include "screens_priv.h"
#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/breaks.h"
#include "tema/text/wrap.h"
#include "tema/ui/layout.h"

enum { MIN_ROWS = 10, MIN_COLS = 40, IDLE_MS = 1000, SOON_MS = 40, RESCUE_MS = 5000, MESSAGE_ROWS = 2 };

static const struct screen *const screens[SCREEN_COUNT] = {
    [SCREEN_HOME] = &home_screen,         [SCREEN_TRANSCRIPT] = &transcript_screen,
    [SCREEN_CODEBOOK] = &codebook_screen, [SCREEN_THEMES] = &themes_screen,
    [SCREEN_EXTRACTS] = &extracts_screen, [SCREEN_REVIEW] = &review_screen,
    [SCREEN_VERSIONS] = &versions_screen, [SCREEN_HELP] = &help_screen,
};

static enum screen_id front(const struct workbench *wb)
{
    return wb->stack[wb->depth - 1];
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- messages and the study ---- */

void wb_say(struct workbench *wb, enum role role, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_clear(&wb->message);
    buf_vaddf(&wb->message, fmt, ap);
    va_end(ap);
    wb->message_role = role;
}

void wb_fail(struct workbench *wb, struct err *err)
{
    wb_say(wb, ROLE_ERROR, "%s", err_text(err));
    err_release(err);
}

void wb_refresh(struct workbench *wb)
{
    struct err err = ERR_INIT;
    const struct study *st = app_study(wb->app, &err);
    if (st)
        wb->st = st;
    else
        wb_fail(wb, &err); /* what was read last stays in sight */
    wb->coding_stamp++;
}

bool wb_did(struct workbench *wb, bool ok, bool text, struct buf *said, struct err *err)
{
    bool held = !ok && (err->kind == ERR_BUSY || err->kind == ERR_CANCELLED);
    if (ok)
        wb_say(wb, ROLE_NOTICE, "%s", buf_str(said));
    else
        wb_fail(wb, err);
    err_release(err);
    buf_release(said);
    if (held) /* reading would wait as long again */
        return false;
    if (text)
        wb->text_stamp++;
    wb_refresh(wb);
    return ok;
}

const struct coder *wb_me(const struct workbench *wb)
{
    for (size_t i = 0; i < wb->st->ncoders; i++)
        if (strcmp(wb->st->coders[i].name, app_coder_name(wb->app)) == 0)
            return &wb->st->coders[i];
    return NULL;
}

tema_scope wb_scope(const struct workbench *wb)
{
    const struct coder *me = wb_me(wb);
    return me && me->role == CODER_SECOND ? me->id : SCOPE_COUNTED;
}

/* As app_reviews_only says, from what is known here. */
static bool only_reviews(const struct workbench *wb)
{
    const struct coder *me = wb_me(wb);
    return app_is_read_only(wb->app) || (me && me->role == CODER_SUPERVISOR);
}

/* ---- which screen ---- */

static void leave_front(struct workbench *wb)
{
    const struct screen *s = screens[front(wb)];
    if (s->leave)
        s->leave(wb, wb->state[front(wb)]);
}

static void enter_front(struct workbench *wb)
{
    keymap_reset(&wb->typed);
    wb->desk_dirty = true;
    wb->soon = false;
    screens[front(wb)]->enter(wb, wb->state[front(wb)]);
}

void wb_go(struct workbench *wb, enum screen_id id)
{
    if (front(wb) == id)
        return;
    leave_front(wb);
    int at = 0;
    while (at < wb->depth && wb->stack[at] != id)
        at++;
    for (int i = at; i + 1 < wb->depth; i++)
        wb->stack[i] = wb->stack[i + 1];
    if (at < wb->depth)
        wb->depth--;
    wb->stack[wb->depth++] = id;
    enter_front(wb);
}

void wb_back(struct workbench *wb)
{
    if (wb->depth == 1) {
        wb->stop = true;
        return;
    }
    leave_front(wb);
    wb->depth--;
    enter_front(wb);
}

void wb_open_source(struct workbench *wb, tema_id source)
{
    wb->source = source;
    wb_go(wb, SCREEN_TRANSCRIPT);
}

/* What the screen is to show is new: it is entered again when it is in front already. */
static void go_anew(struct workbench *wb, enum screen_id id)
{
    if (front(wb) == id)
        enter_front(wb);
    else
        wb_go(wb, id);
}

void wb_open_stretch(struct workbench *wb, tema_id source, cp_off start, cp_off end)
{
    wb->source = source;
    wb->stretch.source = source;
    wb->stretch.start = start;
    wb->stretch.end = end;
    go_anew(wb, SCREEN_TRANSCRIPT);
}

void wb_open_extracts(struct workbench *wb, tema_id code, tema_id theme, bool splitting)
{
    wb->extracts.code = code;
    wb->extracts.theme = theme;
    wb->extracts.splitting = splitting;
    go_anew(wb, SCREEN_EXTRACTS);
}

void wb_open_review(struct workbench *wb, tema_id coding)
{
    wb->review = coding;
    go_anew(wb, SCREEN_REVIEW);
}

unsigned wb_where(const struct workbench *wb)
{
    return screens[front(wb)]->where(wb->state[front(wb)]);
}

unsigned wb_where_below(const struct workbench *wb)
{
    if (wb->depth < 2)
        return IN_HOME;
    enum screen_id id = wb->stack[wb->depth - 2];
    return screens[id]->where(wb->state[id]);
}

const char *workbench_screen(const struct workbench *wb)
{
    return screens[front(wb)]->name;
}

const char *workbench_message(const struct workbench *wb)
{
    return buf_str(&wb->message);
}

/* ---- life ---- */

static void bind_keys(struct keymap *m)
{
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        const char *s = actions[i].keys;
        while (*s) {
            size_t n = strcspn(s, " ");
            char *key = mem_strndup(s, n);
            keymap_bind(m, actions[i].where, key, i, NULL);
            mem_free(key);
            s += n;
            s += strspn(s, " ");
        }
    }
}

/* Can it be shown again without what led to it? */
static bool stands_alone(enum screen_id id)
{
    return id != SCREEN_HELP && id != SCREEN_EXTRACTS;
}

static void restore_desk(struct workbench *wb)
{
    struct arena a = ARENA_INIT;
    char *screen = NULL;
    tema_id source = 0;
    app_desk_get(wb->app, &a, &screen, &source);
    wb->stack[wb->depth++] = SCREEN_HOME;
    if (source && study_source(wb->st, source))
        wb->source = source;
    for (int i = SCREEN_HOME + 1; i < SCREEN_COUNT; i++)
        if (screen && strcmp(screen, screens[i]->name) == 0 && stands_alone((enum screen_id)i) &&
            (i != SCREEN_TRANSCRIPT || wb->source))
            wb->stack[wb->depth++] = (enum screen_id)i;
    arena_release(&a);
}

struct workbench *workbench_new(struct app *app, const struct workbench_host *host, struct err *err)
{
    const struct study *st = app_study(app, err);
    if (!st)
        return NULL;
    struct workbench *wb = mem_alloc(sizeof *wb);
    wb->app = app;
    if (host)
        wb->host = *host;
    wb->st = st;
    wb->text_stamp = wb->coding_stamp = 1;
    wb->ticked = now_ms();
    wb->rows = 24;
    wb->cols = 80;
    wb->keys = keymap_new();
    bind_keys(wb->keys);
    for (int i = 0; i < SCREEN_COUNT; i++)
        wb->state[i] = screens[i]->open(wb);
    restore_desk(wb);
    if (app_is_read_only(app))
        wb_say(wb, ROLE_WARNING, _("the project is open for reading only"));
    enter_front(wb);
    wb->desk_dirty = false;
    return wb;
}

static void keep_desk(struct workbench *wb)
{
    int at = wb->depth - 1;
    while (at > 0 && !stands_alone(wb->stack[at]))
        at--;
    app_desk_put(wb->app, screens[wb->stack[at]]->name, wb->source);
    wb->desk_dirty = false;
}

void workbench_free(struct workbench *wb)
{
    if (!wb)
        return;
    modal_rescue(wb);
    leave_front(wb);
    keep_desk(wb);
    for (int i = 0; i < SCREEN_COUNT; i++)
        screens[i]->close(wb->state[i]);
    keymap_free(wb->keys);
    buf_release(&wb->message);
    buf_release(&wb->draft);
    mem_free(wb);
}

/* ---- events ---- */

static void undo_redo(struct workbench *wb, enum action_id id, int count)
{
    for (int i = 0; i < (count > 0 ? count : 1); i++) {
        struct err err = ERR_INIT;
        struct buf said = BUF_INIT;
        bool ok = id == ACTION_UNDO ? app_undo(wb->app, &said, &err) : app_redo(wb->app, &said, &err);
        if (!wb_did(wb, ok, true, &said, &err))
            return;
    }
}

/* Actions that ask the same wherever they are called; false when it is none of them. */
static bool run_anywhere(struct workbench *wb, enum action_id id)
{
    switch ((int)id) {
    case ACTION_HELP: wb_go(wb, SCREEN_HELP); break;
    case ACTION_CODEBOOK: wb_go(wb, SCREEN_CODEBOOK); break;
    case ACTION_THEMES: wb_go(wb, SCREEN_THEMES); break;
    case ACTION_REVIEW: wb_go(wb, SCREEN_REVIEW); break;
    case ACTION_VERSIONS: wb_go(wb, SCREEN_VERSIONS); break;
    case ACTION_PALETTE: wb_pick_action(wb); break;
    case ACTION_REPORT: wb_pick_report(wb); break;
    case ACTION_MEMOS: wb_show_memos(wb); break;
    case ACTION_BACKUP: wb_backup(wb); break;
    case ACTION_NEXT_WAITING: wb_next_waiting(wb); break;
    case ACTION_COMMIT: wb_commit_version(wb); break;
    case ACTION_PHASE: wb_pick_phase(wb); break;
    case ACTION_ROUND: wb_pick_round(wb); break;
    case ACTION_QUESTION: wb_write_question(wb); break;
    case ACTION_WHO_SAID: wb_write_patterns(wb); break;
    case ACTION_ROLE: wb_pick_role(wb); break;
    default: return false;
    }
    return true;
}

/* What would open a panel to write in, or change something at once: refused before anything is typed where it
 * could not be kept. Taking back is left to the project, which knows whose act it was. */
static bool changes_study(enum action_id id)
{
    static const enum action_id changing[] = {
        ACTION_CODE,          ACTION_REPEAT,       ACTION_UNCODE,       ACTION_RECODE,
        ACTION_ASIDE,         ACTION_CONDENSE,     ACTION_STAR,         ACTION_CHOOSE,
        ACTION_NEW_CODE,      ACTION_NEW_CHILD,    ACTION_RENAME,       ACTION_DEFINE,
        ACTION_RECOLOUR,      ACTION_MOVE,         ACTION_EARLIER,      ACTION_LATER,
        ACTION_MERGE,         ACTION_DELETE,       ACTION_SPLIT_CODE,   ACTION_NEW_THEME,
        ACTION_DEFINE_THEME,  ACTION_RENAME_THEME, ACTION_NEW_SUBTHEME, ACTION_PLACE,
        ACTION_UNPLACE,       ACTION_KEEP_THEME,   ACTION_DROP_THEME,   ACTION_MOVE_THEME,
        ACTION_MERGE_THEME,   ACTION_SPLIT_THEME,  ACTION_DELETE_THEME, ACTION_STRUCTURE,
        ACTION_TAKE_OFF,      ACTION_EDIT_QUOTE,   ACTION_EXAMPLE,      ACTION_COMMIT,
        ACTION_RESTORE,       ACTION_IMPORT,       ACTION_SOURCE,       ACTION_TITLE,
        ACTION_CHECKED,       ACTION_PHASE,        ACTION_ROUND,        ACTION_QUESTION,
        ACTION_WHO_SAID,      ACTION_MEMO,         ACTION_SPEAKER,      ACTION_SPEAKER_SAME,
        ACTION_SPEAKER_OTHER, ACTION_SPLIT,        ACTION_JOIN,         ACTION_LINK};
    for (size_t i = 0; i < sizeof changing / sizeof changing[0]; i++)
        if (changing[i] == id)
            return true;
    return false;
}

void wb_run(struct workbench *wb, enum action_id id, int count)
{
    if (only_reviews(wb) && changes_study(id)) {
        if (app_is_read_only(wb->app))
            wb_say(wb, ROLE_ERROR, _("the project is open for reading only: nothing can be changed"));
        else
            wb_say(wb, ROLE_ERROR, _("%s reviews: a supervisor changes nothing but the review"),
                   app_coder_name(wb->app));
        return;
    }
    if (run_anywhere(wb, id))
        return;
    switch ((int)id) {
    case ACTION_QUIT: wb->stop = true; return;
    case ACTION_UNDO:
    case ACTION_REDO: undo_redo(wb, id, count); return;
    case ACTION_REDRAW:
        if (wb->host.redraw)
            wb->host.redraw(wb->host.ctx);
        return;
    case ACTION_SUSPEND:
        if (screens[front(wb)]->idle)
            screens[front(wb)]->idle(wb, wb->state[front(wb)]);
        if (wb->host.suspend)
            wb->host.suspend(wb->host.ctx);
        return;
    default: screens[front(wb)]->act(wb, wb->state[front(wb)], id, count);
    }
}

static void key_event(struct workbench *wb, const struct event *e)
{
    int action = 0, count = 0;
    unsigned where = wb_where(wb);
    bool counts = where != IN_HELP;
    switch (keymap_feed(wb->keys, &wb->typed, where, counts, e->key, &action, &count)) {
    case KEYMAP_FOUND:
        buf_clear(&wb->message);
        wb_run(wb, (enum action_id)action, count);
        break;
    case KEYMAP_MORE: break;
    case KEYMAP_NONE:
        buf_clear(&wb->message);
        if (!key_is(e->key, K_ESC, 0)) {
            struct buf name = BUF_INIT;
            key_print(e->key, &name);
            wb_say(wb, ROLE_DIM, _("%s does nothing here; ? shows the keys"), buf_str(&name));
            buf_release(&name);
        }
        break;
    }
}

static void mouse_event(struct workbench *wb, const struct event *e)
{
    if (e->act == MOUSE_PRESS && rect_has(wb->footer, e->row, e->col)) {
        for (size_t i = 0; i < wb->nspans; i++)
            if (e->col >= wb->spans[i].col && e->col < wb->spans[i].col + wb->spans[i].cols) {
                buf_clear(&wb->message);
                wb_run(wb, wb->spans[i].action, 0);
                return;
            }
        return;
    }
    screens[front(wb)]->mouse(wb, wb->state[front(wb)], e);
}

static unsigned idle(struct workbench *wb)
{
    bool soon = wb->soon;
    const struct screen *s = screens[front(wb)];
    wb->ticked = now_ms();
    wb->soon = false;
    if (s->idle)
        s->idle(wb, wb->state[front(wb)]);
    if (wb->desk_dirty)
        keep_desk(wb);
    if (!app_changed(wb->app, wb->st))
        return soon ? REACT_DRAW : REACT_NONE;
    wb->text_stamp++;
    wb_refresh(wb);
    return REACT_DRAW;
}

unsigned workbench_event(struct workbench *wb, const struct event *e)
{
    switch (e->kind) {
    case EVENT_NONE:
    case EVENT_WAKE: return REACT_NONE;
    case EVENT_TICK: return idle(wb);
    case EVENT_RESIZE:
        wb->rows = e->rows;
        wb->cols = e->cols;
        return REACT_DRAW;
    case EVENT_RESUME: return REACT_DRAW;
    case EVENT_QUIT:
    case EVENT_HANGUP:
        /* What was typed is worth a wait, though nobody waits for us any more. */
        app_set_patience(wb->app, RESCUE_MS, NULL, NULL);
        modal_rescue(wb);
        leave_front(wb);
        keep_desk(wb);
        return REACT_STOP;
    case EVENT_KEY:
    case EVENT_PASTE:
    case EVENT_MOUSE: break;
    }
    if (wb->modal.ops)
        modal_event(wb, e);
    else if (e->kind == EVENT_KEY)
        key_event(wb, e);
    else if (e->kind == EVENT_MOUSE)
        mouse_event(wb, e);
    else
        wb_say(wb, ROLE_DIM, _("nothing here takes pasted text"));
    return wb->stop ? REACT_STOP : REACT_DRAW;
}

/* Also while keys come, so that others' changes never wait for a pause. */
int workbench_timeout(const struct workbench *wb)
{
    int64_t left = wb->ticked + IDLE_MS - now_ms();
    int64_t most = wb->soon ? SOON_MS : IDLE_MS;
    return left < 1 ? 1 : left > most ? (int)most : (int)left; /* without waiting at all no tick would come */
}

/* ---- drawing ---- */

const char *glyph(const struct canvas *c, const char *unicode, const char *ascii)
{
    return canvas_is_ascii(c) ? ascii : unicode;
}

int draw_wrapped(struct canvas *c, struct rect r, struct style st, const char *text)
{
    wrap_lines lines = VEC_INIT;
    wrap_text(text, strlen(text), r.cols < 2 ? 2 : r.cols, &lines);
    for (size_t i = 0; i < lines.n && (int)i < r.rows; i++) {
        struct rect former = canvas_clip(c, r);
        const struct wrap_line *l = &lines.v[i];
        canvas_textn(c, r.row + (int)i, r.col, st, text + l->start.b, l->end.b - l->start.b);
        canvas_unclip(c, former);
    }
    int n = (int)lines.n;
    vec_release(&lines);
    return n;
}

void wb_keys(const struct workbench *wb, unsigned where, enum action_id id, bool all, struct buf *out)
{
    keymap_keys(wb->keys, where, id, all, out);
}

static void draw_title(struct workbench *wb, struct canvas *c, struct rect r)
{
    struct buf left = BUF_INIT, right = BUF_INIT;
    canvas_fill(c, r, S(STATUS));
    screens[front(wb)]->status(wb, wb->state[front(wb)], &left, &right);
    if (app_is_read_only(wb->app))
        buf_addf(&right, "%s%s", right.len ? " · " : "", _("read-only"));
    else if (only_reviews(wb))
        buf_addf(&right, "%s%s", right.len ? " · " : "", _("reviewing"));
    int width = text_width(buf_str(&right), right.len);
    canvas_fit(c, r.row, r.col + 1, r.cols - width - 4, S(STATUS), buf_str(&left), false);
    canvas_fit_right(c, r.row, r.col, r.cols - 1, S(STATUS), buf_str(&right));
    buf_release(&left);
    buf_release(&right);
}

/* One key and its label, if there is room up to `end`; returns the column after it. */
static int draw_label(struct workbench *wb, struct canvas *c, int col, int end, enum action_id id,
                      bool measure)
{
    struct buf key = BUF_INIT;
    wb_keys(wb, wb_where(wb), id, false, &key);
    const char *label = _(actions[id].label);
    int k = text_width(buf_str(&key), key.len), l = text_width(label, strlen(label));
    int next = col + k + 1 + l;
    if (key.len == 0 || (!measure && next > end)) {
        buf_release(&key);
        return col;
    }
    if (!measure) {
        canvas_text(c, wb->footer.row, col, S(FOOTER_KEY), buf_str(&key));
        canvas_text(c, wb->footer.row, col + k + 1, S(FOOTER), label);
        if (wb->nspans < FOOTER_SPANS)
            wb->spans[wb->nspans++] = (struct footer_span){col, next - col, id};
    }
    buf_release(&key);
    return next + 2;
}

/* A panel's key and what it does, if there is room for both; returns the column after it. */
static int draw_pair(struct canvas *c, struct rect r, int col, const char *key, const char *label)
{
    int k = text_width(key, strlen(key)), l = text_width(label, strlen(label));
    if (col + k + 1 + l > r.col + r.cols)
        return col;
    canvas_text(c, r.row, col, S(FOOTER_KEY), key);
    canvas_text(c, r.row, col + k + 1, S(FOOTER), label);
    return col + k + 1 + l + 2;
}

/* A panel's keys are the toolkit's, not the table's; a form names its own. */
static void draw_modal_footer(const struct workbench *wb, struct canvas *c, struct rect r)
{
    static const char *const pairs[][2] = {
        {"Enter", N_("take it")}, {"Esc", N_("leave")}, {"Up Down", N_("choose")}, {"a-z", N_("filter")}};
    size_t n = wb->modal.picker ? 4 : wb->modal.prompt && wb->modal.ops->text ? 2 : 0;
    int col = r.col + 1;
    for (size_t i = 0; i < n; i++)
        col = draw_pair(c, r, col, pairs[i][0], _(pairs[i][1]));
    if (wb->modal.ops->tab)
        draw_pair(c, r, col, "Tab", _("complete"));
}

static void draw_footer(struct workbench *wb, struct canvas *c, struct rect r)
{
    wb->footer = r;
    wb->nspans = 0;
    canvas_fill(c, r, S(FOOTER));
    if (wb->modal.ops) {
        draw_modal_footer(wb, c, r);
        return;
    }
    unsigned where = wb_where(wb);
    int end = r.col + r.cols - 1;
    int kept = 0; /* help and leaving are always there, with the gap before them */
    if (actions[ACTION_HELP].where & where)
        kept += draw_label(wb, c, 0, 0, ACTION_HELP, true);
    kept += draw_label(wb, c, 0, 0, ACTION_BACK, true);
    int col = r.col + 1;
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        if (!(actions[i].where & where) || actions[i].label[0] == '\0')
            continue;
        bool always = i == ACTION_HELP || i == ACTION_BACK;
        col = draw_label(wb, c, col, always ? end + 2 : end - kept, (enum action_id)i, false);
    }
}

static int message_rows(const struct workbench *wb, int cols)
{
    if (wb->message.len == 0)
        return 1;
    wrap_lines lines = VEC_INIT;
    int mark = wb->message_role == ROLE_ERROR ? 2 : 0;
    wrap_text(wb->message.s, wb->message.len, cols - mark < 2 ? 2 : cols - mark, &lines);
    int n = (int)lines.n;
    vec_release(&lines);
    return n > MESSAGE_ROWS ? MESSAGE_ROWS : n;
}

static void draw_message(struct workbench *wb, struct canvas *c, struct rect r)
{
    canvas_fill(c, r, S(NORMAL));
    r.col++;
    r.cols -= 2;
    if (wb->message.len > 0) {
        struct style st = {.role = wb->message_role, .attrs = 0, .fg = 0, .bg = 0};
        if (wb->message_role == ROLE_ERROR) {
            canvas_text(c, r.row, r.col, st, "!");
            layout_left(&r, 2);
        }
        if (r.rows == 1)
            canvas_fit(c, r.row, r.col, r.cols, st, wb->message.s, false);
        else
            draw_wrapped(c, r, st, wb->message.s);
    }
    struct buf typed = BUF_INIT;
    keymap_pending(&wb->typed, &typed);
    if (typed.len > 0)
        canvas_fit_right(c, r.row + r.rows - 1, r.col, r.cols, S(STATUS_KEY), typed.s);
    buf_release(&typed);
}

void workbench_draw(struct workbench *wb, struct canvas *c)
{
    if (layout_too_small(c))
        return;
    struct rect r = canvas_all(c);
    wb->rows = r.rows;
    wb->cols = r.cols;
    if (r.rows < MIN_ROWS || r.cols < MIN_COLS) {
        draw_wrapped(c, r, S(WARNING), _("tema needs a window of at least 40 columns and 10 rows"));
        return;
    }
    struct rect title = layout_top(&r, 1), footer = layout_bottom(&r, 1);
    bool prompt = wb->modal.prompt != NULL;
    struct rect prompt_line = layout_bottom(&r, prompt ? 1 : 0);
    /* One line is kept for messages; a longer one, and one above a prompt, lies over the screen's last line,
     * so that nothing moves. */
    int rows = message_rows(wb, r.cols - 2);
    struct rect message = {prompt_line.row - rows, r.col, rows, r.cols};
    if (!prompt) {
        message = layout_bottom(&r, 1);
        message.row -= rows - 1;
        message.rows = rows;
    }
    draw_title(wb, c, title);
    draw_footer(wb, c, footer);
    screens[front(wb)]->draw(wb, wb->state[front(wb)], c, r);
    if (!prompt || wb->message.len > 0)
        draw_message(wb, c, message);
    if (wb->modal.form)
        form_draw(wb->modal.form, c);
    else if (wb->modal.picker)
        picker_draw(wb->modal.picker, c);
    else if (prompt)
        prompt_draw(wb->modal.prompt, c, (struct rect){prompt_line.row, 1, 1, prompt_line.cols - 2});
}
